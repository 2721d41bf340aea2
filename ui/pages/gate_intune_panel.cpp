#include "pages/gate_intune_panel.h"

#include "widgets/texts.h"

#include <QCheckBox>
#include <QLineEdit>

namespace scepter::ui {

namespace {

using challenge::IntuneGate;

QLineEdit* makeLine(const char* name, const QString& placeholder = {}) {
    auto* line = new QLineEdit;
    line->setObjectName(QLatin1String(name));
    line->setPlaceholderText(placeholder);
    return line;
}

/// Settings in which nothing is wrong.
IntuneGate soundIntune() {
    IntuneGate gate;
    gate.tenant = "tenant.example";
    gate.appId = "app";
    return gate;
}

std::string typed(const QLineEdit* line) {
    return line->text().trimmed().toStdString();
}

} // namespace

GateIntunePanel::GateIntunePanel(const Theme& theme, const GateServices& services,
                                 const challenge::Gate& gate, QWidget* parent)
    : GatePanel(theme, services, gate, parent) {
    makeMain();
    m_addresses = new Fold(QStringLiteral("gateAddresses"),
                           tr("Addresses: only for national clouds and tests"), makeAddresses());
    addBelow(m_addresses);
    load();
    finish(tr("A SID in a certificate lets its holder sign in to Windows as that account. Intune "
              "checks it only where its profile asks for the SID."));
}

void GateIntunePanel::makeMain() {
    m_tenant = makeLine("gateTenant", QStringLiteral("contoso.onmicrosoft.com"));
    m_tenantField =
        addField(group(), tr("Tenant"), m_tenant, tr("Its primary domain name or its ID."));
    m_appId = makeLine("gateAppId", QStringLiteral("00000000-0000-0000-0000-000000000000"));
    m_appId->setFont(Theme::monospace());
    m_appIdField = addField(group(), tr("App ID"), m_appId,
                            tr("Application (client) ID of the app registration. It needs the "
                               "permissions scep_challenge_provider of Intune and "
                               "Application.Read.All of Graph."));
    m_appKeyField = addField(
        group(), tr("App key"), addSecret("appKey", QStringLiteral("gateAppKey"), tr("App key")),
        tr("The value of a client secret of that registration; it ends some day."));
    m_provider = makeLine("gateProvider", QStringLiteral("Scepter"));
    m_providerField = addField(group(), tr("Provider"), m_provider,
                               tr("What Intune writes into its logs: name and version."));
    m_waits = new QCheckBox(tr("Send the certificate only when Intune has accepted the news"));
    m_waits->setObjectName(QStringLiteral("gateWaits"));
    group()->add({}, m_waits,
                 tr("The device asks again until then. What Intune refuses is revoked."));
    m_pulls = new QCheckBox(tr("Revoke what Intune wants to have revoked"));
    m_pulls->setObjectName(QStringLiteral("gatePulls"));
    group()->add({}, m_pulls,
                 tr("Asked every five minutes. Only certificates of this endpoint's authority."));
}

QWidget* GateIntunePanel::makeAddresses() {
    auto* more = new FormGroup(theme(), {}, this);
    m_authorityUrl = makeLine("gateAuthorityUrl");
    m_authorityField = addField(more, tr("Sign-in URL"), m_authorityUrl);
    m_graphUrl = makeLine("gateGraphUrl");
    m_graphField = addField(more, tr("Graph URL"), m_graphUrl,
                            tr("Where the address of Intune's service is looked up."));
    m_graphVersion = makeLine("gateGraphVersion");
    m_versionField = addField(more, tr("Graph version"), m_graphVersion);
    m_graphScope = makeLine("gateGraphScope");
    m_graphScopeField = addField(more, tr("Graph scope"), m_graphScope);
    m_intuneScope = makeLine("gateIntuneScope");
    m_intuneScopeField = addField(more, tr("Intune scope"), m_intuneScope);
    m_hosts = new LinesEdit(2);
    m_hosts->setObjectName(QStringLiteral("gateHosts"));
    m_hostsField = addField(more, tr("Allowed hosts"), m_hosts,
                            tr("One a line. Only there may Intune's service be."));
    m_roots = new PemList(theme(), services(), PemList::Holds::Certificates,
                          QStringLiteral("gateRoots"), tr("Trusted roots"));
    m_rootsField = addField(more, tr("Trusted roots"), m_roots, tr("Besides those of the system."));
    m_timeout = new TimeoutEdit(QStringLiteral("gateTimeout"), tr("Time-out of one try"));
    m_timeoutField = addField(more, tr("Time-out"), m_timeout,
                              tr("Of one try; the device waits for the answer."));
    return more;
}

void GateIntunePanel::load() {
    const auto& gate = loadedAs<IntuneGate>();
    m_tenant->setText(text(gate.tenant));
    m_appId->setText(text(gate.appId));
    m_provider->setText(text(gate.provider));
    m_waits->setChecked(gate.waitForSuccessNotification);
    m_pulls->setChecked(gate.pullsRevocations);
    m_authorityUrl->setText(text(gate.authorityUrl));
    m_graphUrl->setText(text(gate.graphUrl));
    m_graphVersion->setText(text(gate.graphVersion));
    m_graphScope->setText(text(gate.graphScope));
    m_intuneScope->setText(text(gate.intuneScope));
    m_hosts->setLines(gate.allowedHosts);
    m_roots->setPems(gate.rootPems);
    m_timeout->setDuration(gate.timeout);
    const IntuneGate usual;
    m_addresses->setUnfolded(gate.authorityUrl != usual.authorityUrl ||
                             gate.graphUrl != usual.graphUrl || !gate.rootPems.empty() ||
                             gate.allowedHosts != usual.allowedHosts ||
                             gate.timeout != usual.timeout);
}

IntuneGate GateIntunePanel::now() const {
    IntuneGate gate = loadedAs<IntuneGate>();
    gate.tenant = typed(m_tenant);
    gate.appId = typed(m_appId);
    gate.provider = typed(m_provider);
    gate.waitForSuccessNotification = m_waits->isChecked();
    gate.pullsRevocations = m_pulls->isChecked();
    gate.authorityUrl = typed(m_authorityUrl);
    gate.graphUrl = typed(m_graphUrl);
    gate.graphVersion = typed(m_graphVersion);
    gate.graphScope = typed(m_graphScope);
    gate.intuneScope = typed(m_intuneScope);
    gate.allowedHosts = linesKept(*m_hosts, gate.allowedHosts);
    gate.rootPems = m_roots->pems();
    gate.timeout = m_timeout->duration();
    return gate;
}

challenge::GateSettings GateIntunePanel::settings() const {
    return now();
}

void GateIntunePanel::checkFields(const GateSurroundings&) {
    using Put = IntuneGate;
    const IntuneGate gate = now();
    probe<IntuneGate>(
        soundIntune(), gate,
        {{m_tenantField, [](Put& to, const Put& from) { to.tenant = from.tenant; }},
         {m_appIdField, [](Put& to, const Put& from) { to.appId = from.appId; }},
         {m_providerField, [](Put& to, const Put& from) { to.provider = from.provider; }},
         {m_authorityField, [](Put& to, const Put& from) { to.authorityUrl = from.authorityUrl; }},
         {m_graphField, [](Put& to, const Put& from) { to.graphUrl = from.graphUrl; }},
         {m_versionField, [](Put& to, const Put& from) { to.graphVersion = from.graphVersion; }},
         {m_graphScopeField, [](Put& to, const Put& from) { to.graphScope = from.graphScope; }},
         {m_intuneScopeField, [](Put& to, const Put& from) { to.intuneScope = from.intuneScope; }},
         {m_hostsField, [](Put& to, const Put& from) { to.allowedHosts = from.allowedHosts; }},
         {m_rootsField, [](Put& to, const Put& from) { to.rootPems = from.rootPems; }},
         {m_timeoutField, [](Put& to, const Put& from) { to.timeout = from.timeout; }}});
    m_appKeyField->setProblem(secretProblemOf(soundIntune(), {"appKey"}));
    for (const FormField* field :
         {m_authorityField, m_graphField, m_versionField, m_graphScopeField, m_intuneScopeField,
          m_hostsField, m_rootsField, m_timeoutField})
        if (!field->problem().isEmpty()) m_addresses->setUnfolded(true);
}

void GateIntunePanel::focusFirst() {
    m_tenant->setFocus(Qt::OtherFocusReason);
}

} // namespace scepter::ui
