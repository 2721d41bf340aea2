// A workspace in a temporary folder, and records to put into it.
#pragma once

#include "base/encoding.h"
#include "pki/crypto.h"
#include "store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>

namespace scepter::test {

inline constexpr std::string_view kPassphrase = "correct horse battery staple";
inline constexpr TimePoint kNow{std::chrono::milliseconds{1'790'000'000'000}};
inline constexpr std::int64_t kEndpoint = 1;

using enrollment::CertificateRecord;
using enrollment::ChangeResult;
using enrollment::DecideRequest;
using enrollment::RecordRequest;
using enrollment::RequestRecord;
using enrollment::RequestState;

class ManualClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return TimePoint(Duration(m_now.load())); }
    void set(TimePoint now) { m_now = now.time_since_epoch().count(); }

private:
    std::atomic<std::int64_t> m_now{kNow.time_since_epoch().count()};
};

class Workspace {
public:
    Workspace() {
        auto created = store::Store::create(path(), bytesOf(kPassphrase), clock);
        if (created)
            store = std::move(*created);
        else
            error = toText(created.error());
    }
    [[nodiscard]] std::string path() const {
        return folder.filePath(QStringLiteral("lab.scepter")).toStdString();
    }
    /// A second one on the same file, unlocked, as another process would have it.
    std::unique_ptr<store::Store> another() {
        auto opened = store::Store::open(path(), clock);
        if (!opened || !(*opened)->unlock(bytesOf(kPassphrase))) return nullptr;
        return std::move(*opened);
    }

    QTemporaryDir folder;
    ManualClock clock;
    std::unique_ptr<store::Store> store;
    std::string error;
};

inline Bytes hashFor(std::string_view text) {
    return pki::digestOf(pki::Digest::Sha256, bytesOf(text));
}

inline Bytes serialFor(const std::string& text) {
    Bytes serial = hashFor("serial " + text);
    serial.resize(16);
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7F) | 0x40);
    return serial;
}

inline RequestRecord requestRecord(const std::string& name, RequestState state) {
    RequestRecord request;
    request.key = {kEndpoint, "T-" + name, hashFor("key " + name), {}};
    request.state = state;
    request.stickyUntil = kNow + std::chrono::hours{24};
    request.subject = "CN=" + name + ",O=Example";
    request.san = "DNS:" + name + ".example";
    request.keyText = "RSA 2048";
    request.csr = Bytes(700, 0x30);
    request.signerKeyHash = request.key.publicKeyHash;
    request.signerText = request.subject;
    request.remoteAddress = "192.0.2.7";
    request.createdAt = kNow;
    if (state == RequestState::Pending) request.expiresAt = kNow + std::chrono::hours{168};
    request.checks = {{"CSR signature", true, "RSA"}, {"Challenge", true, "code"}};
    request.comparisons = {{"Subject CN", "kiosk-*", name, true}};
    return request;
}

inline CertificateRecord certificateRecord(const std::string& name) {
    CertificateRecord certificate;
    certificate.authorityId = 1;
    certificate.generationId = 1;
    certificate.serial = serialFor(name);
    certificate.subject = "CN=" + name + ",O=Example";
    certificate.san = "DNS:" + name + ".example";
    certificate.keyText = "RSA 2048";
    certificate.notBefore = kNow - std::chrono::minutes{10};
    certificate.notAfter = kNow + std::chrono::hours{24 * 365};
    certificate.issuedAt = kNow;
    certificate.der = Bytes(900, 0x31);
    return certificate;
}

inline RecordRequest issued(const std::string& name, std::int64_t codeId = 0) {
    RecordRequest change{requestRecord(name, RequestState::Issued), certificateRecord(name)};
    change.request.codeId = codeId;
    return change;
}

inline RecordRequest pending(const std::string& name, std::int64_t codeId = 0) {
    RecordRequest change{requestRecord(name, RequestState::Pending), {}};
    change.request.codeId = codeId;
    return change;
}

inline DecideRequest approval(std::int64_t id, const std::string& name,
                              const std::string& actor = "operator:ann") {
    DecideRequest change;
    change.requestId = id;
    change.certificate = certificateRecord(name);
    change.at = kNow;
    change.stickyUntil = kNow + std::chrono::hours{24};
    change.actor = actor;
    return change;
}

inline challenge::CodeRecord codeRecord(const store::Store& store, std::string_view text,
                                        unsigned uses = 1) {
    challenge::CodeRecord code;
    code.hash = store.sealer().hashCode(bytesOf(text));
    code.note = "for a test";
    code.createdAt = kNow;
    code.expiresAt = kNow + std::chrono::hours{1};
    code.usesAllowed = code.usesLeft = uses;
    code.createdBy = "operator:ann";
    return code;
}

} // namespace scepter::test

/// Fails the test with the error's text.
#define NEED(result)                                                                               \
    do {                                                                                           \
        const auto& needed_ = (result);                                                            \
        QVERIFY2(needed_.has_value(),                                                              \
                 needed_.has_value() ? "" : scepter::toText(needed_.error()).c_str());             \
    } while (false)
/// Wants an error of this code.
#define REFUSED(expression, wanted)                                                                \
    do {                                                                                           \
        const auto refused_ = (expression);                                                        \
        QVERIFY2(!refused_.has_value(), "was not refused");                                        \
        QCOMPARE(QString::fromStdString(scepter::toText(refused_.error())).section(u':', 0, 0),    \
                 QString::fromStdString(std::string(scepter::toText(wanted))));                    \
    } while (false)
