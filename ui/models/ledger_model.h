// A window on a table of the workspace: it holds the ids of what fits a filter.
#pragma once

#include "models/list_model.h"
#include "store/lists.h"
#include "workbench/session.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace scepter::ui {

/// What all lists over the workspace have in common. Ids are read on another thread; meanwhile,
/// what is known stays. GUI thread.
class LedgerModel : public ListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LedgerModel)

public:
    explicit LedgerModel(workbench::Session& session, QObject* parent = nullptr);
    ~LedgerModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
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
    /// Stops reading ids.
    void cancel();

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
    /// What is known of rows is old now.
    virtual void age() = 0;
    void rowsFailed(const Error& error) { setState(State::Failed, error); }

private:
    struct Found {
        store::IdList ids;
        store::Marks marks; ///< from before the ids were read
    };
    using Flag = std::shared_ptr<std::atomic<bool>>;
    [[nodiscard]] int count() const;
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
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace scepter::ui
