// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded requests sent again: the recordings are those of other people's clients and of another
// server, and what went out is held against their bytes.
#include "client/replay.h"
#include "fake_service.h"
#include "inspect/redact.h"

#include <QDir>
#include <QtTest>

#include <algorithm>

using namespace scepter;
using namespace scepter::client;
using scepter::test::captured;
using scepter::test::FakeService;

namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override {
        return *timeFromIsoText("2026-11-22T11:25:15Z");
    }
};

std::string text(const std::string& value) {
    return value;
}

/// One of the captures, as it stands in its two files.
inspect::RawExchange recording(const std::string& name) {
    inspect::RawExchange raw;
    raw.sentAt = FixedClock().now();
    raw.server = {"127.0.0.1", 19510};
    raw.request = captured((name + ".request").c_str());
    raw.response = captured((name + ".response").c_str());
    return raw;
}

inspect::RawExchange asked(std::string head, std::string_view body = {}) {
    inspect::RawExchange raw;
    raw.server = {"192.0.2.7", 8080};
    raw.request = copyOf(bytesOf(std::move(head).append("\r\n\r\n").append(body)));
    raw.response = copyOf(bytesOf("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nAES\n"));
    return raw;
}

/// Head lines and body, split without a look at what they say.
struct Parts {
    std::vector<std::string> lines;
    Bytes body;
};
Parts partsOf(const Bytes& message) {
    Parts parts;
    const std::string all(textOf(message));
    const std::size_t end = all.find("\r\n\r\n");
    for (std::size_t at = 0; at < end;) {
        const std::size_t line = std::min(all.find("\r\n", at), end);
        parts.lines.push_back(all.substr(at, line - at));
        at = line + 2;
    }
    parts.body = copyOf(bytesOf(std::string_view(all).substr(end + 4)));
    return parts;
}

http::ClientResponse responseOf(const Bytes& recorded) {
    const Parts parts = partsOf(recorded);
    http::ClientResponse response;
    response.status = static_cast<unsigned>(std::stoi(parts.lines.front().substr(9, 3)));
    for (std::size_t i = 1; i < parts.lines.size(); ++i) {
        const std::size_t colon = parts.lines[i].find(": ");
        response.headers.push_back(
            {parts.lines[i].substr(0, colon), parts.lines[i].substr(colon + 2)});
    }
    response.contentType = response.header("Content-Type").value_or("");
    response.body = parts.body;
    return response;
}

Bytes messageOf(std::string head, ByteView body = {}) {
    Bytes message = copyOf(bytesOf(std::move(head).append("\r\n\r\n")));
    message.insert(message.end(), body.begin(), body.end());
    return message;
}

const inspect::Keyring& allKeys() {
    static const inspect::Keyring kKeys = [] {
        inspect::Keyring keys;
        const QDir folder(QStringLiteral(SCEPTER_TEST_DATA "/captures/keys"));
        for (const QString& name : folder.entryList({QStringLiteral("*.key.pem")})) {
            const Bytes pem = captured(("keys/" + name.toStdString()).c_str());
            if (!inspect::addToKeyring(keys, pem, name.toStdString())) qFatal("no key");
        }
        return keys;
    }();
    return kKeys;
}

/// Sends one again to a service that answers like that.
Result<Replayed> again(const inspect::RawExchange& recorded, Service::Exchange exchange,
                       std::string url = {}) {
    static const FixedClock kClock;
    ServiceOptions options;
    options.url = std::move(url);
    Service service(std::move(options), kClock, std::move(exchange));
    return sendAgain(service, recorded, &allKeys());
}

Result<Replayed> answered(const inspect::RawExchange& recorded, const Bytes& response) {
    return again(recorded, [&response](const http::ClientRequest&) {
        return Result<http::ClientResponse>(responseOf(response));
    });
}

std::vector<std::string> namesOf(const std::vector<http::Header>& headers) {
    std::vector<std::string> names;
    for (const http::Header& header : headers)
        names.push_back(header.name);
    return names;
}

std::string wordsOf(const Result<Replayed>& replayed) {
    if (!replayed) return toText(replayed.error());
    return replayed->comparison ? toText(*replayed->comparison) : "no answer";
}

Error refusalOf(const inspect::RawExchange& recorded, std::string_view url = {}) {
    const auto request = replayRequest(recorded, url);
    if (request) qFatal("it was taken: %s", request->http.url.c_str());
    return request.error();
}

inspect::RawExchange fromHar(const QByteArray& request, const QByteArray& more = {}) {
    const QByteArray har =
        R"({"log":{"version":"1.2","creator":{},"entries":[{"request":)" + request + more + "}]}}";
    const auto traffic = inspect::readTraffic(
        bytesOf(std::string_view(har.constData(), static_cast<std::size_t>(har.size()))));
    if (!traffic || traffic->exchanges.size() != 1) qFatal("not read");
    return traffic->exchanges.front();
}

} // namespace

class TestReplayed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void request_goesOutAsItWasRecorded_data();
    void request_goesOutAsItWasRecorded();
    void request_goesWhereItWent_data();
    void request_goesWhereItWent();
    void request_loginsStayWithTheirServer();
    void request_thatCannotBeSentIsRefused_data();
    void request_thatCannotBeSentIsRefused();
    void request_hasLimits();
    void request_ofARedactedRecordingIsRefused();
    void request_ofAHostileArchive();

    void answer_sameAsRecorded_data();
    void answer_sameAsRecorded();
    void answer_thatDiffers_data();
    void answer_thatDiffers();
    void answer_capabilitiesHaveNoCase();
    void answer_issuedAnew();
    void answer_none();
    void answer_whereNoneWasRecorded();
    void answer_ofOurDouble();
    void step_tellsWhatCame();
};

void TestReplayed::request_goesOutAsItWasRecorded_data() {
    QTest::addColumn<QString>("name");
    const QDir folder(QStringLiteral(SCEPTER_TEST_DATA "/captures"));
    const QStringList files = folder.entryList({QStringLiteral("*.request")});
    QCOMPARE(files.size(), 43);
    for (const QString& file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(8);
}

void TestReplayed::request_goesOutAsItWasRecorded() {
    QFETCH(const QString, name);
    const inspect::RawExchange raw = recording(name.toStdString());
    const Parts parts = partsOf(raw.request);
    const std::size_t space = parts.lines.front().find(' ');
    const std::string method = parts.lines.front().substr(0, space);
    const std::string target =
        parts.lines.front().substr(space + 1, parts.lines.front().rfind(' ') - space - 1);
    std::string host;
    std::vector<std::string> kept;
    for (std::size_t i = 1; i < parts.lines.size(); ++i) {
        if (parts.lines[i].starts_with("Host: ")) host = parts.lines[i].substr(6);
        if (!parts.lines[i].starts_with("Host: ") &&
            !parts.lines[i].starts_with("Content-Length: ") &&
            !parts.lines[i].starts_with("Connection: "))
            kept.push_back(parts.lines[i]);
    }

    const auto own = replayRequest(raw);
    QVERIFY2(own.has_value(), own ? "" : toText(own.error()).c_str());
    QCOMPARE(own->http.method, method);
    QCOMPARE(own->http.url, "http://" + host + target);
    QCOMPARE(own->http.body, parts.body);
    std::vector<std::string> sent;
    for (const http::Header& header : own->http.headers)
        sent.push_back(header.name + ": " + header.value);
    QCOMPARE(sent, kept);
    QCOMPARE(own->shownUrl, "http://" + host + target.substr(0, target.find('?')));

    const auto other = replayRequest(raw, "https://user:secret@ca.example:8443/x/scep?a=b");
    QVERIFY(other.has_value());
    QCOMPARE(other->http.url, "https://user:secret@ca.example:8443/x/scep?a=b&" +
                                  target.substr(target.find('?') + 1));
    QCOMPARE(other->http.body, parts.body);
    QCOMPARE(other->shownUrl, text("https://ca.example:8443/x/scep"));
}

void TestReplayed::request_goesWhereItWent_data() {
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("url");
    const QByteArray get = "GET /s?operation=GetCACaps HTTP/1.1";
    QTest::newRow("host") << get + "\r\nHost: ca.example:81" << false << 8080
                          << QByteArray("http://ca.example:81/s?operation=GetCACaps");
    QTest::newRow("host without port")
        << get + "\r\nHost: ca.example" << false << 8080
        << QByteArray("http://ca.example:8080/s?operation=GetCACaps");
    QTest::newRow("usual port") << get + "\r\nHost: ca.example" << true << 443
                                << QByteArray("https://ca.example/s?operation=GetCACaps");
    QTest::newRow("no host") << get << false << 8080
                             << QByteArray("http://192.0.2.7:8080/s?operation=GetCACaps");
    QTest::newRow("to a proxy")
        << QByteArray("GET http://u:p@ca.example:82/s?operation=GetCACaps HTTP/1.1\r\nHost: other")
        << false << 3128 << QByteArray("http://ca.example:82/s?operation=GetCACaps");
    QTest::newRow("forged host") << get + "\r\nHost: u:p@evil.example/x?" << false << 80
                                 << QByteArray();
    QTest::newRow("nobody knows") << get + "\r\nHost: ca.example" << false << 0 << QByteArray();
}

void TestReplayed::request_goesWhereItWent() {
    QFETCH(const QByteArray, head);
    QFETCH(const bool, tls);
    QFETCH(const int, port);
    QFETCH(const QByteArray, url);
    inspect::RawExchange raw = asked(head.toStdString());
    raw.tls = tls;
    raw.server.port = static_cast<std::uint16_t>(port);
    const auto request = replayRequest(raw);
    QCOMPARE(request.has_value(), !url.isEmpty());
    if (request)
        QCOMPARE(request->http.url, url.toStdString());
    else
        QVERIFY(request.error().detail.find("does not say where it went") != std::string::npos);
}

void TestReplayed::request_loginsStayWithTheirServer() {
    const auto raw =
        asked("GET /s?operation=GetCACaps HTTP/1.1\r\nHost: ca.example\r\n"
              "Authorization: Basic c2VjcmV0\r\nCookie: a=b\r\nX-Mine: 1\r\n"
              "Proxy-Authorization: Basic c2VjcmV0\r\nConnection: X-Hop\r\nX-Hop: 1\r\n"
              "TE: trailers\r\nExpect: 100-continue\r\nX-Mine: 2");
    using Names = std::vector<std::string>;
    const auto own = replayRequest(raw);
    QVERIFY(own.has_value());
    QCOMPARE(namesOf(own->http.headers), (Names{"Authorization", "Cookie", "X-Mine"}));
    QCOMPARE(own->http.headers.back().value, text("1, 2"));
    const auto same = replayRequest(raw, "http://CA.example:8080/other");
    QVERIFY(same.has_value());
    QCOMPARE(namesOf(same->http.headers), (Names{"Authorization", "Cookie", "X-Mine"}));
    for (const char* url :
         {"http://evil.example:8080/s", "http://ca.example:8081/s", "https://ca.example:8080/s"}) {
        const auto other = replayRequest(raw, url);
        QVERIFY(other.has_value());
        QCOMPARE(namesOf(other->http.headers), Names{"X-Mine"});
    }
}

void TestReplayed::request_thatCannotBeSentIsRefused_data() {
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("why");
    const QByteArray post = "POST /s?operation=PKIOperation HTTP/1.1\r\n";
    QTest::newRow("none") << QByteArray() << QByteArray("the request is not in the recording");
    QTest::newRow("a response") << QByteArray("HTTP/1.1 200 OK\r\n\r\n")
                                << QByteArray("no HTTP/1.x request");
    QTest::newRow("half a head") << QByteArray("GET /s?operation=GetCACaps HTTP/1.1\r\nHost: a")
                                 << QByteArray("the end of the request");
    QTest::newRow("half a body") << post + "Content-Length: 10\r\n\r\nabc"
                                 << QByteArray("the end of the body");
    QTest::newRow("half a chunk") << post + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc"
                                  << QByteArray("the end of the body");
    QTest::newRow("more body") << post + "Content-Length: 2\r\n\r\nabc"
                               << QByteArray("more body than the head says");
    QTest::newRow("no SCEP") << QByteArray("GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n")
                             << QByteArray("no SCEP request");
    QTest::newRow("DELETE") << QByteArray(
                                   "DELETE /s?operation=GetCACaps HTTP/1.1\r\nHost: a\r\n\r\n")
                            << QByteArray("only GET and POST");
    QTest::newRow("CONNECT") << QByteArray("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n")
                             << QByteArray("only GET and POST");
    QTest::newRow("fragment") << QByteArray(
                                     "GET /s?operation=GetCACaps#a HTTP/1.1\r\nHost: a\r\n\r\n")
                              << QByteArray("fragment");
    QTest::newRow("GET with a body")
        << QByteArray(
               "GET /s?operation=GetCACaps HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na")
        << QByteArray("GET with a body");
}

void TestReplayed::request_thatCannotBeSentIsRefused() {
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, why);
    inspect::RawExchange raw;
    raw.server = {"192.0.2.7", 80};
    raw.request.assign(request.begin(), request.end());
    const Error error = refusalOf(raw, "http://ca.example/scep");
    QVERIFY2(error.detail.find(why.toStdString()) != std::string::npos, error.detail.c_str());
}

void TestReplayed::request_hasLimits() {
    const std::string get = "GET /s?operation=GetCACert";
    const std::string rest = " HTTP/1.1\r\nHost: a";
    const auto codeOf = [](const inspect::RawExchange& raw) {
        const auto request = replayRequest(raw);
        return request ? ErrorCode::Internal : request.error().code;
    };
    constexpr ErrorCode kTaken = ErrorCode::Internal;
    const auto posted = [](std::size_t size) {
        return asked("POST /s?operation=PKIOperation HTTP/1.1\r\nHost: a\r\nContent-Length: " +
                         std::to_string(size),
                     std::string(size, 'x'));
    };
    QCOMPARE(codeOf(posted(1 << 20)), kTaken);
    QCOMPARE(codeOf(posted((1 << 20) + 1)), ErrorCode::LimitExceeded);
    const auto chunked = asked("POST /s?operation=PKIOperation HTTP/1.1\r\nHost: a\r\n"
                               "Transfer-Encoding: chunked",
                               "100001\r\n" + std::string(0x100001, 'x') + "\r\n0\r\n\r\n");
    QCOMPARE(codeOf(chunked), ErrorCode::LimitExceeded);
    const std::string message = "&message=";
    const std::size_t room = (64 << 10) - std::string("/s?operation=GetCACert&message=").size();
    QCOMPARE(codeOf(asked(get + message + std::string(room, 'a') + rest)), kTaken);
    QCOMPARE(codeOf(asked(get + message + std::string(room + 1, 'a') + rest)),
             ErrorCode::LimitExceeded);
    std::string many;
    for (int i = 0; i < 99; ++i)
        many += "\r\nX-" + std::to_string(i) + ": 1";
    QCOMPARE(codeOf(asked(get + rest + many)), kTaken);
    QCOMPARE(codeOf(asked(get + rest + many + "\r\nX-99: 1")), ErrorCode::LimitExceeded);
    QCOMPARE(codeOf(asked(get + rest + "\r\nX: " + std::string(32 << 10, 'a'))),
             ErrorCode::LimitExceeded);
    QCOMPARE(refusalOf(recording("14-sscep-getcacaps"), "file:///etc/passwd").code,
             ErrorCode::InvalidArgument);
    const Error error = refusalOf(recording("14-sscep-getcacaps"), "ftp://user:secret@a/");
    QVERIFY(error.detail.find("secret") == std::string::npos);
}

void TestReplayed::request_ofARedactedRecordingIsRefused() {
    const auto bundle = inspect::writeBundle({recording("14-sscep-getcacaps"),
                                              recording("03-strongswan-enroll-post-aes128-sha256"),
                                              recording("36-certmonger-enroll-get")},
                                             {});
    QVERIFY(bundle.has_value());
    const auto traffic = inspect::readTraffic(bytesOf(bundle->document));
    QVERIFY(traffic.has_value());
    // The same as an archive: it must not forget what it is.
    const std::string har = inspect::writeHar(traffic->exchanges);
    const auto archived = inspect::readTraffic(bytesOf(har));
    QVERIFY(archived.has_value());
    for (const auto& read : {*traffic, *archived}) {
        QCOMPARE(read.exchanges.size(), std::size_t{3});
        QVERIFY(std::ranges::all_of(read.exchanges, &inspect::RawExchange::redacted));
        for (std::size_t i = 1; i < 3; ++i) {
            const Error error = refusalOf(read.exchanges[i], "http://ca.example/scep");
            QCOMPARE(error.code, ErrorCode::NotSupported);
            QVERIFY(error.detail.find("redacted") != std::string::npos);
        }
        // A question without a message is whole; where it went is not told.
        QVERIFY(refusalOf(read.exchanges[0]).detail.find("name a URL") != std::string::npos);
        const auto caps = replayRequest(read.exchanges[0], "http://ca.example/scep");
        QVERIFY(caps.has_value());
        QCOMPARE(caps->http.url, text("http://ca.example/scep?operation=GetCACaps"));
    }
}

void TestReplayed::request_ofAHostileArchive() {
    using inspect::RawExchange;
    // No http: it went nowhere that one could send to.
    for (const char* url :
         {"file:///etc/passwd?operation=GetCACaps", "file://host/s?operation=GetCACaps",
          "ftp://ca.example:21/s?operation=GetCACaps", "/s?operation=GetCACaps",
          "javascript:alert(1)?operation=GetCACaps"}) {
        const QByteArray request = QByteArray(R"({"method":"GET","url":")") + url +
                                   R"(","headers":[{"name":"Host","value":"ca.example"}]})";
        const Error error = refusalOf(fromHar(request, R"(,"serverIPAddress":"127.0.0.1")"));
        QVERIFY2(error.detail.find("does not say where it went") != std::string::npos,
                 error.detail.c_str());
    }
    const RawExchange login =
        fromHar(R"({"method":"GET","url":"http://me:secret@ca.example/s?operation=GetCACaps"})");
    const auto request = replayRequest(login);
    QVERIFY(request.has_value());
    QCOMPARE(request->http.url, text("http://ca.example/s?operation=GetCACaps"));
    // What is missing, or of another type.
    for (const char* odd :
         {R"({"method":7,"url":[]})", R"({"method":"GET"})", R"({"url":"http://a/"})", "null",
          R"({"method":"POST","url":"http://a/s?operation=PKIOperation","postData":{"text":{}}})",
          R"({"method":"POST","url":"http://a/s","headers":[1,{"name":1}],"postData":7})"}) {
        const QByteArray har =
            QByteArray(R"({"log":{"version":"1.2","creator":{},"entries":[{"request":)") + odd +
            R"(,"response":{"status":200}},7,null,[]]}})";
        const auto traffic = inspect::readTraffic(
            bytesOf(std::string_view(har.constData(), static_cast<std::size_t>(har.size()))));
        QVERIFY(traffic.has_value());
        for (const RawExchange& each : traffic->exchanges)
            if (const auto sent = replayRequest(each)) QCOMPARE(sent->http.method, text("POST"));
    }
    // A line break in a field would be another field.
    const RawExchange split = fromHar(
        R"({"method":"GET","url":"http://a/s?operation=GetCACaps","headers":[{"name":"X","value":"1\r\nHost: b"}]})");
    const auto taken = replayRequest(split);
    QVERIFY(taken.has_value());
    QCOMPARE(namesOf(taken->http.headers), std::vector<std::string>{"X"});
}

void TestReplayed::answer_sameAsRecorded_data() {
    request_goesOutAsItWasRecorded_data();
}

void TestReplayed::answer_sameAsRecorded() {
    QFETCH(const QString, name);
    const inspect::RawExchange raw = recording(name.toStdString());
    const auto replayed = answered(raw, raw.response);
    QVERIFY2(replayed && replayed->same(), wordsOf(replayed).c_str());
    QCOMPARE(replayed->step.state, StepState::Passed);
    QVERIFY(!replayed->step.error);
    // The recordings say what came: a certificate wherever it was a SUCCESS, but for the CRL.
    const QByteArray json = [] {
        const Bytes all = captured("captures.json");
        return QByteArray(reinterpret_cast<const char*>(all.data()),
                          static_cast<qsizetype>(all.size()));
    }();
    bool issued = false;
    for (const QJsonValue& each : QJsonDocument::fromJson(json).array())
        if (each[QStringLiteral("file")].toString() == name)
            issued = each[QStringLiteral("pkiStatus")].toString() == QStringLiteral("SUCCESS") &&
                     !name.contains(QStringLiteral("getcrl"));
    QCOMPARE(!replayed->comparison->sameCertificate.empty(), issued);
}

void TestReplayed::answer_thatDiffers_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QString>("words");
    const auto made = [](const char* head, ByteView body) {
        const Bytes all = messageOf(head, body);
        return QByteArray(reinterpret_cast<const char*>(all.data()),
                          static_cast<qsizetype>(all.size()));
    };
    const QString caps = QStringLiteral("14-sscep-getcacaps");
    const QString ca = QStringLiteral("15-sscep-getcacert");
    const QString enrolled = QStringLiteral("03-strongswan-enroll-post-aes128-sha256");
    const auto body = [](const char* name) { return test::capturedBody(name); };
    const char* der = "HTTP/1.1 200 OK\r\nContent-Type: application/x-x509-ca-cert";
    const char* pki = "HTTP/1.1 200 OK\r\nContent-Type: application/x-pki-message";
    QTest::newRow("HTTP status")
        << caps << made("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain", {})
        << QStringLiteral("differs: HTTP status 200 -> 404; content capabilities -> none");
    QTest::newRow("Content-Type")
        << caps
        << made("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
                body("14-sscep-getcacaps.response"))
        << QStringLiteral("differs: Content-Type text/plain -> text/html");
    QTest::newRow("parameters and case of Content-Type")
        << caps
        << made("HTTP/1.0 200 Fine\r\nContent-Type: Text/Plain; charset=utf-8",
                body("14-sscep-getcacaps.response"))
        << QStringLiteral("same");
    QTest::newRow("capabilities, in another order and case")
        << caps
        << made("HTTP/1.1 200 OK\r\nContent-Type: text/plain",
                bytesOf("sha-1\r\nDES3\r\nFoo\r\nAES\r\nRenewal\r\nPOSTPKIOperation\r\n"
                        "SHA-256\r\nSHA-384\r\nGetNextCACert\r\n"))
        << QStringLiteral("differs: without capability SHA-512; new capability Foo");
    QTest::newRow("certificate")
        << ca << made(der, pki::readCertificates(captured("keys/ca-next.cert.pem"))->front().der())
        << QStringLiteral("differs: without certificate ...; new certificate ...");
    QTest::newRow("another answer") << enrolled << made(pki, body("15-sscep-getcacert.response"))
                                    << QStringLiteral("differs: content CertRep -> certificates");
    QTest::newRow("pkiStatus, failInfo and the request")
        << enrolled << made(pki, body("11-strongswan-enroll-wrong-challenge.response"))
        << QStringLiteral("differs: pkiStatus SUCCESS -> FAILURE; failInfo none -> badRequest; "
                          "transactionID that of the request -> another; recipientNonce that of "
                          "the request -> another");
}

void TestReplayed::answer_thatDiffers() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, response);
    QFETCH(const QString, words);
    const auto replayed =
        answered(recording(name.toStdString()), Bytes(response.begin(), response.end()));
    QVERIFY2(replayed.has_value(), wordsOf(replayed).c_str());
    const QStringList parts = words.split(QStringLiteral("..."));
    QString left = QString::fromStdString(wordsOf(replayed));
    QVERIFY2(left.startsWith(parts.front()), qPrintable(left));
    for (const QString& part : parts) {
        QVERIFY2(left.contains(part), qPrintable(left));
        left = left.mid(left.indexOf(part) + part.size());
    }
    if (parts.size() == 1) QCOMPARE(left, QString());
    const bool same = words == QStringLiteral("same");
    QCOMPARE(replayed->step.state, same ? StepState::Passed : StepState::Failed);
}

void TestReplayed::answer_capabilitiesHaveNoCase() {
    auto raw = recording("14-sscep-getcacaps");
    const char* head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain";
    raw.response = messageOf(head, bytesOf("AES\nFoo\nBar\n"));
    QCOMPARE(wordsOf(answered(raw, messageOf(head, bytesOf("bar\r\naes\r\nFOO")))), text("same"));
    QCOMPARE(wordsOf(answered(raw, messageOf(head, bytesOf("AES\nFoo\n")))),
             text("differs: without capability Bar"));
}

// The same request, a certificate of its own each time: our double does not remember.
void TestReplayed::answer_issuedAnew() {
    FakeService service;
    TimePoint from = FixedClock().now();
    service.respond = [&](const scep::Request& request) {
        scep::ReplyFields fields;
        fields.status = scep::PkiStatus::Success;
        fields.certificates = {service.issue(request.csr->publicKey(), from, service.caKey).der()};
        return fields;
    };
    const auto exchange = [&service](const http::ClientRequest& request) {
        return service(request);
    };
    const auto first = again(recording("03-strongswan-enroll-post-aes128-sha256"), exchange);
    QVERIFY2(first.has_value(), wordsOf(first).c_str());
    const std::string words = wordsOf(first);
    QVERIFY2(words.starts_with("differs: issued certificate ") &&
                 words.ends_with("serial number 51"),
             words.c_str());
    // What it sent can be sent again itself.
    const auto second = again(*first->step.exchange, exchange);
    QCOMPARE(wordsOf(second), text("same, certificate 51 again"));
    from += std::chrono::hours(24);
    const auto third = again(*first->step.exchange, exchange);
    QVERIFY2(wordsOf(third).starts_with("differs: issued certificate "), wordsOf(third).c_str());
}

void TestReplayed::answer_none() {
    FakeService service;
    service.unreachable = true;
    const auto replayed =
        again(recording("14-sscep-getcacaps"),
              [&service](const http::ClientRequest& request) { return service(request); });
    QVERIFY(replayed.has_value());
    QVERIFY(!replayed->comparison && !replayed->same());
    QCOMPARE(replayed->step.state, StepState::Failed);
    QCOMPARE(replayed->step.error->code, ErrorCode::Unreachable);
}

void TestReplayed::answer_whereNoneWasRecorded() {
    inspect::RawExchange raw = recording("14-sscep-getcacaps");
    const Bytes response = std::exchange(raw.response, {});
    QCOMPARE(wordsOf(answered(raw, response)), text("differs: answer none -> HTTP 200"));
}

void TestReplayed::answer_ofOurDouble() {
    FakeService service;
    service.bodies["GetCACert"] = service.ca.der();
    const auto replayed = again(
        recording("15-sscep-getcacert"),
        [&service](const http::ClientRequest& request) {
            auto response = service(request);
            response->contentType = "application/x-x509-ca-cert";
            return response;
        },
        "http://double.example/here");
    QCOMPARE(wordsOf(replayed), text("same"));
    QCOMPARE(replayed->url, text("http://double.example/here"));
    QCOMPARE(service.requests.size(), std::size_t{1});
    QVERIFY(service.requests.front().url.starts_with("http://double.example/here?operation="));
}

void TestReplayed::step_tellsWhatCame() {
    inspect::RawExchange raw = recording("11-strongswan-enroll-wrong-challenge");
    raw.opened.push_back({Bytes(32, 1), Bytes(3, 2)});
    const auto replayed = answered(raw, raw.response);
    QVERIFY(replayed.has_value());
    const Step& step = replayed->step;
    QCOMPARE(step.name, text("Sent again: PKCSReq"));
    QVERIFY2(step.what.starts_with("POST, HTTP 200, ") && step.what.ends_with(": same"),
             step.what.c_str());
    QVERIFY(step.exchange != nullptr);
    QCOMPARE(partsOf(step.exchange->request).body, partsOf(raw.request).body);
    QCOMPARE(partsOf(step.exchange->response).body, partsOf(raw.response).body);
    QCOMPARE(step.exchange->opened, raw.opened);
}

QTEST_GUILESS_MAIN(TestReplayed)
#include "tst_replayed.moc"
