// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_talk.h"

#include "base/text.h"
#include "option_values.h"
#include "output_file.h"

namespace scepter::app {

void addServerOptions(CLI::App* command, ClientArguments& arguments, bool url) {
    if (url) command->add_option("URL", arguments.url, "The server's SCEP URL")->required();
    if (url)
        command->add_option("--ca-identifier", arguments.caIdentifier,
                            "Sent with GetCACaps and GetCACert");
    addFingerprintOption(*command, arguments.ca);
    command->add_flag("--get", arguments.get, "Send messages by GET");
    addPersonaOption(*command, arguments.persona);
    addNetworkOptions(*command, arguments.network);
    addRetriesOption(*command, arguments.network);
    addTrafficOptions(*command, arguments.traffic);
}

void addOperationOptions(CLI::App* command, ClientArguments& arguments) {
    addRecipientOption(*command, arguments.ca);
    command->add_option("--misbehave", arguments.misbehaviors,
                        "What to do wrong, as in bad-signature or weak-digest:sha1; may be "
                        "repeated");
}

void addMessageOptions(CLI::App* command, ClientArguments& arguments) {
    command->add_option("--cipher", arguments.cipher, "aes128, aes192, aes256 or des3");
    command->add_option("--digest", arguments.digest, "sha1, sha256, sha384 or sha512");
    command->add_option("--transport", arguments.transport, "pkcs1 or oaep")
        ->check(CLI::IsMember({"pkcs1", "oaep"}));
    command->add_option("--transaction-id", arguments.transactionId, "Default: from the key");
}

void addWaitOptions(CLI::App* command, ClientArguments& arguments) {
    command->add_option("--wait", arguments.wait, "While pending, poll for this many seconds")
        ->check(CLI::Range(0, 86400 * 30));
    command->add_option("--interval", arguments.interval, "Seconds between polls")
        ->check(CLI::Range(1, 86400))
        ->capture_default_str();
}

Result<client::EnrollmentRequest> requestFrom(const Context& context,
                                              const ClientArguments& arguments, pki::PrivateKey key,
                                              pki::Name subject) {
    client::EnrollmentRequest request{
        std::move(key), std::move(subject), {}, {}, {}, {}, {}, {}, {}};
    for (const auto& text : arguments.sans) {
        auto name = pki::generalNameFromText(text);
        if (!name) return failWith(wrongValue("--san", name.error()));
        request.subjectAltNames.push_back(std::move(*name));
    }
    request.transactionId = arguments.transactionId;
    if (!arguments.cipher.empty()) {
        request.cipher = pki::cipherFromText(arguments.cipher);
        if (!request.cipher) return wrongOption("--cipher", "aes128, aes192, aes256, des3");
    }
    if (!arguments.digest.empty()) {
        request.digest = pki::digestFromText(arguments.digest);
        if (!request.digest) return wrongOption("--digest", "sha1, sha256, sha384 or sha512");
    }
    if (arguments.transport == "oaep") request.transport = pki::KeyTransport::RsaOaep;
    SCEPTER_TRY(misbehaviors, misbehaviorsOf(arguments.misbehaviors));
    request.misbehaviors = std::move(misbehaviors);
    // Last: a code that was fetched for nothing is lost.
    SCEPTER_TRY(challenge, oneChallenge(context, arguments.challenge, arguments.network));
    request.challenge = std::move(challenge);
    return request;
}

ClientTalk::ClientTalk(const Context& context, TrafficFile traffic, client::ScepClient client)
    : m_context(&context)
    , m_traffic(std::move(traffic))
    , m_client(std::move(client)) {
}

Result<ClientTalk> ClientTalk::begin(const Context& context, const ClientArguments& arguments) {
    SCEPTER_CHECK(checkTrafficFile(arguments.traffic));
    SCEPTER_CHECK(checkWritable(arguments.out));
    client::ServiceOptions options;
    options.url = arguments.url;
    options.caIdentifier = arguments.caIdentifier;
    if (arguments.get) options.method = client::Method::Get;
    SCEPTER_CHECK(setCa(arguments.ca, options));
    SCEPTER_CHECK(setPersona(arguments.persona, options));
    SCEPTER_CHECK(setPatience(arguments.network, options));
    SCEPTER_TRY(http, httpOptionsOf(arguments.network));
    return ClientTalk(context, arguments.traffic,
                      client::ScepClient(std::move(options), context.clock(), std::move(http)));
}

void ClientTalk::keep() {
    const client::Transcript& steps = m_client.transcript();
    m_steps.insert(m_steps.end(), steps.begin(), steps.end());
}

int ClientTalk::end(int code) const {
    if (auto saved = saveTraffic(*m_context, m_traffic, exchangesOf(m_steps)); !saved)
        return m_context->report(saved.error());
    return code;
}

} // namespace scepter::app
