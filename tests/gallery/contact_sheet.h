// One picture of many.
#pragma once

#include <QString>

namespace scepter::gallery {

/// Writes FOLDER/index.png with every other picture of the folder, small, with its name, and
/// FOLDER/index.html, in which each leads to the whole one. False when there are none.
bool makeContactSheet(const QString& folder);

} // namespace scepter::gallery
