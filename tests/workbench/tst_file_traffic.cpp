// The exchanges of a file as a list.
#include "workbench/file_traffic.h"

#include "inspect/exchange.h"
#include "inspect/redact.h"
#include "pki/pem.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace scepter;
using workbench::FileTraffic;
using workbench::TrafficRow;

namespace {

Bytes fileBytes(const QString& name) {
    QFile file(QStringLiteral(SCEPTER_TEST_DATA "/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(name));
    const QByteArray content = file.readAll();
    return {content.begin(), content.end()};
}

std::shared_ptr<inspect::Keyring> caKeys() {
    auto keys = std::make_shared<inspect::Keyring>();
    for (const char* name : {"ca.key.pem", "ca.cert.pem"})
        (void)inspect::addToKeyring(
            *keys, fileBytes(QStringLiteral("captures/keys/") + QLatin1String(name)), name);
    return keys;
}

FileTraffic::Options optionsWith(std::shared_ptr<const inspect::Keyring> keys) {
    FileTraffic::Options options;
    options.keys = std::move(keys);
    options.now = *timeFromIsoText("2026-11-22T12:00:00Z");
    return options;
}

std::vector<inspect::RawExchange> captures() {
    const Bytes list = fileBytes(QStringLiteral("captures/captures.json"));
    const QJsonArray all =
        QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(list.data()),
                                           static_cast<qsizetype>(list.size())))
            .array();
    std::vector<inspect::RawExchange> exchanges;
    for (const QJsonValue& value : all) {
        const QString name =
            QStringLiteral("captures/") + value.toObject().value(u"file").toString();
        inspect::RawExchange exchange;
        exchange.sentAt =
            *timeFromIsoText("2026-11-22T12:00:00Z") + std::chrono::seconds(exchanges.size());
        exchange.receivedAt = exchange.sentAt + std::chrono::milliseconds(25);
        exchange.client = {"10.0.0.9", 40000};
        exchange.request = fileBytes(name + QStringLiteral(".request"));
        exchange.response = fileBytes(name + QStringLiteral(".response"));
        exchanges.push_back(std::move(exchange));
    }
    return exchanges;
}

inspect::Filter filterOf(const char* text) {
    return inspect::Filter::parse(text).value();
}

std::vector<std::int64_t> listOf(const store::IdList& list) {
    std::vector<std::int64_t> ids;
    for (std::size_t row = 0; row < list.size(); ++row)
        ids.push_back(list.at(row));
    return ids;
}

} // namespace

class TestFileTraffic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void har_isListedWithFindings();
    void filter_findsAndCancels();
    void raw_isAsItWasRead();
    void transaction_isListedOldestFirst();
    void words_areThoseSeen();
    void packets_areListed_data();
    void packets_areListed();
    void singleMessages_areOneExchange_data();
    void singleMessages_areOneExchange();
    void getCaCert_isKnownToWhatFollows();
    void bundle_showsWhatWasOpened();
    void limits_listTheRestByHeads();
    void cancel_opensNothing();
    void garbage_isRefusedOrOneMessage();

private:
    std::vector<inspect::RawExchange> m_exchanges;
    std::unique_ptr<FileTraffic> m_traffic;
};

void TestFileTraffic::initTestCase() {
    m_exchanges = captures();
    std::vector<std::size_t> done;
    auto opened = FileTraffic::open(bytesOf(inspect::writeHar(m_exchanges)), optionsWith(caKeys()),
                                    [&done](std::size_t now, std::size_t of) {
                                        done.push_back(now);
                                        return of == 43;
                                    });
    QVERIFY2(opened, opened ? "" : toText(opened.error()).c_str());
    m_traffic = std::move(*opened);
    QCOMPARE(done.size(), std::size_t{44});
    QCOMPARE(done.back(), std::size_t{43});
}

void TestFileTraffic::har_isListedWithFindings() {
    QVERIFY(m_traffic->format() == inspect::TrafficFormat::Har);
    const auto state = m_traffic->state();
    QVERIFY(state);
    QCOMPARE(state->count, std::size_t{43});
    QCOMPARE(state->lastId, std::int64_t{43});
    const auto rows = m_traffic->rows({3, 99, 11, -1});
    QVERIFY(rows);
    QCOMPARE(rows->size(), std::size_t{2});
    const TrafficRow& enrolled = rows->at(0);
    QCOMPARE(enrolled.id, std::int64_t{3});
    QCOMPARE(enrolled.fields.operation, std::string("PKIOperation"));
    QVERIFY(enrolled.fields.messageType.starts_with("PKCSReq"));
    QVERIFY(enrolled.fields.status.starts_with("SUCCESS"));
    QVERIFY(enrolled.fields.subject.find("CN=swan-a") != std::string::npos);
    QCOMPARE(enrolled.fields.peer, std::string("10.0.0.9"));
    QCOMPARE(enrolled.fields.duration, std::int64_t{25});
    QCOMPARE(enrolled.requestSize, std::size_t{2589});
    QVERIFY(enrolled.examined && enrolled.hasBytes);
    QVERIFY(rows->at(1).fields.status.starts_with("FAILURE"));
    QVERIFY(std::ranges::any_of(rows->at(1).fields.findings, [](const auto& finding) {
        return finding.second == "scep.failure";
    }));
}

void TestFileTraffic::filter_findsAndCancels() {
    const TimePoint now = *timeFromIsoText("2026-11-22T13:00:00Z");
    const auto all = m_traffic->ids({}, now, 0, {});
    QVERIFY(all && all->isRange());
    QCOMPARE(all->size(), std::size_t{43});
    QCOMPARE(all->at(0), std::int64_t{43});
    QCOMPARE(m_traffic->ids({}, now, 40, {})->size(), std::size_t{3});
    const auto failed = m_traffic->ids(filterOf("status:FAILURE"), now, 0, {});
    QVERIFY(failed);
    const auto ids = listOf(*failed);
    QVERIFY(ids.size() >= 4);
    QVERIFY(std::ranges::is_sorted(ids, std::greater<>()));
    for (const std::int64_t id : ids)
        QVERIFY(m_traffic->rows({id})->at(0).fields.status.starts_with("FAILURE"));
    QVERIFY(std::ranges::find(ids, 11) != ids.end());
    QCOMPARE(m_traffic->ids(filterOf("status:FAILURE"), now, ids[1], {})->size(), std::size_t{1});
    const auto cancelled = m_traffic->ids(filterOf("status:FAILURE"), now, 0, [] { return false; });
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
}

void TestFileTraffic::raw_isAsItWasRead() {
    for (std::size_t i = 0; i < m_exchanges.size(); ++i) {
        const auto raw = m_traffic->raw(static_cast<std::int64_t>(i + 1));
        QVERIFY(raw);
        QVERIFY(raw->request == m_exchanges[i].request);
        QVERIFY(raw->response == m_exchanges[i].response);
    }
    QCOMPARE(m_traffic->raw(44).error().code, ErrorCode::NotFound);
    QCOMPARE(m_traffic->raw(0).error().code, ErrorCode::NotFound);
}

void TestFileTraffic::transaction_isListedOldestFirst() {
    const std::string id = m_traffic->rows({6})->at(0).fields.transactionId;
    QVERIFY(!id.empty());
    const auto rows = m_traffic->ofTransaction(id);
    QVERIFY(rows);
    std::vector<std::int64_t> ids;
    for (const TrafficRow& row : *rows)
        ids.push_back(row.id);
    QCOMPARE(ids, (std::vector<std::int64_t>{6, 7, 8}));
    QVERIFY(m_traffic->ofTransaction("")->empty());
    QVERIFY(m_traffic->ofTransaction("no such")->empty());
}

void TestFileTraffic::words_areThoseSeen() {
    const auto words = m_traffic->words();
    QVERIFY(words);
    const auto valuesOf = [&words](const char* key) {
        for (const auto& [known, values] : *words)
            if (known == key) return values;
        return std::vector<std::string>();
    };
    const auto has = [&valuesOf](const char* key, const char* value) {
        return std::ranges::count(valuesOf(key), value) == 1;
    };
    QVERIFY(has("op", "GetCACaps") && has("status", "PENDING") && has("type", "RenewalReq"));
    QVERIFY(has("client", "sscep") && has("finding", "scep.failure"));
}

void TestFileTraffic::packets_areListed_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"lo-ethernet.pcap", "lo-ethernet.pcapng", "any-sll.pcap"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestFileTraffic::packets_areListed() {
    QFETCH(QString, file);
    const auto traffic =
        FileTraffic::open(fileBytes(QStringLiteral("traffic/") + file), optionsWith(nullptr));
    QVERIFY2(traffic, traffic ? "" : toText(traffic.error()).c_str());
    QVERIFY((*traffic)->state()->count > 0);
    QVERIFY(!(*traffic)->rows({1})->at(0).fields.method.empty());
    QVERIFY(!(*traffic)->rows({1})->at(0).fields.peer.empty());
}

void TestFileTraffic::singleMessages_areOneExchange_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("request");
    QTest::newRow("an HTTP request")
        << "captures/03-strongswan-enroll-post-aes128-sha256.request" << true;
    QTest::newRow("an HTTP response")
        << "captures/03-strongswan-enroll-post-aes128-sha256.response" << false;
    QTest::newRow("a certificate") << "captures/keys/ca.cert.pem" << false;
}

void TestFileTraffic::singleMessages_areOneExchange() {
    QFETCH(QString, file);
    QFETCH(bool, request);
    const Bytes bytes = fileBytes(file);
    const auto traffic = FileTraffic::open(bytes, optionsWith(caKeys()));
    QVERIFY(traffic);
    QCOMPARE((*traffic)->state()->count, std::size_t{1});
    const auto raw = (*traffic)->raw(1);
    QCOMPARE(raw->request.empty(), !request);
    QCOMPARE(raw->response.empty(), request);
    // A message alone: the HTTP around it is made up, and said to be.
    const ByteView whole = request ? raw->request : raw->response;
    QVERIFY(sameBytes(whole.last(bytes.size()), bytes));
    QCOMPARE(raw->notes.empty(), whole.size() == bytes.size());
}

/// Without them the signer of a reply is unknown.
void TestFileTraffic::getCaCert_isKnownToWhatFollows() {
    const auto examined = [](std::vector<inspect::RawExchange> exchanges) {
        auto traffic = FileTraffic::open(bytesOf(inspect::writeHar(exchanges)),
                                         optionsWith(std::make_shared<inspect::Keyring>()));
        return traffic ? std::move(*traffic) : nullptr;
    };
    const auto hasRule = [](FileTraffic& traffic, std::int64_t id, std::string_view rule) {
        return std::ranges::any_of(traffic.rows({id})->at(0).fields.findings,
                                   [rule](const auto& finding) { return finding.second == rule; });
    };
    // A reply signed by another CA than the one that GetCACert gave is found out.
    auto first = m_exchanges[0];
    const auto with = examined({first, m_exchanges[2]});
    QVERIFY(with);
    QCOMPARE(with->certificates().size(), std::size_t{1});
    QVERIFY(!hasRule(*with, 2, "exchange.signer"));
    const Bytes next = fileBytes(QStringLiteral("captures/keys/ca-next.cert.pem"));
    const auto other = pki::readCertificates(next).value().front();
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-x509-ca-cert\r\n"
                             "Content-Length: " +
                             std::to_string(other.der().size()) + "\r\n\r\n";
    first.response = copyOf(bytesOf(head));
    first.response.insert(first.response.end(), other.der().begin(), other.der().end());
    const auto wrong = examined({first, m_exchanges[2]});
    QVERIFY(wrong);
    QVERIFY(hasRule(*wrong, 2, "exchange.signer"));
    // What comes after an exchange is not known to it yet.
    auto late = first;
    late.sentAt = m_exchanges[2].sentAt + std::chrono::seconds(5);
    const auto after = examined({m_exchanges[2], late});
    QVERIFY(!hasRule(*after, 1, "exchange.signer"));
}

void TestFileTraffic::bundle_showsWhatWasOpened() {
    const auto keys = caKeys();
    inspect::RedactOptions how;
    how.keys = keys.get();
    const auto bundle = inspect::writeBundle(m_exchanges, how);
    QVERIFY2(bundle, bundle ? "" : toText(bundle.error()).c_str());
    const auto traffic = FileTraffic::open(bytesOf(bundle->document), optionsWith(nullptr));
    QVERIFY(traffic);
    QVERIFY((*traffic)->format() == inspect::TrafficFormat::Bundle);
    QCOMPARE((*traffic)->state()->count, std::size_t{43});
    const TrafficRow row = (*traffic)->rows({3})->at(0);
    QVERIFY(row.fields.messageType.starts_with("PKCSReq"));
    QVERIFY(row.fields.subject.starts_with("CN="));
    QVERIFY(row.fields.subject.find("swan") == std::string::npos);
    QVERIFY(std::ranges::none_of(row.fields.findings, [](const auto& finding) {
        return finding.second.starts_with("cms.signature") || finding.second == "csr.possession" ||
               finding.second == "exchange.signer";
    }));
    QCOMPARE((*traffic)->ofTransaction((*traffic)->rows({6})->at(0).fields.transactionId)->size(),
             std::size_t{3});
}

void TestFileTraffic::limits_listTheRestByHeads() {
    auto options = optionsWith(caKeys());
    options.examined = 5;
    const auto traffic = FileTraffic::open(bytesOf(inspect::writeHar(m_exchanges)), options);
    QVERIFY(traffic);
    const auto rows = (*traffic)->rows({5, 6});
    QVERIFY(rows->at(0).examined);
    QVERIFY(!rows->at(1).examined);
    QCOMPARE(rows->at(1).fields.method, std::string("POST"));
    QCOMPARE(rows->at(1).fields.httpStatus, 200U);
    QVERIFY(rows->at(1).fields.messageType.empty());
    QVERIFY(!(*traffic)->notes().empty());
}

void TestFileTraffic::cancel_opensNothing() {
    const auto traffic =
        FileTraffic::open(bytesOf(inspect::writeHar(m_exchanges)), optionsWith(nullptr),
                          [](std::size_t done, std::size_t) { return done < 3; });
    QVERIFY(!traffic);
    QCOMPARE(traffic.error().code, ErrorCode::Cancelled);
}

void TestFileTraffic::garbage_isRefusedOrOneMessage() {
    QCOMPARE(FileTraffic::open({}, {}).error().code, ErrorCode::EncodingMalformed);
    const Bytes magic{0xA1, 0xB2, 0xC3, 0xD4, 1, 2};
    QVERIFY(!FileTraffic::open(magic, {}));
    const Bytes noise{1, 2, 3, 4, 5, 6, 7, 8};
    const auto one = FileTraffic::open(noise, {});
    QVERIFY(one);
    QCOMPARE((*one)->state()->count, std::size_t{1});
    FileTraffic::Options small;
    small.limits.message = 4;
    QCOMPARE(FileTraffic::open(noise, small).error().code, ErrorCode::LimitExceeded);
}

QTEST_GUILESS_MAIN(TestFileTraffic)
#include "tst_file_traffic.moc"
