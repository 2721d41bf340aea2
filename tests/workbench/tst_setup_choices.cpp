// What a new workspace can be, beyond the lab: its place, passphrase, endpoints and CA.
#include "bench.h"
#include "workbench/ca_import.h"
#include "workbench/passphrase.h"
#include "workbench/place.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace scepter;
using namespace scepter::test;
using workbench::examinePlace;
using workbench::makeWorkspace;
using workbench::Place;
using workbench::SetupStep;

namespace {

/// Somebody who may not write everywhere, as long as this lives; root may.
class PlainUser {
public:
    PlainUser()
        : m_before(::geteuid()) {
        if (m_before == 0) become(kNobody);
    }
    ~PlainUser() { become(m_before); }
    PlainUser(const PlainUser&) = delete;
    PlainUser& operator=(const PlainUser&) = delete;

private:
    static void become(uid_t user) {
        if (::seteuid(user) != 0) qFatal("the user of the test cannot be changed");
    }

    static constexpr uid_t kNobody = 65534;
    uid_t m_before;
};

void makeSubCa(const Folder& folder) {
    folder.write("sub.ext", "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n");
    for (const char* command :
         {"req -x509 -newkey rsa:2048 -noenc -keyout root.key -out root.pem -days 30 -subj "
          "/CN=Root",
          "req -newkey rsa:2048 -noenc -keyout sub.key -out sub.csr -subj /CN=Sub",
          "x509 -req -in sub.csr -CA root.pem -CAkey root.key -days 20 -extfile sub.ext "
          "-out sub.pem",
          "pkcs12 -export -in sub.pem -inkey sub.key -certfile root.pem -out sub.p12 "
          "-passout pass:secret"}) {
        const QByteArray said = folder.openssl(command);
        QVERIFY2(!said.startsWith("FAILED"), said.constData());
    }
}

} // namespace

class SetupChoicesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examinePlace_tellsWhatIsThere();
    void examinePlace_knowsWhereOneMayNotWrite();
    void examinePlace_leavesNothing();
    void makeWorkspace_makesItsFolder();
    void makeWorkspace_cancelledRemovesItsFolder();
    void makeWorkspace_withAPassphraseThatIsKept();
    void makeWorkspace_refusesAPassphraseThatCannotBeReadBack();
    void makeWorkspace_hasTheEndpointsThatWereChosen();
    void makeWorkspace_cancelledAtTheLastMomentLeavesNothing();
    void makeAndOpenWorkspace_tellsEachStepAndOpens();
    void responderSettings_areKept();
    void readCaFiles_readsPemInThreeFiles();
    void readCaFiles_readsPkcs12WithItsChain();
    void readCaFiles_refusesWhatIsNoCa();

private:
    SystemClock m_clock;
};

void SetupChoicesTest::examinePlace_tellsWhatIsThere() {
    const Folder folder;
    folder.write("taken", "x");
    folder.write("lone.key", "x");
    folder.write("log-wal", "x");
    QCOMPARE(examinePlace(folder.path("new"), true), Place::Free);
    QCOMPARE(examinePlace(folder.path("a/b/new"), true), Place::FreeInNewFolder);
    QCOMPARE(examinePlace(folder.path("taken"), true), Place::Taken);
    QCOMPARE(examinePlace(folder.path(""), true), Place::IsFolder);
    QCOMPARE(examinePlace(folder.path("log"), true), Place::LeftLog);
    QCOMPARE(examinePlace(folder.path("lone"), true), Place::LoneKeyFile);
    QCOMPARE(examinePlace(folder.path("lone"), false), Place::Free);
    QCOMPARE(examinePlace(folder.path("taken/new"), true), Place::NoFolder);
    QCOMPARE(examinePlace(folder.path("absent/"), true), Place::NoName);
    QCOMPARE(examinePlace({}, true), Place::NoName);
    QVERIFY(::symlink("nowhere", folder.path("link").c_str()) == 0);
    QCOMPARE(examinePlace(folder.path("link"), true), Place::Taken);
}

void SetupChoicesTest::examinePlace_knowsWhereOneMayNotWrite() {
    const Folder folder;
    QVERIFY(::chmod(folder.path("").c_str(), 0755) == 0);
    QVERIFY(::mkdir(folder.path("locked").c_str(), 0555) == 0);
    const PlainUser plain;
    QCOMPARE(examinePlace(folder.path("locked/new"), true), Place::FolderReadOnly);
    QCOMPARE(examinePlace(folder.path("locked/deeper/new"), true), Place::FolderReadOnly);
}

void SetupChoicesTest::examinePlace_leavesNothing() {
    const Folder folder;
    examinePlace(folder.path("a/new"), true);
    examinePlace(folder.path("new"), true);
    QCOMPARE(folder.names(), QStringList());
}

void SetupChoicesTest::makeWorkspace_makesItsFolder() {
    const Folder folder;
    auto options = quickSetup(folder);
    options.path = folder.path("a/b/lab.scepter");
    REFUSED(makeWorkspace(options, m_clock), FileUnwritable);
    options.makeFolder = true;
    NEED(makeWorkspace(options, m_clock));
    struct stat info{};
    QVERIFY(::stat(folder.path("a/b").c_str(), &info) == 0);
    QCOMPARE(info.st_mode & 0777U, 0700U);
    NEED(workbench::Workbench::open(options.path, {}, "operator:ann", m_clock));
}

void SetupChoicesTest::makeWorkspace_cancelledRemovesItsFolder() {
    const Folder folder;
    auto options = quickSetup(folder);
    options.path = folder.path("a/b/lab.scepter");
    options.makeFolder = true;
    bool began = false;
    const auto cancel = [&] {
        began = folder.names() == QStringList{QStringLiteral("a")};
        return false;
    };
    REFUSED(makeWorkspace(options, m_clock, cancel), Cancelled);
    QVERIFY(began);
    QCOMPARE(folder.names(), QStringList());
}

void SetupChoicesTest::makeWorkspace_withAPassphraseThatIsKept() {
    const Folder folder;
    auto options = quickSetup(folder);
    options.passphrase = std::make_shared<const SecretBytes>(std::string_view("correct horse"));
    NEED(makeWorkspace(options, m_clock));
    QCOMPARE(folder.names(), QStringList{QStringLiteral("lab.scepter")});
    NEED(workbench::Workbench::openWith(options.path, options.passphrase->clone(), "operator:ann",
                                        m_clock));
    REFUSED(workbench::Workbench::openWith(options.path, SecretBytes(std::string_view("correct")),
                                           "operator:ann", m_clock),
            PassphraseWrong);
}

void SetupChoicesTest::makeWorkspace_refusesAPassphraseThatCannotBeReadBack() {
    const Folder folder;
    for (const std::string& text : {std::string("short"), std::string("two\nlines of text"),
                                    std::string(1001, 'x'), std::string("with a \0 in it", 14)}) {
        auto options = quickSetup(folder);
        options.passphrase = std::make_shared<const SecretBytes>(std::string_view(text));
        REFUSED(makeWorkspace(options, m_clock), InvalidArgument);
        QCOMPARE(folder.names(), QStringList());
    }
}

void SetupChoicesTest::makeWorkspace_hasTheEndpointsThatWereChosen() {
    const Folder folder;
    auto options = quickSetup(folder);
    options.endpoints = {false, true, false};
    const auto made = workbench::makeAndOpenWorkspace(options, m_clock);
    NEED(made);
    const auto endpoints = (*made)->endpoints().list();
    NEED(endpoints);
    QCOMPARE(endpoints->size(), std::size_t{1});
    QCOMPARE(endpoints->front().path, std::string("/scep/manual"));
    QCOMPARE(endpoints->front().approval, enrollment::Approval::Manual);
}

void SetupChoicesTest::makeWorkspace_cancelledAtTheLastMomentLeavesNothing() {
    const Folder folder;
    bool last = false;
    const auto tell = [&last](SetupStep step) { last = step == SetupStep::Publishing; };
    REFUSED(makeWorkspace(quickSetup(folder), m_clock, [&last] { return !last; }, tell), Cancelled);
    QVERIFY(last);
    QCOMPARE(folder.names(), QStringList());
}

void SetupChoicesTest::makeAndOpenWorkspace_tellsEachStepAndOpens() {
    const Folder folder;
    std::vector<SetupStep> steps;
    const auto made = workbench::makeAndOpenWorkspace(
        quickSetup(folder), m_clock, {}, [&steps](SetupStep step) { steps.push_back(step); });
    NEED(made);
    QVERIFY(
        (steps == std::vector{SetupStep::MakingFile, SetupStep::MakingCaKey, SetupStep::MakingRaKey,
                              SetupStep::AddingEndpoints, SetupStep::Publishing}));
    NEED((*made)->status());
    QVERIFY((*made)->checkConsistency()->empty());
}

void SetupChoicesTest::responderSettings_areKept() {
    const Folder folder;
    auto options = quickSetup(folder);
    options.responder.emplace();
    options.responder->address = "127.0.0.2";
    options.responder->port = 9090;
    const auto made = workbench::makeAndOpenWorkspace(options, m_clock);
    NEED(made);
    const auto first = (*made)->responderSettings();
    NEED(first);
    QCOMPARE(first->address, std::string("127.0.0.2"));
    QCOMPARE(first->port, std::uint16_t{9090});
    QVERIFY((*made)->verifyAudit()->intact);
}

void SetupChoicesTest::readCaFiles_readsPemInThreeFiles() {
    const Folder folder;
    makeSubCa(folder);
    const auto alone = workbench::readCaFiles({folder.path("sub.pem"), folder.path("sub.key"), {}},
                                              {}, m_clock.now());
    REFUSED(alone, ChainUntrusted);
    const auto found = workbench::readCaFiles(
        {folder.path("sub.pem"), folder.path("sub.key"), folder.path("root.pem")}, {},
        m_clock.now());
    NEED(found);
    QCOMPARE(found->ca.certificate.subject().toText(), std::string("CN=Sub"));
    QCOMPARE(found->chain.size(), std::size_t{1});
    QCOMPARE(found->chain.front().subject().toText(), std::string("CN=Root"));
}

void SetupChoicesTest::readCaFiles_readsPkcs12WithItsChain() {
    const Folder folder;
    makeSubCa(folder);
    const workbench::CaFiles files{folder.path("sub.p12"), {}, {}};
    REFUSED(workbench::readCaFiles(files, {}, m_clock.now()), PassphraseWrong);
    REFUSED(workbench::readCaFiles(files, bytesOf("guess"), m_clock.now()), PassphraseWrong);
    const auto found = workbench::readCaFiles(files, bytesOf("secret"), m_clock.now());
    NEED(found);
    QCOMPARE(found->chain.size(), std::size_t{1});
    auto options = quickSetup(folder);
    options.imported = found->ca;
    NEED(makeWorkspace(options, m_clock));
}

void SetupChoicesTest::readCaFiles_refusesWhatIsNoCa() {
    const Folder folder;
    makeSubCa(folder);
    const TimePoint now = m_clock.now();
    REFUSED(workbench::readCaFiles({folder.path("absent"), {}, {}}, {}, now), FileUnreadable);
    REFUSED(workbench::readCaFiles({folder.path(""), {}, {}}, {}, now), FileUnreadable);
    QVERIFY(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
    REFUSED(workbench::readCaFiles({folder.path("pipe"), {}, {}}, {}, now), FileUnreadable);
    folder.write("large", QByteArray((1 << 20) + 1, 'x'));
    REFUSED(workbench::readCaFiles({folder.path("large"), {}, {}}, {}, now), LimitExceeded);
    REFUSED(workbench::readCaFiles({folder.path("sub.pem"), folder.path("root.key"), {}}, {}, now),
            KeyMismatch);
    REFUSED(workbench::readCaFiles({folder.path("root.pem"), folder.path("root.key"), {}}, {},
                                   now + std::chrono::days{40}),
            CertificateExpired);
}

QTEST_GUILESS_MAIN(SetupChoicesTest)

#include "tst_setup_choices.moc"
