// The Requests page: what waits, and deciding it.
#include "models/request_model.h"
#include "pages/request_exchanges.h"
#include "pages/request_panels.h"
#include "pages/request_plan_editor.h"
#include "pages/request_words.h"
#include "pages/requests_page.h"
#include "support/enroller.h"
#include "support/gated.h"
#include "support/seed.h"
#include "support/test_window.h"
#include "widgets/comparison_table.h"
#include "widgets/filter_row.h"
#include "widgets/inline_note.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/wrap_text.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using enrollment::RequestState;

namespace {

/// A seeded window at the Requests page.
struct Lab {
    SteppingClock clock;
    LabWorkspace workspace;
    Seeded seeded;
    std::unique_ptr<workbench::Workbench> beside;
    std::unique_ptr<TestWindow> window;

    // An answer must find who asked.
    ~Lab() {
        if (window) (void)window->waitIdle();
    }
    bool start() {
        seeded = seedLedger(workspace, clock);
        beside = workspace.open(clock, "operator:ben");
        window = std::make_unique<TestWindow>(clock);
        return window->show() && window->open(workspace.path()) && window->go(ui::PageId::Requests);
    }
    ui::RequestsPage& page() { return *window->window().findChild<ui::RequestsPage*>(); }
    ui::LedgerView& list() { return page().view(); }
    template <class Widget> Widget& get(const QString& name) {
        return *test::find<Widget>(&page(), name);
    }
    QAction& approve() { return *window->action(QStringLiteral("requests.approve")); }
    QAction& deny() { return *window->action(QStringLiteral("requests.deny")); }
    RequestState stateOf(qint64 id) { return beside->requests().show(id)->record.state; }
    QString text(const QString& name) { return get<ui::WrapText>(name).value(); }
    /// Chooses a row and waits for its detail.
    bool choose(qint64 id) {
        if (!QTest::qWaitFor([&] { return list().select(id); })) return false;
        list().setFocus();
        return window->waitIdle();
    }
};

} // namespace

class RequestsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_showsPendingAtFirst() {
        Lab lab;
        QVERIFY(lab.start());
        QTRY_COMPARE(lab.list().ledger()->rowCount(), 3);
        QVERIFY(lab.page().filterRow().isOn(QStringLiteral("Pending")));
        QTRY_COMPARE(lab.get<QToolButton>(QStringLiteral("chip-Pending")).text(),
                     QStringLiteral("Pending 3"));
        QCOMPARE(lab.get<QToolButton>(QStringLiteral("chip-Issued")).text(),
                 QStringLiteral("Issued 4"));
        QTest::mouseClick(&lab.get<QToolButton>(QStringLiteral("chip-Refused")), Qt::LeftButton);
        QTRY_COMPARE(lab.list().ledger()->rowCount(), 5);
        lab.page().filterRow().clear();
        QTRY_COMPARE(lab.list().ledger()->rowCount(), 9);
    }

    void model_keepsItsPromises() {
        Lab lab;
        QVERIFY(lab.start());
        ui::RequestModel model(lab.window->session());
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 9);
        QTRY_COMPARE(model.index(0, ui::RequestModel::State).data().toString().isEmpty(), false);
        const auto devices =
            need("open", Enroller::open(lab.workspace.path().toStdString(), lab.clock));
        need("enroll", devices->send({.subject = "CN=late"}));
        model.follow();
        QTRY_COMPARE(model.rowCount(), 10);
        model.sort(ui::RequestModel::Subject, Qt::AscendingOrder);
        QTRY_COMPARE(model.state(), ui::LedgerModel::State::Ready);
        ui::HexLines lines;
        const QAbstractItemModelTester hexTester(
            &lines, QAbstractItemModelTester::FailureReportingMode::Fatal);
        lines.setBytes(std::make_shared<const Bytes>(Bytes(33, 0x41)));
        QCOMPARE(lines.rowCount(), 3);
        QVERIFY(lines.index(2).data().toString().startsWith(QStringLiteral("00000020")));
        QVERIFY(lines.index(0).data().toString().contains(QStringLiteral("AAAAAAAA")));
    }

    void approve_issuesTheCleanOneAtOnceAndGoesOn() {
        Lab lab;
        QVERIFY(lab.start());
        const qint64 last = lab.seeded.pending.at(2);
        QVERIFY(lab.choose(last));
        QTRY_VERIFY(lab.approve().isEnabled());
        QCOMPARE(lab.approve().text(), QStringLiteral("&Approve"));
        QTest::keyClick(&lab.list(), Qt::Key_A);
        QTRY_COMPARE(lab.stateOf(last), RequestState::Issued);
        QTRY_COMPARE(lab.list().currentId(), lab.seeded.pending.at(1));
        // The row stays, struck, until the operator refreshes.
        const int row = lab.list().ledger()->rowOf(last);
        QVERIFY(row >= 0);
        const QModelIndex state = lab.list().ledger()->index(row, ui::RequestModel::State);
        QTRY_COMPARE(state.data().toString(), QStringLiteral("Issued"));
        QVERIFY(state.data(ui::LedgerModel::StruckRole).toBool());
        lab.page().refresh();
        QTRY_COMPARE(lab.list().ledger()->rowCount(), 2);
    }

    void approve_letterDoesNothingOutsideOfTheList() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.choose(lab.seeded.pending.at(0)));
        QTRY_VERIFY(lab.approve().isEnabled());
        // A button takes no letters of its own, so a shortcut of the page would act here.
        auto& chip = lab.get<QToolButton>(QStringLiteral("chip-Issued"));
        chip.setFocus();
        QTest::keyClick(&chip, Qt::Key_A);
        QTest::keyClick(&chip, Qt::Key_R);
        QVERIFY(!lab.get<QPushButton>(QStringLiteral("denyConfirm")).isVisible());
        QVERIFY(lab.window->waitIdle());
        QCOMPARE(lab.stateOf(lab.seeded.pending.at(0)), RequestState::Pending);
    }

    void approve_asksBeforeWildcards() {
        Lab lab;
        QVERIFY(lab.start());
        const auto devices =
            need("open", Enroller::open(lab.workspace.path().toStdString(), lab.clock));
        const auto wild =
            need("enroll", devices->send({.subject = "CN=nas", .sans = {"DNS:*.lab.example"}}));
        QVERIFY(lab.choose(wild.requestId));
        QTRY_COMPARE(lab.approve().text(), QStringLiteral("&Approve anyway…"));
        QVERIFY(lab.get<ui::InlineNote>(QStringLiteral("concerns"))
                    .text()
                    .contains(QStringLiteral("wildcard")));
        QTest::keyClick(&lab.list(), Qt::Key_A);
        auto& confirm = lab.get<QPushButton>(QStringLiteral("approveConfirm"));
        QTRY_VERIFY(confirm.isVisible());
        QCOMPARE(confirm.text(), QStringLiteral("Approve anyway"));
        QCOMPARE(lab.stateOf(wild.requestId), RequestState::Pending);
        QTest::mouseClick(&confirm, Qt::LeftButton);
        QTRY_COMPARE(lab.stateOf(wild.requestId), RequestState::Issued);
    }

    void approve_listsSeveralAndTellsOfConflicts() {
        Lab lab;
        QVERIFY(lab.start());
        QTRY_COMPARE(lab.list().ledger()->rowCount(), 3);
        QVERIFY(lab.choose(lab.seeded.pending.at(0)));
        lab.list().selectAll();
        QTRY_VERIFY(lab.approve().isEnabled());
        lab.approve().trigger();
        auto& confirm = lab.get<QPushButton>(QStringLiteral("approveConfirm"));
        QTRY_VERIFY(confirm.isVisible());
        QVERIFY(confirm.text().contains(QLatin1Char('3')));
        need("deny",
             lab.beside->requests().deny(lab.seeded.pending.at(1), "no", FailInfo::BadRequest));
        QTest::mouseClick(&confirm, Qt::LeftButton);
        QTRY_COMPARE(lab.stateOf(lab.seeded.pending.at(0)), RequestState::Issued);
        QTRY_COMPARE(lab.stateOf(lab.seeded.pending.at(2)), RequestState::Issued);
        QCOMPARE(lab.stateOf(lab.seeded.pending.at(1)), RequestState::Refused);
        QTRY_VERIFY(lab.page().messages().count() > 0);
    }

    void deny_countsBytesAndTellsWhatTheClientGets() {
        Lab lab;
        QVERIFY(lab.start());
        const qint64 id = lab.seeded.pending.at(0);
        QVERIFY(lab.choose(id));
        QTRY_VERIFY(lab.deny().isEnabled());
        QTest::keyClick(&lab.list(), Qt::Key_R);
        auto& confirm = lab.get<QPushButton>(QStringLiteral("denyConfirm"));
        QTRY_VERIFY(confirm.isVisible());
        QVERIFY(!confirm.isEnabled());
        auto& reason = lab.get<QComboBox>(QStringLiteral("denyReason"));
        reason.setEditText(QString(128, QChar(0xE4))); // two bytes each: 256
        QVERIFY(!confirm.isEnabled());
        reason.setEditText(QStringLiteral("nicht f\u00fcr uns"));
        QCOMPARE(lab.get<QLabel>(QStringLiteral("denyBytes")).text(),
                 QStringLiteral("14 of 255 bytes"));
        QVERIFY(lab.get<ui::InlineNote>(QStringLiteral("denyPreview"))
                    .text()
                    .contains(QStringLiteral("badRequest, “nicht f\u00fcr uns”")));
        QVERIFY(confirm.isEnabled());
        QTest::mouseClick(&confirm, Qt::LeftButton);
        QTRY_COMPARE(lab.stateOf(id), RequestState::Refused);
        const auto record = lab.beside->requests().show(id)->record;
        QCOMPARE(record.toldText, std::string("nicht f\u00fcr uns"));
        QCOMPARE(record.toldFailInfo, FailInfo::BadRequest);
    }

    void deny_panelClosesByEscapeAndKeepsWhatWasTyped() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.choose(lab.seeded.pending.at(0)));
        QTRY_VERIFY(lab.deny().isEnabled());
        lab.deny().trigger();
        auto& reason = lab.get<QComboBox>(QStringLiteral("denyReason"));
        reason.setEditText(QStringLiteral("half a thou"));
        QVERIFY(lab.page().escape());
        QVERIFY(!reason.isVisible());
        QTRY_VERIFY(lab.deny().isEnabled());
        lab.deny().trigger();
        QCOMPARE(reason.currentText(), QStringLiteral("half a thou"));
        QCOMPARE(lab.stateOf(lab.seeded.pending.at(0)), RequestState::Pending);
    }

    void plan_isEditedWithinTheTemplate() {
        Lab lab;
        QVERIFY(lab.start());
        const qint64 id = lab.seeded.pending.at(0);
        QVERIFY(lab.choose(id));
        QTRY_VERIFY(lab.approve().isEnabled());
        QTest::mouseClick(&lab.get<QToolButton>(QStringLiteral("editSAN")), Qt::LeftButton);
        auto& sans = lab.get<QPlainTextEdit>(QStringLiteral("sanField"));
        sans.setPlainText(QStringLiteral("DNS:bad name"));
        QTRY_VERIFY(lab.get<ui::InlineNote>(QStringLiteral("errorSAN")).isVisible());
        QVERIFY(!lab.approve().isEnabled());
        sans.setPlainText(QStringLiteral("DNS:other.example"));
        QTRY_COMPARE(lab.text(QStringLiteral("issuedSAN")), QStringLiteral("DNS:other.example"));
        QTRY_VERIFY(lab.approve().isEnabled());
        QVERIFY(lab.get<ui::InlineNote>(QStringLiteral("planWarning")).isVisible());
        lab.approve().trigger();
        QTest::mouseClick(&lab.get<QPushButton>(QStringLiteral("approveConfirm")), Qt::LeftButton);
        QTRY_COMPARE(lab.stateOf(id), RequestState::Issued);
        const auto certificate =
            lab.beside->certificates().byId(lab.beside->requests().show(id)->record.certificateId);
        QCOMPARE(certificate->san, std::string("DNS:other.example"));
    }

    void plan_changesComeBackWithTheirRequest() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.choose(lab.seeded.pending.at(0)));
        QTRY_VERIFY(lab.approve().isEnabled());
        QTest::mouseClick(&lab.get<QToolButton>(QStringLiteral("editSubject")), Qt::LeftButton);
        auto& subject = lab.get<QLineEdit>(QStringLiteral("subjectField"));
        subject.setText(QStringLiteral("CN=renamed"));
        QVERIFY(lab.choose(lab.seeded.pending.at(1)));
        QTRY_VERIFY(!subject.isVisible());
        QVERIFY(lab.choose(lab.seeded.pending.at(0)));
        QTRY_VERIFY(subject.isVisible());
        QCOMPARE(subject.text(), QStringLiteral("CN=renamed"));
        QTRY_COMPARE(lab.text(QStringLiteral("issuedSubject")), QStringLiteral("CN=renamed"));
    }

    void refused_showsTheRealReasonBesideWhatTheClientWasTold() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.window->go(ui::ObjectRef::request(lab.seeded.refused)));
        QTRY_VERIFY(lab.get<ui::InlineNote>(QStringLiteral("whatHappened")).isVisible());
        const auto record = lab.beside->requests().show(lab.seeded.refused)->record;
        const QString told = lab.get<ui::InlineNote>(QStringLiteral("whatClientWasTold")).text();
        QVERIFY(told.contains(QStringLiteral("FAILURE")));
        QVERIFY(told.contains(QString::fromStdString(record.toldText)));
        const QString happened = lab.get<ui::InlineNote>(QStringLiteral("whatHappened")).text();
        QVERIFY(!happened.isEmpty());
        QVERIFY(happened != told);
        QVERIFY(!lab.approve().isEnabled());
    }

    void comparison_standsFieldByField() {
        Lab lab;
        QVERIFY(lab.start());
        addGatedEndpoint(*lab.beside);
        GatedRequests gated(lab.workspace.path().toStdString(), lab.clock,
                            lab.seeded.pending.front());
        const auto id = gated.refuse(
            {.checks = {{"Challenge, gate intune", false, "gateDenied: SubjectNameMismatch"}},
             .comparisons = tabletComparisons()});
        QVERIFY(lab.window->go(ui::ObjectRef::request(id)));
        auto& table = lab.get<ui::ComparisonTable>(QStringLiteral("fieldComparison"));
        QTRY_VERIFY(table.isVisible());
        QCOMPARE(table.model()->rowCount(), 8);
        const QAbstractItemModelTester tester(
            table.model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(table.model()->index(0, 0).data().toString(), QStringLiteral("Differs"));
        QCOMPARE(table.model()->index(0, 2).data().toString(), QStringLiteral("tablet-31"));
        QCOMPARE(table.model()->index(0, 3).data().toString(), QStringLiteral("tablet-99"));
        QCOMPARE(table.model()->index(1, 0).data().toString(), QStringLiteral("Equal"));
        QCOMPARE(table.model()->index(3, 3).data().toString(), QStringLiteral("nothing"));
        QVERIFY(table.model()
                    ->index(0, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("Expected: tablet-31")));
        QCOMPARE(lab.get<ui::InlineNote>(QStringLiteral("fieldComparisonNote")).text(),
                 table.summary());
        // All lines are in sight at once: the pane scrolls, not the table.
        const QRect last = table.visualRect(table.model()->index(7, 0));
        QVERIFY(table.viewport()->rect().contains(last));
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("tablet-99")));
        // Long values wrap: nothing is cut, and the pane does not grow.
        auto many = tabletComparisons();
        many.back().found = std::string(300, 'x');
        while (many.size() < 64)
            many.push_back(many.front());
        const auto other = gated.refuse({.subject = "CN=many", .comparisons = many});
        const int width = table.width();
        QTRY_VERIFY(lab.list().ledger()->rowOf(other) >= 0);
        QVERIFY(lab.window->go(ui::ObjectRef::request(other)));
        QTRY_COMPARE(table.model()->rowCount(), 64);
        QVERIFY(lab.window->waitIdle());
        QVERIFY(table.viewport()->rect().contains(table.visualRect(table.model()->index(63, 0))));
        QCOMPARE(table.verticalScrollBar()->maximum(), 0);
        QVERIFY(std::abs(table.width() - width) < 40);
        // One without any shows no table.
        QVERIFY(lab.window->go(ui::ObjectRef::request(lab.seeded.issued.front())));
        QTRY_VERIFY(!table.isVisible());
    }

    void certificateThatWaits_saysForWhat() {
        Lab lab;
        QVERIFY(lab.start());
        addGatedEndpoint(*lab.beside);
        GatedRequests gated(lab.workspace.path().toStdString(), lab.clock,
                            lab.seeded.pending.front());
        const auto id = gated.issue({.checks = {{"Challenge, gate intune", true, "Success"}}});
        QVERIFY(lab.window->go(ui::ObjectRef::request(id)));
        const auto& held = lab.get<ui::InlineNote>(QStringLiteral("whyHeld"));
        QTRY_COMPARE(held.text(), QStringLiteral("The certificate leaves when Intune has accepted "
                                                 "the news of it."));
        const auto& told = lab.get<ui::InlineNote>(QStringLiteral("whatClientWasTold"));
        QVERIFY(!told.text().contains(QStringLiteral("SUCCESS")));
        QVERIFY(lab.get<QWidget>(QStringLiteral("requestNews")).isVisible());
        gated.settle(id, "intune", store::NoticeState::Accepted);
        QTRY_VERIFY(!held.isVisible());
        QTRY_VERIFY(told.text().contains(QStringLiteral("SUCCESS")));
        const auto refused = gated.issue({.subject = "CN=refused"});
        gated.settle(refused, "intune", store::NoticeState::Refused, "code 14");
        QTRY_VERIFY(lab.list().ledger()->rowOf(refused) >= 0);
        QVERIFY(lab.window->go(ui::ObjectRef::request(refused)));
        QTRY_VERIFY(held.text().startsWith(QStringLiteral("The certificate was revoked")));
        // The news is one link away.
        const auto links =
            lab.get<QWidget>(QStringLiteral("requestNews")).findChildren<QToolButton*>();
        const auto link =
            std::ranges::find_if(links, [](const QToolButton* one) { return !one->isHidden(); });
        QVERIFY(link != links.end());
        (*link)->click();
        QVERIFY(lab.window->waitIdle());
        QCOMPARE(lab.window->window().currentPage()->id(), ui::PageId::Challenges);
    }

    void decidedBySomebodyElse_isSeenWithoutLosingTheRow() {
        Lab lab;
        QVERIFY(lab.start());
        const qint64 id = lab.seeded.pending.at(0);
        QVERIFY(lab.choose(id));
        QTRY_VERIFY(lab.approve().isEnabled());
        need("deny", lab.beside->requests().deny(id, "not ours", FailInfo::BadRequest));
        QTRY_VERIFY(lab.get<ui::InlineNote>(QStringLiteral("whatHappened")).isVisible());
        QCOMPARE(lab.list().currentId(), id);
        QTRY_VERIFY(!lab.approve().isEnabled());
    }

    void messages_saysWhenNothingIsRecorded() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.choose(lab.seeded.pending.at(0)));
        QTRY_VERIFY(lab.approve().isEnabled());
        auto* exchanges = lab.page().findChild<ui::RequestExchanges*>();
        QCOMPARE(exchanges->count(), 0);
        responder::Exchange exchange;
        exchange.requestId = lab.seeded.pending.at(0);
        exchange.request = std::make_shared<const Bytes>(Bytes{1, 2, 3});
        exchange.response = std::make_shared<const Bytes>(Bytes{4});
        exchange.pkiStatus = scep::PkiStatus::Pending;
        lab.window->session().recorder().record(exchange);
        QTRY_COMPARE(exchanges->count(), 1);
    }
};

QTEST_MAIN(RequestsPageTest)
#include "tst_requests_page.moc"
