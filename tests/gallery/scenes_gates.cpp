// The gates of an endpoint, one kind after the other.
#include "scenes.h"
#include "steps.h"

#include "pki/key.h"
#include "pki/pem.h"

#include <QFile>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>

namespace scepter::gallery {

namespace {

using ui::ObjectRef;

void add(std::vector<Scene>& scenes, const char* name, decltype(Scene::play) play) {
    scenes.push_back({QLatin1String(name), Ground::Demo, std::move(play)});
}

/// Scrolls until this is on top.
bool bringUp(TestWindow& window, const char* name) {
    if (!rest(window)) return false;
    const QWidget* wanted = seen(window, name);
    auto* area = seenAs<QScrollArea>(window, "detail");
    if (wanted == nullptr || area == nullptr) return false;
    area->verticalScrollBar()->setValue(wanted->mapTo(area->widget(), QPoint(0, -8)).y());
    return rest(window);
}

bool addGate(TestWindow& window, const char* kind) {
    const auto* button = seenAs<QPushButton>(window, "gateAdd");
    if (button == nullptr) return false;
    auto* action = button->findChild<QAction*>(QStringLiteral("gateAdd-") + QLatin1String(kind));
    if (action == nullptr) return false;
    action->trigger();
    return true;
}

bool open(TestWindow& window, const char* endpoint) {
    return window.go(ObjectRef::endpoint(QLatin1String(endpoint))) &&
           appears(window, "endpointPath") && rest(window);
}

/// The endpoint of the tablets with a gate of this kind in place of its codes.
bool only(TestWindow& window, const char* kind) {
    return open(window, "tablets") && click(window, "gateRemove") && addGate(window, kind);
}

bool withWorkbench(TestWindow& window, const std::function<bool(workbench::Workbench&)>& change) {
    const auto opened =
        workbench::Workbench::open(window.session().path(), {}, "operator:mara", window.clock());
    return opened && change(**opened);
}

/// Printers know an old and a new challenge.
bool addPrinters(TestWindow& window) {
    using namespace std::chrono;
    return withWorkbench(window, [&](workbench::Workbench& workbench) {
        enrollment::EndpointSettings printers;
        printers.name = "printers";
        printers.path = "/scep/printers";
        printers.templateName = "lab";
        challenge::StaticGate fixed;
        fixed.challenges = {{"spring", {}, {}, window.clock().now() + days{5}},
                            {"autumn", {}, {}, {}}};
        printers.gates = {{"printers", fixed, false}};
        std::vector<challenge::GateSecret> secrets;
        secrets.push_back({"printers", "spring", SecretBytes(std::string_view("spring-2026"))});
        secrets.push_back({"printers", "autumn", SecretBytes(std::string_view("autumn-2026"))});
        return workbench.endpoints().add(printers, secrets).has_value();
    });
}

bool showStatic(TestWindow& window, const char* top) {
    return addPrinters(window) && open(window, "printers") && appears(window, "secret1") &&
           bringUp(window, top);
}

bool showWebhook(TestWindow& window) {
    return only(window, "webhook") &&
           type(window, "gateUrl", QStringLiteral("https://mdm.hillside.example/scep")) &&
           click(window, "gateHmacMake") &&
           type(window, "gateWebhookId", QStringLiteral("5c2a41e0")) &&
           click(window, "gateNotifies") && bringUp(window, "gateList");
}

bool showWebhookConnection(TestWindow& window) {
    return showWebhook(window) && click(window, "gateConnectionButton") &&
           bringUp(window, "gateConnection");
}

bool showIntune(TestWindow& window, const char* top) {
    return only(window, "intune") &&
           type(window, "gateTenant", QStringLiteral("hillside.onmicrosoft.com")) &&
           type(window, "gateAppId", QStringLiteral("3f6d1f0a-7c55-4a39-9a51-2a7f0c8f1b0e")) &&
           type(window, "gateAppKeyEdit", QStringLiteral("not a real one")) && bringUp(window, top);
}

bool showToken(TestWindow& window) {
    const auto key = pki::PrivateKey::generate({pki::KeyType::EcP256, 0});
    if (!key) return false;
    const std::string pem = pki::toPem("PUBLIC KEY", key->publicKey().spki());
    QFile file(window.folder() + QStringLiteral("/issuer.pem"));
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.write(pem.data(), static_cast<qsizetype>(pem.size()));
    file.close();
    window.desktop().answer(file.fileName());
    return only(window, "token") && click(window, "gateKeysOpen") &&
           appears(window, "gateKeysRemove1") &&
           type(window, "gateIssuer", QStringLiteral("https://mdm.hillside.example")) &&
           bringUp(window, "gateList");
}

bool showProgram(TestWindow& window) {
    if (!only(window, "command") ||
        !type(window, "gateProgram", QStringLiteral("/usr/local/bin/is-ours")))
        return false;
    seenAs<QPlainTextEdit>(window, "gateArguments")
        ->setPlainText(QStringLiteral("--inventory\nlab"));
    return bringUp(window, "gateList");
}

bool showTwo(TestWindow& window) {
    if (!open(window, "tablets") || !addGate(window, "webhook") ||
        !type(window, "gateUrl", QStringLiteral("https://inventory.hillside.example/ask")) ||
        !click(window, "gateHmacMake"))
        return false;
    seenAs<QListWidget>(window, "gateList")->setCurrentRow(0);
    return bringUp(window, "gateList");
}

} // namespace

void addGateScenes(std::vector<Scene>& scenes) {
    using Window = TestWindow;
    using Demo = DemoWorkspace;
    add(scenes, "gates-none", [](Window& window, const Demo&) {
        return open(window, "network") && bringUp(window, "gateNone");
    });
    add(scenes, "gates-menu", [](Window& window, const Demo&) {
        if (!open(window, "network") || !bringUp(window, "gateNone")) return false;
        const auto* button = seenAs<QPushButton>(window, "gateAdd");
        button->menu()->popup(button->mapToGlobal(QPoint(0, button->height())));
        return rest(window);
    });
    add(scenes, "gates-code", [](Window& window, const Demo&) {
        return open(window, "tablets") && bringUp(window, "gateList");
    });
    add(scenes, "gates-static",
        [](Window& window, const Demo&) { return showStatic(window, "gateList"); });
    add(scenes, "gates-static-open",
        [](Window& window, const Demo&) { return showStatic(window, "gateOpenTo"); });
    add(scenes, "gates-webhook", [](Window& window, const Demo&) { return showWebhook(window); });
    add(scenes, "gates-webhook-connection",
        [](Window& window, const Demo&) { return showWebhookConnection(window); });
    add(scenes, "gates-webhook-wrong", [](Window& window, const Demo&) {
        return only(window, "webhook") &&
               type(window, "gateUrl", QStringLiteral("http://mdm.hillside.example")) &&
               bringUp(window, "gateList");
    });
    add(scenes, "gates-intune",
        [](Window& window, const Demo&) { return showIntune(window, "gateList"); });
    add(scenes, "gates-intune-addresses", [](Window& window, const Demo&) {
        return showIntune(window, "gateList") && click(window, "gateAddressesButton") &&
               bringUp(window, "gateAddresses");
    });
    add(scenes, "gates-token", [](Window& window, const Demo&) { return showToken(window); });
    add(scenes, "gates-program", [](Window& window, const Demo&) { return showProgram(window); });
    add(scenes, "gates-two", [](Window& window, const Demo&) { return showTwo(window); });
    add(scenes, "gates-contradict", [](Window& window, const Demo&) {
        return open(window, "tablets") && addGate(window, "static") && bringUp(window, "gateList");
    });
}

} // namespace scepter::gallery
