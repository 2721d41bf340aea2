#include "scenes.h"

#include "shell/page_registry.h"
#include "steps.h"
#include "widgets/filter_row.h"
#include "widgets/ledger_view.h"
#include "widgets/message_bar.h"

#include <QLineEdit>
#include <QThread>

#include <algorithm>

namespace scepter::gallery {

namespace {

using test::TestWindow;
using ui::ObjectRef;
using ui::PageId;

/// "certificates" of "Certificates".
QString fileWord(const QString& title) {
    return title.toLower().replace(QLatin1Char(' '), QLatin1Char('-'));
}

bool chooseFirst(TestWindow& window) {
    const auto views = window.window().currentPage()->findChildren<ui::LedgerView*>();
    for (ui::LedgerView* view : views)
        if (view->isVisible() && view->model()->rowCount() > 0)
            view->setCurrentIndex(view->model()->index(0, 0));
    return rest(window);
}

bool filterToNothing(TestWindow& window) {
    auto* filter = window.window().currentPage()->findChild<ui::FilterRow*>();
    if (filter == nullptr) return false;
    filter->setText(QStringLiteral("nowhere to be found"));
    return window.waitIdle();
}

bool showAnError(TestWindow& window) {
    const Error error{ErrorCode::StoreFull, "SQLITE_FULL: database or disk is full", {}, {}};
    ui::MessageBar& messages = window.window().currentPage()->messages();
    messages.showProblem(QStringLiteral("The change was not saved."),
                         ui::problemOf(error, window.clock().now()));
    messages.show(
        {.kind = ui::MessageKind::Warning,
         .text = QStringLiteral("Another process holds the workspace. Reading goes on.")});
    messages.showSuccess(QStringLiteral("Copied: the value"));
    return window.waitIdle();
}

/// The same scenes for every page that there is.
void addPage(std::vector<Scene>& scenes, const ui::PageInfo& info) {
    const QString word = fileWord(info.title);
    const auto go = [id = info.id](TestWindow& window) { return window.go(id); };
    scenes.push_back({word + QStringLiteral("-empty"), Ground::Fresh,
                      [go](TestWindow& window, const DemoWorkspace&) { return go(window); }});
    scenes.push_back({word + QStringLiteral("-filled"), Ground::Demo,
                      [go](TestWindow& window, const DemoWorkspace&) { return go(window); }});
    scenes.push_back({word + QStringLiteral("-error"), Ground::Demo,
                      [go](TestWindow& window, const DemoWorkspace&) {
                          return go(window) && showAnError(window);
                      }});
}

/// And these for pages with a list.
void addList(std::vector<Scene>& scenes, const ui::PageInfo& info) {
    const QString word = fileWord(info.title);
    const auto go = [id = info.id](TestWindow& window) { return window.go(id); };
    scenes.push_back({word + QStringLiteral("-first"), Ground::Demo,
                      [go](TestWindow& window, const DemoWorkspace&) {
                          return go(window) && chooseFirst(window);
                      }});
    scenes.push_back({word + QStringLiteral("-filtered-empty"), Ground::Demo,
                      [go](TestWindow& window, const DemoWorkspace&) {
                          return go(window) && filterToNothing(window);
                      }});
}

bool hasList(PageId id) {
    return id == PageId::Requests || id == PageId::Certificates || id == PageId::Challenges ||
           id == PageId::Audit;
}

bool palette(TestWindow& window, const QString& typed) {
    window.action(QStringLiteral("go.palette"))->trigger();
    const auto widgets = QApplication::topLevelWidgets();
    for (QWidget* widget : widgets) {
        if (widget->objectName() != QLatin1String("commandPalette")) continue;
        test::find<QLineEdit>(widget, QStringLiteral("paletteText"))->setText(typed);
        QTest::qWait(400); // the look-up is debounced
        return window.waitIdle();
    }
    return false;
}

bool lockScreen(TestWindow& window, bool wrong) {
    window.window().lock(true);
    if (!wrong) return true;
    auto* field = window.find<QLineEdit>(QStringLiteral("passphrase"));
    field->setText(QStringLiteral("not the passphrase"));
    QTest::keyClick(field, Qt::Key_Return);
    return QTest::qWaitFor([&] { return window.find(QStringLiteral("lockError"))->isVisible(); });
}

bool serveOnNetwork(TestWindow& window) {
    responder::ResponderOptions options;
    options.address = "0.0.0.0";
    options.port = 0;
    window.session().setResponderOptions(std::move(options));
    return window.serve() && window.waitIdle();
}

bool runJobs(TestWindow& window) {
    const auto forever = [](workbench::Workbench&, workbench::JobControl& control) -> Result<int> {
        control.setProgress(3, 8);
        while (control.goOn())
            QThread::msleep(5);
        return fail(ErrorCode::Cancelled, "the gallery is closed");
    };
    const auto failing = [](workbench::Workbench&, workbench::JobControl&) -> Result<int> {
        return fail(ErrorCode::StoreFull, "SQLITE_FULL");
    };
    window.session().run(QStringLiteral("Exporting the audit trail"), failing);
    window.session().run(QStringLiteral("Backing up the workspace"), forever);
    window.session().run(QStringLiteral("Making an RSA 4096 key"), forever);
    if (!QTest::qWaitFor([&] { return window.session().jobs().running() == 2; })) return false;
    QTest::qWait(200); // the list is told at most 20 times a second
    window.action(QStringLiteral("view.jobs"))->trigger();
    return true;
}

/// An object of the demo on its page; only for pages that there are.
using Pick = std::int64_t DemoWorkspace::*;
void addObject(std::vector<Scene>& scenes, const char* name, ObjectRef (*refer)(qint64),
               Pick pick) {
    const PageId page = refer(0).page;
    const auto pages = ui::allPages();
    if (std::ranges::none_of(pages, [page](const auto& info) { return info.id == page; })) return;
    scenes.push_back({QLatin1String(name), Ground::Demo,
                      [refer, pick](TestWindow& window, const DemoWorkspace& demo) {
                          return window.go(refer(demo.*pick)) && rest(window);
                      }});
}

void addShell(std::vector<Scene>& scenes) {
    scenes.push_back({QStringLiteral("lock"), Ground::Demo,
                      [](TestWindow& w, const DemoWorkspace&) { return lockScreen(w, false); }});
    scenes.push_back({QStringLiteral("lock-wrong"), Ground::Demo,
                      [](TestWindow& w, const DemoWorkspace&) { return lockScreen(w, true); }});
    scenes.push_back({QStringLiteral("palette"), Ground::Demo,
                      [](TestWindow& w, const DemoWorkspace&) { return palette(w, {}); }});
    scenes.push_back(
        {QStringLiteral("palette-objects"), Ground::Demo,
         [](TestWindow& w, const DemoWorkspace&) { return palette(w, QStringLiteral("kiosk")); }});
    scenes.push_back({QStringLiteral("exposed-event-log"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          if (!serveOnNetwork(window)) return false;
                          window.action(QStringLiteral("view.eventLog"))->trigger();
                          return window.waitIdle();
                      }});
    scenes.push_back({QStringLiteral("jobs"), Ground::Demo,
                      [](TestWindow& w, const DemoWorkspace&) { return runJobs(w); }});
}

} // namespace

std::vector<Scene> allScenes() {
    std::vector<Scene> scenes;
    addSetupScenes(scenes);
    addShell(scenes);
    for (const ui::PageInfo& info : ui::allPages()) {
        addPage(scenes, info);
        if (hasList(info.id)) addList(scenes, info);
    }
    addObject(scenes, "requests-detail", &ObjectRef::request, &DemoWorkspace::pendingRequest);
    addObject(scenes, "requests-refused", &ObjectRef::request, &DemoWorkspace::refusedRequest);
    addObject(scenes, "requests-renewal", &ObjectRef::request, &DemoWorkspace::renewedRequest);
    addObject(scenes, "certificates-detail", &ObjectRef::certificate,
              &DemoWorkspace::validCertificate);
    addObject(scenes, "certificates-revoked", &ObjectRef::certificate,
              &DemoWorkspace::revokedCertificate);
    addObject(scenes, "certificates-ending", &ObjectRef::certificate,
              &DemoWorkspace::endingCertificate);
    addObject(scenes, "challenges-detail", &ObjectRef::code, &DemoWorkspace::unusedCode);
    addObject(scenes, "challenges-used", &ObjectRef::code, &DemoWorkspace::usedCode);
    addInspectorScenes(scenes);
    addPageScenes(scenes);
    addGateScenes(scenes);
    addChallengeScenes(scenes);
    addStandInScenes(scenes);
    addTrafficScenes(scenes);
    addTestScenes(scenes);
    addDialogScenes(scenes);
    return scenes;
}

} // namespace scepter::gallery
