#include "scep/client_message.h"

#include "asn1/oids.h"
#include "asn1/reader.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "scep/reply_report.h"
#include "signed_reply.h"

#include <algorithm>

namespace scepter::scep {

namespace {

using std::chrono::hours;

// A CertPoll is signed with the same certificate, maybe weeks later; clocks of devices are wrong.
constexpr hours kSignerBackdated{24};
constexpr hours kSignerLifetime{24 * 365};
constexpr std::size_t kMaxCertificates = 64;

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
    ReplyReport report = examineReply(message, expected, key, password);
    if (report.error) return failWith(std::move(*report.error));
    return std::move(*report.reply);
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
