#include "inspect/traffic.h"

#include "../any.h"
#include "bundle.h"
#include "pairing.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::size_t kLookedAt = std::size_t{64} << 10;

std::string peerText(const TrafficPeer& peer) {
    const bool v6 = peer.address.find(':') != std::string::npos;
    const std::string address = v6 ? "[" + peer.address + "]" : peer.address;
    return peer.port == 0 ? address : address + ":" + std::to_string(peer.port);
}

void addMessage(Decoding& decoding, NodeId parent, std::string_view name, Bytes bytes, Hint hint) {
    if (bytes.empty() || parent == kNoNode) return;
    const NodeId node =
        decoding.builder.add(parent, name, Kind::Group, std::to_string(bytes.size()) + " bytes",
                             decoding.builder.node(parent).place);
    decodeAny(decoding, node,
              addLayer(decoding, node, std::string(name), SecretBytes(std::move(bytes))), hint);
}

/// `nowhere` names the buffer of the file: a packet's bytes are all over it.
void addExchange(Decoding& decoding, NodeId parent, std::size_t number, const Place& nowhere,
                 RawExchange exchange) {
    TreeBuilder& builder = decoding.builder;
    const NodeId node = builder.add(
        parent, "exchange " + std::to_string(number), Kind::Group,
        shownText(peerText(exchange.client) + " to " + peerText(exchange.server)), nowhere);
    builder.add(node, "sentAt", Kind::Time, toIsoText(exchange.sentAt));
    builder.add(node, "receivedAt", Kind::Time, toIsoText(exchange.receivedAt));
    for (const std::string& note : exchange.notes)
        builder.add(node, "note", Kind::Text, shownText(note));
    decoding.redacted = exchange.redacted;
    decoding.facts.redacted |= exchange.redacted;
    decoding.opened = exchange.opened.empty() ? nullptr : &exchange.opened;
    addMessage(decoding, node, "request", std::move(exchange.request), Hint::HttpRequest);
    addMessage(decoding, node, "response", std::move(exchange.response), Hint::HttpResponse);
    decoding.opened = nullptr;
}

} // namespace

bool looksLikePacketCapture(ByteView bytes) {
    const TrafficFormat format = trafficFormat(bytes);
    return format == TrafficFormat::Pcap || format == TrafficFormat::Pcapng;
}

bool looksLikeHar(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (!text.starts_with('{')) return false;
    const std::string_view rest = trimmed(text.substr(1, kLookedAt));
    const std::size_t log = rest.find("\"log\"");
    return log != std::string_view::npos && trimmed(rest.substr(log + 5)).starts_with(':') &&
           (rest.find("\"entries\"") != std::string_view::npos ||
            rest.find("\"creator\"") != std::string_view::npos);
}

TrafficFormat trafficFormat(ByteView file) {
    if (file.size() >= 4) {
        const std::uint32_t magic = static_cast<std::uint32_t>(file[0]) << 24U |
                                    static_cast<std::uint32_t>(file[1]) << 16U |
                                    static_cast<std::uint32_t>(file[2]) << 8U | file[3];
        switch (magic) {
        case 0xA1B2C3D4: // microseconds
        case 0xD4C3B2A1:
        case 0xA1B23C4D: // nanoseconds
        case 0x4D3CB2A1:
        case 0xA1B2CD34: // with Kuznetzov's longer packet headers
        case 0x34CDB2A1:
            return TrafficFormat::Pcap;
        case 0x0A0D0D0A:
            return TrafficFormat::Pcapng;
        default:
            break;
        }
    }
    if (looksLikeBundle(textOf(file))) return TrafficFormat::Bundle;
    return looksLikeHar(textOf(file)) ? TrafficFormat::Har : TrafficFormat::Unknown;
}

Result<Traffic> readTraffic(ByteView file, const TrafficLimits& limits) {
    if (file.size() > limits.file) return fail(ErrorCode::LimitExceeded, "the file is too large");
    switch (trafficFormat(file)) {
    case TrafficFormat::Pcap:
    case TrafficFormat::Pcapng:
        return readPackets(file, limits);
    case TrafficFormat::Har:
        return readHar(file, limits);
    case TrafficFormat::Bundle:
        return readBundle(file, limits);
    case TrafficFormat::Unknown:
        break;
    }
    return fail(ErrorCode::NotSupported, "neither HAR nor pcap nor pcapng nor a bundle");
}

void decodeTraffic(Decoding& decoding, NodeId parent, BufferId buffer) {
    const ByteView bytes = decoding.builder.bytes(buffer);
    const Place place{buffer, 0, 0, bytes.size()};
    TrafficLimits limits;
    limits.file = decoding.options.limits.bytes;
    limits.bytes = decoding.options.limits.bytes;
    auto traffic = readTraffic(bytes, limits);
    if (!traffic) {
        addProblem(decoding, parent, place, traffic.error());
        return;
    }
    const NodeId node =
        decoding.builder.add(parent, "traffic", Kind::Group,
                             std::to_string(traffic->exchanges.size()) +
                                 (traffic->exchanges.size() == 1 ? " exchange" : " exchanges"),
                             place);
    for (const std::string& note : traffic->notes)
        decoding.builder.add(node, "note", Kind::Text, shownText(note));
    std::size_t number = 0;
    for (RawExchange& exchange : traffic->exchanges) {
        if (node == kNoNode) break;
        addExchange(decoding, node, ++number, Place{buffer, 0, 0, 0}, std::move(exchange));
    }
}

} // namespace scepter::inspect
