// The real window on a workspace, with a desktop, a clock and settings of the test's own.
#pragma once

#include "shell/main_window.h"
#include "support/stepping_clock.h"
#include "support/test_desktop.h"

#include <QApplication>
#include <QSettings>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace scepter::test {

/// Names of the named widgets below one, for messages of failed tests.
QStringList namesBelow(const QObject* root);

/// The descendant of this type and name; ends the program with the names that there are.
template <class Widget = QWidget> Widget* find(const QObject* root, const QString& name) {
    auto* found = root->findChild<Widget*>(name);
    if (found == nullptr)
        qFatal("no %s named %s among: %s", Widget::staticMetaObject.className(), qPrintable(name),
               qPrintable(namesBelow(root).join(QStringLiteral(", "))));
    return found;
}

/// One window of its own process, as app/scepter composes it. Nothing of the machine is touched:
/// settings are in a temporary folder, choosers are answered by `desktop`. One at a time.
class TestWindow {
public:
    /// The responder is started only by those who ask for it, on a free port.
    explicit TestWindow(SteppingClock& clock, ui::ColorMode colors = ui::ColorMode::Light);
    ~TestWindow();
    TestWindow(const TestWindow&) = delete;
    TestWindow& operator=(const TestWindow&) = delete;

    /// Opens a workspace and waits until its first status is there; false when that takes too long.
    [[nodiscard]] bool open(const QString& workspace);
    /// Shows the window and waits for it to be exposed.
    [[nodiscard]] bool show();
    /// Goes to a page and waits until it shows what it has.
    [[nodiscard]] bool go(ui::PageId page);
    /// Goes to an object and waits until it is shown.
    [[nodiscard]] bool go(const ui::ObjectRef& target);
    /// Waits until nothing is being read, started, stopped or run.
    [[nodiscard]] bool waitIdle();
    /// Starts the responder on a free port and waits until it runs.
    [[nodiscard]] bool serve();
    /// Closes the window and makes another one with the same settings, as the next start would.
    void restart();
    /// From now on another window has this workspace open.
    void openElsewhere(const QString& workspace) { m_elsewhere.append(workspace); }
    [[nodiscard]] const QStringList& raised() const { return m_raised; }

    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] workbench::Session& session() { return *m_window->session(); }
    [[nodiscard]] ui::Theme& theme() { return m_theme; }
    [[nodiscard]] ui::Clipboard& clipboard() { return m_clipboard; }
    [[nodiscard]] TestDesktop& desktop() { return m_desktop; }
    [[nodiscard]] QSettings& settings() { return m_settings; }
    [[nodiscard]] SteppingClock& clock() { return m_clock; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

    template <class Widget = QWidget> [[nodiscard]] Widget* find(const QString& name) {
        return test::find<Widget>(m_window.get(), name);
    }
    [[nodiscard]] QAction* action(const QString& id) {
        return m_window->actionCollection().action(id);
    }

private:
    [[nodiscard]] bool isIdle() const;
    [[nodiscard]] bool waitStill();
    void make();

    SteppingClock& m_clock;
    QTemporaryDir m_folder;
    QSettings m_settings;
    ui::Theme m_theme;
    ui::Clipboard m_clipboard;
    TestDesktop m_desktop;
    QStringList m_elsewhere;
    QStringList m_raised;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace scepter::test
