// The language that lists of messages are filtered by:
// `op:PKIOperation status:FAILURE -client:Apple subject:~kiosk "some words" since:10m`.
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scepter::inspect {

/// What a filter looks at: one row of a list. Empty and zero: not known.
struct FilterRow {
    TimePoint time{};
    std::string operation;     ///< "PKIOperation"
    std::string messageType;   ///< "PKCSReq (19)"
    std::string status;        ///< "FAILURE (2)"
    std::string failInfo;      ///< "badRequest (2)"
    std::string client;        ///< "Apple", "sscep"
    std::string subject;       ///< of the CSR or certificate
    std::string transactionId; ///< as shown
    std::string peer;          ///< address of the client
    std::string endpoint;
    std::string method; ///< "GET"
    std::string path;
    std::string text; ///< more words to search: a title, what was noted
    unsigned httpStatus = 0;
    std::size_t size = 0;       ///< of request and response, in bytes
    std::int64_t duration = -1; ///< in milliseconds; below zero: not known
    /// Severity and rule of each finding: {"error", "scep.nonce.missing"}.
    std::vector<std::pair<std::string, std::string>> findings;
};

/// What is wrong with a filter's text, and where: bytes.
struct FilterError {
    std::size_t offset = 0;
    std::size_t size = 0;
    std::string what; ///< a sentence without a period

    bool operator==(const FilterError&) const = default;
};

struct FilterTerm;

/// Terms, all of which must hold. A term is a word, or `key:value`; `-` before it negates it.
///
/// - A word is looked for in every text of the row, in the case-insensitive way that all texts are.
/// - `key:value` holds when the field begins with the value; `key:~value` when it is within;
///   `key:=value` when it is all of it. Where the field has a number after its name, "FAILURE (2)",
///   either is enough. `key:a,b` holds for any of them. `key:` fields that are not known match
///   nothing.
/// - Keys: op type status fail client subject txn peer endpoint method path http size ms finding
///   since until. In txn, spaces and colons count for nothing.
/// - http, size and ms compare numbers: `http:400`, `ms:>100`, `size:<=2000`; `http:4xx` is a
/// range.
/// - finding is a severity, a rule or its beginning: `finding:error`, `finding:scep.nonce`.
/// - since and until take a time ago ("10m", "2h", "7d") or one in UTC: "2026-11-22",
///   "2026-11-22T11:25", "2026-11-22T11:25:15Z"; "until" a day or minute means its start.
/// - Quotes keep spaces, commas and signs together: `subject:"CN=a b"`, `"two words"`; `\"` and
/// `\\`
///   within them. A word with a colon in it needs quotes.
///
/// Immutable; cheap to match.
class Filter {
public:
    Filter() = default; ///< matches everything
    static std::expected<Filter, FilterError> parse(std::string_view text);

    [[nodiscard]] bool empty() const;
    /// `now` is what "since:10m" is measured from.
    [[nodiscard]] bool matches(const FilterRow& row, TimePoint now) const;
    /// Whether the time decides: then rows leave by themselves.
    [[nodiscard]] bool dependsOnTime() const;
    /// Whether a term asks for what only decoding tells: finding or client.
    [[nodiscard]] bool needsFindings() const;
    /// The terms that do not: what it matches holds all that the whole can match once decoded.
    /// Words are left out too, as they are looked for in findings as well.
    [[nodiscard]] Filter withoutFindings() const;

private:
    std::shared_ptr<const std::vector<FilterTerm>> m_terms; ///< null: none
};

/// What could stand at the cursor instead of what is there.
struct Completion {
    std::size_t offset = 0; ///< of what it replaces, in bytes
    std::size_t size = 0;
    std::string text;    ///< "status:", "FAILURE"
    std::string meaning; ///< "what the answer said"

    bool operator==(const Completion&) const = default;
};

/// Values that were seen, by key: {"client", {"Apple", "sscep"}}.
using FilterWords = std::vector<std::pair<std::string, std::vector<std::string>>>;

/// For a text and a cursor in bytes: keys at the start of a term, values after a colon; those that
/// begin with what is typed. A quoted value is completed with its quotes.
std::vector<Completion> completions(std::string_view text, std::size_t cursor,
                                    const FilterWords& seen = {});

} // namespace scepter::inspect
