// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios from JSON; resources/schemas/scenario.schema.json says the same.
#include "json_members.h"
#include "scenario_words.h"

namespace scepter::client {

namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 10;
constexpr std::size_t kMostName = 200;
constexpr std::size_t kMostText = 4096;
constexpr std::size_t kMostItems = 100;

/// Without those that a message can only be broken with: there is misbehavior for these.
std::optional<pki::Cipher> readCipher(std::string_view text) {
    const auto cipher = pki::cipherFromText(text);
    return cipher == pki::Cipher::DesCbc ? std::nullopt : cipher;
}

std::optional<pki::Digest> readDigest(std::string_view text) {
    const auto digest = pki::digestFromText(text);
    const bool usable = digest && digest != pki::Digest::Md5 && digest != pki::Digest::Sha224;
    return usable ? digest : std::nullopt;
}

void readFailInfo(Members& members, std::vector<FailInfo>& target) {
    std::vector<std::string> texts;
    members.texts("failInfo", texts, kMostItems, kMostName);
    for (const std::string& text : texts) {
        const auto failInfo = failInfoFromText(text);
        if (!failInfo) return members.reject("failInfo", "has an item that is no failInfo");
        target.push_back(*failInfo);
    }
}

void readHttpStatus(Members& members, std::vector<unsigned>& target) {
    const Json* list = members.find("httpStatus");
    if (list == nullptr) return;
    if (!list->is_array() || list->size() > kMostItems)
        return members.reject("httpStatus", "is no list of HTTP statuses");
    for (const Json& item : *list) {
        if (!item.is_number_unsigned() || item.get<std::uint64_t>() > 599)
            return members.reject("httpStatus", "has an item that is no HTTP status");
        target.push_back(item.get<unsigned>());
    }
}

void readCertificate(Members& members, std::map<std::string, std::string>& target) {
    const Json* object = members.find("certificate");
    if (object == nullptr) return;
    Members parts(*object, members.pathOf("certificate"));
    for (const std::string_view name : {kExpectSubject, kExpectSan, kExpectKeyUsage, kExpectEku}) {
        const std::string key(name);
        if (parts.find(key.c_str()) == nullptr) continue;
        parts.text(key.c_str(), target[key], kMostText);
    }
    const std::string days(kExpectDays);
    if (parts.find(days.c_str()) != nullptr) {
        unsigned number = 0;
        parts.whole(days.c_str(), number, 0, 100'000);
        target[days] = std::to_string(number);
    }
    members.take(parts.finish());
}

void readExpectation(Members& members, Expectation& target) {
    const Json* object = members.find("expect");
    if (object == nullptr) return;
    Members parts(*object, members.pathOf("expect"));
    parts.word("status", target.status, statusFromText, "SUCCESS, FAILURE or PENDING");
    readFailInfo(parts, target.failInfo);
    readHttpStatus(parts, target.httpStatus);
    parts.word("error", target.error, errorCodeFromText,
               "the name of an error as in \"chainUntrusted\"");
    parts.text("failInfoTextContains", target.failInfoTextContains, kMostText);
    readCertificate(parts, target.certificate);
    members.take(parts.finish());
}

void readMisbehaviors(Members& members, std::vector<Misbehavior>& target) {
    std::vector<std::string> texts;
    members.texts("misbehaviors", texts, kMostItems, kMostName);
    for (const std::string& text : texts) {
        auto misbehavior = misbehaviorFromText(text);
        if (!misbehavior)
            return members.reject("misbehaviors", "is not right: " + misbehavior.error().detail);
        target.push_back(std::move(*misbehavior));
    }
}

void readReuse(Members& members, std::map<std::string, std::string>& target) {
    const Json* object = members.find("reuse");
    if (object == nullptr) return;
    Members parts(*object, members.pathOf("reuse"));
    for (const std::string_view name :
         {kReuseChallenge, kReplayNonce, kSameTransactionId, kSameKey}) {
        const std::string key(name);
        if (parts.find(key.c_str()) == nullptr) continue;
        parts.text(key.c_str(), target[key], kMostName);
    }
    members.take(parts.finish());
}

void readType(Members& members, std::optional<scep::MessageType>& target) {
    if (members.find("type") == nullptr) return;
    unsigned number = 0;
    members.whole("type", number, 17, 19);
    target = scep::messageTypeFromNumber(static_cast<int>(number));
}

Result<ScenarioStep> readStep(const Json& object, const std::string& where) {
    ScenarioStep step;
    Members members(object, where);
    if (members.find("kind") == nullptr) members.reject("kind", "is missing");
    members.word("kind", step.kind, stepKindFromText,
                 "caps, ca-cert, enroll, poll, renew, rekey, get-cert, get-crl, next-ca or wait");
    members.text("name", step.name, kMostName);
    members.text("subject", step.subject, kMostText);
    if (members.find("subjectAltNames") != nullptr)
        members.texts("subjectAltNames", step.subjectAltNames.emplace(), kMostItems, kMostText);
    readMisbehaviors(members, step.misbehaviors);
    readReuse(members, step.reuse);
    readType(members, step.type);
    members.whole("polls", step.polls, 0, 1000);
    members.duration("pollDelay", step.pollDelay);
    members.text("of", step.of, kMostName);
    members.share("atLife", step.atLife);
    members.duration("wait", step.wait);
    readExpectation(members, step.expect);
    SCEPTER_CHECK(members.finish());
    return step;
}

void readSteps(Members& members, std::vector<ScenarioStep>& target) {
    const Json* list = members.find("steps");
    if (list == nullptr) return members.reject("steps", "is missing");
    if (!list->is_array()) return members.reject("steps", "is no list");
    if (list->size() > 200) return members.reject("steps", "has more than 200 items");
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto step = readStep((*list)[i], "steps[" + std::to_string(i) + "]");
        if (!step) return members.take(failWith(std::move(step)));
        target.push_back(std::move(*step));
    }
}

void readFingerprint(Members& members, Bytes& target) {
    std::string text;
    members.text("caFingerprint", text, kMostName);
    if (text.empty()) return;
    auto fingerprint = fingerprintFromText(text);
    if (!fingerprint) return members.reject("caFingerprint", fingerprint.error().detail);
    target = std::move(*fingerprint);
}

void readFormat(Members& members) {
    std::string format;
    members.text("format", format, kMostName);
    if (format != "scepter-scenario") members.reject("format", "must be \"scepter-scenario\"");
    unsigned version = 0;
    members.whole("version", version, 1, 1);
    if (version != 1) members.reject("version", "must be 1");
}

void readAlgorithms(Members& members, Scenario& scenario) {
    const auto key = [](std::string_view text) -> std::optional<pki::KeySpec> {
        auto spec = pki::keySpecFromText(text);
        return spec ? std::optional(*spec) : std::nullopt;
    };
    members.word("key", scenario.key, key, "rsa:2048, ec:p256, ed25519 and the like");
    members.word("cipher", scenario.cipher, readCipher, "aes128, aes192, aes256 or des3");
    members.word("digest", scenario.digest, readDigest, "sha1, sha256, sha384 or sha512");
    members.word("keyTransport", scenario.transport, transportFromText, "pkcs1 or oaep");
}

} // namespace

Result<Scenario> scenarioFromJson(std::string_view json) {
    SCEPTER_TRY(object, parseJsonObject(json, kMostBytes));
    Scenario scenario;
    Members members(object, {});
    readFormat(members);
    members.text("name", scenario.name, kMostName);
    members.text("description", scenario.description, kMostText, true);
    members.text("url", scenario.url, kMostText);
    members.text("caIdentifier", scenario.caIdentifier, kMostText);
    readFingerprint(members, scenario.caFingerprint);
    members.text("persona", scenario.persona, kMostName);
    members.word("method", scenario.method, methodFromText, "auto, get or post");
    members.text("subject", scenario.subject, kMostText);
    members.texts("subjectAltNames", scenario.subjectAltNames, kMostItems, kMostText);
    readAlgorithms(members, scenario);
    members.word("challenge", scenario.challenge, challengeSourceFromText, "none, value or ndes");
    members.text("ndesUrl", scenario.ndesUrl, kMostText);
    members.whole("devices", scenario.devices, 1, 10'000);
    members.whole("parallel", scenario.parallel, 1, 64);
    members.flag("goOn", scenario.goOn);
    readSteps(members, scenario.steps);
    SCEPTER_CHECK(members.finish());
    if (auto checked = checkScenario(scenario); !checked)
        return fail(ErrorCode::EncodingMalformed, checked.error().detail);
    return scenario;
}

} // namespace scepter::client
