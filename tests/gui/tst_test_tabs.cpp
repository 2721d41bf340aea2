// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios, conformance and load in the real window, against the window's own responder.
#include "support/test_window.h"

#include "client/conformance.h"
#include "client/scenario.h"
#include "dialogs/traffic_window.h"
#include "models/conformance_model.h"
#include "models/scenario_report_model.h"
#include "support/lab_workspace.h"
#include "widgets/config_table.h"
#include "widgets/exchange_detail.h"
#include "widgets/inline_note.h"
#include "widgets/load_chart.h"
#include "widgets/message_bar.h"
#include "widgets/step_list.h"
#include "widgets/traffic_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTreeWidget>
#include <QXmlStreamReader>

using namespace scepter;
using namespace scepter::test;
using ui::PageId;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kLongMs = 240'000;

enum Tab { Enrollment, Scenarios, Conformance, Load };

std::string contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

class TestTabsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SteppingClock> m_clock;
    std::unique_ptr<LabWorkspace> m_workspace;
    std::unique_ptr<TestWindow> m_window;

    template <class Widget = QWidget> Widget* find(const char* name) {
        return m_window->find<Widget>(QLatin1String(name));
    }
    QAction* action(const char* id) { return m_window->action(QLatin1String(id)); }
    void show(Tab tab) { find<QTabWidget>("testTabs")->setCurrentIndex(tab); }
    [[nodiscard]] bool run(int patience = kPatienceMs) {
        if (!action("test.run")->isEnabled()) return false;
        action("test.run")->trigger();
        return QTest::qWaitFor([this] { return action("test.cancel")->isEnabled(); }) &&
               QTest::qWaitFor([this] { return !action("test.cancel")->isEnabled(); }, patience);
    }
    void chooseScenario(const char* id) {
        auto* choice = find<QComboBox>("scenarioChoice");
        const int at = choice->findData(QLatin1String(id));
        if (at < 0) qFatal("no scenario %s", id);
        choice->setCurrentIndex(at);
        Q_EMIT choice->activated(at);
    }
    QString note(const char* name) { return find<ui::InlineNote>(name)->text(); }
    /// Saves by an action of the page and gives what is in the file.
    std::string saved(const char* by, const char* file) {
        const QString path = m_workspace->file(QLatin1String(file));
        m_window->desktop().answer(path);
        action(by)->trigger();
        return QTest::qWaitFor([&path] { return QFile::exists(path); }) && m_window->waitIdle()
                   ? contentOf(path)
                   : std::string();
    }

private Q_SLOTS:
    void init() {
        m_clock = std::make_unique<SteppingClock>();
        m_workspace = std::make_unique<LabWorkspace>();
        m_window = std::make_unique<TestWindow>(*m_clock);
        QVERIFY(m_window->show());
        QVERIFY(m_window->open(m_workspace->path()));
        QVERIFY(m_window->serve());
        QVERIFY(m_window->go(PageId::TestEnrollment));
        for (const char* name : {"scenarioVerdicts", "conformanceChecks"})
            new QAbstractItemModelTester(find<ui::ConfigTable>(name)->model(),
                                         QAbstractItemModelTester::FailureReportingMode::Fatal,
                                         find(name));
    }
    void cleanup() {
        m_window.reset();
        m_workspace.reset();
    }

    void server_isTheSameInAllTabs() {
        find<QRadioButton>("testOther")->setChecked(true);
        find<QLineEdit>("testUrl")->setText(QStringLiteral("http://192.0.2.1/scep"));
        show(Conformance);
        QVERIFY(find<QRadioButton>("conformanceOther")->isChecked());
        QCOMPARE(find<QLineEdit>("conformanceUrl")->text(),
                 QStringLiteral("http://192.0.2.1/scep"));
        find<QLineEdit>("conformanceUrl")->setText(QStringLiteral("http://192.0.2.2/scep"));
        QCOMPARE(find<QLineEdit>("loadUrl")->text(), QStringLiteral("http://192.0.2.2/scep"));
        QCOMPARE(find<QLineEdit>("testUrl")->text(), QStringLiteral("http://192.0.2.2/scep"));
    }

    void scenario_givesAVerdictForEachStep() {
        show(Scenarios);
        chooseScenario("first-enrollment");
        QVERIFY(run());
        QVERIFY2(note("scenarioSummary").startsWith(QStringLiteral("Passed")),
                 qPrintable(note("scenarioSummary")));
        auto* verdicts = find<ui::ConfigTable>("scenarioVerdicts");
        QCOMPARE(verdicts->model()->rowCount(),
                 find<QTreeWidget>("scenarioSteps")->topLevelItemCount());
        verdicts->selectRow(verdicts->model()->rowCount() - 1);
        QVERIFY(find<ui::StepList>("scenarioTranscript")->topLevelItemCount() > 0);
        const std::string json = saved("test.saveVerdicts", "report.json");
        QVERIFY(json.starts_with("{"));
        QXmlStreamReader junit(QString::fromStdString(saved("test.saveVerdicts", "report.xml")));
        while (!junit.atEnd())
            junit.readNext();
        QVERIFY2(!junit.hasError(), qPrintable(junit.errorString()));
    }

    void scenario_isChangedSavedAndOpenedAgain() {
        show(Scenarios);
        chooseScenario("first-enrollment");
        auto* steps = find<QTreeWidget>("scenarioSteps");
        const int before = steps->topLevelItemCount();
        steps->setCurrentItem(steps->topLevelItem(before - 1));
        find<QPushButton>("stepAdd")->click();
        QCOMPARE(steps->topLevelItemCount(), before + 1);
        find<QLineEdit>("stepName")->setText(QStringLiteral("broken"));
        find<QCheckBox>("stepMisbehave-bad-signature")->setChecked(true);
        auto* expect = find<QComboBox>("stepExpect");
        expect->setCurrentIndex(expect->findText(QStringLiteral("FAILURE")));
        QCOMPARE(steps->topLevelItem(before)->text(2), QStringLiteral("bad-signature"));
        const auto read = client::scenarioFromJson(saved("test.saveScenario", "mine.json"));
        QVERIFY2(read.has_value(), read ? "" : toText(read.error()).c_str());
        QCOMPARE(read->steps.size(), static_cast<std::size_t>(before) + 1);
        QCOMPARE(read->steps.back().name, std::string("broken"));
        QCOMPARE(read->steps.back().expect.status, std::optional(scep::PkiStatus::Failure));
        chooseScenario("renewal");
        m_window->desktop().answer(m_workspace->file(QStringLiteral("mine.json")));
        action("test.openScenario")->trigger();
        QTRY_COMPARE(steps->topLevelItemCount(), before + 1);
        QVERIFY(run());
        QVERIFY2(note("scenarioSummary").startsWith(QStringLiteral("Passed")),
                 qPrintable(note("scenarioSummary")));
        find<QPushButton>("stepRemove")->click();
        QCOMPARE(steps->topLevelItemCount(), before);
    }

    void scenario_saysWhatItCannotOpen() {
        QFile file(m_workspace->file(QStringLiteral("not.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"steps\": 7}");
        file.close();
        show(Scenarios);
        m_window->desktop().answer(file.fileName());
        action("test.openScenario")->trigger();
        QTRY_VERIFY(m_window->window().currentPage()->messages().count() > 0);
    }

    void conformance_isRunSavedAndCompared() {
        show(Conformance);
        // Of a report with one check, all others differ as soon as they are made.
        client::ConformanceReport one;
        one.results.push_back({.info = &client::conformanceChecks().front()});
        const QString path = m_workspace->file(QStringLiteral("one.json"));
        QFile before(path);
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write(QByteArray::fromStdString(client::toJson(one)));
        before.close();
        m_window->desktop().answer(path);
        action("test.compare")->trigger();
        QTRY_VERIFY(note("conformanceDifference").startsWith(QStringLiteral("To be compared")));
        QVERIFY(run(kLongMs));
        QVERIFY2(note("conformanceSummary").startsWith(QStringLiteral("Done")),
                 qPrintable(note("conformanceSummary")));
        const QString all = QString::number(client::conformanceChecks().size());
        QVERIFY2(note("conformanceDifference").contains(all + QStringLiteral(" check")),
                 qPrintable(note("conformanceDifference")));
        action("test.compare")->trigger();
        QVERIFY(note("conformanceDifference").isEmpty());
        auto* checks = find<ui::ConfigTable>("conformanceChecks");
        QVERIFY(checks->model()->rowCount() > 0);
        for (int row = 0; row < checks->model()->rowCount(); ++row)
            QVERIFY(checks->model()->index(row, ui::ConformanceModel::Verdict).data() !=
                    QStringLiteral("To come"));
        checks->selectRow(0);
        // What was encrypted is shown, though nobody has the keys any more.
        auto* steps = find<ui::StepList>("conformanceSteps");
        QVERIFY(steps->topLevelItemCount() > 0);
        for (int i = 0; i < steps->topLevelItemCount(); ++i)
            if (steps->topLevelItem(i)->text(1) == QLatin1String("CertRep"))
                Q_EMIT steps->itemDoubleClicked(steps->topLevelItem(i), 0);
        auto* opened = m_window->window().findChild<ui::TrafficWindow*>();
        QVERIFY(opened != nullptr);
        QTRY_VERIFY(opened->view() != nullptr);
        QTRY_VERIFY(opened->view()->detail().read() != nullptr);
        const auto exchange = opened->view()->detail().read();
        for (const auto* side : {&exchange->request, &exchange->reply}) {
            QVERIFY(!side->facts.envelopes.empty());
            QVERIFY(!side->facts.envelopes.front().openedBy.empty());
        }
        opened->close();
        const auto kept = client::keptReportFromJson(saved("test.saveChecks", "report.json"));
        QVERIFY2(kept.has_value(), kept ? "" : toText(kept.error()).c_str());
        QVERIFY(QString::fromStdString(saved("test.saveChecks", "report.html"))
                    .contains(QStringLiteral("<html"), Qt::CaseInsensitive));
        m_window->desktop().answer(m_workspace->file(QStringLiteral("report.json")));
        action("test.compare")->trigger();
        QTRY_VERIFY(!note("conformanceDifference").isEmpty());
        QVERIFY(note("conformanceDifference").contains(QStringLiteral("0 check")));
        QVERIFY(!checks->isColumnHidden(ui::ConformanceModel::Before));
        action("test.compare")->trigger();
        QVERIFY(checks->isColumnHidden(ui::ConformanceModel::Before));
    }

    void conformance_warnsOfAbuse() {
        show(Conformance);
        auto* checks = find<ui::ConfigTable>("conformanceChecks");
        const int polite = checks->model()->rowCount();
        QVERIFY(note("conformanceWarning").isEmpty());
        find<QCheckBox>("conformanceAbuse")->setChecked(true);
        QVERIFY(!note("conformanceWarning").isEmpty());
        QVERIFY(checks->model()->rowCount() > polite);
    }

    void load_showsFiguresAndSavesThem() {
        show(Load);
        find<QSpinBox>("loadRequests")->setValue(40);
        find<QSpinBox>("loadClients")->setValue(4);
        QVERIFY(run());
        QVERIFY2(note("loadSummary").startsWith(QStringLiteral("Done: 40")),
                 qPrintable(note("loadSummary")));
        QVERIFY(find<ui::LoadChart>("loadChart")->points() > 0);
        const std::string csv = saved("test.saveLoad", "load.csv");
        QVERIFY(std::count(csv.begin(), csv.end(), '\n') >= 2);
        QVERIFY(saved("test.saveLoad", "load.svg").find("<svg") != std::string::npos);
    }

    void load_canBeCancelled() {
        show(Load);
        auto* until = find<QComboBox>("loadUntil");
        find<QSpinBox>("loadRequests")->setValue(100'000);
        QCOMPARE(until->currentIndex(), 0);
        action("test.run")->trigger();
        QTRY_VERIFY(action("test.cancel")->isEnabled());
        action("test.cancel")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!action("test.cancel")->isEnabled(), kPatienceMs);
    }
};

QTEST_MAIN(TestTabsTest)
#include "tst_test_tabs.moc"
