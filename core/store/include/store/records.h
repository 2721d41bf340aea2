// What the store holds besides the ledger, and how lists are asked for.
#pragma once

#include "authority/authority.h"
#include "base/clock.h"
#include "challenge/code.h"
#include "enrollment/records.h"
#include "pki/certificate.h"
#include "pki/crl.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scepter::store {

/// A certificate with its key as EncryptedPrivateKeyInfo (PKCS#8, scrypt, AES-256-CBC).
struct StoredIdentity {
    Bytes certificate; ///< DER; empty while only requested
    Bytes encryptedKey;

    bool operator==(const StoredIdentity&) const = default;
};

struct StoredGeneration {
    std::int64_t id = 0; ///< 0: new
    unsigned number = 1;
    authority::GenerationState state = authority::GenerationState::Current;
    StoredIdentity ca;
    Bytes csr;                ///< of a Requested one
    std::vector<Bytes> chain; ///< DER, issuer first
    std::optional<StoredIdentity> ra;
    TimePoint createdAt;

    bool operator==(const StoredGeneration&) const = default;
};

struct StoredAuthority {
    std::int64_t id = 0; ///< 0: new
    std::string name;    ///< as in /crl/NAME.crl: letters, digits, '-', '_', '.'
    Duration crlLifetime = std::chrono::days{7};
    std::vector<StoredGeneration> generations;

    bool operator==(const StoredAuthority&) const = default;
};

struct StoredCrl {
    std::int64_t generationId = 0;
    std::int64_t number = 0;
    TimePoint thisUpdate;
    TimePoint nextUpdate;
    Bytes der;

    bool operator==(const StoredCrl&) const = default;
};

/// What a CRL that is about to be made holds.
struct CrlDraft {
    std::int64_t number = 0;
    std::vector<pki::RevokedEntry> entries;
};

/// Lists go from the newest to the oldest. `before`: only ids smaller than this (keyset paging);
/// 0 for the first page.
struct RequestFilter {
    std::optional<enrollment::RequestState> state;
    std::string text; ///< part of subject, SAN, transactionID or address; empty: all
    std::int64_t before = 0;
    std::size_t limit = 50;
};
struct CertificateFilter {
    enum class Status { Any, Valid, Expired, Revoked };
    Status status = Status::Any;
    std::string text; ///< part of subject, SAN or serial
    std::int64_t before = 0;
    std::size_t limit = 50;
    TimePoint now; ///< for Status
};
struct CodeFilter {
    std::optional<challenge::CodeState> state;
    std::int64_t before = 0;
    std::size_t limit = 50;
    TimePoint now;
};
struct AuditFilter {
    std::string text; ///< part of actor, action, object or detail
    std::int64_t before = 0;
    std::size_t limit = 50;
};

struct AuditVerdict {
    bool intact = true;
    std::int64_t lines = 0;
    std::int64_t firstBadLine = 0; ///< id; 0 when intact
    std::string reason;
    Bytes head; ///< hash of the last line: note it elsewhere to find a cut-off tail
};

struct Counts {
    std::int64_t pending = 0, issued = 0, refused = 0, failed = 0, expired = 0;
    std::int64_t certificates = 0, certificatesValid = 0, certificatesRevoked = 0;
    std::int64_t codesUnused = 0;
};

} // namespace scepter::store
