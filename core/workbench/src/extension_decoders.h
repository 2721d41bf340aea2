// What the values of known extensions say. Each adds facts to the current group; an error means
// that the value is not what the extension wants, and what was added already is to be taken back.
#pragma once

#include "asn1/reader.h"
#include "base/result.h"
#include "fact_list.h"

namespace scepter::workbench {

using ExtensionDecoder = Result<void> (*)(asn1::Element root, FactList& list);

// RFC 5280
Result<void> decodeKeyUsage(asn1::Element root, FactList& list);
Result<void> decodeExtendedKeyUsage(asn1::Element root, FactList& list);
Result<void> decodeNames(asn1::Element root, FactList& list);
Result<void> decodeBasicConstraints(asn1::Element root, FactList& list);
Result<void> decodeAuthorityKeyIdentifier(asn1::Element root, FactList& list);
Result<void> decodeDistributionPoints(asn1::Element root, FactList& list);
Result<void> decodeIssuingDistributionPoint(asn1::Element root, FactList& list);
Result<void> decodeAccess(asn1::Element root, FactList& list);
Result<void> decodePolicies(asn1::Element root, FactList& list);
Result<void> decodePolicyMappings(asn1::Element root, FactList& list);
Result<void> decodePolicyConstraints(asn1::Element root, FactList& list);
Result<void> decodeNameConstraints(asn1::Element root, FactList& list);

// Simple values
Result<void> decodeOctets(asn1::Element root, FactList& list);
Result<void> decodeNumber(asn1::Element root, FactList& list);
Result<void> decodeString(asn1::Element root, FactList& list);
Result<void> decodeNull(asn1::Element root, FactList& list);

// RFC 7633, Microsoft (MS-WCCE section 2.2.2.7)
Result<void> decodeTlsFeature(asn1::Element root, FactList& list);
Result<void> decodeSid(asn1::Element root, FactList& list);
Result<void> decodeTemplate(asn1::Element root, FactList& list);
Result<void> decodeApplicationPolicies(asn1::Element root, FactList& list);
Result<void> decodeCaVersion(asn1::Element root, FactList& list);

// Shared by both files of decoders.
std::unexpected<Error> malformedValue(std::string_view detail);
/// Asn1Malformed unless it is a SEQUENCE.
Result<void> checkSequence(asn1::Element element, std::string_view what);
Result<void> addPolicies(asn1::Element root, std::string_view label,
                         std::string (*nameOf)(const asn1::Oid& policy), FactList& list);

} // namespace scepter::workbench
