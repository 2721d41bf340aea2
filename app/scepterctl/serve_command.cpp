// serve.
#include "base/log.h"
#include "context.h"
#include "file_limit.h"
#include "option_values.h"
#include "responder/limits.h"
#include "workbench/admin_settings.h"
#include "workbench/responder_settings.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <malloc.h>

namespace scepter::app {

namespace {

constexpr Duration kGrace = std::chrono::seconds{10};

struct ServeArguments {
    std::string listen; ///< empty: as the workspace says
    std::string tlsCertificate;
    std::string tlsKey;
    std::string logFormat = "human";
    std::vector<std::string> limits;
    std::vector<std::string> traffic;
    std::string adminListen; ///< empty: as the workspace says; "off": not at all
    std::string adminTlsCertificate;
    std::string adminTlsKey;
    std::vector<std::string> admin;
};

/// What the workspace says, and the arguments on top.
Result<workbench::ResponderSettings> settingsFor(workbench::Workbench& workbench,
                                                 const ServeArguments& arguments) {
    SCEPTER_TRY(settings, workbench.responderSettings());
    if (!arguments.listen.empty())
        SCEPTER_CHECK(setListen("--listen", arguments.listen, settings.address, settings.port));
    for (const std::string& limit : arguments.limits) {
        const auto equals = limit.find('=');
        if (equals == std::string::npos)
            return fail(ErrorCode::InvalidArgument, "--limit takes NAME=VALUE, not " + limit);
        SCEPTER_CHECK(responder::setLimit(settings.limits, limit.substr(0, equals),
                                          limit.substr(equals + 1)));
    }
    for (const std::string& setting : arguments.traffic) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos)
            return fail(ErrorCode::InvalidArgument, "--traffic takes NAME=VALUE, not " + setting);
        SCEPTER_CHECK(workbench::setText(settings, "traffic." + setting.substr(0, equals),
                                         setting.substr(equals + 1)));
    }
    if (!arguments.tlsCertificate.empty()) {
        settings.tlsCertificateFile = arguments.tlsCertificate;
        settings.tlsKeyFile = arguments.tlsKey;
    }
    return settings;
}

/// What the workspace says, and the arguments on top. Not on: there is no admin listener.
Result<workbench::AdminSettings> adminSettingsFor(workbench::Workbench& workbench,
                                                  const ServeArguments& arguments) {
    SCEPTER_TRY(settings, workbench.adminSettings());
    if (arguments.adminListen == "off")
        settings.address.clear();
    else if (!arguments.adminListen.empty())
        SCEPTER_CHECK(
            setListen("--admin-listen", arguments.adminListen, settings.address, settings.port));
    for (const std::string& setting : arguments.admin) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos)
            return fail(ErrorCode::InvalidArgument, "--admin takes NAME=VALUE, not " + setting);
        SCEPTER_CHECK(workbench::setText(settings, "admin." + setting.substr(0, equals),
                                         setting.substr(equals + 1)));
    }
    if (!arguments.adminTlsCertificate.empty()) {
        settings.tlsCertificateFile = arguments.adminTlsCertificate;
        settings.tlsKeyFile = arguments.adminTlsKey;
    }
    return settings;
}

/// Null when there is none.
Result<std::unique_ptr<responder::AdminServer>>
startAdmin(workbench::Workbench& workbench, const ServeArguments& arguments, Log& log) {
    SCEPTER_TRY(settings, adminSettingsFor(workbench, arguments));
    if (!settings.isOn()) return std::unique_ptr<responder::AdminServer>();
    SCEPTER_TRY(options, workbench::adminOptions(settings));
    return workbench.serveAdmin(std::move(options), log);
}

// Signals are taken by sigwait, so they are blocked before any thread is made.
sigset_t blockSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

// Each request takes and gives back some 100 KB: without this, glibc asks the kernel for it and
// returns it time and again.
void keepMemory() {
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_MMAP_THRESHOLD, 2 << 20);
}

bool isChosen(const ServeArguments& arguments, std::string_view limit) {
    return std::ranges::any_of(arguments.limits, [&](const std::string& text) {
        return std::string_view(text).substr(0, text.find('=')) == limit;
    });
}

int runServe(Context& context, const ServeArguments& arguments) {
    keepMemory();
    const sigset_t signals = blockSignals();
    auto opened = context.open();
    if (!opened) return context.report(opened.error());
    auto settings = settingsFor(**opened, arguments);
    if (!settings) return context.report(settings.error());
    const bool chosenShare =
        isChosen(arguments, "maxConnectionsPerAddress") ||
        settings->limits.maxConnectionsPerAddress != http::ServerLimits{}.maxConnectionsPerAddress;
    const std::string lowered = fitConnections(settings->limits, raiseFileLimit(), chosenShare);
    auto options = workbench::responderOptions(*settings, context.clock());
    if (!options) return context.report(options.error());
    LogLevel least = context.quiet ? LogLevel::Error : LogLevel::Info;
    if (context.verbose) least = LogLevel::Debug;
    const LogFormat format = arguments.logFormat == "json" ? LogFormat::Json : LogFormat::Human;
    Log log(context.clock(), format, least, [](std::string_view line) {
        const std::string whole = std::string(line) + '\n';
        std::fwrite(whole.data(), 1, whole.size(), stderr);
    });
    if (!lowered.empty()) log.warning("fewer connections than wanted", {{"reason", lowered}});
    auto responder = (*opened)->serve(std::move(*options), log);
    if (!responder) return context.report(responder.error());
    auto admin = startAdmin(**opened, arguments, log);
    if (!admin) return context.report(admin.error());
    std::printf("listening on %s\n", (*responder)->url().c_str());
    if (*admin) std::printf("admin listening on %s\n", (*admin)->url().c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    log.info("stopping");
    if (*admin) (*admin)->stop(kGrace);
    (*responder)->stop(kGrace);
    return exit_code::kDone;
}

void addAdminOptions(CLI::App* serve, ServeArguments& arguments) {
    serve->add_option("--admin-listen", arguments.adminListen,
                      "Address and port where accounts fetch codes (NDES page, Jamf webhook, "
                      "REST) instead of the workspace's; off: nowhere. Beyond this machine it "
                      "needs TLS");
    auto* certificate = serve->add_option("--admin-tls-cert", arguments.adminTlsCertificate,
                                          "Its TLS certificate (PEM, chain after it)");
    auto* key = serve->add_option("--admin-tls-key", arguments.adminTlsKey, "Its key (PEM)");
    certificate->needs(key);
    key->needs(certificate);
    serve->add_option("--admin", arguments.admin,
                      "NAME=VALUE, a setting of it instead of the workspace's: hostNames (other "
                      "names that it is called by, behind a proxy), jamfPath, jamfHeader, "
                      "jamfOpenAccount (the account of callers on this machine that show no "
                      "password)");
}

} // namespace

void addServeCommand(CLI::App& program, Context& context, Run& chosen) {
    auto* serve = program.add_subcommand("serve", "Run the responder until SIGINT or SIGTERM");
    auto arguments = std::make_shared<ServeArguments>();
    serve->add_option("--listen", arguments->listen,
                      "Address and port instead of the workspace's (127.0.0.1:8080 at first); "
                      "port 0 takes a free one");
    auto* certificate = serve->add_option("--tls-cert", arguments->tlsCertificate,
                                          "Serve TLS with this certificate (PEM, chain after it)");
    auto* key = serve->add_option("--tls-key", arguments->tlsKey, "Its key (PEM)");
    certificate->needs(key);
    key->needs(certificate);
    serve->add_option("--log", arguments->logFormat, "Log lines on stderr for people or as JSON")
        ->check(CLI::IsMember({"human", "json"}))
        ->capture_default_str();
    std::string names =
        "NAME=VALUE, a limit of the HTTP server instead of the workspace's. Names and defaults:";
    for (const auto& limit : responder::namedLimits({}))
        names += ' ' + limit.name + '=' + limit.value;
    serve->add_option("--limit", arguments->limits, names);
    std::string recorded = "NAME=VALUE, what is recorded of the traffic instead of what the "
                           "workspace says. Names and defaults:";
    for (const auto& setting : workbench::toTexts({}))
        if (constexpr std::string_view kPrefix = "traffic."; setting.key.starts_with(kPrefix))
            recorded += ' ' + setting.key.substr(kPrefix.size()) + '=' + setting.value;
    serve->add_option("--traffic", arguments->traffic,
                      recorded + "; record is off, headers or full");
    addAdminOptions(serve, *arguments);
    onChosen(serve, chosen, [&context, arguments] { return runServe(context, *arguments); });
}

} // namespace scepter::app
