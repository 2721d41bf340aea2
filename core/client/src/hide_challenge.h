// SPDX-License-Identifier: GPL-3.0-or-later
// What servers tell may repeat the challenge that they were sent.
#pragma once

#include "base/secret.h"

#include <string>
#include <string_view>

namespace scepter::client {

/// Puts "(challenge)" in the place of a challenge of four characters and more: what is told of a
/// reply stands in reports and logs.
inline void hideChallenge(std::string& text, const SecretBytes* challenge) {
    constexpr std::string_view kHidden = "(challenge)";
    constexpr std::size_t kShortest = 4; // less would be hidden in other words
    if (challenge == nullptr || challenge->size() < kShortest) return;
    const std::string_view secret = challenge->text();
    for (std::size_t at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + kHidden.size()))
        text.replace(at, secret.size(), kHidden);
}

} // namespace scepter::client
