#include "base/log.h"

#include "base/text.h"

#include <utility>

namespace scepter {

namespace {

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

std::string valueText(const LogField& field) {
    if (const auto* text = std::get_if<std::string>(&field.value)) return printable(*text);
    if (const auto* number = std::get_if<std::int64_t>(&field.value))
        return std::to_string(*number);
    return std::get<bool>(field.value) ? "true" : "false";
}

LogEntry entryOf(TimePoint time, LogLevel level, std::string_view event,
                 const std::vector<LogField>& fields) {
    LogEntry entry{time, level, printable(event), {}};
    entry.fields.reserve(fields.size());
    for (const LogField& field : fields)
        entry.fields.emplace_back(printable(field.name), valueText(field));
    return entry;
}

} // namespace

std::string_view toText(LogLevel level) {
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

Log::Log(const Clock& clock, LogFormat format, LogLevel least, Sink sink)
    : Log(clock, format, least, std::move(sink), {}) {
}

Log::Log(const Clock& clock, LogLevel least, EntrySink sink)
    : Log(clock, LogFormat::Human, least, {}, std::move(sink)) {
}

Log::Log(const Clock& clock, LogFormat format, LogLevel least, Sink sink, EntrySink entrySink)
    : m_clock(clock)
    , m_format(format)
    , m_least(least)
    , m_sink(std::move(sink))
    , m_entrySink(std::move(entrySink)) {
}

void Log::write(LogLevel level, std::string_view event, const std::vector<LogField>& fields) {
    if (!wants(level)) return;
    const TimePoint time = m_clock.now();
    std::string line;
    LogEntry entry;
    if (m_sink) line = lineOf(time, level, event, fields);
    if (m_entrySink) entry = entryOf(time, level, event, fields);
    const std::scoped_lock lock(m_mutex);
    if (m_sink) m_sink(line);
    if (m_entrySink) m_entrySink(entry);
}

std::string Log::lineOf(TimePoint time, LogLevel level, std::string_view event,
                        const std::vector<LogField>& fields) const {
    const bool json = m_format == LogFormat::Json;
    std::string line;
    if (json) {
        line = "{\"time\":\"" + toIsoText(time) + "\",\"level\":\"" + std::string(toText(level)) +
               "\",\"event\":" + quoted(event);
    } else {
        line = toIsoText(time) + ' ' + std::string(toText(level)) + ' ' + printable(event);
    }
    for (const LogField& field : fields) {
        line += json ? "," + quoted(field.name) + ":" : " " + std::string(field.name) + "=";
        if (const auto* text = std::get_if<std::string>(&field.value))
            line += json ? quoted(*text) : humanValue(*text);
        else
            line += valueText(field);
    }
    if (json) line += '}';
    return line;
}

} // namespace scepter
