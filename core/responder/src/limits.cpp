#include "responder/limits.h"

#include <array>
#include <charconv>

namespace scepter::responder {

namespace {

struct SizeRow {
    std::string_view name;
    std::size_t http::ServerLimits::* member;
};
struct TimeRow {
    std::string_view name;
    Duration http::ServerLimits::* member;
};

using Limits = http::ServerLimits;

constexpr std::array kSizes{
    SizeRow{"maxRequestLineBytes", &Limits::maxRequestLineBytes},
    SizeRow{"maxHeaderBytes", &Limits::maxHeaderBytes},
    SizeRow{"maxHeaders", &Limits::maxHeaders},
    SizeRow{"maxBodyBytes", &Limits::maxBodyBytes},
    SizeRow{"maxBufferedBytes", &Limits::maxBufferedBytes},
    SizeRow{"maxConnections", &Limits::maxConnections},
    SizeRow{"maxConnectionsPerAddress", &Limits::maxConnectionsPerAddress},
    SizeRow{"maxTlsHandshakes", &Limits::maxTlsHandshakes},
    SizeRow{"maxPipelined", &Limits::maxPipelined},
};

constexpr std::array kTimes{
    TimeRow{"headerTimeout", &Limits::headerTimeout},
    TimeRow{"bodyTimeout", &Limits::bodyTimeout},
    TimeRow{"idleTimeout", &Limits::idleTimeout},
    TimeRow{"writeTimeout", &Limits::writeTimeout},
    TimeRow{"handlerTimeout", &Limits::handlerTimeout},
    TimeRow{"tlsHandshakeTimeout", &Limits::tlsHandshakeTimeout},
    TimeRow{"lingerTimeout", &Limits::lingerTimeout},
    TimeRow{"acceptBackoff", &Limits::acceptBackoff},
};

std::string timeText(Duration time) {
    const auto ms = time.count();
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + 's' : std::to_string(ms) + "ms";
}

std::optional<Duration> timeFromText(std::string_view text) {
    if (!text.ends_with("ms")) return durationFromText(text);
    std::int64_t ms = 0;
    const char* end = text.data() + text.size() - 2;
    const auto [stop, error] = std::from_chars(text.data(), end, ms);
    if (error != std::errc{} || stop != end || ms > 86'400'000) return std::nullopt;
    return Duration{ms};
}

} // namespace

std::vector<NamedLimit> namedLimits(const http::ServerLimits& limits) {
    std::vector<NamedLimit> all;
    for (const auto& row : kSizes)
        all.push_back({std::string(row.name), std::to_string(limits.*row.member)});
    for (const auto& row : kTimes)
        all.push_back({std::string(row.name), timeText(limits.*row.member)});
    return all;
}

Result<void> setLimit(http::ServerLimits& limits, std::string_view name, std::string_view value) {
    for (const auto& row : kSizes) {
        if (row.name != name) continue;
        std::size_t size = 0;
        const char* end = value.data() + value.size();
        const auto [stop, error] = std::from_chars(value.data(), end, size);
        if (error != std::errc{} || stop != end || size == 0)
            return fail(ErrorCode::InvalidArgument,
                        std::string(name) + " takes a number above zero");
        limits.*row.member = size;
        return {};
    }
    for (const auto& row : kTimes) {
        if (row.name != name) continue;
        const auto time = timeFromText(value);
        if (!time || *time <= Duration{0})
            return fail(ErrorCode::InvalidArgument,
                        std::string(name) + " takes a time as in 500ms, 10s or 1m");
        limits.*row.member = *time;
        return {};
    }
    return fail(ErrorCode::InvalidArgument, "there is no limit named " + std::string(name));
}

} // namespace scepter::responder
