// What the ledger holds to, whoever asks: renewals, and the codes they began with.
#include "workspace.h"

using namespace scepter;
using namespace scepter::test;

namespace {

RecordRequest renewalOf(std::int64_t certificateId, const std::string& name,
                        RequestState state = RequestState::Issued) {
    RecordRequest change = state == RequestState::Issued ? issued(name) : pending(name);
    change.request.key.renewedSerial = Bytes{1};
    change.request.renewedCertificateId = certificateId;
    return change;
}

} // namespace

class LedgerRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ledger_findsWhatIsBehindACertificate();
    void renewal_usesNoCode();
};

void LedgerRulesTest::ledger_findsWhatIsBehindACertificate() {
    Workspace w;
    authority::Template recipe = authority::labTemplate();
    NEED(w.store->addTemplate(recipe, "operator"));
    enrollment::EndpointSettings settings;
    settings.name = "kiosks";
    settings.path = "/kiosks";
    settings.authorityId = 1;
    settings.templateName = recipe.name;
    const auto endpoint = w.store->addEndpoint(settings, {}, "operator");
    NEED(endpoint);
    const auto ids = w.store->addCodes({codeRecord(*w.store, "once")}, "operator");
    NEED(ids);
    NEED(w.store->commit(issued("a", ids->front())));
    auto& ledger = w.store->ledger();
    const auto certificate = ledger.certificateBySerial(1, serialFor("a"));
    QVERIFY(certificate && *certificate);
    const auto request = ledger.request((*certificate)->requestId);
    QVERIFY(request && *request);
    QCOMPARE((*request)->codeId, ids->front());
    const auto code = ledger.code((*request)->codeId);
    QVERIFY(code && *code && (*code)->usesLeft == 0);
    QVERIFY(ledger.endpointName(*endpoint).value() == "kiosks");
    QVERIFY(!ledger.request(9).value() && !ledger.code(9).value());
    QVERIFY(!ledger.endpointName(9).value());
}

// It names the code whose constraints go on to hold.
void LedgerRulesTest::renewal_usesNoCode() {
    Workspace w;
    const auto ids = w.store->addCodes({codeRecord(*w.store, "once")}, "operator");
    NEED(ids);
    NEED(w.store->commit(issued("a", ids->front())));
    for (const char* name : {"b", "c"}) {
        RecordRequest renewal = renewalOf(1, name);
        renewal.request.codeId = ids->front();
        NEED(w.store->commit(renewal));
    }
    QCOMPARE(w.store->request(3)->codeId, ids->front());
    QCOMPARE(w.store->code(ids->front())->usesLeft, 0U);
    const auto wrong = w.store->checkConsistency();
    NEED(wrong);
    QVERIFY2(wrong->empty(), wrong->empty() ? "" : wrong->front().c_str());
}

QTEST_GUILESS_MAIN(LedgerRulesTest)
#include "tst_ledger_rules.moc"
