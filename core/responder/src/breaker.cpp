#include "breaker.h"

#include <algorithm>

namespace scepter::responder {

std::string_view toText(CircuitState state) {
    switch (state) {
    case CircuitState::Closed:
        return "closed";
    case CircuitState::Open:
        return "open";
    case CircuitState::HalfOpen:
        break;
    }
    return "halfOpen";
}

Admission Breaker::admit(TimePoint now) {
    if (m_state == CircuitState::Closed) return Admission::Normal;
    if (m_state == CircuitState::HalfOpen) return Admission::Refused;
    // A clock that was set back must not make the pause longer.
    m_until = std::min(m_until, now + m_pause);
    if (now < m_until) return Admission::Refused;
    m_state = CircuitState::HalfOpen;
    return Admission::Probe;
}

void Breaker::record(Admission how, Outcome outcome, TimePoint now) {
    const bool decides = how == Admission::Probe ? m_state == CircuitState::HalfOpen
                                                 : m_state == CircuitState::Closed;
    if (!decides) return;
    if (outcome == Outcome::Good) {
        m_state = CircuitState::Closed;
        m_failures = 0;
        m_pause = Duration{0};
    } else if (outcome == Outcome::Bad) {
        ++m_failures;
        if (how == Admission::Probe)
            open(std::min(m_pause * 2, m_settings.longestPause), now);
        else if (m_failures >= m_settings.failuresToOpen)
            open(m_settings.firstPause, now);
    } else if (how == Admission::Probe) {
        m_state = CircuitState::Open;
        m_until = now;
    }
}

void Breaker::tryNow(TimePoint now) {
    if (m_state == CircuitState::Open) m_until = std::min(m_until, now);
}

std::optional<TimePoint> Breaker::pausedUntil() const {
    if (m_state != CircuitState::Open) return std::nullopt;
    return m_until;
}

void Breaker::open(Duration pause, TimePoint now) {
    m_state = CircuitState::Open;
    m_pause = pause;
    m_until = now + pause;
}

} // namespace scepter::responder
