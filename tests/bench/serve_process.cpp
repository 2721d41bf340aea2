#include "serve_process.h"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace scepter::bench {

namespace {

void runServer(const std::string& workspace, unsigned cpus, int output,
               const std::vector<std::string>& extra) {
    if (cpus != 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        for (unsigned i = 0; i < 32; ++i)
            if ((cpus >> i) & 1U) CPU_SET(i, &set);
        sched_setaffinity(0, sizeof set, &set);
    }
    dup2(output, STDOUT_FILENO);
    const std::string program = std::string(SCEPTER_BINARY_DIR) + "/scepterctl";
    std::vector<std::string> words{program, "-q",       "--workspace", workspace,
                                   "serve", "--listen", "127.0.0.1:0"};
    words.insert(words.end(), extra.begin(), extra.end());
    std::vector<char*> argv;
    for (auto& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    _exit(127);
}

} // namespace

Result<ServeProcess> ServeProcess::start(const std::string& workspace, unsigned cpus,
                                         const std::vector<std::string>& arguments) {
    int ends[2];
    if (pipe(ends) != 0) return fail(ErrorCode::Internal, "no pipe");
    const pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        runServer(workspace, cpus, ends[1], arguments);
    }
    close(ends[1]);
    std::string line;
    char c = 0;
    while (read(ends[0], &c, 1) == 1 && c != '\n')
        line.push_back(c);
    close(ends[0]);
    const auto colon = line.rfind(':');
    if (!line.starts_with("listening on ") || colon == std::string::npos) {
        kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
        return fail(ErrorCode::Unreachable, "the server did not start: " + line);
    }
    return ServeProcess(pid, static_cast<std::uint16_t>(std::stoul(line.substr(colon + 1))));
}

ServeProcess::ServeProcess(ServeProcess&& other) noexcept
    : m_pid(std::exchange(other.m_pid, -1))
    , m_port(other.m_port) {
}

ServeProcess::~ServeProcess() {
    if (m_pid < 0) return;
    kill(m_pid, SIGTERM);
    waitpid(m_pid, nullptr, 0);
}

double ServeProcess::cpuSeconds() const {
    // Nanoseconds on a processor as the scheduler counts them, for each thread: /proc/PID/stat
    // counts by the tick, which says little about threads that run for less than one.
    double nanoseconds = 0;
    const std::filesystem::path tasks = "/proc/" + std::to_string(m_pid) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks)) {
        std::ifstream file(task.path() / "schedstat");
        double spent = 0;
        file >> spent;
        nanoseconds += spent;
    }
    return nanoseconds * 1e-9;
}

std::size_t ServeProcess::memory(const std::string& field) const {
    std::ifstream file("/proc/" + std::to_string(m_pid) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(field + ":")) return std::stoul(line.substr(field.size() + 1)) * 1024;
    return 0;
}

} // namespace scepter::bench
