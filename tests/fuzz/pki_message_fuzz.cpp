// Any bytes as a request, as a reply, as GET parameter, as capabilities and as CA certificates; and
// as the content of a message that is signed well, so that also the envelope is reached.
#include "asn1/oids.h"
#include "base/encoding.h"
#include "pki/cms_signed.h"
#include "pki_message_keys.h"
#include "scep/capabilities.h"
#include "scep/client_message.h"
#include "scep/get_message.h"
#include "scep/ids.h"
#include "scep/server_message.h"

#include <cstdlib>

using namespace scepter;
using namespace scepter::scep;

namespace {

// Made once: parsing the keys would cost more than what is looked at.
struct Keys {
    pki::Certificate ca = *pki::Certificate::fromDer(fuzz::kCaCertificate);
    pki::PrivateKey caKey = *pki::PrivateKey::fromDer(fuzz::kCaKey);
    pki::PrivateKey clientKey = *pki::PrivateKey::fromDer(fuzz::kClientKey);
    pki::Certificate signer =
        *makeRequestSigner(*pki::Name::fromText("CN=fuzz"), clientKey,
                           TimePoint{std::chrono::seconds(1'795'000'000)}, pki::Digest::Sha256);
};

const Keys& keys() {
    static const Keys made;
    return made;
}

void require(bool holds) {
    if (!holds) std::abort();
}

std::vector<SecretBytes> secrets(const std::string&) {
    std::vector<SecretBytes> all;
    all.emplace_back(std::string_view("otter-lamp-77"));
    return all;
}

// Whatever was wrong with a request, its sender gets an answer that it can read.
void checkAnswer(const Decoded& decoded) {
    if (!decoded.request) require(decoded.request.error().failInfo.has_value());
    if (decoded.request) require(decoded.context.answerable());
    if (!decoded.context.answerable()) return;
    require(shownTransactionId(decoded.context.transactionId).size() < 512);
    const auto reply =
        encodeReply(decoded.context, {PkiStatus::Failure, FailInfo::BadRequest, "no", {}, {}},
                    {keys().ca, keys().caKey, {}});
    require(reply.has_value());
    const ReplyExpectations expected{
        decoded.context.transactionId, decoded.context.senderNonce, {keys().ca}};
    const auto read = decodeReply(*reply, expected, keys().clientKey);
    require(read.has_value() || read.error().code == ErrorCode::NonceMismatch);
    if (!decoded.context.senderNonce.empty()) require(read.has_value());
}

void checkRequest(ByteView message) {
    for (const AlgorithmPolicy& policy : {AlgorithmPolicy{}, AlgorithmPolicy{true, true}})
        checkAnswer(decodeRequest(message, {{keys().ca, keys().caKey}}, policy, secrets));
}

void checkContent(ByteView content) {
    Attributes attributes;
    attributes.messageType = static_cast<int>(MessageType::PkcsReq);
    attributes.transactionId = "fuzz";
    attributes.senderNonce = Bytes(16, 1);
    const pki::SignedDataFields fields{
        asn1::oids::kData, true, content, writeAttributes(attributes), {keys().signer.der()}, {}};
    const auto message =
        pki::buildSignedData(fields, keys().signer, keys().clientKey, pki::Digest::Sha256);
    if (message)
        checkAnswer(decodeRequest(*message, {{keys().ca, keys().caKey}}, {true, true}, secrets));
}

void checkText(std::string_view text) {
    const Capabilities capabilities = Capabilities::fromText(text);
    require(Capabilities::fromText(capabilities.toText()).keywords().size() <= 256);
    if (const auto message = decodeGetMessage(text, 64 * 1024)) {
        const auto again = decodeGetMessage(encodeGetMessage(*message), 64 * 1024);
        require(again && *again == *message);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input{data, size};
    checkRequest(input);
    checkContent(input);
    // The transaction of the first recording, so that mutations of its answer get as far as they
    // can.
    const ReplyExpectations expected{"313B1235AC253C7B6F33066C74177DA22A83963A",
                                     *fromHex("2d30994bbc61f60327ad91e209acce5e"),
                                     {keys().ca}};
    const auto reply = decodeReply(input, expected, keys().clientKey);
    if (reply && reply->status == PkiStatus::Success)
        require(!reply->certificates.empty() || !reply->crls.empty());
    if (const auto certificates = readCaCertificates(input))
        require(chooseCaRoles(*certificates).has_value());
    (void)readNextCaCertificates(input, {keys().ca});
    (void)IssuerAndSubject::fromDer(input);
    (void)IssuerAndSerial::fromDer(input);
    checkText(textOf(input));
    return 0;
}
