#include "any.h"

#include "traffic/bundle.h"

#include "base/encoding.h"
#include "base/text.h"
#include "hex_text.h"
#include "http_head.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::size_t kLongText = 64; ///< from here on, base64 or hex is hardly a word
constexpr ByteView::size_type kGzipHead = 3;

bool looksLikeGzip(ByteView bytes) {
    return bytes.size() > kGzipHead && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8;
}

/// A first element that reaches to the end of what is there, or about so far.
bool looksLikeAsn1(ByteView bytes) {
    if (bytes.size() < 2 || (bytes[0] != 0x30 && bytes[0] != 0x31)) return false;
    const auto partial = asn1::Tree::parsePartial(bytes);
    if (!partial.tree.root()) return false;
    if (!partial.error) return true;
    // Words begin like short elements that were cut off.
    return partial.tree.nodes().size() > 1 &&
           (partial.error->code != ErrorCode::Asn1Truncated || bytes[1] >= 0x80);
}

/// Of bytes that a text stood for: whether they are something that is known.
bool isKnown(ByteView bytes) {
    if (looksLikeGzip(bytes) || looksLikeAsn1(bytes)) return true;
    const std::string_view text = textOf(bytes);
    return looksLikePem(text) || looksLikePropertyList(text) || looksLikeRequest(text) ||
           looksLikeResponse(text);
}

/// For text that no narrower form has taken.
bool looksLikeBase64(std::string_view text) {
    text = trimmed(text);
    const auto bytes = fromBase64(text);
    if (!bytes || bytes->empty()) return false;
    if (isKnown(*bytes)) return true;
    // Words of a sentence are base64 as well.
    return text.size() >= kLongText && text.find(' ') == std::string_view::npos;
}

bool looksLikeHex(std::string_view text) {
    const auto bytes = hexBytes(text);
    if (!bytes || bytes->empty()) return false;
    return isKnown(*bytes) || text.size() >= kLongText ||
           text.find("0x") != std::string_view::npos ||
           text.find("\\x") != std::string_view::npos || trimmed(text).find(' ') < text.size() ||
           text.find(':') != std::string_view::npos;
}

Format recognizeText(std::string_view text) {
    if (looksLikePem(text)) return Format::Pem;
    if (looksLikePropertyList(text)) return Format::PropertyList;
    if (looksLikeTarget(text)) return Format::Target;
    if (looksLikePercentEncoded(text)) return Format::PercentEncoded;
    if (looksLikeCapabilities(text)) return Format::Capabilities;
    const std::vector<HexDump> dumps = hexDumps(text, text.size());
    // Offsets of one line alone could be bytes as well.
    if (std::ranges::any_of(dumps, [](const HexDump& dump) {
            return dump.text.find('\n') != std::string_view::npos;
        }))
        return Format::HexDump;
    if (looksLikeHex(text)) return Format::Hex;
    if (!dumps.empty()) return Format::HexDump;
    if (looksLikeBase64(text)) return Format::Base64;
    return looksLikeAsn1(bytesOf(text)) ? Format::Asn1 : Format::Text;
}

void decodeText(Decoding& decoding, NodeId parent, BufferId buffer) {
    const std::string_view text = textOf(decoding.builder.bytes(buffer));
    noteSubject(decoding, Subject::Text);
    decoding.builder.add(parent, "text", Kind::Text, shownText(text),
                         Place{buffer, 0, 0, text.size()});
}

void decodeBytes(Decoding& decoding, NodeId parent, BufferId buffer) {
    const ByteView bytes = decoding.builder.bytes(buffer);
    decoding.builder.add(parent, "bytes", Kind::Bytes, shownBytes(bytes),
                         Place{buffer, 0, 0, bytes.size()});
}

void decodeWholeTarget(Decoding& decoding, NodeId parent, BufferId buffer) {
    decodeTarget(decoding, parent, buffer, trimmed(textOf(decoding.builder.bytes(buffer))));
}

void decodeAs(Decoding& decoding, NodeId parent, BufferId buffer, Format format) {
    switch (format) {
    case Format::HttpRequest:
        return decodeHttp(decoding, parent, buffer, true);
    case Format::HttpResponse:
        return decodeHttp(decoding, parent, buffer, false);
    case Format::PacketCapture:
    case Format::Har:
        return decodeTraffic(decoding, parent, buffer);
    case Format::Gzip:
        return decodeGzip(decoding, parent, buffer);
    case Format::NdesPage:
        return decodeNdesPage(decoding, parent, buffer);
    case Format::Pem:
        return decodePem(decoding, parent, buffer);
    case Format::PropertyList:
        return decodePropertyList(decoding, parent, buffer);
    case Format::Target:
        return decodeWholeTarget(decoding, parent, buffer);
    case Format::PercentEncoded:
        return decodePercentEncoded(decoding, parent, buffer);
    case Format::Capabilities:
        return decodeCapabilities(decoding, parent, buffer);
    case Format::Hex:
        return decodeHex(decoding, parent, buffer);
    case Format::HexDump:
        return decodeHexDump(decoding, parent, buffer);
    case Format::Base64:
        return decodeBase64(decoding, parent, buffer);
    case Format::Asn1:
        return decodeAsn1(decoding, parent, buffer);
    case Format::Text:
        return decodeText(decoding, parent, buffer);
    case Format::Bytes:
        break;
    }
    // Broken or cut off at its start: plain ASN.1 says where it ends, if it is that at all.
    const ByteView bytes = decoding.builder.bytes(buffer);
    const auto partial = asn1::Tree::parsePartial(bytes, asn1Limits(decoding.options.limits));
    if (partial.tree.root() && partial.tree.root().isConstructed())
        return decodeAsn1(decoding, parent, buffer);
    decodeBytes(decoding, parent, buffer);
}

} // namespace

bool looksLikeText(std::string_view text) {
    constexpr std::string_view kSpaces = "\t\n\r\f";
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 && kSpaces.find(c) == std::string_view::npos)
            return false;
    return isUtf8(text);
}

Format recognize(ByteView bytes) {
    const std::string_view text = textOf(bytes);
    if (looksLikeRequest(text)) return Format::HttpRequest;
    if (looksLikeResponse(text)) return Format::HttpResponse;
    if (looksLikePacketCapture(bytes)) return Format::PacketCapture;
    if (looksLikeHar(text) || looksLikeBundle(text)) return Format::Har;
    if (looksLikeGzip(bytes)) return Format::Gzip;
    if (looksLikeNdesPage(bytes)) return Format::NdesPage;
    if (looksLikeText(text)) return recognizeText(text);
    // Text around PEM may be in any encoding, and a property list in UTF-16.
    if (looksLikeAsn1(bytes)) return Format::Asn1;
    if (looksLikePem(text)) return Format::Pem;
    if (looksLikePropertyList(text)) return Format::PropertyList;
    return Format::Bytes;
}

Place placeIn(BufferId buffer, std::string_view whole, std::string_view part) {
    if (part.empty()) return {buffer, 0, 0, 0};
    return {buffer, static_cast<std::size_t>(part.data() - whole.data()), 0, part.size()};
}

BufferId addLayer(Decoding& decoding, NodeId from, std::string name, SecretBytes bytes,
                  bool secret) {
    // Below a node that a limit left out there is nothing to stand below.
    if (from == kNoNode) return kNoNode;
    TreeBuilder& builder = decoding.builder;
    const Node& node = builder.node(from);
    const bool below = node.secret || builder.buffer(node.place.buffer).secret;
    return builder.addBuffer(std::move(name), std::move(bytes), from, secret || below);
}

NodeId addProblem(Decoding& decoding, NodeId parent, const Place& place, const Error& error) {
    const NodeId id =
        decoding.builder.add(parent, "unreadable", Kind::Bytes, shownText(error.detail), place);
    if (id != kNoNode) decoding.facts.failures.emplace_back(id, error);
    return id;
}

void noteSubject(Decoding& decoding, Subject subject) {
    if (decoding.facts.subject == Subject::Unknown) decoding.facts.subject = subject;
}

void decodeAny(Decoding& decoding, NodeId parent, BufferId buffer, Hint hint) {
    if (buffer == kNoNode || parent == kNoNode) return;
    const ByteView bytes = decoding.builder.bytes(buffer);
    if (bytes.empty()) return;
    if (hint == Hint::HttpRequest) return decodeHttp(decoding, parent, buffer, true);
    if (hint == Hint::HttpResponse) return decodeHttp(decoding, parent, buffer, false);
    if (hint == Hint::PkiMessage && looksLikeAsn1(bytes))
        return decodeAsn1(decoding, parent, buffer);
    decodeAs(decoding, parent, buffer, recognize(bytes));
}

} // namespace scepter::inspect
