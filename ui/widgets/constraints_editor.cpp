#include "widgets/constraints_editor.h"

#include "theme/tinted_icon.h"
#include "widgets/constraint_rows.h"
#include "widgets/constraint_words.h"
#include "widgets/constraints_editor_lists.h"
#include "widgets/inline_note.h"
#include "widgets/texts.h"

#include "base/text.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace scepter::ui {

using challenge::Constraints;

ConstraintsEditor::ConstraintsEditor(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sentence(new QLabel(this))
    , m_fold(new QToolButton(this))
    , m_rules(new QWidget(this)) {
    m_sentence->setObjectName(QStringLiteral("constraintsSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_fold->setObjectName(QStringLiteral("constraintsFold"));
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setFocusPolicy(Qt::StrongFocus);
    auto* rules = new QVBoxLayout(m_rules);
    rules->setContentsMargins(0, 0, 0, 0);
    rules->setSpacing(4);
    rules->addWidget(makeSubjectPart());
    rules->addWidget(makeSanPart());
    rules->addWidget(makeKeyPart());
    rules->addWidget(makeUsagePart());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_sentence);
    layout->addWidget(m_fold, 0, Qt::AlignLeading);
    layout->addWidget(m_rules);
    connect(m_fold, &QToolButton::toggled, this, &ConstraintsEditor::setUnfolded);
    setUnfolded(false);
    edited();
}

void ConstraintsEditor::setUnfolded(bool unfolded) {
    m_fold->setChecked(unfolded);
    m_fold->setIcon(tintedIcon(unfolded ? Icon::ChevronDown : Icon::ChevronRight));
    m_fold->setText(unfolded ? tr("Hide the rules") : tr("Edit the rules"));
    m_rules->setVisible(unfolded);
}

void ConstraintsEditor::focusRules() {
    setUnfolded(true);
    m_quickSubject->setFocus(Qt::OtherFocusReason);
}

bool ConstraintsEditor::eventFilter(QObject* watched, QEvent* event) {
    // Enter adds a rule; it must not press the button of the dialog around.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (watched == m_quickSubject) takeQuickSubject();
            if (watched == m_quickSan) takeQuickSan();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ConstraintsEditor::addSubjectRule(const challenge::SubjectRule* rule) {
    auto* row = new SubjectRuleRow(m_theme, rule, m_subjectRows->parentWidget());
    row->setObjectName(QStringLiteral("subjectRule"));
    m_subjectRules.append(row);
    addRow(row, m_subjectRows);
}

void ConstraintsEditor::addSanRule(const challenge::SanRule* rule) {
    auto* row = new SanRuleRow(m_theme, rule, m_sanRows->parentWidget());
    row->setObjectName(QStringLiteral("sanRule"));
    m_sanRules.append(row);
    addRow(row, m_sanRows);
}

void ConstraintsEditor::addRow(PatternRow* row, QVBoxLayout* rows) {
    rows->addWidget(row);
    connect(row, &PatternRow::changed, this, &ConstraintsEditor::edited);
    connect(row, &PatternRow::removeRequested, this, [this, row] { removeRow(row); });
    // Rows stand above the quick lines, also on the way of the Tab key.
    const QWidget* quick = rows == m_subjectRows ? m_quickSubject : m_quickSan;
    QWidget* before = quick->previousInFocusChain();
    while (before != quick && (before->focusPolicy() & Qt::TabFocus) == 0)
        before = before->previousInFocusChain();
    const QList<QWidget*> stops = row->tabStops();
    for (QWidget* stop : stops) {
        setTabOrder(before, stop);
        before = stop;
    }
    row->show();
}

void ConstraintsEditor::removeRow(PatternRow* row) {
    const bool ofSubject = m_subjectRules.removeOne(row);
    m_sanRules.removeOne(row);
    row->hide();
    row->deleteLater();
    (ofSubject ? m_quickSubject : m_quickSan)->setFocus(Qt::OtherFocusReason);
    edited();
}

void ConstraintsEditor::takeQuickSubject() {
    Constraints added;
    if (m_quickSubject->text().trimmed().isEmpty()) {
        addSubjectRule(nullptr);
        m_subjectRules.last()->focusPattern();
    } else if (readQuickSubject(added)) {
        const QScopedValueRollback guard(m_setting, true);
        for (const auto& rule : added.subject)
            addSubjectRule(&rule);
        if (added.subjectText) m_whole->setText(text(added.subjectText->text()));
        m_quickSubject->clear();
    }
    edited();
}

void ConstraintsEditor::takeQuickSan() {
    Constraints added;
    if (m_quickSan->text().trimmed().isEmpty()) {
        addSanRule(nullptr);
        m_sanRules.last()->focusPattern();
    } else if (readQuickSan(added)) {
        const QScopedValueRollback guard(m_setting, true);
        for (const auto& rule : added.subjectAltNames)
            addSanRule(&rule);
        m_quickSan->clear();
    }
    edited();
}

void ConstraintsEditor::clearRows() {
    for (PatternRow* row : std::as_const(m_subjectRules))
        row->deleteLater();
    for (PatternRow* row : std::as_const(m_sanRules))
        row->deleteLater();
    for (PatternRow* row : findChildren<PatternRow*>())
        row->hide();
    m_subjectRules.clear();
    m_sanRules.clear();
    m_quickSubject->clear();
    m_quickSan->clear();
}

void ConstraintsEditor::setConstraints(const Constraints& value) {
    {
        const QScopedValueRollback guard(m_setting, true);
        clearRows();
        for (const auto& rule : value.subject)
            addSubjectRule(&rule);
        for (const auto& rule : value.subjectAltNames)
            addSanRule(&rule);
        m_whole->setText(value.subjectText ? text(value.subjectText->text()) : QString());
        m_onlyListedSubject->setChecked(value.onlyListedSubjectAttributes);
        m_onlyListedSans->setChecked(value.onlyListedSans);
        m_sanRequired->setChecked(value.sanRequired);
        setKeyParts(value);
        m_bindsAttributes = bindsAttributes();
        m_bindsNames = bindsNames();
    }
    reflect();
    setUnfolded(!value.empty());
}

void ConstraintsEditor::setKeyParts(const Constraints& value) {
    m_keyTypesAsSet = value.keyTypes;
    for (std::size_t i = 0; i < kKeyTypes.size(); ++i)
        m_keyTypes.at(static_cast<qsizetype>(i))
            ->setChecked(std::ranges::find(value.keyTypes, kKeyTypes[i]) != value.keyTypes.end());
    m_keyTypes.last()->setVisible(m_keyTypes.last()->isChecked());
    m_minRsa->setValue(static_cast<int>(value.minRsaBits.value_or(0)));
    m_limitUsage->setChecked(value.keyUsage.has_value());
    for (int bit = 0; bit < kUsageBits; ++bit)
        m_usages.at(bit)->setChecked(((value.keyUsage.value_or(0) >> bit) & 1) != 0);
    m_limitExtended->setChecked(value.extendedKeyUsage.has_value());
    QStringList usages;
    if (value.extendedKeyUsage)
        for (const asn1::Oid& usage : *value.extendedKeyUsage)
            usages.append(text(pki::extendedKeyUsageName(usage)));
    m_extended->setText(usages.join(QStringLiteral(", ")));
}

Result<void> ConstraintsEditor::readQuickSubject(Constraints& into) const {
    const std::string typed = m_quickSubject->text().trimmed().toStdString();
    if (typed.empty()) return {};
    if (typed.starts_with("re:") && !m_whole->text().isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    "there is an expression over the whole subject already");
    return challenge::addSubjectConstraint(into, typed);
}

Result<void> ConstraintsEditor::readQuickSan(Constraints& into) const {
    const std::string typed = m_quickSan->text().trimmed().toStdString();
    if (typed.empty()) return {};
    return challenge::addSanConstraint(into, typed);
}

Result<void> ConstraintsEditor::readNames(Constraints& into) const {
    for (const SubjectRuleRow* row : m_subjectRules) {
        SCEPTER_TRY(rule, row->rule());
        into.subject.push_back(std::move(rule));
    }
    if (!m_whole->text().isEmpty()) {
        SCEPTER_TRY(whole, challenge::Pattern::fromText(m_whole->text().toStdString()));
        into.subjectText = std::move(whole);
    }
    SCEPTER_CHECK(readQuickSubject(into));
    for (const SanRuleRow* row : m_sanRules) {
        SCEPTER_TRY(rule, row->rule());
        into.subjectAltNames.push_back(std::move(rule));
    }
    SCEPTER_CHECK(readQuickSan(into));
    into.onlyListedSubjectAttributes = m_onlyListedSubject->isChecked();
    into.onlyListedSans = m_onlyListedSans->isChecked();
    into.sanRequired = m_sanRequired->isChecked();
    return {};
}

std::vector<pki::KeyType> ConstraintsEditor::keyTypes() const {
    std::vector<pki::KeyType> types;
    for (std::size_t i = 0; i < kKeyTypes.size(); ++i)
        if (m_keyTypes.at(static_cast<qsizetype>(i))->isChecked()) types.push_back(kKeyTypes[i]);
    // The same types in another order are the same value.
    return std::ranges::is_permutation(types, m_keyTypesAsSet) ? m_keyTypesAsSet : types;
}

Result<std::vector<asn1::Oid>> ConstraintsEditor::extendedUsages() const {
    std::vector<asn1::Oid> usages;
    const std::string typed = m_extended->text().trimmed().toStdString();
    if (typed.empty()) return usages;
    for (const std::string_view word : split(typed, ',')) {
        SCEPTER_TRY(usage, pki::extendedKeyUsageFromText(trimmed(word)));
        usages.push_back(usage);
    }
    return usages;
}

Result<Constraints> ConstraintsEditor::constraints() const {
    Constraints value;
    SCEPTER_CHECK(readNames(value));
    value.keyTypes = keyTypes();
    if (m_minRsa->value() > 0) value.minRsaBits = static_cast<unsigned>(m_minRsa->value());
    if (m_limitUsage->isChecked()) {
        unsigned bits = 0;
        for (int bit = 0; bit < kUsageBits; ++bit)
            if (m_usages.at(bit)->isChecked()) bits |= 1u << bit;
        value.keyUsage = static_cast<std::uint16_t>(bits);
    }
    if (m_limitExtended->isChecked()) {
        SCEPTER_TRY(usages, extendedUsages());
        value.extendedKeyUsage = std::move(usages);
    }
    return value;
}

bool ConstraintsEditor::bindsAttributes() const {
    const QString quick = m_quickSubject->text().trimmed();
    return !m_subjectRules.isEmpty() ||
           (!quick.isEmpty() && !quick.startsWith(QStringLiteral("re:")));
}

bool ConstraintsEditor::bindsNames() const {
    return bindsAttributes() || !m_quickSubject->text().trimmed().isEmpty() ||
           !m_whole->text().isEmpty() || !m_sanRules.isEmpty() ||
           !m_quickSan->text().trimmed().isEmpty();
}

void ConstraintsEditor::closeOrOpenLists() {
    const QScopedValueRollback guard(m_setting, true);
    // Who is bound to a name must not get others beside it, unless somebody wants just that: the
    // same rule as for the command line.
    if (std::exchange(m_bindsAttributes, bindsAttributes()) != m_bindsAttributes)
        m_onlyListedSubject->setChecked(m_bindsAttributes);
    if (std::exchange(m_bindsNames, bindsNames()) != m_bindsNames)
        m_onlyListedSans->setChecked(m_bindsNames);
}

void ConstraintsEditor::edited() {
    if (m_setting) return;
    closeOrOpenLists();
    reflect();
    Q_EMIT changed();
}

void ConstraintsEditor::reflect() {
    const auto unreadable = [](const auto& read) {
        return read ? QString() : tr("This cannot be read: %1.").arg(text(read.error().detail));
    };
    Constraints ignored;
    m_quickSubjectError->setText(unreadable(readQuickSubject(ignored)));
    m_quickSanError->setText(unreadable(readQuickSan(ignored)));
    m_wholeError->setText(unreadable(challenge::Pattern::fromText(m_whole->text().toStdString())));
    m_extendedError->setText(m_limitExtended->isChecked() ? unreadable(extendedUsages())
                                                          : QString());
    const auto value = constraints();
    m_sentence->setText(value ? constraintsSentence(*value) : tr("Some rules cannot be read yet."));
    m_sentence->setAccessibleName(m_sentence->text());
}

} // namespace scepter::ui
