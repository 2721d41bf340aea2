#include "asn1/oids.h"
#include "cms_common.h"
#include "password_kdf.h"
#include "password_wrap.h"
#include "pki/cms_enveloped.h"
#include "pki/crypto.h"

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

constexpr std::uint32_t kIterations = 100'000;
constexpr std::size_t kSaltSize = 16;
constexpr std::uint8_t kImplicitContent = 0x80;

// RFC 5652 section 6.1: 0 for recipients by issuer and serial alone, 3 with a password.
enum class Version { KeyTransport = 0, Password = 3 };

struct EncryptedContent {
    Cipher cipher;
    Bytes iv;
    SecretBytes key;
    Bytes bytes;
};

Result<EncryptedContent> encryptContent(ByteView content, Cipher cipher) {
    if (cipher == Cipher::DesCbc) return fail(ErrorCode::AlgorithmForbidden, "single DES");
    SCEPTER_TRY(key, randomSecret(keySizeOf(cipher)));
    SCEPTER_TRY(iv, randomBytes(blockSizeOf(cipher)));
    SCEPTER_TRY(bytes, encryptCbc(cipher, key.view(), iv, content));
    return EncryptedContent{cipher, std::move(iv), std::move(key), std::move(bytes)};
}

void writeCipher(asn1::Writer& writer, Cipher cipher, ByteView iv) {
    writer.sequence([&] { writer.oid(oidOf(cipher)).octetString(iv); });
}

// SHA-1 is the default of both fields, which DER leaves out.
void writeOaep(asn1::Writer& writer, const OaepDigests& oaep) {
    if (oaep.hash != Digest::Sha1)
        writer.context(0, [&] { writeDigestAlgorithm(writer, oaep.hash); });
    if (oaep.mgf == Digest::Sha1) return;
    writer.context(1, [&] {
        writer.sequence([&] {
            writer.oid(oids::kMgf1);
            writeDigestAlgorithm(writer, oaep.mgf);
        });
    });
}

void writeTransport(asn1::Writer& writer, KeyTransport transport, const OaepDigests& oaep) {
    writer.sequence([&] {
        if (transport == KeyTransport::RsaPkcs1) {
            writer.oid(oids::kRsaEncryption).null();
            return;
        }
        writer.oid(oids::kRsaesOaep);
        writer.sequence([&] { writeOaep(writer, oaep); });
    });
}

template <class RecipientBody>
Bytes writeEnvelope(Version version, const EncryptedContent& content, RecipientBody&& recipient) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.oid(oids::kEnvelopedData);
        writer.context(0, [&] {
            writer.sequence([&] {
                writer.integer(static_cast<int>(version));
                writer.set([&] { recipient(writer); });
                writer.sequence([&] {
                    writer.oid(oids::kData);
                    writeCipher(writer, content.cipher, content.iv);
                    writer.primitive(kImplicitContent, content.bytes);
                });
            });
        });
    });
    return writer.take();
}

} // namespace

Result<Bytes> sealEnvelope(ByteView content, const Certificate& recipient, Cipher cipher,
                           KeyTransport transport, const OaepDigests& oaep) {
    const PublicKey& key = recipient.publicKey();
    if (!key.canEncrypt())
        return fail(ErrorCode::CannotEncryptReply,
                    "nothing can be encrypted for a key of type " + key.toText());
    SCEPTER_TRY(encrypted, encryptContent(content, cipher));
    SCEPTER_TRY(encryptedKey, transport == KeyTransport::RsaPkcs1
                                  ? key.encrypt(transport, encrypted.key.view())
                                  : key.encryptOaep(oaep, encrypted.key.view()));
    return writeEnvelope(Version::KeyTransport, encrypted, [&](asn1::Writer& writer) {
        writer.sequence([&] {
            writer.integer(0); // issuerAndSerialNumber
            writeIssuerAndSerial(writer, recipient);
            writeTransport(writer, transport, oaep);
            writer.octetString(encryptedKey);
        });
    });
}

Result<Bytes> sealEnvelopeWithPassword(ByteView content, ByteView password, Cipher cipher) {
    SCEPTER_TRY(encrypted, encryptContent(content, cipher));
    SCEPTER_TRY(salt, randomBytes(kSaltSize));
    SCEPTER_TRY(kekIv, randomBytes(blockSizeOf(cipher)));
    const Pbkdf2Parameters derivation{Digest::Sha256, std::move(salt), kIterations, std::nullopt};
    SCEPTER_TRY(kek, pbkdf2(derivation.prf, password, derivation.salt, derivation.iterations,
                            keySizeOf(cipher)));
    SCEPTER_TRY(wrapped, wrapWithPassword(cipher, kek.view(), kekIv, encrypted.key.view()));
    return writeEnvelope(Version::Password, encrypted, [&](asn1::Writer& writer) {
        writer.context(3, [&] {
            writer.integer(0);
            writer.context(0, [&] {
                writer.oid(oids::kPbkdf2);
                writePbkdf2(writer, derivation);
            });
            writer.sequence([&] {
                writer.oid(oids::kPwriKek);
                writeCipher(writer, cipher, kekIv);
            });
            writer.octetString(wrapped);
        });
    });
}

} // namespace scepter::pki
