#include "widgets/sequence_view.h"

#include <QAccessible>
#include <QFocusEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyle>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>

namespace scepter::ui {

namespace {

constexpr int kPad = 8;
constexpr int kLeastLane = 15; ///< characters
constexpr int kHead = 5;       ///< half the height of an arrow's head
constexpr int kLoop = 14;      ///< how far a step to itself reaches out

} // namespace

SequenceView::SequenceView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme) {
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    speak();
}

void SequenceView::setSequence(Sequence sequence) {
    const bool same = sequence.title == m_sequence.title;
    m_sequence = std::move(sequence);
    if (!same || m_current >= stepCount()) m_current = -1;
    fitBars();
    if (!same) verticalScrollBar()->setValue(0);
    viewport()->update();
    speak();
}

// ---- measures
// ------------------------------------------------------------------------------------

int SequenceView::headHeight() const {
    return fontMetrics().height() + 2 * kPad;
}

int SequenceView::rowHeight() const {
    return 2 * fontMetrics().height() + 2 * kPad;
}

int SequenceView::timeWidth() const {
    int widest = 0;
    for (const Sequence::Step& step : m_sequence.steps)
        widest = std::max(widest, fontMetrics().horizontalAdvance(step.time));
    return widest + 2 * kPad;
}

int SequenceView::laneWidth() const {
    const auto lanes = std::max<qsizetype>(1, m_sequence.lanes.size());
    const int least = kLeastLane * fontMetrics().averageCharWidth();
    return std::max(least, (viewport()->width() - timeWidth()) / static_cast<int>(lanes));
}

int SequenceView::contentWidth() const {
    return timeWidth() + laneWidth() * static_cast<int>(m_sequence.lanes.size());
}

QRect SequenceView::mirrored(const QRect& rect) const {
    QRect moved = rect.translated(-horizontalScrollBar()->value(), 0);
    if (isRightToLeft()) moved.moveRight(viewport()->width() - 1 - moved.left());
    return moved;
}

int SequenceView::laneX(int lane) const {
    return mirrored({timeWidth() + laneWidth() * lane + laneWidth() / 2, 0, 1, 1}).left();
}

QRect SequenceView::rectOf(int step) const {
    return {0, headHeight() + step * rowHeight() - verticalScrollBar()->value(),
            viewport()->width(), rowHeight()};
}

int SequenceView::stepAt(const QPoint& at) const {
    if (at.y() < headHeight()) return -1;
    const int step = (at.y() - headHeight() + verticalScrollBar()->value()) / rowHeight();
    return step < stepCount() ? step : -1;
}

void SequenceView::fitBars() {
    const int room = viewport()->height() - headHeight();
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setRange(0, std::max(0, stepCount() * rowHeight() - room));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, contentWidth() - viewport()->width()));
}

void SequenceView::resizeEvent(QResizeEvent* /*event*/) {
    fitBars();
}

void SequenceView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitBars();
    viewport()->update();
}

// ---- painting
// ------------------------------------------------------------------------------------

QColor SequenceView::colorOf(Tone tone) const {
    return tone == Tone::Neutral ? palette().color(QPalette::Text) : m_theme.tone(tone).strong;
}

void SequenceView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Surface::Border), 1, Qt::DashLine));
    for (int lane = 0; lane < m_sequence.lanes.size(); ++lane)
        painter.drawLine(laneX(lane), headHeight(), laneX(lane), viewport()->height());
    for (int step = std::max(0, stepAt({0, std::max(headHeight(), event->rect().top())}));
         step < stepCount() && rectOf(step).top() <= event->rect().bottom(); ++step)
        paintStep(painter, step);
    paintHead(painter);
}

void SequenceView::paintHead(QPainter& painter) const {
    const QRect head(0, 0, viewport()->width(), headHeight());
    painter.fillRect(head, palette().color(QPalette::Window));
    painter.setPen(m_theme.color(Surface::Border));
    painter.drawLine(head.bottomLeft(), head.bottomRight());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.setFont(Theme::strongFont());
    for (int lane = 0; lane < m_sequence.lanes.size(); ++lane) {
        const QRect room(laneX(lane) - laneWidth() / 2 + 2, 0, laneWidth() - 4, head.height());
        painter.drawText(room, Qt::AlignCenter,
                         QFontMetrics(Theme::strongFont())
                             .elidedText(m_sequence.lanes.at(lane), Qt::ElideRight, room.width()));
    }
    painter.setFont(font());
}

void SequenceView::paintStep(QPainter& painter, int index) const {
    const Sequence::Step& step = m_sequence.steps[static_cast<std::size_t>(index)];
    const QRect area = rectOf(index);
    if (index == m_current) {
        const QColor accent = m_theme.color(Surface::Accent);
        QColor ground = accent;
        ground.setAlphaF(0.12F);
        painter.fillRect(area, ground);
        if (hasFocus()) {
            painter.setPen(QPen(accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(area.adjusted(1, 1, -1, -1));
        }
    }
    painter.setPen(m_theme.color(Surface::MutedText));
    const QRect time = mirrored({kPad, area.top(), timeWidth() - kPad, area.height()});
    painter.drawText(time,
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(),
                                                              Qt::AlignVCenter | Qt::AlignLeft)),
                     step.time);
    paintArrow(painter, step, area.top() + fontMetrics().height() + kPad);
}

void SequenceView::paintArrow(QPainter& painter, const Sequence::Step& step, int y) const {
    const int from = laneX(step.from);
    const int to = laneX(step.to);
    painter.setPen(QPen(colorOf(step.tone), 1.5));
    painter.setBrush(colorOf(step.tone));
    const int line = fontMetrics().height();
    if (step.from == step.to) {
        // To the side where there is room for what it says.
        const bool last = step.from + 1 == m_sequence.lanes.size() && step.from > 0;
        const int side = last == isRightToLeft() ? 1 : -1;
        painter.drawEllipse(QPoint(from, y), 4, 4);
        painter.drawLine(from, y, from + side * kLoop, y);
        const int reach = laneWidth() - kLoop - kPad;
        const QRect room(side > 0 ? from + kLoop + 4 : from - kLoop - 4 - reach, y - line - 2,
                         reach, 2 * line + 4);
        paintLabel(painter, step, room);
        return;
    }
    const int way = to > from ? 1 : -1;
    painter.drawLine(from, y, to - way * kHead, y);
    QPainterPath head(QPointF(to, y));
    head.lineTo(to - way * 2 * kHead, y - kHead);
    head.lineTo(to - way * 2 * kHead, y + kHead);
    head.closeSubpath();
    painter.drawPath(head);
    const QRect room(std::min(from, to) + kPad, y - line - 2, std::abs(to - from) - 2 * kPad, line);
    paintLabel(painter, step, room);
    if (step.note.isEmpty()) return;
    painter.setPen(m_theme.color(Surface::MutedText));
    painter.drawText(room.translated(0, line + 4), Qt::AlignCenter,
                     fontMetrics().elidedText(step.note, Qt::ElideRight, room.width()));
}

void SequenceView::paintLabel(QPainter& painter, const Sequence::Step& step,
                              const QRect& room) const {
    const bool self = step.from == step.to;
    const int side = step.tone == Tone::Neutral ? 0 : fontMetrics().height();
    const int gap = side == 0 ? 0 : 4;
    QString words = step.label;
    if (self && !step.note.isEmpty()) words += QStringLiteral("  ") + step.note;
    words = fontMetrics().elidedText(words, Qt::ElideRight, room.width() - side - gap);
    const int width = fontMetrics().horizontalAdvance(words) + side + gap;
    int left = room.left() + (room.width() - width) / 2;
    if (self) left = room.left() > laneX(step.from) ? room.left() : room.right() - width;
    QRect whole(left, room.top(), width, room.height());
    if (side > 0) {
        const int x = isRightToLeft() ? whole.right() - side : whole.left();
        m_theme.icon(iconOf(step.tone), step.tone)
            .paint(&painter, QRect(x, whole.center().y() - side / 2, side, side));
        if (isRightToLeft())
            whole.setRight(whole.right() - side - gap);
        else
            whole.setLeft(whole.left() + side + gap);
    }
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(whole, Qt::AlignCenter, words);
}

// ---- choosing
// ------------------------------------------------------------------------------------

void SequenceView::setCurrentStep(int step) {
    m_current = step >= 0 && step < stepCount() ? step : -1;
    if (m_current >= 0) bringIntoSight(m_current);
    viewport()->update();
    speak();
}

void SequenceView::showExchange(qint64 id) {
    if (m_current >= 0 && m_sequence.steps[static_cast<std::size_t>(m_current)].exchangeId == id)
        return;
    const auto found = std::ranges::find(m_sequence.steps, id, &Sequence::Step::exchangeId);
    setCurrentStep(
        found == m_sequence.steps.end() ? -1 : static_cast<int>(found - m_sequence.steps.begin()));
}

void SequenceView::choose(int step) {
    if (step < 0 || step >= stepCount()) return;
    setCurrentStep(step);
    const qint64 id = m_sequence.steps[static_cast<std::size_t>(step)].exchangeId;
    if (id != 0) Q_EMIT exchangeChosen(id);
}

void SequenceView::bringIntoSight(int step) {
    const QRect area = rectOf(step);
    QScrollBar* bar = verticalScrollBar();
    if (area.top() < headHeight())
        bar->setValue(bar->value() - (headHeight() - area.top()));
    else if (area.bottom() > viewport()->height())
        bar->setValue(bar->value() + area.bottom() - viewport()->height());
}

void SequenceView::keyPressEvent(QKeyEvent* event) {
    const int page = std::max(1, (viewport()->height() - headHeight()) / rowHeight());
    switch (event->key()) {
    case Qt::Key_Down:
        choose(std::min(m_current + 1, stepCount() - 1));
        return;
    case Qt::Key_Up:
        choose(std::max(m_current - 1, 0));
        return;
    case Qt::Key_PageDown:
        choose(std::min(m_current + page, stepCount() - 1));
        return;
    case Qt::Key_PageUp:
        choose(std::max(m_current - page, 0));
        return;
    case Qt::Key_Home:
        choose(0);
        return;
    case Qt::Key_End:
        choose(stepCount() - 1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            if (const qint64 id = m_sequence.steps[static_cast<std::size_t>(m_current)].exchangeId;
                id != 0)
                Q_EMIT exchangeActivated(id);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void SequenceView::mousePressEvent(QMouseEvent* event) {
    choose(stepAt(event->pos()));
}

void SequenceView::mouseDoubleClickEvent(QMouseEvent* event) {
    const int step = stepAt(event->pos());
    if (step < 0) return;
    const qint64 id = m_sequence.steps[static_cast<std::size_t>(step)].exchangeId;
    if (id != 0) Q_EMIT exchangeActivated(id);
}

void SequenceView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void SequenceView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool SequenceView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int step = stepAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           step < 0 ? QString()
                                    : m_sequence.steps[static_cast<std::size_t>(step)].sentence,
                           viewport(), rectOf(std::max(0, step)));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void SequenceView::speak() {
    const QString name = m_sequence.title.isEmpty()
                             ? tr("Sequence diagram")
                             : tr("Sequence diagram: %1").arg(m_sequence.title);
    setAccessibleName(
        m_current < 0
            ? tr("%1, %n step(s)", nullptr, stepCount()).arg(name)
            : tr("%1, step %2 of %3: %4")
                  .arg(name, locale().toString(m_current + 1), locale().toString(stepCount()),
                       m_sequence.steps[static_cast<std::size_t>(m_current)].sentence));
    if (!hasFocus()) return;
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace scepter::ui
