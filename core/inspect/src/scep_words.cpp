#include "scep_words.h"

#include "base/encoding.h"
#include "base/fail_info.h"
#include "base/text.h"
#include "pki/crypto.h"
#include "scep/types.h"

#include <algorithm>
#include <array>

namespace scepter::inspect {

namespace {

using pki::Digest;

constexpr std::size_t kMaxDecimalDigits = 160; ///< of the longest digest
constexpr auto kDigests = std::to_array<std::pair<Digest, std::string_view>>({
    {Digest::Md5, "MD5"},
    {Digest::Sha1, "SHA-1"},
    {Digest::Sha224, "SHA-224"},
    {Digest::Sha256, "SHA-256"},
    {Digest::Sha384, "SHA-384"},
    {Digest::Sha512, "SHA-512"},
});

/// A big-endian number in decimal digits.
std::string decimalText(ByteView number) {
    Bytes digits{0}; // least significant first
    for (const std::uint8_t byte : number) {
        unsigned carry = byte;
        for (std::uint8_t& digit : digits) {
            carry += digit * 256U;
            digit = static_cast<std::uint8_t>(carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10)
            digits.push_back(static_cast<std::uint8_t>(carry % 10));
    }
    std::string text;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit)
        text.push_back(static_cast<char>('0' + *digit));
    return text;
}

enum class Form { UpperHex, LowerHex, Base64, Decimal };

std::optional<Form> formOf(std::string_view id, ByteView digest) {
    if (digest.empty()) return std::nullopt;
    if (id == toUpperHex(digest)) return Form::UpperHex;
    if (id == toHex(digest)) return Form::LowerHex;
    if (id == toBase64(digest)) return Form::Base64;
    if (id.find_first_not_of("0123456789") == std::string_view::npos && id == decimalText(digest))
        return Form::Decimal;
    return std::nullopt;
}

std::string_view formText(Form form) {
    switch (form) {
    case Form::UpperHex:
        return "upper-case hex";
    case Form::LowerHex:
        return "lower-case hex";
    case Form::Base64:
        return "base64";
    case Form::Decimal:
        break;
    }
    return "decimal";
}

std::string_view clientOfSpki(Digest digest, Form form) {
    if (form == Form::UpperHex && digest == Digest::Sha1) return "strongSwan";
    if (form == Form::UpperHex && digest == Digest::Md5) return "sscep";
    if (form == Form::UpperHex && digest == Digest::Sha256) return "Scepter";
    if (form == Form::Decimal && digest == Digest::Sha256) return "certmonger";
    if (form == Form::LowerHex) return "jscep";
    return {};
}

/// Of the bare key: for RSA the PKCS#1 RSAPublicKey.
std::string_view clientOfKey(Form form) {
    if (form == Form::UpperHex) return "Apple";
    if (form == Form::Base64) return "micromdm scepclient";
    return {};
}

Derivation made(std::string_view digest, std::string_view of, Form form, std::string_view client) {
    std::string how(digest);
    how.append(" of the ").append(of).append(" in ").append(formText(form));
    return {std::move(how), std::string(client)};
}

} // namespace

std::string_view messageTypeWord(int number) {
    constexpr int kClaimChallengeAnswer = 41; // Windows, certpol.h
    if (number == kClaimChallengeAnswer) return "ClaimChallengeAnswer";
    const auto type = scep::messageTypeFromNumber(number);
    return type ? scep::toText(*type) : "unknown";
}

std::string_view pkiStatusWord(int number) {
    constexpr int kPendingChallenge = 11; // Windows, certpol.h
    if (number == kPendingChallenge) return "PendingChallenge";
    return scep::toText(static_cast<scep::PkiStatus>(number));
}

std::string_view failInfoWord(int number) {
    if (number < 0 || number > 4) return "unknown";
    return toText(static_cast<FailInfo>(number));
}

std::string withNumber(std::string_view word, int number) {
    return std::string(word) + " (" + std::to_string(number) + ")";
}

std::optional<Derivation> derivationOf(std::string_view transactionId, const pki::PublicKey& key) {
    if (transactionId.size() > kMaxDecimalDigits) return std::nullopt;
    // The bare key first: it is what the most clients in the field hash.
    if (const auto form = formOf(transactionId, key.keyIdentifier()))
        return made("SHA-1", "bare public key", *form, clientOfKey(*form));
    for (const auto& [digest, name] : kDigests)
        if (const auto form = formOf(transactionId, pki::digestOf(digest, key.spki())))
            return made(name, "SubjectPublicKeyInfo", *form, clientOfSpki(digest, *form));
    return std::nullopt;
}

std::optional<Derivation> constantTransactionId(std::string_view transactionId) {
    if (transactionId == "SSCEP transactionId") return Derivation{"a constant of sscep", "sscep"};
    if (transactionId == "0" || transactionId == "1")
        return Derivation{"a constant of jscep", "jscep"};
    return std::nullopt;
}

} // namespace scepter::inspect
