// A long recording in the Inspector.
#include "bench_window.h"
#include "figures.h"
#include "models/traffic_model.h"
#include "pages/inspector_page.h"
#include "store/traffic_store.h"
#include "widgets/filter_edit.h"
#include "widgets/traffic_view.h"
#include "window_bench.h"
#include "workbench/setup.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>

#include <cstdio>
#include <memory>
#include <string>

namespace scepter::bench {

namespace {

constexpr double kWantedFrame = 16;
constexpr double kWantedHits = 100;
constexpr std::int64_t kGroup = 512;
constexpr std::chrono::minutes kPatience{2};

/// An exchange that a real client had, for what is decoded.
struct Captured {
    std::string head;
    std::shared_ptr<const Bytes> body;
};

Captured captured(const char* name) {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/captures/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray all = file.readAll();
    const qsizetype end = all.indexOf("\r\n\r\n") + 4;
    return {all.left(end).toStdString(),
            std::make_shared<const Bytes>(all.begin() + end, all.end())};
}

store::TrafficEntry entryOf(std::int64_t number, TimePoint at) {
    const bool refused = number % 20 == 0;
    store::TrafficEntry entry;
    store::TrafficFacts& facts = entry.facts;
    facts.at = at;
    facts.duration = std::chrono::microseconds{1500 + number % 900};
    facts.status = 200;
    facts.requestSize = 2400;
    facts.responseSize = 2700;
    facts.peer = "10.0." + std::to_string(number / 250 % 250) + '.' + std::to_string(number % 250);
    facts.method = "POST";
    facts.path = "/scep";
    facts.operation = "PKIOperation";
    facts.endpoint = "lab";
    facts.messageType = "PKCSReq";
    facts.pkiStatus = refused ? "FAILURE" : "SUCCESS";
    facts.failInfo = refused ? "badRequest" : "";
    facts.transactionId = "77C0A1" + std::to_string(number / 2 * 7919);
    facts.subject = "CN=device-" + std::to_string(number) + ",O=Example";
    static const Captured kAsked = captured("03-strongswan-enroll-post-aes128-sha256.request");
    static const Captured kIssued = captured("03-strongswan-enroll-post-aes128-sha256.response");
    static const Captured kRefused = captured("11-strongswan-enroll-wrong-challenge.response");
    const Captured& answer = refused ? kRefused : kIssued;
    facts.hasBytes = true;
    entry.bytes.requestHead = kAsked.head;
    entry.bytes.request = kAsked.body;
    entry.bytes.responseHead = answer.head;
    entry.bytes.response = answer.body;
    return entry;
}

Result<std::string> makeRecording(const QTemporaryDir& folder, std::int64_t exchanges) {
    const SystemClock clock;
    workbench::SetupOptions options;
    options.path = folder.filePath(QStringLiteral("traffic.scepter")).toStdString();
    options.caKey = {pki::KeyType::EcP256, 0};
    SCEPTER_CHECK(workbench::makeWorkspace(options, clock));
    store::TrafficStore store(store::trafficPathOf(options.path), clock);
    store::TrafficCaps caps;
    caps.count = static_cast<std::size_t>(exchanges) * 2;
    caps.bytes = std::size_t{1} << 40;
    for (std::int64_t done = 0; done < exchanges;) {
        std::vector<store::TrafficEntry> entries;
        for (; std::ssize(entries) < kGroup && done < exchanges; ++done)
            entries.push_back(entryOf(done, clock.now()));
        SCEPTER_CHECK(store.append(entries, caps));
    }
    return options.path;
}

double since(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Filters by a text; how long until the first rows stand there, and until all do.
void measureFilter(ui::TrafficView& view, const char* filter, Heartbeat& heart) {
    heart.take();
    double first = -1;
    QElapsedTimer timer;
    timer.start();
    const int before = view.model().rowCount();
    const auto seen = QObject::connect(&view.model(), &ui::ListModel::stateChanged, &view, [&] {
        if (first < 0 && view.model().rowCount() != before) first = since(timer);
    });
    view.filter().setText(QLatin1String(filter));
    runUntil([&] { return view.model().state() == ui::ListModel::State::Ready; }, kPatience);
    const double all = since(timer);
    QObject::disconnect(seen);
    printFigure((std::string("first hits of ") + filter).c_str(), first < 0 ? all : first, "ms",
                kWantedHits);
    printFigure("  all of them", all, "ms");
    printFigure("  how many", view.model().rowCount(), "");
    printFigure("  the window does not answer meanwhile, worst", percentile(heart.take(), 1), "ms",
                kWantedFrame);
}

/// A filter on findings decodes what it looks at, for minutes: when something stands there.
void measureFindings(ui::TrafficView& view, const char* filter, Heartbeat& heart) {
    constexpr std::chrono::seconds kWatched{3};
    heart.take();
    QElapsedTimer timer;
    timer.start();
    const int shown = view.model().rowCount();
    view.filter().setText(QLatin1String(filter));
    runUntil([&] { return view.model().rowCount() > 0 && view.model().rowCount() != shown; },
             kPatience);
    printFigure((std::string("first hits of ") + filter).c_str(), since(timer), "ms", kWantedHits);
    const auto isLooking = [&view] {
        return view.model().state() == ui::ListModel::State::Loading;
    };
    runUntil([&] { return view.model().unexamined() > 0 || !isLooking(); }, kPatience);
    const qint64 before = view.model().unexamined();
    timer.start();
    runUntil([&] { return !isLooking() || timer.hasExpired(kWatched.count() * 1000); }, kPatience);
    const auto examined = static_cast<double>(before - view.model().unexamined());
    printFigure("  exchanges examined in a second", examined / since(timer) * 1000, "");
    printFigure("  the window does not answer meanwhile, worst", percentile(heart.take(), 1), "ms",
                kWantedFrame);
}

void measureScrolling(ui::LedgerView& list) {
    constexpr int kSteps = 300;
    constexpr int kJumps = 60;
    QScrollBar* bar = list.verticalScrollBar();
    std::vector<double> frames;
    const auto paint = [&] {
        QElapsedTimer timer;
        timer.start();
        list.viewport()->repaint();
        frames.push_back(since(timer));
    };
    bar->setValue(0);
    for (int i = 0; i < kSteps; ++i) {
        bar->setValue(bar->value() + 3);
        paint();
        runUntil([] { return true; }, std::chrono::milliseconds{5});
    }
    printFigure("one frame while scrolling, 99th", percentile(frames, 0.99), "ms", kWantedFrame);
    frames.clear();
    for (int i = 1; i <= kJumps; ++i) {
        bar->setValue(static_cast<int>(static_cast<std::int64_t>(bar->maximum()) *
                                       (i * 37 % kJumps) / kJumps));
        paint();
        runUntil([&list] { return rowsInSightAreKnown(list); }, kPatience);
    }
    printFigure("one frame after a jump, 99th", percentile(frames, 0.99), "ms", kWantedFrame);
}

Result<void> run(std::int64_t exchanges) {
    const QTemporaryDir folder;
    std::printf("recording %lld exchanges...\n", static_cast<long long>(exchanges));
    std::fflush(stdout);
    SCEPTER_TRY(path, makeRecording(folder, exchanges));
    BenchWindow window(folder.path());
    if (!window.open(QString::fromStdString(path), false))
        return fail(ErrorCode::Internal, "the workspace did not open");
    Heartbeat heart;
    QElapsedTimer timer;
    timer.start();
    ui::LedgerView* list = window.showList({ui::PageId::Inspector});
    if (list == nullptr) return fail(ErrorCode::NotFound, "there is no Inspector");
    auto* view = list->window()->findChild<ui::TrafficView*>();
    runUntil([&] { return view->model().rowCount() > 0 && rowsInSightAreKnown(*list); }, kPatience);
    list->viewport()->repaint();
    printFigure("first sight of the list", since(timer), "ms");
    printFigure("rows of the list", view->model().rowCount(), "");
    measureScrolling(*list);
    measureFilter(*view, "status:FAILURE", heart);
    measureFilter(*view, "subject:~device-4711", heart);
    measureFindings(*view, "finding:error", heart);
    measureFilter(*view, "", heart);
    timer.start();
    view->setGrouped(true);
    runUntil([view] { return view->model().state() == ui::ListModel::State::Ready; }, kPatience);
    printFigure("grouped by transaction", since(timer), "ms");
    printFigure("  the window does not answer meanwhile, worst", percentile(heart.take(), 1), "ms",
                kWantedFrame);
    printFigure("memory, proportional", memoryOf("self").pss, "MB");
    return {};
}

} // namespace

int measureTraffic(std::int64_t exchanges) {
    const auto result = run(exchanges);
    if (result) return 0;
    std::fprintf(stderr, "error: %s\n", toText(result.error()).c_str());
    return 1;
}

} // namespace scepter::bench
