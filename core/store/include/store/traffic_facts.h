// What is known of a recorded exchange besides its bytes.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace scepter::store {

/// What lists show and filters look at. Texts are printable; what is not known is empty or zero.
template <class Text> struct BasicTrafficFacts {
    TimePoint at{};                        ///< the first byte of the request
    std::chrono::microseconds duration{0}; ///< until the answer was handed to the connection
    unsigned status = 0;                   ///< HTTP
    std::int64_t requestSize = 0;          ///< of the HTTP body, or of the message
    std::int64_t responseSize = 0;         ///< of the HTTP body
    std::int64_t requestId = 0;            ///< of the ledger
    std::int64_t certificateId = 0;        ///< what was issued
    std::uint16_t peerPort = 0;
    std::uint16_t localPort = 0;
    bool tls = false;
    bool hasBytes = false; ///< the bodies were kept, as far as there are any
    Text peer{};           ///< numeric
    Text local{};          ///< numeric
    Text tlsProtocol{};
    Text tlsCipher{};
    Text method{};
    Text path{};
    Text operation{}; ///< "PKIOperation"
    Text endpoint{};
    Text contentType{}; ///< of the answer
    Text userAgent{};
    Text messageType{};   ///< "PKCSReq"
    Text pkiStatus{};     ///< "FAILURE"
    Text failInfo{};      ///< "badRequest"
    Text failInfoText{};  ///< what the client was told
    Text transactionId{}; ///< as shown
    Text subject{};       ///< of the CSR or of what was asked for
    Text reason{};        ///< the real one of a refusal
    Text summary{};       ///< "issued CN=a"

    bool operator==(const BasicTrafficFacts&) const = default;
};
using TrafficFacts = BasicTrafficFacts<std::string>;
/// The same over a packed text, which must outlive it.
using TrafficFactsView = BasicTrafficFacts<std::string_view>;

/// One text with a line for each field: how it is stored, and kept in memory. Control characters
/// in texts become spaces.
std::string packed(const TrafficFacts& facts);
/// StoreCorrupt when it is none.
Result<TrafficFactsView> unpacked(std::string_view text);

} // namespace scepter::store
