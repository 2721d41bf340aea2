// Structured log: one line an event, for people or as JSON. Never a secret.
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace scepter {

enum class LogLevel { Debug, Info, Warning, Error };

struct LogField {
    std::string_view name;
    std::variant<std::string, std::int64_t, bool> value;
};

enum class LogFormat { Human, Json };

/// Writes whole lines to a sink. Thread-safe; passed by reference, there is no global one.
class Log {
public:
    using Sink = std::function<void(std::string_view line)>;
    /// The sink gets one line at a time, without its line break, from whichever thread logs. It
    /// must not log itself.
    Log(const Clock& clock, LogFormat format, LogLevel least, Sink sink);

    void write(LogLevel level, std::string_view event, const std::vector<LogField>& fields = {});
    void info(std::string_view event, const std::vector<LogField>& fields = {}) {
        write(LogLevel::Info, event, fields);
    }
    void warning(std::string_view event, const std::vector<LogField>& fields = {}) {
        write(LogLevel::Warning, event, fields);
    }
    [[nodiscard]] bool wants(LogLevel level) const { return level >= m_least; }

private:
    const Clock& m_clock;
    LogFormat m_format;
    LogLevel m_least;
    std::mutex m_mutex; // around m_sink
    Sink m_sink;
};

} // namespace scepter
