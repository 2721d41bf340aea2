// Runs programs for gates.
#pragma once

#include "challenge/ask.h"

#include <functional>
#include <set>

namespace scepter::responder {

/// Used by one thread, which must run a Qt event loop. Programs run without a shell, in "/", in a
/// session of their own, with the environment they are given and no file of this process but
/// stdin, stdout and stderr.
class CommandRunner {
public:
    using Done = std::function<void(challenge::Reply)>;

    CommandRunner() = default;
    /// Kills what runs; its `done` is never called.
    ~CommandRunner();
    CommandRunner(const CommandRunner&) = delete;
    CommandRunner& operator=(const CommandRunner&) = delete;

    /// InvalidArgument: the program is no absolute path, not there, no regular file, not
    /// executable, or others than its owner may write it; or a text has a zero byte in it.
    static Result<void> check(const challenge::CommandAsk& ask);

    /// Calls `done` once, later, from the event loop. Any exit code is an answer. Errors:
    /// TimedOut and LimitExceeded, where the program is killed with all it has started,
    /// Unreachable (it does not start, or a signal ended it), and those of check().
    void run(const challenge::CommandAsk& ask, Duration timeout, Done done);

private:
    class Run;
    std::set<Run*> m_runs;
};

} // namespace scepter::responder
