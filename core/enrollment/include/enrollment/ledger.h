// The ledger as the engine reads it.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "challenge/code.h"
#include "enrollment/records.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::enrollment {

/// Read access to the ledger. Implemented by the store; by a map in tests. Thread-safe.
class Ledger {
public:
    virtual ~Ledger() = default;

    /// Sticky transactions with this id at this endpoint that are alive at `now`, newest first, at
    /// most 16. Expired ones are among them, Failed ones are not.
    virtual Result<std::vector<RequestRecord>>
    liveTransactions(std::int64_t endpointId, const std::string& transactionId, TimePoint now) = 0;
    virtual Result<std::optional<CertificateRecord>> certificate(std::int64_t id) = 0;
    /// By serial number magnitude and authority.
    virtual Result<std::optional<CertificateRecord>> certificateBySerial(std::int64_t authorityId,
                                                                         const Bytes& serial) = 0;
    virtual Result<std::optional<challenge::CodeRecord>> codeByHash(const Bytes& hash) = 0;
    /// What a renewal asks for beyond: the request behind a certificate, and the code behind that.
    virtual Result<std::optional<RequestRecord>> request(std::int64_t id) = 0;
    virtual Result<std::optional<challenge::CodeRecord>> code(std::int64_t id) = 0;
    /// Nothing when the endpoint is gone.
    virtual Result<std::optional<std::string>> endpointName(std::int64_t id) = 0;
};

/// Seals and opens what must be kept for the life of a transaction, under a key of the workspace.
class Sealer {
public:
    virtual ~Sealer() = default;
    virtual Result<Bytes> seal(ByteView secret, std::string_view purpose) const = 0;
    virtual Result<SecretBytes> unseal(ByteView sealed, std::string_view purpose) const = 0;
    /// The keyed hash under which codes are stored.
    [[nodiscard]] virtual Bytes hashCode(ByteView code) const = 0;
};

} // namespace scepter::enrollment
