#include "challenge/static_secret.h"

#include "code_alphabet.h"
#include "pki/crypto.h"

namespace scepter::challenge {

Result<void> checkStatic(ByteView typed, const std::vector<SecretBytes>& secrets) {
    if (typed.empty())
        return fail(ErrorCode::ChallengeMissing, "the request has no challenge password");
    // Every secret is compared, so that the time does not tell which one it was.
    bool matched = false;
    for (const SecretBytes& secret : secrets) {
        const bool same = equalConstantTime(typed, secret.view());
        matched = matched || same;
    }
    if (!matched)
        return fail(ErrorCode::ChallengeWrong,
                    secrets.empty() ? "the endpoint has no static challenge"
                                    : "the challenge password matches no static challenge");
    return {};
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
