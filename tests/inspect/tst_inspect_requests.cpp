// Certification requests made by openssl and keytool.
#include "x509_inputs.h"

#include "asn1/oids.h"

using namespace scepter;
using namespace scepter::test;

namespace oids = asn1::oids;

namespace {

const QString kNameOptions = QStringLiteral("-nameopt RFC2253,-esc_msb");

/// SEQUENCE { OID, SET { values } }.
Bytes attribute(const asn1::Oid& type, std::initializer_list<Bytes> values) {
    asn1::Writer writer;
    writer.sequence([&] { writer.oid(type).setOf(std::vector<Bytes>(values)); });
    return writer.take();
}

Bytes stringOf(std::uint32_t tag, std::string_view text) {
    return asn1::Writer().string(tag, text).take();
}

} // namespace

class TestInspectRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void request_isReadAsOpensslReadsIt_data();
    void request_isReadAsOpensslReadsIt();
    void challenge_isSecretInAnyStringType_data();
    void challenge_isSecretInAnyStringType();
    void twoChallenges_areCountedAndThePossessionIsStillChecked();
    void extensionRequests_areReadUnderEachOfThreeNames();
    void microsoftAttributes_areReadByTheirFields();
    void renewalCertificate_isReadAsOne();
    void possession_isRefusedForAnotherKey();
    void keytoolRequest_isReadAsOpensslReadsIt();
    void brokenRequests_stayInsideTheirBytes();
    void compared_inputsAreAsManyAsPromised();

private:
    [[nodiscard]] QByteArray make(const QString& key, const QStringList& options,
                                  const QByteArray& config) const;
    /// A request with these attributes, signed by rsa.pem.
    [[nodiscard]] Bytes withAttributes(std::initializer_list<Bytes> attributes) const;
    void compareWithOpenssl(const Inspection& read);

    OpenSslTool m_tool;
};

void TestInspectRequests::initTestCase() {
    for (const char* const command :
         {"genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.pem",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out p384.pem",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out p521.pem",
          "genpkey -algorithm ED25519 -out ed25519.pem"})
        QVERIFY2(!m_tool.run(QString::fromLatin1(command)).startsWith("FAILED"), command);
}

QByteArray TestInspectRequests::make(const QString& key, const QStringList& options,
                                     const QByteArray& config) const {
    m_tool.write("req.cnf", "[req]\nprompt=no\nutf8=yes\ndistinguished_name=dn\n" + config + "\n");
    const QByteArray said = m_tool.runList(
        QStringList{QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-key"), key,
                    QStringLiteral("-config"), QStringLiteral("req.cnf"),
                    QStringLiteral("-outform"), QStringLiteral("DER"), QStringLiteral("-out"),
                    QStringLiteral("req.der")} +
        options);
    return said.startsWith("FAILED") ? said : m_tool.read("req.der");
}

Bytes TestInspectRequests::withAttributes(std::initializer_list<Bytes> attributes) const {
    const pki::PrivateKey key = m_tool.key("rsa.pem");
    asn1::Writer info;
    info.sequence([&] {
        info.integer(0).raw(pki::Name::fromText("CN=a").value().der()).raw(key.publicKey().spki());
        info.setOf(std::vector<Bytes>(attributes), 0xA0);
    });
    const auto algorithm = key.signatureAlgorithm(pki::Digest::Sha256);
    asn1::Writer whole;
    whole.sequence([&] {
        whole.raw(info.bytes());
        pki::writeSignatureAlgorithm(whole, algorithm);
        whole.bitString(key.sign(algorithm, info.bytes()).value());
    });
    return whole.take();
}

void TestInspectRequests::request_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("node"); ///< of interest
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("openssl");
    const QByteArray dn = "[dn]\nCN=a\n";
    for (const char* const key : {"rsa", "p256", "p384", "p521", "ed25519"})
        QTest::addRow("key %s", key) << QString::fromLatin1(key) << QString() << dn << QByteArray()
                                     << QByteArray() << QByteArray();
    for (const char* const digest : {"sha1", "sha224", "sha256", "sha384", "sha512"})
        QTest::addRow("digest %s", digest)
            << QStringLiteral("rsa") << QStringLiteral("-") + QLatin1String(digest) << dn
            << QByteArray("signatureAlgorithm") << QByteArray(digest) + "WithRSAEncryption"
            << QByteArray(digest) + "WithRSAEncryption";
    QTest::newRow("pss") << QStringLiteral("rsa")
                         << QStringLiteral(
                                "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32")
                         << dn << QByteArray("signatureAlgorithm")
                         << QByteArray("rsassaPss, sha256, mgf1 with sha256, salt of 32 bytes")
                         << QByteArray("rsassaPss");
    const auto attributes = [&](const char* name, const char* lines, const char* node,
                                const char* value, const char* openssl) {
        QTest::newRow(name) << QStringLiteral("p256") << QString()
                            << QByteArray("attributes=at\n" + dn + "[at]\n" + lines)
                            << QByteArray(node) << QByteArray(value) << QByteArray(openssl);
    };
    attributes("challenge", "challengePassword=otter lamp", "challengePassword", "otter lamp",
               "otter lamp");
    attributes("challenge utf8", "challengePassword=M\u00fcller", "challengePassword",
               "M\u00fcller", "challengePassword");
    attributes("unstructuredName", "unstructuredName=router 7", "unstructuredName", "router 7",
               "router 7");
    attributes("unstructuredAddress", "unstructuredAddress=1.2.3.4", "unstructuredAddress",
               "1.2.3.4", "1.2.3.4");
    attributes("two", "challengePassword=abcd\nunstructuredName=n", "unstructuredName", "n",
               "challengePassword");
    const auto extensions = [&](const char* name, const char* lines, const char* node,
                                const char* value, const char* openssl) {
        QTest::newRow(name) << QStringLiteral("p256") << QString()
                            << QByteArray("req_extensions=ext\n" + dn + "[ext]\n" + lines)
                            << QByteArray(node) << QByteArray(value) << QByteArray(openssl);
    };
    extensions("san dns", "subjectAltName=DNS:a.example,IP:10.0.0.1", "subjectAltName",
               "DNS:a.example, IP:10.0.0.1", "DNS:a.example, IP Address:10.0.0.1");
    extensions("san uri", "subjectAltName=@s\n[s]\nURI.1=tag:microsoft.com,2022-09-14:sid:S-1-5-21",
               "SID", "S-1-5-21", "sid:S-1-5-21");
    extensions("usage",
               "keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage="
               "clientAuth",
               "keyUsage", "digitalSignature, keyEncipherment (critical)",
               "Digital Signature, Key Encipherment");
    extensions("template", "1.3.6.1.4.1.311.20.2=ASN1:BMP:Machine", "certificateTemplateName",
               "Machine", "M.a.c.h.i.n.e");
    extensions("many", "basicConstraints=CA:FALSE\nsubjectKeyIdentifier=hash\n1.2.3.4=ASN1:NULL",
               "basicConstraints", "not a CA", "CA:FALSE");
    const auto subject = [&](const char* name, const char* lines) {
        QTest::newRow(name) << QStringLiteral("p256") << QString() << QByteArray("[dn]\n") + lines
                            << QByteArray() << QByteArray() << QByteArray();
    };
    subject("subject utf8", "C=DE\nO=Pr\u00fcfstelle\nCN=Ger\u00e4t");
    subject("subject many", "C=DE\nST=s\nL=l\nO=o\n0.OU=u\n1.OU=v\nCN=n\nemailAddress=a@b.example");
    subject("subject serial", "serialNumber=SN-77\nCN=n");
    subject("subject dc", "0.DC=example\n1.DC=corp\nUID=u");
    QTest::newRow("subject empty")
        << QStringLiteral("p256") << QStringLiteral("-subj /") << dn << QByteArray("subject")
        << QByteArray("(empty)") << QByteArray();
}

void TestInspectRequests::compareWithOpenssl(const Inspection& read) {
    Compared::fields(read);
    const QByteArray text = m_tool.run(
        QStringLiteral("req -inform DER -in req.der -noout -text -verify ") + kNameOptions);
    QVERIFY2(text.contains("verify OK"), text);
    QCOMPARE(shown(read, "proofOfPossession"), QByteArray("the signature holds"));
    const QByteArray subject = field(
        m_tool.run(QStringLiteral("req -inform DER -in req.der -noout -subject ") + kNameOptions),
        "subject=");
    QCOMPARE(shown(read, "subject").replace("(empty)", ""), subject);
    QCOMPARE(shown(read, "version").left(2), QByteArray("v1"));
    QVERIFY(text.contains("Version: 1 (0x0)"));
    const QByteArray bits = field(text, "Public-Key: (").split(' ')[0];
    if (bits != "(none)") QCOMPARE(shown(read, "bits"), bits);
    const QByteArray spki = QByteArray::fromBase64(
        m_tool.run(QStringLiteral("req -inform DER -in req.der -noout -pubkey"))
            .replace("-----BEGIN PUBLIC KEY-----", "")
            .replace("-----END PUBLIC KEY-----", ""));
    QCOMPARE(shown(read, "SHA-256 fingerprint").replace(":", "").toLower(),
             QCryptographicHash::hash(spki, QCryptographicHash::Sha256).toHex());
}

void TestInspectRequests::request_isReadAsOpensslReadsIt() {
    QFETCH(QString, key);
    QFETCH(QString, options);
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, node);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, openssl);
    const QByteArray der = make(key + QStringLiteral(".pem"),
                                options.split(QLatin1Char(' '), Qt::SkipEmptyParts), config);
    QVERIFY2(!der.startsWith("FAILED"), der);
    const auto read = inspect::inspect(fromQt(der), {});
    QCOMPARE(failures(read), QByteArray());
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::Csr));
    QVERIFY(read.facts.csrs.at(0).csr);
    QVERIFY(read.facts.csrs.at(0).possession->has_value());
    RangeCheck ranges(m_tool, read);
    QCOMPARE(ranges.differences(), QByteArray());
    QCOMPARE(missing(m_tool, read), QByteArray());
    compareWithOpenssl(read);
    if (node.isEmpty()) return;
    QCOMPARE(shown(read, std::string_view(node.constData(), std::size_t(node.size()))), value);
    QVERIFY(
        m_tool.run(QStringLiteral("req -inform DER -in req.der -noout -text")).contains(openssl));
}

void TestInspectRequests::challenge_isSecretInAnyStringType_data() {
    QTest::addColumn<int>("tag");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("printable") << 19 << QByteArray("PrintableString") << QByteArray("abc 1")
                               << QByteArray("abc 1");
    QTest::newRow("utf8") << 12 << QByteArray("UTF8String") << QByteArray("\u00e4")
                          << QByteArray("\u00e4");
    QTest::newRow("ia5") << 22 << QByteArray("IA5String") << QByteArray("a@b") << QByteArray("a@b");
    QTest::newRow("t61") << 20 << QByteArray("T61String") << QByteArray("\xe4")
                         << QByteArray("\u00e4");
    QTest::newRow("bmp") << 30 << QByteArray("BMPString") << QByteArray("\0a\0b", 4)
                         << QByteArray("ab");
    QTest::newRow("utf8 as printable")
        << 19 << QByteArray("PrintableString") << QByteArray("\u00e4") << QByteArray("\u00e4");
    QTest::newRow("empty") << 19 << QByteArray("PrintableString") << QByteArray() << QByteArray();
}

void TestInspectRequests::challenge_isSecretInAnyStringType() {
    QFETCH(int, tag);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, value);
    const Bytes der = withAttributes({attribute(
        oids::kChallengePassword,
        {stringOf(std::uint32_t(tag), {content.constData(), std::size_t(content.size())})})});
    const auto read = inspect::inspect(der, {});
    QCOMPARE(failures(read), QByteArray());
    const auto& facts = read.facts.csrs.at(0);
    QCOMPARE(facts.challenges, 1U);
    QCOMPARE(facts.challengeTag, std::uint32_t(tag));
    QVERIFY(facts.possession->has_value());
    const auto& node = read.tree.node(facts.challengeNode);
    QVERIFY(node.secret);
    QCOMPARE(toQt(node.value), value);
    QCOMPARE(toQt(read.tree.content(node.place)), content);
    QCOMPARE(shown(read, "stringType"), type);
    QCOMPARE(toQt(facts.csr->challengePassword()->view()), value);
    for (const auto& each : read.tree.nodes())
        if (!value.isEmpty() && toQt(each.value).contains(value) && each.name != "subject")
            QVERIFY2(each.secret || each.value.find("CN=a") != std::string::npos ||
                         value.size() < 3,
                     each.name.c_str());
}

void TestInspectRequests::twoChallenges_areCountedAndThePossessionIsStillChecked() {
    const Bytes der =
        withAttributes({attribute(oids::kChallengePassword, {stringOf(19, "first")}),
                        attribute(oids::kChallengePassword, {stringOf(19, "second")})});
    const auto read = inspect::inspect(der, {});
    const auto& facts = read.facts.csrs.at(0);
    QVERIFY(!facts.csr);
    QCOMPARE(facts.challenges, 2U);
    QVERIFY(failures(read).contains("not exactly one challengePassword"));
    QVERIFY(facts.possession && facts.possession->has_value());
    for (const auto& node : read.tree.nodes())
        if (node.value == "first" || node.value == "second") QVERIFY(node.secret);
}

void TestInspectRequests::extensionRequests_areReadUnderEachOfThreeNames() {
    const Bytes usage = [] {
        asn1::Writer writer;
        pki::writeExtensions(writer, {pki::makeKeyUsage(pki::key_usage::kDigitalSignature)});
        return writer.take();
    }();
    for (const asn1::Oid& type : {oids::kExtensionRequest, oids::kVerisignExtensionRequest,
                                  oids::kMicrosoftExtensionRequest}) {
        const auto read = inspect::inspect(withAttributes({attribute(type, {usage})}), {});
        QCOMPARE(failures(read), QByteArray());
        const auto& facts = read.facts.csrs.at(0);
        QCOMPARE(facts.extensionRequests, 1U);
        QCOMPARE(facts.extensions.size(), 1U);
        QVERIFY(facts.extensions[0].first == oids::kKeyUsage);
        QCOMPARE(toQt(read.tree.node(facts.extensions[0].second).value),
                 QByteArray("digitalSignature (critical)"));
        RangeCheck ranges(m_tool, read);
        QCOMPARE(ranges.differences(), QByteArray());
    }
}

void TestInspectRequests::microsoftAttributes_areReadByTheirFields() {
    constexpr std::string_view kProvider("\0C\0S\0P", 6);
    asn1::Writer csp;
    csp.sequence([&] { csp.integer(1).string(30, kProvider).bitString(Bytes{}); });
    asn1::Writer client;
    client.sequence([&] {
        client.integer(5).utf8String("pc.corp.example").utf8String("CORP\\u").utf8String("certreq");
    });
    asn1::Writer pair;
    pair.sequence([&] { pair.string(30, kProvider).string(30, kProvider); });
    const auto read = inspect::inspect(
        withAttributes({attribute(asn1::Oid("1.3.6.1.4.1.311.13.2.3"), {stringOf(22, "10.0.1")}),
                        attribute(asn1::Oid("1.3.6.1.4.1.311.13.2.2"), {csp.take()}),
                        attribute(asn1::Oid("1.3.6.1.4.1.311.21.20"), {client.take()}),
                        attribute(asn1::Oid("1.3.6.1.4.1.311.13.2.1"), {pair.take()})}),
        {});
    QCOMPARE(failures(read), QByteArray());
    QCOMPARE(shown(read, "osVersion"), QByteArray("10.0.1"));
    QCOMPARE(shown(read, "cspName"), QByteArray("CSP"));
    QCOMPARE(shown(read, "enrollmentCspProvider"), QByteArray("1, CSP"));
    QCOMPARE(shown(read, "machineName"), QByteArray("pc.corp.example"));
    QCOMPARE(shown(read, "requestClientInfo"), shown(read, "clientId") + ", pc.corp.example, " +
                                                   shown(read, "userName") + ", certreq");
    QCOMPARE(shown(read, "enrollmentNameValuePair"), QByteArray("CSP, CSP"));
    RangeCheck ranges(m_tool, read);
    QCOMPARE(ranges.differences(), QByteArray());
    QCOMPARE(missing(m_tool, read), QByteArray());
}

void TestInspectRequests::renewalCertificate_isReadAsOne() {
    m_tool.run(QStringLiteral("req -x509 -key p256.pem -subj /CN=old -outform DER -out old.der"));
    const auto read =
        inspect::inspect(withAttributes({attribute(asn1::Oid("1.3.6.1.4.1.311.13.1"),
                                                   {fromQt(m_tool.read("old.der"))})}),
                         {});
    QCOMPARE(shown(read, "renewalCertificate"), QByteArray("CN=old"));
    RangeCheck ranges(m_tool, read);
    QCOMPARE(ranges.differences(), QByteArray());
}

void TestInspectRequests::possession_isRefusedForAnotherKey() {
    Bytes der = fromQt(make(QStringLiteral("p256.pem"), {}, "[dn]\nCN=a"));
    der.back() ^= 1;
    m_tool.write("bad.der", toQt(der));
    QVERIFY(m_tool.run(QStringLiteral("req -inform DER -in bad.der -noout -verify"))
                .contains("failure"));
    const auto read = inspect::inspect(der, {});
    QVERIFY(shown(read, "proofOfPossession").startsWith("the signature does not hold"));
    QVERIFY(!read.facts.csrs.at(0).possession->has_value());
}

void TestInspectRequests::keytoolRequest_isReadAsOpensslReadsIt() {
    const QString keytool = QStandardPaths::findExecutable(QStringLiteral("keytool"));
    if (keytool.isEmpty()) QSKIP("keytool is not installed");
    const QString store = m_tool.path("java.p12");
    const auto run = [&](const QString& arguments) {
        QProcess process;
        process.start(keytool,
                      arguments.split(QLatin1Char(' ')) +
                          QStringList{QStringLiteral("-keystore"), store,
                                      QStringLiteral("-storepass"), QStringLiteral("changeit")});
        return process.waitForFinished(60000) && process.exitCode() == 0;
    };
    const std::pair<const char*, const char*> kinds[] = {
        {"a", "-keyalg RSA -keysize 2048"},
        {"b", "-keyalg EC -groupname secp256r1"},
        {"c", "-keyalg RSA -keysize 2048 -sigalg SHA384withRSA"},
        {"d", "-keyalg EC -groupname secp384r1 -ext SAN=dns:j.example,ip:10.0.0.9"}};
    for (const auto& [alias, options] : kinds) {
        QVERIFY(run(QStringLiteral("-genkeypair -alias %1 -dname CN=%1.example,O=Java %2")
                        .arg(QLatin1String(alias), QLatin1String(options))));
        QVERIFY(run(QStringLiteral("-certreq -alias %1 -ext KU=digitalSignature -file %2")
                        .arg(QLatin1String(alias), m_tool.path("java.pem"))));
        m_tool.run(QStringLiteral("req -in java.pem -outform DER -out req.der"));
        const auto read = inspect::inspect(fromQt(m_tool.read("req.der")), {});
        QCOMPARE(failures(read), QByteArray());
        RangeCheck ranges(m_tool, read);
        QCOMPARE(ranges.differences(), QByteArray());
        QCOMPARE(missing(m_tool, read), QByteArray());
        compareWithOpenssl(read);
        QCOMPARE(shown(read, "keyUsage"), QByteArray("digitalSignature"));
    }
}

void TestInspectRequests::brokenRequests_stayInsideTheirBytes() {
    const Bytes der = fromQt(make(QStringLiteral("p256.pem"), {},
                                  "attributes=at\nreq_extensions=ext\n[dn]\nCN=a\n[at]\n"
                                  "challengePassword=secret\n[ext]\nsubjectAltName=DNS:a"));
    QVERIFY(der.size() > 250);
    for (std::size_t size = 0; size < der.size(); ++size)
        QVERIFY(rangesAreInside(inspect::inspect(ByteView(der).first(size), {})));
    for (std::size_t at = 0; at < der.size(); ++at)
        for (const int mask : {0x01, 0x20, 0x80, 0xFF}) {
            Bytes broken = der;
            broken[at] = std::uint8_t(broken[at] ^ mask);
            QVERIFY(rangesAreInside(inspect::inspect(broken, {})));
        }
}

void TestInspectRequests::compared_inputsAreAsManyAsPromised() {
    QVERIFY(Compared::areEnough("requests"));
}

QTEST_GUILESS_MAIN(TestInspectRequests)
#include "tst_inspect_requests.moc"
