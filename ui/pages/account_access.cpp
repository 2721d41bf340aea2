// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/account_access.h"

#include "challenge/static_secret.h"
#include "shell/clipboard.h"
#include "theme/tinted_icon.h"
#include "widgets/card.h"
#include "widgets/field_list.h"
#include "widgets/inline_note.h"
#include "widgets/secret_edit.h"
#include "widgets/texts.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace scepter::ui {

namespace {

using store::Door;

// As the store takes them, in bytes of UTF-8.
constexpr qsizetype kLeastPassword = 8;
constexpr qsizetype kMostPassword = 1024;

QToolButton* toolButton(Icon icon, const QString& what, const char* name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setIcon(tintedIcon(icon));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAutoRaise(true);
    return button;
}

QPushButton* pushButton(const QString& text, const char* name, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    return button;
}

QHBoxLayout* rowOf(std::initializer_list<QWidget*> widgets) {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    row->addStretch(1);
    return row;
}

} // namespace

AccountAccess::AccountAccess(const Theme& theme, Clipboard& clipboard, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clipboard(clipboard)
    , m_locked(new InlineNote(theme, Tone::Error, this))
    , m_unlock(pushButton(tr("Unlock it now"), "accountUnlock", this)) {
    m_locked->setObjectName(QStringLiteral("accountLocked"));
    m_unlock->setIcon(tintedIcon(Icon::Unlock));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_locked);
    column->addWidget(m_unlock, 0, Qt::AlignLeading);
    column->addWidget(makePassword());
    column->addWidget(makeToken());
    column->addWidget(makeAddresses());
    column->addStretch(1);
    connect(m_unlock, &QPushButton::clicked, this, &AccountAccess::unlockWanted);
    reflect();
}

AccountAccess::~AccountAccess() = default;

Card* AccountAccess::makePassword() {
    auto* card = new Card(m_theme, tr("Password"), this);
    m_passwordState = new InlineNote(m_theme, Tone::Neutral, card);
    m_passwordState->setObjectName(QStringLiteral("accountPasswordState"));
    m_password = new SecretEdit({}, card);
    m_password->setObjectName(QStringLiteral("accountPassword"));
    m_password->setAccessibleName(tr("New password"));
    m_password->setPlaceholderText(tr("New password, at least 8 characters"));
    m_showPassword = toolButton(Icon::Unlock, tr("Show the password"), "accountPasswordShow", card);
    m_showPassword->setCheckable(true);
    auto* copy = toolButton(Icon::Copy, tr("Copy the password; it leaves the clipboard soon"),
                            "accountPasswordCopy", card);
    auto* random =
        toolButton(Icon::Refresh, tr("Make a random password"), "accountPasswordRandom", card);
    m_passwordNote = new InlineNote(m_theme, Tone::Warning, card);
    m_passwordNote->setObjectName(QStringLiteral("accountPasswordNote"));
    m_setPassword = pushButton(tr("Set the password"), "accountPasswordSet", card);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_password, 1);
    for (QWidget* button : {m_showPassword, copy, random})
        row->addWidget(button);
    card->body()->addWidget(m_passwordState);
    card->body()->addLayout(row);
    card->body()->addWidget(m_passwordNote);
    card->body()->addWidget(m_setPassword, 0, Qt::AlignLeading);
    connect(m_password, &QLineEdit::textChanged, this, [this] {
        reflect();
        Q_EMIT edited();
    });
    connect(m_password, &SecretEdit::copyRequested, &m_clipboard, &Clipboard::copySecret);
    connect(m_showPassword, &QToolButton::toggled, this, [this](bool on) {
        m_password->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_showPassword->setToolTip(on ? tr("Hide the password") : tr("Show the password"));
        m_showPassword->setAccessibleName(m_showPassword->toolTip());
    });
    connect(copy, &QToolButton::clicked, this, [this] {
        if (!m_password->text().isEmpty()) m_clipboard.copySecret(m_password->text());
    });
    connect(random, &QToolButton::clicked, this, &AccountAccess::randomPassword);
    connect(m_setPassword, &QPushButton::clicked, this, &AccountAccess::passwordSet);
    return card;
}

Card* AccountAccess::makeToken() {
    m_tokenCard = new Card(m_theme, tr("Token"), this);
    m_tokenState = new InlineNote(m_theme, Tone::Neutral, m_tokenCard);
    m_tokenState->setObjectName(QStringLiteral("accountTokenState"));
    m_fresh = new QWidget(m_tokenCard);
    m_fresh->setObjectName(QStringLiteral("accountTokenFresh"));
    auto* note = new InlineNote(m_theme, Tone::Secret, m_fresh);
    note->setText(tr("It is shown only now; afterwards nobody can read it."));
    m_token = new SecretEdit({}, m_fresh);
    m_token->setObjectName(QStringLiteral("accountToken"));
    m_token->setAccessibleName(tr("The new token"));
    m_token->setReadOnly(true);
    m_token->setFont(Theme::monospace());
    auto* show = toolButton(Icon::Unlock, tr("Show the token"), "accountTokenShow", m_fresh);
    show->setCheckable(true);
    auto* copy = pushButton(tr("Copy"), "accountTokenCopy", m_fresh);
    copy->setIcon(tintedIcon(Icon::Copy));
    auto* done = pushButton(tr("I have it"), "accountTokenDone", m_fresh);
    done->setIcon(tintedIcon(Icon::Check));
    auto* field = new QHBoxLayout;
    field->setSpacing(4);
    field->addWidget(m_token, 1);
    field->addWidget(show);
    auto* fresh = new QVBoxLayout(m_fresh);
    fresh->setContentsMargins(0, 0, 0, 0);
    fresh->setSpacing(8);
    fresh->addWidget(note);
    fresh->addLayout(field);
    fresh->addLayout(rowOf({copy, done}));
    m_makeToken = pushButton(tr("Make a token"), "accountTokenMake", m_tokenCard);
    m_dropToken = pushButton(tr("Drop the token"), "accountTokenDrop", m_tokenCard);
    m_tokenCard->body()->addWidget(m_tokenState);
    m_tokenCard->body()->addWidget(m_fresh);
    m_tokenCard->body()->addLayout(rowOf({m_makeToken, m_dropToken}));
    connect(show, &QToolButton::toggled, this, [this, show](bool on) {
        m_token->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        show->setToolTip(on ? tr("Hide the token") : tr("Show the token"));
        show->setAccessibleName(show->toolTip());
    });
    connect(m_token, &SecretEdit::copyRequested, &m_clipboard, &Clipboard::copySecret);
    connect(copy, &QPushButton::clicked, this, [this] {
        m_clipboard.copySecret(m_token->text());
        m_tokenTaken = true;
    });
    connect(done, &QPushButton::clicked, this, [this] {
        m_token->clear();
        reflect();
        m_makeToken->setFocus();
    });
    connect(m_makeToken, &QPushButton::clicked, this, &AccountAccess::tokenWanted);
    connect(m_dropToken, &QPushButton::clicked, this, &AccountAccess::tokenDropped);
    return m_tokenCard;
}

Card* AccountAccess::makeAddresses() {
    auto* card = new Card(m_theme, tr("Addresses"), this);
    card->setObjectName(QStringLiteral("accountAddresses"));
    m_addressState = new InlineNote(m_theme, Tone::Info, card);
    m_addressState->setObjectName(QStringLiteral("accountAddressState"));
    m_addresses = new FieldList(m_theme, card);
    m_addresses->setObjectName(QStringLiteral("accountAddressList"));
    m_listener = pushButton({}, "accountListener", card);
    card->body()->addWidget(m_addressState);
    card->body()->addWidget(m_addresses);
    card->body()->addWidget(m_listener, 0, Qt::AlignLeading);
    connect(m_listener, &QPushButton::clicked, this, [this] { Q_EMIT listenerWanted(!m_listens); });
    connect(m_addresses, &FieldList::copyRequested, this,
            [this](const QString& value) { Q_EMIT copyRequested(tr("the address"), value); });
    return card;
}

void AccountAccess::showAccount(const std::optional<workbench::AccountView>& account,
                                TimePoint now) {
    const bool other = account.has_value() != m_account.has_value() ||
                       (account && account->account.id != m_account->account.id);
    m_account = account;
    if (other) {
        const bool lost = hasFreshToken();
        wipe();
        if (lost) Q_EMIT tokenLost();
    }
    const bool locked = account && account->account.isLockedAt(now);
    m_locked->setText(locked ? tr("It is locked until %1: too many wrong passwords in a row.")
                                   .arg(absoluteTime(*account->account.lockedUntil, locale()))
                             : QString());
    m_unlock->setVisible(locked);
    reflect();
}

void AccountAccess::showAddresses(const workbench::AdminSettings& settings,
                                  const workbench::ResponderView& responder,
                                  const store::AccountSettings& account) {
    const QString url = text(responder.adminUrl);
    QStringList built{url};
    QList<Field> fields;
    const auto add = [&](Door door, const QString& path) {
        if (!hasDoor(account, door)) return;
        fields.append({.name = doorWords(door), .value = url + path, .copyable = true});
        built.append(url + path);
    };
    if (!url.isEmpty()) {
        add(Door::Ndes, QStringLiteral("/certsrv/mscep_admin/"));
        add(Door::Jamf, text(settings.jamfPath));
        add(Door::Rest, QStringLiteral("/api/v1/codes"));
    }
    if (!url.isEmpty())
        m_addressState->say(Tone::Ok, tr("Here it is let in:"));
    else if (responder.adminProblem)
        m_addressState->say(Tone::Error, tr("The listener for accounts was not started: %1")
                                             .arg(text(responder.adminProblem->detail)));
    else if (settings.isOn())
        m_addressState->say(Tone::Info, tr("The listener for accounts, %1:%2, starts together "
                                           "with the responder.")
                                            .arg(text(settings.address))
                                            .arg(settings.port));
    else
        m_addressState->say(Tone::Warning, tr("The listener for accounts is off: nobody is let "
                                              "in."));
    m_listens = settings.isOn();
    m_listener->setText(m_listens ? tr("Switch the listener off")
                                  : tr("Listen at 127.0.0.1:%1").arg(settings.port));
    m_listener->setToolTip(m_listens
                               ? QString()
                               : tr("Only programs on this machine reach it there; scepterctl "
                                    "serve --admin-listen takes other addresses, and TLS"));
    if (built == m_built) return;
    m_built = std::move(built);
    m_addresses->clear();
    m_addresses->setVisible(!fields.isEmpty());
    for (const Field& field : fields)
        m_addresses->add(field);
}

void AccountAccess::showToken(const SecretBytes& token) {
    m_token->setText(text(token.text()));
    m_tokenTaken = false;
    m_token->setCursorPosition(0);
    reflect();
    m_fresh->findChild<QPushButton*>(QStringLiteral("accountTokenCopy"))->setFocus();
}

bool AccountAccess::hasFreshToken() const {
    return !m_token->text().isEmpty() && !m_tokenTaken;
}

std::shared_ptr<const SecretBytes> AccountAccess::password() const {
    return m_password->text().isEmpty() ? nullptr : sharedSecretOf(*m_password);
}

void AccountAccess::wipe() {
    m_password->clear();
    m_showPassword->setChecked(false);
    m_token->clear();
    m_fresh->findChild<QToolButton*>(QStringLiteral("accountTokenShow"))->setChecked(false);
    reflect();
}

void AccountAccess::randomPassword() {
    const auto made = challenge::makeStaticSecret();
    if (!made) return;
    m_password->setText(text(made->text()));
    m_showPassword->setChecked(true);
}

QString AccountAccess::passwordProblem() const {
    const qsizetype size = m_password->text().toUtf8().size();
    if (size == 0 || (size >= kLeastPassword && size <= kMostPassword)) return {};
    return size < kLeastPassword ? tr("A password has at least 8 characters.")
                                 : tr("The password is too long.");
}

void AccountAccess::reflect() {
    if (m_tokenCard == nullptr || m_addresses == nullptr) return; // still being made
    const bool stored = m_account.has_value();
    const bool hasPassword = stored && m_account->account.hasPassword;
    const bool hasToken = stored && m_account->account.hasToken;
    const bool good = !m_password->text().isEmpty() && passwordProblem().isEmpty();
    if (!stored)
        m_passwordState->say(Tone::Neutral,
                             tr("For the NDES page, Jamf and REST (Basic). It is stored with the "
                                "account; only its scrypt hash is kept."));
    else
        m_passwordState->say(hasPassword ? Tone::Ok : Tone::Neutral,
                             hasPassword ? tr("It has a password. A new one replaces it at once.")
                                         : tr("It has no password."));
    m_passwordNote->setText(passwordProblem());
    m_setPassword->setVisible(stored);
    m_setPassword->setText(hasPassword ? tr("Replace the password") : tr("Set the password"));
    m_setPassword->setEnabled(good);
    m_tokenCard->setVisible(stored);
    m_tokenState->say(hasToken ? Tone::Ok : Tone::Neutral,
                      hasToken ? tr("It has a token, for REST (Bearer) and Jamf.")
                               : tr("It has no token. REST takes one as “Authorization: Bearer”."));
    m_fresh->setVisible(!m_token->text().isEmpty());
    m_makeToken->setText(hasToken ? tr("Replace the token…") : tr("Make a token"));
    m_dropToken->setVisible(hasToken);
}

} // namespace scepter::ui
