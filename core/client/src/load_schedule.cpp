// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_schedule.h"

#include <algorithm>
#include <cmath>

namespace scepter::client {

namespace {

using Seconds = std::chrono::duration<double>;

} // namespace

LoadSchedule::LoadSchedule(const LoadOptions& options)
    : m_rate(options.rate)
    , m_ramp(Seconds(options.ramp).count())
    , m_clients(options.clients) {
}

LoadSchedule::Time LoadSchedule::clientStart(unsigned client) const {
    if (isOpenLoop() || m_clients == 0) return Time{0};
    return std::chrono::duration_cast<Time>(Seconds(m_ramp * client / m_clients));
}

// The rate grows from nothing: by then rate * t^2 / (2 * ramp) are due, at its end rate * ramp / 2.
LoadSchedule::Time LoadSchedule::due(std::uint64_t request) const {
    const auto number = static_cast<double>(request);
    const double whileGrowing = m_rate * m_ramp / 2;
    const double seconds = number < whileGrowing ? std::sqrt(2 * number * m_ramp / m_rate)
                                                 : m_ramp + (number - whileGrowing) / m_rate;
    return std::chrono::duration_cast<Time>(Seconds(seconds));
}

std::uint64_t LoadSchedule::dueBefore(Time time) const {
    const double seconds = std::max(0.0, Seconds(time).count());
    const double number = seconds < m_ramp ? m_rate * seconds * seconds / (2 * m_ramp)
                                           : m_rate * (seconds - m_ramp / 2);
    return static_cast<std::uint64_t>(std::ceil(number));
}

} // namespace scepter::client
