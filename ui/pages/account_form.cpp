// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/account_form.h"

#include "responder/admin.h"
#include "widgets/constraints_editor.h"
#include "widgets/flow_layout.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using store::AccountRole;
using store::AccountSettings;
using store::Door;
using store::PageEncoding;

constexpr std::array kDoors{Door::Ndes, Door::Jamf, Door::Rest};

template <class Widget> Widget* named(Widget* widget, const char* name) {
    widget->setObjectName(QLatin1String(name));
    return widget;
}

QSpinBox* spin(const char* name, int least, int most) {
    auto* box = named(new QSpinBox, name);
    box->setRange(least, most);
    return box;
}

/// "[x] at most [ 5 ] ..." in one line, or in two where there is little room.
QWidget* lineOf(QCheckBox* check, std::initializer_list<QWidget*> parts) {
    auto* line = new QWidget;
    auto* row = new FlowLayout(line, 8, 4);
    row->addWidget(check);
    for (QWidget* part : parts) {
        row->addWidget(part);
        if (!qobject_cast<QLabel*>(part))
            QObject::connect(check, &QCheckBox::toggled, part, &QWidget::setEnabled);
    }
    line->setFocusProxy(check);
    return line;
}

} // namespace

AccountForm::AccountForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_bounds = makeBounds();
    m_pageGroup = makePage();
    for (QWidget* group : {static_cast<QWidget*>(makeAccount()), static_cast<QWidget*>(makeCodes()),
                           static_cast<QWidget*>(m_bounds), static_cast<QWidget*>(m_pageGroup),
                           static_cast<QWidget*>(makeLock())})
        column->addWidget(group);
    const auto moved = [this] {
        if (m_loading) return;
        reflect();
        Q_EMIT edited();
    };
    watchEdits(this, this, moved);
    connect(m_constraints, &ConstraintsEditor::changed, this, moved);
}

FormGroup* AccountForm::makeAccount() {
    auto* group = new FormGroup(m_theme, tr("Account"), this);
    m_name = named(new QLineEdit, "accountName");
    m_name->setMaxLength(64);
    m_nameField = group->add(tr("Name"), m_name, tr("With this name it logs in."));
    m_enabled = named(new QCheckBox(tr("May log in")), "accountEnabled");
    group->add({}, m_enabled, tr("Codes that it has fetched stay valid when this is off."));
    m_role = named(new QComboBox, "accountRole");
    for (const AccountRole role : {AccountRole::Mint, AccountRole::Admin})
        m_role->addItem(roleWords(role), static_cast<int>(role));
    m_role->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_role->setMinimumContentsLength(12);
    m_roleField = group->add(tr("May have"), m_role);
    m_endpoint = named(new QComboBox, "accountEndpoint");
    m_endpointField = group->add(tr("Endpoint"), m_endpoint, tr("Its codes are good there only."));
    auto* doors = new QWidget;
    auto* row = new QHBoxLayout(doors);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    for (const Door door : kDoors) {
        auto* box = new QCheckBox(doorWords(door));
        box->setObjectName(QStringLiteral("accountDoor-") + text(toText(door)));
        row->addWidget(box);
        m_doors.append(box);
    }
    row->addStretch(1);
    doors->setFocusProxy(m_doors.first());
    m_doorsField = group->add(tr("Doors"), doors, tr("Where it is let in."));
    return group;
}

FormGroup* AccountForm::makeCodes() {
    auto* group = new FormGroup(m_theme, tr("Its codes"), this);
    m_life = new DurationEdit;
    m_life->setName(QStringLiteral("accountLife"), tr("A code is valid for"));
    m_lifeField = group->add(tr("Valid for"), m_life);
    m_uses = spin("accountUses", 1, 1'000'000);
    group->add(tr("Uses"), m_uses, tr("How often each code can be used."));
    m_limitOutstanding = named(new QCheckBox(tr("At most")), "accountLimitOutstanding");
    m_limitOutstanding->setAccessibleName(tr("Limit the codes that it has at once"));
    m_outstanding = spin("accountOutstanding", 1, 100'000);
    m_outstanding->setAccessibleName(tr("Codes at once"));
    group->add(tr("At once"), lineOf(m_limitOutstanding, {m_outstanding, new QLabel(tr("codes"))}),
               tr("Codes that were neither used nor have ended. The NDES page says that its "
                  "password cache is full when there are more."));
    m_limitRate = named(new QCheckBox(tr("At most")), "accountLimitRate");
    m_limitRate->setAccessibleName(tr("Limit how fast it fetches codes"));
    m_rate = spin("accountRate", 1, 100'000);
    m_rate->setAccessibleName(tr("Codes in that time"));
    m_rateWindow = new DurationEdit;
    m_rateWindow->setName(QStringLiteral("accountRateWindow"), tr("Codes are counted over"));
    m_rateField =
        group->add(tr("Rate"), lineOf(m_limitRate, {m_rate,
                                                    new QLabel(tr("in", "so many codes in so much "
                                                                        "time")),
                                                    m_rateWindow}));
    m_note = named(new QLineEdit, "accountNote");
    m_note->setMaxLength(100);
    group->add(tr("Note"), m_note, tr("Stands before the note of each of its codes."));
    return group;
}

FormGroup* AccountForm::makeBounds() {
    auto* group = new FormGroup(m_theme, tr("Its codes are bound to"), this);
    m_constraints = named(new ConstraintsEditor(m_theme), "accountConstraints");
    group->add({}, m_constraints,
               tr("Every code of this account lets only such requests enroll. A caller can ask "
                  "for less, never for more."));
    m_deviceSubject = named(new QLineEdit, "accountDeviceSubject");
    m_deviceSubject->setFont(Theme::monospace());
    m_deviceSubject->setPlaceholderText(QStringLiteral("CN={serialNumber},O=Example"));
    m_deviceField = group->add(tr("Device"), m_deviceSubject,
                               tr("Jamf names the device: each code is bound to this subject, "
                                  "filled with what Jamf says of it. Empty: not bound."));
    return group;
}

FormGroup* AccountForm::makePage() {
    auto* group = new FormGroup(m_theme, tr("NDES page"), this);
    m_codeBytes = spin("accountCodeBytes", 8, 32);
    m_codeBytes->setSuffix(tr(" bytes"));
    group->add(tr("Code"), m_codeBytes, tr("Shown as twice as many hexadecimal digits."));
    m_single = named(new QCheckBox(tr("One code for all, which does not end")), "accountSingle");
    m_singleField = group->add({}, m_single);
    m_encoding = named(new QComboBox, "accountEncoding");
    for (const PageEncoding encoding :
         {PageEncoding::Utf16, PageEncoding::Utf16WithMark, PageEncoding::Utf8})
        m_encoding->addItem(encodingWords(encoding), static_cast<int>(encoding));
    group->add(tr("Encoding"), m_encoding,
               tr("Programs that read the page expect what Windows does, most of them."));
    return group;
}

FormGroup* AccountForm::makeLock() {
    auto* group = new FormGroup(m_theme, tr("Wrong passwords"), this);
    m_lock = named(new QCheckBox(tr("Lock it after")), "accountLock");
    m_lockTries = spin("accountLockTries", 1, 1000);
    m_lockTries->setAccessibleName(tr("Wrong passwords in a row"));
    m_lockTime = new DurationEdit;
    m_lockTime->setName(QStringLiteral("accountLockTime"), tr("It stays locked for"));
    m_lockField = group->add(
        tr("Lock"),
        lineOf(m_lock,
               {m_lockTries, new QLabel(tr("for", "so many tries, for so much time")), m_lockTime}),
        tr("Wrong passwords in a row, from anywhere."));
    return group;
}

void AccountForm::setConfig(const EndpointConfig& config) {
    m_loading = true;
    const QString kept = m_endpoint->currentData().toString();
    m_endpoints.clear();
    m_endpoint->clear();
    m_endpoint->addItem(tr("Any endpoint that takes codes"), QString());
    for (const EndpointRow& row : config.endpoints) {
        const QString name = text(row.settings.name);
        if (row.settings.has(challenge::GateKind::Code)) m_endpoints.append(name);
        m_endpoint->addItem(
            tr("%1 (%2)", "an endpoint and its path").arg(name, text(row.settings.path)), name);
    }
    if (m_endpoint->findData(kept) < 0) m_endpoint->addItem(kept, kept);
    setDataKept(m_endpoint, kept);
    m_loading = false;
    reflect();
}

void AccountForm::setTaken(const std::vector<workbench::AccountView>& accounts) {
    m_taken.clear();
    for (const workbench::AccountView& one : accounts)
        m_taken.append(text(one.account.settings.name));
    check();
}

void AccountForm::load(const AccountSettings& settings, bool isNew) {
    m_loading = true;
    m_loaded = settings;
    m_isNew = isNew;
    setTextKept(m_name, text(settings.name));
    m_name->setReadOnly(!isNew);
    m_nameField->setHelp(isNew ? tr("With this name it logs in.")
                               : tr("With this name it logs in. It cannot be changed."));
    m_enabled->setChecked(settings.enabled);
    setDataKept(m_role, static_cast<int>(settings.role));
    const QString endpoint = text(settings.endpoint);
    if (m_endpoint->findData(endpoint) < 0) m_endpoint->addItem(endpoint, endpoint);
    setDataKept(m_endpoint, endpoint);
    for (std::size_t i = 0; i < kDoors.size(); ++i)
        m_doors.at(static_cast<qsizetype>(i))->setChecked(hasDoor(settings, kDoors.at(i)));
    m_life->setDuration(settings.codeLife);
    m_uses->setValue(static_cast<int>(settings.uses));
    m_limitOutstanding->setChecked(settings.maxOutstanding > 0);
    if (settings.maxOutstanding > 0)
        m_outstanding->setValue(static_cast<int>(settings.maxOutstanding));
    m_limitRate->setChecked(settings.rateCount > 0);
    if (settings.rateCount > 0) m_rate->setValue(static_cast<int>(settings.rateCount));
    m_rateWindow->setDuration(settings.rateWindow);
    setTextKept(m_note, text(settings.notePrefix));
    const auto shown = m_constraints->constraints();
    if (!shown || !(*shown == settings.constraints))
        m_constraints->setConstraints(settings.constraints);
    setTextKept(m_deviceSubject, text(settings.deviceSubject));
    m_codeBytes->setValue(static_cast<int>(settings.codeBytes));
    m_single->setChecked(settings.singlePassword);
    setDataKept(m_encoding, static_cast<int>(settings.encoding));
    m_lock->setChecked(settings.lockTries > 0);
    if (settings.lockTries > 0) m_lockTries->setValue(static_cast<int>(settings.lockTries));
    m_lockTime->setDuration(settings.lockTime);
    m_loading = false;
    reflect();
}

AccountSettings AccountForm::value() const {
    AccountSettings now = m_loaded;
    now.name = m_name->text().trimmed().toStdString();
    now.enabled = m_enabled->isChecked();
    now.role = static_cast<AccountRole>(m_role->currentData().toInt());
    now.endpoint = m_endpoint->currentData().toString().toStdString();
    now.doors.clear();
    for (std::size_t i = 0; i < kDoors.size(); ++i)
        if (m_doors.at(static_cast<qsizetype>(i))->isChecked()) now.doors.push_back(kDoors.at(i));
    now.codeLife = m_life->duration();
    now.uses = static_cast<unsigned>(m_uses->value());
    now.maxOutstanding =
        m_limitOutstanding->isChecked() ? static_cast<unsigned>(m_outstanding->value()) : 0U;
    now.rateCount = m_limitRate->isChecked() ? static_cast<unsigned>(m_rate->value()) : 0U;
    now.rateWindow = m_rateWindow->duration();
    now.notePrefix = m_note->text().trimmed().toStdString();
    now.constraints = m_constraints->constraints().value_or(m_loaded.constraints);
    now.deviceSubject = m_deviceSubject->text().trimmed().toStdString();
    now.codeBytes = static_cast<unsigned>(m_codeBytes->value());
    now.singlePassword = m_single->isChecked();
    now.encoding = static_cast<PageEncoding>(m_encoding->currentData().toInt());
    now.lockTries = m_lock->isChecked() ? static_cast<unsigned>(m_lockTries->value()) : 0U;
    now.lockTime = m_lockTime->duration();
    return now;
}

void AccountForm::check() {
    const AccountSettings now = value();
    QString wrongName;
    if (now.name.empty())
        wrongName = tr("An account needs a name.");
    else if (m_isNew && m_taken.contains(text(now.name)))
        wrongName = tr("There is an account of this name already.");
    m_nameField->setProblem(wrongName);
    const QString endpoint = text(now.endpoint);
    m_endpointField->setProblem(endpoint.isEmpty() && now.role == AccountRole::Mint
                                    ? tr("Choose the endpoint that its codes are for.")
                                    : QString());
    m_endpointField->setWarning(!endpoint.isEmpty() && !m_endpoints.contains(endpoint)
                                    ? tr("This endpoint takes no one-time codes: they could not "
                                         "be used.")
                                    : QString());
    m_doorsField->setProblem(now.doors.empty() ? tr("Choose at least one door.") : QString());
    const QString nothing = tr("The time must be longer than nothing.");
    m_lifeField->setProblem(now.codeLife > Duration{0} ? QString() : nothing);
    m_rateField->setProblem(now.rateCount == 0 || now.rateWindow > Duration{0} ? QString()
                                                                               : nothing);
    m_lockField->setProblem(now.lockTries == 0 || now.lockTime > Duration{0} ? QString() : nothing);
    m_lockField->setWarning(now.lockTries == 0 ? tr("Its password can then be guessed for long.")
                                               : QString());
    QString wrongDevice;
    if (const auto good = responder::checkDeviceSubject(now.deviceSubject); !good)
        wrongDevice = sentenceOf(good.error().detail);
    m_deviceField->setProblem(wrongDevice);
}

QString AccountForm::firstProblem() const {
    for (const FormField* field : {m_nameField, m_roleField, m_endpointField, m_doorsField,
                                   m_lifeField, m_rateField, m_deviceField, m_lockField})
        if (!field->problem().isEmpty()) return field->problem();
    if (const auto constraints = m_constraints->constraints(); !constraints)
        return tr("A constraint cannot be read: %1").arg(sentenceOf(constraints.error().detail));
    if (const auto good = store::checkAccount(value()); !good)
        return sentenceOf(good.error().detail);
    return {};
}

void AccountForm::reflect() {
    const AccountSettings now = value();
    m_pageGroup->setVisible(hasDoor(now, Door::Ndes));
    m_bounds->setShown(m_deviceField, hasDoor(now, Door::Jamf) || !now.deviceSubject.empty());
    m_outstanding->setEnabled(now.maxOutstanding > 0);
    m_rate->setEnabled(now.rateCount > 0);
    m_rateWindow->setEnabled(now.rateCount > 0);
    m_lockTries->setEnabled(now.lockTries > 0);
    m_lockTime->setEnabled(now.lockTries > 0);
    m_singleField->setWarning(now.singlePassword
                                  ? tr("Whoever has seen the code once can enroll with it for "
                                       "ever: only for devices that can do no better.")
                                  : QString());
    m_roleField->setHelp(now.role == AccountRole::Admin
                             ? tr("Over REST it also sees and withdraws codes of all accounts.")
                             : QString());
    check();
}

void AccountForm::focusName() {
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

} // namespace scepter::ui
