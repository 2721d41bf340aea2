// SPDX-License-Identifier: GPL-3.0-or-later
#include "news_teller.h"

#include "enrollment/notice.h"

#include <algorithm>
#include <array>

namespace scepter::responder {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kLease = minutes{1};
constexpr std::size_t kAtOnce = 32;
constexpr std::string_view kActor = "responder";

// A device that waits comes again for some minutes; then the certificate is revoked.
constexpr std::array<Duration, 5> kWhileWaiting{seconds{5}, seconds{15}, seconds{30}, minutes{1},
                                                minutes{2}};
constexpr std::array<Duration, 12> kLater{seconds{10}, seconds{30}, minutes{1}, minutes{5},
                                          minutes{15}, hours{1},    hours{2},   hours{4},
                                          hours{8},    hours{12},   hours{24},  hours{24}};

challenge::Verdict gone(std::string why) {
    return challenge::Verdict::deny(ErrorCode::NotFound, std::move(why));
}

} // namespace

std::optional<Duration> pauseAfter(unsigned attempts, bool beforeDelivery) {
    const std::size_t index = attempts == 0 ? 0 : attempts - 1;
    if (beforeDelivery)
        return index < kWhileWaiting.size() ? std::optional(kWhileWaiting[index]) : std::nullopt;
    return index < kLater.size() ? std::optional(kLater[index]) : std::nullopt;
}

/// What is told about one request, until all that its certificate waits for has answered.
struct NewsTeller::Round {
    std::mutex mutex;
    std::size_t open = 0; ///< notices before delivery without an answer
    Released released{enrollment::Release::Free, {}};
    Done done;

    void answered(enrollment::Release release, const std::string& reason) {
        Done finished;
        {
            const std::lock_guard lock(mutex);
            if (release != enrollment::Release::Free &&
                released.release != enrollment::Release::Refused)
                released = {release, reason};
            if (--open == 0) finished = std::exchange(done, nullptr);
        }
        if (finished) finished(released);
    }
};

NewsTeller::NewsTeller(store::Store& store, Asker& asker, WorkerPool& pool, const Clock& clock,
                       Log& log, RuntimeSource runtime)
    : m_store(store)
    , m_asker(asker)
    , m_pool(pool)
    , m_clock(clock)
    , m_log(log)
    , m_runtime(std::move(runtime)) {
}

void NewsTeller::tell(std::int64_t requestId, Done done) {
    auto round = std::make_shared<Round>();
    auto notices = m_store.noticesOfRequest(requestId);
    if (!notices) {
        m_log.warning("news not told", {{"reason", toText(notices.error())}});
        if (done) done({enrollment::Release::Waiting, notices.error().detail});
        return;
    }
    std::erase_if(*notices, [](const store::NoticeRecord& notice) {
        return notice.state != store::NoticeState::Waiting;
    });
    const auto holding = std::ranges::count_if(*notices, &store::NoticeRecord::beforeDelivery);
    round->open = static_cast<std::size_t>(holding);
    round->done = std::move(done);
    if (holding == 0 && round->done) std::exchange(round->done, nullptr)(round->released);
    for (const store::NoticeRecord& notice : *notices)
        start(notice, round);
}

void NewsTeller::tellDue() {
    auto due = m_store.claimNotices(m_clock.now(), kLease, kAtOnce);
    if (!due) {
        m_log.warning("news not told", {{"reason", toText(due.error())}});
        return;
    }
    for (const store::NoticeRecord& notice : *due)
        start(notice, nullptr);
}

void NewsTeller::start(const store::NoticeRecord& notice, const std::shared_ptr<Round>& round) {
    const auto finish = [this, notice, round](challenge::Verdict verdict) {
        m_pool.postFirst([this, notice, round, verdict = std::move(verdict)] {
            settle(notice, verdict, round);
        });
    };
    const auto request = m_store.request(notice.requestId);
    if (!request) return finish(challenge::Verdict::later(request.error().detail));
    const auto runtime = m_runtime();
    const auto endpoint = runtime->endpoint(request->key.endpointId);
    // It may only be broken for the moment: what is given up is given up after its last attempt.
    if (!endpoint) return finish(challenge::Verdict::later("its endpoint does not serve"));
    const auto& gates = endpoint->setting.endpoint->settings.gates;
    const auto gate = std::ranges::find(gates, notice.gate, &challenge::Gate::name);
    const auto& tools = endpoint->setting.tools;
    if (gate == gates.end() || !tools || !tools->contains(notice.gate))
        return finish(gone("the gate is gone"));
    auto outcome = outcomeOf(notice, *endpoint, *request);
    if (!outcome) return finish(gone(outcome.error().detail));
    m_asker.run("notice/" + std::to_string(notice.id), targetOf(challenge::askedPlace(*gate)),
                challenge::tellOutcome(*gate, tools->find(notice.gate)->second, *outcome), finish);
}

Result<challenge::GateOutcome>
NewsTeller::outcomeOf(const store::NoticeRecord& notice, const EndpointRuntime& endpoint,
                      const enrollment::RequestRecord& request) const {
    challenge::GateOutcome outcome;
    outcome.id = notice.id;
    SCEPTER_TRY(csr, enrollment::csrForNotices(m_store.sealer(), request));
    outcome.csr = std::move(csr);
    outcome.endpoint = endpoint.setting.endpoint->settings.name;
    outcome.transactionId = request.key.transactionId;
    outcome.remoteAddress = request.remoteAddress;
    outcome.now = m_clock.now();
    if (request.certificateId == 0) {
        const bool expired = request.state == enrollment::RequestState::Expired;
        outcome.code =
            expired ? ErrorCode::RequestExpired : request.errorCode.value_or(ErrorCode::Internal);
        outcome.reason = expired ? "nobody decided in time" : request.reason;
        return outcome;
    }
    SCEPTER_TRY(certificate, m_store.certificate(request.certificateId));
    outcome.certificate = certificate.der;
    for (const auto& generation : endpoint.setting.authority->generations)
        if (generation.id == certificate.generationId)
            outcome.issuerCertificate = generation.ca.certificate.der();
    return outcome;
}

void NewsTeller::settle(const store::NoticeRecord& notice, const challenge::Verdict& verdict,
                        const std::shared_ptr<Round>& round) {
    store::NoticeOutcome outcome;
    const unsigned attempts = notice.attempts + 1;
    auto release = enrollment::Release::Free;
    if (verdict.error) outcome.error = verdict.error->detail;
    switch (verdict.kind) {
    case challenge::VerdictKind::Allow:
    case challenge::VerdictKind::Hold:
        outcome.state = store::NoticeState::Accepted;
        break;
    case challenge::VerdictKind::Deny:
        outcome.state = store::NoticeState::Refused;
        release = enrollment::Release::Refused;
        break;
    case challenge::VerdictKind::RetryLater: {
        const auto pause = pauseAfter(attempts, notice.beforeDelivery);
        outcome.state = pause ? store::NoticeState::Waiting : store::NoticeState::GivenUp;
        outcome.nextAt = m_clock.now() + pause.value_or(Duration{0});
        release = pause ? enrollment::Release::Waiting : enrollment::Release::Refused;
        break;
    }
    }
    const auto settled = m_store.settleNotice(notice.id, outcome, std::string(kActor));
    if (!settled) release = enrollment::Release::Waiting;
    if (verdict.kind != challenge::VerdictKind::Allow || !settled)
        m_log.warning("news not accepted",
                      {{"gate", notice.gate},
                       {"request", notice.requestId},
                       {"state", std::string(toText(outcome.state))},
                       {"reason", settled ? outcome.error : toText(settled.error())}});
    if (round && notice.beforeDelivery) round->answered(release, outcome.error);
}

} // namespace scepter::responder
