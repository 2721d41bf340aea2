#include "pages/gate_webhook_panel.h"

#include "base/encoding.h"
#include "pki/crypto.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

namespace scepter::ui {

namespace {

using challenge::AskAuthorization;
using challenge::WebhookDialect;
using challenge::WebhookGate;

constexpr std::size_t kSecretBytes = 32;
constexpr int kMostRetries = 3;

template <class Widget> Widget* named(Widget* widget, const char* name) {
    widget->setObjectName(QLatin1String(name));
    return widget;
}

Result<SecretBytes> makeSigningSecret() {
    SCEPTER_TRY(bytes, pki::randomBytes(kSecretBytes));
    const SecretBytes random(std::move(bytes));
    return SecretBytes(std::string_view(toBase64(random.view())));
}

/// Settings in which nothing is wrong.
WebhookGate soundWebhook() {
    WebhookGate gate;
    gate.url = "https://host.example/";
    return gate;
}

} // namespace

GateWebhookPanel::GateWebhookPanel(const Theme& theme, const GateServices& services,
                                   const challenge::Gate& gate, QWidget* parent)
    : GatePanel(theme, services, gate, parent) {
    makeAsking();
    makeAuthorization();
    makeTelling();
    m_connection = new Fold(QStringLiteral("gateConnection"),
                            tr("Connection: certificates, hosts, time-out"), makeConnection());
    addBelow(m_connection);
    load();
    reflect();
    finish(tr("A SID in a certificate lets its holder sign in to Windows as that account. Only "
              "if the service checks whose it is."));
}

void GateWebhookPanel::makeAsking() {
    m_dialect = named(new QComboBox, "gateDialect");
    for (const WebhookDialect dialect : {WebhookDialect::StepCa, WebhookDialect::Plain})
        m_dialect->addItem(dialectWords(dialect), static_cast<int>(dialect));
    m_dialectField = group()->add(tr("Dialect"), m_dialect);
    m_url = named(new QLineEdit, "gateUrl");
    m_url->setPlaceholderText(QStringLiteral("https://mdm.example/scep/challenge"));
    m_urlField = addField(group(), tr("URL"), m_url,
                          tr("By https; on this machine http will do. No password in it."));
    m_hmac = addSecret("hmac", QStringLiteral("gateHmac"), tr("Signing secret"));
    m_hmac->setMaker(makeSigningSecret);
    m_hmacField = addField(group(), tr("Signing secret"), m_hmac);
    m_webhookId = named(new QLineEdit, "gateWebhookId");
    m_idField = addField(group(), tr("Webhook ID"), m_webhookId,
                         tr("Sent as X-Smallstep-Webhook-ID, so that the service knows which of "
                            "its secrets to take."));
    connect(m_dialect, &QComboBox::currentIndexChanged, this, &GateWebhookPanel::reflect);
}

void GateWebhookPanel::makeAuthorization() {
    m_authorization = named(new QComboBox, "gateAuthorization");
    for (const AskAuthorization kind :
         {AskAuthorization::None, AskAuthorization::Bearer, AskAuthorization::Basic})
        m_authorization->addItem(authorizationWords(kind), static_cast<int>(kind));
    group()->add(tr("Authorization"), m_authorization);
    m_user = named(new QLineEdit, "gateUser");
    m_userField = addField(group(), tr("User"), m_user);
    auto* password = addSecret("password", QStringLiteral("gatePassword"), tr("Password"),
                               [this] { return authorization() == AskAuthorization::Basic; });
    m_passwordField = addField(group(), tr("Password"), password);
    auto* bearer = addSecret("bearer", QStringLiteral("gateBearer"), tr("Bearer token"),
                             [this] { return authorization() == AskAuthorization::Bearer; });
    m_bearerField = addField(group(), tr("Bearer token"), bearer);
    connect(m_authorization, &QComboBox::currentIndexChanged, this, &GateWebhookPanel::reflect);
}

void GateWebhookPanel::makeTelling() {
    m_renewals = named(new QCheckBox(tr("Ask for renewals too")), "gateRenewals");
    group()->add({}, m_renewals);
    m_notifies = named(new QCheckBox(tr("Tell it the outcome")), "gateNotifies");
    group()->add({}, m_notifies,
                 tr("After a certificate was issued or refused; tried again until it is heard."));
    m_notifyUrl = named(new QLineEdit, "gateNotifyUrl");
    m_notifyUrl->setPlaceholderText(tr("the URL above"));
    m_notifyUrlField = addField(group(), tr("URL for outcomes"), m_notifyUrl);
    connect(m_notifies, &QCheckBox::toggled, this, &GateWebhookPanel::reflect);
}

QWidget* GateWebhookPanel::makeConnection() {
    auto* more = new FormGroup(theme(), {}, this);
    m_certificate = new PemList(theme(), services(), PemList::Holds::Chain,
                                QStringLiteral("gateCertificate"), tr("Client certificate"));
    m_certificateField = addField(more, tr("Client certificate"), m_certificate,
                                  tr("For a service that wants to know who asks (mutual TLS)."));
    m_key = new KeyFileField(theme(), services(), QStringLiteral("gateClientKey"),
                             tr("Key of the client certificate"));
    keep("clientKey", m_key, [this] { return !m_certificate->pems().empty(); });
    connect(m_key, &KeyFileField::changed, this, &GatePanel::changed);
    m_keyField = addField(more, tr("Its key"), m_key);
    m_roots = new PemList(theme(), services(), PemList::Holds::Certificates,
                          QStringLiteral("gateRoots"), tr("Trusted roots"));
    m_rootsField = addField(more, tr("Trusted roots"), m_roots, tr("Besides those of the system."));
    m_hosts = named(new LinesEdit(2), "gateHosts");
    m_hostsField = addField(more, tr("Allowed hosts"), m_hosts,
                            tr("One a line; none: the host of the URL only."));
    m_timeout = new TimeoutEdit(QStringLiteral("gateTimeout"), tr("Time-out of one try"));
    m_timeoutField = addField(more, tr("Time-out"), m_timeout,
                              tr("Of one try; the device waits for the answer."));
    m_retries = named(new QSpinBox, "gateRetries");
    m_retries->setRange(0, kMostRetries);
    m_retries->setAccessibleName(tr("Tries again"));
    auto* narrow = new QWidget;
    auto* row = new QHBoxLayout(narrow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_retries);
    row->addStretch(1);
    m_retriesField = addField(more, tr("Tries again"), narrow,
                              tr("When there is no connection or the service has trouble."));
    return more;
}

void GateWebhookPanel::load() {
    const auto& gate = loadedAs<WebhookGate>();
    setDataKept(m_dialect, static_cast<int>(gate.dialect));
    m_url->setText(text(gate.url));
    m_webhookId->setText(text(gate.webhookId));
    setDataKept(m_authorization, static_cast<int>(gate.authorization));
    m_user->setText(text(gate.user));
    m_renewals->setChecked(gate.asksForRenewals);
    m_notifies->setChecked(gate.notifies);
    m_notifyUrl->setText(text(gate.notifyUrl));
    if (!gate.clientCertificatePem.empty()) m_certificate->setPems({gate.clientCertificatePem});
    m_roots->setPems(gate.rootPems);
    m_hosts->setLines(gate.allowedHosts);
    m_timeout->setDuration(gate.timeout);
    m_retries->setValue(static_cast<int>(gate.retries));
    const WebhookGate usual;
    m_connection->setUnfolded(!gate.clientCertificatePem.empty() || !gate.rootPems.empty() ||
                              !gate.allowedHosts.empty() || gate.timeout != usual.timeout ||
                              gate.retries != usual.retries);
}

AskAuthorization GateWebhookPanel::authorization() const {
    return static_cast<AskAuthorization>(m_authorization->currentData().toInt());
}

WebhookGate GateWebhookPanel::now() const {
    WebhookGate gate = loadedAs<WebhookGate>();
    gate.dialect = static_cast<WebhookDialect>(m_dialect->currentData().toInt());
    gate.url = m_url->text().trimmed().toStdString();
    gate.webhookId = m_webhookId->text().trimmed().toStdString();
    gate.authorization = authorization();
    gate.user = m_user->text().trimmed().toStdString();
    gate.asksForRenewals = m_renewals->isChecked();
    gate.notifies = m_notifies->isChecked();
    gate.notifyUrl = m_notifyUrl->text().trimmed().toStdString();
    gate.clientCertificatePem.clear();
    if (!m_certificate->pems().empty()) gate.clientCertificatePem = m_certificate->pems().front();
    gate.rootPems = m_roots->pems();
    gate.allowedHosts = linesKept(*m_hosts, gate.allowedHosts);
    gate.timeout = m_timeout->duration();
    // One from elsewhere may be beyond what can be entered here.
    if (static_cast<unsigned>(m_retries->value()) != std::min(gate.retries, unsigned{kMostRetries}))
        gate.retries = static_cast<unsigned>(m_retries->value());
    return gate;
}

challenge::GateSettings GateWebhookPanel::settings() const {
    return now();
}

void GateWebhookPanel::checkFields(const GateSurroundings&) {
    const WebhookGate gate = now();
    checkSettings(gate);
    checkSecrets(gate);
    for (const FormField* field : {m_certificateField, m_keyField, m_rootsField, m_hostsField,
                                   m_timeoutField, m_retriesField})
        if (!field->problem().isEmpty()) m_connection->setUnfolded(true);
}

void GateWebhookPanel::checkSettings(const WebhookGate& now) {
    using Put = WebhookGate;
    probe<WebhookGate>(
        soundWebhook(), now,
        {{m_urlField, [](Put& to, const Put& from) { to.url = from.url; }},
         {m_idField, [](Put& to, const Put& from) { to.webhookId = from.webhookId; }},
         {m_userField,
          [](Put& to, const Put& from) {
              to.user = from.user;
              to.authorization = from.authorization == AskAuthorization::Basic
                                     ? AskAuthorization::Basic
                                     : AskAuthorization::None;
          }},
         {m_certificateField,
          [](Put& to, const Put& from) { to.clientCertificatePem = from.clientCertificatePem; }},
         {m_rootsField, [](Put& to, const Put& from) { to.rootPems = from.rootPems; }},
         {m_timeoutField, [](Put& to, const Put& from) { to.timeout = from.timeout; }},
         {m_retriesField, [](Put& to, const Put& from) { to.retries = from.retries; }}});
    if (m_url->text().trimmed().isEmpty()) m_urlField->setProblem(tr("Say which URL is asked."));
    const bool hasUrl = m_urlField->problem().isEmpty();
    WebhookGate asked = soundWebhook();
    if (hasUrl) asked.url = now.url;
    asked.allowedHosts = now.allowedHosts;
    m_hostsField->setProblem(hasUrl ? problemOf(asked) : QString());
    WebhookGate told = asked;
    told.notifyUrl = now.notifyUrl;
    m_notifyUrlField->setProblem(hasUrl && m_hostsField->problem().isEmpty() ? problemOf(told)
                                                                             : QString());
}

void GateWebhookPanel::checkSecrets(const WebhookGate& now) {
    WebhookGate sound = soundWebhook();
    sound.dialect = now.dialect;
    m_hmacField->setProblem(secretProblemOf(sound, {"hmac"}));
    sound.dialect = WebhookDialect::Plain;
    sound.authorization = now.authorization;
    const QString wrong = secretProblemOf(sound, {"password", "bearer"});
    const bool isBasic = now.authorization == AskAuthorization::Basic;
    m_passwordField->setProblem(isBasic ? wrong : QString());
    m_bearerField->setProblem(isBasic ? QString() : wrong);
    sound.authorization = AskAuthorization::None;
    sound.clientCertificatePem = now.clientCertificatePem;
    m_keyField->setProblem(m_certificateField->problem().isEmpty()
                               ? secretProblemOf(sound, {"clientKey"})
                               : QString());
}

void GateWebhookPanel::reflect() {
    const bool isStepCa =
        static_cast<WebhookDialect>(m_dialect->currentData().toInt()) == WebhookDialect::StepCa;
    m_dialectField->setHelp(
        isStepCa ? tr("What SCEPCHALLENGE webhooks of step-ca get and answer: services made for "
                      "it work as they are.")
                 : tr("Everything that is known of the request; the answer may say what goes into "
                      "the certificate, or hold it back."));
    m_hmac->setOptional(!isStepCa);
    m_hmacField->setHelp(isStepCa ? tr("Base64. The service proves with it who asks.")
                                  : tr("Base64; may be missing. With it the service can prove who "
                                       "asks."));
    group()->setShown(m_userField, authorization() == AskAuthorization::Basic);
    group()->setShown(m_passwordField, authorization() == AskAuthorization::Basic);
    group()->setShown(m_bearerField, authorization() == AskAuthorization::Bearer);
    group()->setShown(m_notifyUrlField, m_notifies->isChecked());
}

void GateWebhookPanel::focusFirst() {
    m_url->setFocus(Qt::OtherFocusReason);
}

} // namespace scepter::ui
