// SPDX-License-Identifier: GPL-3.0-or-later
// What our client writes as somebody else, or wrong on purpose, as the judge sees it: each fault
// must really be in the bytes, and a persona must have no fault that its original has not.
#include "client/scep_client.h"
#include "judge.h"

#include <QtTest>

#include <algorithm>
#include <map>

using namespace scepter;
using namespace scepter::test;

namespace {

struct Row {
    const char* misbehavior;
    const char* finding;
    int http = 200;
};
const Row kRows[] = {
    {"wrong-challenge", "challenge.right"},
    {"no-challenge", "challenge.present"},
    {"bad-signature", "signature"},
    {"bad-csr-signature", "csr.signature"},
    {"other-key-than-csr", "signer.key"},
    {"wrong-recipient", "recipient.named"},
    {"weak-digest", "digest.allowed"},
    {"weak-cipher", "cipher.allowed"},
    {"truncated", "message.form", 400},
    {"trailing-bytes", "message.form", 400},
    {"ber", "der.message"},
    {"two-signers", "signers.one"},
    {"unsorted-attributes", "der.setOrder"},
    {"missing-attribute", "attribute.senderNonce", 400},
    {"missing-attribute:transactionID", "attribute.transactionID", 400},
    {"missing-attribute:messageType", "attribute.messageType"},
    {"repeated-attribute", "attribute.transactionID"},
    {"no-signed-attributes", "message.form", 400},
    {"unknown-message-type", "messageType.known"},
    {"short-nonce", "nonce.size"},
    {"empty-envelope", "envelope.form"},
    {"garbage-payload", "envelope.opens"},
    {"expired-signer", "signer.selfSigned"},
    {"renewal-by-stranger", "renewal.signer"},
};

} // namespace

class TestJudgeMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void misbehavior_isTold_data();
    void misbehavior_isTold();
    void misbehavior_namesAreAllThere();
    void oaep_isOpened();
    void persona_isTaken_data();
    void persona_isTaken();

private:
    client::Answer ask(const std::string& misbehavior, pki::KeyTransport transport,
                       const client::Persona* persona);

    Serve m_files;
    Judge m_judge{m_files};
    SystemClock m_clock;
    std::optional<pki::PrivateKey> m_key;
};

void TestJudgeMessages::initTestCase() {
    const QByteArray pem = contentOf(keyFile(q("sscep-a")));
    auto key = pki::PrivateKey::fromPem(std::string_view(pem.constData(), std::size_t(pem.size())));
    QVERIFY(key.has_value());
    m_key = std::move(*key);
}

client::Answer TestJudgeMessages::ask(const std::string& misbehavior, pki::KeyTransport transport,
                                      const client::Persona* persona) {
    client::ServiceOptions options;
    options.url = m_judge.url().toStdString();
    options.persona = persona;
    client::Service service(options, m_clock);
    client::EnrollmentRequest request{
        *m_key, *pki::Name::fromText("CN=device,O=Lab"), {}, {}, {}, {}, {}, {}, {}};
    request.challenge = SecretBytes(std::string_view(kJudgeChallenge));
    request.transport = transport;
    client::RequestPlan plan;
    plan.enrollment = &request;
    if (!misbehavior.empty())
        plan.misbehaviors.push_back(*client::misbehaviorFromText(misbehavior));
    if (misbehavior == "renewal-by-stranger") plan.type = scep::MessageType::RenewalReq;
    const auto prepared = service.prepare(plan);
    if (!prepared) {
        qWarning("%s", toText(prepared.error()).c_str());
        return {prepared.error(), {}, {}, {}, {}, {}, {}};
    }
    return service.send(*prepared);
}

void TestJudgeMessages::misbehavior_isTold_data() {
    QTest::addColumn<QString>("finding");
    QTest::addColumn<int>("http");
    for (const Row& row : kRows)
        QTest::newRow(row.misbehavior) << q(row.finding) << row.http;
}

void TestJudgeMessages::misbehavior_isTold() {
    QFETCH(QString, finding);
    QFETCH(int, http);
    if (m_judge.url().isEmpty()) QVERIFY(m_judge.start(q("ra")));
    const client::Answer answer =
        ask(QTest::currentDataTag(), pki::KeyTransport::RsaPkcs1, nullptr);
    m_judge.readLog();
    QVERIFY2(m_judge.findings().contains(finding), qPrintable(m_judge.findings().join(q(", "))));
    QVERIFY(answer.response.has_value());
    QCOMPARE(answer.response->status, http);
    // A refusal that a strict client can believe.
    if (http == 200) QVERIFY(answer.status() == scep::PkiStatus::Failure);
    if (http == 200) QVERIFY(answer.report.strict());
}

// What the rows leave out is nothing that a message can show to be wrong.
void TestJudgeMessages::misbehavior_namesAreAllThere() {
    const QStringList others{q("changed-transaction-id"),  q("sid-extension"), q("ca-extension"),
                             q("oversized-field"),         q("small-key"),     q("slow-body"),
                             q("oversized-transaction-id")};
    for (const client::MisbehaviorInfo& info : client::misbehaviors()) {
        const auto isRow = [&](const Row& row) { return info.id == row.misbehavior; };
        const QString id = QString::fromUtf8(info.id.data(), qsizetype(info.id.size()));
        QVERIFY2(others.contains(id) || std::ranges::any_of(kRows, isRow), qPrintable(id));
    }
}

void TestJudgeMessages::oaep_isOpened() {
    QVERIFY(m_judge.start(q("ra")));
    const client::Answer answer = ask({}, pki::KeyTransport::RsaOaep, nullptr);
    m_judge.readLog();
    QCOMPARE(m_judge.findings(), QStringList());
    QCOMPARE(m_judge.last("transport"), q("oaep"));
    QCOMPARE(m_judge.last("answer"), q("SUCCESS"));
    QVERIFY(answer.certificate.has_value() && answer.problem() == nullptr);
}

void TestJudgeMessages::persona_isTaken_data() {
    QTest::addColumn<QString>("faults");
    QTest::addColumn<QString>("answer");
    const std::map<std::string_view, const char*> faults{
        {"apple", "der.message der.envelope"},
        {"cisco-ios", "http.get"},
        {"android", "http.contentType der.message der.envelope"},
        {"strongswan", "http.contentType"},
        {"sscep", "http.contentType"},
        {"jscep", "http.contentType der.message der.envelope"},
        {"scepclient", "http.contentType cipher.allowed"}};
    for (const client::Persona& persona : client::personas()) {
        const auto found = faults.find(persona.id);
        // It encrypts with single DES where nobody tells it better.
        QTest::newRow(std::string(persona.id).c_str())
            << q(found == faults.end() ? "" : found->second)
            << q(persona.id == "scepclient" ? "FAILURE badAlg" : "SUCCESS");
    }
}

// Their faults are those of their originals; with these forgiven, what they send is good.
void TestJudgeMessages::persona_isTaken() {
    QFETCH(QString, faults);
    QFETCH(QString, answer);
    QStringList options;
    for (const QString& fault : faults.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        if (!fault.startsWith(q("cipher"))) options += {q("--forgive"), fault};
    QVERIFY(m_judge.start(q("ra"), options));
    const client::Persona* persona = client::findPersona(QTest::currentDataTag());
    QVERIFY(persona != nullptr);
    const client::Answer got = ask({}, pki::KeyTransport::RsaPkcs1, persona);
    m_judge.readLog();
    QCOMPARE(m_judge.findings().join(QLatin1Char(' ')), faults);
    QCOMPARE(m_judge.last("answer"), answer);
    QCOMPARE(got.certificate.has_value(), answer == q("SUCCESS"));
}

QTEST_GUILESS_MAIN(TestJudgeMessages)
#include "tst_judge_messages.moc"
