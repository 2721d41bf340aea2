// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+C as a wish to end, for commands that then still have something to say.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace scepter::app {

/// As long as it lives, SIGINT and SIGTERM ask for the end, and kill at the second time. To be made
/// before other threads are.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    sigset_t m_before{};
    std::jthread m_watch;
};

} // namespace scepter::app
