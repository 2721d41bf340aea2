#include "inspect/traffic.h"

#include "packets.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

// Of the pcapng format (IETF draft-ietf-opsawg-pcapng) and its registry of link types.
constexpr std::uint32_t kSectionHeader = 0x0A0D0D0A;
constexpr std::uint32_t kInterface = 1;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint16_t kLinkTypeRaw = 101;
constexpr std::uint16_t kOptionComment = 1;
constexpr std::uint16_t kOptionApplication = 4;

constexpr std::size_t kSegment = 1'400; ///< fits an Ethernet frame with either IP
constexpr std::uint16_t kFirstMadeUpPort = 40'000;

constexpr std::uint8_t kFin = 0x01;
constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kPush = 0x08;
constexpr std::uint8_t kAck = 0x10;

/// Little-endian, as the section header says; network order for what is in packets.
class Output {
public:
    void le16(std::uint32_t value) {
        u8(value);
        u8(value >> 8U);
    }
    void le32(std::uint32_t value) {
        le16(value);
        le16(value >> 16U);
    }
    void be16(std::uint32_t value) {
        u8(value >> 8U);
        u8(value);
    }
    void be32(std::uint32_t value) {
        be16(value >> 16U);
        be16(value);
    }
    void u8(std::uint32_t value) { m_bytes.push_back(static_cast<std::uint8_t>(value & 0xFFU)); }
    void add(ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    void pad() {
        while (m_bytes.size() % 4 != 0)
            u8(0);
    }
    void setBe16(std::size_t at, std::uint32_t value) {
        m_bytes.at(at) = static_cast<std::uint8_t>(value >> 8U & 0xFFU);
        m_bytes.at(at + 1) = static_cast<std::uint8_t>(value & 0xFFU);
    }
    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }
    Bytes take() && { return std::move(m_bytes); }

private:
    Bytes m_bytes;
};

/// RFC 1071, before it is inverted.
std::uint32_t sumOf(ByteView bytes, std::uint32_t sum = 0) {
    for (std::size_t i = 0; i < bytes.size(); i += 2)
        sum +=
            static_cast<std::uint32_t>(bytes[i]) << 8U | (i + 1 < bytes.size() ? bytes[i + 1] : 0U);
    return sum;
}

std::uint32_t folded(std::uint32_t sum) {
    while (sum >> 16U != 0)
        sum = (sum & 0xFFFFU) + (sum >> 16U);
    return ~sum & 0xFFFFU;
}

ByteView bytesOf(const IpAddress& address) {
    return ByteView(address.bytes).first(address.v6 ? 16 : 4);
}

/// One side of a made-up connection.
struct Side {
    Endpoint endpoint;
    std::uint32_t sequence = 0;
};

Bytes tcpOf(const Side& from, const Side& to, std::uint8_t flags, ByteView payload) {
    Output tcp;
    tcp.be16(from.endpoint.port);
    tcp.be16(to.endpoint.port);
    tcp.be32(from.sequence);
    tcp.be32((flags & kAck) != 0 ? to.sequence : 0);
    tcp.u8(0x50); // five words of header
    tcp.u8(flags);
    tcp.be16(0xFFFF); // window
    tcp.be32(0);      // checksum, urgent pointer
    tcp.add(payload);
    Output pseudo;
    pseudo.add(bytesOf(from.endpoint.address));
    pseudo.add(bytesOf(to.endpoint.address));
    pseudo.be32(static_cast<std::uint32_t>(tcp.bytes().size()));
    pseudo.be32(6);
    tcp.setBe16(16, folded(sumOf(tcp.bytes(), sumOf(pseudo.bytes()))));
    return std::move(tcp).take();
}

Bytes ipOf(const Side& from, const Side& to, const Bytes& tcp, std::uint16_t id) {
    Output ip;
    if (from.endpoint.address.v6) {
        ip.be32(0x60000000);
        ip.be16(static_cast<std::uint32_t>(tcp.size()));
        ip.u8(6);
        ip.u8(64);
    } else {
        ip.be16(0x4500);
        ip.be16(static_cast<std::uint32_t>(20 + tcp.size()));
        ip.be16(id);
        ip.be16(0x4000); // not to be fragmented
        ip.u8(64);
        ip.u8(6);
        ip.be16(0);
    }
    ip.add(bytesOf(from.endpoint.address));
    ip.add(bytesOf(to.endpoint.address));
    if (!from.endpoint.address.v6) ip.setBe16(10, folded(sumOf(ip.bytes())));
    ip.add(tcp);
    return std::move(ip).take();
}

void addOption(Output& block, std::uint16_t code, std::string_view text) {
    text = text.substr(0, 0xFFFF);
    block.le16(code);
    block.le16(static_cast<std::uint32_t>(text.size()));
    block.add(scepter::bytesOf(text));
    block.pad();
}

/// A block's length stands before and after it.
void addBlock(Output& file, std::uint32_t type, const Bytes& body) {
    const auto size = static_cast<std::uint32_t>(body.size() + 12);
    file.le32(type);
    file.le32(size);
    file.add(body);
    file.le32(size);
}

void addHead(Output& file) {
    Output section;
    section.le32(0x1A2B3C4D);
    section.le16(1);
    section.le16(0);
    section.le32(0xFFFFFFFF); // the section's length is not given
    section.le32(0xFFFFFFFF);
    addOption(section, kOptionApplication, "Scepter");
    section.le32(0);
    addBlock(file, kSectionHeader, section.bytes());
    Output interface;
    interface.le16(kLinkTypeRaw);
    interface.le16(0);
    interface.le32(0); // packets are whole
    addBlock(file, kInterface, interface.bytes());
}

/// Writes one connection.
class Conversation {
public:
    Conversation(Output& file, Endpoint client, Endpoint server, std::uint32_t number)
        : m_file(file)
        , m_client{client, number * 0x10001U + 1}
        , m_server{server, number * 0x10003U + 0x40000000U} {}

    void open(TimePoint time, std::string_view comment) {
        send(m_client, m_server, kSyn, {}, time, comment);
        send(m_server, m_client, kSyn | kAck, {}, time);
        send(m_client, m_server, kAck, {}, time);
    }
    void ask(ByteView bytes, TimePoint time) { sendAll(m_client, m_server, bytes, time); }
    void answer(ByteView bytes, TimePoint time) { sendAll(m_server, m_client, bytes, time); }
    void close(TimePoint time) {
        send(m_server, m_client, kFin | kAck, {}, time);
        send(m_client, m_server, kFin | kAck, {}, time);
        send(m_server, m_client, kAck, {}, time);
    }

private:
    void sendAll(Side& from, Side& to, ByteView bytes, TimePoint time) {
        const bool any = !bytes.empty();
        while (!bytes.empty()) {
            const ByteView part = bytes.first(std::min(bytes.size(), kSegment));
            bytes = bytes.subspan(part.size());
            const std::uint8_t push = bytes.empty() ? kPush : 0;
            send(from, to, static_cast<std::uint8_t>(kAck | push), part, time);
        }
        if (any) send(to, from, kAck, {}, time);
    }

    void send(Side& from, Side& to, std::uint8_t flags, ByteView payload, TimePoint time,
              std::string_view comment = {}) {
        const Bytes packet = ipOf(from, to, tcpOf(from, to, flags, payload), m_id++);
        from.sequence += static_cast<std::uint32_t>(payload.size());
        if ((flags & (kSyn | kFin)) != 0) ++from.sequence;
        const std::int64_t micro = std::chrono::duration_cast<std::chrono::microseconds>(
                                       std::max(time, TimePoint{}).time_since_epoch())
                                       .count();
        Output block;
        block.le32(0);
        block.le32(static_cast<std::uint32_t>(micro >> 32));
        block.le32(static_cast<std::uint32_t>(micro & 0xFFFFFFFF));
        block.le32(static_cast<std::uint32_t>(packet.size()));
        block.le32(static_cast<std::uint32_t>(packet.size()));
        block.add(packet);
        block.pad();
        if (!comment.empty()) {
            addOption(block, kOptionComment, comment);
            block.le32(0);
        }
        addBlock(m_file, kEnhancedPacket, block.bytes());
    }

    Output& m_file;
    Side m_client;
    Side m_server;
    std::uint16_t m_id = 1;
};

IpAddress addressOr(const std::string& text, std::string_view other) {
    if (const auto address = ipFromText(text)) return *address;
    return ipFromText(other).value_or(IpAddress{});
}

/// ::ffff:0:0/96 (RFC 4291 section 2.5.5.2), where the other side has IPv6.
IpAddress mapped(const IpAddress& address) {
    if (address.v6) return address;
    IpAddress made;
    made.v6 = true;
    made.bytes[10] = made.bytes[11] = 0xFF;
    std::copy_n(address.bytes.begin(), 4, made.bytes.begin() + 12);
    return made;
}

std::string commentOf(const RawExchange& exchange) {
    std::string comment;
    if (exchange.tls)
        comment = "Sent over TLS to port " + std::to_string(exchange.server.port) +
                  "; here in the clear.";
    for (const std::string& note : exchange.notes)
        comment += (comment.empty() ? "" : "\n") + note;
    return comment;
}

void addExchange(Output& file, const RawExchange& exchange, std::uint32_t number) {
    Endpoint client{addressOr(exchange.client.address, "192.0.2.1"), exchange.client.port};
    Endpoint server{addressOr(exchange.server.address, "192.0.2.2"), exchange.server.port};
    if (client.address.v6 != server.address.v6) {
        client.address = mapped(client.address);
        server.address = mapped(server.address);
    }
    if (client.port == 0)
        client.port = static_cast<std::uint16_t>(kFirstMadeUpPort + number % 20'000);
    if (server.port == 0 || (exchange.tls && server.port == 443)) server.port = 80;
    Conversation conversation(file, client, server, number);
    const TimePoint end = std::max(exchange.sentAt, exchange.receivedAt);
    conversation.open(exchange.sentAt, commentOf(exchange));
    conversation.ask(exchange.request, exchange.sentAt);
    conversation.answer(exchange.response, end);
    conversation.close(end);
}

} // namespace

Bytes writePcapng(const std::vector<RawExchange>& exchanges) {
    Output file;
    addHead(file);
    std::uint32_t number = 0;
    for (const RawExchange& exchange : exchanges)
        addExchange(file, exchange, number++);
    return std::move(file).take();
}

} // namespace scepter::inspect
