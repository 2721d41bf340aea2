// GetCACaps, pages of NDES, profiles of Apple.
#include "layers_support.h"

#include <QTemporaryDir>

using namespace scepter;
using namespace scepter::inspect;
using namespace scepter::test;

namespace {

/// As the captures of real pages have it: one space within the bold letters.
const QByteArray kPage =
    "<HTML><Head><Meta HTTP-Equiv=\"Content-Type\" Content=\"text/html; charset=UTF-16\">"
    "<Title>Network Device Enrollment Service</Title></Head><Body BgColor=#FFFFFF>"
    "<P> To complete certificate enrollment for your network device you will need the following "
    "information: <P> The thumbprint (hash value) for the CA certificate is: "
    "<B> A656FA66 AB12B433 A2DA5CF7 CC153D9A </B> <P> The enrollment challenge password is: "
    "<B> 1ED0DD50F7459D6E </B> <P> This password can be used only once and will expire within 60 "
    "minutes. <P> Each enrollment requires a new challenge password.</Body></HTML>";

QByteArray utf16(const QByteArray& text, bool mark) {
    QByteArray wide = mark ? QByteArray("\xFF\xFE") : QByteArray();
    for (const char c : text) {
        wide += c;
        wide += '\0';
    }
    return wide;
}

QByteArray profile() {
    QByteArray pem = fileBytes(QStringLiteral("captures/keys/ca.cert.pem"));
    pem = pem.mid(pem.indexOf('\n') + 1);
    pem.truncate(pem.indexOf("-----END"));
    return fileBytes(QStringLiteral("profiles/scep.mobileconfig")).replace("CERTIFICATE", pem);
}

} // namespace

class PagesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void capabilities_areReadLineByLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("LF") << QByteArray("AES\nSHA-256\nPOSTPKIOperation\nUpdate\n");
        QTest::newRow("CRLF") << QByteArray("AES\r\nSHA-256\r\nPOSTPKIOperation\r\nUpdate");
        QTest::newRow("CR") << QByteArray("AES\rSHA-256\rPOSTPKIOperation\rUpdate\r");
        QTest::newRow("HTTP") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
                                            "AES\nSHA-256\nPOSTPKIOperation\nUpdate\n");
    }
    void capabilities_areReadLineByLine() {
        QFETCH(QByteArray, text);
        const Inspection inspection = inspected(text);
        QVERIFY(inspection.facts.capabilities);
        const CapabilitiesFacts& facts = *inspection.facts.capabilities;
        QVERIFY(facts.capabilities.aes && facts.capabilities.sha256);
        QCOMPARE(facts.capabilities.unknown, std::vector<std::string>{"Update"});
        QCOMPARE(inspection.tree.children(facts.node).size(), 4U);
        QCOMPARE(bytesAt(inspection, "SHA-256"), QByteArray("SHA-256"));
        QVERIFY(text.endsWith(QByteArray::fromStdString(facts.text)));
    }

    void ndesPage_givesItsFields_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("UTF-16") << utf16(kPage, false);
        QTest::newRow("UTF-16 with a mark") << utf16(kPage, true);
        QTest::newRow("UTF-8") << kPage;
        QTest::newRow("HTTP") << "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" +
                                     utf16(kPage, false);
    }
    void ndesPage_givesItsFields() {
        QFETCH(QByteArray, text);
        const Inspection inspection = inspected(text);
        QCOMPARE(valueOf(inspection, "thumbprint"),
                 std::optional<std::string>("A656FA66 AB12B433 A2DA5CF7 CC153D9A"));
        QCOMPARE(valueOf(inspection, "challengePassword"),
                 std::optional<std::string>("1ED0DD50F7459D6E"));
        QCOMPARE(bytesAt(inspection, "challengePassword"), QByteArray("1ED0DD50F7459D6E"));
        QCOMPARE(valueOf(inspection, "validity"), std::optional<std::string>("60 minutes"));
        QCOMPARE(valueOf(inspection, "use"), std::optional<std::string>("only once"));
        QVERIFY(inspection.tree.node(inspection.tree.find("challengePassword")).secret);
        // Nothing but the secret node shows it.
        for (const Node& node : inspection.tree.nodes())
            QVERIFY(node.secret || node.value.find("1ED0DD50F7459D6E") == std::string::npos);
    }

    void ndesPage_saysWhyThereIsNoPassword_data() {
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("full") << QByteArray("The password cache is full.");
        QTest::newRow("forbidden")
            << QByteArray("You do not have sufficient permission to enroll with SCEP.");
    }
    void ndesPage_saysWhyThereIsNoPassword() {
        QFETCH(QByteArray, sentence);
        const Inspection inspection =
            inspected(utf16("<HTML><Body><P> " + sentence + " </P></Body></HTML>", false));
        QCOMPARE(inspection.facts.subject, Subject::NdesPage);
        QVERIFY(valueOf(inspection, "refusal").has_value());
        QVERIFY(sentence.startsWith(bytesAt(inspection, "refusal")));
        QVERIFY(!valueOf(inspection, "challengePassword"));
    }

    void profile_namesTheFieldsOfScep() {
        const QByteArray text = profile();
        const Inspection inspection = inspected(text);
        QCOMPARE(inspection.facts.subject, Subject::Profile);
        QVERIFY(inspection.facts.failures.empty());
        QCOMPARE(valueOf(inspection, "URL"), std::optional<std::string>("https://ca.example/scep"));
        QCOMPARE(valueOf(inspection, "Challenge"), std::optional<std::string>("letmein"));
        QVERIFY(inspection.tree.node(inspection.tree.find("Challenge")).secret);
        QCOMPARE(valueOf(inspection, "Key Usage"), std::optional<std::string>("5 (sign, encrypt)"));
        QCOMPARE(valueOf(inspection, "Keysize"), std::optional<std::string>("2048 (bits)"));
        QCOMPARE(valueOf(inspection, "KeyIsExtractable"), std::optional<std::string>("false"));
        QCOMPARE(valueOf(inspection, "Subject"), std::optional<std::string>("O=Acme, CN=x"));
        QVERIFY(valueOf(inspection, "CAFingerprint")->starts_with("SHA-1 01 02 03"));
        QCOMPARE(valueOf(inspection, "profile"),
                 std::optional<std::string>("Configuration, Lab & more"));
        QCOMPARE(valueOf(inspection, "[0]"), std::optional<std::string>("SCEP, Identity"));
        QCOMPARE(bytesAt(inspection, "URL"),
                 QByteArray("<string>https://ca.example/scep</string>"));
        QCOMPARE(bytesAt(inspection, "KeyIsExtractable"), QByteArray("<false/>"));
        QCOMPARE(inspection.facts.certificates.size(), 1U);
    }

    void profile_isReadAsPythonReadsIt() {
        if (!isInstalled("python3")) QSKIP("python3 is not installed");
        const auto url = output(
            "python3",
            {QStringLiteral("-c"),
             QStringLiteral("import plistlib,sys; p=plistlib.loads(sys.stdin.buffer.read()); "
                            "print(p['PayloadContent'][0]['PayloadContent']['URL'], end='')")},
            profile());
        QVERIFY(url);
        QCOMPARE(valueOf(inspected(profile()), "URL").value(), url->toStdString());
    }

    void profile_ofUtf16_isRead() {
        QByteArray text = profile().replace("UTF-8", "UTF-16");
        const Inspection inspection = inspected(utf16(text, true));
        QCOMPARE(inspection.facts.subject, Subject::Profile);
        QCOMPARE(valueOf(inspection, "Challenge"), std::optional<std::string>("letmein"));
        QCOMPARE(bytesAt(inspection, "KeyIsExtractable"), utf16("<false/>", false));
    }

    void profile_withEntities_isRefused() {
        QByteArray text = profile();
        text.replace(
            "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">",
            "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\" [<!ENTITY a \"aaaaaaaaaa\">"
            "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>");
        const Inspection inspection = inspected(text);
        QCOMPARE(inspection.facts.failures.size(), 1U);
        QCOMPARE(inspection.facts.failures.front().second.code, ErrorCode::NotSupported);
    }

    void profile_thatIsBroken_isShownAsFarAsItGoes() {
        QByteArray text = profile();
        text.truncate(text.indexOf("<key>Keysize"));
        const Inspection inspection = inspected(text);
        QCOMPARE(valueOf(inspection, "Challenge"), std::optional<std::string>("letmein"));
        QVERIFY(!valueOf(inspection, "Keysize"));
        QCOMPARE(inspection.facts.failures.front().second.code, ErrorCode::EncodingMalformed);
    }

    void profile_nestedTooDeep_isCut() {
        QByteArray text = "<plist>";
        for (int i = 0; i < 100'000; ++i)
            text += "<array>";
        const Inspection inspection = inspected(text);
        QCOMPARE(inspection.facts.failures.front().second.code, ErrorCode::LimitExceeded);
        QVERIFY(inspection.tree.nodes().size() < 100);
        QVERIFY(!inspection.facts.cut.empty());
    }
};

QTEST_GUILESS_MAIN(PagesTest)
#include "tst_pages.moc"
