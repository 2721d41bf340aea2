// Constraints within constraints never permit more.
#include "challenge/narrow.h"

#include "pki/extensions.h"

#include <QTest>

using namespace scepter;
using challenge::Constraints;
using challenge::narrowed;

namespace {

Constraints subject(const char* text) {
    Constraints constraints;
    if (!challenge::addSubjectConstraint(constraints, text)) qFatal("%s", text);
    return constraints;
}

Constraints sans(std::initializer_list<const char*> texts, bool only = false) {
    Constraints constraints;
    for (const char* text : texts)
        if (!challenge::addSanConstraint(constraints, text)) qFatal("%s", text);
    constraints.onlyListedSans = only;
    return constraints;
}

bool isRefused(const Constraints& limits, const Constraints& wanted) {
    const auto result = narrowed(limits, wanted);
    return !result && result.error().code == ErrorCode::ConstraintViolated;
}

} // namespace

class NarrowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingWanted_leavesTheLimits();
    void nothingLimited_leavesWhatIsWanted();
    void subject_rulesAddUp();
    void subject_attributesStayListed();
    void subject_expressionsAreNotGuessedAt();
    void sans_areReplacedByNarrowerOnes();
    void sans_ofOtherTypesStayShut();
    void sans_wantedAloneDropTheOthers();
    void keys_areWhatBothPermit();
    void usages_areWhatBothPermit();
};

void NarrowTest::nothingWanted_leavesTheLimits() {
    Constraints limits = subject("CN=kiosk-*");
    limits.minRsaBits = 2048;
    limits.keyUsage = std::uint16_t{3};
    QVERIFY(*narrowed(limits, {}) == limits);
    QVERIFY(narrowed({}, {})->empty());
}

void NarrowTest::nothingLimited_leavesWhatIsWanted() {
    Constraints wanted = sans({"dns:*.example"}, true);
    wanted.subjectText = *challenge::Pattern::fromText("re:CN=.*");
    wanted.keyTypes = {pki::KeyType::Rsa};
    wanted.keyUsage = std::uint16_t{1};
    wanted.extendedKeyUsage.emplace();
    wanted.sanRequired = true;
    QVERIFY(*narrowed({}, wanted) == wanted);
}

void NarrowTest::subject_rulesAddUp() {
    // A wider wish does no harm: the limits' rule stays beside it.
    const auto both = narrowed(subject("CN=kiosk-*"), subject("CN=*"));
    QVERIFY(both.has_value());
    QCOMPARE(both->subject.size(), std::size_t{2});
    QCOMPARE(narrowed(subject("CN=a"), subject("CN=a"))->subject.size(), std::size_t{1});
}

void NarrowTest::subject_attributesStayListed() {
    Constraints limits = subject("CN=kiosk-*");
    limits.onlyListedSubjectAttributes = true;
    QVERIFY(isRefused(limits, subject("O=Example")));
    QVERIFY(narrowed(limits, subject("CN=kiosk-1"))->onlyListedSubjectAttributes);
    limits.onlyListedSubjectAttributes = false;
    QVERIFY(narrowed(limits, subject("O=Example")).has_value());
}

void NarrowTest::subject_expressionsAreNotGuessedAt() {
    const Constraints limits = subject("re:CN=kiosk-[0-9]+");
    QVERIFY(narrowed(limits, limits).has_value());
    QVERIFY(isRefused(limits, subject("re:CN=kiosk-[0-9]")));
    Constraints plain;
    plain.subjectText = *challenge::Pattern::fromText("exact:CN=kiosk-7");
    QCOMPARE(narrowed(limits, plain)->subjectText->text(), std::string("exact:CN=kiosk-7"));
    plain.subjectText = *challenge::Pattern::fromText("CN=server");
    QVERIFY(isRefused(limits, plain));
}

void NarrowTest::sans_areReplacedByNarrowerOnes() {
    const Constraints limits = sans({"dns:*.lab.example", "email:*@example"});
    const auto result = narrowed(limits, sans({"dns:a.lab.example"}));
    QVERIFY(result.has_value());
    QCOMPARE(result->subjectAltNames.size(), std::size_t{2});
    QCOMPARE(result->subjectAltNames.back().pattern.text(), std::string("a.lab.example"));
    QVERIFY(isRefused(limits, sans({"dns:a.example"})));
    QVERIFY(isRefused(limits, sans({"dns:*"})));
    QVERIFY(isRefused(limits, sans({"dns:a.lab.example", "dns:b.example"})));
}

void NarrowTest::sans_ofOtherTypesStayShut() {
    QVERIFY(isRefused(sans({"dns:*"}, true), sans({"upn:admin@example"})));
    QVERIFY(narrowed(sans({"dns:*"}), sans({"upn:admin@example"})).has_value());
}

void NarrowTest::sans_wantedAloneDropTheOthers() {
    const auto result = narrowed(sans({"dns:*", "email:*"}), sans({"dns:a"}, true));
    QVERIFY(result.has_value() && result->onlyListedSans);
    QCOMPARE(result->subjectAltNames.size(), std::size_t{1});
}

void NarrowTest::keys_areWhatBothPermit() {
    Constraints limits;
    limits.keyTypes = {pki::KeyType::Rsa, pki::KeyType::EcP256};
    limits.minRsaBits = 3072;
    Constraints wanted;
    wanted.keyTypes = {pki::KeyType::Rsa, pki::KeyType::Ed25519};
    wanted.minRsaBits = 2048;
    const auto result = narrowed(limits, wanted);
    QVERIFY(result.has_value());
    QVERIFY(result->keyTypes == std::vector{pki::KeyType::Rsa});
    QCOMPARE(*result->minRsaBits, 3072U);
    wanted.keyTypes = {pki::KeyType::Ed25519};
    QVERIFY(isRefused(limits, wanted));
}

void NarrowTest::usages_areWhatBothPermit() {
    Constraints limits;
    limits.keyUsage = std::uint16_t{0b011};
    limits.extendedKeyUsage = {*pki::extendedKeyUsageFromText("clientAuth")};
    Constraints wanted;
    wanted.keyUsage = std::uint16_t{0b110};
    wanted.extendedKeyUsage = {*pki::extendedKeyUsageFromText("serverAuth"),
                               *pki::extendedKeyUsageFromText("clientAuth")};
    const auto result = narrowed(limits, wanted);
    QVERIFY(result.has_value());
    QCOMPARE(*result->keyUsage, std::uint16_t{0b010});
    QVERIFY(*result->extendedKeyUsage == *limits.extendedKeyUsage);
}

QTEST_GUILESS_MAIN(NarrowTest)
#include "tst_narrow.moc"
