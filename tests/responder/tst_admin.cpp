// The admin listener: who is let in, and what is minted.
#include "lab.h"
#include "responder/admin.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <latch>
#include <thread>

using namespace scepter;
using namespace scepter::test;
using store::AccountRole;
using store::AccountSettings;
using store::Door;

namespace {

const QByteArray kPassword = "an account's password";
const QByteArray kPage = "/certsrv/mscep_admin/";
const QByteArray kCodes = "/api/v1/codes";
const QByteArray kHook = "/jamf/SCEPChallenge";

QByteArray basic(const QByteArray& name, const QByteArray& password) {
    return "Authorization: Basic " + QByteArray(name + ':' + password).toBase64() + "\r\n";
}

QByteArray passwordOn(const RawResponse& response) {
    QByteArray text;
    for (qsizetype i = 0; i < response.body.size(); i += 2)
        text.append(response.body[i]);
    static const QRegularExpression kPattern(
        QStringLiteral("The enrollment challenge password is: <B> (\\S+) </B>"));
    return kPattern.match(QString::fromLatin1(text)).captured(1).toLatin1();
}

QByteArray wordsOf(const RawResponse& response) {
    QByteArray text = response.body;
    return text.replace('\0', "");
}

QByteArray hookBody(const QJsonObject& device,
                    const QString& name = QStringLiteral("SCEPChallenge")) {
    return QJsonDocument(
               QJsonObject{
                   {QStringLiteral("webhook"),
                    QJsonObject{{QStringLiteral("id"), 1},
                                {QStringLiteral("name"), QStringLiteral("scep")},
                                {QStringLiteral("webhookEvent"), name},
                                {QStringLiteral("eventTimestamp"), 1795352400000.0}}},
                   {QStringLiteral("event"),
                    QJsonObject{{QStringLiteral("scepServerUrl"), QStringLiteral("http://lab/")},
                                {QStringLiteral("payloadTypes"),
                                 QJsonArray{QStringLiteral("com.apple.security.scep")}},
                                {QStringLiteral("targetDevice"), device}}}})
        .toJson(QJsonDocument::Compact);
}

QJsonObject json(const RawResponse& response) {
    return QJsonDocument::fromJson(response.body).object();
}

/// A workspace that is made once, since its keys take time; each test gets a copy.
QString freshCopy(const QTemporaryDir& folder) {
    static const QTemporaryDir kOriginal;
    const QString name = QStringLiteral("lab.scepter");
    if (!QFile::exists(kOriginal.filePath(name))) {
        SystemClock clock;
        workbench::SetupOptions setup;
        setup.path = kOriginal.filePath(name).toStdString();
        setup.caKey = {pki::KeyType::Rsa, 2048};
        setup.withRa = false;
        if (const auto made = workbench::makeWorkspace(setup, clock); !made)
            qWarning("%s", toText(made.error()).c_str());
    }
    for (const QString& file : QDir(kOriginal.path()).entryList(QDir::Files))
        QFile::copy(kOriginal.filePath(file), folder.filePath(file));
    return folder.filePath(name);
}

/// A workspace with an admin listener.
class AdminLab {
public:
    bool start(responder::AdminOptions options = {}) {
        auto opened = workbench::Workbench::open(freshCopy(m_folder).toStdString(), {},
                                                 "operator:test", m_clock);
        if (!opened) {
            qWarning("%s", toText(opened.error()).c_str());
            return false;
        }
        m_workbench = std::move(*opened);
        return serve(std::move(options));
    }
    bool serve(responder::AdminOptions options = {}) {
        m_admin.reset();
        options.port = 0;
        auto started = workbench().serveAdmin(std::move(options), m_log);
        if (!started) {
            qWarning("%s", toText(started.error()).c_str());
            return false;
        }
        m_admin = std::move(*started);
        return true;
    }
    template <class Change> bool add(const std::string& name, Change change) {
        AccountSettings settings;
        settings.name = name;
        settings.endpoint = "scep";
        settings.doors = {Door::Ndes, Door::Jamf, Door::Rest};
        change(settings);
        const SecretBytes password{
            std::string_view(kPassword.data(), std::size_t(kPassword.size()))};
        const auto added = workbench().accounts().add(settings, &password);
        if (!added) qWarning("%s", toText(added.error()).c_str());
        return added.has_value();
    }
    bool add(const std::string& name) {
        return add(name, [](auto&) {});
    }
    QByteArray token(const std::string& name) {
        const auto made = workbench().accounts().makeToken(name);
        return QByteArray(made->text().data(), qsizetype(made->size()));
    }

    [[nodiscard]] RawResponse ask(const QByteArray& method, const QByteArray& target,
                                  const QByteArray& headers = {}, const QByteArray& body = {},
                                  const QByteArray& host = {}) const {
        RawClient client(m_admin->port());
        QByteArray request =
            method + ' ' + target + " HTTP/1.1\r\nHost: " +
            (host.isEmpty() ? "127.0.0.1:" + QByteArray::number(m_admin->port()) : host) + "\r\n" +
            headers;
        if (!body.isEmpty() || method == "POST")
            request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        client.send(request + "\r\n" + body);
        return client.read(method == "HEAD");
    }
    [[nodiscard]] RawResponse page(const QByteArray& password = kPassword) const {
        return ask("GET", kPage, basic("fleet", password));
    }
    [[nodiscard]] RawResponse rest(const QByteArray& token, const QByteArray& method,
                                   const QByteArray& target, const QByteArray& body = {}) const {
        return ask(method, target,
                   "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\n",
                   body);
    }

    /// The newest code.
    challenge::CodeRecord newest() {
        const auto list = workbench().codes().list({});
        return list && !list->empty() ? list->front() : challenge::CodeRecord{};
    }
    std::size_t codeCount() { return workbench().codes().list({})->size(); }
    std::string logged() {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }
    workbench::Workbench& workbench() { return *m_workbench; }
    LabClock& clock() { return m_clock; }
    quint16 port() const { return m_admin->port(); }

private:
    QTemporaryDir m_folder;
    LabClock m_clock;
    std::mutex m_mutex;
    std::string m_lines;
    Log m_log{m_clock, LogFormat::Json, LogLevel::Debug, [this](std::string_view line) {
                  const std::lock_guard lock(m_mutex);
                  m_lines.append(line).push_back('\n');
              }};
    std::unique_ptr<workbench::Workbench> m_workbench;
    std::unique_ptr<responder::AdminServer> m_admin;
};

} // namespace

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

    void jamf_answersWithTheBareCode();
    void jamf_bindsToTheDevice();
    void jamf_readsXml();
    void jamf_refusesWhatIsNoEvent_data();
    void jamf_refusesWhatIsNoEvent();
    void jamf_saysNothingToOtherEvents();
    void jamf_takesTokenInAHeader();
    void jamf_openIsForThisMachineAlone();

    void rest_mintsReadsAndWithdraws();
    void rest_narrowsAndNeverWidens();
    void rest_refusesWhatItDoesNotKnow_data();
    void rest_refusesWhatItDoesNotKnow();
    void rest_mintsAllOrNone();
    void rest_keepsAccountsApart();
    void rest_needsATokenAndJson();
    void rest_servesItsDescription();
    void log_holdsNoSecret();
};

#define START(lab)                                                                                 \
    AdminLab lab;                                                                                  \
    QVERIFY(lab.start())

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

void AdminTest::jamf_answersWithTheBareCode() {
    START(lab);
    QVERIFY(lab.add("jamf"));
    const RawResponse response =
        lab.ask("POST", kHook, basic("jamf", kPassword) + "Content-Type: application/json\r\n",
                hookBody({{QStringLiteral("serialNumber"), QStringLiteral("C02ABC")},
                          {QStringLiteral("deviceName"), QStringLiteral("Ann's\nMac")}}));
    QCOMPARE(response.status, 200);
    QVERIFY(response.header("Content-Type").startsWith("text/plain"));
    static const QRegularExpression kCode(QStringLiteral("^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$"));
    QVERIFY(kCode.match(QString::fromLatin1(response.body)).hasMatch());
    QVERIFY(!response.body.endsWith('\n'));
    QCOMPARE(lab.newest().note, std::string("Jamf Ann's\\x0AMac C02ABC"));
    QCOMPARE(lab.ask("POST", kHook, {}, hookBody({})).status, 401);
    QCOMPARE(lab.ask("GET", kHook, basic("jamf", kPassword)).status, 405);
    QCOMPARE(lab.codeCount(), std::size_t{1});
}

void AdminTest::jamf_bindsToTheDevice() {
    START(lab);
    QVERIFY(lab.add("jamf", [](AccountSettings& settings) {
        settings.deviceSubject = "CN={serialNumber},OU=mac-{udid},O=Example";
        settings.rateCount = 0;
    }));
    const auto ask = [&](const QJsonObject& device) {
        return lab.ask("POST", kHook, basic("jamf", kPassword), hookBody(device));
    };
    // What would be a pattern elsewhere is text here.
    QCOMPARE(ask({{QStringLiteral("serialNumber"), QStringLiteral("re:.*")},
                  {QStringLiteral("udid"), QStringLiteral("*")}})
                 .status,
             200);
    const challenge::Constraints bound = lab.newest().constraints;
    QCOMPARE(bound.subject.size(), std::size_t{3});
    QVERIFY(bound.onlyListedSubjectAttributes && bound.onlyListedSans);
    for (const auto& rule : bound.subject)
        QCOMPARE(rule.pattern.kind(), challenge::PatternKind::Exact);
    QVERIFY(*bound.subject[0].pattern.matches("re:.*"));
    QVERIFY(!*bound.subject[0].pattern.matches("anything"));
    QVERIFY(*bound.subject[1].pattern.matches("mac-*"));
    QVERIFY(!*bound.subject[1].pattern.matches("mac-1"));
    // Without a value the code would be bound to less.
    QCOMPARE(ask({{QStringLiteral("serialNumber"), QStringLiteral("C02")}}).status, 400);
    QCOMPARE(ask({{QStringLiteral("serialNumber"), QStringLiteral("C02")},
                  {QStringLiteral("udid"), QString()}})
                 .status,
             400);
    QCOMPARE(ask({{QStringLiteral("serialNumber"), QString(300, u'x')},
                  {QStringLiteral("udid"), QStringLiteral("1")}})
                 .status,
             400);
    QCOMPARE(lab.codeCount(), std::size_t{1});
    for (const char* bad : {"CN={serialNumber", "CN={a}*", "re:CN={a}", "CN={}", "nonsense"})
        QVERIFY2(!responder::checkDeviceSubject(bad), bad);
}

void AdminTest::jamf_readsXml() {
    START(lab);
    QVERIFY(lab.add("jamf", [](auto& settings) { settings.deviceSubject = "CN={serialnumber}"; }));
    const QByteArray good =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><JSSEvent><webhook><id>1</id>"
        "<webhookEvent>SCEPChallenge</webhookEvent></webhook><event><payloadIdentifier>p"
        "</payloadIdentifier><targetDevice><serialNumber>C02&amp;X</serialNumber></targetDevice>"
        "</event></JSSEvent>";
    const QByteArray login = basic("jamf", kPassword) + "Content-Type: application/xml\r\n";
    QCOMPARE(lab.ask("POST", kHook, login, good).status, 200);
    QVERIFY(*lab.newest().constraints.subject[0].pattern.matches("C02&X"));
    const QByteArray doctype = "<!DOCTYPE x [<!ENTITY a \"SCEPChallenge\">]>"
                               "<JSSEvent><webhook><webhookEvent>&a;</webhookEvent></webhook>"
                               "</JSSEvent>";
    QCOMPARE(lab.ask("POST", kHook, login, doctype).status, 400);
    QCOMPARE(lab.ask("POST", kHook, login, good.left(good.size() - 5)).status, 400);
    QByteArray deep;
    for (int i = 0; i < 1000; ++i)
        deep += "<a>";
    QCOMPARE(lab.ask("POST", kHook, login, deep).status, 400);
}

void AdminTest::jamf_refusesWhatIsNoEvent_data() {
    QTest::addColumn<QByteArray>("body");
    for (const char* body : {"", "x", "{}", "[]", "null", "{\"webhook\":{}}",
                             "{\"webhook\":{\"webhookEvent\":17}}", "<a/>", "<"})
        QTest::addRow("%s", body) << QByteArray(body);
}

void AdminTest::jamf_refusesWhatIsNoEvent() {
    QFETCH(QByteArray, body);
    START(lab);
    QVERIFY(lab.add("jamf"));
    QCOMPARE(lab.ask("POST", kHook, basic("jamf", kPassword), body).status, 400);
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminTest::jamf_saysNothingToOtherEvents() {
    START(lab);
    QVERIFY(lab.add("jamf"));
    const RawResponse response = lab.ask("POST", kHook, basic("jamf", kPassword),
                                         hookBody({}, QStringLiteral("ComputerAdded")));
    QCOMPARE(response.status, 204);
    QVERIFY(response.body.isEmpty());
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminTest::jamf_takesTokenInAHeader() {
    responder::AdminOptions options;
    options.jamfHeader = "X-Jamf-Secret";
    options.jamfPath = "/hooks/jamf";
    AdminLab lab;
    QVERIFY(lab.start(std::move(options)));
    QVERIFY(lab.add("jamf"));
    const QByteArray token = lab.token("jamf");
    QCOMPARE(
        lab.ask("POST", "/hooks/jamf", "X-Jamf-Secret: " + token + "\r\n", hookBody({})).status,
        200);
    QCOMPARE(lab.ask("POST", "/hooks/jamf", "X-Jamf-Secret: wrong\r\n", hookBody({})).status, 401);
    QCOMPARE(
        lab.ask("POST", "/hooks/jamf", "X-Scepter-Token: " + token + "\r\n", hookBody({})).status,
        401);
    QCOMPARE(lab.ask("POST", kHook, "X-Jamf-Secret: " + token + "\r\n", hookBody({})).status, 404);
}

void AdminTest::jamf_openIsForThisMachineAlone() {
    responder::AdminOptions options;
    options.jamfOpenAccount = "jamf";
    options.hostNames = {"scep.example"};
    AdminLab lab;
    QVERIFY(lab.start(std::move(options)));
    QVERIFY(lab.add("jamf"));
    QCOMPARE(lab.ask("POST", kHook, {}, hookBody({})).status, 200);
    // A wrong password is not the same as none.
    QCOMPARE(lab.ask("POST", kHook, basic("jamf", "wrong password"), hookBody({})).status, 401);
    QCOMPARE(lab.ask("POST", kHook, "X-Forwarded-For: 192.0.2.1\r\n", hookBody({})).status, 401);
    QCOMPARE(lab.ask("POST", kHook, {}, hookBody({}), "scep.example").status, 401);
    // The other doors stay shut.
    QCOMPARE(lab.ask("GET", kPage).status, 401);
    QCOMPARE(lab.ask("POST", kCodes, "Content-Type: application/json\r\n", "{}").status, 401);
    QCOMPARE(lab.codeCount(), std::size_t{1});
}

void AdminTest::rest_mintsReadsAndWithdraws() {
    START(lab);
    QVERIFY(lab.add("mdm", [](AccountSettings& settings) {
        settings.uses = 3;
        settings.notePrefix = "MDM ";
    }));
    const QByteArray token = lab.token("mdm");
    const RawResponse minted =
        lab.rest(token, "POST", kCodes,
                 "{\"count\":2,\"ttlSeconds\":600,\"uses\":2,\"note\":\"for a\\nb\"}");
    QCOMPARE(minted.status, 201);
    QCOMPARE(minted.header("Content-Type"), QByteArray("application/json"));
    const QJsonArray codes = json(minted)[QStringLiteral("codes")].toArray();
    QCOMPARE(codes.size(), 2);
    const int id = codes[1].toObject()[QStringLiteral("id")].toInt();
    const QByteArray path = kCodes + '/' + QByteArray::number(id);
    const RawResponse read = lab.rest(token, "GET", path);
    QCOMPARE(read.status, 200);
    QVERIFY(!read.body.contains(codes[1].toObject()[QStringLiteral("code")].toString().toLatin1()));
    QCOMPARE(json(read)[QStringLiteral("state")].toString(), QStringLiteral("unused"));
    QCOMPARE(json(read)[QStringLiteral("usesLeft")].toInt(), 2);
    QCOMPARE(json(read)[QStringLiteral("note")].toString(), QStringLiteral("MDM for a\\x0Ab"));
    QCOMPARE(lab.rest(token, "DELETE", path).status, 204);
    QCOMPARE(lab.rest(token, "DELETE", path).status, 409);
    QCOMPARE(json(lab.rest(token, "GET", path))[QStringLiteral("state")].toString(),
             QStringLiteral("withdrawn"));
    const challenge::CodeRecord code = lab.newest();
    QVERIFY(code.expiresAt - code.createdAt == std::chrono::minutes{10});
}

void AdminTest::rest_narrowsAndNeverWidens() {
    START(lab);
    QVERIFY(lab.add("mdm", [](AccountSettings& settings) {
        auto& constraints = settings.constraints;
        static_cast<void>(challenge::addSubjectConstraint(constraints, "CN=kiosk-*"));
        static_cast<void>(challenge::addSanConstraint(constraints, "dns:*.lab.example"));
        constraints.onlyListedSans = true;
        constraints.onlyListedSubjectAttributes = true;
        settings.rateCount = 0;
        settings.maxOutstanding = 0;
    }));
    const QByteArray token = lab.token("mdm");
    const auto status = [&](const QByteArray& body) {
        return lab.rest(token, "POST", kCodes, body).status;
    };
    QCOMPARE(status("{}"), 201);
    QVERIFY(lab.newest().constraints.subject.size() == 1);
    QCOMPARE(status("{\"constraints\":{\"subject\":[{\"attribute\":\"2.5.4.3\",\"pattern\":"
                    "\"kiosk-7\"}]}}"),
             201);
    const challenge::Constraints narrow = lab.newest().constraints;
    QCOMPARE(narrow.subject.size(), std::size_t{2}); // both must hold
    QVERIFY(narrow.subjectAltNames.empty() && narrow.onlyListedSans);
    QCOMPARE(status("{\"constraints\":{\"subjectAltNames\":[{\"type\":\"dns\",\"pattern\":"
                    "\"a.lab.example\"}]}}"),
             201);
    QCOMPARE(lab.newest().constraints.subjectAltNames.size(), std::size_t{1});
    QCOMPARE(lab.newest().constraints.subjectAltNames[0].pattern.text(),
             std::string("a.lab.example"));
    for (const char* body :
         {"{\"ttlSeconds\":3601}", "{\"uses\":2}", "{\"endpoint\":\"manual\"}",
          "{\"constraints\":{\"subject\":[{\"attribute\":\"2.5.4.10\",\"pattern\":\"*\"}]}}",
          "{\"constraints\":{\"subjectAltNames\":[{\"type\":\"dns\",\"pattern\":\"*.example\"}]}}",
          "{\"constraints\":{\"subjectAltNames\":[{\"type\":\"dns\",\"pattern\":\"a.example\"}]}}",
          "{\"constraints\":{\"subjectAltNames\":[{\"type\":\"upn\",\"pattern\":\"a\"}]}}"}) {
        const RawResponse response = lab.rest(token, "POST", kCodes, body);
        QVERIFY2(response.status == 422, body);
        QCOMPARE(json(response)[QStringLiteral("code")].toString(),
                 QStringLiteral("constraintViolated"));
    }
    // Switches that would open what the account has closed do nothing.
    QCOMPARE(status("{\"constraints\":{\"onlyListedSans\":false,"
                    "\"onlyListedSubjectAttributes\":false}}"),
             201);
    QVERIFY(lab.newest().constraints.onlyListedSans);
    QVERIFY(lab.newest().constraints.onlyListedSubjectAttributes);
}

void AdminTest::rest_refusesWhatItDoesNotKnow_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addRow("no JSON") << QByteArray("x") << 400;
    QTest::addRow("no object") << QByteArray("[]") << 400;
    QTest::addRow("empty") << QByteArray() << 400;
    for (const char* body :
         {"{\"counts\":1}", "{\"count\":0}", "{\"count\":101}", "{\"count\":1.5}",
          "{\"count\":\"1\"}", "{\"ttlSeconds\":-1}", "{\"uses\":0}", "{\"note\":17}",
          "{\"endpoint\":{}}", "{\"constraints\":[]}", "{\"constraints\":{\"x\":1}}",
          "{\"constraints\":{\"subjectText\":\"re:(\"}}", "{\"constraints\":{\"version\":2}}"})
        QTest::addRow("%s", body) << QByteArray(body) << 422;
}

void AdminTest::rest_refusesWhatItDoesNotKnow() {
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    START(lab);
    QVERIFY(lab.add("mdm"));
    const RawResponse response = lab.rest(lab.token("mdm"), "POST", kCodes, body);
    QCOMPARE(response.status, status);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/problem+json"));
    QCOMPARE(json(response)[QStringLiteral("status")].toInt(), status);
    QVERIFY(!json(response)[QStringLiteral("detail")].toString().isEmpty());
    QCOMPARE(lab.codeCount(), std::size_t{0});
}

void AdminTest::rest_mintsAllOrNone() {
    START(lab);
    QVERIFY(lab.add("mdm"));
    const QByteArray token = lab.token("mdm");
    const RawResponse response = lab.rest(token, "POST", kCodes, "{\"count\":6}");
    QCOMPARE(response.status, 429);
    QVERIFY(!response.header("Retry-After").isEmpty());
    QCOMPARE(json(response)[QStringLiteral("code")].toString(), QStringLiteral("tooManyCodes"));
    QCOMPARE(lab.codeCount(), std::size_t{0});
    QCOMPARE(lab.rest(token, "POST", kCodes, "{\"count\":5}").status, 201);
}

void AdminTest::rest_keepsAccountsApart() {
    START(lab);
    QVERIFY(lab.add("one"));
    QVERIFY(lab.add("two"));
    QVERIFY(lab.add("boss", [](AccountSettings& settings) {
        settings.role = AccountRole::Admin;
        settings.endpoint.clear();
    }));
    const QByteArray one = lab.token("one");
    const QByteArray two = lab.token("two");
    const QByteArray boss = lab.token("boss");
    QCOMPARE(lab.rest(one, "POST", kCodes, "{}").status, 201);
    QCOMPARE(lab.rest(one, "GET", kCodes + "/1").status, 200);
    QCOMPARE(lab.rest(two, "GET", kCodes + "/1").status, 404);
    QCOMPARE(lab.rest(two, "DELETE", kCodes + "/1").status, 404);
    QCOMPARE(lab.rest(boss, "GET", kCodes + "/1").status, 200);
    QCOMPARE(lab.rest(boss, "DELETE", kCodes + "/1").status, 204);
    QCOMPARE(lab.rest(boss, "GET", kCodes + "/17").status, 404);
    QCOMPARE(lab.rest(boss, "POST", kCodes, "{\"endpoint\":\"manual\"}").status, 201);
    QCOMPARE(lab.newest().endpoint, std::string("manual"));
    QCOMPARE(lab.rest(boss, "POST", kCodes, "{\"endpoint\":\"nowhere\"}").status, 404);
}

void AdminTest::rest_needsATokenAndJson() {
    START(lab);
    QVERIFY(lab.add("mdm"));
    const QByteArray token = lab.token("mdm");
    const QByteArray type = "Content-Type: application/json\r\n";
    const std::vector<QByteArray> wrong{basic("mdm", kPassword), "Authorization: Bearer x\r\n",
                                        "Authorization: Bearer \r\n",
                                        "X-Scepter-Token: " + token + "\r\n", QByteArray()};
    for (const QByteArray& shown : wrong) {
        const QByteArray headers = type + shown;
        const RawResponse response = lab.ask("POST", kCodes, headers, "{}");
        QCOMPARE(response.status, 401);
        QVERIFY(response.header("WWW-Authenticate").startsWith("Bearer"));
    }
    QCOMPARE(lab.ask("POST", kCodes, "Authorization: Bearer " + token + "\r\n", "{}").status, 415);
    QVERIFY(lab.workbench().accounts().dropToken("mdm").has_value());
    QCOMPARE(lab.rest(token, "POST", kCodes, "{}").status, 401);
}

void AdminTest::rest_servesItsDescription() {
    START(lab);
    const RawResponse response = lab.ask("GET", "/api/v1/openapi.json");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/json"));
    const QJsonObject document = json(response);
    QCOMPARE(document[QStringLiteral("openapi")].toString(), QStringLiteral("3.0.3"));
    QVERIFY(document[QStringLiteral("paths")].toObject().contains(QString::fromLatin1(kCodes)));
}

void AdminTest::log_holdsNoSecret() {
    START(lab);
    QVERIFY(lab.add("fleet"));
    const QByteArray token = lab.token("fleet");
    const QByteArray password = passwordOn(lab.page());
    const QByteArray hooked = lab.ask("POST", kHook, basic("fleet", kPassword), hookBody({})).body;
    const RawResponse minted = lab.rest(token, "POST", kCodes, "{}");
    const QByteArray code = json(minted)[QStringLiteral("codes")]
                                .toArray()[0]
                                .toObject()[QStringLiteral("code")]
                                .toString()
                                .toLatin1();
    static_cast<void>(lab.page("wrong password"));
    const QByteArray log = QByteArray::fromStdString(lab.logged());
    QVERIFY(log.contains("codes minted over HTTP") && log.contains("loginWrong"));
    for (const QByteArray& secret : {kPassword, token, password, hooked, code,
                                     QByteArray("wrong password"), basic("fleet", kPassword)}) {
        QVERIFY(secret.size() > 8);
        QVERIFY(!log.contains(secret));
    }
}

QTEST_GUILESS_MAIN(AdminTest)
#include "tst_admin.moc"
