// SPDX-License-Identifier: GPL-3.0-or-later
// When what of a load is due.
#pragma once

#include "client/load.h"

namespace scepter::client {

/// Times are from the start of sending.
class LoadSchedule {
public:
    using Time = std::chrono::nanoseconds;

    explicit LoadSchedule(const LoadOptions& options);

    [[nodiscard]] bool isOpenLoop() const { return m_rate > 0; }
    /// When a client (from 0) begins. With a rate: at once.
    [[nodiscard]] Time clientStart(unsigned client) const;
    /// When a request (from 0) is due. Only with a rate.
    [[nodiscard]] Time due(std::uint64_t request) const;
    /// How many are due before a time. Only with a rate.
    [[nodiscard]] std::uint64_t dueBefore(Time time) const;

private:
    double m_rate;
    double m_ramp; ///< seconds
    unsigned m_clients;
};

} // namespace scepter::client
