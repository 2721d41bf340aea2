#include "store/traffic_store.h"

#include "sql.h"
#include "traffic_file.h"
#include "transaction.h"

#include "base/text.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace scepter::store {

namespace {

constexpr std::uint64_t kGenerationStep = std::uint64_t{1} << 40;
// Dropped in one step, at most: a cap that was lowered must not hold the write lock for seconds.
constexpr std::int64_t kMostDropped = 20'000;

// What is left belongs to the ledger: traffic must not be why nothing can be issued.
constexpr std::uint64_t kRoomLeft = std::uint64_t{32} << 20;

Result<void> checkRoom(const std::string& path) {
    std::error_code error;
    const auto folder = std::filesystem::path(path).parent_path();
    const auto room = std::filesystem::space(folder.empty() ? "." : folder, error);
    if (error || room.available >= kRoomLeft) return {}; // what is wrong shows at the next step
    return fail(ErrorCode::StoreFull, "the recorded traffic: less than " +
                                          std::to_string(kRoomLeft >> 20) +
                                          " MiB are free, which the workspace may need");
}

std::size_t sizeOf(const std::shared_ptr<const Bytes>& body) {
    return body ? body->size() : 0;
}

std::string findingsText(const TrafficExamination& examination) {
    std::string text = printable(examination.client) + '\n';
    for (const auto& [severity, rule] : examination.findings)
        text += printable(severity) + ' ' + printable(rule) + '\n';
    return text;
}

TrafficExamination examinationOf(std::int64_t id, std::string_view text) {
    TrafficExamination found;
    found.id = id;
    bool first = true;
    for (const std::string_view line : split(text, '\n')) {
        if (std::exchange(first, false)) {
            found.client = line;
            continue;
        }
        const std::size_t space = line.find(' ');
        if (space != std::string_view::npos)
            found.findings.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    return found;
}

Result<TrafficCounts> readState(Connection& connection) {
    auto query = connection.statement("SELECT first_id, last_id, bytes, dropped, examinations, "
                                      "changes FROM state WHERE id = 1");
    SCEPTER_TRY(found, query.next());
    if (!found) return fail(ErrorCode::StoreCorrupt, "the recorded traffic has no state");
    TrafficCounts counts;
    counts.firstId = query.integer(0);
    counts.lastId = query.integer(1);
    counts.bytes = query.integer(2);
    counts.dropped = query.integer(3);
    counts.examinations = query.integer(4);
    counts.mark = static_cast<std::uint64_t>(query.integer(5));
    // Whatever is in the file, sums must not run over.
    constexpr std::int64_t kMost = std::int64_t{1} << 50;
    if (counts.firstId < 1 || counts.lastId < counts.firstId - 1 || counts.lastId > kMost ||
        counts.examinations < 0 || counts.examinations > kMost)
        return fail(ErrorCode::StoreCorrupt, "the recorded traffic: its counters make no sense");
    return counts;
}

Result<void> writeState(Connection& connection, const TrafficCounts& counts) {
    auto update =
        connection.statement("UPDATE state SET first_id = ?, last_id = ?, bytes = ?, dropped = ?, "
                             "examinations = ?, changes = changes + 1 WHERE id = 1");
    return update.bind(counts.firstId)
        .bind(counts.lastId)
        .bind(counts.bytes)
        .bind(counts.dropped)
        .bind(counts.examinations)
        .run();
}

void bindBody(Statement& statement, const std::shared_ptr<const Bytes>& body) {
    if (body)
        statement.bind(ByteView(*body));
    else
        statement.bindNull();
}

Result<void> insert(Connection& connection, TrafficCounts& counts, const TrafficEntry& entry) {
    const std::string facts = packed(entry.facts);
    const TrafficBytes& bytes = entry.bytes;
    const auto size =
        static_cast<std::int64_t>(facts.size() + bytes.requestHead.size() + sizeOf(bytes.request) +
                                  bytes.responseHead.size() + sizeOf(bytes.response));
    const std::int64_t id = ++counts.lastId;
    counts.bytes += size;
    auto line =
        connection.statement("INSERT INTO exchanges(id, at, size, facts) VALUES (?, ?, ?, ?)");
    SCEPTER_CHECK(line.bind(id).bind(entry.facts.at).bind(size).bind(bytesOf(facts)).run());
    auto body = connection.statement("INSERT INTO bodies(id, request_head, request, response_head, "
                                     "response) VALUES (?, ?, ?, ?, ?)");
    body.bind(id).bind(bytesOf(bytes.requestHead));
    bindBody(body, bytes.request);
    body.bind(bytesOf(bytes.responseHead));
    bindBody(body, bytes.response);
    return body.run();
}

/// Which ids go, from the oldest on; changes the counts accordingly. Gives whether any does.
Result<bool> chooseOldest(Connection& connection, TrafficCounts& counts, const TrafficCaps& caps,
                          TimePoint now) {
    const std::int64_t before = counts.firstId;
    auto query = connection.statement("SELECT id, at, size FROM exchanges ORDER BY id");
    while (counts.count() > 0 && counts.firstId - before < kMostDropped) {
        SCEPTER_TRY(more, query.next());
        if (!more) break;
        const bool tooMany =
            counts.count() > caps.count || counts.bytes > static_cast<std::int64_t>(caps.bytes);
        if (!tooMany && query.time(1) >= now - caps.age) break;
        counts.firstId = query.integer(0) + 1;
        counts.bytes = std::max<std::int64_t>(counts.bytes - query.integer(2), 0);
    }
    return counts.firstId != before;
}

Result<void> dropOldest(Connection& connection, TrafficCounts& counts, const TrafficCaps& caps,
                        TimePoint now) {
    SCEPTER_TRY(any, chooseOldest(connection, counts, caps, now));
    if (!any) return {};
    for (const std::string_view sql :
         {"DELETE FROM exchanges WHERE id < ?", "DELETE FROM bodies WHERE id < ?",
          "DELETE FROM examined WHERE exchange_id < ?"}) {
        auto drop = connection.statement(sql);
        SCEPTER_CHECK(drop.bind(counts.firstId).run());
    }
    return {};
}

std::shared_ptr<const Bytes> bodyOf(const Statement& query, int column) {
    if (query.isNull(column)) return nullptr;
    return std::make_shared<const Bytes>(query.blob(column));
}

std::string textOfBlob(const Statement& query, int column) {
    const Bytes bytes = query.blob(column);
    return std::string(textOf(bytes));
}

} // namespace

std::string trafficPathOf(const std::string& workspace) {
    return workspace + "-traffic";
}

class TrafficStore::Private {
public:
    Private(std::string path, const Clock& time)
        : clock(time)
        , files(std::move(path), time) {}

    /// `work(connection, counts)` in one write transaction, after which the counts are written.
    template <class Work> Result<void> write(TrafficFile& file, Work&& work) {
        SCEPTER_TRY(connection, file.connections.connection());
        return inTransaction(*connection, [&]() -> Result<void> {
            SCEPTER_TRY(counts, readState(*connection));
            SCEPTER_CHECK(work(*connection, counts));
            return writeState(*connection, counts);
        });
    }

    const Clock& clock;
    TrafficFiles files;
};

TrafficStore::TrafficStore(std::string path, const Clock& clock)
    : m_p(std::make_unique<Private>(std::move(path), clock)) {
}

TrafficStore::~TrafficStore() = default;

Result<std::unique_ptr<TrafficStore>> TrafficStore::open(const std::string& path,
                                                         const Clock& clock) {
    auto opened = std::make_unique<TrafficStore>(path, clock);
    SCEPTER_TRY(file, opened->m_p->files.find());
    static_cast<void>(file);
    return opened;
}

const std::string& TrafficStore::path() const {
    return m_p->files.path();
}

Result<std::int64_t> TrafficStore::append(const std::vector<TrafficEntry>& entries,
                                          const TrafficCaps& caps, std::int64_t dropped) {
    SCEPTER_CHECK(checkRoom(path()));
    SCEPTER_TRY(file, m_p->files.findOrMake());
    std::int64_t last = 0;
    auto written =
        m_p->write(*file, [&](Connection& connection, TrafficCounts& counts) -> Result<void> {
            for (const TrafficEntry& entry : entries)
                SCEPTER_CHECK(insert(connection, counts, entry));
            counts.dropped += dropped;
            last = counts.lastId;
            return dropOldest(connection, counts, caps, m_p->clock.now());
        });
    if (written) return last;
    // An id that is there already is beyond the file's own counters.
    if (written.error().code == ErrorCode::Conflict) written.error().code = ErrorCode::StoreCorrupt;
    return failWith(std::move(written));
}

Result<void> TrafficStore::prune(const TrafficCaps& caps) {
    SCEPTER_TRY(file, m_p->files.find());
    if (!file) return {};
    SCEPTER_TRY(connection, file->connections.connection());
    SCEPTER_TRY(counts, readState(*connection));
    SCEPTER_TRY(any, chooseOldest(*connection, counts, caps, m_p->clock.now()));
    if (!any) return {};
    return m_p->write(*file, [&](Connection& writing, TrafficCounts& now) {
        return dropOldest(writing, now, caps, m_p->clock.now());
    });
}

Result<void> TrafficStore::clear() {
    SCEPTER_TRY(file, m_p->files.find());
    if (!file) return {};
    SCEPTER_TRY(connection, file->connections.connection());
    auto emptied =
        m_p->write(*file, [](Connection& writing, TrafficCounts& counts) -> Result<void> {
            for (const std::string_view sql :
                 {"DELETE FROM exchanges", "DELETE FROM bodies", "DELETE FROM examined"})
                SCEPTER_CHECK(writing.statement(sql).run());
            counts.firstId = counts.lastId + 1;
            counts.bytes = 0;
            return {};
        });
    if (!emptied) return emptied;
    // Also what was deleted before and still stands in free pages goes with this.
    return connection->execute("VACUUM");
}

Result<TrafficCounts> TrafficStore::counts() {
    SCEPTER_TRY(file, m_p->files.find());
    TrafficCounts counts;
    if (file) {
        SCEPTER_TRY(connection, file->connections.connection());
        SCEPTER_TRY(read, readState(*connection));
        counts = read;
    }
    counts.mark = counts.mark % kGenerationStep +
                  (file ? file->generation : m_p->files.generation()) * kGenerationStep;
    return counts;
}

Result<std::vector<TrafficLine>> TrafficStore::lines(std::int64_t after, std::size_t most) {
    std::vector<TrafficLine> lines;
    SCEPTER_TRY(file, m_p->files.find());
    if (!file) return lines;
    SCEPTER_TRY(connection, file->connections.connection());
    auto query =
        connection->statement("SELECT id, facts FROM exchanges WHERE id > ? ORDER BY id LIMIT ?");
    query.bind(after).bind(static_cast<std::int64_t>(most));
    while (true) {
        SCEPTER_TRY(more, query.next());
        if (!more) return lines;
        lines.push_back({query.integer(0), textOfBlob(query, 1)});
    }
}

Result<TrafficBytes> TrafficStore::bytes(std::int64_t id) {
    SCEPTER_TRY(file, m_p->files.find());
    if (!file) return fail(ErrorCode::NotFound, "there is no exchange " + std::to_string(id));
    SCEPTER_TRY(connection, file->connections.connection());
    auto query = connection->statement(
        "SELECT request_head, request, response_head, response FROM bodies WHERE id = ?");
    SCEPTER_TRY(found, query.bind(id).next());
    if (!found) return fail(ErrorCode::NotFound, "there is no exchange " + std::to_string(id));
    return TrafficBytes{textOfBlob(query, 0), bodyOf(query, 1), textOfBlob(query, 2),
                        bodyOf(query, 3)};
}

Result<void> TrafficStore::putExaminations(const std::vector<TrafficExamination>& examinations) {
    if (examinations.empty()) return {};
    SCEPTER_TRY(file, m_p->files.find());
    if (!file) return {};
    return m_p->write(*file, [&](Connection& connection, TrafficCounts& counts) -> Result<void> {
        for (const TrafficExamination& one : examinations) {
            const std::string text = findingsText(one);
            auto put = connection.statement(
                "INSERT OR IGNORE INTO examined(number, exchange_id, findings) "
                "SELECT ?, id, ? FROM exchanges WHERE id = ?");
            SCEPTER_CHECK(put.bind(counts.examinations + 1).bind(bytesOf(text)).bind(one.id).run());
            if (put.changes() > 0) ++counts.examinations;
        }
        return {};
    });
}

Result<std::pair<std::vector<TrafficExamination>, std::int64_t>>
TrafficStore::examinations(std::int64_t after, std::size_t most) {
    std::pair<std::vector<TrafficExamination>, std::int64_t> found{{}, after};
    SCEPTER_TRY(file, m_p->files.find());
    if (!file) return found;
    SCEPTER_TRY(connection, file->connections.connection());
    auto query = connection->statement("SELECT number, exchange_id, findings FROM examined "
                                       "WHERE number > ? ORDER BY number LIMIT ?");
    query.bind(after).bind(static_cast<std::int64_t>(most));
    while (true) {
        SCEPTER_TRY(more, query.next());
        if (!more) return found;
        found.second = query.integer(0);
        found.first.push_back(examinationOf(query.integer(1), textOfBlob(query, 2)));
    }
}

Result<std::string> TrafficStore::setAside() {
    return m_p->files.setAside();
}

} // namespace scepter::store
