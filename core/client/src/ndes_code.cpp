// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ndes_code.h"

#include "base/text.h"
#include "service_url.h"

#include <algorithm>
#include <charconv>

namespace scepter::client {

namespace {

constexpr std::size_t kMostPage = std::size_t{256} << 10;
constexpr std::size_t kMostCode = 1024;
constexpr std::size_t kMostThumbprint = 80;
constexpr std::string_view kBlank = " \t\r\n\f\v";

constexpr std::string_view kPassword = "enrollment challenge password is:";
constexpr std::string_view kThumbprint = "thumbprint (hash value) for the CA certificate is:";
constexpr std::string_view kFull = "password cache is full";
constexpr std::string_view kDenied = "do not have sufficient permission to enroll";
constexpr std::string_view kMany = "can be used multiple times";
constexpr std::string_view kWithin = "will expire within ";

enum class Form { Utf8, Utf16Le, Utf16Be };

/// What those who read the page in the field go by: Windows sends UTF-16LE, usually without a mark
/// and without a charset in the Content-Type.
Form formOf(ByteView page) {
    constexpr std::size_t kLooked = 100;
    if (page.size() >= 2 && page[0] == 0xFF && page[1] == 0xFE) return Form::Utf16Le;
    if (page.size() >= 2 && page[0] == 0xFE && page[1] == 0xFF) return Form::Utf16Be;
    if (page.size() >= 2 && page[0] == '<' && page[1] == 0) return Form::Utf16Le;
    std::size_t zeros = 0;
    std::size_t looked = 0;
    for (std::size_t i = 1; i < std::min(page.size(), kLooked); i += 2, ++looked)
        if (page[i] == 0) ++zeros;
    return looked > 0 && zeros * 10 >= looked * 9 ? Form::Utf16Le : Form::Utf8;
}

void appendUtf8(Bytes& text, std::uint32_t point) {
    const auto add = [&text](std::uint32_t byte) {
        text.push_back(static_cast<std::uint8_t>(byte));
    };
    const auto more = [&](unsigned shift) { add(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) return add(point);
    if (point < 0x800) {
        add(0xC0U | (point >> 6));
    } else if (point < 0x10000) {
        add(0xE0U | (point >> 12));
        more(6);
    } else {
        add(0xF0U | (point >> 18));
        more(12);
        more(6);
    }
    more(0);
}

/// The page as UTF-8. Half a surrogate pair becomes U+FFFD.
SecretBytes textOfPage(ByteView page) {
    const Form form = formOf(page);
    if (form == Form::Utf8) return SecretBytes(page);
    Bytes text;
    text.reserve(page.size() * 2); // two bytes become three at most: no copies are left behind
    const auto unit = [&](std::size_t at) {
        const std::uint32_t first = page[at];
        const std::uint32_t second = page[at + 1];
        return form == Form::Utf16Le ? second << 8 | first : first << 8 | second;
    };
    for (std::size_t at = 0; at + 1 < page.size(); at += 2) {
        const std::uint32_t high = unit(at);
        const bool pair = (high & 0xFC00U) == 0xD800U && at + 3 < page.size() &&
                          (unit(at + 2) & 0xFC00U) == 0xDC00U;
        if (pair) {
            appendUtf8(text, 0x10000U + ((high & 0x3FFU) << 10) + (unit(at + 2) & 0x3FFU));
            at += 2;
        } else {
            appendUtf8(text, (high & 0xF800U) == 0xD800U ? 0xFFFDU : high);
        }
    }
    return SecretBytes(std::move(text));
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Where the words stand, in any case; without a copy of the page.
std::optional<std::size_t> find(std::string_view page, std::string_view words) {
    const auto found = std::search(page.begin(), page.end(), words.begin(), words.end(),
                                   [](char a, char b) { return lower(a) == lower(b); });
    if (found == page.end()) return std::nullopt;
    return static_cast<std::size_t>(found - page.begin());
}

std::string_view withoutBlanks(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    return text;
}

/// What stands in bold after a label; empty when it does not.
std::string_view boldAfter(std::string_view page, std::string_view label, std::size_t most) {
    const auto at = find(page, label);
    if (!at) return {};
    std::string_view rest = withoutBlanks(page.substr(*at + label.size()));
    if (rest.size() < 3 || !equalsIgnoringCase(rest.substr(0, 3), "<b>")) return {};
    rest = rest.substr(3);
    const std::size_t end = rest.find('<');
    if (end == std::string_view::npos || end > most + 64) return {};
    if (!equalsIgnoringCase(rest.substr(end, 4), "</b>")) return {};
    std::string_view bold = withoutBlanks(rest.substr(0, end));
    bold = bold.substr(0, bold.find_last_not_of(kBlank) + 1);
    return bold.size() <= most ? bold : std::string_view{};
}

std::optional<unsigned> minutesOf(std::string_view page) {
    const auto at = find(page, kWithin);
    if (!at) return std::nullopt;
    const std::string_view rest = page.substr(*at + kWithin.size());
    unsigned minutes = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), minutes);
    const auto digits = static_cast<std::size_t>(end - rest.data());
    if (error != std::errc{} || !rest.substr(digits).starts_with(" minute")) return std::nullopt;
    return minutes;
}

bool isCode(std::string_view text) {
    return !text.empty() && isUtf8(text) && std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F;
    });
}

Result<http::ClientResponse> checked(Result<http::ClientResponse> response) {
    constexpr unsigned kUnauthorized = 401;
    constexpr unsigned kForbidden = 403;
    if (!response || response->status == 200) return response;
    const std::string text =
        "the NDES page was answered with HTTP " + std::to_string(response->status);
    if (response->status == kUnauthorized) return fail(ErrorCode::LoginWrong, text);
    if (response->status == kForbidden) return fail(ErrorCode::RefusedByServer, text);
    return fail(ErrorCode::HttpStatus, text);
}

} // namespace

std::string describe(const NdesCode& code) {
    if (code.single) return "the one code for all, which does not expire";
    std::string text = "a code, good once";
    if (code.minutes) text += " and for " + std::to_string(*code.minutes) + " minutes";
    return text;
}

Result<NdesCode> readNdesPage(ByteView page) {
    if (page.size() > kMostPage)
        return fail(ErrorCode::LimitExceeded, "the NDES page is larger than 256 KiB");
    const SecretBytes decoded = textOfPage(page);
    const std::string_view text = decoded.text();
    const std::string_view code = boldAfter(text, kPassword, kMostCode);
    if (isCode(code)) {
        NdesCode result{SecretBytes(code), find(text, kMany).has_value(), minutesOf(text), {}};
        result.thumbprint = printable(boldAfter(text, kThumbprint, kMostThumbprint));
        return result;
    }
    if (find(text, kFull))
        return fail(ErrorCode::TooManyCodes, "NDES has given out as many passwords as it may");
    if (find(text, kDenied))
        return fail(ErrorCode::RefusedByServer,
                    "NDES: the account may not enroll for the templates");
    return fail(ErrorCode::NotFound, "the page shows no NDES challenge password");
}

Result<NdesCode> askNdesCode(const NdesQuestion& question, const NdesExchange& exchange) {
    SCEPTER_CHECK(checkServiceUrl(question.url));
    http::ClientRequest request;
    request.url = question.url;
    request.timeout = question.timeout;
    request.maxResponseBytes = kMostPage;
    SCEPTER_TRY(response, checked(exchange(request)));
    const SecretBytes page(std::move(response.body));
    return readNdesPage(page.view());
}

Result<NdesCode> askNdesCode(const NdesQuestion& question, const NdesLogin& login,
                             const std::stop_token& stop) {
    http::ClientOptions options = login.http.clone();
    options.user = login.user;
    if (login.password) options.password = login.password->clone();
    http::Fetcher fetcher(std::move(options));
    return askNdesCode(
        question, [&](const http::ClientRequest& request) { return fetcher.fetch(request, stop); });
}

} // namespace scepter::client
