// Where the workspace is, and who keeps its passphrase.
#pragma once

#include "dialogs/latest_question.h"
#include "dialogs/setup_page.h"
#include "workbench/place.h"

class QRadioButton;
class QWidget;

namespace scepter::ui {

class Desktop;

/// Page 1: a new workspace or one that is there. Looks at the place while the operator types.
class SetupWorkspacePage : public SetupPage {
    Q_OBJECT

public:
    /// `suggested`: the file for a new workspace until the operator says another.
    SetupWorkspacePage(const Theme& theme, Desktop& desktop, const QString& suggested,
                       QWidget* parent = nullptr);

    void enter(const SetupDraft& draft) override;
    void write(SetupDraft& draft) const override;
    [[nodiscard]] QString blocked() const override;
    /// Forgets a passphrase that was typed.
    void wipe();

private:
    /// What was found at a path.
    struct Look {
        QString path;
        workbench::Place place = workbench::Place::NoName;
    };
    enum class There { Unknown, Nothing, Folder, File };

    QWidget* makeNewPart();
    QWidget* makeOpenPart();
    QWidget* makePassphraseFields();
    void connectFields();
    void reflect();
    void lookAtPlace();
    void showPlace(const Look& look);
    void lookAtFile();
    void showFile(There there);
    void judgePassphrase();

    Desktop& m_desktop;
    QString m_suggested;
    QRadioButton* m_new;
    QRadioButton* m_open;
    QWidget* m_newPart = nullptr;
    QWidget* m_openPart = nullptr;
    QLineEdit* m_path;
    InlineNote* m_placeNote;
    QRadioButton* m_keyFile;
    QRadioButton* m_own;
    InlineNote* m_keyFileNote;
    QWidget* m_ownPart = nullptr;
    QLineEdit* m_passphrase;
    QLineEdit* m_again;
    InlineNote* m_passphraseNote;
    QLineEdit* m_file;
    InlineNote* m_fileNote;
    bool m_touched = false; ///< the path is the operator's own
    Look m_look;
    There m_there = There::Unknown;
    LatestQuestion<Look> m_placeQuestion;
    LatestQuestion<There> m_fileQuestion;
};

} // namespace scepter::ui
