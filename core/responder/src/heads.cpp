#include "heads.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::responder {

namespace {

constexpr std::string_view kHidden = "(hidden)";
constexpr std::string_view kLineEnd = "\r\n";

// What is not here may hold a password, a token, a cookie: it is hidden.
constexpr std::array<std::string_view, 41> kHarmless{"accept",
                                                     "accept-charset",
                                                     "accept-encoding",
                                                     "accept-language",
                                                     "accept-ranges",
                                                     "age",
                                                     "allow",
                                                     "cache-control",
                                                     "connection",
                                                     "content-disposition",
                                                     "content-encoding",
                                                     "content-language",
                                                     "content-length",
                                                     "content-range",
                                                     "content-security-policy",
                                                     "content-transfer-encoding",
                                                     "content-type",
                                                     "date",
                                                     "etag",
                                                     "expect",
                                                     "expires",
                                                     "forwarded",
                                                     "host",
                                                     "if-modified-since",
                                                     "if-none-match",
                                                     "keep-alive",
                                                     "last-modified",
                                                     "pragma",
                                                     "range",
                                                     "retry-after",
                                                     "server",
                                                     "te",
                                                     "transfer-encoding",
                                                     "upgrade",
                                                     "user-agent",
                                                     "vary",
                                                     "via",
                                                     "x-content-type-options",
                                                     "x-forwarded-for",
                                                     "x-forwarded-host",
                                                     "x-forwarded-proto"};
static_assert(std::ranges::is_sorted(kHarmless));

bool isHarmless(std::string_view name) {
    std::array<char, 40> lower{}; // without memory of its own: this runs for every header
    if (name.size() > lower.size()) return false;
    std::ranges::transform(name, lower.begin(), [](char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    });
    return std::ranges::binary_search(kHarmless, std::string_view(lower.data(), name.size()));
}

void appendHeader(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ");
    text.append(value.empty() || isHarmless(name) ? value : kHidden).append(kLineEnd);
}

} // namespace

std::string recordedHeaders(const std::vector<http::Header>& headers) {
    std::string text;
    text.reserve(256);
    for (const http::Header& header : headers)
        appendHeader(text, header.name, header.value);
    return text;
}

std::string recordedHead(std::string_view head) {
    std::string text;
    text.reserve(head.size());
    bool first = true;
    while (!head.empty()) {
        const std::size_t end = std::min(head.find(kLineEnd), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + kLineEnd.size(), head.size()));
        const std::size_t colon = line.find(": ");
        if (std::exchange(first, false) || line.empty())
            text.append(line).append(kLineEnd);
        else if (colon != std::string_view::npos)
            appendHeader(text, line.substr(0, colon), line.substr(colon + 2));
    }
    return text;
}

std::string recordedTarget(const http::Target& target, const std::vector<bool>& isShown) {
    std::string text = target.rawPath;
    for (std::size_t i = 0; i < target.query.size(); ++i) {
        text.push_back(i == 0 ? '?' : '&');
        const http::QueryItem& item = target.query[i];
        if (isShown[i])
            text.append(http::percentEncode(item.name)).append("=").append(item.rawValue);
        else
            text.append(kHidden);
    }
    return text;
}

} // namespace scepter::responder
