// Where this machine can listen: its addresses and free ports.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::http {

/// One address of this machine that others, or for the loopback this machine, can reach.
struct LocalAddress {
    std::string address;       ///< numeric: "192.168.1.5", "2001:db8::5"
    std::string interfaceName; ///< "eth0", or what people call it where the system knows
    bool isLoopback = false;

    bool operator==(const LocalAddress&) const = default;
};

/// The addresses of interfaces that are up: loopback first, then IPv4, then IPv6. Link-local IPv6
/// addresses are left out, since a URL with one means nothing on another machine. Asks the system
/// each time; may take some milliseconds.
std::vector<LocalAddress> localAddresses();

/// Whether Server::listen could have this address and port now, with the same errors: AddressInUse,
/// AddressNotHere, PortForbidden, ListenFailed. Binds but does not listen, so that nobody who
/// connects meanwhile is answered. Does not wait for anything. Port 0 asks for the address alone.
Result<void> checkPort(std::string_view address, std::uint16_t port);

/// The same as yes or no.
bool isPortFree(std::string_view address, std::uint16_t port);

} // namespace scepter::http
