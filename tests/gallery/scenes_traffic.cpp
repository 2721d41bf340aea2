// The Inspector page and its windows.
#include "scenes.h"
#include "steps.h"

#include "dialogs/traffic_window.h"
#include "pages/inspector_page.h"
#include "widgets/exchange_detail.h"
#include "widgets/filter_edit.h"
#include "widgets/ledger_view.h"
#include "widgets/traffic_view.h"

#include <QFile>
#include <QTabBar>
#include <QTest>

namespace scepter::gallery {

namespace {

using ui::ObjectRef;
using ui::PageId;

constexpr int kPatienceMs = 15000;

void add(std::vector<Scene>& scenes, const char* name, decltype(Scene::play) play,
         Ground ground = Ground::Demo) {
    scenes.push_back({QLatin1String(name), ground, std::move(play)});
}

ui::TrafficView& viewOf(TestWindow& window) {
    return qobject_cast<ui::InspectorPage*>(window.window().currentPage())->view();
}

bool choose(TestWindow& window, qint64 id) {
    if (!window.go(ObjectRef::exchange(id))) return false;
    return QTest::qWaitFor([&] { return viewOf(window).detail().read() != nullptr; },
                           kPatienceMs) &&
           rest(window);
}

bool filterBy(TestWindow& window, const QString& text) {
    return window.go(PageId::Inspector) && type(window, "filterText", text) && rest(window);
}

bool group(TestWindow& window, qint64 chosen) {
    return window.go(PageId::Inspector) && act(window, "inspector.group") && choose(window, chosen);
}

bool openCapture(TestWindow& window) {
    if (!window.go(PageId::Inspector)) return false;
    window.desktop().answer(QStringLiteral(SCEPTER_TEST_DATA "/traffic/sample.har"));
    window.action(QStringLiteral("inspector.open"))->trigger();
    const auto opened = [&window]() -> ui::TrafficView* {
        const auto* found = window.window().findChild<ui::TrafficWindow*>();
        return found == nullptr ? nullptr : found->view();
    };
    if (!QTest::qWaitFor([&] { return opened() != nullptr && opened()->model().rowCount() > 0; },
                         kPatienceMs))
        return false;
    opened()->list().setCurrentIndex(opened()->model().index(0, 0));
    return QTest::qWaitFor([&] { return opened()->detail().read() != nullptr; }, kPatienceMs) &&
           rest(window);
}

bool damage(TestWindow& window) {
    QFile file(QString::fromStdString(window.session().path()) + QStringLiteral("-traffic"));
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.write(QByteArray(8192, 'x'));
    file.close();
    return window.go(PageId::Inspector) && rest(window);
}

void addStates(std::vector<Scene>& scenes) {
    add(scenes, "inspector-filtered", [](TestWindow& window, const DemoWorkspace&) {
        return filterBy(window, QStringLiteral("op:PKIOperation peer:10.20. since:1h"));
    });
    add(scenes, "inspector-filtered-empty", [](TestWindow& window, const DemoWorkspace&) {
        return filterBy(window, QStringLiteral("nowhere"));
    });
    add(scenes, "inspector-filter-wrong", [](TestWindow& window, const DemoWorkspace&) {
        return filterBy(window, QStringLiteral("op:PKIOperation size:many"));
    });
    add(scenes, "inspector-completion", [](TestWindow& window, const DemoWorkspace&) {
        return filterBy(window, QStringLiteral("op:PKIOperation s"));
    });
    add(scenes, "inspector-failed",
        [](TestWindow& window, const DemoWorkspace&) { return damage(window); });
    add(scenes, "inspector-clear", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(PageId::Inspector) && act(window, "inspector.clear") && rest(window);
    });
    add(scenes, "inspector-capture-menu", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(PageId::Inspector) && rest(window) && act(window, "inspector.capture");
    });
}

void addMessages(std::vector<Scene>& scenes) {
    add(scenes, "inspector-request", [](TestWindow& window, const DemoWorkspace& demo) {
        return choose(window, demo.failedExchange);
    });
    add(scenes, "inspector-reply", [](TestWindow& window, const DemoWorkspace& demo) {
        if (!choose(window, demo.failedExchange)) return false;
        seenAs<QTabBar>(window, "messageSide")->setCurrentIndex(1);
        return rest(window);
    });
    add(scenes, "inspector-redacted", [](TestWindow& window, const DemoWorkspace& demo) {
        return choose(window, demo.failedExchange) && act(window, "inspector.redact") &&
               rest(window);
    });
    add(scenes, "inspector-save-menu", [](TestWindow& window, const DemoWorkspace& demo) {
        return choose(window, demo.failedExchange) && act(window, "inspector.save");
    });
    add(scenes, "inspector-grouped", [](TestWindow& window, const DemoWorkspace& demo) {
        return group(window, demo.lastOfPending);
    });
    // Refused by the gate of challenges.
    add(scenes, "inspector-grouped-refused", [](TestWindow& window, const DemoWorkspace& demo) {
        return group(window, demo.failedExchange);
    });
    add(scenes, "inspector-window",
        [](TestWindow& window, const DemoWorkspace&) { return openCapture(window); });
    add(scenes, "inspector-from-request", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::request(demo.pendingRequest)) && rest(window) &&
               act(window, "requests.inspector") && rest(window);
    });
}

} // namespace

void addTrafficScenes(std::vector<Scene>& scenes) {
    addStates(scenes);
    addMessages(scenes);
}

} // namespace scepter::gallery
