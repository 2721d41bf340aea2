// Windows and dialogs over the main window, and its menus.
#include "scenes.h"
#include "steps.h"

#include "pages/certificates_page.h"
#include "widgets/ledger_view.h"

#include <QCheckBox>
#include <QMenuBar>
#include <QTabWidget>
#include <QTest>
#include <QTimer>

namespace scepter::gallery {

namespace {

using ui::ObjectRef;

void add(std::vector<Scene>& scenes, const char* name, decltype(Scene::play) play,
         Ground ground = Ground::Demo) {
    scenes.push_back({QLatin1String(name), ground, std::move(play)});
}

/// A scene that is one action of the menus.
void addAction(std::vector<Scene>& scenes, const char* name, const char* action,
               ui::PageId page = ui::PageId::Dashboard) {
    add(scenes, name, [action, page](TestWindow& window, const DemoWorkspace&) {
        return window.go(page) && act(window, action) && rest(window);
    });
}

bool certificateWindow(TestWindow& window, const DemoWorkspace& demo, int tab) {
    if (!window.go(ObjectRef::certificate(demo.revokedCertificate)) ||
        !act(window, "certificates.open") || !appears(window, "certificateWindow") || !rest(window))
        return false;
    auto* tabs = seen(window, "certificateWindow")->findChild<QTabWidget*>();
    if (tabs == nullptr || tab >= tabs->count()) return false;
    tabs->setCurrentIndex(tab);
    return rest(window);
}

bool compare(TestWindow& window, const DemoWorkspace& demo, bool onlyDifferences) {
    if (!window.go(ObjectRef::certificate(demo.validCertificate)) ||
        !act(window, "certificates.compare") ||
        !window.go(ObjectRef::certificate(demo.endingCertificate)) ||
        !act(window, "certificates.compare") || !appears(window, "compareWindow"))
        return false;
    seenAs<QCheckBox>(window, "onlyDifferences")->setChecked(onlyDifferences);
    return rest(window);
}

bool revoke(TestWindow& window, const DemoWorkspace& demo, bool filled) {
    if (!window.go(ObjectRef::certificate(demo.validCertificate)) ||
        !act(window, "certificates.revoke") || !appears(window, "revokeDialog"))
        return false;
    if (!filled) return true;
    auto* reason = seenAs<QComboBox>(window, "reason");
    reason->setCurrentIndex(
        reason->findData(static_cast<int>(pki::RevocationReason::KeyCompromise)));
    return click(window, "hasInvalidSince") && rest(window);
}

bool revokeSeveral(TestWindow& window) {
    if (!window.go(ui::PageId::Certificates)) return false;
    auto* list = window.window().currentPage()->findChild<ui::LedgerView*>();
    list->selectAll();
    return window.waitIdle() && act(window, "certificates.revoke") &&
           appears(window, "revokeDialog");
}

bool menuOf(TestWindow& window, int number) {
    const auto menus = window.window().menuBar()->actions();
    if (number >= menus.size()) return false;
    window.window().menuBar()->setActiveAction(menus.at(number));
    return rest(window);
}

bool backupDone(TestWindow& window) {
    return act(window, "file.backup") && appears(window, "backupDialog") &&
           type(window, "backupPath", window.folder() + QStringLiteral("/backup.scepter")) &&
           click(window, "backupWithKey") && click(window, "backupStart") &&
           appears(window, "backupResult") && rest(window);
}

bool passphraseWrong(TestWindow& window) {
    return act(window, "file.passphrase") && appears(window, "passphraseDialog") && rest(window) &&
           click(window, "passphraseNewTyped") &&
           type(window, "passphraseNew", QStringLiteral("correct horse")) &&
           type(window, "passphraseRepeat", QStringLiteral("correct mule")) && rest(window);
}

void addWindows(std::vector<Scene>& scenes) {
    static constexpr std::array kTabs{"certificate-window-fields", "certificate-window-chain",
                                      "certificate-window-pem", "certificate-window-bytes"};
    for (int i = 0; i < static_cast<int>(kTabs.size()); ++i)
        add(scenes, kTabs.at(static_cast<std::size_t>(i)),
            [i](TestWindow& window, const DemoWorkspace& demo) {
                return certificateWindow(window, demo, i);
            });
    add(scenes, "compare-window",
        [](TestWindow& window, const DemoWorkspace& demo) { return compare(window, demo, false); });
    add(scenes, "compare-window-differences",
        [](TestWindow& window, const DemoWorkspace& demo) { return compare(window, demo, true); });
    add(scenes, "request-window", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::request(demo.refusedRequest)) &&
               act(window, "requests.messages") && rest(window);
    });
    add(scenes, "request-csr", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::request(demo.pendingRequest)) && act(window, "requests.csr") &&
               rest(window);
    });
    add(scenes, "request-compare", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::request(demo.renewedRequest)) &&
               act(window, "requests.compareRenewed") && rest(window);
    });
}

void addMenus(std::vector<Scene>& scenes) {
    static constexpr std::array kMenus{"menu-file", "menu-edit", "menu-view",
                                       "menu-go",   "menu-page", "menu-responder"};
    for (int i = 0; i < static_cast<int>(kMenus.size()); ++i)
        add(scenes, kMenus.at(static_cast<std::size_t>(i)),
            [i](TestWindow& window, const DemoWorkspace& demo) {
                return window.go(ObjectRef::request(demo.pendingRequest)) && menuOf(window, i);
            });
    add(scenes, "certificates-copy-as", [](TestWindow& window, const DemoWorkspace& demo) {
        return window.go(ObjectRef::certificate(demo.validCertificate)) && rest(window) &&
               act(window, "certificates.copyAs") && rest(window);
    });
    add(scenes, "certificates-export-crl", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(ui::PageId::Certificates) && act(window, "certificates.exportCrl") &&
               rest(window);
    });
    add(scenes, "certificates-crl-made", [](TestWindow& window, const DemoWorkspace&) {
        return window.go(ui::PageId::Certificates) && act(window, "certificates.crlNow") &&
               rest(window);
    });
}

} // namespace

void addDialogScenes(std::vector<Scene>& scenes) {
    addWindows(scenes);
    addMenus(scenes);
    add(scenes, "revoke",
        [](TestWindow& window, const DemoWorkspace& demo) { return revoke(window, demo, false); });
    add(scenes, "revoke-filled",
        [](TestWindow& window, const DemoWorkspace& demo) { return revoke(window, demo, true); });
    add(scenes, "revoke-several",
        [](TestWindow& window, const DemoWorkspace&) { return revokeSeveral(window); });
    addAction(scenes, "backup", "file.backup");
    add(scenes, "backup-done",
        [](TestWindow& window, const DemoWorkspace&) { return backupDone(window); });
    addAction(scenes, "passphrase", "file.passphrase");
    add(scenes, "passphrase-wrong",
        [](TestWindow& window, const DemoWorkspace&) { return passphraseWrong(window); });
    addAction(scenes, "about", "help.about");
    addAction(scenes, "help-dashboard", "help.page");
    addAction(scenes, "help-requests", "help.page", ui::PageId::Requests);
    addAction(scenes, "help-keys", "help.shortcuts");
    add(scenes, "quit", [](TestWindow& window, const DemoWorkspace&) {
        window.settings().setValue(QStringLiteral("general/confirmQuit"), true);
        if (!window.serve()) return false;
        QTimer::singleShot(0, &window.window(), [&window] { window.window().close(); });
        return rest(window);
    });
}

} // namespace scepter::gallery
