// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_settings_tab.h"

#include "pages/endpoint_fields.h"
#include "pages/settings_staged.h"
#include "shell/clipboard.h"
#include "shell/save_file.h"
#include "theme/tinted_icon.h"
#include "widgets/inline_note.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using workbench::StandInKind;
using workbench::StandInPlace;
using workbench::StandInSettings;
using State = workbench::StandInView::State;

constexpr int kMaxName = 128;

const StandInPlace& placeOf(const StandInSettings& settings, StandInKind kind) {
    return kind == StandInKind::Intune ? settings.intune.place : settings.mdm.place;
}

QPushButton* pushButton(const QString& text, Icon icon, const QString& name) {
    auto* button = new QPushButton(tintedIcon(icon), text);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

QWidget* lineOf(std::initializer_list<QWidget*> widgets) {
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    row->addStretch(1);
    return line;
}

} // namespace

StandInSettingsTab::StandInSettingsTab(PageContext& context, MessageBar& messages, StandInKind kind,
                                       QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_kind(kind)
    , m_question(new InlineQuestion(context.theme, this))
    , m_state(new InlineNote(context.theme, Tone::Info, this))
    , m_discard(new QPushButton(tr("Discard"), this))
    , m_apply(new QPushButton(tr("Apply"), this)) {
    m_state->setObjectName(named("SettingsState"));
    m_discard->setObjectName(named("SettingsDiscard"));
    m_apply->setObjectName(named("SettingsApply"));
    auto* content = new QWidget;
    auto* groups = new QVBoxLayout(content);
    groups->setContentsMargins(0, 0, 8, 0);
    groups->setSpacing(8);
    groups->addWidget(makeListening());
    groups->addWidget(makeKind());
    groups->addWidget(makeTrust());
    groups->addStretch(1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_state, 1000);
    foot->addStretch(1); // while it says nothing
    for (QPushButton* button : {m_discard, m_apply}) {
        button->setAutoDefault(false);
        foot->addWidget(button, 0, Qt::AlignBottom);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_question);
    column->addWidget(scrolled(content, named("SettingsScroll")), 1);
    column->addLayout(foot);
    watchEdits(content, this, [this] {
        if (!m_loading) reflect();
    });
    connect(m_discard, &QPushButton::clicked, this, &StandInSettingsTab::load);
    connect(m_apply, &QPushButton::clicked, this, &StandInSettingsTab::apply);
    load();
    followView();
}

StandInSettingsTab::~StandInSettingsTab() = default;

QString StandInSettingsTab::named(const char* part) const {
    return text(toText(m_kind)) + QLatin1String(part);
}

FormGroup* StandInSettingsTab::makeListening() {
    auto* group = new FormGroup(m_context.theme, tr("Where it listens"), this);
    m_address = new QComboBox;
    m_address->setObjectName(named("Address"));
    m_address->setEditable(true);
    m_address->addItems({QStringLiteral("127.0.0.1"), QStringLiteral("::1"),
                         QStringLiteral("0.0.0.0"), QStringLiteral("::")});
    m_addressField = group->add(tr("Address"), m_address);
    m_port = new QSpinBox;
    m_port->setObjectName(named("Port"));
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("a free one"));
    group->add(tr("Port"), m_port,
               tr("With a free one its address is another one after each start, and endpoints must "
                  "be set up again."));
    m_tls = new QCheckBox(tr("TLS with a certificate under a root of its own"));
    m_tls->setObjectName(named("Tls"));
    group->add({}, m_tls, tr("The root is made at the first start and kept for 90 days."));
    connect(m_address, &QComboBox::editTextChanged, this, [this] {
        if (!m_loading) reflect();
    });
    return group;
}

FormGroup* StandInSettingsTab::makeKind() {
    if (isIntune()) {
        auto* group = new FormGroup(m_context.theme, tr("Tenant"), this);
        m_tenant = new QLineEdit;
        m_tenant->setObjectName(named("Tenant"));
        m_tenant->setMaxLength(kMaxName);
        m_tenantField = group->add(tr("Tenant"), m_tenant);
        m_appId = new QLineEdit;
        m_appId->setObjectName(named("AppId"));
        m_appId->setMaxLength(kMaxName);
        m_appIdField = group->add(tr("App ID"), m_appId,
                                  tr("Of the app registration that a SCEP server signs in as."));
        return group;
    }
    auto* group = new FormGroup(m_context.theme, tr("Codes"), this);
    m_singleUse = new QCheckBox(tr("A code is good for one key"));
    m_singleUse->setObjectName(named("SingleUse"));
    group->add({}, m_singleUse,
               tr("The same key may come again; another one is denied until the next start."));
    return group;
}

FormGroup* StandInSettingsTab::makeTrust() {
    auto* group = new FormGroup(m_context.theme, tr("For those who ask"), this);
    m_secret = new SecretEdit({});
    m_secret->setObjectName(named("Secret"));
    m_secret->setReadOnly(true);
    m_secret->setFont(Theme::monospace());
    m_secret->setMinimumWidth(160);
    auto* show = new QToolButton;
    show->setObjectName(named("SecretShow"));
    show->setIcon(tintedIcon(Icon::Unlock));
    show->setCheckable(true);
    show->setAutoRaise(true);
    show->setFocusPolicy(Qt::StrongFocus);
    show->setToolTip(tr("Show the secret"));
    show->setAccessibleName(show->toolTip());
    auto* copy = pushButton(tr("Copy"), Icon::Copy, named("SecretCopy"));
    copy->setAccessibleName(tr("Copy the secret"));
    m_renew = pushButton(tr("Make another one"), Icon::Refresh, named("SecretRenew"));
    m_secretLine = lineOf({m_secret, show, copy, m_renew});
    m_secretField = group->add(isIntune() ? tr("App key") : tr("Signing secret"), m_secretLine);
    m_secret->setAccessibleName(isIntune() ? tr("App key") : tr("Signing secret"));
    m_copyRoot = pushButton(tr("Copy"), Icon::Copy, named("RootCopy"));
    m_copyRoot->setAccessibleName(tr("Copy the root"));
    m_saveRoot = pushButton(tr("Save…"), Icon::Save, named("RootSave"));
    m_saveRoot->setAccessibleName(tr("Save the root"));
    m_rootField = group->add(tr("Root"), lineOf({m_copyRoot, m_saveRoot}));
    const auto copySecret = [this](const QString& secret) {
        if (secret.isEmpty()) return;
        m_context.clipboard.copySecret(secret);
        m_messages.showSuccess(tr("The secret is on the clipboard; it leaves it soon."));
    };
    connect(copy, &QPushButton::clicked, this,
            [this, copySecret] { copySecret(m_secret->text()); });
    connect(m_secret, &SecretEdit::copyRequested, this, copySecret);
    connect(show, &QToolButton::toggled, this, [this, show](bool on) {
        m_secret->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        show->setToolTip(on ? tr("Hide the secret") : tr("Show the secret"));
        show->setAccessibleName(show->toolTip());
    });
    connect(m_renew, &QPushButton::clicked, this, &StandInSettingsTab::askRenew);
    connect(m_copyRoot, &QPushButton::clicked, this, [this] {
        m_context.clipboard.copy(text(m_context.session.standIns().view(m_kind).rootPem));
        m_messages.showSuccess(tr("Copied: the root"));
    });
    connect(m_saveRoot, &QPushButton::clicked, this, &StandInSettingsTab::saveRoot);
    return group;
}

StandInSettings StandInSettingsTab::kept() const {
    return m_context.session.standIns().settings();
}

void StandInSettingsTab::load() {
    m_loading = true;
    m_base = kept();
    const StandInPlace& place = placeOf(m_base, m_kind);
    m_address->setEditText(text(place.address));
    m_port->setValue(place.port);
    m_tls->setChecked(place.tls);
    if (isIntune()) {
        setTextKept(m_tenant, text(m_base.intune.tenant));
        setTextKept(m_appId, text(m_base.intune.appId));
    } else {
        m_singleUse->setChecked(m_base.mdm.singleUse);
    }
    m_loading = false;
    reflect();
}

// Devices and profiles are others' to change.
StandInSettings StandInSettingsTab::draft(StandInSettings settings) const {
    StandInPlace& place = isIntune() ? settings.intune.place : settings.mdm.place;
    place.address = m_address->currentText().trimmed().toStdString();
    place.port = static_cast<std::uint16_t>(m_port->value());
    place.tls = m_tls->isChecked();
    if (isIntune()) {
        settings.intune.tenant = m_tenant->text().trimmed().toStdString();
        settings.intune.appId = m_appId->text().trimmed().toStdString();
    } else {
        settings.mdm.singleUse = m_singleUse->isChecked();
    }
    return settings;
}

bool StandInSettingsTab::hasChanges() const {
    return draft(m_base) != m_base;
}

void StandInSettingsTab::follow() {
    if (!hasChanges()) {
        load();
        return;
    }
    m_base = kept();
    reflect();
}

void StandInSettingsTab::reflect() {
    const QString address = m_address->currentText().trimmed();
    // The same rules as for the responder.
    const QString wrong = StagedSettings::problemOf(QStringLiteral("responder.address"), address);
    const bool good = !address.isEmpty() && wrong.isEmpty();
    m_addressField->setProblem(good ? QString() : tr("This is no address of this machine."));
    m_addressField->setWarning(good && !workbench::isLoopback(address.toStdString())
                                   ? tr("Exposed: others on the network can ask it.")
                                   : QString());
    bool complete = good;
    if (isIntune()) {
        const bool tenant = !m_tenant->text().trimmed().isEmpty();
        const bool app = !m_appId->text().trimmed().isEmpty();
        m_tenantField->setProblem(tenant ? QString() : tr("A tenant is needed."));
        m_appIdField->setProblem(app ? QString() : tr("An app ID is needed."));
        complete = complete && tenant && app;
    }
    const bool changed = m_context.session.standIns().isKnown() && hasChanges();
    m_apply->setEnabled(changed && complete);
    m_discard->setEnabled(changed);
    const State state = m_context.session.standIns().view(m_kind).state;
    const bool runs = state == State::Running || state == State::Starting;
    m_state->setText(changed && runs ? tr("This holds from its next start on.") : QString());
}

void StandInSettingsTab::followView() {
    const workbench::StandIns& standIns = m_context.session.standIns();
    const auto secret = standIns.secret(m_kind);
    m_secret->setText(secret ? text(secret->text()) : QString());
    m_secret->setPlaceholderText(secret ? QString() : tr("Made at the next start"));
    m_secretLine->setEnabled(secret != nullptr);
    const bool root = !standIns.view(m_kind).rootPem.empty();
    m_copyRoot->setEnabled(root);
    m_saveRoot->setEnabled(root);
    m_rootField->setHelp(root ? tr("What those who ask must trust.")
                              : tr("There is one while it runs with TLS."));
    reflect();
}

void StandInSettingsTab::apply() {
    if (!m_apply->isEnabled()) return;
    m_context.session.standIns().setSettings(draft(kept()));
    load();
    m_messages.showSuccess(tr("The settings are stored."));
}

void StandInSettingsTab::saveRoot() {
    saveThroughJob(m_context, *this, m_messages, tr("Save the root"), named("-root.pem"),
                   {tr("PEM (*.pem)")}, tr("Saving the root"),
                   [pem = m_context.session.standIns().view(m_kind).rootPem](
                       workbench::Workbench&, workbench::JobControl&) -> Result<Bytes> {
                       return copyOf(bytesOf(pem));
                   });
}

void StandInSettingsTab::askRenew() {
    m_question->ask(
        Tone::Warning,
        tr("Make another secret? Gates with the old one are not let in after the next start."),
        {{tr("Keep the old one"), QStringLiteral("renewKeep"), {}},
         {tr("Make another secret"), QStringLiteral("renewConfirm"),
          [this] { m_context.session.standIns().renewSecret(m_kind); }}});
}

bool StandInSettingsTab::leave(const std::function<void()>& goOn) {
    if (!m_context.session.standIns().isKnown() || !hasChanges()) {
        goOn();
        return true;
    }
    m_question->ask(Tone::Warning, tr("The settings have changes that are not applied."),
                    {{tr("Keep editing"), QStringLiteral("settingsStay"), {}},
                     {tr("Discard the changes"), QStringLiteral("settingsLeave"), [this, goOn] {
                          load();
                          goOn();
                      }}});
    return false;
}

bool StandInSettingsTab::escape() {
    return m_question->escape();
}

} // namespace scepter::ui
