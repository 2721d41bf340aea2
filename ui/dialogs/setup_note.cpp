#include "dialogs/setup_note.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

namespace scepter::ui {

namespace {

Icon iconOf(Tone tone) {
    switch (tone) {
    case Tone::Ok:
        return Icon::Ok;
    case Tone::Warning:
        return Icon::Warning;
    case Tone::Error:
        return Icon::Error;
    case Tone::Pending:
        return Icon::Clock;
    default:
        return Icon::Info;
    }
}

} // namespace

SetupNote::SetupNote(const Theme& theme, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_picture(new QLabel(this))
    , m_text(new QLabel(this)) {
    setObjectName(name);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_picture, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    hide();
    connect(&theme, &Theme::changed, this, &SetupNote::redraw);
}

void SetupNote::say(Tone tone, const QString& text, QWidget* field) {
    if (field != nullptr) field->setAccessibleDescription(text);
    if (tone == m_tone && text == m_text->text()) return;
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    redraw();
    if (text.isEmpty() || (tone != Tone::Error && tone != Tone::Warning)) return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString SetupNote::text() const {
    return m_text->text();
}

void SetupNote::redraw() {
    const int side = fontMetrics().height();
    m_picture->setVisible(m_tone != Tone::Neutral);
    m_picture->setPixmap(
        m_theme.icon(iconOf(m_tone), m_tone).pixmap(QSize(side, side), devicePixelRatioF()));
    QPalette palette = this->palette();
    if (m_tone == Tone::Neutral)
        palette.setColor(QPalette::WindowText, m_theme.color(Surface::MutedText));
    m_text->setPalette(palette);
}

} // namespace scepter::ui
