// An HTTP/1.x message, with its body undone layer by layer.
#include "any.h"
#include "http_head.h"

#include "base/text.h"

#include <algorithm>
#include <ranges>

namespace scepter::inspect {

namespace {

Error httpError(std::string detail) {
    return {ErrorCode::HttpMalformed, std::move(detail), {}, std::nullopt};
}

bool isSecretField(std::string_view name) {
    for (const std::string_view known :
         {"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key"})
        if (equalsIgnoringCase(name, known)) return true;
    return false;
}

/// One message under way: what all its parts need.
struct Message {
    Decoding& decoding;
    BufferId buffer;
    std::string_view text;
    HttpHead head;
    HttpFacts facts;
    NodeId node = kNoNode;

    [[nodiscard]] Place placeOf(std::string_view part) const { return placeIn(buffer, text, part); }
};

void addStartLine(Message& message) {
    TreeBuilder& builder = message.decoding.builder;
    const HttpHead& head = message.head;
    const NodeId line =
        builder.add(message.node, head.request ? "request line" : "status line", Kind::Group,
                    shownText(head.startLine), message.placeOf(head.startLine));
    if (head.request) {
        builder.add(line, "method", Kind::Text, shownText(head.method),
                    message.placeOf(head.method));
        const NodeId target = builder.add(line, "target", Kind::Group, shownText(head.target),
                                          message.placeOf(head.target));
        TargetParts parts = decodeTarget(message.decoding, target, message.buffer, head.target);
        message.facts.path = std::move(parts.path);
        message.facts.operation = std::move(parts.operation);
        message.facts.operationNode = parts.operationNode;
        message.facts.messageNode = parts.messageNode;
        message.facts.messageInQuery = parts.message;
    }
    builder.add(line, "HTTP-version", Kind::Text, shownText(head.version),
                message.placeOf(head.version));
    if (head.request) return;
    message.facts.statusNode = builder.add(line, "status", Kind::Number, shownText(head.statusText),
                                           message.placeOf(head.statusText));
    builder.add(line, "reason", Kind::Text, shownText(head.reason), message.placeOf(head.reason));
}

void addFields(Message& message) {
    TreeBuilder& builder = message.decoding.builder;
    const HttpHead& head = message.head;
    const NodeId group = builder.add(message.node, "headers", Kind::Group,
                                     std::to_string(head.fields.size()) +
                                         (head.fields.size() == 1 ? " header" : " headers"),
                                     message.placeOf(head.fieldLines));
    for (const HttpField& field : head.fields) {
        const NodeId id = builder.add(group, shownText(field.name, 64), Kind::Text,
                                      shownText(field.value), message.placeOf(field.line));
        if (isSecretField(field.name)) builder.setSecret(id);
        if (equalsIgnoringCase(field.name, "Content-Type") &&
            message.facts.contentTypeNode == kNoNode)
            message.facts.contentTypeNode = id;
        message.facts.headers.emplace_back(field.name, field.value);
    }
}

/// A layer of a body without one of its wrappings.
struct Unwrapped {
    BufferId buffer = kNoNode;
    NodeId node = kNoNode; ///< that stands for the layer as a whole
    Place place;           ///< of the body in its buffer
};

/// Puts the bytes into a layer, with a node that holds all of it.
Unwrapped unwrap(Decoding& decoding, NodeId from, const std::string& name, Bytes bytes) {
    const std::size_t size = bytes.size();
    const BufferId buffer = addLayer(decoding, from, name, SecretBytes(std::move(bytes)));
    if (buffer == kNoNode) return {};
    const Place place{buffer, 0, 0, size};
    return {buffer,
            decoding.builder.add(from, "content", Kind::Group,
                                 std::to_string(size) + " bytes, " + name, place),
            place};
}

Unwrapped withoutChunks(Message& message, const Unwrapped& body, std::string_view text) {
    Decoding& decoding = message.decoding;
    Unchunked chunks = undoChunks(text, decoding.options.limits.bytes);
    const std::string problem = chunks.problem.empty() && !chunks.complete && !chunks.tooLong
                                    ? "the last chunk is missing"
                                    : chunks.problem;
    Unwrapped inner = unwrap(decoding, body.node, "without chunks", std::move(chunks.body));
    if (!problem.empty()) {
        const std::size_t at = std::min(chunks.size, text.size());
        addProblem(decoding, body.node,
                   Place{body.buffer, body.place.offset + at, 0, text.size() - at},
                   httpError(problem));
    }
    if (chunks.tooLong) decoding.builder.setCut(body.node);
    return inner;
}

Unwrapped withoutCompression(Message& message, const Unwrapped& body, std::string_view coding) {
    Decoding& decoding = message.decoding;
    const ByteView bytes =
        decoding.builder.bytes(body.buffer).subspan(body.place.offset, body.place.size);
    Inflated inflated = inflateAll(bytes, decoding.options.limits.bytes);
    const std::string problem = std::move(inflated.problem);
    const bool tooLong = inflated.tooLong;
    Unwrapped inner;
    if (!inflated.bytes.empty() || problem.empty())
        inner =
            unwrap(decoding, body.node, "without " + toLower(coding), std::move(inflated.bytes));
    if (!problem.empty()) addProblem(decoding, body.node, body.place, httpError(problem));
    if (tooLong) decoding.builder.setCut(body.node);
    return inner;
}

/// The codings of a field, the one that was applied last first.
std::vector<std::string_view> codingsOf(std::string_view field) {
    std::vector<std::string_view> codings;
    for (const std::string_view part : split(field, ','))
        if (const std::string_view coding = trimmed(part); !coding.empty())
            codings.push_back(coding);
    std::ranges::reverse(codings);
    return codings;
}

/// Undoes the codings as far as they are known; kNoNode in the result when one could not be.
Unwrapped undoCodings(Message& message, Unwrapped body, std::string_view field) {
    for (const std::string_view coding : codingsOf(field)) {
        if (body.node == kNoNode) return body;
        if (equalsIgnoringCase(coding, "identity") || equalsIgnoringCase(coding, "chunked"))
            continue;
        const bool known = equalsIgnoringCase(coding, "gzip") ||
                           equalsIgnoringCase(coding, "x-gzip") ||
                           equalsIgnoringCase(coding, "deflate");
        if (!known) {
            addProblem(message.decoding, body.node, body.place,
                       {ErrorCode::NotSupported,
                        "the coding " + shownText(coding, 32) + " is not undone here",
                        {},
                        std::nullopt});
            return {};
        }
        body = withoutCompression(message, body, coding);
    }
    return body;
}

/// GetCACert and its like carry a name, not a message.
bool takesMessage(std::string_view operation) {
    return operation.empty() || equalsIgnoringCase(operation, "PKIOperation");
}

void decodeBody(Message& message, std::string_view text) {
    Decoding& decoding = message.decoding;
    TreeBuilder& builder = decoding.builder;
    const BodyFraming framing = framingOf(message.head);
    std::string value = std::to_string(text.size()) + " bytes";
    Unwrapped body;
    body.buffer = message.buffer;
    body.place = message.placeOf(text);
    body.node = builder.add(message.node, "body", Kind::Group, std::move(value), body.place);
    message.facts.bodySize = text.size();
    if (framing.kind == Framing::Length && framing.length > text.size())
        addProblem(decoding, body.node, body.place,
                   httpError("the body has " + std::to_string(text.size()) + " of " +
                             std::to_string(framing.length) + " bytes"));
    if (text.empty()) return;
    if (framing.kind == Framing::Chunked) body = withoutChunks(message, body, text);
    body = undoCodings(message, body, message.head.field("Transfer-Encoding"));
    body = undoCodings(message, body, message.head.field("Content-Encoding"));
    if (body.node == kNoNode) return;
    message.facts.bodySize = body.place.size;
    if (message.head.request && !message.facts.messageInQuery &&
        takesMessage(message.facts.operation))
        message.facts.messageNode = body.node;
    BufferId layer = body.buffer;
    if (layer == message.buffer)
        layer = addLayer(decoding, body.node, "HTTP body", SecretBytes(bytesOf(text)));
    decodeAny(decoding, body.node, layer);
}

/// The bytes that belong to the body; what follows them is another message or garbage.
std::string_view bodyOf(const HttpHead& head, std::string_view text) {
    const std::string_view rest = text.substr(head.size);
    const BodyFraming framing = framingOf(head);
    switch (framing.kind) {
    case Framing::Length:
        return rest.substr(0, framing.length);
    case Framing::Chunked: {
        const Unchunked chunks = measureChunks(rest);
        return chunks.complete ? rest.substr(0, chunks.size) : rest;
    }
    case Framing::None:
        // A request of an old client, or somebody's paste, without a length.
        return looksLikeRequest(rest) || looksLikeResponse(rest) ? std::string_view() : rest;
    case Framing::UntilEnd:
        break;
    }
    return rest;
}

/// A second message behind the first, as in a recording of a whole connection.
void decodeRest(Message& message, NodeId parent, std::string_view rest) {
    if (rest.empty()) return;
    Decoding& decoding = message.decoding;
    const bool another = looksLikeRequest(rest) || looksLikeResponse(rest);
    const Place place = message.placeOf(rest);
    if (!another) {
        addProblem(decoding, message.node, place,
                   httpError(std::to_string(rest.size()) + " bytes after the message"));
        return;
    }
    const NodeId next = decoding.builder.add(parent, "next message", Kind::Group,
                                             std::to_string(rest.size()) + " bytes", place);
    const BufferId layer =
        addLayer(decoding, next, "next HTTP message", SecretBytes(bytesOf(rest)));
    decodeAny(decoding, next, layer);
}

} // namespace

void decodeHttp(Decoding& decoding, NodeId parent, BufferId buffer, bool request) {
    if (buffer == kNoNode || parent == kNoNode) return;
    const std::string_view text = textOf(decoding.builder.bytes(buffer));
    auto head = parseHttpHead(text);
    if (!head) {
        addProblem(
            decoding, parent, Place{buffer, 0, 0, text.size()},
            httpError(request ? "no HTTP request begins here" : "no HTTP response begins here"));
        return;
    }
    Message message{decoding, buffer, text, std::move(*head), {}, kNoNode};
    const std::string_view body = bodyOf(message.head, text);
    const std::size_t size = message.head.size + body.size();
    message.node = decoding.builder.add(
        parent, message.head.request ? "HTTP request" : "HTTP response", Kind::Group,
        shownText(message.head.startLine, 128), Place{buffer, 0, 0, size});
    noteSubject(decoding, message.head.request ? Subject::HttpRequest : Subject::HttpResponse);
    const bool first = !decoding.facts.http;
    message.facts.node = message.node;
    message.facts.request = message.head.request;
    message.facts.method = message.head.method;
    message.facts.version = message.head.versionNumber();
    message.facts.status = message.head.status;
    // Already now, so that what is inside sees that the outermost message is taken.
    if (first) decoding.facts.http = message.facts;
    addStartLine(message);
    addFields(message);
    // A start line alone is what people paste.
    if (!message.head.complete && text.find('\n') < text.size())
        addProblem(decoding, message.node, Place{buffer, 0, 0, message.head.size},
                   httpError("the headers have no end"));
    decodeBody(message, body);
    if (first) decoding.facts.http = std::move(message.facts);
    decodeRest(message, parent, text.substr(size));
}

std::string HttpFacts::header(std::string_view name) const {
    for (const auto& [known, value] : headers)
        if (equalsIgnoringCase(known, name)) return value;
    return {};
}

} // namespace scepter::inspect
