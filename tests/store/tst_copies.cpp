// Another passphrase, copies of a workspace, and what a copy needs before it is used.
#include "raw_database.h"
#include "workspace.h"

#include "pki/key.h"

#include <QFile>
#include <QFileInfo>

#include <thread>

using namespace scepter;
using namespace scepter::test;

namespace {

constexpr std::string_view kNext = "another horse, another staple";

const pki::PrivateKey& someKey() {
    static const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0}, {});
    return *key;
}

store::StoredAuthority authorityUnder(std::string_view passphrase) {
    store::StoredAuthority authority;
    authority.name = "lab";
    store::StoredGeneration generation;
    generation.ca = {Bytes{1}, *someKey().toEncryptedPkcs8(bytesOf(passphrase))};
    generation.ra = store::StoredIdentity{Bytes{2}, generation.ca.encryptedKey};
    authority.generations.push_back(generation);
    generation.number = 2;
    generation.state = authority::GenerationState::Requested;
    generation.ra.reset();
    authority.generations.push_back(generation);
    generation.number = 3;
    generation.state = authority::GenerationState::Dropped;
    generation.ca.encryptedKey.clear();
    authority.generations.push_back(generation);
    return authority;
}

bool opens(const Bytes& sealed, std::string_view passphrase) {
    return pki::PrivateKey::fromEncryptedDer(sealed, bytesOf(passphrase)).has_value();
}

} // namespace

class CopiesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passphrase_sealsEveryKeyAnew();
    void passphrase_wrongChangesNothing();
    void passphrase_othersGoOnAndStoreNoKeys();
    void passphrase_isNotChangedTwiceAtOnce();
    void backup_isAWorkspaceOfItsOwn();
    void backup_isWholeWhileOthersWrite();
    void backup_refusesWhatIsThereAndLeavesNothing();
    void restored_neverRepeatsACrlNumber();
    void restored_countsAndWithdrawsCodes();
    void fold_wantsItAlone();
};

void CopiesTest::passphrase_sealsEveryKeyAnew() {
    Workspace w;
    NEED(w.store->addAuthority(authorityUnder(kPassphrase), "op"));
    const auto sealed = w.store->sealer().seal(bytesOf("secret"), "test");
    NEED(sealed);
    NEED(w.store->changePassphrase(bytesOf(kPassphrase), bytesOf(kNext), "op"));
    const auto generations = w.store->authorities()->front().generations;
    QCOMPARE(generations.size(), 3U);
    for (const Bytes& key : {generations[0].ca.encryptedKey, generations[0].ra->encryptedKey,
                             generations[1].ca.encryptedKey}) {
        QVERIFY(opens(key, kNext));
        QVERIFY(!opens(key, kPassphrase));
    }
    QVERIFY(generations[2].ca.encryptedKey.empty());
    QVERIFY(!generations[1].ra);
    auto again = store::Store::open(w.path(), w.clock);
    NEED(again);
    REFUSED((*again)->unlock(bytesOf(kPassphrase)), ErrorCode::PassphraseWrong);
    NEED((*again)->unlock(bytesOf(kNext)));
    // The master key is the same: what it sealed opens, and the trail goes on.
    const auto opened = (*again)->sealer().unseal(*sealed, "test");
    NEED(opened);
    QVERIFY(opened->text() == "secret");
    QVERIFY((*again)->verifyAudit()->intact);
    QCOMPARE((*again)->audit({})->front().action, std::string("workspace.passphraseChanged"));
}

void CopiesTest::passphrase_wrongChangesNothing() {
    Workspace w;
    NEED(w.store->addAuthority(authorityUnder(kPassphrase), "op"));
    const auto before = w.store->authorities();
    REFUSED(w.store->changePassphrase(bytesOf("wrong"), bytesOf(kNext), "op"),
            ErrorCode::PassphraseWrong);
    REFUSED(w.store->changePassphrase(bytesOf(kPassphrase), {}, "op"), ErrorCode::InvalidArgument);
    QVERIFY(*w.store->authorities() == *before);
    // A key under some other passphrase: nothing is changed by half.
    store::StoredAuthority odd = before->front();
    odd.generations[1].ca.encryptedKey = *someKey().toEncryptedPkcs8(bytesOf("odd one"));
    NEED(w.store->updateAuthority(odd, "op", "test"));
    REFUSED(w.store->changePassphrase(bytesOf(kPassphrase), bytesOf(kNext), "op"),
            ErrorCode::PassphraseWrong);
    NEED(w.another()->unlock(bytesOf(kPassphrase)));
}

void CopiesTest::passphrase_othersGoOnAndStoreNoKeys() {
    Workspace w;
    NEED(w.store->addAuthority(authorityUnder(kPassphrase), "op"));
    auto other = w.another();
    QVERIFY(other);
    const auto old = other->authorities();
    NEED(w.store->changePassphrase(bytesOf(kPassphrase), bytesOf(kNext), "op"));
    NEED(other->commit(issued("a")));
    QVERIFY(other->verifyAudit()->intact);
    // A key sealed under the old passphrase could be opened by nobody later on.
    auto added = authorityUnder(kPassphrase);
    added.name = "second";
    for (store::Store* store : {other.get(), w.store.get()}) {
        REFUSED(store->addAuthority(added, "op"), ErrorCode::PassphraseWrong);
        REFUSED(store->updateAuthority(store->authorities()->front(), "op", "test"),
                ErrorCode::PassphraseWrong);
    }
    NEED(w.store->unlock(bytesOf(kNext)));
    auto fresh = authorityUnder(kNext);
    fresh.name = "third";
    NEED(w.store->addAuthority(fresh, "op"));
    // What was read before the change brings the old keys back.
    REFUSED(w.store->updateAuthority(old->front(), "op", "test"), ErrorCode::PassphraseWrong);
    NEED(w.store->updateAuthority(w.store->authorities()->front(), "op", "test"));
}

void CopiesTest::passphrase_isNotChangedTwiceAtOnce() {
    Workspace w;
    auto other = w.another();
    QVERIFY(other);
    std::atomic<int> changed = 0;
    {
        std::vector<std::jthread> threads;
        for (store::Store* store : {w.store.get(), other.get()})
            threads.emplace_back([&changed, store, &w] {
                const std::string next = store == w.store.get() ? "first one" : "second one";
                if (store->changePassphrase(bytesOf(kPassphrase), bytesOf(next), "op")) ++changed;
            });
    }
    QCOMPARE(changed.load(), 1);
    int opening = 0;
    for (const char* text : {"first one", "second one"})
        if (w.store->unlock(bytesOf(text))) ++opening;
    QCOMPARE(opening, 1);
}

void CopiesTest::backup_isAWorkspaceOfItsOwn() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    const std::string copy = w.folder.filePath(QStringLiteral("copy.scepter")).toStdString();
    NEED(w.store->backupTo(copy));
    NEED(w.store->commit(issued("b")));
    QCOMPARE(QDir(w.folder.path()).entryList({QStringLiteral("copy*")}),
             QStringList{QStringLiteral("copy.scepter")});
    const QFileInfo info(QString::fromStdString(copy));
    QCOMPARE(info.permissions() & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    {
        RawDatabase raw(copy);
        QCOMPARE(raw.value(QStringLiteral("PRAGMA journal_mode")).toString(),
                 QStringLiteral("wal"));
        QCOMPARE(raw.value(QStringLiteral("PRAGMA integrity_check")).toString(),
                 QStringLiteral("ok"));
    }
    auto opened = store::Store::open(copy, w.clock);
    NEED(opened);
    NEED((*opened)->unlock(bytesOf(kPassphrase)));
    QCOMPARE((*opened)->counts(kNow)->issued, 1);
    QVERIFY((*opened)->verifyAudit()->intact);
    QVERIFY((*opened)->checkConsistency()->empty());
    NEED((*opened)->commit(issued("c")));
    QCOMPARE(w.store->counts(kNow)->issued, 2);
}

void CopiesTest::backup_isWholeWhileOthersWrite() {
    Workspace w;
    std::atomic<bool> going = true;
    std::atomic<int> issuedCount = 0;
    std::jthread writer([&] {
        for (int i = 0; going; ++i)
            if (w.store->commit(issued("w" + std::to_string(i)))) ++issuedCount;
    });
    for (int n = 0; n < 5; ++n) {
        const int before = issuedCount;
        const std::string copy = w.folder.filePath(QStringLiteral("copy%1").arg(n)).toStdString();
        const auto made = w.store->backupTo(copy);
        auto opened = store::Store::open(copy, w.clock);
        if (n == 4) {
            going = false;
            writer.join();
        }
        NEED(made);
        NEED(opened);
        NEED((*opened)->unlock(bytesOf(kPassphrase)));
        QVERIFY((*opened)->verifyAudit()->intact);
        QVERIFY((*opened)->checkConsistency()->empty());
        QVERIFY((*opened)->counts(kNow)->issued >= before);
    }
}

void CopiesTest::backup_refusesWhatIsThereAndLeavesNothing() {
    Workspace w;
    REFUSED(w.store->backupTo(w.path()), ErrorCode::AlreadyExists);
    REFUSED(w.store->backupTo(w.folder.filePath(QStringLiteral("no/where")).toStdString()),
            ErrorCode::FileUnwritable);
    QFile there(w.folder.filePath(QStringLiteral("there")));
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("precious");
    there.close();
    REFUSED(w.store->backupTo(there.fileName().toStdString()), ErrorCode::AlreadyExists);
    QVERIFY(there.open(QIODevice::ReadOnly));
    QCOMPARE(there.readAll(), QByteArray("precious"));
    QVERIFY(QDir(w.folder.path()).entryList({QStringLiteral("*.new-*")}).isEmpty());
}

void CopiesTest::restored_neverRepeatsACrlNumber() {
    Workspace w;
    NEED(w.store->addAuthority(authorityUnder(kPassphrase), "op"));
    const auto generation = w.store->authorities()->front().generations.front().id;
    NEED(w.store->draftCrl(generation, kNow));
    NEED(w.store->putCrl({generation, 1, kNow, kNow + std::chrono::hours{1}, Bytes{1}}, "op"));
    const std::string copy = w.folder.filePath(QStringLiteral("copy")).toStdString();
    NEED(w.store->backupTo(copy));
    // The original goes on for a day, with a CRL each second at times.
    std::int64_t last = 0;
    for (int i = 0; i < 500; ++i)
        last = w.store->draftCrl(generation, kNow)->number;
    w.clock.set(kNow + std::chrono::hours{24});
    auto opened = store::Store::open(copy, w.clock);
    NEED(opened);
    NEED((*opened)->unlock(bytesOf(kPassphrase)));
    const auto facts = (*opened)->markRestored("op", false);
    NEED(facts);
    QVERIFY(facts->lastChange == kNow);
    QVERIFY(!*(*opened)->latestCrl(generation));
    const auto next = (*opened)->draftCrl(generation, w.clock.now());
    NEED(next);
    QVERIFY(next->number > last + 24 * 3600);
    QVERIFY((*opened)->verifyAudit()->intact);
    const auto line = (*opened)->audit({});
    NEED(line);
    QCOMPARE(line->front().action, std::string("workspace.restored"));
    QCOMPARE(facts->auditLines + 1, line->front().id);
}

void CopiesTest::restored_countsAndWithdrawsCodes() {
    Workspace w;
    const auto ids = w.store->addCodes({codeRecord(*w.store, "a"), codeRecord(*w.store, "b"),
                                        codeRecord(*w.store, "c"), codeRecord(*w.store, "d")},
                                       "op");
    NEED(ids);
    NEED(w.store->commit(issued("x", ids->front())));
    NEED(w.store->commit(pending("y")));
    NEED(w.store->withdrawCode((*ids)[1], "op"));
    auto facts = w.store->markRestored("op", false);
    NEED(facts);
    QCOMPARE(facts->codesUnused, 2);
    QCOMPARE(facts->codesWithdrawn, 0);
    QCOMPARE(facts->certificates, 1);
    QCOMPARE(facts->pending, 1);
    QCOMPARE(w.store->counts(kNow)->codesUnused, 2);
    facts = w.store->markRestored("op", true);
    NEED(facts);
    QCOMPARE(facts->codesWithdrawn, 2);
    QCOMPARE(w.store->counts(kNow)->codesUnused, 0);
    REFUSED(w.store->commit(issued("z", (*ids)[2])), ErrorCode::CodeWithdrawn);
}

void CopiesTest::fold_wantsItAlone() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    REFUSED(store::Store::fold(w.path()), ErrorCode::StoreBusy);
    NEED(w.store->commit(issued("b"))); // it goes on unharmed
    w.store.reset();
    NEED(store::Store::fold(w.path()));
    QCOMPARE(QDir(w.folder.path()).entryList(QDir::Files),
             QStringList{QStringLiteral("lab.scepter")});
    auto opened = w.another();
    QVERIFY(opened);
    QCOMPARE(opened->counts(kNow)->issued, 2);
    QVERIFY(QFile::exists(QString::fromStdString(w.path()) + QStringLiteral("-wal")));
}

QTEST_GUILESS_MAIN(CopiesTest)
#include "tst_copies.moc"
