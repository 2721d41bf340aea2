// SPDX-License-Identifier: GPL-3.0-or-later
// The test enrollments of this process.
#pragma once

#include "models/config_list_model.h"
#include "widgets/state_pill.h"
#include "workbench/test_enrollment.h"

namespace scepter::ui {

/// "Issued", "Refused, as expected": with what it tried in mind.
StateLook lookOf(const workbench::TestRun& run);

/// What the history shows of a run; without its secrets.
struct TestRunRow {
    int id = 0;
    StateLook look;
    TimePoint startedAt{};
    QString subject;
    QString server;
    QString client;
    QString did; ///< "renewal", "wrong-challenge"
    Duration elapsed{0};

    bool operator==(const TestRunRow&) const = default;
};

TestRunRow rowOf(const workbench::TestRun& run);

/// Newest first. The key of a row is the number of its run.
class TestRunModel final : public ConfigListModel<TestRunRow> {
    Q_OBJECT

public:
    enum Column { State, Started, Subject, Server, Client, Did, Took, ColumnCount };

    using ConfigListModel::ConfigListModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] QString keyOf(const TestRunRow& row) const override;
    [[nodiscard]] QVariant cell(const TestRunRow& row, int column, int role) const override;

private:
    [[nodiscard]] QString shown(const TestRunRow& row, int column) const;
};

} // namespace scepter::ui
