#include "base/hex_dump.h"

#include <algorithm>
#include <string_view>

namespace scepter {

std::string hexDump(ByteView bytes) {
    constexpr std::size_t kPerLine = 16;
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve((bytes.size() / kPerLine + 1) * 78);
    for (std::size_t at = 0; at < bytes.size(); at += kPerLine) {
        const ByteView line = bytes.subspan(at, std::min(kPerLine, bytes.size() - at));
        for (int shift = 28; shift >= 0; shift -= 4)
            text += kDigits[(at >> shift) & 0xF];
        text += "  ";
        for (std::size_t i = 0; i < kPerLine; ++i) {
            if (i == kPerLine / 2) text += ' ';
            if (i < line.size())
                text.append({kDigits[line[i] >> 4], kDigits[line[i] & 0xF], ' '});
            else
                text += "   ";
        }
        text += " |";
        for (const std::uint8_t octet : line)
            text += octet >= 0x20 && octet < 0x7F ? static_cast<char>(octet) : '.';
        text += "|\n";
    }
    return text;
}

} // namespace scepter
