// Playbooks of the enrollment engine: first enrollments, challenges, approval, repeats.
#include "base/encoding.h"
#include "enrollment/answer.h"
#include "playbook.h"

#include <QtTest>

using namespace scepter;
using enrollment::Approval;
using enrollment::RequestState;
using scep::PkiStatus;
using test::Lab;
using test::Wish;

namespace {

ErrorCode reasonOf(const enrollment::Decision& decision) {
    return decision.reason ? decision.reason->code : ErrorCode::Internal;
}

// RSA 768, by openssl req: too small to encrypt to, and made by no key of ours.
constexpr std::string_view kSmallSigner =
    "MIIBuTCCAUOgAwIBAgIUYnQgAu7D1wwSTuAvmdJj6JXroDkwDQYJKoZIhvcNAQELBQAwEDEOMAwGA1UE"
    "AwwFc21hbGwwIBcNMjYxMTI1MTY1MTExWhgPMjEyNjExMDExNjUxMTFaMBAxDjAMBgNVBAMMBXNtYWxs"
    "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAJgcZLWgOUGOAfcsrMO+qSpr0ozqF51F5gpT7R3yEUghVjOI"
    "qXM2tMC79CHXfMcHDj/TZzffYm9lR3xcnp+SNXBp4E84D8REwkMY5bbB6pCCvOXgnNU3VxLn/Xe8wVHh"
    "bQIDAQABo1MwUTAdBgNVHQ4EFgQUOy7InzeOAiyJpbs/c4QFeqV7AyAwHwYDVR0jBBgwFoAUOy7InzeO"
    "AiyJpbs/c4QFeqV7AyAwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAANhAI1I3wo1C5hcR+JE"
    "7xunJN2UDULqzRLYu8Uc5VKjT9CO+1XZPSnie9bshMNi5CjPUpn8nA+9Sl66hm33paWrlwupLBSv1AQE"
    "/jyFk3VMex2KmLq/QzW42H5ATIIpPuJ1WQ==";

} // namespace

class TestEnrollment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void static_issuesWithTheRightChallenge();
    void static_refusesAWrongOrMissingChallenge();
    void static_acceptsBothSecretsDuringRotation();
    void static_constraintsBindTheSecret();
    void code_isConsumedByTheCertificate();
    void code_survivesARefusedRequest();
    void code_isNotGoodAtAnotherEndpointOrLater();
    void code_boundToASubjectRefusesAnother();
    void code_twoRequestsRacingGetOneCertificate();
    void code_withdrawnMeanwhileIsNotTaken();
    void tries_areLimitedPerAddress();
    void tries_underATakenTransactionIdCount();
    void tries_byPasswordEnvelopeCount();
    void repeat_getsTheSameCertificate();
    void repeat_isForgottenAfterItsTime();
    void repeat_racingCopiesGetOneCertificate();
    void repeat_thatAnotherProcessServedGetsItsOutcome();
    void transaction_otherKeyIsRefused();
    void transaction_racedByAnotherKeyIsRefused();
    void signer_otherKeyIsRefusedUnlessRelaxed();
    void signer_namesDoNotMatter();
    void weak_algorithmsNeedCompatibility();
    void manual_holdsAndDeliversAfterApproval();
    void manual_denialReachesThePoll();
    void manual_decisionNeverShortensDelivery();
    void manual_expires();
    void manual_tellsOfTheExpiryAfterTheSweepToo();
    void poll_ofAnUnknownTransactionIsBadCertId();
    void poll_withAnotherKeyIsBadCertId();
    void signOnlyClient_needsAChallengeForTheReply();
    void signOnlyClient_getsItsPollSealed();
    void smallSigner_isTakenForOneThatCannotDecrypt();
    void refusals_areRecordedWithTheRealReason();
    void refusals_thatAreOurFaultAreNotRecorded();
    void refusals_ofOneAddressDoNotFillTheLedger();
    void refusals_keepLittle();
    void refusals_forTooManyPendingAreRecorded();
    void certificates_haveShortTexts();
    void template_refusalsDoNotConsumeTheCode();
    void answer_tellsNothingAboutCodes();
    void answer_coversEveryErrorCode();

private:
    const test::Keys m_keys;
};

void TestEnrollment::static_issuesWithTheRightChallenge() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    wish.sans = {"dns:device-1.example"};
    const auto decision = lab.send(wish);
    QCOMPARE(decision.reply.status, PkiStatus::Success);
    QCOMPARE(decision.reply.certificates.size(), std::size_t{1});
    const auto certificate = lab.certificateIn(decision);
    QCOMPARE(certificate.subject().toText(), std::string("CN=device-1,O=Example"));
    QVERIFY(certificate.publicKey() == m_keys.device.publicKey());
    QVERIFY(certificate.verifySignedBy(m_keys.ca.publicKey()));
    QCOMPARE(lab.ledger.requests.size(), std::size_t{1});
    const auto& request = lab.ledger.requests.begin()->second;
    QCOMPARE(request.state, RequestState::Issued);
    QCOMPARE(request.san, std::string("DNS:device-1.example"));
    QVERIFY(!pki::Csr::fromDer(request.csr)->challengePassword());
}

void TestEnrollment::static_refusesAWrongOrMissingChallenge() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "wrong";
    auto decision = lab.send(wish);
    QCOMPARE(decision.reply.status, PkiStatus::Failure);
    QCOMPARE(*decision.reply.failInfo, FailInfo::BadRequest);
    QCOMPARE(reasonOf(decision), ErrorCode::ChallengeWrong);
    wish.challenge.clear();
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ChallengeMissing);
    QVERIFY(lab.ledger.certificates.empty());
    // A refusal ends the transaction: the same id may try again with the right challenge.
    wish.challenge = "right";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestEnrollment::static_acceptsBothSecretsDuringRotation() {
    Lab lab(m_keys);
    lab.secrets = {"new", "old"};
    lab.apply();
    Wish wish;
    wish.challenge = "old";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    wish.challenge = "new";
    wish.transactionId = "T-2";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestEnrollment::static_constraintsBindTheSecret() {
    Lab lab(m_keys);
    QVERIFY(challenge::addSubjectConstraint(lab.settings.constraints, "CN=kiosk-*"));
    lab.apply();
    Wish wish;
    wish.challenge = "right";
    const auto refused = lab.send(wish);
    QCOMPARE(reasonOf(refused), ErrorCode::ConstraintViolated);
    const auto& record = lab.ledger.requests.begin()->second;
    QVERIFY(!record.comparisons.empty());
    QVERIFY(!challenge::allEqual(record.comparisons));
    wish.subject = "CN=kiosk-7";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestEnrollment::code_isConsumedByTheCertificate() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.apply();
    Wish wish;
    wish.challenge = lab.mint();
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    QCOMPARE(lab.ledger.codes.begin()->second.usesLeft, 0U);
    wish.transactionId = "T-2";
    wish.key = &m_keys.other;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::CodeUsed);
    wish.challenge = "K7QF-2M9D-XT4A-88PC";
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ChallengeWrong);
}

void TestEnrollment::code_survivesARefusedRequest() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.apply();
    Wish wish;
    wish.challenge = lab.mint();
    wish.signerKey = &m_keys.other; // not the CSR's key
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SignerKeyMismatch);
    QCOMPARE(lab.ledger.codes.begin()->second.usesLeft, 1U);
    wish.signerKey = nullptr;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestEnrollment::code_isNotGoodAtAnotherEndpointOrLater() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.apply();
    Wish wish;
    wish.challenge = lab.mint();
    lab.ledger.codes.begin()->second.endpoint = "elsewhere";
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::CodeOtherEndpoint);
    lab.ledger.codes.begin()->second.endpoint.clear();
    lab.clock.time += std::chrono::hours{2};
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::CodeExpired);
}

void TestEnrollment::code_boundToASubjectRefusesAnother() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.apply();
    challenge::Constraints bound;
    QVERIFY(challenge::addSubjectConstraint(bound, "CN=xyz"));
    Wish wish;
    wish.challenge = lab.mint(1, bound);
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ConstraintViolated);
    QCOMPARE(lab.ledger.codes.begin()->second.usesLeft, 1U);
    wish.subject = "CN=xyz";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestEnrollment::code_twoRequestsRacingGetOneCertificate() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.apply();
    Wish first;
    first.challenge = lab.mint();
    Wish second = first;
    second.transactionId = "T-2";
    second.key = &m_keys.other;
    auto one = lab.decide(first);
    auto two = lab.decide(second);
    QCOMPARE(lab.settle(one.first, std::move(one.second)).reply.status, PkiStatus::Success);
    const auto late = lab.settle(two.first, std::move(two.second));
    QCOMPARE(late.reply.status, PkiStatus::Failure);
    QCOMPARE(reasonOf(late), ErrorCode::CodeUsed);
    QVERIFY(late.reply.certificates.empty());
    QCOMPARE(lab.ledger.certificates.size(), std::size_t{1});
}

void TestEnrollment::code_withdrawnMeanwhileIsNotTaken() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.apply();
    Wish wish;
    wish.challenge = lab.mint();
    auto [decoded, decision] = lab.decide(wish);
    lab.ledger.codes.begin()->second.withdrawn = true;
    const auto late = lab.settle(decoded, std::move(decision));
    QCOMPARE(reasonOf(late), ErrorCode::CodeWithdrawn);
    QVERIFY(lab.ledger.certificates.empty());
}

void TestEnrollment::tries_areLimitedPerAddress() {
    Lab lab(m_keys);
    lab.settings.tryLimit.tries = 3;
    lab.apply();
    Wish wish;
    wish.challenge = "wrong";
    for (int i = 0; i < 3; ++i)
        QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ChallengeWrong);
    wish.challenge = "right";
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::TooManyTries);
    lab.address = "10.0.0.10";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    lab.address = "10.0.0.9";
    lab.clock.time += std::chrono::minutes{11};
    wish.transactionId = "T-2";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

// The conflict is what is told; a guess it was all the same.
void TestEnrollment::tries_underATakenTransactionIdCount() {
    Lab lab(m_keys);
    lab.settings.tryLimit.tries = 1;
    lab.apply();
    Wish wish;
    wish.challenge = "right";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    wish.key = &m_keys.other;
    wish.challenge = "wrong";
    const auto decoded = lab.decide(wish).first;
    // Another process, which has not seen the transactionID lately.
    enrollment::Engine other(lab.ledger, lab.sealer, {});
    QCOMPARE(reasonOf(other.decide(lab.setting(), decoded, lab.arrival())),
             ErrorCode::TransactionConflict);
    wish.transactionId = "T-2";
    const auto next = other.decide(lab.setting(), lab.decide(wish).first, lab.arrival());
    QCOMPARE(reasonOf(next), ErrorCode::TooManyTries);
}

// A CA that cannot decrypt is asked under the challenge itself: opening it is a try.
void TestEnrollment::tries_byPasswordEnvelopeCount() {
    Lab lab(m_keys, true);
    lab.settings.tryLimit.tries = 3;
    lab.apply();
    Wish wish;
    wish.challenge = "right";
    wish.envelopePassword = "right";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    wish.transactionId = "T-2";
    wish.envelopePassword = "wrong";
    scep::ReplyFields told;
    for (int i = 0; i < 3; ++i) {
        const auto guess = lab.send(wish);
        QCOMPARE(reasonOf(guess), ErrorCode::DecryptFailed);
        QVERIFY(guess.reason->detail.find("does not open") != std::string::npos);
        told = guess.reply;
    }
    wish.envelopePassword = "right";
    const auto stopped = lab.send(wish);
    QCOMPARE(reasonOf(stopped), ErrorCode::DecryptFailed);
    QVERIFY(stopped.reason->detail.find("too many wrong") != std::string::npos);
    QVERIFY(stopped.reply.failInfo == told.failInfo);
    QCOMPARE(stopped.reply.failInfoText, told.failInfoText);
    lab.address = "10.0.0.10";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestEnrollment::repeat_getsTheSameCertificate() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    const auto first = lab.send(wish);
    const auto again = lab.send(wish);
    QCOMPARE(again.reply.status, PkiStatus::Success);
    QVERIFY(again.reply.certificates == first.reply.certificates);
    QCOMPARE(lab.ledger.certificates.size(), std::size_t{1});
}

void TestEnrollment::repeat_isForgottenAfterItsTime() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    const auto first = lab.send(wish);
    lab.clock.time += std::chrono::hours{25};
    const auto again = lab.send(wish);
    QCOMPARE(again.reply.status, PkiStatus::Success);
    QVERIFY(again.reply.certificates != first.reply.certificates);
}

void TestEnrollment::repeat_racingCopiesGetOneCertificate() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    auto one = lab.decide(wish);
    auto two = lab.decide(wish);
    const auto first = lab.settle(one.first, std::move(one.second));
    const auto second = lab.settle(two.first, std::move(two.second));
    QCOMPARE(second.reply.status, PkiStatus::Success);
    QVERIFY(first.reply.certificates == second.reply.certificates);
    QCOMPARE(lab.ledger.certificates.size(), std::size_t{1});
}

// Another process, or this one before a restart, has issued and used the code up meanwhile: the
// same message is no wrong challenge, and costs its sender no try.
void TestEnrollment::repeat_thatAnotherProcessServedGetsItsOutcome() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.settings.tryLimit.tries = 1;
    lab.apply();
    Wish wish;
    wish.challenge = lab.mint();
    auto [decoded, decided] = lab.decide(wish);
    const auto first = lab.settle(decoded, std::move(decided));
    QCOMPARE(first.reply.status, PkiStatus::Success);
    enrollment::Engine other(lab.ledger, lab.sealer, {});
    for (int i = 0; i < 3; ++i) {
        const auto again = other.decide(lab.setting(), decoded, lab.arrival());
        QCOMPARE(again.reply.status, PkiStatus::Success);
        QVERIFY(again.reply.certificates == first.reply.certificates);
        QVERIFY(std::holds_alternative<enrollment::NotePoll>(*again.change));
    }
    QCOMPARE(lab.ledger.certificates.size(), std::size_t{1});
    // A real guess is still one.
    wish.transactionId = "T-2";
    wish.challenge = "guess";
    const auto guess = other.decide(lab.setting(), lab.decide(wish).first, lab.arrival());
    QCOMPARE(reasonOf(guess), ErrorCode::ChallengeWrong);
    wish.transactionId = "T-3";
    const auto next = other.decide(lab.setting(), lab.decide(wish).first, lab.arrival());
    QCOMPARE(reasonOf(next), ErrorCode::TooManyTries);
}

void TestEnrollment::transaction_otherKeyIsRefused() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    wish.key = &m_keys.other;
    const auto decision = lab.send(wish);
    QCOMPARE(reasonOf(decision), ErrorCode::TransactionConflict);
    QCOMPARE(*decision.reply.failInfo, FailInfo::BadRequest);
}

void TestEnrollment::transaction_racedByAnotherKeyIsRefused() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    auto one = lab.decide(wish);
    wish.key = &m_keys.other;
    auto two = lab.decide(wish);
    QCOMPARE(lab.settle(one.first, std::move(one.second)).reply.status, PkiStatus::Success);
    const auto late = lab.settle(two.first, std::move(two.second));
    QCOMPARE(reasonOf(late), ErrorCode::TransactionConflict);
    QCOMPARE(lab.ledger.certificates.size(), std::size_t{1});
}

void TestEnrollment::signer_otherKeyIsRefusedUnlessRelaxed() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    wish.signerKey = &m_keys.other;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SignerKeyMismatch);
    lab.settings.compatibility = *enrollment::compatibilityPreset("jamf-proxy");
    lab.apply();
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestEnrollment::signer_namesDoNotMatter() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    wish.signer =
        *scep::makeRequestSigner(*pki::Name::fromText("CN=SCEP SIGNER"), m_keys.device,
                                 lab.clock.now() - std::chrono::days{900}, pki::Digest::Sha256);
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestEnrollment::weak_algorithmsNeedCompatibility() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    wish.cipher = pki::Cipher::TripleDesCbc;
    auto decision = lab.send(wish);
    QCOMPARE(reasonOf(decision), ErrorCode::AlgorithmForbidden);
    QCOMPARE(*decision.reply.failInfo, FailInfo::BadAlg);
    wish.cipher = pki::Cipher::Aes128Cbc;
    wish.digest = pki::Digest::Sha1;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::AlgorithmForbidden);
    lab.settings.compatibility = *enrollment::compatibilityPreset("cisco-legacy");
    lab.apply();
    wish.cipher = pki::Cipher::TripleDesCbc;
    decision = lab.send(wish);
    QCOMPARE(decision.reply.status, PkiStatus::Success);
    QVERIFY(decision.reply.certificates.size() > 1); // Cisco wants the CA in the reply
}

void TestEnrollment::manual_holdsAndDeliversAfterApproval() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.settings.approval = Approval::Manual;
    lab.apply();
    Wish wish;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending);
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending); // the same request again
    Wish poll = wish;
    poll.type = scep::MessageType::CertPoll;
    poll.payload = scep::IssuerAndSubject{*pki::Name::fromText("CN=Test CA"),
                                          *pki::Name::fromText(wish.subject)}
                       .toDer();
    QCOMPARE(lab.send(poll).reply.status, PkiStatus::Pending);
    QCOMPARE(lab.ledger.requests.size(), std::size_t{1});

    const auto record = lab.ledger.requests.begin()->second;
    const auto change = enrollment::approve(lab.ledger, lab.setting(), record, {}, "operator:test",
                                            lab.clock.now());
    QVERIFY(change);
    QVERIFY(lab.ledger.commit(*change));
    QVERIFY(!lab.ledger.commit(*change)); // decided once
    const auto delivered = lab.send(poll);
    QCOMPARE(delivered.reply.status, PkiStatus::Success);
    const auto repeated = lab.send(wish);
    QVERIFY(repeated.reply.certificates == delivered.reply.certificates);
}

void TestEnrollment::manual_denialReachesThePoll() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.settings.approval = Approval::Manual;
    lab.apply();
    Wish wish;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending);
    const auto record = lab.ledger.requests.begin()->second;
    const auto change = enrollment::deny(lab.setting(), record, "not a kiosk", FailInfo::BadCertId,
                                         "operator:test", lab.clock.now());
    QVERIFY(change && lab.ledger.commit(*change));
    const auto decision = lab.send(wish);
    QCOMPARE(decision.reply.status, PkiStatus::Failure);
    QCOMPARE(*decision.reply.failInfo, FailInfo::BadCertId);
    QCOMPARE(decision.reply.failInfoText, std::string("not a kiosk"));
}

// A client that was told to wait may come back until the request would have been forgotten.
void TestEnrollment::manual_decisionNeverShortensDelivery() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.settings.approval = Approval::Manual;
    lab.apply();
    Wish wish;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending);
    const auto record = lab.ledger.requests.begin()->second;
    const auto issue = [&] {
        return *enrollment::approve(lab.ledger, lab.setting(), record, {}, "x", lab.clock.now());
    };
    const auto denied =
        *enrollment::deny(lab.setting(), record, "no", FailInfo::BadRequest, "x", lab.clock.now());
    QVERIFY(denied.stickyUntil == record.stickyUntil);
    const auto issued = issue();
    QVERIFY(issued.stickyUntil == record.stickyUntil);
    QVERIFY(lab.ledger.commit(issued));
    lab.clock.time += std::chrono::days{6};
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    QCOMPARE(lab.ledger.certificates.size(), std::size_t{1});
    // But not beyond the certificate.
    lab.clock.time -= std::chrono::days{6};
    lab.recipe.validity = std::chrono::days{2};
    lab.apply();
    const auto brief = issue();
    QVERIFY(brief.stickyUntil == brief.certificate->notAfter);
}

void TestEnrollment::manual_expires() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.settings.approval = Approval::Manual;
    lab.apply();
    Wish wish;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending);
    lab.clock.time += std::chrono::days{7} + std::chrono::hours{1};
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::RequestExpired);
    const auto record = lab.ledger.requests.begin()->second;
    const auto late =
        enrollment::approve(lab.ledger, lab.setting(), record, {}, "x", lab.clock.now());
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::RequestExpired);
}

void TestEnrollment::manual_tellsOfTheExpiryAfterTheSweepToo() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.settings.approval = Approval::Manual;
    lab.apply();
    Wish wish;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending);
    Wish poll = wish;
    poll.type = scep::MessageType::CertPoll;
    poll.payload = scep::IssuerAndSubject{*pki::Name::fromText("CN=Test CA"), {}}.toDer();
    lab.clock.time += std::chrono::days{7} + std::chrono::hours{1};
    for (int i = 0; i < 2; ++i) {
        const auto told = lab.send(poll);
        QCOMPARE(reasonOf(told), ErrorCode::RequestExpired);
        QCOMPARE(told.reply.failInfoText, std::string("The request was not decided in time."));
        QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::RequestExpired);
        lab.ledger.expirePending(lab.clock.now());
    }
    QCOMPARE(lab.ledger.requests.size(), std::size_t{1});
    // When it is forgotten, the same message is a new request.
    lab.clock.time += std::chrono::days{1};
    QCOMPARE(reasonOf(lab.send(poll)), ErrorCode::TransactionUnknown);
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending);
}

void TestEnrollment::poll_ofAnUnknownTransactionIsBadCertId() {
    Lab lab(m_keys);
    Wish poll;
    poll.type = scep::MessageType::CertPoll;
    poll.payload = scep::IssuerAndSubject{*pki::Name::fromText("CN=Test CA"), {}}.toDer();
    const auto decision = lab.send(poll);
    QCOMPARE(reasonOf(decision), ErrorCode::TransactionUnknown);
    QCOMPARE(*decision.reply.failInfo, FailInfo::BadCertId);
}

void TestEnrollment::poll_withAnotherKeyIsBadCertId() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    Wish poll;
    poll.type = scep::MessageType::CertPoll;
    poll.payload = scep::IssuerAndSubject{*pki::Name::fromText("CN=Test CA"), {}}.toDer();
    poll.key = &m_keys.other;
    QCOMPARE(*lab.send(poll).reply.failInfo, FailInfo::BadCertId);
}

void TestEnrollment::signOnlyClient_needsAChallengeForTheReply() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.apply();
    Wish wish;
    wish.key = &m_keys.ec;
    const auto refused = lab.send(wish);
    QCOMPARE(reasonOf(refused), ErrorCode::CannotEncryptReply);
    QCOMPARE(*refused.reply.failInfo, FailInfo::BadAlg);
    QVERIFY(lab.ledger.certificates.empty());
    wish.challenge = "anything";
    const auto issued = lab.send(wish);
    QCOMPARE(issued.reply.status, PkiStatus::Success);
    QVERIFY(issued.replyPassword);
    QCOMPARE(std::string(issued.replyPassword->text()), std::string("anything"));
}

void TestEnrollment::signOnlyClient_getsItsPollSealed() {
    Lab lab(m_keys);
    lab.settings.approval = Approval::Manual;
    lab.apply();
    Wish wish;
    wish.key = &m_keys.ec;
    wish.challenge = "right";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending);
    const auto record = lab.ledger.requests.begin()->second;
    QVERIFY(!record.sealedChallenge.empty());
    QVERIFY(textOf(record.sealedChallenge).find("right") == std::string_view::npos);
    const auto change =
        enrollment::approve(lab.ledger, lab.setting(), record, {}, "x", lab.clock.now());
    QVERIFY(change && lab.ledger.commit(*change));
    Wish poll = wish;
    poll.type = scep::MessageType::CertPoll;
    poll.payload = scep::IssuerAndSubject{*pki::Name::fromText("CN=Test CA"), {}}.toDer();
    const auto decision = lab.send(poll);
    QCOMPARE(decision.reply.status, PkiStatus::Success);
    QCOMPARE(std::string(decision.replyPassword->text()), std::string("right"));
}

// Nothing is issued that could not be delivered.
void TestEnrollment::smallSigner_isTakenForOneThatCannotDecrypt() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.settings.compatibility.relaxSignerKey = true;
    lab.apply();
    const auto small = pki::Certificate::fromDer(*fromBase64(kSmallSigner));
    QVERIFY(small);
    QCOMPARE(small->publicKey().bits(), 768U);
    const auto& generation = *lab.authority.current();
    for (const std::string& challenge : {std::string(), std::string("anything")}) {
        Wish wish;
        wish.challenge = challenge;
        auto decoded = lab.decide(wish).first;
        decoded.context.signer = *small;
        decoded.request->signer = *small;
        const auto decision = lab.engine.decide(lab.setting(), decoded, lab.arrival());
        if (challenge.empty()) {
            QCOMPARE(reasonOf(decision), ErrorCode::CannotEncryptReply);
            continue;
        }
        QCOMPARE(decision.reply.status, PkiStatus::Success);
        QVERIFY(decision.replyPassword);
        QVERIFY(scep::encodeReply(decoded.context, decision.reply,
                                  {generation.scep().certificate, generation.scep().key, {}},
                                  &*decision.replyPassword));
    }
}

void TestEnrollment::refusals_areRecordedWithTheRealReason() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "wrong";
    const auto decision = lab.send(wish);
    QCOMPARE(lab.ledger.requests.size(), std::size_t{1});
    const auto& record = lab.ledger.requests.begin()->second;
    QCOMPARE(record.state, RequestState::Refused);
    QCOMPARE(*record.errorCode, ErrorCode::ChallengeWrong);
    QCOMPARE(record.toldText, decision.reply.failInfoText);
    QVERIFY(!record.sticky);
}

void TestEnrollment::refusals_thatAreOurFaultAreNotRecorded() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    const auto decoded = lab.decide(wish).first;
    auto setting = lab.setting();
    setting.authority = std::make_shared<const authority::Authority>();
    const auto decision = lab.engine.decide(setting, decoded, lab.arrival());
    QCOMPARE(reasonOf(decision), ErrorCode::AuthorityNotReady);
    QVERIFY(!decision.change);
}

void TestEnrollment::refusals_ofOneAddressDoNotFillTheLedger() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "wrong";
    for (int i = 0; i < 80; ++i)
        (void)lab.send(wish);
    QCOMPARE(lab.ledger.requests.size(), std::size_t{60});
}

// What anybody can send for nothing must cost little to keep.
void TestEnrollment::refusals_keepLittle() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "wrong";
    for (int i = 0; i < 1000; ++i)
        wish.sans.push_back("dns:a-rather-long-name-of-a-device-" + std::to_string(i) + ".example");
    wish.subject = "CN=device-1";
    for (int i = 0; i < 60; ++i)
        wish.subject += ",OU=" + std::string(60, 'x');
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ChallengeWrong);
    const auto& refused = lab.ledger.requests.begin()->second;
    QVERIFY(refused.csr.empty());
    QVERIFY(std::ranges::any_of(refused.checks,
                                [](const auto& check) { return check.name == "CSR kept"; }));
    for (const std::string& text : {refused.subject, refused.san, refused.signerText}) {
        QCOMPARE(text.size(), std::size_t{1024});
        QVERIFY(text.ends_with("..."));
    }
    Wish small;
    small.challenge = "wrong";
    QCOMPARE(reasonOf(lab.send(small)), ErrorCode::ChallengeWrong);
    QVERIFY(!lab.ledger.requests.rbegin()->second.csr.empty());
    // Beyond all reason it is not looked at, whatever it holds.
    for (int i = 0; i < 1000; ++i)
        wish.sans.push_back("dns:another-long-name-of-a-device-" + std::to_string(i) + ".example");
    wish.challenge = "right";
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::LimitExceeded);
    QVERIFY(lab.ledger.certificates.empty());
}

void TestEnrollment::refusals_forTooManyPendingAreRecorded() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.settings.approval = Approval::Manual;
    lab.apply();
    const Wish wish;
    for (int i = 0; i < 80; ++i) {
        auto [decoded, decision] = lab.decide(wish);
        const auto refused =
            lab.engine.settle(lab.setting(), decoded, lab.arrival(), std::move(decision),
                              fail(ErrorCode::TooManyPending, "full"));
        QCOMPARE(reasonOf(refused), ErrorCode::TooManyPending);
        QCOMPARE(refused.reply.status, PkiStatus::Failure);
        QCOMPARE(refused.change.has_value(), i < 60);
    }
}

void TestEnrollment::certificates_haveShortTexts() {
    Lab lab(m_keys);
    Wish wish;
    wish.challenge = "right";
    for (int i = 0; i < 50; ++i)
        wish.sans.push_back("dns:a-rather-long-name-of-a-device-" + std::to_string(i) + ".example");
    const auto decision = lab.send(wish);
    QCOMPARE(decision.reply.status, PkiStatus::Success);
    QCOMPARE(lab.certificateIn(decision).subjectAltNames().size(), std::size_t{50});
    QCOMPARE(lab.ledger.certificates.begin()->second.san.size(), std::size_t{1024});
    QCOMPARE(lab.ledger.requests.begin()->second.san.size(), std::size_t{1024});
}

void TestEnrollment::template_refusalsDoNotConsumeTheCode() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.recipe.sanPolicy = authority::SanPolicy::Restrict;
    lab.recipe.sanTypes = {pki::GeneralNameType::Dns};
    lab.apply();
    Wish wish;
    wish.challenge = lab.mint();
    wish.sans = {"email:a@b.example"};
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SanRejected);
    QCOMPARE(lab.ledger.codes.begin()->second.usesLeft, 1U);
}

void TestEnrollment::answer_tellsNothingAboutCodes() {
    const auto text = [](ErrorCode code) {
        return enrollment::wireAnswer({code, "code #118 detail", {}, {}}).failInfoText;
    };
    for (const auto code : {ErrorCode::CodeUsed, ErrorCode::CodeExpired, ErrorCode::CodeWithdrawn,
                            ErrorCode::CodeOtherEndpoint})
        QCOMPARE(text(code), text(ErrorCode::ChallengeWrong));
}

void TestEnrollment::answer_coversEveryErrorCode() {
    for (const ErrorCode code : allErrorCodes()) {
        const auto answer = enrollment::wireAnswer({code, "secret detail", {}, {}});
        QVERIFY(!answer.failInfoText.empty());
        QVERIFY(answer.httpStatus >= 400);
        // To be asked again or refused for good, never both.
        QCOMPARE(answer.retryAfter.has_value(), answer.httpStatus == 503);
        if (code != ErrorCode::DeniedByOperator)
            QVERIFY(answer.failInfoText.find("secret detail") == std::string::npos);
    }
}

QTEST_GUILESS_MAIN(TestEnrollment)
#include "tst_enrollment.moc"
