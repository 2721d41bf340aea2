// XML as a flat list of elements with their places.
#pragma once

#include "base/error.h"
#include "inspect/tree.h"

#include <optional>
#include <string>
#include <vector>

namespace scepter::inspect {

struct XmlElement {
    std::string name;
    std::string text;       ///< UTF-8: all character data directly in it
    std::size_t offset = 0; ///< of its start tag, in bytes of the input
    std::size_t size = 0;   ///< up to and with its end tag
    std::size_t parent = 0; ///< itself for the first
    std::vector<std::size_t> children;
};

struct XmlDocument {
    std::vector<XmlElement> elements; ///< in document order; the first is the root
    std::optional<Error> error;       ///< why reading ended before the document did
    std::size_t stoppedAt = 0;
};

/// Reads as far as it goes. Entities other than the five of XML are refused where they are
/// declared, so nothing expands; external ones are never fetched. Limits: `nodes` elements, `depth`
/// levels.
XmlDocument readXml(ByteView bytes, const Limits& limits);

} // namespace scepter::inspect
