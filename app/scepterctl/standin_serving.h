// What the stand-ins that serve have in common.
#pragma once

#include "base/log.h"
#include "context.h"
#include "http/server.h"
#include "standin/faults.h"

#include <csignal>
#include <optional>

namespace scepter::app {

struct StandinListen {
    std::string listen;
    std::string tlsCertificate;
    std::string tlsKey;
    std::string selfSigned; ///< where the root goes
};
void addListenOptions(CLI::App& command, StandinListen& arguments);

struct StandinAddress {
    std::string address;
    std::uint16_t port = 0;
    std::optional<http::TlsOptions> tls;
};
/// Reads --listen, and makes the certificate of --self-signed.
Result<StandinAddress> readListen(const StandinListen& arguments, TimePoint now);

/// "ACTION=KIND" or "ACTION=KIND*3", for the next three calls.
struct StandinFault {
    std::string action;
    standin::Fault fault;
    unsigned times = 0;
};
/// `code`: KIND is a code to answer. InvalidArgument names the option.
Result<StandinFault> readFault(const std::string& text, bool code);

/// A file's secret without the line break at its end; empty for an empty path.
Result<SecretBytes> readSecretFile(const std::string& path);

/// Blocks SIGINT and SIGTERM: before the first thread is made.
sigset_t blockEndSignals();
/// Says where it listens and waits for one of them.
void serveUntil(const sigset_t& signals, const std::string& url);

/// One line for each call, on stderr.
Log callLog(const Context& context);

} // namespace scepter::app
