// From CSRs and templates to certificates; what is issued is read by the openssl command line.
#include "../challenge/csr_maker.h"

#include "asn1/oids.h"
#include "authority/authority.h"
#include "authority/issue.h"

#include <QObject>

#include <algorithm>
#include <set>

using namespace scepter;
using namespace scepter::authority;
using namespace scepter::test;
namespace oids = asn1::oids;
using pki::GeneralNameType;

namespace {

const TimePoint kNow = at("2026-11-22T12:00:00Z");
const QString kVerify =
    QStringLiteral("verify -x509_strict -attime 1795348800 -CAfile ca.pem leaf.pem");

pki::Name nameOf(std::string_view text) {
    return pki::Name::fromText(text).value();
}

pki::GeneralName sanOf(GeneralNameType type, std::string_view value) {
    return pki::makeGeneralName(type, value).value();
}

/// A name whose bytes nobody has checked.
pki::GeneralName rawSan(std::uint8_t identifier, std::string_view content) {
    asn1::Writer writer;
    writer.primitive(identifier, bytesOf(content));
    const auto tree = asn1::Tree::parse(writer.bytes()).value();
    return pki::readGeneralName(tree.root()).value();
}

const pki::PrivateKey& ecKey() {
    static const pki::PrivateKey key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0}).value();
    return key;
}

pki::Csr csrWith(const pki::Name& subject, std::vector<pki::Extension> extensions = {},
                 std::vector<pki::CsrAttribute> attributes = {}) {
    return pki::signCsr({subject, std::move(extensions), nullptr, std::move(attributes)}, ecKey(),
                        pki::Digest::Sha256)
        .value();
}

pki::Csr csrWithSans(const std::vector<pki::GeneralName>& names) {
    return csrWith(nameOf("CN=a"), {pki::makeSubjectAltName(names)});
}

Bytes sidExtensionValue(std::string_view sid) {
    asn1::Writer w;
    w.sequence([&] {
        w.context(0, [&] {
            w.oid(asn1::Oid("1.3.6.1.4.1.311.25.2.1"));
            w.context(0, [&] { w.octetString(bytesOf(sid)); });
        });
    });
    return w.take();
}

QByteArray lineOf(const Plan& plan, std::string_view field) {
    for (const PlanLine& line : plan.lines)
        if (line.field == field)
            return toQt(line.requested + " -> " + line.issued + (line.changed ? " !" : ""));
    return "no such line";
}

pki::NameAttribute rawAttribute(const asn1::Oid& type, std::uint32_t tag, std::string_view value) {
    asn1::Writer writer;
    writer.string(tag, value);
    const bool isText = tag != asn1::tag::kOctetString;
    return {type, isText ? tag : 0, isText ? std::string(value) : std::string(), writer.bytes()};
}

} // namespace

class TestIssue : public QObject {
    Q_OBJECT

    CsrMaker m_maker;
    const OpenSslTool& m_tool = m_maker.tool();
    std::optional<Identity> m_ca;

    Result<Plan> plan(const Template& recipe, const pki::Csr& csr,
                      const Adjustments& adjustments = {}, TimePoint now = kNow) const {
        return planCertificate(recipe, m_ca->certificate, csr, adjustments, now);
    }
    /// Issues, and leaves the certificate in leaf.pem; openssl must find it in order.
    pki::Certificate issued(const Plan& plan) const {
        const auto certificate = issue(plan, m_ca->key).value();
        m_tool.writeCertificate("leaf.pem", certificate);
        const QByteArray verified = m_tool.run(kVerify);
        if (verified != "leaf.pem: OK\n") qFatal("%s", verified.constData());
        return certificate;
    }
    QByteArray shown(const char* what) const {
        return m_tool.run(QStringLiteral("x509 -in leaf.pem -noout -nameopt RFC2253 ") +
                          QLatin1String(what));
    }
    QByteArray issuedSubject(const Template& recipe, const pki::Csr& csr) const {
        const auto planned = plan(recipe, csr);
        if (!planned) return outcome(planned);
        issued(*planned);
        return shown("-subject").trimmed();
    }
    QByteArray issuedSan(const Template& recipe, const pki::Csr& csr) const {
        const auto planned = plan(recipe, csr);
        if (!planned) return outcome(planned);
        issued(*planned);
        const QByteArray text = shown("-ext subjectAltName");
        return text.mid(text.indexOf('\n') + 1).trimmed();
    }

private Q_SLOTS:
    void initTestCase() {
        const auto key = pki::PrivateKey::generate({pki::KeyType::Rsa, 2048}).value();
        CaRequest request;
        request.subject = nameOf("CN=Lab CA,O=Example");
        m_ca = Identity{makeRoot(request, key, kNow).value(), key};
        m_tool.writeCertificate("ca.pem", m_ca->certificate);
    }

    void templateFor_fillsInTheGenerationThatIssues() {
        Template recipe = labTemplate();
        recipe.crlDistributionPoints = {"http://{authority}.example/{authority}-g{generation}.crl",
                                        "http://a.example/lab.crl"};
        recipe.caIssuers = {"http://a.example/{generation}"};
        QVERIFY(checkTemplate(recipe).has_value());
        Authority authority;
        // Put in once, and not looked at again.
        authority.name = "{generation}";
        QVERIFY(templateFor(recipe, authority) == recipe);
        authority.generations = {{1, 6, GenerationState::Retired, *m_ca, {}, {}},
                                 {2, 7, GenerationState::Current, *m_ca, {}, {}},
                                 {3, 8, GenerationState::Next, *m_ca, {}, {}}};
        const Template filled = templateFor(recipe, authority);
        QCOMPARE(filled.crlDistributionPoints[0],
                 std::string("http://{generation}.example/{generation}-g7.crl"));
        QCOMPARE(filled.crlDistributionPoints[1], std::string("http://a.example/lab.crl"));
        QCOMPARE(filled.caIssuers[0], std::string("http://a.example/7"));
    }

    void templateFor_knowsNoOtherPlaceholders() {
        for (const char* address :
             {"http://ca.example/{CN}", "http://ca.example/{generation", "http://ca.example/}{",
              "http://ca.example/{{generation}}", "http://ca.example/{}"}) {
            Template recipe = labTemplate();
            recipe.crlDistributionPoints = {address};
            QVERIFY2(!checkTemplate(recipe), address);
            recipe.crlDistributionPoints.clear();
            recipe.caIssuers = {address};
            QVERIFY2(!checkTemplate(recipe), address);
        }
    }

    void issue_givesWhatWasAskedForAndTheTemplateAdds() {
        Template recipe = labTemplate();
        recipe.crlDistributionPoints = {"http://ca.example/lab.crl"};
        recipe.caIssuers = {"http://ca.example/lab.cer"};
        recipe.ocsp = {"http://ca.example/ocsp"};
        recipe.policies = {asn1::Oid("1.3.6.1.4.1.99999.1")};
        QVERIFY(checkTemplate(recipe).has_value());
        m_tool.run(QStringLiteral("genrsa -out rsa.pem 2048"));
        const auto csr =
            m_maker.make(QString::fromUtf8("/C=DE/O=Example/CN=m\xC3\xBCller"),
                         {QStringLiteral("subjectAltName=DNS:a.example,IP:10.0.0.1,IP:2001:db8::1,"
                                         "email:u@a.example,URI:https://a.example/x,"
                                         "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:u@corp.example"),
                          QStringLiteral("keyUsage=critical,digitalSignature,keyEncipherment"),
                          QStringLiteral("extendedKeyUsage=serverAuth,clientAuth")},
                         QStringLiteral("rsa.pem"));
        const auto planned = plan(recipe, csr);
        QVERIFY(planned.has_value());
        const auto certificate = issued(*planned);

        QCOMPARE(shown("-subject"), QByteArray("subject=CN=m\\C3\\BCller,O=Example,C=DE\n"));
        QVERIFY(certificate.subject().der() == csr.subject().der());
        QCOMPARE(shown("-issuer"), QByteArray("issuer=CN=Lab CA,O=Example\n"));
        QCOMPARE(shown("-dates"), QByteArray("notBefore=Nov 22 11:50:00 2026 GMT\n"
                                             "notAfter=Nov 22 12:00:00 2027 GMT\n"));
        QCOMPARE(m_tool.run(QStringLiteral("x509 -in leaf.pem -noout -pubkey")),
                 m_tool.run(QStringLiteral("pkey -in rsa.pem -pubout")));
        QCOMPARE(
            shown("-ext subjectAltName"),
            QByteArray("X509v3 Subject Alternative Name: \n    DNS:a.example, IP Address:10.0.0.1, "
                       "IP Address:2001:DB8:0:0:0:0:0:1, email:u@a.example, "
                       "URI:https://a.example/x, othername: UPN::u@corp.example\n"));
        QCOMPARE(
            shown("-ext keyUsage"),
            QByteArray("X509v3 Key Usage: critical\n    Digital Signature, Key Encipherment\n"));
        QCOMPARE(
            shown("-ext extendedKeyUsage"),
            QByteArray("X509v3 Extended Key Usage: \n    TLS Web Server Authentication, TLS Web "
                       "Client Authentication\n"));
        QCOMPARE(shown("-ext basicConstraints"),
                 QByteArray("X509v3 Basic Constraints: critical\n    CA:FALSE\n"));
        QVERIFY(shown("-ext crlDistributionPoints").contains("URI:http://ca.example/lab.crl"));
        QVERIFY(shown("-ext authorityInfoAccess")
                    .contains("OCSP - URI:http://ca.example/ocsp\n    CA Issuers - "
                              "URI:http://ca.example/lab.cer"));
        QVERIFY(shown("-ext certificatePolicies").contains("Policy: 1.3.6.1.4.1.99999.1"));
        QCOMPARE(shown("-ext authorityKeyIdentifier").split('\n')[1].trimmed(),
                 m_tool.run(QStringLiteral("x509 -in ca.pem -noout -ext subjectKeyIdentifier"))
                     .split('\n')[1]
                     .trimmed());
        QVERIFY(m_tool.run(kVerify + QStringLiteral(" -purpose sslserver")).endsWith("OK\n"));

        QCOMPARE(lineOf(*planned, "Key"), QByteArray("RSA 2048 -> RSA 2048"));
        QCOMPARE(lineOf(*planned, "EKU"),
                 QByteArray("serverAuth, clientAuth -> serverAuth, clientAuth"));
        QCOMPARE(lineOf(*planned, "Validity"),
                 QByteArray(" -> 2026-11-22T11:50:00Z to 2027-11-22T12:00:00Z"));
        for (const PlanLine& line : planned->lines)
            QVERIFY(!line.changed);
    }

    void issue_numbersAreRandomAndWide() {
        const auto planned = plan(labTemplate(), csrWith(nameOf("CN=a"))).value();
        std::set<std::string> serials;
        for (int i = 0; i < 20; ++i) {
            const auto certificate = issue(planned, m_ca->key).value();
            QVERIFY(certificate.serialText().size() >= 31);
            serials.insert(certificate.serialText());
        }
        QCOMPARE(serials.size(), std::size_t{20});
    }

    void issue_worksWithEcIssuersAndOtherDigests() {
        const auto key = pki::PrivateKey::generate({pki::KeyType::EcP384, 0}).value();
        CaRequest request;
        request.subject = nameOf("CN=EC CA");
        request.digest = pki::Digest::Sha384;
        const Identity ca{makeRoot(request, key, kNow).value(), key};
        Template recipe = labTemplate();
        recipe.digest = pki::Digest::Sha384;
        const auto planned =
            planCertificate(recipe, ca.certificate, csrWith(nameOf("CN=a")), {}, kNow).value();
        m_tool.writeCertificate("leaf.pem", issue(planned, key).value());
        m_tool.writeCertificate("ec-ca.pem", ca.certificate);
        QCOMPARE(m_tool.run(QStringLiteral(
                     "verify -x509_strict -attime 1795348800 -CAfile ec-ca.pem leaf.pem")),
                 QByteArray("leaf.pem: OK\n"));
        QVERIFY(shown("-text").contains("ecdsa-with-SHA384"));
    }

    void validity_neverExceedsTheIssuers() {
        Template recipe = labTemplate();
        recipe.validity = std::chrono::days{20000};
        const auto planned = plan(recipe, csrWith(nameOf("CN=a"))).value();
        QCOMPARE(planned.fields.notAfter, m_ca->certificate.notAfter());
        QVERIFY(lineOf(planned, "Validity").endsWith("(cut: the issuer expires then) !"));
        recipe.validity = Duration::max();
        QCOMPARE(plan(recipe, csrWith(nameOf("CN=a"))).value().fields.notAfter,
                 m_ca->certificate.notAfter());
        // Nor does it begin before the issuer's.
        recipe.backdate = std::chrono::days{20};
        QCOMPARE(plan(recipe, csrWith(nameOf("CN=a"))).value().fields.notBefore,
                 m_ca->certificate.notBefore());
    }

    void plan_refusesAnIssuerThatIsNotValid() {
        const auto csr = csrWith(nameOf("CN=a"));
        QCOMPARE(outcome(plan(labTemplate(), csr, {}, kNow + std::chrono::days{3651})),
                 QByteArray("authorityExpired"));
        QCOMPARE(outcome(plan(labTemplate(), csr, {}, kNow - std::chrono::days{1})),
                 QByteArray("authorityExpired"));
    }

    void keys_onlyWhatTheTemplateAllows() {
        const auto csr = [&](const char* options) {
            m_tool.run(QStringLiteral("genpkey -out other.pem -algorithm ") +
                       QLatin1String(options));
            return m_maker.make(QStringLiteral("/CN=a"), {}, QStringLiteral("other.pem"));
        };
        Template recipe = labTemplate();
        QCOMPARE(outcome(plan(recipe, csr("RSA -pkeyopt rsa_keygen_bits:1024"))),
                 QByteArray("keyRejected"));
        QCOMPARE(outcome(plan(recipe, csr("RSA -pkeyopt rsa_keygen_bits:2048"))), QByteArray("ok"));
        QCOMPARE(outcome(plan(recipe, csr("EC -pkeyopt ec_paramgen_curve:P-521"))),
                 QByteArray("ok"));
        QCOMPARE(outcome(plan(recipe, csr("EC -pkeyopt ec_paramgen_curve:secp256k1"))),
                 QByteArray("keyRejected"));
        const auto edwards = csr("ED25519");
        QCOMPARE(outcome(plan(recipe, edwards)), QByteArray("keyRejected"));
        recipe.keys = {{pki::KeyType::Ed25519}, {pki::KeyType::Rsa, 3072, 3072}};
        QCOMPARE(outcome(plan(recipe, edwards)), QByteArray("ok"));
        QCOMPARE(outcome(plan(recipe, csr("RSA -pkeyopt rsa_keygen_bits:2048"))),
                 QByteArray("keyRejected"));
        recipe.keys = {{pki::KeyType::Other}};
        QCOMPARE(outcome(plan(recipe, csr("EC -pkeyopt ec_paramgen_curve:secp256k1"))),
                 QByteArray("keyRejected"));
    }

    void usages_ofACaAreDroppedAndSaidSo() {
        const auto csr =
            m_maker.make(QStringLiteral("/CN=sub ca"),
                         {QStringLiteral("basicConstraints=critical,CA:TRUE,pathlen:3"),
                          QStringLiteral("keyUsage=keyCertSign,cRLSign")});
        const auto planned = plan(labTemplate(), csr).value();
        const auto certificate = issued(planned);
        QCOMPARE(shown("-ext basicConstraints"),
                 QByteArray("X509v3 Basic Constraints: critical\n    CA:FALSE\n"));
        QCOMPARE(shown("-ext keyUsage"),
                 QByteArray("X509v3 Key Usage: critical\n    Digital Signature\n"));
        QCOMPARE(lineOf(planned, "Basic constraints"), QByteArray("CA:TRUE -> CA:FALSE !"));
        QCOMPARE(lineOf(planned, "Key usage"),
                 QByteArray("keyCertSign, cRLSign -> digitalSignature !"));
        // Even a template that was never checked makes no CA.
        Template hostile = labTemplate();
        hostile.keyUsage = 0xFFFF;
        hostile.keyUsagePolicy = UsagePolicy::Fixed;
        hostile.basicConstraints = false;
        hostile.copiedExtensions = {oids::kBasicConstraints, oids::kKeyUsage,
                                    oids::kNameConstraints};
        const auto other = issued(plan(hostile, csr).value());
        QVERIFY(!other.basicConstraints().has_value());
        QVERIFY((*other.keyUsage() & (pki::key_usage::kKeyCertSign | pki::key_usage::kCrlSign)) ==
                0);
    }

    // An imported CA may be allowed to issue for some names only (RFC 5280 section 4.2.1.10).
    void issuer_nameConstraintsAreHeld() {
        asn1::Writer writer;
        writer.sequence([&] {
            writer.context(0, [&] {
                writer.sequence([&] { writer.primitive(0x82, bytesOf("otter.example")); });
                writer.sequence(
                    [&] { writer.context(4, [&] { writer.raw(nameOf("O=Example").der()); }); });
            });
        });
        pki::CertificateFields fields{
            m_ca->certificate.serial(),    m_ca->certificate.issuer(),
            m_ca->certificate.subject(),   m_ca->certificate.notBefore(),
            m_ca->certificate.notAfter(),  m_ca->certificate.publicKey().spki(),
            m_ca->certificate.extensions()};
        if (fields.serial.front() == 0) fields.serial.erase(fields.serial.begin());
        fields.extensions.push_back({oids::kNameConstraints, true, writer.take()});
        const auto narrow = pki::signCertificate(fields, m_ca->key, pki::Digest::Sha256).value();
        const auto verdict = [&](std::string_view subject, const char* host) {
            std::vector<pki::Extension> extensions;
            if (host != nullptr)
                extensions = {pki::makeSubjectAltName({sanOf(GeneralNameType::Dns, host)})};
            return outcome(planCertificate(labTemplate(), narrow,
                                           csrWith(nameOf(subject), extensions), {}, kNow));
        };
        QCOMPARE(verdict("CN=a,O=Example", "a.otter.example"), QByteArray("ok"));
        QCOMPARE(verdict("CN=a,O=Example", "a.badger.example"), QByteArray("sanRejected"));
        QCOMPARE(verdict("CN=a,O=Example", nullptr), QByteArray("ok"));
        QCOMPARE(verdict("CN=a,O=Elsewhere", nullptr), QByteArray("subjectRejected"));
    }

    void usages_areCutDownToTheTemplates() {
        Template recipe = labTemplate();
        const auto csr = m_maker.make(QStringLiteral("/CN=a"),
                                      {QStringLiteral("keyUsage=digitalSignature,nonRepudiation"),
                                       QStringLiteral("extendedKeyUsage=codeSigning,serverAuth")});
        auto planned = plan(recipe, csr).value();
        QCOMPARE(lineOf(planned, "Key usage"),
                 QByteArray("digitalSignature, nonRepudiation -> digitalSignature !"));
        QCOMPARE(lineOf(planned, "EKU"), QByteArray("codeSigning, serverAuth -> serverAuth !"));
        // Nothing allowed was asked for: the default, never a certificate for every purpose.
        const auto foreign =
            m_maker.make(QStringLiteral("/CN=a"), {QStringLiteral("extendedKeyUsage=codeSigning")});
        QCOMPARE(lineOf(plan(recipe, foreign).value(), "EKU"),
                 QByteArray("codeSigning -> clientAuth !"));
        const auto silent = m_maker.make(QStringLiteral("/CN=a"));
        QCOMPARE(lineOf(plan(recipe, silent).value(), "EKU"), QByteArray(" -> clientAuth"));
        recipe.extendedKeyUsagePolicy = UsagePolicy::Fixed;
        recipe.keyUsagePolicy = UsagePolicy::Fixed;
        recipe.keyUsage = pki::key_usage::kNonRepudiation;
        planned = plan(recipe, csr).value();
        QCOMPARE(lineOf(planned, "Key usage"),
                 QByteArray("digitalSignature, nonRepudiation -> nonRepudiation !"));
        QCOMPARE(lineOf(planned, "EKU"),
                 QByteArray("codeSigning, serverAuth -> clientAuth, serverAuth !"));
    }

    void usages_anyFromRequestSparesTheAuthoritysOwn() {
        Template recipe = labTemplate();
        recipe.extendedKeyUsageAnyFromRequest = true;
        const auto csr = m_maker.make(
            QStringLiteral("/CN=a"),
            {QStringLiteral("extendedKeyUsage=codeSigning,OCSPSigning,1.3.6.1.4.1.311.20.2.1,"
                            "1.2.3.4,codeSigning")});
        QVERIFY(lineOf(plan(recipe, csr).value(), "EKU").endsWith("-> codeSigning, 1.2.3.4 !"));
        recipe.extendedKeyUsage.push_back(asn1::Oid("1.3.6.1.5.5.7.3.9"));
        QVERIFY(lineOf(plan(recipe, csr).value(), "EKU")
                    .endsWith("-> codeSigning, OCSPSigning, 1.2.3.4 !"));
    }

    void usages_suitTheKey() {
        Template recipe = labTemplate();
        const auto csr =
            m_maker.make(QStringLiteral("/CN=a"), {QStringLiteral("keyUsage=keyEncipherment")});
        QCOMPARE(lineOf(plan(recipe, csr).value(), "Key usage"),
                 QByteArray("keyEncipherment -> digitalSignature !"));
        recipe.keyUsage = pki::key_usage::kKeyEncipherment;
        QCOMPARE(outcome(plan(recipe, csr)), QByteArray("keyRejected"));
        recipe.keyUsage = pki::key_usage::kDigitalSignature | pki::key_usage::kDecipherOnly;
        QCOMPARE(lineOf(plan(recipe, csr).value(), "Key usage"),
                 QByteArray("keyEncipherment -> digitalSignature !"));
    }

    void sid_isDroppedUnlessVouchedFor() {
        const Bytes value = sidExtensionValue("S-1-5-21-1-2-3-500");
        const std::string uri = "tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-500";
        const auto csr =
            csrWith(nameOf("CN=a"), {{oids::kMicrosoftSid, false, value},
                                     pki::makeSubjectAltName({sanOf(GeneralNameType::Dns, "a"),
                                                              sanOf(GeneralNameType::Uri, uri)})});
        const auto dropped = plan(labTemplate(), csr).value();
        issued(dropped);
        QVERIFY(!shown("-text").contains("S-1-5-21"));
        QVERIFY(!shown("-text").contains("311.25.2"));
        QCOMPARE(lineOf(dropped, "SAN"), toQt("DNS:a, URI:" + uri + " -> DNS:a !"));
        QCOMPARE(lineOf(dropped, "SID"), toQt(uri + " ->  !"));
        QVERIFY(std::ranges::count(dropped.lines,
                                   PlanLine{"SID", "S-1-5-21-1-2-3-500", "", true}) == 1);

        Template copies = labTemplate();
        copies.copiedExtensions = {oids::kMicrosoftSid};
        QVERIFY(pki::findExtension(plan(copies, csr).value().fields.extensions,
                                   oids::kMicrosoftSid) == nullptr);

        Adjustments vouched;
        vouched.sidVouched = true;
        issued(plan(labTemplate(), csr, vouched).value());
        QVERIFY(shown("-text").contains("S-1-5-21-1-2-3-500"));
        QVERIFY(shown("-text").contains("1.3.6.1.4.1.311.25.2"));
        QVERIFY(shown("-ext subjectAltName").contains(toQt("URI:" + uri)));
    }

    void sid_isDroppedInAnySpelling() {
        for (const auto uri : {"TAG:microsoft.com,2022-09-14:sid:S-1-5-21-1",
                               "Tag:Microsoft.COM,2022-09-14:SID:x"}) {
            const auto csr =
                csrWithSans({sanOf(GeneralNameType::Dns, "a"), sanOf(GeneralNameType::Uri, uri)});
            QCOMPARE(issuedSan(labTemplate(), csr), QByteArray("DNS:a"));
        }
        Adjustments adjustments;
        adjustments.subjectAltNames = {
            {sanOf(GeneralNameType::Uri, "tag:microsoft.com,2022-09-14:sid:S-1-5-21-1"),
             sanOf(GeneralNameType::Dns, "b")}};
        const auto planned = plan(labTemplate(), csrWith(nameOf("CN=a")), adjustments).value();
        QCOMPARE(lineOf(planned, "SAN"), QByteArray(" -> DNS:b !"));
    }

    void subject_patternsCannotBeBrokenOutOf_data() {
        QTest::addColumn<QByteArray>("commonName");
        for (const char* text : {"a,O=evil", "a+OU=evil", "a\\,O=evil", "\"a\",O=evil", "#0C0161",
                                 " a ", "a/O=evil", "{O}", "a;O=evil", "a=b<c>", "a\\2CO=evil"})
            QTest::newRow(text) << QByteArray(text);
    }
    void subject_patternsCannotBeBrokenOutOf() {
        QFETCH(QByteArray, commonName);
        const auto subject = pki::Name::fromRdns(
            {{rawAttribute(oids::kOrganization, asn1::tag::kUtf8String, "Asked")},
             {rawAttribute(oids::kCommonName, asn1::tag::kUtf8String, commonName.toStdString())}});
        Template recipe = labTemplate();
        recipe.subjectPolicy = SubjectPolicy::Override;
        recipe.subjectPattern = "CN=x {CN} y+OU=unit,O=Example";
        QVERIFY(checkTemplate(recipe).has_value());
        issued(plan(recipe, csrWith(*subject)).value());
        // openssl's own escaping off: values as they are, one a line.
        const QByteArray lines = m_tool.run(
            QStringLiteral("x509 -in leaf.pem -noout -subject -nameopt sep_multiline,sname,utf8"));
        QCOMPARE(lines, "subject=\n    O=Example\n    OU=unit + CN=x " + commonName + " y\n");
    }

    void subject_overrideNeedsItsValues() {
        Template recipe = labTemplate();
        recipe.subjectPolicy = SubjectPolicy::Override;
        recipe.subjectPattern = "CN={CN},serialNumber={2.5.4.5}";
        QCOMPARE(outcome(plan(recipe, csrWith(nameOf("CN=a")))), QByteArray("subjectRejected"));
        QCOMPARE(issuedSubject(recipe, csrWith(nameOf("CN=b,serialNumber=7,CN=a"))),
                 QByteArray("subject=CN=a,serialNumber=7"));
    }

    void subject_restrictRefusesOthers() {
        Template recipe = labTemplate();
        recipe.subjectPolicy = SubjectPolicy::Restrict;
        recipe.subjectAttributes = {oids::kCommonName};
        QCOMPARE(issuedSubject(recipe, csrWith(nameOf("CN=a"))), QByteArray("subject=CN=a"));
        QCOMPARE(issuedSubject(recipe, csrWith(nameOf("CN=a,O=b"))), QByteArray("subjectRejected"));
        QCOMPARE(issuedSubject(recipe, csrWith(nameOf("CN=a+O=b"))), QByteArray("subjectRejected"));
    }

    void subject_refusesControlsAndOddTypes() {
        using namespace std::string_view_literals;
        for (const auto value : {"a\nb"sv, "a\0b"sv, "a\tb"sv, "a\x7F"sv, "a\xC2\x85z"sv}) {
            const auto name = pki::Name::fromRdns(
                {{rawAttribute(oids::kCommonName, asn1::tag::kUtf8String, value)}});
            QCOMPARE(outcome(plan(labTemplate(), csrWith(*name))), QByteArray("subjectRejected"));
        }
        const auto binary =
            pki::Name::fromRdns({{rawAttribute(oids::kCommonName, asn1::tag::kOctetString, "a")}});
        QCOMPARE(outcome(plan(labTemplate(), csrWith(*binary))), QByteArray("subjectRejected"));
        std::vector<pki::Rdn> many(
            65, {rawAttribute(oids::kOrganizationalUnit, asn1::tag::kUtf8String, "a")});
        QCOMPARE(outcome(plan(labTemplate(), csrWith(pki::Name::fromRdns(many).value()))),
                 QByteArray("subjectRejected"));
        const auto huge = pki::Name::fromRdns(
            {{rawAttribute(oids::kCommonName, asn1::tag::kUtf8String, std::string(9000, 'a'))}});
        QCOMPARE(outcome(plan(labTemplate(), csrWith(*huge))), QByteArray("subjectRejected"));
    }

    void subject_emptyNeedsACriticalSan() {
        Template recipe = labTemplate();
        const auto csr =
            csrWith(pki::Name(), {pki::makeSubjectAltName({sanOf(GeneralNameType::Dns, "a.b")})});
        QCOMPARE(outcome(plan(recipe, csr)), QByteArray("subjectRejected"));
        recipe.allowEmptySubject = true;
        QCOMPARE(outcome(plan(recipe, csrWith(pki::Name()))), QByteArray("sanRejected"));
        issued(plan(recipe, csr).value());
        QCOMPARE(shown("-ext subjectAltName"),
                 QByteArray("X509v3 Subject Alternative Name: critical\n    DNS:a.b\n"));
    }

    void san_copyRefusesWhatNoCertificateShouldHold() {
        using namespace std::string_view_literals;
        const Template recipe = labTemplate();
        for (const auto text :
             {"a.example\0.evil"sv, "a example"sv, "a\nb"sv, "\xC3\xA4"sv, ""sv, "\x7F"sv}) {
            QCOMPARE(outcome(plan(recipe, csrWithSans({rawSan(0x82, text)}))),
                     QByteArray("sanRejected"));
            QCOMPARE(outcome(plan(recipe, csrWithSans({rawSan(0x81, text)}))),
                     QByteArray("sanRejected"));
            QCOMPARE(outcome(plan(recipe, csrWithSans({rawSan(0x86, text)}))),
                     QByteArray("sanRejected"));
        }
        QCOMPARE(outcome(plan(recipe, csrWithSans({rawSan(0x87, "abcde")}))),
                 QByteArray("sanRejected"));
        QCOMPARE(outcome(plan(recipe, csrWithSans({rawSan(0x82, std::string(254, 'a'))}))),
                 QByteArray("sanRejected"));
    }

    void san_wildcardIsNoted() {
        const auto planned =
            plan(labTemplate(), csrWithSans({sanOf(GeneralNameType::Dns, "*.a.example")})).value();
        QCOMPARE(lineOf(planned, "SAN"),
                 QByteArray("DNS:*.a.example -> DNS:*.a.example (with a wildcard)"));
    }

    void san_numberIsLimited() {
        std::vector<pki::GeneralName> names;
        for (int i = 0; i < 300; ++i)
            names.push_back(sanOf(GeneralNameType::Dns, "h" + std::to_string(i) + ".example"));
        QCOMPARE(outcome(plan(labTemplate(), csrWithSans(names))), QByteArray("sanRejected"));
        names.resize(256);
        const QByteArray san = issuedSan(labTemplate(), csrWithSans(names));
        QCOMPARE(san.count("DNS:"), 256);
        QVERIFY(sanText(names).size() < 2100);
        Template drop = labTemplate();
        drop.sanPolicy = SanPolicy::Drop;
        names.resize(100, names[0]);
        const auto planned = plan(drop, csrWithSans(names)).value();
        QVERIFY(pki::findExtension(planned.fields.extensions, oids::kSubjectAltName) == nullptr);
        QVERIFY(lineOf(planned, "SAN").endsWith(" ->  !"));
    }

    void san_restrictRefusesOtherTypes() {
        Template recipe = labTemplate();
        recipe.sanPolicy = SanPolicy::Restrict;
        recipe.sanTypes = {GeneralNameType::Dns};
        const auto dns = sanOf(GeneralNameType::Dns, "a");
        QCOMPARE(issuedSan(recipe, csrWithSans({dns})), QByteArray("DNS:a"));
        QCOMPARE(outcome(plan(recipe, csrWithSans({dns, sanOf(GeneralNameType::Ip, "::1")}))),
                 QByteArray("sanRejected"));
    }

    void san_patternsCannotBeBrokenOutOf_data() {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("commonName");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* pattern, const char* name, const char* expected) {
            QTest::addRow("%s with %s", pattern, name)
                << QByteArray(pattern) << QByteArray(name) << QByteArray(expected);
        };
        row("DNS:{CN}.example", "a", "DNS:a.example");
        row("DNS:{CN}.example", "a,DNS:evil", "sanRejected");
        row("DNS:{CN}.example", "*", "sanRejected");
        row("DNS:{CN}.example", "evil/", "sanRejected");
        row("DNS:{CN}.example", "a b", "sanRejected");
        row("DNS:{CN}.example", "{CN}", "sanRejected");
        row("email:{CN}@corp.example", "u", "email:u@corp.example");
        row("email:{CN}@corp.example", "u@evil", "sanRejected");
        row("email:{CN}@corp.example", "u,email:x@y", "sanRejected");
        row("email:{CN}", "u@corp.example", "email:u@corp.example");
        row("UPN:{CN}@corp.example", "u", "othername: UPN::u@corp.example");
        row("UPN:{CN}@corp.example", "admin@evil", "sanRejected");
        row("URI:https://a.example/{CN}", "../x?y#z", "URI:https://a.example/..%2Fx%3Fy%23z");
        row("URI:https://{CN}/", "evil@host:1", "URI:https://evil%40host%3A1/");
        row("IP:{CN}", "10.0.0.1", "IP Address:10.0.0.1");
        row("IP:{CN}", "10.0.0.1/ffffffff", "sanRejected");
        row("IP:{CN}", "host", "sanRejected");
        row("dirname:CN={CN},O=Example", "a,O=evil", "DirName:/O=Example/CN=a,O=evil");
        row("DNS:{O}", "a", "sanRejected");
    }
    void san_patternsCannotBeBrokenOutOf() {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, commonName);
        QFETCH(QByteArray, expected);
        const auto subject = pki::Name::fromRdns(
            {{rawAttribute(oids::kCommonName, asn1::tag::kUtf8String, commonName.toStdString())}});
        Template recipe = labTemplate();
        recipe.sanPolicy = SanPolicy::Override;
        recipe.sanPatterns = {pattern.toStdString()};
        QVERIFY(checkTemplate(recipe).has_value());
        QCOMPARE(issuedSan(recipe, csrWith(*subject)), expected);
    }

    void extensions_malformedOnesAreRefused() {
        const Bytes junk{0x30, 0x03, 0x01};
        for (const auto& id : {oids::kKeyUsage, oids::kExtendedKeyUsage, oids::kBasicConstraints})
            QCOMPARE(outcome(plan(labTemplate(), csrWith(nameOf("CN=a"), {{id, false, junk}}))),
                     QByteArray("extensionRejected"));
        Template recipe = labTemplate();
        recipe.copiedExtensions = {asn1::Oid("1.2.3.4")};
        const auto csr = csrWith(nameOf("CN=a"), {{asn1::Oid("1.2.3.4"), false, junk}});
        QCOMPARE(outcome(plan(recipe, csr)), QByteArray("extensionRejected"));
        QCOMPARE(lineOf(plan(labTemplate(), csr).value(), "1.2.3.4"), QByteArray("300301 ->  !"));
        Adjustments vouched;
        vouched.sidVouched = true;
        QCOMPARE(
            outcome(plan(labTemplate(),
                         csrWith(nameOf("CN=a"), {{oids::kMicrosoftSid, false, junk}}), vouched)),
            QByteArray("extensionRejected"));
    }

    void extensions_theFirstOfSeveralRequestsCounts() {
        asn1::Writer second;
        pki::writeExtensions(second,
                             {pki::makeSubjectAltName({sanOf(GeneralNameType::Dns, "evil")}),
                              pki::makeBasicConstraints({true, std::nullopt})});
        const auto csr = csrWith(nameOf("CN=a"),
                                 {pki::makeSubjectAltName({sanOf(GeneralNameType::Dns, "good")})},
                                 {{oids::kVerisignExtensionRequest, {second.bytes()}},
                                  {oids::kMicrosoftExtensionRequest, {second.bytes()}}});
        QCOMPARE(issuedSan(labTemplate(), csr), QByteArray("DNS:good"));
        QCOMPARE(shown("-ext basicConstraints").trimmed().right(8), QByteArray("CA:FALSE"));
    }

    void extensions_copiesWhatTheTemplateNames() {
        const Captures captures(m_tool);
        const QByteArray content =
            captures.contentOf(Captures::messageOf(QStringLiteral(
                                   "05-strongswan-enroll-post-aes128-sha512-profile.request")),
                               QStringLiteral("keys/ca.key.pem"));
        const auto csr = pki::Csr::fromDer(fromQt(content)).value();
        Template recipe = labTemplate();
        issued(plan(recipe, csr).value());
        QVERIFY(!shown("-text").contains("VPN client"));
        recipe.copiedExtensions = {oids::kMicrosoftTemplateName};
        QVERIFY(checkTemplate(recipe).has_value());
        issued(plan(recipe, csr).value());
        QVERIFY(shown("-text").contains("VPN client"));
        QCOMPARE(shown("-subject"), QByteArray("subject=CN=swan-c,O=Example,C=DE\n"));
    }

    void adjustments_stayWithinTheTemplate() {
        Template recipe = labTemplate();
        const auto csr = csrWith(nameOf("CN=a"));
        Adjustments adjustments;
        adjustments.subject = nameOf("CN=changed,O=Example");
        adjustments.subjectAltNames = {{sanOf(GeneralNameType::Dns, "changed.example")}};
        adjustments.extendedKeyUsage = {{oids::kEkuServerAuth}};
        adjustments.validity = std::chrono::days{7};
        const auto planned = plan(recipe, csr, adjustments).value();
        issued(planned);
        QCOMPARE(shown("-subject"), QByteArray("subject=CN=changed,O=Example\n"));
        QVERIFY(shown("-enddate").contains("Nov 29 12:00:00 2026"));
        QVERIFY(shown("-text").contains("DNS:changed.example"));
        QCOMPARE(lineOf(planned, "Subject"), QByteArray("CN=a -> CN=changed,O=Example !"));
        QCOMPARE(lineOf(planned, "EKU"), QByteArray(" -> serverAuth"));

        const auto refused = [&](auto&& change) {
            Adjustments wrong;
            change(wrong);
            return outcome(plan(recipe, csr, wrong));
        };
        const QByteArray invalid("invalidArgument");
        QCOMPARE(refused([](auto& a) { a.validity = std::chrono::days{366}; }), invalid);
        QCOMPARE(refused([](auto& a) { a.validity = Duration{0}; }), invalid);
        QCOMPARE(refused([](auto& a) { a.extendedKeyUsage = {{asn1::Oid("1.3.6.1.5.5.7.3.3")}}; }),
                 invalid);
        recipe.subjectPolicy = SubjectPolicy::Restrict;
        recipe.subjectAttributes = {oids::kCommonName};
        QCOMPARE(refused([](auto& a) { a.subject = nameOf("CN=a,O=b"); }), invalid);
        QCOMPARE(refused([](auto& a) { a.subject = nameOf("CN=b"); }), QByteArray("ok"));
        recipe.subjectPolicy = SubjectPolicy::Override;
        recipe.subjectPattern = "CN={CN},O=Example";
        QCOMPARE(refused([](auto& a) { a.subject = nameOf("CN=b"); }), invalid);
        QCOMPARE(refused([](auto& a) { a.subject = nameOf("CN=a,O=Example"); }), QByteArray("ok"));
        recipe.sanPolicy = SanPolicy::Drop;
        QCOMPARE(refused([](auto& a) { a.subjectAltNames = {{sanOf(GeneralNameType::Dns, "a")}}; }),
                 invalid);
        recipe.sanPolicy = SanPolicy::Restrict;
        recipe.sanTypes = {GeneralNameType::Ip};
        QCOMPARE(refused([](auto& a) { a.subjectAltNames = {{sanOf(GeneralNameType::Dns, "a")}}; }),
                 invalid);
    }

    void sanText_isUnambiguous() {
        QCOMPARE(sanText({}), std::string());
        QCOMPARE(
            sanText({sanOf(GeneralNameType::Dns, "a.example"), sanOf(GeneralNameType::Upn, "b@c")}),
            std::string("DNS:a.example, UPN:b@c"));
        QCOMPARE(sanText({sanOf(GeneralNameType::Upn, "a, DNS:b")}), std::string("UPN:a\\, DNS:b"));
        QCOMPARE(toQt(sanText({rawSan(0x82, "a\nb")})), QByteArray("DNS:a\\x0Ab"));
    }
};

QTEST_GUILESS_MAIN(TestIssue)
#include "tst_issue.moc"
