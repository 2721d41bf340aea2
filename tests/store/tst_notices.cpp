// SPDX-License-Identifier: GPL-3.0-or-later
// Notices of outcomes and tokens of one use, as the store keeps them.
#include "raw_database.h"
#include "workspace.h"

#include <QTest>

using namespace scepter;
using namespace scepter::test;
using store::NoticeOutcome;
using store::NoticeState;

namespace {

RecordRequest told(const std::string& name, bool beforeDelivery) {
    RecordRequest change = issued(name);
    change.request.sealedCsr = Bytes(64, 0x77);
    change.notices = {{"intune", beforeDelivery}};
    if (beforeDelivery) change.request.release = enrollment::Release::Waiting;
    return change;
}

} // namespace

class NoticesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void acceptance_setsTheCertificateFree();
    void acceptance_needsAllThatItWaitsFor();
    void refusal_revokesTheCertificate();
    void claim_isForOneAtATime();
    void claim_comesBackAfterItsLease();
    void givenUp_canBeTriedAgain();
    void dropping_revokesWhatWaits();
    void decision_writesItsNotices();
    void csr_isForgottenWhenAllIsTold();
    void csr_isFoundWithoutAWalk();
    void expiry_isToldToWhomAllowed();
    void restart_losesNothing();
    void token_isGoodForOneUse();
    void token_isForgottenAfterItsEnd();
    void grant_isReadBack();
    void migration_fromSchema2KeepsSecrets();
};

void NoticesTest::acceptance_setsTheCertificateFree() {
    Workspace w;
    const auto stored = w.store->commit(told("a", true));
    NEED(stored);
    QCOMPARE(stored->notices.size(), 1U);
    QCOMPARE(w.store->request(stored->requestId)->release, enrollment::Release::Waiting);
    NEED(w.store->settleNotice(stored->notices.front(), {}, "responder"));
    QCOMPARE(w.store->request(stored->requestId)->release, enrollment::Release::Free);
    const auto notice = w.store->noticesOfRequest(stored->requestId)->front();
    QCOMPARE(notice.state, NoticeState::Accepted);
    QCOMPARE(notice.attempts, 1U);
    QVERIFY(notice.doneAt);
    REFUSED(w.store->settleNotice(notice.id, {}, "responder"), ErrorCode::Conflict);
    QVERIFY(w.store->verifyAudit()->intact);
}

void NoticesTest::acceptance_needsAllThatItWaitsFor() {
    Workspace w;
    RecordRequest change = told("a", true);
    change.notices = {{"first", true}, {"second", true}, {"third", false}};
    const auto stored = w.store->commit(change);
    NEED(stored);
    NEED(w.store->settleNotice(stored->notices[0], {}, "responder"));
    QCOMPARE(w.store->request(stored->requestId)->release, enrollment::Release::Waiting);
    NEED(w.store->settleNotice(stored->notices[1], {}, "responder"));
    QCOMPARE(w.store->request(stored->requestId)->release, enrollment::Release::Free);
}

void NoticesTest::refusal_revokesTheCertificate() {
    Workspace w;
    const auto version = w.store->configurationVersion();
    const auto held = w.store->commit(told("a", true));
    const auto beside = w.store->commit(told("b", false));
    NEED(held);
    NEED(beside);
    const NoticeOutcome no{NoticeState::Refused, {}, "the device is not enrolled"};
    NEED(w.store->settleNotice(held->notices.front(), no, "responder"));
    NEED(w.store->settleNotice(beside->notices.front(), no, "responder"));
    QCOMPARE(w.store->request(held->requestId)->release, enrollment::Release::Refused);
    QVERIFY(w.store->certificate(held->certificateId)->revokedAt);
    QVERIFY(!w.store->certificate(beside->certificateId)->revokedAt);
    QVERIFY(*w.store->configurationVersion() > *version); // a new CRL is due
    QVERIFY(w.store->ledger().liveTransactions(kEndpoint, "T-a", w.clock.now())->empty());
    QVERIFY(w.store->checkConsistency()->empty());
}

void NoticesTest::claim_isForOneAtATime() {
    Workspace w;
    NEED(w.store->commit(told("a", false)));
    const TimePoint later = w.clock.now() + std::chrono::minutes{2};
    QVERIFY(w.store->claimNotices(w.clock.now(), std::chrono::minutes{1}, 10)->empty());
    const auto second = w.another();
    QVERIFY(second);
    QCOMPARE(w.store->claimNotices(later, std::chrono::minutes{1}, 10)->size(), 1U);
    QVERIFY(second->claimNotices(later, std::chrono::minutes{1}, 10)->empty());
}

void NoticesTest::claim_comesBackAfterItsLease() {
    Workspace w;
    const auto stored = w.store->commit(told("a", false));
    NEED(stored);
    TimePoint now = w.clock.now() + std::chrono::minutes{2};
    QCOMPARE(w.store->claimNotices(now, std::chrono::minutes{1}, 10)->size(), 1U);
    now += std::chrono::minutes{2};
    QCOMPARE(w.store->claimNotices(now, std::chrono::minutes{1}, 10)->size(), 1U);
    const NoticeOutcome later{NoticeState::Waiting, now + std::chrono::hours{1}, "no answer"};
    NEED(w.store->settleNotice(stored->notices.front(), later, "responder"));
    QVERIFY(w.store->claimNotices(now + std::chrono::minutes{59}, std::chrono::minutes{1}, 10)
                ->empty());
    const auto due =
        w.store->claimNotices(now + std::chrono::hours{1}, std::chrono::minutes{1}, 10);
    QCOMPARE(due->size(), 1U);
    QCOMPARE(due->front().lastError, std::string("no answer"));
    QCOMPARE(due->front().attempts, 1U);
}

void NoticesTest::givenUp_canBeTriedAgain() {
    Workspace w;
    const auto stored = w.store->commit(told("a", false));
    NEED(stored);
    const std::int64_t id = stored->notices.front();
    NEED(w.store->settleNotice(id, {NoticeState::GivenUp, {}, "no answer"}, "responder"));
    QVERIFY(!w.store->request(stored->requestId)->sealedCsr.empty()); // for another try
    QCOMPARE(w.store->notices({.onlyOpen = true})->size(), 1U);
    NEED(w.store->retryNotice(id, "op"));
    QCOMPARE(w.store->claimNotices(w.clock.now(), std::chrono::minutes{1}, 10)->size(), 1U);
    NEED(w.store->settleNotice(id, {}, "responder"));
    QVERIFY(w.store->request(stored->requestId)->sealedCsr.empty());
    QVERIFY(w.store->notices({.onlyOpen = true})->empty());
    QCOMPARE(w.store->notices({})->size(), 1U);
    REFUSED(w.store->retryNotice(id, "op"), ErrorCode::Conflict);
    REFUSED(w.store->retryNotice(77, "op"), ErrorCode::NotFound);
}

void NoticesTest::dropping_revokesWhatWaits() {
    Workspace w;
    const auto held = w.store->commit(told("a", true));
    NEED(held);
    NEED(w.store->dropNotice(held->notices.front(), "op"));
    QVERIFY(w.store->certificate(held->certificateId)->revokedAt);
    REFUSED(w.store->dropNotice(held->notices.front(), "op"), ErrorCode::Conflict);
    REFUSED(w.store->retryNotice(held->notices.front(), "op"), ErrorCode::Conflict);
}

void NoticesTest::decision_writesItsNotices() {
    Workspace w;
    RecordRequest waiting = pending("a");
    waiting.request.sealedCsr = Bytes(64, 0x77);
    waiting.request.allowedBy = {"intune"};
    const auto stored = w.store->commit(waiting);
    NEED(stored);
    QCOMPARE(w.store->request(stored->requestId)->allowedBy, std::vector<std::string>{"intune"});
    DecideRequest approved = approval(stored->requestId, "a");
    approved.notices = {{"intune", true}};
    const auto decided = w.store->commit(approved);
    NEED(decided);
    QCOMPARE(w.store->request(stored->requestId)->release, enrollment::Release::Waiting);
    // Whoever decides does not tell: it is due at once.
    const auto due = w.store->claimNotices(w.clock.now(), std::chrono::minutes{1}, 10);
    QCOMPARE(due->size(), 1U);
    QCOMPARE(due->front().id, decided->notices.front());
}

void NoticesTest::csr_isForgottenWhenAllIsTold() {
    Workspace w;
    RecordRequest change = told("a", false);
    change.notices = {{"first", false}, {"second", false}};
    const auto stored = w.store->commit(change);
    NEED(stored);
    NEED(w.store->settleNotice(stored->notices[0], {}, "responder"));
    QCOMPARE(w.store->request(stored->requestId)->sealedCsr.size(), 64U);
    NEED(w.store->settleNotice(stored->notices[1], {}, "responder"));
    QVERIFY(w.store->request(stored->requestId)->sealedCsr.empty());
    // And of one that nobody has decided in time.
    RecordRequest waiting = pending("b");
    waiting.request.sealedCsr = Bytes(64, 0x77);
    const auto old = w.store->commit(waiting);
    NEED(old);
    NEED(w.store->expirePending(w.clock.now() + std::chrono::hours{24 * 30}));
    QVERIFY(w.store->request(old->requestId)->sealedCsr.empty());
}

// The sweep runs every half minute, also over a million requests.
void NoticesTest::csr_isFoundWithoutAWalk() {
    Workspace w;
    RawDatabase raw(w.path());
    QCOMPARE(raw.run(QStringLiteral("UPDATE request_parts INDEXED BY request_parts_sealed_csr "
                                    "SET sealed_csr = NULL WHERE sealed_csr IS NOT NULL")),
             QString());
}

void NoticesTest::expiry_isToldToWhomAllowed() {
    Workspace w;
    NEED(w.store->addTemplate(authority::labTemplate(), "operator"));
    challenge::Gate gate;
    gate.name = "mdm";
    challenge::WebhookGate webhook;
    webhook.dialect = challenge::WebhookDialect::Plain;
    webhook.url = "https://mdm.example/check";
    webhook.notifies = true;
    gate.settings = webhook;
    enrollment::EndpointSettings settings;
    settings.name = "one";
    settings.path = "/one";
    settings.authorityId = 1;
    settings.templateName = authority::labTemplate().name;
    settings.gates = {gate};
    const auto endpoint = w.store->addEndpoint(settings, {}, "operator");
    NEED(endpoint);
    RecordRequest waiting = pending("a");
    waiting.request.key.endpointId = *endpoint;
    waiting.request.sealedCsr = Bytes(64, 0x77);
    waiting.request.allowedBy = {"mdm"};
    const auto held = w.store->commit(waiting);
    NEED(held);
    RecordRequest silent = pending("b");
    silent.request.key.endpointId = *endpoint;
    silent.request.sealedCsr = Bytes(64, 0x77);
    NEED(w.store->commit(silent));
    const TimePoint later = w.clock.now() + std::chrono::hours{24 * 30};
    QCOMPARE(w.store->expirePending(later).value_or(0), 2);
    // Due at once; its CSR stays until it is told.
    const auto due = w.store->claimNotices(later, std::chrono::minutes{1}, 10);
    QCOMPARE(due->size(), 1U);
    QCOMPARE(due->front().requestId, held->requestId);
    QCOMPARE(w.store->request(held->requestId)->sealedCsr.size(), 64U);
    NEED(w.store->settleNotice(due->front().id, {}, "responder"));
    QVERIFY(w.store->request(held->requestId)->sealedCsr.empty());
}

void NoticesTest::restart_losesNothing() {
    Workspace w;
    const auto stored = w.store->commit(told("a", true));
    NEED(stored);
    w.store.reset();
    w.store = w.another();
    QVERIFY(w.store);
    QCOMPARE(w.store->request(stored->requestId)->release, enrollment::Release::Waiting);
    QCOMPARE(
        w.store->claimNotices(w.clock.now() + std::chrono::minutes{2}, std::chrono::minutes{1}, 10)
            ->size(),
        1U);
}

void NoticesTest::token_isGoodForOneUse() {
    Workspace w;
    const enrollment::TokenUse token{hashFor("token"), w.clock.now() + std::chrono::hours{1}};
    RecordRequest first = issued("a");
    first.tokens = {token};
    NEED(w.store->commit(first));
    for (const bool held : {false, true}) {
        RecordRequest again = held ? pending("b") : issued("c");
        again.tokens = {token};
        REFUSED(w.store->commit(again), ErrorCode::TokenUsed);
    }
    QCOMPARE(w.store->counts(w.clock.now())->issued, 1);
    // The same transaction again is no second use.
    const auto repeat = w.store->commit(first);
    NEED(repeat);
    QVERIFY(repeat->existing);
    // Another process, another day.
    const auto second = w.another();
    QVERIFY(second);
    RecordRequest there = issued("d");
    there.tokens = {token};
    REFUSED(second->commit(there), ErrorCode::TokenUsed);
}

void NoticesTest::token_isForgottenAfterItsEnd() {
    Workspace w;
    RecordRequest first = issued("a");
    first.tokens = {{hashFor("token"), w.clock.now() + std::chrono::hours{1}}};
    NEED(w.store->commit(first));
    NEED(w.store->expirePending(w.clock.now() + std::chrono::minutes{59}));
    RawDatabase raw(w.path());
    QCOMPARE(raw.value(QStringLiteral("SELECT COUNT(*) FROM used_tokens")).toInt(), 1);
    NEED(w.store->expirePending(w.clock.now() + std::chrono::minutes{61}));
    QCOMPARE(raw.value(QStringLiteral("SELECT COUNT(*) FROM used_tokens")).toInt(), 0);
}

void NoticesTest::grant_isReadBack() {
    Workspace w;
    RecordRequest change = pending("a");
    challenge::Grant& grant = change.request.grant;
    grant.sidVouched = true;
    grant.subject = *pki::Name::fromText("CN=xyz,O=Example");
    grant.subjectAltNames = {*pki::generalNameFromText("dns:xyz.example"),
                             *pki::generalNameFromText("upn:a@b.example")};
    grant.extendedKeyUsage = {*asn1::Oid::fromText("1.3.6.1.5.5.7.3.2")};
    grant.validity = std::chrono::hours{5};
    const auto stored = w.store->commit(change);
    NEED(stored);
    QVERIFY(w.store->request(stored->requestId)->grant == grant);
}

void NoticesTest::migration_fromSchema2KeepsSecrets() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.scepter"));
    QVERIFY(QFile::copy(QStringLiteral(SCEPTER_TEST_DATA "/workspaces/schema-2.scepter"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    const ManualClock clock;
    auto opened = store::Store::open(path.toStdString(), clock);
    NEED(opened);
    store::Store& store = **opened;
    NEED(store.unlock(bytesOf("sample passphrase")));
    const auto fixed = store.endpoint("static");
    NEED(fixed);
    QCOMPARE(fixed->settings.gatesText(), std::string("static"));
    QCOMPARE(fixed->secrets.size(), 1U);
    QCOMPARE(fixed->secrets.front().gate, fixed->settings.gates.front().name);
    QCOMPARE(fixed->secrets.front().name, std::string("1"));
    // What `endpoint show static` of that time printed.
    QCOMPARE(toHex(pki::digestOf(pki::Digest::Sha256, fixed->staticSecrets().front().view())),
             std::string("5e63d58369a469e2ca828b0854c7bb9478bd4e5bd5a49fe45842ecff7971a514"));
    QCOMPARE(store.endpoint("scep")->settings.gatesText(), std::string("code"));
    QCOMPARE(store.endpoint("manual")->settings.gatesText(), std::string("none"));
    QCOMPARE(store.counts(clock.now())->issued, 4);
    const auto wrong = store.checkConsistency();
    NEED(wrong);
    QVERIFY2(wrong->empty(), wrong->empty() ? "" : wrong->front().c_str());
    QVERIFY(store.verifyAudit()->intact);
    NEED(store.commit(told("new", true)));
}

QTEST_GUILESS_MAIN(NoticesTest)
#include "tst_notices.moc"
