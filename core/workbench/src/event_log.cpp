#include "workbench/event_log.h"

#include <algorithm>
#include <utility>

namespace scepter::workbench {

EventLog::EventLog(std::size_t capacity, QObject* parent)
    : QObject(parent)
    , m_capacity(capacity) {
}

void EventLog::add(LogEntry entry) {
    const std::scoped_lock lock(m_mutex);
    m_entries.push_back(std::move(entry));
    if (m_entries.size() > m_capacity) m_entries.pop_front();
    ++m_count;
    if (std::exchange(m_notified, true)) return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            {
                const std::scoped_lock again(m_mutex);
                m_notified = false;
            }
            Q_EMIT grown();
        },
        Qt::QueuedConnection);
}

std::vector<LogEntry> EventLog::since(std::int64_t known) const {
    const std::scoped_lock lock(m_mutex);
    const auto wanted =
        std::clamp<std::int64_t>(m_count - known, 0, static_cast<std::int64_t>(m_entries.size()));
    return {m_entries.end() - wanted, m_entries.end()};
}

std::int64_t EventLog::count() const {
    const std::scoped_lock lock(m_mutex);
    return m_count;
}

} // namespace scepter::workbench
