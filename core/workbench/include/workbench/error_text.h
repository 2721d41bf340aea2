// Errors in three parts, for people.
#pragma once

#include "base/error.h"

#include <string>

namespace scepter::workbench {

/// What happened, why (with the technical detail), and what to do. English; printable; no secret.
struct ErrorText {
    std::string summary;
    std::string why;
    std::string action;
};

ErrorText errorText(const Error& error);

} // namespace scepter::workbench
