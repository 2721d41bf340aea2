// First run: a new workspace in four pages.
#pragma once

#include "dialogs/setup_draft.h"
#include "theme/theme.h"
#include "workbench/workbench.h"

#include <QDialog>
#include <QList>

#include <memory>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace scepter::ui {

class Clipboard;
class Desktop;
class SetupCaPage;
class SetupPage;
class SetupResponderPage;
class SetupReviewPage;
class SetupWorkspacePage;

/// What the wizard works with; all of it outlives the wizard.
struct SetupParts {
    const Theme& theme;
    Desktop& desktop;
    Clipboard& clipboard;
    const Clock& clock;
    std::string actor;
};

/// Nothing is written before "Create" on the last page, and a cancellation leaves nothing behind.
/// Closing it only hides it: what was typed, except passphrases, is there when it is shown again.
class SetupWizard : public QDialog {
    Q_OBJECT

public:
    SetupWizard(const SetupParts& parts, const QString& suggestedPath, QWidget* parent = nullptr);

    /// Makes a lab at once, without a question.
    void makeLab(const QString& path);
    [[nodiscard]] bool isRunning() const;

    void reject() override;

Q_SIGNALS:
    void made(const QString& path, std::shared_ptr<scepter::workbench::Workbench> workbench);
    void openChosen(const QString& path);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    [[nodiscard]] static QStringList stepNames();
    QWidget* makeSteps();
    QWidget* makeButtons();
    void connectPages();
    [[nodiscard]] SetupDraft draft() const;
    void showPage(int index);
    void goOn();
    void reflect();
    void reflectSteps();
    void conclude();
    void leave();

    SetupParts m_parts;
    SetupWorkspacePage* m_workspacePage;
    SetupCaPage* m_caPage;
    SetupResponderPage* m_responderPage;
    SetupReviewPage* m_reviewPage;
    QList<SetupPage*> m_pages;
    QStackedWidget* m_stack;
    QWidget* m_stepRow = nullptr;
    QList<QLabel*> m_steps;
    QList<QLabel*> m_stepMarks;
    QLabel* m_why;
    QPushButton* m_cancel;
    QPushButton* m_back;
    QPushButton* m_next;
    bool m_isLab = false; ///< what runs, or has just failed, is the lab
    QString m_labPath;
    bool m_closing = false; ///< hide once what runs has ended
};

} // namespace scepter::ui
