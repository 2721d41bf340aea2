#include "widgets/hex_view.h"

#include "theme/theme.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kGroup = 8; ///< bytes between wider gaps
constexpr std::size_t kMostCopied = std::size_t{1} << 20;

QString hexOf(std::uint8_t byte) {
    constexpr const char* kDigits = "0123456789ABCDEF";
    const std::array<char, 2> text{kDigits[byte >> 4], kDigits[byte & 15]};
    return QString::fromLatin1(text.data(), 2);
}

QChar characterOf(std::uint8_t byte) {
    return byte >= 0x20 && byte < 0x7F ? QChar(QLatin1Char(static_cast<char>(byte)))
                                       : QChar(0x00B7);
}

} // namespace

HexView::HexView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme) {
    setFont(Theme::monospace());
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
    // Bytes are read from the left in every language.
    setLayoutDirection(Qt::LeftToRight);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    measure();
}

void HexView::setBytes(std::shared_ptr<const SecretBytes> bytes, bool hidden) {
    m_bytes = std::move(bytes);
    m_hidden = hidden;
    m_mark.reset();
    m_preview.reset();
    m_caret = m_anchor = 0;
    verticalScrollBar()->setValue(0);
    measure();
    viewport()->update();
}

std::size_t HexView::byteCount() const {
    return m_bytes ? m_bytes->size() : 0;
}

void HexView::setMark(const std::optional<Mark>& mark) {
    if (mark == m_mark) return;
    m_mark = mark;
    if (mark) {
        m_caret = m_anchor = mark->offset;
        lookAt(mark->offset);
    }
    viewport()->update();
}

void HexView::setPreview(const std::optional<Mark>& preview) {
    if (preview == m_preview) return;
    m_preview = preview;
    viewport()->update();
}

void HexView::setCaret(std::size_t offset) {
    m_caret = m_anchor = std::min(offset, byteCount() == 0 ? 0 : byteCount() - 1);
    lookAt(m_caret);
    viewport()->update();
}

QString HexView::selectedHex() const {
    if (m_hidden || byteCount() == 0) return {};
    std::size_t from = std::min(m_caret, m_anchor);
    std::size_t count = std::max(m_caret, m_anchor) - from + 1;
    if (m_caret == m_anchor && m_mark) {
        from = m_mark->offset;
        count = m_mark->size();
    }
    count = std::min({count, byteCount() - std::min(from, byteCount()), kMostCopied});
    QStringList parts;
    for (const std::uint8_t byte : m_bytes->view().subspan(from, count))
        parts.append(hexOf(byte));
    return parts.join(QLatin1Char(' '));
}

QSize HexView::sizeHint() const {
    return {columns().end + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(),
            16 * m_line};
}

// ---- geometry
// ------------------------------------------------------------------------------------

void HexView::measure() {
    const QFontMetrics metrics(font());
    m_cell = metrics.horizontalAdvance(QLatin1Char('0'));
    m_line = metrics.height() + 4;
    m_digits = byteCount() > 0xFFFF ? 8 : 4;
    m_perLine = 2 * kGroup;
    while (m_perLine > kGroup && columns().end > viewport()->width())
        m_perLine -= kGroup;
    const auto lines = static_cast<int>((byteCount() + static_cast<std::size_t>(m_perLine) - 1) /
                                        static_cast<std::size_t>(m_perLine));
    const int inSight = std::max(1, viewport()->height() / m_line);
    verticalScrollBar()->setRange(0, std::max(0, lines - inSight));
    verticalScrollBar()->setPageStep(inSight);
    horizontalScrollBar()->setRange(0, std::max(0, columns().end - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
}

int HexView::hexLeft(int column) const {
    return columns().hex + (3 * column + column / kGroup) * m_cell;
}

HexView::Columns HexView::columns() const {
    Columns made;
    made.offset = kMargin;
    made.hex = made.offset + (m_digits + 2) * m_cell;
    made.text = made.hex + (3 * m_perLine + (m_perLine - 1) / kGroup + 1) * m_cell;
    made.end = made.text + m_perLine * m_cell + kMargin;
    return made;
}

std::optional<std::size_t> HexView::byteAt(const QPoint& point) const {
    if (point.y() < 0) return std::nullopt;
    const int x = point.x() + horizontalScrollBar()->value();
    const auto line = static_cast<std::size_t>(verticalScrollBar()->value() + point.y() / m_line);
    int column = -1;
    const Columns at = columns();
    if (x >= at.text && x < at.text + m_perLine * m_cell) column = (x - at.text) / m_cell;
    for (int i = 0; i < m_perLine && column < 0; ++i)
        if (x >= hexLeft(i) - m_cell / 2 && x < hexLeft(i) + 2 * m_cell + m_cell / 2) column = i;
    if (column < 0) return std::nullopt;
    const std::size_t offset =
        line * static_cast<std::size_t>(m_perLine) + static_cast<std::size_t>(column);
    return offset < byteCount() ? std::optional(offset) : std::nullopt;
}

void HexView::lookAt(std::size_t offset) {
    const auto line = static_cast<int>(offset / static_cast<std::size_t>(m_perLine));
    QScrollBar* bar = verticalScrollBar();
    if (line < bar->value())
        bar->setValue(line);
    else if (line >= bar->value() + bar->pageStep())
        bar->setValue(line - bar->pageStep() + 1);
}

HexView::Part HexView::partOf(std::size_t offset) const {
    if (!m_mark || offset < m_mark->offset || offset - m_mark->offset >= m_mark->size())
        return Part::Plain;
    const std::size_t in = offset - m_mark->offset;
    if (in < m_mark->tag) return Part::Tag;
    return in < m_mark->tag + m_mark->length ? Part::Length : Part::Content;
}

bool HexView::isSelected(std::size_t offset) const {
    return m_caret != m_anchor && offset >= std::min(m_caret, m_anchor) &&
           offset <= std::max(m_caret, m_anchor);
}

// ---- painting
// ------------------------------------------------------------------------------------

void HexView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().base());
    if (byteCount() == 0) return;
    painter.translate(-horizontalScrollBar()->value(), 0);
    const int first = event->rect().top() / m_line;
    const int last = event->rect().bottom() / m_line;
    for (int row = first; row <= last; ++row) {
        const auto line = static_cast<std::size_t>(verticalScrollBar()->value() + row);
        if (line * static_cast<std::size_t>(m_perLine) >= byteCount()) break;
        paintLine(painter, line, row * m_line);
    }
    if (m_preview && m_preview != m_mark) paintOutline(painter, *m_preview, false);
    if (m_mark) paintOutline(painter, *m_mark, true);
}

void HexView::paintLine(QPainter& painter, std::size_t line, int top) const {
    const Columns at = columns();
    const std::size_t begin = line * static_cast<std::size_t>(m_perLine);
    painter.setPen(m_theme.color(Surface::MutedText));
    painter.drawText(QRect(at.offset, top, m_digits * m_cell, m_line), Qt::AlignVCenter,
                     QStringLiteral("%1").arg(begin, m_digits, 16, QLatin1Char('0')).toUpper());
    const std::size_t end = std::min(begin + static_cast<std::size_t>(m_perLine), byteCount());
    for (std::size_t offset = begin; offset < end; ++offset) {
        const auto column = static_cast<int>(offset - begin);
        const std::uint8_t byte = m_bytes->view()[offset];
        const QChar dot(0x2022);
        paintCell(painter, QRect(hexLeft(column), top, 2 * m_cell, m_line), offset,
                  m_hidden ? QString(2, dot) : hexOf(byte));
        paintCell(painter, QRect(at.text + column * m_cell, top, m_cell, m_line), offset,
                  m_hidden ? QString(dot) : QString(characterOf(byte)));
    }
}

void HexView::paintCell(QPainter& painter, const QRect& cell, std::size_t offset,
                        const QString& text) const {
    QColor ink = palette().color(QPalette::Text);
    const Part part = partOf(offset);
    if (isSelected(offset)) {
        painter.fillRect(cell, palette().highlight());
        ink = palette().color(QPalette::HighlightedText);
    } else if (part != Part::Plain) {
        const Tone tone = part == Part::Tag      ? Tone::Info
                          : part == Part::Length ? Tone::Pending
                                                 : Tone::Ok;
        const ToneColors colors = m_theme.tone(tone);
        painter.fillRect(cell.adjusted(-m_cell / 2, 1, m_cell / 2, -1), colors.background);
        ink = colors.foreground;
    }
    painter.setPen(ink);
    painter.drawText(cell, Qt::AlignCenter, text);
    if (offset == m_caret && hasFocus()) {
        painter.setPen(QPen(m_theme.color(Surface::Accent), 2));
        painter.drawLine(cell.left(), cell.bottom() - 1, cell.right(), cell.bottom() - 1);
    }
}

// Around the hex cells, line by line: what is marked is not told by color alone.
void HexView::paintOutline(QPainter& painter, const Mark& mark, bool strong) const {
    if (mark.size() == 0) return;
    const auto per = static_cast<std::size_t>(m_perLine);
    const auto top = static_cast<std::size_t>(verticalScrollBar()->value());
    const std::size_t bottom = top + static_cast<std::size_t>(viewport()->height() / m_line + 1);
    const std::size_t last = mark.offset + mark.size() - 1;
    painter.setPen(QPen(m_theme.color(strong ? Surface::Accent : Surface::MutedText), 1,
                        strong ? Qt::SolidLine : Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    for (std::size_t line = std::max(mark.offset / per, top); line <= std::min(last / per, bottom);
         ++line) {
        const int from = line == mark.offset / per ? static_cast<int>(mark.offset % per) : 0;
        const int to = line == last / per ? static_cast<int>(last % per) : m_perLine - 1;
        const int left = hexLeft(from) - m_cell / 2;
        const int right = hexLeft(to) + 2 * m_cell + m_cell / 2;
        const int y = static_cast<int>(line - top) * m_line;
        painter.drawLine(left, y, left, y + m_line);
        painter.drawLine(right, y, right, y + m_line);
        if (line == mark.offset / per) painter.drawLine(left, y, right, y);
        if (line == last / per) painter.drawLine(left, y + m_line, right, y + m_line);
    }
}

// ---- events
// --------------------------------------------------------------------------------------

void HexView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void HexView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) measure();
}

void HexView::mousePressEvent(QMouseEvent* event) {
    const auto offset = byteAt(event->pos());
    if (event->button() != Qt::LeftButton || !offset) return;
    m_caret = *offset;
    if ((event->modifiers() & Qt::ShiftModifier) == 0) m_anchor = *offset;
    m_dragging = true;
    viewport()->update();
}

void HexView::mouseMoveEvent(QMouseEvent* event) {
    const auto offset = byteAt(event->pos());
    if (m_dragging && offset) {
        m_caret = *offset;
        viewport()->update();
        return;
    }
    Q_EMIT byteHovered(offset ? static_cast<qsizetype>(*offset) : -1);
}

void HexView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !std::exchange(m_dragging, false)) return;
    if (m_caret == m_anchor) Q_EMIT byteChosen(static_cast<qsizetype>(m_caret));
    announce();
}

void HexView::leaveEvent(QEvent* event) {
    QAbstractScrollArea::leaveEvent(event);
    Q_EMIT byteHovered(-1);
}

bool HexView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) Q_EMIT byteHovered(-1);
    return QAbstractScrollArea::viewportEvent(event);
}

void HexView::moveCaret(qsizetype by, bool select) {
    if (byteCount() == 0) return;
    const auto last = static_cast<qsizetype>(byteCount() - 1);
    m_caret = static_cast<std::size_t>(
        std::clamp(static_cast<qsizetype>(m_caret) + by, qsizetype{0}, last));
    if (!select) m_anchor = m_caret;
    lookAt(m_caret);
    viewport()->update();
    announce();
}

void HexView::keyPressEvent(QKeyEvent* event) {
    const bool select = (event->modifiers() & Qt::ShiftModifier) != 0;
    const auto all = static_cast<qsizetype>(byteCount());
    const qsizetype page = qsizetype{verticalScrollBar()->pageStep()} * m_perLine;
    const auto inLine = static_cast<qsizetype>(m_caret) % m_perLine;
    const bool whole = (event->modifiers() & Qt::ControlModifier) != 0;
    if (event->matches(QKeySequence::Copy)) {
        if (const QString text = selectedHex(); !text.isEmpty()) Q_EMIT copied(text);
        return;
    }
    if (event->matches(QKeySequence::SelectAll) && all > 0) {
        m_anchor = 0;
        m_caret = static_cast<std::size_t>(all - 1);
        viewport()->update();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCaret(-1, select);
    case Qt::Key_Right:
        return moveCaret(1, select);
    case Qt::Key_Up:
        return moveCaret(-m_perLine, select);
    case Qt::Key_Down:
        return moveCaret(m_perLine, select);
    case Qt::Key_PageUp:
        return moveCaret(-page, select);
    case Qt::Key_PageDown:
        return moveCaret(page, select);
    case Qt::Key_Home:
        return moveCaret(whole ? -all : -inLine, select);
    case Qt::Key_End:
        return moveCaret(whole ? all : m_perLine - 1 - inLine, select);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (byteCount() > 0) Q_EMIT byteChosen(static_cast<qsizetype>(m_caret));
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

// Read in groups: where the caret stands, and the eight bytes from there.
void HexView::announce() {
    if (byteCount() == 0) return;
    QStringList group;
    if (!m_hidden)
        for (const std::uint8_t byte :
             m_bytes->view().subspan(m_caret, std::min<std::size_t>(kGroup, byteCount() - m_caret)))
            group.append(hexOf(byte));
    setAccessibleDescription(
        m_hidden ? tr("Offset %1, hidden").arg(m_caret)
                 : tr("Offset %1: %2").arg(m_caret).arg(group.join(QLatin1Char(' '))));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace scepter::ui
