// SPDX-License-Identifier: GPL-3.0-or-later
// Whole enrollments, as named clients make them. Those of scepclient are in single DES, which RFC
// 8894 section 2.9 forbids: no service can be asked to serve it.
#include "base/text.h"
#include "check_run.h"

namespace scepter::client {

namespace {

// Not where this client leaves out a CA identifier without which nothing comes.
bool isAnswered(CheckRun& run, const Persona& persona, const std::string& question) {
    const auto identifier = run.identifier();
    if (!identifier || messageOf(persona, question, *identifier) == identifier) return true;
    const auto& plain = run.askedPlainly(question, {});
    return plain && plain->status == 200;
}

// Why this client cannot get along with what the service says of itself; empty: it can.
std::string hindrance(CheckRun& run, const Persona& persona) {
    if (!isAnswered(run, persona, "GetCACert"))
        return "This client asks GetCACert without a CA identifier, which is not answered.";
    const scep::Capabilities& caps = run.capabilities();
    const auto* seen = isAnswered(run, persona, "GetCACaps") ? &caps : nullptr;
    if (cipherFor(persona, seen) == pki::Cipher::DesCbc ||
        digestFor(persona, seen) == pki::Digest::Md5)
        return "This client needs single DES or MD5, which nobody may take.";
    if (cipherFor(persona, seen) == pki::Cipher::TripleDesCbc && !caps.des3)
        return "This client needs 3DES, which the service does not list.";
    if (digestFor(persona, seen) == pki::Digest::Sha1 && !caps.sha1)
        return "This client needs SHA-1, which the service does not list.";
    return {};
}

Judgement enrollsAs(CheckRun& run, std::string_view id) {
    const Persona* persona = findPersona(id);
    if (persona == nullptr) return skipped("This client is not known.");
    if (auto why = hindrance(run, *persona); !why.empty()) return skipped(std::move(why));
    if (!run.spareChallenge()) return skipped("No challenge is left.");
    const std::string sent = "an enrollment as " + std::string(persona->name) + " makes it";
    auto key = run.newRsaKey();
    if (!key) return skipped("No key could be made.");
    const Attempt attempt = run.tryGranted([&] { return run.enrollAs(*persona, *key); });
    return judgeTaken(attempt.accepted(), sent, attempt, "This client is not served.");
}

Judgement apple(CheckRun& run) {
    return enrollsAs(run, "apple");
}
Judgement windows(CheckRun& run) {
    return enrollsAs(run, "windows");
}
Judgement cisco(CheckRun& run) {
    return enrollsAs(run, "cisco-ios");
}
Judgement android(CheckRun& run) {
    return enrollsAs(run, "android");
}
Judgement strongswan(CheckRun& run) {
    return enrollsAs(run, "strongswan");
}
Judgement sscep(CheckRun& run) {
    return enrollsAs(run, "sscep");
}
Judgement jscep(CheckRun& run) {
    return enrollsAs(run, "jscep");
}
Judgement certmonger(CheckRun& run) {
    return enrollsAs(run, "certmonger");
}

} // namespace

const std::vector<CheckRow>& clientChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"client.apple", "clients", "Apple SecSCEP.c", Interoperability, "Apple",
          "An enrollment as iOS and macOS make it is granted."},
         apple},
        {{"client.windows", "clients", "Microsoft Intune, observed", Interoperability, "Windows",
          "An enrollment as Windows makes it is granted."},
         windows},
        {{"client.cisco-ios", "clients", "Cisco IOS, reported", Interoperability, "Cisco IOS",
          "An enrollment as Cisco IOS makes it is granted."},
         cisco},
        {{"client.android", "clients", "Android agents, reported", Interoperability, "Android",
          "An enrollment as agents on Android make it is granted."},
         android},
        {{"client.strongswan", "clients", "strongSwan 5.9.8, observed", Interoperability,
          "strongSwan", "An enrollment as strongSwan makes it is granted."},
         strongswan},
        {{"client.sscep", "clients", "sscep 0.10.0, observed", Interoperability, "sscep",
          "An enrollment as sscep makes it is granted."},
         sscep},
        {{"client.jscep", "clients", "jscep, observed", Interoperability, "jscep",
          "An enrollment as jscep makes it is granted."},
         jscep},
        {{"client.certmonger", "clients", "certmonger 0.79.17, observed", Interoperability,
          "certmonger", "An enrollment as certmonger makes it is granted."},
         certmonger},
    };
    return kRows;
}

} // namespace scepter::client
