// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_tab.h"

#include "models/endpoint_config.h"
#include "pages/standin_calls_tab.h"
#include "pages/standin_devices_tab.h"
#include "pages/standin_faults_tab.h"
#include "pages/standin_profiles_tab.h"
#include "pages/standin_revocations_tab.h"
#include "pages/standin_settings_tab.h"
#include "shell/clipboard.h"
#include "shell/navigator.h"
#include "theme/tinted_icon.h"
#include "widgets/elided_label.h"
#include "widgets/flow_layout.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using workbench::StandInKind;
using workbench::StandInView;
using State = workbench::StandInView::State;

class Words {
    Q_DECLARE_TR_FUNCTIONS(scepter::ui::StandIns)
};

StateLook lookOf(const StandInView& view) {
    switch (view.state) {
    case State::Starting:
        return {Words::tr("Starting"), Icon::Starting, Tone::Pending};
    case State::Running:
        return view.exposed ? StateLook{Words::tr("Exposed"), Icon::Exposed, Tone::Warning}
                            : StateLook{Words::tr("Running"), Icon::Running, Tone::Ok};
    case State::Stopping:
        return {Words::tr("Stopping"), Icon::Starting, Tone::Pending};
    case State::Failed:
        return {Words::tr("Failed"), Icon::Failed, Tone::Error};
    case State::Stopped:
        break;
    }
    return {Words::tr("Stopped"), Icon::Stopped, Tone::Neutral};
}

QPushButton* pushButton(const QString& text, const QString& name, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

} // namespace

StandInTab::StandInTab(PageContext& context, MessageBar& messages, StandInKind kind,
                       QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_kind(kind) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    column->addWidget(makeHead());
    m_note = new InlineNote(context.theme, named("Note"), this);
    column->addWidget(m_note);
    m_use = makeUse();
    column->addWidget(m_use);
    makeParts();
    column->addWidget(m_parts, 1);
    const auto mine = [this](auto function) {
        return [this, function](StandInKind moved) {
            if (moved == m_kind) function();
        };
    };
    workbench::StandIns& source = standIns();
    connect(&source, &workbench::StandIns::settingsChanged, this, &StandInTab::follow);
    connect(&source, &workbench::StandIns::viewChanged, this, mine([this] { followView(); }));
    connect(&source, &workbench::StandIns::callsChanged, this, mine([this] {
        m_calls->follow();
        if (m_revocations != nullptr) m_revocations->follow();
        Q_EMIT stateChanged();
    }));
    connect(&source, &workbench::StandIns::faultsChanged, this,
            mine([this] { m_faults->follow(); }));
    connect(&context.session, &workbench::Session::statusChanged, this, &StandInTab::fillEndpoints);
    fillEndpoints();
    follow();
    followView();
}

workbench::StandIns& StandInTab::standIns() const {
    return m_context.session.standIns();
}

QString StandInTab::named(const char* part) const {
    return text(toText(m_kind)) + QLatin1String(part);
}

QWidget* StandInTab::makeHead() {
    auto* head = new QWidget(this);
    m_pill = new StatePill(m_context.theme, head);
    m_pill->setObjectName(named("State"));
    m_url = new ElidedLabel(Qt::ElideMiddle, head);
    m_url->setObjectName(named("Url"));
    m_copy = pushButton(tr("Copy"), named("UrlCopy"), head);
    m_copy->setIcon(tintedIcon(Icon::Copy));
    m_copy->setAccessibleName(tr("Copy the address"));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_pill);
    row->addWidget(m_url);
    row->addWidget(m_copy);
    row->addStretch(1);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        m_context.clipboard.copy(text(standIns().view(m_kind).url));
        m_messages.showSuccess(tr("Copied: the address"));
    });
    return head;
}

QWidget* StandInTab::makeUse() {
    auto* box = new QWidget(this);
    box->setObjectName(named("Use"));
    auto* label = new QLabel(tr("Endpoint"), box);
    m_endpoint = new QComboBox(box);
    m_endpoint->setObjectName(named("UseEndpoint"));
    m_endpoint->setAccessibleName(label->text());
    m_endpoint->setMinimumContentsLength(16);
    label->setBuddy(m_endpoint);
    m_alone = new QCheckBox(tr("In place of its other gates"), box);
    m_alone->setObjectName(named("UseAlone"));
    m_alone->setChecked(true);
    m_setUp = pushButton(tr("Set up the gate"), named("UseSetUp"), box);
    auto* cancel = pushButton(tr("Cancel"), named("UseCancel"), box);
    auto* flow = new FlowLayout(nullptr, 8, 8);
    for (QWidget* one : {static_cast<QWidget*>(label), static_cast<QWidget*>(m_endpoint),
                         static_cast<QWidget*>(m_alone), static_cast<QWidget*>(m_setUp),
                         static_cast<QWidget*>(cancel)})
        flow->addWidget(one);
    m_useNote = new InlineNote(m_context.theme, named("UseNote"), box);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(flow);
    column->addWidget(m_useNote);
    box->hide();
    connect(m_endpoint, &QComboBox::currentIndexChanged, this, &StandInTab::fillEndpoints);
    connect(m_alone, &QCheckBox::toggled, this, &StandInTab::fillEndpoints);
    connect(m_setUp, &QPushButton::clicked, this, &StandInTab::use);
    connect(cancel, &QPushButton::clicked, box, &QWidget::hide);
    return box;
}

void StandInTab::makeParts() {
    m_parts = new QTabWidget(this);
    m_parts->setObjectName(named("Parts"));
    m_parts->setDocumentMode(true);
    m_calls = new StandInCallsTab(m_context, m_messages, m_kind, this);
    if (isIntune())
        m_devices = new IntuneDevicesTab(m_context, m_messages, this);
    else
        m_devices = new MdmDevicesTab(m_context, m_messages, this);
    m_faults = new StandInFaultsTab(m_context, m_messages, m_kind, this);
    m_settings = new StandInSettingsTab(m_context, m_messages, m_kind, this);
    m_parts->addTab(m_calls, tr("Calls"));
    m_parts->addTab(m_devices, tr("Devices"));
    if (isIntune()) {
        m_profiles = new StandInProfilesTab(m_context, m_messages, this);
        m_parts->addTab(m_profiles, tr("Profiles"));
    }
    m_parts->addTab(m_faults, tr("Faults"));
    if (isIntune()) {
        m_revocations = new StandInRevocationsTab(m_context, m_messages, this);
        m_parts->addTab(m_revocations, tr("Revocations"));
    }
    m_parts->addTab(m_settings, tr("Settings"));
    m_parts->setAccessibleName(isIntune() ? tr("Parts of the stand-in for Intune")
                                          : tr("Parts of the stand-in for an MDM"));
    connect(m_calls, &StandInCallsTab::startWanted, this, &StandInTab::start);
    connect(m_calls, &StandInCallsTab::useWanted, this, &StandInTab::askUse);
    connect(m_devices, &StagedTab::stateChanged, this, &StandInTab::stateChanged);
    connect(m_parts, &QTabWidget::currentChanged, this, &StandInTab::stateChanged);
}

void StandInTab::follow() {
    m_devices->follow();
    if (m_profiles != nullptr) m_profiles->follow();
    m_settings->follow();
    followView();
}

void StandInTab::followView() {
    const StandInView& view = standIns().view(m_kind);
    const workbench::StandInSettings& settings = standIns().settings();
    const workbench::StandInPlace& place = isIntune() ? settings.intune.place : settings.mdm.place;
    const bool runs = view.state == State::Running;
    m_pill->setLook(lookOf(view));
    const QString where = place.port == 0
                              ? tr("Will listen on %1, at a free port.").arg(text(place.address))
                              : tr("Will listen on %1, port %2.")
                                    .arg(text(place.address), QString::number(place.port));
    m_url->setText(runs ? text(view.url) : where);
    m_copy->setVisible(runs);
    if (view.error) {
        const Problem said = problemOf(*view.error, m_context.session.clock().now());
        m_note->say(Tone::Error,
                    tr("It was not started. %1 %2 (%3)").arg(said.summary, said.action, said.why));
    } else if (runs && view.exposed) {
        m_note->say(Tone::Warning, tr("Others on the network can ask it, and see what it says of "
                                      "devices. Only for a lab."));
    } else {
        m_note->clear();
    }
    if (!runs) m_use->hide();
    m_calls->follow();
    m_settings->followView();
    if (m_revocations != nullptr) m_revocations->follow();
    Q_EMIT stateChanged();
}

void StandInTab::fillEndpoints() {
    const auto& status = m_context.session.status();
    const QString chosen = m_endpoint->currentText();
    QStringList names;
    QString gates;
    if (status)
        for (const enrollment::EndpointSettings& endpoint : status->endpoints) {
            names.append(text(endpoint.name));
            if (names.last() == chosen) gates = gatesWords(endpoint);
        }
    QStringList shown;
    for (int i = 0; i < m_endpoint->count(); ++i)
        shown.append(m_endpoint->itemText(i));
    if (shown != names) {
        const QSignalBlocker quiet(m_endpoint);
        m_endpoint->clear();
        m_endpoint->addItems(names);
        if (names.contains(chosen)) m_endpoint->setCurrentText(chosen);
        QMetaObject::invokeMethod(this, &StandInTab::fillEndpoints, Qt::QueuedConnection);
    }
    m_setUp->setEnabled(!names.isEmpty());
    if (names.isEmpty())
        m_useNote->say(Tone::Info, tr("There is no endpoint yet."));
    else if (m_alone->isChecked())
        m_useNote->say(
            Tone::Info,
            tr("Now it asks: %1. From then on, this stand-in alone decides.").arg(gates));
    else
        m_useNote->say(Tone::Warning,
                       tr("Now it asks: %1. A request has one challenge: more than one gate that "
                          "wants it lets nobody in, unless one of them is enough.")
                           .arg(gates));
}

void StandInTab::start() {
    standIns().start(m_kind);
}

void StandInTab::stop() {
    standIns().stop(m_kind);
}

void StandInTab::askUse() {
    if (!whyNotUse().isEmpty()) return;
    fillEndpoints();
    m_use->show();
    m_endpoint->setFocus();
}

void StandInTab::use() {
    const QString endpoint = m_endpoint->currentText();
    m_setUp->setEnabled(false);
    standIns()
        .useFor(m_kind, endpoint.toStdString(), m_alone->isChecked())
        .then(this, [this, endpoint](const Result<void>& answer) {
            m_setUp->setEnabled(true);
            if (!answer) {
                m_messages.showProblem(tr("The gate was not set up."),
                                       problemOf(answer.error(), m_context.session.clock().now()));
                return;
            }
            m_use->hide();
            m_parts->setFocus();
            m_messages.show({.kind = MessageKind::Info,
                             .text = tr("Endpoint “%1” asks this stand-in now.").arg(endpoint),
                             .key = named("Used"),
                             .actionText = tr("Show the endpoint"),
                             .action = [this, endpoint] {
                                 m_context.navigator.open(ObjectRef::endpoint(endpoint));
                             }});
        });
}

void StandInTab::newDevice() {
    m_parts->setCurrentWidget(m_devices);
    m_devices->startNew(false);
}

void StandInTab::mint() {
    m_parts->setCurrentWidget(m_devices);
    if (auto* devices = qobject_cast<IntuneDevicesTab*>(m_devices)) devices->mint();
}

void StandInTab::import() {
    if (m_profiles != nullptr && m_parts->currentWidget() == m_profiles) {
        m_profiles->import();
        return;
    }
    m_parts->setCurrentWidget(m_devices);
    m_devices->import();
}

void StandInTab::askRemoveDevice() {
    m_parts->setCurrentWidget(m_devices);
    m_devices->askRemove();
}

void StandInTab::forgetCalls() {
    standIns().forgetCalls(m_kind);
}

QString StandInTab::whyNotStart() const {
    const State state = standIns().view(m_kind).state;
    if (!standIns().isKnown()) return tr("Its settings are still being read.");
    return state == State::Stopped || state == State::Failed ? QString() : tr("It runs already.");
}

QString StandInTab::whyNotStop() const {
    const State state = standIns().view(m_kind).state;
    return state == State::Running || state == State::Starting ? QString() : tr("It does not run.");
}

QString StandInTab::whyNotUse() const {
    return standIns().view(m_kind).state == State::Running ? QString()
                                                           : tr("Start the stand-in first.");
}

QString StandInTab::whyNotMint() const {
    const auto* devices = qobject_cast<const IntuneDevicesTab*>(m_devices);
    return devices == nullptr ? tr("Only Intune makes challenges: a device of an MDM has a code.")
                              : devices->whyNotMint();
}

QString StandInTab::whyNotRemove() const {
    return m_parts->currentWidget() == m_devices ? m_devices->whyNotRemove()
                                                 : tr("Go to the devices first.");
}

QString StandInTab::whyNotForget() const {
    return m_calls->isEmpty() ? tr("There are no calls.") : QString();
}

bool StandInTab::hasChanges() const {
    return m_devices->hasChanges() || m_settings->hasChanges() ||
           (m_profiles != nullptr && m_profiles->hasChanges());
}

bool StandInTab::leave(const std::function<void()>& goOn) {
    const auto again = [this, goOn] { leave(goOn); };
    if (m_devices->hasChanges()) {
        m_parts->setCurrentWidget(m_devices);
        return m_devices->leave(again);
    }
    if (m_profiles != nullptr && m_profiles->hasChanges()) {
        m_parts->setCurrentWidget(m_profiles);
        return m_profiles->leave(again);
    }
    if (m_settings->hasChanges()) {
        m_parts->setCurrentWidget(m_settings);
        return m_settings->leave(again);
    }
    goOn();
    return true;
}

bool StandInTab::escape() {
    if (!m_use->isHidden()) {
        m_use->hide();
        return true;
    }
    QWidget* part = m_parts->currentWidget();
    if (part == m_calls) return m_calls->escape();
    if (part == m_devices) return m_devices->escape();
    if (part == m_profiles && m_profiles != nullptr) return m_profiles->escape();
    return part == m_settings && m_settings->escape();
}

void StandInTab::focusFilter() {
    if (m_parts->currentWidget() == m_devices) {
        m_devices->focusFilter();
        return;
    }
    m_parts->setCurrentWidget(m_calls);
    m_calls->focusFilter();
}

void StandInTab::saveState() {
    m_calls->saveState();
    m_devices->saveState();
}

} // namespace scepter::ui
