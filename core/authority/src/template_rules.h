// Rules that both the check of a template and the planning of a certificate go by.
#pragma once

#include "asn1/oid.h"
#include "pki/general_name.h"
#include "pki/name.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace scepter::authority {

/// Every key usage but those of a CA.
inline constexpr std::uint16_t kEndEntityUsage = 0x19F;

/// False for extensions that the template and the issuer decide, that make a CA, or that name an
/// account: they are never taken from a CSR as they are.
bool mayBeCopied(const asn1::Oid& extension);

/// A SAN pattern taken apart: "DNS:{CN}.example".
struct SanPattern {
    pki::GeneralNameType type = pki::GeneralNameType::Dns;
    std::string_view value; ///< into the pattern
};
/// InvalidArgument for an unknown or unusable type, and for malformed placeholders.
Result<SanPattern> readSanPattern(std::string_view pattern);

/// The subject that a pattern makes of a CSR's subject.
Result<pki::Name> fillSubjectPattern(std::string_view pattern, const pki::Name& subject);
/// The name that a pattern makes of a CSR's subject; SanRejected where it makes none.
Result<pki::GeneralName> fillSanPattern(std::string_view pattern, const pki::Name& subject);

/// SanRejected for a name that no certificate should hold: NUL and control characters, non-ASCII in
/// IA5 strings, empty ones, addresses of odd size.
Result<void> checkSan(const pki::GeneralName& name);

} // namespace scepter::authority
