#include "pages/endpoint_form.h"

#include "pages/endpoint_compatibility.h"
#include "pages/gates_editor.h"
#include "theme/tinted_icon.h"
#include "widgets/constraints_editor.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

using enrollment::Approval;

// As challenge::tryLimitFromText takes them.
constexpr int kMostTries = 1000;
constexpr Duration kLongestWindow = std::chrono::days{7};

template <class Widget> Widget* named(Widget* widget, const char* name) {
    widget->setObjectName(QLatin1String(name));
    return widget;
}

QComboBox* makeApproval(const char* name) {
    auto* combo = named(new QComboBox, name);
    combo->addItem(EndpointForm::tr("Automatic: what the checks allow is issued at once"),
                   static_cast<int>(Approval::Automatic));
    combo->addItem(EndpointForm::tr("By the operator: every request waits on the Requests page"),
                   static_cast<int>(Approval::Manual));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(12);
    return combo;
}

/// Fills a combo box and leaves chosen what was chosen.
void refill(QComboBox* combo, const QList<std::pair<QString, QVariant>>& items) {
    const QVariant kept = combo->currentData();
    const QString keptText = combo->currentText();
    combo->clear();
    for (const auto& [label, data] : items)
        combo->addItem(label, data);
    if (kept.isValid() && combo->findData(kept) < 0) combo->addItem(keptText, kept);
    combo->setCurrentIndex(combo->findData(kept));
}

} // namespace

EndpointForm::EndpointForm(const Theme& theme, GateServices services, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_services(std::move(services))
    , m_compatibility(new EndpointCompatibility(theme)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (QWidget* group :
         {static_cast<QWidget*>(makeAddress()), static_cast<QWidget*>(makeIssuing()),
          static_cast<QWidget*>(makeEnrolling()), static_cast<QWidget*>(makeConstraints()),
          static_cast<QWidget*>(makeRenewing()), static_cast<QWidget*>(makeWaiting()),
          static_cast<QWidget*>(m_compatibility)})
        column->addWidget(group);
    const auto moved = [this] {
        if (m_loading) return;
        reflect();
        Q_EMIT edited();
    };
    watchEdits(this, this, moved);
    connect(m_gates, &GatesEditor::changed, this, moved);
    connect(m_constraints, &ConstraintsEditor::changed, this, moved);
    connect(m_compatibility, &EndpointCompatibility::changed, this, moved);
}

FormGroup* EndpointForm::makeAddress() {
    auto* group = new FormGroup(m_theme, tr("Address"), this);
    m_name = named(new QLineEdit, "endpointName");
    m_name->setMaxLength(64);
    m_nameField = group->add(tr("Name"), m_name);
    m_path = named(new QLineEdit, "endpointPath");
    m_path->setFont(Theme::monospace());
    m_path->setMaxLength(200);
    m_path->setPlaceholderText(QStringLiteral("/scep"));
    m_pathField = group->add(tr("Path"), m_path, tr("The part of the SCEP URL after the server."));
    m_aliases = named(new LinesEdit(2), "endpointAliases");
    m_aliases->setFont(Theme::monospace());
    m_aliasesField =
        group->add(tr("Further paths"), m_aliases,
                   tr("One a line, such as /certsrv/mscep/mscep.dll: they answer like the first."));
    return group;
}

FormGroup* EndpointForm::makeIssuing() {
    auto* group = new FormGroup(m_theme, tr("Certificates"), this);
    m_authority = named(new QComboBox, "endpointAuthority");
    m_authorityField = group->add(tr("Issued by"), m_authority);
    m_template = named(new QComboBox, "endpointTemplate");
    m_openTemplate = named(new QToolButton, "endpointOpenTemplate");
    m_openTemplate->setIcon(tintedIcon(Icon::Link));
    m_openTemplate->setToolTip(tr("Show the template"));
    m_openTemplate->setAccessibleName(m_openTemplate->toolTip());
    m_openTemplate->setFocusPolicy(Qt::StrongFocus);
    m_openTemplate->setAutoRaise(true);
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_template, 1);
    row->addWidget(m_openTemplate);
    both->setFocusProxy(m_template);
    m_template->setAccessibleName(tr("Template"));
    m_templateField = group->add(tr("Template"), both, tr("What will be in the certificates."));
    connect(m_openTemplate, &QToolButton::clicked, this,
            [this] { Q_EMIT templateAsked(m_template->currentData().toString()); });
    return group;
}

FormGroup* EndpointForm::makeEnrolling() {
    auto* group = new FormGroup(m_theme, tr("First enrollment"), this);
    m_enrolling = group;
    m_gates = named(new GatesEditor(m_theme, m_services), "endpointGates");
    group->add({}, m_gates);
    m_approval = makeApproval("endpointApproval");
    group->add(tr("Approval"), m_approval);
    auto* limit = new QWidget;
    m_limitTries = named(new QCheckBox(tr("Limit")), "endpointLimitTries");
    m_limitTries->setAccessibleName(tr("Limit wrong guesses of the challenge"));
    m_tries = named(new QSpinBox, "endpointTries");
    m_tries->setRange(1, kMostTries);
    m_tries->setAccessibleName(tr("Wrong guesses that are allowed"));
    m_tryWindow = new DurationEdit;
    m_tryWindow->setName(QStringLiteral("endpointTryWindow"), tr("Wrong guesses are counted over"));
    auto* row = new QHBoxLayout(limit);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_limitTries);
    row->addWidget(m_tries);
    row->addWidget(new QLabel(tr("in", "so many guesses in so much time")));
    row->addWidget(m_tryWindow, 1);
    limit->setFocusProxy(m_limitTries);
    m_triesField =
        group->add(tr("Wrong guesses"), limit,
                   tr("For each client address; all addresses together may guess more."));
    return group;
}

FormGroup* EndpointForm::makeConstraints() {
    auto* group = new FormGroup(m_theme, tr("Constraints"), this);
    m_constraints = named(new ConstraintsEditor(m_theme), "endpointConstraints");
    m_constraintsField = group->add({}, m_constraints,
                                    tr("What every request here must be like, besides what its "
                                       "code and the template ask for."));
    return group;
}

FormGroup* EndpointForm::makeRenewing() {
    auto* group = new FormGroup(m_theme, tr("Renewal"), this);
    m_renewalAllowed =
        named(new QCheckBox(tr("Clients may renew with the certificate that they have")),
              "endpointRenewal");
    group->add({}, m_renewalAllowed, tr("Announced in GetCACaps as Renewal; needs no challenge."));
    m_renewalApproval = makeApproval("endpointRenewalApproval");
    m_renewalField = group->add(tr("Approval"), m_renewalApproval);
    return group;
}

FormGroup* EndpointForm::makeWaiting() {
    auto* group = new FormGroup(m_theme, tr("Time limits"), this);
    m_pending = new DurationEdit;
    m_pending->setName(QStringLiteral("endpointPending"), tr("A pending request expires after"));
    m_pendingField = group->add(tr("Pending requests"), m_pending,
                                tr("A request that nobody decides expires after this time."));
    m_transaction = new DurationEdit;
    m_transaction->setName(QStringLiteral("endpointTransaction"), tr("Repeats are recognized for"));
    m_transactionField =
        group->add(tr("Repeats"), m_transaction,
                   tr("A client that asks again with the same transactionID gets the same "
                      "certificate, for so long."));
    return group;
}

void EndpointForm::setConfig(const EndpointConfig& config) {
    m_config = config;
    m_loading = true;
    QList<std::pair<QString, QVariant>> authorities;
    for (const AuthorityName& one : config.authorities)
        authorities.append({text(one.name), QVariant::fromValue<qint64>(one.id)});
    refill(m_authority, authorities);
    QList<std::pair<QString, QVariant>> templates;
    for (const authority::Template& one : config.templates)
        templates.append({text(one.name), text(one.name)});
    refill(m_template, templates);
    m_loading = false;
    reflect();
}

void EndpointForm::load(const enrollment::EndpointSettings& settings) {
    m_loading = true;
    m_loaded = settings;
    setTextKept(m_name, text(settings.name));
    setTextKept(m_path, text(settings.path));
    m_aliases->setLines(settings.aliases);
    setDataKept(m_authority, QVariant::fromValue<qint64>(settings.authorityId));
    const QString recipe = text(settings.templateName);
    if (!recipe.isEmpty() && m_template->findData(recipe) < 0) m_template->addItem(recipe, recipe);
    setDataKept(m_template, recipe);
    m_gates->load(settings.gates, settings.gateRule);
    setDataKept(m_approval, static_cast<int>(settings.approval));
    m_limitTries->setChecked(settings.tryLimit.tries > 0);
    if (settings.tryLimit.tries > 0) m_tries->setValue(static_cast<int>(settings.tryLimit.tries));
    m_tryWindow->setDuration(settings.tryLimit.window);
    m_renewalAllowed->setChecked(settings.renewalAllowed);
    setDataKept(m_renewalApproval, static_cast<int>(settings.renewalApproval));
    m_pending->setDuration(settings.pendingLifetime);
    m_transaction->setDuration(settings.transactionLifetime);
    const auto shown = m_constraints->constraints();
    if (!shown || !(*shown == settings.constraints))
        m_constraints->setConstraints(settings.constraints);
    m_compatibility->load(settings.compatibility);
    m_loading = false;
    reflect();
}

enrollment::EndpointSettings EndpointForm::value() const {
    enrollment::EndpointSettings now;
    now.id = m_loaded.id;
    now.tryLimit.endpointFactor = m_loaded.tryLimit.endpointFactor; // has no field
    now.name = m_name->text().trimmed().toStdString();
    now.path = m_path->text().trimmed().toStdString();
    now.aliases = m_aliases->lines();
    now.authorityId = m_authority->currentData().toLongLong();
    now.templateName = m_template->currentData().toString().toStdString();
    now.gates = m_gates->gates();
    now.gateRule = m_gates->rule();
    now.approval = static_cast<Approval>(m_approval->currentData().toInt());
    now.tryLimit.tries = m_limitTries->isChecked() ? static_cast<unsigned>(m_tries->value()) : 0U;
    now.tryLimit.window = m_tryWindow->duration();
    now.renewalAllowed = m_renewalAllowed->isChecked();
    now.renewalApproval = static_cast<Approval>(m_renewalApproval->currentData().toInt());
    now.pendingLifetime = m_pending->duration();
    now.transactionLifetime = m_transaction->duration();
    now.constraints = m_constraints->constraints().value_or(m_loaded.constraints);
    now.compatibility = m_compatibility->value();
    return now;
}

QString EndpointForm::takenBy(const std::string& path) const {
    for (const EndpointRow& row : m_config.endpoints) {
        if (row.settings.id == m_loaded.id) continue;
        if (row.settings.path == path || std::ranges::count(row.settings.aliases, path) > 0)
            return tr("Endpoint “%1” answers at %2 already.")
                .arg(text(row.settings.name), text(path));
    }
    return {};
}

QString EndpointForm::aliasesProblem(const enrollment::EndpointSettings& now) const {
    for (const std::string& alias : now.aliases) {
        if (const QString wrong = pathProblem(alias); !wrong.isEmpty()) return wrong;
        if (alias == now.path || std::ranges::count(now.aliases, alias) > 1)
            return tr("%1 is there twice.").arg(text(alias));
        if (const QString taken = takenBy(alias); !taken.isEmpty()) return taken;
    }
    return {};
}

void EndpointForm::check() {
    const enrollment::EndpointSettings now = value();
    QString wrongName = now.name.empty() ? tr("An endpoint needs a name.") : nameProblem(now.name);
    for (const EndpointRow& row : m_config.endpoints)
        if (row.settings.id != now.id && row.settings.name == now.name)
            wrongName = tr("There is an endpoint of this name already.");
    m_nameField->setProblem(wrongName);
    QString wrongPath =
        now.path.empty() ? tr("An endpoint needs a path, such as /scep.") : pathProblem(now.path);
    m_pathField->setProblem(wrongPath.isEmpty() ? takenBy(now.path) : wrongPath);
    m_aliasesField->setProblem(aliasesProblem(now));
    m_authorityField->setProblem(m_config.authorityName(now.authorityId).empty()
                                     ? tr("Choose the authority that issues.")
                                     : QString());
    m_templateField->setProblem(m_config.recipe(now.templateName) == nullptr
                                    ? tr("Choose a template that there is.")
                                    : QString());
    m_gates->check({now, m_config.recipe(now.templateName)});
    const bool badWindow = now.tryLimit.tries > 0 && (now.tryLimit.window <= Duration{0} ||
                                                      now.tryLimit.window > kLongestWindow);
    m_triesField->setProblem(badWindow ? tr("The time is at most 7 days, and not nothing.")
                                       : QString());
    const QString nothing = tr("The time must be longer than nothing.");
    m_pendingField->setProblem(now.pendingLifetime > Duration{0} ? QString() : nothing);
    m_transactionField->setProblem(now.transactionLifetime > Duration{0} ? QString() : nothing);
}

QString EndpointForm::firstProblem() const {
    for (const FormField* field :
         {m_nameField, m_pathField, m_aliasesField, m_authorityField, m_templateField})
        if (!field->problem().isEmpty()) return field->problem();
    if (const QString wrong = m_gates->problem(); !wrong.isEmpty()) return wrong;
    for (const FormField* field : {m_triesField, m_pendingField, m_transactionField})
        if (!field->problem().isEmpty()) return field->problem();
    if (const auto constraints = m_constraints->constraints(); !constraints)
        return tr("A constraint cannot be read: %1").arg(sentenceOf(constraints.error().detail));
    return {};
}

void EndpointForm::reflect() {
    const enrollment::EndpointSettings now = value();
    m_enrolling->setShown(m_triesField, !now.gates.empty());
    m_tries->setEnabled(m_limitTries->isChecked());
    m_tryWindow->setEnabled(m_limitTries->isChecked());
    m_triesField->setWarning(m_limitTries->isChecked() || now.gates.empty()
                                 ? QString()
                                 : tr("Challenges can then be guessed without end."));
    m_renewalField->setEnabled(now.renewalAllowed);
    m_openTemplate->setEnabled(m_config.recipe(now.templateName) != nullptr);
    check();
}

void EndpointForm::focusName() {
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

} // namespace scepter::ui
