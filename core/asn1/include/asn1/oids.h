// Object identifiers that the engine acts on.
#pragma once

#include "asn1/oid.h"

namespace scepter::asn1::oids {

// Keys and signatures
inline constexpr Oid kRsaEncryption{"1.2.840.113549.1.1.1"};
inline constexpr Oid kMd5WithRsa{"1.2.840.113549.1.1.4"};
inline constexpr Oid kSha1WithRsa{"1.2.840.113549.1.1.5"};
inline constexpr Oid kRsaesOaep{"1.2.840.113549.1.1.7"};
inline constexpr Oid kMgf1{"1.2.840.113549.1.1.8"};
inline constexpr Oid kPSpecified{"1.2.840.113549.1.1.9"};
inline constexpr Oid kRsaPss{"1.2.840.113549.1.1.10"};
inline constexpr Oid kSha256WithRsa{"1.2.840.113549.1.1.11"};
inline constexpr Oid kSha384WithRsa{"1.2.840.113549.1.1.12"};
inline constexpr Oid kSha512WithRsa{"1.2.840.113549.1.1.13"};
inline constexpr Oid kSha224WithRsa{"1.2.840.113549.1.1.14"};
inline constexpr Oid kEcPublicKey{"1.2.840.10045.2.1"};
inline constexpr Oid kP256{"1.2.840.10045.3.1.7"};
inline constexpr Oid kP384{"1.3.132.0.34"};
inline constexpr Oid kP521{"1.3.132.0.35"};
inline constexpr Oid kEcdsaSha1{"1.2.840.10045.4.1"};
inline constexpr Oid kEcdsaSha224{"1.2.840.10045.4.3.1"};
inline constexpr Oid kEcdsaSha256{"1.2.840.10045.4.3.2"};
inline constexpr Oid kEcdsaSha384{"1.2.840.10045.4.3.3"};
inline constexpr Oid kEcdsaSha512{"1.2.840.10045.4.3.4"};
inline constexpr Oid kEd25519{"1.3.101.112"};
// Digests
inline constexpr Oid kMd5{"1.2.840.113549.2.5"};
inline constexpr Oid kSha1{"1.3.14.3.2.26"};
inline constexpr Oid kSha224{"2.16.840.1.101.3.4.2.4"};
inline constexpr Oid kSha256{"2.16.840.1.101.3.4.2.1"};
inline constexpr Oid kSha384{"2.16.840.1.101.3.4.2.2"};
inline constexpr Oid kSha512{"2.16.840.1.101.3.4.2.3"};
// Ciphers
inline constexpr Oid kDesCbc{"1.3.14.3.2.7"};
inline constexpr Oid kTripleDesCbc{"1.2.840.113549.3.7"};
inline constexpr Oid kAes128Cbc{"2.16.840.1.101.3.4.1.2"};
inline constexpr Oid kAes192Cbc{"2.16.840.1.101.3.4.1.22"};
inline constexpr Oid kAes256Cbc{"2.16.840.1.101.3.4.1.42"};
inline constexpr Oid kAes128Gcm{"2.16.840.1.101.3.4.1.6"};
inline constexpr Oid kAes192Gcm{"2.16.840.1.101.3.4.1.26"};
inline constexpr Oid kAes256Gcm{"2.16.840.1.101.3.4.1.46"};
// Passwords (RFC 3211, RFC 8018)
inline constexpr Oid kPwriKek{"1.2.840.113549.1.9.16.3.9"};
inline constexpr Oid kPbkdf2{"1.2.840.113549.1.5.12"};
inline constexpr Oid kHmacSha1{"1.2.840.113549.2.7"};
inline constexpr Oid kHmacSha256{"1.2.840.113549.2.9"};
inline constexpr Oid kHmacSha384{"1.2.840.113549.2.10"};
inline constexpr Oid kHmacSha512{"1.2.840.113549.2.11"};
// CMS
inline constexpr Oid kData{"1.2.840.113549.1.7.1"};
inline constexpr Oid kSignedData{"1.2.840.113549.1.7.2"};
inline constexpr Oid kEnvelopedData{"1.2.840.113549.1.7.3"};
inline constexpr Oid kAuthEnvelopedData{"1.2.840.113549.1.9.16.1.23"};
inline constexpr Oid kContentType{"1.2.840.113549.1.9.3"};
inline constexpr Oid kMessageDigest{"1.2.840.113549.1.9.4"};
inline constexpr Oid kSigningTime{"1.2.840.113549.1.9.5"};
// CSR attributes
inline constexpr Oid kChallengePassword{"1.2.840.113549.1.9.7"};
inline constexpr Oid kExtensionRequest{"1.2.840.113549.1.9.14"};
inline constexpr Oid kVerisignExtensionRequest{"2.16.840.1.113733.1.9.8"};
inline constexpr Oid kMicrosoftExtensionRequest{"1.3.6.1.4.1.311.2.1.14"};
// SCEP attributes (RFC 8894 section 3.2.1)
inline constexpr Oid kMessageType{"2.16.840.1.113733.1.9.2"};
inline constexpr Oid kPkiStatus{"2.16.840.1.113733.1.9.3"};
inline constexpr Oid kFailInfo{"2.16.840.1.113733.1.9.4"};
inline constexpr Oid kSenderNonce{"2.16.840.1.113733.1.9.5"};
inline constexpr Oid kRecipientNonce{"2.16.840.1.113733.1.9.6"};
inline constexpr Oid kTransactionId{"2.16.840.1.113733.1.9.7"};
inline constexpr Oid kFailInfoText{"1.3.6.1.5.5.7.24.1"};
// Extensions (RFC 5280)
inline constexpr Oid kSubjectKeyIdentifier{"2.5.29.14"};
inline constexpr Oid kKeyUsage{"2.5.29.15"};
inline constexpr Oid kSubjectAltName{"2.5.29.17"};
inline constexpr Oid kIssuerAltName{"2.5.29.18"};
inline constexpr Oid kBasicConstraints{"2.5.29.19"};
inline constexpr Oid kCrlNumber{"2.5.29.20"};
inline constexpr Oid kCrlReason{"2.5.29.21"};
inline constexpr Oid kInvalidityDate{"2.5.29.24"};
inline constexpr Oid kNameConstraints{"2.5.29.30"};
inline constexpr Oid kCrlDistributionPoints{"2.5.29.31"};
inline constexpr Oid kCertificatePolicies{"2.5.29.32"};
inline constexpr Oid kAuthorityKeyIdentifier{"2.5.29.35"};
inline constexpr Oid kExtendedKeyUsage{"2.5.29.37"};
inline constexpr Oid kAuthorityInfoAccess{"1.3.6.1.5.5.7.1.1"};
inline constexpr Oid kAdOcsp{"1.3.6.1.5.5.7.48.1"};
inline constexpr Oid kAdCaIssuers{"1.3.6.1.5.5.7.48.2"};
inline constexpr Oid kMicrosoftSid{"1.3.6.1.4.1.311.25.2"};
inline constexpr Oid kMicrosoftTemplateName{"1.3.6.1.4.1.311.20.2"};
inline constexpr Oid kMicrosoftTemplate{"1.3.6.1.4.1.311.21.7"};
inline constexpr Oid kUserPrincipalName{"1.3.6.1.4.1.311.20.2.3"};
// Extended key usages
inline constexpr Oid kEkuServerAuth{"1.3.6.1.5.5.7.3.1"};
inline constexpr Oid kEkuClientAuth{"1.3.6.1.5.5.7.3.2"};
inline constexpr Oid kEkuCertificateRequestAgent{"1.3.6.1.4.1.311.20.2.1"};
// Name attributes (RFC 4519, RFC 5280)
inline constexpr Oid kCommonName{"2.5.4.3"};
inline constexpr Oid kSurname{"2.5.4.4"};
inline constexpr Oid kSerialNumber{"2.5.4.5"};
inline constexpr Oid kCountry{"2.5.4.6"};
inline constexpr Oid kLocality{"2.5.4.7"};
inline constexpr Oid kState{"2.5.4.8"};
inline constexpr Oid kStreet{"2.5.4.9"};
inline constexpr Oid kOrganization{"2.5.4.10"};
inline constexpr Oid kOrganizationalUnit{"2.5.4.11"};
inline constexpr Oid kTitle{"2.5.4.12"};
inline constexpr Oid kGivenName{"2.5.4.42"};
inline constexpr Oid kUserId{"0.9.2342.19200300.100.1.1"};
inline constexpr Oid kDomainComponent{"0.9.2342.19200300.100.1.25"};
inline constexpr Oid kEmailAddress{"1.2.840.113549.1.9.1"};
inline constexpr Oid kUnstructuredName{"1.2.840.113549.1.9.2"};
inline constexpr Oid kUnstructuredAddress{"1.2.840.113549.1.9.8"};

} // namespace scepter::asn1::oids
