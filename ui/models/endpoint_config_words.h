// How settings of endpoints are written, for the lists of what differs.
#pragma once

#include "base/clock.h"

#include <QString>

#include <string>
#include <vector>

namespace scepter::ui {

QString yesNo(bool value);
/// "none", "a, b"
QString joined(const std::vector<std::string>& parts);
/// Exact, where lengthText() rounds.
QString exactly(Duration length);

} // namespace scepter::ui
