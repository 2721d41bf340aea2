// Codes fetched by curl from the running program, and used by our client.
#include "serve.h"

#include <QTest>

using namespace scepter::test;

namespace {

const QByteArray kPassword = "an account's password";

QByteArray utf16(const QByteArray& text) {
    QByteArray wide;
    for (const char c : text)
        wide.append(c).append('\0');
    return wide;
}

/// What stands between two texts of a page in UTF-16.
QByteArray between(const QByteArray& page, const QByteArray& begin, const QByteArray& end) {
    const QByteArray first = utf16(begin);
    const qsizetype from = page.indexOf(first);
    if (from < 0) return {};
    const qsizetype to = page.indexOf(utf16(end), from + first.size());
    QByteArray found = page.mid(from + first.size(), to - from - first.size());
    return found.replace('\0', "");
}

QByteArray passwordOn(const QByteArray& page) {
    return between(page, "The enrollment challenge password is: <B> ", " </B>");
}

class Admin : public Serve {
public:
    bool begin(const QStringList& more = {}) {
        if (!init({q("--ca-key"), q("ec:p256")})) return false;
        return serve(more);
    }
    bool serve(const QStringList& more = {}) {
        if (!start(QStringList{q("--admin-listen"), q("127.0.0.1:0")} + more)) return false;
        m_admin = adminUrl();
        return !m_admin.isEmpty();
    }
    bool add(const char* name, const QStringList& more = {}) const {
        const Ran ran = ctl(QStringList{q("account"), q("add"), q(name), q("--endpoint"), q("scep"),
                                        q("--password-stdin")} +
                                more,
                            kPassword + '\n');
        if (ran.code != 0) qWarning("%s", ran.text().constData());
        return ran.code == 0;
    }
    /// curl on the admin listener, with its answer's body; secrets go by a file, not by arguments.
    [[nodiscard]] Ran fetch(const char* target, const QByteArray& config,
                            const QStringList& more = {}) const {
        writeTo(path("curlrc"), config);
        return curl(m_admin + q(target), QStringList{q("--config"), path("curlrc")} + more);
    }
    [[nodiscard]] Ran page() const {
        return fetch("/certsrv/mscep_admin/", "user = \"fleet:" + kPassword + "\"\n");
    }
    /// Enrolls with a challenge and one of the keys a to d; gives the exit code. Another request
    /// with the same key would be the same transaction.
    [[nodiscard]] int enroll(const QByteArray& challenge, const QString& subject,
                             const char* folder, QChar key = u'a') const {
        writeTo(path("challenge"), challenge);
        const Ran ran = ctl({q("enroll"), url("/scep"), q("--subject"), subject,
                             q("--challenge-file"), path("challenge"), q("--key"),
                             keyFile(q("certmonger-") + key), q("--out"), path(folder)});
        if (ran.code != 0) qInfo("%s", ran.text().constData());
        return ran.code;
    }
    [[nodiscard]] QString adminAt() const { return m_admin; }

private:
    QString m_admin;
};

} // namespace

class AdminCurlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void page_isTheReferenceByteForByte();
    void page_mintsACodeThatEnrollsOnce();
    void jamf_mintsACodeForItsDeviceAlone();
    void rest_mintsACodeThatEnrolls();
    void description_isValidOpenApi();
    void accounts_goOnAfterARestart();
    void accounts_areManagedByCommands();
    void listener_beyondThisMachineNeedsTls();
    void listener_isSetForTheWorkspace();
};

void AdminCurlTest::page_isTheReferenceByteForByte() {
    Admin lab;
    QVERIFY(lab.begin());
    QVERIFY(lab.add("fleet"));
    const Ran page = lab.page();
    QVERIFY2(page.code == 0, page.err.constData());
    const QByteArray password = passwordOn(page.out);
    QCOMPARE(password.size(), 16);
    // The CA's thumbprint, by openssl.
    QVERIFY(lab.exportCa());
    const QByteArray print = lab.openssl({q("x509"), q("-in"), lab.path("ca.pem"), q("-noout"),
                                          q("-fingerprint"), q("-md5")})
                                 .out.trimmed();
    QByteArray thumbprint = print.mid(print.indexOf('=') + 1).replace(':', "");
    for (const qsizetype at : {24, 16, 8})
        thumbprint.insert(at, ' ');
    QByteArray reference = contentOf(q(SCEPTER_TEST_DATA "/ndes/one-time.html"));
    reference.replace("A656FA66 AB12B433 A2DA5CF7 CC153D9A", thumbprint);
    reference.replace("1ED0DD50F7459D6E", password);
    QVERIFY(page.out == utf16(QByteArray(reference + '\0')));
    const Ran head = lab.fetch("/certsrv/mscep_admin", "user = \"fleet:" + kPassword + "\"\n",
                               {q("--dump-header"), q("-"), q("--output"), lab.path("body")});
    QVERIFY(head.out.contains("\r\nContent-Type: text/html\r\n"));
    QVERIFY(head.out.contains("\r\nCache-Control: no-store\r\n"));
    // Without credentials, and how Fleet's library learns of Basic.
    const Ran none = lab.curl(lab.adminAt() + q("/certsrv/mscep_admin/"),
                              {q("--dump-header"), q("-"), q("--no-fail")});
    QVERIFY(none.out.startsWith("HTTP/1.1 401 "));
    QVERIFY(none.out.contains("\r\nWWW-Authenticate: Basic realm=\""));
}

void AdminCurlTest::page_mintsACodeThatEnrollsOnce() {
    Admin lab;
    QVERIFY(lab.begin());
    QVERIFY(lab.add("fleet"));
    const QByteArray password = passwordOn(lab.page().out);
    QVERIFY(!password.isEmpty());
    QCOMPARE(lab.enroll(password, q("CN=one"), "one"), 0);
    QVERIFY(lab.exportCa());
    QCOMPARE(lab.verify(lab.path("one/cert.pem")).code, 0);
    QCOMPARE(lab.enroll(password, q("CN=two"), "two", u'b'), 1);
    const QJsonArray codes = lab.ask({q("code"), q("list")})[q("codes")].toArray();
    QCOMPARE(codes.size(), 1);
    QCOMPARE(codes[0].toObject()[q("state")].toString(), q("used"));
    QCOMPARE(codes[0].toObject()[q("createdBy")].toString(), q("account:fleet"));
    QVERIFY(!lab.log().contains(password));
    QVERIFY(!lab.log().contains(kPassword));
}

void AdminCurlTest::jamf_mintsACodeForItsDeviceAlone() {
    Admin lab;
    QVERIFY(lab.begin());
    QVERIFY(lab.add(
        "jamf", {q("--door"), q("jamf"), q("--device-subject"), q("CN={serialNumber},O=Example")}));
    writeTo(lab.path("event.json"),
            R"({"webhook":{"id":1,"name":"scep","webhookEvent":"SCEPChallenge",)"
            R"("eventTimestamp":1795352400000},"event":{"payloadTypes":)"
            R"(["com.apple.security.scep"],"targetDevice":{"serialNumber":"C02XYZ"}}})");
    const auto code = [&] {
        const Ran ran = lab.fetch("/jamf/SCEPChallenge", "user = \"jamf:" + kPassword + "\"\n",
                                  {q("--header"), q("Content-Type: application/json"),
                                   q("--data-binary"), q("@") + lab.path("event.json")});
        if (ran.code != 0) qWarning("%s", ran.err.constData());
        return ran.out;
    };
    const QByteArray first = code();
    QCOMPARE(first.size(), 19);
    QCOMPARE(lab.enroll(first, q("CN=C02OTHER,O=Example"), "other", u'b'), 1);
    QCOMPARE(lab.enroll(first, q("CN=C02XYZ,O=Example"), "right"), 0);
    QCOMPARE(lab.enroll(code(), q("CN=C02XYZ,O=Example,OU=Admins"), "more", u'c'), 1);
}

void AdminCurlTest::rest_mintsACodeThatEnrolls() {
    Admin lab;
    QVERIFY(lab.begin());
    const Ran added = lab.tryJson({q("account"), q("add"), q("mdm"), q("--endpoint"), q("scep"),
                                   q("--token"), q("--subject"), q("CN=kiosk-*")});
    QVERIFY2(added.code == 0, added.text().constData());
    const QByteArray token = added.json()[q("token")].toString().toLatin1();
    QVERIFY(token.startsWith("sct_"));
    const QByteArray login = "header = \"Authorization: Bearer " + token + "\"\n";
    const QStringList post{q("--header"), q("Content-Type: application/json"), q("--data"),
                           q(R"({"note":"by curl","ttlSeconds":600})")};
    const Ran minted = lab.fetch("/api/v1/codes", login, post);
    QVERIFY2(minted.code == 0, minted.err.constData());
    const QString schema = q(SCEPTER_TEST_DATA "/../../resources/openapi/scepter-admin.json");
    const QString checker = q(SCEPTER_TEST_DATA "/../interop/openapi.pl");
    QCOMPARE(lab.run("perl", {checker, schema, q("MintedCodes")}, minted.out).out,
             QByteArray("valid\n"));
    const QJsonObject code = minted.json()[q("codes")].toArray()[0].toObject();
    const QByteArray text = code[q("code")].toString().toLatin1();
    const QByteArray place = "/api/v1/codes/" + QByteArray::number(code[q("id")].toInt());
    QCOMPARE(lab.enroll(text, q("CN=server"), "server", u'b'), 1);
    QCOMPARE(lab.enroll(text, q("CN=kiosk-7"), "kiosk"), 0);
    const Ran read = lab.fetch(place.constData(), login);
    QCOMPARE(read.json()[q("state")].toString(), q("used"));
    QCOMPARE(lab.run("perl", {checker, schema, q("Code")}, read.out).out, QByteArray("valid\n"));
    const Ran refused =
        lab.fetch("/api/v1/codes", login, post + QStringList{q("--no-fail"), q("--data"), q("x")});
    QCOMPARE(lab.run("perl", {checker, schema, q("Problem")}, refused.out).out,
             QByteArray("valid\n"));
    QVERIFY(!lab.log().contains(token));
}

void AdminCurlTest::description_isValidOpenApi() {
    Admin lab;
    QVERIFY(lab.begin());
    const Ran served = lab.curl(lab.adminAt() + q("/api/v1/openapi.json"));
    QCOMPARE(served.out,
             contentOf(q(SCEPTER_TEST_DATA "/../../resources/openapi/scepter-admin.json")));
    writeTo(lab.path("openapi.json"), served.out);
    const QString checker = q(SCEPTER_TEST_DATA "/../interop/openapi.pl");
    const Ran valid = lab.run("perl", {checker, lab.path("openapi.json")});
    QVERIFY2(valid.code == 0 && valid.out == "valid\n", valid.text().constData());
    // The validator sees what is wrong.
    QByteArray broken = served.out;
    writeTo(lab.path("broken.json"), broken.replace("\"in\": \"path\"", "\"in\": \"nowhere\""));
    QVERIFY(lab.run("perl", {checker, lab.path("broken.json")}).code != 0);
}

void AdminCurlTest::accounts_goOnAfterARestart() {
    Admin lab;
    QVERIFY(lab.begin());
    QVERIFY(lab.add("fleet", {q("--max-outstanding"), q("1")}));
    QVERIFY(!passwordOn(lab.page().out).isEmpty());
    QCOMPARE(lab.stop(), 0);
    QVERIFY(lab.serve());
    QByteArray text = lab.page().out;
    QVERIFY(text.replace('\0', "").contains("The password cache is full."));
    QCOMPARE(lab.ctl({q("account"), q("set"), q("fleet"), q("--max-outstanding"), q("2")}).code, 0);
    QVERIFY(!passwordOn(lab.page().out).isEmpty());
}

void AdminCurlTest::accounts_areManagedByCommands() {
    Serve lab;
    QVERIFY(lab.init({q("--ca-key"), q("ec:p256")}));
    const auto add = [&](const QStringList& more, const QByteArray& input) {
        return lab.ctl(QStringList{q("--json"), q("account"), q("add")} + more, input);
    };
    QVERIFY(isRefused(add({q("fleet"), q("--endpoint"), q("scep")}, {}), "invalidArgument", 2));
    QVERIFY(isRefused(add({q("fleet"), q("--password-stdin")}, kPassword), "invalidArgument", 2));
    QVERIFY(isRefused(add({q("fleet"), q("--endpoint"), q("x"), q("--password-stdin")}, kPassword),
                      "invalidArgument", 2));
    QVERIFY(isRefused(add({q("fleet"), q("--endpoint"), q("scep"), q("--password-stdin")}, "short"),
                      "invalidArgument", 2));
    QVERIFY(isRefused(add({q("fleet"), q("--endpoint"), q("scep"), q("--password-stdin"),
                           q("--device-subject"), q("CN={a")},
                          kPassword),
                      "invalidArgument", 2));
    const Ran added = add({q("fleet"), q("--endpoint"), q("scep"), q("--password-stdin"),
                           q("--rate"), q("10/5"), q("--lock"), q("3/30"), q("--encoding"),
                           q("utf8"), q("--ttl"), q("30m"), q("--san"), q("dns:*.example")},
                          kPassword);
    QVERIFY2(added.code == 0, added.text().constData());
    QVERIFY(
        isRefused(add({q("fleet"), q("--endpoint"), q("scep"), q("--password-stdin")}, kPassword),
                  "alreadyExists"));
    const QJsonObject shown = lab.ask({q("account"), q("show"), q("fleet")});
    QCOMPARE(shown[q("rateCount")].toInt(), 10);
    QCOMPARE(shown[q("rateWindowSeconds")].toInt(), 300);
    QCOMPARE(shown[q("lockTries")].toInt(), 3);
    QCOMPARE(shown[q("encoding")].toString(), q("utf8"));
    QCOMPARE(shown[q("codeLifeSeconds")].toInt(), 1800);
    QCOMPARE(shown[q("hasPassword")].toBool(), true);
    QCOMPARE(shown[q("hasToken")].toBool(), false);
    QVERIFY(lab.ask({q("account"), q("set"), q("fleet"), q("--state"), q("off"),
                     q("--clear-constraints"), q("--door"), q("jamf"), q("--door"),
                     q("rest")})[q("state")]
                .toString() == q("off"));
    const Ran list = lab.ctl({q("account"), q("list")});
    QVERIFY2(list.out.contains("fleet") && list.out.contains("jamf, rest"), list.out.constData());
    QCOMPARE(lab.ctl({q("account"), q("unlock"), q("fleet")}).code, 0);
    QCOMPARE(lab.ctl({q("account"), q("remove"), q("fleet")}).code, 0);
    QVERIFY(isRefused(lab.tryJson({q("account"), q("show"), q("fleet")}), "notFound"));
    QVERIFY(lab.ask({q("account"), q("list")})[q("accounts")].toArray().isEmpty());
    QCOMPARE(lab.ctl({q("audit"), q("verify")}).code, 0);
}

void AdminCurlTest::listener_beyondThisMachineNeedsTls() {
    Admin lab;
    QVERIFY(lab.init({q("--ca-key"), q("ec:p256")}));
    const Ran refused = lab.tryJson(
        {q("serve"), q("--listen"), q("127.0.0.1:0"), q("--admin-listen"), q("0.0.0.0:0")});
    QVERIFY(isRefused(refused, "invalidArgument", 2));
    QVERIFY(refused.err.contains("needs TLS"));
    QCOMPARE(lab.openssl({q("req"), q("-x509"), q("-newkey"), q("ec"), q("-pkeyopt"),
                          q("ec_paramgen_curve:P-256"), q("-nodes"), q("-subj"), q("/CN=localhost"),
                          q("-addext"), q("subjectAltName=IP:127.0.0.1"), q("-keyout"),
                          lab.path("tls.key"), q("-out"), lab.path("tls.pem")})
                 .code,
             0);
    QVERIFY(lab.start({q("--admin-listen"), q("0.0.0.0:0"), q("--admin-tls-cert"),
                       lab.path("tls.pem"), q("--admin-tls-key"), lab.path("tls.key")}));
    const QString admin = lab.adminUrl();
    QVERIFY(admin.startsWith(q("https://")));
    QVERIFY(lab.add("fleet"));
    writeTo(lab.path("curlrc"), "user = \"fleet:" + kPassword + "\"\n");
    const Ran page =
        lab.curl(admin + q("/certsrv/mscep_admin/"),
                 {q("--config"), lab.path("curlrc"), q("--cacert"), lab.path("tls.pem")});
    QVERIFY2(!passwordOn(page.out).isEmpty(), page.err.constData());
}

void AdminCurlTest::listener_isSetForTheWorkspace() {
    Admin lab;
    QVERIFY(lab.init({q("--ca-key"), q("ec:p256")}));
    QVERIFY(!lab.ask({q("admin"), q("show")})[q("admin")].toObject()[q("on")].toBool());
    QVERIFY(isRefused(lab.tryJson({q("admin"), q("set"), q("--listen"), q("0.0.0.0:0")}),
                      "invalidArgument", 2));
    QVERIFY(isRefused(lab.tryJson({q("admin"), q("set"), q("--set"), q("color=red")}),
                      "invalidArgument", 2));
    const QJsonObject set = lab.ask({q("admin"), q("set"), q("--listen"), q("127.0.0.1:0"),
                                     q("--set"), q("jamfPath=/hook")})[q("admin")]
                                .toObject();
    QVERIFY(set[q("on")].toBool());
    QCOMPARE(set[q("jamfPath")].toString(), q("/hook"));
    QCOMPARE(lab.ask({q("admin"), q("show")})[q("admin")].toObject(), set);
    QVERIFY(lab.add("fleet"));
    QVERIFY(lab.start({}));
    const QString admin = lab.adminUrl();
    QVERIFY(!admin.isEmpty());
    writeTo(lab.path("curlrc"), "user = \"fleet:" + kPassword + "\"\n");
    const Ran page =
        lab.curl(admin + q("/certsrv/mscep_admin/"), {q("--config"), lab.path("curlrc")});
    QVERIFY2(!passwordOn(page.out).isEmpty(), page.err.constData());
    QCOMPARE(lab.stop(), 0);
    QVERIFY(!lab.ask({q("admin"), q("set"), q("--listen"), q("off")})[q("admin")]
                 .toObject()[q("on")]
                 .toBool());
}

QTEST_GUILESS_MAIN(AdminCurlTest)
#include "tst_admin_curl.moc"
