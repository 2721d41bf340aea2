// A framed area with a title.
#pragma once

#include "theme/theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace scepter::ui {

/// A rounded panel: icon and title on top, actions at their right, content below.
class Card : public QFrame {
    Q_OBJECT

public:
    Card(const Theme& theme, const QString& title, QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    /// Puts a widget at the right end of the title row.
    void addToHeader(QWidget* widget);
    void setTitle(const QString& title);
    void setTone(Tone tone); ///< a line at the left edge; Neutral: none

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Tone m_tone = Tone::Neutral;
    QHBoxLayout* m_header;
    QLabel* m_title;
    QVBoxLayout* m_body;
};

} // namespace scepter::ui
