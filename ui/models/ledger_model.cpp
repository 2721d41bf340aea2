#include "models/ledger_model.h"

#include <algorithm>

namespace scepter::ui {

namespace {

// Of a filtered list, this many of the newest ids are tried before all are.
constexpr qint64 kFirstIds = 2000;

} // namespace

LedgerModel::LedgerModel(workbench::Session& session, QObject* parent)
    : ListModel(parent)
    , m_session(session) {
}

LedgerModel::~LedgerModel() {
    if (m_query) *m_query = true;
}

int LedgerModel::count() const {
    return static_cast<int>(m_ids.size());
}

int LedgerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

void LedgerModel::sort(int column, Qt::SortOrder order) {
    if (column == m_sortColumn && order == m_sortOrder) return;
    m_sortColumn = column;
    m_sortOrder = order;
    reload();
}

qint64 LedgerModel::idAt(int row) const {
    return row >= 0 && row < count() ? m_ids.at(static_cast<std::size_t>(row)) : 0;
}

int LedgerModel::rowOf(qint64 id) const {
    const auto row = m_ids.rowOf(id);
    return row ? static_cast<int>(*row) : -1;
}

void LedgerModel::reload() {
    age();
    m_followAgain = false;
    ask(idSource(m_sortColumn, m_sortOrder), false);
}

void LedgerModel::follow() {
    if (m_state == State::Idle) return;
    if (m_query) {
        m_followAgain = true;
        return;
    }
    age();
    if (count() > 0) Q_EMIT dataChanged(index(0, 0), index(count() - 1, columnCount() - 1));
    if (isNewestFirst() && m_state == State::Ready)
        ask(newerSource(m_seen), true);
    else
        ask(idSource(m_sortColumn, m_sortOrder), false);
}

void LedgerModel::cancel() {
    if (!m_query) return;
    *m_query = true;
    m_query.reset();
    setState(count() > 0 ? State::Ready : State::Failed,
             Error{ErrorCode::Cancelled, "the list was not read to its end", {}, std::nullopt});
}

void LedgerModel::ask(const IdSource& source, bool additive) {
    if (m_query) *m_query = true;
    const Flag flag = std::make_shared<std::atomic<bool>>(false);
    m_query = flag;
    if (!additive) {
        setState(State::Loading, std::nullopt);
        if (m_ids.empty()) askFirst(flag);
    }
    m_session
        .ask([source, flag](workbench::Workbench& workbench) -> Result<Found> {
            SCEPTER_TRY(marks, workbench.marks());
            SCEPTER_TRY(ids, source(workbench, [flag] { return !flag->load(); }));
            return Found{std::move(ids), marks};
        })
        .then(this, [this, flag, additive](const Result<Found>& answer) {
            if (m_query != flag) return; // something else was asked meanwhile
            m_query.reset();
            if (answer) {
                m_seen = newestOf(answer->marks);
                if (additive)
                    addIds(answer->ids);
                else
                    replaceIds(answer->ids);
                setState(State::Ready, std::nullopt);
            } else {
                setState(State::Failed, answer.error());
            }
            if (std::exchange(m_followAgain, false)) follow();
        });
}

void LedgerModel::askFirst(const Flag& flag) {
    // Without a filter all ids are known at once.
    const auto& marks = m_session.marks();
    if (!isFiltered() || !isNewestFirst() || !marks) return;
    const IdSource source = newerSource(std::max<qint64>(0, newestOf(*marks) - kFirstIds));
    m_session
        .ask([source, flag](workbench::Workbench& workbench) {
            return source(workbench, [flag] { return !flag->load(); });
        })
        .then(this, [this, flag](const Result<store::IdList>& answer) {
            // All of them are there, or something else was asked.
            if (m_query != flag || !answer || answer->empty() || !m_ids.empty()) return;
            replaceIds(*answer);
            Q_EMIT stateChanged();
        });
}

void LedgerModel::addIds(const store::IdList& newer) {
    if (newer.empty()) return;
    // An id that was given between the marks and the list came with the list already.
    std::vector<std::int64_t> fresh;
    for (std::size_t i = 0; i < newer.size(); ++i)
        if (const std::int64_t id = newer.at(i); m_ids.empty() || id > m_ids.at(0))
            fresh.push_back(id);
    if (fresh.empty()) return;
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    std::ranges::reverse(fresh);
    m_ids.addNewer(store::IdList::ascending(std::move(fresh), true));
    endInsertRows();
}

void LedgerModel::replaceIds(store::IdList ids) {
    // Selections and the current row follow their ids.
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList old = persistentIndexList();
    std::vector<std::int64_t> kept;
    kept.reserve(static_cast<std::size_t>(old.size()));
    for (const QModelIndex& index : old)
        kept.push_back(m_ids.at(static_cast<std::size_t>(index.row())));
    m_ids = std::move(ids);
    QModelIndexList now;
    now.reserve(old.size());
    for (qsizetype i = 0; i < old.size(); ++i) {
        const int row = rowOf(kept[static_cast<std::size_t>(i)]);
        now.append(row < 0 ? QModelIndex() : createIndex(row, old.at(i).column()));
    }
    changePersistentIndexList(old, now);
    Q_EMIT layoutChanged();
}

void LedgerModel::setState(State state, std::optional<Error> error) {
    m_state = state;
    m_error = std::move(error);
    Q_EMIT stateChanged();
}

} // namespace scepter::ui
