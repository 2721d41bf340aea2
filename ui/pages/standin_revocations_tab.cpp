// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_revocations_tab.h"

#include "base/text.h"
#include "pages/endpoint_fields.h"
#include "widgets/field_list.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <ranges>

namespace scepter::ui {

namespace {

using challenge::IntuneRevocationError;
using workbench::StandInKind;

constexpr int kMaxSerial = 100;

} // namespace

StandInRevocationsTab::StandInRevocationsTab(PageContext& context, MessageBar& messages,
                                             QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages)
    , m_serial(new QLineEdit)
    , m_problem(new InlineNote(context.theme, QStringLiteral("standInRevokeProblem"), this))
    , m_request(new QPushButton(tr("Ask for its revocation")))
    , m_list(new FieldList(context.theme)) {
    m_serial->setObjectName(QStringLiteral("standInRevokeSerial"));
    m_serial->setMaxLength(kMaxSerial);
    m_serial->setFont(Theme::monospace());
    m_serial->setPlaceholderText(QStringLiteral("2F9A41C0"));
    m_request->setObjectName(QStringLiteral("standInRevoke"));
    m_request->setAutoDefault(false);
    m_list->setObjectName(QStringLiteral("standInRevocations"));
    auto* label = new QLabel(tr("Serial number"));
    label->setBuddy(m_serial);
    m_serial->setAccessibleName(label->text());
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_serial, 1);
    row->addWidget(m_request);
    auto* content = new QWidget;
    auto* lines = new QVBoxLayout(content);
    lines->setContentsMargins(0, 0, 8, 0);
    lines->setSpacing(12);
    lines->addWidget(new WrapLabel(
        tr("An administrator of Intune can have a certificate revoked. A gate that lets Intune "
           "revoke asks for such wishes every few minutes, and reports what came of them."),
        content));
    lines->addLayout(row);
    lines->addWidget(m_problem);
    lines->addWidget(m_list);
    lines->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(scrolled(content, QStringLiteral("standInRevocationScroll")));
    connect(m_serial, &QLineEdit::textChanged, this, &StandInRevocationsTab::reflect);
    connect(m_serial, &QLineEdit::returnPressed, this, &StandInRevocationsTab::request);
    connect(m_request, &QPushButton::clicked, this, &StandInRevocationsTab::request);
    reflect();
    follow();
}

void StandInRevocationsTab::reflect() {
    const bool runs = m_context.session.standIns().view(StandInKind::Intune).state ==
                      workbench::StandInView::State::Running;
    const std::string serial = m_serial->text().trimmed().toStdString();
    const bool good = !challenge::serialsOf(serial).empty();
    m_request->setEnabled(runs && good);
    m_request->setToolTip(runs ? QString() : tr("Start the stand-in first."));
    if (!serial.empty() && !good)
        m_problem->say(Tone::Error, tr("A serial number has hex digits only."), m_serial);
    else if (!runs)
        m_problem->say(Tone::Info, tr("Start the stand-in first: what is asked for is forgotten "
                                      "when it stops."));
    else
        m_problem->clear();
}

void StandInRevocationsTab::request() {
    if (!m_request->isEnabled()) return;
    m_context.session.standIns().requestRevocation(m_serial->text().trimmed().toStdString());
    m_messages.showSuccess(tr("It is told to the next gate that asks."));
    m_serial->clear();
}

void StandInRevocationsTab::follow() {
    reflect();
    const workbench::StandIns& standIns = m_context.session.standIns();
    const auto open = standIns.openRevocations();
    const auto results = standIns.revocationResults();
    QStringList built;
    for (const auto& one : open)
        built.append(text(one.requestContext) + text(one.serialNumber));
    for (const auto& one : results)
        built.append(text(one.requestContext) + text(challenge::toText(one.error)));
    if (built == m_built) return;
    m_built = built;
    m_list->clear();
    if (!open.empty()) m_list->addHeading(tr("Asked for"));
    for (const auto& one : open)
        m_list->add({.name = text(one.requestContext),
                     .value = text(printable(one.serialNumber)),
                     .monospace = true,
                     .copyable = true});
    if (!results.empty()) m_list->addHeading(tr("What came of them"));
    for (const auto& one : results | std::views::reverse) {
        const bool good = one.error == IntuneRevocationError::None;
        m_list->add({.name = text(printable(one.requestContext)),
                     .value = good ? tr("revoked")
                                   : tr("%1: %2").arg(text(challenge::toText(one.error)),
                                                      text(printable(one.message))),
                     .tone = good ? Tone::Ok : Tone::Error});
    }
}

} // namespace scepter::ui
