// Extensions in words.
#pragma once

#include "fact_list.h"
#include "pki/extensions.h"

#include <vector>

namespace scepter::workbench {

/// One group for each extension, in their order.
void addExtensionFacts(FactList& list, const std::vector<pki::Extension>& extensions);

} // namespace scepter::workbench
