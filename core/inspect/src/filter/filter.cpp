#include "inspect/filter.h"

#include "keys.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

namespace scepter::inspect {

namespace {

constexpr std::size_t kMaxTerms = 100;
constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

/// Without spaces and colons, as people copy a transactionID from a view that groups it.
std::string bare(std::string_view text) {
    std::string made = toLower(text);
    std::erase_if(made, [](char c) { return c == ' ' || c == ':'; });
    return made;
}

std::optional<std::uint64_t> numberOf(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// "2026-11-22", "2026-11-22T11:25", with or without "Z".
std::optional<TimePoint> timeOf(std::string_view text) {
    if (text.ends_with('Z') || text.ends_with('z')) text.remove_suffix(1);
    std::string whole(text);
    std::ranges::replace(whole, 't', 'T');
    if (whole.size() == 10) whole += "T00:00:00";
    if (whole.size() == 16) whole += ":00";
    return timeFromIsoText(whole + "Z");
}

/// The name and the number of "FAILURE (2)".
std::pair<std::string_view, std::string_view> nameAndNumber(std::string_view field) {
    const std::size_t open = field.rfind(" (");
    if (open == std::string_view::npos || !field.ends_with(')')) return {field, {}};
    const std::string_view number = field.substr(open + 2, field.size() - open - 3);
    if (!numberOf(number)) return {field, {}};
    return {field.substr(0, open), number};
}

std::uint64_t numberOfRow(std::string_view key, const FilterRow& row) {
    if (key == "http") return row.httpStatus;
    if (key == "size") return row.size;
    return static_cast<std::uint64_t>(std::max<std::int64_t>(row.duration, 0));
}

bool isNumberKnown(std::string_view key, const FilterRow& row) {
    if (key == "http") return row.httpStatus != 0;
    return key == "size" || row.duration >= 0;
}

/// Reads the tokens of one filter.
class Parser {
public:
    static std::expected<std::vector<FilterTerm>, FilterError> parse(std::string_view text) {
        std::vector<FilterTerm> terms;
        for (const FilterToken& token : filterTokens(text)) {
            if (terms.size() == kMaxTerms)
                return error(token.offset, token.end, "there are too many terms");
            auto term = termOf(token);
            if (!term) return std::unexpected(term.error());
            terms.push_back(std::move(*term));
        }
        return terms;
    }

private:
    using Term = FilterTerm;
    using Value = FilterValue;

    struct Part {
        std::string text; ///< without quotes
        std::size_t offset = 0;
        std::size_t end = 0;
        bool quoted = false; ///< at its start: signs mean nothing then
    };

    static std::unexpected<FilterError> error(std::size_t offset, std::size_t end,
                                              std::string what) {
        return std::unexpected(FilterError{offset, end - offset, std::move(what)});
    }

    /// Splits at commas outside of quotes, where the term has a key.
    static std::vector<Part> partsOf(const FilterToken& token, bool commas) {
        std::vector<Part> parts(1);
        parts[0].offset = token.valueOffset;
        bool quoted = false;
        for (std::size_t i = 0; i < token.raw.size(); ++i) {
            const char c = token.raw[i];
            Part& part = parts.back();
            if (c == '"') {
                quoted = !quoted;
                if (part.text.empty()) part.quoted = true;
            } else if (quoted && c == '\\' && i + 1 < token.raw.size()) {
                part.text.push_back(token.raw[++i]);
            } else if (c == ',' && !quoted && commas) {
                part.end = token.valueOffset + i;
                parts.push_back({{}, token.valueOffset + i + 1, 0, false});
            } else {
                part.text.push_back(c);
            }
        }
        parts.back().end = token.end;
        return parts;
    }

    static std::expected<Term, FilterError> termOf(const FilterToken& token) {
        if (token.openQuote)
            return error(token.valueOffset, token.end, "a quotation mark has no end");
        Term term;
        term.negated = token.negated;
        if (token.key.empty()) return wordOf(token, std::move(term));
        term.key = filterKeyNamed(token.key);
        if (term.key == nullptr)
            return error(token.keyOffset, token.keyOffset + token.key.size(),
                         "\"" + token.key + "\" is no key; words with a colon need quotes");
        const FilterKey& key = *term.key;
        for (Part& part : partsOf(token, true)) {
            auto value = valueOf(key, part);
            if (!value) return std::unexpected(value.error());
            term.values.push_back(std::move(*value));
        }
        return term;
    }

    static std::expected<Term, FilterError> wordOf(const FilterToken& token, Term term) {
        const std::vector<Part> parts = partsOf(token, false);
        if (parts[0].text.empty())
            return error(token.offset, token.end, "a word is missing after the sign");
        Value value;
        value.text = toLower(parts[0].text);
        value.match = FilterMatch::Within;
        term.values.push_back(std::move(value));
        return term;
    }

    static std::expected<Value, FilterError> valueOf(const FilterKey& key, Part& part) {
        switch (key.kind) {
        case FilterKind::Number:
            return numberValue(part);
        case FilterKind::Since:
        case FilterKind::Until:
            return timeValue(part);
        default:
            break;
        }
        Value value;
        std::string_view text = part.text;
        if (!part.quoted && (text.starts_with('~') || text.starts_with('='))) {
            value.match = text[0] == '~' ? FilterMatch::Within : FilterMatch::Whole;
            text.remove_prefix(1);
        }
        if (text.empty()) return error(part.offset, part.end, "a value is missing");
        value.text = key.kind == FilterKind::Identifier ? bare(text) : toLower(text);
        return value;
    }

    static std::expected<Value, FilterError> numberValue(const Part& part) {
        using Compare = FilterCompare;
        Value value;
        std::string_view text = part.text;
        constexpr std::pair<std::string_view, Compare> kSigns[] = {
            {">=", Compare::GreaterOrEqual}, {"<=", Compare::LessOrEqual},
            {">", Compare::Greater},         {"<", Compare::Less},
            {"=", Compare::Equal},
        };
        for (const auto& [sign, compare] : kSigns) {
            if (!text.starts_with(sign)) continue;
            value.compare = compare;
            text.remove_prefix(sign.size());
            break;
        }
        std::string digits = toLower(text);
        std::uint64_t width = 1; // "4xx" stands for a hundred numbers
        while (digits.size() > 1 && digits.ends_with('x') && width < 1'000'000) {
            digits.pop_back();
            width *= 10;
        }
        const auto number = numberOf(digits);
        if (!number || *number > kMost / width - 1)
            return error(part.offset, part.end, "a number is expected here");
        value.low = *number * width;
        value.high = value.low + width - 1;
        return value;
    }

    static std::expected<Value, FilterError> timeValue(const Part& part) {
        Value value;
        if (const auto time = timeOf(part.text)) {
            value.time = *time;
            return value;
        }
        value.ago = durationFromText(part.text);
        if (!value.ago)
            return error(part.offset, part.end,
                         "a time is expected here: 10m, 2h, 7d or 2026-11-22T11:25Z");
        return value;
    }
};

bool textHolds(const FilterValue& value, std::string_view field) {
    switch (value.match) {
    case FilterMatch::Within:
        return field.find(value.text) != std::string_view::npos;
    case FilterMatch::Whole:
        return field == value.text;
    case FilterMatch::Begins:
        break;
    }
    return field.starts_with(value.text);
}

bool numberHolds(const FilterValue& value, std::uint64_t number) {
    switch (value.compare) {
    case FilterCompare::Less:
        return number < value.low;
    case FilterCompare::LessOrEqual:
        return number <= value.high;
    case FilterCompare::Greater:
        return number > value.high;
    case FilterCompare::GreaterOrEqual:
        return number >= value.low;
    case FilterCompare::Equal:
        break;
    }
    return number >= value.low && number <= value.high;
}

/// Every text of a row that words are looked for in.
bool anyTextHas(const FilterRow& row, std::string_view word) {
    for (const std::string* text :
         {&row.operation, &row.messageType, &row.status, &row.failInfo, &row.client, &row.subject,
          &row.transactionId, &row.peer, &row.endpoint, &row.method, &row.path, &row.text})
        if (toLower(*text).find(word) != std::string::npos) return true;
    for (const auto& [severity, rule] : row.findings)
        if (toLower(rule).find(word) != std::string::npos) return true;
    return row.httpStatus != 0 && std::to_string(row.httpStatus) == word;
}

bool findingHolds(const FilterValue& value, const FilterRow& row) {
    return std::ranges::any_of(row.findings, [&](const auto& finding) {
        return toLower(finding.first) == value.text || textHolds(value, toLower(finding.second));
    });
}

bool valueHolds(const FilterKey& key, const FilterValue& value, const FilterRow& row,
                TimePoint now) {
    switch (key.kind) {
    case FilterKind::Text: {
        const std::string field = toLower(row.*key.text);
        const auto [name, number] = nameAndNumber(field);
        return !field.empty() &&
               (textHolds(value, name) || (!number.empty() && number == value.text));
    }
    case FilterKind::Identifier: {
        const std::string field = bare(row.*key.text);
        return !field.empty() && textHolds(value, field);
    }
    case FilterKind::Number:
        return isNumberKnown(key.name, row) && numberHolds(value, numberOfRow(key.name, row));
    case FilterKind::Finding:
        return findingHolds(value, row);
    case FilterKind::Since:
        return row.time >= (value.ago ? now - *value.ago : value.time);
    case FilterKind::Until:
        return row.time < (value.ago ? now - *value.ago : value.time);
    }
    return false;
}

bool isFromDecoding(const FilterKey& key) {
    return key.kind == FilterKind::Finding || key.text == &FilterRow::client;
}

bool termHolds(const FilterTerm& term, const FilterRow& row, TimePoint now) {
    return std::ranges::any_of(term.values, [&](const FilterValue& value) {
        return term.key == nullptr ? anyTextHas(row, value.text)
                                   : valueHolds(*term.key, value, row, now);
    });
}

} // namespace

std::expected<Filter, FilterError> Filter::parse(std::string_view text) {
    auto terms = Parser::parse(text);
    if (!terms) return std::unexpected(terms.error());
    Filter filter;
    if (!terms->empty())
        filter.m_terms = std::make_shared<const std::vector<FilterTerm>>(std::move(*terms));
    return filter;
}

bool Filter::empty() const {
    return m_terms == nullptr;
}

bool Filter::matches(const FilterRow& row, TimePoint now) const {
    return empty() || std::ranges::all_of(*m_terms, [&](const FilterTerm& term) {
               return termHolds(term, row, now) != term.negated;
           });
}

bool Filter::needsFindings() const {
    return !empty() && std::ranges::any_of(*m_terms, [](const FilterTerm& term) {
        return term.key != nullptr && isFromDecoding(*term.key);
    });
}

Filter Filter::withoutFindings() const {
    Filter rest;
    if (empty()) return rest;
    std::vector<FilterTerm> kept;
    std::ranges::copy_if(*m_terms, std::back_inserter(kept), [](const FilterTerm& term) {
        return term.key != nullptr && !isFromDecoding(*term.key);
    });
    if (!kept.empty()) rest.m_terms = std::make_shared<const std::vector<FilterTerm>>(kept);
    return rest;
}

bool Filter::dependsOnTime() const {
    return !empty() && std::ranges::any_of(*m_terms, [](const FilterTerm& term) {
        return std::ranges::any_of(term.values,
                                   [](const FilterValue& value) { return value.ago.has_value(); });
    });
}

} // namespace scepter::inspect
