// Structured log: one line an event, for people or as JSON, or the event as values. Never a secret.
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace scepter {

enum class LogLevel { Debug, Info, Warning, Error };
/// "debug", "info", "warning", "error".
std::string_view toText(LogLevel level);

struct LogField {
    std::string_view name;
    std::variant<std::string, std::int64_t, bool> value;
};

enum class LogFormat { Human, Json };

/// One event as values. All texts are printable: text from outside cannot break out of them.
struct LogEntry {
    TimePoint time;
    LogLevel level = LogLevel::Info;
    std::string event;
    std::vector<std::pair<std::string, std::string>> fields; ///< name and value, as they were given

    bool operator==(const LogEntry&) const = default;
};

/// Writes whole lines to one sink, events to another, or both. Thread-safe; passed by reference,
/// there is no global one.
class Log {
public:
    using Sink = std::function<void(std::string_view line)>;
    /// The sink gets one line at a time, without its line break, from whichever thread logs. It
    /// must not log itself.
    Log(const Clock& clock, LogFormat format, LogLevel least, Sink sink);
    /// Like it, with values: one entry at a time.
    using EntrySink = std::function<void(const LogEntry& entry)>;
    Log(const Clock& clock, LogLevel least, EntrySink sink);
    /// Both, for the same events in the same order.
    Log(const Clock& clock, LogFormat format, LogLevel least, Sink sink, EntrySink entrySink);

    void write(LogLevel level, std::string_view event, const std::vector<LogField>& fields = {});
    void info(std::string_view event, const std::vector<LogField>& fields = {}) {
        write(LogLevel::Info, event, fields);
    }
    void warning(std::string_view event, const std::vector<LogField>& fields = {}) {
        write(LogLevel::Warning, event, fields);
    }
    [[nodiscard]] bool wants(LogLevel level) const { return level >= m_least; }

private:
    [[nodiscard]] std::string lineOf(TimePoint time, LogLevel level, std::string_view event,
                                     const std::vector<LogField>& fields) const;

    const Clock& m_clock;
    LogFormat m_format;
    LogLevel m_least;
    std::mutex m_mutex; // around the sinks
    Sink m_sink;
    EntrySink m_entrySink;
};

} // namespace scepter
