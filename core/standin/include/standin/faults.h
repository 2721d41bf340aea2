// SPDX-License-Identifier: GPL-3.0-or-later
// Faults that a stand-in plays, so that the other side can be seen to cope.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "http/server.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace scepter::standin {

enum class FaultKind {
    Code,    ///< the service answers this code in place of its own judgment
    Timeout, ///< no answer until the fault is cleared
    Reset,   ///< the connection breaks
    Status,  ///< an HTTP status alone
    BadJson, ///< status 200 and JSON that is cut off
    Slow     ///< the right answer, late
};

struct Fault {
    FaultKind kind = FaultKind::Status;
    std::string code;
    unsigned status = 500;
    Duration delay{0};

    bool operator==(const Fault&) const = default;
};

/// "timeout", "reset", "bad-json", "slow:3s", an HTTP status ("401", "500", "503"), "code:NAME".
Result<Fault> faultFromText(std::string_view text);
std::string toText(const Fault& fault);

/// Faults by action, and the answers that they hold back. Thread-safe; has a thread of its own.
class Faults {
public:
    Faults();
    /// Breaks off what is held back.
    ~Faults();
    Faults(const Faults&) = delete;
    Faults& operator=(const Faults&) = delete;

    /// For the next `times` calls of an action; 0: for all, until cleared.
    void set(const std::string& action, Fault fault, unsigned times = 0);
    /// Breaks off what is held back for it.
    void clear(const std::string& action);
    void clearAll();
    [[nodiscard]] std::map<std::string, Fault> all() const;

    /// The fault that a call of this action meets, counted as met.
    std::optional<Fault> take(const std::string& action);
    /// Answers as the fault says; `honest` makes the right answer (also for Code).
    void play(const std::string& action, const Fault& fault, http::Reply reply,
              std::function<http::Response()> honest);

private:
    struct Set {
        Fault fault;
        unsigned left = 0; ///< 0: no end
    };
    struct Late {
        std::chrono::steady_clock::time_point at;
        http::Reply reply;
        std::function<http::Response()> honest;
    };
    void run();

    mutable std::mutex m_mutex; // around all below
    std::condition_variable m_changed;
    std::map<std::string, Set> m_faults;
    std::multimap<std::string, http::Reply> m_held; ///< by action
    std::vector<Late> m_late;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace scepter::standin
