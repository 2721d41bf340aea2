// Files that only their owner may read, and names that change in one step.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>

namespace scepter::workbench {

bool isThere(const std::string& path);

/// A new file of mode 0600, on the disk when this returns. AlreadyExists, FileUnwritable,
/// StoreFull.
Result<void> writePrivateFile(const std::string& path, ByteView content);
/// The same with the content of another file, of any size. NotFound, FileUnreadable.
Result<void> copyPrivateFile(const std::string& from, const std::string& to);

/// Gives a file the name of another, which is gone then. FileUnwritable.
Result<void> replaceFile(const std::string& from, const std::string& to);
/// The same, and what was there gets the name `old`. Where the file system has links, something is
/// there at every instant. AlreadyExists when something has the name `old`.
Result<void> replaceKeeping(const std::string& from, const std::string& to, const std::string& old);
/// Names are on the disk only when their folder is.
Result<void> syncFolderOf(const std::string& path);

} // namespace scepter::workbench
