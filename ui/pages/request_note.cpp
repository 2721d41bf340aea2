#include "pages/request_note.h"

#include "pages/request_table.h"
#include "widgets/wrap_text.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

namespace scepter::ui {

RequestNote::RequestNote(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new WrapText(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    hide();
    connect(&theme, &Theme::changed, this, &RequestNote::redraw);
}

QString RequestNote::text() const {
    return m_text->value();
}

void RequestNote::set(Tone tone, const QString& text) {
    const bool same = tone == m_tone && text == m_text->value();
    setVisible(!text.isEmpty());
    if (same) return;
    m_tone = tone;
    m_text->setValue(text);
    redraw();
    if (text.isEmpty() || (tone != Tone::Error && tone != Tone::Warning)) return;
    QAccessibleEvent spoken(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&spoken);
}

void RequestNote::redraw() {
    m_icon->setVisible(m_tone != Tone::Neutral);
    const int side = fontMetrics().height();
    m_icon->setPixmap(
        m_theme.icon(iconOfTone(m_tone), m_tone).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace scepter::ui
