// SPDX-License-Identifier: GPL-3.0-or-later
// Text in HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace scepter {

/// For the text of an element and for an attribute in quotes, of HTML and XML. Control characters,
/// which XML does not know, stay: printable() takes them away.
std::string inMarkup(std::string_view text);

} // namespace scepter
