// What a request may ask for, bound to a challenge, a code or an endpoint.
#pragma once

#include "asn1/oid.h"
#include "challenge/pattern.h"
#include "pki/csr.h"
#include "pki/general_name.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scepter::challenge {

/// Every value of this subject attribute must fit; `required`: there must be at least one.
struct SubjectRule {
    asn1::Oid attribute;
    Pattern pattern;
    bool required = true;

    bool operator==(const SubjectRule&) const = default;
};

/// Every SAN of this type must fit one of the rules for its type.
struct SanRule {
    pki::GeneralNameType type = pki::GeneralNameType::Dns;
    Pattern pattern;

    bool operator==(const SanRule&) const = default;
};

/// Permitted properties of a request. What is not set is not limited; an empty value permits all.
struct Constraints {
    std::optional<Pattern> subjectText; ///< over the whole subject as RFC 4514 text
    std::vector<SubjectRule> subject;
    bool onlyListedSubjectAttributes = false; ///< refuse attributes without a rule
    std::vector<SanRule> subjectAltNames;
    bool onlyListedSans = false; ///< refuse SAN types without a rule
    bool sanRequired = false;
    std::vector<pki::KeyType> keyTypes;
    std::optional<unsigned> minRsaBits;
    std::optional<std::uint16_t> keyUsage;                  ///< the CSR may ask for no other bits
    std::optional<std::vector<asn1::Oid>> extendedKeyUsage; ///< the CSR may ask for no others

    bool operator==(const Constraints&) const = default;
    [[nodiscard]] bool empty() const { return *this == Constraints{}; }
};

/// One field, expected beside found: shown to the operator and kept in the audit trail.
struct Comparison {
    std::string field;    ///< "Subject CN", "SAN dns", "Key", "Key usage", "EKU"
    std::string expected; ///< the pattern or list
    std::string found;    ///< printable; empty when absent
    bool equal = false;

    bool operator==(const Comparison&) const = default;
};

/// Compares a CSR field by field; a step limit that is hit counts as unequal. Never throws, never
/// fails: the request satisfies the constraints when every comparison is equal. A SID extension or
/// SID URI is not judged here.
std::vector<Comparison> compare(const Constraints& constraints, const pki::Csr& csr);
bool allEqual(const std::vector<Comparison>& comparisons);
/// One sentence about the first that is unequal.
std::string firstDifference(const std::vector<Comparison>& comparisons);

/// A subject constraint from the command line: "CN=kiosk-*" or "CN=kiosk-*,O=Example" (each
/// attribute a rule), or "re:..." over the whole RFC 4514 text.
Result<void> addSubjectConstraint(Constraints& constraints, std::string_view text);
/// "TYPE:PATTERN", TYPE as in pki::toText(GeneralNameType).
Result<void> addSanConstraint(Constraints& constraints, std::string_view text);

} // namespace scepter::challenge
