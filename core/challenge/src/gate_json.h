// SPDX-License-Identifier: GPL-3.0-or-later
// JSON from outside: webhook answers and the parts of tokens.
#pragma once

#include "base/result.h"
#include "challenge/ask.h"
#include "challenge/constraints.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::challenge {

using Json = nlohmann::json;

/// One JSON object and nothing behind it. EncodingMalformed also for a name that stands twice in an
/// object, LimitExceeded for more than 16 levels or 10 000 values. No error repeats the text.
Result<Json> parseJsonObject(std::string_view text);

/// Reads the members of an object and keeps the first thing that is wrong. A member that is null
/// counts as absent.
class JsonObject {
public:
    /// `where` is what errors call it: "certificate". The object must outlive this.
    JsonObject(const Json& object, std::string where);

    [[nodiscard]] bool has(const char* name) { return find(name) != nullptr; }
    /// Null when absent.
    const Json* find(const char* name);
    /// At most `most` bytes.
    std::optional<std::string> text(const char* name, std::size_t most);
    std::optional<bool> flag(const char* name);
    std::optional<std::int64_t> whole(const char* name, std::int64_t least, std::int64_t most);
    /// Null when absent.
    const Json* object(const char* name);
    /// The items of a list of at most `most`; nothing when absent.
    std::optional<std::vector<const Json*>> list(const char* name, std::size_t most);
    std::optional<std::vector<std::string>> texts(const char* name, std::size_t most,
                                                  std::size_t mostBytes);

    void reject(std::string_view name, std::string_view why);
    void take(Error error); ///< of a part
    /// What was never asked for is an error: a misspelled rule must not pass for none.
    void refuseOthers();
    [[nodiscard]] Result<void> finish() const;

private:
    const Json& m_object;
    std::string m_where;
    std::set<std::string, std::less<>> m_asked;
    std::optional<Error> m_error;
};

/// An integer of any JSON number form that is one ("3600", "3.6e3"); nothing for others.
std::optional<std::int64_t> wholeNumber(const Json& value);

/// The words of pki::toText.
std::optional<pki::GeneralNameType> nameTypeFromWord(std::string_view word);
std::optional<pki::KeyType> keyTypeFromWord(std::string_view word);

/// The same members as an endpoint's constraints have in a workspace. Strict: an unknown member is
/// an error.
Result<Constraints> readConstraints(const Json& object);
/// "certificate" and "constraints" of an answer: what the gate wants to have issued. `vouched` is
/// what holds without a word about the SID. Null: absent.
Result<Grant> readGrant(const Json* certificate, const Json* constraints, bool vouched);
/// "comparisons" of an answer.
Result<std::vector<Comparison>> readComparisons(const Json& list);

} // namespace scepter::challenge
