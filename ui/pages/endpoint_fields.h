// What the forms of endpoints and templates are made of.
#pragma once

#include "base/clock.h"
#include "theme/theme.h"

#include <QPlainTextEdit>
#include <QWidget>

#include <functional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace scepter::ui {

class InlineNote;

/// An editor with a line of help below it, and what is wrong with its value.
class FormField : public QWidget {
    Q_OBJECT

public:
    FormField(const Theme& theme, QWidget* editor, const QString& help, QWidget* parent);
    void setHelp(const QString& help);
    /// Spoken once; empty: all is well.
    void setProblem(const QString& problem);
    void setWarning(const QString& warning);
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QWidget* editor() const { return m_editor; }

private:
    void reflect();
    void describe(const QString& text);

    QWidget* m_editor;
    QLabel* m_help;
    InlineNote* m_error;
    InlineNote* m_warning;
};

/// Fields under a heading.
class FormGroup : public QWidget {
    Q_OBJECT

public:
    FormGroup(const Theme& theme, const QString& title, QWidget* parent);
    /// The label is the editor's name too; an empty one leaves both columns to the editor.
    FormField* add(const QString& label, QWidget* editor, const QString& help = {});
    void setTitle(const QString& title);
    void setShown(FormField* field, bool shown);

private:
    const Theme& m_theme;
    QLabel* m_title;
    QGridLayout* m_grid;
};

/// Several short texts, one a line. Tab leaves it.
class LinesEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit LinesEdit(int lines, QWidget* parent = nullptr);
    /// Trimmed, without empty ones.
    [[nodiscard]] std::vector<std::string> lines() const;
    void setLines(const std::vector<std::string>& lines);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fit();

    int m_lines;
};

/// Bytes, addresses and commands to read and copy: wraps anywhere, as high as its text.
class CodeView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeView(QWidget* parent = nullptr);
    /// Cursor and selection stay while the text does.
    void setCode(const QString& code);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
};

/// A length of time as number and unit, exact to the second.
class DurationEdit : public QWidget {
    Q_OBJECT

public:
    explicit DurationEdit(QWidget* parent = nullptr);
    void setName(const QString& objectName, const QString& accessibleName);
    [[nodiscard]] Duration duration() const;
    void setDuration(Duration duration);

Q_SIGNALS:
    void changed();

private:
    QSpinBox* m_number;
    QComboBox* m_unit;
};

/// What is in the lines, or `loaded` as it was where nothing but white space differs.
std::vector<std::string> linesKept(const LinesEdit& edit, const std::vector<std::string>& loaded);

/// Set a value only where it differs, so that cursor and selection stay.
void setTextKept(QLineEdit* edit, const QString& text);
void setDataKept(QComboBox* combo, const QVariant& data);

/// Calls `edited` whenever any editor below `root` changes, and keeps the wheel from changing one
/// that has no focus: it is to scroll the form.
void watchEdits(QWidget* root, QObject* context, const std::function<void()>& edited);

/// Brings the stops of `root` into the order of its layouts, after `before`; gives the last one.
QWidget* orderTabStops(QWidget* before, const QWidget* root);

/// A scroll area for a form: as wide as it gets, never sideways.
QWidget* scrolled(QWidget* content, const QString& objectName);

} // namespace scepter::ui
