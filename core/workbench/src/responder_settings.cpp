#include "workbench/responder_settings.h"

#include <charconv>
#include <system_error>

namespace scepter::workbench {

namespace {

constexpr auto kAddress = "responder.address";
constexpr auto kPort = "responder.port";

} // namespace

Result<ResponderSettings> loadResponderSettings(store::Store& store) {
    ResponderSettings settings;
    SCEPTER_TRY(address, store.setting(kAddress));
    if (address && !address->empty()) settings.address = std::move(*address);
    SCEPTER_TRY(port, store.setting(kPort));
    if (!port) return settings;
    std::uint16_t number = 0;
    const char* end = port->data() + port->size();
    const auto read = std::from_chars(port->data(), end, number);
    if (read.ec == std::errc{} && read.ptr == end) settings.port = number;
    return settings;
}

Result<void> saveResponderSettings(store::Store& store, const ResponderSettings& settings,
                                   const std::string& actor) {
    if (settings.address.empty())
        return fail(ErrorCode::InvalidArgument, "the responder needs an address");
    SCEPTER_TRY(before, loadResponderSettings(store));
    if (before.address != settings.address)
        SCEPTER_CHECK(store.setSetting(kAddress, settings.address, actor));
    if (before.port != settings.port)
        SCEPTER_CHECK(store.setSetting(kPort, std::to_string(settings.port), actor));
    return {};
}

} // namespace scepter::workbench
