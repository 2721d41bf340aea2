// The one main window.
#pragma once

#include "shell/action_collection.h"
#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "shell/idle_lock.h"
#include "shell/live_settings.h"
#include "shell/navigator.h"
#include "shell/page.h"
#include "shell/page_registry.h"
#include "shell/window_settings.h"
#include "shell/workspace_opener.h"
#include "theme/theme.h"

#include <QEventLoopLocker>
#include <QHash>
#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

class QMenu;
class QSettings;
class QStackedWidget;

namespace scepter::ui {

class EventLogDock;
class LockScreen;
class Placeholder;
class Rail;
class ServiceBar;
class SetupWizard;
class StartScreen;
class StatusLine;

/// What the window is made with; all of it outlives the window.
struct WindowParts {
    Theme& theme;
    QSettings& settings;
    Clipboard& clipboard;
    Desktop& desktop;
    const Clock& clock;
    std::string actor; ///< for the audit trail: "operator:NAME"
    /// Asks the window of another process that has this workspace open to come to the front, and
    /// answers whether there is one. Empty: there are no others to think of.
    std::function<void(const QString& path, std::function<void(bool raised)> answer)> raiseOther =
        {};
};

/// Rail, service bar, pages, status line, event log. Shows a start screen while no workspace is
/// open, and a lock screen while it is locked.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const WindowParts& parts);
    ~MainWindow() override;

    /// Opens a workspace; a running one is closed first. With `serve`, its responder starts where
    /// `options` say. One that another window has open is not opened: that window is raised.
    void openWorkspace(const QString& path, bool serve,
                       std::optional<responder::ResponderOptions> options = std::nullopt);
    /// Shows the start screen.
    void showStart();
    [[nodiscard]] workbench::Session* session() const { return m_session.get(); }
    [[nodiscard]] Page* currentPage() const;
    [[nodiscard]] Navigator& navigator() { return m_navigator; }
    [[nodiscard]] ActionCollection& actionCollection() { return m_actions; }
    void showPage(PageId page) { m_navigator.open(ObjectRef::ofPage(page)); }
    /// Hides everything until the passphrase is given again.
    void lock(bool keepServing);

Q_SIGNALS:
    void workspaceOpened();
    void workspaceClosed();
    void pageShown(scepter::ui::PageId page);

protected:
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeActions();
    void makeNavigationActions();
    void makeSetupActions();
    void makeResponderActions();
    void makeUpkeepActions();
    void makeMenus();
    void fillPageMenu(Page* page);
    void fillRecentMenu(QMenu* menu);
    void connectOpening();
    void chooseWorkspace();
    /// `goOn` runs when no other window has the workspace open; else that one is raised and
    /// `elsewhere` runs. Of several in a row, only the last counts.
    void unlessElsewhere(const QString& path, std::function<void()> goOn,
                         std::function<void()> elsewhere);
    [[nodiscard]] static QString elsewhereText(const QString& path);
    void sayElsewhere(const QString& path);
    void whenMayLeave(const std::function<void()>& goOn);
    SetupWizard& wizard();
    void makeLab();
    void showRestore();
    void showOpeningProblem(const QString& path, const Error& error);
    /// Starts the responder, if it is to run, where the workspace says.
    void buildWork();
    void unlock(std::shared_ptr<const SecretBytes> passphrase);
    void unlockWithKeyFile();
    void showWork();
    [[nodiscard]] bool isLocked() const;
    void showPalette();
    void adopt(std::shared_ptr<workbench::Workbench> workbench);
    /// What the window shows is gone at once; the session ends in its own time.
    void closeWorkspace();
    /// All that shows the session, and what refers to it.
    void takeDown();
    void retire();
    void sayClosing();
    /// Runs `goOn` once no session of this window has a workspace open any more.
    void whenClosed(std::function<void()> goOn);
    void openClosed(const QString& path, bool serve,
                    std::optional<responder::ResponderOptions> options);
    void follow(const ObjectRef& target);
    Page* pageFor(PageId id);
    void switchTo(const ObjectRef& target);
    void reflectStatus();
    void reflectResponder();
    void reflectHistory();
    void enableWorkspaceActions(bool open);
    void cyclePanes(int step);
    void escape();
    void saveState();
    void restoreState();

    // in main_window_examine.cpp
    void makeToolActions();
    [[nodiscard]] bool takesDrop(const QDropEvent& event) const;

    // in main_window_settings.cpp
    void followSettings();
    /// As the workspace's settings say, unless the command line said otherwise.
    void startResponder();
    void loadOptions(bool start);
    void showHelp();
    void hideOtherWindows();
    void showOtherWindows();
    bool mayQuit();

    WindowParts m_parts;
    WindowSettings m_windowSettings;
    LiveSettings m_live;
    IdleLock m_idleLock;
    std::vector<PageInfo> m_pageInfos;
    Navigator m_navigator;
    ActionCollection m_actions;
    WorkspaceOpener m_opener;
    std::unique_ptr<workbench::Session> m_session;
    std::unique_ptr<PageContext> m_context;
    /// A session that is being closed. The program runs until that is done, also without a window.
    struct Leaving {
        QEventLoopLocker locker;
        std::unique_ptr<workbench::Session> session;
    };
    std::vector<std::unique_ptr<Leaving>> m_leaving;
    std::vector<std::function<void()>> m_afterLeaving;
    QStackedWidget* m_screens;
    StartScreen* m_start;
    Placeholder* m_opening;
    LockScreen* m_lockScreen;
    QWidget* m_work = nullptr; ///< rail, bars and pages of the open workspace
    Rail* m_rail = nullptr;
    ServiceBar* m_serviceBar = nullptr;
    StatusLine* m_statusLine = nullptr;
    QStackedWidget* m_pages = nullptr;
    EventLogDock* m_eventLog;
    QHash<int, Page*> m_madePages;
    Page* m_shownPage = nullptr;
    QMenu* m_pageMenu = nullptr;
    QAction* m_startAction = nullptr;
    QAction* m_stopAction = nullptr;
    SetupWizard* m_wizard = nullptr; ///< kept while it is hidden, with what was typed
    QString m_path;
    bool m_serve = false;
    bool m_logWasShown = false;
    std::optional<responder::ResponderOptions> m_options;
    bool m_optionsGiven = false; ///< the session has those of the command line
    bool m_optionsKnown = false; ///< the session has those of the command line or the workspace
    bool m_quitConfirmed = false;
    int m_openTurn = 0;
    QList<QPointer<QWidget>> m_hidden; ///< while locked
};

} // namespace scepter::ui
