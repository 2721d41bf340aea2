// Looks whether anybody has committed something.
#pragma once

#include "responder/exchange_recorder.h"
#include "store/store.h"
#include "workbench/workbench.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace scepter::workbench {

/// What the watcher saw.
struct Seen {
    store::Marks marks;
    bool committed = false;         ///< something was committed since the last notice
    std::uint64_t exchangeMark = 0; ///< of those in memory and those on disk
};

/// A thread that asks the store's change mark every 50 ms (every 200 ms when all is quiet) and
/// tells what moved. It goes on looking only after its last notice was consumed(), so notices never
/// pile up.
class Watcher {
public:
    /// `notice` is called on the watcher's thread. Workbench and recorder must outlive it.
    Watcher(Workbench& workbench, const responder::ExchangeRecorder& recorder,
            std::function<void(const Seen&)> notice);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    void consumed();

private:
    void run();
    void look();

    Workbench& m_workbench;
    const responder::ExchangeRecorder& m_recorder;
    std::function<void(const Seen&)> m_notice;
    std::int64_t m_changeMark = -1;
    std::uint64_t m_exchangeMark = 0;
    std::uint64_t m_trafficMark = 0;
    int m_quiet = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    bool m_pending = false;
    std::thread m_thread;
};

} // namespace scepter::workbench
