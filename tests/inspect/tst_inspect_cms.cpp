// Messages made by openssl cms and strongSwan's pki: read as openssl reads them, field by field and
// byte range by byte range; verified and opened as openssl does.
#include "inspect_support.h"

#include <QStandardPaths>

using namespace scepter;
using namespace scepter::test;
using inspect::Keyring;
using inspect::kNoNode;

namespace {

constexpr auto kSign = "cms -sign -binary -outform DER -in content -out made ";
constexpr auto kEncrypt = "cms -encrypt -binary -outform DER -in content -out made ";

} // namespace

class TestInspectCms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signed_isReadAsOpensslDoes_data();
    void signed_isReadAsOpensslDoes();
    void signed_tamperedWithDoesNotHold_data() { signed_isReadAsOpensslDoes_data(); }
    void signed_tamperedWithDoesNotHold();
    void signed_detachedIsSaidToBeSo();
    void signed_withMd5IsRefused();
    void signed_twiceCheckedOneByOne();
    void signed_unsortedAttributesHoldButAreSaid();
    void signed_contentOfAnotherKindIsShown();
    void enveloped_isOpenedAsOpensslDoes_data();
    void enveloped_isOpenedAsOpensslDoes();
    void enveloped_thatStaysClosedSaysWhy_data();
    void enveloped_thatStaysClosedSaysWhy();
    void enveloped_opensWithAKeyWithoutCertificate();
    void authenticated_saysWhatWasChanged_data();
    void authenticated_saysWhatWasChanged();
    void authenticated_showsItsAttributes();
    void authenticated_opensForAPassword();
    void enveloped_wrongPasswordIsNotOpened();
    void enveloped_ofManyRecipientsCostsOnlySoMuch();
    void other_typesAreShownPlain_data();
    void other_typesAreShownPlain();
    void layers_nestUntilTheLimit();
    void strongSwan_pkcs7IsRead();
    void compared_inputsAreAsManyAsPromised();

private:
    [[nodiscard]] Keyring keys() const;
    [[nodiscard]] Inspection inspected(const Keyring& keys) const {
        return inspect::inspect(fromQt(m_tool.read("made")), optionsWith(keys));
    }
    [[nodiscard]] bool make(const QString& arguments) const {
        return !m_tool.run(arguments).startsWith("FAILED");
    }

    OpenSslTool m_tool;
    QByteArray m_content;
};

void TestInspectCms::initTestCase() {
    const QString rsaKey = QStringLiteral("-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    QVERIFY(makeIdentity(m_tool, QStringLiteral("one"), rsaKey));
    QVERIFY(makeIdentity(m_tool, QStringLiteral("two"), rsaKey));
    QVERIFY(makeIdentity(m_tool, QStringLiteral("ec"),
                         QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-256")));
    QVERIFY(makeIdentity(m_tool, QStringLiteral("p384"),
                         QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-384")));
    m_content = m_tool.run(QStringLiteral("req -new -key one.key -subj /CN=inside -outform DER"));
    QVERIFY(m_content.size() > 400);
    m_tool.write("content", m_content);
}

Keyring TestInspectCms::keys() const {
    Keyring keys;
    keys.keys.push_back({"first", m_tool.key("one.key"), m_tool.certificate("one.crt")});
    keys.known.push_back(m_tool.certificate("two.crt"));
    keys.known.push_back(m_tool.certificate("ec.crt"));
    keys.known.push_back(m_tool.certificate("p384.crt"));
    keys.passwords.emplace_back(std::string_view("open sesame"));
    return keys;
}

void TestInspectCms::signed_isReadAsOpensslDoes_data() {
    QTest::addColumn<QString>("arguments");
    for (const char* digest : {"sha1", "sha224", "sha256", "sha384", "sha512"})
        for (const char* who : {"one", "ec", "p384"})
            for (const char* more : {"", "-keyid", "-noattr", "-stream", "-nocerts", "-nosmimecap"})
                QTest::addRow("%s %s %s", digest, who, more)
                    << QStringLiteral("-nodetach -md %1 -signer %2.crt -inkey %2.key %3")
                           .arg(QString::fromUtf8(digest), QString::fromUtf8(who),
                                QString::fromUtf8(more));
    for (const char* digest : {"sha256", "sha384", "sha512"})
        QTest::addRow("pss %s", digest)
            << QStringLiteral("-nodetach -md %1 -signer one.crt -inkey one.key "
                              "-keyopt rsa_padding_mode:pss")
                   .arg(QString::fromUtf8(digest));
    QTest::newRow("two signers") << QStringLiteral(
        "-nodetach -signer one.crt -inkey one.key -signer ec.crt -inkey ec.key");
    QTest::newRow("more certificates")
        << QStringLiteral("-nodetach -signer one.crt -inkey one.key -certfile two.crt");
    QTest::newRow("other content type") << QStringLiteral(
        "-nodetach -signer one.crt -inkey one.key -econtent_type 1.2.840.113549.1.9.16.1.2");
    QTest::newRow("receipt request")
        << QStringLiteral("-nodetach -signer one.crt -inkey one.key -receipt_request_all "
                          "-receipt_request_to a@example.org");
}

void TestInspectCms::signed_isReadAsOpensslDoes() {
    QFETCH(QString, arguments);
    QVERIFY(make(QString::fromUtf8(kSign) + arguments));
    const Keyring keyring = keys();
    const Inspection inspection = inspected(keyring);
    std::size_t checked = 0;
    QCOMPARE(misplacedNode(m_tool, inspection, checked), QByteArray());
    QVERIFY(checked > 15);
    QCOMPARE(shownFields(inspection), printedFields(m_tool, "made"));

    const auto& data = inspection.facts.signedData.front();
    QVERIFY(data.data.has_value());
    QCOMPARE(toQt(data.data->content), m_content);
    QCOMPARE(data.signers.size(),
             static_cast<std::size_t>(arguments.count(QStringLiteral("-signer"))));
    QCOMPARE(data.encoding.der, !arguments.contains(u"-stream"));
    for (const auto& signer : data.signers) {
        QVERIFY(signer.signature.has_value());
        QCOMPARE(outcome(*signer.signature), QByteArray("ok"));
        QCOMPARE(signer.certificateEmbedded, !arguments.contains(u"-nocerts"));
        QCOMPARE(signer.info.hasSignedAttributes, !arguments.contains(u"-noattr"));
        QVERIFY(signer.attributesSorted);
    }
    if (!arguments.contains(u"-noattr"))
        QVERIFY(valueOf(inspection, "messageDigest").ends_with("(matches the content)"));
    // What is inside is a layer of its own.
    QCOMPARE(inspection.tree.buffers().size(), std::size_t{2});
    QCOMPARE(toQt(inspection.tree.buffers()[1].bytes->view()), m_content);
    QCOMPARE(inspection.facts.csrs.size(), std::size_t{1});
}

void TestInspectCms::signed_tamperedWithDoesNotHold() {
    QFETCH(QString, arguments);
    QVERIFY(make(QString::fromUtf8(kSign) + arguments));
    QByteArray made = m_tool.read("made");
    const qsizetype at = made.indexOf("inside");
    QVERIFY(at > 0);
    made[at] = 'I';
    m_tool.write("made", made);
    QVERIFY(m_tool
                .run(QStringLiteral("cms -verify -noverify -binary -inform DER -in made "
                                    "-out out -certfile %1.crt")
                         .arg(arguments.contains(u"one.crt") ? QStringLiteral("one")
                              : arguments.contains(u"p384")  ? QStringLiteral("p384")
                                                             : QStringLiteral("ec")))
                .startsWith("FAILED"));
    const Keyring keyring = keys();
    const Inspection inspection = inspected(keyring);
    for (const auto& signer : inspection.facts.signedData.front().signers)
        QVERIFY(signer.signature.has_value() && !signer.signature->has_value());
    QVERIFY(hasFinding(inspection.findings, arguments.contains(u"-noattr") ? "cms.signature.invalid"
                                                                           : "cms.digest.content"));
}

void TestInspectCms::signed_detachedIsSaidToBeSo() {
    QVERIFY(make(QString::fromUtf8(kSign) + QStringLiteral("-signer one.crt -inkey one.key")));
    const Keyring keyring = keys();
    const Inspection inspection = inspected(keyring);
    QCOMPARE(inspection.facts.signedData.front().contentNode, kNoNode);
    QVERIFY(hasFinding(inspection.findings, "cms.detached"));
    QVERIFY(!hasFinding(inspection.findings, "cms.digest.content"));
}

void TestInspectCms::signed_withMd5IsRefused() {
    QVERIFY(make(QString::fromUtf8(kSign) +
                 QStringLiteral("-nodetach -md md5 -signer one.crt -inkey one.key")));
    const Keyring keyring = keys();
    const Inspection inspection = inspected(keyring);
    const auto& signer = inspection.facts.signedData.front().signers.front();
    QCOMPARE(signer.signature->error().code, ErrorCode::AlgorithmForbidden);
    QCOMPARE(inspection.findings.front().rule, std::string("cms.digest.md5"));
}

void TestInspectCms::signed_twiceCheckedOneByOne() {
    QVERIFY(make(QString::fromUtf8(kSign) +
                 QStringLiteral("-nodetach -signer one.crt -inkey one.key -signer two.crt "
                                "-inkey two.key")));
    Bytes made = fromQt(m_tool.read("made"));
    const auto data = pki::SignedData::fromDer(made).value();
    const auto signature = std::ranges::search(made, data.signers[1].signature);
    QVERIFY(!signature.empty());
    *(signature.begin() + 20) ^= 1;
    const Keyring keyring = keys();
    const Inspection inspection = inspect::inspect(made, optionsWith(keyring));
    const auto& signers = inspection.facts.signedData.front().signers;
    QVERIFY(signers[0].signature->has_value());
    QCOMPARE(signers[1].signature->error().code, ErrorCode::SignatureInvalid);
}

void TestInspectCms::signed_unsortedAttributesHoldButAreSaid() {
    QVERIFY(make(QString::fromUtf8(kSign) +
                 QStringLiteral("-nodetach -signer one.crt -inkey one.key")));
    const Keyring keyring = keys();
    Bytes made = fromQt(m_tool.read("made"));
    const Inspection good = inspect::inspect(made, optionsWith(keyring));
    const auto& attributes = good.facts.signedData.front().signers.front().attributes;
    const auto first = good.tree.node(attributes.at(0).node).place;
    const auto second = good.tree.node(attributes.at(1).node).place;
    QCOMPARE(first.offset + first.size, second.offset);
    const auto at = [&made](std::size_t offset) {
        return made.begin() + static_cast<std::ptrdiff_t>(offset);
    };
    std::rotate(at(first.offset), at(second.offset), at(second.offset + second.size));
    const Inspection bad = inspect::inspect(made, optionsWith(keyring));
    const auto& signer = bad.facts.signedData.front().signers.front();
    QVERIFY(!signer.attributesSorted);
    QCOMPARE(outcome(*signer.signature), QByteArray("ok"));
    QVERIFY(hasFinding(bad.findings, "cms.attributes.order"));
}

void TestInspectCms::signed_contentOfAnotherKindIsShown() {
    QVERIFY(make(QString::fromUtf8(kSign) +
                 QStringLiteral("-nodetach -signer one.crt -inkey one.key")));
    // PKCS#7 1.5 wrote the content itself where CMS has an OCTET STRING around it.
    Bytes made = fromQt(m_tool.read("made"));
    const auto content = std::ranges::search(made, fromQt(m_content));
    QVERIFY(*(content.begin() - 4) == 0x04);
    *(content.begin() - 4) = 0x30;
    const Keyring keyring = keys();
    const Inspection inspection = inspect::inspect(made, optionsWith(keyring));
    std::size_t checked = 0;
    QVERIFY(!inspection.facts.signedData.front().data.has_value());
    QVERIFY(inspection.facts.signedData.front().signers.empty());
    QVERIFY(inspection.tree.find("signedAttrs") != kNoNode);
    QCOMPARE(misplacedNode(m_tool, inspection, checked), QByteArray());
    QCOMPARE(inspection.findings.front().rule, std::string("input.unreadable"));
}

void TestInspectCms::enveloped_isOpenedAsOpensslDoes_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("openedBy");
    const QString key = QStringLiteral("first");
    for (const char* cipher :
         {"des3", "aes128", "aes192", "aes256", "aes-128-gcm", "aes-192-gcm", "aes-256-gcm"}) {
        const QString base = QStringLiteral("-%1 ").arg(QString::fromUtf8(cipher));
        QTest::addRow("%s", cipher) << base + QStringLiteral("-recip one.crt") << key;
        QTest::addRow("%s stream", cipher)
            << base + QStringLiteral("-stream -recip one.crt") << key;
        QTest::addRow("%s keyid", cipher) << base + QStringLiteral("-keyid -recip one.crt") << key;
        QTest::addRow("%s second", cipher)
            << base + QStringLiteral("-recip two.crt -recip one.crt") << key;
        // openssl cannot wrap a key with GCM, which it would do for a password.
        if (!base.contains(u"gcm"))
            QTest::addRow("%s password", cipher)
                << base + QStringLiteral("-pwri_password OPEN") << QStringLiteral("a password");
        for (const char* digest : {"sha1", "sha256", "sha384", "sha512"})
            QTest::addRow("%s oaep %s", cipher, digest)
                << base + QStringLiteral("-recip one.crt -keyopt rsa_padding_mode:oaep -keyopt "
                                         "rsa_oaep_md:%1")
                              .arg(QString::fromUtf8(digest))
                << key;
    }
    QTest::newRow("oaep mixed")
        << QStringLiteral("-aes128 -recip one.crt -keyopt rsa_padding_mode:oaep -keyopt "
                          "rsa_oaep_md:sha256 -keyopt rsa_mgf1_md:sha1")
        << key;
    QTest::newRow("oaep label")
        << QStringLiteral("-aes128 -recip one.crt -keyopt rsa_padding_mode:oaep -keyopt "
                          "rsa_oaep_label:0102")
        << key;
    QTest::newRow("key and password")
        << QStringLiteral("-aes128 -recip two.crt -pwri_password OPEN")
        << QStringLiteral("a password");
}

void TestInspectCms::enveloped_isOpenedAsOpensslDoes() {
    QFETCH(QString, arguments);
    QFETCH(QString, openedBy);
    QStringList list =
        QString(QString::fromUtf8(kEncrypt) + arguments).split(u' ', Qt::SkipEmptyParts);
    list.replaceInStrings(QStringLiteral("OPEN"), QStringLiteral("open sesame"));
    QVERIFY(!m_tool.runList(list).startsWith("FAILED"));
    const Keyring keyring = keys();
    const Inspection inspection = inspected(keyring);
    std::size_t checked = 0;
    QCOMPARE(misplacedNode(m_tool, inspection, checked), QByteArray());
    QVERIFY(checked > 12);
    QCOMPARE(shownFields(inspection), printedFields(m_tool, "made"));

    const auto& envelope = inspection.facts.envelopes.front();
    QCOMPARE(QString::fromStdString(envelope.openedBy), openedBy);
    QVERIFY(!envelope.notOpened.has_value());
    QVERIFY(envelope.content != kNoNode);
    const auto& layer = inspection.tree.buffers().at(envelope.content);
    QVERIFY(layer.secret);
    QCOMPARE(toQt(layer.bytes->view()), m_content);
    QCOMPARE(inspection.facts.csrs.size(), std::size_t{1});
    QCOMPARE(envelope.encoding.der, !arguments.contains(u"-stream"));
    if (openedBy == u"first") {
        // A SET OF is sorted: which one stands first is not ours to say.
        const auto ours = std::ranges::find(envelope.recipients, std::string("first"),
                                            &inspect::RecipientFacts::keyLabel);
        QVERIFY(ours != envelope.recipients.end());
        QVERIFY(ours->certificate == m_tool.certificate("one.crt"));
    }
    QCOMPARE(hasFinding(inspection.findings, "envelope.oaep"), arguments.contains(u"oaep"));
    QCOMPARE(hasFinding(inspection.findings, "envelope.recipient.key-identifier"),
             arguments.contains(u"-keyid"));
    QCOMPARE(envelope.authenticated, arguments.contains(u"-gcm"));
    QCOMPARE(hasFinding(inspection.findings, "envelope.authenticated"), envelope.authenticated);
}

void TestInspectCms::enveloped_thatStaysClosedSaysWhy_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("finding");
    QTest::newRow("another key") << QStringLiteral("-aes128 -recip two.crt")
                                 << QByteArray("envelope.closed");
    QTest::newRow("key agreement")
        << QStringLiteral("-aes128 -recip ec.crt") << QByteArray("envelope.recipient.kind");
    QTest::newRow("shared key") << QStringLiteral(
                                       "-aes128 -secretkey 000102030405060708090A0B0C0D0E0F "
                                       "-secretkeyid 01")
                                << QByteArray("envelope.recipient.kind");
    QTest::newRow("camellia") << QStringLiteral("-camellia128 -recip one.crt")
                              << QByteArray("envelope.cipher.unknown");
    QTest::newRow("des") << QStringLiteral("-des -provider legacy -provider default -recip one.crt")
                         << QByteArray("envelope.cipher.des");
    QTest::newRow("gcm") << QStringLiteral("-aes-256-gcm -recip two.crt")
                         << QByteArray("envelope.closed");
    QTest::newRow("gcm, key agreement")
        << QStringLiteral("-aes-128-gcm -recip ec.crt") << QByteArray("envelope.recipient.kind");
}

void TestInspectCms::enveloped_thatStaysClosedSaysWhy() {
    QFETCH(QString, arguments);
    QFETCH(QByteArray, finding);
    QVERIFY(make(QString::fromUtf8(kEncrypt) + arguments));
    const Keyring keyring = keys();
    const Inspection inspection = inspected(keyring);
    std::size_t checked = 0;
    QCOMPARE(misplacedNode(m_tool, inspection, checked), QByteArray());
    QVERIFY(checked > 10);
    const auto& envelope = inspection.facts.envelopes.front();
    QCOMPARE(envelope.openedBy, std::string());
    QCOMPARE(envelope.content, kNoNode);
    QCOMPARE(inspection.tree.buffers().size(), std::size_t{1});
    QVERIFY2(hasFinding(inspection.findings, finding.toStdString()),
             rulesOf(inspection.findings).constData());
    QVERIFY(envelope.recipients.size() == 1);
}

void TestInspectCms::enveloped_opensWithAKeyWithoutCertificate() {
    QVERIFY(make(QString::fromUtf8(kEncrypt) + QStringLiteral("-aes128 -recip one.crt")));
    Keyring keyring;
    keyring.keys.push_back({"wrong", m_tool.key("two.key"), std::nullopt});
    keyring.keys.push_back({"ec", m_tool.key("ec.key"), std::nullopt});
    keyring.keys.push_back({"right", m_tool.key("one.key"), std::nullopt});
    const Inspection inspection = inspected(keyring);
    QCOMPARE(inspection.facts.envelopes.front().openedBy, std::string("right"));
    QVERIFY(!inspection.facts.envelopes.front().notOpened.has_value());
}

void TestInspectCms::authenticated_saysWhatWasChanged_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("detail");
    const QString failed = QStringLiteral("authentication failed");
    QTest::newRow("content") << QStringLiteral("encryptedContent")
                             << QByteArray("envelope.not-opened") << failed;
    QTest::newRow("tag") << QStringLiteral("mac") << QByteArray("envelope.not-opened") << failed;
    QTest::newRow("another key") << QStringLiteral("key") << QByteArray("envelope.closed")
                                 << QStringLiteral("closed");
    QTest::newRow("short tag") << QStringLiteral("short") << QByteArray("envelope.tag")
                               << QStringLiteral("12 bytes, where 16 are stated");
}

void TestInspectCms::authenticated_saysWhatWasChanged() {
    QFETCH(QString, what);
    QFETCH(QByteArray, rule);
    QFETCH(QString, detail);
    QVERIFY(
        make(QString::fromUtf8(kEncrypt) + QStringLiteral("-aes-256-gcm -stream -recip one.crt")));
    Keyring keyring = keys();
    Bytes made = fromQt(m_tool.read("made"));
    if (what == u"key") {
        // Not the one of the certificate that is named.
        keyring.keys.clear();
        keyring.keys.push_back({"false", m_tool.key("two.key"), m_tool.certificate("one.crt")});
    } else if (what == u"short") {
        // The tag is the last before the ends of what has no length.
        auto tag = made.end() - 6 - 16;
        QCOMPARE(*(tag - 1), std::uint8_t{16});
        *(tag - 1) = 12;
        made.erase(tag + 12, tag + 16);
    } else {
        const Inspection good = inspect::inspect(made, optionsWith(keyring));
        const NodeId id = good.tree.find(what.toStdString());
        QVERIFY(id != kNoNode);
        const auto place = good.tree.node(id).place;
        made.at(place.offset + place.header + 8) ^= 1;
    }
    const Inspection inspection = inspect::inspect(made, optionsWith(keyring));
    const auto& envelope = inspection.facts.envelopes.front();
    QCOMPARE(envelope.openedBy, std::string());
    QCOMPARE(envelope.content, kNoNode);
    QCOMPARE(inspection.tree.buffers().size(), std::size_t{1});
    QVERIFY2(hasFinding(inspection.findings, rule.toStdString()),
             rulesOf(inspection.findings).constData());
    // A key that nobody names is tried, and its failure tells nothing.
    QCOMPARE(envelope.notOpened.has_value(), what != u"key");
    if (envelope.notOpened) QCOMPARE(toQt(inspection.findings.front().rule), rule);
    QVERIFY(QString::fromStdString(valueOf(inspection, "AuthEnvelopedData")).contains(detail));
}

void TestInspectCms::authenticated_showsItsAttributes() {
    Keyring keyring;
    keyring.keys.push_back(
        {"CA", captureKey("keys/ca.key.pem"), captureCertificate("keys/ca.cert.pem")});
    const Inspection inspection =
        inspect::inspect(envelopeFile("attributes.der"), optionsWith(keyring));
    std::size_t checked = 0;
    QCOMPARE(misplacedNode(m_tool, inspection, checked), QByteArray());
    QVERIFY(checked > 30);
    QCOMPARE(inspection.facts.envelopes.front().openedBy, std::string("CA"));
    QCOMPARE(inspection.facts.csrs.size(), std::size_t{1});
    const NodeId attributes = inspection.tree.find("authAttrs");
    QVERIFY(attributes != kNoNode);
    QCOMPARE(inspection.tree.children(attributes).size(), std::size_t{2});
    QVERIFY(inspection.tree.find("signingTime", attributes) != kNoNode);
    QVERIFY(inspection.tree.find("unauthAttrs") != kNoNode);
    QVERIFY(!hasFinding(inspection.findings, "envelope.tag"));
}

void TestInspectCms::authenticated_opensForAPassword() {
    Keyring keyring;
    const Bytes made = envelopeFile("password.der");
    keyring.passwords.emplace_back(std::string_view("other"));
    const Inspection closed = inspect::inspect(made, optionsWith(keyring));
    QVERIFY(closed.facts.envelopes.front().notOpened.has_value());
    keyring.passwords.emplace_back(std::string_view("fuzz"));
    const Inspection inspection = inspect::inspect(made, optionsWith(keyring));
    QCOMPARE(inspection.facts.envelopes.front().openedBy, std::string("a password"));
    QCOMPARE(inspection.facts.csrs.size(), std::size_t{1});
}

void TestInspectCms::enveloped_wrongPasswordIsNotOpened() {
    QVERIFY(make(QString::fromUtf8(kEncrypt) + QStringLiteral("-aes128 -pwri_password other")));
    const Keyring keyring = keys();
    const Inspection inspection = inspected(keyring);
    const auto& envelope = inspection.facts.envelopes.front();
    QCOMPARE(envelope.openedBy, std::string());
    QCOMPARE(envelope.notOpened->code, ErrorCode::DecryptFailed);
    QVERIFY(hasFinding(inspection.findings, "envelope.not-opened"));
}

void TestInspectCms::enveloped_ofManyRecipientsCostsOnlySoMuch() {
    QString recipients = QStringLiteral("-aes128");
    for (int i = 0; i < 400; ++i)
        recipients += QStringLiteral(" -recip one.crt");
    QVERIFY(make(QString::fromUtf8(kEncrypt) + recipients));
    // The key that they name is another one of the same name: each of them fails.
    Keyring keyring;
    keyring.keys.push_back({"false", m_tool.key("two.key"), m_tool.certificate("one.crt")});
    QElapsedTimer timer;
    timer.start();
    const Inspection inspection = inspected(keyring);
    QVERIFY(timer.elapsed() < 5000);
    QCOMPARE(inspection.facts.envelopes.front().recipients.size(), std::size_t{400});
    QCOMPARE(inspection.facts.envelopes.front().openedBy, std::string());
}

void TestInspectCms::other_typesAreShownPlain_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("name");
    QTest::newRow("digested") << QStringLiteral("-digest_create -md sha256")
                              << QStringLiteral("DigestedData");
    QTest::newRow("encrypted") << QStringLiteral("-EncryptedData_encrypt -aes128 -secretkey "
                                                 "000102030405060708090A0B0C0D0E0F")
                               << QStringLiteral("EncryptedData");
    QTest::newRow("data") << QStringLiteral("-data_create") << QStringLiteral("data");
}

void TestInspectCms::other_typesAreShownPlain() {
    QFETCH(QString, arguments);
    QFETCH(QString, name);
    QVERIFY(make(QStringLiteral("cms -binary -outform DER -in content -out made ") + arguments));
    const Keyring keyring;
    const Inspection inspection = inspected(keyring);
    std::size_t checked = 0;
    QCOMPARE(misplacedNode(m_tool, inspection, checked), QByteArray());
    QVERIFY(checked > 2);
    QVERIFY(inspection.tree.find(name.toStdString()) != kNoNode);
    QCOMPARE(inspection.facts.subject, inspect::Subject::Cms);
    QCOMPARE(inspection.facts.csrs.size(), std::size_t{name == u"data" ? 1U : 0U});
}

void TestInspectCms::layers_nestUntilTheLimit() {
    QByteArray inner = m_content;
    for (int i = 0; i < 20; ++i) {
        m_tool.write("inner", inner);
        QVERIFY(make(QStringLiteral("cms -data_create -binary -outform DER -in inner -out made")));
        inner = m_tool.read("made");
    }
    const Keyring keyring;
    const Inspection inspection = inspected(keyring);
    QCOMPARE(inspection.tree.buffers().size(), std::size_t{16});
    QCOMPARE(inspection.facts.cut.size(), std::size_t{1});
    QVERIFY(inspection.facts.csrs.empty());
    QVERIFY(hasFinding(inspection.findings, "input.cut"));
}

void TestInspectCms::strongSwan_pkcs7IsRead() {
    const QString pki = QStandardPaths::findExecutable(QStringLiteral("pki"));
    if (pki.isEmpty()) QSKIP("strongSwan's pki is not installed");
    QVERIFY(make(QStringLiteral("x509 -in one.crt -outform DER -out one.crt.der")));
    QVERIFY(make(QStringLiteral("pkey -in one.key -outform DER -traditional -out one.key.der")));
    const auto run = [&](const QStringList& arguments) {
        QProcess process;
        process.start(pki, arguments);
        process.write(m_content);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000)) return QByteArray();
        return process.readAllStandardOutput();
    };
    const QString pkcs7 = QStringLiteral("--pkcs7");
    const QString certificate = QStringLiteral("--cert");
    const Keyring keyring = keys();
    m_tool.write("made",
                 run({pkcs7, QStringLiteral("--sign"), certificate, m_tool.path("one.crt.der"),
                      QStringLiteral("--key"), m_tool.path("one.key.der")}));
    const Inspection signedOne = inspected(keyring);
    QCOMPARE(signedOne.facts.signedData.size(), std::size_t{1});
    QVERIFY(signedOne.facts.signedData.front().signers.front().signature->has_value());
    QCOMPARE(shownFields(signedOne), printedFields(m_tool, "made"));

    m_tool.write(
        "made", run({pkcs7, QStringLiteral("--encrypt"), certificate, m_tool.path("one.crt.der")}));
    const Inspection enveloped = inspected(keyring);
    QCOMPARE(enveloped.facts.envelopes.front().openedBy, std::string("first"));
    QCOMPARE(shownFields(enveloped), printedFields(m_tool, "made"));
    QCOMPARE(toQt(enveloped.tree.buffers().at(1).bytes->view()), m_content);
}

void TestInspectCms::compared_inputsAreAsManyAsPromised() {
    QVERIFY(Compared::areEnough("cms"));
}

QTEST_APPLESS_MAIN(TestInspectCms)
#include "tst_inspect_cms.moc"
