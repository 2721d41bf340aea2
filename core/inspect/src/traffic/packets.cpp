#include "packets.h"

#include <algorithm>
#include <charconv>

#include <pcap/dlt.h>

namespace scepter::inspect {

namespace {

// Of Linux cooked v2, which libpcap names since 1.10.
constexpr int kLinuxCooked2 = DLT_LINUX_SLL2;

constexpr unsigned kTypeIpv4 = 0x0800;
constexpr unsigned kTypeIpv6 = 0x86DD;
constexpr unsigned kProtocolTcp = 6;
constexpr unsigned kMaxVlanTags = 4;
constexpr unsigned kMaxIpv6Headers = 16;

/// Reads numbers off the front of a packet; past its end everything is zero and `good` is false.
class Reader {
public:
    explicit Reader(ByteView bytes)
        : m_bytes(bytes) {}

    unsigned u8() { return static_cast<unsigned>(take(1)); }
    unsigned u16() { return static_cast<unsigned>(take(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(take(4)); }
    ByteView bytes(std::size_t size) {
        if (size > m_bytes.size()) {
            m_good = false;
            return {};
        }
        const ByteView taken = m_bytes.first(size);
        m_bytes = m_bytes.subspan(size);
        return taken;
    }
    void skip(std::size_t size) { bytes(size); }
    [[nodiscard]] ByteView rest() const { return m_bytes; }
    [[nodiscard]] bool good() const { return m_good; }

private:
    std::uint64_t take(std::size_t size) {
        std::uint64_t value = 0;
        for (const std::uint8_t byte : bytes(size))
            value = value << 8U | byte;
        return value;
    }

    ByteView m_bytes;
    bool m_good = true;
};

/// An IP packet within a frame, and its EtherType; 0 for something else.
struct Network {
    unsigned type = 0;
    ByteView packet;
    bool good = true;
};

unsigned typeByVersion(ByteView packet) {
    if (packet.empty()) return 0;
    const unsigned version = packet[0] >> 4U;
    return version == 4 ? kTypeIpv4 : (version == 6 ? kTypeIpv6 : 0);
}

Network afterType(Reader reader, unsigned type) {
    for (unsigned tags = 0; tags < kMaxVlanTags; ++tags) {
        if (type != 0x8100 && type != 0x88A8 && type != 0x9100) break;
        reader.skip(2);
        type = reader.u16();
    }
    return {type, reader.rest(), reader.good()};
}

Network networkOf(int linkType, ByteView frame) {
    Reader reader(frame);
    switch (linkType) {
    case DLT_NULL: // the address family in the byte order of the machine that captured
    case DLT_LOOP:
        reader.skip(4);
        return {typeByVersion(reader.rest()), reader.rest(), reader.good()};
    case DLT_EN10MB: {
        reader.skip(12);
        const unsigned type = reader.u16();
        return afterType(reader, type);
    }
    case DLT_LINUX_SLL: {
        reader.skip(14);
        const unsigned type = reader.u16();
        return afterType(reader, type);
    }
    case kLinuxCooked2: {
        const unsigned type = reader.u16();
        reader.skip(18);
        return afterType(reader, type);
    }
    default: // DLT_RAW, DLT_IPV4, DLT_IPV6
        return {typeByVersion(frame), frame, true};
    }
}

IpAddress addressOf(ByteView bytes) {
    IpAddress address;
    address.v6 = bytes.size() == 16;
    std::ranges::copy(bytes, address.bytes.begin());
    return address;
}

/// `size` is what the IP header says that there is; the frame may hold less (cut by the capture) or
/// more (padding).
Packet readTcp(const IpAddress& from, const IpAddress& to, ByteView captured, std::size_t size) {
    const std::size_t missing = size > captured.size() ? size - captured.size() : 0;
    Reader reader(captured.first(std::min(size, captured.size())));
    Packet packet{PacketKind::Tcp, {}};
    Segment& segment = packet.segment;
    segment.from = {from, static_cast<std::uint16_t>(reader.u16())};
    segment.to = {to, static_cast<std::uint16_t>(reader.u16())};
    segment.sequence = reader.u32();
    reader.skip(4);
    const std::size_t header = static_cast<std::size_t>(reader.u8() >> 4U) * 4;
    const unsigned flags = reader.u8();
    segment.fin = (flags & 0x01U) != 0;
    segment.syn = (flags & 0x02U) != 0;
    segment.rst = (flags & 0x04U) != 0;
    segment.ack = (flags & 0x10U) != 0;
    reader.skip(6);
    if (!reader.good() || header < 20) return {PacketKind::Broken, {}};
    const std::size_t options = header - 20;
    if (options > reader.rest().size() + missing) return {PacketKind::Broken, {}};
    const std::size_t optionsHere = std::min(options, reader.rest().size());
    reader.skip(optionsHere);
    segment.payload = reader.rest();
    segment.missing = missing - (options - optionsHere);
    return packet;
}

Packet readIpv4(ByteView bytes) {
    Reader reader(bytes);
    const unsigned first = reader.u8();
    reader.skip(1);
    const std::size_t total = reader.u16();
    reader.skip(2);
    const unsigned fragment = reader.u16();
    reader.skip(1);
    const unsigned protocol = reader.u8();
    reader.skip(2);
    const IpAddress from = addressOf(reader.bytes(4));
    const IpAddress to = addressOf(reader.bytes(4));
    const std::size_t header = static_cast<std::size_t>(first & 0x0FU) * 4;
    if (!reader.good() || first >> 4U != 4 || header < 20 || header > bytes.size())
        return {PacketKind::Broken, {}};
    if (protocol != kProtocolTcp) return {};
    if ((fragment & 0x3FFFU) != 0) return {PacketKind::Fragment, {}};
    // Zero where the network card was to fill it in: then all of it.
    const std::size_t size = total == 0 ? bytes.size() : total;
    if (size < header) return {PacketKind::Broken, {}};
    return readTcp(from, to, bytes.subspan(header), size - header);
}

/// Walks the extension headers (RFC 8200 section 4) to TCP.
Packet readIpv6(ByteView bytes) {
    Reader reader(bytes);
    reader.skip(4);
    const std::size_t length = reader.u16();
    unsigned next = reader.u8();
    reader.skip(1);
    const IpAddress from = addressOf(reader.bytes(16));
    const IpAddress to = addressOf(reader.bytes(16));
    if (!reader.good()) return {PacketKind::Broken, {}};
    std::size_t size = length == 0 ? reader.rest().size() : length;
    for (unsigned headers = 0; headers < kMaxIpv6Headers; ++headers) {
        if (next == kProtocolTcp) return readTcp(from, to, reader.rest(), size);
        if (next == 44) return {PacketKind::Fragment, {}};
        // Hop-by-hop, routing, destination options; authentication counts in words of four.
        const bool known = next == 0 || next == 43 || next == 60 || next == 51;
        if (!known) return {};
        const unsigned authentication = next == 51 ? 1 : 0;
        next = reader.u8();
        const std::size_t units = reader.u8();
        const std::size_t header = authentication != 0 ? (units + 2) * 4 : (units + 1) * 8;
        reader.skip(header - 2);
        if (!reader.good() || header > size) return {PacketKind::Broken, {}};
        size -= header;
    }
    return {PacketKind::Broken, {}};
}

std::string hexGroup(unsigned value) {
    std::array<char, 8> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, 16).ptr;
    return {text.data(), end};
}

std::optional<IpAddress> v4FromText(std::string_view text) {
    IpAddress address;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t end = i < 3 ? text.find('.') : text.size();
        if (end == std::string_view::npos || end == 0 || end > 3) return std::nullopt;
        unsigned value = 0;
        const auto [stop, error] = std::from_chars(text.data(), text.data() + end, value);
        if (error != std::errc() || stop != text.data() + end || value > 255) return std::nullopt;
        address.bytes.at(i) = static_cast<std::uint8_t>(value);
        text.remove_prefix(i < 3 ? end + 1 : end);
    }
    return address;
}

/// Groups up to `text`'s end or a "::"; nothing when it is malformed.
std::optional<Bytes> groupsOf(std::string_view text) {
    Bytes bytes;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(':'), text.size());
        const std::string_view group = text.substr(0, end);
        if (end == text.size() && group.find('.') != std::string_view::npos) {
            const auto v4 = v4FromText(group);
            if (!v4) return std::nullopt;
            bytes.insert(bytes.end(), v4->bytes.begin(), v4->bytes.begin() + 4);
            return bytes;
        }
        unsigned value = 0;
        const auto [stop, error] =
            std::from_chars(group.data(), group.data() + group.size(), value, 16);
        if (group.empty() || group.size() > 4 || error != std::errc() ||
            stop != group.data() + group.size())
            return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
        bytes.push_back(static_cast<std::uint8_t>(value & 0xFFU));
        if (end == text.size()) break;
        text.remove_prefix(end + 1);
        if (text.empty()) return std::nullopt;
    }
    return bytes;
}

std::optional<IpAddress> v6FromText(std::string_view text) {
    text = text.substr(0, text.find('%')); // a zone
    const std::size_t gap = text.find("::");
    const auto front = groupsOf(text.substr(0, gap));
    const auto back =
        gap == std::string_view::npos ? std::optional(Bytes()) : groupsOf(text.substr(gap + 2));
    if (!front || !back) return std::nullopt;
    const std::size_t size = front->size() + back->size();
    if (gap == std::string_view::npos ? size != 16 : size > 14) return std::nullopt;
    IpAddress address;
    address.v6 = true;
    std::ranges::copy(*front, address.bytes.begin());
    std::ranges::copy(*back, address.bytes.end() - static_cast<std::ptrdiff_t>(back->size()));
    return address;
}

} // namespace

std::string toText(const IpAddress& address) {
    std::string text;
    if (!address.v6) {
        for (std::size_t i = 0; i < 4; ++i)
            text += (i == 0 ? "" : ".") + std::to_string(address.bytes.at(i));
        return text;
    }
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups.at(i) =
            static_cast<unsigned>(address.bytes.at(2 * i)) << 8U | address.bytes.at(2 * i + 1);
    // The longest run of zero groups, at least two, the first of equals.
    std::size_t start = groups.size();
    std::size_t longest = 1;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::size_t end = i;
        while (end < groups.size() && groups.at(end) == 0)
            ++end;
        if (end - i > longest) {
            longest = end - i;
            start = i;
        }
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i == start) {
            text += "::";
            i += longest - 1;
            continue;
        }
        if (!text.empty() && !text.ends_with(':')) text += ':';
        text += hexGroup(groups.at(i));
    }
    return text;
}

std::optional<IpAddress> ipFromText(std::string_view text) {
    return text.find(':') == std::string_view::npos ? v4FromText(text) : v6FromText(text);
}

bool isKnownLinkType(int linkType) {
    for (const int known : {DLT_NULL, DLT_LOOP, DLT_EN10MB, DLT_LINUX_SLL, kLinuxCooked2, DLT_RAW,
                            DLT_IPV4, DLT_IPV6})
        if (linkType == known) return true;
    return false;
}

Packet readPacket(int linkType, ByteView frame) {
    const Network network = networkOf(linkType, frame);
    if (!network.good) return {PacketKind::Broken, {}};
    if (network.type == kTypeIpv4) return readIpv4(network.packet);
    if (network.type == kTypeIpv6) return readIpv6(network.packet);
    return {};
}

} // namespace scepter::inspect
