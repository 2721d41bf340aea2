// The enrollment path: transactions, codes, decisions, several writers on one workspace.
#include "workspace.h"

#include <QFile>

#include <latch>
#include <set>
#include <thread>

using namespace scepter;
using namespace scepter::test;

class LedgerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void record_issuedComesBackWhole();
    void record_keepsAnyBytesOfATransactionId();
    void record_repeatGivesTheSameOutcome();
    void record_sameIdWithAnotherKeyConflicts();
    void record_renewalWithTheSameKeyIsAnotherTransaction();
    void record_afterItsTimeIsNew();
    void record_refusedByPolicyIsNotRepeated();
    void record_whileLockedIsRefused();
    void record_sameSerialTwiceFailsAlone();
    void record_issuedNeedsACertificate();
    void liveTransactions_areNewestFirstAndAliveOnly();
    void code_isConsumedOnce();
    void code_refusesInItsOwnWords();
    void code_ofAnotherEndpointIsRefused();
    void code_withSeveralUsesCountsDown();
    void code_racedBy64ThreadsWorksOnce();
    void code_sameTwiceIsRefused();
    void code_withdrawnOnlyOnce();
    void decide_isCompareAndSet();
    void decide_racedByTwoStoresIssuesOnce();
    void decide_refusalIsDelivered();
    void record_racedByTwoStoresIssuesOnce();
    void submit_groupsAndAnswersAll();
    void destroy_finishesWhatIsQueued();
    void notePoll_isCounted();
    void expirePending_movesOnlyWhatIsOver();
    void expirePending_forgetsSealedChallenges();
    void requests_pageNewestFirst();
    void requests_findText();
    void certificates_byStatusAndText();
    void certificateBySerial_readsPeoplesForms();
    void revoke_onceAndOnTheCrl();
    void crlNumber_neverTwice();
    void crl_latestOfItsGeneration();
    void counts_followEverything();
};

void LedgerTest::record_issuedComesBackWhole() {
    Workspace w;
    QVERIFY2(w.store, w.error.c_str());
    RecordRequest change = issued("a");
    change.request.renewedCertificateId = 4;
    change.request.key.renewedSerial = Bytes{1, 2, 3};
    change.request.signerText = "CN=\"quoted\\\" \xC3\xA9";
    change.request.sealedChallenge = Bytes{9, 8, 7};
    change.request.decidedAt = kNow;
    change.request.decidedBy = "policy";
    change.request.toldFailInfo = FailInfo::BadTime;
    change.request.errorCode = ErrorCode::KeyRejected;
    change.request.reason = "why";
    change.request.toldText = "told";
    const auto done = w.store->commit(change);
    NEED(done);
    QCOMPARE(done->requestId, 1);
    QCOMPARE(done->certificateId, 1);
    QVERIFY(!done->existing);

    auto request = w.store->request(1);
    NEED(request);
    change.request.id = 1;
    change.request.certificateId = 1;
    QVERIFY(*request == change.request);
    auto certificate = w.store->certificate(1);
    NEED(certificate);
    change.certificate->id = 1;
    change.certificate->requestId = 1;
    QVERIFY(*certificate == *change.certificate);
    const auto bySerial = w.store->ledger().certificateBySerial(1, change.certificate->serial);
    NEED(bySerial);
    QVERIFY(*bySerial && **bySerial == *change.certificate);
    const auto otherAuthority =
        w.store->ledger().certificateBySerial(2, change.certificate->serial);
    NEED(otherAuthority);
    QVERIFY(!*otherAuthority);
}

void LedgerTest::record_keepsAnyBytesOfATransactionId() {
    Workspace w;
    const std::string hostile[] = {std::string("a\0b", 3), std::string("\xFF\xFE"),
                                   std::string("\x01x41"), std::string("' OR 1=1 --"),
                                   std::string("\xEF\xBF\xBD")};
    std::int64_t id = 0;
    for (const std::string& text : hostile) {
        RecordRequest change = issued("h" + std::to_string(++id));
        change.request.key.transactionId = text;
        const auto done = w.store->commit(change);
        NEED(done);
        QCOMPARE(done->requestId, id);
        const auto again = w.store->commit(change);
        NEED(again);
        QVERIFY(again->existing);
        QCOMPARE(again->requestId, id);
        const auto live = w.store->ledger().liveTransactions(kEndpoint, text, kNow);
        NEED(live);
        QCOMPARE(live->size(), 1U);
        QVERIFY(live->front().key.transactionId == text);
    }
}

void LedgerTest::record_repeatGivesTheSameOutcome() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    RecordRequest repeat = issued("a");
    repeat.certificate->serial = serialFor("another");
    const auto done = w.store->commit(repeat);
    NEED(done);
    QVERIFY(done->existing && done->existingCertificate);
    QCOMPARE(done->requestId, 1);
    QCOMPARE(done->certificateId, 1);
    QVERIFY(done->existingCertificate->serial == serialFor("a"));
    REFUSED(w.store->request(2), ErrorCode::NotFound);
    REFUSED(w.store->certificate(2), ErrorCode::NotFound);

    NEED(w.store->commit(pending("b")));
    const auto polled = w.store->commit(pending("b"));
    NEED(polled);
    QVERIFY(polled->existing && polled->existing->state == RequestState::Pending);
    QVERIFY(!polled->existingCertificate);
}

void LedgerTest::record_sameIdWithAnotherKeyConflicts() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    RecordRequest other = issued("b");
    other.request.key.transactionId = "T-a";
    REFUSED(w.store->commit(other), ErrorCode::TransactionConflict);
    other.request.key.endpointId = 2;
    NEED(w.store->commit(other));
}

void LedgerTest::record_renewalWithTheSameKeyIsAnotherTransaction() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    RecordRequest renewal = issued("a");
    renewal.request.key.renewedSerial = serialFor("a");
    renewal.certificate->serial = serialFor("renewed");
    const auto done = w.store->commit(renewal);
    NEED(done);
    QVERIFY(!done->existing);
    QCOMPARE(done->requestId, 2);
}

void LedgerTest::record_afterItsTimeIsNew() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    RecordRequest later = issued("a");
    later.certificate->serial = serialFor("later");
    later.request.createdAt = later.request.stickyUntil;
    later.request.stickyUntil += std::chrono::hours{1};
    const auto done = w.store->commit(later);
    NEED(done);
    QVERIFY(!done->existing);
}

void LedgerTest::record_refusedByPolicyIsNotRepeated() {
    Workspace w;
    for (int i = 0; i < 2; ++i) {
        RecordRequest refused{requestRecord("r", RequestState::Refused), {}};
        refused.request.sticky = false;
        refused.request.errorCode = ErrorCode::ChallengeWrong;
        const auto done = w.store->commit(refused);
        NEED(done);
        QVERIFY(!done->existing);
    }
    const auto live = w.store->ledger().liveTransactions(kEndpoint, "T-r", kNow);
    NEED(live);
    QVERIFY(live->empty());
    QVERIFY(!w.store->request(1)->sticky);
}

void LedgerTest::record_whileLockedIsRefused() {
    Workspace w;
    w.store.reset();
    auto locked = store::Store::open(w.path(), w.clock);
    NEED(locked);
    REFUSED((*locked)->commit(issued("a")), ErrorCode::AuthorityNotReady);
    NEED((*locked)->unlock(bytesOf(kPassphrase)));
    NEED((*locked)->commit(issued("a")));
}

void LedgerTest::record_sameSerialTwiceFailsAlone() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    RecordRequest clash = issued("b");
    clash.certificate->serial = serialFor("a");
    // In one group with others: these must not suffer.
    std::latch all(9);
    std::atomic<int> good = 0;
    std::atomic<int> refused = 0;
    for (int i = 0; i < 9; ++i)
        w.store->submit(i == 4 ? clash : issued("n" + std::to_string(i)), [&](auto result) {
            if (result)
                ++good;
            else if (result.error().code == ErrorCode::Conflict)
                ++refused;
            all.count_down();
        });
    all.wait();
    QCOMPARE(good.load(), 8);
    QCOMPARE(refused.load(), 1);
    const auto wrong = w.store->checkConsistency();
    NEED(wrong);
    QVERIFY2(wrong->empty(), wrong->empty() ? "" : wrong->front().c_str());
}

void LedgerTest::record_issuedNeedsACertificate() {
    Workspace w;
    REFUSED(w.store->commit(RecordRequest{requestRecord("a", RequestState::Issued), {}}),
            ErrorCode::InvalidArgument);
    RecordRequest odd = pending("a");
    odd.certificate = certificateRecord("a");
    REFUSED(w.store->commit(odd), ErrorCode::InvalidArgument);
}

void LedgerTest::liveTransactions_areNewestFirstAndAliveOnly() {
    Workspace w;
    for (int i = 0; i < 20; ++i) {
        RecordRequest renewal = issued("a");
        renewal.request.key.renewedSerial = Bytes{static_cast<std::uint8_t>(i + 1)};
        renewal.certificate->serial = serialFor("a" + std::to_string(i));
        NEED(w.store->commit(renewal));
    }
    const auto live = w.store->ledger().liveTransactions(kEndpoint, "T-a", kNow);
    NEED(live);
    QCOMPARE(live->size(), 16U);
    QCOMPARE(live->front().id, 20);
    QCOMPARE(live->back().id, 5);
    const auto late =
        w.store->ledger().liveTransactions(kEndpoint, "T-a", kNow + std::chrono::hours{24});
    NEED(late);
    QVERIFY(late->empty());
}

void LedgerTest::code_isConsumedOnce() {
    Workspace w;
    const auto ids = w.store->addCodes({codeRecord(*w.store, "K7QF-2M9D-XT4A-88PC")}, "operator");
    NEED(ids);
    const auto found =
        w.store->ledger().codeByHash(w.store->sealer().hashCode(bytesOf("k7qf2m9dxt4a88pc")));
    NEED(found);
    QVERIFY(*found && (*found)->id == ids->front());
    NEED(w.store->commit(issued("a", ids->front())));
    REFUSED(w.store->commit(issued("b", ids->front())), ErrorCode::CodeUsed);
    // Nothing of the refused change is there.
    REFUSED(w.store->request(2), ErrorCode::NotFound);
    REFUSED(w.store->certificate(2), ErrorCode::NotFound);
    const auto code = w.store->code(ids->front());
    NEED(code);
    QCOMPARE(code->usesLeft, 0U);
    QVERIFY(code->lastUsedAt == kNow);
    // The repeat of the first one consumes nothing and is answered.
    const auto repeat = w.store->commit(issued("a", ids->front()));
    NEED(repeat);
    QVERIFY(repeat->existing);
}

void LedgerTest::code_refusesInItsOwnWords() {
    Workspace w;
    auto expired = codeRecord(*w.store, "expired");
    expired.expiresAt = kNow;
    const auto ids = w.store->addCodes({expired, codeRecord(*w.store, "withdrawn")}, "operator");
    NEED(ids);
    NEED(w.store->withdrawCode((*ids)[1], "operator"));
    REFUSED(w.store->commit(issued("a", (*ids)[0])), ErrorCode::CodeExpired);
    REFUSED(w.store->commit(pending("a", (*ids)[1])), ErrorCode::CodeWithdrawn);
    REFUSED(w.store->commit(issued("a", 99)), ErrorCode::NotFound);
    QCOMPARE(w.store->counts(kNow)->issued, 0);
    QCOMPARE(w.store->code((*ids)[0])->usesLeft, 1U);
}

void LedgerTest::code_ofAnotherEndpointIsRefused() {
    Workspace w;
    NEED(w.store->addTemplate(authority::labTemplate(), "operator"));
    enrollment::EndpointSettings settings;
    settings.name = "one";
    settings.path = "/one";
    settings.authorityId = 1;
    settings.templateName = authority::labTemplate().name;
    const auto endpoint = w.store->addEndpoint(settings, {}, "operator");
    NEED(endpoint);
    auto here = codeRecord(*w.store, "here");
    here.endpoint = "one";
    auto there = codeRecord(*w.store, "there");
    there.endpoint = "two";
    const auto ids = w.store->addCodes({here, there}, "operator");
    NEED(ids);
    RecordRequest change = issued("a", (*ids)[1]);
    change.request.key.endpointId = *endpoint;
    REFUSED(w.store->commit(change), ErrorCode::CodeOtherEndpoint);
    change.request.codeId = (*ids)[0];
    NEED(w.store->commit(change));
}

void LedgerTest::code_withSeveralUsesCountsDown() {
    Workspace w;
    const auto ids = w.store->addCodes({codeRecord(*w.store, "thrice", 3)}, "operator");
    NEED(ids);
    for (const char* name : {"a", "b", "c"})
        NEED(w.store->commit(issued(name, ids->front())));
    REFUSED(w.store->commit(issued("d", ids->front())), ErrorCode::CodeUsed);
}

void LedgerTest::code_racedBy64ThreadsWorksOnce() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    const auto ids = w.store->addCodes({codeRecord(*w.store, "once")}, "operator");
    NEED(ids);
    constexpr int kThreads = 64;
    std::latch start(kThreads);
    std::atomic<int> won = 0;
    std::atomic<int> used = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([&, i] {
            store::Store& mine = i % 2 == 0 ? *w.store : *second;
            start.arrive_and_wait();
            const auto result = mine.commit(issued("n" + std::to_string(i), ids->front()));
            if (result)
                ++won;
            else if (result.error().code == ErrorCode::CodeUsed)
                ++used;
        });
    threads.clear();
    QCOMPARE(won.load(), 1);
    QCOMPARE(used.load(), kThreads - 1);
    QCOMPARE(w.store->counts(kNow)->issued, 1);
    QVERIFY(w.store->verifyAudit()->intact);
}

void LedgerTest::code_sameTwiceIsRefused() {
    Workspace w;
    NEED(w.store->addCodes({codeRecord(*w.store, "one")}, "operator"));
    REFUSED(
        w.store->addCodes({codeRecord(*w.store, "two"), codeRecord(*w.store, "one")}, "operator"),
        ErrorCode::AlreadyExists);
    const auto all = w.store->codes({});
    NEED(all);
    QCOMPARE(all->size(), 1U);
    const auto next = w.store->addCodes({codeRecord(*w.store, "two")}, "operator");
    NEED(next);
    QCOMPARE(next->front(), 2);
}

void LedgerTest::code_withdrawnOnlyOnce() {
    Workspace w;
    const auto ids = w.store->addCodes(
        {codeRecord(*w.store, "a"), codeRecord(*w.store, "b"), codeRecord(*w.store, "c")}, "op");
    NEED(ids);
    NEED(w.store->withdrawCode((*ids)[0], "op"));
    REFUSED(w.store->withdrawCode((*ids)[0], "op"), ErrorCode::Conflict);
    NEED(w.store->commit(issued("x", (*ids)[1])));
    REFUSED(w.store->withdrawCode((*ids)[1], "op"), ErrorCode::Conflict);
    REFUSED(w.store->withdrawCode(77, "op"), ErrorCode::NotFound);
    const auto idsIn = [&](challenge::CodeState state, TimePoint now) {
        std::vector<std::int64_t> found;
        store::CodeFilter filter;
        filter.state = state;
        filter.now = now;
        const auto codes = w.store->codes(filter);
        if (codes)
            for (const auto& code : *codes)
                found.push_back(code.id);
        return found;
    };
    using challenge::CodeState;
    QVERIFY(idsIn(CodeState::Withdrawn, kNow) == std::vector{(*ids)[0]});
    QVERIFY(idsIn(CodeState::Used, kNow) == std::vector{(*ids)[1]});
    QVERIFY(idsIn(CodeState::Unused, kNow) == std::vector{(*ids)[2]});
    QVERIFY(idsIn(CodeState::Expired, kNow).empty());
    QVERIFY(idsIn(CodeState::Expired, kNow + std::chrono::hours{2}) == std::vector{(*ids)[2]});
}

void LedgerTest::decide_isCompareAndSet() {
    Workspace w;
    NEED(w.store->commit(pending("a")));
    REFUSED(w.store->commit(approval(9, "a")), ErrorCode::NotFound);
    const auto done = w.store->commit(approval(1, "a"));
    NEED(done);
    QCOMPARE(done->certificateId, 1);
    const auto again = w.store->commit(approval(1, "b"));
    QVERIFY(!again);
    QCOMPARE(static_cast<int>(again.error().code), static_cast<int>(ErrorCode::Conflict));
    QVERIFY2(again.error().detail == "request 1 is issued by now", again.error().detail.c_str());
    const auto request = w.store->request(1);
    NEED(request);
    QVERIFY(request->state == RequestState::Issued);
    QVERIFY(request->decidedBy == "operator:ann");
    QCOMPARE(request->certificateId, 1);
    QCOMPARE(w.store->certificate(1)->requestId, 1);
    REFUSED(w.store->certificate(2), ErrorCode::NotFound);
}

void LedgerTest::decide_racedByTwoStoresIssuesOnce() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    constexpr int kRequests = 20;
    for (int i = 0; i < kRequests; ++i)
        NEED(w.store->commit(pending("p" + std::to_string(i))));
    std::latch start(2);
    std::atomic<int> won = 0;
    std::atomic<int> conflicts = 0;
    const auto approveAll = [&](store::Store& mine, const std::string& who) {
        start.arrive_and_wait();
        for (int i = 0; i < kRequests; ++i) {
            const auto name = who + std::to_string(i);
            const auto result = mine.commit(approval(i + 1, name, "operator:" + who));
            if (result)
                ++won;
            else if (result.error().code == ErrorCode::Conflict)
                ++conflicts;
        }
    };
    {
        std::jthread one([&] { approveAll(*w.store, "ann"); });
        std::jthread two([&] { approveAll(*second, "bob"); });
    }
    QCOMPARE(won.load(), kRequests);
    QCOMPARE(conflicts.load(), kRequests);
    const auto counts = second->counts(kNow);
    NEED(counts);
    QCOMPARE(counts->issued, kRequests);
    QCOMPARE(counts->certificates, kRequests);
    QCOMPARE(counts->pending, 0);
    const auto wrong = w.store->checkConsistency();
    NEED(wrong);
    QVERIFY2(wrong->empty(), wrong->empty() ? "" : wrong->front().c_str());
    QVERIFY(w.store->verifyAudit()->intact);
}

void LedgerTest::decide_refusalIsDelivered() {
    Workspace w;
    NEED(w.store->commit(pending("a")));
    DecideRequest denial;
    denial.requestId = 1;
    denial.state = RequestState::Refused;
    denial.at = kNow;
    denial.stickyUntil = kNow + std::chrono::hours{1};
    denial.actor = "operator:ann";
    denial.errorCode = ErrorCode::DeniedByOperator;
    denial.reason = "unknown device";
    denial.toldFailInfo = FailInfo::BadRequest;
    denial.toldText = "ask the help desk";
    NEED(w.store->commit(denial));
    const auto repeat = w.store->commit(pending("a"));
    NEED(repeat);
    QVERIFY(repeat->existing);
    QVERIFY(repeat->existing->state == RequestState::Refused);
    QVERIFY(repeat->existing->toldText == "ask the help desk");
    QVERIFY(repeat->existing->toldFailInfo == FailInfo::BadRequest);
    QVERIFY(repeat->existing->errorCode == ErrorCode::DeniedByOperator);
    REFUSED(w.store->commit(approval(1, "a")), ErrorCode::Conflict);
}

void LedgerTest::record_racedByTwoStoresIssuesOnce() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    std::latch start(16);
    std::mutex mutex;
    std::set<std::int64_t> requests;
    std::set<std::int64_t> certificates;
    std::atomic<int> written = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&, i] {
            RecordRequest change = issued("same");
            change.certificate->serial = serialFor("race " + std::to_string(i));
            start.arrive_and_wait();
            const auto result = (i % 2 ? *second : *w.store).commit(change);
            if (!result) return;
            if (!result->existing) ++written;
            const std::lock_guard lock(mutex);
            requests.insert(result->requestId);
            certificates.insert(result->certificateId);
        });
    threads.clear();
    QCOMPARE(written.load(), 1);
    QCOMPARE(requests.size(), 1U);
    QCOMPARE(certificates.size(), 1U);
}

void LedgerTest::submit_groupsAndAnswersAll() {
    Workspace w;
    constexpr int kChanges = 400;
    std::latch all(kChanges);
    std::atomic<int> good = 0;
    std::mutex mutex;
    std::set<std::int64_t> ids;
    for (int i = 0; i < kChanges; ++i)
        w.store->submit(issued("n" + std::to_string(i)), [&](auto result) {
            if (result) {
                ++good;
                const std::lock_guard lock(mutex);
                ids.insert(result->requestId);
            }
            all.count_down();
        });
    all.wait();
    QCOMPARE(good.load(), kChanges);
    QCOMPARE(ids.size(), static_cast<std::size_t>(kChanges));
    QCOMPARE(*ids.rbegin(), kChanges);
}

void LedgerTest::destroy_finishesWhatIsQueued() {
    Workspace w;
    std::atomic<int> good = 0;
    for (int i = 0; i < 300; ++i)
        w.store->submit(issued("n" + std::to_string(i)), [&](auto result) {
            if (result) ++good;
        });
    w.store.reset();
    QCOMPARE(good.load(), 300);
    auto again = w.another();
    QVERIFY(again);
    QCOMPARE(again->counts(kNow)->issued, 300);
}

void LedgerTest::notePoll_isCounted() {
    Workspace w;
    NEED(w.store->commit(pending("a")));
    NEED(w.store->commit(enrollment::NotePoll{1, kNow}));
    const auto request = w.store->request(1);
    NEED(request);
    QCOMPARE(request->polls, 1);
    QVERIFY(request->lastPolledAt == kNow);
    bool told = false;
    for (int i = 0; i < 3; ++i)
        w.store->submit(enrollment::NotePoll{1, kNow + Duration(i)}, [&](auto r) { told = !!r; });
    QVERIFY(told);
    NEED(w.store->commit(pending("b"))); // takes the polls along
    const auto polled = w.store->request(1);
    NEED(polled);
    QCOMPARE(polled->polls, 4);
    QVERIFY(polled->lastPolledAt == kNow + Duration(2));
    // Without any other change they are written soon.
    w.store->submit(enrollment::NotePoll{2, kNow}, {});
    QTRY_COMPARE(w.store->request(2)->polls, 1);
}

void LedgerTest::expirePending_movesOnlyWhatIsOver() {
    Workspace w;
    RecordRequest old = pending("old");
    old.request.expiresAt = kNow + std::chrono::minutes{1};
    NEED(w.store->commit(old));
    NEED(w.store->commit(pending("young")));
    NEED(w.store->commit(issued("done")));
    const auto none = w.store->expirePending(kNow);
    NEED(none);
    QCOMPARE(*none, 0);
    const auto one = w.store->expirePending(kNow + std::chrono::minutes{1});
    NEED(one);
    QCOMPARE(*one, 1);
    QVERIFY(w.store->request(1)->state == RequestState::Expired);
    QVERIFY(w.store->request(2)->state == RequestState::Pending);
    QCOMPARE(w.store->counts(kNow)->expired, 1);
    REFUSED(w.store->commit(approval(1, "old")), ErrorCode::Conflict);
    // Still there to tell its client so.
    const auto live = w.store->ledger().liveTransactions(kEndpoint, "T-old", kNow);
    NEED(live);
    QCOMPARE(live->size(), 1U);
}

void LedgerTest::expirePending_forgetsSealedChallenges() {
    Workspace w;
    RecordRequest change = issued("a");
    change.request.sealedChallenge = Bytes{1, 2, 3};
    NEED(w.store->commit(change));
    RecordRequest open = pending("b");
    open.request.sealedChallenge = Bytes{4, 5, 6};
    NEED(w.store->commit(open));
    NEED(w.store->expirePending(kNow));
    QVERIFY(!w.store->request(1)->sealedChallenge.empty());
    NEED(w.store->expirePending(change.request.stickyUntil));
    QVERIFY(w.store->request(1)->sealedChallenge.empty());
    QVERIFY(!w.store->request(2)->sealedChallenge.empty());
}

void LedgerTest::requests_pageNewestFirst() {
    Workspace w;
    for (int i = 1; i <= 12; ++i)
        NEED(w.store->commit(i % 3 == 0 ? pending(std::to_string(i)) : issued(std::to_string(i))));
    store::RequestFilter filter;
    filter.limit = 5;
    std::vector<std::int64_t> seen;
    while (true) {
        const auto page = w.store->requests(filter);
        NEED(page);
        if (page->empty()) break;
        for (const auto& request : *page)
            seen.push_back(request.id);
        filter.before = seen.back();
    }
    QVERIFY((seen == std::vector<std::int64_t>{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
    filter = {};
    filter.state = RequestState::Pending;
    filter.before = 9;
    const auto open = w.store->requests(filter);
    NEED(open);
    QCOMPARE(open->size(), 2U);
    QCOMPARE(open->front().id, 6);
}

void LedgerTest::requests_findText() {
    Workspace w;
    NEED(w.store->commit(issued("Kiosk-17")));
    NEED(w.store->commit(issued("100%")));
    NEED(w.store->commit(issued("other")));
    const auto count = [&](const std::string& text) {
        store::RequestFilter filter;
        filter.text = text;
        return w.store->requests(filter)->size();
    };
    QCOMPARE(count("kiosk"), 1U);
    QCOMPARE(count("KIOSK-17.EXAMPLE"), 1U);
    QCOMPARE(count("t-other"), 1U);
    QCOMPARE(count("192.0.2"), 3U);
    QCOMPARE(count("0%"), 1U);
    QCOMPARE(count("%"), 1U);
    QCOMPARE(count("_"), 0U);
    QCOMPARE(count("'"), 0U);
}

void LedgerTest::certificates_byStatusAndText() {
    Workspace w;
    RecordRequest ended = issued("ended");
    ended.certificate->notAfter = kNow - std::chrono::hours{1};
    NEED(w.store->commit(ended));
    NEED(w.store->commit(issued("good")));
    NEED(w.store->commit(issued("bad")));
    NEED(w.store->revoke(3, pki::RevocationReason::KeyCompromise, kNow, {}, "operator"));
    using Status = store::CertificateFilter::Status;
    const auto ids = [&](Status status, const std::string& text) {
        std::vector<std::int64_t> found;
        store::CertificateFilter filter;
        filter.status = status;
        filter.text = text;
        filter.now = kNow;
        const auto certificates = w.store->certificates(filter);
        if (certificates)
            for (const auto& certificate : *certificates)
                found.push_back(certificate.id);
        return found;
    };
    using Ids = std::vector<std::int64_t>;
    QVERIFY((ids(Status::Any, {}) == Ids{3, 2, 1}));
    QVERIFY(ids(Status::Valid, {}) == Ids{2});
    QVERIFY(ids(Status::Expired, {}) == Ids{1});
    QVERIFY(ids(Status::Revoked, {}) == Ids{3});
    QVERIFY(ids(Status::Any, "GOOD") == Ids{2});
    QVERIFY(ids(Status::Any, toUpperHex(serialFor("bad"))) == Ids{3});
}

void LedgerTest::certificateBySerial_readsPeoplesForms() {
    Workspace w;
    RecordRequest change = issued("a");
    change.certificate->serial = Bytes{0x01, 0xA3, 0xFF};
    NEED(w.store->commit(change));
    for (const char* text : {"01A3FF", "1a3ff", "01:A3:FF", "00 01 a3 ff", "0001A3FF"}) {
        const auto found = w.store->certificateBySerial(text);
        NEED(found);
        QCOMPARE(found->id, 1);
    }
    REFUSED(w.store->certificateBySerial("01A3FE"), ErrorCode::NotFound);
    REFUSED(w.store->certificateBySerial("xyz"), ErrorCode::EncodingMalformed);
}

void LedgerTest::revoke_onceAndOnTheCrl() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    RecordRequest other = issued("b");
    other.certificate->generationId = 2;
    NEED(w.store->commit(other));
    const auto before = w.store->configurationVersion();
    NEED(before);
    const auto since = kNow - std::chrono::hours{2};
    NEED(w.store->revoke(1, pki::RevocationReason::Superseded, kNow, since, "operator"));
    NEED(w.store->revoke(2, pki::RevocationReason::KeyCompromise, kNow, {}, "operator"));
    REFUSED(w.store->revoke(1, pki::RevocationReason::Superseded, kNow, {}, "operator"),
            ErrorCode::AlreadyRevoked);
    REFUSED(w.store->revoke(9, pki::RevocationReason::Superseded, kNow, {}, "operator"),
            ErrorCode::NotFound);
    QVERIFY(*w.store->configurationVersion() > *before);
    const auto entries = w.store->revokedEntries(1, kNow);
    NEED(entries);
    QCOMPARE(entries->size(), 1U);
    const pki::RevokedEntry expected{serialFor("a"), kNow, pki::RevocationReason::Superseded,
                                     since};
    QVERIFY(entries->front() == expected);
    QVERIFY(w.store->revokedEntries(1, kNow + std::chrono::hours{24 * 366})->empty());
    const auto certificate = w.store->certificate(1);
    QVERIFY(certificate->revokedAt == kNow && certificate->invalidSince == since);
}

void LedgerTest::crlNumber_neverTwice() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    store::StoredAuthority authority;
    authority.name = "lab";
    authority.generations.resize(1);
    NEED(w.store->addAuthority(authority, "operator"));
    const auto generation = w.store->authorities()->front().generations.front().id;
    std::mutex mutex;
    std::multiset<std::int64_t> numbers;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, i] {
                for (int n = 0; n < 10; ++n) {
                    const auto draft = (i % 2 ? *second : *w.store).draftCrl(generation, kNow);
                    const std::lock_guard lock(mutex);
                    numbers.insert(draft ? draft->number : -1);
                }
            });
    }
    QCOMPARE(numbers.size(), 40U);
    QCOMPARE((std::set<std::int64_t>(numbers.begin(), numbers.end()).size()), 40U);
    QCOMPARE(*numbers.begin(), 1);
    QCOMPARE(*numbers.rbegin(), 40);
    REFUSED(w.store->draftCrl(99, kNow), ErrorCode::NotFound);
}

void LedgerTest::crl_latestOfItsGeneration() {
    Workspace w;
    const auto none = w.store->latestCrl(1);
    NEED(none);
    QVERIFY(!*none);
    for (std::int64_t n = 1; n <= 30; ++n)
        NEED(w.store->putCrl({1, n, kNow, kNow + std::chrono::hours{n}, Bytes{1, 2, 3}}, "op"));
    NEED(w.store->putCrl({2, 1, kNow, kNow, Bytes{4}}, "op"));
    const auto latest = w.store->latestCrl(1);
    NEED(latest);
    QVERIFY(*latest);
    const store::StoredCrl expected{1, 30, kNow, kNow + std::chrono::hours{30}, Bytes{1, 2, 3}};
    QVERIFY(**latest == expected);
    REFUSED(w.store->putCrl(expected, "op"), ErrorCode::AlreadyExists);
}

void LedgerTest::counts_followEverything() {
    Workspace w;
    const auto codes = w.store->addCodes(
        {codeRecord(*w.store, "a"), codeRecord(*w.store, "b"), codeRecord(*w.store, "c")}, "op");
    NEED(codes);
    NEED(w.store->commit(issued("a", codes->front())));
    NEED(w.store->commit(pending("b")));
    NEED(w.store->commit(pending("c")));
    NEED(w.store->commit(approval(2, "b")));
    RecordRequest failed{requestRecord("d", RequestState::Failed), {}};
    failed.request.sticky = false;
    NEED(w.store->commit(failed));
    NEED(w.store->addCertificate(certificateRecord("ra"), "op"));
    NEED(w.store->revoke(1, pki::RevocationReason::Unspecified, kNow, {}, "op"));
    const auto counts = w.store->counts(kNow);
    NEED(counts);
    QCOMPARE(counts->pending, 1);
    QCOMPARE(counts->issued, 2);
    QCOMPARE(counts->failed, 1);
    QCOMPARE(counts->refused, 0);
    QCOMPARE(counts->certificates, 3);
    QCOMPARE(counts->certificatesValid, 2);
    QCOMPARE(counts->certificatesRevoked, 1);
    QCOMPARE(counts->codesUnused, 2);
    QCOMPARE(w.store->counts(kNow + std::chrono::hours{24 * 400})->certificatesValid, 0);
    const auto wrong = w.store->checkConsistency();
    NEED(wrong);
    QVERIFY2(wrong->empty(), wrong->empty() ? "" : wrong->front().c_str());
}

QTEST_GUILESS_MAIN(LedgerTest)
#include "tst_ledger.moc"
