// SPDX-License-Identifier: GPL-3.0-or-later
// Files that commands write: whether they can, and how.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>

#include <sys/stat.h>

namespace scepter::app {

inline constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
inline constexpr mode_t kForAll = kOwnerOnly | S_IRGRP | S_IROTH;

/// Whether writeFile() could write it now, before the work that fills it: a folder that is there
/// and takes a new file, or a file that may be written. "-" and "" are fine. FileUnwritable.
Result<void> checkWritable(const std::string& path);
/// The file is the old or the new one, never a part. FileUnwritable.
Result<void> replaceFile(const std::string& path, ByteView bytes, mode_t mode);

} // namespace scepter::app
