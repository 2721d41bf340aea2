#include "widgets/wrap_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>
#include <QTreeView>

#include <cmath>
#include <functional>

namespace scepter::ui {

namespace {

constexpr int kPad = 4;

QFont fontOf(const QStyleOptionViewItem& option, const QModelIndex& index) {
    if (index.data(WrapDelegate::FixedRole).toBool()) return Theme::monospace();
    return index.data(WrapDelegate::StrongRole).toBool() ? Theme::strongFont() : option.font;
}

/// Lays a text out, `draw` may paint each paragraph at its height; gives the whole height.
int layOut(const QString& text, const QFont& font, int width, Qt::LayoutDirection direction,
           const std::function<void(const QTextLayout&, int top)>& draw) {
    const QFontMetrics metrics(font);
    int height = 0;
    QTextOption how;
    how.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    how.setTextDirection(direction);
    const QStringList paragraphs = text.split(QLatin1Char('\n'));
    for (const QString& paragraph : paragraphs) {
        // Most values are short: what surely fits on a line needs no layout to be measured.
        if (!draw && paragraph.size() * metrics.maxWidth() <= width) {
            height += metrics.lineSpacing();
            continue;
        }
        QTextLayout layout(paragraph, font);
        layout.setTextOption(how);
        layout.beginLayout();
        qreal bottom = 0;
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(std::max(1, width));
            line.setPosition({0, bottom});
            bottom += line.height();
        }
        layout.endLayout();
        if (draw) draw(layout, height);
        height += std::max(metrics.lineSpacing(), static_cast<int>(std::ceil(bottom)));
    }
    return height;
}

} // namespace

WrapDelegate::WrapDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {
}

void WrapDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    QStyleOptionViewItem own = option;
    initStyleOption(&own, index);
    const QStyle* style = own.widget != nullptr ? own.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &own, painter, own.widget);
    QRect area = own.rect.adjusted(kPad, kPad / 2, -kPad, -kPad / 2);
    painter->save();
    painter->setClipRect(own.rect);
    if (!own.icon.isNull()) {
        const int side = own.fontMetrics.height();
        QRect place(area.topLeft(), QSize(side, side));
        place = QStyle::visualRect(own.direction, area, place);
        own.icon.paint(painter, place);
        area = QStyle::visualRect(own.direction, area, area.adjusted(side + kPad, 0, 0, 0));
    }
    const bool selected = own.state.testFlag(QStyle::State_Selected);
    const auto group =
        own.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const auto drawer = [&](int from) {
        return [painter, &area, from](const QTextLayout& layout, int top) {
            layout.draw(painter, QPointF(area.left(), area.top() + from + top));
        };
    };
    painter->setPen(
        own.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    const int height = layOut(own.text, fontOf(own, index), area.width(), own.direction, drawer(0));
    if (const QString note = index.data(NoteRole).toString(); !note.isEmpty()) {
        if (!selected) painter->setPen(m_theme.color(Surface::MutedText));
        layOut(note, own.font, area.width(), own.direction, drawer(height));
    }
    painter->restore();
}

QSize WrapDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem own = option;
    initStyleOption(&own, index);
    int width = own.rect.width();
    if (const auto* tree = qobject_cast<const QTreeView*>(own.widget); tree != nullptr) {
        width = tree->columnWidth(index.column());
        if (tree->isFirstColumnSpanned(index.row(), index.parent()))
            width = tree->viewport()->width();
        const int depth = (index.parent().isValid() ? 1 : 0) + (tree->rootIsDecorated() ? 1 : 0);
        if (index.column() == tree->treePosition() || index.column() == 0)
            width -= depth * tree->indentation();
    }
    width -= 2 * kPad;
    if (!own.icon.isNull()) width -= own.fontMetrics.height() + kPad;
    int height = layOut(own.text, fontOf(own, index), width, own.direction, {});
    if (const QString note = index.data(NoteRole).toString(); !note.isEmpty())
        height += layOut(note, own.font, width, own.direction, {});
    return {std::max(width, 40), height + kPad};
}

} // namespace scepter::ui
