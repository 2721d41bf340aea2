// standin intune, standin mdm, standin jamf.
#include "standin_commands.h"

#include "base/text.h"
#include "pki/extensions.h"
#include "standin/intune_service.h"
#include "standin/jamf.h"
#include "standin/mdm_service.h"
#include "standin_serving.h"
#include "views.h"

#include <QDir>
#include <QStandardPaths>

namespace scepter::app {

namespace {

using standin::IntuneCall;
using standin::IntuneState;
using standin::MdmCall;

struct IntuneArguments {
    StandinListen listen;
    std::string state;
    std::vector<std::string> profiles;
    std::string devices;
    std::string tenant;
    std::string appId;
    std::string appKeyFile;
    std::string publicUrl;
    std::string tokenLife;
    std::vector<std::string> codes;
    std::vector<std::string> faults;
    std::vector<std::string> revocations;
    std::string device; ///< of challenge
    std::string profile;
    bool challenge = false;
};

struct MdmArguments {
    StandinListen listen;
    std::string devices;
    std::string hmacFile;
    std::string webhookId;
    std::string user;
    std::string passwordFile;
    std::string bearerFile;
    bool reusable = false;
    std::vector<std::string> codes;
    std::vector<std::string> faults;
};

struct JamfArguments {
    standin::JamfQuestion question;
    std::string user;
    std::string passwordFile;
    std::string header;
    std::string headerFile;
    std::string root;
};

std::string defaultState() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QDir(folder).filePath(QStringLiteral("scepter/standin-intune")).toStdString();
}

/// An error of reading one of a person's files, with its name.
template <class T> Result<T> inFile(const std::string& path, Result<T> result) {
    if (result) return result;
    Error error = result.error();
    error.code = ErrorCode::InvalidArgument;
    error.detail = path + ": " + error.detail;
    return failWith(std::move(error));
}

Result<std::shared_ptr<IntuneState>> openState(const IntuneArguments& arguments, TimePoint now) {
    SCEPTER_TRY(state, IntuneState::open(arguments.state, now));
    std::vector<standin::ScepProfile> profiles;
    for (const std::string& path : arguments.profiles) {
        SCEPTER_TRY(content, readFile(path));
        SCEPTER_TRY(profile, inFile(path, standin::profileFromJson(textOf(content))));
        profiles.push_back(std::move(profile));
    }
    if (!profiles.empty()) SCEPTER_CHECK(state->setProfiles(std::move(profiles)));
    if (!arguments.devices.empty()) {
        SCEPTER_TRY(content, readFile(arguments.devices));
        SCEPTER_TRY(devices, inFile(arguments.devices, standin::devicesFromJson(textOf(content))));
        SCEPTER_CHECK(state->setDevices(std::move(devices)));
    }
    return state;
}

QJsonObject expectedJson(const standin::IntuneChallenge& expected) {
    std::vector<std::string> names;
    for (const pki::GeneralName& name : expected.subjectAltNames)
        names.push_back(pki::toText(name));
    std::vector<std::string> usages;
    for (const asn1::Oid& usage : expected.extendedKeyUsage)
        usages.push_back(pki::extendedKeyUsageName(usage));
    std::vector<std::string> hashes;
    for (const pki::Digest digest : expected.hashes)
        hashes.emplace_back(pki::toText(digest));
    return {{QStringLiteral("subject"), jsonText(expected.subject)},
            {QStringLiteral("subjectAltNames"), jsonTexts(names)},
            {QStringLiteral("keyUsage"), jsonTexts(pki::keyUsageNames(expected.keyUsage))},
            {QStringLiteral("keySize"), static_cast<qint64>(expected.keySize)},
            {QStringLiteral("extendedKeyUsage"), jsonTexts(usages)},
            {QStringLiteral("hashAlgorithms"), jsonTexts(hashes)},
            {QStringLiteral("expiresAt"), jsonTime(expected.expiresAt)}};
}

int runChallenge(Context& context, const IntuneArguments& arguments) {
    const TimePoint now = context.clock().now();
    auto state = openState(arguments, now);
    if (!state) return context.report(state.error());
    auto sealed = (*state)->makeChallenge(arguments.device, arguments.profile, now);
    if (!sealed) return context.report(sealed.error());
    // The challenge itself says what it expects: another process may have changed the profile.
    const auto xml = standin::openChallenge(sealed->text(), (*state)->keys());
    const auto expected = xml ? standin::challengeFromXml(xml->view())
                              : fail(ErrorCode::Internal, "the new challenge does not open");
    if (!expected) return context.report(expected.error());
    context.answer({{QStringLiteral("challenge"), jsonText(sealed->text())},
                    {QStringLiteral("device"), jsonText(expected->deviceId)},
                    {QStringLiteral("profile"), jsonText(expected->profileId)},
                    {QStringLiteral("requestId"), jsonText(expected->requestId)},
                    {QStringLiteral("expected"), expectedJson(*expected)}},
                   std::string(sealed->text()) + '\n');
    return exit_code::kDone;
}

Result<standin::IntuneServiceOptions> intuneOptions(const IntuneArguments& arguments,
                                                    const IntuneState& state, TimePoint now) {
    standin::IntuneServiceOptions options;
    SCEPTER_TRY(listen, readListen(arguments.listen, now));
    options.address = std::move(listen.address);
    options.port = listen.port;
    options.tls = std::move(listen.tls);
    options.tenant = arguments.tenant;
    options.appId = arguments.appId;
    options.publicUrl = arguments.publicUrl;
    SCEPTER_TRY(key, arguments.appKeyFile.empty() ? state.appKey()
                                                  : readSecretFile(arguments.appKeyFile));
    if (key.empty()) return fail(ErrorCode::InvalidArgument, "--app-key-file: the file is empty");
    options.appKey = std::move(key);
    const auto life = durationFromText(arguments.tokenLife);
    if (!life)
        return fail(ErrorCode::InvalidArgument,
                    "--token-life takes a time as in 60s or 1h, not " + arguments.tokenLife);
    options.tokenLife = *life;
    return options;
}

/// Sets --code and --fault; `action` finds an action by its name.
template <class Service, class Find>
Result<void> setFaults(Service& service, const std::vector<std::string>& codes,
                       const std::vector<std::string>& faults, Find action) {
    const auto set = [&](const std::string& text, bool isCode) -> Result<void> {
        SCEPTER_TRY(fault, readFault(text, isCode));
        const auto known = action(fault.action);
        if (!known) return fail(ErrorCode::InvalidArgument, fault.action + " is no action");
        service.setFault(*known, std::move(fault.fault), fault.times);
        return {};
    };
    for (const std::string& text : codes)
        SCEPTER_CHECK(set(text, true));
    for (const std::string& text : faults)
        SCEPTER_CHECK(set(text, false));
    return {};
}

void logCall(Log& log, const IntuneCall& call) {
    log.info(toText(call.action), {{"from", call.remoteAddress},
                                   {"status", std::int64_t{call.status}},
                                   {"code", call.code},
                                   {"reason", call.description},
                                   {"fault", call.fault},
                                   {"transaction", call.transactionId},
                                   {"device", call.deviceId},
                                   {"subject", call.subject},
                                   {"activity", call.activityId}});
}

void logCall(Log& log, const MdmCall& call) {
    log.info(toText(call.action), {{"from", call.remoteAddress},
                                   {"status", std::int64_t{call.status}},
                                   {"decision", call.decision},
                                   {"reason", call.reason},
                                   {"fault", call.fault},
                                   {"transaction", call.transactionId},
                                   {"device", call.deviceId},
                                   {"subject", call.subject}});
}

int runIntune(Context& context, const IntuneArguments& arguments) {
    if (arguments.challenge) return runChallenge(context, arguments);
    const sigset_t signals = blockEndSignals();
    const TimePoint now = context.clock().now();
    auto state = openState(arguments, now);
    if (!state) return context.report(state.error());
    if ((*state)->profiles().empty())
        if (auto made = (*state)->setProfiles({standin::ScepProfile{}}); !made)
            return context.report(made.error());
    auto options = intuneOptions(arguments, **state, now);
    if (!options) return context.report(options.error());
    Log log = callLog(context);
    auto service = standin::IntuneService::start(std::move(*options), *state, context.clock());
    if (!service) return context.report(service.error());
    const auto set =
        setFaults(**service, arguments.codes, arguments.faults, standin::intuneActionFromText);
    if (!set) return context.report(set.error());
    for (const std::string& serial : arguments.revocations)
        (*service)->requestRevocation(serial);
    (*service)->onCall([&log](const IntuneCall& call) { logCall(log, call); });
    const std::string& keyFile = arguments.appKeyFile;
    context.note("tenant " + arguments.tenant + ", app " + arguments.appId + ", app key in " +
                 (keyFile.empty() ? arguments.state + "/app-key" : keyFile));
    serveUntil(signals, (*service)->url());
    service->reset();
    return exit_code::kDone;
}

Result<standin::MdmServiceOptions> mdmOptions(const MdmArguments& arguments, TimePoint now) {
    standin::MdmServiceOptions options;
    SCEPTER_TRY(listen, readListen(arguments.listen, now));
    options.address = std::move(listen.address);
    options.port = listen.port;
    options.tls = std::move(listen.tls);
    options.webhookId = arguments.webhookId;
    options.singleUse = !arguments.reusable;
    SCEPTER_TRY(hmac, readSecretFile(arguments.hmacFile));
    options.hmacSecret = std::move(hmac);
    if (!arguments.user.empty()) {
        options.authorization = challenge::AskAuthorization::Basic;
        options.user = arguments.user;
        SCEPTER_TRY(password, readSecretFile(arguments.passwordFile));
        options.credential = std::move(password);
    } else if (!arguments.bearerFile.empty()) {
        options.authorization = challenge::AskAuthorization::Bearer;
        SCEPTER_TRY(token, readSecretFile(arguments.bearerFile));
        options.credential = std::move(token);
    }
    return options;
}

int runMdm(Context& context, const MdmArguments& arguments) {
    const sigset_t signals = blockEndSignals();
    auto content = readFile(arguments.devices);
    if (!content) return context.report(content.error());
    auto devices = inFile(arguments.devices, standin::mdmDevicesFromJson(textOf(*content)));
    wipeMemory(content->data(), content->size());
    if (!devices) return context.report(devices.error());
    auto options = mdmOptions(arguments, context.clock().now());
    if (!options) return context.report(options.error());
    Log log = callLog(context);
    auto service =
        standin::MdmService::start(std::move(*options), std::move(*devices), context.clock());
    if (!service) return context.report(service.error());
    const auto set =
        setFaults(**service, arguments.codes, arguments.faults, standin::mdmActionFromText);
    if (!set) return context.report(set.error());
    (*service)->onCall([&log](const MdmCall& call) { logCall(log, call); });
    serveUntil(signals, (*service)->url());
    service->reset();
    return exit_code::kDone;
}

Result<SecretBytes> askJamf(JamfArguments& arguments, TimePoint now) {
    standin::JamfQuestion& question = arguments.question;
    if (!arguments.user.empty()) {
        question.authentication = standin::JamfAuthentication::Basic;
        question.name = arguments.user;
        SCEPTER_TRY(password, readSecretFile(arguments.passwordFile));
        question.secret = std::move(password);
    } else if (!arguments.header.empty()) {
        question.authentication = standin::JamfAuthentication::Header;
        question.name = arguments.header;
        SCEPTER_TRY(value, readSecretFile(arguments.headerFile));
        question.secret = std::move(value);
    }
    if (!arguments.root.empty()) {
        SCEPTER_TRY(pem, readFile(arguments.root));
        question.rootPems = {std::string(textOf(pem))};
    }
    return standin::askJamfChallenge(question, now);
}

int runJamf(Context& context, JamfArguments& arguments) {
    auto code = askJamf(arguments, context.clock().now());
    if (!code) return context.report(code.error());
    context.answer({{QStringLiteral("code"), jsonText(code->text())}},
                   std::string(code->text()) + '\n');
    return exit_code::kDone;
}

void addFaultOptions(CLI::App& command, std::vector<std::string>& codes,
                     std::vector<std::string>& faults, const std::string& actions) {
    command.add_option("--code", codes,
                       "ACTION=CODE, answered in place of a judgment; ACTION=CODE*3 for the next "
                       "three calls. Actions: " +
                           actions);
    command.add_option("--fault", faults,
                       "ACTION=KIND (or KIND*3) with timeout, reset, bad-json, slow:3s or an HTTP "
                       "status");
}

void addIntune(CLI::App& standin, Context& context, Run& chosen) {
    auto arguments = std::make_shared<IntuneArguments>();
    const standin::IntuneServiceOptions defaults;
    arguments->listen.listen = "127.0.0.1:8081";
    arguments->state = defaultState();
    arguments->tenant = defaults.tenant;
    arguments->appId = defaults.appId;
    arguments->tokenLife = "1h";
    auto* intune = standin.add_subcommand(
        "intune", "Serve what a SCEP server asks of Intune, until SIGINT or SIGTERM");
    addListenOptions(*intune, arguments->listen);
    intune->add_option("--state", arguments->state, "Folder with keys, profiles and devices")
        ->capture_default_str();
    intune->add_option("--profile", arguments->profiles,
                       "JSON file with a SCEP profile, in place of those in the folder");
    intune->add_option("--devices", arguments->devices,
                       "JSON file with devices, in place of those in the folder");
    intune->add_option("--tenant", arguments->tenant, "Tenant")->capture_default_str();
    intune->add_option("--app-id", arguments->appId, "App registration")->capture_default_str();
    intune->add_option("--app-key-file", arguments->appKeyFile,
                       "File with the app key (default: app-key in the folder, made at first)");
    intune->add_option("--public-url", arguments->publicUrl,
                       "What discovery names in place of the address it listens on");
    intune->add_option("--token-life", arguments->tokenLife, "How long a token is good")
        ->capture_default_str();
    intune->add_option("--revoke", arguments->revocations,
                       "Serial number of a certificate whose revocation is asked for");
    addFaultOptions(*intune, arguments->codes, arguments->faults,
                    "token, discovery, validate, success, failure, download, upload");
    onChosen(intune, chosen, [&context, arguments] { return runIntune(context, *arguments); });

    auto* challenge = intune->add_subcommand("challenge", "Print one challenge for a device");
    challenge->add_option("--device", arguments->device, "Its id")->required();
    challenge->add_option("--profile-id", arguments->profile,
                          "The profile (default: the first that the device has)");
    // The command above it is chosen too, and last.
    challenge->callback([arguments] { arguments->challenge = true; });
}

void addMdm(CLI::App& standin, Context& context, Run& chosen) {
    auto arguments = std::make_shared<MdmArguments>();
    arguments->listen.listen = "127.0.0.1:8082";
    auto* mdm = standin.add_subcommand(
        "mdm", "Answer webhooks as an MDM with codes of its own, until SIGINT or SIGTERM");
    addListenOptions(*mdm, arguments->listen);
    mdm->add_option("--devices", arguments->devices,
                    "JSON file with a list of {id, code, subject, subjectAltNames, validUntil}")
        ->required();
    mdm->add_option("--hmac-file", arguments->hmacFile, "File with the webhook's secret (base64)");
    mdm->add_option("--webhook-id", arguments->webhookId, "Wanted X-Smallstep-Webhook-ID");
    auto* user = mdm->add_option("--user", arguments->user, "Wanted user of Basic");
    auto* password =
        mdm->add_option("--password-file", arguments->passwordFile, "File with its password");
    user->needs(password);
    password->needs(user);
    mdm->add_option("--bearer-file", arguments->bearerFile, "File with the wanted bearer token")
        ->excludes(user);
    mdm->add_flag("--reusable", arguments->reusable, "A code is good for any number of keys");
    addFaultOptions(*mdm, arguments->codes, arguments->faults, "authorize, outcome");
    onChosen(mdm, chosen, [&context, arguments] { return runMdm(context, *arguments); });
}

void addJamf(CLI::App& standin, Context& context, Run& chosen) {
    auto arguments = std::make_shared<JamfArguments>();
    standin::JamfQuestion& question = arguments->question;
    auto* jamf = standin.add_subcommand("jamf", "Ask for a code as Jamf's SCEPChallenge does");
    jamf->add_option("--url", question.url, "Where the webhook is")->required();
    auto* user = jamf->add_option("--user", arguments->user, "User of Basic");
    auto* password =
        jamf->add_option("--password-file", arguments->passwordFile, "File with its password");
    user->needs(password);
    password->needs(user);
    auto* header = jamf->add_option("--header", arguments->header, "Name of a header to send");
    auto* value = jamf->add_option("--header-file", arguments->headerFile, "File with its value");
    header->needs(value);
    value->needs(header);
    header->excludes(user);
    jamf->add_option("--ca", arguments->root, "PEM file with a root to trust besides the system's");
    jamf->add_option("--scep-url", question.scepServerUrl, "SCEP URL of the profile");
    jamf->add_option("--device-name", question.deviceName, "Of the device");
    jamf->add_option("--serial", question.serialNumber, "Of the device");
    jamf->add_option("--udid", question.udid, "Of the device");
    jamf->add_option("--username", question.userName, "Of the device");
    onChosen(jamf, chosen, [&context, arguments] { return runJamf(context, *arguments); });
}

} // namespace

void addStandinCommands(CLI::App& program, Context& context, Run& chosen) {
    auto* standin = program.add_subcommand("standin", "Play the other party in a lab");
    standin->require_subcommand(1);
    addIntune(*standin, context, chosen);
    addMdm(*standin, context, chosen);
    addJamf(*standin, context, chosen);
}

} // namespace scepter::app
