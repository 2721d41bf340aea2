// A server that is killed under load, again and again, and what its clients know.
#pragma once

#include "base/encoding.h"
#include "clients.h"
#include "lab.h"
#include "store/store.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace scepter::faults {

inline constexpr unsigned kConnections = 6;
inline constexpr std::size_t kKeys = 6;

/// Sends a batch over some connections until `enough` answers have come; then, `delay` later, the
/// server is killed in the midst of what it does. The answers, in the order of the batch.
inline std::vector<std::optional<Answer>>
loadUntilKilled(const Server& server, const std::vector<const Enrollment*>& batch,
                std::size_t enough, std::chrono::microseconds delay) {
    std::vector<std::optional<Answer>> answers(batch.size());
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> answered{0};
    const auto killLater = [&] {
        std::this_thread::sleep_for(delay);
        server.kill();
    };
    const auto client = [&] {
        Connection connection(server.port());
        for (std::size_t i = next++; i < batch.size(); i = next++) {
            if (!connection.send(batch[i]->http)) return;
            answers[i] = connection.read();
            if (!answers[i]) return;
            if (++answered == enough) killLater();
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < kConnections; ++i)
        threads.emplace_back(client);
    if (enough == 0) killLater();
    for (auto& thread : threads)
        thread.join();
    return answers;
}

/// A server that is killed again and again, and what its clients know.
class KillTrial {
public:
    explicit KillTrial(Lab& lab)
        : m_lab(lab) {}

    Result<void> prepare(std::size_t codes) {
        SCEPTER_TRY(minted, m_lab.mint(codes));
        m_codes = std::move(minted);
        const auto bench = m_lab.open();
        if (!bench) return fail(ErrorCode::StoreUnavailable, m_lab.error());
        SCEPTER_TRY(authority, bench->authorities().show({}));
        SCEPTER_TRY(clients, Clients::make(kKeys, authority));
        m_clients = std::make_unique<Clients>(std::move(clients));
        return {};
    }

    /// One life of the server. Gives how many were answered.
    Result<std::size_t> live(std::size_t enough, std::chrono::microseconds delay) {
        SCEPTER_CHECK(fillUp(enough + kConnections));
        Server server(m_lab.path());
        if (!server.isReady()) return fail(ErrorCode::ListenFailed, server.log().toStdString());
        SCEPTER_CHECK(tryAgain(server));
        std::vector<const Enrollment*> batch;
        for (const std::size_t index : m_waiting)
            batch.push_back(&m_all[index].enrollment);
        const auto answers = loadUntilKilled(server, batch, enough, delay);
        server.kill();
        if (server.end(false) != -1) return fail(ErrorCode::Internal, "the server ended by itself");
        return take(answers);
    }

    /// Everything that was ever sent and has no answer gets one.
    Result<void> finish() {
        Server server(m_lab.path());
        if (!server.isReady()) return fail(ErrorCode::ListenFailed, server.log().toStdString());
        while (!m_waiting.empty()) {
            Sent& sent = m_all[m_waiting.front()];
            SCEPTER_TRY(verdict, m_clients->enroll(server.port(), sent.enrollment));
            SCEPTER_CHECK(note(sent, verdict));
            m_waiting.pop_front();
        }
        if (server.end(true) != 0) return fail(ErrorCode::Internal, server.log().toStdString());
        return {};
    }

    /// Looks up in the ledger what was answered since the last time.
    Result<void> checkAnswered() {
        SCEPTER_TRY(store, store::Store::open(m_lab.path().toStdString(), m_lab.clock()));
        for (; m_checked < m_answered.size(); ++m_checked) {
            const Sent& sent = m_all[m_answered[m_checked]];
            SCEPTER_TRY(certificate, store->certificateBySerial(sent.serial));
            SCEPTER_TRY(request, store->request(certificate.requestId));
            SCEPTER_TRY(code, store->code(sent.enrollment.codeId));
            if (request.state != enrollment::RequestState::Issued ||
                request.key.transactionId != sent.enrollment.transactionId ||
                request.codeId != code.id || request.certificateId != certificate.id)
                return fail(ErrorCode::Internal, sent.serial + " is recorded for another request");
            if (code.usesLeft != 0)
                return fail(ErrorCode::Internal, "a used code can be used again");
        }
        return noteOrphans(*store);
    }

    [[nodiscard]] std::size_t orphans() const { return m_orphans; }
    [[nodiscard]] std::size_t sent() const { return m_all.size(); }
    [[nodiscard]] std::size_t minted() const { return m_codes.size(); }
    [[nodiscard]] std::size_t serials() const { return m_serials.size(); }

private:
    struct Sent {
        Enrollment enrollment;
        std::string serial; ///< once answered
        std::string orphan; ///< issued before a kill, and not answered
    };

    /// What is in the ledger though nobody was told: the repeat must get this very certificate.
    Result<void> noteOrphans(store::Store& store) {
        for (std::size_t i = 0; i < std::min<std::size_t>(m_waiting.size(), kConnections); ++i) {
            Sent& sent = m_all[m_waiting[i]];
            store::RequestFilter filter;
            filter.text = sent.enrollment.transactionId;
            SCEPTER_TRY(found, store.requests(filter));
            if (found.empty() || !sent.orphan.empty()) continue;
            SCEPTER_TRY(certificate, store.certificate(found.front().certificateId));
            sent.orphan = toUpperHex(certificate.serial);
            ++m_orphans;
        }
        return {};
    }

    Result<void> fillUp(std::size_t count) {
        while (m_waiting.size() < count) {
            if (m_all.size() == m_codes.size())
                return fail(ErrorCode::Internal, "too few codes were minted");
            const auto& code = m_codes[m_all.size()];
            SCEPTER_TRY(made, m_clients->enrollment("/scep", std::string(code.code.text()),
                                                    code.record.id));
            m_waiting.push_back(m_all.size());
            m_all.push_back({std::move(made), {}, {}});
        }
        return {};
    }

    /// A repeat of what was answered last gets the same certificate; its code gets no other one.
    Result<void> tryAgain(const Server& server) {
        if (m_answered.empty()) return {};
        const Sent& last = m_all[m_answered.back()];
        SCEPTER_TRY(repeated, m_clients->enroll(server.port(), last.enrollment));
        if (repeated.status != scep::PkiStatus::Success || repeated.serial != last.serial)
            return fail(ErrorCode::Internal, "a repeat is not answered as before");
        SCEPTER_TRY(second, m_clients->enrollment("/scep", last.enrollment.code));
        SCEPTER_TRY(refused, m_clients->enroll(server.port(), second));
        if (refused.status != scep::PkiStatus::Failure ||
            refused.text != "The challenge was not accepted.")
            return fail(ErrorCode::Internal, "a used code is taken: " + refused.text);
        return {};
    }

    Result<std::size_t> take(const std::vector<std::optional<Answer>>& answers) {
        std::deque<std::size_t> unanswered;
        std::size_t count = 0;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const std::size_t index = m_waiting[i];
            if (!answers[i]) {
                unanswered.push_back(index);
                continue;
            }
            SCEPTER_TRY(verdict, m_clients->read(m_all[index].enrollment, *answers[i]));
            SCEPTER_CHECK(note(m_all[index], verdict));
            m_answered.push_back(index);
            ++count;
        }
        m_waiting = std::move(unanswered);
        return count;
    }

    Result<void> note(Sent& sent, const Verdict& verdict) {
        if (verdict.status != scep::PkiStatus::Success)
            return fail(ErrorCode::RefusedByServer,
                        sent.enrollment.name + " got no certificate: " + verdict.text);
        if (!m_serials.insert(verdict.serial).second)
            return fail(ErrorCode::Internal, verdict.serial + " was issued twice");
        if (!sent.orphan.empty() && sent.orphan != verdict.serial)
            return fail(ErrorCode::Internal, "a repeat got another certificate than was issued");
        sent.serial = verdict.serial;
        return {};
    }

    Lab& m_lab;
    std::unique_ptr<Clients> m_clients;
    std::vector<workbench::MintedCode> m_codes;
    std::deque<Sent> m_all;            ///< the n-th has the n-th code
    std::deque<std::size_t> m_waiting; ///< no answer yet; some were sent before a kill
    std::vector<std::size_t> m_answered;
    std::size_t m_checked = 0;
    std::size_t m_orphans = 0;
    std::set<std::string> m_serials;
};

} // namespace scepter::faults
