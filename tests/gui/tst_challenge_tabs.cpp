// SPDX-License-Identifier: GPL-3.0-or-later
// The Challenges page beyond codes: whom gates ask, and whom they tell.
#include "models/notice_model.h"
#include "models/service_model.h"
#include "pages/challenges_page.h"
#include "pages/challenges_places.h"
#include "pages/notices_tab.h"
#include "pages/services_tab.h"
#include "shell/navigator.h"
#include "support/gated.h"
#include "support/seed.h"
#include "support/test_window.h"
#include "widgets/config_table.h"
#include "widgets/filter_row.h"
#include "widgets/inline_note.h"
#include "widgets/inline_question.h"
#include "widgets/placeholder.h"
#include "widgets/state_pill.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;
using store::NoticeState;
using ui::NoticeModel;
using ui::ServiceModel;

namespace {

/// A window at the Challenges page of a workspace with something of everything.
struct Lab {
    SteppingClock clock;
    LabWorkspace workspace;
    Seeded seeded;
    std::unique_ptr<GatedRequests> gated;
    std::unique_ptr<TestWindow> window;

    // An answer must find who asked.
    ~Lab() {
        if (window) (void)window->waitIdle();
    }
    bool start(bool withGates = true) {
        seeded = seedLedger(workspace, clock);
        if (withGates) addGatedEndpoint(*workspace.open(clock));
        gated = std::make_unique<GatedRequests>(workspace.path().toStdString(), clock,
                                                seeded.pending.front());
        window = std::make_unique<TestWindow>(clock);
        return window->show() && window->open(workspace.path()) &&
               window->go(ui::PageId::Challenges);
    }
    ui::ChallengesPage& page() { return *window->window().findChild<ui::ChallengesPage*>(); }
    ui::ServicesTab& services() { return *page().findChild<ui::ServicesTab*>(); }
    ui::NoticesTab& news() { return *page().findChild<ui::NoticesTab*>(); }
    template <class Widget> Widget& get(const char* name) {
        return *test::find<Widget>(&page(), QLatin1String(name));
    }
    QTabWidget& tabs() { return get<QTabWidget>("challengeTabs"); }
    QAction& action(const char* id) { return *window->action(QLatin1String(id)); }
    bool show(QWidget& tab) {
        tabs().setCurrentWidget(&tab);
        return window->waitIdle();
    }
    QAbstractItemModel& rows(const char* list) { return *get<ui::ConfigTable>(list).model(); }
    QStringList column(const char* list, int column) {
        QStringList texts;
        for (int row = 0; row < rows(list).rowCount(); ++row)
            texts.append(rows(list).index(row, column).data().toString());
        return texts;
    }
    QString sentence(QWidget& tab) {
        for (auto* one : tab.findChildren<ui::Placeholder*>())
            if (one->isVisible()) return one->sentence();
        return {};
    }
    void press(QWidget& tab, const QString& text) {
        for (auto* button : tab.findChildren<QAbstractButton*>())
            if (button->isVisible() && button->text() == text) return button->click();
        qFatal("no button says %s", qPrintable(text));
    }
    /// Services as a responder would know them.
    void fake(std::vector<responder::TargetStatus> asked) {
        services().setSource([asked] { return asked; },
                             [this](const std::string& target) { tried.push_back(target); });
    }
    std::vector<std::string> tried;
};

} // namespace

class ChallengeTabsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void services_sayThatNoGateAsks() {
        Lab lab;
        QVERIFY(lab.start(false));
        QVERIFY(lab.window->serve());
        QVERIFY(lab.show(lab.services()));
        QCOMPARE(lab.sentence(lab.services()), QStringLiteral("No gate asks anybody."));
        QVERIFY(!lab.action("services.tryNow").isEnabled());
    }

    void services_sayThatTheResponderIsStopped() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.show(lab.services()));
        QCOMPARE(lab.sentence(lab.services()),
                 QStringLiteral("The responder does not run, so nobody is asked."));
        responder::ResponderOptions options = lab.window->session().responderOptions().clone();
        options.port = 0;
        lab.window->session().setResponderOptions(std::move(options));
        lab.press(lab.services(), QStringLiteral("Start the responder"));
        QTRY_COMPARE(lab.window->session().responder().state,
                     workbench::ResponderView::State::Running);
        // Nobody was asked yet: those whom the gates name are there.
        QTRY_COMPARE(lab.rows("serviceList").rowCount(), 4);
        QCOMPARE(lab.column("serviceList", ServiceModel::State),
                 QStringList(4, QStringLiteral("Not asked yet")));
        QVERIFY(lab.column("serviceList", ServiceModel::Service)
                    .contains(QStringLiteral("https://mdm.hillside.example:443")));
        QCOMPARE(lab.column("serviceList", ServiceModel::UsedBy),
                 QStringList(4, QStringLiteral("gated")));
    }

    void services_showEachState() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.window->serve());
        lab.fake(askedTargets(lab.clock.now()));
        QVERIFY(lab.show(lab.services()));
        const QString paused =
            QStringLiteral("Paused until ") +
            QDateTime::fromMSecsSinceEpoch(
                (lab.clock.now() + std::chrono::seconds{39}).time_since_epoch().count())
                .time()
                .toString(QStringLiteral("HH:mm:ss"));
        const QStringList states = lab.column("serviceList", ServiceModel::State);
        QVERIFY2(states.contains(paused), qPrintable(states.join(QLatin1Char('|'))));
        QVERIFY(states.contains(QStringLiteral("Asked")));
        QVERIFY(states.contains(QStringLiteral("Being tried")));
        QVERIFY(states.contains(QStringLiteral("Not asked yet")));
        // A host that only service discovery has named belongs to the Intune gate.
        const int discovered = static_cast<int>(
            lab.column("serviceList", ServiceModel::Service)
                .indexOf(QStringLiteral("https://fef.msub05.manage.microsoft.com:443")));
        QCOMPARE(lab.column("serviceList", ServiceModel::UsedBy).at(discovered),
                 QStringLiteral("gated"));
        QCOMPARE(lab.column("serviceList", ServiceModel::Asked).at(discovered),
                 QLocale().toString(1204));
    }

    void services_areTriedWhenTheyArePaused() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.window->serve());
        lab.fake(askedTargets(lab.clock.now()));
        QVERIFY(lab.show(lab.services()));
        auto& list = lab.get<ui::ConfigTable>("serviceList");
        const auto choose = [&](const char* target) {
            for (int row = 0; row < list.model()->rowCount(); ++row)
                if (list.model()->index(row, 0).data().toString() == QLatin1String(target))
                    return list.selectRow(row);
            qFatal("no service %s", target);
        };
        choose("/usr/local/bin/known-device");
        QTRY_COMPARE(lab.get<ui::StatePill>("serviceState").look().word,
                     QStringLiteral("Being tried"));
        QCOMPARE(lab.action("services.tryNow").toolTip(),
                 QStringLiteral("It is being tried already."));
        choose("https://fef.msub05.manage.microsoft.com:443");
        QTRY_COMPARE(lab.action("services.tryNow").toolTip(), QStringLiteral("It is not paused."));
        choose("https://mdm.hillside.example:443");
        QTRY_VERIFY(lab.action("services.tryNow").isEnabled());
        QVERIFY(lab.get<ui::InlineNote>("serviceNote")
                    .text()
                    .contains(QStringLiteral("failed 5 time")));
        lab.action("services.tryNow").trigger();
        QCOMPARE(lab.tried, std::vector<std::string>{"https://mdm.hillside.example:443"});
        QSignalSpy shown(&lab.window->window().navigator(), &ui::Navigator::shown);
        lab.get<QWidget>("serviceLinks").findChild<QToolButton*>()->click();
        QCOMPARE(shown.first().first().value<ui::ObjectRef>().name, QStringLiteral("gated"));
    }

    void services_areReadOnlyWhileTheyAreSeen() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.window->serve());
        int reads = 0;
        lab.services().setSource(
            [&reads] {
                ++reads;
                return std::vector<responder::TargetStatus>();
            },
            [](const std::string&) {});
        QVERIFY(lab.show(lab.services()));
        const int before = reads;
        QTRY_VERIFY(reads > before + 1);
        lab.tabs().setCurrentIndex(0);
        const int hidden = reads;
        QTest::qWait(1100);
        QCOMPARE(reads, hidden);
    }

    void services_keepTheirChoiceWhileNumbersMove() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.window->serve());
        auto asked = askedTargets(lab.clock.now());
        lab.services().setSource([&asked] { return asked; }, [](const std::string&) {});
        QVERIFY(lab.show(lab.services()));
        const QAbstractItemModelTester tester(
            lab.services().findChild<ServiceModel*>(),
            QAbstractItemModelTester::FailureReportingMode::Fatal);
        auto& list = lab.get<ui::ConfigTable>("serviceList");
        list.selectRow(1);
        const QString key = list.currentKey();
        for (auto& one : asked)
            one.asked += 100;
        asked.erase(asked.begin());
        lab.services().refresh();
        QCOMPARE(list.currentKey(), key);
        asked.clear();
        lab.services().refresh();
        QCOMPARE(lab.rows("serviceList").rowCount(), 4);
    }

    void news_showWhatIsOpenAtFirst() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.show(lab.news()));
        QTRY_COMPARE(lab.sentence(lab.news()), QStringLiteral("All who wanted news have it."));
        const auto told = lab.gated->issue({.subject = "CN=told"});
        lab.gated->settle(told, "intune", NoticeState::Accepted);
        lab.gated->settle(told, "mdm", NoticeState::Accepted);
        const auto waiting = lab.gated->issue({.subject = "CN=waiting"});
        lab.gated->settle(waiting, "mdm", NoticeState::GivenUp, "mdm: no connection");
        QTRY_COMPARE(lab.rows("noticeList").rowCount(), 2);
        QTRY_COMPARE(lab.tabs().tabText(lab.tabs().indexOf(&lab.news())), QStringLiteral("News 2"));
        QCOMPARE(lab.column("noticeList", NoticeModel::State),
                 (QStringList{QStringLiteral("Given up"), QStringLiteral("Waiting")}));
        QCOMPARE(lab.column("noticeList", NoticeModel::Certificate),
                 (QStringList{QStringLiteral("–"), QStringLiteral("Waits for it")}));
        const QAbstractItemModelTester tester(
            lab.news().findChild<NoticeModel*>(),
            QAbstractItemModelTester::FailureReportingMode::Fatal);
        lab.news().findChild<ui::FilterRow*>()->setChip(QStringLiteral("all"), true);
        QTRY_COMPARE(lab.rows("noticeList").rowCount(), 4);
        QCOMPARE(lab.column("noticeList", NoticeModel::State).last(), QStringLiteral("Accepted"));
        lab.news().findChild<ui::FilterRow*>()->setText(QStringLiteral("no connection"));
        QTRY_COMPARE(lab.rows("noticeList").rowCount(), 1);
    }

    void news_areTriedAgain() {
        Lab lab;
        QVERIFY(lab.start());
        const auto request = lab.gated->issue({});
        lab.gated->settle(request, "intune", NoticeState::Waiting, "no answer");
        const qint64 id = lab.gated->notice(request, "intune").id;
        QVERIFY(lab.gated->notice(request, "intune").nextAt > lab.clock.now());
        QVERIFY(lab.window->go(ui::noticeRef(id)));
        QTRY_COMPARE(lab.get<ui::ConfigTable>("noticeList").currentKey(), QString::number(id));
        QCOMPARE(lab.tabs().currentWidget(), &lab.news());
        QVERIFY(lab.get<ui::InlineNote>("noticeNote")
                    .text()
                    .contains(QStringLiteral("The certificate leaves when Intune has accepted")));
        QTRY_VERIFY(lab.action("notices.retry").isEnabled());
        lab.action("notices.retry").trigger();
        QTRY_VERIFY(lab.gated->notice(request, "intune").nextAt <= lab.clock.now());
        QTRY_COMPARE(lab.column("noticeList", NoticeModel::NextTry).last(), QStringLiteral("now"));
    }

    void news_givenUpRevokesWhatWaitsForIt() {
        Lab lab;
        QVERIFY(lab.start());
        const auto request = lab.gated->issue({.subject = "CN=never-delivered"});
        const qint64 id = lab.gated->notice(request, "intune").id;
        const auto certificate = [&] {
            const auto record = need("show", lab.gated->workbench().requests().show(request));
            return need("find",
                        lab.gated->workbench().certificates().byId(record.record.certificateId));
        };
        QVERIFY(lab.window->go(ui::noticeRef(id)));
        QTRY_VERIFY(lab.action("notices.giveUp").isEnabled());
        lab.action("notices.giveUp").trigger();
        auto* question = lab.news().findChild<ui::InlineQuestion*>();
        QVERIFY(question->text().contains(QStringLiteral("will be revoked")));
        QVERIFY(question->text().contains(QStringLiteral("CN=never-delivered")));
        lab.press(lab.news(), QStringLiteral("Keep trying"));
        QCOMPARE(question->text(), QString());
        QVERIFY(!certificate().revokedAt);
        lab.action("notices.giveUp").trigger();
        lab.press(lab.news(), QStringLiteral("Give up and revoke the certificate"));
        QTRY_VERIFY(certificate().revokedAt);
        QCOMPARE(lab.gated->notice(request, "intune").state, NoticeState::Dropped);
        // The one to the webhook goes on; nothing waits for that.
        QTRY_COMPARE(lab.rows("noticeList").rowCount(), 1);
        QCOMPARE(lab.column("noticeList", NoticeModel::Gate).first(), QStringLiteral("mdm"));
        QTRY_VERIFY(lab.action("notices.giveUp").isEnabled());
        lab.action("notices.giveUp").trigger();
        QVERIFY(!question->text().contains(QStringLiteral("revoked")));
        lab.press(lab.news(), QStringLiteral("Give up"));
        QTRY_COMPARE(lab.gated->notice(request, "mdm").state, NoticeState::Dropped);
    }

    void news_thatEndedCannotBeTriedAgain() {
        Lab lab;
        QVERIFY(lab.start());
        const auto request = lab.gated->issue({});
        lab.gated->settle(request, "intune", NoticeState::Refused, "code 14");
        QVERIFY(lab.window->go(ui::noticeRef(lab.gated->notice(request, "intune").id)));
        QTRY_COMPARE(lab.get<ui::StatePill>("noticeState").look().word, QStringLiteral("Refused"));
        QVERIFY(!lab.action("notices.retry").isEnabled());
        QVERIFY(lab.action("notices.retry").toolTip().contains(QStringLiteral("revoked")));
        // One that is not open is found too.
        lab.gated->settle(request, "mdm", NoticeState::Accepted);
        QVERIFY(lab.window->go(ui::noticeRef(lab.gated->notice(request, "mdm").id)));
        QTRY_COMPARE(lab.get<ui::StatePill>("noticeState").look().word, QStringLiteral("Accepted"));
    }

    void news_arePaged() {
        Lab lab;
        QVERIFY(lab.start());
        std::int64_t first = 0;
        for (int i = 0; i < 60; ++i)
            if (const auto id = lab.gated->issue({.subject = "CN=d" + std::to_string(i)}); i == 0)
                first = id;
        QVERIFY(lab.show(lab.news()));
        QTRY_COMPARE(lab.rows("noticeList").rowCount(), 100);
        QTRY_VERIFY(lab.get<QPushButton>("noticeOlder").isVisible());
        QCOMPARE(lab.tabs().tabText(lab.tabs().indexOf(&lab.news())),
                 QStringLiteral("News 100 or more"));
        lab.get<QPushButton>("noticeOlder").click();
        QTRY_COMPARE(lab.rows("noticeList").rowCount(), 120);
        QTRY_VERIFY(!lab.get<QPushButton>("noticeOlder").isVisible());
        // What was read stays read.
        lab.gated->settle(first, "mdm", NoticeState::GivenUp, "gone");
        QTRY_COMPARE(
            lab.column("noticeList", NoticeModel::LastError).filter(QStringLiteral("gone")).size(),
            1);
        QCOMPARE(lab.rows("noticeList").rowCount(), 120);
    }

    void codes_areShownFromEverywhere() {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(lab.show(lab.news()));
        QVERIFY(lab.window->go(ui::ObjectRef::code(lab.seeded.unusedCode)));
        QCOMPARE(lab.tabs().currentIndex(), 0);
        QVERIFY(lab.show(lab.services()));
        lab.action("codes.mint").trigger();
        QCOMPARE(lab.tabs().currentIndex(), 0);
        QVERIFY(lab.action("codes.withdraw").isVisible());
    }
};

QTEST_MAIN(ChallengeTabsTest)
#include "tst_challenge_tabs.moc"
