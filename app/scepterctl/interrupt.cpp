// SPDX-License-Identifier: GPL-3.0-or-later
#include "interrupt.h"

#include <pthread.h>

namespace scepter::app {

Interrupt::Interrupt() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, &m_before);
    m_watch = std::jthread([this, signals](const std::stop_token& over) {
        for (;;) {
            int number = 0;
            sigwait(&signals, &number);
            if (over.stop_requested()) return;
            if (!m_source.request_stop()) { // whoever asks twice does not want to wait
                std::signal(number, SIG_DFL);
                pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
                std::raise(number);
            }
        }
    });
}

Interrupt::~Interrupt() {
    m_watch.request_stop();
    pthread_kill(m_watch.native_handle(), SIGTERM); // wakes it
    m_watch.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace scepter::app
