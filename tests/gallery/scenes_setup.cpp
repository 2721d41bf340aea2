// The start screen, the wizard of the first run, and the restoring of a backup.
#include "scenes.h"
#include "steps.h"
#include "support/lab_workspace.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QSpinBox>
#include <QTcpServer>
#include <QTest>

namespace scepter::gallery {

namespace {

constexpr int kPatienceMs = 60000;

void add(std::vector<Scene>& scenes, const char* name, std::function<bool(TestWindow&)> play,
         Ground ground = Ground::Nothing) {
    scenes.push_back({QLatin1String(name), ground,
                      [play = std::move(play)](TestWindow& window, const DemoWorkspace&) {
                          return play(window);
                      }});
}

bool openWizard(TestWindow& window) {
    return click(window, "startNew") && appears(window, "setupWizard") && rest(window);
}

bool nameTheFile(TestWindow& window) {
    return openWizard(window) &&
           type(window, "setupPath",
                window.folder() + QStringLiteral("/Hillside School.scepter")) &&
           rest(window);
}

bool atAuthority(TestWindow& window) {
    return nameTheFile(window) && click(window, "setupNext") && appears(window, "setupCaPage");
}

bool atResponder(TestWindow& window) {
    return atAuthority(window) &&
           type(window, "setupName",
                QStringLiteral("CN=Hillside School Device CA,O=Hillside School")) &&
           click(window, "setupNext") && rest(window);
}

bool choosePort(TestWindow& window, quint16 port) {
    auto* field = seenAs<QSpinBox>(window, "setupPort");
    if (field == nullptr) return false;
    field->setValue(port);
    return rest(window);
}

bool atReview(TestWindow& window) {
    return atResponder(window) && click(window, "setupNext") && appears(window, "setupReviewPage");
}

bool chooseRow(TestWindow& window, const char* name, int row) {
    auto* box = seenAs<QComboBox>(window, name);
    if (box == nullptr || row < 0 || row >= box->count()) return false;
    box->setCurrentIndex(row);
    return true;
}

bool exposeToNetwork(TestWindow& window) {
    auto* box = seenAs<QComboBox>(window, "setupAddress");
    return box != nullptr &&
           chooseRow(window, "setupAddress", box->findData(QStringLiteral("0.0.0.0")));
}

bool workspaceWrong(TestWindow& window) {
    if (!openWizard(window)) return false;
    QFile taken(window.folder() + QStringLiteral("/taken.scepter"));
    if (!taken.open(QIODevice::WriteOnly)) return false;
    return type(window, "setupPath", taken.fileName()) && click(window, "setupOwnPassphrase") &&
           type(window, "setupPassphrase", QStringLiteral("short")) && rest(window);
}

/// The key of the demo's CA as a file, under the passphrase "a passphrase of some length".
bool exportAuthority(const DemoWorkspace& demo, TestWindow& window, const QString& target) {
    const QString path = demo.copyTo(window.folder(), QStringLiteral("source"));
    const auto opened =
        workbench::Workbench::open(path.toStdString(), {}, "operator:mara", window.clock());
    if (!opened) return false;
    const auto p12 = (*opened)->authorities().exportKey(
        "school", 2, SecretBytes(std::string_view("a passphrase of some length")));
    QFile file(target);
    return p12 && file.open(QIODevice::WriteOnly) &&
           file.write(reinterpret_cast<const char*>(p12->data()),
                      static_cast<qint64>(p12->size())) == static_cast<qint64>(p12->size());
}

bool import(TestWindow& window, const DemoWorkspace& demo, const char* passphrase) {
    const QString file = window.folder() + QStringLiteral("/school-ca.p12");
    return exportAuthority(demo, window, file) && atAuthority(window) &&
           click(window, "setupImport") && type(window, "setupImportFile", file) && rest(window) &&
           type(window, "setupImportPassphrase", QLatin1String(passphrase)) && rest(window);
}

bool outsideRootDone(TestWindow& window) {
    return atAuthority(window) && click(window, "setupOutsideRoot") &&
           type(window, "setupName", QStringLiteral("CN=Hillside Device CA,O=Hillside School")) &&
           chooseRow(window, "setupKey", 3) && click(window, "setupNext") &&
           click(window, "setupNext") && click(window, "setupNext") &&
           QTest::qWaitFor([&] { return seen(window, "setupCsr") != nullptr; }, kPatienceMs);
}

bool failToMake(TestWindow& window) {
    if (!atReview(window)) return false;
    QFile taken(window.folder() + QStringLiteral("/Hillside School.scepter"));
    return taken.open(QIODevice::WriteOnly) && click(window, "setupNext") &&
           QTest::qWaitFor([&] { return seen(window, "setupMessages") != nullptr; }, kPatienceMs);
}

void addWizard(std::vector<Scene>& scenes) {
    add(scenes, "setup-1-workspace", openWizard);
    add(scenes, "setup-1-workspace-filled", [](TestWindow& window) {
        const QString passphrase = QStringLiteral("correct horse battery staple");
        return nameTheFile(window) && click(window, "setupOwnPassphrase") &&
               type(window, "setupPassphrase", passphrase) &&
               type(window, "setupPassphraseAgain", passphrase) && rest(window);
    });
    add(scenes, "setup-1-workspace-wrong", workspaceWrong);
    add(scenes, "setup-1-workspace-open", [](TestWindow& window) {
        return openWizard(window) && click(window, "setupOpen") && rest(window);
    });
    add(scenes, "setup-2-authority", atAuthority);
    add(scenes, "setup-2-authority-wrong", [](TestWindow& window) {
        return atAuthority(window) && type(window, "setupName", QStringLiteral("CN=,O")) &&
               click(window, "setupRa") && chooseRow(window, "setupKey", 3) && rest(window);
    });
    add(scenes, "setup-2-authority-outside-root", [](TestWindow& window) {
        return atAuthority(window) && click(window, "setupOutsideRoot") && rest(window);
    });
    add(scenes, "setup-2-authority-import", [](TestWindow& window) {
        return atAuthority(window) && click(window, "setupImport") && rest(window);
    });
    scenes.push_back({QStringLiteral("setup-2-authority-import-filled"), Ground::Nothing,
                      [](TestWindow& window, const DemoWorkspace& demo) {
                          return import(window, demo, "a passphrase of some length");
                      }});
    scenes.push_back({QStringLiteral("setup-2-authority-import-wrong"), Ground::Nothing,
                      [](TestWindow& window, const DemoWorkspace& demo) {
                          return import(window, demo, "a guess");
                      }});
    add(scenes, "setup-3-responder", atResponder);
    add(scenes, "setup-3-responder-exposed", [](TestWindow& window) {
        return atResponder(window) && exposeToNetwork(window) && choosePort(window, 8443) &&
               click(window, "setupByBoth") && click(window, "setupStatic") && rest(window);
    });
    add(scenes, "setup-3-responder-wrong", [](TestWindow& window) {
        if (!atResponder(window)) return false;
        QTcpServer other;
        return other.listen(QHostAddress::LocalHost) && choosePort(window, other.serverPort());
    });
    add(scenes, "setup-4-review", atReview);
    add(scenes, "setup-4-review-exposed", [](TestWindow& window) {
        return atResponder(window) && exposeToNetwork(window) && click(window, "setupStatic") &&
               rest(window) && click(window, "setupNext") && appears(window, "setupReviewPage");
    });
    add(scenes, "setup-4-outside-root-done", outsideRootDone);
    add(scenes, "setup-4-failed", failToMake);
}

bool openRestore(TestWindow& window, const QString& backup, const QString& target) {
    return appears(window, "restoreDialog") && type(window, "restoreTarget", target) &&
           type(window, "restoreBackup", backup) && rest(window);
}

void addRestore(std::vector<Scene>& scenes) {
    add(scenes, "restore", [](TestWindow& window) {
        return click(window, "startRestore") && appears(window, "restoreDialog") && rest(window);
    });
    scenes.push_back({QStringLiteral("restore-filled"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace& demo) {
                          const QString backup =
                              demo.copyTo(window.folder(), QStringLiteral("backup of September"));
                          return act(window, "file.restore") &&
                                 openRestore(window, backup,
                                             window.folder() +
                                                 QStringLiteral("/Hillside School.scepter"));
                      }});
    add(scenes, "restore-wrong", [](TestWindow& window) {
        QFile lone(window.folder() + QStringLiteral("/backup.scepter"));
        return lone.open(QIODevice::WriteOnly) && lone.write("not a backup") > 0 && lone.flush() &&
               click(window, "startRestore") &&
               openRestore(window, lone.fileName(), lone.fileName());
    });
    scenes.push_back({QStringLiteral("restore-done"), Ground::Nothing,
                      [](TestWindow& window, const DemoWorkspace& demo) {
                          const QString backup =
                              demo.copyTo(window.folder(), QStringLiteral("backup of September"));
                          return click(window, "startRestore") &&
                                 openRestore(window, backup,
                                             window.folder() +
                                                 QStringLiteral("/Hillside School.scepter")) &&
                                 click(window, "restoreGo") && appears(window, "restoredFacts");
                      }});
}

} // namespace

void addSetupScenes(std::vector<Scene>& scenes) {
    add(scenes, "start", [](TestWindow&) { return true; });
    add(
        scenes, "start-recent",
        [](TestWindow& window) {
            return act(window, "file.close") && appears(window, "startScreen");
        },
        Ground::Demo);
    add(
        scenes, "start-recent-broken",
        [](TestWindow& window) {
            QFile broken(window.folder() + QStringLiteral("/broken.scepter"));
            if (!broken.open(QIODevice::WriteOnly) || broken.write("no workspace") < 0)
                return false;
            broken.close();
            window.window().openWorkspace(broken.fileName(), false);
            return appears(window, "startScreen");
        },
        Ground::Demo);
    addWizard(scenes);
    addRestore(scenes);
}

} // namespace scepter::gallery
