// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/enrollment_tab.h"

#include "dialogs/examine_window.h"
#include "dialogs/save_bytes.h"
#include "dialogs/traffic_window.h"
#include "models/test_run_model.h"
#include "pages/endpoint_fields.h"
#include "pages/test_enrollment_form.h"
#include "pages/test_server_form.h"
#include "shell/clipboard.h"
#include "shell/navigator.h"
#include "widgets/action_button.h"
#include "widgets/config_table.h"
#include "widgets/message_bar.h"
#include "widgets/step_list.h"
#include "widgets/texts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using workbench::TestRun;
using workbench::TestState;

constexpr QLatin1String kAcross("pages/test/across");
constexpr QLatin1String kDown("pages/test/down");
constexpr int kHistoryRows = 3;

} // namespace

EnrollmentTab::EnrollmentTab(PageContext& context, MessageBar& messages, const Actions& actions,
                             QWidget* parent)
    : TestTab(parent)
    , m_context(context)
    , m_messages(messages)
    , m_tests(context.session.testEnrollments())
    , m_form(new TestEnrollmentForm(context, messages, this))
    , m_steps(new StepList(context.theme, this))
    , m_result(new TestResultCard(context, messages, actions.result, this))
    , m_model(new TestRunModel(this))
    , m_history(new ConfigTable(context.theme, this))
    , m_across(new QSplitter(Qt::Horizontal, this))
    , m_down(new QSplitter(Qt::Vertical, this)) {
    m_across->setObjectName(QStringLiteral("testAcross"));
    m_across->setChildrenCollapsible(false);
    m_across->addWidget(scrolled(m_form, QStringLiteral("testFormScroll")));
    m_across->addWidget(makeRight(actions));
    m_across->setStretchFactor(0, 0);
    m_across->setStretchFactor(1, 1);
    m_across->setSizes({kFormWidth, 2 * kFormWidth});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_across, 1);
    m_historyBox = makeHistory(actions);
    m_historyBox->hide();
    column->addWidget(m_historyBox);
    m_across->restoreState(context.settings.value(kAcross).toByteArray());
    m_down->restoreState(context.settings.value(kDown).toByteArray());
    connectAll();
    for (const TestRun& run : m_tests.runs())
        runChanged(run.id);
    takeOffer();
}

QWidget* EnrollmentTab::makeRight(const Actions& actions) {
    auto* top = new QWidget(m_down);
    auto* heading = new QLabel(tr("Steps"), top);
    heading->setFont(Theme::strongFont());
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(heading);
    row->addStretch(1);
    row->addWidget(new ActionButton(m_context.theme, actions.sendAgain, false, top));
    row->addWidget(new ActionButton(m_context.theme, actions.openStep, false, top));
    m_steps->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_steps->addActions({actions.openStep, actions.sendAgain});
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_steps, 1);
    m_down->setObjectName(QStringLiteral("testDown"));
    m_down->setChildrenCollapsible(false);
    m_down->addWidget(top);
    m_down->addWidget(scrolled(m_result, QStringLiteral("testResultScroll")));
    m_down->setStretchFactor(0, 1);
    m_down->setStretchFactor(1, 1);
    m_down->setSizes({kFormWidth, kFormWidth});
    return m_down;
}

QWidget* EnrollmentTab::makeHistory(const Actions& actions) {
    auto* box = new QWidget(this);
    auto* heading = new QLabel(tr("History"), box);
    heading->setFont(Theme::strongFont());
    m_history->setObjectName(QStringLiteral("testHistory"));
    m_history->setAccessibleName(tr("Earlier runs"));
    m_history->setModel(m_model);
    m_history->setSortingEnabled(false);
    m_history->setWidths({22, 9, 20, 18, 14, 16, 8});
    m_history->setFixedHeight(m_history->horizontalHeader()->sizeHint().height() +
                              kHistoryRows * m_history->verticalHeader()->defaultSectionSize() +
                              2 * m_history->frameWidth());
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(heading);
    row->addStretch(1);
    row->addWidget(new ActionButton(m_context.theme, actions.runAgain, false, box));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_history);
    return box;
}

void EnrollmentTab::connectAll() {
    connect(m_form, &TestEnrollmentForm::edited, this, &TestTab::stateChanged);
    connect(m_steps, &StepList::exchangeChosen, this, &EnrollmentTab::openExchange);
    connect(m_steps, &StepList::currentExchangeChanged, this, &TestTab::stateChanged);
    connect(m_result, &TestResultCard::copyRequested, this, [this](const QString& value) {
        m_context.clipboard.copy(value);
        m_messages.showSuccess(tr("Copied."));
    });
    connect(m_history, &ConfigTable::keyChosen, this,
            [this](const QString& key) { showRun(key.toInt()); });
    connect(m_history, &ConfigTable::copied, this,
            [this](const QString& rows) { m_context.clipboard.copy(rows); });
    connect(&m_tests, &workbench::TestEnrollments::runChanged, this, &EnrollmentTab::runChanged);
    connect(&m_tests, &workbench::TestEnrollments::challengeOffered, this,
            &EnrollmentTab::takeOffer);
}

QString EnrollmentTab::titleOf(const workbench::TestSpec& spec) {
    return tr("Test enrollment of %1").arg(text(spec.subject));
}

void EnrollmentTab::start(const workbench::TestSpec& spec) {
    const int id = m_tests.start(spec, titleOf(spec));
    showRun(id);
    m_history->select(QString::number(id));
}

void EnrollmentTab::run() {
    if (whyNotRun().isEmpty()) start(m_form->spec());
}

void EnrollmentTab::runAgain() {
    const TestRun* run = shown();
    if (run == nullptr || isRunning()) return;
    const workbench::TestSpec spec = run->spec;
    start(spec);
}

void EnrollmentTab::cancel() {
    m_tests.cancel(m_shown);
}

const TestRun* EnrollmentTab::shown() const {
    return m_tests.run(m_shown);
}

int EnrollmentTab::currentExchange() const {
    return m_steps->currentExchange();
}

bool EnrollmentTab::isRunning() const {
    const TestRun* run = shown();
    return run != nullptr && !run->isOver();
}

QString EnrollmentTab::whyNotRun() const {
    return isRunning() ? tr("It runs already.") : m_form->problem();
}

TestServerForm& EnrollmentTab::server() const {
    return m_form->server();
}

void EnrollmentTab::showRun(int id) {
    m_shown = id;
    runChanged(id);
}

QStringList EnrollmentTab::planned(const TestRun& run) const {
    if (run.state != TestState::Running) return {};
    QStringList names{QStringLiteral("GetCACaps"),
                      QStringLiteral("GetCACert"),
                      QStringLiteral("Key"),
                      run.spec.renewed ? QStringLiteral("RenewalReq") : QStringLiteral("PKCSReq"),
                      QStringLiteral("CertRep"),
                      QStringLiteral("certificate")};
    qsizetype reached = 0;
    for (const client::Step& step : run.steps)
        reached = std::max(reached, names.indexOf(text(step.name)) + 1);
    return names.mid(reached);
}

void EnrollmentTab::runChanged(int id) {
    std::vector<TestRunRow> rows;
    std::optional<pki::PrivateKey> lastKey;
    for (const TestRun& run : m_tests.runs()) {
        rows.insert(rows.begin(), rowOf(run));
        if (run.key) lastKey = run.key;
    }
    m_model->setRows(std::move(rows));
    m_historyBox->setVisible(m_model->rowCount() > 0);
    if (id == m_shown || m_shown == 0) {
        m_shown = id;
        const TestRun* run = shown();
        if (run != nullptr) m_steps->setSteps(run->steps, planned(*run));
        m_result->show(run);
        if (run != nullptr && run->isOver()) m_form->setLastKey(lastKey);
    }
    Q_EMIT stateChanged();
}

void EnrollmentTab::pollNow() {
    if (const TestRun* run = shown()) m_tests.pollNow(m_shown, titleOf(run->spec));
}

void EnrollmentTab::approve() {
    const QString what = tr("The request was not approved.");
    m_tests.approve(m_shown).then(
        this, [this, what, id = m_shown](const Result<std::int64_t>& answer) {
            if (!answer) {
                m_messages.showProblem(what,
                                       problemOf(answer.error(), m_context.session.clock().now()));
                return;
            }
            m_messages.resolveAbout(what);
            if (const TestRun* run = m_tests.run(id)) m_tests.pollNow(id, titleOf(run->spec));
        });
}

void EnrollmentTab::renew() {
    const TestRun* run = shown();
    if (run != nullptr && run->certificate) m_form->renew(*run);
}

void EnrollmentTab::save() {
    m_result->askSave();
}

void EnrollmentTab::showCertificate() {
    const TestRun* run = shown();
    if (run == nullptr || !run->certificate) return;
    m_tests.certificateOf(m_shown).then(
        this, [this, certificate = *run->certificate](const Result<std::int64_t>& answer) {
            if (answer) {
                m_context.navigator.open(ObjectRef::certificate(*answer));
                return;
            }
            // Of another service: this workspace does not list it.
            ExamineWindow::show(m_context, window(), toQt(certificate.der()),
                                text(certificate.subject().toDisplayText()));
        });
}

void EnrollmentTab::openStep() {
    if (const int exchange = currentExchange(); exchange > 0) openExchange(exchange);
}

bool EnrollmentTab::isSendingAgain() const {
    return m_tests.isSendingAgain(m_shown);
}

void EnrollmentTab::sendAgain() {
    if (const TestRun* run = shown())
        m_tests.sendAgain(m_shown, currentExchange(), tr("Send again: %1").arg(titleOf(run->spec)));
}

void EnrollmentTab::openExchange(int exchange) {
    const TestRun* run = shown();
    if (run == nullptr) return;
    std::vector<pki::PrivateKey> keys;
    if (run->key) keys.push_back(*run->key);
    TrafficWindow::showSteps(m_context, window(), run->steps, keys,
                             tr("Test enrollment of %1").arg(text(run->spec.subject)), exchange);
}

bool EnrollmentTab::escape() {
    return m_result->dropSave();
}

void EnrollmentTab::takeOffer() {
    if (const auto offer = m_tests.takeOffer())
        m_form->server().setChallenge(*offer->challenge, text(offer->endpoint));
}

void EnrollmentTab::saveState() {
    m_context.settings.setValue(kAcross, m_across->saveState());
    m_context.settings.setValue(kDown, m_down->saveState());
}

} // namespace scepter::ui
