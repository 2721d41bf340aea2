// Writing what the operator exports.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>

namespace scepter::workbench {

/// Writes a file in one step: until it is complete, what was there stays. A `secret` one can be
/// read by its owner only. FileUnwritable.
Result<void> writeFile(const std::string& path, ByteView bytes, bool secret);

/// Reads a file of at most `limit` bytes. FileUnreadable, LimitExceeded.
Result<Bytes> readFile(const std::string& path, std::size_t limit = std::size_t{16} << 20);

} // namespace scepter::workbench
