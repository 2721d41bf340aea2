// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the commands that talk to a SCEP service: how, and with which challenge.
#pragma once

#include "client/scenario.h"
#include "client/service.h"
#include "context.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace scepter::app {

struct NetworkArguments {
    std::vector<std::string> roots;
    std::string clientCertificate;
    std::string clientKey;
    bool noProxy = false;
    std::string timeout;
    unsigned retries = 0;
};
void addNetworkOptions(CLI::App& command, NetworkArguments& arguments);
/// Not of a load: it measures what got no answer.
void addRetriesOption(CLI::App& command, NetworkArguments& arguments);
Result<http::ClientOptions> httpOptionsOf(const NetworkArguments& arguments);
/// Sets what --timeout and --retries say.
Result<void> setPatience(const NetworkArguments& arguments, client::ServiceOptions& options);

struct CaArguments {
    std::string fingerprint;
    std::string encryptTo;
};
void addFingerprintOption(CLI::App& command, CaArguments& arguments);
void addRecipientOption(CLI::App& command, CaArguments& arguments);
/// Sets what both say, if anything.
Result<void> setCa(const CaArguments& arguments, client::ServiceOptions& options);

/// Sets what --persona says, if anything.
Result<void> setPersona(const std::string& name, client::ServiceOptions& options);
void addPersonaOption(CLI::App& command, std::string& name);
Result<std::vector<client::Misbehavior>> misbehaviorsOf(const std::vector<std::string>& texts);

struct ChallengeArguments {
    std::string challenge;
    std::string challengeFile;
    std::string codesFile;
    bool none = false;
    std::string ndesUrl;
    std::string ndesUser;
    std::string ndesPasswordFile;

    /// Whether any of them was given.
    [[nodiscard]] bool given() const;
};
/// What the challenges are for.
enum class ChallengeUse {
    OneEnrollment,
    ManyEnrollments, ///< also a file of codes
    Scenario,        ///< the same, and none at all; the page may be the scenario's
};
void addChallengeOptions(CLI::App& command, ChallengeArguments& arguments, ChallengeUse use);
/// Says so where a login would go over http to another machine.
void warnOfPlainLogin(const Context& context, const ChallengeArguments& arguments);
/// What was given, for a run of many enrollments. The scenario's own word is overruled by
/// --no-challenge and by any source given.
Result<void> setChallenges(const Context& context, const ChallengeArguments& arguments,
                           client::Scenario& scenario, client::ScenarioRun& run);
/// The one challenge of a single enrollment, fetched from the NDES page where that is asked for;
/// nothing: none was given.
Result<std::optional<SecretBytes>> oneChallenge(const Context& context,
                                                const ChallengeArguments& arguments,
                                                const NetworkArguments& network);

/// What was given, for many enrollments that ask for one each; null: none was given. A page is
/// asked each time. Thread-safe but for the file of codes.
Result<std::function<Result<SecretBytes>()>> manyChallenges(const Context& context,
                                                            const ChallengeArguments& arguments,
                                                            const NetworkArguments& network);

/// A file's secret without blanks around it; "-" is standard input.
Result<SecretBytes> readTrimmed(const std::string& path);
/// One code a line, in their order; blank lines are passed over. Asked for more than there are, it
/// says NotFound. Thread-safe: no.
Result<std::function<Result<SecretBytes>()>> codesFrom(const std::string& path);

} // namespace scepter::app
