// Certificates made by openssl: what the inspector shows of them is what openssl prints.
#include "x509_inputs.h"

using namespace scepter;
using namespace scepter::test;

namespace {

/// One extension, as openssl's configuration writes it, and what the inspector says in short.
struct ExtensionSample {
    const char* name;    ///< of the node
    const char* lines;   ///< below [ext], further sections after it
    const char* text;    ///< value of the node
    const char* openssl; ///< what `x509 -text` prints of it, part of a line
};

constexpr ExtensionSample kExtensions[] = {
    {"basicConstraints", "basicConstraints=critical,CA:TRUE,pathlen:3",
     "CA, path length 3 (critical)", "CA:TRUE, pathlen:3"},
    {"basicConstraints", "basicConstraints=CA:FALSE", "not a CA", "CA:FALSE"},
    {"basicConstraints", "basicConstraints=CA:TRUE", "CA", "CA:TRUE"},
    {"keyUsage", "keyUsage=critical,digitalSignature,nonRepudiation,keyEncipherment",
     "digitalSignature, nonRepudiation, keyEncipherment (critical)",
     "Digital Signature, Non Repudiation, Key Encipherment"},
    {"keyUsage", "keyUsage=dataEncipherment,keyAgreement,keyCertSign,cRLSign,encipherOnly",
     "dataEncipherment, keyAgreement, keyCertSign, cRLSign, encipherOnly",
     "Data Encipherment, Key Agreement, Certificate Sign, CRL Sign, Encipher Only"},
    {"keyUsage", "keyUsage=keyAgreement,decipherOnly", "keyAgreement, decipherOnly",
     "Key Agreement, Decipher Only"},
    {"extendedKeyUsage", "extendedKeyUsage=clientAuth,serverAuth,codeSigning,emailProtection",
     "clientAuth, serverAuth, codeSigning, emailProtection",
     "TLS Web Client Authentication, TLS Web Server Authentication, Code Signing, E-mail "
     "Protection"},
    {"extendedKeyUsage", "extendedKeyUsage=critical,timeStamping,OCSPSigning,ipsecIKE,1.2.3.4.5",
     "timeStamping, OCSPSigning, ipsecIKE, 1.2.3.4.5 (critical)",
     "Time Stamping, OCSP Signing, ipsec Internet Key Exchange, 1.2.3.4.5"},
    {"extendedKeyUsage", "extendedKeyUsage=msSmartcardLogin,anyExtendedKeyUsage",
     "smartcardLogon, anyExtendedKeyUsage", "Microsoft Smartcard Login, Any Extended Key Usage"},
    {"subjectAltName", "subjectAltName=DNS:a.example,DNS:*.b.example",
     "DNS:a.example, DNS:*.b.example", "DNS:a.example, DNS:*.b.example"},
    {"subjectAltName", "subjectAltName=critical,email:a@b.example,URI:https://c.example/d?e=f",
     "email:a@b.example, URI:https://c.example/d?e=f (critical)",
     "email:a@b.example, URI:https://c.example/d?e=f"},
    {"subjectAltName", "subjectAltName=IP:10.1.2.3,IP:2001:db8::1", "IP:10.1.2.3, IP:2001:db8::1",
     "IP Address:10.1.2.3, IP Address:2001:DB8:0:0:0:0:0:1"},
    {"subjectAltName", "subjectAltName=RID:1.2.840.113549,dirName:dn\n[dn]\nC=DE\nCN=x",
     "RID:1.2.840.113549, dirName:CN=x,C=DE", "Registered ID:"},
    {"subjectAltName", "subjectAltName=otherName:1.3.6.1.4.1.311.20.2.3;UTF8:u@d.example",
     "UPN:u@d.example", "othername: UPN::u@d.example"},
    {"issuerAltName", "issuerAltName=email:ca@b.example,DNS:ca.example",
     "email:ca@b.example, DNS:ca.example", "email:ca@b.example, DNS:ca.example"},
    {"cRLDistributionPoints", "crlDistributionPoints=URI:http://a.example/1,URI:http://b.example/2",
     "URI:http://a.example/1, URI:http://b.example/2", "URI:http://b.example/2"},
    {"cRLDistributionPoints",
     "crlDistributionPoints=p\n[p]\nfullname=URI:http://a.example/\nreasons=keyCompromise,"
     "CACompromise,certificateHold\nCRLissuer=dirName:dn\n[dn]\nCN=x",
     "URI:http://a.example/, CRL issuer dirName:CN=x", "Key Compromise, CA Compromise"},
    {"cRLDistributionPoints", "crlDistributionPoints=p\n[p]\nrelativename=dn\n[dn]\nCN=x",
     "relative to the issuer", "Relative Name:"},
    {"freshestCRL", "freshestCRL=URI:http://a.example/delta", "URI:http://a.example/delta",
     "URI:http://a.example/delta"},
    {"authorityInfoAccess",
     "authorityInfoAccess=OCSP;URI:http://o.example/,caIssuers;URI:http://c.example/ca.cer",
     "OCSP URI:http://o.example/, caIssuers URI:http://c.example/ca.cer",
     "OCSP - URI:http://o.example/"},
    {"subjectInfoAccess", "subjectInfoAccess=caRepository;URI:http://r.example/",
     "caRepository URI:http://r.example/", "CA Repository - URI:http://r.example/"},
    {"certificatePolicies", "certificatePolicies=1.2.3.4,2.5.29.32.0", "1.2.3.4, anyPolicy",
     "Policy: X509v3 Any Policy"},
    {"certificatePolicies",
     "certificatePolicies=ia5org,@p\n[p]\npolicyIdentifier=1.3.5.8\nCPS.1=http://cps.example/\n"
     "userNotice.1=@n\n[n]\nexplicitText=UTF8:read this\norganization=Org\nnoticeNumbers=1,2",
     "1.3.5.8", "Explicit Text: read this"},
    {"policyConstraints", "policyConstraints=requireExplicitPolicy:3,inhibitPolicyMapping:0",
     "requireExplicitPolicy 3, inhibitPolicyMapping 0",
     "Require Explicit Policy:3, Inhibit Policy Mapping:0"},
    {"policyMappings", "policyMappings=1.2.3:2.5.6", "1.2.3 to 2.5.6", "1.2.3:2.5.6"},
    {"inhibitAnyPolicy", "inhibitAnyPolicy=2", "2", "2"},
    {"nameConstraints",
     "nameConstraints=critical,permitted;DNS:a.example,permitted;email:.b.example,excluded;IP:"
     "10.0.0.0/255.0.0.0",
     "permitted DNS:a.example, email:.b.example, excluded IP:10.0.0.0/ff000000 (critical)",
     "IP:10.0.0.0/255.0.0.0"},
    {"noCheck", "noCheck=ignored", "yes", "OCSP No Check"},
    {"tlsfeature", "tlsfeature=status_request,status_request_v2",
     "status_request (5), status_request_v2 (17)", "status_request, status_request_v2"},
    {"nsCertType", "nsCertType=client,sslCA,objCA", "SSL Client, SSL CA, Object Signing CA",
     "SSL Client, SSL CA, Object Signing CA"},
    {"nsComment", "nsComment=made for a test", "made for a test", "made for a test"},
    {"nsBaseUrl", "nsBaseUrl=http://n.example/", "http://n.example/", "http://n.example/"},
    {"privateKeyUsagePeriod",
     "2.5.29.16=ASN1:SEQUENCE:s\n[s]\na=IMPLICIT:0,GENTIME:20260101000000Z\nb=IMPLICIT:1,GENTIME:"
     "20270101000000Z",
     "from 2026-01-01T00:00:00Z, until 2027-01-01T00:00:00Z",
     "Not Before: Jan  1 00:00:00 2026 GMT, Not After: Jan  1 00:00:00 2027 GMT"},
    {"subjectDirectoryAttributes",
     "2.5.29.9=ASN1:SEQUENCE:s\n[s]\na=SEQUENCE:t\n[t]\na=OID:2.5.4.12\nb=SET:u\n[u]\na=UTF8:Dr",
     "title", "X509v3 Subject Directory Attributes"},
    {"ntdsCaSecurity",
     "1.3.6.1.4.1.311.25.2=ASN1:SEQUENCE:s\n[s]\na=IMPLICIT:0,SEQUENCE:t\n[t]\na=OID:1.3.6.1.4.1."
     "311.25.2.1\nb=EXPLICIT:0,FORMAT:ASCII,OCT:S-1-5-21-1-2-3-1104",
     "S-1-5-21-1-2-3-1104", "S-1-5-21-1-2-3-1104"},
    {"certificateTemplateName", "1.3.6.1.4.1.311.20.2=ASN1:BMP:WebServer", "WebServer",
     ".W.e.b.S.e.r.v.e.r"},
    {"certificateTemplate",
     "1.3.6.1.4.1.311.21.7=ASN1:SEQUENCE:s\n[s]\na=OID:1.3.6.1.4.1.311.21.8.1.2\nb=INTEGER:100\nc="
     "INTEGER:7",
     "1.3.6.1.4.1.311.21.8.1.2, version 100.7", "1.3.6.1.4.1.311.21.7"},
    {"applicationPolicies",
     "1.3.6.1.4.1.311.21.10=ASN1:SEQUENCE:s\n[s]\na=SEQUENCE:t\n[t]\na=OID:1.3.6.1.5.5.7.3.2",
     "clientAuth", "1.3.6.1.4.1.311.21.10"},
    {"caVersion", "1.3.6.1.4.1.311.21.1=ASN1:INTEGER:65538", "certificate 2, key 1",
     "1.3.6.1.4.1.311.21.1"},
    {"previousCaCertificateHash", "1.3.6.1.4.1.311.21.2=ASN1:FORMAT:HEX,OCT:0102030405",
     "01 02 03 04 05", "1.3.6.1.4.1.311.21.2"},
    {"ct_precert_scts",
     "1.3.6.1.4.1.11129.2.4.2=ASN1:FORMAT:HEX,OCT:003700350001020304050607080102030405060708010203"
     "040506070801020304050607080000018BCFE56800000004030006000102030405",
     "1 timestamp", "Timestamp : Nov 14 22:13:20.000 2023 GMT"},
    {"ct_precert_poison", "1.3.6.1.4.1.11129.2.4.3=critical,ASN1:NULL", "yes (critical)",
     "CT Precertificate Poison"},
    {"appleDeviceSerialNumber", "1.2.840.113635.100.8.9.1=DER:43:30:32:58", "C02X",
     "1.2.840.113635.100.8.9.1"},
    {"appleDeviceSerialNumber", "1.2.840.113635.100.8.9.1=ASN1:UTF8:C02X", "C02X",
     "1.2.840.113635.100.8.9.1"},
    {"1.2.3.4.5.6", "1.2.3.4.5.6=ASN1:UTF8:hello", "hello", "1.2.3.4.5.6"},
    {"1.2.3.4.5.6", "1.2.3.4.5.6=critical,DER:01:02:03:04:80", "01 02 03 04 80 (critical)",
     "1.2.3.4.5.6"},
    {"SMIME-CAPS",
     "1.2.840.113549.1.9.15=ASN1:SEQUENCE:s\n[s]\na=SEQUENCE:t\n[t]\na=OID:2.16.840.1.101.3.4.1.42",
     "aes256-CBC", "S/MIME Capabilities"},
    {"qcStatements",
     "1.3.6.1.5.5.7.1.3=ASN1:SEQUENCE:s\n[s]\na=SEQUENCE:t\n[t]\na=OID:0.4.0.1862.1.1", "SEQUENCE",
     "qcStatements"},
    {"subjectKeyIdentifier", "subjectKeyIdentifier=01:02:03:04", "01 02 03 04", "01:02:03:04"},
};

/// openssl writes the attributes of one RDN backwards, we as they stand.
QByteArray inOrder(const QByteArray& name) {
    QByteArrayList parts = name.split('+');
    std::sort(parts.begin(), parts.end());
    return name.contains("\\+") ? name : parts.join('+');
}

/// RFC 4514, with UTF-8 as it is.
const QString kNameOptions = QStringLiteral("RFC2253,-esc_msb");

} // namespace

class TestInspectCertificates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void certificate_isReadAsOpensslReadsIt_data();
    void certificate_isReadAsOpensslReadsIt();
    void extension_isReadAsOpensslReadsIt_data();
    void extension_isReadAsOpensslReadsIt();
    void fieldInsideAnExtension_isNamedAndRead_data();
    void fieldInsideAnExtension_isNamedAndRead();
    void selfSigned_tellsWhetherTheSignatureHolds();
    void issuer_isTriedFromTheKeyring();
    void validity_isJudgedAtTheTimeGiven();
    void bitsOfAnExtension_standAtTheirPlace();
    void indefiniteLengths_keepTheirPlaces();
    void extensionOfAnotherType_isShownPlainAndTold();
    void brokenCertificates_stayInsideTheirBytes();
    void nodes_areLimited();
    void compared_inputsAreAsManyAsPromised();

private:
    [[nodiscard]] QByteArray make(const QString& key, const QStringList& options,
                                  const QByteArray& extensions) const;

    OpenSslTool m_tool;
};

void TestInspectCertificates::initTestCase() {
    for (const char* const command :
         {"genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa2048.pem",
          "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa1024.pem",
          "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out "
          "rsa3.pem",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.pem",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out p384.pem",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out p521.pem",
          "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out k256.pem",
          "genpkey -algorithm ED25519 -out ed25519.pem", "genpkey -algorithm ED448 -out ed448.pem",
          "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -out pss.pem"})
        QVERIFY2(!m_tool.run(QString::fromLatin1(command)).startsWith("FAILED"), command);
}

QByteArray TestInspectCertificates::make(const QString& key, const QStringList& options,
                                         const QByteArray& extensions) const {
    m_tool.write("ext.cnf", "[req]\ndistinguished_name=none\n[none]\n[ext]\n" + extensions + "\n");
    QStringList arguments{QStringLiteral("req"),      QStringLiteral("-x509"),
                          QStringLiteral("-key"),     key,
                          QStringLiteral("-config"),  QStringLiteral("ext.cnf"),
                          QStringLiteral("-outform"), QStringLiteral("DER"),
                          QStringLiteral("-out"),     QStringLiteral("cert.der"),
                          QStringLiteral("-utf8")};
    if (!options.contains(QStringLiteral("-subj")))
        arguments << QStringLiteral("-subj") << QStringLiteral("/C=DE/O=Lab/CN=a");
    if (!extensions.isEmpty()) arguments << QStringLiteral("-extensions") << QStringLiteral("ext");
    const QByteArray said = m_tool.runList(arguments + options);
    return said.startsWith("FAILED") ? said : m_tool.read("cert.der");
}

void TestInspectCertificates::certificate_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("subject");
    for (const char* const key :
         {"rsa2048", "rsa1024", "rsa3", "p256", "p384", "p521", "k256", "ed25519", "ed448", "pss"})
        QTest::addRow("key %s", key) << QString::fromLatin1(key) << QString() << QString();
    for (const char* const digest : {"sha1", "sha224", "sha256", "sha384", "sha512"}) {
        QTest::addRow("rsa %s", digest) << QStringLiteral("rsa2048")
                                        << QStringLiteral("-") + QLatin1String(digest) << QString();
        QTest::addRow("ec %s", digest)
            << QStringLiteral("p256") << QStringLiteral("-") + QLatin1String(digest) << QString();
    }
    for (const char* const salt : {"digest", "0", "20", "max"})
        QTest::addRow("pss salt %s", salt)
            << QStringLiteral("rsa2048")
            << QStringLiteral("-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:") +
                   QLatin1String(salt)
            << QString();
    QTest::newRow("pss sha512") << QStringLiteral("rsa2048")
                                << QStringLiteral("-sha512 -sigopt rsa_padding_mode:pss")
                                << QString();
    for (const char* const serial :
         {"0", "1", "127", "128", "0x80ff", "-5", "0x0123456789abcdef0123456789abcdef01234567"})
        QTest::addRow("serial %s", serial)
            << QStringLiteral("p256") << QStringLiteral("-set_serial ") + QLatin1String(serial)
            << QString();
    for (const char* const days : {"1", "365", "10000", "30000"})
        QTest::addRow("days %s", days)
            << QStringLiteral("p256") << QStringLiteral("-days ") + QLatin1String(days)
            << QString();
    const std::pair<const char*, const char*> subjects[] = {
        {"one", "/CN=a"},
        {"umlauts", "/CN=Ger\u00e4t M\u00fcller/O=\u30c6\u30b9\u30c8"},
        {"comma", "/CN=a, b/O=c;d=e"},
        {"multi", "/CN=a+UID=b"},
        {"many", "/C=DE/ST=s/L=l/O=o/OU=u/OU=v/CN=n/emailAddress=a@b.example"},
        {"dc", "/DC=example/DC=corp/CN=a/serialNumber=123/GN=g/SN=s/title=t"},
        {"spaces", "/CN= lead and trail "},
        {"hash", "/CN=#hash"},
        {"quote", "/CN=a\"b<c>d"},
    };
    for (const auto& [name, subject] : subjects)
        QTest::addRow("subject %s", name)
            << QStringLiteral("p256") << QString() << QString::fromUtf8(subject);
    QTest::newRow("version 1") << QStringLiteral("p256") << QStringLiteral("version 1")
                               << QString();
}

void TestInspectCertificates::certificate_isReadAsOpensslReadsIt() {
    QFETCH(QString, key);
    QFETCH(QString, options);
    QFETCH(QString, subject);
    const bool version1 = options == QLatin1String("version 1");
    QStringList list =
        version1 ? QStringList() : options.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (!subject.isEmpty())
        list << QStringLiteral("-subj") << subject << QStringLiteral("-multivalue-rdn");
    const QByteArray der =
        make(key + QStringLiteral(".pem"), list,
             version1 ? "" : "subjectKeyIdentifier=hash\nbasicConstraints=CA:FALSE");
    QVERIFY2(!der.startsWith("FAILED"), der);
    const auto read = inspect::inspect(fromQt(der), {});
    QCOMPARE(failures(read).replace("certificate: ", ""), QByteArray());
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::Certificate));
    QCOMPARE(read.facts.certificates.size(), 1U);
    QVERIFY(read.facts.certificates[0].encoding.der);
    RangeCheck ranges(m_tool, read);
    QCOMPARE(ranges.differences(), QByteArray());
    QVERIFY(ranges.compared() > 25);
    QCOMPARE(missing(m_tool, read), QByteArray());

    const auto ask = [&](const QString& what) {
        return m_tool.run(QStringLiteral("x509 -inform DER -in cert.der -noout -nameopt ") +
                          kNameOptions + QStringLiteral(" -dateopt iso_8601 ") + what);
    };
    QCOMPARE(inOrder(shown(read, "subject")),
             inOrder(ask(QStringLiteral("-subject")).mid(8).chopped(1)));
    QCOMPARE(inOrder(shown(read, "issuer")),
             inOrder(ask(QStringLiteral("-issuer")).mid(7).chopped(1)));
    QCOMPARE(shown(read, "serialNumber"), field(ask(QStringLiteral("-serial")), "serial="));
    const QByteArray dates = ask(QStringLiteral("-dates"));
    QCOMPARE(shown(read, "notBefore").replace('T', ' '), field(dates, "notBefore="));
    QCOMPARE(shown(read, "notAfter").replace('T', ' '), field(dates, "notAfter="));
    const inspect::NodeId whole = read.tree.find("certificate");
    for (const inspect::NodeId child : read.tree.children(whole)) {
        const auto& node = read.tree.node(child);
        if (node.name == "SHA-256 fingerprint")
            QCOMPARE(toQt(node.value),
                     field(ask(QStringLiteral("-fingerprint -sha256")), "Fingerprint="));
        if (node.name == "SHA-1 fingerprint")
            QCOMPARE(toQt(node.value),
                     field(ask(QStringLiteral("-fingerprint -sha1")), "Fingerprint="));
    }
    Compared::fields(read);
    const QByteArray text = ask(QStringLiteral("-text"));
    QCOMPARE(shown(read, "version").left(2), version1 ? QByteArray("v1") : QByteArray("v3"));
    QVERIFY(text.contains(version1 ? "Version: 1 (0x0)" : "Version: 3 (0x2)"));
    const QByteArray algorithm = field(text, "Signature Algorithm: ");
    const std::map<QByteArray, QByteArray> names{{"ED25519", "Ed25519"}, {"ED448", "Ed448"}};
    const auto name = names.find(algorithm);
    const QByteArray wanted = name == names.end() ? algorithm : name->second;
    QCOMPARE(shown(read, "signatureAlgorithm").split(',')[0].toLower(), wanted.toLower());
    if (algorithm == "rsassaPss") {
        const inspect::NodeId outer = read.tree.find("signatureAlgorithm");
        const QByteArray salt = field(text, "Salt Length: 0x");
        QCOMPARE(shown(read, "saltLength", outer).split(' ')[0].toInt(),
                 salt.split(' ')[0].toInt(nullptr, 16));
        QCOMPARE(shown(read, "hashAlgorithm", outer).split(' ')[0],
                 field(text, "Hash Algorithm: ").split(' ')[0]);
    }
    if (!version1) {
        QCOMPARE(shown(read, "subjectKeyIdentifier").replace(' ', ':'),
                 text.mid(text.indexOf("Subject Key Identifier")).split('\n')[1].trimmed());
    }
}

void TestInspectCertificates::extension_isReadAsOpensslReadsIt_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(kExtensions)); ++i)
        QTest::addRow("%d %s", i, kExtensions[i].name) << i;
}

void TestInspectCertificates::extension_isReadAsOpensslReadsIt() {
    QFETCH(int, index);
    const ExtensionSample& sample = kExtensions[index];
    const QByteArray der = make(QStringLiteral("p256.pem"), {}, sample.lines);
    QVERIFY2(!der.startsWith("FAILED"), der);
    const auto read = inspect::inspect(fromQt(der), {});
    QCOMPARE(failures(read), QByteArray());
    const inspect::NodeId extension = read.tree.find(sample.name, read.tree.find("extensions"));
    QVERIFY(extension != kNoNode);
    QCOMPARE(toQt(read.tree.node(extension).value), QByteArray(sample.text));
    QVERIFY2(m_tool.run(QStringLiteral("x509 -inform DER -in cert.der -noout -text"))
                 .contains(sample.openssl),
             sample.openssl);
    Compared::fields(read);
    RangeCheck ranges(m_tool, read);
    QCOMPARE(ranges.differences(), QByteArray());
    QCOMPARE(missing(m_tool, read), QByteArray());
}

void TestInspectCertificates::fieldInsideAnExtension_isNamedAndRead_data() {
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<QByteArray>("node");
    QTest::addColumn<QByteArray>("value");
    const auto add = [](const char* extension, const char* node, const char* value) {
        QTest::addRow("%s", node) << QByteArray(extension) << QByteArray(node) << QByteArray(value);
    };
    add("ct_precert_scts", "timestamp", "2023-11-14T22:13:20Z");
    add("ct_precert_scts", "logID",
        "01 02 03 04 05 06 07 08 01 02 03 04 05 06 07 08 01 02 03 04 05 06 07 08 01 02 03 04 05 06 "
        "07 "
        "08");
    add("CRLissuer", "reasons", "keyCompromise, cACompromise, certificateHold");
    add("CRLissuer", "cRLIssuer", "dirName:CN=x");
    add("policyIdentifier", "cPSuri", "http://cps.example/");
    add("policyIdentifier", "explicitText", "read this");
    add("policyIdentifier", "organization", "Org");
    add("ntdsCaSecurity", "SID", "S-1-5-21-1-2-3-1104");
    add("certificateTemplate=", "templateMajorVersion", "100");
    add("certificateTemplate=", "templateMinorVersion", "7");
    add("pathlen:3", "pathLenConstraint", "3");
    add("nameConstraints", "excludedSubtrees", "excluded IP:10.0.0.0/ff000000");
    add("policyMappings", "subjectDomainPolicy", "2.5.6");
    add("inhibitPolicyMapping", "requireExplicitPolicy", "3");
    add("2.5.29.16", "notBefore", "2026-01-01T00:00:00Z");
}

void TestInspectCertificates::fieldInsideAnExtension_isNamedAndRead() {
    QFETCH(QByteArray, extension);
    QFETCH(QByteArray, node);
    QFETCH(QByteArray, value);
    const auto* const sample = std::ranges::find_if(kExtensions, [&](const ExtensionSample& each) {
        return QByteArray(each.lines).contains(extension) ||
               QByteArray(each.name) + "=" == extension || each.name == extension;
    });
    QVERIFY(sample != std::end(kExtensions));
    const auto read =
        inspect::inspect(fromQt(make(QStringLiteral("p256.pem"), {}, sample->lines)), {});
    const inspect::NodeId all = read.tree.find("extensions");
    QCOMPARE(shown(read, {node.constData(), std::size_t(node.size())}, all), value);
}

void TestInspectCertificates::selfSigned_tellsWhetherTheSignatureHolds() {
    QByteArray der = make(QStringLiteral("p256.pem"), {}, {});
    QCOMPARE(shown(inspect::inspect(fromQt(der), {}), "selfSigned"),
             QByteArray("yes, the signature holds"));
    der[der.size() - 1] = char(der[der.size() - 1] ^ 1);
    QVERIFY(shown(inspect::inspect(fromQt(der), {}), "selfSigned")
                .startsWith("by its names, but with its own key the signature does not hold"));
}

void TestInspectCertificates::issuer_isTriedFromTheKeyring() {
    m_tool.write("ca.der", make(QStringLiteral("rsa2048.pem"),
                                {QStringLiteral("-subj"), QStringLiteral("/CN=CA")}, {}));
    m_tool.write("other.der", make(QStringLiteral("p256.pem"),
                                   {QStringLiteral("-subj"), QStringLiteral("/CN=CA")}, {}));
    m_tool.run(QStringLiteral("req -new -key p384.pem -subj /CN=leaf -out leaf.csr"));
    const QByteArray said = m_tool.run(QStringLiteral(
        "x509 -req -in leaf.csr -CA ca.der -CAform DER -CAkey rsa2048.pem -CAcreateserial "
        "-outform DER -out leaf.der"));
    QVERIFY2(!said.startsWith("FAILED"), said);
    inspect::Keyring keys;
    inspect::Options options;
    options.keys = &keys;
    const Bytes leaf = fromQt(m_tool.read("leaf.der"));
    QCOMPARE(shown(inspect::inspect(leaf, options), "selfSigned"), QByteArray("no"));
    QCOMPARE(shown(inspect::inspect(leaf, options), "issuerSignature"),
             QByteArray("(no issuerSignature)"));
    QVERIFY(addToKeyring(keys, fromQt(m_tool.read("other.der")), "other"));
    QVERIFY(shown(inspect::inspect(leaf, options), "issuerSignature")
                .startsWith("of CN=CA: the signature "));
    QVERIFY(!shown(inspect::inspect(leaf, options), "issuerSignature").endsWith("holds"));
    QVERIFY(addToKeyring(keys, fromQt(m_tool.read("ca.der")), "ca"));
    QCOMPARE(shown(inspect::inspect(leaf, options), "issuerSignature"),
             QByteArray("of CN=CA: the signature holds"));
}

void TestInspectCertificates::validity_isJudgedAtTheTimeGiven() {
    const QByteArray der =
        make(QStringLiteral("p256.pem"), {QStringLiteral("-days"), QStringLiteral("10")}, {});
    const auto certificate = pki::Certificate::fromDer(fromQt(der)).value();
    inspect::Options options;
    const auto ending = [&](TimePoint now) {
        options.now = now;
        return shown(inspect::inspect(fromQt(der), options), "validity");
    };
    QVERIFY(ending(certificate.notBefore()).endsWith('Z'));
    QVERIFY(ending(certificate.notBefore() - std::chrono::seconds(1)).endsWith(", not yet valid"));
    QVERIFY(ending(certificate.notAfter()).endsWith('Z'));
    QVERIFY(ending(certificate.notAfter() + std::chrono::seconds(1)).endsWith(", expired"));
}

void TestInspectCertificates::bitsOfAnExtension_standAtTheirPlace() {
    const QByteArray der =
        make(QStringLiteral("p256.pem"), {}, "subjectAltName=DNS:findme.example");
    const auto read = inspect::inspect(fromQt(der), {});
    const qsizetype at = der.indexOf("findme.example");
    const auto& node = read.tree.node(read.tree.deepestAt(0, std::size_t(at)));
    QCOMPARE(toQt(node.name), QByteArray("dNSName"));
    QCOMPARE(node.place.offset + node.place.header, std::size_t(at));
    QCOMPARE(toQt(read.tree.content(node.place)), QByteArray("findme.example"));
    const auto& point = read.tree.node(read.tree.find("x"));
    QCOMPARE(point.place.size, 32U);
    QCOMPARE(toQt(read.tree.bytes(point.place)), der.mid(qsizetype(point.place.offset), 32));
}

void TestInspectCertificates::indefiniteLengths_keepTheirPlaces() {
    const Bytes der = fromQt(make(QStringLiteral("p256.pem"), {}, "basicConstraints=CA:TRUE"));
    const auto tree = asn1::Tree::parse(der).value();
    const Bytes ber = indefinite(tree.root());
    const auto read = inspect::inspect(ber, {});
    QCOMPARE(int(read.facts.subject), int(inspect::Subject::Certificate));
    QVERIFY(!read.facts.certificates.at(0).encoding.der);
    QVERIFY(read.facts.certificates.at(0).certificate);
    const auto& whole = read.tree.node(read.tree.find("certificate"));
    QCOMPARE(whole.place.header, 2U);
    QCOMPARE(whole.place.size, ber.size());
    const auto& serial = read.tree.node(read.tree.find("serialNumber"));
    QCOMPARE(toQt(read.tree.bytes(serial.place))[0], char(2));
}

void TestInspectCertificates::extensionOfAnotherType_isShownPlainAndTold() {
    for (const char* const lines :
         {"2.5.29.19=ASN1:UTF8:hello", "2.5.29.15=ASN1:INTEGER:5", "2.5.29.37=ASN1:NULL",
          "2.5.29.31=ASN1:UTF8:x", "2.5.29.17=ASN1:INTEGER:1", "2.5.29.35=ASN1:OCT:x",
          "1.3.6.1.4.1.311.25.2=ASN1:UTF8:S-1-5", "2.5.29.20=ASN1:UTF8:1"}) {
        const QByteArray der = make(QStringLiteral("p256.pem"), {}, lines);
        QVERIFY2(!der.startsWith("FAILED"), der);
        const auto read = inspect::inspect(fromQt(der), {});
        QVERIFY2(failures(read).contains("the value is not of its type"), lines);
        RangeCheck ranges(m_tool, read);
        QCOMPARE(ranges.differences(), QByteArray());
    }
}

void TestInspectCertificates::brokenCertificates_stayInsideTheirBytes() {
    QByteArray all;
    for (const ExtensionSample& sample : kExtensions)
        if (QByteArray(sample.name) != "1.2.3.4.5.6" && !QByteArray(sample.lines).contains('['))
            if (!all.contains(QByteArray(QByteArray(sample.lines).split('=')[0] + "=")))
                all += QByteArray(sample.lines) + "\n";
    const Bytes der = fromQt(make(QStringLiteral("p256.pem"), {}, all));
    QVERIFY(der.size() > 800);
    for (std::size_t size = 0; size < der.size(); ++size)
        QVERIFY(rangesAreInside(inspect::inspect(ByteView(der).first(size), {})));
    for (std::size_t at = 0; at < der.size(); ++at)
        for (const int mask : {0x20, 0xFF}) {
            Bytes broken = der;
            broken[at] = std::uint8_t(broken[at] ^ mask);
            QVERIFY(rangesAreInside(inspect::inspect(broken, {})));
        }
}

void TestInspectCertificates::nodes_areLimited() {
    const Bytes der = fromQt(make(QStringLiteral("p256.pem"), {}, "subjectAltName=DNS:a,DNS:b"));
    const std::size_t all = inspect::inspect(der, {}).tree.nodes().size();
    QVERIFY(all > 50);
    for (std::size_t most = 1; most <= all; ++most) {
        inspect::Options options;
        options.limits.nodes = most;
        const auto read = inspect::inspect(der, options);
        QVERIFY(read.tree.nodes().size() <= most);
        QCOMPARE(read.facts.cut.empty(), most == all);
    }
}

void TestInspectCertificates::compared_inputsAreAsManyAsPromised() {
    QVERIFY(Compared::areEnough("certificates"));
}

QTEST_GUILESS_MAIN(TestInspectCertificates)
#include "tst_inspect_certificates.moc"
