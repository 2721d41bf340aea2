#include "pages/gate_panel.h"

#include "pages/gate_command_panel.h"
#include "pages/gate_intune_panel.h"
#include "pages/gate_static_panel.h"
#include "pages/gate_token_panel.h"
#include "pages/gate_webhook_panel.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

using challenge::Gate;
using challenge::GateSecret;

constexpr int kLongestName = 64;

} // namespace

GatePanel::GatePanel(const Theme& theme, const GateServices& services, Gate gate, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_services(services)
    , m_loaded(std::move(gate))
    , m_column(new QVBoxLayout(this))
    , m_group(new FormGroup(theme, challengeWords(m_loaded.kind()), this))
    , m_name(new QLineEdit(this))
    , m_general(new InlineNote(theme, Tone::Error, this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    m_column->addWidget(m_group);
    m_name->setObjectName(QStringLiteral("gateName"));
    m_name->setAccessibleName(tr("Name of the gate"));
    m_name->setMaxLength(kLongestName);
    m_name->setText(text(m_loaded.name));
    m_nameField = addField(m_group, tr("Name"), m_name, kindHelp(m_loaded.kind()));
}

void GatePanel::addBelow(QWidget* widget) {
    m_column->addWidget(widget);
}

FormField* GatePanel::addField(FormGroup* group, const QString& label, QWidget* editor,
                               const QString& help) {
    FormField* field = group->add(label, editor, help);
    m_fields.append(field);
    return field;
}

SecretField* GatePanel::addSecret(const std::string& name, const QString& objectName,
                                  const QString& what, std::function<bool()> isUsed) {
    auto* field = new SecretField(objectName, what, this);
    connect(field, &SecretField::changed, this, &GatePanel::changed);
    connect(field, &SecretField::copyRequested, this, [this](const QString& secret) {
        if (m_services.copySecret) m_services.copySecret(secret);
    });
    keep(name, field, std::move(isUsed));
    return field;
}

void GatePanel::keep(const std::string& name, SecretHolder* holder, std::function<bool()> isUsed) {
    m_kept.push_back({name, holder, std::move(isUsed)});
}

void GatePanel::finish(const QString& aboutSid) {
    m_vouches = new QCheckBox(tr("It vouches for the SID in a request"), this);
    m_vouches->setObjectName(QStringLiteral("gateVouches"));
    m_vouches->setChecked(m_loaded.vouchesForSid);
    auto* group = new FormGroup(m_theme, {}, this);
    m_vouchesField = addField(group, {}, m_vouches, aboutSid);
    m_column->addWidget(group);
    m_column->addWidget(m_general);
    watchEdits(this, this, [this] { Q_EMIT changed(); });
    for (auto* list : findChildren<PemList*>()) {
        connect(list, &PemList::changed, this, &GatePanel::changed);
        connect(list, &PemList::arranged, this, &GatePanel::arranged);
    }
}

QString GatePanel::name() const {
    return m_name->text().trimmed();
}

Gate GatePanel::gate() const {
    Gate now;
    now.name = name().toStdString();
    now.settings = settings();
    now.vouchesForSid = m_vouches->isChecked();
    return now;
}

void GatePanel::setUnknown() {
    m_known = false;
    m_others.clear();
    dropSecrets();
}

void GatePanel::setSecrets(const std::vector<GateSecret>& all) {
    std::vector<GateSecret> own;
    m_others.clear();
    for (const GateSecret& secret : all) {
        if (secret.gate != m_loaded.name) continue;
        own.push_back(secret.clone());
        if (kind() != challenge::GateKind::Static && findKept(secret.name) == nullptr)
            m_others.push_back(secret.clone());
    }
    m_known = true;
    showSecrets(own);
}

void GatePanel::takeStored(const std::vector<GateSecret>& all) {
    if (m_sentName.empty()) return;
    m_loaded.name = std::exchange(m_sentName, {});
    std::vector<GateSecret> own;
    for (const GateSecret& secret : all)
        if (secret.gate == m_loaded.name) own.push_back(secret.clone());
    secretsStored(own);
}

std::vector<GateSecret> GatePanel::secrets() const {
    std::vector<GateSecret> all;
    if (!m_known) return all;
    addSecrets(all);
    for (const GateSecret& other : m_others)
        all.push_back(other.clone());
    const std::string now = name().toStdString();
    for (GateSecret& secret : all)
        secret.gate = now;
    return all;
}

const GatePanel::Kept* GatePanel::findKept(const std::string& name) const {
    const auto found = std::ranges::find(m_kept, name, &Kept::name);
    return found == m_kept.end() ? nullptr : &*found;
}

void GatePanel::showSecrets(const std::vector<GateSecret>& own) {
    for (const Kept& kept : m_kept)
        kept.holder->setStored(challenge::findSecret(own, loaded().name, kept.name));
}

void GatePanel::secretsStored(const std::vector<GateSecret>& own) {
    showSecrets(own);
}

void GatePanel::dropSecrets() {
    for (const Kept& kept : m_kept)
        kept.holder->setUnknown();
}

void GatePanel::addSecrets(std::vector<GateSecret>& all) const {
    for (const Kept& kept : m_kept) {
        if (kept.isUsed && !kept.isUsed()) continue;
        if (auto secret = kept.holder->value()) all.push_back({{}, kept.name, std::move(*secret)});
    }
}

QString GatePanel::problemOf(const challenge::GateSettings& settings) {
    const auto checked = challenge::checkGate({"gate", settings, false});
    return checked ? QString() : sentenceOf(checked.error().detail);
}

QString GatePanel::secretProblemOf(const challenge::GateSettings& settings,
                                   const std::vector<std::string>& only) const {
    if (!m_known) return {};
    std::vector<GateSecret> all = secrets();
    if (!only.empty())
        std::erase_if(all, [&](const GateSecret& secret) {
            return std::ranges::find(only, secret.name) == only.end();
        });
    const auto checked = challenge::checkGateSecrets({name().toStdString(), settings, false}, all);
    return checked ? QString() : sentenceOf(checked.error().detail);
}

QString GatePanel::nameProblem(const enrollment::EndpointSettings& settings) const {
    const std::string now = name().toStdString();
    if (now.empty()) return tr("A gate needs a name.");
    if (std::ranges::count(settings.gates, now, &Gate::name) > 1)
        return tr("Two gates of an endpoint cannot have the same name.");
    Gate probe = challenge::gatesOf(challenge::GateKind::Code).front();
    probe.name = now;
    const auto checked = challenge::checkGate(probe);
    return checked ? QString() : sentenceOf(checked.error().detail);
}

void GatePanel::check(const GateSurroundings& around) {
    m_warning.clear();
    m_nameField->setProblem(nameProblem(around.settings));
    checkFields(around);
    m_general->clear();
    if (!problem().isEmpty()) return;
    // What no field explains.
    const challenge::GateSettings now = settings();
    const QString wrong = problemOf(now);
    m_general->setText(wrong.isEmpty() ? secretProblemOf(now) : wrong);
}

QString GatePanel::problem() const {
    for (const FormField* field : m_fields)
        if (!field->problem().isEmpty()) return field->problem();
    return m_general->text();
}

GatePanel* makeGatePanel(const Theme& theme, const GateServices& services, const Gate& gate,
                         QWidget* parent) {
    switch (gate.kind()) {
    case challenge::GateKind::Static:
        return new GateStaticPanel(theme, services, gate, parent);
    case challenge::GateKind::Code:
        return new GateCodePanel(theme, services, gate, parent);
    case challenge::GateKind::Webhook:
        return new GateWebhookPanel(theme, services, gate, parent);
    case challenge::GateKind::Intune:
        return new GateIntunePanel(theme, services, gate, parent);
    case challenge::GateKind::Token:
        return new GateTokenPanel(theme, services, gate, parent);
    case challenge::GateKind::Command:
        return new GateCommandPanel(theme, services, gate, parent);
    }
    return nullptr;
}

} // namespace scepter::ui
