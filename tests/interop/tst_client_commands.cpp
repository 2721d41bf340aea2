// scepterctl as client of scepterctl, and the kinds of CA that it can run: RA or not, EC, imported,
// below an outside root, rolled over, over TLS. openssl and curl are the judges.
#include "serve.h"

#include <QTcpServer>
#include <QtTest>

using namespace scepter::test;

class TestClientCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void caps_listsKeywords();
    void cacert_printsRolesAndFingerprints();
    void enroll_byPostAndGet_data();
    void enroll_byPostAndGet();
    void enroll_leavesItsFolder();
    void enroll_speaksEveryAlgorithm_data();
    void enroll_speaksEveryAlgorithm();
    void enroll_isRefused();
    void enroll_refusedCanBeTriedAgain();
    void enroll_unansweredCanBeTriedAgain();
    void enroll_leavesTheKeysOfOthersAlone();
    void enroll_killedCanBeTriedAgain();
    void enroll_refusesTheWrongCa();
    void enroll_cannotReachAServer();
    void enroll_waitsInOneCommand();
    void poll_goesOnWithWhatWasPending();
    void poll_tellsADenial();
    void renew_byBothTypes_data();
    void renew_byBothTypes();
    void renew_afterApproval();
    void renew_keepsAPendingOne();
    void getcert_findsCertificates();
    void getcrl_isGoodForOpenssl();

    void ca_kinds_data();
    void ca_kinds();
    void ca_imported_data();
    void ca_imported();
    void ca_belowAnOutsideRoot();
    void ca_rollsOver();
    void tls_isServedToCurl();

private:
    Ran enroll(const Serve& serve, const char* endpoint, const QString& folder, const QString& key,
               const QStringList& more) const;
    Ran client(const QStringList& arguments) const {
        return m_serve.bare(QStringList{q("--json")} + arguments);
    }
    bool isGood(const Serve& serve, const Ran& ran, const QString& folder) const;
    QString newestRequest() const;
    QString makeRoot(const Serve& serve, const QString& name) const;
    QString signCa(const Serve& serve, const QString& csr, const QString& root, const QString& name,
                   const QString& usage) const;

    Serve m_serve;
    QString m_secret;
};

void TestClientCommands::initTestCase() {
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start());
    QVERIFY(m_serve.exportCa());
    m_secret = m_serve.ask(words("endpoint show static"))[q("secret")].toString();
    QVERIFY(!m_secret.isEmpty());
    QCOMPARE(m_serve
                 .ctl(words("endpoint add legacy --path /legacy --challenge none --compat "
                            "cisco-legacy"))
                 .code,
             0);
    QCOMPARE(m_serve
                 .ctl(words("endpoint add careful --path /careful --challenge none "
                            "--renewal-approval manual"))
                 .code,
             0);
    QVERIFY(Serve::eventually(
        [&] { return m_serve.curl(m_serve.url("/careful?operation=GetCACaps")).code == 0; }));
}

Ran TestClientCommands::enroll(const Serve& serve, const char* endpoint, const QString& folder,
                               const QString& key, const QStringList& more) const {
    return serve.bare(QStringList{q("--json"), q("enroll"), serve.url(endpoint), q("--key"),
                                  keyFile(key), q("--out"), serve.path(folder)} +
                      more);
}

// The folder's certificate is trusted by openssl and is for the folder's key.
bool TestClientCommands::isGood(const Serve& serve, const Ran& ran, const QString& folder) const {
    const QString certificate = serve.path(folder + q("/cert.pem"));
    const Ran verified = serve.verify(certificate);
    if (ran.code == 0 && verified.code == 0 &&
        serve.publicKeyOf(certificate) == serve.publicKeyOfKey(serve.path(folder + q("/key.pem"))))
        return true;
    qWarning("%s%s", ran.text().constData(), verified.text().constData());
    return false;
}

QString TestClientCommands::newestRequest() const {
    return QString::number(
        m_serve.ask(words("request list --limit 1"))[q("requests")][0][q("id")].toInt());
}

void TestClientCommands::caps_listsKeywords() {
    const Ran text = m_serve.bare({q("caps"), m_serve.url("/scep")});
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.contains("AES\n") && text.out.contains("SHA-256\n"));
    const QJsonObject json = client({q("caps"), m_serve.url("/scep")}).json();
    QCOMPARE(json[q("answered")].toBool(), true);
    QVERIFY(json[q("capabilities")].toArray().contains(q("Renewal")));
    const Ran none = client({q("caps"), m_serve.url("/nowhere")});
    QVERIFY(isRefused(none, "httpStatus"));
    QVERIFY(!none.json()[q("answered")].toBool(true));
}

void TestClientCommands::cacert_printsRolesAndFingerprints() {
    const QString file = m_serve.path("fetched.pem");
    const QJsonObject json = client({q("cacert"), m_serve.url("/scep"), q("--out"), file}).json();
    const QJsonArray certificates = json[q("certificates")].toArray();
    QCOMPARE(certificates.size(), 2);
    const Ran fingerprint = m_serve.openssl({q("x509"), q("-noout"), q("-fingerprint"),
                                             q("-sha256"), q("-in"), m_serve.path("ca.pem")});
    QStringList prints;
    for (const QJsonValue& one : certificates)
        prints.append(one[q("sha256")].toString());
    QVERIFY(prints.contains(QString::fromLatin1(fingerprint.out.trimmed().split('=').value(1))));
    QCOMPARE(contentOf(file).count("BEGIN CERTIFICATE"), 2);
    const Ran text = m_serve.bare({q("cacert"), m_serve.url("/scep")});
    QVERIFY(text.out.contains("digitalSignature, keyEncipherment"));
    QVERIFY(isRefused(client({q("nextca"), m_serve.url("/scep")}), "httpStatus"));
}

void TestClientCommands::enroll_byPostAndGet_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("POST") << q("strongswan-a") << QStringList{};
    QTest::newRow("GET") << q("strongswan-b") << QStringList{q("--get")};
}

void TestClientCommands::enroll_byPostAndGet() {
    QFETCH(QString, key);
    QFETCH(QStringList, options);
    const QString folder = q("by-") + key;
    const Ran ran = enroll(m_serve, "/scep", folder, key,
                           words("--subject CN=device,O=Lab --san dns:d.example --san "
                                 "ip:192.0.2.1 --challenge") +
                               QStringList{m_serve.mint()} + options);
    QVERIFY(isGood(m_serve, ran, folder));
    QCOMPARE(ran.json()[q("status")].toString(), q("SUCCESS"));
    QCOMPARE(ran.json()[q("subject")].toString(), q("CN=device,O=Lab"));
    const Ran san = m_serve.openssl({q("x509"), q("-noout"), q("-ext"), q("subjectAltName"),
                                     q("-in"), m_serve.path(folder + q("/cert.pem"))});
    QVERIFY(san.out.contains("DNS:d.example, IP Address:192.0.2.1"));
}

void TestClientCommands::enroll_leavesItsFolder() {
    const QString folder = m_serve.path("fresh");
    writeTo(m_serve.path("challenge"), m_secret.toLatin1() + "\n");
    const Ran ran =
        m_serve.bare({q("enroll"), m_serve.url("/scep/static"), q("--subject"), q("CN=fresh"),
                      q("--out"), folder, q("--challenge-file"), m_serve.path("challenge")});
    QVERIFY2(ran.code == 0, ran.text().constData());
    QVERIFY(ran.out.startsWith("Issued "));
    QCOMPARE(QDir(folder).entryList(QDir::Files),
             (QStringList{q("cert.pem"), q("chain.pem"), q("key.pem"), q("transaction.json")}));
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(folder + q("/key.pem")), owner);
    QCOMPARE(contentOf(folder + q("/chain.pem")), contentOf(m_serve.path("ca.pem")));
    QVERIFY(!contentOf(folder + q("/transaction.json")).contains(m_secret.toLatin1()));
    QVERIFY(!ran.text().contains(m_secret.toLatin1()));
    // Another enrollment there would take away the key and the transaction of the first.
    const QByteArray key = contentOf(folder + q("/key.pem"));
    const QByteArray transaction = contentOf(folder + q("/transaction.json"));
    const Ran again =
        m_serve.bare({q("--json"), q("enroll"), m_serve.url("/scep/manual"), q("--subject"),
                      q("CN=again"), q("--out"), folder, q("--key"), keyFile(q("ca-next"))});
    QCOMPARE(contentOf(folder + q("/key.pem")), key);
    QCOMPARE(contentOf(folder + q("/transaction.json")), transaction);
    QVERIFY(isRefused(again, "alreadyExists"));
}

void TestClientCommands::enroll_speaksEveryAlgorithm_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("AES-128") << q("sscep-a") << words("--cipher aes128 --digest sha256");
    QTest::newRow("AES-192") << q("sscep-b") << words("--cipher aes192 --digest sha384");
    QTest::newRow("AES-256") << q("sscep-c") << words("--cipher aes256 --digest sha512");
    QTest::newRow("3DES") << q("sscep-d") << words("--cipher des3 --digest sha1");
}

void TestClientCommands::enroll_speaksEveryAlgorithm() {
    QFETCH(QString, key);
    QFETCH(QStringList, options);
    const QString folder = q("algorithm-") + key;
    const Ran ran = enroll(m_serve, "/legacy", folder, key, words("--subject CN=a") + options);
    QVERIFY(isGood(m_serve, ran, folder));
}

void TestClientCommands::enroll_isRefused() {
    const Ran wrong = enroll(m_serve, "/scep", q("refused"), q("sscep-e"),
                             words("--subject CN=refused --challenge wrong"));
    QVERIFY(isRefused(wrong, "refusedByServer"));
    const QString why = wrong.json()[q("error")][q("why")].toString();
    QVERIFY(why.contains(q("badRequest")));
    QVERIFY(why.contains(q("The challenge was not accepted.")));
    QVERIFY(!QFile::exists(m_serve.path("refused/cert.pem")));
    const Ran old = enroll(m_serve, "/careful", q("old"), q("sscep-e"),
                           words("--subject CN=old --cipher des3"));
    QVERIFY(isRefused(old, "refusedByServer"));
    QVERIFY(old.json()[q("error")][q("why")].toString().contains(q("badAlg")));
    const Ran nameless = enroll(m_serve, "/careful", q("nameless"), q("sscep-e"),
                                {q("--subject"), q("no name at all")});
    QVERIFY(nameless.code == 1 || nameless.code == 2);
    QVERIFY(hasThreeParts(nameless));
}

void TestClientCommands::enroll_refusedCanBeTriedAgain() {
    const QString folder = m_serve.path("again");
    const auto attempt = [&](const QString& challenge) {
        return client({q("enroll"), m_serve.url("/scep"), q("--subject"), q("CN=again"), q("--out"),
                       folder, q("--challenge"), challenge});
    };
    QVERIFY(isRefused(attempt(q("wrong")), "refusedByServer"));
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList());
    QVERIFY(isGood(m_serve, attempt(m_serve.mint()), q("again")));
    // Refused while it waits, and tried again.
    const Ran held =
        enroll(m_serve, "/scep/manual", q("later"), q("strongswan-h"), words("--subject CN=later"));
    QCOMPARE(held.code, 3);
    QVERIFY(QFile::exists(m_serve.path("later/key.pem")));
    const Ran other = enroll(m_serve, "/scep", q("later"), q("sscep-e"), words("--subject CN=x"));
    QVERIFY(isRefused(other, "alreadyExists"));
    QCOMPARE(m_serve.ctl({q("request"), q("deny"), newestRequest(), q("--reason"), q("no")}).code,
             0);
    QVERIFY(isRefused(client({q("poll"), m_serve.path("later")}), "refusedByServer"));
    const Ran anew = enroll(m_serve, "/scep", q("later"), q("sscep-e"),
                            words("--subject CN=later --challenge") + QStringList{m_serve.mint()});
    QVERIFY(isGood(m_serve, anew, q("later")));
}

// What was sent may have been heard: the key of the first try is used again.
void TestClientCommands::enroll_unansweredCanBeTriedAgain() {
    QTcpServer placeholder;
    QVERIFY(placeholder.listen(QHostAddress::LocalHost));
    const QString nobody = q("http://127.0.0.1:%1/scep").arg(placeholder.serverPort());
    placeholder.close();
    const QString folder = m_serve.path("unanswered");
    const auto attempt = [&](const QString& url, const char* key, const QString& challenge) {
        return client({q("enroll"), url, q("--subject"), q("CN=again"), q("--out"), folder,
                       q("--key"), q(key), q("--challenge"), challenge});
    };
    QVERIFY(isRefused(attempt(nobody, "rsa:2048", q("x")), "unreachable", 4));
    const QString made = m_serve.publicKeyOfKey(folder + q("/key.new.pem"));
    QVERIFY(!made.isEmpty());
    QVERIFY(isRefused(attempt(nobody, "rsa:2048", q("x")), "unreachable", 4));
    QCOMPARE(m_serve.publicKeyOfKey(folder + q("/key.new.pem")), made);
    // Another kind of key was asked for.
    QVERIFY(isRefused(attempt(nobody, "ec:p256", q("x")), "unreachable", 4));
    QVERIFY(m_serve.publicKeyOfKey(folder + q("/key.new.pem")) != made);
    QVERIFY(isGood(m_serve, attempt(m_serve.url("/scep"), "rsa:2048", m_serve.mint()),
                   q("unanswered")));
    QVERIFY(!QFile::exists(folder + q("/key.new.pem")));
}

void TestClientCommands::enroll_leavesTheKeysOfOthersAlone() {
    const QString folder = m_serve.path("others");
    QVERIFY(QDir().mkpath(folder));
    for (const char* file : {"/key.pem", "/cert.pem"}) {
        writeTo(folder + q(file), "precious\n");
        const Ran ran = enroll(m_serve, "/scep", q("others"), q("sscep-e"),
                               words("--subject CN=x --challenge wrong"));
        QVERIFY(isRefused(ran, "alreadyExists"));
        QCOMPARE(contentOf(folder + q(file)), QByteArray("precious\n"));
        QVERIFY(QFile::remove(folder + q(file)));
    }
}

// Killed when the server has answered, or is about to: the same key gets the same certificate, by
// a code that is used up.
void TestClientCommands::enroll_killedCanBeTriedAgain() {
    const QStringList command{q("enroll"),      m_serve.url("/scep"), q("--subject"),
                              q("CN=killed"),   q("--out"),           m_serve.path("killed"),
                              q("--challenge"), m_serve.mint()};
    QProcess killed;
    killed.setProcessEnvironment(m_serve.environment());
    killed.start(q(SCEPTER_BINARY_DIR "/scepterctl"), command);
    QVERIFY(killed.waitForStarted());
    QVERIFY(Serve::eventually([&] { return QFile::exists(m_serve.path("killed/key.new.pem")); }));
    killed.kill();
    QVERIFY(killed.waitForFinished());
    const bool taken = QFile::exists(m_serve.path("killed/transaction.json"));
    const Ran again = client(taken ? QStringList{q("poll"), m_serve.path("killed")} : command);
    QVERIFY(isGood(m_serve, again, q("killed")));
}

void TestClientCommands::enroll_refusesTheWrongCa() {
    const Ran wrong = enroll(m_serve, "/careful", q("pinned"), q("sscep-f"),
                             QStringList{q("--subject"), q("CN=pinned"), q("--fingerprint"),
                                         QString(64, QLatin1Char('a'))});
    QVERIFY(isRefused(wrong, "chainUntrusted"));
    const Ran fingerprint = m_serve.openssl({q("x509"), q("-noout"), q("-fingerprint"),
                                             q("-sha256"), q("-in"), m_serve.path("ca.pem")});
    const Ran right = enroll(m_serve, "/careful", q("pinned-2"), q("sscep-f"),
                             {q("--subject"), q("CN=pinned"), q("--fingerprint"),
                              QString::fromLatin1(fingerprint.out.trimmed().split('=').value(1))});
    QVERIFY(isGood(m_serve, right, q("pinned-2")));
}

void TestClientCommands::enroll_cannotReachAServer() {
    // A port that was free a moment ago, and that nobody listens on.
    QTcpServer placeholder;
    QVERIFY(placeholder.listen(QHostAddress::LocalHost));
    const QString url = q("http://127.0.0.1:%1/scep").arg(placeholder.serverPort());
    placeholder.close();
    QVERIFY(isRefused(client({q("caps"), url}), "unreachable", 4));
    QVERIFY(isRefused(client({q("cacert"), url}), "unreachable", 4));
    const Ran ran = client({q("enroll"), url, q("--subject"), q("CN=x"), q("--key"),
                            keyFile(q("sscep-g")), q("--out"), m_serve.path("unreached")});
    QVERIFY(isRefused(ran, "unreachable", 4));
    const Ran nonsense = client({q("caps"), q("gopher://x")});
    QVERIFY(nonsense.code == 2 || nonsense.code == 1);
    // A server, but none for SCEP.
    const Ran other = client({q("cacert"), m_serve.url("/healthz")});
    QCOMPARE(other.code, 1);
    QVERIFY(hasThreeParts(other));
}

void TestClientCommands::enroll_waitsInOneCommand() {
    QProcess waiting;
    waiting.setProcessEnvironment(m_serve.environment());
    waiting.start(q(SCEPTER_BINARY_DIR "/scepterctl"),
                  QStringList{q("enroll"), m_serve.url("/scep/manual"), q("--key"),
                              keyFile(q("sscep-h")), q("--out"), m_serve.path("waited")} +
                      words("--subject CN=waited --wait 60 --interval 1"));
    QVERIFY(waiting.waitForStarted());
    QJsonArray pending;
    QVERIFY(Serve::eventually([&] {
        pending = m_serve.ask(words("request list --state pending --text CN=waited"))[q("requests")]
                      .toArray();
        return !pending.isEmpty();
    }));
    QCOMPARE(m_serve.ctl({q("request"), q("approve"), QString::number(pending[0][q("id")].toInt())})
                 .code,
             0);
    QVERIFY(isGood(m_serve, finished(waiting), q("waited")));
}

void TestClientCommands::poll_goesOnWithWhatWasPending() {
    const QString folder = m_serve.path("patient");
    const Ran held =
        enroll(m_serve, "/scep/manual", q("patient"), q("sscep-i"), words("--subject CN=patient"));
    QCOMPARE(held.code, 3);
    QCOMPARE(held.json()[q("status")].toString(), q("PENDING"));
    QVERIFY(!QFile::exists(folder + q("/cert.pem")));
    QCOMPARE(client({q("poll"), folder}).code, 3);
    QCOMPARE(m_serve.ctl({q("request"), q("approve"), newestRequest()}).code, 0);
    const auto newest = [this] {
        return m_serve.ask({q("request"), q("list"), q("--limit"), q("1")})[q("requests")][0];
    };
    const auto listed = [this] {
        return m_serve.ctl({q("request"), q("list"), q("--limit"), q("1")}).out;
    };
    QCOMPARE(newest()[q("collected")], QJsonValue(false));
    QVERIFY(listed().contains("Issued, not collected"));
    const Ran polled = client({q("poll"), folder});
    QVERIFY(isGood(m_serve, polled, q("patient")));
    QVERIFY(Serve::eventually([&] { return newest()[q("collected")] == QJsonValue(true); }));
    QVERIFY(!listed().contains("not collected"));
    // And by GET, which gives the same again.
    const Ran again = client({q("poll"), folder, q("--get")});
    QCOMPARE(again.json()[q("serial")].toString(), polled.json()[q("serial")].toString());
    QVERIFY(client({q("poll"), m_serve.path("nowhere")}).code == 1);
}

void TestClientCommands::poll_tellsADenial() {
    QCOMPARE(enroll(m_serve, "/scep/manual", q("denied"), q("certmonger-a"),
                    words("--subject CN=denied"))
                 .code,
             3);
    QCOMPARE(
        m_serve
            .ctl({q("request"), q("deny"), newestRequest(), q("--reason"), q("Not on my watch.")})
            .code,
        0);
    const Ran ran = client({q("poll"), m_serve.path("denied")});
    QVERIFY(isRefused(ran, "refusedByServer"));
    QVERIFY(ran.json()[q("error")][q("why")].toString().contains(q("Not on my watch.")));
}

void TestClientCommands::renew_byBothTypes_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("type");
    QTest::newRow("as capabilities say") << q("certmonger-b") << QStringList{} << q("RenewalReq");
    QTest::newRow("17") << q("certmonger-c") << words("--type 17") << q("RenewalReq");
    QTest::newRow("19") << q("certmonger-d") << words("--type 19") << q("PKCSReq");
    QTest::newRow("same key") << q("certmonger-a2") << words("--same-key") << q("RenewalReq");
}

void TestClientCommands::renew_byBothTypes() {
    QFETCH(QString, key);
    QFETCH(QStringList, options);
    QFETCH(QString, type);
    const QString folder = q("renew-") + key;
    const Ran first = enroll(m_serve, "/scep", folder, key,
                             words("--subject CN=renew --san dns:r.example --challenge") +
                                 QStringList{m_serve.mint()});
    QVERIFY(isGood(m_serve, first, folder));
    const bool sameKey = options.contains(q("--same-key"));
    const QStringList newKey =
        sameKey ? QStringList{} : QStringList{q("--key"), keyFile(q("strongswan-c"))};
    const QByteArray oldKey = contentOf(m_serve.path(folder + q("/key.pem")));
    const Ran renewed = client(QStringList{q("renew"), m_serve.path(folder)} + options + newKey);
    QVERIFY(isGood(m_serve, renewed, folder));
    QVERIFY(renewed.json()[q("serial")] != first.json()[q("serial")]);
    QCOMPARE(contentOf(m_serve.path(folder + q("/key.pem"))) == oldKey, sameKey);
    QVERIFY(!QFile::exists(m_serve.path(folder + q("/key.new.pem"))));
    const QJsonObject request = m_serve.ask({q("request"), q("show"), newestRequest()});
    QCOMPARE(request[q("messageType")].toString(), type);
    QCOMPARE(request[q("renews")].toString(), first.json()[q("serial")].toString());
    QCOMPARE(request[q("san")].toString(), q("DNS:r.example"));
}

void TestClientCommands::renew_afterApproval() {
    const Ran first =
        enroll(m_serve, "/careful", q("careful"), q("strongswan-e"), words("--subject CN=careful"));
    QVERIFY(isGood(m_serve, first, q("careful")));
    const QString folder = m_serve.path("careful");
    const QByteArray oldKey = contentOf(folder + q("/key.pem"));
    const Ran held = client({q("renew"), folder, q("--key"), keyFile(q("strongswan-f"))});
    QCOMPARE(held.code, 3);
    // The old certificate is good until the new one is there.
    QCOMPARE(contentOf(folder + q("/key.pem")), oldKey);
    QVERIFY(isGood(m_serve, first, q("careful")));
    QCOMPARE(m_serve.ctl({q("request"), q("approve"), newestRequest()}).code, 0);
    const Ran polled = client({q("poll"), folder});
    QVERIFY(isGood(m_serve, polled, q("careful")));
    QVERIFY(polled.json()[q("serial")] != first.json()[q("serial")]);
    QVERIFY(contentOf(folder + q("/key.pem")) != oldKey);
}

void TestClientCommands::renew_keepsAPendingOne() {
    const Ran first = enroll(m_serve, "/careful", q("twice"), q("strongswan-e"),
                             words("--subject CN=twice --transaction-id twice"));
    QVERIFY(isGood(m_serve, first, q("twice")));
    const QString folder = m_serve.path("twice");
    const auto content = [&] {
        QByteArrayList all;
        for (const QString& file : QDir(folder).entryList(QDir::Files))
            all << file.toUtf8() << contentOf(folder + q("/") + file);
        return all;
    };
    QCOMPARE(client({q("renew"), folder, q("--key"), keyFile(q("strongswan-f"))}).code, 3);
    const QByteArrayList before = content();
    const Ran second = client({q("renew"), folder});
    QVERIFY(isRefused(second, "conflict"));
    QVERIFY(second.err.contains("poll first"));
    QCOMPARE(content(), before);
    // The certificate in use goes on to sign.
    QCOMPARE(client({q("getcrl"), m_serve.url("/careful"), q("--signer"), folder, q("--out"),
                     m_serve.path("twice.crl")})
                 .code,
             0);
    // Refused, it is over; nothing of the certificate in use is lost.
    QCOMPARE(m_serve.ctl({q("request"), q("deny"), newestRequest(), q("--reason"), q("no")}).code,
             0);
    QVERIFY(isRefused(client({q("poll"), folder}), "refusedByServer"));
    QVERIFY(isGood(m_serve, first, q("twice")));
    const Ran third = client({q("renew"), folder, q("--key"), keyFile(q("strongswan-g"))});
    QVERIFY2(third.code == 3, third.text().constData());
    QCOMPARE(m_serve.ctl({q("request"), q("approve"), newestRequest()}).code, 0);
    const Ran renewed = client({q("poll"), folder});
    QVERIFY(isGood(m_serve, renewed, q("twice")));
    QCOMPARE(m_serve.publicKeyOfKey(folder + q("/key.pem")),
             m_serve.publicKeyOfKey(keyFile(q("strongswan-g"))));
    QVERIFY(!QFile::exists(folder + q("/key.new.pem")));
}

void TestClientCommands::getcert_findsCertificates() {
    const QString signer = m_serve.path("by-strongswan-a");
    const QString serial = QString::fromLatin1(m_serve
                                                   .openssl({q("x509"), q("-noout"), q("-serial"),
                                                             q("-in"), signer + q("/cert.pem")})
                                                   .out.trimmed())
                               .section(QLatin1Char('='), 1);
    for (const QStringList& method : {QStringList{}, QStringList{q("--get")}}) {
        const Ran found = m_serve.bare(
            QStringList{q("getcert"), m_serve.url("/scep"), serial, q("--signer"), signer} +
            method);
        QCOMPARE(found.code, 0);
        QCOMPARE(found.out, contentOf(signer + q("/cert.pem")));
    }
    const Ran unknown =
        client({q("getcert"), m_serve.url("/scep"), q("4242"), q("--signer"), signer});
    QVERIFY(isRefused(unknown, "refusedByServer"));
    QVERIFY(unknown.json()[q("error")][q("why")].toString().contains(q("badCertId")));
    QVERIFY(isRefused(client({q("getcert"), m_serve.url("/scep"), q("xyz"), q("--signer"), signer}),
                      "invalidArgument", 2));
}

void TestClientCommands::getcrl_isGoodForOpenssl() {
    const Ran ran = m_serve.bare(
        {q("getcrl"), m_serve.url("/scep"), q("--signer"), m_serve.path("by-strongswan-a")});
    QCOMPARE(ran.code, 0);
    const Ran checked =
        m_serve.openssl({q("crl"), q("-noout"), q("-CAfile"), m_serve.path("ca.pem")}, ran.out);
    QVERIFY2(checked.err.contains("verify OK"), checked.text().constData());
}

void TestClientCommands::ca_kinds_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("certificates");
    QTest::newRow("EC P-256 with an RA") << words("--ca-key ec:p256") << q("EC P-256") << 2;
    QTest::newRow("EC P-384 with an RA") << words("--ca-key ec:p384") << q("EC P-384") << 2;
    QTest::newRow("RSA without an RA") << words("--ca-key rsa:2048 --no-ra") << q("RSA 2048") << 1;
}

void TestClientCommands::ca_kinds() {
    QFETCH(QStringList, options);
    QFETCH(QString, key);
    QFETCH(int, certificates);
    Serve serve;
    QVERIFY(serve.init(options + words("--ca-days 100")));
    QVERIFY(serve.start());
    QVERIFY(serve.exportCa());
    const QJsonArray ca = serve.bare({q("--json"), q("cacert"), serve.url("/scep")})
                              .json()[q("certificates")]
                              .toArray();
    QCOMPARE(ca.size(), certificates);
    QVERIFY(ca[0][q("keyUsage")].toString().contains(q("keyEncipherment")));
    QCOMPARE(ca[certificates - 1][q("key")].toString(), key);
    const Ran ran = enroll(serve, "/scep", q("device"), q("strongswan-a"),
                           words("--subject CN=device --challenge") + QStringList{serve.mint()});
    QVERIFY(isGood(serve, ran, q("device")));
    // Debian's strongSwan knows EC keys only with a plugin that may not be there.
    const Ran theirs = serve.run("pki", {q("--scepca"), q("--url"), serve.url("/scep"),
                                         q("--caout"), serve.path("c.pem"), q("--raout"),
                                         serve.path("r.pem"), q("--outform"), q("pem")});
    if (key.startsWith(q("RSA"))) {
        QVERIFY2(theirs.code == 0, theirs.text().constData());
        QCOMPARE(QFile::exists(serve.path("r.pem")), certificates == 2);
    }
    const Ran crl = serve.curl(serve.url("/crl/lab.crl"), {q("--output"), serve.path("lab.crl")});
    QCOMPARE(crl.code, 0);
    const Ran checked = serve.openssl({q("crl"), q("-inform"), q("der"), q("-noout"), q("-in"),
                                       serve.path("lab.crl"), q("-CAfile"), serve.path("ca.pem")});
    QVERIFY2(checked.err.contains("verify OK"), checked.text().constData());
}

// A root by openssl: NAME.pem; its key is one of the captures'.
QString TestClientCommands::makeRoot(const Serve& serve, const QString& name) const {
    const QString file = serve.path(name + q(".pem"));
    const Ran made =
        serve.openssl({q("req"), q("-x509"), q("-key"), keyFile(q("ca-next")), q("-subj"),
                       q("/O=Outside/CN=Root"), q("-days"), q("3000"), q("-addext"),
                       q("keyUsage=critical,keyCertSign,cRLSign"), q("-out"), file});
    if (made.code != 0) qWarning("%s", made.text().constData());
    return made.code == 0 ? file : QString();
}

// The root signs a CA's CSR: NAME.pem.
QString TestClientCommands::signCa(const Serve& serve, const QString& csr, const QString& root,
                                   const QString& name, const QString& usage) const {
    const QString file = serve.path(name + q(".pem"));
    writeTo(serve.path("ca.ext"), "basicConstraints=critical,CA:TRUE,pathlen:0\n"
                                  "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
                                  "keyUsage=critical," +
                                      usage.toLatin1() + "\n");
    const Ran made =
        serve.openssl({q("x509"), q("-req"), q("-in"), csr, q("-CA"), root, q("-CAkey"),
                       keyFile(q("ca-next")), q("-set_serial"), q("0x1234"), q("-days"), q("1000"),
                       q("-extfile"), serve.path("ca.ext"), q("-out"), file});
    if (made.code != 0) qWarning("%s", made.text().constData());
    return made.code == 0 ? file : QString();
}

void TestClientCommands::ca_imported_data() {
    QTest::addColumn<QString>("form");
    QTest::newRow("PEM, two files") << q("two");
    QTest::newRow("PEM, one file, encrypted key") << q("one");
    QTest::newRow("PKCS#12") << q("p12");
}

void TestClientCommands::ca_imported() {
    QFETCH(QString, form);
    Serve serve;
    const QString root = makeRoot(serve, q("root"));
    const QString key = keyFile(q("ca"));
    QCOMPARE(serve
                 .openssl({q("req"), q("-new"), q("-key"), key, q("-subj"),
                           q("/O=Inside/CN=Imported CA"), q("-out"), serve.path("ca.csr")})
                 .code,
             0);
    const QString issuing =
        signCa(serve, serve.path("ca.csr"), root, q("issuing"), q("keyCertSign,cRLSign"));
    QVERIFY(!root.isEmpty() && !issuing.isEmpty());
    writeTo(serve.path("pass"), "open sesame\n");
    QFile::setPermissions(serve.path("pass"), QFile::ReadOwner | QFile::WriteOwner);
    // The chain stands in the wrong order, as it often does.
    writeTo(serve.path("chain.pem"), contentOf(root) + contentOf(issuing));
    QStringList options{q("--import"), serve.path("chain.pem")};
    if (form == q("two")) options += QStringList{q("--import-key"), key};
    if (form == q("one")) {
        const Ran sealed = serve.openssl({q("pkcs8"), q("-topk8"), q("-in"), key, q("-passout"),
                                          q("file:") + serve.path("pass")});
        QCOMPARE(sealed.code, 0);
        writeTo(serve.path("chain.pem"), contentOf(root) + contentOf(issuing) + sealed.out);
        options += QStringList{q("--import-passphrase-file"), serve.path("pass")};
    }
    if (form == q("p12")) {
        const Ran packed = serve.openssl(
            {q("pkcs12"), q("-export"), q("-inkey"), key, q("-in"), issuing, q("-certfile"), root,
             q("-passout"), q("file:") + serve.path("pass"), q("-out"), serve.path("ca.p12")});
        QVERIFY2(packed.code == 0, packed.text().constData());
        options = {q("--import"), serve.path("ca.p12"), q("--import-passphrase-file"),
                   serve.path("pass")};
    }
    QVERIFY(serve.init(options));
    QVERIFY(serve.start());
    const QJsonObject shown =
        serve.ask(words("authority show lab"))[q("generations")][0].toObject();
    QCOMPARE(shown[q("ca")][q("subject")].toString(), q("CN=Imported CA,O=Inside"));
    QCOMPARE(shown[q("chain")].toArray().size(), 1);
    QCOMPARE(shown[q("ra")][q("subject")].toString(), q("CN=Imported CA RA,O=Inside"));
    const Ran ran = enroll(serve, "/scep", q("device"), q("strongswan-a"),
                           words("--subject CN=device --challenge") + QStringList{serve.mint()});
    QVERIFY2(ran.code == 0, ran.text().constData());
    const Ran verified = serve.openssl({q("verify"), q("-x509_strict"), q("-CAfile"), root,
                                        q("-untrusted"), issuing, serve.path("device/cert.pem")});
    QVERIFY2(verified.code == 0, verified.text().constData());
    // The client got the whole chain.
    QCOMPARE(contentOf(serve.path("device/chain.pem")).count("BEGIN CERTIFICATE"), 2);
    const QByteArray log = serve.log() + serve.ctl(words("audit list")).out;
    QVERIFY(!log.contains("open sesame"));
}

void TestClientCommands::ca_belowAnOutsideRoot() {
    Serve serve;
    const QString root = makeRoot(serve, q("root"));
    const QString csr = serve.path("ca.csr");
    const Ran made = serve.tryJson(QStringList{q("init"), q("--csr"), csr} +
                                   words("--ca-key rsa:2048 --ca-subject CN=Issuing,O=Lab"));
    QVERIFY2(made.code == 0, made.text().constData());
    // The CSR is good, and asks to be a CA.
    const Ran asked =
        serve.openssl({q("req"), q("-in"), csr, q("-noout"), q("-verify"), q("-text")});
    QCOMPARE(asked.code, 0);
    QVERIFY(asked.out.contains("CA:TRUE"));
    // Nothing can be had before the certificate is there.
    QVERIFY(serve.start());
    QCOMPARE(serve.curl(serve.url("/scep?operation=GetCACert")).code, 22);
    QCOMPARE(serve.curl(serve.url("/healthz")).code, 0);
    QVERIFY(isRefused(serve.tryJson(words("authority export")), "authorityNotReady"));
    QVERIFY(!serve.ask(words("status"))[q("warnings")].toArray().isEmpty());
    QVERIFY(isRefused(serve.tryJson({q("authority"), q("install"), root}), "keyMismatch"));
    const QString issuing = signCa(serve, csr, root, q("issuing"), q("keyCertSign,cRLSign"));
    // Without its root it is refused.
    QVERIFY(isRefused(serve.tryJson({q("authority"), q("install"), issuing}), "chainUntrusted"));
    writeTo(serve.path("chain.pem"), contentOf(issuing) + contentOf(root));
    const Ran installed = serve.tryJson({q("authority"), q("install"), serve.path("chain.pem")});
    QVERIFY2(installed.code == 0, installed.text().constData());
    QVERIFY(Serve::eventually([&] {
        return serve.curl(serve.url("/scep?operation=GetCACert"), words("--output /dev/null"))
                   .code == 0;
    }));
    const Ran ran = enroll(serve, "/scep", q("device"), q("strongswan-a"),
                           words("--subject CN=device --challenge") + QStringList{serve.mint()});
    QVERIFY2(ran.code == 0, ran.text().constData());
    const Ran verified = serve.openssl({q("verify"), q("-x509_strict"), q("-CAfile"), root,
                                        q("-untrusted"), issuing, serve.path("device/cert.pem")});
    QVERIFY2(verified.code == 0, verified.text().constData());
    // The next generation comes from the same root.
    QVERIFY(isRefused(serve.tryJson(words("authority rollover")), "notSupported"));
    const QString next = serve.path("next.csr");
    QCOMPARE(serve.ctl({q("authority"), q("rollover"), q("--csr"), next}).code, 0);
    const QString second = signCa(serve, next, root, q("second"), q("keyCertSign,cRLSign"));
    writeTo(serve.path("chain.pem"), contentOf(second) + contentOf(root));
    QCOMPARE(serve.ctl({q("authority"), q("install"), serve.path("chain.pem")}).code, 0);
    QVERIFY(
        Serve::eventually([&] { return serve.bare({q("nextca"), serve.url("/scep")}).code == 0; }));
}

void TestClientCommands::ca_rollsOver() {
    Serve serve;
    QVERIFY(serve.init());
    QVERIFY(serve.start());
    QVERIFY(serve.exportCa());
    const auto deviceOf = [&](const char* folder, const char* key) {
        return enroll(serve, "/scep", q(folder), q(key),
                      words("--subject CN=device --challenge") + QStringList{serve.mint()});
    };
    QVERIFY(isGood(serve, deviceOf("before", "strongswan-a"), q("before")));
    QVERIFY(isRefused(serve.bare({q("--json"), q("nextca"), serve.url("/scep")}), "httpStatus"));
    QCOMPARE(serve.ctl(words("authority rollover")).code, 0);
    QVERIFY(isRefused(serve.tryJson(words("authority rollover")), "conflict"));
    QVERIFY(Serve::eventually(
        [&] { return serve.bare({q("caps"), serve.url("/scep")}).out.contains("GetNextCACert"); }));
    const QString nextFile = serve.path("next.pem");
    const Ran next =
        serve.bare({q("--json"), q("nextca"), serve.url("/scep"), q("--out"), nextFile});
    QVERIFY2(next.code == 0, next.text().constData());
    QCOMPARE(next.json()[q("certificates")].toArray().size(), 2);
    // Announced, but the current one still issues.
    QVERIFY(isGood(serve, deviceOf("between", "strongswan-b"), q("between")));
    const QByteArray firstCa = contentOf(serve.path("ca.pem"));
    QCOMPARE(serve.ctl(words("authority rollover --switch")).code, 0);
    QVERIFY(Serve::eventually([&] {
        return !serve.bare({q("caps"), serve.url("/scep")}).out.contains("GetNextCACert");
    }));
    QVERIFY(serve.exportCa());
    QVERIFY(contentOf(serve.path("ca.pem")) != firstCa);
    // It is the one that was announced.
    QVERIFY(contentOf(nextFile).contains(contentOf(serve.path("ca.pem"))));
    QVERIFY(isGood(serve, deviceOf("after", "strongswan-c"), q("after")));
    // A certificate of the old one renews into the new one.
    const Ran renewed = serve.bare(
        {q("--json"), q("renew"), serve.path("before"), q("--key"), keyFile(q("strongswan-e"))});
    QVERIFY(isGood(serve, renewed, q("before")));
    // Both have a CRL, each by its own key.
    writeTo(serve.path("first.pem"), firstCa);
    const std::pair<const char*, const char*> crls[] = {{"/crl/lab.crl", "ca.pem"},
                                                        {"/crl/lab-g2.crl", "ca.pem"},
                                                        {"/crl/lab-g1.crl", "first.pem"}};
    for (const auto& [target, ca] : crls) {
        QCOMPARE(serve.curl(serve.url(target), {q("--output"), serve.path("g.crl")}).code, 0);
        const Ran checked = serve.openssl({q("crl"), q("-inform"), q("der"), q("-noout"), q("-in"),
                                           serve.path("g.crl"), q("-CAfile"), serve.path(ca)});
        QVERIFY2(checked.err.contains("verify OK"), target);
    }
    const QJsonArray generations =
        serve.ask(words("authority show lab"))[q("generations")].toArray();
    QCOMPARE(generations.size(), 2);
    QVERIFY(serve.ask(words("status"))[q("consistent")].toBool());
}

void TestClientCommands::tls_isServedToCurl() {
    Serve serve;
    QVERIFY(serve.init(words("--ca-key ec:p256")));
    const QString certificate = serve.path("tls.pem");
    const QString key = keyFile(q("ca-next"));
    QCOMPARE(serve
                 .openssl({q("req"), q("-x509"), q("-key"), key, q("-subj"), q("/CN=localhost"),
                           q("-addext"), q("subjectAltName=IP:127.0.0.1"), q("-days"), q("2"),
                           q("-out"), certificate})
                 .code,
             0);
    QVERIFY(serve.start({q("--tls-cert"), certificate, q("--tls-key"), key}));
    QVERIFY(serve.url().startsWith(q("https://127.0.0.1:")));
    const QStringList trusting{q("--cacert"), certificate};
    QCOMPARE(serve.curl(serve.url("/healthz"), trusting).out, QByteArray("ok\n"));
    const Ran caps = serve.curl(serve.url("/scep?operation=GetCACaps"), trusting);
    QVERIFY(caps.out.contains("SCEPStandard"));
    // 60: curl does not trust it; 35 and others: no handshake below TLS 1.2, no plain HTTP.
    QCOMPARE(serve.curl(serve.url("/healthz")).code, 60);
    QVERIFY(serve.curl(serve.url("/healthz"), trusting + words("--tls-max 1.1")).code != 0);
    QVERIFY(serve.curl(serve.url("/healthz").replace(q("https:"), q("http:"))).code != 0);
    QCOMPARE(serve.curl(serve.url("/healthz"), trusting + words("--tlsv1.3")).code, 0);
    // Our own client does not trust it either, and says so.
    QVERIFY(isRefused(serve.bare({q("--json"), q("caps"), serve.url("/scep")}), "tlsFailed"));
    QCOMPARE(serve.stop(), 0);
}

QTEST_GUILESS_MAIN(TestClientCommands)
#include "tst_client_commands.moc"
