// A ledger with something of everything.
#pragma once

#include "support/lab_workspace.h"

#include <cstdint>
#include <string>
#include <vector>

namespace scepter::test {

/// Ids of what is in a seeded ledger.
struct Seeded {
    std::vector<std::int64_t> pending;      ///< kiosk-1 to kiosk-3, at /scep/manual
    std::vector<std::int64_t> issued;       ///< printer-1 to printer-4, at /scep
    std::vector<std::int64_t> certificates; ///< of `issued`, in that order
    std::int64_t denied = 0;                ///< router-1, by the operator, with a reason
    std::int64_t refused = 0;               ///< camera-1, by policy: a wrong static challenge
    std::int64_t revoked = 0;               ///< certificate of printer-4
    std::int64_t unusedCode = 0;
    std::int64_t usedCode = 0;
    std::int64_t withdrawnCode = 0;
    std::int64_t shortCode = 0; ///< ends a minute after the seeding: advance the clock
};

/// Fills a fresh lab workspace through the engine, as devices and an operator would, with some
/// recorded traffic beside it; takes some ten minutes of the clock. Ends the program with the
/// reason when it cannot.
Seeded seedLedger(const LabWorkspace& workspace, SteppingClock& clock);

} // namespace scepter::test
