// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts: who may fetch codes over HTTP.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// An account as it is shown. Passwords and tokens are never among what is read.
struct AccountView {
    store::Account account;
    std::int64_t outstanding = 0; ///< codes neither used nor ended
    bool isLocked = false;

    bool operator==(const AccountView&) const = default;
};

/// Lists and changes accounts. Functions with a password take an scrypt (some 50 ms).
class Accounts {
public:
    Accounts(store::Store& store, const Clock& clock, std::string actor);

    Result<std::vector<AccountView>> list(); ///< by name
    Result<AccountView> show(const std::string& name);
    /// InvalidArgument with the reason, as add() and update() would answer.
    Result<void> check(const store::AccountSettings& settings);
    /// `password` may be null: for who only has a token. AlreadyExists, InvalidArgument.
    Result<void> add(const store::AccountSettings& settings, const SecretBytes* password);
    Result<void> update(const store::AccountSettings& settings);
    Result<void> setPassword(const std::string& name, const SecretBytes& password);
    /// A new bearer token: told only now.
    Result<SecretBytes> makeToken(const std::string& name);
    Result<void> dropToken(const std::string& name);
    /// With its codes that can still be used.
    Result<void> remove(const std::string& name);
    Result<void> unlock(const std::string& name);

private:
    Result<AccountView> viewOf(store::Account account);

    store::Store& m_store;
    const Clock& m_clock;
    std::string m_actor;
};

} // namespace scepter::workbench
