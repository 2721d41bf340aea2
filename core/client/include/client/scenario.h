// SPDX-License-Identifier: GPL-3.0-or-later
// A test enrollment as a file: who enrolls, in which steps, what goes wrong on purpose and what is
// expected of the service. Schema: resources/schemas/scenario.schema.json.
#pragma once

#include "base/clock.h"
#include "base/fail_info.h"
#include "base/result.h"
#include "client/misbehavior.h"
#include "client/service.h"
#include "pki/algorithms.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::client {

enum class StepKind { Caps, CaCert, Enroll, Poll, Renew, Rekey, GetCert, GetCrl, NextCa, Wait };
/// "caps", "ca-cert", "enroll", "poll", "renew", "rekey", "get-cert", "get-crl", "next-ca", "wait".
std::string_view toText(StepKind kind);
std::optional<StepKind> stepKindFromText(std::string_view text);

/// Where a challenge comes from.
enum class ChallengeSource {
    None,
    Value,   ///< given when it is run, never in the file
    NdesPage ///< fetched from an NDES admin page, one for each enrollment
};
/// "none", "value", "ndes".
std::string_view toText(ChallengeSource source);

/// What counts as pass. Nothing set: SUCCESS for a step without misbehavior, or with harmless ones
/// only; for the others any refusal, which is a FAILURE, or HTTP 4xx or 500.
struct Expectation {
    std::optional<scep::PkiStatus> status{}; ///< nothing, with a failInfo or its text: FAILURE
    std::vector<FailInfo> failInfo{};        ///< any of these; empty: any
    std::vector<unsigned> httpStatus{};      ///< any of these will do too
    std::optional<ErrorCode> error{};        ///< the client's own finding: "chainUntrusted"
    std::string failInfoTextContains{};
    /// Of what was issued: "subject" and "san" ("DNS:a, IP:10.0.0.1"; those and no others),
    /// "keyUsage" and "eku" (those and no others), "days" (of validity, give or take one).
    std::map<std::string, std::string> certificate{};

    bool operator==(const Expectation&) const = default;
};

struct ScenarioStep {
    StepKind kind = StepKind::Enroll;
    std::string name{};                                        ///< for reports; empty: the kind
    std::string subject{};                                     ///< in place of the scenario's
    std::optional<std::vector<std::string>> subjectAltNames{}; ///< "DNS:a"; in place of those
    std::vector<Misbehavior> misbehaviors{};
    /// "reuse-challenge", "replay-nonce", "same-transaction-id", "same-key" (of an enrollment): of
    /// the earlier step with this name.
    std::map<std::string, std::string> reuse{};
    std::optional<scep::MessageType> type{}; ///< of a renewal
    unsigned polls = 0;                      ///< CertPolls after PENDING before it is left so
    Duration pollDelay = std::chrono::seconds(5);
    /// The step whose outcome is polled, renewed, looked up; empty: the last that can have one.
    std::string of{};
    double atLife = 0; ///< of a renewal: the share of life that must be over; waits for nothing
    Duration wait{0};  ///< of Wait
    Expectation expect;

    bool operator==(const ScenarioStep&) const = default;
};

/// What devices have in common. "{n}" in a subject or name, also an expected one, is the number of
/// the device, from 1; "{random}" eight random characters, the same for all steps of a device.
struct Scenario {
    std::string name;
    std::string description;
    std::string url; ///< empty: given when it is run
    std::string caIdentifier;
    Bytes caFingerprint;
    std::string persona = "scepter";
    Method method = Method::Auto;
    std::string subject = "CN=test-{n}";
    std::vector<std::string> subjectAltNames;
    pki::KeySpec key;
    std::optional<pki::Cipher> cipher;
    std::optional<pki::Digest> digest;
    pki::KeyTransport transport = pki::KeyTransport::RsaPkcs1;
    ChallengeSource challenge = ChallengeSource::Value;
    std::string ndesUrl;
    unsigned devices = 1;
    unsigned parallel = 1; ///< devices at a time, at most 64
    bool goOn = false;     ///< after a step that failed
    std::vector<ScenarioStep> steps;

    bool operator==(const Scenario&) const = default;
};

/// Strict: EncodingMalformed names the member and what is wrong with it. At most 256 KiB
/// (LimitExceeded), 200 steps, 10 000 devices.
Result<Scenario> scenarioFromJson(std::string_view json);
/// Members that say nothing are left away.
std::string toJson(const Scenario& scenario);
/// Whether it can be run: what scenarioFromJson() checks beyond the form. InvalidArgument.
Result<void> checkScenario(const Scenario& scenario);

/// "first-enrollment", "pending-and-poll", "renewal", "rekey", "get-cert", "get-crl", "rollover",
/// "many-devices", "mdm-decides" (the core case of a gate), "misbehavior" (every one): ready to be
/// run or to be changed. They are the files of resources/scenarios.
struct BuiltInScenario {
    std::string_view id;
    std::string_view name;
    std::string_view description;
};
const std::vector<BuiltInScenario>& builtInScenarios();
/// NotFound.
Result<Scenario> builtInScenario(std::string_view id);

/// What it needs that is not in the file.
struct ScenarioRun {
    ServiceOptions service; ///< url, time-outs; what the scenario says itself wins
    http::ClientOptions http;
    Service::Exchange exchange{}; ///< in place of the network; called on the devices' threads
    /// Of ChallengeSource::Value: the same for all enrollments.
    std::shared_ptr<const SecretBytes> challenge{};
    /// In place of it, one for each enrollment; asked on the devices' threads, one at a time.
    std::function<Result<SecretBytes>()> nextChallenge{};
    std::string ndesUser{};
    std::shared_ptr<const SecretBytes> ndesPassword{};
    std::stop_token stop{};
};

enum class StepVerdict { Passed, Failed, Skipped };

struct StepReport {
    unsigned device = 1;
    std::string name{};
    StepKind kind = StepKind::Enroll;
    StepVerdict verdict = StepVerdict::Skipped;
    std::string expected{}; ///< "FAILURE badRequest"
    std::string found{};    ///< "SUCCESS, serial number 0A..."
    std::string why{};      ///< of Failed and Skipped
    Duration elapsed{0};
    /// Of a run with more than 128 MiB of them, steps that passed come without their bytes.
    Transcript transcript{};
    std::shared_ptr<const Answer> answer{}; ///< null: no PKIOperation was sent, or as above
    std::shared_ptr<const Transaction> transaction{}; ///< with it the outcome can be gone on with
};

struct ScenarioReport {
    std::string name{};
    std::string url{};
    std::string persona{};
    TimePoint startedAt{};
    Duration elapsed{0};
    std::vector<StepReport> steps{}; ///< by device, then in their order
    bool cancelled = false;

    [[nodiscard]] std::size_t count(StepVerdict verdict) const;
    [[nodiscard]] bool passed() const; ///< none failed, at least one passed
};

/// Told on the threads that run devices, one call at a time.
struct ScenarioWatch {
    std::function<void(unsigned device, const ScenarioStep& step)> started;
    std::function<void(const Step& step)> note; ///< each step of the transcript, as it happens
    std::function<void(const StepReport& report)> finished;
};

/// Runs it to its end; blocks. A step that fails ends its device's run, unless `goOn` is set: later
/// ones are Skipped. InvalidArgument for a scenario that cannot be run, or not with this.
Result<ScenarioReport> runScenario(const Scenario& scenario, const ScenarioRun& run,
                                   const Clock& clock, const ScenarioWatch& watch = {});

/// Reports without secrets.
std::string toJson(const ScenarioReport& report);
std::string toJunit(const ScenarioReport& report);
std::string toText(const ScenarioReport& report);

} // namespace scepter::client
