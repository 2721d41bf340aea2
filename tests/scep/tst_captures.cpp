// The 43 recorded exchanges of strongSwan, sscep and certmonger, field by field.
#include "message_builder.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "pki/crl.h"
#include "scep/capabilities.h"
#include "scep/client_message.h"
#include "scep/get_message.h"
#include "scep/ids.h"
#include "scep/server_message.h"
#include "scep_fixture.h"

#include <QtTest>

using namespace scepter;
using namespace scepter::scep;
using namespace scepter::test;

namespace {

std::string text(const QJsonValue& value) {
    return value.toString().toStdString();
}

Bytes requestBytes(const QJsonObject& capture) {
    const QString file = capture.value(u"file").toString() + QStringLiteral(".request");
    if (capture.value(u"method").toString() == u"POST") return toBytes(bodyOf(file));
    const auto message = decodeGetMessage(viewOf(getParameter(file)), 64 * 1024);
    return message ? *message : Bytes{};
}

Bytes responseBytes(const QJsonObject& capture) {
    return toBytes(bodyOf(capture.value(u"file").toString() + QStringLiteral(".response")));
}

pki::Cipher cipherNamed(const QString& name) {
    if (name == u"aes-128-cbc") return pki::Cipher::Aes128Cbc;
    if (name == u"aes-192-cbc") return pki::Cipher::Aes192Cbc;
    if (name == u"aes-256-cbc") return pki::Cipher::Aes256Cbc;
    return pki::Cipher::TripleDesCbc;
}

AlgorithmPolicy policyOf(const QJsonObject& capture) {
    return {capture.value(u"cipher").toString() == u"des-ede3-cbc",
            capture.value(u"digest").toString() == u"sha1"};
}

QJsonObject captureNamed(const QString& start) {
    for (const QJsonObject& capture : captures())
        if (capture.value(u"file").toString().startsWith(start)) return capture;
    qFatal("no such capture");
}

void addRows(bool (*wanted)(const QJsonObject&)) {
    QTest::addColumn<QJsonObject>("capture");
    for (const QJsonObject& capture : captures())
        if (wanted(capture)) QTest::newRow(text(capture.value(u"file")).c_str()) << capture;
}

bool isPkiOperation(const QJsonObject& capture) {
    return capture.value(u"operation").toString() == u"PKIOperation";
}

} // namespace

class TestCaptures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void captures_areAllThere();
    void request_isReadAsRecorded_data() { addRows(isPkiOperation); }
    void request_isReadAsRecorded();
    void request_legacyNeedsThePolicy_data() {
        addRows([](const QJsonObject& c) {
            return isPkiOperation(c) && policyOf(c) != AlgorithmPolicy{};
        });
    }
    void request_legacyNeedsThePolicy();
    void request_anyFlippedByteOfTheSignedPartIsRefused();
    void request_everyTruncationIsRefused();
    void reply_isReadAsRecorded_data() {
        addRows([](const QJsonObject& c) {
            return isPkiOperation(c) && c.value(u"httpStatus").toInt() == 200;
        });
    }
    void reply_isReadAsRecorded();
    void reply_ofAnErrorPageIsNoMessage();
    void reply_isBoundToItsRequest();
    void caps_areReadAsRecorded_data() {
        addRows(
            [](const QJsonObject& c) { return c.value(u"operation").toString() == u"GetCACaps"; });
    }
    void caps_areReadAsRecorded();
    void caCertificate_isReadAsRecorded_data() {
        addRows([](const QJsonObject& c) {
            return c.value(u"operation").toString() == u"GetCACert" &&
                   c.value(u"httpStatus").toInt() == 200;
        });
    }
    void caCertificate_isReadAsRecorded();
    void nextCaCertificate_isReadFromContentOrOutside();
    void nextCaCertificate_ofAnotherSignerIsRefused();
    void encodeNextCaCert_hasTheShapeThatSscepAccepted();
    void transactionIds_areDerivedAsTheClientsDo();

private:
    [[nodiscard]] std::vector<RecipientKey> recipients() const { return {{*m_ca, *m_caKey}}; }
    void checkPayload(const Request& request, const QJsonObject& capture) const;
    void checkSuccess(const Reply& reply, const QJsonObject& capture) const;

    std::optional<pki::Certificate> m_ca;
    std::optional<pki::PrivateKey> m_caKey;
    std::optional<pki::Certificate> m_nextCa;
};

void TestCaptures::initTestCase() {
    m_ca = loadCertificate(QStringLiteral("keys/ca.cert.pem"));
    m_caKey = loadKey(QStringLiteral("keys/ca.key.pem"));
    m_nextCa = loadCertificate(QStringLiteral("keys/ca-next.cert.pem"));
}

void TestCaptures::captures_areAllThere() {
    QCOMPARE(captures().size(), 43);
    QCOMPARE(std::ranges::count_if(captures(), isPkiOperation), 34);
}

void TestCaptures::checkPayload(const Request& request, const QJsonObject& capture) const {
    const QJsonObject keys = capture.value(u"keyFiles").toObject();
    const bool hasCsr = keys.value(u"csr").isString();
    QCOMPARE(request.csr.has_value(), hasCsr);
    QCOMPARE(request.poll.has_value(), request.type == MessageType::CertPoll);
    QCOMPARE(request.lookup.has_value(),
             request.type == MessageType::GetCert || request.type == MessageType::GetCrl);
    if (request.poll) QVERIFY(request.poll->issuer.matches(m_ca->subject()));
    if (request.lookup) QVERIFY(request.lookup->issuer.matches(m_ca->subject()));
    if (!hasCsr) return;
    QVERIFY(request.csr->publicKey() == loadKey(keys.value(u"csr").toString()).publicKey());
    QVERIFY(request.csr->verify().has_value());
    const SecretBytes* challenge = request.csr->challengePassword();
    const QJsonValue expected = capture.value(u"challenge");
    QCOMPARE(challenge != nullptr, expected.isString());
    if (challenge != nullptr) QVERIFY(challenge->text() == text(expected));
}

void TestCaptures::request_isReadAsRecorded() {
    QFETCH(QJsonObject, capture);
    const Bytes message = requestBytes(capture);
    const Decoded decoded = decodeRequest(message, recipients(), policyOf(capture));
    QVERIFY2(decoded.request.has_value(),
             decoded.request ? "" : toText(decoded.request.error()).c_str());
    const Request& request = *decoded.request;
    QCOMPARE(static_cast<int>(request.type), capture.value(u"messageType").toInt());
    QCOMPARE(toText(request.type), std::string_view(text(capture.value(u"messageTypeName"))));
    QCOMPARE(request.transactionId, text(capture.value(u"transactionID")));
    QCOMPARE(toHex(request.senderNonce.value_or(Bytes{})), text(capture.value(u"senderNonce")));
    QCOMPARE(request.byPassword, false);
    QCOMPARE(request.recipient, std::size_t{0});
    const QString signer = capture.value(u"keyFiles").toObject().value(u"signer").toString();
    QVERIFY(request.signer && request.signer->publicKey() == loadKey(signer).publicKey());

    const ReplyContext& context = decoded.context;
    QVERIFY(context.answerable());
    QCOMPARE(context.transactionId, request.transactionId);
    QCOMPARE(context.senderNonce, *request.senderNonce);
    QCOMPARE(pki::toText(context.digest), std::string_view(text(capture.value(u"digest"))));
    QCOMPARE(context.cipher, cipherNamed(capture.value(u"cipher").toString()));
    QCOMPARE(context.transport, pki::KeyTransport::RsaPkcs1);
    checkPayload(request, capture);
}

void TestCaptures::request_legacyNeedsThePolicy() {
    QFETCH(QJsonObject, capture);
    const Decoded decoded = decodeRequest(requestBytes(capture), recipients(), {});
    QVERIFY(!decoded.request);
    QCOMPARE(decoded.request.error().code, ErrorCode::AlgorithmForbidden);
    QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadAlg));
    // The answer is for this client, but never in an algorithm that is not allowed.
    QCOMPARE(decoded.context.transactionId, text(capture.value(u"transactionID")));
    QVERIFY(decoded.context.digest != pki::Digest::Sha1);
    QVERIFY(decoded.context.cipher != pki::Cipher::TripleDesCbc);
}

void TestCaptures::request_anyFlippedByteOfTheSignedPartIsRefused() {
    const Bytes good = requestBytes(captureNamed(QStringLiteral("03-")));
    const auto data = pki::SignedData::fromDer(good);
    QVERIFY(data.has_value());
    const auto content = std::ranges::search(good, data->content);
    const auto start = static_cast<std::size_t>(content.begin() - good.begin());
    for (std::size_t at = start; at < start + data->content.size(); at += 97) {
        Bytes bad = good;
        bad[at] ^= 0x01;
        const Decoded decoded = decodeRequest(bad, recipients(), {});
        QVERIFY(!decoded.request);
        QCOMPARE(decoded.request.error().code, ErrorCode::DigestMismatch);
        QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadMessageCheck));
        QVERIFY(decoded.context.answerable());
    }
    Bytes bad = good;
    const auto signature = std::ranges::search(good, data->signers.front().signature);
    bad[static_cast<std::size_t>(signature.begin() - good.begin()) + 40] ^= 0x01;
    const Decoded decoded = decodeRequest(bad, recipients(), {});
    QVERIFY(!decoded.request);
    QCOMPARE(decoded.request.error().code, ErrorCode::SignatureInvalid);
    QCOMPARE(decoded.request.error().failInfo, std::optional(FailInfo::BadMessageCheck));
}

void TestCaptures::request_everyTruncationIsRefused() {
    const Bytes good = requestBytes(captureNamed(QStringLiteral("36-")));
    for (std::size_t size = 0; size < good.size(); size += 61)
        QVERIFY(!decodeRequest(ByteView(good).first(size), recipients(), {}).request);
    QVERIFY(!decodeRequest(ByteView(good).first(good.size() - 1), recipients(), {}).request);
}

void TestCaptures::checkSuccess(const Reply& reply, const QJsonObject& capture) const {
    if (capture.value(u"messageType").toInt() == 22) {
        QCOMPARE(reply.certificates.size(), std::size_t{0});
        QCOMPARE(reply.crls.size(), std::size_t{1});
        const auto crl = pki::Crl::fromDer(reply.crls.front());
        QVERIFY(crl && crl->verifySignedBy(m_ca->publicKey()));
        return;
    }
    QVERIFY(!reply.certificates.empty());
    const auto leaf = pki::Certificate::fromDer(reply.certificates.front());
    QVERIFY(leaf.has_value());
    QVERIFY(leaf->verifySignedBy(m_ca->publicKey()).has_value());
    const QJsonObject keys = capture.value(u"keyFiles").toObject();
    const QString key = keys.value(keys.value(u"csr").isString() ? u"csr" : u"response").toString();
    QVERIFY(leaf->publicKey() == loadKey(key).publicKey());
}

void TestCaptures::reply_isReadAsRecorded() {
    QFETCH(QJsonObject, capture);
    const QJsonObject keys = capture.value(u"keyFiles").toObject();
    const QJsonObject response = capture.value(u"response").toObject();
    const pki::PrivateKey key = loadKey(
        keys.value(keys.value(u"response").isString() ? u"response" : u"signer").toString());
    const auto nonce = fromHex(text(capture.value(u"senderNonce")));
    const Bytes message = responseBytes(capture);
    const auto reply =
        decodeReply(message, {text(capture.value(u"transactionID")), *nonce, {*m_ca}}, key);
    QVERIFY2(reply.has_value(), reply ? "" : toText(reply.error()).c_str());
    QCOMPARE(toText(reply->status), std::string_view(text(capture.value(u"pkiStatus"))));
    const QJsonValue failInfo = capture.value(u"failInfo");
    QCOMPARE(reply->failInfo.has_value(), failInfo.isString());
    if (reply->failInfo) QCOMPARE(toText(*reply->failInfo), std::string_view(text(failInfo)));
    QCOMPARE(reply->hasContent, text(response.value(u"content")) != "absent");

    const auto data = pki::SignedData::fromDer(message);
    QVERIFY(data && data->signers.front().digest);
    QCOMPARE(pki::toText(*data->signers.front().digest),
             std::string_view(text(response.value(u"digest"))));
    QCOMPARE(!data->content.empty(), text(response.value(u"content")) == "envelope");
    if (!data->content.empty()) {
        const auto envelope = pki::EnvelopedData::fromDer(data->content);
        QVERIFY(envelope.has_value());
        QCOMPARE(envelope->cipher,
                 std::optional(cipherNamed(response.value(u"cipher").toString())));
    }
    if (reply->status == PkiStatus::Success) checkSuccess(*reply, capture);
}

void TestCaptures::reply_ofAnErrorPageIsNoMessage() {
    const QJsonObject capture = captureNamed(QStringLiteral("13-"));
    QCOMPARE(capture.value(u"httpStatus").toInt(), 500);
    QVERIFY(!decodeReply(responseBytes(capture), {"x", Bytes(16), {*m_ca}}, *m_caKey));
    QVERIFY(!readCaCertificates(responseBytes(capture)));
}

void TestCaptures::reply_isBoundToItsRequest() {
    const QJsonObject capture = captureNamed(QStringLiteral("03-"));
    const pki::PrivateKey key = loadKey(QStringLiteral("keys/strongswan-a.key.pem"));
    const Bytes message = responseBytes(capture);
    ReplyExpectations good{text(capture.value(u"transactionID")),
                           *fromHex(text(capture.value(u"senderNonce"))),
                           {*m_ca}};
    QVERIFY(decodeReply(message, good, key).has_value());

    ReplyExpectations otherNonce = good;
    otherNonce.senderNonce.back() ^= 1;
    QCOMPARE(decodeReply(message, otherNonce, key).error().code, ErrorCode::NonceMismatch);
    ReplyExpectations otherTransaction = good;
    otherTransaction.transactionId += "0";
    QCOMPARE(decodeReply(message, otherTransaction, key).error().code,
             ErrorCode::TransactionConflict);
    ReplyExpectations otherSigner = good;
    otherSigner.signers = {*m_nextCa};
    QCOMPARE(decodeReply(message, otherSigner, key).error().code, ErrorCode::SignerUnknown);
    QCOMPARE(decodeReply(message, good, *m_caKey).error().code, ErrorCode::DecryptFailed);
    // A request is no reply, whoever signed it.
    const Bytes request = requestBytes(capture);
    const auto data = pki::SignedData::fromDer(request);
    ReplyExpectations own = good;
    own.signers = {*data->certificateOf(data->signers.front())};
    QCOMPARE(decodeReply(request, own, key).error().code, ErrorCode::MessageTypeUnsupported);
    Bytes longer = message;
    longer.push_back(0);
    QVERIFY(!decodeReply(longer, good, key));
}

void TestCaptures::caps_areReadAsRecorded() {
    QFETCH(QJsonObject, capture);
    const QByteArray body = bodyOf(capture.value(u"file").toString() + QStringLiteral(".response"));
    Capabilities expected;
    expected.aes = expected.des3 = expected.sha1 = expected.sha256 = expected.sha384 =
        expected.sha512 = expected.renewal = expected.getNextCaCert = true;
    expected.postPkiOperation = body.contains("POSTPKIOperation");
    QVERIFY(Capabilities::fromText(viewOf(body)) == expected);
    QCOMPARE(QByteArray::fromStdString(expected.toText()), body);
}

void TestCaptures::caCertificate_isReadAsRecorded() {
    QFETCH(QJsonObject, capture);
    const auto certificates = readCaCertificates(responseBytes(capture));
    QVERIFY2(certificates.has_value(), certificates ? "" : toText(certificates.error()).c_str());
    QCOMPARE(certificates->size(), std::size_t{1});
    QVERIFY(certificates->front() == *m_ca);
    const auto roles = chooseCaRoles(*certificates);
    QVERIFY(roles && roles->encryption == *m_ca && roles->signing == *m_ca && roles->ca == *m_ca);
}

void TestCaptures::nextCaCertificate_isReadFromContentOrOutside() {
    const auto next =
        readNextCaCertificates(responseBytes(captureNamed(QStringLiteral("32-"))), {*m_ca});
    QVERIFY2(next.has_value(), next ? "" : toText(next.error()).c_str());
    QCOMPARE(next->size(), std::size_t{1});
    QVERIFY(next->front() == *m_nextCa);

    // Recorded without content and with the current certificate alone outside.
    const auto none =
        readNextCaCertificates(responseBytes(captureNamed(QStringLiteral("33-"))), {*m_ca});
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::NoNextGeneration);
    Message outside;
    outside.content.reset();
    outside.certificates = {m_ca->der(), m_nextCa->der()};
    const auto read = readNextCaCertificates(build(outside, *m_ca, *m_caKey), {*m_ca});
    QVERIFY2(read.has_value(), read ? "" : toText(read.error()).c_str());
    QVERIFY(read->size() == 1 && read->front() == *m_nextCa);
}

void TestCaptures::nextCaCertificate_ofAnotherSignerIsRefused() {
    const Bytes body = responseBytes(captureNamed(QStringLiteral("32-")));
    QCOMPARE(readNextCaCertificates(body, {*m_nextCa}).error().code, ErrorCode::SignerUnknown);
    QCOMPARE(readNextCaCertificates(body, {}).error().code, ErrorCode::SignerUnknown);
    Bytes bad = body;
    bad[bad.size() / 5] ^= 0x01; // inside the content
    QCOMPARE(readNextCaCertificates(bad, {*m_ca}).error().code, ErrorCode::DigestMismatch);
}

void TestCaptures::encodeNextCaCert_hasTheShapeThatSscepAccepted() {
    const auto body =
        encodeNextCaCert({m_nextCa->der()}, {*m_ca, *m_caKey, {m_ca->der()}}, pki::Digest::Sha256);
    QVERIFY2(body.has_value(), body ? "" : toText(body.error()).c_str());
    const auto ours = pki::SignedData::fromDer(*body);
    const auto theirs =
        pki::SignedData::fromDer(responseBytes(captureNamed(QStringLiteral("32-"))));
    QVERIFY(ours && theirs);
    QCOMPARE(ours->contentType.toText(), theirs->contentType.toText());
    QCOMPARE(ours->certificates, theirs->certificates);
    const auto inner = pki::SignedData::fromDer(ours->content);
    const auto theirInner = pki::SignedData::fromDer(theirs->content);
    QVERIFY(inner && theirInner);
    QCOMPARE(inner->certificates, theirInner->certificates);
    QVERIFY(inner->signers.empty() && theirInner->signers.empty());
    QVERIFY(readNextCaCertificates(*body, {*m_ca}).has_value());

    QTemporaryDir dir;
    const QString message = dir.filePath(QStringLiteral("next.der"));
    const QString content = dir.filePath(QStringLiteral("content.der"));
    writeFile(message, *body);
    const Ran verified = runOpenssl(
        {QStringLiteral("cms"), QStringLiteral("-verify"), QStringLiteral("-binary"),
         QStringLiteral("-inform"), QStringLiteral("der"), QStringLiteral("-in"), message,
         QStringLiteral("-CAfile"), dataPath(QStringLiteral("keys/ca.cert.pem")),
         QStringLiteral("-no_check_time"), QStringLiteral("-purpose"), QStringLiteral("any"),
         QStringLiteral("-out"), content});
    QVERIFY2(verified.exitCode == 0, verified.output.constData());
    const Ran listed = runOpenssl({QStringLiteral("pkcs7"), QStringLiteral("-inform"),
                                   QStringLiteral("der"), QStringLiteral("-in"), content,
                                   QStringLiteral("-print_certs"), QStringLiteral("-noout")});
    QVERIFY2(listed.exitCode == 0, listed.output.constData());
    QCOMPARE(listed.output.count("subject="), 1);
    QVERIFY(!encodeNextCaCert({}, {*m_ca, *m_caKey, {}}, pki::Digest::Sha256));
}

void TestCaptures::transactionIds_areDerivedAsTheClientsDo() {
    const auto strongSwan = loadKey(QStringLiteral("keys/strongswan-a.key.pem")).publicKey();
    QCOMPARE(deriveTransactionId(strongSwan, TransactionIdStyle::StrongSwanSha1OfSpki),
             text(captureNamed(QStringLiteral("03-")).value(u"transactionID")));
    const auto sscep = loadKey(QStringLiteral("keys/sscep-a.key.pem")).publicKey();
    QCOMPARE(deriveTransactionId(sscep, TransactionIdStyle::SscepMd5OfSpki),
             text(captureNamed(QStringLiteral("17-")).value(u"transactionID")));
    // certmonger: SHA-256 of the SubjectPublicKeyInfo, as a decimal number; ours as hex.
    QCOMPARE(deriveTransactionId(sscep, TransactionIdStyle::Sha256OfSpki).size(), std::size_t{64});
}

QTEST_GUILESS_MAIN(TestCaptures)
#include "tst_captures.moc"
