// The list of exchanges: filter, tail, grouping, what is chosen, and what is saved.
#include "inspection_support.h"
#include "traffic_support.h"

#include "dialogs/examine_window.h"
#include "models/traffic_model.h"
#include "widgets/elided_label.h"
#include "widgets/exchange_detail.h"
#include "widgets/filter_edit.h"
#include "widgets/inspection_view.h"
#include "widgets/ledger_view.h"
#include "widgets/placeholder.h"
#include "widgets/sequence_view.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QCompleter>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>

using namespace scepter;
using namespace scepter::test;
using ui::ListModel;
using ui::TrafficModel;

namespace {

constexpr int kPatienceMs = 15000;

} // namespace

class TrafficViewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TrafficBench> m_bench;

    ui::TrafficView& view() { return *m_bench->view; }
    TrafficModel& model() { return view().model(); }
    ui::LedgerView& list() { return view().list(); }
    QLineEdit* line() { return m_bench->find<QLineEdit>("filterText"); }
    QString count() { return m_bench->find<ui::ElidedLabel>("filterCount")->text(); }
    TimePoint now() { return m_bench->clock.now(); }

    void addMany(int many) {
        for (int i = 0; i < many; ++i)
            m_bench->traffic->add(
                enrollmentRow(now(), "CN=kiosk-" + std::to_string(i), "T" + std::to_string(i)));
    }
    /// Types as an operator does, and waits for nothing.
    void type(const QString& text) {
        line()->setFocus();
        line()->selectAll();
        QTest::keyClicks(line(), text);
    }
    void filterBy(const QString& text) {
        view().filter().setText(text);
        QTRY_COMPARE(model().state(), ListModel::State::Ready);
    }
    QString cell(qint64 id, TrafficModel::Column column) {
        return model().index(model().rowOf(id), column).data().toString();
    }
    bool isAtEnd() {
        const QScrollBar* bar = list().verticalScrollBar();
        return bar->value() == bar->maximum();
    }
    QTreeView* completions() {
        QWidget* popup = QApplication::activePopupWidget();
        return popup == nullptr ? nullptr : qobject_cast<QTreeView*>(popup);
    }
    /// Everything that the list says about itself, in any role.
    QString everythingSaid() {
        QString said;
        for (int row = 0; row < model().rowCount(); ++row)
            for (int column = 0; column < model().columnCount(); ++column)
                for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole),
                                       int(Qt::AccessibleTextRole), int(ListModel::CopyRole)})
                    said += model().index(row, column).data(role).toString() + QLatin1Char('\n');
        return said;
    }
    QString save(ui::TrafficScope scope, ui::TrafficFile file, const char* name) {
        const QString path = m_bench->workspace.file(QLatin1String(name));
        m_bench->desktop.answer(path);
        view().save(scope, file);
        if (!QTest::qWaitFor([&] { return QFile::exists(path); }, kPatienceMs)) return {};
        return path;
    }
    static QByteArray outputOf(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(kPatienceMs) || process.exitCode() != 0)
            return "failed: " + process.readAllStandardError();
        return process.readAllStandardOutput();
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<TrafficBench>(); }
    void cleanup() { m_bench.reset(); }

    // --- rows ----------------------------------------------------------------------------------

    void rows_sayWhatTheExchangeWas() {
        const auto first =
            m_bench->traffic->add(enrollmentRow(now(), "CN=router-2", "77C0A1", "FAILURE (2)"));
        const auto second = m_bench->traffic->add(capabilitiesRow(now()));
        QVERIFY(m_bench->show());
        QTRY_COMPARE(cell(first, TrafficModel::What), QStringLiteral("PKIOperation PKCSReq"));
        QCOMPARE(cell(first, TrafficModel::Outcome), QStringLiteral("FAILURE badRequest"));
        QCOMPARE(cell(first, TrafficModel::Peer), QStringLiteral("10.0.0.22"));
        QCOMPARE(cell(second, TrafficModel::What), QStringLiteral("GetCACaps"));
        QCOMPARE(cell(second, TrafficModel::Outcome), QStringLiteral("HTTP 200"));
        QCOMPARE(model().rowOf(first), 0);
        QCOMPARE(model().rowOf(second), 1);
        const QString spoken = model().index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(spoken.contains(QStringLiteral("FAILURE badRequest")));
        QVERIFY(spoken.contains(QStringLiteral("10.0.0.22")));
    }

    void findings_comeAsTheyAreExamined() {
        for (int i = 0; i < 4; ++i)
            m_bench->traffic->add(enrollmentRow(now(), "CN=a", "77C0A1"));
        m_bench->traffic->leaveUnexamined(4);
        QVERIFY(m_bench->show());
        QTRY_COMPARE(model().rowCount(), 4);
        QList<std::pair<int, qint64>> seen;
        QStringList said;
        auto* count = view().filter().findChild<ui::ElidedLabel*>(QStringLiteral("filterCount"));
        QVERIFY(count != nullptr);
        connect(&model(), &ui::ListModel::stateChanged, &view(), [&] {
            seen.append({model().rowCount(), model().unexamined()});
            said.append(count->text());
        });
        view().filter().setText(QStringLiteral("client:sscep"));
        QTRY_VERIFY(model().state() == ui::ListModel::State::Ready && !seen.isEmpty());
        for (int known = 1; known <= 4; ++known)
            QVERIFY2(seen.contains(std::pair{known, qint64{4 - known}}),
                     qPrintable(said.join(u'|')));
        QVERIFY(said.contains(QStringLiteral("2 so far, 2 to examine")));
        QCOMPARE(model().unexamined(), 0);
        QCOMPARE(count->text(), QStringLiteral("4 of 4"));
    }

    void model_keepsTheRules() {
        addMany(40);
        QVERIFY(m_bench->show());
        new QAbstractItemModelTester(
            &model(), QAbstractItemModelTester::FailureReportingMode::Fatal, &model());
        for (int round = 0; round < 3; ++round) {
            addMany(5);
            m_bench->traffic->dropOldest(7);
            const qint64 last = 40 + 5 * (round + 1);
            QTRY_VERIFY(model().rowOf(last) >= 0);
            QTRY_COMPARE(model().rowOf(7 * (round + 1)), -1);
        }
        filterBy(QStringLiteral("subject:~kiosk-1"));
        QVERIFY(model().rowCount() > 0 && model().rowCount() < 30);
        view().setGrouped(true);
        QTRY_COMPARE(model().state(), ListModel::State::Ready);
        filterBy({});
        m_bench->traffic->dropOldest(1000);
        QTRY_COMPARE(model().rowCount(), 0);
    }

    // --- states --------------------------------------------------------------------------------

    void empty_saysSo() {
        QVERIFY(m_bench->show());
        int pressed = 0;
        view().setEmptyText({.icon = ui::Icon::Inspector,
                             .sentence = QStringLiteral("Nothing yet."),
                             .buttonText = QStringLiteral("Do it"),
                             .button = [&pressed] { ++pressed; }});
        auto* placeholder = list().parentWidget()->findChild<ui::Placeholder*>();
        QTRY_VERIFY(placeholder->isVisible());
        QCOMPARE(placeholder->sentence(), QStringLiteral("Nothing yet."));
        QTest::mouseClick(placeholder->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(pressed, 1);
        addMany(1);
        QTRY_VERIFY(list().isVisible());
    }

    void filteredToNothing_offersToClear() {
        addMany(3);
        QVERIFY(m_bench->show());
        filterBy(QStringLiteral("nowhere"));
        auto* placeholder = list().parentWidget()->findChild<ui::Placeholder*>();
        QTRY_VERIFY(placeholder->isVisible());
        QCOMPARE(count(), QStringLiteral("0 of 3"));
        QTest::mouseClick(placeholder->findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_COMPARE(model().rowCount(), 3);
        QVERIFY(list().isVisible());
        QVERIFY(line()->text().isEmpty());
    }

    void failure_isShownAndTriedAgain() {
        addMany(3);
        m_bench->traffic->fail(true);
        QVERIFY(m_bench->show(ListModel::State::Failed));
        auto* placeholder = list().parentWidget()->findChild<ui::Placeholder*>();
        QTRY_VERIFY(placeholder->isVisible());
        QVERIFY(!placeholder->sentence().isEmpty());
        QCOMPARE(model().state(), ListModel::State::Failed);
        m_bench->traffic->fail(false);
        QTRY_COMPARE(model().rowCount(), 3);
        QTRY_VERIFY(list().isVisible());
    }

    void aFailureLater_keepsTheRows() {
        addMany(3);
        QVERIFY(m_bench->show());
        m_bench->traffic->fail(true);
        QTRY_COMPARE(m_bench->messages.count(), 1);
        QCOMPARE(model().rowCount(), 3);
        m_bench->traffic->fail(false);
        QTRY_COMPARE(m_bench->messages.count(), 0);
    }

    // --- the filter ----------------------------------------------------------------------------

    void filter_runsAndIsDone() {
        addMany(3);
        m_bench->traffic->add(enrollmentRow(now(), "CN=x", "X", "FAILURE (2)"));
        QVERIFY(m_bench->show());
        QCOMPARE(count(), QStringLiteral("4"));
        m_bench->traffic->hold(true);
        type(QStringLiteral("status:FAILURE"));
        QTRY_COMPARE(count(), QStringLiteral("Looking…"));
        QCOMPARE(model().rowCount(), 4); // what was there stays
        m_bench->traffic->hold(false);
        QTRY_COMPARE(count(), QStringLiteral("1 of 4"));
        QCOMPARE(model().rowCount(), 1);
    }

    void aBadFilter_keepsWhatWasFoundAndSaysWhatIsWrong() {
        addMany(3);
        m_bench->traffic->add(enrollmentRow(now(), "CN=x", "X", "FAILURE (2)"));
        QVERIFY(m_bench->show());
        filterBy(QStringLiteral("status:FAILURE"));
        QTRY_COMPARE(model().rowCount(), 1);
        type(QStringLiteral("status:FAILURE size:many"));
        QTRY_VERIFY(view().filter().error().has_value());
        const auto& error = *view().filter().error();
        QCOMPARE(count(), QString::fromStdString(error.what));
        QVERIFY(error.offset >= 15);
        QVERIFY(line()->accessibleDescription().contains(QString::fromStdString(error.what)));
        QCOMPARE(model().rowCount(), 1);
        QCOMPARE(view().filter().filter().empty(), false);
        QTest::keyClick(line(), Qt::Key_Escape);
        type(QStringLiteral("status:SUCCESS"));
        QTRY_VERIFY(!view().filter().error());
        QTRY_COMPARE(model().rowCount(), 3);
    }

    void filter_completesKeysThenValues() {
        addMany(2);
        QVERIFY(m_bench->show());
        type(QStringLiteral("cli"));
        QTRY_VERIFY(completions() != nullptr);
        QTRY_COMPARE(completions()->model()->index(0, 0).data().toString(),
                     QStringLiteral("client:"));
        QTest::keyClick(completions(), Qt::Key_Down);
        QTest::keyClick(completions(), Qt::Key_Return);
        QCOMPARE(line()->text(), QStringLiteral("client:"));
        // The values that were seen follow by themselves.
        QTRY_VERIFY(completions() != nullptr &&
                    completions()->model()->index(0, 0).data().toString() ==
                        QStringLiteral("sscep"));
        QTest::keyClick(completions(), Qt::Key_Down);
        QTest::keyClick(completions(), Qt::Key_Return);
        QCOMPARE(line()->text(), QStringLiteral("client:sscep "));
        QTRY_VERIFY(completions() == nullptr);
        QTRY_COMPARE(count(), QStringLiteral("2 of 2"));
    }

    void chips_putTermsInAndTakeThemOut() {
        addMany(2);
        m_bench->traffic->add(enrollmentRow(now(), "CN=x", "X", "FAILURE (2)"));
        QVERIFY(m_bench->show());
        filterBy(QStringLiteral("peer:10."));
        auto* chip = m_bench->find<QToolButton>("chip-failures");
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(line()->text(), QStringLiteral("peer:10. status:FAILURE"));
        QVERIFY(chip->isChecked());
        QTRY_COMPARE(model().rowCount(), 1);
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(line()->text(), QStringLiteral("peer:10."));
        QVERIFY(!chip->isChecked());
        QTRY_COMPARE(model().rowCount(), 3);
    }

    void chips_standBelowANarrowFilter() {
        addMany(2);
        QVERIFY(m_bench->show());
        const auto top = [this](const char* name) {
            auto* widget = m_bench->find<QWidget>(name);
            return widget->mapTo(&m_bench->host(), QPoint(0, widget->height() / 2)).y();
        };
        QVERIFY(qAbs(top("chip-failures") - top("filterText")) < 6);
        m_bench->host().resize(520, 640);
        QTRY_VERIFY(top("chip-failures") > top("filterText") + 12);
        QCOMPARE(top("chip-findings"), top("chip-failures"));
        m_bench->host().resize(1100, 640);
        QTRY_VERIFY(qAbs(top("chip-failures") - top("filterText")) < 6);
    }

    void since_letsRowsGoAsTimePasses() {
        addMany(2);
        m_bench->clock.advance(std::chrono::minutes{8});
        addMany(1);
        QVERIFY(m_bench->show());
        filterBy(QStringLiteral("since:10m"));
        QTRY_COMPARE(model().rowCount(), 3);
        m_bench->clock.advance(std::chrono::minutes{3});
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 1, kPatienceMs);
        m_bench->clock.advance(std::chrono::minutes{30});
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 0, kPatienceMs);
    }

    void whatIsExaminedLater_comesIntoTheFilter() {
        addMany(3);
        QVERIFY(m_bench->show());
        filterBy(QStringLiteral("finding:error"));
        QCOMPARE(model().rowCount(), 0);
        m_bench->traffic->change(2, [](workbench::TrafficRow& row) {
            row.fields.findings.emplace_back("error", "scep.nonce.missing");
        });
        QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 1, kPatienceMs);
        QCOMPARE(model().idAt(0), 2);
    }

    void filter_isThereAgainTheNextTime() {
        addMany(3);
        QVERIFY(m_bench->show());
        filterBy(QStringLiteral("subject:~kiosk-1"));
        delete m_bench->view;
        QVERIFY(m_bench->show());
        QCOMPARE(view().filter().text(), QStringLiteral("subject:~kiosk-1"));
        QTRY_COMPARE(model().rowCount(), 1);
    }

    // --- the tail ------------------------------------------------------------------------------

    void tail_followsOnlyAtTheEnd() {
        addMany(100);
        QVERIFY(m_bench->show());
        QTRY_VERIFY(list().verticalScrollBar()->maximum() > 0);
        QTRY_VERIFY(isAtEnd());
        addMany(3);
        QTRY_COMPARE(model().rowCount(), 103);
        QTRY_VERIFY(isAtEnd());
        auto* tail = m_bench->find<QToolButton>("tail");
        QVERIFY(!tail->isEnabled());
        list().verticalScrollBar()->setValue(60);
        QVERIFY(tail->isEnabled());
        addMany(4);
        QTRY_COMPARE(model().rowCount(), 107);
        QCOMPARE(list().verticalScrollBar()->value(), 60);
        QTRY_COMPARE(tail->text(), QStringLiteral("4 new below"));
        QTest::mouseClick(tail, Qt::LeftButton);
        QVERIFY(isAtEnd());
        QVERIFY(view().isFollowing());
    }

    void selection_staysWhileRowsComeAndGo() {
        addMany(100);
        QVERIFY(m_bench->show());
        QVERIFY(list().select(50));
        list().verticalScrollBar()->setValue(40 * list().rowHeight(0));
        const int top = list().rowAt(1);
        const qint64 topId = model().idAt(top);
        addMany(5);
        m_bench->traffic->dropOldest(20);
        QTRY_COMPARE(model().rowCount(), 85);
        QTRY_COMPARE(model().idAt(list().rowAt(1)), topId);
        QCOMPARE(list().currentId(), 50);
        QCOMPARE(list().selectedIds(), QList<qint64>{50});
        QCOMPARE(view().detail().shown(), 50);
        m_bench->traffic->dropOldest(40);
        QTRY_COMPARE(model().rowCount(), 45);
        QVERIFY(list().currentId() != 50);
    }

    // --- what is chosen ------------------------------------------------------------------------

    void detail_showsRequestAndReply() {
        const auto id = m_bench->traffic->addCapture("17-sscep-enroll-post-aes256-sha512", now());
        QVERIFY(m_bench->show());
        QVERIFY(list().select(id));
        QTRY_VERIFY(view().detail().read() != nullptr);
        const auto& shown = view().detail().view();
        QVERIFY(shown.inspection().facts.scep.has_value());
        QVERIFY(
            QString::fromStdString(shown.inspection().title).contains(QStringLiteral("PKCSReq")));
        m_bench->find<QTabBar>("messageSide")->setCurrentIndex(1);
        QVERIFY(
            QString::fromStdString(shown.inspection().title).contains(QStringLiteral("CertRep")));
        list().clearSelection();
        list().setCurrentIndex({});
        QVERIFY(view().detail().view().isEmpty());
    }

    void goingThroughRows_endsAtTheLast() {
        for (const char* name : {"14-sscep-getcacaps", "15-sscep-getcacert",
                                 "17-sscep-enroll-post-aes256-sha512", "21-sscep-pending"})
            m_bench->traffic->addCapture(name, now());
        QVERIFY(m_bench->show());
        for (const qint64 id : {1, 2, 3, 4, 3, 2, 4})
            QVERIFY(list().select(id));
        QTRY_VERIFY(view().detail().read() != nullptr && !view().detail().isReading());
        QCOMPARE(view().detail().shown(), 4);
        QVERIFY(QString::fromStdString(view().detail().view().inspection().title)
                    .contains(QStringLiteral("PKCSReq")));
    }

    void enter_opensAWindow() {
        const auto id = m_bench->traffic->addCapture("17-sscep-enroll-post-aes256-sha512", now());
        QVERIFY(m_bench->show());
        QVERIFY(list().select(id));
        QTest::keyClick(&list(), Qt::Key_Return);
        const auto window = [this] { return m_bench->host().findChild<ui::ExamineWindow*>(); };
        QTRY_VERIFY(window() != nullptr && !window()->view().isEmpty());
        QVERIFY(window()->view().inspection().facts.scep.has_value());
    }

    void window_showsWhatABundleOpened() {
        const auto plain =
            m_bench->traffic->addCapture("03-strongswan-enroll-post-aes128-sha256", now());
        const inspect::Keyring keys = captureKeys();
        auto redacted = ui::redactedExchanges({*m_bench->traffic->raw(plain)}, keys, now(), {});
        QVERIFY(redacted && redacted->size() == 1 && !redacted->front().opened.empty());
        const auto id =
            m_bench->traffic->add(enrollmentRow(now(), "CN=b", "BBBB"), redacted->front());
        QVERIFY(m_bench->show());
        QVERIFY(list().select(id));
        QTRY_VERIFY(view().detail().read() != nullptr);
        const inspect::Inspection& here = view().detail().view().inspection();
        QVERIFY(here.tree.find("challengePassword") != inspect::kNoNode);
        view().openMessage();
        auto* window = m_bench->host().findChild<ui::ExamineWindow*>();
        QVERIFY(window != nullptr);
        const auto showsTheSame = [&] {
            const inspect::Inspection& there = window->view().inspection();
            return !window->isBusy() && there.tree.nodes().size() == here.tree.nodes().size() &&
                   there.tree.buffers().size() == here.tree.buffers().size() &&
                   there.findings == here.findings && there.title == here.title;
        };
        QTRY_VERIFY(showsTheSame());
        // And still when other keys are at hand.
        Q_EMIT m_bench->session().inspectorKeysChanged();
        QVERIFY(window->isBusy());
        QTRY_VERIFY(showsTheSame());
    }

    void nothingChosen_leavesTheRoomToTheList() {
        addMany(60);
        QVERIFY(m_bench->show());
        auto* rows = m_bench->find<QSplitter>("listAndDetail");
        const int whole = list().height();
        QVERIFY(view().detail().isHidden());
        QVERIFY(whole > rows->height() - 20);
        // What comes in is not chosen.
        addMany(3);
        QTRY_COMPARE(model().rowCount(), 63);
        QTRY_VERIFY(isAtEnd());
        QVERIFY(view().detail().isHidden());
        QCOMPARE(list().currentId(), 0);
        // What is chosen stays in sight, also where that ends the following.
        const qint64 first = model().idAt(list().rowAt(1));
        QVERIFY(list().select(first));
        QVERIFY(view().detail().isVisible());
        QTRY_VERIFY(list().height() < whole * 2 / 3);
        QVERIFY(list().viewport()->rect().contains(
            list().visualRect(model().index(model().rowOf(first), 0)).center()));
        QVERIFY(!view().isFollowing());
        // The operator's sizes are there again.
        rows->setSizes({rows->height() / 4, rows->height() * 3 / 4});
        const QList<int> sizes = rows->sizes();
        const auto areThere = [&] { return qAbs(rows->sizes().first() - sizes.first()) <= 4; };
        for (int round = 0; round < 4; ++round) {
            list().setCurrentIndex({});
            QVERIFY(view().detail().isHidden());
            QTRY_COMPARE(list().height(), whole);
            QVERIFY(list().select(first));
            QTRY_VERIFY(areThere()); // but for what rounding takes
        }
        list().setCurrentIndex({});
        view().saveState();
        delete m_bench->view;
        QVERIFY(m_bench->show());
        QVERIFY(view().detail().isHidden());
        QVERIFY(list().select(first));
        rows = m_bench->find<QSplitter>("listAndDetail");
        QTRY_VERIFY(areThere());
    }

    void doubleClick_findsTheRowWhereItWas() {
        addMany(59);
        const auto id = m_bench->traffic->addCapture("17-sscep-enroll-post-aes256-sha512", now());
        QVERIFY(m_bench->show());
        QTRY_VERIFY(isAtEnd());
        QTRY_VERIFY(model().row(id) != nullptr);
        const QPoint last =
            list().visualRect(model().index(model().rowOf(id), TrafficModel::What)).center();
        QTest::mouseDClick(m_bench->host().windowHandle(), Qt::LeftButton, {},
                           list().viewport()->mapTo(&m_bench->host(), last));
        QCOMPARE(list().currentId(), id);
        QTRY_VERIFY(m_bench->host().findChild<ui::ExamineWindow*>() != nullptr);
        QTRY_VERIFY(view().detail().isVisible());
    }

    void aGoneExchange_isSaidSo() {
        addMany(2);
        QVERIFY(m_bench->show());
        QVERIFY(list().select(1));
        view().selectWhenThere(77);
        QCOMPARE(m_bench->messages.count(), 1);
        QCOMPARE(list().currentId(), 1);
    }

    void goingToAnExchange_takesTheFilterAway() {
        addMany(3);
        QVERIFY(m_bench->show());
        filterBy(QStringLiteral("subject:~kiosk-1"));
        QTRY_COMPARE(model().rowCount(), 1);
        view().selectWhenThere(3);
        QTRY_COMPARE(list().currentId(), 3);
        QVERIFY(line()->text().isEmpty());
    }

    void requestLink_leadsToTheLedger() {
        addMany(1);
        m_bench->traffic->change(1, [](workbench::TrafficRow& row) { row.requestId = 14; });
        QVERIFY(m_bench->show());
        QSignalSpy opened(m_bench->view, &ui::TrafficView::openRequested);
        QVERIFY(list().select(1));
        auto* link = m_bench->find<QToolButton>("toRequest");
        QTRY_VERIFY(link->isVisible());
        QTest::mouseClick(link, Qt::LeftButton);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().value<ui::ObjectRef>(), ui::ObjectRef::request(14));
    }

    // --- transactions --------------------------------------------------------------------------

    void grouped_showsOneRowForEachTransaction() {
        m_bench->traffic->add(enrollmentRow(now(), "CN=a", "AAAA", "PENDING (3)"));
        m_bench->traffic->add(capabilitiesRow(now()));
        m_bench->traffic->add(enrollmentRow(now(), "CN=b", "BBBB"));
        m_bench->clock.advance(std::chrono::seconds{20});
        m_bench->traffic->add(enrollmentRow(now(), "CN=a", "AAAA"));
        QVERIFY(m_bench->show());
        view().setGrouped(true);
        QTRY_COMPARE(model().rowCount(), 2);
        QCOMPARE(model().idAt(0), 3);
        QCOMPARE(model().idAt(1), 4);
        QTRY_VERIFY(cell(4, TrafficModel::What).contains(QLatin1Char('2')));
        QVERIFY(view().sequence().isVisible());
        QVERIFY(list().select(4));
        QTRY_COMPARE(view().sequence().sequence().steps.size(), std::size_t{4});
        const auto& steps = view().sequence().sequence().steps;
        QCOMPARE(steps.front().exchangeId, 1);
        QCOMPARE(steps.back().exchangeId, 4);
        QVERIFY(view().sequence().sequence().lanes.size() >= 2);
        // One more of the same transaction stands for it now.
        m_bench->traffic->add(enrollmentRow(now(), "CN=b", "BBBB"));
        QTRY_COMPARE(model().idAt(1), 5);
        QCOMPARE(model().rowCount(), 2);
        QCOMPARE(list().currentId(), 4);
        view().setGrouped(false);
        QTRY_COMPARE(model().rowCount(), 5);
        QVERIFY(!view().sequence().isVisible());
    }

    void choosingAnArrow_showsThatExchange() {
        m_bench->traffic->addCapture("21-sscep-pending", now());
        m_bench->clock.advance(std::chrono::seconds{20});
        m_bench->traffic->addCapture("22-sscep-pending-poll-1", now());
        m_bench->clock.advance(std::chrono::seconds{20});
        m_bench->traffic->addCapture("23-sscep-pending-poll-2", now());
        QVERIFY(m_bench->show());
        view().setGrouped(true);
        QTRY_COMPARE(model().rowCount(), 1);
        QVERIFY(list().select(3));
        ui::SequenceView& diagram = view().sequence();
        QTRY_COMPARE(diagram.sequence().steps.size(), std::size_t{6});
        QTRY_COMPARE(diagram.currentStep(), 4); // the chosen exchange's request
        diagram.verticalScrollBar()->setValue(0);
        QTest::mouseClick(diagram.viewport(), Qt::LeftButton, {}, diagram.rectOf(0).center());
        QCOMPARE(diagram.currentStep(), 0);
        QTRY_COMPARE(view().detail().shown(), 1);
        QTRY_VERIFY(view().detail().read() != nullptr);
        QCOMPARE(list().currentId(), 3);
        diagram.setFocus();
        QTest::keyClick(&diagram, Qt::Key_Down);
        QTest::keyClick(&diagram, Qt::Key_Down);
        QTRY_COMPARE(view().detail().shown(), 2);
        // The diagram speaks the step that it stands on.
        const QString spoken =
            QAccessible::queryAccessibleInterface(&diagram)->text(QAccessible::Name);
        QVERIFY(spoken.contains(diagram.sequence().steps[2].sentence));
        QTest::keyClick(&diagram, Qt::Key_End);
        QCOMPARE(diagram.currentStep(), 5);
    }

    void showTransaction_isAFilter() {
        m_bench->traffic->add(enrollmentRow(now(), "CN=a", "AA \"x\" \\"));
        m_bench->traffic->add(enrollmentRow(now(), "CN=b", "BBBB"));
        QVERIFY(m_bench->show());
        view().showTransaction(QStringLiteral("AA \"x\" \\"));
        QTRY_COMPARE(model().rowCount(), 1);
        QCOMPARE(model().idAt(0), 1);
        QVERIFY(!view().filter().error());
    }

    // --- what is hidden ------------------------------------------------------------------------

    void redact_hidesSubjectsEverywhere() {
        const auto id = m_bench->traffic->addCapture("17-sscep-enroll-post-aes256-sha512", now());
        QVERIFY(m_bench->show());
        const QString subject =
            QString::fromStdString(m_bench->traffic->rows({id})->front().fields.subject);
        QVERIFY(!subject.isEmpty());
        QTRY_VERIFY(everythingSaid().contains(subject));
        QVERIFY(everythingSaid().contains(QStringLiteral("192.0.2.10")));
        view().setHidden(true);
        QVERIFY(!everythingSaid().contains(subject));
        QVERIFY(!everythingSaid().contains(QStringLiteral("192.0.2.10")));
        QVERIFY(list().select(id));
        QTRY_VERIFY(view().detail().read() != nullptr && !view().detail().isReading());
        const QString name = subject.section(QLatin1Char('='), 1).section(QLatin1Char(','), 0, 0);
        const auto holds = [this](const QString& text) {
            const auto& read = *view().detail().read();
            const QByteArray bytes(reinterpret_cast<const char*>(read.raw.request.data()),
                                   static_cast<qsizetype>(read.raw.request.size()));
            return bytes.contains(text.toUtf8());
        };
        QVERIFY(!holds(name));
        view().setHidden(false);
        QVERIFY(view().detail().read() == nullptr);
        QTRY_VERIFY(view().detail().read() != nullptr && holds(name));
        QVERIFY(everythingSaid().contains(subject));
    }

    // --- saving --------------------------------------------------------------------------------

    void har_isReadByOthers() {
        m_bench->traffic->addCapture("14-sscep-getcacaps", now());
        m_bench->traffic->addCapture("17-sscep-enroll-post-aes256-sha512", now());
        m_bench->traffic->addCapture("21-sscep-pending", now());
        QVERIFY(m_bench->show());
        QVERIFY(list().select(2));
        const QString one = save(ui::TrafficScope::Selected, ui::TrafficFile::Har, "one.har");
        QVERIFY(!one.isEmpty());
        QCOMPARE(m_bench->desktop.asked.last().suggestedName, QStringLiteral("exchange-2.har"));
        const QString script =
            QStringLiteral("import json,sys; e=json.load(open(sys.argv[1]))['log']['entries']; "
                           "print(len(e), e[0]['request']['method'], e[0]['response']['status'])");
        QCOMPARE(outputOf(QStringLiteral("python3"), {QStringLiteral("-c"), script, one}).trimmed(),
                 QByteArray("1 POST 200"));
        const QString all = save(ui::TrafficScope::Filtered, ui::TrafficFile::Har, "all.har");
        QCOMPARE(outputOf(QStringLiteral("python3"), {QStringLiteral("-c"), script, all}).trimmed(),
                 QByteArray("3 GET 200"));
        QCOMPARE(QFile::permissions(all) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QTRY_COMPARE(m_bench->messages.count(), 2);
        QFile file(all);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto again = inspect::readTraffic(Bytes(bytes.cbegin(), bytes.cend()));
        QVERIFY(again.has_value());
        QCOMPARE(again->exchanges.size(), std::size_t{3});
        QVERIFY(again->exchanges[1].request == m_bench->traffic->raw(2)->request);
    }

    void transaction_isSavedAsPackets() {
        m_bench->traffic->addCapture("21-sscep-pending", now());
        m_bench->traffic->addCapture("14-sscep-getcacaps", now());
        m_bench->traffic->addCapture("22-sscep-pending-poll-1", now());
        QVERIFY(m_bench->show());
        QVERIFY(list().select(1));
        QTRY_VERIFY(view().hasTransaction());
        const QString path =
            save(ui::TrafficScope::Transaction, ui::TrafficFile::Pcapng, "txn.pcapng");
        QVERIFY(!path.isEmpty());
        QVERIFY(m_bench->desktop.asked.last().suggestedName.startsWith(QStringLiteral("txn-")));
        if (QStandardPaths::findExecutable(QStringLiteral("tcpdump")).isEmpty())
            QSKIP("no tcpdump to read it with");
        const QByteArray packets =
            outputOf(QStringLiteral("tcpdump"), {QStringLiteral("-nr"), path});
        QCOMPARE(packets.count("operation=PKIOperation"), 2);
        QCOMPARE(packets.count("GetCACaps"), 0);
    }

    void grouped_savesWholeTransactions() {
        m_bench->traffic->addCapture("21-sscep-pending", now());
        m_bench->traffic->addCapture("22-sscep-pending-poll-1", now());
        QVERIFY(m_bench->show());
        view().setGrouped(true);
        QTRY_COMPARE(model().rowCount(), 1);
        QVERIFY(list().select(2));
        const QString path = save(ui::TrafficScope::Selected, ui::TrafficFile::Har, "group.har");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(file.readAll())
                     .object()[QStringLiteral("log")]
                     .toObject()[QStringLiteral("entries")]
                     .toArray()
                     .size(),
                 2);
    }

    void bundle_holdsNothingPrivateAndIsReadAgain() {
        m_bench->traffic->addCapture("17-sscep-enroll-post-aes256-sha512", now());
        QVERIFY(m_bench->show());
        QVERIFY(list().select(1));
        const QString path =
            save(ui::TrafficScope::Selected, ui::TrafficFile::Bundle, "bundle.json");
        QCOMPARE(m_bench->desktop.asked.last().suggestedName,
                 QStringLiteral("exchange-1-redacted.json"));
        const QString script =
            QStringLiteral("import json,sys; b=json.load(open(sys.argv[1])); print(b['format'], "
                           "len(b['exchanges']))");
        QCOMPARE(
            outputOf(QStringLiteral("python3"), {QStringLiteral("-c"), script, path}).trimmed(),
            QByteArray("scepter-redacted-bundle 1"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto again = inspect::readTraffic(Bytes(bytes.cbegin(), bytes.cend()));
        QVERIFY(again.has_value() && again->exchanges.size() == 1);
        QVERIFY(again->exchanges.front().redacted);
        QVERIFY(again->exchanges.front().client.address != std::string("192.0.2.10"));
    }

    void redact_holdsForWhatIsSaved() {
        const auto id = m_bench->traffic->addCapture("17-sscep-enroll-post-aes256-sha512", now());
        QVERIFY(m_bench->show());
        const QString subject =
            QString::fromStdString(m_bench->traffic->rows({id})->front().fields.subject);
        const QByteArray name =
            subject.section(QLatin1Char('='), 1).section(QLatin1Char(','), 0, 0).toUtf8();
        const auto holdsIt = [&name](const QString& path) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) qFatal("nothing was saved");
            return file.readAll().contains(name);
        };
        QVERIFY(holdsIt(save(ui::TrafficScope::Filtered, ui::TrafficFile::Pcapng, "plain.pcapng")));
        view().setHidden(true);
        QVERIFY(
            !holdsIt(save(ui::TrafficScope::Filtered, ui::TrafficFile::Pcapng, "redacted.pcapng")));
        QVERIFY(m_bench->desktop.asked.last().suggestedName.endsWith(
            QStringLiteral("-redacted.pcapng")));
    }

    void saveMenu_offersWhatThereIs() {
        addMany(3);
        QVERIFY(m_bench->show());
        const auto enabled = [this](int scope) {
            QMenu* menu = view().makeSaveMenu();
            const bool on =
                menu->findChild<QMenu*>(QStringLiteral("save-%1").arg(scope))->isEnabled();
            delete menu;
            return on;
        };
        QVERIFY(!enabled(0));
        QVERIFY(!enabled(1));
        QVERIFY(enabled(2));
        QVERIFY(list().select(2));
        QTRY_VERIFY(enabled(0) && enabled(1));
    }
};

QTEST_MAIN(TrafficViewTest)
#include "tst_traffic_view.moc"
