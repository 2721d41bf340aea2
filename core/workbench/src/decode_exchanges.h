// What inspection finds in recorded exchanges, on several threads.
#pragma once

#include "base/result.h"
#include "inspect/keyring.h"
#include "store/lists.h"
#include "store/traffic_store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace scepter::workbench {

/// An exchange that nobody has decoded yet.
struct Undecoded {
    std::int64_t id = 0;
    std::string facts; ///< packed
};

struct Decoded {
    std::vector<store::TrafficExamination> found;
    bool stopped = false; ///< by `goOn`, before all were decoded
};

/// One for each processor but one, which serves and paints; at most 8.
std::size_t decodingThreads();

/// Decodes both sides, as far as they were kept; what is gone is passed over. `goOn` is asked on
/// the calling thread. Errors are those of the store.
Result<Decoded> decodeAll(store::TrafficStore& store, const inspect::Keyring& keyring,
                          const std::vector<Undecoded>& rows, const store::GoOn& goOn);

} // namespace scepter::workbench
