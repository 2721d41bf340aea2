// One message in the window: what it may be, and what can be done with it.
#include "scenes.h"
#include "steps.h"

#include "base/text.h"
#include "dialogs/compare_messages_window.h"
#include "dialogs/examine_window.h"
#include "dialogs/explain_window.h"
#include "dialogs/save_bytes.h"
#include "inspect/keyring.h"
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"
#include "pki/pem.h"
#include "scep/attributes.h"
#include "widgets/inspection_view.h"
#include "workbench/inspector.h"

#include <QFile>
#include <QMenu>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

namespace scepter::gallery {

namespace {

using Play = std::function<bool(TestWindow&, ui::ExamineWindow&)>;

QString capturePath(const QString& name) {
    return QStringLiteral(SCEPTER_TEST_DATA "/captures/") + name;
}

QByteArray capture(const QString& name) {
    QFile file(capturePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A refusal that is signed by the CA of the captures.
QByteArray refusal(FailInfo info) {
    const auto key =
        pki::PrivateKey::fromPem(capture(QStringLiteral("keys/ca.key.pem")).toStdString());
    const auto certificates =
        pki::readCertificates(ui::fromQt(capture(QStringLiteral("keys/ca.cert.pem"))));
    if (!key || !certificates) return {};
    scep::Attributes attributes;
    attributes.messageType = 3;
    attributes.transactionId = "77C041A05D5E88B1";
    attributes.pkiStatus = 2;
    attributes.failInfo = static_cast<int>(info);
    attributes.senderNonce = Bytes(16, 0xA1);
    attributes.recipientNonce = Bytes(16, 0x5E);
    pki::SignedDataFields fields;
    fields.contentType = asn1::Oid("1.2.840.113549.1.7.1");
    fields.attributes = scep::writeAttributes(attributes);
    fields.certificates = {certificates->front().der()};
    const auto made =
        pki::buildSignedData(fields, certificates->front(), *key, pki::Digest::Sha256);
    return made ? ui::toQt(*made) : QByteArray();
}

QByteArray forAPassword() {
    const Bytes content{0x30, 0x03, 0x02, 0x01, 0x2A};
    const std::string challenge = "K7QF-2M9D";
    const auto made = pki::sealEnvelopeWithPassword(
        content,
        ByteView(reinterpret_cast<const std::uint8_t*>(challenge.data()), challenge.size()),
        pki::Cipher::Aes256Cbc);
    return made ? ui::toQt(*made) : QByteArray();
}

/// Adds the keys that the captures are encrypted to.
bool addKeys(TestWindow& window) {
    bool added = false;
    const auto answer = window.session().ask([](workbench::Workbench& workbench) -> Result<bool> {
        for (const char* name : {"keys/ca.key.pem", "keys/strongswan-a.key.pem",
                                 "keys/sscep-g.key.pem", "keys/strongswan-b.key.pem"})
            SCEPTER_CHECK(
                workbench.inspector().addFile(ui::fromQt(capture(QLatin1String(name))), name, {}));
        return true;
    });
    answer.then(&window.window(), [&added](const Result<bool>& done) { added = done.has_value(); });
    return QTest::qWaitFor([&added] { return added; });
}

bool examine(TestWindow& window, const QByteArray& bytes, const QString& name, const Play& play) {
    if (!act(window, "tools.examine")) return false;
    auto* examined = qobject_cast<ui::ExamineWindow*>(seen(window, "examineWindow"));
    if (examined == nullptr) return false;
    // As on a screen that is larger than the one of the tests.
    const QSize room = window.window().size() - QSize(40, 40);
    examined->resize(QSize(1120, 740).boundedTo(room));
    examined->examine(bytes, name);
    if (!QTest::qWaitFor([&] { return !examined->isBusy() && !examined->view().isEmpty(); }))
        return false;
    return (!play || play(window, *examined)) && rest(window);
}

void add(std::vector<Scene>& scenes, const QString& name, const QByteArray& bytes,
         const QString& from, const Play& play = {}, bool withKeys = true) {
    scenes.push_back({QStringLiteral("inspector-") + name, Ground::Demo,
                      [bytes, from, play, withKeys](TestWindow& window, const DemoWorkspace&) {
                          return (!withKeys || addKeys(window)) &&
                                 examine(window, bytes, from, play);
                      }});
}

void addCapture(std::vector<Scene>& scenes, const char* name, const char* file,
                const Play& play = {}, bool withKeys = true) {
    const QString from = QLatin1String(file);
    add(scenes, QLatin1String(name), capture(from), from, play, withKeys);
}

bool chooseSecret(ui::ExamineWindow& examined) {
    const inspect::Tree& tree = examined.view().inspection().tree;
    for (inspect::NodeId id = 0; id < tree.nodes().size(); ++id) {
        if (!tree.node(id).secret) continue;
        examined.view().select(id);
        return true;
    }
    return false;
}

template <class Widget> Widget* below(QWidget& root, const char* name) {
    return root.findChild<Widget*>(QLatin1String(name));
}

void addMessages(std::vector<Scene>& scenes) {
    addCapture(scenes, "enrollment", "03-strongswan-enroll-post-aes128-sha256.request");
    addCapture(scenes, "success", "03-strongswan-enroll-post-aes128-sha256.response");
    addCapture(scenes, "pending", "06-strongswan-pending.response");
    addCapture(scenes, "renewal", "09-strongswan-renewal-type17.request");
    addCapture(scenes, "poll", "22-sscep-pending-poll-1.request");
    addCapture(scenes, "get", "19-sscep-enroll-get-aes128-sha256.request");
    addCapture(scenes, "closed", "03-strongswan-enroll-post-aes128-sha256.request", {}, false);
    addCapture(scenes, "http-error", "13-strongswan-renewal-type17-http500.response");
    addCapture(scenes, "capabilities", "02-strongswan-getcacaps.response");
    addCapture(scenes, "certificate", "keys/ca.cert.pem");
    addCapture(scenes, "private-key", "keys/ca.key.pem");
    for (const FailInfo info : {FailInfo::BadAlg, FailInfo::BadMessageCheck, FailInfo::BadRequest,
                                FailInfo::BadTime, FailInfo::BadCertId}) {
        const std::string_view word = toText(info);
        add(scenes,
            QStringLiteral("failure-") + QString::fromUtf8(word.data(), qsizetype(word.size())),
            refusal(info), QStringLiteral("reply.der"));
    }
    add(scenes, QStringLiteral("password"), forAPassword(), QStringLiteral("sign-only.der"));
    add(scenes, QStringLiteral("garbage"),
        QByteArray::fromHex("ff00fe80019c3a7700112233445566778899aabbccddeeff"),
        QStringLiteral("noise.bin"));
    QByteArray broken = capture(QStringLiteral("03-strongswan-enroll-post-aes128-sha256.request"));
    broken = broken.mid(broken.indexOf("\r\n\r\n") + 4).left(900);
    add(scenes, QStringLiteral("truncated"), broken, QStringLiteral("cut.der"));
}

void addStates(std::vector<Scene>& scenes) {
    const char* const request = "03-strongswan-enroll-post-aes128-sha256.request";
    scenes.push_back({QStringLiteral("inspector-examine"), Ground::Demo,
                      [](TestWindow& window, const DemoWorkspace&) {
                          return act(window, "tools.examine") && appears(window, "pasted") &&
                                 rest(window);
                      }});
    addCapture(scenes, "masked", request,
               [](TestWindow&, ui::ExamineWindow& examined) { return chooseSecret(examined); });
    addCapture(scenes, "shown", request, [](TestWindow& window, ui::ExamineWindow& examined) {
        return chooseSecret(examined) && click(window, "reveal");
    });
    addCapture(scenes, "structure", request, [](TestWindow&, ui::ExamineWindow& examined) {
        below<QTabBar>(examined, "reading")->setCurrentIndex(1);
        return true;
    });
    addCapture(scenes, "bits", request,
               [](TestWindow& window, ui::ExamineWindow&) { return click(window, "bits"); });
    addCapture(scenes, "copy", request, [](TestWindow&, ui::ExamineWindow& examined) {
        examined.view().popupCopy();
        return true;
    });
    addCapture(scenes, "explain", "11-strongswan-enroll-wrong-challenge.response",
               [](TestWindow& window, ui::ExamineWindow& examined) {
                   return click(window, "explain") && appears(window, "explainWindow") &&
                          QTest::qWaitFor([&examined] {
                              auto* made = examined.findChild<ui::ExplainWindow*>();
                              return made != nullptr && made->isReady();
                          });
               });
    addCapture(scenes, "keys", request, [](TestWindow& window, ui::ExamineWindow& examined) {
        return click(window, "keys") && appears(window, "keysDialog") &&
               QTest::qWaitFor([&examined] {
                   auto* list = below<QTreeWidget>(examined, "heldKeys");
                   return list != nullptr && list->topLevelItemCount() > 0;
               });
    });
    addCapture(scenes, "compare", "keys/ca.cert.pem",
               [](TestWindow& window, ui::ExamineWindow& examined) {
                   window.desktop().answer(capturePath(QStringLiteral("keys/ca-next.cert.pem")));
                   auto* menu = below<QMenu>(examined, "compareMenu");
                   Q_EMIT menu->aboutToShow();
                   below<QAction>(examined, "compareFile")->trigger();
                   return appears(window, "compareMessagesWindow") && QTest::qWaitFor([&] {
                              auto* made = examined.findChild<ui::CompareMessagesWindow*>();
                              return made != nullptr && made->isReady();
                          });
               });
}

} // namespace

void addInspectorScenes(std::vector<Scene>& scenes) {
    addMessages(scenes);
    addStates(scenes);
}

} // namespace scepter::gallery
