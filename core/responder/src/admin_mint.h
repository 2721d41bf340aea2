// SPDX-License-Identifier: GPL-3.0-or-later
// Codes of accounts.
#pragma once

#include "challenge/code.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace scepter::responder {

struct MintWish {
    unsigned count = 1;
    std::string endpoint; ///< empty: the account's
    std::string note;     ///< after the account's prefix
    Duration life{0};     ///< 0: the account's
    unsigned uses = 0;    ///< 0: the account's
    challenge::Constraints constraints;
};

struct MintedCode {
    challenge::CodeRecord record;
    SecretBytes code;
};

/// Mints within what an account may; see Store::addAccountCodes for who counts. Thread-safe.
class AdminMint {
public:
    AdminMint(store::Store& store, const Clock& clock)
        : m_store(store)
        , m_clock(clock) {}

    /// Codes as all of ours look. ConstraintViolated for more than the account permits, NotFound
    /// for an endpoint that is not there, TooManyCodes, LoginWrong.
    Result<std::vector<MintedCode>> mint(const store::Account& account, const MintWish& wish);
    /// One as NDES has them: upper-case hex digits, one use; or the account's one code.
    Result<MintedCode> mintForPage(const store::Account& account, const std::string& note);

private:
    Result<challenge::CodeRecord> draft(const store::Account& account, const MintWish& wish);

    store::Store& m_store;
    const Clock& m_clock;
};

} // namespace scepter::responder
