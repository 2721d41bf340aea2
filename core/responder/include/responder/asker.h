// Asks others on behalf of gates: servers over HTTP, and programs.
#pragma once

#include "base/clock.h"
#include "challenge/ask.h"
#include "responder/target_status.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace scepter::responder {

struct AskerLimits {
    std::size_t perTarget = 64; ///< conversations under way
    std::size_t inAll = 512;    ///< the same for all targets
    std::size_t joined = 256;   ///< who may wait for one conversation
    unsigned atOnce = 16;       ///< questions on their way to one target; more wait for their turn
    Duration conversation = std::chrono::seconds(30); ///< from run() to the verdict
    Duration idle = std::chrono::minutes(2);          ///< connections unused for so long are closed
    unsigned failuresToOpen = 5;                      ///< in a row
    Duration firstPause = std::chrono::seconds(30);   ///< doubles with each try that fails
    Duration longestPause = std::chrono::minutes(5);
};

/// Drives conversations to their verdict, on threads of its own: one for sockets and programs, two
/// for what the conversations do with the answers. Thread-safe. The clock must outlive it.
class Asker {
public:
    /// Called once, from one of the asker's threads; must not block.
    using Done = std::function<void(challenge::Verdict)>;

    explicit Asker(const Clock& clock, const AskerLimits& limits = {});
    /// finish()
    ~Asker();
    Asker(const Asker&) = delete;
    Asker& operator=(const Asker&) = delete;

    /// A conversation whose `key` is under way is dropped: its `done` gets that one's verdict. An
    /// empty key is never joined. `target` is what AskerLimits::perTarget counts under, e.g.
    /// targetOf() of a gate's URL. Beyond the limits, and when no verdict comes in time, the
    /// verdict is RetryLater. After finish() `done` is called from within.
    void run(std::string key, std::string target,
             std::unique_ptr<challenge::Conversation> conversation, Done done);

    /// Everybody who was asked, in the order of their names.
    [[nodiscard]] std::vector<TargetStatus> targets() const;
    /// Ends the pause of a target: the next question goes out to see whether it is back.
    void tryNow(const std::string& target);
    /// Conversations, not those who joined one.
    [[nodiscard]] std::size_t underWay() const;

    /// Ends what is under way: RetryLater for all of them, programs are killed. Blocks until the
    /// threads are done; not to be called from a Done. A second call does nothing.
    void finish();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace scepter::responder
