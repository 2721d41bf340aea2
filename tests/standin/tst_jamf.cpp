// Jamf's half of the SCEPChallenge webhook.
#include "../pki/x509_support.h"

#include "http/server.h"
#include "standin/jamf.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

#include <mutex>

using namespace scepter;
using namespace scepter::standin;
using namespace scepter::test;

class TestJamf : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    std::mutex m_mutex; // around both below
    http::Request m_last;
    http::Response m_answer;
    std::unique_ptr<http::Server> m_server;

    void answerWith(unsigned status, std::string_view body) {
        const std::lock_guard lock(m_mutex);
        m_answer = http::Response::text(status, body);
    }
    http::Request last() {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }
    QByteArray codeOrError(const JamfQuestion& question) {
        const auto code = askJamfChallenge(question, at("2026-11-26T09:00:00Z"));
        return code ? toQt(code->text()) : outcome(code);
    }
    JamfQuestion question() const {
        JamfQuestion one;
        one.url = m_server->url() + "/jamf";
        return one;
    }

private Q_SLOTS:
    void initTestCase() {
        m_server = http::Server::listen("127.0.0.1", 0, {}, std::nullopt, 1, m_clock,
                                        [this](http::Request request, http::Reply reply) {
                                            const std::lock_guard lock(m_mutex);
                                            m_last = std::move(request);
                                            reply(m_answer);
                                        })
                       .value();
    }

    void body_isTheEnvelope() {
        answerWith(200, "K7QF-2M9D");
        JamfQuestion one = question();
        one.scepServerUrl = "http://ca.example/scep";
        one.serialNumber = "C02";
        QCOMPARE(codeOrError(one), "K7QF-2M9D");
        QCOMPARE(last().header("Content-Type"), std::optional<std::string>("application/json"));
        QVERIFY(!last().header("Authorization"));
        const QJsonObject body = QJsonDocument::fromJson(toQt(last().body)).object();
        const QJsonObject webhook = body[QStringLiteral("webhook")].toObject();
        QCOMPARE(webhook[QStringLiteral("webhookEvent")].toString(),
                 QStringLiteral("SCEPChallenge"));
        QCOMPARE(webhook[QStringLiteral("eventTimestamp")].toDouble(), 1795683600000.0);
        const QJsonObject event = body[QStringLiteral("event")].toObject();
        QCOMPARE(event[QStringLiteral("scepServerUrl")].toString(),
                 QStringLiteral("http://ca.example/scep"));
        QCOMPARE(event[QStringLiteral("payloadTypes")].toArray().size(), 1);
        const QJsonObject device = event[QStringLiteral("targetDevice")].toObject();
        QCOMPARE(device.size(), 1);
        QCOMPARE(device[QStringLiteral("serialNumber")].toString(), QStringLiteral("C02"));
    }

    void credentials_areSent() {
        answerWith(200, "code");
        JamfQuestion one = question();
        one.authentication = JamfAuthentication::Basic;
        one.name = "ann";
        one.secret = SecretBytes(std::string_view("pass"));
        QCOMPARE(codeOrError(one), "code");
        QCOMPARE(last().header("Authorization"), std::optional<std::string>("Basic YW5uOnBhc3M="));
        one.authentication = JamfAuthentication::Header;
        one.name = "X-Key";
        QCOMPARE(codeOrError(one), "code");
        QCOMPARE(last().header("X-Key"), std::optional<std::string>("pass"));
    }

    void otherAnswers_areNoCode() {
        answerWith(401, "code");
        QCOMPARE(codeOrError(question()), "httpStatus");
        for (const char* body :
             {"", "code\n", "\"code\"", "{\"code\":1}", "<html>", "a\rb", "\xFF"}) {
            answerWith(200, body);
            QCOMPARE(codeOrError(question()), "httpMalformed");
        }
        answerWith(200, std::string(9000, 'a'));
        QCOMPARE(codeOrError(question()), "httpMalformed");
        answerWith(200, std::string(8000, 'a'));
        QCOMPARE(codeOrError(question()).size(), 8000);
    }
};

QTEST_GUILESS_MAIN(TestJamf)
#include "tst_jamf.moc"
