#include "base/log.h"

#include "base/text.h"

#include <utility>

namespace scepter {

namespace {

std::string_view levelText(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        return "error";
    }
    return "info";
}

// A JSON string. Invalid UTF-8 was made printable before.
std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : printable(text)) {
        if (c == '"' || c == '\\') result.push_back('\\');
        result.push_back(c);
    }
    result.push_back('"');
    return result;
}

std::string humanValue(std::string_view text) {
    const std::string safe = printable(text);
    const bool plain = !safe.empty() && safe.find_first_of(" =\"") == std::string::npos;
    return plain ? safe : quoted(text);
}

} // namespace

Log::Log(const Clock& clock, LogFormat format, LogLevel least, Sink sink)
    : m_clock(clock)
    , m_format(format)
    , m_least(least)
    , m_sink(std::move(sink)) {
}

void Log::write(LogLevel level, std::string_view event, const std::vector<LogField>& fields) {
    if (!wants(level)) return;
    const bool json = m_format == LogFormat::Json;
    std::string line;
    if (json) {
        line = "{\"time\":\"" + toIsoText(m_clock.now()) + "\",\"level\":\"" +
               std::string(levelText(level)) + "\",\"event\":" + quoted(event);
    } else {
        line =
            toIsoText(m_clock.now()) + ' ' + std::string(levelText(level)) + ' ' + printable(event);
    }
    for (const LogField& field : fields) {
        line += json ? "," + quoted(field.name) + ":" : " " + std::string(field.name) + "=";
        if (const auto* text = std::get_if<std::string>(&field.value))
            line += json ? quoted(*text) : humanValue(*text);
        else if (const auto* number = std::get_if<std::int64_t>(&field.value))
            line += std::to_string(*number);
        else
            line += std::get<bool>(field.value) ? "true" : "false";
    }
    if (json) line += '}';
    const std::scoped_lock lock(m_mutex);
    m_sink(line);
}

} // namespace scepter
