// Placeholders such as {CN} in a template's patterns.
#pragma once

#include "base/result.h"
#include "pki/name.h"

#include <functional>
#include <string>
#include <string_view>

namespace scepter::authority {

/// True for well-formed UTF-8 without control characters: what may stand in a certificate's names.
bool isPlainText(std::string_view text);

/// Turns a value into text that cannot end or extend the field that it is put into, or refuses it.
using PlaceholderFilter = std::function<Result<std::string>(std::string_view value)>;

/// Replaces {CN}, {O}, {2.5.4.5} by the subject's first value of that attribute, in one pass: what
/// is put in is not looked at again. InvalidArgument for a malformed pattern, SubjectRejected when
/// the subject lacks the attribute or its value is no plain text, and what the filter answers.
Result<std::string> fillPlaceholders(std::string_view pattern, const pki::Name& subject,
                                     const PlaceholderFilter& filter);

/// InvalidArgument for unbalanced braces and unknown attributes.
Result<void> checkPlaceholders(std::string_view pattern);
bool hasPlaceholders(std::string_view pattern);

/// Replaces {authority} and {generation} in an address; other text stays as it is.
std::string fillIssuerPlaceholders(std::string_view address, std::string_view authority,
                                   unsigned generation);
/// InvalidArgument for braces around or without anything else.
Result<void> checkIssuerPlaceholders(std::string_view address);

} // namespace scepter::authority
