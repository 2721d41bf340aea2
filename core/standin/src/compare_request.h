// What a request asks for beside what was expected.
#pragma once

#include "asn1/oid.h"
#include "challenge/constraints.h"
#include "pki/algorithms.h"
#include "pki/csr.h"

#include <vector>

namespace scepter::standin {

using challenge::Comparison;

/// Textual, on the decoded name: case and order count.
Comparison compareSubject(std::string_view expected, const pki::Csr& csr);
/// As sets.
Comparison compareSans(const std::vector<pki::GeneralName>& expected, const pki::Csr& csr);
/// All bits, no more and no less; a request without the extension has none.
Comparison compareKeyUsage(std::uint16_t expected, const pki::Csr& csr);
Comparison compareKeySize(unsigned expectedBits, const pki::Csr& csr);
/// As sets.
Comparison compareExtendedKeyUsage(const std::vector<asn1::Oid>& expected, const pki::Csr& csr);
/// The hash of the request's signature is one of these.
Comparison compareHash(const std::vector<pki::Digest>& expected, const pki::Csr& csr);

} // namespace scepter::standin
