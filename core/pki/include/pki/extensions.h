// Certificate, CSR and CRL extensions.
#pragma once

#include "asn1/oid.h"
#include "asn1/reader.h"
#include "asn1/writer.h"
#include "base/result.h"
#include "pki/general_name.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scepter::pki {

/// One extension; `value` is the content of extnValue, itself DER.
struct Extension {
    asn1::Oid id;
    bool critical = false;
    Bytes value;

    bool operator==(const Extension&) const = default;
};

/// Extensions ::= SEQUENCE OF Extension, also an empty one. Refuses the same extension twice.
Result<std::vector<Extension>> readExtensions(asn1::Element element);
void writeExtensions(asn1::Writer& writer, const std::vector<Extension>& extensions);
const Extension* findExtension(const std::vector<Extension>& extensions, const asn1::Oid& id);

/// Bits of KeyUsage (RFC 5280 section 4.2.1.3), bit 0 = 1.
namespace key_usage {
inline constexpr std::uint16_t kDigitalSignature = 1 << 0;
inline constexpr std::uint16_t kNonRepudiation = 1 << 1;
inline constexpr std::uint16_t kKeyEncipherment = 1 << 2;
inline constexpr std::uint16_t kDataEncipherment = 1 << 3;
inline constexpr std::uint16_t kKeyAgreement = 1 << 4;
inline constexpr std::uint16_t kKeyCertSign = 1 << 5;
inline constexpr std::uint16_t kCrlSign = 1 << 6;
inline constexpr std::uint16_t kEncipherOnly = 1 << 7;
inline constexpr std::uint16_t kDecipherOnly = 1 << 8;
} // namespace key_usage

struct BasicConstraints {
    bool ca = false;
    std::optional<unsigned> pathLength;

    bool operator==(const BasicConstraints&) const = default;
};

/// The readers of values refuse what follows the value and all that DER of the type does not allow.
Result<std::uint16_t> readKeyUsage(ByteView value);
Result<std::vector<asn1::Oid>> readExtendedKeyUsage(ByteView value);
Result<BasicConstraints> readBasicConstraints(ByteView value);

/// keyUsage and basicConstraints are made critical, the others are not unless asked.
Extension makeKeyUsage(std::uint16_t bits);
Extension makeExtendedKeyUsage(const std::vector<asn1::Oid>& usages, bool critical = false);
Extension makeBasicConstraints(const BasicConstraints& constraints);
Extension makeSubjectAltName(const std::vector<GeneralName>& names, bool critical = false);
Extension makeSubjectKeyIdentifier(ByteView keyIdentifier);
Extension makeAuthorityKeyIdentifier(ByteView keyIdentifier);
/// One DistributionPoint for each URI.
Extension makeCrlDistributionPoints(const std::vector<std::string>& uris);
Extension makeAuthorityInfoAccess(const std::vector<std::string>& caIssuers,
                                  const std::vector<std::string>& ocsp);
Extension makeCertificatePolicies(const std::vector<asn1::Oid>& policies);

/// "digitalSignature", "keyEncipherment", ... in the RFC's order; and back (comma-separated).
std::vector<std::string> keyUsageNames(std::uint16_t bits);
Result<std::uint16_t> keyUsageFromText(std::string_view commaSeparated);
/// "clientAuth", "serverAuth", ..., or a dotted OID; and back.
std::string extendedKeyUsageName(const asn1::Oid& usage);
Result<asn1::Oid> extendedKeyUsageFromText(std::string_view name);

} // namespace scepter::pki
