// SPDX-License-Identifier: GPL-3.0-or-later
// What enroll, renew, poll, getcert and getcrl can be told beyond the usual.
#include "serve.h"

#include <QTcpServer>
#include <QtTest>

using namespace scepter::test;

namespace {

const QByteArray kPassword = "an account's password";

/// Serves capabilities over TLS to those alone who have the certificate.
const QByteArray kAsks = "import http.server, ssl, sys\n"
                         "class Caps(http.server.BaseHTTPRequestHandler):\n"
                         "    def do_GET(self):\n"
                         "        self.send_response(200)\n"
                         "        self.send_header('Content-Length', '4')\n"
                         "        self.end_headers()\n"
                         "        self.wfile.write(b'AES\\n')\n"
                         "    def log_message(self, *_): pass\n"
                         "server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Caps)\n"
                         "tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, "
                         "cafile=sys.argv[1])\n"
                         "tls.verify_mode = ssl.CERT_REQUIRED\n"
                         "tls.load_cert_chain(sys.argv[1], sys.argv[2])\n"
                         "server.socket = tls.wrap_socket(server.socket, server_side=True)\n"
                         "print(server.server_port, flush=True)\n"
                         "server.serve_forever()\n";

} // namespace

class TestClientOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void persona_isSeenInTheBytes_data();
    void persona_isSeenInTheBytes();
    void persona_goesOnWithPollRenewAndLookups();
    void recipient_isNamedByFingerprint();
    void misbehavior_isRefused_data();
    void misbehavior_isRefused();
    void misbehavior_ofNoNameIsWrongUsage();
    void transport_isOaepWhenAskedFor();
    void transport_isKeptForThePoll();
    void ndesPage_givesTheChallenge();
    void root_isTrustedWhenGiven();
    void clientCertificate_isGiven();
    void timeout_endsTheWait();
    void traffic_hidesTheChallenge();

private:
    Ran enroll(const char* path, const QStringList& more, const char* key = "strongswan-a") {
        m_folder = m_serve.path(q("device") + QString::number(++m_devices));
        return m_serve.bare(QStringList{q("--json"), q("enroll"), m_serve.url(path), q("--subject"),
                                        q("CN=device"), q("--key"), keyFile(q(key)), q("--out"),
                                        m_folder} +
                            more);
    }
    /// An exchange of a file, as the inspector shows it.
    QByteArray inspected(const QString& file, int number) const {
        return m_serve
            .bare({q("--json"), q("inspect"), file, q("--exchange"), QString::number(number)})
            .out;
    }

    Serve m_serve;
    QString m_admin;
    QString m_folder; ///< of the last enrollment
    int m_devices = 0;
};

void TestClientOptions::initTestCase() {
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start({q("--admin-listen"), q("127.0.0.1:0")}));
    m_admin = m_serve.adminUrl();
    for (const char* line : {"endpoint add open --path /open --challenge none",
                             "endpoint add hand --path /hand --challenge none --approval manual"})
        QVERIFY(m_serve.ctl(words(line)).code == 0);
    QVERIFY(Serve::eventually(
        [&] { return m_serve.curl(m_serve.url("/hand?operation=GetCACaps")).code == 0; }));
}

void TestClientOptions::persona_isSeenInTheBytes_data() {
    QTest::addColumn<QString>("client");
    QTest::newRow("apple") << q("Apple");
    QTest::newRow("sscep") << q("sscep");
    QTest::newRow("strongswan") << q("strongSwan");
}

void TestClientOptions::persona_isSeenInTheBytes() {
    QFETCH(QString, client);
    const QString file = m_serve.path("persona.har");
    const Ran ran = enroll("/open", {q("--persona"), q(QTest::currentDataTag()),
                                     q("--save-traffic"), file, q("--with-secrets")});
    QVERIFY2(ran.code == 0, ran.text().constData());
    const QJsonArray exchanges =
        m_serve.bare({q("--json"), q("inspect"), file}).json()[q("exchanges")].toArray();
    QVERIFY2(exchanges.last().toObject()[q("client")].toString().contains(client),
             QJsonDocument(exchanges).toJson().constData());
}

void TestClientOptions::persona_goesOnWithPollRenewAndLookups() {
    const QStringList persona{q("--persona"), q("certmonger")};
    const Ran pending = enroll("/hand", persona, "strongswan-b");
    QCOMPARE(pending.code, 3);
    const QJsonArray waiting =
        m_serve.ask(words("request list --state pending"))[q("requests")].toArray();
    QCOMPARE(waiting.size(), 1);
    const QString id = QString::number(waiting.first().toObject()[q("id")].toInt());
    QCOMPARE(m_serve.ctl({q("request"), q("approve"), id}).code, 0);
    const Ran polled = m_serve.bare(QStringList{q("poll"), m_folder} + persona);
    QVERIFY2(polled.code == 0, polled.text().constData());
    const Ran shown = m_serve.openssl(
        {q("x509"), q("-noout"), q("-serial"), q("-in"), m_folder + q("/cert.pem")});
    const QString serial = QString::fromLatin1(shown.out.trimmed().mid(7)); // "serial="
    const QString url = m_serve.url("/hand");
    const Ran cert =
        m_serve.bare(QStringList{q("getcert"), url, serial, q("--signer"), m_folder} + persona);
    QVERIFY2(cert.code == 0 && cert.out.startsWith("-----BEGIN CERT"), cert.text().constData());
    const Ran crl = m_serve.bare(QStringList{q("getcrl"), url, q("--signer"), m_folder} + persona);
    QVERIFY2(crl.code == 0 && crl.out.startsWith("-----BEGIN X509 CRL"), crl.text().constData());
    const Ran renewed = m_serve.bare(
        QStringList{q("renew"), m_folder, q("--key"), keyFile(q("strongswan-c"))} + persona);
    QVERIFY2(renewed.code == 0, renewed.text().constData());
}

void TestClientOptions::recipient_isNamedByFingerprint() {
    const QString all = m_serve.path("all.pem");
    QVERIFY(m_serve.bare({q("cacert"), m_serve.url("/open"), q("--out"), all}).code == 0);
    // The whole chain, split as openssl likes it: one file for each.
    QHash<QString, QString> serials; // by fingerprint
    const QByteArray end = "-----END CERTIFICATE-----\n";
    QByteArray pem = contentOf(all);
    for (qsizetype at = pem.indexOf(end); at >= 0; at = pem.indexOf(end)) {
        const Ran told =
            m_serve.openssl({q("x509"), q("-noout"), q("-fingerprint"), q("-sha256"), q("-serial")},
                            pem.left(at + end.size()));
        pem.remove(0, at + end.size());
        const QStringList lines = QString::fromLatin1(told.out).split(QLatin1Char('\n'));
        serials.insert(lines[0].section(QLatin1Char('='), 1),
                       lines[1].section(QLatin1Char('='), 1));
    }
    QCOMPARE(serials.size(), 2); // CA and RA
    for (auto one = serials.cbegin(); one != serials.cend(); ++one) {
        const QString file = m_serve.path("recipient.har");
        enroll("/open",
               {q("--encrypt-to"), one.key(), q("--save-traffic"), file, q("--with-secrets")});
        const QJsonArray entries =
            QJsonDocument::fromJson(contentOf(file)).object()[q("log")][q("entries")].toArray();
        const QByteArray message = QByteArray::fromBase64(
            entries.last()[q("request")][q("postData")][q("text")].toString().toLatin1());
        writeTo(m_serve.path("message"), message);
        const Ran opened = m_serve.openssl(
            {q("cms"), q("-verify"), q("-noverify"), q("-binary"), q("-inform"), q("DER"), q("-in"),
             m_serve.path("message"), q("-out"), m_serve.path("envelope")});
        QVERIFY2(opened.code == 0, opened.text().constData());
        const Ran shown = m_serve.openssl(
            {q("asn1parse"), q("-inform"), q("DER"), q("-in"), m_serve.path("envelope")});
        QVERIFY2(shown.out.contains(QByteArray(":" + one.value().toLatin1())),
                 shown.out.constData());
    }
    const QString nobody = QString::fromLatin1(QByteArray(40, 'a'));
    QVERIFY(isRefused(enroll("/open", {q("--encrypt-to"), nobody}), "notFound"));
    QVERIFY(isRefused(enroll("/open", {q("--encrypt-to"), q("AB:CD")}), "invalidArgument", 2));
    QVERIFY(isRefused(enroll("/open", {q("--fingerprint"), q("AB:CD")}), "invalidArgument", 2));
    // All that encrypt take it.
    QVERIFY(enroll("/open", {}).code == 0);
    const QString url = m_serve.url("/open");
    for (const QStringList& command :
         {QStringList{q("poll"), m_folder}, QStringList{q("renew"), m_folder},
          QStringList{q("getcert"), url, q("1"), q("--signer"), m_folder},
          QStringList{q("getcrl"), url, q("--signer"), m_folder}, QStringList{q("load"), url}})
        QVERIFY(isRefused(m_serve.bare(QStringList{q("--json")} + command +
                                       QStringList{q("--encrypt-to"), nobody}),
                          "notFound"));
    for (const QStringList& command : {QStringList{q("conformance"), url},
                                       QStringList{q("scenario"), q("run"), q("first-enrollment"),
                                                   q("--no-challenge"), q("--url"), url}}) {
        const Ran ran = m_serve.bare(command + QStringList{q("--encrypt-to"), nobody});
        QVERIFY2(ran.code == 1 && ran.out.contains("AA:AA to encrypt to"), ran.text().constData());
    }
}

void TestClientOptions::misbehavior_isRefused_data() {
    QTest::addColumn<QString>("misbehavior");
    QTest::addColumn<QByteArray>("failInfo");
    QTest::newRow("signature") << q("bad-signature") << QByteArray("badMessageCheck");
    QTest::newRow("weak digest") << q("weak-digest:md5") << QByteArray("badAlg");
    QTest::newRow("CSR") << q("bad-csr-signature") << QByteArray("badMessageCheck");
}

void TestClientOptions::misbehavior_isRefused() {
    QFETCH(QString, misbehavior);
    QFETCH(QByteArray, failInfo);
    const Ran ran = enroll("/open", {q("--misbehave"), misbehavior});
    QVERIFY(isRefused(ran, "refusedByServer"));
    QVERIFY2(ran.out.contains(failInfo), ran.out.constData());
    // What was refused leaves the folder for the next try.
    QVERIFY(!QFile::exists(m_folder + q("/key.new.pem")));
}

void TestClientOptions::misbehavior_ofNoNameIsWrongUsage() {
    QVERIFY(isRefused(enroll("/open", {q("--misbehave"), q("lie")}), "invalidArgument", 2));
    QVERIFY(isRefused(enroll("/open", {q("--misbehave"), q("weak-digest:sha512")}),
                      "invalidArgument", 2));
    QVERIFY(isRefused(enroll("/open", {q("--persona"), q("nokia")}), "invalidArgument", 2));
}

void TestClientOptions::transport_isOaepWhenAskedFor() {
    const QString file = m_serve.path("oaep.pcapng");
    const Ran ran = enroll(
        "/open", {q("--transport"), q("oaep"), q("--save-traffic"), file, q("--with-secrets")});
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY(inspected(file, 3).contains("OAEP"));
    QCOMPARE(enroll("/open", {q("--transport"), q("rot13")}).code, 2);
}

void TestClientOptions::transport_isKeptForThePoll() {
    const Ran pending = enroll("/hand", {q("--transport"), q("oaep")}, "sscep-a");
    QCOMPARE(pending.code, 3);
    const QString file = m_serve.path("poll.har");
    const Ran polled =
        m_serve.bare({q("poll"), m_folder, q("--save-traffic"), file, q("--with-secrets")});
    QCOMPARE(polled.code, 3);
    QVERIFY(inspected(file, 3).contains("OAEP"));
}

void TestClientOptions::ndesPage_givesTheChallenge() {
    const Ran added =
        m_serve.ctl(words("account add fleet --endpoint scep --password-stdin"), kPassword + '\n');
    QVERIFY2(added.code == 0, added.text().constData());
    writeTo(m_serve.path("password"), kPassword + '\n');
    const QStringList page{q("--ndes-url"),           m_admin + q("/certsrv/mscep_admin/"),
                           q("--ndes-user"),          q("fleet"),
                           q("--ndes-password-file"), m_serve.path("password")};
    const Ran ran = enroll("/scep", page, "sscep-b");
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY(ran.err.contains("a code, good once and for 60 minutes"));
    writeTo(m_serve.path("password"), "another\n");
    QVERIFY(isRefused(enroll("/scep", page, "sscep-c"), "loginWrong"));
    QCOMPARE(enroll("/scep", page + QStringList{q("--challenge"), q("a")}).code, 2);
    QCOMPARE(enroll("/scep", {q("--ndes-user"), q("a")}).code, 2);
}

void TestClientOptions::root_isTrustedWhenGiven() {
    Serve tls;
    QVERIFY(tls.init(words("--ca-key ec:p256")));
    const QString certificate = tls.path("tls.pem");
    const Ran made =
        tls.openssl({q("req"), q("-x509"), q("-key"), keyFile(q("ca-next")), q("-subj"),
                     q("/CN=localhost"), q("-addext"), q("subjectAltName=IP:127.0.0.1"), q("-days"),
                     q("2"), q("-out"), certificate});
    QVERIFY2(made.code == 0, made.text().constData());
    QVERIFY(tls.start({q("--tls-cert"), certificate, q("--tls-key"), keyFile(q("ca-next"))}));
    QVERIFY(isRefused(tls.bare({q("--json"), q("caps"), tls.url("/scep")}), "tlsFailed"));
    const Ran caps = tls.bare({q("caps"), tls.url("/scep"), q("--ca-root"), certificate});
    QVERIFY2(caps.code == 0 && caps.out.contains("SCEPStandard"), caps.text().constData());
    QVERIFY(isRefused(
        tls.bare({q("--json"), q("caps"), tls.url("/scep"), q("--ca-root"), keyFile(q("ca-next"))}),
        "tlsFailed"));
}

void TestClientOptions::clientCertificate_isGiven() {
    Serve other;
    const QString key = keyFile(q("ca-next"));
    const QString certificate = other.path("both.pem");
    const Ran made = other.openssl({q("req"), q("-x509"), q("-key"), key, q("-subj"), q("/CN=both"),
                                    q("-addext"), q("subjectAltName=IP:127.0.0.1"), q("-days"),
                                    q("2"), q("-out"), certificate});
    QVERIFY2(made.code == 0, made.text().constData());
    writeTo(other.path("asks.py"), kAsks);
    QProcess server;
    server.setProcessEnvironment(other.environment());
    server.start(q("python3"), {other.path("asks.py"), certificate, key});
    QByteArray told;
    while (!told.contains('\n') && server.waitForReadyRead(20'000))
        told += server.readAllStandardOutput();
    const QString port = QString::fromLatin1(told.trimmed());
    QVERIFY(!port.isEmpty());
    const QStringList caps{q("--json"), q("caps"), q("https://127.0.0.1:") + port + q("/scep"),
                           q("--ca-root"), certificate};
    const Ran known =
        other.bare(caps + QStringList{q("--client-cert"), certificate, q("--client-key"), key});
    QVERIFY2(known.json()[q("answered")].toBool(), known.text().constData());
    const Ran unknown = other.bare(caps);
    QVERIFY2(unknown.code != 0 && !unknown.json()[q("answered")].toBool(),
             unknown.text().constData());
    QCOMPARE(other.bare(caps + QStringList{q("--client-cert"), certificate}).code, 2);
    server.kill();
    server.waitForFinished();
}

void TestClientOptions::timeout_endsTheWait() {
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QString url = q("http://127.0.0.1:") + QString::number(silent.serverPort());
    QElapsedTimer timer;
    timer.start();
    const Ran ran =
        m_serve.bare({q("--json"), q("caps"), url, q("--timeout"), q("1s"), q("--no-proxy")});
    QVERIFY(isRefused(ran, "timedOut", 4));
    QVERIFY(timer.elapsed() < 12'000); // and not the fifteen seconds of the default
    QVERIFY(isRefused(m_serve.bare({q("--json"), q("caps"), url, q("--timeout"), q("soon")}),
                      "invalidArgument", 2));
}

// Opened with the RA's key, which is the workspace's.
void TestClientOptions::traffic_hidesTheChallenge() {
    const auto save = [this](const char* name, const char* device, const QStringList& more) {
        const QString code = m_serve.mint();
        writeTo(m_serve.path("code"), code.toLatin1());
        const Ran ran = enroll("/scep",
                               QStringList{q("--challenge-file"), m_serve.path("code"),
                                           q("--save-traffic"), m_serve.path(name)} +
                                   more,
                               device);
        return ran.code == 0 ? code.toLatin1() : QByteArray();
    };
    const auto opened = [this](const char* name) {
        return m_serve
            .ctl({q("--json"), q("inspect"), m_serve.path(name), q("--exchange"), q("3"),
                  q("--show-secrets")})
            .out;
    };
    const QByteArray told = save("told.har", "sscep-d", {q("--with-secrets")});
    QVERIFY(!told.isEmpty());
    QVERIFY(opened("told.har").contains(told));
    for (const auto& [name, device] : {std::pair("hidden.har", "sscep-e"), //
                                       std::pair("hidden.json", "sscep-f")}) {
        const QByteArray hidden = save(name, device, {});
        QVERIFY(!hidden.isEmpty());
        QVERIFY(!contentOf(m_serve.path(name)).contains(hidden));
        const QByteArray seen = opened(name);
        QVERIFY(seen.contains("PKCSReq"));
        QVERIFY(!seen.contains(hidden));
    }
}

QTEST_GUILESS_MAIN(TestClientOptions)
#include "tst_client_options.moc"
