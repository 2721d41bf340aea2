// SPDX-License-Identifier: GPL-3.0-or-later
// What a stand-in for Intune knows: profiles, devices, keys, and the challenges it has made.
#pragma once

#include "standin/intune_challenge.h"
#include "standin/profile.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace scepter::standin {

/// Thread-safe. With a folder, several processes may share it: one serves, another makes
/// challenges.
class IntuneState {
public:
    /// In memory, with new keys.
    static Result<std::shared_ptr<IntuneState>> make(TimePoint now);
    /// In a folder, which is made when it is not there; keys are made at the first time and are
    /// readable by this user alone. FileUnreadable, FileUnwritable, or what is wrong in a file.
    static Result<std::shared_ptr<IntuneState>> open(const std::string& folder, TimePoint now);

    IntuneState(const IntuneState&) = delete;
    IntuneState& operator=(const IntuneState&) = delete;

    /// Replaces all profiles, or all devices; kept in the folder. InvalidArgument: an id twice.
    Result<void> setProfiles(std::vector<ScepProfile> profiles);
    Result<void> setDevices(std::vector<Device> devices);
    [[nodiscard]] std::vector<ScepProfile> profiles() const;
    [[nodiscard]] std::vector<Device> devices() const;
    [[nodiscard]] std::optional<ScepProfile> profile(std::string_view id) const;
    [[nodiscard]] std::optional<Device> device(std::string_view id) const;
    [[nodiscard]] const ChallengeKeys& keys() const { return m_keys; }
    /// A random app key; in a folder it is kept as "app-key".
    [[nodiscard]] Result<SecretBytes> appKey() const;

    /// A new challenge for a device; an empty profile id is the first that the device has.
    /// NotFound, InvalidArgument (a variable that the device lacks).
    Result<SecretBytes> makeChallenge(std::string_view deviceId, std::string_view profileId,
                                      TimePoint now);
    /// What it would say.
    Result<IntuneChallenge> expectedOf(const Device& device, const ScepProfile& profile,
                                       TimePoint now) const;

    /// Whom a request id was given to.
    struct Issued {
        std::string deviceId;
        std::string userId;
        std::string profileId;

        bool operator==(const Issued&) const = default;
    };
    [[nodiscard]] std::optional<Issued> issued(const std::string& requestId) const;

    /// The first key that was accepted with a challenge is the only one: false for another.
    bool bindKey(const std::string& requestId, ByteView keyFingerprint);

private:
    IntuneState(std::string folder, ChallengeKeys keys)
        : m_folder(std::move(folder))
        , m_keys(std::move(keys)) {}
    Result<void> keepIssued(const std::string& requestId, const Issued& issued);

    const std::string m_folder; ///< empty: none
    const ChallengeKeys m_keys;
    mutable std::mutex m_mutex; // around all below
    std::vector<ScepProfile> m_profiles;
    std::vector<Device> m_devices;
    mutable std::map<std::string, Issued> m_issued; ///< also what was read from the folder
    std::map<std::string, Bytes> m_boundKeys;
};

} // namespace scepter::standin
