// The 43 recorded exchanges of strongSwan, sscep and certmonger in the inspector, field by field.
#include "inspect_support.h"

#include "scep/ids.h"

using namespace scepter;
using namespace scepter::test;
using inspect::Keyring;
using inspect::kNoNode;

namespace {

std::string word(const QByteArray& text) {
    return text.toStdString();
}

Keyring keyringFor(const RecordedExchange& exchange) {
    Keyring keys;
    keys.keys.push_back(
        {"CA", captureKey("keys/ca.key.pem"), captureCertificate("keys/ca.cert.pem")});
    const QByteArray client = exchange.keyFile("response");
    if (!client.isEmpty()) keys.keys.push_back({"client", captureKey(client), std::nullopt});
    keys.known.push_back(captureCertificate("keys/ca.cert.pem"));
    return keys;
}

std::string cipherName(const QByteArray& name) {
    return name == "des-ede3-cbc" ? std::string("des-ede3-cbc") : word(name);
}

bool sameIgnoringDashes(std::string a, std::string b) {
    const auto plain = [](std::string& text) {
        std::erase(text, '-');
        for (char& c : text)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    };
    plain(a);
    plain(b);
    return a == b;
}

} // namespace

class TestInspectCaptures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void request_isReadAsRecorded_data() { rows(); }
    void request_isReadAsRecorded();
    void reply_isReadAsRecorded_data() { rows(); }
    void reply_isReadAsRecorded();
    void nodes_standWhereOpensslSeesThem_data() { rows(); }
    void nodes_standWhereOpensslSeesThem();
    void content_isWhatOpensslDecrypts_data() { rows(); }
    void content_isWhatOpensslDecrypts();
    void findings_areWhatTheRecordingSays_data() { rows(); }
    void findings_areWhatTheRecordingSays();
    void exchange_findsNothingWrong_data() { rows(); }
    void exchange_findsNothingWrong();
    void exchange_seesMixedUpReplies();
    void request_staysClosedWithoutItsKey();
    void message_anyFlippedByteIsSurvived();
    void message_anyTruncationIsSurvived();
    void message_withBytesBehindIsSaidToHaveThem();
    void caCertificate_isRead_data();
    void caCertificate_isRead();
    void caCertificates_areRead_data();
    void caCertificates_areRead();

private:
    void rows() const;
    static void checkRequestContent(const Inspection& inspection, const RecordedExchange& exchange);

    OpenSslTool m_tool;
    std::vector<RecordedExchange> m_exchanges;
};

void TestInspectCaptures::initTestCase() {
    m_exchanges = recordedExchanges();
    QCOMPARE(m_exchanges.size(), std::size_t{34});
}

void TestInspectCaptures::rows() const {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_exchanges.size(); ++i)
        QTest::newRow(m_exchanges[i].name().constData()) << static_cast<int>(i);
}

void TestInspectCaptures::checkRequestContent(const Inspection& inspection,
                                              const RecordedExchange& exchange) {
    const QByteArray csrKey = exchange.keyFile("csr");
    QCOMPARE(inspection.facts.csrs.size(), std::size_t{csrKey.isEmpty() ? 0U : 1U});
    QCOMPARE(inspection.facts.lookups.size(), std::size_t{csrKey.isEmpty() ? 1U : 0U});
    if (csrKey.isEmpty()) {
        const auto& lookup = inspection.facts.lookups.front();
        const bool poll = exchange.facts.value(QStringLiteral("messageType")).toInt() == 20;
        QCOMPARE(lookup.poll.has_value(), poll);
        QCOMPARE(lookup.lookup.has_value(), !poll);
        const pki::Name& issuer = poll ? lookup.poll->issuer : lookup.lookup->issuer;
        QVERIFY(issuer.matches(captureCertificate("keys/ca.cert.pem").subject()));
        return;
    }
    const auto& csr = inspection.facts.csrs.front().csr;
    QVERIFY(csr.has_value());
    QVERIFY(csr->publicKey() == captureKey(csrKey).publicKey());
    const auto challenge = exchange.facts.value(QStringLiteral("challenge"));
    QCOMPARE(csr->challengePassword() != nullptr, challenge.isString());
    if (challenge.isString())
        QVERIFY(csr->challengePassword()->text() == challenge.toString().toStdString());
}

void TestInspectCaptures::request_isReadAsRecorded() {
    QFETCH(int, index);
    const RecordedExchange& exchange = m_exchanges.at(static_cast<std::size_t>(index));
    const Keyring keys = keyringFor(exchange);
    const Inspection inspection = inspect::inspect(exchange.request, optionsWith(keys));
    const auto& facts = inspection.facts;
    QCOMPARE(facts.subject, inspect::Subject::ScepMessage);
    QVERIFY(facts.failures.empty());
    QVERIFY(facts.scep.has_value() && !facts.scep->attributeError);

    const int type = exchange.facts.value(QStringLiteral("messageType")).toInt();
    const std::string typeName = word(exchange.text("messageTypeName"));
    QCOMPARE(facts.scep->attributes.messageType, std::optional(type));
    QCOMPARE(valueOf(inspection, "messageType"), typeName + " (" + std::to_string(type) + ")");
    QCOMPARE(valueOf(inspection, "transactionID"), word(exchange.text("transactionID")));
    QCOMPARE(facts.scep->attributes.transactionId, word(exchange.text("transactionID")));
    QVERIFY(facts.scep->attributes.senderNonce.has_value());
    QCOMPARE(toHex(*facts.scep->attributes.senderNonce), word(exchange.text("senderNonce")));
    QCOMPARE(inspection.title, typeName + ", transaction " +
                                   scep::shownTransactionId(word(exchange.text("transactionID"))));

    QCOMPARE(facts.signedData.size(), std::size_t{1});
    QCOMPARE(facts.signedData.front().signers.size(), std::size_t{1});
    const auto& signer = facts.signedData.front().signers.front();
    QVERIFY(signer.certificateEmbedded && signer.signature && signer.signature->has_value());
    QVERIFY(signer.certificate->publicKey() == captureKey(exchange.keyFile("signer")).publicKey());
    QCOMPARE(valueOf(inspection, "digestAlgorithm"), word(exchange.text("digest")));
    QVERIFY(valueOf(inspection, "messageDigest").ends_with("(matches the content)"));

    QCOMPARE(facts.envelopes.size(), std::size_t{1});
    const auto& envelope = facts.envelopes.front();
    QCOMPARE(envelope.openedBy, std::string("CA"));
    QVERIFY(sameIgnoringDashes(valueOf(inspection, "contentEncryptionAlgorithm"),
                               cipherName(exchange.text("cipher"))));
    QCOMPARE(envelope.recipients.size(), std::size_t{1});
    QCOMPARE(envelope.recipients.front().keyLabel, std::string("CA"));
    QVERIFY(inspection.tree.buffers().at(envelope.content).secret);
    checkRequestContent(inspection, exchange);

    const inspect::Summary summary = inspect::summarize(inspection);
    QCOMPARE(summary.operation, std::string("PKIOperation"));
    QCOMPARE(summary.messageType, typeName);
    // A poll repeats the transactionID but may be all there is; the first message names the client.
    if (!exchange.keyFile("csr").isEmpty())
        QCOMPARE(QByteArray::fromStdString(summary.client).toLower(), exchange.text("client"));
}

void TestInspectCaptures::reply_isReadAsRecorded() {
    QFETCH(int, index);
    const RecordedExchange& exchange = m_exchanges.at(static_cast<std::size_t>(index));
    if (exchange.response.empty()) QSKIP("an HTTP 500 page");
    const Keyring keys = keyringFor(exchange);
    const Inspection inspection = inspect::inspect(exchange.response, optionsWith(keys));
    const auto& facts = inspection.facts;
    QVERIFY(facts.scep.has_value() && !facts.scep->attributeError);
    QVERIFY(facts.failures.empty());
    QCOMPARE(valueOf(inspection, "messageType"), std::string("CertRep (3)"));
    QCOMPARE(valueOf(inspection, "transactionID"), word(exchange.text("transactionID")));
    QCOMPARE(toHex(facts.scep->attributes.recipientNonce.value_or(Bytes{})),
             word(exchange.text("senderNonce")));
    const inspect::Summary summary = inspect::summarize(inspection);
    QCOMPARE(summary.pkiStatus, word(exchange.text("pkiStatus")));
    QCOMPARE(summary.failInfo, word(exchange.text("failInfo")));

    const QJsonObject response = exchange.object("response");
    const auto& outer = facts.signedData.front();
    QVERIFY(outer.signers.front().signature && outer.signers.front().signature->has_value());
    QVERIFY(outer.signers.front().certificate == captureCertificate("keys/ca.cert.pem"));
    QCOMPARE(QByteArray::fromStdString(valueOf(inspection, "digestAlgorithm")),
             response.value(QStringLiteral("digest")).toString().toUtf8());
    const QByteArray content = response.value(QStringLiteral("content")).toString().toUtf8();
    QCOMPARE(outer.contentNode != kNoNode, content != "absent");
    QCOMPARE(facts.envelopes.size(), std::size_t{content == "envelope" ? 1U : 0U});
    if (content != "envelope") return;
    QVERIFY(sameIgnoringDashes(valueOf(inspection, "contentEncryptionAlgorithm"),
                               response.value(QStringLiteral("cipher")).toString().toStdString()));
    QCOMPARE(facts.envelopes.front().openedBy, std::string("client"));
    QCOMPARE(facts.signedData.size(), std::size_t{2});
    QVERIFY(facts.signedData[1].degenerate);
    const QByteArray csrKey = exchange.keyFile("csr");
    if (!csrKey.isEmpty())
        QVERIFY(facts.signedData[1].certificates.front().certificate->publicKey() ==
                captureKey(csrKey).publicKey());
    if (exchange.facts.value(QStringLiteral("messageType")).toInt() == 22)
        QCOMPARE(facts.signedData[1].crls.size(), std::size_t{1});
}

void TestInspectCaptures::nodes_standWhereOpensslSeesThem() {
    QFETCH(int, index);
    const RecordedExchange& exchange = m_exchanges.at(static_cast<std::size_t>(index));
    const Keyring keys = keyringFor(exchange);
    for (const Bytes& message : {exchange.request, exchange.response}) {
        if (message.empty()) continue;
        const Inspection inspection = inspect::inspect(message, optionsWith(keys));
        std::size_t checked = 0;
        QCOMPARE(misplacedNode(m_tool, inspection, checked), QByteArray());
        QVERIFY(checked > 60);
        m_tool.write("message", toQt(message));
        QCOMPARE(shownFields(inspection), printedFields(m_tool, "message"));
    }
}

void TestInspectCaptures::content_isWhatOpensslDecrypts() {
    QFETCH(int, index);
    const RecordedExchange& exchange = m_exchanges.at(static_cast<std::size_t>(index));
    const Keyring keys = keyringFor(exchange);
    const Captures captures(m_tool);
    const auto check = [&](const Bytes& message, const char* role) {
        const Inspection inspection = inspect::inspect(message, optionsWith(keys));
        if (inspection.facts.envelopes.empty()) return;
        const auto layer = inspection.facts.envelopes.front().content;
        QVERIFY(layer != kNoNode);
        QCOMPARE(toQt(inspection.tree.buffers().at(layer).bytes->view()),
                 captures.contentOf(toQt(message), QString::fromUtf8(exchange.keyFile(role))));
    };
    check(exchange.request, "request");
    if (!exchange.response.empty()) check(exchange.response, "response");
}

void TestInspectCaptures::findings_areWhatTheRecordingSays() {
    QFETCH(int, index);
    const RecordedExchange& exchange = m_exchanges.at(static_cast<std::size_t>(index));
    const Keyring keys = keyringFor(exchange);
    const auto request = inspect::inspect(exchange.request, optionsWith(keys));
    const bool unknownSigner = exchange.name().startsWith("12-");
    for (const inspect::Finding& finding : request.findings)
        QVERIFY2(finding.severity < inspect::Severity::Error || unknownSigner,
                 (finding.rule + ": " + finding.what).c_str());
    QCOMPARE(hasFinding(request.findings, "enroll.renewal.self-signed"), unknownSigner);
    QCOMPARE(hasFinding(request.findings, "envelope.cipher.des3"),
             exchange.text("cipher") == "des-ede3-cbc");
    QCOMPARE(hasFinding(request.findings, "cms.digest.sha1"), exchange.text("digest") == "sha1");
    if (exchange.response.empty()) return;

    const auto reply = inspect::inspect(exchange.response, optionsWith(keys));
    const bool failed = exchange.text("pkiStatus") == "FAILURE";
    QCOMPARE(hasFinding(reply.findings, "scep.failure"), failed);
    QCOMPARE(hasFinding(reply.findings, "scep.pending"), exchange.text("pkiStatus") == "PENDING");
    QCOMPARE(hasFinding(reply.findings, "scep.content.absent"),
             exchange.object("response").value(QStringLiteral("content")).toString() == u"absent");
    QVERIFY(hasFinding(reply.findings, "cms.ber"));
    for (const inspect::Finding& finding : reply.findings)
        QVERIFY2(finding.severity < inspect::Severity::Error || failed,
                 (finding.rule + ": " + finding.what).c_str());
    if (failed) QCOMPARE(reply.findings.front().rule, std::string("scep.failure"));
}

void TestInspectCaptures::exchange_findsNothingWrong() {
    QFETCH(int, index);
    const RecordedExchange& exchange = m_exchanges.at(static_cast<std::size_t>(index));
    if (exchange.response.empty()) QSKIP("an HTTP 500 page");
    const Keyring keys = keyringFor(exchange);
    const auto options = optionsWith(keys);
    const auto findings =
        inspect::checkExchange(inspect::inspect(exchange.request, options),
                               inspect::inspect(exchange.response, options), options);
    for (const auto& found : findings)
        QVERIFY2(found.finding.severity < inspect::Severity::Error, found.finding.what.c_str());
}

void TestInspectCaptures::exchange_seesMixedUpReplies() {
    const RecordedExchange& one = m_exchanges.front();
    const auto other = std::ranges::find_if(m_exchanges, [](const RecordedExchange& exchange) {
        return exchange.name().startsWith("17-");
    });
    QVERIFY(other != m_exchanges.end());
    Keyring keys = keyringFor(one);
    keys.keys.push_back({"other", captureKey(other->keyFile("response")), std::nullopt});
    const auto options = optionsWith(keys);
    const auto findings =
        inspect::checkExchange(inspect::inspect(one.request, options),
                               inspect::inspect(other->response, options), options);
    QByteArray rules;
    for (const auto& found : findings)
        rules += toQt(found.finding.rule) + ' ';
    for (const char* rule : {"exchange.transaction ", "exchange.nonce.recipient ",
                             "exchange.reply.recipient ", "exchange.certificate.key "})
        QVERIFY2(rules.contains(rule), rules.constData());
    QCOMPARE(findings.front().finding.rule, std::string("exchange.transaction"));
}

void TestInspectCaptures::request_staysClosedWithoutItsKey() {
    Keyring keys;
    keys.keys.push_back(
        {"other", captureKey("keys/ca-next.key.pem"), captureCertificate("keys/ca-next.cert.pem")});
    keys.known.push_back(captureCertificate("keys/ca.cert.pem"));
    const Inspection inspection = inspect::inspect(m_exchanges.front().request, optionsWith(keys));
    const auto& envelope = inspection.facts.envelopes.front();
    QCOMPARE(envelope.openedBy, std::string());
    QCOMPARE(envelope.content, kNoNode);
    QCOMPARE(inspection.tree.buffers().size(), std::size_t{2});
    QVERIFY(envelope.recipients.front().certificate == captureCertificate("keys/ca.cert.pem"));
    QVERIFY(inspection.facts.csrs.empty());
}

void TestInspectCaptures::message_anyFlippedByteIsSurvived() {
    const RecordedExchange& exchange = m_exchanges.front();
    const Keyring keys = keyringFor(exchange);
    const auto options = optionsWith(keys);
    for (const Bytes& good : {exchange.request, exchange.response})
        for (std::size_t at = 0; at < good.size(); at += at < 200 ? 1 : 17) {
            Bytes bad = good;
            bad[at] ^= 0x11;
            const Inspection inspection = inspect::inspect(bad, options);
            QVERIFY(!inspection.tree.empty());
            const auto& data = inspection.facts.signedData;
            if (!data.empty() && !data.front().signers.empty() &&
                data.front().signers.front().signature &&
                data.front().signers.front().signature->has_value())
                QVERIFY(data.front().data->content.size() <= good.size());
        }
}

void TestInspectCaptures::message_anyTruncationIsSurvived() {
    const RecordedExchange& exchange = m_exchanges.front();
    const Keyring keys = keyringFor(exchange);
    const auto options = optionsWith(keys);
    // Before, not even the first length is there.
    for (std::size_t size = 5; size < exchange.request.size(); size += size < 100 ? 1 : 23) {
        const Inspection inspection =
            inspect::inspect(ByteView(exchange.request).first(size), options);
        QVERIFY(!inspection.facts.failures.empty());
        for (const auto& signedData : inspection.facts.signedData)
            for (const auto& signer : signedData.signers)
                QVERIFY(!signer.signature || !signer.signature->has_value());
    }
}

void TestInspectCaptures::message_withBytesBehindIsSaidToHaveThem() {
    Bytes message = m_exchanges.front().request;
    const std::size_t size = message.size();
    message.insert(message.end(), {'j', 'u', 'n', 'k'});
    const Keyring keys = keyringFor(m_exchanges.front());
    const Inspection inspection = inspect::inspect(message, optionsWith(keys));
    QCOMPARE(inspection.findings.front().rule, std::string("input.trailing"));
    const inspect::Place& place = inspection.tree.node(inspection.findings.front().place).place;
    QCOMPARE(place.offset, size);
    QCOMPARE(place.size, std::size_t{4});
    QCOMPARE(inspection.facts.signedData.front().encoding.trailing, std::size_t{4});
    QCOMPARE(inspection.facts.csrs.size(), std::size_t{1});
}

void TestInspectCaptures::caCertificate_isRead_data() {
    QTest::addColumn<QByteArray>("file");
    for (const char* file : {"01-strongswan-getcacert.response", "15-sscep-getcacert.response",
                             "35-certmonger-getcacert.response"})
        QTest::newRow(file) << QByteArray(file);
}

void TestInspectCaptures::caCertificate_isRead() {
    QFETCH(QByteArray, file);
    const Keyring keys;
    const Inspection inspection =
        inspect::inspect(fromQt(Captures::messageOf(QString::fromUtf8(file))), optionsWith(keys));
    QCOMPARE(inspection.facts.subject, inspect::Subject::Certificate);
    QVERIFY(inspection.facts.certificates.at(0).certificate ==
            captureCertificate("keys/ca.cert.pem"));
    QCOMPARE(inspection.title, std::string("certificate of CN=Capture CA,O=Example,C=DE"));
}

void TestInspectCaptures::caCertificates_areRead_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("certificates");
    QTest::newRow("next") << QByteArray("32-sscep-getnextcacert.response") << 1;
    // Its server listed the certificate of today outside, and the next one nowhere.
    QTest::newRow("next, outer only")
        << QByteArray("33-sscep-getnextcacert-absent-content.response") << 0;
}

void TestInspectCaptures::caCertificates_areRead() {
    QFETCH(QByteArray, file);
    QFETCH(int, certificates);
    const Bytes message = fromQt(Captures::messageOf(QString::fromUtf8(file)));
    Keyring keys;
    const Inspection inspection = inspect::inspect(message, optionsWith(keys));
    const auto& data = inspection.facts.signedData;
    QCOMPARE(data.size(), static_cast<std::size_t>(1 + certificates));
    QVERIFY(!inspection.facts.scep.has_value());
    const auto wanted =
        captureCertificate(certificates == 0 ? "keys/ca.cert.pem" : "keys/ca-next.cert.pem");
    QVERIFY(std::ranges::any_of(data.back().certificates, [&wanted](const auto& certificate) {
        return certificate.certificate == wanted;
    }));
}

QTEST_APPLESS_MAIN(TestInspectCaptures)
#include "tst_inspect_captures.moc"
