// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/encoding.h"
#include "base/text.h"
#include "challenge/static_secret.h"
#include "enroll.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::enrollment {

namespace {

using challenge::Gate;
using challenge::GateKind;
using challenge::Verdict;
using challenge::VerdictKind;

// A renewal is authorized by its signer. These gates judge the device, which may have left by now.
bool judgesRenewals(const Gate& gate) {
    if (const auto* webhook = std::get_if<challenge::WebhookGate>(&gate.settings))
        return webhook->asksForRenewals;
    return gate.asks();
}

// The ledger could not be read: no word about the request.
Verdict notKnown(const Error& error) {
    Verdict verdict = Verdict::later({});
    verdict.error = error;
    return verdict;
}

const challenge::StaticChallenge* rulesOf(const challenge::StaticGate& gate,
                                          const std::string& name) {
    const auto found = std::ranges::find(gate.challenges, name, &challenge::StaticChallenge::name);
    return found == gate.challenges.end() ? nullptr : &*found;
}

// What some gates say by themselves; the others vouch by allowing.
bool saysWhetherItVouches(const Gate& gate) {
    const auto* webhook = std::get_if<challenge::WebhookGate>(&gate.settings);
    return webhook != nullptr && webhook->dialect == challenge::WebhookDialect::Plain;
}

Error errorOf(const Verdict& verdict) {
    return verdict.error.value_or(Error{ErrorCode::GateDenied, verdict.note, {}, {}});
}

} // namespace

const SecretBytes* EnrollStep::typed() const {
    const SecretBytes* text = m_request.csr->challengePassword();
    return text != nullptr && !text->empty() ? text : nullptr;
}

Result<void> EnrollStep::authorize() {
    const auto gates = gatesToPass();
    if (gates.empty()) return checkConstraints();
    SCEPTER_TRY(attempt, m_engine.m_tries.begin(m_settings.name, m_arrival.remoteAddress,
                                                m_settings.tryLimit, m_arrival.now));
    m_try.emplace(std::move(attempt));
    SCEPTER_CHECK(m_settings.gateRule == challenge::GateRule::All ? judgeAll(gates)
                                                                  : judgeAny(gates));
    m_try.reset();
    if (m_question) return {};
    m_challengeVerified = true;
    return checkConstraints();
}

// Those that need nobody else come first: a wrong secret costs nobody a question.
std::vector<const Gate*> EnrollStep::gatesToPass() const {
    std::vector<const Gate*> gates;
    for (const Gate& gate : m_settings.gates)
        if (!isRenewal() || judgesRenewals(gate) || (!gate.asks() && typed() != nullptr))
            gates.push_back(&gate);
    std::ranges::stable_partition(gates, [](const Gate* gate) { return !gate->asks(); });
    return gates;
}

Result<void> EnrollStep::judgeAll(const std::vector<const Gate*>& gates) {
    for (const Gate* gate : gates) {
        auto verdict = judge(*gate);
        if (!verdict) return {};
        SCEPTER_CHECK(take(*gate, std::move(*verdict)));
    }
    return {};
}

// Where one could not be asked, a no of the others is not the last word. What the others said
// counts, and is kept, only when none has allowed.
Result<void> EnrollStep::judgeAny(const std::vector<const Gate*>& gates) {
    std::vector<std::pair<const Gate*, Verdict>> refused;
    for (const Gate* gate : gates) {
        auto verdict = judge(*gate);
        if (!verdict) return {};
        if (verdict->kind == VerdictKind::Allow || verdict->kind == VerdictKind::Hold)
            return take(*gate, std::move(*verdict));
        refused.emplace_back(gate, std::move(*verdict));
    }
    const auto isLater = [](const auto& one) { return one.second.kind == VerdictKind::RetryLater; };
    std::ranges::stable_partition(refused, [&](const auto& one) { return !isLater(one); });
    Result<void> outcome = fail(ErrorCode::Internal, "there is no gate");
    for (auto& [gate, verdict] : refused)
        outcome = take(*gate, std::move(verdict));
    return outcome;
}

std::optional<Verdict> EnrollStep::judge(const Gate& gate) {
    switch (gate.kind()) {
    case GateKind::Static:
        return judgeStatic(gate);
    case GateKind::Code:
        return isRenewal() ? judgeRenewalCode() : judgeCode();
    case GateKind::Token: {
        Verdict verdict =
            challenge::judgeToken(gate, m_setting.endpoint->secrets, typed(), gateRequest());
        // A client may keep the token of its first enrollment inside: that it has ended since does
        // not matter.
        if (isRenewal() && verdict.error && verdict.error->code == ErrorCode::ChallengeExpired)
            return Verdict::allow("the token of an earlier enrollment");
        if (isRenewal()) verdict.singleUseHash.reset();
        return verdict;
    }
    default:
        return judgeByAsking(gate);
    }
}

// All secrets are compared, always: the time does not tell which one it was.
Verdict EnrollStep::judgeStatic(const Gate& gate) {
    const SecretBytes* text = typed();
    if (text == nullptr) return Verdict::deny(ErrorCode::ChallengeMissing, "no challenge");
    const auto& settings = std::get<challenge::StaticGate>(gate.settings);
    const challenge::GateSecret* match = nullptr;
    for (const challenge::GateSecret& secret : m_setting.endpoint->secrets) {
        if (secret.gate != gate.name) continue;
        if (challenge::matchesStatic(text->view(), secret.value)) match = &secret;
    }
    if (match == nullptr) return Verdict::deny(ErrorCode::ChallengeWrong, "no such challenge");
    const challenge::StaticChallenge* rules = rulesOf(settings, match->name);
    Verdict verdict = Verdict::allow(match->name);
    if (rules == nullptr) return verdict;
    if (rules->validFrom && *rules->validFrom > m_arrival.now)
        return Verdict::deny(ErrorCode::ChallengeNotYetValid, "static challenge \"" + match->name +
                                                                  "\" is valid from " +
                                                                  toIsoText(*rules->validFrom));
    if (rules->validUntil && *rules->validUntil <= m_arrival.now)
        return Verdict::deny(ErrorCode::ChallengeExpired, "static challenge \"" + match->name +
                                                              "\" was valid until " +
                                                              toIsoText(*rules->validUntil));
    verdict.grant.constraints = rules->constraints;
    return verdict;
}

Verdict EnrollStep::judgeCode() {
    const SecretBytes* text = typed();
    if (text == nullptr)
        return Verdict::deny(ErrorCode::ChallengeMissing, "the CSR has no challenge");
    auto code = m_engine.m_ledger.codeByHash(m_engine.m_sealer.hashCode(text->view()));
    if (!code) return notKnown(code.error());
    if (!*code) return Verdict::deny(ErrorCode::ChallengeWrong, "no such code");
    if (auto usable = challenge::checkUsable(**code, m_settings.name, m_arrival.now); !usable)
        return Verdict::deny(usable.error().code,
                             "code #" + std::to_string((*code)->id) + ": " + usable.error().detail);
    Verdict verdict = Verdict::allow("code #" + std::to_string((*code)->id));
    verdict.grant.constraints = (*code)->constraints;
    m_code = std::move(*code);
    return verdict;
}

// A challenge that is there all the same must be a right one. certmonger keeps the code of the
// first enrollment inside: that it is used up does not matter. Right is thus a code that is good
// here now, or one that was used here: by the first enrollment of this certificate, or being bound
// to this endpoint.
Verdict EnrollStep::judgeRenewalCode() {
    auto code = m_engine.m_ledger.codeByHash(m_engine.m_sealer.hashCode(typed()->view()));
    if (!code) return notKnown(code.error());
    if (!*code)
        return Verdict::deny(ErrorCode::ChallengeWrong, "the renewal carries an unknown code");
    const challenge::CodeRecord& found = **code;
    const bool usedHere = found.usesLeft < found.usesAllowed &&
                          (found.id == m_firstCode || found.endpoint == m_settings.name);
    if (usedHere) return Verdict::allow("code #" + std::to_string(found.id));
    if (auto usable = challenge::checkUsable(found, m_settings.name, m_arrival.now); !usable)
        return Verdict::deny(usable.error().code,
                             "code #" + std::to_string(found.id) + ": " + usable.error().detail);
    return Verdict::allow("code #" + std::to_string(found.id));
}

challenge::GateRequest EnrollStep::gateRequest() const {
    challenge::GateRequest request;
    request.endpoint = m_settings.name;
    request.messageType = scep::toText(m_request.type);
    request.transactionId = m_request.transactionId;
    request.remoteAddress = m_arrival.remoteAddress;
    request.now = m_arrival.now;
    if (isRenewal()) request.signerCertificate = m_request.signer->der();
    if (auto csr = pki::Csr::fromDer(m_request.csr->der()))
        request.csr = std::make_shared<const pki::Csr>(std::move(*csr));
    return request;
}

// The answer is about this very CSR, or it is none.
std::optional<Verdict> EnrollStep::judgeByAsking(const Gate& gate) {
    const Bytes csrHash = pki::digestOf(pki::Digest::Sha256, m_request.csr->der());
    for (const GateVerdict& answer : m_verdicts) {
        if (answer.gate != gate.name) continue;
        if (!sameBytes(answer.csrHash, csrHash))
            return Verdict::deny(ErrorCode::Internal, "the answer is about another request");
        return answer.verdict;
    }
    if (!m_setting.tools || !m_setting.tools->contains(gate.name))
        return Verdict::later("gate \"" + gate.name + "\" is not set up");
    const challenge::GateTools& tools = m_setting.tools->find(gate.name)->second;
    Question question;
    question.gate = gate.name;
    question.csrHash = csrHash;
    question.place = challenge::askedPlace(gate);
    question.key = std::to_string(m_settings.id) + '/' + gate.name + '/' + toHex(csrHash) + '/' +
                   m_request.transactionId;
    question.conversation = challenge::askAbout(gate, tools, gateRequest());
    m_question = std::move(question);
    return std::nullopt;
}

Result<void> EnrollStep::take(const Gate& gate, Verdict verdict) {
    const std::string name =
        m_settings.gates.size() == 1 ? "Challenge" : "Challenge, gate " + gate.name;
    m_comparisons.insert(m_comparisons.end(), verdict.comparisons.begin(),
                         verdict.comparisons.end());
    if (verdict.kind == VerdictKind::Deny || verdict.kind == VerdictKind::RetryLater) {
        Error error = errorOf(verdict);
        const std::string code(toText(error.code));
        check(name, false, verdict.note.empty() ? code : code + ": " + verdict.note);
        return failWith(std::move(error));
    }
    check(name, true, verdict.note);
    m_hold = m_hold || verdict.kind == VerdictKind::Hold;
    m_allowedBy.push_back(gate.name);
    if (verdict.singleUseHash) m_tokens.push_back({*verdict.singleUseHash, verdict.singleUseUntil});
    challenge::Grant& grant = verdict.grant;
    if (gate.vouchesForSid && (grant.sidVouched || !saysWhetherItVouches(gate)))
        m_grant.sidVouched = true;
    if (grant.subject) m_grant.subject = std::move(grant.subject);
    if (grant.subjectAltNames) m_grant.subjectAltNames = std::move(grant.subjectAltNames);
    if (grant.extendedKeyUsage) m_grant.extendedKeyUsage = std::move(grant.extendedKeyUsage);
    if (grant.validity) m_grant.validity = grant.validity;
    const auto bound = challenge::compare(grant.constraints, *m_request.csr);
    m_bound.insert(m_bound.end(), bound.begin(), bound.end());
    return {};
}

Result<void> EnrollStep::checkConstraints() {
    const auto comparisons = challenge::compare(m_settings.constraints, *m_request.csr);
    m_comparisons.insert(m_comparisons.end(), comparisons.begin(), comparisons.end());
    m_comparisons.insert(m_comparisons.end(), m_bound.begin(), m_bound.end());
    SCEPTER_CHECK(compareFirstCode());
    if (challenge::allEqual(m_comparisons)) return {};
    return fail(ErrorCode::ConstraintViolated, challenge::firstDifference(m_comparisons));
}

// What a code was bound to outlives it: who got an RSA key and TLS client usage by it must not
// renew into more. The subject is held by checkSameIdentity, to what was issued.
Result<void> EnrollStep::compareFirstCode() {
    if (m_firstCode == 0) return {};
    SCEPTER_TRY(code, m_engine.m_ledger.code(m_firstCode));
    if (!code) return {};
    challenge::Constraints bound = code->constraints;
    bound.subjectText.reset();
    bound.subject.clear();
    bound.onlyListedSubjectAttributes = false;
    if (m_setting.recipe->renewalMayChangeIdentity) {
        bound.subjectAltNames.clear();
        bound.onlyListedSans = false;
        bound.sanRequired = false;
    }
    const auto comparisons = challenge::compare(bound, *m_request.csr);
    m_comparisons.insert(m_comparisons.end(), comparisons.begin(), comparisons.end());
    return {};
}

} // namespace scepter::enrollment
