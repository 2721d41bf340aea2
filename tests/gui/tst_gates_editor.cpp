// Gates in the form of an endpoint: every kind, their secrets, and what is wrong with them.
#include "endpoints_support.h"
#include "pages/endpoint_form.h"
#include "pages/gate_words.h"
#include "pages/gates_editor.h"

#include "pki/key.h"
#include "pki/pem.h"

#include <QAbstractSpinBox>
#include <QClipboard>
#include <QFile>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSpinBox>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using namespace std::chrono_literals;
using challenge::Gate;
using challenge::GateKind;
using challenge::GateRule;
using challenge::GateSecret;
using enrollment::EndpointSettings;

namespace {

constexpr std::array kKinds{"static", "code", "webhook", "intune", "token", "command"};

std::string writeFile(const QString& path, const std::string& content) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(path));
    file.write(content.data(), static_cast<qsizetype>(content.size()));
    return content;
}

std::string readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
    return file.readAll().toStdString();
}

/// A key and a certificate of it, by a program that we did not write.
void makeCertificate(const QString& key, const QString& certificate) {
    QProcess process;
    process.start(q("openssl"), {q("req"), q("-x509"), q("-newkey"), q("ec"), q("-pkeyopt"),
                                 q("ec_paramgen_curve:P-256"), q("-nodes"), q("-subj"),
                                 q("/CN=asker"), q("-keyout"), key, q("-out"), certificate});
    if (!process.waitForFinished() || process.exitCode() != 0) qFatal("openssl req failed");
}

std::string publicKeyPem() {
    const auto key = need("a key", pki::PrivateKey::generate({pki::KeyType::EcP256, 0}));
    return pki::toPem("PUBLIC KEY", key.publicKey().spki());
}

/// Every setting of every kind other than its default.
std::vector<Gate> unusualGates(const std::string& keyPem) {
    challenge::StaticGate fixed;
    fixed.challenges = {{"old", {}, {}, SteppingClock::kStart + 90s},
                        {"new", {}, SteppingClock::kStart - 1h, SteppingClock::kStart + 1234ms}};
    need("a constraint",
         challenge::addSubjectConstraint(fixed.challenges[0].constraints, "CN=kiosk-*"));
    challenge::WebhookGate webhook;
    webhook.dialect = challenge::WebhookDialect::Plain;
    webhook.url = "https://mdm.example/scep";
    webhook.webhookId = "wh-7";
    webhook.authorization = challenge::AskAuthorization::Basic;
    webhook.user = "scep";
    webhook.clientCertificatePem = "not read here";
    webhook.rootPems = {"one", "two"};
    webhook.allowedHosts = {"mdm.example", "*.example"};
    webhook.timeout = 1500ms;
    webhook.retries = 3;
    webhook.asksForRenewals = false;
    webhook.notifies = true;
    webhook.notifyUrl = "https://mdm.example/told";
    challenge::IntuneGate intune;
    intune.tenant = "contoso.example";
    intune.appId = "app";
    intune.provider = "Scepter 9";
    intune.authorityUrl = "https://login.example";
    intune.graphUrl = "https://graph.example";
    intune.graphVersion = "v9";
    intune.graphScope = "scope-1";
    intune.intuneAppId = "other-app";
    intune.intuneScope = "scope-2";
    intune.apiVersion = "2099-01-01";
    intune.rootPems = {"root"};
    intune.allowedHosts = {"*.example"};
    intune.timeout = 3s;
    intune.waitForSuccessNotification = false;
    intune.pullsRevocations = true;
    challenge::TokenGate token{{keyPem}, "issuer", "audience", 61s, 1h + 1ms};
    challenge::CommandGate command{"/usr/bin/judge", {"--fast", "  indented", ""}, 3s, true};
    return {{"fixed", fixed, true},  {"codes", challenge::CodeGate{}, true},
            {"hook", webhook, true}, {"intune", intune, true},
            {"token", token, true},  {"program", command, true}};
}

std::vector<GateSecret> unusualSecrets() {
    std::vector<GateSecret> secrets;
    const auto add = [&](const char* gate, const char* name, const char* value) {
        secrets.push_back({gate, name, SecretBytes(std::string_view(value))});
    };
    add("fixed", "new", "text of the new one");
    add("fixed", "old", "text of the old one");
    add("fixed", "unlisted", "text without rules");
    add("hook", "hmac", "c2VjcmV0");
    add("hook", "password", "password of the hook");
    add("hook", "clientKey", "not read here");
    add("hook", "of another version", "kept");
    add("intune", "appKey", "key of the app");
    add("token", "key", "0123456789abcdef0123456789abcdef");
    return secrets;
}

/// What a client sends: static challenges have to have texts, and so on.
std::string secretOf(workbench::Workbench& workbench, const char* endpoint, const char* gate,
                     const char* name) {
    const auto stored = need("read", workbench.endpoints().show(endpoint));
    const SecretBytes* found = challenge::findSecret(stored.secrets, gate, name);
    return found != nullptr ? std::string(found->text()) : std::string();
}

template <class T> T settingsOf(const EndpointSettings& endpoint) {
    for (const Gate& gate : endpoint.gates)
        if (const auto* found = std::get_if<T>(&gate.settings)) return *found;
    qFatal("no gate of this kind");
}

/// An endpoint with a gate for codes and one that asks.
EndpointSettings addTwoGates(Stage& stage) {
    EndpointSettings two = stage.stored("scep");
    two.id = 0;
    two.name = "two";
    two.path = "/two";
    two.aliases.clear();
    challenge::WebhookGate webhook;
    webhook.url = "https://mdm.example/scep";
    two.gates = challenge::gatesOf(GateKind::Code);
    two.gates.push_back({"hook", webhook, false});
    std::vector<GateSecret> secrets;
    secrets.push_back({"hook", "hmac", SecretBytes(std::string_view("c2VjcmV0"))});
    need("add", stage.other->endpoints().add(two, secrets));
    const auto* list = stage.find<ui::ConfigTable>("endpointList");
    if (!QTest::qWaitFor([list] { return list->model()->rowCount() == 4; }))
        qFatal("the new endpoint is not in the list");
    return stage.stored("two");
}

void chooseGate(Stage& stage, int row) {
    stage.find<QListWidget>("gateList")->setCurrentRow(row);
    stage.settle();
}

bool isStop(const QWidget* widget) {
    return widget->isVisible() && widget->isEnabled() && widget->focusProxy() == nullptr &&
           (widget->focusPolicy() & Qt::TabFocus) != 0 &&
           qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) == nullptr;
}

void unfold(QWidget* root) {
    for (auto* fold : root->findChildren<QToolButton*>())
        if (fold->isCheckable() && fold->isVisible() && !fold->isChecked() &&
            (fold->objectName().endsWith(q("Button")) ||
             fold->objectName() == q("constraintsFold")))
            fold->click();
}

} // namespace

class GatesEditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void form_keepsEverySettingAndSecret();
    void add_storesStaticChallenges();
    void add_storesAWebhook();
    void add_storesIntune();
    void add_storesTokens();
    void add_storesAProgram();
    void codes_leadToTheirPage();
    void secondGate_isNotLost();
    void gates_areMovedRemovedAndRuled();
    void renamedGate_keepsItsSecrets();
    void secret_isShownOnlyWhenAsked();
    void secret_isReplacedByTyping();
    void optionalSecret_canBeRemoved();
    void secretsOfAnother_areAskedAbout();
    void staticChallenge_isReplacedWithinAWeek();
    void openStaticChallenge_saysWhatCouldBeAsked();
    void gatesThatContradict_areWarnedAbout();
    void problems_stopApply();
    void badFiles_areRefusedWhereTheyWereChosen();
    void preview_saysWhatClientsSend();
    void tab_walksDownEveryKind_data();
    void tab_walksDownEveryKind();
    void everyKind_fitsMirroredAndSmall_data();
    void everyKind_fitsMirroredAndSmall();
};

void GatesEditorTest::form_keepsEverySettingAndSecret() {
    const ui::Theme theme(*qApp);
    const ui::GateServices services;
    ui::GatesEditor editor(theme, services);
    const auto gates = unusualGates(publicKeyPem());
    editor.setUnknown();
    editor.load(gates, GateRule::Any);
    for (std::size_t i = 0; i < gates.size(); ++i)
        QVERIFY2(editor.gates().at(i) == gates[i], gates[i].name.c_str());
    QCOMPARE(editor.rule(), GateRule::Any);
    QVERIFY(!editor.isKnown());
    const auto secrets = unusualSecrets();
    editor.setSecrets(secrets);
    QVERIFY(editor.isKnown());
    QVERIFY(editor.gates() == gates);
    QVERIFY(ui::sameSecrets(editor.secrets(), secrets));
    editor.load(gates, GateRule::All);
    QVERIFY(ui::sameSecrets(editor.secrets(), secrets));
    // Each setting is in the words of what differs.
    EndpointSettings before;
    before.gates = gates;
    for (std::size_t i = 0; i < gates.size(); ++i) {
        EndpointSettings after = before;
        after.gates[i].settings = challenge::gatesOf(gates[i].kind()).front().settings;
        const qsizetype expected = gates[i].kind() == GateKind::Code ? 0 : 1;
        QVERIFY(ui::gateChanges(before, after).size() >= expected);
    }
    editor.setUnknown();
    editor.load({}, GateRule::All);
    QVERIFY(editor.gates().empty() && editor.secrets().empty());
}

void GatesEditorTest::add_storesStaticChallenges() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.click("gateRemove");
    QVERIFY(stage.find("gateNone")->isVisible());
    stage.addGate("static");
    QVERIFY(!stage.find("gateNone")->isVisible());
    auto* made = stage.find<QLineEdit>("secret1");
    QVERIFY(made->text().size() >= 20);
    QVERIFY(made->hasFocus());
    const std::string secret = made->text().toStdString();
    stage.type("gateName", "office");
    stage.type("secretName1", "printers");
    auto* constraints = stage.find("secretConstraints1");
    test::find<QToolButton>(constraints, q("constraintsFold"))->click();
    auto* quick = test::find<QLineEdit>(constraints, q("quickSubject"));
    quick->setFocus();
    QTest::keyClicks(quick, q("CN=printer-*"));
    QTest::keyClick(quick, Qt::Key_Return);
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    const auto stored = stage.stored("scep");
    QCOMPARE(stored.gates.size(), std::size_t{1});
    QCOMPARE(stored.gates[0].name, std::string("office"));
    const auto fixed = settingsOf<challenge::StaticGate>(stored);
    QCOMPARE(fixed.challenges.size(), std::size_t{1});
    QCOMPARE(fixed.challenges[0].name, std::string("printers"));
    QCOMPARE(fixed.challenges[0].constraints.subject.size(), std::size_t{1});
    QVERIFY(secretOf(*stage.other, "scep", "office", "printers") == secret);
}

void GatesEditorTest::add_storesAWebhook() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    const QString key = stage.workspace.file(q("asker.key"));
    const QString certificate = stage.workspace.file(q("asker.pem"));
    makeCertificate(key, certificate);
    stage.click("gateRemove");
    stage.addGate("webhook");
    QVERIFY(stage.find<QLineEdit>("gateUrl")->hasFocus());
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.type("gateUrl", "https://mdm.example/scep");
    stage.click("gateHmacMake");
    const std::string hmac = stage.find<QLineEdit>("gateHmacEdit")->text().toStdString();
    QCOMPARE(stage.find<QLineEdit>("gateHmacEdit")->echoMode(), QLineEdit::Normal);
    stage.type("gateWebhookId", "wh-1");
    stage.choose("gateAuthorization", "User");
    stage.type("gateUser", "scep");
    stage.type("gatePasswordEdit", "correct horse");
    stage.click("gateRenewals");
    stage.click("gateNotifies");
    stage.settle();
    stage.type("gateNotifyUrl", "https://mdm.example/told");
    stage.click("gateConnectionButton");
    stage.settle();
    stage.window.desktop().answer(certificate);
    stage.click("gateCertificateOpen");
    QTRY_VERIFY(
        stage.window.window().currentPage()->findChild<QToolButton*>(q("gateCertificateRemove1")));
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.window.desktop().answer(key);
    stage.click("gateClientKeyOpen");
    QTRY_VERIFY(stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.settle();
    stage.find<QPlainTextEdit>("gateHosts")->setPlainText(q("mdm.example\n"));
    stage.find<QSpinBox>("gateTimeoutSeconds")->setValue(7);
    stage.find<QSpinBox>("gateRetries")->setValue(2);
    stage.click("gateVouches");
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    const auto stored = stage.stored("scep");
    QVERIFY(stored.gates[0].vouchesForSid);
    challenge::WebhookGate wanted;
    wanted.url = "https://mdm.example/scep";
    wanted.webhookId = "wh-1";
    wanted.authorization = challenge::AskAuthorization::Basic;
    wanted.user = "scep";
    wanted.asksForRenewals = false;
    wanted.notifies = true;
    wanted.notifyUrl = "https://mdm.example/told";
    wanted.clientCertificatePem = readFile(certificate);
    wanted.allowedHosts = {"mdm.example"};
    wanted.timeout = 7s;
    wanted.retries = 2;
    QVERIFY(settingsOf<challenge::WebhookGate>(stored) == wanted);
    QVERIFY(secretOf(*stage.other, "scep", "webhook", "hmac") == hmac);
    QVERIFY(secretOf(*stage.other, "scep", "webhook", "password") == "correct horse");
    QVERIFY(secretOf(*stage.other, "scep", "webhook", "clientKey") == readFile(key));
    // Stored: out of sight from now on.
    QTRY_COMPARE(stage.find<QLineEdit>("gateHmacEdit")->text(), QString());
    QCOMPARE(stage.find<QLineEdit>("gatePasswordEdit")->text(), QString());
}

void GatesEditorTest::add_storesIntune() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.click("gateRemove");
    stage.addGate("intune");
    stage.type("gateTenant", "contoso.example");
    stage.type("gateAppId", "11111111-2222-3333-4444-555555555555");
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.type("gateAppKeyEdit", "key of the app");
    stage.type("gateProvider", "Scepter 1");
    stage.click("gateWaits");
    stage.click("gatePulls");
    QVERIFY(!stage.find("gateGraphUrl")->isVisible());
    stage.click("gateAddressesButton");
    stage.settle();
    stage.type("gateAuthorityUrl", "https://login.example");
    stage.type("gateGraphUrl", "https://graph.example");
    stage.find<QPlainTextEdit>("gateHosts")->setPlainText(q("*.example"));
    stage.find<QSpinBox>("gateTimeoutSeconds")->setValue(12);
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    challenge::IntuneGate wanted;
    wanted.tenant = "contoso.example";
    wanted.appId = "11111111-2222-3333-4444-555555555555";
    wanted.provider = "Scepter 1";
    wanted.waitForSuccessNotification = false;
    wanted.pullsRevocations = true;
    wanted.authorityUrl = "https://login.example";
    wanted.graphUrl = "https://graph.example";
    wanted.allowedHosts = {"*.example"};
    wanted.timeout = 12s;
    QVERIFY(settingsOf<challenge::IntuneGate>(stage.stored("scep")) == wanted);
    QVERIFY(secretOf(*stage.other, "scep", "intune", "appKey") == "key of the app");
}

void GatesEditorTest::add_storesTokens() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    const std::string pem = writeFile(stage.workspace.file(q("issuer.pem")), publicKeyPem());
    stage.click("gateRemove");
    stage.addGate("token");
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.window.desktop().answer(stage.workspace.file(q("issuer.pem")));
    stage.click("gateKeysOpen");
    QTRY_VERIFY(stage.find<QPushButton>("endpointApply")->isEnabled());
    bool named = false;
    for (const QLabel* label : stage.find("gateKeys")->findChildren<QLabel*>())
        named = named || label->text().startsWith(q("EC P-256, SHA-256"));
    QVERIFY(named);
    QCOMPARE(stage.find<QLineEdit>("gateAudience")->placeholderText(), q("scep"));
    stage.type("gateIssuer", "https://mdm.example");
    stage.type("gateAudience", "devices");
    stage.find<QSpinBox>("gateLeewayNumber")->setValue(2);
    stage.find<QSpinBox>("gateLifeNumber")->setValue(3);
    stage.click("gateSharedKeyMake");
    const std::string shared = stage.find<QLineEdit>("gateSharedKeyEdit")->text().toStdString();
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    const auto stored = settingsOf<challenge::TokenGate>(stage.stored("scep"));
    QCOMPARE(stored.keyPems, std::vector<std::string>{pem});
    QCOMPARE(stored.issuer, std::string("https://mdm.example"));
    QCOMPARE(stored.audience, std::string("devices"));
    QVERIFY(stored.leeway == 2min);
    QVERIFY(stored.longestLife == 72h);
    QVERIFY(secretOf(*stage.other, "scep", "token", "key") == shared);
}

void GatesEditorTest::add_storesAProgram() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.click("gateRemove");
    stage.addGate("command");
    stage.type("gateProgram", "judge");
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.window.desktop().answer(q("/usr/bin/judge"));
    stage.click("gateBrowse");
    QTRY_COMPARE(stage.find<QLineEdit>("gateProgram")->text(), q("/usr/bin/judge"));
    stage.find<QPlainTextEdit>("gateArguments")->setPlainText(q("--strict\n--log=no"));
    stage.find<QSpinBox>("gateTimeoutSeconds")->setValue(4);
    stage.click("gateNotifies");
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    const challenge::CommandGate wanted{"/usr/bin/judge", {"--strict", "--log=no"}, 4s, true};
    QVERIFY(settingsOf<challenge::CommandGate>(stage.stored("scep")) == wanted);
}

void GatesEditorTest::codes_leadToTheirPage() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.click("gateCodes");
    QTRY_COMPARE(stage.window.window().currentPage()->id(), ui::PageId::Challenges);
}

void GatesEditorTest::secondGate_isNotLost() {
    Stage stage;
    QVERIFY(stage.ready);
    const EndpointSettings two = addTwoGates(stage);
    QVERIFY(stage.open("two") && stage.window.waitIdle());
    QCOMPARE(stage.find<QListWidget>("gateList")->count(), 2);
    stage.type("endpointPath", "/three");
    stage.type("endpointName", "renamed");
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    EndpointSettings wanted = two;
    wanted.path = "/three";
    wanted.name = "renamed";
    QVERIFY(stage.stored("renamed") == wanted);
    QVERIFY(secretOf(*stage.other, "renamed", "hook", "hmac") == "c2VjcmV0");
}

void GatesEditorTest::gates_areMovedRemovedAndRuled() {
    Stage stage;
    QVERIFY(stage.ready);
    addTwoGates(stage);
    QVERIFY(stage.open("two") && stage.window.waitIdle());
    auto* list = stage.find<QListWidget>("gateList");
    chooseGate(stage, 1);
    QVERIFY(stage.find("gateUrl")->isVisible() && !stage.find("gateCodes")->isVisible());
    stage.click("gateUp");
    QVERIFY(stage.changes().contains(q("The order of the gates")));
    QVERIFY(!stage.find("gateUp")->isEnabled());
    stage.choose("gateRule", "One");
    QVERIFY(stage.changes().contains(q("Rule: All of them must allow → One that allows")));
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QCOMPARE(stage.stored("two").gates[0].name, std::string("hook"));
    QCOMPARE(stage.stored("two").gateRule, GateRule::Any);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(stage.changes().contains(q("Gate “hook” is removed")));
    QVERIFY(stage.changes().contains(q("The secrets of gate “hook”")));
    QVERIFY(!stage.find("gateRule")->isVisible());
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QVERIFY(stage.stored("two").gates == challenge::gatesOf(GateKind::Code));
    QVERIFY(need("read", stage.other->endpoints().show("two")).secrets.empty());
}

void GatesEditorTest::renamedGate_keepsItsSecrets() {
    Stage stage;
    QVERIFY(stage.ready);
    addTwoGates(stage);
    QVERIFY(stage.open("two") && stage.window.waitIdle());
    chooseGate(stage, 1);
    auto* name = test::find<QLineEdit>(
        stage.find("gateUrl")->parentWidget()->parentWidget()->parentWidget(), q("gateName"));
    name->setText(q("mdm"));
    QVERIFY(stage.changes().contains(q("Gate “mdm”: Name: hook → mdm")));
    stage.click("endpointApply");
    // Typed before the answer is there.
    name->setText(q("later"));
    QTRY_VERIFY(stage.stored("two").gates[1].name == "mdm");
    QVERIFY(stage.window.waitIdle());
    QVERIFY(secretOf(*stage.other, "two", "mdm", "hmac") == "c2VjcmV0");
    QVERIFY(stage.changes().contains(q("mdm → later")));
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QVERIFY(secretOf(*stage.other, "two", "later", "hmac") == "c2VjcmV0");
}

void GatesEditorTest::secret_isShownOnlyWhenAsked() {
    Stage stage;
    QVERIFY(stage.ready);
    addTwoGates(stage);
    QVERIFY(stage.open("two") && stage.window.waitIdle());
    chooseGate(stage, 1);
    auto* edit = stage.find<QLineEdit>("gateHmacEdit");
    QCOMPARE(edit->text(), QString());
    QVERIFY(edit->placeholderText().startsWith(q("Stored")));
    stage.click("gateHmacShow");
    QVERIFY(edit->text() == q("c2VjcmV0"));
    QCOMPARE(edit->echoMode(), QLineEdit::Normal);
    QCOMPARE(stage.changes(), QString());
    stage.click("gateHmacShow");
    QCOMPARE(edit->text(), QString());
    stage.click("gateHmacCopy");
    QVERIFY(stage.window.clipboard().secondsLeft() > 0);
    QVERIFY(QApplication::clipboard()->text() == q("c2VjcmV0"));
    for (const QLabel* label : stage.window.window().findChildren<QLabel*>())
        QVERIFY(!label->text().contains(q("c2VjcmV0")));
}

void GatesEditorTest::secret_isReplacedByTyping() {
    Stage stage;
    QVERIFY(stage.ready);
    addTwoGates(stage);
    QVERIFY(stage.open("two") && stage.window.waitIdle());
    chooseGate(stage, 1);
    stage.type("gateHmacEdit", "bmV3");
    QVERIFY(stage.changes().contains(q("The secrets of gate “hook”")));
    // Nothing of it in what is said.
    QVERIFY(!stage.changes().contains(q("bmV3")));
    stage.click("endpointDiscard");
    QVERIFY(stage.window.waitIdle());
    QTRY_COMPARE(stage.changes(), QString());
    QCOMPARE(stage.find<QLineEdit>("gateHmacEdit")->text(), QString());
    chooseGate(stage, 1);
    stage.type("gateHmacEdit", "bmV3");
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QVERIFY(secretOf(*stage.other, "two", "hook", "hmac") == "bmV3");
}

void GatesEditorTest::optionalSecret_canBeRemoved() {
    Stage stage;
    QVERIFY(stage.ready);
    addTwoGates(stage);
    QVERIFY(stage.open("two") && stage.window.waitIdle());
    chooseGate(stage, 1);
    QVERIFY(!stage.find("gateHmacRemove")->isVisible());
    stage.choose("gateDialect", "Plain");
    stage.click("gateHmacRemove");
    QVERIFY(stage.changes().contains(q("The secrets of gate “hook”")));
    stage.choose("gateDialect", "As step-ca");
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.choose("gateDialect", "Plain");
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QVERIFY(need("read", stage.other->endpoints().show("two")).secrets.empty());
}

void GatesEditorTest::secretsOfAnother_areAskedAbout() {
    Stage stage;
    QVERIFY(stage.ready);
    const EndpointSettings two = addTwoGates(stage);
    QVERIFY(stage.open("two") && stage.window.waitIdle());
    chooseGate(stage, 1);
    stage.type("gateHmacEdit", "bWluZQ==");
    std::vector<GateSecret> theirs;
    theirs.push_back({"hook", "hmac", SecretBytes(std::string_view("dGhlaXJz"))});
    need("change", stage.other->endpoints().update(two, &theirs));
    QTRY_VERIFY(stage.question().contains(q("The secrets of gate “hook”")));
    stage.click("conflictLoad");
    QVERIFY(stage.window.waitIdle());
    QTRY_COMPARE(stage.changes(), QString());
    chooseGate(stage, 1);
    stage.click("gateHmacShow");
    QVERIFY(stage.find<QLineEdit>("gateHmacEdit")->text() == q("dGhlaXJz"));
}

void GatesEditorTest::staticChallenge_isReplacedWithinAWeek() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("static") && stage.window.waitIdle());
    const std::string old = staticChallenge(*stage.other);
    stage.click("secretReplace1");
    const std::string fresh = stage.find<QLineEdit>("secret2")->text().toStdString();
    QVERIFY(fresh.size() >= 20 && fresh != old);
    QVERIFY(stage.find<QCheckBox>("secretUntil1On")->isChecked());
    QVERIFY(!stage.find<QCheckBox>("secretUntil2On")->isChecked());
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    const auto stored = need("read", stage.other->endpoints().show("static"));
    const auto fixed = settingsOf<challenge::StaticGate>(stored.settings);
    QCOMPARE(fixed.challenges.size(), std::size_t{2});
    QVERIFY(fixed.challenges[0].validUntil == stage.clock.now() + std::chrono::days{7});
    QVERIFY(!fixed.challenges[1].validUntil && !fixed.challenges[1].validFrom);
    QVERIFY(secretOf(*stage.other, "static", "static", fixed.challenges[0].name.c_str()) == old);
    QVERIFY(secretOf(*stage.other, "static", "static", fixed.challenges[1].name.c_str()) == fresh);
    // A week later it says what to do.
    stage.clock.advance(std::chrono::days{8});
    stage.type("secretName2", "of this year");
    bool told = false;
    for (const QLabel* label : stage.find("endpointGates")->findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text().contains(q("not taken any more")));
    QVERIFY(told);
}

void GatesEditorTest::openStaticChallenge_saysWhatCouldBeAsked() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("static") && stage.window.waitIdle());
    auto* openTo = stage.find<QLabel>("gateOpenTo");
    QVERIFY(openTo->isVisible());
    QVERIFY(openTo->text().contains(q("Any subject")));
    QVERIFY(openTo->text().contains(q("DNS name")));
    QVERIFY(!openTo->text().contains(q("SID")));
    stage.click("gateVouches");
    QVERIFY(openTo->text().contains(q("SID")));
    auto* list = stage.find<QListWidget>("gateList");
    QVERIFY(list->item(0)->data(Qt::AccessibleTextRole).toString().contains(q("VU#971035")));
    auto* constraints = stage.find("secretConstraints1");
    test::find<QToolButton>(constraints, q("constraintsFold"))->click();
    auto* quick = test::find<QLineEdit>(constraints, q("quickSubject"));
    quick->setFocus();
    QTest::keyClicks(quick, q("CN=kiosk-*"));
    QVERIFY(!openTo->isVisible());
    QVERIFY(!list->item(0)->data(Qt::AccessibleTextRole).toString().contains(q("VU#971035")));
}

void GatesEditorTest::gatesThatContradict_areWarnedAbout() {
    EndpointSettings settings;
    settings.gates = challenge::gatesOf(GateKind::Code);
    QCOMPARE(ui::contradiction(settings), QString());
    settings.gates.push_back(challenge::gatesOf(GateKind::Static).front());
    QVERIFY(ui::contradiction(settings).contains(q("“code”")));
    settings.gateRule = GateRule::Any;
    QCOMPARE(ui::contradiction(settings), QString());
    settings.gateRule = GateRule::All;
    settings.gates[1] = challenge::gatesOf(GateKind::Webhook).front();
    QCOMPARE(ui::contradiction(settings), QString());
}

void GatesEditorTest::problems_stopApply() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    auto* apply = stage.find<QPushButton>("endpointApply");
    const auto says = [&](const char* field, const char* wanted) {
        return stage.find<QLineEdit>(field)->accessibleDescription().contains(q(wanted));
    };
    stage.addGate("webhook");
    QVERIFY(says("gateUrl", "URL"));
    stage.type("gateUrl", "http://mdm.example/");
    QVERIFY(says("gateUrl", "https"));
    stage.type("gateUrl", "https://mdm.example/");
    QVERIFY(!says("gateUrl", "https is"));
    QVERIFY(says("gateHmacEdit", "missing"));
    QVERIFY(stage.changes().contains(q("Gate “webhook”: ")));
    QVERIFY(!apply->isEnabled());
    stage.type("gateHmacEdit", "!!");
    QVERIFY(says("gateHmacEdit", "base64"));
    stage.type("gateHmacEdit", "c2VjcmV0");
    QVERIFY(apply->isEnabled());
    stage.choose("gateAuthorization", "Bearer");
    QVERIFY(says("gateBearerEdit", "missing"));
    QVERIFY(!apply->isEnabled());
    stage.choose("gateAuthorization", "None");
    QVERIFY(apply->isEnabled());
    // A problem in what is folded away is brought in sight.
    stage.settle();
    QVERIFY(!stage.find("gateHosts")->isVisible());
    stage.find<QPlainTextEdit>("gateHosts")->setPlainText(q("other.example"));
    QVERIFY(stage.find("gateHosts")->isVisible());
    QVERIFY(!apply->isEnabled());
    stage.find<QPlainTextEdit>("gateHosts")->clear();
    QVERIFY(apply->isEnabled());
    // Two of the same name.
    const auto names = stage.find("endpointGates")->findChildren<QLineEdit*>(q("gateName"));
    QCOMPARE(names.size(), 2);
    names.last()->setText(q("code"));
    QVERIFY(names.last()->accessibleDescription().contains(q("same name")));
    QVERIFY(!apply->isEnabled());
    names.last()->clear();
    QVERIFY(!apply->isEnabled());
}

void GatesEditorTest::badFiles_areRefusedWhereTheyWereChosen() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    const QString key = stage.workspace.file(q("private.pem"));
    const QString certificate = stage.workspace.file(q("one.pem"));
    makeCertificate(key, certificate);
    stage.addGate("token");
    const auto says = [&](const char* wanted) {
        for (const QLabel* label : stage.find("gateKeys")->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(q(wanted))) return true;
        return false;
    };
    stage.window.desktop().answer(key);
    stage.click("gateKeysOpen");
    QTRY_VERIFY(says("no public key"));
    stage.window.desktop().answer(certificate);
    stage.click("gateKeysOpen");
    QTRY_VERIFY(says("CN=asker"));
    QVERIFY(!says("no public key"));
    stage.click("gateKeysRemove1");
    QVERIFY(!says("CN=asker"));
    stage.window.desktop().answer(stage.workspace.file(q("is not there")));
    stage.click("gateKeysOpen");
    QTRY_VERIFY(says("not read"));
}

void GatesEditorTest::preview_saysWhatClientsSend() {
    Stage stage;
    QVERIFY(stage.ready);
    addTwoGates(stage);
    QVERIFY(stage.open("two") && stage.window.waitIdle());
    auto* needs = stage.find<QLabel>("previewNeeds");
    QVERIFY(needs->text().contains(q("all gates")));
    QVERIFY(needs->text().contains(q("one-time code")));
    QVERIFY(needs->text().contains(q("https://mdm.example/scep")));
    stage.choose("gateRule", "One");
    QVERIFY(needs->text().contains(q("one gate")));
    stage.click("gateRemove");
    stage.click("gateRemove");
    QVERIFY(needs->text().contains(q("nothing")));
    QVERIFY(!stage.find<QPlainTextEdit>("previewEnroll")->toPlainText().contains(q("challenge")));
}

void GatesEditorTest::tab_walksDownEveryKind_data() {
    QTest::addColumn<QByteArray>("kind");
    for (const char* kind : kKinds)
        QTest::addRow("%s", kind) << QByteArray(kind);
}

void GatesEditorTest::tab_walksDownEveryKind() {
    QFETCH(QByteArray, kind);
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.click("gateRemove");
    stage.addGate(kind.constData());
    QWidget* editor = stage.find("endpointGates");
    unfold(editor);
    stage.settle();
    QList<const QWidget*> wanted;
    for (const QWidget* widget : editor->findChildren<QWidget*>())
        if (isStop(widget)) wanted.append(widget);
    QVERIFY(wanted.size() > 3);
    stage.find<QListWidget>("gateList")->setFocus();
    QList<const QWidget*> reached{QApplication::focusWidget()};
    int top = -1;
    while (reached.size() < wanted.size()) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const QWidget* now = QApplication::focusWidget();
        QVERIFY2(now != nullptr && editor->isAncestorOf(now),
                 qPrintable(reached.last()->objectName() + q(" → ") +
                            (now != nullptr ? now->objectName() : QString())));
        QVERIFY2(!reached.contains(now), qPrintable(now->objectName()));
        reached.append(now);
        // Never up again, but for what stands beside.
        const int bottom = now->mapTo(editor, QPoint(0, now->height())).y();
        QVERIFY2(bottom > top, qPrintable(reached.at(reached.size() - 2)->objectName() + q(" → ") +
                                          now->objectName()));
        top = now->mapTo(editor, QPoint(0, 0)).y();
        QVERIFY2(!now->accessibleName().isEmpty() ||
                     qobject_cast<const QAbstractButton*>(now) != nullptr ||
                     !now->objectName().isEmpty(),
                 qPrintable(now->objectName()));
    }
    // On into the fields below.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), q("endpointApproval"));
}

void GatesEditorTest::everyKind_fitsMirroredAndSmall_data() {
    tab_walksDownEveryKind_data();
}

void GatesEditorTest::everyKind_fitsMirroredAndSmall() {
    QFETCH(QByteArray, kind);
    QApplication::setLayoutDirection(Qt::RightToLeft);
    Stage stage;
    stage.window.window().resize(760, 480);
    QVERIFY(stage.ready && stage.open("scep"));
    stage.addGate(kind.constData());
    QWidget* editor = stage.find("endpointGates");
    unfold(editor);
    QVERIFY(stage.window.waitIdle());
    QTest::qWait(50);
    QVERIFY(editor->isRightToLeft());
    for (const QWidget* widget : editor->findChildren<QWidget*>()) {
        if (!widget->isVisible()) continue;
        const QRect place(widget->mapTo(editor, QPoint(0, 0)), widget->size());
        const bool inside = qobject_cast<QListWidget*>(widget->parentWidget()) != nullptr ||
                            qobject_cast<QAbstractScrollArea*>(widget->parentWidget()) != nullptr ||
                            (place.left() >= 0 && place.right() <= editor->width());
        QVERIFY2(inside, qPrintable(widget->objectName()));
        if (const auto* label = qobject_cast<const QLabel*>(widget); label && label->wordWrap())
            QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
    }
}

QTEST_MAIN(GatesEditorTest)
#include "tst_gates_editor.moc"
