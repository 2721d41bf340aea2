// The admin listener: the NDES page, and who is let in.
#include "admin_lab.h"

#include <QCryptographicHash>
#include <QTest>

#include <latch>
#include <thread>

using namespace scepter;
using namespace scepter::test;

class AdminTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void start_refusesPlainHttpBeyondThisMachine();
    void start_refusesWhatCannotBeMeant();
    void page_mintsAtEachOfItsAddresses_data();
    void page_mintsAtEachOfItsAddresses();
    void page_asksForNameAndPassword();
    void page_bindsCodesAsTheAccountSays();
    void page_isFullWhenTooManyAreOutstanding();
    void page_raceOf64MintsFive();
    void page_showsTheOnePasswordAgain();
    void page_refusesAccountsOfOtherDoors();
    void page_takesEncodingAndLengthFromTheAccount();
    void page_answersHeadAndPostWith405();
    void login_isThrottledPerAddress();
    void login_isLockedEvenForTheRightPassword();
    void login_isNotComparedAgainForAWhile();
    void login_ofAChangedAccountIsComparedAgain();
    void login_beyondTheQueueGets503();
    void login_survivesARestart();
    void site_ofOthersMayNotAsk_data();
    void site_ofOthersMayNotAsk();
    void host_mustBeThisMachines_data();
    void host_mustBeThisMachines();
    void answers_areNeverKept();
    void health_andNothingElseIsOpen();
};

void AdminTest::start_refusesPlainHttpBeyondThisMachine() {
    START(lab);
    SystemClock clock;
    Log log(clock, LogFormat::Human, LogLevel::Error, [](std::string_view) {});
    for (const char* address : {"0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example"}) {
        responder::AdminOptions options;
        options.address = address;
        options.port = 0;
        const auto started = lab.workbench().serveAdmin(std::move(options), log);
        QVERIFY2(!started, address);
        QCOMPARE(started.error().code, ErrorCode::InvalidArgument);
        QVERIFY(started.error().detail.find("needs TLS") != std::string::npos);
    }
}

void AdminTest::start_refusesWhatCannotBeMeant() {
    responder::AdminOptions options;
    QVERIFY(responder::checkAdminOptions(options).has_value());
    for (const char* path :
         {"", "/", "jamf", "/a b", "/api/v1/codes", "/certsrv/x", "/healthz", "/x/", "/x?y"}) {
        options.jamfPath = path;
        QVERIFY2(!responder::checkAdminOptions(options), path);
    }
    options = {};
    options.jamfHeader = "a: b";
    QVERIFY(!responder::checkAdminOptions(options));
    options = {};
    options.address = "192.0.2.1";
    options.tls.emplace();
    QVERIFY(responder::checkAdminOptions(options).has_value());
    options.jamfOpenAccount = "fleet";
    QVERIFY(!responder::checkAdminOptions(options));
}

void AdminTest::page_mintsAtEachOfItsAddresses_data() {
    QTest::addColumn<QByteArray>("path");
    for (const char* path : {"/certsrv/mscep_admin", "/certsrv/mscep_admin/",
                             "/certsrv/mscep_admin/mscep.dll", "/CertSrv/mscep_admin/"})
        QTest::addRow("%s", path) << QByteArray(path);
}

void AdminTest::page_mintsAtEachOfItsAddresses() {
    QFETCH(QByteArray, path);
    START(lab);
    QVERIFY(lab.add("fleet"));
    const RawResponse response = lab.ask("GET", path, basic("fleet", kPassword));
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), QByteArray("text/html"));
    const QByteArray password = passwordOn(response);
    static const QRegularExpression kHex(QStringLiteral("^[0-9A-F]{16}$"));
    QVERIFY(kHex.match(QString::fromLatin1(password)).hasMatch());
    const Bytes ca = lab.workbench().authorities().show({})->current()->ca->der();
    QByteArray md5 = QCryptographicHash::hash(
        QByteArray(reinterpret_cast<const char*>(ca.data()), qsizetype(ca.size())),
        QCryptographicHash::Md5);
    md5 = md5.toHex().toUpper();
    for (const qsizetype at : {24, 16, 8})
        md5.insert(at, ' ');
    QVERIFY(wordsOf(response).contains(QByteArray("CA certificate is: <B> " + md5 + " </B>")));
    const challenge::CodeRecord code = lab.newest();
    QCOMPARE(code.endpoint, std::string("scep"));
    QCOMPARE(code.usesAllowed, 1U);
    QCOMPARE(code.createdBy, std::string("account:fleet"));
    QVERIFY(code.expiresAt - code.createdAt == std::chrono::minutes{60});
    QVERIFY(passwordOn(lab.ask("GET", path, basic("fleet", kPassword))) != password);
}

void AdminTest::page_asksForNameAndPassword() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    for (const QByteArray& headers :
         {QByteArray(), basic("fleet", "wrong password"), basic("nobody", kPassword), basic("", ""),
          QByteArray("Authorization: Basic !!!\r\n"), QByteArray("Authorization: Basic\r\n"),
          QByteArray("Authorization: NTLM TlRMTVNTUAAB\r\n"),
          QByteArray("Authorization: Basic " + QByteArray("nocolon").toBase64() + "\r\n")}) {
        const RawResponse response = lab.ask("GET", kPage, headers);
        QCOMPARE(response.status, 401);
        QVERIFY(response.header("WWW-Authenticate").startsWith("Basic realm="));
    }
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminTest::page_bindsCodesAsTheAccountSays() {
    START(lab);
    QVERIFY(lab.add("fleet", [](AccountSettings& settings) {
        static_cast<void>(challenge::addSubjectConstraint(settings.constraints, "CN=kiosk-*"));
        settings.notePrefix = "Fleet: ";
        settings.codeLife = std::chrono::minutes{5};
        settings.uses = 3; // the page's are good for one
    }));
    const RawResponse response = lab.page();
    QVERIFY(wordsOf(response).contains("will expire within 5 minutes."));
    const challenge::CodeRecord code = lab.newest();
    QCOMPARE(code.constraints.subject.size(), std::size_t{1});
    QCOMPARE(code.note, std::string("Fleet: NDES page"));
    QCOMPARE(code.usesAllowed, 1U);
    QVERIFY(code.expiresAt - code.createdAt == std::chrono::minutes{5});
}

void AdminTest::page_isFullWhenTooManyAreOutstanding() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    for (int i = 0; i < 5; ++i)
        QVERIFY(!passwordOn(lab.page()).isEmpty());
    const RawResponse full = lab.page();
    QCOMPARE(full.status, 200);
    QVERIFY(wordsOf(full).contains("The password cache is full."));
    QCOMPARE(lab.codeCount(), std::size_t{5});
    lab.clock().advance(std::chrono::hours{1});
    QVERIFY(!passwordOn(lab.page()).isEmpty());
}

void AdminTest::page_raceOf64MintsFive() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    QCOMPARE(lab.ask("GET", "/certsrv/mscep_admin/mscep.dll", basic("fleet", kPassword)).status,
             200);
    constexpr int kCallers = 64;
    std::latch start(kCallers);
    std::atomic<int> minted = 0;
    std::atomic<int> full = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kCallers; ++i)
        threads.emplace_back([&] {
            start.arrive_and_wait();
            const RawResponse response = lab.page();
            if (!passwordOn(response).isEmpty()) ++minted;
            if (wordsOf(response).contains("The password cache is full.")) ++full;
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(minted.load(), 4);
    QCOMPARE(full.load(), kCallers - 4);
    QCOMPARE(lab.codeCount(), std::size_t{5});
}

void AdminTest::page_showsTheOnePasswordAgain() {
    START(lab);
    QVERIFY(lab.add("fleet", [](auto& settings) { settings.singlePassword = true; }));
    const RawResponse first = lab.page();
    QVERIFY(wordsOf(first).contains(
        " </B> <P> This password can be used multiple times and will not expire."));
    for (int i = 0; i < 8; ++i)
        QCOMPARE(passwordOn(lab.page()), passwordOn(first));
    QCOMPARE(lab.codeCount(), std::size_t{1});
}

void AdminTest::page_refusesAccountsOfOtherDoors() {
    START(lab);
    QVERIFY(lab.add("fleet", [](auto& settings) { settings.doors = {Door::Rest}; }));
    const RawResponse response = lab.page();
    QCOMPARE(response.status, 200);
    QVERIFY(
        wordsOf(response).contains("You do not have sufficient permission to enroll with SCEP."));
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminTest::page_takesEncodingAndLengthFromTheAccount() {
    START(lab);
    QVERIFY(lab.add("fleet", [](AccountSettings& settings) {
        settings.encoding = store::PageEncoding::Utf8;
        settings.codeBytes = 16;
    }));
    const RawResponse response = lab.page();
    static const QRegularExpression kPattern(QStringLiteral("is: <B> [0-9A-F]{32} </B>"));
    QVERIFY(kPattern.match(QString::fromLatin1(response.body)).hasMatch());
    QCOMPARE(response.header("Content-Type"), QByteArray("text/html"));
}

void AdminTest::page_answersHeadAndPostWith405() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    for (const char* method : {"HEAD", "POST", "PUT", "OPTIONS"}) {
        const RawResponse response = lab.ask(method, kPage, basic("fleet", kPassword));
        QCOMPARE(response.status, 405);
        QCOMPARE(response.header("Allow"), QByteArray("GET"));
    }
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminTest::login_isThrottledPerAddress() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(lab.page("wrong password").status, 401);
    const RawResponse throttled = lab.page();
    QCOMPARE(throttled.status, 429);
    QVERIFY(!throttled.header("Retry-After").isEmpty());
    QCOMPARE(lab.rest("wrong", "GET", kCodes + "/1").status, 429);
    QVERIFY(!lab.workbench().accounts().show("fleet")->isLocked);
    lab.clock().advance(std::chrono::minutes{11});
    QCOMPARE(lab.page().status, 200);
}

void AdminTest::login_isLockedEvenForTheRightPassword() {
    START(lab);
    QVERIFY(lab.add("fleet", [](auto& settings) { settings.lockTries = 3; }));
    QCOMPARE(lab.page().status, 200); // and is remembered
    for (int i = 0; i < 3; ++i)
        QCOMPARE(lab.page("wrong password").status, 401);
    QVERIFY(lab.workbench().accounts().show("fleet")->isLocked);
    const RawResponse locked = lab.page();
    QCOMPARE(locked.status, 401);
    QCOMPARE(locked.body, lab.page("wrong password").body);
    QVERIFY(lab.workbench().accounts().unlock("fleet").has_value());
    QCOMPARE(lab.page().status, 200);
}

void AdminTest::login_isNotComparedAgainForAWhile() {
    // One place in the queue of comparisons: 16 at once can only be answered from memory.
    responder::AdminOptions options;
    options.maxQueuedLogins = 1;
    AdminLab lab;
    QVERIFY(lab.start(std::move(options)));
    QVERIFY(lab.add("fleet", [](auto& settings) { settings.maxOutstanding = 0; }));
    QCOMPARE(lab.page().status, 200);
    constexpr int kCallers = 16;
    std::atomic<int> good = 0;
    std::latch start(kCallers);
    std::vector<std::thread> threads;
    for (int i = 0; i < kCallers; ++i)
        threads.emplace_back([&] {
            start.arrive_and_wait();
            if (lab.page().status == 200) ++good;
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(good.load(), kCallers);
}

void AdminTest::login_ofAChangedAccountIsComparedAgain() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    QCOMPARE(lab.page().status, 200);
    QVERIFY(lab.workbench()
                .accounts()
                .setPassword("fleet", SecretBytes(std::string_view("a new password")))
                .has_value());
    QCOMPARE(lab.page().status, 401);
    QCOMPARE(lab.page("a new password").status, 200);
    QVERIFY(lab.workbench().accounts().remove("fleet").has_value());
    QCOMPARE(lab.page("a new password").status, 401);
}

void AdminTest::login_beyondTheQueueGets503() {
    responder::AdminOptions options;
    options.maxQueuedLogins = 1;
    options.tryLimit.tries = 0;
    options.rememberFor = Duration{0};
    AdminLab lab;
    QVERIFY(lab.start(std::move(options)));
    QVERIFY(lab.add("fleet", [](auto& settings) { settings.lockTries = 0; }));
    constexpr int kCallers = 32;
    std::atomic<int> refused = 0;
    std::atomic<int> busy = 0;
    std::latch start(kCallers);
    std::vector<std::thread> threads;
    for (int i = 0; i < kCallers; ++i)
        threads.emplace_back([&] {
            start.arrive_and_wait();
            const int status = lab.page("wrong password").status;
            if (status == 401) ++refused;
            if (status == 503) ++busy;
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(refused + busy, kCallers);
    QVERIFY2(refused > 0 && busy > 0, QByteArray::number(busy.load()).constData());
    QCOMPARE(lab.page().status, 200);
}

void AdminTest::login_survivesARestart() {
    START(lab);
    QVERIFY(lab.add("fleet", [](auto& settings) { settings.lockTries = 2; }));
    for (int i = 0; i < 5; ++i)
        QVERIFY(i > 3 || !passwordOn(lab.page()).isEmpty());
    for (int i = 0; i < 2; ++i)
        QCOMPARE(lab.page("wrong password").status, 401);
    QVERIFY(lab.serve());
    QCOMPARE(lab.page().status, 401);
    QVERIFY(lab.workbench().accounts().unlock("fleet").has_value());
    QVERIFY(!passwordOn(lab.page()).isEmpty());
    QVERIFY(wordsOf(lab.page()).contains("The password cache is full."));
}

void AdminTest::site_ofOthersMayNotAsk_data() {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<bool>("allowed");
    QTest::addRow("program") << QByteArray() << true;
    QTest::addRow("typed") << QByteArray("Sec-Fetch-Site: none\r\n") << true;
    QTest::addRow("own page") << QByteArray("Sec-Fetch-Site: same-origin\r\n") << true;
    QTest::addRow("other site") << QByteArray("Sec-Fetch-Site: cross-site\r\n") << false;
    QTest::addRow("other port") << QByteArray("Sec-Fetch-Site: same-site\r\n") << false;
    QTest::addRow("other origin") << QByteArray("Origin: https://evil.example\r\n") << false;
    QTest::addRow("no origin") << QByteArray("Origin: null\r\n") << false;
}

void AdminTest::site_ofOthersMayNotAsk() {
    QFETCH(QByteArray, headers);
    QFETCH(bool, allowed);
    START(lab);
    QVERIFY(lab.add("fleet"));
    const QByteArray login = basic("fleet", kPassword);
    QCOMPARE(lab.ask("GET", kPage, login + headers).status, allowed ? 200 : 403);
    QCOMPARE(lab.ask("POST", kHook, login + headers, hookBody({})).status, allowed ? 200 : 403);
    const QByteArray token =
        "Authorization: Bearer " + lab.token("fleet") + "\r\nContent-Type: application/json\r\n";
    QCOMPARE(lab.ask("POST", kCodes, token + headers, "{}").status, allowed ? 201 : 403);
    QCOMPARE(lab.codeCount(), std::size_t{allowed ? 3U : 0U});
}

void AdminTest::host_mustBeThisMachines_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("allowed");
    QTest::addRow("localhost") << QByteArray("localhost:8090") << true;
    QTest::addRow("address") << QByteArray("127.0.0.1") << true;
    QTest::addRow("IPv6") << QByteArray("[::1]:8090") << true;
    QTest::addRow("named") << QByteArray("Scep.Example:443") << true;
    QTest::addRow("rebound") << QByteArray("evil.example") << false;
    QTest::addRow("looks like") << QByteArray("127.0.0.1.evil.example") << false;
}

void AdminTest::host_mustBeThisMachines() {
    QFETCH(QByteArray, host);
    QFETCH(bool, allowed);
    responder::AdminOptions options;
    options.hostNames = {"scep.example"};
    AdminLab lab;
    QVERIFY(lab.start(std::move(options)));
    QVERIFY(lab.add("fleet"));
    const RawResponse response = lab.ask("GET", kPage, basic("fleet", kPassword), {}, host);
    QCOMPARE(response.status, allowed ? 200 : 421);
}

void AdminTest::answers_areNeverKept() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    const QByteArray token = lab.token("fleet");
    const std::vector<RawResponse> answers{
        lab.page(),
        lab.ask("GET", kPage),
        lab.ask("GET", "/nothing"),
        lab.ask("GET", "/healthz"),
        lab.ask("POST", kHook, basic("fleet", kPassword), hookBody({})),
        lab.rest(token, "POST", kCodes, "{}"),
        lab.rest(token, "GET", kCodes + "/99")};
    for (const RawResponse& response : answers) {
        QCOMPARE(response.header("Cache-Control"), QByteArray("no-store"));
        QCOMPARE(response.header("X-Content-Type-Options"), QByteArray("nosniff"));
        QVERIFY(response.header("Content-Security-Policy").contains("frame-ancestors 'none'"));
    }
}

void AdminTest::health_andNothingElseIsOpen() {
    START(lab);
    QCOMPARE(lab.ask("GET", "/healthz").body, QByteArray("ok\n"));
    QCOMPARE(lab.ask("POST", "/healthz").status, 405);
    for (const char* path :
         {"/", "/scep", "/api", "/api/v1", "/api/v1/codes/", "/api/v1/codes/x", "/api/v1/codes/0",
          "/certsrv/", "/crl/lab.crl", "/jamf", "/certsrv/mscep/mscep.dll"})
        QCOMPARE(lab.ask("GET", path).status, 404);
    QCOMPARE(lab.ask("GET", "no-path").status, 400);
}

QTEST_GUILESS_MAIN(AdminTest)
#include "tst_admin.moc"
