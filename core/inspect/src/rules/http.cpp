// HTTP around SCEP (RFC 8894 section 4).
#include "rule.h"

#include "base/text.h"
#include "scep/types.h"

#include <algorithm>
#include <array>

namespace scepter::inspect {

namespace {

namespace content_type = scep::content_type;

constexpr auto kOperations = std::to_array<std::string_view>(
    {"GetCACaps", "GetCACert", "GetCACertChain", "GetNextCACert", "PKIOperation"});

const HttpFacts* requestIn(const Check& check) {
    return check.facts.http && check.facts.http->request ? &*check.facts.http : nullptr;
}
const HttpFacts* responseIn(const Check& check) {
    return check.facts.http && !check.facts.http->request ? &*check.facts.http : nullptr;
}

NodeId placeOf(NodeId wanted, const HttpFacts& http) {
    return wanted == kNoNode ? http.node : wanted;
}

bool isPkiOperation(const HttpFacts& http) {
    return equalsIgnoringCase(http.operation, "PKIOperation");
}

/// The media type of a Content-Type, in lower case, without parameters.
std::string mediaType(const HttpFacts& http) {
    const std::string header = http.header("content-type");
    return toLower(trimmed(std::string_view(header).substr(0, header.find(';'))));
}

void operationMissing(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->operation.empty())
        check.say(http->node, "The request names no operation.",
                  "Add ?operation=... to the URL, as every SCEP request has it.");
}

void operationUnknown(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http == nullptr || http->operation.empty()) return;
    if (std::ranges::none_of(kOperations, [http](std::string_view known) {
            return equalsIgnoringCase(known, http->operation);
        }))
        check.say(placeOf(http->operationNode, *http),
                  "No server knows the operation \"" + shownText(http->operation, 80) + "\".");
}

void operationCase(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http == nullptr) return;
    for (const std::string_view known : kOperations)
        if (equalsIgnoringCase(known, http->operation) && known != http->operation)
            check.say(placeOf(http->operationNode, *http),
                      "The operation is not spelled " + std::string(known) + ".",
                      "Some servers compare it with case.");
}

void method(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->method != "GET" && http->method != "POST")
        check.say(http->node, "SCEP knows GET and POST, not " + shownText(http->method, 40) + ".");
}

void postOther(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->method == "POST" && !http->operation.empty() &&
        !isPkiOperation(*http))
        check.say(http->node, "POST is for PKIOperation only.", "Ask for this by GET.");
}

void getPkiOperation(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->method == "GET" && isPkiOperation(*http))
        check.say(http->node, "The message is sent by GET, in the URL.",
                  "Use POST where GetCACaps lists POSTPKIOperation: proxies cut or log long URLs.");
}

void getMessageMissing(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->method == "GET" && isPkiOperation(*http) && !http->messageInQuery)
        check.say(http->node, "A PKIOperation by GET without a message.",
                  "Put the message into ?message=, as base64 and percent-encoded.");
}

void postContentType(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->method == "POST" && isPkiOperation(*http) &&
        mediaType(*http) != content_type::kPkiMessage)
        check.say(placeOf(http->contentTypeNode, *http),
                  "The request does not say that it is application/x-pki-message.",
                  "sscep and strongSwan leave it out too, and most servers accept that.");
}

void postMessageInQuery(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->method == "POST" && http->messageInQuery)
        check.say(placeOf(http->messageNode, *http),
                  "A POST with a message in its URL: which of the two counts is not defined.",
                  "Put the message into the body alone.");
}

void postEmpty(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->method == "POST" && isPkiOperation(*http) && http->bodySize == 0)
        check.say(http->node, "A PKIOperation by POST without a body.",
                  "A redirect from http to https turns a POST into an empty one in some clients.");
}

void getBody(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->method == "GET" && http->bodySize > 0)
        check.say(http->node, "A GET with a body, which servers ignore.");
}

void hostMissing(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->header("host").empty())
        check.say(http->node, "The request names no host.",
                  "A server with several names cannot tell which one is meant.");
}

void version10(Check& check) {
    const HttpFacts* http = requestIn(check);
    if (http != nullptr && http->version == 10)
        check.say(http->node, "The client speaks HTTP/1.0, as many routers do.");
}

void status(Check& check) {
    const HttpFacts* http = responseIn(check);
    if (http != nullptr && http->status != 200)
        check.say(placeOf(http->statusNode, *http),
                  "The server answered HTTP " + std::to_string(http->status) +
                      " and not a SCEP message.",
                  "A refusal in SCEP is 200 with a CertRep; look into the server's log.");
}

void html(Check& check) {
    const HttpFacts* http = responseIn(check);
    if (http != nullptr && http->status == 200 && mediaType(*http) == "text/html")
        check.say(placeOf(http->contentTypeNode, *http), "A web page was answered.",
                  "Check the URL's path; a portal or proxy may stand in between.");
}

/// The type that the content ought to have; empty: not clear.
std::string_view wantedType(const Check& check) {
    if (isScep(check.inspection)) return content_type::kPkiMessage;
    if (check.facts.capabilities) return content_type::kCaps;
    if (!check.facts.certificates.empty()) return content_type::kCaCert;
    if (check.facts.signedData.empty()) return {};
    return check.facts.signedData.front().degenerate ? content_type::kCaRaCert
                                                     : content_type::kNextCaCert;
}

void contentType(Check& check) {
    const HttpFacts* http = responseIn(check);
    if (http == nullptr || http->status != 200) return;
    const std::string_view wanted = wantedType(check);
    const std::string is = mediaType(*http);
    if (!wanted.empty() && is != wanted)
        check.say(placeOf(http->contentTypeNode, *http),
                  "The content type is " + (is.empty() ? "missing" : shownText(is, 80)) +
                      ", it should be " + std::string(wanted) + ".",
                  "sscep and Apple compare the type exactly.");
}

void contentTypeParameters(Check& check) {
    const HttpFacts* http = responseIn(check);
    if (http == nullptr || check.facts.capabilities) return;
    const std::string header = http->header("content-type");
    if (header.starts_with("application/x-") && header.find(';') != std::string::npos)
        check.say(placeOf(http->contentTypeNode, *http),
                  "The content type has parameters behind it.",
                  "Apple's tool compares the whole of it: write the bare type.");
}

void large(Check& check) {
    constexpr std::size_t kSscepBuffer = 16 * 1024;
    const HttpFacts* http = responseIn(check);
    if (http != nullptr && http->status == 200 && http->bodySize > kSscepBuffer)
        check.say(http->node,
                  "The reply has " + std::to_string(http->bodySize) +
                      " bytes; sscep has room for 16384.",
                  "Leave certificates out that the client does not need.");
}

constexpr std::string_view kSection = "RFC 8894 section 4.1";
constexpr std::string_view kPost = "RFC 8894 section 4.3";
constexpr Rule kRules[] = {
    {"http.operation.missing", Severity::Error, kSection, operationMissing, 50},
    {"http.operation.unknown", Severity::Error, kSection, operationUnknown, 50},
    {"http.operation.case", Severity::Warning, kSection, operationCase},
    {"http.method", Severity::Error, kSection, method, 50},
    {"http.post.operation", Severity::Warning, kSection, postOther},
    {"http.get.pkioperation", Severity::Advice, kSection, getPkiOperation},
    {"http.get.message", Severity::Error, kSection, getMessageMissing, 50},
    {"http.get.body", Severity::Info, "RFC 9110 section 9.3.1", getBody},
    {"http.post.content-type", Severity::Info, kPost, postContentType},
    {"http.post.query", Severity::Warning, kPost, postMessageInQuery},
    {"http.post.empty", Severity::Error, kPost, postEmpty, 50},
    {"http.host", Severity::Advice, "RFC 9112 section 3.2", hostMissing},
    {"http.version", Severity::Info, "", version10},
    {"http.status", Severity::Error, "RFC 8894 section 4.3", status, 85},
    {"http.html", Severity::Error, "RFC 8894 section 4", html, 80},
    {"http.content-type", Severity::Warning, "RFC 8894 section 4", contentType},
    {"http.content-type.parameters", Severity::Advice, "Apple", contentTypeParameters},
    {"http.size", Severity::Advice, "sscep", large},
};

} // namespace

std::span<const Rule> httpRules() {
    return kRules;
}

} // namespace scepter::inspect
