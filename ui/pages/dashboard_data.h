// What the dashboard reads from the workspace beyond Session::status().
#pragma once

#include "models/activity_model.h"
#include "store/lists.h"
#include "workbench/session.h"

#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QSettings;

namespace scepter::ui {

/// What moves with every request.
struct Traffic {
    store::LastHour hour;
    TimePoint readAt;
    std::optional<enrollment::RequestRecord> oldestPending;
    std::vector<Activity> recent; ///< newest first
};

/// What moves slowly.
struct Upkeep {
    std::int64_t codesEnding = 0; ///< unused, and expire within ten minutes
    std::optional<TimePoint> firstCodeEnd;
    std::int64_t codeId = 0; ///< of the first that expires
    std::int64_t certificatesEnding = 0;
    std::optional<TimePoint> firstCertificateEnd;
    std::int64_t certificateId = 0; ///< of the first that ends
    std::string capabilities;       ///< of the first endpoint, as GetCACaps has them; empty: none
    bool backedUp = false;

    bool operator==(const Upkeep&) const = default;
};

/// Repeats a question at most once in a pause, and never while it is under way.
class Pace : public QObject {
    Q_OBJECT

public:
    Pace(int pauseMs, std::function<void()> ask, QObject* parent);
    void want();
    void answered();

private:
    void tryNow();

    std::function<void()> m_ask;
    QTimer m_pause;
    bool m_wanted = false;
    bool m_underWay = false;
};

/// Reads only while somebody looks; keeps what it knows. GUI thread.
class DashboardData : public QObject {
    Q_OBJECT

public:
    DashboardData(workbench::Session& session, const QSettings& settings, QObject* parent);
    ~DashboardData() override;

    /// Whether somebody looks.
    void setActive(bool active);
    void refresh();
    [[nodiscard]] const std::optional<Traffic>& traffic() const { return m_traffic; }
    [[nodiscard]] const std::optional<Upkeep>& upkeep() const { return m_upkeep; }
    /// How long before its end a certificate is said to end soon.
    [[nodiscard]] Duration warnBefore() const;

Q_SIGNALS:
    void trafficChanged();
    void upkeepChanged();
    /// Time has passed: ages have to be told anew.
    void ticked();
    void failed(const scepter::Error& error);
    void recovered();

private:
    using Flag = std::shared_ptr<std::atomic<bool>>;
    void follow(const workbench::Moves& moves);
    void askTraffic();
    void askUpkeep();
    void noteError(const Error& error);
    void noteSuccess();

    workbench::Session& m_session;
    const QSettings& m_settings;
    Pace m_trafficPace;
    Pace m_upkeepPace;
    QTimer m_tick;
    std::optional<Traffic> m_traffic;
    std::optional<Upkeep> m_upkeep;
    Flag m_gone;
    bool m_active = false;
    bool m_failed = false;
};

} // namespace scepter::ui
