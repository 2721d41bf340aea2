#include "http_target/target.h"
#include "http_target/url.h"

#include <QTest>

using namespace scepter;
using namespace scepter::http;

namespace {

using Items = std::vector<QueryItem>;

std::string byteRange(int first, int last) {
    std::string text;
    for (int byte = first; byte <= last; ++byte)
        text.push_back(static_cast<char>(byte));
    return text;
}

} // namespace

class TestTarget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parse_splitsPathAndQuery();
    void parse_keepsRawValues_data();
    void parse_keepsRawValues();
    void parse_takesEmptyAndMissingValues();
    void parse_findsNamesInAnyCase();
    void parse_decodesNamesAndPaths();
    void parse_takesAbsoluteForm();
    void parse_refuses_data();
    void parse_refuses();
    void parse_limitsItems();
    void percentDecode_isTolerant();
    void percentDecodeStrict_refusesBrokenEscapes();
    void percentEncode_isUndoneByDecoding();
    void url_isCut_data();
    void url_isCut();
};

void TestTarget::parse_splitsPathAndQuery() {
    const auto target = parseTarget("/scep/lab/pkiclient.exe?operation=GetCACert&message=0");
    QVERIFY(target);
    QCOMPARE(target->path, std::string("/scep/lab/pkiclient.exe"));
    QVERIFY((target->query == Items{{"operation", "GetCACert"}, {"message", "0"}}));
    QCOMPARE(parseTarget("*")->path, std::string("*"));
}

void TestTarget::parse_keepsRawValues_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("sscep: raw slash, line breaks escaped") << QByteArray("MIIB/a%0AMIIC%0A");
    QTest::newRow("jscep: raw plus") << QByteArray("MIIB+a+b");
    QTest::newRow("certmonger: all escaped") << QByteArray("MIIB%2Ba%2Fb%3D%3D");
    QTest::newRow("macOS: raw padding") << QByteArray("MIIB+a/b==");
    QTest::newRow("lower-case escapes") << QByteArray("%2b%2f%3d");
    QTest::newRow("broken escape") << QByteArray("a%zz%");
    QTest::newRow("3.7 KB and more") << QByteArray(60000, 'A');
}

void TestTarget::parse_keepsRawValues() {
    QFETCH(QByteArray, value);
    const std::string raw = value.toStdString();
    for (const std::string& text : {"/scep?operation=PKIOperation&message=" + raw,
                                    "/scep?message=" + raw + "&operation=PKIOperation"}) {
        const auto target = parseTarget(text);
        QVERIFY(target);
        QCOMPARE(std::string(target->rawValue("message").value()), raw);
        QCOMPARE(std::string(target->rawValue("operation").value()), std::string("PKIOperation"));
    }
}

void TestTarget::parse_takesEmptyAndMissingValues() {
    const auto target = parseTarget("/x?message=&&operation&=v&");
    QVERIFY(target);
    QVERIFY((target->query == Items{{"message", ""}, {"operation", ""}, {"", "v"}}));
    QVERIFY(target->rawValue("message").has_value());
    QVERIFY(!target->rawValue("other").has_value());
    QVERIFY(parseTarget("/x?")->query.empty());
}

void TestTarget::parse_findsNamesInAnyCase() {
    QCOMPARE(std::string(parseTarget("/?Operation=a&OPERATION=b")->rawValue("operation").value()),
             std::string("a"));
}

void TestTarget::parse_decodesNamesAndPaths() {
    const auto target = parseTarget("/a%20b/%C3%A9?op%65r%61tion=x%20y");
    QVERIFY(target);
    QCOMPARE(target->path, std::string("/a b/\xC3\xA9"));
    QCOMPARE(target->rawPath, std::string("/a%20b/%C3%A9"));
    QVERIFY((target->query == Items{{"operation", "x%20y"}}));
}

void TestTarget::parse_takesAbsoluteForm() {
    QCOMPARE(parseTarget("http://ca.example:8080/scep?a=b")->path, std::string("/scep"));
    QCOMPARE(parseTarget("HTTPS://ca.example")->path, std::string("/"));
    const auto target = parseTarget("http://ca.example?a=b");
    QCOMPARE(target->path, std::string("/"));
    QVERIFY((target->query == Items{{"a", "b"}}));
}

void TestTarget::parse_refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no slash") << QByteArray("scep?a=b");
    QTest::newRow("other scheme") << QByteArray("ftp://host/");
    QTest::newRow("no host") << QByteArray("http:///scep");
    QTest::newRow("space") << QByteArray("/a b");
    QTest::newRow("fragment") << QByteArray("/a#b");
    QTest::newRow("line break") << QByteArray("/a?b=\r\nc");
    QTest::newRow("NUL") << QByteArray("/a\0b", 4);
    QTest::newRow("hidden NUL") << QByteArray("/a%00b");
    QTest::newRow("hidden line break") << QByteArray("/a%0d%0ab");
    QTest::newRow("broken escape in the path") << QByteArray("/a%4");
}

void TestTarget::parse_refuses() {
    QFETCH(QByteArray, text);
    const auto target = parseTarget(text.toStdString());
    QVERIFY(!target);
    QCOMPARE(target.error().code, ErrorCode::HttpMalformed);
}

void TestTarget::parse_limitsItems() {
    std::string text = "/?";
    for (int i = 0; i < 256; ++i)
        text += "a=b&";
    QCOMPARE(parseTarget(text)->query.size(), std::size_t(256));
    const auto target = parseTarget(text + "c=d");
    QVERIFY(!target);
    QCOMPARE(target.error().code, ErrorCode::LimitExceeded);
}

void TestTarget::percentDecode_isTolerant() {
    QCOMPARE(percentDecode("a%2Bb%2bc+d", false), std::string("a+b+c+d"));
    QCOMPARE(percentDecode("a%2Bb+c", true), std::string("a+b c"));
    QCOMPARE(percentDecode("%", false), std::string("%"));
    QCOMPARE(percentDecode("%4", false), std::string("%4"));
    QCOMPARE(percentDecode("%4g%41", false), std::string("%4gA"));
    QCOMPARE(percentDecode("%25%32%42", false), std::string("%2B")); // once, not twice
}

void TestTarget::percentDecodeStrict_refusesBrokenEscapes() {
    QCOMPARE(percentDecodeStrict("%0A%3d", false).value(), std::string("\n="));
    for (const char* text : {"%", "a%", "%4", "%zz", "%0A%"}) {
        const auto decoded = percentDecodeStrict(text, false);
        QVERIFY2(!decoded, text);
        QCOMPARE(decoded.error().code, ErrorCode::EncodingMalformed);
    }
}

void TestTarget::percentEncode_isUndoneByDecoding() {
    const std::string all = byteRange(0, 255);
    const std::string encoded = percentEncode(all);
    QVERIFY(encoded.find_first_of("+/=& ") == std::string::npos);
    QCOMPARE(percentDecodeStrict(encoded, true).value(), all);
    QCOMPARE(percentEncode("aZ09-._~+/="), std::string("aZ09-._~%2B%2F%3D"));
}

void TestTarget::url_isCut_data() {
    QTest::addColumn<QByteArrayList>("parts"); // scheme, user, authority, host, port, target
    const auto row = [](const char* url, const QByteArrayList& parts) {
        QTest::newRow(url) << parts;
    };
    row("http://ca.example/scep", {"http", "", "ca.example", "ca.example", "80", "/scep"});
    row("HTTPS://ca.example", {"HTTPS", "", "ca.example", "ca.example", "443", "/"});
    row("https://ca:8443?a=1/2", {"https", "", "ca:8443", "ca", "8443", "/?a=1/2"});
    row("http://me:it@@ca/x#y", {"http", "me:it@", "ca", "ca", "80", "/x"});
    row("http://@ca#/x", {"http", "", "ca", "ca", "80", "/"});
    row("http://[::1]/", {"http", "", "[::1]", "::1", "80", "/"});
    row("http://[fe80::1]:81/", {"http", "", "[fe80::1]:81", "fe80::1", "81", "/"});
    row("http://ca:99999/", {"http", "", "ca:99999", "ca", "80", "/"});
    row("http:///x", {"http", "", "", "", "80", "/x"});
    row("http://", {"http", "", "", "", "80", "/"});
    row("me@ca/x", {"", "me", "ca", "ca", "80", "/x"});
    row("", {"", "", "", "", "80", "/"});
}

void TestTarget::url_isCut() {
    QFETCH(QByteArrayList, parts);
    const UrlParts cut = splitUrl(QTest::currentDataTag());
    const auto bytes = [](std::string_view text) {
        return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    };
    const QByteArrayList found{bytes(cut.scheme),
                               bytes(cut.user),
                               bytes(cut.authority),
                               bytes(cut.host),
                               QByteArray::number(cut.port),
                               bytes(cut.target)};
    QCOMPARE(found, parts);
    QCOMPARE(cut.tls, parts.front().toLower() == "https");
}

QTEST_APPLESS_MAIN(TestTarget)
#include "tst_target.moc"
