// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/profile.h"

#include "json_fields.h"

#include <algorithm>

namespace scepter::standin {

namespace {

using pki::Digest;
using pki::GeneralNameType;

constexpr std::array kSha2 = {Digest::Sha256, Digest::Sha384, Digest::Sha512};
constexpr std::array kSanTypes = {GeneralNameType::Email, GeneralNameType::Dns,
                                  GeneralNameType::Uri, GeneralNameType::Upn};

void readSans(Fields& fields, std::vector<SanFormat>& sans) {
    const Json* list = fields.list("subjectAlternativeNames");
    if (list == nullptr) return;
    for (const Json& item : *list) {
        Fields name(item, "an alternative name");
        std::string type;
        SanFormat san;
        name.read("type", type);
        name.read("value", san.value);
        const auto known = std::ranges::find_if(
            kSanTypes, [&](GeneralNameType one) { return pki::toText(one) == type; });
        if (known == kSanTypes.end()) name.reject("type", "is none of email, dns, uri, upn");
        if (san.value.empty()) name.reject("value", "is missing");
        if (const auto good = name.finish(); !good)
            return fields.take(good.error(), "subjectAlternativeNames");
        san.type = *known;
        sans.push_back(std::move(san));
    }
}

void readUsages(Fields& fields, ScepProfile& profile) {
    std::vector<std::string> names;
    const Json* given = fields.list("keyUsage");
    if (given != nullptr) {
        fields.read("keyUsage", names);
        profile.keyUsage = 0;
        for (const std::string& name : names) {
            const auto bit = pki::keyUsageFromText(name);
            if (!bit) return fields.take(bit.error(), "keyUsage");
            profile.keyUsage = static_cast<std::uint16_t>(profile.keyUsage | *bit);
        }
    }
    names.clear();
    fields.read("extendedKeyUsage", names);
    for (const std::string& name : names) {
        const auto usage = pki::extendedKeyUsageFromText(name);
        if (!usage) return fields.take(usage.error(), "extendedKeyUsage");
        profile.extendedKeyUsage.push_back(*usage);
    }
}

void readHashes(Fields& fields, std::vector<Digest>& hashes) {
    std::vector<std::string> names;
    fields.read("hashAlgorithms", names);
    if (names.empty()) return;
    hashes.clear();
    for (const std::string& name : names) {
        const auto digest = pki::digestFromText(name);
        if (name == "sha2")
            hashes.insert(hashes.end(), kSha2.begin(), kSha2.end());
        else if (digest && *digest != Digest::Md5)
            hashes.push_back(*digest);
        else
            fields.reject("hashAlgorithms", "takes sha2, sha1, sha256, sha384 and sha512");
    }
}

} // namespace

bool ScepProfile::isFor(std::string_view deviceId) const {
    return devices.empty() || std::ranges::find(devices, deviceId) != devices.end();
}

Result<ScepProfile> profileFromJson(std::string_view json) {
    SCEPTER_TRY(object, parseJson(json));
    Fields fields(object, "the profile");
    ScepProfile profile;
    std::string validity;
    fields.read("id", profile.id);
    fields.read("subjectName", profile.subjectName);
    readSans(fields, profile.subjectAltNames);
    readUsages(fields, profile);
    fields.read("keySize", profile.keySize);
    readHashes(fields, profile.hashes);
    fields.read("challengeValidity", validity);
    fields.read("devices", profile.devices);
    if (profile.id.empty()) fields.reject("id", "is empty");
    if (!validity.empty()) {
        const auto duration = durationFromText(validity);
        if (!duration || *duration <= Duration::zero())
            fields.reject("challengeValidity", "is no duration like 1h or 30m");
        profile.challengeValidity = duration.value_or(profile.challengeValidity);
    }
    SCEPTER_CHECK(fields.finish());
    return profile;
}

std::string toJson(const ScepProfile& profile) {
    Json sans = Json::array();
    for (const SanFormat& san : profile.subjectAltNames)
        sans.push_back({{"type", std::string(pki::toText(san.type))}, {"value", san.value}});
    Json usages = Json::array();
    for (const asn1::Oid& usage : profile.extendedKeyUsage)
        usages.push_back(pki::extendedKeyUsageName(usage));
    Json hashes = Json::array();
    for (const Digest digest : profile.hashes)
        hashes.push_back(std::string(pki::toText(digest)));
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(profile.challengeValidity);
    return dumpJson({{"id", profile.id},
                     {"subjectName", profile.subjectName},
                     {"subjectAlternativeNames", std::move(sans)},
                     {"keyUsage", pki::keyUsageNames(profile.keyUsage)},
                     {"keySize", profile.keySize},
                     {"extendedKeyUsage", std::move(usages)},
                     {"hashAlgorithms", std::move(hashes)},
                     {"challengeValidity", std::to_string(seconds.count()) + "s"},
                     {"devices", profile.devices}});
}

} // namespace scepter::standin
