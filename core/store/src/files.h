// The workspace's files: private ones, and how much room there is.
#pragma once

#include "base/result.h"

#include <string>

namespace scepter::store {

/// Makes an empty file that only its owner reads and writes, whatever the umask says.
/// AlreadyExists, FileUnwritable, StoreFull, StoreReadOnly.
Result<void> makePrivateFile(const std::string& path);

/// A name in the same folder that nothing has: "PATH.new-3f9a...".
Result<std::string> temporaryBeside(const std::string& path);

/// Gives a complete file its name, unless something has it: AlreadyExists. The folder is synced.
Result<void> publishFile(const std::string& from, const std::string& to);

/// Whether the file is there and is an SQLite file that we may write: NotFound, StoreForeign,
/// StoreReadOnly, StoreUnavailable.
Result<void> checkDatabaseFile(const std::string& path);
/// The same without a look into it: closing it again would let go of all locks that this process
/// has on it (fcntl(2)), which SQLite relies on.
Result<void> checkPlainFile(const std::string& path);

/// True when a write to the workspace could not succeed because of room, quota or a size limit.
bool cannotGrow(const std::string& path);

bool fileExists(const std::string& path);
void removeFile(const std::string& path);
/// A database with what SQLite keeps beside it.
void removeWithLog(const std::string& path);
/// Waits until it is on the disk. FileUnwritable, StoreFull.
Result<void> syncFile(const std::string& path);

} // namespace scepter::store
