// A screen that nobody sees.
#pragma once

#include <string>

#include <sys/types.h>

namespace scepter::bench {

/// An X server of its own on a free display; ends with its owner.
class VirtualDisplay {
public:
    /// Waits until the server is ready; name() is empty when there is none to be had.
    VirtualDisplay();
    ~VirtualDisplay();
    VirtualDisplay(const VirtualDisplay&) = delete;
    VirtualDisplay& operator=(const VirtualDisplay&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; } ///< ":7"

private:
    pid_t m_pid = -1;
    std::string m_name;
};

} // namespace scepter::bench
