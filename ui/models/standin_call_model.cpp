// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/standin_call_model.h"

#include "base/text.h"
#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace scepter::ui {

namespace {

using workbench::StandInCall;

// As ListTab::kSortRole.
constexpr int kSortRole = Qt::UserRole + 50;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::StandInCalls)
};

QString shown(const StandInCall& call, int column) {
    switch (column) {
    case StandInCallModel::When:
        return QLocale().toString(toDateTime(call.at).time(), QStringLiteral("HH:mm:ss"));
    case StandInCallModel::Action:
        return questionWords(call.action);
    case StandInCallModel::Answer:
        return lookOf(call).word;
    case StandInCallModel::Device:
        return call.deviceId.empty() ? QStringLiteral("–") : text(printable(call.deviceId));
    case StandInCallModel::Subject:
        return call.subject.empty() ? QStringLiteral("–") : text(printable(call.subject));
    default:
        return {};
    }
}

QString sentence(const StandInCall& call) {
    return Words::tr("%1 at %2: %3, device %4, subject %5")
        .arg(shown(call, StandInCallModel::Action), shown(call, StandInCallModel::When),
             shown(call, StandInCallModel::Answer), shown(call, StandInCallModel::Device),
             shown(call, StandInCallModel::Subject));
}

} // namespace

StateLook lookOf(const StandInCall& call) {
    if (!call.fault.empty() && call.answer.empty())
        return {Words::tr("Fault: %1").arg(text(call.fault)), Icon::Warning, Tone::Warning};
    if (call.status >= 400)
        return {Words::tr("Status %1").arg(call.status), Icon::Error, Tone::Error};
    if (call.answer == "allow") return {Words::tr("Allowed"), Icon::Approve, Tone::Ok};
    if (call.answer == "deny") return {Words::tr("Denied"), Icon::Refused, Tone::Error};
    if (call.answer == "hold") return {Words::tr("Held"), Icon::Pending, Tone::Pending};
    if (call.answer == "retry") return {Words::tr("Retry later"), Icon::Pending, Tone::Warning};
    if (call.answer == "issued") return {Words::tr("Told: issued"), Icon::Issued, Tone::Ok};
    if (call.answer == "refused") return {Words::tr("Told: refused"), Icon::Refused, Tone::Neutral};
    if (call.answer.empty()) return {Words::tr("Answered"), Icon::Ok, Tone::Ok};
    if (call.answer == "Success") return {Words::tr("Success"), Icon::Approve, Tone::Ok};
    return {text(call.answer), Icon::Refused, Tone::Error};
}

QString questionWords(const std::string& action) {
    if (action == "token") return Words::tr("Access token");
    if (action == "discovery") return Words::tr("Service discovery");
    if (action == "validate") return Words::tr("Validation");
    if (action == "success") return Words::tr("Success notice");
    if (action == "failure") return Words::tr("Failure notice");
    if (action == "download") return Words::tr("Fetch revocations");
    if (action == "upload") return Words::tr("Report revocations");
    if (action == "authorize") return Words::tr("May it enroll?");
    if (action == "outcome") return Words::tr("Outcome");
    return text(action);
}

void StandInCallModel::follow(const std::deque<StandInCall>& calls) {
    const std::int64_t newest = m_calls.empty() ? 0 : m_calls.front().id;
    const auto known =
        std::ranges::find_if(calls, [newest](const StandInCall& one) { return one.id <= newest; });
    const auto fresh = static_cast<int>(known - calls.begin());
    if (m_calls.empty() || known == calls.end() || known->id != newest) {
        beginResetModel();
        m_calls = calls;
        endResetModel();
        return;
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, fresh - 1);
        m_calls.insert(m_calls.begin(), calls.begin(), known);
        endInsertRows();
    }
    if (m_calls.size() <= calls.size()) return;
    beginRemoveRows({}, static_cast<int>(calls.size()), static_cast<int>(m_calls.size()) - 1);
    m_calls.resize(calls.size());
    endRemoveRows();
}

const StandInCall* StandInCallModel::call(const QString& key) const {
    const auto found = std::ranges::find(m_calls, key.toLongLong(), &StandInCall::id);
    return found == m_calls.end() ? nullptr : &*found;
}

int StandInCallModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_calls.size());
}

int StandInCallModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StandInCallModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case When:
        return tr("When");
    case Action:
        return tr("Question");
    case Answer:
        return tr("Answer");
    case Device:
        return tr("Device");
    case Subject:
        return tr("Subject");
    default:
        return {};
    }
}

QVariant StandInCallModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const StandInCall& call = m_calls[static_cast<std::size_t>(index.row())];
    switch (role) {
    case LedgerModel::IdRole:
        return QString::number(call.id);
    case kSortRole:
        if (index.column() == When) return qint64{call.id};
        return shown(call, index.column());
    case Qt::DisplayRole:
    case LedgerModel::CopyRole:
        return shown(call, index.column());
    case Qt::ToolTipRole:
        return index.column() == When ? absoluteTime(call.at, QLocale())
                                      : shown(call, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == When ? sentence(call) : shown(call, index.column());
    case LedgerModel::ToneRole:
        return index.column() == Answer ? QVariant(static_cast<int>(lookOf(call).tone))
                                        : QVariant();
    case LedgerModel::IconRole:
        return index.column() == Answer ? QVariant(static_cast<int>(lookOf(call).icon))
                                        : QVariant();
    default:
        return {};
    }
}

} // namespace scepter::ui
