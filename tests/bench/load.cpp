#include "load.h"

#include "base/clock.h"
#include "pki/csr.h"
#include "scep/client_message.h"
#include "scep/ids.h"

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace scepter::bench {

namespace {

constexpr std::size_t kKeys = 8;

int connectTo(std::uint16_t port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        close(fd);
        return -1;
    }
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

bool sendAll(int fd, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

// Reads one response; gives its body size, or -1. `status` is the HTTP status.
long readResponse(int fd, int& status) {
    std::string text;
    char buffer[16384];
    std::size_t head = std::string::npos;
    std::size_t length = 0;
    while (head == std::string::npos || text.size() < head + 4 + length) {
        const ssize_t got = recv(fd, buffer, sizeof buffer, 0);
        if (got <= 0) return -1;
        text.append(buffer, static_cast<std::size_t>(got));
        if (head == std::string::npos && (head = text.find("\r\n\r\n")) != std::string::npos) {
            status = std::stoi(text.substr(9, 3));
            const auto at = text.find("Content-Length: ");
            length = at == std::string::npos ? 0 : std::stoul(text.substr(at + 16));
        }
    }
    return static_cast<long>(length);
}

Result<Bytes> buildOne(const pki::PrivateKey& key, const pki::Certificate& signer,
                       const pki::Name& subject, const pki::Certificate& recipient,
                       const SecretBytes& challenge) {
    pki::CsrFields fields;
    fields.subject = subject;
    fields.challengePassword = &challenge;
    SCEPTER_TRY(csr, pki::signCsr(fields, key, pki::Digest::Sha256));
    scep::RequestFields request;
    SCEPTER_TRY(nonce, scep::makeNonce());
    SCEPTER_TRY(id, scep::makeNonce());
    request.senderNonce = nonce;
    for (const std::uint8_t byte : id)
        request.transactionId += std::to_string(byte);
    request.payload = csr.der();
    return scep::encodeRequest(request, signer, key, recipient);
}

} // namespace

Result<std::vector<Bytes>> buildEnrollments(std::size_t count, const pki::Certificate& recipient,
                                            const std::string& path, const std::string& challenge) {
    const SystemClock clock;
    const SecretBytes secret{std::string_view(challenge)};
    std::vector<pki::PrivateKey> keys;
    std::vector<pki::Certificate> signers;
    for (std::size_t i = 0; i < kKeys; ++i) {
        SCEPTER_TRY(key, pki::PrivateKey::generate({}));
        SCEPTER_TRY(name, pki::Name::fromText("CN=SCEP SIGNER"));
        SCEPTER_TRY(signer, scep::makeRequestSigner(name, key, clock.now(), pki::Digest::Sha256));
        keys.push_back(std::move(key));
        signers.push_back(std::move(signer));
    }
    std::vector<Bytes> requests;
    requests.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        SCEPTER_TRY(name, pki::Name::fromText("CN=device-" + std::to_string(i) + ",O=Example"));
        SCEPTER_TRY(message,
                    buildOne(keys[i % kKeys], signers[i % kKeys], name, recipient, secret));
        const std::string head = "POST " + path +
                                 "?operation=PKIOperation HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                 "Content-Type: application/x-pki-message\r\nContent-Length: " +
                                 std::to_string(message.size()) + "\r\n\r\n";
        Bytes request = copyOf(bytesOf(head));
        request.insert(request.end(), message.begin(), message.end());
        requests.push_back(std::move(request));
    }
    return requests;
}

LoadResult runLoad(std::uint16_t port, const std::vector<Bytes>& requests, unsigned connections) {
    using Clock = std::chrono::steady_clock;
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    LoadResult result;
    const auto begin = Clock::now();
    const auto client = [&] {
        const int fd = connectTo(port);
        std::vector<double> latencies;
        std::size_t answered = 0;
        std::size_t other = 0;
        for (std::size_t i = next++; i < requests.size() && fd >= 0; i = next++) {
            const auto sent = Clock::now();
            int status = 0;
            // A CertRep without an envelope is under 2 KB, one with a certificate above.
            const bool ok = sendAll(fd, requests[i]) && readResponse(fd, status) > 2200;
            if (status == 0) break;
            (ok && status == 200 ? answered : other) += 1;
            latencies.push_back(
                std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
        }
        close(fd);
        const std::lock_guard lock(mutex);
        result.answered += answered;
        result.other += other;
        result.latencies.insert(result.latencies.end(), latencies.begin(), latencies.end());
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < connections; ++i)
        threads.emplace_back(client);
    for (auto& thread : threads)
        thread.join();
    result.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::sort(result.latencies.begin(), result.latencies.end());
    return result;
}

std::vector<int> openIdle(std::uint16_t port, std::size_t count) {
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    std::vector<int> sockets;
    for (std::size_t i = 0; i < count; ++i) {
        const int fd = connectTo(port);
        int status = 0;
        if (fd < 0 || !sendAll(fd, bytesOf(request)) || readResponse(fd, status) < 0) {
            if (fd >= 0) close(fd);
            break;
        }
        sockets.push_back(fd);
    }
    return sockets;
}

} // namespace scepter::bench
