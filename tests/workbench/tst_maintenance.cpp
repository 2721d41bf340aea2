// Backup, restore and the passphrase of a workspace, with its key file.
#include "bench.h"

#include "workbench/maintenance.h"
#include "workbench/passphrase.h"
#include "workbench/write_file.h"

#include <sys/stat.h>

using namespace scepter;
using namespace scepter::test;
using workbench::KeyFile;
using workbench::Workbench;

class MaintenanceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passphrase_randomGoesIntoTheKeyFile();
    void passphrase_ofTheOperatorLeavesNoKeyFile();
    void passphrase_impossibleIsRefused();
    void passphrase_cutShortOpensAllTheSame();
    void passphrase_otherProcessGoesOn();
    void backup_restoresWithItsKey();
    void restore_keepsWhatWasThere();
    void restore_refusesWhatIsNotSound();
    void restore_wantsTheOldOneAlone();
    void restoration_touchesNothingUntilItIsPublished();
    void fileWriter_leavesWhatWasThereUntilTheEnd();

private:
    struct Lab {
        Lab() {
            workbench::SetupOptions options;
            options.path = path();
            options.caKey = {pki::KeyType::EcP256, 0};
            options.raKey = {pki::KeyType::Rsa, 2048};
            made = outcome(workbench::makeWorkspace(options, clock));
        }
        [[nodiscard]] std::string path() const { return folder.path("lab.scepter"); }
        [[nodiscard]] Result<std::unique_ptr<Workbench>>
        open(const std::string& passphraseFile = {}) const {
            return Workbench::open(path(), passphraseFile, "operator:ann", clock);
        }
        [[nodiscard]] SecretBytes current() const {
            return std::move(*workbench::readPassphraseFile(workbench::keyFileOf(path())));
        }

        Folder folder;
        SystemClock clock;
        QByteArray made;
    };
    static std::unique_ptr<Workbench> opened(Result<std::unique_ptr<Workbench>> result) {
        if (!result) qWarning("%s", toText(result.error()).c_str());
        return result ? std::move(*result) : nullptr;
    }
};

void MaintenanceTest::passphrase_randomGoesIntoTheKeyFile() {
    const Lab lab;
    QCOMPARE(lab.made, QByteArray("ok"));
    const QByteArray before = lab.folder.read("lab.scepter.key");
    {
        const auto bench = opened(lab.open());
        QVERIFY(bench);
        const auto changed = bench->maintenance().changePassphrase(lab.current(), {});
        QCOMPARE(outcome(changed), QByteArray("ok"));
        QVERIFY(changed->keyFile == KeyFile::Written);
        QVERIFY(!changed->trouble);
        // The same process makes keys under the new one.
        QCOMPARE(outcome(bench->authorities().prepareNext({})), QByteArray("ok"));
    }
    QVERIFY(lab.folder.read("lab.scepter.key") != before);
    struct stat info{};
    QCOMPARE(::stat(lab.folder.path("lab.scepter.key").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
    QCOMPARE(lab.folder.names(),
             (QStringList{QStringLiteral("lab.scepter"), QStringLiteral("lab.scepter.key")}));
    const auto bench = opened(lab.open());
    QVERIFY(bench);
    QCOMPARE(outcome(bench->authorities().switchOver({})), QByteArray("ok"));
}

void MaintenanceTest::passphrase_ofTheOperatorLeavesNoKeyFile() {
    const Lab lab;
    const auto bench = opened(lab.open());
    QVERIFY(bench);
    const auto changed = bench->maintenance().changePassphrase(
        lab.current(), {SecretBytes(std::string_view("mine alone, really")), false});
    QCOMPARE(outcome(changed), QByteArray("ok"));
    QVERIFY(changed->keyFile == KeyFile::Removed);
    QVERIFY(!QFile::exists(lab.folder.file("lab.scepter.key")));
    lab.folder.write("mine", "mine alone, really\n");
    QVERIFY(QFile::setPermissions(lab.folder.file("mine"), QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(outcome(lab.open(lab.folder.path("mine"))), QByteArray("ok"));
    QCOMPARE(outcome(lab.open()), name(ErrorCode::FileUnreadable));
}

void MaintenanceTest::passphrase_impossibleIsRefused() {
    const Lab lab;
    const auto bench = opened(lab.open());
    QVERIFY(bench);
    auto& maintenance = bench->maintenance();
    for (const std::string& text :
         {std::string(), std::string("short"), std::string("two\nlines here"),
          std::string("a zero\0inside", 13), std::string(1001, 'x'),
          std::string(lab.current().text())})
        QCOMPARE(outcome(maintenance.changePassphrase(lab.current(), {SecretBytes(text), true})),
                 name(ErrorCode::InvalidArgument));
    QCOMPARE(outcome(maintenance.changePassphrase(SecretBytes(std::string_view("wrong")), {})),
             name(ErrorCode::PassphraseWrong));
    QCOMPARE(outcome(lab.open()), QByteArray("ok"));
    QCOMPARE(lab.folder.names().size(), 2 + 2); // and the log of the one that is open
}

void MaintenanceTest::passphrase_cutShortOpensAllTheSame() {
    const Lab lab;
    // After the commit, before the key file got its name.
    {
        auto store = store::Store::open(lab.path(), lab.clock);
        QVERIFY(store);
        QCOMPARE(outcome((*store)->unlock(lab.current().view())), QByteArray("ok"));
        lab.folder.write("lab.scepter.key.new", "the next passphrase\n");
        QVERIFY(QFile::setPermissions(lab.folder.file("lab.scepter.key.new"),
                                      QFile::ReadOwner | QFile::WriteOwner));
        // Before the commit: the old one still opens it.
        QCOMPARE(outcome(lab.open()), QByteArray("ok"));
        QVERIFY(QFile::exists(lab.folder.file("lab.scepter.key.new")));
        QCOMPARE(outcome((*store)->changePassphrase(lab.current().view(),
                                                    bytesOf("the next passphrase"), "op")),
                 QByteArray("ok"));
    }
    QCOMPARE(outcome(lab.open()), QByteArray("ok"));
    QCOMPARE(lab.folder.read("lab.scepter.key"), QByteArray("the next passphrase\n"));
    QVERIFY(!QFile::exists(lab.folder.file("lab.scepter.key.new")));
    // One that opens nothing is no help.
    lab.folder.write("lab.scepter.key.new", "some other\n");
    lab.folder.write("lab.scepter.key", "wrong as well\n");
    QCOMPARE(outcome(lab.open()), name(ErrorCode::PassphraseWrong));
}

void MaintenanceTest::passphrase_otherProcessGoesOn() {
    const Lab lab;
    const auto mine = opened(lab.open());
    const auto theirs = opened(lab.open());
    QVERIFY(mine && theirs);
    // Its keys are open before the change.
    QCOMPARE(outcome(theirs->authorities().renewCrl({})), QByteArray("ok"));
    QCOMPARE(outcome(mine->maintenance().changePassphrase(lab.current(), {})), QByteArray("ok"));
    QCOMPARE(outcome(theirs->authorities().renewCrl({})), QByteArray("ok"));
    // A new key under the old passphrase would be lost.
    QCOMPARE(outcome(theirs->authorities().prepareNext({})), name(ErrorCode::PassphraseWrong));
    // Also after an operator there has shown that he knows the new one, as a locked window asks.
    QCOMPARE(outcome(theirs->checkPassphrase(lab.current().view())), QByteArray("ok"));
    QCOMPARE(outcome(theirs->authorities().prepareNext({})), name(ErrorCode::PassphraseWrong));
    QCOMPARE(outcome(mine->authorities().prepareNext({})), QByteArray("ok"));
}

void MaintenanceTest::backup_restoresWithItsKey() {
    const Lab lab;
    std::int64_t before = 0;
    {
        const auto bench = opened(lab.open());
        QVERIFY(bench);
        QCOMPARE(outcome(bench->maintenance().backup(lab.folder.path("copy"), true)),
                 QByteArray("ok"));
        QCOMPARE(outcome(bench->maintenance().backup(lab.folder.path("copy"), true)),
                 name(ErrorCode::AlreadyExists));
        before = bench->authorities().renewCrl({})->number;
    }
    workbench::RestoreOptions options;
    options.backup = lab.folder.path("copy");
    options.target = lab.folder.path("other.scepter");
    const auto restored = workbench::restore(options, lab.clock);
    QCOMPARE(outcome(restored), QByteArray("ok"));
    QVERIFY(restored->before.empty() && restored->keyFileBefore.empty());
    const auto bench = opened(Workbench::open(options.target, {}, "operator:ann", lab.clock));
    QVERIFY(bench);
    QVERIFY(bench->verifyAudit()->intact);
    QVERIFY(bench->authorities().renewCrl({})->number > before);
    QVERIFY(!lab.folder.names().join(u' ').contains(QStringLiteral(".new")));
}

void MaintenanceTest::restore_keepsWhatWasThere() {
    const Lab lab;
    {
        const auto bench = opened(lab.open());
        QVERIFY(bench);
        QCOMPARE(outcome(bench->maintenance().backup(lab.folder.path("copy"), true)),
                 QByteArray("ok"));
        QCOMPARE(outcome(bench->maintenance().changePassphrase(lab.current(), {})),
                 QByteArray("ok"));
    }
    workbench::RestoreOptions options;
    options.backup = lab.folder.path("copy");
    options.target = lab.path();
    QCOMPARE(outcome(workbench::restore(options, lab.clock)), name(ErrorCode::AlreadyExists));
    options.replace = true;
    const QByteArray newKey = lab.folder.read("lab.scepter.key");
    const auto restored = workbench::restore(options, lab.clock);
    QCOMPARE(outcome(restored), QByteArray("ok"));
    QVERIFY(restored->before.starts_with(lab.path() + ".before-restore-2"));
    QVERIFY(!restored->keyFileBefore.empty());
    QCOMPARE(lab.folder.read("lab.scepter.key"), lab.folder.read("copy.key"));
    QCOMPARE(outcome(lab.open()), QByteArray("ok"));
    // The old one is whole, with its own key.
    QFile oldKey(QString::fromStdString(restored->keyFileBefore));
    QVERIFY(oldKey.open(QIODevice::ReadOnly));
    QCOMPARE(oldKey.readAll(), newKey);
    const auto old =
        opened(Workbench::open(restored->before, restored->keyFileBefore, "op", lab.clock));
    QVERIFY(old);
    QVERIFY(old->verifyAudit()->intact);
}

void MaintenanceTest::restore_refusesWhatIsNotSound() {
    const Lab lab;
    {
        const auto bench = opened(lab.open());
        QVERIFY(bench);
        QCOMPARE(outcome(bench->maintenance().backup(lab.folder.path("copy"), true)),
                 QByteArray("ok"));
    }
    const QByteArray whole = lab.folder.read("copy");
    const QByteArray mine = lab.folder.read("lab.scepter");
    workbench::RestoreOptions options;
    options.backup = lab.folder.path("copy");
    options.target = lab.path();
    options.replace = true;
    const auto tried = [&](const QByteArray& content) {
        lab.folder.write("copy", content);
        return outcome(workbench::restore(options, lab.clock));
    };
    QCOMPARE(tried("no workspace at all, but long enough"), name(ErrorCode::StoreForeign));
    QCOMPARE(tried(whole.left(whole.size() / 2)), name(ErrorCode::StoreCorrupt));
    // A line of the trail that somebody has changed: same length, still valid SQLite.
    QByteArray forged = whole;
    QVERIFY(forged.contains("workspace.created"));
    QCOMPARE(tried(forged.replace("workspace.created", "workspace.cheated")),
             name(ErrorCode::StoreCorrupt));
    lab.folder.write("copy.key", "not this one\n");
    QCOMPARE(tried(whole), name(ErrorCode::PassphraseWrong));
    options.backup = lab.folder.path("nothing");
    QCOMPARE(tried(whole), name(ErrorCode::NotFound));
    options.backup = options.target;
    QCOMPARE(tried(whole), name(ErrorCode::InvalidArgument));
    QCOMPARE(lab.folder.read("lab.scepter"), mine);
    QCOMPARE(lab.folder.names(),
             (QStringList{QStringLiteral("copy"), QStringLiteral("copy.key"),
                          QStringLiteral("lab.scepter"), QStringLiteral("lab.scepter.key")}));
}

void MaintenanceTest::restore_wantsTheOldOneAlone() {
    const Lab lab;
    const auto bench = opened(lab.open());
    QVERIFY(bench);
    QCOMPARE(outcome(bench->maintenance().backup(lab.folder.path("copy"), false)),
             QByteArray("ok"));
    workbench::RestoreOptions options;
    options.backup = lab.folder.path("copy");
    options.target = lab.path();
    options.replace = true;
    QCOMPARE(outcome(workbench::restore(options, lab.clock)), name(ErrorCode::StoreBusy));
    QCOMPARE(outcome(bench->status()), QByteArray("ok"));
}

void MaintenanceTest::restoration_touchesNothingUntilItIsPublished() {
    const Lab lab;
    const auto bench = opened(lab.open());
    QVERIFY(bench);
    QCOMPARE(outcome(bench->maintenance().backup(lab.folder.path("copy"), true)), QByteArray("ok"));
    const QStringList before = lab.folder.names();
    workbench::RestoreOptions options;
    options.backup = lab.folder.path("copy");
    options.target = lab.path();
    options.replace = true;
    {
        // While somebody has the target open.
        const auto good = workbench::Restoration::prepare(options, lab.clock);
        QCOMPARE(outcome(good), QByteArray("ok"));
        QCOMPARE(outcome((*good)->publish()), name(ErrorCode::StoreBusy));
        QCOMPARE(outcome(bench->status()), QByteArray("ok"));
    }
    QCOMPARE(lab.folder.names(), before);
}

void MaintenanceTest::fileWriter_leavesWhatWasThereUntilTheEnd() {
    const Folder folder;
    folder.write("out", "before");
    const auto written = [&folder](bool commit) {
        auto file = workbench::FileWriter::open(folder.path("out"), true);
        if (!file) return outcome(file);
        for (const std::string_view piece : {"one ", "two"})
            if (const auto done = (*file)->write(bytesOf(piece)); !done) return outcome(done);
        return commit ? outcome((*file)->commit()) : QByteArray("ok");
    };
    QCOMPARE(written(false), QByteArray("ok"));
    QCOMPARE(folder.read("out"), QByteArray("before"));
    QCOMPARE(folder.names(), QStringList{QStringLiteral("out")});
    QCOMPARE(written(true), QByteArray("ok"));
    QCOMPARE(folder.read("out"), QByteArray("one two"));
}

QTEST_GUILESS_MAIN(MaintenanceTest)
#include "tst_maintenance.moc"
