// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "client/load.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <cstdio>

namespace scepter::client {

namespace {

struct Share {
    double share;
    const char* name; ///< in texts
    const char* key;  ///< in JSON
};
constexpr std::array kShares{Share{0.5, "median", "p50"}, Share{0.9, "90 %", "p90"},
                             Share{0.95, "95 %", "p95"}, Share{0.99, "99 %", "p99"},
                             Share{0.999, "99.9 %", "p999"}};

std::string number(double value, int digits) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

double milliseconds(std::chrono::microseconds time) {
    return static_cast<double>(time.count()) / 1000;
}

double seconds(Duration time) {
    return static_cast<double>(time.count()) / 1000;
}

/// Milliseconds of CPU for each request that came back.
double cpuPerRequest(const LoadReport& report, double cpuSeconds) {
    const std::uint64_t answered = report.answered();
    return answered == 0 ? 0 : cpuSeconds * 1000 / static_cast<double>(answered);
}

void addLine(std::string& text, std::string_view name, const std::string& value) {
    text.append(name).append(name.size() < 16 ? 16 - name.size() : 1, ' ').append(value);
    text.push_back('\n');
}

std::string sharePercent(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return "0 %";
    return number(100 * static_cast<double>(part) / static_cast<double>(whole), 1) + " %";
}

qint64 json(std::uint64_t value) {
    return static_cast<qint64>(value);
}

QString json(const std::string& text) {
    return QString::fromStdString(text);
}

QJsonObject toJson(const LoadSecond& second) {
    return {{QStringLiteral("second"), static_cast<qint64>(second.second)},
            {QStringLiteral("lengthMilliseconds"), static_cast<qint64>(second.length.count())},
            {QStringLiteral("sent"), json(second.sent)},
            {QStringLiteral("issued"), json(second.issued)},
            {QStringLiteral("other"), json(second.other)},
            {QStringLiteral("medianMilliseconds"), milliseconds(second.median)},
            {QStringLiteral("p99Milliseconds"), milliseconds(second.p99)},
            {QStringLiteral("clients"), static_cast<qint64>(second.clients)}};
}

QJsonObject latencyJson(const Latencies& latencies) {
    QJsonObject object{{QStringLiteral("count"), json(latencies.count())},
                       {QStringLiteral("worst"), milliseconds(latencies.worst())}};
    for (const Share& share : kShares)
        object[QLatin1String(share.key)] = milliseconds(latencies.percentile(share.share));
    return object;
}

QJsonObject cpuJson(const LoadReport& report, double cpuSeconds) {
    return {{QStringLiteral("seconds"), cpuSeconds},
            {QStringLiteral("millisecondsPerRequest"), cpuPerRequest(report, cpuSeconds)}};
}

std::string cpuText(const LoadReport& report, double cpuSeconds) {
    return number(cpuSeconds, 2) + " s, " + number(cpuPerRequest(report, cpuSeconds), 3) +
           " ms for each request";
}

std::string latencyText(const Latencies& latencies) {
    std::string text;
    for (const Share& share : kShares)
        text.append(share.name)
            .append(" ")
            .append(number(milliseconds(latencies.percentile(share.share)), 1))
            .append(", ");
    return text + "worst " + number(milliseconds(latencies.worst()), 1);
}

} // namespace

std::string toText(const LoadReport& report) {
    const std::uint64_t answered = report.answered();
    std::string text;
    addLine(text, "service", printable(report.url));
    addLine(text, "load",
            std::to_string(report.clients) + " clients, " +
                (report.messages == LoadMessages::Live ? "live" : "pre-built") + " messages, " +
                (report.rate > 0 ? number(report.rate, 1) + " requests a second"
                                 : std::string("closed loop")));
    addLine(text, "began", toIsoText(report.startedAt));
    addLine(text, "took",
            number(seconds(report.elapsed), 2) + " s, after " +
                number(seconds(report.preparing), 2) + " s of preparing");
    addLine(text, "sent",
            std::to_string(report.sent) + " over " + std::to_string(report.connects) +
                " connections");
    addLine(text, "issued",
            std::to_string(report.issued) + " (" + sharePercent(report.issued, answered) + "), " +
                number(report.perSecond(), 1) + " a second");
    if (report.pending > 0) addLine(text, "pending", std::to_string(report.pending));
    for (const auto& [error, count] : report.errors)
        addLine(text, "error",
                error + ": " + std::to_string(count) + " (" + sharePercent(count, answered) + ")");
    if (report.missed > 0)
        addLine(text, "missed",
                std::to_string(report.missed) + " were due, but no client was free");
    if (report.latencies.count() > 0) addLine(text, "latency, ms", latencyText(report.latencies));
    if (report.serverCpuSeconds)
        addLine(text, "server CPU", cpuText(report, *report.serverCpuSeconds));
    addLine(text, "generator CPU", cpuText(report, report.ownCpuSeconds));
    if (report.cancelled) addLine(text, "ended", "early, by request");
    return text;
}

std::string toJson(const LoadReport& report) {
    QJsonObject errors;
    for (const auto& [error, count] : report.errors)
        errors[json(error)] = json(count);
    QJsonArray perSecond;
    for (const LoadSecond& second : report.seconds)
        perSecond.append(toJson(second));
    QJsonObject object{{QStringLiteral("url"), json(report.url)},
                       {QStringLiteral("messages"), report.messages == LoadMessages::Live
                                                        ? QStringLiteral("live")
                                                        : QStringLiteral("prebuilt")},
                       {QStringLiteral("clients"), static_cast<qint64>(report.clients)},
                       {QStringLiteral("startedAt"), json(toIsoText(report.startedAt))},
                       {QStringLiteral("elapsedSeconds"), seconds(report.elapsed)},
                       {QStringLiteral("preparingSeconds"), seconds(report.preparing)},
                       {QStringLiteral("sent"), json(report.sent)},
                       {QStringLiteral("issued"), json(report.issued)},
                       {QStringLiteral("pending"), json(report.pending)},
                       {QStringLiteral("missed"), json(report.missed)},
                       {QStringLiteral("connections"), json(report.connects)},
                       {QStringLiteral("errors"), errors},
                       {QStringLiteral("issuedPerSecond"), report.perSecond()},
                       {QStringLiteral("latencyMilliseconds"), latencyJson(report.latencies)},
                       {QStringLiteral("generatorCpu"), cpuJson(report, report.ownCpuSeconds)},
                       {QStringLiteral("cancelled"), report.cancelled},
                       {QStringLiteral("seconds"), perSecond}};
    if (report.rate > 0) object[QStringLiteral("ratePerSecond")] = report.rate;
    if (report.planned > 0) object[QStringLiteral("planned")] = json(report.planned);
    if (report.serverCpuSeconds)
        object[QStringLiteral("serverCpu")] = cpuJson(report, *report.serverCpuSeconds);
    return QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString();
}

std::string toCsv(const LoadReport& report) {
    std::string text = "second,length_ms,sent,issued,other,median_ms,p99_ms,clients\n";
    for (const LoadSecond& second : report.seconds) {
        text += std::to_string(second.second) + ',' + std::to_string(second.length.count()) + ',';
        text += std::to_string(second.sent) + ',' + std::to_string(second.issued) + ',';
        text += std::to_string(second.other) + ',' + number(milliseconds(second.median), 3) + ',';
        text += number(milliseconds(second.p99), 3) + ',' + std::to_string(second.clients) + '\n';
    }
    return text;
}

} // namespace scepter::client
