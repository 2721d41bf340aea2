// SPDX-License-Identifier: GPL-3.0-or-later
// The verdicts of a scenario that is run.
#pragma once

#include "client/scenario.h"
#include "models/config_list_model.h"
#include "widgets/state_pill.h"

namespace scepter::ui {

struct VerdictRow {
    int number = 0; ///< in the report, from 1
    unsigned device = 1;
    QString name;
    client::StepVerdict verdict = client::StepVerdict::Skipped;
    QString expected;
    QString found;
    QString why;
    Duration elapsed{0};

    bool operator==(const VerdictRow&) const = default;
};

std::vector<VerdictRow> verdictsOf(const client::ScenarioReport& report);
StateLook lookOf(client::StepVerdict verdict);

/// The key of a row is its number.
class ScenarioReportModel final : public ConfigListModel<VerdictRow> {
    Q_OBJECT

public:
    enum Column { Verdict, Device, Step, Expected, Found, Took, Why, ColumnCount };

    using ConfigListModel::ConfigListModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const VerdictRow& row) const override;
    [[nodiscard]] QVariant cell(const VerdictRow& row, int column, int role) const override;

private:
    [[nodiscard]] static QString shown(const VerdictRow& row, int column);
};

} // namespace scepter::ui
