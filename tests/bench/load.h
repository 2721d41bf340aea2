// Pre-built enrollments, and connections that send them.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "pki/certificate.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace scepter::bench {

/// Builds whole HTTP requests (PKCSReq, POST, keep-alive), each a transaction of its own: RSA-2048
/// client keys, AES-256, SHA-256, the given challenge.
Result<std::vector<Bytes>> buildEnrollments(std::size_t count, const pki::Certificate& recipient,
                                            const std::string& path, const std::string& challenge);

struct LoadResult {
    double seconds = 0;
    std::size_t answered = 0; ///< with HTTP 200 and a CertRep that holds an envelope
    std::size_t other = 0;
    std::vector<double> latencies; ///< milliseconds, sorted
};

/// Sends them over `connections` keep-alive connections, each waiting for its answer (closed loop).
LoadResult runLoad(std::uint16_t port, const std::vector<Bytes>& requests, unsigned connections);

/// Opens connections, asks each for /healthz once and leaves them idle. The sockets are returned.
std::vector<int> openIdle(std::uint16_t port, std::size_t count);

} // namespace scepter::bench
