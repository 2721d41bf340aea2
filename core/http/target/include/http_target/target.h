// The target of an HTTP request: path and query, as the client sent them.
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::http {

/// One `name=value` of a query. SCEP clients disagree on how base64 is put into a query (raw '+'
/// and
/// '/', "%0A", "%2B"), so the value stays as it was sent and its reader chooses how to decode it.
struct QueryItem {
    std::string name; ///< percent-decoded
    std::string rawValue;

    bool operator==(const QueryItem&) const = default;
};

struct Target {
    std::string path;    ///< percent-decoded, begins with '/' (or is "*")
    std::string rawPath; ///< as sent
    std::vector<QueryItem> query;

    /// The raw value of the first item of that name, whatever its case; nothing without one.
    [[nodiscard]] std::optional<std::string_view> rawValue(std::string_view name) const;

    bool operator==(const Target&) const = default;
};

/// Splits a request target in origin-form, absolute-form or "*" (RFC 9112 section 3.2). Empty query
/// items are dropped; "name" without '=' has an empty value. HttpMalformed for any other form, for
/// control characters, spaces, a fragment, and for a path with a broken escape or one that hides a
/// control character. LimitExceeded beyond 256 query items.
Result<Target> parseTarget(std::string_view target);

/// Tolerant: an escape that is none stays as it is. With `plusIsSpace`, '+' becomes a space
/// (application/x-www-form-urlencoded).
std::string percentDecode(std::string_view text, bool plusIsSpace);

/// Strict: EncodingMalformed for '%' without two hex digits.
Result<std::string> percentDecodeStrict(std::string_view text, bool plusIsSpace);

/// Escapes everything but the unreserved characters of RFC 3986 section 2.3.
std::string percentEncode(std::string_view text);

} // namespace scepter::http
