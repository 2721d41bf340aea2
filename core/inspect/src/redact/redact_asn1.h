// ASN.1 with other values in it.
#pragma once

#include "inspect/keyring.h"
#include "replacer.h"

#include <map>
#include <vector>

namespace scepter::inspect {

/// What the redacting of one message shares.
struct Redaction {
    Replacer& replacer;
    bool keepCiphertext = false;
    /// Contents of envelopes, by the SHA-256 of their encrypted bytes. Of the same message, so they
    /// outlive this.
    std::map<Bytes, ByteView> opened;
    /// What they become, by the digests of what the encrypted bytes become.
    std::vector<OpenedLayer> layers;
    unsigned depth = 0; ///< of ASN.1 within strings, and of layers
};

/// As many bytes with the same tags and lengths; whatever is not understood becomes random bytes.
Bytes redactAsn1(Redaction& redaction, ByteView encoded);

} // namespace scepter::inspect
