// SPDX-License-Identifier: GPL-3.0-or-later
// Who is let in.
#pragma once

#include "admin_guards.h"
#include "challenge/try_limiter.h"
#include "store/store.h"

#include <map>
#include <mutex>

namespace scepter::responder {

/// Compares what callers show with the accounts. Thread-safe; all but isRemembered() reads the
/// store.
class AdminLogin {
public:
    AdminLogin(store::Store& store, const Clock& clock, const AdminOptions& options);

    /// Whether this name and password were right a moment ago: then password() costs no scrypt.
    [[nodiscard]] bool isRemembered(const PasswordShown& shown) const;
    /// LoginWrong, LoginLocked, TooManyTries, and the store's errors. Takes an scrypt, and waits
    /// for those of the same address where their outcome may forbid it.
    Result<store::Account> password(const PasswordShown& shown, const std::string& address);
    /// The same for one that is remembered; nothing when it must be compared after all.
    Result<std::optional<store::Account>> remembered(const PasswordShown& shown);
    /// LoginWrong, TooManyTries.
    Result<store::Account> token(const TokenShown& shown, const std::string& address);
    /// The account of callers that need to show nothing: LoginWrong when there is none.
    Result<store::Account> open();

private:
    struct Remembered {
        std::int64_t id = 0;
        std::int64_t mark = 0;
        TimePoint until;
    };
    /// A keyed hash of both, by a key of this process.
    [[nodiscard]] Bytes keyOf(const PasswordShown& shown) const;
    void remember(const PasswordShown& shown, const store::Account& account);

    store::Store& m_store;
    const Clock& m_clock;
    const challenge::TryLimit m_limit;
    const Duration m_rememberFor;
    const std::string m_openAccount;
    SecretBytes m_key;
    challenge::TryLimiter m_limiter;
    mutable std::mutex m_mutex; // around m_remembered
    std::map<Bytes, Remembered> m_remembered;
};

} // namespace scepter::responder
