// Every list of the window under Qt's model tester, while the ledger moves.
#include "models/event_log_model.h"
#include "models/record_model.h"
#include "support/enroller.h"
#include "support/every_page.h"
#include "widgets/filter_row.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSemaphore>

#include <atomic>
#include <memory>

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

struct NumberRecord {
    qint64 id = 0;
};

/// A filtered list of numbers whose ids wait until they are let go, and whose rows may fail.
class NumberModel : public ui::RecordModel<NumberRecord> {
public:
    using RecordModel::RecordModel;

    [[nodiscard]] int columnCount(const QModelIndex& = {}) const override { return 1; }
    [[nodiscard]] qint64 total() const override { return 5; }
    [[nodiscard]] bool isFiltered() const override { return true; }

    std::shared_ptr<QSemaphore> allIds = std::make_shared<QSemaphore>();
    std::shared_ptr<std::atomic<int>> reads = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::atomic<bool>> fails = std::make_shared<std::atomic<bool>>(false);

protected:
    [[nodiscard]] IdSource idSource(int, Qt::SortOrder) const override {
        return [wait = allIds](workbench::Workbench&,
                               const store::GoOn& goOn) -> Result<store::IdList> {
            constexpr int kAskMs = 10;
            while (!wait->tryAcquire(1, kAskMs))
                if (!goOn()) return fail(ErrorCode::Cancelled);
            return store::IdList::range(1, 5, true);
        };
    }
    [[nodiscard]] IdSource newerSource(qint64) const override {
        return [](workbench::Workbench&, const store::GoOn&) -> Result<store::IdList> {
            return store::IdList::range(4, 5, true);
        };
    }
    [[nodiscard]] qint64 newestOf(const store::Marks&) const override { return 5; }
    [[nodiscard]] RecordSource recordSource() const override {
        return [reads = reads, fails = fails](
                   workbench::Workbench&,
                   const std::vector<std::int64_t>& ids) -> Result<std::vector<NumberRecord>> {
            ++*reads;
            if (*fails) return fail(ErrorCode::StoreUnavailable, "not now");
            std::vector<NumberRecord> rows;
            for (const std::int64_t id : ids)
                rows.push_back({id});
            return rows;
        };
    }
    [[nodiscard]] QVariant value(const NumberRecord& record, int, int role) const override {
        return role == Qt::DisplayRole ? QVariant(record.id) : QVariant();
    }
};

/// Lists that are in sight.
QList<ui::LedgerView*> listsOf(ui::Page& page) {
    QList<ui::LedgerView*> lists;
    const auto views = page.findChildren<ui::LedgerView*>();
    for (ui::LedgerView* view : views)
        if (view->ledger() != nullptr) lists.append(view);
    return lists;
}

/// The filter above a list: a page with tabs has several.
ui::FilterRow* filterOf(const ui::LedgerView& list) {
    for (QWidget* above = list.parentWidget(); above != nullptr; above = above->parentWidget()) {
        if (auto* filter = above->findChild<ui::FilterRow*>()) return filter;
        if (qobject_cast<ui::Page*>(above) != nullptr) break;
    }
    return nullptr;
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
        auto* filter = lists.isEmpty() ? nullptr : filterOf(*lists.first());
        if (filter == nullptr) QSKIP("a page without a filter over the ledger");
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

    void filteredList_showsTheNewestBeforeAllAreFound() {
        PageStage stage(ui::PageId::Audit, Content::Empty);
        QVERIFY(stage.ready);
        NumberModel model(stage.window.session());
        const QAbstractItemModelTester tester(&model, Mode::Fatal);
        model.reload();
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.idAt(0), qint64{5});
        QCOMPARE(model.state(), ui::LedgerModel::State::Loading);
        model.allIds->release();
        QTRY_COMPARE(model.state(), ui::LedgerModel::State::Ready);
        QCOMPARE(model.rowCount(), 5);
    }

    void failedRows_areNotAskedForAgainByThemselves() {
        PageStage stage(ui::PageId::Audit, Content::Empty);
        QVERIFY(stage.ready);
        NumberModel model(stage.window.session());
        *model.fails = true;
        model.allIds->release(2);
        model.reload();
        QTRY_COMPARE(model.state(), ui::LedgerModel::State::Ready);
        readAll(model);
        QTRY_COMPARE(model.state(), ui::LedgerModel::State::Failed);
        const int before = *model.reads;
        readAll(model);
        QVERIFY(stage.window.waitIdle());
        QCOMPARE(model.reads->load(), before);
        *model.fails = false;
        model.reload();
        QTRY_COMPARE(model.state(), ui::LedgerModel::State::Ready);
        readAll(model);
        QTRY_COMPARE(model.data(model.index(0, 0), Qt::DisplayRole).toLongLong(), qint64{5});
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
