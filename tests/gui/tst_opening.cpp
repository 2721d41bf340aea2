// Workspaces that do not open, and the restoring of those that are lost.
#include "support/lab_workspace.h"
#include "support/test_window.h"
#include "widgets/inline_note.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace scepter;
using namespace scepter::test;

namespace {

constexpr int kPatienceMs = 30000;
constexpr uid_t kNobody = 65534;

/// Runs SQL on a file by a program that we did not write.
bool sql(const QString& path, const char* statement) {
    QProcess process;
    process.start(QStringLiteral("sqlite3"), {path, QString::fromUtf8(statement)});
    return process.waitForFinished(kPatienceMs) && process.exitCode() == 0;
}

/// Holds a workspace locked, as a careless backup tool does.
class Locker {
public:
    explicit Locker(const QString& path) {
        m_process.start(QStringLiteral("sqlite3"), {QStringLiteral("-interactive"), path});
        m_process.write(
            "PRAGMA locking_mode=EXCLUSIVE;\nBEGIN EXCLUSIVE;\nSELECT 'lock' || 'ed';\n");
    }
    ~Locker() {
        m_process.closeWriteChannel();
        m_process.waitForFinished(kPatienceMs);
    }
    Locker(const Locker&) = delete;
    Locker& operator=(const Locker&) = delete;
    [[nodiscard]] bool isLocked() {
        while (!m_said.contains("locked") && m_process.waitForReadyRead(kPatienceMs))
            m_said += m_process.readAllStandardOutput();
        return m_said.contains("locked");
    }

private:
    QProcess m_process;
    QByteArray m_said;
};

} // namespace

class OpeningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void failures_areDifferentAndActionable();
    void passphrase_wrongIsAskedForAgain();
    void keyFile_ofAnotherWorkspaceIsSaid();
    void restore_putsABackupInPlace();
    void restore_replacesTheOpenWorkspaceAndKeepsIt();
    void restore_leavesTheOpenWorkspaceRunningWhenTheBackupIsBad();
    void restore_knowsTheOpenWorkspaceByAnotherName();
    void restore_refusesWithoutAWord();
    void restore_ofADamagedBackupChangesNothing();

private:
    QString messageFor(TestWindow& window, const QString& path);
};

/// What the start screen says when a workspace does not open.
QString OpeningTest::messageFor(TestWindow& window, const QString& path) {
    window.window().openWorkspace(path, false);
    auto* bar = window.find(QStringLiteral("startMessages"));
    if (!QTest::qWaitFor([bar] { return bar->isVisible(); }, kPatienceMs)) return {};
    const auto strips = bar->findChildren<QFrame*>(QStringLiteral("message"));
    QString said;
    for (const QFrame* strip : strips)
        if (strip->isVisible()) said += strip->accessibleName();
    // What could be done about it has a button.
    bool hasButton = false;
    const auto buttons = bar->findChildren<QPushButton*>();
    for (const QPushButton* button : buttons)
        hasButton = hasButton || (button->isVisible() && !button->text().isEmpty());
    return hasButton ? said : QString();
}

void OpeningTest::failures_areDifferentAndActionable() {
    SteppingClock clock;
    TestWindow window(clock);
    QVERIFY(window.show());
    QStringList said;
    const auto tell = [&](const QString& path, const char* words) {
        const QString message = messageFor(window, path);
        if (!message.contains(QString::fromUtf8(words)))
            qWarning("it says: %s", qPrintable(message));
        said.append(message);
        return message.contains(QString::fromUtf8(words));
    };
    const LabWorkspace missing;
    QVERIFY(tell(missing.file(QStringLiteral("absent.scepter")), "not there any more"));

    const LabWorkspace foreign;
    QFile text(foreign.file(QStringLiteral("letter.txt")));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("Dear Sir or Madam, this is not a database at all.");
    text.close();
    QVERIFY(tell(text.fileName(), "not a Scepter workspace"));

    const LabWorkspace newer;
    QVERIFY(sql(newer.path(), "PRAGMA user_version = 9999"));
    QVERIFY(tell(newer.path(), "newer version"));

    const LabWorkspace corrupt;
    QFile damaged(corrupt.path());
    QVERIFY(sql(corrupt.path(), "PRAGMA wal_checkpoint(TRUNCATE)"));
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    QVERIFY(damaged.seek(100));
    QCOMPARE(damaged.write(QByteArray(8000, '\x5a')), qint64{8000});
    damaged.close();
    QVERIFY(tell(corrupt.path(), "damaged"));

    const LabWorkspace busy;
    {
        Locker locker(busy.path());
        QVERIFY(locker.isLocked());
        QVERIFY(tell(busy.path(), "locked"));
    }

    const LabWorkspace readOnly;
    QVERIFY(::chmod(readOnly.folder().toUtf8().constData(), 0755) == 0);
    QVERIFY(::chmod(readOnly.path().toUtf8().constData(), 0444) == 0);
    const uid_t before = ::geteuid();
    if (before == 0) QVERIFY(::seteuid(kNobody) == 0);
    const bool told = tell(readOnly.path(), "cannot be written to");
    QVERIFY(::seteuid(before) == 0);
    QVERIFY(told);

    QCOMPARE(QSet<QString>(said.begin(), said.end()).size(), said.size());
}

void OpeningTest::passphrase_wrongIsAskedForAgain() {
    SteppingClock clock;
    LabWorkspace lab;
    const QString passphrase = lab.removeKeyFile();
    TestWindow window(clock);
    QVERIFY(window.show());
    window.window().openWorkspace(lab.path(), false);
    auto* field = window.find<QLineEdit>(QStringLiteral("passphrase"));
    QTRY_VERIFY_WITH_TIMEOUT(field->isVisible() && field->isEnabled(), kPatienceMs);
    QTest::keyClicks(field, QStringLiteral("a guess"));
    QTest::keyClick(field, Qt::Key_Return);
    auto* error = window.find<QLabel>(QStringLiteral("lockError"));
    QTRY_VERIFY_WITH_TIMEOUT(error->isVisible(), kPatienceMs);
    QCOMPARE(error->text(), QStringLiteral("The passphrase is wrong."));
    field->setText(passphrase);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(window.window().session() != nullptr, kPatienceMs);
}

void OpeningTest::keyFile_ofAnotherWorkspaceIsSaid() {
    SteppingClock clock;
    const LabWorkspace lab;
    QFile key(lab.path() + QStringLiteral(".key"));
    QVERIFY(key.open(QIODevice::WriteOnly | QIODevice::Truncate));
    key.write("the passphrase of another one\n");
    key.close();
    TestWindow window(clock);
    QVERIFY(window.show());
    window.window().openWorkspace(lab.path(), false);
    auto* screen = window.find(QStringLiteral("lockScreen"));
    QTRY_VERIFY_WITH_TIMEOUT(screen->isVisible(), kPatienceMs);
    bool told = false;
    const auto labels = screen->findChildren<QLabel*>();
    for (const QLabel* label : labels)
        told = told || label->text().contains(QStringLiteral("does not open it"));
    QVERIFY(told);
}

void OpeningTest::restore_putsABackupInPlace() {
    SteppingClock clock;
    const LabWorkspace lab;
    TestWindow window(clock);
    QVERIFY(window.show());
    window.window().showStart();
    QTest::mouseClick(window.find<QPushButton>(QStringLiteral("startRestore")), Qt::LeftButton);
    auto* go = window.find<QPushButton>(QStringLiteral("restoreGo"));
    QVERIFY(!go->isEnabled());
    window.desktop().answer(lab.path());
    QTest::mouseClick(window.find<QPushButton>(QStringLiteral("restoreBackupBrowse")),
                      Qt::LeftButton);
    const QString target = window.folder() + QStringLiteral("/back.scepter");
    window.find<QLineEdit>(QStringLiteral("restoreTarget"))->setText(target);
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
    QTest::mouseClick(go, Qt::LeftButton);
    auto* facts = window.find(QStringLiteral("restoredFacts"));
    QTRY_VERIFY_WITH_TIMEOUT(facts->isVisible(), kPatienceMs);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.window().session() != nullptr, kPatienceMs);
    QCOMPARE(window.session().path(), target.toStdString());
}

void OpeningTest::restore_replacesTheOpenWorkspaceAndKeepsIt() {
    SteppingClock clock;
    const LabWorkspace backup;
    const LabWorkspace lab;
    TestWindow window(clock);
    QVERIFY(window.show());
    QVERIFY(window.open(lab.path()));
    window.action(QStringLiteral("file.restore"))->trigger();
    QCOMPARE(window.find<QLineEdit>(QStringLiteral("restoreTarget"))->text(), lab.path());
    window.find<QLineEdit>(QStringLiteral("restoreBackup"))->setText(backup.path());
    auto* go = window.find<QPushButton>(QStringLiteral("restoreGo"));
    auto* replace = window.find<QCheckBox>(QStringLiteral("restoreReplace"));
    QTRY_VERIFY_WITH_TIMEOUT(replace->isVisible(), kPatienceMs);
    QVERIFY(!go->isEnabled());
    QVERIFY(window.find<ui::InlineNote>(QStringLiteral("restorePlan"))
                ->text()
                .contains(QStringLiteral("it is closed")));
    replace->click();
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.find(QStringLiteral("restoredFacts"))->isVisible(),
                             kPatienceMs);
    const QStringList kept = QDir(lab.folder()).entryList({QStringLiteral("*before-restore*")});
    QVERIFY(!kept.isEmpty());
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.window().session() != nullptr, kPatienceMs);
}

void OpeningTest::restore_leavesTheOpenWorkspaceRunningWhenTheBackupIsBad() {
    SteppingClock clock;
    LabWorkspace backup;
    const QString passphrase = backup.removeKeyFile();
    const LabWorkspace lab;
    TestWindow window(clock);
    QVERIFY(window.show());
    QVERIFY(window.open(lab.path()));
    QVERIFY(window.serve());
    const QSignalSpy closed(&window.window(), &ui::MainWindow::workspaceClosed);
    window.action(QStringLiteral("file.restore"))->trigger();
    window.find<QLineEdit>(QStringLiteral("restoreBackup"))->setText(backup.path());
    auto* replace = window.find<QCheckBox>(QStringLiteral("restoreReplace"));
    QTRY_VERIFY_WITH_TIMEOUT(replace->isVisible(), kPatienceMs);
    replace->click();
    window.find<QAbstractButton>(QStringLiteral("restoreByTyping"))->click();
    auto* field = window.find<QLineEdit>(QStringLiteral("restorePassphrase"));
    field->setText(QStringLiteral("a wrong one"));
    auto* go = window.find<QPushButton>(QStringLiteral("restoreGo"));
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
    QTest::mouseClick(go, Qt::LeftButton);
    auto* dialog = window.find(QStringLiteral("restoreDialog"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QFrame*>(QStringLiteral("message")) != nullptr,
                             kPatienceMs);
    QCOMPARE(closed.size(), 0);
    QCOMPARE(window.session().responder().state, workbench::ResponderView::State::Running);
    // With the right one it goes on, and only then closes.
    field->setText(passphrase);
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.find(QStringLiteral("restoredFacts"))->isVisible(),
                             kPatienceMs);
    QCOMPARE(closed.size(), 1);
}

void OpeningTest::restore_knowsTheOpenWorkspaceByAnotherName() {
    SteppingClock clock;
    const LabWorkspace backup;
    const LabWorkspace lab;
    TestWindow window(clock);
    QVERIFY(window.show());
    QVERIFY(window.open(lab.path()));
    const QString other = window.folder() + QStringLiteral("/other");
    QVERIFY(QFile::link(lab.folder(), other));
    const QSignalSpy closed(&window.window(), &ui::MainWindow::workspaceClosed);
    window.action(QStringLiteral("file.restore"))->trigger();
    window.find<QLineEdit>(QStringLiteral("restoreBackup"))->setText(backup.path());
    window.find<QLineEdit>(QStringLiteral("restoreTarget"))
        ->setText(other + QLatin1Char('/') + QFileInfo(lab.path()).fileName());
    auto* replace = window.find<QCheckBox>(QStringLiteral("restoreReplace"));
    QTRY_VERIFY_WITH_TIMEOUT(replace->isVisible(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(window.find<ui::InlineNote>(QStringLiteral("restorePlan"))
                                 ->text()
                                 .contains(QStringLiteral("it is closed")),
                             kPatienceMs);
    replace->click();
    auto* go = window.find<QPushButton>(QStringLiteral("restoreGo"));
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.find(QStringLiteral("restoredFacts"))->isVisible(),
                             kPatienceMs);
    QCOMPARE(closed.size(), 1);
}

void OpeningTest::restore_refusesWithoutAWord() {
    SteppingClock clock;
    LabWorkspace lab;
    const QString passphrase = lab.removeKeyFile();
    TestWindow window(clock);
    QVERIFY(window.show());
    window.window().showStart();
    QTest::mouseClick(window.find<QPushButton>(QStringLiteral("startRestore")), Qt::LeftButton);
    const QString target = window.folder() + QStringLiteral("/back.scepter");
    window.find<QLineEdit>(QStringLiteral("restoreTarget"))->setText(target);
    window.find<QLineEdit>(QStringLiteral("restoreBackup"))->setText(lab.path());
    auto* go = window.find<QPushButton>(QStringLiteral("restoreGo"));
    auto* note = window.find<ui::InlineNote>(QStringLiteral("restorePassphraseNote"));
    QTRY_VERIFY_WITH_TIMEOUT(note->text().contains(QStringLiteral("no key file")), kPatienceMs);
    QVERIFY(!go->isEnabled());
    window.find<QAbstractButton>(QStringLiteral("restoreByTyping"))->click();
    auto* field = window.find<QLineEdit>(QStringLiteral("restorePassphrase"));
    field->setText(QStringLiteral("a wrong one"));
    QVERIFY(go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
    QVERIFY(!QFile::exists(target));
    field->setText(passphrase);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(window.find(QStringLiteral("restoredFacts"))->isVisible(),
                             kPatienceMs);
    QVERIFY(QFile::exists(target));
}

void OpeningTest::restore_ofADamagedBackupChangesNothing() {
    SteppingClock clock;
    const LabWorkspace lab;
    QVERIFY(
        sql(lab.path(), "DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'somebody else'"));
    TestWindow window(clock);
    QVERIFY(window.show());
    window.window().showStart();
    QTest::mouseClick(window.find<QPushButton>(QStringLiteral("startRestore")), Qt::LeftButton);
    const QString target = window.folder() + QStringLiteral("/back.scepter");
    window.find<QLineEdit>(QStringLiteral("restoreTarget"))->setText(target);
    window.find<QLineEdit>(QStringLiteral("restoreBackup"))->setText(lab.path());
    auto* go = window.find<QPushButton>(QStringLiteral("restoreGo"));
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), kPatienceMs);
    QTest::mouseClick(go, Qt::LeftButton);
    auto* dialog = window.find(QStringLiteral("restoreDialog"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QFrame*>(QStringLiteral("message")) != nullptr,
                             kPatienceMs);
    QVERIFY(!QFile::exists(target));
    QTRY_VERIFY(go->isEnabled());
}

QTEST_MAIN(OpeningTest)

#include "tst_opening.moc"
