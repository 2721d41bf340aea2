// Edits what a request may ask for.
#pragma once

#include "challenge/constraints.h"
#include "theme/theme.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLayout;
class QLineEdit;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace scepter::ui {

class InlineNote;
class PatternRow;
class SanRuleRow;
class SubjectRuleRow;

/// One sentence about a challenge::Constraints value, and the rules below it to edit. Folded up it
/// is one line ("Any request."). What cannot be read is said under its field at once. The first
/// rule for names permits no others, as on the command line, until the operator says otherwise.
class ConstraintsEditor : public QWidget {
    Q_OBJECT

public:
    explicit ConstraintsEditor(const Theme& theme, QWidget* parent = nullptr);

    /// Takes over a value; unfolds when it is not empty. Does not tell changed().
    void setConstraints(const challenge::Constraints& constraints);
    /// What is entered, with text in the quick lines that was not added yet. InvalidArgument while
    /// a field cannot be read: the editor says which.
    [[nodiscard]] Result<challenge::Constraints> constraints() const;
    [[nodiscard]] bool isValid() const { return constraints().has_value(); }
    void setUnfolded(bool unfolded);
    /// Unfolds, and puts the cursor where the next rule is typed.
    void focusRules();

Q_SIGNALS:
    /// Something was edited; it may be unreadable just now.
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeSubjectPart();
    QWidget* makeSanPart();
    QWidget* makeKeyPart();
    QWidget* makeUsagePart();
    QWidget* makeExtendedRow(QWidget* parent);
    QLineEdit* makeQuickLine(const QString& name, const QString& example, const QString& hint);
    QLayout* makeQuickRow(QLineEdit* line, const QString& buttonName,
                          void (ConstraintsEditor::*take)());
    void addSubjectRule(const challenge::SubjectRule* rule);
    void addSanRule(const challenge::SanRule* rule);
    void addRow(PatternRow* row, QVBoxLayout* rows);
    void removeRow(PatternRow* row);
    void takeQuickSubject();
    void takeQuickSan();
    void clearRows();
    void setKeyParts(const challenge::Constraints& value);
    [[nodiscard]] Result<void> readNames(challenge::Constraints& into) const;
    [[nodiscard]] Result<void> readQuickSubject(challenge::Constraints& into) const;
    [[nodiscard]] Result<void> readQuickSan(challenge::Constraints& into) const;
    [[nodiscard]] std::vector<pki::KeyType> keyTypes() const;
    [[nodiscard]] Result<std::vector<asn1::Oid>> extendedUsages() const;
    /// Whether a rule, finished or not, is about parts of the subject, or about names at all.
    [[nodiscard]] bool bindsAttributes() const;
    [[nodiscard]] bool bindsNames() const;
    void closeOrOpenLists();
    void edited();
    void reflect();

    const Theme& m_theme;
    QLabel* m_sentence;
    QToolButton* m_fold;
    QWidget* m_rules;
    QVBoxLayout* m_subjectRows = nullptr;
    QList<SubjectRuleRow*> m_subjectRules;
    QLineEdit* m_quickSubject = nullptr;
    InlineNote* m_quickSubjectError = nullptr;
    QLineEdit* m_whole = nullptr;
    InlineNote* m_wholeError = nullptr;
    QCheckBox* m_onlyListedSubject = nullptr;
    QVBoxLayout* m_sanRows = nullptr;
    QList<SanRuleRow*> m_sanRules;
    QLineEdit* m_quickSan = nullptr;
    InlineNote* m_quickSanError = nullptr;
    QCheckBox* m_onlyListedSans = nullptr;
    QCheckBox* m_sanRequired = nullptr;
    QList<QCheckBox*> m_keyTypes; ///< in the order of kKeyTypes
    std::vector<pki::KeyType> m_keyTypesAsSet;
    QSpinBox* m_minRsa = nullptr;
    QCheckBox* m_limitUsage = nullptr;
    QWidget* m_usageBits = nullptr;
    QList<QCheckBox*> m_usages; ///< by bit
    QCheckBox* m_limitExtended = nullptr;
    QLineEdit* m_extended = nullptr;
    InlineNote* m_extendedError = nullptr;
    bool m_setting = false;
    bool m_bindsAttributes = false;
    bool m_bindsNames = false;
};

} // namespace scepter::ui
