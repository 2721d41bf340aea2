// SPDX-License-Identifier: GPL-3.0-or-later
// The other party in a lab: stand-ins for Intune, an MDM, and Jamf.
#include "../standin/talk.h"
#include "scenes.h"
#include "steps.h"

#include "pki/csr.h"
#include "pki/extensions.h"
#include "pki/key.h"
#include "support/lab_workspace.h"
#include "workbench/standins.h"

#include <QTabWidget>
#include <QTableView>
#include <QTcpServer>

namespace scepter::gallery {

namespace {

using ui::PageId;
using workbench::StandInKind;
using workbench::StandIns;
using State = workbench::StandInView::State;

void add(std::vector<Scene>& scenes, const char* name, decltype(Scene::play) play) {
    scenes.push_back({QLatin1String(name), Ground::Demo, std::move(play)});
}

StandIns& standIns(TestWindow& window) {
    return window.session().standIns();
}

enum Tab { kIntune, kMdm, kJamf };

bool open(TestWindow& window, Tab tab, const char* part = nullptr) {
    if (!window.go(PageId::StandIns) || !appears(window, "standInTabs")) return false;
    if (!QTest::qWaitFor([&] { return standIns(window).isKnown(); })) return false;
    seenAs<QTabWidget>(window, "standInTabs")->setCurrentIndex(tab);
    if (part == nullptr) return rest(window);
    auto* parts = seenAs<QTabWidget>(window, tab == kIntune ? "intuneParts" : "mdmParts");
    for (int i = 0; i < parts->count(); ++i)
        if (parts->widget(i)->metaObject()->className() == QByteArray("scepter::ui::") + part)
            parts->setCurrentIndex(i);
    return rest(window);
}

standin::Device tablet(const char* id, const char* name, const char* serial) {
    standin::Device device;
    device.id = id;
    device.userId = "8f2c1f0e-52c2-4f7f-9a3e-1f6f5a3c9d10";
    device.values = {{"AAD_Device_ID", id},
                     {"DeviceName", name},
                     {"SerialNumber", serial},
                     {"UserPrincipalName", "kim@hillside.example"}};
    return device;
}

standin::MdmDevice kiosk(const char* id, const char* code) {
    standin::MdmDevice device;
    device.id = id;
    device.codeHash = standin::hashOfCode(bytesOf(code));
    device.subject = std::string("CN=") + id + ",O=Hillside School";
    device.subjectAltNames = std::vector{test::need(
        "a name", pki::generalNameFromText("DNS:" + std::string(id) + ".hillside.example"))};
    return device;
}

/// The school's devices; both listen at free ports.
bool settle(TestWindow& window) {
    if (!QTest::qWaitFor([&] { return standIns(window).isKnown(); })) return false;
    workbench::StandInSettings settings = standIns(window).settings();
    settings.intune.place.port = 0;
    settings.mdm.place.port = 0;
    settings.intune.tenant = "hillside.example";
    settings.intune.devices = {
        tablet("1f0c8f4e-8a0e-4f5b-9d51-0c7b5c1d2e31", "tablet-31", "F9FXC31"),
        tablet("2a6de0b7-7a8e-4f57-8d9e-54a8e7f0b632", "tablet-32", "F9FXC32"),
        tablet("30b1c9d2-91c4-4d6e-a3b8-7c2f3a1e5f33", "tablet-33", "F9FXC33")};
    settings.intune.profiles.front().subjectAltNames = {
        {pki::GeneralNameType::Upn, "{{UserPrincipalName}}"}};
    settings.mdm.devices = {kiosk("kiosk-7", "code-of-kiosk-7"),
                            kiosk("kiosk-8", "code-of-kiosk-8")};
    standIns(window).setSettings(settings);
    return rest(window);
}

bool start(TestWindow& window, StandInKind kind) {
    standIns(window).start(kind);
    return QTest::qWaitFor([&] { return standIns(window).view(kind).state == State::Running; },
                           20'000);
}

/// An endpoint asks the stand-in, as set up from the window.
bool useFor(TestWindow& window, StandInKind kind) {
    const auto set = standIns(window).useFor(kind, "tablets", true);
    return QTest::qWaitFor([&set] { return set.isFinished(); }) && set.result() && rest(window);
}

struct Wish {
    const char* subject;
    const char* name;
    std::string challenge;
};

/// The gate asks about one request, and the call is waited for.
bool ask(TestWindow& window, StandInKind kind, const Wish& wish) {
    static const pki::PrivateKey key =
        test::need("a key", pki::PrivateKey::generate({pki::KeyType::Rsa, 2048}));
    const auto bench =
        test::need("opening", workbench::Workbench::open(window.session().path(), {},
                                                         "operator:mara", window.clock()));
    const auto endpoint = test::need("the endpoint", bench->endpoints().show("tablets"));
    pki::CsrFields fields;
    fields.subject = test::need("a subject", pki::Name::fromText(wish.subject));
    fields.extensions.push_back(
        pki::makeSubjectAltName({test::need("a name", pki::generalNameFromText(wish.name))}));
    fields.extensions.push_back(
        pki::makeKeyUsage(pki::key_usage::kDigitalSignature | pki::key_usage::kKeyEncipherment));
    const SecretBytes typed{std::string_view(wish.challenge)};
    fields.challengePassword = &typed;
    challenge::GateRequest request;
    request.endpoint = "tablets";
    request.messageType = "PKCSReq";
    request.transactionId = "9F3A61C2D0774B1E9F3A61C2D0774B1E";
    request.remoteAddress = "192.0.2.40";
    request.csr = std::make_shared<const pki::Csr>(
        test::need("a request", pki::signCsr(fields, key, pki::Digest::Sha256)));
    request.now = window.clock().now();
    const challenge::Gate& gate = endpoint.settings.gates.front();
    const auto before = standIns(window).calls(kind).size();
    const auto talk =
        challenge::askAbout(gate, challenge::makeTools(gate, endpoint.secrets), request);
    (void)test::talk(*talk, request.now);
    return QTest::qWaitFor([&] { return standIns(window).calls(kind).size() > before; });
}

/// The challenge of a tablet.
std::string challengeFor(TestWindow& window, const char* device) {
    const auto minted = standIns(window).mint(device, {});
    if (!QTest::qWaitFor([&minted] { return minted.isFinished(); }, 20'000)) return {};
    return std::string(test::need("a challenge", minted.result()).challenge->text());
}

bool chooseRow(TestWindow& window, const char* list, int row) {
    auto* table = seenAs<QTableView>(window, list);
    if (table == nullptr || table->model()->rowCount() <= row) return false;
    table->selectRow(row);
    return rest(window);
}

bool askIntune(TestWindow& window) {
    constexpr StandInKind kKind = StandInKind::Intune;
    const char* const tablet31 = "1f0c8f4e-8a0e-4f5b-9d51-0c7b5c1d2e31";
    const char* const tablet32 = "2a6de0b7-7a8e-4f57-8d9e-54a8e7f0b632";
    return start(window, kKind) && useFor(window, kKind) &&
           ask(window, kKind,
               {"CN=1f0c8f4e-8a0e-4f5b-9d51-0c7b5c1d2e31", "upn:kim@hillside.example",
                challengeFor(window, tablet31)}) &&
           ask(window, kKind,
               {"CN=tablet-32", "upn:head@hillside.example", challengeFor(window, tablet32)});
}

bool askMdm(TestWindow& window) {
    constexpr StandInKind kKind = StandInKind::Mdm;
    if (!start(window, kKind) || !useFor(window, kKind)) return false;
    standIns(window).setFault(kKind, "authorize",
                              test::need("a fault", standin::faultFromText("503")), 1);
    return ask(window, kKind, {"CN=kiosk-8", "DNS:kiosk-8.hillside.example", "code-of-kiosk-8"}) &&
           ask(window, kKind,
               {"CN=kiosk-7,O=Hillside School", "DNS:kiosk-7.hillside.example",
                "code-of-kiosk-7"}) &&
           ask(window, kKind,
               {"CN=admin,O=Hillside School", "DNS:kiosk-8.hillside.example", "code-of-kiosk-8"});
}

void addIntune(std::vector<Scene>& scenes) {
    add(scenes, "standins-stopped", [](TestWindow& window, const DemoWorkspace&) {
        return settle(window) && open(window, kIntune);
    });
    add(scenes, "standins-intune", [](TestWindow& window, const DemoWorkspace&) {
        return settle(window) && open(window, kIntune) && askIntune(window) &&
               chooseRow(window, "intuneCallList", 0);
    });
    add(scenes, "standins-intune-devices", [](TestWindow& window, const DemoWorkspace&) {
        return settle(window) && open(window, kIntune, "IntuneDevicesTab") &&
               click(window, "standInMint") && appears(window, "standInChallenge") && rest(window);
    });
    add(scenes, "standins-intune-profiles", [](TestWindow& window, const DemoWorkspace&) {
        return settle(window) && open(window, kIntune, "StandInProfilesTab");
    });
    add(scenes, "standins-intune-settings", [](TestWindow& window, const DemoWorkspace&) {
        return settle(window) && start(window, StandInKind::Intune) &&
               open(window, kIntune, "StandInSettingsTab");
    });
    add(scenes, "standins-intune-revocations", [](TestWindow& window, const DemoWorkspace&) {
        if (!settle(window) || !start(window, StandInKind::Intune)) return false;
        standIns(window).requestRevocation("2F9A41C07715E2B0");
        return open(window, kIntune, "StandInRevocationsTab");
    });
    add(scenes, "standins-faults", [](TestWindow& window, const DemoWorkspace&) {
        if (!settle(window)) return false;
        const auto set = [&](const char* action, const char* fault, unsigned times) {
            standIns(window).setFault(StandInKind::Intune, action,
                                      test::need("a fault", standin::faultFromText(fault)), times);
        };
        set("validate", "code:ChallengeExpired", 3);
        set("token", "503", 0);
        set("success", "slow:8s", 1);
        return open(window, kIntune, "StandInFaultsTab");
    });
}

void addOthers(std::vector<Scene>& scenes) {
    add(scenes, "standins-mdm", [](TestWindow& window, const DemoWorkspace&) {
        return settle(window) && open(window, kMdm) && askMdm(window) &&
               chooseRow(window, "mdmCallList", 0);
    });
    add(scenes, "standins-mdm-devices", [](TestWindow& window, const DemoWorkspace&) {
        return settle(window) && open(window, kMdm, "MdmDevicesTab") &&
               act(window, "standins.newDevice");
    });
    add(scenes, "standins-use", [](TestWindow& window, const DemoWorkspace&) {
        return settle(window) && open(window, kMdm) && start(window, StandInKind::Mdm) &&
               act(window, "standins.use") && rest(window);
    });
    add(scenes, "standins-failed", [](TestWindow& window, const DemoWorkspace&) {
        QTcpServer taken;
        if (!settle(window) || !taken.listen(QHostAddress::LocalHost)) return false;
        workbench::StandInSettings settings = standIns(window).settings();
        settings.mdm.place.port = taken.serverPort();
        standIns(window).setSettings(settings);
        if (!open(window, kMdm) || !act(window, "standins.start")) return false;
        return QTest::qWaitFor([&] {
                   return standIns(window).view(StandInKind::Mdm).state == State::Failed;
               }) &&
               rest(window);
    });
    add(scenes, "standins-jamf",
        [](TestWindow& window, const DemoWorkspace&) { return open(window, kJamf); });
}

} // namespace

void addStandInScenes(std::vector<Scene>& scenes) {
    addIntune(scenes);
    addOthers(scenes);
}

} // namespace scepter::gallery
