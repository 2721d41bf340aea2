// EnvelopedData against the openssl command line in both directions, recorded messages, hostile
// bytes.
#include "cms_support.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "pki/crypto.h"
#include "pki/csr.h"

#include <QElapsedTimer>
#include <QObject>

#include <set>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;
namespace oids = scepter::asn1::oids;

namespace {

constexpr std::array kUsableCiphers{Cipher::TripleDesCbc, Cipher::Aes128Cbc, Cipher::Aes192Cbc,
                                    Cipher::Aes256Cbc};

const KeyTransportRecipient& transportOf(const EnvelopedData& envelope) {
    return std::get<KeyTransportRecipient>(envelope.recipients.at(0));
}
const PasswordRecipient& passwordOf(const EnvelopedData& envelope) {
    return std::get<PasswordRecipient>(envelope.recipients.at(0));
}

QByteArray opened(const Result<SecretBytes>& content) {
    return content ? toQt(content->view()) : outcome(content);
}

/// EnvelopedData of one password recipient with a chosen count, nothing real inside.
Bytes passwordEnvelope(std::int64_t rounds, const asn1::Oid& kek = oids::kAes128Cbc) {
    const std::size_t block = kek == oids::kAes128Cbc ? 16 : 8;
    asn1::Writer w;
    w.sequence([&] {
        w.oid(oids::kEnvelopedData);
        w.context(0, [&] {
            w.sequence([&] {
                w.integer(3);
                w.set([&] {
                    w.context(3, [&] {
                        w.integer(0);
                        w.context(0, [&] {
                            w.oid(oids::kPbkdf2);
                            w.sequence([&] { w.octetString(Bytes(8)).integer(rounds); });
                        });
                        w.sequence([&] {
                            w.oid(oids::kPwriKek);
                            w.sequence([&] { w.oid(kek).octetString(Bytes(block)); });
                        });
                        w.octetString(Bytes(32));
                    });
                });
                w.sequence([&] {
                    w.oid(oids::kData);
                    w.sequence([&] { w.oid(oids::kAes128Cbc).octetString(Bytes(16)); });
                    w.primitive(0x80, Bytes(16));
                });
            });
        });
    });
    return w.take();
}

} // namespace

class TestCmsEnveloped : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void open_opensWhatOpensslSealed_data();
    void open_opensWhatOpensslSealed();
    void open_opensOaepWithOtherDigestsAndLabel();
    void open_opensBer();
    void seal_isOpenedByOpenssl_data();
    void seal_isOpenedByOpenssl();
    void seal_refusesWhoCannotDecrypt();
    void password_opensWhatOpensslSealed_data();
    void password_opensWhatOpensslSealed();
    void password_isOpenedByOpenssl_data();
    void password_isOpenedByOpenssl();
    void password_opensEveryPrf_data();
    void password_opensEveryPrf();
    void password_refusesAWrongOneAlike();
    void password_refusesCostlyCountsFast();
    void captures_requestsOpen();
    void captures_repliesOpen();
    void open_refusesSingleDes();
    void open_refusesUnknownCiphers();
    void read_namesOtherRecipients();
    void read_refusesAuthEnvelopedDataAndTrailingBytes();
    void names_goesByIssuerAndSerialOrKeyIdentifier();
    void open_answersWrongKeysAlike();
    void open_answersDamagedKeysAlike();
    void read_survivesEveryTruncation();
    void open_survivesEveryFlippedByte();

private:
    [[nodiscard]] Bytes sealedBy(const QString& options) const {
        m_tool.write("content", m_content);
        const QByteArray out = m_tool.run(
            QStringLiteral("cms -encrypt -binary -outform DER -in content -out sealed.der ") +
            options);
        return out.startsWith("FAILED") ? Bytes{} : fromQt(m_tool.read("sealed.der"));
    }
    [[nodiscard]] Certificate certificate(const char* name) const {
        return m_tool.certificate(QByteArray(name + QByteArray(".crt")).constData());
    }
    [[nodiscard]] PrivateKey key(const char* name) const {
        return m_tool.key(QByteArray(name + QByteArray(".key")).constData());
    }
    [[nodiscard]] QByteArray openedBy(const char* keyName, ByteView der) const {
        const auto envelope = EnvelopedData::fromDer(der);
        if (!envelope) return outcome(envelope);
        return opened(openEnvelope(*envelope, transportOf(*envelope), key(keyName)));
    }

    OpenSslTool m_tool;
    QByteArray m_content = QByteArray("line\nline\r\n\0 binary \xff", 21);
    Bytes m_contentBytes = fromQt(m_content);
};

void TestCmsEnveloped::initTestCase() {
    QVERIFY(makeIdentity(m_tool, QStringLiteral("rsa"), QStringLiteral("-algorithm RSA")));
    QVERIFY(makeIdentity(m_tool, QStringLiteral("other"), QStringLiteral("-algorithm RSA")));
    QVERIFY(makeIdentity(m_tool, QStringLiteral("ec"),
                         QStringLiteral("-algorithm EC -pkeyopt ec_paramgen_curve:P-256")));
}

void TestCmsEnveloped::open_opensWhatOpensslSealed_data() {
    QTest::addColumn<int>("cipher");
    QTest::addColumn<QString>("options");
    const QString oaep = QStringLiteral("-recip rsa.crt -keyopt rsa_padding_mode:oaep");
    for (const Cipher cipher : kUsableCiphers) {
        const auto add = [cipher](const char* how, const QString& options) {
            QTest::addRow("%s %s", toText(cipher).data(), how)
                << static_cast<int>(cipher)
                << QStringLiteral("-%1 %2").arg(qtText(toText(cipher)), options);
        };
        add("pkcs1", QStringLiteral("-recip rsa.crt"));
        add("pkcs1 keyid", QStringLiteral("-keyid -recip rsa.crt"));
        add("oaep", oaep);
        add("oaep sha256", oaep + QStringLiteral(" -keyopt rsa_oaep_md:sha256"));
    }
}

void TestCmsEnveloped::open_opensWhatOpensslSealed() {
    QFETCH(int, cipher);
    QFETCH(QString, options);
    const Bytes der = sealedBy(options);
    const auto envelope = EnvelopedData::fromDer(der);
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    QCOMPARE(envelope->cipher, static_cast<Cipher>(cipher));
    QCOMPARE(envelope->contentType, oids::kData);
    QCOMPARE(envelope->recipients.size(), std::size_t{1});
    const auto& recipient = transportOf(*envelope);
    QCOMPARE(recipient.transport, options.contains(QStringLiteral("oaep"))
                                      ? KeyTransport::RsaOaep
                                      : KeyTransport::RsaPkcs1);
    QVERIFY(recipient.names(certificate("rsa")));
    QVERIFY(!recipient.names(certificate("other")));
    QCOMPARE(openedBy("rsa", der), m_content);
}

void TestCmsEnveloped::open_opensOaepWithOtherDigestsAndLabel() {
    const Bytes der = sealedBy(QStringLiteral(
        "-aes128 -recip rsa.crt -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha512 "
        "-keyopt rsa_mgf1_md:sha1 -keyopt rsa_oaep_label:6c6162656c"));
    const auto envelope = EnvelopedData::fromDer(der).value();
    const auto& recipient = transportOf(envelope);
    QCOMPARE(recipient.oaepDigest, Digest::Sha512);
    QCOMPARE(recipient.oaepMgfDigest, Digest::Sha1);
    QCOMPARE(toQt(recipient.oaepLabel), QByteArray("label"));
    QCOMPARE(openedBy("rsa", der), m_content);
    QCOMPARE(openedBy("other", der), QByteArray("decryptFailed"));
}

void TestCmsEnveloped::open_opensBer() {
    const Bytes ber = sealedBy(QStringLiteral("-aes256 -stream -recip rsa.crt"));
    QVERIFY(!asn1::Tree::parse(ber).value().looksLikeDer());
    QCOMPARE(openedBy("rsa", ber), m_content);
}

void TestCmsEnveloped::seal_isOpenedByOpenssl_data() {
    QTest::addColumn<int>("cipher");
    QTest::addColumn<int>("transport");
    QTest::addColumn<int>("size");
    for (const Cipher cipher : kUsableCiphers)
        for (const KeyTransport transport : {KeyTransport::RsaPkcs1, KeyTransport::RsaOaep})
            for (const int size : {0, 16, 5000})
                QTest::addRow("%s %d %d", toText(cipher).data(), static_cast<int>(transport), size)
                    << static_cast<int>(cipher) << static_cast<int>(transport) << size;
}

void TestCmsEnveloped::seal_isOpenedByOpenssl() {
    QFETCH(int, cipher);
    QFETCH(int, transport);
    QFETCH(int, size);
    const QByteArray content(size, 'x');
    const Bytes der = sealEnvelope(fromQt(content), certificate("rsa"), static_cast<Cipher>(cipher),
                                   static_cast<KeyTransport>(transport))
                          .value();
    QVERIFY(asn1::Tree::parse(der).value().looksLikeDer());
    m_tool.write("ours.der", toQt(der));
    for (const char* recipient : {" -recip rsa.crt", ""}) {
        const QByteArray verdict =
            m_tool.run(QStringLiteral("cms -decrypt -binary -inform DER -in ours.der -out opened "
                                      "-inkey rsa.key") +
                       QString::fromUtf8(recipient));
        QVERIFY2(!verdict.startsWith("FAILED"), verdict.constData());
        QCOMPARE(m_tool.read("opened"), content);
    }
    QCOMPARE(openedBy("rsa", der), content);
}

void TestCmsEnveloped::seal_refusesWhoCannotDecrypt() {
    QCOMPARE(outcome(sealEnvelope(m_contentBytes, certificate("ec"), Cipher::Aes128Cbc,
                                  KeyTransport::RsaPkcs1)),
             QByteArray("cannotEncryptReply"));
    QCOMPARE(outcome(sealEnvelope(m_contentBytes, certificate("rsa"), Cipher::DesCbc,
                                  KeyTransport::RsaPkcs1)),
             QByteArray("algorithmForbidden"));
    QCOMPARE(outcome(sealEnvelopeWithPassword(m_contentBytes, viewOf("x"), Cipher::DesCbc)),
             QByteArray("algorithmForbidden"));
}

void TestCmsEnveloped::password_opensWhatOpensslSealed_data() {
    QTest::addColumn<QString>("options");
    for (const Cipher cipher : kUsableCiphers)
        QTest::newRow(toText(cipher).data())
            << QStringLiteral("-%1 -pwri_password otter-lamp").arg(qtText(toText(cipher)));
}

void TestCmsEnveloped::password_opensWhatOpensslSealed() {
    QFETCH(QString, options);
    const auto envelope = EnvelopedData::fromDer(sealedBy(options));
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    const auto& recipient = passwordOf(*envelope);
    QCOMPARE(recipient.prf, Digest::Sha1);
    QVERIFY(recipient.iterations > 0);
    QCOMPARE(opened(openEnvelope(*envelope, recipient, viewOf("otter-lamp"))), m_content);
}

void TestCmsEnveloped::password_isOpenedByOpenssl_data() {
    QTest::addColumn<int>("cipher");
    for (const Cipher cipher : kUsableCiphers)
        QTest::newRow(toText(cipher).data()) << static_cast<int>(cipher);
}

void TestCmsEnveloped::password_isOpenedByOpenssl() {
    QFETCH(int, cipher);
    const Bytes der =
        sealEnvelopeWithPassword(m_contentBytes, viewOf("otter-lamp"), static_cast<Cipher>(cipher))
            .value();
    m_tool.write("ours.der", toQt(der));
    const QByteArray verdict = m_tool.run(QStringLiteral(
        "cms -decrypt -binary -inform DER -in ours.der -out opened -pwri_password otter-lamp"));
    QVERIFY2(!verdict.startsWith("FAILED"), verdict.constData());
    QCOMPARE(m_tool.read("opened"), m_content);
    const auto envelope = EnvelopedData::fromDer(der).value();
    QCOMPARE(opened(openEnvelope(envelope, passwordOf(envelope), viewOf("otter-lamp"))), m_content);
    QCOMPARE(passwordOf(envelope).prf, Digest::Sha256);
    QCOMPARE(passwordOf(envelope).iterations, 100'000U);
}

// The content key comes from openssl's envelope; the wrap under another PRF is put together here
// from openssl's own PBKDF2 and CBC.
void TestCmsEnveloped::password_opensEveryPrf_data() {
    QTest::addColumn<int>("prf");
    for (const char* name : {"sha1", "sha224", "sha256", "sha384", "sha512"})
        QTest::newRow(name) << static_cast<int>(digestFromText(name).value());
}

void TestCmsEnveloped::password_opensEveryPrf() {
    QFETCH(int, prf);
    const QByteArray kek =
        m_tool.run(QStringLiteral("kdf -keylen 16 -kdfopt digest:%1 -kdfopt pass:otter "
                                  "-kdfopt salt:saltsalt -kdfopt iter:77 -binary PBKDF2")
                       .arg(QString::fromUtf8(QTest::currentDataTag())));
    QCOMPARE(kek.size(), 16);
    const auto cbc = [&](const QByteArray& iv, const QByteArray& input) {
        return m_tool.run(QStringLiteral("enc -aes-128-cbc -nopad -K %1 -iv %2")
                              .arg(QString::fromUtf8(kek.toHex()), QString::fromUtf8(iv.toHex())),
                          input);
    };
    const QByteArray contentKey = QByteArray::fromHex("00112233445566778899aabbccddeeff");
    QByteArray formatted = QByteArray::fromHex("10ffeedd"); // size, check bytes
    formatted += contentKey;
    formatted += QByteArray(12, '\x5a');
    const QByteArray iv(16, '\x07');
    const QByteArray inner = cbc(iv, formatted);
    PasswordRecipient recipient;
    recipient.prf = static_cast<Digest>(prf);
    recipient.salt = fromQt("saltsalt");
    recipient.iterations = 77;
    recipient.kek = Cipher::Aes128Cbc;
    recipient.kekIv = fromQt(iv);
    recipient.encryptedKey = fromQt(cbc(inner.right(16), inner));
    EnvelopedData envelope;
    envelope.cipher = Cipher::Aes128Cbc;
    envelope.iv = Bytes(16, 3);
    envelope.encryptedContent =
        encryptCbc(Cipher::Aes128Cbc, fromQt(contentKey), envelope.iv, m_contentBytes).value();
    QCOMPARE(opened(openEnvelope(envelope, recipient, viewOf("otter"))), m_content);
    formatted[2] = static_cast<char>(formatted[2] ^ 1); // a check byte
    const QByteArray unchecked = cbc(iv, formatted);
    PasswordRecipient wrongCheck = recipient;
    wrongCheck.encryptedKey = fromQt(cbc(unchecked.right(16), unchecked));
    QCOMPARE(opened(openEnvelope(envelope, wrongCheck, viewOf("otter"))),
             QByteArray("decryptFailed"));
    recipient.iterations = 78;
    QCOMPARE(opened(openEnvelope(envelope, recipient, viewOf("otter"))),
             QByteArray("decryptFailed"));
}

void TestCmsEnveloped::password_refusesAWrongOneAlike() {
    const auto envelope =
        EnvelopedData::fromDer(sealedBy(QStringLiteral("-aes128 -pwri_password otter"))).value();
    std::set<QByteArray> errors;
    for (int i = 0; i < 300; ++i) {
        const std::string guess = "guess" + std::to_string(i);
        const auto content = openEnvelope(envelope, passwordOf(envelope), bytesOf(guess));
        QVERIFY(!content);
        errors.insert(toQt(toText(content.error())));
    }
    for (std::size_t i = 0; i < passwordOf(envelope).encryptedKey.size(); ++i) {
        PasswordRecipient changed = passwordOf(envelope);
        changed.encryptedKey.resize(i);
        const auto content = openEnvelope(envelope, changed, viewOf("otter"));
        QVERIFY(!content);
        errors.insert(toQt(toText(content.error())));
    }
    QCOMPARE(errors.size(), std::size_t{1});
    QVERIFY(errors.begin()->startsWith("decryptFailed"));
}

void TestCmsEnveloped::password_refusesCostlyCountsFast() {
    QElapsedTimer timer;
    timer.start();
    for (const std::int64_t rounds :
         {std::int64_t{200'001}, std::int64_t{2'000'000}, std::int64_t{0xFFFFFFFF}}) {
        const auto envelope = EnvelopedData::fromDer(passwordEnvelope(rounds));
        QVERIFY(envelope.has_value());
        QCOMPARE(opened(openEnvelope(*envelope, passwordOf(*envelope), viewOf("x"))),
                 QByteArray("limitExceeded"));
    }
    QCOMPARE(outcome(EnvelopedData::fromDer(passwordEnvelope(std::int64_t{1} << 40))),
             QByteArray("limitExceeded"));
    QCOMPARE(outcome(EnvelopedData::fromDer(passwordEnvelope(0))), QByteArray("cmsMalformed"));
    QVERIFY2(timer.elapsed() < 1000, "refusing a cost must not pay it");
    const auto des = EnvelopedData::fromDer(passwordEnvelope(1, oids::kDesCbc)).value();
    QCOMPARE(opened(openEnvelope(des, passwordOf(des), viewOf("x"))),
             QByteArray("algorithmForbidden"));
}

void TestCmsEnveloped::captures_requestsOpen() {
    std::size_t csrs = 0;
    std::size_t others = 0;
    for (const auto& exchange : recordedExchanges()) {
        const auto data = SignedData::fromDer(exchange.request).value();
        const auto envelope = EnvelopedData::fromDer(data.content);
        QVERIFY2(envelope.has_value(), exchange.name().constData());
        const auto content = openEnvelope(*envelope, transportOf(*envelope),
                                          captureKey(exchange.keyFile("request")));
        QVERIFY2(content.has_value(), exchange.name().constData());
        const auto ca = readCertificates(fromQt(captureFile("keys/ca.cert.pem"))).value().front();
        QVERIFY(transportOf(*envelope).names(ca));
        const QByteArray csrKey = exchange.keyFile("csr");
        if (csrKey.isEmpty()) {
            QVERIFY(asn1::Tree::parse(content->view()).has_value());
            ++others;
            continue;
        }
        const auto csr = Csr::fromDer(content->view());
        QVERIFY2(csr.has_value(), exchange.name().constData());
        QVERIFY(csr->publicKey() == captureKey(csrKey).publicKey());
        ++csrs;
    }
    QCOMPARE(csrs, std::size_t{24});
    QCOMPARE(others, std::size_t{10});
}

void TestCmsEnveloped::captures_repliesOpen() {
    std::size_t count = 0;
    for (const auto& exchange : recordedExchanges()) {
        if (exchange.keyFile("response").isEmpty()) continue;
        ++count;
        const auto data = SignedData::fromDer(exchange.response).value();
        const auto envelope = EnvelopedData::fromDer(data.content).value();
        const auto content =
            openEnvelope(envelope, transportOf(envelope), captureKey(exchange.keyFile("response")));
        QVERIFY2(content.has_value(), exchange.name().constData());
        const auto inner = SignedData::fromDer(content->view());
        QVERIFY2(inner.has_value(), exchange.name().constData());
        QVERIFY(inner->certificates.size() + inner->crls.size() >= 1);
    }
    QCOMPARE(count, std::size_t{19});
}

void TestCmsEnveloped::open_refusesSingleDes() {
    const Bytes der =
        sealedBy(QStringLiteral("-provider legacy -provider default -des-cbc -recip rsa.crt"));
    const auto envelope = EnvelopedData::fromDer(der);
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    QCOMPARE(envelope->cipher, Cipher::DesCbc);
    QCOMPARE(openedBy("rsa", der), QByteArray("algorithmForbidden"));
}

void TestCmsEnveloped::open_refusesUnknownCiphers() {
    const Bytes camellia = sealedBy(QStringLiteral("-camellia128 -recip rsa.crt"));
    const auto envelope = EnvelopedData::fromDer(camellia);
    QVERIFY2(envelope.has_value(), outcome(envelope).constData());
    QVERIFY(!envelope->cipher);
    QCOMPARE(openedBy("rsa", camellia), QByteArray("algorithmUnknown"));
    const Bytes rc2 =
        sealedBy(QStringLiteral("-provider legacy -provider default -rc2-40-cbc -recip rsa.crt"));
    QCOMPARE(openedBy("rsa", rc2), QByteArray("algorithmUnknown"));
}

void TestCmsEnveloped::read_namesOtherRecipients() {
    const auto mixed = EnvelopedData::fromDer(
        sealedBy(QStringLiteral("-aes128 -recip rsa.crt -recip ec.crt -pwri_password otter "
                                "-secretkey 000102030405060708090a0b0c0d0e0f -secretkeyid 0102")));
    QVERIFY2(mixed.has_value(), outcome(mixed).constData());
    QCOMPARE(mixed->recipients.size(), std::size_t{4});
    int keyTransport = 0;
    int password = 0;
    std::set<unsigned> kinds;
    for (const Recipient& recipient : mixed->recipients) {
        if (const auto* byKey = std::get_if<KeyTransportRecipient>(&recipient)) {
            ++keyTransport;
            QCOMPARE(opened(openEnvelope(*mixed, *byKey, key("rsa"))), m_content);
        } else if (const auto* byPassword = std::get_if<PasswordRecipient>(&recipient)) {
            ++password;
            QCOMPARE(opened(openEnvelope(*mixed, *byPassword, viewOf("otter"))), m_content);
        } else {
            kinds.insert(std::get<OtherRecipient>(recipient).kind);
        }
    }
    QCOMPARE(keyTransport, 1);
    QCOMPARE(password, 1);
    QVERIFY(kinds == (std::set<unsigned>{1, 2}));
}

void TestCmsEnveloped::read_refusesAuthEnvelopedDataAndTrailingBytes() {
    const Bytes gcm = sealedBy(QStringLiteral("-aes-128-gcm -recip rsa.crt"));
    QVERIFY(!gcm.empty());
    QCOMPARE(outcome(EnvelopedData::fromDer(gcm)), QByteArray("cmsUnsupported"));
    Bytes trailing = sealedBy(QStringLiteral("-aes128 -recip rsa.crt"));
    trailing.push_back(0);
    QCOMPARE(outcome(EnvelopedData::fromDer(trailing)), QByteArray("asn1TrailingBytes"));
    QCOMPARE(outcome(EnvelopedData::fromDer({})), QByteArray("cmsMalformed"));
    QCOMPARE(outcome(EnvelopedData::fromDer(buildDegenerate({}, {}))),
             QByteArray("cmsUnsupported"));
}

void TestCmsEnveloped::names_goesByIssuerAndSerialOrKeyIdentifier() {
    const auto certificateOfRsa = certificate("rsa");
    KeyTransportRecipient recipient;
    QVERIFY(!recipient.names(certificateOfRsa));
    recipient.issuer = certificateOfRsa.issuer();
    recipient.serial = certificateOfRsa.serial();
    QVERIFY(recipient.names(certificateOfRsa));
    recipient.serial.insert(recipient.serial.begin(), 0);
    QVERIFY(recipient.names(certificateOfRsa));
    recipient.issuer = certificate("other").issuer();
    QVERIFY(!recipient.names(certificateOfRsa));
    recipient.issuer = certificateOfRsa.issuer();
    recipient.serial.back() ^= 1;
    QVERIFY(!recipient.names(certificateOfRsa));
    recipient.issuer.reset();
    recipient.subjectKeyIdentifier = certificateOfRsa.publicKey().keyIdentifier();
    QVERIFY(recipient.names(certificateOfRsa));
    QVERIFY(!recipient.names(certificate("other")));
}

// A wrong key gives a padding that looks right about once in 256 times, and then noise; whatever
// happens, there is one error text and never the content.
void TestCmsEnveloped::open_answersWrongKeysAlike() {
    std::set<QByteArray> errors;
    for (int i = 0; i < 60; ++i) {
        const Bytes der = sealEnvelope(m_contentBytes, certificate("rsa"), Cipher::Aes128Cbc,
                                       i % 2 == 0 ? KeyTransport::RsaPkcs1 : KeyTransport::RsaOaep)
                              .value();
        const auto envelope = EnvelopedData::fromDer(der).value();
        const auto content = openEnvelope(envelope, transportOf(envelope), key("other"));
        if (content)
            QVERIFY(toQt(content->view()) != m_content);
        else
            errors.insert(toQt(toText(content.error())));
    }
    QVERIFY(errors == std::set<QByteArray>{"decryptFailed: the envelope does not open"});
    const auto envelope =
        EnvelopedData::fromDer(sealedBy(QStringLiteral("-aes128 -recip rsa.crt"))).value();
    QCOMPARE(opened(openEnvelope(envelope, transportOf(envelope), key("ec"))),
             QByteArray("keyUnsupported"));
}

void TestCmsEnveloped::open_answersDamagedKeysAlike() {
    const auto envelope =
        EnvelopedData::fromDer(sealedBy(QStringLiteral("-aes256 -recip rsa.crt"))).value();
    const PrivateKey rsa = key("rsa");
    std::set<QByteArray> errors;
    for (std::size_t i = 0; i < 256; i += 5) {
        KeyTransportRecipient changed = transportOf(envelope);
        changed.encryptedKey[i] ^= 1;
        const auto first = openEnvelope(envelope, changed, rsa);
        const auto second = openEnvelope(envelope, changed, rsa);
        // The same message is answered the same way each time: repeating it teaches nothing.
        QCOMPARE(opened(first), opened(second));
        QVERIFY(opened(first) != m_content);
        if (!first) errors.insert(toQt(toText(first.error())));
        changed.encryptedKey.resize(i);
        const auto cut = openEnvelope(envelope, changed, rsa);
        if (!cut) errors.insert(toQt(toText(cut.error())));
    }
    QVERIFY(errors == std::set<QByteArray>{"decryptFailed: the envelope does not open"});
}

void TestCmsEnveloped::read_survivesEveryTruncation() {
    const Bytes jscep = SignedData::fromDer(recordedExchanges().front().response).value().content;
    for (const Bytes& der : {sealedBy(QStringLiteral("-aes128 -recip rsa.crt -pwri_password x")),
                             sealedBy(QStringLiteral("-aes128 -stream -recip rsa.crt")), jscep}) {
        QVERIFY(EnvelopedData::fromDer(der).has_value());
        for (std::size_t i = 0; i < der.size(); ++i)
            QVERIFY(!EnvelopedData::fromDer(ByteView(der).first(i)));
    }
}

// CBC carries no integrity (SCEP has it from the signature around), so a flip may change what comes
// out; it must do no more than that.
void TestCmsEnveloped::open_survivesEveryFlippedByte() {
    const Bytes der = sealedBy(QStringLiteral("-aes128 -recip rsa.crt"));
    const PrivateKey rsa = key("rsa");
    int unchanged = 0;
    for (std::size_t i = 0; i < der.size(); ++i) {
        Bytes changed = der;
        changed[i] ^= 0x41;
        const auto envelope = EnvelopedData::fromDer(changed);
        if (!envelope || !std::holds_alternative<KeyTransportRecipient>(envelope->recipients[0]))
            continue;
        const auto content = openEnvelope(*envelope, transportOf(*envelope), rsa);
        if (content && toQt(content->view()) == m_content) ++unchanged;
        QVERIFY(!content || content->size() <= envelope->encryptedContent.size());
    }
    // Only the version, the recipient's name and the content type are not part of the decryption.
    QVERIFY(unchanged > 0 && unchanged < 130);
}

QTEST_GUILESS_MAIN(TestCmsEnveloped)
#include "tst_cms_enveloped.moc"
