// Single-color SVG icons in the colors of the palette.
#pragma once

#include "theme/icon_name.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

namespace scepter::ui {

/// Draws an icon in `color` (invalid: the application palette's text color), dimmed when disabled
/// and in the highlighted text color when selected. The drawing follows a change of palette.
QIcon tintedIcon(Icon icon, const QColor& color = {});

/// An icon in a color of the application palette, for a ground that its own is not made for.
QIcon recoloredIcon(const QIcon& icon, QPalette::ColorRole role);

/// What the program is known by, in its own colors; `side` in device-independent pixels.
QPixmap programPicture(int side, qreal scale);

} // namespace scepter::ui
