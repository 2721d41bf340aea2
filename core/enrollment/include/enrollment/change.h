// Changes to the ledger that the engine decides on and the store makes durable.
#pragma once

#include "enrollment/records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace scepter::enrollment {

/// How many requests may wait for the operator: more is nobody's work, and fills the disk.
struct PendingLimit {
    std::int64_t atEndpoint = 10'000;
    std::int64_t ofAddress = 200; ///< at one endpoint; an IPv6 /64 counts as one address

    bool operator==(const PendingLimit&) const = default;
};

/// Somebody who is to be told of an outcome: written with it, so that it is told after a crash too.
struct NoticeDraft {
    std::string gate;
    bool beforeDelivery = false; ///< the certificate leaves only when it was accepted

    bool operator==(const NoticeDraft&) const = default;
};

/// A token that is good for one use; TokenUsed when it was used before.
struct TokenUse {
    Bytes hash;
    TimePoint until; ///< then the token has ended by itself, and this can be forgotten

    bool operator==(const TokenUse&) const = default;
};

/// A new transaction with its outcome: Issued (with certificate), Pending, Refused or Failed. The
/// store does all of it or nothing. For a sticky record it first looks for a live transaction with
/// the same key: when there is one nothing is written and that one is the result. A code is
/// consumed in the same transaction, if it is still usable; that of a renewal was consumed before.
/// TooManyPending when a Pending one finds no room.
struct RecordRequest {
    RequestRecord request;
    std::optional<CertificateRecord> certificate;
    std::string actor = "responder";
    PendingLimit pendingLimit = {};
    std::vector<NoticeDraft> notices = {};
    std::vector<TokenUse> tokens = {};
};

/// An operator's decision on a Pending request: compare-and-set on its state.
struct DecideRequest {
    std::int64_t requestId = 0;
    RequestState state = RequestState::Issued; ///< Issued or Refused
    std::optional<CertificateRecord> certificate;
    TimePoint at;
    TimePoint stickyUntil; ///< how long the outcome is delivered to polls and repeats
    std::string actor;
    std::optional<ErrorCode> errorCode;
    std::string reason;
    std::optional<FailInfo> toldFailInfo;
    std::string toldText;
    std::vector<NoticeDraft> notices = {};
};

/// A poll or a repeat was answered. Not durable by itself: it may be lost in a crash.
struct NotePoll {
    std::int64_t requestId = 0;
    TimePoint at;
};

using Change = std::variant<RecordRequest, DecideRequest, NotePoll>;

/// What became of a change.
struct ChangeResult {
    std::int64_t requestId = 0;
    std::int64_t certificateId = 0;
    /// The live transaction that was there already; then nothing was written.
    std::optional<RequestRecord> existing;
    std::optional<CertificateRecord> existingCertificate;
    std::vector<std::int64_t> notices; ///< ids, in the order of the drafts
};

} // namespace scepter::enrollment
