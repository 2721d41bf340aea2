// Constraints on requests, with CSRs that the openssl command line made.
#include "csr_maker.h"

#include "asn1/oids.h"
#include "challenge/constraints.h"

#include <QElapsedTimer>
#include <QObject>

using namespace scepter;
using namespace scepter::challenge;
using namespace scepter::test;
namespace oids = asn1::oids;

namespace {

Constraints subjectConstraints(std::string_view text) {
    Constraints constraints;
    const auto added = addSubjectConstraint(constraints, text);
    if (!added) qFatal("%s", toText(added.error()).c_str());
    return constraints;
}

Constraints sanConstraints(std::initializer_list<std::string_view> texts) {
    Constraints constraints;
    for (const std::string_view text : texts)
        if (const auto added = addSanConstraint(constraints, text); !added)
            qFatal("%s", toText(added.error()).c_str());
    return constraints;
}

bool satisfies(const Constraints& constraints, const pki::Csr& csr) {
    return allEqual(compare(constraints, csr));
}

pki::Csr csrWith(pki::CsrFields fields) {
    static const pki::PrivateKey key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0}).value();
    return pki::signCsr(fields, key, pki::Digest::Sha256).value();
}

pki::NameAttribute attributeOf(const asn1::Oid& type, std::uint32_t tag, std::string_view value) {
    asn1::Writer writer;
    writer.string(tag, value);
    const auto tree = asn1::Tree::parse(writer.bytes()).value();
    pki::NameAttribute attribute{type, 0, std::string(value), writer.bytes()};
    if (tag == asn1::tag::kOctetString) attribute.value.clear();
    return attribute;
}

} // namespace

class TestConstraints : public QObject {
    Q_OBJECT

    CsrMaker m_maker;

private Q_SLOTS:
    void empty_permitsEverything() {
        QVERIFY(Constraints{}.empty());
        QVERIFY(compare(Constraints{}, m_maker.make(QStringLiteral("/CN=a"))).empty());
        QVERIFY(!subjectConstraints("CN=a").empty());
    }

    void subject_everyValueMustFit() {
        const Constraints constraints = subjectConstraints("CN=kiosk-*");
        QVERIFY(satisfies(constraints, m_maker.make(QStringLiteral("/O=x/CN=kiosk-1"))));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/CN=admin"))));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/CN=Kiosk-1"))));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/CN=kiosk-1/CN=admin"))));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/CN=admin/CN=kiosk-1"))));
        QVERIFY(satisfies(constraints, m_maker.make(QStringLiteral("/CN=kiosk-1/CN=kiosk-2"))));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/O=kiosk-1"))));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/"))));
    }

    void subject_reportsExpectedBesideFound() {
        const auto lines = compare(subjectConstraints("CN=kiosk-*,O=Example"),
                                   m_maker.make(QStringLiteral("/CN=kiosk-1/CN=ad\nmin")));
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0], (Comparison{"Subject CN", "kiosk-*", "kiosk-1, ad\\x0Amin", false}));
        QCOMPARE(lines[1], (Comparison{"Subject O", "Example", "", false}));
        QCOMPARE(toQt(firstDifference({lines[1]})),
                 QByteArray("Subject O: expected Example, found nothing."));
        QVERIFY(firstDifference({}).empty());
    }

    void subject_optionalRuleOnlyLimits() {
        Constraints constraints = subjectConstraints("CN=kiosk-*");
        constraints.subject[0].required = false;
        QVERIFY(satisfies(constraints, m_maker.make(QStringLiteral("/O=x"))));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/CN=x"))));
    }

    void subject_onlyListedRefusesOthers() {
        Constraints constraints = subjectConstraints("CN=*");
        constraints.onlyListedSubjectAttributes = true;
        QVERIFY(satisfies(constraints, m_maker.make(QStringLiteral("/CN=a"))));
        const auto lines = compare(constraints, m_maker.make(QStringLiteral("/CN=a/OU=b/O=c")));
        QCOMPARE(lines.size(), std::size_t{3});
        QCOMPARE(lines[1], (Comparison{"Subject OU", "absent", "b", false}));
    }

    void subject_multiValuedRdnHidesNothing() {
        const pki::Csr csr =
            csrWith({pki::Name::fromText("CN=kiosk-1+OU=evil").value(), {}, nullptr, {}});
        Constraints constraints = subjectConstraints("CN=kiosk-*");
        QVERIFY(satisfies(constraints, csr));
        constraints.onlyListedSubjectAttributes = true;
        QVERIFY(!satisfies(constraints, csr));
        QVERIFY(!satisfies(subjectConstraints("OU=good"), csr));
    }

    void subject_aValueThatIsNoStringFitsNothing() {
        const auto name = pki::Name::fromRdns(
            {{attributeOf(oids::kCommonName, asn1::tag::kOctetString, "kiosk-1")}});
        QVERIFY(name.has_value());
        const pki::Csr csr = csrWith({*name, {}, nullptr, {}});
        QVERIFY(!satisfies(subjectConstraints("CN=*"), csr));
        QVERIFY(!satisfies(subjectConstraints("CN=re:.*"), csr));
    }

    void subject_nulInAValueFitsNothing() {
        using namespace std::string_view_literals;
        const auto name = pki::Name::fromRdns(
            {{attributeOf(oids::kCommonName, asn1::tag::kUtf8String, "kiosk-1\0.evil"sv)}});
        QVERIFY(name.has_value());
        QVERIFY(!satisfies(subjectConstraints("CN=kiosk-*"), csrWith({*name, {}, nullptr, {}})));
    }

    void subjectText_matchesTheWholeSubject() {
        const Constraints constraints = subjectConstraints("re:CN=kiosk-[0-9]+,O=Example");
        QVERIFY(constraints.subjectText.has_value());
        QVERIFY(satisfies(constraints, m_maker.make(QStringLiteral("/O=Example/CN=kiosk-1"))));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/CN=kiosk-1,O\\=Example"))));
        QVERIFY(
            !satisfies(constraints, m_maker.make(QStringLiteral("/O=Example/CN=a/CN=kiosk-1"))));
    }

    void email_ignoresCaseOfTheDomainAlone() {
        const auto csr = [&](const char* email) {
            return m_maker.make(QStringLiteral("/CN=a"),
                                {QStringLiteral("subjectAltName=email:") + QLatin1String(email)});
        };
        for (const auto pattern :
             {"email:User@Example.COM", "email:U*@example.com", "email:re:User@example\\.com"}) {
            QVERIFY(satisfies(sanConstraints({pattern}), csr("User@EXAMPLE.com")));
            QVERIFY(!satisfies(sanConstraints({pattern}), csr("user@EXAMPLE.com")));
            QVERIFY(!satisfies(sanConstraints({pattern}), csr("User@example.org")));
        }
        QVERIFY(satisfies(subjectConstraints("emailAddress=a@B.example"),
                          m_maker.make(QStringLiteral("/emailAddress=a@b.EXAMPLE"))));
    }

    void san_everyNameOfAListedTypeMustFit() {
        const Constraints constraints = sanConstraints({"dns:*.a.example", "DNS:b.example"});
        const auto csr = [&](const char* names) {
            return m_maker.make(QStringLiteral("/CN=a"),
                                {QStringLiteral("subjectAltName=") + QLatin1String(names)});
        };
        QVERIFY(satisfies(constraints, csr("DNS:X.A.EXAMPLE,DNS:b.example")));
        QVERIFY(satisfies(constraints, csr("IP:10.0.0.1")));
        QVERIFY(satisfies(constraints, m_maker.make(QStringLiteral("/CN=a"))));
        QVERIFY(!satisfies(constraints, csr("DNS:x.a.example,DNS:c.example")));
        const auto lines = compare(constraints, csr("DNS:x.a.example,DNS:c.example"));
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(lines[0], (Comparison{"SAN dns", "*.a.example or b.example", "c.example", false}));
    }

    void san_onlyListedAndRequired() {
        Constraints constraints = sanConstraints({"dns:*"});
        constraints.onlyListedSans = true;
        const auto mixed =
            m_maker.make(QStringLiteral("/CN=a"), {QStringLiteral("subjectAltName=DNS:a,IP:::1")});
        QVERIFY(!satisfies(constraints, mixed));
        constraints = Constraints{};
        constraints.sanRequired = true;
        QVERIFY(satisfies(constraints, mixed));
        QVERIFY(!satisfies(constraints, m_maker.make(QStringLiteral("/CN=a"))));
    }

    void san_upnComparesWithCase() {
        const auto csr = m_maker.make(
            QStringLiteral("/CN=a"),
            {QStringLiteral(
                "subjectAltName=otherName:1.3.6.1.4.1.311.20.2.3;UTF8:u@Corp.example")});
        QVERIFY(satisfies(sanConstraints({"upn:u@Corp.example"}), csr));
        QVERIFY(!satisfies(sanConstraints({"upn:u@corp.example"}), csr));
    }

    void san_sidUriIsNotJudgedHere() {
        Constraints constraints = sanConstraints({"dns:*"});
        constraints.onlyListedSans = true;
        const auto csr = [&](const char* uri) {
            return csrWith({pki::Name::fromText("CN=a").value(),
                            {pki::makeSubjectAltName(
                                {pki::makeGeneralName(pki::GeneralNameType::Uri, uri).value()})},
                            nullptr,
                            {}});
        };
        QVERIFY(satisfies(constraints, csr("tag:microsoft.com,2022-09-14:sid:S-1-5-21-1")));
        QVERIFY(!satisfies(constraints, csr("tag:example.com,2022-09-14:sid:S-1-5-21-1")));
    }

    void san_hundredsOfNamesAreRefused() {
        QStringList names;
        for (int i = 0; i < 300; ++i)
            names << QStringLiteral("DNS:h%1.example").arg(i);
        const auto csr = m_maker.make(QStringLiteral("/CN=a"), {QStringLiteral("subjectAltName=") +
                                                                names.join(QLatin1Char(','))});
        QCOMPARE(csr.subjectAltNames().size(), std::size_t{300});
        const auto lines = compare(sanConstraints({"dns:*"}), csr);
        QVERIFY(!allEqual(lines));
        QCOMPARE(toQt(lines[0].found), QByteArray("300 names"));
        QVERIFY(satisfies(subjectConstraints("CN=a"), csr));
    }

    void san_aLimitHitOnceEndsTheComparison() {
        QStringList names;
        for (int i = 0; i < 200; ++i)
            names << QStringLiteral("DNS:") + QString(250, QLatin1Char('a')) + QLatin1Char('!');
        const auto csr = m_maker.make(QStringLiteral("/CN=a"), {QStringLiteral("subjectAltName=") +
                                                                names.join(QLatin1Char(','))});
        QElapsedTimer timer;
        timer.start();
        const auto lines = compare(sanConstraints({"dns:re:(a+)+$", "dns:re:(a|aa)+$"}), csr);
        QVERIFY(!allEqual(lines));
        QVERIFY(lines[0].found.ends_with("(too complex to judge)"));
        QVERIFY(lines[0].found.size() < 600);
        QVERIFY(timer.elapsed() < 5000);
    }

    void key_typeAndSize() {
        m_maker.tool().run(QStringLiteral("genrsa -out rsa.pem 2048"));
        const auto ec = m_maker.make(QStringLiteral("/CN=a"));
        const auto rsa = m_maker.make(QStringLiteral("/CN=a"), {}, QStringLiteral("rsa.pem"));
        Constraints constraints;
        constraints.keyTypes = {pki::KeyType::Rsa};
        QVERIFY(satisfies(constraints, rsa));
        QVERIFY(!satisfies(constraints, ec));
        constraints.minRsaBits = 3072;
        QVERIFY(!satisfies(constraints, rsa));
        constraints.keyTypes.clear();
        QVERIFY(satisfies(constraints, ec));
        const auto lines = compare(constraints, rsa);
        QCOMPARE(lines[0], (Comparison{"Key", "RSA 3072 or longer", "RSA 2048", false}));
    }

    void usages_noOthersMayBeAskedFor() {
        const auto asks = m_maker.make(QStringLiteral("/CN=a"),
                                       {QStringLiteral("keyUsage=digitalSignature,keyCertSign"),
                                        QStringLiteral("extendedKeyUsage=clientAuth,codeSigning")});
        const auto none = m_maker.make(QStringLiteral("/CN=a"));
        Constraints usage;
        usage.keyUsage = pki::key_usage::kDigitalSignature;
        QVERIFY(!satisfies(usage, asks));
        QVERIFY(satisfies(usage, none));
        usage.keyUsage = pki::key_usage::kDigitalSignature | pki::key_usage::kKeyCertSign;
        QVERIFY(satisfies(usage, asks));
        Constraints extended;
        extended.extendedKeyUsage = {oids::kEkuClientAuth};
        QVERIFY(!satisfies(extended, asks));
        QVERIFY(satisfies(extended, none));
        const auto lines = compare(extended, asks);
        QCOMPARE(lines[0], (Comparison{"EKU", "clientAuth", "clientAuth, codeSigning", false}));
    }

    void usages_malformedIsUnequal() {
        const Bytes junk{0x04, 0x01, 0x00};
        const auto csr =
            csrWith({pki::Name::fromText("CN=a").value(),
                     {{oids::kKeyUsage, true, junk}, {oids::kExtendedKeyUsage, false, junk}},
                     nullptr,
                     {}});
        Constraints constraints;
        constraints.keyUsage = 0x1FF;
        constraints.extendedKeyUsage = {oids::kEkuClientAuth};
        const auto lines = compare(constraints, csr);
        QCOMPARE(lines.size(), std::size_t{2});
        QVERIFY(!lines[0].equal && !lines[1].equal);
    }

    void addSubjectConstraint_splitsAtCommasThatAreNotEscaped() {
        const auto constraints = subjectConstraints(R"(CN=re:a\d{1\,3} , O = b*)");
        QCOMPARE(constraints.subject.size(), std::size_t{2});
        QCOMPARE(toQt(constraints.subject[0].pattern.text()), QByteArray(R"(re:a\d{1,3})"));
        QVERIFY(constraints.subject[1].attribute == oids::kOrganization);
        QCOMPARE(toQt(constraints.subject[1].pattern.text()), QByteArray("b*"));
        QVERIFY(subjectConstraints("2.5.4.5=x").subject[0].attribute == oids::kSerialNumber);
    }

    void addConstraints_refuseWhatTheyCannotRead() {
        Constraints constraints;
        for (const char* text :
             {"", "CN", "CN=", "CN=a,", "CN=a,,O=b", "Nope=a", "CN=a,b", "CN=re:(", "re:(", "=a"})
            QCOMPARE(outcome(addSubjectConstraint(constraints, text)),
                     QByteArray("invalidArgument"));
        for (const char* text : {"", "dns", "dns:", "nope:a", ":a", "dns:re:["})
            QCOMPARE(outcome(addSanConstraint(constraints, text)), QByteArray("invalidArgument"));
        QVERIFY(constraints.empty());
        QCOMPARE(outcome(addSubjectConstraint(constraints, "re:a")), QByteArray("ok"));
        QCOMPARE(outcome(addSubjectConstraint(constraints, "re:b")), QByteArray("invalidArgument"));
    }

    void recordedRequest_isJudgedByItsFields() {
        const Captures captures(m_maker.tool());
        const QByteArray content =
            captures.contentOf(Captures::messageOf(QStringLiteral(
                                   "05-strongswan-enroll-post-aes128-sha512-profile.request")),
                               QStringLiteral("keys/ca.key.pem"));
        const auto csr = pki::Csr::fromDer(fromQt(content));
        QVERIFY(csr.has_value());
        Constraints constraints = subjectConstraints("CN=swan-?,O=Example,C=DE");
        constraints.onlyListedSubjectAttributes = true;
        QVERIFY(addSanConstraint(constraints, "dns:SWAN-c.*").has_value());
        constraints.onlyListedSans = true;
        constraints.sanRequired = true;
        constraints.keyTypes = {pki::KeyType::Rsa};
        constraints.minRsaBits = 2048;
        constraints.keyUsage = 0;
        QVERIFY(satisfies(constraints, *csr));
        constraints.subject.pop_back();
        QVERIFY(!satisfies(constraints, *csr));
    }
};

QTEST_GUILESS_MAIN(TestConstraints)
#include "tst_constraints.moc"
