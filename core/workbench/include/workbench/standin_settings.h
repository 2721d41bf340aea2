// SPDX-License-Identifier: GPL-3.0-or-later
// What the stand-ins of a window are set to, as the workspace keeps it.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "standin/device.h"
#include "standin/mdm_service.h"
#include "standin/profile.h"
#include "store/store.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace scepter::workbench {

enum class StandInKind { Intune, Mdm };
inline constexpr std::size_t kStandInKinds = 2;
/// "intune", "mdm".
std::string_view toText(StandInKind kind);

/// Where a stand-in listens.
struct StandInPlace {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: a free one
    bool tls = false;       ///< with a certificate under a root of its own

    bool operator==(const StandInPlace&) const = default;
};

struct IntuneStandIn {
    StandInPlace place{"127.0.0.1", 8081, false};
    std::string tenant = "lab.example";
    std::string appId = "5ce97e12-0000-4000-8000-000000000001";
    std::vector<standin::Device> devices;
    std::vector<standin::ScepProfile> profiles{standin::ScepProfile{}}; ///< never empty

    bool operator==(const IntuneStandIn&) const = default;
};

struct MdmStandIn {
    StandInPlace place{"127.0.0.1", 8082, false};
    bool singleUse = true; ///< a code is good for one key
    std::vector<standin::MdmDevice> devices;

    bool operator==(const MdmStandIn&) const = default;
};

struct StandInSettings {
    IntuneStandIn intune;
    MdmStandIn mdm;

    bool operator==(const StandInSettings&) const = default;
};

/// A server certificate that a stand-in has made for itself.
struct StandInTls {
    std::vector<std::string> hosts; ///< besides localhost
    TimePoint until;
    std::string certificatePem; ///< its chain after it
    SecretBytes keyPem;
    std::string rootPem;
};

/// What others need to be let in, and what they trust. Kept sealed.
struct StandInSecrets {
    std::shared_ptr<const SecretBytes> secret;  ///< app key, or HMAC secret (base64)
    std::shared_ptr<const StandInTls> tls = {}; ///< null: none was made
    bool operator==(const StandInSecrets&) const = default;
};

/// The settings "standin.intune" and "standin.mdm" (JSON, without secrets), or the defaults.
/// EncodingMalformed.
Result<StandInSettings> readStandIns(store::Store& store);
/// Writes the one that differs from what is kept. InvalidArgument: a device or profile twice, no
/// profile, an empty name.
Result<void> saveStandIns(store::Store& store, const StandInSettings& settings,
                          const std::string& actor);
/// The settings "standin.intune.secrets" and "standin.mdm.secrets": sealed under the workspace's
/// master key.
Result<StandInSecrets> readStandInSecrets(store::Store& store, StandInKind kind);
Result<void> saveStandInSecrets(store::Store& store, StandInKind kind,
                                const StandInSecrets& secrets, const std::string& actor);

} // namespace scepter::workbench
