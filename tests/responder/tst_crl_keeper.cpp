// CRLs that several processes make of one workspace.
#include "../store/workspace.h"
#include "responder/crl_keeper.h"

#include <QtTest>

#include <atomic>
#include <map>
#include <memory>
#include <thread>

using namespace scepter;
using namespace scepter::test;

class TestCrlKeeper : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void renew_theHigherNumberNeverListsLess();
};

namespace {

authority::Authority makeAuthority(std::int64_t generationId) {
    const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0}).value();
    authority::CaRequest request;
    request.subject = pki::Name::fromText("CN=Lab CA").value();
    authority::Authority made;
    made.name = "lab";
    made.generations.push_back({generationId,
                                1,
                                authority::GenerationState::Current,
                                {authority::makeRoot(request, key, kNow).value(), key},
                                {},
                                {}});
    return made;
}

/// Makes CRLs on a store of its own until told to stop, and notes how much each one lists.
class Publisher {
public:
    Publisher(Workspace& w, const authority::Authority& authority)
        : m_store(w.another())
        , m_keeper(*m_store, w.clock)
        , m_authority(authority) {}

    void run(const std::atomic<bool>& stop) {
        const std::int64_t generation = m_authority.generations.front().id;
        do {
            const auto made = m_keeper.renew(m_authority, generation, "test");
            const auto crl = made ? pki::Crl::fromDer(made->der) : std::unexpected(made.error());
            if (crl)
                listed[made->number] = crl->entries.size();
            else
                error = toText(crl.error());
        } while (!stop && error.empty());
    }

    std::map<std::int64_t, std::size_t> listed; ///< by number
    std::string error;

private:
    std::unique_ptr<store::Store> m_store;
    responder::CrlKeeper m_keeper;
    const authority::Authority& m_authority;
};

} // namespace

// Two keepers as two processes have them, while certificates are revoked: a relying party that has
// seen number 7 takes number 8 for the later one.
void TestCrlKeeper::renew_theHigherNumberNeverListsLess() {
    constexpr int kCertificates = 60;
    Workspace w;
    QVERIFY2(w.store, w.error.c_str());
    store::StoredAuthority stored;
    stored.name = "lab";
    stored.generations.resize(1);
    NEED(w.store->addAuthority(stored, "operator"));
    const auto generation = w.store->authorities()->front().generations.front().id;
    const auto authority = makeAuthority(generation);
    std::vector<std::int64_t> ids;
    for (int i = 0; i < kCertificates; ++i) {
        auto change = issued("leaf-" + std::to_string(i));
        change.certificate->generationId = generation;
        const auto made = w.store->commit(change);
        NEED(made);
        ids.push_back(made->certificateId);
    }
    Publisher one(w, authority);
    Publisher two(w, authority);
    int revoked = 0;
    {
        std::atomic<bool> stop = false;
        const std::jthread first([&] { one.run(stop); });
        const std::jthread second([&] { two.run(stop); });
        for (const std::int64_t id : ids)
            if (w.store->revoke(id, pki::RevocationReason::Superseded, kNow, {}, "operator"))
                ++revoked;
        stop = true;
    }
    QCOMPARE(revoked, kCertificates);
    QCOMPARE(one.error + two.error, std::string());
    one.listed.merge(two.listed);
    QVERIFY(two.listed.empty()); // no number twice
    std::size_t before = 0;
    for (const auto& [number, entries] : one.listed) {
        QVERIFY2(entries >= before, std::to_string(number).c_str());
        before = entries;
    }
    // What is served in the end lists them all, whoever asks.
    responder::CrlKeeper keeper(*w.store, w.clock);
    const auto served = keeper.current(authority, generation);
    NEED(served);
    QCOMPARE(pki::Crl::fromDer(*served)->entries.size(), std::size_t{kCertificates});
}

QTEST_GUILESS_MAIN(TestCrlKeeper)
#include "tst_crl_keeper.moc"
