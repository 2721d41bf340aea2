#include "scep/ids.h"

#include "base/encoding.h"
#include "pki/crypto.h"

namespace scepter::scep {

namespace {

constexpr std::size_t kShownHead = 64;
constexpr std::size_t kShownTail = 24;

std::string escaped(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string shown;
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte >= 0x20 && byte < 0x7F && c != '\\') {
            shown.push_back(c);
            continue;
        }
        shown.append("\\x");
        shown.push_back(kDigits[byte >> 4]);
        shown.push_back(kDigits[byte & 15]);
    }
    return shown;
}

} // namespace

Result<Bytes> makeNonce() {
    return pki::randomBytes(kNonceSize);
}

std::string deriveTransactionId(const pki::PublicKey& key, TransactionIdStyle style) {
    switch (style) {
    case TransactionIdStyle::AppleSha1OfKey:
        return toUpperHex(key.keyIdentifier());
    case TransactionIdStyle::StrongSwanSha1OfSpki:
        return toUpperHex(pki::digestOf(pki::Digest::Sha1, key.spki()));
    case TransactionIdStyle::SscepMd5OfSpki:
        return toUpperHex(pki::digestOf(pki::Digest::Md5, key.spki()));
    case TransactionIdStyle::Sha256OfSpki:
        return toUpperHex(key.fingerprint());
    }
    return {};
}

std::string shownTransactionId(std::string_view transactionId) {
    if (transactionId.size() <= kShownHead + kShownTail + 8) return escaped(transactionId);
    return escaped(transactionId.substr(0, kShownHead)) + "..." +
           escaped(transactionId.substr(transactionId.size() - kShownTail));
}

} // namespace scepter::scep
