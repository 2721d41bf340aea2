#include "transaction_ids.h"

#include "base/encoding.h"
#include "pki/crypto.h"
#include "scep/ids.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

/// A big-endian number in decimal.
std::string decimal(ByteView number) {
    std::string digits; // least significant first
    for (const std::uint8_t octet : number) {
        unsigned carry = octet;
        for (char& digit : digits) {
            carry += static_cast<unsigned>(digit - '0') * 256;
            digit = static_cast<char>('0' + carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10)
            digits.push_back(static_cast<char>('0' + carry % 10));
    }
    if (digits.empty()) digits = "0";
    std::ranges::reverse(digits);
    return digits;
}

} // namespace

std::vector<DerivedTransactionId> derivedTransactionIds(const pki::PublicKey& key) {
    using Style = scep::TransactionIdStyle;
    using pki::Digest;
    const auto spki = [&key](Digest digest) { return toHex(pki::digestOf(digest, key.spki())); };
    return {
        {"Apple", scep::deriveTransactionId(key, Style::AppleSha1OfKey)},
        {"strongSwan", scep::deriveTransactionId(key, Style::StrongSwanSha1OfSpki)},
        {"sscep", scep::deriveTransactionId(key, Style::SscepMd5OfSpki)},
        {"Scepter", scep::deriveTransactionId(key, Style::Sha256OfSpki)},
        {"micromdm", toBase64(key.keyIdentifier())},
        {"certmonger", decimal(key.fingerprint())},
        {"jscep with MD5", spki(Digest::Md5)},
        {"jscep with SHA-1", spki(Digest::Sha1)},
        {"jscep with SHA-256", spki(Digest::Sha256)},
        {"jscep with SHA-512", spki(Digest::Sha512)},
    };
}

} // namespace scepter::inspect
