// Actions and menus of the main window.
#include "shell/command_palette.h"
#include "shell/event_log_dock.h"
#include "shell/main_window.h"
#include "shell/status_line.h"

#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

namespace scepter::ui {

void MainWindow::makeActions() {
    makeSetupActions();
    m_actions.add(QStringLiteral("file.open"), tr("&Open workspace…"), Icon::Open,
                  QKeySequence::Open, this, [this] { chooseWorkspace(); });
    m_actions.add(QStringLiteral("file.close"), tr("&Close workspace"), Icon::Close,
                  QKeySequence(QStringLiteral("Ctrl+W")), this, [this] {
                      whenMayLeave([this] {
                          closeWorkspace();
                          showStart();
                      });
                  });
    m_actions.add(QStringLiteral("file.lock"), tr("&Lock"), Icon::Lock,
                  QKeySequence(QStringLiteral("Ctrl+L")), this, [this] { lock(true); });
    m_actions.add(QStringLiteral("file.lockAll"), tr("Lock and stop the responder"), Icon::Lock, {},
                  this, [this] { whenMayLeave([this] { lock(false); }); });
    m_actions.add(QStringLiteral("file.quit"), tr("&Quit"), Icon::Close, QKeySequence::Quit, this,
                  [this] { close(); });
    m_actions.add(QStringLiteral("edit.filter"), tr("&Filter this list"), Icon::Filter,
                  QKeySequence::Find, this, [this] {
                      if (Page* page = currentPage()) page->focusFilter();
                  });
    m_actions.add(QStringLiteral("edit.primary"), tr("&New on this page"), Icon::Add,
                  QKeySequence::New, this, [this] {
                      Page* page = currentPage();
                      if (page != nullptr && page->primaryAction() != nullptr)
                          page->primaryAction()->trigger();
                  });
    m_actions.add(QStringLiteral("view.refresh"), tr("&Refresh"), Icon::Refresh,
                  QKeySequence(Qt::Key_F5), this, [this] {
                      if (m_session) m_session->refreshStatus();
                      if (Page* page = currentPage()) page->refresh();
                  });
    auto* escapeAction = m_actions.add(QStringLiteral("view.escape"), tr("Dismiss"), Icon::Clear,
                                       QKeySequence(Qt::Key_Escape), this, [this] { escape(); });
    addAction(escapeAction);
    m_eventLog->toggleViewAction()->setText(tr("&Event log"));
    m_actions.adopt(QStringLiteral("view.eventLog"), m_eventLog->toggleViewAction(),
                    QKeySequence(QStringLiteral("Ctrl+Shift+L")));
    m_actions.add(QStringLiteral("view.jobs"), tr("&Jobs"), Icon::Clock, {}, this, [this] {
        if (m_statusLine != nullptr) m_statusLine->showJobs();
    });
    m_actions.add(QStringLiteral("view.cancelJob"), tr("&Cancel the current job"), Icon::Stop,
                  QKeySequence(QStringLiteral("Ctrl+.")), this, [this] {
                      if (m_statusLine != nullptr) m_statusLine->cancelCurrent();
                  });
    makeNavigationActions();
    makeResponderActions();
    makeUpkeepActions();
    makeToolActions();
}

void MainWindow::makeNavigationActions() {
    m_actions.add(QStringLiteral("go.back"), tr("&Back"), Icon::Back,
                  QKeySequence(QStringLiteral("Alt+Left")), this, [this] { m_navigator.back(); });
    m_actions.add(QStringLiteral("go.forward"), tr("&Forward"), Icon::Forward,
                  QKeySequence(QStringLiteral("Alt+Right")), this,
                  [this] { m_navigator.forward(); });
    m_actions.add(QStringLiteral("go.palette"), tr("&Go to…"), Icon::Command,
                  QKeySequence(QStringLiteral("Ctrl+K")), this, [this] { showPalette(); });
    m_actions.add(QStringLiteral("go.nextPane"), tr("&Next pane"), Icon::Forward,
                  QKeySequence(Qt::Key_F6), this, [this] { cyclePanes(1); });
    m_actions.add(QStringLiteral("go.previousPane"), tr("&Previous pane"), Icon::Back,
                  QKeySequence(Qt::SHIFT | Qt::Key_F6), this, [this] { cyclePanes(-1); });
    int number = 0; // the tenth is on 0, as on the keyboard
    for (const PageInfo& info : m_pageInfos) {
        const QKeySequence keys = info.id == PageId::Settings
                                      ? QKeySequence(QStringLiteral("Ctrl+,"))
                                      : QKeySequence(QStringLiteral("Ctrl+%1").arg(++number % 10));
        m_actions.add(QStringLiteral("go.page%1").arg(static_cast<int>(info.id)), info.title,
                      info.icon, keys, this, [this, id = info.id] { showPage(id); });
    }
}

void MainWindow::makeResponderActions() {
    m_startAction = m_actions.add(QStringLiteral("responder.start"), tr("&Start"), Icon::Play, {},
                                  this, [this] { startResponder(); });
    m_stopAction =
        m_actions.add(QStringLiteral("responder.stop"), tr("S&top"), Icon::Stop, {}, this, [this] {
            if (m_session) m_session->stopResponder();
        });
    m_actions.add(QStringLiteral("responder.restart"), tr("&Restart"), Icon::Refresh, {}, this,
                  [this] {
                      using State = workbench::ResponderView::State;
                      if (m_session && m_session->responder().state == State::Running)
                          m_session->restartResponder();
                      else
                          startResponder();
                  });
}

void MainWindow::makeMenus() {
    const auto fill = [this](QMenu* menu, const QStringList& ids) {
        for (const QString& id : ids) {
            if (id.isEmpty())
                menu->addSeparator();
            else if (QAction* action = m_actions.action(id))
                menu->addAction(action);
        }
    };
    const auto ids = [](std::initializer_list<const char*> names) {
        QStringList list;
        for (const char* name : names)
            list.append(QLatin1String(name));
        return list;
    };
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->setObjectName(QStringLiteral("menuFile"));
    fill(file, ids({"file.new", "file.open"}));
    QMenu* recent = file->addMenu(tr("&Recent workspaces"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecentMenu(recent); });
    fill(file, ids({"file.close", "", "file.backup", "file.restore", "file.passphrase", "",
                    "file.lock", "file.lockAll", "", "file.quit"}));
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    fill(edit, ids({"edit.primary", "edit.filter", "view.escape"}));
    QMenu* view = menuBar()->addMenu(tr("&View"));
    fill(view, ids({"view.refresh", "", "view.eventLog", "view.jobs", "view.cancelJob"}));
    QMenu* go = menuBar()->addMenu(tr("&Go"));
    fill(go, ids({"go.back", "go.forward", "go.palette", ""}));
    for (const PageInfo& info : m_pageInfos)
        fill(go, {QStringLiteral("go.page%1").arg(static_cast<int>(info.id))});
    fill(go, ids({"", "go.nextPane", "go.previousPane"}));
    m_pageMenu = menuBar()->addMenu(tr("&Page"));
    m_pageMenu->menuAction()->setVisible(false);
    QMenu* responder = menuBar()->addMenu(tr("&Responder"));
    fill(responder, ids({"responder.start", "responder.stop", "responder.restart"}));
    QMenu* tools = menuBar()->addMenu(tr("&Tools"));
    fill(tools, ids({"tools.examine", "tools.keys"}));
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    fill(help, ids({"help.page", "help.shortcuts", "help.about"}));
    if (help->isEmpty()) help->menuAction()->setVisible(false);
    // A shortcut works only for actions that some widget has.
    for (QAction* action : m_actions.actions())
        addAction(action);
}

void MainWindow::fillPageMenu(Page* page) {
    m_pageMenu->clear();
    m_pageMenu->menuAction()->setVisible(page != nullptr && !page->pageActions().isEmpty());
    if (page == nullptr) return;
    m_pageMenu->setTitle(page->title());
    m_pageMenu->addActions(page->pageActions());
}

void MainWindow::fillRecentMenu(QMenu* menu) {
    menu->clear();
    const QStringList recent = m_opener.recent();
    for (const QString& path : recent)
        menu->addAction(
            QFileInfo(path).fileName() + QStringLiteral("  —  ") + path, this,
            [this, path] { whenMayLeave([this, path] { openWorkspace(path, true); }); });
    if (recent.isEmpty()) menu->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::enableWorkspaceActions(bool open) {
    for (QAction* action : m_actions.actions()) {
        const QString id = ActionCollection::idOf(action);
        // Whoever finds the window locked cannot close what serves behind it.
        const bool opens = id == QLatin1String("file.open") || id == QLatin1String("file.new") ||
                           id == QLatin1String("file.restore");
        if (opens) action->setEnabled(!isLocked());
        const bool always =
            opens || id == QLatin1String("file.quit") || id.startsWith(QLatin1String("help."));
        // Pages know themselves what of theirs can be used: a hidden one is not asked.
        const bool ofPage = qobject_cast<const Page*>(action->parent()) != nullptr;
        if (!always && !ofPage) action->setEnabled(open);
    }
    m_pageMenu->setEnabled(open);
    if (open) reflectHistory();
}

void MainWindow::showPalette() {
    if (!m_context) return;
    auto* palette = new CommandPalette(*m_context, m_pageInfos, this);
    palette->popup();
}

} // namespace scepter::ui
