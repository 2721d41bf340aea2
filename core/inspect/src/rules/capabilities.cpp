// GetCACaps (RFC 8894 section 3.5).
#include "rule.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

using scep::Capabilities;

/// Runs when there is an answer that is a list of words at all.
template <class Body> void withWords(Check& check, Body&& body) {
    if (!check.facts.capabilities) return;
    const CapabilitiesFacts& facts = *check.facts.capabilities;
    if (facts.capabilities == Capabilities{} || facts.text.find('<') != std::string::npos) return;
    body(facts);
}

void empty(Check& check) {
    if (check.facts.capabilities && check.facts.capabilities->capabilities == Capabilities{})
        check.say(check.facts.capabilities->node, "The server says nothing of what it can do.",
                  "Clients then fall back to GET, 3DES or DES, SHA-1 or MD5.");
}

void page(Check& check) {
    if (check.facts.capabilities && check.facts.capabilities->text.find('<') != std::string::npos)
        check.say(check.facts.capabilities->node, "The answer is a page and not a list of words.",
                  "Check the URL; a portal or proxy may stand in between.");
}

void crlf(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        if (facts.text.find('\r') != std::string::npos)
            check.say(facts.node, "Lines end in CR LF.",
                      "Apple's tool splits at LF and compares whole lines: it finds none but the "
                      "last. End lines in LF alone.");
    });
}

void spelling(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        const auto canonical = facts.capabilities.keywords();
        for (const std::string_view line : split(facts.text, '\n')) {
            const std::string_view word = trimmed(line);
            for (const std::string& known : canonical)
                if (equalsIgnoringCase(word, known) && word != known)
                    check.say(facts.node,
                              "\"" + shownText(word, 60) + "\" is not spelled " + known + ".",
                              "Apple and sscep compare with case.");
        }
    });
}

void noPost(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        if (!facts.capabilities.postPkiOperation)
            check.say(facts.node, "POSTPKIOperation is not listed: clients use GET.",
                      "macOS breaks some servers by GET. List it where POST works.");
    });
}

void noAes(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        if (!facts.capabilities.aes)
            check.say(facts.node, "AES is not listed: clients use 3DES, some even DES.",
                      "List AES; every server must support it.");
    });
}

void noSha256(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        if (!facts.capabilities.sha256 && !facts.capabilities.sha512)
            check.say(facts.node, "No SHA-2 is listed: clients use SHA-1, some even MD5.",
                      "List SHA-256; every server must support it.");
    });
}

void noSha384(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        if (!facts.capabilities.sha384 && facts.capabilities.aes)
            check.say(facts.node, "SHA-384 is not listed.",
                      "strongSwan 5.9.8 finds AES only where SHA-384 is listed.");
    });
}

void noRenewal(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        if (!facts.capabilities.renewal)
            check.say(facts.node, "Renewal is not listed.",
                      "macOS tells its user that the server does not support renewal.");
    });
}

void noStandard(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        if (!facts.capabilities.scepStandard)
            check.say(facts.node, "SCEPStandard is not listed.",
                      "It says AES, SHA-256 and POST in one word.");
    });
}

void unknown(Check& check) {
    withWords(check, [&check](const CapabilitiesFacts& facts) {
        std::string words;
        for (const std::string& word : facts.capabilities.unknown)
            if (words.size() < 200) words += (words.empty() ? "" : ", ") + shownText(word, 60);
        if (!words.empty())
            check.say(facts.node, "Words that the RFC does not know: " + words + ".",
                      "Clients pass over them.");
    });
}

constexpr std::string_view kSection = "RFC 8894 section 3.5.2";
constexpr Rule kRules[] = {
    {"caps.empty", Severity::Warning, kSection, empty},
    {"caps.page", Severity::Error, kSection, page, 70},
    {"caps.crlf", Severity::Warning, "Apple", crlf},
    {"caps.spelling", Severity::Warning, kSection, spelling},
    {"caps.post", Severity::Warning, kSection, noPost},
    {"caps.aes", Severity::Warning, kSection, noAes},
    {"caps.sha256", Severity::Warning, kSection, noSha256},
    {"caps.sha384", Severity::Advice, "strongSwan", noSha384},
    {"caps.renewal", Severity::Advice, kSection, noRenewal},
    {"caps.standard", Severity::Advice, kSection, noStandard},
    {"caps.unknown", Severity::Info, kSection, unknown},
};

} // namespace

std::span<const Rule> capabilityRules() {
    return kRules;
}

} // namespace scepter::inspect
