// SPDX-License-Identifier: GPL-3.0-or-later
// Strict reading of the JSON files that a person writes.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace scepter::client {

using Json = nlohmann::ordered_json;

/// One JSON object and nothing behind it. EncodingMalformed also for a name that stands twice in an
/// object, more than 16 levels or 20 000 values; LimitExceeded for more bytes than that.
Result<Json> parseJsonObject(std::string_view text, std::size_t mostBytes);

/// The members of one object; remembers the first thing that is wrong, with its path.
class Members {
public:
    /// `where`: "steps[2]"; empty: the outermost object. The object must outlive this.
    Members(const Json& object, std::string where);

    /// Null when there is no such member.
    const Json* find(const char* name);
    /// At most `most` bytes of UTF-8 on one line, or more with `lines`.
    void text(const char* name, std::string& target, std::size_t most, bool lines = false);
    void whole(const char* name, unsigned& target, unsigned least, unsigned most);
    void share(const char* name, double& target); ///< 0 to 1
    void flag(const char* name, bool& target);
    /// "250ms", "5s", "10m", ...; at most a day.
    void duration(const char* name, Duration& target);
    void texts(const char* name, std::vector<std::string>& target, std::size_t most,
               std::size_t mostBytes);
    /// A text that must be one of the words that `read` knows; `takes` names them.
    template <class T, class Read>
    void word(const char* name, T& target, Read read, std::string_view takes) {
        const Json* value = find(name);
        if (value == nullptr) return;
        if (value->is_string())
            if (const auto known = read(std::string_view(value->get_ref<const std::string&>()))) {
                if constexpr (std::is_convertible_v<decltype(known), T>)
                    target = known;
                else
                    target = *known;
                return;
            }
        reject(name, std::string("takes ").append(takes));
    }

    void reject(std::string_view name, std::string_view why);
    /// Of a part.
    void take(const Result<void>& outcome);
    /// Where a member of this object stands: "steps[2].expect".
    [[nodiscard]] std::string pathOf(std::string_view name) const;
    /// Also refuses members that nobody has asked for.
    [[nodiscard]] Result<void> finish();

private:
    const Json& m_object;
    std::string m_where;
    std::set<std::string, std::less<>> m_known;
    std::string m_wrong;
};

} // namespace scepter::client
