// SPDX-License-Identifier: GPL-3.0-or-later
// The Test enrollment page: runs in every state, scenarios, conformance and load.
#include "scenes.h"
#include "steps.h"

#include "dialogs/traffic_window.h"
#include "widgets/config_table.h"
#include "widgets/exchange_detail.h"
#include "widgets/step_list.h"
#include "widgets/traffic_view.h"
#include "workbench/test_enrollment.h"
#include "workbench/test_service.h"

#include <QCheckBox>
#include <QComboBox>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

#include <functional>

namespace scepter::gallery {

namespace {

using workbench::TestState;
using Prepare = std::function<void(TestWindow&)>;

constexpr int kPatienceMs = 60'000;

enum Tab { Enrollment, Scenarios, Conformance, Load };

bool open(TestWindow& window, Tab tab = Enrollment) {
    if (!window.serve() || !window.go(ui::PageId::TestEnrollment)) return false;
    window.find<QTabWidget>(QStringLiteral("testTabs"))->setCurrentIndex(tab);
    return window.waitIdle();
}

void chooseData(TestWindow& window, const char* name, const QVariant& data) {
    auto* combo = window.find<QComboBox>(QLatin1String(name));
    combo->setCurrentIndex(combo->findData(data));
}

void chooseEndpoint(TestWindow& window, const char* endpoint) {
    chooseData(window, "testEndpoint", QLatin1String(endpoint));
}

void chooseUrl(TestWindow& window, const QString& url) {
    window.find<QRadioButton>(QStringLiteral("testOther"))->setChecked(true);
    window.find<QLineEdit>(QStringLiteral("testUrl"))->setText(url);
}

void unfold(TestWindow& window, const char* name) {
    window.find<QToolButton>(QLatin1String(name))->setChecked(true);
}

bool runUntil(TestWindow& window, TestState state) {
    window.action(QStringLiteral("test.run"))->trigger();
    const auto& runs = window.session().testEnrollments().runs();
    if (!QTest::qWaitFor([&] { return !runs.empty() && runs.back().state == state; }, kPatienceMs))
        return false;
    QTest::qWait(100); // what is laid out later
    return true;
}

void add(std::vector<Scene>& scenes, const char* name, const Prepare& prepare, TestState state) {
    scenes.push_back({QStringLiteral("test-enrollment-") + QLatin1String(name), Ground::Demo,
                      [prepare, state](TestWindow& window, const DemoWorkspace&) {
                          if (!open(window)) return false;
                          if (prepare) prepare(window);
                          return runUntil(window, state);
                      }});
}

void useSilentServer(TestWindow& window) {
    auto* silent = new QTcpServer(&window.window());
    silent->listen(QHostAddress::LocalHost);
    chooseUrl(window, QStringLiteral("http://127.0.0.1:%1/scep").arg(silent->serverPort()));
}

void typeWrongChallenge(TestWindow& window) {
    chooseData(window, "testChallengeKind", static_cast<int>(workbench::TestChallengeKind::Typed));
    window.find<QLineEdit>(QStringLiteral("testChallenge"))->setText(QStringLiteral("K7QF-0000"));
}

void addRuns(std::vector<Scene>& scenes) {
    add(scenes, "issued", {}, TestState::Issued);
    add(scenes, "running", useSilentServer, TestState::Running);
    add(scenes, "pending", [](TestWindow& w) { chooseEndpoint(w, "manual"); }, TestState::Waiting);
    add(scenes, "refused", typeWrongChallenge, TestState::Refused);
    add(
        scenes, "unreachable",
        [](TestWindow& w) { chooseUrl(w, QStringLiteral("http://127.0.0.1:1/scep")); },
        TestState::Failed);
    add(
        scenes, "tls-error",
        [](TestWindow& w) {
            QString url = QString::fromStdString(w.session().responder().url);
            chooseUrl(w, url.replace(QStringLiteral("http:"), QStringLiteral("https:")));
        },
        TestState::Failed);
    add(
        scenes, "misbehaved",
        [](TestWindow& w) {
            unfold(w, "testMisbehaveButton");
            w.find<QCheckBox>(QStringLiteral("testMisbehave-bad-signature"))->setChecked(true);
        },
        TestState::Refused);
    scenes.push_back({QStringLiteral("test-enrollment-expired-ca"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          if (!open(window)) return false;
                          window.clock().advance(std::chrono::days{365 * 40});
                          window.action(QStringLiteral("test.run"))->trigger();
                          const auto& runs = window.session().testEnrollments().runs();
                          return QTest::qWaitFor([&] { return runs.back().isOver(); },
                                                 kPatienceMs) &&
                                 rest(window);
                      }});
    scenes.push_back({QStringLiteral("test-enrollment-cancelled"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          if (!open(window)) return false;
                          useSilentServer(window);
                          if (!runUntil(window, TestState::Running)) return false;
                          window.action(QStringLiteral("test.cancel"))->trigger();
                          return rest(window);
                      }});
    scenes.push_back({QStringLiteral("test-enrollment-history"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          if (!open(window) || !runUntil(window, TestState::Issued)) return false;
                          window.action(QStringLiteral("test.renew"))->trigger();
                          chooseData(window, "testPersona", QStringLiteral("strongswan"));
                          unfold(window, "testFactsButton");
                          window.action(QStringLiteral("test.save"))->trigger();
                          return rest(window);
                      }});
    scenes.push_back({QStringLiteral("test-enrollment-step"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          if (!open(window) || !runUntil(window, TestState::Issued)) return false;
                          auto* steps = window.find<ui::StepList>(QStringLiteral("steps"));
                          Q_EMIT steps->exchangeChosen(3);
                          auto* opened = window.window().findChild<ui::TrafficWindow*>();
                          return opened != nullptr && QTest::qWaitFor([opened] {
                                     return opened->view() != nullptr &&
                                            opened->view()->detail().read() != nullptr;
                                 }) &&
                                 rest(window);
                      }});
}

void addScenarios(std::vector<Scene>& scenes) {
    scenes.push_back({QStringLiteral("test-scenarios"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          if (!open(window, Scenarios)) return false;
                          unfold(window, "stepMisbehaveButton");
                          return rest(window);
                      }});
    scenes.push_back({QStringLiteral("test-scenarios-done"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          if (!open(window, Scenarios)) return false;
                          auto* choice = window.find<QComboBox>(QStringLiteral("scenarioChoice"));
                          choice->setCurrentIndex(choice->findData(QStringLiteral("renewal")));
                          Q_EMIT choice->activated(choice->currentIndex());
                          window.action(QStringLiteral("test.run"))->trigger();
                          if (!rest(window)) return false;
                          auto* verdicts =
                              window.find<ui::ConfigTable>(QStringLiteral("scenarioVerdicts"));
                          verdicts->selectRow(0);
                          return rest(window);
                      }});
}

void addConformance(std::vector<Scene>& scenes) {
    scenes.push_back(
        {QStringLiteral("test-conformance"), Ground::Demo,
         [](TestWindow& window, const DemoWorkspace&) {
             if (!open(window, Conformance)) return false;
             window.find<QCheckBox>(QStringLiteral("conformanceAbuse"))->setChecked(true);
             return rest(window);
         }});
    scenes.push_back({QStringLiteral("test-conformance-running"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          if (!open(window, Conformance)) return false;
                          window.action(QStringLiteral("test.run"))->trigger();
                          QTest::qWait(800); // some checks
                          return true;
                      }});
    scenes.push_back(
        {QStringLiteral("test-conformance-done"), Ground::Demo,
         [](TestWindow& window, const DemoWorkspace&) {
             if (!open(window, Conformance)) return false;
             window.action(QStringLiteral("test.run"))->trigger();
             if (!QTest::qWaitFor([&] { return window.session().jobs().running() == 0; }, 120'000))
                 return false;
             window.find<ui::ConfigTable>(QStringLiteral("conformanceChecks"))->selectRow(0);
             return rest(window);
         }});
}

void addLoad(std::vector<Scene>& scenes) {
    const auto begin = [](TestWindow& window, int requests) {
        if (!open(window, Load)) return false;
        window.find<QSpinBox>(QStringLiteral("loadRequests"))->setValue(requests);
        window.action(QStringLiteral("test.run"))->trigger();
        return true;
    };
    scenes.push_back(
        {QStringLiteral("test-load"), Ground::Demo, [](TestWindow& window, const DemoWorkspace&) {
             return open(window, Load) && rest(window);
         }});
    scenes.push_back({QStringLiteral("test-load-running"), Ground::Demo,
                      [begin](TestWindow& window, const DemoWorkspace&) {
                          if (!begin(window, 3000)) return false;
                          QTest::qWait(3500); // some seconds to be plotted
                          return true;
                      }});
    scenes.push_back({QStringLiteral("test-load-done"), Ground::Demo,
                      [begin](TestWindow& window, const DemoWorkspace&) {
                          return begin(window, 400) &&
                                 QTest::qWaitFor(
                                     [&] { return window.session().jobs().running() == 0; },
                                     120'000) &&
                                 rest(window);
                      }});
}

} // namespace

void addTestScenes(std::vector<Scene>& scenes) {
    addRuns(scenes);
    addScenarios(scenes);
    addConformance(scenes);
    addLoad(scenes);
}

} // namespace scepter::gallery
