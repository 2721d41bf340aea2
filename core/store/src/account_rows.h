// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts as rows.
#pragma once

#include "base/secret.h"
#include "sql.h"
#include "store/accounts.h"
#include "write_session.h"

#include <optional>
#include <string>
#include <string_view>

namespace scepter::store {

/// A password as scrypt (RFC 7914).
struct PasswordHash {
    std::int64_t n = 16384, r = 8, p = 1;
    Bytes salt;
    Bytes hash;
};
/// Makes a hash with a new salt (some 50 ms).
Result<PasswordHash> hashPassword(ByteView password);
/// False when it is another password; StoreCorrupt for costs nobody can bear.
Result<bool> isPassword(ByteView password, const PasswordHash& hash);

struct AccountRow {
    Account account;
    std::optional<PasswordHash> password;
    std::int64_t singleCode = 0; ///< 0: none
    Bytes singleSealed;
};

std::string accountObject(std::int64_t id);
/// Who is named in the trail: "account:NAME".
std::string accountActor(const AccountSettings& settings);

Result<std::optional<AccountRow>> findAccount(Connection& connection, const std::string& name);
Result<std::optional<AccountRow>> findAccount(Connection& connection, std::int64_t id);
Result<std::optional<AccountRow>> findAccountByToken(Connection& connection, ByteView tokenHash);
Result<std::vector<Account>> readAccounts(Connection& connection);
/// NotFound.
Result<AccountRow> requireAccount(Connection& connection, const std::string& name);

/// A line about an account. `detail` is a JSON object.
Result<void> auditAccount(WriteSession& session, TimePoint at, const std::string& actor,
                          std::string_view action, std::int64_t id, std::string detail);
/// Withdraws a code that can still be used; otherwise nothing happens.
Result<void> withdrawIfUsable(WriteSession& session, std::int64_t codeId, TimePoint at,
                              const std::string& actor);

} // namespace scepter::store
