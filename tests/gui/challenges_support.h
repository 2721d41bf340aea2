// The challenges page in a window of its own, on a workspace of the test's own.
#pragma once

#include "pages/challenges_page.h"
#include "shell/action_collection.h"
#include "shell/clipboard.h"
#include "shell/desktop.h"
#include "shell/navigator.h"
#include "workbench/passphrase.h"
#include "workbench/setup.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

namespace scepter::test {

/// Stands still until it is moved. Thread-safe.
class MovableClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return TimePoint{Duration{m_now.load()}}; }
    void advance(Duration by) { m_now += by.count(); }

private:
    std::atomic<std::int64_t> m_now{SystemClock().now().time_since_epoch().count()};
};

/// Answers choosers with one path.
class OnePath final : public ui::Desktop {
public:
    void chooseSaveFile(QWidget*, const QString&, const QString&, const QStringList&,
                        Chosen chosen) override {
        chosen(path);
    }
    void chooseOpenFile(QWidget*, const QString&, const QStringList&, Chosen) override {}
    void openUrl(const QUrl&) override {}

    QString path;
};

/// A workspace that is made once in a process, since making its RSA key takes a while.
class MadeOnce {
public:
    explicit MadeOnce(const pki::KeySpec& caKey = {pki::KeyType::EcP256, 0}) {
        workbench::SetupOptions setup;
        setup.path = path().toStdString();
        setup.caKey = caKey;
        m_made = workbench::makeWorkspace(setup, SystemClock()).has_value();
    }
    /// False when it could not be made, or not be copied.
    [[nodiscard]] bool copyTo(const QString& target) const {
        const auto keyFile = [](const QString& workspace) {
            return QString::fromStdString(workbench::keyFileOf(workspace.toStdString()));
        };
        return m_made && QFile::copy(path(), target) &&
               QFile::copy(keyFile(path()), keyFile(target));
    }

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("made.scepter")); }

    QTemporaryDir m_folder;
    bool m_made = false;
};

class ChallengesBench {
public:
    ChallengesBench()
        : m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , m_theme(*qApp)
        , m_actions(m_settings)
        , m_clipboard(*QApplication::clipboard()) {}

    /// False when the workspace cannot be made or opened.
    [[nodiscard]] bool open() {
        static const MadeOnce made;
        const QString path = file("lab.scepter");
        if (!made.copyTo(path)) return false;
        auto opened = workbench::Workbench::open(path.toStdString(), {}, "operator:ann", clock);
        if (!opened) return false;
        bench = std::move(*opened);
        m_session = std::make_unique<workbench::Session>(bench, clock);
        m_context = std::make_unique<ui::PageContext>(ui::PageContext{
            *m_session, m_theme, navigator, m_actions, m_clipboard, desktop, m_settings});
        page = std::make_unique<ui::ChallengesPage>(*m_context);
        page->resize(1080, 760);
        page->show();
        return QTest::qWaitForWindowExposed(page.get()) &&
               QTest::qWaitFor([this] { return m_session->status().has_value(); });
    }
    ~ChallengesBench() {
        page.reset();
        m_context.reset();
        m_session.reset();
    }

    [[nodiscard]] QString file(const char* name) const {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    template <class T = QWidget> [[nodiscard]] T* find(const char* name) const {
        // Other tabs have an editor of constraints too.
        const auto* tabs = page->findChild<QTabWidget*>(QStringLiteral("challengeTabs"));
        T* found = tabs->widget(0)->findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) found = page->findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) qFatal("nothing is named %s", name);
        return found;
    }
    [[nodiscard]] workbench::Session& session() const { return *m_session; }
    [[nodiscard]] QAction* action(const char* id) const {
        return m_actions.action(QString::fromLatin1(id));
    }
    static QString clipboardText() { return QApplication::clipboard()->text(); }

    MovableClock clock;
    ui::Navigator navigator;
    OnePath desktop;
    std::shared_ptr<workbench::Workbench> bench;
    std::unique_ptr<ui::ChallengesPage> page;

private:
    QTemporaryDir m_folder;
    QSettings m_settings;
    ui::Theme m_theme;
    ui::ActionCollection m_actions;
    ui::Clipboard m_clipboard;
    std::unique_ptr<workbench::Session> m_session;
    std::unique_ptr<ui::PageContext> m_context;
};

} // namespace scepter::test
