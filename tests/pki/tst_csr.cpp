// CSRs, against the openssl command line and recorded exchanges.
#include "x509_support.h"

#include "asn1/oids.h"
#include "pki/csr.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;

namespace {

Bytes attribute(const asn1::Oid& type, const std::vector<Bytes>& values) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.oid(type);
        writer.set([&] {
            for (const Bytes& value : values)
                writer.raw(value);
        });
    });
    return writer.take();
}

Bytes stringOf(std::uint32_t tag, ByteView content) {
    asn1::Writer writer;
    writer.string(tag, textOf(content));
    return writer.take();
}

Bytes extensionsOf(const std::vector<Extension>& extensions) {
    asn1::Writer writer;
    writeExtensions(writer, extensions);
    return writer.take();
}

Extension altName(const char* host) {
    return makeSubjectAltName({makeGeneralName(GeneralNameType::Dns, host).value()});
}

} // namespace

class TestCsr : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void read_showsWhatOpensslWrote();
    void read_takesEveryCsrInTheCaptures();
    void sign_isAcceptedByOpenssl_data();
    void sign_isAcceptedByOpenssl();
    void sign_choosesTheStringTypeOfTheChallenge();
    void challenge_isReadFromAnyStringType_data();
    void challenge_isReadFromAnyStringType();
    void challenge_emptyIsNotAbsent();
    void challenge_rejectsTwo();
    void challenge_isNotAmongTheAttributes();
    void attributes_mayBeAbsent();
    void extensions_comeFromEveryForm();
    void extensions_rejectAnUnreadableAltName();
    void verify_refusesFlippedBitsAndMd5();
    void verify_takesBer();
    void redacted_dropsTheChallengeAlone();
    void read_rejectsEveryTruncation();
    void read_rejectsTrailingBytes();
    void read_rejectsHostileStructures();

private:
    // A CSR with these attributes, signed properly.
    [[nodiscard]] Bytes csrWith(const std::vector<Bytes>& attributes) const;
    [[nodiscard]] Bytes signedInfo(ByteView info) const;

    OpenSslTool m_tool;
    std::optional<PrivateKey> m_key;
};

void TestCsr::initTestCase() {
    m_key = PrivateKey::generate(keySpecFromText("ec:p256").value()).value();
}

Bytes TestCsr::signedInfo(ByteView info) const {
    const SignatureAlgorithm algorithm = m_key->signatureAlgorithm(Digest::Sha256);
    asn1::Writer tail;
    writeSignatureAlgorithm(tail, algorithm);
    tail.bitString(m_key->sign(algorithm, info).value());
    return sequenceOf({info, tail.bytes()});
}

Bytes TestCsr::csrWith(const std::vector<Bytes>& attributes) const {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.integer(0);
        writer.raw(Name::fromText("CN=device").value().der());
        writer.raw(m_key->publicKey().spki());
        writer.context(0, [&] {
            for (const Bytes& one : attributes)
                writer.raw(one);
        });
    });
    return signedInfo(writer.bytes());
}

void TestCsr::read_showsWhatOpensslWrote() {
    m_tool.write("req.cnf", "[req]\nprompt=no\ndistinguished_name=dn\nattributes=at\n"
                            "req_extensions=ex\n[dn]\nC=DE\nO=Otter\nCN=device 7\n[at]\n"
                            "challengePassword=otter-lamp-77\nunstructuredName=seven\n[ex]\n"
                            "subjectAltName=DNS:host.example,IP:10.0.0.1,"
                            "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:user@otter.example\n"
                            "keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n");
    const QByteArray made = m_tool.run(QStringLiteral(
        "req -new -config req.cnf -newkey rsa:2048 -nodes -keyout r.key -out r.der -outform der"));
    QVERIFY2(!made.startsWith("FAILED"), made.constData());
    const Bytes der = fromQt(m_tool.read("r.der"));
    const Csr csr = Csr::fromDer(der).value();
    QVERIFY(sameBytes(csr.der(), der));
    QCOMPARE(toQt(csr.subject().toText()), QByteArray("CN=device 7,O=Otter,C=DE"));
    QVERIFY(csr.publicKey() == m_tool.key("r.key").publicKey());
    QCOMPARE(toQt(csr.challengePassword()->text()), QByteArray("otter-lamp-77"));
    QCOMPARE(csr.requestedExtensions().size(), std::size_t{3});
    QVERIFY(findExtension(csr.requestedExtensions(), asn1::oids::kKeyUsage)->critical);
    const std::vector<GeneralName> names = csr.subjectAltNames();
    QCOMPARE(names.size(), std::size_t{3});
    QCOMPARE(toQt(names[0].value), QByteArray("host.example"));
    QCOMPARE(toQt(names[1].value), QByteArray("10.0.0.1"));
    QCOMPARE(names[2].type, GeneralNameType::Upn);
    QCOMPARE(toQt(names[2].value), QByteArray("user@otter.example"));
    const auto& attributes = csr.attributes();
    const auto unstructured =
        std::find_if(attributes.begin(), attributes.end(),
                     [](const CsrAttribute& a) { return a.type == asn1::oids::kUnstructuredName; });
    QVERIFY(unstructured != attributes.end());
    QCOMPARE(unstructured->values, (std::vector<Bytes>{stringOf(12, viewOf("seven"))}));
    QCOMPARE(csr.signatureAlgorithm()->digest, Digest::Sha256);
    QCOMPARE(outcome(csr.verify()), QByteArray("ok"));
}

void TestCsr::read_takesEveryCsrInTheCaptures() {
    QFile list(QStringLiteral(SCEPTER_TEST_DATA "/captures/captures.json"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QJsonDocument document = QJsonDocument::fromJson(list.readAll());
    const Captures captures(m_tool);
    int seen = 0;
    const QJsonArray exchanges =
        document.isArray() ? document.array()
                           : document.object().value(QStringLiteral("exchanges")).toArray();
    for (const QJsonValue& value : exchanges) {
        const QJsonObject exchange = value.toObject();
        const int type = exchange[QStringLiteral("messageType")].toInt();
        if (type != 17 && type != 19) continue;
        const QString file = exchange[QStringLiteral("file")].toString();
        const QJsonObject keys = exchange[QStringLiteral("keyFiles")].toObject();
        const QByteArray content =
            captures.contentOf(Captures::messageOf(file + QStringLiteral(".request")),
                               keys[QStringLiteral("request")].toString());
        const auto csr = Csr::fromDer(fromQt(content));
        QVERIFY2(csr, file.toUtf8().constData());
        QCOMPARE(outcome(csr->verify()), QByteArray("ok"));
        const QString keyFile = keys[QStringLiteral("csr")].toString();
        const QByteArray spki = m_tool.run(
            QStringLiteral("pkey -pubout -in " SCEPTER_TEST_DATA "/captures/") + keyFile);
        QCOMPARE(toQt(toPem("PUBLIC KEY", csr->publicKey().spki())), spki);
        const QJsonValue challenge = exchange[QStringLiteral("challenge")];
        QCOMPARE(csr->challengePassword() != nullptr, challenge.isString());
        if (challenge.isString())
            QCOMPARE(toQt(csr->challengePassword()->text()), challenge.toString().toUtf8());
        ++seen;
    }
    QCOMPARE(seen, 24);
}

void TestCsr::sign_isAcceptedByOpenssl_data() {
    QTest::addColumn<QByteArray>("keyType");
    for (const char* type : {"rsa:2048", "ec:p256", "ec:p384", "ec:p521", "ed25519"})
        QTest::newRow(type) << QByteArray(type);
}

void TestCsr::sign_isAcceptedByOpenssl() {
    QFETCH(QByteArray, keyType);
    const PrivateKey key =
        PrivateKey::generate(keySpecFromText(keyType.constData()).value()).value();
    const SecretBytes challenge("one-time 42");
    CsrFields fields;
    fields.subject = Name::fromText("CN=device,O=Otter").value();
    fields.extensions = {altName("host.example"), makeKeyUsage(key_usage::kDigitalSignature)};
    fields.challengePassword = &challenge;
    fields.attributes = {{asn1::oids::kUnstructuredName, {stringOf(12, viewOf("seven"))}}};
    const auto csr = signCsr(fields, key, Digest::Sha256);
    QVERIFY2(csr, csr ? "" : toText(csr.error()).c_str());
    m_tool.write("ours.der", toQt(csr->der()));
    const QByteArray says =
        m_tool.run(QStringLiteral("req -inform der -in ours.der -verify -noout -text"));
    QVERIFY2(says.contains("verify OK"), says.constData());
    QVERIFY(says.contains("challengePassword        :one-time 42"));
    QVERIFY(says.contains("unstructuredName         :seven"));
    QVERIFY(says.contains("DNS:host.example"));
    QVERIFY(says.contains("Subject: O = Otter, CN = device"));
    QCOMPARE(outcome(csr->verify()), QByteArray("ok"));
    // DER wants the attributes sorted: openssl sorts when it writes.
    m_tool.run(QStringLiteral("req -inform der -in ours.der -outform der -out theirs.der"));
    QCOMPARE(m_tool.read("theirs.der"), m_tool.read("ours.der"));
}

void TestCsr::sign_choosesTheStringTypeOfTheChallenge() {
    const std::pair<const char*, const char*> cases[] = {{"Abc 0'()+,-./:=?9", "PRINTABLESTRING"},
                                                         {"a_b", "UTF8STRING"},
                                                         {"gr\xC3\xBC\xC3\x9F", "UTF8STRING"}};
    for (const auto& [text, type] : cases) {
        const SecretBytes challenge{std::string_view(text)};
        CsrFields fields;
        fields.challengePassword = &challenge;
        const Csr csr = signCsr(fields, *m_key, Digest::Sha256).value();
        QCOMPARE(toQt(csr.challengePassword()->text()), QByteArray(text));
        m_tool.write("s.der", toQt(csr.der()));
        const QByteArray dump = m_tool.run(QStringLiteral("asn1parse -inform der -in s.der"));
        const qsizetype at = dump.indexOf("challengePassword");
        QVERIFY2(at > 0 && dump.mid(at).contains(type), dump.constData());
    }
    const SecretBytes broken(std::string_view("\xFF"));
    CsrFields fields;
    fields.challengePassword = &broken;
    QCOMPARE(outcome(signCsr(fields, *m_key, Digest::Sha256)), QByteArray("invalidArgument"));
    fields.challengePassword = nullptr;
    QCOMPARE(outcome(signCsr(fields, *m_key, Digest::Md5)), QByteArray("algorithmForbidden"));
    QVERIFY(signCsr(fields, *m_key, Digest::Sha256).value().challengePassword() == nullptr);
}

void TestCsr::challenge_isReadFromAnyStringType_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, std::uint32_t tag, const QByteArray& content,
                        const QByteArray& text) {
        QTest::newRow(name) << toQt(stringOf(tag, fromQt(content))) << text;
    };
    const QByteArray utf8("gr\xC3\xBC\xC3\x9F");
    row("printable", 19, "abc", "abc");
    row("utf8", 12, utf8, utf8);
    row("ia5", 22, "a@b_c", "a@b_c");
    row("utf8 in ia5", 22, utf8, utf8);
    row("utf8 in printable", 19, utf8, utf8);
    row("latin-1 in ia5", 22, "gr\xFC\xDF", utf8);
    row("t61", 20, "gr\xFC\xDF", utf8);
    row("visible", 26, "abc", "abc");
    row("numeric", 18, "0815", "0815");
    row("bmp", 30, QByteArray("\0g\0r\0\xFC\0\xDF", 8), utf8);
    row("utf8 in bmp", 30, "abc", "abc");
    row("universal", 28, QByteArray("\0\0\0a\0\1\xF9\x80", 8), "a\xF0\x9F\xA6\x80");
    row("4 KB", 12, QByteArray(4096, 'x'), QByteArray(4096, 'x'));
    // BER: a constructed UTF8String of two segments, of indefinite length.
    QTest::newRow("segments") << QByteArray("\x2C\x80\x04\x02gr\x04\x04\xC3\xBC\xC3\x9F\0\0", 14)
                              << utf8;
}

void TestCsr::challenge_isReadFromAnyStringType() {
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, text);
    const auto csr =
        Csr::fromDer(csrWith({attribute(asn1::oids::kChallengePassword, {fromQt(value)})}));
    QVERIFY2(csr, csr ? "" : toText(csr.error()).c_str());
    QCOMPARE(toQt(csr->challengePassword()->text()), text);
    QCOMPARE(outcome(csr->verify()), QByteArray("ok"));
}

void TestCsr::challenge_emptyIsNotAbsent() {
    const Csr csr =
        Csr::fromDer(csrWith({attribute(asn1::oids::kChallengePassword, {stringOf(19, {})})}))
            .value();
    QVERIFY(csr.challengePassword() && csr.challengePassword()->empty());
    QVERIFY(Csr::fromDer(csrWith({})).value().challengePassword() == nullptr);
}

void TestCsr::challenge_rejectsTwo() {
    const Bytes value = stringOf(19, viewOf("abc"));
    const auto& type = asn1::oids::kChallengePassword;
    for (const std::vector<Bytes>& attributes :
         {std::vector<Bytes>{attribute(type, {value}), attribute(type, {value})},
          std::vector<Bytes>{attribute(type, {value, value})},
          std::vector<Bytes>{attribute(type, {})},
          std::vector<Bytes>{attribute(type, {Bytes{2, 1, 5}})},
          std::vector<Bytes>{attribute(type, {stringOf(12, viewOf("\xFF\xFF"))})}})
        QCOMPARE(outcome(Csr::fromDer(csrWith(attributes))), QByteArray("csrMalformed"));
}

void TestCsr::challenge_isNotAmongTheAttributes() {
    const Csr csr =
        Csr::fromDer(
            csrWith({attribute(asn1::oids::kChallengePassword, {stringOf(19, viewOf("secret"))}),
                     attribute(asn1::oids::kUnstructuredName,
                               {stringOf(19, viewOf("a")), stringOf(19, viewOf("b"))})}))
            .value();
    QCOMPARE(csr.attributes().size(), std::size_t{1});
    QCOMPARE(csr.attributes()[0].values.size(), std::size_t{2});
}

void TestCsr::attributes_mayBeAbsent() {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.integer(0);
        writer.raw(Name().der());
        writer.raw(m_key->publicKey().spki());
    });
    const Csr csr = Csr::fromDer(signedInfo(writer.bytes())).value();
    QVERIFY(csr.attributes().empty() && csr.subject().empty());
    QCOMPARE(outcome(csr.verify()), QByteArray("ok"));
}

void TestCsr::extensions_comeFromEveryForm() {
    const Csr csr =
        Csr::fromDer(csrWith({attribute(asn1::oids::kExtensionRequest, {Bytes{0x30, 0x00}}),
                              attribute(asn1::oids::kMicrosoftExtensionRequest,
                                        {extensionsOf({altName("one.example")})}),
                              attribute(asn1::oids::kVerisignExtensionRequest,
                                        {extensionsOf({altName("two.example"), makeKeyUsage(1)}),
                                         extensionsOf({makeBasicConstraints({})})})}))
            .value();
    QCOMPARE(csr.requestedExtensions().size(), std::size_t{3});
    QCOMPARE(csr.subjectAltNames().size(), std::size_t{1});
    QCOMPARE(toQt(csr.subjectAltNames()[0].value), QByteArray("one.example"));
    QCOMPARE(csr.attributes().size(), std::size_t{3});
    const Bytes twice = csrWith({attribute(asn1::oids::kExtensionRequest,
                                           {extensionsOf({makeKeyUsage(1), makeKeyUsage(2)})})});
    QCOMPARE(outcome(Csr::fromDer(twice)), QByteArray("csrMalformed"));
}

void TestCsr::extensions_rejectAnUnreadableAltName() {
    const auto csrFor = [&](Bytes value) {
        return Csr::fromDer(
            csrWith({attribute(asn1::oids::kExtensionRequest,
                               {extensionsOf({{asn1::oids::kSubjectAltName, false, value}})})}));
    };
    QCOMPARE(outcome(csrFor({0x30, 0x05, 0x82})), QByteArray("csrMalformed"));
    QCOMPARE(outcome(csrFor({0x05, 0x00})), QByteArray("csrMalformed"));
    QVERIFY(csrFor({0x30, 0x00}).value().subjectAltNames().empty());
}

void TestCsr::verify_refusesFlippedBitsAndMd5() {
    const Bytes forged = replaced(csrWith({}), viewOf("device"), viewOf("Device"));
    QCOMPARE(outcome(Csr::fromDer(forged).value().verify()), QByteArray("signatureInvalid"));
    m_tool.run(QStringLiteral("req -new -md5 -newkey rsa:2048 -nodes -keyout m.key -subj /CN=m "
                              "-outform der -out m.der"));
    const Csr md5 = Csr::fromDer(fromQt(m_tool.read("m.der"))).value();
    QVERIFY(md5.signatureAlgorithm() == nullptr);
    QCOMPARE(outcome(md5.verify()), QByteArray("algorithmForbidden"));
}

void TestCsr::verify_takesBer() {
    const Bytes der =
        csrWith({attribute(asn1::oids::kUnstructuredName, {stringOf(19, viewOf("a"))})});
    const asn1::Tree tree = asn1::Tree::parse(der).value();
    const Bytes info = indefinite(tree.root().child(0));
    const Bytes overDer =
        sequenceOf({info, tree.root().child(1).encoded(), tree.root().child(2).encoded()});
    for (const Bytes& ber : {indefinite(tree.root()), overDer, signedInfo(info)}) {
        const Csr csr = Csr::fromDer(ber).value();
        QCOMPARE(outcome(csr.verify()), QByteArray("ok"));
        QCOMPARE(csr.attributes()[0].values[0], stringOf(19, viewOf("a")));
    }
}

void TestCsr::redacted_dropsTheChallengeAlone() {
    const Bytes other = attribute(asn1::oids::kUnstructuredName, {stringOf(12, viewOf("seven"))});
    const Bytes secret =
        attribute(asn1::oids::kChallengePassword, {stringOf(19, viewOf("otter-lamp"))});
    const Csr csr = Csr::fromDer(csrWith({secret, other})).value();
    const Bytes redacted = csr.redactedDer();
    QVERIFY(!toQt(redacted).contains("otter-lamp"));
    const Csr again = Csr::fromDer(redacted).value();
    QVERIFY(again.challengePassword() == nullptr);
    QCOMPARE(again.attributes(), csr.attributes());
    QCOMPARE(again.subject(), csr.subject());
    QVERIFY(again.publicKey() == csr.publicKey());
    QCOMPARE(outcome(again.verify()), QByteArray("signatureInvalid"));
    // All but the attribute and the lengths around it is the same, byte for byte.
    const auto parts = [](ByteView bytes) {
        const asn1::Tree tree = asn1::Tree::parse(bytes).value();
        std::vector<Bytes> all;
        for (std::size_t i = 0; i < 3; ++i)
            all.push_back(copyOf(tree.root().child(0).child(i).encoded()));
        all.push_back(copyOf(tree.root().child(1).encoded()));
        all.push_back(copyOf(tree.root().child(2).encoded()));
        return all;
    };
    QCOMPARE(parts(redacted), parts(csr.der()));
    const Bytes plain = csrWith({other});
    QCOMPARE(Csr::fromDer(plain).value().redactedDer(), plain);
    const Csr alone = Csr::fromDer(csrWith({secret})).value();
    QVERIFY(Csr::fromDer(alone.redactedDer()).value().attributes().empty());
}

void TestCsr::read_rejectsEveryTruncation() {
    const Bytes der =
        csrWith({attribute(asn1::oids::kChallengePassword, {stringOf(19, viewOf("abc"))})});
    for (std::size_t size = 0; size < der.size(); ++size)
        QCOMPARE(outcome(Csr::fromDer(ByteView(der).first(size))), QByteArray("csrMalformed"));
}

void TestCsr::read_rejectsTrailingBytes() {
    Bytes der = csrWith({});
    der.push_back(0);
    QCOMPARE(outcome(Csr::fromDer(der)), QByteArray("csrMalformed"));
}

void TestCsr::read_rejectsHostileStructures() {
    QCOMPARE(outcome(Csr::fromDer(nested(5000))), QByteArray("limitExceeded"));
    QCOMPARE(outcome(Csr::fromDer(csrWith({nested(63)}))), QByteArray("limitExceeded"));
    const Bytes one = attribute(asn1::oids::kUnstructuredName, {});
    QCOMPARE(outcome(Csr::fromDer(csrWith(std::vector<Bytes>(300, one)))),
             QByteArray("limitExceeded"));
    for (const Bytes& wrong : {Bytes{5, 0}, Bytes{0x30, 0}, Bytes{0x30, 2, 5, 0},
                               sequenceOf({Bytes{6, 1, 0x2A}, Bytes{0x30, 0}})})
        QCOMPARE(outcome(Csr::fromDer(csrWith({wrong}))), QByteArray("csrMalformed"));
    const Certificate certificate = [&] {
        CertificateFields fields;
        fields.serial = {1};
        fields.spki = m_key->publicKey().spki();
        return signCertificate(fields, *m_key, Digest::Sha256).value();
    }();
    QCOMPARE(outcome(Csr::fromDer(certificate.der())), QByteArray("csrMalformed"));
}

QTEST_GUILESS_MAIN(TestCsr)
#include "tst_csr.moc"
