// SPDX-License-Identifier: GPL-3.0-or-later
// The envelope and the signed message around it.
#include "asn1/ber.h"
#include "asn1/oids.h"
#include "asn1/writer.h"
#include "pki/cms_enveloped.h"
#include "pki/crypto.h"
#include "scep/attributes.h"
#include "write_request_parts.h"

#include <algorithm>

namespace scepter::client {

namespace {

namespace oids = asn1::oids;
using Kind = MisbehaviorKind;
using asn1::BerForm;
using asn1::Element;

constexpr std::size_t kGarbageSize = 512;
constexpr std::size_t kBouncyCastleSegment = 1000;
constexpr std::size_t kTrailingBytes = 64;
constexpr std::uint8_t kTrailingByte = 0x5A;

Encoding encodingOf(const Writing& writing) {
    const Encoding encoding = writing.style().message.encoding;
    return encoding == Encoding::Der && writing.faults.has(Kind::Ber) ? Encoding::BouncyCastle
                                                                      : encoding;
}

// Depths in a ContentInfo: 2 is the SignedData or EnvelopedData, 3 its fields, 4 what is in the
// encapsulated or encrypted content info, 5 the eContent.
BerForm signedForm(Encoding encoding, Element element, unsigned depth) {
    if (depth <= 2) return BerForm::indefinite();
    if (depth == 3 && element.isContext(0))
        return encoding == Encoding::BouncyCastle ? BerForm::indefinite() : BerForm{};
    if (depth == 3 && element.is(asn1::tag::kSequence)) return BerForm::indefinite();
    if (depth == 4 && element.isContext(0)) return BerForm::indefinite();
    if (depth == 5)
        return BerForm::segments(encoding == Encoding::BouncyCastle ? kBouncyCastleSegment : 0);
    return {};
}

BerForm envelopedForm(Encoding encoding, bool everything, std::size_t block, Element element,
                      unsigned depth) {
    if (depth <= 2) return BerForm::indefinite();
    if (depth == 3 && element.is(asn1::tag::kSequence)) return BerForm::indefinite();
    if (depth == 4 && element.isContext(0)) {
        if (encoding == Encoding::Apple) return BerForm::segments(0, block);
        if (everything) return BerForm::segments(kBouncyCastleSegment);
    }
    return {};
}

Result<Bytes> envelopeAsBer(const Writing& writing, Bytes der, pki::Cipher cipher) {
    const Encoding encoding = encodingOf(writing);
    if (encoding == Encoding::Der) return der;
    SCEPTER_TRY(tree, asn1::Tree::parse(der));
    const bool everything = writing.faults.has(Kind::Ber);
    return asn1::toBer(tree.root(), [&](Element element, unsigned depth) {
        return envelopedForm(encoding, everything, pki::blockSizeOf(cipher), element, depth);
    });
}

Result<Bytes> messageAsBer(const Writing& writing, Bytes der) {
    const Encoding encoding = encodingOf(writing);
    if (encoding == Encoding::Der) return der;
    SCEPTER_TRY(tree, asn1::Tree::parse(der));
    // Certificates stay as they are: their signatures are over DER.
    return asn1::toBer(tree.root(), [&](Element element, unsigned depth) {
        return signedForm(encoding, element, depth);
    });
}

bool lacks(const Writing& writing, std::string_view attribute) {
    return writing.faults.has(Kind::MissingAttribute) &&
           writing.faults.word(Kind::MissingAttribute) == attribute;
}

std::vector<pki::CmsAttribute> attributesOf(const Writing& writing, const Transaction& transaction,
                                            ByteView nonce) {
    const Faults& faults = writing.faults;
    scep::Attributes values;
    if (!lacks(writing, "messageType"))
        values.messageType = faults.has(Kind::UnknownMessageType)
                                 ? static_cast<int>(faults.number(Kind::UnknownMessageType))
                                 : static_cast<int>(writing.plan.type);
    if (!lacks(writing, "transactionID")) values.transactionId = transaction.transactionId;
    if (!lacks(writing, "senderNonce")) values.senderNonce = copyOf(nonce);
    std::vector<pki::CmsAttribute> attributes = scep::writeAttributes(values);
    if (writing.style().message.signingTime)
        attributes.push_back(
            {oids::kSigningTime, {asn1::Writer().time(writing.service.now).take()}});
    if (faults.has(Kind::RepeatedAttribute))
        attributes.push_back({oids::kTransactionId,
                              {asn1::Writer().printableString(transaction.transactionId).take()}});
    return attributes;
}

// Another signer who says the same; a key on a curve is made at once.
Result<pki_draft::SignerDraft> secondSigner(const Writing& writing,
                                            const pki_draft::SignerDraft& first) {
    SCEPTER_TRY(key, pki::PrivateKey::generate({pki::KeyType::EcP256, 0}));
    SCEPTER_TRY(name, pki::Name::fromText("CN=second signer"));
    SCEPTER_TRY(identity, makeSigner(writing, name, key, pki::Digest::Sha256));
    pki_draft::SignerDraft second{std::move(identity.certificate), std::move(key)};
    second.attributes = first.attributes;
    second.withAttributes = first.withAttributes;
    return second;
}

void cutAndAppend(const Faults& faults, Bytes& message) {
    for (const Misbehavior& misbehavior : faults.all()) {
        if (misbehavior.kind == Kind::Truncated)
            message.resize(message.size() - message.size() / 4);
        if (misbehavior.kind == Kind::TrailingBytes)
            message.insert(message.end(), kTrailingBytes, kTrailingByte);
    }
}

} // namespace

Result<Bytes> sealRequest(const Writing& writing, ByteView payload, const Transaction& transaction,
                          pki::Cipher cipher, const SecretBytes* password) {
    const Faults& faults = writing.faults;
    if (faults.has(Kind::EmptyEnvelope)) return Bytes{};
    Bytes garbage;
    if (faults.has(Kind::GarbagePayload)) {
        SCEPTER_TRY(random, pki::randomBytes(kGarbageSize));
        garbage = std::move(random);
        payload = garbage;
    }
    pki::Certificate recipient = writing.service.roles.encryption;
    if (faults.has(Kind::WrongRecipient)) {
        SCEPTER_TRY(stranger, makeStranger(recipient.issuer(), writing.service.now));
        recipient = std::move(stranger);
    }
    if (!recipient.publicKey().canEncrypt()) {
        if (password == nullptr || password->empty())
            return fail(ErrorCode::CannotEncryptReply, "the CA's key cannot encrypt, and there is "
                                                       "no challenge to encrypt under");
        SCEPTER_TRY(sealed, pki::sealEnvelopeWithPassword(payload, password->view(), cipher));
        return envelopeAsBer(writing, std::move(sealed), cipher);
    }
    SCEPTER_TRY(sealed, cipher == pki::Cipher::DesCbc
                            ? pki_draft::sealWithDes(payload, recipient, transaction.transport)
                            : pki::sealEnvelope(payload, recipient, cipher, transaction.transport));
    return envelopeAsBer(writing, std::move(sealed), cipher);
}

Result<Bytes> signRequest(const Writing& writing, ByteView envelope, const Transaction& transaction,
                          pki::Digest digest, ByteView nonce) {
    const MessageStyle& style = writing.style().message;
    const Faults& faults = writing.faults;
    pki_draft::SignerDraft signer{transaction.signer.certificate, transaction.signer.key, digest};
    signer.attributes = attributesOf(writing, transaction, nonce);
    signer.withAttributes = !faults.has(Kind::NoSignedAttributes);
    signer.inDerOrder = !faults.has(Kind::UnsortedAttributes);
    signer.protectsAlgorithms = style.protectsAlgorithms;
    signer.brokenSignature = faults.has(Kind::BadSignature);
    pki_draft::SignedDraft draft{.content = envelope,
                                 .certificates = {signer.certificate.der()},
                                 .signers = {signer},
                                 .digestParameters = style.digestParameters,
                                 .signatureName = style.signatureName};
    if (faults.has(Kind::TwoSigners)) {
        SCEPTER_TRY(second, secondSigner(writing, signer));
        draft.certificates.push_back(second.certificate.der());
        draft.signers.push_back(std::move(second));
    }
    SCEPTER_TRY(der, pki_draft::writeSigned(draft));
    SCEPTER_TRY(message, messageAsBer(writing, std::move(der)));
    cutAndAppend(faults, message);
    return message;
}

} // namespace scepter::client
