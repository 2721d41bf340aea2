// From the bytes of a captured packet to its TCP segment.
#pragma once

#include "base/bytes.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace scepter::inspect {

/// IPv4 addresses are kept as themselves in the first four bytes.
struct IpAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const IpAddress&) const = default;
};
std::string toText(const IpAddress& address); ///< RFC 5952
std::optional<IpAddress> ipFromText(std::string_view text);

struct Endpoint {
    IpAddress address;
    std::uint16_t port = 0;

    auto operator<=>(const Endpoint&) const = default;
};

struct Segment {
    Endpoint from;
    Endpoint to;
    std::uint32_t sequence = 0;
    bool syn = false;
    bool ack = false;
    bool fin = false;
    bool rst = false;
    ByteView payload;        ///< as far as it was captured
    std::size_t missing = 0; ///< bytes of the payload that the capture left out
};

/// What a packet is to us.
enum class PacketKind { Tcp, Fragment, Other, Broken };
struct Packet {
    PacketKind kind = PacketKind::Other;
    Segment segment; ///< for Tcp
};

/// Link types as libpcap numbers them (DLT_...).
bool isKnownLinkType(int linkType);
Packet readPacket(int linkType, ByteView frame);

} // namespace scepter::inspect
