// The target of a request, or a URL: path, query items, and the message of a SCEP GET.
#include "any.h"

#include "base/encoding.h"
#include "base/text.h"
#include "http_target/target.h"
#include "scep/get_message.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::string_view kMessage = "message";
constexpr std::string_view kOperation = "operation";
constexpr std::string_view kPkiOperation = "PKIOperation";

/// The query and what is before it.
struct Split {
    std::string_view origin; ///< "http://host:80"; empty without one
    std::string_view path;
    std::string_view query;
};

Split splitTarget(std::string_view target) {
    Split parts;
    const std::size_t scheme = target.find("://");
    if (scheme != std::string_view::npos && target.find_first_of("/?") > scheme) {
        const std::size_t end = std::min(target.find_first_of("/?", scheme + 3), target.size());
        parts.origin = target.substr(0, end);
        target.remove_prefix(end);
    }
    const std::size_t question = target.find('?');
    const bool queryAlone = question == std::string_view::npos && parts.origin.empty() &&
                            !target.starts_with('/') && target != "*";
    if (queryAlone) {
        parts.query = target;
        return parts;
    }
    parts.path = target.substr(0, question);
    if (question != std::string_view::npos) parts.query = target.substr(question + 1);
    return parts;
}

bool isBase64Character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '-' || c == '_' || c == '=';
}

/// The layers of a message: "percent-decoded" where there are escapes, then its DER.
void addMessageLayers(Decoding& decoding, NodeId node, std::string_view raw) {
    TreeBuilder& builder = decoding.builder;
    const auto der = scep::decodeGetMessage(raw, decoding.options.limits.bytes);
    NodeId base64 = node;
    if (node != kNoNode && raw.find('%') != std::string_view::npos) {
        const std::string plain = http::percentDecode(raw, false);
        const BufferId text = addLayer(decoding, node, "percent-decoded", SecretBytes(plain));
        base64 = text == kNoNode ? kNoNode
                                 : builder.add(node, "base64", Kind::Text, shownText(plain, 128),
                                               Place{text, 0, 0, plain.size()});
    }
    if (base64 == kNoNode) return;
    if (!der) {
        addProblem(decoding, base64, builder.node(base64).place, der.error());
        return;
    }
    const BufferId layer = addLayer(decoding, base64, "base64", SecretBytes(*der));
    decodeAny(decoding, base64, layer, Hint::PkiMessage);
}

struct Item {
    std::string_view raw; ///< "name=value"
    std::string name;
    std::string_view value;
};

std::vector<Item> itemsOf(std::string_view query, std::size_t most) {
    std::vector<Item> items;
    while (!query.empty() && items.size() < most) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view item = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (item.empty()) continue;
        const std::size_t equals = std::min(item.find('='), item.size());
        items.push_back({item, http::percentDecode(item.substr(0, equals), true),
                         item.substr(std::min(equals + 1, item.size()))});
    }
    return items;
}

/// GetCACert and its like have a name there, and nothing at all says what "0" is.
bool holdsMessage(std::string_view operation, std::string_view raw) {
    if (equalsIgnoringCase(operation, kPkiOperation)) return true;
    return operation.empty() && raw.starts_with("M") && scep::decodeGetMessage(raw, raw.size());
}

} // namespace

bool looksLikeTarget(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || text.find_first_of("\r\n\t<>\"{}") != std::string_view::npos) return false;
    const std::string start = toLower(text.substr(0, 8));
    if (start.starts_with("http://") || start.starts_with("https://"))
        return text.find(' ') == std::string_view::npos ||
               text.find("operation=") != std::string_view::npos;
    const bool query = text.find("operation=") != std::string_view::npos ||
                       text.find("message=") != std::string_view::npos;
    return query && (text.starts_with('/') || text.starts_with("operation=") ||
                     text.starts_with("message=") || text.starts_with('?') ||
                     text.find("?operation=") != std::string_view::npos);
}

bool looksLikePercentEncoded(std::string_view text) {
    text = trimmed(text);
    std::size_t escapes = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            ++escapes;
            if (text.size() - i < 3 || !fromHex(text.substr(i + 1, 2))) return false;
            i += 2;
        } else if (!isBase64Character(text[i]) && text[i] != '\r' && text[i] != '\n') {
            return false;
        }
    }
    return escapes > 0 && scep::decodeGetMessage(text, text.size()).has_value();
}

void decodePercentEncoded(Decoding& decoding, NodeId parent, BufferId buffer) {
    const std::string_view text = textOf(decoding.builder.bytes(buffer));
    const std::string_view raw = trimmed(text);
    const NodeId node = decoding.builder.add(parent, kMessage, Kind::Text, shownText(raw, 128),
                                             placeIn(buffer, text, raw));
    addMessageLayers(decoding, node, raw);
}

TargetParts decodeTarget(Decoding& decoding, NodeId parent, BufferId buffer,
                         std::string_view target) {
    TreeBuilder& builder = decoding.builder;
    const std::string_view whole = textOf(builder.bytes(buffer));
    const Split parts = splitTarget(target);
    TargetParts found;
    found.path = http::percentDecode(parts.path, false);
    if (!parts.origin.empty())
        builder.add(parent, "origin", Kind::Text, shownText(parts.origin),
                    placeIn(buffer, whole, parts.origin));
    if (!parts.path.empty())
        builder.add(parent, "path", Kind::Text, shownText(found.path),
                    placeIn(buffer, whole, parts.path));
    const std::string_view query =
        parts.query.starts_with('?') ? parts.query.substr(1) : parts.query;
    const std::vector<Item> items = itemsOf(query, decoding.options.limits.nodes);
    // The message may come first (micromdm's client).
    for (const Item& item : items)
        if (equalsIgnoringCase(item.name, kOperation) && found.operation.empty())
            found.operation = http::percentDecode(item.value, true);
    for (const Item& item : items) {
        const bool message = equalsIgnoringCase(item.name, kMessage) && !found.message &&
                             holdsMessage(found.operation, item.value);
        const NodeId id = builder.add(parent, shownText(item.name, 64), Kind::Text,
                                      message ? shownText(item.value, 128)
                                              : shownText(http::percentDecode(item.value, true)),
                                      placeIn(buffer, whole, item.raw));
        if (equalsIgnoringCase(item.name, kOperation) && found.operationNode == kNoNode)
            found.operationNode = id;
        if (equalsIgnoringCase(item.name, kMessage) && found.messageNode == kNoNode)
            found.messageNode = id;
        if (!message) continue;
        found.message = true;
        found.messageNode = id;
        addMessageLayers(decoding, id, item.value);
    }
    return found;
}

} // namespace scepter::inspect
