#include "shell/service_bar.h"

#include "shell/action_collection.h"
#include "shell/clipboard.h"
#include "shell/navigator.h"
#include "shell/window_settings.h"
#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/elided_label.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace scepter::ui {

namespace {

// Below this the name of the CA is left to the tool tip.
constexpr int kNarrowChars = 130;

StateLook lookOf(const workbench::ResponderView& responder, bool hasAuthority) {
    using State = workbench::ResponderView::State;
    switch (responder.state) {
    case State::Stopped:
        return {ServiceBar::tr("Stopped"), Icon::Stopped, Tone::Neutral};
    case State::Starting:
        return {ServiceBar::tr("Starting"), Icon::Starting, Tone::Info};
    case State::Running:
        return hasAuthority
                   ? StateLook{ServiceBar::tr("Running"), Icon::Running, Tone::Ok}
                   : StateLook{ServiceBar::tr("Running (no CA)"), Icon::Warning, Tone::Warning};
    case State::Stopping:
        return {ServiceBar::tr("Stopping"), Icon::Starting, Tone::Info};
    case State::Failed:
        return {ServiceBar::tr("Failed"), Icon::Failed, Tone::Error};
    }
    return {};
}

bool hasAuthority(const std::optional<workbench::Status>& status) {
    return !status || std::ranges::any_of(status->authorities, [](const auto& authority) {
        return authority.current() != nullptr;
    });
}

} // namespace

ServiceBar::ServiceBar(PageContext& context, QAction* start, QAction* stop, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_state(new StatePill(context.theme, this))
    , m_url(new ElidedLabel(Qt::ElideMiddle, this))
    , m_copy(new QToolButton(this))
    , m_exposed(new StatePill(context.theme, this))
    , m_authority(new QToolButton(this))
    , m_start(new ActionButton(context.theme, start, false, this))
    , m_stop(new ActionButton(context.theme, stop, false, this))
    , m_examine(new ActionButton(
          context.theme, context.actions.action(QStringLiteral("tools.examine")), false, this)) {
    setObjectName(QStringLiteral("serviceBar"));
    setAccessibleName(tr("Responder"));
    m_url->setFont(Theme::monospace());
    m_copy->setObjectName(QStringLiteral("copyUrl"));
    m_copy->setIcon(tintedIcon(Icon::Copy));
    m_copy->setText(tr("Copy"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setToolTip(tr("Copy the SCEP URL"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_exposed->setLook({tr("Exposed"), Icon::Exposed, Tone::Warning});
    m_exposed->setToolTip(tr("Other machines can reach the responder."));
    m_authority->setObjectName(QStringLiteral("serviceAuthority"));
    m_authority->setAutoRaise(true);
    m_authority->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_authority->setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    row->addWidget(m_state);
    row->addWidget(m_exposed);
    row->addWidget(m_url);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_authority);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    row->addWidget(m_examine);
    connect(m_copy, &QToolButton::clicked, this, [this] { m_context.clipboard.copy(m_address); });
    connect(&context.session, &workbench::Session::responderChanged, this,
            &ServiceBar::reflectResponder);
    connect(&context.session, &workbench::Session::statusChanged, this, [this] {
        reflectResponder();
        reflectAuthority();
    });
    connect(&context.theme, &Theme::changed, this, &ServiceBar::reflectAuthority);
    if (context.windowSettings != nullptr)
        connect(context.windowSettings, &WindowSettings::changed, this, [this](const QString& key) {
            if (key.startsWith(QLatin1String("certificates/"))) reflectAuthority();
        });
    reflectResponder();
    reflectAuthority();
}

void ServiceBar::reflectResponder() {
    using State = workbench::ResponderView::State;
    const workbench::ResponderView& responder = m_context.session.responder();
    const auto& status = m_context.session.status();
    m_state->setLook(lookOf(responder, hasAuthority(status)));
    m_exposed->setVisible(responder.exposed && responder.state != State::Stopped);
    m_address.clear();
    if (responder.state == State::Running) {
        m_address = text(responder.url);
        if (status && !status->endpoints.empty()) m_address += text(status->endpoints.front().path);
        m_url->setText(m_address);
    } else if (responder.state == State::Failed && responder.error) {
        const Problem problem = problemOf(*responder.error, m_context.session.clock().now());
        m_url->setText(problem.summary + QLatin1Char(' ') + problem.action, problem.why);
    } else {
        m_url->setText(QStringLiteral("%1:%2").arg(text(responder.address)).arg(responder.port));
    }
    m_copy->setVisible(!m_address.isEmpty());
    const bool up = responder.state == State::Running || responder.state == State::Stopping;
    m_start->setVisible(!up);
    m_stop->setVisible(up);
}

void ServiceBar::reflectAuthority() {
    const auto& status = m_context.session.status();
    m_authority->setVisible(status.has_value());
    if (!status) return;
    // Only ours: who caches it for screen readers must still hear that it goes.
    m_authority->disconnect(this);
    if (status->authorities.empty()) {
        m_authority->setText(tr("No CA"));
        return;
    }
    const workbench::AuthorityView& authority = status->authorities.front();
    connect(m_authority, &QToolButton::clicked, this, [this, name = text(authority.name)] {
        m_context.navigator.open(ObjectRef::authority(name));
    });
    const auto* current = authority.current();
    if (current == nullptr || !current->ca) {
        m_authority->setText(tr("CA %1 has no certificate yet").arg(text(authority.name)));
        m_authority->setIcon(m_context.theme.icon(Icon::Warning, Tone::Warning));
        return;
    }
    const TimePoint now = m_context.session.clock().now();
    const TimePoint end = current->ca->notAfter();
    const QString subject = text(current->ca->subject().toText());
    if (end <= now) {
        m_authority->setText(tr("CA: %1, expired").arg(subject));
        m_authority->setIcon(m_context.theme.icon(Icon::Expired, Tone::Error));
    } else {
        m_authority->setText(m_narrow ? tr("CA: %1 left").arg(lengthText(end - now))
                                      : tr("CA: %1, %2 left").arg(subject, lengthText(end - now)));
        const auto within = [&](const char* key) {
            return end - now <
                   std::chrono::days{settingNumber(m_context.settings, QLatin1String(key))};
        };
        if (within("certificates/urgentDays"))
            m_authority->setIcon(m_context.theme.icon(Icon::Warning, Tone::Error));
        else if (within("certificates/warnDays"))
            m_authority->setIcon(m_context.theme.icon(Icon::Warning, Tone::Warning));
        else
            m_authority->setIcon(tintedIcon(Icon::Authority));
    }
    m_authority->setToolTip(subject + QLatin1Char('\n') + absoluteTime(end, locale()));
}

void ServiceBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = width() < kNarrowChars * fontMetrics().averageCharWidth();
    if (narrow == m_narrow) return;
    m_narrow = narrow;
    reflectAuthority();
}

} // namespace scepter::ui
