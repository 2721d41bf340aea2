// What templates make and what endpoints answer, before anybody asks.
#include "bench.h"

#include <algorithm>

using namespace scepter;
using namespace scepter::test;
using workbench::SampleRequest;
using workbench::Workbench;

namespace {

QByteArray value(const workbench::Facts& facts, std::string_view group, std::string_view name) {
    for (const auto& fact : facts)
        if (fact.group == group && fact.name == name) return QByteArray::fromStdString(fact.value);
    return "(no such fact)";
}

const authority::PlanLine* line(const workbench::TemplatePreview& preview, std::string_view field) {
    for (const auto& one : preview.lines)
        if (one.field == field) return &one;
    return nullptr;
}

authority::Template ecTemplate() {
    authority::Template recipe = authority::labTemplate();
    recipe.name = "unsaved";
    recipe.keys = {{pki::KeyType::EcP256, 0, 0}};
    return recipe;
}

} // namespace

class PreviewsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void template_showsWhatWouldBeIssued();
    void template_takesTheSmallestKeyThatItAllows();
    void template_fillsInTheIssuer();
    void template_changesNothing();
    void template_saysWhyNothingCouldBeIssued();
    void template_canBeCancelled();
    void template_withoutCaCertificateIsNotReady();

private:
    Result<workbench::TemplatePreview> preview(const authority::Template& recipe,
                                               const SampleRequest& sample = {}) {
        return m_bench->previewTemplate(recipe, {}, sample);
    }

    SystemClock m_clock;
    Folder m_folder;
    std::unique_ptr<Workbench> m_bench;
};

void PreviewsTest::initTestCase() {
    NEED(workbench::makeWorkspace(quickSetup(m_folder), m_clock));
    auto opened = Workbench::open(m_folder.path("lab.scepter"), {}, "operator:ann", m_clock);
    NEED(opened);
    m_bench = std::move(*opened);
}

void PreviewsTest::template_showsWhatWouldBeIssued() {
    SampleRequest sample;
    sample.subject = "CN=kiosk-19,O=Example";
    sample.subjectAltNames = {"DNS:kiosk-19.example", "IP:10.0.0.9"};
    sample.extendedKeyUsage = {"clientAuth", "codeSigning"};
    const auto shown = preview(ecTemplate(), sample);
    NEED(shown);
    QVERIFY(line(*shown, "Subject") && line(*shown, "Subject")->issued == "CN=kiosk-19,O=Example");
    QVERIFY(std::any_of(shown->lines.begin(), shown->lines.end(),
                        [](const auto& one) { return one.changed; }));
    QCOMPARE(value(shown->facts, "Subject", "CN"), QByteArray("kiosk-19"));
    QCOMPARE(value(shown->facts, "Subject alternative name", "IP"), QByteArray("10.0.0.9"));
    QCOMPARE(value(shown->facts, "Extended key usage", "Usage"), QByteArray("clientAuth"));
    QCOMPARE(value(shown->facts, "Issuer", "CN"), QByteArray("Scepter Lab CA"));
    QCOMPARE(value(shown->facts, "Public key", "Curve"), QByteArray("P-256"));
    QCOMPARE(value(shown->facts, "General", "Signature algorithm"),
             QByteArray("ecdsa-with-SHA256"));
    // Nothing of the throw-away keys.
    QCOMPARE(value(shown->facts, "General", "Serial number"), QByteArray("(random)"));
    for (const auto& fact : shown->facts)
        QVERIFY(fact.group != "Signature" && fact.group != "Fingerprints" && fact.name != "Point");
}

void PreviewsTest::template_takesTheSmallestKeyThatItAllows() {
    authority::Template recipe = authority::labTemplate();
    const auto rsa = preview(recipe);
    NEED(rsa);
    QCOMPARE(line(*rsa, "Key")->issued, std::string("RSA 2048"));
    SampleRequest sample;
    sample.key = pki::KeySpec{pki::KeyType::EcP384, 0};
    const auto chosen = preview(recipe, sample);
    NEED(chosen);
    QCOMPARE(line(*chosen, "Key")->issued, std::string("EC P-384"));
}

void PreviewsTest::template_fillsInTheIssuer() {
    authority::Template recipe = ecTemplate();
    recipe.crlDistributionPoints = {"http://h.example/crl/{authority}-g{generation}.crl"};
    const auto shown = preview(recipe);
    NEED(shown);
    QCOMPARE(value(shown->facts, "CRL distribution points", "URI"),
             QByteArray("http://h.example/crl/lab-g1.crl"));
    const auto authority = m_bench->authorities().show({});
    NEED(authority);
    QCOMPARE(value(shown->facts, "Authority key identifier", "Key identifier"),
             value(workbench::certificateFacts(*authority->current()->ca), "Subject key identifier",
                   "Value"));
}

void PreviewsTest::template_changesNothing() {
    const auto before = m_bench->status();
    NEED(before);
    const auto head = m_bench->verifyAudit();
    NEED(head);
    NEED(preview(ecTemplate()));
    const auto after = m_bench->status();
    NEED(after);
    QCOMPARE(after->counts.certificates, before->counts.certificates);
    QCOMPARE(m_bench->verifyAudit()->lines, head->lines);
}

void PreviewsTest::template_saysWhyNothingCouldBeIssued() {
    authority::Template recipe = ecTemplate();
    recipe.sanPolicy = authority::SanPolicy::Restrict;
    recipe.sanTypes = {pki::GeneralNameType::Dns};
    SampleRequest sample;
    sample.subjectAltNames = {"IP:10.0.0.9"};
    REFUSED(preview(recipe, sample), SanRejected);
    sample.subjectAltNames = {"nonsense"};
    REFUSED(preview(recipe, sample), InvalidArgument);
    sample = {};
    sample.subject = "kiosk";
    REFUSED(preview(recipe, sample), InvalidArgument);
    sample = {};
    sample.key = pki::KeySpec{pki::KeyType::Ed25519, 0};
    REFUSED(preview(recipe, sample), KeyRejected);
    recipe.validity = Duration{0};
    REFUSED(preview(recipe), InvalidArgument);
    REFUSED(m_bench->previewTemplate(ecTemplate(), "nobody", {}), NotFound);
}

void PreviewsTest::template_canBeCancelled() {
    SampleRequest sample;
    sample.key = pki::KeySpec{pki::KeyType::Rsa, 3072};
    REFUSED(m_bench->previewTemplate(authority::labTemplate(), {}, sample, [] { return false; }),
            Cancelled);
}

void PreviewsTest::template_withoutCaCertificateIsNotReady() {
    Folder folder;
    auto options = quickSetup(folder);
    options.forOutsideRoot = true;
    NEED(workbench::makeWorkspace(options, m_clock));
    const auto bench = Workbench::open(folder.path("lab.scepter"), {}, "operator:ann", m_clock);
    NEED(bench);
    REFUSED((*bench)->previewTemplate(ecTemplate(), {}, {}), AuthorityNotReady);
}

QTEST_GUILESS_MAIN(PreviewsTest)
#include "tst_previews.moc"
