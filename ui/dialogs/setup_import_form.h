// An existing CA out of files, in the wizard.
#pragma once

#include "dialogs/latest_question.h"
#include "theme/theme.h"
#include "widgets/inline_note.h"
#include "workbench/ca_import.h"

#include <QWidget>

#include <memory>

class QFormLayout;
class QLineEdit;

namespace scepter::ui {

class Desktop;
class FieldList;

/// Reads the files on another thread while the operator fills in the form, and shows what they
/// hold.
class SetupImportForm : public QWidget {
    Q_OBJECT

public:
    SetupImportForm(const Theme& theme, Desktop& desktop, const Clock& clock,
                    QWidget* parent = nullptr);

    /// Null while there is nothing usable.
    [[nodiscard]] std::shared_ptr<const workbench::FoundCa> found() const { return m_found; }
    /// Why there is not; empty when there is.
    [[nodiscard]] QString blocked() const;
    void wipe();

Q_SIGNALS:
    void changed();

private:
    using Answer = Result<std::shared_ptr<const workbench::FoundCa>>;

    void addFile(QFormLayout* form, const QString& label, QLineEdit* field, const QString& name);
    void read();
    void showAnswer(const Answer& answer);
    void showFound(const workbench::FoundCa& found);
    [[nodiscard]] QString errorText(const Error& error) const;

    const Theme& m_theme;
    Desktop& m_desktop;
    const Clock& m_clock;
    QLineEdit* m_file;
    QLineEdit* m_keyFile;
    QLineEdit* m_chainFile;
    QLineEdit* m_passphrase;
    InlineNote* m_note;
    FieldList* m_facts;
    std::shared_ptr<const workbench::FoundCa> m_found;
    LatestQuestion<Answer> m_question;
};

} // namespace scepter::ui
