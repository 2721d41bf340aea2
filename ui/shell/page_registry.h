// Which pages the window has.
#pragma once

#include "shell/object_ref.h"
#include "shell/page.h"
#include "theme/icon_name.h"
#include "workbench/workbench.h"

#include <QString>

#include <functional>
#include <vector>

namespace scepter::ui {

/// One entry of the rail.
struct PageInfo {
    PageId id;
    QString title;
    Icon icon;
    bool atBottom = false;
    std::function<Page*(PageContext&, QWidget* parent)> make;
    /// A number beside the title; 0: none.
    std::function<qint64(const workbench::Status&)> badge;
};

/// In the order of the operator's day.
std::vector<PageInfo> allPages();

} // namespace scepter::ui
