// SPDX-License-Identifier: GPL-3.0-or-later
#include "standin/device.h"

#include "base/text.h"
#include "json_fields.h"

#include <algorithm>
#include <array>
#include <set>

namespace scepter::standin {

namespace {

constexpr std::string_view kDeviceId = "DeviceId";
constexpr std::string_view kDistinguishedName = "OnPrem_Distinguished_Name";

constexpr std::array<std::string_view, 15> kVariables = {kDeviceId,
                                                         "AAD_Device_ID",
                                                         "DeviceName",
                                                         "FullyQualifiedDomainName",
                                                         "SerialNumber",
                                                         "IMEINumber",
                                                         "MEID",
                                                         "WiFiMacAddress",
                                                         "UserName",
                                                         "UserPrincipalName",
                                                         "EmailAddress",
                                                         kDistinguishedName,
                                                         "OnPremisesSamAccountName",
                                                         "OnPremisesUserPrincipalName",
                                                         "OnPremisesSecurityIdentifier"};

struct Alias {
    std::string_view name;
    std::string_view means;
};
constexpr std::array<Alias, 5> kAliases = {{{"AzureADDeviceId", "AAD_Device_ID"},
                                            {"Device_Serial", "SerialNumber"},
                                            {"Device_IMEI", "IMEINumber"},
                                            {"IMEI", "IMEINumber"},
                                            {"WiFiMac", "WiFiMacAddress"}}};

/// RFC 4514 section 2.4.
std::string escaped(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool edge = i == 0 || i + 1 == value.size();
        const bool special = std::string_view(",+\"\\<>;=").find(c) != std::string_view::npos;
        if (special || (c == ' ' && edge) || (c == '#' && i == 0)) text += '\\';
        text += c;
    }
    return text;
}

std::string_view valueOf(const Device& device, const std::string& variable) {
    if (variable == kDeviceId) return device.id;
    const auto found = device.values.find(variable);
    return found == device.values.end() ? std::string_view{} : std::string_view(found->second);
}

Result<std::string> valueFor(std::string_view name, const Device& device, ValueForm form) {
    const auto variable = deviceVariable(name);
    const std::string shown = "{{" + printable(name) + "}}";
    if (!variable) return fail(ErrorCode::InvalidArgument, shown + " is no variable");
    const std::string_view value = valueOf(device, *variable);
    if (value.empty())
        return fail(ErrorCode::InvalidArgument,
                    "device " + printable(device.id) + " has no " + shown);
    if (form == ValueForm::Plain || *variable == kDistinguishedName) return std::string(value);
    return escaped(value);
}

Result<Device> deviceFrom(const Json& object, std::size_t number) {
    Fields fields(object, "device " + std::to_string(number));
    Device device;
    fields.read("DeviceId", device.id);
    fields.read("UserId", device.userId);
    if (device.id.empty()) fields.reject("DeviceId", "is missing");
    for (const std::string_view variable : kVariables) {
        if (variable == kDeviceId) continue;
        std::string value;
        fields.read(std::string(variable).c_str(), value);
        if (!value.empty()) device.values[std::string(variable)] = value;
    }
    for (const Alias& alias : kAliases) {
        std::string value;
        fields.read(std::string(alias.name).c_str(), value);
        if (!value.empty()) device.values[std::string(alias.means)] = value;
    }
    SCEPTER_CHECK(fields.finish());
    return device;
}

} // namespace

std::vector<std::string> deviceVariables() {
    return {kVariables.begin(), kVariables.end()};
}

std::optional<std::string> deviceVariable(std::string_view name) {
    const auto sameName = [&](std::string_view other) { return equalsIgnoringCase(name, other); };
    if (const auto found = std::ranges::find_if(kVariables, sameName); found != kVariables.end())
        return std::string(*found);
    const auto alias = std::ranges::find_if(kAliases, sameName, &Alias::name);
    if (alias != kAliases.end()) return std::string(alias->means);
    return std::nullopt;
}

Result<std::string> resolved(std::string_view text, const Device& device, ValueForm form) {
    std::string whole;
    while (!text.empty()) {
        const auto begin = text.find("{{");
        const std::string_view plain = text.substr(0, begin);
        if (plain.find_first_of("{}|;") != std::string_view::npos)
            return fail(ErrorCode::InvalidArgument,
                        "none of { } | ; may stand outside a variable: " + printable(plain));
        whole += plain;
        if (begin == std::string_view::npos) break;
        const auto end = text.find("}}", begin);
        if (end == std::string_view::npos)
            return fail(ErrorCode::InvalidArgument, "a variable does not end: " + printable(text));
        SCEPTER_TRY(value,
                    valueFor(trimmed(text.substr(begin + 2, end - begin - 2)), device, form));
        whole += value;
        text.remove_prefix(end + 2);
    }
    return whole;
}

Result<std::vector<Device>> devicesFromJson(std::string_view json) {
    SCEPTER_TRY(list, parseJson(json));
    if (!list.is_array()) return fail(ErrorCode::EncodingMalformed, "it is no list of devices");
    std::vector<Device> devices;
    std::set<std::string> ids;
    for (const Json& object : list) {
        SCEPTER_TRY(device, deviceFrom(object, devices.size() + 1));
        if (!ids.insert(device.id).second)
            return fail(ErrorCode::EncodingMalformed,
                        "device " + printable(device.id) + " is there twice");
        devices.push_back(std::move(device));
    }
    return devices;
}

std::string toJson(const std::vector<Device>& devices) {
    Json list = Json::array();
    for (const Device& device : devices) {
        Json object{{"DeviceId", device.id}};
        if (!device.userId.empty()) object["UserId"] = device.userId;
        for (const auto& [name, value] : device.values)
            object[name] = value;
        list.push_back(std::move(object));
    }
    return dumpJson(list);
}

} // namespace scepter::standin
