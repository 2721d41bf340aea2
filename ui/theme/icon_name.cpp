#include "theme/icon_name.h"

#include <array>
#include <cstddef>

namespace scepter::ui {

namespace {

constexpr std::array kNames{
    "dashboard",    "requests",     "certificates", "challenges", "endpoints",
    "audit",        "settings",     "log",          "inspector",  "test-enrollment",
    "stand-ins",    "certificate",  "template",     "authority",  "code",
    "key",          "user",         "chain",        "crl",        "server",
    "network",      "calendar",     "clock",        "workspace",  "audit-line",
    "message",      "search",       "filter",       "clear",      "close",
    "back",         "forward",      "up",           "down",       "copy",
    "save",         "open",         "add",          "remove",     "edit",
    "more",         "refresh",      "play",         "stop",       "lock",
    "unlock",       "link",         "qr",           "help",       "undo",
    "compare",      "window",       "check",        "approve",    "deny",
    "revoke",       "mint",         "withdraw",     "export",     "import",
    "backup",       "restore",      "rollover",     "renew",      "chevron-right",
    "chevron-down", "chevron-left", "sort",         "sun",        "moon",
    "examine",      "pin",          "details",      "command",    "pending",
    "issued",       "refused",      "failed",       "revoked",    "expired",
    "withdrawn",    "unused",       "used",         "valid",      "warning",
    "error",        "info",         "ok",           "exposed",    "running",
    "stopped",      "starting",
};
static_assert(kNames.size() == static_cast<std::size_t>(Icon::Starting) + 1);

} // namespace

const char* fileName(Icon icon) {
    return kNames.at(static_cast<std::size_t>(icon));
}

} // namespace scepter::ui
