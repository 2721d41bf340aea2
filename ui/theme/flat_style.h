// Where Fusion by itself is hard to see.
#pragma once

#include <QProxyStyle>

class QStyleOptionButton;
class QStyleOptionToolButton;

namespace scepter::ui {

/// Fusion takes its outlines from the color of windows, a little darker, so that fields and empty
/// marks vanish in the dark, and it washes out the color of buttons that have one of their own.
class FlatStyle final : public QProxyStyle {
    Q_OBJECT

public:
    FlatStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option,
                                  const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option,
                                         const QSize& size, const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;

private:
    void drawReversedLabel(const QStyleOptionButton& option, QPainter& painter) const;
    void drawMenuButton(const QStyleOptionToolButton& option, QPainter& painter,
                        const QWidget* widget) const;
};

} // namespace scepter::ui
