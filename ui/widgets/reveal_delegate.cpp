#include "widgets/reveal_delegate.h"

#include "models/layer_model.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kGap = 12;
constexpr int kPadding = 8;
constexpr int kRoom = 6; ///< above and below the text, together

} // namespace

RevealDelegate::RevealDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {
}

QRect RevealDelegate::buttonRect(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    if (index.column() != LayerModel::Value || !index.data(LayerModel::HiddenRole).toBool())
        return {};
    QStyleOptionViewItem full(option);
    initStyleOption(&full, index);
    const QStyle* style = full.widget != nullptr ? full.widget->style() : QApplication::style();
    const QRect text = style->subElementRect(QStyle::SE_ItemViewItemText, &full, full.widget);
    const int dots = full.fontMetrics.horizontalAdvance(full.text) + kGap;
    const int width = full.fontMetrics.horizontalAdvance(tr("Show")) + 2 * kPadding;
    const bool fromRight = full.direction == Qt::RightToLeft;
    const int left = fromRight ? text.right() - dots - width : text.left() + dots;
    return {left, full.rect.top() + 2, width, full.rect.height() - 4};
}

// The same for rows with and without an icon.
QSize RevealDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), option.fontMetrics.height() + kRoom));
    return size;
}

void RevealDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const QRect button = buttonRect(option, index);
    if (button.isEmpty()) return;
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor ink =
        chosen ? option.palette.color(QPalette::HighlightedText) : m_theme.color(Surface::Accent);
    painter->setPen(ink);
    painter->drawRoundedRect(QRectF(button).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter->setFont(option.font);
    painter->drawText(button, Qt::AlignCenter, tr("Show"));
    painter->restore();
}

bool RevealDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                 const QStyleOptionViewItem& option, const QModelIndex& index) {
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton &&
            buttonRect(option, index).contains(mouse->position().toPoint())) {
            Q_EMIT revealRequested(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace scepter::ui
