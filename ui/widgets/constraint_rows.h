// One rule of a constraint, as a row to edit.
#pragma once

#include "challenge/constraints.h"
#include "theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLineEdit;

namespace scepter::ui {

class InlineNote;

/// What the rows have in common: a pattern, a button that takes the row away, and what is wrong.
class PatternRow : public QWidget {
    Q_OBJECT

public:
    void focusPattern();
    /// Where the Tab key stops, in order.
    [[nodiscard]] QList<QWidget*> tabStops() const;

Q_SIGNALS:
    void changed();
    void removeRequested();

protected:
    /// `what` names the row for assistive technology.
    PatternRow(const Theme& theme, const QString& what, QWidget* parent);
    /// Before the pattern.
    void addLeading(QWidget* widget);
    /// Between the pattern and the button.
    void addTrailing(QWidget* widget);
    void setPattern(const challenge::Pattern& pattern);
    [[nodiscard]] Result<challenge::Pattern> pattern() const;
    /// Shows or hides what is wrong, and tells changed().
    void judge();
    [[nodiscard]] virtual std::optional<QString> problem() const;

private:
    QHBoxLayout* m_row;
    QLineEdit* m_pattern;
    InlineNote* m_error;
    QString m_asSet; ///< kept with the white space at its ends, which typed text loses
};

/// An attribute of the subject, by name or OID, and what its values must fit.
class SubjectRuleRow final : public PatternRow {
    Q_OBJECT

public:
    SubjectRuleRow(const Theme& theme, const challenge::SubjectRule* rule, QWidget* parent);

    /// InvalidArgument while attribute or pattern cannot be read.
    [[nodiscard]] Result<challenge::SubjectRule> rule() const;

protected:
    [[nodiscard]] std::optional<QString> problem() const override;

private:
    [[nodiscard]] std::optional<asn1::Oid> attribute() const;

    QComboBox* m_attribute;
    QCheckBox* m_required;
};

/// A type of subject alternative name, and what every such name must fit.
class SanRuleRow final : public PatternRow {
    Q_OBJECT

public:
    SanRuleRow(const Theme& theme, const challenge::SanRule* rule, QWidget* parent);

    /// InvalidArgument while the pattern cannot be read.
    [[nodiscard]] Result<challenge::SanRule> rule() const;

private:
    QComboBox* m_type;
};

} // namespace scepter::ui
