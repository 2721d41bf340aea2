// Whether every part of a workspace is sound.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "store/store.h"

namespace scepter::workbench {

/// SQLite's integrity, the ledger, the audit trail, every key. The store must be unlocked.
/// StoreCorrupt, and errors of opening the keys.
Result<void> checkWhole(store::Store& store, const SecretBytes& passphrase);

} // namespace scepter::workbench
