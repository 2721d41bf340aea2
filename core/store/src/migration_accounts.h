// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of accounts, and an index that the migration before forgot.
#pragma once

#include <string_view>

namespace scepter::store {

inline constexpr int kAccountsMigration = 4;

inline constexpr std::string_view kAccountTables[] = {
    "INSERT INTO counters(name, value) VALUES ('account', 0)",
    // Password as scrypt, NULL without one; token as keyed hash. single_...: the one code that a
    // page in single-password mode shows.
    "CREATE TABLE accounts(id @ID, name @TEXT NOT NULL UNIQUE, body @TEXT NOT NULL, "
    "created_at @INT NOT NULL, mark @INT NOT NULL, n @INT NOT NULL, r @INT NOT NULL, "
    "p @INT NOT NULL, salt @BYTES, password @BYTES, token @BYTES UNIQUE, failures @INT NOT NULL, "
    "locked_until @INT, single_code @INT, single_sealed @BYTES)",
    "CREATE TABLE account_codes(account_id @INT NOT NULL, code_id @INT NOT NULL, "
    "minted_at @INT NOT NULL, expires_at @INT NOT NULL, PRIMARY KEY(account_id, code_id)) "
    "@CLUSTERED",
    "CREATE INDEX account_codes_minted ON account_codes(account_id, minted_at)",
    "CREATE INDEX account_codes_end ON account_codes(account_id, expires_at)",
    // The sweep looks for kept CSRs every half minute: never by walking over all requests.
    "CREATE INDEX request_parts_sealed_csr ON request_parts(request_id) "
    "WHERE sealed_csr IS NOT NULL",
};

} // namespace scepter::store
