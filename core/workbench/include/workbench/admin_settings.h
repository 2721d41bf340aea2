// SPDX-License-Identifier: GPL-3.0-or-later
// The admin listener's settings, as the workspace keeps them.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "responder/admin.h"
#include "store/store.h"
#include "workbench/responder_settings.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::workbench {

/// Where and how codes are handed out over HTTP.
struct AdminSettings {
    std::string address; ///< empty: there is no admin listener
    std::uint16_t port = 8090;
    std::string tlsCertificateFile; ///< PEM, its chain after it; empty: plain HTTP, loopback only
    std::string tlsKeyFile;         ///< PEM, not encrypted
    std::vector<std::string> hostNames;
    std::string jamfPath = "/jamf/SCEPChallenge";
    std::string jamfHeader = "X-Scepter-Token";
    std::string jamfOpenAccount;

    [[nodiscard]] bool isOn() const { return !address.empty(); }
    bool operator==(const AdminSettings&) const = default;
};

/// All of them: admin.address, admin.port, admin.tlsCertificateFile, admin.tlsKeyFile,
/// admin.hostNames ("a.example,b.example"), admin.jamfPath, admin.jamfHeader,
/// admin.jamfOpenAccount. See responder::AdminOptions.
std::vector<SettingText> adminTexts(const AdminSettings& settings);
/// Sets one by its key: InvalidArgument for an unknown one, or a value that cannot be meant.
Result<void> setText(AdminSettings& settings, std::string_view key, std::string_view value);

/// Whether a listener could be started with them, but for what stands in files: what
/// saveAdminSettings answers. Those of one that is off are always good.
Result<void> checkAdminSettings(const AdminSettings& settings);

/// As they are kept, or by default. InvalidArgument.
Result<AdminSettings> readAdminSettings(store::Store& store);
/// Writes those that differ from what is kept; each goes into the audit trail. Errors of
/// responder::checkAdminOptions too.
Result<void> saveAdminSettings(store::Store& store, const AdminSettings& settings,
                               const std::string& actor);

/// What an admin listener is started with. Reads the TLS files: FileUnreadable; InvalidArgument as
/// responder::checkAdminOptions, for a certificate without its key, and when it is off.
Result<responder::AdminOptions> adminOptions(const AdminSettings& settings);

} // namespace scepter::workbench
