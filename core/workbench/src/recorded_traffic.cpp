#include "workbench/recorded_traffic.h"

#include "decode_exchanges.h"
#include "raw_exchange.h"
#include "traffic_rows.h"

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
// Exchanges that are decoded and then written down together, for each thread: first some 10 ms,
// for whoever waits for a sign; then more, since writing waits for the disk.
constexpr std::size_t kExamineFirst = 8;
constexpr std::size_t kExamineAtOnce = 256;
constexpr std::size_t kMostWords = 200;

std::unexpected<Error> cancelled() {
    return fail(ErrorCode::Cancelled, "cancelled");
}

bool stops(const store::GoOn& goOn) {
    return goOn && !goOn();
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
    if (filter.needsFindings()) {
        SCEPTER_TRY(ids, missing(filter, now, after));
        SCEPTER_CHECK(examine(ids, goOn));
    }
    return matching(filter, now, after, goOn);
}

Result<TrafficPart> RecordedTraffic::part(const inspect::Filter& filter, TimePoint now,
                                          std::int64_t after, std::chrono::milliseconds time,
                                          const store::GoOn& goOn) {
    const auto end = std::chrono::steady_clock::now() + time;
    TrafficPart part;
    if (filter.needsFindings()) {
        SCEPTER_TRY(ids, missing(filter, now, after));
        SCEPTER_TRY(done, examineUntil(ids, end, goOn));
        part.unexamined = ids.size() - done;
    }
    SCEPTER_TRY(known, matching(filter, now, after, goOn));
    part.ids = std::move(known);
    return part;
}

Result<store::IdList> RecordedTraffic::matching(const inspect::Filter& filter, TimePoint now,
                                                std::int64_t after, const store::GoOn& goOn) {
    const std::lock_guard lock(m_mutex);
    SCEPTER_CHECK(refresh());
    const std::size_t first = m_rows->firstAbove(after);
    const std::size_t count = m_rows->size();
    if (filter.empty() && m_rows->isWhole())
        return first == count
                   ? store::IdList()
                   : store::IdList::range(m_rows->at(first).id, m_rows->at(count - 1).id, true);
    const bool onlyExamined = filter.needsFindings();
    std::vector<std::int64_t> found;
    inspect::FilterRow fields;
    for (std::size_t i = first; i < count; ++i) {
        if ((i - first) % kFilterAtOnce == 0 && stops(goOn)) return cancelled();
        const TrafficRows::Row& row = m_rows->at(i);
        // Without any finding it would match "-finding:error".
        if (onlyExamined && !row.found && canBeExamined(row)) continue;
        SCEPTER_TRY(facts, store::unpacked(row.facts));
        fillFields(row, facts, fields);
        if (filter.matches(fields, now)) found.push_back(row.id);
    }
    return store::IdList::ascending(std::move(found), true);
}

Result<std::vector<std::int64_t>> RecordedTraffic::missing(const inspect::Filter& filter,
                                                           TimePoint now, std::int64_t after) {
    const inspect::Filter rest = filter.withoutFindings();
    std::vector<std::int64_t> ids;
    const std::lock_guard lock(m_mutex);
    SCEPTER_CHECK(refresh());
    inspect::FilterRow fields;
    for (std::size_t i = m_rows->size(); i > 0 && m_rows->at(i - 1).id > after; --i) {
        const TrafficRows::Row& row = m_rows->at(i - 1);
        if (row.found || !canBeExamined(row)) continue;
        SCEPTER_TRY(facts, store::unpacked(row.facts));
        fillFields(row, facts, fields);
        if (rest.matches(fields, now)) ids.push_back(row.id);
    }
    return ids;
}

Result<void> RecordedTraffic::examine(const std::vector<std::int64_t>& ids,
                                      const store::GoOn& goOn) {
    SCEPTER_TRY(done, examineUntil(ids, std::chrono::steady_clock::time_point::max(), goOn));
    static_cast<void>(done);
    return {};
}

Result<std::size_t> RecordedTraffic::examineUntil(const std::vector<std::int64_t>& ids,
                                                  std::chrono::steady_clock::time_point end,
                                                  const store::GoOn& goOn) {
    const std::size_t threads = decodingThreads();
    std::size_t block = kExamineFirst * threads;
    std::size_t done = 0;
    while (done < ids.size()) {
        const auto some = std::span(ids).subspan(done, std::min(block, ids.size() - done));
        SCEPTER_TRY(rows, undecoded(some));
        if (!rows.empty()) {
            SCEPTER_TRY(keyring, m_inspector.keyring());
            SCEPTER_TRY(decoded, decodeAll(m_store, *keyring, rows, goOn));
            SCEPTER_CHECK(m_store.putExaminations(decoded.found));
            if (decoded.stopped) return cancelled();
        }
        done += some.size();
        block = std::min(block * 2, kExamineAtOnce * threads);
        if (std::chrono::steady_clock::now() >= end) break;
    }
    return done;
}

Result<std::vector<Undecoded>> RecordedTraffic::undecoded(std::span<const std::int64_t> ids) {
    std::vector<Undecoded> rows;
    const std::lock_guard lock(m_mutex);
    SCEPTER_CHECK(refresh());
    for (const std::int64_t id : ids)
        if (const auto* row = m_rows->find(id);
            row != nullptr && !row->found && canBeExamined(*row))
            rows.push_back({row->id, row->facts});
    return rows;
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
