// Playbooks of the enrollment engine: renewals, GetCert and GetCRL.
#include "playbook.h"

#include "pki/crl.h"

#include <QtTest>

using namespace scepter;
using scep::PkiStatus;
using test::Lab;
using test::Wish;

namespace {

ErrorCode reasonOf(const enrollment::Decision& decision) {
    return decision.reason ? decision.reason->code : ErrorCode::Internal;
}

// Enrolls the device's key and gives its certificate.
pki::Certificate enrolled(Lab& lab, const std::string& challenge = "right") {
    Wish wish;
    wish.transactionId = "first";
    wish.challenge = challenge;
    wish.sans = {"dns:device-1.example"};
    return lab.certificateIn(lab.send(wish));
}

Wish renewal(const Lab& lab, const pki::Certificate& old, scep::MessageType type) {
    Wish wish;
    wish.type = type;
    wish.transactionId = "renewal";
    wish.signer = old;
    wish.signerKey = &lab.keys.device;
    wish.key = &lab.keys.other;
    wish.sans = {"dns:device-1.example"};
    return wish;
}

} // namespace

class TestRenewal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void renewal_worksInBothDialectsWithoutAChallenge();
    void renewal_bySameKeyAndTransactionIdIsANewTransaction();
    void renewal_keepsItsUsedCode();
    void renewal_acceptsOnlyCodesOfThisEndpoint();
    void renewal_withAWrongChallengeIsRefused();
    void renewal_withoutAChallengeForgivesNoTries();
    void renewal_byAStrangerIsRefused();
    void renewal_isOneOnlyWhereTheCertificateWasIssued();
    void renewal_staysBoundToTheFirstCode();
    void renewal_byAForgedCertificateIsRefused();
    void renewal_ofARevokedCertificateIsRefused();
    void renewal_ofAnExpiredCertificateIsRefused();
    void renewal_mayNotChangeTheIdentity();
    void renewal_windowAndKeyRules();
    void renewal_canBeSwitchedOff();
    void renewal_byTheRaIsRefused();
    void held_isJudgedAgainOnApproval();
    void held_mayOutliveTheOldCertificate();
    void getCert_deliversToHoldersOfACertificate();
    void getCrl_deliversTheCrl();

private:
    const test::Keys m_keys;
};

void TestRenewal::renewal_worksInBothDialectsWithoutAChallenge() {
    for (const auto type : {scep::MessageType::RenewalReq, scep::MessageType::PkcsReq,
                            scep::MessageType::UpdateReq}) {
        Lab lab(m_keys);
        const auto old = enrolled(lab);
        const auto decision = lab.send(renewal(lab, old, type));
        QCOMPARE(decision.reply.status, PkiStatus::Success);
        const auto fresh = lab.certificateIn(decision);
        QVERIFY(fresh.publicKey() == m_keys.other.publicKey());
        QVERIFY(fresh.serial() != old.serial());
        QVERIFY(lab.ledger.requests.rbegin()->second.renewedCertificateId != 0);
    }
}

// What certmonger does on resubmit.
void TestRenewal::renewal_bySameKeyAndTransactionIdIsANewTransaction() {
    Lab lab(m_keys);
    const auto old = enrolled(lab);
    Wish wish = renewal(lab, old, scep::MessageType::PkcsReq);
    wish.transactionId = "first";
    wish.key = &m_keys.device;
    wish.challenge = "right";
    const auto decision = lab.send(wish);
    QCOMPARE(decision.reply.status, PkiStatus::Success);
    QVERIFY(lab.certificateIn(decision).serial() != old.serial());
    const auto again = lab.send(wish);
    QVERIFY(again.reply.certificates == decision.reply.certificates);
}

void TestRenewal::renewal_keepsItsUsedCode() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.apply();
    const std::string code = lab.mint();
    const auto old = enrolled(lab, code);
    Wish wish = renewal(lab, old, scep::MessageType::PkcsReq);
    wish.challenge = code;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    wish.transactionId = "another";
    wish.challenge = "AAAA-BBBB-CCCC-DDDD";
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ChallengeWrong);
}

void TestRenewal::renewal_acceptsOnlyCodesOfThisEndpoint() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.settings.tryLimit.tries = 0;
    lab.apply();
    const auto old = enrolled(lab, lab.mint());
    Wish wish = renewal(lab, old, scep::MessageType::PkcsReq);
    wish.challenge = lab.mint();
    auto& code = lab.ledger.codes.rbegin()->second;
    const auto fresh = code;
    const auto outcome = [&] {
        const auto decision = lab.send(wish);
        wish.transactionId += 'x';
        return decision.reply.status == PkiStatus::Success ? ErrorCode::NotFound
                                                           : reasonOf(decision);
    };
    code.withdrawn = true;
    QCOMPARE(outcome(), ErrorCode::CodeWithdrawn);
    code = fresh;
    code.endpoint = "elsewhere";
    QCOMPARE(outcome(), ErrorCode::CodeOtherEndpoint);
    code.usesLeft = 0;
    QVERIFY(outcome() != ErrorCode::NotFound);
    code = fresh;
    code.expiresAt = lab.clock.now();
    QCOMPARE(outcome(), ErrorCode::CodeExpired);
    // Used, but where nobody knows.
    code = fresh;
    code.usesLeft = 0;
    QCOMPARE(outcome(), ErrorCode::CodeUsed);
    // What follows is as good as success gets: usable, or used at this endpoint.
    code.endpoint = lab.settings.name;
    QCOMPARE(outcome(), ErrorCode::NotFound);
    code = fresh;
    QCOMPARE(outcome(), ErrorCode::NotFound);
}

void TestRenewal::renewal_withAWrongChallengeIsRefused() {
    Lab lab(m_keys);
    const auto old = enrolled(lab);
    Wish wish = renewal(lab, old, scep::MessageType::RenewalReq);
    wish.challenge = "wrong";
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ChallengeWrong);
}

// Whoever holds a certificate could go on guessing for ever, with a renewal after each few tries.
void TestRenewal::renewal_withoutAChallengeForgivesNoTries() {
    Lab lab(m_keys);
    lab.settings.tryLimit.tries = 2;
    lab.apply();
    const auto old = enrolled(lab);
    Wish guess;
    guess.challenge = "wrong";
    QCOMPARE(reasonOf(lab.send(guess)), ErrorCode::ChallengeWrong);
    Wish wish = renewal(lab, old, scep::MessageType::RenewalReq);
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    QCOMPARE(reasonOf(lab.send(guess)), ErrorCode::ChallengeWrong);
    QCOMPARE(reasonOf(lab.send(guess)), ErrorCode::TooManyTries);
    lab.clock.time += std::chrono::minutes{11};
    QCOMPARE(reasonOf(lab.send(guess)), ErrorCode::ChallengeWrong);
    wish.transactionId = "with a challenge";
    wish.challenge = "right";
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(reasonOf(lab.send(guess)), ErrorCode::ChallengeWrong);
}

void TestRenewal::renewal_byAStrangerIsRefused() {
    Lab lab(m_keys);
    Wish wish;
    wish.type = scep::MessageType::RenewalReq;
    wish.challenge = "right";
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SignerUnknown);
    QVERIFY(lab.ledger.certificates.empty());
}

// An open endpoint is no way into a protected one of the same authority.
void TestRenewal::renewal_isOneOnlyWhereTheCertificateWasIssued() {
    Lab lab(m_keys);
    lab.settings.gates.clear();
    lab.apply();
    const auto open = enrolled(lab);
    lab.settings.id = 2;
    lab.settings.name = "signing";
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.settings.approval = enrollment::Approval::Manual;
    lab.apply();
    const std::string code = lab.mint();

    Wish wish = renewal(lab, open, scep::MessageType::RenewalReq);
    for (const std::string& challenge : {std::string(), code}) {
        wish.challenge = challenge;
        const auto refused = lab.send(wish);
        QCOMPARE(reasonOf(refused), ErrorCode::SignerUnknown);
        QVERIFY(refused.reason->detail.find("issued by endpoint scep") != std::string::npos);
    }
    // As a new enrollment it needs what any other needs.
    wish.type = scep::MessageType::PkcsReq;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SignerKeyMismatch);
    wish.key = &m_keys.device;
    wish.challenge.clear();
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ChallengeMissing);
    wish.challenge = code;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Pending);
    QCOMPARE(lab.ledger.codes.begin()->second.usesLeft, 0U);
    QCOMPARE(lab.ledger.requests.rbegin()->second.renewedCertificateId, std::int64_t{0});
    QCOMPARE(lab.ledger.certificates.size(), std::size_t{1});
}

// The code allowed RSA only; that holds over a renewal of a renewal too.
void TestRenewal::renewal_staysBoundToTheFirstCode() {
    Lab lab(m_keys);
    lab.settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    lab.apply();
    challenge::Constraints bound;
    bound.keyTypes = {pki::KeyType::Rsa};
    QVERIFY(challenge::addSubjectConstraint(bound, "CN=device-1,O=Example"));
    QVERIFY(challenge::addSanConstraint(bound, "dns:device-1.example"));
    const auto first = enrolled(lab, lab.mint(1, bound));
    Wish wish = renewal(lab, first, scep::MessageType::RenewalReq);
    const auto second = lab.certificateIn(lab.send(wish));
    QCOMPARE(lab.ledger.codes.begin()->second.usesLeft, 0U);

    wish.transactionId = "second renewal";
    wish.signer = second;
    wish.signerKey = &m_keys.other;
    wish.key = &m_keys.ec;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ConstraintViolated);
    lab.recipe.renewalMayChangeIdentity = true;
    lab.apply();
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::ConstraintViolated);
    wish.key = &m_keys.device;
    wish.sans = {"dns:device-2.example"};
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

// Same issuer name and serial number, but signed by another CA's key.
void TestRenewal::renewal_byAForgedCertificateIsRefused() {
    Lab lab(m_keys);
    const auto old = enrolled(lab);
    pki::CertificateFields fields{old.serial(),    old.issuer(),   old.subject(),
                                  old.notBefore(), old.notAfter(), m_keys.other.publicKey().spki(),
                                  old.extensions()};
    if (fields.serial.front() == 0) fields.serial.erase(fields.serial.begin());
    const auto forged = pki::signCertificate(fields, m_keys.foreign, pki::Digest::Sha256);
    QVERIFY(forged);
    Wish wish = renewal(lab, *forged, scep::MessageType::RenewalReq);
    wish.signerKey = &m_keys.other;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SignerUnknown);
    // Signed with our key, but not in the ledger.
    const auto unknown = pki::signCertificate(fields, m_keys.ca, pki::Digest::Sha256);
    wish.signer = *unknown;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SignerUnknown);
}

void TestRenewal::renewal_ofARevokedCertificateIsRefused() {
    Lab lab(m_keys);
    const auto old = enrolled(lab);
    lab.ledger.certificates.begin()->second.revokedAt = lab.clock.now();
    const auto decision = lab.send(renewal(lab, old, scep::MessageType::RenewalReq));
    QCOMPARE(reasonOf(decision), ErrorCode::CertificateRevoked);
}

void TestRenewal::renewal_ofAnExpiredCertificateIsRefused() {
    Lab lab(m_keys);
    lab.recipe.validity = std::chrono::days{10};
    lab.apply();
    const auto old = enrolled(lab);
    lab.clock.time += std::chrono::days{11};
    for (const auto type : {scep::MessageType::RenewalReq, scep::MessageType::PkcsReq})
        QCOMPARE(reasonOf(lab.send(renewal(lab, old, type))), ErrorCode::CertificateExpired);
}

void TestRenewal::renewal_mayNotChangeTheIdentity() {
    Lab lab(m_keys);
    const auto old = enrolled(lab);
    Wish wish = renewal(lab, old, scep::MessageType::RenewalReq);
    wish.subject = "CN=admin";
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::RenewalIdentityChanged);
    wish.subject = "CN=device-1,O=Example";
    wish.sans = {"dns:device-1.example", "dns:other.example"};
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::RenewalIdentityChanged);
    lab.recipe.renewalMayChangeIdentity = true;
    lab.apply();
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestRenewal::renewal_windowAndKeyRules() {
    Lab lab(m_keys);
    lab.recipe.renewalWindow = std::chrono::days{30};
    lab.recipe.renewalMayReuseKey = false;
    lab.apply();
    const auto old = enrolled(lab);
    Wish wish = renewal(lab, old, scep::MessageType::RenewalReq);
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::RenewalTooEarly);
    lab.clock.time += std::chrono::days{340};
    wish.key = &m_keys.device;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::RenewalKeyReused);
    wish.key = &m_keys.other;
    QCOMPARE(lab.send(wish).reply.status, PkiStatus::Success);
}

void TestRenewal::renewal_canBeSwitchedOff() {
    Lab lab(m_keys);
    const auto old = enrolled(lab);
    lab.settings.renewalAllowed = false;
    lab.apply();
    QCOMPARE(reasonOf(lab.send(renewal(lab, old, scep::MessageType::RenewalReq))),
             ErrorCode::RenewalNotAllowed);
    QVERIFY(!enrollment::capabilitiesOf(lab.settings, lab.authority).renewal);
}

// The RA's certificate is in the inventory and signed by the CA, but it was not enrolled.
void TestRenewal::renewal_byTheRaIsRefused() {
    Lab lab(m_keys);
    const auto& ra = *lab.authority.current()->ra;
    auto record = enrollment::recordOf(ra.certificate, 1, 1, lab.clock.now());
    record.id = 77;
    lab.ledger.certificates[record.id] = record;
    Wish wish;
    wish.type = scep::MessageType::RenewalReq;
    wish.signer = ra.certificate;
    wish.signerKey = &m_keys.ra;
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SignerUnknown);
}

void TestRenewal::held_isJudgedAgainOnApproval() {
    Lab lab(m_keys);
    lab.settings.renewalApproval = enrollment::Approval::Manual;
    lab.apply();
    const auto old = enrolled(lab);
    QCOMPARE(lab.send(renewal(lab, old, scep::MessageType::RenewalReq)).reply.status,
             PkiStatus::Pending);
    const auto held = lab.ledger.requests.rbegin()->second;
    const auto approve = [&](const authority::Adjustments& adjustments = {}) {
        return enrollment::approve(lab.ledger, lab.setting(), held, adjustments, "x",
                                   lab.clock.now());
    };
    const auto good = approve();
    QVERIFY(good);
    // The template has learned to rename meanwhile.
    lab.recipe.subjectPolicy = authority::SubjectPolicy::Override;
    lab.recipe.subjectPattern = "CN=another";
    lab.apply();
    QCOMPARE(approve().error().code, ErrorCode::RenewalIdentityChanged);
    lab.recipe = authority::labTemplate();
    lab.apply();
    authority::Adjustments adjustments;
    adjustments.subject = *pki::Name::fromText("CN=chosen");
    QVERIFY(approve(adjustments));
    auto& certificate = lab.ledger.certificates.begin()->second;
    certificate.revokedAt = lab.clock.now();
    QCOMPARE(approve().error().code, ErrorCode::CertificateRevoked);
    // Revoked between the look and the commit.
    QCOMPARE(lab.ledger.commit(*good).error().code, ErrorCode::CertificateRevoked);
}

void TestRenewal::held_mayOutliveTheOldCertificate() {
    Lab lab(m_keys);
    lab.settings.renewalApproval = enrollment::Approval::Manual;
    lab.recipe.validity = std::chrono::days{10};
    lab.apply();
    const auto old = enrolled(lab);
    lab.clock.time += std::chrono::days{9};
    QCOMPARE(lab.send(renewal(lab, old, scep::MessageType::RenewalReq)).reply.status,
             PkiStatus::Pending);
    lab.clock.time += std::chrono::days{3};
    QVERIFY(enrollment::approve(lab.ledger, lab.setting(), lab.ledger.requests.rbegin()->second, {},
                                "x", lab.clock.now()));
}

void TestRenewal::getCert_deliversToHoldersOfACertificate() {
    Lab lab(m_keys);
    const auto own = enrolled(lab);
    Wish wish;
    wish.type = scep::MessageType::GetCert;
    wish.signer = own;
    wish.signerKey = &m_keys.device;
    wish.payload = scep::IssuerAndSerial{own.issuer(), own.serial()}.toDer();
    const auto decision = lab.send(wish);
    QCOMPARE(decision.reply.status, PkiStatus::Success);
    QVERIFY(lab.certificateIn(decision) == own);
    wish.payload = scep::IssuerAndSerial{own.issuer(), Bytes{0x42}}.toDer();
    QCOMPARE(*lab.send(wish).reply.failInfo, FailInfo::BadCertId);
    lab.clock.time = own.notAfter() + std::chrono::seconds{1};
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::CertificateExpired);
    wish.signer.reset();
    QCOMPARE(reasonOf(lab.send(wish)), ErrorCode::SignerUnknown);
}

void TestRenewal::getCrl_deliversTheCrl() {
    Lab lab(m_keys);
    const auto own = enrolled(lab);
    Wish wish;
    wish.type = scep::MessageType::GetCrl;
    wish.payload = scep::IssuerAndSerial{own.issuer(), own.serial()}.toDer();
    const auto decision = lab.send(wish);
    QCOMPARE(decision.reply.status, PkiStatus::Success);
    QCOMPARE(decision.reply.crls.size(), std::size_t{1});
    QVERIFY(pki::Crl::fromDer(decision.reply.crls.front())->verifySignedBy(m_keys.ca.publicKey()));
    wish.payload =
        scep::IssuerAndSerial{*pki::Name::fromText("CN=Somebody Else"), own.serial()}.toDer();
    QCOMPARE(*lab.send(wish).reply.failInfo, FailInfo::BadCertId);
}

QTEST_GUILESS_MAIN(TestRenewal)
#include "tst_renewal.moc"
