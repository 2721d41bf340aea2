// A backup in the place of a workspace.
#pragma once

#include "dialogs/latest_question.h"
#include "theme/theme.h"
#include "widgets/inline_note.h"
#include "workbench/jobs.h"
#include "workbench/maintenance.h"
#include "workbench/place.h"

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace scepter::ui {

class Desktop;
class FieldList;
class MessageBar;

/// What the dialog works with; all of it outlives the dialog.
struct RestoreParts {
    const Theme& theme;
    Desktop& desktop;
    const Clock& clock;
    std::string actor;
};

/// Asks for the backup, its passphrase and the place; says what will happen before, and what has
/// happened after. The backup itself is only read.
class RestoreDialog : public QDialog {
    Q_OBJECT

public:
    /// `openPath`: the workspace that is open in the window now; empty: none.
    RestoreDialog(const RestoreParts& parts, const QString& target, const QString& openPath,
                  QWidget* parent = nullptr);

    void reject() override;
    /// What closeNeeded() asked for is done: nobody in this program has the workspace open.
    void goOnClosed();

Q_SIGNALS:
    /// The backup is good, and the workspace that is open now is about to be replaced: close it,
    /// then call goOnClosed().
    void closeNeeded();
    void openChosen(const QString& path);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    /// What stands at the two paths.
    struct Look {
        bool isBackupThere = false;
        bool isSame = false;
        bool isOpen = false;           ///< the target is the workspace of this window
        bool hasKeyFile = false;       ///< beside the backup
        bool hasTargetKeyFile = false; ///< beside the target
        workbench::Place place = workbench::Place::NoName;
    };
    /// A backup that was found good.
    struct Prepared {
        std::shared_ptr<workbench::Restoration> restoration;
        bool replacesOpen = false;
    };
    using Answer = Result<workbench::Restored>;

    QWidget* makeForm();
    QWidget* makePassphrasePart();
    QWidget* makeResult();
    QWidget* makeButtons();
    void addPath(QFormLayout* form, const QString& label, QLineEdit* field, const QString& name,
                 InlineNote* note);
    void browse(QLineEdit* field);
    void look();
    void showLook(const Look& look);
    void sayBackup();
    void sayPassphrase();
    void sayTarget();
    void sayPlan();
    void reflect();
    [[nodiscard]] QString blocked() const;
    [[nodiscard]] workbench::RestoreOptions options() const;
    [[nodiscard]] bool replaces() const;
    void start();
    void checked(const Result<Prepared>& answer);
    void publish();
    void showFailure(const Error& error);
    void end(const Answer& answer);
    void showRestored(const workbench::Restored& restored);

    RestoreParts m_parts;
    QString m_openPath;
    QStackedWidget* m_stack;
    MessageBar* m_messages;
    QLineEdit* m_backup;
    InlineNote* m_backupNote;
    QRadioButton* m_byKeyFile;
    QRadioButton* m_byFile;
    QRadioButton* m_byTyping;
    QLineEdit* m_passphraseFile;
    QPushButton* m_passphraseBrowse;
    QLineEdit* m_passphrase;
    InlineNote* m_passphraseNote;
    QLineEdit* m_target;
    InlineNote* m_targetNote;
    QCheckBox* m_replace;
    QCheckBox* m_withdraw;
    InlineNote* m_plan;
    FieldList* m_facts;
    QLabel* m_factsText;
    QProgressBar* m_busy;
    QPushButton* m_cancel;
    QPushButton* m_go;
    Look m_look;
    bool m_running = false;
    bool m_restored = false;
    std::shared_ptr<workbench::Restoration> m_restoration; ///< good, and waiting for its place
    QString m_restoredPath;
    LatestQuestion<Look> m_question;
    workbench::Jobs m_jobs; ///< the first to go: it waits for what runs
};

} // namespace scepter::ui
