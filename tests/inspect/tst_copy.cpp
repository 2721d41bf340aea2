// Any field in any form, and what is secret only when asked.
#include "inspect_support.h"

#include "inspect/copy.h"

#include "base/encoding.h"

#include <QRegularExpression>

using namespace scepter;
using namespace scepter::test;
using inspect::CopyFormat;
using inspect::kNoNode;
using inspect::Tree;

namespace {

std::vector<CopyFormat> formatsOf(const Tree& tree, NodeId id) {
    std::vector<CopyFormat> formats;
    for (const inspect::CopyChoice& choice : inspect::copyChoices(tree, id))
        formats.push_back(choice.format);
    return formats;
}

QByteArray copied(const Tree& tree, NodeId id, CopyFormat format, bool secrets = false) {
    const auto made = inspect::copyNode(tree, id, format, secrets);
    return made ? toQt(made->bytes.view()) : QByteArray("FAILED ") + toQt(toText(made.error()));
}

} // namespace

class TestCopy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void certificate_isHadInEveryForm();
    void pem_isReadByOpenssl_data();
    void pem_isReadByOpenssl();
    void longValues_areCopiedWhole();
    void fieldsWithoutBytes_haveTextAlone();
    void secrets_areRefusedUnlessAllowed();
    void bytesAroundASecret_areSecretToo();
    void ciphertext_isNoSecret();
    void textAndJson_hideSecrets();
    void json_isWhatTheCommandLinePrints();
    void formats_haveStableNames();
    void nothing_isHadOfNoNode();

private:
    OpenSslTool m_tool;
    inspect::Keyring m_keys;
    Inspection m_request; ///< strongSwan's PKCSReq, opened
    NodeId m_certificate = kNoNode;
};

void TestCopy::initTestCase() {
    m_keys.keys.push_back(
        {"CA", captureKey("keys/ca.key.pem"), captureCertificate("keys/ca.cert.pem")});
    const QByteArray file = captureFile("03-strongswan-enroll-post-aes128-sha256.request");
    m_request = inspect::inspect(fromQt(file), optionsWith(m_keys));
    const NodeId all = m_request.tree.find("certificates");
    QVERIFY(all != kNoNode);
    m_certificate = m_request.tree.node(all).firstChild;
}

void TestCopy::certificate_isHadInEveryForm() {
    const Tree& tree = m_request.tree;
    QCOMPARE(formatsOf(tree, m_certificate).size(), std::size_t{8});
    const ByteView der = tree.bytes(tree.node(m_certificate).place);
    QCOMPARE(copied(tree, m_certificate, CopyFormat::Der), toQt(der));
    QCOMPARE(copied(tree, m_certificate, CopyFormat::Base64), toQt(der).toBase64());
    QCOMPARE(copied(tree, m_certificate, CopyFormat::Hex), toQt(der).toHex(' ').toUpper());
    QCOMPARE(copied(tree, m_certificate, CopyFormat::Value),
             QByteArray("CN=swan-a,O=Example,C=DE"));
    const QByteArray dump = copied(tree, m_certificate, CopyFormat::HexDump);
    QVERIFY2(dump.startsWith("00000000  30 82 "), dump.left(80).constData());
    QCOMPARE(dump.count('\n'), static_cast<qsizetype>((der.size() + 15) / 16));
    // And back: the dump is read again.
    const auto again = inspect::inspect(fromQt(dump), {});
    QVERIFY(again.facts.subject == inspect::Subject::Certificate);
    const auto made = inspect::copyNode(tree, m_certificate, CopyFormat::Der);
    QVERIFY(made && made->binary);
    QCOMPARE(made->suffix, std::string("crt"));
}

void TestCopy::pem_isReadByOpenssl_data() {
    QTest::addColumn<QString>("node");
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("label");
    QTest::newRow("certificate") << "[certificate]" << "x509 -noout -subject"
                                 << QByteArray("CERTIFICATE");
    QTest::newRow("CSR") << "CSR" << "req -noout -verify -subject"
                         << QByteArray("CERTIFICATE REQUEST");
    QTest::newRow("key") << "subjectPublicKeyInfo" << "pkey -pubin -noout -text"
                         << QByteArray("PUBLIC KEY");
    QTest::newRow("message") << "ContentInfo" << "cms -cmsout -noout -print -inform PEM"
                             << QByteArray("PKCS7");
}

void TestCopy::pem_isReadByOpenssl() {
    QFETCH(QString, node);
    QFETCH(QString, command);
    QFETCH(QByteArray, label);
    const Tree& tree = m_request.tree;
    const NodeId id = node == u"[certificate]" ? m_certificate : tree.find(node.toStdString());
    QVERIFY(id != kNoNode);
    const QByteArray pem = copied(tree, id, CopyFormat::Pem, true);
    QVERIFY2(pem.startsWith(QByteArray("-----BEGIN " + label + "-----\n")),
             pem.left(60).constData());
    const QByteArray read = m_tool.run(command, pem);
    QVERIFY2(!read.startsWith("FAILED"), read.constData());
    // A field that is none of these has no PEM.
    QVERIFY(!inspect::copyNode(tree, tree.find("subject"), CopyFormat::Pem));
}

void TestCopy::longValues_areCopiedWhole() {
    const Tree& tree = m_request.tree;
    const NodeId modulus = tree.find("modulus");
    QVERIFY(QString::fromStdString(tree.node(modulus).value).endsWith(u'…'));
    const QByteArray whole = copied(tree, modulus, CopyFormat::Value);
    QCOMPARE(whole, toQt(tree.content(tree.node(modulus).place)).toHex(' ').toUpper());
    QCOMPARE(whole.size(), qsizetype{257 * 3 - 1});
    // A text, and one in base64.
    const std::string text(3000, 'x');
    const auto plain = inspect::inspect(bytesOf(text + "\n1"), {});
    QCOMPARE(copied(plain.tree, plain.tree.find("text"), CopyFormat::Value), toQt(text) + "\n1");
    const QByteArray pem = captureFile("keys/ca.cert.pem");
    const auto inPem = inspect::inspect(fromQt(pem), {});
    const QByteArray base64 = copied(inPem.tree, inPem.tree.find("base64"), CopyFormat::Value);
    QVERIFY(pem.contains(base64) && base64.size() > 600);
}

void TestCopy::fieldsWithoutBytes_haveTextAlone() {
    const Tree& tree = m_request.tree;
    const NodeId note = tree.find("SHA-256 fingerprint");
    QCOMPARE(formatsOf(tree, note),
             (std::vector{CopyFormat::Value, CopyFormat::Text, CopyFormat::Json}));
    const auto refused = inspect::copyNode(tree, note, CopyFormat::Hex);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotSupported);
}

void TestCopy::secrets_areRefusedUnlessAllowed() {
    const Tree& tree = m_request.tree;
    const NodeId challenge = m_request.facts.csrs.at(0).challengeNode;
    QVERIFY(tree.node(challenge).secret);
    QVERIFY(inspect::showsSecret(tree, challenge));
    for (const inspect::CopyChoice& choice : inspect::copyChoices(tree, challenge)) {
        const bool hides = choice.format == CopyFormat::Text || choice.format == CopyFormat::Json;
        QCOMPARE(choice.secret, !hides);
        const auto made = inspect::copyNode(tree, challenge, choice.format);
        QCOMPARE(made.has_value(), hides);
        if (!made) QCOMPARE(made.error().code, ErrorCode::InvalidArgument);
        if (!made) QVERIFY(!toQt(made.error().detail).contains("otter"));
        const auto allowed = inspect::copyNode(tree, challenge, choice.format, true);
        QVERIFY(allowed && allowed->secret);
    }
    QCOMPARE(copied(tree, challenge, CopyFormat::Value, true), QByteArray("otter-lamp-77"));
}

/// The CSR's bytes hold the challenge, though no field above it is one.
void TestCopy::bytesAroundASecret_areSecretToo() {
    const Tree& tree = m_request.tree;
    for (const char* name : {"CSR", "certificationRequestInfo", "attributes"}) {
        const NodeId id = tree.find(name);
        QVERIFY(id != kNoNode && !tree.node(id).secret);
        const auto made = inspect::copyNode(tree, id, CopyFormat::Base64);
        QVERIFY2(!made, name);
    }
    // What stands beside it is free, in the same layer.
    const NodeId csr = tree.find("CSR");
    QVERIFY(inspect::copyNode(tree, tree.find("subject", csr), CopyFormat::Hex));
    // Decoded from text, the text shows it as well.
    const auto layer = inspect::copyNode(tree, csr, CopyFormat::Base64, true);
    const auto text = inspect::inspect(layer->bytes.view(), {});
    const NodeId base64 = text.tree.find("base64");
    QVERIFY(base64 != kNoNode);
    QVERIFY(!inspect::copyNode(text.tree, base64, CopyFormat::Hex));
    QVERIFY(!inspect::copyNode(text.tree, 0, CopyFormat::Base64));
}

void TestCopy::ciphertext_isNoSecret() {
    const Tree& tree = m_request.tree;
    for (const char* name : {"encryptedContent", "SignedData", "HTTP request"})
        QVERIFY2(inspect::copyNode(tree, tree.find(name), CopyFormat::Hex), name);
}

void TestCopy::textAndJson_hideSecrets() {
    const Tree& tree = m_request.tree;
    for (const CopyFormat format : {CopyFormat::Text, CopyFormat::Json}) {
        const QByteArray hidden = copied(tree, 0, format);
        QVERIFY(hidden.contains("challengePassword") && !hidden.contains("otter-lamp"));
        QVERIFY(copied(tree, 0, format, true).contains("otter-lamp-77"));
        QVERIFY(!inspect::copyNode(tree, 0, format)->secret);
        QVERIFY(inspect::copyNode(tree, 0, format, true)->secret);
    }
    const QByteArray text = copied(tree, tree.find("validity"), CopyFormat::Text);
    QVERIFY2(text.startsWith("validity: 2026-11-22T11:25:15Z to ") && text.count('\n') == 3,
             text.constData());
    QVERIFY2(text.contains("\n  notBefore: 2026-11-22T11:25:15Z\n"), text.constData());
}

void TestCopy::json_isWhatTheCommandLinePrints() {
    const Tree& tree = m_request.tree;
    const NodeId id = tree.find("recipientInfos");
    const QJsonObject object = QJsonDocument::fromJson(copied(tree, id, CopyFormat::Json)).object();
    QCOMPARE(object.value(u"name").toString(), QStringLiteral("recipientInfos"));
    QCOMPARE(object.value(u"offset").toInt(), 26);
    QCOMPARE(object.value(u"header").toInt(), 4);
    QCOMPARE(object.value(u"size").toInt(), 345);
    QCOMPARE(object.value(u"layer").toInt(), static_cast<int>(tree.node(id).place.buffer));
    QCOMPARE(object.value(u"fields").toArray().size(), qsizetype{1});
}

void TestCopy::formats_haveStableNames() {
    const std::vector<std::string_view> names{"value", "hex", "hexDump", "base64",
                                              "der",   "pem", "text",    "json"};
    for (std::size_t i = 0; i < names.size(); ++i)
        QCOMPARE(inspect::toText(static_cast<CopyFormat>(i)), names[i]);
    QCOMPARE(static_cast<std::size_t>(CopyFormat::Json) + 1, names.size());
}

void TestCopy::nothing_isHadOfNoNode() {
    QVERIFY(inspect::copyChoices(m_request.tree, kNoNode).empty());
    QVERIFY(inspect::copyChoices({}, 0).empty());
    const auto made = inspect::copyNode({}, 0, CopyFormat::Text);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(TestCopy)
#include "tst_copy.moc"
