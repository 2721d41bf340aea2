// An inspection as text to read.
#pragma once

#include "inspect/inspect.h"

#include <string>

namespace scepter::inspect {

struct ReportOptions {
    bool color = false;   ///< SGR sequences for a terminal
    bool secrets = false; ///< values of secrets; else they are said to be hidden
    bool places = false;  ///< offset and size of each field
};

/// What it is, what is worth saying about it (the decisive first), and every field, indented.
std::string textReport(const Inspection& inspection, const ReportOptions& options = {});

/// One node and everything below it, in the same form; empty for no node.
std::string nodeReport(const Tree& tree, NodeId id, const ReportOptions& options = {});

} // namespace scepter::inspect
