// Text for terminals.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace scepter::app {

/// Rows as aligned columns, two spaces apart, the first row as heading; control characters made
/// visible.
std::string table(const std::vector<std::vector<std::string>>& rows);

/// "name: value" lines with aligned values; empty values are left out.
std::string fields(const std::vector<std::pair<std::string, std::string>>& lines);

/// "[######..............]  30 %" for 0.3.
std::string progressBar(double share);

} // namespace scepter::app
