#include "clients.h"

#include "base/clock.h"
#include "base/encoding.h"
#include "pki/csr.h"
#include "scep/ids.h"

#include <arpa/inet.h>
#include <charconv>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace scepter::faults {

namespace {

constexpr std::string_view kLengthField = "\r\nContent-Length: ";

std::size_t numberAt(const std::string& text, std::size_t at) {
    std::size_t value = 0;
    std::from_chars(text.data() + at, text.data() + text.size(), value);
    return value;
}

Bytes httpRequest(const std::string& path, ByteView message) {
    const std::string head = "POST " + path +
                             "?operation=PKIOperation HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                             "Content-Type: application/x-pki-message\r\nContent-Length: " +
                             std::to_string(message.size()) + "\r\n\r\n";
    Bytes request = copyOf(bytesOf(head));
    request.insert(request.end(), message.begin(), message.end());
    return request;
}

} // namespace

Connection::Connection(std::uint16_t port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval patience{60, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // A failure shows with the first send.
    static_cast<void>(
        ::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

Connection::~Connection() {
    if (m_socket >= 0) ::close(m_socket);
}

bool Connection::send(ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

std::optional<Answer> Connection::read() {
    for (;;) {
        const auto head = m_received.find("\r\n\r\n");
        if (head != std::string::npos) {
            const auto field = m_received.find(kLengthField);
            if (field == std::string::npos || field > head) return std::nullopt;
            const std::size_t length = numberAt(m_received, field + kLengthField.size());
            const std::size_t end = head + 4 + length;
            if (m_received.size() >= end) {
                Answer answer;
                answer.status = static_cast<unsigned>(numberAt(m_received, 9));
                answer.body =
                    copyOf(bytesOf(std::string_view(m_received).substr(head + 4, length)));
                m_received.erase(0, end);
                return answer;
            }
        }
        char buffer[16384];
        const ssize_t got = ::recv(m_socket, buffer, sizeof buffer, 0);
        if (got <= 0) return std::nullopt;
        m_received.append(buffer, static_cast<std::size_t>(got));
    }
}

Result<Clients> Clients::make(std::size_t keys, const workbench::AuthorityView& authority) {
    const SystemClock clock;
    const auto* current = authority.current();
    if (current == nullptr || !current->ca || !current->ra)
        return fail(ErrorCode::AuthorityNotReady, "the authority has no RA");
    SCEPTER_TRY(name, pki::Name::fromText("CN=SCEP SIGNER"));
    std::vector<Identity> identities;
    for (std::size_t i = 0; i < keys; ++i) {
        SCEPTER_TRY(key, pki::PrivateKey::generate({}));
        SCEPTER_TRY(signer, scep::makeRequestSigner(name, key, clock.now(), pki::Digest::Sha256));
        identities.push_back({std::move(key), std::move(signer)});
    }
    return Clients(std::move(identities), {*current->ra, *current->ca});
}

Result<Enrollment> Clients::enrollment(const std::string& path, const std::string& code,
                                       std::int64_t codeId, const std::string& transactionId) {
    Enrollment made;
    made.key = m_made % m_identities.size();
    made.name = "device-" + std::to_string(m_made++);
    made.code = code;
    made.codeId = codeId;
    const Identity& identity = m_identities[made.key];
    const SecretBytes challenge{std::string_view(code)};
    pki::CsrFields fields;
    SCEPTER_TRY(subject, pki::Name::fromText("CN=" + made.name + ",O=Example"));
    fields.subject = std::move(subject);
    if (!code.empty()) fields.challengePassword = &challenge;
    SCEPTER_TRY(csr, pki::signCsr(fields, identity.key, pki::Digest::Sha256));
    scep::RequestFields request;
    SCEPTER_TRY(nonce, scep::makeNonce());
    SCEPTER_TRY(id, scep::makeNonce());
    made.senderNonce = request.senderNonce = std::move(nonce);
    made.transactionId = transactionId.empty() ? toHex(id) : transactionId;
    request.transactionId = made.transactionId;
    request.payload = csr.der();
    SCEPTER_TRY(message,
                scep::encodeRequest(request, identity.signer, identity.key, m_servers.front()));
    made.http = httpRequest(path, message);
    return made;
}

Result<Verdict> Clients::read(const Enrollment& sent, const Answer& answer) const {
    Verdict verdict;
    verdict.http = answer.status;
    if (answer.status != 200) {
        verdict.text = textOf(answer.body);
        return verdict;
    }
    const scep::ReplyExpectations expected{sent.transactionId, sent.senderNonce, m_servers};
    SCEPTER_TRY(reply, scep::decodeReply(answer.body, expected, m_identities[sent.key].key));
    verdict.status = reply.status;
    verdict.text = reply.failInfoText;
    if (reply.status != scep::PkiStatus::Success) return verdict;
    if (reply.certificates.size() != 1)
        return fail(ErrorCode::MessageMalformed, "a SUCCESS without exactly one certificate");
    SCEPTER_TRY(certificate, pki::Certificate::fromDer(reply.certificates.front()));
    if (!(certificate.publicKey() == m_identities[sent.key].key.publicKey()))
        return fail(ErrorCode::KeyMismatch, "the certificate is for another key");
    if (certificate.subject().commonName() != sent.name)
        return fail(ErrorCode::CertificateMalformed, "the certificate is for another name");
    SCEPTER_CHECK(certificate.verifySignedBy(m_servers.back().publicKey()));
    verdict.serial = certificate.serialText();
    return verdict;
}

Result<Verdict> Clients::enroll(std::uint16_t port, const Enrollment& enrollment) const {
    Connection connection(port);
    if (!connection.send(enrollment.http))
        return fail(ErrorCode::Unreachable, "the server takes no request");
    const auto answer = connection.read();
    if (!answer) return fail(ErrorCode::Unreachable, "the server does not answer");
    return read(enrollment, *answer);
}

} // namespace scepter::faults
