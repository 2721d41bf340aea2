// The keys that messages are opened with.
#pragma once

#include "dialogs/remembered_window.h"
#include "workbench/inspector.h"

#include <functional>

class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace scepter::ui {

class InlineNote;

/// Lists what is at hand, by label; adds key files and passwords; forgets what was added. Nothing
/// of it is written, and no password stays in a field.
class KeysDialog : public RememberedWindow {
    Q_OBJECT

public:
    KeysDialog(PageContext& context, QWidget* parent);

    /// Brings the one below `parent` to the front, or opens one.
    static void showFor(PageContext& context, QWidget* parent);
    void addFile(const QString& path);

private:
    void build();
    QWidget* makeFilePassword();
    QWidget* makePassword();
    void connectAll();
    void load();
    void list(const std::vector<workbench::HeldItem>& items);
    void chooseFile();
    void tryFile(std::shared_ptr<const SecretBytes> password, bool typed);
    void finishFile(const Result<bool>& answer, bool typed);
    void askFilePassword();
    void addPassword();
    void forget();
    void change(std::function<void(workbench::Inspector&)> what, const QString& done,
                const QString& failed);
    void noteChange();

    QTreeWidget* m_list;
    InlineNote* m_note;
    QPushButton* m_addFile;
    QWidget* m_filePasswordRow = nullptr;
    QLineEdit* m_filePassword;
    QPushButton* m_openFile;
    QLineEdit* m_password;
    QPushButton* m_addPassword;
    QPushButton* m_forget;
    QString m_path; ///< of the file that needs a password
    int m_turn = 0;
};

} // namespace scepter::ui
