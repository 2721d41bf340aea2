#include "asn1/oids.h"
#include "asn1/values.h"
#include "pki/extensions.h"
#include "pki/name.h"

#include "x509_support.h"

using namespace scepter;
using namespace scepter::test;
using namespace scepter::pki;
namespace oids = asn1::oids;

namespace {

Bytes hex(const char* text) {
    return fromHex(text).value();
}

GeneralName named(std::string_view text) {
    const auto name = generalNameFromText(text);
    if (!name) qFatal("%s: %s", std::string(text).c_str(), toText(name.error()).c_str());
    return *name;
}

std::string generalNameText(const char* bytes) {
    const Bytes data = hex(bytes);
    const auto tree = asn1::Tree::parse(data);
    if (!tree) qFatal("test data does not parse: %s", bytes);
    const auto name = readGeneralName(tree->root());
    return name ? toText(*name) : std::string(toText(name.error().code));
}

class TestExtensions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readExtensions_agreesWithOpenssl();
    void make_writesTheBytesThatOpensslWrites();
    void make_writesTheBytesThatOpensslWrites_data();
    void readExtensions_refusesTheSameTwice();
    void readExtensions_refusesMalformedOnes();
    void readExtensions_refusesMalformedOnes_data();
    void readExtensions_manyDistinctOnes_areReadQuickly();
    void writeExtensions_roundTrips();
    void readKeyUsage_readsEveryBit();
    void readKeyUsage_refusesMalformedOnes();
    void keyUsage_namesGoBothWays();
    void extendedKeyUsage_goesBothWays();
    void extendedKeyUsage_namesGoBothWays();
    void basicConstraints_goBothWays();
    void basicConstraints_refusesMalformedOnes();
    void subjectAltName_agreesWithOpenssl();
    void generalName_textRoundTrips();
    void generalName_textRoundTrips_data();
    void generalName_readsOddAddresses();
    void generalName_refusesMalformedText();
    void generalName_refusesMalformedText_data();
    void generalName_refusesMalformedEncodings();
    void generalName_refusesMalformedEncodings_data();
    void generalName_keepsForeignOtherNames();
    void generalName_showsControlCharactersEscaped();
    void generalName_turnsBerIntoDer();
    void generalNames_refusesEmptyAndTrailing();

private:
    /// The extensions of a certificate that openssl makes with this section of a configuration.
    [[nodiscard]] std::vector<Extension> byOpenssl(const QByteArray& section) const;

    OpenSslTool m_openssl;
};

void TestExtensions::initTestCase() {
    const QByteArray made = m_openssl.run(
        QStringLiteral("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem"));
    QVERIFY2(!made.startsWith("FAILED"), made.constData());
}

std::vector<Extension> TestExtensions::byOpenssl(const QByteArray& section) const {
    m_openssl.write("x.cnf",
                    "[req]\ndistinguished_name=dn\nx509_extensions=x\n[dn]\n[x]\n" + section);
    const QByteArray der = m_openssl.run(QStringLiteral(
        "req -x509 -new -config x.cnf -key key.pem -subj /CN=x -days 1 -outform DER"));
    const Bytes bytes = fromQt(der);
    const auto tree = asn1::Tree::parsePrefix(bytes);
    if (!tree) qFatal("openssl: %s", der.constData());
    const asn1::Element tbs = tree->root().child(0);
    const asn1::Element last = tbs.child(tbs.childCount() - 1);
    return readExtensions(last.firstChild()).value();
}

void TestExtensions::readExtensions_agreesWithOpenssl() {
    const auto extensions = byOpenssl("basicConstraints=critical,CA:TRUE,pathlen:3\n"
                                      "keyUsage=critical,keyCertSign,cRLSign,decipherOnly\n"
                                      "extendedKeyUsage=clientAuth,1.2.3.4\n"
                                      "1.2.3.4.5=critical,DER:0500\n"
                                      "2.25.99=ASN1:UTF8:text\n");
    QVERIFY(extensions.size() >= 5); // openssl may add key identifiers
    const Extension* constraints = findExtension(extensions, oids::kBasicConstraints);
    QVERIFY(constraints != nullptr && constraints->critical);
    QVERIFY(readBasicConstraints(constraints->value).value() == (BasicConstraints{true, 3}));
    const Extension* usage = findExtension(extensions, oids::kKeyUsage);
    QVERIFY(usage != nullptr);
    QCOMPARE(readKeyUsage(usage->value).value(),
             key_usage::kKeyCertSign | key_usage::kCrlSign | key_usage::kDecipherOnly);
    const Extension* extended = findExtension(extensions, oids::kExtendedKeyUsage);
    QVERIFY(extended != nullptr && !extended->critical);
    QVERIFY(readExtendedKeyUsage(extended->value).value() ==
            (std::vector{oids::kEkuClientAuth, asn1::Oid("1.2.3.4")}));
    const Extension* unknown = findExtension(extensions, asn1::Oid("1.2.3.4.5"));
    QVERIFY(unknown != nullptr && unknown->critical);
    QCOMPARE(unknown->value, hex("05 00"));
    QCOMPARE(findExtension(extensions, asn1::Oid("2.25.99"))->value, hex("0C 04 74 65 78 74"));
    QVERIFY(findExtension(extensions, oids::kSubjectAltName) == nullptr);
}

void TestExtensions::make_writesTheBytesThatOpensslWrites_data() {
    QTest::addColumn<QByteArray>("section");
    QTest::addColumn<QByteArray>("ours");
    const auto row = [](const char* section, const Extension& ours) {
        asn1::Writer writer;
        writeExtensions(writer, {ours});
        QTest::newRow(section) << QByteArray(section) << toQt(writer.bytes());
    };
    using namespace key_usage;
    row("keyUsage=critical,digitalSignature,keyEncipherment",
        makeKeyUsage(kDigitalSignature | kKeyEncipherment));
    row("keyUsage=critical,keyCertSign,cRLSign", makeKeyUsage(kKeyCertSign | kCrlSign));
    row("keyUsage=critical,nonRepudiation,dataEncipherment,keyAgreement,encipherOnly,decipherOnly",
        makeKeyUsage(kNonRepudiation | kDataEncipherment | kKeyAgreement | kEncipherOnly |
                     kDecipherOnly));
    row("extendedKeyUsage=serverAuth,clientAuth",
        makeExtendedKeyUsage({oids::kEkuServerAuth, oids::kEkuClientAuth}));
    row("extendedKeyUsage=critical,1.3.6.1.4.1.311.20.2.1",
        makeExtendedKeyUsage({oids::kEkuCertificateRequestAgent}, true));
    row("basicConstraints=critical,CA:TRUE", makeBasicConstraints({true, std::nullopt}));
    row("basicConstraints=critical,CA:TRUE,pathlen:0", makeBasicConstraints({true, 0}));
    row("basicConstraints=critical,CA:FALSE", makeBasicConstraints({}));
    row("crlDistributionPoints=URI:http://a.example/x.crl,URI:ldap://b.example/y",
        makeCrlDistributionPoints({"http://a.example/x.crl", "ldap://b.example/y"}));
    row("authorityInfoAccess=OCSP;URI:http://o.example/,caIssuers;URI:http://i.example/c.cer",
        makeAuthorityInfoAccess({"http://i.example/c.cer"}, {"http://o.example/"}));
    row("certificatePolicies=1.2.3.4,2.23.140.1.2.1",
        makeCertificatePolicies({asn1::Oid("1.2.3.4"), asn1::Oid("2.23.140.1.2.1")}));
    row("2.5.29.35=DER:30068004AABBCCDD", makeAuthorityKeyIdentifier(hex("AA BB CC DD")));
    row("2.5.29.14=DER:0404AABBCCDD", makeSubjectKeyIdentifier(hex("AA BB CC DD")));
    row("subjectAltName=critical,DNS:a.example,IP:10.0.0.1",
        makeSubjectAltName({named("DNS:a.example"), named("IP:10.0.0.1")}, true));
}

void TestExtensions::make_writesTheBytesThatOpensslWrites() {
    QFETCH(QByteArray, section);
    QFETCH(QByteArray, ours);
    asn1::Writer writer;
    const auto theirs = byOpenssl(section + "\n");
    QVERIFY(!theirs.empty());
    writeExtensions(writer, {theirs.front()});
    QCOMPARE(ours.toHex(), toQt(writer.bytes()).toHex());
}

void TestExtensions::readExtensions_refusesTheSameTwice() {
    asn1::Writer writer;
    writeExtensions(writer, {{asn1::Oid("1.2.3"), false, {}},
                             {asn1::Oid("1.2.4"), false, {}},
                             {asn1::Oid("1.2.3"), true, hex("0500")}});
    const auto tree = asn1::Tree::parse(writer.bytes());
    QCOMPARE(outcome(readExtensions(tree->root())), QByteArray("asn1Malformed"));
}

void TestExtensions::readExtensions_refusesMalformedOnes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("not a SEQUENCE") << QByteArray("31 00");
    QTest::newRow("member not a SEQUENCE") << QByteArray("30 02 05 00");
    QTest::newRow("empty member") << QByteArray("30 02 30 00");
    QTest::newRow("no value") << QByteArray("30 05 30 03 06 01 2A");
    QTest::newRow("critical not BOOLEAN") << QByteArray("30 0A 30 08 06 01 2A 02 01 01 04 00");
    QTest::newRow("critical without content") << QByteArray("30 09 30 07 06 01 2A 01 00 04 00");
    QTest::newRow("value no OCTET STRING") << QByteArray("30 07 30 05 06 01 2A 05 00");
    QTest::newRow("value under a context tag") << QByteArray("30 07 30 05 06 01 2A 80 00");
    QTest::newRow("something after the value") << QByteArray("30 09 30 07 06 01 2A 04 00 05 00");
    QTest::newRow("malformed id") << QByteArray("30 07 30 05 06 01 80 04 00");
}

void TestExtensions::readExtensions_refusesMalformedOnes() {
    QFETCH(QByteArray, bytes);
    const Bytes data = hex(bytes.constData());
    const auto tree = asn1::Tree::parse(data);
    QVERIFY(tree);
    QCOMPARE(outcome(readExtensions(tree->root())), QByteArray("asn1Malformed"));
    QVERIFY(!readExtensions({}));
}

void TestExtensions::readExtensions_manyDistinctOnes_areReadQuickly() {
    std::vector<Extension> many;
    for (int i = 0; i < 20'000; ++i)
        many.push_back({asn1::Oid::fromText("1.2.3." + std::to_string(i)).value(), false, {}});
    asn1::Writer writer;
    writeExtensions(writer, many);
    const auto tree = asn1::Tree::parse(writer.bytes());
    QVERIFY(readExtensions(tree->root()).value() == many);
}

void TestExtensions::writeExtensions_roundTrips() {
    const std::vector<Extension> extensions = {makeKeyUsage(key_usage::kDigitalSignature),
                                               makeSubjectKeyIdentifier(hex("01")),
                                               {asn1::Oid("1.2.3"), true, {}}};
    asn1::Writer writer;
    writeExtensions(writer, extensions);
    QVERIFY(readExtensions(asn1::Tree::parse(writer.bytes())->root()).value() == extensions);
    const Bytes empty = hex("30 00");
    QVERIFY(readExtensions(asn1::Tree::parse(empty)->root()).value().empty());
    const Bytes falseWritten = hex("30 0C 30 0A 06 01 2A 01 01 00 24 02 04 00");
    QVERIFY(!readExtensions(asn1::Tree::parse(falseWritten)->root()).value()[0].critical);
}

void TestExtensions::readKeyUsage_readsEveryBit() {
    for (unsigned i = 0; i < 9; ++i) {
        const auto bits = static_cast<std::uint16_t>(1u << i);
        QCOMPARE(readKeyUsage(makeKeyUsage(bits).value).value(), bits);
    }
    QCOMPARE(readKeyUsage(hex("03 02 00 A0")).value(),
             key_usage::kDigitalSignature | key_usage::kKeyEncipherment); // trailing zeros
    QCOMPARE(readKeyUsage(hex("03 01 00")).value(), 0);
}

void TestExtensions::readKeyUsage_refusesMalformedOnes() {
    for (const char* bytes : {"", "03 00", "03 02 08 80", "03 02 05 A0 00", "04 02 05 A0",
                              "80 02 05 A0", "03 04 00 00 00 80", "30 00"})
        QVERIFY2(!readKeyUsage(hex(bytes)), bytes);
}

void TestExtensions::keyUsage_namesGoBothWays() {
    QCOMPARE(keyUsageNames(key_usage::kDigitalSignature | key_usage::kCrlSign),
             (std::vector<std::string>{"digitalSignature", "cRLSign"}));
    QCOMPARE(keyUsageNames(0x1FF).size(), std::size_t{9});
    for (unsigned bits = 1; bits < 0x200; ++bits) {
        std::string text;
        for (const std::string& name : keyUsageNames(static_cast<std::uint16_t>(bits)))
            text += (text.empty() ? "" : ", ") + name;
        QCOMPARE(unsigned{keyUsageFromText(text).value()}, bits);
    }
    QCOMPARE(keyUsageFromText("CRLSIGN,contentCommitment").value(),
             key_usage::kCrlSign | key_usage::kNonRepudiation);
    QCOMPARE(keyUsageFromText(" ").value(), 0);
    for (const char* text :
         {"nosuch", "digitalSignature,", ",", "digitalSignature keyEncipherment"})
        QCOMPARE(outcome(keyUsageFromText(text)), QByteArray("invalidArgument"));
}

void TestExtensions::extendedKeyUsage_goesBothWays() {
    const std::vector<asn1::Oid> usages = {oids::kEkuClientAuth, asn1::Oid("1.2.3")};
    QVERIFY(readExtendedKeyUsage(makeExtendedKeyUsage(usages).value).value() == usages);
    for (const char* bytes :
         {"", "30 00", "06 01 2A", "30 02 05 00", "30 03 06 01 80", "30 03 06 01 2A 00"})
        QVERIFY2(!readExtendedKeyUsage(hex(bytes)), bytes);
}

void TestExtensions::extendedKeyUsage_namesGoBothWays() {
    QVERIFY(extendedKeyUsageFromText("CLIENTAUTH").value() == oids::kEkuClientAuth);
    QVERIFY(extendedKeyUsageFromText("1.3.6.1.5.5.7.3.2").value() == oids::kEkuClientAuth);
    QVERIFY(extendedKeyUsageFromText("2.25.1").value() == asn1::Oid("2.25.1"));
    QCOMPARE(extendedKeyUsageName(oids::kEkuServerAuth), std::string("serverAuth"));
    QCOMPARE(extendedKeyUsageName(asn1::Oid("2.25.1")), std::string("2.25.1"));
    for (const char* name : {"codeSigning", "emailProtection", "timeStamping", "OCSPSigning",
                             "anyExtendedKeyUsage", "msSmartcardLogin", "ipsecIKE"}) {
        QCOMPARE(extendedKeyUsageName(extendedKeyUsageFromText(name).value()), std::string(name));
    }
    for (const char* name : {"", "nosuch", "1.", "1.2.3,1.2.4"})
        QCOMPARE(outcome(extendedKeyUsageFromText(name)), QByteArray("invalidArgument"));
    // OpenSSL means the same by these names.
    const auto theirs =
        byOpenssl("extendedKeyUsage=serverAuth,clientAuth,codeSigning,emailProtection,"
                  "timeStamping,OCSPSigning,msSmartcardLogin,anyExtendedKeyUsage,"
                  "ipsecEndSystem,ipsecTunnel,ipsecUser,ipsecIKE,pkInitClientAuth,msEFS,"
                  "cmcCA,cmcRA,secureShellClient,secureShellServer\n");
    std::string names;
    const auto usages = readExtendedKeyUsage(theirs.front().value);
    QVERIFY(usages);
    for (const asn1::Oid& usage : *usages)
        names += extendedKeyUsageName(usage) + ",";
    QCOMPARE(names, std::string("serverAuth,clientAuth,codeSigning,emailProtection,timeStamping,"
                                "OCSPSigning,msSmartcardLogin,anyExtendedKeyUsage,ipsecEndSystem,"
                                "ipsecTunnel,ipsecUser,ipsecIKE,pkInitClientAuth,msEFS,cmcCA,cmcRA,"
                                "secureShellClient,secureShellServer,"));
}

void TestExtensions::basicConstraints_goBothWays() {
    for (const BasicConstraints& c : {BasicConstraints{}, BasicConstraints{true, std::nullopt},
                                      BasicConstraints{true, 0}, BasicConstraints{true, 300}})
        QVERIFY(readBasicConstraints(makeBasicConstraints(c).value).value() == c);
    QVERIFY(!readBasicConstraints(hex("30 03 01 01 00")).value().ca);
}

void TestExtensions::basicConstraints_refusesMalformedOnes() {
    for (const char* bytes :
         {"", "31 00", "30 02 05 00", "30 03 02 01 FF", "30 02 02 00", "30 06 02 01 00 01 01 FF",
          "30 09 01 01 FF 02 01 00 02 01 00", "30 08 02 06 01 00 00 00 00 00", "30 00 00"})
        QVERIFY2(!readBasicConstraints(hex(bytes)), bytes);
}

void TestExtensions::subjectAltName_agreesWithOpenssl() {
    const auto theirs = byOpenssl("subjectAltName=@names\n"
                                  "[names]\n"
                                  "DNS.1=*.host.example\n"
                                  "email.1=a@b.example\n"
                                  "URI.1=https://u.example/x?y=z\n"
                                  "IP.1=192.0.2.7\n"
                                  "IP.2=2001:db8:0:0:0:0:0:1\n"
                                  "IP.3=::\n"
                                  "RID.1=1.2.3.4\n"
                                  "otherName.1=1.3.6.1.4.1.311.20.2.3;UTF8:user@corp.example\n"
                                  "otherName.2=1.2.3;UTF8:x\n"
                                  "dirName.1=dn1\n"
                                  "[dn1]\nO=Org\nCN=a_b\n");
    const auto names = readGeneralNames(theirs.front().value).value();
    const std::vector<std::pair<GeneralNameType, std::string>> expected = {
        {GeneralNameType::Dns, "*.host.example"},
        {GeneralNameType::Email, "a@b.example"},
        {GeneralNameType::Uri, "https://u.example/x?y=z"},
        {GeneralNameType::Ip, "192.0.2.7"},
        {GeneralNameType::Ip, "2001:db8::1"},
        {GeneralNameType::Ip, "::"},
        {GeneralNameType::RegisteredId, "1.2.3.4"},
        {GeneralNameType::Upn, "user@corp.example"},
        {GeneralNameType::Other, "a00906022a03a0030c0178"},
        {GeneralNameType::DirectoryName, "CN=a_b,O=Org"}};
    QCOMPARE(names.size(), expected.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        QCOMPARE(names[i].type, expected[i].first);
        QCOMPARE(names[i].value, expected[i].second);
        // Made from its text it has the same bytes; string types of a name may differ.
        const auto made = makeGeneralName(names[i].type, names[i].value).value();
        if (names[i].type != GeneralNameType::DirectoryName) QVERIFY(made == names[i]);
    }
    QCOMPARE(toHex(writeGeneralNames(names)), toHex(theirs.front().value));
}

void TestExtensions::generalName_textRoundTrips_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char* text, const char* shown) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(shown);
    };
    row("dns:host.example", "DNS:host.example");
    row(" DNS : _x.host ", "DNS:_x.host");
    row("Email:a+b@c", "email:a+b@c");
    row("uri:urn:x:y", "URI:urn:x:y");
    row("URI:tag:microsoft.com,2022-09-14:sid:S-1-5", "URI:tag:microsoft.com,2022-09-14:sid:S-1-5");
    row("ip:10.0.0.1", "IP:10.0.0.1");
    row("IP:2001:DB8:0:0:1:0:0:1", "IP:2001:db8::1:0:0:1");
    row("IP:::1", "IP:::1");
    row("IP:::ffff:192.0.2.1", "IP:::ffff:192.0.2.1");
    row("IP:10.0.0.0/ff000000", "IP:10.0.0.0/ff000000");
    row("IP:/0a0b", "IP:/0a0b");
    row("IP:2001:db8::/ffffffff000000000000000000000000",
        "IP:2001:db8::/ffffffff000000000000000000000000");
    row("upn:J\xC3\xBCrgen@x", "UPN:J\xC3\xBCrgen@x");
    row("rid:1.2.3", "RID:1.2.3");
    row("dirname:CN=a\\,b,O=c", "dirName:CN=a\\,b,O=c");
    row("dirname:/O=c/CN=a", "dirName:CN=a,O=c");
    row("other:a00906022a03a0030c0178", "other:a00906022a03a0030c0178");
}

void TestExtensions::generalName_textRoundTrips() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    const GeneralName name = named({text.constData(), static_cast<std::size_t>(text.size())});
    QCOMPARE(toQt(toText(name)), shown);
    QVERIFY(named(toText(name)) == name);
    QVERIFY(readGeneralNames(writeGeneralNames({name})).value() == std::vector{name});
}

void TestExtensions::generalName_readsOddAddresses() {
    QCOMPARE(generalNameText("87 04 0A 00 00 01"), std::string("IP:10.0.0.1"));
    QCOMPARE(generalNameText("87 05 0A 00 00 01 02"), std::string("IP:/0a00000102"));
    QCOMPARE(generalNameText("87 08 0A 00 00 00 FF 00 00 00"), std::string("IP:10.0.0.0/ff000000"));
    QCOMPARE(generalNameText("87 00"), std::string("IP:/"));
}

void TestExtensions::generalName_refusesMalformedText_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "host",
                             "DNS",
                             "DNS:",
                             "DNS: ",
                             "DNS:a b",
                             "DNS:\xC3\xBC",
                             "nosuch:x",
                             "email:a",
                             "email:@b",
                             "email:a@",
                             "email:a b@c",
                             "URI:",
                             "URI:/path",
                             "URI:1a:b",
                             "URI:a b:c",
                             "URI::x",
                             "IP:",
                             "IP:1.2.3",
                             "IP:1.2.3.4.5",
                             "IP:256.0.0.1",
                             "IP:01.2.3.4",
                             "IP:1.2.3.4/24",
                             "IP:1.2.3.4/ff",
                             "IP:/",
                             "IP:x/00",
                             "IP:2001:db8::1::2",
                             "IP:1.2.3.4/ffffff0",
                             "UPN:",
                             "UPN:\xC3",
                             "RID:",
                             "RID:1",
                             "RID:3.1",
                             "dirname:nosuch=a",
                             "other:",
                             "other:zz",
                             "other:0500",
                             "other:0C0141",
                             "other:8401",
                             "other:890141",
                             "other:800141"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("NUL in IP") << QByteArray("IP:1.2.3.4\0x", 12);
    QTest::newRow("NUL in DNS") << QByteArray("DNS:a\0x", 7);
    QTest::newRow("line break in DNS") << QByteArray("DNS:a\nx");
}

void TestExtensions::generalName_refusesMalformedText() {
    QFETCH(QByteArray, text);
    QCOMPARE(
        outcome(generalNameFromText({text.constData(), static_cast<std::size_t>(text.size())})),
        QByteArray("nameMalformed"));
}

void TestExtensions::generalName_refusesMalformedEncodings_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("universal") << QByteArray("0C 01 41");
    QTest::newRow("application") << QByteArray("42 01 41");
    QTest::newRow("unknown tag") << QByteArray("89 01 41");
    QTest::newRow("constructed dns of other things") << QByteArray("A2 03 02 01 05");
    QTest::newRow("primitive otherName") << QByteArray("80 01 41");
    QTest::newRow("otherName without value") << QByteArray("A0 03 06 01 2A");
    QTest::newRow("otherName with implicit value") << QByteArray("A0 06 06 01 2A 80 01 41");
    QTest::newRow("otherName with two values")
        << QByteArray("A0 0B 06 01 2A A0 06 0C 01 41 0C 01 41");
    QTest::newRow("otherName with more") << QByteArray("A0 0A 06 01 2A A0 03 0C 01 41 05 00");
    QTest::newRow("UPN without text")
        << QByteArray("A0 10 06 0A 2B 06 01 04 01 82 37 14 02 03 A0 02 05 00");
    QTest::newRow("UPN of malformed UTF-8")
        << QByteArray("A0 11 06 0A 2B 06 01 04 01 82 37 14 02 03 A0 03 0C 01 C3");
    QTest::newRow("primitive directoryName") << QByteArray("84 02 30 00");
    QTest::newRow("empty directoryName tag") << QByteArray("A4 00");
    QTest::newRow("two directory names") << QByteArray("A4 04 30 00 30 00");
    QTest::newRow("malformed registeredID") << QByteArray("88 01 80");
    QTest::newRow("constructed registeredID") << QByteArray("A8 03 06 01 2A");
}

void TestExtensions::generalName_refusesMalformedEncodings() {
    QFETCH(QByteArray, bytes);
    QCOMPARE(generalNameText(bytes.constData()), std::string("nameMalformed"));
}

void TestExtensions::generalName_keepsForeignOtherNames() {
    QCOMPARE(generalNameText("A0 0A 06 03 2A 03 04 A0 03 0C 01 41"),
             std::string("other:a00a06032a0304a0030c0141"));
    QCOMPARE(generalNameText("A3 02 05 00"), std::string("other:a3020500"));
    QCOMPARE(generalNameText("A5 00"), std::string("other:a500"));
}

void TestExtensions::generalName_showsControlCharactersEscaped() {
    const Bytes data = hex("82 09 61 00 0A 2C 44 4E 53 3A 62");
    const auto name = readGeneralName(asn1::Tree::parse(data)->root()).value();
    QCOMPARE(name.value, std::string("a\0\n,DNS:b", 9));
    QCOMPARE(toText(name), std::string("DNS:a\\x00\\x0A,DNS:b"));
}

void TestExtensions::generalName_turnsBerIntoDer() {
    const Bytes data = hex("A2 80 04 01 61 04 01 62 00 00");
    const auto name = readGeneralName(asn1::Tree::parse(data)->root()).value();
    QVERIFY(name == named("DNS:ab"));
    QCOMPARE(toHex(name.der), std::string("82026162"));
}

void TestExtensions::generalNames_refusesEmptyAndTrailing() {
    for (const char* bytes :
         {"", "30 00", "31 03 82 01 61", "30 03 82 01 61 00", "30 02 82 01", "30 02 05 00"})
        QCOMPARE(outcome(readGeneralNames(hex(bytes))), QByteArray("nameMalformed"));
    QCOMPARE(readGeneralNames(hex("30 03 82 01 61")).value().size(), std::size_t{1});
}

} // namespace

QTEST_GUILESS_MAIN(TestExtensions)
#include "tst_extensions.moc"
