// Requests that no well-behaved client sends: what decodeRequest promises, check by check.
#include "asn1/oids.h"
#include "server_fixture.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::scep;
using namespace scepter::test;
namespace oids = asn1::oids;

class TestServerMessage : public QObject, private ServerFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(load()); }
    void decode_acceptsEachKindOfRequest_data();
    void decode_acceptsEachKindOfRequest();
    void decode_refusesSpoiledMessages_data();
    void decode_refusesSpoiledMessages();
    void decode_refusesWhatIsNoSignedMessage_data();
    void decode_refusesWhatIsNoSignedMessage();
    void decode_takesTransactionIdsAsTheyAre_data();
    void decode_takesTransactionIdsAsTheyAre();
    void decode_takesNoncesOfOneToSixtyFourBytes();
    void decode_acceptsUnsortedAttributesAndBer();
    void decode_takesTheCertificateThatTheSignerNames();
    void decode_refusesAForeignOrMissingSignerCertificate();
    void decode_acceptsAnEcdsaSigner();
    void decode_refusesMd5AndSha1();
    void decode_judgesTheDigestOfTheCsr();
};

using Spoil = void (*)(Message&);
Q_DECLARE_METATYPE(Spoil)
Q_DECLARE_METATYPE(scepter::ErrorCode)

void TestServerMessage::decode_acceptsEachKindOfRequest_data() {
    QTest::addColumn<int>("type");
    for (const int type : {17, 18, 19, 20, 21, 22})
        QTest::addRow("%d", type) << type;
}

void TestServerMessage::decode_acceptsEachKindOfRequest() {
    QFETCH(int, type);
    const Decoded decoded = decode(good(type));
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    QCOMPARE(static_cast<int>(decoded.request->type), type);
    QCOMPARE(decoded.request->csr.has_value(), type < 20);
    QCOMPARE(decoded.request->poll.has_value(), type == 20);
    QCOMPARE(decoded.request->lookup.has_value(), type > 20);
    QCOMPARE(decoded.request->transactionId, std::string(kId));
    QVERIFY(decoded.request->signer == *m_signer);
    // The same payload under another type is not what it says.
    Message other = good(type);
    find(other, oids::kMessageType)->values = {stringDer(19, type == 20 ? "19" : "20")};
    QCOMPARE(decode(other).request.error().code, ErrorCode::DecryptFailed);
}

void TestServerMessage::decode_refusesSpoiledMessages_data() {
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<bool>("answerable");
    const auto row = [](const char* name, ErrorCode code, bool answerable, Spoil spoil) {
        QTest::newRow(name) << spoil << code << answerable;
    };
    using enum ErrorCode;
    row("two signers", MessageMalformed, false, [](Message& m) { m.signers = 2; });
    row("no signer", MessageMalformed, false, [](Message& m) { m.signers = 0; });
    row("no signed attributes", MessageMalformed, false,
        [](Message& m) { m.signedAttributes = false; });
    row("content type enveloped", MessageMalformed, true,
        [](Message& m) { m.contentType = oids::kEnvelopedData; });
    row("detached, content type enveloped", MessageMalformed, true, [](Message& m) {
        m.content.reset();
        m.contentType = oids::kEnvelopedData;
    });
    row("detached", MessageMalformed, true, [](Message& m) { m.content.reset(); });
    row("content of length zero", MessageMalformed, true, [](Message& m) { m.content = Bytes{}; });
    row("content is no envelope", MessageMalformed, true,
        [](Message& m) { m.content = Bytes{0x30, 0x00}; });
    row("byte after the envelope", Asn1TrailingBytes, true,
        [](Message& m) { m.content->push_back(0); });
    row("envelope cut", MessageMalformed, true, [](Message& m) { m.content->pop_back(); });
    row("messageType of a reply", MessageTypeUnsupported, true,
        [](Message& m) { find(m, oids::kMessageType)->values = {stringDer(19, "3")}; });
    row("messageType 41, Microsoft's", MessageTypeUnsupported, true,
        [](Message& m) { find(m, oids::kMessageType)->values = {stringDer(19, "41")}; });
    row("messageType 99", MessageTypeUnsupported, true,
        [](Message& m) { find(m, oids::kMessageType)->values = {stringDer(19, "99")}; });
    row("messageType is a word", AttributeMalformed, true,
        [](Message& m) { find(m, oids::kMessageType)->values = {stringDer(19, "PKCSReq")}; });
    row("no messageType", AttributeMissing, true,
        [](Message& m) { remove(m, oids::kMessageType); });
    row("no transactionID", AttributeMissing, false,
        [](Message& m) { remove(m, oids::kTransactionId); });
    row("no senderNonce", AttributeMissing, true,
        [](Message& m) { remove(m, oids::kSenderNonce); });
    row("messageType twice", AttributeMalformed, true,
        [](Message& m) { m.attributes.push_back(*find(m, oids::kMessageType)); });
    row("transactionID twice", AttributeMalformed, false,
        [](Message& m) { m.attributes.push_back(*find(m, oids::kTransactionId)); });
    row("two values", AttributeMalformed, true, [](Message& m) {
        auto& values = find(m, oids::kSenderNonce)->values;
        values.push_back(values.front());
    });
    row("an attribute without values", AttributeMalformed, true,
        [](Message& m) { m.attributes.push_back({oids::kSigningTime, {}}); });
    row("a foreign attribute twice", AttributeMalformed, true, [](Message& m) {
        const Bytes value = octetsDer(Bytes{1});
        m.attributes.push_back({oids::kSigningTime, {value}});
        m.attributes.push_back({oids::kSigningTime, {value}});
    });
    row("messageDigest twice", AttributeMalformed, true, [](Message& m) {
        m.attributes.push_back({oids::kMessageDigest, {octetsDer(Bytes(32, 1))}});
    });
}

void TestServerMessage::decode_refusesSpoiledMessages() {
    QFETCH(Spoil, spoil);
    QFETCH(ErrorCode, code);
    QFETCH(bool, answerable);
    Message message = good();
    spoil(message);
    const Decoded decoded = decode(message);
    QVERIFY(!decoded.request);
    QVERIFY2(decoded.request.error().code == code, why(decoded).c_str());
    QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadRequest));
    QCOMPARE(decoded.context.answerable(), answerable);
    if (answerable) QCOMPARE(decoded.context.transactionId, std::string(kId));
}

void TestServerMessage::decode_refusesWhatIsNoSignedMessage_data() {
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("zeros") << QByteArray("0000");
    QTest::newRow("text") << QByteArray("48545450");
    QTest::newRow("empty sequence") << QByteArray("3000");
    QTest::newRow("endless") << QByteArray("3080");
    QTest::newRow("huge length") << QByteArray("3084ffffffff06092a");
    QTest::newRow("data") << QByteArray("300f06092a864886f70d010701a0020400");
    QTest::newRow("signed without inside") << QByteArray("300f06092a864886f70d010702a0023000");
    QTest::newRow("nested") << QByteArray("3080").repeated(500);
}

void TestServerMessage::decode_refusesWhatIsNoSignedMessage() {
    QFETCH(QByteArray, hex);
    const Decoded decoded = decodeRequest(*fromHex(viewOf(hex)), ours(), kModern);
    QVERIFY(!decoded.request);
    QVERIFY(!decoded.context.answerable());
    QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadRequest));
    Bytes longer = build(good(), *m_signer, *m_key);
    QVERIFY(decodeRequest(longer, ours(), kModern).request.has_value());
    longer.push_back(0);
    QCOMPARE(decodeRequest(longer, ours(), kModern).request.error().code,
             ErrorCode::Asn1TrailingBytes);
}

void TestServerMessage::decode_takesTransactionIdsAsTheyAre_data() {
    QTest::addColumn<uint>("tag");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, uint tag, const QByteArray& content) {
        QTest::newRow(name) << tag << content << content;
    };
    row("base64", 19, "jCIbi0V+hiEl/uLYzr68kLGiuhg=");
    row("a space", 19, "SSCEP transactionId");
    row("one digit", 19, "0");
    row("77 digits", 19, QByteArray(77, '7'));
    row("1024 bytes", 19, QByteArray(1024, 'x'));
    row("what PrintableString has not", 19, "a_b@c*d&\"\\");
    row("control characters", 19, QByteArray("a\nb\0c", 5));
    row("Latin-1", 19, "\xE4\xF6");
    row("UTF8String", 12, "\xC3\xA4");
    row("IA5String", 22, "x");
    row("T61String", 20, "\xE4");
    QTest::newRow("BMPString") << 30u << QByteArray("\0a\0b", 4) << QByteArray("ab");
}

void TestServerMessage::decode_takesTransactionIdsAsTheyAre() {
    QFETCH(uint, tag);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, expected);
    Message message = good();
    find(message, oids::kTransactionId)->values = {stringDer(tag, viewOf(content))};
    const Decoded decoded = decode(message);
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    QCOMPARE(QByteArray::fromStdString(decoded.request->transactionId), expected);
    // The reply repeats the bytes.
    const auto reply =
        encodeReply(decoded.context, {PkiStatus::Pending, {}, {}, {}, {}}, {*m_ca, *m_caKey, {}});
    QVERIFY(reply.has_value());
    const auto read =
        decodeReply(*reply, {decoded.context.transactionId, Bytes(16, 7), {*m_ca}}, *m_key);
    QVERIFY2(read.has_value(), read ? "" : toText(read.error()).c_str());
}

void TestServerMessage::decode_takesNoncesOfOneToSixtyFourBytes() {
    for (const std::size_t size : {1u, 8u, 16u, 64u}) {
        Message message = good();
        find(message, oids::kSenderNonce)->values = {octetsDer(Bytes(size, 9))};
        const Decoded decoded = decode(message);
        QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
        QCOMPARE(decoded.context.senderNonce, Bytes(size, 9));
    }
    for (const std::size_t size : {0u, 65u}) {
        Message message = good();
        find(message, oids::kSenderNonce)->values = {octetsDer(Bytes(size, 9))};
        QCOMPARE(decode(message).request.error().code, ErrorCode::AttributeMalformed);
    }
    Message message = good();
    find(message, oids::kTransactionId)->values = {stringDer(19, std::string(1025, 'x'))};
    const Decoded decoded = decode(message);
    QCOMPARE(decoded.request.error().code, ErrorCode::AttributeMalformed);
    QVERIFY(!decoded.context.answerable());
}

void TestServerMessage::decode_acceptsUnsortedAttributesAndBer() {
    Message message = good();
    message.sorted = false;
    Decoded decoded = decode(message);
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    message.signedAsEncoded = true;
    decoded = decode(message);
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    message.indefinite = true;
    decoded = decode(message);
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    Message ber = good();
    ber.indefinite = true;
    QVERIFY(decode(ber).request.has_value());
    // BER does not open a door to bytes after the end.
    Bytes longer = build(ber, *m_signer, *m_key);
    longer.insert(longer.end(), {0, 0});
    QVERIFY(!decodeRequest(longer, ours(), kModern).request);
}

void TestServerMessage::decode_takesTheCertificateThatTheSignerNames() {
    Message message = good();
    message.certificates = {m_ca->der(), m_signer->der()};
    const Decoded decoded = decode(message);
    QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
    QVERIFY(decoded.request->signer == *m_signer);
}

void TestServerMessage::decode_refusesAForeignOrMissingSignerCertificate() {
    Message message = good();
    message.certificates.clear();
    Decoded decoded = decode(message);
    QCOMPARE(decoded.request.error().code, ErrorCode::SignatureInvalid);
    QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadMessageCheck));
    QVERIFY(decoded.context.answerable() && !decoded.context.signer);
    message.certificates = {m_ca->der()};
    QCOMPARE(decode(message).request.error().code, ErrorCode::SignatureInvalid);
    message.certificates = {Bytes{0x30, 0x03, 0x02, 0x01, 0x01}};
    QVERIFY(!decode(message).request);

    // Signed by another key than the certificate's.
    const Bytes forged = build(good(), *m_signer, *m_otherKey);
    decoded = decodeRequest(forged, ours(), kModern);
    QCOMPARE(decoded.request.error().code, ErrorCode::SignatureInvalid);
    QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadMessageCheck));
}

void TestServerMessage::decode_acceptsAnEcdsaSigner() {
    for (const char* spec : {"ec:p256", "ec:p384", "ed25519"}) {
        const auto key = pki::PrivateKey::generate(*pki::keySpecFromText(spec));
        const auto signer =
            makeRequestSigner(*pki::Name::fromText("CN=ec"), *key, m_now, pki::Digest::Sha256);
        QVERIFY(key && signer);
        Message message = good();
        message.certificates = {signer->der()};
        if (std::string_view(spec) == "ed25519") message.digest = pki::Digest::Sha512;
        const Decoded decoded = decodeRequest(build(message, *signer, *key), ours(), kModern);
        QVERIFY2(decoded.request.has_value(), why(decoded).c_str());
        QCOMPARE(checkReplyCanBeEncrypted(decoded.context, nullptr).error().code,
                 ErrorCode::CannotEncryptReply);
    }
}

void TestServerMessage::decode_refusesMd5AndSha1() {
    Message message = good();
    message.namedDigest = oids::kMd5;
    for (const AlgorithmPolicy& policy : {kModern, kLegacy}) {
        const Decoded decoded = decode(message, policy);
        QVERIFY2(!decoded.request && decoded.request.error().code == ErrorCode::AlgorithmForbidden,
                 why(decoded).c_str());
        QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadAlg));
    }
    Message sha1 = good();
    sha1.digest = pki::Digest::Sha1;
    QCOMPARE(decode(sha1).request.error().code, ErrorCode::AlgorithmForbidden);
    const Decoded allowed = decode(sha1, kLegacy);
    QVERIFY2(allowed.request.has_value(), why(allowed).c_str());
    QCOMPARE(allowed.context.digest, pki::Digest::Sha1);
    Message unknown = good();
    unknown.namedDigest = asn1::Oid("1.2.3.4");
    QCOMPARE(decode(unknown).request.error().failInfo, std::optional(FailInfo::BadAlg));
}

void TestServerMessage::decode_judgesTheDigestOfTheCsr() {
    const auto made =
        pki::signCsr({*pki::Name::fromText("CN=old"), {}, nullptr, {}}, *m_key, pki::Digest::Sha1);
    QVERIFY(made.has_value());
    const Message message = withEnvelope(sealed(copyOf(made->der())));
    QCOMPARE(decode(message).request.error().code, ErrorCode::AlgorithmForbidden);
    QCOMPARE(decode(message).request.error().failInfo, std::optional(FailInfo::BadAlg));
    QVERIFY(decode(message, kLegacy).request.has_value());
}

QTEST_GUILESS_MAIN(TestServerMessage)
#include "tst_server_message.moc"
