// SPDX-License-Identifier: GPL-3.0-or-later
// What the load generator spends on a pre-built request, and whether many live enrollments leave
// memory behind, in the generator and in the server.
//   load_bench [--count N] [--live N]
#include "base/clock.h"
#include "client/load.h"
#include "figures.h"
#include "serve_process.h"
#include "workbench/setup.h"
#include "workbench/workbench.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

using namespace scepter;

constexpr std::uint64_t kWarmUp = 5000; ///< enrollments before memory is looked at

struct Workspace {
    std::string path;
    std::string secret;
};

Result<Workspace> makeWorkspace(const std::string& folder) {
    const SystemClock clock;
    workbench::SetupOptions options;
    options.path = folder + "/load.scepter";
    options.caKey = {pki::KeyType::Rsa, 2048};
    SCEPTER_CHECK(workbench::makeWorkspace(options, clock));
    SCEPTER_TRY(bench, workbench::Workbench::open(options.path, {}, "bench", clock));
    SCEPTER_TRY(endpoint, bench->endpoints().show("static"));
    return Workspace{options.path, std::string(endpoint.staticSecrets().front().text())};
}

client::LoadOptions optionsFor(const Workspace& workspace, const bench::ServeProcess& server,
                               std::uint64_t requests) {
    client::LoadOptions options;
    options.service.url = "http://127.0.0.1:" + std::to_string(server.port()) + "/scep/static";
    options.clients = 64;
    options.requests = requests;
    options.serverPid = server.pid();
    options.nextChallenge = [secret = workspace.secret]() -> Result<SecretBytes> {
        return SecretBytes(std::string_view(secret));
    };
    return options;
}

Result<void> needAll(const client::LoadReport& report, std::uint64_t requests) {
    if (report.issued == requests) return {};
    std::fputs(client::toText(report).c_str(), stdout);
    return fail(ErrorCode::Internal, "not all requests were issued");
}

Result<void> runPrebuilt(const Workspace& workspace, std::uint64_t count) {
    const SystemClock clock;
    SCEPTER_TRY(server, bench::ServeProcess::start(workspace.path, 0));
    SCEPTER_TRY(report, client::runLoad(optionsFor(workspace, server, count), clock));
    SCEPTER_CHECK(needAll(report, count));
    const double cpu = report.ownCpuSeconds * 1000 / static_cast<double>(report.sent);
    std::printf("%llu pre-built requests, 64 clients: %.0f a second\n",
                static_cast<unsigned long long>(report.sent), report.perSecond());
    std::printf("generator CPU for each: %.4f ms, wanted at most 0.25 ms  %s\n", cpu,
                cpu <= 0.25 ? "ok" : "MISSED");
    return {};
}

/// Memory by how much of the load was done.
struct Sample {
    double done = 0;
    double generator = 0; ///< MB
    double server = 0;    ///< MB
};

double medianBetween(const std::vector<Sample>& samples, double from, double to,
                     double Sample::* value) {
    std::vector<double> values;
    for (const Sample& sample : samples)
        if (sample.done >= from && sample.done < to) values.push_back(sample.*value);
    return bench::percentile(values, 0.5);
}

void printGrowth(const char* what, const std::vector<Sample>& samples, double Sample::* value) {
    const double first = medianBetween(samples, 0, 0.25, value);
    const double last = medianBetween(samples, 0.75, 1.01, value);
    const double growth = first > 0 ? (last / first - 1) * 100 : 0;
    std::printf("%-10s memory, first quarter %.1f MB, last %.1f MB: %+.1f %%, wanted within 5 %%  "
                "%s\n",
                what, first, last, growth, growth <= 5 ? "ok" : "MISSED");
}

Result<void> runLive(const Workspace& workspace, std::uint64_t count) {
    const SystemClock clock;
    SCEPTER_TRY(server, bench::ServeProcess::start(workspace.path, 0));
    // Threads, caches of the store and the list of recorded exchanges fill first: not a leak.
    client::LoadOptions warmUp = optionsFor(workspace, server, kWarmUp);
    warmUp.messages = client::LoadMessages::Live;
    SCEPTER_TRY(warm, client::runLoad(warmUp, clock));
    SCEPTER_CHECK(needAll(warm, kWarmUp));
    client::LoadOptions options = optionsFor(workspace, server, count);
    options.messages = client::LoadMessages::Live;
    std::vector<Sample> samples;
    const std::string serverPid = std::to_string(server.pid());
    const auto look = [&](const client::LoadReport& sofar) {
        if (sofar.answered() == 0) return;
        samples.push_back({static_cast<double>(sofar.answered()) / static_cast<double>(count),
                           bench::memoryOf("self").rss, bench::memoryOf(serverPid).rss});
    };
    SCEPTER_TRY(report, client::runLoad(options, clock, look));
    SCEPTER_CHECK(needAll(report, count));
    std::printf("\n%llu live enrollments, 64 clients: %.0f a second, median %.1f ms\n",
                static_cast<unsigned long long>(report.sent), report.perSecond(),
                static_cast<double>(report.latencies.percentile(0.5).count()) / 1000);
    printGrowth("generator", samples, &Sample::generator);
    printGrowth("server", samples, &Sample::server);
    return {};
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    std::uint64_t count = 5000;
    std::uint64_t live = 10'000;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--count") == 0) count = std::stoull(argv[i + 1]);
        if (std::strcmp(argv[i], "--live") == 0) live = std::stoull(argv[i + 1]);
    }
    std::string folder = (std::filesystem::temp_directory_path() / "scepter-bench-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) return 1;
    Result<void> done = fail(ErrorCode::Internal);
    if (auto workspace = makeWorkspace(folder); !workspace)
        done = failWith(std::move(workspace));
    else if (done = runPrebuilt(*workspace, count); done)
        done = runLive(*workspace, live);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    if (!done) std::fprintf(stderr, "%s\n", toText(done.error()).c_str());
    return done ? 0 : 1;
}
