// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded CertReps of a server that we did not write, held against every rule.
#include "base/encoding.h"
#include "scep/reply_report.h"
#include "scep_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace scepter;
using namespace scepter::scep;

namespace {

Bytes fileBytes(const QString& name) {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/captures/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qUtf8Printable(name));
    const QByteArray all = file.readAll();
    return {all.begin(), all.end()};
}

Bytes bodyOf(const QString& name) {
    const Bytes all = fileBytes(name);
    const std::size_t end = textOf(all).find("\r\n\r\n");
    return {all.begin() + static_cast<std::ptrdiff_t>(end) + 4, all.end()};
}

/// An exchange of captures.json.
struct Recorded {
    QString file;
    QJsonObject facts;
    ReplyExpectations expected;
    std::optional<pki::PrivateKey> key; ///< of the signer

    [[nodiscard]] Bytes reply() const { return bodyOf(file + QStringLiteral(".response")); }
};

std::set<std::string> failedIn(const ReplyReport& report, bool advice) {
    std::set<std::string> ids;
    for (const ReplyCheck& check : report.checks)
        if (!check.passed && check.advice == advice) ids.emplace(check.id);
    return ids;
}

using Ids = std::set<std::string>;

} // namespace

class TestReplyReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void recorded_everyReplyPasses();
    void recorded_adviceIsGivenAndDoesNotRefuse();
    void faults_areAllTold();
    void faults_theFirstIsTheError();
    void signature_isCheckedAlsoOfAStranger();
    void signature_failsAndTheRestIsReadAllTheSame();
    void envelope_doesNotOpenWithAnotherKey();
    void garbage_hasOneCheck_data();
    void garbage_hasOneCheck();
    void strictHalf_saysTheSame();

private:
    [[nodiscard]] const Recorded& exchange(const char* prefix) const;
    [[nodiscard]] ReplyReport examine(const Recorded& recorded) const;

    std::vector<Recorded> m_exchanges;
};

void TestReplyReport::initTestCase() {
    const auto ca = pki::readCertificates(fileBytes(QStringLiteral("keys/ca.cert.pem")));
    QVERIFY(ca);
    const Bytes index = fileBytes(QStringLiteral("captures.json"));
    const auto all = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(index.data()),
                                                        static_cast<qsizetype>(index.size())))
                         .array();
    for (const auto& value : all) {
        const QJsonObject facts = value.toObject();
        const QJsonObject keys = facts[QStringLiteral("keyFiles")].toObject();
        const QString signer = keys[QStringLiteral("signer")].toString();
        if (signer.isEmpty() || facts[QStringLiteral("httpStatus")].toInt() != 200) continue;
        Recorded recorded;
        recorded.file = facts[QStringLiteral("file")].toString();
        recorded.facts = facts;
        recorded.expected = {
            facts[QStringLiteral("transactionID")].toString().toStdString(),
            *fromHex(facts[QStringLiteral("senderNonce")].toString().toStdString()), *ca};
        recorded.key = *pki::PrivateKey::fromPem(textOf(fileBytes(signer)));
        m_exchanges.push_back(std::move(recorded));
    }
    QCOMPARE(m_exchanges.size(), std::size_t{33});
}

const Recorded& TestReplyReport::exchange(const char* prefix) const {
    const auto found = std::ranges::find_if(m_exchanges, [&](const Recorded& one) {
        return one.file.startsWith(QString::fromLatin1(prefix));
    });
    if (found == m_exchanges.end()) qFatal("no capture %s", prefix);
    return *found;
}

ReplyReport TestReplyReport::examine(const Recorded& recorded) const {
    return examineReply(recorded.reply(), recorded.expected, *recorded.key);
}

void TestReplyReport::recorded_everyReplyPasses() {
    for (const Recorded& recorded : m_exchanges) {
        const ReplyReport report = examine(recorded);
        QVERIFY2(report.strict(), qUtf8Printable(recorded.file));
        QCOMPARE(failedIn(report, false), Ids{});
        QCOMPARE(std::string(toText(report.reply->status)),
                 recorded.facts[QStringLiteral("pkiStatus")].toString().toStdString());
        QVERIFY(report.checks.size() >= 12);
    }
}

// jscep returns the client's nonce as its own in some of these.
void TestReplyReport::recorded_adviceIsGivenAndDoesNotRefuse() {
    ReplyExpectations expected = exchange("03-").expected;
    const ReplyReport report =
        examineReply(exchange("03-").reply(), expected, *exchange("03-").key);
    QVERIFY(report.reply->attributes.senderNonce);
    // A service that had sent our own nonce back as its own.
    expected.senderNonce = *report.reply->attributes.senderNonce;
    const ReplyReport echoed =
        examineReply(exchange("03-").reply(), expected, *exchange("03-").key);
    QCOMPARE(failedIn(echoed, true), Ids{"reply.sender-nonce"});
    QCOMPARE(failedIn(echoed, false), Ids{"reply.recipient-nonce"});
}

void TestReplyReport::faults_areAllTold() {
    const Recorded& recorded = exchange("03-");
    ReplyExpectations expected = recorded.expected;
    expected.transactionId = "another";
    expected.senderNonce.front() ^= 1;
    expected.signers.clear();
    const auto stranger = *pki::PrivateKey::generate({});
    const ReplyReport report = examineReply(recorded.reply(), expected, stranger);
    QCOMPARE(failedIn(report, false), (Ids{"reply.signer", "reply.transaction-id",
                                           "reply.recipient-nonce", "reply.envelope"}));
    QVERIFY(!report.strict());
    QCOMPARE(report.reply->status, PkiStatus::Success);
}

void TestReplyReport::faults_theFirstIsTheError() {
    const Recorded& recorded = exchange("06-");
    ReplyExpectations expected = recorded.expected;
    expected.transactionId = "another";
    expected.senderNonce.front() ^= 1;
    const ReplyReport report = examineReply(recorded.reply(), expected, *recorded.key);
    QVERIFY(report.error);
    QCOMPARE(report.error->code, ErrorCode::TransactionConflict);
    QCOMPARE(report.reply->status, PkiStatus::Pending);
}

void TestReplyReport::signature_isCheckedAlsoOfAStranger() {
    const Recorded& recorded = exchange("11-");
    ReplyExpectations expected = recorded.expected;
    expected.signers.clear();
    const ReplyReport report = examineReply(recorded.reply(), expected, *recorded.key);
    QCOMPARE(failedIn(report, false), Ids{"reply.signer"});
    QVERIFY(std::ranges::any_of(report.checks, [](const ReplyCheck& check) {
        return check.id == "reply.signature" && check.passed;
    }));
    QCOMPARE(report.error->code, ErrorCode::SignerUnknown);
}

void TestReplyReport::signature_failsAndTheRestIsReadAllTheSame() {
    const Recorded& recorded = exchange("11-");
    Bytes reply = recorded.reply();
    const auto data = pki::SignedData::fromDer(reply);
    const Bytes& signature = data->signers.front().signature;
    const auto at = std::search(reply.begin(), reply.end(), signature.begin(), signature.end());
    QVERIFY(at != reply.end());
    *(at + 20) ^= 1;
    const ReplyReport report = examineReply(reply, recorded.expected, *recorded.key);
    QCOMPARE(failedIn(report, false), Ids{"reply.signature"});
    QCOMPARE(report.reply->failInfo, std::optional(FailInfo::BadRequest));
}

void TestReplyReport::envelope_doesNotOpenWithAnotherKey() {
    const Recorded& recorded = exchange("17-");
    const ReplyReport report =
        examineReply(recorded.reply(), recorded.expected, *exchange("03-").key);
    QCOMPARE(failedIn(report, false), Ids{"reply.envelope"});
    QVERIFY(report.reply->certificates.empty());
}

void TestReplyReport::garbage_hasOneCheck_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a page") << QByteArray("<html>Bad gateway</html>");
    QTest::newRow("DER") << QByteArray::fromHex("3003020105");
}

void TestReplyReport::garbage_hasOneCheck() {
    QFETCH(QByteArray, body);
    const ReplyReport report = examineReply(Bytes(body.begin(), body.end()),
                                            exchange("03-").expected, *exchange("03-").key);
    QCOMPARE(failedIn(report, false), Ids{"reply.form"});
    QCOMPARE(report.checks.size(), std::size_t{1});
    QVERIFY(!report.reply);
    QVERIFY(report.error);
}

void TestReplyReport::strictHalf_saysTheSame() {
    for (const Recorded& recorded : m_exchanges) {
        ReplyExpectations expected = recorded.expected;
        expected.senderNonce.back() ^= 1;
        const auto strict = decodeReply(recorded.reply(), expected, *recorded.key);
        const ReplyReport report = examineReply(recorded.reply(), expected, *recorded.key);
        QVERIFY(!strict);
        QCOMPARE(strict.error(), *report.error);
    }
}

QTEST_GUILESS_MAIN(TestReplyReport)
#include "tst_reply_report.moc"
