// HTTP messages and URLs: the recorded exchanges, and bodies that other programs made.
#include "layers_support.h"

#include "base/encoding.h"
#include "base/text.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace scepter;
using namespace scepter::inspect;
using namespace scepter::test;

namespace {

QByteArray capture(const char* name) {
    return fileBytes(QStringLiteral("captures/") + QString::fromLatin1(name));
}

QByteArray bodyOf(const QByteArray& message) {
    return message.mid(message.indexOf("\r\n\r\n") + 4);
}

/// The message of a GET, undone by Qt and not by us.
QByteArray getMessage(const QByteArray& request) {
    const QByteArray line = request.left(request.indexOf('\r'));
    const qsizetype start = line.indexOf("message=") + 8;
    const QByteArray raw = line.mid(start, line.indexOf(' ', start) - start);
    return QByteArray::fromBase64(QByteArray::fromPercentEncoding(raw));
}

QByteArray chunked(const QByteArray& body, qsizetype size) {
    QByteArray text;
    for (qsizetype at = 0; at < body.size(); at += size) {
        const QByteArray part = body.mid(at, size);
        text += QByteArray::number(part.size(), 16) + ";name=value\r\n" + part + "\r\n";
    }
    return text + "0\r\nTrailer: yes\r\n\r\n";
}

QByteArray gzipped(const QByteArray& bytes) {
    return output("gzip", {QStringLiteral("-n")}, bytes).value();
}

/// What zlib's own program would write; Qt puts a length of four bytes before it.
QByteArray deflated(const QByteArray& bytes) {
    return qCompress(bytes).mid(4);
}

QByteArray response(const QByteArray& fields, const QByteArray& body) {
    return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
}

} // namespace

class HttpLayersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordedExchanges_areDecoded_data() {
        QTest::addColumn<QJsonObject>("capture");
        const auto all = QJsonDocument::fromJson(capture("captures.json")).array();
        QCOMPARE(all.size(), 43);
        for (const QJsonValue& one : all)
            QTest::newRow(qPrintable(one.toObject().value(u"file").toString())) << one.toObject();
    }
    void recordedExchanges_areDecoded() {
        const QFETCH(QJsonObject, capture);
        const QString file = QStringLiteral("captures/") + capture.value(u"file").toString();
        const QByteArray request = fileBytes(file + QStringLiteral(".request"));
        const Inspection asked = inspected(request);
        QVERIFY(asked.facts.http && asked.facts.http->request);
        const HttpFacts& facts = *asked.facts.http;
        QCOMPARE(QString::fromStdString(facts.method), capture.value(u"method").toString());
        QCOMPARE(QString::fromStdString(facts.operation), capture.value(u"operation").toString());
        QCOMPARE(valueOf(asked, "operation").value(), facts.operation);
        if (facts.operation == "PKIOperation") {
            const bool get = facts.method == "GET";
            QCOMPARE(facts.messageInQuery, get);
            const QByteArray der = get ? getMessage(request) : bodyOf(request);
            QVERIFY(hasLayer(asked, bytesOf(viewOf(der))));
            QCOMPARE(layer(asked, get ? "base64" : "HTTP body"), der);
            QVERIFY(facts.messageNode != kNoNode);
        }
        const QByteArray answer = fileBytes(file + QStringLiteral(".response"));
        const Inspection answered = inspected(answer);
        QVERIFY(answered.facts.http && !answered.facts.http->request);
        QCOMPARE(static_cast<int>(answered.facts.http->status),
                 capture.value(u"httpStatus").toInt());
        QCOMPARE(static_cast<qsizetype>(answered.facts.http->bodySize), bodyOf(answer).size());
        QVERIFY(hasLayer(answered, bytesOf(viewOf(bodyOf(answer)))));
        QVERIFY(answered.facts.failures.empty());
        QVERIFY(asked.facts.failures.empty());
    }

    void everyNode_standsWhereItSays() {
        const QByteArray request = capture("19-sscep-enroll-get-aes128-sha256.request");
        const Inspection inspection = inspected(request);
        QCOMPARE(bytesAt(inspection, "method"), QByteArray("GET"));
        QCOMPARE(bytesAt(inspection, "path"), QByteArray("/scep"));
        QCOMPARE(bytesAt(inspection, "operation"), QByteArray("operation=PKIOperation"));
        QVERIFY(bytesAt(inspection, "message").startsWith("message=MIIKDQYJKo"));
        QCOMPARE(bytesAt(inspection, "HTTP-version"), QByteArray("HTTP/1.1"));
        const QByteArray fields = bytesAt(inspection, "headers");
        QVERIFY(request.contains(QByteArray("\r\n" + fields + "\r\n\r\n")));
        // The base64 node stands in the layer without percent-encoding, the DER was made of it.
        const NodeId base64 = inspection.tree.find("base64");
        QVERIFY(base64 != kNoNode);
        const auto& buffers = inspection.tree.buffers();
        QCOMPARE(buffers.at(inspection.tree.node(base64).place.buffer).name,
                 std::string("percent-decoded"));
        QCOMPARE(buffers.at(2).from, base64);
    }

    void targets_areRecognized_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray request = capture("36-certmonger-enroll-get.request");
        const QByteArray target = request.split(' ').at(1);
        const QByteArray message = target.mid(target.indexOf("message=") + 8);
        QTest::newRow("target") << target;
        QTest::newRow("URL") << "https://ca.example:8443" + target + "\n";
        QTest::newRow("request line") << "GET " + target + " HTTP/1.0";
        QTest::newRow("request line without a version") << "GET " + target;
        QTest::newRow("query") << target.mid(target.indexOf('?') + 1);
        QTest::newRow("message first") << "/scep?message=" + message + "&operation=PKIOperation";
        QTest::newRow("message alone") << "message=" + message;
        QTest::newRow("value alone") << message;
        QTest::newRow("unescaped, spaces for plus")
            << "/scep?operation=PKIOperation&message=" +
                   QByteArray::fromPercentEncoding(message).replace('+', ' ');
    }
    void targets_areRecognized() {
        QFETCH(QByteArray, text);
        const QByteArray der = getMessage(capture("36-certmonger-enroll-get.request"));
        QVERIFY(der.size() > 2000);
        const Inspection inspection = inspected(text);
        QCOMPARE(layer(inspection, "base64"), der);
        QVERIFY(inspection.facts.failures.empty());
    }

    void identifiers_areNoMessages() {
        const Inspection inspection =
            inspected(capture("16-sscep-getcacert-identifier-with-space.request"));
        QCOMPARE(valueOf(inspection, "message").value(), std::string("Capture CA"));
        QVERIFY(!inspection.facts.http->messageInQuery);
        QCOMPARE(inspection.tree.buffers().size(), 1U);
    }

    void brokenMessages_areSaid() {
        const Inspection inspection =
            inspected("GET /scep?operation=PKIOperation&message=MII%4 HTTP/1.1\r\n\r\n");
        QCOMPARE(inspection.facts.failures.front().second.code, ErrorCode::EncodingMalformed);
    }

    void bodies_areUndone_data() {
        QTest::addColumn<QByteArray>("message");
        const QByteArray der = bodyOf(capture("01-strongswan-getcacert.response"));
        const QByteArray length = "Content-Length: ";
        QTest::newRow("plain") << response(length + QByteArray::number(der.size()) + "\r\n", der);
        QTest::newRow("until the end") << response({}, der);
        QTest::newRow("bare line feeds") << "HTTP/1.1 200 OK\nA: b\n\n" + der;
        QTest::newRow("chunks") << response("Transfer-Encoding: chunked\r\n", chunked(der, 100));
        QTest::newRow("gzip") << response("Content-Encoding: gzip\r\n", gzipped(der));
        QTest::newRow("deflate") << response("content-encoding: deflate\r\n", deflated(der));
        QTest::newRow("bare deflate")
            << response("Content-Encoding: deflate\r\n", deflated(der).mid(2));
        QTest::newRow("gzip in chunks")
            << response("Content-Encoding: x-gzip\r\nTransfer-Encoding: Chunked\r\n",
                        chunked(gzipped(der), 64));
        QTest::newRow("gzip as transfer coding")
            << response("Transfer-Encoding: gzip, chunked\r\n", chunked(gzipped(der), 1000));
        QTest::newRow("gzip twice")
            << response("Content-Encoding: gzip, gzip\r\n", gzipped(gzipped(der)));
        QTest::newRow("two members") << response("Content-Encoding: gzip\r\n",
                                                 gzipped(der.left(100)) + gzipped(der.mid(100)));
        QTest::newRow("base64") << response({}, der.toBase64());
    }
    void bodies_areUndone() {
        QFETCH(QByteArray, message);
        const QByteArray der = bodyOf(capture("01-strongswan-getcacert.response"));
        const Inspection inspection = inspected(message);
        QVERIFY(hasLayer(inspection, bytesOf(viewOf(der))));
        QVERIFY2(inspection.facts.failures.empty(),
                 inspection.facts.failures.empty()
                     ? ""
                     : inspection.facts.failures.front().second.detail.c_str());
    }

    void brokenBodies_areSaid_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("part");
        const QByteArray body(100, 'x');
        QTest::newRow("short") << response("Content-Length: 101\r\n", body)
                               << QByteArray("100 of 101");
        QTest::newRow("long") << response("Content-Length: 99\r\n", body)
                              << QByteArray("1 bytes after");
        QTest::newRow("last chunk missing")
            << response("Transfer-Encoding: chunked\r\n", "64\r\n" + body + "\r\n")
            << QByteArray("last chunk");
        QTest::newRow("chunk without a size")
            << response("Transfer-Encoding: chunked\r\n", "zz\r\n" + body) << QByteArray("no size");
        QTest::newRow("chunk too long")
            << response("Transfer-Encoding: chunked\r\n", "63\r\n" + body + "\r\n0\r\n\r\n")
            << QByteArray("longer than");
        QTest::newRow("endless size")
            << response("Transfer-Encoding: chunked\r\n", "ffffffffffffffff\r\n" + body)
            << QByteArray("last chunk");
        QTest::newRow("no gzip") << response("Content-Encoding: gzip\r\n", body)
                                 << QByteArray("compressed data");
        QTest::newRow("unknown coding")
            << response("Content-Encoding: br\r\n", body) << QByteArray("coding br");
        QTest::newRow("head without an end")
            << QByteArray("HTTP/1.1 200 OK\r\nA: b\r\n") << QByteArray("no end");
    }
    void brokenBodies_areSaid() {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, part);
        const Inspection inspection = inspected(message);
        QVERIFY(!inspection.facts.failures.empty());
        QVERIFY2(inspection.facts.failures.front().second.detail.find(part.toStdString()) !=
                     std::string::npos,
                 inspection.facts.failures.front().second.detail.c_str());
    }

    void gzipBombs_endAtTheLimit() {
        const QByteArray bomb = gzipped(gzipped(QByteArray(40 << 20, '\0')));
        const Inspection inspection = inspected(response("Content-Encoding: gzip, gzip\r\n", bomb));
        for (const Buffer& buffer : inspection.tree.buffers())
            QVERIFY(buffer.bytes->size() <= Limits{}.bytes);
        QVERIFY(!inspection.facts.cut.empty());
    }

    void credentials_areSecret() {
        const Inspection inspection = inspected(
            "GET /certsrv/mscep_admin/ HTTP/1.1\r\nAuthorization: Basic YTpi\r\nHost: a\r\n\r\n");
        QVERIFY(inspection.tree.node(inspection.tree.find("Authorization")).secret);
        QVERIFY(!inspection.tree.node(inspection.tree.find("Host")).secret);
        QCOMPARE(inspection.facts.http->header("HOST"), std::string("a"));
        QCOMPARE(inspection.facts.http->path, std::string("/certsrv/mscep_admin/"));
    }

    void severalMessages_areDecodedOneAfterTheOther() {
        const QByteArray request = capture("03-strongswan-enroll-post-aes128-sha256.request");
        const QByteArray answer = capture("03-strongswan-enroll-post-aes128-sha256.response");
        const Inspection inspection = inspected(request + answer);
        QVERIFY(inspection.tree.find("HTTP request") != kNoNode);
        QVERIFY(inspection.tree.find("HTTP response") != kNoNode);
        QVERIFY(hasLayer(inspection, bytesOf(viewOf(bodyOf(answer)))));
        QVERIFY(inspection.facts.http->request);
        QCOMPARE(inspection.facts.subject == Subject::HttpRequest ||
                     inspection.facts.subject == Subject::ScepMessage,
                 true);
    }

    void hints_areFollowed() {
        QCOMPARE(inspected("nothing", Hint::HttpRequest).facts.failures.front().second.code,
                 ErrorCode::HttpMalformed);
        const QByteArray der = bodyOf(capture("01-strongswan-getcacert.response"));
        QVERIFY(inspected(der, Hint::PkiMessage).facts.failures.empty());
    }

    void manyFields_endAtALimit() {
        QByteArray text = "GET / HTTP/1.1\r\n";
        for (int i = 0; i < 200'000; ++i)
            text += "A: b\r\n";
        QElapsedTimer timer;
        timer.start();
        const Inspection inspection = inspected(text + "\r\n");
        QVERIFY(inspection.facts.http->headers.size() <= 1000);
        QVERIFY2(timer.elapsed() < 5'000, "it takes too long");
    }
};

QTEST_GUILESS_MAIN(HttpLayersTest)
#include "tst_http_layers.moc"
