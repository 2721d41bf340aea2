// A sentence with an icon, under a field or above a table.
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QLabel;

namespace scepter::ui {

class WrapText;

/// Hidden while it has nothing to say. Errors and warnings are spoken when they appear.
class RequestNote : public QWidget {
    Q_OBJECT

public:
    explicit RequestNote(const Theme& theme, QWidget* parent = nullptr);

    void set(Tone tone, const QString& text);
    void clear() { set(Tone::Neutral, {}); }
    [[nodiscard]] QString text() const;
    [[nodiscard]] Tone tone() const { return m_tone; }

private:
    void redraw();

    const Theme& m_theme;
    Tone m_tone = Tone::Neutral;
    QLabel* m_icon;
    WrapText* m_text;
};

} // namespace scepter::ui
