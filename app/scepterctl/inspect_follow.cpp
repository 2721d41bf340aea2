#include "inspect_follow.h"

#include "base/text.h"
#include "views.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace scepter::app {

namespace {

using workbench::TrafficRow;

constexpr int kLookEveryMilliseconds = 100;
// Whether older ones match a filter on findings would cost a millisecond each.
constexpr std::int64_t kExaminedAtStart = 1000;
constexpr std::size_t kRowsAtOnce = 256;

/// SIGINT and SIGTERM as something to wait for, and whether somebody still reads stdout. Made
/// before any thread is.
class Ending {
public:
    Ending() {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        m_signals = signalfd(-1, &signals, SFD_CLOEXEC);
    }
    ~Ending() {
        if (m_signals >= 0) ::close(m_signals);
    }
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;

    /// Waits, at most so long; true when it is time to go.
    [[nodiscard]] bool wait(int milliseconds) const {
        // No events asked for: of a pipe without a reader POLLERR is told anyway.
        std::array<pollfd, 2> watched{pollfd{m_signals, POLLIN, 0}, pollfd{STDOUT_FILENO, 0, 0}};
        if (::poll(watched.data(), watched.size(), milliseconds) <= 0) return false;
        return watched[0].revents != 0 || (watched[1].revents & (POLLERR | POLLNVAL)) != 0;
    }

private:
    int m_signals = -1;
};

/// False when nobody reads any more.
bool print(const std::string& line) {
    return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
           std::fflush(stdout) == 0;
}

std::string millisecondsOf(const TrafficRow& row) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f ms",
                  static_cast<double>(row.duration.count()) / 1000);
    return text.data();
}

std::string resultOf(const TrafficRow& row) {
    if (row.fields.status.empty()) return "HTTP " + std::to_string(row.fields.httpStatus);
    if (row.fields.failInfo.empty()) return row.fields.status;
    return row.fields.status + ' ' + row.fields.failInfo;
}

std::string whatOf(const TrafficRow& row) {
    if (row.fields.operation.empty()) return row.fields.method + ' ' + row.fields.path;
    if (row.fields.messageType.empty()) return row.fields.operation;
    return row.fields.operation + ' ' + row.fields.messageType;
}

/// SGR of ECMA-48: what went wrong is red, what waits yellow, what was issued green.
const char* colorOf(const TrafficRow& row) {
    if (row.fields.status == "FAILURE" || row.fields.httpStatus >= 400) return "\033[31m";
    if (row.fields.status == "PENDING") return "\033[33m";
    return row.fields.status == "SUCCESS" ? "\033[32m" : "";
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text + "  ";
}

std::string textLine(const TrafficRow& row, bool color) {
    const char* const begin = color ? colorOf(row) : "";
    std::string line = padded(toIsoText(row.fields.time), 20) +
                       padded(printable(row.fields.peer), 15) + padded(printable(whatOf(row)), 22) +
                       begin + padded(printable(resultOf(row)), 20) +
                       (*begin != '\0' ? "\033[0m" : "") +
                       padded(printable(row.fields.subject), 28) + millisecondsOf(row);
    if (!row.reason.empty()) line += "  " + printable(row.reason);
    return line + '\n';
}

QJsonObject toJson(const TrafficRow& row) {
    const inspect::FilterRow& fields = row.fields;
    QJsonArray findings;
    for (const auto& [severity, rule] : fields.findings)
        findings.append(QJsonObject{{QStringLiteral("severity"), jsonText(severity)},
                                    {QStringLiteral("rule"), jsonText(rule)}});
    return {{QStringLiteral("id"), static_cast<qint64>(row.id)},
            {QStringLiteral("time"), jsonTime(fields.time)},
            {QStringLiteral("peer"), jsonText(fields.peer)},
            {QStringLiteral("tls"), row.tls},
            {QStringLiteral("endpoint"), jsonText(fields.endpoint)},
            {QStringLiteral("method"), jsonText(fields.method)},
            {QStringLiteral("path"), jsonText(fields.path)},
            {QStringLiteral("operation"), jsonText(fields.operation)},
            {QStringLiteral("messageType"), jsonText(fields.messageType)},
            {QStringLiteral("transactionID"), jsonText(fields.transactionId)},
            {QStringLiteral("client"), jsonText(fields.client)},
            {QStringLiteral("subject"), jsonText(fields.subject)},
            {QStringLiteral("httpStatus"), static_cast<int>(fields.httpStatus)},
            {QStringLiteral("pkiStatus"), jsonText(fields.status)},
            {QStringLiteral("failInfo"), jsonText(fields.failInfo)},
            {QStringLiteral("reason"), jsonText(row.reason)},
            {QStringLiteral("requestId"), static_cast<qint64>(row.requestId)},
            {QStringLiteral("requestBytes"), static_cast<qint64>(row.requestSize)},
            {QStringLiteral("responseBytes"), static_cast<qint64>(row.responseSize)},
            {QStringLiteral("milliseconds"), static_cast<double>(row.duration.count()) / 1000},
            {QStringLiteral("examined"), row.examined},
            {QStringLiteral("findings"), findings}};
}

std::string lineOf(const TrafficRow& row, const FollowOptions& options, bool color) {
    if (!options.json) return textLine(row, color);
    return QJsonDocument(toJson(row)).toJson(QJsonDocument::Compact).toStdString() + '\n';
}

/// Follows one workspace.
class Follower {
public:
    Follower(Context& context, const FollowOptions& options, workbench::RecordedTraffic& traffic,
             const Ending& ending)
        : m_context(context)
        , m_options(options)
        , m_traffic(traffic)
        , m_ending(ending)
        , m_color(!options.json && ::isatty(STDOUT_FILENO) != 0) {}

    Result<void> run() {
        SCEPTER_TRY(before, m_traffic.state());
        if (m_options.last > 0) {
            const bool costly = m_options.filter.needsFindings();
            SCEPTER_CHECK(
                show(costly ? std::max<std::int64_t>(before.lastId - kExaminedAtStart, 0) : 0,
                     m_options.last));
        }
        m_seen = std::max(m_seen, before.lastId);
        std::uint64_t mark = before.mark;
        while (!m_ended && !m_ending.wait(kLookEveryMilliseconds)) {
            SCEPTER_TRY(state, m_traffic.state());
            if (state.mark == mark) continue;
            mark = state.mark;
            if (state.count == 0) continue;
            if (state.lastId < m_seen) m_seen = 0; // another file
            SCEPTER_CHECK(show(m_seen, 0));
            m_seen = std::max(m_seen, state.lastId);
        }
        return {};
    }

private:
    /// What matches above an id, at most the newest `most` (0: all).
    Result<void> show(std::int64_t after, std::size_t most) {
        const auto found = m_traffic.ids(m_options.filter, m_context.clock().now(), after,
                                         [this] { return !m_ending.wait(0); });
        if (!found && found.error().code == ErrorCode::Cancelled) {
            m_ended = true;
            return {};
        }
        if (!found) return std::unexpected(found.error());
        std::size_t left = most == 0 ? found->size() : std::min(most, found->size());
        while (left > 0) {
            std::vector<std::int64_t> ids;
            for (; left > 0 && ids.size() < kRowsAtOnce; --left)
                ids.push_back(found->at(left - 1));
            SCEPTER_TRY(rows, m_traffic.rows(ids));
            for (const TrafficRow& row : rows) {
                m_seen = std::max(m_seen, row.id);
                if (!print(lineOf(row, m_options, m_color))) {
                    m_ended = true;
                    return {};
                }
            }
        }
        return {};
    }

    Context& m_context;
    const FollowOptions& m_options;
    workbench::RecordedTraffic& m_traffic;
    const Ending& m_ending;
    const bool m_color;
    std::int64_t m_seen = 0;
    bool m_ended = false;
};

} // namespace

int followTraffic(Context& context, const FollowOptions& options) {
    const Ending ending;
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    const auto traffic = (*opened)->traffic();
    const auto done = Follower(context, options, *traffic, ending).run();
    return done ? exit_code::kDone : context.report(done.error());
}

} // namespace scepter::app
