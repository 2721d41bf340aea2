// SPDX-License-Identifier: GPL-3.0-or-later
// Codes read from the NDES page: our own, the one of the reference, and what else is served there.
#include "client/ndes_code.h"
#include "responder/ndes_page.h"

#include <QFile>
#include <QTest>

using namespace scepter;
using namespace scepter::client;
using store::PageEncoding;

namespace {

constexpr std::string_view kToken = "1ED0DD50F7459D6E";
constexpr std::string_view kThumbprint = "A656FA66 AB12B433 A2DA5CF7 CC153D9A";

SecretBytes pageOf(PageEncoding encoding, bool single = false, std::string_view token = kToken) {
    responder::NdesPassword shown;
    shown.thumbprint = kThumbprint;
    shown.password = token;
    shown.single = single;
    shown.minutes = 60;
    return responder::ndesPasswordPage(shown, encoding);
}

/// Any text as a page, without the words around it.
Result<NdesCode> readText(std::string_view text) {
    return readNdesPage(bytesOf(text));
}

NdesExchange answering(unsigned status, ByteView body) {
    return [status, bytes = copyOf(body)](const http::ClientRequest&) {
        http::ClientResponse response;
        response.status = status;
        response.body = bytes;
        return Result<http::ClientResponse>(std::move(response));
    };
}

ErrorCode codeOf(const Result<NdesCode>& result) {
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

class TestNdesCode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void page_isReadInEveryEncoding_data();
    void page_isReadInEveryEncoding();
    void page_ofTheReferenceIsRead();
    void page_bigEndianIsRead();
    void page_keepsWhatIsNoAscii();
    void page_isKnownByItsZeros();
    void page_isReadWithOtherBlanksAndCase_data();
    void page_isReadWithOtherBlanksAndCase();
    void page_withoutACodeIsNoCode_data();
    void page_withoutACodeIsNoCode();
    void refusals_areToldApart_data();
    void refusals_areToldApart();
    void statuses_areToldApart_data();
    void statuses_areToldApart();
    void question_asksForThePageAndNoMore();
    void describe_hidesTheCode();
};

void TestNdesCode::page_isReadInEveryEncoding_data() {
    QTest::addColumn<int>("encoding");
    QTest::addColumn<bool>("single");
    for (const auto encoding :
         {PageEncoding::Utf16, PageEncoding::Utf16WithMark, PageEncoding::Utf8})
        for (const bool single : {false, true})
            QTest::addRow("%s, %s", std::string(toText(encoding)).c_str(),
                          single ? "single" : "one-time")
                << static_cast<int>(encoding) << single;
}

void TestNdesCode::page_isReadInEveryEncoding() {
    QFETCH(int, encoding);
    QFETCH(bool, single);
    const auto code = readNdesPage(pageOf(static_cast<PageEncoding>(encoding), single).view());
    QVERIFY(code.has_value());
    QVERIFY(code->code.text() == kToken);
    QCOMPARE(code->single, single);
    QCOMPARE(code->minutes.value_or(0), single ? 0U : 60U);
    QCOMPARE(code->thumbprint, std::string(kThumbprint));
}

void TestNdesCode::page_ofTheReferenceIsRead() {
    for (const char* name : {"one-time", "single"}) {
        QFile file(QStringLiteral(SCEPTER_TEST_DATA "/ndes/") + QString::fromLatin1(name) +
                   QStringLiteral(".html"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto code = readText({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        QVERIFY(code.has_value());
        QVERIFY(code->code.text() == kToken);
        QCOMPARE(code->single, name == std::string_view("single"));
    }
}

void TestNdesCode::page_bigEndianIsRead() {
    Bytes page{0xFE, 0xFF};
    const SecretBytes plain = pageOf(PageEncoding::Utf8);
    for (const std::uint8_t byte : plain.view()) {
        page.push_back(0);
        page.push_back(byte);
    }
    const auto code = readNdesPage(page);
    QVERIFY(code.has_value());
    QVERIFY(code->code.text() == kToken);
}

void TestNdesCode::page_keepsWhatIsNoAscii() {
    // "key" with an acute e, and a sign beyond the first plane.
    const std::u16string text =
        u"<P> The enrollment challenge password is: <B> k\u00E9\U0001F511 </B>";
    Bytes page;
    for (const char16_t unit : text) {
        page.push_back(static_cast<std::uint8_t>(unit & 0xFF));
        page.push_back(static_cast<std::uint8_t>(unit >> 8));
    }
    const auto code = readNdesPage(page);
    QVERIFY(code.has_value());
    QVERIFY(code->code.text() == "k\xC3\xA9\xF0\x9F\x94\x91");
}

void TestNdesCode::page_isKnownByItsZeros() {
    // Neither a mark nor "<" at its start, and one character that is no Latin letter.
    const SecretBytes page = pageOf(PageEncoding::Utf16);
    Bytes shifted{'\r', 0, '\n', 0, 0x22, 0x21};
    shifted.insert(shifted.end(), page.view().begin(), page.view().end());
    const auto code = readNdesPage(shifted);
    QVERIFY(code.has_value());
    QVERIFY(code->code.text() == kToken);
}

void TestNdesCode::page_isReadWithOtherBlanksAndCase_data() {
    QTest::addColumn<QByteArray>("page");
    QTest::newRow("no blanks") << QByteArray("enrollment challenge password is:<b>X1y-2</b>");
    QTest::newRow("lines") << QByteArray(
        "The Enrollment Challenge Password is:\r\n\t<b>\r\n X1y-2\r\n</B>");
    QTest::newRow("upper case") << QByteArray(
        "THE ENROLLMENT CHALLENGE PASSWORD IS: <B> X1y-2 </B>");
    QTest::newRow("both sentences") << QByteArray(
        "The password cache is full. The enrollment challenge password is: <B> X1y-2 </B>");
}

void TestNdesCode::page_isReadWithOtherBlanksAndCase() {
    QFETCH(QByteArray, page);
    const auto code = readText({page.constData(), static_cast<std::size_t>(page.size())});
    QVERIFY(code.has_value());
    QVERIFY(code->code.text() == "X1y-2");
    QVERIFY(!code->minutes);
    QVERIFY(code->thumbprint.empty());
}

void TestNdesCode::page_withoutACodeIsNoCode_data() {
    QTest::addColumn<QByteArray>("page");
    const QByteArray label = "The enrollment challenge password is: ";
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one byte") << QByteArray("<");
    QTest::newRow("another page") << QByteArray("<html><b>1ED0DD50F7459D6E</b></html>");
    QTest::newRow("label alone") << label;
    QTest::newRow("no bold") << label + "1ED0DD50F7459D6E";
    QTest::newRow("empty bold") << label + "<B>  </B>";
    QTest::newRow("bold without an end") << label + "<B> 1ED0DD50F7459D6E";
    QTest::newRow("another end") << label + "<B> 1ED0 <P> </B>";
    QTest::newRow("two words") << label + "<B> 1ED0 DD50 </B>";
    QTest::newRow("a control character") << label + QByteArray("<B> 1E\x01"
                                                               "D0 </B>");
    QTest::newRow("no UTF-8") << label + QByteArray("<B> 1E\xFF"
                                                    "D0 </B>");
    QTest::newRow("too long") << label + "<B> " + QByteArray(2000, 'A') + " </B>";
}

void TestNdesCode::page_withoutACodeIsNoCode() {
    QFETCH(QByteArray, page);
    const auto code = readText({page.constData(), static_cast<std::size_t>(page.size())});
    QCOMPARE(codeOf(code), ErrorCode::NotFound);
    QVERIFY(!code.error().detail.contains("1ED0"));
}

void TestNdesCode::refusals_areToldApart_data() {
    QTest::addColumn<int>("encoding");
    for (const auto encoding :
         {PageEncoding::Utf16, PageEncoding::Utf16WithMark, PageEncoding::Utf8})
        QTest::addRow("%s", std::string(toText(encoding)).c_str()) << static_cast<int>(encoding);
}

void TestNdesCode::refusals_areToldApart() {
    QFETCH(int, encoding);
    const auto form = static_cast<PageEncoding>(encoding);
    QCOMPARE(codeOf(readNdesPage(responder::ndesFullPage(form))), ErrorCode::TooManyCodes);
    QCOMPARE(codeOf(readNdesPage(responder::ndesDeniedPage(form))), ErrorCode::RefusedByServer);
    QCOMPARE(codeOf(readNdesPage(Bytes(300'000, 'x'))), ErrorCode::LimitExceeded);
}

void TestNdesCode::statuses_areToldApart_data() {
    QTest::addColumn<unsigned>("status");
    QTest::addColumn<int>("code");
    QTest::newRow("401") << 401U << static_cast<int>(ErrorCode::LoginWrong);
    QTest::newRow("403") << 403U << static_cast<int>(ErrorCode::RefusedByServer);
    QTest::newRow("302") << 302U << static_cast<int>(ErrorCode::HttpStatus);
    QTest::newRow("500") << 500U << static_cast<int>(ErrorCode::HttpStatus);
}

void TestNdesCode::statuses_areToldApart() {
    QFETCH(unsigned, status);
    QFETCH(int, code);
    // Whatever its body says: it is not the page.
    const SecretBytes page = pageOf(PageEncoding::Utf8);
    QCOMPARE(static_cast<int>(codeOf(askNdesCode({.url = "https://ndes.example/certsrv"},
                                                 answering(status, page.view())))),
             code);
}

void TestNdesCode::question_asksForThePageAndNoMore() {
    http::ClientRequest asked;
    const SecretBytes page = pageOf(PageEncoding::Utf16);
    const auto code =
        askNdesCode({"https://ndes.example/certsrv/mscep_admin/", std::chrono::seconds(7)},
                    [&](const http::ClientRequest& request) {
                        asked = request;
                        return answering(200, page.view())(request);
                    });
    QVERIFY(code.has_value());
    QCOMPARE(asked.method, std::string("GET"));
    QCOMPARE(asked.url, std::string("https://ndes.example/certsrv/mscep_admin/"));
    QVERIFY(asked.headers.empty());
    QCOMPARE(asked.timeout, Duration(std::chrono::seconds(7)));
    QCOMPARE(asked.maxResponseBytes, std::size_t{256} << 10);
    QCOMPARE(codeOf(askNdesCode({.url = "file:///page"}, answering(200, page.view()))),
             ErrorCode::InvalidArgument);
}

void TestNdesCode::describe_hidesTheCode() {
    const auto code = readNdesPage(pageOf(PageEncoding::Utf8).view());
    QCOMPARE(describe(*code), std::string("a code, good once and for 60 minutes"));
    const auto single = readNdesPage(pageOf(PageEncoding::Utf8, true).view());
    QCOMPARE(describe(*single), std::string("the one code for all, which does not expire"));
}

QTEST_GUILESS_MAIN(TestNdesCode)
#include "tst_ndes_code.moc"
