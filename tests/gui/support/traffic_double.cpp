#include "support/traffic_double.h"

#include "inspect/exchange.h"

#include <QFile>

#include <algorithm>
#include <chrono>

namespace scepter::test {

namespace {

using workbench::TrafficRow;

Bytes captured(const QByteArray& file) {
    QFile capture(QStringLiteral(SCEPTER_TEST_DATA "/captures/") + QString::fromLatin1(file));
    if (!capture.open(QIODevice::ReadOnly)) qFatal("no capture %s", file.constData());
    const QByteArray bytes = capture.readAll();
    return {bytes.cbegin(), bytes.cend()};
}

} // namespace

std::int64_t TrafficDouble::add(const inspect::FilterRow& fields, const inspect::RawExchange& raw) {
    const std::lock_guard lock(m_mutex);
    One one;
    one.row.id = ++m_last;
    one.row.fields = fields;
    one.row.requestSize = raw.request.size();
    one.row.responseSize = raw.response.size();
    one.row.hasBytes = !raw.request.empty();
    one.row.duration = std::chrono::milliseconds{31};
    one.row.examined = true;
    one.raw = raw;
    m_all.push_back(std::move(one));
    ++m_mark;
    return m_last;
}

std::int64_t TrafficDouble::addCapture(const QByteArray& name, TimePoint time) {
    inspect::RawExchange raw;
    raw.sentAt = time;
    raw.receivedAt = time + std::chrono::milliseconds{31};
    raw.client = {"192.0.2.10", 40'000};
    raw.server = {"192.0.2.1", 80};
    raw.request = captured(name + ".request");
    raw.response = captured(name + ".response");
    inspect::Options options;
    options.now = time;
    const auto asked =
        inspect::summarize(inspect::inspect(raw.request, options, inspect::Hint::HttpRequest));
    const auto told =
        inspect::summarize(inspect::inspect(raw.response, options, inspect::Hint::HttpResponse));
    inspect::FilterRow fields;
    fields.time = time;
    fields.operation = asked.operation;
    fields.messageType = asked.messageType;
    fields.status = told.pkiStatus;
    fields.failInfo = told.failInfo;
    fields.client = asked.client;
    fields.subject = asked.subject;
    fields.transactionId = asked.transactionId;
    fields.peer = raw.client.address;
    fields.endpoint = "scep";
    fields.httpStatus = 200;
    if (!asked.severity.empty()) fields.findings.emplace_back(asked.severity, asked.finding);
    return add(fields, raw);
}

void TrafficDouble::dropOldest(std::size_t count) {
    const std::lock_guard lock(m_mutex);
    m_all.erase(m_all.begin(),
                m_all.begin() + static_cast<std::ptrdiff_t>(std::min(count, m_all.size())));
    ++m_mark;
}

void TrafficDouble::change(std::int64_t id, const std::function<void(TrafficRow&)>& edit) {
    const std::lock_guard lock(m_mutex);
    for (One& one : m_all)
        if (one.row.id == id) edit(one.row);
    ++m_mark;
}

void TrafficDouble::hold(bool held) {
    const std::lock_guard lock(m_mutex);
    m_held = held;
    m_released.notify_all();
}

void TrafficDouble::fail(bool failing) {
    const std::lock_guard lock(m_mutex);
    m_failing = failing;
    ++m_mark;
}

void TrafficDouble::leaveUnexamined(std::size_t count) {
    const std::lock_guard lock(m_mutex);
    m_unexamined = count;
}

int TrafficDouble::wholeReads() const {
    const std::lock_guard lock(m_mutex);
    return m_wholeReads;
}

Result<workbench::TrafficState> TrafficDouble::state() {
    const std::lock_guard lock(m_mutex);
    if (m_failing) return scepter::fail(ErrorCode::StoreCorrupt, "the file is damaged");
    workbench::TrafficState state;
    state.count = m_all.size();
    state.firstId = m_all.empty() ? 0 : m_all.front().row.id;
    state.lastId = m_last;
    state.mark = m_mark;
    return state;
}

Result<store::IdList> TrafficDouble::ids(const inspect::Filter& filter, TimePoint now,
                                         std::int64_t after, const store::GoOn& goOn) {
    std::unique_lock lock(m_mutex);
    if (m_failing) return scepter::fail(ErrorCode::StoreCorrupt, "the file is damaged");
    while (m_held && goOn())
        m_released.wait_for(lock, std::chrono::milliseconds{5});
    if (!goOn()) return scepter::fail(ErrorCode::Cancelled, "cancelled");
    if (after == 0) ++m_wholeReads;
    std::vector<std::int64_t> found;
    for (const One& one : m_all)
        if (one.row.id > after && filter.matches(one.row.fields, now)) found.push_back(one.row.id);
    return store::IdList::ascending(std::move(found), true);
}

Result<workbench::TrafficPart> TrafficDouble::part(const inspect::Filter& filter, TimePoint now,
                                                   std::int64_t after, std::chrono::milliseconds,
                                                   const store::GoOn& goOn) {
    SCEPTER_TRY(all, ids(filter, now, after, goOn));
    const std::lock_guard lock(m_mutex);
    if (!filter.needsFindings() || m_unexamined == 0) return workbench::TrafficPart{all, 0};
    --m_unexamined;
    const std::int64_t firstKnown =
        m_unexamined < m_all.size() ? m_all[m_unexamined].row.id : m_last + 1;
    std::vector<std::int64_t> known;
    for (std::size_t i = all.size(); i-- > 0;)
        if (all.at(i) >= firstKnown) known.push_back(all.at(i));
    return workbench::TrafficPart{store::IdList::ascending(std::move(known), true), m_unexamined};
}

Result<std::vector<TrafficRow>> TrafficDouble::rows(const std::vector<std::int64_t>& ids) {
    const std::lock_guard lock(m_mutex);
    std::vector<TrafficRow> found;
    for (const std::int64_t id : ids) {
        const auto at =
            std::ranges::lower_bound(m_all, id, {}, [](const One& one) { return one.row.id; });
        if (at != m_all.end() && at->row.id == id) found.push_back(at->row);
    }
    return found;
}

Result<inspect::RawExchange> TrafficDouble::raw(std::int64_t id) {
    const std::lock_guard lock(m_mutex);
    for (const One& one : m_all)
        if (one.row.id == id) return one.raw;
    return scepter::fail(ErrorCode::NotFound, "it is gone");
}

Result<std::vector<TrafficRow>> TrafficDouble::ofTransaction(const std::string& transactionId) {
    const std::lock_guard lock(m_mutex);
    std::vector<TrafficRow> found;
    for (const One& one : m_all)
        if (one.row.fields.transactionId == transactionId) found.push_back(one.row);
    return found;
}

Result<inspect::FilterWords> TrafficDouble::words() {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> clients;
    for (const One& one : m_all)
        if (!one.row.fields.client.empty()) clients.push_back(one.row.fields.client);
    std::ranges::sort(clients);
    const auto repeated = std::ranges::unique(clients);
    clients.erase(repeated.begin(), repeated.end());
    return inspect::FilterWords{{"client", clients}};
}

} // namespace scepter::test
