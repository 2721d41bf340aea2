// Certificates and PEM, against the openssl command line and recorded exchanges.
#include "x509_support.h"

#include "asn1/oids.h"
#include "pki/crypto.h"

#include <QDirIterator>
#include <QObject>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;

namespace {

KeySpec specOf(const char* text) {
    return keySpecFromText(text).value();
}

CertificateFields fieldsFor(const PrivateKey& key, const char* subject) {
    CertificateFields fields;
    fields.serial = randomSerial().value();
    fields.issuer = Name::fromText(subject).value();
    fields.subject = fields.issuer;
    fields.notBefore = at("2026-01-01T00:00:00Z");
    fields.notAfter = at("2036-01-01T00:00:00Z");
    fields.spki = key.publicKey().spki();
    return fields;
}

Certificate signRoot(const PrivateKey& key, const char* subject) {
    CertificateFields fields = fieldsFor(key, subject);
    fields.extensions = {
        makeBasicConstraints({true, std::nullopt}),
        makeKeyUsage(key_usage::kKeyCertSign | key_usage::kCrlSign),
        makeSubjectKeyIdentifier(key.publicKey().keyIdentifier()),
    };
    return signCertificate(fields, key, Digest::Sha256).value();
}

// The parts of a certificate, put together anew with another TBS and its signature.
Bytes resigned(ByteView tbs, const PrivateKey& key) {
    const SignatureAlgorithm algorithm = key.signatureAlgorithm(Digest::Sha256);
    asn1::Writer tail;
    writeSignatureAlgorithm(tail, algorithm);
    tail.bitString(key.sign(algorithm, tbs).value());
    return sequenceOf({tbs, tail.bytes()});
}

} // namespace

class TestCertificate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void read_showsWhatOpensslWrote();
    void read_showsVersion1();
    void read_showsLargeAndNegativeSerials();
    void read_knowsTheEndOfTime();
    void read_takesEveryCertificateInTheCaptures();
    void sign_isAcceptedByOpenssl_data();
    void sign_isAcceptedByOpenssl();
    void sign_followsTheRulesOfSerials();
    void sign_refusesMd5AndBackwardValidity();
    void randomSerial_isPositiveAnd16Bytes();
    void verify_refusesAnotherKeyAndFlippedBits();
    void verify_refusesAnAlgorithmThatDiffersInside();
    void verify_takesBerAsEncodedAndAsDer();
    void verify_refusesMd5();
    void validity_includesItsLastSecond();
    void read_rejectsEveryTruncation();
    void read_rejectsTrailingBytes();
    void read_rejectsDuplicateExtensions();
    void read_rejectsHostileStructures();
    void unreadableExtensions_permitNothing();
    void pem_roundTripsThroughOpenssl();
    void pem_passesOverWhatIsNotABlock();
    void pem_rejectsBrokenBlocks();

private:
    OpenSslTool m_tool;
    std::optional<PrivateKey> m_key;
    std::optional<Certificate> m_root;
};

void TestCertificate::initTestCase() {
    m_key = PrivateKey::generate(specOf("ec:p256")).value();
    m_root = signRoot(*m_key, "CN=Root,O=Otter");
}

void TestCertificate::read_showsWhatOpensslWrote() {
    const QByteArray made = m_tool.runList(
        QStringList{QStringLiteral("req"),
                    QStringLiteral("-x509"),
                    QStringLiteral("-newkey"),
                    QStringLiteral("rsa:2048"),
                    QStringLiteral("-nodes"),
                    QStringLiteral("-keyout"),
                    QStringLiteral("k.pem"),
                    QStringLiteral("-out"),
                    QStringLiteral("c.pem"),
                    QStringLiteral("-days"),
                    QStringLiteral("30"),
                    QStringLiteral("-set_serial"),
                    QStringLiteral("0x80A3FF"),
                    QStringLiteral("-subj"),
                    QStringLiteral("/C=DE/O=Otter, Inc./CN=device 7"),
                    QStringLiteral("-addext"),
                    QStringLiteral("subjectAltName=DNS:host.example,IP:10.0.0.1,email:a@b.example"),
                    QStringLiteral("-addext"),
                    QStringLiteral("keyUsage=critical,digitalSignature,keyEncipherment"),
                    QStringLiteral("-addext"),
                    QStringLiteral("extendedKeyUsage=clientAuth,serverAuth"),
                    QStringLiteral("-sha384")});
    QVERIFY2(!made.startsWith("FAILED"), made.constData());
    const Certificate c = m_tool.certificate("c.pem");
    QCOMPARE(toQt(c.serialText()), QByteArray("80A3FF"));
    QCOMPARE(toQt(toHex(c.serial())), QByteArray("0080a3ff"));
    const auto says = [&](const char* option) {
        return m_tool
            .run(QStringLiteral("x509 -in c.pem -noout -dateopt iso_8601 -nameopt RFC2253 ") +
                 QString::fromUtf8(option))
            .trimmed();
    };
    QCOMPARE("subject=" + toQt(c.subject().toText()), says("-subject"));
    QCOMPARE("issuer=" + toQt(c.issuer().toText()), says("-issuer"));
    QCOMPARE("notBefore=" + toQt(toIsoText(c.notBefore())).replace('T', ' '), says("-startdate"));
    QCOMPARE("notAfter=" + toQt(toIsoText(c.notAfter())).replace('T', ' '), says("-enddate"));
    QCOMPARE(says("-fingerprint -sha256").split('=').last(), toQt(toColonHex(c.fingerprint())));
    QCOMPARE(says("-fingerprint -sha1").split('=').last(),
             toQt(toColonHex(c.fingerprint(Digest::Sha1))));
    QCOMPARE(toQt(toPem("PUBLIC KEY", c.publicKey().spki())).trimmed(), says("-pubkey"));
    QVERIFY(
        says("-ext subjectKeyIdentifier").contains(toQt(toColonHex(*c.subjectKeyIdentifier()))));
    QCOMPARE(*c.keyUsage(), key_usage::kDigitalSignature | key_usage::kKeyEncipherment);
    QCOMPARE(c.extendedKeyUsage(),
             (std::vector{asn1::oids::kEkuClientAuth, asn1::oids::kEkuServerAuth}));
    QCOMPARE(c.basicConstraints()->ca, true);
    QCOMPARE(c.subjectAltNames().size(), std::size_t{3});
    QCOMPARE(toQt(c.subjectAltNames()[1].value), QByteArray("10.0.0.1"));
    QVERIFY(c.isSelfIssued());
    QCOMPARE(c.signatureOid(), asn1::oids::kSha384WithRsa);
    QCOMPARE(c.signatureAlgorithm()->digest, Digest::Sha384);
    QCOMPARE(c.signature().size(), std::size_t{256});
    QCOMPARE(outcome(c.verifySignedBy(c.publicKey())), QByteArray("ok"));
    QVERIFY(c == Certificate::fromDer(c.der()).value());
    QVERIFY(!(c == *m_root));
}

void TestCertificate::read_showsVersion1() {
    m_tool.run(QStringLiteral("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                              "-keyout v1.key -out v1.csr -subj /CN=old"));
    const QByteArray made =
        m_tool.run(QStringLiteral("x509 -req -in v1.csr -signkey v1.key -days 3 -out v1.pem"));
    QVERIFY(m_tool.run(QStringLiteral("x509 -in v1.pem -noout -text")).contains("Version: 1"));
    const Certificate c = m_tool.certificate("v1.pem");
    QVERIFY(c.extensions().empty());
    QVERIFY(!c.keyUsage() && !c.basicConstraints() && !c.subjectKeyIdentifier());
    QVERIFY(c.subjectAltNames().empty() && c.extendedKeyUsage().empty());
    QCOMPARE(outcome(c.verifySignedBy(c.publicKey())), QByteArray("ok"));
}

void TestCertificate::read_showsLargeAndNegativeSerials() {
    // 32 bytes, as sscep makes them, and below zero.
    for (const char* serial : {"0x7F0000000000000000000000000000000000000000000000000000000000FFFF",
                               "-0x80", "-0xFF01", "0"}) {
        const QByteArray made = m_tool.run(
            QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "
                           "n.key -out n.pem -subj /CN=n -set_serial ") +
            QString::fromUtf8(serial));
        QVERIFY2(!made.startsWith("FAILED"), made.constData());
        const QByteArray says =
            m_tool.run(QStringLiteral("x509 -in n.pem -noout -serial")).trimmed();
        QCOMPARE("serial=" + toQt(m_tool.certificate("n.pem").serialText()), says);
    }
}

void TestCertificate::read_knowsTheEndOfTime() {
    CertificateFields fields = fieldsFor(*m_key, "CN=forever");
    fields.notAfter = at("9999-12-31T23:59:59Z");
    const Certificate c = signCertificate(fields, *m_key, Digest::Sha256).value();
    QCOMPARE(c.notAfter(), at("9999-12-31T23:59:59Z"));
    m_tool.writeCertificate("end.pem", c);
    QCOMPARE(m_tool.run(QStringLiteral("x509 -in end.pem -noout -enddate")).trimmed(),
             QByteArray("notAfter=Dec 31 23:59:59 9999 GMT"));
    QVERIFY(m_tool.run(QStringLiteral("asn1parse -in end.pem")).contains("99991231235959Z"));
}

void TestCertificate::read_takesEveryCertificateInTheCaptures() {
    const Captures captures(m_tool);
    QDirIterator files(QStringLiteral(SCEPTER_TEST_DATA "/captures"),
                       {QStringLiteral("*.request"), QStringLiteral("*.response")});
    int seen = 0;
    while (files.hasNext()) {
        files.next();
        const QByteArray message = Captures::messageOf(files.fileName());
        if (!message.startsWith('\x30')) continue;
        m_tool.write("p7.der", message);
        const QByteArray pem =
            m_tool.run(QStringLiteral("pkcs7 -inform der -in p7.der -print_certs"));
        if (pem.startsWith("FAILED")) continue; // GetCACert: a bare certificate
        const auto certificates = readCertificates(fromQt(pem));
        QVERIFY2(certificates, files.fileName().toUtf8().constData());
        for (const Certificate& c : *certificates) {
            m_tool.writeCertificate("seen.pem", c);
            const QList<QByteArray> says =
                m_tool
                    .run(QStringLiteral("x509 -in seen.pem -noout -serial -subject -enddate "
                                        "-nameopt RFC2253 -dateopt iso_8601"))
                    .split('\n');
            QCOMPARE("serial=" + toQt(c.serialText()), says[0]);
            QCOMPARE("subject=" + toQt(c.subject().toText()), says[1]);
            QCOMPARE("notAfter=" + toQt(toIsoText(c.notAfter())).replace('T', ' '), says[2]);
            if (c.isSelfIssued())
                QCOMPARE(outcome(c.verifySignedBy(c.publicKey())), QByteArray("ok"));
            ++seen;
        }
    }
    QVERIFY2(seen >= 60, QByteArray::number(seen).constData());
}

void TestCertificate::sign_isAcceptedByOpenssl_data() {
    QTest::addColumn<QByteArray>("caKey");
    QTest::addColumn<QByteArray>("leafKey");
    QTest::addColumn<int>("digest");
    const auto row = [](const char* ca, const char* leaf, Digest digest) {
        QTest::addRow("%s signs %s, %s", ca, leaf, std::string(toText(digest)).c_str())
            << QByteArray(ca) << QByteArray(leaf) << static_cast<int>(digest);
    };
    row("rsa:2048", "rsa:2048", Digest::Sha256);
    row("rsa:2048", "ec:p256", Digest::Sha512);
    row("ec:p256", "ed25519", Digest::Sha256);
    row("ec:p384", "rsa:2048", Digest::Sha384);
    row("ec:p521", "ec:p521", Digest::Sha512);
    row("ed25519", "ec:p384", Digest::Sha256);
}

void TestCertificate::sign_isAcceptedByOpenssl() {
    QFETCH(QByteArray, caKey);
    QFETCH(QByteArray, leafKey);
    QFETCH(int, digest);
    const PrivateKey key = PrivateKey::generate(specOf(caKey.constData())).value();
    const Certificate root = signRoot(key, "CN=Root CA,O=Otter,C=DE");
    const PrivateKey other = PrivateKey::generate(specOf(leafKey.constData())).value();
    CertificateFields fields = fieldsFor(other, "CN=device,serialNumber=12 34");
    fields.issuer = root.subject();
    fields.extensions = {
        makeBasicConstraints({}),
        makeKeyUsage(key_usage::kDigitalSignature),
        makeExtendedKeyUsage({asn1::oids::kEkuClientAuth}),
        makeSubjectAltName({makeGeneralName(GeneralNameType::Dns, "host.example").value()}),
        makeSubjectKeyIdentifier(other.publicKey().keyIdentifier()),
        makeAuthorityKeyIdentifier(*root.subjectKeyIdentifier()),
    };
    const auto leaf = signCertificate(fields, key, static_cast<Digest>(digest));
    QVERIFY2(leaf, leaf ? "" : toText(leaf.error()).c_str());
    m_tool.writeCertificate("ca.pem", root);
    m_tool.writeCertificate("leaf.pem", *leaf);
    QCOMPARE(m_tool
                 .run(QStringLiteral("verify -x509_strict -check_ss_sig -CAfile ca.pem -attime "
                                     "1790000000 leaf.pem"))
                 .trimmed(),
             QByteArray("leaf.pem: OK"));
    QCOMPARE(outcome(leaf->verifySignedBy(root.publicKey())), QByteArray("ok"));
    QVERIFY(leaf->publicKey() == other.publicKey());
}

void TestCertificate::sign_followsTheRulesOfSerials() {
    const auto sign = [&](Bytes serial) {
        CertificateFields fields = fieldsFor(*m_key, "CN=s");
        fields.serial = std::move(serial);
        return signCertificate(fields, *m_key, Digest::Sha256);
    };
    QCOMPARE(outcome(sign({})), QByteArray("invalidArgument"));
    QCOMPARE(outcome(sign({0, 0})), QByteArray("invalidArgument"));
    QCOMPARE(outcome(sign(Bytes(20, 0x80))), QByteArray("invalidArgument")); // 21 octets
    QCOMPARE(outcome(sign(Bytes(21, 0x01))), QByteArray("invalidArgument"));
    QCOMPARE(sign(Bytes(20, 0x7F)).value().serial(), Bytes(20, 0x7F));
    QCOMPARE(sign({0, 0, 0x80}).value().serial(), (Bytes{0, 0x80}));
    QCOMPARE(toQt(sign({0x80}).value().serialText()), QByteArray("80"));
}

void TestCertificate::sign_refusesMd5AndBackwardValidity() {
    CertificateFields fields = fieldsFor(*m_key, "CN=s");
    QCOMPARE(outcome(signCertificate(fields, *m_key, Digest::Md5)),
             QByteArray("algorithmForbidden"));
    std::swap(fields.notBefore, fields.notAfter);
    QCOMPARE(outcome(signCertificate(fields, *m_key, Digest::Sha256)),
             QByteArray("invalidArgument"));
}

void TestCertificate::randomSerial_isPositiveAnd16Bytes() {
    std::vector<Bytes> seen;
    for (int i = 0; i < 500; ++i) {
        const Bytes serial = randomSerial().value();
        QCOMPARE(serial.size(), std::size_t{16});
        QVERIFY(serial[0] != 0 && serial[0] < 0x80);
        QVERIFY(std::find(seen.begin(), seen.end(), serial) == seen.end());
        seen.push_back(serial);
    }
}

void TestCertificate::verify_refusesAnotherKeyAndFlippedBits() {
    const PrivateKey other = PrivateKey::generate(specOf("ec:p256")).value();
    QCOMPARE(outcome(m_root->verifySignedBy(other.publicKey())), QByteArray("signatureInvalid"));
    const Bytes forged = replaced(m_root->der(), viewOf("Otter"), viewOf("Utter"));
    QVERIFY(forged != m_root->der());
    QCOMPARE(outcome(Certificate::fromDer(forged).value().verifySignedBy(m_root->publicKey())),
             QByteArray("signatureInvalid"));
}

void TestCertificate::verify_refusesAnAlgorithmThatDiffersInside() {
    // The outer identifier alone says SHA-384; the inner one is signed.
    const asn1::Tree tree = asn1::Tree::parse(m_root->der()).value();
    asn1::Writer other;
    writeSignatureAlgorithm(other, {SignatureScheme::Ecdsa, Digest::Sha384});
    const Bytes der =
        sequenceOf({tree.root().child(0).encoded(), other.bytes(), tree.root().child(2).encoded()});
    const auto verified = Certificate::fromDer(der).value().verifySignedBy(m_root->publicKey());
    QCOMPARE(outcome(verified), QByteArray("signatureInvalid"));
    QVERIFY(toQt(verified.error().detail).contains("differ"));
}

void TestCertificate::verify_takesBerAsEncodedAndAsDer() {
    const asn1::Tree tree = asn1::Tree::parse(m_root->der()).value();
    const asn1::Element tbs = tree.root().child(0);
    const ByteView algorithm = tree.root().child(1).encoded();
    const ByteView signature = tree.root().child(2).encoded();
    // Only the outside is BER.
    const Bytes outer = indefinite(tree.root());
    const Certificate a = Certificate::fromDer(outer).value();
    QCOMPARE(a.der(), outer);
    QCOMPARE(outcome(a.verifySignedBy(m_root->publicKey())), QByteArray("ok"));
    // The signed part is BER, its signature was made over the DER ...
    const Bytes ber = indefinite(tbs);
    const Certificate b = Certificate::fromDer(sequenceOf({ber, algorithm, signature})).value();
    QVERIFY(sameBytes(b.tbs(), ber));
    QCOMPARE(b.subject(), m_root->subject());
    QVERIFY(b.publicKey() == m_root->publicKey());
    QCOMPARE(outcome(b.verifySignedBy(m_root->publicKey())), QByteArray("ok"));
    // ... or over what was sent.
    const Certificate c = Certificate::fromDer(resigned(ber, *m_key)).value();
    QCOMPARE(outcome(c.verifySignedBy(m_root->publicKey())), QByteArray("ok"));
}

void TestCertificate::verify_refusesMd5() {
    m_tool.run(QStringLiteral("req -x509 -newkey rsa:2048 -nodes -md5 -keyout md5.key -out md5.pem "
                              "-subj /CN=md5"));
    const Certificate c = m_tool.certificate("md5.pem");
    QVERIFY(c.signatureAlgorithm() == nullptr);
    QCOMPARE(c.signatureOid(), asn1::oids::kMd5WithRsa);
    QCOMPARE(outcome(c.verifySignedBy(c.publicKey())), QByteArray("algorithmForbidden"));
}

void TestCertificate::validity_includesItsLastSecond() {
    QCOMPARE(outcome(m_root->checkValidAt(at("2025-12-31T23:59:59Z"))),
             QByteArray("certificateNotYetValid"));
    QCOMPARE(outcome(m_root->checkValidAt(at("2026-01-01T00:00:00Z"))), QByteArray("ok"));
    QCOMPARE(outcome(m_root->checkValidAt(at("2036-01-01T00:00:00Z"))), QByteArray("ok"));
    QCOMPARE(outcome(m_root->checkValidAt(at("2036-01-01T00:00:01Z"))),
             QByteArray("certificateExpired"));
}

void TestCertificate::read_rejectsEveryTruncation() {
    const Bytes& der = m_root->der();
    for (std::size_t size = 0; size < der.size(); ++size)
        QCOMPARE(outcome(Certificate::fromDer(ByteView(der).first(size))),
                 QByteArray("certificateMalformed"));
}

void TestCertificate::read_rejectsTrailingBytes() {
    Bytes der = m_root->der();
    der.push_back(0);
    QCOMPARE(outcome(Certificate::fromDer(der)), QByteArray("certificateMalformed"));
}

void TestCertificate::read_rejectsDuplicateExtensions() {
    CertificateFields fields = fieldsFor(*m_key, "CN=s");
    fields.extensions = {makeKeyUsage(1), makeBasicConstraints({}), makeKeyUsage(2)};
    QCOMPARE(outcome(signCertificate(fields, *m_key, Digest::Sha256)),
             QByteArray("certificateMalformed"));
}

void TestCertificate::read_rejectsHostileStructures() {
    QVERIFY(!Certificate::fromDer(nested(63)));
    QCOMPARE(outcome(Certificate::fromDer(nested(5000))), QByteArray("limitExceeded"));
    const Bytes version3{0xA0, 3, 2, 1, 2};
    for (const std::uint8_t version : {std::uint8_t{3}, std::uint8_t{0xFF}, std::uint8_t{0}}) {
        const Bytes other{0xA0, 3, 2, 1, version}; // 0 is version 1, which has no extensions
        QCOMPARE(outcome(Certificate::fromDer(replaced(m_root->der(), version3, other))),
                 QByteArray("certificateMalformed"));
    }
    CertificateFields fields = fieldsFor(*m_key, "CN=s");
    for (unsigned i = 0; i < 600; ++i)
        fields.extensions.push_back(
            {asn1::Oid::fromText("1.2.3." + std::to_string(i)).value(), false, {5, 0}});
    QCOMPARE(outcome(signCertificate(fields, *m_key, Digest::Sha256)), QByteArray("limitExceeded"));
}

void TestCertificate::unreadableExtensions_permitNothing() {
    CertificateFields fields = fieldsFor(*m_key, "CN=s");
    fields.extensions = {{asn1::oids::kKeyUsage, true, {0x30}},
                         {asn1::oids::kBasicConstraints, true, {0x01, 0xFF}},
                         {asn1::oids::kSubjectKeyIdentifier, false, {0x30, 0x00}}};
    const Certificate c = signCertificate(fields, *m_key, Digest::Sha256).value();
    QVERIFY(c.keyUsage() == std::optional<std::uint16_t>(std::uint16_t{0}));
    QVERIFY(c.basicConstraints() == BasicConstraints{});
    QVERIFY(!c.subjectKeyIdentifier());
}

void TestCertificate::pem_roundTripsThroughOpenssl() {
    m_tool.writeCertificate("rt.pem", *m_root);
    QCOMPARE(m_tool.run(QStringLiteral("x509 -in rt.pem")), m_tool.read("rt.pem"));
    m_tool.run(QStringLiteral("x509 -in rt.pem -addtrust serverAuth -trustout -out trusted.pem"));
    QVERIFY(m_tool.read("trusted.pem").contains("TRUSTED"));
    QVERIFY(m_tool.certificate("trusted.pem") == *m_root);
    QVERIFY(readCertificates(m_root->der()).value().front() == *m_root);
}

void TestCertificate::pem_passesOverWhatIsNotABlock() {
    const std::string one = toPem("CERTIFICATE", m_root->der());
    const std::string text = "0 subject=x\r\n-----BEGIN of nothing\n" + one + "between\n" +
                             "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n"
                             "-----END RSA PRIVATE KEY-----\n" +
                             one + "after";
    QCOMPARE(readPem(text).value().size(), std::size_t{2});
    QCOMPARE(readCertificates(bytesOf(text)).value().size(), std::size_t{2});
    QVERIFY(readPem("").value().empty());
    QCOMPARE(outcome(readCertificates(bytesOf(toPem("X509 CRL", Bytes{0x30, 0})))),
             QByteArray("certificateMalformed"));
    QVERIFY(!readCertificates({}));
}

void TestCertificate::pem_rejectsBrokenBlocks() {
    for (const char* text :
         {"-----BEGIN X-----\nAAAA\n", "-----BEGIN X-----\nAAAA\n-----END Y-----\n",
          "-----BEGIN X-----\n-----BEGIN X-----\n-----END X-----\n",
          "-----BEGIN X-----\n*AA=\n-----END X-----\n"})
        QCOMPARE(outcome(readPem(text)), QByteArray("encodingMalformed"));
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
