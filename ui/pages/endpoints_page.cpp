#include "pages/endpoints_page.h"

#include "pages/endpoint_tab.h"
#include "pages/template_tab.h"
#include "widgets/message_bar.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace scepter::ui {

EndpointsPage::EndpointsPage(PageContext& pageContext, QWidget* parent)
    : Page(pageContext, PageId::Endpoints, tr("Endpoints"), parent)
    , m_tabs(new QTabWidget(this))
    , m_endpoints(new EndpointTab(pageContext, messages(), this))
    , m_templates(new TemplateTab(pageContext, messages(), this)) {
    m_tabs->setObjectName(QStringLiteral("endpointTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_endpoints, Theme::icon(Icon::Endpoints), tr("Endpoints"));
    m_tabs->addTab(m_templates, Theme::icon(Icon::Template), tr("Templates"));
    m_tabs->setAccessibleName(tr("Endpoints and templates"));
    body()->addWidget(m_tabs, 1);
    makeActions();
    for (StagedTab* one :
         {static_cast<StagedTab*>(m_endpoints), static_cast<StagedTab*>(m_templates)}) {
        connect(one, &StagedTab::stateChanged, this, &EndpointsPage::reflectActions);
        connect(one, &StagedTab::stored, this, &EndpointsPage::read);
    }
    connect(m_tabs, &QTabWidget::currentChanged, this, &EndpointsPage::reflectActions);
    connect(m_endpoints, &EndpointTab::templateAsked, this, [this](const QString& name) {
        m_tabs->setCurrentWidget(m_templates);
        m_templates->open(name);
    });
    connect(&session(), &workbench::Session::moved, this, [this](const workbench::Moves& moves) {
        if (moves.configuration) read();
    });
    reflectActions();
    read();
}

void EndpointsPage::makeActions() {
    m_new = addPageAction(QStringLiteral("endpoints.new"), tr("&New endpoint"), Icon::Add, {},
                          Weight::Primary, [this] { tab().startNew(false); });
    m_duplicate = addPageAction(QStringLiteral("endpoints.duplicate"), tr("&Duplicate"), Icon::Copy,
                                {}, Weight::Normal, [this] { tab().startNew(true); });
    m_remove = addPageAction(QStringLiteral("endpoints.remove"), tr("&Remove…"), Icon::Remove, {},
                             Weight::Normal, [this] { tab().askRemove(); });
    m_copyAddress = addMenuAction(QStringLiteral("endpoints.copyAddress"), tr("Copy the &address"),
                                  Icon::Copy, {}, [this] { m_endpoints->copyAddress(); });
    m_copyFingerprint =
        addMenuAction(QStringLiteral("endpoints.copyFingerprint"), tr("Copy the CA &fingerprint"),
                      Icon::Copy, {}, [this] { m_endpoints->copyFingerprint(); });
}

StagedTab& EndpointsPage::tab() const {
    if (m_tabs->currentWidget() == m_templates) return *m_templates;
    return *m_endpoints;
}

void EndpointsPage::read() {
    using Answer = Result<std::shared_ptr<const EndpointConfig>>;
    ++m_turn;
    session()
        .ask([](workbench::Workbench& workbench) -> Answer {
            SCEPTER_TRY(config, readEndpointConfig(workbench));
            return std::make_shared<const EndpointConfig>(std::move(config));
        })
        .then(this, [this, turn = m_turn](const Answer& answer) {
            if (turn != m_turn) return;
            if (!answer) {
                messages().showProblem(tr("The endpoints were not read."), problem(answer.error()));
                return;
            }
            m_endpoints->follow(*answer);
            m_templates->follow(*answer);
        });
}

void EndpointsPage::reflectActions() {
    const bool templates = m_tabs->currentWidget() == m_templates;
    m_new->setText(templates ? tr("&New template") : tr("&New endpoint"));
    setBlocked(m_duplicate, tab().whyNotDuplicate());
    setBlocked(m_remove, tab().whyNotRemove());
    const QString why = templates ? tr("Go to the endpoints first.") : m_endpoints->whyNotRemove();
    setBlocked(m_copyAddress, why);
    setBlocked(m_copyFingerprint, why);
}

bool EndpointsPage::openObject(const ObjectRef& target) {
    if (target.kind == ObjectRef::Kind::Endpoint) {
        m_tabs->setCurrentWidget(m_endpoints);
        m_endpoints->open(target.name);
    } else if (target.kind == ObjectRef::Kind::Template) {
        m_tabs->setCurrentWidget(m_templates);
        m_templates->open(target.name);
    }
    return target.page == PageId::Endpoints;
}

void EndpointsPage::focusFilter() {
    tab().focusFilter();
}

void EndpointsPage::refresh() {
    read();
}

bool EndpointsPage::escape() {
    return Page::escape() || tab().escape();
}

bool EndpointsPage::mayLeave(const std::function<void()>& goOn) {
    for (StagedTab* one :
         {static_cast<StagedTab*>(m_endpoints), static_cast<StagedTab*>(m_templates)}) {
        if (!one->hasChanges()) continue;
        m_tabs->setCurrentWidget(one);
        // The other tab may have something to lose as well.
        one->leave([this, goOn] {
            if (mayLeave(goOn)) goOn();
        });
        return false;
    }
    return true;
}

void EndpointsPage::saveState() {
    m_endpoints->saveState();
    m_templates->saveState();
}

} // namespace scepter::ui
