// The NDES page as device managements read it.
#include "responder/ndes_page.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QTest>

using namespace scepter;
using responder::NdesPassword;
using store::PageEncoding;

namespace {

const QString kToken = QStringLiteral("1ED0DD50F7459D6E");

QByteArray toArray(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray passwordPage(PageEncoding encoding, bool single = false) {
    const std::string token = kToken.toStdString();
    NdesPassword shown;
    shown.thumbprint = "A656FA66 AB12B433 A2DA5CF7 CC153D9A";
    shown.password = token;
    shown.single = single;
    shown.minutes = 60;
    return toArray(responder::ndesPasswordPage(shown, encoding).view());
}

/// As Fleet does: UTF-16LE by its mark, by "<" and NUL, or by zeros at odd places; else UTF-8.
QString fleetText(const QByteArray& body) {
    const auto utf16 = [](const QByteArray& bytes) {
        return QString(QStringDecoder(QStringDecoder::Utf16LE)(bytes));
    };
    if (body.startsWith("\xFF\xFE")) return utf16(body.mid(2));
    if (body.startsWith(QByteArray("\x3C\0", 2))) return utf16(body);
    qsizetype zeros = 0;
    qsizetype looked = 0;
    for (qsizetype i = 1; i < qMin<qsizetype>(body.size(), 100); i += 2, ++looked)
        if (body[i] == '\0') ++zeros;
    if (looked > 0 && zeros * 10 >= looked * 9) return utf16(body);
    return QString::fromUtf8(body);
}

QString fleetPassword(const QByteArray& body) {
    static const QRegularExpression kPattern(
        QStringLiteral("(?i)The enrollment challenge password is: <B> (?<password>\\S*)"));
    return kPattern.match(fleetText(body)).captured(QStringLiteral("password"));
}

/// As ManageEngine does: the first of these encodings in which the label stands.
QString manageEngineText(const QByteArray& body) {
    const QString label = QStringLiteral("The enrollment challenge password is");
    // Java's UTF-16 reads a mark, and takes big-endian without one.
    const auto utf16 =
        body.startsWith("\xFF\xFE") ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE;
    for (const auto encoding : {utf16, QStringDecoder::Utf8, QStringDecoder::Latin1,
                                QStringDecoder::Utf16BE, QStringDecoder::Utf16LE}) {
        QStringDecoder decoder(encoding, QStringDecoder::Flag::Stateless);
        const QString text = decoder(body);
        if (text.contains(label)) return text;
    }
    return {};
}

QString manageEnginePassword(const QByteArray& body) {
    const QString text = manageEngineText(body);
    const QString begin = QStringLiteral("The enrollment challenge password is: <B> ");
    qsizetype end = -1;
    if (text.contains(QLatin1String("This password can be used only once")))
        end = text.indexOf(QLatin1String(" </B> <P> This password can be used only once"));
    else if (text.contains(QLatin1String("This password can be used multiple times")))
        end = text.indexOf(QLatin1String(
            " </B> <P> This password can be used multiple times and will not expire."));
    const qsizetype from = text.indexOf(begin);
    return from < 0 || end < 0 ? QString()
                               : text.mid(from + begin.size(), end - from - begin.size());
}

/// A script for NetScaler: the text between the tags after the label.
QString netScalerPassword(const QByteArray& body) {
    const QStringList parts = fleetText(body).split(u'>');
    for (qsizetype i = 0; i + 1 < parts.size(); ++i)
        if (parts[i].contains(QLatin1String("challenge password is:")))
            return parts[i + 1].split(u'<').first().trimmed();
    return {};
}

/// A script for Junos: the last such text in bold.
QString junosPassword(const QByteArray& body) {
    static const QRegularExpression kPattern(QStringLiteral("<b> ([A-Z0-9]+) "),
                                             QRegularExpression::CaseInsensitiveOption);
    const QString text = fleetText(body);
    const qsizetype label = text.indexOf(QLatin1String("challenge password is"));
    return kPattern.match(text, label).captured(1);
}

/// A script for HPE: as many digits as the password's length says, at the beginning of a part.
QString hpePassword(const QByteArray& body) {
    static const QRegularExpression kPattern(QStringLiteral("^[A-F0-9]{16}"));
    const QString text = fleetText(body);
    for (const QString& part : text.split(QStringLiteral("<B> ")))
        if (const auto match = kPattern.match(part); match.hasMatch()) return match.captured();
    return {};
}

/// SCEPwright: the first hex run after the label, whatever stands between.
QString firstHexAfterLabel(const QByteArray& body) {
    static const QRegularExpression kPattern(
        QStringLiteral("challenge password.*?([0-9A-Fa-f]{8,64})"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return kPattern.match(fleetText(body)).captured(1);
}

} // namespace

class NdesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void page_isTheReferenceByteForByte_data();
    void page_isTheReferenceByteForByte();
    void page_isReadByEveryScraper_data();
    void page_isReadByEveryScraper();
    void page_ofTheOnePasswordIsReadToo_data();
    void page_ofTheOnePasswordIsReadToo();
    void page_isUtf16AsSaid();
    void page_isReadByWhoCutsTheRealTail();
    void page_ofRefusalsHasTheirWords_data();
    void page_ofRefusalsHasTheirWords();
    void thumbprint_isMd5InFourGroups();
};

namespace {

void addEncodings() {
    QTest::addColumn<int>("encoding");
    for (const auto encoding :
         {PageEncoding::Utf16, PageEncoding::Utf16WithMark, PageEncoding::Utf8})
        QTest::addRow("%s", std::string(toText(encoding)).c_str()) << static_cast<int>(encoding);
}

} // namespace

void NdesPageTest::page_isTheReferenceByteForByte_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("page");
    QTest::addRow("one-time") << QStringLiteral("one-time") << passwordPage(PageEncoding::Utf8);
    QTest::addRow("single") << QStringLiteral("single") << passwordPage(PageEncoding::Utf8, true);
    QTest::addRow("full") << QStringLiteral("full")
                          << toArray(responder::ndesFullPage(PageEncoding::Utf8));
    QTest::addRow("denied") << QStringLiteral("denied")
                            << toArray(responder::ndesDeniedPage(PageEncoding::Utf8));
}

void NdesPageTest::page_isTheReferenceByteForByte() {
    QFETCH(QString, file);
    QFETCH(QByteArray, page);
    QFile reference(QStringLiteral(SCEPTER_TEST_DATA "/ndes/") + file + QStringLiteral(".html"));
    QVERIFY(reference.open(QIODevice::ReadOnly));
    QCOMPARE(page, reference.readAll());
}

void NdesPageTest::page_isReadByEveryScraper_data() {
    addEncodings();
}

void NdesPageTest::page_isReadByEveryScraper() {
    QFETCH(int, encoding);
    const QByteArray page = passwordPage(static_cast<PageEncoding>(encoding));
    QCOMPARE(fleetPassword(page), kToken);
    QCOMPARE(manageEnginePassword(page), kToken);
    QCOMPARE(netScalerPassword(page), kToken);
    QCOMPARE(junosPassword(page), kToken);
    QCOMPARE(hpePassword(page), kToken);
    QCOMPARE(firstHexAfterLabel(page), kToken);
}

void NdesPageTest::page_ofTheOnePasswordIsReadToo_data() {
    addEncodings();
}

void NdesPageTest::page_ofTheOnePasswordIsReadToo() {
    QFETCH(int, encoding);
    const QByteArray page = passwordPage(static_cast<PageEncoding>(encoding), true);
    QCOMPARE(fleetPassword(page), kToken);
    QCOMPARE(manageEnginePassword(page), kToken);
    QVERIFY(!fleetText(page).contains(QLatin1String("only once")));
}

void NdesPageTest::page_isUtf16AsSaid() {
    const QByteArray text = passwordPage(PageEncoding::Utf8);
    QByteArray wanted;
    for (const char c : QByteArray(text + '\0'))
        wanted.append(c).append('\0');
    QCOMPARE(passwordPage(PageEncoding::Utf16), wanted);
    QCOMPARE(passwordPage(PageEncoding::Utf16WithMark), "\xFF\xFE" + wanted);
}

void NdesPageTest::page_isReadByWhoCutsTheRealTail() {
    // A script in use takes away this very tail, with the NUL at its end, and then takes the last
    // 16 characters.
    const QString tail =
        QStringLiteral(
            " </B> <P> This password can be used only once and will expire within 60 minutes. <P> "
            "Each "
            "enrollment requires a new challenge password. You can refresh this web page to obtain "
            "a "
            "new challenge password. </P> <P ID=locPageDesc> For more information see  <A "
            "HREF=http://go.microsoft.com/fwlink/?LinkId=67852>Using Network Device Enrollment "
            "Service "
            "</A>. </P> <P></Font></Body></HTML>") +
        QChar(0);
    QString text = fleetText(passwordPage(PageEncoding::Utf16WithMark));
    QCOMPARE(text.remove(tail).right(16), kToken);
}

void NdesPageTest::page_ofRefusalsHasTheirWords_data() {
    addEncodings();
}

void NdesPageTest::page_ofRefusalsHasTheirWords() {
    QFETCH(int, encoding);
    const auto form = static_cast<PageEncoding>(encoding);
    const QByteArray full = toArray(responder::ndesFullPage(form));
    QVERIFY(fleetText(full).contains(QLatin1String("The password cache is full.")));
    const QByteArray denied = toArray(responder::ndesDeniedPage(form));
    QVERIFY(fleetText(denied).contains(
        QLatin1String("You do not have sufficient permission to enroll with SCEP.")));
    for (const QByteArray& page : {full, denied}) {
        QVERIFY(fleetPassword(page).isEmpty());
        QVERIFY(firstHexAfterLabel(page).isEmpty());
    }
}

void NdesPageTest::thumbprint_isMd5InFourGroups() {
    // printf abc | openssl dgst -md5
    QCOMPARE(responder::ndesThumbprint(bytesOf("abc")),
             std::string("90015098 3CD24FB0 D6963F7D 28E17F72"));
}

QTEST_GUILESS_MAIN(NdesPageTest)
#include "tst_ndes_page.moc"
