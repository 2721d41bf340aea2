#include "address.h"

#include "http/local_address.h"

#include <algorithm>
#include <fcntl.h>

#include <boost/asio/ip/v6_only.hpp>

#include <QHostAddress>
#include <QNetworkInterface>

namespace scepter::http {

namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

ErrorCode codeOf(const boost::system::error_code& error) {
    namespace errc = boost::system::errc;
    if (error == errc::address_in_use) return ErrorCode::AddressInUse;
    // The latter where the machine has no IPv6 at all.
    if (error == errc::address_not_available || error == errc::address_family_not_supported)
        return ErrorCode::AddressNotHere;
    if (error == errc::permission_denied) return ErrorCode::PortForbidden;
    return ErrorCode::ListenFailed;
}

int rankOf(const LocalAddress& address) {
    if (address.isLoopback) return 0;
    return address.address.find(':') == std::string::npos ? 1 : 2;
}

void addAddressesOf(const QNetworkInterface& interface, std::vector<LocalAddress>& all) {
    const auto name = interface.humanReadableName().toStdString();
    for (const QNetworkAddressEntry& entry : interface.addressEntries()) {
        QHostAddress address = entry.ip();
        if (address.isLinkLocal() && address.protocol() == QAbstractSocket::IPv6Protocol) continue;
        address.setScopeId({});
        all.push_back({address.toString().toStdString(), name, address.isLoopback()});
    }
}

} // namespace

Result<asio::ip::address> addressFrom(std::string_view text) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    if (text == "localhost") return asio::ip::address(asio::ip::address_v4::loopback());
    boost::system::error_code error;
    const asio::ip::address address = asio::ip::make_address(std::string(text), error);
    if (error)
        return fail(ErrorCode::ListenFailed, "\"" + std::string(text) + "\" is no numeric address");
    return address;
}

void closeOnExec(int descriptor) {
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

Result<void> checkListening(const boost::system::error_code& error, const Tcp::endpoint& endpoint) {
    if (!error) return {};
    const std::string where =
        endpoint.address().to_string() + " port " + std::to_string(endpoint.port());
    return fail(codeOf(error), "cannot listen on " + where + ": " + error.message());
}

Result<void> openAndBind(Acceptor& acceptor, const Tcp::endpoint& endpoint) {
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    SCEPTER_CHECK(checkListening(error, endpoint));
    closeOnExec(acceptor.native_handle());
    acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    SCEPTER_CHECK(checkListening(error, endpoint));
    if (endpoint.address().is_v6()) {
        const bool any = endpoint.address().is_unspecified();
        acceptor.set_option(asio::ip::v6_only(!any), error);
        SCEPTER_CHECK(checkListening(error, endpoint));
    }
    acceptor.bind(endpoint, error);
    return checkListening(error, endpoint);
}

std::vector<LocalAddress> localAddresses() {
    std::vector<LocalAddress> all;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces())
        if (interface.flags().testFlag(QNetworkInterface::IsUp)) addAddressesOf(interface, all);
    std::ranges::stable_sort(all, {}, rankOf);
    return all;
}

Result<void> checkPort(std::string_view address, std::uint16_t port) {
    SCEPTER_TRY(numeric, addressFrom(address));
    try {
        asio::io_context io(1);
        Acceptor acceptor(io);
        return openAndBind(acceptor, Tcp::endpoint(numeric, port));
    } catch (const std::exception& error) {
        // Asio throws where the system has no descriptor left to give.
        return fail(ErrorCode::ListenFailed, std::string("cannot ask for a port: ") + error.what());
    }
}

bool isPortFree(std::string_view address, std::uint16_t port) {
    return checkPort(address, port).has_value();
}

} // namespace scepter::http
