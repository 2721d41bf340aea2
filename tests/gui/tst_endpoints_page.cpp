// The page of endpoints and templates, driven as an operator would.
#include "models/endpoint_list_model.h"
#include "models/template_list_model.h"
#include "pages/endpoint_form.h"
#include "pages/endpoint_preview_pane.h"
#include "pages/template_form.h"
#include "support/lab_workspace.h"
#include "support/test_window.h"
#include "widgets/config_table.h"
#include "widgets/inline_question.h"

#include "base/encoding.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using enrollment::EndpointSettings;

namespace {

QString q(const char* text) {
    return QString::fromUtf8(text);
}

struct Stage {
    Stage()
        : window(clock)
        , other(workspace.open(clock, "operator:bob")) {
        window.window().resize(1280, 900);
        ready = window.show() && window.open(workspace.path()) &&
                window.go(ui::PageId::Endpoints) && window.waitIdle() && QTest::qWaitFor([this] {
                    return find<ui::ConfigTable>("endpointList")->model()->rowCount() > 0;
                });
    }
    template <class Widget = QWidget> Widget* find(const char* name) {
        return test::find<Widget>(window.window().currentPage(), q(name));
    }
    void type(const char* name, const char* value) {
        auto* edit = find<QLineEdit>(name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, q(value));
    }
    void click(const char* name) {
        auto* button = find<QAbstractButton>(name);
        // As the operator would scroll there first.
        for (QWidget* above = button->parentWidget(); above != nullptr;
             above = above->parentWidget())
            if (auto* scroll = qobject_cast<QScrollArea*>(above))
                scroll->ensureWidgetVisible(button);
        // A check box is pressed at its mark: it may be wider than its text.
        const bool box = qobject_cast<QCheckBox*>(button) != nullptr;
        QTest::mouseClick(button, Qt::LeftButton, {},
                          box ? QPoint(8, button->height() / 2) : QPoint());
    }
    void choose(const char* combo, const char* label) {
        auto* box = find<QComboBox>(combo);
        const int row = box->findText(q(label), Qt::MatchStartsWith);
        if (row < 0) qFatal("%s has no choice %s", combo, label);
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
    }
    [[nodiscard]] QString question() {
        const auto all = window.window().currentPage()->findChildren<ui::InlineQuestion*>();
        for (ui::InlineQuestion* one : all)
            if (one->isVisible()) return one->text();
        return {};
    }
    [[nodiscard]] QString changes(const char* label = "endpointChanges") {
        auto* shown = find<QLabel>(label);
        return shown->isVisible() ? shown->text() : QString();
    }
    bool open(const char* endpoint) { return window.go(ui::ObjectRef::endpoint(q(endpoint))); }
    bool openTemplate(const char* recipe) {
        return window.go(ui::ObjectRef::certificateTemplate(q(recipe)));
    }
    EndpointSettings stored(const char* name) {
        return need("read an endpoint", other->endpoints().show(name)).settings;
    }
    bool exists(const char* name) { return other->endpoints().show(name).has_value(); }

    LabWorkspace workspace;
    SteppingClock clock;
    TestWindow window;
    std::unique_ptr<workbench::Workbench> other; ///< another process on the same workspace
    bool ready = false;
};

/// The body of an answer; empty on any failure.
QByteArray fetch(const QString& url, QString* contentType = nullptr) {
    QNetworkAccessManager network;
    std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(QUrl(url))));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(10'000)) return {};
    if (contentType != nullptr)
        *contentType = reply->header(QNetworkRequest::ContentTypeHeader).toString();
    return reply->readAll();
}

QString openssl(const QStringList& arguments, const QByteArray& input) {
    QProcess process;
    process.start(q("openssl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput())
                                     : QString();
}

/// Every setting other than its default.
EndpointSettings unusualEndpoint() {
    EndpointSettings value;
    value.id = 7;
    value.name = "odd";
    value.path = "/odd/path";
    value.aliases = {"/odd/one", "/odd/two"};
    value.authorityId = 3;
    value.templateName = "tpl";
    value.gates = challenge::gatesOf(challenge::GateKind::Static);
    value.approval = enrollment::Approval::Manual;
    value.renewalApproval = enrollment::Approval::Manual;
    value.renewalAllowed = false;
    value.compatibility = *enrollment::compatibilityPreset("cisco-legacy");
    value.compatibility.relaxSignerKey = true;
    value.compatibility.caOnly = true;
    value.compatibility.caCertificates = {false, false};
    need("a constraint", challenge::addSubjectConstraint(value.constraints, "CN=kiosk-*"));
    value.tryLimit = {3, std::chrono::seconds{90}, 5};
    value.pendingLifetime = std::chrono::seconds{61};
    value.transactionLifetime = std::chrono::hours{36};
    return value;
}

authority::Template unusualTemplate() {
    using namespace authority;
    Template value = labTemplate();
    value.name = "odd";
    value.description = "says \"quite\" a lot";
    value.validity = std::chrono::seconds{86'461};
    value.backdate = std::chrono::hours{3};
    value.digest = pki::Digest::Sha512;
    value.subjectPolicy = SubjectPolicy::Restrict;
    value.subjectAttributes = {*pki::attributeType("serialNumber"), *pki::attributeType("CN")};
    value.subjectPattern = "CN={CN},O=Example";
    value.allowEmptySubject = true;
    value.sanPolicy = SanPolicy::Override;
    value.sanTypes = {pki::GeneralNameType::Upn, pki::GeneralNameType::Dns};
    value.sanPatterns = {"DNS:{CN}.example", "email:{CN}@example.org"};
    value.keyUsagePolicy = UsagePolicy::Fixed;
    value.keyUsage = pki::key_usage::kKeyAgreement | pki::key_usage::kDecipherOnly;
    value.extendedKeyUsagePolicy = UsagePolicy::Fixed;
    value.extendedKeyUsageAnyFromRequest = true;
    value.basicConstraints = false;
    value.crlDistributionPoints = {"http://ca.example/crl/{authority}-g{generation}.crl"};
    value.caIssuers = {"http://ca.example/ca/{authority}-g{generation}.cer"};
    value.ocsp = {"http://ocsp.example/", "https://ocsp.example/"};
    value.policies = {*asn1::Oid::fromText("1.3.6.1.4.1.99999.1")};
    value.copiedExtensions = {*asn1::Oid::fromText("1.3.6.1.4.1.311.20.2")};
    value.keys = {{pki::KeyType::EcP384},
                  {pki::KeyType::Rsa, 4096, 4096},
                  {pki::KeyType::Ed25519},
                  {pki::KeyType::Rsa, 2048, 3072}};
    value.renewalWindow = std::chrono::days{30};
    value.renewalMayChangeIdentity = true;
    value.renewalMayReuseKey = false;
    return value;
}

} // namespace

class EndpointsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_tellsWhatIsUnwise();
    void list_followsAnotherProcessUnderTheTester();
    void form_keepsEverySettingOfAnEndpoint();
    void form_keepsEverySettingOfATemplate();
    void path_ofAnotherEndpointIsRefusedAtItsField();
    void apply_storesTheDraft();
    void apply_keepsWhatIsTypedMeanwhile();
    void apply_leavesWhoeverWentOnWhereHeIs();
    void discard_bringsTheStoredBack();
    void preview_isWhatTheResponderAnswers();
    void commands_quoteForTheShell();
    void secrets_areHiddenAndCopiedAsSecrets();
    void secrets_canBeRotated();
    void row_isLeftOnlyAfterAsking();
    void page_isLeftOnlyAfterAsking();
    void otherChange_isShownAtOnceWhenNothingIsEdited();
    void otherChange_canBeLoadedOrOverwritten();
    void otherRemoval_leavesTheDraftAsANewEndpoint();
    void newEndpoint_isAdded();
    void duplicate_getsAChallengeOfItsOwn();
    void remove_saysWhatClientsWillSee();
    void template_inUseCannotBeRemoved();
    void template_isDuplicatedChangedAndRemoved();
    void template_errorsStandAtTheirFields();
    void templatePreview_showsTheCertificateOrWhyNot();
};

void EndpointsPageTest::list_tellsWhatIsUnwise() {
    Stage stage;
    QVERIFY(stage.ready);
    auto* list = stage.find<ui::ConfigTable>("endpointList");
    QCOMPARE(list->model()->rowCount(), 3);
    const auto cell = [&](int row, int column) {
        return list->model()->index(row, column).data().toString();
    };
    QCOMPARE(cell(0, ui::EndpointListModel::Path), q("/scep"));
    QCOMPARE(cell(0, ui::EndpointListModel::State), q("Ready"));
    QCOMPARE(cell(1, ui::EndpointListModel::Approval), q("By the operator, renewals automatic"));
    QCOMPARE(cell(2, ui::EndpointListModel::Challenge), q("Static challenge"));
    const QModelIndex state = list->model()->index(2, ui::EndpointListModel::State);
    QCOMPARE(state.data(ui::LedgerModel::ToneRole).toInt(), static_cast<int>(ui::Tone::Warning));
    QVERIFY(state.data(Qt::ToolTipRole).toString().contains(q("without constraints")));
}

void EndpointsPageTest::list_followsAnotherProcessUnderTheTester() {
    Stage stage;
    QVERIFY(stage.ready);
    QList<std::shared_ptr<QAbstractItemModelTester>> testers;
    for (const char* name : {"endpointList", "templateList"})
        testers.append(std::make_shared<QAbstractItemModelTester>(
            stage.find<ui::ConfigTable>(name)->model(),
            QAbstractItemModelTester::FailureReportingMode::Fatal));
    QVERIFY(stage.open("static"));
    auto* list = stage.find<ui::ConfigTable>("endpointList");
    const QString chosen = list->currentKey();
    EndpointSettings added = stage.stored("scep");
    added.id = 0;
    added.name = "more";
    added.path = "/more";
    added.aliases.clear();
    need("add", stage.other->endpoints().add(added, {}));
    authority::Template recipe = authority::labTemplate();
    recipe.name = "more";
    need("add", stage.other->endpoints().addTemplate(recipe));
    QTRY_COMPARE(list->model()->rowCount(), 4);
    need("remove", stage.other->endpoints().remove("scep"));
    need("remove", stage.other->endpoints().removeTemplate("more"));
    QTRY_COMPARE(list->model()->rowCount(), 3);
    QTRY_COMPARE(stage.find<ui::ConfigTable>("templateList")->model()->rowCount(), 1);
    QCOMPARE(list->currentKey(), chosen);
    QCOMPARE(stage.find<QLineEdit>("endpointName")->text(), q("static"));
}

void EndpointsPageTest::form_keepsEverySettingOfAnEndpoint() {
    const ui::Theme theme(*qApp);
    ui::EndpointForm form(theme);
    ui::EndpointConfig config;
    config.authorities = {{1, "lab"}, {3, "second"}};
    config.templates = {authority::labTemplate(), unusualTemplate()};
    config.templates.back().name = "tpl";
    form.setConfig(config);
    for (const EndpointSettings& value : {EndpointSettings{}, unusualEndpoint()}) {
        EndpointSettings wanted = value;
        if (wanted.authorityId == 0) wanted.authorityId = 1;
        if (wanted.templateName.empty()) wanted.templateName = "lab";
        form.load(wanted);
        QVERIFY(form.value() == wanted);
        form.setConfig(config);
        QVERIFY(form.value() == wanted);
    }
}

void EndpointsPageTest::form_keepsEverySettingOfATemplate() {
    const ui::Theme theme(*qApp);
    ui::TemplateForm form(theme);
    for (const auto& value : {unusualTemplate(), authority::labTemplate(), unusualTemplate()}) {
        form.load(value, false);
        QVERIFY(form.value() == value);
        QCOMPARE(form.firstProblem(), QString());
    }
}

void EndpointsPageTest::path_ofAnotherEndpointIsRefusedAtItsField() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.type("endpointPath", "/scep/manual");
    QVERIFY(stage.find<QLineEdit>("endpointPath")
                ->accessibleDescription()
                .contains(q("“manual” answers at /scep/manual")));
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
    QVERIFY(stage.changes().contains(q("Path: /scep → /scep/manual")));
    stage.type("endpointPath", "scep");
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.type("endpointPath", "/scep/new");
    QVERIFY(stage.find<QPushButton>("endpointApply")->isEnabled());
    stage.type("endpointName", "static");
    QVERIFY(!stage.find<QPushButton>("endpointApply")->isEnabled());
}

void EndpointsPageTest::apply_storesTheDraft() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.type("endpointName", "front");
    stage.type("endpointPath", "/front");
    stage.choose("endpointRenewalApproval", "By the operator");
    stage.click("endpointSha1");
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    const EndpointSettings stored = stage.stored("front");
    QCOMPARE(stored.path, std::string("/front"));
    QCOMPARE(stored.renewalApproval, enrollment::Approval::Manual);
    QVERIFY(stored.compatibility.algorithms.allowSha1);
    QCOMPARE(stored.tryLimit, challenge::TryLimit{});
    QVERIFY(!stage.exists("scep"));
    QVERIFY(stage.window.waitIdle());
    QCOMPARE(stage.find<QLabel>("endpointTitle")->text(), q("Endpoint front"));
}

void EndpointsPageTest::apply_keepsWhatIsTypedMeanwhile() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("static"));
    QTRY_VERIFY(stage.window.window().currentPage()->findChild<QLineEdit*>(q("secret1")));
    stage.type("endpointPath", "/sent");
    stage.click("endpointApply");
    // The answer comes by the event loop: this is all before it.
    stage.find<QLineEdit>("endpointPath")->setText(q("/later"));
    stage.find<QToolButton>("secretRenew1")->click();
    QTRY_COMPARE(stage.stored("static").path, std::string("/sent"));
    QVERIFY(stage.window.waitIdle());
    QTRY_VERIFY(stage.changes().contains(q("/later")));
    QVERIFY(stage.changes().contains(q("The static challenges")));
    QCOMPARE(stage.find<QLineEdit>("endpointPath")->text(), q("/later"));
    QVERIFY(!stage.changes().contains(q("/scep/static")));

    QVERIFY(stage.ready);
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QCOMPARE(stage.stored("static").path, std::string("/later"));

    // What is put back to how it was is a change as well.
    QVERIFY(stage.openTemplate("lab"));
    stage.type("templateDescription", "Sent");
    stage.click("templateApply");
    stage.find<QLineEdit>("templateDescription")->setText(q("Later"));
    QTRY_COMPARE(need("read", stage.other->endpoints().showTemplate("lab")).description,
                 std::string("Sent"));
    QVERIFY(stage.window.waitIdle());
    QTRY_VERIFY(stage.changes("templateChanges").contains(q("Later")));
}

void EndpointsPageTest::apply_leavesWhoeverWentOnWhereHeIs() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.window.action(q("endpoints.duplicate"))->trigger();
    stage.type("endpointName", "copied");
    stage.click("endpointApply");
    stage.window.window().navigator().open(ui::ObjectRef::endpoint(q("static")));
    stage.find<QPushButton>("leaveDiscard")->click();
    QTRY_VERIFY(stage.exists("copied"));
    QVERIFY(stage.window.waitIdle());
    QCOMPARE(stage.find<QLabel>("endpointTitle")->text(), q("Endpoint static"));
    QCOMPARE(stage.find<QLineEdit>("endpointName")->text(), q("static"));
    QCOMPARE(stage.changes(), QString());
}

void EndpointsPageTest::discard_bringsTheStoredBack() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.type("endpointPath", "/else");
    stage.click("endpointTripleDes");
    QVERIFY(stage.changes().contains(q("3DES: no → yes")));
    stage.click("endpointDiscard");
    QCOMPARE(stage.find<QLineEdit>("endpointPath")->text(), q("/scep"));
    QVERIFY(!stage.find<QCheckBox>("endpointTripleDes")->isChecked());
    QCOMPARE(stage.changes(), QString());
}

void EndpointsPageTest::preview_isWhatTheResponderAnswers() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    auto* shown = stage.find<QPlainTextEdit>("previewCapabilities");
    QTRY_VERIFY(shown->toPlainText().contains(q("AES")));
    QVERIFY(!shown->toPlainText().contains(q("DES3")));
    stage.choose("endpointPreset", "Cisco");
    // Before anything is stored.
    QTRY_VERIFY(shown->toPlainText().contains(q("DES3")));
    QVERIFY(!stage.stored("scep").compatibility.algorithms.allowTripleDes);
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QVERIFY(stage.window.serve() && stage.window.waitIdle());
    const QString url = stage.find<QPlainTextEdit>("previewAddress")->toPlainText();
    QVERIFY2(url.startsWith(q("http://127.0.0.1:")), qPrintable(url));
    QCOMPARE(QString::fromUtf8(fetch(url + q("?operation=GetCACaps"))).trimmed(),
             shown->toPlainText());
    QString contentType;
    const QByteArray answer = fetch(url + q("?operation=GetCACert"), &contentType);
    QVERIFY(stage.find<QLabel>("previewContentType")->text().contains(contentType));
    const QString pem = openssl({q("pkcs7"), q("-inform"), q("DER"), q("-print_certs")}, answer);
    QCOMPARE(pem.count(q("BEGIN CERTIFICATE")), 2);
    QStringList copied;
    auto* pane = stage.window.window().currentPage()->findChild<ui::EndpointPreviewPane*>();
    QVERIFY(pane != nullptr);
    bool found = false;
    for (const QString& part : pem.split(q("-----END CERTIFICATE-----\n"))) {
        const QString print = openssl({q("x509"), q("-noout"), q("-fingerprint"), q("-sha256")},
                                      (part + q("-----END CERTIFICATE-----\n")).toUtf8());
        found = found || print.trimmed().endsWith(pane->fingerprint());
    }
    QVERIFY(found);
    stage.window.action(q("endpoints.copyFingerprint"))->trigger();
    QCOMPARE(QApplication::clipboard()->text(), pane->fingerprint());
    stage.click("previewCopyUrl");
    QCOMPARE(QApplication::clipboard()->text(), url);
}

void EndpointsPageTest::commands_quoteForTheShell() {
    const QString hostile = q("http://h/it's; rm -rf $HOME");
    for (const QString& line : {ui::enrollCommandLine(hostile, q("AB:CD"), true),
                                ui::strongswanCommandLine(hostile, true, true)}) {
        QVERIFY(line.contains(q("'http://h/it'\\''s; rm -rf $HOME'")));
        QVERIFY(line.contains(q("challenge.txt")));
        // The shell finds nothing wrong with it.
        QProcess shell;
        shell.start(q("sh"), {q("-n"), q("-c"), line});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.exitCode(), 0);
    }
    const QString plain = ui::enrollCommandLine(q("http://h/scep"), q("AB:CD"), false);
    QVERIFY(plain.contains(q("--fingerprint abcd")));
    QVERIFY(!plain.contains(q("challenge")));
}

void EndpointsPageTest::secrets_areHiddenAndCopiedAsSecrets() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("static"));
    const QString secret = QString::fromStdString(staticChallenge(*stage.other));
    QTRY_VERIFY(stage.window.window().currentPage()->findChild<QLineEdit*>(q("secret1")));
    auto* edit = stage.find<QLineEdit>("secret1");
    QVERIFY(edit->text() == secret);
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    stage.click("secretShow1");
    QCOMPARE(edit->echoMode(), QLineEdit::Normal);
    stage.click("secretCopy1");
    const QMimeData* data = QApplication::clipboard()->mimeData();
    QVERIFY(data->text() == secret);
    QVERIFY(data->hasFormat(q("x-kde-passwordManagerHint")));
    QVERIFY(stage.window.clipboard().secondsLeft() > 0);
    // By hand as well: it must not outlast the countdown.
    for (const Qt::Key key : {Qt::Key_C, Qt::Key_X}) {
        stage.window.clipboard().copy(q("else"));
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, key, Qt::ControlModifier);
        data = QApplication::clipboard()->mimeData();
        QVERIFY(data->text() == secret);
        QVERIFY(data->hasFormat(q("x-kde-passwordManagerHint")));
        QVERIFY(stage.window.clipboard().secondsLeft() > 0);
    }
    QVERIFY(edit->text().isEmpty());
    edit->setText(secret);
    // Nowhere else in the page: not in commands, not in the summary.
    stage.click("secretRenew1");
    QVERIFY(edit->text() != secret);
    for (const QLabel* label : stage.window.window().findChildren<QLabel*>())
        QVERIFY(!label->text().contains(edit->text()) && !label->text().contains(secret));
    for (const auto* text : stage.window.window().findChildren<QPlainTextEdit*>())
        QVERIFY(!text->toPlainText().contains(edit->text()));
}

void EndpointsPageTest::secrets_canBeRotated() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("static"));
    const QString old = QString::fromStdString(staticChallenge(*stage.other));
    QTRY_VERIFY(stage.window.window().currentPage()->findChild<QLineEdit*>(q("secret1")));
    QVERIFY(!stage.find<QToolButton>("secretRemove1")->isEnabled());
    stage.click("secretAdd");
    const QString fresh = stage.find<QLineEdit>("secret2")->text();
    QVERIFY(fresh.size() >= 20 && fresh != old);
    QVERIFY(stage.changes().contains(q("The static challenges")));
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    auto stored = need("read", stage.other->endpoints().show("static"));
    QCOMPARE(stored.staticSecrets().size(), std::size_t{2});
    QVERIFY(stored.staticSecrets().at(0).text() == old.toStdString());
    QVERIFY(stored.staticSecrets().at(1).text() == fresh.toStdString());
    stage.click("secretRemove1");
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    stored = need("read", stage.other->endpoints().show("static"));
    QCOMPARE(stored.staticSecrets().size(), std::size_t{1});
    QVERIFY(stored.staticSecrets().at(0).text() == fresh.toStdString());
}

void EndpointsPageTest::row_isLeftOnlyAfterAsking() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    auto* list = stage.find<ui::ConfigTable>("endpointList");
    const QString key = list->currentKey();
    stage.type("endpointPath", "/typed");
    list->setCurrentIndex(list->model()->index(1, 0));
    QVERIFY(stage.question().contains(q("scep")));
    QTRY_COMPARE(list->currentKey(), key);
    stage.click("leaveStay");
    QCOMPARE(stage.question(), QString());
    QCOMPARE(stage.find<QLineEdit>("endpointPath")->text(), q("/typed"));
    list->setCurrentIndex(list->model()->index(1, 0));
    QTRY_COMPARE(list->currentKey(), key);
    stage.click("leaveDiscard");
    QCOMPARE(stage.find<QLineEdit>("endpointPath")->text(), q("/scep/manual"));
    QVERIFY(list->currentKey() != key);
    QCOMPARE(stage.stored("scep").path, std::string("/scep"));
}

void EndpointsPageTest::page_isLeftOnlyAfterAsking() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    ui::Page* page = stage.window.window().currentPage();
    stage.type("endpointPath", "/typed");
    bool left = false;
    QVERIFY(!page->mayLeave([&] { left = true; }));
    QVERIFY(!stage.question().isEmpty());
    QVERIFY(page->escape());
    QVERIFY(!left);
    QCOMPARE(stage.find<QLineEdit>("endpointPath")->text(), q("/typed"));
    QVERIFY(!page->mayLeave([&] { left = true; }));
    stage.click("leaveDiscard");
    QVERIFY(left);
    QVERIFY(page->mayLeave([] {}));
}

void EndpointsPageTest::otherChange_isShownAtOnceWhenNothingIsEdited() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    EndpointSettings changed = stage.stored("scep");
    changed.path = "/moved";
    need("change", stage.other->endpoints().update(changed, nullptr));
    QTRY_COMPARE(stage.find<QLineEdit>("endpointPath")->text(), q("/moved"));
    QCOMPARE(stage.question(), QString());
    QCOMPARE(stage.changes(), QString());
}

void EndpointsPageTest::otherChange_canBeLoadedOrOverwritten() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.type("endpointPath", "/mine");
    EndpointSettings changed = stage.stored("scep");
    changed.renewalAllowed = false;
    need("change", stage.other->endpoints().update(changed, nullptr));
    QTRY_VERIFY(stage.question().contains(q("Renewal allowed: yes → no")));
    QCOMPARE(stage.find<QLineEdit>("endpointPath")->text(), q("/mine"));
    stage.click("conflictKeep");
    QVERIFY(stage.changes().contains(q("Renewal allowed: no → yes")));
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QCOMPARE(stage.stored("scep").path, std::string("/mine"));
    QVERIFY(stage.stored("scep").renewalAllowed);
    QVERIFY(stage.window.waitIdle());

    stage.type("endpointPath", "/again");
    changed = stage.stored("scep");
    changed.path = "/theirs";
    need("change", stage.other->endpoints().update(changed, nullptr));
    QTRY_VERIFY(!stage.question().isEmpty());
    stage.click("conflictLoad");
    QCOMPARE(stage.find<QLineEdit>("endpointPath")->text(), q("/theirs"));
    QCOMPARE(stage.changes(), QString());
}

void EndpointsPageTest::otherRemoval_leavesTheDraftAsANewEndpoint() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("scep"));
    stage.type("endpointPath", "/mine");
    need("remove", stage.other->endpoints().remove("scep"));
    QTRY_VERIFY(stage.question().contains(q("removed")));
    stage.click("conflictKeep");
    stage.click("endpointApply");
    QTRY_COMPARE(stage.changes(), QString());
    QCOMPARE(stage.stored("scep").path, std::string("/mine"));
}

void EndpointsPageTest::newEndpoint_isAdded() {
    Stage stage;
    QVERIFY(stage.ready);
    stage.window.action(q("endpoints.new"))->trigger();
    stage.type("endpointName", "kiosks");
    stage.type("endpointPath", "/kiosks");
    stage.choose("endpointChallenge", "Static");
    stage.click("endpointApply");
    QTRY_VERIFY(stage.exists("kiosks"));
    const auto added = need("read", stage.other->endpoints().show("kiosks"));
    QVERIFY(added.settings.has(challenge::GateKind::Static));
    QCOMPARE(added.staticSecrets().size(), std::size_t{1});
    QTRY_COMPARE(stage.find<QLabel>("endpointTitle")->text(), q("Endpoint kiosks"));
    QTRY_COMPARE(stage.find<ui::ConfigTable>("endpointList")->currentKey(),
                 QString::number(added.settings.id));
}

void EndpointsPageTest::duplicate_getsAChallengeOfItsOwn() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("static"));
    stage.window.action(q("endpoints.duplicate"))->trigger();
    QCOMPARE(stage.find<QLineEdit>("endpointName")->text(), q("static-copy"));
    stage.click("endpointApply");
    QTRY_VERIFY(stage.exists("static-copy"));
    const auto copy = need("read", stage.other->endpoints().show("static-copy"));
    QCOMPARE(copy.settings.path, std::string("/scep/static-copy"));
    QCOMPARE(copy.staticSecrets().size(), std::size_t{1});
    QVERIFY(copy.staticSecrets().at(0).text() != staticChallenge(*stage.other));
}

void EndpointsPageTest::remove_saysWhatClientsWillSee() {
    Stage stage;
    QVERIFY(stage.ready && stage.open("manual"));
    stage.window.action(q("endpoints.remove"))->trigger();
    QVERIFY(stage.question().contains(q("404")) && stage.question().contains(q("/scep/manual")));
    stage.click("removeCancel");
    QVERIFY(stage.exists("manual"));
    QVERIFY(stage.window.serve());
    const QString url = QString::fromStdString(stage.window.session().responder().url) +
                        q("/scep/manual?operation=GetCACaps");
    QVERIFY(fetch(url).contains("AES"));
    stage.window.action(q("endpoints.remove"))->trigger();
    QCOMPARE(stage.find<QPushButton>("removeConfirm")->text(), q("Remove endpoint “manual”"));
    stage.click("removeConfirm");
    QTRY_VERIFY(!stage.exists("manual"));
    // A responder looks for changes every few seconds.
    stage.clock.advance(std::chrono::seconds{30});
    QTRY_COMPARE(fetch(url), QByteArrayLiteral("There is nothing at this address.\n"));
    QTRY_COMPARE(stage.find<ui::ConfigTable>("endpointList")->model()->rowCount(), 2);
}

void EndpointsPageTest::template_inUseCannotBeRemoved() {
    Stage stage;
    QVERIFY(stage.ready && stage.openTemplate("lab"));
    QAction* remove = stage.window.action(q("endpoints.remove"));
    QVERIFY(!remove->isEnabled());
    QVERIFY(remove->toolTip().contains(q("scep, manual, static")));
}

void EndpointsPageTest::template_isDuplicatedChangedAndRemoved() {
    Stage stage;
    QVERIFY(stage.ready && stage.openTemplate("lab"));
    stage.window.action(q("endpoints.duplicate"))->trigger();
    stage.type("templateName", "kiosks");
    stage.choose("templateSanPolicy", "None");
    stage.click("templateApply");
    const auto isStored = [&](const char* name) {
        return stage.other->endpoints().showTemplate(name).has_value();
    };
    QTRY_VERIFY(isStored("kiosks"));
    QTRY_COMPARE(stage.changes("templateChanges"), QString());
    QVERIFY(stage.window.waitIdle());
    QVERIFY(stage.find<QLineEdit>("templateName")->isReadOnly());
    stage.type("templateDescription", "For kiosks");
    stage.click("templateApply");
    QTRY_COMPARE(stage.changes("templateChanges"), QString());
    const auto stored = need("read", stage.other->endpoints().showTemplate("kiosks"));
    QCOMPARE(stored.description, std::string("For kiosks"));
    QCOMPARE(stored.sanPolicy, authority::SanPolicy::Drop);
    QVERIFY(stage.window.waitIdle());
    stage.window.action(q("endpoints.remove"))->trigger();
    stage.click("removeConfirm");
    QTRY_VERIFY(!isStored("kiosks"));
}

void EndpointsPageTest::template_errorsStandAtTheirFields() {
    Stage stage;
    QVERIFY(stage.ready && stage.openTemplate("lab"));
    auto* apply = stage.find<QPushButton>("templateApply");
    stage.type("templateRsaSizes", "1024-2048");
    QVERIFY(!apply->isEnabled());
    QVERIFY(stage.find("templateKeys")->accessibleDescription().contains(q("2048")));
    stage.type("templateRsaSizes", "2048, 4096");
    QVERIFY(apply->isEnabled());
    auto* copied = stage.find<QPlainTextEdit>("templateCopied");
    copied->setPlainText(q("2.5.29.19"));
    QVERIFY(!apply->isEnabled());
    QVERIFY(copied->accessibleDescription().contains(q("2.5.29.19")));
    copied->setPlainText(q("not an oid"));
    QVERIFY(copied->accessibleDescription().contains(q("object identifier")));
    copied->clear();
    stage.find<QPlainTextEdit>("templateCrl")->setPlainText(q("javascript:alert(1)"));
    QVERIFY(!apply->isEnabled());
    stage.find<QPlainTextEdit>("templateCrl")->setPlainText(q("http://h/c.crl"));
    QVERIFY(apply->isEnabled());
}

void EndpointsPageTest::templatePreview_showsTheCertificateOrWhyNot() {
    Stage stage;
    QVERIFY(stage.ready && stage.openTemplate("lab"));
    const auto says = [&](const char* card, const char* wanted) {
        for (const QLabel* label : stage.find(card)->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(q(wanted))) return true;
        return false;
    };
    stage.type("sampleSubject", "CN=printer-9,O=Example");
    stage.type("sampleNames", "DNS:printer-9.example");
    QTRY_VERIFY_WITH_TIMEOUT(says("templatePreviewLines", "printer-9.example"), 30'000);
    // Not stored yet, and shown all the same.
    stage.choose("templateSanPolicy", "As the request asks, chosen");
    stage.click("templateSan-ip");
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.find("templatePreviewProblem")->accessibleName().contains(q("Nothing would be")),
        30'000);
    QVERIFY(!stage.find("templatePreviewLines")->isVisible());
    stage.click("templateSan-dns");
    QTRY_VERIFY_WITH_TIMEOUT(says("templatePreviewLines", "printer-9.example"), 30'000);
    stage.choose("templateSanPolicy", "None");
    QTRY_VERIFY_WITH_TIMEOUT(says("templatePreviewLines", "left out"), 30'000);
}

QTEST_MAIN(EndpointsPageTest)
#include "tst_endpoints_page.moc"
