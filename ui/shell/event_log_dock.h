// What the responder had to say.
#pragma once

#include "theme/theme.h"
#include "workbench/event_log.h"

#include <QDockWidget>
#include <QPointer>

class QComboBox;
class QLineEdit;
class QTreeView;

namespace scepter::ui {

class EventLogModel;

/// The last events with time, level and fields; follows the end only while the end is in sight.
class EventLogDock : public QDockWidget {
    Q_OBJECT

public:
    explicit EventLogDock(const Theme& theme, QWidget* parent = nullptr);

    /// Shows another log; null: none.
    void setLog(workbench::EventLog* log);
    [[nodiscard]] QString selectedText() const;

Q_SIGNALS:
    void copyRequested(const QString& text);

private:
    void take();

    const Theme& m_theme;
    QPointer<workbench::EventLog> m_log;
    EventLogModel* m_model;
    QTreeView* m_view;
    QLineEdit* m_filter;
    QComboBox* m_least;
};

} // namespace scepter::ui
