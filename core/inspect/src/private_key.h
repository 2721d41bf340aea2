// Private keys in their three plain forms, and what opens the encrypted one.
#pragma once

#include "x509.h"

namespace scepter::inspect {

/// What became of the passwords at hand.
struct Opened {
    std::optional<SecretBytes> content;
    std::string why; ///< when it did not open
};

/// Tries the passwords of the keyring, and then the empty one where `tryEmpty`, as long as the
/// work that is left allows. Only content that is an ASN.1 SEQUENCE counts.
Opened openWithKeyring(Decoding& decoding, ByteView algorithm, ByteView encrypted, bool tryEmpty);

/// EncryptedPrivateKeyInfo, and when it opens the key in a layer of its own.
NodeId addEncryptedKey(Decoding& decoding, NodeId parent, std::string_view name, const Part& part,
                       bool tryEmpty);

} // namespace scepter::inspect
