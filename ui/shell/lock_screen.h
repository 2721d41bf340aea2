// What stands in place of the pages while the workspace is locked or waits for its passphrase.
#pragma once

#include "base/secret.h"
#include "errors/problem.h"
#include "theme/theme.h"

#include <QWidget>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace scepter::ui {

/// One field for the passphrase. Text that was typed is wiped from the field when it is taken.
class LockScreen : public QWidget {
    Q_OBJECT

public:
    explicit LockScreen(const Theme& theme, QWidget* parent = nullptr);

    /// `hint`: why a passphrase is asked for. `hasKeyFile` offers to unlock by the key file.
    /// `mayLeave` offers another workspace: not while this one goes on serving.
    void ask(const QString& workspaceName, const QString& hint, bool hasKeyFile, bool mayLeave);
    void showError(const QString& text);
    void setBusy(bool busy);

Q_SIGNALS:
    void passphraseGiven(std::shared_ptr<const scepter::SecretBytes> passphrase);
    void keyFileChosen();
    void otherWorkspaceChosen();

private:
    void submit();

    const Theme& m_theme;
    QLabel* m_picture;
    QLabel* m_title;
    QLabel* m_hint;
    QLineEdit* m_field;
    QLabel* m_error;
    QPushButton* m_unlock;
    QPushButton* m_keyFile;
    QPushButton* m_other;
};

} // namespace scepter::ui
