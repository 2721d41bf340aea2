// What the store costs an enrollment: CPU time of writer and callers per issued request, and of the
// reads, at small and large ledgers, and how long lists take. Run by hand: store_bench [FOLDER]
// [CERTIFICATES...]
#include "base/encoding.h"
#include "ledger_growth.h"
#include "pki/crypto.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <latch>
#include <string>
#include <thread>
#include <vector>

using namespace scepter;

namespace {

constexpr std::string_view kPassphrase = "bench";

double processMicroseconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

long residentKilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::strtol(line.c_str() + 6, nullptr, 10);
    return 0;
}

class Bench {
public:
    explicit Bench(store::Store& store)
        : m_store(store) {}

    void growTo(std::int64_t certificates) {
        if (certificates <= m_next) return;
        check(bench::growLedger(m_store, m_next, certificates));
        m_next = certificates;
    }

    /// Each of `group` callers waits for its own outcome, as the responder's workers do.
    double issue(int group, int rounds) {
        const std::vector<std::int64_t> codes = mint(group * rounds);
        std::vector<std::vector<enrollment::RecordRequest>> work(static_cast<std::size_t>(group));
        std::size_t code = 0;
        for (int round = 0; round < rounds; ++round)
            for (auto& mine : work)
                mine.push_back(bench::issuedRequest(m_next++, codes[code++]));
        std::latch ready(group + 1);
        std::latch go(1);
        std::vector<std::jthread> threads;
        for (auto& mine : work)
            threads.emplace_back([&] {
                ready.count_down();
                go.wait();
                for (auto& change : mine)
                    check(m_store.commit(std::move(change)));
            });
        ready.arrive_and_wait();
        const double before = processMicroseconds();
        go.count_down();
        threads.clear();
        return (processMicroseconds() - before) / (group * rounds);
    }

    template <class Read> double read(int times, const Read& read) {
        const double before = processMicroseconds();
        for (int i = 0; i < times; ++i)
            read((static_cast<std::int64_t>(i) * 7919) % m_next);
        return (processMicroseconds() - before) / times;
    }

    void reads() {
        constexpr int kTimes = 20000;
        auto& ledger = m_store.ledger();
        std::vector<enrollment::RecordRequest> probes;
        for (std::int64_t i = 0; i < 512; ++i)
            probes.push_back(bench::issuedRequest((i * 7919) % m_next, 0));
        const auto probe = [&](std::int64_t n) -> auto& {
            return probes[static_cast<std::size_t>(n) % probes.size()];
        };
        const double none = read(kTimes, [&](std::int64_t n) {
            check(ledger.liveTransactions(2, probe(n).request.key.transactionId,
                                          bench::kGrowthStart));
        });
        const double live = read(kTimes, [&](std::int64_t n) {
            check(ledger.liveTransactions(1, probe(n).request.key.transactionId,
                                          bench::kGrowthStart));
        });
        const double serial = read(kTimes, [&](std::int64_t n) {
            check(ledger.certificateBySerial(1, probe(n).certificate->serial));
        });
        const double code = read(kTimes, [&](std::int64_t) { check(ledger.codeByHash(m_hash)); });
        std::printf("  reads: liveTransactions %.1f (none) %.1f (one), certificateBySerial %.1f, "
                    "codeByHash %.1f us\n",
                    none, live, serial, code);
    }

    /// What a window asks for: milliseconds, and the longest time in which nobody could cancel.
    void lists() {
        using namespace store;
        const auto list = [&](const char* what, const auto& ask) {
            double longest = 0;
            auto last = std::chrono::steady_clock::now();
            const auto begin = last;
            const GoOn goOn = [&] {
                const auto now = std::chrono::steady_clock::now();
                longest = std::max(longest, millisecondsBetween(last, now));
                last = now;
                return true;
            };
            const auto result = ask(goOn);
            check(result);
            goOn();
            std::printf("  %-44s %8.1f ms, %9zu rows, %5.1f ms at once\n", what,
                        millisecondsBetween(begin, last), result->size(), longest);
        };
        using enum CertificateColumn;
        CertificateFilter text, ending, revoked, print;
        text.text = "device-77";
        ending.status = CertificateFilter::Status::Ending;
        revoked.status = CertificateFilter::Status::Revoked;
        ending.now = revoked.now = bench::kGrowthStart + std::chrono::hours{24 * 365};
        ending.within = Duration(m_next / 100);
        print.text = toHex(
            pki::digestOf(pki::Digest::Sha1, bench::issuedRequest(m_next / 2, 0).certificate->der));
        RequestFilter open, anywhere;
        open.states = {enrollment::RequestState::Pending, enrollment::RequestState::Refused};
        anywhere.text = "nowhere to be found";
        list("first page of the list by page",
             [&](const GoOn&) { return m_store.certificates(CertificateFilter()); });
        const auto certificates = [&](const char* what, const CertificateFilter& filter,
                                      CertificateColumn column) {
            list(what, [&](const GoOn& goOn) {
                return m_store.certificateIds(filter, {column, true}, goOn);
            });
        };
        certificates("all certificates by id, first time", {}, Id);
        certificates("all certificates by id", {}, Id);
        list("their first 100 rows", [&](const GoOn&) {
            std::vector<std::int64_t> ids;
            for (std::int64_t i = 0; i < 100; ++i)
                ids.push_back(m_next - i);
            return m_store.certificatesByIds(ids);
        });
        certificates("certificates with a text", text, Id);
        certificates("certificates that end soon", ending, NotAfter);
        certificates("revoked certificates", revoked, Id);
        certificates("a SHA-1 fingerprint", print, Id);
        certificates("all certificates by subject", {}, Subject);
        certificates("all certificates by end", {}, NotAfter);
        certificates("all certificates by serial", {}, Serial);
        list("pending and refused requests",
             [&](const GoOn& goOn) { return m_store.requestIds(open, {}, goOn); });
        list("requests with a text that none has",
             [&](const GoOn& goOn) { return m_store.requestIds(anywhere, {}, goOn); });
        const double mark = read(20000, [&](std::int64_t) { check(m_store.changeMark()); });
        const double marks = read(20000, [&](std::int64_t) { check(m_store.marks()); });
        const auto begin = std::chrono::steady_clock::now();
        check(m_store.lastHour(bench::kGrowthStart + Duration(m_next)));
        const auto end = std::chrono::steady_clock::now();
        std::printf("  changeMark %.1f us, marks %.1f us, lastHour %.1f ms\n", mark, marks,
                    millisecondsBetween(begin, end));
    }

private:
    static double millisecondsBetween(std::chrono::steady_clock::time_point begin,
                                      std::chrono::steady_clock::time_point end) {
        return std::chrono::duration<double, std::milli>(end - begin).count();
    }

    template <class T> static void check(const Result<T>& result) {
        if (result) return;
        std::fprintf(stderr, "%s\n", toText(result.error()).c_str());
        std::exit(1);
    }

    std::vector<std::int64_t> mint(int count) {
        std::vector<challenge::CodeRecord> codes(static_cast<std::size_t>(count));
        for (auto& code : codes) {
            code.hash = m_hash =
                pki::digestOf(pki::Digest::Sha256, bytesOf("code " + std::to_string(m_codes++)));
            code.createdAt = bench::kGrowthStart;
            code.expiresAt = bench::kGrowthStart + std::chrono::hours{24 * 365};
        }
        auto ids = m_store.addCodes(codes, "bench");
        check(ids);
        return *ids;
    }

    store::Store& m_store;
    std::int64_t m_next = 0;
    std::int64_t m_codes = 0;
    Bytes m_hash;
};

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const SystemClock clock;
    const QTemporaryDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) +
                                              QStringLiteral("/store-bench-XXXXXX")
                                        : QString());
    std::vector<std::int64_t> sizes;
    for (int i = 2; i < argc; ++i)
        sizes.push_back(std::atoll(argv[i]));
    if (sizes.empty()) sizes = {1000, 1'000'000};
    auto store =
        store::Store::create(folder.filePath(QStringLiteral("bench.scepter")).toStdString(),
                             bytesOf(kPassphrase), clock);
    if (!store) {
        std::fprintf(stderr, "%s\n", toText(store.error()).c_str());
        return 1;
    }
    Bench bench(**store);
    for (const std::int64_t size : sizes) {
        bench.growTo(size);
        std::printf("%lld certificates, CPU us per issued request:", static_cast<long long>(size));
        for (const int group : {1, 4, 64})
            std::printf("  group %d: %.1f", group,
                        bench.issue(group, 4096 / group / (group == 1 ? 4 : 1)));
        std::printf("\n");
        bench.reads();
        bench.lists();
        std::printf("  resident %ld KB\n", residentKilobytes());
        std::fflush(stdout);
    }
    return 0;
}
