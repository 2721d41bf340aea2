// Where the responder of a workspace listens.
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <cstdint>
#include <string>

namespace scepter::workbench {

/// Kept in the workspace as "responder.address" and "responder.port"; what was never saved has
/// these values.
struct ResponderSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; ///< 0 picks a free one

    bool operator==(const ResponderSettings&) const = default;
};

/// A value that makes no sense, as another program may have left it, reads as never saved.
Result<ResponderSettings> loadResponderSettings(store::Store& store);
/// InvalidArgument for an empty address.
Result<void> saveResponderSettings(store::Store& store, const ResponderSettings& settings,
                                   const std::string& actor);

} // namespace scepter::workbench
