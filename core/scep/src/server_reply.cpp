#include "scep/server_message.h"

#include "asn1/oids.h"
#include "base/shorten.h"
#include "base/text.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "scep/ids.h"

#include <algorithm>

namespace scepter::scep {

namespace {

// sscep reads replies into 16 KiB; a reason need not be a book.
constexpr std::size_t kMaxReason = 1024;
// Below, OAEP with SHA-256 has no room for an AES-256 key, and no such key is worth encrypting to.
constexpr unsigned kLeastRsaBits = 1024;

// UTF8String wants well-formed UTF-8, whole characters after cutting too.
std::string reasonText(std::string text) {
    if (!isUtf8(text)) text = printable(text);
    text.resize(cutPoint(text, kMaxReason));
    return text;
}

Result<Attributes> replyAttributes(const ReplyContext& context, const ReplyFields& fields) {
    if (!context.answerable())
        return fail(ErrorCode::InvalidArgument, "a reply needs the transactionID of its request");
    SCEPTER_TRY(nonce, makeNonce());
    Attributes attributes;
    attributes.messageType = static_cast<int>(MessageType::CertRep);
    attributes.transactionId = context.transactionId;
    attributes.pkiStatus = static_cast<int>(fields.status);
    attributes.senderNonce = std::move(nonce);
    if (!context.senderNonce.empty()) attributes.recipientNonce = context.senderNonce;
    if (fields.status == PkiStatus::Failure) {
        attributes.failInfo = static_cast<int>(fields.failInfo.value_or(FailInfo::BadRequest));
        if (!fields.failInfoText.empty()) attributes.failInfoText = reasonText(fields.failInfoText);
    }
    return attributes;
}

// The request's own, unless the signer's key, which may be smaller than ours, has no room for them
// beside an AES-256 key (RFC 8017 section 7.1.1).
pki::OaepDigests oaepOf(const ReplyContext& context) {
    constexpr std::size_t kContentKey = 32;
    const std::size_t taken = 2 * pki::sizeOf(context.oaep.hash) + 2 + kContentKey;
    return context.signer->publicKey().bits() / 8 >= taken ? context.oaep : pki::OaepDigests{};
}

Result<Bytes> replyEnvelope(const ReplyContext& context, const ReplyFields& fields,
                            const SecretBytes* password) {
    SCEPTER_CHECK(checkReplyCanBeEncrypted(context, password));
    const Bytes content = pki::buildDegenerate(fields.certificates, fields.crls);
    if (signerCanDecrypt(context))
        return pki::sealEnvelope(content, *context.signer, context.cipher, context.transport,
                                 oaepOf(context));
    return pki::sealEnvelopeWithPassword(content, password->view(), context.cipher);
}

} // namespace

bool signerCanDecrypt(const ReplyContext& context) {
    return context.signer && context.signer->publicKey().canEncrypt() &&
           context.signer->publicKey().bits() >= kLeastRsaBits;
}

Result<void> checkReplyCanBeEncrypted(const ReplyContext& context, const SecretBytes* password) {
    if (signerCanDecrypt(context) || (password != nullptr && !password->empty())) return {};
    return fail(ErrorCode::CannotEncryptReply,
                "the request's signer certificate has no key to encrypt to, and there is no "
                "challenge to encrypt under",
                FailInfo::BadAlg);
}

Result<Bytes> encodeReply(const ReplyContext& context, const ReplyFields& fields,
                          const ReplySigner& signer, const SecretBytes* password) {
    SCEPTER_TRY(attributes, replyAttributes(context, fields));
    Bytes content;
    if (fields.status == PkiStatus::Success) {
        SCEPTER_TRY(envelope, replyEnvelope(context, fields, password));
        content = std::move(envelope);
    }
    // An eContent of length zero rather than none: certmonger finds no content otherwise.
    const pki::SignedDataFields signedFields{
        asn1::oids::kData, true, content, writeAttributes(attributes), signer.certificates, {}};
    return pki::buildSignedData(signedFields, signer.certificate, signer.key, context.digest);
}

Result<Bytes> encodeNextCaCert(const std::vector<Bytes>& nextCertificates,
                               const ReplySigner& signer, pki::Digest digest) {
    if (nextCertificates.empty())
        return fail(ErrorCode::NoNextGeneration, "there is no next certificate to announce");
    const Bytes content = pki::buildDegenerate(nextCertificates, {});
    std::vector<Bytes> outer = nextCertificates;
    const auto addOnce = [&](const Bytes& certificate) {
        if (std::ranges::find(outer, certificate) == outer.end()) outer.push_back(certificate);
    };
    std::ranges::for_each(signer.certificates, addOnce);
    addOnce(signer.certificate.der());
    const pki::SignedDataFields fields{asn1::oids::kData, true, content, {}, std::move(outer), {}};
    return pki::buildSignedData(fields, signer.certificate, signer.key, digest);
}

} // namespace scepter::scep
