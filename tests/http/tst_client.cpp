// The client against our server, against the openssl command line, and against raw bytes.
#include "echo_server.h"
#include "http/client.h"
#include "openssl_server.h"
#include "tls_files.h"

#include <QFileInfo>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <future>

using namespace scepter;
using namespace scepter::http;
using namespace scepter::test;
using namespace std::chrono_literals;

namespace {

ClientOptions direct() {
    ClientOptions options;
    options.proxyUse = ProxyUse::None;
    return options;
}

ClientRequest to(const std::string& url) {
    ClientRequest request;
    request.url = url;
    return request;
}

/// Sends one canned answer to whoever connects, and keeps what it was asked.
class CannedServer : public QObject {
    Q_OBJECT

public:
    explicit CannedServer(QByteArray answer, bool closes = true)
        : m_answer(std::move(answer))
        , m_closes(closes) {
        connect(&m_server, &QTcpServer::newConnection, this, &CannedServer::accept);
        m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] std::string url(const char* target = "/") const {
        return "http://127.0.0.1:" + std::to_string(m_server.serverPort()) + target;
    }
    [[nodiscard]] QByteArray asked() const { return m_asked; }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void accept() {
        QTcpSocket* socket = m_server.nextPendingConnection();
        ++m_connections;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            const QByteArray part = socket->readAll();
            m_asked += part;
            if (!part.endsWith("\r\n\r\n")) return;
            socket->write(m_answer);
            if (m_closes) socket->disconnectFromHost();
        });
    }

    QTcpServer m_server;
    QByteArray m_answer;
    QByteArray m_asked;
    bool m_closes;
    int m_connections = 0;
};

/// Runs one request on this thread's event loop.
Result<ClientResponse> run(Client& client, const ClientRequest& request) {
    std::optional<Result<ClientResponse>> outcome;
    client.send(request, [&](Result<ClientResponse> result) { outcome = std::move(result); });
    if (outcome) return fail(ErrorCode::Internal, "done was called from within send");
    [&] { QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 20000); }();
    return outcome ? *outcome : fail(ErrorCode::Internal, "done was not called");
}

Result<ClientResponse> run(const ClientRequest& request) {
    Client client(direct());
    return run(client, request);
}

QByteArray describe(const Result<ClientResponse>& result) {
    return result ? "status " + QByteArray::number(result->status)
                  : QByteArray::fromStdString(toText(result.error()));
}

} // namespace

#define VERIFY_ERROR(result, expected)                                                             \
    do {                                                                                           \
        const auto& outcome_ = (result);                                                           \
        QVERIFY2(!outcome_ && outcome_.error().code == (expected),                                 \
                 describe(outcome_).constData());                                                  \
    } while (false)

class TestClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void get_bringsTheResponse();
    void post_sendsTheBodyAndNothingElse();
    void post_sendsTheContentTypeGiven();
    void head_expectsNoBody();
    void method_isSentAsGiven();
    void headers_areSentAsGiven();
    void url_goesOutByteForByte_data();
    void url_goesOutByteForByte();
    void url_thatQtCannotHoldGoesOutEquivalent();
    void url_ofAnotherPathIsRefused();
    void url_mustBeHttp_data();
    void url_mustBeHttp();
    void request_mustNotBeSmuggled();
    void status_isNoError_data();
    void status_isNoError();
    void redirect_isNotFollowed();
    void connection_isKept();

    void error_unreachable();
    void error_timedOut_data();
    void error_timedOut();
    void error_limitExceeded_data();
    void error_limitExceeded();
    void limit_isExact();
    void error_malformed_data();
    void error_malformed();
    void closeDelimitedBody_isWhole();

    void tls_trustsExtraRoots();
    void tls_refusesUnknownRoots();
    void tls_refusesOtherNames();
    void tls_believesTheCertificateThatItMustSee();
    void tls_verifiesOnlyIfTold();
    void tls_presentsTheClientCertificate_data();
    void tls_presentsTheClientCertificate();
    void tls_plainServerIsNoTlsServer();
    void options_thatDoNotWorkFail_data();
    void options_thatDoNotWorkFail();
    void proxy_isUsedWhenExplicit();

    void cancelAll_endsWithCancelled();
    void client_destroyedCallsNobody();
    void client_mayBeDestroyedByDone();
    void fetch_blocksUntilDone();
    void fetch_worksInParallel();
    void fetcher_keepsItsConnection();
    void fetcher_isStopped();
    void fetcher_stopsOneOfTwo();
    void fetcher_servesManyThreads();

private:
    std::unique_ptr<EchoServer> serveTls() {
        return EchoServer::start(
            {},
            TlsOptions{m_files.read("server.pem"), SecretBytes(m_files.read("server.key")), {}});
    }
    TlsFiles m_files;
};

void TestClient::initTestCase() {
    QVERIFY(m_files.make());
}

void TestClient::get_bringsTheResponse() {
    const auto server = EchoServer::start();
    const auto response = run(to(server->server().url() + "/a?b=c"));
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(response->status, 200U);
    QCOMPARE(std::string(textOf(response->body)), std::string("GET /a?b=c 11"));
    QCOMPARE(response->contentType, std::string("text/plain; charset=utf-8"));
    QCOMPARE(response->header("content-LENGTH").value(), std::string("13"));
    QCOMPARE(response->url, server->server().url() + "/a?b=c");
    QVERIFY(response->serverCertificate.empty() && response->tlsProtocol.empty());
}

void TestClient::post_sendsTheBodyAndNothingElse() {
    const auto server = EchoServer::start();
    ClientRequest request = to(server->server().url() + "/echo");
    request.method = "POST";
    for (unsigned i = 0; i < 100000; ++i)
        request.body.push_back(static_cast<std::uint8_t>(i * 7));
    const auto response = run(request);
    QVERIFY2(response, describe(response).constData());
    QVERIFY(response->body == request.body);
    const Request seen = server->last();
    QVERIFY(!seen.header("Content-Type").has_value()); // sscep and strongSwan send none
    QCOMPARE(seen.header("User-Agent").value(), std::string("Scepter"));
    QCOMPARE(seen.header("Accept-Encoding").value(), std::string("identity"));
    QVERIFY(!seen.header("Cookie").has_value());
    QVERIFY(!seen.header("Upgrade").has_value());
}

void TestClient::post_sendsTheContentTypeGiven() {
    const auto server = EchoServer::start();
    ClientRequest request = to(server->server().url() + "/echo");
    request.method = "POST";
    request.headers = {{"Content-Type", "application/x-pki-message"}};
    const auto response = run(request); // with an empty body
    QVERIFY2(response, describe(response).constData());
    QVERIFY(response->body.empty());
    QCOMPARE(server->last().header("Content-Type").value(),
             std::string("application/x-pki-message"));
    QCOMPARE(server->last().header("Content-Length").value(), std::string("0"));
}

void TestClient::head_expectsNoBody() {
    const auto server = EchoServer::start();
    ClientRequest request = to(server->server().url() + "/a");
    request.method = "HEAD";
    const auto response = run(request);
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(response->status, 200U);
    QVERIFY(response->body.empty());
    QCOMPARE(response->header("Content-Length").value(), std::string("10"));
}

void TestClient::method_isSentAsGiven() {
    const auto server = EchoServer::start();
    for (const char* method : {"PUT", "DELETE", "OPTIONS", "get", "BREW"}) {
        ClientRequest request = to(server->server().url() + "/x");
        request.method = method;
        const auto response = run(request);
        QVERIFY2(response, describe(response).constData());
        QCOMPARE(server->last().method, std::string(method));
    }
}

void TestClient::headers_areSentAsGiven() {
    const auto server = EchoServer::start();
    ClientRequest request = to(server->server().url() + "/x");
    request.headers = {{"X-Mdm", "a, b; c=\"d\""}, {"user-agent", "dmd/1.0"}, {"Accept", "*/*"}};
    QVERIFY(run(request));
    const Request seen = server->last();
    QCOMPARE(seen.header("X-Mdm").value(), std::string("a, b; c=\"d\""));
    QCOMPARE(seen.header("User-Agent").value(), std::string("dmd/1.0"));
    std::size_t agents = 0;
    for (const Header& header : seen.headers)
        agents += QByteArray::fromStdString(header.name).toLower() == "user-agent" ? 1U : 0U;
    QCOMPARE(agents, std::size_t(1));
}

void TestClient::url_goesOutByteForByte_data() {
    QTest::addColumn<QByteArray>("target");
    const auto add = [](const char* name, const QByteArray& target) {
        QTest::newRow(name) << target;
    };
    add("root", "/");
    add("raw plus and slash", "/scep?operation=PKIOperation&message=MIIB+a/b+c==");
    add("escaped base64", "/scep?message=MII%2Ba%2Fb%3D%3D&operation=PKIOperation");
    add("line breaks", "/scep?message=MIIB%0AMIIC%0AMIID%0D%0A");
    add("escaped separators", "/a?b=%26%3D%3F%23&c=d");
    add("escaped space", "/a%20b?c=%20d+e");
    add("escaped percent", "/a%25b?c=%25%2525");
    add("escaped slash", "/a%2Fb?c=%2F");
    add("double slash inside", "/a//b");
    add("empty query", "/a?");
    add("question marks", "/a?b?c=d??");
    add("empty items", "/a?&&b&c=&=d&");
    add("escaped UTF-8", "/%C3%A9?%E2%82%AC=%E2%82%AC");
    add("escaped no UTF-8", "/%FF%FE?a=%C3%28%80");
    add("NUL escaped", "/a?b=%00c");
    add("sub-delimiters", "/a;b,c!d$e'f(g)h*i?j=:@!$'()*,;");
    add("brackets", "/a?b=%5B%5D");
    add("long", "/scep?message=" + QByteArray("MIIB%2B").repeated(5000));
}

void TestClient::url_goesOutByteForByte() {
    QFETCH(QByteArray, target);
    const auto server = EchoServer::start();
    const auto response = run(to(server->server().url() + target.toStdString()));
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(QByteArray::fromStdString(server->last().target), target);
    QCOMPARE(response->url, server->server().url() + target.toStdString());
}

void TestClient::url_thatQtCannotHoldGoesOutEquivalent() {
    const auto server = EchoServer::start();
    const auto response = run(to(server->server().url() + "/%41%7e?a=\"<b c>\"+%2b%0a"));
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(server->last().target, std::string("/A~?a=%22%3Cb%20c%3E%22+%2B%0A"));
    QCOMPARE(response->url, server->server().url() + "/A~?a=%22%3Cb%20c%3E%22+%2B%0A");
}

void TestClient::url_ofAnotherPathIsRefused() {
    const auto server = EchoServer::start();
    for (const char* path : {"/a/../b", "/a/./b", "/a/..", "/%2e%2E/a", "/a/%2e", "//a/b"})
        VERIFY_ERROR(run(to(server->server().url() + path)), ErrorCode::InvalidArgument);
    QCOMPARE(server->statistics().accepted, std::uint64_t(0));
    QVERIFY(run(to(server->server().url() + "/.well-known/a..b/...")));
    QCOMPARE(server->last().target, std::string("/.well-known/a..b/..."));
}

void TestClient::url_mustBeHttp_data() {
    QTest::addColumn<QByteArray>("url");
    for (const char* url :
         {"", "ca.example/scep", "/scep", "file:///etc/passwd", "ftp://h/", "http://",
          "http:///scep", "http://h:99999/", "data:,x", "qrc:/x", "http://[::1/"})
        QTest::newRow(url) << QByteArray(url);
}

void TestClient::url_mustBeHttp() {
    QFETCH(QByteArray, url);
    const auto response = run(to(url.toStdString()));
    VERIFY_ERROR(response, ErrorCode::InvalidArgument);
}

void TestClient::request_mustNotBeSmuggled() {
    const auto server = EchoServer::start();
    ClientRequest request = to(server->server().url());
    request.method = "GET / HTTP/1.1\r\nX: y";
    VERIFY_ERROR(run(request), ErrorCode::InvalidArgument);
    request.method = "GET";
    request.headers = {{"X", "y\r\nZ: 1"}};
    VERIFY_ERROR(run(request), ErrorCode::InvalidArgument);
    request.headers = {{"X: 1\r\nZ", "y"}};
    VERIFY_ERROR(run(request), ErrorCode::InvalidArgument);
    QCOMPARE(server->statistics().requests, std::uint64_t(0));
    // A line break in the URL does not reach the wire as one.
    request.headers.clear();
    request.url += "/a\r\nX-Smuggled: 1";
    (void)run(request);
    QVERIFY(!server->last().header("X-Smuggled").has_value());
}

void TestClient::status_isNoError_data() {
    QTest::addColumn<unsigned>("status");
    for (const unsigned status : {201U, 204U, 304U, 400U, 401U, 403U, 404U, 405U, 409U, 410U, 413U,
                                  418U, 422U, 429U, 500U, 501U, 502U, 503U, 504U, 505U, 599U})
        QTest::addRow("%u", status) << status;
}

void TestClient::status_isNoError() {
    QFETCH(unsigned, status);
    const bool bodyless = status == 204 || status == 304;
    CannedServer server("HTTP/1.1 " + QByteArray::number(status) +
                        " Whatever\r\nContent-Type: a/b\r\n" +
                        (bodyless ? "\r\n" : "Content-Length: 4\r\n\r\nbody"));
    const auto response = run(to(server.url()));
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(response->status, status);
    QCOMPARE(response->contentType, std::string("a/b"));
    QCOMPARE(std::string(textOf(response->body)), std::string(bodyless ? "" : "body"));
}

void TestClient::redirect_isNotFollowed() {
    CannedServer elsewhere("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    for (const char* status : {"301", "302", "303", "307", "308"}) {
        CannedServer server(QByteArray("HTTP/1.1 ") + status +
                            " Moved\r\nContent-Length: 0\r\nLocation: " +
                            QByteArray::fromStdString(elsewhere.url()) + "\r\n\r\n");
        const auto response = run(to(server.url()));
        QVERIFY2(response, describe(response).constData());
        QCOMPARE(response->status, QByteArray(status).toUInt());
        QCOMPARE(response->header("Location").value(), elsewhere.url());
    }
    QCOMPARE(elsewhere.connections(), 0);
}

void TestClient::connection_isKept() {
    const auto server = EchoServer::start();
    Client client(direct());
    for (int i = 0; i < 10; ++i)
        QVERIFY(run(client, to(server->server().url() + "/x")));
    QCOMPARE(server->statistics().accepted, std::uint64_t(1));
    QCOMPARE(server->statistics().requests, std::uint64_t(10));
}

void TestClient::error_unreachable() {
    std::string url;
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        url = "http://127.0.0.1:" + std::to_string(gone.serverPort());
    }
    VERIFY_ERROR(run(to(url)), ErrorCode::Unreachable);
    CannedServer hangsUp("");
    VERIFY_ERROR(run(to(hangsUp.url())), ErrorCode::Unreachable);
    CannedServer other("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    VERIFY_ERROR(run(to(other.url())), ErrorCode::Unreachable);
}

void TestClient::error_timedOut_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("silence") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
}

void TestClient::error_timedOut() {
    QFETCH(QByteArray, answer);
    CannedServer server(answer, false);
    ClientRequest request = to(server.url());
    request.timeout = 200ms;
    VERIFY_ERROR(run(request), ErrorCode::TimedOut);
}

void TestClient::error_limitExceeded_data() {
    QTest::addColumn<QByteArray>("answer");
    const QByteArray body(200000, 'x');
    QTest::newRow("announced") << "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + body;
    QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n30D40\r\n" +
                                    body + "\r\n0\r\n\r\n";
    QTest::newRow("until close") << "HTTP/1.1 200 OK\r\n\r\n" + body;
    QTest::newRow("of an error") << "HTTP/1.1 500 No\r\nContent-Length: 200000\r\n\r\n" + body;
}

void TestClient::error_limitExceeded() {
    QFETCH(QByteArray, answer);
    CannedServer server(answer);
    ClientRequest request = to(server.url());
    request.maxResponseBytes = 1000;
    VERIFY_ERROR(run(request), ErrorCode::LimitExceeded);
}

void TestClient::limit_isExact() {
    const auto server = EchoServer::start();
    ClientRequest request = to(server->server().url() + "/big");
    request.maxResponseBytes = 4 * 1024 * 1024;
    const auto response = run(request);
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(response->body.size(), request.maxResponseBytes);
    --request.maxResponseBytes;
    VERIFY_ERROR(run(request), ErrorCode::LimitExceeded);
}

void TestClient::error_malformed_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("cut body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    QTest::newRow("cut body of an error")
        << QByteArray("HTTP/1.1 404 No\r\nContent-Length: 10\r\n\r\nhalf");
    QTest::newRow("cut chunks") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf");
    QTest::newRow("cut between chunks")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
}

void TestClient::error_malformed() {
    QFETCH(QByteArray, answer);
    CannedServer server(answer);
    VERIFY_ERROR(run(to(server.url())), ErrorCode::HttpMalformed);
}

void TestClient::closeDelimitedBody_isWhole() {
    CannedServer server("HTTP/1.0 200 OK\r\nContent-Type: application/x-x509-ca-cert\r\n\r\nbody");
    const auto response = run(to(server.url()));
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(std::string(textOf(response->body)), std::string("body"));
}

void TestClient::tls_trustsExtraRoots() {
    const auto server = serveTls();
    ClientOptions options = direct();
    options.extraRootPems = {m_files.read("root.pem")};
    Client client(options);
    const auto response = run(client, to(server->server().url() + "/a"));
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(response->tlsProtocol, std::string("TLSv1.3"));
    const QSslCertificate expected(QByteArray::fromStdString(m_files.read("server.pem")));
    QVERIFY(QByteArray::fromStdString(std::string(textOf(response->serverCertificate))) ==
            expected.toDer());
}

void TestClient::tls_refusesUnknownRoots() {
    const auto server = serveTls();
    const auto response = run(to(server->server().url()));
    VERIFY_ERROR(response, ErrorCode::TlsFailed);
    QVERIFY(!response.error().chain.empty()); // says what is wrong with the certificate
    QCOMPARE(server->statistics().requests, std::uint64_t(0));
}

void TestClient::tls_refusesOtherNames() {
    const auto server = EchoServer::start(
        {}, TlsOptions{m_files.read("server.pem"), SecretBytes(m_files.read("server.key")), {}},
        "127.0.0.2");
    QVERIFY(server);
    ClientOptions options = direct();
    options.extraRootPems = {m_files.read("root.pem")};
    Client client(options);
    VERIFY_ERROR(run(client, to(server->server().url())), ErrorCode::TlsFailed);
}

// Neither its issuer nor its name would be believed.
void TestClient::tls_believesTheCertificateThatItMustSee() {
    const auto server = EchoServer::start(
        {}, TlsOptions{m_files.read("server.pem"), SecretBytes(m_files.read("server.key")), {}},
        "127.0.0.2");
    QVERIFY(server);
    ClientOptions options = direct();
    options.serverCertificatePem = m_files.read("server.pem") + m_files.read("root.pem");
    {
        Client client(options);
        for (int i = 0; i < 2; ++i) {
            const auto response = run(client, to(server->server().url()));
            QVERIFY2(response, describe(response).constData());
        }
    }
    const auto served = server->statistics().requests;
    options.serverCertificatePem = m_files.read("client.pem");
    options.extraRootPems = {m_files.read("root.pem")};
    {
        Client client(options);
        VERIFY_ERROR(run(client, to(server->server().url())), ErrorCode::TlsFailed);
    }
    QCOMPARE(server->statistics().requests, served);
    options.serverCertificatePem = "no PEM";
    Client client(options);
    VERIFY_ERROR(run(client, to(server->server().url())), ErrorCode::TlsFailed);
}

void TestClient::tls_verifiesOnlyIfTold() {
    const auto server = serveTls();
    ClientOptions options = direct();
    options.verify = false;
    Client client(options);
    const auto response = run(client, to(server->server().url()));
    QVERIFY2(response, describe(response).constData());
    QVERIFY(!response->serverCertificate.empty());
}

void TestClient::tls_presentsTheClientCertificate_data() {
    QTest::addColumn<bool>("presents");
    QTest::newRow("with") << true;
    QTest::newRow("without") << false;
}

void TestClient::tls_presentsTheClientCertificate() {
    QFETCH(bool, presents);
    scepter::test::OpensslServer openssl;
    QVERIFY(openssl.start(m_files));
    ClientOptions options = direct();
    options.extraRootPems = {m_files.read("root.pem")};
    if (presents) {
        options.clientCertificatePem = m_files.read("client.pem");
        options.clientKeyPem = SecretBytes(m_files.read("client.key"));
    }
    Client client(options);
    const auto response =
        run(client, to("https://127.0.0.1:" + std::to_string(openssl.port()) + "/answer"));
    QVERIFY2(response.has_value() == presents, describe(response).constData());
    QCOMPARE(openssl.stop().contains("depth=0 CN = client"), presents);
}

void TestClient::tls_plainServerIsNoTlsServer() {
    CannedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\r\n\r\n");
    std::string url = server.url();
    url.replace(0, 4, "https");
    ClientRequest request = to(url);
    request.timeout = 500ms;
    const auto response = run(request);
    QVERIFY(!response);
}

void TestClient::options_thatDoNotWorkFail_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("code");
    QTest::newRow("root") << QByteArray("root") << static_cast<int>(ErrorCode::TlsFailed);
    QTest::newRow("certificate") << QByteArray("certificate")
                                 << static_cast<int>(ErrorCode::TlsFailed);
    QTest::newRow("key") << QByteArray("key") << static_cast<int>(ErrorCode::TlsFailed);
    QTest::newRow("proxy") << QByteArray("proxy") << static_cast<int>(ErrorCode::InvalidArgument);
}

void TestClient::options_thatDoNotWorkFail() {
    QFETCH(QByteArray, what);
    QFETCH(int, code);
    const auto server = EchoServer::start();
    ClientOptions options = direct();
    if (what == "root") options.extraRootPems = {"no PEM"};
    if (what == "certificate") options.clientCertificatePem = "no PEM";
    if (what == "key") {
        options.clientCertificatePem = m_files.read("client.pem");
        options.clientKeyPem = SecretBytes(std::string_view("no PEM"));
    }
    if (what == "proxy") {
        options.proxyUse = ProxyUse::Explicit;
        options.proxyUrl = "gopher://h";
    }
    Client client(options);
    VERIFY_ERROR(run(client, to(server->server().url())), static_cast<ErrorCode>(code));
    QCOMPARE(server->statistics().accepted, std::uint64_t(0));
}

void TestClient::proxy_isUsedWhenExplicit() {
    CannedServer proxy("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy");
    ClientOptions options;
    options.proxyUse = ProxyUse::Explicit;
    options.proxyUrl = proxy.url("");
    Client client(options);
    const auto response = run(client, to("http://ca.example/scep?message=a%2Bb+c"));
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(std::string(textOf(response->body)), std::string("proxy"));
    QVERIFY2(proxy.asked().startsWith("GET http://ca.example/scep?message=a%2Bb+c HTTP/1.1\r\n"),
             proxy.asked().constData());
}

void TestClient::cancelAll_endsWithCancelled() {
    CannedServer server("", false);
    Client client(direct());
    std::vector<ErrorCode> codes;
    for (int i = 0; i < 3; ++i)
        client.send(to(server.url()), [&](Result<ClientResponse> result) {
            codes.push_back(result ? ErrorCode::Internal : result.error().code);
        });
    client.cancelAll();
    QTRY_COMPARE(codes, std::vector<ErrorCode>(3, ErrorCode::Cancelled));
}

void TestClient::client_destroyedCallsNobody() {
    const auto server = EchoServer::start();
    bool called = false;
    {
        Client client(direct());
        client.send(to(server->server().url() + "/hold"),
                    [&](const Result<ClientResponse>&) { called = true; });
        client.send(to("no URL"), [&](const Result<ClientResponse>&) { called = true; });
        QTRY_COMPARE(server->held(), std::size_t(0)); // nothing has run yet
    }
    QVERIFY(run(to(server->server().url() + "/a"))); // the event loop has turned meanwhile
    QVERIFY(!called);
}

void TestClient::client_mayBeDestroyedByDone() {
    const auto server = EchoServer::start();
    auto client = std::make_unique<Client>(direct());
    bool called = false;
    client->send(to(server->server().url() + "/a"), [&](const Result<ClientResponse>&) {
        client.reset();
        called = true;
    });
    QTRY_VERIFY(called);
    QVERIFY(!client);
}

void TestClient::fetch_blocksUntilDone() {
    const auto server = EchoServer::start();
    const auto response = fetch(to(server->server().url() + "/a"), direct());
    QVERIFY2(response, describe(response).constData());
    QCOMPARE(std::string(textOf(response->body)), std::string("GET /a 11"));
    VERIFY_ERROR(fetch(to("no URL"), direct()), ErrorCode::InvalidArgument);
    ClientRequest slow = to(server->server().url() + "/hold");
    slow.timeout = 100ms;
    VERIFY_ERROR(fetch(slow, direct()), ErrorCode::TimedOut);
    QVERIFY(fetch(to(server->server().url() + "/a"))); // with the system's proxy settings
}

void TestClient::fetch_worksInParallel() {
    const auto server = EchoServer::start();
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            if (fetch(to(server->server().url() + "/a"), direct())) ++good;
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(good.load(), 8);
}

void TestClient::fetcher_keepsItsConnection() {
    const auto server = EchoServer::start();
    Fetcher fetcher(direct());
    for (int i = 0; i < 20; ++i) {
        const auto response = fetcher.fetch(to(server->server().url() + "/a"));
        QVERIFY(response);
        QCOMPARE(response->status, 200U);
    }
    QCOMPARE(server->statistics().accepted, std::uint64_t{1});
}

void TestClient::fetcher_isStopped() {
    const auto server = EchoServer::start();
    Fetcher fetcher(direct());
    std::stop_source stop;
    auto answered = std::async(std::launch::async, [&] {
        return fetcher.fetch(to(server->server().url() + "/hold"), stop.get_token());
    });
    QTRY_COMPARE(server->held(), std::size_t{1});
    stop.request_stop();
    const auto outcome = answered.get();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
    // Nothing is sent for who has been stopped before.
    QCOMPARE(fetcher.fetch(to(server->server().url() + "/a"), stop.get_token()).error().code,
             ErrorCode::Cancelled);
    QVERIFY(fetcher.fetch(to(server->server().url() + "/a")));
    server->release();
}

void TestClient::fetcher_stopsOneOfTwo() {
    const auto server = EchoServer::start();
    Fetcher fetcher(direct());
    std::stop_source stop;
    const auto hold = [&](const std::stop_token& token) {
        return std::async(std::launch::async, [&, token] {
            return fetcher.fetch(to(server->server().url() + "/hold"), token);
        });
    };
    auto stopped = hold(stop.get_token());
    auto other = hold({});
    QTRY_COMPARE(server->held(), std::size_t{2});
    stop.request_stop();
    QCOMPARE(stopped.get().error().code, ErrorCode::Cancelled);
    server->release();
    QVERIFY(other.get());
}

void TestClient::fetcher_servesManyThreads() {
    const auto server = EchoServer::start();
    Fetcher fetcher(direct());
    std::vector<std::future<unsigned>> threads;
    threads.reserve(8);
    for (int i = 0; i < 8; ++i)
        threads.push_back(std::async(std::launch::async, [&] {
            unsigned good = 0;
            for (int j = 0; j < 25; ++j)
                if (fetcher.fetch(to(server->server().url() + "/a"))) ++good;
            return good;
        }));
    for (auto& thread : threads)
        QCOMPARE(thread.get(), 25U);
    QVERIFY(server->statistics().accepted <= 8);
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
