#include "base/shorten.h"

namespace scepter {

std::size_t cutPoint(std::string_view text, std::size_t most) {
    constexpr std::size_t kLongestCharacter = 4;
    if (text.size() <= most) return text.size();
    for (std::size_t back = 0; back < kLongestCharacter && back <= most; ++back)
        if ((static_cast<unsigned char>(text[most - back]) & 0xC0U) != 0x80U) return most - back;
    return most;
}

std::string shortened(std::string_view text, std::size_t most, std::string_view ending) {
    if (text.size() <= most) return std::string(text);
    return std::string(text.substr(0, cutPoint(text, most))).append(ending);
}

} // namespace scepter
