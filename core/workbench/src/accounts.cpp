#include "workbench/accounts.h"

#include "responder/admin.h"

namespace scepter::workbench {

Accounts::Accounts(store::Store& store, const Clock& clock, std::string actor)
    : m_store(store)
    , m_clock(clock)
    , m_actor(std::move(actor)) {
}

Result<AccountView> Accounts::viewOf(store::Account account) {
    SCEPTER_TRY(outstanding, m_store.outstandingCodes(account.id));
    const bool isLocked = account.isLockedAt(m_clock.now());
    return AccountView{std::move(account), outstanding, isLocked};
}

Result<std::vector<AccountView>> Accounts::list() {
    SCEPTER_TRY(accounts, m_store.accounts());
    std::vector<AccountView> views;
    for (store::Account& account : accounts) {
        SCEPTER_TRY(view, viewOf(std::move(account)));
        views.push_back(std::move(view));
    }
    return views;
}

Result<AccountView> Accounts::show(const std::string& name) {
    SCEPTER_TRY(account, m_store.account(name));
    return viewOf(std::move(account));
}

Result<void> Accounts::check(const store::AccountSettings& settings) {
    SCEPTER_CHECK(store::checkAccount(settings));
    return responder::checkDeviceSubject(settings.deviceSubject);
}

Result<void> Accounts::add(const store::AccountSettings& settings, const SecretBytes* password) {
    SCEPTER_CHECK(check(settings));
    return m_store.addAccount(settings, password, m_actor);
}

Result<void> Accounts::update(const store::AccountSettings& settings) {
    SCEPTER_CHECK(check(settings));
    return m_store.updateAccount(settings, m_actor);
}

Result<void> Accounts::setPassword(const std::string& name, const SecretBytes& password) {
    return m_store.setAccountPassword(name, password.view(), m_actor);
}

Result<SecretBytes> Accounts::makeToken(const std::string& name) {
    return m_store.makeAccountToken(name, m_actor);
}

Result<void> Accounts::dropToken(const std::string& name) {
    return m_store.dropAccountToken(name, m_actor);
}

Result<void> Accounts::remove(const std::string& name) {
    return m_store.removeAccount(name, m_actor);
}

Result<void> Accounts::unlock(const std::string& name) {
    return m_store.unlockAccount(name, m_actor);
}

} // namespace scepter::workbench
