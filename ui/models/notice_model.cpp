// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/notice_model.h"

#include "widgets/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace scepter::ui {

namespace {

using store::NoticeRecord;
using store::NoticeState;

// As ListTab::kSortRole.
constexpr int kSortRole = Qt::UserRole + 50;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::Notices)
};

NoticeRow rowOf(NoticeRecord record, const enrollment::RequestRecord* request,
                const std::vector<enrollment::EndpointSettings>& endpoints) {
    NoticeRow row;
    row.record = std::move(record);
    if (request == nullptr) return row;
    row.subject = request->subject;
    row.certificateId = request->certificateId;
    const auto endpoint =
        std::ranges::find(endpoints, request->key.endpointId, &enrollment::EndpointSettings::id);
    if (endpoint == endpoints.end()) return row;
    row.endpoint = endpoint->name;
    const auto gate = std::ranges::find(endpoint->gates, row.record.gate, &challenge::Gate::name);
    if (gate != endpoint->gates.end()) row.kind = gate->kind();
    return row;
}

QString nextTry(const NoticeRow& row, TimePoint now) {
    if (row.record.state != NoticeState::Waiting) return QStringLiteral("–");
    return row.record.nextAt <= now ? Words::tr("now") : relativeTime(row.record.nextAt, now);
}

} // namespace

Result<std::vector<NoticeRow>> readNotices(workbench::Workbench& workbench,
                                           const store::NoticeFilter& filter) {
    SCEPTER_TRY(records, workbench.notices().list(filter));
    std::vector<std::int64_t> ids;
    for (const NoticeRecord& record : records)
        ids.push_back(record.requestId);
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    SCEPTER_TRY(requests, workbench.requests().rows(ids));
    SCEPTER_TRY(endpoints, workbench.endpoints().list());
    std::vector<NoticeRow> rows;
    for (NoticeRecord& record : records) {
        const auto request =
            std::ranges::find(requests, record.requestId, &enrollment::RequestRecord::id);
        rows.push_back(
            rowOf(std::move(record), request == requests.end() ? nullptr : &*request, endpoints));
    }
    return rows;
}

Result<std::vector<NoticeRow>> readNoticesOf(workbench::Workbench& workbench,
                                             const enrollment::RequestRecord& request) {
    SCEPTER_TRY(records, workbench.notices().ofRequest(request.id));
    if (records.empty()) return std::vector<NoticeRow>{};
    SCEPTER_TRY(endpoints, workbench.endpoints().list());
    std::vector<NoticeRow> rows;
    for (NoticeRecord& record : records)
        rows.push_back(rowOf(std::move(record), &request, endpoints));
    return rows;
}

StateLook lookOf(const NoticeRecord& notice) {
    switch (notice.state) {
    case NoticeState::Waiting:
        return notice.attempts == 0 ? StateLook{Words::tr("Waiting"), Icon::Pending, Tone::Pending}
                                    : StateLook{Words::tr("Waiting"), Icon::Pending, Tone::Warning};
    case NoticeState::Accepted:
        return {Words::tr("Accepted"), Icon::Ok, Tone::Ok};
    case NoticeState::Refused:
        return {Words::tr("Refused"), Icon::Refused, Tone::Error};
    case NoticeState::GivenUp:
        return {Words::tr("Given up"), Icon::Failed, Tone::Warning};
    case NoticeState::Dropped:
        return {Words::tr("Given up by hand"), Icon::Withdrawn, Tone::Neutral};
    }
    return {};
}

bool isOpen(const NoticeRecord& notice) {
    return notice.state == NoticeState::Waiting ||
           (notice.state == NoticeState::GivenUp && !notice.beforeDelivery);
}

QString whoWords(const NoticeRow& row) {
    if (row.kind == challenge::GateKind::Intune) return Words::tr("Intune");
    return Words::tr("gate “%1”").arg(text(row.record.gate));
}

QString certificateWords(const NoticeRow& row) {
    if (!row.record.beforeDelivery) return {};
    switch (row.record.state) {
    case NoticeState::Waiting:
        return Words::tr("Waits for it");
    case NoticeState::Accepted:
        return Words::tr("May leave");
    case NoticeState::Refused:
    case NoticeState::GivenUp:
    case NoticeState::Dropped:
        return Words::tr("Revoked");
    }
    return {};
}

NoticeModel::NoticeModel(const Clock& clock, QObject* parent)
    : ConfigListModel(parent)
    , m_clock(clock) {
}

const NoticeRow* NoticeModel::row(const QString& key) const {
    const auto found = std::ranges::find_if(
        rows(), [id = key.toLongLong()](const NoticeRow& one) { return one.record.id == id; });
    return found == rows().end() ? nullptr : &*found;
}

void NoticeModel::tick() {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, NextTry), index(rowCount() - 1, NextTry));
}

int NoticeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NoticeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Number:
        return tr("No.");
    case State:
        return tr("State");
    case Request:
        return tr("About");
    case Gate:
        return tr("Gate");
    case Certificate:
        return tr("Certificate");
    case Attempts:
        return tr("Attempts");
    case NextTry:
        return tr("Next try");
    case LastError:
        return tr("Last error");
    case Endpoint:
        return tr("Endpoint");
    default:
        return {};
    }
}

QString NoticeModel::keyOf(const NoticeRow& row) const {
    return QString::number(row.record.id);
}

QString NoticeModel::shown(const NoticeRow& row, int column) const {
    const QString none = QStringLiteral("–");
    const auto orNone = [&none](const QString& words) { return words.isEmpty() ? none : words; };
    switch (column) {
    case Number:
        return QLocale().toString(static_cast<qlonglong>(row.record.id));
    case State:
        return lookOf(row.record).word;
    case Request:
        return row.subject.empty()
                   ? tr("Request %1").arg(QLocale().toString(qlonglong{row.record.requestId}))
                   : text(row.subject);
    case Gate:
        return text(row.record.gate);
    case Certificate:
        return orNone(certificateWords(row));
    case Attempts:
        return QLocale().toString(row.record.attempts);
    case NextTry:
        return nextTry(row, m_clock.now());
    case LastError:
        return orNone(text(row.record.lastError));
    case Endpoint:
        return orNone(text(row.endpoint));
    default:
        return {};
    }
}

QVariant NoticeModel::cell(const NoticeRow& row, int column, int role) const {
    const StateLook look = lookOf(row.record);
    switch (role) {
    case kSortRole:
        if (column == Number) return qint64{row.record.id};
        if (column == Attempts) return qint64{row.record.attempts};
        if (column == NextTry) return qint64{row.record.nextAt.time_since_epoch().count()};
        return shown(row, column);
    case LedgerModel::CopyRole:
    case Qt::DisplayRole:
        return shown(row, column);
    case Qt::ToolTipRole:
        if (column == NextTry && row.record.state == NoticeState::Waiting)
            return absoluteTime(row.record.nextAt, QLocale());
        return shown(row, column);
    case Qt::AccessibleTextRole:
        if (column != Number) return shown(row, column);
        return tr("News %1 about %2 for %3: %4, %n attempt(s)", nullptr,
                  static_cast<int>(row.record.attempts))
            .arg(shown(row, Number), shown(row, Request), whoWords(row), look.word);
    case LedgerModel::ToneRole:
        return column == State ? QVariant(static_cast<int>(look.tone)) : QVariant();
    case LedgerModel::IconRole:
        return column == State ? QVariant(static_cast<int>(look.icon)) : QVariant();
    case LedgerModel::NumberRole:
        return column == Number || column == Attempts;
    default:
        return {};
    }
}

} // namespace scepter::ui
