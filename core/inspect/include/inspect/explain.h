// A message explained for people: in the RFC's words and in plain ones.
#pragma once

#include "inspect/exchange.h"
#include "inspect/inspect.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::inspect {

/// A sentence, or a field with its value when `label` is set. Printable; never a secret's value.
struct ExplainedLine {
    std::string label;                ///< "transactionID"; empty: `text` is a sentence of its own
    std::string text;                 ///< ends in a period where it is a sentence
    std::string section;              ///< "RFC 8894 section 3.2.1.4"; may be empty
    std::optional<Severity> severity; ///< of a finding
    NodeId place = kNoNode;           ///< the field that it is about

    bool operator==(const ExplainedLine&) const = default;
};

struct ExplainedPart {
    std::string heading; ///< "Who sent it"
    std::vector<ExplainedLine> lines;

    bool operator==(const ExplainedPart&) const = default;
};

/// Parts in the order of reading: what it is, who sent it, what is asked or answered, why it
/// failed, what else to mind, details. Parts without a line are left out.
struct Explanation {
    std::string title; ///< of the inspection
    std::vector<ExplainedPart> parts;

    bool operator==(const Explanation&) const = default;
};

/// Of an inspection of nothing: no parts.
Explanation explain(const Inspection& inspection);

/// Lines of at most `width` columns where words allow it, headings underlined; UTF-8, ends in a
/// line feed.
std::string explanationText(const Explanation& explanation, std::size_t width = 78);

} // namespace scepter::inspect
