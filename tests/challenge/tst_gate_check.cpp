// What a gate's settings may be.
#include "csr_maker.h"

#include "challenge/gate.h"

#include <QObject>

#include <functional>

using namespace scepter;
using namespace scepter::challenge;
using namespace scepter::test;

namespace {

using Change = std::function<void(Gate&)>;
using BadSettings = std::vector<std::pair<const char*, Change>>;

QByteArray checked(const Gate& gate) {
    const auto result = checkGate(gate);
    if (result) return "ok";
    if (result.error().code != ErrorCode::InvalidArgument) return "another error";
    return toQt(result.error().detail);
}

WebhookGate goodWebhook() {
    WebhookGate gate;
    gate.url = "https://hook.example/scep";
    return gate;
}

IntuneGate goodIntune() {
    IntuneGate gate;
    gate.tenant = "example.onmicrosoft.com";
    gate.appId = "0e0e0e0e-0000-0000-0000-000000000000";
    gate.provider = "Scepter 0.1";
    return gate;
}

GateSecret secret(const char* gate, const char* name, const QByteArray& value) {
    return {gate, name, SecretBytes(fromQt(value))};
}

QByteArray checkedSecrets(const Gate& gate, const char* name, const QByteArray& value) {
    std::vector<GateSecret> secrets;
    secrets.push_back(secret("another", "hmac", "AAAA"));
    if (name) secrets.push_back(secret("gate", name, value));
    const auto result = checkGateSecrets(gate, secrets);
    if (result) return "ok";
    if (value.size() > 3 && toQt(result.error().detail).contains(value)) return "a secret is told";
    return toQt(toText(result.error().code));
}

} // namespace

class TestGateCheck : public QObject {
    Q_OBJECT

    OpenSslTool m_tool;

    std::string pem(const char* name) const { return m_tool.read(name).toStdString(); }

    template <class Settings> static Change change(void (*apply)(Settings&)) {
        return [apply](Gate& gate) {
            Settings settings = gate.kind() == Gate{"", Settings{}, false}.kind()
                                    ? std::get<Settings>(gate.settings)
                                    : Settings{};
            apply(settings);
            gate.settings = std::move(settings);
        };
    }

    static void addBadWebhooks(BadSettings& list) {
        const auto row = [&list](const char* name, const Change& apply) {
            list.emplace_back(name, apply);
        };
        row("no time", change<WebhookGate>([](auto& g) { g.timeout = Duration(0); }));
        row("too much time", change<WebhookGate>([](auto& g) { g.timeout = Duration(15001); }));
        row("many retries", change<WebhookGate>([](auto& g) { g.retries = 4; }));
        row("a header in the ID", change<WebhookGate>([](auto& g) { g.webhookId = "a\r\nX: b"; }));
        row("Basic without a user",
            change<WebhookGate>([](auto& g) { g.authorization = AskAuthorization::Basic; }));
        row("a colon in the user", change<WebhookGate>([](auto& g) {
                g.authorization = AskAuthorization::Basic;
                g.user = "a:b";
            }));
        row("a root that is none", change<WebhookGate>([](auto& g) { g.rootPems = {"x"}; }));
        row("a client certificate that is none",
            change<WebhookGate>([](auto& g) { g.clientCertificatePem = "x"; }));
        row("a host that is none",
            change<WebhookGate>([](auto& g) { g.allowedHosts = {"hook.example", "*"}; }));
        row("a URL as a host",
            change<WebhookGate>([](auto& g) { g.allowedHosts = {"https://hook.example"}; }));
    }
    static void addBadPrograms(BadSettings& list) {
        const auto row = [&list](const char* name, const Change& apply) {
            list.emplace_back(name, apply);
        };
        row("a program without a path", change<CommandGate>([](auto& g) { g.program = "check"; }));
        row("no program", change<CommandGate>([](auto& g) { g.program = ""; }));
        row("a folder", change<CommandGate>([](auto& g) { g.program = "/usr/"; }));
        row("a program that takes too long", change<CommandGate>([](auto& g) {
                g.program = "/usr/lib/check";
                g.timeout = std::chrono::seconds(16);
            }));
        row("an argument that is cut", change<CommandGate>([](auto& g) {
                g.program = "/usr/lib/check";
                g.arguments = {std::string("a\0b", 3)};
            }));
    }
    static void addBadOthers(BadSettings& list) {
        const auto row = [&list](const char* name, const Change& apply) {
            list.emplace_back(name, apply);
        };
        row("no tenant", change<IntuneGate>([](auto& g) { g.appId = "x"; }));
        row("a path as tenant", change<IntuneGate>([](auto& g) {
                g.tenant = "a/../b";
                g.appId = "x";
            }));
        row("no app", change<IntuneGate>([](auto& g) { g.tenant = "x"; }));
        row("any host for Intune", change<IntuneGate>([](auto& g) {
                g = goodIntune();
                g.allowedHosts.clear();
            }));
        row("a sign-in without TLS", change<IntuneGate>([](auto& g) {
                g = goodIntune();
                g.authorityUrl = "http://login.example";
            }));
        row("a token's key that is none", change<TokenGate>([](auto& g) { g.keyPems = {"x"}; }));
        row("long leeway", change<TokenGate>([](auto& g) { g.leeway = std::chrono::hours(1); }));
        row("negative leeway", change<TokenGate>([](auto& g) { g.leeway = Duration(-1); }));
        row("no life", change<TokenGate>([](auto& g) { g.longestLife = Duration(0); }));
        row("an unnamed challenge",
            change<StaticGate>([](auto& g) { g.challenges = {{"", {}, {}, {}}}; }));
        row("a name twice", change<StaticGate>([](auto& g) {
                g.challenges = {{"a", {}, {}, {}}, {"a", {}, {}, {}}};
            }));
        row("an end before the beginning", change<StaticGate>([](auto& g) {
                g.challenges = {{"a", {}, TimePoint(Duration(2)), TimePoint(Duration(2))}};
            }));
    }
    static BadSettings badSettings() {
        BadSettings list;
        addBadWebhooks(list);
        addBadPrograms(list);
        addBadOthers(list);
        return list;
    }

private Q_SLOTS:
    void initTestCase() {
        m_tool.write("config", "[req]\ndistinguished_name=dn\n[dn]\n");
        m_tool.run(QStringLiteral("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 "
                                  "-out key.pem"));
        m_tool.run(QStringLiteral("genpkey -algorithm ED25519 -out other.pem"));
        m_tool.run(QStringLiteral("genpkey -algorithm X25519 -out x.pem"));
        m_tool.run(QStringLiteral("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out "
                                  "short.pem"));
        m_tool.run(QStringLiteral("req -x509 -key key.pem -config config -subj /CN=c -days 9 "
                                  "-out cert.pem"));
        for (const char* name : {"key", "other", "x", "short"})
            m_tool.run(QStringLiteral("pkey -in %1.pem -pubout -out %1.pub")
                           .arg(QString::fromLatin1(name)));
        QVERIFY(m_tool.read("short.pub").contains("PUBLIC KEY"));
    }

    void gate_isTakenWithGoodSettings() {
        QCOMPARE(checked({"a gate", CodeGate{}, false}), QByteArray("ok"));
        QCOMPARE(checked({"a gate", StaticGate{{{"one", {}, {}, {}}, {"two", {}, {}, {}}}}, false}),
                 QByteArray("ok"));
        QCOMPARE(checked({"M\xC3\xBCller", goodWebhook(), false}), QByteArray("ok"));
        QCOMPARE(checked({"intune", goodIntune(), false}), QByteArray("ok"));
        QCOMPARE(checked({"program", CommandGate{"/usr/lib/check", {"-x"}}, false}),
                 QByteArray("ok"));
        TokenGate token;
        QCOMPARE(checked({"token", token, false}), QByteArray("ok"));
        token.keyPems = {pem("key.pub"), pem("other.pub") + pem("cert.pem")};
        QCOMPARE(checked({"token", token, false}), QByteArray("ok"));
    }

    void gate_needsAName() {
        for (const char* name : {"", " ", " a", "a\nb", "\xFF", "a\xE2\x80\xAE"})
            QVERIFY2(checked({name, CodeGate{}, false}) != "ok", name);
        QVERIFY(checked({std::string(65, 'a'), CodeGate{}, false}) != "ok");
    }

    void url_isTaken_data() {
        QTest::addColumn<QByteArray>("url");
        for (const char* url :
             {"https://hook.example", "HTTPS://Hook.Example:8443/a?b=c%20d", "https://192.0.2.1/",
              "https://[2001:db8::1]:8443/x", "http://localhost:8080/x", "http://127.0.0.1/",
              "http://127.1.2.3:1/", "http://[::1]:80/", "https://hook.example/a@b"})
            QTest::newRow(url) << QByteArray(url);
    }
    void url_isTaken() {
        QFETCH(const QByteArray, url);
        WebhookGate gate = goodWebhook();
        gate.url = url.toStdString();
        QCOMPARE(checked({"gate", gate, false}), QByteArray("ok"));
        gate = goodWebhook();
        gate.notifyUrl = url.toStdString();
        QCOMPARE(checked({"gate", gate, false}), QByteArray("ok"));
    }

    void url_isRefused_data() {
        QTest::addColumn<QByteArray>("url");
        for (const char* url : {"",
                                "hook.example",
                                "//hook.example/",
                                "http://hook.example/",
                                "ftp://hook.example/",
                                "file:///etc/passwd",
                                "https://",
                                "https:///x",
                                "https://:443/",
                                "https://user@hook.example/",
                                "https://user:secret@hook.example/",
                                "https://hook.example:0/",
                                "https://hook.example:65536/",
                                "https://hook.example:x/",
                                "https://hook.example:/",
                                "https://hook.example/#x",
                                "https://hook.example/a b",
                                "https://hook.example/\n",
                                "https://hook.example\\@evil.example/",
                                "https://hook..example/",
                                "https://.example/",
                                "https://h%6Fok.example/",
                                "https://[::1",
                                "https://[hook]/",
                                "https://[::1]x/",
                                "http://127.0.0.1.evil.example/",
                                "http://127.0.0.256/",
                                "http://127.0.1/",
                                "http://localhost.evil.example/",
                                "http://[::2]/",
                                "http://0.0.0.0/",
                                "javascript:alert(1)",
                                "https://h\xC3\xBC.example/"})
            QTest::newRow(url) << QByteArray(url);
        QTest::newRow("long") << QByteArray("https://hook.example/" + QByteArray(2048, 'x'));
    }
    void url_isRefused() {
        QFETCH(const QByteArray, url);
        WebhookGate gate = goodWebhook();
        gate.url = url.toStdString();
        const QByteArray text = checked({"gate", gate, false});
        QVERIFY(text != "ok" && text != "another error");
        QVERIFY(!text.contains("secret"));
        if (url.isEmpty()) return;
        gate = goodWebhook();
        gate.notifyUrl = url.toStdString();
        QVERIFY(checked({"gate", gate, false}) != "ok");
        IntuneGate intune = goodIntune();
        intune.graphUrl = url.toStdString();
        QVERIFY(checked({"gate", intune, false}) != "ok");
    }

    void url_mustFitTheAllowedHosts_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("allowed");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char* url, const char* allowed, bool fits) {
            QTest::addRow("%s in %s", url, allowed)
                << QByteArray(url) << QByteArray(allowed) << fits;
        };
        row("https://hook.example/", "hook.example", true);
        row("https://HOOK.example/", "Hook.Example", true);
        row("https://hook.example:8443/", "hook.example", true);
        row("https://hook.example/", "hook.example:443", true);
        row("https://hook.example:8443/", "hook.example:443", false);
        row("https://hook.example/", "*.example", true);
        row("https://example/", "*.example", false);
        row("https://notexample/", "*.example", false);
        row("https://hook.example.evil.test/", "hook.example", false);
        row("https://hook.example/", "other.example", false);
        row("https://[::1]:8443/", "[::1]:8443", true);
    }
    void url_mustFitTheAllowedHosts() {
        QFETCH(const QByteArray, url);
        QFETCH(const QByteArray, allowed);
        QFETCH(const bool, fits);
        WebhookGate gate = goodWebhook();
        gate.url = url.toStdString();
        gate.allowedHosts = {"first.test", allowed.toStdString()};
        QCOMPARE(checked({"gate", gate, false}) == "ok", fits);
    }

    void settings_areRefused_data() {
        QTest::addColumn<int>("row");
        int number = 0;
        for (const auto& [name, apply] : badSettings())
            QTest::newRow(name) << number++;
    }
    void settings_areRefused() {
        QFETCH(const int, row);
        Gate gate{"gate", goodWebhook(), false};
        badSettings().at(static_cast<std::size_t>(row)).second(gate);
        const QByteArray text = checked(gate);
        QVERIFY2(text != "ok" && text != "another error", text.constData());
    }

    void token_takesNoKeyThatVerifiesNothing() {
        for (const char* name : {"key.pem", "x.pub", "short.pub"}) {
            TokenGate gate;
            gate.keyPems = {pem("key.pub"), pem(name)};
            QVERIFY2(checked({"gate", gate, false}) != "ok", name);
        }
        TokenGate gate;
        for (int i = 0; i < 33; ++i)
            gate.keyPems.push_back(pem("key.pub"));
        QVERIFY(checked({"gate", gate, false}) != "ok");
    }

    void secrets_ofWebhooks() {
        Gate gate{"gate", goodWebhook(), false};
        auto& settings = std::get<WebhookGate>(gate.settings);
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "hmac", ""), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "hmac", "not base64!"), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "hmac", "c2VjcmV0Cg=="), QByteArray("ok"));
        settings.dialect = WebhookDialect::Plain;
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("ok"));
        QCOMPARE(checkedSecrets(gate, "hmac", "not base64!"), QByteArray("invalidArgument"));
        settings.authorization = AskAuthorization::Bearer;
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "bearer", "token"), QByteArray("ok"));
        QCOMPARE(checkedSecrets(gate, "bearer", "tok\r\nX: y"), QByteArray("invalidArgument"));
        settings.authorization = AskAuthorization::Basic;
        settings.user = "u";
        QCOMPARE(checkedSecrets(gate, "bearer", "token"), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "password", "pass:w\xC3\xB6rd and more"), QByteArray("ok"));
        QCOMPARE(checkedSecrets(gate, "password", "pass\nword"), QByteArray("invalidArgument"));
        settings.authorization = AskAuthorization::None;
        settings.clientCertificatePem = pem("cert.pem");
        QCOMPARE(checked(gate), QByteArray("ok"));
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "clientKey", m_tool.read("key.pem")), QByteArray("ok"));
        QCOMPARE(checkedSecrets(gate, "clientKey", m_tool.read("other.pem")),
                 QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "clientKey", "x"), QByteArray("invalidArgument"));
    }

    void secrets_ofOthers() {
        Gate gate{"gate", StaticGate{{{"kiosks", {}, {}, {}}}}, false};
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "kiosks", ""), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "kiosks", "x"), QByteArray("ok"));
        gate.settings = goodIntune();
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "appKey", "x"), QByteArray("ok"));
        gate.settings = CodeGate{};
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("ok"));
        gate.settings = TokenGate{};
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "key", QByteArray(31, 'x')), QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "key", QByteArray(32, 'x')), QByteArray("ok"));
        QCOMPARE(checkedSecrets(gate, "key", "base64:" + QByteArray(31, 'x').toBase64()),
                 QByteArray("invalidArgument"));
        QCOMPARE(checkedSecrets(gate, "key", "base64:" + QByteArray(32, 'x').toBase64()),
                 QByteArray("ok"));
        QCOMPARE(checkedSecrets(gate, "key", "base64:" + QByteArray(60, '!')),
                 QByteArray("invalidArgument"));
        TokenGate token;
        token.keyPems = {pem("key.pub")};
        gate.settings = token;
        QCOMPARE(checkedSecrets(gate, nullptr, {}), QByteArray("ok"));
    }
};

QTEST_GUILESS_MAIN(TestGateCheck)
#include "tst_gate_check.moc"
