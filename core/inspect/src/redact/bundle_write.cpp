#include "redact_message.h"

#include "../traffic/json.h"

#include "base/encoding.h"
#include "base/text.h"
#include "inspect/exchange.h"
#include "pki/crypto.h"

namespace scepter::inspect {

namespace {

/// Members in the order in which a person reads them.
using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr unsigned kTries = 3;

Json peerOf(Replacer& replacer, const TrafficPeer& peer) {
    return {{"address", replacer.text(peer.address)}, {"port", peer.port}};
}

Json layersOf(const std::vector<OpenedLayer>& first, const std::vector<OpenedLayer>& second) {
    Json layers = Json::array();
    for (const auto* all : {&first, &second})
        for (const OpenedLayer& layer : *all)
            layers.push_back(
                {{"digest", toHex(layer.digest)}, {"content", toBase64(layer.content)}});
    return layers;
}

/// A word of the protocol, or nothing: what a client wrote itself may say anything.
std::string knownWord(const std::string& text) {
    return isKeptWord(toLower(text)) ? text : std::string();
}

/// Words that the program chose, not the sender.
Json summaryOf(const RawExchange& exchange, const RedactOptions& options) {
    Options how;
    how.keys = options.keys;
    how.limits = options.limits;
    how.now = options.now;
    const ExchangeReading reading = readExchange(exchange, how);
    const Summary asked = summarize(reading.request);
    const Summary answered = summarize(reading.reply);
    return {{"operation", knownWord(asked.operation)},
            {"messageType", asked.messageType},
            {"pkiStatus", answered.pkiStatus},
            {"failInfo", answered.failInfo},
            {"client", asked.client}};
}

Json exchangeOf(Replacer& replacer, const RawExchange& exchange, const RedactOptions& options) {
    const RedactedMessage request = redactMessage(replacer, exchange.request, true, options);
    const RedactedMessage response = redactMessage(replacer, exchange.response, false, options);
    return {{"sentAt", jsonTimeText(exchange.sentAt)},
            {"receivedAt", jsonTimeText(exchange.receivedAt)},
            {"client", peerOf(replacer, exchange.client)},
            {"server", peerOf(replacer, exchange.server)},
            {"tls", exchange.tls},
            {"request", toBase64(request.bytes)},
            {"response", toBase64(response.bytes)},
            {"opened", layersOf(request.opened, response.opened)},
            {"summary", summaryOf(exchange, options)}};
}

Json notesOf(const RedactOptions& options) {
    Json notes = Json::array(
        {"Names, numbers, keys, digests, addresses and secrets were replaced by others of the same "
         "length; the same value is the same everywhere in this file.",
         "Signatures do not hold any more: that is no fault of the messages.",
         "What was encrypted stands under \"opened\" as far as keys were at hand."});
    notes.push_back(options.keepCiphertext
                        ? "Encrypted bytes for RSA keys are the original ones: whoever has the key "
                          "can open them."
                        : "Encrypted bytes are random ones: no key opens them.");
    return notes;
}

Result<Bundle> tryBundle(const std::vector<RawExchange>& exchanges, const RedactOptions& options,
                         const RedactProgress& progress, std::vector<std::string>& left) {
    constexpr std::size_t kKeySize = 32;
    SCEPTER_TRY(key, pki::randomSecret(kKeySize));
    Replacer replacer(std::move(key));
    if (options.keys != nullptr)
        for (const SecretBytes& password : options.keys->passwords)
            replacer.note(Replaced::Challenge, password.view());
    Json list = Json::array();
    for (const RawExchange& exchange : exchanges) {
        if (progress && !progress(list.size(), exchanges.size()))
            return fail(ErrorCode::Cancelled, "the bundle was not made");
        list.push_back(exchangeOf(replacer, exchange, options));
    }
    Bundle bundle;
    bundle.replaced = replacer.counts();
    Json counts = Json::object();
    for (const auto& [kind, count] : bundle.replaced)
        counts[kind] = count;
    const Json document = {
        {"format", "scepter-redacted-bundle"}, {"version", kVersion},
        {"generator", options.generator},      {"created", jsonTimeText(options.now)},
        {"notes", notesOf(options)},           {"replaced", std::move(counts)},
        {"exchanges", std::move(list)}};
    bundle.document = document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
    SCEPTER_TRY(found, leftoversIn(bundle.document, replacer.originals()));
    left = std::move(found);
    return bundle;
}

} // namespace

Result<Bundle> writeBundle(const std::vector<RawExchange>& exchanges, const RedactOptions& options,
                           const RedactProgress& progress) {
    std::vector<std::string> left;
    // Random bytes may happen to be somebody's name: then they are drawn again.
    for (unsigned i = 0; i < kTries; ++i) {
        SCEPTER_TRY(bundle, tryBundle(exchanges, options, progress, left));
        if (left.empty()) return bundle;
    }
    return fail(ErrorCode::Internal,
                "the bundle would still hold something that was to be replaced: " + left.front());
}

} // namespace scepter::inspect
