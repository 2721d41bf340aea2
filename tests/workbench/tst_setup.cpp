// Making workspaces, passphrases, and what errors say.
#include "bench.h"

#include "workbench/error_text.h"
#include "workbench/passphrase.h"

#include <array>
#include <thread>

#include <sys/stat.h>

using namespace scepter;
using namespace scepter::test;
using workbench::makeWorkspace;

namespace {

unsigned modeOf(const std::string& path) {
    struct stat info{};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777U : 0U;
}

Result<void> openWith(const std::string& path, const std::string& passphraseFile) {
    const SystemClock clock;
    SCEPTER_CHECK(workbench::Workbench::open(path, passphraseFile, "operator:ann", clock));
    return {};
}

} // namespace

class SetupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makeWorkspace_makesTheLab();
    void makeWorkspace_isForItsOwnerAlone();
    void makeWorkspace_refusesAnExistingFile();
    void makeWorkspace_refusesAnExistingKeyFile();
    void makeWorkspace_refusesTheLogOfAnother();
    void makeWorkspace_cancelledLeavesNothing_data();
    void makeWorkspace_cancelledLeavesNothing();
    void makeWorkspace_failedLeavesNothing_data();
    void makeWorkspace_failedLeavesNothing();
    void makeWorkspace_atOnceMakesOne();
    void makeWorkspace_withoutRaLetsTheCaTerminate();
    void makeWorkspace_withAPassphraseFile();
    void import_takesOverACa_data();
    void import_takesOverACa();
    void import_refusesWhatCannotIssue();
    void readCa_wantsTheKeyOfTheCertificate();
    void passphrase_problemsAreSaid();
    void passphrase_filesOfOthersAreRefused();
    void passphrase_isTheFirstLine();
    void errorText_coversEveryCode();
    void errorText_isPrintable();

private:
    SystemClock m_clock;
};

void SetupTest::makeWorkspace_makesTheLab() {
    const Folder folder;
    NEED(makeWorkspace(quickSetup(folder), m_clock));
    QCOMPARE(folder.names(),
             QStringList({QStringLiteral("lab.scepter"), QStringLiteral("lab.scepter.key")}));
    const auto bench =
        workbench::Workbench::open(folder.path("lab.scepter"), {}, "operator:ann", m_clock);
    NEED(bench);
    const auto status = (*bench)->status();
    NEED(status);
    std::vector<std::string> paths;
    for (const auto& endpoint : status->endpoints)
        paths.push_back(endpoint.path);
    QVERIFY((paths == std::vector<std::string>{"/scep", "/scep/manual", "/scep/static"}));
    QCOMPARE(status->counts.certificates, 1); // the RA
    const auto* current = status->authorities.front().current();
    QVERIFY(current != nullptr && current->ca && current->ra);
    NEED(current->ra->verifySignedBy(current->ca->publicKey()));
    const auto secrets = (*bench)->endpoints().show("static");
    NEED(secrets);
    QCOMPARE(secrets->staticSecrets().size(), std::size_t{1});
    QVERIFY(secrets->staticSecrets().front().size() >= 20);
    NEED((*bench)->verifyAudit());
    QVERIFY((*bench)->verifyAudit()->intact);
    QVERIFY((*bench)->checkConsistency()->empty());
    // A static challenge without constraints is worth a warning.
    QCOMPARE(status->warnings.size(), std::size_t{1});
    QVERIFY(status->warnings.front().find("VU#971035") != std::string::npos);
    QVERIFY((status->findings ==
             std::vector<workbench::Warning>{
                 {workbench::Warning::Kind::OpenStaticChallenge, "static", {}, {}, std::nullopt}}));
}

void SetupTest::makeWorkspace_isForItsOwnerAlone() {
    const Folder folder;
    const mode_t before = ::umask(0);
    const auto made = makeWorkspace(quickSetup(folder), m_clock);
    ::umask(before);
    NEED(made);
    QCOMPARE(modeOf(folder.path("lab.scepter")), 0600U);
    QCOMPARE(modeOf(folder.path("lab.scepter.key")), 0600U);
}

void SetupTest::makeWorkspace_refusesAnExistingFile() {
    const Folder folder;
    folder.write("lab.scepter", "precious");
    REFUSED(makeWorkspace(quickSetup(folder), m_clock), AlreadyExists);
    QCOMPARE(folder.read("lab.scepter"), QByteArray("precious"));
    QCOMPARE(folder.names().size(), 1);
}

void SetupTest::makeWorkspace_refusesAnExistingKeyFile() {
    const Folder folder;
    folder.write("lab.scepter.key", "precious");
    REFUSED(makeWorkspace(quickSetup(folder), m_clock), AlreadyExists);
    QCOMPARE(folder.read("lab.scepter.key"), QByteArray("precious"));
    QCOMPARE(folder.names().size(), 1);
}

// SQLite would play it into the new workspace.
void SetupTest::makeWorkspace_refusesTheLogOfAnother() {
    for (const char* left : {"lab.scepter-wal", "lab.scepter-journal"}) {
        const Folder folder;
        folder.write(left, "precious");
        REFUSED(makeWorkspace(quickSetup(folder), m_clock), AlreadyExists);
        QCOMPARE(folder.read(left), QByteArray("precious"));
        QCOMPARE(folder.names().size(), 1);
    }
}

void SetupTest::makeWorkspace_cancelledLeavesNothing_data() {
    QTest::addColumn<bool>("caIsRsa");
    QTest::newRow("while the CA key is made") << true;
    QTest::newRow("while the RA key is made") << false;
}

void SetupTest::makeWorkspace_cancelledLeavesNothing() {
    QFETCH(bool, caIsRsa);
    const Folder folder;
    auto options = quickSetup(folder);
    if (caIsRsa) options.caKey = {pki::KeyType::Rsa, 3072};
    QStringList during;
    const auto cancel = [&] {
        during = folder.names();
        return false;
    };
    REFUSED(makeWorkspace(options, m_clock, cancel), Cancelled);
    QVERIFY(!during.isEmpty()); // it had begun, under another name
    QVERIFY(!during.contains(QStringLiteral("lab.scepter")));
    QCOMPARE(folder.names(), QStringList());
    NEED(makeWorkspace(quickSetup(folder), m_clock));
}

void SetupTest::makeWorkspace_failedLeavesNothing_data() {
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no subject") << name(ErrorCode::InvalidArgument);
    QTest::newRow("malformed subject") << name(ErrorCode::NameMalformed);
    QTest::newRow("authority name") << name(ErrorCode::InvalidArgument);
    QTest::newRow("validity") << name(ErrorCode::InvalidArgument);
    QTest::newRow("CA key") << name(ErrorCode::KeyUnsupported);
    QTest::newRow("RA key") << name(ErrorCode::KeyUnsupported);
    QTest::newRow("passphrase file") << name(ErrorCode::FileUnreadable);
}

void SetupTest::makeWorkspace_failedLeavesNothing() {
    QFETCH(QByteArray, code);
    const QByteArray what = QTest::currentDataTag();
    const Folder folder;
    auto options = quickSetup(folder);
    if (what == "no subject") options.caSubject.clear();
    if (what == "malformed subject") options.caSubject = "CN";
    if (what == "authority name") options.authorityName = "../lab";
    if (what == "validity") options.caValidity = Duration{0};
    if (what == "CA key") options.caKey = {pki::KeyType::Ed25519, 0};
    if (what == "RA key") options.raKey = {pki::KeyType::EcP256, 0};
    if (what == "passphrase file") options.passphraseFile = folder.path("absent");
    QCOMPARE(outcome(makeWorkspace(options, m_clock)), code);
    QCOMPARE(folder.names(), QStringList());
}

void SetupTest::makeWorkspace_atOnceMakesOne() {
    const Folder folder;
    const auto options = quickSetup(folder);
    std::array<Result<void>, 3> results;
    std::array<std::thread, 3> threads;
    for (std::size_t i = 0; i < threads.size(); ++i)
        threads[i] = std::thread([&, i] { results[i] = makeWorkspace(options, m_clock); });
    for (auto& thread : threads)
        thread.join();
    int made = 0;
    for (const auto& result : results) {
        made += result ? 1 : 0;
        if (!result) QCOMPARE(outcome(result), name(ErrorCode::AlreadyExists));
    }
    QCOMPARE(made, 1);
    QCOMPARE(folder.names().size(), 2);
    NEED(openWith(options.path, {}));
}

void SetupTest::makeWorkspace_withoutRaLetsTheCaTerminate() {
    const Folder folder;
    auto options = quickSetup(folder);
    options.caKey = {pki::KeyType::Rsa, 2048};
    options.withRa = false;
    NEED(makeWorkspace(options, m_clock));
    const auto bench = workbench::Workbench::open(options.path, {}, "operator:ann", m_clock);
    NEED(bench);
    const auto authority = (*bench)->authorities().show({});
    NEED(authority);
    QVERIFY(authority->current() != nullptr && !authority->current()->ra);
    const auto usage = authority->current()->ca->keyUsage();
    QVERIFY(usage && (*usage & pki::key_usage::kKeyEncipherment) != 0);
}

void SetupTest::makeWorkspace_withAPassphraseFile() {
    const Folder folder;
    folder.write("passphrase", "correct horse\n");
    QVERIFY(::chmod(folder.path("passphrase").c_str(), 0600) == 0);
    auto options = quickSetup(folder);
    options.passphraseFile = folder.path("passphrase");
    NEED(makeWorkspace(options, m_clock));
    QVERIFY(!folder.names().contains(QStringLiteral("lab.scepter.key")));
    NEED(openWith(options.path, options.passphraseFile));
    REFUSED(openWith(options.path, {}), FileUnreadable);
    folder.write("other", "wrong horse\n");
    QVERIFY(::chmod(folder.path("other").c_str(), 0600) == 0);
    REFUSED(openWith(options.path, folder.path("other")), PassphraseWrong);
}

void SetupTest::import_takesOverACa_data() {
    QTest::addColumn<QByteArray>("form");
    QTest::newRow("PEM, certificate and key in one file") << QByteArray("one");
    QTest::newRow("PEM in two files, the key encrypted") << QByteArray("two");
    QTest::newRow("PKCS#12") << QByteArray("p12");
}

void SetupTest::import_takesOverACa() {
    QFETCH(QByteArray, form);
    const Folder folder;
    QVERIFY(!folder
                 .openssl("req -x509 -newkey rsa:2048 -noenc -keyout key.pem -out ca.pem -days 30 "
                          "-subj /O=Example/CN=Imported")
                 .startsWith("FAILED"));
    const SecretBytes passphrase{std::string_view("secret")};
    Bytes file = folder.bytes("ca.pem");
    Bytes key;
    if (form == "one") {
        const Bytes own = folder.bytes("key.pem");
        file.insert(file.end(), own.begin(), own.end());
    } else if (form == "two") {
        const auto made = folder.openssl("pkcs8 -topk8 -in key.pem -out enc.pem -v2 aes256 "
                                         "-passout pass:secret");
        QVERIFY2(!made.startsWith("FAILED"), made.constData());
        key = folder.bytes("enc.pem");
    } else {
        const auto made = folder.openssl("pkcs12 -export -in ca.pem -inkey key.pem -out ca.p12 "
                                         "-passout pass:secret");
        QVERIFY2(!made.startsWith("FAILED"), made.constData());
        file = folder.bytes("ca.p12");
    }
    auto imported = workbench::readCa(file, key, passphrase.view());
    NEED(imported);
    if (form != "one") REFUSED(workbench::readCa(file, key, bytesOf("guess")), PassphraseWrong);
    auto options = quickSetup(folder);
    options.imported = std::move(*imported);
    NEED(makeWorkspace(options, m_clock));
    const auto bench = workbench::Workbench::open(options.path, {}, "operator:ann", m_clock);
    NEED(bench);
    const auto authority = (*bench)->authorities().show({});
    NEED(authority);
    QCOMPARE(authority->current()->ca->subject().toText(), std::string("CN=Imported,O=Example"));
    folder.write("ra.der", toQt(authority->current()->ra->der()));
    QVERIFY(!folder.openssl("x509 -inform DER -in ra.der -out ra.pem").startsWith("FAILED"));
    QCOMPARE(folder.openssl("verify -CAfile ca.pem ra.pem"), QByteArray("ra.pem: OK\n"));
}

void SetupTest::import_refusesWhatCannotIssue() {
    const Folder folder;
    QVERIFY(
        !folder
             .openssl("req -x509 -newkey rsa:2048 -noenc -keyout key.pem -out leaf.pem -days 30 "
                      "-subj /CN=Leaf -addext basicConstraints=critical,CA:FALSE")
             .startsWith("FAILED"));
    auto imported = workbench::readCa(folder.bytes("leaf.pem"), folder.bytes("key.pem"), {});
    NEED(imported);
    auto options = quickSetup(folder);
    options.imported = std::move(*imported);
    REFUSED(makeWorkspace(options, m_clock), InvalidArgument);
    QCOMPARE(folder.names(), QStringList({QStringLiteral("key.pem"), QStringLiteral("leaf.pem")}));
}

void SetupTest::readCa_wantsTheKeyOfTheCertificate() {
    const Folder folder;
    for (const char* command :
         {"req -x509 -newkey rsa:2048 -noenc -keyout a.key -out a.pem -subj /CN=A",
          "req -x509 -newkey rsa:2048 -noenc -keyout b.key -out b.pem -subj /CN=B"})
        QVERIFY(!folder.openssl(command).startsWith("FAILED"));
    REFUSED(workbench::readCa(folder.bytes("a.pem"), folder.bytes("b.key"), {}), KeyMismatch);
    QVERIFY(!workbench::readCa({}, {}, {}));
    QVERIFY(!workbench::readCa(folder.bytes("a.key"), {}, {}));
    QVERIFY(!workbench::readCa(folder.bytes("a.pem"), {}, {}));
    QVERIFY(!workbench::readCa(bytesOf("no file at all"), {}, {}));
}

void SetupTest::passphrase_problemsAreSaid() {
    const Folder folder;
    const std::string path = folder.path("passphrase");
    REFUSED(workbench::readPassphraseFile(path), FileUnreadable);
    REFUSED(workbench::findPassphrase(folder.path("lab.scepter"), {}), FileUnreadable);
    REFUSED(workbench::readPassphraseFile(folder.path("")), FileUnreadable); // a folder
    folder.write("passphrase", "\nsecond line\n");
    QVERIFY(::chmod(path.c_str(), 0600) == 0);
    const auto empty = workbench::readPassphraseFile(path);
    QCOMPARE(outcome(empty), name(ErrorCode::InvalidArgument));
    QVERIFY(empty.error().detail.find("second line") == std::string::npos);
    REFUSED(workbench::writeKeyFile(path), AlreadyExists);
    REFUSED(workbench::writeKeyFile(folder.path("absent/key")), FileUnwritable);
}

void SetupTest::passphrase_filesOfOthersAreRefused() {
    const Folder folder;
    folder.write("passphrase", "secret\n");
    const std::string path = folder.path("passphrase");
    for (const mode_t mode : {0640U, 0604U, 0660U, 0666U, 0602U, 0620U}) {
        QVERIFY(::chmod(path.c_str(), mode) == 0);
        REFUSED(workbench::readPassphraseFile(path), InvalidArgument);
    }
    QVERIFY(::chmod(path.c_str(), 0400) == 0);
    NEED(workbench::readPassphraseFile(path));
}

void SetupTest::passphrase_isTheFirstLine() {
    const Folder folder;
    const std::string path = folder.path("passphrase");
    for (const char* text : {"secret", "secret\n", "secret\r\n", "secret\nmore\n"}) {
        folder.write("passphrase", text);
        QVERIFY(::chmod(path.c_str(), 0600) == 0);
        const auto read = workbench::readPassphraseFile(path);
        NEED(read);
        QVERIFY(read->text() == "secret");
    }
    const auto made = workbench::writeKeyFile(folder.path("key"));
    NEED(made);
    const auto read = workbench::findPassphrase(folder.path("lab"), folder.path("key"));
    NEED(read);
    QVERIFY(read->text() == made->text());
    QVERIFY(made->size() >= 20);
}

void SetupTest::errorText_coversEveryCode() {
    for (const ErrorCode code : allErrorCodes()) {
        const auto text = workbench::errorText({code, "some detail", {}, {}});
        QVERIFY2(!text.summary.empty(), name(code).constData());
        QVERIFY2(text.summary.ends_with('.'), text.summary.c_str());
        QVERIFY2(!text.action.empty(), name(code).constData());
        QVERIFY2(text.action.ends_with('.'), text.action.c_str());
        QCOMPARE(text.why, std::string("some detail"));
    }
}

void SetupTest::errorText_isPrintable() {
    const auto text =
        workbench::errorText({ErrorCode::CsrMalformed, "a\x1b[2J\n", {"b\x07", "c"}, {}});
    for (const char c : text.why)
        QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    QVERIFY(text.why.ends_with("; c"));
}

QTEST_GUILESS_MAIN(SetupTest)

#include "tst_setup.moc"
