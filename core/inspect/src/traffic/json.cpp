#include "json.h"

#include "base/text.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace scepter::inspect {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxDepth = 64;

} // namespace

Result<void> checkShape(std::string_view text, std::size_t most) {
    std::size_t depth = 0;
    std::size_t values = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
            continue;
        }
        if (c == '"') inString = true;
        if (c == '[' || c == '{') ++depth;
        if ((c == ']' || c == '}') && depth > 0) --depth;
        if (c == '[' || c == '{' || c == ',') ++values;
        if (depth > kMaxDepth) return fail(ErrorCode::LimitExceeded, "the JSON is nested too deep");
        if (values > most) return fail(ErrorCode::LimitExceeded, "the JSON has too many values");
    }
    return {};
}

const Json& memberOf(const Json& object, const char* name) {
    static const Json kNothing;
    if (!object.is_object()) return kNothing;
    const auto found = object.find(name);
    return found == object.end() ? kNothing : *found;
}

std::string textOfMember(const Json& object, const char* name) {
    const Json& member = memberOf(object, name);
    return member.is_string() ? member.get_ref<const std::string&>() : std::string();
}

double numberOfMember(const Json& object, const char* name) {
    const Json& member = memberOf(object, name);
    return member.is_number() ? member.get<double>() : -1;
}

std::string jsonTimeText(TimePoint time) {
    std::string text = toIsoText(time);
    const auto part = time - std::chrono::floor<std::chrono::seconds>(time);
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(part.count()));
    text.replace(text.size() - 1, 1, fraction.data());
    return text;
}

} // namespace scepter::inspect
