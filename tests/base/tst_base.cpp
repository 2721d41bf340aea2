// Encodings, time, secrets and error codes, each against Qt, OpenSSL or the RFC's own vectors.
#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/error.h"
#include "base/fail_info.h"
#include "base/result.h"
#include "base/secret.h"

#include <array>
#include <ostream>
#include <set>
#include <type_traits>

using namespace scepter;
using namespace std::string_literals;

namespace {

template <class T>
concept Streamable = requires(std::ostream& stream, const T& value) { stream << value; };

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);
static_assert(!Streamable<SecretBytes>);

Bytes everyByte(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 37 + 11);
    return bytes;
}

QByteArray asQt(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

ErrorCode codeOf(const Result<Bytes>& result) {
    return result ? ErrorCode::Internal : result.error().code;
}

Result<int> half(int value) {
    if (value % 2 != 0) return fail(ErrorCode::InvalidArgument, "odd", FailInfo::BadRequest);
    return value / 2;
}

Result<int> quarter(int value) {
    SCEPTER_TRY(first, half(value));
    SCEPTER_TRY(second, half(first));
    return second;
}

Result<void> evenOnly(int value) {
    if (auto result = half(value); !result) return failWith(std::move(result));
    return {};
}

Result<int> checkedHalf(int value) {
    SCEPTER_CHECK(evenOnly(value));
    return value / 2;
}

} // namespace

class TestBase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hex_agreesWithQtForEveryByte();
    void hex_readsCasesAndSeparators();
    void hex_refusesMalformed_data();
    void hex_refusesMalformed();
    void base64_agreesWithQtForEveryLength();
    void base64_givesTheVectorsOfRfc4648_data();
    void base64_givesTheVectorsOfRfc4648();
    void base64_readsWhatOpensslWraps();
    void base64_readsBothAlphabetsAndMissingPadding();
    void base64_refusesMalformed_data();
    void base64_refusesMalformed();
    void isoText_agreesWithQt_data();
    void isoText_agreesWithQt();
    void isoText_readsFractions();
    void isoText_refusesOtherForms_data();
    void isoText_refusesOtherForms();
    void systemClock_isQtsClock();
    void duration_readsUnits_data();
    void duration_readsUnits();
    void duration_refusesMalformed_data();
    void duration_refusesMalformed();
    void secret_movesAndLeavesTheSourceEmpty();
    void secret_wipesItsMemory();
    void secret_overwritingDropsTheOldBytes();
    void equalConstantTime_isEquality_data();
    void equalConstantTime_isEquality();
    void errorCode_namesMatchTheHeader();
    void errorCode_unknownNumberIsInternal();
    void error_textHoldsDetailAndChain();
    void failInfo_isAsTheRfcSpellsIt();
    void result_macrosPassErrorsOn();
};

void TestBase::hex_agreesWithQtForEveryByte() {
    Bytes all(256);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<std::uint8_t>(i);
    QCOMPARE(QByteArray::fromStdString(toHex(all)), asQt(all).toHex());
    QCOMPARE(QByteArray::fromStdString(toUpperHex(all)), asQt(all).toHex().toUpper());
    QCOMPARE(QByteArray::fromStdString(toColonHex(all)), asQt(all).toHex(':').toUpper());
    QCOMPARE(fromHex(toHex(all)).value(), all);
    QCOMPARE(fromHex(toColonHex(all)).value(), all);
    QCOMPARE(toColonHex({}), ""s);
    QCOMPARE(toHex({}), ""s);
}

void TestBase::hex_readsCasesAndSeparators() {
    const Bytes expected{0x0A, 0xBC, 0xDE, 0x01};
    QCOMPARE(fromHex("0abcDE01").value(), expected);
    QCOMPARE(fromHex("0A:bc:De:01").value(), expected);
    QCOMPARE(fromHex(" 0a-bc\tde\r\n01 ").value(), expected);
    QCOMPARE(fromHex("").value(), Bytes{});
}

void TestBase::hex_refusesMalformed_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("odd") << QByteArray("abc");
    QTest::newRow("separator inside a byte") << QByteArray("a:bc");
    QTest::newRow("prefix") << QByteArray("0xab");
    QTest::newRow("letter") << QByteArray("0g");
    QTest::newRow("NUL") << QByteArray("ab\0cd", 5);
    QTest::newRow("high bit") << QByteArray("\xB0\xB1");
    QTest::newRow("full-width digits") << QByteArray("\xEF\xBC\x91\xEF\xBC\x92");
}

void TestBase::hex_refusesMalformed() {
    QFETCH(QByteArray, text);
    QCOMPARE(codeOf(fromHex(text.toStdString())), ErrorCode::EncodingMalformed);
}

void TestBase::base64_agreesWithQtForEveryLength() {
    for (std::size_t size = 0; size < 300; ++size) {
        const Bytes bytes = everyByte(size);
        QCOMPARE(QByteArray::fromStdString(toBase64(bytes)), asQt(bytes).toBase64());
        QCOMPARE(
            QByteArray::fromStdString(toBase64Url(bytes)),
            asQt(bytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        QCOMPARE(fromBase64(toBase64(bytes)).value(), bytes);
        QCOMPARE(fromBase64(toBase64Url(bytes)).value(), bytes);
    }
}

void TestBase::base64_givesTheVectorsOfRfc4648_data() {
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("text");
    const std::array<std::array<const char*, 2>, 7> vectors{{{"", ""},
                                                             {"f", "Zg=="},
                                                             {"fo", "Zm8="},
                                                             {"foo", "Zm9v"},
                                                             {"foob", "Zm9vYg=="},
                                                             {"fooba", "Zm9vYmE="},
                                                             {"foobar", "Zm9vYmFy"}}};
    for (const auto& [plain, text] : vectors)
        QTest::newRow(*plain == '\0' ? "empty" : plain) << QByteArray(plain) << QByteArray(text);
}

void TestBase::base64_givesTheVectorsOfRfc4648() {
    QFETCH(QByteArray, plain);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(toBase64(bytesOf(plain.toStdString()))), text);
    QCOMPARE(asQt(fromBase64(text.toStdString()).value()), plain);
}

void TestBase::base64_readsWhatOpensslWraps() {
    const Bytes bytes = everyByte(1000);
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"), {QStringLiteral("base64")});
    QVERIFY(openssl.waitForStarted());
    openssl.write(asQt(bytes));
    openssl.closeWriteChannel();
    QVERIFY(openssl.waitForFinished());
    const QByteArray wrapped = openssl.readAllStandardOutput();
    QVERIFY(wrapped.count('\n') > 10);
    QCOMPARE(fromBase64(wrapped.toStdString()).value(), bytes);
    QByteArray dos = wrapped;
    dos.replace("\n", "\r\n");
    QCOMPARE(fromBase64(dos.toStdString()).value(), bytes);
}

void TestBase::base64_readsBothAlphabetsAndMissingPadding() {
    const Bytes expected{0xFB, 0xFF, 0xFE, 0x3E};
    QCOMPARE(fromBase64("+//+Pg==").value(), expected);
    QCOMPARE(fromBase64("-__-Pg").value(), expected);
    QCOMPARE(fromBase64("+__+ P g =\n=").value(), expected);
    QCOMPARE(fromBase64("").value(), Bytes{});
    QCOMPARE(fromBase64(" \r\n\t").value(), Bytes{});
}

void TestBase::base64_refusesMalformed_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("single left-over character") << QByteArray("AAAAA");
    QTest::newRow("single character with padding") << QByteArray("A===");
    QTest::newRow("data after padding") << QByteArray("AA==AAAA");
    QTest::newRow("padding alone") << QByteArray("==");
    QTest::newRow("too much padding") << QByteArray("AA===");
    QTest::newRow("too little padding") << QByteArray("AA=");
    QTest::newRow("padding after a whole group") << QByteArray("AAAA=");
    QTest::newRow("percent escape") << QByteArray("AA%3D%3D");
    QTest::newRow("NUL") << QByteArray("AA\0A", 4);
    QTest::newRow("high bit") << QByteArray("AA\xC3\xA4");
}

void TestBase::base64_refusesMalformed() {
    QFETCH(QByteArray, text);
    QCOMPARE(codeOf(fromBase64(text.toStdString())), ErrorCode::EncodingMalformed);
}

void TestBase::isoText_agreesWithQt_data() {
    QTest::addColumn<qint64>("milliseconds");
    for (const qint64 value :
         {qint64{0}, qint64{-1}, qint64{-86400001}, qint64{951782400000}, qint64{951868799999},
          qint64{1795363104123}, qint64{4102444800000}, qint64{253402300799000}})
        QTest::addRow("%lld", static_cast<long long>(value)) << value;
}

void TestBase::isoText_agreesWithQt() {
    QFETCH(qint64, milliseconds);
    const TimePoint time{Duration{milliseconds}};
    const QString qt =
        QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(Qt::ISODateWithMs);
    const std::string ours = toIsoText(time);
    QCOMPARE(QString::fromStdString(ours), QString(qt.left(19) + u'Z'));
    QCOMPARE(timeFromIsoText(ours), std::chrono::floor<std::chrono::seconds>(time));
    QCOMPARE(timeFromIsoText(qt.toStdString()), time);
}

void TestBase::isoText_readsFractions() {
    const TimePoint second = timeFromIsoText("2026-11-22T15:58:24Z").value();
    QCOMPARE(timeFromIsoText("2026-11-22T15:58:24.5Z").value() - second, Duration{500});
    QCOMPARE(timeFromIsoText("2026-11-22T15:58:24.07Z").value() - second, Duration{70});
    QCOMPARE(timeFromIsoText("2026-11-22T15:58:24.123456789Z").value() - second, Duration{123});
}

void TestBase::isoText_refusesOtherForms_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "Z",
                             "2026-11-22",
                             "2026-11-22T15:58:24",
                             "2026-11-22 15:58:24Z",
                             "2026-11-22T15:58:24+01:00",
                             "2026-13-01T00:00:00Z",
                             "2026-02-29T00:00:00Z",
                             "2026-00-10T00:00:00Z",
                             "2026-01-00T00:00:00Z",
                             "2026-01-01T24:00:00Z",
                             "2026-01-01T00:60:00Z",
                             "2026-01-01T00:00:60Z",
                             "2026-01-01T00:00:00.Z",
                             "2026-01-01T00:00:00.1xZ",
                             "2026-01-01T00:00:00ZZ",
                             "-026-01-01T00:00:00Z",
                             "2026-1 -01T00:00:00Z",
                             "20261-01-01T00:00:00Z",
                             " 2026-01-01T00:00:00Z"})
        QTest::addRow("'%s'", text) << QByteArray(text);
}

void TestBase::isoText_refusesOtherForms() {
    QFETCH(QByteArray, text);
    QVERIFY(!timeFromIsoText(text.toStdString()));
}

void TestBase::systemClock_isQtsClock() {
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const qint64 now = SystemClock().now().time_since_epoch().count();
    const qint64 after = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(before <= now && now <= after);
}

void TestBase::duration_readsUnits_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("plain") << QByteArray("90") << qint64{90};
    QTest::newRow("zero") << QByteArray("0") << qint64{0};
    QTest::newRow("seconds") << QByteArray("90s") << qint64{90};
    QTest::newRow("minutes") << QByteArray("15m") << qint64{900};
    QTest::newRow("hours") << QByteArray("1h") << qint64{3600};
    QTest::newRow("days") << QByteArray("7d") << qint64{604800};
    QTest::newRow("weeks") << QByteArray("2w") << qint64{1209600};
}

void TestBase::duration_readsUnits() {
    QFETCH(QByteArray, text);
    QFETCH(qint64, seconds);
    QCOMPARE(durationFromText(text.toStdString()).value(), Duration{seconds * 1000});
}

void TestBase::duration_refusesMalformed_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "s", "-1", "-0", "+1", " 1", "1 ", "1 h", "1H", "1y", "1h30m", "1.5h", "0x10",
          "9223372036854775808", "9223372036854775807w", "99999999999999999999999999"})
        QTest::addRow("'%s'", text) << QByteArray(text);
}

void TestBase::duration_refusesMalformed() {
    QFETCH(QByteArray, text);
    QVERIFY(!durationFromText(text.toStdString()));
}

void TestBase::secret_movesAndLeavesTheSourceEmpty() {
    SecretBytes first(std::string_view("hidden"));
    SecretBytes second(std::move(first));
    QVERIFY(first.empty());
    QCOMPARE(std::string(second.text()), "hidden"s);
    const SecretBytes copy = second.clone();
    QVERIFY(sameBytes(copy.view(), second.view()));
    QVERIFY(copy.view().data() != second.view().data());

    Bytes source{1, 2, 3};
    const SecretBytes taken(std::move(source));
    QVERIFY(source.empty());
    QCOMPARE(taken.size(), std::size_t{3});
    QVERIFY(sameBytes(SecretBytes::ofSize(4).view(), Bytes(4, 0)));
}

void TestBase::secret_wipesItsMemory() {
    std::array<std::uint8_t, 5> memory{1, 2, 3, 4, 5};
    wipeMemory(memory.data(), 3);
    QCOMPARE(memory, (std::array<std::uint8_t, 5>{0, 0, 0, 4, 5}));
    wipeMemory(nullptr, 0);

    // wipe() keeps its block, so the block can still be looked at.
    SecretBytes secret(std::string_view("0123456789"));
    const std::uint8_t* block = secret.data();
    secret.wipe();
    QVERIFY(secret.empty());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(block[i], std::uint8_t{0});
}

void TestBase::secret_overwritingDropsTheOldBytes() {
    SecretBytes secret(std::string_view("old"));
    secret = SecretBytes(std::string_view("new one"));
    QCOMPARE(std::string(secret.text()), "new one"s);
    SecretBytes& same = secret;
    secret = std::move(same);
    QCOMPARE(std::string(secret.text()), "new one"s);
}

void TestBase::equalConstantTime_isEquality_data() {
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    for (const char* a : {"", "a", "ab", "abc", "aba", "abab", "bbc", "abd"})
        for (const char* b : {"", "a", "ab", "abc", "aba", "abab", "bbc", "abd"})
            QTest::addRow("'%s' '%s'", a, b) << QByteArray(a) << QByteArray(b);
    QTest::newRow("NUL and nothing") << QByteArray("\0", 1) << QByteArray();
    QTest::newRow("nothing and NUL") << QByteArray() << QByteArray("\0", 1);
}

void TestBase::equalConstantTime_isEquality() {
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QCOMPARE(equalConstantTime(bytesOf(a.toStdString()), bytesOf(b.toStdString())), a == b);
}

// The header is read as text, so that a code without a name in the table cannot hide.
void TestBase::errorCode_namesMatchTheHeader() {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/../../core/base/include/base/error.h"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString header = QString::fromUtf8(file.readAll());
    const qsizetype start = header.indexOf(QStringLiteral("enum class ErrorCode {"));
    const QString body = header.mid(start, header.indexOf(QStringLiteral("};"), start) - start);
    static const QRegularExpression line(QStringLiteral("^    (\\w+),$"),
                                         QRegularExpression::MultilineOption);
    std::vector<std::string> names;
    for (auto match = line.globalMatch(body); match.hasNext();) {
        QString name = match.next().captured(1);
        name[0] = name[0].toLower();
        names.push_back(name.toStdString());
    }
    const std::vector<ErrorCode> codes = allErrorCodes();
    QVERIFY(names.size() > 50);
    QCOMPARE(codes.size(), names.size());
    std::set<std::string_view> distinct;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        QCOMPARE(static_cast<std::size_t>(codes[i]), i);
        QCOMPARE(std::string(toText(codes[i])), names[i]);
        distinct.insert(toText(codes[i]));
    }
    QCOMPARE(distinct.size(), codes.size());
}

void TestBase::errorCode_unknownNumberIsInternal() {
    QCOMPARE(std::string(toText(static_cast<ErrorCode>(100000))), "internal"s);
}

void TestBase::error_textHoldsDetailAndChain() {
    Error error;
    error.code = ErrorCode::CmsMalformed;
    QCOMPARE(toText(error), "cmsMalformed"s);
    error.detail = "no signer";
    QCOMPARE(toText(error), "cmsMalformed: no signer"s);
    error.chain = {"first", "second"};
    QCOMPARE(toText(error), "cmsMalformed: no signer (first; second)"s);
}

void TestBase::failInfo_isAsTheRfcSpellsIt() {
    // RFC 8894 section 3.2.1.4, numbers 0 to 4.
    const std::array<std::string_view, 5> names{"badAlg", "badMessageCheck", "badRequest",
                                                "badTime", "badCertId"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        QCOMPARE(toText(static_cast<FailInfo>(i)), names[i]);
        QCOMPARE(failInfoFromText(names[i]), static_cast<FailInfo>(i));
    }
    QCOMPARE(std::string(toText(static_cast<FailInfo>(5))), "unknown"s);
    QCOMPARE(std::string(toText(static_cast<FailInfo>(255))), "unknown"s);
    for (const char* text : {"", "unknown", "BadAlg", "badalg", "badCertID", "badAlg ", "2"})
        QVERIFY(!failInfoFromText(text));
}

void TestBase::result_macrosPassErrorsOn() {
    QCOMPARE(quarter(8).value(), 2);
    const Result<int> odd = quarter(6);
    QVERIFY(!odd);
    QCOMPARE(odd.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(odd.error().detail, "odd"s);
    QVERIFY(odd.error().failInfo == FailInfo::BadRequest);
    QCOMPARE(checkedHalf(4).value(), 2);
    QVERIFY(!checkedHalf(3));
    QVERIFY(checkedHalf(3).error() == odd.error());
}

QTEST_APPLESS_MAIN(TestBase)
#include "tst_base.moc"
