// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_fields.h"

#include "base/shorten.h"
#include "base/text.h"

namespace scepter::standin {

Result<Json> parseJson(std::string_view text) {
    constexpr std::size_t kMostBytes = 4 * 1024 * 1024;
    if (text.size() > kMostBytes) return fail(ErrorCode::LimitExceeded, "more than 4 MiB of JSON");
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return fail(ErrorCode::EncodingMalformed, "it is no JSON");
    return json;
}

std::string dumpJson(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Fields::Fields(const Json& object, std::string where)
    : m_object(object)
    , m_where(std::move(where)) {
    if (!m_object.is_object()) m_wrong = m_where + " is no JSON object";
}

const Json* Fields::find(const char* name) {
    m_known.insert(name);
    if (!m_object.is_object()) return nullptr;
    const auto found = m_object.find(name);
    return found == m_object.end() ? nullptr : &*found;
}

void Fields::read(const char* name, std::string& text) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (value->is_string())
        text = value->get<std::string>();
    else
        reject(name, "is no text");
}

void Fields::read(const char* name, unsigned& number) {
    constexpr std::uint64_t kMost = 1'000'000'000;
    const Json* value = find(name);
    if (value == nullptr) return;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() <= kMost)
        number = value->get<unsigned>();
    else
        reject(name, "is no number");
}

void Fields::read(const char* name, bool& flag) {
    const Json* value = find(name);
    if (value == nullptr) return;
    if (value->is_boolean())
        flag = value->get<bool>();
    else
        reject(name, "is neither true nor false");
}

void Fields::read(const char* name, std::vector<std::string>& texts) {
    const Json* items = list(name);
    if (items == nullptr) return;
    texts.clear();
    for (const Json& item : *items) {
        if (!item.is_string()) return reject(name, "is no list of texts");
        texts.push_back(item.get<std::string>());
    }
}

const Json* Fields::list(const char* name) {
    const Json* value = find(name);
    if (value == nullptr || value->is_array()) return value;
    reject(name, "is no list");
    return nullptr;
}

void Fields::reject(const std::string& name, const std::string& why) {
    if (m_wrong.empty()) m_wrong = m_where + ": \"" + name + "\" " + why;
}

void Fields::take(const Error& error, const std::string& name) {
    reject(name, "is not right: " + error.detail);
}

Result<void> Fields::finish() const {
    if (!m_wrong.empty()) return fail(ErrorCode::EncodingMalformed, m_wrong);
    for (const auto& [name, value] : m_object.items())
        if (!m_known.contains(name))
            return fail(ErrorCode::EncodingMalformed,
                        m_where + ": \"" + printable(shortened(name, 60)) + "\" is not known");
    return {};
}

} // namespace scepter::standin
