// The audit trail as a list.
#pragma once

#include "models/record_model.h"

namespace scepter::ui {

class AuditModel : public RecordModel<enrollment::AuditRecord> {
    Q_OBJECT

public:
    enum Column { When, Actor, Action, Object, Detail, ColumnCount };

    explicit AuditModel(workbench::Session& session, QObject* parent = nullptr);

    void setFilter(const store::AuditFilter& filter);

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] qint64 total() const override;
    [[nodiscard]] bool isFiltered() const override;

protected:
    [[nodiscard]] IdSource idSource(int column, Qt::SortOrder order) const override;
    [[nodiscard]] IdSource newerSource(qint64 after) const override;
    [[nodiscard]] qint64 newestOf(const store::Marks& marks) const override;
    [[nodiscard]] RecordSource recordSource() const override;
    [[nodiscard]] QVariant value(const enrollment::AuditRecord& record, int column,
                                 int role) const override;

private:
    store::AuditFilter m_filter;
};

/// What an action was, in words: "Request issued" for "request.issued"; the action itself when it
/// has no words.
QString actionWords(const std::string& action);

} // namespace scepter::ui
