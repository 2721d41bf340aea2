// Recorded HTTP traffic, read from other programs' files and written for them. No I/O; nothing is
// captured here.
#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "inspect/keyring.h"

#include <cstdint>
#include <string>
#include <vector>

namespace scepter::inspect {

/// One side of a connection. The address is numeric, without brackets; empty: not known.
struct TrafficPeer {
    std::string address;
    std::uint16_t port = 0; ///< 0: not known

    bool operator==(const TrafficPeer&) const = default;
};

/// One HTTP/1.x request with its response, as they were sent: head, and body with its codings.
struct RawExchange {
    TimePoint sentAt{};     ///< the first byte of the request; of the response where there is none
    TimePoint receivedAt{}; ///< the last byte of the response; `sentAt` without one
    TrafficPeer client;
    TrafficPeer server;
    bool tls = false;                ///< it was sent over TLS; only an archive can tell
    Bytes request;                   ///< empty: not in the file
    Bytes response;                  ///< empty: not in the file
    std::vector<std::string> notes;  ///< what is missing or odd, a sentence without a period each
    bool recordedHere = false;       ///< by a responder of the workspace
    bool redacted = false;           ///< values were replaced, see inspect/redact.h
    std::vector<OpenedLayer> opened; ///< of a bundle: what was encrypted, redacted

    bool operator==(const RawExchange&) const = default;
};

struct Traffic {
    std::vector<RawExchange> exchanges; ///< in the order of `sentAt`
    std::vector<std::string> notes;     ///< about the file: what was left out, and why
};

struct TrafficLimits {
    std::size_t file = std::size_t{256} << 20;
    std::size_t bytes = std::size_t{64} << 20;   ///< payload kept, of all connections
    std::size_t message = std::size_t{16} << 20; ///< one request or response
    std::size_t packets = 1'000'000;
    std::size_t streams = 10'000;
    std::size_t exchanges = 100'000;
    std::size_t values = 2'000'000; ///< of an archive's JSON
};

enum class TrafficFormat { Unknown, Pcap, Pcapng, Har, Bundle };
/// By content, from the start of the file.
TrafficFormat trafficFormat(ByteView file);

/// HAR 1.2, pcap, pcapng or a redacted bundle, found out by content. Packets: link types loopback,
/// Ethernet (with VLAN tags), Linux cooked v1 and v2, raw IP; IPv4 and IPv6; TCP put back in order.
/// Broken packets and streams are passed over and noted. NotSupported for any other file or link
/// type, EncodingMalformed for a file that cannot be read at all, LimitExceeded for one that is too
/// large.
Result<Traffic> readTraffic(ByteView file, const TrafficLimits& limits = {});

/// A HAR 1.2 document. What its fields cannot hold exactly (line by line, byte by byte) stands in
/// "_raw" beside them, and is what readTraffic takes; "_redacted" tells what a bundle was.
std::string writeHar(const std::vector<RawExchange>& exchanges);

/// A pcapng file of raw IP packets: a TCP connection for each exchange, made up around its bytes
/// with right checksums. TLS is not imitated: such an exchange is in the clear, with a comment, and
/// to port 80 where it went to 443, so that readers take it for HTTP. Addresses that are not known
/// or not numeric become those of RFC 5737 for documentation.
Bytes writePcapng(const std::vector<RawExchange>& exchanges);

} // namespace scepter::inspect
