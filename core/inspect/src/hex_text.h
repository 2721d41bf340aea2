// Hex as people paste it.
#pragma once

#include "base/bytes.h"

#include <optional>
#include <string_view>
#include <vector>

namespace scepter::inspect {

/// Pairs of hex digits with nothing but separators between them: white space, ':', '-', ',', ';',
/// "0x" and "\x" before a pair, quotes and line-ending backslashes around; of a C array (`xxd -i`)
/// what is within the braces. Nothing for anything else, and for an odd digit.
std::optional<Bytes> hexBytes(std::string_view text);

/// The bytes of one hex dump within a text.
struct HexDump {
    Bytes bytes;
    std::string_view text; ///< its lines
};

/// Dumps with an offset before each line: xxd, hexdump -C (also with "*" for repeated lines), od,
/// tcpdump -X, Wireshark's "copy as hex dump", and those within the output of `openssl asn1parse
/// -dump`. Lines that are none end a dump; an offset that does not go on from the line before it
/// begins another. At most `most` bytes in all.
std::vector<HexDump> hexDumps(std::string_view text, std::size_t most);

} // namespace scepter::inspect
