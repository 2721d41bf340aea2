// SPDX-License-Identifier: GPL-3.0-or-later
// From a thread that works to an object of the GUI thread that may be gone by then.
#pragma once

#include <QMetaObject>

#include <mutex>
#include <utility>

namespace scepter::workbench {

/// Calls the receiver on its own thread, in order, never after close(). Thread-safe.
template <class Receiver> class Mailbox {
public:
    explicit Mailbox(Receiver* receiver)
        : m_receiver(receiver) {}

    template <class Call> void post(Call call) {
        const std::scoped_lock lock(m_mutex);
        if (m_receiver == nullptr) return;
        QMetaObject::invokeMethod(
            m_receiver,
            [receiver = m_receiver, call = std::move(call)]() mutable { call(*receiver); },
            Qt::QueuedConnection);
    }
    /// The receiver goes; what was posted to it goes with it.
    void close() {
        const std::scoped_lock lock(m_mutex);
        m_receiver = nullptr;
    }

private:
    std::mutex m_mutex;
    Receiver* m_receiver;
};

} // namespace scepter::workbench
