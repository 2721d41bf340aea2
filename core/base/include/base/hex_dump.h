// Bytes for people.
#pragma once

#include "base/bytes.h"

#include <string>

namespace scepter {

/// Sixteen bytes a line: offset, hex in two halves, printable ASCII between bars. Offsets have
/// eight digits, so they are right up to 4 GiB.
std::string hexDump(ByteView bytes);

} // namespace scepter
