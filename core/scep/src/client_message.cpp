#include "scep/client_message.h"

#include "asn1/oids.h"
#include "asn1/reader.h"
#include "base/encoding.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "scep/ids.h"

#include <algorithm>

namespace scepter::scep {

namespace {

using std::chrono::hours;

// A CertPoll is signed with the same certificate, maybe weeks later; clocks of devices are wrong.
constexpr hours kSignerBackdated{24};
constexpr hours kSignerLifetime{24 * 365};
constexpr std::size_t kMaxCertificates = 64;
constexpr std::size_t kMaxRecipients = 4;

bool signedBy(const pki::SignerInfo& signer, const pki::Certificate& certificate) {
    if (signer.issuer)
        return signer.serial == certificate.serial() &&
               signer.issuer->matches(certificate.issuer());
    return signer.subjectKeyIdentifier &&
           (signer.subjectKeyIdentifier == certificate.subjectKeyIdentifier() ||
            *signer.subjectKeyIdentifier == certificate.publicKey().keyIdentifier());
}

std::string described(const pki::SignerInfo& signer) {
    if (signer.issuer)
        return "issuer \"" + signer.issuer->toDisplayText() + "\", serial number " +
               toUpperHex(signer.serial);
    return "key identifier " + toUpperHex(signer.subjectKeyIdentifier.value_or(Bytes{}));
}

Result<pki::SignedData> readSigned(ByteView message) {
    auto data = pki::SignedData::fromDer(message);
    if (data) return data;
    Error error = std::move(data).error();
    if (error.code == ErrorCode::CmsMalformed || error.code == ErrorCode::CmsUnsupported)
        error.code = ErrorCode::MessageMalformed;
    return failWith(std::move(error));
}

// The one signer, found among those that may sign, with its signature checked.
Result<pki::Certificate> verifiedSigner(const pki::SignedData& data,
                                        const std::vector<pki::Certificate>& allowed) {
    if (data.signers.size() != 1)
        return fail(ErrorCode::MessageMalformed,
                    "the message has " + std::to_string(data.signers.size()) + " signers, not one");
    const pki::SignerInfo& signer = data.signers.front();
    const auto found = std::ranges::find_if(allowed, [&](const pki::Certificate& certificate) {
        return signedBy(signer, certificate);
    });
    if (found == allowed.end())
        return fail(ErrorCode::SignerUnknown,
                    "signed by a certificate that was not expected: " + described(signer));
    SCEPTER_CHECK(pki::verifySigner(data, signer, found->publicKey()));
    return *found;
}

Result<PkiStatus> statusOf(const Attributes& attributes) {
    if (!attributes.pkiStatus)
        return fail(ErrorCode::AttributeMissing, "the reply has no pkiStatus");
    switch (*attributes.pkiStatus) {
    case 0:
        return PkiStatus::Success;
    case 2:
        return PkiStatus::Failure;
    case 3:
        return PkiStatus::Pending;
    default:
        return fail(ErrorCode::MessageMalformed,
                    "pkiStatus " + std::to_string(*attributes.pkiStatus) + " is unknown");
    }
}

Result<void> checkAttributes(const Attributes& attributes, const ReplyExpectations& expected) {
    if (!attributes.messageType)
        return fail(ErrorCode::AttributeMissing, "the reply has no messageType");
    if (*attributes.messageType != static_cast<int>(MessageType::CertRep))
        return fail(ErrorCode::MessageTypeUnsupported,
                    "messageType " + std::to_string(*attributes.messageType) + " is no CertRep");
    if (attributes.transactionId.empty())
        return fail(ErrorCode::AttributeMissing, "the reply has no transactionID");
    if (attributes.transactionId != expected.transactionId)
        return fail(ErrorCode::TransactionConflict,
                    "the reply is for transaction " + shownTransactionId(attributes.transactionId));
    // RFC 8894 section 3.2.1.5: the client must reject a mismatch.
    if (!attributes.recipientNonce)
        return fail(ErrorCode::NonceMismatch, "the reply has no recipientNonce");
    if (*attributes.recipientNonce != expected.senderNonce)
        return fail(ErrorCode::NonceMismatch, "the reply does not return the nonce of the request");
    return {};
}

Result<SecretBytes> openFor(const pki::EnvelopedData& envelope, const pki::Recipient& recipient,
                            const pki::PrivateKey& key, const SecretBytes* password) {
    if (const auto* transport = std::get_if<pki::KeyTransportRecipient>(&recipient))
        return pki::openEnvelope(envelope, *transport, key);
    const auto* byPassword = std::get_if<pki::PasswordRecipient>(&recipient);
    if (byPassword != nullptr && password != nullptr)
        return pki::openEnvelope(envelope, *byPassword, password->view());
    return fail(ErrorCode::WrongRecipient, "the envelope of the reply has no recipient for us");
}

// The degenerate SignedData in the envelope. A wrong key may "open" an envelope to noise, so that
// what does not parse counts as not opened.
Result<pki::SignedData> openReply(ByteView content, const pki::PrivateKey& key,
                                  const SecretBytes* password) {
    SCEPTER_TRY(envelope, pki::EnvelopedData::fromDer(content));
    Error last{ErrorCode::WrongRecipient, "the envelope of the reply has no recipient", {}, {}};
    for (std::size_t i = 0; i < envelope.recipients.size() && i < kMaxRecipients; ++i) {
        auto opened = openFor(envelope, envelope.recipients[i], key, password);
        if (!opened) {
            last = std::move(opened).error();
            continue;
        }
        auto data = pki::SignedData::fromDer(opened->view());
        if (data) return data;
        last = {ErrorCode::DecryptFailed,
                "what the envelope opens to is no SignedData",
                {toText(data.error())},
                std::nullopt};
    }
    return failWith(std::move(last));
}

Result<std::vector<pki::Certificate>> parsedCertificates(const std::vector<Bytes>& encoded) {
    if (encoded.empty())
        return fail(ErrorCode::MessageMalformed, "the answer holds no certificate");
    if (encoded.size() > kMaxCertificates)
        return fail(ErrorCode::LimitExceeded, "the answer holds too many certificates");
    std::vector<pki::Certificate> certificates;
    for (const Bytes& der : encoded) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(der));
        certificates.push_back(std::move(certificate));
    }
    return certificates;
}

} // namespace

Result<Bytes> encodeRequest(const RequestFields& fields, const pki::Certificate& signer,
                            const pki::PrivateKey& signerKey, const pki::Certificate& recipient,
                            const SecretBytes* password) {
    if (fields.transactionId.empty() || fields.transactionId.size() > kMaxTransactionId)
        return fail(ErrorCode::InvalidArgument, "the transactionID is empty or too long");
    const bool byKey = recipient.publicKey().canEncrypt();
    if (!byKey && (password == nullptr || password->empty()))
        return fail(ErrorCode::CannotEncryptReply,
                    "the CA's key cannot encrypt, and there is no challenge to encrypt under",
                    FailInfo::BadAlg);
    SCEPTER_TRY(
        envelope,
        byKey ? pki::sealEnvelope(fields.payload, recipient, fields.cipher, fields.transport)
              : pki::sealEnvelopeWithPassword(fields.payload, password->view(), fields.cipher));
    Attributes attributes;
    attributes.messageType = static_cast<int>(fields.type);
    attributes.transactionId = fields.transactionId;
    attributes.senderNonce = fields.senderNonce;
    const pki::SignedDataFields signedFields{asn1::oids::kData,           true,           envelope,
                                             writeAttributes(attributes), {signer.der()}, {}};
    return pki::buildSignedData(signedFields, signer, signerKey, fields.digest);
}

Result<pki::Certificate> makeRequestSigner(const pki::Name& subject, const pki::PrivateKey& key,
                                           TimePoint now, pki::Digest digest) {
    // An empty issuer is no issuer (RFC 5280 section 4.1.2.4).
    pki::Name name = subject;
    if (name.empty()) {
        SCEPTER_TRY(standIn, pki::Name::fromText("CN=SCEP client"));
        name = std::move(standIn);
    }
    const pki::PublicKey publicKey = key.publicKey();
    const auto usage =
        static_cast<std::uint16_t>(publicKey.canEncrypt() ? pki::key_usage::kDigitalSignature |
                                                                pki::key_usage::kKeyEncipherment
                                                          : pki::key_usage::kDigitalSignature);
    SCEPTER_TRY(serial, pki::randomSerial());
    const pki::CertificateFields fields{std::move(serial),
                                        name,
                                        name,
                                        now - kSignerBackdated,
                                        now + kSignerLifetime,
                                        publicKey.spki(),
                                        {pki::makeKeyUsage(usage)}};
    return pki::signCertificate(fields, key, digest);
}

Result<Reply> decodeReply(ByteView message, const ReplyExpectations& expected,
                          const pki::PrivateKey& key, const SecretBytes* password) {
    SCEPTER_TRY(data, readSigned(message));
    SCEPTER_TRY(signer, verifiedSigner(data, expected.signers));
    Reply reply;
    reply.signer = std::move(signer);
    SCEPTER_CHECK(readAttributes(data.signers.front().signedAttributes, reply.attributes));
    SCEPTER_CHECK(checkAttributes(reply.attributes, expected));
    SCEPTER_TRY(status, statusOf(reply.attributes));
    reply.status = status;
    reply.failInfoText = reply.attributes.failInfoText.value_or(std::string{});
    const int failInfo = reply.attributes.failInfo.value_or(-1);
    if (failInfo >= 0 && failInfo <= static_cast<int>(FailInfo::BadCertId))
        reply.failInfo = static_cast<FailInfo>(failInfo);
    reply.hasContent = data.hasContent;
    if (reply.status != PkiStatus::Success) return reply;

    if (data.content.empty())
        return fail(ErrorCode::MessageMalformed, "a SUCCESS without an envelope");
    SCEPTER_TRY(opened, openReply(data.content, key, password));
    reply.certificates = std::move(opened.certificates);
    reply.crls = std::move(opened.crls);
    if (reply.certificates.empty() && reply.crls.empty())
        return fail(ErrorCode::MessageMalformed, "a SUCCESS with neither certificate nor CRL");
    return reply;
}

Result<std::vector<pki::Certificate>> readCaCertificates(ByteView body) {
    SCEPTER_TRY(tree, asn1::Tree::parse(body));
    if (!tree.root().child(0).is(asn1::tag::kOid)) return parsedCertificates({copyOf(body)});
    SCEPTER_TRY(data, readSigned(body));
    return parsedCertificates(data.certificates);
}

Result<std::vector<pki::Certificate>>
readNextCaCertificates(ByteView body, const std::vector<pki::Certificate>& current) {
    SCEPTER_TRY(data, readSigned(body));
    SCEPTER_CHECK(verifiedSigner(data, current));
    if (!data.content.empty()) {
        SCEPTER_TRY(inner, readSigned(data.content));
        return parsedCertificates(inner.certificates);
    }
    // Older servers put them beside the signer's own.
    std::vector<Bytes> next = data.certificates;
    std::erase_if(next, [&](const Bytes& der) {
        return std::ranges::any_of(
            current, [&](const pki::Certificate& known) { return known.der() == der; });
    });
    if (next.empty())
        return fail(ErrorCode::NoNextGeneration, "the answer holds only current certificates");
    return parsedCertificates(next);
}

} // namespace scepter::scep
