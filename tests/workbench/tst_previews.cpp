// What templates make and what endpoints answer, before anybody asks.
#include "bench.h"

#include "pki/cms_signed.h"
#include "responder/runtime.h"
#include "workbench/passphrase.h"

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
    void endpoint_answersAsTheResponderDoes_data();
    void endpoint_answersAsTheResponderDoes();
    void endpoint_namesTheRoles();
    void endpoint_listsWhatIsWrong();
    void endpoint_withoutCaCertificateSaysSo();
    void presets_areExplained();

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

void PreviewsTest::endpoint_answersAsTheResponderDoes_data() {
    QTest::addColumn<QString>("preset");
    QTest::addColumn<bool>("caOnly");
    QTest::addColumn<bool>("renewal");
    for (const auto& name : enrollment::compatibilityPresetNames())
        QTest::newRow(name.c_str()) << QString::fromStdString(name) << false << true;
    QTest::newRow("CA only") << QStringLiteral("default") << true << true;
    QTest::newRow("no renewal") << QStringLiteral("default") << false << false;
}

void PreviewsTest::endpoint_answersAsTheResponderDoes() {
    QFETCH(QString, preset);
    QFETCH(bool, caOnly);
    QFETCH(bool, renewal);
    const auto saved = m_bench->endpoints().show("static");
    NEED(saved);
    enrollment::EndpointSettings settings = saved->settings;
    settings.compatibility = *enrollment::compatibilityPreset(preset.toStdString());
    settings.compatibility.caOnly = caOnly;
    settings.renewalAllowed = renewal;
    // First unsaved, then what the responder serves of the same once it is saved.
    const auto shown = m_bench->previewEndpoint(settings);
    NEED(shown);
    QVERIFY(shown->problems.empty());
    NEED(m_bench->endpoints().update(settings, nullptr));
    auto store = store::Store::open(m_folder.path("lab.scepter"), m_clock);
    NEED(store);
    auto passphrase = workbench::findPassphrase(m_folder.path("lab.scepter"), {});
    NEED(passphrase);
    NEED((*store)->unlock(passphrase->view()));
    responder::AuthorityLoader loader(**store, std::move(*passphrase));
    std::vector<Error> problems;
    const auto runtime = responder::loadRuntime(**store, loader, nullptr, problems);
    NEED(runtime);
    const auto served = (*runtime)->find(settings.path);
    QVERIFY(served);
    QCOMPARE(shown->capabilities, served->capabilities);
    QCOMPARE(shown->contentType, std::string(served->caCertificates.contentType));
    QCOMPARE(shown->size, served->caCertificates.body.size());
    m_folder.write("answer.p7b", toQt(served->caCertificates.body));
    if (!caOnly) {
        const QByteArray said = m_folder.openssl("pkcs7 -inform DER -print_certs -in answer.p7b");
        QCOMPARE(static_cast<std::size_t>(said.count("subject=")), shown->certificates.size());
    } else {
        QCOMPARE(shown->certificates.size(), std::size_t{1});
        QVERIFY(m_folder.openssl("x509 -inform DER -noout -fingerprint -sha1 -in answer.p7b")
                    .contains(QByteArray::fromStdString(shown->certificates.front().sha1)));
    }
    QCOMPARE(shown->capabilities.find("Renewal") != std::string::npos, renewal);
}

void PreviewsTest::endpoint_namesTheRoles() {
    const auto saved = m_bench->endpoints().show("static");
    NEED(saved);
    enrollment::EndpointSettings settings = saved->settings;
    settings.compatibility = {};
    const auto shown = m_bench->previewEndpoint(settings);
    NEED(shown);
    QCOMPARE(shown->certificates.size(), std::size_t{2});
    QCOMPARE(shown->certificates[0].role, std::string("RA, signing and encryption"));
    QCOMPARE(shown->certificates[1].role, std::string("CA"));
    QCOMPARE(shown->warnings.size(), std::size_t{1}); // a static challenge without constraints
    settings.compatibility.caOnly = true;
    const auto alone = m_bench->previewEndpoint(settings);
    NEED(alone);
    QCOMPARE(alone->certificates.size(), std::size_t{1});
    QCOMPARE(alone->certificates[0].role, std::string("CA"));
}

void PreviewsTest::endpoint_listsWhatIsWrong() {
    enrollment::EndpointSettings settings;
    settings.name = "bad name";
    settings.path = "/x";
    settings.templateName = "lab";
    settings.gates = challenge::gatesOf(challenge::GateKind::Code);
    settings.compatibility.caOnly = true; // an EC key, to which nobody can encrypt
    const auto shown = m_bench->previewEndpoint(settings);
    NEED(shown);
    QCOMPARE(shown->problems.size(), std::size_t{2});
    QCOMPARE(shown->problems[0].code, ErrorCode::InvalidArgument);
    QVERIFY(shown->problems[1].detail.find("nobody could encrypt") != std::string::npos);
    QVERIFY(!shown->capabilities.empty());

    settings.name = "new";
    settings.path = "/scep";
    settings.compatibility.caOnly = false;
    const auto taken = m_bench->previewEndpoint(settings);
    NEED(taken);
    QCOMPARE(taken->problems.size(), std::size_t{1});
    QCOMPARE(taken->problems[0].code, ErrorCode::AlreadyExists);
    settings.path = "/new";
    settings.templateName = "gone";
    const auto missing = m_bench->previewEndpoint(settings);
    NEED(missing);
    QCOMPARE(missing->problems.size(), std::size_t{1});
    QCOMPARE(missing->problems[0].code, ErrorCode::NotFound);
    settings.authorityId = 99;
    REFUSED(m_bench->previewEndpoint(settings), AuthorityMissing);
}

void PreviewsTest::endpoint_withoutCaCertificateSaysSo() {
    authority::Authority authority;
    authority.id = 1;
    authority.name = "lab";
    enrollment::EndpointSettings settings;
    settings.name = "new";
    settings.path = "/new";
    settings.templateName = "lab";
    settings.authorityId = 1;
    const auto shown = workbench::previewEndpoint({settings, {}}, authority, m_clock.now());
    QCOMPARE(shown.problems.size(), std::size_t{1});
    QCOMPARE(shown.problems[0].code, ErrorCode::AuthorityNotReady);
    QVERIFY(shown.certificates.empty() && shown.size == 0);
}

void PreviewsTest::presets_areExplained() {
    const auto texts = workbench::presetTexts();
    QCOMPARE(texts.size(), enrollment::compatibilityPresetNames().size());
    for (const auto& text : texts) {
        QVERIFY2(text.why.ends_with('.'), text.name.c_str());
        auto preset = *enrollment::compatibilityPreset(text.name);
        preset.preset = "default";
        QCOMPARE(text.changes.empty(), preset == enrollment::Compatibility{});
    }
    enrollment::Compatibility all;
    all.algorithms = {true, true};
    all.relaxSignerKey = all.caOnly = all.replyWithChain = true;
    all.caCertificates.withChain = false;
    QCOMPARE(workbench::compatibilityChanges(all).size(), std::size_t{6});
}

QTEST_GUILESS_MAIN(PreviewsTest)
#include "tst_previews.moc"
