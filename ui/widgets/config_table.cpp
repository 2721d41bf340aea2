#include "widgets/config_table.h"

#include "models/ledger_model.h"
#include "widgets/pill_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kRowPad = 8;

} // namespace

ConfigTable::ConfigTable(const Theme& theme, QWidget* parent)
    : QTableView(parent) {
    setItemDelegate(new PillDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setSortingEnabled(true);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + kRowPad));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
}

void ConfigTable::setWidths(const QList<int>& characters) {
    for (int i = 0; i < characters.size(); ++i) {
        setColumnHidden(i, characters.at(i) == 0);
        setColumnWidth(i, characters.at(i) * fontMetrics().averageCharWidth() + 16);
    }
}

QString ConfigTable::currentKey() const {
    return currentIndex().data(LedgerModel::IdRole).toString();
}

bool ConfigTable::select(const QString& key) {
    m_selecting = true;
    bool found = key.isEmpty();
    if (found) {
        clearSelection();
        setCurrentIndex({});
    }
    for (int row = 0; !found && row < model()->rowCount(); ++row) {
        if (model()->index(row, 0).data(LedgerModel::IdRole).toString() != key) continue;
        found = true;
        if (currentKey() != key || !selectionModel()->hasSelection()) selectRow(row);
        scrollTo(model()->index(row, 0));
    }
    m_selecting = false;
    return found;
}

void ConfigTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!m_selecting && current.isValid())
        Q_EMIT keyChosen(current.data(LedgerModel::IdRole).toString());
}

QString ConfigTable::rowText() const {
    QStringList headers;
    QStringList values;
    for (int column = 0; column < model()->columnCount(); ++column) {
        headers.append(model()->headerData(column, Qt::Horizontal).toString());
        values.append(
            currentIndex().siblingAtColumn(column).data(LedgerModel::CopyRole).toString());
    }
    return headers.join(QLatin1Char('\t')) + QLatin1Char('\n') + values.join(QLatin1Char('\t')) +
           QLatin1Char('\n');
}

void ConfigTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        Q_EMIT copied(rowText());
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace scepter::ui
