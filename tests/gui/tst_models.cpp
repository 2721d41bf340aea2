// Every list of the window under Qt's model tester, while the ledger moves.
#include "models/event_log_model.h"
#include "support/enroller.h"
#include "support/every_page.h"
#include "widgets/filter_row.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>

using namespace scepter;
using namespace scepter::test;

namespace {

using Mode = QAbstractItemModelTester::FailureReportingMode;

/// Roles that are asked for somewhere, of every cell that there is.
void readAll(const QAbstractItemModel& model) {
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            for (const int role :
                 {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::ToolTipRole),
                  static_cast<int>(Qt::AccessibleTextRole),
                  static_cast<int>(ui::LedgerModel::CopyRole),
                  static_cast<int>(ui::LedgerModel::ToneRole)})
                model.data(model.index(row, column), role);
}

/// Lists that are in sight.
QList<ui::LedgerView*> listsOf(ui::Page& page) {
    QList<ui::LedgerView*> lists;
    const auto views = page.findChildren<ui::LedgerView*>();
    for (ui::LedgerView* view : views)
        if (view->ledger() != nullptr) lists.append(view);
    return lists;
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pages_data() {
        QTest::addColumn<ui::PageId>("page");
        for (const ui::PageInfo& info : ui::allPages())
            QTest::newRow(info.title.toUtf8().constData()) << info.id;
    }

    void lists_keepTheRulesWhileRowsComeIn_data() { pages_data(); }
    void lists_keepTheRulesWhileRowsComeIn() {
        QFETCH(ui::PageId, page);
        PageStage stage(page, Content::Filled);
        QVERIFY(stage.ready);
        const auto lists = listsOf(stage.page());
        if (lists.isEmpty()) QSKIP("a page without a list over the ledger");
        for (const ui::LedgerView* list : lists)
            new QAbstractItemModelTester(list->model(), Mode::Fatal, list->model());
        const auto workbench = stage.workspace.open(stage.clock);
        const auto devices =
            need("open", Enroller::open(stage.workspace.path().toStdString(), stage.clock));
        const auto before = stage.window.session().marks()->auditLines;
        for (std::size_t i = 0; i < 25; ++i) {
            stage.clock.advance(std::chrono::seconds{1});
            need("enroll", devices->send({.subject = "CN=late-" + std::to_string(i), .key = i}));
            need("mint", workbench->codes().mint({}));
        }
        QTRY_VERIFY(stage.window.session().marks()->auditLines >= before + 50);
        QVERIFY(stage.window.waitIdle());
        for (const ui::LedgerView* list : lists)
            readAll(*list->model());
        QVERIFY(stage.window.waitIdle());
    }

    void lists_keepTheRulesWhileSorted_data() { pages_data(); }
    void lists_keepTheRulesWhileSorted() {
        QFETCH(ui::PageId, page);
        PageStage stage(page, Content::Filled);
        QVERIFY(stage.ready);
        const auto lists = listsOf(stage.page());
        if (lists.isEmpty()) QSKIP("a page without a list over the ledger");
        const auto devices =
            need("open", Enroller::open(stage.workspace.path().toStdString(), stage.clock));
        std::size_t sent = 0;
        for (ui::LedgerView* list : lists) {
            new QAbstractItemModelTester(list->model(), Mode::Fatal, list->model());
            const int rows = list->model()->rowCount();
            for (int column = 0; column < list->model()->columnCount(); ++column)
                for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                    list->sortByColumn(column, order);
                    // While the ids are being read, a row comes in.
                    need("enroll", devices->send({.key = sent++}));
                    QVERIFY(stage.window.waitIdle());
                    readAll(*list->model());
                }
            QVERIFY(stage.window.waitIdle());
            QVERIFY(list->model()->rowCount() >= rows);
        }
    }

    void lists_keepTheRulesWhileFiltered_data() { pages_data(); }
    void lists_keepTheRulesWhileFiltered() {
        QFETCH(ui::PageId, page);
        PageStage stage(page, Content::Detail);
        QVERIFY(stage.ready);
        const auto lists = listsOf(stage.page());
        auto* filter = stage.page().findChild<ui::FilterRow*>();
        if (lists.isEmpty() || filter == nullptr) QSKIP("a page without a filter over the ledger");
        for (const ui::LedgerView* list : lists)
            new QAbstractItemModelTester(list->model(), Mode::Fatal, list->model());
        const int rows = lists.first()->model()->rowCount();
        for (const char* text : {"printer", "nowhere to be found", "\xC3\xA4%_'\"", ""}) {
            filter->setText(QString::fromUtf8(text));
            QTRY_VERIFY(stage.window.waitIdle());
            if (QByteArray(text).startsWith("nowhere"))
                QTRY_COMPARE(lists.first()->model()->rowCount(), 0);
        }
        QTRY_COMPARE(lists.first()->model()->rowCount(), rows);
    }

    void eventLog_keepsTheRules() {
        SteppingClock clock;
        ui::Theme theme(*qApp);
        workbench::EventLog log;
        ui::EventLogModel model(theme);
        ui::EventLogFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&model, Mode::Fatal);
        const QAbstractItemModelTester filterTester(&filter, Mode::Fatal);
        fill(log, clock, 100);
        model.take(log);
        fill(log, clock, 50);
        model.take(log);
        QCOMPARE(model.rowCount(), 150);
        filter.setLeast(LogLevel::Warning);
        QCOMPARE(filter.rowCount(), 51);
        filter.setText(QStringLiteral("event 48"));
        QCOMPARE(filter.rowCount(), 2);
        model.clear();
        QCOMPARE(filter.rowCount(), 0);
    }

    void eventLog_keepsAsManyAsTheLog() {
        SteppingClock clock;
        ui::Theme theme(*qApp);
        workbench::EventLog log;
        ui::EventLogModel model(theme);
        fill(log, clock, 4900);
        model.take(log);
        fill(log, clock, 300);
        model.take(log);
        QCOMPARE(model.rowCount(), static_cast<int>(log.since(0).size()));
        const QModelIndex last = model.index(model.rowCount() - 1, ui::EventLogModel::Event);
        QCOMPARE(last.data().toString(), QStringLiteral("event 299"));
    }

private:
    /// Every third is a warning.
    static void fill(workbench::EventLog& log, const Clock& clock, int count) {
        for (int i = 0; i < count; ++i) {
            LogEntry entry;
            entry.time = clock.now();
            entry.level = i % 3 == 0 ? LogLevel::Warning : LogLevel::Info;
            entry.event = "event " + std::to_string(i);
            log.add(std::move(entry));
        }
    }
};

QTEST_MAIN(ModelsTest)
#include "tst_models.moc"
