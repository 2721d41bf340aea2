#include "http_target/target.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::http {

namespace {

constexpr std::size_t kMaxQueryItems = 256;

int hexValue(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The byte that an escape at the beginning of `text` stands for, or -1.
int escapeAt(std::string_view text) {
    if (text.size() < 3 || text[0] != '%') return -1;
    const int high = hexValue(text[1]);
    const int low = hexValue(text[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool isUnreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

/// Takes "http://authority" off an absolute-form target, as proxies send it.
Result<std::string_view> withoutAuthority(std::string_view target) {
    for (const std::string_view scheme :
         {std::string_view("http://"), std::string_view("https://")}) {
        if (!equalsIgnoringCase(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        const std::size_t end = std::min(target.find_first_of("/?"), target.size());
        if (end == 0) return fail(ErrorCode::HttpMalformed, "the request target names no host");
        return target.substr(end);
    }
    return fail(ErrorCode::HttpMalformed, "the request target does not begin with '/'");
}

Result<std::vector<QueryItem>> parseQuery(std::string_view query) {
    std::vector<QueryItem> items;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view item = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (item.empty()) continue;
        if (items.size() == kMaxQueryItems)
            return fail(ErrorCode::LimitExceeded, "the request target has too many query items");
        const std::size_t equals = std::min(item.find('='), item.size());
        items.push_back({percentDecode(item.substr(0, equals), true),
                         std::string(item.substr(std::min(equals + 1, item.size())))});
    }
    return items;
}

} // namespace

std::optional<std::string_view> Target::rawValue(std::string_view name) const {
    for (const QueryItem& item : query)
        if (equalsIgnoringCase(item.name, name)) return item.rawValue;
    return std::nullopt;
}

Result<Target> parseTarget(std::string_view target) {
    if (target.empty()) return fail(ErrorCode::HttpMalformed, "the request target is empty");
    const auto illegal = [](char c) { return isControl(c) || c == ' ' || c == '#'; };
    if (std::any_of(target.begin(), target.end(), illegal))
        return fail(ErrorCode::HttpMalformed,
                    "the request target has a character it must not have");
    if (target == "*") return Target{"*", "*", {}};
    if (target.front() != '/') {
        SCEPTER_TRY(rest, withoutAuthority(target));
        target = rest;
    }
    const std::size_t question = std::min(target.find('?'), target.size());
    Target result;
    result.rawPath = question == 0 ? "/" : std::string(target.substr(0, question));
    auto path = percentDecodeStrict(result.rawPath, false);
    if (!path || std::any_of(path->begin(), path->end(), isControl))
        return fail(ErrorCode::HttpMalformed, "the path of the request target has a bad escape");
    result.path = std::move(*path);
    SCEPTER_TRY(query, parseQuery(target.substr(std::min(question + 1, target.size()))));
    result.query = std::move(query);
    return result;
}

std::string percentDecode(std::string_view text, bool plusIsSpace) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int escaped = escapeAt(text.substr(i));
        if (escaped >= 0) {
            result.push_back(static_cast<char>(escaped));
            i += 2;
        } else {
            result.push_back(plusIsSpace && text[i] == '+' ? ' ' : text[i]);
        }
    }
    return result;
}

Result<std::string> percentDecodeStrict(std::string_view text, bool plusIsSpace) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '%' && escapeAt(text.substr(i)) < 0)
            return fail(ErrorCode::EncodingMalformed, "'%' without two hex digits");
    return percentDecode(text, plusIsSpace);
}

std::string percentEncode(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c)) {
            result.push_back(c);
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        result.push_back('%');
        result.push_back(kDigits[byte >> 4]);
        result.push_back(kDigits[byte & 0x0F]);
    }
    return result;
}

} // namespace scepter::http
