#include "widgets/config_table.h"

#include "models/ledger_model.h"
#include "widgets/state_pill.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace scepter::ui {

namespace {

constexpr int kRowPad = 8;

class ConfigDelegate final : public QStyledItemDelegate {
public:
    ConfigDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const QVariant tone = index.data(LedgerModel::ToneRole);
        if (!tone.isValid()) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionViewItem plain = option;
        initStyleOption(&plain, index);
        const QString word = plain.text;
        plain.text.clear();
        plain.widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, plain.widget);
        painter->save();
        painter->setFont(plain.font);
        paintPill(*painter, m_theme, plain.rect.adjusted(4, 2, -4, -2),
                  {word, static_cast<Icon>(index.data(LedgerModel::IconRole).toInt()),
                   static_cast<Tone>(tone.toInt())},
                  plain.direction == Qt::RightToLeft);
        painter->restore();
    }

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(LedgerModel::MonospaceRole).toBool())
            option->font.setFamily(Theme::monospace().family());
        if (index.data(LedgerModel::NumberRole).toBool())
            option->displayAlignment = Qt::AlignVCenter | Qt::AlignRight;
        option->state &= ~QStyle::State_HasFocus;
    }

private:
    const Theme& m_theme;
};

} // namespace

ConfigTable::ConfigTable(const Theme& theme, QWidget* parent)
    : QTableView(parent) {
    setItemDelegate(new ConfigDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setSortingEnabled(true);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kRowPad);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
}

void ConfigTable::setWidths(const QList<int>& characters) {
    for (int i = 0; i < characters.size(); ++i)
        setColumnWidth(i, characters.at(i) * fontMetrics().averageCharWidth() + 16);
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
