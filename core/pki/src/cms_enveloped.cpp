#include "pki/cms_enveloped.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "cms_common.h"
#include "gcm.h"
#include "password_kdf.h"
#include "password_wrap.h"
#include "pki/crypto.h"

namespace scepter::pki {

namespace oids = asn1::oids;

namespace {

constexpr std::int64_t kMostStatedTag = 255;

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

Result<void> readCbc(asn1::Element parameters, EnvelopedData& envelope) {
    envelope.cipher = cipherOf(envelope.cipherOid);
    if (!envelope.cipher) return {};
    SCEPTER_TRY(iv, asn1::octetStringValue(parameters));
    if (iv.size() != blockSizeOf(*envelope.cipher)) return malformedCms("an IV of a wrong size");
    envelope.iv = std::move(iv);
    return {};
}

/// GCMParameters (RFC 5084 section 3.2).
Result<void> readGcm(asn1::Element parameters, EnvelopedData& envelope) {
    Authentication& authentication = *envelope.authentication;
    authentication.keySize = gcmKeySizeOf(envelope.cipherOid);
    if (!authentication.keySize) return {};
    if (!parameters.is(asn1::tag::kSequence)) return malformedCms("no GCMParameters");
    asn1::Cursor cursor(parameters);
    SCEPTER_TRY(nonce, asn1::octetStringValue(cursor.take()));
    if (nonce.empty() || nonce.size() > kMaxGcmNonce)
        return malformedCms("a GCM nonce of a wrong size");
    envelope.iv = std::move(nonce);
    if (const auto size = cursor.takeIf(asn1::tag::kInteger)) {
        SCEPTER_TRY(stated, asn1::integerValue(size));
        if (stated < 0 || stated > kMostStatedTag)
            return malformedCms("an authentication tag of an impossible size");
        authentication.statedTagSize = static_cast<std::size_t>(stated);
    }
    if (!cursor.atEnd()) return malformedCms("something after the GCMParameters");
    return {};
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
    envelope.encryptedContent = std::move(content);
    const auto parameters = element.child(1).child(1);
    return envelope.authentication ? readGcm(parameters, envelope) : readCbc(parameters, envelope);
}

/// The end of an AuthEnvelopedData (RFC 5083 section 2.1). Its attributes count in DER and as a
/// SET, however they were sent (section 2.2).
Result<void> readAuthentication(asn1::Cursor& cursor, Authentication& authentication) {
    if (const auto attributes = cursor.takeIfContext(1)) {
        if (!attributes.isConstructed()) return malformedCms("authenticated attributes are a SET");
        std::vector<Bytes> members;
        for (auto child = attributes.firstChild(); child; child = child.nextSibling()) {
            SCEPTER_TRY(der, asn1::toDer(child, true));
            members.push_back(std::move(der));
        }
        authentication.attributes = asn1::Writer().setOf(std::move(members)).take();
    }
    const auto mac = cursor.takeIf(asn1::tag::kOctetString);
    if (!mac) return malformedCms("no authentication tag");
    SCEPTER_TRY(tag, asn1::octetStringValue(mac));
    authentication.tag = std::move(tag);
    static_cast<void>(cursor.takeIfContext(2)); // unauthenticated attributes
    return {};
}

Result<EnvelopedData> readEnvelopedData(asn1::Element element, bool authenticated) {
    EnvelopedData envelope;
    if (authenticated) envelope.authentication.emplace();
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
    if (authenticated)
        SCEPTER_CHECK(readAuthentication(cursor, *envelope.authentication));
    else
        static_cast<void>(cursor.takeIfContext(1)); // unprotected attributes
    if (!cursor.atEnd()) return malformedCms("something after the encrypted content");
    return envelope;
}

Result<EnvelopedData> readEnvelope(ByteView der, const asn1::Limits& limits, bool authenticated) {
    auto tree = asn1::Tree::parse(der, limits);
    if (!tree) return failWith(asCmsError(std::move(tree).error()));
    auto content =
        contentOf(*tree, authenticated ? oids::kAuthEnvelopedData : oids::kEnvelopedData);
    if (!content) return failWith(asCmsError(std::move(content).error()));
    auto envelope = readEnvelopedData(*content, authenticated);
    if (!envelope) return failWith(asCmsError(std::move(envelope).error()));
    return envelope;
}

/// The size of the content's key in bytes, of an envelope that may be opened.
Result<std::size_t> contentKeySize(const EnvelopedData& envelope) {
    const auto& authentication = envelope.authentication;
    if (authentication ? !authentication->keySize : !envelope.cipher)
        return fail(ErrorCode::AlgorithmUnknown, "content cipher " + envelope.cipherOid.toText());
    if (authentication && !authentication->tagFits())
        return malformedCms("an authentication tag of " +
                            std::to_string(authentication->tag.size()) + " bytes, where " +
                            std::to_string(authentication->statedTagSize) + " are stated");
    if (authentication) return *authentication->keySize;
    if (*envelope.cipher == Cipher::DesCbc)
        return fail(ErrorCode::AlgorithmForbidden, "an envelope in single DES");
    return keySizeOf(*envelope.cipher);
}

// One text and one code for everything that goes wrong once a key is at work.
std::unexpected<Error> doesNotOpen() {
    return fail(ErrorCode::DecryptFailed, "the envelope does not open");
}

Result<SecretBytes> decryptContent(const EnvelopedData& envelope, std::size_t keySize,
                                   const SecretBytes& key) {
    if (key.size() != keySize) return doesNotOpen();
    if (const auto& authentication = envelope.authentication) {
        auto content = decryptGcm(key.view(), {envelope.iv, authentication->attributes,
                                               envelope.encryptedContent, authentication->tag});
        if (!content && content.error().code == ErrorCode::DecryptFailed)
            return fail(ErrorCode::DecryptFailed,
                        "authentication failed: the content, its attributes or its tag were "
                        "changed, or this is not its key");
        return content;
    }
    auto content = decryptCbc(*envelope.cipher, key.view(), envelope.iv, envelope.encryptedContent);
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

bool Authentication::tagFits() const {
    constexpr std::size_t kLeast = 12;
    constexpr std::size_t kMost = 16;
    return tag.size() == statedTagSize && tag.size() >= kLeast && tag.size() <= kMost;
}

Result<EnvelopedData> EnvelopedData::fromDer(ByteView der, const asn1::Limits& limits) {
    return readEnvelope(der, limits, false);
}

Result<EnvelopedData> EnvelopedData::fromAuthenticatedDer(ByteView der,
                                                          const asn1::Limits& limits) {
    return readEnvelope(der, limits, true);
}

Result<SecretBytes> openEnvelope(const EnvelopedData& envelope,
                                 const KeyTransportRecipient& recipient, const PrivateKey& key) {
    SCEPTER_TRY(keySize, contentKeySize(envelope));
    if (!recipient.transport)
        return fail(ErrorCode::AlgorithmUnknown, "an unknown key transport algorithm");
    if (key.type() != KeyType::Rsa)
        return fail(ErrorCode::KeyUnsupported, "this key cannot open an envelope");
    auto contentKey = *recipient.transport == KeyTransport::RsaPkcs1
                          ? key.decryptPkcs1(recipient.encryptedKey, keySize)
                          : key.decryptOaep(recipient.oaepDigest, recipient.oaepMgfDigest,
                                            recipient.oaepLabel, recipient.encryptedKey);
    if (!contentKey && contentKey.error().code == ErrorCode::AlgorithmForbidden) return contentKey;
    if (!contentKey) return doesNotOpen();
    return decryptContent(envelope, keySize, *contentKey);
}

Result<SecretBytes> openEnvelope(const EnvelopedData& envelope, const PasswordRecipient& recipient,
                                 ByteView password) {
    SCEPTER_TRY(keySize, contentKeySize(envelope));
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
    return decryptContent(envelope, keySize, *contentKey);
}

} // namespace scepter::pki
