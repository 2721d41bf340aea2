// Messages in words: what the report of a recorded exchange says, and what it never says.
#include "inspect_support.h"

#include "inspect/explain.h"

using namespace scepter;
using namespace scepter::test;
using inspect::Explanation;
using inspect::Keyring;

namespace {

Keyring keyringFor(const char* clientKey = nullptr) {
    Keyring keys;
    keys.keys.push_back(
        {"CA", captureKey("keys/ca.key.pem"), captureCertificate("keys/ca.cert.pem")});
    if (clientKey != nullptr) keys.keys.push_back({"client", captureKey(clientKey), std::nullopt});
    keys.known.push_back(captureCertificate("keys/ca.cert.pem"));
    return keys;
}

Explanation explained(const char* file, const Keyring& keys) {
    return inspect::explain(inspect::inspect(fromQt(captureFile(file)), optionsWith(keys)));
}

QByteArray textOf(const Explanation& explanation, std::size_t width = 10'000) {
    return toQt(inspect::explanationText(explanation, width));
}

const inspect::ExplainedPart* partOf(const Explanation& explanation, std::string_view heading) {
    for (const inspect::ExplainedPart& part : explanation.parts)
        if (part.heading == heading) return &part;
    return nullptr;
}

} // namespace

class TestInspectExplain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void request_saysWhoAsksForWhat();
    void request_withoutItsKeySaysForWhomItIs();
    void failure_hasTheReasonInWordsOfRfcAndPlain();
    void pending_isNoFailure();
    void success_namesWhatWasDelivered();
    void garbage_saysThatItIsNotKnown();
    void nothing_hasNoParts();
    void secrets_areNeverInIt();
    void places_areNodesOfTheTree();
    void text_wrapsAtTheWidth();
};

void TestInspectExplain::request_saysWhoAsksForWhat() {
    const QByteArray text =
        textOf(explained("03-strongswan-enroll-post-aes128-sha256.request", keyringFor()));
    QVERIFY2(text.contains("A SCEP message: PKCSReq (19)."), text);
    QVERIFY2(text.contains("asks for its first certificate"), text);
    QVERIFY2(text.contains("By its habits, the client is strongSwan."), text);
    QVERIFY2(text.contains("It was opened with CA."), text);
    QVERIFY2(text.contains("It has a challenge password, which is not shown here."), text);
    QVERIFY2(text.contains("transactionID: 313B1235AC253C7B6F33066C74177DA22A83963A"), text);
    QVERIFY2(text.contains("[RFC 8894 section 3.2.1.1]"), text);
}

void TestInspectExplain::request_withoutItsKeySaysForWhomItIs() {
    const QByteArray text =
        textOf(explained("03-strongswan-enroll-post-aes128-sha256.request", Keyring{}));
    QVERIFY2(text.contains("a certificate that is not known here: issued by"), text);
    QVERIFY2(text.contains("It stays closed"), text);
    QVERIFY2(!text.contains("What is asked for"), text);
}

void TestInspectExplain::failure_hasTheReasonInWordsOfRfcAndPlain() {
    const Explanation explanation =
        explained("11-strongswan-enroll-wrong-challenge.response", keyringFor());
    const QByteArray text = textOf(explanation);
    QVERIFY2(text.contains("pkiStatus: FAILURE (2)"), text);
    QVERIFY2(text.contains("failInfo: badRequest (2)"), text);
    QVERIFY2(text.contains("\"Transaction not permitted or supported.\""), text);
    QVERIFY2(text.contains("a wrong or used challenge"), text);
    // Before what else there is to mind.
    std::vector<std::string> headings;
    for (const auto& part : explanation.parts)
        headings.push_back(part.heading);
    const auto why = std::ranges::find(headings, "Why it failed");
    QVERIFY2(why != headings.end(), text);
    QVERIFY(std::ranges::find(headings, "What was answered") < why);
    QVERIFY(why < std::ranges::find(headings, "Details"));
    QVERIFY(partOf(explanation, "Why it failed")->lines.front().severity.has_value());
}

void TestInspectExplain::pending_isNoFailure() {
    const Explanation explanation = explained("06-strongswan-pending.response", keyringFor());
    const QByteArray text = textOf(explanation);
    QVERIFY2(text.contains("pkiStatus: PENDING (3)"), text);
    QVERIFY2(text.contains("Request pending for manual approval."), text);
    QVERIFY2(partOf(explanation, "Why it failed") == nullptr, text);
}

void TestInspectExplain::success_namesWhatWasDelivered() {
    const auto exchanges = recordedExchanges();
    const auto recorded = std::ranges::find_if(exchanges, [](const RecordedExchange& exchange) {
        return exchange.name().startsWith("03-");
    });
    QVERIFY(recorded != exchanges.end());
    const QByteArray key = recorded->keyFile("response");
    const QByteArray text =
        textOf(explained("03-strongswan-enroll-post-aes128-sha256.response", keyringFor(key)));
    QVERIFY2(text.contains("pkiStatus: SUCCESS (0)"), text);
    QVERIFY2(text.contains("A certificate was delivered:"), text);
    QVERIFY2(text.contains("Subject: CN="), text);
}

void TestInspectExplain::garbage_saysThatItIsNotKnown() {
    const Keyring keys;
    const Bytes garbage{0xFF, 0x00, 0x80, 0x9C, 0xFE, 0x01};
    const QByteArray text = textOf(inspect::explain(inspect::inspect(garbage, optionsWith(keys))));
    QVERIFY2(text.contains("Bytes of no kind that is known here."), text);
    QVERIFY2(text.contains("Size: 6 bytes"), text);
}

void TestInspectExplain::nothing_hasNoParts() {
    QCOMPARE(inspect::explain({}).parts.size(), std::size_t{0});
}

void TestInspectExplain::secrets_areNeverInIt() {
    std::size_t looked = 0;
    for (const RecordedExchange& exchange : recordedExchanges()) {
        const Keyring keys = keyringFor();
        for (const char* side : {".request", ".response"}) {
            const auto inspection =
                inspect::inspect(fromQt(captureFile(exchange.name() + side)), optionsWith(keys));
            const QByteArray text = textOf(inspect::explain(inspection));
            for (const inspect::Node& node : inspection.tree.nodes()) {
                if (!node.secret || node.value.size() < 4) continue;
                ++looked;
                QVERIFY2(!text.contains(toQt(node.value)), "a secret is in the explanation");
            }
        }
    }
    QVERIFY(looked > 20);
}

void TestInspectExplain::places_areNodesOfTheTree() {
    const Keyring keys = keyringFor();
    for (const RecordedExchange& exchange : recordedExchanges()) {
        const auto inspection =
            inspect::inspect(fromQt(captureFile(exchange.name() + ".response")), optionsWith(keys));
        for (const auto& part : inspect::explain(inspection).parts) {
            QVERIFY(!part.lines.empty());
            for (const auto& line : part.lines) {
                QVERIFY(!line.text.empty());
                QVERIFY(line.place == inspect::kNoNode ||
                        line.place < inspection.tree.nodes().size());
            }
        }
    }
}

void TestInspectExplain::text_wrapsAtTheWidth() {
    const Explanation explanation =
        explained("11-strongswan-enroll-wrong-challenge.response", keyringFor());
    const auto lines = textOf(explanation, 60).split('\n');
    for (const QByteArray& line : lines)
        QVERIFY2(line.size() <= 60 || !line.trimmed().contains(' '), line);
    QVERIFY(textOf(explanation, 60).endsWith('\n'));
    // Breaking lines changes nothing else.
    QCOMPARE(textOf(explanation, 60).simplified().replace('=', "").replace('-', ""),
             textOf(explanation).simplified().replace('=', "").replace('-', ""));
}

QTEST_APPLESS_MAIN(TestInspectExplain)
#include "tst_inspect_explain.moc"
