// One page of the wizard that makes a workspace.
#pragma once

#include "dialogs/setup_draft.h"
#include "theme/theme.h"
#include "widgets/inline_note.h"

#include <QScrollArea>

class QAbstractButton;
class QFormLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace scepter::ui {

/// A title, a sentence, and fields below them; scrolls when there is little room. Keeps its input
/// when another page is shown.
class SetupPage : public QScrollArea {
    Q_OBJECT

public:
    SetupPage(const Theme& theme, const QString& title, const QString& lead,
              QWidget* parent = nullptr);

    /// Called each time it is shown, with what the pages before it have chosen.
    virtual void enter(const SetupDraft& draft);
    virtual void write(SetupDraft& draft) const = 0;
    /// Why one cannot go on yet; empty when one can.
    [[nodiscard]] virtual QString blocked() const = 0;

Q_SIGNALS:
    /// write() or blocked() may answer something else now.
    void changed();

protected:
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] QWidget* content() const { return m_content; }
    /// The sentence below the title.
    [[nodiscard]] QLabel* lead() const { return m_lead; }
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }

    /// Wrapped, muted text below a choice, indented like its label.
    QLabel* explain(QVBoxLayout* layout, const QString& text);
    /// Puts a choice with its explanation at the end of a layout.
    void addChoice(QVBoxLayout* layout, QAbstractButton* choice, const QString& name,
                   const QString& explanation);
    /// A field with a button that opens a file chooser.
    static QHBoxLayout* withBrowse(QLineEdit* field, QPushButton* browse);
    /// A form without margins.
    static QFormLayout* makeForm(QWidget* parent);

private:
    const Theme& m_theme;
    QWidget* m_content;
    QLabel* m_lead;
    QVBoxLayout* m_body;
};

/// A field with its note right below, as one row of a form. `beside`: at the end of the field.
QWidget* withNote(QWidget* field, InlineNote* note, QWidget* beside = nullptr);

/// Absolute: "~/x" and relative names stand for files in the home folder. Empty stays empty.
QString wholePath(const QString& typed);

} // namespace scepter::ui
