// SPDX-License-Identifier: GPL-3.0-or-later
// What a stand-in was asked, and what it has answered.
#pragma once

#include "models/ledger_model.h"
#include "widgets/state_pill.h"
#include "workbench/standins.h"

#include <QAbstractTableModel>

#include <deque>

namespace scepter::ui {

StateLook lookOf(const workbench::StandInCall& call);
/// "Validation"; the word on the wire where there are none.
QString questionWords(const std::string& action);

/// The newest first; the key of a row is the call's number as text. Cells have the roles of
/// LedgerModel, but for IdRole.
class StandInCallModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { When, Action, Answer, Device, Subject, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes what is new; rows that are there already stay.
    void follow(const std::deque<workbench::StandInCall>& calls);
    [[nodiscard]] const workbench::StandInCall* call(const QString& key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::deque<workbench::StandInCall> m_calls;
};

} // namespace scepter::ui
