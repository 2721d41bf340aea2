// A sentence with an icon, under a field or above a table.
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QLabel;

namespace scepter::ui {

class WrapLabel;

/// What is wrong, or what to mind. Hidden while it has nothing to say; errors and warnings are
/// announced when they come.
class InlineNote : public QWidget {
    Q_OBJECT

public:
    /// `tone` is that of setText().
    explicit InlineNote(const Theme& theme, Tone tone = Tone::Neutral, QWidget* parent = nullptr);
    InlineNote(const Theme& theme, const QString& objectName, QWidget* parent);

    void setText(const QString& text) { say(m_tone, text); }
    /// Neutral: without an icon. `field` gets the text as its description.
    void say(Tone tone, const QString& text, QWidget* field = nullptr);
    void clear() { setText({}); }
    [[nodiscard]] QString text() const;
    [[nodiscard]] Tone tone() const { return m_tone; }

private:
    void redraw();

    const Theme& m_theme;
    Tone m_tone;
    QLabel* m_icon;
    WrapLabel* m_text;
};

} // namespace scepter::ui
