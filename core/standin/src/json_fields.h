// Strict reading of the JSON files that a person writes.
#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::standin {

using Json = nlohmann::ordered_json;

/// EncodingMalformed for what is no JSON, LimitExceeded for more than 4 MiB.
Result<Json> parseJson(std::string_view text);
std::string dumpJson(const Json& json);

/// The members of one object; remembers the first thing that is wrong.
class Fields {
public:
    Fields(const Json& object, std::string where);

    void read(const char* name, std::string& text);
    void read(const char* name, unsigned& number);
    void read(const char* name, bool& flag);
    void read(const char* name, std::vector<std::string>& texts);
    /// Null when there is no such member.
    const Json* list(const char* name);
    void reject(const std::string& name, const std::string& why);
    void take(const Error& error, const std::string& name);
    /// Also refuses members that nobody has asked for.
    [[nodiscard]] Result<void> finish() const;

private:
    const Json* find(const char* name);

    const Json& m_object;
    std::string m_where;
    std::set<std::string> m_known;
    std::string m_wrong;
};

} // namespace scepter::standin
