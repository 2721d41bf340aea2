// The stand-ins as programs, asked by curl.
#include "serve.h"

#include <QFileInfo>
#include <QObject>
#include <QtTest>

using namespace scepter::test;

namespace {

/// A command that serves until it is told to end.
class Serving {
public:
    Serving(const Serve& serve, const QStringList& arguments) {
        m_process.setProcessEnvironment(serve.environment());
        m_process.start(q(SCEPTER_BINARY_DIR "/scepterctl"), arguments);
        while (!m_out.contains('\n') && m_process.waitForReadyRead(30'000))
            m_out += m_process.readAllStandardOutput();
        if (!m_out.startsWith("listening on ")) qWarning("%s", stop().text().constData());
    }
    ~Serving() { stop(); }

    [[nodiscard]] QString url() const {
        return QString::fromUtf8(m_out.mid(13, m_out.indexOf('\n') - 13));
    }
    Ran stop() {
        if (m_process.state() == QProcess::NotRunning) return m_ran;
        ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
        return m_ran = finished(m_process);
    }

private:
    QProcess m_process;
    QByteArray m_out;
    Ran m_ran;
};

QByteArray json(QByteArray text) {
    return text.replace('\'', '"');
}

} // namespace

class TestStandinCommands : public QObject {
    Q_OBJECT

    Serve m_serve;

    QStringList intune(const QStringList& more) const {
        return QStringList{q("standin"), q("intune"), q("--state"), m_serve.path("state")} + more;
    }
    QByteArray curl(const QStringList& arguments) const {
        const Ran ran = m_serve.run("curl", QStringList{q("-sS"), q("--noproxy"), q("*"),
                                                        q("--cacert"), m_serve.path("root.pem")} +
                                                arguments);
        if (ran.code != 0) qWarning("%s", ran.text().constData());
        return ran.out;
    }
    QString tokenFrom(const QString& url, const char* scope) const {
        const QByteArray answer =
            curl({q("-d"), q("grant_type=client_credentials"), q("-d"),
                  q("client_id=5ce97e12-0000-4000-8000-000000000001"), q("--data-urlencode"),
                  q("client_secret@") + m_serve.path("state/app-key"), q("--data-urlencode"),
                  q("scope=") + q(scope), url + q("/lab.example/oauth2/v2.0/token")});
        return QJsonDocument::fromJson(answer).object()[q("access_token")].toString();
    }
    QByteArray makeCsr(const QByteArray& challenge, const char* name) const {
        writeTo(m_serve.path("c"),
                "[req]\nprompt=no\ndistinguished_name=d\nattributes=a\nreq_extensions=e\n[d]\nCN=" +
                    QByteArray(name) + "\n[a]\nchallengePassword=" + challenge +
                    "\n[e]\nkeyUsage=digitalSignature,keyEncipherment\n");
        const Ran ran = m_serve.openssl({q("req"), q("-new"), q("-newkey"), q("rsa:2048"),
                                         q("-nodes"), q("-keyout"), m_serve.path("k.pem"),
                                         q("-config"), m_serve.path("c"), q("-outform"), q("DER")});
        if (ran.code != 0) qWarning("%s", ran.text().constData());
        return ran.out.toBase64();
    }
    QByteArray validate(const QString& place, const QString& token, const QByteArray& csr) const {
        writeTo(m_serve.path("body"),
                json("{'request':{'transactionId':'T1','certificateRequest':'") + csr +
                    json("','callerInfo':'curl'}}"));
        const QByteArray answer =
            curl({q("-H"), q("Authorization: Bearer ") + token, q("-H"),
                  q("Content-Type: application/json"), q("-H"), q("api-version: 2018-02-20"),
                  q("--data-binary"), q("@") + m_serve.path("body"),
                  place + q("/ScepActions/validateRequest")});
        return QJsonDocument::fromJson(answer).object()[q("code")].toString().toUtf8();
    }

private Q_SLOTS:
    void initTestCase() {
        writeTo(m_serve.path("profile.json"), json("{'id':'p','subjectName':'CN={{DeviceName}}'}"));
        writeTo(m_serve.path("devices.json"),
                json("[{'DeviceId':'d1','DeviceName':'xyz'},{'DeviceId':'d2'}]"));
    }

    void intune_isAskedByCurl() {
        Serving serving(
            m_serve,
            intune({q("--listen"), q("127.0.0.1:0"), q("--self-signed"), m_serve.path("root.pem"),
                    q("--profile"), m_serve.path("profile.json"), q("--devices"),
                    m_serve.path("devices.json"), q("--code"), q("validate=ChallengeExpired*1")}));
        QVERIFY(serving.url().startsWith(q("https://127.0.0.1:")));
        const QString graph = tokenFrom(serving.url(), "https://graph.microsoft.com/.default");
        QVERIFY(!graph.isEmpty());
        const QByteArray places =
            curl({q("-H"), q("Authorization: Bearer ") + graph,
                  serving.url() + q("/v1.0/servicePrincipals/"
                                    "appId=0000000a-0000-0000-c000-000000000000/endpoints")});
        const QJsonObject first =
            QJsonDocument::fromJson(places).object()[q("value")].toArray()[0].toObject();
        QCOMPARE(first[q("providerName")].toString(), q("ScepRequestValidationFEService"));
        const QString place = first[q("uri")].toString();
        const QString token =
            tokenFrom(serving.url(), "https://api.manage.microsoft.com//.default");

        // Another process makes the challenge.
        const Ran made = m_serve.bare(intune({q("challenge"), q("--device"), q("d1")}));
        QCOMPARE(made.code, 0);
        const QByteArray challenge = made.out.trimmed();
        QVERIFY(challenge.size() > 2000);
        const QByteArray csr = makeCsr(challenge, "xyz");
        QCOMPARE(validate(place, token, csr), "ChallengeExpired"); // as it was told, once
        QCOMPARE(validate(place, token, makeCsr(challenge, "abc")), "SubjectNameMismatch");
        QCOMPARE(validate(place, token, csr), "Success");
        const Ran ran = serving.stop();
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.err.contains("SubjectNameMismatch") && ran.err.contains("CN=abc"));
        QVERIFY(!ran.err.contains(challenge.left(100)) && !ran.err.contains(token.toUtf8()));
        QVERIFY(!ran.err.contains(contentOf(m_serve.path("state/app-key"))));
        const auto permissions = QFileInfo(m_serve.path("state/app-key")).permissions();
        QVERIFY(!(permissions & QFile::Permissions(0x77)));
    }

    void challenge_saysWhatItExpects() {
        const Ran ran = m_serve.bare(
            QStringList{q("--json")} +
            intune({q("--profile"), m_serve.path("profile.json"), q("--devices"),
                    m_serve.path("devices.json"), q("challenge"), q("--device"), q("d1")}));
        QVERIFY2(ran.code == 0, ran.text().constData());
        const QJsonObject expected = ran.json()[q("expected")].toObject();
        QCOMPARE(expected[q("subject")].toString(), q("CN=xyz"));
        QCOMPARE(expected[q("keySize")].toInt(), 2048);
        const Ran bare = m_serve.bare(intune({q("challenge"), q("--device"), q("d2")}));
        QVERIFY(bare.code != 0);
        const Ran none = m_serve.bare(intune({q("challenge"), q("--device"), q("d3")}));
        QVERIFY(none.code != 0);
    }

    void mdm_isAskedByCurl() {
        writeTo(m_serve.path("mdm.json"), json("[{'id':'d1','code':'c0de','subject':'CN=xyz'}]"));
        writeTo(m_serve.path("hmac"), "c2VjcmV0\n");
        Serving serving(m_serve,
                        {q("standin"), q("mdm"), q("--listen"), q("127.0.0.1:0"),
                         q("--self-signed"), m_serve.path("root.pem"), q("--devices"),
                         m_serve.path("mdm.json"), q("--hmac-file"), m_serve.path("hmac")});
        QVERIFY(serving.url().endsWith(q("/webhook")));
        for (const char* name : {"abc", "xyz"}) {
            writeTo(m_serve.path("body"),
                    json("{'version':1,'event':'authorize','transactionId':'T1','challenge':'c0de',"
                         "'csr':{'der':'") +
                        makeCsr("c0de", name) + json("'}}"));
            const QByteArray mac = m_serve
                                       .openssl({q("dgst"), q("-sha256"), q("-hmac"), q("secret"),
                                                 q("-r"), m_serve.path("body")})
                                       .out.left(64);
            const QByteArray answer =
                curl({q("-H"), q("X-Scepter-Signature: ") + QString::fromUtf8(mac),
                      q("--data-binary"), q("@") + m_serve.path("body"), serving.url()});
            QCOMPARE(QJsonDocument::fromJson(answer).object()[q("decision")].toString(),
                     q(name == QByteArray("xyz") ? "allow" : "deny"));
        }
        const Ran ran = serving.stop();
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.err.contains("CN=abc") && !ran.err.contains("c0de"));
    }

    void wrongUse_isExplained() {
        const auto code = [&](const QStringList& arguments) {
            return m_serve.bare(arguments).code;
        };
        QCOMPARE(code({q("standin")}), 2);
        QVERIFY(code(intune({q("--listen"), q("nowhere")})) != 0);
        QVERIFY(code(intune({q("--listen"), q("127.0.0.1:0"), q("--fault"), q("moon=500")})) != 0);
        QVERIFY(code(intune({q("--listen"), q("127.0.0.1:0"), q("--fault"), q("token=moon")})) !=
                0);
        QVERIFY(code(intune({q("--devices"), m_serve.path("profile.json"), q("challenge"),
                             q("--device"), q("d1")})) != 0);
        QVERIFY(code({q("standin"), q("jamf"), q("--url"), q("http://127.0.0.1:1/")}) != 0);
    }
};

QTEST_GUILESS_MAIN(TestStandinCommands)
#include "tst_standin_commands.moc"
