#include "models/request_model.h"

#include "scep/ids.h"
#include "widgets/texts.h"

#include <algorithm>

namespace scepter::ui {

namespace {

using enrollment::RequestRecord;

store::RequestColumn sortColumn(int column) {
    switch (column) {
    case RequestModel::State:
        return store::RequestColumn::State;
    case RequestModel::Subject:
        return store::RequestColumn::Subject;
    case RequestModel::Age:
        return store::RequestColumn::CreatedAt;
    case RequestModel::Address:
        return store::RequestColumn::Address;
    default:
        return store::RequestColumn::Id;
    }
}

} // namespace

RequestModel::RequestModel(workbench::Session& session, QObject* parent)
    : RecordModel(session, parent) {
}

void RequestModel::setFilter(const store::RequestFilter& filter) {
    m_filter = filter;
    reload();
}

QString RequestModel::endpointName(qint64 id) const {
    if (const auto& status = session().status())
        for (const enrollment::EndpointSettings& endpoint : status->endpoints)
            if (endpoint.id == id) return text(endpoint.name);
    return tr("number %1, gone").arg(id);
}

int RequestModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RequestModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == Transaction)
        return tr("transactionID: how the client names this enrollment");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case State:
        return tr("State");
    case Subject:
        return tr("Subject");
    case Age:
        return tr("Received");
    case Address:
        return tr("Address");
    case Endpoint:
        return tr("Endpoint");
    case Transaction:
        return tr("Transaction");
    case Key:
        return tr("Key");
    case DecidedBy:
        return tr("Decided by");
    case Reason:
        return tr("Reason");
    default:
        return {};
    }
}

qint64 RequestModel::total() const {
    return session().marks() ? session().marks()->requests : 0;
}

bool RequestModel::isFiltered() const {
    const bool asked =
        !m_filter.states.empty() || m_filter.endpointId != 0 || !m_filter.text.empty();
    return asked && total() > 0;
}

LedgerModel::IdSource RequestModel::idSource(int column, Qt::SortOrder order) const {
    const store::RequestOrder wanted{sortColumn(column), order == Qt::DescendingOrder};
    return [filter = m_filter, wanted](workbench::Workbench& workbench, const store::GoOn& goOn) {
        return workbench.requests().ids(filter, wanted, goOn);
    };
}

std::function<Result<store::IdList>(workbench::Workbench&)> RequestModel::pendingSource() const {
    constexpr auto kPending = enrollment::RequestState::Pending;
    store::RequestFilter filter = m_filter;
    const bool isAllowed = (!filter.state && filter.states.empty()) || filter.state == kPending ||
                           std::ranges::count(filter.states, kPending) > 0;
    filter.state = kPending;
    filter.states.clear();
    return [filter, isAllowed](workbench::Workbench& workbench) -> Result<store::IdList> {
        if (!isAllowed) return store::IdList();
        return workbench.requests().ids(filter, {}, {});
    };
}

LedgerModel::IdSource RequestModel::newerSource(qint64 after) const {
    store::RequestFilter filter = m_filter;
    filter.after = after;
    return [filter](workbench::Workbench& workbench, const store::GoOn& goOn) {
        return workbench.requests().ids(filter, {}, goOn);
    };
}

qint64 RequestModel::newestOf(const store::Marks& marks) const {
    return marks.requests;
}

RecordModel<RequestRecord>::RecordSource RequestModel::recordSource() const {
    return [](workbench::Workbench& workbench, const std::vector<std::int64_t>& ids) {
        return workbench.requests().rows(ids);
    };
}

// Only what a decision can change: the text and the endpoint of a request stay as they are.
bool RequestModel::fits(const RequestRecord& record) const {
    return m_filter.states.empty() ||
           std::ranges::find(m_filter.states, record.state) != m_filter.states.end();
}

QString RequestModel::shown(const RequestRecord& record, int column) const {
    switch (column) {
    case State:
        return lookOf(record.state).word;
    case Subject:
        if (!record.subject.empty()) return text(record.subject);
        return record.san.empty() ? tr("(no subject)") : text(record.san);
    case Age:
        return relativeTime(record.createdAt, session().clock().now());
    case Address:
        return text(record.remoteAddress);
    case Endpoint:
        return endpointName(record.key.endpointId);
    case Transaction:
        return shortId(text(scep::shownTransactionId(record.key.transactionId)));
    case Key:
        return text(record.keyText);
    case DecidedBy:
        return record.decidedBy == "policy" ? tr("policy") : text(record.decidedBy);
    case Reason:
        return text(record.reason).simplified();
    default:
        return {};
    }
}

QString RequestModel::whole(const RequestRecord& record, int column) const {
    switch (column) {
    case Subject:
        return record.san.empty() || record.subject.empty()
                   ? shown(record, column)
                   : shown(record, column) + QLatin1Char('\n') + text(record.san);
    case Age:
        return absoluteTime(record.createdAt, QLocale());
    case Transaction:
        return text(scep::shownTransactionId(record.key.transactionId));
    case DecidedBy:
        return record.decidedAt ? tr("%1, %2").arg(shown(record, column),
                                                   absoluteTime(*record.decidedAt, QLocale()))
                                : QString();
    default:
        return shown(record, column);
    }
}

QString RequestModel::sentence(const RequestRecord& record) const {
    return tr("%1: %2, %3, from %4, endpoint %5")
        .arg(shown(record, State), shown(record, Subject), shown(record, Age),
             shown(record, Address), shown(record, Endpoint));
}

QVariant RequestModel::value(const RequestRecord& record, int column, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return shown(record, column);
    case Qt::ToolTipRole:
        return whole(record, column);
    case CopyRole:
        if (column == Age) return text(toIsoText(record.createdAt));
        return column == Transaction ? whole(record, column) : shown(record, column);
    case Qt::AccessibleTextRole:
        return sentence(record);
    case ToneRole:
        return column == State ? QVariant(static_cast<int>(lookOf(record.state).tone)) : QVariant();
    case IconRole:
        return column == State ? QVariant(static_cast<int>(lookOf(record.state).icon)) : QVariant();
    case MonospaceRole:
        return column == Transaction;
    case StruckRole:
        return !fits(record);
    default:
        return {};
    }
}

} // namespace scepter::ui
