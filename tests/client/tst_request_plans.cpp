// SPDX-License-Identifier: GPL-3.0-or-later
// What our own client can be asked for: keys, ciphers, digests, password envelopes.
#include "client/persona.h"

#include "openssl_judge.h"
#include "request_support.h"

#include <QTest>

namespace scepter {

using pki::Digest;
using scep::MessageType;
using test::captureKey;
using test::captureService;

class RequestPlansTest : public QObject {
    Q_OBJECT

    test::OpenSslJudge m_openSsl;
    client::EnrollmentRequest m_asked = test::enrollment(captureKey("sscep-a.key.pem"));

private Q_SLOTS:
    void ownKeys_ofEveryKind() {
        for (const char* kind : {"rsa:2048", "ec:p256", "ec:p384", "ec:p521", "ed25519"}) {
            const auto spec = pki::keySpecFromText(kind);
            const auto asked = test::enrollment(*pki::PrivateKey::generate(*spec));
            client::RequestPlan plan;
            plan.enrollment = &asked;
            const auto request = client::writeRequest(plan, captureService(), client::ownPersona());
            QVERIFY2(request.has_value(), kind);
            const auto read = test::decoded(request->message);
            QVERIFY2(read.request.has_value(), kind);
            QVERIFY(read.request->csr->verify().has_value());
            QVERIFY(read.request->signer->publicKey() == read.request->csr->publicKey());
            // OpenSSL 3.0 cannot verify Ed25519 in CMS.
            if (spec->type == pki::KeyType::Ed25519) continue;
            m_openSsl.write("m", request->message);
            m_openSsl.run("cms -verify -noverify -binary -inform der -in m -out e");
            QVERIFY2(m_openSsl.ok, qPrintable(m_openSsl.complaint));
        }
    }

    void everyCipherAndDigest_isCarriedOut() {
        for (const char* cipher : {"des", "des3", "aes128", "aes192", "aes256"})
            for (const char* digest : {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}) {
                client::EnrollmentRequest asked = test::enrollment(m_asked.key);
                asked.cipher = pki::cipherFromText(cipher);
                asked.digest = pki::digestFromText(digest);
                asked.transport = pki::KeyTransport::RsaOaep;
                client::RequestPlan plan;
                plan.enrollment = &asked;
                const auto request =
                    client::writeRequest(plan, captureService(), client::ownPersona());
                QVERIFY(request.has_value());
                const auto data = pki::SignedData::fromDer(request->message);
                QCOMPARE(data->signers.front().digestOid, pki::oidOf(*asked.digest));
                const auto envelope = pki::EnvelopedData::fromDer(data->content);
                QCOMPARE(envelope->cipherOid, pki::oidOf(*asked.cipher));
                QCOMPARE(
                    std::get<pki::KeyTransportRecipient>(envelope->recipients.front()).transport,
                    std::optional(pki::KeyTransport::RsaOaep));
                QCOMPARE(request->transaction.cipher, *asked.cipher);
            }
    }

    void plan_thatLacksSomethingIsRefused() {
        const auto refused = [](const client::RequestPlan& plan) {
            const auto request = client::writeRequest(plan, captureService(), client::ownPersona());
            return request ? ErrorCode::Internal : request.error().code;
        };
        client::RequestPlan plan;
        for (const MessageType type :
             {MessageType::PkcsReq, MessageType::RenewalReq, MessageType::CertPoll,
              MessageType::GetCert, MessageType::GetCrl, MessageType::CertRep}) {
            plan.type = type;
            QCOMPARE(refused(plan), ErrorCode::InvalidArgument);
        }
        plan.enrollment = &m_asked;
        plan.type = MessageType::RenewalReq;
        QCOMPARE(refused(plan), ErrorCode::InvalidArgument);
    }

    void passwordEnvelope_needsTheChallenge() {
        const auto key = *pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
        const auto name = *pki::Name::fromText("CN=EC CA");
        const auto ca = *pki::signCertificate({Bytes{9},
                                               name,
                                               name,
                                               captureService().now,
                                               captureService().now + std::chrono::hours(1),
                                               key.publicKey().spki(),
                                               {}},
                                              key, Digest::Sha256);
        client::ServiceView service = captureService();
        service.roles = {ca, ca, ca};
        client::RequestPlan plan;
        plan.enrollment = &m_asked;
        const auto request = client::writeRequest(plan, service, client::ownPersona());
        QVERIFY(request.has_value());
        const auto read = scep::decodeRequest(request->message, {}, {}, [](const std::string&) {
            std::vector<SecretBytes> all;
            all.emplace_back(std::string_view("otter-lamp-77"));
            return all;
        });
        QVERIFY(read.request.has_value() && read.request->byPassword);
        const auto silent = test::enrollment(m_asked.key, "CN=device", nullptr);
        plan.enrollment = &silent;
        QCOMPARE(client::writeRequest(plan, service, client::ownPersona()).error().code,
                 ErrorCode::CannotEncryptReply);
    }

    void plan_overridesIdAndNonce() {
        client::RequestPlan plan;
        plan.enrollment = &m_asked;
        plan.transactionId = "mine";
        plan.senderNonce = Bytes(16, 7);
        const auto request = client::writeRequest(plan, captureService(), client::ownPersona());
        const auto read = test::decoded(request->message);
        QCOMPARE(read.request->transactionId, std::string("mine"));
        QCOMPARE(*read.request->senderNonce, Bytes(16, 7));
        QCOMPARE(request->senderNonce, Bytes(16, 7));
        // The same plan again is another message, but the same transaction.
        const auto again = client::writeRequest(plan, captureService(), client::ownPersona());
        QVERIFY(again->message != request->message);
        QCOMPARE(again->transaction.transactionId, request->transaction.transactionId);
    }

    void givenCsr_isSentAsItIs() {
        const SecretBytes challenge(std::string_view("from the file"));
        const auto csr = pki::signCsr({*pki::Name::fromText("CN=file"), {}, &challenge, {}},
                                      m_asked.key, Digest::Sha384);
        auto asked = test::enrollment(m_asked.key, "CN=other", nullptr);
        asked.csr.emplace(*csr);
        client::RequestPlan plan;
        plan.enrollment = &asked;
        const auto request = client::writeRequest(plan, captureService(), client::ownPersona());
        QVERIFY(sameBytes(test::decoded(request->message).request->csr->der(), csr->der()));
        QCOMPARE(request->transaction.subject.toText(), std::string("CN=file"));
        QCOMPARE(request->challenge->text(), std::string_view("from the file"));
        const auto stranger = test::enrollment(captureKey("sscep-b.key.pem"));
        asked.key = stranger.key;
        QCOMPARE(client::writeRequest(plan, captureService(), client::ownPersona()).error().code,
                 ErrorCode::KeyMismatch);
        plan.misbehaviors = {{client::MisbehaviorKind::WrongChallenge, {}}};
        asked.key = m_asked.key;
        QCOMPARE(client::writeRequest(plan, captureService(), client::ownPersona()).error().code,
                 ErrorCode::InvalidArgument);
    }
};

} // namespace scepter

QTEST_GUILESS_MAIN(scepter::RequestPlansTest)
#include "tst_request_plans.moc"
