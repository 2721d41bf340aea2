// New, lab and restored workspaces.
#include "shell/main_window.h"

#include "dialogs/restore_dialog.h"
#include "dialogs/setup_wizard.h"
#include "shell/opening_problem.h"
#include "shell/start_screen.h"
#include "widgets/message_bar.h"

#include <QFileInfo>

#include <utility>

namespace scepter::ui {

namespace {

QString newWorkspacePath() {
    return QFileInfo(WorkspaceOpener::defaultPath()).path() + QStringLiteral("/ca.scepter");
}

} // namespace

void MainWindow::makeSetupActions() {
    m_actions.add(QStringLiteral("file.new"), tr("&New workspace…"), Icon::Add,
                  QKeySequence(QStringLiteral("Ctrl+Shift+N")), this,
                  [this] { whenMayLeave([this] { wizard().open(); }); });
    m_actions.add(QStringLiteral("file.restore"), tr("R&estore a backup…"), Icon::Restore, {}, this,
                  [this] { whenMayLeave([this] { showRestore(); }); });
    connect(m_start, &StartScreen::newRequested, this, [this] { wizard().open(); });
    connect(m_start, &StartScreen::labRequested, this, &MainWindow::makeLab);
    connect(m_start, &StartScreen::restoreRequested, this, &MainWindow::showRestore);
}

void MainWindow::whenMayLeave(const std::function<void()>& goOn) {
    Page* page = currentPage();
    if (page == nullptr || page->mayLeave(goOn)) goOn();
}

SetupWizard& MainWindow::wizard() {
    if (m_wizard != nullptr) return *m_wizard;
    m_wizard = new SetupWizard(
        {m_parts.theme, m_parts.desktop, m_parts.clipboard, m_parts.clock, m_parts.actor},
        newWorkspacePath(), this);
    connect(m_wizard, &SetupWizard::made, this,
            [this](const QString& path, std::shared_ptr<workbench::Workbench> workbench) {
                std::exchange(m_wizard, nullptr)->deleteLater();
                closeWorkspace();
                sayClosing();
                m_path = path;
                m_opener.remember(path);
                whenClosed([this, turn = m_openTurn, workbench = std::move(workbench)] {
                    if (turn != m_openTurn) return;
                    m_serve = true;
                    m_options.reset();
                    adopt(workbench);
                });
            });
    connect(m_wizard, &SetupWizard::openChosen, this,
            [this](const QString& path) { openWorkspace(path, true); });
    return *m_wizard;
}

void MainWindow::makeLab() {
    const QString path = WorkspaceOpener::defaultPath();
    if (QFileInfo::exists(path)) {
        openWorkspace(path, true);
        return;
    }
    wizard().makeLab(path);
    wizard().open();
}

void MainWindow::showRestore() {
    const QString openPath = m_session ? QFileInfo(m_path).absoluteFilePath() : QString();
    auto* dialog = new RestoreDialog({m_parts.theme, m_parts.desktop, m_parts.clock, m_parts.actor},
                                     m_path.isEmpty() ? WorkspaceOpener::defaultPath()
                                                      : QFileInfo(m_path).absoluteFilePath(),
                                     openPath, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RestoreDialog::closeNeeded, this, [this, dialog] {
        closeWorkspace();
        showStart();
        whenClosed([dialog = QPointer(dialog)] {
            if (dialog) dialog->goOnClosed();
        });
    });
    connect(dialog, &RestoreDialog::openChosen, this, [this, dialog](const QString& path) {
        dialog->deleteLater();
        openWorkspace(path, true);
    });
    dialog->open();
}

void MainWindow::unlessElsewhere(const QString& path, std::function<void()> goOn,
                                 std::function<void()> elsewhere) {
    const int turn = ++m_openTurn;
    if (!m_parts.raiseOther) {
        goOn();
        return;
    }
    m_parts.raiseOther(path, [window = QPointer<MainWindow>(this), turn, goOn = std::move(goOn),
                              elsewhere = std::move(elsewhere)](bool raised) {
        if (window && turn == window->m_openTurn) (raised ? elsewhere : goOn)();
    });
}

QString MainWindow::elsewhereText(const QString& path) {
    return tr("%1 is open in another window, which was asked to come to the front.")
        .arg(QFileInfo(path).fileName());
}

void MainWindow::sayElsewhere(const QString& path) {
    const Message message{.kind = MessageKind::Info, .text = elsewhereText(path)};
    if (Page* page = currentPage()) {
        page->messages().show(message);
        return;
    }
    m_start->say(message);
    showStart();
}

void MainWindow::showOpeningProblem(const QString& path, const Error& error) {
    const OpeningProblem opening = openingProblem(error, m_parts.clock.now());
    QString text;
    std::function<void()> action;
    switch (opening.remedy) {
    case OpeningRemedy::Restore:
        text = tr("Restore a backup…");
        action = [this, path] {
            m_path = path;
            showRestore();
        };
        break;
    case OpeningRemedy::ChooseOther:
        text = tr("Choose another…");
        action = [this] { chooseWorkspace(); };
        break;
    case OpeningRemedy::TryAgain:
        text = tr("Try again");
        action = [this, path] { openWorkspace(path, true); };
        break;
    case OpeningRemedy::None:
        break;
    }
    m_start->showProblem(path, opening.problem, text, std::move(action));
    showStart();
}

} // namespace scepter::ui
