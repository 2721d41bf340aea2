// Another passphrase for the open workspace.
#pragma once

#include "shell/page.h"
#include "workbench/maintenance.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace scepter::ui {

/// The current passphrase (typed, or from the key file), the new one (typed twice, or random in the
/// key file), and what became of the key file. Non-modal. Fields are wiped when they are taken.
class PassphraseDialog : public QDialog {
    Q_OBJECT

public:
    explicit PassphraseDialog(PageContext& context, QWidget* parent);

    /// Not while the passphrase is being changed.
    void reject() override;

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void nameAll();
    void layOut();
    QWidget* makeCurrent();
    QWidget* makeNew();
    void lookForKeyFile();
    void start();
    void finish(const Result<workbench::PassphraseChange>& answer);
    /// Why the new one cannot be taken as it is typed; empty when it can.
    [[nodiscard]] QString newProblem() const;
    void reflect();
    void say(const QString& text, Tone tone);

    PageContext& m_context;
    QRadioButton* m_currentTyped;
    QRadioButton* m_currentFile;
    QLineEdit* m_current;
    QRadioButton* m_newRandom;
    QRadioButton* m_newTyped;
    QLineEdit* m_new;
    QLineEdit* m_repeat;
    QLabel* m_length;
    QCheckBox* m_intoFile;
    QLabel* m_meaning;
    QLabel* m_result;
    QPushButton* m_start;
    QPushButton* m_close;
    bool m_hasKeyFile = false;
    bool m_busy = false;
    bool m_done = false;
};

} // namespace scepter::ui
