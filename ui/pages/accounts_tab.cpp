// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/accounts_tab.h"

#include "pages/account_access.h"
#include "pages/account_form.h"
#include "widgets/inline_question.h"
#include "widgets/message_bar.h"
#include "widgets/texts.h"

#include <algorithm>
#include <utility>

namespace scepter::ui {

namespace {

using store::AccountSettings;
using workbench::AccountView;

constexpr int kReadSoonMs = 500;
constexpr int kTickMs = 5000;

/// Stores a draft unless somebody else has changed the account meanwhile.
Result<void> storeAccount(workbench::Workbench& workbench, const AccountSettings& draft,
                          const std::optional<AccountSettings>& base, const SecretBytes* password) {
    auto& accounts = workbench.accounts();
    if (!base) return accounts.add(draft, password);
    SCEPTER_TRY(now, accounts.show(base->name));
    if (!(now.account.settings == *base))
        return fail(ErrorCode::Conflict, "account " + base->name + " was changed elsewhere");
    return accounts.update(draft);
}

std::string freeName(const std::vector<AccountView>& accounts, const std::string& wanted) {
    for (int i = 1;; ++i) {
        const std::string name = i == 1 ? wanted : wanted + "-" + std::to_string(i);
        const bool taken = std::ranges::any_of(
            accounts, [&](const AccountView& one) { return one.account.settings.name == name; });
        if (!taken) return name;
    }
}

} // namespace

AccountsTab::AccountsTab(PageContext& pageContext, MessageBar& messageBar, QWidget* parent)
    : StagedTab(pageContext, messageBar, parent)
    , m_config(std::make_shared<EndpointConfig>())
    , m_model(new AccountModel(pageContext.session.clock(), this))
    , m_form(new AccountForm(pageContext.theme))
    , m_access(new AccountAccess(pageContext.theme, pageContext.clipboard)) {
    setUp({.prefix = QStringLiteral("account"),
           .stateKey = QStringLiteral("pages/challenges/accounts"),
           .listName = tr("Accounts"),
           .filterHint = tr("Filter: name, door, endpoint…"),
           .icon = Icon::User,
           .empty = tr("There is no account yet."),
           .emptyHint = tr("With an account a program fetches codes by itself: from the NDES page, "
                           "by Jamf's webhook, or over REST."),
           .add = tr("Add the account"),
           .widths = {18, 18, 14, 20, 16, 12, 16}},
          m_model, m_form, m_access);
    m_readSoon.setInterval(kReadSoonMs);
    m_readSoon.setSingleShot(true);
    m_tick.setInterval(kTickMs);
    connectAll();
}

void AccountsTab::connectAll() {
    connect(m_form, &AccountForm::edited, this, &AccountsTab::draftMoved);
    connect(m_access, &AccountAccess::edited, this, &AccountsTab::reflectChanges);
    connect(m_access, &AccountAccess::copyRequested, this, &AccountsTab::copyText);
    connect(m_access, &AccountAccess::passwordSet, this, &AccountsTab::setPassword);
    connect(m_access, &AccountAccess::tokenWanted, this, &AccountsTab::askToken);
    connect(m_access, &AccountAccess::tokenDropped, this, [this] {
        change(tr("The token is gone: nobody can log in with it any more."),
               tr("The token was not dropped."),
               [](workbench::Workbench& workbench, const std::string& name) {
                   return workbench.accounts().dropToken(name);
               });
    });
    connect(m_access, &AccountAccess::tokenLost, this, [this] {
        messages().show({.kind = MessageKind::Warning,
                         .text = tr("The new token was not copied, and nobody can read it any "
                                    "more. Make another one.")});
    });
    connect(m_access, &AccountAccess::unlockWanted, this, [this] {
        change(tr("The account is unlocked."), tr("The account was not unlocked."),
               [](workbench::Workbench& workbench, const std::string& name) {
                   return workbench.accounts().unlock(name);
               });
    });
    connect(m_access, &AccountAccess::listenerWanted, this, &AccountsTab::switchListener);
    connect(&m_readSoon, &QTimer::timeout, this, &AccountsTab::read);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_model->tick();
        showAccess();
    });
    connect(&context().session, &workbench::Session::responderChanged, this,
            &AccountsTab::showAccess);
}

const AccountView* AccountsTab::current() const {
    return m_model->row(key());
}

void AccountsTab::showEvent(QShowEvent* event) {
    StagedTab::showEvent(event);
    m_tick.start();
    read();
}

void AccountsTab::hideEvent(QHideEvent* event) {
    StagedTab::hideEvent(event);
    m_tick.stop();
}

void AccountsTab::readSoon() {
    if (isVisible() && !m_readSoon.isActive()) m_readSoon.start();
}

void AccountsTab::follow(const std::shared_ptr<const EndpointConfig>& config) {
    m_config = config;
    m_form->setConfig(*config);
    read();
}

void AccountsTab::read() {
    if (std::exchange(m_reading, true)) {
        m_readAgain = true;
        return;
    }
    context()
        .session
        .ask([](workbench::Workbench& workbench) -> Result<Read> {
            SCEPTER_TRY(accounts, workbench.accounts().list());
            SCEPTER_TRY(settings, workbench.adminSettings());
            return Read{std::move(accounts), std::move(settings)};
        })
        .then(this, [this](const Result<Read>& answer) {
            m_reading = false;
            if (answer)
                take(*answer);
            else
                messages().showProblem(tr("The accounts were not read."), problem(answer.error()));
            if (std::exchange(m_readAgain, false)) read();
        });
}

void AccountsTab::take(const Read& read) {
    m_settings = read.settings;
    m_model->setRows(read.accounts);
    m_form->setTaken(read.accounts);
    if (!m_added.empty()) {
        const auto added =
            std::ranges::find(read.accounts, std::exchange(m_added, {}),
                              [](const AccountView& one) { return one.account.settings.name; });
        if (added != read.accounts.end()) {
            m_base = added->account.settings;
            becomeStored(QString::number(added->account.id));
            m_form->load(m_base, false);
        }
    }
    if (!key().isEmpty() && !isNew()) followCurrent();
    rowsChanged();
    showAccess();
}

void AccountsTab::followCurrent() {
    const AccountView* row = current();
    if (row == nullptr) {
        if (hasChanges())
            messages().show(
                {.kind = MessageKind::Warning,
                 .text = tr("Somebody else has removed the account “%1”.").arg(text(m_base.name))});
        becomeNothing();
        return;
    }
    if (row->account.settings == m_base) return;
    if (!hasChanges()) {
        showStored();
        return;
    }
    const QStringList differences =
        changesBetween(settingTexts(m_base), settingTexts(row->account.settings));
    m_base = row->account.settings;
    if (m_form->value() == m_base) return;
    question().ask(
        Tone::Warning,
        tr("Somebody else has changed this account: %1. Applying your draft replaces "
           "that.")
            .arg(differences.join(QStringLiteral("; "))),
        {{tr("Keep mine"), QStringLiteral("conflictKeep"), {}},
         {tr("Load the other version"), QStringLiteral("conflictLoad"), [this] { discard(); }}},
        InlineQuestion::Focus::Leave);
}

void AccountsTab::draftMoved() {
    showAccess();
    reflectChanges();
}

void AccountsTab::showAccess() {
    const AccountView* row = isNew() ? nullptr : current();
    m_access->showAccount(row == nullptr ? std::nullopt : std::optional(*row),
                          context().session.clock().now());
    m_access->showAddresses(m_settings, context().session.responder(), m_form->value());
}

void AccountsTab::showStored() {
    const AccountView* row = current();
    if (row == nullptr) return;
    m_base = row->account.settings;
    m_form->load(m_base, false);
    showAccess();
}

void AccountsTab::showNew(bool copy) {
    AccountSettings fresh;
    if (copy && current() != nullptr) {
        fresh = m_form->value();
        fresh.name = freeName(m_model->rows(), fresh.name + "-copy");
    } else {
        fresh.name = freeName(m_model->rows(), "account");
        for (const EndpointRow& endpoint : m_config->endpoints) {
            if (!endpoint.settings.has(challenge::GateKind::Code)) continue;
            fresh.endpoint = endpoint.settings.name;
            break;
        }
    }
    m_base = fresh;
    m_access->wipe();
    m_form->load(fresh, true);
    m_access->showAccount(std::nullopt, context().session.clock().now());
    m_access->showAddresses(m_settings, context().session.responder(), fresh);
    m_form->focusName();
}

QString AccountsTab::title() const {
    return isNew() ? tr("New account") : tr("Account %1").arg(text(m_base.name));
}

QStringList AccountsTab::changes() const {
    return changesBetween(settingTexts(m_base), settingTexts(m_form->value()));
}

QString AccountsTab::whyNotApply() const {
    QString problem = m_form->firstProblem();
    if (problem.isEmpty() && isNew()) problem = m_access->passwordProblem();
    return problem.isEmpty() ? QString() : tr("To be mended first: %1").arg(problem);
}

void AccountsTab::apply() {
    if (!whyNotApply().isEmpty()) return;
    const AccountSettings draft = m_form->value();
    std::optional<AccountSettings> base;
    if (!isNew()) base = m_base;
    setApplying(true);
    context()
        .session
        .ask([draft, base, password = isNew() ? m_access->password() : nullptr](
                 workbench::Workbench& workbench) -> Result<AccountSettings> {
            SCEPTER_CHECK(storeAccount(workbench, draft, base, password.get()));
            return draft;
        })
        .then(this, [this, added = isNew()](const Result<AccountSettings>& answer) {
            setApplying(false);
            if (!answer) {
                messages().showProblem(tr("The account was not stored."), problem(answer.error()));
            } else {
                messages().showSuccess(tr("Account “%1” is stored.").arg(text(answer->name)));
                if (added)
                    m_added = answer->name;
                else if (answer->name == m_base.name)
                    m_base = *answer;
                reflectChanges();
            }
            read();
            Q_EMIT stored();
        });
}

QString AccountsTab::whyNotRemove() const {
    return key().isEmpty() ? tr("Choose an account first.") : QString();
}

void AccountsTab::askRemove() {
    const AccountView* row = current();
    if (row == nullptr) return;
    const QString name = text(row->account.settings.name);
    const int codes = static_cast<int>(std::min<std::int64_t>(row->outstanding, 1 << 30));
    const QString what =
        codes == 0 ? tr("Remove account “%1”? Whoever uses it can fetch no more codes.").arg(name)
                   : tr("Remove account “%1”? Whoever uses it can fetch no more codes, and %n "
                        "code(s) that can still be used are withdrawn.",
                        nullptr, codes)
                         .arg(name);
    question().ask(Tone::Warning, what,
                   {{tr("Cancel"), QStringLiteral("removeCancel"), {}},
                    {tr("Remove account “%1”").arg(name), QStringLiteral("removeConfirm"), [this] {
                         m_form->load(m_base, false); // nothing of it is to be kept
                         reflectChanges();
                         change(tr("The account is removed."), tr("The account was not removed."),
                                [](workbench::Workbench& workbench, const std::string& account) {
                                    return workbench.accounts().remove(account);
                                });
                     }}});
}

void AccountsTab::change(
    const QString& done, const QString& failed,
    const std::function<Result<void>(workbench::Workbench&, const std::string& name)>& run) {
    const AccountView* row = current();
    if (row == nullptr) return;
    context()
        .session
        .ask([run, name = row->account.settings.name](workbench::Workbench& workbench) {
            return run(workbench, name);
        })
        .then(this, [this, done, failed](const Result<void>& answer) {
            if (answer)
                messages().showSuccess(done);
            else
                messages().showProblem(failed, problem(answer.error()));
            read();
        });
}

void AccountsTab::setPassword() {
    const std::shared_ptr<const SecretBytes> password = m_access->password();
    if (!password || current() == nullptr) return;
    m_access->wipe();
    change(tr("The new password holds from now on."), tr("The password was not set."),
           [password](workbench::Workbench& workbench, const std::string& name) {
               return workbench.accounts().setPassword(name, *password);
           });
}

void AccountsTab::askToken() {
    const AccountView* row = current();
    if (row == nullptr) return;
    if (!row->account.hasToken) {
        makeToken();
        return;
    }
    question().ask(
        Tone::Warning,
        tr("Replace the token of “%1”? Whoever uses the old one is not let in any more.")
            .arg(text(row->account.settings.name)),
        {{tr("Keep the old one"), QStringLiteral("tokenKeep"), {}},
         {tr("Replace the token"), QStringLiteral("tokenReplace"), [this] { makeToken(); }}});
}

void AccountsTab::makeToken() {
    const AccountView* row = current();
    if (row == nullptr) return;
    using Token = std::shared_ptr<const SecretBytes>;
    context()
        .session
        .ask([name = row->account.settings.name](workbench::Workbench& workbench) -> Result<Token> {
            SCEPTER_TRY(token, workbench.accounts().makeToken(name));
            return std::make_shared<const SecretBytes>(std::move(token));
        })
        .then(this, [this, id = key()](const Result<Token>& answer) {
            if (!answer)
                messages().showProblem(tr("No token was made."), problem(answer.error()));
            else if (id == key())
                m_access->showToken(**answer);
            else
                messages().show({.kind = MessageKind::Warning,
                                 .text = tr("A token was made that nobody has seen: another "
                                            "account was chosen meanwhile. Replace it.")});
            read();
        });
}

void AccountsTab::switchListener(bool on) {
    workbench::AdminSettings wanted = m_settings;
    wanted.address = on ? "127.0.0.1" : "";
    context()
        .session
        .ask([wanted](workbench::Workbench& workbench) {
            return workbench.setAdminSettings(wanted);
        })
        .then(this, [this](const Result<void>& answer) {
            read();
            if (!answer) {
                messages().showProblem(tr("The listener was not changed."),
                                       problem(answer.error()));
                return;
            }
            workbench::Session& session = context().session;
            if (session.responder().state != workbench::ResponderView::State::Running) return;
            messages().show({.kind = MessageKind::Info,
                             .text = tr("That holds from the next start of the responder on."),
                             .key = QStringLiteral("accountListener"),
                             .actionText = tr("Restart the responder"),
                             .action = [this] {
                                 context().session.restartResponder();
                                 // The message, and with it this function, goes away.
                                 QTimer::singleShot(0, this, [this] {
                                     messages().resolve(QStringLiteral("accountListener"));
                                 });
                             }});
        });
}

bool AccountsTab::mayLeave(const std::function<void()>& goOn) {
    if (m_access->hasFreshToken()) {
        question().ask(Tone::Warning, tr("The new token is shown only now. Do you have it?"),
                       {{tr("Stay here"), QStringLiteral("tokenStay"), {}},
                        {tr("I have it, go on"), QStringLiteral("tokenLeave"), [this, goOn] {
                             m_access->wipe();
                             goOn();
                         }}});
        return false;
    }
    if (!hasChanges()) return true;
    leave(goOn);
    return false;
}

} // namespace scepter::ui
