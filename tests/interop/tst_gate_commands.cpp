// SPDX-License-Identifier: GPL-3.0-or-later
// Gates by the command line: set up by `scepterctl gate`, judged by a stand-in, a program and
// openssl's tokens; the clients are strongSwan's pki and our own.
#include "serve.h"

#include <QtTest>

using namespace scepter::test;

namespace {

/// A stand-in as long as it lives.
class StandIn {
public:
    StandIn(const Serve& serve, const QStringList& arguments) {
        m_process.setProcessEnvironment(serve.environment());
        m_process.start(q(SCEPTER_BINARY_DIR "/scepterctl"),
                        QStringList{q("standin")} + arguments +
                            QStringList{q("--listen"), q("127.0.0.1:0")});
        QByteArray line;
        while (!line.contains('\n') && m_process.waitForReadyRead(30'000))
            line += m_process.readAllStandardOutput();
        if (line.startsWith("listening on "))
            m_url = QString::fromUtf8(line.mid(13, line.indexOf('\n') - 13));
    }
    ~StandIn() {
        m_process.terminate();
        m_process.waitForFinished();
    }
    [[nodiscard]] const QString& url() const { return m_url; }

private:
    QProcess m_process;
    QString m_url;
};

QByteArray json(QByteArray text) {
    return text.replace('\'', '"');
}

QByteArray base64Url(const QByteArray& bytes) {
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

class TestGateCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mdm_namesTheSubjectOfEachDevice();
    void stepCa_asksWithAnHmac();
    void token_madeByOpensslIsGoodOnce();
    void program_judges();
    void intune_issuesAndIsTold();
    void rotation_acceptsOldAndNewSecret();
    void gates_areListedWithoutSecrets();
    void gates_thatCannotWorkAreRefused();
    void notices_areListed();
    void nothingSecretIsLogged();

private:
    Ran pki(const QString& endpoint, const QString& subject, const QString& challenge);
    bool isIssued(const QString& endpoint, const QString& subject, const QString& challenge);
    /// Refused, to strongSwan and to our client.
    bool isRefusedBoth(const QString& endpoint, const QString& subject, const QString& challenge);
    bool endpoint(const QString& name, const QStringList& gate);
    Ran enroll(const QString& endpoint, const QString& subject, const QString& challenge);
    QJsonObject newest() const;
    QByteArray token(const QByteArray& claims) const;

    Serve m_serve;
    std::size_t m_keys = 0;
    int m_folders = 0;
    QByteArrayList m_secrets;
};

void TestGateCommands::initTestCase() {
    QVERIFY2(m_serve.run("pki", {q("--help")}).code == 0, "strongswan-pki is not installed");
    QVERIFY(m_serve.init());
    QVERIFY(m_serve.start());
    QVERIFY(m_serve.exportCa());
    const Ran fetched = m_serve.run("pki", {q("--scepca"), q("--url"), m_serve.url("/scep"),
                                            q("--caout"), m_serve.path("c.pem"), q("--raout"),
                                            m_serve.path("ra.pem"), q("--outform"), q("pem")});
    QVERIFY2(fetched.code == 0, fetched.text().constData());
    writeTo(m_serve.path("mdm.json"), json("[{'id':'d1','code':'code-of-xyz','subject':'CN=xyz'},"
                                           "{'id':'d2','code':'code-of-abc','subject':'CN=abc'}]"));
}

bool TestGateCommands::endpoint(const QString& name, const QStringList& gate) {
    const Ran added = m_serve.ctl({q("endpoint"), q("add"), name, q("--path"), q("/") + name,
                                   q("--challenge"), q("none"), q("--try-limit"), q("off")});
    const Ran put = m_serve.ctl(QStringList{q("gate"), q("add"), name, q("gate")} + gate);
    if (added.code != 0 || put.code != 0)
        qWarning("%s%s", added.text().constData(), put.text().constData());
    return added.code == 0 && put.code == 0;
}

Ran TestGateCommands::pki(const QString& endpoint, const QString& subject,
                          const QString& challenge) {
    static const char* const kNames[] = {
        "strongswan-a", "strongswan-b", "strongswan-c", "strongswan-e", "strongswan-f",
        "strongswan-g", "strongswan-h", "strongswan-i", "strongswan-j", "sscep-a",
        "sscep-b",      "sscep-c",      "sscep-d",      "sscep-e",      "sscep-f",
        "sscep-g",      "sscep-h",      "sscep-i"};
    return m_serve.run("pki", {q("--scep"), q("--url"), m_serve.url() + q("/") + endpoint,
                               q("--in"), keyFile(q(kNames[m_keys++ % std::size(kNames)])),
                               q("--dn"), subject, q("--cacert-enc"), m_serve.path("ra.pem"),
                               q("--cacert-sig"), m_serve.path("ca.pem"), q("--outform"), q("pem"),
                               q("--password"), challenge});
}

bool TestGateCommands::isIssued(const QString& endpoint, const QString& subject,
                                const QString& challenge) {
    const Ran ran = pki(endpoint, subject, challenge);
    const QString file = m_serve.path("issued.pem");
    writeTo(file, ran.out);
    const Ran verified = m_serve.verify(file);
    if (ran.code != 0 || verified.code != 0)
        qWarning("%s%s", ran.text().constData(), verified.text().constData());
    return ran.code == 0 && verified.code == 0;
}

Ran TestGateCommands::enroll(const QString& endpoint, const QString& subject,
                             const QString& challenge) {
    const QString folder = m_serve.path(q("out") + QString::number(++m_folders));
    writeTo(m_serve.path("challenge.txt"), challenge.toUtf8());
    return m_serve.ctl({q("enroll"), m_serve.url() + q("/") + endpoint, q("--subject"), subject,
                        q("--challenge-file"), m_serve.path("challenge.txt"), q("--key"),
                        keyFile(q("certmonger-a")), q("--out"), folder});
}

bool TestGateCommands::isRefusedBoth(const QString& endpoint, const QString& subject,
                                     const QString& challenge) {
    const Ran theirs = pki(endpoint, subject, challenge);
    const Ran ours = enroll(endpoint, subject, challenge);
    if (theirs.code == 0 || ours.code != 1)
        qWarning("%s%s", theirs.text().constData(), ours.text().constData());
    return theirs.code != 0 && ours.code == 1;
}

QJsonObject TestGateCommands::newest() const {
    return m_serve.ask({q("request"), q("list"), q("--limit"), q("1")})[q("requests")]
        .toArray()
        .first()
        .toObject();
}

void TestGateCommands::mdm_namesTheSubjectOfEachDevice() {
    const StandIn mdm(m_serve, {q("mdm"), q("--devices"), m_serve.path("mdm.json")});
    QVERIFY(!mdm.url().isEmpty());
    QVERIFY(endpoint(q("plain"), {q("--kind"), q("webhook"), q("--dialect"), q("plain"), q("--url"),
                                  mdm.url() + q("/webhook")}));
    m_secrets += {"code-of-xyz", "code-of-abc"};
    QVERIFY(isRefusedBoth(q("plain"), q("CN=abc"), q("code-of-xyz")));
    const QJsonObject shown =
        m_serve.ask({q("request"), q("show"), QString::number(newest()[q("id")].toInt())});
    QVERIFY2(QJsonDocument(shown).toJson().contains("xyz"), QJsonDocument(shown).toJson());
    QVERIFY(isRefusedBoth(q("plain"), q("CN=xyz"), q("no-such-code")));
    QVERIFY(isIssued(q("plain"), q("CN=xyz"), q("code-of-xyz")));
    const Ran ours = enroll(q("plain"), q("CN=abc"), q("code-of-abc"));
    QVERIFY2(ours.code == 0, ours.text().constData());
}

void TestGateCommands::stepCa_asksWithAnHmac() {
    writeTo(m_serve.path("hmac.txt"), "c2VjcmV0IGtleSBvZiB0aGUgaG9vaw==\n");
    m_secrets += "c2VjcmV0IGtleSBvZiB0aGUgaG9vaw==";
    const StandIn mdm(m_serve, {q("mdm"), q("--devices"), m_serve.path("mdm.json"),
                                q("--hmac-file"), m_serve.path("hmac.txt"), q("--reusable")});
    QVERIFY(!mdm.url().isEmpty());
    QVERIFY(endpoint(q("step"), {q("--kind"), q("webhook"), q("--dialect"), q("step-ca"),
                                 q("--url"), mdm.url() + q("/webhook"), q("--secret-file"),
                                 q("hmac=") + m_serve.path("hmac.txt")}));
    QVERIFY(isRefusedBoth(q("step"), q("CN=abc"), q("code-of-xyz")));
    QVERIFY(isIssued(q("step"), q("CN=xyz"), q("code-of-xyz")));
    // Another key: the hook does not take the signature, which is no "no".
    writeTo(m_serve.path("other.txt"), "YW5vdGhlciBrZXkgb2YgdGhlIGhvb2sgLi4u\n");
    QVERIFY(m_serve
                .ctl({q("gate"), q("set"), q("step"), q("gate"), q("--retries"), q("0"),
                      q("--secret-file"), q("hmac=") + m_serve.path("other.txt")})
                .code == 0);
    const Ran ran = enroll(q("step"), q("CN=xyz"), q("code-of-xyz"));
    QVERIFY2(ran.code != 0 && ran.code != 3, ran.text().constData());
    QVERIFY2(m_serve.log().contains("gateUnreachable"), m_serve.log().constData());
}

QByteArray TestGateCommands::token(const QByteArray& claims) const {
    const QByteArray head =
        base64Url(json("{'alg':'RS256','typ':'JWT'}")) + '.' + base64Url(claims);
    const Ran signature =
        m_serve.openssl({q("dgst"), q("-sha256"), q("-sign"), keyFile(q("certmonger-b"))}, head);
    return head + '.' + base64Url(signature.out);
}

void TestGateCommands::token_madeByOpensslIsGoodOnce() {
    const Ran key = m_serve.openssl({q("pkey"), q("-in"), keyFile(q("certmonger-b")), q("-pubout"),
                                     q("-out"), m_serve.path("mdm-key.pem")});
    QVERIFY(key.code == 0);
    QVERIFY(endpoint(q("token"), {q("--kind"), q("token"), q("--issuer"), q("mdm.example"),
                                  q("--key"), m_serve.path("mdm-key.pem")}));
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const auto claims = [](const char* id, qint64 ends) -> QByteArray {
        return json("{'iss':'mdm.example','aud':'token','jti':'") + id +
               json("','sub':'xyz','iat':") + QByteArray::number(ends - 3600) + json(",'exp':") +
               QByteArray::number(ends) + '}';
    };
    const QString good = QString::fromLatin1(token(claims("1", now + 1800)));
    m_secrets += good.section(QLatin1Char('.'), 2).toLatin1();
    QVERIFY(isRefusedBoth(q("token"), q("CN=abc"), good));
    QVERIFY(isIssued(q("token"), q("CN=xyz"), good));
    QVERIFY(isRefusedBoth(q("token"), q("CN=xyz"), good));
    QCOMPARE(newest()[q("errorCode")].toString(), q("tokenUsed"));
    QVERIFY(isRefusedBoth(q("token"), q("CN=xyz"),
                          QString::fromLatin1(token(claims("2", now - 1800)))));
    QString forged = good;
    forged[forged.size() - 6] =
        forged.at(forged.size() - 6) == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
    QVERIFY(isRefusedBoth(q("token"), q("CN=xyz"), forged));
}

void TestGateCommands::program_judges() {
    const QString program = m_serve.path("judge");
    writeTo(program, "#!/bin/sh\nopenssl req -noout -subject | grep -q 'CN = *xyz' || exit 1\n"
                     "[ \"$SCEPTER_CHALLENGE\" = right ]\n");
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(endpoint(q("program"), {q("--kind"), q("command"), q("--program"), program}));
    // An empty environment has no search path but the usual one.
    QVERIFY(isRefusedBoth(q("program"), q("CN=abc"), q("right")));
    QVERIFY(isRefusedBoth(q("program"), q("CN=xyz"), q("wrong")));
    QVERIFY(isIssued(q("program"), q("CN=xyz"), q("right")));
}

void TestGateCommands::intune_issuesAndIsTold() {
    writeTo(m_serve.path("profile.json"),
            json("{'id':'p','subjectName':'CN={{DeviceName}}','keyUsage':[]}"));
    writeTo(m_serve.path("devices.json"), json("[{'DeviceId':'d1','DeviceName':'xyz'}]"));
    const QStringList state{q("intune"), q("--state"), m_serve.path("state")};
    const StandIn intune(m_serve,
                         state + QStringList{q("--self-signed"), m_serve.path("root.pem"),
                                             q("--profile"), m_serve.path("profile.json"),
                                             q("--devices"), m_serve.path("devices.json")});
    QVERIFY(!intune.url().isEmpty());
    QVERIFY(endpoint(q("intune"),
                     {q("--kind"), q("intune"), q("--tenant"), q("lab.example"), q("--app-id"),
                      q("5ce97e12-0000-4000-8000-000000000001"), q("--provider"), q("Scepter test"),
                      q("--authority-url"), intune.url(), q("--graph-url"), intune.url(),
                      q("--allow-host"), QUrl(intune.url()).authority(), q("--root"),
                      m_serve.path("root.pem"), q("--secret-file"),
                      q("appKey=") + m_serve.path("state/app-key")}));
    m_secrets += contentOf(m_serve.path("state/app-key")).trimmed();
    const auto challenge = [&] {
        return QString::fromLatin1(m_serve
                                       .bare(QStringList{q("standin")} + state +
                                             QStringList{q("challenge"), q("--device"), q("d1")})
                                       .out.trimmed());
    };
    QVERIFY(challenge().size() > 500);
    QVERIFY(isRefusedBoth(q("intune"), q("CN=abc"), challenge()));
    QVERIFY(QJsonDocument(
                m_serve.ask({q("request"), q("show"), QString::number(newest()[q("id")].toInt())}))
                .toJson()
                .contains("SubjectNameMismatch"));
    QVERIFY(isIssued(q("intune"), q("CN=xyz"), challenge()));
    const auto notice = m_serve.ask({q("notice"), q("list")})[q("notices")].toArray()[0].toObject();
    QCOMPARE(notice[q("state")].toString(), q("accepted"));
    QCOMPARE(notice[q("beforeDelivery")].toBool(), true);
}

void TestGateCommands::rotation_acceptsOldAndNewSecret() {
    writeTo(m_serve.path("old.txt"), "the-old-one\n");
    writeTo(m_serve.path("new.txt"), "the-new-one\n");
    m_secrets += {"the-old-one", "the-new-one"};
    QVERIFY(endpoint(q("rotating"), {q("--kind"), q("static"), q("--secret-file"),
                                     q("old=") + m_serve.path("old.txt"), q("--secret-file"),
                                     q("new=") + m_serve.path("new.txt"), q("--for"), q("new"),
                                     q("--subject"), q("CN=phone-*")}));
    QVERIFY(isIssued(q("rotating"), q("CN=any"), q("the-old-one")));
    // The old one has no rules, and that is warned of.
    QVERIFY(m_serve.ctl({q("status")}).out.contains("Endpoint rotating has a static challenge"));
    QVERIFY(isIssued(q("rotating"), q("CN=phone-1"), q("the-new-one")));
    QVERIFY(isRefusedBoth(q("rotating"), q("CN=any"), q("the-new-one")));
    QVERIFY(m_serve
                .ctl({q("gate"), q("set"), q("rotating"), q("gate"), q("--for"), q("old"),
                      q("--valid-until"), q("2026-01-01T00:00:00Z")})
                .code == 0);
    QVERIFY(isRefusedBoth(q("rotating"), q("CN=any"), q("the-old-one")));
    QCOMPARE(newest()[q("errorCode")].toString(), q("challengeExpired"));
}

void TestGateCommands::gates_areListedWithoutSecrets() {
    const Ran made = m_serve.ctl({q("gate"), q("add"), q("rotating"), q("more"), q("--kind"),
                                  q("static"), q("--random-secret"), q("third")});
    QVERIFY2(made.code == 0 && made.out.startsWith("third: "), made.text().constData());
    m_secrets += made.out.trimmed().mid(7);
    QVERIFY(m_serve.ctl({q("gate"), q("rule"), q("rotating"), q("any")}).code == 0);
    const Ran listed = m_serve.tryJson({q("gate"), q("list"), q("rotating")});
    QCOMPARE(listed.json()[q("gates")].toArray().size(), 2);
    QCOMPARE(listed.json()[q("rule")].toString(), q("any"));
    for (const char* endpoint : {"rotating", "step", "intune"})
        for (const char* command : {"list", "show"}) {
            QStringList arguments{q("gate"), q(command), q(endpoint)};
            if (q(command) == q("show")) arguments.append(q("gate"));
            const Ran ran = m_serve.tryJson(arguments);
            QVERIFY2(ran.code == 0, ran.text().constData());
            for (const QByteArray& secret : m_secrets)
                QVERIFY2(!ran.out.contains(secret), endpoint);
        }
    QVERIFY(m_serve.ctl({q("gate"), q("remove"), q("rotating"), q("more")}).code == 0);
    QVERIFY(
        isRefused(m_serve.tryJson({q("gate"), q("show"), q("rotating"), q("more")}), "notFound"));
}

void TestGateCommands::gates_thatCannotWorkAreRefused() {
    const auto refused = [this](const QStringList& gate) {
        return isRefused(
            m_serve.tryJson(QStringList{q("gate"), q("add"), q("manual"), q("x")} + gate),
            "invalidArgument", 2);
    };
    QVERIFY(refused({q("--kind"), q("magic")}));
    QVERIFY(refused({q("--kind"), q("webhook"), q("--url"), q("http://mdm.example/check")}));
    QVERIFY(refused({q("--kind"), q("webhook"), q("--dialect"), q("plain"), q("--url"),
                     q("https://user:word@mdm.example/check")}));
    QVERIFY(refused({q("--kind"), q("webhook"), q("--url"), q("https://mdm.example/")})); // no hmac
    QVERIFY(refused({q("--kind"), q("command"), q("--program"), q("judge")}));
    QVERIFY(refused({q("--kind"), q("token")}));
    QVERIFY(refused({q("--kind"), q("intune"), q("--tenant"), q("t")}));
    QCOMPARE(m_serve.ask({q("gate"), q("list"), q("manual")})[q("gates")].toArray().size(), 0);
}

void TestGateCommands::notices_areListed() {
    const Ran all = m_serve.tryJson({q("notice"), q("list")});
    QVERIFY(!all.json()[q("notices")].toArray().isEmpty());
    QVERIFY(m_serve.ask({q("notice"), q("list"), q("--open")})[q("notices")].toArray().isEmpty());
    QVERIFY(m_serve.tryJson({q("notice"), q("retry"), q("9999")}).code == 1);
}

void TestGateCommands::nothingSecretIsLogged() {
    const QByteArray audit = m_serve.ctl({q("--json"), q("audit"), q("list")}).out;
    const QByteArray requests = m_serve.ctl({q("--json"), q("request"), q("list")}).out;
    QVERIFY(audit.size() > 1000);
    for (const QByteArray& secret : m_secrets)
        for (const QByteArray& text : {m_serve.log(), audit, requests})
            QVERIFY2(!text.contains(secret), secret.left(12));
    QVERIFY(m_serve.ctl({q("audit"), q("verify")}).code == 0);
}

QTEST_GUILESS_MAIN(TestGateCommands)
#include "tst_gate_commands.moc"
