#include "widgets/hex_view.h"

#include "theme/theme.h"
#include "widgets/tag_words.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace scepter::ui {

namespace {

constexpr int kMargin = 8;
constexpr QChar kDot{0x2022};

QString digitsOf(std::uint8_t byte, bool bits) {
    return QStringLiteral("%1").arg(byte, bits ? 8 : 2, bits ? 2 : 16, QLatin1Char('0')).toUpper();
}

QChar characterOf(std::uint8_t byte) {
    return byte >= 0x20 && byte < 0x7F ? QChar(QLatin1Char(static_cast<char>(byte)))
                                       : QChar(0x00B7);
}

} // namespace

std::optional<HexView::Mark> HexView::markOf(const inspect::Tree& tree,
                                             const inspect::Place& place) {
    if (place.size == 0) return std::nullopt;
    Mark mark;
    mark.offset = place.offset;
    mark.tag = tagOctets(tree.bytes(place), place.header);
    mark.length = place.header - mark.tag;
    mark.content = place.size - place.header;
    return mark;
}

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
    connect(&theme, &Theme::changed, this, [this] {
        measure();
        viewport()->update();
    });
    measure();
}

void HexView::setBytes(std::shared_ptr<const SecretBytes> bytes) {
    m_bytes = std::move(bytes);
    m_hidden.clear();
    m_mark.reset();
    m_preview.reset();
    m_caret = m_anchor = 0;
    m_dragging = false;
    measure();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    viewport()->update();
}

void HexView::setHidden(const std::vector<ByteRange>& hidden) {
    m_hidden = hidden;
    viewport()->update();
}

std::size_t HexView::byteCount() const {
    return m_bytes ? m_bytes->size() : 0;
}

bool HexView::isHiddenAt(std::size_t offset) const {
    const auto next = std::ranges::upper_bound(m_hidden, offset, {}, &ByteRange::end);
    return next != m_hidden.end() && offset >= next->begin;
}

void HexView::setBits(bool bits) {
    if (bits == m_bits) return;
    const std::size_t looked = m_mark ? m_mark->offset : m_caret;
    m_bits = bits;
    measure();
    lookAt(looked);
    viewport()->update();
}

void HexView::setMark(const std::optional<Mark>& mark) {
    if (mark == m_mark) return;
    m_mark = mark;
    if (mark) {
        m_caret = m_anchor = std::min(mark->offset, byteCount() == 0 ? 0 : byteCount() - 1);
        lookAt(m_caret);
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

QSize HexView::sizeHint() const {
    return {columns().end + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(),
            16 * m_line};
}

// ---- geometry

void HexView::measure() {
    const QFontMetrics metrics(font());
    m_cell = metrics.horizontalAdvance(QLatin1Char('0'));
    m_line = metrics.height() + 4;
    m_digits = byteCount() > 0xFFFF ? 8 : 4;
    const int step = m_bits ? 1 : 4;
    m_perLine = m_bits ? 8 : 16;
    while (m_perLine > 2 * step && columns().end > viewport()->width())
        m_perLine -= step;
    const auto lines = static_cast<int>((byteCount() + static_cast<std::size_t>(m_perLine) - 1) /
                                        static_cast<std::size_t>(m_perLine));
    const int inSight = std::max(1, viewport()->height() / m_line);
    verticalScrollBar()->setRange(0, std::max(0, lines - inSight));
    verticalScrollBar()->setPageStep(inSight);
    horizontalScrollBar()->setRange(0, std::max(0, columns().end - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_cell);
}

int HexView::hexLeft(int column) const {
    return columns().hex + ((digits() + 1) * column + column / groupSize()) * m_cell;
}

int HexView::hexRight(int column) const {
    return hexLeft(column) + digits() * m_cell;
}

HexView::Columns HexView::columns() const {
    Columns made;
    made.offset = kMargin;
    made.hex = made.offset + (m_digits + 2) * m_cell;
    made.text =
        made.hex + ((digits() + 1) * m_perLine + (m_perLine - 1) / groupSize() + 1) * m_cell;
    made.end = made.text + m_perLine * m_cell + kMargin;
    return made;
}

QRect HexView::cellOf(std::size_t offset) const {
    const auto per = static_cast<std::size_t>(m_perLine);
    const auto row = static_cast<qsizetype>(offset / per) - verticalScrollBar()->value();
    const auto column = static_cast<int>(offset % per);
    return {hexLeft(column) - horizontalScrollBar()->value(), static_cast<int>(row) * m_line,
            digits() * m_cell, m_line};
}

std::optional<std::size_t> HexView::byteAt(const QPoint& point) const {
    if (point.y() < 0) return std::nullopt;
    const int x = point.x() + horizontalScrollBar()->value();
    const auto line = static_cast<std::size_t>(verticalScrollBar()->value() + point.y() / m_line);
    int column = -1;
    const Columns at = columns();
    if (x >= at.text && x < at.text + m_perLine * m_cell) column = (x - at.text) / m_cell;
    for (int i = 0; i < m_perLine && column < 0; ++i)
        if (x >= hexLeft(i) - m_cell / 2 && x < hexRight(i) + m_cell / 2) column = i;
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

QString HexView::shown(std::size_t offset) const {
    return isHiddenAt(offset) ? QString(digits(), kDot) : digitsOf(m_bytes->view()[offset], m_bits);
}

// ---- painting

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
    painter.drawText(QRect(at.offset, top, (m_digits + 1) * m_cell, m_line),
                     Qt::AlignVCenter | Qt::AlignLeft,
                     QStringLiteral("%1").arg(begin, m_digits, 16, QLatin1Char('0')).toUpper());
    const std::size_t end = std::min(begin + static_cast<std::size_t>(m_perLine), byteCount());
    const auto cells = [&](auto&& paint) {
        for (std::size_t offset = begin; offset < end; ++offset) {
            const auto column = static_cast<int>(offset - begin);
            paint(offset, QRect(hexLeft(column), top, digits() * m_cell, m_line),
                  QRect(at.text + column * m_cell, top, m_cell, m_line));
        }
    };
    // All backs first: those of neighbors touch.
    cells([&](std::size_t offset, const QRect& hex, const QRect& character) {
        paintBack(painter, hex.adjusted(-m_cell / 2, 0, m_cell - m_cell / 2, 0), offset);
        paintBack(painter, character, offset);
    });
    cells([&](std::size_t offset, const QRect& hex, const QRect& character) {
        paintCell(painter, hex, offset, shown(offset));
        paintCell(painter, character, offset,
                  isHiddenAt(offset) ? QString(kDot)
                                     : QString(characterOf(m_bytes->view()[offset])));
    });
}

void HexView::paintBack(QPainter& painter, const QRect& cell, std::size_t offset) const {
    const Part part = partOf(offset);
    if (isSelected(offset)) {
        painter.fillRect(cell, palette().highlight());
    } else if (part != Part::Plain) {
        const Tone tone = part == Part::Tag      ? Tone::Info
                          : part == Part::Length ? Tone::Pending
                                                 : Tone::Ok;
        painter.fillRect(cell, m_theme.tone(tone).background);
    }
}

void HexView::paintCell(QPainter& painter, const QRect& cell, std::size_t offset,
                        const QString& text) const {
    QColor ink = palette().color(QPalette::Text);
    const Part part = partOf(offset);
    if (isSelected(offset)) {
        ink = palette().color(QPalette::HighlightedText);
    } else if (part != Part::Plain) {
        const Tone tone = part == Part::Tag      ? Tone::Info
                          : part == Part::Length ? Tone::Pending
                                                 : Tone::Ok;
        ink = m_theme.tone(tone).foreground;
    } else if (isHiddenAt(offset)) {
        ink = m_theme.color(Surface::MutedText);
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
    const auto from = [&](std::size_t line) {
        return line == mark.offset / per ? static_cast<int>(mark.offset % per) : 0;
    };
    const auto to = [&](std::size_t line) {
        return line == last / per ? static_cast<int>(last % per) : m_perLine - 1;
    };
    const auto leftOf = [&](int column) { return hexLeft(column) - m_cell / 2; };
    const auto rightOf = [&](int column) { return hexRight(column) + m_cell - m_cell / 2 - 1; };
    for (std::size_t line = std::max(mark.offset / per, top); line <= std::min(last / per, bottom);
         ++line) {
        const int left = leftOf(from(line));
        const int right = rightOf(to(line));
        const int y = static_cast<int>(line - top) * m_line;
        painter.drawLine(left, y, left, y + m_line);
        painter.drawLine(right, y, right, y + m_line);
        if (line == mark.offset / per)
            painter.drawLine(left, y, right, y);
        else if (from(line - 1) > 0) // above the part that the first line does not have
            painter.drawLine(left, y, std::min(right, leftOf(from(line - 1))), y);
        if (line == last / per)
            painter.drawLine(left, y + m_line - 1, right, y + m_line - 1);
        else if (to(line + 1) < m_perLine - 1)
            painter.drawLine(std::max(left, rightOf(to(line + 1))), y + m_line - 1, right,
                             y + m_line - 1);
    }
}

} // namespace scepter::ui
