// How the window feels: start, stalls, a long list, a long recording, memory. For people to read,
// on a quiet machine.
//   window_bench [--million]
// Without --million the long list has 20 000 certificates: making a million takes minutes.
#include "window_bench.h"

#include "virtual_display.h"

#include <QApplication>
#include <QProcess>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace scepter;

constexpr int kRounds = 9;
constexpr std::size_t kEnrollments = 4000;

/// Runs one part of this program in a process of its own.
bool part(const char* program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QString::fromLocal8Bit(program), arguments);
    return process.waitForFinished(-1) && process.exitStatus() == QProcess::NormalExit &&
           process.exitCode() == 0;
}

int runAll(const char* program, bool million) {
    const bench::VirtualDisplay display;
    if (display.name().empty()) {
        std::fputs("error: no Xvfb\n", stderr);
        return 1;
    }
    ::setenv("DISPLAY", display.name().c_str(), 1);
    ::setenv("QT_QPA_PLATFORM", "xcb", 1);
    const QString list = million ? QStringLiteral("1000000") : QStringLiteral("20000");
    bool well = part(program, {QStringLiteral("start")});
    well = part(program, {QStringLiteral("stall")}) && well;
    well = part(program, {QStringLiteral("list"), list}) && well;
    well = part(program, {QStringLiteral("traffic"), QStringLiteral("100000")}) && well;
    return well ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    const QString word = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    if (word.isEmpty() || word == QLatin1String("--million"))
        return runAll(argv[0], !word.isEmpty());
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("scepter"));
    if (word == QLatin1String("start")) return bench::measureStart(kRounds);
    if (word == QLatin1String("stall")) return bench::measureStall(kEnrollments);
    if (word == QLatin1String("list") && argc > 2)
        return bench::measureLargeList(std::atoll(argv[2]));
    if (word == QLatin1String("traffic") && argc > 2)
        return bench::measureTraffic(std::atoll(argv[2]));
    std::fputs("usage: window_bench [--million]\n", stderr);
    return 2;
}
