// Many at once: clients with one code, clients with one transaction, operators with one request.
#include "clients.h"
#include "expect.h"
#include "lab.h"

#include <algorithm>
#include <set>
#include <thread>

using namespace scepter;
using namespace scepter::faults;
using enrollment::RequestState;
using scep::PkiStatus;

namespace {

store::RequestFilter filterFor(enrollment::RequestState state, std::size_t limit) {
    store::RequestFilter filter;
    filter.state = state;
    filter.limit = limit;
    return filter;
}

constexpr std::size_t kRacers = 64;
constexpr std::size_t kKeys = 16;

} // namespace

class RacesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void race_forOneCode_hasOneWinner_data();
    void race_forOneCode_hasOneWinner();
    void race_forACodeOfSomeUses_hasThatManyWinners();
    void race_ofOneTransaction_hasOneCertificate();
    void race_forOneTransactionId_hasOneKey();
    void race_toApproveOne_hasOneWinner();
    void race_toDecideMany_decidesEachOnce();
    void cleanupTestCase();

private:
    /// Sends all of it at once, to the servers in turn, and reads what comes back.
    Result<std::vector<Verdict>> race(const std::vector<Enrollment>& racers, std::size_t servers);
    Result<std::vector<std::int64_t>> makePending(std::size_t count);
    [[nodiscard]] std::int64_t issued();

    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<workbench::Workbench> m_bench;
    std::unique_ptr<Clients> m_clients;
    std::vector<std::unique_ptr<Server>> m_servers;
};

void RacesTest::initTestCase() {
    m_lab = std::make_unique<Lab>();
    QVERIFY2(m_lab->error().empty(), m_lab->error().c_str());
    m_bench = m_lab->open();
    QVERIFY2(m_bench, m_lab->error().c_str());
    // All come from one address; the limit would refuse what shall reach the code.
    auto endpoint = m_bench->endpoints().show("scep");
    NEED(endpoint);
    endpoint->settings.tryLimit.tries = 0;
    NEED(m_bench->endpoints().update(endpoint->settings, nullptr));
    auto clients = Clients::make(kKeys, *m_bench->authorities().show({}));
    NEED(clients);
    m_clients = std::make_unique<Clients>(std::move(*clients));
    for (int i = 0; i < 2; ++i) {
        m_servers.push_back(std::make_unique<Server>(m_lab->path()));
        QVERIFY2(m_servers.back()->isReady(), m_servers.back()->log().constData());
    }
}

Result<std::vector<Verdict>> RacesTest::race(const std::vector<Enrollment>& racers,
                                             std::size_t servers) {
    std::vector<std::unique_ptr<Connection>> connections;
    for (std::size_t i = 0; i < racers.size(); ++i)
        connections.push_back(std::make_unique<Connection>(m_servers[i % servers]->port()));
    for (std::size_t i = 0; i < racers.size(); ++i)
        if (!connections[i]->send(racers[i].http))
            return fail(ErrorCode::Unreachable, "a server takes no request");
    std::vector<Verdict> verdicts;
    for (std::size_t i = 0; i < racers.size(); ++i) {
        const auto answer = connections[i]->read();
        if (!answer) return fail(ErrorCode::Unreachable, "a server does not answer");
        SCEPTER_TRY(verdict, m_clients->read(racers[i], *answer));
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

std::int64_t RacesTest::issued() {
    const auto status = m_bench->status();
    return status ? status->counts.issued : -1;
}

void RacesTest::race_forOneCode_hasOneWinner_data() {
    QTest::addColumn<unsigned>("servers");
    QTest::newRow("one server") << 1U;
    QTest::newRow("two servers on one workspace") << 2U;
}

void RacesTest::race_forOneCode_hasOneWinner() {
    QFETCH(unsigned, servers);
    const auto code = m_bench->codes().mint({});
    NEED(code);
    std::vector<Enrollment> racers;
    for (std::size_t i = 0; i < kRacers; ++i) {
        auto made = m_clients->enrollment("/scep", std::string(code->front().code.text()));
        NEED(made);
        racers.push_back(std::move(*made));
    }
    const std::int64_t before = issued();
    const auto verdicts = race(racers, servers);
    NEED(verdicts);
    std::string winner;
    for (std::size_t i = 0; i < verdicts->size(); ++i) {
        const Verdict& verdict = (*verdicts)[i];
        if (verdict.status == PkiStatus::Success) {
            QVERIFY2(winner.empty(), "a second winner");
            winner = racers[i].transactionId;
        } else {
            QVERIFY(verdict.status == PkiStatus::Failure);
            QCOMPARE(verdict.text, std::string("The challenge was not accepted."));
        }
    }
    QVERIFY(!winner.empty());
    QCOMPARE(issued(), before + 1);
    const auto last = m_bench->requests().list(filterFor(RequestState::Issued, 1));
    NEED(last);
    QCOMPARE(last->front().key.transactionId, winner);
    QCOMPARE(last->front().codeId, code->front().record.id);
    QCOMPARE(m_lab->complaints(), QString());
}

void RacesTest::race_forACodeOfSomeUses_hasThatManyWinners() {
    workbench::MintOrder order;
    order.uses = 5;
    const auto code = m_bench->codes().mint(order);
    NEED(code);
    std::vector<Enrollment> racers;
    for (std::size_t i = 0; i < 24; ++i) {
        auto made = m_clients->enrollment("/scep", std::string(code->front().code.text()));
        NEED(made);
        racers.push_back(std::move(*made));
    }
    const std::int64_t before = issued();
    const auto verdicts = race(racers, 2);
    NEED(verdicts);
    QCOMPARE(std::ranges::count(*verdicts, PkiStatus::Success, &Verdict::status), 5);
    QCOMPARE(issued(), before + 5);
    QCOMPARE(m_lab->complaints(), QString());
}

void RacesTest::race_ofOneTransaction_hasOneCertificate() {
    const auto code = m_bench->codes().mint({});
    NEED(code);
    const auto made = m_clients->enrollment("/scep", std::string(code->front().code.text()));
    NEED(made);
    const std::int64_t before = issued();
    const auto verdicts = race(std::vector<Enrollment>(32, *made), 2);
    NEED(verdicts);
    std::set<std::string> serials;
    for (const Verdict& verdict : *verdicts) {
        QVERIFY2(verdict.status == PkiStatus::Success, verdict.text.c_str());
        serials.insert(verdict.serial);
    }
    QCOMPARE(serials.size(), std::size_t{1});
    QCOMPARE(issued(), before + 1);
    QCOMPARE(m_lab->complaints(), QString());
}

// The same transactionID under other keys is another's: exactly one key gets it.
void RacesTest::race_forOneTransactionId_hasOneKey() {
    auto endpoint = m_bench->endpoints().show("static");
    NEED(endpoint);
    const std::string secret(endpoint->staticSecrets().front().text());
    std::vector<Enrollment> racers;
    for (std::size_t i = 0; i < kKeys; ++i) {
        auto made = m_clients->enrollment("/scep/static", secret, 0, "shared");
        NEED(made);
        racers.push_back(std::move(*made));
    }
    const std::int64_t before = issued();
    const auto verdicts = race(racers, 2);
    NEED(verdicts);
    for (const Verdict& verdict : *verdicts)
        if (verdict.status != PkiStatus::Success)
            QCOMPARE(verdict.text, std::string("This transactionID is in use for another key."));
    QCOMPARE(std::ranges::count(*verdicts, PkiStatus::Success, &Verdict::status), 1);
    QCOMPARE(issued(), before + 1);
}

Result<std::vector<std::int64_t>> RacesTest::makePending(std::size_t count) {
    std::vector<Enrollment> requests;
    for (std::size_t i = 0; i < count; ++i) {
        SCEPTER_TRY(made, m_clients->enrollment("/scep/manual", {}));
        requests.push_back(std::move(made));
    }
    SCEPTER_TRY(verdicts, race(requests, 2));
    for (const Verdict& verdict : verdicts)
        if (verdict.status != PkiStatus::Pending)
            return fail(ErrorCode::Internal, "not held: " + verdict.text);
    SCEPTER_TRY(pending, m_bench->requests().list(filterFor(RequestState::Pending, count)));
    std::vector<std::int64_t> ids;
    for (const auto& request : pending)
        ids.push_back(request.id);
    return ids;
}

namespace {

/// scepterctl with the same start for all: they are started first, and waited for together.
std::vector<Outcome> runTogether(const Lab& lab, const std::vector<QStringList>& commands) {
    std::vector<Outcome> outcomes(commands.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < commands.size(); ++i)
        threads.emplace_back([&, i] { outcomes[i] = lab.run(commands[i]); });
    for (auto& thread : threads)
        thread.join();
    return outcomes;
}

} // namespace

void RacesTest::race_toApproveOne_hasOneWinner() {
    const auto ids = makePending(4);
    NEED(ids);
    QCOMPARE(ids->size(), std::size_t{4});
    for (const std::int64_t id : *ids) {
        const QStringList approve{QStringLiteral("--json"), QStringLiteral("request"),
                                  QStringLiteral("approve"), QString::number(id)};
        auto outcomes = runTogether(*m_lab, {approve, approve});
        std::ranges::sort(outcomes, {}, &Outcome::exitCode);
        QVERIFY2(outcomes[0].exitCode == 0, outcomes[0].text().constData());
        QVERIFY2(outcomes[1].exitCode == 1, outcomes[1].text().constData());
        QCOMPARE(outcomes[1].errorCode(), QStringLiteral("conflict"));
    }
    QCOMPARE(m_lab->complaints(), QString());
}

void RacesTest::race_toDecideMany_decidesEachOnce() {
    const auto ids = makePending(16);
    NEED(ids);
    QCOMPARE(ids->size(), std::size_t{16});
    QStringList words;
    for (const std::int64_t id : *ids)
        words << QString::number(id);
    const QStringList approve =
        QStringList{QStringLiteral("request"), QStringLiteral("approve")} + words;
    const QStringList deny = QStringList{QStringLiteral("request"), QStringLiteral("deny"),
                                         QStringLiteral("--reason"), QStringLiteral("no")} +
                             words;
    const std::int64_t before = issued();
    const auto outcomes = runTogether(*m_lab, {approve, deny, approve});
    std::int64_t approved = 0;
    std::int64_t denied = 0;
    for (const Outcome& outcome : outcomes) {
        QVERIFY2(outcome.exitCode == 0 || outcome.exitCode == 1, outcome.text().constData());
        approved += outcome.out.count("Issued ");
        denied += outcome.out.count("Denied request ");
    }
    QCOMPARE(approved + denied, 16);
    QCOMPARE(issued(), before + approved);
    const auto left = m_bench->requests().list(filterFor(RequestState::Pending, 50));
    NEED(left);
    QVERIFY(left->empty());
    QCOMPARE(m_lab->complaints(), QString());
}

void RacesTest::cleanupTestCase() {
    for (const auto& server : m_servers)
        QCOMPARE(server->end(true), 0);
    m_servers.clear();
    m_bench.reset();
    QCOMPARE(m_lab->complaints(), QString());
}

QTEST_GUILESS_MAIN(RacesTest)

#include "tst_races.moc"
