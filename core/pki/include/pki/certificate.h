// X.509 certificates.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "pki/extensions.h"
#include "pki/key.h"
#include "pki/name.h"

#include <memory>
#include <string>
#include <vector>

namespace scepter::pki {

/// An immutable certificate; copies share it. Thread-safe.
class Certificate {
public:
    /// Exactly one certificate, BER tolerated, limits as asn1::Limits. Goes round OpenSSL's slow
    /// decoder. The signature is not checked.
    static Result<Certificate> fromDer(ByteView der);

    [[nodiscard]] const Bytes& der() const;
    [[nodiscard]] ByteView tbs() const;           ///< the signed part, as encoded
    [[nodiscard]] const Bytes& serial() const;    ///< INTEGER content octets as encoded
    [[nodiscard]] std::string serialText() const; ///< upper-case hex of the magnitude, e.g. "01A3"
    [[nodiscard]] const Name& issuer() const;
    [[nodiscard]] const Name& subject() const;
    [[nodiscard]] TimePoint notBefore() const;
    [[nodiscard]] TimePoint notAfter() const;
    [[nodiscard]] const PublicKey& publicKey() const;
    [[nodiscard]] const std::vector<Extension>& extensions() const;
    [[nodiscard]] const SignatureAlgorithm* signatureAlgorithm() const; ///< null: unknown to us
    [[nodiscard]] asn1::Oid signatureOid() const;
    [[nodiscard]] ByteView signature() const;

    [[nodiscard]] std::optional<std::uint16_t> keyUsage() const; ///< nothing: no such extension
    [[nodiscard]] std::vector<asn1::Oid> extendedKeyUsage() const;
    [[nodiscard]] std::optional<BasicConstraints> basicConstraints() const;
    [[nodiscard]] std::vector<GeneralName> subjectAltNames() const;
    [[nodiscard]] std::optional<Bytes> subjectKeyIdentifier() const;
    [[nodiscard]] bool isSelfIssued() const { return issuer() == subject(); }

    /// SHA-256 (or another digest) of der().
    [[nodiscard]] Bytes fingerprint(Digest digest = Digest::Sha256) const;
    /// Checks the signature with the issuer's key, and nothing else.
    [[nodiscard]] Result<void> verifySignedBy(const PublicKey& issuerKey) const;
    /// CertificateNotYetValid or CertificateExpired.
    [[nodiscard]] Result<void> checkValidAt(TimePoint now) const;

    bool operator==(const Certificate& other) const;

private:
    struct Data;
    explicit Certificate(std::shared_ptr<const Data> data)
        : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

/// What a new certificate shall contain.
struct CertificateFields {
    Bytes serial; ///< magnitude, big-endian, 1 to 20 bytes
    Name issuer;
    Name subject;
    TimePoint notBefore;
    TimePoint notAfter;
    Bytes spki; ///< DER SubjectPublicKeyInfo
    std::vector<Extension> extensions;
};

/// Builds and signs a version 3 certificate.
Result<Certificate> signCertificate(const CertificateFields& fields, const PrivateKey& issuerKey,
                                    Digest digest);

/// A 128-bit random serial number: positive, no leading zero octet.
Result<Bytes> randomSerial();

/// Orders certificates from the leaf to the root and checks each link: signature, names, CA flag,
/// validity at `now`. `pool` may hold certificates in any order and more than needed. The result
/// starts with `leaf` and ends at a self-signed certificate or where the pool ends.
/// ChainUntrusted when `anchors` is not empty and none of them ends the chain.
Result<std::vector<Certificate>> buildChain(const Certificate& leaf,
                                            const std::vector<Certificate>& pool,
                                            const std::vector<Certificate>& anchors, TimePoint now);

} // namespace scepter::pki
