// SPDX-License-Identifier: GPL-3.0-or-later
// Whom gates ask and whom they tell: tabs of the Challenges page, and what a request says of it.
#include "scenes.h"
#include "steps.h"

#include "pages/challenges_places.h"
#include "pages/services_tab.h"
#include "support/gated.h"
#include "support/lab_workspace.h"
#include "workbench/admin_settings.h"
#include "workbench/passphrase.h"

#include <QScrollArea>
#include <QTabWidget>
#include <QTableView>

namespace scepter::gallery {

namespace {

using store::NoticeState;
using test::GatedRequests;
using ui::ObjectRef;
using ui::PageId;

void add(std::vector<Scene>& scenes, const char* name, decltype(Scene::play) play) {
    scenes.push_back({QLatin1String(name), Ground::Demo, std::move(play)});
}

enum Tab { kCodes, kAccounts, kServices, kNews };

bool openTab(TestWindow& window, int tab) {
    if (!window.go(PageId::Challenges) || !appears(window, "challengeTabs")) return false;
    seenAs<QTabWidget>(window, "challengeTabs")->setCurrentIndex(tab);
    return rest(window);
}

std::unique_ptr<workbench::Workbench> beside(TestWindow& window) {
    return test::need("opening", workbench::Workbench::open(window.session().path(), {},
                                                            "operator:mara", window.clock()));
}

void addGates(TestWindow& window) {
    test::addGatedEndpoint(*beside(window));
}

/// The endpoint with gates, and who writes its requests.
GatedRequests gates(TestWindow& window, const DemoWorkspace& demo) {
    addGates(window);
    return {window.session().path(), window.clock(), demo.pendingRequest};
}

enrollment::Check allowed(const char* gate, const char* note) {
    return {std::string("Challenge, gate ") + gate, true, note};
}

test::Gated tablet(const char* name) {
    return {.subject = std::string("CN=") + name + ",OU=Tablets,O=Hillside School",
            .checks = {{"CSR signature", true, ""},
                       allowed("intune", "Success"),
                       allowed("mdm", "HTTP 200"),
                       allowed("script", "exit code 0")}};
}

/// News in every state; gives a request whose certificate waits.
std::int64_t tellNews(TestWindow& window, const DemoWorkspace& demo) {
    GatedRequests gated = gates(window, demo);
    const auto told = gated.issue(tablet("tablet-21"));
    gated.settle(told, "intune", NoticeState::Accepted);
    gated.settle(told, "mdm", NoticeState::Accepted);
    const auto refused = gated.issue(tablet("tablet-22"));
    gated.settle(refused, "intune", NoticeState::Refused,
                 "Intune answered SubjectNameMismatch to the news of success");
    gated.settle(refused, "mdm", NoticeState::Accepted);
    const auto lost = gated.issue(tablet("tablet-23"));
    gated.settle(lost, "intune", NoticeState::Accepted);
    gated.settle(lost, "mdm", NoticeState::GivenUp,
                 "mdm.hillside.example: the TLS certificate has expired");
    const auto waiting = gated.issue(tablet("tablet-24"));
    for (int i = 0; i < 3; ++i)
        gated.settle(waiting, "intune", NoticeState::Waiting,
                     "fef.msub05.manage.microsoft.com: no answer within 10 s");
    gated.settle(waiting, "mdm", NoticeState::Accepted);
    return waiting;
}

bool services(TestWindow& window, std::vector<responder::TargetStatus> asked,
              const QString& chosen) {
    addGates(window);
    if (!window.serve() || !openTab(window, kServices)) return false;
    auto* tab = window.window().findChild<ui::ServicesTab*>();
    tab->setSource([asked] { return asked; }, [](const std::string&) {});
    auto* list = seenAs<QTableView>(window, "serviceList");
    for (int row = 0; row < list->model()->rowCount(); ++row)
        if (list->model()->index(row, 0).data().toString() == chosen) list->selectRow(row);
    return rest(window);
}

void addServices(std::vector<Scene>& scenes) {
    add(scenes, "challenges-services", [](TestWindow& window, const DemoWorkspace&) {
        return services(window, test::askedTargets(window.clock().now()),
                        QStringLiteral("https://mdm.hillside.example:443"));
    });
    add(scenes, "challenges-services-tried", [](TestWindow& window, const DemoWorkspace&) {
        return services(window, test::askedTargets(window.clock().now()),
                        QStringLiteral("/usr/local/bin/known-device"));
    });
    add(scenes, "challenges-services-fresh", [](TestWindow& window, const DemoWorkspace&) {
        return services(window, {}, QStringLiteral("https://mdm.hillside.example:443"));
    });
    add(scenes, "challenges-services-none", [](TestWindow& window, const DemoWorkspace&) {
        return window.serve() && openTab(window, kServices);
    });
    add(scenes, "challenges-services-stopped", [](TestWindow& window, const DemoWorkspace&) {
        addGates(window);
        return openTab(window, kServices);
    });
}

/// Accounts of every kind; one of them is locked.
void addAccounts(TestWindow& window) {
    const auto workbench = beside(window);
    const auto add = [&](store::AccountSettings settings, bool hasPassword) {
        const SecretBytes password{std::string_view("a password that nobody needs")};
        test::need("adding an account",
                   workbench->accounts().add(settings, hasPassword ? &password : nullptr));
    };
    store::AccountSettings proxy;
    proxy.name = "ndes-proxy";
    proxy.endpoint = "scep";
    proxy.lockTries = 3;
    add(proxy, true);
    store::AccountSettings jamf;
    jamf.name = "jamf-pro";
    jamf.endpoint = "tablets";
    jamf.doors = {store::Door::Jamf};
    jamf.deviceSubject = "CN={serialNumber},OU=Tablets,O=Hillside School";
    jamf.notePrefix = "Jamf";
    jamf.maxOutstanding = 200;
    add(jamf, true);
    store::AccountSettings portal;
    portal.name = "self-service-portal";
    portal.role = store::AccountRole::Admin;
    portal.doors = {store::Door::Rest};
    portal.maxOutstanding = 0;
    add(portal, false);
    test::need("making a token", workbench->accounts().makeToken("self-service-portal"));
    store::AccountSettings old;
    old.name = "old-script";
    old.endpoint = "scep";
    old.enabled = false;
    add(old, true);
    const auto store =
        test::need("opening", store::Store::open(window.session().path(), window.clock()));
    const auto passphrase =
        test::need("reading the key file", workbench::findPassphrase(window.session().path(), {}));
    test::need("unlocking", store->unlock(passphrase.view()));
    const SecretBytes wrong{std::string_view("a wrong password")};
    for (int i = 0; i < 3; ++i)
        (void)store->checkPassword("ndes-proxy", wrong.view());
}

bool chooseAccount(TestWindow& window, const QString& name) {
    if (!openTab(window, kAccounts)) return false;
    auto* list = seenAs<QTableView>(window, "accountList");
    for (int row = 0; row < list->model()->rowCount(); ++row)
        if (list->model()->index(row, 0).data().toString() == name) list->selectRow(row);
    return rest(window);
}

void addAccountScenes(std::vector<Scene>& scenes) {
    add(scenes, "challenges-accounts-none",
        [](TestWindow& window, const DemoWorkspace&) { return openTab(window, kAccounts); });
    add(scenes, "challenges-accounts", [](TestWindow& window, const DemoWorkspace&) {
        addAccounts(window);
        workbench::AdminSettings settings;
        settings.address = "127.0.0.1";
        settings.port = 0;
        test::need("switching on", beside(window)->setAdminSettings(settings));
        return window.serve() && chooseAccount(window, QStringLiteral("jamf-pro"));
    });
    add(scenes, "challenges-accounts-locked", [](TestWindow& window, const DemoWorkspace&) {
        addAccounts(window);
        return chooseAccount(window, QStringLiteral("ndes-proxy"));
    });
    add(scenes, "challenges-accounts-edit", [](TestWindow& window, const DemoWorkspace&) {
        addAccounts(window);
        if (!chooseAccount(window, QStringLiteral("jamf-pro"))) return false;
        seenAs<QAbstractButton>(window, "accountEnabled")->click();
        return rest(window);
    });
    add(scenes, "challenges-accounts-new", [](TestWindow& window, const DemoWorkspace&) {
        return openTab(window, kAccounts) && act(window, "accounts.new") && rest(window);
    });
    add(scenes, "challenges-accounts-token", [](TestWindow& window, const DemoWorkspace&) {
        addAccounts(window);
        return chooseAccount(window, QStringLiteral("jamf-pro")) &&
               click(window, "accountTokenMake") && appears(window, "accountTokenFresh") &&
               rest(window);
    });
    add(scenes, "challenges-accounts-remove", [](TestWindow& window, const DemoWorkspace&) {
        addAccounts(window);
        return chooseAccount(window, QStringLiteral("jamf-pro")) &&
               act(window, "accounts.remove") && rest(window);
    });
}

void addNews(std::vector<Scene>& scenes) {
    add(scenes, "challenges-news", [](TestWindow& window, const DemoWorkspace& demo) {
        tellNews(window, demo);
        return openTab(window, kNews);
    });
    add(scenes, "challenges-news-all", [](TestWindow& window, const DemoWorkspace& demo) {
        tellNews(window, demo);
        if (!openTab(window, kNews)) return false;
        seenAs<QAbstractButton>(window, "chip-all")->click();
        return rest(window);
    });
    add(scenes, "challenges-news-give-up", [](TestWindow& window, const DemoWorkspace& demo) {
        GatedRequests gated = gates(window, demo);
        const auto request = gated.issue(tablet("tablet-24"));
        gated.settle(request, "intune", NoticeState::Waiting, "login.microsoftonline.com: refused");
        return window.go(ui::noticeRef(gated.notice(request, "intune").id)) && rest(window) &&
               act(window, "notices.giveUp") && rest(window);
    });
    add(scenes, "challenges-news-none",
        [](TestWindow& window, const DemoWorkspace&) { return openTab(window, kNews); });
}

bool scrollTo(TestWindow& window, const char* widget) {
    if (!appears(window, widget)) return false;
    seenAs<QScrollArea>(window, "detail")->ensureWidgetVisible(seen(window, widget), 0, 40);
    return rest(window);
}

void addRequests(std::vector<Scene>& scenes) {
    add(scenes, "requests-comparison", [](TestWindow& window, const DemoWorkspace& demo) {
        GatedRequests gated = gates(window, demo);
        test::Gated wish = tablet("tablet-99");
        wish.checks = {{"CSR signature", true, ""},
                       {"Challenge, gate intune", false, "gateDenied: SubjectNameMismatch"}};
        wish.comparisons = test::tabletComparisons();
        return window.go(ObjectRef::request(gated.refuse(wish))) &&
               scrollTo(window, "fieldComparison");
    });
    add(scenes, "requests-comparison-long", [](TestWindow& window, const DemoWorkspace& demo) {
        GatedRequests gated = gates(window, demo);
        test::Gated wish = tablet("tablet-99");
        for (int i = 0; i < 8; ++i)
            for (const auto& line : test::tabletComparisons())
                wish.comparisons.push_back(line);
        wish.comparisons.back().found = std::string(180, 'x');
        wish.comparisons.back().equal = false;
        return window.go(ObjectRef::request(gated.refuse(wish))) &&
               scrollTo(window, "fieldComparisonNote");
    });
    add(scenes, "requests-waits", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::request(tellNews(window, demo))) && rest(window);
    });
    add(scenes, "requests-waits-news", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::request(tellNews(window, demo))) &&
               scrollTo(window, "requestNews");
    });
}

} // namespace

void addChallengeScenes(std::vector<Scene>& scenes) {
    addAccountScenes(scenes);
    addServices(scenes);
    addNews(scenes);
    addRequests(scenes);
}

} // namespace scepter::gallery
