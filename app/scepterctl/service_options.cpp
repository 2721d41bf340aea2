// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_options.h"

#include "base/text.h"
#include "client/ndes_code.h"
#include "client/persona.h"
#include "option_values.h"

#include <QUrl>

#include <mutex>

namespace scepter::app {

namespace {

std::string wordsOf(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string personaWords() {
    std::vector<std::string> ids;
    for (const client::Persona& persona : client::personas())
        ids.emplace_back(persona.id);
    return wordsOf(ids);
}

Result<void> setFingerprint(std::string_view option, const std::string& text, Bytes& target) {
    if (text.empty()) return {};
    auto fingerprint = client::fingerprintFromText(text);
    if (!fingerprint)
        return fail(ErrorCode::InvalidArgument,
                    std::string(option) + ' ' + fingerprint.error().detail);
    target = std::move(*fingerprint);
    return {};
}

} // namespace

void addNetworkOptions(CLI::App& command, NetworkArguments& arguments) {
    command.add_option("--ca-root", arguments.roots,
                       "PEM file with roots that TLS trusts besides the system's");
    auto* certificate = command.add_option("--client-cert", arguments.clientCertificate,
                                           "PEM file with the TLS client certificate and chain");
    auto* key = command.add_option("--client-key", arguments.clientKey,
                                   "PEM file with its key (RSA or EC, not encrypted)");
    certificate->needs(key);
    key->needs(certificate);
    command.add_flag("--no-proxy", arguments.noProxy, "Not through the system's proxy");
    command.add_option("--timeout", arguments.timeout,
                       "For each answer, as in 30s (15s unless given)");
}

void addRetriesOption(CLI::App& command, NetworkArguments& arguments) {
    command
        .add_option("--retries", arguments.retries,
                    "How often what the server gave no answer to is sent again, as it was")
        ->check(CLI::Range(0, 10))
        ->capture_default_str();
}

Result<http::ClientOptions> httpOptionsOf(const NetworkArguments& arguments) {
    http::ClientOptions options;
    for (const std::string& path : arguments.roots) {
        SCEPTER_TRY(pem, readFile(path));
        options.extraRootPems.emplace_back(textOf(pem));
    }
    if (!arguments.clientCertificate.empty()) {
        SCEPTER_TRY(certificate, readFile(arguments.clientCertificate));
        options.clientCertificatePem = textOf(certificate);
        SCEPTER_TRY(key, readFile(arguments.clientKey));
        options.clientKeyPem = SecretBytes(std::move(key));
    }
    if (arguments.noProxy) options.proxyUse = http::ProxyUse::None;
    return options;
}

Result<void> setPatience(const NetworkArguments& arguments, client::ServiceOptions& options) {
    options.retries = arguments.retries;
    SCEPTER_CHECK(setDuration("--timeout", arguments.timeout, options.timeout));
    if (options.timeout <= Duration{0} || options.timeout > std::chrono::hours{1})
        return wrongOption("--timeout", "1s to 1h");
    return {};
}

void addFingerprintOption(CLI::App& command, CaArguments& arguments) {
    command.add_option("--fingerprint", arguments.fingerprint,
                       "Of a certificate that GetCACert must contain, in hex");
}

void addRecipientOption(CLI::App& command, CaArguments& arguments) {
    command.add_option(
        "--encrypt-to", arguments.encryptTo,
        "Fingerprint of the certificate of GetCACert to encrypt to, in hex; default: "
        "by key usage, as the persona chooses");
}

Result<void> setCa(const CaArguments& arguments, client::ServiceOptions& options) {
    SCEPTER_CHECK(setFingerprint("--fingerprint", arguments.fingerprint, options.caFingerprint));
    return setFingerprint("--encrypt-to", arguments.encryptTo, options.encryptTo);
}

void addPersonaOption(CLI::App& command, std::string& name) {
    command.add_option("--persona", name, "The client to imitate: " + personaWords());
}

Result<void> setPersona(const std::string& name, client::ServiceOptions& options) {
    if (name.empty()) return {};
    options.persona = client::findPersona(name);
    if (options.persona == nullptr) return wrongOption("--persona", personaWords());
    return {};
}

Result<std::vector<client::Misbehavior>> misbehaviorsOf(const std::vector<std::string>& texts) {
    std::vector<client::Misbehavior> all;
    for (const std::string& text : texts) {
        auto misbehavior = client::misbehaviorFromText(text);
        if (!misbehavior) return failWith(wrongValue("--misbehave", misbehavior.error()));
        all.push_back(std::move(*misbehavior));
    }
    return all;
}

bool ChallengeArguments::given() const {
    return !challenge.empty() || !challengeFile.empty() || !codesFile.empty() || none ||
           !ndesUrl.empty();
}

void addChallengeOptions(CLI::App& command, ChallengeArguments& arguments, ChallengeUse use) {
    std::vector<CLI::Option*> sources{
        command.add_option("--challenge", arguments.challenge,
                           "The challenge (visible to other users of this machine)"),
        command.add_option("--challenge-file", arguments.challengeFile, "File with the challenge"),
        command.add_option("--ndes-url", arguments.ndesUrl,
                           "NDES admin page that codes are fetched from")};
    auto* page = sources.back();
    if (use != ChallengeUse::OneEnrollment)
        sources.push_back(command.add_option("--codes-file", arguments.codesFile,
                                             "File with a code a line, one for each enrollment"));
    if (use == ChallengeUse::Scenario)
        sources.push_back(command.add_flag("--no-challenge", arguments.none,
                                           "Enroll without, whatever the scenario says"));
    for (auto* one : sources)
        for (auto* other : sources)
            if (one != other) one->excludes(other);
    auto* user = command.add_option("--ndes-user", arguments.ndesUser,
                                    "Login of the NDES page, as in user@domain or DOMAIN\\user");
    auto* password = command.add_option("--ndes-password-file", arguments.ndesPasswordFile,
                                        "File with its password");
    user->needs(password);
    password->needs(user);
    if (use != ChallengeUse::Scenario) user->needs(page);
}

// A password on its way in the clear is for everybody between here and there.
void warnOfPlainLogin(const Context& context, const ChallengeArguments& arguments) {
    if (arguments.ndesUser.empty()) return;
    const QUrl url(QString::fromStdString(arguments.ndesUrl));
    const QString host = url.host();
    const bool here = host == QLatin1String("localhost") || host == QLatin1String("::1") ||
                      host.startsWith(QLatin1String("127."));
    if (url.scheme() != QLatin1String("https") && !here)
        context.note("The NDES page is asked over http: who listens may learn the password and the "
                     "code.");
}

Result<SecretBytes> readTrimmed(const std::string& path) {
    SCEPTER_TRY(file, readFile(path));
    const SecretBytes bytes(std::move(file));
    return SecretBytes(trimmed(bytes.text()));
}

Result<std::function<Result<SecretBytes>()>> codesFrom(const std::string& path) {
    SCEPTER_TRY(file, readFile(path));
    struct Codes {
        SecretBytes text;
        std::size_t at = 0;
        std::size_t used = 0;
    };
    auto codes = std::make_shared<Codes>();
    codes->text = SecretBytes(std::move(file));
    return [codes, path]() -> Result<SecretBytes> {
        const std::string_view all = codes->text.text();
        while (codes->at < all.size()) {
            const std::size_t end = std::min(all.find('\n', codes->at), all.size());
            const std::string_view code = trimmed(all.substr(codes->at, end - codes->at));
            codes->at = end + 1;
            if (code.empty()) continue;
            ++codes->used;
            return SecretBytes(code);
        }
        return fail(ErrorCode::NotFound,
                    path + " has no more codes; it had " + std::to_string(codes->used));
    };
}

Result<void> setChallenges(const Context& context, const ChallengeArguments& arguments,
                           client::Scenario& scenario, client::ScenarioRun& run) {
    using client::ChallengeSource;
    if (arguments.given() && arguments.ndesUrl.empty()) scenario.ndesUrl.clear();
    if (arguments.none) scenario.challenge = ChallengeSource::None;
    if (!arguments.ndesUrl.empty()) {
        scenario.challenge = ChallengeSource::NdesPage;
        scenario.ndesUrl = arguments.ndesUrl;
    }
    if (!arguments.codesFile.empty()) {
        SCEPTER_TRY(codes, codesFrom(arguments.codesFile));
        run.nextChallenge = std::move(codes);
        scenario.challenge = ChallengeSource::Value;
    }
    if (!arguments.challenge.empty()) {
        run.challenge = std::make_shared<const SecretBytes>(std::string_view(arguments.challenge));
        scenario.challenge = ChallengeSource::Value;
    }
    if (!arguments.challengeFile.empty()) {
        SCEPTER_TRY(challenge, readTrimmed(arguments.challengeFile));
        run.challenge = std::make_shared<const SecretBytes>(std::move(challenge));
        scenario.challenge = ChallengeSource::Value;
    }
    if (arguments.ndesUser.empty()) return {};
    if (scenario.challenge != ChallengeSource::NdesPage)
        return fail(ErrorCode::InvalidArgument,
                    "--ndes-user is for codes from an NDES page, and none is asked");
    warnOfPlainLogin(context, arguments);
    SCEPTER_TRY(password, readTrimmed(arguments.ndesPasswordFile));
    run.ndesUser = arguments.ndesUser;
    run.ndesPassword = std::make_shared<const SecretBytes>(std::move(password));
    return {};
}

namespace {

/// An NDES page, and who asks it.
struct Page {
    std::string url;
    std::string user;
    SecretBytes password;
    http::ClientOptions http;
    client::ServiceOptions timing;

    [[nodiscard]] Result<client::NdesCode> ask() const {
        return client::askNdesCode({url, timing.timeout}, {http, user, &password});
    }
};

Result<Page> pageOf(const Context& context, const ChallengeArguments& arguments,
                    const NetworkArguments& network) {
    warnOfPlainLogin(context, arguments);
    Page page;
    page.url = arguments.ndesUrl;
    page.user = arguments.ndesUser;
    SCEPTER_TRY(http, httpOptionsOf(network));
    page.http = std::move(http);
    SCEPTER_CHECK(setPatience(network, page.timing));
    if (!arguments.ndesPasswordFile.empty()) {
        SCEPTER_TRY(password, readTrimmed(arguments.ndesPasswordFile));
        page.password = std::move(password);
    }
    return page;
}

/// A new code each time, asked for by one at a time.
Result<std::function<Result<SecretBytes>()>> codesFromPage(const Context& context,
                                                           const ChallengeArguments& arguments,
                                                           const NetworkArguments& network) {
    SCEPTER_TRY(page, pageOf(context, arguments, network));
    struct Asked {
        std::mutex mutex;
        Page page;
    };
    auto asked = std::make_shared<Asked>();
    asked->page = std::move(page);
    return [asked]() -> Result<SecretBytes> {
        const std::lock_guard lock(asked->mutex);
        SCEPTER_TRY(code, asked->page.ask());
        return std::move(code.code);
    };
}

} // namespace

Result<std::optional<SecretBytes>> oneChallenge(const Context& context,
                                                const ChallengeArguments& arguments,
                                                const NetworkArguments& network) {
    if (!arguments.challenge.empty())
        return std::optional(SecretBytes(std::string_view(arguments.challenge)));
    if (!arguments.challengeFile.empty()) {
        SCEPTER_TRY(challenge, readTrimmed(arguments.challengeFile));
        return std::optional(std::move(challenge));
    }
    if (arguments.ndesUrl.empty()) return std::optional<SecretBytes>{};
    SCEPTER_TRY(page, pageOf(context, arguments, network));
    SCEPTER_TRY(code, page.ask());
    context.note("The NDES page gave " + client::describe(code) + ".");
    return std::optional(std::move(code.code));
}

Result<std::function<Result<SecretBytes>()>> manyChallenges(const Context& context,
                                                            const ChallengeArguments& arguments,
                                                            const NetworkArguments& network) {
    if (!arguments.codesFile.empty()) return codesFrom(arguments.codesFile);
    if (!arguments.ndesUrl.empty()) return codesFromPage(context, arguments, network);
    SecretBytes secret(std::string_view(arguments.challenge));
    if (!arguments.challengeFile.empty()) {
        SCEPTER_TRY(read, readTrimmed(arguments.challengeFile));
        secret = std::move(read);
    }
    if (secret.empty()) return std::function<Result<SecretBytes>()>{};
    auto shared = std::make_shared<const SecretBytes>(std::move(secret));
    return [shared]() -> Result<SecretBytes> { return shared->clone(); };
}

} // namespace scepter::app
