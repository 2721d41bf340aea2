#include "widgets/inline_note.h"

#include "widgets/wrap_label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

namespace scepter::ui {

InlineNote::InlineNote(const Theme& theme, Tone tone, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tone(tone)
    , m_icon(new QLabel(this))
    , m_text(new WrapLabel({}, this)) {
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    hide();
    connect(&theme, &Theme::changed, this, &InlineNote::redraw);
    redraw();
}

InlineNote::InlineNote(const Theme& theme, const QString& objectName, QWidget* parent)
    : InlineNote(theme, Tone::Neutral, parent) {
    setObjectName(objectName);
}

QString InlineNote::text() const {
    return m_text->text();
}

void InlineNote::say(Tone tone, const QString& text, QWidget* field) {
    if (field != nullptr) field->setAccessibleDescription(text);
    const bool same = tone == m_tone && text == m_text->text();
    setVisible(!text.isEmpty());
    if (same) return;
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    m_text->setAccessibleName(text);
    redraw();
    if (text.isEmpty() || (tone != Tone::Error && tone != Tone::Warning)) return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void InlineNote::redraw() {
    const int side = fontMetrics().height();
    m_icon->setVisible(m_tone != Tone::Neutral);
    m_icon->setPixmap(
        m_theme.icon(iconOf(m_tone), m_tone).pixmap(QSize(side, side), devicePixelRatioF()));
    QPalette colors = palette();
    if (m_tone == Tone::Neutral)
        colors.setColor(QPalette::WindowText, m_theme.color(Surface::MutedText));
    m_text->setPalette(colors);
}

} // namespace scepter::ui
