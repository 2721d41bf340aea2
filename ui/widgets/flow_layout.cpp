#include "widgets/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace scepter::ui {

FlowLayout::FlowLayout(QWidget* parent, int across, int down)
    : QLayout(parent)
    , m_across(across)
    , m_down(down) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item) {
    m_items.append(item);
}

int FlowLayout::count() const {
    return static_cast<int>(m_items.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const {
    return m_items.value(index);
}

QLayoutItem* FlowLayout::takeAt(int index) {
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const {
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::sizeHint() const {
    int width = 0;
    int height = 0;
    for (const QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        width += item->sizeHint().width() + (width > 0 ? m_across : 0);
        height = std::max(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool place) const {
    const Qt::LayoutDirection direction =
        parentWidget() != nullptr ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    QList<QLayoutItem*> line;
    int x = 0;
    int y = rect.y();
    int lineHeight = 0;
    const auto endLine = [&] {
        int at = rect.x();
        for (QLayoutItem* item : std::as_const(line)) {
            const QSize hint = item->sizeHint();
            const QRect area(at, y + (lineHeight - hint.height()) / 2,
                             std::min(hint.width(), rect.width()), hint.height());
            if (place) item->setGeometry(QStyle::visualRect(direction, rect, area));
            at += hint.width() + m_across;
        }
        line.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        const QSize hint = item->sizeHint();
        if (!line.isEmpty() && x + hint.width() > rect.width()) {
            endLine();
            y += lineHeight + m_down;
            x = 0;
            lineHeight = 0;
        }
        line.append(item);
        x += hint.width() + m_across;
        lineHeight = std::max(lineHeight, hint.height());
    }
    endLine();
    return y + lineHeight - rect.y();
}

} // namespace scepter::ui
