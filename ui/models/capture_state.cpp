#include "models/capture_state.h"

#include <QLocale>

#include <utility>

namespace scepter::ui {

namespace {

constexpr int kSoonMs = 300;

} // namespace

CaptureState::CaptureState(workbench::Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &CaptureState::read);
    connect(&session, &workbench::Session::moved, this, [this](const workbench::Moves& moves) {
        if ((moves.exchanges || moves.configuration) && !m_soon.isActive()) m_soon.start();
    });
    connect(&session, &workbench::Session::responderChanged, this, &CaptureState::read);
    read();
}

void CaptureState::read() {
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    m_session
        .ask([](workbench::Workbench& workbench) -> Result<View> {
            View view;
            SCEPTER_TRY(settings, workbench.responderSettings());
            view.settings = settings.traffic;
            SCEPTER_TRY(traffic, workbench.traffic()->state());
            view.traffic = traffic;
            return view;
        })
        .then(this, [this](const Result<View>& answer) {
            m_reading = false;
            m_problem.reset();
            if (answer)
                m_view = *answer;
            else
                m_problem = answer.error();
            if (const auto statistics = m_session.statistics();
                statistics && statistics->traffic.trouble)
                m_problem = statistics->traffic.trouble;
            Q_EMIT changed();
            if (std::exchange(m_again, false)) read();
        });
}

QString CaptureState::modeText(responder::TrafficMode mode) {
    switch (mode) {
    case responder::TrafficMode::Off:
        return tr("Recording off");
    case responder::TrafficMode::Headers:
        return tr("Recording headers only");
    case responder::TrafficMode::Full:
        break;
    }
    return tr("Recording full");
}

QString CaptureState::sentence() const {
    if (!m_view) return {};
    const QLocale locale;
    QString words = tr("%1, %2 of %3 kept", "mode, number, most")
                        .arg(modeText(m_view->settings.mode),
                             locale.toString(static_cast<qulonglong>(m_view->traffic.count)),
                             locale.toString(static_cast<qulonglong>(m_view->settings.caps.count)));
    if (m_view->traffic.dropped > 0)
        words += QStringLiteral(", ") +
                 tr("%n dropped", nullptr, static_cast<int>(m_view->traffic.dropped));
    return words;
}

void CaptureState::setMode(responder::TrafficMode mode,
                           std::function<void(const std::optional<Error>& error)> done) {
    m_session
        .ask([mode](workbench::Workbench& workbench) -> Result<bool> {
            SCEPTER_TRY(settings, workbench.responderSettings());
            settings.traffic.mode = mode;
            SCEPTER_CHECK(workbench.setResponderSettings(settings));
            return true;
        })
        .then(this, [this, mode, done = std::move(done)](const Result<bool>& answer) {
            if (answer) {
                responder::ResponderOptions options = m_session.responderOptions().clone();
                if (!options.traffic) options.traffic.emplace();
                if (m_view) options.traffic->caps = m_view->settings.caps;
                options.traffic->mode = mode;
                m_session.setResponderOptions(std::move(options));
                if (m_view) m_view->settings.mode = mode;
                Q_EMIT changed();
            }
            done(answer ? std::nullopt : std::optional<Error>(answer.error()));
            read();
        });
}

} // namespace scepter::ui
