#include "file_limit.h"

#include <algorithm>
#include <limits>
#include <sys/resource.h>
#include <thread>

namespace scepter::app {

namespace {

// SQLite opens three files for each thread that reads; the rest is for logs, timers and sockets.
constexpr std::size_t kReserve = 64;
constexpr std::size_t kReservePerCore = 8;

} // namespace

std::size_t raiseFileLimit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::numeric_limits<std::size_t>::max();
    const rlimit raised{limit.rlim_max, limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    return limit.rlim_cur;
}

std::string fitConnections(http::ServerLimits& limits, std::size_t files, bool perAddressChosen) {
    const std::size_t wanted =
        kReserve + kReservePerCore * std::max(1U, std::thread::hardware_concurrency());
    const std::size_t available = std::max<std::size_t>(1, files - std::min(wanted, files / 2));
    std::string lowered;
    if (limits.maxConnections > available) {
        lowered = "maxConnections is " + std::to_string(available) + " instead of " +
                  std::to_string(limits.maxConnections) + ": this process may have " +
                  std::to_string(files) + " files open (ulimit -n)";
        limits.maxConnections = available;
    }
    const std::size_t share = perAddressChosen
                                  ? limits.maxConnections
                                  : std::max<std::size_t>(1, limits.maxConnections / 5 * 4);
    limits.maxConnectionsPerAddress = std::min(limits.maxConnectionsPerAddress, share);
    return lowered;
}

} // namespace scepter::app
