#include "models/event_log_model.h"

#include "widgets/texts.h"

#include <QDateTime>
#include <QLocale>

namespace scepter::ui {

namespace {

constexpr auto kKept = std::size_t{5000};

QString levelText(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return EventLogModel::tr("Debug");
    case LogLevel::Info:
        return EventLogModel::tr("Info");
    case LogLevel::Warning:
        return EventLogModel::tr("Warning");
    case LogLevel::Error:
        return EventLogModel::tr("Error");
    }
    return {};
}

} // namespace

EventLogModel::EventLogModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {
}

void EventLogModel::clear() {
    beginResetModel();
    m_entries.clear();
    m_known = 0;
    endResetModel();
}

void EventLogModel::take(const workbench::EventLog& log) {
    const std::int64_t count = log.count();
    const auto fresh = log.since(m_known);
    m_known = count;
    if (fresh.empty()) return;
    const int first = static_cast<int>(m_entries.size());
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    m_entries.insert(m_entries.end(), fresh.begin(), fresh.end());
    endInsertRows();
    if (m_entries.size() <= kKept) return;
    const auto over = static_cast<std::ptrdiff_t>(m_entries.size() - kKept);
    beginRemoveRows({}, 0, static_cast<int>(over) - 1);
    m_entries.erase(m_entries.begin(), m_entries.begin() + over);
    endRemoveRows();
}

int EventLogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int EventLogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString EventLogModel::textOf(const LogEntry& entry, int column) {
    QStringList fields;
    switch (column) {
    case Time:
        return QLocale().toString(toDateTime(entry.time).time(), QStringLiteral("HH:mm:ss"));
    case Level:
        return levelText(entry.level);
    case Event:
        return text(entry.event);
    default:
        for (const auto& [name, value] : entry.fields)
            fields.append(QStringLiteral("%1=%2").arg(text(name), text(value)));
        return fields.join(QStringLiteral("  "));
    }
}

QVariant EventLogModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LogEntry& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(entry, index.column());
    case Qt::ToolTipRole:
        return index.column() == Time ? absoluteTime(entry.time, QLocale())
                                      : textOf(entry, index.column());
    case CopyRole:
        return index.column() == Time ? QString::fromStdString(toIsoText(entry.time))
                                      : textOf(entry, index.column());
    case LevelRole:
        return static_cast<int>(entry.level);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1 %2 %3 %4")
            .arg(textOf(entry, Time), textOf(entry, Level), textOf(entry, Event),
                 textOf(entry, Fields));
    case Qt::DecorationRole:
        if (index.column() != Level) return {};
        if (entry.level == LogLevel::Error) return m_theme.icon(Icon::Error, Tone::Error);
        if (entry.level == LogLevel::Warning) return m_theme.icon(Icon::Warning, Tone::Warning);
        return m_theme.icon(Icon::Info, Tone::Neutral);
    default:
        return {};
    }
}

QVariant EventLogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Level:
        return tr("Level");
    case Event:
        return tr("Event");
    case Fields:
        return tr("Details");
    default:
        return {};
    }
}

void EventLogFilter::setText(const QString& text) {
    m_text = text.trimmed();
    invalidateFilter();
}

void EventLogFilter::setLeast(LogLevel least) {
    m_least = least;
    invalidateFilter();
}

bool EventLogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex first = sourceModel()->index(row, 0, parent);
    if (first.data(EventLogModel::LevelRole).toInt() < static_cast<int>(m_least)) return false;
    return m_text.isEmpty() ||
           first.data(Qt::AccessibleTextRole).toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace scepter::ui
