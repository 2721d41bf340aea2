// What a form says under a field.
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QLabel;

namespace scepter::ui {

/// An icon and a sentence or two. Warnings and errors are announced to assistive technology.
class SetupNote : public QWidget {
    Q_OBJECT

public:
    /// `name` is its objectName.
    SetupNote(const Theme& theme, const QString& name, QWidget* parent);

    /// Neutral: without an icon. An empty text hides it. `field`: gets the text as its description.
    void say(Tone tone, const QString& text, QWidget* field = nullptr);
    [[nodiscard]] QString text() const;
    [[nodiscard]] Tone tone() const { return m_tone; }

private:
    void redraw();

    const Theme& m_theme;
    Tone m_tone = Tone::Neutral;
    QLabel* m_picture;
    QLabel* m_text;
};

} // namespace scepter::ui
