#include "widgets/wrap_text.h"

#include <QEvent>
#include <QTextDocument>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace scepter::ui {

namespace {

constexpr int kLeastWidth = 48;
constexpr int kUsualWidth = 240;

} // namespace

WrapText::WrapText(QWidget* parent)
    : QTextEdit(parent) {
    setReadOnly(true);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    setFrameShape(NoFrame);
    setLineWrapMode(WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFocusPolicy(Qt::StrongFocus);
    setTabChangesFocus(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::IBeamCursor);
    document()->setDocumentMargin(0);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WrapText::setValue(const QString& value, const QString& name) {
    setAccessibleName(name.isEmpty() ? value : tr("%1: %2").arg(name, value));
    if (value == m_value) return;
    m_value = value;
    setPlainText(value);
    updateGeometry();
}

// Measured aside: laying out the shown document at another width would move what is on screen.
int WrapText::heightForWidth(int width) const {
    QTextDocument measure;
    measure.setDocumentMargin(0);
    measure.setDefaultFont(font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    measure.setDefaultTextOption(option);
    measure.setPlainText(m_value);
    measure.setTextWidth(std::max(width, kLeastWidth));
    return std::max(static_cast<int>(std::ceil(measure.size().height())), fontMetrics().height());
}

QSize WrapText::sizeHint() const {
    const int wanted = fontMetrics().size(0, m_value).width() + 2;
    const int width = std::clamp(wanted, kLeastWidth, kUsualWidth);
    return {width, heightForWidth(width)};
}

QSize WrapText::minimumSizeHint() const {
    return {kLeastWidth, fontMetrics().height()};
}

void WrapText::wheelEvent(QWheelEvent* event) {
    // For the area that this text scrolls with.
    event->ignore();
}

void WrapText::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
}

} // namespace scepter::ui
