// What the ledger holds to, whoever asks: renewals, and the codes they began with.
#include "workspace.h"

using namespace scepter;
using namespace scepter::test;

namespace {

RecordRequest renewalOf(std::int64_t certificateId, const std::string& name,
                        RequestState state = RequestState::Issued) {
    RecordRequest change = state == RequestState::Issued ? issued(name) : pending(name);
    change.request.key.renewedSerial = Bytes{1};
    change.request.renewedCertificateId = certificateId;
    return change;
}

} // namespace

class LedgerRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ledger_findsWhatIsBehindACertificate();
    void expired_isAnsweredUntilItIsForgotten();
    void crl_keepsAnEntryForOneLifetimeAfterTheEnd();
    void pending_isLimitedPerAddressAndEndpoint();
    void refused_mayLackItsCsr();
    void renewal_usesNoCode();
    void renewal_ofARevokedCertificateIsNotTaken();
    void decide_renewalOfARevokedCertificateIsRefused();
};

void LedgerRulesTest::ledger_findsWhatIsBehindACertificate() {
    Workspace w;
    authority::Template recipe = authority::labTemplate();
    NEED(w.store->addTemplate(recipe, "operator"));
    enrollment::EndpointSettings settings;
    settings.name = "kiosks";
    settings.path = "/kiosks";
    settings.authorityId = 1;
    settings.templateName = recipe.name;
    const auto endpoint = w.store->addEndpoint(settings, {}, "operator");
    NEED(endpoint);
    const auto ids = w.store->addCodes({codeRecord(*w.store, "once")}, "operator");
    NEED(ids);
    NEED(w.store->commit(issued("a", ids->front())));
    auto& ledger = w.store->ledger();
    const auto certificate = ledger.certificateBySerial(1, serialFor("a"));
    QVERIFY(certificate && *certificate);
    const auto request = ledger.request((*certificate)->requestId);
    QVERIFY(request && *request);
    QCOMPARE((*request)->codeId, ids->front());
    const auto code = ledger.code((*request)->codeId);
    QVERIFY(code && *code && (*code)->usesLeft == 0);
    QVERIFY(ledger.endpointName(*endpoint).value() == "kiosks");
    QVERIFY(!ledger.request(9).value() && !ledger.code(9).value());
    QVERIFY(!ledger.endpointName(9).value());
}

void LedgerRulesTest::expired_isAnsweredUntilItIsForgotten() {
    Workspace w;
    RecordRequest change = pending("a");
    change.request.expiresAt = kNow + std::chrono::hours{1};
    change.request.stickyUntil = kNow + std::chrono::hours{3};
    NEED(w.store->commit(change));
    const auto swept = w.store->expirePending(kNow + std::chrono::hours{2});
    NEED(swept);
    QCOMPARE(*swept, 1);
    const auto liveAt = [&](int hours) {
        return w.store->ledger().liveTransactions(kEndpoint, "T-a",
                                                  kNow + std::chrono::hours{hours});
    };
    const auto live = liveAt(2);
    NEED(live);
    QCOMPARE(live->size(), 1U);
    QVERIFY(live->front().state == RequestState::Expired);
    QVERIFY(liveAt(3)->empty());
    // A repeat is not recorded as a new request either.
    change.request.createdAt = kNow + std::chrono::hours{2};
    const auto repeated = w.store->commit(change);
    NEED(repeated);
    QVERIFY(repeated->existing && repeated->existing->state == RequestState::Expired);
}

void LedgerRulesTest::crl_keepsAnEntryForOneLifetimeAfterTheEnd() {
    Workspace w;
    store::StoredAuthority authority;
    authority.name = "lab";
    authority.crlLifetime = std::chrono::days{7};
    authority.generations.resize(1);
    NEED(w.store->addAuthority(authority, "operator"));
    const auto generation = w.store->authorities()->front().generations.front().id;
    RecordRequest change = issued("a");
    change.certificate->generationId = generation;
    NEED(w.store->commit(change));
    NEED(w.store->revoke(1, pki::RevocationReason::Superseded, kNow, {}, "operator"));
    const auto listedAt = [&](TimePoint now) {
        return w.store->revokedEntries(generation, now).value().size();
    };
    const TimePoint end = change.certificate->notAfter + authority.crlLifetime;
    QCOMPARE(listedAt(kNow), 1U);
    QCOMPARE(listedAt(change.certificate->notAfter + std::chrono::hours{1}), 1U);
    QCOMPARE(listedAt(end), 1U);
    QCOMPARE(listedAt(end + Duration{1}), 0U);
}

void LedgerRulesTest::pending_isLimitedPerAddressAndEndpoint() {
    Workspace w;
    int count = 0;
    const auto add = [&](const std::string& address, std::int64_t endpoint = kEndpoint) {
        RecordRequest change = pending(std::to_string(++count));
        change.pendingLimit = {5, 2};
        change.request.remoteAddress = address;
        change.request.key.endpointId = endpoint;
        return w.store->commit(change);
    };
    NEED(add("2001:db8::1"));
    NEED(add("2001:db8::2"));
    REFUSED(add("2001:db8::3"), ErrorCode::TooManyPending);
    NEED(add("2001:db8::3", kEndpoint + 1));
    NEED(add("192.0.2.1"));
    NEED(add("192.0.2.1"));
    NEED(add("192.0.2.2"));
    REFUSED(add("192.0.2.3"), ErrorCode::TooManyPending);
    QCOMPARE(w.store->counts(kNow)->pending, 6);
    // What is decided makes room; what is issued at once needs none.
    DecideRequest denial = approval(1, "1");
    denial.state = RequestState::Refused;
    denial.certificate.reset();
    NEED(w.store->commit(denial));
    NEED(add("192.0.2.3"));
    NEED(w.store->commit(issued("at once")));
    QCOMPARE(enrollment::PendingLimit{}.atEndpoint, 10'000);
    QCOMPARE(enrollment::PendingLimit{}.ofAddress, 200);
}

void LedgerRulesTest::refused_mayLackItsCsr() {
    Workspace w;
    RecordRequest change{requestRecord("a", RequestState::Refused), {}};
    change.request.sticky = false;
    change.request.csr.clear();
    NEED(w.store->commit(change));
    QVERIFY(w.store->request(1)->csr.empty());
}

// It names the code whose constraints go on to hold.
void LedgerRulesTest::renewal_usesNoCode() {
    Workspace w;
    const auto ids = w.store->addCodes({codeRecord(*w.store, "once")}, "operator");
    NEED(ids);
    NEED(w.store->commit(issued("a", ids->front())));
    for (const char* name : {"b", "c"}) {
        RecordRequest renewal = renewalOf(1, name);
        renewal.request.codeId = ids->front();
        NEED(w.store->commit(renewal));
    }
    QCOMPARE(w.store->request(3)->codeId, ids->front());
    QCOMPARE(w.store->code(ids->front())->usesLeft, 0U);
    const auto wrong = w.store->checkConsistency();
    NEED(wrong);
    QVERIFY2(wrong->empty(), wrong->empty() ? "" : wrong->front().c_str());
}

void LedgerRulesTest::renewal_ofARevokedCertificateIsNotTaken() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    NEED(w.store->revoke(1, pki::RevocationReason::KeyCompromise, kNow, {}, "operator"));
    REFUSED(w.store->commit(renewalOf(1, "b")), ErrorCode::CertificateRevoked);
    REFUSED(w.store->commit(renewalOf(1, "c", RequestState::Pending)),
            ErrorCode::CertificateRevoked);
    REFUSED(w.store->request(2), ErrorCode::NotFound);
}

// The approval was made when the certificate was still good; another process revoked it.
void LedgerRulesTest::decide_renewalOfARevokedCertificateIsRefused() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    NEED(w.store->commit(issued("a")));
    NEED(w.store->commit(renewalOf(1, "b", RequestState::Pending)));
    NEED(second->revoke(1, pki::RevocationReason::KeyCompromise, kNow, {}, "operator"));
    REFUSED(w.store->commit(approval(2, "b")), ErrorCode::CertificateRevoked);
    QVERIFY(w.store->request(2)->state == RequestState::Pending);
    QCOMPARE(w.store->counts(kNow)->pending, 1);
    REFUSED(w.store->certificate(2), ErrorCode::NotFound);
    DecideRequest denial = approval(2, "b");
    denial.state = RequestState::Refused;
    denial.certificate.reset();
    NEED(w.store->commit(denial));
}

QTEST_GUILESS_MAIN(LedgerRulesTest)
#include "tst_ledger_rules.moc"
