// Reading documents of JSON that anybody may have written.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace scepter::inspect {

/// What a document costs in memory, before it is read into values. LimitExceeded for more than
/// `most` values, or too deep a nesting.
Result<void> checkShape(std::string_view text, std::size_t most);
/// Null for what is not there.
const nlohmann::json& memberOf(const nlohmann::json& object, const char* name);
/// Empty for what is no text.
std::string textOfMember(const nlohmann::json& object, const char* name);
/// -1 for what is no number.
double numberOfMember(const nlohmann::json& object, const char* name);
/// ISO 8601 with milliseconds.
std::string jsonTimeText(TimePoint time);

} // namespace scepter::inspect
