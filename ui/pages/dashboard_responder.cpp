#include "pages/dashboard_responder.h"

#include "errors/problem.h"
#include "pages/dashboard_parts.h"
#include "theme/tinted_icon.h"
#include "widgets/elided_label.h"
#include "widgets/flow_layout.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using State = workbench::ResponderView::State;

constexpr int kCounterMs = 1000;

StateLook stateLook(State state) {
    switch (state) {
    case State::Stopped:
        return {ResponderCard::tr("Stopped"), Icon::Stopped, Tone::Neutral};
    case State::Starting:
        return {ResponderCard::tr("Starting"), Icon::Starting, Tone::Info};
    case State::Running:
        return {ResponderCard::tr("Running"), Icon::Running, Tone::Ok};
    case State::Stopping:
        return {ResponderCard::tr("Stopping"), Icon::Starting, Tone::Info};
    case State::Failed:
        return {ResponderCard::tr("Failed"), Icon::Failed, Tone::Error};
    }
    return {};
}

QString milliseconds(std::chrono::microseconds time) {
    const double value = static_cast<double>(time.count()) / 1000.0;
    return ResponderCard::tr("%1 ms").arg(QLocale().toString(value, 'f', value < 10 ? 1 : 0));
}

/// "POSTPKIOperation, AES, SHA-256" for one keyword a line.
QString capabilityLine(const std::string& capabilities) {
    return text(capabilities)
        .split(QLatin1Char('\n'), Qt::SkipEmptyParts)
        .join(QStringLiteral(", "));
}

} // namespace

ResponderCard::ResponderCard(workbench::Session& session, const Theme& theme,
                             QAction* copyFingerprint, QWidget* parent)
    : Card(theme, tr("Responder"), parent)
    , m_session(session)
    , m_state(new StatePill(theme, this))
    , m_since(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_start(cardButton(QStringLiteral("startResponder"), tr("Start"), Icon::Play, this))
    , m_noEndpoint(new QLabel(tr("There is no endpoint yet."), this))
    , m_all(cardButton(QStringLiteral("allEndpoints"), tr("All endpoints"), Icon::Endpoints, this))
    , m_facts(new FactRows(theme, this)) {
    setObjectName(QStringLiteral("cardResponder"));
    m_state->setObjectName(QStringLiteral("responderState"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_state);
    head->addWidget(m_since, 1);
    head->addWidget(m_start);
    body()->addLayout(head);
    body()->addWidget(m_problem);
    makeLines();
    body()->addWidget(m_noEndpoint);
    auto* buttons = new FlowLayout;
    auto* fingerprint =
        cardButton(QStringLiteral("copyFingerprint"), tr("Copy CA fingerprint"), Icon::Copy, this);
    connect(fingerprint, &QToolButton::clicked, copyFingerprint, &QAction::trigger);
    connect(copyFingerprint, &QAction::changed, fingerprint, [fingerprint, copyFingerprint] {
        fingerprint->setEnabled(copyFingerprint->isEnabled());
        fingerprint->setToolTip(copyFingerprint->toolTip());
    });
    fingerprint->setEnabled(copyFingerprint->isEnabled());
    buttons->addWidget(fingerprint);
    buttons->addWidget(m_all);
    body()->addLayout(buttons);
    body()->addWidget(m_facts);
    body()->addStretch(1);
    connect(m_start, &QToolButton::clicked, this, [this] { m_session.startResponder(); });
    connect(m_all, &QToolButton::clicked, this,
            [this] { Q_EMIT openRequested(ObjectRef::ofPage(PageId::Endpoints)); });
    m_everySecond.setInterval(kCounterMs);
    connect(&m_everySecond, &QTimer::timeout, this, &ResponderCard::reflectCounters);
    connect(&session, &workbench::Session::responderChanged, this, &ResponderCard::reflect);
    connect(&session, &workbench::Session::statusChanged, this, &ResponderCard::reflect);
    reflect();
}

void ResponderCard::makeLines() {
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        Line& line = m_lines.at(i);
        line.widget = new QWidget(this);
        line.url = new ElidedLabel(Qt::ElideMiddle, line.widget);
        line.url->setObjectName(QStringLiteral("endpointUrl-%1").arg(i));
        line.url->setFont(Theme::monospace());
        line.copy = cardButton(QStringLiteral("copyUrl-%1").arg(i), tr("Copy URL"), Icon::Copy,
                               line.widget);
        line.copy->setToolButtonStyle(Qt::ToolButtonIconOnly);
        auto* row = new QHBoxLayout(line.widget);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        row->addWidget(line.url, 1);
        row->addWidget(line.copy);
        body()->addWidget(line.widget);
        connect(line.copy, &QToolButton::clicked, this, [this, url = line.url] {
            Q_EMIT copyRequested(tr("the URL %1").arg(url->text()), url->text());
        });
    }
}

QString ResponderCard::base() const {
    const auto& responder = m_session.responder();
    if (!responder.url.empty()) return text(responder.url);
    QString address = text(responder.address);
    if (address.contains(QLatin1Char(':')) && !address.startsWith(QLatin1Char('[')))
        address = QLatin1Char('[') + address + QLatin1Char(']');
    const bool tls = m_session.responderOptions().tls.has_value();
    return QStringLiteral("%1://%2:%3")
        .arg(tls ? QStringLiteral("https") : QStringLiteral("http"), address)
        .arg(responder.port);
}

QString ResponderCard::firstUrl() const {
    const auto& status = m_session.status();
    return status && !status->endpoints.empty() ? base() + text(status->endpoints.front().path)
                                                : QString();
}

void ResponderCard::reflect() {
    const auto& responder = m_session.responder();
    m_state->setLook(stateLook(responder.state));
    const QString since =
        responder.since
            ? tr("since %1")
                  .arg(locale().toString(toDateTime(*responder.since).time(), QLocale::ShortFormat))
            : QString();
    setLabelText(m_since, since);
    m_since->setToolTip(responder.since ? absoluteTime(*responder.since, locale()) : QString());
    QString problem;
    if (responder.state == State::Failed && responder.error) {
        const Problem why = problemOf(*responder.error, m_session.clock().now());
        problem = why.summary + QLatin1Char(' ') + why.action;
    } else if (responder.state == State::Stopped) {
        problem = tr("Nobody is served until it is started.");
    } else if (responder.state == State::Running && responder.exposed) {
        problem = tr("Exposed: other machines can reach it.");
    }
    setLabelText(m_problem, problem);
    m_problem->setVisible(!problem.isEmpty());
    m_start->setVisible(responder.state == State::Stopped || responder.state == State::Failed);
    reflectUrls();
    reflectCounters();
}

void ResponderCard::reflectUrls() {
    const auto& status = m_session.status();
    const std::size_t count = status ? status->endpoints.size() : 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        Line& line = m_lines.at(i);
        line.widget->setVisible(i < count);
        if (i >= count) continue;
        const auto& endpoint = status->endpoints.at(i);
        const QString url = base() + text(endpoint.path);
        line.url->setText(url, tr("Endpoint %1: %2").arg(text(endpoint.name), url));
        line.copy->setToolTip(tr("Copy the URL of endpoint %1").arg(text(endpoint.name)));
        line.copy->setAccessibleName(line.copy->toolTip());
    }
    m_noEndpoint->setVisible(status && count == 0);
    const auto more = static_cast<int>(count) - static_cast<int>(m_lines.size());
    const QString all =
        more > 0 ? tr("All endpoints (%n more)", nullptr, more) : tr("All endpoints");
    if (m_all->text() != all) m_all->setText(all);
}

void ResponderCard::setCapabilities(const std::string& capabilities) {
    const QString line = capabilityLine(capabilities);
    m_facts->set(QStringLiteral("capabilities"), tr("Capabilities"), line, Tone::Neutral,
                 tr("What the first endpoint says that it can do (GetCACaps): %1").arg(line));
}

void ResponderCard::reflectCounters() {
    const auto statistics = m_session.statistics();
    const auto set = [this](const char* key, const QString& name, const QString& value,
                            const QString& toolTip = {}) {
        m_facts->set(QLatin1String(key), name, value, Tone::Neutral, toolTip);
    };
    if (!statistics) {
        for (const char* key : {"connections", "requests", "median", "percentile99"})
            set(key, {}, {});
        return;
    }
    set("connections", tr("Connections now"),
        locale().toString(static_cast<qulonglong>(statistics->server.open)));
    set("requests", tr("Requests since start"),
        locale().toString(static_cast<qulonglong>(statistics->server.requests)));
    const QString of = tr("Of the last %n enrollment message(s) (PKIOperation).", nullptr,
                          static_cast<int>(statistics->timed));
    const auto time = [&](std::chrono::microseconds value) {
        return statistics->timed == 0 ? QString() : milliseconds(value);
    };
    set("median", tr("Median answer"), time(statistics->median), of);
    set("percentile99", tr("99 % within"), time(statistics->percentile99), of);
}

void ResponderCard::showEvent(QShowEvent* event) {
    Card::showEvent(event);
    reflectCounters();
    m_everySecond.start();
}

void ResponderCard::hideEvent(QHideEvent* event) {
    Card::hideEvent(event);
    m_everySecond.stop();
}

} // namespace scepter::ui
