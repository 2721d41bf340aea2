// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/scenario_tab.h"

#include "dialogs/save_bytes.h"
#include "dialogs/traffic_window.h"
#include "models/scenario_report_model.h"
#include "pages/endpoint_fields.h"
#include "pages/scenario_step_form.h"
#include "pages/test_enrollment_form.h"
#include "pages/test_report_file.h"
#include "pages/test_server_form.h"
#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "shell/save_file.h"
#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/config_table.h"
#include "widgets/flow_layout.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/step_list.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr std::size_t kMostFile = std::size_t{256} << 10;
constexpr int kMostDevices = 10'000;
constexpr int kMostParallel = 64;
constexpr int kStepsInSight = 6;

enum Shown { Steps, Verdicts };

Bytes bytesOfText(const std::string& text) {
    return {text.begin(), text.end()};
}

} // namespace

ScenarioTab::ScenarioTab(PageContext& context, MessageBar& messages, const Actions& actions,
                         QWidget* parent)
    : TestTab(parent)
    , m_context(context)
    , m_messages(messages)
    , m_test(new workbench::ScenarioTest(context.session))
    , m_server(new TestServerForm(context, messages, QStringLiteral("scenario"), this))
    , m_model(new ScenarioReportModel(this)) {
    m_test->setParent(this);
    auto* across = new QSplitter(Qt::Horizontal, this);
    across->setChildrenCollapsible(false);
    across->addWidget(scrolled(makeLeft(actions), QStringLiteral("scenarioFormScroll")));
    m_pages = new QTabWidget(across);
    m_pages->setObjectName(QStringLiteral("scenarioPages"));
    m_pages->setAccessibleName(tr("The scenario, and what came of it"));
    m_pages->setDocumentMode(true);
    m_pages->addTab(makeSteps(), tr("Steps"));
    m_pages->addTab(makeVerdicts(actions), tr("Verdicts"));
    across->addWidget(m_pages);
    across->setStretchFactor(0, 0);
    across->setStretchFactor(1, 1);
    across->setSizes({kFormWidth, 2 * kFormWidth});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(across);
    connectAll();
    choose(0);
}

QWidget* ScenarioTab::makeLeft(const Actions& actions) {
    auto* left = new QWidget(this);
    auto* group = new FormGroup(m_context.theme, tr("Scenario"), left);
    m_choice = new QComboBox(group);
    m_choice->setObjectName(QStringLiteral("scenarioChoice"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const client::BuiltInScenario& scenario : client::builtInScenarios())
        m_choice->addItem(text(scenario.name), text(scenario.id));
    group->add(tr("Scenario"), m_choice);
    watchEdits(group, this, [] {}); // chosen by hand only, see connectAll()
    m_description = new WrapLabel({}, group);
    group->add({}, m_description);
    auto* buttons = new QWidget(left);
    auto* flow = new FlowLayout(buttons, 8, 8);
    flow->addWidget(new ActionButton(m_context.theme, actions.open, false, buttons));
    flow->addWidget(new ActionButton(m_context.theme, actions.save, false, buttons));
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 8, 8);
    column->setSpacing(8);
    column->addWidget(group);
    column->addWidget(buttons);
    column->addWidget(m_server);
    column->addWidget(makeCommon());
    column->addStretch(1);
    return left;
}

FormGroup* ScenarioTab::makeCommon() {
    auto* group = new FormGroup(m_context.theme, tr("Devices"), this);
    m_name = new QLineEdit(group);
    m_name->setObjectName(QStringLiteral("scenarioName"));
    group->add(tr("Name"), m_name);
    m_subject = new QLineEdit(group);
    m_subject->setObjectName(QStringLiteral("scenarioSubject"));
    group->add(tr("Subject"), m_subject,
               tr("{n} is the number of the device, {random} new for each."));
    m_persona = new QComboBox(group);
    m_persona->setObjectName(QStringLiteral("scenarioPersona"));
    m_persona->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addPersonas(*m_persona);
    group->add(tr("Behave like"), m_persona);
    m_key = new QComboBox(group);
    m_key->setObjectName(QStringLiteral("scenarioKey"));
    addKeyKinds(*m_key);
    group->add(tr("Kind of key"), m_key);
    m_devices = new QSpinBox(group);
    m_devices->setObjectName(QStringLiteral("scenarioDevices"));
    m_devices->setRange(1, kMostDevices);
    group->add(tr("Devices"), m_devices);
    m_parallel = new QSpinBox(group);
    m_parallel->setObjectName(QStringLiteral("scenarioParallel"));
    m_parallel->setRange(1, kMostParallel);
    group->add(tr("At a time"), m_parallel);
    watchEdits(group, this, [this] { commonEdited(); });
    return group;
}

QWidget* ScenarioTab::makeSteps() {
    auto* box = new QWidget(this);
    m_steps = new QTreeWidget(box);
    m_steps->setObjectName(QStringLiteral("scenarioSteps"));
    m_steps->setAccessibleName(tr("Steps of the scenario"));
    m_steps->setRootIsDecorated(false);
    m_steps->setAllColumnsShowFocus(true);
    m_steps->setHeaderLabels({tr("Step"), tr("Name"), tr("Does wrong"), tr("Expected")});
    m_steps->setMinimumHeight(fontMetrics().height() * kStepsInSight);
    const auto button = [box](const char* name, const QString& words, Icon icon) {
        auto* made = new QPushButton(tintedIcon(icon), words, box);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        return made;
    };
    m_add = button("stepAdd", tr("Add"), Icon::Add);
    m_remove = button("stepRemove", tr("Remove"), Icon::Remove);
    m_up = button("stepUp", tr("Up"), Icon::Up);
    m_down = button("stepDown", tr("Down"), Icon::Down);
    auto* buttons = new QWidget(box);
    auto* flow = new FlowLayout(buttons, 8, 4);
    flow->addWidget(m_add);
    flow->addWidget(m_remove);
    flow->addWidget(m_up);
    flow->addWidget(m_down);
    m_step = new ScenarioStepForm(m_context.theme, box);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(8, 8, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_steps, 1);
    column->addWidget(buttons);
    column->addWidget(scrolled(m_step, QStringLiteral("scenarioStepScroll")), 2);
    return box;
}

QWidget* ScenarioTab::makeVerdicts(const Actions& actions) {
    auto* box = new QWidget(this);
    m_summary = new InlineNote(m_context.theme, Tone::Neutral, box);
    m_summary->setObjectName(QStringLiteral("scenarioSummary"));
    m_verdicts = new ConfigTable(m_context.theme, box);
    m_verdicts->setObjectName(QStringLiteral("scenarioVerdicts"));
    m_verdicts->setAccessibleName(tr("Verdicts"));
    m_verdicts->setModel(m_model);
    m_verdicts->setSortingEnabled(false);
    m_verdicts->setWidths({12, 8, 16, 20, 30, 10, 30});
    m_transcript = new StepList(m_context.theme, box);
    m_transcript->setObjectName(QStringLiteral("scenarioTranscript"));
    m_transcript->setAccessibleName(tr("What the chosen step has sent and got"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_summary, 1);
    head->addWidget(new ActionButton(m_context.theme, actions.saveReport, false, box));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(8, 8, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_verdicts, 1);
    column->addWidget(m_transcript, 1);
    return box;
}

void ScenarioTab::connectAll() {
    connect(m_choice, &QComboBox::activated, this, &ScenarioTab::choose);
    connect(m_server, &TestServerForm::edited, this, &TestTab::stateChanged);
    connect(m_steps, &QTreeWidget::currentItemChanged, this, &ScenarioTab::chooseStep);
    connect(m_step, &ScenarioStepForm::edited, this, &ScenarioTab::stepEdited);
    connect(m_add, &QPushButton::clicked, this, &ScenarioTab::addStep);
    connect(m_remove, &QPushButton::clicked, this, &ScenarioTab::removeStep);
    connect(m_up, &QPushButton::clicked, this, [this] { moveStep(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveStep(1); });
    connect(m_verdicts, &ConfigTable::keyChosen, this, &ScenarioTab::showVerdict);
    connect(m_verdicts, &ConfigTable::copied, this,
            [this](const QString& rows) { m_context.clipboard.copy(rows); });
    connect(m_transcript, &StepList::exchangeChosen, this, &ScenarioTab::openExchange);
    connect(m_test, &workbench::TestJob::changed, this, &ScenarioTab::reportMoved);
}

void ScenarioTab::choose(int index) {
    const auto builtIns = static_cast<int>(client::builtInScenarios().size());
    if (index >= builtIns) {
        show(m_opened.at(static_cast<std::size_t>(index - builtIns)));
        return;
    }
    const auto scenario =
        client::builtInScenario(m_choice->itemData(index).toString().toStdString());
    if (scenario) show(*scenario);
}

void ScenarioTab::show(const client::Scenario& scenario) {
    m_showing = true;
    m_scenario = scenario;
    m_description->setText(text(scenario.description));
    m_name->setText(text(scenario.name));
    m_subject->setText(text(scenario.subject));
    setDataKept(m_persona, text(scenario.persona));
    setDataKept(m_key, text(pki::toText(scenario.key)));
    m_devices->setValue(static_cast<int>(scenario.devices));
    m_parallel->setValue(static_cast<int>(scenario.parallel));
    m_showing = false;
    showSteps(0);
    Q_EMIT stateChanged();
}

void ScenarioTab::showSteps(int chosen) {
    m_showing = true;
    m_steps->clear();
    for (const client::ScenarioStep& step : m_scenario.steps) {
        QStringList wrong;
        for (const client::Misbehavior& one : step.misbehaviors)
            wrong.append(text(client::toText(one)));
        const QString does = wrong.join(QStringLiteral(", "));
        auto* item = new QTreeWidgetItem(
            m_steps, {kindText(step.kind), text(step.name), does, expectationText(step)});
        item->setToolTip(2, does);
        item->setData(0, Qt::AccessibleTextRole,
                      tr("%1, expected %2").arg(item->text(0), item->text(3)));
    }
    for (int column = 0; column < 2; ++column)
        m_steps->resizeColumnToContents(column);
    m_showing = false;
    if (m_steps->topLevelItemCount() > 0)
        m_steps->setCurrentItem(
            m_steps->topLevelItem(std::clamp(chosen, 0, m_steps->topLevelItemCount() - 1)));
    chooseStep();
}

int ScenarioTab::currentStep() const {
    return m_steps->indexOfTopLevelItem(m_steps->currentItem());
}

void ScenarioTab::chooseStep() {
    if (m_showing) return;
    const int at = currentStep();
    m_step->setEnabled(at >= 0);
    m_remove->setEnabled(at >= 0);
    m_up->setEnabled(at > 0);
    m_down->setEnabled(at >= 0 && at + 1 < m_steps->topLevelItemCount());
    if (at < 0) return;
    QStringList others;
    for (int i = 0; i < at; ++i)
        if (const QString name = text(m_scenario.steps.at(static_cast<std::size_t>(i)).name);
            !name.isEmpty())
            others.append(name);
    m_step->show(m_scenario.steps.at(static_cast<std::size_t>(at)), others);
}

void ScenarioTab::stepEdited() {
    const int at = currentStep();
    if (at < 0) return;
    client::ScenarioStep& step = m_scenario.steps.at(static_cast<std::size_t>(at));
    step = m_step->step();
    QStringList wrong;
    for (const client::Misbehavior& one : step.misbehaviors)
        wrong.append(text(client::toText(one)));
    QTreeWidgetItem* item = m_steps->topLevelItem(at);
    item->setText(0, kindText(step.kind));
    item->setText(1, text(step.name));
    item->setText(2, wrong.join(QStringLiteral(", ")));
    item->setText(3, expectationText(step));
    Q_EMIT stateChanged();
}

void ScenarioTab::commonEdited() {
    if (m_showing) return;
    m_scenario.name = m_name->text().trimmed().toStdString();
    m_scenario.subject = m_subject->text().trimmed().toStdString();
    m_scenario.persona = m_persona->currentData().toString().toStdString();
    if (const auto key = pki::keySpecFromText(m_key->currentData().toString().toStdString()))
        m_scenario.key = *key;
    m_scenario.devices = static_cast<unsigned>(m_devices->value());
    m_scenario.parallel = static_cast<unsigned>(m_parallel->value());
    Q_EMIT stateChanged();
}

void ScenarioTab::addStep() {
    const int at = currentStep() + 1;
    m_scenario.steps.insert(m_scenario.steps.begin() + at, client::ScenarioStep{});
    showSteps(at);
    m_step->focusFirst();
    Q_EMIT stateChanged();
}

void ScenarioTab::removeStep() {
    const int at = currentStep();
    if (at < 0) return;
    m_scenario.steps.erase(m_scenario.steps.begin() + at);
    showSteps(at);
    m_steps->setFocus(Qt::OtherFocusReason);
    Q_EMIT stateChanged();
}

void ScenarioTab::moveStep(int by) {
    const int at = currentStep();
    const auto step = [this](int row) -> client::ScenarioStep& {
        return m_scenario.steps.at(static_cast<std::size_t>(row));
    };
    std::swap(step(at), step(at + by));
    showSteps(at + by);
    Q_EMIT stateChanged();
}

QString ScenarioTab::whyNotRun() const {
    if (isRunning()) return tr("It runs already.");
    if (m_scenario.steps.empty()) return tr("The scenario has no step.");
    if (m_scenario.url.empty())
        if (const QString why = m_server->problem(); !why.isEmpty()) return why;
    if (const auto checked = client::checkScenario(m_scenario); !checked)
        return tr("The scenario cannot be run: %1").arg(text(checked.error().detail));
    return {};
}

void ScenarioTab::run() {
    if (!whyNotRun().isEmpty()) return;
    m_pages->setCurrentIndex(Verdicts);
    m_test->start(m_scenario, m_server->server(), m_server->challenge(),
                  tr("Scenario: %1").arg(text(m_scenario.name)));
}

void ScenarioTab::cancel() {
    m_test->cancel();
}

bool ScenarioTab::hasReport() const {
    return !isRunning() && m_test->report() && !m_test->report()->steps.empty();
}

void ScenarioTab::reportMoved() {
    const QString what = tr("The scenario was not run to its end.");
    if (m_test->report()) {
        const client::ScenarioReport& report = *m_test->report();
        m_model->setRows(verdictsOf(report));
        using enum client::StepVerdict;
        const auto count = [&report, this](client::StepVerdict verdict) {
            return locale().toString(static_cast<qulonglong>(report.count(verdict)));
        };
        const QString counts = tr("%1 passed, %2 failed, %3 skipped")
                                   .arg(count(Passed), count(Failed), count(Skipped));
        if (isRunning())
            m_summary->say(Tone::Info, tr("Running: %1.").arg(counts));
        else if (report.cancelled || m_test->error())
            m_summary->say(Tone::Warning, tr("Not complete: %1.").arg(counts));
        else
            m_summary->say(report.passed() ? Tone::Ok : Tone::Error,
                           (report.passed() ? tr("Passed: %1.") : tr("Failed: %1.")).arg(counts));
        showVerdict(m_verdicts->currentKey());
    }
    m_messages.resolveAbout(what);
    if (m_test->error())
        m_messages.showProblem(what, problemOf(*m_test->error(), m_context.session.clock().now()));
    Q_EMIT stateChanged();
}

void ScenarioTab::showVerdict(const QString& key) {
    const int at = key.toInt() - 1;
    const auto& report = m_test->report();
    if (!report || at < 0 || at >= static_cast<int>(report->steps.size())) {
        m_transcript->setSteps({}, {});
        return;
    }
    m_transcript->setSteps(report->steps.at(static_cast<std::size_t>(at)).transcript, {});
}

void ScenarioTab::openExchange(int exchange) {
    const int at = m_verdicts->currentKey().toInt() - 1;
    const auto& report = m_test->report();
    if (!report || at < 0 || at >= static_cast<int>(report->steps.size())) return;
    const client::StepReport& step = report->steps.at(static_cast<std::size_t>(at));
    std::vector<pki::PrivateKey> keys;
    if (step.transaction) keys = {step.transaction->key, step.transaction->signer.key};
    TrafficWindow::showSteps(m_context, window(), step.transcript, keys, text(step.name), exchange);
}

QString ScenarioTab::saveName(const QString& ending) const {
    QString name = text(m_scenario.name).toLower().simplified();
    for (QChar& c : name)
        if (!c.isLetterOrNumber() && c != QLatin1Char('.')) c = QLatin1Char('-');
    return (name.isEmpty() ? QStringLiteral("scenario") : name.left(60)) + ending;
}

void ScenarioTab::open() {
    m_context.desktop.chooseOpenFile(
        this, tr("Open a scenario"), {tr("Scenarios (*.json)"), tr("All files (*)")},
        [this](const QString& path) {
            m_context.session
                .ask(
                    [path = path.toStdString()](workbench::Workbench&) -> Result<client::Scenario> {
                        SCEPTER_TRY(bytes, workbench::readFile(path, kMostFile));
                        return client::scenarioFromJson(textOf(bytes));
                    })
                .then(this, [this, path](const Result<client::Scenario>& answer) {
                    const QString name = QFileInfo(path).fileName();
                    if (!answer) {
                        m_messages.showProblem(
                            tr("%1 was not opened.").arg(name),
                            problemOf(answer.error(), m_context.session.clock().now()));
                        return;
                    }
                    m_opened.push_back(*answer);
                    m_choice->addItem(tr("%1 (%2)").arg(text(answer->name), name));
                    m_choice->setCurrentIndex(m_choice->count() - 1);
                    show(*answer);
                });
        });
}

void ScenarioTab::save() {
    saveThroughJob(
        m_context, *this, m_messages, tr("Save the scenario"), saveName(QStringLiteral(".json")),
        {tr("Scenarios (*.json)")}, tr("Saving the scenario"),
        [scenario = m_scenario](workbench::Workbench&, workbench::JobControl&) -> Result<Bytes> {
            return bytesOfText(client::toJson(scenario));
        });
}

void ScenarioTab::saveReport() {
    if (!hasReport()) return;
    ui::saveReport(m_context, *this, m_messages, tr("Save the report"),
                   saveName(QStringLiteral("-report.json")),
                   {tr("JSON (*.json)"), tr("JUnit (*.xml)"), tr("Text (*.txt)")},
                   [report = *m_test->report()](const QString& ending) {
                       if (ending == QLatin1String("xml")) return client::toJunit(report);
                       return ending == QLatin1String("txt") ? client::toText(report)
                                                             : client::toJson(report);
                   });
}

} // namespace scepter::ui
