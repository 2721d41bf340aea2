// What the stand-ins that serve have in common.
#include "standin_serving.h"

#include "base/text.h"
#include "standin/identity.h"

#include <charconv>
#include <cstdio>

namespace scepter::app {

namespace {

template <class Number> std::optional<Number> numberFrom(std::string_view text) {
    Number number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace

void addListenOptions(CLI::App& command, StandinListen& arguments) {
    command.add_option("--listen", arguments.listen, "Address and port; port 0 takes a free one")
        ->capture_default_str();
    auto* certificate = command.add_option("--tls-cert", arguments.tlsCertificate,
                                           "Serve TLS with this certificate (PEM, chain after it)");
    auto* key = command.add_option("--tls-key", arguments.tlsKey, "Its key (PEM)");
    certificate->needs(key);
    key->needs(certificate);
    command
        .add_option("--self-signed", arguments.selfSigned,
                    "Serve TLS with a certificate made now, and write its root to this file")
        ->excludes(certificate);
}

Result<StandinAddress> readListen(const StandinListen& arguments, TimePoint now) {
    const auto colon = arguments.listen.rfind(':');
    const auto port =
        colon == std::string::npos
            ? std::nullopt
            : numberFrom<std::uint16_t>(std::string_view(arguments.listen).substr(colon + 1));
    if (!port || colon == 0)
        return fail(ErrorCode::InvalidArgument,
                    "--listen takes ADDRESS:PORT, as in 127.0.0.1:8081, not " + arguments.listen);
    StandinAddress address{arguments.listen.substr(0, colon), *port, std::nullopt};
    if (!arguments.selfSigned.empty()) {
        std::vector<std::string> hosts;
        std::string host = address.address;
        if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
        if (host != "localhost" && host != "127.0.0.1" && host != "::1") hosts.push_back(host);
        SCEPTER_TRY(identity, standin::makeServerIdentity(hosts, now));
        SCEPTER_CHECK(writeFile(arguments.selfSigned, bytesOf(identity.rootPem)));
        address.tls = std::move(identity.tls);
    } else if (!arguments.tlsCertificate.empty()) {
        http::TlsOptions tls;
        tls.certificatePem = arguments.tlsCertificate;
        tls.keyPem = SecretBytes(std::string_view(arguments.tlsKey));
        address.tls = std::move(tls);
    }
    return address;
}

Result<StandinFault> readFault(const std::string& text, bool code) {
    const std::string option = code ? "--code" : "--fault";
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return fail(ErrorCode::InvalidArgument,
                    option + " takes ACTION=" + (code ? "CODE" : "KIND") + ", not " + text);
    StandinFault fault;
    fault.action = text.substr(0, equals);
    std::string kind = text.substr(equals + 1);
    if (const auto star = kind.rfind('*'); star != std::string::npos) {
        const auto times = numberFrom<unsigned>(std::string_view(kind).substr(star + 1));
        if (!times || *times == 0)
            return fail(ErrorCode::InvalidArgument, option + ": no number of calls in " + text);
        fault.times = *times;
        kind.resize(star);
    }
    auto read = standin::faultFromText(code ? "code:" + kind : kind);
    if (!read) return failWith(wrongValue(option, read.error()));
    fault.fault = std::move(*read);
    return fault;
}

Result<SecretBytes> readSecretFile(const std::string& path) {
    if (path.empty()) return SecretBytes();
    SCEPTER_TRY(bytes, readFile(path));
    while (!bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r'))
        bytes.pop_back();
    return SecretBytes(std::move(bytes));
}

sigset_t blockEndSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void serveUntil(const sigset_t& signals, const std::string& url) {
    std::printf("listening on %s\n", url.c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
}

Log callLog(const Context& context) {
    return {context.clock(), context.json ? LogFormat::Json : LogFormat::Human,
            context.quiet ? LogLevel::Error : LogLevel::Info, [](std::string_view line) {
                const std::string whole = std::string(line) + '\n';
                std::fwrite(whole.data(), 1, whole.size(), stderr);
            }};
}

} // namespace scepter::app
