// What an `init` that was killed leaves, and what the next one makes of it.
#include "expect.h"
#include "lab.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

#include <csignal>

using namespace scepter;
using namespace scepter::faults;

namespace {

QStringList quickInit() {
    return {QStringLiteral("--json"), QStringLiteral("init"), QStringLiteral("--ca-key"),
            QStringLiteral("ec:p256")};
}

/// An init that takes its time to make its key.
class SlowInit {
public:
    explicit SlowInit(const Lab& lab)
        : m_lab(lab) {
        m_process.start(scepterctl(), {QStringLiteral("--json"), QStringLiteral("--workspace"),
                                       lab.path(), QStringLiteral("init"),
                                       QStringLiteral("--ca-key"), QStringLiteral("rsa:4096")});
        m_process.closeWriteChannel();
        m_process.waitForStarted();
    }
    ~SlowInit() {
        if (m_process.state() == QProcess::NotRunning) return;
        signal(SIGKILL);
        m_process.waitForFinished();
    }
    SlowInit(const SlowInit&) = delete;
    SlowInit& operator=(const SlowInit&) = delete;

    void signal(int number) const { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    /// Looks at the folder until a file has such a name.
    [[nodiscard]] bool makes(const QString& pattern) const {
        const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 60000)
            if (!m_lab.files().filter(expression).isEmpty()) return true;
        return false;
    }
    Outcome end() {
        Outcome outcome;
        if (m_process.waitForFinished(60000) && m_process.exitStatus() == QProcess::NormalExit)
            outcome.exitCode = m_process.exitCode();
        outcome.out = m_process.readAllStandardOutput();
        outcome.err = m_process.readAllStandardError();
        return outcome;
    }

private:
    const Lab& m_lab;
    QProcess m_process;
};

} // namespace

class InitTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void killed_doesNotBlockTheNext_data();
    void killed_doesNotBlockTheNext();
    void living_isLeftAlone();
    void keyFileAlone_isNamedAndKept();
    void existingFile_isRefusedBeforeAnything();
};

void InitTest::killed_doesNotBlockTheNext_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("with its first file") << QStringLiteral("lab\\.scepter.*");
    QTest::newRow("with a key file") << QStringLiteral("lab\\.scepter.*\\.key");
    QTest::newRow("with the schema half made")
        << QStringLiteral("lab\\.scepter\\.new-.*-(wal|journal)");
    QTest::newRow("with its keys half made") << QStringLiteral("lab\\.scepter\\.new-[0-9a-f]{12}");
}

void InitTest::killed_doesNotBlockTheNext() {
    QFETCH(QString, file);
    const Lab lab(false);
    {
        SlowInit killed(lab);
        QVERIFY(killed.makes(file));
        killed.signal(SIGKILL);
        QCOMPARE(killed.end().exitCode, -1);
    }
    QVERIFY(!lab.files().isEmpty());
    QVERIFY(!QFile::exists(lab.path()));
    const Outcome next = lab.run(quickInit());
    QVERIFY2(next.exitCode == 0, next.text().constData());
    QCOMPARE(lab.files(),
             (QStringList{QStringLiteral("lab.scepter"), QStringLiteral("lab.scepter.key")}));
    QCOMPARE(lab.complaints(), QString());
}

void InitTest::living_isLeftAlone() {
    const Lab lab(false);
    SlowInit slow(lab);
    QVERIFY(slow.makes(QStringLiteral("lab\\.scepter\\.new-[0-9a-f]{12}")));
    slow.signal(SIGSTOP);
    const QStringList its = lab.files();
    const Outcome fast = lab.run(quickInit());
    QVERIFY2(fast.exitCode == 0, fast.text().constData());
    for (const QString& file : its)
        QVERIFY2(lab.files().contains(file), qPrintable(file));
    slow.signal(SIGCONT);
    const Outcome late = slow.end();
    QVERIFY2(late.exitCode == 1 && late.errorCode() == QStringLiteral("alreadyExists"),
             late.text().constData());
    QCOMPARE(lab.files(),
             (QStringList{QStringLiteral("lab.scepter"), QStringLiteral("lab.scepter.key")}));
    QCOMPARE(lab.complaints(), QString());
}

void InitTest::keyFileAlone_isNamedAndKept() {
    const Lab lab(false);
    QFile key(lab.path() + QStringLiteral(".key"));
    QVERIFY(key.open(QIODevice::WriteOnly) && key.write("precious\n") == 9);
    key.close();
    const Outcome outcome = lab.run(quickInit());
    QVERIFY2(outcome.exitCode == 1 && outcome.errorCode() == QStringLiteral("alreadyExists"),
             outcome.text().constData());
    const QByteArray named = key.fileName().toUtf8() + " is there without its workspace";
    QVERIFY2(outcome.err.contains(named), outcome.err.constData());
    QVERIFY2(outcome.err.contains("remove the file. Then run init again"), outcome.err.constData());
    QVERIFY(key.open(QIODevice::ReadOnly));
    QCOMPARE(key.readAll(), QByteArray("precious\n"));
    QCOMPARE(lab.files(), QStringList{QStringLiteral("lab.scepter.key")});
}

void InitTest::existingFile_isRefusedBeforeAnything() {
    const Lab lab;
    QVERIFY2(lab.error().empty(), lab.error().c_str());
    const Outcome outcome = lab.run(quickInit());
    QVERIFY2(outcome.exitCode == 1 && outcome.errorCode() == QStringLiteral("alreadyExists"),
             outcome.text().constData());
    QVERIFY2(!outcome.err.contains("Making"), outcome.err.constData());
}

QTEST_GUILESS_MAIN(InitTest)

#include "tst_init.moc"
