// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/conformance_model.h"

#include "widgets/texts.h"

#include <algorithm>

namespace scepter::ui {

namespace {

StateLook lookOf(const CheckRow& row) {
    return row.verdict ? ui::lookOf(*row.verdict)
                       : StateLook{ConformanceModel::tr("To come"), Icon::Clock, Tone::Neutral};
}

StateLook lookBefore(const CheckRow& row) {
    if (!row.compared) return {};
    return row.before ? ui::lookOf(*row.before)
                      : StateLook{ConformanceModel::tr("Not there"), Icon::Info, Tone::Neutral};
}

} // namespace

StateLook lookOf(client::CheckVerdict verdict) {
    switch (verdict) {
    case client::CheckVerdict::Pass:
        return {ConformanceModel::tr("Pass"), Icon::Ok, Tone::Ok};
    case client::CheckVerdict::Fail:
        return {ConformanceModel::tr("Fail"), Icon::Failed, Tone::Error};
    case client::CheckVerdict::Finding:
        return {ConformanceModel::tr("Finding"), Icon::Warning, Tone::Warning};
    case client::CheckVerdict::Skipped:
        return {ConformanceModel::tr("Skipped"), Icon::Withdrawn, Tone::Neutral};
    }
    return {};
}

QString levelText(const client::CheckInfo& info) {
    return info.client.empty() ? text(client::toText(info.level)) : text(info.client);
}

std::vector<CheckRow> checksOf(const client::ConformanceReport* report,
                               const client::KeptReport* before, bool abuse) {
    std::vector<CheckRow> rows;
    for (const client::CheckInfo& info : client::conformanceChecks()) {
        const client::CheckResult* result = nullptr;
        if (report != nullptr)
            for (const client::CheckResult& each : report->results)
                if (each.info == &info) result = &each;
        if (info.abuse && !abuse && result == nullptr) continue;
        CheckRow row{text(info.id), levelText(info), text(info.what), {}, {}, {}, false};
        if (result != nullptr) {
            row.verdict = result->verdict;
            row.came = text(result->came.empty() ? result->reason : result->came);
        }
        if (before != nullptr) {
            row.compared = true;
            const auto kept = std::ranges::find(before->results, info.id, &client::KeptResult::id);
            if (kept != before->results.end()) row.before = kept->verdict;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

int ConformanceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConformanceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Verdict:
        return tr("Verdict");
    case Level:
        return tr("Level");
    case Check:
        return tr("Check");
    case What:
        return tr("What");
    case Came:
        return tr("What came");
    case Before:
        return tr("Before");
    default:
        return {};
    }
}

QString ConformanceModel::keyOf(const CheckRow& row) const {
    return row.id;
}

QString ConformanceModel::shown(const CheckRow& row, int column) {
    switch (column) {
    case Verdict:
        return lookOf(row).word;
    case Level:
        return row.level;
    case Check:
        return row.id;
    case What:
        return row.what;
    case Came:
        return row.came;
    case Before:
        return lookBefore(row).word;
    default:
        return {};
    }
}

QVariant ConformanceModel::cell(const CheckRow& row, int column, int role) const {
    const bool state = column == Verdict || (column == Before && row.compared);
    const StateLook look = column == Before ? lookBefore(row) : lookOf(row);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case LedgerModel::CopyRole:
        return shown(row, column);
    case Qt::AccessibleTextRole:
        return column == Verdict ? tr("%1: %2, %3").arg(look.word, row.id, row.what)
                                 : shown(row, column);
    case LedgerModel::ToneRole:
        return state ? QVariant(static_cast<int>(look.tone)) : QVariant();
    case LedgerModel::IconRole:
        return state ? QVariant(static_cast<int>(look.icon)) : QVariant();
    default:
        return {};
    }
}

} // namespace scepter::ui
