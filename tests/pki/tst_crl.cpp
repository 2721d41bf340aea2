// CRLs, against the openssl command line.
#include "x509_support.h"

#include "asn1/oids.h"
#include "pki/crl.h"

#include <QObject>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;

class TestCrl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void read_showsWhatOpensslWrote();
    void read_takesTheCapturedCrl();
    void read_showsVersion1();
    void sign_isAcceptedByOpenssl_data();
    void sign_isAcceptedByOpenssl();
    void sign_readsBackAsWritten();
    void sign_refusesWhatTheRfcForbids();
    void verify_refusesAnotherKeyAndFlippedBits();
    void read_rejectsEveryTruncation();
    void read_rejectsCriticalEntryExtensions();
    void read_takesOneHundredThousandEntries();
    void reasons_haveTheirNames();

private:
    [[nodiscard]] Certificate issuerFor(const PrivateKey& key) const;
    [[nodiscard]] Bytes crlWith(ByteView entry) const;

    OpenSslTool m_tool;
    std::optional<PrivateKey> m_key;
    std::optional<Certificate> m_issuer;
};

Certificate TestCrl::issuerFor(const PrivateKey& key) const {
    CertificateFields fields;
    fields.serial = {1};
    fields.issuer = Name::fromText("CN=Root,O=Otter").value();
    fields.subject = fields.issuer;
    fields.notBefore = at("2026-01-01T00:00:00Z");
    fields.notAfter = at("2036-01-01T00:00:00Z");
    fields.spki = key.publicKey().spki();
    fields.extensions = {makeBasicConstraints({true, {}}),
                         makeKeyUsage(key_usage::kKeyCertSign | key_usage::kCrlSign),
                         makeSubjectKeyIdentifier(key.publicKey().keyIdentifier())};
    return signCertificate(fields, key, Digest::Sha256).value();
}

// A version 2 CRL of one entry, signed by m_key.
Bytes TestCrl::crlWith(ByteView entry) const {
    const SignatureAlgorithm algorithm = m_key->signatureAlgorithm(Digest::Sha256);
    asn1::Writer tbs;
    tbs.sequence([&] {
        tbs.integer(1);
        writeSignatureAlgorithm(tbs, algorithm);
        tbs.raw(m_issuer->subject().der());
        tbs.time(at("2026-06-01T00:00:00Z"));
        tbs.sequence([&] { tbs.raw(entry); });
    });
    asn1::Writer tail;
    writeSignatureAlgorithm(tail, algorithm);
    tail.bitString(m_key->sign(algorithm, tbs.bytes()).value());
    return sequenceOf({tbs.bytes(), tail.bytes()});
}

void TestCrl::initTestCase() {
    m_key = PrivateKey::generate(keySpecFromText("ec:p256").value()).value();
    m_issuer = issuerFor(*m_key);
    m_tool.write("ca.cnf", "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\ncrlnumber=number\n"
                           "default_md=sha256\ncrl_extensions=x\n[x]\n"
                           "authorityKeyIdentifier=keyid\n");
    m_tool.write("index.txt",
                 "R\t360101000000Z\t260301120000Z,keyTime,20260215103000Z\t80A3\tunknown\t/CN=a\n"
                 "R\t360101000000Z\t260302000000Z\t02\tunknown\t/CN=b\n"
                 "R\t360101000000Z\t260303000000Z,superseded\t03\tunknown\t/CN=c\n"
                 "V\t360101000000Z\t\t04\tunknown\t/CN=d\n");
    m_tool.write("number", "1F\n");
    m_tool.writeCertificate("ca.pem", *m_issuer);
    m_tool.write("ca.key", toQt(m_key->toPem().value().view()));
}

void TestCrl::read_showsWhatOpensslWrote() {
    const QByteArray made = m_tool.run(
        QStringLiteral("ca -config ca.cnf -gencrl -keyfile ca.key -cert ca.pem -crl_lastupdate "
                       "20260601000000Z -crl_nextupdate 20260701000000Z -out crl.pem"));
    QVERIFY2(!made.startsWith("FAILED"), made.constData());
    m_tool.run(QStringLiteral("crl -in crl.pem -outform der -out crl.der"));
    const Crl crl = Crl::fromDer(fromQt(m_tool.read("crl.der"))).value();
    QCOMPARE(toQt(crl.der), m_tool.read("crl.der"));
    QCOMPARE(crl.issuer, m_issuer->subject());
    QCOMPARE(crl.thisUpdate, at("2026-06-01T00:00:00Z"));
    QVERIFY(crl.nextUpdate == at("2026-07-01T00:00:00Z"));
    QVERIFY(crl.number == 0x1F);
    QCOMPARE(crl.entries.size(), std::size_t{3});
    // openssl sorts by serial number.
    QCOMPARE(crl.entries[0], (RevokedEntry{{2}, at("2026-03-02T00:00:00Z"), {}, {}}));
    QCOMPARE(crl.entries[1],
             (RevokedEntry{{3}, at("2026-03-03T00:00:00Z"), RevocationReason::Superseded, {}}));
    QCOMPARE(crl.entries[2], (RevokedEntry{{0x80, 0xA3},
                                           at("2026-03-01T12:00:00Z"),
                                           RevocationReason::KeyCompromise,
                                           at("2026-02-15T10:30:00Z")}));
    QVERIFY(findExtension(crl.extensions, asn1::oids::kAuthorityKeyIdentifier));
    QCOMPARE(outcome(crl.verifySignedBy(m_issuer->publicKey())), QByteArray("ok"));
}

void TestCrl::read_takesTheCapturedCrl() {
    const QByteArray message = Captures::messageOf(QStringLiteral("31-sscep-getcrl.response"));
    const QByteArray content =
        Captures(m_tool).contentOf(message, QStringLiteral("keys/sscep-a.key.pem"));
    QVERIFY2(!content.startsWith("FAILED"), content.constData());
    const asn1::Tree tree =
        asn1::Tree::parse(bytesOf({content.constData(), static_cast<std::size_t>(content.size())}))
            .value();
    // ContentInfo, SignedData: the field [1] behind the content holds the CRL.
    const asn1::Element signedData = tree.root().child(1).child(0);
    asn1::Element crls;
    for (auto e = signedData.firstChild(); e; e = e.nextSibling())
        if (e.isContext(1)) crls = e;
    const auto crl = Crl::fromDer(crls.firstChild().encoded());
    QVERIFY2(crl, crl ? "" : toText(crl.error()).c_str());
    QFile ca(QStringLiteral(SCEPTER_TEST_DATA "/captures/keys/ca.cert.pem"));
    QVERIFY(ca.open(QIODevice::ReadOnly));
    const Certificate issuer = readCertificates(fromQt(ca.readAll())).value().front();
    QVERIFY(crl->issuer.matches(issuer.subject()));
    QCOMPARE(outcome(crl->verifySignedBy(issuer.publicKey())), QByteArray("ok"));
}

void TestCrl::read_showsVersion1() {
    m_tool.write("v1.cnf", "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\ndefault_md=sha256\n");
    m_tool.write("index.txt", "R\t360101000000Z\t260302000000Z\t02\tunknown\t/CN=b\n");
    const QByteArray made = m_tool.run(QStringLiteral(
        "ca -config v1.cnf -gencrl -keyfile ca.key -cert ca.pem -crldays 3 -out v1.pem"));
    QVERIFY2(!made.startsWith("FAILED"), made.constData());
    QVERIFY(m_tool.run(QStringLiteral("crl -in v1.pem -noout -text")).contains("Version 1 "));
    m_tool.run(QStringLiteral("crl -in v1.pem -outform der -out v1.der"));
    const Crl crl = Crl::fromDer(fromQt(m_tool.read("v1.der"))).value();
    QVERIFY(!crl.number && crl.extensions.empty());
    QCOMPARE(crl.entries.size(), std::size_t{1});
    QCOMPARE(outcome(crl.verifySignedBy(m_issuer->publicKey())), QByteArray("ok"));
}

void TestCrl::sign_isAcceptedByOpenssl_data() {
    QTest::addColumn<QByteArray>("keyType");
    for (const char* type : {"rsa:2048", "ec:p384", "ed25519"})
        QTest::newRow(type) << QByteArray(type);
}

void TestCrl::sign_isAcceptedByOpenssl() {
    QFETCH(QByteArray, keyType);
    const PrivateKey key =
        PrivateKey::generate(keySpecFromText(keyType.constData()).value()).value();
    const Certificate issuer = issuerFor(key);
    const std::vector<RevokedEntry> entries{
        {{0x80, 0xA3},
         at("2026-03-01T12:00:00Z"),
         RevocationReason::KeyCompromise,
         at("2026-02-15T10:30:00Z")},
        {{2}, at("2026-03-02T00:00:00Z"), RevocationReason::Unspecified, {}},
        {{3}, at("2055-03-02T00:00:00Z"), RevocationReason::AaCompromise, {}}};
    for (const auto& list : {entries, std::vector<RevokedEntry>{}}) {
        const Crl crl = signCrl(issuer, key, Digest::Sha256, 4711, at("2026-06-01T00:00:00Z"),
                                at("2026-07-01T00:00:00Z"), list)
                            .value();
        m_tool.writeCertificate("i.pem", issuer);
        m_tool.write("ours.der", toQt(crl.der));
        const QByteArray says = m_tool.run(QStringLiteral(
            "crl -inform der -in ours.der -CAfile i.pem -noout -text -nameopt RFC2253"));
        QVERIFY2(says.contains("verify OK"), says.constData());
        QVERIFY(says.contains("Version 2 ") && says.contains("Issuer: CN=Root,O=Otter"));
        QVERIFY(says.contains("4711"));
        QVERIFY(says.contains("Last Update: Jun  1 00:00:00 2026 GMT"));
        QVERIFY(says.contains("Next Update: Jul  1 00:00:00 2026 GMT"));
        QVERIFY(says.contains(toQt(toColonHex(*issuer.subjectKeyIdentifier()))));
        QCOMPARE(says.contains("Serial Number: 80A3"), !list.empty());
        QCOMPARE(says.contains("Key Compromise"), !list.empty());
        QCOMPARE(says.contains("Feb 15 10:30:00 2026 GMT"), !list.empty());
        QCOMPARE(says.count("CRL Reason Code"), list.empty() ? 0 : 2);
        QCOMPARE(says.contains("No Revoked Certificates"), list.empty());
        QCOMPARE(outcome(crl.verifySignedBy(issuer.publicKey())), QByteArray("ok"));
    }
}

void TestCrl::sign_readsBackAsWritten() {
    const std::vector<RevokedEntry> entries{{{0x80},
                                             at("2026-03-01T12:00:00Z"),
                                             RevocationReason::CertificateHold,
                                             at("2026-02-15T10:30:00Z")}};
    const Crl made = signCrl(*m_issuer, *m_key, Digest::Sha256, 0, at("2026-06-01T00:00:00Z"),
                             at("2026-06-01T00:00:00Z"), entries)
                         .value();
    const Crl read = Crl::fromDer(made.der).value();
    QCOMPARE(read.entries, made.entries);
    QCOMPARE(read.extensions, made.extensions);
    QVERIFY(read.number == made.number && read.nextUpdate == made.nextUpdate);
    QCOMPARE(read.issuer, made.issuer);
}

void TestCrl::sign_refusesWhatTheRfcForbids() {
    const TimePoint june = at("2026-06-01T00:00:00Z");
    const TimePoint july = at("2026-07-01T00:00:00Z");
    const PrivateKey other = PrivateKey::generate(keySpecFromText("ec:p256").value()).value();
    const auto sign = [&](const PrivateKey& key, Digest digest, std::int64_t number, TimePoint from,
                          TimePoint to, const std::vector<RevokedEntry>& entries) {
        return outcome(signCrl(*m_issuer, key, digest, number, from, to, entries));
    };
    QCOMPARE(sign(other, Digest::Sha256, 1, june, july, {}), QByteArray("keyMismatch"));
    QCOMPARE(sign(*m_key, Digest::Md5, 1, june, july, {}), QByteArray("algorithmForbidden"));
    QCOMPARE(sign(*m_key, Digest::Sha256, -1, june, july, {}), QByteArray("invalidArgument"));
    QCOMPARE(sign(*m_key, Digest::Sha256, 1, july, june, {}), QByteArray("invalidArgument"));
    QCOMPARE(sign(*m_key, Digest::Sha256, 1, june, july, {{{}, june, {}, {}}}),
             QByteArray("invalidArgument"));
    QCOMPARE(sign(*m_key, Digest::Sha256, 1, june, july,
                  {{{1}, june, RevocationReason::RemoveFromCrl, {}}}),
             QByteArray("invalidArgument"));
}

void TestCrl::verify_refusesAnotherKeyAndFlippedBits() {
    const PrivateKey other = PrivateKey::generate(keySpecFromText("ec:p256").value()).value();
    const Crl crl = signCrl(*m_issuer, *m_key, Digest::Sha256, 7, at("2026-06-01T00:00:00Z"),
                            at("2026-07-01T00:00:00Z"), {})
                        .value();
    QCOMPARE(outcome(crl.verifySignedBy(other.publicKey())), QByteArray("signatureInvalid"));
    const Crl forged = Crl::fromDer(replaced(crl.der, viewOf("Otter"), viewOf("Utter"))).value();
    QCOMPARE(outcome(forged.verifySignedBy(m_issuer->publicKey())), QByteArray("signatureInvalid"));
}

void TestCrl::read_rejectsEveryTruncation() {
    const Crl crl = signCrl(*m_issuer, *m_key, Digest::Sha256, 7, at("2026-06-01T00:00:00Z"),
                            at("2026-07-01T00:00:00Z"), {{{1}, at("2026-06-01T00:00:00Z"), {}, {}}})
                        .value();
    for (std::size_t size = 0; size < crl.der.size(); ++size)
        QCOMPARE(outcome(Crl::fromDer(ByteView(crl.der).first(size))), QByteArray("crlMalformed"));
    Bytes longer = crl.der;
    longer.push_back(0);
    QCOMPARE(outcome(Crl::fromDer(longer)), QByteArray("crlMalformed"));
    QCOMPARE(outcome(Crl::fromDer(m_issuer->der())), QByteArray("crlMalformed"));
}

void TestCrl::read_rejectsCriticalEntryExtensions() {
    const auto entryWith = [](const Extension& extension) {
        asn1::Writer writer;
        writer.sequence([&] {
            writer.integer(5);
            writer.time(at("2026-06-01T00:00:00Z"));
            writeExtensions(writer, {extension});
        });
        return writer.take();
    };
    const asn1::Oid certificateIssuer("2.5.29.29");
    QCOMPARE(outcome(Crl::fromDer(crlWith(entryWith({certificateIssuer, true, {0x30, 0}})))),
             QByteArray("notSupported"));
    QCOMPARE(outcome(Crl::fromDer(crlWith(entryWith({certificateIssuer, false, {0x30, 0}})))),
             QByteArray("ok"));
    // A reason without a name still revokes; one that is no number is refused.
    const Crl odd =
        Crl::fromDer(crlWith(entryWith({asn1::oids::kCrlReason, false, {0x0A, 1, 7}}))).value();
    QCOMPARE(odd.entries[0].reason, RevocationReason::Unspecified);
    QCOMPARE(outcome(Crl::fromDer(crlWith(entryWith({asn1::oids::kCrlReason, false, {0x0A}})))),
             QByteArray("crlMalformed"));
    QCOMPARE(outcome(Crl::fromDer(crlWith(Bytes{5, 0}))), QByteArray("crlMalformed"));
}

void TestCrl::read_takesOneHundredThousandEntries() {
    std::vector<RevokedEntry> entries(100'000);
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i] = {{1, static_cast<std::uint8_t>(i >> 16), static_cast<std::uint8_t>(i >> 8),
                       static_cast<std::uint8_t>(i)},
                      at("2026-06-01T00:00:00Z"),
                      RevocationReason::Superseded,
                      {}};
    const Crl crl = signCrl(*m_issuer, *m_key, Digest::Sha256, 7, at("2026-06-01T00:00:00Z"),
                            at("2026-07-01T00:00:00Z"), entries)
                        .value();
    const Crl read = Crl::fromDer(crl.der).value();
    QVERIFY(read.entries == entries);
    QCOMPARE(outcome(read.verifySignedBy(m_issuer->publicKey())), QByteArray("ok"));
}

void TestCrl::reasons_haveTheirNames() {
    for (int value = 0; value <= 10; ++value) {
        if (value == 7) continue; // not used
        const auto reason = static_cast<RevocationReason>(value);
        QVERIFY(revocationReasonFromText(toText(reason)) == reason);
    }
    QVERIFY(revocationReasonFromText("KEYCOMPROMISE") == RevocationReason::KeyCompromise);
    QVERIFY(!revocationReasonFromText("whim"));
}

QTEST_GUILESS_MAIN(TestCrl)
#include "tst_crl.moc"
