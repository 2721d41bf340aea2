// Words, capabilities, GET parameters, transactionIDs and attributes.
#include "asn1/oids.h"
#include "message_builder.h"
#include "scep/attributes.h"
#include "scep/capabilities.h"
#include "scep/get_message.h"
#include "scep/ids.h"
#include "scep/types.h"
#include "scep_fixture.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::scep;
using namespace scepter::test;
namespace oids = asn1::oids;

namespace {

std::vector<pki::CmsAttribute> one(const asn1::Oid& type, const Bytes& value) {
    return {{type, {value}}};
}

ErrorCode codeOf(const std::vector<pki::CmsAttribute>& attributes) {
    Attributes readable;
    const auto read = readAttributes(attributes, readable);
    return read ? ErrorCode::Internal : read.error().code;
}

Attributes allSet() {
    Attributes all;
    all.messageType = 3;
    all.transactionId = "abc +/=()";
    all.pkiStatus = 2;
    all.failInfo = 4;
    all.failInfoText = "gr\xC3\xBC\xC3\x9F";
    all.senderNonce = Bytes(16, 1);
    all.recipientNonce = Bytes(8, 2);
    return all;
}

} // namespace

class TestSmall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messageType_knowsTheNumbersOfTheRfc();
    void issuerAndSubject_returnsAsWritten();
    void issuerAndSubject_refusesAnythingElse();
    void issuerAndSerial_keepsTheOctetsOfTheSerial();
    void capabilities_acceptAnyLineEndAndCase_data();
    void capabilities_acceptAnyLineEndAndCase();
    void capabilities_standardImpliesTheMandatoryOnes();
    void capabilities_keepWhatTheyDoNotKnow();
    void capabilities_lookAtALimitedAmountOnly();
    void capabilities_emitLinesThatEndInLineFeedOnly();
    void getMessage_isDecodedHoweverItWasEscaped_data();
    void getMessage_isDecodedHoweverItWasEscaped();
    void getMessage_refusesWhatIsNoBase64_data();
    void getMessage_refusesWhatIsNoBase64();
    void getMessage_isLimited();
    void getMessage_encodedIsSafeInAUrl();
    void nonces_areSixteenBytesAndNew();
    void transactionId_isShownOnOneLineAndShort();
    void attributes_returnAsWritten();
    void attributes_areReadFromEveryStringType_data();
    void attributes_areReadFromEveryStringType();
    void attributes_malformedOnesAreRefused_data();
    void attributes_malformedOnesAreRefused();
    void attributes_doublesOfAnyKindAreRefused();
    void attributes_leaveReadableWhatCouldBeRead();
    void attributes_unknownOnesAreLeftAlone();
};

void TestSmall::messageType_knowsTheNumbersOfTheRfc() {
    for (const int number : {3, 17, 18, 19, 20, 21, 22}) {
        const auto type = messageTypeFromNumber(number);
        QVERIFY(type && static_cast<int>(*type) == number);
        QVERIFY(toText(*type) != "unknown");
    }
    for (const int number : {-1, 0, 2, 16, 23, 41, 99})
        QVERIFY(!messageTypeFromNumber(number));
    QCOMPARE(toText(MessageType::GetCrl), std::string_view("GetCRL"));
    QCOMPARE(toText(PkiStatus::Pending), std::string_view("PENDING"));
}

void TestSmall::issuerAndSubject_returnsAsWritten() {
    const IssuerAndSubject value{*pki::Name::fromText("CN=ca,O=Example"),
                                 *pki::Name::fromText("CN=device 1")};
    const auto read = IssuerAndSubject::fromDer(value.toDer());
    QVERIFY(read && *read == value);
}

void TestSmall::issuerAndSubject_refusesAnythingElse() {
    const IssuerAndSubject value{*pki::Name::fromText("CN=ca"), *pki::Name::fromText("CN=d")};
    const Bytes good = value.toDer();
    Bytes longer = good;
    longer.push_back(0);
    QVERIFY(!IssuerAndSubject::fromDer(longer));
    QVERIFY(!IssuerAndSubject::fromDer(ByteView(good).first(good.size() - 1)));
    QVERIFY(!IssuerAndSubject::fromDer({}));
    const Bytes name = value.issuer.der();
    QVERIFY(!IssuerAndSubject::fromDer(definite(0x30, {name})));
    QVERIFY(!IssuerAndSubject::fromDer(definite(0x30, {name, name, name})));
    QVERIFY(!IssuerAndSubject::fromDer(definite(0x31, {name, name})));
    QVERIFY(!IssuerAndSubject::fromDer(definite(0x30, {name, Bytes{0x02, 0x01, 0x05}})));
    QVERIFY(!IssuerAndSerial::fromDer(good));
}

void TestSmall::issuerAndSerial_keepsTheOctetsOfTheSerial() {
    const pki::Name issuer = *pki::Name::fromText("CN=ca");
    for (const Bytes& serial : {Bytes{0x01}, Bytes{0x00, 0x80}, Bytes(33, 0x7A), Bytes{0xFF}}) {
        const IssuerAndSerial value{issuer, serial};
        const auto read = IssuerAndSerial::fromDer(value.toDer());
        QVERIFY(read && *read == value);
    }
    QVERIFY(!IssuerAndSerial::fromDer(definite(0x30, {issuer.der(), Bytes{0x02, 0x00}})));
}

void TestSmall::capabilities_acceptAnyLineEndAndCase_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("LF") << QByteArray("AES\nSHA-256\nRenewal\n");
    QTest::newRow("CRLF") << QByteArray("AES\r\nSHA-256\r\nRenewal\r\n");
    QTest::newRow("CR") << QByteArray("AES\rSHA-256\rRenewal");
    QTest::newRow("no end") << QByteArray("Renewal\nSHA-256\nAES");
    QTest::newRow("case") << QByteArray("aes\nsha-256\nRENEWAL\n");
    QTest::newRow("space") << QByteArray(" AES \n\n\tSHA-256\t\nRenewal \n\n");
}

void TestSmall::capabilities_acceptAnyLineEndAndCase() {
    QFETCH(QByteArray, text);
    Capabilities expected;
    expected.aes = expected.sha256 = expected.renewal = true;
    QVERIFY(Capabilities::fromText(viewOf(text)) == expected);
}

void TestSmall::capabilities_standardImpliesTheMandatoryOnes() {
    const Capabilities read = Capabilities::fromText("SCEPStandard");
    QVERIFY(read.scepStandard && read.aes && read.postPkiOperation && read.sha256);
    QVERIFY(!read.sha1 && !read.des3 && !read.renewal && !read.getNextCaCert);
}

void TestSmall::capabilities_keepWhatTheyDoNotKnow() {
    const Capabilities read = Capabilities::fromText("Update\nAES\nSHA-2566\n");
    QVERIFY((read.unknown == std::vector<std::string>{"Update", "SHA-2566"}));
    QVERIFY(!read.sha256);
    QVERIFY(Capabilities::fromText(read.toText()) == read);
    QVERIFY(Capabilities::fromText("") == Capabilities{});
}

void TestSmall::capabilities_lookAtALimitedAmountOnly() {
    std::string many;
    for (int i = 0; i < 256; ++i)
        many += "x\n";
    QVERIFY(!Capabilities::fromText(many + "AES\n").aes);
    QCOMPARE(Capabilities::fromText(many + "AES\n").unknown.size(), std::size_t{256});
    QVERIFY(!Capabilities::fromText(std::string(8 * 1024, 'x') + "\nAES").aes);
    // Cut inside a keyword: "Renewal" of "RenewalNot" is not seen.
    const std::string cut = "AES\n" + std::string(8 * 1024 - 12, 'y') + "\nRenewalNot";
    QVERIFY(Capabilities::fromText(cut).aes);
    QVERIFY(!Capabilities::fromText(cut).renewal);
}

void TestSmall::capabilities_emitLinesThatEndInLineFeedOnly() {
    Capabilities all;
    all.aes = all.postPkiOperation = all.sha256 = all.sha384 = true;
    QCOMPARE(all.toText(), std::string("AES\nSHA-256\nSHA-384\nPOSTPKIOperation\n"));
}

void TestSmall::getMessage_isDecodedHoweverItWasEscaped_data() {
    QTest::addColumn<QByteArray>("raw");
    // FB FF FE 00: "+//+AA==" in base64.
    QTest::newRow("raw") << QByteArray("+//+AA==");
    QTest::newRow("all escaped") << QByteArray("%2B%2F%2f%2bAA%3D%3d");
    QTest::newRow("only = escaped, as macOS does") << QByteArray("+//+AA%3D%3D");
    QTest::newRow("space for plus") << QByteArray(" // AA==");
    QTest::newRow("escaped space for plus") << QByteArray("%20//%20AA==");
    QTest::newRow("url alphabet") << QByteArray("-__-AA");
    QTest::newRow("no padding") << QByteArray("%2B//%2BAA");
    QTest::newRow("line feeds escaped, as sscep does") << QByteArray("%2B//%2B%0AAA==%0A");
    QTest::newRow("line breaks raw") << QByteArray("+//+\r\nAA==\n");
}

void TestSmall::getMessage_isDecodedHoweverItWasEscaped() {
    QFETCH(QByteArray, raw);
    const auto message = decodeGetMessage(viewOf(raw), 64);
    QVERIFY2(message.has_value(), message ? "" : toText(message.error()).c_str());
    QCOMPARE(toHex(*message), std::string("fbfffe00"));
}

void TestSmall::getMessage_refusesWhatIsNoBase64_data() {
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("only white space") << QByteArray("%0A%0D");
    QTest::newRow("other characters") << QByteArray("AA!A");
    QTest::newRow("broken escape") << QByteArray("AAA%3");
    QTest::newRow("no hex in escape") << QByteArray("AAA%GG");
    QTest::newRow("zero byte") << QByteArray("AAAA%00");
    QTest::newRow("after padding") << QByteArray("AA==AA==");
    QTest::newRow("one left over") << QByteArray("AAAAA");
}

void TestSmall::getMessage_refusesWhatIsNoBase64() {
    QFETCH(QByteArray, raw);
    const auto message = decodeGetMessage(viewOf(raw), 64);
    QVERIFY(!message);
    QCOMPARE(message.error().code, ErrorCode::EncodingMalformed);
}

void TestSmall::getMessage_isLimited() {
    for (std::size_t size = 1; size < 40; ++size) {
        const std::string raw = encodeGetMessage(Bytes(size, 0xFF));
        QVERIFY(decodeGetMessage(raw, size).has_value());
        QCOMPARE(decodeGetMessage(raw, size - 1).error().code, ErrorCode::LimitExceeded);
    }
    QCOMPARE(decodeGetMessage(std::string(1 << 20, 'A'), 100).error().code,
             ErrorCode::LimitExceeded);
}

void TestSmall::getMessage_encodedIsSafeInAUrl() {
    const Bytes bytes{0xFB, 0xFF, 0xFE, 0x00};
    QCOMPARE(encodeGetMessage(bytes), std::string("%2B%2F%2F%2BAA%3D%3D"));
}

void TestSmall::nonces_areSixteenBytesAndNew() {
    const auto a = makeNonce();
    const auto b = makeNonce();
    QVERIFY(a && b && a->size() == 16 && b->size() == 16 && *a != *b);
}

void TestSmall::transactionId_isShownOnOneLineAndShort() {
    QCOMPARE(shownTransactionId("a b+/="), std::string("a b+/="));
    QCOMPARE(shownTransactionId(std::string_view("a\n\x00\x7F\\\xC3", 6)),
             std::string("a\\x0A\\x00\\x7F\\x5C\\xC3"));
    const std::string certmonger(77, '7');
    QCOMPARE(shownTransactionId(certmonger), certmonger);
    const std::string shown = shownTransactionId(std::string(500, 'x') + "end");
    QVERIFY(shown.size() < 100 && shown.ends_with("end") && shown.contains("..."));
}

void TestSmall::attributes_returnAsWritten() {
    Attributes readable;
    const auto read = readAttributes(writeAttributes(allSet()), readable);
    QVERIFY2(read.has_value(), read ? "" : toText(read.error()).c_str());
    QVERIFY(*read == allSet() && readable == allSet());
    QVERIFY(writeAttributes({}).empty());
    // The RFC's types, byte for byte.
    const auto written = writeAttributes(allSet());
    QCOMPARE(toHex(written.front().values.front()), std::string("130133"));
}

void TestSmall::attributes_areReadFromEveryStringType_data() {
    QTest::addColumn<uint>("tag");
    QTest::addColumn<QByteArray>("content");
    for (const uint tag : {12u, 18u, 19u, 20u, 22u, 26u})
        QTest::addRow("tag %u", tag) << tag << QByteArray("19");
    QTest::newRow("BMP") << 30u
                         << QByteArray("\0"
                                       "1\0"
                                       "9",
                                       4);
}

void TestSmall::attributes_areReadFromEveryStringType() {
    QFETCH(uint, tag);
    QFETCH(QByteArray, content);
    const Bytes value = stringDer(tag, viewOf(content));
    Attributes readable;
    QVERIFY(
        readAttributes({{oids::kMessageType, {value}}, {oids::kTransactionId, {value}}}, readable));
    QCOMPARE(readable.messageType, std::optional(19));
    QCOMPARE(readable.transactionId, std::string("19"));
}

void TestSmall::attributes_malformedOnesAreRefused_data() {
    QTest::addColumn<QByteArray>("oid");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const asn1::Oid& type, const Bytes& value) {
        QTest::newRow(name) << QByteArray::fromStdString(type.toText())
                            << QByteArray::fromStdString(toHex(value));
    };
    row("type is an INTEGER", oids::kMessageType, {0x02, 0x01, 0x13});
    row("type is empty", oids::kMessageType, stringDer(19, ""));
    row("type is a word", oids::kMessageType, stringDer(19, "PKCSReq"));
    row("type is negative", oids::kMessageType, stringDer(19, "-3"));
    row("type is endless", oids::kMessageType, stringDer(19, std::string(40, '9')));
    row("trailing bytes", oids::kMessageType, {0x13, 0x01, 0x33, 0x00});
    row("no element", oids::kMessageType, {});
    row("nonce is a string", oids::kSenderNonce, stringDer(19, "0123456789abcdef"));
    row("nonce is empty", oids::kSenderNonce, octetsDer({}));
    row("nonce of 65 bytes", oids::kRecipientNonce, octetsDer(Bytes(65, 1)));
    row("id is octets", oids::kTransactionId, octetsDer(Bytes(16, 1)));
    row("id is empty", oids::kTransactionId, stringDer(19, ""));
    row("id of 1025 bytes", oids::kTransactionId, stringDer(19, std::string(1025, 'x')));
    row("text of 9000 bytes", oids::kFailInfoText, stringDer(12, std::string(9000, 'x')));
    row("text is no UTF-8", oids::kFailInfoText, stringDer(12, "\xFF\xFE"));
}

void TestSmall::attributes_malformedOnesAreRefused() {
    QFETCH(QByteArray, oid);
    QFETCH(QByteArray, value);
    const auto type = asn1::Oid::fromText(viewOf(oid));
    QCOMPARE(codeOf(one(*type, *fromHex(viewOf(value)))), ErrorCode::AttributeMalformed);
}

void TestSmall::attributes_doublesOfAnyKindAreRefused() {
    const Bytes id = stringDer(19, "a");
    QCOMPARE(codeOf({{oids::kTransactionId, {id}}, {oids::kTransactionId, {id}}}),
             ErrorCode::AttributeMalformed);
    QCOMPARE(codeOf({{oids::kTransactionId, {id, id}}}), ErrorCode::AttributeMalformed);
    QCOMPARE(codeOf({{oids::kTransactionId, {}}}), ErrorCode::AttributeMalformed);
    const Bytes time = der([](asn1::Writer& w) { w.integer(1); });
    QCOMPARE(codeOf({{oids::kSigningTime, {time}}, {oids::kSigningTime, {time}}}),
             ErrorCode::AttributeMalformed);
    QCOMPARE(codeOf({{oids::kMessageDigest, {id, id}}}), ErrorCode::AttributeMalformed);
    QCOMPARE(codeOf(std::vector<pki::CmsAttribute>(65, {oids::kSigningTime, {time}})),
             ErrorCode::LimitExceeded);
}

void TestSmall::attributes_leaveReadableWhatCouldBeRead() {
    auto attributes = writeAttributes(allSet());
    attributes.insert(attributes.begin(), {oids::kMessageType, {Bytes{0x05, 0x00}}});
    Attributes readable;
    QVERIFY(!readAttributes(attributes, readable));
    QCOMPARE(readable.transactionId, allSet().transactionId);
    QCOMPARE(readable.senderNonce, allSet().senderNonce);
    QVERIFY(!readable.messageType);
}

void TestSmall::attributes_unknownOnesAreLeftAlone() {
    auto attributes = writeAttributes(allSet());
    attributes.push_back({oids::kSigningTime, {Bytes{0x05, 0x00}}});
    Attributes readable;
    const auto read = readAttributes(attributes, readable);
    QVERIFY(read && *read == allSet());
}

QTEST_GUILESS_MAIN(TestSmall)
#include "tst_small.moc"
