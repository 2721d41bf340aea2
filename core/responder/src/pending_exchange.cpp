#include "base/shorten.h"
#include "base/text.h"
#include "heads.h"
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
    return printable(shortened(text, most));
}

bool isPkiOperation(const http::Target& target) {
    return equalsIgnoringCase(target.rawValue("operation").value_or(""), "PKIOperation");
}

/// The operations whose message is the CA identifier (RFC 8894 section 4.2), and the one with a
/// pkiMessage.
constexpr std::array<std::string_view, 4> kOperations{"GetCACaps", "GetCACert", "GetNextCACert",
                                                      "PKIOperation"};

std::string_view knownOperation(std::string_view operation) {
    for (const std::string_view one : kOperations)
        if (equalsIgnoringCase(operation, one)) return one;
    return {};
}

/// The first item of a name; as many as there are when there is none.
std::size_t indexOf(const http::Target& target, std::string_view name) {
    std::size_t index = 0;
    while (index < target.query.size() && !equalsIgnoringCase(target.query[index].name, name))
        ++index;
    return index;
}

/// A query may hold anything, a password that somebody typed too: what is not known is not shown.
void describeTarget(const http::Request& request, const http::Target& target, Exchange& record) {
    if (target.path.empty()) { // malformed
        const std::string_view sent = request.target;
        if (sent.starts_with('/'))
            record.target = shown(sent.substr(0, sent.find_first_of("?# ")), kMaxPath);
        record.path = record.target;
        record.sentTarget = record.target.empty() ? "(hidden)" : record.target;
        return;
    }
    record.path = record.target = shown(target.rawPath, kMaxPath);
    std::vector<bool> isShown(target.query.size());
    std::string_view known;
    if (const std::size_t at = indexOf(target, "operation"); at < isShown.size()) {
        const std::string_view sent = target.query[at].rawValue;
        known = knownOperation(sent);
        record.operation = known.empty() ? shown(sent, kMaxValue) : known;
        record.target += "?operation=" + shown(sent, kMaxValue);
        isShown[at] = true;
    }
    const bool isInBody = known == "PKIOperation" && request.method != "POST";
    if (const std::size_t at = indexOf(target, "message");
        at < isShown.size() && !known.empty() && (known != "PKIOperation" || isInBody)) {
        if (!isInBody) record.target += "&message=" + shown(target.query[at].rawValue, kMaxValue);
        isShown[at] = true;
    }
    record.sentTarget = recordedTarget(target, isShown);
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
    record.localAddress = request.localAddress;
    record.localPort = request.localPort;
    record.tls = request.tls;
    record.tlsProtocol = request.tlsProtocol;
    record.tlsCipher = request.tlsCipher;
    record.version = request.version;
    record.requestHeaders = recordedHeaders(request.headers);
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
        http::Response given = http::Response::text(500, "the request was not answered\n");
        finish(given);
    } catch (...) {
        // No memory for the text.
    }
}

void PendingExchange::answer(http::Response response) {
    m_answered = true;
    finish(response);
    m_reply(std::move(response));
}

void PendingExchange::finish(http::Response& response) {
    const auto spent = std::chrono::steady_clock::now() - m_begun;
    try {
        m_service.answered(*this, response,
                           std::chrono::duration_cast<std::chrono::microseconds>(spent));
    } catch (...) {
        // No memory for a record: the answer is worth more.
    }
}

/// A record on its way: complete when the head of the answer leaves, or when it is known that it
/// never will.
class Service::Leaving {
public:
    Leaving(ExchangeRecorder* recorder, std::shared_ptr<TrafficRecorder> traffic, Exchange record)
        : m_recorder(recorder)
        , m_traffic(std::move(traffic))
        , m_record(std::move(record)) {}
    ~Leaving() { finish({}); }
    Leaving(const Leaving&) = delete;
    Leaving& operator=(const Leaving&) = delete;

    void finish(std::string_view head) {
        if (std::exchange(m_finished, true)) return;
        try {
            m_record.responseHead = recordedHead(head);
            if (m_traffic && m_recorder != nullptr)
                m_traffic->record(m_record);
            else if (m_traffic)
                m_traffic->record(std::move(m_record));
            if (m_recorder != nullptr) m_recorder->record(std::move(m_record));
        } catch (...) {
            // No memory for a record: the answer is worth more.
        }
    }

private:
    ExchangeRecorder* m_recorder;
    std::shared_ptr<TrafficRecorder> m_traffic;
    Exchange m_record;
    bool m_finished = false;
};

void Service::answered(PendingExchange& exchange, http::Response& response,
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
    auto leaving = std::make_shared<Leaving>(m_recorder, m_traffic, std::move(record));
    response.leaving = [leaving = std::move(leaving)](std::string_view head) {
        leaving->finish(head);
    };
}

} // namespace scepter::responder
