// SPDX-License-Identifier: GPL-3.0-or-later
// GetCACaps.
#include "base/text.h"
#include "check_run.h"

#include <algorithm>
#include <array>

namespace scepter::client {

namespace {

constexpr auto kCaps = "GetCACaps";

std::string shown(const http::ClientResponse& response) {
    std::string text = "HTTP " + std::to_string(response.status) + ", ";
    text += response.contentType.empty() ? "no Content-Type" : printable(response.contentType);
    return text + ", " + printable(textOf(response.body).substr(0, 200));
}

// The answer when it is one; else why there is nothing to judge.
template <class Judge> Judgement onAnswer(CheckRun& run, Judge judge) {
    const auto& answer = run.asked(kCaps);
    if (!answer) return skipped("GetCACaps is not answered: " + printable(toText(answer.error())));
    if (answer->status != 200)
        return skipped("GetCACaps is answered with HTTP " + std::to_string(answer->status) + ".");
    return judge(*answer);
}

std::vector<std::string> linesOf(const http::ClientResponse& answer) {
    std::vector<std::string> lines;
    for (const std::string_view line : split(textOf(answer.body), '\n'))
        if (!trimmed(line).empty()) lines.emplace_back(trimmed(line));
    return lines;
}

Judgement answered(CheckRun& run) {
    const auto& answer = run.asked(kCaps);
    if (!answer) return broken(kCaps, printable(toText(answer.error())), "It is not answered.");
    return judged(answer->status == 200, kCaps, shown(*answer),
                  "Clients then fall back to GET, 3DES and SHA-1.");
}

Judgement contentType(CheckRun& run) {
    return onAnswer(run, [](const http::ClientResponse& answer) {
        const std::string type = toLower(trimmed(split(answer.contentType, ';').front()));
        return judged(type == "text/plain", kCaps, shown(answer),
                      "The Content-Type is not text/plain.");
    });
}

Judgement mandatory(CheckRun& run) {
    return onAnswer(run, [&](const http::ClientResponse& answer) {
        const scep::Capabilities& caps = run.capabilities();
        return judged(caps.aes && caps.sha256 && caps.postPkiOperation, kCaps, shown(answer),
                      "What every server has to have (AES, SHA-256, POSTPKIOperation; or "
                      "SCEPStandard) is not listed in full, so that clients choose weaker.");
    });
}

Judgement noWeak(CheckRun& run) {
    return onAnswer(run, [](const http::ClientResponse& answer) {
        const bool weak = std::ranges::any_of(linesOf(answer), [](const std::string& line) {
            return equalsIgnoringCase(line, "DES") || equalsIgnoringCase(line, "MD5");
        });
        return judged(!weak, kCaps, shown(answer), "Single DES or MD5 is listed.");
    });
}

Judgement keywordLines(CheckRun& run) {
    return onAnswer(run, [](const http::ClientResponse& answer) {
        const auto lines = linesOf(answer);
        const bool words = std::ranges::all_of(lines, [](const std::string& line) {
            return std::ranges::all_of(line, [](char c) {
                return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.';
            });
        });
        return judged(words && !lines.empty(), kCaps, shown(answer),
                      "The answer is something else than one keyword a line.");
    });
}

Judgement lineFeed(CheckRun& run) {
    return onAnswer(run, [](const http::ClientResponse& answer) {
        return judged(textOf(answer.body).find('\r') == std::string_view::npos, kCaps,
                      shown(answer),
                      "Lines end in CR LF: Apple's tool splits at LF and compares whole lines, so "
                      "that it knows only the last keyword.");
    });
}

Judgement sha384(CheckRun& run) {
    return onAnswer(run, [&](const http::ClientResponse& answer) {
        const scep::Capabilities& caps = run.capabilities();
        if (!caps.aes) return skipped("AES is not listed.");
        return judged(caps.sha384, kCaps, shown(answer),
                      "Without SHA-384 in the list strongSwan 5.9.8 finds none of AES, SHA-256, "
                      "Renewal and POSTPKIOperation in it.");
    });
}

Judgement messageParameter(CheckRun& run) {
    const auto& plain = run.askedPlainly(kCaps, {});
    if (!plain || plain->status != 200)
        return skipped("GetCACaps is not answered without a CA identifier.");
    for (const char* query : {"&message=", "&message=0"}) {
        const auto& answer = run.askedPlainly(kCaps, query);
        const std::string sent = std::string("GetCACaps with ") + (query + 1);
        if (!answer) return broken(sent, printable(toText(answer.error())), "No answer.");
        if (isTurnedAway(answer->status)) return nothingSaid(answer->status);
        if (answer->status != 200 || answer->body != plain->body)
            return broken(sent, shown(*answer), "The answer is not the one without it.");
    }
    return kept("GetCACaps with message= and message=0", "the same as without");
}

} // namespace

const std::vector<CheckRow>& capabilityChecks() {
    using enum CheckLevel;
    static const std::vector<CheckRow> kRows{
        {{"caps.answered", "capabilities", "RFC 8894 section 3.5.1", Must, "",
          "GetCACaps is answered."},
         answered},
        {{"caps.content-type", "capabilities", "RFC 8894 section 3.5.2", Should, "",
          "The answer to GetCACaps is text/plain."},
         contentType},
        {{"caps.mandatory", "capabilities", "RFC 8894 sections 2.9 and 3.5.2", Should, "",
          "GetCACaps lists AES, SHA-256 and POSTPKIOperation, or SCEPStandard."},
         mandatory},
        {{"caps.no-weak", "capabilities", "RFC 8894 section 2.9", Must, "",
          "GetCACaps lists neither single DES nor MD5."},
         noWeak},
        {{"caps.keyword-lines", "capabilities", "RFC 8894 section 3.5.2", Must, "",
          "The answer to GetCACaps is one keyword a line and nothing else."},
         keywordLines},
        {{"caps.line-feed", "capabilities", "Apple scep.c", Interoperability, "Apple",
          "Lines of GetCACaps end in LF alone."},
         lineFeed},
        {{"caps.sha384", "capabilities", "strongSwan 5.9.8", Interoperability, "strongSwan",
          "GetCACaps lists SHA-384 beside AES."},
         sha384},
        {{"caps.message-parameter", "capabilities", "jscep and certmonger, observed",
          Interoperability, "jscep", "GetCACaps may come with an empty or any message parameter."},
         messageParameter},
    };
    return kRows;
}

} // namespace scepter::client
