// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario_report_model.h"

#include "widgets/texts.h"

namespace scepter::ui {

std::vector<VerdictRow> verdictsOf(const client::ScenarioReport& report) {
    std::vector<VerdictRow> rows;
    int number = 0;
    for (const client::StepReport& step : report.steps)
        rows.push_back({++number, step.device,
                        step.name.empty() ? text(client::toText(step.kind)) : text(step.name),
                        step.verdict, text(step.expected), text(step.found), text(step.why),
                        step.elapsed});
    return rows;
}

StateLook lookOf(client::StepVerdict verdict) {
    switch (verdict) {
    case client::StepVerdict::Passed:
        return {ScenarioReportModel::tr("Passed"), Icon::Ok, Tone::Ok};
    case client::StepVerdict::Failed:
        return {ScenarioReportModel::tr("Failed"), Icon::Failed, Tone::Error};
    case client::StepVerdict::Skipped:
        return {ScenarioReportModel::tr("Skipped"), Icon::Withdrawn, Tone::Neutral};
    }
    return {};
}

int ScenarioReportModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ScenarioReportModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Verdict:
        return tr("Verdict");
    case Device:
        return tr("Device");
    case Step:
        return tr("Step");
    case Expected:
        return tr("Expected");
    case Found:
        return tr("Found");
    case Took:
        return tr("Took");
    case Why:
        return tr("Why");
    default:
        return {};
    }
}

QString ScenarioReportModel::keyOf(const VerdictRow& row) const {
    return QString::number(row.number);
}

QString ScenarioReportModel::shown(const VerdictRow& row, int column) {
    switch (column) {
    case Verdict:
        return lookOf(row.verdict).word;
    case Device:
        return QString::number(row.device);
    case Step:
        return row.name;
    case Expected:
        return row.expected;
    case Found:
        return row.found;
    case Took:
        return tr("%1 ms").arg(row.elapsed.count());
    case Why:
        return row.why;
    default:
        return {};
    }
}

QVariant ScenarioReportModel::cell(const VerdictRow& row, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case LedgerModel::CopyRole:
        return shown(row, column);
    case Qt::AccessibleTextRole:
        return column == Verdict
                   ? tr("%1: %2, %3").arg(lookOf(row.verdict).word, row.name, row.found)
                   : shown(row, column);
    case LedgerModel::ToneRole:
        return column == Verdict ? QVariant(static_cast<int>(lookOf(row.verdict).tone))
                                 : QVariant();
    case LedgerModel::IconRole:
        return column == Verdict ? QVariant(static_cast<int>(lookOf(row.verdict).icon))
                                 : QVariant();
    case LedgerModel::NumberRole:
        return column == Took || column == Device;
    default:
        return {};
    }
}

} // namespace scepter::ui
