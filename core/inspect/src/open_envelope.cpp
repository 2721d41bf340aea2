// Opening envelopes with what is at hand.
#include "cms_parts.h"

#include "asn1/reader.h"
#include "pki/crypto.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

/// PKCS#1 v1.5 answers a wrong key with random bytes, and one in 256 of those decrypts to
/// something: of a key that is only guessed, the content has to look like what SCEP encrypts,
/// unless it is authenticated.
bool looksRight(const SecretBytes& content) {
    const auto tree = asn1::Tree::parsePrefix(content.view());
    return tree && tree->root().is(asn1::tag::kSequence) && tree->root().firstChild();
}

std::string labelOf(const HeldKey& held) {
    return held.label.empty() ? std::string("a key") : held.label;
}

bool namesKey(const RecipientFacts& facts, const pki::KeyTransportRecipient& recipient,
              const HeldKey& held) {
    if (held.certificate && recipient.names(*held.certificate) &&
        held.certificate->publicKey() == held.key.publicKey())
        return true;
    if (facts.certificate && facts.certificate->publicKey() == held.key.publicKey()) return true;
    return recipient.subjectKeyIdentifier == std::optional(held.key.publicKey().keyIdentifier());
}

enum class Which { Named, Guessed };

std::optional<SecretBytes> openWithKeys(Decoding& decoding, EnvelopeFacts& facts, Which which) {
    for (const RecipientFacts& recipientFacts : facts.recipients) {
        const auto* recipient = std::get_if<pki::KeyTransportRecipient>(&recipientFacts.recipient);
        if (recipient == nullptr) continue;
        for (const HeldKey& held : decoding.options.keys->keys) {
            if (namesKey(recipientFacts, *recipient, held) != (which == Which::Named)) continue;
            if (held.key.type() != pki::KeyType::Rsa && which == Which::Guessed) continue;
            if (!KeyWork::take(decoding.keyWork.privateKeys)) return std::nullopt;
            auto content = pki::openEnvelope(*facts.data, *recipient, held.key);
            if (content && (which == Which::Named || facts.authenticated || looksRight(*content))) {
                facts.openedBy = labelOf(held);
                facts.notOpened.reset();
                return std::move(*content);
            }
            if (which == Which::Named && !content) facts.notOpened = content.error();
        }
    }
    return std::nullopt;
}

std::optional<SecretBytes> openWithPasswords(Decoding& decoding, EnvelopeFacts& facts) {
    for (const RecipientFacts& recipientFacts : facts.recipients) {
        const auto* recipient = std::get_if<pki::PasswordRecipient>(&recipientFacts.recipient);
        if (recipient == nullptr) continue;
        for (const SecretBytes& password : decoding.options.keys->passwords) {
            if (!KeyWork::take(decoding.keyWork.passwords)) return std::nullopt;
            auto content = pki::openEnvelope(*facts.data, *recipient, password.view());
            if (content) {
                facts.openedBy = "a password";
                facts.notOpened.reset();
                return std::move(*content);
            }
            facts.notOpened = content.error();
        }
    }
    return std::nullopt;
}

/// What a bundle has of it, or whoever sent it.
std::optional<SecretBytes> openFromCopy(const Decoding& decoding, EnvelopeFacts& facts) {
    if (decoding.opened == nullptr || facts.data->encryptedContent.empty()) return std::nullopt;
    const Bytes digest = pki::digestOf(pki::Digest::Sha256, facts.data->encryptedContent);
    const auto layer = std::ranges::find(*decoding.opened, digest, &OpenedLayer::digest);
    if (layer == decoding.opened->end()) return std::nullopt;
    facts.openedBy = "what was kept with the message";
    return SecretBytes(ByteView(layer->content));
}

} // namespace

std::optional<SecretBytes> openedContent(Decoding& decoding, EnvelopeFacts& facts) {
    if (!facts.data) return std::nullopt;
    if (auto content = openFromCopy(decoding, facts)) return content;
    if (decoding.options.keys == nullptr) return std::nullopt;
    auto content = openWithKeys(decoding, facts, Which::Named);
    if (!content) content = openWithPasswords(decoding, facts);
    if (!content) content = openWithKeys(decoding, facts, Which::Guessed);
    return content;
}

} // namespace scepter::inspect
