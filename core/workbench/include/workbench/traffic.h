// Lists of recorded exchanges: those of a workspace, and those of a file.
#pragma once

#include "base/result.h"
#include "inspect/filter.h"
#include "inspect/keyring.h"
#include "inspect/traffic.h"
#include "store/lists.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace scepter::workbench {

/// One exchange of a list. What is shown and filtered stands in `fields`.
struct TrafficRow {
    std::int64_t id = 0; ///< grows with the time of the answer
    inspect::FilterRow fields;
    std::chrono::microseconds duration{-1}; ///< below zero: not known
    bool tls = false;
    std::size_t requestSize = 0;  ///< bytes of the HTTP body, or of the message
    std::size_t responseSize = 0; ///< bytes of the HTTP body
    std::int64_t requestId = 0;   ///< of the ledger; 0: none
    std::string reason;           ///< why it was refused, for the operator; may be empty
    bool hasBytes = false;        ///< the bodies were kept
    /// Its messages were decoded, so that `fields.findings` are all there are.
    bool examined = false;
};

struct TrafficState {
    std::size_t count = 0;
    std::size_t bytes = 0;
    std::uint64_t dropped = 0;
    std::int64_t firstId = 0; ///< of what is kept; 0: nothing
    std::int64_t lastId = 0;
    std::uint64_t mark = 0; ///< another one: something came, went or was examined
};

/// A list as far as it is known.
struct TrafficPart {
    store::IdList ids;
    std::size_t unexamined = 0; ///< that may match too: they are not decoded yet
};

/// Thread-safe; functions block: not for a GUI thread. Rows come and go while it is used.
class TrafficSource {
public:
    TrafficSource() = default;
    TrafficSource(const TrafficSource&) = delete;
    TrafficSource& operator=(const TrafficSource&) = delete;
    virtual ~TrafficSource() = default;

    virtual Result<TrafficState> state() = 0;
    /// Ids above `after` that match, newest first. Cancelled when `goOn` says so.
    virtual Result<store::IdList> ids(const inspect::Filter& filter, TimePoint now,
                                      std::int64_t after, const store::GoOn& goOn) = 0;
    /// The same, where it takes long: after about `time`, but never without any progress, it gives
    /// what is known to match. To be asked again until nothing is left unexamined.
    virtual Result<TrafficPart> part(const inspect::Filter& filter, TimePoint now,
                                     std::int64_t after, std::chrono::milliseconds time,
                                     const store::GoOn& goOn) = 0;
    /// In the order asked for; those that are gone are left out.
    virtual Result<std::vector<TrafficRow>> rows(const std::vector<std::int64_t>& ids) = 0;
    /// As it was sent; without bodies where only heads were kept. NotFound when it is gone.
    virtual Result<inspect::RawExchange> raw(std::int64_t id) = 0;
    /// Oldest first; `transactionId` as shown in a row.
    virtual Result<std::vector<TrafficRow>> ofTransaction(const std::string& transactionId) = 0;
    /// What its messages are opened with besides the keys of the workspace; null: nothing.
    [[nodiscard]] virtual std::shared_ptr<const inspect::Keyring> ownKeys() const { return {}; }
    /// Values that were seen, for completion.
    virtual Result<inspect::FilterWords> words() = 0;
};

} // namespace scepter::workbench
