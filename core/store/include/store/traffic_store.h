// Recorded exchanges on disk, in a file of their own beside the workspace.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "store/traffic_facts.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace scepter::store {

/// "lab.scepter-traffic" for "lab.scepter".
std::string trafficPathOf(const std::string& workspace);

/// Heads and bodies of an exchange. A body that was not kept, or that there was not, is null.
struct TrafficBytes {
    std::string requestHead; ///< request line and headers, with the empty line
    std::shared_ptr<const Bytes> request;
    std::string responseHead; ///< empty: not known
    std::shared_ptr<const Bytes> response;
};

struct TrafficEntry {
    TrafficFacts facts;
    TrafficBytes bytes;
};

/// What was found when the messages of an exchange were decoded.
struct TrafficExamination {
    std::int64_t id = 0;
    std::string client; ///< a guess; may be empty
    /// Severity and rule of each finding: {"error", "scep.nonce.missing"}.
    std::vector<std::pair<std::string, std::string>> findings;

    bool operator==(const TrafficExamination&) const = default;
};

/// Beyond any of these the oldest are dropped.
struct TrafficCaps {
    std::size_t count = 20'000;
    std::size_t bytes = std::size_t{256} << 20; ///< heads, bodies and facts together
    Duration age = std::chrono::days{7};

    bool operator==(const TrafficCaps&) const = default;
};

struct TrafficCounts {
    std::int64_t firstId = 1;      ///< of what is kept; kept are all ids from here to lastId
    std::int64_t lastId = 0;       ///< below firstId: nothing is kept
    std::int64_t bytes = 0;        ///< of what is kept
    std::int64_t dropped = 0;      ///< exchanges that could not be recorded, ever
    std::int64_t examinations = 0; ///< the number of the newest one
    std::uint64_t mark = 0;        ///< another one: something has changed

    [[nodiscard]] std::size_t count() const {
        return lastId < firstId ? 0 : static_cast<std::size_t>(lastId - firstId + 1);
    }
};

/// One row of a list: the packed facts, see unpacked().
struct TrafficLine {
    std::int64_t id = 0;
    std::string facts;
};

/// Thread-safe; several processes may read and write the same file. Ids are given in the order of
/// the commits and never twice. A file that is not there is empty, and is made by the first
/// append(), readable by its owner alone. Errors: StoreCorrupt and StoreForeign (the file is
/// damaged, or none of ours: see setAside()), StoreNewer, StoreBusy, StoreFull, StoreReadOnly,
/// StoreUnavailable.
class TrafficStore {
public:
    /// The clock must outlive it. Looks at the file that is there, if any.
    static Result<std::unique_ptr<TrafficStore>> open(const std::string& path, const Clock& clock);
    /// The same without a look: errors come with the first use.
    TrafficStore(std::string path, const Clock& clock);
    ~TrafficStore();
    TrafficStore(const TrafficStore&) = delete;
    TrafficStore& operator=(const TrafficStore&) = delete;

    [[nodiscard]] const std::string& path() const;

    /// Adds them in one transaction and drops what is beyond the caps. `dropped` is how many more
    /// were lost since the last time. Gives the id of the last one. StoreFull also when so little
    /// room is left (32 MiB) that the workspace may need it.
    Result<std::int64_t> append(const std::vector<TrafficEntry>& entries, const TrafficCaps& caps,
                                std::int64_t dropped = 0);
    /// Drops what is beyond the caps. Nothing happens without a file.
    Result<void> prune(const TrafficCaps& caps);
    /// Forgets all and gives the room back. Ids go on from where they were.
    Result<void> clear();

    /// Some 20 us.
    Result<TrafficCounts> counts();
    /// Those above `after`, oldest first, at most `most`.
    Result<std::vector<TrafficLine>> lines(std::int64_t after, std::size_t most);
    /// NotFound when it is gone.
    Result<TrafficBytes> bytes(std::int64_t id);

    /// Writes down what was found; the first one of each exchange counts.
    Result<void> putExaminations(const std::vector<TrafficExamination>& examinations);
    /// Those with a number above `after`, oldest first, at most `most`; the second is the number of
    /// the last one.
    Result<std::pair<std::vector<TrafficExamination>, std::int64_t>>
    examinations(std::int64_t after, std::size_t most);

    /// Moves a damaged or foreign file out of the way, so that a new one can be made; gives its new
    /// name. Empty when somebody else has done so meanwhile.
    Result<std::string> setAside();

private:
    class Private;
    std::unique_ptr<Private> m_p;
};

} // namespace scepter::store
