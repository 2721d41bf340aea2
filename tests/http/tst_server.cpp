// What the server answers and what it refuses, plain and over TLS.
#include "echo_server.h"
#include "http/local_address.h"
#include "raw_client.h"
#include "tls_files.h"

#include <QLocale>
#include <QTest>
#include <algorithm>
#include <sys/socket.h>
#include <unistd.h>

using namespace scepter;
using namespace scepter::http;
using namespace scepter::test;

namespace {

constexpr const char* kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

QByteArray get(const QByteArray& target, const QByteArray& headers = {}) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}

QByteArray post(const QByteArray& body) {
    return "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n\r\n" + body;
}

QByteArray chunked(const QByteArray& rest) {
    return "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + rest;
}

} // namespace

class TestServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void keepAlive_servesManyRequests_data() { plainAndTls(); }
    void keepAlive_servesManyRequests();
    void http10_closesUnlessAskedToStay();
    void http11_closesWhenAsked_data() { plainAndTls(); }
    void http11_closesWhenAsked();
    void handler_canClose();
    void handler_canBreakOff_data() { plainAndTls(); }
    void handler_canBreakOff();
    void request_carriesWhatWasSent();
    void request_mayTrickleIn_data() { plainAndTls(); }
    void request_mayTrickleIn();
    void request_mayFollowEmptyLines();
    void request_mayHaveSpacesInItsQuery();
    void request_isAnsweredAfterHalfClose();
    void pipelined_areAnsweredInOrder_data() { plainAndTls(); }
    void pipelined_areAnsweredInOrder();
    void pipelined_lateRepliesKeepTheOrder();
    void pipelined_bodiesDoNotMix();
    void chunked_isJoined_data();
    void chunked_isJoined();
    void chunked_trailersAreNoHeaders();
    void expect_continues();
    void expect_isNotToldToSendTooMuch();
    void head_hasNoBody();
    void status204_hasNoBody();
    void bigResponse_arrivesWhole_data() { plainAndTls(); }
    void bigResponse_arrivesWhole();
    void response_headersCannotBeInjected();
    void response_carriesADate();

    void refuses_data();
    void refuses();
    void bodyCap_isExact();
    void lineCap_isExact();
    void headerCap_isExact();
    void headerCount_isCapped();
    void bufferedBytes_areCappedOverAll();

    void reply_mayComeFromAnyThread();
    void reply_countsOnce();
    void reply_droppedAnswers500();
    void reply_survivesAThrowingHandler();

    void tls_tellsProtocolAndCipher();
    void tls_refusesOldVersions();
    void tls_answersPlainHttp();
    void tls_optionsWork_data();
    void tls_optionsWork();
    void tls_badOptionsFail_data();
    void tls_badOptionsFail();

    void listen_servesIpv6();
    void listen_tellsWhyNot();
    void listen_needsRightsForLowPorts();
    void port_isFreeAgainAfterTheServer();
    void port_askedForIsNotTaken();
    void localAddresses_canBeListenedOn();

private:
    static void plainAndTls();
    std::unique_ptr<EchoServer> serve(const ServerLimits& limits = {});
    TlsOptions tlsOptions() const;

    TlsFiles m_files;
    bool m_tls = false;
};

void TestServer::plainAndTls() {
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

TlsOptions TestServer::tlsOptions() const {
    return {m_files.read("server.pem"), SecretBytes(m_files.read("server.key")), {}};
}

std::unique_ptr<EchoServer> TestServer::serve(const ServerLimits& limits) {
    return m_tls ? EchoServer::start(limits, tlsOptions()) : EchoServer::start(limits);
}

void TestServer::initTestCase() {
    QVERIFY(m_files.make());
}

void TestServer::init() {
    m_tls = QTest::currentDataTag() != nullptr && qstrcmp(QTest::currentDataTag(), "TLS") == 0;
}

void TestServer::keepAlive_servesManyRequests() {
    const auto server = serve();
    QVERIFY(server);
    RawClient client(server->port(), m_tls);
    QVERIFY(client.isGood());
    for (int i = 0; i < 100; ++i) {
        const RawResponse response = client.ask(get("/n" + QByteArray::number(i)));
        QCOMPARE(response.status, 200);
        QVERIFY(!response.closes());
        QCOMPARE(response.body, "GET /n" + QByteArray::number(i) + " 11");
    }
    const Server::Statistics statistics = server->statistics();
    QCOMPARE(statistics.accepted, std::uint64_t(1));
    QCOMPARE(statistics.open, std::size_t(1));
    QCOMPARE(statistics.requests, std::uint64_t(100));
    QCOMPARE(statistics.rejected, std::uint64_t(0));
}

void TestServer::http10_closesUnlessAskedToStay() {
    const auto server = serve();
    RawClient leaving(server->port());
    const RawResponse last = leaving.ask("GET /a HTTP/1.0\r\n\r\n"); // no Host: sscep and older
    QCOMPARE(last.status, 200);
    QVERIFY(last.head.startsWith("HTTP/1.0 200 OK\r\n"));
    QVERIFY(last.closes());
    QVERIFY(leaving.ends());

    RawClient staying(server->port());
    for (int i = 0; i < 3; ++i) {
        const RawResponse response =
            staying.ask("GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
        QCOMPARE(response.status, 200);
        QCOMPARE(response.header("Connection"), QByteArray("keep-alive"));
    }
}

void TestServer::http11_closesWhenAsked() {
    const auto server = serve();
    RawClient client(server->port(), m_tls);
    const RawResponse response = client.ask(get("/a", "Connection: close\r\n"));
    QCOMPARE(response.status, 200);
    QVERIFY(response.closes());
    QVERIFY(client.ends());
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
}

void TestServer::handler_canBreakOff() {
    const auto server = serve();
    RawClient client(server->port(), m_tls);
    QCOMPARE(client.ask(get("/a")).status, 200);
    QCOMPARE(client.ask(get("/reset")).status, 0);
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
}

void TestServer::handler_canClose() {
    const auto server = serve();
    RawClient client(server->port());
    QVERIFY(client.ask(get("/bye")).closes());
    QVERIFY(client.ends());
}

void TestServer::request_carriesWhatWasSent() {
    const auto server = serve();
    RawClient client(server->port());
    const TimePoint before = SystemClock().now();
    QCOMPARE(client
                 .ask("BREW /x?m=%0a+/%2B=&o HTTP/1.1\r\nhOsT: h:1\r\nX-A:  one  \r\nx-a: two\r\n"
                      "X-Empty:\r\n\r\n")
                 .status,
             200);
    const Request request = server->last();
    QCOMPARE(request.method, std::string("BREW"));
    QCOMPARE(request.target, std::string("/x?m=%0a+/%2B=&o"));
    QCOMPARE(request.version, 11U);
    const std::vector<Header> headers{
        {"hOsT", "h:1"}, {"X-A", "one"}, {"x-a", "two"}, {"X-Empty", ""}};
    QVERIFY(request.headers == headers);
    QCOMPARE(request.header("HOST").value(), std::string("h:1"));
    QVERIFY(!request.header("Missing").has_value());
    QCOMPARE(request.remoteAddress, std::string("127.0.0.1"));
    QCOMPARE(request.remotePort, client.socket().localPort());
    QVERIFY(!request.tls);
    QVERIFY(request.receivedAt >= before && request.receivedAt <= SystemClock().now());
}

void TestServer::request_mayTrickleIn() {
    const auto server = serve();
    RawClient client(server->port(), m_tls);
    const QByteArray request = post("body") + chunked("2;x=y\r\nab\r\n1\r\nc\r\n0\r\nT: 1\r\n\r\n");
    for (const char byte : request)
        client.send(QByteArray(1, byte));
    QCOMPARE(client.read().body, QByteArray("body"));
    QCOMPARE(client.read().body, QByteArray("abc"));
}

void TestServer::request_mayFollowEmptyLines() {
    const auto server = serve();
    RawClient client(server->port());
    QCOMPARE(client.ask(QByteArray("\r\n\r\n") + kGet).status, 200);
    QCOMPARE(client.ask(QByteArray("\r\n") + kGet).status, 200);
}

// What sscep sends for a CA identifier with a space.
void TestServer::request_mayHaveSpacesInItsQuery() {
    const auto server = serve();
    RawClient client(server->port());
    const auto answer =
        client.ask("GET /x?operation=GetCACert&message=My own CA HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(server->last().target, std::string("/x?operation=GetCACert&message=My%20own%20CA"));
}

void TestServer::request_isAnsweredAfterHalfClose() {
    const auto server = serve();
    RawClient client(server->port());
    client.send(get("/hold"));
    QTRY_COMPARE(server->held(), std::size_t(1));
    QCOMPARE(::shutdown(static_cast<int>(client.socket().socketDescriptor()), SHUT_WR), 0);
    server->release();
    QCOMPARE(client.read().body, QByteArray("/hold"));
    QVERIFY(client.ends());
}

void TestServer::pipelined_areAnsweredInOrder() {
    const auto server = serve();
    RawClient client(server->port(), m_tls);
    QByteArray all;
    for (int i = 0; i < 1000; ++i)
        all += get("/n" + QByteArray::number(i));
    client.send(all);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(client.read().body, "GET /n" + QByteArray::number(i) + " 11");
    QVERIFY(client.isDry());
}

void TestServer::pipelined_lateRepliesKeepTheOrder() {
    const auto server = serve();
    RawClient client(server->port());
    client.send(get("/hold/1") + get("/fast") + get("/hold/2") + get("/thread"));
    QTRY_COMPARE(server->held(), std::size_t(1));
    QCOMPARE(server->statistics().requests, std::uint64_t(1));
    server->release();
    QCOMPARE(client.read().body, QByteArray("/hold/1"));
    QCOMPARE(client.read().body, QByteArray("GET /fast 11"));
    QTRY_COMPARE(server->held(), std::size_t(1));
    server->release();
    QCOMPARE(client.read().body, QByteArray("/hold/2"));
    QCOMPARE(client.read().body, QByteArray("thread"));
}

void TestServer::pipelined_bodiesDoNotMix() {
    const auto server = serve();
    RawClient client(server->port());
    const QByteArray large(100000, 'L');
    client.send(post("one") + post(large) + chunked("3\r\ntwo\r\n0\r\n\r\n") + post("") +
                get("/z"));
    QCOMPARE(client.read().body, QByteArray("one"));
    QCOMPARE(client.read().body, large);
    QCOMPARE(client.read().body, QByteArray("two"));
    QCOMPARE(client.read().body, QByteArray());
    QCOMPARE(client.read().body, QByteArray("GET /z 11"));
}

void TestServer::chunked_isJoined_data() {
    QTest::addColumn<QByteArray>("chunks");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("none") << QByteArray("0\r\n\r\n") << QByteArray();
    QTest::newRow("one") << QByteArray("3\r\nabc\r\n0\r\n\r\n") << QByteArray("abc");
    QTest::newRow("hex") << QByteArray("0A\r\n0123456789\r\n00\r\n\r\n")
                         << QByteArray("0123456789");
    QTest::newRow("extensions") << QByteArray("1;a=b;c=\"d\"\r\nx\r\n2\r\nyz\r\n0;e\r\n\r\n")
                                << QByteArray("xyz");
    QTest::newRow("looks like an end")
        << QByteArray("7\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n") << QByteArray("0\r\n\r\n\r\n");
}

void TestServer::chunked_isJoined() {
    QFETCH(QByteArray, chunks);
    QFETCH(QByteArray, body);
    const auto server = serve();
    RawClient client(server->port());
    const RawResponse response = client.ask(chunked(chunks));
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, body);
    QCOMPARE(client.ask(kGet).status, 200); // nothing was left over
}

void TestServer::chunked_trailersAreNoHeaders() {
    const auto server = serve();
    RawClient client(server->port());
    QCOMPARE(client.ask(chunked("1\r\nx\r\n0\r\nX-Trailer: 1\r\nHost: other\r\n\r\n")).status, 200);
    QVERIFY(!server->last().header("X-Trailer").has_value());
    QCOMPARE(server->last().header("Host").value(), std::string("h"));
}

void TestServer::expect_continues() {
    const auto server = serve();
    RawClient client(server->port());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    QCOMPARE(client.read().status, 100);
    QCOMPARE(client.ask("body").body, QByteArray("body"));
    // A client that does not wait gets no 100.
    const RawResponse response = client.ask(
        "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nmore");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, QByteArray("more"));
    // Nor one of HTTP/1.0.
    client.send("POST /echo HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
    QCOMPARE(client.ask("x").status, 200);
}

void TestServer::expect_isNotToldToSendTooMuch() {
    const auto server = serve();
    RawClient client(server->port());
    const RawResponse response =
        client.ask("POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                   "Content-Length: 99999999\r\n\r\n");
    QCOMPARE(response.status, 413);
    QVERIFY(client.ends());
}

void TestServer::head_hasNoBody() {
    const auto server = serve();
    RawClient client(server->port());
    client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n");
    const RawResponse response = client.read(true);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Length"), QByteArray("10"));
    QCOMPARE(client.ask(kGet).body, QByteArray("GET /a 11"));
}

void TestServer::status204_hasNoBody() {
    const auto server = serve();
    RawClient client(server->port());
    const RawResponse response = client.ask(get("/empty"));
    QCOMPARE(response.status, 204);
    QVERIFY(response.header("Content-Length").isEmpty());
    QCOMPARE(client.ask(kGet).body, QByteArray("GET /a 11"));
}

void TestServer::bigResponse_arrivesWhole() {
    const auto server = serve();
    RawClient client(server->port(), m_tls);
    for (int i = 0; i < 3; ++i) {
        const RawResponse response = client.ask(get("/big"));
        QCOMPARE(response.status, 200);
        QVERIFY(response.body == QByteArray(4 * 1024 * 1024, 'b'));
    }
}

void TestServer::response_headersCannotBeInjected() {
    const auto server = serve();
    RawClient client(server->port());
    const RawResponse response = client.ask(get("/evil"));
    QCOMPARE(response.header("X-Good"), QByteArray("yes"));
    QVERIFY(!response.head.contains("X-Smuggled"));
    QVERIFY(!response.head.contains("Bad Name"));
    QVERIFY(response.header("Connection").isEmpty());
    QCOMPARE(response.head.count("Content-Length"), 1);
    QCOMPARE(response.body, QByteArray("GET /evil 11"));
}

void TestServer::response_carriesADate() {
    const auto server = serve();
    RawClient client(server->port());
    const QByteArray date = client.ask(kGet).header("Date");
    const QDateTime parsed = QLocale::c().toDateTime(
        QString::fromLatin1(date), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    QVERIFY2(parsed.isValid(), date.constData());
    const QDateTime utc(parsed.date(), parsed.time(), Qt::UTC);
    QVERIFY(qAbs(utc.secsTo(QDateTime::currentDateTimeUtc())) < 60);
}

void TestServer::refuses_data() {
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray line = "POST /echo HTTP/1.1\r\nHost: h\r\n";
    const auto add = [](const char* name, const QByteArray& request, int status) {
        QTest::newRow(name) << request << status;
    };
    add("missing Host", "GET / HTTP/1.1\r\n\r\n", 400);
    add("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
    add("folded header", "GET / HTTP/1.1\r\nHost: h\r\nX-A: b\r\n c\r\n\r\n", 400);
    add("folded first header", "GET / HTTP/1.1\r\n\tHost: h\r\n\r\n", 400);
    add("length and chunked",
        line + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    add("chunked and length",
        line + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400);
    add("two lengths", line + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx", 400);
    add("same length twice", line + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400);
    add("length list", line + "Content-Length: 1, 1\r\n\r\nx", 400);
    add("negative length", line + "Content-Length: -1\r\n\r\n", 400);
    add("signed length", line + "Content-Length: +1\r\n\r\nx", 400);
    add("hex length", line + "Content-Length: 0x1\r\n\r\nx", 400);
    add("huge length", line + "Content-Length: 99999999999999999999999\r\n\r\n", 400);
    add("empty length", line + "Content-Length:\r\n\r\n", 400);
    add("too long a body", line + "Content-Length: 1048577\r\n\r\n", 413);
    add("too long a chunk", line + "Transfer-Encoding: chunked\r\n\r\n100001\r\n", 413);
    add("chunk overflow", line + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n", 400);
    add("bad chunk", line + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n", 400);
    add("chunk without its end", line + "Transfer-Encoding: chunked\r\n\r\n1\r\nabcdefg", 400);
    add("endless chunk extension",
        line + "Transfer-Encoding: chunked\r\n\r\n1;" + QByteArray(40000, 'x'), 400);
    add("endless trailer",
        line + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + QByteArray(40000, 'x'), 400);
    add("other encoding", line + "Transfer-Encoding: gzip\r\n\r\n", 501);
    add("two encodings", line + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501);
    add("encoding twice",
        line + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    add("encoding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
    add("unknown expectation", line + "Expect: tea\r\nContent-Length: 1\r\n\r\n", 417);
    add("bad method", "G(T / HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    add("no target", "GET HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    add("space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    add("HTTP/0.9", "GET /\r\n\r\n", 400);
    add("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    add("HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505);
    add("no HTTP", "GET / SIP/2.0\r\nHost: h\r\n\r\n", 400);
    add("bare line feeds", "GET / HTTP/1.1\nHost: h\n\n", 400);
    add("bare line feed in the headers", "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", 400);
    add("carriage return in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", 400);
    add("NUL in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: a" + QByteArray(1, '\0') + "b\r\n\r\n",
        400);
    add("space before the colon", "GET / HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n", 400);
    add("no colon", "GET / HTTP/1.1\r\nHost: h\r\nXY\r\n\r\n", 400);
    add("no name", "GET / HTTP/1.1\r\nHost: h\r\n: y\r\n\r\n", 400);
    add("TLS on a plain port", QByteArray::fromHex("16030100fa010000f60303"), 400);
    add("garbage", QByteArray("\xff\xfe\x00\x01", 4), 400);
    add("empty lines for ever", QByteArray("\r\n").repeated(50), 400);
    add("endless target", "GET /" + QByteArray(70000, 'a'), 414);
    add("endless header", "GET / HTTP/1.1\r\nHost: h\r\nX: " + QByteArray(40000, 'x'), 431);
}

void TestServer::refuses() {
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    const auto server = serve();
    RawClient client(server->port());
    const RawResponse response = client.ask(request);
    QCOMPARE(response.status, status);
    QVERIFY(response.closes());
    QVERIFY(response.header("Content-Type").startsWith("text/plain"));
    QVERIFY(!response.body.isEmpty() && response.body.size() < 200);
    QVERIFY(client.ends());
    QCOMPARE(server->statistics().rejected, std::uint64_t(1));
    QCOMPARE(server->statistics().requests, std::uint64_t(0));
}

void TestServer::bodyCap_isExact() {
    ServerLimits limits;
    limits.maxBodyBytes = 10;
    const auto server = serve(limits);
    RawClient client(server->port());
    QCOMPARE(client.ask(post("0123456789")).status, 200);
    QCOMPARE(client.ask(chunked("5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n")).status, 200);
    QCOMPARE(client.ask(post("0123456789x")).status, 413);
    RawClient other(server->port());
    QCOMPARE(other.ask(chunked("5\r\n01234\r\n6\r\n56789x\r\n0\r\n\r\n")).status, 413);
}

void TestServer::lineCap_isExact() {
    ServerLimits limits;
    limits.maxRequestLineBytes = 100;
    const auto server = serve(limits);
    RawClient client(server->port());
    const qsizetype around = QByteArray("GET / HTTP/1.1").size();
    QCOMPARE(client.ask(get("/" + QByteArray(100 - around, 'a'))).status, 200);
    QCOMPARE(client.ask(get("/" + QByteArray(101 - around, 'a'))).status, 414);
}

void TestServer::headerCap_isExact() {
    ServerLimits limits;
    limits.maxHeaderBytes = 100;
    const auto server = serve(limits);
    RawClient client(server->port());
    const qsizetype around = QByteArray("Host: h\r\nX: \r\n").size();
    QCOMPARE(client.ask(get("/", "X: " + QByteArray(100 - around, 'a') + "\r\n")).status, 200);
    QCOMPARE(client.ask(get("/", "X: " + QByteArray(101 - around, 'a') + "\r\n")).status, 431);
}

void TestServer::headerCount_isCapped() {
    ServerLimits limits;
    limits.maxHeaders = 10;
    const auto server = serve(limits);
    RawClient client(server->port());
    QCOMPARE(client.ask(get("/", QByteArray("X: y\r\n").repeated(9))).status, 200);
    QCOMPARE(client.ask(get("/", QByteArray("X: y\r\n").repeated(10))).status, 431);
}

void TestServer::bufferedBytes_areCappedOverAll() {
    ServerLimits limits;
    limits.maxBufferedBytes = 1000;
    const auto server = serve(limits);
    const QByteArray head = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 800\r\n\r\n";
    const QByteArray half(400, 'x');
    {
        RawClient first(server->port());
        RawClient second(server->port());
        first.send(head + half + QByteArray(300, 'x'));
        second.send(head + half);
        // Whichever the server read last.
        RawClient* refused = &first;
        for (int i = 0; i < 200 && !refused->socket().waitForReadyRead(50); ++i)
            refused = refused == &first ? &second : &first;
        QCOMPARE(refused->read().status, 503);
    }
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
    RawClient third(server->port());
    QCOMPARE(third.ask(head + half + half).status, 200); // what the others held is free again
}

void TestServer::reply_mayComeFromAnyThread() {
    const auto server = serve();
    RawClient client(server->port());
    for (int i = 0; i < 20; ++i)
        QCOMPARE(client.ask(get("/thread")).body, QByteArray("thread"));
}

void TestServer::reply_countsOnce() {
    const auto server = serve();
    RawClient client(server->port());
    QCOMPARE(client.ask(get("/twice")).body, QByteArray("GET /twice 11"));
    QCOMPARE(client.ask(kGet).body, QByteArray("GET /a 11"));
}

void TestServer::reply_droppedAnswers500() {
    const auto server = serve();
    RawClient client(server->port());
    QCOMPARE(client.ask(get("/drop")).status, 500);
    QCOMPARE(client.ask(kGet).status, 200);
}

void TestServer::reply_survivesAThrowingHandler() {
    const auto server = serve();
    RawClient client(server->port());
    QCOMPARE(client.ask(get("/throw")).status, 500);
    QCOMPARE(server->troubles(), 1);
    QCOMPARE(client.ask(kGet).status, 200);
}

void TestServer::tls_tellsProtocolAndCipher() {
    m_tls = true;
    const auto server = serve();
    RawClient client(server->port(), true);
    QVERIFY(client.isGood());
    QCOMPARE(client.ask(kGet).status, 200);
    const Request request = server->last();
    QVERIFY(request.tls);
    QCOMPARE(request.tlsProtocol, std::string("TLSv1.3"));
    QVERIFY(request.tlsCipher.starts_with("TLS_AES_"));
    QVERIFY(server->server().url().starts_with("https://127.0.0.1:"));
}

void TestServer::tls_refusesOldVersions() {
    m_tls = true;
    const auto server = serve();
    const auto connects = [&](const char* version) {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("s_client"), QStringLiteral("-connect"),
                       QStringLiteral("127.0.0.1:") + QString::number(server->port()),
                       QString::fromLatin1(version), QStringLiteral("-cipher"),
                       QStringLiteral("ALL:@SECLEVEL=0"), QStringLiteral("-CAfile"),
                       QString::fromStdString(m_files.path("root.pem")),
                       QStringLiteral("-verify_return_error")});
        openssl.closeWriteChannel();
        openssl.waitForFinished();
        return openssl.exitCode() == 0;
    };
    QVERIFY(!connects("-tls1_1"));
    QVERIFY(connects("-tls1_2"));
    QVERIFY(connects("-tls1_3"));
}

void TestServer::tls_answersPlainHttp() {
    m_tls = true;
    const auto server = serve();
    RawClient client(server->port());
    const RawResponse response = client.ask(kGet);
    QCOMPARE(response.status, 400);
    QVERIFY(response.body.contains("HTTPS"));
    QVERIFY(client.ends());
    RawClient garbage(server->port());
    garbage.send(QByteArray(100, '\0'));
    QVERIFY(garbage.ends());
    QTRY_COMPARE(server->statistics().open, std::size_t(0));
}

void TestServer::tls_optionsWork_data() {
    QTest::addColumn<bool>("asPaths");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::newRow("texts") << false << QByteArray("server.key") << QByteArray();
    QTest::newRow("paths") << true << QByteArray("server.key") << QByteArray();
    QTest::newRow("encrypted text")
        << false << QByteArray("server.enc.key") << QByteArray("sesame");
    QTest::newRow("encrypted path") << true << QByteArray("server.enc.key") << QByteArray("sesame");
}

void TestServer::tls_optionsWork() {
    QFETCH(bool, asPaths);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, passphrase);
    const auto given = [&](const char* name) {
        return asPaths ? m_files.path(name) : m_files.read(name);
    };
    const auto server =
        EchoServer::start({}, TlsOptions{given("server.pem"), SecretBytes(given(key.constData())),
                                         SecretBytes(passphrase.toStdString())});
    QVERIFY(server);
    RawClient client(server->port(), true);
    QCOMPARE(client.ask(kGet).status, 200);
}

void TestServer::tls_badOptionsFail_data() {
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("passphrase");
    const QByteArray broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    const auto read = [&](const char* name) {
        return QByteArray::fromStdString(m_files.read(name));
    };
    const QByteArray certificate = read("server.pem");
    QTest::newRow("no such file") << QByteArray("nowhere.pem") << read("server.key")
                                  << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("broken certificate") << broken << read("server.key") << QByteArray();
    QTest::newRow("broken chain") << certificate + broken << read("server.key") << QByteArray();
    QTest::newRow("certificate for a key") << certificate << certificate << QByteArray();
    QTest::newRow("another's key") << certificate << read("client.key") << QByteArray();
    QTest::newRow("no passphrase") << certificate << read("server.enc.key") << QByteArray();
    QTest::newRow("wrong passphrase")
        << certificate << read("server.enc.key") << QByteArray("abracadabra");
}

void TestServer::tls_badOptionsFail() {
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, passphrase);
    const SystemClock clock;
    const auto server =
        Server::listen("127.0.0.1", 0, {},
                       TlsOptions{certificate.toStdString(), SecretBytes(key.toStdString()),
                                  SecretBytes(passphrase.toStdString())},
                       1, clock, [](Request, Reply) {});
    QVERIFY(!server);
    QCOMPARE(server.error().code, ErrorCode::TlsFailed);
    const bool namesPassphrase = server.error().detail.find("passphrase") != std::string::npos;
    QCOMPARE(namesPassphrase, QByteArray(QTest::currentDataTag()).endsWith("passphrase"));
    QVERIFY(server.error().detail.find("abracadabra") == std::string::npos);
}

void TestServer::listen_servesIpv6() {
    const auto server = EchoServer::start({}, {}, "[::1]");
    if (!server) QSKIP("no IPv6 here");
    QVERIFY(server->server().url().starts_with("http://[::1]:"));
    RawClient client(server->port(), false, QStringLiteral("::1"));
    QCOMPARE(client.ask(kGet).status, 200);
    QCOMPARE(server->last().remoteAddress, std::string("::1"));

    const auto both = EchoServer::start({}, {}, "::");
    QVERIFY(both);
    QVERIFY(both->server().url().starts_with("http://[::1]:"));
    RawClient four(both->port());
    QCOMPARE(four.ask(kGet).status, 200);
    QCOMPARE(both->last().remoteAddress, std::string("127.0.0.1"));
}

void TestServer::listen_tellsWhyNot() {
    const auto server = serve();
    const auto errorOf = [](const char* address, std::uint16_t port) {
        const SystemClock clock;
        const auto other =
            Server::listen(address, port, {}, std::nullopt, 1, clock, [](Request, Reply) {});
        return other ? ErrorCode::Internal : other.error().code;
    };
    const auto both = [&](const char* address, std::uint16_t port) {
        const auto checked = checkPort(address, port);
        const ErrorCode asked = checked ? ErrorCode::Internal : checked.error().code;
        return std::pair(errorOf(address, port), asked);
    };
    const auto same = [](ErrorCode code) { return std::pair(code, code); };
    QVERIFY(both("127.0.0.1", server->port()) == same(ErrorCode::AddressInUse));
    QVERIFY(both("0.0.0.0", server->port()) == same(ErrorCode::AddressInUse));
    QVERIFY(both("192.0.2.1", 0) == same(ErrorCode::AddressNotHere));
    QVERIFY(both("ca.example", 0) == same(ErrorCode::ListenFailed));
    QVERIFY(both("", 0) == same(ErrorCode::ListenFailed));
    QVERIFY(both("127.0.0.1", 0) == same(ErrorCode::Internal)); // no error
    QVERIFY(server->server().url() == "http://127.0.0.1:" + std::to_string(server->port()));
}

void TestServer::listen_needsRightsForLowPorts() {
    QFile first(QStringLiteral("/proc/sys/net/ipv4/ip_unprivileged_port_start"));
    if (!first.open(QIODevice::ReadOnly) || first.readAll().trimmed().toInt() <= 1)
        QSKIP("every port is for everybody here");
    // As nobody, for as long as it takes; a program that is not root is that already.
    const bool isRoot = ::geteuid() == 0;
    if (isRoot) QCOMPARE(::seteuid(65534), 0);
    const SystemClock clock;
    const auto server =
        Server::listen("127.0.0.1", 1, {}, std::nullopt, 1, clock, [](Request, Reply) {});
    const auto checked = checkPort("127.0.0.1", 1);
    if (isRoot) QCOMPARE(::seteuid(0), 0);
    QVERIFY(!server && !checked);
    QCOMPARE(server.error().code, ErrorCode::PortForbidden);
    QCOMPARE(checked.error().code, ErrorCode::PortForbidden);
}

void TestServer::port_isFreeAgainAfterTheServer() {
    auto server = serve();
    const std::uint16_t port = server->port();
    QVERIFY(!isPortFree("127.0.0.1", port));
    {
        RawClient client(port); // leaves a connection in TIME_WAIT behind
        QCOMPARE(client.ask(get("/bye")).status, 200);
    }
    server.reset();
    QVERIFY(isPortFree("127.0.0.1", port));
    QVERIFY(isPortFree("localhost", port));
}

void TestServer::port_askedForIsNotTaken() {
    const auto probe = serve();
    const std::uint16_t port = probe->port();
    for (int i = 0; i < 3; ++i)
        QVERIFY(!isPortFree("127.0.0.1", port));
    QVERIFY(isPortFree("127.0.0.2", port)); // another address of the loopback
    const SystemClock clock;
    QVERIFY(Server::listen("127.0.0.2", port, {}, std::nullopt, 1, clock, [](Request, Reply) {
            }).has_value());
    QCOMPARE(RawClient(port).ask(kGet).status, 200);
}

void TestServer::localAddresses_canBeListenedOn() {
    const auto addresses = localAddresses();
    QVERIFY(!addresses.empty());
    QVERIFY(addresses.front().isLoopback);
    QVERIFY(std::ranges::any_of(addresses, [](const LocalAddress& one) {
        return one.address == "127.0.0.1" && one.isLoopback;
    }));
    for (const LocalAddress& one : addresses) {
        QVERIFY2(isPortFree(one.address, 0), one.address.c_str());
        QVERIFY(!one.interfaceName.empty());
        QVERIFY(!one.address.starts_with("fe80"));
        QVERIFY(one.address.find('%') == std::string::npos);
    }
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
