// Requests as OpenSSL sees them, and replies that a client must not believe.
#include "asn1/oids.h"
#include "message_builder.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "scep/client_message.h"
#include "scep/server_message.h"
#include "scep_fixture.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::scep;
using namespace scepter::test;
namespace oids = asn1::oids;

namespace {

constexpr std::string_view kId = "transaction 1";

QString q(const char* text) {
    return QString::fromLatin1(text);
}

} // namespace

class TestClientMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void request_isVerifiedAndOpenedByOpenssl_data();
    void request_isVerifiedAndOpenedByOpenssl();
    void request_toASignOnlyCaNeedsThePassword();
    void request_needsATransactionId();
    void signer_isWhatTheRfcAsksFor();
    void signer_ofAnEcKeyDoesNotClaimToEncipher();
    void reply_isReadWhenAllIsWell();
    void reply_spoiledOnesAreRefused_data();
    void reply_spoiledOnesAreRefused();
    void reply_signedByAnEmbeddedStrangerIsRefused();
    void reply_keepsAFailInfoThatItDoesNotKnow();
    void reply_successMustHoldSomething();
    void reply_takesTheSignerByItsKeyIdentifier();
    void caCertificates_areReadInBothForms();
    void caCertificates_refuseAnythingElse_data();
    void caCertificates_refuseAnythingElse();
    void roles_followKeyUsage_data();
    void roles_followKeyUsage();
    void roles_ofAChainAreTheLowestCa();
    void roles_goWithTheRecipient();
    void roles_ofNothingAreAnError();

private:
    [[nodiscard]] pki::Certificate issue(const char* name, std::optional<std::uint16_t> usage,
                                         bool ca, const pki::PublicKey& key) const;
    [[nodiscard]] Message reply(int status) const;
    [[nodiscard]] Result<Reply> read(const Message& message) const;
    [[nodiscard]] Bytes envelope() const;

    std::optional<pki::Certificate> m_ca;
    std::optional<pki::PrivateKey> m_caKey;
    std::optional<pki::PrivateKey> m_key;
    std::optional<pki::Certificate> m_signer;
    std::optional<pki::PrivateKey> m_otherKey;
    std::optional<pki::PrivateKey> m_ecKey;
    TimePoint m_now{std::chrono::seconds(1'795'000'000)};
};

void TestClientMessage::initTestCase() {
    m_ca = loadCertificate(q("keys/ca.cert.pem"));
    m_caKey = loadKey(q("keys/ca.key.pem"));
    m_key = loadKey(q("keys/strongswan-a.key.pem"));
    m_otherKey = loadKey(q("keys/strongswan-b.key.pem"));
    const auto signer = makeRequestSigner(*pki::Name::fromText("CN=device 1,O=Example"), *m_key,
                                          m_now, pki::Digest::Sha256);
    QVERIFY2(signer.has_value(), signer ? "" : toText(signer.error()).c_str());
    m_signer = *signer;
    const auto ec = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    QVERIFY(ec.has_value());
    m_ecKey = *ec;
}

void TestClientMessage::request_isVerifiedAndOpenedByOpenssl_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("cipher");
    QTest::addColumn<int>("digest");
    QTest::addColumn<bool>("oaep");
    using pki::Cipher, pki::Digest;
    const auto row = [](const char* name, MessageType type, Cipher cipher, Digest digest,
                        bool oaep = false) {
        QTest::newRow(name) << static_cast<int>(type) << static_cast<int>(cipher)
                            << static_cast<int>(digest) << oaep;
    };
    row("PKCSReq", MessageType::PkcsReq, Cipher::Aes256Cbc, Digest::Sha256);
    row("RenewalReq", MessageType::RenewalReq, Cipher::Aes128Cbc, Digest::Sha512);
    row("3DES and SHA-1", MessageType::PkcsReq, Cipher::TripleDesCbc, Digest::Sha1);
    row("OAEP", MessageType::PkcsReq, Cipher::Aes192Cbc, Digest::Sha384, true);
    row("CertPoll", MessageType::CertPoll, Cipher::Aes128Cbc, Digest::Sha256);
    row("GetCert", MessageType::GetCert, Cipher::Aes128Cbc, Digest::Sha256);
    row("GetCRL", MessageType::GetCrl, Cipher::Aes128Cbc, Digest::Sha256);
}

void TestClientMessage::request_isVerifiedAndOpenedByOpenssl() {
    QFETCH(int, type);
    QFETCH(int, cipher);
    QFETCH(int, digest);
    QFETCH(bool, oaep);
    RequestFields fields;
    fields.type = static_cast<MessageType>(type);
    fields.transactionId = std::string(kId);
    fields.senderNonce = Bytes(16, 7);
    fields.cipher = static_cast<pki::Cipher>(cipher);
    fields.digest = static_cast<pki::Digest>(digest);
    fields.transport = oaep ? pki::KeyTransport::RsaOaep : pki::KeyTransport::RsaPkcs1;
    Bytes payload;
    if (type < 20) {
        const auto csr =
            pki::signCsr({m_signer->subject(), {}, nullptr, {}}, *m_key, fields.digest);
        QVERIFY(csr.has_value());
        payload = copyOf(csr->der());
    } else if (type == 20) {
        payload = IssuerAndSubject{m_ca->subject(), m_signer->subject()}.toDer();
    } else {
        payload = IssuerAndSerial{m_ca->subject(), Bytes{0x05}}.toDer();
    }
    fields.payload = payload;
    const auto message = encodeRequest(fields, *m_signer, *m_key, *m_ca);
    QVERIFY2(message.has_value(), message ? "" : toText(message.error()).c_str());

    QTemporaryDir dir;
    const QString in = dir.filePath(q("message.der"));
    const QString envelope = dir.filePath(q("envelope.der"));
    const QString content = dir.filePath(q("content.der"));
    writeFile(in, *message);
    const Ran verified = runOpenssl({q("cms"), q("-verify"), q("-noverify"), q("-binary"),
                                     q("-inform"), q("der"), q("-in"), in, q("-out"), envelope});
    QVERIFY2(verified.exitCode == 0, verified.output.constData());
    const Ran decrypted =
        runOpenssl({q("cms"), q("-decrypt"), q("-binary"), q("-inform"), q("der"), q("-in"),
                    envelope, q("-inkey"), dataPath(q("keys/ca.key.pem")), q("-out"), content});
    QVERIFY2(decrypted.exitCode == 0, decrypted.output.constData());
    QCOMPARE(toBytes(readFile(content)), payload);

    const Decoded decoded = decodeRequest(*message, {{*m_ca, *m_caKey}}, {true, true});
    QVERIFY2(decoded.request.has_value(),
             decoded.request ? "" : toText(decoded.request.error()).c_str());
    QCOMPARE(decoded.request->type, fields.type);
    QCOMPARE(decoded.context.senderNonce, fields.senderNonce);
    QCOMPARE(decoded.context.cipher, fields.cipher);
    QCOMPARE(decoded.context.digest, fields.digest);
    QCOMPARE(decoded.context.transport, fields.transport);
}

void TestClientMessage::request_toASignOnlyCaNeedsThePassword() {
    const pki::Certificate ecCa =
        *makeRequestSigner(*pki::Name::fromText("CN=EC CA"), *m_ecKey, m_now, pki::Digest::Sha256);
    const auto csr =
        pki::signCsr({m_signer->subject(), {}, nullptr, {}}, *m_key, pki::Digest::Sha256);
    RequestFields fields;
    fields.transactionId = std::string(kId);
    fields.senderNonce = Bytes(16, 7);
    const Bytes payload = copyOf(csr->der());
    fields.payload = payload;
    QCOMPARE(encodeRequest(fields, *m_signer, *m_key, ecCa).error().code,
             ErrorCode::CannotEncryptReply);
    const SecretBytes password(std::string_view("lamp"));
    const auto message = encodeRequest(fields, *m_signer, *m_key, ecCa, &password);
    QVERIFY2(message.has_value(), message ? "" : toText(message.error()).c_str());
    const auto data = pki::SignedData::fromDer(*message);
    QVERIFY(data.has_value());
    QTemporaryDir dir;
    const QString envelope = dir.filePath(q("envelope.der"));
    const QString content = dir.filePath(q("content.der"));
    writeFile(envelope, data->content);
    const Ran decrypted =
        runOpenssl({q("cms"), q("-decrypt"), q("-binary"), q("-inform"), q("der"), q("-in"),
                    envelope, q("-pwri_password"), q("lamp"), q("-out"), content});
    QVERIFY2(decrypted.exitCode == 0, decrypted.output.constData());
    QCOMPARE(toBytes(readFile(content)), payload);
}

void TestClientMessage::request_needsATransactionId() {
    RequestFields fields;
    QCOMPARE(encodeRequest(fields, *m_signer, *m_key, *m_ca).error().code,
             ErrorCode::InvalidArgument);
    fields.transactionId = std::string(kMaxTransactionId + 1, 'x');
    QCOMPARE(encodeRequest(fields, *m_signer, *m_key, *m_ca).error().code,
             ErrorCode::InvalidArgument);
}

void TestClientMessage::signer_isWhatTheRfcAsksFor() {
    QVERIFY(m_signer->isSelfIssued());
    QVERIFY(m_signer->verifySignedBy(m_key->publicKey()).has_value());
    QVERIFY(m_signer->checkValidAt(m_now).has_value());
    QVERIFY(!m_signer->checkValidAt(m_now + std::chrono::hours(24 * 400)));
    QTemporaryDir dir;
    const QString in = dir.filePath(q("signer.der"));
    writeFile(in, m_signer->der());
    const Ran ran = runOpenssl({q("x509"), q("-inform"), q("der"), q("-in"), in, q("-noout"),
                                q("-text"), q("-nameopt"), q("RFC2253")});
    QVERIFY2(ran.exitCode == 0, ran.output.constData());
    QVERIFY(ran.output.contains("Digital Signature, Key Encipherment"));
    QVERIFY(ran.output.contains("CN=device 1,O=Example"));
    QVERIFY(ran.output.contains("Version: 3"));
    const auto nameless = makeRequestSigner({}, *m_key, m_now, pki::Digest::Sha256);
    QVERIFY(nameless && !nameless->issuer().empty());
}

void TestClientMessage::signer_ofAnEcKeyDoesNotClaimToEncipher() {
    const auto signer =
        makeRequestSigner(*pki::Name::fromText("CN=ec"), *m_ecKey, m_now, pki::Digest::Sha256);
    QVERIFY(signer.has_value());
    QCOMPARE(signer->keyUsage(), std::optional(pki::key_usage::kDigitalSignature));
}

Bytes TestClientMessage::envelope() const {
    const auto sealed = pki::sealEnvelope(pki::buildDegenerate({m_signer->der()}, {}), *m_signer,
                                          pki::Cipher::Aes128Cbc, pki::KeyTransport::RsaPkcs1);
    return sealed ? *sealed : Bytes{};
}

Message TestClientMessage::reply(int status) const {
    Message message =
        requestMessage(3, kId, Bytes(16, 8), status == 0 ? envelope() : Bytes{}, *m_ca);
    message.attributes.push_back({oids::kPkiStatus, {stringDer(19, std::to_string(status))}});
    message.attributes.push_back({oids::kRecipientNonce, {octetsDer(Bytes(16, 7))}});
    if (status == 2) message.attributes.push_back({oids::kFailInfo, {stringDer(19, "4")}});
    return message;
}

Result<Reply> TestClientMessage::read(const Message& message) const {
    return decodeReply(build(message, *m_ca, *m_caKey), {std::string(kId), Bytes(16, 7), {*m_ca}},
                       *m_key);
}

void TestClientMessage::reply_isReadWhenAllIsWell() {
    const auto success = read(reply(0));
    QVERIFY2(success.has_value(), success ? "" : toText(success.error()).c_str());
    QCOMPARE(success->status, PkiStatus::Success);
    QCOMPARE(success->certificates, std::vector<Bytes>{m_signer->der()});
    QVERIFY(success->signer == *m_ca);
    const auto failure = read(reply(2));
    QVERIFY(failure && failure->status == PkiStatus::Failure);
    QCOMPARE(failure->failInfo, std::optional(FailInfo::BadCertId));
    const auto pending = read(reply(3));
    QVERIFY(pending && pending->status == PkiStatus::Pending && !pending->failInfo);
    // Without the outer certificate: the client has it from GetCACert.
    Message bare = reply(0);
    bare.certificates.clear();
    QVERIFY(read(bare).has_value());
    Message absent = reply(3);
    absent.content.reset();
    const auto withoutContent = read(absent);
    QVERIFY(withoutContent && !withoutContent->hasContent);
    Message ber = reply(0);
    ber.indefinite = true;
    QVERIFY(read(ber).has_value());
}

using Spoil = void (*)(Message&);
Q_DECLARE_METATYPE(Spoil)
Q_DECLARE_METATYPE(scepter::ErrorCode)

void TestClientMessage::reply_spoiledOnesAreRefused_data() {
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char* name, ErrorCode code, Spoil spoil) {
        QTest::newRow(name) << spoil << code;
    };
    using enum ErrorCode;
    row("two signers", MessageMalformed, [](Message& m) { m.signers = 2; });
    row("no signer", MessageMalformed, [](Message& m) { m.signers = 0; });
    row("no signed attributes", AttributeMissing, [](Message& m) { m.signedAttributes = false; });
    row("no messageType", AttributeMissing, [](Message& m) { remove(m, oids::kMessageType); });
    row("a request", MessageTypeUnsupported,
        [](Message& m) { find(m, oids::kMessageType)->values = {stringDer(19, "19")}; });
    row("no transactionID", AttributeMissing, [](Message& m) { remove(m, oids::kTransactionId); });
    row("another transactionID", TransactionConflict,
        [](Message& m) { find(m, oids::kTransactionId)->values = {stringDer(19, "other")}; });
    row("no recipientNonce", NonceMismatch, [](Message& m) { remove(m, oids::kRecipientNonce); });
    row("another recipientNonce", NonceMismatch,
        [](Message& m) { find(m, oids::kRecipientNonce)->values = {octetsDer(Bytes(16, 8))}; });
    row("recipientNonce twice", AttributeMalformed,
        [](Message& m) { m.attributes.push_back(*find(m, oids::kRecipientNonce)); });
    row("no pkiStatus", AttributeMissing, [](Message& m) { remove(m, oids::kPkiStatus); });
    row("pkiStatus 11", MessageMalformed,
        [](Message& m) { find(m, oids::kPkiStatus)->values = {stringDer(19, "11")}; });
    row("success without envelope", MessageMalformed, [](Message& m) { m.content = Bytes{}; });
    row("success without content", MessageMalformed, [](Message& m) { m.content.reset(); });
    row("success with noise", Asn1Malformed, [](Message& m) { m.content = Bytes{0x00, 0x00}; });
    row("MD5", AlgorithmForbidden, [](Message& m) { m.namedDigest = oids::kMd5; });
}

void TestClientMessage::reply_spoiledOnesAreRefused() {
    QFETCH(Spoil, spoil);
    QFETCH(ErrorCode, code);
    Message message = reply(0);
    spoil(message);
    const auto result = read(message);
    QVERIFY(!result);
    // The reader below names what is wrong with noise in its own words.
    if (code == ErrorCode::Asn1Malformed) return;
    QVERIFY2(result.error().code == code, toText(result.error()).c_str());
}

void TestClientMessage::reply_signedByAnEmbeddedStrangerIsRefused() {
    const pki::Certificate stranger = *makeRequestSigner(*pki::Name::fromText("CN=stranger"),
                                                         *m_otherKey, m_now, pki::Digest::Sha256);
    Message message = reply(0);
    message.certificates = {stranger.der(), m_ca->der()};
    const ReplyExpectations expected{std::string(kId), Bytes(16, 7), {*m_ca}};
    const auto result = decodeReply(build(message, stranger, *m_otherKey), expected, *m_key);
    QCOMPARE(result.error().code, ErrorCode::SignerUnknown);
    QVERIFY(result.error().detail.contains("CN=stranger"));
    // Under the CA's name, by another key.
    QCOMPARE(decodeReply(build(reply(0), *m_ca, *m_otherKey), expected, *m_key).error().code,
             ErrorCode::SignatureInvalid);
    QCOMPARE(
        decodeReply(build(reply(0), *m_ca, *m_caKey), {std::string(kId), Bytes(16, 7), {}}, *m_key)
            .error()
            .code,
        ErrorCode::SignerUnknown);
}

void TestClientMessage::reply_keepsAFailInfoThatItDoesNotKnow() {
    Message message = reply(2);
    find(message, oids::kFailInfo)->values = {stringDer(19, "7")};
    message.attributes.push_back({oids::kFailInfoText, {stringDer(12, "no more licenses")}});
    const auto result = read(message);
    QVERIFY(result && result->status == PkiStatus::Failure && !result->failInfo);
    QCOMPARE(result->attributes.failInfo, std::optional(7));
    QCOMPARE(result->failInfoText, std::string("no more licenses"));
    remove(message, oids::kFailInfo);
    QVERIFY(read(message).has_value());
}

void TestClientMessage::reply_successMustHoldSomething() {
    Message message = reply(0);
    message.content = *pki::sealEnvelope(pki::buildDegenerate({}, {}), *m_signer,
                                         pki::Cipher::Aes128Cbc, pki::KeyTransport::RsaPkcs1);
    QCOMPARE(read(message).error().code, ErrorCode::MessageMalformed);
    message.content = *pki::sealEnvelope(m_signer->der(), *m_signer, pki::Cipher::Aes128Cbc,
                                         pki::KeyTransport::RsaPkcs1);
    QCOMPARE(read(message).error().code, ErrorCode::DecryptFailed);
}

void TestClientMessage::reply_takesTheSignerByItsKeyIdentifier() {
    QTemporaryDir dir;
    const QString in = dir.filePath(q("in.der"));
    const QString out = dir.filePath(q("out.der"));
    const Bytes next =
        pki::buildDegenerate({loadCertificate(q("keys/ca-next.cert.pem")).der()}, {});
    writeFile(in, next);
    const Ran ran =
        runOpenssl({q("cms"), q("-sign"), q("-binary"), q("-nodetach"), q("-keyid"), q("-in"), in,
                    q("-signer"), dataPath(q("keys/ca.cert.pem")), q("-inkey"),
                    dataPath(q("keys/ca.key.pem")), q("-outform"), q("der"), q("-out"), out});
    QVERIFY2(ran.exitCode == 0, ran.output.constData());
    const auto read = readNextCaCertificates(toBytes(readFile(out)), {*m_ca});
    QVERIFY2(read.has_value(), read ? "" : toText(read.error()).c_str());
    QCOMPARE(read->size(), std::size_t{1});
}

void TestClientMessage::caCertificates_areReadInBothForms() {
    const auto single = readCaCertificates(m_ca->der());
    QVERIFY(single && single->size() == 1 && single->front() == *m_ca);
    QTemporaryDir dir;
    const QString out = dir.filePath(q("chain.der"));
    const Ran ran =
        runOpenssl({q("crl2pkcs7"), q("-nocrl"), q("-certfile"), dataPath(q("keys/ca.cert.pem")),
                    q("-certfile"), dataPath(q("keys/ca-next.cert.pem")), q("-outform"), q("der"),
                    q("-out"), out});
    QVERIFY2(ran.exitCode == 0, ran.output.constData());
    const auto both = readCaCertificates(toBytes(readFile(out)));
    QVERIFY2(both.has_value(), both ? "" : toText(both.error()).c_str());
    QCOMPARE(both->size(), std::size_t{2});
    QVERIFY(std::ranges::find(*both, *m_ca) != both->end());
}

void TestClientMessage::caCertificates_refuseAnythingElse_data() {
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const Bytes& body) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(body.data()),
                                          static_cast<qsizetype>(body.size()));
    };
    const Bytes good = loadCertificate(q("keys/ca.cert.pem")).der();
    Bytes longer = good;
    longer.push_back(0);
    row("nothing", {});
    row("trailing byte", longer);
    row("cut", Bytes(good.begin(), good.end() - 1));
    row("empty SignedData", pki::buildDegenerate({}, {}));
    row("SignedData with noise", pki::buildDegenerate({Bytes{0x30, 0x00}}, {}));
    row("too many", pki::buildDegenerate(std::vector<Bytes>(65, good), {}));
    row("a page", copyOf(bytesOf("<html>Not found</html>")));
}

void TestClientMessage::caCertificates_refuseAnythingElse() {
    QFETCH(QByteArray, body);
    QVERIFY(!readCaCertificates(toBytes(body)));
}

pki::Certificate TestClientMessage::issue(const char* name, std::optional<std::uint16_t> usage,
                                          bool ca, const pki::PublicKey& key) const {
    std::vector<pki::Extension> extensions;
    if (usage) extensions.push_back(pki::makeKeyUsage(*usage));
    extensions.push_back(pki::makeBasicConstraints({ca, {}}));
    return *pki::signCertificate({*pki::randomSerial(), m_ca->subject(),
                                  *pki::Name::fromText(std::string("CN=") + name), m_now,
                                  m_now + std::chrono::hours(24), key.spki(), extensions},
                                 *m_caKey, pki::Digest::Sha256);
}

void TestClientMessage::roles_followKeyUsage_data() {
    QTest::addColumn<QStringList>("present"); // each "name:usage", usage of e, s, es, none, sub
    QTest::addColumn<QString>("encryption");
    QTest::addColumn<QString>("signing");
    QTest::newRow("CA alone") << QStringList{} << q("CA") << q("CA");
    QTest::newRow("combined") << QStringList{q("ra:es")} << q("ra") << q("ra");
    QTest::newRow("split") << QStringList{q("sig:s"), q("enc:e")} << q("enc") << q("sig");
    QTest::newRow("split before combined")
        << QStringList{q("ra:es"), q("enc:e"), q("sig:s")} << q("enc") << q("sig");
    QTest::newRow("no usage") << QStringList{q("ra:none")} << q("ra") << q("ra");
    QTest::newRow("signs only") << QStringList{q("ra:s")} << q("CA") << q("ra");
    QTest::newRow("encrypts only") << QStringList{q("ra:e")} << q("ra") << q("CA");
    QTest::newRow("EC cannot encrypt") << QStringList{q("ec:es")} << q("CA") << q("ec");
}

void TestClientMessage::roles_followKeyUsage() {
    QFETCH(QStringList, present);
    QFETCH(QString, encryption);
    QFETCH(QString, signing);
    using namespace pki::key_usage;
    std::vector<pki::Certificate> certificates;
    for (const QString& entry : present) {
        const QString name = entry.section(u':', 0, 0);
        const QString kind = entry.section(u':', 1);
        std::optional<std::uint16_t> usage;
        if (kind == u"e") usage = kKeyEncipherment;
        if (kind == u"s") usage = kDigitalSignature;
        if (kind == u"es") usage = static_cast<std::uint16_t>(kDigitalSignature | kKeyEncipherment);
        certificates.push_back(issue(qPrintable(name), usage, false,
                                     name == u"ec" ? m_ecKey->publicKey() : m_key->publicKey()));
    }
    const auto nameOf = [&](const pki::Certificate& certificate) {
        return certificate == *m_ca ? q("CA")
                                    : QString::fromStdString(*certificate.subject().commonName());
    };
    for (const bool caFirst : {true, false}) {
        auto all = certificates;
        all.insert(caFirst ? all.begin() : all.end(), *m_ca);
        const auto roles = chooseCaRoles(all);
        QVERIFY(roles.has_value());
        QCOMPARE(nameOf(roles->encryption), encryption);
        QCOMPARE(nameOf(roles->signing), signing);
        QCOMPARE(nameOf(roles->ca), q("CA"));
    }
}

void TestClientMessage::roles_ofAChainAreTheLowestCa() {
    const pki::Certificate sub =
        issue("sub", pki::key_usage::kKeyCertSign, true, m_otherKey->publicKey());
    for (const auto& chain : {std::vector{*m_ca, sub}, std::vector{sub, *m_ca}}) {
        const auto roles = chooseCaRoles(chain);
        QVERIFY(roles && roles->ca == sub && roles->encryption == sub && roles->signing == sub);
    }
    // An RA of the upper CA: its issuer counts.
    const auto ra = issue("ra", std::nullopt, false, m_key->publicKey());
    const auto roles = chooseCaRoles({sub, ra, *m_ca});
    QVERIFY(roles && roles->ca == *m_ca && roles->encryption == ra);
}

void TestClientMessage::roles_goWithTheRecipient() {
    using namespace pki::key_usage;
    const auto sub = issue("sub", kKeyCertSign, true, m_otherKey->publicKey());
    const auto encrypts = issue("encrypts", kKeyEncipherment, false, m_key->publicKey());
    const auto both =
        issue("both", static_cast<std::uint16_t>(kKeyEncipherment | kDigitalSignature), false,
              m_key->publicKey());
    const std::vector all{sub, encrypts, both, *m_ca};
    // Its issuer is the one that issues, and not the lowest CA.
    auto roles = chooseCaRoles(all, encrypts);
    QVERIFY(roles.encryption == encrypts && roles.signing == both && roles.ca == *m_ca);
    roles = chooseCaRoles(all, both);
    QVERIFY(roles.encryption == both && roles.signing == both && roles.ca == *m_ca);
    roles = chooseCaRoles({sub, encrypts, *m_ca}, encrypts);
    QVERIFY(roles.signing == *m_ca);
    roles = chooseCaRoles(all, sub);
    QVERIFY(roles.encryption == sub && roles.signing == sub && roles.ca == sub);
}

void TestClientMessage::roles_ofNothingAreAnError() {
    QCOMPARE(chooseCaRoles({}).error().code, ErrorCode::InvalidArgument);
    // A lone certificate that is no CA plays all parts.
    const auto ra = issue("ra", std::nullopt, false, m_key->publicKey());
    const auto roles = chooseCaRoles({ra});
    QVERIFY(roles && roles->ca == ra);
}

QTEST_GUILESS_MAIN(TestClientMessage)
#include "tst_client_message.moc"
