#include "models/activity_model.h"

#include "errors/problem.h"
#include "models/ledger_model.h"
#include "widgets/texts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::ui {

namespace {

using enrollment::RequestState;

constexpr std::array<std::pair<std::string_view, RequestState>, 5> kActions{{
    {"request.pending", RequestState::Pending},
    {"request.issued", RequestState::Issued},
    {"request.refused", RequestState::Refused},
    {"request.failed", RequestState::Failed},
    {"request.expired", RequestState::Expired},
}};

constexpr std::string_view kOperator = "operator";

bool isOperator(const std::string& actor) {
    return actor.starts_with(kOperator);
}

/// "ann" for "operator:ann".
QString nameOf(const std::string& actor) {
    const auto colon = actor.find(':');
    return text(colon == std::string::npos ? actor : actor.substr(colon + 1));
}

QString issuedHow(const Activity& activity) {
    const auto& request = activity.request;
    if (isOperator(activity.actor))
        return ActivityModel::tr("Approved by %1").arg(nameOf(activity.actor));
    if (request.renewedCertificateId != 0) return ActivityModel::tr("Renewal");
    if (request.codeId != 0) return ActivityModel::tr("One-time code #%1").arg(request.codeId);
    return ActivityModel::tr("Without approval");
}

QString refusedHow(const Activity& activity, TimePoint now) {
    const auto& request = activity.request;
    if (isOperator(activity.actor))
        return request.reason.empty()
                   ? ActivityModel::tr("Refused by %1").arg(nameOf(activity.actor))
                   : ActivityModel::tr("Refused by %1: %2")
                         .arg(nameOf(activity.actor), text(request.reason));
    if (!request.errorCode) return text(request.reason);
    return problemOf(Error{*request.errorCode, request.reason, {}, std::nullopt}, now).summary;
}

} // namespace

std::optional<RequestState> activityState(std::string_view action) {
    for (const auto& [name, state] : kActions)
        if (name == action) return state;
    return std::nullopt;
}

QString howText(const Activity& activity, TimePoint now) {
    switch (activity.state) {
    case RequestState::Pending:
        return activity.request.state == RequestState::Pending
                   ? ActivityModel::tr("Waits for approval")
                   : ActivityModel::tr("Was held for approval");
    case RequestState::Issued:
        return issuedHow(activity);
    case RequestState::Refused:
    case RequestState::Failed:
        return refusedHow(activity, now);
    case RequestState::Expired:
        return ActivityModel::tr("Nobody decided in time");
    }
    return {};
}

ObjectRef targetOf(const Activity& activity) {
    return activity.state == RequestState::Issued && activity.request.certificateId != 0
               ? ObjectRef::certificate(activity.request.certificateId)
               : ObjectRef::request(activity.request.id);
}

ActivityModel::ActivityModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_clock(clock) {
}

void ActivityModel::setRows(std::vector<Activity> rows) {
    const std::int64_t newest = m_rows.empty() ? 0 : m_rows.front().id;
    const auto known =
        std::ranges::find_if(rows, [newest](const Activity& row) { return row.id <= newest; });
    const auto fresh = static_cast<std::size_t>(known - rows.begin());
    const std::size_t kept = rows.size() - fresh;
    const bool fits = kept <= m_rows.size() &&
                      std::equal(known, rows.end(), m_rows.begin(),
                                 [](const Activity& a, const Activity& b) { return a.id == b.id; });
    if (!fits) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    if (kept < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(kept);
        endRemoveRows();
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, static_cast<int>(fresh) - 1);
        m_rows.insert(m_rows.begin(), rows.begin(), known);
        endInsertRows();
    }
    for (std::size_t i = fresh; i < rows.size(); ++i) {
        if (m_rows[i] == rows[i]) continue;
        m_rows[i] = std::move(rows[i]);
        const int row = static_cast<int>(i);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

void ActivityModel::tick() {
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, When), index(rowCount() - 1, When), {Qt::DisplayRole});
}

int ActivityModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ActivityModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Activity& row = m_rows.at(static_cast<std::size_t>(index.row()));
    const StateLook look = lookOf(row.state);
    switch (role) {
    case LedgerModel::IdRole:
        return static_cast<qint64>(row.id);
    case LedgerModel::ToneRole:
        return index.column() == State ? QVariant(static_cast<int>(look.tone)) : QVariant();
    case LedgerModel::IconRole:
        return index.column() == State ? QVariant(static_cast<int>(look.icon)) : QVariant();
    case LedgerModel::MonospaceRole:
        return index.column() == Transaction;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3, %4")
            .arg(absoluteTime(row.at, QLocale()), look.word, text(row.request.subject),
                 howText(row, m_clock.now()));
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case LedgerModel::CopyRole:
        return shown(row, index.column(), role);
    default:
        return {};
    }
}

QString ActivityModel::shown(const Activity& row, int column, int role) const {
    const auto& request = row.request;
    switch (column) {
    case When:
        if (role == LedgerModel::CopyRole) return QString::fromStdString(toIsoText(row.at));
        return role == Qt::ToolTipRole ? absoluteTime(row.at, QLocale())
                                       : relativeTime(row.at, m_clock.now());
    case State:
        return lookOf(row.state).word;
    case Subject:
        return request.subject.empty() ? tr("(no subject)") : text(request.subject);
    case Transaction: {
        const QString id = text(request.key.transactionId);
        return role == Qt::DisplayRole ? shortId(id) : id;
    }
    case How:
        if (role == Qt::ToolTipRole && !request.reason.empty() &&
            row.state != RequestState::Pending)
            return howText(row, m_clock.now()) + QLatin1Char('\n') + text(request.reason);
        return howText(row, m_clock.now());
    case Target:
        return targetOf(row).kind == ObjectRef::Kind::Certificate ? tr("Certificate")
                                                                  : tr("Request");
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case When:
        return tr("When");
    case State:
        return tr("State");
    case Subject:
        return tr("Subject");
    case Transaction:
        return tr("Transaction");
    case How:
        return tr("How");
    case Target:
        return tr("Opens");
    default:
        return {};
    }
}

} // namespace scepter::ui
