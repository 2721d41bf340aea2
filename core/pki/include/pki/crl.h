// Certificate revocation lists.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "pki/certificate.h"

#include <optional>
#include <string_view>
#include <vector>

namespace scepter::pki {

/// CRLReason (RFC 5280 section 5.3.1).
enum class RevocationReason : std::uint8_t {
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,
    RemoveFromCrl = 8,
    PrivilegeWithdrawn = 9,
    AaCompromise = 10,
};
/// "keyCompromise", "cessationOfOperation", ...
std::string_view toText(RevocationReason reason);
std::optional<RevocationReason> revocationReasonFromText(std::string_view text);

struct RevokedEntry {
    Bytes serial; ///< magnitude, big-endian
    TimePoint revokedAt;
    RevocationReason reason = RevocationReason::Unspecified;
    std::optional<TimePoint> invalidSince;

    bool operator==(const RevokedEntry&) const = default;
};

struct Crl {
    Bytes der;
    Name issuer;
    TimePoint thisUpdate;
    std::optional<TimePoint> nextUpdate;
    std::optional<std::int64_t> number;
    std::vector<RevokedEntry> entries;
    std::vector<Extension> extensions;

    static Result<Crl> fromDer(ByteView der);
    /// Checks the signature.
    [[nodiscard]] Result<void> verifySignedBy(const PublicKey& issuerKey) const;
};

/// Builds and signs a version 2 CRL with CRL number and authority key identifier. The reason
/// unspecified is left out of its entry.
Result<Crl> signCrl(const Certificate& issuer, const PrivateKey& issuerKey, Digest digest,
                    std::int64_t number, TimePoint thisUpdate, TimePoint nextUpdate,
                    const std::vector<RevokedEntry>& entries);

} // namespace scepter::pki
