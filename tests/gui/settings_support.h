// The window on a workspace of the test's own.
#pragma once

#include "shell/main_window.h"
#include "workbench/admin_settings.h"
#include "workbench/passphrase.h"
#include "workbench/setup.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

namespace scepter::test {

/// Choosers take the next answer.
class ListedDesktop final : public ui::Desktop {
public:
    QStringList answers;

    void chooseSaveFile(QWidget* parent, const QString& /*title*/, const QString& /*name*/,
                        const QStringList& /*filters*/, Chosen chosen) override {
        reply(parent, std::move(chosen));
    }
    void chooseOpenFile(QWidget* parent, const QString& /*title*/, const QStringList& /*filters*/,
                        Chosen chosen) override {
        reply(parent, std::move(chosen));
    }
    void openUrl(const QUrl& /*url*/) override {}

private:
    void reply(QWidget* parent, Chosen chosen) {
        if (answers.isEmpty()) return;
        QTimer::singleShot(
            0, parent, [path = answers.takeFirst(), chosen = std::move(chosen)] { chosen(path); });
    }
};

/// A lab with EC keys, and the window on it, with settings in a folder of its own.
class SettingsLab {
public:
    SettingsLab()
        : m_settings(file("settings.ini"), QSettings::IniFormat)
        , m_theme(*qApp)
        , m_clipboard(*QApplication::clipboard()) {
        workbench::SetupOptions options;
        options.path = path();
        options.caKey = {pki::KeyType::EcP256, 0};
        made = workbench::makeWorkspace(options, m_clock).has_value();
        m_theme.apply(ui::ColorMode::Light);
    }

    [[nodiscard]] QString file(const char* name) const {
        return m_folder.filePath(QLatin1String(name));
    }
    [[nodiscard]] std::string path() const { return file("lab.scepter").toStdString(); }

    /// Opens the window on the workspace, on the settings page; with `serve`, on a free port.
    [[nodiscard]] bool open(bool serve) {
        m_window = std::make_unique<ui::MainWindow>(
            ui::WindowParts{m_theme, m_settings, m_clipboard, desktop, m_clock, "operator:ann"});
        m_window->show();
        std::optional<responder::ResponderOptions> options;
        if (serve) {
            options.emplace();
            options->port = 0;
        }
        m_window->openWorkspace(file("lab.scepter"), serve, std::move(options));
        const auto ready = [this] { return m_window->session() != nullptr; };
        if (!QTest::qWaitFor(ready, 20000)) return false;
        m_window->showPage(ui::PageId::Settings);
        const auto served = [this, serve] { return !serve || isRunning(); };
        return QTest::qWaitFor(served, 20000);
    }
    void close() { m_window.reset(); }
    [[nodiscard]] bool isRunning() const {
        return m_window->session()->responder().state == workbench::ResponderView::State::Running;
    }

    template <class Widget = QWidget> [[nodiscard]] Widget* find(const char* name) const {
        auto* found = m_window->findChild<Widget*>(QLatin1String(name));
        if (found == nullptr) qFatal("no widget named %s", name);
        return found;
    }
    [[nodiscard]] QAction* action(const char* id) const {
        return m_window->actionCollection().action(QLatin1String(id));
    }
    [[nodiscard]] ui::MainWindow& window() const { return *m_window; }
    [[nodiscard]] workbench::Session& session() const { return *m_window->session(); }
    [[nodiscard]] ui::Theme& theme() { return m_theme; }
    [[nodiscard]] QSettings& settings() { return m_settings; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }

    bool made = false;
    ListedDesktop desktop;

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    QSettings m_settings;
    ui::Theme m_theme;
    ui::Clipboard m_clipboard;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace scepter::test
