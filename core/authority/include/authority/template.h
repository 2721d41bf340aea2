// Certificate templates: what will be in an issued certificate.
#pragma once

#include "asn1/oid.h"
#include "base/clock.h"
#include "base/result.h"
#include "pki/algorithms.h"
#include "pki/extensions.h"
#include "pki/general_name.h"
#include "pki/name.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::authority {

/// Where the subject comes from.
enum class SubjectPolicy {
    Copy,     ///< as the CSR asks
    Restrict, ///< as the CSR asks, but only attribute types of `subjectAttributes`; else refused
    Override, ///< `subjectPattern`, with {CN}, {O}, {2.5.4.5} replaced by the CSR's first value of
              ///< it
};

/// Where the subject alternative names come from.
enum class SanPolicy {
    Copy,     ///< as the CSR asks (SID URIs aside)
    Restrict, ///< as the CSR asks, but only types of `sanTypes`; else refused
    Override, ///< `sanPatterns`, texts like "DNS:{CN}.example"
    Drop,     ///< none
};

/// Where key usage or extended key usage comes from.
enum class UsagePolicy {
    Fixed,       ///< the template's, whatever the CSR asks
    FromRequest, ///< what the CSR asks, cut down to the template's; the template's when it asks
                 ///< none
};

/// An allowed kind of key. For RSA the sizes are bounds in bits; ignored for others.
struct KeyRule {
    pki::KeyType type = pki::KeyType::Rsa;
    unsigned minBits = 2048;
    unsigned maxBits = 4096;

    bool operator==(const KeyRule&) const = default;
};

/// A named recipe for certificates. A value; the store keeps it as JSON.
struct Template {
    std::string name = "lab";
    std::string description;

    Duration validity = std::chrono::days{365};
    Duration backdate = std::chrono::minutes{10}; ///< notBefore lies this much before now
    pki::Digest digest = pki::Digest::Sha256;

    SubjectPolicy subjectPolicy = SubjectPolicy::Copy;
    std::vector<asn1::Oid> subjectAttributes; ///< allowed types, for Restrict
    std::string subjectPattern;               ///< RFC 4514 text with placeholders, for Override
    bool allowEmptySubject = false;           ///< then a SAN is needed, and it becomes critical

    SanPolicy sanPolicy = SanPolicy::Copy;
    std::vector<pki::GeneralNameType> sanTypes; ///< allowed types, for Restrict
    std::vector<std::string> sanPatterns;       ///< for Override

    UsagePolicy keyUsagePolicy = UsagePolicy::FromRequest;
    std::uint16_t keyUsage = pki::key_usage::kDigitalSignature | pki::key_usage::kKeyEncipherment;
    UsagePolicy extendedKeyUsagePolicy = UsagePolicy::FromRequest;
    std::vector<asn1::Oid> extendedKeyUsage; ///< allowed or fixed; the first one is the default
    /// FromRequest: take whatever the CSR asks. OCSP signing and Certificate Request Agent speak
    /// for the authority itself, so they have to be in the list even then.
    bool extendedKeyUsageAnyFromRequest = false;

    bool basicConstraints = true; ///< write CA:FALSE; end entities only, always
    /// Of these two, {authority} and {generation} become the issuing authority's name and the
    /// number of its generation: see templateFor.
    std::vector<std::string> crlDistributionPoints;
    std::vector<std::string> caIssuers;
    std::vector<std::string> ocsp;
    std::vector<asn1::Oid> policies;
    std::vector<asn1::Oid>
        copiedExtensions; ///< further ones that are taken from the CSR as they are

    std::vector<KeyRule> keys{{}};

    Duration renewalWindow{0}; ///< renewal only in this last part of life; 0: at any time
    bool renewalMayChangeIdentity = false; ///< other subject or SAN than the certificate renewed
    bool renewalMayReuseKey = true;

    bool operator==(const Template&) const = default;
};

/// The template of a new workspace: RSA 2048 to 4096 and EC P-256 to P-521, one year, subject and
/// SAN copied, client and server authentication as asked, renewal at any time.
Template labTemplate();

/// InvalidArgument, with the reason, for a template that cannot work: an empty name, validity that
/// is not positive or over 100 years, no allowed key, RSA under 2048 bits, CA or CRL signing key
/// usage, SHA-1 or MD5 digest, malformed patterns or URIs, and among the copied extensions SID,
/// basic constraints or another one that only the template and the issuer decide.
Result<void> checkTemplate(const Template& value);

std::string_view toText(SubjectPolicy policy);
std::string_view toText(SanPolicy policy);
std::string_view toText(UsagePolicy policy);
std::optional<SubjectPolicy> subjectPolicyFromText(std::string_view text);
std::optional<SanPolicy> sanPolicyFromText(std::string_view text);
std::optional<UsagePolicy> usagePolicyFromText(std::string_view text);
/// "rsa:2048-4096", "rsa:3072", "ec:p256", "ed25519".
std::string toText(const KeyRule& rule);
Result<KeyRule> keyRuleFromText(std::string_view text);

} // namespace scepter::authority
