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
    NdesPage ///< fetched from an NDES admin page
};

/// What counts as pass. Nothing set: SUCCESS for a step without misbehavior, or with harmless ones
/// only; any refusal for the others.
struct Expectation {
    std::optional<scep::PkiStatus> status{};
    std::vector<FailInfo> failInfo{};   ///< any of these; empty: any
    std::vector<unsigned> httpStatus{}; ///< any of these will do too; empty: as for a refusal
    std::optional<ErrorCode> error{};   ///< the client's own finding: "ChainUntrusted"
    std::string failInfoTextContains{};
    std::map<std::string, std::string>
        certificate{}; ///< "subject", "san", "keyUsage", "eku", "days"
};

struct ScenarioStep {
    StepKind kind = StepKind::Enroll;
    std::string name{};                                        ///< for reports; empty: the kind
    std::string subject{};                                     ///< in place of the scenario's
    std::optional<std::vector<std::string>> subjectAltNames{}; ///< "DNS:a"; in place of those
    std::vector<Misbehavior> misbehaviors{};
    /// "reuse-challenge", "replay-nonce", "same-transaction-id": of the step with this name.
    std::map<std::string, std::string> reuse{};
    std::optional<scep::MessageType> type{}; ///< of a renewal
    unsigned polls = 0;                      ///< CertPolls after PENDING before it is left so
    Duration pollDelay = std::chrono::seconds(5);
    std::string of{};  ///< the step whose outcome is polled, renewed, looked up
    double atLife = 0; ///< of a renewal: waits for nothing, checks the share
    Duration wait{0};
    Expectation expect;
};

/// What devices have in common. "{n}" in a subject or name is the number of the device, from 1;
/// "{random}" eight random characters, the same for all steps of a device.
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
    std::vector<ScenarioStep> steps;
};

/// Strict: EncodingMalformed names the member and what is wrong with it. At most 256 KiB, 200
/// steps, 10 000 devices.
Result<Scenario> scenarioFromJson(std::string_view json);
std::string toJson(const Scenario& scenario);

/// "first-enrollment", "pending-and-poll", "renewal", "rekey", "get-cert", "get-crl", "rollover",
/// "many-devices", "mdm-decides" (the core case of a gate): ready to be run or to be changed.
struct BuiltInScenario {
    std::string_view id;
    std::string_view name;
    std::string_view description;
};
const std::vector<BuiltInScenario>& builtInScenarios();
Result<Scenario> builtInScenario(std::string_view id);

/// What it needs that is not in the file.
struct ScenarioRun {
    ServiceOptions service; ///< url, time-outs; what the scenario says itself wins
    http::ClientOptions http;
    std::shared_ptr<const SecretBytes> challenge{};
    /// One challenge for each enrollment, where one does not do; asked on the scenario's thread.
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
    Transcript transcript{};
    std::shared_ptr<const Answer> answer{};           ///< null: no PKIOperation was sent
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

/// Runs it to its end; blocks. A step that fails ends its device's run: later ones are Skipped.
Result<ScenarioReport> runScenario(const Scenario& scenario, const ScenarioRun& run,
                                   const Clock& clock, const ScenarioWatch& watch = {});

/// Reports without secrets.
std::string toJson(const ScenarioReport& report);
std::string toJunit(const ScenarioReport& report);
std::string toText(const ScenarioReport& report);

} // namespace scepter::client
