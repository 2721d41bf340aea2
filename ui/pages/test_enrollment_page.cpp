// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/test_enrollment_page.h"

#include "pages/conformance_tab.h"
#include "pages/enrollment_tab.h"
#include "pages/load_tab.h"
#include "pages/scenario_tab.h"
#include "pages/test_server_form.h"
#include "widgets/message_bar.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace scepter::ui {

using workbench::TestRun;
using workbench::TestState;

TestEnrollmentPage::TestEnrollmentPage(PageContext& pageContext, QWidget* parent)
    : Page(pageContext, PageId::TestEnrollment, tr("Test enrollment"), parent) {
    makeActions();
    makeReportActions();
    makeTabs();
    reflect();
}

void TestEnrollmentPage::makeActions() {
    m_run = addPageAction(QStringLiteral("test.run"), tr("&Run"), Icon::Play,
                          QKeySequence(QStringLiteral("Ctrl+R")), Weight::Primary,
                          [this] { current()->run(); });
    m_cancel = addPageAction(QStringLiteral("test.cancel"), tr("&Cancel"), Icon::Stop, {},
                             Weight::Normal, [this] { current()->cancel(); });
    m_pollNow = addMenuAction(QStringLiteral("test.pollNow"), tr("&Poll now"), Icon::Refresh, {},
                              [this] { m_enrollment->pollNow(); });
    m_approve = addMenuAction(QStringLiteral("test.approve"), tr("&Approve it here"), Icon::Approve,
                              {}, [this] { m_enrollment->approve(); });
    m_save = addMenuAction(QStringLiteral("test.save"), tr("&Save key and certificate…"),
                           Icon::Save, {}, [this] { m_enrollment->save(); });
    m_renew = addMenuAction(QStringLiteral("test.renew"), tr("Re&new with this"), Icon::Renew, {},
                            [this] { m_enrollment->renew(); });
    m_showCertificate =
        addMenuAction(QStringLiteral("test.certificate"), tr("Show the &certificate"),
                      Icon::Certificate, {}, [this] { m_enrollment->showCertificate(); });
    m_openStep = addMenuAction(QStringLiteral("test.openStep"), tr("&Open step in the Inspector"),
                               Icon::Inspector, {}, [this] { m_enrollment->openStep(); });
    m_sendAgain = addMenuAction(QStringLiteral("test.sendAgain"), tr("Sen&d again"), Icon::Refresh,
                                {}, [this] { m_enrollment->sendAgain(); });
    m_runAgain = addMenuAction(QStringLiteral("test.runAgain"), tr("Run a&gain"), Icon::Undo, {},
                               [this] { m_enrollment->runAgain(); });
}

void TestEnrollmentPage::makeReportActions() {
    m_openScenario = addMenuAction(QStringLiteral("test.openScenario"), tr("Open a scenario…"),
                                   Icon::Open, {}, [this] { m_scenarios->open(); });
    m_saveScenario = addMenuAction(QStringLiteral("test.saveScenario"), tr("Save the scenario…"),
                                   Icon::Save, {}, [this] { m_scenarios->save(); });
    m_saveVerdicts = addMenuAction(QStringLiteral("test.saveVerdicts"), tr("Save the report…"),
                                   Icon::Save, {}, [this] { m_scenarios->saveReport(); });
    m_compare = addMenuAction(QStringLiteral("test.compare"), tr("Compare with…"), Icon::Compare,
                              {}, [this] { m_conformance->compare(); });
    m_saveChecks = addMenuAction(QStringLiteral("test.saveChecks"), tr("Save the report…"),
                                 Icon::Save, {}, [this] { m_conformance->saveReport(); });
    m_saveLoad = addMenuAction(QStringLiteral("test.saveLoad"), tr("Save the figures…"), Icon::Save,
                               {}, [this] { m_load->saveReport(); });
}

void TestEnrollmentPage::makeTabs() {
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("testTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Ways to test"));
    m_enrollment = new EnrollmentTab(context(), messages(),
                                     {{m_pollNow, m_approve, m_renew, m_showCertificate, m_save},
                                      m_openStep,
                                      m_sendAgain,
                                      m_runAgain},
                                     this);
    m_scenarios = new ScenarioTab(context(), messages(),
                                  {m_openScenario, m_saveScenario, m_saveVerdicts}, this);
    m_conformance = new ConformanceTab(context(), messages(), {m_saveChecks, m_compare}, this);
    m_load = new LoadTab(context(), messages(), m_saveLoad, this);
    addTab(m_enrollment, Icon::TestEnrollment, tr("Enrollment"));
    addTab(m_scenarios, Icon::Details, tr("Scenarios"));
    addTab(m_conformance, Icon::Check, tr("Conformance"));
    addTab(m_load, Icon::Sort, tr("Load"));
    body()->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabWidget::currentChanged, this, &TestEnrollmentPage::reflect);
}

void TestEnrollmentPage::addTab(TestTab* tab, Icon icon, const QString& title) {
    m_tabs->addTab(tab, Theme::icon(icon), title);
    m_all.push_back(tab);
    connect(tab, &TestTab::stateChanged, this, &TestEnrollmentPage::reflect);
    connect(&tab->server(), &TestServerForm::edited, this, [this, tab] {
        if (tab != current()) return;
        for (TestTab* other : m_all)
            if (other != tab) other->server().follow(tab->server());
    });
}

TestTab* TestEnrollmentPage::current() const {
    return m_all.at(static_cast<std::size_t>(std::max(0, m_tabs->currentIndex())));
}

void TestEnrollmentPage::reflect() {
    if (m_all.empty()) return;
    setBlocked(m_run, current()->whyNotRun());
    if (m_run->isEnabled()) m_run->setToolTip(tr("Runs it now (Ctrl+R)"));
    setBlocked(m_cancel, current()->isRunning() ? QString() : tr("Nothing runs."));
    if (m_cancel->isEnabled()) m_cancel->setToolTip(tr("Ends it at once"));
    reflectRun();
    reflectReports();
}

void TestEnrollmentPage::reflectReports() {
    const bool scenarios = current() == m_scenarios;
    const bool checks = current() == m_conformance;
    const bool load = current() == m_load;
    const auto show = [](QAction* action, bool shown, const QString& blocked,
                         const QString& toolTip) {
        action->setVisible(shown);
        setBlocked(action, blocked);
        if (blocked.isEmpty()) action->setToolTip(toolTip);
    };
    const QString none = tr("Nothing was run yet.");
    show(m_openScenario, scenarios, {}, tr("Opens one from a JSON file"));
    show(m_saveScenario, scenarios, {}, tr("Saves it as JSON, for here and the command line"));
    show(m_saveVerdicts, scenarios, m_scenarios->hasReport() ? QString() : none,
         tr("As JSON, JUnit or text"));
    show(m_compare, checks, {}, tr("Shows what another report, saved as JSON, had"));
    m_compare->setText(m_conformance->isCompared() ? tr("End the comparison")
                                                   : tr("Compare with…"));
    show(m_saveChecks, checks, m_conformance->hasReport() ? QString() : none,
         tr("As JSON, JUnit, HTML, Markdown or text"));
    show(m_saveLoad, load, m_load->hasReport() ? QString() : none,
         tr("As JSON, CSV, a chart or text"));
}

void TestEnrollmentPage::reflectRun() {
    const bool here = current() == m_enrollment;
    const TestRun* run = here ? m_enrollment->shown() : nullptr;
    const QString none = tr("Nothing was run yet.");
    const bool pends =
        run != nullptr && (run->state == TestState::Pending || run->state == TestState::Waiting);
    const bool issued = run != nullptr && run->certificate;
    const QString noPending = run == nullptr ? none : tr("It is not pending.");
    const QString noCertificate = run == nullptr ? none : tr("No certificate was issued.");
    setBlocked(m_pollNow, pends ? QString() : noPending);
    const bool ofHere = run != nullptr && !run->spec.server.endpoint.empty();
    setBlocked(m_approve, !pends    ? noPending
                          : !ofHere ? tr("It waits at another server.")
                                    : QString());
    for (QAction* action : {m_save, m_renew, m_showCertificate}) {
        setBlocked(action, issued ? QString() : noCertificate);
        action->setVisible(here && (run == nullptr || issued));
    }
    for (QAction* action : {m_pollNow, m_approve})
        action->setVisible(here && (run == nullptr || pends));
    for (QAction* action : {m_openStep, m_sendAgain, m_runAgain})
        action->setVisible(here);
    const QString noStep =
        m_enrollment->currentExchange() == 0 ? tr("Choose a step that sent something.") : QString();
    setBlocked(m_openStep, run == nullptr ? none : noStep);
    setBlocked(m_sendAgain, run == nullptr                   ? none
                            : !run->isOver()                 ? tr("The run is not over.")
                            : m_enrollment->isSendingAgain() ? tr("A step is being sent.")
                                                             : noStep);
    setBlocked(m_runAgain, run == nullptr   ? none
                           : !run->isOver() ? tr("It runs already.")
                                            : QString());
    const auto say = [](QAction* action, const QString& toolTip) {
        if (action->isEnabled()) action->setToolTip(toolTip);
    };
    say(m_pollNow, tr("Does not wait for the next poll"));
    say(m_approve, tr("Approves the request as it stands, then polls"));
    say(m_save, tr("As PKCS#12 or PEM"));
    say(m_renew, tr("The next run renews this certificate"));
    say(m_showCertificate, tr("Among the certificates, or in a window of its own"));
    say(m_openStep, tr("Shows what was sent and what came (Enter in the list)"));
    say(m_sendAgain, tr("Sends the same bytes to the same server, and compares the answers. A "
                        "request is answered again, a code is used up."));
    say(m_runAgain, tr("The same run once more"));
}

bool TestEnrollmentPage::openObject(const ObjectRef& target) {
    return target.page == PageId::TestEnrollment;
}

bool TestEnrollmentPage::escape() {
    return m_enrollment->escape() || Page::escape();
}

void TestEnrollmentPage::saveState() {
    for (TestTab* tab : m_all)
        tab->saveState();
}

} // namespace scepter::ui
