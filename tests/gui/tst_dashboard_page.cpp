// The dashboard over a real workspace that another process writes to.
#include "models/hour_model.h"
#include "pages/dashboard_hour.h"
#include "pages/dashboard_needs.h"
#include "pages/dashboard_parts.h"
#include "support/enroller.h"
#include "support/lab_workspace.h"
#include "support/seed.h"
#include "support/test_window.h"
#include "widgets/elided_label.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using enrollment::RequestState;

namespace {

/// A window that shows the dashboard of a workspace.
struct Stage {
    explicit Stage(bool seeded = false, QSize size = {1280, 1100})
        : window(clock) {
        if (seeded) seed = seedLedger(workspace, clock);
        window.window().resize(size);
        ready = window.show() && window.open(workspace.path()) && window.go(ui::PageId::Dashboard);
    }
    [[nodiscard]] QWidget* maybe(const char* name) {
        auto* found = window.window().findChild<QWidget*>(QLatin1String(name));
        return found != nullptr && found->isVisible() ? found : nullptr;
    }
    void click(const char* name) {
        QTest::mouseClick(window.find<QToolButton>(QLatin1String(name)), Qt::LeftButton);
    }
    [[nodiscard]] ui::ObjectRef at() { return window.window().navigator().current(); }
    void back() { window.window().showPage(ui::PageId::Dashboard); }

    SteppingClock clock;
    LabWorkspace workspace;
    Seeded seed;
    TestWindow window;
    bool ready = false;
};

std::int64_t sendTo(Enroller& enroller, const char* subject) {
    Enrollment wish;
    wish.subject = subject;
    return need("enroll", enroller.send(wish)).requestId;
}

ui::Activity activity(std::int64_t id, RequestState state) {
    ui::Activity row;
    row.id = id;
    row.at = SteppingClock::kStart;
    row.state = state;
    row.request.id = id;
    row.request.state = state;
    row.request.subject = "CN=device-" + std::to_string(id);
    return row;
}

} // namespace

class DashboardPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void needs_followARequestOfAnotherProcess();
    void needs_keepTheFocusWhenOthersCome();
    void needs_leadToTheirObjects();
    void needs_saySoWhenTheResponderFailed();
    void chart_hasTheNumbersOfTheTable();
    void chart_readsWithoutColor();
    void activity_opensAndFilters();
    void responder_copiesUrlAndFingerprint();
    void steps_stayDismissed();
    void cards_wrapWhenNarrow();
    void models_passTheTester();
};

void DashboardPageTest::needs_followARequestOfAnotherProcess() {
    Stage stage;
    QVERIFY(stage.ready);
    QVERIFY(stage.maybe("need-requests") == nullptr);
    const auto enroller =
        need("open", Enroller::open(stage.workspace.path().toStdString(), stage.clock));
    stage.clock.advance(std::chrono::minutes{1});
    const std::int64_t id = sendTo(*enroller, "CN=kiosk-19");
    QTRY_VERIFY(stage.maybe("need-requests") != nullptr);
    const auto words = [&] {
        QStringList all;
        for (const QLabel* label : stage.maybe("need-requests")->findChildren<QLabel*>())
            all.append(label->text());
        return all.join(QLatin1Char(' '));
    };
    QTRY_VERIFY2(words().contains(QStringLiteral("CN=kiosk-19")), qPrintable(words()));
    stage.click("needOpen-requests");
    QCOMPARE(stage.at(), ui::ObjectRef::request(id));
    stage.back();
    auto bench = stage.workspace.open(stage.clock);
    need("deny", bench->requests().deny(id, "not known", FailInfo::BadRequest));
    QTRY_VERIFY(stage.maybe("need-requests") == nullptr);
    QTRY_COMPARE(
        stage.window.find<QTableView>(QStringLiteral("activityTable"))->model()->rowCount(), 2);
}

void DashboardPageTest::needs_keepTheFocusWhenOthersCome() {
    Stage stage;
    QVERIFY(stage.ready);
    QTRY_VERIFY(stage.maybe("needOpen-static-static") != nullptr);
    QWidget* button = stage.maybe("needOpen-static-static");
    button->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(button->hasFocus());
    const auto enroller =
        need("open", Enroller::open(stage.workspace.path().toStdString(), stage.clock));
    sendTo(*enroller, "CN=kiosk-20");
    QTRY_VERIFY(stage.maybe("need-requests") != nullptr);
    QVERIFY(button->hasFocus());
    // What waits is more urgent than what is unwise.
    const auto top = [&stage](const char* name) {
        return stage.maybe(name)->mapTo(&stage.window.window(), QPoint()).y();
    };
    QTRY_VERIFY(top("need-requests") < top("need-static-static"));
}

void DashboardPageTest::needs_leadToTheirObjects() {
    Stage stage;
    QVERIFY(stage.ready);
    QTRY_VERIFY(stage.maybe("needOpen-static-static") != nullptr);
    stage.click("needOpen-static-static");
    QCOMPARE(stage.at(), ui::ObjectRef::endpoint(QStringLiteral("static")));
    stage.back();
    stage.click("openAuthority");
    QCOMPARE(stage.at(), ui::ObjectRef::authority(QStringLiteral("lab")));
    stage.back();
    stage.click("allEndpoints");
    QCOMPARE(stage.at(), ui::ObjectRef::ofPage(ui::PageId::Endpoints));
}

void DashboardPageTest::needs_saySoWhenTheResponderFailed() {
    Stage stage;
    QVERIFY(stage.ready);
    responder::ResponderOptions options;
    options.address = "203.0.113.7"; // for documentation: no machine has it
    options.port = 0;
    stage.window.session().setResponderOptions(std::move(options));
    stage.click("startResponder");
    QTRY_VERIFY(stage.maybe("need-responder") != nullptr);
    QVERIFY(stage.maybe("startResponder") != nullptr);
}

void DashboardPageTest::chart_hasTheNumbersOfTheTable() {
    Stage stage(true);
    QVERIFY(stage.ready);
    auto* card = stage.window.find<ui::HourCard>(QStringLiteral("cardHour"));
    auto bench = stage.workspace.open(stage.clock);
    const auto hour = need("last hour", bench->requests().lastHour());
    QVERIFY(ui::totalOf(hour) >= 9);
    QTRY_COMPARE(stage.window.find<QLabel>(QStringLiteral("hourTotal"))->text(),
                 QStringLiteral("Requests %1").arg(ui::totalOf(hour)));
    std::int64_t rows = 0;
    for (int minute = 0; minute < 60; ++minute) {
        const auto& counts = hour.minutes.at(static_cast<std::size_t>(minute));
        for (const RequestState state : ui::kHourStates) {
            QCOMPARE(card->chart().shown(state, minute), ui::countOf(counts, state));
            QCOMPARE(card->model().count(minute, state), ui::countOf(counts, state));
        }
        if (ui::totalOf(counts) > 0) ++rows;
    }
    QCOMPARE(std::int64_t{card->model().rowCount()}, rows);
    QVERIFY(card->chart().isVisible());
    stage.click("hourAsTable");
    QTRY_VERIFY(stage.maybe("hourTable") != nullptr);
    QVERIFY(!card->chart().isVisible());
}

void DashboardPageTest::chart_readsWithoutColor() {
    Stage stage(true);
    QVERIFY(stage.ready);
    auto* card = stage.window.find<ui::HourCard>(QStringLiteral("cardHour"));
    QTRY_VERIFY(card->model().rowCount() > 0);
    QSet<int> patterns;
    for (const RequestState state : ui::kHourStates)
        patterns.insert(ui::HourChart::brushOf(stage.window.theme(), state).style());
    QCOMPARE(patterns.size(), static_cast<qsizetype>(ui::kHourStates.size()));
    const QString spoken = card->chart().accessibleDescription();
    for (const char* word : {"Issued", "Pending", "Refused", "Failed"})
        QVERIFY2(spoken.contains(QLatin1String(word)), qPrintable(spoken));
    const QBrush light = ui::HourChart::brushOf(stage.window.theme(), RequestState::Issued);
    stage.window.theme().apply(ui::ColorMode::Dark);
    QVERIFY(ui::HourChart::brushOf(stage.window.theme(), RequestState::Issued) != light);
}

void DashboardPageTest::activity_opensAndFilters() {
    Stage stage(true);
    QVERIFY(stage.ready);
    auto* table = stage.window.find<QTableView>(QStringLiteral("activityTable"));
    QTRY_VERIFY(table->model()->rowCount() >= 9);
    auto* card = stage.window.find<QWidget>(QStringLiteral("cardActivity"));
    auto* filter = test::find<QWidget>(card, QStringLiteral("filterText"));
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("printer-1"));
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(stage.at(), ui::ObjectRef::certificate(stage.seed.certificates.front()));
    stage.back();
    QTest::keyClicks(filter, QStringLiteral("-nobody"));
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_VERIFY(!table->isVisible());
    QTest::keyClick(&stage.window.window(), Qt::Key_Escape);
    QTRY_VERIFY(table->isVisible() && table->model()->rowCount() >= 9);
}

void DashboardPageTest::responder_copiesUrlAndFingerprint() {
    Stage stage;
    QVERIFY(stage.ready);
    QVERIFY(stage.window.serve());
    auto* url = stage.window.find<ui::ElidedLabel>(QStringLiteral("endpointUrl-1"));
    const QString wanted = QString::fromStdString(stage.window.session().responder().url) +
                           QStringLiteral("/scep/manual");
    QTRY_COMPARE(url->text(), wanted);
    stage.click("copyUrl-1");
    QCOMPARE(QGuiApplication::clipboard()->text(), wanted);
    stage.click("copyFingerprint");
    auto bench = stage.workspace.open(stage.clock);
    const auto status = need("status", bench->status());
    QString hex = QGuiApplication::clipboard()->text();
    hex.remove(QLatin1Char(':'));
    const Bytes print = status.authorities.front().current()->ca->fingerprint();
    QCOMPARE(QByteArray::fromHex(hex.toLatin1()),
             QByteArray(reinterpret_cast<const char*>(print.data()),
                        static_cast<qsizetype>(print.size())));
    QTRY_VERIFY(stage.maybe("connections") != nullptr);
}

void DashboardPageTest::steps_stayDismissed() {
    Stage stage;
    QVERIFY(stage.ready);
    QTRY_VERIFY(stage.maybe("cardSteps") != nullptr);
    QVERIFY(stage.maybe("stepGo-0") == nullptr); // the CA is there
    QVERIFY(stage.maybe("stepGo-4") != nullptr);
    stage.click("stepGo-2");
    QCOMPARE(stage.at(), ui::ObjectRef::ofPage(ui::PageId::Challenges));
    stage.back();
    stage.click("dismissSteps");
    QTRY_VERIFY(stage.maybe("cardSteps") == nullptr);
    stage.window.restart();
    QVERIFY(stage.window.show() && stage.window.open(stage.workspace.path()) &&
            stage.window.go(ui::PageId::Dashboard));
    QTRY_VERIFY(stage.maybe("need-static-static") != nullptr);
    QVERIFY(stage.maybe("cardSteps") == nullptr);
}

void DashboardPageTest::cards_wrapWhenNarrow() {
    Stage stage;
    QVERIFY(stage.ready);
    auto* cards = stage.window.window().findChild<ui::CardColumns*>();
    QVERIFY(cards != nullptr);
    QTRY_COMPARE(cards->columns(), 3);
    stage.window.window().resize(760, 600);
    QTRY_VERIFY(cards->columns() < 3);
    for (const char* name : {"cardNeeds", "cardResponder", "cardAuthority", "cardHour"}) {
        const QWidget* card = stage.maybe(name);
        QVERIFY(card != nullptr);
        QVERIFY2(card->mapTo(cards->parentWidget(), QPoint(card->width(), 0)).x() <=
                     cards->parentWidget()->width(),
                 name);
        QVERIFY(cards->parentWidget()->width() <= stage.window.window().width());
    }
}

void DashboardPageTest::models_passTheTester() {
    const SteppingClock clock;
    ui::ActivityModel model(clock);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows({activity(3, RequestState::Pending), activity(2, RequestState::Issued)});
    const QPersistentModelIndex two(model.index(1, 0));
    model.setRows({activity(5, RequestState::Refused), activity(4, RequestState::Failed),
                   activity(3, RequestState::Issued), activity(2, RequestState::Issued)});
    QCOMPARE(two.row(), 3);
    QCOMPARE(model.rows().at(2).state, RequestState::Issued);
    model.setRows({activity(6, RequestState::Issued), activity(5, RequestState::Refused)});
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!two.isValid());
    model.setRows({activity(1, RequestState::Issued)});
    QCOMPARE(model.rowCount(), 1);
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
    ui::HourModel hours;
    const QAbstractItemModelTester hourTester(
        &hours, QAbstractItemModelTester::FailureReportingMode::Fatal);
    store::LastHour hour;
    hour.minutes[7].refused = 2;
    hours.setHour(hour, clock.now());
    QCOMPARE(hours.count(7, RequestState::Refused), std::int64_t{2});
    hours.setHour({}, clock.now());
    QCOMPARE(hours.rowCount(), 0);
}

QTEST_MAIN(DashboardPageTest)
#include "tst_dashboard_page.moc"
