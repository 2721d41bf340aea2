// PBKDF2 parameters (RFC 8018 appendix A.2), in CMS password recipients and in encrypted keys.
#pragma once

#include "asn1/reader.h"
#include "asn1/writer.h"
#include "base/result.h"
#include "pki/algorithms.h"

#include <cstdint>
#include <optional>

namespace scepter::pki {

struct Pbkdf2Parameters {
    Digest prf = Digest::Sha1; ///< HMAC digest
    Bytes salt;
    std::uint32_t iterations = 0;
    std::optional<std::uint32_t> keySize;
};

/// Reads the PBKDF2-params SEQUENCE. AlgorithmUnknown for a PRF or salt source that we do not
/// speak, LimitExceeded for a count beyond 32 bits.
Result<Pbkdf2Parameters> readPbkdf2(asn1::Element parameters);
/// Writes the params SEQUENCE.
void writePbkdf2(asn1::Writer& writer, const Pbkdf2Parameters& parameters);

} // namespace scepter::pki
