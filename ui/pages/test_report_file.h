// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of tests as files.
#pragma once

#include "shell/page.h"

#include <functional>
#include <string>

namespace scepter::ui {

/// Asks for a file, and writes what `make` gives for its ending ("json"), on another thread. The
/// outcome is told in `messages`, which must be below `owner`.
void saveReport(PageContext& context, QWidget& owner, MessageBar& messages, const QString& title,
                const QString& suggestedName, const QStringList& filters,
                std::function<std::string(const QString& ending)> make);

} // namespace scepter::ui
