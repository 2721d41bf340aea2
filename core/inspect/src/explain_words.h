// What the words of SCEP mean, in a sentence each.
#pragma once

#include <string>

namespace scepter::inspect {

struct Meaning {
    std::string rfc;     ///< the RFC's words; empty: the number is in no RFC
    std::string plain;   ///< what it means for whoever looks at it
    std::string section; ///< "RFC 8894 section 3.2.1.2"
};

Meaning meaningOfMessageType(int number);
Meaning meaningOfPkiStatus(int number);
Meaning meaningOfFailInfo(int number);
/// Of an operation in a URL, as written; all empty for one that is not known.
Meaning meaningOfOperation(const std::string& operation);

} // namespace scepter::inspect
