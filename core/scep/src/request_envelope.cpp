#include "request_envelope.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "base/encoding.h"
#include "base/shorten.h"

namespace scepter::scep {

namespace {

namespace oids = asn1::oids;

// A message cannot make us try more keys or secrets than this.
constexpr std::size_t kMaxTries = 4;
constexpr std::size_t kMaxShownName = 200;

std::unexpected<Error> cannotOpen() {
    return fail(ErrorCode::DecryptFailed,
                "the envelope cannot be opened, or does not hold what its messageType says",
                FailInfo::BadMessageCheck);
}

// What the envelope says in the clear may be told; anything later may not.
bool isOpenSecret(ErrorCode code) {
    return code == ErrorCode::AlgorithmForbidden || code == ErrorCode::AlgorithmUnknown ||
           code == ErrorCode::LimitExceeded;
}

Result<Payload> readPayload(MessageType type, ByteView der) {
    Payload payload;
    switch (type) {
    case MessageType::PkcsReq:
    case MessageType::RenewalReq:
    case MessageType::UpdateReq: {
        SCEPTER_TRY(csr, pki::Csr::fromDer(der));
        payload.csr = std::move(csr);
        return payload;
    }
    case MessageType::CertPoll: {
        SCEPTER_TRY(poll, IssuerAndSubject::fromDer(der));
        payload.poll = std::move(poll);
        return payload;
    }
    case MessageType::GetCert:
    case MessageType::GetCrl: {
        SCEPTER_TRY(lookup, IssuerAndSerial::fromDer(der));
        payload.lookup = std::move(lookup);
        return payload;
    }
    case MessageType::CertRep:
        break;
    }
    return cannotOpen();
}

// One try: the decryption and the reading of what came out are one step to the outside.
Result<Payload> tryOpened(Result<SecretBytes> opened, MessageType type) {
    if (!opened) {
        if (isOpenSecret(opened.error().code)) return failWith(std::move(opened));
        return cannotOpen();
    }
    auto payload = readPayload(type, opened->view());
    if (!payload) return cannotOpen();
    return payload;
}

std::string described(const pki::KeyTransportRecipient& recipient) {
    if (!recipient.issuer)
        return "the certificate with key identifier " +
               toUpperHex(recipient.subjectKeyIdentifier.value_or(Bytes{}));
    const std::string issuer = shortened(recipient.issuer->toDisplayText(), kMaxShownName);
    return "the certificate with issuer \"" + issuer + "\" and serial number " +
           toUpperHex(recipient.serial);
}

bool namesByKey(const pki::KeyTransportRecipient& recipient, const pki::Certificate& certificate) {
    return recipient.subjectKeyIdentifier &&
           *recipient.subjectKeyIdentifier == certificate.publicKey().keyIdentifier();
}

struct Candidate {
    const pki::KeyTransportRecipient* recipient = nullptr;
    std::size_t key = 0;
};

// The pairs of a KeyTransRecipientInfo and a key of ours that fit by name. A single recipient with
// a key identifier that none of ours has may have been computed in another way (RFC 7093): there,
// and only there, our keys are tried.
std::vector<Candidate> candidatesOf(const pki::EnvelopedData& envelope,
                                    const std::vector<RecipientKey>& keys) {
    std::vector<Candidate> named;
    const pki::KeyTransportRecipient* only = nullptr;
    std::size_t transports = 0;
    for (const pki::Recipient& any : envelope.recipients) {
        const auto* recipient = std::get_if<pki::KeyTransportRecipient>(&any);
        if (recipient == nullptr) continue;
        only = recipient;
        ++transports;
        for (std::size_t key = 0; key < keys.size() && named.size() < kMaxTries; ++key)
            if (recipient->names(keys[key].certificate) ||
                namesByKey(*recipient, keys[key].certificate))
                named.push_back({recipient, key});
    }
    if (named.empty() && transports == 1 && only->subjectKeyIdentifier)
        for (std::size_t key = 0; key < keys.size() && key < kMaxTries; ++key)
            named.push_back({only, key});
    return named;
}

Result<void> checkTransport(const pki::KeyTransportRecipient& recipient) {
    if (!recipient.transport)
        return fail(ErrorCode::AlgorithmForbidden, "the key transport algorithm is not supported");
    if (*recipient.transport == pki::KeyTransport::RsaOaep &&
        (recipient.oaepDigest == pki::Digest::Md5 || recipient.oaepMgfDigest == pki::Digest::Md5))
        return fail(ErrorCode::AlgorithmForbidden, "MD5 is not allowed in OAEP");
    return {};
}

Result<OpenedEnvelope> openByKey(const pki::EnvelopedData& envelope,
                                 const std::vector<Candidate>& candidates,
                                 const std::vector<RecipientKey>& keys, MessageType type) {
    Error last = cannotOpen().error();
    for (const Candidate& candidate : candidates) {
        SCEPTER_CHECK(checkTransport(*candidate.recipient));
        auto payload = tryOpened(
            pki::openEnvelope(envelope, *candidate.recipient, keys[candidate.key].key), type);
        if (payload)
            return OpenedEnvelope{
                std::move(*payload),
                false,
                candidate.key,
                *candidate.recipient->transport,
                {candidate.recipient->oaepDigest, candidate.recipient->oaepMgfDigest}};
        last = std::move(payload).error();
    }
    return failWith(std::move(last));
}

Result<OpenedEnvelope> openByPassword(const pki::EnvelopedData& envelope,
                                      const pki::PasswordRecipient& recipient,
                                      const AlgorithmPolicy& policy,
                                      const std::vector<SecretBytes>& secrets, MessageType type) {
    if (!recipient.kek || !cipherAllowed(*recipient.kek, policy))
        return fail(ErrorCode::AlgorithmForbidden,
                    "the key encryption cipher of the password recipient is not allowed");
    if (recipient.iterations > pki::kMaxPasswordIterations)
        return fail(ErrorCode::LimitExceeded, "the password recipient asks for " +
                                                  std::to_string(recipient.iterations) +
                                                  " iterations");
    Error last = cannotOpen().error();
    for (std::size_t i = 0; i < secrets.size() && i < kMaxTries; ++i) {
        auto payload = tryOpened(pki::openEnvelope(envelope, recipient, secrets[i].view()), type);
        if (payload)
            return OpenedEnvelope{std::move(*payload), true, 0, pki::KeyTransport::RsaPkcs1, {}};
        last = std::move(payload).error();
    }
    return failWith(std::move(last));
}

std::unexpected<Error> wrongRecipient(const pki::EnvelopedData& envelope) {
    std::string detail;
    for (const pki::Recipient& any : envelope.recipients)
        if (const auto* recipient = std::get_if<pki::KeyTransportRecipient>(&any))
            if (detail.empty()) detail = described(*recipient);
    if (detail.empty()) detail = "a recipient without an RSA certificate";
    if (envelope.recipients.size() > 1)
        detail += " and " + std::to_string(envelope.recipients.size() - 1) + " more";
    return fail(ErrorCode::WrongRecipient,
                "the envelope is for " + detail + ", which is none of ours", FailInfo::BadRequest);
}

} // namespace

bool allowedDigest(pki::Digest digest, const AlgorithmPolicy& policy) {
    switch (digest) {
    case pki::Digest::Sha256:
    case pki::Digest::Sha384:
    case pki::Digest::Sha512:
        return true;
    case pki::Digest::Sha1:
    case pki::Digest::Sha224:
        return policy.allowSha1;
    case pki::Digest::Md5:
        break;
    }
    return false;
}

bool cipherAllowed(pki::Cipher cipher, const AlgorithmPolicy& policy) {
    switch (cipher) {
    case pki::Cipher::Aes128Cbc:
    case pki::Cipher::Aes192Cbc:
    case pki::Cipher::Aes256Cbc:
        return true;
    case pki::Cipher::TripleDesCbc:
        return policy.allowTripleDes;
    case pki::Cipher::DesCbc:
        break;
    }
    return false;
}

Result<void> checkDigest(pki::Digest digest, const AlgorithmPolicy& policy, std::string_view what) {
    if (allowedDigest(digest, policy)) return {};
    return fail(ErrorCode::AlgorithmForbidden,
                std::string(what)
                    .append(" is signed with ")
                    .append(pki::toText(digest))
                    .append(", which this endpoint does not allow"),
                FailInfo::BadAlg);
}

Result<pki::EnvelopedData> readRequestEnvelope(ByteView content) {
    auto envelope = pki::EnvelopedData::fromDer(content);
    if (envelope) return envelope;
    Error error = std::move(envelope).error();
    if (error.code == ErrorCode::CmsUnsupported) {
        const auto tree = asn1::Tree::parsePrefix(content);
        const auto type = tree ? asn1::oidValue(tree->root().child(0)) : Result<asn1::Oid>{};
        if (type && *type == oids::kAuthEnvelopedData)
            return fail(ErrorCode::AlgorithmForbidden,
                        "the envelope is AuthEnvelopedData, which SCEP does not know",
                        FailInfo::BadAlg);
    }
    if (error.code == ErrorCode::CmsMalformed || error.code == ErrorCode::CmsUnsupported)
        error.code = ErrorCode::MessageMalformed;
    return failWith(std::move(error));
}

Result<void> checkEnvelopeAlgorithms(const pki::EnvelopedData& envelope,
                                     const AlgorithmPolicy& policy) {
    if (envelope.cipher && cipherAllowed(*envelope.cipher, policy)) return {};
    const std::string name =
        envelope.cipher ? std::string(pki::toText(*envelope.cipher)) : envelope.cipherOid.toText();
    return fail(ErrorCode::AlgorithmForbidden,
                "the envelope is encrypted with " + name + ", which this endpoint does not allow",
                FailInfo::BadAlg);
}

Result<OpenedEnvelope> openRequestEnvelope(const pki::EnvelopedData& envelope,
                                           const std::vector<RecipientKey>& recipients,
                                           const AlgorithmPolicy& policy,
                                           const std::string& transactionId,
                                           const PasswordFinder& passwords, MessageType type) {
    const std::vector<Candidate> candidates = candidatesOf(envelope, recipients);
    if (!candidates.empty()) return openByKey(envelope, candidates, recipients, type);
    // A transactionID without secrets and a wrong secret are answered alike.
    for (const pki::Recipient& any : envelope.recipients)
        if (const auto* recipient = std::get_if<pki::PasswordRecipient>(&any);
            recipient && passwords)
            return openByPassword(envelope, *recipient, policy, passwords(transactionId), type);
    return wrongRecipient(envelope);
}

} // namespace scepter::scep
