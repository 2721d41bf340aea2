// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/load.h"

#include "client/service.h"
#include "load_run.h"
#include "service_url.h"

#include <algorithm>
#include <atomic>

namespace scepter::client {

namespace {

constexpr unsigned kMaxClients = 1024;
constexpr unsigned kMaxKeys = 1024;
constexpr double kMaxRate = 1'000'000;
constexpr std::uint64_t kMaxPrebuiltBytes = std::uint64_t{2} << 30;
constexpr std::uint64_t kLeastRequest = 1024; // bytes: a signature and a certificate alone are more

Error tooManyPrebuilt() {
    return {ErrorCode::LimitExceeded, "pre-built requests take more than 2 GiB of memory", {}, {}};
}

std::unexpected<Error> wrong(std::string what) {
    return fail(ErrorCode::InvalidArgument, std::move(what));
}

Result<void> checkOptions(const LoadOptions& options) {
    SCEPTER_CHECK(checkServiceUrl(options.service.url));
    if (options.clients == 0 || options.clients > kMaxClients)
        return wrong("a load has 1 to " + std::to_string(kMaxClients) + " clients");
    if (options.keys > kMaxKeys)
        return wrong("a load shares at most " + std::to_string(kMaxKeys) + " keys");
    if (!(options.rate >= 0 && options.rate <= kMaxRate))
        return wrong("the rate is between 0 and 1000000 requests a second");
    if (options.time < Duration{0} || options.ramp < Duration{0} ||
        options.service.timeout <= Duration{0})
        return wrong("a time is negative, or the time-out is nothing");
    if (options.requests == 0 && options.time == Duration{0})
        return wrong("a load ends after a number of requests or a time");
    if (options.messages == LoadMessages::Prebuilt && options.requests == 0 && options.rate == 0)
        return wrong("pre-built requests need a number of them, or a time and a rate");
    if (options.serverPid && !processCpu(*options.serverPid))
        return fail(ErrorCode::NotFound,
                    "there is no process " + std::to_string(*options.serverPid));
    return {};
}

/// How many requests it will be; 0: nobody knows.
std::uint64_t plannedRequests(const LoadOptions& options) {
    std::uint64_t planned = options.requests;
    if (options.rate > 0 && options.time > Duration{0}) {
        const std::uint64_t due = LoadSchedule(options).dueBefore(options.time);
        planned = planned == 0 ? due : std::min(planned, due);
    }
    return planned;
}

Result<std::unique_ptr<http::LoadClient>> makeClient(const LoadOptions& options) {
    http::LoadClientOptions load;
    SCEPTER_TRY(target, http::rawTargetOf(options.service.url, options.http));
    load.target = std::move(target);
    load.connections = options.clients;
    load.timeout = options.service.timeout;
    return http::LoadClient::make(load, options.stop);
}

Result<std::vector<Bytes>> prebuild(const LoadOptions& options, const LoadWriter& writer,
                                    LoadReport& report, LoadTeller& teller) {
    std::vector<Bytes> requests;
    if (options.messages == LoadMessages::Live) return requests;
    // No request is smaller.
    if (report.planned > kMaxPrebuiltBytes / kLeastRequest) return failWith(tooManyPrebuilt());
    requests.resize(static_cast<std::size_t>(report.planned));
    std::atomic<std::uint64_t> prepared = 0;
    std::atomic<std::uint64_t> bytes = 0;
    const auto write = [&](std::uint64_t i) -> Result<void> {
        SCEPTER_TRY(message, writer.write(i + 1, false));
        const std::uint64_t before = bytes.fetch_add(message.bytes.size());
        if (before + message.bytes.size() > kMaxPrebuiltBytes) return failWith(tooManyPrebuilt());
        requests[static_cast<std::size_t>(i)] = std::move(message.bytes);
        ++prepared;
        return {};
    };
    SCEPTER_CHECK(forEachInParallel(report.planned, options.stop, write, [&] {
        report.prepared = prepared;
        teller.publish(report);
    }));
    report.prepared = prepared;
    return requests;
}

} // namespace

Result<LoadReport> runLoad(const LoadOptions& options, const Clock& clock,
                           const std::function<void(const LoadReport&)>& told) {
    SCEPTER_CHECK(checkOptions(options));
    const SteadyTime begun = std::chrono::steady_clock::now();
    LoadReport base;
    base.url = withoutUser(options.service.url);
    base.messages = options.messages;
    base.clients = options.clients;
    base.rate = options.rate;
    base.planned = plannedRequests(options);
    if (base.planned == 0 && options.messages == LoadMessages::Prebuilt)
        return wrong("no request is due in that time");

    Service service(options.service, clock, options.http.clone(), options.stop);
    SCEPTER_TRY(view, service.view());
    SCEPTER_TRY(writer, LoadWriter::make(options, clock, std::move(view)));
    LoadTeller teller(told);
    SCEPTER_TRY(requests, prebuild(options, writer, base, teller));
    SCEPTER_TRY(client, makeClient(options));
    base.preparing = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun);

    LoadRun run({options, clock, writer, requests, *client, teller}, base);
    const std::stop_callback cancel(options.stop, [&run] { run.cancel(); });
    return run.run();
}

} // namespace scepter::client
