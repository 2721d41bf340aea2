#include "pages/template_form.h"

#include "base/text.h"
#include "pages/template_lists.h"
#include "pki/extensions.h"
#include "widgets/constraint_words.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

using authority::SanPolicy;
using authority::SubjectPolicy;
using authority::UsagePolicy;
using pki::GeneralNameType;

constexpr std::array kSanTypes{GeneralNameType::Dns,          GeneralNameType::Ip,
                               GeneralNameType::Email,        GeneralNameType::Uri,
                               GeneralNameType::Upn,          GeneralNameType::DirectoryName,
                               GeneralNameType::RegisteredId, GeneralNameType::Other};
constexpr std::array<std::uint16_t, 7> kUsageBits{
    pki::key_usage::kDigitalSignature, pki::key_usage::kNonRepudiation,
    pki::key_usage::kKeyEncipherment,  pki::key_usage::kDataEncipherment,
    pki::key_usage::kKeyAgreement,     pki::key_usage::kEncipherOnly,
    pki::key_usage::kDecipherOnly};
constexpr std::array kDigests{pki::Digest::Sha256, pki::Digest::Sha384, pki::Digest::Sha512,
                              pki::Digest::Sha224};

template <class Widget> Widget* named(Widget* widget, const char* name) {
    widget->setObjectName(QLatin1String(name));
    return widget;
}

template <class Values, class Words>
QComboBox* makeChoice(const char* name, const Values& values, Words words) {
    auto* combo = named(new QComboBox, name);
    for (const auto value : values)
        combo->addItem(words(value), static_cast<int>(value));
    return combo;
}

template <class Value> Value chosen(const QComboBox* combo) {
    return static_cast<Value>(combo->currentData().toInt());
}

LinesEdit* makeLines(const char* name, int lines) {
    auto* edit = named(new LinesEdit(lines), name);
    edit->setFont(Theme::monospace());
    return edit;
}

/// Check boxes in two columns.
QWidget* makeBoxes(const QList<QCheckBox*>& boxes) {
    auto* holder = new QWidget;
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    for (int i = 0; i < boxes.size(); ++i)
        grid->addWidget(boxes.at(i), i / 2, i % 2);
    grid->setColumnStretch(1, 1);
    if (!boxes.isEmpty()) holder->setFocusProxy(boxes.first());
    return holder;
}

template <class T> QString problemOf(const Result<T>& read) {
    return read ? QString() : sentenceOf(read.error().detail);
}

} // namespace

TemplateForm::TemplateForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (FormGroup* group : {makeGeneral(), makeSubject(), makeNames(), makeKeys(), makeUsage(),
                             makeAddresses(), makeRenewal()})
        column->addWidget(group);
    m_fields = {m_nameField,       m_validityField, m_backdateField, m_digestField,
                m_attributesField, m_patternField,  m_sanTypesField, m_sanPatternsField,
                m_keysField,       m_usageField,    m_extendedField, m_crlField,
                m_caIssuersField,  m_ocspField,     m_policiesField, m_copiedField};
    watchEdits(this, this, [this] {
        if (m_loading) return;
        reflect();
        Q_EMIT edited();
    });
}

FormGroup* TemplateForm::makeGeneral() {
    auto* group = new FormGroup(m_theme, tr("General"), this);
    m_name = named(new QLineEdit, "templateName");
    m_name->setMaxLength(255);
    m_nameField = group->add(tr("Name"), m_name);
    m_description = named(new QLineEdit, "templateDescription");
    group->add(tr("Description"), m_description);
    m_validity = new DurationEdit;
    m_validity->setName(QStringLiteral("templateValidity"), tr("Certificates are valid for"));
    m_validityField =
        group->add(tr("Valid for"), m_validity, tr("Never longer than the certificate of the CA."));
    m_backdate = new DurationEdit;
    m_backdate->setName(QStringLiteral("templateBackdate"), tr("Certificates begin earlier by"));
    m_backdateField = group->add(tr("Begins earlier by"), m_backdate,
                                 tr("For clients whose clock is slow (backdating)."));
    m_digest = makeChoice("templateDigest", kDigests, [](pki::Digest digest) {
        return text(pki::toText(digest)).replace(QStringLiteral("sha"), QStringLiteral("SHA-"));
    });
    m_digestField = group->add(tr("Signed over"), m_digest, tr("The digest of the signature."));
    return group;
}

FormGroup* TemplateForm::makeSubject() {
    auto* group = new FormGroup(m_theme, tr("Subject"), this);
    m_subjectGroup = group;
    m_subjectPolicy = makeChoice(
        "templateSubjectPolicy",
        std::array{SubjectPolicy::Copy, SubjectPolicy::Restrict, SubjectPolicy::Override},
        subjectPolicyWords);
    group->add(tr("Subject"), m_subjectPolicy);
    m_subjectAttributes = named(new QLineEdit, "templateSubjectAttributes");
    m_subjectAttributes->setPlaceholderText(QStringLiteral("CN, O, serialNumber"));
    m_attributesField =
        group->add(tr("Attributes"), m_subjectAttributes,
                   tr("A request with any other attribute in its subject is refused."));
    m_subjectPattern = named(new QLineEdit, "templateSubjectPattern");
    m_subjectPattern->setPlaceholderText(QStringLiteral("CN={CN},O=Example"));
    m_patternField = group->add(
        tr("Pattern"), m_subjectPattern,
        tr("{CN}, {O} or {2.5.4.5} become the first value of that attribute in the request."));
    m_emptySubject = named(new QCheckBox(tr("The subject may be empty")), "templateEmptySubject");
    group->add({}, m_emptySubject,
               tr("There must be an alternative name then, which becomes critical."));
    return group;
}

FormGroup* TemplateForm::makeNames() {
    auto* group = new FormGroup(m_theme, tr("Alternative names (SAN)"), this);
    m_namesGroup = group;
    m_sanPolicy = makeChoice(
        "templateSanPolicy",
        std::array{SanPolicy::Copy, SanPolicy::Restrict, SanPolicy::Override, SanPolicy::Drop},
        sanPolicyWords);
    group->add(tr("Names"), m_sanPolicy);
    for (const GeneralNameType type : kSanTypes) {
        auto* box = new QCheckBox(sanTypeWords(type));
        box->setObjectName(QStringLiteral("templateSan-") + text(pki::toText(type)));
        m_sanBoxes.append(box);
    }
    m_sanTypesField = group->add(tr("Types"), makeBoxes(m_sanBoxes),
                                 tr("A request with any other type of name is refused."));
    m_sanPatterns = makeLines("templateSanPatterns", 3);
    m_sanPatterns->setPlaceholderText(QStringLiteral("DNS:{CN}.example"));
    m_sanPatternsField = group->add(tr("Patterns"), m_sanPatterns,
                                    tr("One a line, TYPE:VALUE with dns, email, uri, ip, upn, "
                                       "dirname or rid; {CN} as above."));
    return group;
}

FormGroup* TemplateForm::makeKeys() {
    auto* group = new FormGroup(m_theme, tr("Keys"), this);
    m_keys = named(new TemplateKeysEdit, "templateKeys");
    m_keysField =
        group->add(tr("Allowed keys"), m_keys, tr("A request with any other key is refused."));
    return group;
}

FormGroup* TemplateForm::makeUsage() {
    auto* group = new FormGroup(m_theme, tr("Key usage"), this);
    const std::array policies{UsagePolicy::FromRequest, UsagePolicy::Fixed};
    m_keyUsagePolicy = makeChoice("templateKeyUsagePolicy", policies, usagePolicyWords);
    group->add(tr("Key usage"), m_keyUsagePolicy,
               tr("A request that asks for none gets all of these."));
    for (const std::uint16_t bit : kUsageBits) {
        const QString name = text(pki::keyUsageNames(bit).front());
        auto* box = new QCheckBox(name);
        box->setObjectName(QStringLiteral("templateUsage-") + name);
        m_usageBoxes.append(box);
    }
    m_usageField = group->add(tr("Usages"), makeBoxes(m_usageBoxes));
    m_extendedPolicy = makeChoice("templateExtendedPolicy", policies, usagePolicyWords);
    group->add(tr("Extended key usage"), m_extendedPolicy);
    m_extended = makeLines("templateExtended", 3);
    m_extended->setPlaceholderText(QStringLiteral("clientAuth"));
    m_extendedField = group->add(
        tr("Purposes"), m_extended,
        tr("One a line: clientAuth, serverAuth, emailProtection, … or an object identifier."));
    m_extendedAny = named(new QCheckBox(tr("Take whatever purpose the request asks for")),
                          "templateExtendedAny");
    group->add({}, m_extendedAny,
               tr("OCSP signing and Certificate Request Agent must be listed even then."));
    return group;
}

FormGroup* TemplateForm::makeAddresses() {
    auto* group = new FormGroup(m_theme, tr("Addresses and further extensions"), this);
    m_crl = makeLines("templateCrl", 2);
    m_crlField = group->add(
        tr("CRL"), m_crl,
        tr("One address a line (CRL distribution points), such as "
           "http://HOST:PORT/crl/{authority}-g{generation}.crl, which a responder serves."));
    m_caIssuers = makeLines("templateCaIssuers", 2);
    m_caIssuersField = group->add(tr("CA certificate"), m_caIssuers,
                                  tr("Where it can be fetched (AIA, CA issuers), such as "
                                     "http://HOST:PORT/ca/{authority}-g{generation}.cer."));
    m_ocsp = makeLines("templateOcsp", 2);
    m_ocspField = group->add(tr("OCSP"), m_ocsp, tr("Addresses of OCSP responders (AIA)."));
    m_policies = makeLines("templatePolicies", 2);
    m_policiesField = group->add(tr("Policies"), m_policies, tr("Object identifiers, one a line."));
    m_copied = makeLines("templateCopied", 2);
    m_copiedField = group->add(tr("Copied extensions"), m_copied,
                               tr("Object identifiers of extensions that are taken from the "
                                  "request as they are."));
    m_basicConstraints = named(new QCheckBox(tr("Say that it is no CA (basic constraints)")),
                               "templateBasicConstraints");
    group->add({}, m_basicConstraints);
    return group;
}

FormGroup* TemplateForm::makeRenewal() {
    auto* group = new FormGroup(m_theme, tr("Renewal"), this);
    m_window = new DurationEdit;
    m_window->setName(QStringLiteral("templateWindow"),
                      tr("Renewal only in the last part of life"));
    group->add(tr("In the last"), m_window, tr("How long before its end; 0 means at any time."));
    m_changeIdentity = named(new QCheckBox(tr("The new certificate may have other names")),
                             "templateChangeIdentity");
    m_identityField = group->add({}, m_changeIdentity);
    m_reuseKey =
        named(new QCheckBox(tr("The new certificate may have the same key")), "templateReuseKey");
    group->add({}, m_reuseKey, tr("certmonger and others renew with the key that they have."));
    return group;
}

void TemplateForm::setConfig(const EndpointConfig& config) {
    m_config = config;
    check();
}

void TemplateForm::load(const authority::Template& recipe, bool isNew) {
    m_loading = true;
    m_loaded = recipe;
    m_isNew = isNew;
    setTextKept(m_name, text(recipe.name));
    m_name->setReadOnly(!isNew);
    m_nameField->setHelp(isNew ? QString()
                               : tr("A template keeps its name; duplicate it for another one."));
    setTextKept(m_description, text(recipe.description));
    m_validity->setDuration(recipe.validity);
    m_backdate->setDuration(recipe.backdate);
    setDataKept(m_digest, static_cast<int>(recipe.digest));
    setDataKept(m_subjectPolicy, static_cast<int>(recipe.subjectPolicy));
    setTextKept(m_subjectAttributes, attributesText(recipe.subjectAttributes));
    setTextKept(m_subjectPattern, text(recipe.subjectPattern));
    m_emptySubject->setChecked(recipe.allowEmptySubject);
    setDataKept(m_sanPolicy, static_cast<int>(recipe.sanPolicy));
    for (std::size_t i = 0; i < kSanTypes.size(); ++i)
        m_sanBoxes.at(static_cast<qsizetype>(i))
            ->setChecked(std::ranges::count(recipe.sanTypes, kSanTypes.at(i)) > 0);
    m_sanPatterns->setLines(recipe.sanPatterns);
    m_keys->setKeys(recipe.keys);
    setDataKept(m_keyUsagePolicy, static_cast<int>(recipe.keyUsagePolicy));
    for (std::size_t i = 0; i < kUsageBits.size(); ++i)
        m_usageBoxes.at(static_cast<qsizetype>(i))
            ->setChecked((recipe.keyUsage & kUsageBits.at(i)) != 0);
    setDataKept(m_extendedPolicy, static_cast<int>(recipe.extendedKeyUsagePolicy));
    m_extended->setLines(usageLines(recipe.extendedKeyUsage));
    m_extendedAny->setChecked(recipe.extendedKeyUsageAnyFromRequest);
    m_crl->setLines(recipe.crlDistributionPoints);
    m_caIssuers->setLines(recipe.caIssuers);
    m_ocsp->setLines(recipe.ocsp);
    m_policies->setLines(oidLines(recipe.policies));
    m_copied->setLines(oidLines(recipe.copiedExtensions));
    m_basicConstraints->setChecked(recipe.basicConstraints);
    m_window->setDuration(recipe.renewalWindow);
    m_changeIdentity->setChecked(recipe.renewalMayChangeIdentity);
    m_reuseKey->setChecked(recipe.renewalMayReuseKey);
    m_loading = false;
    reflect();
}

authority::Template TemplateForm::value() const {
    authority::Template now;
    now.name = m_name->text().trimmed().toStdString();
    now.description = m_description->text().toStdString();
    now.validity = m_validity->duration();
    now.backdate = m_backdate->duration();
    now.digest = chosen<pki::Digest>(m_digest);
    now.subjectPolicy = chosen<SubjectPolicy>(m_subjectPolicy);
    // A list that cannot be read just now counts as it was.
    now.subjectAttributes =
        attributesFromText(m_subjectAttributes->text()).value_or(m_loaded.subjectAttributes);
    now.subjectPattern = m_subjectPattern->text().toStdString();
    now.allowEmptySubject = m_emptySubject->isChecked();
    now.sanPolicy = chosen<SanPolicy>(m_sanPolicy);
    // What was chosen before stays in its order.
    now.sanTypes = m_loaded.sanTypes;
    for (std::size_t i = 0; i < kSanTypes.size(); ++i) {
        const bool on = m_sanBoxes.at(static_cast<qsizetype>(i))->isChecked();
        const bool was = std::ranges::count(now.sanTypes, kSanTypes.at(i)) > 0;
        if (on && !was) now.sanTypes.push_back(kSanTypes.at(i));
        if (!on && was) std::erase(now.sanTypes, kSanTypes.at(i));
    }
    now.sanPatterns = m_sanPatterns->lines();
    now.keys = m_keys->keys().value_or(m_loaded.keys);
    now.keyUsagePolicy = chosen<UsagePolicy>(m_keyUsagePolicy);
    now.keyUsage = 0;
    for (std::size_t i = 0; i < kUsageBits.size(); ++i) {
        const unsigned bit = kUsageBits.at(i);
        const bool on = m_usageBoxes.at(static_cast<qsizetype>(i))->isChecked();
        now.keyUsage = static_cast<std::uint16_t>(on ? now.keyUsage | bit : now.keyUsage & ~bit);
    }
    now.extendedKeyUsagePolicy = chosen<UsagePolicy>(m_extendedPolicy);
    now.extendedKeyUsage = usagesFromLines(m_extended->lines()).value_or(m_loaded.extendedKeyUsage);
    now.extendedKeyUsageAnyFromRequest = m_extendedAny->isChecked();
    now.crlDistributionPoints = m_crl->lines();
    now.caIssuers = m_caIssuers->lines();
    now.ocsp = m_ocsp->lines();
    now.policies = oidsFromLines(m_policies->lines()).value_or(m_loaded.policies);
    now.copiedExtensions = oidsFromLines(m_copied->lines()).value_or(m_loaded.copiedExtensions);
    now.basicConstraints = m_basicConstraints->isChecked();
    now.renewalWindow = m_window->duration();
    now.renewalMayChangeIdentity = m_changeIdentity->isChecked();
    now.renewalMayReuseKey = m_reuseKey->isChecked();
    return now;
}

void TemplateForm::focusName() {
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

// Each field is judged alone, in a template that is right otherwise: so every error stands at its
// field, not only the first one.
void TemplateForm::check() {
    const authority::Template now = value();
    const auto judge = [](const std::function<void(authority::Template&)>& put) {
        authority::Template probe = authority::labTemplate();
        put(probe);
        return problemOf(authority::checkTemplate(probe));
    };
    QString wrongName = judge([&](auto& probe) { probe.name = now.name; });
    if (m_isNew && m_config.recipe(now.name) != nullptr)
        wrongName = tr("There is a template of this name already.");
    m_nameField->setProblem(wrongName);
    m_validityField->setProblem(judge([&](auto& probe) { probe.validity = now.validity; }));
    m_backdateField->setProblem(judge([&](auto& probe) { probe.backdate = now.backdate; }));
    m_digestField->setProblem(judge([&](auto& probe) { probe.digest = now.digest; }));
    m_usageField->setProblem(judge([&](auto& probe) { probe.keyUsage = now.keyUsage; }));
    m_crlField->setProblem(
        judge([&](auto& probe) { probe.crlDistributionPoints = now.crlDistributionPoints; }));
    m_caIssuersField->setProblem(judge([&](auto& probe) { probe.caIssuers = now.caIssuers; }));
    m_ocspField->setProblem(judge([&](auto& probe) { probe.ocsp = now.ocsp; }));
    checkPatterns(now);
    checkLists();
}

void TemplateForm::checkPatterns(const authority::Template& now) {
    authority::Template probe = authority::labTemplate();
    probe.subjectPolicy = now.subjectPolicy;
    probe.subjectAttributes = now.subjectAttributes;
    probe.subjectPattern = now.subjectPattern;
    probe.allowEmptySubject = now.allowEmptySubject;
    const QString subject = problemOf(authority::checkTemplate(probe));
    const auto attributes = attributesFromText(m_subjectAttributes->text());
    const bool restricted = now.subjectPolicy == SubjectPolicy::Restrict;
    m_attributesField->setProblem(!attributes  ? problemOf(attributes)
                                  : restricted ? subject
                                               : QString());
    m_patternField->setProblem(now.subjectPolicy == SubjectPolicy::Override ? subject : QString());
    probe = authority::labTemplate();
    probe.sanPolicy = now.sanPolicy;
    probe.sanTypes = now.sanTypes;
    probe.sanPatterns = now.sanPatterns;
    const QString names = problemOf(authority::checkTemplate(probe));
    m_sanTypesField->setProblem(now.sanPolicy == SanPolicy::Restrict ? names : QString());
    m_sanPatternsField->setProblem(now.sanPolicy == SanPolicy::Override ? names : QString());
}

void TemplateForm::checkLists() {
    // A list that cannot be read is said as such; one that can, as the template judges it.
    const auto judge = [](const auto& read, auto put) {
        if (!read) return problemOf(read);
        authority::Template probe = authority::labTemplate();
        put(probe, *read);
        return problemOf(authority::checkTemplate(probe));
    };
    m_keysField->setProblem(
        judge(m_keys->keys(), [](auto& probe, const auto& keys) { probe.keys = keys; }));
    m_extendedField->setProblem(
        judge(usagesFromLines(m_extended->lines()),
              [](auto& probe, const auto& usages) { probe.extendedKeyUsage = usages; }));
    m_policiesField->setProblem(
        judge(oidsFromLines(m_policies->lines()),
              [](auto& probe, const auto& policies) { probe.policies = policies; }));
    m_copiedField->setProblem(
        judge(oidsFromLines(m_copied->lines()),
              [](auto& probe, const auto& copied) { probe.copiedExtensions = copied; }));
}

QString TemplateForm::firstProblem() const {
    for (const FormField* field : m_fields)
        if (!field->problem().isEmpty()) return field->problem();
    return {};
}

void TemplateForm::reflect() {
    const auto subject = chosen<SubjectPolicy>(m_subjectPolicy);
    m_subjectGroup->setShown(m_attributesField, subject == SubjectPolicy::Restrict);
    m_subjectGroup->setShown(m_patternField, subject == SubjectPolicy::Override);
    const auto names = chosen<SanPolicy>(m_sanPolicy);
    m_namesGroup->setShown(m_sanTypesField, names == SanPolicy::Restrict);
    m_namesGroup->setShown(m_sanPatternsField, names == SanPolicy::Override);
    m_extendedAny->setEnabled(chosen<UsagePolicy>(m_extendedPolicy) == UsagePolicy::FromRequest);
    m_identityField->setWarning(
        m_changeIdentity->isChecked()
            ? tr("Whoever has one certificate can then get another name without a challenge.")
            : QString());
    check();
}

} // namespace scepter::ui
