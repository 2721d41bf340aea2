// Single-color SVG icons in the colors of the palette.
#pragma once

#include "theme/icon_name.h"

#include <QColor>
#include <QIcon>

namespace scepter::ui {

/// Draws an icon in `color` (invalid: the application palette's text color), dimmed when disabled
/// and in the highlighted text color when selected. The drawing follows a change of palette.
QIcon tintedIcon(Icon icon, const QColor& color = {});

} // namespace scepter::ui
