// SPDX-License-Identifier: GPL-3.0-or-later
#include "echo_server.h"
#include "http/raw.h"
#include "openssl_server.h"
#include "scripted_server.h"
#include "tls_files.h"

#include <QSslCertificate>
#include <QTest>
#include <future>

using namespace scepter;
using namespace scepter::http;
using scepter::test::EchoServer;
using scepter::test::Peer;
using scepter::test::ScriptedServer;

namespace {

constexpr Duration kPatience = std::chrono::seconds(20);

RawTarget at(std::uint16_t port, bool tls = false) {
    RawTarget target;
    target.host = "127.0.0.1";
    target.port = port;
    target.tls = tls;
    return target;
}

RawRequest saying(std::string_view text) {
    RawRequest request;
    request.bytes = copyOf(bytesOf(text));
    request.timeout = kPatience;
    return request;
}

RawRequest posting(std::string_view target, std::string_view body) {
    return saying("POST " + std::string(target) + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                  std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
}

constexpr std::string_view kGet = "GET /it HTTP/1.1\r\nHost: x\r\n\r\n";

/// "200 body", or the error's code.
std::string outcome(const Result<ClientResponse>& result) {
    if (!result) return std::string(toText(result.error().code));
    return std::to_string(result->status) + ' ' + std::string(textOf(result->body));
}

std::string ask(const RawTarget& target, const RawRequest& request) {
    return outcome(sendRaw(target, request));
}

} // namespace

#define COMPARE_TEXT(actual, expected)                                                             \
    QCOMPARE(QByteArray::fromStdString(actual), QByteArray(expected))

class TestRaw : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_tls.make()); }

    void target_readsHostPortAndTls() {
        const auto plain = rawTargetOf("http://ca.example.org/scep?a=b");
        QVERIFY(plain);
        COMPARE_TEXT(plain->host, "ca.example.org");
        QCOMPARE(int(plain->port), 80);
        QVERIFY(!plain->tls);
        const auto six = rawTargetOf("HTTPS://user:secret@[::1]:8443");
        QVERIFY(six);
        COMPARE_TEXT(six->host, "::1");
        QCOMPARE(int(six->port), 8443);
        QVERIFY(six->tls);
        for (const char* bad : {"ftp://x/", "x/scep", "http://", "http://:80/", "http://x:99999/",
                                "http://x/a b", "http://x/#part", "http://x/\r\nHost: y"})
            QVERIFY2(!rawTargetOf(bad), bad);
    }

    void target_takesWhatTheOptionsSayOfTls() {
        ClientOptions options;
        options.extraRootPems = {"root"};
        options.verify = false;
        options.clientCertificatePem = "certificate";
        options.clientKeyPem = SecretBytes(std::string_view("key"));
        options.clientKeyPassphrase = SecretBytes(std::string_view("word"));
        const auto target = rawTargetOf("https://x/", options);
        QVERIFY(target && !target->verify);
        QCOMPARE(target->extraRootPems, options.extraRootPems);
        COMPARE_TEXT(target->clientCertificatePem, "certificate");
        COMPARE_TEXT(std::string(target->clientKeyPem.text()), "key");
        COMPARE_TEXT(std::string(target->clientKeyPassphrase.text()), "word");
    }

    void bytes_haveTheTargetAsWritten() {
        ClientRequest request;
        request.method = "POST";
        request.url = "http://user:secret@x:81/scep//%41?message=a+b/c=";
        request.headers = {{"Content-Type", "application/x-pki-message"}};
        request.body = {'a', 'b'};
        const auto bytes = rawBytesOf(request);
        QVERIFY(bytes);
        COMPARE_TEXT(std::string(textOf(*bytes)),
                     "POST /scep//%41?message=a+b/c= HTTP/1.1\r\nHost: x:81\r\n"
                     "User-Agent: Scepter\r\nAccept-Encoding: identity\r\n"
                     "Content-Type: application/x-pki-message\r\nContent-Length: 2\r\n\r\nab");
        request.headers.push_back({"X", "a\r\nY: b"});
        QVERIFY(!rawBytesOf(request));
    }

    void bytes_keepTheirOwnHeaders() {
        ClientRequest request;
        request.url = "http://x";
        request.headers = {{"host", "y"}, {"USER-AGENT", "z"}, {"Accept-Encoding", "gzip"}};
        const auto bytes = rawBytesOf(request);
        QVERIFY(bytes);
        COMPARE_TEXT(std::string(textOf(*bytes)), "GET / HTTP/1.1\r\nhost: y\r\nUSER-AGENT: z\r\n"
                                                  "Accept-Encoding: gzip\r\n\r\n");
    }

    void send_reachesAServer() {
        const auto echo = EchoServer::start();
        COMPARE_TEXT(ask(at(echo->port()), saying(kGet)), "200 GET /it 11");
        COMPARE_TEXT(ask(at(echo->port()), posting("/echo", "ping")), "200 ping");
        const auto head = sendRaw(at(echo->port()), saying("HEAD /it HTTP/1.1\r\nHost: x\r\n\r\n"));
        COMPARE_TEXT(outcome(head), "200 ");
        COMPARE_TEXT(head->contentType, "text/plain; charset=utf-8");
        auto named = at(echo->port());
        named.host = "localhost";
        COMPARE_TEXT(ask(named, saying(kGet)), "200 GET /it 11");
    }

    void send_inPieces_waitsBetweenThem() {
        const auto echo = EchoServer::start();
        RawRequest request = posting("/echo", std::string(64, 'x'));
        request.pieceSize = 16;
        request.pieceDelay = std::chrono::milliseconds(10);
        const auto pauses = (request.bytes.size() + 15) / 16 - 1;
        const auto result = sendRaw(at(echo->port()), request);
        COMPARE_TEXT(outcome(result), "200 " + QByteArray(64, 'x'));
        QVERIFY(result->elapsed >= 10 * Duration(pauses));
    }

    void send_endsAtItsDeadline() {
        const auto echo = EchoServer::start();
        RawRequest request = saying("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        request.timeout = std::chrono::milliseconds(100);
        COMPARE_TEXT(ask(at(echo->port()), request), "timedOut");
        // Also while it is still sending.
        request = posting("/echo", "abc");
        request.pieceSize = 1;
        request.pieceDelay = std::chrono::hours(1);
        request.timeout = std::chrono::milliseconds(50);
        COMPARE_TEXT(ask(at(echo->port()), request), "timedOut");
        // And where nobody reads.
        ScriptedServer deaf([](Peer& peer) { peer.readTo("never"); });
        request = posting("/echo", std::string(std::size_t{16} << 20, 'x'));
        request.timeout = std::chrono::milliseconds(50);
        COMPARE_TEXT(ask(at(deaf.port()), request), "timedOut");
    }

    void send_endsWhenStopped() {
        const auto echo = EchoServer::start();
        std::stop_source stop;
        std::jthread stopper([&] {
            while (echo->held() == 0)
                std::this_thread::yield();
            stop.request_stop();
        });
        COMPARE_TEXT(
            outcome(sendRaw(at(echo->port()), saying("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n"),
                            stop.get_token())),
            "cancelled");
        // One that is stopped before it begins sends nothing.
        const auto before = echo->statistics().accepted;
        COMPARE_TEXT(outcome(sendRaw(at(echo->port()), saying(kGet), stop.get_token())),
                     "cancelled");
        QCOMPARE(echo->statistics().accepted, before);
    }

    void send_endsItsSide_whereWanted() {
        ScriptedServer server([](Peer& peer) {
            const std::string all = peer.readAll();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + std::to_string(all.size()));
        });
        RawRequest request = saying(kGet);
        request.endAfter = true;
        COMPARE_TEXT(ask(at(server.port()), request),
                     "200 " + QByteArray::number(int(kGet.size())));
        const auto echo = EchoServer::start();
        COMPARE_TEXT(ask(at(echo->port()), request), "200 GET /it 11");
    }

    void send_hearsAnAnswerThatComesEarly() {
        ServerLimits limits;
        limits.maxBodyBytes = 1000;
        const auto echo = EchoServer::start(limits);
        const auto result =
            sendRaw(at(echo->port()), posting("/echo", std::string(std::size_t{8} << 20, 'x')));
        QCOMPARE(result ? int(result->status) : 0, 413);
    }

    // More than a socket takes at a time.
    void send_goesOnWhereTheSocketWasFull() {
        const std::string body(std::size_t{8} << 20, 'x');
        ServerLimits limits;
        limits.maxBodyBytes = body.size();
        const auto echo = EchoServer::start(limits);
        RawRequest request = posting("/echo", body);
        request.maxResponseBytes = body.size();
        const auto result = sendRaw(at(echo->port()), request);
        QVERIFY2(result, result ? "" : toText(result.error()).c_str());
        QCOMPARE(result->body.size(), body.size());
    }

    void read_tellsWhatIsNoResponse_data() {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing") << QByteArray() << QByteArray("unreachable");
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 O") << QByteArray("httpMalformed");
        QTest::newRow("half a body")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
            << QByteArray("httpMalformed");
        QTest::newRow("half a chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc")
            << QByteArray("httpMalformed");
        QTest::newRow("no last chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
            << QByteArray("httpMalformed");
        QTest::newRow("other protocol")
            << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << QByteArray("httpMalformed");
        QTest::newRow("endless head")
            << "HTTP/1.1 200 OK\r\nX: " + QByteArray(70'000, 'x') << QByteArray("limitExceeded");
        QTest::newRow("too long") << QByteArray(
                                         "HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n")
                                  << QByteArray("limitExceeded");
        QTest::newRow("too long without a length")
            << "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(1'000'001, 'x')
            << QByteArray("limitExceeded");
        QTest::newRow("to the end")
            << QByteArray("HTTP/1.1 200 OK\r\n\r\nall of it") << QByteArray("200 all of it");
        QTest::newRow("chunked") << QByteArray(
                                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: v\r\n\r\n")
                                 << QByteArray("200 abcde");
        QTest::newRow("interim") << QByteArray(
                                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\n\r\n")
                                 << QByteArray("204 ");
    }
    void read_tellsWhatIsNoResponse() {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, expected);
        ScriptedServer server([&](Peer& peer) {
            if (peer.readTo("\r\n\r\n")) peer.send(sent.toStdString());
        });
        RawRequest request = saying(kGet);
        request.maxResponseBytes = 1'000'000;
        COMPARE_TEXT(ask(at(server.port()), request), expected);
    }

    void read_takesAnswersByteByByte() {
        constexpr std::string_view kAnswer =
            "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\nX: 1\r\nx: 2\r\n"
            "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        ScriptedServer server([&](Peer& peer) {
            for (const char& c : kAnswer)
                peer.send(std::string_view(&c, 1));
            peer.readAll();
        });
        const auto result = sendRaw(at(server.port()), saying(kGet));
        COMPARE_TEXT(outcome(result), "200 abc");
        COMPARE_TEXT(result->header("X").value_or(""), "1, 2");
    }

    void read_tellsABrokenConnection() {
        ScriptedServer server([](Peer& peer) {
            peer.readTo("\r\n\r\n");
            if (peer.number() == 1) peer.send("HTTP/1.1 200 OK\r\n\r\nhalf");
            peer.breakOff();
        });
        COMPARE_TEXT(ask(at(server.port()), saying(kGet)), "unreachable");
        COMPARE_TEXT(ask(at(server.port()), saying(kGet)), "httpMalformed");
    }

    void connect_tellsWhatIsNotThere() {
        std::uint16_t port = 0;
        {
            const auto gone = EchoServer::start();
            port = gone->port();
        }
        COMPARE_TEXT(ask(at(port), saying(kGet)), "unreachable");
        auto target = at(port);
        target.host = "no-such-host.invalid";
        COMPARE_TEXT(ask(target, saying(kGet)), "unreachable");
    }

    void tls_reachesWhomItTrusts() {
        const auto echo = EchoServer::start({}, serverTls());
        RawTarget target = at(echo->port(), true);
        COMPARE_TEXT(ask(target, saying(kGet)), "tlsFailed");
        target.extraRootPems = {m_tls.read("root.pem")};
        RawRequest request = posting("/echo", std::string(100'000, 'x'));
        request.pieceSize = 30'000;
        request.endAfter = true;
        const auto result = sendRaw(target, request);
        COMPARE_TEXT(outcome(result), "200 " + QByteArray(100'000, 'x'));
        COMPARE_TEXT(result->tlsProtocol, "TLSv1.3");
        const QByteArray der =
            QSslCertificate::fromPath(QString::fromStdString(m_tls.path("server.pem")))
                .value(0)
                .toDer();
        QCOMPARE(QByteArray::fromStdString(std::string(textOf(result->serverCertificate))), der);
        target.host = "localhost";
        COMPARE_TEXT(ask(target, saying(kGet)), "200 GET /it 11");
        COMPARE_TEXT(ask(target, saying("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")).substr(0, 5),
                     "200 b");
    }

    void tls_refusesOthers() {
        // Not the address of the certificate.
        const auto echo = EchoServer::start({}, serverTls(), "127.0.0.2");
        RawTarget target = at(echo->port(), true);
        target.host = "127.0.0.2";
        target.extraRootPems = {m_tls.read("root.pem")};
        COMPARE_TEXT(ask(target, saying(kGet)), "tlsFailed");
        target.verify = false;
        COMPARE_TEXT(ask(target, saying(kGet)), "200 GET /it 11");
        target.extraRootPems = {"no certificate"};
        COMPARE_TEXT(ask(target, saying(kGet)), "tlsFailed");
        // No TLS there at all.
        const auto plain = EchoServer::start();
        COMPARE_TEXT(ask(at(plain->port(), true), saying(kGet)), "tlsFailed");
    }

    void tls_believesTheCertificateThatItMustSee() {
        const auto echo = EchoServer::start({}, serverTls(), "127.0.0.2");
        RawTarget target = at(echo->port(), true);
        target.host = "127.0.0.2";
        target.serverCertificatePem = m_tls.read("server.pem") + m_tls.read("root.pem");
        COMPARE_TEXT(ask(target, saying(kGet)), "200 GET /it 11");
        const auto served = echo->statistics().requests;
        target.serverCertificatePem = m_tls.read("client.pem");
        target.extraRootPems = {m_tls.read("root.pem")};
        COMPARE_TEXT(ask(target, saying(kGet)), "tlsFailed");
        target.serverCertificatePem = "no certificate";
        COMPARE_TEXT(ask(target, saying(kGet)), "tlsFailed");
        QCOMPARE(echo->statistics().requests, served);
    }

    void tls_presentsTheClientCertificate() {
        scepter::test::OpensslServer server;
        QVERIFY(server.start(m_tls));
        const RawRequest request = saying("GET /answer HTTP/1.0\r\n\r\n");
        RawTarget target = at(server.port(), true);
        target.extraRootPems = {m_tls.read("root.pem")};
        QVERIFY(ask(target, request) != "200 body");
        target.clientCertificatePem = m_tls.read("client.pem");
        target.clientKeyPem = SecretBytes(m_tls.read("client.key"));
        COMPARE_TEXT(ask(target, request), "200 body");
        target.clientKeyPem = SecretBytes(std::string_view("no PEM"));
        COMPARE_TEXT(ask(target, request), "tlsFailed");
    }

    void held_staysOpenUntilItIsLetGo() {
        std::promise<std::string> heard;
        ScriptedServer server([&](Peer& peer) {
            if (peer.readTo("half")) heard.set_value(peer.readAll());
        });
        std::future<std::string> rest = heard.get_future();
        {
            const auto held = holdRaw(at(server.port()), saying("half of it"));
            QVERIFY(held);
            QVERIFY(rest.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
        }
        COMPARE_TEXT(rest.get(), " of it");
    }

    void held_sendsOverTls() {
        const auto echo = EchoServer::start({}, serverTls());
        RawTarget target = at(echo->port(), true);
        target.extraRootPems = {m_tls.read("root.pem")};
        std::vector<HeldConnection> held;
        for (int i = 0; i < 3; ++i) {
            auto one = holdRaw(target, saying("POST /echo HTTP/1.1\r\nContent-Length: 9\r\n\r\n"));
            QVERIFY2(one, one ? "" : toText(one.error()).c_str());
            held.push_back(std::move(*one));
        }
        QCOMPARE(echo->statistics().open, std::size_t{3});
        held.clear();
        QTRY_COMPARE(echo->statistics().open, std::size_t{0});
    }

    void held_tellsWhatIsNotThere() {
        std::uint16_t port = 0;
        {
            const auto gone = EchoServer::start();
            port = gone->port();
        }
        const auto held = holdRaw(at(port), saying("half"));
        QVERIFY(!held && held.error().code == ErrorCode::Unreachable);
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = holdRaw(at(port), saying("half"), stop.get_token());
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
    }

    void tls_endsAtItsDeadline() {
        ScriptedServer silent([](Peer& peer) { peer.readAll(); });
        RawRequest request = saying(kGet);
        request.timeout = std::chrono::milliseconds(50);
        COMPARE_TEXT(ask(at(silent.port(), true), request), "timedOut");
    }

private:
    [[nodiscard]] TlsOptions serverTls() const {
        return {
            m_tls.path("server.pem"), SecretBytes(std::string_view(m_tls.path("server.key"))), {}};
    }

    scepter::test::TlsFiles m_tls;
};

QTEST_GUILESS_MAIN(TestRaw)
#include "tst_raw.moc"
