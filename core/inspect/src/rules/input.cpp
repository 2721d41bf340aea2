// What is so whatever the message is: where reading ended.
#include "rule.h"

#include "base/text.h"

namespace scepter::inspect {

namespace {

void unreadable(Check& check) {
    for (const auto& [node, error] : check.facts.failures) {
        if (error.code == ErrorCode::Asn1TrailingBytes || error.code == ErrorCode::LimitExceeded)
            continue;
        check.say(
            node, "It could not be read on from here: " + shownText(error.detail) + ".",
            "Compare the byte range with the structure around it; a cut-off copy is the usual "
            "cause.");
    }
}

void trailing(Check& check) {
    for (const auto& [node, error] : check.facts.failures)
        if (error.code == ErrorCode::Asn1TrailingBytes)
            check.say(node, "There are bytes after the end of the message.",
                      "Send the message alone; strict peers refuse anything behind it.");
}

void tooLarge(Check& check) {
    for (const auto& [node, error] : check.facts.failures)
        if (error.code == ErrorCode::LimitExceeded)
            check.say(node,
                      "It is larger or deeper than is looked at: " + shownText(error.detail) + ".");
}

void cut(Check& check) {
    for (const NodeId node : check.facts.cut)
        check.say(node, "There is more below this than is shown: a limit was reached.");
}

void meaningless(Check& check) {
    if (check.facts.subject == Subject::Unknown || check.facts.subject == Subject::Asn1 ||
        check.facts.subject == Subject::Text)
        check.say(0, "This is no message, certificate, request or key that is known here.");
}

void redacted(Check& check) {
    if (check.facts.redacted)
        check.say(0,
                  "This is a redacted copy: names, numbers, keys and secrets were replaced, and "
                  "signatures and digests are not checked.",
                  "What depends on them has to be looked at in the original.");
}

constexpr Rule kRules[] = {
    {"input.unreadable", Severity::Error, "X.690", unreadable, 60},
    {"input.trailing", Severity::Error, "X.690", trailing, 55},
    {"input.limit", Severity::Warning, "", tooLarge},
    {"input.cut", Severity::Info, "", cut},
    {"input.unknown", Severity::Info, "", meaningless},
    {"input.redacted", Severity::Info, "", redacted},
};

} // namespace

std::span<const Rule> inputRules() {
    return kRules;
}

} // namespace scepter::inspect
