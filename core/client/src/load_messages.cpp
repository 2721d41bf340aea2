// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_messages.h"

#include "base/encoding.h"
#include "client/persona.h"
#include "http/raw.h"
#include "pki/crypto.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace scepter::client {

namespace {

constexpr std::chrono::milliseconds kMeanwhile{100};

Result<pki::Name> subjectOf(std::string text, std::uint64_t number) {
    const std::string digits = std::to_string(number);
    for (std::size_t at = text.find("{n}"); at != std::string::npos;
         at = text.find("{n}", at + digits.size()))
        text.replace(at, 3, digits);
    return pki::Name::fromText(text);
}

/// What the threads of forEachInParallel share.
struct Progress {
    std::atomic<std::uint64_t> next = 0;
    std::mutex mutex;
    std::condition_variable ended;
    std::optional<Error> error;
    std::size_t running = 0;

    void fail(const Error& what) {
        const std::lock_guard lock(mutex);
        if (!error) error = what;
    }
    [[nodiscard]] bool failed() {
        const std::lock_guard lock(mutex);
        return error.has_value();
    }
};

} // namespace

Result<void> forEachInParallel(std::uint64_t count, const std::stop_token& stop,
                               const std::function<Result<void>(std::uint64_t)>& function,
                               const std::function<void()>& meanwhile) {
    Progress progress;
    const auto work = [&] {
        for (std::uint64_t i = progress.next++; i < count; i = progress.next++) {
            if (stop.stop_requested() || progress.failed()) break;
            if (const auto done = function(i); !done) progress.fail(done.error());
        }
        const std::lock_guard lock(progress.mutex);
        --progress.running;
        progress.ended.notify_all();
    };
    const std::uint64_t processors = std::max(1U, std::thread::hardware_concurrency());
    const auto threads = static_cast<std::size_t>(std::min(count, processors));
    progress.running = threads;
    std::vector<std::jthread> pool;
    for (std::size_t i = 0; i < threads; ++i)
        pool.emplace_back(work);
    std::unique_lock lock(progress.mutex);
    while (!progress.ended.wait_for(lock, kMeanwhile, [&] { return progress.running == 0; })) {
        lock.unlock();
        if (meanwhile) meanwhile();
        lock.lock();
    }
    if (progress.error) return failWith(*progress.error);
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "cancelled");
    return {};
}

Result<LoadWriter> LoadWriter::make(const LoadOptions& options, const Clock& clock,
                                    ServiceView service) {
    SCEPTER_TRY(subject, subjectOf(options.subject, 1));
    LoadWriter writer(options, clock, std::move(service));
    std::vector<std::optional<pki::PrivateKey>> keys(options.keys);
    SCEPTER_CHECK(forEachInParallel(keys.size(), options.stop, [&](std::uint64_t i) {
        auto key =
            pki::PrivateKey::generate(options.key, [&] { return !options.stop.stop_requested(); });
        if (!key) return Result<void>(failWith(std::move(key)));
        keys[static_cast<std::size_t>(i)] = std::move(*key);
        return Result<void>();
    }));
    for (auto& key : keys)
        writer.m_keys.push_back(std::move(*key));
    return writer;
}

Result<pki::PrivateKey> LoadWriter::keyFor(std::uint64_t number) const {
    if (!m_keys.empty()) return m_keys[static_cast<std::size_t>(number % m_keys.size())];
    return pki::PrivateKey::generate(m_options->key,
                                     [this] { return !m_options->stop.stop_requested(); });
}

Result<LoadMessage> LoadWriter::write(std::uint64_t number, bool keepPrepared) const {
    SCEPTER_TRY(key, keyFor(number));
    SCEPTER_TRY(subject, subjectOf(m_options->subject, number));
    EnrollmentRequest enrollment{std::move(key), std::move(subject), {}, {}, {}, {}, {}, {}, {}};
    if (m_options->nextChallenge) {
        SCEPTER_TRY(challenge, m_options->nextChallenge());
        enrollment.challenge = std::move(challenge);
    }
    RequestPlan plan;
    plan.enrollment = &enrollment;
    if (!m_keys.empty()) {
        // One key in many transactions: their ids cannot be made of it.
        SCEPTER_TRY(random, pki::randomBytes(32));
        plan.transactionId = toUpperHex(random);
    }
    ServiceView service = m_service;
    service.now = m_clock->now();
    const Persona* const persona = m_options->service.persona;
    SCEPTER_TRY(prepared, writeRequest(plan, service, persona ? *persona : ownPersona()));
    SCEPTER_TRY(bytes, http::rawBytesOf(prepared.http));
    LoadMessage message{std::move(bytes), nullptr};
    if (keepPrepared) {
        prepared.opened.reset();
        prepared.http = {};
        prepared.message = {};
        message.prepared = std::make_shared<const PreparedRequest>(std::move(prepared));
    }
    return message;
}

} // namespace scepter::client
