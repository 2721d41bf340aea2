// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/scenario_step_form.h"

#include "pages/endpoint_fields.h"
#include "pages/gate_fields.h"
#include "pages/test_misbehavior_form.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scepter::ui {

namespace {

using client::StepKind;

constexpr std::array kKinds{StepKind::Caps,   StepKind::CaCert, StepKind::Enroll,  StepKind::Poll,
                            StepKind::Renew,  StepKind::Rekey,  StepKind::GetCert, StepKind::GetCrl,
                            StepKind::NextCa, StepKind::Wait};
constexpr std::array kFailInfos{FailInfo::BadAlg, FailInfo::BadMessageCheck, FailInfo::BadRequest,
                                FailInfo::BadTime, FailInfo::BadCertId};
constexpr int kUsual = -1;

bool sendsRequest(StepKind kind) {
    return kind == StepKind::Enroll || kind == StepKind::Renew || kind == StepKind::Rekey;
}

bool refers(StepKind kind) {
    return kind == StepKind::Poll || kind == StepKind::Renew || kind == StepKind::Rekey ||
           kind == StepKind::GetCert || kind == StepKind::GetCrl;
}

} // namespace

QString kindText(StepKind kind) {
    switch (kind) {
    case StepKind::Caps:
        return QStringLiteral("GetCACaps");
    case StepKind::CaCert:
        return QStringLiteral("GetCACert");
    case StepKind::Enroll:
        return ScenarioStepForm::tr("Enroll");
    case StepKind::Poll:
        return ScenarioStepForm::tr("Poll");
    case StepKind::Renew:
        return ScenarioStepForm::tr("Renew");
    case StepKind::Rekey:
        return ScenarioStepForm::tr("Renew with a new key");
    case StepKind::GetCert:
        return QStringLiteral("GetCert");
    case StepKind::GetCrl:
        return QStringLiteral("GetCRL");
    case StepKind::NextCa:
        return QStringLiteral("GetNextCACert");
    case StepKind::Wait:
        return ScenarioStepForm::tr("Wait");
    }
    return {};
}

QString expectationText(const client::ScenarioStep& step) {
    const client::Expectation& expect = step.expect;
    QStringList words;
    if (expect.status) words.append(text(scep::toText(*expect.status)));
    for (const FailInfo info : expect.failInfo)
        words.append(text(toText(info)));
    for (const unsigned status : expect.httpStatus)
        words.append(QStringLiteral("HTTP %1").arg(status));
    if (expect.error) words.append(text(toText(*expect.error)));
    return words.isEmpty() ? ScenarioStepForm::tr("as usual") : words.join(QLatin1Char(' '));
}

ScenarioStepForm::ScenarioStepForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new FormGroup(theme, {}, this))
    , m_kind(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_subject(new QLineEdit(this))
    , m_of(new QComboBox(this))
    , m_polls(new QSpinBox(this))
    , m_delay(new DurationEdit(this))
    , m_wait(new DurationEdit(this))
    , m_expect(new QComboBox(this))
    , m_failInfo(new QComboBox(this))
    , m_misbehaviors(new TestMisbehaviorForm(QStringLiteral("step"), this)) {
    build();
    watchEdits(this, this, [this] {
        if (m_showing) return;
        reflect();
        Q_EMIT edited();
    });
    show({}, {});
}

void ScenarioStepForm::build() {
    m_kind->setObjectName(QStringLiteral("stepKind"));
    for (const StepKind kind : kKinds)
        m_kind->addItem(kindText(kind), static_cast<int>(kind));
    m_name->setObjectName(QStringLiteral("stepName"));
    m_subject->setObjectName(QStringLiteral("stepSubject"));
    m_subject->setPlaceholderText(tr("that of the scenario"));
    m_of->setObjectName(QStringLiteral("stepOf"));
    m_polls->setObjectName(QStringLiteral("stepPolls"));
    m_polls->setRange(0, 1000);
    m_delay->setName(QStringLiteral("stepDelay"), tr("Time between polls"));
    m_wait->setName(QStringLiteral("stepWait"), tr("How long it waits"));
    m_expect->setObjectName(QStringLiteral("stepExpect"));
    m_expect->addItem(tr("As usual"), kUsual);
    for (const scep::PkiStatus status :
         {scep::PkiStatus::Success, scep::PkiStatus::Pending, scep::PkiStatus::Failure})
        m_expect->addItem(text(scep::toText(status)), static_cast<int>(status));
    m_failInfo->setObjectName(QStringLiteral("stepFailInfo"));
    m_failInfo->addItem(tr("Any"), kUsual);
    for (const FailInfo info : kFailInfos)
        m_failInfo->addItem(text(toText(info)), static_cast<int>(info));
    m_group->add(tr("What"), m_kind);
    m_group->add(tr("Name"), m_name);
    m_subjectField = m_group->add(tr("Subject"), m_subject);
    m_ofField = m_group->add(tr("Of step"), m_of);
    m_pollsField = m_group->add(tr("Polls"), m_polls, tr("After PENDING."));
    m_delayField = m_group->add(tr("One each"), m_delay);
    m_waitField = m_group->add(tr("For"), m_wait);
    m_expectField =
        m_group->add(tr("Expected"), m_expect,
                     tr("As usual: SUCCESS; of misbehavior that ought to be refused, a refusal."));
    m_failInfoField = m_group->add(QStringLiteral("failInfo"), m_failInfo);
    m_wrong =
        new Fold(QStringLiteral("stepMisbehave"), tr("Misbehave on purpose"), m_misbehaviors, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(4);
    column->addWidget(m_group);
    column->addWidget(m_wrong);
    column->addStretch(1);
}

void ScenarioStepForm::show(const client::ScenarioStep& step, const QStringList& others) {
    m_showing = true;
    m_loaded = step;
    setDataKept(m_kind, static_cast<int>(step.kind));
    setTextKept(m_name, text(step.name));
    setTextKept(m_subject, text(step.subject));
    QStringList names = others;
    if (const QString of = text(step.of); !of.isEmpty() && !names.contains(of)) names.append(of);
    m_of->clear();
    m_of->addItem(tr("The one before"), QString());
    for (const QString& name : std::as_const(names))
        m_of->addItem(name, name);
    setDataKept(m_of, text(step.of));
    m_polls->setValue(static_cast<int>(step.polls));
    m_delay->setDuration(step.pollDelay);
    m_wait->setDuration(step.wait);
    setDataKept(m_expect, step.expect.status ? static_cast<int>(*step.expect.status) : kUsual);
    setDataKept(m_failInfo, step.expect.failInfo.size() == 1
                                ? static_cast<int>(step.expect.failInfo.front())
                                : kUsual);
    m_misbehaviors->choose(step.misbehaviors);
    m_showing = false;
    reflect();
}

void ScenarioStepForm::reflect() {
    const auto kind = static_cast<StepKind>(m_kind->currentData().toInt());
    const bool waits = kind == StepKind::Wait;
    const bool polls = kind == StepKind::Poll || sendsRequest(kind);
    m_group->setShown(m_subjectField, sendsRequest(kind));
    m_group->setShown(m_ofField, refers(kind));
    m_group->setShown(m_pollsField, polls);
    m_group->setShown(m_delayField, polls);
    m_group->setShown(m_waitField, waits);
    m_group->setShown(m_expectField, !waits);
    m_group->setShown(m_failInfoField, m_expect->currentData().toInt() ==
                                           static_cast<int>(scep::PkiStatus::Failure));
    m_wrong->setVisible(sendsRequest(kind) || refers(kind));
}

client::ScenarioStep ScenarioStepForm::step() const {
    client::ScenarioStep made = m_loaded;
    made.kind = static_cast<StepKind>(m_kind->currentData().toInt());
    made.name = m_name->text().trimmed().toStdString();
    made.subject = m_subject->text().trimmed().toStdString();
    made.of = m_of->currentData().toString().toStdString();
    made.polls = static_cast<unsigned>(m_polls->value());
    made.pollDelay = m_delay->duration();
    made.wait = m_wait->duration();
    const int status = m_expect->currentData().toInt();
    made.expect.status.reset();
    if (status != kUsual) made.expect.status = static_cast<scep::PkiStatus>(status);
    const int info = m_failInfo->currentData().toInt();
    if (status != static_cast<int>(scep::PkiStatus::Failure))
        made.expect.failInfo.clear();
    else if (info != kUsual)
        made.expect.failInfo = {static_cast<FailInfo>(info)};
    else if (made.expect.failInfo.size() == 1)
        made.expect.failInfo.clear();
    made.misbehaviors = m_misbehaviors->chosen();
    return made;
}

void ScenarioStepForm::focusFirst() {
    m_kind->setFocus(Qt::OtherFocusReason);
}

} // namespace scepter::ui
