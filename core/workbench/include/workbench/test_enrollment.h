// SPDX-License-Identifier: GPL-3.0-or-later
// Test enrollments: this program as one client of any service, step by step.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "client/misbehavior.h"
#include "client/request_plan.h"
#include "workbench/answer.h"
#include "workbench/test_service.h"
#include "workbench/traffic.h"

#include <QObject>

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace scepter::workbench {

class Session;

/// What is to be tried.
struct TestSpec {
    TestServer server;
    TestChallenge challenge;
    std::string subject = "CN=test-1";          ///< RFC 4514
    std::vector<std::string> subjectAltNames{}; ///< "DNS:a"
    pki::KeySpec keySpec;
    std::optional<pki::PrivateKey> key{};              ///< in place of a new one
    std::shared_ptr<const client::Identity> renewed{}; ///< null: a first enrollment
    std::string persona = "scepter";
    std::optional<pki::Cipher> cipher{}; ///< nothing: as the persona does
    std::optional<pki::Digest> digest{};
    pki::KeyTransport transport = pki::KeyTransport::RsaPkcs1;
    std::vector<client::Misbehavior> misbehaviors{};
    unsigned polls = 10; ///< after PENDING, before it is left so
    Duration pollDelay = std::chrono::seconds(10);
};

/// Whether the service ought to refuse it.
bool misbehaves(const TestSpec& spec);

enum class TestState {
    Running,
    Waiting, ///< it is PENDING, and asked again at `nextPoll`
    Issued,
    Pending, ///< it was, when the last poll was made
    Refused, ///< a FAILURE, or an HTTP status that says no
    Failed,  ///< no answer, or not one that a strict client takes
    Cancelled
};

/// One run and what came of it. Holds keys and challenges: never to be written anywhere unasked.
struct TestRun {
    int id = 0;
    TestSpec spec;
    std::string url{}; ///< where it went
    TestState state = TestState::Running;
    TimePoint startedAt{};
    Duration elapsed{0};
    client::Transcript steps{};
    unsigned polled = 0;
    TimePoint nextPoll{}; ///< of Waiting

    std::optional<pki::Certificate> certificate{}; ///< of Issued
    std::vector<pki::Certificate> chain{};
    std::optional<pki::PrivateKey> key{}; ///< once there is one
    std::optional<FailInfo> failInfo{};   ///< of Refused
    std::string failInfoText{};           ///< of Refused; may be empty
    std::optional<unsigned> httpStatus{}; ///< of Refused by HTTP
    std::optional<Error> error{};         ///< of Failed, and what a strict client finds otherwise
    std::vector<std::string> remarks{};   ///< what is not as it was asked for
    std::shared_ptr<const client::PreparedRequest> request{}; ///< the last; it can be polled for

    [[nodiscard]] bool isOver() const {
        return state != TestState::Running && state != TestState::Waiting;
    }
    /// The service did what it should, its refusal of misbehavior included. Nothing while that is
    /// open, or when it was cancelled.
    [[nodiscard]] std::optional<bool> passed() const;
    /// With which it can be renewed; null unless it was issued.
    [[nodiscard]] std::shared_ptr<const client::Identity> identity() const;
};

/// Runs them on threads of their own, each as a job that is listed. Lives on the GUI thread; every
/// function returns at once. The last 200 runs of this process are remembered, in memory only.
class TestEnrollments : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TestEnrollments)

public:
    explicit TestEnrollments(Session& session);
    ~TestEnrollments() override;

    /// `title` is that of the job. Gives the id of the run.
    int start(const TestSpec& spec, const QString& title);
    void cancel(int id);
    /// Of Waiting: does not wait any longer. Of Pending: asks again, with as many polls as before.
    void pollNow(int id, const QString& title);
    /// Sends the request of an exchange (its number as in trafficOf()) again, as it was, to where
    /// it went; what came of it becomes a step of the run. Of a run that is over, one at a time.
    /// `title` is that of the job.
    void sendAgain(int id, int exchange, const QString& title);
    [[nodiscard]] bool isSendingAgain(int id) const { return m_sending.contains(id); }
    /// Approves the pending request of a run at an endpoint of this workspace, then polls. NotFound
    /// when the ledger has no such request that waits.
    Answer<Result<std::int64_t>> approve(int id);
    /// Which certificate of this workspace it is. NotFound.
    Answer<Result<std::int64_t>> certificateOf(int id);

    /// Null for an id that is not remembered any more. Good until the next signal.
    [[nodiscard]] const TestRun* run(int id) const;
    /// Oldest first.
    [[nodiscard]] const std::list<TestRun>& runs() const { return m_runs; }

    /// A challenge that was made elsewhere in the window, for the next run at this endpoint (empty:
    /// any). Taken once.
    void offerChallenge(std::shared_ptr<const SecretBytes> challenge, const std::string& endpoint);
    struct Offer {
        std::shared_ptr<const SecretBytes> challenge;
        std::string endpoint;
    };
    [[nodiscard]] std::optional<Offer> takeOffer();

Q_SIGNALS:
    void runChanged(int id);
    void challengeOffered();

private:
    struct Handle; ///< of a run that is under way
    struct Link;
    TestRun* find(int id);
    void launch(TestRun& run, const QString& title, bool resume);
    void noteStep(int id, client::Step step);
    void noteWait(TestRun waiting);
    void finish(int id, TestRun ended);

    Session& m_session;
    std::list<TestRun> m_runs;
    std::set<int> m_sending; ///< runs of which something is sent again
    std::vector<std::shared_ptr<Handle>> m_handles;
    std::shared_ptr<Link> m_link;
    std::optional<Offer> m_offer;
    int m_lastId = 0;
};

/// The HTTP exchanges of some steps as the Inspector takes them, each once, in their order, from id
/// 1. Opens what is encrypted to `keys`. For a thread that may decode.
Result<std::shared_ptr<TrafficSource>> trafficOf(Workbench& workbench,
                                                 const client::Transcript& steps,
                                                 const std::vector<pki::PrivateKey>& keys);

} // namespace scepter::workbench
