// What is served where, and as what: paths, content types, capabilities, tolerances, methods.
#include "../store/raw_database.h"
#include "base/encoding.h"
#include "device.h"
#include "scep/capabilities.h"

#include <QtTest>

#include <future>

using namespace scepter;
using namespace scepter::test;
using namespace std::chrono_literals;

class TestResponder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void path_answersAsItsEndpoint_data();
    void path_answersAsItsEndpoint();
    void path_nothingElseIsAnEndpoint_data();
    void path_nothingElseIsAnEndpoint();
    void caps_areWhatTheCompatibilitySays_data();
    void caps_areWhatTheCompatibilitySays();
    void caps_operationsAreReadAsClientsSendThem_data();
    void caps_operationsAreReadAsClientsSendThem();
    void caCert_isTheRaAndTheCa();
    void caCert_isTheCaAloneWhereItTerminatesScep();
    void crl_isServedForEachGeneration();
    void crl_listsWhatWasRevokedAtOnce();
    void nextCa_isSignedByTheCurrentOne();
    void page_isForBrowsers();
    void method_othersAreNotAllowed_data();
    void method_othersAreNotAllowed();
    void method_headAnswersWithoutBody_data();
    void method_headAnswersWithoutBody();
    void method_headEnrollsNobody();
    void operation_unknownIsRefused_data();
    void operation_unknownIsRefused();
    void get_messagesComeInManyForms_data();
    void get_messagesComeInManyForms();
    void post_messagesComeInManyForms_data();
    void post_messagesComeInManyForms();
    void change_isServedAtOnce();
    void stop_waitsForTheStore();
    void log_hasNoSecret();

private:
    QByteArray pollMessage() const;
    static bool isUnknownTransaction(const RawResponse& response);

    Lab m_lab;
    std::optional<Device> m_device;
};

void TestResponder::initTestCase() {
    QVERIFY(m_lab.start());
    for (const char* preset :
         {"default", "apple", "windows", "cisco-legacy", "jamf-proxy", "strict"})
        QVERIFY(m_lab.addEndpoint(preset, [preset](enrollment::EndpointSettings& settings) {
            settings.compatibility = *enrollment::compatibilityPreset(preset);
        }));
    QVERIFY(m_lab.addEndpoint("ca-only", [](enrollment::EndpointSettings& settings) {
        settings.compatibility.caOnly = true;
    }));
    QVERIFY(m_lab.addEndpoint("no-renewal", [](enrollment::EndpointSettings& settings) {
        settings.renewalAllowed = false;
    }));
    m_device = Device::fromKey(QStringLiteral("strongswan-a"), m_lab.clock().now());
}

void TestResponder::cleanup() {
    QVERIFY(m_lab.isAlive());
}

void TestResponder::path_answersAsItsEndpoint_data() {
    QTest::addColumn<QByteArray>("path");
    for (const char* path :
         {"/scep", "/scep/", "/scep//", "/scep/pkiclient.exe", "/scep/mscep.dll",
          "/scep/mscep.dll/pkiclient.exe", "/scep/mscep.dll/pkiclient.exe/", "/certsrv/mscep",
          "/certsrv/mscep/", "/certsrv/mscep/mscep.dll", "/certsrv/mscep/mscep.dll/pkiclient.exe",
          "/cgi-bin/pkiclient.exe", "/scep/manual", "/scep/manual/pkiclient.exe", "/scep/static",
          "/scep/static/mscep.dll", "/%73cep", "http://other.example/scep"})
        QTest::newRow(path) << QByteArray(path);
}

void TestResponder::path_answersAsItsEndpoint() {
    QFETCH(QByteArray, path);
    const RawResponse caps = m_lab.get(path + "?operation=GetCACaps");
    QCOMPARE(caps.status, 200);
    QCOMPARE(caps.header("Content-Type"), QByteArray("text/plain"));
    QVERIFY(caps.body.contains("SCEPStandard\n"));
}

void TestResponder::path_nothingElseIsAnEndpoint_data() {
    QTest::addColumn<QByteArray>("path");
    for (const char* path : {"/",
                             "/SCEP",
                             "/scep/x",
                             "/scep/staticx",
                             "/scep/pkiclient.exe/x",
                             "/pkiclient.exe",
                             "/mscep.dll",
                             "/scep/mscep.dll/mscep.dll/mscep.dll/mscep.dll/mscep.dll",
                             "/scep%00",
                             "/crl/",
                             "/crl/.crl",
                             "/crl/other.crl",
                             "/crl/lab.pem",
                             "/crl/lab-g2.crl",
                             "/ca/lab-g2.cer",
                             "/crl/../ca/lab.cer",
                             "/ca/other.cer",
                             "/ca/.cer",
                             "/healthz/x",
                             "//scep"})
        QTest::newRow(path) << QByteArray(path);
}

void TestResponder::path_nothingElseIsAnEndpoint() {
    QFETCH(QByteArray, path);
    const RawResponse response = m_lab.get(path + "?operation=GetCACaps");
    QVERIFY2(response.status == 404 || response.status == 400,
             QByteArray::number(response.status).constData());
}

void TestResponder::caps_areWhatTheCompatibilitySays_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray modern = "AES POSTPKIOperation Renewal SCEPStandard SHA-256 SHA-384 SHA-512";
    QTest::newRow("default") << QByteArray("/default") << modern;
    QTest::newRow("apple") << QByteArray("/apple") << modern;
    QTest::newRow("jamf-proxy") << QByteArray("/jamf-proxy") << modern;
    QTest::newRow("strict") << QByteArray("/strict") << modern;
    QTest::newRow("windows") << QByteArray("/windows") << modern + " SHA-1";
    QTest::newRow("cisco-legacy") << QByteArray("/cisco-legacy") << modern + " SHA-1 DES3";
    QTest::newRow("no renewal") << QByteArray("/no-renewal")
                                << QByteArray(modern).replace("Renewal ", "");
}

void TestResponder::caps_areWhatTheCompatibilitySays() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, expected);
    const RawResponse caps = m_lab.get(path + "?operation=GetCACaps");
    QCOMPARE(caps.status, 200);
    // Apple's tool splits at line feeds only and compares whole lines.
    QVERIFY(!caps.body.contains('\r'));
    QVERIFY(caps.body.endsWith('\n'));
    QList<QByteArray> lines = caps.body.trimmed().split('\n');
    QList<QByteArray> wanted = expected.split(' ');
    std::ranges::sort(lines);
    std::ranges::sort(wanted);
    QCOMPARE(lines, wanted);
}

void TestResponder::caps_operationsAreReadAsClientsSendThem_data() {
    QTest::addColumn<QByteArray>("query");
    for (const char* query :
         {"operation=GetCACaps", "operation=GetCACaps&message=", "operation=GetCACaps&message=0",
          "operation=GetCACaps&message=1", "operation=GetCACaps&message=CAIdentifier",
          "message=x&operation=GetCACaps", "operation=getcacaps", "OPERATION=GETCACAPS",
          "operation=GetCACaps&message=a&message=b", "&&operation=GetCACaps&",
          "operation=GetCACaps&x"})
        QTest::newRow(query) << QByteArray(query);
}

void TestResponder::caps_operationsAreReadAsClientsSendThem() {
    QFETCH(QByteArray, query);
    const RawResponse caps = m_lab.get("/scep?" + query);
    QCOMPARE(caps.status, 200);
    QVERIFY(caps.body.contains("AES\n"));
    const QByteArray other =
        QByteArray(query).replace("Caps", "Cert").replace("caps", "cert").replace("CAPS", "CERT");
    const RawResponse cert = m_lab.get("/scep?" + other);
    QCOMPARE(cert.status, 200);
    QCOMPARE(cert.header("Content-Type"), QByteArray("application/x-x509-ca-ra-cert"));
}

void TestResponder::caCert_isTheRaAndTheCa() {
    const RawResponse response = m_lab.get("/scep?operation=GetCACert");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/x-x509-ca-ra-cert"));
    // A whole receive buffer of sscep.
    QVERIFY(response.body.size() < 16 * 1024);
    QTemporaryDir folder;
    writeFile(folder.filePath(QStringLiteral("ca.p7b")), toBytes(response.body));
    const Ran ran = runOpenssl({QStringLiteral("pkcs7"), QStringLiteral("-inform"),
                                QStringLiteral("der"), QStringLiteral("-print_certs"),
                                QStringLiteral("-in"), folder.filePath(QStringLiteral("ca.p7b"))});
    QCOMPARE(ran.exitCode, 0);
    QVERIFY(ran.output.contains("subject=CN = Scepter Lab CA\n"));
    QVERIFY(ran.output.contains("subject=CN = Scepter Lab CA RA\n"));
    QCOMPARE(ran.output.count("BEGIN CERTIFICATE"), 2);

    const RawResponse alone = m_lab.get("/ca/lab.cer");
    QCOMPARE(alone.status, 200);
    QCOMPARE(alone.header("Content-Type"), QByteArray("application/pkix-cert"));
    QVERIFY(sameBytes(toBytes(alone.body), m_lab.generation().ca->der()));
}

void TestResponder::caCert_isTheCaAloneWhereItTerminatesScep() {
    const RawResponse response = m_lab.get("/ca-only?operation=GetCACert");
    QCOMPARE(response.header("Content-Type"), QByteArray("application/x-x509-ca-cert"));
    QVERIFY(sameBytes(toBytes(response.body), m_lab.generation().ca->der()));
}

void TestResponder::crl_isServedForEachGeneration() {
    const RawResponse response = m_lab.get("/crl/lab.crl");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/pkix-crl"));
    const RawResponse numbered = m_lab.get("/crl/lab-g1.crl");
    QCOMPARE(numbered.body, response.body);
    QCOMPARE(m_lab.get("/ca/lab-g1.cer").body, m_lab.get("/ca/lab.cer").body);
    QTemporaryDir folder;
    const QString crl = folder.filePath(QStringLiteral("lab.crl"));
    const QString ca = folder.filePath(QStringLiteral("ca.pem"));
    writeFile(crl, toBytes(response.body));
    writeFile(ca, bytesOf(pki::toPem("CERTIFICATE", m_lab.generation().ca->der())));
    const Ran ran =
        runOpenssl({QStringLiteral("crl"), QStringLiteral("-inform"), QStringLiteral("der"),
                    QStringLiteral("-in"), crl, QStringLiteral("-CAfile"), ca,
                    QStringLiteral("-noout"), QStringLiteral("-text")});
    QCOMPARE(ran.exitCode, 0);
    QVERIFY2(ran.output.contains("verify OK"), ran.output.constData());
    QVERIFY(ran.output.contains("No Revoked Certificates"));
}

void TestResponder::crl_listsWhatWasRevokedAtOnce() {
    const Device device = Device::fromKey(QStringLiteral("strongswan-b"), m_lab.clock().now());
    const auto ra = m_lab.generation().ra;
    const Answer answer =
        post(m_lab, "/default",
             device.build(requestMessage(19, "revoke me", Bytes(16, 1),
                                         sealFor(*ra, device.csr("CN=revoked")), device.signer)));
    QVERIFY2(answer.isSuccess(), answer.text().constData());
    const auto issued = issuedIn(answer, device.key);
    QCOMPARE(issued.size(), std::size_t{1});
    const RawResponse before = m_lab.get("/crl/lab.crl");
    const auto revoked = m_lab.workbench().certificates().revoke(
        issued.front().serialText(), pki::RevocationReason::KeyCompromise, {});
    QVERIFY(revoked.has_value());
    const RawResponse after = m_lab.get("/crl/lab.crl");
    const auto earlier = pki::Crl::fromDer(toBytes(before.body));
    const auto later = pki::Crl::fromDer(toBytes(after.body));
    QVERIFY(earlier && later);
    QCOMPARE(earlier->entries.size(), std::size_t{0});
    QCOMPARE(later->entries.size(), std::size_t{1});
    QCOMPARE(later->entries.front().reason, pki::RevocationReason::KeyCompromise);
}

void TestResponder::nextCa_isSignedByTheCurrentOne() {
    const QByteArray target = "/scep?operation=GetNextCACert";
    QCOMPARE(m_lab.get(target).status, 404);
    QVERIFY(!m_lab.get("/scep?operation=GetCACaps").body.contains("GetNextCACert"));
    QVERIFY(m_lab.workbench().authorities().prepareNext({}).has_value());
    QVERIFY(m_lab.get("/scep?operation=GetCACaps").body.contains("GetNextCACert\n"));
    const RawResponse response = m_lab.get(target + "&message=CAIdentifier");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/x-x509-next-ca-cert"));
    const auto view = *m_lab.workbench().authorities().show({});
    const auto& next = view.generations.back();
    QCOMPARE(next.state, authority::GenerationState::Next);
    // openssl checks the outer signature; inside is what sscep reads, a degenerate SignedData.
    QTemporaryDir folder;
    const QString message = folder.filePath(QStringLiteral("next.der"));
    const QString inner = folder.filePath(QStringLiteral("inner.der"));
    writeFile(message, toBytes(response.body));
    const Ran verified =
        runOpenssl({QStringLiteral("cms"), QStringLiteral("-verify"), QStringLiteral("-noverify"),
                    QStringLiteral("-binary"), QStringLiteral("-inform"), QStringLiteral("der"),
                    QStringLiteral("-in"), message, QStringLiteral("-out"), inner});
    QVERIFY2(verified.exitCode == 0, verified.output.constData());
    const auto outer = pki::SignedData::fromDer(toBytes(response.body));
    QVERIFY(outer.has_value());
    const auto signer = outer->certificateOf(outer->signers.front());
    QVERIFY(signer && *signer == *view.current()->ra);
    const auto degenerate = pki::SignedData::fromDer(toBytes(readFile(inner)));
    QVERIFY(degenerate && degenerate->signers.empty());
    QVERIFY(std::ranges::count(degenerate->certificates, next.ca->der()) == 1);
    QVERIFY(std::ranges::count(degenerate->certificates, next.ra->der()) == 1);
    // jscep reads the outer certificates.
    QVERIFY(std::ranges::count(outer->certificates, next.ca->der()) == 1);
}

void TestResponder::page_isForBrowsers() {
    const RawResponse page = m_lab.get("/scep/manual");
    QCOMPARE(page.status, 200);
    QCOMPARE(page.header("Content-Type"), QByteArray("text/html; charset=utf-8"));
    QVERIFY(page.body.contains("SCEP endpoint"));
    QVERIFY(page.body.contains("Scepter Lab CA"));
    QVERIFY(page.body.contains("/scep/manual?operation=GetCACaps"));
    QVERIFY(page.header("Content-Security-Policy").contains("default-src 'none'"));
}

void TestResponder::method_othersAreNotAllowed_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("allow");
    const QByteArray scep = "/scep?operation=GetCACaps";
    for (const char* method : {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "SPAM"})
        QTest::newRow(method) << QByteArray(method) << scep << QByteArray("GET, HEAD, POST");
    QTest::newRow("POST crl") << QByteArray("POST") << QByteArray("/crl/lab.crl")
                              << QByteArray("GET, HEAD");
    QTest::newRow("PUT ca") << QByteArray("PUT") << QByteArray("/ca/lab.cer")
                            << QByteArray("GET, HEAD");
}

void TestResponder::method_othersAreNotAllowed() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, allow);
    const RawResponse response = m_lab.ask(method, target);
    QCOMPARE(response.status, 405);
    QCOMPARE(response.header("Allow"), allow);
}

void TestResponder::method_headAnswersWithoutBody_data() {
    QTest::addColumn<QByteArray>("target");
    for (const char* target : {"/scep?operation=GetCACaps", "/scep?operation=GetCACert",
                               "/crl/lab.crl", "/ca/lab.cer", "/healthz", "/scep"})
        QTest::newRow(target) << QByteArray(target);
}

void TestResponder::method_headAnswersWithoutBody() {
    QFETCH(QByteArray, target);
    const RawResponse whole = m_lab.get(target);
    RawClient client(m_lab.port());
    client.send("HEAD " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const RawResponse head = client.read(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.header("Content-Type"), whole.header("Content-Type"));
    QCOMPARE(head.header("Content-Length"), whole.header("Content-Length"));
    QVERIFY(client.ends());
    QVERIFY(client.isDry());
}

void TestResponder::method_headEnrollsNobody() {
    const Device device = Device::fromKey(QStringLiteral("strongswan-b"), m_lab.clock().now());
    const Bytes envelope = sealFor(*m_lab.generation().ra, device.csr("CN=beheaded"));
    const Bytes message =
        device.build(requestMessage(19, "beheaded", Bytes(16, 5), envelope, device.signer));
    const QByteArray target = "/default?operation=PKIOperation&message=" +
                              toArray(message).toBase64().toPercentEncoding();
    const RawResponse head = m_lab.ask("HEAD", target);
    QCOMPARE(head.status, 405);
    QCOMPARE(head.header("Allow"), QByteArray("GET, POST"));
    QVERIFY(m_lab.newestRequest().subject != "CN=beheaded");
    QVERIFY(readAnswer(m_lab.get(target)).isSuccess());
}

void TestResponder::operation_unknownIsRefused_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char* method, const char* target) {
        QTest::addRow("%s %s", method, target) << QByteArray(method) << QByteArray(target);
    };
    row("GET", "/scep?operation=GetEverything");
    row("GET", "/scep?operation=");
    row("GET", "/scep?operation=PKIOperation");
    row("GET", "/scep?operation=PKIOperation&message=");
    row("GET", "/scep?operation=PKIOperation&message=%25%25");
    row("GET", "/scep?operation=PKIOperation&message=a");
    row("GET", "/scep?operation=PKIOperation&message=AAAA");
    row("GET", "/scep?operation=PKIOperation%00&message=AAAA");
    row("POST", "/scep");
    row("POST", "/scep?operation=Spam");
    row("POST", "/scep?operation=PKIOperation");
}

void TestResponder::operation_unknownIsRefused() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    const RawResponse response = m_lab.ask(method, target);
    QCOMPARE(response.status, 400);
    QVERIFY(response.header("Content-Type").startsWith("text/plain"));
    QVERIFY(response.body.endsWith(".\n"));
}

// A poll of nothing: small, and answered with badCertId by whoever could read it.
QByteArray TestResponder::pollMessage() const {
    const auto generation = *const_cast<Lab&>(m_lab).generation().ra;
    const Bytes payload =
        scep::IssuerAndSubject{generation.issuer(), *pki::Name::fromText("CN=nobody")}.toDer();
    return toArray(m_device->build(requestMessage(20, "nothing", Bytes(16, 9),
                                                  sealFor(generation, payload), m_device->signer)));
}

bool TestResponder::isUnknownTransaction(const RawResponse& response) {
    const Answer answer = readAnswer(response);
    if (answer.isCertRep && answer.isFailure(FailInfo::BadCertId) &&
        answer.contentType == "application/x-pki-message" &&
        answer.attributes.transactionId == "nothing" &&
        answer.attributes.recipientNonce == Bytes(16, 9))
        return true;
    qWarning("%s", answer.text().constData());
    return false;
}

void TestResponder::get_messagesComeInManyForms_data() {
    QTest::addColumn<int>("form");
    int form = 0;
    for (const char* name :
         {"escaped", "raw", "line breaks", "line breaks CRLF", "spaces for plus", "base64url",
          "unpadded", "message first", "lower-case escapes", "through pkiclient.exe",
          "operation in lower case", "padding escaped only"})
        QTest::newRow(name) << form++;
}

void TestResponder::get_messagesComeInManyForms() {
    QFETCH(int, form);
    // Long enough for every character of the alphabet to be there.
    QByteArray text = pollMessage().toBase64();
    for (int tries = 0; tries < 50 && (!text.contains('+') || !text.contains('/')); ++tries)
        text = pollMessage().toBase64();
    QVERIFY(text.contains('+') && text.contains('/'));
    const auto broken = [&text](const QByteArray& lineBreak) {
        QByteArray lines;
        for (qsizetype at = 0; at < text.size(); at += 64)
            lines += text.mid(at, 64).replace('+', "%2B") + lineBreak;
        return lines;
    };
    QByteArray path = "/scep?operation=PKIOperation&message=";
    QByteArray value = text.toPercentEncoding();
    switch (form) {
    case 1:
        value = text;
        break;
    case 2:
        value = broken("%0A");
        break;
    case 3:
        value = broken("%0D%0A");
        break;
    case 4:
        value = QByteArray(text).replace('+', "%20");
        break;
    case 5:
        value = QByteArray(text).replace('+', '-').replace('/', '_');
        break;
    case 6:
        while (value.endsWith("%3D"))
            value.chop(3);
        break;
    case 7:
        path = "/scep?message=" + value + "&operation=PKIOperation";
        value.clear();
        break;
    case 8:
        value = value.replace("%2B", "%2b").replace("%2F", "%2f").replace("%3D", "%3d");
        break;
    case 9:
        path = "/scep/pkiclient.exe?operation=PKIOperation&message=";
        break;
    case 10:
        path = "/scep?operation=pkioperation&message=";
        break;
    case 11:
        value = QByteArray(text).replace('=', "%3D");
        break;
    default:
        break;
    }
    QVERIFY(isUnknownTransaction(m_lab.get(path + value)));
}

void TestResponder::post_messagesComeInManyForms_data() {
    QTest::addColumn<QByteArray>("head");
    const auto row = [](const char* name, const QByteArray& head) { QTest::newRow(name) << head; };
    const QByteArray line = "POST /scep?operation=PKIOperation HTTP/1.1\r\nHost: h\r\n";
    row("right type", line + "Content-Type: application/x-pki-message\r\n");
    row("no type", line);
    row("form type", line + "Content-Type: application/x-www-form-urlencoded\r\n");
    row("octets", line + "Content-Type: application/octet-stream\r\n");
    row("HTTP/1.0", "POST /scep?operation=PKIOperation HTTP/1.0\r\n");
    row("HTTP/1.0 keep-alive",
        "POST /scep?operation=PKIOperation HTTP/1.0\r\nConnection: keep-alive\r\n");
    row("close", line + "Connection: close\r\n");
    row("continue", line + "Expect: 100-continue\r\n");
    row("empty message", "POST /scep/?operation=PKIOperation&message= HTTP/1.1\r\nHost: h\r\n");
    row("absolute", "POST http://h/scep?operation=PKIOperation HTTP/1.1\r\nHost: h\r\n");
}

void TestResponder::post_messagesComeInManyForms() {
    QFETCH(QByteArray, head);
    const QByteArray message = pollMessage();
    RawClient client(m_lab.port());
    client.send(head + "Content-Length: " + QByteArray::number(message.size()) + "\r\n\r\n");
    if (head.contains("100-continue")) QCOMPARE(client.read().status, 100);
    client.send(message);
    QVERIFY(isUnknownTransaction(client.read()));

    RawClient chunked(m_lab.port());
    const QByteArray half = message.left(100);
    const QByteArray rest = message.mid(100);
    if (head.contains("HTTP/1.0") || head.contains("Expect")) return;
    chunked.send(head + "Transfer-Encoding: chunked\r\n\r\n" + "64\r\n" + half + "\r\n" +
                 QByteArray::number(rest.size(), 16) + "\r\n" + rest + "\r\n0\r\n\r\n");
    QVERIFY(isUnknownTransaction(chunked.read()));
}

void TestResponder::change_isServedAtOnce() {
    QCOMPARE(m_lab.get("/later?operation=GetCACaps").status, 404);
    QVERIFY(m_lab.addEndpoint("later", [](auto&) {}));
    QCOMPARE(m_lab.get("/later?operation=GetCACaps").status, 200);
    QVERIFY(m_lab.workbench().endpoints().remove("later").has_value());
    QCOMPARE(m_lab.get("/later?operation=GetCACaps").status, 404);
}

// Another process holds the write lock: what has been taken is in nobody's hands but the store's
// when the connections are closed, and still needs the responder.
void TestResponder::stop_waitsForTheStore() {
    Lab lab;
    QVERIFY(lab.start());
    QVERIFY(lab.addEndpoint("open", [](auto&) {}));
    const Device device = Device::fromKey(QStringLiteral("strongswan-b"), lab.clock().now());
    const auto enrollment = [&](const std::string& name) {
        const Bytes envelope = sealFor(*lab.generation().ra, device.csr("CN=" + name));
        return device.build(requestMessage(19, name, Bytes(16, 7), envelope, device.signer));
    };
    // Lets the housekeeping of the start go first: stopping waits for that in any case.
    QVERIFY(post(lab, "/open", enrollment("early")).isSuccess());
    const Bytes message = enrollment("late");
    const auto path = lab.folder().toStdString() + "/lab.scepter";
    RawDatabase other(path);
    QCOMPARE(other.run(QStringLiteral("BEGIN IMMEDIATE")), QString());

    RawClient client(lab.port());
    client.send("POST /open?operation=PKIOperation HTTP/1.1\r\nHost: lab\r\nContent-Length: " +
                QByteArray::number(message.size()) + "\r\n\r\n" + toArray(message));
    QTRY_COMPARE(lab.responder().statistics().server.requests, std::uint64_t{2});
    auto stopped = std::async(std::launch::async, [&] { lab.responder().stop(Duration{0}); });
    QTRY_COMPARE(lab.responder().statistics().server.open, std::size_t{0});
    QCOMPARE(other.run(QStringLiteral("ROLLBACK")), QString());
    stopped.get();
    const QString newest = QStringLiteral("SELECT subject FROM requests ORDER BY id DESC LIMIT 1");
    QCOMPARE(other.value(newest).toString(), QStringLiteral("CN=late"));
}

void TestResponder::log_hasNoSecret() {
    const auto ra = *m_lab.generation().ra;
    const auto endpoint = *m_lab.workbench().endpoints().show("static");
    const std::string right(endpoint.staticSecrets().front().text());
    for (const std::string& challenge : {right, std::string("not-the-lamp-at-all")}) {
        const Device device = Device::fromKey(challenge == right ? QStringLiteral("strongswan-c")
                                                                 : QStringLiteral("strongswan-e"),
                                              m_lab.clock().now());
        const Bytes message = device.build(
            requestMessage(19, "log " + toHex(bytesOf(challenge)).substr(0, 8), Bytes(16, 1),
                           sealFor(ra, device.csr("CN=logged", challenge)), device.signer));
        QCOMPARE(post(m_lab, "/scep/static", message).isSuccess(), challenge == right);
    }
    // The answer does not wait for the log.
    QTRY_VERIFY(m_lab.logged().find("issued CN=logged") != std::string::npos);
    QTRY_VERIFY(m_lab.logged().find("challengeWrong") != std::string::npos);
    const std::string log = m_lab.logged();
    QVERIFY(log.find(right) == std::string::npos);
    QVERIFY(log.find("not-the-lamp-at-all") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestResponder)
#include "tst_responder.moc"
