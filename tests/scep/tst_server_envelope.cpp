// Envelopes as OpenSSL makes them, damaged ones, and the challenges inside.
#include "asn1/oids.h"
#include "pki/cms_enveloped.h"
#include "server_fixture.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::scep;
using namespace scepter::test;
namespace oids = asn1::oids;

class TestServerEnvelope : public QObject, private ServerFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(load()); }
    void decode_opensEnvelopesOfOpenssl_data();
    void decode_opensEnvelopesOfOpenssl();
    void decode_refusesEnvelopesOfOpenssl_data();
    void decode_refusesEnvelopesOfOpenssl();
    void decode_takesTheRecipientThatIsNamed();
    void decode_namesTheWrongRecipient();
    void decode_answersEveryDecryptionFailureAlike();
    void decode_readsChallengesOfEveryKind_data();
    void decode_readsChallengesOfEveryKind();
    void password_opensWhatOpensslSealed();
    void password_unknownAndWrongAreAnsweredAlike();
    void password_roundsAreLimited();
};

void TestServerEnvelope::decode_opensEnvelopesOfOpenssl_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("legacy");
    QTest::addColumn<bool>("oaep");
    QTest::newRow("AES-128") << QStringList{q("-aes128")} << false << false;
    QTest::newRow("AES-192") << QStringList{q("-aes192")} << false << false;
    QTest::newRow("AES-256") << QStringList{q("-aes256")} << false << false;
    QTest::newRow("3DES") << QStringList{q("-des3")} << true << false;
    QTest::newRow("BER") << QStringList{q("-aes128"), q("-stream")} << false << false;
    QTest::newRow("by key identifier") << QStringList{q("-aes128"), q("-keyid")} << false << false;
    QTest::newRow("OAEP") << QStringList{q("-aes256"), q("-keyopt"), q("rsa_padding_mode:oaep")}
                          << false << true;
    QTest::newRow("OAEP with SHA-256")
        << QStringList{q("-aes128"), q("-keyopt"), q("rsa_padding_mode:oaep"), q("-keyopt"),
                       q("rsa_oaep_md:sha256")}
        << false << true;
}

void TestServerEnvelope::decode_opensEnvelopesOfOpenssl() {
    QFETCH(QStringList, options);
    QFETCH(bool, legacy);
    QFETCH(bool, oaep);
    const Bytes envelope = opensslEnvelope(csr(), options, *m_ca);
    QVERIFY(!envelope.empty());
    const Decoded decoded = decode(withEnvelope(envelope), legacy ? kLegacy : kModern);
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    QVERIFY(sameBytes(decoded.request->csr->der(), csr()));
    QCOMPARE(decoded.context.transport,
             oaep ? pki::KeyTransport::RsaOaep : pki::KeyTransport::RsaPkcs1);
    const auto digest =
        options.contains(q("rsa_oaep_md:sha256")) ? pki::Digest::Sha256 : pki::Digest::Sha1;
    if (oaep) QVERIFY((decoded.context.oaep == pki::OaepDigests{digest, digest}));
    if (!legacy) return;
    const Decoded refused = decode(withEnvelope(envelope));
    QCOMPARE(refused.request.error().code, ErrorCode::AlgorithmForbidden);
    QCOMPARE(refused.request.error().failInfo, std::optional(FailInfo::BadAlg));
}

void TestServerEnvelope::decode_refusesEnvelopesOfOpenssl_data() {
    QTest::addColumn<QStringList>("options");
    const QStringList legacy{q("-provider"), q("legacy"), q("-provider"), q("default")};
    QTest::newRow("AuthEnvelopedData") << QStringList{q("-aes-128-gcm")};
    QTest::newRow("single DES") << QStringList{q("-des")} + legacy;
    QTest::newRow("RC2") << QStringList{q("-rc2-128")} + legacy;
    QTest::newRow("Camellia") << QStringList{q("-camellia128")};
}

void TestServerEnvelope::decode_refusesEnvelopesOfOpenssl() {
    QFETCH(QStringList, options);
    const Bytes envelope = opensslEnvelope(csr(), options, *m_ca);
    QVERIFY(!envelope.empty());
    for (const AlgorithmPolicy& policy : {kModern, kLegacy}) {
        const Decoded decoded = decode(withEnvelope(envelope), policy);
        QVERIFY2(!decoded.request && decoded.request.error().code == ErrorCode::AlgorithmForbidden,
                 why(decoded).c_str());
        QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadAlg));
        QCOMPARE(decoded.context.cipher, pki::Cipher::Aes128Cbc);
    }
}

void TestServerEnvelope::decode_takesTheRecipientThatIsNamed() {
    // Two recipients, one of them ours; and our key second among ours.
    const Bytes envelope =
        opensslEnvelope(csr(), {q("-aes128"), dataPath(q("keys/ca-next.cert.pem"))}, *m_ca);
    QVERIFY(!envelope.empty());
    const auto read = pki::EnvelopedData::fromDer(envelope);
    QVERIFY(read && read->recipients.size() == 2);
    const pki::Certificate next = loadCertificate(q("keys/ca-next.cert.pem"));
    const pki::PrivateKey nextKey = loadKey(q("keys/ca-next.key.pem"));
    const Bytes message = build(withEnvelope(envelope), *m_signer, *m_key);
    const Decoded first = decodeRequest(message, ours(), kModern);
    QVERIFY2(first.request.has_value(), why(first).c_str());
    const Decoded second =
        decodeRequest(build(good(), *m_signer, *m_key), {{next, nextKey}, ours().front()}, kModern);
    QVERIFY2(second.request.has_value(), why(second).c_str());
    QCOMPARE(second.request->recipient, std::size_t{1});
}

void TestServerEnvelope::decode_namesTheWrongRecipient() {
    const pki::Certificate next = loadCertificate(q("keys/ca-next.cert.pem"));
    const Bytes envelope = opensslEnvelope(csr(), {q("-aes128")}, next);
    const Decoded decoded = decode(withEnvelope(envelope));
    QCOMPARE(decoded.request.error().code, ErrorCode::WrongRecipient);
    QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadRequest));
    QVERIFY(decoded.request.error().detail.contains(next.issuer().toDisplayText()));
    QVERIFY(decoded.request.error().detail.contains(toUpperHex(next.serial())));
    QVERIFY(decoded.context.answerable());
    // By a key identifier that is another key's: tried, and answered as any failed decryption.
    const Bytes bySki = opensslEnvelope(csr(), {q("-aes128"), q("-keyid")}, next);
    QCOMPARE(decode(withEnvelope(bySki)).request.error().code, ErrorCode::DecryptFailed);
}

void TestServerEnvelope::decode_answersEveryDecryptionFailureAlike() {
    std::vector<std::pair<const char*, Bytes>> envelopes;
    // Our name, but another key.
    const auto impostor = pki::signCertificate({m_ca->serial(),
                                                m_ca->issuer(),
                                                m_ca->subject(),
                                                m_ca->notBefore(),
                                                m_ca->notAfter(),
                                                m_otherKey->publicKey().spki(),
                                                {}},
                                               *m_otherKey, pki::Digest::Sha256);
    QVERIFY(impostor.has_value());
    envelopes.emplace_back(
        "another key",
        *pki::sealEnvelope(csr(), *impostor, pki::Cipher::Aes128Cbc, pki::KeyTransport::RsaPkcs1));
    envelopes.emplace_back(
        "another key, OAEP",
        *pki::sealEnvelope(csr(), *impostor, pki::Cipher::Aes256Cbc, pki::KeyTransport::RsaOaep));
    Bytes damaged = sealed(csr());
    damaged.back() ^= 0x01;
    envelopes.emplace_back("padding", damaged);
    damaged = sealed(csr());
    const auto read = pki::EnvelopedData::fromDer(damaged);
    const auto key = std::ranges::search(
        damaged, std::get<pki::KeyTransportRecipient>(read->recipients.front()).encryptedKey);
    damaged[static_cast<std::size_t>(key.begin() - damaged.begin()) + 20] ^= 0x01;
    envelopes.emplace_back("encrypted key", damaged);
    envelopes.emplace_back("empty", sealed({}));
    envelopes.emplace_back("text", sealed(copyOf(bytesOf("not a CSR"))));
    Bytes longer = csr();
    longer.push_back(0);
    envelopes.emplace_back("trailing byte", sealed(longer));
    envelopes.emplace_back("a certificate", sealed(m_ca->der()));

    const Error expected = decode(withEnvelope(envelopes.front().second)).request.error();
    QCOMPARE(expected.code, ErrorCode::DecryptFailed);
    QCOMPARE(expected.failInfo, std::optional(FailInfo::BadMessageCheck));
    for (const auto& [name, envelope] : envelopes) {
        const Decoded decoded = decode(withEnvelope(envelope));
        QVERIFY2(!decoded.request && decoded.request.error() == expected, name);
    }
}

void TestServerEnvelope::decode_readsChallengesOfEveryKind_data() {
    QTest::addColumn<uint>("tag");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, uint tag, const QByteArray& content,
                        const QByteArray& expected) {
        QTest::newRow(name) << tag << content << expected;
    };
    row("PrintableString", 19, "abc 1", "abc 1");
    row("UTF8String", 12, "gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F");
    row("BMPString", 30, QByteArray("\0g\0\xFC", 4), "g\xC3\xBC");
    row("T61String", 20, "g\xFC", "g\xC3\xBC");
    row("IA5String", 22, "a_b@c", "a_b@c");
    row("empty", 19, "", "");
    row("4 KB", 12, QByteArray(4096, 'k'), QByteArray(4096, 'k'));
}

void TestServerEnvelope::decode_readsChallengesOfEveryKind() {
    QFETCH(uint, tag);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, expected);
    const auto made =
        pki::signCsr({*pki::Name::fromText("CN=device"),
                      {},
                      nullptr,
                      {{oids::kChallengePassword, {stringDer(tag, viewOf(content))}}}},
                     *m_key, pki::Digest::Sha256);
    QVERIFY(made.has_value());
    const Decoded decoded = decode(withEnvelope(sealed(copyOf(made->der()))));
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    const SecretBytes* challenge = decoded.request->csr->challengePassword();
    QVERIFY(challenge != nullptr && challenge->text() == viewOf(expected));
    // None at all is something else than an empty one.
    QVERIFY(decode(good()).request->csr->challengePassword() == nullptr);
}

void TestServerEnvelope::password_opensWhatOpensslSealed() {
    const Bytes envelope =
        opensslEnvelope(csr(), {q("-aes256"), q("-pwri_password"), q("lamp")}, *m_ca);
    QVERIFY(!envelope.empty());
    const Bytes message = build(withEnvelope(envelope), *m_signer, *m_key);
    std::string asked;
    const PasswordFinder finder = [&](const std::string& transactionId) {
        asked = transactionId;
        std::vector<SecretBytes> secrets;
        secrets.emplace_back(std::string_view("wrong"));
        secrets.emplace_back(std::string_view("lamp"));
        return secrets;
    };
    const Decoded decoded = decodeRequest(message, ours(), kModern, finder);
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    QVERIFY(decoded.request->byPassword && decoded.request->csr);
    QCOMPARE(asked, std::string(kId));
    QCOMPARE(decodeRequest(message, ours(), kModern).request.error().code,
             ErrorCode::WrongRecipient);
}

void TestServerEnvelope::password_unknownAndWrongAreAnsweredAlike() {
    const auto envelope =
        pki::sealEnvelopeWithPassword(csr(), bytesOf("lamp"), pki::Cipher::Aes128Cbc);
    QVERIFY(envelope.has_value());
    const Bytes message = build(withEnvelope(*envelope), *m_signer, *m_key);
    const Decoded unknown = decodeRequest(
        message, ours(), kModern, [](const std::string&) { return std::vector<SecretBytes>{}; });
    const Decoded wrong = decodeRequest(message, ours(), kModern, [](const std::string&) {
        std::vector<SecretBytes> secrets;
        secrets.emplace_back(std::string_view("otter"));
        return secrets;
    });
    QVERIFY(!unknown.request && !wrong.request);
    QVERIFY(unknown.request.error() == wrong.request.error());
    QCOMPARE(unknown.request.error().code, ErrorCode::DecryptFailed);
}

void TestServerEnvelope::password_roundsAreLimited() {
    auto envelope = pki::sealEnvelopeWithPassword(csr(), bytesOf("lamp"), pki::Cipher::Aes128Cbc);
    const Bytes rounds{0x02, 0x03, 0x01, 0x86, 0xA0};
    const auto at = std::ranges::search(*envelope, rounds);
    QVERIFY(!at.empty());
    at.begin()[2] = 0x7F;
    const Bytes message = build(withEnvelope(*envelope), *m_signer, *m_key);
    const Decoded decoded = decodeRequest(message, ours(), kModern, [](const std::string&) {
        std::vector<SecretBytes> secrets;
        secrets.emplace_back(std::string_view("lamp"));
        return secrets;
    });
    QVERIFY2(!decoded.request && decoded.request.error().code == ErrorCode::LimitExceeded,
             why(decoded).c_str());
}

QTEST_GUILESS_MAIN(TestServerEnvelope)
#include "tst_server_envelope.moc"
