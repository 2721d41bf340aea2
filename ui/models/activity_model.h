// What has happened to requests of late.
#pragma once

#include "base/clock.h"
#include "enrollment/records.h"
#include "shell/object_ref.h"

#include <QAbstractTableModel>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::ui {

/// One request or decision, as the audit trail has it.
struct Activity {
    std::int64_t id = 0; ///< of the line in the trail
    TimePoint at;
    enrollment::RequestState state = enrollment::RequestState::Pending; ///< what it became then
    std::string actor;
    enrollment::RequestRecord request; ///< as it is now

    bool operator==(const Activity&) const = default;
};

/// Issued for "request.issued"; nothing for actions that are no outcome.
std::optional<enrollment::RequestState> activityState(std::string_view action);
/// How it came about: "One-time code #118", "Approved by ann", or why it was refused.
QString howText(const Activity& activity, TimePoint now);
/// The certificate of what was issued, else the request.
ObjectRef targetOf(const Activity& activity);

/// A short list that is replaced as a whole; rows that are still there stay where they are.
class ActivityModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { When, State, Subject, Transaction, How, Target, ColumnCount };

    /// The clock must outlive it.
    explicit ActivityModel(const Clock& clock, QObject* parent = nullptr);

    /// Newest first.
    void setRows(std::vector<Activity> rows);
    [[nodiscard]] const std::vector<Activity>& rows() const { return m_rows; }
    /// Ages have to be told anew.
    void tick();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString shown(const Activity& row, int column, int role) const;

    const Clock& m_clock;
    std::vector<Activity> m_rows;
};

} // namespace scepter::ui
