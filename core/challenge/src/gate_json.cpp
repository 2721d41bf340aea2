// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_json.h"

#include "base/shorten.h"
#include "base/text.h"

#include <cmath>

namespace scepter::challenge {

namespace {

constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxValues = 10'000;

/// Watches a text while it is read.
class Watch {
public:
    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        using Event = Json::parse_event_t;
        if (depth > kMaxDepth) m_tooMuch = true;
        if (event == Event::value || event == Event::object_start || event == Event::array_start)
            m_tooMuch = m_tooMuch || ++m_values > kMaxValues;
        if (m_tooMuch) return false; // what follows is read, and dropped at once
        if (event == Event::object_start) m_names.emplace_back();
        if (event == Event::object_end && !m_names.empty()) m_names.pop_back();
        if (event == Event::key && !m_names.empty())
            m_twice =
                m_twice || !m_names.back().insert(parsed.get_ref<const std::string&>()).second;
        return true;
    }
    [[nodiscard]] bool tooMuch() const { return m_tooMuch; }
    [[nodiscard]] bool twice() const { return m_twice; }

private:
    std::vector<std::set<std::string>> m_names;
    std::size_t m_values = 0;
    bool m_tooMuch = false;
    bool m_twice = false;
};

} // namespace

Result<Json> parseJsonObject(std::string_view text) {
    Watch watch;
    const auto callback = [&watch](int depth, Json::parse_event_t event, Json& parsed) {
        return watch(depth, event, parsed);
    };
    Json value = Json::parse(text, callback, false);
    if (watch.tooMuch())
        return fail(ErrorCode::LimitExceeded, "the JSON is nested too deep or has too many values");
    if (value.is_discarded()) return fail(ErrorCode::EncodingMalformed, "it is no JSON");
    if (!value.is_object()) return fail(ErrorCode::EncodingMalformed, "it is no JSON object");
    if (watch.twice())
        return fail(ErrorCode::EncodingMalformed, "a name stands twice in a JSON object");
    return value;
}

JsonObject::JsonObject(const Json& object, std::string where)
    : m_object(object)
    , m_where(std::move(where)) {
    if (!object.is_object()) reject({}, "it is no object");
}

const Json* JsonObject::find(const char* name) {
    m_asked.emplace(name);
    if (!m_object.is_object()) return nullptr;
    const auto found = m_object.find(name);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> JsonObject::text(const char* name, std::size_t most) {
    const Json* value = find(name);
    if (!value) return std::nullopt;
    if (!value->is_string()) return reject(name, "it is no text"), std::nullopt;
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > most) return reject(name, "it is too long"), std::nullopt;
    return text;
}

std::optional<bool> JsonObject::flag(const char* name) {
    const Json* value = find(name);
    if (!value) return std::nullopt;
    if (!value->is_boolean()) return reject(name, "it is not true or false"), std::nullopt;
    return value->get<bool>();
}

std::optional<std::int64_t> JsonObject::whole(const char* name, std::int64_t least,
                                              std::int64_t most) {
    const Json* value = find(name);
    if (!value) return std::nullopt;
    const auto number = wholeNumber(*value);
    if (!number || *number < least || *number > most) {
        reject(name,
               "it is no number from " + std::to_string(least) + " to " + std::to_string(most));
        return std::nullopt;
    }
    return number;
}

const Json* JsonObject::object(const char* name) {
    const Json* value = find(name);
    if (value && !value->is_object()) return reject(name, "it is no object"), nullptr;
    return value;
}

std::optional<std::vector<const Json*>> JsonObject::list(const char* name, std::size_t most) {
    const Json* value = find(name);
    if (!value) return std::nullopt;
    if (!value->is_array()) return reject(name, "it is no list"), std::nullopt;
    if (value->size() > most) return reject(name, "it has too many items"), std::nullopt;
    std::vector<const Json*> items;
    for (const Json& item : *value)
        items.push_back(&item);
    return items;
}

std::optional<std::vector<std::string>> JsonObject::texts(const char* name, std::size_t most,
                                                          std::size_t mostBytes) {
    const auto items = list(name, most);
    if (!items) return std::nullopt;
    std::vector<std::string> texts;
    for (const Json* item : *items) {
        const bool fits =
            item->is_string() && item->get_ref<const std::string&>().size() <= mostBytes;
        if (!fits) return reject(name, "an item is no text, or too long"), std::nullopt;
        texts.push_back(item->get<std::string>());
    }
    return texts;
}

void JsonObject::reject(std::string_view name, std::string_view why) {
    if (m_error) return;
    std::string path = m_where;
    if (!path.empty() && !name.empty()) path += '.';
    path += name;
    m_error = Error{ErrorCode::EncodingMalformed, path + ": " + std::string(why), {}, {}};
}

void JsonObject::take(Error error) {
    if (!m_error) m_error = std::move(error);
}

void JsonObject::refuseOthers() {
    if (!m_object.is_object()) return;
    for (const auto& item : m_object.items())
        if (!m_asked.contains(item.key()))
            return reject(shortened(printable(item.key()), 40), "there is no such member");
}

Result<void> JsonObject::finish() const {
    if (m_error) return failWith(*m_error);
    return {};
}

std::optional<std::int64_t> wholeNumber(const Json& value) {
    // Every integer up to here is exact as a double too.
    constexpr std::int64_t kMost = std::int64_t{1} << 53;
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(kMost)) return std::nullopt;
        return static_cast<std::int64_t>(number);
    }
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        return number < -kMost ? std::nullopt : std::optional(number);
    }
    if (!value.is_number_float()) return std::nullopt;
    const double number = value.get<double>();
    if (!std::isfinite(number) || std::trunc(number) != number ||
        std::abs(number) > static_cast<double>(kMost))
        return std::nullopt;
    return static_cast<std::int64_t>(number);
}

} // namespace scepter::challenge
