// What the routes of the responder share.
#pragma once

#include "responder/responder.h"
#include "worker_pool.h"

#include "http_target/target.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace scepter::responder {

/// One HTTP request on its way through a route.
struct Exchange {
    http::Request request;
    http::Target target;
    http::Reply reply;
    std::shared_ptr<const Runtime> runtime;
    std::shared_ptr<const EndpointRuntime> endpoint; ///< null outside of SCEP paths
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

private:
    // routes.cpp
    void routeScep(const std::shared_ptr<Exchange>& exchange);
    bool routePlain(const std::shared_ptr<Exchange>& exchange);
    void answerNextCaCertificate(const std::shared_ptr<Exchange>& exchange);
    void answerCrl(const std::shared_ptr<Exchange>& exchange, const std::string& name);
    bool answerCaCertificate(const std::shared_ptr<Exchange>& exchange, const std::string& name);
    void work(const std::shared_ptr<Exchange>& exchange, WorkerPool::Work work);
    void route(const std::shared_ptr<Exchange>& exchange);
    std::shared_ptr<const Runtime> runtime();
    bool isStale();
    void refresh();

    // pki_operation.cpp
    void operate(const std::shared_ptr<Exchange>& exchange, Bytes message);
    class Running;
    struct Operation;
    void decide(const std::shared_ptr<Operation>& operation);
    void committed(const std::shared_ptr<Operation>& operation,
                   Result<enrollment::ChangeResult> stored);
    void conclude(const std::shared_ptr<Operation>& operation);
    http::Response encode(const Operation& operation);
    static Result<Bytes> certRepFor(const Operation& operation);
    void report(const Operation& operation, unsigned httpStatus);

    store::Store& m_store;
    AuthorityLoader& m_loader;
    const Clock& m_clock;
    Log& m_log;
    std::size_t m_maxMessageBytes;
    Duration m_configurationDelay;
    CrlKeeper m_crls;
    enrollment::Engine m_engine;

    std::mutex m_runtimeMutex;
    std::shared_ptr<const Runtime> m_runtime;
    std::atomic<std::int64_t> m_checkedAt{0}; ///< milliseconds, when the version was last asked for
    std::atomic<std::int64_t> m_loadedVersion{0};
    std::mutex m_loadMutex;

    std::mutex m_operationsMutex;
    std::condition_variable m_operationsDone;
    std::size_t m_operations = 0; ///< PKIOperations taken and not answered yet

    WorkerPool m_pool; ///< last: its threads use all of the above
};

/// The page that a browser sees at an endpoint. `url` is how it was reached, as far as known.
http::Response endpointPage(const EndpointRuntime& endpoint);

} // namespace scepter::responder
