// What becomes of the traffic: recorded in full, heads only or not at all, and how much is kept.
#pragma once

#include "errors/problem.h"
#include "responder/traffic_recorder.h"
#include "workbench/session.h"
#include "workbench/traffic.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace scepter::ui {

/// Follows settings and counts of the workspace's recording. GUI thread.
class CaptureState : public QObject {
    Q_OBJECT

public:
    explicit CaptureState(workbench::Session& session, QObject* parent = nullptr);

    struct View {
        responder::TrafficSettings settings;
        workbench::TrafficState traffic;
    };
    /// Nothing before the first answer.
    [[nodiscard]] const std::optional<View>& view() const { return m_view; }
    /// Why the last attempt to read it failed, or why nothing can be written.
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }
    /// "Recording full", "Recording headers only", "Recording off".
    [[nodiscard]] static QString modeText(responder::TrafficMode mode);
    /// "Recording full, 12 of 20,000 kept, 3 dropped"; empty before the first answer.
    [[nodiscard]] QString sentence() const;
    void read();

    /// Keeps the mode in the workspace and for the next start of the responder; `done` gets what
    /// went wrong, if anything.
    void setMode(responder::TrafficMode mode,
                 std::function<void(const std::optional<Error>& error)> done);

Q_SIGNALS:
    void changed();

private:
    workbench::Session& m_session;
    std::optional<View> m_view;
    std::optional<Error> m_problem;
    QTimer m_soon;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace scepter::ui
