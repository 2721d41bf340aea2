#include "widgets/wrap_label.h"

#include <QResizeEvent>

namespace scepter::ui {

namespace {

constexpr int kNarrowest = 120;

} // namespace

WrapLabel::WrapLabel(const QString& text, QWidget* parent)
    : QLabel(text, parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(false);
    setSizePolicy(policy);
}

QSize WrapLabel::sizeHint() const {
    const int oneLine = fontMetrics().horizontalAdvance(text()) + 2;
    const int width = this->width() > kNarrowest ? this->width() : qMax(kNarrowest, oneLine);
    return {qMin(oneLine, qMax(kNarrowest, this->width())), heightForWidth(width)};
}

QSize WrapLabel::minimumSizeHint() const {
    return {kNarrowest, sizeHint().height()};
}

void WrapLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) updateGeometry();
}

} // namespace scepter::ui
