// Addresses to listen on, and sockets bound to them.
#pragma once

#include <utility>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "base/result.h"

#include <string_view>

namespace scepter::http {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp,
                                                    boost::asio::io_context::executor_type>;

/// "127.0.0.1", "::1", "[::1]" or "localhost" (127.0.0.1). ListenFailed for anything else.
Result<boost::asio::ip::address> addressFrom(std::string_view text);

/// Programs that the service starts must not inherit its sockets.
void closeOnExec(int descriptor);

/// The error of a step towards listening there. AddressInUse, AddressNotHere, PortForbidden,
/// ListenFailed.
Result<void> checkListening(const boost::system::error_code& error,
                            const boost::asio::ip::tcp::endpoint& endpoint);

/// Opens and binds; "::" is for IPv4 too. Errors as checkListening.
Result<void> openAndBind(Acceptor& acceptor, const boost::asio::ip::tcp::endpoint& endpoint);

} // namespace scepter::http
