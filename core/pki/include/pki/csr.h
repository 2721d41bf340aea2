// PKCS#10 certification requests.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "pki/extensions.h"
#include "pki/key.h"
#include "pki/name.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scepter::pki {

/// One attribute: type and the DER of each value.
struct CsrAttribute {
    asn1::Oid type;
    std::vector<Bytes> values;

    bool operator==(const CsrAttribute&) const = default;
};

/// An immutable CSR; copies share it. Thread-safe. Holds the challenge: der() is a secret too.
class Csr {
public:
    /// Exactly one CSR, BER tolerated. Attributes may be absent. The signature is not checked.
    /// Refuses two challengePasswords.
    static Result<Csr> fromDer(ByteView der);

    [[nodiscard]] ByteView der() const;
    [[nodiscard]] const Name& subject() const;
    [[nodiscard]] const PublicKey& publicKey() const;
    /// Every attribute in order, except challengePassword: what is listed here may be shown.
    [[nodiscard]] const std::vector<CsrAttribute>& attributes() const;
    /// Extensions from every extensionRequest attribute (PKCS#9, VeriSign's and Microsoft's OID),
    /// in order; the first of several with the same id counts.
    [[nodiscard]] const std::vector<Extension>& requestedExtensions() const;
    [[nodiscard]] std::vector<GeneralName> subjectAltNames() const;
    /// challengePassword as UTF-8, from any string type (also UTF-8 in an IA5String or BMP);
    /// null when there is none. An empty one is there and empty.
    [[nodiscard]] const SecretBytes* challengePassword() const;
    [[nodiscard]] const SignatureAlgorithm* signatureAlgorithm() const; ///< null: unknown to us
    /// Proof of possession: SignatureInvalid, AlgorithmForbidden (MD5), AlgorithmUnknown.
    [[nodiscard]] Result<void> verify() const;
    /// The same with a PublicKey that is equal to publicKey() and has been used before: OpenSSL's
    /// preparation of the key is not paid twice.
    [[nodiscard]] Result<void> verifyWith(const PublicKey& sameKey) const;
    /// The CSR without its challengePassword attribute and so with a signature that no longer
    /// matches: for the ledger, logs and screens.
    [[nodiscard]] Bytes redactedDer() const;

private:
    struct Data;
    explicit Csr(std::shared_ptr<const Data> data)
        : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

/// What a new CSR shall contain.
struct CsrFields {
    Name subject;
    std::vector<Extension> extensions;
    const SecretBytes* challengePassword = nullptr; ///< PrintableString where it fits, else UTF8
    std::vector<CsrAttribute> attributes;           ///< further ones
};

Result<Csr> signCsr(const CsrFields& fields, const PrivateKey& key, Digest digest);

} // namespace scepter::pki
