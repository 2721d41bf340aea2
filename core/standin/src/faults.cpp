// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/faults.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace scepter::standin {

namespace {

http::Response brokenOff() {
    http::Response response;
    response.reset = true;
    return response;
}

http::Response cutJson() {
    http::Response response;
    response.contentType = "application/json";
    response.body = copyOf(bytesOf("{\"code\":\"Succ"));
    return response;
}

std::optional<unsigned> statusFrom(std::string_view text) {
    unsigned status = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), status);
    if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    if (status < 200 || status > 599) return std::nullopt;
    return status;
}

} // namespace

Result<Fault> faultFromText(std::string_view text) {
    if (text == "timeout") return Fault{FaultKind::Timeout, {}, 0, {}};
    if (text == "reset") return Fault{FaultKind::Reset, {}, 0, {}};
    if (text == "bad-json") return Fault{FaultKind::BadJson, {}, 0, {}};
    if (text.starts_with("code:") && text.size() > 5)
        return Fault{FaultKind::Code, std::string(text.substr(5)), 0, {}};
    if (text.starts_with("slow:"))
        if (const auto delay = durationFromText(text.substr(5)))
            return Fault{FaultKind::Slow, {}, 0, *delay};
    if (const auto status = statusFrom(text)) return Fault{FaultKind::Status, {}, *status, {}};
    return fail(ErrorCode::InvalidArgument,
                "a fault is timeout, reset, bad-json, slow:3s, code:NAME or an HTTP status, not " +
                    printable(text));
}

std::string toText(const Fault& fault) {
    switch (fault.kind) {
    case FaultKind::Code:
        return "code:" + fault.code;
    case FaultKind::Timeout:
        return "timeout";
    case FaultKind::Reset:
        return "reset";
    case FaultKind::Status:
        return std::to_string(fault.status);
    case FaultKind::BadJson:
        return "bad-json";
    case FaultKind::Slow:
        break;
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(fault.delay);
    return "slow:" + std::to_string(seconds.count()) + "s";
}

Faults::Faults()
    : m_thread([this] { run(); }) {
}

Faults::~Faults() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
    clearAll();
    for (const Late& late : m_late)
        late.reply(brokenOff());
}

void Faults::set(const std::string& action, Fault fault, unsigned times) {
    const std::lock_guard lock(m_mutex);
    m_faults[action] = {std::move(fault), times};
}

void Faults::clear(const std::string& action) {
    std::vector<http::Reply> held;
    {
        const std::lock_guard lock(m_mutex);
        m_faults.erase(action);
        const auto [first, last] = m_held.equal_range(action);
        for (auto one = first; one != last; ++one)
            held.push_back(std::move(one->second));
        m_held.erase(first, last);
    }
    for (const http::Reply& reply : held)
        reply(brokenOff());
}

void Faults::clearAll() {
    std::multimap<std::string, http::Reply> held;
    {
        const std::lock_guard lock(m_mutex);
        m_faults.clear();
        held.swap(m_held);
    }
    for (const auto& [action, reply] : held)
        reply(brokenOff());
}

std::map<std::string, Fault> Faults::all() const {
    const std::lock_guard lock(m_mutex);
    std::map<std::string, Fault> faults;
    for (const auto& [action, set] : m_faults)
        faults.emplace(action, set.fault);
    return faults;
}

std::optional<Fault> Faults::take(const std::string& action) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_faults.find(action);
    if (found == m_faults.end()) return std::nullopt;
    Fault fault = found->second.fault;
    if (found->second.left == 1)
        m_faults.erase(found);
    else if (found->second.left > 1)
        --found->second.left;
    return fault;
}

void Faults::play(const std::string& action, const Fault& fault, http::Reply reply,
                  std::function<http::Response()> honest) {
    switch (fault.kind) {
    case FaultKind::Code:
        return reply(honest());
    case FaultKind::Reset:
        return reply(brokenOff());
    case FaultKind::BadJson:
        return reply(cutJson());
    case FaultKind::Status:
        return reply(http::Response::text(fault.status, "a fault of the stand-in\n"));
    case FaultKind::Timeout: {
        const std::lock_guard lock(m_mutex);
        m_held.emplace(action, std::move(reply));
        return;
    }
    case FaultKind::Slow: {
        const std::lock_guard lock(m_mutex);
        m_late.push_back(
            {std::chrono::steady_clock::now() + fault.delay, std::move(reply), std::move(honest)});
    }
    }
    m_changed.notify_all();
}

void Faults::run() {
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        const auto next = std::ranges::min_element(m_late, {}, &Late::at);
        if (next == m_late.end()) {
            m_changed.wait(lock);
        } else if (next->at > std::chrono::steady_clock::now()) {
            m_changed.wait_until(lock, next->at);
        } else {
            const Late due = std::move(*next);
            m_late.erase(next);
            lock.unlock();
            due.reply(due.honest());
            lock.lock();
        }
    }
}

} // namespace scepter::standin
