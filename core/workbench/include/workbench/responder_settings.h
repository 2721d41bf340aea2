// What a workspace keeps about the responder that serves it.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "http/server.h"
#include "responder/responder.h"
#include "store/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::workbench {

/// One setting as it is kept: "responder.port", "8080".
struct SettingText {
    std::string key;
    std::string value;

    bool operator==(const SettingText&) const = default;
};

/// Where and how the window's responder listens, and what it records.
struct ResponderSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;      ///< 0 picks a free one
    std::string tlsCertificateFile; ///< PEM, its chain after it; empty: plain HTTP
    std::string tlsKeyFile;         ///< PEM, not encrypted
    http::ServerLimits limits;
    responder::TrafficSettings traffic;
};

/// All of them: responder.address, responder.port, responder.tlsCertificateFile,
/// responder.tlsKeyFile, responder.limit.NAME for each of responder::namedLimits(); and what is
/// recorded: traffic.record ("off", "headers", "full"), traffic.count, traffic.bytes, traffic.age
/// ("7d").
std::vector<SettingText> toTexts(const ResponderSettings& settings);

/// Sets one by its key: InvalidArgument for an unknown one, or a value that cannot be meant.
Result<void> setText(ResponderSettings& settings, std::string_view key, std::string_view value);

/// From texts, on top of the defaults. InvalidArgument; also for a TLS certificate without its key.
Result<ResponderSettings> responderSettingsOf(const std::vector<SettingText>& texts);

/// The texts as they are kept, or by default.
Result<std::vector<SettingText>> responderTexts(store::Store& store);
/// Writes those that differ from what is kept; each goes into the audit trail.
Result<void> saveResponderSettings(store::Store& store, const ResponderSettings& settings,
                                   const std::string& actor);

/// What a responder is started with. Reads the TLS files and tries them: FileUnreadable, TlsFailed.
Result<responder::ResponderOptions> responderOptions(const ResponderSettings& settings,
                                                     const Clock& clock);

} // namespace scepter::workbench
