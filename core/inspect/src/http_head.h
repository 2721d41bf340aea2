// The framing of HTTP/1.x messages (RFC 9112), tolerant, with the place of each part.
#pragma once

#include "base/bytes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::inspect {

struct HttpField {
    std::string_view name;
    std::string_view value; ///< trimmed; of a folded line, with its line breaks
    std::string_view line;  ///< all of it, without the line break
};

/// Views into the text that was parsed.
struct HttpHead {
    bool request = true;
    std::string_view startLine;
    std::string_view method; ///< of a response: empty
    std::string_view target;
    std::string_view version; ///< "HTTP/1.1"; empty when the request line has none
    std::string_view statusText;
    std::string_view reason;
    unsigned status = 0;
    std::vector<HttpField> fields;
    std::string_view fieldLines;
    std::size_t size = 0;  ///< up to and with the empty line
    bool complete = false; ///< the empty line was there

    [[nodiscard]] std::string_view field(std::string_view name) const; ///< any case; first one
    [[nodiscard]] unsigned versionNumber() const;                      ///< 10 or 11
};

bool looksLikeRequest(std::string_view text);
bool looksLikeResponse(std::string_view text);
/// Nothing when the text begins with neither a request line nor a status line.
std::optional<HttpHead> parseHttpHead(std::string_view text);

enum class Framing { None, Length, Chunked, UntilEnd };
struct BodyFraming {
    Framing kind = Framing::None;
    std::size_t length = 0; ///< for Length
};
/// RFC 9112 section 6.3. `requestMethod` of the request that a response answers, where it is known.
BodyFraming framingOf(const HttpHead& head, std::string_view requestMethod = {});

struct Unchunked {
    Bytes body;
    std::size_t size = 0;  ///< of the chunked form, as far as it was read
    std::size_t count = 0; ///< of chunks, the last empty one left out
    bool complete = false; ///< the last chunk and the end of the trailer were there
    std::string problem;   ///< why reading ended early; empty: it ended, or more bytes are needed
    bool tooLong = false;  ///< ended at `most`
};
/// Undoes chunks (RFC 9112 section 7.1) into at most `most` bytes.
Unchunked undoChunks(std::string_view text, std::size_t most);
/// The length of the chunked form alone; `complete` and `size` as above.
Unchunked measureChunks(std::string_view text);

struct Inflated {
    Bytes bytes;
    bool whole = false;   ///< the end of the compressed data was there
    bool tooLong = false; ///< ended at `most`
    std::string problem;
};
/// Undoes gzip, zlib or bare deflate into at most `most` bytes.
Inflated inflateAll(ByteView bytes, std::size_t most);

} // namespace scepter::inspect
