#include "widgets/constraint_rows.h"

#include "theme/tinted_icon.h"
#include "widgets/constraint_words.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"

#include "asn1/oids.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace scepter::ui {

namespace {

namespace oids = asn1::oids;
using pki::GeneralNameType;

constexpr std::array kOffered{oids::kCommonName,     oids::kOrganization, oids::kOrganizationalUnit,
                              oids::kSerialNumber,   oids::kUserId,       oids::kEmailAddress,
                              oids::kCountry,        oids::kState,        oids::kLocality,
                              oids::kDomainComponent};

constexpr std::array kSanTypes{GeneralNameType::Dns,          GeneralNameType::Email,
                               GeneralNameType::Uri,          GeneralNameType::Ip,
                               GeneralNameType::Upn,          GeneralNameType::DirectoryName,
                               GeneralNameType::RegisteredId, GeneralNameType::Other};

} // namespace

PatternRow::PatternRow(const Theme& theme, const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_pattern(new QLineEdit(this))
    , m_error(new InlineNote(theme, Tone::Error, this)) {
    m_pattern->setObjectName(QStringLiteral("pattern"));
    m_pattern->setAccessibleName(what);
    m_pattern->setPlaceholderText(QStringLiteral("kiosk-*"));
    m_pattern->setToolTip(SubjectRuleRow::tr(
        "* stands for any text, ? for one character. “re:” begins a regular expression, “exact:” "
        "a text in which * and ? are themselves."));
    m_pattern->setAccessibleDescription(m_pattern->toolTip());
    m_pattern->setMinimumWidth(80);
    m_error->setObjectName(QStringLiteral("error"));
    auto* remove = new QToolButton(this);
    remove->setObjectName(QStringLiteral("remove"));
    remove->setAutoRaise(true);
    remove->setIcon(tintedIcon(Icon::Remove));
    remove->setToolTip(SubjectRuleRow::tr("Remove this rule"));
    remove->setAccessibleName(remove->toolTip());
    remove->setFocusPolicy(Qt::StrongFocus);
    m_row->setSpacing(8);
    m_row->addWidget(m_pattern, 1);
    m_row->addWidget(remove);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(m_row);
    layout->addWidget(m_error);
    connect(m_pattern, &QLineEdit::textChanged, this, &PatternRow::judge);
    connect(remove, &QToolButton::clicked, this, &PatternRow::removeRequested);
}

void PatternRow::focusPattern() {
    m_pattern->setFocus(Qt::OtherFocusReason);
}

QList<QWidget*> PatternRow::tabStops() const {
    QList<QWidget*> stops;
    for (int i = 0; i < m_row->count(); ++i)
        stops.append(m_row->itemAt(i)->widget());
    return stops;
}

void PatternRow::addLeading(QWidget* widget) {
    m_row->insertWidget(0, widget);
}

void PatternRow::addTrailing(QWidget* widget) {
    m_row->insertWidget(m_row->count() - 1, widget);
}

void PatternRow::setPattern(const challenge::Pattern& pattern) {
    m_asSet = text(pattern.text());
    m_pattern->setText(m_asSet);
}

Result<challenge::Pattern> PatternRow::pattern() const {
    QString typed = m_pattern->text();
    if (typed != m_asSet) typed = typed.trimmed();
    if (typed.isEmpty() && m_asSet.isNull())
        return fail(ErrorCode::InvalidArgument, "a constraint needs a pattern");
    return challenge::Pattern::fromText(typed.toStdString());
}

std::optional<QString> PatternRow::problem() const {
    if (m_pattern->text().isEmpty() && m_asSet.isNull())
        return SubjectRuleRow::tr("Say what the value has to be like, or remove this rule.");
    if (const auto read = pattern(); !read)
        return SubjectRuleRow::tr("This pattern cannot be used: %1.")
            .arg(text(read.error().detail));
    return std::nullopt;
}

void PatternRow::judge() {
    m_error->setText(problem().value_or(QString()));
    Q_EMIT changed();
}

SubjectRuleRow::SubjectRuleRow(const Theme& theme, const challenge::SubjectRule* rule,
                               QWidget* parent)
    : PatternRow(theme, tr("What the value has to be like"), parent)
    , m_attribute(new QComboBox(this))
    , m_required(new QCheckBox(tr("required"), this)) {
    m_attribute->setObjectName(QStringLiteral("attribute"));
    m_attribute->setAccessibleName(tr("Part of the subject: name or object identifier"));
    m_attribute->setEditable(true);
    m_attribute->setInsertPolicy(QComboBox::NoInsert);
    for (const asn1::Oid& offered : kOffered) {
        m_attribute->addItem(text(pki::attributeShortName(offered)));
        m_attribute->setItemData(m_attribute->count() - 1, attributeWords(offered),
                                 Qt::ToolTipRole);
    }
    m_attribute->setMinimumContentsLength(6);
    m_attribute->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_attribute->setToolTip(tr("A name such as CN or serialNumber, or an object identifier such as "
                               "2.5.4.3"));
    m_required->setObjectName(QStringLiteral("required"));
    m_required->setToolTip(
        tr("The subject must have it. Otherwise it may be left out, but has to fit when it is "
           "there."));
    m_required->setChecked(rule == nullptr || rule->required);
    if (rule != nullptr) {
        m_attribute->setCurrentText(text(pki::attributeShortName(rule->attribute)));
        setPattern(rule->pattern);
    }
    addLeading(m_attribute);
    addTrailing(m_required);
    judge();
    connect(m_attribute, &QComboBox::currentTextChanged, this, &SubjectRuleRow::judge);
    connect(m_required, &QCheckBox::toggled, this, &SubjectRuleRow::judge);
}

std::optional<asn1::Oid> SubjectRuleRow::attribute() const {
    return pki::attributeType(m_attribute->currentText().trimmed().toStdString());
}

std::optional<QString> SubjectRuleRow::problem() const {
    if (!attribute())
        return tr("“%1” is no part of a subject. Use a name such as CN, or an object identifier.")
            .arg(m_attribute->currentText());
    return PatternRow::problem();
}

Result<challenge::SubjectRule> SubjectRuleRow::rule() const {
    const auto type = attribute();
    if (!type) return fail(ErrorCode::InvalidArgument, "this is no subject attribute");
    SCEPTER_TRY(fitting, pattern());
    return challenge::SubjectRule{*type, std::move(fitting), m_required->isChecked()};
}

SanRuleRow::SanRuleRow(const Theme& theme, const challenge::SanRule* rule, QWidget* parent)
    : PatternRow(theme, SubjectRuleRow::tr("What every such name has to be like"), parent)
    , m_type(new QComboBox(this)) {
    m_type->setObjectName(QStringLiteral("sanType"));
    m_type->setAccessibleName(SubjectRuleRow::tr("Kind of alternative name (SAN)"));
    for (const GeneralNameType type : kSanTypes)
        m_type->addItem(sanTypeWords(type), static_cast<int>(type));
    m_type->setMinimumContentsLength(8);
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    if (rule != nullptr) {
        m_type->setCurrentIndex(m_type->findData(static_cast<int>(rule->type)));
        setPattern(rule->pattern);
    }
    addLeading(m_type);
    judge();
    connect(m_type, &QComboBox::currentIndexChanged, this, &SanRuleRow::judge);
}

Result<challenge::SanRule> SanRuleRow::rule() const {
    SCEPTER_TRY(fitting, pattern());
    return challenge::SanRule{static_cast<GeneralNameType>(m_type->currentData().toInt()),
                              std::move(fitting)};
}

} // namespace scepter::ui
