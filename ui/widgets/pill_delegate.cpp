#include "widgets/pill_delegate.h"

#include "models/ledger_model.h"
#include "widgets/state_pill.h"

#include <QPainter>

namespace scepter::ui {

PillDelegate::PillDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {
}

void PillDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const QVariant tone = index.data(LedgerModel::ToneRole);
    if (!tone.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    const QString word = plain.text;
    plain.text.clear();
    plain.icon = {};
    plain.widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, plain.widget);
    painter->save();
    painter->setFont(plain.font);
    paintPill(*painter, m_theme, plain.rect.adjusted(4, 2, -4, -2),
              {word, static_cast<Icon>(index.data(LedgerModel::IconRole).toInt()),
               static_cast<Tone>(tone.toInt())},
              plain.direction == Qt::RightToLeft);
    painter->restore();
}

void PillDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(LedgerModel::MonospaceRole).toBool())
        option->font.setFamily(Theme::monospace().family());
    if (index.data(LedgerModel::StruckRole).toBool()) option->font.setStrikeOut(true);
    if (index.data(LedgerModel::NumberRole).toBool())
        option->displayAlignment = Qt::AlignVCenter | Qt::AlignRight;
    option->state &= ~QStyle::State_HasFocus;
}

} // namespace scepter::ui
