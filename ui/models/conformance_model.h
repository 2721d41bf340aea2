// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of a conformance run, and how they stand.
#pragma once

#include "client/conformance.h"
#include "models/config_list_model.h"
#include "widgets/state_pill.h"

#include <optional>

namespace scepter::ui {

struct CheckRow {
    QString id;
    QString level;
    QString what;
    std::optional<client::CheckVerdict> verdict; ///< nothing: it is still to be made
    QString came;
    std::optional<client::CheckVerdict> before; ///< in the report that it is compared with
    bool compared = false;

    bool operator==(const CheckRow&) const = default;
};

/// All checks that there are in their order, with what the report (null: none) knows of them and
/// what a kept one (null: none) had. Those for owners only with `abuse`.
std::vector<CheckRow> checksOf(const client::ConformanceReport* report,
                               const client::KeptReport* before, bool abuse);
StateLook lookOf(client::CheckVerdict verdict);
/// "MUST", "SHOULD", "leniency", "Apple".
QString levelText(const client::CheckInfo& info);

/// The key of a row is the id of its check.
class ConformanceModel final : public ConfigListModel<CheckRow> {
    Q_OBJECT

public:
    enum Column { Verdict, Level, Check, What, Came, Before, ColumnCount };

    using ConfigListModel::ConfigListModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const CheckRow& row) const override;
    [[nodiscard]] QVariant cell(const CheckRow& row, int column, int role) const override;

private:
    [[nodiscard]] static QString shown(const CheckRow& row, int column);
};

} // namespace scepter::ui
