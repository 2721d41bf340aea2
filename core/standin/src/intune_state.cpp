// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/intune_state.h"

#include "base/encoding.h"
#include "base/text.h"
#include "intune_files.h"
#include "pki/crypto.h"
#include "pki/name.h"
#include "uuid.h"

#include <algorithm>
#include <set>

namespace scepter::standin {

namespace {

constexpr std::size_t kMostBoundKeys = 100'000;

template <class List, class Member>
Result<void> checkUnique(const List& list, Member member, const char* what) {
    std::set<std::string> seen;
    for (const auto& item : list)
        if (!seen.insert(item.*member).second)
            return fail(ErrorCode::InvalidArgument,
                        std::string(what) + ' ' + printable(item.*member) + " is there twice");
    return {};
}

template <class List> auto findById(const List& list, std::string_view id) {
    using Item = typename List::value_type;
    const auto found = std::ranges::find(list, id, &Item::id);
    return found == list.end() ? std::optional<Item>() : std::optional<Item>(*found);
}

Result<std::string> randomText(std::size_t bytes) {
    SCEPTER_TRY(random, pki::randomBytes(bytes));
    return toBase64Url(random);
}

} // namespace

Result<std::shared_ptr<IntuneState>> IntuneState::make(TimePoint now) {
    SCEPTER_TRY(keys, makeChallengeKeys(now));
    return std::shared_ptr<IntuneState>(new IntuneState({}, std::move(keys)));
}

Result<std::shared_ptr<IntuneState>> IntuneState::open(const std::string& folder, TimePoint now) {
    SCEPTER_TRY(keys, openKeys(folder, now));
    std::shared_ptr<IntuneState> state(new IntuneState(folder, std::move(keys)));
    SCEPTER_TRY(profiles, readProfiles(folder));
    SCEPTER_TRY(devices, readDevices(folder));
    state->m_profiles = std::move(profiles);
    state->m_devices = std::move(devices);
    return state;
}

Result<void> IntuneState::setProfiles(std::vector<ScepProfile> profiles) {
    SCEPTER_CHECK(checkUnique(profiles, &ScepProfile::id, "profile"));
    const std::lock_guard lock(m_mutex);
    if (!m_folder.empty()) SCEPTER_CHECK(writeProfiles(m_folder, profiles));
    m_profiles = std::move(profiles);
    return {};
}

Result<void> IntuneState::setDevices(std::vector<Device> devices) {
    SCEPTER_CHECK(checkUnique(devices, &Device::id, "device"));
    const std::lock_guard lock(m_mutex);
    if (!m_folder.empty()) SCEPTER_CHECK(writeDevices(m_folder, devices));
    m_devices = std::move(devices);
    return {};
}

std::vector<ScepProfile> IntuneState::profiles() const {
    const std::lock_guard lock(m_mutex);
    return m_profiles;
}

std::vector<Device> IntuneState::devices() const {
    const std::lock_guard lock(m_mutex);
    return m_devices;
}

std::optional<ScepProfile> IntuneState::profile(std::string_view id) const {
    const std::lock_guard lock(m_mutex);
    return findById(m_profiles, id);
}

std::optional<Device> IntuneState::device(std::string_view id) const {
    const std::lock_guard lock(m_mutex);
    return findById(m_devices, id);
}

Result<SecretBytes> IntuneState::appKey() const {
    if (!m_folder.empty()) return openSecret(m_folder, "app-key");
    SCEPTER_TRY(text, randomText(32));
    return SecretBytes(std::string_view(text));
}

Result<IntuneChallenge> IntuneState::expectedOf(const Device& device, const ScepProfile& profile,
                                                TimePoint now) const {
    IntuneChallenge challenge;
    SCEPTER_TRY(subject, resolved(profile.subjectName, device, ValueForm::NameValue));
    SCEPTER_TRY(name, pki::Name::fromText(subject));
    challenge.subject = name.toText();
    for (const SanFormat& format : profile.subjectAltNames) {
        SCEPTER_TRY(value, resolved(format.value, device, ValueForm::Plain));
        SCEPTER_TRY(san, pki::makeGeneralName(format.type, value));
        challenge.subjectAltNames.push_back(std::move(san));
    }
    challenge.deviceId = device.id;
    challenge.userId = device.userId;
    challenge.profileId = profile.id;
    challenge.keyUsage = profile.keyUsage;
    challenge.keySize = profile.keySize;
    challenge.extendedKeyUsage = profile.extendedKeyUsage;
    challenge.hashes = profile.hashes;
    challenge.issuedAt = std::chrono::floor<std::chrono::seconds>(now);
    challenge.expiresAt = challenge.issuedAt + profile.challengeValidity;
    return challenge;
}

Result<SecretBytes> IntuneState::makeChallenge(std::string_view deviceId,
                                               std::string_view profileId, TimePoint now) {
    const auto known = device(deviceId);
    if (!known) return fail(ErrorCode::NotFound, "no device " + printable(deviceId));
    std::optional<ScepProfile> chosen;
    for (const ScepProfile& one : profiles())
        if (!chosen && (profileId.empty() || one.id == profileId) && one.isFor(deviceId))
            chosen = one;
    if (!chosen)
        return fail(ErrorCode::NotFound, "device " + printable(deviceId) + " has no such profile");
    SCEPTER_TRY(challenge, expectedOf(*known, *chosen, now));
    SCEPTER_TRY(requestId, makeUuid());
    SCEPTER_TRY(password, randomText(24));
    challenge.requestId = std::move(requestId);
    challenge.password = std::move(password);
    const SecretBytes xml{std::string_view(toXml(challenge))};
    SCEPTER_TRY(sealed, sealChallenge(xml.view(), m_keys));
    SCEPTER_CHECK(keepIssued(challenge.requestId,
                             {challenge.deviceId, challenge.userId, challenge.profileId}));
    return SecretBytes(std::string_view(sealed));
}

Result<void> IntuneState::keepIssued(const std::string& requestId, const Issued& issued) {
    if (!m_folder.empty()) SCEPTER_CHECK(writeIssued(m_folder, requestId, issued));
    const std::lock_guard lock(m_mutex);
    m_issued.emplace(requestId, issued);
    return {};
}

std::optional<IntuneState::Issued> IntuneState::issued(const std::string& requestId) const {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_issued.find(requestId); found != m_issued.end()) return found->second;
    if (m_folder.empty()) return std::nullopt;
    auto kept = readIssued(m_folder, requestId);
    if (kept) m_issued.emplace(requestId, *kept);
    return kept;
}

bool IntuneState::bindKey(const std::string& requestId, ByteView keyFingerprint) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_boundKeys.find(requestId);
    if (found != m_boundKeys.end()) return sameBytes(found->second, keyFingerprint);
    if (m_boundKeys.size() >= kMostBoundKeys) return false;
    m_boundKeys.emplace(requestId, copyOf(keyFingerprint));
    return true;
}

} // namespace scepter::standin
