// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_members.h"

#include "base/shorten.h"
#include "base/text.h"

#include <charconv>
#include <chrono>

namespace scepter::client {

namespace {

constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxValues = 20'000;

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
        if (event == Event::key && !m_names.empty()) addName(parsed.get_ref<const std::string&>());
        return true;
    }
    [[nodiscard]] bool tooMuch() const { return m_tooMuch; }
    [[nodiscard]] const std::string& twice() const { return m_twice; }

private:
    void addName(const std::string& name) {
        if (!m_names.back().insert(name).second && m_twice.empty())
            m_twice = printable(shortened(name, 60));
    }

    std::vector<std::set<std::string>> m_names;
    std::size_t m_values = 0;
    bool m_tooMuch = false;
    std::string m_twice;
};

std::optional<Duration> readDuration(std::string_view text) {
    if (!text.ends_with("ms")) return durationFromText(text);
    text.remove_suffix(2);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return Duration{value};
}

bool isOneLine(std::string_view text) {
    return text.find_first_of(std::string_view("\0\r\n", 3)) == std::string_view::npos;
}

} // namespace

Result<Json> parseJsonObject(std::string_view text, std::size_t mostBytes) {
    if (text.size() > mostBytes)
        return fail(ErrorCode::LimitExceeded,
                    "the file has more than " + std::to_string(mostBytes / 1024) + " KiB");
    Watch watch;
    const auto callback = [&watch](int depth, Json::parse_event_t event, Json& parsed) {
        return watch(depth, event, parsed);
    };
    Json value = Json::parse(text, callback, false);
    if (watch.tooMuch())
        return fail(ErrorCode::EncodingMalformed,
                    "the JSON is nested too deep or has too many values");
    if (value.is_discarded()) return fail(ErrorCode::EncodingMalformed, "it is no JSON");
    if (!value.is_object()) return fail(ErrorCode::EncodingMalformed, "it is no JSON object");
    if (!watch.twice().empty())
        return fail(ErrorCode::EncodingMalformed,
                    '"' + watch.twice() + "\" stands twice in one object");
    return value;
}

Members::Members(const Json& object, std::string where)
    : m_object(object)
    , m_where(std::move(where)) {
    if (!m_object.is_object()) m_wrong = m_where + " is no JSON object";
}

const Json* Members::find(const char* name) {
    m_known.emplace(name);
    if (!m_object.is_object()) return nullptr;
    const auto found = m_object.find(name);
    return found == m_object.end() ? nullptr : &*found;
}

void Members::text(const char* name, std::string& target, std::size_t most, bool lines) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_string()) return reject(name, "is no text");
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > most) return reject(name, "has more than " + std::to_string(most) + " bytes");
    if (!lines && !isOneLine(text)) return reject(name, "has more than one line");
    target = text;
}

void Members::whole(const char* name, unsigned& target, unsigned least, unsigned most) {
    const Json* value = find(name);
    if (value == nullptr) return;
    const bool fits = value->is_number_unsigned() && value->get<std::uint64_t>() >= least &&
                      value->get<std::uint64_t>() <= most;
    if (!fits)
        return reject(name, "takes a number from " + std::to_string(least) + " to " +
                                std::to_string(most));
    target = value->get<unsigned>();
}

void Members::share(const char* name, double& target) {
    const Json* value = find(name);
    if (value == nullptr) return;
    const bool fits = value->is_number() && value->get<double>() >= 0 && value->get<double>() <= 1;
    if (!fits) return reject(name, "takes a number from 0 to 1");
    target = value->get<double>();
}

void Members::flag(const char* name, bool& target) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_boolean()) return reject(name, "is neither true nor false");
    target = value->get<bool>();
}

void Members::duration(const char* name, Duration& target) {
    const Json* value = find(name);
    if (value == nullptr) return;
    const auto read =
        value->is_string() ? readDuration(value->get_ref<const std::string&>()) : std::nullopt;
    if (!read || *read > std::chrono::hours(24))
        return reject(name, "takes a time as in \"250ms\", \"5s\" or \"10m\", at most a day");
    target = *read;
}

void Members::texts(const char* name, std::vector<std::string>& target, std::size_t most,
                    std::size_t mostBytes) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (!value->is_array()) return reject(name, "is no list");
    if (value->size() > most)
        return reject(name, "has more than " + std::to_string(most) + " items");
    std::vector<std::string> texts;
    for (const Json& item : *value) {
        if (!item.is_string()) return reject(name, "is no list of texts");
        const auto& text = item.get_ref<const std::string&>();
        if (text.size() > mostBytes || !isOneLine(text))
            return reject(name, "has an item that is too long or has more than one line");
        texts.push_back(text);
    }
    target = std::move(texts);
}

std::string Members::pathOf(std::string_view name) const {
    return m_where.empty() ? std::string(name) : m_where + "." + std::string(name);
}

void Members::reject(std::string_view name, std::string_view why) {
    if (m_wrong.empty()) m_wrong = pathOf(name) + " " + std::string(why);
}

void Members::take(const Result<void>& outcome) {
    if (!outcome && m_wrong.empty()) m_wrong = outcome.error().detail;
}

Result<void> Members::finish() {
    if (m_wrong.empty() && m_object.is_object())
        for (const auto& item : m_object.items())
            if (!m_known.contains(item.key())) {
                reject(printable(shortened(item.key(), 60)), "is not known");
                break;
            }
    if (!m_wrong.empty()) return fail(ErrorCode::EncodingMalformed, m_wrong);
    return {};
}

} // namespace scepter::client
