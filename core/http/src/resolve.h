// SPDX-License-Identifier: GPL-3.0-or-later
// Names to addresses, without waiting longer than wanted.
#pragma once

#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace scepter::http {

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    [[nodiscard]] const sockaddr* get() const {
        return reinterpret_cast<const sockaddr*>(&storage);
    }
};

/// The stream addresses of a host, at least one, in the order to try them. Unreachable, TimedOut,
/// Cancelled. The system's resolver cannot be interrupted: a look-up that is given up ends later on
/// a thread of its own.
Result<std::vector<SocketAddress>> resolve(const std::string& host, std::uint16_t port,
                                           std::chrono::steady_clock::time_point until,
                                           const std::stop_token& stop);

} // namespace scepter::http
