// SPDX-License-Identifier: GPL-3.0-or-later
#include "echo_server.h"
#include "http/load_client.h"
#include "scripted_server.h"
#include "tls_files.h"

#include <QTest>
#include <map>

using namespace scepter;
using namespace scepter::http;
using scepter::test::EchoServer;
using scepter::test::Peer;
using scepter::test::ScriptedServer;

namespace {

LoadClientOptions optionsFor(std::uint16_t port, unsigned connections = 1) {
    LoadClientOptions options;
    options.target.host = "127.0.0.1";
    options.target.port = port;
    options.connections = connections;
    options.timeout = std::chrono::seconds(20);
    return options;
}

Bytes get(std::string_view target) {
    return copyOf(bytesOf("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
}

/// What came of requests: "200 body" or the failure's name, how often.
using Outcomes = std::map<std::string, int>;

struct Ran {
    Outcomes outcomes;
    std::uint64_t connects = 0;
};

/// Each connection sends its next request when the last was answered.
Ran runClosedLoop(const LoadClientOptions& options, const Bytes& request, unsigned requests) {
    Ran ran;
    auto made = LoadClient::make(options);
    if (!made) return {{{std::string(toText(made.error().code)), -1}}, 0};
    LoadClient& client = **made;
    unsigned sent = 0;
    unsigned answered = 0;
    client.onAnswer([&](unsigned connection, const LoadAnswer& answer) {
        ++ran.outcomes[answer.failure ? std::string(toText(*answer.failure))
                                      : std::to_string(answer.status) + ' ' +
                                            std::string(textOf(answer.body.first(
                                                std::min<std::size_t>(answer.body.size(), 20))))];
        if (sent < requests) {
            ++sent;
            client.send(connection, request);
        }
        if (++answered == requests) client.stop();
    });
    client.post([&] {
        for (unsigned i = 0; i < options.connections && sent < requests; ++i, ++sent)
            client.send(i, request);
    });
    client.run();
    ran.connects = client.connects();
    return ran;
}

} // namespace

class TestLoadClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_tls.make()); }

    void requests_shareTheirConnections() {
        const auto echo = EchoServer::start();
        const Ran ran = runClosedLoop(optionsFor(echo->port(), 4), get("/x"), 200);
        QCOMPARE(ran.outcomes, (Outcomes{{"200 GET /x 11", 200}}));
        QCOMPARE(ran.connects, 4U);
        QCOMPARE(echo->statistics().accepted, 4U);
        QCOMPARE(echo->statistics().requests, 200U);
    }

    void requests_shareTheirConnections_overTls() {
        const auto echo = EchoServer::start({}, serverTls());
        LoadClientOptions options = optionsFor(echo->port(), 3);
        options.target.tls = true;
        QCOMPARE(runClosedLoop(options, get("/x"), 4).outcomes, (Outcomes{{"TlsFailed", 4}}));
        options.target.extraRootPems = {m_tls.read("root.pem")};
        const Ran ran = runClosedLoop(options, get("/x"), 60);
        QCOMPARE(ran.outcomes, (Outcomes{{"200 GET /x 11", 60}}));
        QCOMPARE(ran.connects, 3U);
        options.maxResponseBytes = std::size_t{8} << 20;
        QCOMPARE(runClosedLoop(options, get("/big"), 4).outcomes,
                 (Outcomes{{"200 bbbbbbbbbbbbbbbbbbbb", 4}}));
        options.target.clientCertificatePem = "none";
        QCOMPARE(runClosedLoop(options, get("/x"), 1).outcomes, (Outcomes{{"tlsFailed", -1}}));
    }

    void connection_isMadeAnew_whenTheServerCloses() {
        const auto echo = EchoServer::start();
        const Ran ran = runClosedLoop(optionsFor(echo->port(), 2), get("/bye"), 20);
        QCOMPARE(ran.outcomes, (Outcomes{{"200 GET /bye 11", 20}}));
        QCOMPARE(ran.connects, 20U);
    }

    void request_isSentAgain_whenItMeetsAClose() {
        // Each connection answers once and closes on the second request, which it has read.
        ScriptedServer server([](Peer& peer) {
            peer.readTo("\r\n\r\n");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
            peer.readTo("\r\n\r\n");
            if (peer.number() == 1) peer.breakOff();
        });
        const Ran ran = runClosedLoop(optionsFor(server.port()), get("/"), 4);
        QCOMPARE(ran.outcomes, (Outcomes{{"200 x", 4}}));
        QCOMPARE(ran.connects, 4U);
    }

    void idleConnection_isGivenUp_whenTheServerEndsIt() {
        std::atomic<bool> closed = false;
        ScriptedServer server([&](Peer& peer) {
            peer.readTo("\r\n\r\n");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
            closed = peer.number() == 0;
            if (peer.number() > 0) peer.readAll();
        });
        auto client = LoadClient::make(optionsFor(server.port()));
        QVERIFY(client);
        const Bytes request = get("/");
        int answers = 0;
        std::function<void()> again = [&] {
            // The answer is here, so the end of the connection is too, or about to be.
            if (!closed)
                (*client)->post(again);
            else
                (*client)->send(0, request);
        };
        (*client)->onAnswer([&](unsigned, const LoadAnswer& answer) {
            QCOMPARE(answer.status, 200U);
            if (++answers == 2)
                (*client)->stop();
            else
                (*client)->post(again);
        });
        (*client)->post([&] { (*client)->send(0, request); });
        (*client)->run();
        QCOMPARE(answers, 2);
        QCOMPARE((*client)->connects(), 2U);
    }

    void failure_isTold_data() {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing") << QByteArray() << QByteArray("ConnectionReset");
        QTest::newRow("half a head")
            << QByteArray("HTTP/1.1 200 O") << QByteArray("ConnectionReset");
        QTest::newRow("half a body")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
            << QByteArray("ConnectionReset");
        QTest::newRow("other protocol")
            << QByteArray("220 mail.example.org\r\n\r\n") << QByteArray("HttpMalformed");
        QTest::newRow("too long") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")
                                  << QByteArray("LimitExceeded");
        QTest::newRow("to the end")
            << QByteArray("HTTP/1.0 503 No\r\n\r\nall of it") << QByteArray("503 all of it");
    }
    void failure_isTold() {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, expected);
        ScriptedServer server([&](Peer& peer) {
            if (peer.readTo("\r\n\r\n")) peer.send(sent.toStdString());
        });
        LoadClientOptions options = optionsFor(server.port(), 2);
        options.maxResponseBytes = 1000;
        QCOMPARE(runClosedLoop(options, get("/"), 4).outcomes,
                 (Outcomes{{expected.toStdString(), 4}}));
    }

    void failure_isTold_whereNobodyListens() {
        std::uint16_t port = 0;
        {
            const auto gone = EchoServer::start();
            port = gone->port();
        }
        QCOMPARE(runClosedLoop(optionsFor(port, 2), get("/"), 5).outcomes,
                 (Outcomes{{"Unreachable", 5}}));
        LoadClientOptions options = optionsFor(port);
        options.target.host = "no-such-host.invalid";
        QCOMPARE(runClosedLoop(options, get("/"), 1).outcomes, (Outcomes{{"unreachable", -1}}));
    }

    void failure_isTold_whenTheTimeIsUp() {
        const auto echo = EchoServer::start();
        LoadClientOptions options = optionsFor(echo->port(), 3);
        options.timeout = std::chrono::milliseconds(60);
        QCOMPARE(runClosedLoop(options, get("/hold"), 6).outcomes, (Outcomes{{"TimedOut", 6}}));
        // A server that takes no TLS handshake, and one that reads no body.
        ScriptedServer deaf([](Peer& peer) { peer.readTo("never"); });
        options = optionsFor(deaf.port());
        options.timeout = std::chrono::milliseconds(60);
        const Bytes large(std::size_t{16} << 20, 'x');
        QCOMPARE(runClosedLoop(options, large, 2).outcomes, (Outcomes{{"TimedOut", 2}}));
        options.target.tls = true;
        QCOMPARE(runClosedLoop(options, get("/"), 2).outcomes, (Outcomes{{"TimedOut", 2}}));
    }

    void answer_thatComesEarly_isHeard() {
        ServerLimits limits;
        limits.maxBodyBytes = 1000;
        const auto echo = EchoServer::start(limits);
        Bytes request =
            copyOf(bytesOf("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n"));
        request.resize(request.size() + 8'000'000, 'x');
        const Outcomes outcomes = runClosedLoop(optionsFor(echo->port(), 2), request, 4).outcomes;
        QCOMPARE(outcomes.size(), 1U);
        QVERIFY2(outcomes.begin()->first.starts_with("413 "), outcomes.begin()->first.c_str());
    }

    void timer_isReplaced() {
        const auto echo = EchoServer::start();
        auto client = LoadClient::make(optionsFor(echo->port()));
        QVERIFY(client);
        std::string called;
        const auto now = std::chrono::steady_clock::now();
        (*client)->at(now, [&] { called += "first"; });
        (*client)->at(now + std::chrono::milliseconds(5), [&] {
            called += "second";
            (*client)->stop();
        });
        (*client)->run();
        QCOMPARE(QByteArray::fromStdString(called), QByteArray("second"));
    }

    void stop_dropsWhatIsUnderWay() {
        const auto echo = EchoServer::start();
        auto client = LoadClient::make(optionsFor(echo->port()));
        QVERIFY(client);
        const Bytes request = get("/hold");
        int answers = 0;
        (*client)->onAnswer([&](unsigned, const LoadAnswer&) { ++answers; });
        (*client)->post([&] { (*client)->send(0, request); });
        std::jthread stopper([&] {
            while (echo->held() == 0)
                std::this_thread::yield();
            (*client)->stop();
        });
        (*client)->run();
        client->reset();
        QCOMPARE(answers, 0);
        QVERIFY(!LoadClient::make(optionsFor(echo->port(), 0)));
    }

private:
    [[nodiscard]] TlsOptions serverTls() const {
        return {
            m_tls.path("server.pem"), SecretBytes(std::string_view(m_tls.path("server.key"))), {}};
    }

    scepter::test::TlsFiles m_tls;
};

QTEST_GUILESS_MAIN(TestLoadClient)
#include "tst_load_client.moc"
