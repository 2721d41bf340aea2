// What the constraints editor lists.
#pragma once

#include "pki/algorithms.h"

#include <array>

namespace scepter::ui {

inline constexpr std::array kKeyTypes{pki::KeyType::Rsa,     pki::KeyType::EcP256,
                                      pki::KeyType::EcP384,  pki::KeyType::EcP521,
                                      pki::KeyType::Ed25519, pki::KeyType::Other};
/// Bits of keyUsage (RFC 5280 section 4.2.1.3).
inline constexpr int kUsageBits = 9;

} // namespace scepter::ui
