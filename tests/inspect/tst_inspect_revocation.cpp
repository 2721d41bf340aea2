// CRLs of `openssl ca` and keytool, requests and responses of `openssl ocsp`.
#include "x509_inputs.h"

#include "pki/crl.h"

using namespace scepter;
using namespace scepter::test;

namespace {

const QString kNameOptions = QStringLiteral(" -nameopt RFC2253,-esc_msb ");

constexpr const char* kConfig = R"([ca]
default_ca=c
[c]
database=index.txt
certificate=ca.pem
private_key=ca.key.pem
default_md=sha256
default_crl_days=30
crlnumber=crlnumber
)";

/// One line of the database of `openssl ca`.
QByteArray revoked(const QByteArray& serial, const QByteArray& reason) {
    return "R\t300101000000Z\t260102030405Z" + (reason.isEmpty() ? QByteArray() : "," + reason) +
           "\t" + serial + "\tunknown\t/CN=" + serial + "\n";
}

struct Reason {
    const char* database;
    const char* shown;
    const char* openssl;
};

constexpr Reason kReasons[] = {
    {"", "", ""},
    {"unspecified", "unspecified (0)", "Unspecified"},
    {"keyCompromise", "keyCompromise (1)", "Key Compromise"},
    {"CACompromise", "cACompromise (2)", "CA Compromise"},
    {"affiliationChanged", "affiliationChanged (3)", "Affiliation Changed"},
    {"superseded", "superseded (4)", "Superseded"},
    {"cessationOfOperation", "cessationOfOperation (5)", "Cessation Of Operation"},
    {"certificateHold", "certificateHold (6)", "Certificate Hold"},
    {"holdInstruction,holdInstructionReject", "certificateHold (6)", "Hold Instruction Reject"},
    {"keyTime,20251224180000Z", "keyCompromise (1)", "Dec 24 18:00:00 2025 GMT"},
    {"CAkeyTime,20251224180000Z", "cACompromise (2)", "Dec 24 18:00:00 2025 GMT"},
};

} // namespace

class TestInspectRevocation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void crl_isReadAsOpensslReadsIt_data();
    void crl_isReadAsOpensslReadsIt();
    void crlExtension_isReadAsOpensslReadsIt_data();
    void crlExtension_isReadAsOpensslReadsIt();
    void crlOfVersion1_isRead();
    void longCrl_isCutAndStillWhole();
    void crlOfKeytool_isReadAsOpensslReadsIt();
    void ocspRequest_isReadAsOpensslReadsIt_data();
    void ocspRequest_isReadAsOpensslReadsIt();
    void ocspResponse_isReadAsOpensslReadsIt_data();
    void ocspResponse_isReadAsOpensslReadsIt();
    void ocspResponse_withoutCertificateIsCheckedFromTheKeyring();
    void ocspErrors_areNamed();
    void brokenOnes_stayInsideTheirBytes();
    void compared_inputsAreAsManyAsPromised();

private:
    [[nodiscard]] QByteArray makeCrl(const QByteArray& database, const QByteArray& extensions = {},
                                     const QString& options = {}) const;
    void checkRanges(const Inspection& read);
    [[nodiscard]] QByteArray respond(const QString& request, const QString& options) const;

    OpenSslTool m_tool;
};

void TestInspectRevocation::initTestCase() {
    for (const char* const command :
         {"req -x509 -newkey rsa:2048 -nodes -keyout ca.key.pem -subj /C=DE/CN=CA -out ca.pem",
          "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ocsp.key.pem -subj "
          "/CN=responder -out ocsp.pem -addext extendedKeyUsage=OCSPSigning",
          "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key.pem -subj "
          "/CN=leaf -out leaf.csr",
          "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key.pem -set_serial 0x1A2B -out leaf.pem"})
        QVERIFY2(!m_tool.run(QString::fromLatin1(command)).startsWith("FAILED"), command);
}

QByteArray TestInspectRevocation::makeCrl(const QByteArray& database, const QByteArray& extensions,
                                          const QString& options) const {
    m_tool.write("index.txt", database);
    m_tool.write("crlnumber", "2A\n");
    m_tool.write("ca.cnf",
                 kConfig + (extensions.isEmpty() ? QByteArray()
                                                 : "crl_extensions=e\n[e]\n" + extensions + "\n"));
    const QByteArray said =
        m_tool.run(QStringLiteral("ca -gencrl -config ca.cnf -out crl.pem ") + options);
    if (said.startsWith("FAILED")) return said;
    m_tool.run(QStringLiteral("crl -in crl.pem -outform DER -out crl.der"));
    return m_tool.read("crl.der");
}

void TestInspectRevocation::checkRanges(const Inspection& read) {
    QCOMPARE(failures(read), QByteArray());
    RangeCheck ranges(m_tool, read);
    QCOMPARE(ranges.differences(), QByteArray());
    QCOMPARE(missing(m_tool, read), QByteArray());
}

void TestInspectRevocation::crl_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<QByteArray>("database");
    QTest::addColumn<int>("entries");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("openssl");
    QTest::newRow("empty") << QByteArray() << 0 << QByteArray() << QByteArray("No Revoked");
    for (const Reason& reason : kReasons)
        QTest::addRow("reason %s", reason.database)
            << revoked("1A2B", reason.database) << 1 << QByteArray(reason.shown)
            << QByteArray(reason.openssl);
    QByteArray many;
    for (int i = 1; i <= 200; ++i)
        many += revoked(QByteArray::number(i * 65537, 16)
                            .toUpper()
                            .prepend(QByteArray::number(i * 65537, 16).size() % 2 != 0 ? "0" : ""),
                        i % 3 == 0 ? "keyCompromise" : "");
    QTest::newRow("many") << many << 200 << QByteArray() << QByteArray("Key Compromise");
    QTest::newRow("long serial") << revoked("00F123456789ABCDEF0123456789ABCDEF01234567", "") << 1
                                 << QByteArray() << QByteArray("F123456789ABCDEF");
}

void TestInspectRevocation::crl_isReadAsOpensslReadsIt() {
    QFETCH(QByteArray, database);
    QFETCH(int, entries);
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, openssl);
    const QByteArray der = makeCrl(database);
    QVERIFY2(!der.startsWith("FAILED"), der);
    const auto read = inspect::inspect(fromQt(der), {});
    checkRanges(read);
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::Crl));
    QCOMPARE(read.facts.crls.at(0).crl->entries.size(), std::size_t(entries));
    const QByteArray text =
        m_tool.run(QStringLiteral("crl -inform DER -in crl.der -noout -text") + kNameOptions);
    QVERIFY(text.contains(openssl));
    const QByteArray facts =
        m_tool.run(QStringLiteral("crl -inform DER -in crl.der -noout -issuer -fingerprint -sha256 "
                                  "-dateopt iso_8601 -lastupdate -nextupdate -crlnumber") +
                   kNameOptions);
    Compared::fields(read);
    QCOMPARE(shown(read, "issuer"), field(facts, "issuer="));
    QCOMPARE(shown(read, "thisUpdate").replace('T', ' '), field(facts, "lastUpdate="));
    QCOMPARE(shown(read, "nextUpdate").replace('T', ' '), field(facts, "nextUpdate="));
    QCOMPARE(shown(read, "SHA-256 fingerprint"), field(facts, "Fingerprint="));
    QCOMPARE(shown(read, "cRLNumber"), QByteArray("42"));
    QCOMPARE(field(facts, "crlNumber=0x"), QByteArray("2A"));
    QVERIFY(shown(read, "CRL").startsWith("of CN=CA,C=DE, number 42, "));
    if (!reason.isEmpty()) QCOMPARE(shown(read, "CRLReason"), reason);
    if (database.contains("Time,"))
        QCOMPARE(shown(read, "invalidityDate"), QByteArray("2025-12-24T18:00:00Z"));
    if (database.contains("holdInstruction,"))
        QVERIFY(shown(read, "holdInstructionCode").contains("1.2.840.10040.2.3"));

    // Each entry, in order.
    QByteArrayList wanted;
    for (const QByteArray& line : text.split('\n'))
        if (line.contains("Serial Number: ")) wanted << line.split(':')[1].trimmed();
    QByteArrayList got;
    const inspect::NodeId list = read.tree.find("revokedCertificates");
    if (list != kNoNode)
        for (const inspect::NodeId entry : read.tree.children(list)) {
            got << shown(read, "userCertificate", entry);
            QCOMPARE(shown(read, "revocationDate", entry), QByteArray("2026-01-02T03:04:05Z"));
        }
    QCOMPARE(got, wanted);
    QCOMPARE(got.size(), entries);
}

void TestInspectRevocation::crlExtension_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("node");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("openssl");
    const auto add = [](const char* lines, const char* node, const char* value,
                        const char* openssl) {
        QTest::newRow(lines) << QByteArray(lines) << QByteArray(node) << QByteArray(value)
                             << QByteArray(openssl);
    };
    add("issuingDistributionPoint=critical,@p\n[p]\nfullname=URI:http://a.example/"
        "crl\nonlyuser=TRUE",
        "issuingDistributionPoint", "URI:http://a.example/crl, onlyContainsUserCerts (critical)",
        "Only User Certificates");
    add("issuingDistributionPoint=critical,@p\n[p]\nonlyCA=TRUE\nindirectCRL=TRUE",
        "issuingDistributionPoint", "onlyContainsCACerts, indirectCRL (critical)", "Indirect CRL");
    add("issuingDistributionPoint=critical,@p\n[p]\nonlysomereasons=keyCompromise,CACompromise",
        "onlySomeReasons", "keyCompromise, cACompromise", "Key Compromise, CA Compromise");
    add("issuingDistributionPoint=@p\n[p]\nonlyAA=TRUE", "issuingDistributionPoint",
        "onlyContainsAttributeCerts", "Only Attribute Certificates");
    add("2.5.29.27=critical,ASN1:INTEGER:40", "deltaCRL", "40 (critical)", "Delta CRL Indicator");
    add("authorityKeyIdentifier=keyid:always,issuer:always", "authorityCertIssuer",
        "dirName:CN=CA,C=DE", "DirName:");
    add("issuerAltName=URI:http://ca.example/", "issuerAltName", "URI:http://ca.example/",
        "URI:http://ca.example/");
    add("freshestCRL=URI:http://a.example/delta", "freshestCRL", "URI:http://a.example/delta",
        "URI:http://a.example/delta");
    add("authorityInfoAccess=caIssuers;URI:http://a.example/ca", "authorityInfoAccess",
        "caIssuers URI:http://a.example/ca", "CA Issuers - URI:http://a.example/ca");
}

void TestInspectRevocation::crlExtension_isReadAsOpensslReadsIt() {
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, node);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, openssl);
    const QByteArray der = makeCrl(revoked("01", ""), lines);
    QVERIFY2(!der.startsWith("FAILED"), der);
    const auto read = inspect::inspect(fromQt(der), {});
    checkRanges(read);
    QCOMPARE(shown(read, {node.constData(), std::size_t(node.size())}), value);
    QVERIFY(
        m_tool.run(QStringLiteral("crl -inform DER -in crl.der -noout -text")).contains(openssl));
    Compared::fields(read);
    QCOMPARE(shown(read, "CRL").startsWith("delta of "), lines.startsWith("2.5.29.27"));
}

void TestInspectRevocation::crlOfVersion1_isRead() {
    m_tool.write("index.txt", revoked("05", ""));
    QByteArray config(kConfig);
    m_tool.write("ca.cnf", config.replace("crlnumber=crlnumber\n", ""));
    m_tool.run(QStringLiteral("ca -gencrl -config ca.cnf -out crl.pem"));
    m_tool.run(QStringLiteral("crl -in crl.pem -outform DER -out crl.der"));
    const auto read = inspect::inspect(fromQt(m_tool.read("crl.der")), {});
    checkRanges(read);
    QCOMPARE(shown(read, "version"), QByteArray("v1 (default)"));
    QVERIFY(m_tool.run(QStringLiteral("crl -in crl.pem -noout -text")).contains("Version 1 (0x0)"));
    inspect::Keyring keys;
    inspect::Options options;
    options.keys = &keys;
    QVERIFY(addToKeyring(keys, fromQt(m_tool.read("ca.pem")), "ca"));
    const Bytes der = fromQt(m_tool.read("crl.der"));
    QCOMPARE(shown(inspect::inspect(der, options), "issuerSignature"),
             QByteArray("of CN=CA,C=DE: the signature holds"));
    Bytes broken = der;
    broken.back() ^= 1;
    QVERIFY(shown(inspect::inspect(broken, options), "issuerSignature")
                .startsWith("of CN=CA,C=DE: the signature does not hold"));
}

void TestInspectRevocation::longCrl_isCutAndStillWhole() {
    std::vector<pki::RevokedEntry> entries;
    for (int i = 0; i < 30'000; ++i)
        entries.push_back({Bytes{1, std::uint8_t(i >> 8), std::uint8_t(i & 255), 7},
                           at("2026-01-01T00:00:00Z"),
                           pki::RevocationReason::KeyCompromise,
                           {}});
    const auto crl =
        pki::signCrl(m_tool.certificate("ca.pem"), m_tool.key("ca.key.pem"), pki::Digest::Sha256, 1,
                     at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z"), entries)
            .value();
    const auto read = inspect::inspect(crl.der, {});
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::Crl));
    QCOMPARE(read.facts.crls.at(0).crl->entries.size(), 30'000U);
    const auto& list = read.tree.node(read.tree.find("revokedCertificates"));
    QVERIFY(list.cut);
    QCOMPARE(toQt(list.value), QByteArray("30000 entries"));
    QCOMPARE(shown(read, "cRLNumber"), QByteArray("1"));
    QVERIFY(read.tree.find("signatureValue") != kNoNode);
    QVERIFY(read.tree.nodes().size() <= inspect::Limits().nodes);
}

void TestInspectRevocation::crlOfKeytool_isReadAsOpensslReadsIt() {
    const QString keytool = QStandardPaths::findExecutable(QStringLiteral("keytool"));
    if (keytool.isEmpty()) QSKIP("keytool is not installed");
    const auto run = [&](const QString& arguments) {
        QProcess process;
        process.start(keytool,
                      arguments.split(QLatin1Char(' ')) +
                          QStringList{QStringLiteral("-keystore"), m_tool.path("j.p12"),
                                      QStringLiteral("-storepass"), QStringLiteral("changeit")});
        return process.waitForFinished(60000) && process.exitCode() == 0;
    };
    QVERIFY(run(QStringLiteral("-genkeypair -alias a -dname CN=java -keyalg RSA -keysize 2048")));
    QVERIFY(run(QStringLiteral("-gencrl -alias a -id 4711 -file ") + m_tool.path("java.crl")));
    m_tool.run(QStringLiteral("crl -inform DER -in java.crl -outform DER -out crl.der"));
    const QByteArray der = m_tool.read("java.crl");
    const QByteArray crl =
        der.startsWith("-----")
            ? (m_tool.run(QStringLiteral("crl -in java.crl -outform DER -out crl.der")),
               m_tool.read("crl.der"))
            : der;
    const auto read = inspect::inspect(fromQt(crl), {});
    checkRanges(read);
    QCOMPARE(shown(read, "userCertificate"), QByteArray("1267"));
    QVERIFY(
        m_tool.run(QStringLiteral("crl -inform DER -in crl.der -noout -text")).contains("1267"));
}

void TestInspectRevocation::ocspRequest_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<QString>("options");
    QTest::newRow("nonce") << QStringLiteral("-cert leaf.pem");
    QTest::newRow("no nonce") << QStringLiteral("-no_nonce -cert leaf.pem");
    QTest::newRow("sha256") << QStringLiteral("-sha256 -cert leaf.pem");
    QTest::newRow("two") << QStringLiteral("-serial 0x1A2B -serial 77");
    QTest::newRow("signed") << QStringLiteral(
        "-cert leaf.pem -signer ocsp.pem -signkey ocsp.key.pem");
}

void TestInspectRevocation::ocspRequest_isReadAsOpensslReadsIt() {
    QFETCH(QString, options);
    const QByteArray said = m_tool.run(
        QStringLiteral("ocsp -issuer ca.pem -reqout req.der -no_cert_verify -req_text ") + options);
    const Bytes der = fromQt(m_tool.read("req.der"));
    QVERIFY2(!der.empty(), said);
    inspect::Keyring keys;
    QVERIFY(addToKeyring(keys, fromQt(m_tool.read("ca.pem")), "ca"));
    inspect::Options with;
    with.keys = &keys;
    const auto read = inspect::inspect(der, with);
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::Ocsp));
    checkRanges(read);
    const QByteArray text = m_tool.run(QStringLiteral("ocsp -reqin req.der -text -noverify"));
    Compared::fields(read);
    QCOMPARE(shown(read, "issuerNameHash").replace(" ", ""), field(text, "Issuer Name Hash: "));
    QCOMPARE(shown(read, "issuerKeyHash").replace(" ", ""), field(text, "Issuer Key Hash: "));
    QCOMPARE(shown(read, "serialNumber"), field(text, "Serial Number: "));
    QCOMPARE(shown(read, "hashAlgorithm"), field(text, "Hash Algorithm: "));
    QCOMPARE(shown(read, "issuer"), QByteArray("CN=CA,C=DE"));
    QCOMPARE(read.tree.find("Nonce") != kNoNode, text.contains("OCSP Nonce"));
    if (options.contains(QLatin1String("77")))
        QCOMPARE(shown(read, "OCSPRequest"), QByteArray("for 1A2B, 4D"));
    if (options.contains(QLatin1String("signer")))
        QCOMPARE(shown(read, "signatureCheck"),
                 QByteArray("with the key of CN=responder: the signature holds"));
}

QByteArray TestInspectRevocation::respond(const QString& request, const QString& options) const {
    m_tool.write("index.txt", "V\t300101000000Z\t\t01\tunknown\t/CN=good\n" +
                                  revoked("02", "keyCompromise") + revoked("03", ""));
    const QByteArray made =
        m_tool.run(QStringLiteral("ocsp -issuer ca.pem -reqout req.der ") + request);
    if (!m_tool.read("req.der").size()) return "FAILED " + made;
    const QByteArray said = m_tool.run(
        QStringLiteral(
            "ocsp -index index.txt -rsigner ocsp.pem -rkey ocsp.key.pem -CA ca.pem -reqin "
            "req.der -respout resp.der -nmin 60 ") +
        options);
    const QByteArray der = m_tool.read("resp.der");
    return der.isEmpty() ? "FAILED " + said : der;
}

void TestInspectRevocation::ocspResponse_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("good") << QStringLiteral("-serial 1") << QString() << QByteArray("good");
    QTest::newRow("revoked") << QStringLiteral("-serial 2") << QString()
                             << QByteArray("revoked 2026-01-02T03:04:05Z, keyCompromise (1)");
    QTest::newRow("no reason") << QStringLiteral("-serial 3") << QString()
                               << QByteArray("revoked 2026-01-02T03:04:05Z");
    QTest::newRow("unknown") << QStringLiteral("-serial 99") << QString() << QByteArray("unknown");
    QTest::newRow("three") << QStringLiteral("-serial 1 -serial 2 -serial 99") << QString()
                           << QByteArray("good");
    QTest::newRow("by key") << QStringLiteral("-serial 1") << QStringLiteral("-resp_key_id")
                            << QByteArray("good");
    QTest::newRow("no nonce") << QStringLiteral("-no_nonce -serial 1") << QString()
                              << QByteArray("good");
    QTest::newRow("sha384") << QStringLiteral("-serial 1") << QStringLiteral("-rmd sha384")
                            << QByteArray("good");
}

void TestInspectRevocation::ocspResponse_isReadAsOpensslReadsIt() {
    QFETCH(QString, request);
    QFETCH(QString, options);
    QFETCH(QByteArray, status);
    const QByteArray der = respond(request, options);
    QVERIFY2(!der.startsWith("FAILED"), der);
    const auto read = inspect::inspect(fromQt(der), {});
    checkRanges(read);
    const QByteArray text =
        m_tool.run(QStringLiteral("ocsp -respin resp.der -resp_text -noverify"));
    QCOMPARE(shown(read, "responseStatus"),
             field(text, "OCSP Response Status: ").replace(" (0x", " (").replace(")", ")"));
    Compared::fields(read);
    QCOMPARE(shown(read, "certStatus"), status);
    QCOMPARE(status.split(' ')[0], field(text, "Cert Status: "));
    QCOMPARE(shown(read, "serialNumber", read.tree.find("certID")), field(text, "Serial Number: "));
    const QDateTime produced =
        QDateTime::fromString(QString::fromLatin1(shown(read, "producedAt")), Qt::ISODate).toUTC();
    QCOMPARE(QLocale::c().toString(produced, QStringLiteral("MMM d hh:mm:ss yyyy")),
             QString::fromLatin1(field(text, "Produced At: ").chopped(4)).simplified());
    QCOMPARE(shown(read, "signatureCheck"),
             QByteArray("with the key of CN=responder: the signature holds"));
    if (options.contains(QLatin1String("key_id")))
        QCOMPARE(shown(read, "responderID").replace("key ", "").replace(" ", ""),
                 field(text, "Responder Id: "));
    else
        QCOMPARE(shown(read, "responderID"), field(text, "Responder Id: ").replace("CN = ", "CN="));
    if (request.contains(QLatin1String("99 ")) || request.contains(QLatin1String("2 -serial")))
        QVERIFY(shown(read, "OCSPResponse").contains("63 unknown"));
    Bytes broken = fromQt(der);
    const auto signature = read.tree.node(read.tree.find("signature")).place;
    broken[signature.offset + signature.size - 1] ^= 1;
    QVERIFY(shown(inspect::inspect(broken, {}), "signatureCheck").contains("does not hold"));
}

void TestInspectRevocation::ocspResponse_withoutCertificateIsCheckedFromTheKeyring() {
    const QByteArray der = respond(QStringLiteral("-serial 1"), QStringLiteral("-resp_no_certs"));
    QVERIFY2(!der.startsWith("FAILED"), der);
    QCOMPARE(shown(inspect::inspect(fromQt(der), {}), "signatureCheck"),
             QByteArray("no certificate is at hand to check with"));
    inspect::Keyring keys;
    inspect::Options options;
    options.keys = &keys;
    QVERIFY(addToKeyring(keys, fromQt(m_tool.read("ocsp.pem")), "ocsp"));
    QCOMPARE(shown(inspect::inspect(fromQt(der), options), "signatureCheck"),
             QByteArray("with the key of CN=responder: the signature holds"));
}

void TestInspectRevocation::ocspErrors_areNamed() {
    const std::pair<int, const char*> statuses[] = {
        {1, "malformedRequest (1)"}, {2, "internalError (2)"}, {3, "tryLater (3)"},
        {5, "sigRequired (5)"},      {6, "unauthorized (6)"},  {4, "undefined (4)"},
        {9, "undefined (9)"}};
    for (const auto& [number, name] : statuses) {
        const auto read = inspect::inspect(Bytes{0x30, 0x03, 0x0A, 0x01, std::uint8_t(number)}, {});
        QCOMPARE(shown(read, "responseStatus"), QByteArray(name));
        QCOMPARE(shown(read, "OCSPResponse"), QByteArray(name));
    }
}

void TestInspectRevocation::brokenOnes_stayInsideTheirBytes() {
    const QByteArray crl =
        makeCrl(revoked("01", "keyTime,20251224180000Z"),
                "issuingDistributionPoint=critical,@p\n[p]\nfullname=URI:http://a.example/");
    const QByteArray response = respond(QStringLiteral("-serial 2"), {});
    for (const QByteArray& input : {crl, response, m_tool.read("req.der")}) {
        const Bytes der = fromQt(input);
        QVERIFY(der.size() > 60);
        for (std::size_t size = 0; size < der.size(); ++size)
            QVERIFY(rangesAreInside(inspect::inspect(ByteView(der).first(size), {})));
        for (std::size_t at = 0; at < der.size(); ++at)
            for (const int mask : {0x20, 0xFF}) {
                Bytes broken = der;
                broken[at] = std::uint8_t(broken[at] ^ mask);
                QVERIFY(rangesAreInside(inspect::inspect(broken, {})));
            }
    }
}

void TestInspectRevocation::compared_inputsAreAsManyAsPromised() {
    QVERIFY(Compared::areEnough("revocation"));
}

QTEST_GUILESS_MAIN(TestInspectRevocation)
#include "tst_inspect_revocation.moc"
