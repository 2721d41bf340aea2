// The rows of a list, read where somebody looks.
#pragma once

#include "models/list_model.h"
#include "workbench/session.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace scepter::ui {

/// Keeps the rows that were looked at last. They are read on another thread, in blocks; while one
/// is read anew, what is known of it stays. Lives as a member of its list, on the GUI thread.
template <class Row> class RowCache {
    Q_DISABLE_COPY_MOVE(RowCache)

public:
    /// Rows of these ids, as far as they are there. Runs on any thread: captures values only.
    using Source = std::function<Result<std::vector<Row>>(workbench::Workbench&,
                                                          const std::vector<std::int64_t>&)>;

    /// `source` is asked before each reading. `failed` is told why rows could not be read; they are
    /// not asked for again before age().
    RowCache(ListModel& list, workbench::Session& session, std::function<Source()> source,
             std::function<void(const Error&)> failed)
        : m_list(list)
        , m_session(session)
        , m_source(std::move(source))
        , m_tellFailed(std::move(failed)) {
        m_timer.setSingleShot(true);
        m_timer.setInterval(0);
        QObject::connect(&m_timer, &QTimer::timeout, &list, [this] { readWanted(); });
    }

    /// Null while the row is not known.
    [[nodiscard]] const Row* find(qint64 id) const {
        const auto found = m_rows.constFind(id);
        return found == m_rows.constEnd() ? nullptr : &found->row;
    }

    /// What `value(row)` says of a cell; reads the row soon when it is not known, or old.
    template <class Value>
    [[nodiscard]] QVariant data(const QModelIndex& index, int role, Value value) const {
        const qint64 id = m_list.idAt(index.row());
        if (role == ListModel::IdRole) return id;
        if (!isFresh(id)) want(index.row());
        if (const Row* known = find(id)) return value(*known);
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    }

    /// Reads those that are not known, then calls `done`.
    void ensure(std::vector<std::int64_t> ids, std::function<void()> done) {
        std::erase_if(ids, [this](std::int64_t id) { return isFresh(id); });
        if (ids.empty())
            done();
        else
            read(ids, std::move(done));
    }

    /// What is known is old now.
    void age() {
        ++m_age;
        m_gone.clear();
        m_failed = false;
    }

private:
    struct Kept {
        Row row;
        quint64 age = 0;
    };
    // Blocks of so many cover a screen with what comes next.
    static constexpr int kAround = 24;
    static constexpr qsizetype kMaxWanted = 512;
    static constexpr qsizetype kMaxKept = 4096;

    [[nodiscard]] bool isFresh(qint64 id) const {
        if (m_gone.contains(id)) return true;
        const auto found = m_rows.constFind(id);
        return found != m_rows.constEnd() && found->age == m_age;
    }

    void want(int row) const {
        if (m_failed) return;
        if (m_wanted.size() > kMaxWanted) m_wanted.clear();
        m_wanted.insert(row);
        if (!m_timer.isActive()) m_timer.start();
    }

    void readWanted() {
        if (m_wanted.isEmpty()) return;
        const auto [first, last] = std::ranges::minmax(m_wanted);
        m_wanted.clear();
        std::vector<std::int64_t> ids;
        const int end = std::min(last + kAround, m_list.rowCount() - 1);
        for (int row = std::max(0, first - kAround);
             row <= end && ids.size() < static_cast<std::size_t>(kMaxWanted); ++row) {
            const qint64 id = m_list.idAt(row);
            if (isFresh(id) || m_underWay.contains(id)) continue;
            m_underWay.insert(id);
            ids.push_back(id);
        }
        if (!ids.empty()) read(ids, {});
    }

    void read(const std::vector<std::int64_t>& ids, std::function<void()> done) {
        m_session
            .ask([source = m_source(), ids](workbench::Workbench& workbench) {
                return source(workbench, ids);
            })
            .then(&m_list, [this, ids, done = std::move(done),
                            age = m_age](const Result<std::vector<Row>>& answer) {
                for (const std::int64_t id : ids)
                    m_underWay.remove(id);
                if (!answer) {
                    m_failed = true;
                    m_tellFailed(answer.error());
                    return;
                }
                keep(ids, *answer, age);
                tell(ids);
                if (done) done();
            });
    }

    void keep(const std::vector<std::int64_t>& asked, const std::vector<Row>& rows, quint64 age) {
        for (const Row& row : rows) {
            if (m_rows.size() > kMaxKept && !m_rows.contains(row.id)) m_rows.clear();
            m_rows.insert(row.id, Kept{row, age});
        }
        // What is not there any more is not asked for again until something moves.
        for (const std::int64_t id : asked)
            if (const auto kept = m_rows.constFind(id);
                kept == m_rows.constEnd() || kept->age != age)
                m_gone.insert(id);
    }

    void tell(const std::vector<std::int64_t>& ids) {
        int first = m_list.rowCount();
        int last = -1;
        for (const std::int64_t id : ids) {
            const int row = m_list.rowOf(id);
            if (row < 0) continue;
            first = std::min(first, row);
            last = std::max(last, row);
        }
        if (last >= first)
            Q_EMIT m_list.dataChanged(m_list.index(first, 0),
                                      m_list.index(last, m_list.columnCount() - 1));
    }

    ListModel& m_list;
    workbench::Session& m_session;
    std::function<Source()> m_source;
    std::function<void(const Error&)> m_tellFailed;
    QHash<qint64, Kept> m_rows;
    QSet<qint64> m_gone; ///< asked for at this age, and not there
    QSet<qint64> m_underWay;
    quint64 m_age = 0;
    bool m_failed = false;
    mutable QSet<int> m_wanted;
    mutable QTimer m_timer;
};

} // namespace scepter::ui
