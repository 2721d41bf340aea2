// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_device.h"

#include "pki/general_name.h"
#include "pki/name.h"

#include <condition_variable>

namespace scepter::client {

namespace {

using scep::MessageType;
using scep::PkiStatus;

Error wanting(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail), {}, std::nullopt};
}

} // namespace

ScenarioDevice::ScenarioDevice(ScenarioShared& shared, unsigned number, std::string random)
    : m_shared(shared)
    , m_names{number, std::move(random)}
    , m_service(shared.makeService())
    , m_past(shared.scenario().steps.size()) {
    m_service.onStep([&shared](const Step& step) { shared.noted(step); });
}

std::vector<StepReport> ScenarioDevice::run() {
    std::vector<StepReport> reports;
    for (std::size_t i = 0; i < m_past.size(); ++i) {
        reports.push_back(runStep(i));
        m_shared.finished(reports.back());
    }
    return reports;
}

std::string ScenarioDevice::obstacle(std::size_t index) const {
    if (m_shared.stop().stop_requested()) return "cancelled";
    if (m_failed && !m_shared.scenario().goOn) return "an earlier step failed";
    const auto unusable = [&](std::optional<std::size_t> from) {
        return from && m_past[*from].verdict != StepVerdict::Passed;
    };
    const auto because = [&](std::size_t from) {
        return "it needs the step " + m_names.in(nameOf(step(from))) + ", which did not pass";
    };
    if (needsOutcome(step(index).kind))
        if (const auto of = outcomeStep(m_shared.scenario(), index); unusable(of))
            return because(*of);
    for (const auto& [what, name] : step(index).reuse)
        if (const auto from = earlierStep(m_shared.scenario(), index, name); unusable(from))
            return because(*from);
    return {};
}

StepReport ScenarioDevice::runStep(std::size_t index) {
    const ScenarioStep& step = this->step(index);
    StepReport report;
    report.device = m_names.number;
    report.name = m_names.in(nameOf(step));
    report.kind = step.kind;
    report.expected = judge(step, {}, m_names).expected;
    report.why = obstacle(index);
    if (!report.why.empty()) return report;
    m_shared.started(m_names.number, step);
    const auto start = std::chrono::steady_clock::now();
    const Found found = perform(index);
    report.elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    Judgment judgment = judge(step, found, m_names);
    report.found = found.text();
    report.transcript = m_service.takeTranscript();
    report.answer = m_past[index].answer;
    report.transaction = m_past[index].transaction;
    report.verdict = judgment.passed ? StepVerdict::Passed : StepVerdict::Failed;
    report.why = std::move(judgment.why);
    if (found.cancelled && m_shared.stop().stop_requested()) {
        report.verdict = StepVerdict::Skipped;
        report.why = "cancelled";
    }
    m_past[index].verdict = report.verdict;
    if (report.verdict == StepVerdict::Failed) m_failed = true;
    return report;
}

Found ScenarioDevice::perform(std::size_t index) {
    switch (step(index).kind) {
    case StepKind::Caps:
        return askCapabilities();
    case StepKind::CaCert:
        return askCaCertificates(false);
    case StepKind::NextCa:
        return askCaCertificates(true);
    case StepKind::Enroll:
    case StepKind::Renew:
    case StepKind::Rekey:
        return enroll(index);
    case StepKind::Poll:
        return poll(index);
    case StepKind::GetCert:
    case StepKind::GetCrl:
        return lookUp(index);
    case StepKind::Wait:
        return wait(step(index).wait);
    }
    return Found::of({ErrorCode::Internal, "a step of no known kind", {}, std::nullopt});
}

Found ScenarioDevice::askCapabilities() {
    auto result = m_service.capabilities();
    if (!result) return Found::of(std::move(result).error());
    if (result->refusal) return Found::of(*result->refusal);
    Found found;
    for (const std::string& keyword : result->capabilities.keywords())
        found.what += (found.what.empty() ? "" : " ") + keyword;
    return found;
}

Found ScenarioDevice::askCaCertificates(bool next) {
    auto result = next ? m_service.nextCaCertificates() : m_service.caCertificates();
    if (!result) return Found::of(std::move(result).error());
    Found found;
    found.what = std::to_string(result->certificates.size()) +
                 (result->certificates.size() == 1 ? " certificate" : " certificates");
    return found;
}

Found ScenarioDevice::wait(Duration duration) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, m_shared.stop(), duration, [] { return false; });
    if (m_shared.stop().stop_requested())
        return Found::of({ErrorCode::Cancelled, "cancelled", {}, std::nullopt});
    Found found;
    found.what = "waited";
    return found;
}

const ScenarioDevice::Past* ScenarioDevice::reused(std::size_t index, std::string_view what) const {
    const auto& reuse = step(index).reuse;
    const auto found = reuse.find(std::string(what));
    if (found == reuse.end()) return nullptr;
    const auto from = earlierStep(m_shared.scenario(), index, found->second);
    return from ? &m_past[*from] : nullptr;
}

const ScenarioDevice::Past& ScenarioDevice::outcomeOf(std::size_t index) const {
    return m_past[outcomeStep(m_shared.scenario(), index).value_or(index)];
}

Result<pki::PrivateKey> ScenarioDevice::keyFor(std::size_t index) const {
    if (const Past* past = reused(index, kSameKey)) {
        if (past->transaction) return past->transaction->key;
        return failWith(wanting("the step whose key is to be used again has none"));
    }
    if (step(index).kind == StepKind::Renew) return outcomeOf(index).transaction->key;
    return pki::PrivateKey::generate(m_shared.scenario().key,
                                     [stop = m_shared.stop()] { return !stop.stop_requested(); });
}

// A renewal is authorized by the certificate that it is signed with (RFC 8894 section 2.4).
Result<std::shared_ptr<const SecretBytes>> ScenarioDevice::challengeFor(std::size_t index) {
    if (const Past* past = reused(index, kReuseChallenge)) {
        if (past->challenge) return past->challenge;
        return failWith(wanting("the step whose challenge is to be used again had none"));
    }
    if (step(index).kind != StepKind::Enroll) return std::shared_ptr<const SecretBytes>();
    return m_shared.challenge(m_service);
}

Result<EnrollmentRequest> ScenarioDevice::requestFor(std::size_t index, pki::PrivateKey key) const {
    const Scenario& scenario = m_shared.scenario();
    const ScenarioStep& step = this->step(index);
    const bool renewal = isRenewal(step.kind);
    EnrollmentRequest request{std::move(key),  {}, {}, {}, {}, {}, {}, scenario.cipher,
                              scenario.digest, {}};
    request.transport = scenario.transport;
    if (renewal && step.subject.empty()) {
        request.subject = outcomeOf(index).certificate->subject();
    } else {
        SCEPTER_TRY(subject, pki::Name::fromText(m_names.in(step.subject.empty() ? scenario.subject
                                                                                 : step.subject)));
        request.subject = std::move(subject);
    }
    if (renewal && !step.subjectAltNames) {
        request.subjectAltNames = outcomeOf(index).certificate->subjectAltNames();
        return request;
    }
    for (const std::string& text : step.subjectAltNames.value_or(scenario.subjectAltNames)) {
        SCEPTER_TRY(name, pki::generalNameFromText(m_names.in(text)));
        request.subjectAltNames.push_back(std::move(name));
    }
    return request;
}

Result<void> ScenarioDevice::takeSigner(std::size_t index, RequestPlan& plan) {
    const Past& past = outcomeOf(index);
    if (!past.certificate || !past.transaction)
        return failWith(wanting("there is no certificate to go on with"));
    plan.signer = Identity{*past.certificate, past.transaction->key};
    const double share = step(index).atLife;
    if (share <= 0) return {};
    const auto life = past.certificate->notAfter() - past.certificate->notBefore();
    const auto over = m_shared.clock().now() - past.certificate->notBefore();
    const double done = life.count() > 0
                            ? static_cast<double>(over.count()) / static_cast<double>(life.count())
                            : 1.0;
    if (done >= share) return {};
    return failWith(wanting(std::to_string(static_cast<int>(done * 100)) +
                            " % of the certificate's life are over, and not " +
                            std::to_string(static_cast<int>(share * 100)) + " %"));
}

void ScenarioDevice::takeReused(std::size_t index, RequestPlan& plan) const {
    if (const Past* past = reused(index, kReplayNonce)) plan.senderNonce = past->senderNonce;
    const Past* past = reused(index, kSameTransactionId);
    if (past && past->transaction) plan.transactionId = past->transaction->transactionId;
}

Found ScenarioDevice::enroll(std::size_t index) {
    const ScenarioStep& step = this->step(index);
    RequestPlan plan;
    plan.misbehaviors = step.misbehaviors;
    if (isRenewal(step.kind)) {
        if (auto signer = takeSigner(index, plan); !signer) return Found::of(signer.error());
        auto view = m_service.view();
        if (!view) return Found::of(std::move(view).error());
        const auto* capabilities = view->capabilities ? &*view->capabilities : nullptr;
        plan.type = step.type.value_or(renewalTypeFor(m_service.persona(), capabilities));
    }
    auto key = keyFor(index);
    if (!key) return Found::of(std::move(key).error());
    auto request = requestFor(index, std::move(*key));
    if (!request) return Found::of(std::move(request).error());
    auto challenge = challengeFor(index);
    if (!challenge) return Found::of(std::move(challenge).error());
    if (*challenge) request->challenge = (*challenge)->clone();
    m_past[index].challenge = *challenge;
    plan.enrollment = &*request;
    takeReused(index, plan);
    return carry(index, plan);
}

Found ScenarioDevice::poll(std::size_t index) {
    const Past& past = outcomeOf(index);
    if (!past.transaction) return Found::of(wanting("there is no transaction to ask for"));
    RequestPlan plan;
    plan.type = MessageType::CertPoll;
    plan.transaction = past.transaction.get();
    plan.challenge = past.challenge.get();
    plan.misbehaviors = step(index).misbehaviors;
    m_past[index].challenge = past.challenge;
    takeReused(index, plan);
    return carry(index, plan);
}

Found ScenarioDevice::lookUp(std::size_t index) {
    const Past& past = outcomeOf(index);
    RequestPlan plan;
    if (auto signer = takeSigner(index, plan); !signer) return Found::of(signer.error());
    plan.type = step(index).kind == StepKind::GetCert ? MessageType::GetCert : MessageType::GetCrl;
    plan.serial = past.certificate->serial();
    plan.challenge = past.challenge.get();
    plan.misbehaviors = step(index).misbehaviors;
    takeReused(index, plan);
    return exchange(index, plan);
}

Found ScenarioDevice::carry(std::size_t index, RequestPlan& plan) {
    Found found = exchange(index, plan);
    // What was wrong once is asked for as it should be from then on.
    plan.misbehaviors.clear();
    plan.senderNonce.reset();
    found = pollOn(index, plan, std::move(found));
    Past& past = m_past[index];
    if (found.status == PkiStatus::Success) past.certificate = found.certificate;
    // Whoever goes on with what was polled may name the enrollment as well.
    if (step(index).kind == StepKind::Poll && past.certificate) {
        Past& polled = m_past[outcomeStep(m_shared.scenario(), index).value_or(index)];
        polled.certificate = past.certificate;
        polled.transaction = past.transaction;
    }
    return found;
}

Found ScenarioDevice::pollOn(std::size_t index, const RequestPlan& plan, Found found) {
    const ScenarioStep& step = this->step(index);
    for (unsigned i = 0; i < step.polls && found.status == PkiStatus::Pending; ++i) {
        if (Found waited = wait(step.pollDelay); waited.cancelled) return waited;
        const std::shared_ptr<const Transaction> transaction = m_past[index].transaction;
        if (plan.enrollment != nullptr && pollsByRepeating(m_service.persona())) {
            RequestPlan again = plan;
            again.transactionId = transaction->transactionId;
            found = exchange(index, again);
            continue;
        }
        RequestPlan next;
        next.type = MessageType::CertPoll;
        next.transaction = transaction.get();
        next.challenge = m_past[index].challenge.get();
        found = exchange(index, next);
    }
    return found;
}

Found ScenarioDevice::exchange(std::size_t index, const RequestPlan& plan) {
    Past& past = m_past[index];
    auto prepared = m_service.prepare(plan);
    if (!prepared) return Found::of(std::move(prepared).error());
    past.senderNonce = prepared->senderNonce;
    past.transaction = std::make_shared<const Transaction>(prepared->transaction);
    past.answer = std::make_shared<const Answer>(m_service.send(*prepared));
    Found found = Found::of(*past.answer);
    found.cancelled = found.problem && found.problem->code == ErrorCode::Cancelled;
    return found;
}

} // namespace scepter::client
