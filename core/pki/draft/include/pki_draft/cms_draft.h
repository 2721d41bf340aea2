// SPDX-License-Identifier: GPL-3.0-or-later
// Messages, certificates and requests as core/pki never writes them: for test clients that imitate
// others or do wrong on purpose. Thread-safe functions of their arguments.
#pragma once

#include "asn1/oids.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "pki/cms_signed.h"
#include "pki/csr.h"

#include <vector>

namespace scepter::pki_draft {

/// Of the AlgorithmIdentifiers of digests.
enum class DigestParameters {
    Null,   ///< always: OpenSSL, NSS, strongSwan
    Absent, ///< never: Go's pkcs7
    Modern, ///< NULL up to SHA-1, absent with SHA-2 (RFC 5754): Bouncy Castle, our own
};

/// SignerInfo.signatureAlgorithm of RSA.
enum class SignatureName {
    Key,             ///< rsaEncryption
    BareKey,         ///< the same without parameters: Go's pkcs7
    WithDigest,      ///< sha256WithRSAEncryption
    WithModernDigest ///< rsaEncryption up to SHA-1, else with the digest: Bouncy Castle
};

struct SignerDraft {
    pki::Certificate certificate;
    pki::PrivateKey key;
    pki::Digest digest = pki::Digest::Sha256; ///< Md5 with RSA only
    /// Besides contentType and messageDigest, which are added.
    std::vector<pki::CmsAttribute> attributes{};
    bool withAttributes = true;      ///< false: signs the content alone
    bool inDerOrder = true;          ///< false: the reverse of it, signed as encoded
    bool protectsAlgorithms = false; ///< adds CMSAlgorithmProtection (RFC 6211)
    bool brokenSignature = false;    ///< one bit is flipped
};

struct SignedDraft {
    ByteView content;                ///< of type id-data; may be empty
    std::vector<Bytes> certificates; ///< DER, written in this order
    std::vector<SignerDraft> signers;
    DigestParameters digestParameters = DigestParameters::Modern;
    SignatureName signatureName = SignatureName::Key;
};

/// ContentInfo(signedData), as DER but for what the draft says.
Result<Bytes> writeSigned(const SignedDraft& draft);

/// ContentInfo(envelopedData) with single DES for an RSA recipient.
Result<Bytes> sealWithDes(ByteView content, const pki::Certificate& recipient,
                          pki::KeyTransport transport);

/// ContentInfo(authEnvelopedData) with AES-128-GCM (RFC 5083, RFC 5084) for an RSA recipient,
/// without further attributes.
Result<Bytes> sealWithGcm(ByteView content, const pki::Certificate& recipient);

struct CertificateDraft {
    bool version3 = true; ///< false: version 1, without extensions
    Bytes serial;         ///< INTEGER content octets, written as they are
    pki::Name issuer;
    pki::Name subject;
    TimePoint notBefore{};
    TimePoint notAfter{};
    bool generalizedTimes = false; ///< GeneralizedTime also before 2050
    Bytes spki{};
    std::vector<pki::Extension> extensions{};
};
Result<pki::Certificate> signCertificate(const CertificateDraft& draft, const pki::PrivateKey& key,
                                         pki::Digest digest);

/// A CSR with the attributes in this order, each a whole encoding. `brokenSignature`: one bit is
/// flipped.
Result<SecretBytes> signCsr(const pki::Name& subject, const std::vector<SecretBytes>& attributes,
                            const pki::PrivateKey& key, pki::Digest digest,
                            bool brokenSignature = false);

/// An RSA key of 1024 bits.
Result<pki::PrivateKey> makeSmallKey();

/// As PrivateKey::sign(), and with MD5 too (RSA only; InvalidArgument for other keys).
Result<Bytes> sign(const pki::PrivateKey& key, pki::Digest digest, ByteView data);

} // namespace scepter::pki_draft
