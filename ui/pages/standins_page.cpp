// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standins_page.h"

#include "pages/standin_jamf_tab.h"
#include "pages/standin_tab.h"
#include "widgets/message_bar.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace scepter::ui {

using workbench::StandInKind;

StandInsPage::StandInsPage(PageContext& pageContext, QWidget* parent)
    : Page(pageContext, PageId::StandIns, tr("Stand-ins"), parent)
    , m_tabs(new QTabWidget(this))
    , m_intune(new StandInTab(pageContext, messages(), StandInKind::Intune, this))
    , m_mdm(new StandInTab(pageContext, messages(), StandInKind::Mdm, this))
    , m_jamf(new StandInJamfTab(pageContext, messages(), this)) {
    makeActions();
    m_tabs->setObjectName(QStringLiteral("standInTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Intune, MDM and Jamf"));
    m_tabs->addTab(m_intune, Theme::icon(Icon::Server), tr("Intune"));
    m_tabs->addTab(m_mdm, Theme::icon(Icon::Server), tr("MDM"));
    m_tabs->addTab(m_jamf, Theme::icon(Icon::Message), tr("Jamf"));
    body()->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &StandInsPage::reflectActions);
    for (const StandInTab* one : {m_intune, m_mdm})
        connect(one, &StandInTab::stateChanged, this, &StandInsPage::reflectActions);
    connect(m_jamf, &StandInJamfTab::stateChanged, this, &StandInsPage::reflectActions);
    connect(&session().standIns(), &workbench::StandIns::settingsFailed, this,
            [this](const Error& error) {
                messages().showProblem(tr("The settings of the stand-ins were not read or kept."),
                                       problem(error));
            });
    reflectActions();
}

StandInTab* StandInsPage::tab() const {
    return qobject_cast<StandInTab*>(m_tabs->currentWidget());
}

void StandInsPage::makeActions() {
    const auto onTab = [this](void (StandInTab::*act)()) {
        return [this, act] {
            if (StandInTab* shown = tab()) (shown->*act)();
        };
    };
    m_start = addPageAction(QStringLiteral("standins.start"), tr("&Start"), Icon::Play, {},
                            Weight::Normal, onTab(&StandInTab::start));
    m_stop = addPageAction(QStringLiteral("standins.stop"), tr("S&top"), Icon::Stop, {},
                           Weight::Normal, onTab(&StandInTab::stop));
    m_use = addPageAction(QStringLiteral("standins.use"), tr("&Use for endpoint…"), Icon::Link, {},
                          Weight::Normal, onTab(&StandInTab::askUse));
    m_removeDevice =
        addPageAction(QStringLiteral("standins.removeDevice"), tr("&Remove…"), Icon::Remove, {},
                      Weight::Normal, onTab(&StandInTab::askRemoveDevice));
    m_newDevice = addPageAction(QStringLiteral("standins.newDevice"), tr("&New device"), Icon::Add,
                                {}, Weight::Primary, onTab(&StandInTab::newDevice));
    m_mint = addMenuAction(QStringLiteral("standins.mint"), tr("&Make a challenge"), Icon::Mint, {},
                           onTab(&StandInTab::mint));
    m_import = addMenuAction(QStringLiteral("standins.import"), tr("&Import…"), Icon::Import, {},
                             onTab(&StandInTab::import));
    m_forget = addMenuAction(QStringLiteral("standins.forget"), tr("&Forget the calls"),
                             Icon::Clear, {}, onTab(&StandInTab::forgetCalls));
    m_ask = addMenuAction(QStringLiteral("standins.ask"), tr("&Ask for a code"), Icon::Mint, {},
                          [this] { m_jamf->ask(); });
}

void StandInsPage::reflectActions() {
    const StandInTab* shown = tab();
    for (QAction* action : {m_start, m_stop, m_use, m_newDevice, m_removeDevice})
        action->setVisible(shown != nullptr);
    setPrimaryAction(shown != nullptr ? m_newDevice : m_ask);
    setBlocked(m_ask, shown != nullptr ? tr("Go to Jamf first.") : m_jamf->whyNotAsk());
    if (shown == nullptr) {
        const QString why = tr("Go to Intune or the MDM first.");
        for (QAction* action : {m_mint, m_import, m_forget})
            setBlocked(action, why);
        return;
    }
    setBlocked(m_start, shown->whyNotStart());
    setBlocked(m_stop, shown->whyNotStop());
    setBlocked(m_use, shown->whyNotUse());
    setBlocked(m_removeDevice, shown->whyNotRemove());
    setBlocked(m_mint, shown->whyNotMint());
    setBlocked(m_import, {});
    setBlocked(m_forget, shown->whyNotForget());
    const bool idle = m_start->isEnabled();
    m_start->setVisible(idle);
    m_stop->setVisible(!idle);
    if (m_start->isEnabled()) m_start->setToolTip(tr("Listens for questions"));
    if (m_stop->isEnabled()) m_stop->setToolTip(tr("Answers nobody any more"));
    if (m_use->isEnabled())
        m_use->setToolTip(tr("Sets up the gate of an endpoint that asks this stand-in"));
}

void StandInsPage::focusFilter() {
    if (StandInTab* shown = tab()) shown->focusFilter();
}

bool StandInsPage::escape() {
    if (StandInTab* shown = tab(); shown != nullptr && shown->escape()) return true;
    return Page::escape();
}

bool StandInsPage::mayLeave(const std::function<void()>& goOn) {
    for (StandInTab* one : {m_intune, m_mdm}) {
        if (!one->hasChanges()) continue;
        m_tabs->setCurrentWidget(one);
        one->leave([this, goOn] {
            if (mayLeave(goOn)) goOn();
        });
        return false;
    }
    return true;
}

void StandInsPage::saveState() {
    m_intune->saveState();
    m_mdm->saveState();
}

} // namespace scepter::ui
