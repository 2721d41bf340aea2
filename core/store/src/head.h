// The head row: what every writing transaction reads first and advances.
#pragma once

#include "base/result.h"
#include "enrollment/records.h"
#include "keyring.h"
#include "sql.h"

#include <array>
#include <cstdint>

namespace scepter::store {

/// Highest ids given so far, numbers for the status page, and the end of the audit chain.
struct Head {
    static constexpr std::size_t kStates = 5;

    std::int64_t requests = 0;
    std::int64_t certificates = 0;
    std::int64_t codes = 0;
    std::int64_t configuration = 0;
    std::array<std::int64_t, kStates> byState{}; ///< indexed by RequestState
    std::int64_t revoked = 0;
    std::int64_t auditLines = 0;
    Bytes auditHash;
    /// MAC over count and hash of the last line: who cuts the trail cannot write it.
    Bytes auditSeal;

    [[nodiscard]] std::int64_t& count(enrollment::RequestState state) {
        return byState[static_cast<std::size_t>(state)];
    }
    [[nodiscard]] std::int64_t count(enrollment::RequestState state) const {
        return byState[static_cast<std::size_t>(state)];
    }
};

/// StoreNewer when a newer program has migrated the workspace since it was opened.
Result<Head> readHead(Connection& connection);
/// The seal alone: it changes with every write, so it tells whether a copy is still good.
Result<Bytes> readHeadSeal(Connection& connection);
Result<void> writeHead(Connection& connection, const Head& head);
/// The head of a new workspace.
Result<void> insertHead(Connection& connection, const Keyring& keyring);

Bytes sealOf(const Head& head, const Keyring& keyring);

} // namespace scepter::store
