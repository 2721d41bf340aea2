#include "traffic_rows.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

// Texts of findings that nobody uses any more are looked for when so many have come.
constexpr std::size_t kSweepBeyond = 4096;

std::string keyOf(const store::TrafficExamination& examination) {
    std::string key = examination.client;
    for (const auto& [severity, rule] : examination.findings)
        key.append("\n").append(severity).append(" ").append(rule);
    return key;
}

/// Checked when the row was added.
store::TrafficFactsView factsOf(const TrafficRows::Row& row) {
    return store::unpacked(row.facts).value_or(store::TrafficFactsView{});
}

} // namespace

void TrafficRows::clear() {
    m_rows.clear();
    m_found.clear();
}

Result<void> TrafficRows::add(store::TrafficLine line) {
    SCEPTER_CHECK(store::unpacked(line.facts));
    line.facts.shrink_to_fit();
    m_rows.push_back({line.id, std::move(line.facts), nullptr});
    return {};
}

void TrafficRows::dropBelow(std::int64_t id) {
    while (!m_rows.empty() && m_rows.front().id < id)
        m_rows.pop_front();
}

void TrafficRows::setFound(store::TrafficExamination examination) {
    const std::size_t index = firstAbove(examination.id - 1);
    if (index == m_rows.size() || m_rows[index].id != examination.id) return;
    if (m_found.size() > kSweepBeyond)
        std::erase_if(m_found, [](const auto& entry) { return entry.second.expired(); });
    std::weak_ptr<const Found>& known = m_found[keyOf(examination)];
    std::shared_ptr<const Found> found = known.lock();
    if (!found) {
        found = std::make_shared<const Found>(
            Found{std::move(examination.client), std::move(examination.findings)});
        known = found;
    }
    m_rows[index].found = std::move(found);
}

const TrafficRows::Row* TrafficRows::find(std::int64_t id) const {
    const std::size_t index = firstAbove(id - 1);
    return index < m_rows.size() && m_rows[index].id == id ? &m_rows[index] : nullptr;
}

std::size_t TrafficRows::firstAbove(std::int64_t id) const {
    const auto found = std::ranges::upper_bound(m_rows, id, {}, &Row::id);
    return static_cast<std::size_t>(found - m_rows.begin());
}

bool TrafficRows::isWhole() const {
    return m_rows.empty() ||
           m_rows.back().id - m_rows.front().id == static_cast<std::int64_t>(m_rows.size()) - 1;
}

void fillFields(const TrafficRows::Row& row, const store::TrafficFactsView& facts,
                inspect::FilterRow& fields) {
    fields.time = facts.at;
    fields.operation.assign(facts.operation);
    fields.messageType.assign(facts.messageType);
    fields.status.assign(facts.pkiStatus);
    fields.failInfo.assign(facts.failInfo);
    fields.subject.assign(facts.subject);
    fields.transactionId.assign(facts.transactionId);
    fields.peer.assign(facts.peer);
    fields.endpoint.assign(facts.endpoint);
    fields.method.assign(facts.method);
    fields.path.assign(facts.path);
    fields.text.assign(facts.summary).append(" ").append(facts.reason);
    fields.text.append(" ").append(facts.failInfoText).append(" ").append(facts.userAgent);
    fields.httpStatus = facts.status;
    fields.size = static_cast<std::size_t>(std::max<std::int64_t>(facts.requestSize, 0)) +
                  static_cast<std::size_t>(std::max<std::int64_t>(facts.responseSize, 0));
    fields.duration = std::chrono::duration_cast<std::chrono::milliseconds>(facts.duration).count();
    if (row.found) {
        fields.client = row.found->client;
        fields.findings = row.found->findings;
    } else {
        fields.client.clear();
        fields.findings.clear();
    }
}

TrafficRow toTrafficRow(const TrafficRows::Row& row) {
    const store::TrafficFactsView facts = factsOf(row);
    TrafficRow shown;
    shown.id = row.id;
    fillFields(row, facts, shown.fields);
    shown.duration = facts.duration;
    shown.tls = facts.tls;
    shown.requestSize = static_cast<std::size_t>(std::max<std::int64_t>(facts.requestSize, 0));
    shown.responseSize = static_cast<std::size_t>(std::max<std::int64_t>(facts.responseSize, 0));
    shown.requestId = facts.requestId;
    shown.reason = facts.reason;
    shown.hasBytes = facts.hasBytes;
    shown.examined = row.found != nullptr;
    return shown;
}

bool canBeExamined(const TrafficRows::Row& row) {
    return factsOf(row).hasBytes;
}

} // namespace scepter::workbench
