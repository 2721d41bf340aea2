// SPDX-License-Identifier: GPL-3.0-or-later
// A conformance report as JSON, read back, and compared with another.
#include "report_parts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <algorithm>

namespace scepter::client {

namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMaxKept = std::size_t{4} << 20;

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string member(const QJsonObject& object, const QString& name) {
    return object[name].toString().toStdString();
}

QJsonObject resultObject(const CheckResult& result) {
    const CheckInfo& info = *result.info;
    QJsonObject object{{QStringLiteral("id"), text(info.id)},
                       {QStringLiteral("group"), text(info.group)},
                       {QStringLiteral("section"), text(info.section)},
                       {QStringLiteral("level"), text(toText(info.level))},
                       {QStringLiteral("what"), text(info.what)},
                       {QStringLiteral("abuse"), info.abuse},
                       {QStringLiteral("verdict"), text(toText(result.verdict))},
                       {QStringLiteral("sent"), text(result.sent)},
                       {QStringLiteral("came"), text(result.came)},
                       {QStringLiteral("reason"), text(result.reason)},
                       {QStringLiteral("milliseconds"), qint64{result.elapsed.count()}}};
    if (!info.client.empty()) object[QStringLiteral("client")] = text(info.client);
    return object;
}

std::optional<CheckVerdict> verdictFromText(std::string_view name) {
    for (const CheckVerdict verdict : kVerdicts)
        if (toText(verdict) == name) return verdict;
    return std::nullopt;
}

Result<KeptResult> keptResult(const QJsonValue& value) {
    const QJsonObject object = value.toObject();
    KeptResult result{member(object, QStringLiteral("id")), CheckVerdict::Skipped,
                      member(object, QStringLiteral("came")),
                      member(object, QStringLiteral("reason"))};
    const auto verdict = verdictFromText(member(object, QStringLiteral("verdict")));
    if (result.id.empty() || !verdict)
        return fail(ErrorCode::EncodingMalformed,
                    "a result of the report lacks its id or has an unknown verdict");
    result.verdict = *verdict;
    return result;
}

const KeptResult* find(const KeptReport& report, std::string_view id) {
    const auto found = std::ranges::find(report.results, id, &KeptResult::id);
    return found == report.results.end() ? nullptr : &*found;
}

} // namespace

std::string toJson(const ConformanceReport& report) {
    QJsonObject counts;
    for (const CheckVerdict verdict : kVerdicts)
        counts[text(toText(verdict))] = static_cast<qint64>(report.count(verdict));
    QJsonArray results;
    for (const CheckResult& result : report.results)
        results.append(resultObject(result));
    const QJsonObject document{{QStringLiteral("version"), kVersion},
                               {QStringLiteral("url"), text(report.url)},
                               {QStringLiteral("server"), text(report.product)},
                               {QStringLiteral("startedAt"), text(toIsoText(report.startedAt))},
                               {QStringLiteral("milliseconds"), qint64{report.elapsed.count()}},
                               {QStringLiteral("controlPassed"), report.controlPassed},
                               {QStringLiteral("cancelled"), report.cancelled},
                               {QStringLiteral("outcome"), text(outcomeText(report))},
                               {QStringLiteral("counts"), counts},
                               {QStringLiteral("results"), results}};
    return QJsonDocument(document).toJson(QJsonDocument::Indented).toStdString();
}

KeptReport keptReportOf(const ConformanceReport& report) {
    KeptReport kept{report.url, report.startedAt, {}};
    for (const CheckResult& result : report.results)
        kept.results.push_back(
            {std::string(result.info->id), result.verdict, result.came, result.reason});
    return kept;
}

Result<KeptReport> keptReportFromJson(std::string_view json) {
    if (json.size() > kMaxKept)
        return fail(ErrorCode::EncodingMalformed, "the report is too large");
    const auto document = QJsonDocument::fromJson(
        QByteArray::fromRawData(json.data(), static_cast<qsizetype>(json.size())));
    const QJsonObject object = document.object();
    if (object[QStringLiteral("version")].toInt() != kVersion ||
        !object[QStringLiteral("results")].isArray())
        return fail(ErrorCode::EncodingMalformed, "this is no conformance report in JSON");
    KeptReport report;
    report.url = member(object, QStringLiteral("url"));
    const auto startedAt = timeFromIsoText(member(object, QStringLiteral("startedAt")));
    if (!startedAt) return fail(ErrorCode::EncodingMalformed, "startedAt is no time");
    report.startedAt = *startedAt;
    for (const QJsonValue value : object[QStringLiteral("results")].toArray()) {
        SCEPTER_TRY(result, keptResult(value));
        report.results.push_back(std::move(result));
    }
    return report;
}

std::vector<ReportDifference> compareReports(const KeptReport& before, const KeptReport& after) {
    std::vector<ReportDifference> differences;
    for (const KeptResult& now : after.results) {
        const KeptResult* old = find(before, now.id);
        if (old == nullptr)
            differences.push_back({now.id, std::nullopt, now.verdict});
        else if (old->verdict != now.verdict)
            differences.push_back({now.id, old->verdict, now.verdict});
    }
    for (const KeptResult& old : before.results)
        if (find(after, old.id) == nullptr)
            differences.push_back({old.id, old.verdict, std::nullopt});
    return differences;
}

} // namespace scepter::client
