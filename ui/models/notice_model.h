// SPDX-License-Identifier: GPL-3.0-or-later
// Who is told of outcomes, and how far that got.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "models/config_list_model.h"
#include "store/records.h"
#include "widgets/state_pill.h"
#include "workbench/workbench.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::ui {

/// A notice with what it is about.
struct NoticeRow {
    store::NoticeRecord record;
    std::string subject;                     ///< of the request
    std::string endpoint;                    ///< empty: gone
    std::optional<challenge::GateKind> kind; ///< of its gate; nothing: gone
    std::int64_t certificateId = 0;          ///< 0: none was issued

    bool operator==(const NoticeRow&) const = default;
};

/// Reads the newest that fit, with their requests; not for a GUI thread.
Result<std::vector<NoticeRow>> readNotices(workbench::Workbench& workbench,
                                           const store::NoticeFilter& filter);
Result<std::vector<NoticeRow>> readNoticesOf(workbench::Workbench& workbench,
                                             const enrollment::RequestRecord& request);

StateLook lookOf(const store::NoticeRecord& notice);
/// Whether it can be tried again, or given up.
bool isOpen(const store::NoticeRecord& notice);
/// "Intune", "gate “mdm”"
QString whoWords(const NoticeRow& row);
/// What becomes of the certificate, in a few words; empty: nothing hangs on the notice.
QString certificateWords(const NoticeRow& row);

/// The key of a row is the notice's number.
class NoticeModel final : public ConfigListModel<NoticeRow> {
    Q_OBJECT

public:
    enum Column {
        Number,
        State,
        Request,
        Gate,
        Certificate,
        Attempts,
        NextTry,
        LastError,
        Endpoint,
        ColumnCount
    };

    /// The clock must outlive it.
    explicit NoticeModel(const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] const NoticeRow* row(const QString& key) const;
    /// Times that are told as lengths have moved.
    void tick();

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const NoticeRow& row) const override;
    [[nodiscard]] QVariant cell(const NoticeRow& row, int column, int role) const override;

private:
    [[nodiscard]] QString shown(const NoticeRow& row, int column) const;

    const Clock& m_clock;
};

} // namespace scepter::ui
