// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts: who may fetch codes over HTTP, and which.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "challenge/constraints.h"

#include <QJsonObject>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::store {

/// Mint: codes for its own endpoint. Admin: codes for any endpoint, and to see and withdraw those
/// of all accounts.
enum class AccountRole { Mint, Admin };
std::string_view toText(AccountRole role); ///< "mint", "admin"
std::optional<AccountRole> accountRoleFromText(std::string_view text);

/// Where an account is let in: the NDES page, Jamf's webhook, the REST calls.
enum class Door { Ndes, Jamf, Rest };
std::string_view toText(Door door); ///< "ndes", "jamf", "rest"
std::optional<Door> doorFromText(std::string_view text);

/// How the NDES page is written: UTF-16LE as Windows does, the same with a byte order mark, UTF-8.
enum class PageEncoding { Utf16, Utf16WithMark, Utf8 };
std::string_view toText(PageEncoding encoding); ///< "utf16", "utf16-bom", "utf8"
std::optional<PageEncoding> pageEncodingFromText(std::string_view text);

/// An account without its secrets: a value.
struct AccountSettings {
    std::string name; ///< 1 to 64 visible ASCII characters without ':' and '"'
    AccountRole role = AccountRole::Mint;
    bool enabled = true;
    std::string endpoint; ///< its codes are good there; may be empty for Admin only: anywhere
    std::vector<Door> doors{Door::Ndes};

    // What its codes are bound to, and how many there may be.
    challenge::Constraints constraints;
    /// A subject with placeholders, "CN={serialNumber},O=Example": each code is bound to it with
    /// the values of the device that Jamf names. Empty: not bound so.
    std::string deviceSubject;
    std::string notePrefix;
    Duration codeLife = std::chrono::minutes{60};
    unsigned uses = 1;
    unsigned maxOutstanding = 5; ///< codes neither used nor ended; 0: no limit
    unsigned rateCount = 60;     ///< codes in `rateWindow`; 0: no limit
    Duration rateWindow = std::chrono::minutes{1};

    // The NDES page.
    unsigned codeBytes = 8;      ///< random bytes of a code, shown as twice as many hex digits
    bool singlePassword = false; ///< one code for all, which does not expire
    PageEncoding encoding = PageEncoding::Utf16;

    // Wrong passwords.
    unsigned lockTries = 10; ///< then it is locked; 0: never
    Duration lockTime = std::chrono::minutes{15};

    bool operator==(const AccountSettings&) const = default;
    [[nodiscard]] bool mayEnter(Door door) const;
};

/// InvalidArgument with the reason.
Result<void> checkAccount(const AccountSettings& settings);

QJsonObject toJson(const AccountSettings& settings);
Result<AccountSettings> accountFromJson(const QJsonObject& object);

/// An account as it stands. Never its password or token.
struct Account {
    std::int64_t id = 0;
    AccountSettings settings;
    bool hasPassword = false;
    bool hasToken = false;
    unsigned failures = 0; ///< wrong passwords in a row
    std::optional<TimePoint> lockedUntil;
    TimePoint createdAt;
    std::int64_t mark = 0; ///< another one after each change of its settings or secrets

    [[nodiscard]] bool isLockedAt(TimePoint now) const { return lockedUntil && *lockedUntil > now; }
    bool operator==(const Account&) const = default;
};

} // namespace scepter::store
