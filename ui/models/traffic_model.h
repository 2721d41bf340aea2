// Recorded exchanges as a list: the oldest first, what comes in is added at its end.
#pragma once

#include "errors/problem.h"
#include "inspect/filter.h"
#include "models/row_cache.h"
#include "workbench/session.h"
#include "workbench/traffic.h"

#include <QElapsedTimer>
#include <QHash>

#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

namespace scepter::ui {

/// Where the exchanges come from; asked on the thread that reads.
using TrafficSourceOf =
    std::function<std::shared_ptr<workbench::TrafficSource>(workbench::Workbench&)>;

/// A window on a traffic source: it holds ids, and rows only where somebody looks. One row is one
/// exchange, a request with its reply; when grouped, one transaction, which its last exchange
/// stands for. Ids and rows are read on another thread. GUI thread.
class TrafficModel : public ListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TrafficModel)

public:
    enum Column {
        Number,
        Time,
        Peer,
        What,
        Transaction,
        Outcome,
        Size,
        Took,
        Findings,
        Subject,
        Client,
        Endpoint,
        ColumnCount
    };

    TrafficModel(workbench::Session& session, TrafficSourceOf source, QObject* parent = nullptr);
    ~TrafficModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] bool isBusy() const override { return m_query != nullptr; }
    [[nodiscard]] const std::optional<Error>& error() const override { return m_error; }
    [[nodiscard]] qint64 idAt(int row) const override;
    [[nodiscard]] int rowOf(qint64 id) const override;
    [[nodiscard]] qint64 total() const override;
    [[nodiscard]] bool isFiltered() const override;
    void ensure(std::vector<std::int64_t> ids, std::function<void()> done) override;
    void reload() override;

    void setFilter(const inspect::Filter& filter);
    [[nodiscard]] const inspect::Filter& filter() const { return m_filter; }
    /// One row for each transaction; what belongs to none is left out.
    void setGrouped(bool grouped);
    [[nodiscard]] bool isGrouped() const { return m_grouped; }
    /// Exchanges that may fit the filter and are not decoded yet; what fits comes bit by bit.
    [[nodiscard]] qint64 unexamined() const { return m_unexamined; }
    /// How many exchanges a row stands for.
    [[nodiscard]] int exchangesOf(qint64 id) const { return m_groups.value(id, 1); }
    /// Shows no subjects and no addresses of clients.
    void setHidden(bool hidden);
    [[nodiscard]] bool isHidden() const { return m_hidden; }

    /// Asks whether something has moved, and reads what is new; a few times a second.
    void poll();
    /// Null while it is not known.
    [[nodiscard]] const workbench::TrafficRow* row(qint64 id) const { return m_rows.find(id); }
    [[nodiscard]] const TrafficSourceOf& source() const { return m_source; }

Q_SIGNALS:
    /// Other counts, or what is kept has changed.
    void trafficChanged();

private:
    using Flag = std::shared_ptr<std::atomic<bool>>;
    // How long exchanges are decoded for a filter before what fits is shown.
    static constexpr std::chrono::milliseconds kFirstLook{30};
    static constexpr std::chrono::milliseconds kNextLook{400};
    struct Found;
    struct Grouping;

    void follow();
    void ask(bool additive, std::chrono::milliseconds time = kFirstLook);
    void askAll(const Flag& flag, bool additive, std::chrono::milliseconds time);
    /// Shows what fits of the newest exchanges until all are there; false: it is not worth it.
    bool askFirst(const Flag& flag);
    void use(const Found& found, bool additive);
    void replaceIds(std::vector<std::int64_t> ids);
    void shiftTo(std::vector<std::int64_t> ids, std::size_t gone);
    void append(const std::vector<std::int64_t>& ids);
    void dropBefore(qint64 first);
    void setState(State state, std::optional<Error> error);
    void setTraffic(const workbench::TrafficState& state);
    void tellAll();
    [[nodiscard]] int count() const { return static_cast<int>(m_ids.size()); }
    [[nodiscard]] QString shown(const workbench::TrafficRow& row, int column) const;
    [[nodiscard]] QString whole(const workbench::TrafficRow& row, int column) const;
    [[nodiscard]] QString sentence(const workbench::TrafficRow& row) const;
    [[nodiscard]] QVariant value(const workbench::TrafficRow& row, int column, int role) const;

    workbench::Session& m_session;
    TrafficSourceOf m_source;
    inspect::Filter m_filter;
    bool m_grouped = false;
    bool m_hidden = false;
    std::vector<std::int64_t> m_ids; ///< the oldest first
    std::shared_ptr<Grouping> m_grouping;
    QHash<qint64, int> m_groups;
    std::optional<workbench::TrafficState> m_traffic; ///< of the last poll
    qint64 m_seen = 0;                                ///< ids up to this one were looked at
    qint64 m_unexamined = 0;
    quint64 m_readMark = 0;
    quint64 m_wholeMark = 0; ///< of the last time that all ids were read
    State m_state = State::Idle;
    std::optional<Error> m_error;
    Flag m_query;        ///< set to cancel what is under way; null when nothing is
    bool m_other = true; ///< the rows are of another filter
    bool m_polling = false;
    QElapsedTimer m_sinceFull;
    RowCache<workbench::TrafficRow> m_rows;
};

/// "PKIOperation PKCSReq", "GetCACaps", "GET /x": what an exchange was.
QString whatOf(const inspect::FilterRow& fields);
/// An error of recorded traffic: a damaged file is not the workspace's.
Problem trafficProblem(const Error& error, TimePoint now);
/// "FAILURE badRequest", "HTTP 404": how it ended.
QString outcomeOf(const inspect::FilterRow& fields);

} // namespace scepter::ui
