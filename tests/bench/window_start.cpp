// From exec to the first picture, seen from outside: the screen is looked at until it is no longer
// black.
#include "figures.h"
#include "window_bench.h"
#include "workbench/setup.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QPixmap>
#include <QProcess>
#include <QScreen>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <thread>

namespace scepter::bench {

namespace {

constexpr int kPatienceMs = 20000;
constexpr double kWantedMs = 150;

struct Candidate {
    QString name;
    QString program;
    QStringList arguments;
    std::vector<double> milliseconds = {};
    std::vector<double> rss = {};
    std::vector<double> pss = {};
};

/// How much of the middle of the screen is painted, 0 to 1.
double painted() {
    constexpr int kStep = 20;
    const QRect middle(200, 100, 400, 300);
    const QImage image =
        QGuiApplication::primaryScreen()
            ->grabWindow(0, middle.x(), middle.y(), middle.width(), middle.height())
            .toImage();
    int all = 0;
    int lit = 0;
    for (int y = 0; y < image.height(); y += kStep)
        for (int x = 0; x < image.width(); x += kStep, ++all)
            if (qGray(image.pixel(x, y)) > 8) ++lit;
    return all > 0 ? static_cast<double>(lit) / all : 0;
}

/// Waits until the screen is painted, or black again; gives the milliseconds, -1 when it is not.
double waitFor(bool lit, const QElapsedTimer& since) {
    while (since.elapsed() < kPatienceMs) {
        if ((painted() > 0.5) == lit) return static_cast<double>(since.nsecsElapsed()) / 1e6;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return -1;
}

bool startOnce(Candidate& candidate, const QString& home, bool counts) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // Nothing of the operator's: neither his workspace nor his settings.
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1String(name), home);
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(QProcess::nullDevice());
    QElapsedTimer since;
    since.start();
    process.start(candidate.program, candidate.arguments);
    const double taken = waitFor(true, since);
    if (counts && taken >= 0) {
        candidate.milliseconds.push_back(taken);
        // When it has done what it does at first.
        std::this_thread::sleep_for(std::chrono::milliseconds{700});
        const Memory memory = memoryOf(std::to_string(process.processId()));
        candidate.rss.push_back(memory.rss);
        candidate.pss.push_back(memory.pss);
    }
    process.kill();
    process.waitForFinished();
    since.restart();
    return taken >= 0 && waitFor(false, since) >= 0;
}

void print(const Candidate& candidate, double bare, bool hasTarget) {
    const double median = percentile(candidate.milliseconds, 0.5);
    const std::string name = candidate.name.toStdString();
    printFigure("start to first picture: " + name, median, "ms", hasTarget ? kWantedMs : 0);
    if (bare > 0) printFigure("  against an empty Qt window", median / bare, "x");
    printFigure("  memory at rest, resident", percentile(candidate.rss, 0.5), "MB");
    printFigure("  memory at rest, proportional", percentile(candidate.pss, 0.5), "MB");
}

} // namespace

int measureStart(int rounds) {
    const QTemporaryDir home;
    const QString programs = QStringLiteral(SCEPTER_BINARY_DIR "/");
    const SystemClock clock;
    workbench::SetupOptions options;
    options.path = home.filePath(QStringLiteral("lab.scepter")).toStdString();
    if (!workbench::makeWorkspace(options, clock)) return 1;
    const QString lab = QString::fromStdString(options.path);
    std::vector<Candidate> candidates{
        {QStringLiteral("an empty Qt window"), programs + QStringLiteral("bare_window"), {}},
        {QStringLiteral("scepter, start screen"), programs + QStringLiteral("scepter"), {}},
        {QStringLiteral("scepter with a workspace"),
         programs + QStringLiteral("scepter"),
         {QStringLiteral("--workspace"), lab, QStringLiteral("--listen"),
          QStringLiteral("127.0.0.1:0")}}};
    const QString xca = QStandardPaths::findExecutable(QStringLiteral("xca"));
    if (!xca.isEmpty()) candidates.push_back({QStringLiteral("xca"), xca, {}});
    // In turns, because the machine's speed drifts; the first round fills the caches.
    for (int round = 0; round <= rounds; ++round)
        for (Candidate& candidate : candidates)
            if (!startOnce(candidate, home.path(), round > 0)) {
                std::fprintf(stderr, "error: no window of %s\n", qPrintable(candidate.name));
                return 1;
            }
    const double bare = percentile(candidates.front().milliseconds, 0.5);
    for (const Candidate& candidate : candidates)
        print(candidate, &candidate == &candidates.front() ? 0 : bare,
              candidate.name.startsWith(QLatin1String("scepter")));
    return 0;
}

} // namespace scepter::bench
