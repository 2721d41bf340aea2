// Bytes in hex and as text, with the parts of an ASN.1 element marked.
#pragma once

#include "base/secret.h"
#include "inspect/tree.h"
#include "models/secret_mask.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>

namespace scepter::ui {

class Theme;

/// Paints only the lines in sight, so that the size does not matter. A caret moves by keyboard; a
/// range can be selected and copied. Which element a byte belongs to is somebody else's knowledge:
/// it is asked for by signal and told by setMark(). Hidden bytes are dots for everybody, a screen
/// reader and the clipboard too.
class HexView : public QAbstractScrollArea {
    Q_OBJECT

public:
    /// An element: tag octets, length octets, content octets, one after the other.
    struct Mark {
        std::size_t offset = 0;
        std::size_t tag = 0;
        std::size_t length = 0;
        std::size_t content = 0;

        [[nodiscard]] std::size_t size() const { return tag + length + content; }
        bool operator==(const Mark&) const = default;
    };
    /// Of what stands there; nothing for a place without bytes.
    [[nodiscard]] static std::optional<Mark> markOf(const inspect::Tree& tree,
                                                    const inspect::Place& place);

    explicit HexView(const Theme& theme, QWidget* parent = nullptr);

    /// Nothing of them is hidden then.
    void setBytes(std::shared_ptr<const SecretBytes> bytes);
    /// In order, without overlaps.
    void setHidden(const std::vector<ByteRange>& hidden);
    [[nodiscard]] std::size_t byteCount() const;
    [[nodiscard]] bool isHiddenAt(std::size_t offset) const;
    /// Eight binary digits for a byte in place of two of hex.
    void setBits(bool bits);
    [[nodiscard]] bool showsBits() const { return m_bits; }
    /// Marks it in three tones with an outline and brings it into sight; nothing takes it away.
    void setMark(const std::optional<Mark>& mark);
    [[nodiscard]] const std::optional<Mark>& mark() const { return m_mark; }
    /// An outline alone, for what the pointer rests on elsewhere.
    void setPreview(const std::optional<Mark>& preview);
    [[nodiscard]] const std::optional<Mark>& preview() const { return m_preview; }

    [[nodiscard]] std::size_t caret() const { return m_caret; }
    void setCaret(std::size_t offset);
    /// The selected bytes, or else those of the mark, as "30 82 01 0A"; empty when one of them is
    /// hidden. At most a megabyte of them.
    [[nodiscard]] QString selectedHex() const;
    [[nodiscard]] int bytesPerLine() const { return m_perLine; }
    /// Where a byte is painted, in the viewport.
    [[nodiscard]] QRect cellOf(std::size_t offset) const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// Clicked, or chosen by Return.
    void byteChosen(qsizetype offset);
    /// The pointer rests on it; -1: on none.
    void byteHovered(qsizetype offset);
    /// Where the copied bytes stand: they may hold a secret that is shown.
    void copied(const QString& text, qsizetype offset, qsizetype size);
    /// What was to be copied holds hidden bytes.
    void copyRefused();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Columns {
        int offset = 0; ///< left edges, in pixels of the content
        int hex = 0;
        int text = 0;
        int end = 0;
    };
    /// How the cell of a byte is drawn.
    enum class Part { Plain, Tag, Length, Content };

    // in hex_view.cpp
    void measure();
    void lookAt(std::size_t offset);
    [[nodiscard]] Columns columns() const;
    [[nodiscard]] int digits() const { return m_bits ? 8 : 2; } ///< of a byte
    [[nodiscard]] int groupSize() const { return m_bits ? 2 : 8; }
    [[nodiscard]] int hexLeft(int column) const; ///< of a byte in its line
    [[nodiscard]] int hexRight(int column) const;
    [[nodiscard]] std::optional<std::size_t> byteAt(const QPoint& point) const;
    [[nodiscard]] Part partOf(std::size_t offset) const;
    [[nodiscard]] bool isSelected(std::size_t offset) const;
    [[nodiscard]] QString shown(std::size_t offset) const;
    void paintLine(QPainter& painter, std::size_t line, int top) const;
    void paintBack(QPainter& painter, const QRect& cell, std::size_t offset) const;
    void paintCell(QPainter& painter, const QRect& cell, std::size_t offset,
                   const QString& text) const;
    void paintOutline(QPainter& painter, const Mark& mark, bool strong) const;

    // in hex_view_input.cpp
    struct Span {
        std::size_t from = 0;
        std::size_t count = 0;
    };
    [[nodiscard]] Span chosen() const;
    [[nodiscard]] bool holdsHidden(const Span& span) const;
    void copy();
    void selectAll();
    void moveCaret(qsizetype by, bool select);
    bool moveBy(QKeyEvent& event);
    void announce();

    const Theme& m_theme;
    std::shared_ptr<const SecretBytes> m_bytes;
    std::vector<ByteRange> m_hidden;
    std::optional<Mark> m_mark;
    std::optional<Mark> m_preview;
    std::size_t m_caret = 0;
    std::size_t m_anchor = 0; ///< where the selection began; equal to the caret: no selection
    bool m_dragging = false;
    bool m_bits = false;
    int m_perLine = 16;
    int m_digits = 4; ///< of the offsets
    int m_cell = 0;   ///< width of a character
    int m_line = 0;   ///< height of a line
};

} // namespace scepter::ui
