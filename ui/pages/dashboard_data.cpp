#include "pages/dashboard_data.h"

#include "shell/settings_table.h"

#include <QSettings>

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

using namespace std::chrono_literals;
using enrollment::RequestState;

constexpr std::size_t kRecent = 50;
constexpr Duration kCodeWarn = 10min;
constexpr int kTrafficPauseMs = 500;
constexpr int kUpkeepPauseMs = 5000;
constexpr int kTickMs = 15'000;
// As many rows are looked at one by one; beyond that the number of ids has to do.
constexpr std::size_t kMostRows = 500;

std::vector<std::int64_t> firstOf(const store::IdList& ids, std::size_t most) {
    std::vector<std::int64_t> first;
    for (std::size_t i = 0; i < std::min(most, ids.size()); ++i)
        first.push_back(ids.at(i));
    return first;
}

Result<std::optional<enrollment::RequestRecord>> oldestPending(workbench::Workbench& workbench,
                                                               const store::GoOn& goOn) {
    SCEPTER_TRY(marks, workbench.marks());
    if (marks.pending == 0) return std::optional<enrollment::RequestRecord>();
    store::RequestFilter filter;
    filter.state = RequestState::Pending;
    SCEPTER_TRY(ids, workbench.requests().ids(filter, {store::RequestColumn::Id, false}, goOn));
    if (ids.empty()) return std::optional<enrollment::RequestRecord>();
    SCEPTER_TRY(rows, workbench.requests().rows(firstOf(ids, 1)));
    return rows.empty() ? std::optional<enrollment::RequestRecord>()
                        : std::optional(std::move(rows.front()));
}

/// The request that a line of the trail is about: 17 for "request:17"; 0 for anything else.
std::int64_t requestIdOf(const std::string& object) {
    constexpr std::string_view kPrefix = "request:";
    if (!object.starts_with(kPrefix)) return 0;
    return QByteArray::fromStdString(object.substr(kPrefix.size())).toLongLong();
}

Result<std::vector<Activity>> recentActivity(workbench::Workbench& workbench) {
    store::AuditFilter filter;
    filter.action = "request.";
    filter.limit = kRecent;
    SCEPTER_TRY(lines, workbench.audit(filter));
    std::vector<std::int64_t> ids;
    for (const auto& line : lines)
        ids.push_back(requestIdOf(line.object));
    std::ranges::sort(ids);
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
    SCEPTER_TRY(requests, workbench.requests().rows(ids));
    std::vector<Activity> recent;
    for (const auto& line : lines) {
        const auto state = activityState(line.action);
        const auto request =
            std::ranges::find(requests, requestIdOf(line.object), &enrollment::RequestRecord::id);
        if (state && request != requests.end())
            recent.push_back({line.id, line.at, *state, line.actor, *request});
    }
    return recent;
}

Result<Traffic> readTraffic(workbench::Workbench& workbench, const Clock& clock,
                            const store::GoOn& goOn) {
    Traffic traffic;
    traffic.readAt = clock.now();
    SCEPTER_TRY(hour, workbench.requests().lastHour());
    traffic.hour = hour;
    SCEPTER_TRY(oldest, oldestPending(workbench, goOn));
    traffic.oldestPending = std::move(oldest);
    SCEPTER_TRY(recent, recentActivity(workbench));
    traffic.recent = std::move(recent);
    return traffic;
}

Result<void> readCodes(workbench::Workbench& workbench, TimePoint now, const store::GoOn& goOn,
                       Upkeep& upkeep) {
    store::CodeFilter filter;
    filter.state = challenge::CodeState::Unused;
    filter.now = now;
    SCEPTER_TRY(ids, workbench.codes().ids(filter, {store::CodeColumn::ExpiresAt, false}, goOn));
    SCEPTER_TRY(rows, workbench.codes().rows(firstOf(ids, kMostRows)));
    for (const auto& code : rows) {
        if (code.expiresAt - now >= kCodeWarn) break;
        if (upkeep.codesEnding++ > 0) continue;
        upkeep.firstCodeEnd = code.expiresAt;
        upkeep.codeId = code.id;
    }
    return {};
}

Result<void> readCertificates(workbench::Workbench& workbench, TimePoint now, Duration warn,
                              const store::GoOn& goOn, Upkeep& upkeep) {
    store::CertificateFilter filter;
    filter.status = store::CertificateFilter::Status::Ending;
    filter.within = warn;
    filter.now = now;
    SCEPTER_TRY(ids, workbench.certificates().ids(
                         filter, {store::CertificateColumn::NotAfter, false}, goOn));
    SCEPTER_TRY(rows, workbench.certificates().rows(firstOf(ids, kMostRows)));
    for (const auto& certificate : rows) {
        if (certificate.requestId == 0) continue; // an RA's: it has a warning of its own
        if (upkeep.certificatesEnding++ > 0) continue;
        upkeep.firstCertificateEnd = certificate.notAfter;
        upkeep.certificateId = certificate.id;
    }
    if (ids.size() > rows.size())
        upkeep.certificatesEnding += static_cast<std::int64_t>(ids.size() - rows.size());
    return {};
}

Result<Upkeep> readUpkeep(workbench::Workbench& workbench, const Clock& clock, Duration warn,
                          const store::GoOn& goOn) {
    Upkeep upkeep;
    const TimePoint now = clock.now();
    SCEPTER_CHECK(readCodes(workbench, now, goOn, upkeep));
    SCEPTER_CHECK(readCertificates(workbench, now, warn, goOn, upkeep));
    SCEPTER_TRY(endpoints, workbench.endpoints().list());
    if (!endpoints.empty())
        if (auto preview = workbench.previewEndpoint(endpoints.front()))
            upkeep.capabilities = std::move(preview->capabilities);
    store::AuditFilter backups;
    backups.action = "workspace.backedUp";
    backups.limit = 1;
    SCEPTER_TRY(lines, workbench.audit(backups));
    upkeep.backedUp = !lines.empty();
    return upkeep;
}

} // namespace

Pace::Pace(int pauseMs, std::function<void()> ask, QObject* parent)
    : QObject(parent)
    , m_ask(std::move(ask)) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &Pace::tryNow);
}

void Pace::want() {
    m_wanted = true;
    tryNow();
}

void Pace::answered() {
    m_underWay = false;
    tryNow();
}

void Pace::tryNow() {
    if (!m_wanted || m_underWay || m_pause.isActive()) return;
    m_wanted = false;
    m_underWay = true;
    m_pause.start();
    m_ask();
}

DashboardData::DashboardData(workbench::Session& session, const QSettings& settings,
                             QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_trafficPace(
          kTrafficPauseMs, [this] { askTraffic(); }, this)
    , m_upkeepPace(
          kUpkeepPauseMs, [this] { askUpkeep(); }, this)
    , m_gone(std::make_shared<std::atomic<bool>>(false)) {
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        refresh();
        Q_EMIT ticked();
    });
    connect(&session, &workbench::Session::moved, this, &DashboardData::follow);
}

DashboardData::~DashboardData() {
    *m_gone = true;
}

void DashboardData::setActive(bool active) {
    if (active == m_active) return;
    m_active = active;
    if (!active) {
        m_tick.stop();
        return;
    }
    m_tick.start();
    refresh();
    Q_EMIT ticked();
}

void DashboardData::refresh() {
    m_trafficPace.want();
    m_upkeepPace.want();
}

Duration DashboardData::warnBefore() const {
    return warnTimes(m_settings).warn;
}

void DashboardData::follow(const workbench::Moves& moves) {
    // Unseen, it is read when it is looked at again.
    if (!m_active) return;
    if (moves.requests || moves.audit) m_trafficPace.want();
    if (moves.codes || moves.certificates || moves.configuration || moves.audit)
        m_upkeepPace.want();
}

void DashboardData::askTraffic() {
    m_session
        .ask([&clock = m_session.clock(), gone = m_gone](workbench::Workbench& workbench) {
            return readTraffic(workbench, clock, [gone] { return !gone->load(); });
        })
        .then(this, [this](const Result<Traffic>& answer) {
            if (answer) {
                m_traffic = *answer;
                noteSuccess();
                Q_EMIT trafficChanged();
            } else {
                noteError(answer.error());
            }
            m_trafficPace.answered();
        });
}

void DashboardData::askUpkeep() {
    m_session
        .ask([&clock = m_session.clock(), warn = warnBefore(),
              gone = m_gone](workbench::Workbench& workbench) {
            return readUpkeep(workbench, clock, warn, [gone] { return !gone->load(); });
        })
        .then(this, [this](const Result<Upkeep>& answer) {
            if (answer) {
                const bool moved = m_upkeep != *answer;
                m_upkeep = *answer;
                noteSuccess();
                if (moved) Q_EMIT upkeepChanged();
            } else {
                noteError(answer.error());
            }
            m_upkeepPace.answered();
        });
}

void DashboardData::noteError(const Error& error) {
    m_failed = true;
    Q_EMIT failed(error);
}

void DashboardData::noteSuccess() {
    if (std::exchange(m_failed, false)) Q_EMIT recovered();
}

} // namespace scepter::ui
