// SPDX-License-Identifier: GPL-3.0-or-later
// SCEP profiles of an MDM.
#pragma once

#include "asn1/oid.h"
#include "base/clock.h"
#include "pki/algorithms.h"
#include "pki/extensions.h"
#include "pki/general_name.h"
#include "standin/device.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::standin {

/// One subject alternative name with variables.
struct SanFormat {
    pki::GeneralNameType type = pki::GeneralNameType::Dns; ///< Email, Dns, Uri or Upn
    std::string value;

    bool operator==(const SanFormat&) const = default;
};

/// What a device with this profile asks for.
struct ScepProfile {
    std::string id = "default";
    std::string subjectName = "CN={{AAD_Device_ID}}"; ///< RFC 4514 with variables
    std::vector<SanFormat> subjectAltNames;
    std::uint16_t keyUsage =
        pki::key_usage::kDigitalSignature | pki::key_usage::kKeyEncipherment; ///< 0: not looked at
    unsigned keySize = 2048;                                                  ///< RSA
    std::vector<asn1::Oid> extendedKeyUsage;                                  ///< empty: none asked
    std::vector<pki::Digest> hashes = {pki::Digest::Sha256, pki::Digest::Sha384,
                                       pki::Digest::Sha512};
    Duration challengeValidity = std::chrono::hours(1);
    std::vector<std::string> devices; ///< ids of those that have it; empty: all

    [[nodiscard]] bool isFor(std::string_view deviceId) const;
    bool operator==(const ScepProfile&) const = default;
};

/// {"id", "subjectName", "subjectAlternativeNames": [{"type": "upn", "value"}], "keyUsage":
/// ["digitalSignature"], "keySize", "extendedKeyUsage": ["clientAuth"], "hashAlgorithms": ["sha2"]
/// (or digests), "challengeValidity": "1h", "devices": [...]}; what is missing has its default.
/// Strict: EncodingMalformed names what is wrong.
Result<ScepProfile> profileFromJson(std::string_view json);
std::string toJson(const ScepProfile& profile);

} // namespace scepter::standin
