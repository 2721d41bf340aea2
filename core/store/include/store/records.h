// What the store holds besides the ledger, and how lists are asked for.
#pragma once

#include "authority/authority.h"
#include "base/clock.h"
#include "challenge/code.h"
#include "enrollment/records.h"
#include "pki/certificate.h"
#include "pki/crl.h"

#include <chrono>
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
    /// Which passphrase the keys were sealed under when they were read; 0: they were not read.
    std::int64_t keyMark = 0;

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

enum class NoticeState {
    Waiting,
    Accepted,
    Refused, ///< for good, by whom it was told
    GivenUp, ///< after too many attempts
    Dropped  ///< by the operator
};
std::string_view toText(NoticeState state);

/// Somebody who is told of an outcome, and how far that got.
struct NoticeRecord {
    std::int64_t id = 0;
    std::int64_t requestId = 0;
    std::string gate;
    bool beforeDelivery = false; ///< the certificate waits for it
    NoticeState state = NoticeState::Waiting;
    unsigned attempts = 0;
    TimePoint createdAt;
    TimePoint nextAt; ///< of a waiting one
    std::optional<TimePoint> doneAt;
    std::string lastError; ///< printable, no secret

    bool operator==(const NoticeRecord&) const = default;
};

/// What came of an attempt to tell.
struct NoticeOutcome {
    NoticeState state = NoticeState::Accepted; ///< Waiting: another attempt at `nextAt`
    TimePoint nextAt;
    std::string error;
};

struct NoticeFilter {
    bool onlyOpen = false; ///< waiting, or ended badly
    std::int64_t before = 0;
    std::size_t limit = 50;
};

/// Filters. `after` and `before`: only ids greater or smaller than this; 0: no bound. `text` is
/// found anywhere, ASCII letters in any case; empty: all. Lists by page go from the newest to the
/// oldest, `limit` rows at a time, and look for a text among the newest 100 000 rows only; lists of
/// ids know no limit.
struct RequestFilter {
    std::optional<enrollment::RequestState> state;
    std::vector<enrollment::RequestState>
        states; ///< any of them and `state`; all when none is named
    std::int64_t endpointId = 0;
    std::string text; ///< in subject, SAN, transactionID, address or reason
    std::int64_t after = 0;
    std::int64_t before = 0;
    std::size_t limit = 50;
};
struct CertificateFilter {
    /// Ending: valid, but not for longer than `within`.
    enum class Status { Any, Valid, Expired, Revoked, Ending };
    Status status = Status::Any;
    Duration within = std::chrono::days{30};
    std::int64_t authorityId = 0;
    std::int64_t generationId = 0;
    /// In subject, SAN or serial (also as "0A:3F:..."). 40 or 64 hex digits that are the SHA-1 or
    /// SHA-256 fingerprint of a certificate find that one alone.
    std::string text;
    std::string key;     ///< in the key's description: "RSA", "RSA 2048", "P-256"
    std::string subject; ///< exactly this one; empty: all
    std::int64_t after = 0;
    std::int64_t before = 0;
    std::size_t limit = 50;
    TimePoint now; ///< for Status
};
struct CodeFilter {
    std::optional<challenge::CodeState> state;
    std::string text;     ///< in note, endpoint or a bound value; or the number, as 17 or #17
    std::string endpoint; ///< bound to exactly this one; empty: all
    std::int64_t after = 0;
    std::int64_t before = 0;
    std::size_t limit = 50;
    TimePoint now;
};
struct AuditFilter {
    std::string text;               ///< in actor, action, object or detail
    std::string actor;              ///< a part of it
    std::string action;             ///< its beginning: "request." or "request.issued"
    std::string object;             ///< exactly this one: "request:17"
    std::optional<TimePoint> from;  ///< at or after
    std::optional<TimePoint> until; ///< before
    std::int64_t after = 0;
    std::int64_t before = 0;
    std::size_t limit = 50;
};

/// What a restored workspace cannot know: it stands as it was at `lastChange`.
struct RestoreFacts {
    TimePoint lastChange;
    std::int64_t auditLines = 0;
    std::int64_t certificates = 0;
    std::int64_t pending = 0;        ///< may have been decided since
    std::int64_t codesUnused = 0;    ///< may have been used since
    std::int64_t codesWithdrawn = 0; ///< by the restoring
};

struct AuditVerdict {
    bool intact = true;
    std::int64_t lines = 0;
    std::int64_t firstBadLine = 0; ///< id; 0 when intact
    std::string reason;
    Bytes head; ///< hash of the last line: note it elsewhere to find a cut-off tail
};

/// Codes by what can be done with them at one time.
struct CodeCounts {
    std::int64_t unused = 0, used = 0, expired = 0, withdrawn = 0;

    [[nodiscard]] std::int64_t of(challenge::CodeState state) const;
    bool operator==(const CodeCounts&) const = default;
};

struct Counts {
    std::int64_t pending = 0, issued = 0, refused = 0, failed = 0, expired = 0;
    std::int64_t certificates = 0, certificatesValid = 0, certificatesRevoked = 0;
    std::int64_t codesUnused = 0;
};

} // namespace scepter::store
