// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/load_tab.h"

#include "pages/endpoint_fields.h"
#include "pages/test_enrollment_form.h"
#include "pages/test_report_file.h"
#include "pages/test_server_form.h"
#include "shell/clipboard.h"
#include "widgets/action_button.h"
#include "widgets/field_list.h"
#include "widgets/inline_note.h"
#include "widgets/load_chart.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QHeaderView>
#include <QProgressBar>
#include <QSpinBox>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

enum Until { Requests, Time };

constexpr int kMostClients = 1024;
constexpr int kMostRequests = 10'000'000;
constexpr int kMostRate = 100'000;
constexpr int kBarHeight = 6;
constexpr int kErrorRows = 5;

} // namespace

LoadTab::LoadTab(PageContext& context, MessageBar& messages, QAction* saveReport, QWidget* parent)
    : TestTab(parent)
    , m_context(context)
    , m_messages(messages)
    , m_test(new workbench::LoadTest(context.session))
    , m_server(new TestServerForm(context, messages, QStringLiteral("load"), this)) {
    m_test->setParent(this);
    auto* across = new QSplitter(Qt::Horizontal, this);
    across->setChildrenCollapsible(false);
    across->addWidget(scrolled(makeLeft(), QStringLiteral("loadFormScroll")));
    across->addWidget(scrolled(makeRight(saveReport), QStringLiteral("loadFiguresScroll")));
    across->setStretchFactor(0, 2);
    across->setStretchFactor(1, 4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(across);
    connect(m_server, &TestServerForm::edited, this, &TestTab::stateChanged);
    connect(m_test, &workbench::TestJob::changed, this, [this] {
        const QString what = tr("The load was not put on to its end.");
        m_messages.resolveAbout(what);
        if (m_test->error())
            m_messages.showProblem(what,
                                   problemOf(*m_test->error(), m_context.session.clock().now()));
        reflect();
    });
    watchEdits(m_order, this, [this] { reflectOrder(); });
    reflectOrder();
    reflect();
}

QWidget* LoadTab::makeLeft() {
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_server);
    column->addWidget(makeOrder());
    column->addStretch(1);
    return left;
}

FormGroup* LoadTab::makeOrder() {
    m_order = new FormGroup(m_context.theme, tr("Load"), this);
    const auto number = [this](const char* name, int low, int high, int value) {
        auto* spin = new QSpinBox(m_order);
        spin->setObjectName(QLatin1String(name));
        spin->setRange(low, high);
        spin->setValue(value);
        return spin;
    };
    m_kind = new QComboBox(m_order);
    m_kind->setObjectName(QStringLiteral("loadKind"));
    m_kind->addItem(tr("Written before"), static_cast<int>(client::LoadMessages::Prebuilt));
    m_kind->addItem(tr("Written live, answers checked"),
                    static_cast<int>(client::LoadMessages::Live));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_order->add(tr("Messages"), m_kind);
    m_clients = number("loadClients", 1, kMostClients, 8);
    m_order->add(tr("Clients"), m_clients);
    m_until = new QComboBox(m_order);
    m_until->setObjectName(QStringLiteral("loadUntil"));
    m_until->addItem(tr("A number of requests"), Requests);
    m_until->addItem(tr("A time"), Time);
    m_until->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_order->add(tr("Until"), m_until);
    m_requests = number("loadRequests", 1, kMostRequests, 1000);
    m_requestsField = m_order->add(tr("Requests"), m_requests);
    m_time = new DurationEdit(m_order);
    m_time->setName(QStringLiteral("loadTime"), tr("Time"));
    m_time->setDuration(std::chrono::seconds(30));
    m_timeField = m_order->add(tr("Time"), m_time);
    m_rate = number("loadRate", 0, kMostRate, 0);
    m_rate->setSpecialValueText(tr("as answers come"));
    m_order->add(tr("A second"), m_rate);
    m_ramp = new DurationEdit(m_order);
    m_ramp->setName(QStringLiteral("loadRamp"), tr("Time to grow"));
    m_ramp->setDuration(Duration{0});
    m_order->add(tr("Grow over"), m_ramp);
    m_key = new QComboBox(m_order);
    m_key->setObjectName(QStringLiteral("loadKey"));
    addKeyKinds(*m_key);
    m_order->add(tr("Kind of key"), m_key);
    return m_order;
}

QWidget* LoadTab::makeRight(QAction* saveReport) {
    auto* right = new QWidget(this);
    m_summary = new InlineNote(m_context.theme, Tone::Neutral, right);
    m_summary->setObjectName(QStringLiteral("loadSummary"));
    m_progress = new QProgressBar(right);
    m_progress->setObjectName(QStringLiteral("loadProgress"));
    m_progress->setAccessibleName(tr("Requests sent"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(kBarHeight);
    m_figures = new FieldList(m_context.theme, right);
    m_figures->setObjectName(QStringLiteral("loadFigures"));
    m_chart = new LoadChart(m_context.theme, right);
    m_errors = new QTreeWidget(right);
    m_errors->setObjectName(QStringLiteral("loadErrors"));
    m_errors->setAccessibleName(tr("What went wrong, and how often"));
    m_errors->setRootIsDecorated(false);
    m_errors->setAllColumnsShowFocus(true);
    m_errors->setHeaderLabels({tr("What went wrong"), tr("How often")});
    m_errors->header()->setStretchLastSection(false);
    m_errors->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_errors->setFixedHeight(fontMetrics().height() * (kErrorRows + 2));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_summary, 1);
    head->addWidget(new ActionButton(m_context.theme, saveReport, false, right));
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(8, 0, 8, 8);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_progress);
    column->addWidget(m_chart, 1);
    column->addWidget(m_figures);
    column->addWidget(m_errors);
    return right;
}

void LoadTab::reflectOrder() {
    const bool byTime = m_until->currentData().toInt() == Time;
    m_order->setShown(m_requestsField, !byTime);
    m_order->setShown(m_timeField, byTime);
    Q_EMIT stateChanged();
}

workbench::LoadOrder LoadTab::order() const {
    workbench::LoadOrder made;
    made.messages = static_cast<client::LoadMessages>(m_kind->currentData().toInt());
    made.clients = static_cast<unsigned>(m_clients->value());
    const bool byTime = m_until->currentData().toInt() == Time;
    made.requests = byTime ? 0 : static_cast<std::uint64_t>(m_requests->value());
    made.time = byTime ? m_time->duration() : Duration{0};
    made.rate = m_rate->value();
    made.ramp = m_ramp->duration();
    if (const auto key = pki::keySpecFromText(m_key->currentData().toString().toStdString()))
        made.key = *key;
    return made;
}

QString LoadTab::whyNotRun() const {
    if (isRunning()) return tr("It runs already.");
    if (const QString why = m_server->problem(); !why.isEmpty()) return why;
    const workbench::LoadOrder wanted = order();
    if (wanted.requests == 0 && wanted.time.count() <= 0) return tr("The time must be over zero.");
    return {};
}

void LoadTab::run() {
    if (!whyNotRun().isEmpty()) return;
    m_running = order();
    m_test->start(m_running, m_server->server(), m_server->challenge(),
                  tr("Load on %1").arg(m_server->target()));
}

void LoadTab::cancel() {
    m_test->cancel();
}

bool LoadTab::hasReport() const {
    return !isRunning() && m_test->report() && m_test->report()->sent > 0;
}

void LoadTab::reflect() {
    const auto& report = m_test->report();
    m_progress->setVisible(isRunning());
    if (!report || (!isRunning() && report->sent == 0)) {
        m_summary->say(Tone::Neutral, tr("Puts many enrollments on a service. Every request gets a "
                                         "certificate that stays valid: choose a service that may "
                                         "be filled."));
        m_errors->hide();
        Q_EMIT stateChanged();
        return;
    }
    const auto sent = locale().toString(static_cast<qulonglong>(report->sent));
    if (isRunning())
        m_summary->say(Tone::Info, report->sent == 0 ? tr("Writing the requests…")
                                                     : tr("Running: %1 sent.").arg(sent));
    else if (report->cancelled || m_test->error())
        m_summary->say(Tone::Warning, tr("Not complete: %1 sent.").arg(sent));
    else
        m_summary->say(report->errors.empty() ? Tone::Ok : Tone::Warning,
                       tr("Done: %1 sent.").arg(sent));
    const bool counted = m_running.requests > 0;
    const bool writing = report->sent == 0 && report->prepared > 0;
    m_progress->setRange(0, counted ? static_cast<int>(m_running.requests)
                                    : static_cast<int>(m_running.time.count()));
    m_progress->setValue(
        static_cast<int>(writing   ? report->prepared
                         : counted ? report->sent
                                   : static_cast<std::uint64_t>(report->elapsed.count())));
    m_chart->setSeconds(report->seconds);
    showFigures();
    showErrors();
    Q_EMIT stateChanged();
}

void LoadTab::showFigures() {
    const client::LoadReport& report = *m_test->report();
    const auto add = [this](const QString& name, const QString& value) {
        m_figures->add({.name = name, .value = value});
    };
    const auto milliseconds = [this](std::chrono::microseconds time) {
        return tr("%1 ms").arg(
            locale().toString(static_cast<double>(time.count()) / 1000.0, 'f', 1));
    };
    const auto count = [this](std::uint64_t number) {
        return locale().toString(static_cast<qulonglong>(number));
    };
    m_figures->clear();
    add(tr("Issued a second"), locale().toString(report.perSecond(), 'f', 1));
    add(tr("Issued"), count(report.issued));
    if (report.pending > 0) add(tr("Pending"), count(report.pending));
    if (report.missed > 0) add(tr("Came too late for the rate"), count(report.missed));
    add(tr("Half are faster than"), milliseconds(report.latencies.percentile(0.5)));
    add(tr("95 of 100 are faster than"), milliseconds(report.latencies.percentile(0.95)));
    add(tr("99 of 100 are faster than"), milliseconds(report.latencies.percentile(0.99)));
    add(tr("The slowest"), milliseconds(report.latencies.worst()));
}

void LoadTab::showErrors() {
    const auto& errors = m_test->report()->errors;
    m_errors->setVisible(!errors.empty());
    m_errors->clear();
    for (const auto& [what, number] : errors) {
        auto* item = new QTreeWidgetItem(
            m_errors, {text(what), locale().toString(static_cast<qulonglong>(number))});
        item->setTextAlignment(1, Qt::AlignTrailing);
    }
}

void LoadTab::saveReport() {
    if (!hasReport()) return;
    ui::saveReport(
        m_context, *this, m_messages, tr("Save the figures"), QStringLiteral("load.json"),
        {tr("JSON (*.json)"), tr("CSV (*.csv)"), tr("Chart (*.svg)"), tr("Text (*.txt)")},
        [report = *m_test->report()](const QString& ending) {
            if (ending == QLatin1String("csv")) return client::toCsv(report);
            if (ending == QLatin1String("svg")) return client::toSvg(report);
            return ending == QLatin1String("txt") ? client::toText(report) : client::toJson(report);
        });
}

} // namespace scepter::ui
