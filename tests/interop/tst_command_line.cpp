// scepterctl on a workspace: init, what it manages, what it answers and how it refuses.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

class TestCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void help_isThereOnEveryLevel_data();
    void help_isThereOnEveryLevel();
    void usage_isToldWith2_data();
    void usage_isToldWith2();
    void value_impossibleIsToldWith2_data();
    void value_impossibleIsToldWith2();

    void init_makesAWorkspace();
    void init_refusesAnExistingFile();
    void init_leavesNothingBehindWhenItFails();
    void init_takesAPassphraseFile();
    void workspace_comesFromTheEnvironment();
    void workspace_unreachableIsToldWith4();

    void json_keysAreStable_data();
    void json_keysAreStable();
    void text_isForPeople();
    void endpoint_livesAndDies();
    void endpoint_refusals();
    void endpoint_keepsWhatIsNotNamed();
    void template_livesAndDies();
    void template_decidesWhatIsIssued();
    void code_isShownOnce();
    void code_listsByStateAndPage();
    void certificate_isExportedAndRevoked();
    void request_listsByStateTextAndPage();
    void request_decidesSeveralAtOnce();
    void authority_isShownAndExported();
    void authority_makesCrls();
    void audit_tellsWhatWasDone();
    void output_hasNoSecret();
    void names_areListedHarmlessly();
    void serve_stopsOnSignals_data();
    void serve_stopsOnSignals();
    void serve_refusesAddressesInUse();

private:
    Ran enroll(const char* endpoint, const QString& key, const QStringList& more);
    QJsonArray list(const QStringList& arguments, const char* name) const {
        return m_serve.ask(arguments)[q(name)].toArray();
    }

    Serve m_serve;
    QByteArray m_seen; ///< what commands have said that must show no secret
    QByteArrayList m_secrets;
    int m_enrolled = 0;
};

namespace {

QStringList keysOf(const QJsonObject& object) {
    return object.keys();
}

} // namespace

void TestCommandLine::initTestCase() {
    QVERIFY(m_serve.init({q("--ca-key"), q("rsa:2048"), q("--ca-subject"), q("CN=Test CA,O=Lab")}));
    QVERIFY(m_serve.start());
    QVERIFY(m_serve.exportCa());
    m_secrets.append(m_serve.ask(words("endpoint show static"))[q("secret")].toString().toLatin1());
    QVERIFY(m_secrets.front().size() >= 16);
}

Ran TestCommandLine::enroll(const char* endpoint, const QString& key, const QStringList& more) {
    const QString folder = m_serve.path(q("out-%1").arg(++m_enrolled));
    return m_serve.bare(QStringList{q("--json"), q("enroll"), m_serve.url(endpoint), q("--key"),
                                    keyFile(key), q("--out"), folder} +
                        more);
}

void TestCommandLine::help_isThereOnEveryLevel_data() {
    QTest::addColumn<QStringList>("command");
    for (const char* command : {"",
                                "init",
                                "serve",
                                "status",
                                "endpoint",
                                "endpoint list",
                                "endpoint show",
                                "endpoint add",
                                "endpoint set",
                                "endpoint remove",
                                "template",
                                "template list",
                                "template show",
                                "template add",
                                "template set",
                                "template remove",
                                "request",
                                "request list",
                                "request show",
                                "request approve",
                                "request deny",
                                "code",
                                "code mint",
                                "code list",
                                "code withdraw",
                                "certificate",
                                "certificate list",
                                "certificate show",
                                "certificate export",
                                "certificate revoke",
                                "authority",
                                "authority show",
                                "authority export",
                                "authority crl",
                                "authority rollover",
                                "authority install",
                                "audit",
                                "audit list",
                                "audit verify",
                                "workspace",
                                "workspace backup",
                                "workspace restore",
                                "workspace passphrase",
                                "caps",
                                "cacert",
                                "nextca",
                                "enroll",
                                "poll",
                                "renew",
                                "replay",
                                "getcert",
                                "getcrl"})
        QTest::newRow(command) << words(command);
}

void TestCommandLine::help_isThereOnEveryLevel() {
    QFETCH(QStringList, command);
    const Ran ran = m_serve.bare(command + QStringList{q("--help")});
    QCOMPARE(ran.code, 0);
    QVERIFY2(ran.out.contains("Usage:"), ran.text().constData());
    QVERIFY(ran.out.contains("--help"));
    QVERIFY(ran.err.isEmpty());
    if (!command.isEmpty()) return;
    const Ran version = m_serve.bare({q("--version")});
    QCOMPARE(version.code, 0);
    QVERIFY(version.out.startsWith("scepterctl "));
}

void TestCommandLine::usage_isToldWith2_data() {
    QTest::addColumn<QStringList>("command");
    for (const char* command : {"",
                                "dance",
                                "--dance",
                                "endpoint",
                                "endpoint dance",
                                "endpoint show",
                                "request show",
                                "request show x",
                                "request approve",
                                "request deny 1",
                                "code mint --count many",
                                "code mint --dance",
                                "certificate list --status lost",
                                "certificate export",
                                "authority export --format p12",
                                "authority rollover --switch --csr x",
                                "authority rollover --drop 1",
                                "authority rollover --yes",
                                "authority rollover --drop 0 --yes",
                                "authority rollover --drop 1 --yes --switch",
                                "serve --tls-cert x",
                                "serve --log xml",
                                "init --ca-days 0",
                                "init --ca-days 99999",
                                "init --import-key x",
                                "enroll",
                                "enroll http://h/scep",
                                "renew d --type 18",
                                "getcert",
                                "enroll u --subject CN=x --out d --challenge a --challenge-file b",
                                "audit"})
        QTest::newRow(command) << words(command);
}

void TestCommandLine::usage_isToldWith2() {
    QFETCH(QStringList, command);
    const Ran ran = m_serve.ctl(command);
    QCOMPARE(ran.code, 2);
    QVERIFY(ran.out.isEmpty());
    QVERIFY(!ran.err.isEmpty());
}

void TestCommandLine::value_impossibleIsToldWith2_data() {
    QTest::addColumn<QStringList>("command");
    for (const char* command : {"endpoint add x --path scep",
                                "endpoint add x --path /x/",
                                "endpoint add x --path /a//b",
                                "endpoint add x --path /../x",
                                "endpoint add x --path /x --challenge maybe",
                                "endpoint add x --path /x --challenge static:",
                                "endpoint add x --path /x --approval no",
                                "endpoint add x --path /x --compat best",
                                "endpoint add x --path /x --try-limit often",
                                "endpoint add x --path /x --ca-only perhaps",
                                "endpoint add x/y --path /x",
                                "endpoint add x --path /x --pending-lifetime soon",
                                "template add x --validity never",
                                "template add x --validity 0",
                                "template add x --digest md5",
                                "template add x --key rsa:1024",
                                "template add x --key-usage keyCertSign",
                                "template add x --subject maybe",
                                "template add x --san-type ufo",
                                "template add x --crl-uri not-a-uri",
                                "template add x --copy-extension 2.5.29.19",
                                "code mint --ttl soon",
                                "code mint --ttl 0",
                                "code mint --count 0",
                                "code mint --count 1001",
                                "code mint --uses 0",
                                "code list --state lost",
                                "request list --state lost",
                                "request deny 1 --reason x --fail-info bad",
                                "certificate revoke 01 --reason boredom",
                                "certificate revoke 01 --reason removeFromCRL",
                                "certificate revoke 01 --invalid-since yesterday",
                                "certificate export 01 --format p12",
                                "serve --listen 127.0.0.1",
                                "serve --listen 127.0.0.1:99999",
                                "serve --listen :80",
                                "init --ca-key rsa:1024",
                                "init --ca-key dsa"})
        QTest::newRow(command) << words(command);
}

void TestCommandLine::value_impossibleIsToldWith2() {
    QFETCH(QStringList, command);
    const QString other = m_serve.path("other.scepter");
    const bool init = command.front() == q("init");
    const Ran ran = init ? m_serve.bare(QStringList{q("--json"), q("--workspace"), other} + command)
                         : m_serve.tryJson(command);
    QVERIFY(isRefused(ran, "invalidArgument", 2));
    QVERIFY(!QFile::exists(other));
}

void TestCommandLine::init_makesAWorkspace() {
    Serve fresh;
    const Ran ran = fresh.tryJson(words("init --ca-key rsa:2048"));
    QCOMPARE(ran.code, 0);
    const QJsonObject status = ran.json();
    QCOMPARE(status[q("endpoints")].toArray().size(), 3);
    const QJsonObject generation = status[q("authorities")][0][q("generations")][0].toObject();
    QCOMPARE(generation[q("ca")][q("subject")].toString(), q("CN=Scepter Lab CA"));
    QCOMPARE(generation[q("ca")][q("key")].toString(), q("RSA 2048"));
    QCOMPARE(generation[q("ra")][q("subject")].toString(), q("CN=Scepter Lab CA RA"));
    QStringList paths;
    for (const QJsonValue& endpoint : status[q("endpoints")].toArray())
        paths.append(endpoint[q("path")].toString() + q(" ") + endpoint[q("challenge")].toString() +
                     q(" ") + endpoint[q("approval")].toString());
    paths.sort();
    QCOMPARE(paths, (QStringList{q("/scep code auto"), q("/scep/manual none manual"),
                                 q("/scep/static static auto")}));
    // Only its owner can read the passphrase, and the workspace.
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(fresh.path("lab.scepter.key")), owner);
    QCOMPARE(QFile::permissions(fresh.path("lab.scepter")), owner);
    const QByteArray passphrase = contentOf(fresh.path("lab.scepter.key")).trimmed();
    QVERIFY(passphrase.size() >= 20);
    QVERIFY(!ran.text().contains(passphrase));
    // No key lies open in it.
    const QByteArray file = contentOf(fresh.path("lab.scepter"));
    QVERIFY(file.startsWith("SQLite format 3"));
    QVERIFY(!file.contains("PRIVATE KEY") && !file.contains(passphrase));
}

void TestCommandLine::init_refusesAnExistingFile() {
    const QByteArray before = contentOf(m_serve.path("lab.scepter"));
    const QByteArray key = contentOf(m_serve.path("lab.scepter.key"));
    QVERIFY(isRefused(m_serve.tryJson(words("init --ca-key rsa:2048")), "alreadyExists"));
    QCOMPARE(contentOf(m_serve.path("lab.scepter")), before);
    QCOMPARE(contentOf(m_serve.path("lab.scepter.key")), key);
    // A key file alone is somebody's too.
    Serve other;
    writeTo(other.path("lab.scepter.key"), "precious\n");
    QVERIFY(isRefused(other.tryJson(words("init --ca-key rsa:2048")), "alreadyExists"));
    QCOMPARE(contentOf(other.path("lab.scepter.key")), QByteArray("precious\n"));
    QVERIFY(!QFile::exists(other.path("lab.scepter")));
}

void TestCommandLine::init_leavesNothingBehindWhenItFails() {
    Serve fresh;
    writeTo(fresh.path("ca.pem"), contentOf(m_serve.path("ca.pem")));
    const auto files = [&] { return QDir(fresh.path("")).entryList(QDir::Files | QDir::Hidden); };
    const QStringList before = files();
    // A certificate and another's key.
    const Ran mixed = fresh.tryJson(QStringList{q("init"), q("--import"), fresh.path("ca.pem"),
                                                q("--import-key"), keyFile(q("ca-next"))});
    QVERIFY(isRefused(mixed, "keyMismatch"));
    QCOMPARE(files(), before);
    QVERIFY(fresh.tryJson({q("init"), q("--import"), fresh.path("missing.pem")}).code == 1);
    const Ran empty =
        fresh.tryJson({q("init"), q("--ca-subject"), q(""), q("--ca-key"), q("rsa:2048")});
    QVERIFY(empty.code == 2 || empty.code == 1);
    QCOMPARE(files(), before);
}

void TestCommandLine::init_takesAPassphraseFile() {
    Serve fresh;
    const QString file = fresh.path("passphrase");
    const QString wrong = fresh.path("wrong");
    writeTo(file, "correct horse battery staple\nnot this line\n");
    writeTo(wrong, "incorrect horse\n");
    const auto owner = QFile::ReadOwner | QFile::WriteOwner;
    QFile::setPermissions(file, owner | QFile::ReadGroup | QFile::ReadOther);
    QFile::setPermissions(wrong, owner);
    const QStringList with{q("--passphrase-file"), file};
    QVERIFY(isRefused(fresh.tryJson(with + words("init --ca-key rsa:2048")), "invalidArgument", 2));
    QFile::setPermissions(file, owner);
    QCOMPARE(fresh.ctl(with + words("init --ca-key rsa:2048")).code, 0);
    QVERIFY(!QFile::exists(fresh.path("lab.scepter.key")));
    QCOMPARE(fresh.ctl(with + words("status")).code, 0);
    QVERIFY(isRefused(fresh.tryJson(QStringList{q("--passphrase-file"), wrong} + words("status")),
                      "passphraseWrong"));
    QVERIFY(isRefused(fresh.tryJson({q("--passphrase-file"), fresh.path("none"), q("status")}),
                      "fileUnreadable"));
    // Without a word about it: neither key file nor passphrase.
    const Ran none = fresh.tryJson(words("status"));
    QVERIFY(none.code == 1 || none.code == 4);
    QVERIFY(hasThreeParts(none));
}

void TestCommandLine::workspace_comesFromTheEnvironment() {
    auto environment = m_serve.environment();
    environment.insert(q("SCEPTER_WORKSPACE"), m_serve.path("lab.scepter"));
    environment.insert(q("SCEPTER_PASSPHRASE_FILE"), m_serve.path("lab.scepter.key"));
    const Ran ran =
        runProgram(q(SCEPTER_BINARY_DIR "/scepterctl"), {q("--json"), q("status")}, environment);
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.json()[q("workspace")].toString(), m_serve.path("lab.scepter"));
}

void TestCommandLine::workspace_unreachableIsToldWith4() {
    const auto on = [&](const QString& file, const char* command) {
        return m_serve.bare(QStringList{q("--json"), q("--workspace"), file} + words(command));
    };
    const QString missing = m_serve.path("missing.scepter");
    for (const char* command : {"status", "serve", "code mint", "audit list", "request list"})
        QVERIFY(isRefused(on(missing, command), "storeUnavailable", 4));
    QVERIFY(!QFile::exists(missing));
    const QString foreign = m_serve.path("foreign.scepter");
    writeTo(foreign, "This is no workspace, but a text.\n");
    QVERIFY(isRefused(on(foreign, "status"), "storeForeign", 4));
    QCOMPARE(contentOf(foreign), QByteArray("This is no workspace, but a text.\n"));
    QCOMPARE(on(m_serve.path(""), "status").code, 4);
}

void TestCommandLine::json_keysAreStable_data() {
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QStringList>("keys");
    const auto row = [](const char* command, const char* keys) {
        QStringList sorted = words(keys);
        sorted.sort();
        QTest::newRow(command) << words(command) << sorted;
    };
    row("status", "authorities certificates codesUnused consistent endpoints problems requests "
                  "warnings workspace");
    row("endpoint list", "endpoints");
    row("endpoint show scep",
        "aliases approval caChain caOnly caRoot challenge compatibility constrained constraints "
        "name path "
        "pendingLifetime relaxSignerKey renewal renewalApproval replyWithChain sha1 template "
        "transactionLifetime tripleDes tryLimit");
    row("template list", "templates");
    row("template show lab",
        "anyExtendedKeyUsage backdate caIssuers copiedExtensions crlDistributionPoints description "
        "digest extendedKeyUsage extendedKeyUsagePolicy keyUsage keyUsagePolicy keys name ocsp "
        "policies renewalMayChangeIdentity renewalMayReuseKey renewalWindow san sanPatterns "
        "sanTypes subject subjectAttributes subjectPattern validity");
    row("request list", "requests");
    row("code list", "codes");
    row("certificate list", "certificates");
    row("authority show", "authorities");
    row("authority show lab", "crlLifetime generations name");
    row("authority crl", "nextUpdate number thisUpdate");
    row("audit list", "audit");
    row("audit verify", "firstBadLine head intact lines reason");
}

void TestCommandLine::json_keysAreStable() {
    QFETCH(QStringList, command);
    QFETCH(QStringList, keys);
    const Ran ran = m_serve.tryJson(command);
    QCOMPARE(ran.code, 0);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(ran.out, &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(keysOf(document.object()), keys);
    // Options may stand before or behind.
    const Ran behind = m_serve.ctl(command + QStringList{q("--json")});
    QCOMPARE(keysOf(behind.json()), keys);
    m_seen += ran.out;
}

void TestCommandLine::text_isForPeople() {
    const Ran status = m_serve.ctl(words("status"));
    QCOMPARE(status.code, 0);
    QVERIFY(status.out.contains("/scep/manual"));
    QVERIFY(status.out.contains("Authority lab: CN=Test CA,O=Lab"));
    // The warning that a static challenge without constraints deserves.
    QVERIFY(status.out.contains("VU#971035"));
    QVERIFY(m_serve.ctl(words("endpoint list")).out.contains("NAME"));
    QVERIFY(m_serve.ctl(words("template show lab")).out.contains("365d"));
    const Ran quiet = m_serve.ctl(words("-q status"));
    QVERIFY(quiet.err.isEmpty());
}

void TestCommandLine::endpoint_livesAndDies() {
    const QString secret = q("otter-in-a-lantern");
    m_secrets.append(secret.toLatin1());
    const Ran added = m_serve.tryJson(
        words("endpoint add phones --path /scep/phones --alias /old/phones --approval manual "
              "--compat apple --try-limit 5/15 --pending-lifetime 12h --subject CN=phone-* "
              "--san dns:*.lab.example --challenge") +
        QStringList{q("static:") + secret});
    QVERIFY2(added.code == 0, added.text().constData());
    QJsonObject shown = m_serve.ask(words("endpoint show phones"));
    QCOMPARE(shown[q("secret")].toString(), secret);
    QCOMPARE(shown[q("compatibility")].toString(), q("apple"));
    QCOMPARE(shown[q("tryLimit")].toString(), q("5/15"));
    QCOMPARE(shown[q("pendingLifetime")].toString(), q("12h"));
    QCOMPARE(shown[q("constrained")].toBool(), true);
    QCOMPARE(shown[q("aliases")].toArray().size(), 1);
    // A running server has it at once.
    QVERIFY(Serve::eventually(
        [&] { return m_serve.curl(m_serve.url("/old/phones?operation=GetCACaps")).code == 0; }));
    const Ran changed =
        m_serve.tryJson(words("endpoint set phones --try-limit off --challenge none"));
    QVERIFY2(changed.code == 0, changed.text().constData());
    shown = m_serve.ask(words("endpoint show phones"));
    QVERIFY(!shown.contains(q("secret")));
    QCOMPARE(shown[q("tryLimit")].toString(), q("off"));
    QCOMPARE(m_serve.ctl(words("endpoint remove phones")).code, 0);
    QVERIFY(isRefused(m_serve.tryJson(words("endpoint show phones")), "notFound"));
    QVERIFY(Serve::eventually(
        [&] { return m_serve.curl(m_serve.url("/scep/phones?operation=GetCACaps")).code == 22; }));
}

void TestCommandLine::endpoint_refusals() {
    const auto refused = [&](const char* command, const char* code) {
        return isRefused(m_serve.tryJson(words(command)), code);
    };
    QVERIFY(refused("endpoint add scep --path /new", "alreadyExists"));
    QVERIFY(refused("endpoint add other --path /scep/manual", "alreadyExists"));
    QVERIFY(refused("endpoint add other --path /cgi-bin/pkiclient.exe", "alreadyExists"));
    QVERIFY(refused("endpoint add other --path /o --alias /scep", "alreadyExists"));
    QVERIFY(refused("endpoint add other --path /o --template none", "notFound"));
    QVERIFY(refused("endpoint add other --path /o --authority none", "notFound"));
    QVERIFY(refused("endpoint set none --approval auto", "notFound"));
    QVERIFY(refused("endpoint remove none", "notFound"));
    QVERIFY(refused("template remove lab", "conflict"));
    QCOMPARE(list(words("endpoint list"), "endpoints").size(), 3);
}

void TestCommandLine::endpoint_keepsWhatIsNotNamed() {
    const QJsonObject before = m_serve.ask(words("endpoint show static"));
    QCOMPARE(m_serve.ctl(words("endpoint set static --renewal-approval manual")).code, 0);
    QJsonObject after = m_serve.ask(words("endpoint show static"));
    QCOMPARE(after[q("renewalApproval")].toString(), q("manual"));
    QCOMPARE(m_serve.ctl(words("endpoint set static --renewal-approval auto")).code, 0);
    QCOMPARE(m_serve.ask(words("endpoint show static")), before);
    // A fresh random secret.
    QCOMPARE(m_serve.ctl(words("endpoint set static --challenge static")).code, 0);
    after = m_serve.ask(words("endpoint show static"));
    QVERIFY(after[q("secret")].toString().size() >= 16);
    QVERIFY(after[q("secret")] != before[q("secret")]);
    m_secrets.append(after[q("secret")].toString().toLatin1());
}

void TestCommandLine::template_livesAndDies() {
    const Ran added = m_serve.tryJson(
        words("template add web --from lab --description Servers --validity 30d --digest sha384 "
              "--key rsa:3072 --key ec:p256 --eku serverAuth --san-type dns --san restrict "
              "--crl-uri http://crl.example/lab.crl --renewal-window 7d"));
    QVERIFY2(added.code == 0, added.text().constData());
    const QJsonObject shown = m_serve.ask(words("template show web"));
    QCOMPARE(shown[q("validity")].toString(), q("30d"));
    QCOMPARE(shown[q("digest")].toString(), q("sha384"));
    QCOMPARE(shown[q("keys")].toArray().size(), 2);
    QCOMPARE(shown[q("extendedKeyUsage")].toArray(), QJsonArray{q("serverAuth")});
    QVERIFY(isRefused(m_serve.tryJson(words("template add web")), "alreadyExists"));
    QCOMPARE(m_serve.ctl(words("template set web --validity 60d")).code, 0);
    QCOMPARE(m_serve.ask(words("template show web"))[q("validity")].toString(), q("60d"));
    QCOMPARE(m_serve.ask(words("template show web"))[q("digest")].toString(), q("sha384"));
    QCOMPARE(m_serve.ctl(words("template remove web")).code, 0);
    QVERIFY(isRefused(m_serve.tryJson(words("template show web")), "notFound"));
    QVERIFY(isRefused(m_serve.tryJson(words("template remove web")), "notFound"));
    QVERIFY(isRefused(m_serve.tryJson(words("template set web --validity 1d")), "notFound"));
}

void TestCommandLine::template_decidesWhatIsIssued() {
    QCOMPARE(m_serve
                 .ctl(words("template add short --validity 2d --san override --san-pattern "
                            "DNS:{CN}.lab.example --crl-uri http://crl.example/lab.crl "
                            "--key-usage digitalSignature --key-usage-policy fixed "
                            "--eku clientAuth --eku-policy fixed"))
                 .code,
             0);
    QCOMPARE(
        m_serve.ctl(words("endpoint add short --path /short --challenge none --template short"))
            .code,
        0);
    QVERIFY(Serve::eventually(
        [&] { return m_serve.curl(m_serve.url("/short?operation=GetCACaps")).code == 0; }));
    const Ran ran = enroll("/short", q("strongswan-a"), words("--subject CN=host --san dns:evil"));
    QVERIFY2(ran.code == 0, ran.text().constData());
    const QString file = m_serve.path(q("out-%1/cert.pem").arg(m_enrolled));
    const Ran text = m_serve.openssl({q("x509"), q("-noout"), q("-text"), q("-in"), file});
    QVERIFY(text.out.contains("DNS:host.lab.example\n"));
    QVERIFY(!text.out.contains("evil"));
    QVERIFY(text.out.contains("URI:http://crl.example/lab.crl"));
    QVERIFY(text.out.contains("TLS Web Client Authentication\n"));
    QVERIFY(!text.out.contains("Key Encipherment"));
    QCOMPARE(
        m_serve.openssl({q("x509"), q("-noout"), q("-checkend"), q("172000"), q("-in"), file}).code,
        0);
    QCOMPARE(
        m_serve.openssl({q("x509"), q("-noout"), q("-checkend"), q("173000"), q("-in"), file}).code,
        1);
    const Ran verified = m_serve.verify(file);
    QVERIFY2(verified.code == 0, verified.text().constData());
}

void TestCommandLine::code_isShownOnce() {
    const Ran minted = m_serve.ctl(words("code mint --count 3 --note kiosk --ttl 2h --uses 2"));
    QCOMPARE(minted.code, 0);
    const QList<QByteArray> codes = minted.out.trimmed().split('\n');
    QCOMPARE(codes.size(), 3);
    QCOMPARE(QSet<QByteArray>(codes.begin(), codes.end()).size(), 3);
    m_secrets += codes;
    const QJsonArray again = list(words("code list --limit 3"), "codes");
    QCOMPARE(again.size(), 3);
    QCOMPARE(again[0][q("note")].toString(), q("kiosk"));
    QCOMPARE(again[0][q("usesAllowed")].toInt(), 2);
    QVERIFY(!again[0].toObject().contains(q("code")));
    const QJsonObject json = m_serve.ask(words("code mint --endpoint scep --subject CN=a"));
    QCOMPARE(json[q("codes")][0][q("endpoint")].toString(), q("scep"));
    QCOMPARE(json[q("codes")][0][q("bound")].toBool(), true);
    m_secrets.append(json[q("codes")][0][q("code")].toString().toLatin1());
    QVERIFY(isRefused(m_serve.tryJson(words("code mint --endpoint none")), "notFound"));
}

void TestCommandLine::code_listsByStateAndPage() {
    const auto states = [&](const char* command) { return list(words(command), "codes"); };
    const QJsonArray first = states("code list --limit 2");
    QCOMPARE(first.size(), 2);
    const int last = first[1][q("id")].toInt();
    const QJsonArray next =
        list(words("code list --limit 2 --after") + QStringList{QString::number(last)}, "codes");
    QVERIFY(!next.isEmpty() && next[0][q("id")].toInt() < last);
    QCOMPARE(m_serve.ctl(words("code withdraw") + QStringList{QString::number(last)}).code, 0);
    QCOMPARE(states("code list --state withdrawn").size(), 1);
    QVERIFY(isRefused(m_serve.tryJson(words("code withdraw 4711")), "notFound"));
    QCOMPARE(states("code list --state used").size(), 0);
    QVERIFY(!states("code list --state Unused").isEmpty());
    QCOMPARE(states("code list --state expired").size(), 0);
}

void TestCommandLine::certificate_isExportedAndRevoked() {
    const QString code = m_serve.mint();
    m_secrets.append(code.toLatin1());
    const Ran ran = enroll("/scep", q("strongswan-b"),
                           words("--subject CN=exported,O=Lab --san dns:e.example --challenge") +
                               QStringList{code});
    QVERIFY2(ran.code == 0, ran.text().constData());
    const QString serial = ran.json()[q("serial")].toString();
    const QJsonObject shown = m_serve.ask({q("certificate"), q("show"), serial});
    QCOMPARE(shown[q("subject")].toString(), q("CN=exported,O=Lab"));
    QCOMPARE(shown[q("status")].toString(), q("Valid"));
    QCOMPARE(shown[q("san")].toString(), q("DNS:e.example"));
    const auto exported = [&](const char* format) {
        const Ran one = m_serve.ctl(
            {q("certificate"), q("export"), serial.toLower(), q("--format"), q(format)});
        return one.code == 0 ? one.out : QByteArray();
    };
    const QByteArray pem = exported("pem");
    writeTo(m_serve.path("one.pem"), pem);
    QCOMPARE(m_serve.verify(m_serve.path("one.pem")).code, 0);
    QCOMPARE(m_serve.openssl({q("x509"), q("-inform"), q("der")}, exported("der")).out, pem);
    QCOMPARE(exported("chain").count("BEGIN CERTIFICATE"), 2);
    const Ran p7b =
        m_serve.openssl({q("pkcs7"), q("-inform"), q("der"), q("-print_certs")}, exported("p7b"));
    QCOMPARE(p7b.out.count("BEGIN CERTIFICATE"), 2);
    QVERIFY(p7b.out.contains(pem.trimmed()));

    const Ran revoked =
        m_serve.ctl({q("certificate"), q("revoke"), serial, q("--reason"), q("keyCompromise"),
                     q("--invalid-since"), q("2026-11-01T00:00:00Z")});
    QVERIFY2(revoked.code == 0, revoked.text().constData());
    QVERIFY(isRefused(m_serve.tryJson({q("certificate"), q("revoke"), serial}), "alreadyRevoked"));
    QVERIFY(m_serve.tryJson(words("certificate revoke 0102030405")).code == 1);
    QVERIFY(m_serve.tryJson(words("certificate show 0102030405")).code == 1);
    const QJsonArray all = list(words("certificate list --status revoked"), "certificates");
    QCOMPARE(all.size(), 1);
    QCOMPARE(all[0][q("reason")].toString(), q("keyCompromise"));
    QCOMPARE(list(words("certificate list --text e.example"), "certificates").size(), 1);
    QCOMPARE(list({q("certificate"), q("list"), q("--text"), serial}, "certificates").size(), 1);
    QCOMPARE(list(words("certificate list --status expired"), "certificates").size(), 0);
}

void TestCommandLine::request_listsByStateTextAndPage() {
    const Ran refused = enroll("/scep", q("strongswan-c"),
                               words("--subject CN=refused --challenge guessed-in-vain"));
    m_secrets.append("guessed-in-vain");
    QVERIFY(isRefused(refused, "refusedByServer"));
    QVERIFY(refused.json()[q("error")][q("why")].toString().contains(q("badRequest")));
    const QJsonArray states = list(words("request list --state refused --limit 1"), "requests");
    QCOMPARE(states.size(), 1);
    QCOMPARE(states[0][q("errorCode")].toString(), q("challengeWrong"));
    QCOMPARE(list(words("request list --text CN=refused"), "requests").size(), 1);
    QCOMPARE(list(words("request list --text no-such-text"), "requests").size(), 0);
    const QString id = QString::number(states[0][q("id")].toInt());
    const QJsonArray earlier = list({q("request"), q("list"), q("--after"), id}, "requests");
    for (const QJsonValue& one : earlier)
        QVERIFY(one[q("id")].toInt() < id.toInt());
    const Ran shown = m_serve.ctl({q("request"), q("show"), id});
    QVERIFY(shown.out.contains("Client told"));
    QVERIFY(shown.out.contains("The challenge was not accepted."));
    QVERIFY(isRefused(m_serve.tryJson(words("request show 4711")), "notFound"));
    QVERIFY(isRefused(m_serve.tryJson({q("request"), q("approve"), id}), "conflict"));
    QVERIFY(isRefused(m_serve.tryJson(words("request approve 4711")), "notFound"));
}

void TestCommandLine::request_decidesSeveralAtOnce() {
    QStringList ids;
    for (const char* key : {"sscep-a", "sscep-b", "sscep-c"}) {
        const Ran pending = enroll("/scep/manual", q(key), words("--subject CN=several"));
        QVERIFY2(pending.code == 3, pending.text().constData());
        QCOMPARE(pending.json()[q("status")].toString(), q("PENDING"));
        ids.append(
            QString::number(list(words("request list --limit 1"), "requests")[0][q("id")].toInt()));
    }
    QCOMPARE(list(words("request list --state pending"), "requests").size(), 3);
    const QJsonObject approved = m_serve.ask({q("request"), q("approve"), ids[0], ids[1]});
    QCOMPARE(approved[q("approved")].toArray().size(), 2);
    const QJsonObject denied =
        m_serve.ask({q("request"), q("deny"), ids[2], q("--reason"), q("No.")});
    QCOMPARE(denied[q("denied")].toArray(), QJsonArray{ids[2].toInt()});
    QCOMPARE(list(words("request list --state pending"), "requests").size(), 0);
}

void TestCommandLine::authority_isShownAndExported() {
    const Ran text = m_serve.ctl(words("authority show"));
    QVERIFY(text.out.contains("Generation 1, "));
    const QByteArray pem = m_serve.ctl(words("authority export lab")).out;
    QCOMPARE(pem, contentOf(m_serve.path("ca.pem")));
    const QByteArray der = m_serve.ctl(words("authority export --format der")).out;
    QCOMPARE(m_serve.openssl({q("x509"), q("-inform"), q("der")}, der).out, pem);
    // The fingerprint is openssl's.
    const Ran fingerprint =
        m_serve.openssl({q("x509"), q("-noout"), q("-fingerprint"), q("-sha256")}, pem);
    QVERIFY(text.out.contains(fingerprint.out.trimmed().split('=').value(1)));
    QVERIFY(isRefused(m_serve.tryJson(words("authority show none")), "notFound"));
    QVERIFY(isRefused(m_serve.tryJson(words("authority rollover --switch")), "noNextGeneration"));
}

void TestCommandLine::authority_makesCrls() {
    const QString file = m_serve.path("made.crl");
    const QJsonObject first = m_serve.ask({q("authority"), q("crl"), q("--out"), file});
    const QJsonObject second = m_serve.ask(words("authority crl lab"));
    QCOMPARE(second[q("number")].toInt(), first[q("number")].toInt() + 1);
    const Ran checked = m_serve.openssl({q("crl"), q("-in"), file, q("-CAfile"),
                                         m_serve.path("ca.pem"), q("-noout"), q("-crlnumber")});
    QVERIFY2(checked.err.contains("verify OK"), checked.text().constData());
    QVERIFY(checked.out.startsWith("crlNumber=0x"));
    QCOMPARE(checked.out.trimmed().mid(12).toInt(nullptr, 16), first[q("number")].toInt());
}

void TestCommandLine::audit_tellsWhatWasDone() {
    const QJsonArray lines = list(words("audit list --limit 1000"), "audit");
    QStringList actions;
    for (const QJsonValue& line : lines)
        actions.append(line[q("action")].toString());
    for (const char* action :
         {"authority.added", "endpoint.added", "endpoint.changed", "endpoint.removed",
          "template.added", "template.removed", "code.minted", "code.withdrawn", "code.used",
          "request.issued", "request.refused", "request.pending", "certificate.revoked"})
        QVERIFY2(actions.contains(q(action)), action);
    QCOMPARE(lines[0].toObject().keys(), (QStringList{q("action"), q("actor"), q("at"), q("detail"),
                                                      q("hash"), q("id"), q("object")}));
    const QJsonObject verdict = m_serve.ask(words("audit verify"));
    QCOMPARE(verdict[q("intact")].toBool(), true);
    QCOMPARE(verdict[q("lines")].toInt(), lines.size());
    QCOMPARE(verdict[q("head")].toString(), lines[0][q("hash")].toString());
    QVERIFY(!list(words("audit list --text operator:"), "audit").isEmpty());
    QCOMPARE(list(words("audit list --limit 2"), "audit").size(), 2);
}

void TestCommandLine::output_hasNoSecret() {
    for (const char* command :
         {"status", "endpoint list", "template list", "request list --limit 1000",
          "code list --limit 1000", "certificate list --limit 1000", "authority show",
          "audit list --limit 1000", "endpoint show scep"}) {
        m_seen += m_serve.ctl(words(command)).out;
        m_seen += m_serve.tryJson(words("-v") + words(command)).out;
    }
    m_seen += m_serve.log();
    // What the client leaves behind: a key, but no challenge.
    for (int i = 1; i <= m_enrolled; ++i)
        m_seen += contentOf(m_serve.path(q("out-%1/transaction.json").arg(i)));
    QVERIFY(m_seen.contains("CN=exported"));
    QVERIFY(m_secrets.size() > 5);
    for (const QByteArray& secret : m_secrets) {
        QVERIFY(!secret.isEmpty());
        QVERIFY2(!m_seen.contains(secret), "a secret was shown");
    }
    QVERIFY(!m_seen.contains("PRIVATE KEY"));
    // Nor does it lie open in the file. Writers may still hold pages in the log beside it.
    for (const char* suffix : {"", "-wal"}) {
        const QByteArray file = contentOf(m_serve.path(q("lab.scepter") + q(suffix)));
        for (const QByteArray& secret : m_secrets)
            QVERIFY2(!file.contains(secret), "a secret lies open in the workspace");
    }
}

void TestCommandLine::names_areListedHarmlessly() {
    const QString code = m_serve.mint(words("--uses 10"));
    int index = 0;
    for (const char* name : {"CN=../x", "CN=a/CN=b", "CN=a\\\"b'c", "CN=$(reboot)",
                             "CN=exe.\xE2\x80\xAEgpj", "CN=\xE4\xB8\xAD\xE6\x96\x87"}) {
        static const char* const kKeys[] = {"sscep-d", "sscep-e", "sscep-f",
                                            "sscep-g", "sscep-h", "sscep-i"};
        const Ran ran = enroll("/scep", q(kKeys[index++]),
                               {q("--subject"), QString::fromUtf8(name), q("--challenge"), code});
        QVERIFY2(ran.code == 0, ran.text().constData());
    }
    const Ran listed = m_serve.ctl(words("certificate list --limit 6"));
    QCOMPARE(listed.out.count('\n'), 7);
    QVERIFY(listed.out.contains("CN=../x"));
    QVERIFY(listed.out.contains("\xE4\xB8\xAD\xE6\x96\x87"));
    // What turns text around is not sent to a terminal.
    QVERIFY(!listed.out.contains("\xE2\x80\xAE"));
    QVERIFY(!QFile::exists(m_serve.path("../x")));
}

void TestCommandLine::serve_stopsOnSignals_data() {
    QTest::addColumn<bool>("interrupt");
    QTest::newRow("SIGTERM") << false;
    QTest::newRow("SIGINT") << true;
}

void TestCommandLine::serve_stopsOnSignals() {
    QFETCH(bool, interrupt);
    if (interrupt) {
        QVERIFY(m_serve.interrupt());
        QCOMPARE(m_serve.wait(), 0);
    } else {
        QCOMPARE(m_serve.stop(), 0);
    }
    QVERIFY(m_serve.log().contains("stopping"));
    // The workspace is whole, and serves again.
    QVERIFY(m_serve.ask(words("status"))[q("consistent")].toBool());
    QVERIFY(m_serve.start(words("--log json")));
    QCOMPARE(m_serve.curl(m_serve.url("/healthz")).out, QByteArray("ok\n"));
}

void TestCommandLine::serve_refusesAddressesInUse() {
    const QString address = m_serve.url().section(QLatin1Char('/'), 2);
    QVERIFY(isRefused(m_serve.tryJson({q("serve"), q("--listen"), address}), "addressInUse"));
    QVERIFY(isRefused(m_serve.tryJson(words("serve --listen 192.0.2.1:0")), "addressNotHere"));
    QVERIFY(
        isRefused(m_serve.tryJson({q("serve"), q("--listen"), q("127.0.0.1:0"), q("--tls-cert"),
                                   m_serve.path("ca.pem"), q("--tls-key"), keyFile(q("ca-next"))}),
                  "tlsFailed"));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
