#include "shell/main_window.h"

#include "shell/command_palette.h"
#include "shell/event_log_dock.h"
#include "shell/lock_screen.h"
#include "shell/rail.h"
#include "shell/service_bar.h"
#include "shell/start_screen.h"
#include "shell/status_line.h"
#include "widgets/message_bar.h"
#include "widgets/placeholder.h"
#include "workbench/passphrase.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace scepter::ui {

namespace {

constexpr QSize kFirstSize{1280, 800};
constexpr QSize kSmallest{760, 480};
constexpr int kLogHeight = 180;

QFrame* line(QWidget* parent) {
    auto* frame = new QFrame(parent);
    frame->setFrameShape(QFrame::HLine);
    frame->setFrameShadow(QFrame::Plain);
    QPalette palette = frame->palette();
    palette.setColor(QPalette::WindowText, palette.color(QPalette::Mid));
    frame->setPalette(palette);
    return frame;
}

} // namespace

MainWindow::MainWindow(const WindowParts& parts)
    : m_parts(parts)
    , m_windowSettings(parts.settings)
    , m_live(m_windowSettings, parts.theme, parts.clipboard)
    , m_pageInfos(allPages())
    , m_actions(parts.settings)
    , m_opener(parts.settings, parts.actor, parts.clock)
    , m_screens(new QStackedWidget(this))
    , m_start(new StartScreen(parts.theme, m_opener, this))
    , m_opening(new Placeholder(parts.theme, this))
    , m_lockScreen(new LockScreen(parts.theme, this))
    , m_eventLog(new EventLogDock(parts.theme, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Scepter"));
    setMinimumSize(kSmallest);
    setAcceptDrops(true);
    for (QWidget* screen : {static_cast<QWidget*>(m_start), static_cast<QWidget*>(m_opening),
                            static_cast<QWidget*>(m_lockScreen)})
        m_screens->addWidget(screen);
    setCentralWidget(m_screens);
    addDockWidget(Qt::BottomDockWidgetArea, m_eventLog);
    m_eventLog->hide();
    makeActions();
    makeMenus();
    connect(&m_navigator, &Navigator::shown, this, &MainWindow::follow);
    connect(&m_navigator, &Navigator::historyChanged, this, &MainWindow::reflectHistory);
    connectOpening();
    enableWorkspaceActions(false);
    restoreState();
    followSettings();
}

MainWindow::~MainWindow() {
    if (!m_session) return;
    takeDown();
    m_session.reset();
    Q_EMIT workspaceClosed();
}

void MainWindow::connectOpening() {
    connect(&m_opener, &WorkspaceOpener::opened, this,
            [this](const QString& path, std::shared_ptr<workbench::Workbench> workbench) {
                m_path = path;
                adopt(std::move(workbench));
            });
    connect(&m_opener, &WorkspaceOpener::failed, this,
            [this](const QString& path, const Error& error) { showOpeningProblem(path, error); });
    connect(
        &m_opener, &WorkspaceOpener::passphraseNeeded, this,
        [this](const QString& path, bool wrong) {
            m_path = path;
            const bool hasKeyFile =
                QFileInfo::exists(QString::fromStdString(workbench::keyFileOf(path.toStdString())));
            if (!wrong || m_screens->currentWidget() != m_lockScreen)
                m_lockScreen->ask(QFileInfo(path).fileName(),
                                  hasKeyFile ? tr("The key file beside the workspace holds another "
                                                  "passphrase, and does not open it.")
                                             : tr("The workspace keeps its passphrase elsewhere."),
                                  false, true);
            m_screens->setCurrentWidget(m_lockScreen);
            if (wrong) m_lockScreen->showError(tr("The passphrase is wrong."));
        });
    connect(m_start, &StartScreen::recentChosen, this,
            [this](const QString& path) { openWorkspace(path, true); });
    connect(m_start, &StartScreen::openRequested, this, &MainWindow::chooseWorkspace);
    connect(m_lockScreen, &LockScreen::passphraseGiven, this, &MainWindow::unlock);
    connect(m_lockScreen, &LockScreen::keyFileChosen, this, &MainWindow::unlockWithKeyFile);
    connect(m_lockScreen, &LockScreen::otherWorkspaceChosen, this, [this] {
        closeWorkspace();
        showStart();
    });
    connect(m_eventLog, &EventLogDock::copyRequested, this,
            [this](const QString& text) { m_parts.clipboard.copy(text); });
}

void MainWindow::chooseWorkspace() {
    m_parts.desktop.chooseOpenFile(
        this, tr("Open workspace"), {tr("Scepter workspaces (*.scepter)"), tr("All files (*)")},
        [this](const QString& path) { whenMayLeave([this, path] { openWorkspace(path, true); }); });
}

void MainWindow::showStart() {
    m_screens->setCurrentWidget(m_start);
}

void MainWindow::openWorkspace(const QString& path, bool serve,
                               std::optional<responder::ResponderOptions> options) {
    auto kept = std::make_shared<std::optional<responder::ResponderOptions>>(std::move(options));
    unlessElsewhere(
        path, [this, path, serve, kept] { openClosed(path, serve, std::move(*kept)); },
        [this, path] { sayElsewhere(path); });
}

void MainWindow::openClosed(const QString& path, bool serve,
                            std::optional<responder::ResponderOptions> options) {
    closeWorkspace();
    m_serve = serve;
    m_options = std::move(options);
    sayClosing();
    whenClosed([this, path, turn = m_openTurn] {
        if (turn != m_openTurn) return;
        m_opening->show(Icon::Workspace, tr("Opening %1…").arg(QFileInfo(path).fileName()));
        m_opener.open(path);
    });
}

void MainWindow::adopt(std::shared_ptr<workbench::Workbench> workbench) {
    m_start->forgetProblems();
    m_session = std::make_unique<workbench::Session>(std::move(workbench), m_parts.clock);
    m_context = std::make_unique<PageContext>(
        PageContext{*m_session, m_parts.theme, m_navigator, m_actions, m_parts.clipboard,
                    m_parts.desktop, m_parts.settings, &m_windowSettings});
    m_live.applyTo(*m_session);
    m_optionsGiven = m_options.has_value();
    m_optionsKnown = m_optionsGiven;
    if (m_options) m_session->setResponderOptions(std::move(*m_options));
    m_options.reset();
    buildWork();
    setWindowTitle(tr("%1 — Scepter").arg(QFileInfo(m_path).completeBaseName()));
    m_eventLog->setLog(&m_session->eventLog());
    connect(m_session.get(), &workbench::Session::statusChanged, this, &MainWindow::reflectStatus);
    connect(m_session.get(), &workbench::Session::responderChanged, this,
            &MainWindow::reflectResponder);
    enableWorkspaceActions(true);
    reflectResponder();
    if (m_serve && m_windowSettings.isOn(QStringLiteral("general/startResponder")))
        startResponder();
    else if (!m_optionsKnown)
        loadOptions(false);
    if (!m_pageInfos.empty()) showPage(m_pageInfos.front().id);
    Q_EMIT workspaceOpened();
}

void MainWindow::buildWork() {
    m_work = new QWidget(m_screens);
    m_rail = new Rail(m_parts.theme, m_pageInfos, m_work);
    m_serviceBar = new ServiceBar(*m_context, m_startAction, m_stopAction, m_work);
    m_statusLine = new StatusLine(*m_context, m_work);
    m_pages = new QStackedWidget(m_work);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_serviceBar);
    right->addWidget(line(m_work));
    right->addWidget(m_pages, 1);
    right->addWidget(line(m_work));
    right->addWidget(m_statusLine);
    auto* row = new QHBoxLayout(m_work);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    connect(m_rail, &Rail::pageChosen, this, &MainWindow::showPage);
    m_screens->addWidget(m_work);
    m_screens->setCurrentWidget(m_work);
}

void MainWindow::closeWorkspace() {
    m_opener.forget();
    ++m_openTurn;
    if (!m_session) return;
    takeDown();
    retire();
    enableWorkspaceActions(false);
    setWindowTitle(QStringLiteral("Scepter"));
    Q_EMIT workspaceClosed();
}

void MainWindow::takeDown() {
    saveState();
    m_eventLog->setLog(nullptr);
    fillPageMenu(nullptr);
    m_madePages.clear();
    m_shownPage = nullptr;
    delete std::exchange(m_work, nullptr);
    m_rail = nullptr;
    m_serviceBar = nullptr;
    m_statusLine = nullptr;
    m_pages = nullptr;
    m_navigator.forget();
    m_context.reset();
}

void MainWindow::retire() {
    m_session->disconnect(this);
    auto leaving = std::make_unique<Leaving>();
    leaving->session = std::move(m_session);
    workbench::Session* session = leaving->session.get();
    m_leaving.push_back(std::move(leaving));
    // Queued: it is destroyed here, and not while it is telling.
    connect(
        session, &workbench::Session::closed, this,
        [this, session] {
            std::erase_if(m_leaving,
                          [session](const auto& one) { return one->session.get() == session; });
            if (!m_leaving.empty()) return;
            for (const auto& goOn : std::exchange(m_afterLeaving, {}))
                goOn();
        },
        Qt::QueuedConnection);
    session->close();
}

void MainWindow::sayClosing() {
    if (!m_leaving.empty())
        m_opening->show(Icon::Workspace, tr("Closing %1…").arg(QFileInfo(m_path).fileName()));
    m_screens->setCurrentWidget(m_opening);
}

void MainWindow::whenClosed(std::function<void()> goOn) {
    if (m_leaving.empty())
        goOn();
    else
        m_afterLeaving.push_back(std::move(goOn));
}

Page* MainWindow::currentPage() const {
    return m_pages == nullptr ? nullptr : qobject_cast<Page*>(m_pages->currentWidget());
}

Page* MainWindow::pageFor(PageId id) {
    if (Page* made = m_madePages.value(static_cast<int>(id))) return made;
    for (const PageInfo& info : m_pageInfos) {
        if (info.id != id) continue;
        Page* page = info.make(*m_context, m_pages);
        m_pages->addWidget(page);
        m_madePages.insert(static_cast<int>(id), page);
        return page;
    }
    return nullptr;
}

void MainWindow::follow(const ObjectRef& target) {
    if (!m_session) return;
    Page* now = currentPage();
    if (now != nullptr && now->id() != target.page &&
        !now->mayLeave([this, target] { switchTo(target); }))
        return;
    switchTo(target);
}

void MainWindow::switchTo(const ObjectRef& target) {
    Page* page = pageFor(target.page);
    if (page == nullptr) return;
    m_pages->setCurrentWidget(page);
    m_rail->setCurrent(target.page);
    if (m_shownPage != page) fillPageMenu(page);
    m_shownPage = page;
    page->openObject(target);
    Q_EMIT pageShown(target.page);
}

void MainWindow::reflectStatus() {
    const auto& status = m_session->status();
    if (!status || m_rail == nullptr) return;
    for (const PageInfo& info : m_pageInfos)
        if (info.badge) m_rail->setBadge(info.id, info.badge(*status));
}

void MainWindow::reflectResponder() {
    using State = workbench::ResponderView::State;
    if (m_screens->currentWidget() == m_lockScreen) return;
    const State state = m_session->responder().state;
    m_startAction->setEnabled(state == State::Stopped || state == State::Failed);
    m_stopAction->setEnabled(state == State::Running);
}

void MainWindow::reflectHistory() {
    m_actions.action(QStringLiteral("go.back"))->setEnabled(m_navigator.canGoBack());
    m_actions.action(QStringLiteral("go.forward"))->setEnabled(m_navigator.canGoForward());
}

void MainWindow::lock(bool keepServing) {
    if (!m_session || m_screens->currentWidget() == m_lockScreen) return;
    hideOtherWindows();
    if (!keepServing) {
        // What the command line said of this workspace still holds when it is unlocked.
        std::optional<responder::ResponderOptions> given;
        if (m_optionsGiven) given = m_session->responderOptions().clone();
        closeWorkspace();
        m_options = std::move(given);
    }
    const bool keyFile =
        QFileInfo::exists(QString::fromStdString(workbench::keyFileOf(m_path.toStdString())));
    const QString hint =
        keyFile ? tr("Locked. The key file beside the workspace opens it: whoever can read that "
                     "file can unlock.")
                : tr("Locked.");
    m_lockScreen->ask(QFileInfo(m_path).fileName(),
                      m_session ? hint + QLatin1Char(' ') + tr("The responder goes on serving.")
                                : hint,
                      keyFile, m_session == nullptr);
    m_logWasShown = !m_eventLog->isHidden();
    m_eventLog->hide();
    m_screens->setCurrentWidget(m_lockScreen);
    enableWorkspaceActions(false);
    // What was asked before may still open a window.
    QApplication::instance()->installEventFilter(this);
    m_parts.clipboard.clearNow();
}

void MainWindow::unlock(std::shared_ptr<const SecretBytes> passphrase) {
    if (!m_session) {
        unlessElsewhere(
            m_path,
            [this, passphrase] {
                whenClosed([this, passphrase, turn = m_openTurn] {
                    if (turn == m_openTurn) m_opener.open(m_path, passphrase);
                });
            },
            [this] { m_lockScreen->showError(elsewhereText(m_path)); });
        return;
    }
    m_session
        ->ask([passphrase](workbench::Workbench& workbench) -> Result<bool> {
            SCEPTER_CHECK(workbench.checkPassphrase(passphrase->view()));
            return true;
        })
        .then(m_work, [this](const Result<bool>& answer) {
            if (answer)
                showWork();
            else
                m_lockScreen->showError(problemOf(answer.error(), m_parts.clock.now()).summary);
        });
}

void MainWindow::unlockWithKeyFile() {
    m_lockScreen->setBusy(true);
    if (!m_session) {
        unlessElsewhere(
            m_path,
            [this] {
                whenClosed([this, turn = m_openTurn] {
                    if (turn == m_openTurn) m_opener.open(m_path);
                });
            },
            [this] { m_lockScreen->showError(elsewhereText(m_path)); });
        return;
    }
    m_session
        ->ask([](workbench::Workbench& workbench) -> Result<bool> {
            SCEPTER_TRY(passphrase, workbench::findPassphrase(workbench.path(), {}));
            SCEPTER_CHECK(workbench.checkPassphrase(passphrase.view()));
            return true;
        })
        .then(m_work, [this](const Result<bool>& answer) {
            if (answer)
                showWork();
            else
                m_lockScreen->showError(problemOf(answer.error(), m_parts.clock.now()).summary);
        });
}

bool MainWindow::isLocked() const {
    return m_session != nullptr && m_screens->currentWidget() == m_lockScreen;
}

void MainWindow::showWork() {
    QApplication::instance()->removeEventFilter(this);
    m_screens->setCurrentWidget(m_work);
    m_eventLog->setVisible(m_logWasShown);
    enableWorkspaceActions(true);
    reflectResponder();
    showOtherWindows();
}

void MainWindow::escape() {
    if (Page* page = currentPage()) page->escape();
}

void MainWindow::cyclePanes(int step) {
    if (m_work == nullptr || m_screens->currentWidget() != m_work) return;
    QList<QWidget*> panes{m_rail, m_serviceBar};
    if (Page* page = currentPage()) {
        panes.append(page);
        const auto lists = page->findChildren<QWidget*>(QStringLiteral("detail"));
        for (QWidget* detail : lists)
            if (detail->isVisible()) panes.append(detail);
    }
    panes.append(m_statusLine);
    if (m_eventLog->isVisible()) panes.append(m_eventLog);
    QWidget* focus = QApplication::focusWidget();
    qsizetype now = -1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focus != nullptr && panes.at(i)->isAncestorOf(focus)) now = i;
    for (qsizetype tried = 0; tried < panes.size(); ++tried) {
        now = (now + step + panes.size()) % panes.size();
        QWidget* first = panes.at(now)->nextInFocusChain();
        while (first != panes.at(now) && panes.at(now)->isAncestorOf(first)) {
            if (first->isVisible() && first->isEnabled() && (first->focusPolicy() & Qt::TabFocus)) {
                first->setFocus(Qt::ShortcutFocusReason);
                return;
            }
            first = first->nextInFocusChain();
        }
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    Page* page = currentPage();
    if (page != nullptr && !page->mayLeave([this] { close(); })) {
        if (isLocked())
            m_lockScreen->showError(tr("Something is not finished on the page behind. Unlock, then "
                                       "close the window."));
        event->ignore();
        return;
    }
    if (!mayQuit()) {
        event->ignore();
        return;
    }
    saveState();
    m_parts.clipboard.clearNow();
    event->accept();
    // The window goes at once, the program when the session has come to its end.
    closeWorkspace();
}

void MainWindow::saveState() {
    QSettings& settings = m_parts.settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/state"), QMainWindow::saveState());
    settings.setValue(QStringLiteral("window/eventLog"),
                      isLocked() ? m_logWasShown : !m_eventLog->isHidden());
    for (Page* page : std::as_const(m_madePages))
        page->saveState();
}

void MainWindow::restoreState() {
    const QSettings& settings = m_parts.settings;
    const QByteArray geometry = settings.value(QStringLiteral("window/geometry")).toByteArray();
    if (geometry.isEmpty() || !restoreGeometry(geometry)) {
        const QSize room = screen()->availableSize();
        resize(kFirstSize.boundedTo(room));
    }
    QMainWindow::restoreState(settings.value(QStringLiteral("window/state")).toByteArray());
    if (!settings.contains(QStringLiteral("window/state")))
        resizeDocks({m_eventLog}, {kLogHeight}, Qt::Vertical);
    m_eventLog->setVisible(settings.value(QStringLiteral("window/eventLog"), false).toBool());
}

} // namespace scepter::ui
