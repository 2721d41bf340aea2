// Faults of the machine: a process that is killed, a disk without room, a file one may not write.
// Each happens to a child process, which is this program again.
#include "workspace.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>

#include <csignal>
#include <cstdio>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace scepter;
using namespace scepter::test;

namespace {

constexpr rlim_t kNobody = 65534;

std::unique_ptr<store::Store> openUnlocked(const std::string& path, const Clock& clock) {
    auto opened = store::Store::open(path, clock);
    if (!opened || !(*opened)->unlock(bytesOf(kPassphrase))) return nullptr;
    return std::move(*opened);
}

/// Issues until it is killed, and says after each what is durable.
int issueForever(const std::string& path) {
    ManualClock clock;
    const auto store = openUnlocked(path, clock);
    if (!store) return 2;
    for (int i = 0;; ++i) {
        const auto done = store->commit(issued("k" + std::to_string(i)));
        if (!done) return 3;
        std::printf("%lld\n", static_cast<long long>(done->requestId));
        std::fflush(stdout);
    }
}

/// Fills a disk that ends, then gets room again.
int fillUp(const std::string& path) {
    std::signal(SIGXFSZ, SIG_IGN);
    ManualClock clock;
    const auto store = openUnlocked(path, clock);
    if (!store) return 2;
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t unlimited = limit.rlim_cur;
    limit.rlim_cur = 600 * 1024;
    ::setrlimit(RLIMIT_FSIZE, &limit);

    std::int64_t good = 0;
    Error error;
    for (int i = 0; i < 3000 && error.detail.empty(); ++i) {
        auto done = store->commit(issued("f" + std::to_string(i)));
        if (done)
            ++good;
        else
            error = done.error();
    }
    if (error.code != ErrorCode::StoreFull) return 3;
    // Still full: nothing of it is written, reading goes on.
    if (store->commit(issued("again"))) return 4;
    if (store->counts(kNow)->issued != good) return 5;

    limit.rlim_cur = unlimited;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    if (!store->commit(issued("room"))) return 6;
    if (store->counts(kNow)->issued != good + 1) return 7;
    if (!store->verifyAudit()->intact) return 8;
    const auto wrong = store->checkConsistency();
    return wrong && wrong->empty() ? 0 : 9;
}

/// Opens as somebody who may only read.
int openReadOnly(const std::string& path) {
    if (::geteuid() == 0 && ::seteuid(kNobody) != 0) return 2;
    ManualClock clock;
    const auto opened = store::Store::open(path, clock);
    if (opened) return 3;
    return opened.error().code == ErrorCode::StoreReadOnly ? 0 : 4;
}

int runChild(const QString& role, const std::string& path) {
    if (role == QStringLiteral("--issue")) return issueForever(path);
    if (role == QStringLiteral("--fill")) return fillUp(path);
    return openReadOnly(path);
}

} // namespace

class StoreFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kill_losesNothingThatWasDurable();
    void full_isSaidAndNothingIsHalf();
    void readOnly_isSaid();
    void busy_isSaidAfterPatience();
    void files_areForTheirOwnerAlone();
};

void StoreFaultsTest::kill_losesNothingThatWasDurable() {
    Workspace w;
    QVERIFY2(w.store, w.error.c_str());
    w.store.reset();
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--issue"), QString::fromStdString(w.path())});
    QVERIFY(child.waitForStarted());
    QByteArray said;
    while (said.count('\n') < 40) {
        QVERIFY2(child.waitForReadyRead(30000), "the child says nothing");
        said += child.readAllStandardOutput();
    }
    child.kill();
    QVERIFY(child.waitForFinished());
    said += child.readAllStandardOutput();
    const QList<QByteArray> lines = said.left(said.lastIndexOf('\n')).split('\n');

    auto store = w.another();
    QVERIFY(store);
    for (const QByteArray& line : lines) {
        const auto request = store->request(line.toLongLong());
        NEED(request);
        QVERIFY(request->state == RequestState::Issued);
        const auto certificate = store->certificate(request->certificateId);
        NEED(certificate);
        QCOMPARE(certificate->requestId, request->id);
    }
    QVERIFY(store->counts(kNow)->issued >= lines.size());
    QVERIFY(store->verifyAudit()->intact);
    const auto wrong = store->checkConsistency();
    NEED(wrong);
    QVERIFY2(wrong->empty(), wrong->empty() ? "" : wrong->front().c_str());
}

void StoreFaultsTest::full_isSaidAndNothingIsHalf() {
    Workspace w;
    w.store.reset();
    QCOMPARE(QProcess::execute(QCoreApplication::applicationFilePath(),
                               {QStringLiteral("--fill"), QString::fromStdString(w.path())}),
             0);
}

void StoreFaultsTest::readOnly_isSaid() {
    Workspace w;
    w.store.reset();
    QVERIFY(::chmod(w.folder.path().toStdString().c_str(), 0755) == 0);
    QVERIFY(::chmod(w.path().c_str(), 0444) == 0);
    QCOMPARE(QProcess::execute(QCoreApplication::applicationFilePath(),
                               {QStringLiteral("--read-only"), QString::fromStdString(w.path())}),
             0);
}

void StoreFaultsTest::busy_isSaidAfterPatience() {
    Workspace w;
    // Held by the writer of a second store, inside its transaction.
    auto second = w.another();
    QVERIFY(second);
    NEED(w.store->commit(pending("a")));
    QProcess holder;
    holder.start(QStringLiteral("sqlite3"), {QString::fromStdString(w.path())});
    if (!holder.waitForStarted()) QSKIP("there is no sqlite3 here");
    holder.write("BEGIN IMMEDIATE;\n.print held\n");
    QVERIFY(holder.waitForReadyRead(10000));
    REFUSED(w.store->commit(pending("b")), ErrorCode::StoreBusy);
    QCOMPARE(w.store->counts(kNow)->pending, 1); // reading goes on
    holder.write("ROLLBACK;\n.print free\n");
    QVERIFY(holder.waitForReadyRead(10000));
    NEED(w.store->commit(pending("b")));
    holder.closeWriteChannel();
    QVERIFY(holder.waitForFinished());
}

void StoreFaultsTest::files_areForTheirOwnerAlone() {
    const mode_t old = ::umask(0);
    Workspace w;
    const auto made = w.store->commit(issued("a"));
    ::umask(old);
    NEED(made);
    for (const char* suffix : {"", "-wal", "-shm"}) {
        struct stat info{};
        QVERIFY(::stat((w.path() + suffix).c_str(), &info) == 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
    }
}

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1).startsWith(QStringLiteral("--")))
        return runChild(arguments.at(1), arguments.at(2).toStdString());
    StoreFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_faults.moc"
