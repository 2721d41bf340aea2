// AuthEnvelopedData: opened as the openssl command seals it, and as RFC 5083 allows beyond that;
// nothing opens of which one bit was changed.
#include "cms_support.h"

#include "asn1/oids.h"
#include "pki_draft/cms_draft.h"

#include <QObject>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;
namespace oids = scepter::asn1::oids;

namespace {

constexpr auto kFailed = "decryptFailed: authentication failed: the content, its attributes or its "
                         "tag were changed, or this is not its key";

QByteArray told(const Result<SecretBytes>& content) {
    return content ? toQt(content->view()) : toQt(toText(content.error()));
}

} // namespace

class TestCmsAuthenticated : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void open_opensWhatOpensslSealed_data();
    void open_opensWhatOpensslSealed();
    void draft_isOpenedByOpenssl();
    void open_authenticatesAttributes();
    void open_opensForAPassword();
    void open_saysThatAuthenticationFailed();
    void open_refusesATagOfAnotherSize();
    void open_refusesOtherCiphers();
    void read_refusesEnvelopedDataAndTrailingBytes();
    void read_survivesEveryTruncation();
    void open_opensNothingWithAFlippedByte();

private:
    [[nodiscard]] Bytes sealedBy(const QString& options) const {
        const QByteArray out = m_tool.run(
            QStringLiteral("cms -encrypt -binary -outform DER -in content -out sealed.der ") +
            options);
        return out.startsWith("FAILED") ? Bytes{} : fromQt(m_tool.read("sealed.der"));
    }
    [[nodiscard]] static QByteArray openedBy(const PrivateKey& key, const EnvelopedData& envelope) {
        return told(openEnvelope(envelope,
                                 std::get<KeyTransportRecipient>(envelope.recipients.at(0)), key));
    }

    OpenSslTool m_tool;
    QByteArray m_content = QByteArray("line\nline\r\n\0 binary \xff", 21);
    std::optional<PrivateKey> m_rsa;
    std::optional<PrivateKey> m_ca;
};

void TestCmsAuthenticated::initTestCase() {
    QVERIFY(makeIdentity(m_tool, QStringLiteral("rsa"), QStringLiteral("-algorithm RSA")));
    QVERIFY(makeIdentity(m_tool, QStringLiteral("other"), QStringLiteral("-algorithm RSA")));
    m_tool.write("content", m_content);
    m_rsa = m_tool.key("rsa.key");
    m_ca = captureKey("keys/ca.key.pem");
}

void TestCmsAuthenticated::open_opensWhatOpensslSealed_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("keySize");
    for (const int bits : {128, 192, 256})
        for (const char* more :
             {"", "-stream", "-keyid", "-keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"})
            QTest::addRow("%d %s", bits, more) << QStringLiteral("-aes-%1-gcm -recip rsa.crt %2")
                                                      .arg(bits)
                                                      .arg(QString::fromUtf8(more))
                                               << bits / 8;
}

void TestCmsAuthenticated::open_opensWhatOpensslSealed() {
    QFETCH(QString, options);
    QFETCH(int, keySize);
    const Bytes der = sealedBy(options);
    QCOMPARE(asn1::Tree::parse(der).value().looksLikeDer(), !options.contains(u"-stream"));
    const auto envelope = EnvelopedData::fromAuthenticatedDer(der);
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    QVERIFY(!envelope->cipher);
    QCOMPARE(envelope->contentType, oids::kData);
    const Authentication& authentication = envelope->authentication.value();
    QCOMPARE(authentication.keySize, std::optional(static_cast<std::size_t>(keySize)));
    QCOMPARE(authentication.statedTagSize, std::size_t{16});
    QVERIFY(authentication.tagFits());
    QVERIFY(authentication.attributes.empty());
    QCOMPARE(openedBy(*m_rsa, *envelope), m_content);
    QCOMPARE(m_tool.run(QStringLiteral("cms -decrypt -binary -inform DER -in sealed.der -inkey "
                                       "rsa.key")),
             m_content);
}

// What test clients send, to see what a server makes of it.
void TestCmsAuthenticated::draft_isOpenedByOpenssl() {
    const Certificate recipient = m_tool.certificate("rsa.crt");
    const auto sealed = pki_draft::sealWithGcm(fromQt(m_content), recipient);
    QVERIFY2(sealed.has_value(), outcome(sealed).constData());
    m_tool.write("sealed.der", toQt(*sealed));
    QCOMPARE(m_tool.run(QStringLiteral("cms -decrypt -binary -inform DER -in sealed.der -inkey "
                                       "rsa.key -recip rsa.crt")),
             m_content);
    const auto envelope = EnvelopedData::fromAuthenticatedDer(*sealed);
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    QVERIFY(envelope->authentication.value().tagFits());
    QCOMPARE(openedBy(*m_rsa, *envelope), m_content);
}

void TestCmsAuthenticated::open_authenticatesAttributes() {
    const auto envelope = EnvelopedData::fromAuthenticatedDer(envelopeFile("attributes.der"));
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    const Authentication& authentication = envelope->authentication.value();
    QCOMPARE(authentication.keySize, std::optional(std::size_t{24}));
    QCOMPARE(authentication.statedTagSize, std::size_t{12});
    QCOMPARE(authentication.attributes.at(0), std::uint8_t{0x31});
    QCOMPARE(openedBy(*m_ca, *envelope), toQt(envelopeFile("content.der")));
    EnvelopedData changed = *envelope;
    changed.authentication.value().attributes.clear();
    QCOMPARE(openedBy(*m_ca, changed), QByteArray(kFailed));
}

void TestCmsAuthenticated::open_opensForAPassword() {
    const auto envelope = EnvelopedData::fromAuthenticatedDer(envelopeFile("password.der"));
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    const auto& recipient = std::get<PasswordRecipient>(envelope->recipients.at(0));
    QCOMPARE(told(openEnvelope(*envelope, recipient, bytesOf("fuzz"))),
             toQt(envelopeFile("content.der")));
    QCOMPARE(told(openEnvelope(*envelope, recipient, bytesOf("other"))),
             QByteArray("decryptFailed: the envelope does not open"));
}

void TestCmsAuthenticated::open_saysThatAuthenticationFailed() {
    const auto envelope =
        EnvelopedData::fromAuthenticatedDer(sealedBy(QStringLiteral("-aes-256-gcm -recip rsa.crt")))
            .value();
    EnvelopedData changed = envelope;
    changed.encryptedContent[3] ^= 1;
    QCOMPARE(openedBy(*m_rsa, changed), QByteArray(kFailed));
    changed = envelope;
    changed.authentication.value().tag[15] ^= 0x80;
    QCOMPARE(openedBy(*m_rsa, changed), QByteArray(kFailed));
    changed = envelope;
    changed.iv[0] ^= 1;
    QCOMPARE(openedBy(*m_rsa, changed), QByteArray(kFailed));
    // A wrong key gives a content key at random, and that does not authenticate.
    QCOMPARE(openedBy(m_tool.key("other.key"), envelope), QByteArray(kFailed));
}

void TestCmsAuthenticated::open_refusesATagOfAnotherSize() {
    const auto envelope =
        EnvelopedData::fromAuthenticatedDer(sealedBy(QStringLiteral("-aes-128-gcm -recip rsa.crt")))
            .value();
    EnvelopedData cut = envelope;
    cut.authentication.value().tag.resize(12);
    QCOMPARE(openedBy(*m_rsa, cut), QByteArray("cmsMalformed: an authentication tag of 12 bytes, "
                                               "where 16 are stated"));
    // 12 of its 16 bytes are a tag of its own, and only then.
    cut.authentication.value().statedTagSize = 12;
    QCOMPARE(openedBy(*m_rsa, cut), m_content);
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{11}}) {
        cut.authentication.value().tag.resize(size);
        cut.authentication.value().statedTagSize = size;
        QVERIFY(!cut.authentication.value().tagFits());
        QVERIFY(openedBy(*m_rsa, cut).startsWith("cmsMalformed: "));
    }
}

void TestCmsAuthenticated::open_refusesOtherCiphers() {
    const Bytes der = sealedBy(QStringLiteral("-aes-128-gcm -recip rsa.crt"));
    const asn1::Oid ccm{"2.16.840.1.101.3.4.1.7"};
    Bytes changed = der;
    const Bytes was = asn1::Writer().oid(oids::kAes128Gcm).take();
    const Bytes is = asn1::Writer().oid(ccm).take();
    const auto at = std::ranges::search(changed, was);
    QVERIFY(!at.empty() && was.size() == is.size());
    std::ranges::copy(is, at.begin());
    const auto envelope = EnvelopedData::fromAuthenticatedDer(changed);
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    QVERIFY(!envelope->authentication->keySize);
    QVERIFY(openedBy(*m_rsa, *envelope).startsWith("algorithmUnknown: "));
}

void TestCmsAuthenticated::read_refusesEnvelopedDataAndTrailingBytes() {
    QCOMPARE(outcome(EnvelopedData::fromAuthenticatedDer(
                 sealedBy(QStringLiteral("-aes128 -recip rsa.crt")))),
             QByteArray("cmsUnsupported"));
    Bytes trailing = sealedBy(QStringLiteral("-aes-128-gcm -recip rsa.crt"));
    trailing.push_back(0);
    QCOMPARE(outcome(EnvelopedData::fromAuthenticatedDer(trailing)),
             QByteArray("asn1TrailingBytes"));
    QCOMPARE(outcome(EnvelopedData::fromAuthenticatedDer({})), QByteArray("cmsMalformed"));
}

void TestCmsAuthenticated::read_survivesEveryTruncation() {
    for (const Bytes& der : {sealedBy(QStringLiteral("-aes-128-gcm -stream -recip rsa.crt")),
                             envelopeFile("attributes.der"), envelopeFile("password.der")}) {
        QVERIFY(EnvelopedData::fromAuthenticatedDer(der).has_value());
        for (std::size_t i = 0; i < der.size(); ++i)
            QVERIFY(!EnvelopedData::fromAuthenticatedDer(ByteView(der).first(i)));
    }
}

void TestCmsAuthenticated::open_opensNothingWithAFlippedByte() {
    const Bytes der = envelopeFile("attributes.der");
    const QByteArray content = toQt(envelopeFile("content.der"));
    std::size_t same = 0;
    std::size_t failed = 0;
    for (std::size_t i = 0; i < der.size(); ++i) {
        Bytes changed = der;
        changed[i] ^= 0x41;
        const auto envelope = EnvelopedData::fromAuthenticatedDer(changed);
        if (!envelope || !std::holds_alternative<KeyTransportRecipient>(envelope->recipients[0]))
            continue;
        const QByteArray came = openedBy(*m_ca, *envelope);
        if (came == content)
            ++same;
        else if (came == kFailed)
            ++failed;
        else // no content, neither the right one nor another
            QVERIFY2(came.startsWith("decryptFailed: ") || came.startsWith("algorithmUnknown: ") ||
                         came.startsWith("cmsMalformed: "),
                     came.left(60).constData());
    }
    // Versions, the recipient's name, the content type and what is not authenticated.
    QVERIFY(same < 170);
    QVERIFY(failed > 700);
}

QTEST_GUILESS_MAIN(TestCmsAuthenticated)
#include "tst_cms_authenticated.moc"
