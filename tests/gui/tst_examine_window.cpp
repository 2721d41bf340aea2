// Examining anything: how it comes in, what opens it, what is said of it, what it is compared with.
#include "inspection_support.h"

#include "dialogs/compare_messages_window.h"
#include "dialogs/explain_window.h"
#include "dialogs/keys_dialog.h"
#include "models/message_comparison_model.h"
#include "pages/generation_card.h"
#include "pki/cms_enveloped.h"
#include "shell/action_collection.h"
#include "shell/clipboard.h"
#include "support/seed.h"
#include "widgets/elided_label.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "workbench/inspector.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

using namespace scepter;
using namespace scepter::test;
using inspect::kNoNode;
using ui::ExamineWindow;

namespace {

template <class Widget> Widget* part(const QObject* root, const char* name) {
    return find<Widget>(root, QLatin1String(name));
}

void click(const QObject* root, const char* name) {
    QTest::mouseClick(part<QAbstractButton>(root, name), Qt::LeftButton);
}

/// As the desktop delivers one.
void drop(QWidget& on, const QMimeData& data) {
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&on, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&on, &dropped);
}

bool holds(const ExamineWindow& window, std::string_view name) {
    return window.view().inspection().tree.find(name) != kNoNode;
}

/// The dialog of keys over an examined request, with its list filled.
ui::KeysDialog* keysOver(ExamineWindow& window) {
    click(&window, "keys");
    auto* dialog = window.findChild<ui::KeysDialog*>();
    if (dialog == nullptr) return nullptr;
    auto* list = part<QTreeWidget>(dialog, "heldKeys");
    return QTest::qWaitFor([list] { return list->topLevelItemCount() > 0; }) ? dialog : nullptr;
}

} // namespace

class ExamineWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shortcut_opensAWindowThatTakesAPaste();
    void window_takesAFile();
    void window_takesADrop();
    void mainWindow_takesADrop();
    void unreadableFile_isSaid();
    void unreadableFile_leavesWhatIsShownItsName();
    void serviceBar_hasAButton();
    void copying_isTold();
    void saving_writesWhatOpensslReads();
    void secret_leavesTheClipboard();
    void keys_openACapturedMessage();
    void keys_encryptedFileAsksForItsPassword();
    void keys_passwordOpensItsMessage();
    void explain_leadsToTheFields();
    void compare_alignsTwoMessages();
    void compare_hidesSecrets();
    void certificate_isExaminedFromItsPage();
    void csr_isExaminedFromItsRequest();
    void authority_examinesItsCertificatesAndCrl();
    void lock_hidesTheWindow();
};

void ExamineWindowTest::shortcut_opensAWindowThatTakesAPaste() {
    WindowStage stage;
    QVERIFY(stage.ready);
    QCOMPARE(stage.window.action(QStringLiteral("tools.examine"))->shortcut(),
             QKeySequence(QStringLiteral("Ctrl+E")));
    stage.window.window().activateWindow();
    QTest::keyClick(&stage.window.window(), Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(stage.examineWindows().size(), 1);
    ExamineWindow* window = stage.examineWindows().first();
    QApplication::clipboard()->setText(QString::fromLatin1(capture("keys/ca.cert.pem")));
    QTest::keyClick(part<QPlainTextEdit>(window, "pasted"), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(stage.examined() != nullptr);
    QVERIFY(holds(*window, "tbsCertificate"));
    QVERIFY(window->windowTitle().startsWith(QStringLiteral("Pasted text")));
    // And over what is there.
    QApplication::clipboard()->setText(QStringLiteral("3003020101"));
    QTest::keyClick(window, Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(!window->isBusy() && !holds(*window, "tbsCertificate"));
}

void ExamineWindowTest::window_takesAFile() {
    WindowStage stage;
    stage.window.action(QStringLiteral("tools.examine"))->trigger();
    stage.window.desktop().answer(capturePath(kRequest));
    click(stage.examineWindows().first(), "openFile");
    ExamineWindow* window = stage.examined();
    QVERIFY(window != nullptr);
    QVERIFY(holds(*window, "transactionID"));
    QVERIFY(window->windowTitle().startsWith(QLatin1String(kRequest)));
    QVERIFY(!part<QPushButton>(window, "explain")->isHidden());
    click(window, "another");
    QVERIFY(window->view().isEmpty());
    QVERIFY(part<QPushButton>(window, "explain")->isHidden());
}

void ExamineWindowTest::window_takesADrop() {
    WindowStage stage;
    stage.window.action(QStringLiteral("tools.examine"))->trigger();
    ExamineWindow* window = stage.examineWindows().first();
    QMimeData text;
    text.setText(QString::fromLatin1(capture("keys/ca.cert.pem")));
    drop(*window, text);
    QVERIFY(stage.examined() != nullptr);
    QVERIFY(holds(*window, "tbsCertificate"));
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile(capturePath(kFailure))});
    drop(*window, file);
    QTRY_VERIFY(!window->isBusy() && holds(*window, "pkiStatus"));
}

void ExamineWindowTest::mainWindow_takesADrop() {
    WindowStage stage;
    QMimeData files;
    files.setUrls(
        {QUrl::fromLocalFile(capturePath(kFailure)), QUrl::fromLocalFile(capturePath(kRequest))});
    drop(stage.window.window(), files);
    QTRY_COMPARE(stage.examineWindows().size(), 2);
    for (ExamineWindow* window : stage.examineWindows())
        QTRY_VERIFY(holds(*window, "transactionID"));
    for (ExamineWindow* window : stage.examineWindows())
        delete window;
    QMimeData text;
    text.setText(QStringLiteral("3003020101"));
    drop(stage.window.window(), text);
    QVERIFY(stage.examined() != nullptr);
    // Nothing to examine.
    QMimeData color;
    color.setColorData(QColor(Qt::red));
    QVERIFY(!ExamineWindow::canTake(color));
}

void ExamineWindowTest::unreadableFile_isSaid() {
    WindowStage stage;
    stage.window.action(QStringLiteral("tools.examine"))->trigger();
    ExamineWindow* window = stage.examineWindows().first();
    window->openFile(stage.workspace.file(QStringLiteral("not-there")));
    QTRY_COMPARE(window->findChild<ui::MessageBar*>()->count(), 1);
    QVERIFY(window->view().isEmpty());
}

void ExamineWindowTest::unreadableFile_leavesWhatIsShownItsName() {
    WindowStage stage;
    ExamineWindow* window = stage.examine(capture(kRequest));
    QVERIFY(window != nullptr);
    const QString title = window->windowTitle();
    const QString source = part<ui::ElidedLabel>(window, "source")->text();
    QVERIFY(title.startsWith(QStringLiteral("test")));
    auto* bar = window->findChild<ui::MessageBar*>();
    const auto before = bar->count();
    window->openFile(stage.workspace.file(QStringLiteral("not-there")));
    QTRY_COMPARE(bar->count(), before + 1);
    QVERIFY(!window->isBusy());
    QCOMPARE(window->windowTitle(), title);
    QCOMPARE(part<ui::ElidedLabel>(window, "source")->text(), source);
    QVERIFY(holds(*window, "transactionID"));
    // It is still the one that is decoded again.
    Q_EMIT stage.window.session().inspectorKeysChanged();
    QVERIFY(window->isBusy());
    QTRY_VERIFY(!window->isBusy());
    QVERIFY(holds(*window, "transactionID"));
    QCOMPARE(window->windowTitle(), title);
}

void ExamineWindowTest::serviceBar_hasAButton() {
    WindowStage stage;
    auto* bar = stage.window.find(QStringLiteral("serviceBar"));
    const auto buttons = bar->findChildren<QPushButton*>();
    const auto found = std::ranges::find_if(
        buttons, [](const QPushButton* button) { return button->text().startsWith(u"Examine"); });
    QVERIFY(found != buttons.end());
    QTest::mouseClick(*found, Qt::LeftButton);
    QCOMPARE(stage.examineWindows().size(), 1);
}

void ExamineWindowTest::copying_isTold() {
    WindowStage stage;
    ExamineWindow* window = stage.examine(capture(kRequest));
    QVERIFY(window != nullptr);
    window->view().select(window->view().inspection().tree.find("transactionID"));
    window->view().copyValue();
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("313B1235AC253C7B6F33066C74177DA22A83963A"));
    QVERIFY(window->findChild<ui::MessageBar*>()->count() > 0);
}

void ExamineWindowTest::saving_writesWhatOpensslReads() {
    WindowStage stage;
    ExamineWindow* window = stage.examine(capture("keys/ca.cert.pem"));
    QVERIFY(window != nullptr);
    window->view().select(window->view()
                              .inspection()
                              .tree.node(window->view().inspection().tree.find("tbsCertificate"))
                              .parent);
    const QString path = stage.workspace.file(QStringLiteral("saved.crt"));
    stage.window.desktop().answer(path);
    window->view().save(inspect::CopyFormat::Der);
    QTRY_VERIFY(QFile::exists(path));
    const QByteArray subject =
        openssl({QStringLiteral("x509"), QStringLiteral("-inform"), QStringLiteral("DER"),
                 QStringLiteral("-in"), path, QStringLiteral("-noout"), QStringLiteral("-subject")},
                {});
    QVERIFY2(subject.contains("Capture CA"), subject);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void ExamineWindowTest::secret_leavesTheClipboard() {
    WindowStage stage;
    ExamineWindow* window = stage.examine(capture("keys/ca.key.pem"));
    QVERIFY(window != nullptr);
    const inspect::Tree& tree = window->view().inspection().tree;
    window->view().select(firstSecret(tree));
    window->view().copy(inspect::CopyFormat::Hex);
    QCOMPARE(stage.window.clipboard().secondsLeft(), 0);
    click(window, "reveal");
    window->view().copy(inspect::CopyFormat::Hex);
    QVERIFY(stage.window.clipboard().secondsLeft() > 0);
    stage.window.clipboard().clearNow();
    QVERIFY(QApplication::clipboard()->text().isEmpty());
}

void ExamineWindowTest::keys_openACapturedMessage() {
    WindowStage stage;
    ExamineWindow* window = stage.examine(capture(kRequest));
    QVERIFY(window != nullptr);
    QVERIFY(!holds(*window, "challengePassword"));
    const std::size_t layers = window->view().inspection().tree.buffers().size();
    auto* dialog = keysOver(*window);
    QVERIFY(dialog != nullptr);
    auto* list = part<QTreeWidget>(dialog, "heldKeys");
    const int own = list->topLevelItemCount();
    QVERIFY(list->topLevelItem(0)->text(0).contains(QStringLiteral("generation 1")));
    QVERIFY(!part<QPushButton>(dialog, "forgetKeys")->isEnabled());
    stage.window.desktop().answer(capturePath("keys/ca.key.pem"));
    click(dialog, "addKeyFile");
    QTRY_COMPARE(list->topLevelItemCount(), own + 1);
    QCOMPARE(list->topLevelItem(own)->text(0), QStringLiteral("ca.key.pem"));
    QTRY_VERIFY(!window->isBusy() && window->view().inspection().tree.buffers().size() > layers);
    QVERIFY(firstSecret(window->view().inspection().tree) != kNoNode);
    QTRY_VERIFY(part<QPushButton>(dialog, "forgetKeys")->isEnabled());
    click(dialog, "forgetKeys");
    QTRY_COMPARE(list->topLevelItemCount(), own);
    QTRY_COMPARE(window->view().inspection().tree.buffers().size(), layers);
    // What is neither key nor certificate.
    stage.window.desktop().answer(capturePath("README.md"));
    click(dialog, "addKeyFile");
    QTRY_VERIFY(part<ui::InlineNote>(dialog, "keysNote")
                    ->text()
                    .contains(QStringLiteral("README.md was not added")));
}

void ExamineWindowTest::keys_encryptedFileAsksForItsPassword() {
    WindowStage stage;
    const QString path = stage.workspace.file(QStringLiteral("client.p12"));
    QVERIFY(openssl({QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-inkey"),
                     capturePath("keys/ca.key.pem"), QStringLiteral("-in"),
                     capturePath("keys/ca.cert.pem"), QStringLiteral("-passout"),
                     QStringLiteral("pass:opensesame"), QStringLiteral("-out"), path},
                    {})
                .isEmpty());
    QVERIFY(QFile::exists(path));
    ExamineWindow* window = stage.examine(capture(kRequest));
    QVERIFY(window != nullptr);
    const std::size_t layers = window->view().inspection().tree.buffers().size();
    auto* dialog = keysOver(*window);
    QVERIFY(dialog != nullptr);
    auto* password = part<QLineEdit>(dialog, "filePassword");
    QVERIFY(!password->isVisible());
    stage.window.desktop().answer(path);
    click(dialog, "addKeyFile");
    QTRY_VERIFY(password->isVisible());
    QTest::keyClicks(password, QStringLiteral("wrong"));
    click(dialog, "openKeyFile");
    auto* note = part<ui::InlineNote>(dialog, "keysNote");
    QTRY_COMPARE(note->tone(), ui::Tone::Error);
    QVERIFY(password->text().isEmpty());
    QTest::keyClicks(password, QStringLiteral("opensesame"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_COMPARE(note->tone(), ui::Tone::Ok);
    QVERIFY(!password->isVisible());
    QVERIFY(password->text().isEmpty());
    QTRY_VERIFY(window->view().inspection().tree.buffers().size() > layers);
}

void ExamineWindowTest::keys_passwordOpensItsMessage() {
    WindowStage stage;
    const Bytes content{0x30, 0x03, 0x02, 0x01, 0x2A};
    const std::string challenge = "K7QF-2M9D";
    const auto sealed = pki::sealEnvelopeWithPassword(
        content,
        ByteView(reinterpret_cast<const std::uint8_t*>(challenge.data()), challenge.size()),
        pki::Cipher::Aes256Cbc);
    QVERIFY(sealed.has_value());
    ExamineWindow* window = stage.examine(ui::toQt(*sealed));
    QVERIFY(window != nullptr);
    const std::size_t layers = window->view().inspection().tree.buffers().size();
    auto* dialog = keysOver(*window);
    QVERIFY(dialog != nullptr);
    auto* password = part<QLineEdit>(dialog, "addedPassword");
    QVERIFY(!part<QPushButton>(dialog, "addPassword")->isEnabled());
    QTest::keyClicks(password, QString::fromStdString(challenge));
    QTest::keyClick(password, Qt::Key_Return);
    QVERIFY(password->text().isEmpty());
    QTRY_VERIFY(window->view().inspection().tree.buffers().size() > layers);
    const auto& layer = window->view().inspection().tree.buffers().back();
    QVERIFY(layer.secret);
    QCOMPARE(ui::toQt(layer.bytes->view()), ui::toQt(content));
    auto* list = part<QTreeWidget>(dialog, "heldKeys");
    QTRY_COMPARE(list->topLevelItem(list->topLevelItemCount() - 1)->text(0),
                 QStringLiteral("Password 1"));
    QVERIFY(!allWords(*list->model()).contains(QString::fromStdString(challenge)));
}

void ExamineWindowTest::explain_leadsToTheFields() {
    WindowStage stage;
    ExamineWindow* window = stage.examine(capture(kFailure));
    QVERIFY(window != nullptr);
    click(window, "explain");
    auto* explained = window->findChild<ui::ExplainWindow*>();
    QVERIFY(explained != nullptr);
    QVERIFY(!part<QPushButton>(explained, "copyExplanation")->isEnabled());
    QTRY_VERIFY(explained->isReady());
    QVERIFY(part<QPushButton>(explained, "copyExplanation")->isEnabled());
    auto* text = part<QTextBrowser>(explained, "explanation");
    const QString words = text->toPlainText();
    QVERIFY(words.contains(QStringLiteral("Why it failed")));
    QVERIFY(words.contains(QStringLiteral("badRequest (2)")));
    QVERIFY(words.contains(QStringLiteral("RFC 8894 section 3.2.1.4")));
    const inspect::NodeId status = window->view().inspection().facts.scep->pkiStatusNode;
    QVERIFY(text->toHtml().contains(QStringLiteral("field:%1").arg(status)));
    window->view().select(1);
    Q_EMIT text->anchorClicked(QUrl(QStringLiteral("field:%1").arg(status)));
    QCOMPARE(window->view().current(), status);
    click(explained, "copyExplanation");
    QCOMPARE(QApplication::clipboard()->text(), explained->plainText());
    const QString path = stage.workspace.file(QStringLiteral("explained.txt"));
    stage.window.desktop().answer(path);
    click(explained, "saveExplanation");
    QTRY_VERIFY(QFile::exists(path));
    QFile saved(path);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(saved.readAll()), explained->plainText());
}

void ExamineWindowTest::compare_alignsTwoMessages() {
    WindowStage stage;
    ExamineWindow* window = stage.examine(capture("keys/ca.cert.pem"));
    QVERIFY(window != nullptr);
    auto* menu = part<QMenu>(window, "compareMenu");
    Q_EMIT menu->aboutToShow();
    stage.window.desktop().answer(capturePath("keys/ca-next.cert.pem"));
    part<QAction>(menu, "compareFile")->trigger();
    QTRY_VERIFY(window->findChild<ui::CompareMessagesWindow*>() != nullptr);
    auto* compared = window->findChild<ui::CompareMessagesWindow*>();
    QTRY_VERIFY(compared->isReady());
    auto* lines = part<QTreeView>(compared, "comparison");
    using Model = ui::MessageComparisonModel;
    const auto count = [lines](inspect::Difference difference) {
        int found = 0;
        const QModelIndexList all = allBelow(*lines->model());
        for (const QModelIndex& index : all)
            if (index.column() == 0 &&
                index.data(Model::DifferenceRole).toInt() == static_cast<int>(difference))
                ++found;
        return found;
    };
    QVERIFY(count(inspect::Difference::Equal) > 0);
    QVERIFY(count(inspect::Difference::Changed) > 0);
    part<QCheckBox>(compared, "onlyDifferences")->setChecked(true);
    QCOMPARE(count(inspect::Difference::Equal), 0);
    QVERIFY(count(inspect::Difference::Changed) > 0);
    // The chosen line is marked in the bytes of both.
    click(compared, "nextDifference");
    QVERIFY(lines->currentIndex().isValid());
    const auto left = lines->currentIndex().data(Model::LeftNodeRole).toUInt();
    const auto right = lines->currentIndex().data(Model::RightNodeRole).toUInt();
    QVERIFY(left != kNoNode && right != kNoNode);
    const inspect::Place& place = window->view().inspection().tree.node(left).place;
    QVERIFY(place.size > 0);
    const auto leftMark = part<ui::HexView>(compared, "leftBytes")->mark();
    const auto rightMark = part<ui::HexView>(compared, "rightBytes")->mark();
    QVERIFY(leftMark && rightMark);
    QCOMPARE(leftMark->offset, place.offset);
    QCOMPARE(leftMark->size(), place.size);
    QVERIFY(rightMark->size() > 0);
    const QModelIndex before = lines->currentIndex();
    click(compared, "nextDifference");
    QVERIFY(lines->currentIndex() != before);
    click(compared, "previousDifference");
    QCOMPARE(lines->currentIndex(), before);
    part<QCheckBox>(compared, "onlyDifferences")->setChecked(false);
}

void ExamineWindowTest::compare_hidesSecrets() {
    WindowStage stage;
    const auto one = inspected(capture(kRequest));
    const auto other = inspected(capture("11-strongswan-enroll-wrong-challenge.request"));
    const QString secret = secretOf(one.tree);
    const QString wrong = secretOf(other.tree);
    QVERIFY(!secret.isEmpty() && !wrong.isEmpty() && secret != wrong);
    ExamineWindow* window = stage.examine("3003020101");
    QVERIFY(window != nullptr);
    ui::PageContext context{stage.window.session(),
                            stage.window.theme(),
                            stage.window.window().navigator(),
                            stage.window.window().actionCollection(),
                            stage.window.clipboard(),
                            stage.window.desktop(),
                            stage.window.settings()};
    ui::CompareMessagesWindow compared(context, {QStringLiteral("a"), one},
                                       {QStringLiteral("b"), other}, &stage.window.window());
    compared.setAttribute(Qt::WA_DeleteOnClose, false);
    compared.show();
    QTRY_VERIFY(compared.isReady());
    const QString words = allWords(*part<QTreeView>(&compared, "comparison")->model());
    QVERIFY(words.contains(QStringLiteral("CN=swan-a")));
    QVERIFY(!words.contains(secret));
    QVERIFY(!words.contains(wrong));
}

void ExamineWindowTest::certificate_isExaminedFromItsPage() {
    WindowStage stage;
    const Seeded seeded = seedLedger(stage.workspace, stage.clock);
    QVERIFY(stage.window.go(ui::ObjectRef::certificate(seeded.certificates.front())));
    QAction* action = stage.window.action(QStringLiteral("certificates.examine"));
    QTRY_VERIFY(action->isEnabled());
    action->trigger();
    ExamineWindow* window = stage.examined();
    QVERIFY(window != nullptr);
    QVERIFY(window->view().inspection().title.find("CN=printer-1") != std::string::npos);
}

void ExamineWindowTest::csr_isExaminedFromItsRequest() {
    WindowStage stage;
    const Seeded seeded = seedLedger(stage.workspace, stage.clock);
    QVERIFY(stage.window.go(ui::ObjectRef::request(seeded.pending.front())));
    QAction* action = stage.window.action(QStringLiteral("requests.examine"));
    QTRY_VERIFY(action->isEnabled());
    action->trigger();
    ExamineWindow* window = stage.examined();
    QVERIFY(window != nullptr);
    QVERIFY(window->view().inspection().title.find("CN=kiosk-1") != std::string::npos);
}

void ExamineWindowTest::authority_examinesItsCertificatesAndCrl() {
    WindowStage stage;
    QVERIFY(stage.window.go(ui::PageId::Authorities));
    QTRY_VERIFY(stage.window.window().findChild<ui::GenerationCard*>() != nullptr);
    auto* card = stage.window.window().findChild<ui::GenerationCard*>();
    part<QAction>(card, "examineRa")->trigger();
    ExamineWindow* window = stage.examined();
    QVERIFY(window != nullptr);
    QCOMPARE(window->view().inspection().facts.subject, inspect::Subject::Certificate);
    delete window;
    part<QAction>(card, "examineCa")->trigger();
    QVERIFY(stage.examined() != nullptr);
}

void ExamineWindowTest::lock_hidesTheWindow() {
    WindowStage stage;
    ExamineWindow* window = stage.examine(capture(kRequest));
    QVERIFY(window != nullptr);
    stage.window.window().lock(true);
    QVERIFY(!window->isVisible());
    QVERIFY(!stage.window.action(QStringLiteral("tools.examine"))->isEnabled());
    QMimeData text;
    text.setText(QStringLiteral("3003020101"));
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    enter.setAccepted(false);
    QCoreApplication::sendEvent(&stage.window.window(), &enter);
    QVERIFY(!enter.isAccepted());
}

QTEST_MAIN(ExamineWindowTest)
#include "tst_examine_window.moc"
