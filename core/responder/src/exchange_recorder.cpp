#include "responder/exchange_recorder.h"

#include <algorithm>
#include <utility>

namespace scepter::responder {

namespace {

std::size_t sizeOf(const std::shared_ptr<const Bytes>& body) {
    return body ? body->capacity() + sizeof(Bytes) : 0;
}

std::size_t sizeOf(const Exchange& exchange) {
    std::size_t size = sizeof(Exchange) + sizeOf(exchange.request) + sizeOf(exchange.response) +
                       exchange.senderNonce.capacity();
    for (const std::string* text :
         {&exchange.remoteAddress, &exchange.method, &exchange.target, &exchange.userAgent,
          &exchange.endpoint, &exchange.contentType, &exchange.transactionId,
          &exchange.failInfoText, &exchange.summary, &exchange.localAddress, &exchange.tlsProtocol,
          &exchange.tlsCipher, &exchange.path, &exchange.operation, &exchange.sentTarget,
          &exchange.requestHeaders, &exchange.responseHead, &exchange.subject})
        size += text->capacity();
    if (exchange.error) {
        size += exchange.error->detail.capacity();
        for (const std::string& line : exchange.error->chain)
            size += sizeof(std::string) + line.capacity();
    }
    return size;
}

} // namespace

ExchangeRecorder::ExchangeRecorder()
    : ExchangeRecorder(Limits{}) {
}

ExchangeRecorder::ExchangeRecorder(const Limits& limits)
    : m_limits(limits) {
}

std::int64_t ExchangeRecorder::record(Exchange exchange) {
    const std::size_t bytes = sizeOf(exchange);
    auto kept = std::make_shared<Exchange>(std::move(exchange));
    std::vector<Entry> dropped; // destroyed after the lock: large bodies take their time
    std::int64_t id = 0;
    {
        const std::lock_guard lock(m_mutex);
        id = kept->id = ++m_lastId;
        m_entries.push_back({std::move(kept), bytes});
        m_bytes += bytes;
        dropped = dropBeyondLimits();
        m_mark.fetch_add(1, std::memory_order_release);
    }
    return id;
}

std::vector<ExchangeRecorder::Entry> ExchangeRecorder::dropBeyondLimits() {
    std::vector<Entry> dropped;
    while (!m_entries.empty() && (m_entries.size() > m_limits.count || m_bytes > m_limits.bytes)) {
        m_bytes -= m_entries.front().bytes;
        dropped.push_back(std::move(m_entries.front()));
        m_entries.pop_front();
        ++m_dropped;
    }
    return dropped;
}

void ExchangeRecorder::clear() {
    std::deque<Entry> dropped;
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_entries);
    m_bytes = 0;
    m_mark.fetch_add(1, std::memory_order_release);
}

ExchangeRecorder::Limits ExchangeRecorder::limits() const {
    const std::lock_guard lock(m_mutex);
    return m_limits;
}

void ExchangeRecorder::setLimits(const Limits& limits) {
    std::vector<Entry> dropped;
    const std::lock_guard lock(m_mutex);
    m_limits = limits;
    dropped = dropBeyondLimits();
    m_mark.fetch_add(1, std::memory_order_release);
}

ExchangeRecorder::State ExchangeRecorder::state() const {
    const std::lock_guard lock(m_mutex);
    State state{m_entries.size(), m_bytes, m_dropped, 0, 0};
    if (!m_entries.empty()) {
        state.firstId = m_entries.front().exchange->id;
        state.lastId = m_entries.back().exchange->id;
    }
    return state;
}

ExchangeRecorder::Kept ExchangeRecorder::find(std::int64_t id) const {
    auto found = list(id, id);
    return found.empty() ? nullptr : std::move(found.front());
}

std::vector<ExchangeRecorder::Kept> ExchangeRecorder::list(std::int64_t first,
                                                           std::int64_t last) const {
    std::vector<Kept> result;
    const std::lock_guard lock(m_mutex);
    if (m_entries.empty()) return result;
    const std::int64_t oldest = m_entries.front().exchange->id;
    first = std::max(first, oldest);
    last = std::min(last, m_lastId);
    for (std::int64_t id = first; id <= last; ++id)
        result.push_back(m_entries[static_cast<std::size_t>(id - oldest)].exchange);
    return result;
}

template <class Predicate>
std::vector<ExchangeRecorder::Kept> ExchangeRecorder::listWhere(const Predicate& matches) const {
    std::vector<Kept> result;
    const std::lock_guard lock(m_mutex);
    for (const Entry& entry : m_entries)
        if (matches(*entry.exchange)) result.push_back(entry.exchange);
    return result;
}

std::vector<ExchangeRecorder::Kept> ExchangeRecorder::ofRequest(std::int64_t requestId) const {
    if (requestId == 0) return {};
    return listWhere([&](const Exchange& one) { return one.requestId == requestId; });
}

std::vector<ExchangeRecorder::Kept>
ExchangeRecorder::ofTransaction(std::string_view transactionId) const {
    if (transactionId.empty()) return {};
    return listWhere([&](const Exchange& one) { return one.transactionId == transactionId; });
}

} // namespace scepter::responder
