#include "theme/flat_style.h"

#include <QGuiApplication>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace scepter::ui {

namespace {

constexpr int kFusionDarkens = 140; // percent, from the color of windows to an outline
constexpr int kOutline = 170;       // percent, from the color of lines
constexpr qreal kRadius = 2;
constexpr int kCellPad = 5;
constexpr int kHeaderPad = 4; // above and below too
constexpr int kButtonPad = 8; // both sides together
constexpr int kArrow = 8;
constexpr int kIconGap = 4;

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::WindowText).lightness() >
           palette.color(QPalette::Window).lightness();
}

/// The colors from which Fusion makes an outline that is seen in the dark.
QPalette withOutline(QPalette palette) {
    const QColor outline = palette.color(QPalette::Mid).lighter(kOutline);
    palette.setColor(QPalette::Window, outline.lighter(kFusionDarkens));
    return palette;
}

template <class Option> Option outlined(const Option& option) {
    Option changed = option;
    changed.palette = withOutline(option.palette);
    return changed;
}

/// Whether a click on any part of it opens a menu.
bool opensMenu(const QStyleOptionToolButton& option) {
    return option.features.testFlag(QStyleOptionToolButton::HasMenu) &&
           !option.features.testFlag(QStyleOptionToolButton::MenuButtonPopup) &&
           option.toolButtonStyle == Qt::ToolButtonTextBesideIcon;
}

/// Whether a button has a color of its own, as the main one of a page has.
bool isColored(const QStyleOption& option) {
    return option.state.testFlag(QStyle::State_Enabled) &&
           option.palette.color(QPalette::Button) !=
               QGuiApplication::palette().color(QPalette::Button);
}

void drawColored(const QStyleOption& option, QPainter& painter) {
    const bool dark = isDark(option.palette);
    QColor fill = option.palette.color(QPalette::Button);
    const bool isChecked = option.state.testFlag(QStyle::State_On);
    if (option.state.testFlag(QStyle::State_Sunken))
        fill = fill.darker(115);
    else if (option.state.testFlag(QStyle::State_MouseOver) && !isChecked)
        fill = dark ? fill.lighter(108) : fill.darker(108);
    // The text of a light fill is darker than it, and a line of that color is always seen.
    QColor line = isChecked ? option.palette.color(QPalette::ButtonText) : fill.darker(115);
    if (option.state.testFlag(QStyle::State_HasFocus) &&
        option.state.testFlag(QStyle::State_KeyboardFocusChange))
        line = option.palette.color(QPalette::WindowText);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    painter.restore();
}

} // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                              QPainter* painter, const QWidget* widget) const {
    const bool isButton = element == PE_PanelButtonCommand || element == PE_PanelButtonBevel;
    if (isButton && isColored(*option)) {
        drawColored(*option, *painter);
        return;
    }
    const bool needsOutline = element == PE_IndicatorCheckBox ||
                              element == PE_IndicatorRadioButton || element == PE_FrameLineEdit;
    if (!needsOutline || !isDark(option->palette)) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
        const QStyleOptionButton changed = outlined(*button);
        QProxyStyle::drawPrimitive(element, &changed, painter, widget);
    } else if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option)) {
        const QStyleOptionFrame changed = outlined(*frame);
        QProxyStyle::drawPrimitive(element, &changed, painter, widget);
    } else {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                           const QWidget* widget) const {
    // Air beside the text of a cell, and of its header above it.
    if (metric == PM_FocusFrameHMargin) return kCellPad;
    if (metric == PM_HeaderMargin) return kHeaderPad;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const {
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const bool isReversed = element == CE_PushButtonLabel && button != nullptr &&
                            button->direction == Qt::RightToLeft && !button->icon.isNull() &&
                            !button->text.isEmpty() &&
                            !button->features.testFlag(QStyleOptionButton::HasMenu);
    if (isReversed)
        drawReversedLabel(*button, *painter);
    else
        QProxyStyle::drawControl(element, option, painter, widget);
}

/// Qt 6.4 puts the text at the far edge of a button that reads from right to left.
void FlatStyle::drawReversedLabel(const QStyleOptionButton& option, QPainter& painter) const {
    const bool isEnabled = option.state.testFlag(State_Enabled);
    const QSize text = option.fontMetrics.size(Qt::TextShowMnemonic, option.text);
    const int whole = text.width() + kIconGap + option.iconSize.width();
    const int left = option.rect.center().x() - whole / 2;
    const QRect textRect(left, option.rect.top(), text.width(), option.rect.height());
    const QRect iconRect(left + text.width() + kIconGap, option.rect.top(), option.iconSize.width(),
                         option.rect.height());
    option.icon.paint(&painter, iconRect, Qt::AlignCenter,
                      isEnabled ? QIcon::Normal : QIcon::Disabled,
                      option.state.testFlag(State_On) ? QIcon::On : QIcon::Off);
    const int mnemonic = proxy()->styleHint(SH_UnderlineShortcut, &option) != 0
                             ? Qt::TextShowMnemonic
                             : Qt::TextHideMnemonic;
    proxy()->drawItemText(&painter, textRect, static_cast<int>(Qt::AlignCenter) | mnemonic,
                          option.palette, isEnabled, option.text, QPalette::ButtonText);
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                  const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    if (type == CT_PushButton && button != nullptr && !button->text.isEmpty())
        result.rwidth() += kButtonPad;
    const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    if (type == CT_ToolButton && tool != nullptr && opensMenu(*tool)) result.rwidth() += 2 * kArrow;
    return result;
}

/// The arrow of a button that opens a menu stands behind the text, not in the lower corner.
void FlatStyle::drawMenuButton(const QStyleOptionToolButton& option, QPainter& painter,
                               const QWidget* widget) const {
    QStyleOptionToolButton plain = option;
    plain.features &= ~QStyleOptionToolButton::HasMenu;
    QProxyStyle::drawComplexControl(CC_ToolButton, &plain, &painter, widget);
    const QRect place(option.rect.right() - kArrow - kCellPad,
                      option.rect.center().y() - kArrow / 2 + 1, kArrow, kArrow);
    plain.rect = visualRect(option.direction, option.rect, place);
    proxy()->drawPrimitive(PE_IndicatorArrowDown, &plain, &painter, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                   QPainter* painter, const QWidget* widget) const {
    const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    if (control == CC_ToolButton && tool != nullptr && opensMenu(*tool)) {
        drawMenuButton(*tool, *painter, widget);
        return;
    }
    const bool dark = isDark(option->palette);
    const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    if (dark && control == CC_SpinBox && box != nullptr) {
        const QStyleOptionSpinBox changed = outlined(*box);
        QProxyStyle::drawComplexControl(control, &changed, painter, widget);
    } else if (dark && control == CC_ComboBox && combo != nullptr) {
        const QStyleOptionComboBox changed = outlined(*combo);
        QProxyStyle::drawComplexControl(control, &changed, painter, widget);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace scepter::ui
