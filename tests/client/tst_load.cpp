// SPDX-License-Identifier: GPL-3.0-or-later
#include "../http/tls_files.h"
#include "client/load.h"
#include "load_schedule.h"
#include "load_service.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>
#include <algorithm>
#include <random>
#include <set>
#include <thread>
#include <unistd.h>

using namespace scepter;
using namespace scepter::client;
using namespace scepter::test;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

using Errors = std::map<std::string, std::uint64_t>;

struct FixedClock final : Clock {
    [[nodiscard]] TimePoint now() const override {
        return TimePoint{std::chrono::seconds(1'796'000'000)};
    }
};

LoadOptions optionsFor(const LoadService& service, LoadMessages messages, std::uint64_t requests,
                       unsigned clients = 4) {
    LoadOptions options;
    options.service.url = service.url();
    options.service.timeout = std::chrono::seconds(20);
    options.messages = messages;
    options.requests = requests;
    options.clients = clients;
    options.keys = 1; // making one costs more than all the rest
    return options;
}

/// The report; the error fails the test by its emptiness.
LoadReport reportOf(const Result<LoadReport>& result) {
    if (result) return *result;
    qWarning("%s", toText(result.error()).c_str());
    return {};
}

microseconds exactPercentile(const std::vector<microseconds>& sorted, double share) {
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

} // namespace

class TestLoad : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void percentiles_areWithinThreePercent() {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> exponent(0, 24);
        Latencies all;
        std::vector<microseconds> samples;
        for (int i = 0; i < 20'000; ++i) {
            const microseconds sample(static_cast<std::int64_t>(std::exp2(exponent(random))));
            samples.push_back(sample);
            all.add(sample);
        }
        std::ranges::sort(samples);
        QCOMPARE(all.count(), 20'000U);
        QCOMPARE(all.worst().count(), samples.back().count());
        for (const double share : {0.001, 0.05, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const auto exact = static_cast<double>(exactPercentile(samples, share).count());
            const auto told = static_cast<double>(all.percentile(share).count());
            QVERIFY2(std::abs(told - exact) <= 0.03 * exact + 0.5,
                     qPrintable(QStringLiteral("%1: %2, not %3").arg(share).arg(told).arg(exact)));
        }
    }

    void percentiles_ofFewAndOfExtremes() {
        Latencies none;
        QCOMPARE(none.percentile(0.5).count(), 0);
        Latencies one;
        one.add(microseconds(12'345));
        QCOMPARE(one.percentile(0.01).count(), 12'345);
        QCOMPARE(one.percentile(1).count(), 12'345);
        one.add(microseconds(-5));
        one.add(std::chrono::hours(1000));
        QCOMPARE(one.percentile(0.01).count(), 0);
        QCOMPARE(one.worst(), microseconds(std::chrono::hours(1000)));
        Latencies small;
        for (int i = 1; i <= 32; ++i)
            small.add(microseconds(i));
        QCOMPARE(small.percentile(0.5).count(), 16);
    }

    void schedule_spreadsClientsOverTheRamp() {
        LoadOptions options;
        options.clients = 4;
        options.ramp = std::chrono::seconds(8);
        const LoadSchedule schedule(options);
        QVERIFY(!schedule.isOpenLoop());
        for (unsigned i = 0; i < 4; ++i)
            QCOMPARE(schedule.clientStart(i).count(), std::int64_t{2'000'000'000} * i);
    }

    void schedule_growsTheRateOverTheRamp() {
        LoadOptions options;
        options.rate = 100;
        LoadSchedule steady(options);
        QCOMPARE(steady.due(0).count(), 0);
        QCOMPARE(steady.due(250).count(), 2'500'000'000);
        QCOMPARE(steady.dueBefore(std::chrono::seconds(2)), 200U);
        QCOMPARE(steady.dueBefore(LoadSchedule::Time(0)), 0U);
        QCOMPARE(steady.dueBefore(LoadSchedule::Time(1)), 1U);
        options.ramp = std::chrono::seconds(4);
        LoadSchedule ramped(options);
        // Half as many while it grows: 200 in 4 s, 50 of them in the first half of that time.
        QCOMPARE(ramped.dueBefore(std::chrono::seconds(2)), 50U);
        QCOMPARE(ramped.dueBefore(std::chrono::seconds(4)), 200U);
        QCOMPARE(ramped.dueBefore(std::chrono::seconds(5)), 300U);
        QCOMPARE(ramped.due(50).count(), 2'000'000'000);
        QCOMPARE(ramped.due(200).count(), 4'000'000'000);
        QCOMPARE(ramped.due(300).count(), 5'000'000'000);
    }

    void load_countsWhatIsIssued_data() { messages(); }
    void load_countsWhatIsIssued() {
        QFETCH(LoadMessages, messages);
        LoadService service(m_clock);
        LoadOptions options = optionsFor(service, messages, 41);
        options.keys = 2;
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QCOMPARE(report.sent, 41U);
        QCOMPARE(report.issued, 41U);
        QCOMPARE(report.prepared, 41U);
        QCOMPARE(report.planned, 41U);
        QCOMPARE(report.pending, 0U);
        QCOMPARE(report.errors, Errors{});
        QCOMPARE(report.latencies.count(), 41U);
        QCOMPARE(report.connects, 4U);
        QCOMPARE(report.startedAt, m_clock.now());
        QVERIFY(!report.cancelled);
        QVERIFY(report.perSecond() > 0);
        QVERIFY(report.ownCpuSeconds > 0);
        std::uint64_t sent = 0;
        std::uint64_t issued = 0;
        for (const LoadSecond& second : report.seconds) {
            sent += second.sent;
            issued += second.issued;
        }
        QCOMPARE(sent, 41U);
        QCOMPARE(issued, 41U);
        // Each is a transaction and a device of its own; two keys are shared.
        std::set<std::string> transactions;
        std::set<std::string> subjects;
        std::set<Bytes> keys;
        for (const scep::Request& request : service.fake().seen) {
            transactions.insert(request.transactionId);
            subjects.insert(request.csr->subject().toText());
            keys.insert(request.csr->publicKey().spki());
            QVERIFY(request.csr->challengePassword() == nullptr);
        }
        QCOMPARE(transactions.size(), 41U);
        QCOMPARE(subjects.size(), 41U);
        QVERIFY(subjects.contains("CN=load-1") && subjects.contains("CN=load-41"));
        QCOMPARE(keys.size(), 2U);
    }

    void load_makesAKeyForEach_whenAsked() {
        LoadService service(m_clock);
        LoadOptions options = optionsFor(service, LoadMessages::Live, 3, 2);
        options.keys = 0;
        options.subject = "CN={n},O={n} of Example";
        QCOMPARE(reportOf(runLoad(options, m_clock)).issued, 3U);
        std::set<Bytes> keys;
        for (const scep::Request& request : service.fake().seen)
            keys.insert(request.csr->publicKey().spki());
        QCOMPARE(keys.size(), 3U);
    }

    void load_sendsAChallengeEach() {
        LoadService service(m_clock);
        LoadOptions options = optionsFor(service, LoadMessages::Prebuilt, 12);
        std::atomic<int> next = 0;
        options.nextChallenge = [&next]() -> Result<SecretBytes> {
            return SecretBytes(std::string_view("code-" + std::to_string(next++)));
        };
        QCOMPARE(reportOf(runLoad(options, m_clock)).issued, 12U);
        std::set<std::string> challenges;
        for (const scep::Request& request : service.fake().seen)
            if (request.csr->challengePassword() != nullptr)
                challenges.emplace(request.csr->challengePassword()->text());
        QCOMPARE(challenges.size(), 12U);
        options.nextChallenge = []() -> Result<SecretBytes> {
            return fail(ErrorCode::NotFound, "no more codes");
        };
        for (const LoadMessages messages : {LoadMessages::Prebuilt, LoadMessages::Live}) {
            options.messages = messages;
            const auto ended = runLoad(options, m_clock);
            QVERIFY(!ended && ended.error().code == ErrorCode::NotFound);
        }
    }

    void load_sortsAnswersIntoClasses_data() { messages(); }
    void load_sortsAnswersIntoClasses() {
        QFETCH(LoadMessages, messages);
        LoadService service(m_clock);
        const auto issue = service.fake().respond;
        int number = 0;
        service.fake().respond = [&](const scep::Request& request) {
            scep::ReplyFields fields;
            switch (number++ % 6) {
            case 0:
                fields.failInfo = FailInfo::BadRequest;
                return fields;
            case 1:
                fields.status = scep::PkiStatus::Pending;
                return fields;
            default:
                return issue(request);
            }
        };
        service.change = [](int asked, http::Response& response) {
            if (asked % 6 == 2) response.status = 503;
            if (asked % 6 == 3) response.body = {'h', 'i'};
            if (asked % 6 == 4) response.reset = true;
            return true;
        };
        const LoadReport report = reportOf(runLoad(optionsFor(service, messages, 60), m_clock));
        // A request that meets a reset is sent again where the connection had served before, and
        // gets the answer after the one that was lost; on a new connection it is an error.
        const auto all = static_cast<std::uint64_t>(service.asked());
        std::uint64_t errors = 0;
        for (const auto& [name, count] : report.errors)
            errors += count;
        QCOMPARE(report.sent, 60U);
        QCOMPARE(report.answered(), 60U);
        QCOMPARE(report.issued + report.pending + errors, 60U);
        const auto expected = [&](std::uint64_t rest) { return (all + 5 - rest) / 6; };
        QCOMPARE(report.errors.at("FAILURE badRequest"), expected(0));
        QCOMPARE(report.pending, expected(1));
        QCOMPARE(report.errors.at("HTTP 503"), expected(2));
        // What it is called depends on who looks, and how far.
        const auto counted = [&](const char* name) {
            const auto found = report.errors.find(name);
            return found == report.errors.end() ? 0U : found->second;
        };
        const std::uint64_t unreadable = errors - counted("FAILURE badRequest") -
                                         counted("HTTP 503") - counted("ConnectionReset");
        QVERIFY(counted("ConnectionReset") <= expected(4));
        QCOMPARE(unreadable, expected(3));
        QCOMPARE(report.issued, expected(5));
    }

    void load_believesPrebuiltAnswers_andChecksLiveOnes() {
        LoadService service(m_clock);
        const pki::PrivateKey other =
            *pki::PrivateKey::fromPem(textOf(captured("keys/sscep-b.key.pem")));
        service.fake().respond = [&](const scep::Request&) {
            scep::ReplyFields fields;
            fields.status = scep::PkiStatus::Success;
            fields.certificates = {
                copyOf(service.fake()
                           .issue(other.publicKey(), m_clock.now(), service.fake().caKey)
                           .der())};
            return fields;
        };
        const LoadReport believed =
            reportOf(runLoad(optionsFor(service, LoadMessages::Prebuilt, 8), m_clock));
        QCOMPARE(believed.issued, 8U);
        const LoadReport checked =
            reportOf(runLoad(optionsFor(service, LoadMessages::Live, 8), m_clock));
        QCOMPARE(checked.issued, 0U);
        QCOMPARE(checked.errors, (Errors{{"KeyMismatch", 8}}));
    }

    void load_connectsAgain_whenTheServerCloses() {
        LoadService service(m_clock);
        service.change = [](int, http::Response& response) {
            response.close = true;
            return true;
        };
        const LoadReport report =
            reportOf(runLoad(optionsFor(service, LoadMessages::Prebuilt, 20), m_clock));
        QCOMPARE(report.issued, 20U);
        QCOMPARE(report.connects, 20U);
        QCOMPARE(report.errors, Errors{});
    }

    void load_countsTimeOuts() {
        LoadService service(m_clock);
        service.change = [](int, http::Response&) { return false; };
        LoadOptions options = optionsFor(service, LoadMessages::Prebuilt, 4, 2);
        options.service.timeout = std::chrono::seconds(1);
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QCOMPARE(report.errors, (Errors{{"TimedOut", 4}}));
        QCOMPARE(report.latencies.count(), 4U);
        QVERIFY(report.latencies.percentile(0.01) >= milliseconds(970));
    }

    void load_goesOverTls() {
        TlsFiles files;
        QVERIFY(files.make());
        LoadService service(
            m_clock, http::TlsOptions{files.path("server.pem"),
                                      SecretBytes(std::string_view(files.path("server.key"))),
                                      {}});
        LoadOptions options = optionsFor(service, LoadMessages::Prebuilt, 12, 3);
        const auto refused = runLoad(options, m_clock);
        QVERIFY(!refused && refused.error().code == ErrorCode::TlsFailed);
        options.http.extraRootPems = {files.read("root.pem")};
        QCOMPARE(reportOf(runLoad(options, m_clock)).issued, 12U);
    }

    void load_endsWithWhatItHas_whenCancelled_data() { messages(); }
    void load_endsWithWhatItHas_whenCancelled() {
        QFETCH(LoadMessages, messages);
        LoadService service(m_clock);
        // The first three are answered, then nobody.
        service.change = [](int number, http::Response&) { return number < 3; };
        LoadOptions options = optionsFor(service, messages, 100, 3);
        std::stop_source stop;
        options.stop = stop.get_token();
        std::jthread canceller([&] {
            while (service.asked() < 6)
                std::this_thread::yield();
            stop.request_stop();
        });
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QVERIFY(report.cancelled);
        QCOMPARE(report.sent, 6U);
        QCOMPARE(report.issued, 3U);
        QCOMPARE(report.errors, Errors{});
        // Before it has begun there is nothing to report.
        const auto none = runLoad(options, m_clock);
        QVERIFY(!none && none.error().code == ErrorCode::Cancelled);
    }

    void load_tellsOfItsProgress() {
        LoadService service(m_clock);
        service.change = [](int number, http::Response&) { return number < 2; };
        std::atomic<bool> seen = false;
        const auto report = runLoad(optionsFor(service, LoadMessages::Prebuilt, 4, 2), m_clock,
                                    [&](const LoadReport& sofar) {
                                        if (sofar.issued == 2 && sofar.sent == 4) {
                                            seen = true;
                                            service.release();
                                        }
                                    });
        QVERIFY(seen);
        QCOMPARE(reportOf(report).issued, 4U);
    }

    void rate_isKept() {
        LoadService service(m_clock);
        LoadOptions options = optionsFor(service, LoadMessages::Prebuilt, 21, 8);
        options.rate = 100;
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QCOMPARE(report.issued, 21U);
        QVERIFY(report.elapsed >= milliseconds(200));
    }

    void rate_countsLatencyFromTheTimeThatWasDue() {
        // Nothing is answered for 200 ms. With one client only one request is under way, but all
        // that were due meanwhile have waited.
        LoadService service(m_clock);
        std::atomic<bool> held = false;
        service.change = [&](int number, http::Response&) {
            if (number == 0) held = true;
            return number > 0;
        };
        std::jthread releaser([&] {
            while (!held)
                std::this_thread::yield();
            const auto until = std::chrono::steady_clock::now() + milliseconds(200);
            while (std::chrono::steady_clock::now() < until)
                std::this_thread::yield();
            service.release();
        });
        LoadOptions options = optionsFor(service, LoadMessages::Prebuilt, 20, 1);
        options.rate = 1000;
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QCOMPARE(report.issued, 20U);
        // The last was due after 19 ms.
        QVERIFY(report.latencies.percentile(0.01) >= milliseconds(175));
    }

    void rate_tellsWhatWasMissed() {
        LoadService service(m_clock);
        service.change = [](int, http::Response&) { return false; };
        LoadOptions options = optionsFor(service, LoadMessages::Prebuilt, 0, 1);
        options.rate = 100;
        options.time = milliseconds(500);
        options.service.timeout = std::chrono::seconds(1);
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QCOMPARE(report.planned, 50U);
        QCOMPARE(report.sent, 1U);
        QCOMPARE(report.missed, 49U);
        QCOMPARE(report.errors, (Errors{{"TimedOut", 1}}));
    }

    void time_endsALoad_data() { messages(); }
    void time_endsALoad() {
        QFETCH(LoadMessages, messages);
        LoadService service(m_clock);
        LoadOptions options = optionsFor(service, messages, 0, 2);
        if (messages == LoadMessages::Prebuilt) options.rate = 50;
        options.time = milliseconds(500);
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QVERIFY(report.sent > 0);
        QCOMPARE(report.issued, report.sent);
        QVERIFY(report.elapsed >= milliseconds(450));
        QVERIFY(!report.cancelled);
    }

    void serverCpu_isReadFromTheSystem() {
        LoadService service(m_clock);
        LoadOptions options = optionsFor(service, LoadMessages::Prebuilt, 20);
        options.serverPid = ::getpid();
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QVERIFY(report.serverCpuSeconds && *report.serverCpuSeconds >= 0);
        options.serverPid = 99'999'999;
        const auto refused = runLoad(options, m_clock);
        QVERIFY(!refused && refused.error().code == ErrorCode::NotFound);
    }

    void options_thatMakeNoLoadAreRefused() {
        LoadService service(m_clock);
        const LoadOptions good = optionsFor(service, LoadMessages::Live, 1);
        const std::vector<std::function<void(LoadOptions&)>> bad{
            [](LoadOptions& o) { o.clients = 0; },
            [](LoadOptions& o) { o.clients = 1025; },
            [](LoadOptions& o) { o.keys = 1025; },
            [](LoadOptions& o) { o.rate = -1; },
            [](LoadOptions& o) { o.rate = std::nan(""); },
            [](LoadOptions& o) { o.requests = 0; },
            [](LoadOptions& o) {
                o.requests = 0;
                o.time = milliseconds(100);
                o.messages = LoadMessages::Prebuilt;
            },
            [](LoadOptions& o) { o.ramp = milliseconds(-1); },
            [](LoadOptions& o) { o.service.timeout = milliseconds(0); },
            [](LoadOptions& o) { o.service.url = "ldap://x"; },
        };
        for (std::size_t i = 0; i < bad.size(); ++i) {
            LoadOptions options = optionsFor(service, LoadMessages::Live, 1);
            bad[i](options);
            const auto refused = runLoad(options, m_clock);
            QVERIFY2(!refused && refused.error().code == ErrorCode::InvalidArgument,
                     qPrintable(QString::number(i)));
        }
        LoadOptions subject = optionsFor(service, LoadMessages::Live, 1);
        subject.subject = "no name";
        QVERIFY(!runLoad(subject, m_clock));
        QCOMPARE(service.asked(), 0);
        QVERIFY(runLoad(good, m_clock));
    }

    void reports_sayTheSame() {
        const LoadReport report = exampleReport();
        const QByteArray text = QByteArray::fromStdString(toText(report));
        for (const char* part :
             {"900 (90.0 %), 300.0 a second", "FAILURE badRequest: 60 (6.0 %)", "HTTP 503: 40",
              "64 clients, live messages, 400.0 requests a second",
              "server CPU      1.50 s, 1.500 ms", "generator CPU   0.25 s, 0.250 ms", "7 were due",
              "early, by request"})
            QVERIFY2(text.contains(part), text.constData());
        const QJsonObject object =
            QJsonDocument::fromJson(QByteArray::fromStdString(toJson(report))).object();
        QCOMPARE(object[QStringLiteral("issued")].toInt(), 900);
        QCOMPARE(object[QStringLiteral("errors")][QStringLiteral("HTTP 503")].toInt(), 40);
        QCOMPARE(object[QStringLiteral("issuedPerSecond")].toDouble(), 300.0);
        QCOMPARE(object[QStringLiteral("seconds")][1][QStringLiteral("p99Milliseconds")].toDouble(),
                 62.0);
        QCOMPARE(object[QStringLiteral("serverCpu")][QStringLiteral("millisecondsPerRequest")]
                     .toDouble(),
                 1.5);
        const QByteArray csv = QByteArray::fromStdString(toCsv(report));
        QCOMPARE(csv.count('\n'), 4);
        QVERIFY2(csv.contains("\n1,1000,333,320,13,21.000,62.000,64\n"), csv.constData());
    }

    void svg_isWellFormed_data() {
        QTest::addColumn<int>("seconds");
        for (const int seconds : {0, 1, 3, 3601})
            QTest::addRow("%d seconds", seconds) << seconds;
    }
    void svg_isWellFormed() {
        QFETCH(int, seconds);
        LoadReport report = exampleReport();
        report.url = "http://x/<scep>&\"\x01\xff'";
        const LoadSecond one = report.seconds.front();
        report.seconds.assign(static_cast<std::size_t>(seconds), one);
        for (std::size_t i = 0; i < report.seconds.size(); ++i)
            report.seconds[i].second = static_cast<unsigned>(i);
        const QByteArray svg = QByteArray::fromStdString(toSvg(report));
        QProcess xmllint;
        xmllint.start(QStringLiteral("xmllint"),
                      {QStringLiteral("--noout"), QStringLiteral("--nonet"), QStringLiteral("-")});
        QVERIFY2(xmllint.waitForStarted(), "xmllint is missing");
        xmllint.write(svg);
        xmllint.closeWriteChannel();
        QVERIFY(xmllint.waitForFinished());
        QVERIFY2(xmllint.exitCode() == 0, xmllint.readAllStandardError().constData());
        for (const char* part : {"answers a second", "latency in ms", "seconds since the start",
                                 "prefers-color-scheme", "median"})
            QVERIFY2(svg.contains(part), part);
        QCOMPARE(svg.count("<polyline"), seconds > 0 ? 2 : 0);
        const auto bars = svg.count("class=\"issued\"") - 1; // one is the legend's
        QCOMPARE(bars, seconds > 240 ? 226 : seconds);
        for (const char* outside : {"href", "url(", "<script", "<image", "@import"})
            QVERIFY2(!svg.contains(outside), outside);
    }

    void url_losesItsUser() {
        LoadService service(m_clock);
        LoadOptions options = optionsFor(service, LoadMessages::Prebuilt, 1, 1);
        options.service.url.insert(7, "somebody:secret@");
        const LoadReport report = reportOf(runLoad(options, m_clock));
        QCOMPARE(report.url, service.url());
    }

private:
    static void messages() {
        QTest::addColumn<LoadMessages>("messages");
        QTest::newRow("pre-built") << LoadMessages::Prebuilt;
        QTest::newRow("live") << LoadMessages::Live;
    }

    [[nodiscard]] static LoadReport exampleReport() {
        LoadReport report;
        report.url = "http://ca.example/scep";
        report.messages = LoadMessages::Live;
        report.clients = 64;
        report.rate = 400;
        report.elapsed = std::chrono::seconds(3);
        report.sent = 1000;
        report.issued = 900;
        report.missed = 7;
        report.errors = {{"FAILURE badRequest", 60}, {"HTTP 503", 40}};
        report.serverCpuSeconds = 1.5;
        report.ownCpuSeconds = 0.25;
        report.cancelled = true;
        for (unsigned i = 0; i < 3; ++i) {
            report.latencies.add(milliseconds(20 + i));
            report.seconds.push_back({.second = i,
                                      .length = std::chrono::seconds(1),
                                      .sent = 333,
                                      .issued = 320,
                                      .other = 13,
                                      .median = milliseconds(20 + i),
                                      .p99 = milliseconds(60 + 2 * i),
                                      .clients = 64});
        }
        return report;
    }

    FixedClock m_clock;
};

QTEST_GUILESS_MAIN(TestLoad)
#include "tst_load.moc"
