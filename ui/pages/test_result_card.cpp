// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/test_result_card.h"

#include "models/test_run_model.h"
#include "shell/save_file.h"
#include "theme/tinted_icon.h"
#include "widgets/action_button.h"
#include "widgets/export_menu.h"
#include "widgets/field_list.h"
#include "widgets/flow_layout.h"
#include "widgets/inline_note.h"
#include "widgets/secret_edit.h"
#include "widgets/state_pill.h"
#include "widgets/texts.h"
#include "widgets/wrap_label.h"
#include "workbench/identity_file.h"

#include "base/encoding.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scepter::ui {

namespace {

using workbench::TestRun;
using workbench::TestState;

constexpr int kTickMs = 1000;

/// What a failInfo means to whoever sent the request (RFC 8894 section 3.2.1.4).
QString meaningOf(FailInfo info) {
    switch (info) {
    case FailInfo::BadAlg:
        return TestResultCard::tr("The service does not take an algorithm of the message.");
    case FailInfo::BadMessageCheck:
        return TestResultCard::tr("The service could not verify the signature of the message.");
    case FailInfo::BadRequest:
        return TestResultCard::tr("The service does not permit or support this: often the "
                                  "challenge is wrong, used up or missing.");
    case FailInfo::BadTime:
        return TestResultCard::tr("The signing time was too far from the time of the service.");
    case FailInfo::BadCertId:
        return TestResultCard::tr("The service found no certificate that fits.");
    }
    return {};
}

QString refusalOf(const TestRun& run) {
    if (run.httpStatus)
        return TestResultCard::tr("The service answered with HTTP %1 instead of a SCEP message.")
            .arg(*run.httpStatus);
    const QString meaning = run.failInfo ? meaningOf(*run.failInfo)
                                         : TestResultCard::tr("The service gives no known reason.");
    return TestResultCard::tr("The request was refused. %1").arg(meaning);
}

} // namespace

QString sentenceOf(const TestRun& run) {
    switch (run.state) {
    case TestState::Running:
        return TestResultCard::tr("The conversation with the service goes on.");
    case TestState::Waiting:
        return TestResultCard::tr("The request waits for somebody's approval.");
    case TestState::Pending:
        return TestResultCard::tr(
            "The request still waits for somebody's approval. It is not asked for any more.");
    case TestState::Issued:
        return workbench::misbehaves(run.spec)
                   ? TestResultCard::tr("A certificate was issued for a request that ought to "
                                        "have been refused.")
                   : TestResultCard::tr("A certificate was issued. Its key is the one of the "
                                        "request, and it chains to the CA of the service.");
    case TestState::Refused:
        return refusalOf(run);
    case TestState::Cancelled:
        return TestResultCard::tr("It was cancelled. What the service did with the request so far "
                                  "stays done.");
    case TestState::Failed:
        break;
    }
    return {};
}

TestResultCard::TestResultCard(PageContext& context, MessageBar& messages, const Actions& actions,
                               QWidget* parent)
    : Card(context.theme, tr("Result"), parent)
    , m_context(context)
    , m_messages(messages)
    , m_export(new ExportMenu(context, messages, this))
    , m_pill(new StatePill(context.theme, this))
    , m_sentence(new WrapLabel({}, this))
    , m_wait(new InlineNote(context.theme, Tone::Pending, this))
    , m_fields(new FieldList(context.theme, this))
    , m_buttons(new QWidget(this)) {
    setObjectName(QStringLiteral("testResult"));
    m_pill->setObjectName(QStringLiteral("testState"));
    m_sentence->setObjectName(QStringLiteral("testSentence"));
    m_wait->setObjectName(QStringLiteral("testWait"));
    addToHeader(m_pill);
    auto* flow = new FlowLayout(m_buttons, 8, 8);
    for (QAction* action : {actions.pollNow, actions.approve, actions.save})
        flow->addWidget(new ActionButton(context.theme, action, false, m_buttons));
    auto* copy = m_export->makeButton(tr("Copy as"), m_buttons);
    copy->setObjectName(QStringLiteral("testCopy"));
    m_copyButton = copy;
    flow->addWidget(m_copyButton);
    for (QAction* action : {actions.renew, actions.showCertificate})
        flow->addWidget(new ActionButton(context.theme, action, false, m_buttons));
    body()->addWidget(m_sentence);
    body()->addWidget(m_wait);
    body()->addWidget(m_buttons);
    body()->addWidget(makeSave());
    body()->addWidget(m_fields);
    body()->addStretch(1);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &TestResultCard::showWait);
    connect(m_fields, &FieldList::copyRequested, this, &TestResultCard::copyRequested);
    show(nullptr);
}

QWidget* TestResultCard::makeSave() {
    m_savePanel = new QWidget(this);
    m_savePanel->setObjectName(QStringLiteral("testSavePanel"));
    auto* words = new WrapLabel(tr("The file holds the private key. A passphrase keeps others from "
                                   "using it; without one whoever has the file has the key."),
                                m_savePanel);
    auto* name = new QLabel(tr("Passphrase"), m_savePanel);
    m_passphrase = new SecretEdit({}, m_savePanel);
    m_passphrase->setObjectName(QStringLiteral("testSavePassphrase"));
    name->setBuddy(m_passphrase);
    auto* pkcs12 = new QPushButton(tintedIcon(Icon::Save), tr("Save as PKCS#12…"), m_savePanel);
    pkcs12->setObjectName(QStringLiteral("testSavePkcs12"));
    auto* pem = new QPushButton(tintedIcon(Icon::Save), tr("Save as PEM…"), m_savePanel);
    pem->setObjectName(QStringLiteral("testSavePem"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(name);
    row->addWidget(m_passphrase, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* button : {pkcs12, pem}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(m_savePanel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(words);
    column->addLayout(row);
    column->addLayout(buttons);
    m_savePanel->hide();
    connect(pkcs12, &QPushButton::clicked, this, [this] { save(false); });
    connect(pem, &QPushButton::clicked, this, [this] { save(true); });
    return m_savePanel;
}

void TestResultCard::show(const TestRun* run) {
    const bool other = !run || !m_run || m_run->id != run->id;
    m_run.reset();
    if (run != nullptr) m_run = *run;
    if (other) dropSave();
    m_fields->clear();
    m_wait->clear();
    m_tick.stop();
    m_pill->setVisible(m_run.has_value());
    m_buttons->setVisible(m_run && m_run->state != TestState::Running);
    m_export->setSource({});
    m_copyButton->setVisible(m_run && m_run->certificate);
    if (!m_run) {
        setTone(Tone::Neutral);
        m_sentence->setText(tr("Nothing was run yet. Choose a service and an identity, then run: "
                               "every step is shown as it happens."));
        return;
    }
    const StateLook look = lookOf(*m_run);
    setTone(look.tone);
    m_pill->setLook(look);
    m_sentence->setText(sentenceOf(*m_run));
    if (m_run->state == TestState::Waiting) {
        showWait();
        m_tick.start();
    } else if (m_run->certificate) {
        showCertificate(*m_run);
    } else if (m_run->isOver() && m_run->state != TestState::Pending) {
        showRefusal(*m_run);
    }
}

void TestResultCard::showWait() {
    if (!m_run || m_run->state != TestState::Waiting) return;
    const auto left =
        std::chrono::ceil<std::chrono::seconds>(m_run->nextPoll - m_context.session.clock().now());
    const int seconds = static_cast<int>(std::max<std::int64_t>(0, left.count()));
    m_wait->say(Tone::Pending, tr("Poll %1 of %2 in %n s.", "seconds", seconds)
                                   .arg(m_run->polled + 1)
                                   .arg(m_run->spec.polls));
}

void TestResultCard::showCertificate(const TestRun& run) {
    const pki::Certificate& certificate = *run.certificate;
    m_export->setSource(
        [certificate, chain = run.chain](workbench::Workbench&,
                                         const store::GoOn&) -> Result<workbench::Exportable> {
            return workbench::CertificateWithChain{certificate, chain};
        });
    const auto add = [this](const QString& name, const QString& value, bool mono = false) {
        m_fields->add({.name = name, .value = value, .monospace = mono, .copyable = true});
    };
    for (const std::string& remark : run.remarks)
        m_fields->add({.name = tr("Mind"), .value = text(remark), .tone = Tone::Warning});
    add(tr("Subject"), text(certificate.subject().toDisplayText()));
    QStringList names;
    for (const pki::GeneralName& name : certificate.subjectAltNames())
        names.append(text(pki::toText(name)));
    if (!names.isEmpty()) add(tr("Names"), names.join(QStringLiteral(", ")));
    add(tr("Issuer"), text(certificate.issuer().toDisplayText()));
    add(tr("Serial number"), inPairs(text(certificate.serialText())), true);
    add(tr("Key"), text(certificate.publicKey().toText()));
    add(tr("Ends"), absoluteTime(certificate.notAfter(), locale()));
    add(QStringLiteral("SHA-256"), inPairs(text(toUpperHex(certificate.fingerprint()))), true);
}

void TestResultCard::showRefusal(const TestRun& run) {
    for (const std::string& remark : run.remarks)
        m_fields->add({.name = tr("Mind"), .value = text(remark), .tone = Tone::Warning});
    if (run.failInfo)
        m_fields->add({.name = QStringLiteral("failInfo"), .value = text(toText(*run.failInfo))});
    if (!run.failInfoText.empty())
        m_fields->add({.name = QStringLiteral("failInfoText"),
                       .value = text(run.failInfoText),
                       .copyable = true});
    if (!run.error || run.state == TestState::Cancelled) return;
    const Problem problem = problemOf(*run.error, m_context.session.clock().now());
    if (run.state == TestState::Failed)
        m_sentence->setText(problem.summary);
    else
        m_fields->add({.name = tr("Besides"), .value = problem.summary, .tone = Tone::Warning});
    m_fields->add({.name = tr("Why"), .value = problem.why, .copyable = true});
    if (!problem.action.isEmpty())
        m_fields->add({.name = tr("What to do"), .value = problem.action});
}

void TestResultCard::askSave() {
    if (!m_run || !m_run->certificate || !m_run->key) return;
    m_savePanel->show();
    m_passphrase->setFocus(Qt::OtherFocusReason);
}

bool TestResultCard::dropSave() {
    m_passphrase->clear();
    if (m_savePanel->isHidden()) return false;
    m_savePanel->hide();
    return true;
}

void TestResultCard::save(bool pem) {
    if (!m_run || !m_run->certificate || !m_run->key) return;
    const auto format = pem ? workbench::IdentityFormat::Pem : workbench::IdentityFormat::Pkcs12;
    const workbench::CertificateWithChain whole{*m_run->certificate, m_run->chain};
    QString name = text(workbench::suggestedFileName(whole, "pem"));
    if (!pem) name.replace(QRegularExpression(QStringLiteral("\\.pem$")), QStringLiteral(".p12"));
    saveThroughJob(
        m_context, *this, m_messages, tr("Save key and certificate"), name,
        {pem ? tr("PEM (*.pem)") : tr("PKCS#12 (*.p12 *.pfx)"), tr("All files (*)")},
        tr("Saving key and certificate"),
        [format, key = *m_run->key, whole, passphrase = sharedSecretOf(*m_passphrase)](
            workbench::Workbench&, workbench::JobControl&) {
            return workbench::identityFile(format, key, whole.certificate, whole.chain,
                                           passphrase->view());
        },
        true, [this] { dropSave(); });
}

} // namespace scepter::ui
