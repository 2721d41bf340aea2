// Serial numbers as the ledger keeps them.
#pragma once

#include "base/bytes.h"

#include <algorithm>

namespace scepter::enrollment {

/// The magnitude of a non-negative INTEGER from its content octets: leading zeros dropped.
inline Bytes magnitudeOf(const Bytes& integerContent) {
    const auto first = std::find_if(integerContent.begin(), integerContent.end(),
                                    [](std::uint8_t byte) { return byte != 0; });
    return {first, integerContent.end()};
}

} // namespace scepter::enrollment
