// Keyboard, pointer and screen reader of the bytes.
#include "theme/tinted_icon.h"
#include "widgets/hex_view.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

constexpr std::size_t kMostCopied = std::size_t{1} << 20;
constexpr std::size_t kSpoken = 8; ///< bytes that are read at once

} // namespace

HexView::Span HexView::chosen() const {
    Span span{std::min(m_caret, m_anchor), std::max(m_caret, m_anchor)};
    span.count = span.count - span.from + 1;
    if (m_caret == m_anchor && m_mark && m_mark->size() > 0)
        span = {m_mark->offset, m_mark->size()};
    span.from = std::min(span.from, byteCount());
    span.count = std::min({span.count, byteCount() - span.from, kMostCopied});
    return span;
}

bool HexView::holdsHidden(const Span& span) const {
    return std::ranges::any_of(m_hidden, [&span](const ByteRange& range) {
        return range.begin < span.from + span.count && span.from < range.end;
    });
}

QString HexView::selectedHex() const {
    const Span span = chosen();
    if (span.count == 0 || holdsHidden(span)) return {};
    const ByteView bytes = m_bytes->view().subspan(span.from, span.count);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                          static_cast<qsizetype>(bytes.size()))
                                   .toHex(' ')
                                   .toUpper());
}

void HexView::copy() {
    const Span span = chosen();
    if (span.count == 0) return;
    if (holdsHidden(span))
        Q_EMIT copyRefused();
    else
        Q_EMIT copied(selectedHex(), static_cast<qsizetype>(span.from),
                      static_cast<qsizetype>(span.count));
}

void HexView::selectAll() {
    if (byteCount() == 0) return;
    m_anchor = 0;
    m_caret = byteCount() - 1;
    viewport()->update();
    announce();
}

// ---- events

void HexView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    const int before = m_perLine;
    measure();
    if (m_perLine != before) lookAt(m_mark ? std::min(m_mark->offset, m_caret) : m_caret);
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
    if (m_dragging) {
        if (!offset) return;
        m_caret = *offset;
        lookAt(m_caret);
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

void HexView::contextMenuEvent(QContextMenuEvent* event) {
    if (byteCount() == 0) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("bytesMenu"));
    QAction* copyAction =
        menu->addAction(tintedIcon(Icon::Copy), tr("&Copy as hex"), this, &HexView::copy);
    copyAction->setShortcut(QKeySequence::Copy);
    const bool hidden = holdsHidden(chosen());
    copyAction->setEnabled(!hidden);
    if (hidden) copyAction->setText(tr("Copy as hex (holds a hidden secret)"));
    menu->addAction(tr("Select &all"), this, &HexView::selectAll)
        ->setShortcut(QKeySequence::SelectAll);
    menu->popup(event->globalPos());
}

bool HexView::event(QEvent* event) {
    // Ctrl+C is the view's own here, also where the window has an action for it.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool HexView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) Q_EMIT byteHovered(-1);
    return QAbstractScrollArea::viewportEvent(event);
}

void HexView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    announce();
}

void HexView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
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

bool HexView::moveBy(QKeyEvent& event) {
    const bool select = (event.modifiers() & Qt::ShiftModifier) != 0;
    const bool whole = (event.modifiers() & Qt::ControlModifier) != 0;
    const auto all = static_cast<qsizetype>(byteCount());
    const qsizetype page = qsizetype{verticalScrollBar()->pageStep()} * m_perLine;
    const auto inLine = static_cast<qsizetype>(m_caret) % m_perLine;
    switch (event.key()) {
    case Qt::Key_Left:
        moveCaret(-1, select);
        return true;
    case Qt::Key_Right:
        moveCaret(1, select);
        return true;
    case Qt::Key_Up:
        moveCaret(-m_perLine, select);
        return true;
    case Qt::Key_Down:
        moveCaret(m_perLine, select);
        return true;
    case Qt::Key_PageUp:
        moveCaret(-page, select);
        return true;
    case Qt::Key_PageDown:
        moveCaret(page, select);
        return true;
    case Qt::Key_Home:
        moveCaret(whole ? -all : -inLine, select);
        return true;
    case Qt::Key_End:
        moveCaret(whole ? all : m_perLine - 1 - inLine, select);
        return true;
    default:
        return false;
    }
}

void HexView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copy();
    if (event->matches(QKeySequence::SelectAll)) return selectAll();
    if (moveBy(*event)) return;
    const int key = event->key();
    if ((key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) &&
        byteCount() > 0) {
        Q_EMIT byteChosen(static_cast<qsizetype>(m_caret));
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

// Read in groups: where the caret stands, and the bytes from there.
void HexView::announce() {
    if (byteCount() == 0) {
        setAccessibleDescription({});
        return;
    }
    QStringList group;
    const std::size_t end = std::min(m_caret + kSpoken, byteCount());
    for (std::size_t offset = m_caret; offset < end; ++offset)
        group.append(isHiddenAt(offset) ? tr("hidden") : shown(offset));
    setAccessibleDescription(
        tr("Offset %1 of %2: %3").arg(m_caret).arg(byteCount()).arg(group.join(QLatin1Char(' '))));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace scepter::ui
