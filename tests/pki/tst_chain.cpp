// Chains of certificates: what openssl verify says, and pools that mean harm.
#include "x509_support.h"

#include "asn1/oids.h"

#include <QObject>

using namespace scepter;
using namespace scepter::pki;
using namespace scepter::test;

namespace {

const TimePoint kNow = at("2026-06-01T00:00:00Z");

/// A CA or device of the tests.
struct Party {
    PrivateKey key;
    Certificate certificate;
};

struct Wishes {
    bool ca = true;
    std::optional<unsigned> pathLength = {};
    std::uint16_t usage = key_usage::kKeyCertSign | key_usage::kCrlSign;
    const char* notAfter = "2036-01-01T00:00:00Z";
    std::vector<Extension> more = {};
};

PrivateKey newKey() {
    return PrivateKey::generate(keySpecFromText("ec:p256").value()).value();
}

Certificate certify(const PrivateKey& key, const char* name, const PrivateKey& issuerKey,
                    const char* issuer, const Wishes& wishes = {}) {
    CertificateFields fields;
    fields.serial = randomSerial().value();
    fields.issuer = Name::fromText(issuer).value();
    fields.subject = Name::fromText(name).value();
    fields.notBefore = at("2026-01-01T00:00:00Z");
    fields.notAfter = at(wishes.notAfter);
    fields.spki = key.publicKey().spki();
    fields.extensions = {makeBasicConstraints({wishes.ca, wishes.pathLength}),
                         makeKeyUsage(wishes.usage)};
    fields.extensions.insert(fields.extensions.end(), wishes.more.begin(), wishes.more.end());
    return signCertificate(fields, issuerKey, Digest::Sha256).value();
}

Party root(const char* name) {
    const PrivateKey key = newKey();
    return {key, certify(key, name, key, name)};
}

Party issue(const Party& issuer, const char* name, const Wishes& wishes = {}) {
    const PrivateKey key = newKey();
    return {key,
            certify(key, name, issuer.key, issuer.certificate.subject().toText().c_str(), wishes)};
}

Wishes device() {
    return {false, {}, key_usage::kDigitalSignature};
}

// nameConstraints that permit one DNS domain (RFC 5280 section 4.2.1.10).
Extension permitDns(const char* domain) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.context(0,
                       [&] { writer.sequence([&] { writer.primitive(0x82, bytesOf(domain)); }); });
    });
    return {asn1::oids::kNameConstraints, true, writer.take()};
}

} // namespace

class TestChain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void build_ordersAnyPool();
    void build_endsWhereThePoolEnds();
    void build_endsAtTheAnchor();
    void build_takesASelfSignedLeaf();
    void build_refusesAnUnknownAnchor();
    void build_refusesAnExpiredLink();
    void build_refusesAnIssuerThatIsNoCa();
    void build_honorsPathLengths();
    void build_honorsNameConstraints();
    void build_findsTheRightOneOfTwoKeys();
    void build_survivesCrossCertificates();
    void build_boundsHostilePools();

private:
    OpenSslTool m_tool;
    std::optional<Party> m_root, m_middle, m_leaf;
};

void TestChain::initTestCase() {
    m_root = root("CN=Root");
    m_middle = issue(*m_root, "CN=Middle,O=Otter");
    m_leaf = issue(*m_middle, "CN=leaf", device());
}

void TestChain::build_ordersAnyPool() {
    const Party stranger = root("CN=Stranger");
    const std::vector pool{stranger.certificate, m_root->certificate, m_leaf->certificate,
                           m_middle->certificate, m_middle->certificate};
    const auto chain = buildChain(m_leaf->certificate, pool, {}, kNow);
    QVERIFY2(chain, chain ? "" : toText(chain.error()).c_str());
    QVERIFY(*chain ==
            (std::vector{m_leaf->certificate, m_middle->certificate, m_root->certificate}));
    // The same by openssl's judgement.
    m_tool.writeCertificate("root.pem", (*chain)[2]);
    m_tool.writeCertificate("middle.pem", (*chain)[1]);
    m_tool.writeCertificate("leaf.pem", (*chain)[0]);
    QCOMPARE(m_tool
                 .run(QStringLiteral("verify -CAfile root.pem -untrusted middle.pem -attime "
                                     "1780272000 leaf.pem"))
                 .trimmed(),
             QByteArray("leaf.pem: OK"));
}

void TestChain::build_endsWhereThePoolEnds() {
    const auto chain = buildChain(m_leaf->certificate, {m_middle->certificate}, {}, kNow);
    QCOMPARE(chain.value().size(), std::size_t{2});
    QCOMPARE(buildChain(m_leaf->certificate, {}, {}, kNow).value().size(), std::size_t{1});
}

void TestChain::build_endsAtTheAnchor() {
    const std::vector pool{m_root->certificate, m_middle->certificate};
    QCOMPARE(buildChain(m_leaf->certificate, pool, {m_middle->certificate}, kNow).value().size(),
             std::size_t{2});
    QCOMPARE(buildChain(m_leaf->certificate, pool, {m_root->certificate}, kNow).value().size(),
             std::size_t{3});
    QCOMPARE(buildChain(m_leaf->certificate, {}, {m_leaf->certificate}, kNow).value().size(),
             std::size_t{1});
}

void TestChain::build_takesASelfSignedLeaf() {
    const auto chain = buildChain(m_root->certificate, {}, {}, kNow);
    QCOMPARE(chain.value().size(), std::size_t{1});
}

void TestChain::build_refusesAnUnknownAnchor() {
    const Party stranger = root("CN=Root"); // the same name
    const std::vector pool{m_root->certificate, m_middle->certificate};
    QCOMPARE(outcome(buildChain(m_leaf->certificate, pool, {stranger.certificate}, kNow)),
             QByteArray("chainUntrusted"));
    QCOMPARE(outcome(buildChain(m_root->certificate, {}, {stranger.certificate}, kNow)),
             QByteArray("chainUntrusted"));
    QCOMPARE(outcome(buildChain(m_leaf->certificate, {}, {m_root->certificate}, kNow)),
             QByteArray("chainUntrusted"));
}

void TestChain::build_refusesAnExpiredLink() {
    Wishes brief;
    brief.notAfter = "2026-02-01T00:00:00Z";
    const Party old = issue(*m_root, "CN=Old", brief);
    const Party leaf = issue(old, "CN=leaf", device());
    const std::vector pool{old.certificate};
    QCOMPARE(outcome(buildChain(leaf.certificate, pool, {m_root->certificate}, kNow)),
             QByteArray("certificateExpired"));
    QCOMPARE(outcome(buildChain(leaf.certificate, pool, {}, kNow)),
             QByteArray("certificateExpired"));
    QCOMPARE(outcome(buildChain(leaf.certificate, pool, {m_root->certificate},
                                at("2026-01-15T00:00:00Z"))),
             QByteArray("ok"));
    QCOMPARE(outcome(buildChain(leaf.certificate, pool, {}, at("2025-01-15T00:00:00Z"))),
             QByteArray("certificateNotYetValid"));
}

void TestChain::build_refusesAnIssuerThatIsNoCa() {
    for (const Wishes& wishes : {device(), Wishes{true, {}, key_usage::kCrlSign}}) {
        const Party fake = issue(*m_root, "CN=Fake", wishes);
        const Party leaf = issue(fake, "CN=leaf", device());
        QCOMPARE(
            outcome(buildChain(leaf.certificate, {fake.certificate}, {m_root->certificate}, kNow)),
            QByteArray("chainUntrusted"));
        QCOMPARE(outcome(buildChain(leaf.certificate, {fake.certificate}, {}, kNow)),
                 QByteArray("chainUntrusted"));
    }
}

void TestChain::build_honorsPathLengths() {
    Wishes last;
    last.pathLength = 0;
    const Party narrow = issue(*m_root, "CN=Narrow", last);
    const Party direct = issue(narrow, "CN=direct", device());
    const Party below = issue(narrow, "CN=Below");
    const Party leaf = issue(below, "CN=leaf", device());
    const std::vector pool{narrow.certificate, below.certificate};
    QCOMPARE(outcome(buildChain(direct.certificate, pool, {m_root->certificate}, kNow)),
             QByteArray("ok"));
    QCOMPARE(outcome(buildChain(leaf.certificate, pool, {m_root->certificate}, kNow)),
             QByteArray("chainUntrusted"));
}

void TestChain::build_honorsNameConstraints() {
    Wishes wishes;
    wishes.more = {permitDns("otter.example")};
    const Party narrow = issue(*m_root, "CN=Narrow", wishes);
    for (const auto& [host, verdict] :
         {std::pair{"a.otter.example", "ok"}, std::pair{"a.badger.example", "chainUntrusted"}}) {
        Wishes named = device();
        named.more = {makeSubjectAltName({makeGeneralName(GeneralNameType::Dns, host).value()})};
        const Party leaf = issue(narrow, "CN=leaf", named);
        QCOMPARE(outcome(buildChain(leaf.certificate, {narrow.certificate}, {m_root->certificate},
                                    kNow)),
                 QByteArray(verdict));
    }
}

void TestChain::build_findsTheRightOneOfTwoKeys() {
    const Party first = issue(*m_root, "CN=Twin");
    const Party second = issue(*m_root, "CN=Twin");
    const Party leaf = issue(second, "CN=leaf", device());
    const auto chain = buildChain(leaf.certificate, {first.certificate, second.certificate},
                                  {m_root->certificate}, kNow);
    QVERIFY(chain.value()[1] == second.certificate);
}

void TestChain::build_survivesCrossCertificates() {
    // A and B certify each other, and neither leads anywhere.
    const PrivateKey a = newKey();
    const PrivateKey b = newKey();
    const std::vector pool{certify(a, "CN=A", b, "CN=B"), certify(b, "CN=B", a, "CN=A")};
    const Certificate leaf = certify(newKey(), "CN=leaf", a, "CN=A", device());
    QCOMPARE(outcome(buildChain(leaf, pool, {m_root->certificate}, kNow)),
             QByteArray("chainUntrusted"));
    // With B's own root in the pool the chain is the short one, whatever the order.
    std::vector more = pool;
    more.push_back(certify(b, "CN=B", b, "CN=B"));
    const auto chain = buildChain(leaf, more, {}, kNow);
    QVERIFY2(chain, chain ? "" : toText(chain.error()).c_str());
    QVERIFY(chain->back() == more.back());
}

void TestChain::build_boundsHostilePools() {
    // Two keys take turns under one name: the number of paths doubles with each certificate.
    std::vector<Certificate> pool;
    for (int i = 0; i < 200; ++i)
        pool.push_back(certify(newKey(), "CN=Middle,O=Otter", m_root->key, "CN=Root"));
    QCOMPARE(outcome(buildChain(m_leaf->certificate, pool, {m_root->certificate}, kNow)),
             QByteArray("limitExceeded"));
    // A chain longer than any real one.
    std::vector<Certificate> tower;
    PrivateKey above = m_root->key;
    std::string name = "CN=Root";
    for (int i = 0; i < 40; ++i) {
        const PrivateKey key = newKey();
        const std::string next = "CN=Level " + std::to_string(i);
        tower.push_back(certify(key, next.c_str(), above, name.c_str()));
        above = key;
        name = next;
    }
    QCOMPARE(outcome(buildChain(tower.back(), tower, {m_root->certificate}, kNow)),
             QByteArray("limitExceeded"));
    QCOMPARE(outcome(buildChain(m_leaf->certificate,
                                std::vector<Certificate>(1001, m_root->certificate), {}, kNow)),
             QByteArray("limitExceeded"));
}

QTEST_GUILESS_MAIN(TestChain)
#include "tst_chain.moc"
