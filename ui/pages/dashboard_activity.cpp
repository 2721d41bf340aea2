#include "pages/dashboard_activity.h"

#include "models/ledger_model.h"
#include "pages/dashboard_parts.h"
#include "widgets/filter_row.h"
#include "widgets/pill_delegate.h"
#include "widgets/placeholder.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

constexpr int kRowsInSight = 7;
// In characters; the column before the last takes what is left.
constexpr std::array kWidths{14, 13, 30, 18, 34, 14};

/// A row fits when any of its cells has the text.
class AnyCell final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString& text) {
        m_text = text;
        invalidateFilter();
    }
    [[nodiscard]] bool isFiltering() const { return !m_text.isEmpty(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        if (m_text.isEmpty()) return true;
        for (int column = 0; column < sourceModel()->columnCount(parent); ++column)
            if (sourceModel()
                    ->index(row, column, parent)
                    .data(LedgerModel::CopyRole)
                    .toString()
                    .contains(m_text, Qt::CaseInsensitive))
                return true;
        return false;
    }

private:
    QString m_text;
};

/// The last column as links.
class ActivityDelegate final : public PillDelegate {
public:
    using PillDelegate::PillDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        PillDelegate::initStyleOption(option, index);
        if (index.column() != ActivityModel::Target) return;
        option->palette.setColor(QPalette::Text, theme().color(Surface::Accent));
        option->font.setUnderline(true);
    }
};

AnyCell& cells(QSortFilterProxyModel* proxy) {
    return *static_cast<AnyCell*>(proxy);
}

} // namespace

ActivityCard::ActivityCard(const Clock& clock, const Theme& theme, QAction* openLog,
                           QWidget* parent)
    : Card(theme, tr("Recent activity"), parent)
    , m_model(new ActivityModel(clock, this))
    , m_proxy(new AnyCell(this))
    , m_filter(new FilterRow(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_placeholder(new Placeholder(theme, this)) {
    setObjectName(QStringLiteral("cardActivity"));
    m_proxy->setSourceModel(m_model);
    m_filter->setPlaceholder(tr("Filter: subject, transaction, how…"));
    auto* log = cardButton(QStringLiteral("openLog"), tr("Open log"), Icon::Log, this);
    log->setToolTip(tr("What the responder and the window had to say"));
    connect(log, &QToolButton::clicked, openLog, &QAction::trigger);
    addToHeader(log);
    makeTable(theme);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_placeholder);
    body()->addWidget(m_filter);
    body()->addWidget(m_stack, 1);
    connect(m_filter, &FilterRow::changed, this, &ActivityCard::applyFilter);
    connect(m_placeholder, &Placeholder::buttonClicked, this, [this] {
        if (!clearFilter()) Q_EMIT openRequested(ObjectRef::ofPage(PageId::Endpoints));
    });
    fitRows();
    choose();
}

void ActivityCard::makeTable(const Theme& theme) {
    m_table->setObjectName(QStringLiteral("activityTable"));
    m_table->setAccessibleName(tr("Recent activity"));
    m_table->setModel(m_proxy);
    m_table->setItemDelegate(new ActivityDelegate(theme, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    for (std::size_t column = 0; column < kWidths.size(); ++column)
        m_table->horizontalHeader()->resizeSection(
            static_cast<int>(column),
            kWidths.at(column) * m_table->fontMetrics().averageCharWidth() + 16);
    m_table->horizontalHeader()->setSectionResizeMode(ActivityModel::How, QHeaderView::Stretch);
    connect(m_table, &QTableView::activated, this, &ActivityCard::open);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == ActivityModel::Target) open(index);
    });
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { keepSight(first, last); });
    auto* copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &ActivityCard::copySelected);
    connect(&theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
}

void ActivityCard::fitRows() {
    const int height = std::max(24, m_table->fontMetrics().height() + 8);
    m_table->verticalHeader()->setMinimumSectionSize(height);
    m_table->verticalHeader()->setDefaultSectionSize(height);
    m_stack->setMinimumHeight(height * (kRowsInSight + 1) + 4);
}

void ActivityCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitRows();
}

void ActivityCard::keepSight(int first, int last) {
    QScrollBar* bar = m_table->verticalScrollBar();
    const int height = m_table->verticalHeader()->defaultSectionSize();
    // At the very top one wants to see what comes.
    if (bar->value() == 0 || first * height > bar->value()) return;
    const int target = bar->value() + (last - first + 1) * height;
    bar->setMaximum(std::max(bar->maximum(), target));
    bar->setValue(target);
}

void ActivityCard::setRows(std::vector<Activity> rows) {
    m_known = true;
    m_model->setRows(std::move(rows));
    choose();
}

void ActivityCard::tick() {
    m_model->tick();
}

void ActivityCard::focusFilter() {
    m_filter->focusText();
}

bool ActivityCard::clearFilter() {
    if (m_filter->isEmpty()) return false;
    m_filter->clear();
    return true;
}

void ActivityCard::applyFilter() {
    cells(m_proxy).setText(m_filter->text().trimmed());
    choose();
}

void ActivityCard::choose() {
    const int shown = m_proxy->rowCount();
    const int all = m_model->rowCount();
    m_filter->setState(m_known ? FilterRow::State::Done : FilterRow::State::Running, shown, all);
    if (shown == 0 && cells(m_proxy).isFiltering())
        m_placeholder->show(Icon::Filter, tr("Nothing fits this filter."),
                            tr("There are %n in all.", nullptr, all), tr("Clear filter"));
    else if (shown == 0 && m_known)
        m_placeholder->show(Icon::Requests, tr("No requests yet."),
                            tr("Point a client at one of the URLs above."), tr("Show endpoints"));
    m_stack->setCurrentIndex(shown == 0 && m_known ? 1 : 0);
}

void ActivityCard::open(const QModelIndex& index) {
    const int row = m_proxy->mapToSource(index).row();
    if (row >= 0) Q_EMIT openRequested(targetOf(m_model->rows().at(static_cast<std::size_t>(row))));
}

void ActivityCard::copySelected() {
    QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    std::ranges::sort(chosen, {}, &QModelIndex::row);
    if (chosen.isEmpty()) return;
    QStringList lines;
    QStringList line;
    for (int column = 0; column < m_model->columnCount(); ++column)
        line.append(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(line.join(QLatin1Char('\t')));
    for (const QModelIndex& row : std::as_const(chosen)) {
        line.clear();
        for (int column = 0; column < m_model->columnCount(); ++column)
            line.append(
                row.siblingAtColumn(column).data(LedgerModel::CopyRole).toString().simplified());
        lines.append(line.join(QLatin1Char('\t')));
    }
    Q_EMIT copyRequested(tr("the selected rows"),
                         lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

} // namespace scepter::ui
