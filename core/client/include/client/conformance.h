// SPDX-License-Identifier: GPL-3.0-or-later
// Does a service do what RFC 8894 says, what clients in the field need, and what keeps it safe?
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "client/service.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::client {

enum class CheckLevel { Must, Should, Leniency, Interoperability };
/// "MUST", "SHOULD", "leniency", "interoperability".
std::string_view toText(CheckLevel level);

enum class CheckVerdict {
    Pass,
    Fail,    ///< a MUST is not kept, or a named client cannot work with it
    Finding, ///< a SHOULD or a leniency is not kept
    Skipped, ///< with a reason
};
std::string_view toText(CheckVerdict verdict); ///< "pass", "fail", "finding", "skipped"

/// One check of the list, whatever the service.
struct CheckInfo {
    std::string_view id;      ///< "nonce.recipient-repeated"
    std::string_view group;   ///< "nonces"
    std::string_view section; ///< "RFC 8894 section 3.2.1.5"; or what shows the need
    CheckLevel level = CheckLevel::Must;
    std::string_view client; ///< of Interoperability: "Apple"; else empty
    std::string_view what;   ///< a sentence: "The reply returns the request's nonce."
    bool abuse = false;      ///< only for owners of the service
};
/// In the order in which they are made; the positive control is the first.
const std::vector<CheckInfo>& conformanceChecks();

struct CheckResult {
    const CheckInfo* info = nullptr;
    CheckVerdict verdict = CheckVerdict::Skipped;
    std::string sent{};   ///< "PKCSReq with the transactionID attribute twice"
    std::string came{};   ///< "FAILURE badRequest"
    std::string reason{}; ///< why, of all but Pass
    Duration elapsed{0};
    Transcript transcript{};
};

struct ConformanceOptions {
    ServiceOptions service;
    http::ClientOptions http;
    /// A challenge that lets anybody enroll; asked anew for each enrollment, on the run's thread.
    /// Null: the service asks for none.
    std::function<Result<SecretBytes>()> nextChallenge{};
    std::string subject = "CN=conformance-{random}"; ///< "{random}": new for each request
    pki::KeySpec key;
    std::function<Result<pki::PrivateKey>()>
        makeKey{}; ///< in place of one of that kind; may be null
    bool abuse = false;
    std::vector<std::string> only{}; ///< ids or groups; empty: all. The control is always made
    std::stop_token stop{};
};

struct ConformanceReport {
    std::string url{};
    std::string product{}; ///< of the Server header; may be empty
    TimePoint startedAt{};
    Duration elapsed{0};
    std::vector<CheckResult> results{}; ///< one for each check
    bool controlPassed = false;         ///< without it the others are Skipped
    bool cancelled = false;
    std::optional<Error> unreached{}; ///< why there was no service to be asked

    [[nodiscard]] std::size_t count(CheckVerdict verdict) const;
};

/// Blocks. `told` is called after each check, on this thread.
ConformanceReport runConformance(const ConformanceOptions& options, const Clock& clock,
                                 const std::function<void(const CheckResult&)>& told = {});

/// Reports hold no secret; HTML is one page that loads nothing.
std::string toText(const ConformanceReport& report);
std::string toJson(const ConformanceReport& report);
std::string toJunit(const ConformanceReport& report);
std::string toHtml(const ConformanceReport& report);
std::string toMarkdown(const ConformanceReport& report);

/// What is kept of a report in a file, to be shown or compared with another.
struct KeptResult {
    std::string id;
    CheckVerdict verdict = CheckVerdict::Skipped;
    std::string came;
    std::string reason;
};
struct KeptReport {
    std::string url;
    TimePoint startedAt{};
    std::vector<KeptResult> results;
};
KeptReport keptReportOf(const ConformanceReport& report);
/// Of toJson(). EncodingMalformed.
Result<KeptReport> keptReportFromJson(std::string_view json);

struct ReportDifference {
    std::string id;
    std::optional<CheckVerdict> before; ///< nothing: not in that report
    std::optional<CheckVerdict> after;
};
std::vector<ReportDifference> compareReports(const KeptReport& before, const KeptReport& after);

} // namespace scepter::client
