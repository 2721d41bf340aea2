// Traffic as a responder would have recorded it, made of captured messages.
#pragma once

#include "base/clock.h"
#include "store/traffic_store.h"

#include <QByteArray>

#include <cstdint>
#include <string>
#include <vector>

namespace scepter::test {

/// One exchange of tests/data/captures, and what the responder would have known of it.
struct Recorded {
    QByteArray capture; ///< "17-sscep-enroll-post-aes256-sha512"
    TimePoint at;
    std::string peer = "192.0.2.10";
    std::int64_t requestId = 0;
    std::string transactionId = {}; ///< empty: that of the message
    std::string subject = {};       ///< empty: that of the message
    std::string reason = {};
};

/// As it is written. Ends the program when there is no such capture.
store::TrafficEntry entryOf(const Recorded& recorded);
/// Writes them beside a workspace; ends the program when that fails.
void recordTraffic(const std::string& workspace, const Clock& clock,
                   const std::vector<Recorded>& exchanges);

} // namespace scepter::test
