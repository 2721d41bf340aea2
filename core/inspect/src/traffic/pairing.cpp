#include "pairing.h"

#include "../http_head.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

struct Message {
    Bytes bytes;
    TimePoint first{};
    TimePoint last{};
    std::size_t order = 0; ///< which of all packets it begins in
    std::string method;    ///< of a request
    unsigned status = 0;
    bool afterGap = false; ///< bytes before it are missing
    std::vector<std::string> notes;
};

std::string bytesText(std::uint64_t count) {
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

/// Cuts one direction into messages.
class Cutter {
public:
    /// `requests`: of the other direction, when this one has the responses.
    Cutter(const HalfStream& stream, const std::vector<Message>* requests,
           const TrafficLimits& limits)
        : m_stream(stream)
        , m_requests(requests)
        , m_limits(limits) {}

    std::vector<Message> cut() {
        for (std::size_t i = 0; i < m_stream.runs.size() && !m_over; ++i) {
            const Run& run = m_stream.runs[i];
            const std::uint64_t end = run.start + run.bytes.size();
            if (m_resumeAt >= end) continue; // all of it belongs to a body that has a gap
            // Where a body with a gap ends in this run, no message is missing.
            if (i > 0 && m_resumeAt < run.start) m_afterGap = true;
            const std::uint64_t from = std::max(m_resumeAt, run.start);
            cutRun(run, static_cast<std::size_t>(from - run.start), i + 1 < m_stream.runs.size());
        }
        return std::move(m_messages);
    }

private:
    [[nodiscard]] bool startsHere(std::string_view text) const {
        return m_requests == nullptr ? looksLikeRequest(text) : looksLikeResponse(text);
    }

    /// The next line that begins a message; npos without one.
    [[nodiscard]] std::size_t nextStart(std::string_view text, std::size_t at) const {
        while (at < text.size() && !startsHere(text.substr(at))) {
            const std::size_t line = text.find('\n', at);
            if (line == std::string_view::npos) return line;
            at = line + 1;
        }
        return at < text.size() ? at : std::string_view::npos;
    }

    /// Of the request that the next response answers.
    [[nodiscard]] std::string_view methodAnswered() const {
        if (m_requests == nullptr || m_finals >= m_requests->size()) return {};
        return (*m_requests)[m_finals].method;
    }

    void cutRun(const Run& run, std::size_t at, bool moreRuns) {
        const std::string_view text = textOf(run.bytes);
        while (at < text.size() && !m_over && m_messages.size() < m_limits.exchanges) {
            const std::size_t start = nextStart(text, at);
            if (start == std::string_view::npos) return;
            if (start > at) m_skipped = start - at;
            at = start + take(run, start, moreRuns);
        }
    }

    /// One message at `start`; gives its length in this run.
    std::size_t take(const Run& run, std::size_t start, bool moreRuns) {
        const std::string_view text = textOf(run.bytes).substr(start);
        const auto head = parseHttpHead(text);
        if (!head) return std::max<std::size_t>(text.size(), 1);
        Message message;
        message.method = head->method;
        message.status = head->status;
        message.afterGap = m_afterGap;
        m_afterGap = false;
        if (m_skipped > 0) message.notes.push_back(bytesText(m_skipped) + " before it are no HTTP");
        m_skipped = 0;
        const std::size_t size = sizeOf(*head, text, run.start + start, moreRuns, message);
        message.first = run.markAt(start).time;
        message.order = run.markAt(start).order;
        message.last = run.markAt(start + size - 1).time;
        const std::size_t kept = std::min(size, m_limits.message);
        if (kept < size)
            message.notes.push_back(bytesText(size - kept) + " at its end are left out");
        const ByteView bytes = ByteView(run.bytes).subspan(start, kept);
        message.bytes = copyOf(bytes);
        const bool interim = head->status >= 100 && head->status < 200 && head->status != 101;
        m_over = head->status == 101 || message.method == "CONNECT" ||
                 (methodAnswered() == "CONNECT" && head->status / 100 == 2);
        if (!head->request && !interim) ++m_finals;
        m_messages.push_back(std::move(message));
        return size;
    }

    std::size_t sizeOf(const HttpHead& head, std::string_view text, std::uint64_t position,
                       bool moreRuns, Message& message) {
        const std::string_view rest = text.substr(head.size);
        const auto ends = [&](const std::string& what) {
            message.notes.push_back(what + (moreRuns         ? " is missing in part"
                                            : m_stream.ended ? " ends with the connection"
                                                             : " ends with the capture"));
            return text.size();
        };
        if (!head.complete) return ends("the head");
        const BodyFraming framing = framingOf(head, methodAnswered());
        switch (framing.kind) {
        case Framing::None:
            return head.size;
        case Framing::Length: {
            if (framing.length <= rest.size()) return head.size + framing.length;
            if (framing.length < kFarthest) m_resumeAt = position + head.size + framing.length;
            return ends("the body of " + std::to_string(framing.length) + " bytes");
        }
        case Framing::Chunked: {
            const Unchunked chunks = measureChunks(rest);
            if (chunks.complete) return head.size + chunks.size;
            if (chunks.problem.empty()) return ends("the body in chunks");
            message.notes.push_back(chunks.problem);
            return head.size + chunks.size;
        }
        case Framing::UntilEnd:
            break;
        }
        if (moreRuns || !m_stream.ended) ends("the body without a length");
        return text.size();
    }

    /// Positions beyond are made up; adding to them could overflow.
    static constexpr std::uint64_t kFarthest = std::uint64_t{1} << 40U;

    const HalfStream& m_stream;
    const std::vector<Message>* m_requests;
    const TrafficLimits& m_limits;
    std::vector<Message> m_messages;
    std::uint64_t m_resumeAt = 0;
    std::size_t m_skipped = 0;
    std::size_t m_finals = 0; ///< responses other than interim ones
    bool m_afterGap = false;
    bool m_over = false; ///< another protocol goes on from here
};

TrafficPeer peerOf(const Endpoint& endpoint) {
    return {toText(endpoint.address), endpoint.port};
}

/// Puts requests and responses together.
class Pairer {
public:
    Pairer(const Connection& connection, std::vector<Message>&& requests,
           std::vector<Message>&& responses)
        : m_connection(connection)
        , m_requests(std::move(requests))
        , m_responses(std::move(responses)) {
        const auto whole = [](const HalfStream& half) {
            return half.fromStart && half.runs.size() == 1;
        };
        m_inOrder = whole(connection.sent) && whole(connection.answered);
    }

    std::vector<RawExchange> pair() {
        for (Message& response : m_responses) {
            const bool interim =
                response.status >= 100 && response.status < 200 && response.status != 101;
            if (interim) {
                m_interim = response.status;
                continue;
            }
            answer(response);
        }
        while (m_next < m_requests.size())
            unanswered(m_requests[m_next++]);
        return std::move(m_made);
    }

private:
    void answer(Message& response) {
        std::size_t end = m_requests.size();
        if (!m_inOrder) {
            end = m_next;
            while (end < m_requests.size() && m_requests[end].order < response.order)
                ++end;
        }
        if (m_next == end) return orphan(response);
        // Where responses are missing, this one answers the latest request.
        while (response.afterGap && m_next + 1 < end)
            unanswered(m_requests[m_next++]);
        RawExchange exchange = start(m_requests[m_next++]);
        finish(exchange, response);
        m_made.push_back(std::move(exchange));
    }

    [[nodiscard]] RawExchange empty() const {
        RawExchange exchange;
        exchange.client = peerOf(m_connection.client);
        exchange.server = peerOf(m_connection.server);
        return exchange;
    }

    [[nodiscard]] RawExchange start(Message& request) const {
        RawExchange exchange = empty();
        exchange.sentAt = request.first;
        exchange.receivedAt = request.first;
        exchange.request = std::move(request.bytes);
        for (const std::string& note : request.notes)
            exchange.notes.push_back("request: " + note);
        return exchange;
    }

    void finish(RawExchange& exchange, Message& response) {
        exchange.receivedAt = response.last;
        exchange.response = std::move(response.bytes);
        if (m_interim != 0)
            exchange.notes.push_back("an interim response " + std::to_string(m_interim) +
                                     " came before the response");
        m_interim = 0;
        for (const std::string& note : response.notes)
            exchange.notes.push_back("response: " + note);
    }

    void orphan(Message& response) {
        RawExchange exchange = empty();
        exchange.sentAt = response.first;
        exchange.notes.emplace_back("the request is not in the capture");
        finish(exchange, response);
        m_made.push_back(std::move(exchange));
    }

    void unanswered(Message& request) {
        RawExchange exchange = start(request);
        exchange.notes.emplace_back("no response is in the capture");
        m_made.push_back(std::move(exchange));
    }

    const Connection& m_connection;
    std::vector<Message> m_requests;
    std::vector<Message> m_responses;
    std::vector<RawExchange> m_made;
    std::size_t m_next = 0;
    unsigned m_interim = 0;
    bool m_inOrder = false;
};

std::string_view startOf(const HalfStream& half) {
    return half.runs.empty() ? std::string_view() : textOf(half.runs.front().bytes);
}

/// Where no SYN said who is the client, the start lines do.
void turnRound(Connection& connection) {
    if (connection.clientKnown) return;
    if (!looksLikeResponse(startOf(connection.sent)) &&
        !looksLikeRequest(startOf(connection.answered)))
        return;
    std::swap(connection.client, connection.server);
    std::swap(connection.sent, connection.answered);
}

/// What a connection that is not HTTP/1.x is; empty when it may be.
std::string_view otherProtocol(const Connection& connection) {
    const std::string_view sent = startOf(connection.sent);
    if (sent.starts_with("PRI * HTTP/2")) return "HTTP/2";
    for (const std::string_view start : {sent, startOf(connection.answered)})
        if (start.size() > 2 && start[0] == 0x16 && start[1] == 0x03) return "TLS";
    return {};
}

void noteStream(const Connection& connection, const std::string& where,
                std::vector<std::string>& notes) {
    if (const std::size_t count = connection.sent.conflicts + connection.answered.conflicts;
        count > 0)
        notes.push_back(bytesText(count) + " of a connection to " + where +
                        " were sent again with other content; the first are shown");
}

} // namespace

std::vector<RawExchange> pairExchanges(Connection&& connection, const TrafficLimits& limits,
                                       std::vector<std::string>& notes) {
    turnRound(connection);
    const std::string where =
        toText(connection.server.address) + " port " + std::to_string(connection.server.port);
    if (const std::string_view other = otherProtocol(connection); !other.empty()) {
        notes.push_back("a connection to " + where + " is " + std::string(other) +
                        ", which is not read");
        return {};
    }
    std::vector<Message> requests = Cutter(connection.sent, nullptr, limits).cut();
    std::vector<Message> responses = Cutter(connection.answered, &requests, limits).cut();
    const bool anything = !connection.sent.empty() || !connection.answered.empty();
    if (requests.empty() && responses.empty()) {
        if (anything) notes.push_back("a connection to " + where + " holds no HTTP");
        return {};
    }
    noteStream(connection, where, notes);
    return Pairer(connection, std::move(requests), std::move(responses)).pair();
}

void sortExchanges(std::vector<RawExchange>& exchanges) {
    std::ranges::stable_sort(exchanges, {}, &RawExchange::sentAt);
}

} // namespace scepter::inspect
