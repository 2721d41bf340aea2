// What a responder keeps on disk of its traffic: what was sent, and nothing secret.
#include "base/encoding.h"
#include "device.h"
#include "responder/traffic_recorder.h"
#include "workbench/recorded_traffic.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QtTest>

using namespace scepter;
using namespace scepter::test;
using responder::Exchange;
using responder::TrafficMode;
using responder::TrafficRecorder;
using responder::TrafficSettings;
using workbench::TrafficRow;

namespace {

constexpr std::string_view kSecret = "open-sesame-4711";

QByteArray toText(const Bytes& bytes) {
    return toArray(bytes);
}

inspect::Filter filterOf(const char* text) {
    const auto filter = inspect::Filter::parse(text);
    return filter ? *filter : inspect::Filter();
}

Exchange exchangeOf(const std::string& subject, std::size_t bodySize = 0) {
    Exchange exchange;
    exchange.receivedAt = LabClock::kStart;
    exchange.method = "POST";
    exchange.sentTarget = exchange.target = "/scep?operation=PKIOperation";
    exchange.path = "/scep";
    exchange.operation = "PKIOperation";
    exchange.subject = subject;
    exchange.status = 200;
    exchange.request = std::make_shared<const Bytes>(bodySize, 0x30);
    return exchange;
}

} // namespace

class TestRecorded : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void curl_seesWhatIsRecorded_data();
    void curl_seesWhatIsRecorded();
    void request_isRecordedByteForByte();
    void getWithMessage_isRecordedByteForByte();
    void chunks_areJoinedAndNoted();
    void head_hasNoBodyInItsAnswer();
    void enrollment_isLinkedToItsRequestAndCertificate();
    void refusal_hasItsReason();
    void enrollment_isFoundByFindingAndClient();
    void secrets_areNowhereInTheFile();
    void headers_keepNoMessage();
    void off_makesNoFile();
    void health_isNotRecorded();
    void tls_isRecorded();
    void queue_dropsAndCountsWhatIsTooMuch();
    void damagedFile_isKeptAndTrafficGoesOn();
    void noRoomToWrite_isCountedAndToldOnce();
    void statistics_countWhatWasWritten();

private:
    bool serve(TrafficMode mode = TrafficMode::Full, bool tls = false);
    Bytes message(const std::string& id, const std::string& challenge = {});
    std::vector<TrafficRow> recorded();
    [[nodiscard]] QString file() const {
        return m_lab.folder() + QStringLiteral("/lab.scepter-traffic");
    }
    [[nodiscard]] QByteArray everythingOnDisk() const;

    Lab m_lab;
    std::optional<Device> m_device;
};

void TestRecorded::initTestCase() {
    QVERIFY(m_lab.start());
    QVERIFY(m_lab.addEndpoint("open", [](auto&) {}));
    QVERIFY(m_lab.addEndpoint(
        "shared",
        [](enrollment::EndpointSettings& settings) {
            settings.gates = challenge::gatesOf(challenge::GateKind::Static);
        },
        kSecret));
    m_device = Device::fromKey(QStringLiteral("strongswan-a"), m_lab.clock().now());
}

/// The same workspace, without traffic.
void TestRecorded::init() {
    m_lab.responder().stop(Duration{0});
    for (const QString& name :
         QDir(m_lab.folder()).entryList({QStringLiteral("lab.scepter-traffic*")}, QDir::Files))
        QFile::remove(m_lab.folder() + u'/' + name);
    QVERIFY(serve());
}

bool TestRecorded::serve(TrafficMode mode, bool tls) {
    responder::ResponderOptions options;
    options.configurationDelay = Duration{0};
    options.traffic.emplace();
    options.traffic->mode = mode;
    options.traffic->caps.age = std::chrono::days{36'500}; // the lab has a clock of its own
    if (tls) {
        QProcess openssl;
        const QString base = m_lab.folder() + QStringLiteral("/tls");
        openssl.start(QStringLiteral("openssl"),
                      QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                                     "-days 2 -subj /CN=localhost -out %1.pem -keyout %1.key")
                          .arg(base)
                          .split(u' '));
        if (!openssl.waitForFinished() || openssl.exitCode() != 0) return false;
        options.tls =
            http::TlsOptions{QString(base + QStringLiteral(".pem")).toStdString(),
                             SecretBytes(QString(base + QStringLiteral(".key")).toStdString()),
                             {}};
    }
    return m_lab.serveWith(std::move(options));
}

Bytes TestRecorded::message(const std::string& id, const std::string& challenge) {
    const Bytes envelope = sealFor(*m_lab.generation().ra, m_device->csr("CN=" + id, challenge));
    return m_device->build(requestMessage(19, id, Bytes(16, 7), envelope, m_device->signer));
}

/// All that is on disk once the responder has stopped, oldest first.
std::vector<TrafficRow> TestRecorded::recorded() {
    m_lab.responder().stop(std::chrono::seconds{10});
    const auto traffic = m_lab.workbench().traffic();
    const auto ids = traffic->ids({}, m_lab.clock().now(), 0, {});
    if (!ids) return {};
    std::vector<std::int64_t> ordered;
    for (std::size_t i = ids->size(); i > 0; --i)
        ordered.push_back(ids->at(i - 1));
    return traffic->rows(ordered).value_or(std::vector<TrafficRow>{});
}

QByteArray TestRecorded::everythingOnDisk() const {
    QByteArray all;
    const QStringList pattern{QStringLiteral("lab.scepter-traffic*")};
    for (const QString& name : QDir(m_lab.folder()).entryList(pattern, QDir::Files)) {
        QFile one(m_lab.folder() + u'/' + name);
        if (one.open(QIODevice::ReadOnly)) all += one.readAll();
    }
    return all;
}

void TestRecorded::curl_seesWhatIsRecorded_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("posts");
    QTest::newRow("GetCACaps") << QStringLiteral("/open?operation=GetCACaps") << false;
    QTest::newRow("GetCACert") << QStringLiteral("/open?operation=GetCACert&message=ca") << false;
    QTest::newRow("enrollment") << QStringLiteral("/open?operation=PKIOperation") << true;
    QTest::newRow("garbage") << QStringLiteral("/wrong?operation=PKIOperation") << true;
    QTest::newRow("page") << QStringLiteral("/open") << false;
}

// The answer as curl has stored it; the head of the request as curl says it has sent it.
void TestRecorded::curl_seesWhatIsRecorded() {
    QFETCH(QString, target);
    QFETCH(bool, posts);
    const QString folder = m_lab.folder();
    const Bytes sent = message("curl");
    {
        QFile body(folder + QStringLiteral("/body"));
        QVERIFY(body.open(QIODevice::WriteOnly));
        body.write(toArray(sent));
    }
    QProcess curl;
    QStringList arguments{QStringLiteral("-sv"), QStringLiteral("--include"),
                          QStringLiteral("--output"), folder + QStringLiteral("/answer"),
                          QStringLiteral("http://127.0.0.1:%1%2").arg(m_lab.port()).arg(target)};
    if (posts)
        arguments +=
            {QStringLiteral("-H"), QStringLiteral("Content-Type: application/x-pki-message"),
             QStringLiteral("--data-binary"), u'@' + folder + QStringLiteral("/body")};
    curl.start(QStringLiteral("curl"), arguments);
    QVERIFY(curl.waitForFinished());
    QByteArray head;
    for (const QByteArray& line : curl.readAllStandardError().split('\n'))
        if (line.startsWith("> ")) head += line.mid(2) + '\n';
    QFile stored(folder + QStringLiteral("/answer"));
    QVERIFY(stored.open(QIODevice::ReadOnly));
    const QByteArray answer = stored.readAll();
    QVERIFY(answer.startsWith("HTTP/1.1 "));

    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY(rows.front().hasBytes);
    QVERIFY(rows.front().duration.count() >= 0);
    const auto raw = m_lab.workbench().traffic()->raw(rows.front().id);
    QVERIFY(raw);
    QCOMPARE(toText(raw->response), answer);
    QCOMPARE(toText(raw->request), head + (posts ? toArray(sent) : QByteArray()));
    QCOMPARE(raw->client.address, std::string("127.0.0.1"));
    QVERIFY(raw->client.port != 0);
    QCOMPARE(raw->server.address, std::string("127.0.0.1"));
    QCOMPARE(raw->server.port, m_lab.port());
    QVERIFY(raw->notes.empty());
}

void TestRecorded::request_isRecordedByteForByte() {
    const Bytes body = message("exact");
    const QByteArray request = "POST /open?OPERATION=pkioperation HTTP/1.1\r\nhost: lab\r\n"
                               "X-forwarded-FOR: 1.2.3.4\r\nContent-Length: " +
                               QByteArray::number(body.size()) + "\r\n\r\n" + toArray(body);
    RawClient client(m_lab.port());
    const RawResponse response = client.ask(request);
    QCOMPARE(response.status, 200);
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{1});
    const auto raw = m_lab.workbench().traffic()->raw(rows.front().id);
    QVERIFY(raw);
    QCOMPARE(toText(raw->request), request);
    QCOMPARE(toText(raw->response), response.head + "\r\n" + response.body);
    QCOMPARE(rows.front().fields.operation, std::string("PKIOperation"));
}

void TestRecorded::getWithMessage_isRecordedByteForByte() {
    const QByteArray encoded = toArray(message("get")).toBase64().toPercentEncoding();
    const QByteArray request =
        "GET /open?operation=PKIOperation&message=" + encoded + " HTTP/1.1\r\nHost: lab\r\n\r\n";
    RawClient client(m_lab.port());
    QCOMPARE(client.ask(request).status, 200);
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{1});
    const auto raw = m_lab.workbench().traffic()->raw(rows.front().id);
    QVERIFY(raw);
    QCOMPARE(toText(raw->request), request);
    QCOMPARE(rows.front().fields.subject, std::string("CN=get"));
}

void TestRecorded::chunks_areJoinedAndNoted() {
    const QByteArray body = toArray(message("chunks"));
    RawClient client(m_lab.port());
    QCOMPARE(client
                 .ask("POST /open?operation=PKIOperation HTTP/1.1\r\nHost: lab\r\n"
                      "Transfer-Encoding: chunked\r\n\r\n" +
                      QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n")
                 .status,
             200);
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{1});
    const auto raw = m_lab.workbench().traffic()->raw(rows.front().id);
    QVERIFY(raw);
    QCOMPARE(toText(raw->request), "POST /open?operation=PKIOperation HTTP/1.1\r\nHost: lab\r\n"
                                   "Content-Length: " +
                                       QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QCOMPARE(raw->notes.size(), std::size_t{1});
}

void TestRecorded::head_hasNoBodyInItsAnswer() {
    const RawResponse response = m_lab.ask("HEAD", "/open?operation=GetCACert");
    QCOMPARE(response.status, 200);
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{1});
    const auto raw = m_lab.workbench().traffic()->raw(rows.front().id);
    QVERIFY(raw);
    QCOMPARE(toText(raw->response), response.head + "\r\n");
}

void TestRecorded::enrollment_isLinkedToItsRequestAndCertificate() {
    const Answer answer = post(m_lab, "/open", message("linked"));
    QVERIFY2(answer.isCertRep && answer.isSuccess(), answer.text());
    QVERIFY(post(m_lab, "/open", message("linked")).isSuccess()); // the same again
    const auto request = m_lab.newestRequest();
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{2});
    for (const TrafficRow& row : rows) {
        QCOMPARE(row.requestId, request.id);
        QCOMPARE(row.fields.endpoint, std::string("open"));
        QCOMPARE(row.fields.messageType, std::string("PKCSReq"));
        QCOMPARE(row.fields.status, std::string("SUCCESS"));
        QCOMPARE(row.fields.failInfo, std::string());
        QCOMPARE(row.fields.subject, std::string("CN=linked"));
        QCOMPARE(row.fields.transactionId, std::string("linked"));
        QCOMPARE(row.fields.httpStatus, 200U);
    }
    const auto traffic = m_lab.workbench().traffic();
    QCOMPARE(traffic->ofRequest(request.id)->size(), std::size_t{2});
    QCOMPARE(traffic->ofTransaction("linked")->size(), std::size_t{2});
    store::TrafficStore store(file().toStdString(), m_lab.clock());
    const auto lines = store.lines(0, 10);
    QVERIFY(lines);
    QCOMPARE(lines->size(), std::size_t{2});
    const auto facts = store::unpacked(lines->front().facts);
    QVERIFY(facts);
    const auto certificate = m_lab.workbench().certificates().list({});
    QVERIFY(certificate && !certificate->empty());
    QCOMPARE(facts->certificateId, certificate->front().id);
}

void TestRecorded::refusal_hasItsReason() {
    const Answer answer = post(m_lab, "/shared", message("thief", "wrong"));
    QVERIFY2(answer.isFailure(FailInfo::BadRequest), answer.text());
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows.front().fields.status, std::string("FAILURE"));
    QCOMPARE(rows.front().fields.failInfo, std::string("badRequest"));
    QVERIFY(rows.front().reason.starts_with("challengeWrong"));
}

void TestRecorded::enrollment_isFoundByFindingAndClient() {
    QVERIFY(post(m_lab, "/open", message("a")).isSuccess());
    QCOMPARE(m_lab.get("/open?operation=GetCACaps").status, 200);
    QVERIFY(post(m_lab, "/shared", message("b", "wrong")).isCertRep);
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{3});
    QVERIFY(std::ranges::none_of(rows, &TrafficRow::examined));
    const auto traffic = m_lab.workbench().traffic();
    const TimePoint now = m_lab.clock().now();
    // Cancelled before the first: nothing is decoded.
    QVERIFY(!traffic->ids(filterOf("finding:scep"), now, 0, [] { return false; }));
    // Which rules fire is the inspector's business: every row says the same as it does.
    QVERIFY(traffic->ids(filterOf("op:PKIOperation finding:zzz"), now, 0, {}));
    const auto after = traffic->rows({1, 2, 3});
    QVERIFY(after);
    QVERIFY((*after)[0].examined && !(*after)[1].examined && (*after)[2].examined);
    for (const std::size_t index : {std::size_t{0}, std::size_t{2}}) {
        const auto& findings = (*after)[index].fields.findings;
        const auto raw = traffic->raw((*after)[index].id);
        const auto keys = m_lab.workbench().inspector().keyring();
        QVERIFY(raw && keys);
        inspect::Options options;
        options.keys = keys->get();
        options.now = raw->sentAt;
        const auto request = inspect::inspect(raw->request, options, inspect::Hint::HttpRequest);
        for (const inspect::Finding& finding : request.findings)
            QVERIFY(std::ranges::find(findings, std::pair(std::string(toText(finding.severity)),
                                                          finding.rule)) != findings.end());
        // The envelope was opened with the workspace's key.
        QVERIFY(!request.facts.csrs.empty());
        QVERIFY(!findings.empty());
        const std::string filter = "finding:" + findings.front().second;
        const auto found = traffic->ids(filterOf(filter.c_str()), now, 0, {});
        QVERIFY(found && found->rowOf((*after)[index].id));
    }
    QVERIFY(traffic->rows({2})->front().examined);
    // Another reader finds it written down.
    store::TrafficStore store(file().toStdString(), m_lab.clock());
    QCOMPARE(store.examinations(0, 10)->first.size(), std::size_t{3});
}

void TestRecorded::secrets_areNowhereInTheFile() {
    const std::string secret(kSecret);
    const QByteArray basic = QByteArray("admin:" + QByteArray::fromStdString(secret)).toBase64();
    const Answer answer = post(m_lab, "/shared", message("good", secret));
    QVERIFY2(answer.isSuccess(), answer.text());
    const Bytes body = message("again", secret);
    RawClient client(m_lab.port());
    QCOMPARE(client
                 .ask("POST /shared?operation=PKIOperation&challenge=" +
                      QByteArray::fromStdString(secret) +
                      " HTTP/1.1\r\nHost: lab\r\nAuthorization: Basic " + basic +
                      "\r\nCookie: id=" + basic + "\r\nProxy-Authorization: Basic " + basic +
                      "\r\nX-Api-Key: " + basic + "\r\nContent-Length: " +
                      QByteArray::number(body.size()) + "\r\n\r\n" + toArray(body))
                 .status,
             200);
    QCOMPARE(
        m_lab.ask("POST", "/shared?operation=GetCACaps", QByteArray::fromStdString(secret)).status,
        200);
    QCOMPARE(m_lab.get("/nowhere/x?password=" + QByteArray::fromStdString(secret)).status, 404);
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{4});
    // Decoding opens the envelopes; what it writes down must not tell either.
    QVERIFY(m_lab.workbench().traffic()->examine({1, 2, 3, 4}));
    const QByteArray all = everythingOnDisk();
    QVERIFY(all.contains("CN=good"));
    QVERIFY(all.contains("Authorization: (hidden)"));
    QVERIFY(all.contains("POST /shared?operation=PKIOperation&(hidden) HTTP/1.1"));
    QVERIFY(!all.contains(QByteArray::fromStdString(secret)));
    QVERIFY(!all.contains(basic));
}

void TestRecorded::headers_keepNoMessage() {
    QVERIFY(serve(TrafficMode::Headers));
    const Bytes body = message("short");
    QVERIFY(post(m_lab, "/open", body).isSuccess());
    const QByteArray encoded = toArray(message("get")).toBase64().toPercentEncoding();
    QCOMPARE(m_lab.get("/open?operation=PKIOperation&message=" + encoded).status, 200);
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{2});
    QVERIFY(!rows.front().hasBytes && !rows.front().examined);
    QCOMPARE(rows.front().fields.subject, std::string("CN=short"));
    QCOMPARE(rows.front().requestSize, body.size());
    const auto traffic = m_lab.workbench().traffic();
    const auto raw = traffic->raw(1);
    QVERIFY(raw);
    QVERIFY(toText(raw->request).endsWith("\r\n\r\n"));
    QVERIFY(toText(raw->response).endsWith("\r\n\r\n"));
    QVERIFY(!raw->notes.empty());
    QVERIFY(traffic->examine({1, 2}));
    QVERIFY(!everythingOnDisk().contains(toArray(body).mid(100, 64)));
    QVERIFY(!everythingOnDisk().contains(encoded.mid(100, 64)));
}

void TestRecorded::off_makesNoFile() {
    m_lab.responder().stop(Duration{0});
    QFile::remove(file());
    QVERIFY(serve(TrafficMode::Off));
    QCOMPARE(m_lab.get("/open?operation=GetCACaps").status, 200);
    m_lab.responder().stop(std::chrono::seconds{10});
    QVERIFY(!QFile::exists(file()));
    QVERIFY(!m_lab.responder().statistics().traffic.recording);
}

void TestRecorded::health_isNotRecorded() {
    QVERIFY(m_lab.isAlive());
    QVERIFY(recorded().empty());
}

void TestRecorded::tls_isRecorded() {
    QVERIFY(serve(TrafficMode::Full, true));
    RawClient client(m_lab.port(), true);
    QCOMPARE(client.ask("GET /open?operation=GetCACaps HTTP/1.1\r\nHost: lab\r\n\r\n").status, 200);
    const auto rows = recorded();
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY(rows.front().tls);
    store::TrafficStore store(file().toStdString(), m_lab.clock());
    const auto lines = store.lines(0, 1);
    QVERIFY(lines && lines->size() == 1);
    const auto facts = store::unpacked(lines->front().facts);
    QVERIFY(facts);
    QCOMPARE(std::string(facts->tlsProtocol), std::string("TLSv1.3"));
    QVERIFY(facts->tlsCipher.starts_with("TLS_"));
}

void TestRecorded::queue_dropsAndCountsWhatIsTooMuch() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("w-traffic")).toStdString();
    SystemClock clock;
    Log log(clock, LogFormat::Json, LogLevel::Debug, [](std::string_view) {});
    TrafficSettings settings;
    settings.caps.age = std::chrono::days{36'500};
    TrafficRecorder recorder(path, settings, clock, log, {100, 10'000});
    recorder.record(exchangeOf("CN=too large", 20'000));
    recorder.record(exchangeOf("CN=small", 100));
    recorder.flush();
    const auto statistics = recorder.statistics();
    QCOMPARE(statistics.recorded, std::uint64_t{1});
    QCOMPARE(statistics.dropped, std::uint64_t{1});
    QCOMPARE(statistics.waiting, std::size_t{0});
    store::TrafficStore store(path, clock);
    QCOMPARE(store.counts()->dropped, std::int64_t{1});
    QCOMPARE(store.counts()->count(), std::size_t{1});
    TrafficRecorder none(path, settings, clock, log, {0, 10'000});
    none.record(exchangeOf("CN=none"));
    none.flush();
    QCOMPARE(none.statistics().dropped, std::uint64_t{1});
}

void TestRecorded::damagedFile_isKeptAndTrafficGoesOn() {
    m_lab.responder().stop(Duration{0});
    for (const char* suffix : {"", "-journal"})
        QFile::remove(file() + QLatin1String(suffix));
    {
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("this is no database, but somebody may want it");
    }
    QVERIFY(!m_lab.workbench().traffic()->state());
    QVERIFY(serve());
    QCOMPARE(m_lab.get("/open?operation=GetCACaps").status, 200);
    QCOMPARE(recorded().size(), std::size_t{1});
    const QStringList kept =
        QDir(m_lab.folder()).entryList({QStringLiteral("lab.scepter-traffic.damaged-*")});
    QCOMPARE(kept.size(), 1);
    QFile old(m_lab.folder() + u'/' + kept.front());
    QVERIFY(old.open(QIODevice::ReadOnly));
    QVERIFY(old.readAll().startsWith("this is no database"));
    QVERIFY(m_lab.logged().find("recorded traffic damaged") != std::string::npos);
}

void TestRecorded::noRoomToWrite_isCountedAndToldOnce() {
    const QTemporaryDir folder;
    std::atomic<int> told{0};
    SystemClock clock;
    Log log(clock, LogFormat::Json, LogLevel::Debug, [&](std::string_view line) {
        if (line.find("traffic not recorded") != std::string_view::npos) ++told;
    });
    TrafficRecorder recorder(folder.filePath(QStringLiteral("gone/w-traffic")).toStdString(), {},
                             clock, log);
    for (int i = 0; i < 3; ++i) {
        recorder.record(exchangeOf("CN=a"));
        recorder.flush();
    }
    const auto statistics = recorder.statistics();
    QCOMPARE(statistics.recorded, std::uint64_t{0});
    QCOMPARE(statistics.dropped, std::uint64_t{3});
    QVERIFY(statistics.trouble.has_value());
    QCOMPARE(told.load(), 1);
}

void TestRecorded::statistics_countWhatWasWritten() {
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_lab.get("/open?operation=GetCACaps").status, 200);
    m_lab.responder().stop(std::chrono::seconds{10});
    const auto statistics = m_lab.responder().statistics().traffic;
    QVERIFY(statistics.recording);
    QCOMPARE(statistics.recorded, std::uint64_t{3});
    QCOMPARE(statistics.dropped, std::uint64_t{0});
    QVERIFY(!statistics.trouble);
    QCOMPARE(m_lab.workbench().traffic()->state()->count, std::size_t{3});
    QVERIFY(m_lab.workbench().clearTraffic());
    QCOMPARE(m_lab.workbench().traffic()->state()->count, std::size_t{0});
}

QTEST_GUILESS_MAIN(TestRecorded)
#include "tst_recorded.moc"
