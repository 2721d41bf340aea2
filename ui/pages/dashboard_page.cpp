#include "pages/dashboard_page.h"

#include "pages/dashboard_activity.h"
#include "pages/dashboard_authority.h"
#include "pages/dashboard_hour.h"
#include "pages/dashboard_needs.h"
#include "pages/dashboard_parts.h"
#include "pages/dashboard_responder.h"
#include "shell/action_collection.h"
#include "shell/navigator.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include "base/encoding.h"

#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

constexpr int kGap = 16;
constexpr QLatin1String kAsTable("dashboard/hourAsTable");

/// SHA-256 of the first CA certificate, with colons; empty: there is none.
QString caFingerprint(const std::optional<workbench::Status>& status) {
    if (!status || status->authorities.empty()) return {};
    const auto* current = status->authorities.front().current();
    return current != nullptr && current->ca ? text(toColonHex(current->ca->fingerprint()))
                                             : QString();
}

} // namespace

DashboardPage::DashboardPage(PageContext& pageContext, QWidget* parent)
    : Page(pageContext, PageId::Dashboard, tr("Dashboard"), parent)
    , m_data(new DashboardData(pageContext.session, pageContext.settings, this)) {
    makeActions();
    makeCards();
    layOut();
    connectCards();
    reflectActions();
    reflectNeeds();
}

void DashboardPage::makeActions() {
    m_copyUrl =
        addMenuAction(QStringLiteral("dashboard.copyUrl"), tr("Copy the SCEP &URL"), Icon::Copy, {},
                      [this] { copyText(m_responder->firstUrl(), m_responder->firstUrl()); });
    m_copyFingerprint = addMenuAction(
        QStringLiteral("dashboard.copyFingerprint"), tr("Copy the CA &fingerprint"), Icon::Copy, {},
        [this] { copyText(tr("the SHA-256 fingerprint of the CA"), m_fingerprint); });
    m_asTable = addMenuAction(
        QStringLiteral("dashboard.asTable"), tr("Show the last hour as a &table"), Icon::Details,
        {}, [this] { context().settings.setValue(kAsTable, m_asTable->isChecked()); });
    m_asTable->setCheckable(true);
    m_openLog = addMenuAction(QStringLiteral("dashboard.openLog"), tr("Open the event &log"),
                              Icon::Log, {}, [this] { openLog(); });
}

void DashboardPage::makeCards() {
    m_needs = new NeedsCard(theme(), this);
    m_responder = new ResponderCard(session(), theme(), m_copyFingerprint, this);
    m_authority = new AuthorityCard(session(), context().settings, theme(), this);
    m_steps = new StepsCard(session(), theme(), context().settings, this);
    m_hour = new HourCard(theme(), m_asTable, this);
    m_activity = new ActivityCard(session().clock(), theme(), m_openLog, this);
    m_asTable->setChecked(context().settings.value(kAsTable, false).toBool());
}

void DashboardPage::layOut() {
    auto* content = new QWidget(this);
    auto* cards = new QVBoxLayout(content);
    // The scroll bar does not touch the cards.
    cards->setContentsMargins(isRightToLeft() ? kGap / 2 : 0, 0, isRightToLeft() ? 0 : kGap / 2, 0);
    cards->setSpacing(kGap);
    cards->addWidget(new CardColumns({m_needs, m_responder, m_authority}, content));
    cards->addWidget(m_steps);
    cards->addWidget(m_hour);
    cards->addWidget(m_activity, 1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("dashboardScroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Its cards can be reached one by one.
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    body()->addWidget(scroll, 1);
}

void DashboardPage::connectCards() {
    connect(m_needs, &NeedsCard::openRequested, this, &DashboardPage::open);
    connect(m_responder, &ResponderCard::openRequested, this, &DashboardPage::open);
    connect(m_responder, &ResponderCard::copyRequested, this,
            [this](const QString& what, const QString& value) { copyText(what, value); });
    connect(m_authority, &AuthorityCard::openRequested, this, &DashboardPage::open);
    connect(m_activity, &ActivityCard::openRequested, this, &DashboardPage::open);
    connect(m_activity, &ActivityCard::copyRequested, this,
            [this](const QString& what, const QString& value) { copyText(what, value); });
    connect(m_steps, &StepsCard::stepRequested, this, &DashboardPage::goTo);
    connect(m_data, &DashboardData::trafficChanged, this, &DashboardPage::reflectTraffic);
    connect(m_data, &DashboardData::upkeepChanged, this, &DashboardPage::reflectUpkeep);
    connect(m_data, &DashboardData::ticked, this, [this] {
        m_activity->tick();
        m_authority->reflect();
        reflectNeeds();
    });
    connect(m_data, &DashboardData::failed, this, [this](const Error& error) {
        const QString what = tr("The dashboard is not up to date.");
        const Problem why = problem(error);
        if (!m_failedKey.isEmpty()) return; // it is there to be read; do not pile it up
        m_failedKey = what + why.code;
        messages().showProblem(what, why);
    });
    connect(m_data, &DashboardData::recovered, this,
            [this] { messages().resolve(std::exchange(m_failedKey, QString())); });
    connect(&session(), &workbench::Session::statusChanged, this, [this] {
        reflectActions();
        reflectNeeds();
        m_steps->reflect(m_data->upkeep());
    });
    connect(&session(), &workbench::Session::responderChanged, this, [this] {
        reflectNeeds();
        m_steps->reflect(m_data->upkeep());
    });
}

void DashboardPage::reflectNeeds() {
    m_needs->setNeeds(needsOf(session(), *m_data), session().status() && m_data->upkeep());
}

void DashboardPage::reflectTraffic() {
    const Traffic& traffic = *m_data->traffic();
    m_hour->setHour(traffic.hour, traffic.readAt);
    m_activity->setRows(traffic.recent);
    reflectNeeds();
}

void DashboardPage::reflectUpkeep() {
    m_responder->setCapabilities(m_data->upkeep()->capabilities);
    m_steps->reflect(m_data->upkeep());
    reflectNeeds();
}

void DashboardPage::reflectActions() {
    m_fingerprint = caFingerprint(session().status());
    setBlocked(m_copyFingerprint, m_fingerprint.isEmpty() ? tr("There is no CA yet.") : QString());
    if (!m_fingerprint.isEmpty())
        m_copyFingerprint->setToolTip(
            tr("SHA-256, to compare or to put into a profile: %1").arg(m_fingerprint));
    setBlocked(m_copyUrl,
               m_responder->firstUrl().isEmpty() ? tr("There is no endpoint yet.") : QString());
}

void DashboardPage::open(const ObjectRef& target) {
    context().navigator.open(target);
}

void DashboardPage::goTo(StepsCard::Step step) {
    switch (step) {
    case StepsCard::Step::Authority:
        open(ObjectRef::ofPage(PageId::Authorities));
        return;
    case StepsCard::Step::Responder:
        session().startResponder();
        return;
    case StepsCard::Step::LetIn:
        open(ObjectRef::ofPage(PageId::Challenges));
        return;
    case StepsCard::Step::Issue: {
        const bool waits = session().status() && session().status()->counts.pending > 0;
        open(ObjectRef::ofPage(waits ? PageId::Requests : PageId::TestEnrollment));
        return;
    }
    case StepsCard::Step::Backup:
        if (QAction* backup = context().actions.action(QStringLiteral("file.backup")))
            backup->trigger();
        else
            open(ObjectRef::ofPage(PageId::Settings));
        return;
    }
}

void DashboardPage::openLog() {
    QAction* log = context().actions.action(QStringLiteral("view.eventLog"));
    if (log != nullptr && !log->isChecked()) log->trigger();
}

void DashboardPage::focusFilter() {
    m_activity->focusFilter();
}

void DashboardPage::refresh() {
    m_data->refresh();
}

bool DashboardPage::escape() {
    return Page::escape() || m_activity->clearFilter();
}

void DashboardPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_data->setActive(true);
}

void DashboardPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_data->setActive(false);
}

} // namespace scepter::ui
