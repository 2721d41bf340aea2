// Certificates, CRLs and CSRs in words, beside what openssl says; hostile ones too.
#include "bench.h"

#include "asn1/oids.h"
#include "asn1/writer.h"
#include "base/encoding.h"
#include "pki/crl.h"
#include "pki/csr.h"
#include "pki/pem.h"
#include "workbench/request_facts.h"

#include <algorithm>

using namespace scepter;
using namespace scepter::test;
using workbench::Fact;
using workbench::Facts;
using workbench::LinkStatus;

namespace {

const Fact* find(const Facts& facts, std::string_view group, std::string_view name) {
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) {
        return fact.group == group && fact.name == name;
    });
    return found == facts.end() ? nullptr : &*found;
}

QByteArray value(const Facts& facts, std::string_view group, std::string_view name) {
    const Fact* fact = find(facts, group, name);
    return fact ? QByteArray::fromStdString(fact->value) : QByteArray("(no such fact)");
}

/// The values of a field that is there several times, joined by blanks.
QByteArray values(const Facts& facts, std::string_view group, std::string_view name) {
    QByteArrayList all;
    for (const Fact& fact : facts)
        if (fact.group == group && fact.name == name) all << QByteArray::fromStdString(fact.value);
    return all.join(' ');
}

QByteArray afterEquals(const QByteArray& line) {
    return line.mid(line.indexOf('=') + 1).trimmed();
}

/// A certificate with these extensions under a key that is thrown away.
pki::Certificate made(const std::vector<pki::Extension>& extensions,
                      std::string_view commonName = "device") {
    static const pki::PrivateKey kKey = *pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    const auto subject =
        pki::Name::fromRdns({{{asn1::oids::kCommonName, 12, std::string(commonName), {}}}});
    const TimePoint start = *timeFromIsoText("2026-01-01T00:00:00Z");
    return *pki::signCertificate({Bytes{0x12, 0x34}, *subject, *subject, start,
                                  start + std::chrono::days{2}, kKey.publicKey().spki(),
                                  extensions},
                                 kKey, pki::Digest::Sha256);
}

std::vector<asn1::Oid> knownExtensions() {
    std::vector<asn1::Oid> all;
    for (const char* text : {"2.5.29.15",
                             "2.5.29.37",
                             "2.5.29.17",
                             "2.5.29.18",
                             "2.5.29.19",
                             "2.5.29.14",
                             "2.5.29.35",
                             "2.5.29.31",
                             "2.5.29.46",
                             "1.3.6.1.5.5.7.1.1",
                             "1.3.6.1.5.5.7.1.11",
                             "2.5.29.32",
                             "2.5.29.33",
                             "2.5.29.36",
                             "2.5.29.54",
                             "2.5.29.30",
                             "1.3.6.1.5.5.7.1.24",
                             "1.3.6.1.5.5.7.48.1.5",
                             "1.3.6.1.4.1.311.25.2",
                             "1.3.6.1.4.1.311.20.2",
                             "1.3.6.1.4.1.311.21.7",
                             "1.3.6.1.4.1.311.21.10",
                             "1.3.6.1.4.1.311.21.1",
                             "1.3.6.1.4.1.311.21.2",
                             "2.16.840.1.113730.1.13",
                             "2.5.29.20",
                             "2.5.29.27",
                             "2.5.29.28"})
        all.push_back(*asn1::Oid::fromText(text));
    return all;
}

} // namespace

class FactsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void certificate_saysWhatOpensslSays();
    void certificate_everyExtensionIsInWords();
    void certificate_microsoftExtensionsAreInWords();
    void certificate_ofTheCapturesIsRead();
    void certificate_malformedExtensionsShowTheirBytes_data();
    void certificate_malformedExtensionsShowTheirBytes();
    void certificate_unknownExtensionIsDumped();
    void certificate_controlCharactersAreEscaped();
    void certificate_sizesAreLimited();
    void crl_isInWords();
    void csr_hidesItsChallenge();
    void csr_saysWhetherItsSignatureMatches();
    void chain_isJudged();
    void compare_pairsEqualValuesWhateverTheirOrder();
    void compare_keepsOneOrder();
    void compare_differenceInCriticalCounts();
    void compare_requestAgainstIssued();

private:
    [[nodiscard]] bool works(const QByteArray& arguments) const {
        const QByteArray said = m_folder.openssl(arguments.constData());
        if (said.startsWith("FAILED")) qWarning("%s", said.constData());
        return !said.startsWith("FAILED");
    }

    Folder m_folder;
    std::optional<pki::Certificate> m_rich;
};

void FactsTest::initTestCase() {
    m_folder.write(
        "rich.cnf",
        "[req]\nprompt=no\ndistinguished_name=n\nx509_extensions=x\n"
        "[n]\nC=DE\nO=Lab\n0.OU=One\n1.OU=Two\nCN=rich\n"
        "[x]\nbasicConstraints=critical,CA:TRUE,pathlen:1\n"
        "keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign\n"
        "extendedKeyUsage=clientAuth,1.3.6.1.4.1.311.20.2.1,1.2.3.4\n"
        "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always,issuer:always\n"
        "subjectAltName=DNS:a.example,IP:10.0.0.1,IP:2001:db8::1,email:a@b.example,"
        "URI:https://u.example/,RID:1.2.3,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:ann@b.example,"
        "dirName:dir\n"
        "crlDistributionPoints=p\nauthorityInfoAccess=OCSP;URI:http://o.example/,"
        "caIssuers;URI:http://c.example/ca.cer\n"
        "certificatePolicies=1.2.3.5,@pol\n"
        "nameConstraints=critical,permitted;DNS:.example,excluded;IP:10.1.0.0/255.255.0.0\n"
        "policyConstraints=requireExplicitPolicy:3\ninhibitAnyPolicy=2\ntlsfeature=status_request\n"
        "noCheck=ignored\nnsComment=A comment\n"
        "[dir]\nCN=inside\n"
        "[p]\nfullname=URI:http://d.example/a.crl\nreasons=keyCompromise,CACompromise\n"
        "CRLissuer=dirName:dir\n"
        "[pol]\npolicyIdentifier=2.5.29.32.0\nCPS.1=http://cps.example/\nuserNotice.1=@notice\n"
        "[notice]\nexplicitText=Read this\n");
    const QByteArray said =
        m_folder.openssl("req -x509 -newkey rsa:2048 -noenc -keyout rich.key -out rich.pem -days "
                         "365 -set_serial 0x00C0FFEE01 -config rich.cnf");
    QVERIFY2(!said.startsWith("FAILED"), said.constData());
    const auto read = pki::readCertificates(m_folder.bytes("rich.pem"));
    NEED(read);
    m_rich = read->front();
}

void FactsTest::certificate_saysWhatOpensslSays() {
    const Facts facts = workbench::certificateFacts(*m_rich);
    const auto said = [&](const char* option) {
        const QByteArray command = QByteArray("x509 -in rich.pem -noout ") + option;
        return afterEquals(m_folder.openssl(command.constData()));
    };
    const auto bare = [](QByteArray text) { return text.replace(':', ""); };
    QCOMPARE(value(facts, "General", "Version"), QByteArray("3"));
    QCOMPARE(value(facts, "General", "Serial number"), said("-serial"));
    QCOMPARE(value(facts, "General", "Signature algorithm"), QByteArray("sha256WithRSAEncryption"));
    QCOMPARE(bare(value(facts, "Public key", "Modulus")), said("-modulus"));
    QCOMPARE(value(facts, "Public key", "Exponent"), QByteArray("65537"));
    QCOMPARE(value(facts, "Public key", "Size"), QByteArray("2048 bits"));
    QCOMPARE(value(facts, "Fingerprints", "SHA-256"), said("-fingerprint -sha256"));
    QCOMPARE(value(facts, "Fingerprints", "SHA-1"), said("-fingerprint -sha1"));
    QVERIFY(works("pkey -in rich.key -pubout -outform DER -out spki.der"));
    QCOMPARE(bare(value(facts, "Public key", "SPKI SHA-256")).toLower(),
             afterEquals(m_folder.openssl("dgst -sha256 spki.der")));
    QCOMPARE(value(facts, "Validity", "Length"), QByteArray("365 days"));
    QCOMPARE(values(facts, "Subject", "OU"), QByteArray("One Two"));
    QCOMPARE(values(facts, "Subject", "C"), QByteArray("DE"));
    QCOMPARE(QByteArray::fromStdString(find(facts, "Subject", "C")->note),
             QByteArray("PrintableString"));
    // The signature as openssl prints it, eighteen bytes a line.
    QByteArray text = m_folder.openssl("x509 -in rich.pem -noout -text");
    const QByteArray signature = value(facts, "Signature", "Value").toLower();
    QVERIFY(text.replace('\n', "").replace(' ', "").contains(signature));
}

void FactsTest::certificate_everyExtensionIsInWords() {
    const Facts facts = workbench::certificateFacts(*m_rich);
    QCOMPARE(value(facts, "Basic constraints", "CA"), QByteArray("yes"));
    QCOMPARE(value(facts, "Basic constraints", "Path length"), QByteArray("1"));
    QVERIFY(find(facts, "Basic constraints", "CA")->critical);
    QVERIFY(!find(facts, "Extended key usage", "Usage")->critical);
    QCOMPARE(value(facts, "Key usage", "Usage"),
             QByteArray("digitalSignature, keyEncipherment, keyCertSign"));
    QCOMPARE(values(facts, "Extended key usage", "Usage"),
             QByteArray("clientAuth certificateRequestAgent 1.2.3.4"));
    const auto san = [&](const char* name) {
        return values(facts, "Subject alternative name", name);
    };
    QCOMPARE(san("DNS"), QByteArray("a.example"));
    QCOMPARE(san("IP"), QByteArray("10.0.0.1 2001:db8::1"));
    QCOMPARE(san("email"), QByteArray("a@b.example"));
    QCOMPARE(san("URI"), QByteArray("https://u.example/"));
    QCOMPARE(san("RID"), QByteArray("1.2.3"));
    QCOMPARE(san("UPN"), QByteArray("ann@b.example"));
    QCOMPARE(san("dirName"), QByteArray("CN=inside"));
    QCOMPARE(value(facts, "Subject key identifier", "Value"),
             value(facts, "Authority key identifier", "Key identifier"));
    QCOMPARE(value(facts, "Authority key identifier", "Issuer"),
             QByteArray("dirName:CN=rich,OU=Two,OU=One,O=Lab,C=DE"));
    QCOMPARE(value(facts, "Authority key identifier", "Serial number"),
             QByteArray("00:C0:FF:EE:01"));
    QCOMPARE(value(facts, "CRL distribution points", "URI"), QByteArray("http://d.example/a.crl"));
    QCOMPARE(value(facts, "CRL distribution points", "Reasons"),
             QByteArray("keyCompromise, cACompromise"));
    QCOMPARE(value(facts, "CRL distribution points", "CRL issuer"),
             QByteArray("dirName:CN=inside"));
    QCOMPARE(value(facts, "Authority information access", "OCSP"),
             QByteArray("URI:http://o.example/"));
    QCOMPARE(value(facts, "Authority information access", "CA issuers"),
             QByteArray("URI:http://c.example/ca.cer"));
    QCOMPARE(values(facts, "Certificate policies", "Policy"), QByteArray("1.2.3.5 anyPolicy"));
    QCOMPARE(value(facts, "Certificate policies", "Practice statement"),
             QByteArray("http://cps.example/"));
    QCOMPARE(value(facts, "Certificate policies", "Notice"), QByteArray("Read this"));
    QCOMPARE(value(facts, "Name constraints", "Permitted"), QByteArray("DNS:.example"));
    QCOMPARE(value(facts, "Name constraints", "Excluded"), QByteArray("IP:10.1.0.0/ffff0000"));
    QCOMPARE(value(facts, "Policy constraints", "Require explicit policy after"),
             QByteArray("0x03"));
    QCOMPARE(value(facts, "Inhibit any policy", "Value"), QByteArray("2"));
    QCOMPARE(value(facts, "TLS feature", "Feature"), QByteArray("5"));
    QCOMPARE(value(facts, "OCSP no check", "Value"), QByteArray("yes"));
    QCOMPARE(value(facts, "Comment (Netscape)", "Value"), QByteArray("A comment"));
}

void FactsTest::certificate_microsoftExtensionsAreInWords() {
    m_folder.write("ms.cnf",
                   "[req]\nprompt=no\ndistinguished_name=n\nx509_extensions=x\n[n]\nCN=ms\n[x]\n"
                   "1.3.6.1.4.1.311.20.2=ASN1:BMP:Machine\n"
                   "1.3.6.1.4.1.311.21.7=ASN1:SEQUENCE:t\n"
                   "1.3.6.1.4.1.311.25.2=ASN1:SEQUENCE:sid\n"
                   "1.3.6.1.4.1.311.21.10=ASN1:SEQUENCE:pol\n"
                   "1.3.6.1.4.1.311.21.1=ASN1:INTEGER:0x20003\n"
                   "[t]\na=OID:1.3.6.1.4.1.311.21.8.1.2\nb=INT:100\nc=INT:3\n"
                   "[sid]\na=IMP:0,SEQUENCE:sid2\n"
                   "[sid2]\na=OID:1.3.6.1.4.1.311.25.2.1\n"
                   "b=EXP:0,FORMAT:ASCII,OCT:S-1-5-21-1-2-3-1105\n"
                   "[pol]\na=SEQUENCE:pol2\n[pol2]\na=OID:1.3.6.1.5.5.7.3.2\n");
    const QByteArray said =
        m_folder.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -noenc -keyout "
                         "ms.key -out ms.pem -config ms.cnf");
    QVERIFY2(!said.startsWith("FAILED"), said.constData());
    const auto read = pki::readCertificates(m_folder.bytes("ms.pem"));
    NEED(read);
    const Facts facts = workbench::certificateFacts(read->front());
    QCOMPARE(value(facts, "Template name (Microsoft)", "Value"), QByteArray("Machine"));
    QCOMPARE(value(facts, "Template (Microsoft)", "Template"),
             QByteArray("1.3.6.1.4.1.311.21.8.1.2"));
    QCOMPARE(value(facts, "Template (Microsoft)", "Version"), QByteArray("100.3"));
    QCOMPARE(value(facts, "Security identifier (Microsoft)", "SID"),
             QByteArray("S-1-5-21-1-2-3-1105"));
    QCOMPARE(value(facts, "Application policies (Microsoft)", "Usage"), QByteArray("clientAuth"));
    QCOMPARE(value(facts, "CA version (Microsoft)", "Certificate"), QByteArray("3"));
    QCOMPARE(value(facts, "CA version (Microsoft)", "Key"), QByteArray("2"));
    QCOMPARE(value(facts, "Public key", "Curve"), QByteArray("P-384"));
    const QByteArray point = value(facts, "Public key", "Point").toLower();
    QVERIFY(m_folder.openssl("x509 -in ms.pem -noout -text")
                .replace('\n', "")
                .replace(' ', "")
                .contains(point));
}

void FactsTest::certificate_ofTheCapturesIsRead() {
    const QString folder = QStringLiteral(SCEPTER_TEST_DATA "/captures/keys/");
    for (const char* file : {"ca.cert.pem", "ca-next.cert.pem"}) {
        QFile source(folder + QString::fromUtf8(file));
        QVERIFY(source.open(QIODevice::ReadOnly));
        m_folder.write("capture.pem", source.readAll());
        const auto read = pki::readCertificates(m_folder.bytes("capture.pem"));
        NEED(read);
        const Facts facts = workbench::certificateFacts(read->front());
        QCOMPARE(value(facts, "Fingerprints", "SHA-256"),
                 afterEquals(m_folder.openssl("x509 -in capture.pem -noout -fingerprint -sha256")));
        QCOMPARE(value(facts, "General", "Serial number"),
                 afterEquals(m_folder.openssl("x509 -in capture.pem -noout -serial")));
        QCOMPARE(value(facts, "Basic constraints", "CA"), QByteArray("yes"));
        for (const Fact& fact : facts)
            QVERIFY2(fact.note.find("malformed") == std::string::npos, fact.group.c_str());
    }
}

void FactsTest::certificate_malformedExtensionsShowTheirBytes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray::fromHex("300501");
    QTest::newRow("trailing") << QByteArray::fromHex("3000050000");
    QTest::newRow("boolean") << QByteArray::fromHex("010100");
    QTest::newRow("private tag") << QByteArray::fromHex("3003C10155");
    QTest::newRow("good start") << QByteArray::fromHex("30088201618201620500");
    QTest::newRow("deep") << QByteArray(400, '\x30') + QByteArray(400, '\x80');
    QTest::newRow("noise") << QByteArray::fromHex("30820FA0FFFFFFFF0102030405");
}

void FactsTest::certificate_malformedExtensionsShowTheirBytes() {
    QFETCH(QByteArray, bytes);
    const Bytes raw(bytes.begin(), bytes.end());
    const Facts plain = workbench::certificateFacts(made({}));
    for (const asn1::Oid& oid : knownExtensions()) {
        const auto certificate = made({{oid, true, raw}});
        Facts facts = workbench::certificateFacts(certificate);
        const auto first = std::find_if(facts.begin(), facts.end(),
                                        [](const Fact& fact) { return fact.critical; });
        QVERIFY(first != facts.end());
        QCOMPARE(first->name, std::string("Value"));
        QVERIFY2(first->note.starts_with("malformed: "), oid.toText().c_str());
        const std::string start = toHex(ByteView(raw).first(std::min<std::size_t>(raw.size(), 1)));
        QVERIFY(first->value.find(start) != std::string::npos);
        // It hides nothing else: without it there are as many facts as before.
        facts.erase(first);
        QCOMPARE(facts.size(), plain.size());
    }
}

void FactsTest::certificate_unknownExtensionIsDumped() {
    const Facts facts = workbench::certificateFacts(
        made({{asn1::Oid("1.2.3.4.5"), false, {0x0C, 0x02, 'h', 'i'}}}));
    QCOMPARE(value(facts, "Extension 1.2.3.4.5", "Value"),
             QByteArray("00000000  0c 02 68 69                                       |..hi|"));
    QVERIFY(find(facts, "Extension 1.2.3.4.5", "Value")->monospace);
}

void FactsTest::certificate_controlCharactersAreEscaped() {
    const auto names = pki::makeGeneralName(pki::GeneralNameType::Upn, "a\nb\x1B[31m");
    NEED(names);
    const Facts facts = workbench::certificateFacts(
        made({pki::makeSubjectAltName({*names})}, "one\nSubject: two\xE2\x80\xAEx"));
    QCOMPARE(value(facts, "Subject", "CN"), QByteArray("one\\x0ASubject: two\\u{202E}x"));
    QCOMPARE(value(facts, "Subject alternative name", "UPN"), QByteArray("a\\x0Ab\\x1B[31m"));
    for (const Fact& fact : facts)
        for (const char c : fact.group + fact.name + fact.note + (fact.monospace ? "" : fact.value))
            QVERIFY(static_cast<unsigned char>(c) >= 0x20);
}

void FactsTest::certificate_sizesAreLimited() {
    std::vector<pki::GeneralName> names(20000,
                                        *pki::makeGeneralName(pki::GeneralNameType::Dns, "a"));
    const Facts many = workbench::certificateFacts(made({pki::makeSubjectAltName(names)}));
    QCOMPARE(many.size(), std::size_t{4001});
    QCOMPARE(many.back().group, std::string("Not shown"));
    QVERIFY(many.back().value.ends_with(" more are not shown"));
    // Half-way through, past the limit: what was counted is taken back too.
    asn1::Writer writer;
    writer.sequence([&] {
        for (const auto& name : names)
            writer.raw(name.der);
        writer.null();
    });
    const Bytes broken = writer.take();
    const Facts malformed =
        workbench::certificateFacts(made({{asn1::oids::kSubjectAltName, false, broken}}));
    QVERIFY(malformed.size() < 40);
    QVERIFY(find(malformed, "Subject alternative name", "Value")->note.find("malformed: ") !=
            std::string::npos);

    const Facts large = workbench::certificateFacts(
        made({{asn1::Oid("1.2.3.4.5"), false, Bytes(100000, 0x41)}}, std::string(9000, 'x')));
    const Fact* dump = find(large, "Extension 1.2.3.4.5", "Value");
    QVERIFY(dump && dump->value.size() < 50000);
    QCOMPARE(dump->note, std::string("the first 8192 of 100000 bytes"));
    QCOMPARE(find(large, "Subject", "CN")->value.size(), std::size_t{4096});
}

void FactsTest::crl_isInWords() {
    const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    NEED(key);
    const auto issuer = m_rich->subject();
    const TimePoint start = *timeFromIsoText("2026-01-01T00:00:00Z");
    const auto ca =
        pki::signCertificate({Bytes{1}, issuer, issuer, start, start, key->publicKey().spki(), {}},
                             *key, pki::Digest::Sha256);
    NEED(ca);
    std::vector<pki::RevokedEntry> entries;
    for (std::uint8_t i = 1; i <= 5; ++i)
        entries.push_back({Bytes{i}, start, pki::RevocationReason::Superseded, {}});
    entries[1].invalidSince = start - std::chrono::days{1};
    const auto crl = pki::signCrl(*ca, *key, pki::Digest::Sha256, 42, start,
                                  start + std::chrono::days{7}, entries);
    NEED(crl);
    const Facts facts = workbench::crlFacts(*crl, 3);
    QCOMPARE(value(facts, "General", "CRL number"), QByteArray("42"));
    QCOMPARE(value(facts, "CRL number", "Value"), QByteArray("42"));
    QCOMPARE(value(facts, "General", "Revoked certificates"), QByteArray("5"));
    QCOMPARE(value(facts, "General", "Next update"), QByteArray("2026-01-08T00:00:00Z"));
    QCOMPARE(value(facts, "Revoked certificates", "02"),
             QByteArray("2026-01-01T00:00:00Z, superseded"));
    QCOMPARE(find(facts, "Revoked certificates", "02")->note,
             std::string("invalid since 2025-12-31T00:00:00Z"));
    QVERIFY(find(facts, "Revoked certificates", "04") == nullptr);
    QCOMPARE(value(facts, "Revoked certificates", "More"), QByteArray("2 entries are not shown"));
    m_folder.write("facts.crl", toQt(crl->der));
    QVERIFY(m_folder.openssl("crl -inform DER -in facts.crl -noout -fingerprint -sha256")
                .contains(value(facts, "Fingerprints", "SHA-256")));
}

void FactsTest::csr_hidesItsChallenge() {
    m_folder.write("csr.cnf", "[req]\nprompt=no\ndistinguished_name=n\nattributes=a\n"
                              "req_extensions=x\n[n]\nCN=dev\n[a]\nchallengePassword=tangerine-9\n"
                              "unstructuredName=A name\n"
                              "[x]\nsubjectAltName=DNS:dev.example\nkeyUsage=digitalSignature\n");
    QVERIFY(works("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout "
                  "c.key -out c.der -outform DER -config csr.cnf"));
    QVERIFY(m_folder.read("c.der").contains("tangerine-9"));
    const auto csr = pki::Csr::fromDer(m_folder.bytes("c.der"));
    NEED(csr);
    const Facts facts = workbench::csrFacts(*csr);
    QCOMPARE(value(facts, "Attributes", "challengePassword"), QByteArray("(present, hidden)"));
    QCOMPARE(value(facts, "Attributes", "unstructuredName"), QByteArray("A name"));
    QCOMPARE(value(facts, "Subject alternative name", "DNS"), QByteArray("dev.example"));
    QCOMPARE(value(facts, "Key usage", "Usage"), QByteArray("digitalSignature"));
    QCOMPARE(value(facts, "General", "Signature"), QByteArray("matches the key"));
    const std::string hex = toColonHex(bytesOf("tangerine"));
    for (const Fact& fact : facts) {
        QVERIFY(fact.value.find("tangerine") == std::string::npos);
        QVERIFY(fact.value.find(hex) == std::string::npos);
    }
}

void FactsTest::csr_saysWhetherItsSignatureMatches() {
    const auto csr = pki::Csr::fromDer(m_folder.bytes("c.der"));
    NEED(csr);
    const auto redacted = pki::Csr::fromDer(csr->redactedDer());
    NEED(redacted);
    QCOMPARE(value(workbench::csrFacts(*redacted), "General", "Signature"),
             QByteArray("does not match"));
    QCOMPARE(
        value(workbench::csrFacts(*redacted, workbench::CsrOrigin::Ledger), "General", "Signature"),
        QByteArray("not checked here"));
}

void FactsTest::chain_isJudged() {
    const auto leaf = made({}, "leaf");
    const TimePoint inside = *timeFromIsoText("2026-01-02T00:00:00Z");
    // The leaf is self-signed, so it is a root of its own, and the other one did not issue it.
    const auto links = workbench::judgeChain({leaf, *m_rich}, inside);
    QCOMPARE(links.size(), std::size_t{2});
    QCOMPARE(links[0].role, std::string("Root"));
    QCOMPARE(links[0].status, LinkStatus::Valid);
    QVERIFY2(links[0].problem.starts_with("its issuer is not"), links[0].problem.c_str());
    QCOMPARE(links[1].status, LinkStatus::NotYetValid);
    QCOMPARE(workbench::judgeChain({leaf}, inside + std::chrono::days{9})[0].status,
             LinkStatus::Expired);
}

void FactsTest::compare_pairsEqualValuesWhateverTheirOrder() {
    const auto dns = [](const char* text) {
        return *pki::makeGeneralName(pki::GeneralNameType::Dns, text);
    };
    const auto left = made({pki::makeSubjectAltName({dns("a"), dns("b"), dns("c"), dns("a")})});
    const auto right = made({pki::makeSubjectAltName({dns("c"), dns("a"), dns("d")})});
    std::vector<workbench::FactDifference> san;
    for (const auto& line : workbench::compareCertificates(left, right))
        if (line.group == "Subject alternative name") san.push_back(line);
    const std::string group = "Subject alternative name";
    QVERIFY(san == (std::vector<workbench::FactDifference>{{group, "DNS", "a", "a", true},
                                                           {group, "DNS", "b", "d", false},
                                                           {group, "DNS", "c", "c", true},
                                                           {group, "DNS", "a", "", false}}));
    for (const auto& line : workbench::compareCertificates(left, left))
        QVERIFY2(line.equal && line.left == line.right, line.name.c_str());
}

void FactsTest::compare_keepsOneOrder() {
    const auto fact = [](const char* group, const char* name) {
        return Fact{group, name, "v", false, false, {}};
    };
    const Facts left{fact("A", "1"), fact("A", "3"), fact("C", "1")};
    const Facts right{fact("0", "1"), fact("A", "1"), fact("A", "2"),
                      fact("B", "1"), fact("C", "0"), fact("C", "1")};
    QByteArrayList keys;
    for (const auto& line : workbench::compareFacts(left, right))
        keys << QByteArray::fromStdString(line.group + line.name);
    QCOMPARE(keys, (QByteArrayList{"01", "A1", "A2", "A3", "B1", "C1", "C0"}));
}

void FactsTest::compare_differenceInCriticalCounts() {
    const asn1::Oid id("1.2.3.4.5");
    const auto lines = workbench::compareCertificates(made({{id, true, {0x05, 0x00}}}),
                                                      made({{id, false, {0x05, 0x00}}}));
    const auto line = std::find_if(lines.begin(), lines.end(), [](const auto& one) {
        return one.group == "Extension 1.2.3.4.5";
    });
    QVERIFY(line != lines.end());
    QVERIFY(!line->equal);
    QVERIFY(line->left.ends_with(" (critical)"));
}

void FactsTest::compare_requestAgainstIssued() {
    const auto csr = pki::Csr::fromDer(m_folder.bytes("c.der"));
    NEED(csr);
    QVERIFY(works("x509 -req -inform DER -in c.der -CA rich.pem -CAkey rich.key "
                  "-set_serial 5 -days 5 -copy_extensions copy -out issued.pem"));
    const auto issued = pki::readCertificates(m_folder.bytes("issued.pem"));
    NEED(issued);
    const auto lines = workbench::compareWithIssued(*csr, issued->front());
    int equal = 0;
    for (const auto& line : lines) {
        QVERIFY(line.group != "Signature" && line.group != "Issuer" && line.group != "Attributes");
        // Nobody asks for these, and the issuer adds them.
        if (line.group == "Validity" || line.group.ends_with("key identifier"))
            QVERIFY(line.left.empty() && !line.equal);
        else
            QVERIFY2(line.equal, (line.group + "/" + line.name).c_str());
        equal += line.equal ? 1 : 0;
    }
    QVERIFY(equal >= 8);
    const auto other = workbench::compareWithIssued(*csr, *m_rich);
    QVERIFY(std::any_of(other.begin(), other.end(), [](const auto& line) {
        return line.group == "Subject" && line.name == "CN" && line.left == "dev" &&
               line.right == "rich" && !line.equal;
    }));
}

QTEST_GUILESS_MAIN(FactsTest)
#include "tst_facts.moc"
