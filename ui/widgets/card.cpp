#include "widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

constexpr int kMargin = 16;
constexpr qreal kRadius = 6;

} // namespace

Card::Card(const Theme& theme, const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_header(new QHBoxLayout)
    , m_title(new QLabel(title))
    , m_body(new QVBoxLayout) {
    m_title->setFont(Theme::strongFont());
    m_title->setTextFormat(Qt::PlainText);
    m_header->addWidget(m_title);
    m_header->addStretch(1);
    m_body->setSpacing(8);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin - 4, kMargin, kMargin - 4);
    layout->setSpacing(8);
    layout->addLayout(m_header);
    layout->addLayout(m_body, 1);
    setAccessibleName(title);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Card::addToHeader(QWidget* widget) {
    m_header->addWidget(widget);
}

void Card::setTitle(const QString& title) {
    m_title->setText(title);
    setAccessibleName(title);
}

void Card::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void Card::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(m_theme.color(Surface::Border));
    painter.setBrush(m_theme.color(Surface::Card));
    painter.drawRoundedRect(area, kRadius, kRadius);
    if (m_tone == Tone::Neutral) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tone(m_tone).strong);
    const qreal x = isRightToLeft() ? area.right() - 4 : area.left();
    painter.drawRoundedRect(QRectF(x, area.top() + 8, 4, area.height() - 16), 2, 2);
}

} // namespace scepter::ui
