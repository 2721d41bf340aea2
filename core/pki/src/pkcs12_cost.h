// What opening a PKCS#12 file would cost, read from its ASN.1 before anything is derived.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>

namespace scepter::pki {

/// Counts iterations over a whole file: the MAC, and each encryption that is about to be opened.
class Pkcs12Budget {
public:
    /// Checks the outer structure and charges the MAC. Pkcs12Malformed, LimitExceeded, NotSupported
    /// for a MAC by PBKDF2 (RFC 9579) or an integrity by signature, which OpenSSL 3.0 cannot check.
    Result<void> chargeFile(ByteView der);
    /// Charges one encryption AlgorithmIdentifier (DER). NotSupported for RC2, RC4 and single DES.
    Result<void> chargeEncryption(ByteView algorithmIdentifier);
    [[nodiscard]] std::int64_t spent() const { return m_spent; }

private:
    Result<void> charge(std::int64_t iterations);

    std::int64_t m_spent = 0;
};

} // namespace scepter::pki
