// Faults of the machine under a serving responder: SIGKILL at random instants, no room on the disk,
// no right to write.
#include "clients.h"
#include "expect.h"
#include "kill_trial.h"
#include "lab.h"

#include <QFile>
#include <QFileInfo>

#include <chrono>
#include <random>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace scepter;
using namespace scepter::faults;
using scep::PkiStatus;

namespace {

constexpr int kRounds = 50;

/// A small file system on a folder; gone with the object.
class SmallDisk {
public:
    SmallDisk(const QString& folder, const char* options)
        : m_folder(folder.toStdString())
        , m_mounted(::mount("tmpfs", m_folder.c_str(), "tmpfs", MS_NOSUID, options) == 0) {}
    ~SmallDisk() {
        if (m_mounted) ::umount2(m_folder.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool isMounted() const { return m_mounted; }
    bool makeReadOnly() {
        return ::mount(nullptr, m_folder.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }

private:
    std::string m_folder;
    bool m_mounted;
};

/// Writes until there is no room.
bool fillDisk(const QString& path) {
    QFile ballast(path);
    if (!ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) return false;
    for (const qint64 block : {65536, 4096, 512})
        while (ballast.write(QByteArray(block, 'x')) == block) {
        }
    return true;
}

QString lines(const QStringList& texts) {
    return texts.join(u'\n');
}

} // namespace

class FaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kill_atRandomInstants_losesNothingAnswered();
    void full_fileSizeLimit_isSaidAndNothingIsHalf();
    void full_disk_isSaidAndRoomHelpsAtOnce();
    void full_onInit_leavesNothing();
    void full_onMint_mintsNothing();
    void readOnly_file_isSaid();
    void readOnly_folder_isSaid();
    void readOnly_disk_isSaid();

private:
    /// Enrolls until one gets no certificate; gives that one.
    Result<Enrollment> enrollUntilFull(const Server& server, Clients& clients,
                                       const std::vector<workbench::MintedCode>& codes,
                                       std::vector<std::string>& serials);
};

void FaultsTest::kill_atRandomInstants_losesNothingAnswered() {
    Lab lab;
    QVERIFY2(lab.error().empty(), lab.error().c_str());
    KillTrial trial(lab);
    NEED(trial.prepare(2600));
    std::mt19937 random(8894);
    std::uniform_int_distribution<std::size_t> few(0, 24);
    std::uniform_int_distribution<int> microseconds(0, 4000);
    for (int round = 0; round < kRounds; ++round) {
        // Twice it goes on until the log has been moved home into the database.
        const std::size_t enough = few(random) + (round == 20 || round == 40 ? 505 : 0);
        const auto answered = trial.live(enough, std::chrono::microseconds{microseconds(random)});
        NEED(answered);
        QVERIFY(*answered >= enough);
        // A restarted server must cope alone at times, so not every kill is followed by a look.
        if (round % 3 == 1) continue;
        QCOMPARE(lab.complaints(), QString());
        NEED(trial.checkAnswered());
    }
    NEED(trial.finish());
    NEED(trial.checkAnswered());
    QCOMPARE(lab.complaints(), QString());
    const auto bench = lab.open();
    QVERIFY(bench);
    const auto status = bench->status();
    NEED(status);
    // Else no kill came between a commit and its answer.
    QVERIFY(trial.orphans() > 0);
    qInfo("%zu enrollments, %zu of them durable and unanswered when the server died", trial.sent(),
          trial.orphans());
    QCOMPARE(trial.serials(), trial.sent());
    QCOMPARE(status->counts.issued, static_cast<std::int64_t>(trial.sent()));
    QCOMPARE(status->counts.codesUnused, static_cast<std::int64_t>(trial.minted() - trial.sent()));
}

Result<Enrollment> FaultsTest::enrollUntilFull(const Server& server, Clients& clients,
                                               const std::vector<workbench::MintedCode>& codes,
                                               std::vector<std::string>& serials) {
    for (const auto& code : codes) {
        SCEPTER_TRY(made,
                    clients.enrollment("/scep", std::string(code.code.text()), code.record.id));
        SCEPTER_TRY(verdict, clients.enroll(server.port(), made));
        if (verdict.status == PkiStatus::Success) {
            serials.push_back(verdict.serial);
            continue;
        }
        // Not a FAILURE, which would be final.
        if (verdict.http != 503 ||
            verdict.text != "The server cannot process the request now. Try again later.\n")
            return fail(ErrorCode::Internal, "the client is told: " + verdict.text);
        return made;
    }
    return fail(ErrorCode::Internal, "the disk was never full");
}

void FaultsTest::full_fileSizeLimit_isSaidAndNothingIsHalf() {
    Lab lab;
    QVERIFY2(lab.error().empty(), lab.error().c_str());
    const auto codes = lab.mint(200);
    NEED(codes);
    auto clients = Clients::make(2, *lab.open()->authorities().show({}));
    NEED(clients);
    std::vector<std::string> serials;
    std::optional<Enrollment> refused;
    {
        const auto size = static_cast<std::size_t>(QFileInfo(lab.path()).size());
        Server server(lab.path(), fileSizeLimit(size + 128 * 1024));
        QVERIFY2(server.isReady(), server.log().constData());
        auto last = enrollUntilFull(server, *clients, *codes, serials);
        NEED(last);
        refused = std::move(*last);
        QVERIFY2(server.log().contains("storeFull"), server.log().constData());
        // Nor later; and it goes on to answer.
        const auto again = clients->enroll(server.port(), *refused);
        NEED(again);
        QCOMPARE(again->http, 503U);
        QCOMPARE(server.end(true), 0);
    }
    QVERIFY(!serials.empty());
    QCOMPARE(lab.complaints(), QString());
    {
        const auto bench = lab.open();
        QVERIFY(bench);
        QCOMPARE(bench->status()->counts.issued, static_cast<std::int64_t>(serials.size()));
        QCOMPARE(bench->status()->counts.codesUnused,
                 static_cast<std::int64_t>(codes->size() - serials.size()));
        for (const auto& serial : serials)
            NEED(bench->certificates().show(serial));
    }
    Server server(lab.path());
    QVERIFY2(server.isReady(), server.log().constData());
    const auto verdict = clients->enroll(server.port(), *refused);
    NEED(verdict);
    QVERIFY2(verdict->status == PkiStatus::Success, verdict->text.c_str());
    QCOMPARE(server.end(true), 0);
    QCOMPARE(lab.complaints(), QString());
}

void FaultsTest::full_disk_isSaidAndRoomHelpsAtOnce() {
    Lab lab(false);
    const SmallDisk disk(lab.folder(), "size=4m,mode=0700");
    if (!disk.isMounted()) QSKIP("needs the right to mount a file system");
    const Outcome made =
        lab.run({QStringLiteral("init"), QStringLiteral("--ca-key"), QStringLiteral("rsa:2048")});
    QVERIFY2(made.exitCode == 0, made.text().constData());
    const auto codes = lab.mint(200);
    NEED(codes);
    auto clients = Clients::make(2, *lab.open()->authorities().show({}));
    NEED(clients);
    Server server(lab.path());
    QVERIFY2(server.isReady(), server.log().constData());
    const QString ballast = lab.folder() + QStringLiteral("/ballast");
    QVERIFY(fillDisk(ballast));
    std::vector<std::string> serials;
    const auto refused = enrollUntilFull(server, *clients, *codes, serials);
    NEED(refused);
    QVERIFY2(server.log().contains("storeFull"), server.log().constData());
    QVERIFY(QFile::remove(ballast));
    const auto verdict = clients->enroll(server.port(), *refused);
    NEED(verdict);
    QVERIFY2(verdict->status == PkiStatus::Success, verdict->text.c_str());
    serials.push_back(verdict->serial);
    QCOMPARE(server.end(true), 0);
    QCOMPARE(lab.complaints(), QString());
    const auto bench = lab.open();
    QVERIFY(bench);
    QCOMPARE(bench->status()->counts.issued, static_cast<std::int64_t>(serials.size()));
}

void FaultsTest::full_onInit_leavesNothing() {
    const Lab lab(false);
    bool enough = false;
    for (std::size_t limit = 0; !enough; limit += limit < 48 ? 16 : 16 * 1024) {
        const Outcome outcome = lab.run({QStringLiteral("--json"), QStringLiteral("init"),
                                         QStringLiteral("--ca-key"), QStringLiteral("ec:p256")},
                                        fileSizeLimit(limit));
        enough = outcome.exitCode == 0;
        if (enough) break;
        QVERIFY2(outcome.exitCode == 4 && outcome.errorCode() == QStringLiteral("storeFull"),
                 outcome.text().constData());
        QCOMPARE(lines(lab.files()), QString());
    }
}

void FaultsTest::full_onMint_mintsNothing() {
    Lab lab;
    QVERIFY2(lab.error().empty(), lab.error().c_str());
    const QStringList mint{QStringLiteral("--json"), QStringLiteral("code"), QStringLiteral("mint"),
                           QStringLiteral("--count"), QStringLiteral("1000")};
    // Room for the first codes in the log, not for all.
    const Outcome outcome = lab.run(mint, fileSizeLimit(96 * 1024));
    QVERIFY2(outcome.exitCode == 4 && outcome.errorCode() == QStringLiteral("storeFull"),
             outcome.text().constData());
    QCOMPARE(lab.complaints(), QString());
    QCOMPARE(lab.open()->status()->counts.codesUnused, 0);
    QCOMPARE(lab.run(mint).exitCode, 0);
    QCOMPARE(lab.open()->status()->counts.codesUnused, 1000);
}

void FaultsTest::readOnly_file_isSaid() {
    Lab lab;
    const std::string path = lab.path().toStdString();
    const std::string folder = lab.folder().toStdString();
    QVERIFY(::chmod(folder.c_str(), 0755) == 0 && ::chmod(path.c_str(), 0444) == 0);
    if (::geteuid() == 0) QVERIFY(::chown((path + ".key").c_str(), 65534, 65534) == 0);
    if (lab.run({QStringLiteral("--version")}, asNobody()).exitCode != 0)
        QSKIP("the program cannot be run by another user here");
    for (const QString& command : {QStringLiteral("status"), QStringLiteral("serve")}) {
        const Outcome outcome = lab.run({QStringLiteral("--json"), command}, asNobody());
        QVERIFY2(outcome.exitCode == 4 && outcome.errorCode() == QStringLiteral("storeReadOnly"),
                 outcome.text().constData());
        QVERIFY2(outcome.err.contains(path.c_str()), outcome.err.constData());
    }
    QVERIFY(::chmod(path.c_str(), 0600) == 0);
    QCOMPARE(lab.complaints(), QString());
}

// The file may be written, but no log can be put beside it.
void FaultsTest::readOnly_folder_isSaid() {
    Lab lab;
    const std::string path = lab.path().toStdString();
    const std::string folder = lab.folder().toStdString();
    QVERIFY(::chmod(folder.c_str(), 0555) == 0);
    if (::geteuid() == 0)
        QVERIFY(::chown((path + ".key").c_str(), 65534, 65534) == 0 &&
                ::chown(path.c_str(), 65534, 65534) == 0);
    if (lab.run({QStringLiteral("--version")}, asNobody()).exitCode != 0)
        QSKIP("the program cannot be run by another user here");
    const Outcome outcome =
        lab.run({QStringLiteral("--json"), QStringLiteral("status")}, asNobody());
    QVERIFY(::chmod(folder.c_str(), 0755) == 0);
    QVERIFY2(outcome.exitCode == 4 && outcome.errorCode() == QStringLiteral("storeReadOnly"),
             outcome.text().constData());
    QCOMPARE(lab.complaints(), QString());
}

void FaultsTest::readOnly_disk_isSaid() {
    const Lab lab(false);
    SmallDisk disk(lab.folder(), "size=4m,mode=0700");
    if (!disk.isMounted()) QSKIP("needs the right to mount a file system");
    const QStringList init{QStringLiteral("--json"), QStringLiteral("init"),
                           QStringLiteral("--ca-key"), QStringLiteral("ec:p256")};
    QCOMPARE(lab.run(init).exitCode, 0);
    QVERIFY(disk.makeReadOnly());
    const Outcome status = lab.run({QStringLiteral("--json"), QStringLiteral("status")});
    QVERIFY2(status.exitCode == 4 && status.errorCode() == QStringLiteral("storeReadOnly"),
             status.text().constData());
}

QTEST_GUILESS_MAIN(FaultsTest)

#include "tst_faults.moc"
