// The real window in a process that measures it.
#pragma once

#include "shell/main_window.h"
#include "widgets/ledger_view.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace scepter::bench {

/// As app/scepter composes it, with settings of its own.
class BenchWindow {
public:
    explicit BenchWindow(const QString& folder);

    /// Opens a workspace; with `serve`, its responder on a free port. False when that fails.
    [[nodiscard]] bool open(const QString& workspace, bool serve);
    /// Shows the first of these pages that there is and that has a list; null when none has.
    ui::LedgerView* showList(const std::vector<ui::PageId>& pages);
    /// Takes the filter away that the page begins with.
    void showAllRows();
    [[nodiscard]] workbench::Session& session() { return *m_window.session(); }
    [[nodiscard]] std::uint16_t port();

private:
    SystemClock m_clock;
    QSettings m_settings;
    ui::Theme m_theme;
    ui::Clipboard m_clipboard;
    ui::SystemDesktop m_desktop;
    ui::MainWindow m_window;
};

/// Runs the event loop until `done`, at most so long; whether it was.
bool runUntil(const std::function<bool()>& done, std::chrono::milliseconds patience);

/// Knocks at the GUI thread every other millisecond and notes how long it takes to answer.
class Heartbeat {
public:
    Heartbeat();
    ~Heartbeat();
    /// Milliseconds each, since the last call.
    std::vector<double> take();

private:
    void beat();

    QObject m_target;
    std::vector<double> m_latencies; ///< GUI thread only
    std::atomic<bool> m_waiting{false};
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

/// Whether the rows that a list has in sight are read.
bool rowsInSightAreKnown(const ui::LedgerView& view);

} // namespace scepter::bench
