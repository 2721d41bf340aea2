#include "client/scep_client.h"

#include "base/encoding.h"
#include "base/text.h"
#include "issued.h"
#include "scep/ids.h"
#include "scep/types.h"
#include "service_url.h"

#include <algorithm>
#include <chrono>
#include <memory>

namespace scepter::client {

namespace {

using scep::MessageType;

// A SCEP answer is a few kilobytes; a GetCACert answer or a CRL may be more.
constexpr std::size_t kMaxResponse = std::size_t{4} << 20;

// RFC 8894 section 3.5.2: AES is AES-128-CBC. A service that does not say is taken for a modern
// one.
pki::Cipher bestCipher(const CapabilitiesResult& result) {
    const scep::Capabilities& listed = result.capabilities;
    return listed.des3 && !listed.aes ? pki::Cipher::TripleDesCbc : pki::Cipher::Aes128Cbc;
}

pki::Digest bestDigest(const CapabilitiesResult& result) {
    const scep::Capabilities& listed = result.capabilities;
    if (listed.sha256) return pki::Digest::Sha256;
    if (listed.sha512) return pki::Digest::Sha512;
    if (listed.sha384) return pki::Digest::Sha384;
    return listed.sha1 ? pki::Digest::Sha1 : pki::Digest::Sha256;
}

std::optional<pki::Digest> digestOfSize(std::size_t size) {
    for (const pki::Digest digest :
         {pki::Digest::Sha1, pki::Digest::Sha256, pki::Digest::Sha384, pki::Digest::Sha512})
        if (pki::sizeOf(digest) == size) return digest;
    return std::nullopt;
}

Result<pki::Csr> csrOf(const EnrollmentRequest& request, pki::Digest digest) {
    if (request.csr) {
        if (request.csr->publicKey() == request.key.publicKey()) return *request.csr;
        return fail(ErrorCode::KeyMismatch, "the CSR is not for the given key");
    }
    std::vector<pki::Extension> extensions = request.extensions;
    if (!request.subjectAltNames.empty())
        extensions.push_back(pki::makeSubjectAltName(request.subjectAltNames));
    return pki::signCsr({request.subject,
                         std::move(extensions),
                         request.challenge ? &*request.challenge : nullptr,
                         {}},
                        request.key, digest);
}

// The one that was asked for among those of a GetCert answer.
Result<pki::Certificate> certificateOf(const std::vector<Bytes>& certificates,
                                       const scep::IssuerAndSerial& asked) {
    for (const Bytes& der : certificates) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(der));
        if (certificate.serial() == asked.serial && certificate.issuer().matches(asked.issuer))
            return certificate;
    }
    return fail(ErrorCode::CertificateUnknown, "GetCert was answered with another certificate");
}

std::string statusText(const scep::Reply& reply) {
    std::string text(scep::toText(reply.status));
    if (reply.failInfo) text.append(" ").append(scepter::toText(*reply.failInfo));
    if (!reply.failInfoText.empty()) text.append(": ").append(printable(reply.failInfoText));
    return text;
}

// A page in place of capabilities would fill the transcript with its words.
std::string joined(const std::vector<std::string>& words) {
    constexpr std::size_t kMaxShown = 300;
    std::string text;
    for (const std::string& word : words) {
        if (text.size() + word.size() > kMaxShown) return text + " ...";
        text.append(text.empty() ? "" : " ").append(printable(word));
    }
    return text;
}

} // namespace

// A message of ours, ready to be signed, and what opens its answer.
struct ScepClient::Outgoing {
    MessageType type;
    const Transaction& transaction;
    Bytes payload;
    const SecretBytes* challenge = nullptr;
};

ScepClient::ScepClient(ServiceOptions options, const Clock& clock, Exchange exchange)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_exchange(std::move(exchange)) {
}

ScepClient::ScepClient(ServiceOptions options, const Clock& clock, http::ClientOptions http)
    : ScepClient(
          std::move(options), clock,
          // Shared because a std::function is copyable and the key inside is not.
          [shared = std::make_shared<http::ClientOptions>(std::move(http))](
              const http::ClientRequest& request) { return http::fetch(request, *shared); }) {
}

void ScepClient::note(std::string_view name, Duration elapsed, std::string what) {
    m_transcript.push_back({std::string(name), elapsed, std::move(what)});
}

Result<http::ClientResponse> ScepClient::send(std::string_view step,
                                              const http::ClientRequest& request) {
    SCEPTER_CHECK(checkServiceUrl(m_options.url));
    const auto start = std::chrono::steady_clock::now();
    auto response = m_exchange(request);
    const auto elapsed =
        std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    if (!response) {
        note(step, elapsed, toText(response.error()));
        return response;
    }
    note(
        step, elapsed,
        request.method + ", HTTP " + std::to_string(response->status) + ", " +
            std::to_string(response->body.size()) + " bytes, " +
            (response->contentType.empty() ? "no Content-Type" : printable(response->contentType)));
    return response;
}

Result<Bytes> ScepClient::ask(std::string_view operation) {
    http::ClientRequest request;
    request.url = operationUrl(m_options.url, operation, m_options.caIdentifier);
    request.timeout = m_options.timeout;
    request.maxResponseBytes = kMaxResponse;
    SCEPTER_TRY(response, send(operation, request));
    if (response.status / 100 != 2)
        return fail(ErrorCode::HttpStatus, std::string(operation) + " was answered with HTTP " +
                                               std::to_string(response.status));
    return std::move(response.body);
}

Result<void> ScepClient::needCapabilities() {
    if (m_capabilities) return {};
    CapabilitiesResult result;
    auto body = ask("GetCACaps");
    if (body) {
        result.answered = true;
        result.text = textOf(*body);
        result.capabilities = scep::Capabilities::fromText(result.text);
        note("capabilities", Duration{0}, joined(result.capabilities.keywords()));
    } else if (body.error().code != ErrorCode::HttpStatus) {
        return failWith(std::move(body));
    } else {
        note("capabilities", Duration{0}, "the service does not tell");
        result.refusal = std::move(body).error();
    }
    m_capabilities = std::move(result);
    return {};
}

Result<void> ScepClient::checkFingerprint(const std::vector<pki::Certificate>& certificates) const {
    if (m_options.caFingerprint.empty()) return {};
    const auto digest = digestOfSize(m_options.caFingerprint.size());
    if (!digest)
        return fail(ErrorCode::InvalidArgument, "no digest has the size of the CA fingerprint");
    for (const pki::Certificate& certificate : certificates)
        if (certificate.fingerprint(*digest) == m_options.caFingerprint) return {};
    return fail(ErrorCode::ChainUntrusted, "no certificate of GetCACert has the fingerprint " +
                                               toColonHex(m_options.caFingerprint));
}

Result<void> ScepClient::needCaCertificates() {
    if (m_ca) return {};
    SCEPTER_TRY(body, ask("GetCACert"));
    SCEPTER_TRY(certificates, scep::readCaCertificates(body));
    SCEPTER_CHECK(checkFingerprint(certificates));
    SCEPTER_TRY(roles, scep::chooseCaRoles(certificates));
    note("CA", Duration{0},
         std::to_string(certificates.size()) + " certificates, CA " +
             roles.ca.subject().toDisplayText() + ", encrypting to serial number " +
             roles.encryption.serialText());
    m_ca = CaCertificatesResult{std::move(certificates), std::move(roles), {}};
    return {};
}

Result<CapabilitiesResult> ScepClient::capabilities() {
    m_transcript.clear();
    m_capabilities.reset();
    SCEPTER_CHECK(needCapabilities());
    CapabilitiesResult result = *m_capabilities;
    result.transcript = m_transcript;
    return result;
}

Result<CaCertificatesResult> ScepClient::caCertificates() {
    m_transcript.clear();
    m_ca.reset();
    SCEPTER_CHECK(needCaCertificates());
    CaCertificatesResult result = *m_ca;
    result.transcript = m_transcript;
    return result;
}

Result<CaCertificatesResult> ScepClient::nextCaCertificates() {
    m_transcript.clear();
    SCEPTER_CHECK(needCaCertificates());
    SCEPTER_TRY(body, ask("GetNextCACert"));
    SCEPTER_TRY(next, scep::readNextCaCertificates(body, m_ca->certificates));
    return CaCertificatesResult{std::move(next), std::nullopt, m_transcript};
}

Result<scep::Reply> ScepClient::exchange(const Outgoing& message) {
    const Transaction& transaction = message.transaction;
    SCEPTER_TRY(nonce, scep::makeNonce());
    scep::RequestFields fields{message.type,         transaction.transactionId, nonce,
                               message.payload,      transaction.cipher,        transaction.digest,
                               transaction.transport};
    SCEPTER_TRY(encoded,
                scep::encodeRequest(fields, transaction.signer.certificate, transaction.signer.key,
                                    m_ca->roles->encryption, message.challenge));
    http::ClientRequest request;
    request.timeout = m_options.timeout;
    request.maxResponseBytes = kMaxResponse;
    const bool post =
        m_options.method == Method::Post ||
        (m_options.method == Method::Auto && m_capabilities->capabilities.postPkiOperation);
    request.method = post ? "POST" : "GET";
    request.url = post ? operationUrl(m_options.url, "PKIOperation", {})
                       : pkiOperationUrl(m_options.url, encoded);
    if (post) {
        request.headers.push_back({"Content-Type", std::string(scep::content_type::kPkiMessage)});
        request.body = std::move(encoded);
    }
    SCEPTER_TRY(response, send(scep::toText(message.type), request));
    if (response.status / 100 != 2)
        return fail(ErrorCode::HttpStatus, std::string(scep::toText(message.type)) +
                                               " was answered with HTTP " +
                                               std::to_string(response.status));
    auto reply =
        scep::decodeReply(response.body, {transaction.transactionId, nonce, m_ca->certificates},
                          transaction.signer.key, message.challenge);
    note("CertRep", Duration{0}, reply ? statusText(*reply) : toText(reply.error()));
    return reply;
}

Result<Transaction> ScepClient::startTransaction(const EnrollmentRequest& request,
                                                 const pki::Csr& csr,
                                                 std::optional<Identity> signer) {
    const pki::Digest digest = request.digest.value_or(bestDigest(*m_capabilities));
    if (!signer) {
        SCEPTER_TRY(certificate,
                    scep::makeRequestSigner(csr.subject(), request.key, m_clock.now(), digest));
        signer = Identity{std::move(certificate), request.key};
    }
    std::string id = request.transactionId;
    if (id.empty())
        id = scep::deriveTransactionId(request.key.publicKey(),
                                       scep::TransactionIdStyle::Sha256OfSpki);
    return Transaction{std::move(id),
                       request.key,
                       std::move(*signer),
                       csr.subject(),
                       request.cipher.value_or(bestCipher(*m_capabilities)),
                       digest,
                       request.transport};
}

Result<EnrollmentResult> ScepClient::finish(Transaction transaction, scep::Reply reply) {
    EnrollmentResult result{.status = reply.status,
                            .certificate = {},
                            .chain = {},
                            .failInfo = reply.failInfo,
                            .failInfoText = std::move(reply.failInfoText),
                            .transaction = std::move(transaction),
                            .transcript = {}};
    if (result.status == scep::PkiStatus::Success) {
        auto issued = checkIssued(reply.certificates, result.transaction.key.publicKey(),
                                  m_ca->certificates, m_clock.now());
        note("certificate", Duration{0},
             issued ? "serial number " + issued->certificate.serialText() + ", " +
                          issued->certificate.subject().toDisplayText()
                    : toText(issued.error()));
        if (!issued) return failWith(std::move(issued));
        result.certificate = std::move(issued->certificate);
        result.chain = std::move(issued->chain);
    }
    result.transcript = m_transcript;
    return result;
}

Result<EnrollmentResult> ScepClient::submit(const EnrollmentRequest& request,
                                            std::optional<Identity> signer,
                                            std::optional<MessageType> type) {
    m_transcript.clear();
    SCEPTER_CHECK(needCapabilities());
    SCEPTER_CHECK(needCaCertificates());
    const bool renewal = signer.has_value() && m_capabilities->capabilities.renewal;
    SCEPTER_TRY(csr, csrOf(request, request.digest.value_or(bestDigest(*m_capabilities))));
    SCEPTER_TRY(transaction, startTransaction(request, csr, std::move(signer)));
    // A CSR from a file brings its challenge along.
    const SecretBytes* challenge =
        request.challenge ? &*request.challenge : csr.challengePassword();
    SCEPTER_TRY(reply,
                exchange({type.value_or(renewal ? MessageType::RenewalReq : MessageType::PkcsReq),
                          transaction, copyOf(csr.der()), challenge}));
    return finish(std::move(transaction), std::move(reply));
}

Result<EnrollmentResult> ScepClient::enroll(const EnrollmentRequest& request) {
    return submit(request, std::nullopt, MessageType::PkcsReq);
}

Result<EnrollmentResult> ScepClient::renew(const EnrollmentRequest& request, const Identity& old,
                                           std::optional<MessageType> type) {
    if (type && *type != MessageType::RenewalReq && *type != MessageType::UpdateReq &&
        *type != MessageType::PkcsReq)
        return fail(ErrorCode::InvalidArgument, "a renewal is of messageType 17, 18 or 19");
    return submit(request, old, type);
}

Result<EnrollmentResult> ScepClient::poll(const Transaction& transaction,
                                          const SecretBytes* challenge) {
    m_transcript.clear();
    SCEPTER_CHECK(needCapabilities());
    SCEPTER_CHECK(needCaCertificates());
    const scep::IssuerAndSubject names{m_ca->roles->ca.subject(), transaction.subject};
    SCEPTER_TRY(reply, exchange({MessageType::CertPoll, transaction, names.toDer(), challenge}));
    return finish(transaction, std::move(reply));
}

Result<LookupResult> ScepClient::lookup(MessageType type, const Bytes& serial,
                                        const Identity& signer) {
    m_transcript.clear();
    SCEPTER_CHECK(needCapabilities());
    SCEPTER_CHECK(needCaCertificates());
    SCEPTER_TRY(random, scep::makeNonce());
    const Transaction transaction{toUpperHex(random),
                                  signer.key,
                                  signer,
                                  {},
                                  bestCipher(*m_capabilities),
                                  bestDigest(*m_capabilities),
                                  pki::KeyTransport::RsaPkcs1};
    const scep::IssuerAndSerial asked{m_ca->roles->ca.subject(), serial};
    SCEPTER_TRY(reply, exchange({type, transaction, asked.toDer(), nullptr}));
    LookupResult result;
    result.status = reply.status;
    result.failInfo = reply.failInfo;
    result.failInfoText = std::move(reply.failInfoText);
    if (reply.status == scep::PkiStatus::Success && type == MessageType::GetCrl) {
        if (reply.crls.empty())
            return fail(ErrorCode::MessageMalformed, "GetCRL was answered without a CRL");
        SCEPTER_TRY(crl, pki::Crl::fromDer(reply.crls.front()));
        SCEPTER_CHECK(crl.verifySignedBy(m_ca->roles->ca.publicKey()));
        result.crl = std::move(crl);
    } else if (reply.status == scep::PkiStatus::Success) {
        SCEPTER_TRY(found, certificateOf(reply.certificates, asked));
        result.certificate = std::move(found);
    }
    result.transcript = m_transcript;
    return result;
}

Result<LookupResult> ScepClient::getCert(const Bytes& serial, const Identity& signer) {
    return lookup(MessageType::GetCert, serial, signer);
}

Result<LookupResult> ScepClient::getCrl(const Bytes& serial, const Identity& signer) {
    return lookup(MessageType::GetCrl, serial, signer);
}

} // namespace scepter::client
