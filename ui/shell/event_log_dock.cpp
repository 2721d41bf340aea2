#include "shell/event_log_dock.h"

#include "models/event_log_model.h"
#include "theme/tinted_icon.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kEventLetters = 32;

} // namespace

EventLogDock::EventLogDock(const Theme& theme, QWidget* parent)
    : QDockWidget(tr("Event log"), parent)
    , m_theme(theme)
    , m_model(new EventLogModel(theme, this))
    , m_view(new QTreeView(this))
    , m_filter(new QLineEdit(this))
    , m_least(new QComboBox(this)) {
    setObjectName(QStringLiteral("eventLog"));
    auto* proxy = new EventLogFilter(this);
    proxy->setSourceModel(m_model);
    m_view->setObjectName(QStringLiteral("eventLogView"));
    m_view->setAccessibleName(tr("Event log"));
    m_view->setModel(proxy);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->header()->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    m_view->header()->resizeSection(EventLogModel::Event, kEventLetters * letter);
    m_filter->setPlaceholderText(tr("Filter…"));
    m_filter->setAccessibleName(tr("Filter the event log"));
    m_filter->setClearButtonEnabled(true);
    m_least->addItem(tr("All events"), static_cast<int>(LogLevel::Debug));
    m_least->addItem(tr("Warnings and errors"), static_cast<int>(LogLevel::Warning));
    m_least->addItem(tr("Errors"), static_cast<int>(LogLevel::Error));
    m_least->setAccessibleName(tr("Which events"));
    auto* copy = new QToolButton(this);
    copy->setIcon(tintedIcon(Icon::Copy));
    copy->setText(tr("Copy"));
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy->setToolTip(tr("Copy the selected events, or all"));
    copy->setFocusPolicy(Qt::StrongFocus);
    auto* content = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->addWidget(m_filter, 1);
    row->addWidget(m_least);
    row->addWidget(copy);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addLayout(row);
    layout->addWidget(m_view, 1);
    setWidget(content);
    connect(m_filter, &QLineEdit::textChanged, proxy, &EventLogFilter::setText);
    connect(m_least, &QComboBox::currentIndexChanged, proxy, [this, proxy] {
        proxy->setLeast(static_cast<LogLevel>(m_least->currentData().toInt()));
    });
    connect(copy, &QToolButton::clicked, this, [this] { Q_EMIT copyRequested(selectedText()); });
}

void EventLogDock::setLog(workbench::EventLog* log) {
    if (m_log) m_log->disconnect(this);
    m_log = log;
    m_model->clear();
    if (log == nullptr) return;
    connect(log, &workbench::EventLog::grown, this, &EventLogDock::take);
    take();
}

void EventLogDock::take() {
    if (!m_log) return;
    const QScrollBar* bar = m_view->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    m_model->take(*m_log);
    if (atEnd) m_view->scrollToBottom();
}

QString EventLogDock::selectedText() const {
    QStringList lines;
    const QAbstractItemModel* rows = m_view->model();
    const bool all = !m_view->selectionModel()->hasSelection();
    for (int row = 0; row < rows->rowCount(); ++row) {
        if (!all && !m_view->selectionModel()->isRowSelected(row, {})) continue;
        QStringList cells;
        for (int column = 0; column < rows->columnCount(); ++column)
            cells.append(rows->index(row, column).data(EventLogModel::CopyRole).toString());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace scepter::ui
