// Text that stands for bytes: PEM, base64, hex, hex dumps; and gzip.
#include "any.h"
#include "hex_text.h"
#include "http_head.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";
constexpr std::size_t kShownBase64 = 64;

Error encodingError(std::string detail) {
    return {ErrorCode::EncodingMalformed, std::move(detail), {}, std::nullopt};
}

/// At the start of a line, white space aside.
std::size_t findLine(std::string_view text, std::string_view start, std::size_t from) {
    for (std::size_t at = text.find(start, from); at != std::string_view::npos;
         at = text.find(start, at + 1)) {
        const std::size_t before = text.find_last_not_of(" \t", at == 0 ? 0 : at - 1);
        if (at == 0 || before == std::string_view::npos || text[before] == '\n' ||
            text[before] == '\r')
            return at;
    }
    return std::string_view::npos;
}

struct Block {
    std::string_view whole;
    std::string_view label;
    std::string_view fields; ///< RFC 1421: "Proc-Type: 4,ENCRYPTED"
    std::string_view base64;
    bool ended = false;
};

/// The block that begins here; one without an end reaches to the next BEGIN or to the end.
Block blockAt(std::string_view text, std::size_t at) {
    Block block;
    const std::size_t lineEnd = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed(text.substr(at, lineEnd - at));
    block.label = line.substr(kBegin.size());
    block.label = block.label.substr(0, block.label.find(kDashes));
    const std::size_t bodyStart = std::min(lineEnd + 1, text.size());
    // An END beyond the next BEGIN is not this block's, and looking for it would cost too much.
    const std::size_t next = std::min(findLine(text, kBegin, bodyStart), text.size());
    const std::size_t end = findLine(text.substr(0, next), kEnd, bodyStart);
    block.ended = end < next;
    const std::size_t bodyEnd = std::min(end, next);
    block.base64 = text.substr(bodyStart, bodyEnd - bodyStart);
    const std::size_t wholeEnd =
        block.ended ? std::min(text.find('\n', end), text.size()) : bodyEnd;
    block.whole = text.substr(at, wholeEnd - at);
    if (block.base64.find(':') != std::string_view::npos) {
        // Fields end at an empty line.
        const std::size_t unix = block.base64.find("\n\n");
        const std::size_t dos = block.base64.find("\r\n\r\n");
        const std::size_t gap = std::min(unix, dos);
        block.fields = block.base64.substr(0, gap);
        block.base64 =
            gap == std::string_view::npos ? std::string_view() : trimmed(block.base64.substr(gap));
    }
    return block;
}

void addPemFields(Decoding& decoding, NodeId node, BufferId buffer, std::string_view text,
                  std::string_view fields) {
    for (const std::string_view line : split(fields, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        decoding.builder.add(node, shownText(trimmed(line.substr(0, colon)), 64), Kind::Text,
                             shownText(trimmed(line.substr(colon + 1))),
                             placeIn(buffer, text, trimmed(line)));
    }
}

void decodeBlock(Decoding& decoding, NodeId parent, BufferId buffer, const Block& block) {
    TreeBuilder& builder = decoding.builder;
    const std::string_view text = textOf(builder.bytes(buffer));
    const NodeId node = builder.add(parent, "PEM", Kind::Group, shownText(block.label, 64),
                                    placeIn(buffer, text, block.whole));
    const bool secret = block.label.find("PRIVATE KEY") != std::string_view::npos;
    addPemFields(decoding, node, buffer, text, block.fields);
    const NodeId base64 =
        builder.add(node, "base64", Kind::Text,
                    secret ? "(private)" : shownText(trimmed(block.base64), kShownBase64),
                    placeIn(buffer, text, block.base64));
    if (secret) builder.setSecret(base64);
    if (base64 == kNoNode) return;
    if (!block.ended)
        addProblem(decoding, node, placeIn(buffer, text, block.whole),
                   encodingError("the block has no END line"));
    auto bytes = fromBase64(block.base64);
    if (!bytes) {
        addProblem(decoding, node, placeIn(buffer, text, block.base64), bytes.error());
        return;
    }
    const BufferId layer =
        addLayer(decoding, base64, "PEM", SecretBytes(std::move(*bytes)), secret);
    // With fields it is encrypted in the traditional way: bytes that are nothing yet.
    if (block.fields.find("ENCRYPTED") == std::string_view::npos)
        decodeAsn1(decoding, base64, layer);
    else
        noteSubject(decoding, Subject::PrivateKey);
}

void decodeWhole(Decoding& decoding, NodeId parent, BufferId buffer, std::string_view name,
                 Bytes bytes) {
    TreeBuilder& builder = decoding.builder;
    const std::string_view text = textOf(builder.bytes(buffer));
    const NodeId node =
        builder.add(parent, name, Kind::Text, shownText(trimmed(text), kShownBase64),
                    placeIn(buffer, text, trimmed(text)));
    decodeAny(decoding, node,
              addLayer(decoding, node, std::string(name), SecretBytes(std::move(bytes))));
}

} // namespace

bool looksLikePem(std::string_view text) {
    return findLine(text, kBegin, 0) != std::string_view::npos;
}

void decodePem(Decoding& decoding, NodeId parent, BufferId buffer) {
    const std::string_view text = textOf(decoding.builder.bytes(buffer));
    std::size_t at = 0;
    std::size_t blocks = 0;
    while (at < text.size()) {
        const std::size_t begin = std::min(findLine(text, kBegin, at), text.size());
        const std::string_view between = trimmed(text.substr(at, begin - at));
        if (!between.empty())
            decoding.builder.add(parent, "text", Kind::Text, shownText(between),
                                 placeIn(buffer, text, between));
        if (begin == text.size()) break;
        const Block block = blockAt(text, begin);
        // One whose node a limit leaves out ends it: so would all after it.
        if (++blocks > decoding.options.limits.nodes) break;
        decodeBlock(decoding, parent, buffer, block);
        at = begin + std::max<std::size_t>(block.whole.size(), 1);
    }
    if (blocks > 1 && decoding.facts.subject == Subject::Certificate &&
        decoding.facts.certificates.size() == blocks)
        decoding.facts.subject = Subject::Certificates;
}

void decodeBase64(Decoding& decoding, NodeId parent, BufferId buffer) {
    auto bytes = fromBase64(trimmed(textOf(decoding.builder.bytes(buffer))));
    if (bytes) decodeWhole(decoding, parent, buffer, "base64", std::move(*bytes));
}

void decodeHex(Decoding& decoding, NodeId parent, BufferId buffer) {
    auto bytes = hexBytes(textOf(decoding.builder.bytes(buffer)));
    if (bytes) decodeWhole(decoding, parent, buffer, "hex", std::move(*bytes));
}

void decodeHexDump(Decoding& decoding, NodeId parent, BufferId buffer) {
    TreeBuilder& builder = decoding.builder;
    const std::string_view text = textOf(builder.bytes(buffer));
    for (HexDump& dump : hexDumps(text, decoding.options.limits.bytes)) {
        const NodeId node = builder.add(parent, "hex dump", Kind::Group,
                                        std::to_string(dump.bytes.size()) + " bytes",
                                        placeIn(buffer, text, dump.text));
        if (node == kNoNode) return;
        decodeAny(decoding, node,
                  addLayer(decoding, node, "hex dump", SecretBytes(std::move(dump.bytes))));
    }
}

void decodeGzip(Decoding& decoding, NodeId parent, BufferId buffer) {
    TreeBuilder& builder = decoding.builder;
    const ByteView bytes = builder.bytes(buffer);
    const Place place{buffer, 0, 0, bytes.size()};
    Inflated inflated = inflateAll(bytes, decoding.options.limits.bytes);
    const NodeId node = builder.add(parent, "gzip", Kind::Group,
                                    std::to_string(inflated.bytes.size()) + " bytes inside", place);
    if (inflated.tooLong) builder.setCut(node);
    if (!inflated.problem.empty())
        addProblem(decoding, node, place, encodingError(inflated.problem));
    decodeAny(decoding, node,
              addLayer(decoding, node, "gzip", SecretBytes(std::move(inflated.bytes))));
}

} // namespace scepter::inspect
