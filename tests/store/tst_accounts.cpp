// Accounts: passwords, locks, tokens, and how many codes each may have.
#include "raw_database.h"
#include "store/json.h"
#include "workspace.h"

#include <QFile>
#include <QJsonDocument>

#include <latch>
#include <thread>

using namespace scepter;
using namespace scepter::test;
using store::AccountRole;
using store::AccountSettings;
using store::Door;

namespace {

constexpr std::string_view kPassword = "an account's password";
constexpr std::string_view kWrong = "another password";

AccountSettings named(const std::string& name) {
    AccountSettings settings;
    settings.name = name;
    settings.role = AccountRole::Admin; // needs no endpoint
    return settings;
}

bool add(store::Store& store, const AccountSettings& settings) {
    const SecretBytes password(kPassword);
    return store.addAccount(settings, &password, "operator:ann").has_value();
}

std::vector<challenge::CodeRecord> codes(const store::Store& store, const std::string& name,
                                         int count) {
    std::vector<challenge::CodeRecord> made;
    for (int i = 0; i < count; ++i)
        made.push_back(codeRecord(store, name + std::to_string(i)));
    return made;
}

QString trailOf(store::Store& store, const std::string& action) {
    store::AuditFilter filter;
    filter.action = action;
    const auto lines = store.audit(filter);
    QString text;
    for (const auto& line : *lines)
        text += QString::fromStdString(line.actor + ' ' + line.object + ' ' + line.detail + '\n');
    return text;
}

} // namespace

class AccountsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settings_goThroughJson();
    void settings_areChecked_data();
    void settings_areChecked();
    void account_isAddedChangedAndRemoved();
    void account_needsAnEndpointThatIsThere();
    void password_opensAndIsNotKept();
    void password_ofNobodyIsRefusedAlike();
    void password_locksAfterWrongTriesForAllProcesses();
    void password_ofGuessesAtOnceStaysWithinTheLimit();
    void password_unlocks();
    void token_opensUntilItIsReplaced();
    void mark_changesWithEachChange();
    void codes_areLimitedInNumber();
    void codes_areLimitedInTime();
    void codes_raceOf64TakesWhatThereIs();
    void codes_areWithdrawnWithTheAccount();
    void singleCode_staysUntilItCannotBeUsed();
    void trail_namesAccountsAndHoldsNoSecret();
    void migration_fromSchema1KeepsAll();
};

void AccountsTest::settings_goThroughJson() {
    AccountSettings settings = named("fleet@example.org");
    settings.role = AccountRole::Mint;
    settings.enabled = false;
    settings.endpoint = "code";
    settings.doors = {Door::Jamf, Door::Rest};
    QVERIFY(challenge::addSubjectConstraint(settings.constraints, "CN=kiosk-*").has_value());
    settings.deviceSubject = "CN={serialNumber}";
    settings.notePrefix = "fleet: ";
    settings.codeLife = std::chrono::minutes{5};
    settings.uses = 2;
    settings.maxOutstanding = 7;
    settings.rateCount = 8;
    settings.rateWindow = std::chrono::hours{1};
    settings.codeBytes = 16;
    settings.singlePassword = true;
    settings.encoding = store::PageEncoding::Utf8;
    settings.lockTries = 3;
    settings.lockTime = std::chrono::hours{2};
    const auto read = store::accountFromJson(store::toJson(settings));
    NEED(read);
    QVERIFY(*read == settings);
    QVERIFY(*store::accountFromJson(store::toJson(named("a"))) == named("a"));
    QJsonObject later = store::toJson(settings);
    later[QStringLiteral("version")] = 2;
    REFUSED(store::accountFromJson(later), ErrorCode::StoreNewer);
}

void AccountsTest::settings_areChecked_data() {
    QTest::addColumn<int>("wrong");
    for (int i = 0; i < 14; ++i)
        QTest::addRow("%d", i) << i;
}

void AccountsTest::settings_areChecked() {
    QFETCH(int, wrong);
    AccountSettings settings = named("a");
    QVERIFY(store::checkAccount(settings).has_value());
    switch (wrong) {
    case 0:
        settings.name = "";
        break;
    case 1:
        settings.name = "a:b";
        break;
    case 2:
        settings.name = "a b";
        break;
    case 3:
        settings.name = std::string(65, 'a');
        break;
    case 4:
        settings.role = AccountRole::Mint;
        break;
    case 5:
        settings.doors.clear();
        break;
    case 6:
        settings.uses = 0;
        break;
    case 7:
        settings.codeLife = Duration{0};
        break;
    case 8:
        settings.codeLife = std::chrono::days{400};
        break;
    case 9:
        settings.codeBytes = 7;
        break;
    case 10:
        settings.codeBytes = 33;
        break;
    case 11:
        settings.rateWindow = Duration{0};
        break;
    case 12:
        settings.lockTime = std::chrono::days{8};
        break;
    default:
        settings.notePrefix = "\xFF";
        break;
    }
    REFUSED(store::checkAccount(settings), ErrorCode::InvalidArgument);
}

void AccountsTest::account_isAddedChangedAndRemoved() {
    Workspace w;
    NEED(w.store->addAccount(named("fleet"), nullptr, "operator:ann"));
    REFUSED(w.store->addAccount(named("fleet"), nullptr, "operator:ann"), ErrorCode::AlreadyExists);
    auto found = w.store->account("fleet");
    NEED(found);
    QVERIFY(found->settings == named("fleet"));
    QVERIFY(!found->hasPassword && !found->hasToken && !found->lockedUntil);
    AccountSettings changed = named("fleet");
    changed.maxOutstanding = 50;
    NEED(w.store->updateAccount(changed, "operator:ann"));
    QCOMPARE(w.store->account("fleet")->settings.maxOutstanding, 50U);
    NEED(w.store->addAccount(named("alpha"), nullptr, "operator:ann"));
    QCOMPARE(w.store->accounts()->front().settings.name, std::string("alpha"));
    NEED(w.store->removeAccount("fleet", "operator:ann"));
    REFUSED(w.store->account("fleet"), ErrorCode::NotFound);
    REFUSED(w.store->removeAccount("fleet", "operator:ann"), ErrorCode::NotFound);
    REFUSED(w.store->updateAccount(changed, "operator:ann"), ErrorCode::NotFound);
    NEED(w.store->addAccount(named("fleet"), nullptr, "operator:ann"));
    QCOMPARE(w.store->account("fleet")->id, std::int64_t{3}); // an id is never used twice
}

void AccountsTest::account_needsAnEndpointThatIsThere() {
    Workspace w;
    AccountSettings settings = named("fleet");
    settings.endpoint = "nowhere";
    REFUSED(w.store->addAccount(settings, nullptr, "operator:ann"), ErrorCode::InvalidArgument);
}

void AccountsTest::password_opensAndIsNotKept() {
    Workspace w;
    QVERIFY(add(*w.store, named("fleet")));
    const auto account = w.store->checkPassword("fleet", bytesOf(kPassword));
    NEED(account);
    QVERIFY(account->hasPassword);
    REFUSED(w.store->checkPassword("fleet", bytesOf(kWrong)), ErrorCode::LoginWrong);
    REFUSED(w.store->setAccountPassword("fleet", bytesOf("short"), "operator:ann"),
            ErrorCode::InvalidArgument);
    AccountSettings off = named("fleet");
    off.enabled = false;
    NEED(w.store->updateAccount(off, "operator:ann"));
    REFUSED(w.store->checkPassword("fleet", bytesOf(kPassword)), ErrorCode::LoginWrong);
    const std::string path = w.path();
    w.store.reset();
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.contains("fleet"));
    QVERIFY(!content.contains(QByteArray(kPassword.data(), int(kPassword.size()))));
}

void AccountsTest::password_ofNobodyIsRefusedAlike() {
    Workspace w;
    QVERIFY(add(*w.store, named("fleet")));
    NEED(w.store->addAccount(named("empty"), nullptr, "operator:ann"));
    const auto wrong = w.store->checkPassword("fleet", bytesOf(kWrong));
    const auto nobody = w.store->checkPassword("nobody", bytesOf(kWrong));
    const auto empty = w.store->checkPassword("empty", bytesOf(kWrong));
    QVERIFY(!wrong && !nobody && !empty);
    QVERIFY(wrong.error() == nobody.error() && wrong.error() == empty.error());
}

void AccountsTest::password_locksAfterWrongTriesForAllProcesses() {
    Workspace w;
    AccountSettings settings = named("fleet");
    settings.lockTries = 3;
    QVERIFY(add(*w.store, settings));
    auto other = w.another();
    QVERIFY(other);
    REFUSED(w.store->checkPassword("fleet", bytesOf(kWrong)), ErrorCode::LoginWrong);
    REFUSED(other->checkPassword("fleet", bytesOf(kWrong)), ErrorCode::LoginWrong);
    // A right one in between makes all good again.
    NEED(w.store->checkPassword("fleet", bytesOf(kPassword)));
    QCOMPARE(other->account("fleet")->failures, 0U);
    for (int i = 0; i < 3; ++i)
        REFUSED((i == 1 ? *other : *w.store).checkPassword("fleet", bytesOf(kWrong)),
                ErrorCode::LoginWrong);
    REFUSED(w.store->checkPassword("fleet", bytesOf(kPassword)), ErrorCode::LoginLocked);
    REFUSED(other->checkPassword("fleet", bytesOf(kPassword)), ErrorCode::LoginLocked);
    // Also after a restart.
    other.reset();
    other = w.another();
    const auto account = other->account("fleet");
    REFUSED(other->checkPassword("fleet", bytesOf(kPassword)), ErrorCode::LoginLocked);
    REFUSED(other->checkAgain(account->id, account->mark), ErrorCode::LoginLocked);
    QCOMPARE(trailOf(*other, "account.locked").count(QLatin1Char('\n')), 1);
    w.clock.set(kNow + settings.lockTime);
    NEED(other->checkPassword("fleet", bytesOf(kPassword)));
}

void AccountsTest::password_ofGuessesAtOnceStaysWithinTheLimit() {
    Workspace w;
    AccountSettings settings = named("fleet");
    settings.lockTries = 4;
    QVERIFY(add(*w.store, settings));
    constexpr int kGuesses = 8;
    std::latch start(kGuesses);
    std::vector<std::thread> threads;
    for (int i = 0; i < kGuesses; ++i)
        threads.emplace_back([&] {
            start.arrive_and_wait();
            static_cast<void>(w.store->checkPassword("fleet", bytesOf(kWrong)));
        });
    for (auto& thread : threads)
        thread.join();
    REFUSED(w.store->checkPassword("fleet", bytesOf(kPassword)), ErrorCode::LoginLocked);
}

void AccountsTest::password_unlocks() {
    Workspace w;
    AccountSettings settings = named("fleet");
    settings.lockTries = 1;
    QVERIFY(add(*w.store, settings));
    REFUSED(w.store->checkPassword("fleet", bytesOf(kWrong)), ErrorCode::LoginWrong);
    REFUSED(w.store->checkPassword("fleet", bytesOf(kPassword)), ErrorCode::LoginLocked);
    NEED(w.store->unlockAccount("fleet", "operator:ann"));
    NEED(w.store->checkPassword("fleet", bytesOf(kPassword)));
    REFUSED(w.store->unlockAccount("nobody", "operator:ann"), ErrorCode::NotFound);
}

void AccountsTest::token_opensUntilItIsReplaced() {
    Workspace w;
    NEED(w.store->addAccount(named("fleet"), nullptr, "operator:ann"));
    const auto first = w.store->makeAccountToken("fleet", "operator:ann");
    NEED(first);
    QCOMPARE(first->size(), std::size_t{47});
    NEED(w.store->checkToken(first->view()));
    const auto second = w.store->makeAccountToken("fleet", "operator:ann");
    NEED(second);
    REFUSED(w.store->checkToken(first->view()), ErrorCode::LoginWrong);
    QCOMPARE(w.another()->checkToken(second->view())->settings.name, std::string("fleet"));
    NEED(w.store->dropAccountToken("fleet", "operator:ann"));
    REFUSED(w.store->checkToken(second->view()), ErrorCode::LoginWrong);
    REFUSED(w.store->checkToken({}), ErrorCode::LoginWrong);
}

void AccountsTest::mark_changesWithEachChange() {
    Workspace w;
    QVERIFY(add(*w.store, named("fleet")));
    const auto account = *w.store->account("fleet");
    NEED(w.store->checkAgain(account.id, account.mark));
    NEED(w.store->setAccountPassword("fleet", bytesOf("a new password"), "operator:ann"));
    REFUSED(w.store->checkAgain(account.id, account.mark), ErrorCode::LoginWrong);
    REFUSED(w.store->checkPassword("fleet", bytesOf(kPassword)), ErrorCode::LoginWrong);
}

void AccountsTest::codes_areLimitedInNumber() {
    Workspace w;
    AccountSettings settings = named("fleet");
    settings.maxOutstanding = 3;
    NEED(w.store->addAccount(settings, nullptr, "operator:ann"));
    const std::int64_t id = w.store->account("fleet")->id;
    REFUSED(w.store->addAccountCodes(id, codes(*w.store, "a", 4)), ErrorCode::TooManyCodes);
    QCOMPARE(*w.store->outstandingCodes(id), std::int64_t{0});
    const auto ids = w.store->addAccountCodes(id, codes(*w.store, "b", 3));
    NEED(ids);
    REFUSED(w.store->addAccountCodes(id, codes(*w.store, "c", 1)), ErrorCode::TooManyCodes);
    NEED(w.store->withdrawCode(ids->front(), "operator:ann"));
    NEED(w.store->addAccountCodes(id, codes(*w.store, "d", 1)));
    NEED(w.store->commit(issued("used", ids->back())));
    NEED(w.store->addAccountCodes(id, codes(*w.store, "e", 1)));
    REFUSED(w.store->addAccountCodes(id, codes(*w.store, "f", 1)), ErrorCode::TooManyCodes);
    QVERIFY(*w.store->isCodeOf(id, ids->front()));
    QVERIFY(!*w.store->isCodeOf(id + 1, ids->front()));
    w.clock.set(kNow + std::chrono::hours{1});
    QCOMPARE(*w.store->outstandingCodes(id), std::int64_t{0});
}

void AccountsTest::codes_areLimitedInTime() {
    Workspace w;
    AccountSettings settings = named("fleet");
    settings.maxOutstanding = 0;
    settings.rateCount = 2;
    settings.rateWindow = std::chrono::minutes{1};
    NEED(w.store->addAccount(settings, nullptr, "operator:ann"));
    const std::int64_t id = w.store->account("fleet")->id;
    NEED(w.store->addAccountCodes(id, codes(*w.store, "a", 2)));
    REFUSED(w.store->addAccountCodes(id, codes(*w.store, "b", 1)), ErrorCode::TooManyCodes);
    w.clock.set(kNow + std::chrono::minutes{1});
    NEED(w.store->addAccountCodes(id, codes(*w.store, "c", 2)));
}

void AccountsTest::codes_raceOf64TakesWhatThereIs() {
    Workspace w;
    NEED(w.store->addAccount(named("fleet"), nullptr, "operator:ann"));
    auto other = w.another();
    const std::int64_t id = w.store->account("fleet")->id;
    constexpr int kCallers = 64;
    std::latch start(kCallers);
    std::atomic<int> taken = 0;
    std::atomic<int> full = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kCallers; ++i)
        threads.emplace_back([&, i] {
            store::Store& store = i % 2 == 0 ? *w.store : *other;
            const auto made = codes(store, "race" + std::to_string(i) + '-', 1);
            start.arrive_and_wait();
            const auto added = store.addAccountCodes(id, made);
            if (added)
                ++taken;
            else if (added.error().code == ErrorCode::TooManyCodes)
                ++full;
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(taken.load(), 5);
    QCOMPARE(full.load(), kCallers - 5);
    QCOMPARE(*w.store->outstandingCodes(id), std::int64_t{5});
}

void AccountsTest::codes_areWithdrawnWithTheAccount() {
    Workspace w;
    NEED(w.store->addAccount(named("fleet"), nullptr, "operator:ann"));
    const std::int64_t account = w.store->account("fleet")->id;
    const auto ids = w.store->addAccountCodes(account, codes(*w.store, "a", 2));
    NEED(ids);
    NEED(w.store->removeAccount("fleet", "operator:ann"));
    QVERIFY(w.store->code(ids->front())->withdrawn);
    REFUSED(w.store->addAccountCodes(account, codes(*w.store, "b", 1)), ErrorCode::LoginWrong);
}

void AccountsTest::singleCode_staysUntilItCannotBeUsed() {
    Workspace w;
    AccountSettings settings = named("fleet");
    settings.singlePassword = true;
    NEED(w.store->addAccount(settings, nullptr, "operator:ann"));
    const std::int64_t id = w.store->account("fleet")->id;
    const auto ask = [&](std::string_view fresh) {
        auto code = codeRecord(*w.store, fresh, 1000);
        code.expiresAt = kNow + std::chrono::days{36525};
        auto text = w.store->singleCode(id, code, SecretBytes(fresh));
        return text ? std::string(text->text()) : toText(text.error());
    };
    QCOMPARE(ask("FIRST"), std::string("FIRST"));
    QCOMPARE(ask("SECOND"), std::string("FIRST"));
    NEED(w.store->withdrawCode(1, "operator:ann"));
    QCOMPARE(ask("THIRD"), std::string("THIRD"));
    // What it was bound to may have changed.
    NEED(w.store->updateAccount(settings, "operator:ann"));
    QVERIFY(w.store->code(2)->withdrawn);
    QCOMPARE(ask("FOURTH"), std::string("FOURTH"));
}

void AccountsTest::trail_namesAccountsAndHoldsNoSecret() {
    Workspace w;
    QVERIFY(add(*w.store, named("fleet")));
    const auto token = w.store->makeAccountToken("fleet", "operator:ann");
    NEED(token);
    NEED(w.store->addAccountCodes(1, codes(*w.store, "CODE", 1)));
    const QString trail = trailOf(*w.store, {});
    for (const char* wanted : {"account:fleet code:1", "operator:ann account:1"})
        QVERIFY2(trail.contains(QLatin1String(wanted)), wanted);
    QCOMPARE(trailOf(*w.store, "account.added").count(QLatin1Char('\n')), 1);
    NEED(w.store->setAccountPassword("fleet", bytesOf(kWrong), "operator:ann"));
    QCOMPARE(trailOf(*w.store, "account.passwordSet").count(QLatin1Char('\n')), 1);
    QCOMPARE(trailOf(*w.store, "account.tokenMade").count(QLatin1Char('\n')), 1);
    QVERIFY(!trail.contains(QString::fromUtf8(token->text().data(), int(token->size()))));
    QVERIFY(!trail.contains(QStringLiteral("CODE0")));
    QVERIFY(w.store->verifyAudit()->intact);
    QVERIFY(w.store->checkConsistency()->empty());
}

void AccountsTest::migration_fromSchema1KeepsAll() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("old.scepter"));
    QVERIFY(QFile::copy(QStringLiteral(SCEPTER_TEST_DATA "/workspaces/schema-1.scepter"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    const ManualClock clock;
    auto opened = store::Store::open(path.toStdString(), clock);
    NEED(opened);
    NEED((*opened)->unlock(bytesOf("sample passphrase")));
    QVERIFY((*opened)->accounts()->empty());
    QVERIFY(add(**opened, named("fleet")));
    NEED((*opened)->checkPassword("fleet", bytesOf(kPassword)));
    QVERIFY((*opened)->checkConsistency()->empty());
    QVERIFY((*opened)->verifyAudit()->intact);
}

QTEST_GUILESS_MAIN(AccountsTest)
#include "tst_accounts.moc"
