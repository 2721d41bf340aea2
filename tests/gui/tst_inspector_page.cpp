// The Inspector page in the real window: recording, links, files.
#include "support/seed.h"
#include "support/test_window.h"

#include "dialogs/traffic_window.h"
#include "pages/inspector_page.h"
#include "shell/settings_table.h"
#include "widgets/exchange_detail.h"
#include "widgets/filter_edit.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"
#include "widgets/traffic_view.h"

#include <QFile>
#include <QMenu>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using ui::ListModel;
using ui::ObjectRef;
using ui::PageId;

class InspectorPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SteppingClock> m_clock;
    std::unique_ptr<LabWorkspace> m_workspace;
    std::unique_ptr<TestWindow> m_window;
    Seeded m_seeded;

    ui::InspectorPage& page() {
        auto* shown = qobject_cast<ui::InspectorPage*>(m_window->window().currentPage());
        if (shown == nullptr) qFatal("another page is shown");
        return *shown;
    }
    ui::TrafficView& view() { return page().view(); }
    /// Starts the responder, which records.
    [[nodiscard]] bool serve() {
        responder::ResponderOptions options = m_window->session().responderOptions().clone();
        options.traffic.emplace();
        m_window->session().setResponderOptions(std::move(options));
        return m_window->serve();
    }
    [[nodiscard]] bool goThere() {
        return m_window->go(PageId::Inspector) && QTest::qWaitFor([this] {
                   return view().model().state() == ListModel::State::Ready;
               });
    }
    QAction* action(const char* id) { return m_window->action(QLatin1String(id)); }
    /// One HTTP request to the running responder; its status.
    int get(const QString& path) {
        QNetworkAccessManager network;
        QNetworkReply* reply = network.get(QNetworkRequest(
            QUrl(QString::fromStdString(m_window->session().responder().url) + path)));
        if (!QTest::qWaitFor([reply] { return reply->isFinished(); })) return 0;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    /// The button in a message that names an act.
    QPushButton* messageButton(const QString& words) {
        const auto buttons = page().messages().findChildren<QPushButton*>();
        for (QPushButton* button : buttons)
            if (button->isVisible() && button->text().contains(words)) return button;
        return nullptr;
    }
    QAction* menuEntry(const char* menu, const QString& words) {
        const auto menus = m_window->window().findChildren<QMenu*>(QLatin1String(menu));
        for (const QMenu* one : menus)
            for (QAction* entry : one->actions())
                if (entry->text().remove(QLatin1Char('&')).contains(words)) return entry;
        return nullptr;
    }

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

    void controlFive_opensIt() {
        QTest::keyClick(&m_window->window(), Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(m_window->window().currentPage()->id(), PageId::Inspector);
        QTRY_COMPARE(view().model().rowCount(), 5);
    }

    void whatIsServed_comesIn() {
        QVERIFY(goThere());
        QVERIFY(serve());
        QCOMPARE(get(QStringLiteral("/scep?operation=GetCACaps")), 200);
        QTRY_COMPARE_WITH_TIMEOUT(view().model().rowCount(), 6, 15000);
        const qint64 id = view().model().idAt(5);
        QTRY_VERIFY(view().model().row(id) != nullptr);
        QCOMPARE(view().model().row(id)->fields.operation, std::string("GetCACaps"));
        QVERIFY(view().list().select(id));
        QTRY_VERIFY(view().detail().read() != nullptr);
        const Bytes& reply = view().detail().read()->raw.response;
        const std::string text(reply.begin(), reply.end());
        QVERIFY(text.find("POSTPKIOperation") != std::string::npos);
        // The status line tells how much is kept, and leads here.
        auto* kept = m_window->find<QToolButton>(QStringLiteral("captureButton"));
        QTRY_VERIFY(kept->text().contains(QStringLiteral("6 of 20,000 kept")));
        QVERIFY(m_window->go(PageId::Dashboard));
        QTest::mouseClick(kept, Qt::LeftButton);
        QCOMPARE(m_window->window().currentPage()->id(), PageId::Inspector);
    }

    void clear_asksFirst() {
        QVERIFY(goThere());
        QTRY_VERIFY(action("inspector.clear")->isEnabled());
        action("inspector.clear")->trigger();
        QCOMPARE(view().model().rowCount(), 5);
        QTRY_VERIFY(messageButton(QStringLiteral("Forget")) != nullptr);
        QTest::mouseClick(messageButton(QStringLiteral("Forget")), Qt::LeftButton);
        QTRY_COMPARE(view().model().rowCount(), 0);
        QTRY_VERIFY(!action("inspector.clear")->isEnabled());
        QVERIFY(!action("inspector.clear")->toolTip().isEmpty());
    }

    void recording_isSwitched() {
        QVERIFY(goThere());
        QVERIFY(serve());
        QTRY_COMPARE(action("inspector.capture")->text(), QStringLiteral("Recording full"));
        action("inspector.capture")->trigger();
        QAction* off = menuEntry("captureMenu", QStringLiteral("Off"));
        QVERIFY(off != nullptr);
        off->trigger();
        QTRY_COMPARE(action("inspector.capture")->text(), QStringLiteral("Recording off"));
        const auto kept = m_workspace->open(*m_clock)->responderSettings();
        QVERIFY(kept && kept->traffic.mode == responder::TrafficMode::Off);
        // It holds after a restart, which is offered.
        QTRY_VERIFY(messageButton(QStringLiteral("Restart")) != nullptr);
        QTest::mouseClick(messageButton(QStringLiteral("Restart")), Qt::LeftButton);
        using State = workbench::ResponderView::State;
        QTRY_VERIFY(m_window->session().responder().state != State::Running);
        QTRY_COMPARE(m_window->session().responder().state, State::Running);
        QCOMPARE(get(QStringLiteral("/scep?operation=GetCACaps")), 200);
        m_window->session().stopResponder(); // which writes what waits
        QTRY_COMPARE(m_window->session().responder().state, State::Stopped);
        const auto traffic = m_workspace->open(*m_clock)->traffic()->state();
        QVERIFY(traffic && traffic->count == 5);
    }

    void links_goToTheRequestAndBack() {
        QVERIFY(goThere());
        QVERIFY(view().list().select(3));
        auto* link = m_window->find<QToolButton>(QStringLiteral("toRequest"));
        QTRY_VERIFY(link->isVisible());
        QTest::mouseClick(link, Qt::LeftButton);
        QCOMPARE(m_window->window().currentPage()->id(), PageId::Requests);
        QVERIFY(m_window->waitIdle());
        QCOMPARE(m_window->window().navigator().current(),
                 ObjectRef::request(m_seeded.pending.front()));
        QTest::keyClick(&m_window->window(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->window().currentPage()->id(), PageId::Inspector);
        QTRY_COMPARE(view().list().currentId(), 3);
        QTest::keyClick(&m_window->window(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_window->window().currentPage()->id(), PageId::Requests);
    }

    void requests_leadHere() {
        QVERIFY(m_window->go(ObjectRef::request(m_seeded.pending.front())));
        QTRY_VERIFY(action("requests.inspector")->isEnabled());
        action("requests.inspector")->trigger();
        QCOMPARE(m_window->window().currentPage()->id(), PageId::Inspector);
        QVERIFY(view().filter().text().startsWith(QStringLiteral("txn:")));
        QVERIFY(!view().filter().error());
        QTest::keyClick(&m_window->window(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->window().currentPage()->id(), PageId::Requests);
    }

    void escape_takesTheFilterAway() {
        QVERIFY(goThere());
        view().filter().setText(QStringLiteral("op:GetCACaps"));
        QTRY_COMPARE(view().model().rowCount(), 1);
        QTest::keyClick(&m_window->window(), Qt::Key_Escape);
        QTRY_COMPARE(view().model().rowCount(), 5);
    }

    void aFileOfAnotherProgram_isOpened() {
        QVERIFY(goThere());
        m_window->desktop().answer(QStringLiteral(SCEPTER_TEST_DATA "/traffic/sample.har"));
        action("inspector.open")->trigger();
        const auto opened = [this]() -> ui::TrafficView* {
            const auto* found = m_window->window().findChild<ui::TrafficWindow*>();
            return found == nullptr ? nullptr : found->view();
        };
        QTRY_VERIFY(opened() != nullptr && opened()->model().rowCount() > 0);
        opened()->list().setCurrentIndex(opened()->model().index(0, 0));
        QTRY_VERIFY(opened()->detail().read() != nullptr);
        QVERIFY(!opened()->detail().read()->raw.request.empty());
    }

    void whatIsNoCapture_isSaidSo() {
        QVERIFY(goThere());
        m_window->desktop().answer(m_workspace->file(QStringLiteral("not-there.har")));
        action("inspector.open")->trigger();
        const auto closing = [this]() -> QPushButton* {
            const auto* found = m_window->window().findChild<ui::TrafficWindow*>();
            if (found == nullptr) return nullptr;
            const auto buttons = found->findChildren<QPushButton*>();
            for (QPushButton* button : buttons)
                if (button->isVisible() && button->text() == QLatin1String("Close")) return button;
            return nullptr;
        };
        QTRY_VERIFY(closing() != nullptr);
        QTest::mouseClick(closing(), Qt::LeftButton);
        QTRY_VERIFY(m_window->window().findChild<ui::TrafficWindow*>() == nullptr);
    }

    void aDamagedRecording_isSaidSo() {
        QFile file(m_workspace->path() + QStringLiteral("-traffic"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        QVERIFY(m_window->go(PageId::Inspector));
        QTRY_COMPARE(view().model().state(), ListModel::State::Failed);
        QVERIFY(view().model().error().has_value());
    }

    void settings_haveTheRecording() {
        QVERIFY(m_window->go(ObjectRef::setting(QStringLiteral("traffic.record"))));
        QCOMPARE(m_window->window().currentPage()->id(), PageId::Settings);
        for (const char* key : {"traffic.record", "traffic.count", "traffic.bytes", "traffic.age"})
            QVERIFY(ui::settingOf(QLatin1String(key)).has_value());
    }
};

QTEST_MAIN(InspectorPageTest)
#include "tst_inspector_page.moc"
