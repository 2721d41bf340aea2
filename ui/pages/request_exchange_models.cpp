#include "pages/request_exchanges.h"

#include "base/hex_dump.h"
#include "models/ledger_model.h"
#include "pages/request_table.h"
#include "widgets/texts.h"

#include <QDateTime>

#include <algorithm>

namespace scepter::ui {

namespace {

using responder::Exchange;

constexpr std::size_t kLine = 16;
constexpr int kOffsetDigits = 8;

Tone toneOf(const Exchange& exchange) {
    if (exchange.pkiStatus == scep::PkiStatus::Failure) return Tone::Error;
    if (exchange.pkiStatus == scep::PkiStatus::Pending) return Tone::Pending;
    if (exchange.pkiStatus == scep::PkiStatus::Success) return Tone::Ok;
    return exchange.status >= 400 ? Tone::Error : Tone::Neutral;
}

QString outcomeOf(const Exchange& exchange) {
    if (!exchange.pkiStatus) return QStringLiteral("HTTP %1").arg(exchange.status);
    QString outcome = text(toText(*exchange.pkiStatus));
    if (exchange.failInfo) outcome += QLatin1Char(' ') + text(toText(*exchange.failInfo));
    return outcome;
}

QString sizeText(qint64 bytes) {
    return QLocale().toString(bytes);
}

} // namespace

ExchangeTable::ExchangeTable(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_exchanges.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void ExchangeTable::setExchanges(std::vector<Kept> exchanges) {
    const auto old = static_cast<std::ptrdiff_t>(m_exchanges.size());
    const bool grown = exchanges.size() >= m_exchanges.size() &&
                       std::equal(m_exchanges.begin(), m_exchanges.end(), exchanges.begin(),
                                  exchanges.begin() + old,
                                  [](const Kept& a, const Kept& b) { return a->id == b->id; });
    if (!grown) {
        beginResetModel();
        m_exchanges = std::move(exchanges);
        endResetModel();
        return;
    }
    if (exchanges.size() == m_exchanges.size()) return;
    beginInsertRows({}, static_cast<int>(old), static_cast<int>(exchanges.size()) - 1);
    m_exchanges = std::move(exchanges);
    endInsertRows();
}

ExchangeTable::Kept ExchangeTable::at(int row) const {
    return row >= 0 && row < rowCount() ? m_exchanges[static_cast<std::size_t>(row)] : Kept();
}

int ExchangeTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_exchanges.size());
}

int ExchangeTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ExchangeTable::shown(const Exchange& exchange, int column) {
    switch (column) {
    case Time:
        return toDateTime(exchange.receivedAt).time().toString(QStringLiteral("HH:mm:ss"));
    case Peer:
        return text(exchange.remoteAddress);
    case What:
        return exchange.messageType ? text(toText(*exchange.messageType)) : text(exchange.target);
    case Outcome:
        return outcomeOf(exchange);
    case Sent:
        return sizeText(
            static_cast<qint64>(exchange.request ? exchange.request->size() : exchange.bodySize));
    case Answered:
        return sizeText(static_cast<qint64>(exchange.response ? exchange.response->size() : 0));
    case Took:
        return QLocale().toString(static_cast<double>(exchange.duration.count()) / 1000.0, 'f', 1);
    default:
        return {};
    }
}

QVariant ExchangeTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Exchange& exchange = *m_exchanges[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case LedgerModel::CopyRole:
        return shown(exchange, column);
    case Qt::ToolTipRole:
        if (column == Time) return absoluteTime(exchange.receivedAt, QLocale());
        if (column == Peer && !exchange.userAgent.empty())
            return QStringLiteral("%1:%2\n%3")
                .arg(text(exchange.remoteAddress))
                .arg(exchange.remotePort)
                .arg(text(exchange.userAgent));
        if (column == What)
            return QStringLiteral("%1 %2").arg(text(exchange.method), text(exchange.target));
        return shown(exchange, column);
    case Qt::AccessibleTextRole:
        return tr("%1 from %2 at %3, answered %4")
            .arg(shown(exchange, What), shown(exchange, Peer), shown(exchange, Time),
                 shown(exchange, Outcome));
    case Qt::DecorationRole: {
        const Tone tone = toneOf(exchange);
        return column == Outcome && tone != Tone::Neutral
                   ? QVariant(m_theme.icon(iconOf(tone), tone))
                   : QVariant();
    }
    case Qt::TextAlignmentRole:
        return column >= Sent ? QVariant(Qt::AlignVCenter | Qt::AlignRight) : QVariant();
    case LedgerModel::NumberRole:
        return column >= Sent;
    default:
        return {};
    }
}

QVariant ExchangeTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return section >= Sent ? QVariant(Qt::AlignVCenter | Qt::AlignRight) : QVariant();
    if (role == Qt::ToolTipRole) {
        if (section == Sent) return tr("Bytes of the request");
        if (section == Answered) return tr("Bytes of the answer");
        if (section == Took) return tr("Milliseconds until the answer left");
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Peer:
        return tr("Peer");
    case What:
        return tr("What");
    case Outcome:
        return tr("Result");
    case Sent:
        return tr("Sent");
    case Answered:
        return tr("Answer");
    case Took:
        return tr("ms");
    default:
        return {};
    }
}

void HexLines::setBytes(std::shared_ptr<const Bytes> bytes) {
    if (bytes == m_bytes) return;
    beginResetModel();
    m_bytes = std::move(bytes);
    endResetModel();
}

int HexLines::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_bytes ? 0
                                        : static_cast<int>((m_bytes->size() + kLine - 1) / kLine);
}

QVariant HexLines::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    const std::size_t from = static_cast<std::size_t>(index.row()) * kLine;
    const std::size_t size = std::min(kLine, m_bytes->size() - from);
    QString line = text(hexDump(ByteView(*m_bytes).subspan(from, size))).trimmed();
    return line.replace(0, kOffsetDigits,
                        QStringLiteral("%1").arg(static_cast<qulonglong>(from), kOffsetDigits, 16,
                                                 QLatin1Char('0')));
}

} // namespace scepter::ui
