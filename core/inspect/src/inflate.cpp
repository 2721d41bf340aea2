#include "http_head.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include <zlib.h>

namespace scepter::inspect {

namespace {

constexpr int kGzipOrZlib = 15 + 32; // zlib's largest window, its header or gzip's
constexpr int kBareDeflate = -15;
constexpr std::size_t kStep = std::size_t{64} << 10;

/// Ends the stream that it is told of.
struct Ender {
    void operator()(z_stream* stream) const { inflateEnd(stream); }
};

Inflated inflateAs(ByteView bytes, std::size_t most, int window) {
    Inflated result;
    z_stream stream{};
    if (inflateInit2(&stream, window) != Z_OK) {
        result.problem = "no memory to undo the compression";
        return result;
    }
    const std::unique_ptr<z_stream, Ender> end(&stream);
    // zlib takes what it reads as not const unless ZLIB_CONST; the copy is as large as the layer.
    Bytes input = copyOf(bytes);
    stream.next_in = input.data();
    stream.avail_in =
        static_cast<uInt>(std::min<std::size_t>(input.size(), std::numeric_limits<uInt>::max()));
    std::array<std::uint8_t, kStep> out{};
    for (;;) {
        stream.next_out = out.data();
        stream.avail_out = static_cast<uInt>(out.size());
        const int state = inflate(&stream, Z_NO_FLUSH);
        const std::size_t made = out.size() - stream.avail_out;
        const std::size_t fits = std::min(made, most - result.bytes.size());
        result.bytes.insert(result.bytes.end(), out.begin(),
                            out.begin() + static_cast<std::ptrdiff_t>(fits));
        if (fits < made) {
            result.tooLong = true;
            return result;
        }
        if (state == Z_STREAM_END) {
            // gzip files may be several in a row (RFC 1952 section 2.2).
            const bool more = window == kGzipOrZlib && stream.avail_in >= 2 &&
                              stream.next_in[0] == 0x1F && stream.next_in[1] == 0x8B;
            if (more && inflateReset(&stream) == Z_OK) continue;
            result.whole = true;
            return result;
        }
        if (state != Z_OK || (made == 0 && stream.avail_in == 0)) {
            const bool ended = state == Z_BUF_ERROR || state == Z_OK;
            result.problem =
                ended ? "the compressed data ends early" : "the compressed data is broken";
            return result;
        }
    }
}

} // namespace

Inflated inflateAll(ByteView bytes, std::size_t most) {
    Inflated result = inflateAs(bytes, most, kGzipOrZlib);
    if (!result.problem.empty() && result.bytes.empty()) {
        // "deflate" is meant to be zlib's form, and some servers send the bare one.
        Inflated bare = inflateAs(bytes, most, kBareDeflate);
        if (bare.problem.empty()) return bare;
    }
    return result;
}

} // namespace scepter::inspect
