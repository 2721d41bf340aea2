// The workspace as a whole: making, opening, refusing; configuration; secrets; JSON.
#include "raw_database.h"
#include "workspace.h"

#include "store/json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <thread>

using namespace scepter;
using namespace scepter::test;

class StoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void threads_releaseTheirConnections();
    void reopen_fromACopyTakenWhileOpen();
    void create_makesAnUnlockedWorkspace();
    void create_refusesWhatIsThere();
    void create_leavesNothingBehindWhenItFails();
    void open_saysWhatIsWrong();
    void open_refusesANewerFile();
    void open_whileANewerProgramMigrates();
    void open_refusesACorruptFile();
    void unlock_wantsTheRightPassphrase();
    void unlock_refusesAbsurdCosts();
    void sealer_worksOnlyUnlocked();
    void endpoints_comeBackWhole();
    void endpoints_areUnique();
    void endpoints_needTheirTemplate();
    void endpointIds_areNeverReused();
    void endpointSecrets_areSealedAndKept();
    void templates_comeBackWhole();
    void templates_inUseStay();
    void authorities_comeBackWhole();
    void authorities_changeAsOne();
    void settings_areKept();
    void configurationVersion_growsForEverybody();
    void secrets_areNotInTheFiles();
    void json_roundTripsWhatCanBeSet();
    void json_refusesWhatItDoesNotKnow_data();
    void json_refusesWhatItDoesNotKnow();

private:
    static authority::Template richTemplate();
    static enrollment::EndpointSettings richEndpoint();
    static challenge::Constraints richConstraints();
};

authority::Template StoreTest::richTemplate() {
    authority::Template value = authority::labTemplate();
    value.name = "rich";
    value.description = "with \"everything\" \xC3\xA9";
    value.validity = std::chrono::hours{36} + std::chrono::milliseconds{250};
    value.digest = pki::Digest::Sha384;
    value.subjectPolicy = authority::SubjectPolicy::Restrict;
    value.subjectAttributes = {asn1::Oid("2.5.4.3"), asn1::Oid("2.5.4.10")};
    value.allowEmptySubject = true;
    value.sanPolicy = authority::SanPolicy::Restrict;
    value.sanTypes = {pki::GeneralNameType::Dns, pki::GeneralNameType::Upn};
    value.keyUsagePolicy = authority::UsagePolicy::Fixed;
    value.keyUsage = pki::key_usage::kDigitalSignature;
    value.extendedKeyUsage = {asn1::Oid("1.3.6.1.5.5.7.3.2"), asn1::Oid("1.2.3.4")};
    value.extendedKeyUsageAnyFromRequest = true;
    value.basicConstraints = false;
    value.crlDistributionPoints = {"http://ca.example/crl/lab.crl"};
    value.caIssuers = {"http://ca.example/ca/lab.cer"};
    value.ocsp = {"http://ca.example/ocsp"};
    value.policies = {asn1::Oid("1.3.6.1.4.1.99999.1")};
    value.copiedExtensions = {asn1::Oid("1.3.6.1.4.1.311.20.2")};
    value.keys = {{pki::KeyType::Rsa, 3072, 4096}, {pki::KeyType::EcP256}};
    value.renewalWindow = std::chrono::hours{720};
    value.renewalMayChangeIdentity = true;
    value.renewalMayReuseKey = false;
    return value;
}

challenge::Constraints StoreTest::richConstraints() {
    challenge::Constraints value;
    value.subjectText = *challenge::Pattern::fromText("re:CN=.*");
    value.subject = {
        {asn1::Oid("2.5.4.3"), *challenge::Pattern::fromText("kiosk-*"), true},
        {asn1::Oid("2.5.4.10"), *challenge::Pattern::fromText("exact:Ex*mple"), false}};
    value.onlyListedSubjectAttributes = true;
    value.subjectAltNames = {
        {pki::GeneralNameType::Dns, *challenge::Pattern::fromText("*.example")}};
    value.onlyListedSans = true;
    value.sanRequired = true;
    value.keyTypes = {pki::KeyType::Rsa, pki::KeyType::EcP384};
    value.minRsaBits = 3072;
    value.keyUsage = pki::key_usage::kDigitalSignature;
    value.extendedKeyUsage = std::vector{asn1::Oid("1.3.6.1.5.5.7.3.2")};
    return value;
}

enrollment::EndpointSettings StoreTest::richEndpoint() {
    enrollment::EndpointSettings value;
    value.name = "main";
    value.path = "/scep";
    value.aliases = {"/certsrv/mscep/mscep.dll", "/cgi-bin/pkiclient.exe"};
    value.authorityId = 1;
    value.templateName = "rich";
    value.gates = challenge::gatesOf(challenge::GateKind::Static);
    value.approval = enrollment::Approval::Manual;
    value.renewalApproval = enrollment::Approval::Manual;
    value.renewalAllowed = false;
    value.compatibility.preset = "windows";
    value.compatibility.algorithms = {true, true};
    value.compatibility.relaxSignerKey = true;
    value.compatibility.caOnly = true;
    value.compatibility.replyWithChain = true;
    value.compatibility.caCertificates.withRoot = false;
    value.constraints = richConstraints();
    value.tryLimit = {3, std::chrono::minutes{7}, 5};
    value.pendingLifetime = std::chrono::hours{5};
    value.transactionLifetime = std::chrono::hours{6};
    return value;
}

void StoreTest::create_makesAnUnlockedWorkspace() {
    Workspace w;
    QVERIFY2(w.store, w.error.c_str());
    QVERIFY(w.store->isUnlocked());
    QVERIFY(w.store->path() == w.path());
    QCOMPARE(w.folder.path().isEmpty(), false);
    const auto wrong = w.store->checkConsistency();
    NEED(wrong);
    QVERIFY(wrong->empty());
    w.store.reset();
    // Nothing but the workspace is left, not even its log.
    QCOMPARE(QDir(w.folder.path()).entryList(QDir::Files),
             QStringList{QStringLiteral("lab.scepter")});
    QProcess file;
    file.start(QStringLiteral("sqlite3"),
               {QString::fromStdString(w.path()), QStringLiteral("PRAGMA application_id; "
                                                                 "PRAGMA user_version; "
                                                                 "PRAGMA journal_mode;")});
    if (!file.waitForFinished()) QSKIP("there is no sqlite3 here");
    QCOMPARE(file.readAllStandardOutput(),
             "1399022960\n" + QByteArray::number(store::Store::schemaVersion()) + "\nwal\n");
}

void StoreTest::create_refusesWhatIsThere() {
    Workspace w;
    REFUSED(store::Store::create(w.path(), bytesOf(kPassphrase), w.clock),
            ErrorCode::AlreadyExists);
    w.store.reset();
    QVERIFY(QFile::remove(QString::fromStdString(w.path())));
    QFile log(QString::fromStdString(w.path() + "-wal"));
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.close();
    REFUSED(store::Store::create(w.path(), bytesOf(kPassphrase), w.clock),
            ErrorCode::AlreadyExists);
}

void StoreTest::create_leavesNothingBehindWhenItFails() {
    QTemporaryDir folder;
    ManualClock clock;
    REFUSED(store::Store::create(folder.filePath(QStringLiteral("no/such/folder")).toStdString(),
                                 bytesOf(kPassphrase), clock),
            ErrorCode::FileUnwritable);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void StoreTest::open_saysWhatIsWrong() {
    QTemporaryDir folder;
    ManualClock clock;
    const auto path = [&](const char* name) {
        return folder.filePath(QString::fromLatin1(name)).toStdString();
    };
    const auto write = [&](const char* name, const QByteArray& content) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    REFUSED(store::Store::open(path("nothing"), clock), ErrorCode::NotFound);
    REFUSED(store::Store::open(folder.path().toStdString(), clock), ErrorCode::StoreForeign);
    QVERIFY(write("empty", {}));
    REFUSED(store::Store::open(path("empty"), clock), ErrorCode::StoreForeign);
    QVERIFY(write("text", QByteArray(5000, 'x')));
    REFUSED(store::Store::open(path("text"), clock), ErrorCode::StoreForeign);
    QVERIFY(write("header", QByteArray("SQLite format 3\0", 16) + QByteArray(4080, 'x')));
    REFUSED(store::Store::open(path("header"), clock), ErrorCode::StoreCorrupt);
    {
        RawDatabase other(path("other"));
        QCOMPARE(other.run(QStringLiteral("CREATE TABLE t(x)")), QString());
    }
    REFUSED(store::Store::open(path("other"), clock), ErrorCode::StoreForeign);
    {
        RawDatabase other(path("half"));
        QCOMPARE(other.run(QStringLiteral("PRAGMA application_id = 1399022960")), QString());
        QCOMPARE(other.run(QStringLiteral("CREATE TABLE t(x)")), QString());
    }
    REFUSED(store::Store::open(path("half"), clock), ErrorCode::StoreCorrupt);
}

void StoreTest::open_refusesANewerFile() {
    Workspace w;
    w.store.reset();
    {
        RawDatabase raw(w.path());
        QCOMPARE(raw.run(QStringLiteral("PRAGMA user_version = 99")), QString());
    }
    const auto opened = store::Store::open(w.path(), w.clock);
    QVERIFY(!opened);
    QCOMPARE(static_cast<int>(opened.error().code), static_cast<int>(ErrorCode::StoreNewer));
    QVERIFY(opened.error().detail.find("99") != std::string::npos);
}

void StoreTest::open_whileANewerProgramMigrates() {
    Workspace w;
    NEED(w.store->commit(pending("a")));
    {
        RawDatabase raw(w.path());
        QCOMPARE(raw.run(QStringLiteral("UPDATE head SET schema = 99")), QString());
    }
    REFUSED(w.store->commit(pending("b")), ErrorCode::StoreNewer);
}

void StoreTest::open_refusesACorruptFile() {
    Workspace w;
    for (int i = 0; i < 50; ++i)
        NEED(w.store->commit(issued("n" + std::to_string(i))));
    w.store.reset();
    QFile file(QString::fromStdString(w.path()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray whole = file.readAll();
    // Cut short: the first page says there is more.
    QVERIFY(file.resize(8192));
    file.close();
    REFUSED(store::Store::open(w.path(), w.clock), ErrorCode::StoreCorrupt);
    // Garbage over one page in the middle: what needs it fails, the check tells.
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray damaged = whole;
    damaged.replace(damaged.size() / 4096 / 2 * 4096, 4096, QByteArray(4096, '\xA5'));
    QVERIFY(file.resize(0) && file.write(damaged) == damaged.size());
    file.close();
    const auto opened = store::Store::open(w.path(), w.clock);
    if (opened) {
        const auto wrong = (*opened)->checkConsistency();
        QVERIFY(!wrong || !wrong->empty());
    } else {
        QCOMPARE(static_cast<int>(opened.error().code), static_cast<int>(ErrorCode::StoreCorrupt));
    }
}

void StoreTest::unlock_wantsTheRightPassphrase() {
    Workspace w;
    w.store.reset();
    auto opened = store::Store::open(w.path(), w.clock);
    NEED(opened);
    QVERIFY(!(*opened)->isUnlocked());
    REFUSED((*opened)->unlock(bytesOf("wrong")), ErrorCode::PassphraseWrong);
    REFUSED((*opened)->unlock({}), ErrorCode::PassphraseWrong);
    QVERIFY(!(*opened)->isUnlocked());
    NEED((*opened)->unlock(bytesOf(kPassphrase)));
    QVERIFY((*opened)->isUnlocked());
    REFUSED((*opened)->unlock(bytesOf("wrong")), ErrorCode::PassphraseWrong);
    QVERIFY((*opened)->isUnlocked());
}

void StoreTest::unlock_refusesAbsurdCosts() {
    Workspace w;
    w.store.reset();
    {
        RawDatabase raw(w.path());
        QCOMPARE(raw.run(QStringLiteral("UPDATE workspace_key SET n = 1073741824")), QString());
    }
    auto opened = store::Store::open(w.path(), w.clock);
    NEED(opened);
    REFUSED((*opened)->unlock(bytesOf(kPassphrase)), ErrorCode::StoreCorrupt);
}

void StoreTest::sealer_worksOnlyUnlocked() {
    Workspace w;
    const auto sealed = w.store->sealer().seal(bytesOf("secret"), "test");
    NEED(sealed);
    const Bytes hash = w.store->sealer().hashCode(bytesOf("ABCD-EFGH-JKMN-PQRS"));
    QCOMPARE(hash.size(), 32U);
    w.store.reset();
    auto opened = store::Store::open(w.path(), w.clock);
    NEED(opened);
    const enrollment::Sealer& sealer = (*opened)->sealer();
    REFUSED(sealer.seal(bytesOf("secret"), "test"), ErrorCode::AuthorityNotReady);
    REFUSED(sealer.unseal(*sealed, "test"), ErrorCode::AuthorityNotReady);
    QVERIFY(sealer.hashCode(bytesOf("x")).empty());
    NEED((*opened)->unlock(bytesOf(kPassphrase)));
    const auto plain = sealer.unseal(*sealed, "test");
    NEED(plain);
    QVERIFY(plain->text() == "secret");
    REFUSED(sealer.unseal(*sealed, "another"), ErrorCode::DecryptFailed);
    QVERIFY(sealer.hashCode(bytesOf("abcdefghjkmnpqrs")) == hash);
}

void StoreTest::endpoints_comeBackWhole() {
    Workspace w;
    NEED(w.store->addTemplate(richTemplate(), "op"));
    const auto id = w.store->addEndpoint(richEndpoint(), {}, "op");
    NEED(id);
    const auto all = w.store->endpoints();
    NEED(all);
    enrollment::EndpointSettings expected = richEndpoint();
    expected.id = *id;
    QCOMPARE(QJsonDocument(store::toJson(all->front())).toJson(),
             QJsonDocument(store::toJson(expected)).toJson());
    QCOMPARE(all->front().id, *id);
    expected.name = "renamed";
    NEED(w.store->updateEndpoint(expected, nullptr, "op"));
    REFUSED(w.store->endpoint("main"), ErrorCode::NotFound);
    NEED(w.store->endpoint("renamed"));
    NEED(w.store->removeEndpoint("renamed", "op"));
    REFUSED(w.store->removeEndpoint("renamed", "op"), ErrorCode::NotFound);
    REFUSED(w.store->updateEndpoint(expected, nullptr, "op"), ErrorCode::NotFound);
}

void StoreTest::endpoints_areUnique() {
    Workspace w;
    NEED(w.store->addTemplate(richTemplate(), "op"));
    NEED(w.store->addEndpoint(richEndpoint(), {}, "op"));
    enrollment::EndpointSettings other = richEndpoint();
    other.aliases.clear();
    other.path = "/other";
    REFUSED(w.store->addEndpoint(other, {}, "op"), ErrorCode::AlreadyExists); // its name
    other.name = "other";
    other.path = "/certsrv/mscep/mscep.dll";
    REFUSED(w.store->addEndpoint(other, {}, "op"), ErrorCode::AlreadyExists); // an alias
    other.path = "no slash";
    REFUSED(w.store->addEndpoint(other, {}, "op"), ErrorCode::InvalidArgument);
    other.path = "/other";
    NEED(w.store->addEndpoint(other, {}, "op"));
}

void StoreTest::endpoints_needTheirTemplate() {
    Workspace w;
    REFUSED(w.store->addEndpoint(richEndpoint(), {}, "op"), ErrorCode::NotFound);
}

void StoreTest::endpointIds_areNeverReused() {
    Workspace w;
    NEED(w.store->addTemplate(richTemplate(), "op"));
    const auto first = w.store->addEndpoint(richEndpoint(), {}, "op");
    NEED(first);
    NEED(w.store->removeEndpoint("main", "op"));
    const auto second = w.store->addEndpoint(richEndpoint(), {}, "op");
    NEED(second);
    QVERIFY(*second > *first); // its ledger is not the other's
}

void StoreTest::endpointSecrets_areSealedAndKept() {
    Workspace w;
    NEED(w.store->addTemplate(richTemplate(), "op"));
    std::vector<SecretBytes> texts;
    texts.emplace_back(std::string_view("first-secret"));
    texts.emplace_back(std::string_view("second-secret"));
    auto secrets = challenge::staticGateSecrets(std::move(texts));
    const auto id = w.store->addEndpoint(richEndpoint(), secrets, "op");
    NEED(id);
    enrollment::EndpointSettings settings = richEndpoint();
    settings.id = *id;
    NEED(w.store->updateEndpoint(settings, nullptr, "op"));
    const auto both = w.store->endpoint("main");
    NEED(both);
    QCOMPARE(both->staticSecrets().size(), 2U);
    QVERIFY(both->staticSecrets()[0].text() == "first-secret");
    QVERIFY(both->staticSecrets()[1].text() == "second-secret");
    secrets.pop_back();
    NEED(w.store->updateEndpoint(settings, &secrets, "op"));
    QCOMPARE(w.store->endpoint("main")->staticSecrets().size(), 1U);
    w.store.reset();
    auto locked = store::Store::open(w.path(), w.clock);
    NEED(locked);
    NEED((*locked)->endpoints());
    REFUSED((*locked)->endpoint("main"), ErrorCode::AuthorityNotReady);
    REFUSED((*locked)->removeEndpoint("main", "op"), ErrorCode::AuthorityNotReady);
}

void StoreTest::templates_comeBackWhole() {
    Workspace w;
    NEED(w.store->addTemplate(authority::labTemplate(), "op"));
    NEED(w.store->addTemplate(richTemplate(), "op"));
    REFUSED(w.store->addTemplate(richTemplate(), "op"), ErrorCode::AlreadyExists);
    const auto all = w.store->templates();
    NEED(all);
    QCOMPARE(all->size(), 2U);
    QVERIFY((*all)[0] == authority::labTemplate());
    QVERIFY(*w.store->certificateTemplate("rich") == richTemplate());
    authority::Template changed = richTemplate();
    changed.validity = std::chrono::hours{1};
    NEED(w.store->updateTemplate(changed, "op"));
    QVERIFY(*w.store->certificateTemplate("rich") == changed);
    changed.name = "nobody";
    REFUSED(w.store->updateTemplate(changed, "op"), ErrorCode::NotFound);
    REFUSED(w.store->certificateTemplate("nobody"), ErrorCode::NotFound);
    changed.keys.clear();
    REFUSED(w.store->addTemplate(changed, "op"), ErrorCode::InvalidArgument);
}

void StoreTest::templates_inUseStay() {
    Workspace w;
    NEED(w.store->addTemplate(richTemplate(), "op"));
    NEED(w.store->addEndpoint(richEndpoint(), {}, "op"));
    REFUSED(w.store->removeTemplate("rich", "op"), ErrorCode::Conflict);
    NEED(w.store->removeEndpoint("main", "op"));
    NEED(w.store->removeTemplate("rich", "op"));
    REFUSED(w.store->removeTemplate("rich", "op"), ErrorCode::NotFound);
}

void StoreTest::authorities_comeBackWhole() {
    Workspace w;
    store::StoredAuthority value;
    value.name = "lab-1.x_y";
    value.crlLifetime = std::chrono::hours{12};
    store::StoredGeneration generation;
    generation.ca = {Bytes{1, 2}, Bytes{3, 4}};
    generation.chain = {Bytes{5}, Bytes{6, 7}};
    generation.ra = store::StoredIdentity{Bytes{8}, Bytes{9}};
    generation.createdAt = kNow;
    value.generations.push_back(generation);
    generation.number = 2;
    generation.state = authority::GenerationState::Requested;
    generation.ca.certificate.clear();
    generation.csr = Bytes{10};
    generation.ra.reset();
    value.generations.push_back(generation);
    const auto id = w.store->addAuthority(value, "op");
    NEED(id);
    const auto all = w.store->authorities();
    NEED(all);
    value.id = *id;
    value.keyMark = all->front().keyMark;
    for (std::size_t i = 0; i < value.generations.size(); ++i)
        value.generations[i].id = all->front().generations[i].id;
    QVERIFY(all->front() == value);
    value.id = 0;
    REFUSED(w.store->addAuthority(value, "op"), ErrorCode::AlreadyExists);
    value.name = "../x";
    REFUSED(w.store->addAuthority(value, "op"), ErrorCode::InvalidArgument);
}

void StoreTest::authorities_changeAsOne() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    store::StoredAuthority value;
    value.name = "lab";
    value.generations.resize(1);
    NEED(w.store->addAuthority(value, "op"));
    store::StoredAuthority mine = w.store->authorities()->front();
    store::StoredAuthority theirs = mine;
    store::StoredGeneration next;
    next.number = 2;
    next.state = authority::GenerationState::Next;
    mine.generations.push_back(next);
    theirs.generations.push_back(next);
    NEED(w.store->updateAuthority(mine, "op", "authority.rollover"));
    // The other process knew nothing of it: one of the two next generations only.
    REFUSED(second->updateAuthority(theirs, "op", "authority.rollover"), ErrorCode::Conflict);
    theirs.generations[1].number = 3;
    REFUSED(second->updateAuthority(theirs, "op", "authority.rollover"), ErrorCode::Conflict);
    mine = w.store->authorities()->front();
    QCOMPARE(mine.generations.size(), 2U);
    mine.generations[0].state = authority::GenerationState::Retired;
    mine.generations[1].state = authority::GenerationState::Current;
    NEED(w.store->updateAuthority(mine, "op", "authority.switched"));
    QVERIFY(second->authorities()->front() == mine);
    QVERIFY(w.store->audit({})->front().action == "authority.switched");
    mine.generations[1].id = 77;
    REFUSED(w.store->updateAuthority(mine, "op", "x"), ErrorCode::NotFound);
}

void StoreTest::settings_areKept() {
    Workspace w;
    const auto none = w.store->setting("listen");
    NEED(none);
    QVERIFY(!*none);
    NEED(w.store->setSetting("listen", "a", "op"));
    NEED(w.store->setSetting("listen", "b'\"", "op"));
    QVERIFY(**w.store->setting("listen") == "b'\"");
}

void StoreTest::configurationVersion_growsForEverybody() {
    Workspace w;
    auto second = w.another();
    QVERIFY(second);
    const auto before = second->configurationVersion();
    NEED(before);
    NEED(w.store->commit(issued("a")));
    QCOMPARE(*second->configurationVersion(), *before);
    NEED(w.store->addTemplate(richTemplate(), "op"));
    QCOMPARE(*second->configurationVersion(), *before + 1);
    REFUSED(w.store->addTemplate(richTemplate(), "op"), ErrorCode::AlreadyExists);
    QCOMPARE(*second->configurationVersion(), *before + 1);
}

void StoreTest::secrets_areNotInTheFiles() {
    Workspace w;
    NEED(w.store->addTemplate(richTemplate(), "op"));
    std::vector<SecretBytes> texts;
    texts.emplace_back(std::string_view("static-challenge-42"));
    NEED(
        w.store->addEndpoint(richEndpoint(), challenge::staticGateSecrets(std::move(texts)), "op"));
    const auto ids = w.store->addCodes({codeRecord(*w.store, "K7QF-2M9D-XT4A-88PC")}, "op");
    NEED(ids);
    RecordRequest change = issued("a", ids->front());
    const auto sealed = w.store->sealer().seal(bytesOf("typed-challenge-43"), "challenge");
    NEED(sealed);
    change.request.sealedChallenge = *sealed;
    NEED(w.store->commit(change));
    QByteArray all;
    for (const char* suffix : {"", "-wal", "-shm"}) {
        QFile file(QString::fromStdString(w.path() + suffix));
        QVERIFY(file.open(QIODevice::ReadOnly));
        all += file.readAll();
    }
    QVERIFY(all.contains("CN=a,O=Example")); // the search finds what is there
    for (const char* secret : {kPassphrase.data(), "static-challenge-42", "typed-challenge-43",
                               "K7QF-2M9D-XT4A-88PC", "K7QF2M9DXT4A88PC"}) {
        QVERIFY2(!all.contains(secret), secret);
        QVERIFY2(!all.contains(QByteArray(secret).toBase64(QByteArray::OmitTrailingEquals)),
                 secret);
        QVERIFY2(!all.contains(QByteArray(secret).toHex()), secret);
    }
}

void StoreTest::json_roundTripsWhatCanBeSet() {
    const auto recipe = store::templateFromJson(store::toJson(richTemplate()));
    NEED(recipe);
    QVERIFY(*recipe == richTemplate());
    const auto constraints = store::constraintsFromJson(store::toJson(richConstraints()));
    NEED(constraints);
    QVERIFY(*constraints == richConstraints());
    const auto none = store::constraintsFromJson({});
    NEED(none);
    QVERIFY(none->empty());
    const QJsonObject object = store::toJson(richEndpoint());
    const auto endpoint = store::endpointFromJson(object);
    NEED(endpoint);
    QVERIFY(endpoint->constraints == richConstraints());
    QVERIFY(endpoint->tryLimit == richEndpoint().tryLimit);
    QCOMPARE(store::toJson(*endpoint), object);
    QVERIFY(store::toJson(enrollment::EndpointSettings{}) != object);
    // Nothing that was set differs from what was left out by accident.
    const QJsonObject defaults = store::toJson(enrollment::EndpointSettings{});
    for (const QString& key : object.keys())
        if (key != QStringLiteral("version"))
            QVERIFY2(object.value(key) != defaults.value(key), qPrintable(key));
}

void StoreTest::json_refusesWhatItDoesNotKnow_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* json, ErrorCode code) {
        QTest::newRow(name) << QByteArray(json)
                            << QString::fromStdString(std::string(toText(code)));
    };
    row("newer", R"({"version":2})", ErrorCode::StoreNewer);
    row("version 0", R"({"version":0})", ErrorCode::InvalidArgument);
    row("unknown member", R"({"nmae":"x"})", ErrorCode::InvalidArgument);
    row("number for text", R"({"name":1})", ErrorCode::InvalidArgument);
    row("text for flag", R"({"allowEmptySubject":"yes"})", ErrorCode::InvalidArgument);
    row("negative time", R"({"validitySeconds":-1})", ErrorCode::InvalidArgument);
    row("endless time", R"({"validitySeconds":1e300})", ErrorCode::InvalidArgument);
    row("unknown word", R"({"sanPolicy":"maybe"})", ErrorCode::InvalidArgument);
    row("bad OID", R"({"policies":["1.x"]})", ErrorCode::InvalidArgument);
    row("list of numbers", R"({"ocsp":[1]})", ErrorCode::InvalidArgument);
    row("no list", R"({"keys":"rsa"})", ErrorCode::InvalidArgument);
    row("unknown usage", R"({"keyUsage":["fly"]})", ErrorCode::InvalidArgument);
    row("broken", R"({"name")", ErrorCode::EncodingMalformed);
    row("array", "[]", ErrorCode::EncodingMalformed);
}

void StoreTest::json_refusesWhatItDoesNotKnow() {
    QFETCH(QByteArray, json);
    QFETCH(QString, code);
    const auto object = store::jsonObjectFromText(json);
    const auto read = object ? store::templateFromJson(*object)
                             : Result<authority::Template>(std::unexpected(object.error()));
    QVERIFY(!read);
    QCOMPARE(QString::fromStdString(std::string(toText(read.error().code))), code);
}

void StoreTest::reopen_fromACopyTakenWhileOpen() {
    // What a disk holds at the moment of a power cut: the file and its log.
    Workspace w;
    for (int i = 0; i < 25; ++i)
        NEED(w.store->commit(issued("n" + std::to_string(i))));
    const QString copy = w.folder.filePath(QStringLiteral("copy.scepter"));
    const QString path = QString::fromStdString(w.path());
    QVERIFY(QFile::copy(path, copy));
    QVERIFY(QFile::copy(path + QStringLiteral("-wal"), copy + QStringLiteral("-wal")));
    auto reopened = store::Store::open(copy.toStdString(), w.clock);
    NEED(reopened);
    NEED((*reopened)->unlock(bytesOf(kPassphrase)));
    QCOMPARE((*reopened)->counts(kNow)->issued, 25);
    QVERIFY((*reopened)->verifyAudit()->intact);
    const auto wrong = (*reopened)->checkConsistency();
    NEED(wrong);
    QVERIFY(wrong->empty());
    NEED((*reopened)->commit(issued("more")));
}

void StoreTest::threads_releaseTheirConnections() {
    Workspace w;
    NEED(w.store->commit(issued("a")));
    const auto openFiles = [] {
        return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System).size();
    };
    const auto readInThreads = [&] {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] { static_cast<void>(w.store->request(1)); });
    };
    // SQLite keeps a closed connection's descriptor for the next one while others hold locks on the
    // file (that is how POSIX locks are): how many depends on how many threads of a round overlap,
    // at most two for each of the eight. 160 connections that stay open are far more.
    readInThreads();
    const auto before = openFiles();
    for (int round = 0; round < 20; ++round)
        readInThreads();
    QVERIFY2(openFiles() <= before + 16, "connections of ended threads stay open");
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
