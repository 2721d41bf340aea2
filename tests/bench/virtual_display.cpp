#include "virtual_display.h"

#include <csignal>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace scepter::bench {

VirtualDisplay::VirtualDisplay() {
    int ends[2];
    if (::pipe(ends) != 0) return;
    const std::string descriptor = std::to_string(ends[1]);
    m_pid = ::fork();
    if (m_pid == 0) {
        ::close(ends[0]);
        ::execlp("Xvfb", "Xvfb", "-displayfd", descriptor.c_str(), "-screen", "0", "1280x800x24",
                 "-nolisten", "tcp", nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    // The number and a line break, when the server is ready; the end when it is not there.
    char letter = 0;
    std::string number;
    while (::read(ends[0], &letter, 1) == 1 && letter != '\n')
        number += letter;
    ::close(ends[0]);
    if (!number.empty()) m_name = ':' + number;
}

VirtualDisplay::~VirtualDisplay() {
    if (m_pid <= 0) return;
    ::kill(m_pid, SIGTERM);
    ::waitpid(m_pid, nullptr, 0);
}

} // namespace scepter::bench
