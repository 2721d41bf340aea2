// Lists of ids: filters, orders, cancellation, gaps; and the rows behind them.
#include "raw_database.h"
#include "workspace.h"

#include <QProcess>

#include <algorithm>

using namespace scepter;
using namespace scepter::test;
using store::CertificateColumn;
using store::CodeColumn;
using store::IdList;
using store::RequestColumn;

using Ids = std::vector<std::int64_t>;

namespace {

Ids idsOf(const Result<IdList>& list) {
    Ids ids;
    if (!list) return {-1};
    for (std::size_t i = 0; i < list->size(); ++i)
        ids.push_back(list->at(i));
    return ids;
}

/// For QCOMPARE.
QString text(const Ids& ids) {
    QStringList words;
    for (const std::int64_t id : ids)
        words.append(QString::number(id));
    return words.join(u' ');
}
QString text(const Result<IdList>& list) {
    return list ? text(idsOf(list)) : QString::fromStdString(toText(list.error()));
}

} // namespace

class IdListsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idList_countsBothWays();
    void idList_findsRows();
    void idList_takesWhatIsNewer();
    void requests_everythingIsARange();
    void requests_withAGapAreStillRight();
    void certificates_withAGapAreStillRight();
    void requests_byStatesEndpointAndText();
    void requests_sortByEachColumn();
    void requests_newerOnly();
    void certificates_byStatusKeyAndAuthority();
    void certificates_bySerialAsPeopleWriteIt();
    void certificates_byFingerprint();
    void certificates_sortByEachColumn();
    void codes_byTextAndState();
    void codes_sortByState();
    void audit_byTimeActorActionAndObject();
    void text_hostileIsHarmless();
    void list_canBeCancelled();
    void list_sortsManyInSteps();
    void byIds_keepTheOrderAndLeaveOutTheMissing();
    void relations_followCodesAndRenewals();
    void migration_fromSchema1FindsEverything();

private:
    static QString requests(Workspace& w, const store::RequestFilter& filter,
                            RequestColumn column = RequestColumn::Id, bool descending = true) {
        return text(w.store->requestIds(filter, {column, descending}, {}));
    }
    static QString certificates(Workspace& w, store::CertificateFilter filter,
                                CertificateColumn column = CertificateColumn::Id,
                                bool descending = true) {
        filter.now = kNow;
        return text(w.store->certificateIds(filter, {column, descending}, {}));
    }
    static QString codes(Workspace& w, store::CodeFilter filter, CodeColumn column = CodeColumn::Id,
                         bool descending = true) {
        filter.now = kNow;
        return text(w.store->codeIds(filter, {column, descending}, {}));
    }
};

void IdListsTest::idList_countsBothWays() {
    QCOMPARE(IdList().size(), 0U);
    QCOMPARE(IdList::range(1, 0, true).size(), 0U);
    const IdList newest = IdList::range(3, 7, true);
    QCOMPARE(newest.size(), 5U);
    QCOMPARE(newest.at(0), 7);
    QCOMPARE(newest.at(4), 3);
    QCOMPARE(IdList::range(3, 7, false).at(0), 3);
    QVERIFY(newest.isRange());
    const IdList few = IdList::ascending({2, 5, 9}, true);
    QCOMPARE(few.at(0), 9);
    QCOMPARE(few.at(2), 2);
    QCOMPARE(IdList::inOrder({5, 2, 9}).at(1), 2);
}

void IdListsTest::idList_findsRows() {
    const IdList lists[] = {IdList::range(3, 7, true), IdList::range(3, 7, false),
                            IdList::ascending({2, 5, 9}, true), IdList::ascending({2, 5, 9}, false),
                            IdList::inOrder({5, 9, 2})};
    for (const IdList& list : lists) {
        for (std::size_t row = 0; row < list.size(); ++row)
            QVERIFY(list.rowOf(list.at(row)) == row);
        for (const std::int64_t id : {0, 1, 8, 10})
            QVERIFY(!list.rowOf(id));
    }
}

void IdListsTest::idList_takesWhatIsNewer() {
    IdList list;
    list.addNewer(IdList::range(1, 3, true));
    QVERIFY(list.isRange());
    list.addNewer(IdList::range(4, 5, true));
    QVERIFY(list.isRange());
    QCOMPARE(text(Ids(idsOf(list))), QStringLiteral("5 4 3 2 1"));
    list.addNewer(IdList::ascending({8, 9}, true));
    QCOMPARE(text(Ids(idsOf(list))), QStringLiteral("9 8 5 4 3 2 1"));
    list.addNewer(IdList());
    list.addNewer(IdList::range(10, 11, true));
    QCOMPARE(text(Ids(idsOf(list))), QStringLiteral("11 10 9 8 5 4 3 2 1"));
}

void IdListsTest::requests_everythingIsARange() {
    Workspace w;
    QCOMPARE(requests(w, {}), QString());
    for (const char* name : {"a", "b", "c"})
        NEED(w.store->commit(issued(name)));
    NEED(w.store->commit(pending("d")));
    const auto list = w.store->requestIds({}, {}, {});
    NEED(list);
    QVERIFY(list->isRange());
    QCOMPARE(text(list), QStringLiteral("4 3 2 1"));
    QCOMPARE(requests(w, {}, RequestColumn::Id, false), QStringLiteral("1 2 3 4"));
    QVERIFY(w.store->certificateIds({}, {}, {})->isRange());
    QCOMPARE(certificates(w, {}), QStringLiteral("3 2 1"));
    QVERIFY(w.store->codeIds({}, {}, {})->isRange());
    const auto lines = w.store->auditIds({}, {}, {});
    NEED(lines);
    QVERIFY(lines->isRange());
    QCOMPARE(lines->size(), static_cast<std::size_t>(w.store->marks()->auditLines));
}

void IdListsTest::requests_withAGapAreStillRight() {
    Workspace w;
    for (const char* name : {"a", "b", "c"})
        NEED(w.store->commit(pending(name)));
    {
        RawDatabase raw(w.path());
        QCOMPARE(raw.run(QStringLiteral("DELETE FROM requests WHERE id = 2")), QString());
        QCOMPARE(raw.run(QStringLiteral("UPDATE head SET pending = 2")), QString());
    }
    const auto list = w.store->requestIds({}, {}, {});
    NEED(list);
    QVERIFY(!list->isRange());
    QCOMPARE(text(list), QStringLiteral("3 1"));
}

void IdListsTest::certificates_withAGapAreStillRight() {
    Workspace w;
    for (const char* name : {"a", "b", "c", "d"})
        NEED(w.store->commit(issued(name)));
    const auto remove = [&](const char* id) {
        RawDatabase raw(w.path());
        return raw.run(QStringLiteral("DELETE FROM certificates WHERE id = ") +
                       QString::fromLatin1(id));
    };
    QCOMPARE(remove("3"), QString());
    QCOMPARE(certificates(w, {}), QStringLiteral("4 2 1"));
    QVERIFY(!w.store->certificateIds({}, {}, {})->isRange());
    QCOMPARE(remove("1"), QString());
    QCOMPARE(certificates(w, {}), QStringLiteral("4 2"));
    const auto wrong = w.store->checkConsistency();
    NEED(wrong);
    QVERIFY(std::ranges::find(*wrong, "certificates are missing") != wrong->end());
    // Once seen whole, only what is new is counted.
    Workspace other;
    NEED(other.store->commit(issued("a")));
    QVERIFY(other.store->certificateIds({}, {}, {})->isRange());
    for (const char* name : {"b", "c", "d"})
        NEED(other.store->commit(issued(name)));
    {
        RawDatabase raw(other.path());
        QCOMPARE(raw.run(QStringLiteral("DELETE FROM certificates WHERE id = 3")), QString());
    }
    QCOMPARE(certificates(other, {}), QStringLiteral("4 2 1"));
}

void IdListsTest::requests_byStatesEndpointAndText() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    NEED(w.store->commit(pending("b")));
    RecordRequest refused{requestRecord("c", RequestState::Refused), {}};
    refused.request.reason = "The Key is Too Small";
    NEED(w.store->commit(refused));
    RecordRequest elsewhere = pending("d");
    elsewhere.request.key.endpointId = 7;
    elsewhere.request.remoteAddress = "2001:db8::9";
    NEED(w.store->commit(elsewhere));

    store::RequestFilter filter;
    filter.states = {RequestState::Pending, RequestState::Refused};
    QCOMPARE(requests(w, filter), QStringLiteral("4 3 2"));
    filter.states = {RequestState::Issued, RequestState::Refused, RequestState::Refused};
    QCOMPARE(requests(w, filter), QStringLiteral("3 1"));
    filter.states = {RequestState::Failed};
    QCOMPARE(requests(w, filter), QString());
    filter.state = RequestState::Pending;
    QCOMPARE(requests(w, filter), QStringLiteral("4 2"));
    filter = {};
    filter.endpointId = 7;
    QCOMPARE(requests(w, filter), QStringLiteral("4"));
    filter = {};
    for (const auto& [wanted, found] : {std::pair{"too small", "3"},
                                        {"T-b", "2"},
                                        {"c.example", "3"},
                                        {"2001:DB8", "4"},
                                        {" cn=A ", "1"},
                                        {"nobody", ""},
                                        {"%", ""}}) {
        filter.text = wanted;
        QCOMPARE(requests(w, filter), QString::fromLatin1(found));
    }
    filter.text = "example";
    filter.before = 4;
    filter.after = 1;
    QCOMPARE(requests(w, filter), QStringLiteral("3 2"));
    // Pages know the same filters.
    QCOMPARE(w.store->requests(filter)->size(), 2U);
}

void IdListsTest::requests_sortByEachColumn() {
    Workspace w;
    const struct {
        const char* name;
        const char* address;
        int minutes;
    } rows[] = {{"bob", "192.0.2.10", 3},
                {"Alice", "192.0.2.9", 1},
                {"alice", "2001:db8::1", 2},
                {"carol", "unknown", 0}};
    for (const auto& row : rows) {
        RecordRequest change = pending(row.name);
        change.request.remoteAddress = row.address;
        change.request.createdAt = kNow + std::chrono::minutes{row.minutes};
        NEED(w.store->commit(change));
    }
    NEED(w.store->commit(approval(3, "alice")));
    using enum RequestColumn;
    QCOMPARE(requests(w, {}, Subject, false), QStringLiteral("2 3 1 4"));
    QCOMPARE(requests(w, {}, Subject, true), QStringLiteral("4 1 3 2"));
    QCOMPARE(requests(w, {}, State, false), QStringLiteral("1 2 4 3"));
    QCOMPARE(requests(w, {}, CreatedAt, false), QStringLiteral("4 2 3 1"));
    QCOMPARE(requests(w, {}, Address, false), QStringLiteral("2 1 3 4"));
    store::RequestFilter filter;
    filter.state = RequestState::Pending;
    QCOMPARE(requests(w, filter, Subject, false), QStringLiteral("2 1 4"));
}

void IdListsTest::requests_newerOnly() {
    Workspace w;
    NEED(w.store->commit(pending("a")));
    IdList list = *w.store->requestIds({}, {}, {});
    NEED(w.store->commit(pending("b")));
    NEED(w.store->commit(issued("c")));
    store::RequestFilter filter;
    filter.after = list.at(0);
    list.addNewer(*w.store->requestIds(filter, {}, {}));
    QVERIFY(list.isRange());
    QCOMPARE(text(Ids(idsOf(list))), QStringLiteral("3 2 1"));
    filter.after = 3;
    QCOMPARE(requests(w, filter), QString());
}

void IdListsTest::certificates_byStatusKeyAndAuthority() {
    Workspace w;
    const auto add = [&](const char* name, std::chrono::hours left, const char* key,
                         std::int64_t generation) {
        RecordRequest change = issued(name);
        change.certificate->notAfter = kNow + left;
        change.certificate->keyText = key;
        change.certificate->generationId = generation;
        change.certificate->authorityId = (generation + 1) / 2;
        return w.store->commit(change);
    };
    NEED(add("ended", std::chrono::hours{-1}, "RSA 2048", 1));
    NEED(add("soon", std::chrono::hours{24 * 5}, "RSA 4096", 2));
    NEED(add("later", std::chrono::hours{24 * 60}, "EC P-256", 3));
    NEED(add("gone", std::chrono::hours{24 * 5}, "EC P-256", 3));
    NEED(add("sooner", std::chrono::hours{0}, "RSA 2048", 1));
    NEED(w.store->revoke(4, pki::RevocationReason::Superseded, kNow, {}, "op"));
    using Status = store::CertificateFilter::Status;
    store::CertificateFilter filter;
    for (const auto& [status, found] : {std::pair{Status::Any, "5 4 3 2 1"},
                                        {Status::Valid, "5 3 2"},
                                        {Status::Expired, "1"},
                                        {Status::Revoked, "4"},
                                        {Status::Ending, "5 2"}}) {
        filter.status = status;
        QCOMPARE(certificates(w, filter), QString::fromLatin1(found));
    }
    QCOMPARE(certificates(w, filter, CertificateColumn::NotAfter, true), QStringLiteral("2 5"));
    filter.after = 2;
    QCOMPARE(certificates(w, filter), QStringLiteral("5"));
    filter.after = 0;
    filter.within = std::chrono::hours{24 * 90};
    QCOMPARE(certificates(w, filter), QStringLiteral("5 3 2"));
    filter.now = kNow;
    QCOMPARE(w.store->certificates(filter)->size(), 3U);
    filter = {};
    filter.key = "rsa";
    QCOMPARE(certificates(w, filter), QStringLiteral("5 2 1"));
    filter.generationId = 2;
    QCOMPARE(certificates(w, filter), QStringLiteral("2"));
    filter = {};
    filter.authorityId = 2;
    QCOMPARE(certificates(w, filter), QStringLiteral("4 3"));
    filter = {};
    filter.subject = "CN=soon,O=Example";
    QCOMPARE(certificates(w, filter), QStringLiteral("2"));
}

void IdListsTest::certificates_bySerialAsPeopleWriteIt() {
    Workspace w;
    RecordRequest change = issued("a");
    change.certificate->serial = Bytes{0x01, 0xA3, 0xFF, 0x10};
    NEED(w.store->commit(change));
    NEED(w.store->commit(issued("b")));
    store::CertificateFilter filter;
    for (const char* wanted : {"01A3FF10", "01:a3:ff:10", "00:01:A3:FF:10", "A3:FF", "a3 ff 10"}) {
        filter.text = wanted;
        QCOMPARE(certificates(w, filter), QStringLiteral("1"));
    }
    filter.text = "01:A3:FF:11";
    QCOMPARE(certificates(w, filter), QString());
}

void IdListsTest::certificates_byFingerprint() {
    Workspace w;
    for (int i = 1; i <= 3; ++i) {
        RecordRequest change = issued("f" + std::to_string(i));
        change.certificate->der = Bytes(900, static_cast<std::uint8_t>(i));
        NEED(w.store->commit(change));
    }
    const Bytes der(900, 2);
    const Bytes sha1 = pki::digestOf(pki::Digest::Sha1, der);
    const Bytes sha256 = pki::digestOf(pki::Digest::Sha256, der);
    store::CertificateFilter filter;
    for (const std::string& wanted :
         {toHex(sha1), toColonHex(sha1), toUpperHex(sha256), toColonHex(sha256)}) {
        filter.text = wanted;
        QCOMPARE(certificates(w, filter), QStringLiteral("2"));
        const auto found = w.store->certificateByFingerprint(wanted);
        NEED(found);
        QCOMPARE(found->id, 2);
    }
    // It must fit the rest of the filter too.
    filter.status = store::CertificateFilter::Status::Revoked;
    QCOMPARE(certificates(w, filter), QString());
    // Equal in what the index holds is not equal.
    Bytes near = sha256;
    near.back() ^= 1U;
    REFUSED(w.store->certificateByFingerprint(toHex(near)), ErrorCode::NotFound);
    REFUSED(w.store->certificateByFingerprint("00"), ErrorCode::NotFound);
    // A name that looks like one is found as a name.
    RecordRequest device = issued("0123456789abcdef0123456789abcdef01234567");
    NEED(w.store->commit(device));
    filter = {};
    filter.text = "0123456789ABCDEF0123456789ABCDEF01234567";
    QCOMPARE(certificates(w, filter), QStringLiteral("4"));
}

void IdListsTest::certificates_sortByEachColumn() {
    Workspace w;
    const struct {
        const char* name;
        Bytes serial;
        int days;
        const char* key;
    } rows[] = {{"b", {0x0F, 0, 0}, 3, "RSA 2048"},
                {"c", {0xFF}, 1, "EC P-256"},
                {"a", {0x7F, 1}, 2, "RSA 3072"}};
    for (const auto& row : rows) {
        RecordRequest change = issued(row.name);
        change.certificate->serial = row.serial;
        change.certificate->notAfter = kNow + std::chrono::days{row.days};
        change.certificate->keyText = row.key;
        NEED(w.store->commit(change));
    }
    NEED(w.store->revoke(1, pki::RevocationReason::Superseded, kNow, {}, "op"));
    using enum CertificateColumn;
    QCOMPARE(certificates(w, {}, Subject, false), QStringLiteral("3 1 2"));
    QCOMPARE(certificates(w, {}, NotAfter, false), QStringLiteral("2 3 1"));
    QCOMPARE(certificates(w, {}, Serial, false), QStringLiteral("2 3 1"));
    QCOMPARE(certificates(w, {}, Key, false), QStringLiteral("2 1 3"));
    QCOMPARE(certificates(w, {}, RevokedAt, true), QStringLiteral("1 3 2"));
}

void IdListsTest::codes_byTextAndState() {
    Workspace w;
    auto noted = codeRecord(*w.store, "a");
    noted.note = "For the Kiosk";
    auto bound = codeRecord(*w.store, "b");
    bound.endpoint = "manual";
    bound.constraints.subject = {
        {asn1::Oid("2.5.4.3"), *challenge::Pattern::fromText("front-\"door\"-*"), true}};
    const auto plain = codeRecord(*w.store, "c");
    NEED(w.store->addCodes({noted, bound, plain}, "op"));
    NEED(w.store->withdrawCode(3, "op"));
    store::CodeFilter filter;
    for (const auto& [wanted, found] : {std::pair{"kiosk", "1"},
                                        {"MANUAL", "2"},
                                        {"front-\"door", "2"},
                                        {"Front", "2"},
                                        {"subject", ""},
                                        {"2", "2"},
                                        {"#3", "3"},
                                        {"33", ""},
                                        {"for ", "3 2 1"}}) {
        filter.text = wanted;
        QCOMPARE(codes(w, filter), QString::fromLatin1(found));
    }
    filter.text.clear();
    filter.state = challenge::CodeState::Unused;
    QCOMPARE(codes(w, filter), QStringLiteral("2 1"));
    filter.endpoint = "manual";
    QCOMPARE(codes(w, filter), QStringLiteral("2"));
    filter.now = kNow;
    QCOMPARE(w.store->codes(filter)->size(), 1U);
}

void IdListsTest::codes_sortByState() {
    Workspace w;
    std::vector<challenge::CodeRecord> made;
    for (const char* name : {"withdrawn", "expired", "used", "unused"})
        made.push_back(codeRecord(*w.store, name));
    made[1].expiresAt = kNow - std::chrono::minutes{1};
    NEED(w.store->addCodes(made, "op"));
    NEED(w.store->withdrawCode(1, "op"));
    NEED(w.store->commit(issued("x", 3)));
    QCOMPARE(codes(w, {}, CodeColumn::State, false), QStringLiteral("4 3 2 1"));
    const auto rows = w.store->codesByIds(Ids{4, 3, 2, 1});
    NEED(rows);
    for (const auto& code : *rows)
        QCOMPARE(static_cast<std::int64_t>(code.stateAt(kNow)), 4 - code.id);
    QCOMPARE(codes(w, {}, CodeColumn::ExpiresAt, false), QStringLiteral("2 1 3 4"));
    QCOMPARE(codes(w, {}, CodeColumn::UsesLeft, false), QStringLiteral("3 1 2 4"));
}

void IdListsTest::audit_byTimeActorActionAndObject() {
    Workspace w;
    const std::int64_t first = w.store->marks()->auditLines;
    for (int i = 1; i <= 4; ++i) {
        w.clock.set(kNow + std::chrono::minutes{i});
        NEED(w.store->appendAudit(i % 2 ? "operator:ann" : "operator:bob",
                                  i < 3 ? "test.made" : "test_made", "thing:" + std::to_string(i),
                                  "{}"));
    }
    store::AuditFilter filter;
    const auto lines = [&] {
        Ids ids = idsOf(w.store->auditIds(filter, {}, {}));
        for (auto& id : ids)
            id -= first;
        return text(ids);
    };
    filter.actor = "ANN";
    QCOMPARE(lines(), QStringLiteral("3 1"));
    filter = {};
    filter.action = "test.";
    QCOMPARE(lines(), QStringLiteral("2 1"));
    filter.action = "test_";
    QCOMPARE(lines(), QStringLiteral("4 3"));
    filter = {};
    filter.object = "thing:4";
    QCOMPARE(lines(), QStringLiteral("4"));
    filter.object = "thing:";
    QCOMPARE(lines(), QString());
    filter = {};
    filter.from = kNow + std::chrono::minutes{2};
    filter.until = kNow + std::chrono::minutes{4};
    QCOMPARE(lines(), QStringLiteral("3 2"));
    QCOMPARE(w.store->audit(filter)->size(), 2U);
    QCOMPARE(w.store->auditByIds(Ids{first + 2, first + 9, first + 1})->front().object,
             std::string("thing:2"));
}

void IdListsTest::text_hostileIsHarmless() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    store::RequestFilter filter;
    for (const std::string& wanted :
         {std::string("' OR 1=1 --"), std::string("a\0b", 3), std::string("\xFF\xFE"),
          std::string("%%%%%%%%"), std::string("\\"), std::string(900, '%')}) {
        filter.text = wanted;
        QCOMPARE(requests(w, filter), QString());
    }
    filter.text = std::string(2000, 'a');
    REFUSED(w.store->requestIds(filter, {}, {}), ErrorCode::InvalidArgument);
    REFUSED(w.store->requests(filter), ErrorCode::InvalidArgument);
    filter = {};
    filter.before = -5;
    filter.after = -7;
    QCOMPARE(requests(w, filter), QStringLiteral("1"));
    filter.before = 1;
    filter.after = 40;
    QCOMPARE(requests(w, filter), QString());
}

void IdListsTest::list_canBeCancelled() {
    Workspace w;
    for (int i = 0; i < 50; ++i)
        NEED(w.store->commit(issued(std::to_string(i))));
    store::RequestFilter filter;
    filter.text = "example";
    int asked = 0;
    const auto never = [&asked] {
        ++asked;
        return false;
    };
    REFUSED(w.store->requestIds(filter, {}, never), ErrorCode::Cancelled);
    QCOMPARE(asked, 1);
    // While sorting, too: the walk is over after one question here.
    asked = 0;
    const auto once = [&asked] { return ++asked < 2; };
    REFUSED(w.store->requestIds({}, {RequestColumn::Subject, true}, once), ErrorCode::Cancelled);
    QCOMPARE(asked, 2);
    // The connection is good for the next one.
    QCOMPARE(w.store->requestIds(filter, {}, {})->size(), 50U);
    NEED(w.store->commit(issued("more")));
}

void IdListsTest::list_sortsManyInSteps() {
    Workspace w;
    NEED(w.store->commit(pending("first")));
    {
        // More than one run of the sort and several steps of the walk.
        RawDatabase raw(w.path());
        QCOMPARE(
            raw.run(QStringLiteral(
                "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < "
                "30000) INSERT INTO requests SELECT i, endpoint_id, NULL, sticky_until, "
                "transaction_id, public_key_hash, NULL, message_type, 2, 'CN=x-' || "
                "((i * 7919) % 30011), san, key_text, signer_key_hash, signer_text, "
                "remote_address, (i * 7919) % 30011, NULL, NULL, NULL, NULL, NULL, NULL, "
                "NULL, NULL, NULL, NULL, 0, NULL, NULL FROM requests, n WHERE requests.id = 1")),
            QString());
        QCOMPARE(raw.run(QStringLiteral("UPDATE head SET requests = 30000, refused = 29999")),
                 QString());
    }
    QVERIFY(w.store->requestIds({}, {}, {})->isRange());
    const auto bySubject = w.store->requestIds({}, {RequestColumn::Subject, false}, {});
    NEED(bySubject);
    QCOMPARE(bySubject->size(), 30000U);
    const auto byTime = w.store->requestIds({}, {RequestColumn::CreatedAt, true}, {});
    NEED(byTime);
    // What SQLite makes of it is the judge.
    QProcess sqlite;
    const auto ask = [&](const QString& sql) {
        sqlite.start(QStringLiteral("sqlite3"), {QString::fromStdString(w.path()), sql});
        return sqlite.waitForFinished() ? sqlite.readAllStandardOutput().trimmed() : QByteArray();
    };
    const QByteArray subjects =
        ask(QStringLiteral("SELECT id FROM requests ORDER BY lower(subject), id"));
    if (subjects.isEmpty()) QSKIP("there is no sqlite3 here");
    QCOMPARE(text(bySubject).toLatin1(), QByteArray(subjects).replace('\n', ' '));
    QCOMPARE(text(byTime).toLatin1(),
             ask(QStringLiteral("SELECT id FROM requests ORDER BY created_at DESC, id DESC"))
                 .replace('\n', ' '));
}

void IdListsTest::byIds_keepTheOrderAndLeaveOutTheMissing() {
    Workspace w;
    for (const char* name : {"a", "b", "c"})
        NEED(w.store->commit(issued(name)));
    const Ids wanted{3, 99, 1, 3, 0, -4};
    const auto rows = w.store->requestsByIds(wanted);
    NEED(rows);
    QCOMPARE(rows->size(), 3U);
    QCOMPARE((*rows)[0].id, 3);
    QCOMPARE((*rows)[1].id, 1);
    QVERIFY((*rows)[0].csr.empty() && (*rows)[0].checks.empty());
    const auto whole = w.store->requestsByIds(wanted, store::Detail::Whole);
    NEED(whole);
    QVERIFY((*whole)[1] == *w.store->request(1));
    // All else is the same.
    auto bare = (*whole)[1];
    bare.csr.clear();
    bare.checks.clear();
    bare.comparisons.clear();
    QVERIFY((*rows)[1] == bare);
    const auto certificates = w.store->certificatesByIds(wanted);
    NEED(certificates);
    QCOMPARE(certificates->size(), 3U);
    QVERIFY(certificates->front().der.empty());
    QVERIFY(w.store->certificatesByIds(wanted, store::Detail::Whole)->front() ==
            *w.store->certificate(3));
}

void IdListsTest::relations_followCodesAndRenewals() {
    Workspace w;
    const auto code = w.store->addCodes({codeRecord(*w.store, "a")}, "op");
    NEED(code);
    NEED(w.store->commit(issued("first", code->front())));
    for (int i = 2; i <= 3; ++i) {
        RecordRequest renewal = issued("renewal" + std::to_string(i), code->front());
        renewal.request.renewedCertificateId = i - 1;
        NEED(w.store->commit(renewal));
    }
    RecordRequest waiting = pending("waiting");
    waiting.request.renewedCertificateId = 3;
    NEED(w.store->commit(waiting));
    QCOMPARE(text(*w.store->requestsOfCode(code->front())), QStringLiteral("3 2 1"));
    QCOMPARE(text(*w.store->requestsOfCode(77)), QString());
    QCOMPARE(text(*w.store->renewalsOf(3)), QStringLiteral("4"));
    const auto chain = [&](std::int64_t request) {
        Ids ids;
        const auto found = w.store->certificatesOfRequest(request);
        if (found)
            for (const auto& certificate : *found)
                ids.push_back(certificate.id);
        return text(ids);
    };
    QCOMPARE(chain(3), QStringLiteral("3 2 1"));
    QCOMPARE(chain(1), QStringLiteral("1"));
    QCOMPARE(chain(4), QStringLiteral("3 2 1"));
    REFUSED(w.store->certificatesOfRequest(9), ErrorCode::NotFound);
    {
        // A ring, as only a forged workspace has it, ends.
        RawDatabase raw(w.path());
        QCOMPARE(raw.run(QStringLiteral("UPDATE requests SET renewed_certificate_id = 3 "
                                        "WHERE id = 1")),
                 QString());
    }
    QCOMPARE(chain(3), QStringLiteral("3 2 1"));
}

void IdListsTest::migration_fromSchema1FindsEverything() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.scepter"));
    QVERIFY(QFile::copy(QStringLiteral(SCEPTER_TEST_DATA "/workspaces/schema-1.scepter"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    const ManualClock clock;
    auto opened = store::Store::open(path.toStdString(), clock);
    NEED(opened);
    store::Store& store = **opened;
    NEED(store.unlock(bytesOf("sample passphrase")));
    // As openssl gives it.
    const auto found = store.certificateByFingerprint(
        "D1:18:08:CE:41:B6:DE:EB:F2:5A:36:C2:E0:CC:07:2D:B3:A7:77:FB:58:B5:C0:1A:1B:77:8D:09:EA:"
        "8D:7D:41");
    NEED(found);
    QCOMPARE(found->subject, std::string("CN=sample-1"));
    QCOMPARE(text(*store.requestsOfCode(1)), QStringLiteral("4 1"));
    QCOMPARE(text(*store.renewalsOf(2)), QStringLiteral("4"));
    QCOMPARE(store.certificatesOfRequest(4)->size(), 2U);
    const auto wrong = store.checkConsistency();
    NEED(wrong);
    QVERIFY2(wrong->empty(), wrong->empty() ? "" : wrong->front().c_str());
    QVERIFY(store.verifyAudit()->intact);
    NEED(store.commit(issued("new")));
    // A copy of what was there before lies beside it.
    const QStringList copies = QDir(folder.path()).entryList({QStringLiteral("old.scepter.v1-*")});
    QCOMPARE(copies.size(), 1);
    RawDatabase copy(folder.filePath(copies.front()).toStdString());
    QCOMPARE(copy.value(QStringLiteral("PRAGMA user_version")).toInt(), 1);
    QCOMPARE(copy.value(QStringLiteral("SELECT COUNT(*) FROM certificates")).toInt(), 4);
}

QTEST_GUILESS_MAIN(IdListsTest)
#include "tst_id_lists.moc"
