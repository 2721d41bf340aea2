// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/conformance_tab.h"

#include "dialogs/traffic_window.h"
#include "models/conformance_model.h"
#include "pages/endpoint_fields.h"
#include "pages/test_report_file.h"
#include "pages/test_server_form.h"
#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "widgets/action_button.h"
#include "widgets/config_table.h"
#include "widgets/field_list.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/step_list.h"
#include "widgets/texts.h"
#include "workbench/write_file.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QProgressBar>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr std::size_t kMostFile = std::size_t{16} << 20;
constexpr int kBarHeight = 6;

} // namespace

ConformanceTab::ConformanceTab(PageContext& context, MessageBar& messages, const Actions& actions,
                               QWidget* parent)
    : TestTab(parent)
    , m_context(context)
    , m_messages(messages)
    , m_test(new workbench::ConformanceTest(context.session))
    , m_server(new TestServerForm(context, messages, QStringLiteral("conformance"), this))
    , m_model(new ConformanceModel(this)) {
    m_test->setParent(this);
    auto* across = new QSplitter(Qt::Horizontal, this);
    across->setChildrenCollapsible(false);
    across->addWidget(scrolled(makeLeft(), QStringLiteral("conformanceFormScroll")));
    across->addWidget(makeRight(actions));
    across->setStretchFactor(0, 0);
    across->setStretchFactor(1, 1);
    across->setSizes({kFormWidth, 2 * kFormWidth});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(across);
    connectAll();
    reflect();
}

QWidget* ConformanceTab::makeLeft() {
    auto* left = new QWidget(this);
    m_abuse = new QCheckBox(tr("Also abuse it"), left);
    m_abuse->setObjectName(QStringLiteral("conformanceAbuse"));
    m_warning = new InlineNote(m_context.theme, Tone::Warning, left);
    m_warning->setObjectName(QStringLiteral("conformanceWarning"));
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_server);
    column->addWidget(m_abuse);
    column->addWidget(m_warning);
    column->addStretch(1);
    return left;
}

QWidget* ConformanceTab::makeRight(const Actions& actions) {
    auto* down = new QSplitter(Qt::Vertical, this);
    down->setChildrenCollapsible(false);
    auto* top = new QWidget(down);
    m_summary = new InlineNote(m_context.theme, Tone::Neutral, top);
    m_summary->setObjectName(QStringLiteral("conformanceSummary"));
    m_difference = new InlineNote(m_context.theme, Tone::Info, top);
    m_difference->setObjectName(QStringLiteral("conformanceDifference"));
    m_progress = new QProgressBar(top);
    m_progress->setObjectName(QStringLiteral("conformanceProgress"));
    m_progress->setAccessibleName(tr("Checks made"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(kBarHeight);
    m_table = new ConfigTable(m_context.theme, top);
    m_table->setObjectName(QStringLiteral("conformanceChecks"));
    m_table->setAccessibleName(tr("Checks"));
    m_table->setModel(m_model);
    m_table->setSortingEnabled(false);
    m_table->setWidths({12, 10, 26, 44, 30, 12});
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_summary, 1);
    for (QAction* action : {actions.compare, actions.saveReport})
        head->addWidget(new ActionButton(m_context.theme, action, false, top));
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_difference);
    column->addWidget(m_progress);
    column->addWidget(m_table, 1);
    auto* detail = new QWidget(down);
    m_detail = new FieldList(m_context.theme, detail);
    m_detail->setObjectName(QStringLiteral("conformanceDetail"));
    m_steps = new StepList(m_context.theme, detail);
    m_steps->setObjectName(QStringLiteral("conformanceSteps"));
    m_steps->setAccessibleName(tr("What the chosen check has sent and got"));
    auto* below = new QVBoxLayout(detail);
    below->setContentsMargins(8, 0, 0, 0);
    below->setSpacing(8);
    below->addWidget(scrolled(m_detail, QStringLiteral("conformanceDetailScroll")), 1);
    below->addWidget(m_steps, 1);
    down->addWidget(top);
    down->addWidget(detail);
    down->setStretchFactor(0, 1);
    down->setStretchFactor(1, 1);
    return down;
}

void ConformanceTab::connectAll() {
    connect(m_server, &TestServerForm::edited, this, &TestTab::stateChanged);
    connect(m_abuse, &QCheckBox::toggled, this, &ConformanceTab::reflect);
    connect(m_table, &ConfigTable::keyChosen, this, &ConformanceTab::showCheck);
    connect(m_table, &ConfigTable::copied, this,
            [this](const QString& rows) { m_context.clipboard.copy(rows); });
    connect(m_steps, &StepList::exchangeChosen, this, &ConformanceTab::openExchange);
    connect(m_detail, &FieldList::copyRequested, this,
            [this](const QString& value) { m_context.clipboard.copy(value); });
    connect(m_test, &workbench::TestJob::changed, this, [this] {
        const QString what = tr("The service was not tested to the end.");
        m_messages.resolveAbout(what);
        if (m_test->error())
            m_messages.showProblem(what,
                                   problemOf(*m_test->error(), m_context.session.clock().now()));
        reflect();
    });
}

void ConformanceTab::reflect() {
    const auto& report = m_test->report();
    m_model->setRows(checksOf(report ? &*report : nullptr, m_before ? &*m_before : nullptr,
                              m_abuse->isChecked()));
    m_table->setColumnHidden(ConformanceModel::Before, !m_before);
    reflectAbuse();
    reflectDifference();
    summarize();
    showCheck(m_table->currentKey());
    Q_EMIT stateChanged();
}

void ConformanceTab::reflectAbuse() {
    m_warning->setText(m_abuse->isChecked()
                           ? tr("Sends oversized, slow and broken messages that may disturb a "
                                "service. Only for services of your own.")
                           : QString());
    m_abuse->setEnabled(!isRunning());
}

void ConformanceTab::summarize() {
    const auto& report = m_test->report();
    m_progress->setVisible(isRunning());
    if (!report) {
        m_summary->say(Tone::Neutral, tr("%n check(s). The first is an enrollment that must "
                                         "succeed: without it the others would prove nothing.",
                                         nullptr, m_model->rowCount()));
        return;
    }
    using enum client::CheckVerdict;
    const auto count = [&report, this](client::CheckVerdict verdict) {
        return locale().toString(static_cast<qulonglong>(report->count(verdict)));
    };
    const QString counts = tr("%1 pass, %2 fail, %3 findings, %4 skipped")
                               .arg(count(Pass), count(Fail), count(Finding), count(Skipped));
    m_progress->setRange(0, std::max(1, m_model->rowCount()));
    m_progress->setValue(static_cast<int>(report->results.size()));
    if (isRunning()) {
        m_summary->say(Tone::Info, tr("Running: %1.").arg(counts));
        return;
    }
    if (report->unreached)
        m_summary->say(Tone::Error,
                       problemOf(*report->unreached, m_context.session.clock().now()).summary +
                           QLatin1Char(' ') + text(report->unreached->detail));
    else if (report->cancelled || m_test->error())
        m_summary->say(Tone::Warning, tr("Not complete: %1.").arg(counts));
    else if (!report->controlPassed)
        m_summary->say(Tone::Error, tr("The enrollment that must succeed did not, so nothing else "
                                       "was tried. Look at the first check."));
    else
        m_summary->say(report->count(Fail) > 0      ? Tone::Error
                       : report->count(Finding) > 0 ? Tone::Warning
                                                    : Tone::Ok,
                       tr("Done: %1.").arg(counts));
}

const client::CheckResult* ConformanceTab::result(const QString& id) const {
    if (const auto& report = m_test->report())
        for (const client::CheckResult& each : report->results)
            if (text(each.info->id) == id) return &each;
    return nullptr;
}

void ConformanceTab::showCheck(const QString& id) {
    m_detail->clear();
    const auto& all = client::conformanceChecks();
    const auto info = std::ranges::find_if(
        all, [&id](const client::CheckInfo& each) { return text(each.id) == id; });
    if (info == all.end()) {
        m_steps->setSteps({}, {});
        m_detail->add({.name = tr("Check"), .value = tr("Choose a check to see what was sent.")});
        return;
    }
    m_detail->add({.name = tr("Check"), .value = text(info->what)});
    m_detail->add({.name = tr("Section"), .value = text(info->section)});
    m_detail->add({.name = tr("Level"), .value = levelText(*info)});
    const client::CheckResult* made = result(id);
    m_steps->setSteps(made != nullptr ? made->transcript : client::Transcript(), {});
    if (made == nullptr) return;
    const StateLook look = lookOf(made->verdict);
    m_detail->add({.name = tr("Verdict"), .value = look.word, .tone = look.tone});
    const std::pair<QString, const std::string&> values[] = {
        {tr("Sent"), made->sent}, {tr("Came"), made->came}, {tr("Reason"), made->reason}};
    for (const auto& [name, value] : values)
        if (!value.empty()) m_detail->add({.name = name, .value = text(value), .copyable = true});
}

void ConformanceTab::openExchange(int exchange) {
    if (const client::CheckResult* made = result(m_table->currentKey()))
        TrafficWindow::showSteps(m_context, window(), made->transcript, {}, text(made->info->id),
                                 exchange);
}

QString ConformanceTab::whyNotRun() const {
    return isRunning() ? tr("It runs already.") : m_server->problem();
}

void ConformanceTab::run() {
    if (!whyNotRun().isEmpty()) return;
    m_test->start(m_server->server(), m_server->challenge(), m_abuse->isChecked(),
                  tr("Conformance of %1").arg(m_server->target()));
}

void ConformanceTab::cancel() {
    m_test->cancel();
}

bool ConformanceTab::hasReport() const {
    return !isRunning() && m_test->report() && !m_test->report()->results.empty();
}

void ConformanceTab::saveReport() {
    if (!hasReport()) return;
    ui::saveReport(
        m_context, *this, m_messages, tr("Save the report"), QStringLiteral("conformance.json"),
        {tr("JSON (*.json)"), tr("JUnit (*.xml)"), tr("One page of HTML (*.html)"),
         tr("Markdown (*.md)"), tr("Text (*.txt)")},
        [report = *m_test->report()](const QString& ending) {
            if (ending == QLatin1String("xml")) return client::toJunit(report);
            if (ending == QLatin1String("html")) return client::toHtml(report);
            if (ending == QLatin1String("md")) return client::toMarkdown(report);
            return ending == QLatin1String("txt") ? client::toText(report) : client::toJson(report);
        });
}

void ConformanceTab::compare() {
    if (m_before) {
        m_before.reset();
        reflect();
        return;
    }
    m_context.desktop.chooseOpenFile(
        this, tr("Open a report to compare with"), {tr("Reports (*.json)"), tr("All files (*)")},
        [this](const QString& path) {
            m_context.session
                .ask([path =
                          path.toStdString()](workbench::Workbench&) -> Result<client::KeptReport> {
                    SCEPTER_TRY(bytes, workbench::readFile(path, kMostFile));
                    return client::keptReportFromJson(textOf(bytes));
                })
                .then(this, [this, path](const Result<client::KeptReport>& answer) {
                    const QString name = QFileInfo(path).fileName();
                    if (answer)
                        take(*answer, name);
                    else
                        m_messages.showProblem(
                            tr("%1 was not opened.").arg(name),
                            problemOf(answer.error(), m_context.session.clock().now()));
                });
        });
}

void ConformanceTab::take(const client::KeptReport& kept, const QString& name) {
    m_before = kept;
    m_beforeName = name;
    reflect();
}

void ConformanceTab::reflectDifference() {
    if (!m_before) {
        m_difference->clear();
        return;
    }
    const auto& report = m_test->report();
    const QString when = absoluteTime(m_before->startedAt, locale());
    if (!report || isRunning()) {
        m_difference->setText(tr("To be compared with %1, of %2.").arg(m_beforeName, when));
        return;
    }
    const auto differing = client::compareReports(*m_before, client::keptReportOf(*report));
    m_difference->setText(tr("Compared with %1, of %2: %n check(s) differ.", nullptr,
                             static_cast<int>(differing.size()))
                              .arg(m_beforeName, when));
}

} // namespace scepter::ui
