// Recorded traffic at length: writing, disk, loading, filters, decoding.
//   traffic_bench [--count N]
#include "base/clock.h"
#include "figures.h"
#include "store/traffic_store.h"
#include "workbench/recorded_traffic.h"
#include "workbench/setup.h"
#include "workbench/workbench.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace scepter;

constexpr std::size_t kGroup = 256;

double milliseconds(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

/// Of this thread, in microseconds.
double threadCpu() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

/// Bodies that do not compress, of the sizes that enrollments with RSA-2048 have.
Bytes noise(std::mt19937_64& random, std::size_t size) {
    Bytes bytes(size);
    for (std::uint8_t& byte : bytes)
        byte = static_cast<std::uint8_t>(random());
    return bytes;
}

store::TrafficEntry entryOf(std::mt19937_64& random, std::size_t number, TimePoint now) {
    const bool refused = number % 20 == 0;
    store::TrafficEntry entry;
    store::TrafficFacts& facts = entry.facts;
    facts.at = now;
    facts.duration = std::chrono::microseconds{1500 + number % 900};
    facts.status = 200;
    facts.requestSize = 2400;
    facts.responseSize = refused ? 1500 : 2700;
    facts.requestId = static_cast<std::int64_t>(number);
    facts.peerPort = 40'000;
    facts.localPort = 8080;
    facts.hasBytes = true;
    facts.peer = "10.0." + std::to_string(number / 250 % 250) + '.' + std::to_string(number % 250);
    facts.local = "10.0.0.1";
    facts.method = "POST";
    facts.path = "/scep";
    facts.operation = "PKIOperation";
    facts.endpoint = "lab";
    facts.contentType = "application/x-pki-message";
    facts.userAgent = "strongSwan/5.9";
    facts.messageType = "PKCSReq";
    facts.pkiStatus = refused ? "FAILURE" : "SUCCESS";
    facts.failInfo = refused ? "badRequest" : "";
    facts.transactionId = "77C0" + std::to_string(random()) + std::to_string(random());
    facts.subject = "CN=device-" + std::to_string(number) + ",O=Example";
    facts.summary = refused ? "refused: challengeWrong" : "issued " + facts.subject;
    entry.bytes.requestHead =
        "POST /scep?operation=PKIOperation HTTP/1.1\r\nHost: 10.0.0.1:8080\r\nUser-Agent: "
        "strongSwan/5.9\r\nContent-Type: application/x-pki-message\r\nContent-Length: 2400\r\n\r\n";
    entry.bytes.request = std::make_shared<const Bytes>(noise(random, 2400));
    entry.bytes.responseHead =
        "HTTP/1.1 200 OK\r\nDate: Thu, 26 Nov 2026 02:43:03 GMT\r\nContent-Type: "
        "application/x-pki-message\r\nContent-Length: 2700\r\n\r\n";
    entry.bytes.response = std::make_shared<const Bytes>(noise(random, refused ? 1500 : 2700));
    return entry;
}

std::uint64_t bytesOnDisk(const std::string& path) {
    std::uint64_t all = 0;
    for (const char* suffix : {"", "-journal"}) {
        std::error_code error;
        const auto size = std::filesystem::file_size(path + suffix, error);
        if (!error) all += size;
    }
    return all;
}

Result<void> fill(const std::string& path, std::size_t count, const Clock& clock) {
    store::TrafficStore store(path, clock);
    store::TrafficCaps caps;
    caps.count = count;
    caps.bytes = std::size_t{1} << 40;
    std::mt19937_64 random(4711);
    double spent = 0;
    for (std::size_t done = 0; done < count;) {
        std::vector<store::TrafficEntry> entries;
        for (; entries.size() < kGroup && done < count; ++done)
            entries.push_back(entryOf(random, done, clock.now()));
        const double before = threadCpu();
        SCEPTER_CHECK(store.append(entries, caps));
        spent += threadCpu() - before;
    }
    bench::printFigure("CPU to write one exchange, in groups of 256",
                       spent / static_cast<double>(count), "us");
    std::vector<double> times;
    for (int round = 0; round < 40; ++round) {
        std::vector<store::TrafficEntry> entries;
        for (std::size_t i = 0; i < kGroup; ++i)
            entries.push_back(entryOf(random, i, clock.now()));
        const double before = threadCpu();
        SCEPTER_CHECK(store.append(entries, caps));
        times.push_back((threadCpu() - before) / kGroup);
    }
    bench::printFigure(
        "the same in a full file, dropping the oldest",
        std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size()), "us");
    bench::printFigure("on disk, for each exchange",
                       static_cast<double>(bytesOnDisk(path)) / static_cast<double>(count), "B");
    return {};
}

Result<void> read(workbench::Workbench& workbench, std::size_t count, const Clock& clock) {
    auto traffic = workbench.traffic();
    const double before = bench::memoryOf("self").rss;
    Result<store::IdList> ids;
    const auto look = [&](const char* text) {
        const auto filter = inspect::Filter::parse(text);
        if (!filter) return -1.0;
        std::vector<double> times;
        for (int round = 0; round < 5; ++round)
            times.push_back(milliseconds([&] { ids = traffic->ids(*filter, clock.now(), 0, {}); }));
        return bench::percentile(times, 0.5);
    };
    bench::printFigure("load all rows",
                       milliseconds([&] { ids = traffic->ids({}, clock.now(), 0, {}); }), "ms");
    if (!ids) return std::unexpected(ids.error());
    if (ids->size() != count) return fail(ErrorCode::Internal, "not all exchanges are there");
    bench::printFigure("memory for them", bench::memoryOf("self").rss - before, "MB");
    bench::printFigure("state", milliseconds([&] { static_cast<void>(traffic->state()); }), "ms",
                       1);
    bench::printFigure("filter status:FAILURE", look("status:FAILURE"), "ms", 100);
    if (!ids || ids->empty()) return fail(ErrorCode::Internal, "the filter found nothing");
    std::vector<std::int64_t> first;
    for (std::size_t i = 0; i < std::min<std::size_t>(ids->size(), 60); ++i)
        first.push_back(ids->at(i));
    bench::printFigure("its first 60 rows",
                       milliseconds([&] { static_cast<void>(traffic->rows(first)); }), "ms", 5);
    bench::printFigure("filter subject:~device-77 http:200", look("subject:~device-77 http:200"),
                       "ms", 100);
    bench::printFigure("a word in all texts, of which nothing has it", look("zebra"), "ms", 250);
    bench::printFigure("one transaction",
                       milliseconds([&] { static_cast<void>(traffic->ofTransaction("x")); }), "ms",
                       100);
    std::mt19937_64 random(1);
    store::TrafficStore other(store::trafficPathOf(workbench.path()), clock);
    store::TrafficCaps caps;
    caps.count = count;
    caps.bytes = std::size_t{1} << 40;
    SCEPTER_CHECK(other.append({entryOf(random, 20, clock.now())}, caps));
    const auto failures = inspect::Filter::parse("status:FAILURE");
    bench::printFigure("a new one, filtered", milliseconds([&] {
                           ids = traffic->ids(*failures, clock.now(),
                                              static_cast<std::int64_t>(count), {});
                       }),
                       "ms", 5);
    return {};
}

Result<void> run(std::size_t count, const std::string& folder) {
    const SystemClock clock;
    workbench::SetupOptions options;
    options.path = folder + "/bench.scepter";
    options.caKey = {pki::KeyType::EcP256, 0};
    SCEPTER_CHECK(workbench::makeWorkspace(options, clock));
    SCEPTER_TRY(workbench, workbench::Workbench::open(options.path, {}, "bench", clock));
    std::printf("%zu recorded exchanges\n", count);
    SCEPTER_CHECK(fill(store::trafficPathOf(options.path), count, clock));
    return read(*workbench, count, clock);
}

} // namespace

int main(int argc, char** argv) {
    std::size_t count = 100'000;
    for (int i = 1; i + 1 < argc; ++i)
        if (std::strcmp(argv[i], "--count") == 0) count = std::stoul(argv[i + 1]);
    std::string folder = (std::filesystem::temp_directory_path() / "scepter-bench-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) return 1;
    const auto result = run(count, folder);
    std::filesystem::remove_all(folder);
    if (result) return 0;
    std::fprintf(stderr, "%s\n", toText(result.error()).c_str());
    return 1;
}
