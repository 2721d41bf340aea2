// The audit trail: append-only, chained, and any edit is found.
#include "raw_database.h"
#include "workspace.h"

#include "store/json.h"

#include <QFile>

#include <functional>
#include <latch>
#include <thread>

using namespace scepter;
using namespace scepter::test;

class AuditTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void newWorkspace_isIntact();
    void everyChange_leavesItsLine();
    void lines_holdNoSecret();
    void verify_needsThePassphrase();
    void triggers_refuseUpdateAndDelete();
    void verify_findsAnyEdit_data();
    void verify_findsAnyEdit();
    void write_afterAForgedEndIsRefused();
    void chain_holdsWithTwoWriters();
    void audit_pagesAndFindsText();
    void json_hasTheDetailAsObject();

private:
    static void fill(store::Store& store);
};

void AuditTest::fill(store::Store& store) {
    for (int i = 0; i < 5; ++i)
        QVERIFY(store.commit(issued("n" + std::to_string(i))));
    QVERIFY(store.commit(pending("p")));
    QVERIFY(store.commit(approval(6, "p")));
}

void AuditTest::newWorkspace_isIntact() {
    Workspace w;
    const auto verdict = w.store->verifyAudit();
    NEED(verdict);
    QVERIFY2(verdict->intact, verdict->reason.c_str());
    QCOMPARE(verdict->lines, 1);
    QCOMPARE(verdict->head.size(), 32U);
    QVERIFY(w.store->audit({})->front().action == "workspace.created");
}

void AuditTest::everyChange_leavesItsLine() {
    Workspace w;
    NEED(w.store->addTemplate(authority::labTemplate(), "operator:ann"));
    const auto ids = w.store->addCodes({codeRecord(*w.store, "code")}, "operator:ann");
    NEED(ids);
    NEED(w.store->commit(issued("a", ids->front())));
    NEED(w.store->commit(pending("b")));
    NEED(w.store->commit(approval(2, "b", "operator:bob")));
    NEED(w.store->revoke(1, pki::RevocationReason::KeyCompromise, kNow, {}, "operator:bob"));
    NEED(w.store->setSetting("listen", "127.0.0.1:8080", "operator:ann"));
    const auto lines = w.store->audit({});
    NEED(lines);
    std::vector<std::string> actions;
    for (auto line = lines->rbegin(); line != lines->rend(); ++line)
        actions.push_back(line->actor + " " + line->action + " " + line->object);
    const std::vector<std::string> expected{"workspace workspace.created workspace",
                                            "operator:ann template.added template:1",
                                            "operator:ann code.minted code:1",
                                            "responder request.issued request:1",
                                            "responder code.used code:1",
                                            "responder request.pending request:2",
                                            "operator:bob request.issued request:2",
                                            "operator:bob certificate.revoked certificate:1",
                                            "operator:ann setting.changed setting:listen"};
    QVERIFY(actions == expected);
    const auto& line = (*lines)[5];
    const auto detail = store::jsonObjectFromText(QByteArray::fromStdString(line.detail));
    NEED(detail);
    QCOMPARE(detail->value(QStringLiteral("transactionId")).toString(), QStringLiteral("T-a"));
    QCOMPARE(detail->value(QStringLiteral("subject")).toString(), QStringLiteral("CN=a,O=Example"));
    QCOMPARE(detail->value(QStringLiteral("address")).toString(), QStringLiteral("192.0.2.7"));
    QCOMPARE(detail->value(QStringLiteral("code")).toInt(), 1);
    QVERIFY(w.store->verifyAudit()->intact);
}

void AuditTest::lines_holdNoSecret() {
    Workspace w;
    const auto ids = w.store->addCodes({codeRecord(*w.store, "K7QF-2M9D-XT4A-88PC")}, "op");
    NEED(ids);
    NEED(w.store->commit(issued("a", ids->front())));
    NEED(w.store->setSetting("token", "hunter2-hunter2", "op"));
    const auto lines = w.store->audit({});
    NEED(lines);
    for (const auto& line : *lines) {
        const std::string text = line.actor + line.action + line.object + line.detail;
        QVERIFY(text.find("K7QF") == std::string::npos);
        QVERIFY(text.find("hunter2") == std::string::npos);
        QVERIFY(text.find(toHex(w.store->sealer().hashCode(bytesOf("K7QF-2M9D-XT4A-88PC")))) ==
                std::string::npos);
    }
}

void AuditTest::verify_needsThePassphrase() {
    Workspace w;
    w.store.reset();
    auto locked = store::Store::open(w.path(), w.clock);
    NEED(locked);
    REFUSED((*locked)->verifyAudit(), ErrorCode::AuthorityNotReady);
    REFUSED((*locked)->appendAudit("a", "b", "c", "{}"), ErrorCode::AuthorityNotReady);
}

void AuditTest::triggers_refuseUpdateAndDelete() {
    Workspace w;
    fill(*w.store);
    RawDatabase raw(w.path());
    QVERIFY(raw.run(QStringLiteral("UPDATE audit SET actor = 'x' WHERE id = 2"))
                .contains(QStringLiteral("append-only")));
    QVERIFY(raw.run(QStringLiteral("DELETE FROM audit WHERE id = 2"))
                .contains(QStringLiteral("append-only")));
}

void AuditTest::verify_findsAnyEdit_data() {
    QTest::addColumn<QString>("edit");
    QTest::addColumn<int>("firstBadLine");
    const auto row = [](const char* name, const char* sql, int line) {
        QTest::newRow(name) << QString::fromLatin1(sql) << line;
    };
    row("actor", "UPDATE audit SET actor = 'nobody' WHERE id = 3", 3);
    row("action", "UPDATE audit SET action = 'request.refused' WHERE id = 4", 4);
    row("object", "UPDATE audit SET object = 'request:9' WHERE id = 1", 1);
    row("detail", "UPDATE audit SET detail = replace(detail, 'n1', 'n9') WHERE id = 3", 3);
    row("time", "UPDATE audit SET at = at + 1 WHERE id = 5", 5);
    row("hash", "UPDATE audit SET hash = zeroblob(32) WHERE id = 5", 5);
    row("text moved between fields",
        "UPDATE audit SET actor = actor || substr(action, 1, 1), action = substr(action, 2) "
        "WHERE id = 6",
        6);
    row("line taken out", "DELETE FROM audit WHERE id = 4", 4);
    row("first line taken out", "DELETE FROM audit WHERE id = 1", 1);
    row("line taken out, gap closed",
        "DELETE FROM audit WHERE id = 4; UPDATE audit SET id = id - 1 WHERE id > 4", 4);
    row("tail cut", "DELETE FROM audit WHERE id > 6", 7);
    row("all gone", "DELETE FROM audit", 1);
    row("line put in",
        "INSERT INTO audit SELECT 9, at, actor, action, object, detail, hash FROM audit "
        "WHERE id = 8",
        9);
    row("tail cut, head told so",
        "DELETE FROM audit WHERE id > 6; UPDATE head SET audit_lines = 6, "
        "audit_hash = (SELECT hash FROM audit WHERE id = 6)",
        7);
    row("head alone", "UPDATE head SET audit_lines = audit_lines + 1", 9);
    row("two lines swapped",
        "UPDATE audit SET id = 100 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 4; "
        "UPDATE audit SET id = 4 WHERE id = 100",
        3);
}

void AuditTest::verify_findsAnyEdit() {
    QFETCH(QString, edit);
    QFETCH(int, firstBadLine);
    Workspace w;
    fill(*w.store);
    const auto before = w.store->verifyAudit();
    NEED(before);
    QVERIFY(before->intact);
    QCOMPARE(before->lines, 8);
    {
        RawDatabase raw(w.path());
        QCOMPARE(raw.run(QStringLiteral("DROP TRIGGER audit_no_update")), QString());
        QCOMPARE(raw.run(QStringLiteral("DROP TRIGGER audit_no_delete")), QString());
        for (const QString& sql : edit.split(QStringLiteral("; ")))
            QCOMPARE(raw.run(sql), QString());
    }
    const auto verdict = w.store->verifyAudit();
    NEED(verdict);
    QVERIFY(!verdict->intact);
    QCOMPARE(verdict->firstBadLine, firstBadLine);
    QVERIFY(!verdict->reason.empty());
}

void AuditTest::write_afterAForgedEndIsRefused() {
    Workspace w;
    fill(*w.store);
    {
        RawDatabase raw(w.path());
        QCOMPARE(raw.run(QStringLiteral("DROP TRIGGER audit_no_delete")), QString());
        QCOMPARE(raw.run(QStringLiteral("DELETE FROM audit WHERE id > 6")), QString());
        QCOMPARE(
            raw.run(QStringLiteral("UPDATE head SET audit_lines = 6, audit_seal = zeroblob(32), "
                                   "audit_hash = (SELECT hash FROM audit WHERE id = 6)")),
            QString());
    }
    // Sealing the forged end would hide it for good.
    REFUSED(w.store->commit(issued("later")), ErrorCode::StoreCorrupt);
    QVERIFY(!w.store->verifyAudit()->intact);
    auto second = w.another();
    QVERIFY(second);
    REFUSED(second->commit(issued("later")), ErrorCode::StoreCorrupt);
}

void AuditTest::chain_holdsWithTwoWriters() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    constexpr int kThreads = 4;
    constexpr int kLines = 25;
    std::latch start(kThreads);
    std::atomic<int> written = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&, i] {
                store::Store& mine = i % 2 ? *second : *w.store;
                start.arrive_and_wait();
                for (int n = 0; n < kLines; ++n)
                    if (mine.appendAudit("thread", "test.line", std::to_string(n), "{}")) ++written;
            });
    }
    QCOMPARE(written.load(), kThreads * kLines);
    for (store::Store* mine : {w.store.get(), second.get()}) {
        const auto verdict = mine->verifyAudit();
        NEED(verdict);
        QVERIFY2(verdict->intact, verdict->reason.c_str());
        QCOMPARE(verdict->lines, kThreads * kLines + 1);
    }
}

void AuditTest::audit_pagesAndFindsText() {
    Workspace w;
    fill(*w.store);
    store::AuditFilter filter;
    filter.limit = 3;
    const auto first = w.store->audit(filter);
    NEED(first);
    QCOMPARE(first->size(), 3U);
    QCOMPARE(first->front().id, 8);
    filter.before = first->back().id;
    QCOMPARE(w.store->audit(filter)->front().id, 5);
    const auto count = [&](const char* text) {
        store::AuditFilter wanted;
        wanted.text = text;
        return w.store->audit(wanted)->size();
    };
    QCOMPARE(count("request.PENDING"), 1U);
    QCOMPARE(count("operator:ann"), 1U);
    QCOMPARE(count("cn=n3"), 1U);
    QCOMPARE(count("nothing like it"), 0U);
}

void AuditTest::json_hasTheDetailAsObject() {
    Workspace w;
    NEED(w.store->appendAudit("a", "b", "c", "{\"n\":1}"));
    const QJsonObject line = store::toJson(w.store->audit({})->front());
    QCOMPARE(line.value(QStringLiteral("detail")).toObject().value(QStringLiteral("n")).toInt(), 1);
    QCOMPARE(line.value(QStringLiteral("at")).toString(), QString::fromStdString(toIsoText(kNow)));
}

QTEST_GUILESS_MAIN(AuditTest)
#include "tst_audit.moc"
