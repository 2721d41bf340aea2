// Putting bytes behind others.
#pragma once

#include "base/bytes.h"

namespace scepter {

inline void append(Bytes& bytes, ByteView more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}
inline void append(Bytes& bytes, std::string_view text) {
    append(bytes, bytesOf(text));
}

} // namespace scepter
