// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrollment_test.h"

#include "base/encoding.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace scepter::workbench {

namespace {

using client::StepState;
using Steady = std::chrono::steady_clock;

Duration since(Steady::time_point start) {
    return std::chrono::duration_cast<Duration>(Steady::now() - start);
}

Result<std::vector<pki::GeneralName>> namesOf(const std::vector<std::string>& texts) {
    std::vector<pki::GeneralName> names;
    for (const std::string& text : texts) {
        SCEPTER_TRY(name, pki::generalNameFromText(text));
        names.push_back(std::move(name));
    }
    return names;
}

// As in scenarios: 500 is what NDES and others answer to what they cannot read; 502 and 503 say
// nothing of the request.
bool isNo(unsigned status) {
    return status / 100 == 4 || status == 500;
}

} // namespace

bool PollWait::wait(Duration time, const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    m_told.wait_for(lock, stop, time, [this] { return m_cut; });
    m_cut = false;
    return !stop.stop_requested();
}

void PollWait::cutShort() {
    {
        const std::scoped_lock lock(m_mutex);
        m_cut = true;
    }
    m_told.notify_all();
}

EnrollmentTest::EnrollmentTest(Workbench& workbench, TestRun& run, ServedHere here,
                               const Clock& clock, std::stop_token stop, PollWait& pollWait,
                               TestWatch watch)
    : m_workbench(workbench)
    , m_run(run)
    , m_here(std::move(here))
    , m_clock(clock)
    , m_stop(std::move(stop))
    , m_wait(pollWait)
    , m_watch(std::move(watch))
    , m_polls(run.spec.polls) {
}

void EnrollmentTest::note(client::Step step) {
    m_watch.step(std::move(step));
}

void EnrollmentTest::end(const Error& error) {
    m_run.error = error;
    m_run.state = error.code == ErrorCode::Cancelled || m_stop.stop_requested()
                      ? TestState::Cancelled
                      : TestState::Failed;
}

void EnrollmentTest::enroll() {
    if (auto connected = connect(); !connected) return end(connected.error());
    if (auto made = makeKey(); !made) return end(made.error());
    auto request = write();
    if (!request) return end(request.error());
    m_run.request = std::make_shared<const client::PreparedRequest>(std::move(*request));
    send(*m_run.request);
    pollUntilDone();
}

void EnrollmentTest::poll() {
    m_run.polled = 0;
    m_run.error.reset();
    m_polls = std::max(1U, m_polls);
    m_run.state = TestState::Pending;
    m_wait.cutShort();
    pollUntilDone();
}

Result<void> EnrollmentTest::connect() {
    SCEPTER_TRY(target, testServiceFor(m_workbench, m_run.spec.server, m_here));
    const client::Persona* persona = client::findPersona(m_run.spec.persona);
    if (persona == nullptr)
        return fail(ErrorCode::InvalidArgument, "no persona " + m_run.spec.persona);
    target.service.persona = persona;
    m_run.url = target.service.url;
    m_authority = target.authority;
    const bool compared = !target.service.caFingerprint.empty();
    m_service.emplace(std::move(target.service), m_clock, std::move(target.http), m_stop);
    m_service->onStep([this](const client::Step& step) { note(step); });
    SCEPTER_TRY(view, m_service->view());
    client::Step fingerprint{.name = "CA fingerprint"};
    fingerprint.what = toColonHex(view.roles.ca.fingerprint());
    if (compared) {
        fingerprint.state = StepState::Passed;
        fingerprint.what += m_authority.empty() ? ", as expected" : ", the CA of " + m_authority;
    } else {
        fingerprint.what += ", compared with nothing";
    }
    if (auto valid = view.roles.ca.checkValidAt(m_clock.now()); !valid) {
        fingerprint.state = StepState::Failed;
        fingerprint.error = valid.error();
        m_run.remarks.emplace_back("The CA certificate is not valid now.");
    }
    note(std::move(fingerprint));
    m_connected = true;
    return {};
}

Result<pki::PrivateKey> EnrollmentTest::keyOf() {
    if (m_run.key) return *m_run.key;
    if (m_run.spec.key) return *m_run.spec.key;
    return pki::PrivateKey::generate(m_run.spec.keySpec,
                                     [this] { return !m_stop.stop_requested(); });
}

Result<void> EnrollmentTest::makeKey() {
    const auto start = Steady::now();
    SCEPTER_TRY(key, keyOf());
    m_run.key = key;
    note({.name = "Key",
          .elapsed = since(start),
          .what = (m_run.spec.key ? "used again: " : "") + key.publicKey().toText()});
    return {};
}

Result<client::PreparedRequest> EnrollmentTest::write() {
    const TestSpec& spec = m_run.spec;
    SCEPTER_TRY(subject, pki::Name::fromText(spec.subject));
    SCEPTER_TRY(names, namesOf(spec.subjectAltNames));
    client::EnrollmentRequest wish{
        *m_run.key,  std::move(subject), std::move(names), {}, {}, {}, {},
        spec.cipher, spec.digest,        spec.transport};
    if (auto next = testChallenges(m_workbench, spec.server, spec.challenge, m_stop)) {
        SCEPTER_TRY(challenge, next());
        if (!challenge.empty()) wish.challenge = std::move(challenge);
    }
    client::RequestPlan plan;
    plan.enrollment = &wish;
    plan.misbehaviors = spec.misbehaviors;
    if (spec.renewed) {
        SCEPTER_TRY(view, m_service->view());
        plan.signer = *spec.renewed;
        plan.type = client::renewalTypeFor(m_service->persona(),
                                           view.capabilities ? &*view.capabilities : nullptr);
    }
    return m_service->prepare(plan);
}

void EnrollmentTest::send(const client::PreparedRequest& request) {
    take(m_service->send(request));
}

Result<client::PreparedRequest> EnrollmentTest::nextPoll() {
    if (!m_connected) SCEPTER_CHECK(connect());
    if (client::pollsByRepeating(m_service->persona())) return *m_run.request;
    client::RequestPlan plan;
    plan.type = scep::MessageType::CertPoll;
    plan.transaction = &m_run.request->transaction;
    plan.challenge = m_run.request->challenge.get();
    return m_service->prepare(plan);
}

void EnrollmentTest::pollUntilDone() {
    while (m_run.state == TestState::Pending) {
        if (m_run.polled >= m_polls) return;
        m_run.nextPoll = m_clock.now() + m_run.spec.pollDelay;
        m_watch.waiting();
        if (!m_wait.wait(m_run.spec.pollDelay, m_stop))
            return end(Error{ErrorCode::Cancelled, "cancelled while it was pending", {}, {}});
        ++m_run.polled;
        const auto request = nextPoll();
        if (request)
            send(*request);
        else
            end(request.error());
        stayPending();
    }
}

// What was pending is so after a poll without an answer, too; the error tells of it.
void EnrollmentTest::stayPending() {
    if (m_run.state != TestState::Failed || !m_run.error || !client::gotNoAnswer(*m_run.error))
        return;
    m_run.state = TestState::Pending;
    note({.name = "poll", .what = "no answer; the request is pending still"});
}

void EnrollmentTest::take(const client::Answer& answer) {
    m_run.error.reset();
    if (const Error* problem = answer.problem(); problem != nullptr) m_run.error = *problem;
    if (m_stop.stop_requested()) {
        m_run.state = TestState::Cancelled;
        return;
    }
    const auto status = answer.status();
    if (!status) {
        m_run.state = TestState::Failed;
        if (answer.response && isNo(answer.response->status)) {
            m_run.state = TestState::Refused;
            m_run.httpStatus = answer.response->status;
        }
        return;
    }
    switch (*status) {
    case scep::PkiStatus::Pending:
        m_run.state = m_run.error ? TestState::Failed : TestState::Pending;
        return;
    case scep::PkiStatus::Failure:
        m_run.state = TestState::Refused;
        m_run.failInfo = answer.report.reply->failInfo;
        m_run.failInfoText = answer.report.reply->failInfoText;
        return;
    case scep::PkiStatus::Success:
        takeSuccess(answer);
        return;
    }
}

void EnrollmentTest::takeSuccess(const client::Answer& answer) {
    if (m_run.error || !answer.certificate) {
        m_run.state = TestState::Failed;
        return;
    }
    m_run.certificate = answer.certificate;
    m_run.chain = answer.chain;
    m_run.state = TestState::Issued;
    judgeCertificate(*answer.certificate);
}

// A service may change what it likes (RFC 8894 section 2.4), but whoever tests wants to know.
void EnrollmentTest::judgeCertificate(const pki::Certificate& certificate) {
    const auto asked = pki::Name::fromText(m_run.spec.subject);
    if (asked && !(certificate.subject() == *asked))
        m_run.remarks.push_back("The subject is " + certificate.subject().toText() + ", not " +
                                asked->toText() + ".");
    const auto given = certificate.subjectAltNames();
    for (const std::string& text : m_run.spec.subjectAltNames) {
        const auto name = pki::generalNameFromText(text);
        if (name && std::ranges::find(given, *name) == given.end())
            m_run.remarks.push_back("It does not hold the name " + text + ".");
    }
    if (auto valid = certificate.checkValidAt(m_clock.now()); !valid)
        m_run.remarks.push_back("It is not valid now: " + valid.error().detail + ".");
}

} // namespace scepter::workbench
