// A list that nobody could hold in memory.
#include "bench_window.h"
#include "figures.h"
#include "ledger_growth.h"
#include "window_bench.h"
#include "workbench/passphrase.h"
#include "workbench/setup.h"

#include <QElapsedTimer>
#include <QScrollBar>

#include <cstdio>

namespace scepter::bench {

namespace {

constexpr double kWantedFirst = 80;
constexpr double kWantedFrame = 16;

Result<std::string> makeLedger(const QTemporaryDir& folder, std::int64_t certificates) {
    const SystemClock clock;
    workbench::SetupOptions options;
    options.path = folder.filePath(QStringLiteral("large.scepter")).toStdString();
    options.caKey = {pki::KeyType::EcP256, 0};
    SCEPTER_CHECK(workbench::makeWorkspace(options, clock));
    SCEPTER_TRY(store, store::Store::open(options.path, clock));
    SCEPTER_TRY(passphrase, workbench::findPassphrase(options.path, {}));
    SCEPTER_CHECK(store->unlock(passphrase.view()));
    SCEPTER_CHECK(growLedger(*store, 0, certificates));
    return options.path;
}

double since(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Milliseconds until the list is painted with its rows.
double untilRowsAreSeen(ui::LedgerView& view, const QElapsedTimer& timer) {
    if (!runUntil([&view] { return rowsInSightAreKnown(view); }, std::chrono::minutes{1}))
        return -1;
    view.viewport()->repaint();
    return since(timer);
}

void measureScrolling(ui::LedgerView& view) {
    constexpr int kJumps = 60;
    constexpr int kSteps = 300;
    QScrollBar* bar = view.verticalScrollBar();
    std::vector<double> frames;
    std::vector<double> arrivals;
    const auto paint = [&] {
        QElapsedTimer timer;
        timer.start();
        view.viewport()->repaint();
        frames.push_back(since(timer));
    };
    for (int i = 0; i < kSteps; ++i) {
        bar->setValue(bar->value() + 3);
        paint();
        runUntil([] { return true; }, std::chrono::milliseconds{5});
    }
    printFigure("one frame while scrolling, 99th", percentile(frames, 0.99), "ms", kWantedFrame);
    printFigure("one frame while scrolling, worst", percentile(frames, 1), "ms");
    frames.clear();
    for (int i = 1; i <= kJumps; ++i) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(static_cast<int>(static_cast<std::int64_t>(bar->maximum()) *
                                       (i * 37 % kJumps) / kJumps));
        paint();
        arrivals.push_back(untilRowsAreSeen(view, timer));
    }
    printFigure("one frame after a jump, 99th", percentile(frames, 0.99), "ms", kWantedFrame);
    printFigure("rows are there after a jump, 99th", percentile(arrivals, 0.99), "ms");
}

Result<void> run(std::int64_t certificates) {
    const QTemporaryDir folder;
    std::printf("making %lld certificates...\n", static_cast<long long>(certificates));
    std::fflush(stdout);
    SCEPTER_TRY(path, makeLedger(folder, certificates));
    BenchWindow window(folder.path());
    if (!window.open(QString::fromStdString(path), false))
        return fail(ErrorCode::Internal, "the workspace did not open");
    Heartbeat heart;
    const Memory before = memoryOf("self");
    QElapsedTimer timer;
    timer.start();
    ui::LedgerView* view =
        window.showList({ui::PageId::Certificates, ui::PageId::Requests, ui::PageId::Audit});
    if (view == nullptr) return fail(ErrorCode::NotFound, "no page has a list");
    printFigure("first sight of the list", untilRowsAreSeen(*view, timer), "ms", kWantedFirst);
    printFigure("  the window does not answer meanwhile, worst", percentile(heart.take(), 1), "ms",
                50);
    runUntil([view] { return !view->ledger()->isBusy(); }, std::chrono::minutes{2});
    printFigure("all rows are there", since(timer), "ms");
    printFigure("rows of the list", view->model()->rowCount(), "");
    measureScrolling(*view);
    timer.start();
    view->sortByColumn(1, Qt::AscendingOrder);
    runUntil([view] { return !view->ledger()->isBusy(); }, std::chrono::minutes{2});
    printFigure("sorted by another column", since(timer), "ms");
    printFigure("  the window does not answer meanwhile, worst", percentile(heart.take(), 1), "ms",
                50);
    const Memory after = memoryOf("self");
    printFigure("memory before the list, proportional", before.pss, "MB");
    printFigure("memory with the list sorted, proportional", after.pss, "MB");
    printFigure("memory with the list sorted, resident", after.rss, "MB");
    return {};
}

} // namespace

int measureLargeList(std::int64_t certificates) {
    const auto result = run(certificates);
    if (result) return 0;
    std::fprintf(stderr, "error: %s\n", toText(result.error()).c_str());
    return 1;
}

} // namespace scepter::bench
