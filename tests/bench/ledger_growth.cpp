#include "ledger_growth.h"

#include "base/encoding.h"
#include "pki/crypto.h"

#include <algorithm>
#include <latch>
#include <mutex>
#include <optional>

namespace scepter::bench {

enrollment::RecordRequest issuedRequest(std::int64_t n, std::int64_t codeId) {
    const Bytes key = pki::digestOf(pki::Digest::Sha256, bytesOf("key " + std::to_string(n)));
    const std::string name = "device-" + std::to_string(n);
    enrollment::RecordRequest change;
    enrollment::RequestRecord& request = change.request;
    request.key = {1, toHex(key), key, {}};
    request.state = enrollment::RequestState::Issued;
    request.createdAt = kGrowthStart + Duration(n);
    request.stickyUntil = request.createdAt + std::chrono::hours{24};
    request.subject = "CN=" + name + ",OU=Devices,O=Example";
    request.san = "DNS:" + name + ".devices.example";
    request.keyText = "RSA 2048";
    request.csr = Bytes(900, 0x30);
    request.signerKeyHash = key;
    request.signerText = request.subject;
    request.remoteAddress = "192.0.2.77";
    request.decidedBy = "policy";
    request.decidedAt = request.createdAt;
    request.checks = {{"CSR signature", true, "sha256WithRSAEncryption"},
                      {"Signer key", true, ""},
                      {"Challenge", true, "one-time code"},
                      {"Template", true, "lab"}};
    request.codeId = codeId;
    enrollment::CertificateRecord& certificate = change.certificate.emplace();
    certificate.authorityId = certificate.generationId = 1;
    certificate.serial = Bytes(key.begin() + 8, key.begin() + 24);
    certificate.subject = request.subject;
    certificate.san = request.san;
    certificate.keyText = request.keyText;
    certificate.notBefore = certificate.issuedAt = request.createdAt;
    certificate.notAfter = request.createdAt + std::chrono::hours{24 * 365};
    certificate.der = Bytes(1100, 0x31);
    std::ranges::copy(key, certificate.der.begin());
    return change;
}

Result<void> growLedger(store::Store& store, std::int64_t from, std::int64_t to) {
    constexpr std::int64_t kBatch = 1024;
    std::mutex mutex;
    std::optional<Error> problem;
    for (std::int64_t next = from; next < to;) {
        const auto count = std::min(kBatch, to - next);
        std::latch all(count);
        for (std::int64_t i = 0; i < count; ++i)
            store.submit(issuedRequest(next++, 0), [&](const auto& result) {
                if (!result) {
                    const std::lock_guard lock(mutex);
                    problem = result.error();
                }
                all.count_down();
            });
        all.wait();
        if (problem) return std::unexpected(*problem);
    }
    return {};
}

} // namespace scepter::bench
