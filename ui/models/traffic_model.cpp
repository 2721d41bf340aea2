#include "models/traffic_model.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace scepter::ui {

namespace {

// Of a filtered list, this many of the newest are tried before all are.
constexpr qint64 kFirstIds = 4000;
// Under a filter, what was examined since may fit now, and what has become old may not.
constexpr qint64 kFullEveryMs = 2000;
constexpr std::size_t kGroupBlock = 2000;

using workbench::TrafficRow;
using workbench::TrafficSource;

} // namespace

/// Which transaction an exchange belongs to never changes: it is looked up once.
struct TrafficModel::Grouping {
    std::mutex mutex;
    std::unordered_map<std::int64_t, std::string> transactions;

    Result<void> learn(TrafficSource& source, const std::vector<std::int64_t>& ids,
                       const store::GoOn& goOn);
    /// The last exchange of each transaction, with how many there are; the oldest first.
    std::vector<std::pair<std::int64_t, int>> fold(const std::vector<std::int64_t>& ids,
                                                   std::int64_t firstKept);
};

struct TrafficModel::Found {
    workbench::TrafficState state; ///< from before the ids were read
    std::vector<std::int64_t> ids; ///< the oldest first
    std::vector<std::pair<std::int64_t, int>> groups;
    std::size_t unexamined = 0;
};

Result<void> TrafficModel::Grouping::learn(TrafficSource& source,
                                           const std::vector<std::int64_t>& ids,
                                           const store::GoOn& goOn) {
    const std::lock_guard lock(mutex);
    std::vector<std::int64_t> block;
    const auto look = [&]() -> Result<void> {
        SCEPTER_TRY(rows, source.rows(block));
        for (const TrafficRow& row : rows)
            transactions[row.id] = row.fields.transactionId;
        block.clear();
        return {};
    };
    for (const std::int64_t id : ids) {
        if (!goOn()) return fail(ErrorCode::Cancelled, "the list was not read to its end");
        if (!transactions.contains(id)) block.push_back(id);
        if (block.size() == kGroupBlock) SCEPTER_CHECK(look());
    }
    if (!block.empty()) SCEPTER_CHECK(look());
    return {};
}

std::vector<std::pair<std::int64_t, int>>
TrafficModel::Grouping::fold(const std::vector<std::int64_t>& ids, std::int64_t firstKept) {
    const std::lock_guard lock(mutex);
    std::unordered_map<std::string_view, std::pair<std::int64_t, int>> last;
    for (const std::int64_t id : ids)
        if (const std::string& name = transactions[id]; !name.empty()) {
            auto& group = last[name];
            group = {id, group.second + 1};
        }
    std::vector<std::pair<std::int64_t, int>> groups;
    groups.reserve(last.size());
    for (const auto& [name, group] : last)
        groups.push_back(group);
    std::ranges::sort(groups);
    last.clear();
    std::erase_if(transactions, [firstKept](const auto& one) { return one.first < firstKept; });
    return groups;
}

TrafficModel::TrafficModel(workbench::Session& session, TrafficSourceOf source, QObject* parent)
    : ListModel(parent)
    , m_session(session)
    , m_source(std::move(source))
    , m_grouping(std::make_shared<Grouping>())
    , m_rows(
          *this, session,
          [this] {
              return [source = m_source](workbench::Workbench& workbench,
                                         const std::vector<std::int64_t>& ids) {
                  return source(workbench)->rows(ids);
              };
          },
          [this](const Error& error) { setState(State::Failed, error); }) {
}

TrafficModel::~TrafficModel() {
    if (m_query) *m_query = true;
}

// ---- what there is
// -------------------------------------------------------------------------------

int TrafficModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

int TrafficModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

qint64 TrafficModel::idAt(int row) const {
    return row >= 0 && row < count() ? m_ids[static_cast<std::size_t>(row)] : 0;
}

int TrafficModel::rowOf(qint64 id) const {
    const auto found = std::ranges::lower_bound(m_ids, id);
    return found == m_ids.end() || *found != id ? -1 : static_cast<int>(found - m_ids.begin());
}

qint64 TrafficModel::total() const {
    return m_traffic ? static_cast<qint64>(m_traffic->count) : 0;
}

bool TrafficModel::isFiltered() const {
    return total() > 0 && (!m_filter.empty() || m_grouped);
}

QVariant TrafficModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    return m_rows.data(index, role,
                       [&](const TrafficRow& row) { return value(row, index.column(), role); });
}

void TrafficModel::ensure(std::vector<std::int64_t> ids, std::function<void()> done) {
    m_rows.ensure(std::move(ids), std::move(done));
}

// ---- which ids
// -----------------------------------------------------------------------------------

void TrafficModel::setFilter(const inspect::Filter& filter) {
    m_filter = filter;
    m_other = true;
    reload();
}

void TrafficModel::setGrouped(bool grouped) {
    if (grouped == m_grouped) return;
    m_grouped = grouped;
    m_other = true;
    if (m_state != State::Idle) reload();
}

void TrafficModel::setHidden(bool hidden) {
    if (hidden == m_hidden) return;
    m_hidden = hidden;
    tellAll();
}

void TrafficModel::tellAll() {
    if (count() > 0) Q_EMIT dataChanged(index(0, 0), index(count() - 1, ColumnCount - 1));
}

void TrafficModel::reload() {
    m_rows.age();
    ask(false);
}

void TrafficModel::poll() {
    if (m_polling || m_state == State::Idle || m_query) return;
    m_polling = true;
    m_session
        .ask([source = m_source](workbench::Workbench& workbench) {
            return source(workbench)->state();
        })
        .then(this, [this](const Result<workbench::TrafficState>& answer) {
            m_polling = false;
            if (!answer) {
                if (m_state != State::Failed || m_error != answer.error())
                    setState(State::Failed, answer.error());
                return;
            }
            setTraffic(*answer);
            const bool old = !m_filter.empty() && m_sinceFull.hasExpired(kFullEveryMs) &&
                             (m_filter.dependsOnTime() || answer->mark != m_wholeMark);
            if (answer->mark != m_readMark || old || m_state == State::Failed) follow();
        });
}

void TrafficModel::follow() {
    if (m_query) return; // the next poll finds out what came meanwhile
    const bool moved = !m_traffic || m_traffic->mark != m_readMark;
    if (moved) {
        m_rows.age();
        tellAll();
    }
    const bool whole = m_grouped || (!m_filter.empty() && m_sinceFull.hasExpired(kFullEveryMs)) ||
                       m_state != State::Ready;
    ask(!whole);
}

void TrafficModel::ask(bool additive, std::chrono::milliseconds time) {
    if (m_query) *m_query = true;
    const Flag flag = std::make_shared<std::atomic<bool>>(false);
    m_query = flag;
    if (m_other) m_unexamined = 0;
    const bool quiet = additive || (!m_other && m_state == State::Ready);
    if (!quiet) setState(State::Loading, std::nullopt);
    // Two at once would decode the same.
    if (m_other && !additive && askFirst(flag) && m_filter.needsFindings()) return;
    askAll(flag, additive, time);
}

void TrafficModel::askAll(const Flag& flag, bool additive, std::chrono::milliseconds time) {
    m_session
        .ask([sourceOf = m_source, filter = m_filter, now = m_session.clock().now(),
              after = additive ? m_seen : qint64{0}, grouping = m_grouped ? m_grouping : nullptr,
              flag, time](workbench::Workbench& workbench) -> Result<Found> {
            const auto source = sourceOf(workbench);
            const store::GoOn goOn = [flag] { return !flag->load(); };
            Found found;
            SCEPTER_TRY(state, source->state());
            found.state = state;
            SCEPTER_TRY(part, source->part(filter, now, after, time, goOn));
            found.unexamined = part.unexamined;
            found.ids.reserve(part.ids.size());
            for (std::size_t i = part.ids.size(); i-- > 0;)
                found.ids.push_back(part.ids.at(i));
            if (!grouping) return found;
            SCEPTER_CHECK(grouping->learn(*source, found.ids, goOn));
            found.groups = grouping->fold(found.ids, state.firstId);
            found.ids.clear();
            for (const auto& [id, size] : found.groups)
                found.ids.push_back(id);
            return found;
        })
        .then(this, [this, flag, additive](const Result<Found>& answer) {
            if (m_query != flag) return; // something else was asked meanwhile
            m_query.reset();
            m_unexamined = answer ? static_cast<qint64>(answer->unexamined) : 0;
            if (!answer)
                setState(State::Failed, answer.error());
            else
                use(*answer, additive);
            if (m_unexamined > 0 && !m_query) ask(false, kNextLook);
        });
}

bool TrafficModel::askFirst(const Flag& flag) {
    if (m_filter.empty() || m_grouped || total() <= kFirstIds) return false;
    m_session
        .ask([source = m_source, filter = m_filter, now = m_session.clock().now(),
              after = m_traffic->lastId - kFirstIds, flag](workbench::Workbench& workbench) {
            return source(workbench)->part(filter, now, after, kFirstLook,
                                           [flag] { return !flag->load(); });
        })
        .then(this, [this, flag](const Result<workbench::TrafficPart>& answer) {
            // All of them are there, or something else was asked.
            if (m_query != flag) return;
            if (answer && !answer->ids.empty()) {
                std::vector<std::int64_t> ids;
                for (std::size_t i = answer->ids.size(); i-- > 0;)
                    ids.push_back(answer->ids.at(i));
                replaceIds(std::move(ids));
                Q_EMIT stateChanged();
            }
            if (m_query == flag && m_filter.needsFindings()) askAll(flag, false, kNextLook);
        });
    return true;
}

void TrafficModel::use(const Found& found, bool additive) {
    m_seen = std::max(found.state.lastId, found.ids.empty() ? 0 : found.ids.back());
    m_readMark = found.state.mark;
    m_other = false;
    setTraffic(found.state);
    if (additive) {
        dropBefore(found.state.count == 0 ? m_seen + 1 : found.state.firstId);
        append(found.ids);
    } else {
        m_sinceFull.start();
        m_wholeMark = found.state.mark;
        m_groups.clear();
        for (const auto& [id, size] : found.groups)
            m_groups.insert(id, size);
        replaceIds(found.ids);
    }
    setState(m_unexamined > 0 ? State::Loading : State::Ready, std::nullopt);
}

void TrafficModel::append(const std::vector<std::int64_t>& ids) {
    std::vector<std::int64_t> fresh;
    for (const std::int64_t id : ids)
        if (m_ids.empty() || id > m_ids.back()) fresh.push_back(id);
    if (fresh.empty()) return;
    beginInsertRows({}, count(), count() + static_cast<int>(fresh.size()) - 1);
    m_ids.insert(m_ids.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

void TrafficModel::dropBefore(qint64 first) {
    const auto end = std::ranges::lower_bound(m_ids, first);
    if (end == m_ids.begin()) return;
    beginRemoveRows({}, 0, static_cast<int>(end - m_ids.begin()) - 1);
    m_ids.erase(m_ids.begin(), end);
    endRemoveRows();
}

void TrafficModel::replaceIds(std::vector<std::int64_t> ids) {
    if (ids == m_ids) return;
    // As a rule the oldest go and new ones come: then all else stays where it is.
    if (!ids.empty() && !m_ids.empty()) {
        const auto from = std::ranges::lower_bound(m_ids, ids.front());
        const auto same = static_cast<std::size_t>(m_ids.end() - from);
        if (same > 0 && same <= ids.size() && std::equal(from, m_ids.end(), ids.begin())) {
            shiftTo(std::move(ids), m_ids.size() - same);
            return;
        }
    }
    // Selections and the current row follow their ids.
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList old = persistentIndexList();
    std::vector<std::int64_t> kept;
    kept.reserve(static_cast<std::size_t>(old.size()));
    for (const QModelIndex& one : old)
        kept.push_back(m_ids[static_cast<std::size_t>(one.row())]);
    m_ids = std::move(ids);
    QModelIndexList now;
    now.reserve(old.size());
    for (qsizetype i = 0; i < old.size(); ++i) {
        const int at = rowOf(kept[static_cast<std::size_t>(i)]);
        now.append(at < 0 ? QModelIndex() : createIndex(at, old.at(i).column()));
    }
    changePersistentIndexList(old, now);
    Q_EMIT layoutChanged();
}

void TrafficModel::shiftTo(std::vector<std::int64_t> ids, std::size_t gone) {
    if (gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_ids.erase(m_ids.begin(), m_ids.begin() + static_cast<std::ptrdiff_t>(gone));
        endRemoveRows();
    }
    if (ids.size() == m_ids.size()) return;
    beginInsertRows({}, count(), static_cast<int>(ids.size()) - 1);
    m_ids = std::move(ids);
    endInsertRows();
}

void TrafficModel::setState(State state, std::optional<Error> error) {
    m_state = state;
    m_error = std::move(error);
    Q_EMIT stateChanged();
}

void TrafficModel::setTraffic(const workbench::TrafficState& state) {
    const bool same = m_traffic && m_traffic->mark == state.mark &&
                      m_traffic->count == state.count && m_traffic->dropped == state.dropped;
    m_traffic = state;
    if (!same) Q_EMIT trafficChanged();
}

} // namespace scepter::ui
