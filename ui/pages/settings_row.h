// One setting on the settings page.
#pragma once

#include "shell/settings_table.h"
#include "theme/theme.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QToolButton;

namespace scepter::ui {

class Desktop;

/// Label, editor, "Default" or a button that resets it, a help line, and below it what is to say
/// about the value: a note, a warning, or why it cannot be meant.
class SettingRow : public QWidget {
    Q_OBJECT

public:
    SettingRow(const Theme& theme, Desktop& desktop, Setting setting, QWidget* parent = nullptr);

    [[nodiscard]] const Setting& setting() const { return m_setting; }
    /// Shows a value without telling anybody.
    void setValue(const QVariant& value);
    [[nodiscard]] QVariant value() const;
    /// Neutral: a plain remark. Empty: nothing.
    void setNote(const QString& text, Tone tone = Tone::Neutral);
    /// Addresses to choose from.
    void setSuggestions(const QList<SettingChoice>& addresses);
    /// Whether label, help or key has the text, in any case.
    [[nodiscard]] bool matches(const QString& text) const;
    void focusEditor();

Q_SIGNALS:
    /// The operator has changed it.
    void edited(const QVariant& value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeEditor();
    QWidget* makeNumber();
    QWidget* makeChoice();
    QWidget* makeAddress();
    QWidget* makeText();
    QWidget* makeFile();
    void layOut(QWidget* editor);
    void emitEdited();
    void reflectDefault();
    void retint();

    const Theme& m_theme;
    Desktop& m_desktop;
    Setting m_setting;
    QWidget* m_input = nullptr; ///< what has the value and the focus
    QLabel* m_marker;
    QToolButton* m_reset;
    QLabel* m_help;
    QLabel* m_noteIcon;
    QLabel* m_note;
    Tone m_noteTone = Tone::Neutral;
    bool m_quiet = false;
};

} // namespace scepter::ui
