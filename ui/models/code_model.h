// One-time codes as a list.
#pragma once

#include "models/record_model.h"

#include <QTimer>

#include <string>
#include <vector>

namespace scepter::ui {

/// A code with what came with it.
struct CodeRow {
    std::int64_t id = 0;
    challenge::CodeRecord code;
    std::int64_t requests = 0;      ///< how many came with it
    std::int64_t newestRequest = 0; ///< 0: none
    std::string newestSubject;      ///< as asked for
    enrollment::RequestState newestState = enrollment::RequestState::Pending;
};

class CodeModel : public RecordModel<CodeRow> {
    Q_OBJECT

public:
    enum Column {
        Number,
        State,
        BoundTo,
        Ends,
        Uses,
        UsedBy,
        Endpoint,
        Note,
        CreatedBy,
        ColumnCount
    };

    explicit CodeModel(workbench::Session& session, QObject* parent = nullptr);

    void setFilter(const store::CodeFilter& filter);
    /// When the next minute begins for what is shown: times and states go on.
    void tick();

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
    [[nodiscard]] QVariant value(const CodeRow& row, int column, int role) const override;

private:
    [[nodiscard]] QString shown(const CodeRow& row, int column) const;
    [[nodiscard]] QString whole(const CodeRow& row, int column) const;
    [[nodiscard]] QVariant look(const CodeRow& row, int column, int role) const;
    [[nodiscard]] TimePoint now() const { return session().clock().now(); }

    store::CodeFilter m_filter;
};

/// Whether withdrawing it would change anything: it could still be used.
bool isWithdrawable(const challenge::CodeRecord& code, TimePoint now);
/// Could be used, but not for long any more.
bool endsSoon(const challenge::CodeRecord& code, TimePoint now);
/// "2 of 5 left"
QString usesText(const challenge::CodeRecord& code);

} // namespace scepter::ui
