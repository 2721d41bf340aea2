// A line under a field: what is wrong with it, or what to mind.
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QLabel;

namespace scepter::ui {

/// Icon and text in a tone. Hidden while it has no text; announced when an error comes.
class InlineNote : public QWidget {
    Q_OBJECT

public:
    InlineNote(const Theme& theme, Tone tone, QWidget* parent = nullptr);

    /// An empty text hides it.
    void setText(const QString& text);
    [[nodiscard]] QString text() const;

private:
    void recolor();

    const Theme& m_theme;
    Tone m_tone;
    QLabel* m_icon;
    QLabel* m_text;
};

} // namespace scepter::ui
