// The event log as rows.
#pragma once

#include "theme/theme.h"
#include "workbench/event_log.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <deque>

namespace scepter::ui {

/// Newest last. Keeps as many as the log does.
class EventLogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Level, Event, Fields, ColumnCount };
    enum Role { LevelRole = Qt::UserRole + 1, CopyRole };

    explicit EventLogModel(const Theme& theme, QObject* parent = nullptr);

    void clear();
    /// Takes over what is new.
    void take(const workbench::EventLog& log);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] static QString textOf(const LogEntry& entry, int column);

    const Theme& m_theme;
    std::deque<LogEntry> m_entries;
    std::int64_t m_known = 0;
};

/// Level and text.
class EventLogFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString& text);
    void setLeast(LogLevel least);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
    LogLevel m_least = LogLevel::Debug;
};

} // namespace scepter::ui
