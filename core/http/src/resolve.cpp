// SPDX-License-Identifier: GPL-3.0-or-later
#include "resolve.h"

#include "base/text.h"

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <optional>
#include <thread>

namespace scepter::http {

namespace {

using Addresses = std::vector<SocketAddress>;

Result<Addresses> lookUp(const std::string& host, std::uint16_t port, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV | flags;
    addrinfo* found = nullptr;
    const int failed = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (failed != 0)
        return fail(ErrorCode::Unreachable,
                    "no address for " + printable(host) + ": " + ::gai_strerror(failed));
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owned(found, &::freeaddrinfo);
    Addresses addresses;
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        SocketAddress address;
        if (one->ai_addrlen > sizeof address.storage) continue;
        std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
        address.size = one->ai_addrlen;
        addresses.push_back(address);
    }
    if (addresses.empty()) return fail(ErrorCode::Unreachable, "no address for " + printable(host));
    return addresses;
}

struct LookUp {
    std::mutex mutex;
    std::condition_variable_any done;
    std::optional<Result<Addresses>> outcome;
};

} // namespace

Result<Addresses> resolve(const std::string& host, std::uint16_t port,
                          std::chrono::steady_clock::time_point until,
                          const std::stop_token& stop) {
    // An address is known without asking anybody.
    if (auto numeric = lookUp(host, port, AI_NUMERICHOST)) return numeric;
    const auto state = std::make_shared<LookUp>();
    std::thread([state, host, port] {
        auto outcome = lookUp(host, port, 0);
        const std::lock_guard lock(state->mutex);
        state->outcome = std::move(outcome);
        state->done.notify_all();
    }).detach();
    std::unique_lock lock(state->mutex);
    if (!state->done.wait_until(lock, stop, until, [&] { return state->outcome.has_value(); }))
        return stop.stop_requested()
                   ? fail(ErrorCode::Cancelled, "cancelled")
                   : fail(ErrorCode::TimedOut, "no address for " + printable(host) + " in time");
    return std::move(*state->outcome);
}

} // namespace scepter::http
