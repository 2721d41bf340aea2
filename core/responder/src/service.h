// What the routes of the responder share.
#pragma once

#include "news_teller.h"
#include "responder/asker.h"
#include "responder/meter.h"
#include "responder/responder.h"
#include "revocation_puller.h"
#include "worker_pool.h"

#include "http_target/target.h"

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>

namespace scepter::responder {

class Service;

/// One HTTP request on its way through a route. Without an answer when it is dropped, it counts and
/// is recorded as the 500 that the HTTP server then gives.
class PendingExchange {
public:
    PendingExchange(Service& service, http::Request asked, http::Reply reply);
    ~PendingExchange();
    PendingExchange(const PendingExchange&) = delete;
    PendingExchange& operator=(const PendingExchange&) = delete;

    /// Once.
    void answer(http::Response response);

    http::Request request;
    http::Target target;
    std::shared_ptr<const Runtime> runtime;
    std::shared_ptr<const EndpointRuntime> endpoint; ///< null outside of SCEP paths

    std::optional<Conclusion> conclusion; ///< of a PKIOperation that a worker took

    // For the recorder.
    bool recorded = false; ///< somebody wants the record
    Exchange record;       ///< what is known by now; stays empty unless recorded

private:
    void finish(http::Response& response);

    Service& m_service;
    http::Reply m_reply;
    std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    bool m_answered = false;
};

/// Routes requests and runs PKIOperations. Thread-safe.
class Service {
public:
    Service(store::Store& store, AuthorityLoader& loader, const Clock& clock, Log& log,
            const ResponderOptions& options);

    /// Reads the configuration for the first time.
    Result<void> load();
    /// On an I/O thread: never blocks.
    void handle(http::Request request, http::Reply reply);
    /// Runs what has been taken to its end; nothing may be handled afterwards.
    void finish();
    /// Housekeeping: expires pending requests.
    void sweep();
    /// Tells outcomes that are due, and asks for revocations.
    void tellNews() {
        m_teller.tellDue();
        m_puller.pullDue();
    }
    [[nodiscard]] std::vector<TargetStatus> targets() const { return m_asker.targets(); }
    void tryNow(const std::string& target) { m_asker.tryNow(target); }
    /// An exchange has its answer, which leaves after this. It is recorded when its head does.
    void answered(PendingExchange& exchange, http::Response& response,
                  std::chrono::microseconds spent);
    [[nodiscard]] bool records() const { return m_recorder != nullptr || m_traffic != nullptr; }
    /// What the service itself knows of them.
    void fill(ResponderStatistics& statistics) const;
    /// Writes what was recorded so far.
    void flushTraffic();

private:
    // routes.cpp
    void routeScep(const std::shared_ptr<PendingExchange>& exchange);
    bool routePlain(const std::shared_ptr<PendingExchange>& exchange);
    void answerNextCaCertificate(const std::shared_ptr<PendingExchange>& exchange);
    void answerCrl(const std::shared_ptr<PendingExchange>& exchange, const std::string& name);
    bool answerCaCertificate(const std::shared_ptr<PendingExchange>& exchange,
                             const std::string& name);
    void work(const std::shared_ptr<PendingExchange>& exchange, WorkerPool::Work work);
    void route(const std::shared_ptr<PendingExchange>& exchange);
    std::shared_ptr<const Runtime> runtime();
    bool isStale();
    void refresh();

    // pki_operation.cpp
    void operate(const std::shared_ptr<PendingExchange>& exchange, Bytes message);
    class Leaving;
    class Running;
    struct Operation;
    void decide(const std::shared_ptr<Operation>& operation);
    void judge(const std::shared_ptr<Operation>& operation);
    void ask(const std::shared_ptr<Operation>& operation);
    std::optional<challenge::Verdict> freshVerdict(const std::string& key);
    void keepFresh(const std::string& key, const challenge::Verdict& verdict);
    void waitForNews(const std::shared_ptr<Operation>& operation);
    void committed(const std::shared_ptr<Operation>& operation,
                   Result<enrollment::ChangeResult> stored);
    void conclude(const std::shared_ptr<Operation>& operation);
    static http::Response encode(Operation& operation);
    static Result<Bytes> certRepFor(Operation& operation);
    static void note(const Operation& operation);
    void report(const Operation& operation, unsigned httpStatus);

    store::Store& m_store;
    AuthorityLoader& m_loader;
    const Clock& m_clock;
    Log& m_log;
    std::size_t m_maxMessageBytes;
    Duration m_configurationDelay;
    ExchangeRecorder* m_recorder;               ///< may be null
    std::shared_ptr<TrafficRecorder> m_traffic; ///< may be null
    const TimePoint m_startedAt;
    Meter m_meter;
    CrlKeeper m_crls;
    enrollment::Engine m_engine;

    std::mutex m_runtimeMutex;
    std::shared_ptr<const Runtime> m_runtime;
    std::atomic<std::int64_t> m_checkedAt{0}; ///< milliseconds, when the version was last asked for
    std::atomic<std::int64_t> m_loadedVersion{0};
    std::mutex m_loadMutex;

    mutable std::mutex m_operationsMutex;
    std::condition_variable m_operationsDone;
    std::size_t m_operations = 0; ///< PKIOperations taken and not answered yet

    /// Verdicts that allowed, by question, for the moment until their outcome is in the ledger: a
    /// repeat of the same message must not ask for the same one-time code again.
    struct FreshVerdict {
        challenge::Verdict verdict;
        TimePoint until;
    };
    std::mutex m_freshMutex;
    std::map<std::string, FreshVerdict> m_fresh;

    Asker m_asker;
    WorkerPool m_pool; ///< its threads use all of the above
    NewsTeller m_teller;
    RevocationPuller m_puller;
};

/// What a recorder gets to know of a request: everything but the answer and what the responder made
/// of it. Moves a pkiMessage out of the request.
void describeRequest(PendingExchange& exchange, std::size_t maxMessageBytes);

/// The page that a browser sees at an endpoint. `url` is how it was reached, as far as known.
http::Response endpointPage(const EndpointRuntime& endpoint);

} // namespace scepter::responder
