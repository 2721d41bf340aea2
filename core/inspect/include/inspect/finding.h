// What is worth saying about a message.
#pragma once

#include "inspect/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::inspect {

/// Error: it cannot work, or is not safe. Warning: some peers refuse it. Advice: it would be better
/// otherwise. Info: good to know.
enum class Severity : std::uint8_t { Info, Advice, Warning, Error };
std::string_view toText(Severity severity); ///< "info", "advice", "warning", "error"

struct Finding {
    std::string rule; ///< "scep.nonce.missing"
    Severity severity = Severity::Info;
    NodeId place = kNoNode;
    std::string what;    ///< a sentence: what is so
    std::string advice;  ///< a sentence: what to do; may be empty
    std::string section; ///< "RFC 8894 section 3.2.1.5"; or a client's name; may be empty
    int weight = 0;      ///< of several errors, the highest comes first: the one that decided

    bool operator==(const Finding&) const = default;
};

/// Errors first, by weight, then as they were found.
void sortFindings(std::vector<Finding>& findings);

} // namespace scepter::inspect
