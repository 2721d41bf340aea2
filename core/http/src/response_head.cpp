#include "response_head.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace scepter::http {

namespace {

struct Reason {
    unsigned status;
    std::string_view text;
};

// RFC 9110 section 15, those that servers of this kind send.
constexpr std::array kReasons{Reason{200, "OK"},
                              Reason{201, "Created"},
                              Reason{202, "Accepted"},
                              Reason{204, "No Content"},
                              Reason{301, "Moved Permanently"},
                              Reason{302, "Found"},
                              Reason{303, "See Other"},
                              Reason{304, "Not Modified"},
                              Reason{307, "Temporary Redirect"},
                              Reason{308, "Permanent Redirect"},
                              Reason{400, "Bad Request"},
                              Reason{401, "Unauthorized"},
                              Reason{403, "Forbidden"},
                              Reason{404, "Not Found"},
                              Reason{405, "Method Not Allowed"},
                              Reason{406, "Not Acceptable"},
                              Reason{408, "Request Timeout"},
                              Reason{409, "Conflict"},
                              Reason{410, "Gone"},
                              Reason{411, "Length Required"},
                              Reason{413, "Content Too Large"},
                              Reason{414, "URI Too Long"},
                              Reason{415, "Unsupported Media Type"},
                              Reason{417, "Expectation Failed"},
                              Reason{422, "Unprocessable Content"},
                              Reason{429, "Too Many Requests"},
                              Reason{431, "Request Header Fields Too Large"},
                              Reason{500, "Internal Server Error"},
                              Reason{501, "Not Implemented"},
                              Reason{502, "Bad Gateway"},
                              Reason{503, "Service Unavailable"},
                              Reason{504, "Gateway Timeout"},
                              Reason{505, "HTTP Version Not Supported"}};

std::string_view reasonOf(unsigned status) {
    const auto* found = std::find_if(kReasons.begin(), kReasons.end(),
                                     [&](const Reason& reason) { return reason.status == status; });
    return found == kReasons.end() ? std::string_view("Status") : found->text;
}

bool isToken(std::string_view text) {
    constexpr std::string_view kSeparators = "()<>@,;:\\\"/[]?={} \t";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return c > 0x20 && c < 0x7F && kSeparators.find(c) == std::string_view::npos;
    });
}

bool isValue(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
    });
}

bool isServersOwn(std::string_view name) {
    constexpr std::array<std::string_view, 4> kOwn{"Date", "Content-Length", "Connection",
                                                   "Transfer-Encoding"};
    return std::any_of(kOwn.begin(), kOwn.end(),
                       [&](std::string_view own) { return equalsIgnoringCase(own, name); });
}

void appendHeader(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

bool isBodyless(unsigned status) {
    return status < 200 || status == 204 || status == 304;
}

std::string responseHead(const Response& response, const ResponseFraming& framing,
                         std::string_view date) {
    std::string head;
    head.reserve(256);
    head.append("HTTP/1.").append(framing.version == 10 ? "0 " : "1 ");
    head.append(std::to_string(response.status)).append(" ").append(reasonOf(response.status));
    head.append("\r\n");
    appendHeader(head, "Date", date);
    if (!response.contentType.empty() && isValue(response.contentType))
        appendHeader(head, "Content-Type", response.contentType);
    for (const Header& header : response.headers)
        if (isToken(header.name) && isValue(header.value) && !isServersOwn(header.name))
            appendHeader(head, header.name, header.value);
    if (!isBodyless(response.status))
        appendHeader(head, "Content-Length", std::to_string(response.body.size()));
    if (!framing.keepAlive)
        appendHeader(head, "Connection", "close");
    else if (framing.version == 10)
        appendHeader(head, "Connection", "keep-alive");
    head.append("\r\n");
    return head;
}

std::string httpDate(TimePoint time) {
    constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  kDays[std::chrono::weekday(day).c_encoding()], unsigned(date.day()),
                  kMonths[unsigned(date.month()) - 1], int(date.year()),
                  static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

} // namespace scepter::http
