// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_device_forms.h"

#include "challenge/code.h"
#include "pki/name.h"
#include "theme/tinted_icon.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kMaxId = 128;
constexpr int kMaxValue = 512;
constexpr auto kSuggestedLife = std::chrono::days{7};

template <class Widget> Widget* named(Widget* widget, const char* name) {
    widget->setObjectName(QLatin1String(name));
    return widget;
}

QVBoxLayout* columnOf(QWidget* form) {
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    return column;
}

std::string textOf(const QLineEdit* edit) {
    return edit->text().trimmed().toStdString();
}

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::StandInDeviceForms)
};

/// What people call a variable; its own name where there is nothing shorter.
QString variableWords(const std::string& variable) {
    const std::pair<const char*, QString> names[] = {
        {"AAD_Device_ID", Words::tr("Entra device ID")},
        {"DeviceName", Words::tr("Device name")},
        {"FullyQualifiedDomainName", Words::tr("Full DNS name")},
        {"SerialNumber", Words::tr("Serial number")},
        {"IMEINumber", Words::tr("IMEI")},
        {"WiFiMacAddress", Words::tr("Wi-Fi MAC address")},
        {"UserName", Words::tr("User name")},
        {"UserPrincipalName", Words::tr("UPN")},
        {"EmailAddress", Words::tr("Email address")},
        {"OnPrem_Distinguished_Name", Words::tr("Distinguished name")},
        {"OnPremisesSamAccountName", Words::tr("SAM account name")},
        {"OnPremisesUserPrincipalName", Words::tr("On-premises UPN")},
        {"OnPremisesSecurityIdentifier", Words::tr("SID")},
    };
    for (const auto& [name, words] : names)
        if (variable == name) return words;
    return text(variable);
}

QString idProblem(const QLineEdit* edit, const QStringList& others) {
    const QString id = edit->text().trimmed();
    if (id.isEmpty()) return Words::tr("A device needs an ID.");
    if (others.contains(id)) return Words::tr("Another device has this ID.");
    return {};
}

} // namespace

IntuneDeviceForm::IntuneDeviceForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_id(named(new QLineEdit, "intuneDeviceId"))
    , m_user(named(new QLineEdit, "intuneDeviceUser")) {
    auto* column = columnOf(this);
    auto* device = new FormGroup(theme, tr("Device"), this);
    m_id->setMaxLength(kMaxId);
    m_user->setMaxLength(kMaxId);
    m_idField = device->add(tr("Device ID"), m_id, QStringLiteral("{{DeviceId}}"));
    device->add(tr("User ID"), m_user, tr("Empty: a device without a user."));
    auto* variables = new FormGroup(theme, tr("Variables"), this);
    for (const std::string& variable : standin::deviceVariables()) {
        if (variable == "DeviceId") continue;
        auto* edit = new QLineEdit;
        edit->setObjectName(QStringLiteral("intuneDevice-") + text(variable));
        edit->setMaxLength(kMaxValue);
        edit->setPlaceholderText(QStringLiteral("{{%1}}").arg(text(variable)));
        edit->setToolTip(edit->placeholderText());
        variables->add(variableWords(variable), edit);
        m_values.insert(text(variable), edit);
    }
    column->addWidget(device);
    column->addWidget(variables);
    watchEdits(this, this, [this] {
        if (m_loading) return;
        reflect();
        Q_EMIT edited();
    });
}

void IntuneDeviceForm::load(const standin::Device& device, const QStringList& otherIds) {
    m_loading = true;
    m_otherIds = otherIds;
    setTextKept(m_id, text(device.id));
    setTextKept(m_user, text(device.userId));
    for (auto it = m_values.cbegin(); it != m_values.cend(); ++it) {
        const auto found = device.values.find(it.key().toStdString());
        setTextKept(it.value(), found == device.values.end() ? QString() : text(found->second));
    }
    m_loading = false;
    reflect();
}

standin::Device IntuneDeviceForm::value() const {
    standin::Device device;
    device.id = textOf(m_id);
    device.userId = textOf(m_user);
    for (auto it = m_values.cbegin(); it != m_values.cend(); ++it)
        if (const std::string value = textOf(it.value()); !value.empty())
            device.values[it.key().toStdString()] = value;
    return device;
}

void IntuneDeviceForm::reflect() {
    m_idField->setProblem(idProblem(m_id, m_otherIds));
}

QString IntuneDeviceForm::firstProblem() const {
    return m_idField->problem();
}

void IntuneDeviceForm::focusId() {
    m_id->setFocus();
    m_id->selectAll();
}

MdmDeviceForm::MdmDeviceForm(const Theme& theme, std::function<TimePoint()> now, QWidget* parent)
    : QWidget(parent) {
    auto* column = columnOf(this);
    m_device = makeDevice(theme);
    column->addWidget(m_device);
    column->addWidget(makeCodeGroup(theme, std::move(now)));
    const auto moved = [this] {
        if (m_loading) return;
        reflect();
        Q_EMIT edited();
    };
    watchEdits(this, this, moved);
    connect(m_until, &OptionalTime::changed, this, moved);
}

MdmDeviceForm::~MdmDeviceForm() = default;

FormGroup* MdmDeviceForm::makeDevice(const Theme& theme) {
    auto* group = new FormGroup(theme, tr("Device"), this);
    m_id = named(new QLineEdit, "mdmDeviceId");
    m_id->setMaxLength(kMaxId);
    m_idField = group->add(tr("Device ID"), m_id);
    m_subject = named(new QLineEdit, "mdmDeviceSubject");
    m_subject->setMaxLength(kMaxValue);
    m_subject->setFont(Theme::monospace());
    m_subject->setPlaceholderText(QStringLiteral("CN=xyz,O=Example"));
    m_subjectField = group->add(tr("Subject"), m_subject,
                                tr("Its request must ask for this subject. Empty: any."));
    m_namesRule = named(new QComboBox, "mdmDeviceNamesRule");
    m_namesRule->addItem(tr("Any"), false);
    m_namesRule->addItem(tr("Exactly these"), true);
    group->add(tr("Alternative names"), m_namesRule);
    m_names = named(new LinesEdit(2), "mdmDeviceNames");
    m_names->setPlaceholderText(QStringLiteral("DNS:xyz.example"));
    m_namesField = group->add(tr("These names"), m_names,
                              tr("One a line, as in DNS:xyz.example. None: it must have none."));
    return group;
}

FormGroup* MdmDeviceForm::makeCodeGroup(const Theme& theme, std::function<TimePoint()> now) {
    auto* group = new FormGroup(theme, tr("Code"), this);
    auto* line = new QWidget;
    m_code = named(new SecretEdit({}, line), "mdmDeviceCode");
    m_code->setMaxLength(kMaxId);
    const auto button = [line](Icon icon, const QString& what, const char* name) {
        auto* made = named(new QToolButton(line), name);
        made->setIcon(tintedIcon(icon));
        made->setToolTip(what);
        made->setAccessibleName(what);
        made->setFocusPolicy(Qt::StrongFocus);
        made->setAutoRaise(true);
        return made;
    };
    auto* show = button(Icon::Unlock, tr("Show the code"), "mdmDeviceCodeShow");
    show->setCheckable(true);
    auto* copy =
        button(Icon::Copy, tr("Copy the code; it leaves the clipboard soon"), "mdmDeviceCodeCopy");
    auto* make = button(Icon::Refresh, tr("Make a random code"), "mdmDeviceCodeMake");
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_code, 1);
    for (QWidget* one : {show, copy, make})
        row->addWidget(one);
    m_codeField = group->add(tr("Code"), line,
                             tr("Only its hash is kept: copy it before you store the device."));
    m_code->setAccessibleName(tr("Code of the device"));
    m_until = new OptionalTime(
        QStringLiteral("mdmDeviceUntil"), tr("Ends at"),
        [now = std::move(now)] { return now() + kSuggestedLife; }, this);
    group->add(tr("Valid until"), m_until);
    connect(show, &QToolButton::toggled, this, [this, show](bool on) {
        m_code->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        show->setToolTip(on ? tr("Hide the code") : tr("Show the code"));
        show->setAccessibleName(show->toolTip());
    });
    connect(copy, &QToolButton::clicked, this, [this] {
        if (hasCode()) Q_EMIT copyRequested(m_code->text());
    });
    connect(make, &QToolButton::clicked, this, &MdmDeviceForm::makeCode);
    connect(m_code, &SecretEdit::copyRequested, this, &MdmDeviceForm::copyRequested);
    return group;
}

void MdmDeviceForm::load(const standin::MdmDevice& device, const QStringList& otherIds) {
    m_loading = true;
    m_loaded = device;
    m_otherIds = otherIds;
    m_code->clear();
    m_code->setPlaceholderText(device.codeHash.empty() ? QString()
                                                       : tr("Kept; type to replace it"));
    setTextKept(m_id, text(device.id));
    setTextKept(m_subject, text(device.subject));
    m_namesRule->setCurrentIndex(device.subjectAltNames ? 1 : 0);
    std::vector<std::string> names;
    if (device.subjectAltNames)
        for (const pki::GeneralName& name : *device.subjectAltNames)
            names.push_back(pki::toText(name));
    m_names->setLines(names);
    m_until->setTime(device.validUntil);
    m_loading = false;
    reflect();
}

standin::MdmDevice MdmDeviceForm::value() const {
    standin::MdmDevice device;
    device.id = textOf(m_id);
    device.codeHash = m_loaded.codeHash;
    if (hasCode()) device.codeHash = standin::hashOfCode(secretOf(*m_code).view());
    // In the form that requests are compared with.
    const auto subject = pki::Name::fromText(textOf(m_subject));
    device.subject = subject ? subject->toText() : textOf(m_subject);
    if (m_namesRule->currentData().toBool()) {
        device.subjectAltNames.emplace();
        for (const std::string& line : m_names->lines())
            if (auto name = pki::generalNameFromText(line))
                device.subjectAltNames->push_back(std::move(*name));
    }
    device.validUntil = m_until->time();
    return device;
}

bool MdmDeviceForm::hasCode() const {
    return !m_code->text().isEmpty();
}

void MdmDeviceForm::makeCode() {
    const auto code = challenge::makeCode();
    if (code) m_code->setText(text(code->text()));
}

void MdmDeviceForm::forgetCode() {
    m_code->clear();
}

void MdmDeviceForm::reflect() {
    m_idField->setProblem(idProblem(m_id, m_otherIds));
    m_subjectField->setProblem(pki::Name::fromText(textOf(m_subject))
                                   ? QString()
                                   : tr("This is no subject as in CN=xyz,O=Example."));
    const bool exact = m_namesRule->currentData().toBool();
    m_device->setShown(m_namesField, exact);
    QString wrong;
    for (const std::string& line : m_names->lines())
        if (exact && wrong.isEmpty() && !pki::generalNameFromText(line))
            wrong = tr("“%1” is no name as in DNS:xyz.example.").arg(text(line));
    m_namesField->setProblem(wrong);
    m_codeField->setProblem(m_loaded.codeHash.empty() && !hasCode() ? tr("A device needs a code.")
                                                                    : QString());
}

QString MdmDeviceForm::firstProblem() const {
    for (const FormField* field : {m_idField, m_subjectField, m_namesField, m_codeField})
        if (!field->problem().isEmpty()) return field->problem();
    return {};
}

void MdmDeviceForm::focusId() {
    m_id->setFocus();
    m_id->selectAll();
}

} // namespace scepter::ui
