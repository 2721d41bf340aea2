// A `scepterctl serve` process under measurement.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace scepter::bench {

/// Starts the responder on a free port and ends it when destroyed.
class ServeProcess {
public:
    /// `cpus`: bit mask of the processors that it may use, 0 for all.
    static Result<ServeProcess> start(const std::string& workspace, unsigned cpus,
                                      const std::vector<std::string>& arguments = {});
    ServeProcess(ServeProcess&& other) noexcept;
    ServeProcess& operator=(ServeProcess&&) = delete;
    ~ServeProcess();

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// User and system time so far, in seconds.
    [[nodiscard]] double cpuSeconds() const;
    /// Of /proc/PID/status, in bytes: "VmHWM" (peak), "VmRSS".
    [[nodiscard]] std::size_t memory(const std::string& field) const;

private:
    ServeProcess(pid_t pid, std::uint16_t port)
        : m_pid(pid)
        , m_port(port) {}
    pid_t m_pid = -1;
    std::uint16_t m_port = 0;
};

} // namespace scepter::bench
