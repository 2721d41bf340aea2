// Request targets: whatever bytes, no crash; what was accepted survives being put together again.
#include "base/bytes.h"
#include "http_target/target.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace scepter;
    const std::string_view text = textOf({data, size});
    const std::string decoded = http::percentDecode(text, true);
    if (decoded.size() > text.size()) std::abort();
    if (http::percentDecode(http::percentEncode(text), false) != text) std::abort();
    const auto strict = http::percentDecodeStrict(text, false);
    if (strict && *strict != http::percentDecode(text, false)) std::abort();

    const auto target = http::parseTarget(text);
    if (!target) return 0;
    std::string again = target->rawPath;
    char separator = '?';
    for (const http::QueryItem& item : target->query) {
        again.append(1, separator)
            .append(http::percentEncode(item.name))
            .append("=")
            .append(item.rawValue);
        separator = '&';
    }
    const auto second = http::parseTarget(again);
    if (!second || *second != *target) std::abort();
    return 0;
}
