#include "xml.h"

#include <algorithm>
#include <limits>
#include <memory>

#include <expat.h>

namespace scepter::inspect {

namespace {

struct ParserDeleter {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using ParserHandle = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserDeleter>;

/// What expat's handlers work on.
struct Reading {
    XML_Parser parser = nullptr;
    const Limits& limits;
    XmlDocument document;
    std::vector<std::size_t> open;

    [[nodiscard]] std::size_t position() const {
        const auto index = XML_GetCurrentByteIndex(parser);
        return index < 0 ? 0 : static_cast<std::size_t>(index);
    }
    void stop(ErrorCode code, const char* why) {
        if (document.error) return;
        document.error = Error{code, why, {}, std::nullopt};
        document.stoppedAt = position();
        XML_StopParser(parser, XML_FALSE);
    }
};

Reading& readingOf(void* data) {
    return *static_cast<Reading*>(data);
}

void XMLCALL onStart(void* data, const XML_Char* name, const XML_Char** /*attributes*/) {
    Reading& reading = readingOf(data);
    auto& elements = reading.document.elements;
    if (reading.document.error) return;
    if (elements.size() >= reading.limits.nodes)
        return reading.stop(ErrorCode::LimitExceeded, "too many elements");
    if (reading.open.size() >= reading.limits.depth)
        return reading.stop(ErrorCode::LimitExceeded, "the elements are nested too deep");
    const std::size_t index = elements.size();
    XmlElement element;
    element.name = name;
    element.offset = reading.position();
    element.parent = reading.open.empty() ? index : reading.open.back();
    elements.push_back(std::move(element));
    if (!reading.open.empty()) elements[reading.open.back()].children.push_back(index);
    reading.open.push_back(index);
}

void XMLCALL onEnd(void* data, const XML_Char* /*name*/) {
    Reading& reading = readingOf(data);
    if (reading.document.error || reading.open.empty()) return;
    XmlElement& element = reading.document.elements[reading.open.back()];
    // Of "<a/>" the end is reported at the start, with no length of its own.
    const auto count =
        static_cast<std::size_t>(std::max(XML_GetCurrentByteCount(reading.parser), 0));
    element.size = reading.position() + count - element.offset;
    reading.open.pop_back();
}

void XMLCALL onText(void* data, const XML_Char* text, int size) {
    Reading& reading = readingOf(data);
    if (reading.document.error || reading.open.empty() || size <= 0) return;
    reading.document.elements[reading.open.back()].text.append(text,
                                                               static_cast<std::size_t>(size));
}

void XMLCALL onEntity(void* data, const XML_Char* /*name*/, int /*isParameter*/,
                      const XML_Char* /*value*/, int /*size*/, const XML_Char* /*base*/,
                      const XML_Char* /*systemId*/, const XML_Char* /*publicId*/,
                      const XML_Char* /*notation*/) {
    readingOf(data).stop(ErrorCode::NotSupported, "it declares entities of its own");
}

/// Elements that were open when reading ended reach to where it ended.
void closeAll(Reading& reading, std::size_t end) {
    for (const std::size_t index : reading.open) {
        XmlElement& element = reading.document.elements[index];
        element.size = std::max(end, element.offset) - element.offset;
    }
}

} // namespace

XmlDocument readXml(ByteView bytes, const Limits& limits) {
    const ParserHandle parser(XML_ParserCreate(nullptr));
    Reading reading{parser.get(), limits, {}, {}};
    if (parser == nullptr || bytes.size() > std::size_t{std::numeric_limits<int>::max()}) {
        reading.document.error =
            Error{ErrorCode::LimitExceeded, "the document is too long", {}, std::nullopt};
        return std::move(reading.document);
    }
    XML_SetUserData(parser.get(), &reading);
    XML_SetElementHandler(parser.get(), onStart, onEnd);
    XML_SetCharacterDataHandler(parser.get(), onText);
    XML_SetEntityDeclHandler(parser.get(), onEntity);
    const std::string_view text = textOf(bytes);
    const XML_Status status =
        XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), XML_TRUE);
    if (status != XML_STATUS_OK && !reading.document.error) {
        reading.document.stoppedAt = std::min(reading.position(), bytes.size());
        reading.document.error = Error{ErrorCode::EncodingMalformed,
                                       std::string("no well-formed XML: ") +
                                           XML_ErrorString(XML_GetErrorCode(parser.get())),
                                       {},
                                       std::nullopt};
    }
    closeAll(reading, reading.document.error ? reading.document.stoppedAt : bytes.size());
    return std::move(reading.document);
}

} // namespace scepter::inspect
