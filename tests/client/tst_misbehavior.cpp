// SPDX-License-Identifier: GPL-3.0-or-later
// Every misbehavior is in the bytes: judged by our server's decoder and by OpenSSL.
#include "client/misbehavior.h"

#include "asn1/oids.h"
#include "openssl_judge.h"
#include "request_support.h"

#include <QTest>

namespace scepter {

using client::Misbehavior;
using client::MisbehaviorKind;
using scep::MessageType;
using test::captureKey;
using test::captureService;

class MisbehaviorTest : public QObject {
    Q_OBJECT

    test::OpenSslJudge m_openSsl;
    client::EnrollmentRequest m_asked = test::enrollment(captureKey("sscep-a.key.pem"));
    client::Identity m_old{test::captureCa(), captureKey("ca.key.pem")};

    [[nodiscard]] Result<client::PreparedRequest> tried(std::vector<Misbehavior> misbehaviors,
                                                        MessageType type = MessageType::PkcsReq,
                                                        const char* persona = "scepter") const {
        client::RequestPlan plan;
        plan.type = type;
        plan.enrollment = &m_asked;
        if (type == MessageType::RenewalReq) plan.signer = m_old;
        if (type == MessageType::GetCert) plan.serial = {1};
        plan.misbehaviors = std::move(misbehaviors);
        return client::writeRequest(plan, captureService(), *client::findPersona(persona));
    }
    [[nodiscard]] client::PreparedRequest written(MisbehaviorKind kind,
                                                  std::string argument = {}) const {
        auto request = tried({{kind, std::move(argument)}});
        if (!request) qFatal("%s", toText(request.error()).c_str());
        return std::move(*request);
    }
    [[nodiscard]] static ErrorCode refusal(const client::PreparedRequest& request,
                                           bool legacy = true) {
        const scep::Decoded decoded = test::decoded(request.message, legacy);
        return decoded.request ? ErrorCode::Internal : decoded.request.error().code;
    }
    [[nodiscard]] static scep::Request accepted(const client::PreparedRequest& request) {
        scep::Decoded decoded = test::decoded(request.message);
        if (!decoded.request) qFatal("%s", toText(decoded.request.error()).c_str());
        return std::move(*decoded.request);
    }
    bool openSslVerifies(const client::PreparedRequest& request) {
        m_openSsl.write("m", request.message);
        m_openSsl.run("cms -verify -noverify -binary -inform der -in m -out e");
        return m_openSsl.ok;
    }

private Q_SLOTS:
    void text_namesEveryKindOnce() {
        for (const client::MisbehaviorInfo& info : client::misbehaviors()) {
            const auto read = client::misbehaviorFromText(info.id);
            QVERIFY2(read.has_value(), std::string(info.id).c_str());
            QCOMPARE(read->kind, info.kind);
            QCOMPARE(client::toText(*read), std::string(info.id));
        }
        QCOMPARE(client::misbehaviors().size(), std::size_t{29});
    }

    void text_refusesWhatDoesNotFit_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "weak", "weak-digest:", "weak-digest:sha256", "truncated:1",
                                 "short-nonce:16", "short-nonce:x", "slow-body:0",
                                 "oversized-field:99999999", "missing-attribute:signingTime"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void text_refusesWhatDoesNotFit() {
        QFETCH(QString, text);
        const auto read = client::misbehaviorFromText(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
    }

    void text_keepsArguments() {
        for (const char* text : {"weak-digest:sha1", "short-nonce:0", "unknown-message-type:41",
                                 "missing-attribute:messageType"})
            QCOMPARE(client::toText(*client::misbehaviorFromText(text)), std::string(text));
    }

    void wrongChallenge_isAnother() {
        const scep::Request request = accepted(written(MisbehaviorKind::WrongChallenge));
        const SecretBytes* challenge = request.csr->challengePassword();
        QVERIFY(challenge != nullptr && !challenge->empty());
        QVERIFY(challenge->text() != "otter-lamp-77");
    }

    void noChallenge_hasNone() {
        QVERIFY(accepted(written(MisbehaviorKind::NoChallenge)).csr->challengePassword() ==
                nullptr);
    }

    void badSignature_isRefusedByBoth() {
        const auto request = written(MisbehaviorKind::BadSignature);
        QCOMPARE(refusal(request), ErrorCode::SignatureInvalid);
        QVERIFY(!openSslVerifies(request));
    }

    void badCsrSignature_isInTheCsrAlone() {
        const auto request = written(MisbehaviorKind::BadCsrSignature);
        QVERIFY(openSslVerifies(request));
        QCOMPARE(accepted(request).csr->verify().error().code, ErrorCode::SignatureInvalid);
    }

    void otherKeyThanCsr_signs() {
        const auto request = written(MisbehaviorKind::OtherKeyThanCsr);
        const scep::Request read = accepted(request);
        QVERIFY(read.signer->publicKey() != read.csr->publicKey());
        QVERIFY(read.csr->publicKey() == m_asked.key.publicKey());
        QVERIFY(request.transaction.signer.key.publicKey() == read.signer->publicKey());
        QVERIFY(openSslVerifies(request));
    }

    void changedTransactionId_isNotTheUsualOne() {
        const auto usual = tried({});
        const auto changed = written(MisbehaviorKind::ChangedTransactionId);
        QVERIFY(accepted(changed).transactionId != usual->transaction.transactionId);
        QCOMPARE(accepted(changed).transactionId, changed.transaction.transactionId);
    }

    void changedTransactionId_ofAPoll() {
        const auto first = tried({});
        client::RequestPlan plan;
        plan.type = MessageType::CertPoll;
        plan.transaction = &first->transaction;
        plan.misbehaviors = {{MisbehaviorKind::ChangedTransactionId, {}}};
        const auto poll = client::writeRequest(plan, captureService(), client::ownPersona());
        QVERIFY(poll.has_value());
        QVERIFY(accepted(*poll).transactionId != first->transaction.transactionId);
        QVERIFY(accepted(*poll).poll.has_value());
    }

    void wrongRecipient_isRefused() {
        QCOMPARE(refusal(written(MisbehaviorKind::WrongRecipient)), ErrorCode::WrongRecipient);
    }

    void weakDigest_isMd5() {
        const auto request = written(MisbehaviorKind::WeakDigest);
        QCOMPARE(refusal(request), ErrorCode::AlgorithmForbidden);
        QVERIFY2(openSslVerifies(request), qPrintable(m_openSsl.complaint));
        QVERIFY(m_openSsl.structure(request.message)
                    .join(QLatin1Char('\n'))
                    .contains(QStringLiteral(":md5")));
    }

    void weakDigest_isSha1() {
        const auto request = written(MisbehaviorKind::WeakDigest, "sha1");
        QCOMPARE(refusal(request, false), ErrorCode::AlgorithmForbidden);
        QCOMPARE(accepted(request).csr->signatureAlgorithm()->digest, pki::Digest::Sha1);
        QVERIFY(openSslVerifies(request));
        QCOMPARE(request.transaction.digest, pki::Digest::Sha256);
    }

    void weakCipher_isDes() {
        const auto request = written(MisbehaviorKind::WeakCipher);
        QCOMPARE(refusal(request), ErrorCode::AlgorithmForbidden);
        QVERIFY(openSslVerifies(request));
        m_openSsl.write("key", test::captured("keys/ca.key.pem"));
        m_openSsl.run("cms -decrypt -provider legacy -provider default -inform der -in e -inkey "
                      "key -binary -out c");
        QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
        const auto csr = pki::Csr::fromDer(m_openSsl.read("c"));
        QVERIFY(csr.has_value());
        QVERIFY(csr->publicKey() == m_asked.key.publicKey());
        QVERIFY(m_openSsl.structure(m_openSsl.read("e"))
                    .join(QLatin1Char('\n'))
                    .contains(QStringLiteral(":des-cbc")));
    }

    void weakCipher_isTripleDes() {
        const auto request = written(MisbehaviorKind::WeakCipher, "des3");
        QCOMPARE(refusal(request, false), ErrorCode::AlgorithmForbidden);
        QVERIFY(accepted(request).csr.has_value());
        QCOMPARE(request.transaction.cipher, pki::Cipher::Aes128Cbc);
    }

    void truncated_isRefused() {
        const auto request = written(MisbehaviorKind::Truncated);
        QVERIFY(!test::decoded(request.message).request);
        QVERIFY(!openSslVerifies(request));
        QVERIFY(request.message.size() < tried({})->message.size() * 4 / 5);
    }

    void trailingBytes_areRefused() {
        const auto request = written(MisbehaviorKind::TrailingBytes);
        QCOMPARE(refusal(request), ErrorCode::Asn1TrailingBytes);
    }

    void cutAndAppended_inTheirOrder() {
        const auto both =
            tried({{MisbehaviorKind::TrailingBytes, {}}, {MisbehaviorKind::Truncated, {}}});
        const auto other =
            tried({{MisbehaviorKind::Truncated, {}}, {MisbehaviorKind::TrailingBytes, {}}});
        QVERIFY(both->message.size() < other->message.size());
        QVERIFY(other->message.back() == 0x5A && both->message.back() != 0x5A);
    }

    void ber_isReadByBoth() {
        const auto request = written(MisbehaviorKind::Ber);
        QVERIFY(accepted(request).csr.has_value());
        QVERIFY2(openSslVerifies(request), qPrintable(m_openSsl.complaint));
        const QString outer = m_openSsl.structure(request.message).join(QLatin1Char('\n'));
        QVERIFY(outer.contains(QStringLiteral("l=inf  cons: OCTET STRING")));
        const QString inner = m_openSsl.structure(m_openSsl.read("e")).join(QLatin1Char('\n'));
        QVERIFY(inner.contains(QStringLiteral("l=inf  cons: cont [ 0 ]")));
    }

    void twoSigners_areRefused() {
        const auto request = written(MisbehaviorKind::TwoSigners);
        QCOMPARE(refusal(request), ErrorCode::MessageMalformed);
        // Both signatures hold.
        QVERIFY2(openSslVerifies(request), qPrintable(m_openSsl.complaint));
        QCOMPARE(pki::SignedData::fromDer(request.message)->signers.size(), std::size_t{2});
    }

    void unsortedAttributes_areAccepted() {
        const auto request = written(MisbehaviorKind::UnsortedAttributes);
        QVERIFY(accepted(request).csr.has_value());
        const auto data = pki::SignedData::fromDer(request.message);
        QVERIFY(data->signers.front().signedAttributesAsSet !=
                data->signers.front().signedAttributesSorted);
    }

    void missingAttribute_isRefused_data() {
        QTest::addColumn<QString>("attribute");
        QTest::addColumn<QString>("oid");
        const auto row = [](const char* attribute, const char* oid) {
            QTest::newRow(attribute) << QString::fromLatin1(attribute) << QString::fromLatin1(oid);
        };
        row("messageType", "9.2");
        row("transactionID", "9.7");
        row("senderNonce", "9.5");
        row("", "9.5"); // the default
    }
    void missingAttribute_isRefused() {
        QFETCH(QString, attribute);
        QFETCH(QString, oid);
        const auto request = written(MisbehaviorKind::MissingAttribute, attribute.toStdString());
        QCOMPARE(refusal(request), ErrorCode::AttributeMissing);
        QVERIFY(openSslVerifies(request));
        QVERIFY(!m_openSsl.structure(request.message)
                     .join(QLatin1Char('\n'))
                     .contains(QStringLiteral("2.16.840.1.113733.1.") + oid));
    }

    void repeatedAttribute_isRefused() {
        const auto request = written(MisbehaviorKind::RepeatedAttribute);
        QCOMPARE(refusal(request), ErrorCode::AttributeMalformed);
        QCOMPARE(m_openSsl.structure(request.message)
                     .filter(QStringLiteral("2.16.840.1.113733.1.9.7"))
                     .size(),
                 2);
    }

    void noSignedAttributes_isRefused() {
        const auto request = written(MisbehaviorKind::NoSignedAttributes);
        QVERIFY(!test::decoded(request.message).request);
        QVERIFY2(openSslVerifies(request), qPrintable(m_openSsl.complaint));
        QVERIFY(!pki::SignedData::fromDer(request.message)->signers.front().hasSignedAttributes);
    }

    void unknownMessageType_isRefused() {
        for (const char* number : {"", "41"})
            QCOMPARE(refusal(written(MisbehaviorKind::UnknownMessageType, number)),
                     ErrorCode::MessageTypeUnsupported);
    }

    void shortNonce_isAsLongAsAsked() {
        const auto request = written(MisbehaviorKind::ShortNonce, "5");
        QCOMPARE(accepted(request).senderNonce->size(), std::size_t{5});
        QCOMPARE(request.senderNonce, *accepted(request).senderNonce);
        QCOMPARE(accepted(written(MisbehaviorKind::ShortNonce)).senderNonce->size(),
                 std::size_t{8});
    }

    void emptyEnvelope_isRefused() {
        const auto request = written(MisbehaviorKind::EmptyEnvelope);
        QVERIFY(!test::decoded(request.message).request);
        const auto data = pki::SignedData::fromDer(request.message);
        QVERIFY(data->hasContent && data->content.empty());
        QVERIFY(!request.opened);
    }

    void garbagePayload_isRefused() {
        const auto request = written(MisbehaviorKind::GarbagePayload);
        QCOMPARE(refusal(request), ErrorCode::DecryptFailed);
        QVERIFY(openSslVerifies(request));
        m_openSsl.write("key", test::captured("keys/ca.key.pem"));
        m_openSsl.run("cms -decrypt -binary -inform der -in e -inkey key -out c");
        QVERIFY(m_openSsl.ok);
        QCOMPARE(m_openSsl.read("c").size(), std::size_t{512});
    }

    void expiredSigner_endedAYearAgo() {
        const scep::Request request = accepted(written(MisbehaviorKind::ExpiredSigner));
        QCOMPARE(request.signer->checkValidAt(captureService().now).error().code,
                 ErrorCode::CertificateExpired);
        QVERIFY(request.signer->notAfter() <= captureService().now - std::chrono::hours(24 * 365));
    }

    void renewalByStranger_isSelfSigned() {
        const auto request =
            tried({{MisbehaviorKind::RenewalByStranger, {}}}, MessageType::RenewalReq);
        QVERIFY(request.has_value());
        const scep::Request read = accepted(*request);
        QCOMPARE(read.type, MessageType::RenewalReq);
        QVERIFY(!(*read.signer == m_old.certificate));
        QVERIFY(read.signer->verifySignedBy(read.signer->publicKey()).has_value());
    }

    void sidExtension_isAskedFor() {
        const scep::Request request = accepted(written(MisbehaviorKind::SidExtension));
        const pki::Extension* sid =
            pki::findExtension(request.csr->requestedExtensions(), asn1::oids::kMicrosoftSid);
        QVERIFY(sid != nullptr);
        QVERIFY(textOf(sid->value).find("S-1-5-21-") != std::string_view::npos);
        QVERIFY(request.csr->verify().has_value());
    }

    void caExtension_isAskedFor() {
        const scep::Request request = accepted(written(MisbehaviorKind::CaExtension));
        const pki::Extension* basic =
            pki::findExtension(request.csr->requestedExtensions(), asn1::oids::kBasicConstraints);
        QVERIFY(basic != nullptr);
        QVERIFY(pki::readBasicConstraints(basic->value)->ca);
    }

    void oversizedField_isInTheSubject() {
        const auto request = written(MisbehaviorKind::OversizedField, "70000");
        QVERIFY(request.message.size() > 70'000);
        QVERIFY(openSslVerifies(request));
        m_openSsl.write("key", test::captured("keys/ca.key.pem"));
        m_openSsl.run("cms -decrypt -binary -inform der -in e -inkey key -out c");
        QVERIFY(m_openSsl.read("c").size() > 70'000);
    }

    void oversizedTransactionId_isRefused() {
        const auto request = written(MisbehaviorKind::OversizedTransactionId, "5000");
        QVERIFY(!test::decoded(request.message).request);
        QVERIFY(m_openSsl.structure(request.message)
                    .join(QLatin1Char('\n'))
                    .contains(QString(5000, QLatin1Char('A'))));
    }

    void smallKey_isInTheCsr() {
        const auto request = written(MisbehaviorKind::SmallKey);
        const scep::Request read = accepted(request);
        QCOMPARE(read.csr->publicKey().bits(), 1024U);
        QVERIFY(read.csr->verify().has_value());
        QVERIFY(request.transaction.key.publicKey() == read.csr->publicKey());
    }

    void slowBody_isForPostOnly() {
        QCOMPARE(written(MisbehaviorKind::SlowBody).pieceDelay, Duration(50));
        QCOMPARE(written(MisbehaviorKind::SlowBody, "7").pieceDelay, Duration(7));
        const auto byGet =
            tried({{MisbehaviorKind::SlowBody, {}}}, MessageType::PkcsReq, "certmonger");
        QVERIFY(!byGet);
        QCOMPARE(byGet.error().code, ErrorCode::InvalidArgument);
    }

    void plan_refusesWhatDoesNotFitIt() {
        for (const MisbehaviorKind kind :
             {MisbehaviorKind::WrongChallenge, MisbehaviorKind::BadCsrSignature,
              MisbehaviorKind::SmallKey, MisbehaviorKind::RenewalByStranger})
            QCOMPARE(tried({{kind, {}}}, MessageType::GetCert).error().code,
                     ErrorCode::InvalidArgument);
        for (const MisbehaviorKind kind :
             {MisbehaviorKind::OtherKeyThanCsr, MisbehaviorKind::ExpiredSigner})
            QCOMPARE(tried({{kind, {}}}, MessageType::RenewalReq).error().code,
                     ErrorCode::InvalidArgument);
        QCOMPARE(tried({{MisbehaviorKind::RenewalByStranger, {}}}).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(tried({{MisbehaviorKind::ShortNonce, "400"}}).error().code,
                 ErrorCode::InvalidArgument);
    }

    void everyKind_isWrittenByEveryPersona() {
        for (const client::Persona& persona : client::personas())
            for (const client::MisbehaviorInfo& info : client::misbehaviors()) {
                if (info.kind == MisbehaviorKind::SlowBody ||
                    info.kind == MisbehaviorKind::RenewalByStranger)
                    continue;
                const auto request =
                    tried({{info.kind, {}}}, MessageType::PkcsReq, std::string(persona.id).c_str());
                QVERIFY2(request.has_value(), std::string(info.id).c_str());
                const auto decoded = test::decoded(request->message);
                if (info.harmless && persona.id != "scepclient")
                    QVERIFY2(decoded.request.has_value(), std::string(info.id).c_str());
            }
    }
};

} // namespace scepter

QTEST_GUILESS_MAIN(scepter::MisbehaviorTest)
#include "tst_misbehavior.moc"
