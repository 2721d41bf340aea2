// CMS SignedData (RFC 5652 section 5), read tolerantly and written as DER.
#pragma once

#include "asn1/oid.h"
#include "asn1/reader.h"
#include "base/result.h"
#include "pki/certificate.h"
#include "pki/key.h"

#include <optional>
#include <vector>

namespace scepter::pki {

/// A signed attribute: type and the encoding of each value.
struct CmsAttribute {
    asn1::Oid type;
    std::vector<Bytes> values;

    bool operator==(const CmsAttribute&) const = default;
};

struct SignerInfo {
    std::optional<Name> issuer; ///< issuerAndSerialNumber form
    Bytes serial;               ///< INTEGER content octets
    std::optional<Bytes> subjectKeyIdentifier;
    std::optional<Digest> digest; ///< nothing: an algorithm without a name here
    asn1::Oid digestOid;
    asn1::Oid signatureOid;
    std::optional<SignatureAlgorithm> signatureAlgorithm; ///< nothing: unknown or forbidden
    bool hasSignedAttributes = false;
    std::vector<CmsAttribute> signedAttributes;
    Bytes signedAttributesAsSet;  ///< re-tagged as SET, in the order of the encoding
    Bytes signedAttributesSorted; ///< the same as DER wants it (equal when it already was)
    Bytes signature;

    /// True when this signer names the certificate (by issuer and serial, or by key identifier).
    [[nodiscard]] bool names(const Certificate& certificate) const;
};

/// A SignedData as read. Certificates and CRLs stay encoded until asked for.
struct SignedData {
    asn1::Oid contentType;
    bool hasContent = false; ///< eContent is present, maybe of length zero
    Bytes content;
    std::vector<Bytes> certificates;
    std::vector<Bytes> crls;
    std::vector<SignerInfo> signers;

    /// Reads ContentInfo(signedData) that fills the buffer; BER tolerated. CmsMalformed,
    /// Asn1TrailingBytes, LimitExceeded, CmsUnsupported for another content type.
    static Result<SignedData> fromDer(ByteView der, const asn1::Limits& limits = {});

    /// The certificate among ours that a SignerInfo names; CertificateUnknown when it is not there.
    [[nodiscard]] Result<Certificate> certificateOf(const SignerInfo& signer) const;
};

/// Checks one signer: contentType and messageDigest attributes, digest of `content`, signature over
/// the DER form of the attributes and, if that fails, over their encoded order. Without signed
/// attributes: AttributeMissing. Errors: DigestMismatch, SignatureInvalid, AlgorithmForbidden
/// (MD5), AlgorithmUnknown.
Result<void> verifySigner(const SignedData& data, const SignerInfo& signer, const PublicKey& key);

/// What to sign. `content` empty with `withContent` gives an eContent of length zero.
struct SignedDataFields {
    asn1::Oid contentType;
    bool withContent = true;
    ByteView content;
    std::vector<CmsAttribute> attributes; ///< further ones; contentType and messageDigest are added
    std::vector<Bytes> certificates;      ///< DER, written in this order (not sorted)
    std::vector<Bytes> crls;
};

/// ContentInfo(signedData) with one signer by issuer and serial number. RSA signers are written as
/// rsaEncryption, as legacy clients want it.
Result<Bytes> buildSignedData(const SignedDataFields& fields, const Certificate& signer,
                              const PrivateKey& key, Digest digest);
/// ContentInfo(signedData) without signers and content: certs-only (RFC 8894 section 3.4).
Bytes buildDegenerate(const std::vector<Bytes>& certificates, const std::vector<Bytes>& crls);

} // namespace scepter::pki
