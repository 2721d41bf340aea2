#include "workbench/admin_settings.h"

#include "base/text.h"
#include "workbench/write_file.h"

#include <algorithm>
#include <charconv>

namespace scepter::workbench {

namespace {

constexpr std::size_t kMaxText = 4096;
constexpr std::size_t kMaxPem = std::size_t{1} << 20;
constexpr std::size_t kMaxNames = 16;

Result<std::uint16_t> portFrom(std::string_view value) {
    unsigned port = 0;
    const char* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, port);
    if (error != std::errc{} || stop != end || port > 65535)
        return fail(ErrorCode::InvalidArgument, "admin.port takes a number from 0 to 65535");
    return static_cast<std::uint16_t>(port);
}

Result<std::vector<std::string>> namesFrom(std::string_view value) {
    std::vector<std::string> names;
    for (const std::string_view part : split(value, ',')) {
        const std::string_view name = trimmed(part);
        if (name.empty()) continue;
        const bool good = name.size() <= 253 && std::ranges::all_of(name, [](char c) {
                              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                     (c >= '0' && c <= '9') || c == '.' || c == '-';
                          });
        if (!good || names.size() >= kMaxNames)
            return fail(ErrorCode::InvalidArgument,
                        "admin.hostNames takes host names, as in scep.example,mdm.example");
        names.emplace_back(name);
    }
    return names;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ",") + name;
    return text;
}

std::string* textOf(AdminSettings& settings, std::string_view key) {
    if (key == "admin.address") return &settings.address;
    if (key == "admin.tlsCertificateFile") return &settings.tlsCertificateFile;
    if (key == "admin.tlsKeyFile") return &settings.tlsKeyFile;
    if (key == "admin.jamfPath") return &settings.jamfPath;
    if (key == "admin.jamfHeader") return &settings.jamfHeader;
    if (key == "admin.jamfOpenAccount") return &settings.jamfOpenAccount;
    return nullptr;
}

/// All but what stands in files.
responder::AdminOptions optionsOf(const AdminSettings& settings) {
    responder::AdminOptions options;
    options.address = settings.address;
    options.port = settings.port;
    options.hostNames = settings.hostNames;
    options.jamfPath = settings.jamfPath;
    options.jamfHeader = settings.jamfHeader;
    options.jamfOpenAccount = settings.jamfOpenAccount;
    if (!settings.tlsCertificateFile.empty()) options.tls.emplace();
    return options;
}

Result<void> checkBoth(const AdminSettings& settings) {
    if (settings.tlsCertificateFile.empty() != settings.tlsKeyFile.empty())
        return fail(ErrorCode::InvalidArgument,
                    "TLS needs both admin.tlsCertificateFile and admin.tlsKeyFile");
    return responder::checkAdminOptions(optionsOf(settings));
}

} // namespace

std::vector<SettingText> adminTexts(const AdminSettings& settings) {
    return {{"admin.address", settings.address},
            {"admin.port", std::to_string(settings.port)},
            {"admin.tlsCertificateFile", settings.tlsCertificateFile},
            {"admin.tlsKeyFile", settings.tlsKeyFile},
            {"admin.hostNames", joined(settings.hostNames)},
            {"admin.jamfPath", settings.jamfPath},
            {"admin.jamfHeader", settings.jamfHeader},
            {"admin.jamfOpenAccount", settings.jamfOpenAccount}};
}

Result<void> setText(AdminSettings& settings, std::string_view key, std::string_view value) {
    if (value.size() > kMaxText || value.find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, std::string(key) + " takes a short text");
    if (key == "admin.port") {
        SCEPTER_TRY(port, portFrom(value));
        settings.port = port;
        return {};
    }
    if (key == "admin.hostNames") {
        SCEPTER_TRY(names, namesFrom(value));
        settings.hostNames = std::move(names);
        return {};
    }
    std::string* text = textOf(settings, key);
    if (text == nullptr)
        return fail(ErrorCode::InvalidArgument, "there is no setting " + std::string(key));
    *text = value;
    return {};
}

Result<void> checkAdminSettings(const AdminSettings& settings) {
    return settings.isOn() ? checkBoth(settings) : Result<void>{};
}

Result<AdminSettings> readAdminSettings(store::Store& store) {
    AdminSettings settings;
    for (const SettingText& text : adminTexts(AdminSettings{})) {
        SCEPTER_TRY(kept, store.setting(text.key));
        if (kept) SCEPTER_CHECK(setText(settings, text.key, *kept));
    }
    return settings;
}

Result<void> saveAdminSettings(store::Store& store, const AdminSettings& settings,
                               const std::string& actor) {
    SCEPTER_CHECK(checkAdminSettings(settings));
    SCEPTER_TRY(read, readAdminSettings(store));
    const std::vector<SettingText> kept = adminTexts(read);
    for (const SettingText& text : adminTexts(settings))
        if (std::ranges::find(kept, text) == kept.end())
            SCEPTER_CHECK(store.setSetting(text.key, text.value, actor));
    return {};
}

Result<responder::AdminOptions> adminOptions(const AdminSettings& settings) {
    if (!settings.isOn()) return fail(ErrorCode::InvalidArgument, "the admin listener is off");
    SCEPTER_CHECK(checkBoth(settings));
    responder::AdminOptions options = optionsOf(settings);
    if (!options.tls) return options;
    SCEPTER_TRY(certificate, readFile(settings.tlsCertificateFile, kMaxPem));
    SCEPTER_TRY(key, readFile(settings.tlsKeyFile, kMaxPem));
    options.tls = http::TlsOptions{
        std::string(scepter::textOf(certificate)), SecretBytes(std::move(key)), {}};
    return options;
}

} // namespace scepter::workbench
