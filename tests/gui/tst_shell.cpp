// The window around the pages: navigation, palette, locking, responder, jobs.
#include "http/single_instance.h"
#include "pages/audit_page.h"
#include "shell/command_palette.h"
#include "shell/event_log_dock.h"
#include "shell/service_bar.h"
#include "shell/status_line.h"
#include "support/seed.h"
#include "support/test_window.h"
#include "widgets/job_list.h"
#include "widgets/state_pill.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <cstring>
#include <future>
#include <optional>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace scepter;
using namespace scepter::test;
using ui::ObjectRef;

namespace {

/// The pill that says this word; null when none in sight does.
const ui::StatePill* pillSaying(const QWidget* root, const QString& word) {
    const auto pills = root->findChildren<ui::StatePill*>();
    for (const ui::StatePill* pill : pills)
        if (pill->isVisible() && pill->look().word == word) return pill;
    return nullptr;
}

template <class Popup> Popup* openPopup(const QString& name) {
    const auto widgets = QApplication::topLevelWidgets();
    for (QWidget* widget : widgets)
        if (widget->objectName() == name && widget->isVisible())
            return qobject_cast<Popup*>(widget);
    return nullptr;
}

} // namespace

class ShellTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_clock = std::make_unique<SteppingClock>();
        m_workspace = std::make_unique<LabWorkspace>();
        m_seeded = seedLedger(*m_workspace, *m_clock);
        m_window = std::make_unique<TestWindow>(*m_clock);
        QVERIFY(m_window->show());
        QVERIFY(m_window->open(m_workspace->path()));
    }
    void cleanup() {
        m_window.reset();
        m_workspace.reset();
        m_clock.reset();
    }

    // --- where one is ------------------------------------------------------------------------

    void everyPage_opensFromRailAndKeyboard() {
        const auto pages = ui::allPages();
        for (const ui::PageInfo& info : pages) {
            auto* button = m_window->find<QAbstractButton>(
                QStringLiteral("rail-%1").arg(static_cast<int>(info.id)));
            QTest::mouseClick(button, Qt::LeftButton);
            QVERIFY(m_window->waitIdle());
            QCOMPARE(m_window->window().currentPage()->id(), info.id);
            QVERIFY(button->isChecked());
        }
        for (const ui::PageInfo& info : pages) {
            QAction* action =
                m_window->action(QStringLiteral("go.page%1").arg(static_cast<int>(info.id)));
            QVERIFY(!action->shortcut().isEmpty());
            action->trigger();
            QCOMPARE(m_window->window().currentPage()->id(), info.id);
        }
    }

    void backAndForward_visitWhatWasSeen() {
        const ui::PageId first = m_window->window().currentPage()->id();
        QVERIFY(m_window->go(ObjectRef::auditLine(2)));
        QVERIFY(m_window->go(ObjectRef::auditLine(5)));
        auto& navigator = m_window->window().navigator();
        QVERIFY(navigator.canGoBack());
        QVERIFY(!navigator.canGoForward());
        QTest::keyClick(&m_window->window(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(navigator.current(), ObjectRef::auditLine(2));
        QVERIFY(m_window->action(QStringLiteral("go.forward"))->isEnabled());
        QTest::keyClick(&m_window->window(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(navigator.current(), ObjectRef::auditLine(5));
        QVERIFY(!m_window->action(QStringLiteral("go.forward"))->isEnabled());
        navigator.back();
        navigator.back();
        QTRY_COMPARE(m_window->window().currentPage()->id(), first);
    }

    void shortcuts_areThereOnce() {
        const auto actions = m_window->window().actionCollection().actions();
        for (const QAction* action : actions)
            if (action->shortcutContext() == Qt::WindowShortcut)
                if (const QAction* other =
                        m_window->window().actionCollection().conflict(action, action->shortcut()))
                    QVERIFY2(other->shortcutContext() != Qt::WindowShortcut,
                             qPrintable(action->objectName() + QStringLiteral(" and ") +
                                        other->objectName()));
    }

    void shortcuts_areKept() {
        QAction* action = m_window->action(QStringLiteral("view.refresh"));
        const QKeySequence mine(QStringLiteral("Ctrl+Shift+F9"));
        m_window->window().actionCollection().setShortcut(action, mine);
        m_window->restart();
        QCOMPARE(m_window->action(QStringLiteral("view.refresh"))->shortcut(), mine);
        action = m_window->action(QStringLiteral("view.refresh"));
        m_window->window().actionCollection().resetShortcut(action);
        m_window->restart();
        QCOMPARE(m_window->action(QStringLiteral("view.refresh"))->shortcut(),
                 QKeySequence(Qt::Key_F5));
    }

    void menus_haveEveryActionWithAShortcut() {
        const auto actions = m_window->window().actionCollection().actions();
        for (const QAction* action : actions) {
            if (action->shortcutContext() != Qt::WindowShortcut) continue;
            bool inMenu = false;
            const auto menus = m_window->window().findChildren<QMenu*>();
            for (const QMenu* menu : menus)
                inMenu = inMenu || menu->actions().contains(const_cast<QAction*>(action));
            QVERIFY2(inMenu, qPrintable(action->objectName()));
        }
    }

    void panes_areCycledByF6() {
        QWidget* window = &m_window->window();
        QSet<const QWidget*> panes;
        for (int i = 0; i < 8; ++i) {
            QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget()
                                                                   : window,
                            Qt::Key_F6);
            for (const char* name : {"rail", "serviceBar"}) {
                const auto* pane = m_window->find(QLatin1String(name));
                if (pane->isAncestorOf(QApplication::focusWidget())) panes.insert(pane);
            }
            if (m_window->window().currentPage()->isAncestorOf(QApplication::focusWidget()))
                panes.insert(m_window->window().currentPage());
        }
        QCOMPARE(panes.size(), 3);
    }

    void auditLink_leadsToTheTemplate() {
        const auto other = m_workspace->open(*m_clock);
        auto recipe = authority::labTemplate();
        recipe.name = "kiosks";
        need("adding a template", other->endpoints().addTemplate(recipe));
        const auto lines = need("reading the trail", other->audit({}));
        const auto line = std::ranges::find_if(lines, [](const auto& one) {
            return one.action == "template.added" && one.detail.find("kiosks") != std::string::npos;
        });
        QVERIFY(line != lines.end());
        const auto target = ui::objectRefOf(*line);
        QVERIFY(target.has_value());
        QVERIFY(m_window->go(ObjectRef::auditLine(line->id)));
        QVERIFY(m_window->go(*target));
        QTRY_COMPARE(m_window->find<QLabel>(QStringLiteral("templateTitle"))->text(),
                     QStringLiteral("Template kiosks"));
        QVERIFY(m_window->find(QStringLiteral("templateList"))->isVisible());
    }

    void auditTrail_isExportedWhole() {
        QVERIFY(m_window->go(ui::PageId::Audit));
        const QString path = m_window->folder() + QStringLiteral("/audit.jsonl");
        m_window->desktop().answer(path);
        m_window->action(QStringLiteral("audit.export"))->trigger();
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> written = file.readAll().trimmed().split('\n');
        const auto other = m_workspace->open(*m_clock);
        const auto ids = need("reading the trail", other->auditIds({}, {}, {}));
        QCOMPARE(static_cast<std::size_t>(written.size()), ids.size());
        for (const QByteArray& line : written)
            QVERIFY(QJsonDocument::fromJson(line).isObject());
        QVERIFY(m_window->waitIdle());
    }

    // --- the palette ------------------------------------------------------------------------

    void palette_findsAPage() {
        const ui::PageInfo page = ui::allPages().back();
        QLineEdit* text = openPalette();
        QTest::keyClicks(text, page.title);
        QVERIFY(paletteLines().first().startsWith(page.title));
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(m_window->window().currentPage()->id(), page.id);
        QVERIFY(openPopup<ui::CommandPalette>(QStringLiteral("commandPalette")) == nullptr);
    }

    void palette_runsAnAction() {
        QLineEdit* text = openPalette();
        QTest::keyClicks(text, QStringLiteral("event log"));
        QTest::keyClick(text, Qt::Key_Return);
        const auto docks = m_window->window().findChildren<ui::EventLogDock*>();
        QTRY_VERIFY(docks.first()->isVisible());
    }

    void palette_findsAnObject() {
        QLineEdit* text = openPalette();
        QTest::keyClicks(text, QStringLiteral("kiosk-2"));
        QTRY_VERIFY(!paletteLines().isEmpty());
        QVERIFY(paletteLines().first().contains(QStringLiteral("CN=kiosk-2")));
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(m_window->window().navigator().current(),
                     ObjectRef::request(m_seeded.pending.at(1)));
    }

    void palette_choosesByArrowsAndClosesOnEscape() {
        QLineEdit* text = openPalette();
        auto* list = text->parentWidget()->findChild<QListWidget*>(QStringLiteral("paletteList"));
        QCOMPARE(list->currentRow(), 0);
        QTest::keyClick(text, Qt::Key_Down);
        QCOMPARE(list->currentRow(), 1);
        QTest::keyClick(text, Qt::Key_Up);
        QTest::keyClick(text, Qt::Key_Up);
        QCOMPARE(list->currentRow(), list->count() - 1);
        QTest::keyClick(text, Qt::Key_Escape);
        QTRY_VERIFY(openPopup<ui::CommandPalette>(QStringLiteral("commandPalette")) == nullptr);
    }

    // --- locking ----------------------------------------------------------------------------

    void lock_hidesEverythingUntilThePassphraseIsGiven() {
        const QString passphrase = m_workspace->removeKeyFile();
        QVERIFY(m_window->serve());
        QTest::keyClick(&m_window->window(), Qt::Key_L, Qt::ControlModifier);
        auto* screen = m_window->find(QStringLiteral("lockScreen"));
        QVERIFY(screen->isVisible());
        QVERIFY(!m_window->window().currentPage()->isVisible());
        QCOMPARE(m_window->session().responder().state, workbench::ResponderView::State::Running);
        auto* field = m_window->find<QLineEdit>(QStringLiteral("passphrase"));
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QTest::keyClicks(field, QStringLiteral("not the passphrase"));
        QTest::keyClick(field, Qt::Key_Return);
        auto* error = m_window->find<QLabel>(QStringLiteral("lockError"));
        QTRY_VERIFY(error->isVisible());
        QVERIFY(!error->text().isEmpty());
        QVERIFY(screen->isVisible());
        QVERIFY(field->text().isEmpty());
        field->setText(passphrase);
        QTest::mouseClick(m_window->find<QPushButton>(QStringLiteral("unlock")), Qt::LeftButton);
        QTRY_VERIFY(!screen->isVisible());
        QVERIFY(m_window->window().currentPage()->isVisible());
    }

    void lockedWindow_canDoNothing() {
        m_window->window().lock(true);
        const auto actions = m_window->window().actionCollection().actions();
        for (const QAction* action : actions) {
            const QString id = ui::ActionCollection::idOf(action);
            // Those of a page are reached through the page and its menu only.
            const bool harmless = qobject_cast<const ui::Page*>(action->parent()) != nullptr ||
                                  id == QLatin1String("file.quit") ||
                                  id.startsWith(QLatin1String("help."));
            QVERIFY2(harmless || !action->isEnabled(), qPrintable(id));
        }
        const auto menus = m_window->window().findChildren<QMenu*>();
        for (const QMenu* menu : menus)
            for (const QAction* action : m_window->window().currentPage()->pageActions())
                QVERIFY(!menu->actions().contains(const_cast<QAction*>(action)) ||
                        !menu->isEnabled());
        QTest::keyClick(&m_window->window(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(openPopup<ui::CommandPalette>(QStringLiteral("commandPalette")) == nullptr);
    }

    void unlock_leavesActionsBlockedThatWere() {
        // Nothing is chosen on this page: most of what it offers is blocked.
        QVERIFY(m_window->go(ui::PageId::Certificates));
        QList<const QAction*> blocked;
        for (const QAction* action : m_window->window().currentPage()->pageActions())
            if (!action->isEnabled()) blocked.append(action);
        QVERIFY(!blocked.isEmpty());
        m_window->window().lock(true);
        unlockByKeyFile();
        QTRY_VERIFY(m_window->window().currentPage()->isVisible());
        for (const QAction* action : blocked)
            QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
    }

    void lockAndStop_closesTheWorkspace() {
        QVERIFY(m_window->serve());
        const QSignalSpy closed(&m_window->window(), &ui::MainWindow::workspaceClosed);
        m_window->action(QStringLiteral("file.lockAll"))->trigger();
        QCOMPARE(closed.size(), 1);
        QVERIFY(m_window->window().session() == nullptr);
        unlockByKeyFile();
        QTRY_VERIFY(m_window->window().session() != nullptr);
        QVERIFY(m_window->waitIdle());
        QVERIFY(m_window->window().currentPage()->isVisible());
        // Where the command line told the responder to listen.
        QCOMPARE(m_window->session().responderOptions().port, std::uint16_t{0});
    }

    void closing_neverWaitsForAJob() {
        std::promise<void> enough;
        auto job = m_window->session().run(
            QStringLiteral("kept"),
            [wait = enough.get_future().share()](workbench::Workbench&,
                                                 workbench::JobControl&) -> Result<int> {
                wait.wait();
                return 1;
            },
            false);
        m_window->action(QStringLiteral("file.close"))->trigger();
        QVERIFY(m_window->window().session() == nullptr);
        QVERIFY(m_window->find(QStringLiteral("startScreen"))->isVisible());
        // What is opened meanwhile says what it waits for.
        const LabWorkspace other;
        m_window->window().openWorkspace(other.path(), false);
        bool told = false;
        const auto labels = m_window->window().findChildren<QLabel*>();
        for (const QLabel* label : labels)
            told = told || (label->isVisible() &&
                            label->text().startsWith(QStringLiteral("Closing lab.scepter")));
        QVERIFY(told);
        QVERIFY(!job.isFinished());
        enough.set_value();
        QTRY_VERIFY(m_window->window().session() != nullptr);
        QCOMPARE(m_window->session().path(), other.path().toStdString());
        QVERIFY(job.isFinished());
        QVERIFY(m_window->waitIdle());
    }

    void closingTheWindow_neverWaitsForAJob() {
        std::promise<void> enough;
        auto job = m_window->session().run(
            QStringLiteral("kept"),
            [wait = enough.get_future().share()](workbench::Workbench&,
                                                 workbench::JobControl&) -> Result<int> {
                wait.wait();
                return 1;
            },
            false);
        QVERIFY(m_window->window().close());
        QVERIFY(!m_window->window().isVisible());
        QVERIFY(!job.isFinished());
        enough.set_value();
        QTRY_VERIFY(job.isFinished());
    }

    void closedWindow_keepsTheProgramUntilTheWorkIsDone() {
        std::promise<void> enough;
        auto job = m_window->session().run(
            QStringLiteral("kept"),
            [wait = enough.get_future().share()](workbench::Workbench&,
                                                 workbench::JobControl&) -> Result<int> {
                wait.wait();
                return 1;
            },
            false);
        // A program that wants to end does so in the next round of its loop: here are some more.
        int rounds = 10;
        QTimer next;
        connect(&next, &QTimer::timeout, &next, [&] {
            if (rounds == 10) m_window->window().close();
            if (--rounds > 0) return;
            next.stop();
            enough.set_value();
        });
        next.start(0);
        QTimer::singleShot(20000, &next, [] { QApplication::exit(1); });
        const int code = QApplication::exec();
        if (rounds > 0) enough.set_value();
        QCOMPARE(rounds, 0);
        QCOMPARE(code, 0);
        QVERIFY(job.isFinished());
    }

    void workspaceWithoutKeyFile_asksForThePassphrase() {
        LabWorkspace other;
        const QString passphrase = other.removeKeyFile();
        m_window->window().openWorkspace(other.path(), false);
        auto* screen = m_window->find(QStringLiteral("lockScreen"));
        QTRY_VERIFY(screen->isVisible());
        auto* field = m_window->find<QLineEdit>(QStringLiteral("passphrase"));
        field->setText(QStringLiteral("wrong"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(m_window->find<QLabel>(QStringLiteral("lockError"))->isVisible());
        QTRY_VERIFY(field->isEnabled());
        field->setText(passphrase);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(m_window->window().session() != nullptr);
        QVERIFY(m_window->waitIdle());
        QCOMPARE(QString::fromStdString(m_window->session().path()), other.path());
    }

    void brokenWorkspace_isSaidOnTheStartScreen() {
        QFile broken(m_workspace->file(QStringLiteral("broken.scepter")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("this is no workspace");
        broken.close();
        m_window->window().openWorkspace(broken.fileName(), false);
        auto* start = m_window->find(QStringLiteral("startScreen"));
        QTRY_VERIFY(start->isVisible());
        const auto* message = m_window->find(QStringLiteral("message"));
        QVERIFY(message->isVisible());
        QVERIFY(message->accessibleName().contains(QStringLiteral("broken.scepter")));
    }

    // --- the responder ----------------------------------------------------------------------

    void responder_startsAndStops() {
        QVERIFY(pillSaying(bar(), QStringLiteral("Stopped")) != nullptr);
        QTest::mouseClick(m_window->find<QPushButton>(QStringLiteral("button-responder.start")),
                          Qt::LeftButton);
        QTRY_VERIFY(pillSaying(bar(), QStringLiteral("Running")) != nullptr);
        QVERIFY(pillSaying(bar(), QStringLiteral("Exposed")) == nullptr);
        QTest::mouseClick(m_window->find<QToolButton>(QStringLiteral("copyUrl")), Qt::LeftButton);
        const QString url = QApplication::clipboard()->text();
        QVERIFY2(url.startsWith(QStringLiteral("http://127.0.0.1:")) &&
                     url.endsWith(QStringLiteral("/scep")),
                 qPrintable(url));
        QTest::mouseClick(m_window->find<QPushButton>(QStringLiteral("button-responder.stop")),
                          Qt::LeftButton);
        QTRY_VERIFY(pillSaying(bar(), QStringLiteral("Stopped")) != nullptr);
        QVERIFY(!m_window->find(QStringLiteral("copyUrl"))->isVisible());
    }

    void responder_saysWhenOthersCanReachIt() {
        responder::ResponderOptions options;
        options.address = "0.0.0.0";
        options.port = 0;
        m_window->session().setResponderOptions(std::move(options));
        QVERIFY(m_window->serve());
        QTRY_VERIFY(pillSaying(bar(), QStringLiteral("Exposed")) != nullptr);
    }

    void responder_saysWhyItDoesNotStart() {
        QVERIFY(m_window->serve());
        const std::string url = m_window->session().responder().url;
        responder::ResponderOptions options;
        options.port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
        const LabWorkspace other;
        workbench::Session second(other.open(*m_clock), *m_clock);
        second.setResponderOptions(options.clone());
        second.startResponder();
        QTRY_COMPARE(second.responder().state, workbench::ResponderView::State::Failed);
        QVERIFY(second.responder().error.has_value());
        QCOMPARE(second.responder().error->code, ErrorCode::AddressInUse);
    }

    // --- jobs -------------------------------------------------------------------------------

    void jobs_areListedAndCancelled() {
        auto future = m_window->session().run(
            QStringLiteral("Counting sheep"),
            [](workbench::Workbench&, workbench::JobControl& control) -> Result<int> {
                control.setProgress(1, 3);
                while (control.goOn())
                    std::this_thread::yield();
                return fail(ErrorCode::Cancelled, "woken");
            });
        auto* button = m_window->find<QToolButton>(QStringLiteral("jobsButton"));
        QTRY_VERIFY(button->isVisible());
        QTRY_COMPARE(button->text(), QStringLiteral("Counting sheep"));
        auto* cancel = m_window->find<QToolButton>(QStringLiteral("cancelJob"));
        QTRY_VERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY(future.isFinished());
        QTRY_COMPARE(m_window->session().jobs().running(), 0);
        QTest::mouseClick(button, Qt::LeftButton);
        auto* list = openPopup<ui::JobList>(QStringLiteral("jobList"));
        QVERIFY(list != nullptr);
        QTRY_VERIFY(pillSaying(list, QStringLiteral("Cancelled")) != nullptr);
        list->close();
    }

    void failedJob_saysWhy() {
        m_window->session().run(QStringLiteral("Falling"),
                                [](workbench::Workbench&, workbench::JobControl&) -> Result<int> {
                                    return fail(ErrorCode::StoreFull, "no room");
                                });
        QTRY_COMPARE(m_window->session().jobs().list().size(), 1U);
        QTRY_COMPARE(m_window->session().jobs().running(), 0);
        m_window->action(QStringLiteral("view.jobs"))->trigger();
        auto* list = openPopup<ui::JobList>(QStringLiteral("jobList"));
        QVERIFY(list != nullptr);
        QTRY_VERIFY(pillSaying(list, QStringLiteral("Failed")) != nullptr);
        list->close();
    }

    // --- what is remembered -----------------------------------------------------------------

    void window_remembersItsPlace() {
        m_window->window().resize(1010, 610);
        m_window->action(QStringLiteral("view.eventLog"))->trigger();
        m_window->restart();
        QVERIFY(m_window->show());
        QCOMPARE(m_window->window().size(), QSize(1010, 610));
        QVERIFY(m_window->window().findChildren<ui::EventLogDock*>().first()->isVisible());
    }

    void window_remembersWorkspaces() {
        m_window->restart();
        m_window->window().showStart();
        QVERIFY(m_window->show());
        bool offered = false;
        const auto buttons =
            m_window->find(QStringLiteral("startScreen"))->findChildren<QToolButton*>();
        for (QToolButton* button : buttons)
            if (button->toolTip() == m_workspace->path()) {
                offered = true;
                QVERIFY(button->isVisible());
            }
        QVERIFY(offered);
    }

    void openChooser_opensWhatWasChosen() {
        const LabWorkspace other;
        m_window->desktop().answer(other.path());
        m_window->action(QStringLiteral("file.open"))->trigger();
        QTRY_VERIFY(m_window->window().session() != nullptr &&
                    m_window->session().path() == other.path().toStdString());
        QVERIFY(m_window->desktop().asked.first().filters.first().contains(
            QStringLiteral("*.scepter")));
        QVERIFY(m_window->waitIdle());
    }

    void openChooser_raisesTheWindowThatHasItOpen() {
        const LabWorkspace other;
        m_window->openElsewhere(other.path());
        const QSignalSpy closed(&m_window->window(), &ui::MainWindow::workspaceClosed);
        m_window->desktop().answer(other.path());
        m_window->action(QStringLiteral("file.open"))->trigger();
        QTRY_COMPARE(m_window->raised(), QStringList{other.path()});
        QVERIFY(m_window->waitIdle());
        QCOMPARE(closed.size(), 0);
        QCOMPARE(m_window->session().path(), m_workspace->path().toStdString());
        QVERIFY(m_window->find(QStringLiteral("message"))
                    ->accessibleName()
                    .contains(QStringLiteral("open in another window")));
    }

    void recentWorkspace_raisesTheWindowThatHasItOpen() {
        m_window->restart();
        m_window->openElsewhere(m_workspace->path());
        m_window->window().showStart();
        QVERIFY(m_window->show());
        const auto buttons =
            m_window->find(QStringLiteral("startScreen"))->findChildren<QToolButton*>();
        for (QToolButton* button : buttons)
            if (button->toolTip() == m_workspace->path()) button->click();
        QCOMPARE(m_window->raised(), QStringList{m_workspace->path()});
        QVERIFY(m_window->waitIdle());
        QVERIFY(m_window->window().session() == nullptr);
        QVERIFY(m_window->find(QStringLiteral("startScreen"))->isVisible());
    }

    void claim_leavesALivingWindowItsSocket() {
        const QString path = m_workspace->path();
        http::SingleInstance first;
        http::SingleInstance second;
        const QSignalSpy raised(&first, &http::SingleInstance::raiseRequested);
        const QSignalSpy failed(&second, &http::SingleInstance::claimFailed);
        first.claim(path);
        second.claim(path);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!failed.first().first().toString().isEmpty());
        std::optional<bool> answer;
        second.askOther(path, [&answer](bool there) { answer = there; });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(*answer);
        QTRY_COMPARE(raised.size(), 1);
        // One's own window is no other.
        first.askOther(path, [&answer](bool there) { answer = there; });
        QTRY_VERIFY(!*answer);
        first.release();
        second.claim(path);
        QVERIFY(http::SingleInstance::raiseOther(path));
        QCOMPARE(failed.size(), 1);
    }

    void claim_takesOverWhatAKilledWindowLeft() {
        const QString path = m_workspace->path();
        const QStringList before = sockets();
        QString name;
        {
            http::SingleInstance instance;
            instance.claim(path);
            const QStringList now = sockets();
            for (const QString& socket : now)
                if (!before.contains(socket)) name = socket;
        }
        QVERIFY(!name.isEmpty());
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray bytes = name.toLocal8Bit();
        QVERIFY(static_cast<std::size_t>(bytes.size()) < sizeof address.sun_path);
        std::memcpy(address.sun_path, bytes.constData(), static_cast<std::size_t>(bytes.size()));
        const int left = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QCOMPARE(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::close(left);
        QVERIFY(!http::SingleInstance::raiseOther(path));
        http::SingleInstance instance;
        const QSignalSpy failed(&instance, &http::SingleInstance::claimFailed);
        instance.claim(path);
        QVERIFY(http::SingleInstance::raiseOther(path));
        QCOMPARE(failed.size(), 0);
    }

    void secondWindow_raisesTheFirst() {
        const QString path = m_workspace->path();
        QVERIFY(!http::SingleInstance::raiseOther(path));
        http::SingleInstance instance;
        const QSignalSpy raised(&instance, &http::SingleInstance::raiseRequested);
        instance.claim(path);
        QVERIFY(http::SingleInstance::raiseOther(path));
        QTRY_COMPARE(raised.size(), 1);
        QVERIFY(!http::SingleInstance::raiseOther(m_workspace->file(QStringLiteral("other"))));
        instance.release();
        QVERIFY(!http::SingleInstance::raiseOther(path));
    }

private:
    [[nodiscard]] const QWidget* bar() {
        return m_window->find<ui::ServiceBar>(QStringLiteral("serviceBar"));
    }
    void unlockByKeyFile() {
        auto* screen = m_window->find(QStringLiteral("lockScreen"));
        const auto buttons = screen->findChildren<QPushButton*>();
        for (QPushButton* button : buttons)
            if (button->isVisible() && button->text().contains(QStringLiteral("key file")))
                QTest::mouseClick(button, Qt::LeftButton);
    }
    QLineEdit* openPalette() {
        QTest::keyClick(&m_window->window(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = openPopup<ui::CommandPalette>(QStringLiteral("commandPalette"));
        if (palette == nullptr) qFatal("Ctrl+K opened no palette");
        return test::find<QLineEdit>(palette, QStringLiteral("paletteText"));
    }
    static QStringList sockets() {
        QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
        if (folder.isEmpty())
            folder = QStandardPaths::writableLocation(QStandardPaths::TempLocation);
        QStringList paths;
        const auto found = QDir(folder).entryInfoList({QStringLiteral("scepter-*")},
                                                      QDir::System | QDir::AllEntries);
        for (const QFileInfo& one : found)
            if (!one.fileName().endsWith(QLatin1String(".lock"))) paths.append(one.filePath());
        return paths;
    }
    static QStringList paletteLines() {
        QStringList lines;
        auto* palette = openPopup<ui::CommandPalette>(QStringLiteral("commandPalette"));
        if (palette == nullptr) return lines;
        const auto* list = test::find<QListWidget>(palette, QStringLiteral("paletteList"));
        for (int row = 0; row < list->count(); ++row)
            lines.append(list->item(row)->text());
        return lines;
    }

    std::unique_ptr<SteppingClock> m_clock;
    std::unique_ptr<LabWorkspace> m_workspace;
    Seeded m_seeded;
    std::unique_ptr<TestWindow> m_window;
};

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
