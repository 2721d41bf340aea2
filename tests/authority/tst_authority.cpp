// Roots, RAs, imports, CRLs and generations, and the checks of templates; read by openssl.
#include "../pki/x509_support.h"

#include "asn1/oids.h"
#include "authority/authority.h"
#include "authority/rollover.h"
#include "authority/template.h"
#include "pki/csr.h"

#include <QObject>

using namespace scepter;
using namespace scepter::authority;
using namespace scepter::test;
namespace oids = asn1::oids;

namespace {

const TimePoint kNow = at("2026-11-22T12:00:00Z");

pki::Name nameOf(std::string_view text) {
    return pki::Name::fromText(text).value();
}

pki::PrivateKey ecKey() {
    return pki::PrivateKey::generate({pki::KeyType::EcP256, 0}).value();
}

const pki::PrivateKey& rsaKey() {
    static const pki::PrivateKey key = pki::PrivateKey::generate({pki::KeyType::Rsa, 2048}).value();
    return key;
}

CaRequest requestFor(std::string_view subject) {
    CaRequest request;
    request.subject = nameOf(subject);
    return request;
}

Generation rootGeneration(const pki::PrivateKey& key, const CaRequest& request,
                          TimePoint now = kNow) {
    return Generation{
        1,  1,           GenerationState::Current, {makeRoot(request, key, now).value(), key},
        {}, std::nullopt};
}

Authority authorityWith(Generation generation) {
    Authority authority;
    authority.name = "lab";
    authority.generations.push_back(std::move(generation));
    return authority;
}

Generation generationOf(NextGeneration next) {
    return Generation{
        2, 2, GenerationState::Next, std::move(next.ca), std::move(next.chain), std::move(next.ra)};
}

} // namespace

class TestAuthority : public QObject {
    Q_OBJECT

    OpenSslTool m_tool;

    QByteArray shown(const char* file, const char* what) const {
        return m_tool.run(QStringLiteral("x509 -noout -nameopt RFC2253 -in %1 %2")
                              .arg(QLatin1String(file), QLatin1String(what)));
    }
    QByteArray verified(const char* arguments) const {
        return m_tool.run(QStringLiteral("verify -x509_strict -attime 1795348800 ") +
                          QLatin1String(arguments));
    }
    /// A CA that openssl made under another one; key in <name>.key, certificate in <name>.pem.
    void makeCa(const char* name, const char* issuer, const QByteArray& extensions,
                const char* keyOptions = "EC -pkeyopt ec_paramgen_curve:P-256") const {
        const QLatin1String ca(name);
        m_tool.run(QStringLiteral("genpkey -out %1.key -algorithm ").arg(ca) +
                   QLatin1String(keyOptions));
        m_tool.write("config", "[req]\ndistinguished_name=dn\n[dn]\n[ext]\n" + extensions);
        m_tool.run(
            QStringLiteral("req -new -config config -key %1.key -subj /CN=%1 -out %1.csr").arg(ca));
        const QString signer =
            issuer ? QStringLiteral("-CA %1.pem -CAkey %1.key").arg(QLatin1String(issuer))
                   : QStringLiteral("-signkey %1.key").arg(ca);
        const QByteArray made =
            m_tool.run(QStringLiteral("x509 -req -in %1.csr -out %1.pem -days 3650 -extfile config "
                                      "-extensions ext %2")
                           .arg(ca, signer));
        if (made.startsWith("FAILED")) qFatal("%s", made.constData());
    }
    pki::Certificate certificate(const char* name) const {
        const QByteArray file = QByteArray(name) + ".pem";
        return m_tool.certificate(file.constData());
    }
    Identity identity(const char* name) const {
        const QByteArray file = QByteArray(name) + ".key";
        return {certificate(name), m_tool.key(file.constData())};
    }
    QByteArray imported(const char* name, const std::vector<const char*>& others = {}) const {
        std::vector<pki::Certificate> pool;
        for (const char* other : others)
            pool.push_back(certificate(other));
        const auto ca = identity(name);
        const auto result =
            checkImport(ca, pool, ca.certificate.notBefore() + std::chrono::minutes{1});
        if (!result) return outcome(result);
        QByteArray names;
        for (const pki::Certificate& certificate : *result)
            names += toQt(certificate.subject().toText()) + ' ';
        return names;
    }
    void writeKey(const char* name, const pki::PrivateKey& key) const {
        m_tool.write(name, toQt(key.toPem().value().view()));
    }

private Q_SLOTS:
    void makeRoot_isACaForOpenssl() {
        const auto key = ecKey();
        m_tool.writeCertificate("root.pem", makeRoot(requestFor("CN=Lab,O=E"), key, kNow).value());
        QCOMPARE(verified("-CAfile root.pem root.pem"), QByteArray("root.pem: OK\n"));
        QCOMPARE(shown("root.pem", "-subject -issuer"),
                 QByteArray("subject=CN=Lab,O=E\nissuer=CN=Lab,O=E\n"));
        QCOMPARE(shown("root.pem", "-dates"), QByteArray("notBefore=Nov 22 11:50:00 2026 GMT\n"
                                                         "notAfter=Nov 19 12:00:00 2036 GMT\n"));
        QCOMPARE(shown("root.pem", "-ext basicConstraints,keyUsage"),
                 QByteArray("X509v3 Basic Constraints: critical\n    CA:TRUE, pathlen:0\n"
                            "X509v3 Key Usage: critical\n    Certificate Sign, CRL Sign\n"));
        QVERIFY(shown("root.pem", "-ext subjectKeyIdentifier").contains(':'));
        QVERIFY(shown("root.pem", "-purpose").contains("SSL client CA : Yes"));
    }

    void makeRoot_terminatesScepWhenAsked() {
        CaRequest request = requestFor("CN=Lab");
        request.terminatesScep = true;
        request.pathLength.reset();
        m_tool.writeCertificate("rsa.pem", makeRoot(request, rsaKey(), kNow).value());
        QVERIFY(shown("rsa.pem", "-ext keyUsage")
                    .contains("Digital Signature, Key Encipherment, Certificate Sign, CRL Sign"));
        QVERIFY(shown("rsa.pem", "-ext basicConstraints").trimmed().endsWith("CA:TRUE"));
        m_tool.writeCertificate("ec.pem", makeRoot(request, ecKey(), kNow).value());
        QVERIFY(shown("ec.pem", "-ext keyUsage")
                    .contains("Digital Signature, Certificate Sign, CRL Sign"));
    }

    void makeRoot_refusesWhatCannotWork() {
        const auto key = ecKey();
        QCOMPARE(outcome(makeRoot(CaRequest{}, key, kNow)), QByteArray("invalidArgument"));
        for (const Duration validity :
             {Duration{0}, Duration{-1}, Duration::max(), Duration{std::chrono::days{36526}}}) {
            CaRequest request = requestFor("CN=a");
            request.validity = validity;
            QCOMPARE(outcome(makeRoot(request, key, kNow)), QByteArray("invalidArgument"));
        }
        CaRequest weak = requestFor("CN=a");
        weak.digest = pki::Digest::Sha1;
        QCOMPARE(outcome(makeRoot(weak, key, kNow)), QByteArray("invalidArgument"));
        const auto edwards = pki::PrivateKey::generate({pki::KeyType::Ed25519, 0}).value();
        QCOMPARE(outcome(makeRoot(requestFor("CN=a"), edwards, kNow)),
                 QByteArray("keyUnsupported"));
        QCOMPARE(outcome(makeCaCsr(requestFor("CN=a"), edwards)), QByteArray("keyUnsupported"));
    }

    void makeCaCsr_isSignedByAnOutsideRoot() {
        makeCa("outside", nullptr, "basicConstraints=critical,CA:TRUE\n");
        const auto key = ecKey();
        const auto csr = makeCaCsr(requestFor("CN=Sub,O=E"), key).value();
        QCOMPARE(outcome(csr.verify()), QByteArray("ok"));
        m_tool.write("sub.csr", toQt(csr.der()));
        const QByteArray text =
            m_tool.run(QStringLiteral("req -verify -inform der -in sub.csr -noout -text"));
        QVERIFY(text.contains("CA:TRUE, pathlen:0"));
        QVERIFY(text.contains("Certificate Sign, CRL Sign"));
        m_tool.run(QStringLiteral("x509 -req -inform der -in sub.csr -copy_extensions copyall "
                                  "-CA outside.pem -CAkey outside.key -days 365 -out sub.pem"));
        writeKey("sub.key", key);
        QCOMPARE(imported("sub", {"outside"}), QByteArray("CN=outside "));
    }

    void makeRa_isWhatClientsLookFor() {
        const auto caKey = ecKey();
        const Identity ca{makeRoot(requestFor("CN=Lab"), caKey, kNow).value(), caKey};
        m_tool.writeCertificate("ca.pem", ca.certificate);
        const auto ra =
            makeRa(nameOf("CN=Lab RA"), rsaKey().publicKey(), ca, std::chrono::days{730}, kNow);
        m_tool.writeCertificate("ra.pem", ra.value());
        QCOMPARE(verified("-CAfile ca.pem ra.pem"), QByteArray("ra.pem: OK\n"));
        QCOMPARE(
            shown("ra.pem", "-ext keyUsage,basicConstraints"),
            QByteArray("X509v3 Basic Constraints: critical\n    CA:FALSE\n"
                       "X509v3 Key Usage: critical\n    Digital Signature, Key Encipherment\n"));
        QCOMPARE(shown("ra.pem", "-ext extendedKeyUsage"),
                 QByteArray("X509v3 Extended Key Usage: \n    1.3.6.1.4.1.311.20.2.1\n"));
        QCOMPARE(shown("ra.pem", "-enddate"), QByteArray("notAfter=Nov 21 12:00:00 2028 GMT\n"));
        const auto forever =
            makeRa(nameOf("CN=Lab RA"), rsaKey().publicKey(), ca, Duration::max(), kNow).value();
        QCOMPARE(forever.notAfter(), ca.certificate.notAfter());
    }

    void makeRa_refusesWhatCannotWork() {
        const auto caKey = ecKey();
        const Identity ca{makeRoot(requestFor("CN=Lab"), caKey, kNow).value(), caKey};
        const auto made = [&](const char* subject, const pki::PublicKey& key, const Identity& by,
                              Duration validity, TimePoint now) {
            return outcome(makeRa(nameOf(subject), key, by, validity, now));
        };
        const auto good = rsaKey().publicKey();
        const Duration year = std::chrono::days{365};
        QCOMPARE(made("CN=RA", ecKey().publicKey(), ca, year, kNow), QByteArray("keyUnsupported"));
        QCOMPARE(made("CN=Lab", good, ca, year, kNow), QByteArray("invalidArgument"));
        QCOMPARE(made("", good, ca, year, kNow), QByteArray("invalidArgument"));
        QCOMPARE(made("CN=RA", good, ca, Duration{0}, kNow), QByteArray("invalidArgument"));
        QCOMPARE(made("CN=RA", good, ca, year, kNow + std::chrono::days{4000}),
                 QByteArray("authorityExpired"));
        QCOMPARE(made("CN=RA", good, {ca.certificate, ecKey()}, year, kNow),
                 QByteArray("keyMismatch"));
    }

    void checkImport_givesTheChainAboveTheCa() {
        makeCa("top", nullptr, "basicConstraints=critical,CA:TRUE\n");
        makeCa("middle", "top", "basicConstraints=critical,CA:TRUE,pathlen:1\n");
        makeCa("issuing", "middle",
               "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n");
        makeCa("stranger", nullptr, "basicConstraints=critical,CA:TRUE\n");
        QCOMPARE(imported("top"), QByteArray());
        QCOMPARE(imported("issuing", {"stranger", "top", "middle"}),
                 QByteArray("CN=middle CN=top "));
        QCOMPARE(imported("issuing", {"middle"}), QByteArray("chainUntrusted"));
        QCOMPARE(imported("issuing", {"top"}), QByteArray("chainUntrusted"));
        QCOMPARE(imported("issuing"), QByteArray("chainUntrusted"));
    }

    void checkImport_refusesWhatIsNoCa() {
        makeCa("leaf", nullptr, "basicConstraints=critical,CA:FALSE\n");
        QCOMPARE(imported("leaf"), QByteArray("invalidArgument"));
        makeCa("bare", nullptr, "subjectKeyIdentifier=hash\n");
        QCOMPARE(imported("bare"), QByteArray("invalidArgument"));
        makeCa("signs", nullptr, "basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature\n");
        QCOMPARE(imported("signs"), QByteArray("invalidArgument"));
        makeCa("small", nullptr, "basicConstraints=critical,CA:TRUE\n",
               "RSA -pkeyopt rsa_keygen_bits:1024");
        QCOMPARE(imported("small"), QByteArray("keyUnsupported"));
        makeCa("curve", nullptr, "basicConstraints=critical,CA:TRUE\n", "ED25519");
        QCOMPARE(imported("curve"), QByteArray("keyUnsupported"));
        makeCa("good", nullptr, "basicConstraints=critical,CA:TRUE\n");
        auto good = identity("good");
        QCOMPARE(imported("good"), QByteArray());
        QCOMPARE(outcome(checkImport(good, {}, good.certificate.notAfter() + Duration{1000})),
                 QByteArray("certificateExpired"));
        QCOMPARE(outcome(checkImport(good, {}, good.certificate.notBefore() - Duration{1000})),
                 QByteArray("certificateNotYetValid"));
        QCOMPARE(outcome(checkImport({good.certificate, ecKey()}, {}, kNow)),
                 QByteArray("keyMismatch"));
    }

    void checkImport_refusesAForgedRoot() {
        // Issuer and subject are alike, but another key signed it.
        makeCa("real", nullptr, "basicConstraints=critical,CA:TRUE\n");
        const auto other = ecKey();
        const auto real = identity("real");
        pki::CertificateFields fields{{1},
                                      real.certificate.subject(),
                                      real.certificate.subject(),
                                      real.certificate.notBefore(),
                                      real.certificate.notAfter(),
                                      other.publicKey().spki(),
                                      {pki::makeBasicConstraints({true, std::nullopt})}};
        const auto forged = pki::signCertificate(fields, real.key, pki::Digest::Sha256).value();
        QCOMPARE(
            outcome(checkImport({forged, other}, {}, forged.notBefore() + std::chrono::minutes{1})),
            QByteArray("chainUntrusted"));
    }

    void makeCrl_isWhatOpensslReads() {
        const auto generation = rootGeneration(rsaKey(), requestFor("CN=Lab"));
        m_tool.writeCertificate("ca.pem", generation.ca.certificate);
        const std::vector<pki::RevokedEntry> entries{
            {{0x01, 0xA3}, kNow - std::chrono::hours{1}, pki::RevocationReason::KeyCompromise, {}},
            {{0xFF}, kNow, pki::RevocationReason::Unspecified, kNow - std::chrono::days{1}}};
        const auto crl = makeCrl(generation, 42, entries, std::chrono::days{7}, kNow).value();
        m_tool.write("ca.crl", toQt(crl.der));
        const QByteArray text =
            m_tool.run(QStringLiteral("crl -inform der -in ca.crl -noout -text -CAfile ca.pem"));
        QVERIFY(text.contains("verify OK"));
        QVERIFY(text.contains("Issuer: CN = Lab"));
        QVERIFY(text.contains("Last Update: Nov 22 11:50:00 2026 GMT"));
        QVERIFY(text.contains("Next Update: Nov 29 12:00:00 2026 GMT"));
        QVERIFY(text.contains("X509v3 CRL Number: \n                42"));
        QVERIFY(
            text.contains("Serial Number: 01A3\n        Revocation Date: Nov 22 11:00:00 2026"));
        QVERIFY(text.contains("Key Compromise"));
        QVERIFY(text.contains("Serial Number: FF"));
        QVERIFY(text.contains("Invalidity Date: \n                Nov 21 12:00:00 2026 GMT"));
    }

    void makeCrl_refusesWhatCannotWork() {
        auto generation = rootGeneration(ecKey(), requestFor("CN=Lab"));
        const Duration week = std::chrono::days{7};
        QCOMPARE(outcome(makeCrl(generation, 1, {}, Duration{0}, kNow)),
                 QByteArray("invalidArgument"));
        QCOMPARE(outcome(makeCrl(generation, -1, {}, week, kNow)), QByteArray("invalidArgument"));
        generation.state = GenerationState::Retired;
        QCOMPARE(outcome(makeCrl(generation, 1, {}, week, kNow)), QByteArray("ok"));
        generation.state = GenerationState::Requested;
        QCOMPARE(outcome(makeCrl(generation, 1, {}, week, kNow)), QByteArray("authorityNotReady"));
        makeCa("certs-only", nullptr, "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n");
        generation.state = GenerationState::Current;
        generation.ca = identity("certs-only");
        QCOMPARE(outcome(makeCrl(generation, 1, {}, week, kNow)), QByteArray("notSupported"));
    }

    void caCertificates_followTheChoice() {
        makeCa("top", nullptr, "basicConstraints=critical,CA:TRUE\n");
        makeCa("middle", "top", "basicConstraints=critical,CA:TRUE\n");
        makeCa("issuing", "middle", "basicConstraints=critical,CA:TRUE\n");
        const auto top = identity("top").certificate;
        const auto middle = identity("middle").certificate;
        const auto issuing = identity("issuing");
        Generation generation{1, 1, GenerationState::Current, issuing, {middle, top}, {}};
        const auto ca = issuing.certificate.der();
        using List = std::vector<Bytes>;
        QCOMPARE(caCertificates(generation, {}), (List{ca, middle.der(), top.der()}));
        QCOMPARE(caCertificates(generation, {true, false}), (List{ca, middle.der()}));
        QCOMPARE(caCertificates(generation, {false, true}), (List{ca}));
        const auto key = ecKey();
        generation.ra =
            Identity{makeRa(nameOf("CN=RA"), rsaKey().publicKey(), issuing, std::chrono::days{1},
                            issuing.certificate.notBefore() + std::chrono::minutes{1})
                         .value(),
                     rsaKey()};
        const auto ra = generation.ra->certificate.der();
        QCOMPARE(caCertificates(generation, {true, false}), (List{ra, ca, middle.der()}));
        QVERIFY(&generation.scep() == &*generation.ra);
        // The CA itself always stays, even where it is a root.
        Generation root{1, 1, GenerationState::Current, identity("top"), {}, {}};
        QCOMPARE(caCertificates(root, {false, false}), (List{top.der()}));
        QVERIFY(&root.scep() == &root.ca);
    }

    void rollover_makesTheLikeUnderANewKey() {
        CaRequest request = requestFor("CN=Lab,O=E");
        request.validity = std::chrono::days{1000};
        request.digest = pki::Digest::Sha512;
        request.pathLength = 3;
        request.terminatesScep = true;
        auto current = rootGeneration(rsaKey(), request);
        const auto raKey = pki::PrivateKey::generate({pki::KeyType::Rsa, 2048}).value();
        current.ra = Identity{makeRa(nameOf("CN=Front,O=E"), raKey.publicKey(), current.ca,
                                     std::chrono::days{100}, kNow)
                                  .value(),
                              raKey};
        const auto authority = authorityWith(current);
        const TimePoint later = kNow + std::chrono::days{900};
        const auto caKey = ecKey();
        const auto next = makeNextGeneration(authority, caKey, &raKey, later).value();
        m_tool.writeCertificate("next.pem", next.ca.certificate);
        m_tool.writeCertificate("next-ra.pem", next.ra->certificate);
        QCOMPARE(shown("next.pem", "-subject -enddate"),
                 QByteArray("subject=CN=Lab,O=E\nnotAfter=Feb  4 12:00:00 2032 GMT\n"));
        QVERIFY(next.ca.certificate.subject() == current.ca.certificate.subject());
        QVERIFY(shown("next.pem", "-ext basicConstraints").contains("CA:TRUE, pathlen:3"));
        QVERIFY(shown("next.pem", "-text").contains("ecdsa-with-SHA512"));
        QCOMPARE(shown("next-ra.pem", "-subject -enddate"),
                 QByteArray("subject=CN=Front,O=E\nnotAfter=Aug 18 12:00:00 2029 GMT\n"));
        QCOMPARE(m_tool.run(QStringLiteral("verify -x509_strict -attime 1873108800 "
                                           "-CAfile next.pem next-ra.pem")),
                 QByteArray("next-ra.pem: OK\n"));
        QVERIFY(!makeNextGeneration(authority, caKey, nullptr, later).value().ra);
    }

    void rollover_namesANewRaAfterTheCa() {
        const auto authority = authorityWith(rootGeneration(ecKey(), requestFor("CN=Lab,O=E")));
        const auto key = ecKey();
        const auto next = makeNextGeneration(authority, key, &rsaKey(), kNow).value();
        QCOMPARE(toQt(next.ra->certificate.subject().toText()), QByteArray("CN=Lab RA,O=E"));
        QCOMPARE(next.ra->certificate.notAfter(), next.ca.certificate.notAfter());
    }

    void rollover_refusesWhatCannotWork() {
        const auto key = ecKey();
        const auto newKey = ecKey();
        auto authority = authorityWith(rootGeneration(key, requestFor("CN=Lab")));
        QCOMPARE(outcome(makeNextGeneration(Authority{}, newKey, nullptr, kNow)),
                 QByteArray("authorityMissing"));
        QCOMPARE(outcome(makeNextGeneration(authority, key, nullptr, kNow)),
                 QByteArray("invalidArgument"));
        QCOMPARE(outcome(switchOver(authority, kNow)), QByteArray("noNextGeneration"));
        authority.generations.push_back(
            generationOf(makeNextGeneration(authority, newKey, nullptr, kNow).value()));
        QCOMPARE(outcome(makeNextGeneration(authority, ecKey(), nullptr, kNow)),
                 QByteArray("conflict"));
        makeCa("top", nullptr, "basicConstraints=critical,CA:TRUE\n");
        makeCa("sub", "top", "basicConstraints=critical,CA:TRUE\n");
        const Generation signedOutside{
            1, 1, GenerationState::Current, identity("sub"), {identity("top").certificate}, {}};
        QCOMPARE(outcome(makeNextGeneration(authorityWith(signedOutside), newKey, nullptr, kNow)),
                 QByteArray("notSupported"));
    }

    void switchOver_movesTheStatesOn() {
        auto authority = authorityWith(rootGeneration(ecKey(), requestFor("CN=Lab")));
        const TimePoint later = kNow + std::chrono::days{10};
        authority.generations.push_back(
            generationOf(makeNextGeneration(authority, ecKey(), nullptr, later).value()));
        QCOMPARE(authority.current()->number, 1u);
        QCOMPARE(authority.next()->number, 2u);
        QCOMPARE(outcome(switchOver(authority, kNow)), QByteArray("authorityNotReady"));
        QCOMPARE(outcome(switchOver(authority, later + std::chrono::days{4000})),
                 QByteArray("authorityExpired"));
        authority = switchOver(authority, later).value();
        QCOMPARE(authority.current()->number, 2u);
        QVERIFY(authority.next() == nullptr);
        QCOMPARE(authority.generations.front().number, 2u);
        QCOMPARE(authority.generations.back().state, GenerationState::Retired);
        auto third = generationOf(makeNextGeneration(authority, ecKey(), nullptr, later).value());
        third.number = 3;
        authority.generations.push_back(std::move(third));
        authority = switchOver(authority, later).value();
        std::vector<unsigned> numbers;
        for (const Generation& generation : authority.generations)
            numbers.push_back(generation.number);
        QCOMPARE(numbers, (std::vector<unsigned>{3, 2, 1}));
    }

    void states_haveWords() {
        for (const auto state :
             {GenerationState::Dropped, GenerationState::Requested, GenerationState::Next,
              GenerationState::Current, GenerationState::Retired})
            QCOMPARE(generationStateFromText(toText(state)).value(), state);
        QVERIFY(!generationStateFromText("other").has_value());
    }

    void checkTemplate_takesTheLabTemplate() {
        QCOMPARE(outcome(checkTemplate(labTemplate())), QByteArray("ok"));
        QCOMPARE(outcome(checkTemplate(Template{})), QByteArray("ok"));
    }

    void checkTemplate_refusesWhatCannotWork_data() {
        QTest::addColumn<int>("change");
        for (std::size_t i = 0; i < brokenTemplates().size(); ++i)
            QTest::newRow(brokenTemplates()[i].first) << static_cast<int>(i);
    }
    void checkTemplate_refusesWhatCannotWork() {
        QFETCH(int, change);
        Template value = labTemplate();
        brokenTemplates()[static_cast<std::size_t>(change)].second(value);
        QCOMPARE(outcome(checkTemplate(value)), QByteArray("invalidArgument"));
    }

    void policies_haveWords() {
        for (const auto policy :
             {SubjectPolicy::Copy, SubjectPolicy::Restrict, SubjectPolicy::Override})
            QCOMPARE(subjectPolicyFromText(toText(policy)).value(), policy);
        for (const auto policy :
             {SanPolicy::Copy, SanPolicy::Restrict, SanPolicy::Override, SanPolicy::Drop})
            QCOMPARE(sanPolicyFromText(toText(policy)).value(), policy);
        for (const auto policy : {UsagePolicy::Fixed, UsagePolicy::FromRequest})
            QCOMPARE(usagePolicyFromText(toText(policy)).value(), policy);
        QVERIFY(!subjectPolicyFromText("drop").has_value());
        QVERIFY(!sanPolicyFromText("").has_value());
        QVERIFY(!usagePolicyFromText("unknown").has_value());
    }

    void keyRules_readWhatTheyWrite() {
        for (const char* text :
             {"rsa:2048-4096", "rsa:3072", "ec:p256", "ec:p384", "ec:p521", "ed25519"})
            QCOMPARE(toQt(toText(keyRuleFromText(text).value())), QByteArray(text));
        for (const char* text : {"", "rsa", "rsa:", "rsa:-", "rsa:4096-2048", "rsa:2048-", "rsa:0",
                                 "rsa:-2048", "rsa:99999999999", "ec:p192", "dsa:2048", "unknown"})
            QCOMPARE(outcome(keyRuleFromText(text)), QByteArray("invalidArgument"));
    }

private:
    using Broken = std::pair<const char*, void (*)(Template&)>;
    static const std::vector<Broken>& brokenTemplates() {
        static const std::vector<Broken> list{
            {"no name", [](Template& t) { t.name = " "; }},
            {"control in the name", [](Template& t) { t.name = "a\nb"; }},
            {"no validity", [](Template& t) { t.validity = Duration{0}; }},
            {"endless validity", [](Template& t) { t.validity = Duration::max(); }},
            {"backdated into the future", [](Template& t) { t.backdate = Duration{-1}; }},
            {"backdated too far", [](Template& t) { t.backdate = std::chrono::days{31}; }},
            {"SHA-1", [](Template& t) { t.digest = pki::Digest::Sha1; }},
            {"MD5", [](Template& t) { t.digest = pki::Digest::Md5; }},
            {"no key", [](Template& t) { t.keys.clear(); }},
            {"RSA 1024", [](Template& t) { t.keys = {{pki::KeyType::Rsa, 1024, 4096}}; }},
            {"RSA upside down", [](Template& t) { t.keys = {{pki::KeyType::Rsa, 4096, 2048}}; }},
            {"any key", [](Template& t) { t.keys = {{pki::KeyType::Other}}; }},
            {"CA usage", [](Template& t) { t.keyUsage |= pki::key_usage::kKeyCertSign; }},
            {"CRL usage", [](Template& t) { t.keyUsage |= pki::key_usage::kCrlSign; }},
            {"usage nobody knows", [](Template& t) { t.keyUsage |= 0x200; }},
            {"EKU twice", [](Template& t) { t.extendedKeyUsage.push_back(t.extendedKeyUsage[0]); }},
            {"no subject pattern", [](Template& t) { t.subjectPolicy = SubjectPolicy::Override; }},
            {"malformed subject pattern",
             [](Template& t) {
                 t.subjectPolicy = SubjectPolicy::Override;
                 t.subjectPattern = "CN";
             }},
            {"unknown placeholder",
             [](Template& t) {
                 t.subjectPolicy = SubjectPolicy::Override;
                 t.subjectPattern = "CN={nope}";
             }},
            {"open brace",
             [](Template& t) {
                 t.subjectPolicy = SubjectPolicy::Override;
                 t.subjectPattern = "CN={CN";
             }},
            {"placeholder for a type",
             [](Template& t) {
                 t.subjectPolicy = SubjectPolicy::Override;
                 t.subjectPattern = "{CN}=a";
             }},
            {"no subject attribute",
             [](Template& t) { t.subjectPolicy = SubjectPolicy::Restrict; }},
            {"no SAN type", [](Template& t) { t.sanPolicy = SanPolicy::Restrict; }},
            {"no SAN pattern", [](Template& t) { t.sanPolicy = SanPolicy::Override; }},
            {"SAN without type",
             [](Template& t) {
                 t.sanPolicy = SanPolicy::Override;
                 t.sanPatterns = {"{CN}"};
             }},
            {"SAN of raw DER",
             [](Template& t) {
                 t.sanPolicy = SanPolicy::Override;
                 t.sanPatterns = {"other:{CN}"};
             }},
            {"SAN with bad braces",
             [](Template& t) {
                 t.sanPolicy = SanPolicy::Override;
                 t.sanPatterns = {"DNS:}CN{"};
             }},
            {"SAN that is no address",
             [](Template& t) {
                 t.sanPolicy = SanPolicy::Override;
                 t.sanPatterns = {"IP:10.0.0"};
             }},
            {"CDP without scheme", [](Template& t) { t.crlDistributionPoints = {"ca.example"}; }},
            {"CDP with a space",
             [](Template& t) { t.crlDistributionPoints = {"http://ca.example/a b"}; }},
            {"OCSP by file", [](Template& t) { t.ocsp = {"file:///etc/passwd"}; }},
            {"CA issuers without host", [](Template& t) { t.caIssuers = {"http://"}; }},
            {"policy twice",
             [](Template& t) { t.policies = {asn1::Oid("1.2.3"), asn1::Oid("1.2.3")}; }},
            {"SID copied", [](Template& t) { t.copiedExtensions = {oids::kMicrosoftSid}; }},
            {"basic constraints copied",
             [](Template& t) { t.copiedExtensions = {oids::kBasicConstraints}; }},
            {"SAN copied", [](Template& t) { t.copiedExtensions = {oids::kSubjectAltName}; }},
            {"negative window", [](Template& t) { t.renewalWindow = Duration{-1}; }}};
        return list;
    }
};

QTEST_GUILESS_MAIN(TestAuthority)
#include "tst_authority.moc"
