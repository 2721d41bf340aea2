// Walks every page by Tab, and asks every control for its name.
#include "support/every_page.h"
#include "support/gated.h"
#include "workbench/standins.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QSet>
#include <QTabBar>
#include <QTabWidget>
#include <QTextEdit>
#include <QToolButton>

using namespace scepter;
using namespace scepter::test;

namespace {

QString describe(const QWidget* widget) {
    QString path;
    for (const QWidget* at = widget; at != nullptr; at = at->parentWidget()) {
        QString name = QLatin1String(at->metaObject()->className());
        if (!at->objectName().isEmpty()) name += QLatin1Char('#') + at->objectName();
        path = path.isEmpty() ? name : name + QStringLiteral(" > ") + path;
        if (!at->objectName().isEmpty() && at != widget) break;
    }
    return path;
}

/// A part of a control that the control itself stands for: the line of a spin box, say.
bool isPart(const QWidget* widget) {
    for (const QWidget* at = widget->parentWidget(); at != nullptr; at = at->parentWidget())
        if (qobject_cast<const QLineEdit*>(at) != nullptr ||
            qobject_cast<const QComboBox*>(at) != nullptr ||
            qobject_cast<const QAbstractSpinBox*>(at) != nullptr ||
            qobject_cast<const QHeaderView*>(at) != nullptr ||
            qobject_cast<const QTabBar*>(at) != nullptr ||
            qobject_cast<const QMenuBar*>(at) != nullptr)
            return true;
    // The corner button of a table, the buttons of a dock's title.
    return qobject_cast<const QMenuBar*>(widget) != nullptr ||
           qobject_cast<const QHeaderView*>(widget) != nullptr ||
           QByteArray(widget->metaObject()->className()).startsWith("QTableCornerButton") ||
           QByteArray(widget->metaObject()->className()).startsWith("QDockWidget");
}

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) != nullptr ||
           qobject_cast<const QLineEdit*>(widget) != nullptr ||
           qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractItemView*>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(widget) != nullptr ||
           qobject_cast<const QTextEdit*>(widget) != nullptr;
}

/// Of a group of which one is on, Tab reaches that one and the arrow keys the others.
bool isReachedByArrows(const QWidget* widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return button != nullptr && button->isCheckable() && !button->isChecked() &&
           (button->autoExclusive() || button->group() != nullptr);
}

bool isTabStop(const QWidget* widget) {
    return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled() &&
           widget->focusProxy() == nullptr && !isPart(widget);
}

QList<QWidget*> visibleBelow(const QWidget& window) {
    QList<QWidget*> visible;
    const auto all = window.findChildren<QWidget*>();
    for (QWidget* widget : all)
        if (widget->isVisible() && widget->window() == &window) visible.append(widget);
    return visible;
}

/// Names of what Tab (or Shift+Tab) does not reach or gets stuck in; empty when all is well.
QStringList walk(const QWidget& window, Qt::KeyboardModifiers modifiers) {
    QSet<const QWidget*> wanted;
    for (QWidget* widget : visibleBelow(window))
        if (isTabStop(widget) && !isReachedByArrows(widget)) wanted.insert(widget);
    if (wanted.isEmpty()) return {QStringLiteral("nothing takes the focus")};
    QSet<const QWidget*> reached;
    qsizetype steps = wanted.size() * 2 + 10;
    for (; steps > 0 && !reached.contains(wanted); --steps) {
        QWidget* before = QApplication::focusWidget();
        QTest::keyClick(before != nullptr ? before : QApplication::activeWindow(),
                        modifiers != 0 ? Qt::Key_Backtab : Qt::Key_Tab, modifiers);
        QWidget* now = QApplication::focusWidget();
        if (now == nullptr) return {QStringLiteral("the focus is lost")};
        if (now == before && wanted.size() > 1)
            return {QStringLiteral("the focus stays in ") + describe(now)};
        reached.insert(now);
    }
    QStringList missed;
    for (const QWidget* widget : wanted)
        if (!reached.contains(widget)) missed.append(describe(widget));
    missed.sort();
    return missed;
}

/// How a control presents itself. Qt's cache may still hold what stood at this address before: a
/// thousand windows come and go here.
QAccessibleInterface* spokenOf(QWidget* widget) {
    QAccessibleInterface* found = QAccessible::queryAccessibleInterface(widget);
    if (found == nullptr || found->isValid()) return found;
    QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(found));
    return QAccessible::queryAccessibleInterface(widget);
}

/// Controls without a name for who does not see them.
QStringList nameless(const QWidget& window) {
    QStringList found;
    for (QWidget* widget : visibleBelow(window)) {
        if (isPart(widget) || (!isControl(widget) && !isTabStop(widget))) continue;
        const QAccessibleInterface* spoken = spokenOf(widget);
        if (spoken == nullptr || spoken->text(QAccessible::Name).trimmed().isEmpty())
            found.append(describe(widget));
    }
    found.sort();
    return found;
}

/// Controls that only a pointer reaches.
QStringList pointerOnly(const QWidget& window) {
    QStringList found;
    for (QWidget* widget : visibleBelow(window))
        if (isControl(widget) && !isPart(widget) && widget->isEnabled() &&
            widget->focusProxy() == nullptr && !isReachedByArrows(widget) &&
            (widget->focusPolicy() & Qt::TabFocus) == 0)
            found.append(describe(widget));
    found.sort();
    return found;
}

} // namespace

class TabWalkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checks_findWhatIsWrong() {
        QWidget window;
        QLineEdit named(&window);
        named.setAccessibleName(QStringLiteral("name"));
        QPlainTextEdit trap(&window);
        QToolButton pointer(&window);
        pointer.setText(QStringLiteral("only by pointer"));
        pointer.setFocusPolicy(Qt::NoFocus);
        pointer.move(0, 100);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QCOMPARE(nameless(window), QStringList{describe(&trap)});
        QCOMPARE(pointerOnly(window), QStringList{describe(&pointer)});
        named.setFocus();
        QCOMPARE(walk(window, Qt::NoModifier),
                 QStringList{QStringLiteral("the focus stays in ") + describe(&trap)});
        trap.setTabChangesFocus(true);
        named.setFocus();
        NONE(walk(window, Qt::NoModifier));
    }

    void tab_reachesEveryControl_data() { addEveryPage(); }
    void tab_reachesEveryControl() {
        QFETCH(ui::PageId, page);
        QFETCH(Content, content);
        PageStage stage(page, content);
        QVERIFY(stage.ready);
        NONE(walk(stage.window.window(), Qt::NoModifier));
        NONE(walk(stage.window.window(), Qt::ShiftModifier));
        NONE(pointerOnly(stage.window.window()));
    }

    void controls_haveNames_data() { addEveryPage(); }
    void controls_haveNames() {
        QFETCH(ui::PageId, page);
        QFETCH(Content, content);
        PageStage stage(page, content);
        QVERIFY(stage.ready);
        NONE(nameless(stage.window.window()));
        for (const QAction* action : stage.page().pageActions())
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
    }

    /// What screen readers were told of, they must be told of when it goes.
    void controls_areForgottenWhenTheyGo() {
        SteppingClock clock;
        const LabWorkspace workspace;
        QAccessible::Id id = 0;
        {
            TestWindow window(clock);
            QVERIFY(window.show());
            QVERIFY(window.open(workspace.path()));
            auto* button =
                window.window().findChild<QToolButton*>(QStringLiteral("serviceAuthority"));
            QVERIFY(button != nullptr);
            QTRY_VERIFY(!button->text().isEmpty());
            id = QAccessible::uniqueId(QAccessible::queryAccessibleInterface(button));
            Q_EMIT window.session().statusChanged();
            QVERIFY(QAccessible::accessibleInterface(id) != nullptr);
        }
        QVERIFY(QAccessible::accessibleInterface(id) == nullptr);
    }

    void startScreen_isWalkedToo() {
        SteppingClock clock;
        TestWindow window(clock);
        window.window().showStart();
        QVERIFY(window.show());
        NONE(walk(window.window(), Qt::NoModifier));
        NONE(nameless(window.window()));
    }

    void lockScreen_isWalkedToo() {
        SteppingClock clock;
        const LabWorkspace workspace;
        TestWindow window(clock);
        QVERIFY(window.show());
        QVERIFY(window.open(workspace.path()));
        window.window().lock(true);
        NONE(walk(window.window(), Qt::NoModifier));
        NONE(nameless(window.window()));
    }

    void challengeTabs_areWalkedToo_data() {
        QTest::addColumn<int>("tab");
        QTest::newRow("accounts") << 1;
        QTest::newRow("services") << 2;
        QTest::newRow("news") << 3;
    }
    void challengeTabs_areWalkedToo() {
        QFETCH(int, tab);
        SteppingClock clock;
        const LabWorkspace workspace;
        const Seeded seeded = seedLedger(workspace, clock);
        {
            const auto beside = workspace.open(clock);
            addGatedEndpoint(*beside);
            store::AccountSettings account;
            account.name = "proxy";
            account.endpoint = "scep";
            need("adding an account", beside->accounts().add(account, nullptr));
        }
        GatedRequests(workspace.path().toStdString(), clock, seeded.pending.front()).issue({});
        TestWindow window(clock);
        window.window().resize(1280, 800);
        QVERIFY(window.show());
        QVERIFY(window.open(workspace.path()));
        QVERIFY(tab != 2 || window.serve());
        QVERIFY(window.go(ui::PageId::Challenges));
        test::find<QTabWidget>(&window.window(), QStringLiteral("challengeTabs"))
            ->setCurrentIndex(tab);
        QVERIFY(window.waitIdle());
        NONE(walk(window.window(), Qt::NoModifier));
        NONE(walk(window.window(), Qt::ShiftModifier));
        NONE(pointerOnly(window.window()));
        NONE(nameless(window.window()));
    }

    void standIns_areWalkedToo_data() {
        QTest::addColumn<int>("tab");
        QTest::addColumn<int>("part");
        for (int part = 0; part < 6; ++part)
            QTest::addRow("Intune, part %d", part) << 0 << part;
        for (int part = 0; part < 4; ++part)
            QTest::addRow("MDM, part %d", part) << 1 << part;
        QTest::newRow("Jamf") << 2 << 0;
    }
    void standIns_areWalkedToo() {
        QFETCH(int, tab);
        QFETCH(int, part);
        SteppingClock clock;
        const LabWorkspace workspace;
        TestWindow window(clock);
        window.window().resize(1280, 800);
        QVERIFY(window.show());
        QVERIFY(window.open(workspace.path()));
        QVERIFY(window.go(ui::PageId::StandIns));
        workbench::StandIns& standIns = window.session().standIns();
        QTRY_VERIFY(standIns.isKnown());
        workbench::StandInSettings settings = standIns.settings();
        settings.intune.place.port = 0;
        settings.mdm.place.port = 0;
        standin::Device device;
        device.id = "d-1";
        device.values["AAD_Device_ID"] = "xyz";
        settings.intune.devices = {device};
        standin::MdmDevice known;
        known.id = "xyz";
        known.codeHash = standin::hashOfCode(bytesOf("code-of-xyz"));
        settings.mdm.devices = {known};
        standIns.setSettings(settings);
        for (const auto kind : {workbench::StandInKind::Intune, workbench::StandInKind::Mdm}) {
            const std::string action = kind == workbench::StandInKind::Mdm ? "outcome" : "token";
            standIns.setFault(kind, action, need("a fault", standin::faultFromText("503")), 0);
            standIns.start(kind);
            QTRY_VERIFY(standIns.view(kind).state == workbench::StandInView::State::Running);
        }
        test::find<QTabWidget>(&window.window(), QStringLiteral("standInTabs"))
            ->setCurrentIndex(tab);
        if (tab < 2)
            test::find<QTabWidget>(&window.window(), tab == 0 ? QStringLiteral("intuneParts")
                                                              : QStringLiteral("mdmParts"))
                ->setCurrentIndex(part);
        window.action(QStringLiteral("standins.use"))->trigger();
        QVERIFY(window.waitIdle());
        NONE(walk(window.window(), Qt::NoModifier));
        NONE(walk(window.window(), Qt::ShiftModifier));
        NONE(pointerOnly(window.window()));
        NONE(nameless(window.window()));
    }

    void eventLog_isWalkedToo() {
        PageStage stage(ui::allPages().front().id, Content::Filled);
        QVERIFY(stage.ready);
        stage.window.action(QStringLiteral("view.eventLog"))->trigger();
        QVERIFY(stage.window.waitIdle());
        NONE(walk(stage.window.window(), Qt::NoModifier));
        NONE(nameless(stage.window.window()));
    }
};

QTEST_MAIN(TabWalkTest)
#include "tst_tab_walk.moc"
