// What the responders of a workspace have recorded.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "store/traffic_store.h"
#include "workbench/inspector.h"
#include "workbench/traffic.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace scepter::workbench {

struct Undecoded;
class TrafficRows;

/// The recorded exchanges of a workspace, of all processes that serve it. All rows stay in memory
/// as short texts and follow the file by their ids; bodies are read when somebody wants them.
/// Without a file there is nothing, and nothing is made. Errors are those of store::TrafficStore
/// (StoreCorrupt for a damaged file, which only a responder moves out of the way), and those of
/// opening the workspace's keys where messages are decoded.
class RecordedTraffic final : public TrafficSource {
public:
    /// Inspector and clock must outlive it.
    RecordedTraffic(std::string path, Inspector& inspector, const Clock& clock);
    ~RecordedTraffic() override;

    Result<TrafficState> state() override;
    /// With a filter on findings or clients, exchanges that nobody has decoded yet and that match
    /// otherwise are examined here first, newest first, some milliseconds each few; what is found
    /// is written down, so that a cancelled call has not worked in vain.
    Result<store::IdList> ids(const inspect::Filter& filter, TimePoint now, std::int64_t after,
                              const store::GoOn& goOn) override;
    Result<TrafficPart> part(const inspect::Filter& filter, TimePoint now, std::int64_t after,
                             std::chrono::milliseconds time, const store::GoOn& goOn) override;
    Result<std::vector<TrafficRow>> rows(const std::vector<std::int64_t>& ids) override;
    Result<inspect::RawExchange> raw(std::int64_t id) override;
    Result<std::vector<TrafficRow>> ofTransaction(const std::string& transactionId) override;
    Result<inspect::FilterWords> words() override;

    /// Those about one request of the ledger, oldest first; none for 0.
    Result<std::vector<TrafficRow>> ofRequest(std::int64_t requestId);
    /// Decodes those that nobody has decoded yet and writes down what was found: some 1.3 ms each,
    /// on all processors but one. Those that are gone are passed over. Cancelled when `goOn` says
    /// so.
    Result<void> examine(const std::vector<std::int64_t>& ids, const store::GoOn& goOn = {});
    /// Forgets all that was recorded, for everybody.
    Result<void> clear();
    /// Another value when something came, went or was examined; cheap, and blocks on nothing but
    /// the disk. The same as state().mark.
    Result<std::uint64_t> mark();

private:
    /// Brings the rows to what is in the file; m_mutex is held.
    Result<store::TrafficCounts> refresh();
    Result<void> readNew(const store::TrafficCounts& counts);
    Result<void> readExaminations(const store::TrafficCounts& counts);
    /// Ids above `after` that nobody has decoded yet and that match otherwise, newest first.
    Result<std::vector<std::int64_t>> missing(const inspect::Filter& filter, TimePoint now,
                                              std::int64_t after);
    Result<store::IdList> matching(const inspect::Filter& filter, TimePoint now, std::int64_t after,
                                   const store::GoOn& goOn);
    /// Until `end`, in blocks; gives how many of the ids it is through with.
    Result<std::size_t> examineUntil(const std::vector<std::int64_t>& ids,
                                     std::chrono::steady_clock::time_point end,
                                     const store::GoOn& goOn);
    Result<std::vector<Undecoded>> undecoded(std::span<const std::int64_t> ids);

    store::TrafficStore m_store;
    Inspector& m_inspector;
    std::mutex m_mutex; // around all below
    std::unique_ptr<TrafficRows> m_rows;
    store::TrafficCounts m_seen;
    std::int64_t m_examinationsRead = 0;
    bool m_read = false;
    inspect::FilterWords m_words;
    std::uint64_t m_wordsMark = 0;
    bool m_haveWords = false;
};

} // namespace scepter::workbench
