#include "scep/server_message.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "request_envelope.h"
#include "scep/ids.h"

namespace scepter::scep {

namespace {

namespace oids = asn1::oids;

// failInfo where the place that failed named none: RFC 8894 section 3.2.1.4.
FailInfo failInfoFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::AlgorithmForbidden:
    case ErrorCode::AlgorithmUnknown:
    case ErrorCode::CannotEncryptReply:
        return FailInfo::BadAlg;
    case ErrorCode::SignatureInvalid:
    case ErrorCode::DigestMismatch:
    case ErrorCode::DecryptFailed:
        return FailInfo::BadMessageCheck;
    default:
        return FailInfo::BadRequest;
    }
}

// The walk of one message through the checks that decodeRequest promises, in their order.
class Decoder {
public:
    Decoder(const std::vector<RecipientKey>& recipients, const AlgorithmPolicy& policy,
            const PasswordFinder& passwords, ReplyContext& context)
        : m_recipients(recipients)
        , m_policy(policy)
        , m_passwords(passwords)
        , m_context(context) {}

    Result<Request> decode(ByteView message) {
        SCEPTER_CHECK(readOuter(message));
        SCEPTER_CHECK(readSigner());
        SCEPTER_CHECK(checkContent());
        SCEPTER_CHECK(checkAttributes());
        SCEPTER_CHECK(verify());
        SCEPTER_CHECK(checkSignatureAlgorithms());
        SCEPTER_TRY(envelope, readRequestEnvelope(m_data.content));
        m_context.cipher = allowedCipher(envelope).value_or(m_context.cipher);
        SCEPTER_CHECK(checkEnvelopeAlgorithms(envelope, m_policy));
        SCEPTER_TRY(opened,
                    openRequestEnvelope(envelope, m_recipients, m_policy, m_request.transactionId,
                                        m_passwords, m_request.type));
        return finish(std::move(opened));
    }

private:
    Result<void> readOuter(ByteView message) {
        auto data = pki::SignedData::fromDer(message);
        if (!data) {
            Error error = std::move(data).error();
            if (error.code == ErrorCode::CmsMalformed || error.code == ErrorCode::CmsUnsupported)
                error.code = ErrorCode::MessageMalformed;
            return failWith(std::move(error));
        }
        m_data = std::move(*data);
        return {};
    }

    Result<void> readSigner() {
        if (m_data.signers.size() != 1)
            return fail(ErrorCode::MessageMalformed, "the message has " +
                                                         std::to_string(m_data.signers.size()) +
                                                         " signers, not one");
        const pki::SignerInfo& signer = m_data.signers.front();
        if (signer.digest && allowedDigest(*signer.digest, m_policy))
            m_context.digest = *signer.digest;
        // RFC 8894 section 3.1; without them a signature over other content could be passed off as
        // one over attributes.
        if (!signer.hasSignedAttributes)
            return fail(ErrorCode::MessageMalformed, "the message has no signed attributes");
        auto attributes = readAttributes(signer.signedAttributes, m_attributes);
        m_context.transactionId = m_attributes.transactionId;
        m_context.senderNonce = m_attributes.senderNonce.value_or(Bytes{});
        if (auto certificate = m_data.certificateOf(signer))
            m_context.signer = std::move(*certificate);
        else
            m_signerError = std::move(certificate).error();
        if (!attributes) return failWith(std::move(attributes));
        return {};
    }

    Result<void> checkContent() {
        if (m_data.contentType != oids::kData)
            return fail(ErrorCode::MessageMalformed,
                        "eContentType is " + m_data.contentType.toText() + ", not id-data");
        if (!m_data.hasContent || m_data.content.empty())
            return fail(ErrorCode::MessageMalformed, "the message has no content");
        return {};
    }

    Result<void> checkAttributes() {
        if (!m_attributes.messageType)
            return fail(ErrorCode::AttributeMissing, "the message has no messageType");
        const auto type = messageTypeFromNumber(*m_attributes.messageType);
        if (!type || *type == MessageType::CertRep)
            return fail(ErrorCode::MessageTypeUnsupported,
                        "messageType " + std::to_string(*m_attributes.messageType) +
                            " is no request that we know");
        m_request.type = *type;
        if (m_attributes.transactionId.empty())
            return fail(ErrorCode::AttributeMissing, "the message has no transactionID");
        if (!m_attributes.senderNonce)
            return fail(ErrorCode::AttributeMissing, "the message has no senderNonce");
        m_request.transactionId = m_attributes.transactionId;
        m_request.senderNonce = m_attributes.senderNonce;
        return {};
    }

    Result<void> verify() {
        if (!m_context.signer)
            return failWith(
                Error{ErrorCode::SignatureInvalid,
                      "the signer's certificate is not in the message or not readable: " +
                          m_signerError.detail,
                      std::move(m_signerError.chain), std::nullopt});
        SCEPTER_CHECK(
            pki::verifySigner(m_data, m_data.signers.front(), m_context.signer->publicKey()));
        m_request.signer = m_context.signer;
        return {};
    }

    Result<void> checkSignatureAlgorithms() {
        const pki::SignerInfo& signer = m_data.signers.front();
        if (!signer.digest)
            return fail(ErrorCode::AlgorithmForbidden,
                        "digest " + signer.digestOid.toText() + " is not allowed");
        SCEPTER_CHECK(checkDigest(*signer.digest, m_policy, "the message"));
        return checkSignature(signer.signatureAlgorithm ? &*signer.signatureAlgorithm : nullptr,
                              "the message");
    }

    Result<void> checkSignature(const pki::SignatureAlgorithm* algorithm, std::string_view what) {
        if (algorithm == nullptr || algorithm->scheme == pki::SignatureScheme::Ed25519) return {};
        return checkDigest(algorithm->digest, m_policy, what);
    }

    std::optional<pki::Cipher> allowedCipher(const pki::EnvelopedData& envelope) const {
        if (!envelope.cipher || !cipherAllowed(*envelope.cipher, m_policy)) return std::nullopt;
        return envelope.cipher;
    }

    Result<Request> finish(OpenedEnvelope opened) {
        m_context.transport = opened.transport;
        m_context.oaep = opened.oaep;
        m_request.byPassword = opened.byPassword;
        m_request.recipient = opened.recipient;
        m_request.csr = std::move(opened.payload.csr);
        m_request.poll = std::move(opened.payload.poll);
        m_request.lookup = std::move(opened.payload.lookup);
        if (m_request.csr)
            SCEPTER_CHECK(checkSignature(m_request.csr->signatureAlgorithm(), "the CSR"));
        return std::move(m_request);
    }

    const std::vector<RecipientKey>& m_recipients;
    const AlgorithmPolicy& m_policy;
    const PasswordFinder& m_passwords;
    ReplyContext& m_context;
    pki::SignedData m_data;
    Attributes m_attributes;
    Error m_signerError;
    Request m_request;
};

} // namespace

Decoded decodeRequest(ByteView message, const std::vector<RecipientKey>& recipients,
                      const AlgorithmPolicy& policy, const PasswordFinder& passwords) {
    Decoded decoded;
    decoded.request = Decoder(recipients, policy, passwords, decoded.context).decode(message);
    if (!decoded.request && !decoded.request.error().failInfo)
        decoded.request.error().failInfo = failInfoFor(decoded.request.error().code);
    return decoded;
}

} // namespace scepter::scep
