// What strongSwan's pki and Java's keytool write is read as openssl reads it, in both readings.
#include "x509_inputs.h"

#include "inspect/structure.h"

using namespace scepter;
using namespace scepter::test;

namespace {

/// A file to make, or those of one key of keytool.
struct Sample {
    const char* name;
    const char* program;
    const char* arguments;
    const char* kind; ///< of openssl: "x509", "req", "crl", "cms", ""
};

constexpr Sample kSamples[] = {
    {"pki rsa certificate", "pki", "--self --in rsa.der --dn CN=pki,O=Lab,C=DE --ca", "x509"},
    {"pki sha1", "pki", "--self --in rsa.der --dn CN=pki --digest sha1", "x509"},
    {"pki sha512", "pki", "--self --in rsa.der --dn CN=pki --digest sha512", "x509"},
    {"pki pss", "pki", "--self --in rsa.der --dn CN=pki --rsa-padding pss", "x509"},
    {"pki serial", "pki", "--self --in rsa.der --dn CN=pki --serial 00ffee", "x509"},
    {"pki pathlen", "pki", "--self --in rsa.der --dn CN=pki --ca --pathlen 2", "x509"},
    {"pki san", "pki",
     "--self --in rsa.der --dn CN=pki --san a.example --san 10.0.0.1 --san u@d.example --san "
     "fe80::1",
     "x509"},
    {"pki flags", "pki",
     "--self --in rsa.der --dn CN=pki --flag serverAuth --flag clientAuth --flag ikeIntermediate "
     "--flag ocspSigning --flag msSmartcardLogon",
     "x509"},
    {"pki ocsp", "pki", "--self --in rsa.der --dn CN=pki --ocsp http://ocsp.example/", "x509"},
    {"pki constraints", "pki",
     "--self --in rsa.der --dn CN=pki --ca --nc-permitted example.org --nc-excluded "
     "bad.example.org",
     "x509"},
    {"pki policies", "pki",
     "--self --in rsa.der --dn CN=pki --cert-policy 1.3.6.1.4.1.36906.1 --cps-uri "
     "http://cps.example/ --policy-explicit 1 --policy-inhibit 2 --policy-any 3 --policy-mapping "
     "1.2.3:1.2.4",
     "x509"},
    {"pki long life", "pki", "--self --in rsa.der --dn CN=pki --lifetime 20000", "x509"},
    {"pki ed25519", "pki", "--self --type priv --in ed.der --dn CN=ed", "x509"},
    {"pki many names", "pki",
     "--self --in rsa.der --dn C=DE,ST=s,L=l,O=o,OU=u,OU=v,CN=n,E=a@b.example", "x509"},
    {"pki issued", "pki",
     "--issue --type pub --in pub.der --cacert ca.der --cakey rsa.der --dn CN=leaf --crl "
     "http://crl.example/ca.crl --flag clientAuth",
     "x509"},
    {"pki request", "pki", "--req --type rsa --in rsa.der --dn CN=req,O=Lab", "req"},
    {"pki request challenge", "pki",
     "--req --type rsa --in rsa.der --dn CN=req --password secret-word", "req"},
    {"pki request san", "pki",
     "--req --type rsa --in rsa.der --dn CN=req --san a.example --san 10.1.2.3 --digest sha384",
     "req"},
    {"pki request profile", "pki", "--req --type rsa --in rsa.der --dn CN=req --profile client",
     "req"},
    {"pki request pss", "pki", "--req --type rsa --in rsa.der --dn CN=req --rsa-padding pss",
     "req"},
    {"pki crl", "pki", "--signcrl --cacert ca.der --cakey rsa.der --lifetime 30", "crl"},
    {"pki crl reasons", "pki",
     "--signcrl --cacert ca.der --cakey rsa.der --reason key-compromise --serial 01 --reason "
     "superseded --serial 7fee",
     "crl"},
    {"pki crl delta", "pki", "--signcrl --cacert ca.der --cakey rsa.der --basecrl base.crl", "crl"},
    {"pki signed", "pki", "--pkcs7 --sign --in text --cert ca.der --key rsa.der", "cms"},
    {"pki enveloped", "pki", "--pkcs7 --encrypt --in text --cert ca.der", "cms"},
    {"pki public key", "pki", "--pub --in rsa.der", ""},
    {"java rsa", "keytool", "-keyalg RSA -keysize 2048 -dname CN=java,O=Lab,C=DE", ""},
    {"java sha1", "keytool", "-keyalg RSA -keysize 2048 -sigalg SHA1withRSA -dname CN=java", ""},
    {"java pss", "keytool", "-keyalg RSA -keysize 2048 -sigalg RSASSA-PSS -dname CN=java", ""},
    {"java p256", "keytool", "-keyalg EC -groupname secp256r1 -dname CN=java", ""},
    {"java p521", "keytool", "-keyalg EC -groupname secp521r1 -dname CN=java", ""},
    {"java ed25519", "keytool", "-keyalg Ed25519 -dname CN=java", ""},
    {"java names", "keytool",
     "-keyalg EC -groupname secp256r1 -dname EMAILADDRESS=a@b.example,CN=n,OU=u,OU=v,O=o,L=l,ST=s,"
     "C=DE",
     ""},
    {"java extensions", "keytool",
     "-keyalg EC -groupname secp256r1 -dname CN=java -ext bc:c=ca:true,pathlen:1 -ext "
     "ku:c=keyCertSign,cRLSign -ext eku=serverAuth,clientAuth -ext "
     "san=dns:a.example,ip:10.0.0.1,email:u@d.example,uri:http://u.example/ -ext "
     "crl=uri:http://crl.example/ -ext aia=ocsp:uri:http://o.example/",
     ""},
};

/// Lines of `openssl asn1parse` or of ours: offset, depth, header, length, "cons" or "prim".
QList<QByteArrayList> elementLines(const QByteArray& text) {
    static const QRegularExpression kLine(
        QStringLiteral("^ *(\\d+):d=(\\d+) +hl=(\\d+) l= *(\\d+|inf) +(cons|prim): "));
    QList<QByteArrayList> lines;
    for (const QByteArray& each : text.split('\n'))
        if (const auto match = kLine.match(QString::fromUtf8(each)); match.hasMatch()) {
            QByteArrayList line;
            for (int i = 1; i <= 5; ++i)
                line << match.captured(i).toLatin1();
            lines << line;
        }
    return lines;
}

} // namespace

class TestInspectTools : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void input_isReadAsOpensslReadsIt_data();
    void input_isReadAsOpensslReadsIt();
    void structure_holdsEveryElementThatOpensslLists_data();
    void structure_holdsEveryElementThatOpensslLists();
    void compared_inputsAreAsManyAsPromised();

private:
    QByteArray pki(const QString& arguments) const;
    QByteArray keytool(const QString& arguments, const QByteArray& input = {}) const;
    QByteArray run(const QString& program, const QStringList& arguments,
                   const QByteArray& input) const;
    QList<std::pair<QByteArray, QByteArray>> inputsOf(const Sample& sample);
    void compareFields(const inspect::Inspection& read, const QByteArray& kind);

    OpenSslTool m_tool;
    /// Made once, by the name of the sample: kind of openssl and bytes.
    std::map<QByteArray, QList<std::pair<QByteArray, QByteArray>>> m_made;
};

QByteArray TestInspectTools::run(const QString& program, const QStringList& arguments,
                                 const QByteArray& input) const {
    QProcess process;
    process.setWorkingDirectory(QFileInfo(m_tool.path("x")).path());
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return "FAILED: no end";
    const QByteArray made = process.readAllStandardOutput();
    // `pki --pkcs7` exits with 1 when all went well.
    if (process.exitCode() == 0 ||
        (arguments.contains(QStringLiteral("--pkcs7")) && !made.isEmpty()))
        return made;
    return "FAILED: " + process.readAllStandardError() + made;
}

QByteArray TestInspectTools::pki(const QString& arguments) const {
    return run(QStringLiteral("pki"), arguments.split(QLatin1Char(' ')), {});
}

QByteArray TestInspectTools::keytool(const QString& arguments, const QByteArray& input) const {
    return run(QStringLiteral("keytool"),
               arguments.split(QLatin1Char(' ')) +
                   QStringList{QStringLiteral("-keystore"), QStringLiteral("j.p12"),
                               QStringLiteral("-storetype"), QStringLiteral("PKCS12"),
                               QStringLiteral("-storepass"), QStringLiteral("changeit")},
               input);
}

void TestInspectTools::initTestCase() {
    QVERIFY2(!QStandardPaths::findExecutable(QStringLiteral("keytool")).isEmpty(),
             "keytool is not installed");
    m_tool.write("text", "some words\n");
    for (const char* const command :
         {"genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -outform DER -out pkcs8.der",
          "rsa -inform DER -in pkcs8.der -traditional -outform DER -out rsa.der",
          "genpkey -algorithm ED25519 -outform DER -out ed.der"})
        QVERIFY2(!m_tool.run(QString::fromLatin1(command)).startsWith("FAILED"), command);
    for (const auto& [file, arguments] :
         {std::pair("pub.der", "--pub --in rsa.der"),
          std::pair("ca.der", "--self --in rsa.der --dn CN=CA,O=Lab --ca"),
          std::pair("base.crl", "--signcrl --cacert ca.der --cakey rsa.der")}) {
        const QByteArray made = pki(QString::fromLatin1(arguments));
        QVERIFY2(!made.startsWith("FAILED") && !made.isEmpty(), made);
        m_tool.write(file, made);
    }
}

QList<std::pair<QByteArray, QByteArray>> TestInspectTools::inputsOf(const Sample& sample) {
    auto& made = m_made[sample.name];
    if (!made.isEmpty()) return made;
    const auto arguments = QString::fromLatin1(sample.arguments);
    if (QByteArray(sample.program) == "pki") {
        made << std::pair(QByteArray(sample.kind), pki(arguments));
        return made;
    }
    QFile::remove(m_tool.path("j.p12"));
    const QByteArray said = keytool(QStringLiteral("-genkeypair -alias a ") + arguments);
    if (said.startsWith("FAILED")) {
        made << std::pair(QByteArray(), said);
        return made;
    }
    made << std::pair(QByteArray("x509"), keytool(QStringLiteral("-exportcert -alias a")));
    made << std::pair(QByteArray("req"), keytool(QStringLiteral("-certreq -alias a")));
    made << std::pair(QByteArray("crl"), keytool(QStringLiteral("-gencrl -alias a -id 1 -id 255")));
    made << std::pair(QByteArray(), m_tool.read("j.p12"));
    return made;
}

void TestInspectTools::input_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(kSamples)); ++i)
        QTest::addRow("%s", kSamples[i].name) << i;
}

void TestInspectTools::input_isReadAsOpensslReadsIt() {
    QFETCH(int, index);
    for (const auto& [kind, bytes] : inputsOf(kSamples[index])) {
        QVERIFY2(!bytes.startsWith("FAILED") && !bytes.isEmpty(), bytes);
        QByteArray der = bytes;
        // keytool writes requests and CRLs as PEM.
        if (bytes.startsWith("-----")) {
            m_tool.write("pem", bytes);
            m_tool.run(QString::fromLatin1(kind) +
                       QStringLiteral(" -in pem -outform DER -out input"));
            der = m_tool.read("input");
        } else {
            m_tool.write("input", der);
        }
        const auto read = inspect::inspect(fromQt(der), {});
        QCOMPARE(failures(read), QByteArray());
        QVERIFY(rangesAreInside(read));
        RangeCheck ranges(m_tool, read);
        QCOMPARE(ranges.differences(), QByteArray());
        QVERIFY(ranges.compared() > 3);
        compareFields(read, kind);
        if (QTest::currentTestFailed()) return;
        // The file as it was written holds the same, below its layer of text.
        const auto written = inspect::inspect(fromQt(bytes), {});
        QCOMPARE(int(written.facts.subject), int(read.facts.subject));
        QCOMPARE(failures(written), QByteArray());
    }
}

void TestInspectTools::compareFields(const inspect::Inspection& read, const QByteArray& kind) {
    if (kind.isEmpty()) return;
    Compared::fields(read);
    const auto ask = [&](const char* what) {
        return m_tool.run(QString::fromLatin1(kind) +
                          QStringLiteral(" -inform DER -in input -noout -nameopt RFC2253 ") +
                          QString::fromLatin1(what));
    };
    if (kind == "x509") {
        QCOMPARE(shown(read, "subject"), field(ask("-subject"), "subject="));
        QCOMPARE(shown(read, "issuer"), field(ask("-issuer"), "issuer="));
        QCOMPARE(shown(read, "serialNumber"), field(ask("-serial"), "serial="));
        const QByteArray dates = ask("-dates -dateopt iso_8601");
        QCOMPARE(shown(read, "notBefore").replace('T', ' '), field(dates, "notBefore="));
        QCOMPARE(shown(read, "notAfter").replace('T', ' '), field(dates, "notAfter="));
        const QByteArray names = ask("-ext subjectAltName").split('\n').value(1).trimmed();
        QByteArray ours = shown(read, "subjectAltName");
        ours.replace("IP:", "IP Address:").replace("fe80::1", "FE80:0:0:0:0:0:0:1");
        QCOMPARE(ours.startsWith("(no ") ? QByteArray() : ours,
                 names.startsWith("No ext") ? QByteArray() : names);
    } else if (kind == "req") {
        QCOMPARE(shown(read, "subject"), field(ask("-subject"), "subject="));
        QVERIFY(ask("-verify").contains("verify OK"));
        QVERIFY(read.facts.csrs.size() == 1);
        QVERIFY(read.facts.csrs[0].possession && read.facts.csrs[0].possession->has_value());
        const bool challenge = ask("-text").contains("challengePassword");
        QCOMPARE(read.facts.csrs[0].challenges, challenge ? 1U : 0U);
    } else if (kind == "crl") {
        QCOMPARE(shown(read, "issuer"), field(ask("-issuer"), "issuer="));
        const QByteArray text = ask("-text");
        QCOMPARE(read.facts.crls.size(), 1U);
        QVERIFY(read.facts.crls[0].crl);
        QByteArrayList serials;
        for (const QByteArray& line : text.split('\n'))
            if (const qsizetype at = line.indexOf("Serial Number: "); at >= 0)
                serials << line.mid(at + 15).trimmed();
        QByteArrayList ours;
        for (const auto& entry : read.facts.crls[0].crl->entries) {
            QByteArray hex = toQt(entry.serial).toHex().toUpper();
            while (hex.size() > 2 && hex.startsWith("00"))
                hex.remove(0, 2);
            ours << hex;
        }
        QCOMPARE(ours, serials);
    } else if (kind == "cms") {
        const QByteArray text =
            m_tool.run(QStringLiteral("cms -cmsout -print -noout -inform DER -in input"));
        QCOMPARE(read.facts.signedData.size() + read.facts.envelopes.size(), 1U);
        QCOMPARE(!read.facts.signedData.empty(), text.contains("d.signedData"));
    }
}

void TestInspectTools::structure_holdsEveryElementThatOpensslLists_data() {
    input_isReadAsOpensslReadsIt_data();
}

void TestInspectTools::structure_holdsEveryElementThatOpensslLists() {
    QFETCH(int, index);
    for (const auto& [kind, bytes] : inputsOf(kSamples[index])) {
        if (bytes.startsWith("-----")) continue;
        const auto ours = elementLines(toQt(inspect::structureText(fromQt(bytes))));
        const auto theirs =
            elementLines(m_tool.run(QStringLiteral("asn1parse -inform DER"), bytes));
        QVERIFY(theirs.size() > 3);
        // Ours holds besides what stands inside of strings: deeper than the string itself.
        qsizetype at = 0;
        for (const QByteArrayList& line : theirs) {
            while (at < ours.size() && ours[at] != line)
                ++at;
            QVERIFY2(at < ours.size(), line.join(' ').constData());
        }
        QVERIFY(ours.size() >= theirs.size());
    }
}

void TestInspectTools::compared_inputsAreAsManyAsPromised() {
    QVERIFY(Compared::areEnough("tools"));
}

QTEST_GUILESS_MAIN(TestInspectTools)
#include "tst_inspect_tools.moc"
