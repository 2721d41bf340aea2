// CMS EnvelopedData and AuthEnvelopedData (RFC 5652 section 6, RFC 5083; RFC 3211 for passwords).
#pragma once

#include "asn1/oid.h"
#include "asn1/reader.h"
#include "base/result.h"
#include "base/secret.h"
#include "pki/certificate.h"
#include "pki/key.h"

#include <optional>
#include <variant>
#include <vector>

namespace scepter::pki {

/// KeyTransRecipientInfo.
struct KeyTransportRecipient {
    std::optional<Name> issuer;
    Bytes serial; ///< INTEGER content octets
    std::optional<Bytes> subjectKeyIdentifier;
    std::optional<KeyTransport> transport; ///< nothing: an algorithm that we do not speak
    Digest oaepDigest = Digest::Sha1;
    Digest oaepMgfDigest = Digest::Sha1;
    Bytes oaepLabel;
    Bytes encryptedKey;

    /// True when this recipient names the certificate (by issuer and serial, or by key identifier).
    [[nodiscard]] bool names(const Certificate& certificate) const;
};

/// PasswordRecipientInfo with PBKDF2 and id-alg-PWRI-KEK.
struct PasswordRecipient {
    Digest prf = Digest::Sha1; ///< HMAC digest
    Bytes salt;
    std::uint32_t iterations = 0;
    std::optional<std::uint32_t> keySize;
    std::optional<Cipher> kek; ///< nothing: a cipher that we do not speak
    Bytes kekIv;
    Bytes encryptedKey;
};

struct OtherRecipient {
    unsigned kind = 0; ///< the context tag: 1 key agreement, 2 KEK, 4 other
};

using Recipient = std::variant<KeyTransportRecipient, PasswordRecipient, OtherRecipient>;

/// One RecipientInfo, for those who look at messages that are not whole. CmsMalformed and what the
/// values below say.
Result<Recipient> readRecipient(asn1::Element element);

/// How the content of an AuthEnvelopedData is authenticated: by AES-GCM (RFC 5084 section 3.2).
struct Authentication {
    std::optional<std::size_t> keySize; ///< bytes; nothing: a cipher that we do not speak
    std::size_t statedTagSize = 12;     ///< aes-ICVlen, bytes
    Bytes tag;                          ///< the MAC as sent
    Bytes attributes;                   ///< DER of the SET OF Attribute; empty: none

    /// False for a tag that is not of the size stated, or of none that RFC 5084 allows.
    [[nodiscard]] bool tagFits() const;
};

/// An EnvelopedData or AuthEnvelopedData as read.
struct EnvelopedData {
    std::vector<Recipient> recipients;
    asn1::Oid contentType;
    asn1::Oid cipherOid;
    std::optional<Cipher> cipher; ///< nothing: one without a name here (e.g. RC2)
    Bytes iv;                     ///< or the nonce
    Bytes encryptedContent;
    std::optional<Authentication>
        authentication; ///< of an AuthEnvelopedData, which has no `cipher`

    /// Reads ContentInfo(envelopedData) that fills the buffer; BER tolerated. CmsUnsupported for
    /// another content type (AuthEnvelopedData among them).
    static Result<EnvelopedData> fromDer(ByteView der, const asn1::Limits& limits = {});
    /// The same for ContentInfo(authEnvelopedData). SCEP has no use for it: no server reads one.
    static Result<EnvelopedData> fromAuthenticatedDer(ByteView der,
                                                      const asn1::Limits& limits = {});
};

/// Opens the envelope with a key, by the given recipient. Single DES is AlgorithmForbidden and a
/// tag that does not fit CmsMalformed before anything is decrypted. Every failure of the decryption
/// itself is one DecryptFailed; where a tag does not hold, it says that authentication failed.
Result<SecretBytes> openEnvelope(const EnvelopedData& envelope,
                                 const KeyTransportRecipient& recipient, const PrivateKey& key);
/// The same with a password. More than `kMaxPasswordIterations`: LimitExceeded.
inline constexpr std::uint32_t kMaxPasswordIterations = 200'000;
Result<SecretBytes> openEnvelope(const EnvelopedData& envelope, const PasswordRecipient& recipient,
                                 ByteView password);

/// ContentInfo(envelopedData) for one RSA recipient, named by issuer and serial number.
/// CannotEncryptReply when the key does not encrypt; errors of encryptOaep().
Result<Bytes> sealEnvelope(ByteView content, const Certificate& recipient, Cipher cipher,
                           KeyTransport transport, const OaepDigests& oaep = {});
/// ContentInfo(envelopedData) for one password recipient: PBKDF2 with HMAC-SHA-256, 100 000 rounds,
/// the KEK of the content cipher's kind (RFC 8894 section 3.1).
Result<Bytes> sealEnvelopeWithPassword(ByteView content, ByteView password, Cipher cipher);

} // namespace scepter::pki
