#include "widgets/ledger_view.h"

#include "widgets/pill_delegate.h"

#include <QAction>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPointer>
#include <QScrollBar>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kRowPad = 8;
constexpr qsizetype kMostIds = 10'000;
constexpr int kMostCopied = 2000;
constexpr int kColumnPad = 16;
constexpr int kLongLetters = 16;
constexpr int kLeastColumns = 3;

} // namespace

LedgerView::LedgerView(const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme) {
    setItemDelegate(new PillDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideRight);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    setEditTriggers(NoEditTriggers);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this,
            &LedgerView::showColumnMenu);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        const bool byHand = QGuiApplication::mouseButtons().testFlag(Qt::LeftButton) &&
                            horizontalHeader()->underMouse();
        if (byHand) keepColumns();
    });
    connect(horizontalHeader(), &QHeaderView::sectionMoved, this, &LedgerView::keepColumns);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (m_ledger != nullptr) Q_EMIT activatedId(m_ledger->idAt(index.row()));
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    fitRows();
}

void LedgerView::fitRows() {
    const int height = std::max(24, fontMetrics().height() + kRowPad);
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

void LedgerView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() != QEvent::FontChange) return;
    fitRows();
    fitColumns();
}

void LedgerView::setLedger(ListModel* model) {
    m_ledger = model;
    setModel(model);
    horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    horizontalHeader()->setSortIndicatorClearable(true);
    setSortingEnabled(true);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { keepSight(first, last); });
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this] { m_sightBefore = verticalScrollBar()->value(); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) { keepSightWithout(first, last); });
    if (!m_pendingColumns.isEmpty()) restoreColumns(m_pendingColumns);
}

void LedgerView::keepSight(int first, int last) {
    QScrollBar* bar = verticalScrollBar();
    const int height = verticalHeader()->defaultSectionSize();
    // At the very top one wants to see what comes.
    if (bar->value() == 0 || first * height > bar->value()) return;
    const int moved = (last - first + 1) * height;
    const int target = bar->value() + moved;
    // The range grows when the view has laid out the new rows.
    updateGeometries();
    bar->setValue(target);
}

void LedgerView::keepSightWithout(int first, int last) {
    QScrollBar* bar = verticalScrollBar();
    const int height = verticalHeader()->defaultSectionSize();
    if (first * height >= m_sightBefore) return;
    const int moved = std::min((last - first + 1) * height, m_sightBefore - first * height);
    updateGeometries();
    bar->setValue(m_sightBefore - moved);
}

qint64 LedgerView::currentId() const {
    return m_ledger == nullptr || !currentIndex().isValid() ? 0
                                                            : m_ledger->idAt(currentIndex().row());
}

qint64 LedgerView::selectedCount() const {
    if (selectionModel() == nullptr) return 0;
    // By ranges: all of a million rows are one.
    qint64 count = 0;
    const QItemSelection chosen = selectionModel()->selection();
    for (const QItemSelectionRange& range : chosen)
        if (range.left() == 0) count += range.height();
    return count;
}

QList<qint64> LedgerView::selectedIds() const {
    QList<qint64> ids;
    if (m_ledger == nullptr || selectionModel() == nullptr) return ids;
    const QItemSelection chosen = selectionModel()->selection();
    for (const QItemSelectionRange& range : chosen)
        for (int row = range.top(); row <= range.bottom() && ids.size() < kMostIds; ++row)
            ids.append(m_ledger->idAt(row));
    std::ranges::sort(ids, std::greater());
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
    return ids;
}

bool LedgerView::select(qint64 id) {
    const int row = m_ledger == nullptr ? -1 : m_ledger->rowOf(id);
    if (row < 0) return false;
    const QModelIndex index =
        m_ledger->index(row, std::max(0, horizontalHeader()->logicalIndex(0)));
    setCurrentIndex(index);
    scrollTo(index, EnsureVisible);
    return true;
}

QString LedgerView::selectedText() const {
    if (m_ledger == nullptr) return {};
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual)
        if (const int logical = horizontalHeader()->logicalIndex(visual);
            !horizontalHeader()->isSectionHidden(logical) || m_leftOut.contains(logical))
            columns.append(logical);
    QStringList lines;
    QStringList cells;
    for (const int column : std::as_const(columns))
        cells.append(m_ledger->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(cells.join(QLatin1Char('\t')));
    QItemSelection chosen = selectionModel()->selection();
    std::ranges::sort(chosen, {}, [](const QItemSelectionRange& range) { return range.top(); });
    for (const QItemSelectionRange& range : std::as_const(chosen))
        for (int row = range.top(); row <= range.bottom(); ++row) {
            cells.clear();
            for (const int column : std::as_const(columns)) {
                const QModelIndex index = m_ledger->index(row, column);
                QVariant text = index.data(ListModel::CopyRole);
                if (!text.isValid()) text = index.data(Qt::DisplayRole);
                cells.append(text.toString().simplified());
            }
            lines.append(cells.join(QLatin1Char('\t')));
        }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void LedgerView::setDefaultWidths(const QList<int>& characters) {
    m_defaults = characters;
    m_fitsColumns = true;
    for (int column = 0; column < characters.size(); ++column) {
        horizontalHeader()->setSectionHidden(column, characters.at(column) == 0);
        if (characters.at(column) > 0)
            horizontalHeader()->resizeSection(column, defaultWidth(column));
    }
    fitColumns();
}

int LedgerView::defaultWidth(int column) const {
    return m_defaults.at(column) * fontMetrics().averageCharWidth() + kColumnPad;
}

/// Long texts may be cut by a third before a column is left out, and take what is left over.
void LedgerView::fitColumns() {
    if (!m_fitsColumns || m_ledger == nullptr || m_defaults.isEmpty()) return;
    const int room = viewport()->width();
    const auto isLong = [this](int column) { return m_defaults.at(column) >= kLongLetters; };
    int fixed = 0;
    int elastic = 0;
    QList<int> kept;
    for (int column = 0; column < m_defaults.size(); ++column) {
        if (m_defaults.at(column) == 0) continue;
        const int width = defaultWidth(column);
        const int fixedThen = fixed + (isLong(column) ? 0 : width);
        const int elasticThen = elastic + (isLong(column) ? width : 0);
        if (kept.size() >= kLeastColumns && fixedThen + elasticThen * 2 / 3 > room) break;
        fixed = fixedThen;
        elastic = elasticThen;
        kept.append(column);
    }
    m_leftOut.clear();
    for (int column = 0; column < m_defaults.size(); ++column) {
        if (m_defaults.at(column) == 0) continue;
        const bool isKept = kept.contains(column);
        horizontalHeader()->setSectionHidden(column, !isKept);
        if (!isKept) m_leftOut.append(column);
    }
    const double factor = elastic == 0 ? 1.0 : std::max(0.5, double(room - fixed) / elastic);
    for (const int column : std::as_const(kept))
        horizontalHeader()->resizeSection(
            column, isLong(column) ? static_cast<int>(defaultWidth(column) * factor)
                                   : defaultWidth(column));
}

void LedgerView::keepColumns() {
    m_fitsColumns = false;
    m_leftOut.clear();
}

void LedgerView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fitColumns();
}

QByteArray LedgerView::columnState() const {
    // As the window leaves room, until somebody says otherwise.
    if (m_fitsColumns && horizontalHeader()->sortIndicatorSection() < 0) return {};
    return horizontalHeader()->saveState();
}

void LedgerView::restoreColumns(const QByteArray& state) {
    if (m_ledger == nullptr) {
        m_pendingColumns = state;
        return;
    }
    if (state.isEmpty()) return;
    keepColumns();
    horizontalHeader()->restoreState(state);
    horizontalHeader()->setStretchLastSection(true);
}

void LedgerView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
        event->accept();
        return;
    }
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                       event->key() == Qt::Key_Space;
    if (opens && event->modifiers() == Qt::NoModifier) {
        if (const qint64 id = currentId(); id != 0) Q_EMIT activatedId(id);
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

// When the focus comes in, Qt makes the first row the current one and does not select it: the page
// would show a row that no action knows, and hide what it shows while nothing is chosen.
void LedgerView::focusInEvent(QFocusEvent* event) {
    if (currentIndex().isValid()) {
        QTableView::focusInEvent(event);
        return;
    }
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LedgerView::copySelected() {
    if (m_ledger == nullptr) return;
    if (selectedCount() > kMostCopied) {
        Q_EMIT copyRefused(kMostCopied);
        return;
    }
    const QList<qint64> ids = selectedIds();
    if (ids.isEmpty()) return;
    // Rows that nobody has looked at are not there yet.
    m_ledger->ensure({ids.begin(), ids.end()}, [view = QPointer(this)] {
        if (view) Q_EMIT view->copied(view->selectedText());
    });
}

void LedgerView::keyboardSearch(const QString& /*search*/) {
}

void LedgerView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !current.isValid()) Q_EMIT currentIdChanged(currentId());
}

void LedgerView::selectionChanged(const QItemSelection& selected,
                                  const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectedIdsChanged();
}

void LedgerView::showColumnMenu(const QPoint& at) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QHeaderView* header = horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        QAction* action = menu->addAction(
            m_ledger->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        // One column has to stay.
        action->setEnabled(header->isSectionHidden(column) ||
                           header->count() - header->hiddenSectionCount() > 1);
        connect(action, &QAction::toggled, this, [this, header, column](bool on) {
            keepColumns();
            header->setSectionHidden(column, !on);
        });
    }
    menu->popup(header->mapToGlobal(at));
}

} // namespace scepter::ui
