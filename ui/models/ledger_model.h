// A window on a table of the workspace: it holds ids, and rows only where somebody looks.
#pragma once

#include "models/list_model.h"
#include "store/lists.h"
#include "workbench/session.h"

#include <QSet>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace scepter::ui {

/// What all lists over the workspace have in common. Ids are read on another thread, rows by demand
/// and in blocks. While something is read, what is known stays. GUI thread.
class LedgerModel : public ListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LedgerModel)

public:
    explicit LedgerModel(workbench::Session& session, QObject* parent = nullptr);
    ~LedgerModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    [[nodiscard]] State state() const final { return m_state; }
    [[nodiscard]] bool isBusy() const final { return m_query != nullptr; }
    [[nodiscard]] const std::optional<Error>& error() const final { return m_error; }
    [[nodiscard]] qint64 idAt(int row) const final;
    [[nodiscard]] int rowOf(qint64 id) const final;
    [[nodiscard]] workbench::Session& session() const { return m_session; }

    void reload() final;
    /// Something moved: new rows are added, rows in sight are read anew, nothing goes.
    void follow();
    void cancel() final;

protected:
    using IdSource =
        std::function<Result<store::IdList>(workbench::Workbench&, const store::GoOn&)>;
    /// All ids that fit the filter, in the order of `column` (-1: by id). Runs on another thread:
    /// captures values only.
    [[nodiscard]] virtual IdSource idSource(int column, Qt::SortOrder order) const = 0;
    /// Ids that fit the filter and are greater than `after`, newest first.
    [[nodiscard]] virtual IdSource newerSource(qint64 after) const = 0;
    /// The greatest id that there is.
    [[nodiscard]] virtual qint64 newestOf(const store::Marks& marks) const = 0;
    /// Starts to read these rows; calls rowsArrived() when they are there.
    virtual void fetch(const std::vector<std::int64_t>& ids) = 0;
    /// The value of a cell; an invalid one while the row is not known.
    [[nodiscard]] virtual QVariant cell(qint64 id, int column, int role) const = 0;
    enum class Known { No, Old, Yes, Gone };
    [[nodiscard]] virtual Known isKnown(qint64 id) const = 0;
    /// What is known is old now.
    virtual void age() = 0;

    void rowsArrived(const std::vector<std::int64_t>& ids);
    /// They could not be read: tells it, and does not try again by itself.
    void rowsFailed(const std::vector<std::int64_t>& ids, const Error& error);

private:
    struct Found {
        store::IdList ids;
        store::Marks marks; ///< from before the ids were read
    };
    using Flag = std::shared_ptr<std::atomic<bool>>;
    [[nodiscard]] int count() const;
    void want(int row) const;
    void fetchWanted();
    void ask(const IdSource& source, bool additive);
    /// Shows what fits of the newest rows until all are there.
    void askFirst(const Flag& flag);
    void replaceIds(store::IdList ids);
    void addIds(const store::IdList& newer);
    void setState(State state, std::optional<Error> error);

    workbench::Session& m_session;
    [[nodiscard]] bool isNewestFirst() const {
        return m_sortColumn < 0 && m_sortOrder == Qt::DescendingOrder;
    }

    store::IdList m_ids;
    qint64 m_seen = 0; ///< ids up to this one were looked at
    State m_state = State::Idle;
    std::optional<Error> m_error;
    Flag m_query; ///< set to cancel what is under way; null when nothing is
    bool m_followAgain = false;
    bool m_rowsFailed = false; ///< until something moves, or all is read anew
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    mutable QSet<int> m_wanted;
    mutable QTimer m_fetchTimer;
    QSet<qint64> m_underWay;
};

} // namespace scepter::ui
