// What the responder and the window had to say, for the event log.
#pragma once

#include "base/log.h"

#include <QObject>

#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace scepter::workbench {

/// The last entries of a log. add() may be called from any thread; the rest is for the GUI thread.
class EventLog : public QObject {
    Q_OBJECT

public:
    explicit EventLog(std::size_t capacity = 5000, QObject* parent = nullptr);

    void add(LogEntry entry);
    /// Entries after the first `known` that were ever added, oldest first, as far as they are kept.
    [[nodiscard]] std::vector<LogEntry> since(std::int64_t known) const;
    /// How many were ever added.
    [[nodiscard]] std::int64_t count() const;

Q_SIGNALS:
    void grown();

private:
    mutable std::mutex m_mutex;
    std::deque<LogEntry> m_entries;
    std::int64_t m_count = 0;
    std::size_t m_capacity;
    bool m_notified = false;
};

} // namespace scepter::workbench
