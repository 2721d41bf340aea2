// SPDX-License-Identifier: GPL-3.0-or-later
// The request of a recorded exchange, taken apart.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace scepter::inspect {

struct RecordedRequest {
    std::string method;
    std::string target;                                      ///< as it was sent
    std::vector<std::pair<std::string, std::string>> fields; ///< in their order, values trimmed
    Bytes body; ///< without its chunks; a Content-Encoding stays

    /// The first one of that name, whatever its case; empty without one.
    [[nodiscard]] std::string field(std::string_view name) const;

    bool operator==(const RecordedRequest&) const = default;
};

/// HttpMalformed for what is no HTTP/1.x request or is not all there, LimitExceeded for a body of
/// more than `mostBody` bytes. No I/O; thread-safe.
Result<RecordedRequest> recordedRequest(ByteView message, std::size_t mostBody);

} // namespace scepter::inspect
