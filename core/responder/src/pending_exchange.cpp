#include "base/text.h"
#include "scep/get_message.h"
#include "service.h"

#include <array>
#include <utility>

namespace scepter::responder {

namespace {

constexpr std::size_t kMaxPath = 512;
constexpr std::size_t kMaxValue = 128;
constexpr std::size_t kMaxUserAgent = 256;
constexpr std::size_t kMaxMethod = 32;

std::string shown(std::string_view text, std::size_t most) {
    if (text.size() <= most) return printable(text);
    return printable(text.substr(0, most)) + "...";
}

bool isPkiOperation(const http::Target& target) {
    return equalsIgnoringCase(target.rawValue("operation").value_or(""), "PKIOperation");
}

/// The operations whose message is the CA identifier (RFC 8894 section 4.2).
bool takesCaIdentifier(std::string_view operation) {
    constexpr std::array<std::string_view, 3> kAll{"GetCACaps", "GetCACert", "GetNextCACert"};
    for (const std::string_view one : kAll)
        if (equalsIgnoringCase(operation, one)) return true;
    return false;
}

/// A query may hold anything, a password that somebody typed too: what is not known is not shown.
void describeTarget(const http::Request& request, const http::Target& target, Exchange& record) {
    if (target.path.empty()) { // malformed
        const std::string_view sent = request.target;
        if (sent.starts_with('/'))
            record.target = shown(sent.substr(0, sent.find_first_of("?# ")), kMaxPath);
        return;
    }
    record.target = shown(target.rawPath, kMaxPath);
    std::size_t seen = 0;
    const auto operation = target.rawValue("operation");
    if (operation) {
        record.target += "?operation=" + shown(*operation, kMaxValue);
        ++seen;
    }
    const auto message = target.rawValue("message");
    const bool isInBody = isPkiOperation(target) && request.method != "POST";
    if (message && operation && takesCaIdentifier(*operation)) {
        record.target += "&message=" + shown(*message, kMaxValue);
        ++seen;
    } else if (message && isInBody) {
        ++seen;
    }
    record.hiddenQueryItems = target.query.size() - seen;
}

/// A pkiMessage that no operation took, because there is no such endpoint, say.
std::shared_ptr<const Bytes> messageOf(PendingExchange& exchange, std::size_t maxMessageBytes) {
    if (!isPkiOperation(exchange.target)) return nullptr;
    if (exchange.request.method == "POST")
        return std::make_shared<const Bytes>(std::move(exchange.request.body));
    const auto value = exchange.target.rawValue("message");
    if (!value) return nullptr;
    auto message = scep::decodeGetMessage(*value, maxMessageBytes);
    return std::make_shared<const Bytes>(message ? std::move(*message) : copyOf(bytesOf(*value)));
}

} // namespace

void describeRequest(PendingExchange& exchange, std::size_t maxMessageBytes) {
    Exchange& record = exchange.record;
    const http::Request& request = exchange.request;
    record.receivedAt = request.receivedAt;
    record.remoteAddress = request.remoteAddress;
    record.remotePort = request.remotePort;
    record.tls = request.tls;
    record.method = shown(request.method, kMaxMethod);
    record.userAgent = shown(request.header("User-Agent").value_or(""), kMaxUserAgent);
    describeTarget(request, exchange.target, record);
    if (exchange.endpoint) record.endpoint = exchange.endpoint->setting.endpoint->settings.name;
    if (!record.request) record.request = messageOf(exchange, maxMessageBytes);
}

PendingExchange::PendingExchange(Service& service, http::Request asked, http::Reply reply)
    : request(std::move(asked))
    , recorded(service.records())
    , m_service(service)
    , m_reply(std::move(reply)) {
    record.bodySize = request.body.size(); // an operation takes the body along
}

PendingExchange::~PendingExchange() {
    if (m_answered) return;
    try {
        record.error = Error{ErrorCode::Internal, "the request was not answered", {}, {}};
        finish(http::Response::text(500, "the request was not answered\n"));
    } catch (...) {
        // No memory for the text.
    }
}

void PendingExchange::answer(http::Response response) {
    m_answered = true;
    finish(response);
    m_reply(std::move(response));
}

void PendingExchange::finish(const http::Response& response) {
    const auto spent = std::chrono::steady_clock::now() - m_begun;
    try {
        m_service.answered(*this, response,
                           std::chrono::duration_cast<std::chrono::microseconds>(spent));
    } catch (...) {
        // No memory for a record: the answer is worth more.
    }
}

void Service::answered(PendingExchange& exchange, const http::Response& response,
                       std::chrono::microseconds spent) {
    m_meter.countAnswer(response.status, exchange.conclusion);
    if (exchange.conclusion) m_meter.addTime(spent);
    if (!exchange.recorded) return;
    describeRequest(exchange, m_maxMessageBytes);
    Exchange& record = exchange.record;
    record.duration = spent;
    record.status = response.status;
    record.contentType = response.contentType;
    if (exchange.request.method != "HEAD" && !response.body.empty())
        record.response = std::make_shared<const Bytes>(response.body);
    m_recorder->record(std::move(record));
}

} // namespace scepter::responder
