// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/standin_challenge_pane.h"

#include "pages/endpoint_fields.h"
#include "pages/request_words.h"
#include "pki/extensions.h"
#include "shell/clipboard.h"
#include "theme/tinted_icon.h"
#include "widgets/card.h"
#include "widgets/field_list.h"
#include "widgets/inline_note.h"
#include "widgets/message_bar.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using standin::IntuneChallenge;

QPushButton* pushButton(const QString& text, Icon icon, const char* name, QWidget* parent) {
    auto* button = new QPushButton(tintedIcon(icon), text, parent);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    return button;
}

QString joined(const QStringList& words) {
    return words.isEmpty() ? QStringLiteral("–") : words.join(QStringLiteral(", "));
}

} // namespace

StandInChallengePane::StandInChallengePane(PageContext& context, MessageBar& messages,
                                           QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_messages(messages) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeExpected());
    column->addWidget(makeChallenge());
    column->addStretch(1);
    forget();
}

StandInChallengePane::~StandInChallengePane() = default;

Card* StandInChallengePane::makeExpected() {
    auto* card = new Card(m_context.theme, tr("What its request must ask for"), this);
    auto* label = new QLabel(tr("Profile"), card);
    m_profile = new QComboBox(card);
    m_profile->setObjectName(QStringLiteral("standInProfile"));
    m_profile->setAccessibleName(tr("Profile"));
    m_profile->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_profile->setMinimumContentsLength(12);
    label->setBuddy(m_profile);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_profile, 1);
    m_problem = new InlineNote(m_context.theme, Tone::Error, card);
    m_problem->setObjectName(QStringLiteral("standInExpectedProblem"));
    m_expected = new FieldList(m_context.theme, card);
    m_expected->setObjectName(QStringLiteral("standInExpected"));
    card->body()->addLayout(row);
    card->body()->addWidget(m_problem);
    card->body()->addWidget(m_expected);
    connect(m_profile, &QComboBox::currentIndexChanged, this, &StandInChallengePane::read);
    connect(m_expected, &FieldList::copyRequested, this, [this](const QString& value) {
        m_context.clipboard.copy(value);
        m_messages.showSuccess(tr("Copied: the value"));
    });
    return card;
}

Card* StandInChallengePane::makeChallenge() {
    auto* card = new Card(m_context.theme, tr("Challenge"), this);
    m_mint = pushButton(tr("Make a challenge"), Icon::Mint, "standInMint", card);
    m_fresh = new QWidget(card);
    m_fresh->setObjectName(QStringLiteral("standInFresh"));
    m_ends = new InlineNote(m_context.theme, Tone::Secret, m_fresh);
    m_challenge = new SecretEdit({}, m_fresh);
    m_challenge->setObjectName(QStringLiteral("standInChallenge"));
    m_challenge->setAccessibleName(tr("The new challenge"));
    m_challenge->setReadOnly(true);
    m_challenge->setFont(Theme::monospace());
    auto* copy = pushButton(tr("Copy"), Icon::Copy, "standInChallengeCopy", m_fresh);
    auto* done = pushButton(tr("I have it"), Icon::Check, "standInChallengeDone", m_fresh);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(copy);
    buttons->addWidget(done);
    buttons->addStretch(1);
    auto* fresh = new QVBoxLayout(m_fresh);
    fresh->setContentsMargins(0, 0, 0, 0);
    fresh->setSpacing(8);
    fresh->addWidget(m_ends);
    fresh->addWidget(m_challenge);
    fresh->addLayout(buttons);
    card->body()->addWidget(m_fresh);
    card->body()->addWidget(m_mint, 0, Qt::AlignLeading);
    connect(m_mint, &QPushButton::clicked, this, &StandInChallengePane::mint);
    connect(copy, &QPushButton::clicked, this, [this] {
        m_context.clipboard.copySecret(m_challenge->text());
        m_messages.showSuccess(tr("The challenge is on the clipboard; it leaves it soon."));
    });
    connect(m_challenge, &SecretEdit::copyRequested, &m_context.clipboard, &Clipboard::copySecret);
    connect(done, &QPushButton::clicked, this, [this] {
        forget();
        m_mint->setFocus();
    });
    return card;
}

void StandInChallengePane::forget() {
    m_challenge->clear();
    m_fresh->hide();
}

std::string StandInChallengePane::profile() const {
    return m_profile->currentData().toString().toStdString();
}

void StandInChallengePane::showDevice(const std::string& deviceId) {
    if (m_device != deviceId) forget();
    m_device = deviceId;
    follow();
}

void StandInChallengePane::follow() {
    const QString chosen = m_profile->currentData().toString();
    const QSignalBlocker quiet(m_profile);
    m_profile->clear();
    for (const standin::ScepProfile& one : m_context.session.standIns().settings().intune.profiles)
        if (one.isFor(m_device)) m_profile->addItem(text(one.id), text(one.id));
    if (const int at = m_profile->findData(chosen); at >= 0) m_profile->setCurrentIndex(at);
    read();
}

void StandInChallengePane::read() {
    const int turn = ++m_turn;
    const bool some = !m_device.empty() && m_profile->count() > 0;
    m_mint->setEnabled(some);
    m_mint->setToolTip(some ? QString() : tr("The device must be stored and have a profile."));
    if (!some) {
        m_expected->clear();
        m_problem->say(Tone::Info, m_device.empty() ? tr("Store the device first.")
                                                    : tr("No profile is for this device."));
        return;
    }
    m_context.session.standIns()
        .preview(m_device, profile())
        .then(this, [this, turn](const Result<IntuneChallenge>& answer) {
            if (turn != m_turn) return;
            m_mint->setEnabled(answer.has_value());
            m_expected->clear();
            if (answer) show(*answer);
            m_problem->say(Tone::Error, answer ? QString() : text(answer.error().detail));
        });
}

void StandInChallengePane::show(const IntuneChallenge& expected) {
    QStringList names;
    for (const pki::GeneralName& name : expected.subjectAltNames)
        names.append(text(pki::toText(name)));
    QStringList usages;
    for (const std::string& usage : pki::keyUsageNames(expected.keyUsage))
        usages.append(text(usage));
    QStringList extended;
    for (const asn1::Oid& usage : expected.extendedKeyUsage)
        extended.append(usageWords(usage));
    QStringList hashes;
    for (const pki::Digest digest : expected.hashes)
        hashes.append(text(pki::toText(digest)));
    m_expected->add({.name = tr("Subject"),
                     .value = text(expected.subject),
                     .copyable = true,
                     .anywhere = true});
    m_expected->add(
        {.name = tr("Alternative names"), .value = joined(names), .anywhere = !names.isEmpty()});
    m_expected->add({.name = tr("Key usage"), .value = joined(usages)});
    m_expected->add({.name = tr("Key"), .value = tr("RSA %1").arg(expected.keySize)});
    m_expected->add({.name = tr("Extended key usage"), .value = joined(extended)});
    m_expected->add({.name = tr("Hash"), .value = joined(hashes)});
    m_expected->add({.name = tr("Challenge valid for"),
                     .value = lengthText(expected.expiresAt - expected.issuedAt)});
}

void StandInChallengePane::mint() {
    if (!m_mint->isEnabled()) return;
    m_context.session.standIns()
        .mint(m_device, profile())
        .then(this, [this, device = m_device](const Result<workbench::StandIns::Minted>& answer) {
            if (!answer) {
                m_messages.showProblem(tr("No challenge was made."),
                                       problemOf(answer.error(), m_context.session.clock().now()));
                return;
            }
            if (device != m_device) return;
            m_challenge->setText(text(answer->challenge->text()));
            m_challenge->setCursorPosition(0);
            m_ends->setText(tr("It is shown only now. It ends at %1.")
                                .arg(absoluteTime(answer->expected.expiresAt, locale())));
            m_fresh->show();
            m_challenge->setFocus();
        });
}

} // namespace scepter::ui
