// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/services_tab.h"

#include "shell/navigator.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <QDateTime>

#include <utility>

namespace scepter::ui {

namespace {

using responder::CircuitState;
using State = workbench::ResponderView::State;

constexpr int kPollMs = 500;
constexpr int kTickMs = 5000;

} // namespace

ServicesTab::ServicesTab(PageContext& pageContext, MessageBar& messageBar, QWidget* parent)
    : ListTab(pageContext, messageBar, parent)
    , m_model(new ServiceModel(pageContext.session.clock(), this))
    , m_source([this] { return session().targets(); })
    , m_try([this](const std::string& target) { session().tryTargetNow(target); }) {
    setUp({.prefix = QStringLiteral("service"),
           .stateKey = QStringLiteral("pages/challenges/services"),
           .listName = tr("Services that gates ask"),
           .detailName = tr("The chosen service"),
           .nothingChosen = tr("Choose a service to see how it answers."),
           .widths = {23, 20, 11, 0, 7, 7, 0, 0, 0}},
          m_model);
    m_poll.setInterval(kPollMs);
    m_tick.setInterval(kTickMs);
    connect(&m_poll, &QTimer::timeout, this, &ServicesTab::refresh);
    connect(&m_tick, &QTimer::timeout, m_model, &ServiceModel::tick);
    connect(&session(), &workbench::Session::statusChanged, this, &ServicesTab::refresh);
    connect(&session(), &workbench::Session::responderChanged, this,
            &ServicesTab::reflectResponder);
    refresh();
}

void ServicesTab::setSource(Source source, Try tryNow) {
    m_source = std::move(source);
    m_try = std::move(tryNow);
    refresh();
}

bool ServicesTab::isServed() const {
    return session().responder().state == State::Running;
}

void ServicesTab::showEvent(QShowEvent* event) {
    ListTab::showEvent(event);
    reflectResponder();
}

void ServicesTab::hideEvent(QHideEvent* event) {
    ListTab::hideEvent(event);
    m_poll.stop();
    m_tick.stop();
}

void ServicesTab::reflectResponder() {
    const bool follows = isVisible() && isServed();
    for (QTimer* timer : {&m_poll, &m_tick})
        follows ? timer->start() : timer->stop();
    refresh();
}

void ServicesTab::refresh() {
    const auto& status = session().status();
    const std::vector<enrollment::EndpointSettings> none;
    m_model->setRows(servicesOf(status ? status->endpoints : none,
                                isServed() ? m_source() : std::vector<responder::TargetStatus>()));
    rowsChanged();
}

bool ServicesTab::isClosed() const {
    return !isServed();
}

std::optional<EmptyText> ServicesTab::empty() {
    const auto& status = session().status();
    if (!status) return std::nullopt;
    if (!anyGateAsks(status->endpoints))
        return EmptyText{
            .icon = Icon::Network,
            .sentence = tr("No gate asks anybody."),
            .hint = tr("Webhooks, Intune and programs are asked whether a request may have a "
                       "certificate. Add such a gate to an endpoint."),
            .linkText = tr("Show the endpoints"),
            .link = [this] { context().navigator.open(ObjectRef::ofPage(PageId::Endpoints)); }};
    if (isServed()) return EmptyText{.icon = Icon::Network, .sentence = tr("Nobody was asked.")};
    EmptyText text{.icon = Icon::Stopped,
                   .sentence = tr("The responder does not run, so nobody is asked."),
                   .hint = tr("How the services answer is known while it runs.")};
    const State state = session().responder().state;
    if (state == State::Stopped || state == State::Failed) {
        text.buttonText = tr("Start the responder");
        text.button = [this] { session().startResponder(); };
    }
    return text;
}

QString ServicesTab::sentence(const ServiceRow& row) const {
    if (!row.status) return tr("No request has needed it since the responder was started.");
    const responder::TargetStatus& status = *row.status;
    const int failures = static_cast<int>(status.failuresInARow);
    const TimePoint now = session().clock().now();
    switch (status.state) {
    case CircuitState::Open:
        if (!status.pausedUntil || *status.pausedUntil <= now)
            return tr("Its pause is over: the next question goes out, to see whether it is back.");
        return tr("It failed %n time(s) in a row and is left alone until %1. Until then requests "
                  "that need it are told to come again later.",
                  nullptr, failures)
            .arg(locale().toString(toDateTime(*status.pausedUntil).time(),
                                   QStringLiteral("HH:mm:ss")));
    case CircuitState::HalfOpen:
        return tr("One question is on its way, to see whether it is back. All other requests "
                  "are told to come again later.");
    case CircuitState::Closed:
        break;
    }
    if (failures == 0) return {};
    return tr("The last %n try(s) failed. If it goes on failing, it is left alone for a while.",
              nullptr, failures);
}

DetailText ServicesTab::detail() const {
    const ServiceRow* row = m_model->row(key());
    if (row == nullptr) return {};
    const TimePoint now = session().clock().now();
    DetailText said{.title = text(row->target), .state = lookOf(*row, now), .note = sentence(*row)};
    said.noteTone = said.state.tone == Tone::Ok || said.state.tone == Tone::Neutral
                        ? Tone::Info
                        : said.state.tone;
    said.links.append({.name = tr("Used by"), .heading = true});
    for (const GateUse& use : row->uses)
        said.links.append({.name = tr("Endpoint"),
                           .value = useWords(use),
                           .target = ObjectRef::endpoint(text(use.endpoint))});
    if (row->uses.empty())
        said.links.append({.name = tr("Endpoint"), .value = tr("none any more")});
    if (!row->status) return said;
    const responder::TargetStatus& status = *row->status;
    const auto count = [this](auto number) {
        return locale().toString(static_cast<qulonglong>(number));
    };
    const auto cell = [this, row](ServiceModel::Column column) {
        const auto at = static_cast<int>(row - m_model->rows().data());
        return m_model->index(at, column).data().toString();
    };
    if (!status.lastError.empty())
        said.facts.append({.name = tr("Last error"),
                           .value = text(status.lastError),
                           .tone = status.failuresInARow > 0 ? Tone::Error : Tone::Neutral,
                           .copyable = true});
    if (status.lastFailureAt)
        said.facts.append(
            {.name = tr("Last failure"), .value = absoluteTime(*status.lastFailureAt, locale())});
    said.facts.append({.name = tr("Failures in a row"), .value = count(status.failuresInARow)});
    said.facts.append(
        {.name = tr("Asked"),
         .value = tr("%1, and %2 now").arg(count(status.asked), count(status.underWay)),
         .toolTip = tr("Tries since the responder was started; a retry counts too")});
    said.facts.append({.name = tr("Failed"), .value = count(status.failed)});
    said.facts.append({.name = tr("Not asked"),
                       .value = count(status.turnedAway),
                       .toolTip = tr("Questions that came while it was left alone")});
    said.facts.append({.name = tr("Took"), .value = cell(ServiceModel::Took)});
    return said;
}

QString ServicesTab::whyNotTry() const {
    if (!isServed()) return tr("The responder does not run.");
    const ServiceRow* row = m_model->row(key());
    if (row == nullptr) return tr("Choose a service first.");
    if (!row->status || row->status->state == CircuitState::Closed) return tr("It is not paused.");
    if (row->status->state == CircuitState::HalfOpen) return tr("It is being tried already.");
    return {};
}

void ServicesTab::tryNow() {
    if (!whyNotTry().isEmpty()) return;
    m_try(key().toStdString());
    messages().showSuccess(
        tr("The next question goes out to %1, to see whether it is back.").arg(key()));
    refresh();
}

} // namespace scepter::ui
