#include "workbench/recorded_traffic.h"

#include "raw_exchange.h"
#include "traffic_rows.h"

#include "inspect/exchange.h"
#include "inspect/inspect.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

namespace scepter::workbench {

namespace {

constexpr std::size_t kReadAtOnce = 4096;
// Rows between two questions whether to go on: some milliseconds.
constexpr std::size_t kFilterAtOnce = 2048;
// Exchanges that are decoded and then written down together: some 20 ms.
constexpr std::size_t kExamineAtOnce = 32;
constexpr std::size_t kMostWords = 200;

std::unexpected<Error> cancelled() {
    return fail(ErrorCode::Cancelled, "cancelled");
}

bool stops(const store::GoOn& goOn) {
    return goOn && !goOn();
}

void add(store::TrafficExamination& examination, const inspect::Finding& finding) {
    std::pair<std::string, std::string> entry{toText(finding.severity), finding.rule};
    if (std::ranges::find(examination.findings, entry) == examination.findings.end())
        examination.findings.push_back(std::move(entry));
}

/// Decodes both sides, as far as they were kept.
store::TrafficExamination examined(std::int64_t id, const store::TrafficFactsView& facts,
                                   const store::TrafficBytes& bytes,
                                   const inspect::Keyring& keyring) {
    store::TrafficExamination examination;
    examination.id = id;
    const inspect::RawExchange raw = toRawExchange(facts, bytes);
    inspect::Options options;
    options.keys = &keyring;
    options.now = facts.at; // certificates are judged at the time of the message
    std::optional<inspect::Inspection> request;
    std::optional<inspect::Inspection> reply;
    if (hasWholeRequest(facts, bytes))
        request = inspect::inspect(raw.request, options, inspect::Hint::HttpRequest);
    if (!bytes.responseHead.empty() && facts.method != "HEAD")
        reply = inspect::inspect(raw.response, options, inspect::Hint::HttpResponse);
    if (request && reply)
        for (const auto& pair : inspect::checkExchange(*request, *reply, options))
            add(examination, pair.finding);
    if (request) {
        examination.client = inspect::summarize(*request).client;
        for (const inspect::Finding& finding : request->findings)
            add(examination, finding);
    }
    if (reply)
        for (const inspect::Finding& finding : reply->findings)
            add(examination, finding);
    return examination;
}

} // namespace

RecordedTraffic::RecordedTraffic(std::string path, Inspector& inspector, const Clock& clock)
    : m_store(std::move(path), clock)
    , m_inspector(inspector)
    , m_rows(std::make_unique<TrafficRows>()) {
}

RecordedTraffic::~RecordedTraffic() = default;

Result<std::uint64_t> RecordedTraffic::mark() {
    SCEPTER_TRY(counts, m_store.counts());
    return counts.mark;
}

Result<TrafficState> RecordedTraffic::state() {
    SCEPTER_TRY(counts, m_store.counts());
    TrafficState state;
    state.count = counts.count();
    state.bytes = static_cast<std::size_t>(std::max<std::int64_t>(counts.bytes, 0));
    state.dropped = static_cast<std::uint64_t>(std::max<std::int64_t>(counts.dropped, 0));
    if (state.count > 0) {
        state.firstId = counts.firstId;
        state.lastId = counts.lastId;
    }
    state.mark = counts.mark;
    return state;
}

Result<store::TrafficCounts> RecordedTraffic::refresh() {
    SCEPTER_TRY(counts, m_store.counts());
    if (m_read && counts.mark == m_seen.mark) return counts;
    // Marks count up within one file: a smaller id, or another file, is another list.
    constexpr std::uint64_t kFile = ~((std::uint64_t{1} << 40) - 1);
    if (!m_read || (counts.mark & kFile) != (m_seen.mark & kFile) ||
        counts.lastId < m_seen.lastId) {
        m_rows->clear();
        m_seen = {};
        m_examinationsRead = 0;
    }
    m_rows->dropBelow(counts.firstId);
    SCEPTER_CHECK(readNew(counts));
    SCEPTER_CHECK(readExaminations(counts));
    m_seen = counts;
    m_read = true;
    return counts;
}

Result<void> RecordedTraffic::readNew(const store::TrafficCounts& counts) {
    std::int64_t last = m_rows->size() == 0 ? std::max(m_seen.lastId, counts.firstId - 1)
                                            : m_rows->at(m_rows->size() - 1).id;
    while (last < counts.lastId) {
        SCEPTER_TRY(lines, m_store.lines(last, kReadAtOnce));
        if (lines.empty()) break;
        last = lines.back().id;
        for (store::TrafficLine& line : lines)
            SCEPTER_CHECK(m_rows->add(std::move(line)));
    }
    return {};
}

Result<void> RecordedTraffic::readExaminations(const store::TrafficCounts& counts) {
    while (m_examinationsRead < counts.examinations) {
        SCEPTER_TRY(found, m_store.examinations(m_examinationsRead, kReadAtOnce));
        if (found.first.empty()) break; // pruned
        m_examinationsRead = found.second;
        for (store::TrafficExamination& one : found.first)
            m_rows->setFound(std::move(one));
    }
    m_examinationsRead = std::max(m_examinationsRead, counts.examinations);
    return {};
}

Result<store::IdList> RecordedTraffic::ids(const inspect::Filter& filter, TimePoint now,
                                           std::int64_t after, const store::GoOn& goOn) {
    if (filter.needsFindings()) SCEPTER_CHECK(examineMissing(filter, now, after, goOn));
    const std::lock_guard lock(m_mutex);
    SCEPTER_CHECK(refresh());
    const std::size_t first = m_rows->firstAbove(after);
    const std::size_t count = m_rows->size();
    if (filter.empty() && m_rows->isWhole())
        return first == count
                   ? store::IdList()
                   : store::IdList::range(m_rows->at(first).id, m_rows->at(count - 1).id, true);
    std::vector<std::int64_t> found;
    inspect::FilterRow fields;
    for (std::size_t i = first; i < count; ++i) {
        if ((i - first) % kFilterAtOnce == 0 && stops(goOn)) return cancelled();
        const TrafficRows::Row& row = m_rows->at(i);
        SCEPTER_TRY(facts, store::unpacked(row.facts));
        fillFields(row, facts, fields);
        if (filter.matches(fields, now)) found.push_back(row.id);
    }
    return store::IdList::ascending(std::move(found), true);
}

Result<void> RecordedTraffic::examineMissing(const inspect::Filter& filter, TimePoint now,
                                             std::int64_t after, const store::GoOn& goOn) {
    const inspect::Filter rest = filter.withoutFindings();
    std::vector<std::int64_t> missing; // newest first
    {
        const std::lock_guard lock(m_mutex);
        SCEPTER_CHECK(refresh());
        inspect::FilterRow fields;
        for (std::size_t i = m_rows->size(); i > 0 && m_rows->at(i - 1).id > after; --i) {
            const TrafficRows::Row& row = m_rows->at(i - 1);
            if (row.found || !canBeExamined(row)) continue;
            SCEPTER_TRY(facts, store::unpacked(row.facts));
            fillFields(row, facts, fields);
            if (rest.matches(fields, now)) missing.push_back(row.id);
        }
    }
    return examine(missing, goOn);
}

Result<void> RecordedTraffic::examine(const std::vector<std::int64_t>& ids,
                                      const store::GoOn& goOn) {
    for (std::size_t begin = 0; begin < ids.size(); begin += kExamineAtOnce) {
        std::vector<TrafficRows::Row> rows;
        {
            const std::lock_guard lock(m_mutex);
            SCEPTER_CHECK(refresh());
            const std::size_t end = std::min(begin + kExamineAtOnce, ids.size());
            for (std::size_t i = begin; i < end; ++i)
                if (const auto* row = m_rows->find(ids[i]);
                    row != nullptr && !row->found && canBeExamined(*row))
                    rows.push_back(*row);
        }
        if (rows.empty()) continue;
        SCEPTER_TRY(keyring, m_inspector.keyring());
        std::vector<store::TrafficExamination> found;
        for (const TrafficRows::Row& row : rows) {
            if (stops(goOn)) {
                SCEPTER_CHECK(m_store.putExaminations(found));
                return cancelled();
            }
            const auto bytes = m_store.bytes(row.id);
            if (!bytes && bytes.error().code == ErrorCode::NotFound) continue;
            if (!bytes) return std::unexpected(bytes.error());
            SCEPTER_TRY(facts, store::unpacked(row.facts));
            found.push_back(examined(row.id, facts, *bytes, *keyring));
        }
        SCEPTER_CHECK(m_store.putExaminations(found));
    }
    return {};
}

Result<std::vector<TrafficRow>> RecordedTraffic::rows(const std::vector<std::int64_t>& ids) {
    const std::lock_guard lock(m_mutex);
    SCEPTER_CHECK(refresh());
    std::vector<TrafficRow> rows;
    rows.reserve(ids.size());
    for (const std::int64_t id : ids)
        if (const auto* row = m_rows->find(id)) rows.push_back(toTrafficRow(*row));
    return rows;
}

Result<inspect::RawExchange> RecordedTraffic::raw(std::int64_t id) {
    std::string packed;
    {
        const std::lock_guard lock(m_mutex);
        SCEPTER_CHECK(refresh());
        const auto* row = m_rows->find(id);
        if (row == nullptr)
            return fail(ErrorCode::NotFound, "there is no exchange " + std::to_string(id));
        packed = row->facts;
    }
    SCEPTER_TRY(bytes, m_store.bytes(id));
    SCEPTER_TRY(facts, store::unpacked(packed));
    return toRawExchange(facts, bytes);
}

Result<std::vector<TrafficRow>> RecordedTraffic::ofTransaction(const std::string& transactionId) {
    std::vector<TrafficRow> rows;
    if (transactionId.empty()) return rows;
    const std::lock_guard lock(m_mutex);
    SCEPTER_CHECK(refresh());
    for (std::size_t i = 0; i < m_rows->size(); ++i) {
        SCEPTER_TRY(facts, store::unpacked(m_rows->at(i).facts));
        if (facts.transactionId == transactionId) rows.push_back(toTrafficRow(m_rows->at(i)));
    }
    return rows;
}

Result<std::vector<TrafficRow>> RecordedTraffic::ofRequest(std::int64_t requestId) {
    std::vector<TrafficRow> rows;
    if (requestId == 0) return rows;
    const std::lock_guard lock(m_mutex);
    SCEPTER_CHECK(refresh());
    for (std::size_t i = 0; i < m_rows->size(); ++i) {
        SCEPTER_TRY(facts, store::unpacked(m_rows->at(i).facts));
        if (facts.requestId == requestId) rows.push_back(toTrafficRow(m_rows->at(i)));
    }
    return rows;
}

Result<inspect::FilterWords> RecordedTraffic::words() {
    const std::lock_guard lock(m_mutex);
    SCEPTER_TRY(counts, refresh());
    if (m_haveWords && m_wordsMark == counts.mark) return m_words;
    std::map<std::string, std::set<std::string, std::less<>>> seen;
    const auto note = [](std::set<std::string, std::less<>>& words, std::string_view word) {
        if (!word.empty() && words.size() < kMostWords && !words.contains(word))
            words.emplace(word);
    };
    for (std::size_t i = m_rows->size(); i > 0; --i) {
        const TrafficRows::Row& row = m_rows->at(i - 1);
        SCEPTER_TRY(facts, store::unpacked(row.facts));
        note(seen["op"], facts.operation);
        note(seen["type"], facts.messageType);
        note(seen["status"], facts.pkiStatus);
        note(seen["fail"], facts.failInfo);
        note(seen["peer"], facts.peer);
        note(seen["endpoint"], facts.endpoint);
        note(seen["method"], facts.method);
        note(seen["path"], facts.path);
        note(seen["subject"], facts.subject);
        note(seen["txn"], facts.transactionId);
        if (!row.found) continue;
        note(seen["client"], row.found->client);
        for (const auto& finding : row.found->findings)
            note(seen["finding"], finding.second);
    }
    m_words.clear();
    for (auto& [key, words] : seen)
        if (!words.empty())
            m_words.emplace_back(key, std::vector<std::string>(words.begin(), words.end()));
    m_wordsMark = counts.mark;
    m_haveWords = true;
    return m_words;
}

Result<void> RecordedTraffic::clear() {
    return m_store.clear();
}

} // namespace scepter::workbench
