// A copy of the open workspace.
#pragma once

#include "shell/page.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace scepter::ui {

/// Asks where, says what the copy holds and who can use it, makes it as a job while everything goes
/// on, opens and checks it, and tells the outcome. Non-modal; goes on in the job list when closed.
class BackupDialog : public QDialog {
    Q_OBJECT

public:
    explicit BackupDialog(PageContext& context, QWidget* parent);

private:
    struct Outcome;

    void layOut(QWidget* body);
    void lookForKeyFile();
    void choose();
    void start();
    void finish(const QString& path, const Result<Outcome>& answer);
    void reflect();
    void say(const QString& text, Tone tone);

    PageContext& m_context;
    QLineEdit* m_path;
    QPushButton* m_choose;
    QCheckBox* m_withKey;
    QLabel* m_keyHelp;
    QLabel* m_result;
    QPushButton* m_start;
    QPushButton* m_close;
    bool m_hasKeyFile = false;
    bool m_looked = false;
    bool m_busy = false;
};

} // namespace scepter::ui
