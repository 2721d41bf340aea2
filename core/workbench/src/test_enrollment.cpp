// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench/test_enrollment.h"

#include "enrollment_test.h"
#include "mailbox.h"
#include "workbench/file_traffic.h"
#include "workbench/session.h"

#include "base/encoding.h"
#include "client/replay.h"
#include "inspect/keyring.h"

#include <algorithm>
#include <chrono>
#include <stop_token>
#include <utility>

namespace scepter::workbench {

namespace {

constexpr std::size_t kRemembered = 200;

/// Each once, in their order.
std::vector<std::shared_ptr<const inspect::RawExchange>>
exchangesOf(const client::Transcript& steps) {
    std::vector<std::shared_ptr<const inspect::RawExchange>> exchanges;
    for (const client::Step& step : steps)
        if (step.exchange && std::ranges::find(exchanges, step.exchange) == exchanges.end())
            exchanges.push_back(step.exchange);
    return exchanges;
}

std::shared_ptr<const inspect::Keyring> keyringOf(const std::vector<pki::PrivateKey>& keys) {
    auto keyring = std::make_shared<inspect::Keyring>();
    for (const pki::PrivateKey& key : keys)
        keyring->keys.push_back({"the client of this test", key, std::nullopt});
    return keyring;
}

/// What opens the answers of a run.
std::shared_ptr<const inspect::Keyring> keysOf(const TestRun& run) {
    std::vector<pki::PrivateKey> keys;
    if (run.key) keys.push_back(*run.key);
    if (run.spec.renewed) keys.push_back(run.spec.renewed->key);
    return keyringOf(keys);
}

Result<client::Step> sentAgain(Workbench& workbench, const JobControl& control,
                               const inspect::RawExchange& recorded, const TestServer& server,
                               const inspect::Keyring& keys, const ServedHere& here,
                               const Clock& clock) {
    SCEPTER_TRY(target, testServiceFor(workbench, server, here));
    target.service.url.clear(); // to where it went
    client::Service service(std::move(target.service), clock, std::move(target.http),
                            control.stopToken());
    SCEPTER_TRY(replayed, client::sendAgain(service, recorded, &keys));
    return std::move(replayed.step);
}

Result<std::int64_t> pendingRequest(Workbench& workbench, const std::string& endpoint,
                                    const std::string& transactionId) {
    SCEPTER_TRY(known, workbench.endpoints().show(endpoint));
    store::RequestFilter filter;
    filter.state = enrollment::RequestState::Pending;
    filter.endpointId = known.settings.id;
    filter.text = transactionId;
    SCEPTER_TRY(found, workbench.requests().list(filter));
    for (const enrollment::RequestRecord& request : found)
        if (request.key.transactionId == transactionId) return request.id;
    return fail(ErrorCode::NotFound, "no request with this transactionID waits");
}

} // namespace

bool misbehaves(const TestSpec& spec) {
    return std::ranges::any_of(spec.misbehaviors, [](const client::Misbehavior& one) {
        return !client::infoOf(one.kind).harmless;
    });
}

std::optional<bool> TestRun::passed() const {
    if (!isOver() || state == TestState::Cancelled) return std::nullopt;
    if (misbehaves(spec)) return state == TestState::Refused;
    if (state == TestState::Pending) return std::nullopt;
    return state == TestState::Issued;
}

std::shared_ptr<const client::Identity> TestRun::identity() const {
    if (!certificate || !key) return nullptr;
    return std::make_shared<const client::Identity>(client::Identity{*certificate, *key});
}

struct TestEnrollments::Link : Mailbox<TestEnrollments> {
    using Mailbox::Mailbox;
};

struct TestEnrollments::Handle {
    int id = 0;
    std::stop_source stop;
    PollWait pollWait;
};

TestEnrollments::TestEnrollments(Session& session)
    : m_session(session)
    , m_link(std::make_shared<Link>(this)) {
}

// Whoever closes the session waits for the threads; here nobody does.
TestEnrollments::~TestEnrollments() {
    m_link->close();
    for (const auto& handle : m_handles)
        handle->stop.request_stop();
}

TestRun* TestEnrollments::find(int id) {
    const auto found = std::ranges::find(m_runs, id, &TestRun::id);
    return found == m_runs.end() ? nullptr : &*found;
}

const TestRun* TestEnrollments::run(int id) const {
    const auto found = std::ranges::find(m_runs, id, &TestRun::id);
    return found == m_runs.end() ? nullptr : &*found;
}

int TestEnrollments::start(const TestSpec& spec, const QString& title) {
    const auto over = std::ranges::find_if(m_runs, &TestRun::isOver);
    if (m_runs.size() >= kRemembered && over != m_runs.end()) m_runs.erase(over);
    TestRun& run = m_runs.emplace_back();
    run.id = ++m_lastId;
    run.spec = spec;
    run.startedAt = m_session.clock().now();
    const int id = run.id;
    launch(run, title, false);
    return id;
}

void TestEnrollments::launch(TestRun& run, const QString& title, bool resume) {
    auto handle = std::make_shared<Handle>();
    handle->id = run.id;
    m_handles.push_back(handle);
    run.state = TestState::Running;
    m_session
        .run(
            title,
            [link = m_link, handle, here = servedHere(m_session), &clock = m_session.clock(),
             resume,
             ended = run](Workbench& workbench, JobControl& control) mutable -> Result<bool> {
                const int id = ended.id;
                const std::stop_callback cancel(control.stopToken(),
                                                [&handle] { handle->stop.request_stop(); });
                ended.steps.clear();
                const auto start = std::chrono::steady_clock::now();
                TestWatch watch;
                watch.step = [&](client::Step step) {
                    link->post([id, step = std::move(step)](TestEnrollments& to) mutable {
                        to.noteStep(id, std::move(step));
                    });
                };
                watch.waiting = [&] {
                    link->post([waiting = ended](TestEnrollments& to) { to.noteWait(waiting); });
                };
                EnrollmentTest test(workbench, ended, here, clock, handle->stop.get_token(),
                                    handle->pollWait, std::move(watch));
                resume ? test.poll() : test.enroll();
                ended.elapsed +=
                    std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
                const bool cancelled = ended.state == TestState::Cancelled;
                link->post([id, ended](TestEnrollments& to) { to.finish(id, ended); });
                if (cancelled)
                    return fail(ErrorCode::Cancelled, "the test enrollment was cancelled");
                return true;
            },
            true, JobLane::Waiting)
        // A job that is cancelled before its turn never gets there.
        .then(this, [this, id = run.id](const Result<bool>&) {
            const TestRun* left = find(id);
            if (left == nullptr || left->isOver()) return;
            TestRun ended = *left;
            ended.state = TestState::Cancelled;
            finish(id, std::move(ended));
        });
    Q_EMIT runChanged(run.id);
}

void TestEnrollments::noteStep(int id, client::Step step) {
    TestRun* run = find(id);
    if (run == nullptr) return;
    run->steps.push_back(std::move(step));
    if (run->state == TestState::Waiting) run->state = TestState::Running;
    Q_EMIT runChanged(id);
}

// What it is approved and polled by is known from now on.
void TestEnrollments::noteWait(TestRun waiting) {
    TestRun* run = find(waiting.id);
    if (run == nullptr) return;
    waiting.steps = std::move(run->steps);
    waiting.state = TestState::Waiting;
    *run = std::move(waiting);
    Q_EMIT runChanged(run->id);
}

void TestEnrollments::finish(int id, TestRun ended) {
    std::erase_if(m_handles, [id](const auto& handle) { return handle->id == id; });
    TestRun* run = find(id);
    if (run == nullptr) return;
    ended.steps = std::move(run->steps);
    *run = std::move(ended);
    Q_EMIT runChanged(id);
}

void TestEnrollments::cancel(int id) {
    for (const auto& handle : m_handles)
        if (handle->id == id) handle->stop.request_stop();
}

void TestEnrollments::pollNow(int id, const QString& title) {
    for (const auto& handle : m_handles)
        if (handle->id == id) {
            handle->pollWait.cutShort();
            return;
        }
    TestRun* run = find(id);
    if (run != nullptr && run->state == TestState::Pending && run->request)
        launch(*run, title, true);
}

void TestEnrollments::sendAgain(int id, int exchange, const QString& title) {
    const TestRun* known = run(id);
    if (known == nullptr || !known->isOver() || isSendingAgain(id)) return;
    const auto exchanges = exchangesOf(known->steps);
    if (exchange < 1 || static_cast<std::size_t>(exchange) > exchanges.size()) return;
    m_sending.insert(id);
    m_session
        .run(
            title,
            [recorded = exchanges[static_cast<std::size_t>(exchange) - 1],
             server = known->spec.server, keys = keysOf(*known), here = servedHere(m_session),
             &clock = m_session.clock()](Workbench& workbench,
                                         JobControl& control) -> Result<client::Step> {
                return sentAgain(workbench, control, *recorded, server, *keys, here, clock);
            },
            true, JobLane::Waiting)
        .then(this, [this, id](const Result<client::Step>& answer) {
            m_sending.erase(id);
            client::Step step;
            if (answer) {
                step = *answer;
            } else {
                step.name = "Not sent again";
                step.what = answer.error().detail;
                step.state = client::StepState::Failed;
                step.error = answer.error();
            }
            noteStep(id, std::move(step));
        });
    Q_EMIT runChanged(id);
}

Answer<Result<std::int64_t>> TestEnrollments::approve(int id) {
    const TestRun* known = run(id);
    std::string endpoint;
    std::string transactionId;
    if (known != nullptr && known->request) {
        endpoint = known->spec.server.endpoint;
        transactionId = known->request->transaction.transactionId;
    }
    return m_session.ask([endpoint, transactionId](Workbench& workbench) -> Result<std::int64_t> {
        SCEPTER_TRY(request, pendingRequest(workbench, endpoint, transactionId));
        SCEPTER_TRY(issued, workbench.requests().approve(request, {}));
        return issued.id;
    });
}

Answer<Result<std::int64_t>> TestEnrollments::certificateOf(int id) {
    const TestRun* known = run(id);
    std::optional<pki::Certificate> certificate;
    if (known != nullptr) certificate = known->certificate;
    return m_session.ask([certificate](Workbench& workbench) -> Result<std::int64_t> {
        if (!certificate) return fail(ErrorCode::NotFound, "there is no certificate");
        store::CertificateFilter filter;
        filter.text = toHex(certificate->fingerprint());
        SCEPTER_TRY(found, workbench.certificates().list(filter));
        if (found.empty()) return fail(ErrorCode::NotFound, "it was not issued by this workspace");
        return found.front().id;
    });
}

void TestEnrollments::offerChallenge(std::shared_ptr<const SecretBytes> challenge,
                                     const std::string& endpoint) {
    m_offer = Offer{std::move(challenge), endpoint};
    Q_EMIT challengeOffered();
}

std::optional<TestEnrollments::Offer> TestEnrollments::takeOffer() {
    return std::exchange(m_offer, std::nullopt);
}

Result<std::shared_ptr<TrafficSource>> trafficOf(Workbench& workbench,
                                                 const client::Transcript& steps,
                                                 const std::vector<pki::PrivateKey>& keys) {
    std::vector<inspect::RawExchange> exchanges;
    for (const auto& exchange : exchangesOf(steps))
        exchanges.push_back(*exchange);
    SCEPTER_TRY(held, workbench.inspector().keyring());
    FileTraffic::Options options;
    options.keys = held;
    SCEPTER_TRY(traffic, FileTraffic::of(std::move(exchanges), keyringOf(keys), options));
    return std::shared_ptr<TrafficSource>(std::move(traffic));
}

} // namespace scepter::workbench
