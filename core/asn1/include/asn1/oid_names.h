// Object identifiers by name.
#pragma once

#include "asn1/oid.h"

#include <string>
#include <string_view>

namespace scepter::asn1 {

/// "sha256WithRSAEncryption" for 1.2.840.113549.1.1.11; empty for one that has no name in the table
/// (core/asn1/oid_names.txt). Thread-safe.
std::string_view nameOf(const Oid& oid);

/// The name, or else the dotted text.
std::string shownOid(const Oid& oid);

} // namespace scepter::asn1
