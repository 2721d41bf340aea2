// What PKCS#8 and PKCS#12 encrypt with a password, one part at a time.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <cstdint>

namespace scepter::pki {

/// What opening takes, in iterations of PBKDF2 or the like, from the DER of an AlgorithmIdentifier.
/// NotSupported for schemes that OpenSSL 3 keeps in its legacy provider, LimitExceeded beyond 10
/// million.
Result<std::int64_t> passwordCost(ByteView algorithm);

/// Opens PBES2, PKCS#5 version 1.5 or PKCS#12 encryption: the content of EncryptedPrivateKeyInfo,
/// of a shrouded key bag, or of a PKCS#12 part. PassphraseWrong when it does not open; a wrong
/// password can also give noise, which is no ASN.1. Takes what passwordCost() says, twice where the
/// password is empty.
Result<SecretBytes> openWithPassword(ByteView algorithm, ByteView encrypted, ByteView password);

/// The same for the MAC of a PKCS#12 file; 0 when it has none.
Result<std::int64_t> macCost(ByteView pkcs12);
/// Checks the MAC: PassphraseWrong when it does not match. NotSupported as passwordCost().
Result<void> checkMac(ByteView pkcs12, ByteView password);

} // namespace scepter::pki
