// SPDX-License-Identifier: GPL-3.0-or-later
// Challenges in the manner of Intune: what is expected of the request, encrypted and signed.
//
// Microsoft does not publish its form; this is ours, with the parts that it tells of:
//   base64( SignedData( EnvelopedData( XML ) ) )
//   <Challenge xmlns="urn:scepter:standin:challenge" version="1">
//     <RequestId>, <DeviceId>, <UserId>, <ProfileId>, <Password> (random, so that no two are equal)
//     <Subject>             RFC 4514 text
//     <SubjectAltNames>     <Name type="upn">text</Name> ...; type as pki::toText(GeneralNameType)
//     <KeyUsage>            "digitalSignature,keyEncipherment"; empty: not looked at
//     <KeySize>             RSA bits
//     <ExtendedKeyUsage>    <Oid>1.3.6.1.5.5.7.3.2</Oid> ...
//     <Hashes>              "sha256,sha384"
//     <IssuedAt>, <ExpiresAt>   2026-11-26T09:00:00Z
#pragma once

#include "asn1/oid.h"
#include "base/clock.h"
#include "challenge/intune.h"
#include "pki/algorithms.h"
#include "pki/general_name.h"
#include "standin/identity.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::standin {

struct IntuneChallenge {
    std::string requestId;
    std::string deviceId;
    std::string userId;
    std::string profileId;
    std::string password;
    std::string subject;
    std::vector<pki::GeneralName> subjectAltNames;
    std::uint16_t keyUsage = 0;
    unsigned keySize = 0;
    std::vector<asn1::Oid> extendedKeyUsage;
    std::vector<pki::Digest> hashes;
    TimePoint issuedAt;
    TimePoint expiresAt;

    bool operator==(const IntuneChallenge&) const = default;
};

std::string toXml(const IntuneChallenge& challenge);
/// Strict: EncodingMalformed for a missing, unknown or repeated element, and for a document type.
Result<IntuneChallenge> challengeFromXml(ByteView xml);

/// Who signs challenges, and for whom they are encrypted: both the service itself.
struct ChallengeKeys {
    Identity signer;
    Identity recipient;
};
Result<ChallengeKeys> makeChallengeKeys(TimePoint now);

/// Base64 on one line, about 4 KB.
Result<std::string> sealChallenge(ByteView xml, const ChallengeKeys& keys);

/// Why something is not accepted, as Intune says it.
struct IntuneRefusal {
    challenge::IntuneCode code = challenge::IntuneCode::Unknown;
    std::string description;
};
template <class T> using IntuneResult = std::expected<T, IntuneRefusal>;

/// The XML in a sealed challenge: ChallengeDecodingError, SignatureValidationFailed,
/// ChallengeDecryptionError.
IntuneResult<SecretBytes> openChallenge(std::string_view sealed, const ChallengeKeys& keys);

} // namespace scepter::standin
