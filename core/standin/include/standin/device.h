// SPDX-License-Identifier: GPL-3.0-or-later
// Devices as an MDM knows them, and the variables of its profiles.
#pragma once

#include "base/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::standin {

/// A device with what its variables stand for.
struct Device {
    std::string id;     ///< {{DeviceId}}
    std::string userId; ///< empty: a device without a user
    /// By the names of deviceVariables(); a device has what is here and not empty.
    std::map<std::string, std::string> values;

    bool operator==(const Device&) const = default;
};

/// Names of variables, without braces and without their aliases: "DeviceId", "AAD_Device_ID",
/// "UserName", ...
std::vector<std::string> deviceVariables();
/// The name that counts, for a name in any case or an alias ("IMEI" for "IMEINumber"); nothing for
/// none.
std::optional<std::string> deviceVariable(std::string_view name);

/// How values are put in: as they are, or escaped for an RFC 4514 text.
/// {{OnPrem_Distinguished_Name}} is such a text itself and is never escaped.
enum class ValueForm { Plain, NameValue };

/// The text with its {{Variables}} replaced. InvalidArgument names a variable that is none or that
/// the device lacks, and a brace or one of "|;" that is left over.
Result<std::string> resolved(std::string_view text, const Device& device, ValueForm form);

/// A list of devices in JSON: objects with "DeviceId", maybe "UserId", and variables. Strict:
/// EncodingMalformed names what is wrong (an unknown variable, the same device twice).
Result<std::vector<Device>> devicesFromJson(std::string_view json);
std::string toJson(const std::vector<Device>& devices);

} // namespace scepter::standin
