#include "challenge/static_secret.h"

#include "code_alphabet.h"
#include "pki/crypto.h"

namespace scepter::challenge {

bool matchesStatic(ByteView typed, const SecretBytes& secret) {
    return !secret.empty() && equalConstantTime(typed, secret.view());
}

Result<SecretBytes> makeStaticSecret() {
    constexpr std::size_t kCharacters = 24;
    SCEPTER_TRY(secret, pki::randomSecret(kCharacters));
    // 256 is a multiple of 32, so every character is equally likely.
    for (std::size_t i = 0; i < kCharacters; ++i)
        secret.data()[i] = codeCharacter(secret.data()[i]);
    return secret;
}

} // namespace scepter::challenge
