// The schema, as numbered migrations.
#pragma once

#include "base/result.h"
#include "sql.h"

#include <functional>
#include <string>
#include <vector>

namespace scepter::store {

/// The newest schema that this program knows.
inline constexpr int kSchemaVersion = 4;

/// Brings the database to kSchemaVersion, one transaction for each step; several processes may try
/// at once. `beforeUpgrade` is called once when an older workspace is about to be changed.
/// StoreNewer when it is beyond what we know.
Result<void> migrate(Connection& connection, TimePoint now,
                     const std::function<Result<void>(int fromVersion)>& beforeUpgrade);

} // namespace scepter::store
