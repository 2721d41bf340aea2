// What a responder is doing and has done, for a dashboard.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "http/server.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace scepter::responder {

/// How the answers so far came out; each answer is counted once, in the first line that holds.
struct OutcomeCounts {
    std::uint64_t success = 0;      ///< CertRep SUCCESS: certificates, repeats, CRLs
    std::uint64_t pending = 0;      ///< CertRep PENDING
    std::uint64_t failure = 0;      ///< CertRep FAILURE
    std::uint64_t other = 0;        ///< answered otherwise: capabilities, CA certificates, pages
    std::uint64_t clientErrors = 0; ///< HTTP 4xx
    std::uint64_t serverErrors = 0; ///< HTTP 5xx

    [[nodiscard]] std::uint64_t total() const {
        return success + pending + failure + other + clientErrors + serverErrors;
    }
    bool operator==(const OutcomeCounts&) const = default;
};

/// What becomes of the exchanges that are to be kept on disk.
struct TrafficStatistics {
    bool recording = false;       ///< they are to be kept
    std::uint64_t recorded = 0;   ///< written
    std::uint64_t dropped = 0;    ///< lost, because more came than could be written
    std::size_t waiting = 0;      ///< to be written
    std::optional<Error> trouble; ///< why the last attempt to write failed; nothing when it did not
};

/// Since the start of the responder, and now. Good during and after stop() too: then connections
/// and operations that are still open go down to none.
struct ResponderStatistics {
    TimePoint runningSince;
    bool stopping = false;           ///< stop() was called
    http::Server::Statistics server; ///< connections, requests, and what the HTTP server refused
    OutcomeCounts outcomes;
    std::size_t operations = 0; ///< PKIOperations taken and not answered yet, also the waiting ones
    std::size_t queued = 0;     ///< work waiting for a crypto thread
    unsigned workers = 0;       ///< crypto threads
    std::uint64_t busy = 0;     ///< requests turned away because the queue was full
    std::uint64_t tooManyTries = 0;   ///< operations refused by the limit on failed challenges
    std::uint64_t tooManyPending = 0; ///< operations refused by the limit on waiting requests
    TrafficStatistics traffic;
    /// How long the newest PKIOperations took, from when the whole request was here until the
    /// answer was handed to the connection; those turned away are not among them.
    std::size_t timed = 0; ///< how many, at most 1024; 0: the times mean nothing
    std::chrono::microseconds median{0};
    std::chrono::microseconds percentile99{0};
};

} // namespace scepter::responder
