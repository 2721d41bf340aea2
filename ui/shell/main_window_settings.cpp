// Settings, help and upkeep of the main window.
#include "dialogs/about_dialog.h"
#include "dialogs/backup_dialog.h"
#include "dialogs/page_help.h"
#include "dialogs/passphrase_dialog.h"
#include "dialogs/shortcuts_help.h"
#include "shell/lock_screen.h"
#include "shell/main_window.h"
#include "widgets/message_bar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

namespace scepter::ui {

namespace {

/// Brings the dialog that is open already to the front; null when there is none.
template <class Dialog> Dialog* raised(QWidget* parent) {
    auto* dialog = parent->findChild<Dialog*>(QString(), Qt::FindDirectChildrenOnly);
    if (dialog == nullptr) return nullptr;
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
    return dialog;
}

bool isBelow(const QWidget* widget, const QWidget* ancestor) {
    for (const QWidget* one = widget->parentWidget(); one != nullptr; one = one->parentWidget())
        if (one == ancestor) return true;
    return false;
}

} // namespace

void MainWindow::makeUpkeepActions() {
    m_actions.add(QStringLiteral("file.backup"), tr("&Back up…"), Icon::Backup, {}, this, [this] {
        if (m_work != nullptr && raised<BackupDialog>(m_work) == nullptr)
            (new BackupDialog(*m_context, m_work))->show();
    });
    m_actions.add(QStringLiteral("file.passphrase"), tr("Change the &passphrase…"), Icon::Key, {},
                  this, [this] {
                      if (m_work != nullptr && raised<PassphraseDialog>(m_work) == nullptr)
                          (new PassphraseDialog(*m_context, m_work))->show();
                  });
    m_actions.add(QStringLiteral("help.page"), tr("&Help for this page"), Icon::Help,
                  QKeySequence::HelpContents, this, [this] { showHelp(); });
    m_actions.add(QStringLiteral("help.shortcuts"), tr("&Keyboard shortcuts"), Icon::Command,
                  QKeySequence(QStringLiteral("Ctrl+Shift+K")), this, [this] {
                      if (raised<ShortcutsHelp>(this) == nullptr)
                          (new ShortcutsHelp(m_actions, this))->show();
                  });
    m_actions.add(QStringLiteral("help.about"), tr("&About Scepter"), Icon::Info, {}, this, [this] {
        QWidget* parent = m_work == nullptr ? this : m_work;
        if (raised<AboutDialog>(parent) != nullptr) return;
        auto* dialog = new AboutDialog(m_parts.theme, m_session.get(), parent);
        connect(dialog, &AboutDialog::copyRequested, this,
                [this](const QString& text) { m_parts.clipboard.copy(text); });
        dialog->show();
    });
}

void MainWindow::showHelp() {
    auto* help = raised<PageHelp>(this);
    if (help == nullptr) {
        help = new PageHelp(this);
        connect(this, &MainWindow::pageShown, help, [this, help] { help->showFor(currentPage()); });
        connect(this, &MainWindow::workspaceClosed, help, [help] { help->showFor(nullptr); });
        help->show();
    }
    help->showFor(currentPage());
}

void MainWindow::followSettings() {
    const auto followLock = [this] {
        m_idleLock.setLimit(
            std::chrono::minutes(m_windowSettings.number(QStringLiteral("security/lockMinutes"))));
    };
    followLock();
    connect(&m_idleLock, &IdleLock::idle, this, [this] { lock(true); });
    connect(&m_windowSettings, &WindowSettings::changed, this,
            [this, followLock](const QString& key) {
                if (key == QLatin1String("security/lockMinutes")) followLock();
                const bool isOfSession = key.startsWith(QLatin1String("capture/")) ||
                                         key == QLatin1String("certificates/warnDays");
                if (isOfSession && m_session) m_live.applyTo(*m_session);
            });
}

void MainWindow::startResponder() {
    if (!m_session) return;
    if (m_optionsKnown) {
        m_session->startResponder();
        return;
    }
    loadOptions(true);
}

void MainWindow::loadOptions(bool start) {
    using Options = std::shared_ptr<responder::ResponderOptions>;
    const Clock& clock = m_parts.clock;
    m_session
        ->ask([&clock](workbench::Workbench& workbench) -> Result<Options> {
            SCEPTER_TRY(settings, workbench.responderSettings());
            SCEPTER_TRY(options, workbench::responderOptions(settings, clock));
            return std::make_shared<responder::ResponderOptions>(std::move(options));
        })
        .then(m_work, [this, start](const Result<Options>& answer) {
            if (answer) {
                // Whoever has set others meanwhile means those.
                if (!m_optionsKnown) m_session->setResponderOptions(std::move(**answer));
                m_optionsKnown = true;
                if (start) m_session->startResponder();
                return;
            }
            // Not with the defaults: they may serve without TLS what is meant to be served with it.
            if (Page* page = currentPage(); page != nullptr && start)
                page->messages().showProblem(tr("The responder was not started: its settings "
                                                "cannot be used."),
                                             problemOf(answer.error(), m_parts.clock.now()));
        });
}

void MainWindow::hideOtherWindows() {
    m_hidden.clear();
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (window == this || !window->isVisible() || !isBelow(window, this)) continue;
        m_hidden.append(window);
        window->hide();
    }
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    auto* window = event->type() == QEvent::Show ? qobject_cast<QWidget*>(watched) : nullptr;
    if (window != nullptr && window->isWindow() && window != this && isBelow(window, this) &&
        m_screens->currentWidget() == m_lockScreen) {
        QMetaObject::invokeMethod(
            window,
            [this, window] {
                window->hide();
                m_hidden.append(window);
            },
            Qt::QueuedConnection);
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::showOtherWindows() {
    for (const QPointer<QWidget>& window : std::as_const(m_hidden))
        if (window) window->show();
    m_hidden.clear();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && isMinimized() &&
        m_windowSettings.isOn(QStringLiteral("security/lockMinimized")))
        lock(true);
}

bool MainWindow::mayQuit() {
    if (m_quitConfirmed || !m_session ||
        !m_windowSettings.isOn(QStringLiteral("general/confirmQuit")) ||
        m_session->responder().state != workbench::ResponderView::State::Running)
        return true;
    if (raised<QMessageBox>(this) != nullptr) return false;
    auto* box = new QMessageBox(QMessageBox::Question, tr("Close Scepter"),
                                tr("The responder runs. Devices get no answers any more once the "
                                   "window is closed."),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("confirmQuit"));
    box->setIconPixmap(m_parts.theme.icon(Icon::Warning, Tone::Warning)
                           .pixmap(QSize(32, 32), devicePixelRatioF()));
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* stop = box->addButton(tr("Stop the responder and close"), QMessageBox::AcceptRole);
    stop->setObjectName(QStringLiteral("confirmQuitStop"));
    connect(stop, &QPushButton::clicked, this, [this] {
        m_quitConfirmed = true;
        close();
    });
    box->open();
    return false;
}

} // namespace scepter::ui
