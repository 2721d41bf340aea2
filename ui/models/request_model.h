// Enrollment requests as a list.
#pragma once

#include "models/record_model.h"

namespace scepter::ui {

/// Newest first until the operator sorts otherwise. A request that was decided while it was in
/// sight stays until reload(), struck.
class RequestModel : public RecordModel<enrollment::RequestRecord> {
    Q_OBJECT

public:
    enum Column {
        State,
        Subject,
        Age,
        Address,
        Endpoint,
        Transaction,
        Key,
        DecidedBy,
        Reason,
        ColumnCount
    };

    explicit RequestModel(workbench::Session& session, QObject* parent = nullptr);

    void setFilter(const store::RequestFilter& filter);
    [[nodiscard]] const store::RequestFilter& filter() const { return m_filter; }
    /// Reads, on another thread, the ids of those that wait among all that the filter allows.
    [[nodiscard]] std::function<Result<store::IdList>(workbench::Workbench&)> pendingSource() const;
    /// The name of an endpoint as of the last status; its number when it is gone.
    [[nodiscard]] QString endpointName(qint64 id) const;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] qint64 total() const override;
    /// False in a workspace without requests, whatever the filter: there is nothing to clear it
    /// for.
    [[nodiscard]] bool isFiltered() const override;

protected:
    [[nodiscard]] IdSource idSource(int column, Qt::SortOrder order) const override;
    [[nodiscard]] IdSource newerSource(qint64 after) const override;
    [[nodiscard]] qint64 newestOf(const store::Marks& marks) const override;
    [[nodiscard]] RecordSource recordSource() const override;
    [[nodiscard]] QVariant value(const enrollment::RequestRecord& record, int column,
                                 int role) const override;

private:
    [[nodiscard]] bool fits(const enrollment::RequestRecord& record) const;
    [[nodiscard]] QString shown(const enrollment::RequestRecord& record, int column) const;
    [[nodiscard]] QString whole(const enrollment::RequestRecord& record, int column) const;
    [[nodiscard]] QString sentence(const enrollment::RequestRecord& record) const;

    store::RequestFilter m_filter;
};

} // namespace scepter::ui
