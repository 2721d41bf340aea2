// States of single pages that not every page has.
#include "scenes.h"
#include "steps.h"

#include "widgets/filter_row.h"
#include "widgets/ledger_view.h"

#include <QListWidget>
#include <QProcess>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QThread>

namespace scepter::gallery {

namespace {

using ui::ObjectRef;
using ui::PageId;

void add(std::vector<Scene>& scenes, const char* name, decltype(Scene::play) play,
         Ground ground = Ground::Demo) {
    scenes.push_back({QLatin1String(name), ground, std::move(play)});
}

bool selectAll(TestWindow& window, PageId page) {
    if (!window.go(page)) return false;
    window.window().currentPage()->findChild<ui::LedgerView*>()->selectAll();
    return window.waitIdle();
}

bool deny(TestWindow& window, const DemoWorkspace& demo) {
    if (!window.go(ObjectRef::request(demo.pendingRequest)) || !act(window, "requests.deny") ||
        !appears(window, "denyPanel"))
        return false;
    seenAs<QComboBox>(window, "denyReason")
        ->setEditText(QStringLiteral("No wildcard names: ask for each host."));
    return rest(window);
}

void addRequests(std::vector<Scene>& scenes) {
    add(scenes, "requests-deny", deny);
    add(scenes, "requests-deny-several", [](TestWindow& window, const DemoWorkspace&) {
        return selectAll(window, PageId::Requests) && act(window, "requests.deny") && rest(window);
    });
    add(scenes, "requests-approve", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::request(demo.pendingRequest)) &&
               act(window, "requests.approve") && rest(window);
    });
    add(scenes, "requests-approve-several", [](TestWindow& window, const DemoWorkspace&) {
        return selectAll(window, PageId::Requests) && act(window, "requests.approve") &&
               rest(window);
    });
    add(scenes, "requests-all", [](TestWindow& window, const DemoWorkspace&) {
        if (!window.go(PageId::Requests)) return false;
        window.window().currentPage()->findChild<ui::FilterRow*>()->clear();
        return rest(window);
    });
}

bool mint(TestWindow& window, int count) {
    if (!window.go(PageId::Challenges) || !act(window, "codes.mint") ||
        !appears(window, "mintCount"))
        return false;
    seenAs<QSpinBox>(window, "mintCount")->setValue(count);
    return type(window, "mintNote", QStringLiteral("printers, floor 2")) &&
           click(window, "mintButton") && appears(window, "mintedCodes") && rest(window);
}

void addChallenges(std::vector<Scene>& scenes) {
    add(scenes, "challenges-mint", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(PageId::Challenges) && act(window, "codes.mint") &&
               click(window, "mintOften") && click(window, "mintBound") && rest(window);
    });
    add(scenes, "challenges-minted", [](TestWindow& window, const DemoWorkspace&) {
        return mint(window, 1) && click(window, "mintedCopy") && rest(window);
    });
    add(scenes, "challenges-minted-several",
        [](TestWindow& window, const DemoWorkspace&) { return mint(window, 6); });
    add(scenes, "challenges-minted-qr", [](TestWindow& window, const DemoWorkspace&) {
        return mint(window, 1) && click(window, "mintedQrButton") && rest(window);
    });
    add(scenes, "challenges-minted-leave", [](TestWindow& window, const DemoWorkspace&) {
        if (!mint(window, 2)) return false;
        window.window().showPage(PageId::Dashboard);
        return rest(window);
    });
    add(scenes, "challenges-withdraw", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::code(demo.unusedCode)) && act(window, "codes.withdraw") &&
               rest(window);
    });
}

/// The subject has to fit a pattern.
bool choosePattern(TestWindow& window) {
    if (!appears(window, "templateSubjectPolicy")) return false;
    auto* policy = seenAs<QComboBox>(window, "templateSubjectPolicy");
    for (int row = 0; row < policy->count(); ++row) {
        policy->setCurrentIndex(row);
        if (seen(window, "templateSubjectPattern") != nullptr) return true;
    }
    return false;
}

void addEndpoints(std::vector<Scene>& scenes) {
    const auto open = [](TestWindow& window) {
        return window.go(ObjectRef::endpoint(QStringLiteral("tablets"))) &&
               appears(window, "endpointPath") && rest(window);
    };
    add(scenes, "endpoints-detail",
        [open](TestWindow& window, const DemoWorkspace&) { return open(window); });
    add(scenes, "endpoints-changed", [open](TestWindow& window, const DemoWorkspace&) {
        return open(window) && type(window, "endpointPath", QStringLiteral("/scep/pads")) &&
               rest(window);
    });
    add(scenes, "endpoints-wrong", [open](TestWindow& window, const DemoWorkspace&) {
        return open(window) && type(window, "endpointPath", QStringLiteral("no path")) &&
               rest(window);
    });
    add(scenes, "endpoints-new", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(PageId::Endpoints) && act(window, "endpoints.new") && rest(window);
    });
    add(scenes, "endpoints-remove", [open](TestWindow& window, const DemoWorkspace&) {
        return open(window) && act(window, "endpoints.remove") && rest(window);
    });
    add(scenes, "templates-detail", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(ObjectRef::certificateTemplate(QStringLiteral("wifi"))) &&
               appears(window, "templateName") && rest(window);
    });
    add(scenes, "templates-wrong", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(ObjectRef::certificateTemplate(QStringLiteral("wifi"))) &&
               choosePattern(window) &&
               type(window, "templateSubjectPattern", QStringLiteral("CN={CN")) && rest(window);
    });
}

void addSettings(std::vector<Scene>& scenes) {
    static constexpr std::array kPages{"settings-1", "settings-2",  "settings-3", "settings-4",
                                       "settings-5", "settings-6",  "settings-7", "settings-8",
                                       "settings-9", "settings-10", "settings-11"};
    for (int i = 0; i < static_cast<int>(kPages.size()); ++i)
        add(scenes, kPages.at(static_cast<std::size_t>(i)),
            [i](TestWindow& window, const DemoWorkspace&) {
                if (!window.go(PageId::Settings)) return false;
                auto* list = seenAs<QListWidget>(window, "settingsCategories");
                if (list == nullptr || i >= list->count()) return false;
                list->setCurrentRow(i);
                return rest(window);
            });
    add(scenes, "settings-changed", [](TestWindow& window, const DemoWorkspace&) {
        if (!window.go(PageId::Settings)) return false;
        seenAs<QListWidget>(window, "settingsCategories")->setCurrentRow(1);
        if (!rest(window)) return false;
        auto* port = window.find<QSpinBox>(QStringLiteral("responder.port"));
        port->setValue(8090);
        return rest(window);
    });
    add(scenes, "settings-search", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(PageId::Settings) &&
               type(window, "settingsSearch", QStringLiteral("clipboard")) && rest(window);
    });
    add(scenes, "settings-search-nothing", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(PageId::Settings) &&
               type(window, "settingsSearch", QStringLiteral("nowhere")) && rest(window);
    });
}

bool withWorkbench(TestWindow& window, const std::function<bool(workbench::Workbench&)>& change) {
    const auto opened =
        workbench::Workbench::open(window.session().path(), {}, "operator:mara", window.clock());
    return opened && change(**opened);
}

void addAuthorities(std::vector<Scene>& scenes) {
    add(scenes, "authorities-next", [](TestWindow& window, const DemoWorkspace&) {
        return withWorkbench(window,
                             [](workbench::Workbench& workbench) {
                                 return workbench.authorities().prepareNext("school").has_value();
                             }) &&
               window.go(PageId::Authorities) && rest(window);
    });
    add(scenes, "authorities-outside", [](TestWindow& window, const DemoWorkspace&) {
        return withWorkbench(window,
                             [](workbench::Workbench& workbench) {
                                 return workbench.authorities().requestNext("school").has_value();
                             }) &&
               window.go(PageId::Authorities) && rest(window);
    });
}

/// Breaks what a list reads, by a program that we did not write.
bool breakTable(TestWindow& window, const char* table) {
    QProcess process;
    process.start(QStringLiteral("sqlite3"),
                  {QString::fromStdString(window.session().path()),
                   QStringLiteral("PRAGMA legacy_alter_table=ON; ALTER TABLE %1 RENAME TO gone")
                       .arg(QLatin1String(table))});
    return process.waitForFinished() && process.exitCode() == 0;
}

struct BrokenList {
    const char* scene;
    const char* table;
    PageId page;
};

/// Answers nothing for a while, so that the next list is seen waiting.
bool holdReaders(TestWindow& window, PageId page) {
    constexpr unsigned long kHeldMs = 4000;
    for (int i = 0; i < 16; ++i)
        window.session().ask([](workbench::Workbench&) -> Result<int> {
            QThread::msleep(kHeldMs / 4);
            return 0;
        });
    window.window().showPage(page);
    QTest::qWait(1300); // words come after a second
    return true;
}

void addLists(std::vector<Scene>& scenes) {
    static constexpr std::array kBroken{
        BrokenList{"requests-failed", "requests", PageId::Requests},
        BrokenList{"certificates-failed", "certificates", PageId::Certificates},
        BrokenList{"challenges-failed", "codes", PageId::Challenges},
        BrokenList{"audit-failed", "audit", PageId::Audit}};
    for (const BrokenList& one : kBroken)
        add(scenes, one.scene, [one](TestWindow& window, const DemoWorkspace&) {
            return breakTable(window, one.table) && window.go(one.page);
        });
    add(scenes, "requests-loading", [](TestWindow& window, const DemoWorkspace&) {
        return holdReaders(window, PageId::Requests);
    });
}

} // namespace

void addPageScenes(std::vector<Scene>& scenes) {
    addRequests(scenes);
    addChallenges(scenes);
    addEndpoints(scenes);
    addSettings(scenes);
    addAuthorities(scenes);
    addLists(scenes);
}

} // namespace scepter::gallery
