// Static challenges.
#pragma once

#include "base/result.h"
#include "base/secret.h"

namespace scepter::challenge {

/// Whether it is this one; the time does not tell how far it was right.
bool matchesStatic(ByteView typed, const SecretBytes& secret);

/// A random static challenge: 24 letters and digits that survive being typed and put into XML.
Result<SecretBytes> makeStaticSecret();

} // namespace scepter::challenge
