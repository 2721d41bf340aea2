// "Copy as" and "Save as": one list of formats for clipboard and file.
#pragma once

#include "shell/page.h"
#include "workbench/formats.h"

#include <QMenu>

#include <optional>

namespace scepter::ui {

/// Gives what is chosen now; nothing when there is nothing.
using ExportSource = std::function<std::optional<workbench::Exportable>()>;

/// A menu with one line for each format that suits what `source` gives, made anew whenever it
/// opens. What is copied or saved is encoded on another thread; the page tells the outcome. The
/// context and the page must outlive the menu.
QMenu* makeCopyAsMenu(PageContext& context, Page& page, ExportSource source, QWidget* parent);
QMenu* makeSaveAsMenu(PageContext& context, Page& page, ExportSource source, QWidget* parent);

} // namespace scepter::ui
