// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conformance.h"

#include "../service_url.h"
#include "base/text.h"
#include "check_run.h"

#include <algorithm>
#include <chrono>

namespace scepter::client {

namespace {

const std::vector<CheckRow>& allRows() {
    static const std::vector<CheckRow> kRows = [] {
        std::vector<CheckRow> all;
        for (const auto* group :
             {&controlChecks(), &capabilityChecks(), &caCertificateChecks(), &enrollmentChecks(),
              &replyChecks(), &challengeChecks(), &formChecks(), &algorithmChecks(), &nonceChecks(),
              &transactionChecks(), &failInfoChecks(), &policyChecks(), &renewalChecks(),
              &lookupChecks(), &rolloverChecks(), &httpChecks(), &clientChecks(), &limitChecks()})
            all.insert(all.end(), group->begin(), group->end());
        return all;
    }();
    return kRows;
}

bool isChosen(const CheckInfo& info, const ConformanceOptions& options) {
    if (options.only.empty()) return true;
    return std::ranges::any_of(options.only, [&](const std::string& name) {
        return name == info.id || name == info.group;
    });
}

CheckVerdict verdictOf(const Judgement& judgement, CheckLevel level) {
    switch (judgement.kind) {
    case Judgement::Kind::Kept:
        return CheckVerdict::Pass;
    case Judgement::Kind::Skipped:
        return CheckVerdict::Skipped;
    case Judgement::Kind::Broken:
        break;
    }
    const bool firm = level == CheckLevel::Must || level == CheckLevel::Interoperability;
    return firm ? CheckVerdict::Fail : CheckVerdict::Finding;
}

CheckResult skippedResult(const CheckInfo& info, std::string why) {
    CheckResult result;
    result.info = &info;
    result.reason = std::move(why);
    return result;
}

CheckResult make(const CheckRow& row, CheckRun& run) {
    const auto start = std::chrono::steady_clock::now();
    Judgement judgement = row.judge(run);
    CheckResult result;
    result.info = &row.info;
    result.verdict = verdictOf(judgement, row.info.level);
    result.sent = std::move(judgement.sent);
    result.came = std::move(judgement.came);
    result.reason = std::move(judgement.reason);
    result.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    result.transcript = run.takeTranscript();
    return result;
}

// Why there was nobody to talk to: the last step of a control that failed.
std::optional<Error> unreachedIn(const CheckResult& control) {
    if (control.verdict == CheckVerdict::Pass || control.transcript.empty()) return std::nullopt;
    const auto& error = control.transcript.back().error;
    if (!error) return std::nullopt;
    const bool unreached =
        error->code == ErrorCode::Unreachable || error->code == ErrorCode::TimedOut ||
        error->code == ErrorCode::TlsFailed || error->code == ErrorCode::HttpMalformed;
    return unreached ? error : std::nullopt;
}

std::string whySkipped(const CheckInfo& info, const ConformanceOptions& options,
                       const ConformanceReport& report) {
    if (report.cancelled) return "The run was cancelled.";
    if (!isChosen(info, options)) return "It was not chosen.";
    if (!report.controlPassed) return "The positive control did not pass.";
    if (info.abuse && !options.abuse) return "It is for owners of the service only.";
    return {};
}

} // namespace

std::string_view toText(CheckLevel level) {
    switch (level) {
    case CheckLevel::Must:
        return "MUST";
    case CheckLevel::Should:
        return "SHOULD";
    case CheckLevel::Leniency:
        return "leniency";
    case CheckLevel::Interoperability:
        return "interoperability";
    }
    return "";
}

std::string_view toText(CheckVerdict verdict) {
    switch (verdict) {
    case CheckVerdict::Pass:
        return "pass";
    case CheckVerdict::Fail:
        return "fail";
    case CheckVerdict::Finding:
        return "finding";
    case CheckVerdict::Skipped:
        return "skipped";
    }
    return "";
}

const std::vector<CheckInfo>& conformanceChecks() {
    static const std::vector<CheckInfo> kInfos = [] {
        std::vector<CheckInfo> all;
        for (const CheckRow& row : allRows())
            all.push_back(row.info);
        return all;
    }();
    return kInfos;
}

std::size_t ConformanceReport::count(CheckVerdict verdict) const {
    return static_cast<std::size_t>(std::ranges::count(results, verdict, &CheckResult::verdict));
}

ConformanceReport runConformance(const ConformanceOptions& options, const Clock& clock,
                                 const std::function<void(const CheckResult&)>& told) {
    ConformanceReport report;
    report.url = withoutUser(options.service.url);
    report.startedAt = clock.now();
    const auto start = std::chrono::steady_clock::now();
    CheckRun run(options, clock);
    for (const CheckRow& row : allRows()) {
        const bool isControl = report.results.empty();
        if (options.stop.stop_requested()) report.cancelled = true;
        const std::string why =
            isControl && !report.cancelled ? std::string{} : whySkipped(row.info, options, report);
        CheckResult result = why.empty() ? make(row, run) : skippedResult(row.info, why);
        // What was cut off says nothing of the service.
        if (options.stop.stop_requested() && result.verdict != CheckVerdict::Pass) {
            report.cancelled = true;
            result = skippedResult(row.info, "The run was cancelled.");
        }
        if (isControl) {
            report.controlPassed = result.verdict == CheckVerdict::Pass;
            report.unreached = unreachedIn(result);
        }
        report.results.push_back(std::move(result));
        if (told) told(report.results.back());
    }
    if (report.controlPassed && !report.cancelled)
        if (const auto& answer = run.asked("GetCACaps"))
            report.product = printable(answer->header("Server").value_or(std::string{}));
    report.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    return report;
}

} // namespace scepter::client
