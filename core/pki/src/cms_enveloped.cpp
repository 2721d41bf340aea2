#include "pki/cms_enveloped.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "cms_common.h"
#include "password_kdf.h"
#include "password_wrap.h"
#include "pki/crypto.h"

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

/// RSAES-OAEP-params (RFC 4055 section 4.1). False: a digest or mask that we do not speak.
Result<bool> readOaep(asn1::Element parameters, KeyTransportRecipient& recipient) {
    if (!parameters || parameters.is(asn1::tag::kNull)) return true; // all defaults
    if (!parameters.is(asn1::tag::kSequence)) return malformedCms("RSAES-OAEP parameters");
    asn1::Cursor cursor(parameters);
    if (const auto hash = cursor.takeIfContext(0)) {
        SCEPTER_TRY(oid, readAlgorithmOid(hash.firstChild()));
        const auto digest = digestOf(oid);
        if (!digest) return false;
        recipient.oaepDigest = *digest;
    }
    if (const auto mask = cursor.takeIfContext(1)) {
        SCEPTER_TRY(oid, readAlgorithmOid(mask.firstChild()));
        if (oid != oids::kMgf1) return false;
        SCEPTER_TRY(digestOid, readAlgorithmOid(mask.firstChild().child(1)));
        const auto digest = digestOf(digestOid);
        if (!digest) return false;
        recipient.oaepMgfDigest = *digest;
    }
    if (const auto source = cursor.takeIfContext(2)) {
        SCEPTER_TRY(oid, readAlgorithmOid(source.firstChild()));
        if (oid != oids::kPSpecified) return false;
        SCEPTER_TRY(label, asn1::octetStringValue(source.firstChild().child(1)));
        recipient.oaepLabel = std::move(label);
    }
    if (!cursor.atEnd()) return malformedCms("RSAES-OAEP parameters");
    return true;
}

Result<Recipient> readKeyTransport(asn1::Element element) {
    if (element.childCount() != 4) return malformedCms("a KeyTransRecipientInfo has four members");
    SCEPTER_CHECK(asn1::integerValue(element.child(0)));
    KeyTransportRecipient recipient;
    SCEPTER_TRY(identifier, readCmsIdentifier(element.child(1)));
    recipient.issuer = std::move(identifier.issuer);
    recipient.serial = std::move(identifier.serial);
    recipient.subjectKeyIdentifier = std::move(identifier.subjectKeyIdentifier);
    SCEPTER_TRY(algorithm, readAlgorithmOid(element.child(2)));
    if (algorithm == oids::kRsaEncryption) recipient.transport = KeyTransport::RsaPkcs1;
    if (algorithm == oids::kRsaesOaep) {
        SCEPTER_TRY(known, readOaep(element.child(2).child(1), recipient));
        if (known) recipient.transport = KeyTransport::RsaOaep;
    }
    if (!element.child(3).is(asn1::tag::kOctetString)) return malformedCms("no encrypted key");
    SCEPTER_TRY(encryptedKey, asn1::octetStringValue(element.child(3)));
    recipient.encryptedKey = std::move(encryptedKey);
    return recipient;
}

/// The KEK cipher inside id-alg-PWRI-KEK (RFC 3211 section 2.3.1).
Result<void> readKek(asn1::Element algorithm, PasswordRecipient& recipient) {
    SCEPTER_TRY(kekOid, readAlgorithmOid(algorithm));
    recipient.kek = cipherOf(kekOid);
    if (!recipient.kek) return {};
    SCEPTER_TRY(iv, asn1::octetStringValue(algorithm.child(1)));
    if (iv.size() != blockSizeOf(*recipient.kek)) return malformedCms("an IV of a wrong size");
    recipient.kekIv = std::move(iv);
    if (recipient.keySize && *recipient.keySize != keySizeOf(*recipient.kek))
        return malformedCms("a derived key of a wrong size");
    return {};
}

/// PasswordRecipientInfo (RFC 5652 section 6.2.4). With another derivation or another key
/// encryption it is a recipient like the ones that we do not know.
Result<Recipient> readPassword(asn1::Element element) {
    constexpr unsigned kKind = 3;
    asn1::Cursor cursor(element);
    SCEPTER_CHECK(asn1::integerValue(cursor.take()));
    const auto derivation = cursor.takeIfContext(0);
    const auto encryption = cursor.take();
    const auto encrypted = cursor.takeIf(asn1::tag::kOctetString);
    if (!encrypted || !cursor.atEnd()) return malformedCms("no PasswordRecipientInfo");
    SCEPTER_TRY(encryptionOid, readAlgorithmOid(encryption));
    if (!derivation || encryptionOid != oids::kPwriKek) return OtherRecipient{kKind};
    SCEPTER_TRY(derivationOid, asn1::oidValue(derivation.child(0)));
    if (derivationOid != oids::kPbkdf2) return OtherRecipient{kKind};

    auto pbkdf2 = readPbkdf2(derivation.child(1));
    if (!pbkdf2 && pbkdf2.error().code == ErrorCode::AlgorithmUnknown) return OtherRecipient{kKind};
    if (!pbkdf2) return failWith(std::move(pbkdf2));
    PasswordRecipient recipient;
    recipient.prf = pbkdf2->prf;
    recipient.salt = std::move(pbkdf2->salt);
    recipient.iterations = pbkdf2->iterations;
    recipient.keySize = pbkdf2->keySize;
    SCEPTER_CHECK(readKek(encryption.child(1), recipient));
    SCEPTER_TRY(encryptedKey, asn1::octetStringValue(encrypted));
    recipient.encryptedKey = std::move(encryptedKey);
    return recipient;
}

Result<void> readEncryptedContent(asn1::Element element, EnvelopedData& envelope) {
    if (!element.is(asn1::tag::kSequence) || element.childCount() != 3 ||
        !element.child(2).isContext(0))
        return malformedCms("no EncryptedContentInfo with content");
    SCEPTER_TRY(contentType, asn1::oidValue(element.child(0)));
    SCEPTER_TRY(cipherOid, readAlgorithmOid(element.child(1)));
    SCEPTER_TRY(content, asn1::octetStringValue(element.child(2)));
    envelope.contentType = contentType;
    envelope.cipherOid = cipherOid;
    envelope.cipher = cipherOf(cipherOid);
    envelope.encryptedContent = std::move(content);
    if (!envelope.cipher) return {};
    SCEPTER_TRY(iv, asn1::octetStringValue(element.child(1).child(1)));
    if (iv.size() != blockSizeOf(*envelope.cipher)) return malformedCms("an IV of a wrong size");
    envelope.iv = std::move(iv);
    return {};
}

Result<EnvelopedData> readEnvelopedData(asn1::Element element) {
    EnvelopedData envelope;
    asn1::Cursor cursor(element);
    SCEPTER_CHECK(asn1::integerValue(cursor.take()));
    static_cast<void>(cursor.takeIfContext(0)); // originatorInfo
    const auto recipients = cursor.takeIf(asn1::tag::kSet);
    if (!recipients || recipients.childCount() == 0) return malformedCms("no recipients");
    for (auto child = recipients.firstChild(); child; child = child.nextSibling()) {
        SCEPTER_TRY(recipient, readRecipient(child));
        envelope.recipients.push_back(std::move(recipient));
    }
    SCEPTER_CHECK(readEncryptedContent(cursor.take(), envelope));
    static_cast<void>(cursor.takeIfContext(1)); // unprotected attributes
    if (!cursor.atEnd()) return malformedCms("something after the encrypted content");
    return envelope;
}

Result<Cipher> usableCipher(const EnvelopedData& envelope) {
    if (!envelope.cipher)
        return fail(ErrorCode::AlgorithmUnknown, "content cipher " + envelope.cipherOid.toText());
    if (*envelope.cipher == Cipher::DesCbc)
        return fail(ErrorCode::AlgorithmForbidden, "an envelope in single DES");
    return *envelope.cipher;
}

// One text and one code for everything that goes wrong once a key is at work.
std::unexpected<Error> doesNotOpen() {
    return fail(ErrorCode::DecryptFailed, "the envelope does not open");
}

Result<SecretBytes> decryptContent(const EnvelopedData& envelope, Cipher cipher,
                                   const SecretBytes& key) {
    if (key.size() != keySizeOf(cipher)) return doesNotOpen();
    auto content = decryptCbc(cipher, key.view(), envelope.iv, envelope.encryptedContent);
    if (!content) return doesNotOpen();
    return content;
}

} // namespace

Result<Recipient> readRecipient(asn1::Element element) {
    if (element.is(asn1::tag::kSequence)) return readKeyTransport(element);
    if (element.isContext(3)) return readPassword(element);
    for (unsigned kind = 1; kind <= 4; ++kind)
        if (element.isContext(kind)) return OtherRecipient{kind};
    return malformedCms("no RecipientInfo");
}

bool KeyTransportRecipient::names(const Certificate& certificate) const {
    return identifies(issuer, serial, subjectKeyIdentifier, certificate);
}

Result<EnvelopedData> EnvelopedData::fromDer(ByteView der, const asn1::Limits& limits) {
    auto tree = asn1::Tree::parse(der, limits);
    if (!tree) return failWith(asCmsError(std::move(tree).error()));
    auto content = contentOf(*tree, oids::kEnvelopedData);
    if (!content) return failWith(asCmsError(std::move(content).error()));
    auto envelope = readEnvelopedData(*content);
    if (!envelope) return failWith(asCmsError(std::move(envelope).error()));
    return envelope;
}

Result<SecretBytes> openEnvelope(const EnvelopedData& envelope,
                                 const KeyTransportRecipient& recipient, const PrivateKey& key) {
    SCEPTER_TRY(cipher, usableCipher(envelope));
    if (!recipient.transport)
        return fail(ErrorCode::AlgorithmUnknown, "an unknown key transport algorithm");
    if (key.type() != KeyType::Rsa)
        return fail(ErrorCode::KeyUnsupported, "this key cannot open an envelope");
    auto contentKey = *recipient.transport == KeyTransport::RsaPkcs1
                          ? key.decryptPkcs1(recipient.encryptedKey, keySizeOf(cipher))
                          : key.decryptOaep(recipient.oaepDigest, recipient.oaepMgfDigest,
                                            recipient.oaepLabel, recipient.encryptedKey);
    if (!contentKey && contentKey.error().code == ErrorCode::AlgorithmForbidden) return contentKey;
    if (!contentKey) return doesNotOpen();
    return decryptContent(envelope, cipher, *contentKey);
}

Result<SecretBytes> openEnvelope(const EnvelopedData& envelope, const PasswordRecipient& recipient,
                                 ByteView password) {
    SCEPTER_TRY(cipher, usableCipher(envelope));
    if (!recipient.kek) return fail(ErrorCode::AlgorithmUnknown, "an unknown key cipher");
    if (*recipient.kek == Cipher::DesCbc)
        return fail(ErrorCode::AlgorithmForbidden, "a key encrypted with single DES");
    if (recipient.iterations > kMaxPasswordIterations)
        return fail(ErrorCode::LimitExceeded, "a password recipient with " +
                                                  std::to_string(recipient.iterations) + " rounds");
    SCEPTER_TRY(kek, pbkdf2(recipient.prf, password, recipient.salt, recipient.iterations,
                            keySizeOf(*recipient.kek)));
    auto contentKey =
        unwrapWithPassword(*recipient.kek, kek.view(), recipient.kekIv, recipient.encryptedKey);
    if (!contentKey) return doesNotOpen();
    return decryptContent(envelope, cipher, *contentKey);
}

} // namespace scepter::pki
