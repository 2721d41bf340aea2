#include "widgets/inline_note.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

namespace scepter::ui {

namespace {

Icon iconOf(Tone tone) {
    switch (tone) {
    case Tone::Error:
        return Icon::Error;
    case Tone::Warning:
        return Icon::Warning;
    case Tone::Ok:
        return Icon::Ok;
    default:
        return Icon::Info;
    }
}

} // namespace

InlineNote::InlineNote(const Theme& theme, Tone tone, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tone(tone)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this)) {
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    connect(&theme, &Theme::changed, this, &InlineNote::recolor);
    recolor();
    hide();
}

QString InlineNote::text() const {
    return m_text->text();
}

void InlineNote::setText(const QString& text) {
    if (text == m_text->text()) return;
    m_text->setText(text);
    setVisible(!text.isEmpty());
    setAccessibleName(text);
    m_text->setAccessibleName(text);
    if (text.isEmpty() || m_tone != Tone::Error || !isVisible()) return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void InlineNote::recolor() {
    const int side = fontMetrics().height();
    m_icon->setPixmap(
        m_theme.icon(iconOf(m_tone), m_tone).pixmap(QSize(side, side), devicePixelRatioF()));
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, m_tone == Tone::Error
                                               ? m_theme.tone(m_tone).foreground
                                               : m_theme.color(Surface::MutedText));
    m_text->setPalette(palette);
}

} // namespace scepter::ui
