// SPDX-License-Identifier: GPL-3.0-or-later
#include "revocation_puller.h"

#include "challenge/intune.h"

#include <utility>

namespace scepter::responder {

namespace {

constexpr Duration kEvery = std::chrono::minutes{5};
constexpr unsigned kAtOnce = 100;
constexpr std::string_view kActor = "intune";

/// A talk whose list outlives it: whoever asked has only its verdict.
class Listed final : public challenge::Conversation {
public:
    Listed(std::unique_ptr<challenge::IntuneRevocationPull> pull,
           std::shared_ptr<std::vector<challenge::IntuneRevocation>> list)
        : m_pull(std::move(pull))
        , m_list(std::move(list)) {}

    Step next(const challenge::Reply* reply, TimePoint now) override {
        auto step = m_pull->next(reply, now);
        if (std::holds_alternative<challenge::Verdict>(step)) *m_list = m_pull->revocations();
        return step;
    }

private:
    std::unique_ptr<challenge::IntuneRevocationPull> m_pull;
    std::shared_ptr<std::vector<challenge::IntuneRevocation>> m_list;
};

} // namespace

struct RevocationPuller::Pull {
    std::int64_t authorityId = 0;
    challenge::Gate gate;
    std::shared_ptr<const enrollment::GateToolbox> tools;
    std::string target;
    std::shared_ptr<std::vector<challenge::IntuneRevocation>> list =
        std::make_shared<std::vector<challenge::IntuneRevocation>>();

    [[nodiscard]] const challenge::IntuneGate& settings() const {
        return std::get<challenge::IntuneGate>(gate.settings);
    }
    [[nodiscard]] const challenge::GateTools& tool() const {
        return tools->find(gate.name)->second;
    }
};

RevocationPuller::RevocationPuller(store::Store& store, Asker& asker, WorkerPool& pool,
                                   const Clock& clock, Log& log, RuntimeSource runtime)
    : m_store(store)
    , m_asker(asker)
    , m_pool(pool)
    , m_clock(clock)
    , m_log(log)
    , m_runtime(std::move(runtime)) {
}

void RevocationPuller::pullDue() {
    const auto runtime = m_runtime();
    for (const auto& [path, endpoint] : runtime->byPath) {
        const auto& settings = endpoint->setting.endpoint->settings;
        if (path != settings.path) continue; // an alias
        for (const challenge::Gate& gate : settings.gates) {
            const auto* intune = std::get_if<challenge::IntuneGate>(&gate.settings);
            if (intune == nullptr || !intune->pullsRevocations) continue;
            const TimePoint now = m_clock.now();
            {
                const std::lock_guard lock(m_mutex);
                TimePoint& next = m_next[std::to_string(settings.id) + '/' + gate.name];
                if (next > now) continue;
                next = now + kEvery;
            }
            pull(*endpoint, gate);
        }
    }
}

void RevocationPuller::pull(const EndpointRuntime& endpoint, const challenge::Gate& gate) {
    if (!endpoint.setting.tools || !endpoint.setting.tools->contains(gate.name)) return;
    auto pull = std::make_shared<Pull>();
    pull->authorityId = endpoint.setting.authority->id;
    pull->gate = gate;
    pull->tools = endpoint.setting.tools;
    pull->target = targetOf(challenge::askedPlace(gate));
    auto talk = std::make_unique<Listed>(
        challenge::pullRevocations(pull->settings(), pull->tool(), kAtOnce), pull->list);
    m_asker.run({}, pull->target, std::move(talk), [this, pull](const challenge::Verdict& verdict) {
        if (verdict.kind == challenge::VerdictKind::Allow) {
            if (!pull->list->empty()) m_pool.postFirst([this, pull] { revoke(pull); });
            return;
        }
        m_log.warning("revocations not asked for",
                      {{"gate", pull->gate.name},
                       {"reason", verdict.error ? toText(*verdict.error) : verdict.note}});
    });
}

void RevocationPuller::revoke(const std::shared_ptr<Pull>& pull) {
    std::vector<challenge::IntuneRevocationResult> results;
    for (const challenge::IntuneRevocation& wanted : *pull->list)
        results.push_back(revokeOne(*pull, wanted));
    m_asker.run(
        {}, pull->target, challenge::tellRevocations(pull->settings(), pull->tool(), results),
        [this, pull, count = results.size()](const challenge::Verdict& verdict) {
            if (verdict.kind == challenge::VerdictKind::Allow)
                m_log.info("revocations answered", {{"gate", pull->gate.name},
                                                    {"count", static_cast<std::int64_t>(count)}});
            else
                m_log.warning("revocations not answered",
                              {{"gate", pull->gate.name},
                               {"reason", verdict.error ? toText(*verdict.error) : verdict.note}});
        });
}

// Only what this endpoint's authority has issued.
challenge::IntuneRevocationResult
RevocationPuller::revokeOne(const Pull& pull, const challenge::IntuneRevocation& wanted) {
    using Outcome = challenge::IntuneRevocationError;
    for (const Bytes& serial : challenge::serialsOf(wanted.serialNumber)) {
        const auto found = m_store.ledger().certificateBySerial(pull.authorityId, serial);
        if (!found)
            return {wanted.requestContext, Outcome::RetryableServiceException,
                    "the ledger cannot be read"};
        if (!*found || (*found)->requestId == 0) continue;
        const auto revoked =
            m_store.revoke((*found)->id, pki::RevocationReason::CessationOfOperation, m_clock.now(),
                           {}, std::string(kActor));
        if (revoked) return {wanted.requestContext, Outcome::None, {}};
        if (revoked.error().code == ErrorCode::AlreadyRevoked)
            return {wanted.requestContext, Outcome::ConflictError, "it is revoked already"};
        return {wanted.requestContext, Outcome::RetryableServiceException,
                "it could not be revoked now"};
    }
    return {wanted.requestContext, Outcome::CertificateNotFoundError,
            "there is no certificate of this serial number"};
}

} // namespace scepter::responder
