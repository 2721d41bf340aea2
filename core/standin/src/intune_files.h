// The folder of a stand-in: keys, profiles, devices, and request ids.
#pragma once

#include "standin/intune_state.h"

namespace scepter::standin {

/// Makes the folder (for this user alone) and its keys where they are missing, and reads them.
Result<ChallengeKeys> openKeys(const std::string& folder, TimePoint now);

/// Empty lists where there is no file yet.
Result<std::vector<ScepProfile>> readProfiles(const std::string& folder);
Result<std::vector<Device>> readDevices(const std::string& folder);
Result<void> writeProfiles(const std::string& folder, const std::vector<ScepProfile>& profiles);
Result<void> writeDevices(const std::string& folder, const std::vector<Device>& devices);

/// Request ids are files of their own, so that several processes may add some.
std::optional<IntuneState::Issued> readIssued(const std::string& folder,
                                              const std::string& requestId);
Result<void> writeIssued(const std::string& folder, const std::string& requestId,
                         const IntuneState::Issued& issued);

/// A secret of the folder, made at the first time: 32 random bytes in base64url.
Result<SecretBytes> openSecret(const std::string& folder, const std::string& name);

} // namespace scepter::standin
