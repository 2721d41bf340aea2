// Random identifiers.
#pragma once

#include "base/encoding.h"
#include "pki/crypto.h"

#include <string>

namespace scepter::standin {

/// A random UUID (RFC 4122 version 4).
inline Result<std::string> makeUuid() {
    SCEPTER_TRY(random, pki::randomBytes(16));
    random[6] = static_cast<std::uint8_t>((random[6] & 0x0F) | 0x40);
    random[8] = static_cast<std::uint8_t>((random[8] & 0x3F) | 0x80);
    std::string text = toHex(random);
    for (const std::size_t at : {20U, 16U, 12U, 8U})
        text.insert(at, 1, '-');
    return text;
}

} // namespace scepter::standin
