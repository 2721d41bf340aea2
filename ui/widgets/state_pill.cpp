#include "widgets/state_pill.h"

#include "theme/tinted_icon.h"

#include <QPainter>

namespace scepter::ui {

namespace {

constexpr int kPad = 6;
constexpr int kGap = 4;

int iconSide(const QFont& font) {
    return qMax(12, QFontMetrics(font).ascent() + 2);
}

} // namespace

QSize pillSize(const QFont& font, const QString& word) {
    const QFontMetrics metrics(font);
    return {kPad + iconSide(font) + kGap + metrics.horizontalAdvance(word) + kPad + 2,
            metrics.height() + 4};
}

QRect paintPill(QPainter& painter, const Theme& theme, const QRect& rect, const StateLook& look,
                bool rightToLeft) {
    const QSize wanted = pillSize(painter.font(), look.word);
    const QSize size(qMin(wanted.width(), rect.width()), qMin(wanted.height(), rect.height()));
    const int top = rect.top() + (rect.height() - size.height()) / 2;
    const int left = rightToLeft ? rect.right() - size.width() + 1 : rect.left();
    const QRect area(QPoint(left, top), size);
    const ToneColors colors = theme.tone(look.tone);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.background);
    painter.drawRoundedRect(area, 4, 4);
    const int side = iconSide(painter.font());
    const int iconLeft = rightToLeft ? area.right() - kPad - side + 1 : area.left() + kPad;
    tintedIcon(look.icon, colors.foreground)
        .paint(&painter, QRect(iconLeft, area.top() + (area.height() - side) / 2, side, side));
    painter.setPen(colors.foreground);
    const QRect text = rightToLeft ? area.adjusted(kPad, 0, -(kPad + side + kGap), 0)
                                   : area.adjusted(kPad + side + kGap, 0, -kPad, 0);
    painter.drawText(
        text, static_cast<int>(Qt::AlignVCenter | (rightToLeft ? Qt::AlignRight : Qt::AlignLeft)),
        painter.fontMetrics().elidedText(look.word, Qt::ElideRight, text.width() + 1));
    painter.restore();
    return area;
}

StatePill::StatePill(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatePill::setLook(const StateLook& look) {
    if (look == m_look) return;
    m_look = look;
    setAccessibleName(look.word);
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const {
    return pillSize(font(), m_look.word);
}

void StatePill::paintEvent(QPaintEvent* /*event*/) {
    if (m_look.word.isEmpty()) return;
    QPainter painter(this);
    paintPill(painter, m_theme, rect(), m_look, isRightToLeft());
}

} // namespace scepter::ui
