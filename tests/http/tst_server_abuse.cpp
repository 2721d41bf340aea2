// What the server survives: silence, slowness, floods, resets, exhaustion; and how it stops.
#include "echo_server.h"
#include "raw_client.h"
#include "tls_files.h"

#include <QTest>
#include <fcntl.h>
#include <future>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace scepter;
using namespace scepter::http;
using namespace scepter::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
constexpr const char* kHold = "GET /hold HTTP/1.1\r\nHost: h\r\n\r\n";

/// All timeouts far away but the one under test, so that no other can pass for it.
ServerLimits patient() {
    ServerLimits limits;
    limits.headerTimeout = limits.bodyTimeout = limits.idleTimeout = limits.writeTimeout =
        limits.handlerTimeout = limits.tlsHandshakeTimeout = limits.lingerTimeout = 60s;
    return limits;
}

/// The most files this process may open, for a while.
class FileLimit {
public:
    FileLimit() { ::getrlimit(RLIMIT_NOFILE, &m_before); }
    ~FileLimit() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;
    bool set(rlim_t files) const {
        const rlimit limit{files, m_before.rlim_max};
        return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
    }
    [[nodiscard]] rlim_t most() const { return m_before.rlim_max; }

private:
    rlimit m_before{};
};

bool serves(const EchoServer& server, bool tls = false) {
    return RawClient(server.port(), tls).ask(kGet).status == 200;
}

} // namespace

class TestServerAbuse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void timeout_silentConnectionsAreClosed();
    void timeout_silentTlsPeersAreClosed();
    void timeout_slowHeadersAreCut();
    void timeout_laterRequestsHaveTheirOwn();
    void timeout_slowBodiesAreCut_data();
    void timeout_slowBodiesAreCut();
    void timeout_idleConnectionsAreClosed_data();
    void timeout_idleConnectionsAreClosed();
    void timeout_handlersAreNotWaitedForForever();
    void timeout_readersOfBigResponsesAreCut();
    void timeout_lingeringIsCut();

    void flood_bodyOf100MegabytesGets413();
    void flood_headersOf64MegabytesGet431();
    void flood_chunksGet413();
    void reset_clientsThatLeaveAreForgotten_data();
    void reset_clientsThatLeaveAreForgotten();
    void reset_clientLeavesBeforeTheReply();

    void limit_connections();
    void limit_connectionsPerAddress();
    void limit_tlsHandshakes();
    void limit_fileDescriptors();

    void stop_finishesWhatIsInFlight_data();
    void stop_finishesWhatIsInFlight();
    void stop_closesIdleConnections();
    void stop_cutsAfterItsGrace();
    void stop_refusesNewConnections();
    void reply_mayComeAfterTheServer();

private:
    std::unique_ptr<EchoServer> serve(const ServerLimits& limits, bool tls) {
        if (!tls) return EchoServer::start(limits);
        return EchoServer::start(
            limits,
            TlsOptions{m_files.read("server.pem"), SecretBytes(m_files.read("server.key")), {}});
    }
    TlsFiles m_files;
};

void TestServerAbuse::initTestCase() {
    QVERIFY(m_files.make());
}

void TestServerAbuse::timeout_silentConnectionsAreClosed() {
    FileLimit files;
    constexpr std::size_t kPeers = 1100;
    if (files.most() < 2 * kPeers + 100 || !files.set(files.most())) QSKIP("too few descriptors");
    ServerLimits limits = patient();
    limits.headerTimeout = 2s;
    const auto server = serve(limits, false);
    std::vector<std::unique_ptr<RawClient>> peers;
    for (std::size_t i = 0; i < kPeers; ++i) {
        peers.push_back(std::make_unique<RawClient>(server->port()));
        if (i % 2 == 0) peers.back()->send("GET /a HTTP/1.1\r\nHost:");
    }
    QVERIFY(serves(*server)); // while they are there
    QTRY_COMPARE(server->statistics().accepted, std::uint64_t(kPeers + 1));
    peers.resize(kPeers / 2); // half of them leave by themselves
    for (auto& peer : peers)
        QVERIFY(peer->ends());
    peers.clear();
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
    QVERIFY(serves(*server));
}

void TestServerAbuse::timeout_silentTlsPeersAreClosed() {
    ServerLimits limits = patient();
    limits.tlsHandshakeTimeout = 200ms;
    const auto server = serve(limits, true);
    std::vector<std::unique_ptr<RawClient>> peers;
    for (int i = 0; i < 50; ++i)
        peers.push_back(std::make_unique<RawClient>(server->port()));
    QVERIFY(serves(*server, true));
    for (auto& peer : peers)
        QVERIFY(peer->ends());
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
}

void TestServerAbuse::timeout_slowHeadersAreCut() {
    ServerLimits limits = patient();
    limits.headerTimeout = 200ms;
    const auto server = serve(limits, false);
    RawClient client(server->port());
    client.send("GET /a HTTP/1.1\r\nHost: h\r\n");
    // One byte after the other keeps no connection alive.
    for (int i = 0; i < 2000 && !client.socket().waitForReadyRead(10); ++i)
        client.send("X: y\r\n");
    const RawResponse response = client.read();
    QCOMPARE(response.status, 408);
    QVERIFY(response.closes());
    QCOMPARE(server->statistics().timedOut, std::uint64_t(1));
}

void TestServerAbuse::timeout_laterRequestsHaveTheirOwn() {
    ServerLimits limits = patient();
    limits.headerTimeout = 1s;
    const auto server = serve(limits, false);
    RawClient client(server->port());
    QCOMPARE(client.ask(kGet).status, 200);
    QVERIFY(!client.socket().waitForReadyRead(1600)); // idle is not slow
    QCOMPARE(client.socket().state(), QAbstractSocket::ConnectedState);
    QCOMPARE(client.ask(kGet).status, 200);
    QCOMPARE(client.ask("G").status, 408);
}

void TestServerAbuse::timeout_slowBodiesAreCut_data() {
    QTest::addColumn<QByteArray>("request");
    const QByteArray head = "POST /echo HTTP/1.1\r\nHost: h\r\n";
    QTest::newRow("length") << head + "Content-Length: 5000\r\n\r\n";
    QTest::newRow("chunked") << head + "Transfer-Encoding: chunked\r\n\r\n1000\r\n";
}

void TestServerAbuse::timeout_slowBodiesAreCut() {
    QFETCH(QByteArray, request);
    ServerLimits limits = patient();
    limits.bodyTimeout = 200ms;
    const auto server = serve(limits, false);
    RawClient client(server->port());
    client.send(request);
    for (int i = 0; i < 2000 && !client.socket().waitForReadyRead(10); ++i)
        client.send("x");
    QCOMPARE(client.read().status, 408);
}

void TestServerAbuse::timeout_idleConnectionsAreClosed_data() {
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void TestServerAbuse::timeout_idleConnectionsAreClosed() {
    QFETCH(bool, tls);
    ServerLimits limits = patient();
    limits.idleTimeout = 100ms;
    const auto server = serve(limits, tls);
    RawClient client(server->port(), tls);
    QCOMPARE(client.ask(kGet).status, 200);
    QVERIFY(client.ends());
    QVERIFY(client.isDry()); // and without a word: nothing had begun
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
}

void TestServerAbuse::timeout_handlersAreNotWaitedForForever() {
    ServerLimits limits = patient();
    limits.handlerTimeout = 100ms;
    const auto server = serve(limits, false);
    RawClient client(server->port());
    const RawResponse response = client.ask(kHold);
    QCOMPARE(response.status, 503);
    QVERIFY(response.closes());
    server->release(); // too late, and harmless
    QVERIFY(client.ends());
    QVERIFY(client.isDry());
}

void TestServerAbuse::timeout_readersOfBigResponsesAreCut() {
    ServerLimits limits = patient();
    limits.writeTimeout = 200ms;
    const auto server = serve(limits, false);
    RawClient client(server->port());
    client.socket().setReadBufferSize(1024);
    client.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n"
                "GET /big HTTP/1.1\r\nHost: h\r\n\r\n"
                "GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_COMPARE(server->statistics().timedOut, std::uint64_t(1));
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
}

void TestServerAbuse::timeout_lingeringIsCut() {
    ServerLimits limits = patient();
    limits.lingerTimeout = 100ms;
    const auto server = serve(limits, false);
    RawClient client(server->port());
    client.send("garbage \x01\r\n\r\n");
    // The client neither closes nor stops; the server does not wait for it.
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
    QCOMPARE(client.read().status, 400);
}

void TestServerAbuse::flood_bodyOf100MegabytesGets413() {
    const auto server = serve(patient(), false);
    RawClient client(server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 104857600\r\n\r\n");
    const QByteArray part(1024 * 1024, 'x');
    for (int i = 0; i < 100; ++i)
        client.send(part);
    const RawResponse response = client.read();
    QCOMPARE(response.status, 413);
    QVERIFY(client.ends());
}

void TestServerAbuse::flood_headersOf64MegabytesGet431() {
    const auto server = serve(patient(), false);
    RawClient client(server->port());
    client.send("GET / HTTP/1.1\r\nHost: h\r\n");
    const QByteArray part = QByteArray("X-Header: 0123456789\r\n").repeated(48 * 1024);
    for (int i = 0; i < 64; ++i)
        client.send(part);
    QCOMPARE(client.read().status, 431);
    QVERIFY(client.ends());
}

void TestServerAbuse::flood_chunksGet413() {
    const auto server = serve(patient(), false);
    RawClient client(server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    const QByteArray part = "10000\r\n" + QByteArray(0x10000, 'x') + "\r\n";
    for (int i = 0; i < 160; ++i)
        client.send(part);
    QCOMPARE(client.read().status, 413);
    QVERIFY(client.ends());
    QCOMPARE(server->statistics().requests, std::uint64_t(0));
}

void TestServerAbuse::reset_clientsThatLeaveAreForgotten_data() {
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void TestServerAbuse::reset_clientsThatLeaveAreForgotten() {
    QFETCH(bool, tls);
    const auto server = serve(patient(), tls);
    for (int i = 0; i < 60; ++i) {
        RawClient client(server->port(), tls);
        client.send(i % 3 == 0   ? "GET /big HTTP/1.1\r\nHost: h\r\n\r\n"
                    : i % 3 == 1 ? "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nx"
                                 : "GET /");
        const linger hard{1, 0}; // close() then sends RST
        const int descriptor = static_cast<int>(client.socket().socketDescriptor());
        QCOMPARE(::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard), 0);
        client.socket().abort();
    }
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
    QVERIFY(serves(*server, tls));
}

void TestServerAbuse::reset_clientLeavesBeforeTheReply() {
    const auto server = serve(patient(), false);
    for (std::size_t i = 0; i < 20; ++i) {
        RawClient client(server->port());
        client.send(kHold);
        QTRY_COMPARE(server->held(), i + 1);
        client.socket().abort();
    }
    server->release();
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
    QVERIFY(serves(*server));
}

void TestServerAbuse::limit_connections() {
    ServerLimits limits = patient();
    limits.maxConnections = 2;
    const auto server = serve(limits, false);
    RawClient first(server->port());
    RawClient second(server->port());
    QCOMPARE(first.ask(kGet).status, 200);
    QCOMPARE(second.ask(kGet).status, 200);
    RawClient third(server->port());
    const RawResponse refused = third.read();
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.closes());
    QVERIFY(third.ends());
    QCOMPARE(server->statistics().refused, std::uint64_t(1));
    QCOMPARE(server->statistics().accepted, std::uint64_t(2));
    first.socket().abort();
    QTRY_COMPARE(server->statistics().open, std::size_t(1));
    QVERIFY(serves(*server));
}

void TestServerAbuse::limit_connectionsPerAddress() {
    ServerLimits limits = patient();
    limits.maxConnectionsPerAddress = 1;
    const auto server = EchoServer::start(limits, {}, "0.0.0.0");
    RawClient first(server->port());
    QCOMPARE(first.ask(kGet).status, 200);
    RawClient second(server->port());
    QCOMPARE(second.read().status, 503);
    // From another address, there is room.
    QTcpSocket other;
    QVERIFY(other.bind(QHostAddress(QStringLiteral("127.0.0.2"))));
    other.connectToHost(QStringLiteral("127.0.0.1"), server->port());
    QVERIFY(other.waitForConnected());
    other.write(kGet);
    QVERIFY(other.waitForReadyRead());
    QVERIFY(other.readAll().startsWith("HTTP/1.1 200 "));
    QCOMPARE(server->last().remoteAddress, std::string("127.0.0.2"));
}

void TestServerAbuse::limit_tlsHandshakes() {
    ServerLimits limits = patient();
    limits.maxTlsHandshakes = 1;
    const auto server = serve(limits, true);
    QVERIFY(serves(*server, true));
    {
        RawClient silent(server->port());
        QTRY_COMPARE(server->statistics().accepted, std::uint64_t(2));
        RawClient refused(server->port());
        QVERIFY(refused.ends());
        QCOMPARE(server->statistics().refused, std::uint64_t(1));
    }
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
    QVERIFY(serves(*server, true)); // finished handshakes count no more
}

void TestServerAbuse::limit_fileDescriptors() {
    ServerLimits limits = patient();
    limits.acceptBackoff = 20ms;
    const auto server = serve(limits, false);
    RawClient before(server->port());
    QCOMPARE(before.ask(kGet).status, 200);
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QVERIFY(client >= 0);
    {
        FileLimit files;
        const int lowestFree = ::fcntl(0, F_DUPFD, 0);
        ::close(lowestFree);
        QVERIFY(files.set(static_cast<rlim_t>(lowestFree)));
        QTcpSocket socket;
        QVERIFY(socket.setSocketDescriptor(client, QAbstractSocket::UnconnectedState));
        socket.connectToHost(QHostAddress::LocalHost, server->port());
        QVERIFY(socket.waitForConnected()); // by the kernel; nobody can accept it
        socket.write(kGet);
        QTRY_VERIFY(server->statistics().acceptErrors >= 3);
        QCOMPARE(server->troubles(), 1); // told once, not each time
        QCOMPARE(before.ask(kGet).status, 200);
        QCOMPARE(socket.bytesAvailable(), 0);
        QVERIFY(files.set(static_cast<rlim_t>(lowestFree) + 100));
        QVERIFY(socket.waitForReadyRead());
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 "));
    }
    QVERIFY(serves(*server));
}

void TestServerAbuse::stop_finishesWhatIsInFlight_data() {
    timeout_idleConnectionsAreClosed_data();
}

void TestServerAbuse::stop_finishesWhatIsInFlight() {
    QFETCH(bool, tls);
    const auto server = serve(patient(), tls);
    RawClient handled(server->port(), tls);
    RawClient half(server->port(), tls);
    handled.send(kHold);
    half.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbo");
    QTRY_COMPARE(server->held(), std::size_t(1));
    QTRY_COMPARE(server->statistics().open, std::size_t(2));
    RawClient idle(server->port(), tls);
    QCOMPARE(idle.ask(kGet).status, 200);
    auto stopped = std::async(std::launch::async, [&] { server->server().stop(20s); });
    QVERIFY(idle.ends()); // so the stop has begun
    half.send("dy");
    const RawResponse whole = half.read();
    QCOMPARE(whole.status, 200);
    QCOMPARE(whole.body, QByteArray("body"));
    QVERIFY(stopped.wait_for(0s) != std::future_status::ready);
    server->release();
    const RawResponse response = handled.read();
    QCOMPARE(response.status, 200);
    QVERIFY(response.closes());
    QVERIFY(handled.ends());
    QVERIFY(half.ends());
    QCOMPARE(stopped.wait_for(15s), std::future_status::ready);
}

void TestServerAbuse::stop_closesIdleConnections() {
    const auto server = serve(patient(), false);
    RawClient fresh(server->port());
    RawClient kept(server->port());
    QCOMPARE(kept.ask(kGet).status, 200);
    QTRY_COMPARE(server->statistics().open, std::size_t(2));
    QElapsedTimer timer;
    timer.start();
    server->server().stop(20s);
    QVERIFY(timer.elapsed() < 10000);
    QVERIFY(fresh.ends());
    QVERIFY(kept.ends());
    QCOMPARE(server->statistics().open, std::size_t(0));
    server->server().stop(20s); // again does nothing
}

void TestServerAbuse::stop_cutsAfterItsGrace() {
    const auto server = serve(patient(), false);
    RawClient client(server->port());
    client.send(kHold);
    QTRY_COMPARE(server->held(), std::size_t(1));
    server->server().stop(50ms);
    QVERIFY(client.ends());
    QCOMPARE(server->statistics().open, std::size_t(0));
    server->release();
}

void TestServerAbuse::stop_refusesNewConnections() {
    const auto server = serve(patient(), false);
    const std::uint16_t port = server->port();
    server->server().stop(0ms);
    QVERIFY(!RawClient(port).isGood());
}

void TestServerAbuse::reply_mayComeAfterTheServer() {
    const auto server = serve(patient(), false);
    RawClient client(server->port());
    client.send(kHold);
    QTRY_COMPARE(server->held(), std::size_t(1));
    server->destroyServer();
    QVERIFY(client.ends());
    server->release();
    QCOMPARE(server->held(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestServerAbuse)
#include "tst_server_abuse.moc"
