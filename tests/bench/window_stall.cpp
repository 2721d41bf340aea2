// What the operator feels of 64 clients.
#include "bench_window.h"
#include "figures.h"
#include "load.h"
#include "window_bench.h"
#include "workbench/setup.h"

#include <QScrollBar>
#include <QTimer>

#include <cstdio>

namespace scepter::bench {

namespace {

constexpr double kWantedP99 = 16;
constexpr double kWantedWorst = 50;
constexpr unsigned kClients = 64;

struct Lab {
    std::string path;
    std::string challenge;
    std::optional<pki::Certificate> ra;
};

Result<Lab> makeLab(const QTemporaryDir& folder) {
    const SystemClock clock;
    workbench::SetupOptions options;
    options.path = folder.filePath(QStringLiteral("lab.scepter")).toStdString();
    options.caKey = {pki::KeyType::Rsa, 2048};
    SCEPTER_CHECK(workbench::makeWorkspace(options, clock));
    SCEPTER_TRY(bench, workbench::Workbench::open(options.path, {}, "bench", clock));
    SCEPTER_TRY(endpoint, bench->endpoints().show("static"));
    SCEPTER_TRY(authority, bench->authorities().show({}));
    return Lab{options.path, std::string(endpoint.staticSecrets().front().text()),
               authority.current()->ra};
}

/// Rolls the list down and up again, as a wheel does.
class Wheel {
public:
    explicit Wheel(ui::LedgerView& view) {
        QObject::connect(&m_timer, &QTimer::timeout, &view, [this, &view] {
            QScrollBar* bar = view.verticalScrollBar();
            if (bar->value() + m_step > bar->maximum() || bar->value() + m_step < 0)
                m_step = -m_step;
            bar->setValue(bar->value() + m_step);
        });
        m_timer.start(16);
    }

private:
    QTimer m_timer;
    int m_step = 3;
};

void print(const std::string& what, const std::vector<double>& latencies, bool hasTarget) {
    printFigure(what + ", median", percentile(latencies, 0.5), "ms");
    printFigure(what + ", 99th", percentile(latencies, 0.99), "ms", hasTarget ? kWantedP99 : 0);
    printFigure(what + ", worst", percentile(latencies, 1), "ms", hasTarget ? kWantedWorst : 0);
}

Result<void> run(std::size_t enrollments) {
    const QTemporaryDir folder;
    SCEPTER_TRY(lab, makeLab(folder));
    SCEPTER_TRY(first, buildEnrollments(500, *lab.ra, "/scep/static", lab.challenge));
    SCEPTER_TRY(requests, buildEnrollments(enrollments, *lab.ra, "/scep/static", lab.challenge));
    BenchWindow window(folder.path());
    if (!window.open(QString::fromStdString(lab.path), true))
        return fail(ErrorCode::Internal, "the workspace did not open");
    const std::uint16_t port = window.port();
    runLoad(port, first, kClients);
    ui::LedgerView* view = window.showList({ui::PageId::Requests, ui::PageId::Audit});
    if (view == nullptr) return fail(ErrorCode::NotFound, "no page has a list");
    window.showAllRows();
    const bool ready =
        runUntil([view] { return rowsInSightAreKnown(*view); }, std::chrono::seconds{10});
    if (!ready) return fail(ErrorCode::Internal, "the list stays empty");
    Heartbeat heart;
    const Wheel wheel(*view);
    runUntil([] { return false; }, std::chrono::seconds{3});
    print("answer of the window, scrolling", heart.take(), false);
    std::atomic<bool> done{false};
    LoadResult load;
    std::thread clients([&] {
        load = runLoad(port, requests, kClients);
        done = true;
    });
    runUntil([&done] { return done.load(); }, std::chrono::minutes{5});
    clients.join();
    print("  the same while 64 clients enroll", heart.take(), true);
    printFigure("  enrollments meanwhile", static_cast<double>(load.answered) / load.seconds, "/s");
    if (load.other > 0) std::printf("  %zu were not answered!\n", load.other);
    return {};
}

} // namespace

int measureStall(std::size_t enrollments) {
    const auto result = run(enrollments);
    if (result) return 0;
    std::fprintf(stderr, "error: %s\n", toText(result.error()).c_str());
    return 1;
}

} // namespace scepter::bench
