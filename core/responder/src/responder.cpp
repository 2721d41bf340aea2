#include "responder/responder.h"

#include "service.h"

#include <condition_variable>
#include <thread>
#include <utility>

namespace scepter::responder {

namespace {

constexpr Duration kSweepEvery = std::chrono::seconds{30};
constexpr Duration kTellEvery = std::chrono::seconds{1};

std::shared_ptr<TrafficRecorder> trafficRecorderFor(const std::string& workspace,
                                                    const std::optional<TrafficSettings>& settings,
                                                    const Clock& clock, Log& log) {
    if (!settings || settings->mode == TrafficMode::Off) return nullptr;
    return std::make_shared<TrafficRecorder>(store::trafficPathOf(workspace), *settings, clock,
                                             log);
}

unsigned coreCount() {
    const unsigned cores = std::thread::hardware_concurrency();
    return cores > 0 ? cores : 2;
}

} // namespace

Service::Service(store::Store& store, AuthorityLoader& loader, const Clock& clock, Log& log,
                 const ResponderOptions& options)
    : m_store(store)
    , m_loader(loader)
    , m_clock(clock)
    , m_log(log)
    , m_maxMessageBytes(options.limits.maxBodyBytes)
    , m_configurationDelay(options.configurationDelay)
    , m_recorder(options.recorder)
    , m_traffic(trafficRecorderFor(store.path(), options.traffic, clock, log))
    , m_startedAt(clock.now())
    , m_crls(store, clock)
    , m_engine(store.ledger(), store.sealer(),
               [this](std::int64_t authorityId, std::int64_t generationId) -> Result<Bytes> {
                   const auto current = runtime();
                   for (const auto& authority : current->authorities)
                       if (authority->id == authorityId)
                           return m_crls.current(*authority, generationId);
                   return fail(ErrorCode::AuthorityMissing, "no such authority");
               })
    , m_asker(clock)
    , m_pool(options.workers > 0 ? options.workers : coreCount(), options.maxQueuedOperations,
             options.yieldToWindow)
    , m_teller(store, m_asker, m_pool, clock, log, [this] { return runtime(); })
    , m_puller(store, m_asker, m_pool, clock, log, [this] { return runtime(); }) {
}

Result<void> Service::load() {
    std::vector<Error> problems;
    SCEPTER_TRY(loaded, loadRuntime(m_store, m_loader, runtime().get(), problems));
    for (const Error& problem : problems)
        m_log.warning("endpoint left out", {{"reason", toText(problem)}});
    const std::lock_guard lock(m_runtimeMutex);
    m_loadedVersion = loaded->configurationVersion;
    m_runtime = std::move(loaded);
    return {};
}

std::shared_ptr<const Runtime> Service::runtime() {
    const std::lock_guard lock(m_runtimeMutex);
    return m_runtime;
}

bool Service::isStale() {
    const std::int64_t now = m_clock.now().time_since_epoch().count();
    if (now - m_checkedAt.load(std::memory_order_relaxed) < m_configurationDelay.count())
        return false;
    const auto version = m_store.configurationVersion();
    if (version && *version != m_loadedVersion) return true;
    m_checkedAt = now;
    return false;
}

void Service::refresh() {
    const std::lock_guard lock(m_loadMutex);
    if (!isStale()) return; // another thread was faster
    const std::int64_t now = m_clock.now().time_since_epoch().count();
    if (auto loaded = load(); !loaded)
        m_log.write(LogLevel::Error, "configuration not reloaded",
                    {{"reason", toText(loaded.error())}});
    m_checkedAt = now;
}

void Service::finish() {
    // What is being asked ends with "later": nothing would come of waiting for it.
    m_asker.finish();
    {
        // The store calls back for each change that it was given, and uses this object for it.
        std::unique_lock lock(m_operationsMutex);
        m_operationsDone.wait(lock, [this] { return m_operations == 0; });
    }
    m_pool.finish();
}

void Service::fill(ResponderStatistics& statistics) const {
    statistics.runningSince = m_startedAt;
    m_meter.fill(statistics);
    statistics.queued = m_pool.queued();
    statistics.workers = m_pool.threads();
    if (m_traffic) statistics.traffic = m_traffic->statistics();
    const std::lock_guard lock(m_operationsMutex);
    statistics.operations = m_operations;
}

void Service::flushTraffic() {
    if (m_traffic) m_traffic->flush();
}

void Service::sweep() {
    if (auto expired = m_store.expirePending(m_clock.now()); !expired)
        m_log.warning("pending requests not expired", {{"reason", toText(expired.error())}});
}

class Responder::Private {
public:
    Private(store::Store& store, AuthorityLoader& loader, const Clock& clock, Log& log,
            const ResponderOptions& options)
        : service(store, loader, clock, log, options) {}

    void startSweeping() {
        sweeper = std::thread([this] {
            std::unique_lock lock(mutex);
            for (Duration since = kSweepEvery; !stopping; since += kTellEvery) {
                lock.unlock();
                if (since >= kSweepEvery) {
                    since = Duration{0};
                    service.sweep();
                }
                service.tellNews();
                lock.lock();
                wake.wait_for(lock, kTellEvery, [this] { return stopping; });
            }
        });
    }

    void stop(Duration grace) {
        // A second caller, who may destroy all this next, waits for the first.
        const std::lock_guard whole(stopMutex);
        {
            const std::lock_guard lock(mutex);
            if (std::exchange(stopping, true)) return;
        }
        wake.notify_all();
        if (sweeper.joinable()) sweeper.join();
        if (server) server->stop(grace);
        service.finish();
        service.flushTraffic();
    }

    Service service;
    std::unique_ptr<http::Server> server;
    std::mutex stopMutex;
    std::mutex mutex; // around stopping
    std::condition_variable wake;
    bool stopping = false;
    std::thread sweeper;
};

ResponderOptions ResponderOptions::clone() const {
    ResponderOptions copy;
    copy.address = address;
    copy.port = port;
    if (tls)
        copy.tls =
            http::TlsOptions{tls->certificatePem, tls->keyPem.clone(), tls->keyPassphrase.clone()};
    copy.limits = limits;
    copy.ioThreads = ioThreads;
    copy.workers = workers;
    copy.maxQueuedOperations = maxQueuedOperations;
    copy.configurationDelay = configurationDelay;
    copy.recorder = recorder;
    copy.traffic = traffic;
    copy.yieldToWindow = yieldToWindow;
    return copy;
}

Responder::Responder(std::unique_ptr<Private> p)
    : m_p(std::move(p)) {
}

Responder::~Responder() {
    m_p->stop(Duration{0});
}

Result<std::unique_ptr<Responder>> Responder::start(store::Store& store, AuthorityLoader& loader,
                                                    const Clock& clock, Log& log,
                                                    ResponderOptions options) {
    auto p = std::make_unique<Private>(store, loader, clock, log, options);
    SCEPTER_CHECK(p->service.load());
    auto server = http::Server::listen(
        options.address, options.port, options.limits, std::move(options.tls), options.ioThreads,
        clock,
        [service = &p->service](http::Request request, http::Reply reply) {
            service->handle(std::move(request), std::move(reply));
        },
        [&log](const Error& trouble) {
            log.write(LogLevel::Error, "HTTP server in trouble", {{"reason", toText(trouble)}});
        });
    if (!server) return failWith(std::move(server));
    p->server = std::move(*server);
    p->startSweeping();
    return std::unique_ptr<Responder>(new Responder(std::move(p)));
}

std::string Responder::url() const {
    return m_p->server->url();
}
std::uint16_t Responder::port() const {
    return m_p->server->port();
}
ResponderStatistics Responder::statistics() const {
    ResponderStatistics statistics;
    m_p->service.fill(statistics);
    statistics.server = m_p->server->statistics();
    const std::lock_guard lock(m_p->mutex);
    statistics.stopping = m_p->stopping;
    return statistics;
}
std::vector<TargetStatus> Responder::targets() const {
    return m_p->service.targets();
}
void Responder::tryNow(const std::string& target) {
    m_p->service.tryNow(target);
}
void Responder::stop(Duration grace) {
    m_p->stop(grace);
}

} // namespace scepter::responder
