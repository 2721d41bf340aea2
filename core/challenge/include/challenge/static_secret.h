// Static challenges.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <vector>

namespace scepter::challenge {

/// Constant-time comparison with every secret of an endpoint; which one matched is not told.
/// ChallengeMissing for an empty text, ChallengeWrong when none matches or there is none.
Result<void> checkStatic(ByteView typed, const std::vector<SecretBytes>& secrets);

/// A random static challenge: 24 letters and digits that survive being typed and put into XML.
Result<SecretBytes> makeStaticSecret();

} // namespace scepter::challenge
