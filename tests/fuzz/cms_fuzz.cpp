// Any bytes as SignedData, verified with the certificate inside, and as EnvelopedData and
// AuthEnvelopedData, opened with a key and with a password.
#include "pki/cms_enveloped.h"
#include "pki/cms_signed.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace scepter;
using namespace scepter::pki;

namespace {

// A throw-away key, small so that a run stays fast; the seeds are encrypted to it.
constexpr std::string_view kTestKey =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANetXQUT5rus52kU\n"
    "NjEQkRQ0UjWLQHTyT5ZUxLb/cROwxcDk4jLDIRPm53vnX+3a+9U3IgbnsEhz3JcL\n"
    "dYyzSF8DrokE7vX7yUDA1Vst/2RO36tMOuuMjZG2TK1+64ljpJO5I+4btDwtwf6y\n"
    "5zSNjpClpvfhvDGdOafMOMDfL0IJAgMBAAECgYEAk5F5yOSiBZ07RKlgnteP/HwE\n"
    "F8CsnJfCnsBnTDKhAvD7jYzNvB/IvR5LGnroJw2jK3KqpIDYG+qybuKXTmrIw4BV\n"
    "UAlacXsYFE/FScsvbY/EFj2VOvjt4eoL2bYAZnU6vN5xX48OGq5dWIPPpBGB14Mw\n"
    "AzFdURXLZ8I2NKkmT+UCQQDwiD+0lQCUJ9gFidbFK9dSNaAb4XcUCaIJ3Fwrqn6A\n"
    "9n+CE38PBjztCHzDo42T75Xy2rI8qx4Pu2ji8oPNSXOrAkEA5Yvwl10Ze6YjvQzJ\n"
    "3nF0ENkHfE5I7UWvfiO82zEff06VO65y/ICLBPZH/Jx1FqV54Qbj+NarjNP+IIJ+\n"
    "IlEtGwJBAJhRz/XtfeZUrQok1esa7kpTR0cgqqX3y7Nu5reISoAkmW6oJgg/rQl2\n"
    "HHxP8HJEgLLAJ6sfufPAfJVremfgIe0CQBqHP7jeg5Fss/inP7U7e2RvEJRnH7p8\n"
    "MTnsu2jBlphJ5qlNEfDokihypgMlucpyOVGuUC5z8MOHxHjRW+5vXz0CQCl+SK3j\n"
    "yJSgV6Q9R37o0yAyeB6z28nAtYE3sZbDrbcxnf1R2m9qNeTGU/U3AWidbGHZcNRl\n"
    "6Yd9C9UHV2Gd9i8=\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view kTestPassword = "fuzz";
constexpr std::uint32_t kRoundsWorthTheTime = 2'000;
constexpr std::size_t kRecipientsWorthTheTime = 4;

void require(bool holds) {
    if (!holds) std::abort();
}

const PrivateKey& testKey() {
    static const PrivateKey key = PrivateKey::fromPem(kTestKey).value();
    return key;
}

// What a signature is about cannot change under it.
void checkSigner(const SignedData& data, const SignerInfo& signer) {
    const auto certificate = data.certificateOf(signer);
    if (!certificate || !verifySigner(data, signer, certificate->publicKey())) return;
    SignedData longer = data;
    longer.content.push_back(0);
    require(!verifySigner(longer, signer, certificate->publicKey()));
    SignerInfo other = signer;
    other.signedAttributesSorted.push_back(0);
    other.signedAttributesAsSet = other.signedAttributesSorted;
    require(!verifySigner(data, other, certificate->publicKey()));
}

void checkSigned(ByteView input) {
    const auto data = SignedData::fromDer(input);
    if (!data) return;
    require(data->hasContent || data->content.empty());
    // Degenerate again: what was read as certificates and CRLs is written and read alike.
    const auto again = SignedData::fromDer(buildDegenerate(data->certificates, data->crls));
    require(again && again->certificates == data->certificates && again->crls == data->crls);
    std::size_t tried = 0;
    for (const SignerInfo& signer : data->signers) {
        if (++tried > kRecipientsWorthTheTime) break;
        checkSigner(*data, signer);
    }
}

Result<SecretBytes> open(const EnvelopedData& envelope, const Recipient& recipient) {
    if (const auto* byKey = std::get_if<KeyTransportRecipient>(&recipient))
        return openEnvelope(envelope, *byKey, testKey());
    const auto* byPassword = std::get_if<PasswordRecipient>(&recipient);
    if (byPassword && (byPassword->iterations <= kRoundsWorthTheTime ||
                       byPassword->iterations > kMaxPasswordIterations))
        return openEnvelope(envelope, *byPassword, bytesOf(kTestPassword));
    return fail(ErrorCode::NotSupported);
}

void checkEnveloped(ByteView input) {
    const auto envelope = EnvelopedData::fromDer(input);
    if (!envelope) return;
    require(!envelope->recipients.empty());
    std::size_t tried = 0;
    for (const Recipient& recipient : envelope->recipients) {
        if (++tried > kRecipientsWorthTheTime) break;
        if (const auto content = open(*envelope, recipient))
            require(content->size() < envelope->encryptedContent.size());
    }
}

// What opens does not open any more with one bit changed of what is authenticated.
void checkAuthenticated(ByteView input) {
    const auto envelope = EnvelopedData::fromAuthenticatedDer(input);
    if (!envelope) return;
    require(envelope->authentication.has_value() && !envelope->cipher);
    std::size_t tried = 0;
    for (const Recipient& recipient : envelope->recipients) {
        if (++tried > kRecipientsWorthTheTime) break;
        const auto content = open(*envelope, recipient);
        if (!content) continue;
        require(content->size() == envelope->encryptedContent.size());
        require(envelope->authentication->tagFits());
        EnvelopedData changed = *envelope;
        changed.authentication.value().tag.back() ^= 1;
        require(!open(changed, recipient));
        changed = *envelope;
        changed.authentication.value().attributes.push_back(0);
        require(!open(changed, recipient));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    checkSigned({data, size});
    checkEnveloped({data, size});
    checkAuthenticated({data, size});
    return 0;
}
