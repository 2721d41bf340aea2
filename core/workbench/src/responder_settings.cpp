#include "workbench/responder_settings.h"

#include "responder/limits.h"
#include "workbench/write_file.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace scepter::workbench {

namespace {

constexpr std::string_view kPrefix = "responder.";
constexpr std::string_view kLimitPrefix = "limit.";
constexpr std::size_t kMaxAddress = 64;
constexpr std::size_t kMaxPath = 4096;
constexpr std::size_t kMaxPem = std::size_t{1} << 20;
constexpr std::string_view kTrafficPrefix = "traffic.";
constexpr std::size_t kMostExchanges = 10'000'000;
constexpr std::size_t kLeastBytes = std::size_t{1} << 20;
constexpr std::size_t kMostBytes = std::size_t{1} << 40;
constexpr Duration kLeastAge = std::chrono::minutes{1};
constexpr Duration kMostAge = std::chrono::days{3650};

/// "127.0.0.1", "::1", "[::1]" or "localhost": names are not looked up.
bool isAddress(std::string_view text) {
    if (text == "localhost") return true;
    if (text.empty() || text.size() > kMaxAddress) return false;
    const auto isPart = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ||
               c == '.' || c == ':' || c == '[' || c == ']';
    };
    return std::ranges::all_of(text, isPart) && text.find_first_of(".:") != std::string_view::npos;
}

Result<void> setAddress(ResponderSettings& settings, std::string_view value) {
    if (!isAddress(value))
        return fail(ErrorCode::InvalidArgument,
                    "responder.address takes a numeric address, as in 127.0.0.1 or ::1");
    settings.address = value;
    return {};
}

Result<void> setPort(ResponderSettings& settings, std::string_view value) {
    unsigned port = 0;
    const char* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, port);
    if (error != std::errc{} || stop != end || port > 65535)
        return fail(ErrorCode::InvalidArgument, "responder.port takes a number from 0 to 65535");
    settings.port = static_cast<std::uint16_t>(port);
    return {};
}

Result<void> setPath(std::string& path, std::string_view key, std::string_view value) {
    if (value.size() > kMaxPath || value.find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, std::string(key) + " takes the path of a file");
    path = value;
    return {};
}

constexpr std::array<std::pair<std::string_view, responder::TrafficMode>, 3> kModes{
    {{"off", responder::TrafficMode::Off},
     {"headers", responder::TrafficMode::Headers},
     {"full", responder::TrafficMode::Full}}};

std::string toText(responder::TrafficMode mode) {
    for (const auto& [word, known] : kModes)
        if (known == mode) return std::string(word);
    return {};
}

/// "7d", "36h", "90s".
std::string ageText(Duration age) {
    constexpr std::array<std::pair<std::int64_t, char>, 3> kUnits{
        {{86'400, 'd'}, {3'600, 'h'}, {60, 'm'}}};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
    for (const auto& [unit, letter] : kUnits)
        if (seconds % unit == 0) return std::to_string(seconds / unit) + letter;
    return std::to_string(seconds) + 's';
}

Result<void> setMode(responder::TrafficSettings& traffic, std::string_view value) {
    for (const auto& [word, mode] : kModes)
        if (word == value) {
            traffic.mode = mode;
            return {};
        }
    return fail(ErrorCode::InvalidArgument, "traffic.record takes off, headers or full");
}

Result<void> setCap(std::size_t& cap, std::string_view key, std::string_view value,
                    std::size_t least, std::size_t most) {
    std::size_t number = 0;
    const char* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc{} || stop != end || number < least || number > most)
        return fail(ErrorCode::InvalidArgument, std::string(key) + " takes a number from " +
                                                    std::to_string(least) + " to " +
                                                    std::to_string(most));
    cap = number;
    return {};
}

Result<void> setAge(Duration& age, std::string_view value) {
    const auto time = durationFromText(value);
    if (!time || *time < kLeastAge || *time > kMostAge)
        return fail(ErrorCode::InvalidArgument,
                    "traffic.age takes a time as in 12h or 7d, from 1m to 3650d");
    age = *time;
    return {};
}

Result<void> setTraffic(responder::TrafficSettings& traffic, std::string_view key,
                        std::string_view value) {
    if (key == "traffic.record") return setMode(traffic, value);
    if (key == "traffic.count") return setCap(traffic.caps.count, key, value, 1, kMostExchanges);
    if (key == "traffic.bytes")
        return setCap(traffic.caps.bytes, key, value, kLeastBytes, kMostBytes);
    if (key == "traffic.age") return setAge(traffic.caps.age, value);
    return fail(ErrorCode::InvalidArgument, "there is no setting " + std::string(key));
}

/// Whether a server can be made of them: on a port of its own, which nobody is told.
Result<void> tryTls(const responder::ResponderOptions& options, const Clock& clock) {
    responder::ResponderOptions copy = options.clone();
    SCEPTER_TRY(server, http::Server::listen("127.0.0.1", 0, copy.limits, std::move(copy.tls), 1,
                                             clock, [](const auto&, const auto&) {}));
    server->stop(Duration{0});
    return {};
}

} // namespace

std::vector<SettingText> toTexts(const ResponderSettings& settings) {
    std::vector<SettingText> texts{{"responder.address", settings.address},
                                   {"responder.port", std::to_string(settings.port)},
                                   {"responder.tlsCertificateFile", settings.tlsCertificateFile},
                                   {"responder.tlsKeyFile", settings.tlsKeyFile}};
    for (auto& limit : responder::namedLimits(settings.limits))
        texts.push_back({std::string(kPrefix) + std::string(kLimitPrefix) + limit.name,
                         std::move(limit.value)});
    const responder::TrafficSettings& traffic = settings.traffic;
    texts.push_back({"traffic.record", toText(traffic.mode)});
    texts.push_back({"traffic.count", std::to_string(traffic.caps.count)});
    texts.push_back({"traffic.bytes", std::to_string(traffic.caps.bytes)});
    texts.push_back({"traffic.age", ageText(traffic.caps.age)});
    return texts;
}

Result<void> setText(ResponderSettings& settings, std::string_view key, std::string_view value) {
    if (key == "responder.address") return setAddress(settings, value);
    if (key == "responder.port") return setPort(settings, value);
    if (key == "responder.tlsCertificateFile")
        return setPath(settings.tlsCertificateFile, key, value);
    if (key == "responder.tlsKeyFile") return setPath(settings.tlsKeyFile, key, value);
    if (key.starts_with(kTrafficPrefix)) return setTraffic(settings.traffic, key, value);
    std::string_view name = key;
    if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
    if (name.size() == key.size() || !name.starts_with(kLimitPrefix))
        return fail(ErrorCode::InvalidArgument, "there is no setting " + std::string(key));
    return responder::setLimit(settings.limits, name.substr(kLimitPrefix.size()), value);
}

Result<ResponderSettings> responderSettingsOf(const std::vector<SettingText>& texts) {
    ResponderSettings settings;
    for (const SettingText& text : texts)
        SCEPTER_CHECK(setText(settings, text.key, text.value));
    if (settings.tlsCertificateFile.empty() != settings.tlsKeyFile.empty())
        return fail(ErrorCode::InvalidArgument,
                    "TLS needs both responder.tlsCertificateFile and responder.tlsKeyFile");
    return settings;
}

Result<std::vector<SettingText>> responderTexts(store::Store& store) {
    std::vector<SettingText> texts = toTexts(ResponderSettings{});
    for (SettingText& text : texts) {
        SCEPTER_TRY(kept, store.setting(text.key));
        if (kept) text.value = std::move(*kept);
    }
    return texts;
}

Result<void> saveResponderSettings(store::Store& store, const ResponderSettings& settings,
                                   const std::string& actor) {
    SCEPTER_TRY(kept, responderTexts(store));
    for (const SettingText& text : toTexts(settings))
        if (std::ranges::find(kept, text) == kept.end())
            SCEPTER_CHECK(store.setSetting(text.key, text.value, actor));
    return {};
}

Result<responder::ResponderOptions> responderOptions(const ResponderSettings& settings,
                                                     const Clock& clock) {
    responder::ResponderOptions options;
    options.address = settings.address;
    options.port = settings.port;
    options.limits = settings.limits;
    options.traffic = settings.traffic;
    if (settings.tlsCertificateFile.empty()) return options;
    SCEPTER_TRY(certificate, readFile(settings.tlsCertificateFile, kMaxPem));
    SCEPTER_TRY(key, readFile(settings.tlsKeyFile, kMaxPem));
    options.tls =
        http::TlsOptions{std::string(textOf(certificate)), SecretBytes(std::move(key)), {}};
    SCEPTER_CHECK(tryTls(options, clock));
    return options;
}

} // namespace scepter::workbench
