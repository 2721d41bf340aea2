// A state as icon, word and color.
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QStyledItemDelegate;

namespace scepter::ui {

/// What a state looks like everywhere.
struct StateLook {
    QString word;
    Icon icon = Icon::Info;
    Tone tone = Tone::Neutral;

    bool operator==(const StateLook&) const = default;
};

/// Paints a pill into `rect`, at its leading edge; gives the rectangle used.
QRect paintPill(QPainter& painter, const Theme& theme, const QRect& rect, const StateLook& look,
                bool rightToLeft);
/// Its size for a font.
QSize pillSize(const QFont& font, const QString& word);

/// The pill as a widget.
class StatePill : public QWidget {
    Q_OBJECT

public:
    explicit StatePill(const Theme& theme, QWidget* parent = nullptr);
    void setLook(const StateLook& look);
    [[nodiscard]] const StateLook& look() const { return m_look; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    StateLook m_look;
};

} // namespace scepter::ui
