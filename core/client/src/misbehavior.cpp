// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/misbehavior.h"

#include "base/text.h"
#include "misbehavior_arguments.h"

#include <algorithm>
#include <charconv>

namespace scepter::client {

namespace {

using Kind = MisbehaviorKind;

constexpr std::string_view kDigests = "md5 (the default) or sha1";
constexpr std::string_view kCiphers = "des (the default) or des3";
constexpr std::string_view kAttributes = "messageType, transactionID or senderNonce (the default)";

struct Range {
    Kind kind;
    unsigned least;
    unsigned most;
    unsigned otherwise;
};

constexpr Range kRanges[]{
    {Kind::UnknownMessageType, 0, 999'999, 99},
    {Kind::ShortNonce, 0, 15, 8},
    {Kind::OversizedField, 65, 1'048'576, 65'536},
    {Kind::OversizedTransactionId, 65, 1'048'576, 65'536},
    {Kind::SlowBody, 1, 10'000, 50},
};

const Range* rangeOf(Kind kind) {
    const auto* found = std::ranges::find(kRanges, kind, &Range::kind);
    return found == std::end(kRanges) ? nullptr : found;
}

/// The words that an argument may be; the first is the default.
std::vector<std::string_view> wordsOf(Kind kind) {
    switch (kind) {
    case Kind::WeakDigest:
        return {"md5", "sha1"};
    case Kind::WeakCipher:
        return {"des", "des3"};
    case Kind::MissingAttribute:
        return {"senderNonce", "messageType", "transactionID"};
    default:
        return {};
    }
}

Result<unsigned> numberIn(const Range& range, std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < range.least ||
        value > range.most)
        return fail(ErrorCode::InvalidArgument,
                    "the argument of \"" + std::string(infoOf(range.kind).id) +
                        "\" is a number from " + std::to_string(range.least) + " to " +
                        std::to_string(range.most));
    return value;
}

} // namespace

const std::vector<MisbehaviorInfo>& misbehaviors() {
    static const std::vector<MisbehaviorInfo> kAll{
        {Kind::WrongChallenge, "wrong-challenge", "Another challenge than the one given", ""},
        {Kind::NoChallenge, "no-challenge", "No challenge, although one was given", ""},
        {Kind::BadSignature, "bad-signature", "One bit of the signature of the message is wrong",
         ""},
        {Kind::BadCsrSignature, "bad-csr-signature", "One bit of the signature of the CSR is wrong",
         ""},
        {Kind::OtherKeyThanCsr, "other-key-than-csr",
         "The message is signed with another key than the CSR's", ""},
        {Kind::ChangedTransactionId, "changed-transaction-id",
         "A random transactionID in place of the right one", ""},
        {Kind::WrongRecipient, "wrong-recipient",
         "The envelope is for a certificate that the service never had", ""},
        {Kind::WeakDigest, "weak-digest", "Signed with a weak digest", kDigests},
        {Kind::WeakCipher, "weak-cipher", "Encrypted with a weak cipher", kCiphers},
        {Kind::Truncated, "truncated", "The last quarter of the message is missing", ""},
        {Kind::TrailingBytes, "trailing-bytes", "64 bytes follow the message", ""},
        {Kind::Ber, "ber", "BER: indefinite lengths and strings in pieces", "", true},
        {Kind::TwoSigners, "two-signers", "A second signer with another key", ""},
        {Kind::UnsortedAttributes, "unsorted-attributes",
         "The signed attributes are not in the order of DER", "", true},
        {Kind::MissingAttribute, "missing-attribute", "One attribute is missing", kAttributes},
        {Kind::RepeatedAttribute, "repeated-attribute", "The transactionID is there twice", ""},
        {Kind::NoSignedAttributes, "no-signed-attributes",
         "No signed attributes, and a signature over the content alone", ""},
        {Kind::UnknownMessageType, "unknown-message-type", "A messageType that nobody knows",
         "the number, 99 by default"},
        {Kind::ShortNonce, "short-nonce", "A nonce of less than 16 bytes",
         "bytes, from 0 to 15, 8 by default", true},
        {Kind::EmptyEnvelope, "empty-envelope", "A content of length zero in place of the envelope",
         ""},
        {Kind::GarbagePayload, "garbage-payload", "The envelope opens to random bytes", ""},
        {Kind::ExpiredSigner, "expired-signer", "The certificate of the signer ended a year ago",
         "", true},
        {Kind::RenewalByStranger, "renewal-by-stranger",
         "A renewal that is signed with a self-signed certificate", ""},
        {Kind::SidExtension, "sid-extension",
         "The CSR asks for a Windows account's SID, which the certificate must not have", "", true},
        {Kind::CaExtension, "ca-extension",
         "The CSR asks to become a CA, which the certificate must not allow", "", true},
        {Kind::OversizedField, "oversized-field", "A very long common name",
         "bytes, from 65 to 1048576, 65536 by default"},
        {Kind::OversizedTransactionId, "oversized-transaction-id", "A very long transactionID",
         "characters, from 65 to 1048576, 65536 by default"},
        {Kind::SmallKey, "small-key", "A key of RSA 1024", ""},
        {Kind::SlowBody, "slow-body", "The body comes in pieces of 64 bytes",
         "milliseconds between them, from 1 to 10000, 50 by default", true},
    };
    return kAll;
}

const MisbehaviorInfo& infoOf(MisbehaviorKind kind) {
    return *std::ranges::find(misbehaviors(), kind, &MisbehaviorInfo::kind);
}

unsigned numberArgument(const Misbehavior& misbehavior) {
    const Range* range = rangeOf(misbehavior.kind);
    if (range == nullptr) return 0;
    return numberIn(*range, misbehavior.argument).value_or(range->otherwise);
}

std::string_view wordArgument(const Misbehavior& misbehavior) {
    const auto words = wordsOf(misbehavior.kind);
    const auto found = std::ranges::find(words, misbehavior.argument);
    if (found != words.end()) return *found;
    return words.empty() ? std::string_view{} : words.front();
}

Result<void> checkArgument(const Misbehavior& misbehavior) {
    const std::string_view argument = misbehavior.argument;
    if (argument.empty()) return {};
    const MisbehaviorInfo& info = infoOf(misbehavior.kind);
    if (const Range* range = rangeOf(misbehavior.kind)) {
        SCEPTER_CHECK(numberIn(*range, argument));
        return {};
    }
    const auto words = wordsOf(misbehavior.kind);
    if (std::ranges::find(words, argument) != words.end()) return {};
    if (words.empty())
        return fail(ErrorCode::InvalidArgument, "\"" + std::string(info.id) + "\" has no argument");
    return fail(ErrorCode::InvalidArgument, "the argument of \"" + std::string(info.id) + "\" is " +
                                                std::string(info.argument));
}

Result<Misbehavior> misbehaviorFromText(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view id = text.substr(0, colon);
    const auto info = std::ranges::find(misbehaviors(), id, &MisbehaviorInfo::id);
    if (info == misbehaviors().end())
        return fail(ErrorCode::InvalidArgument, "no such misbehavior: " + printable(id));
    Misbehavior misbehavior{info->kind, {}};
    if (colon == std::string_view::npos) return misbehavior;
    misbehavior.argument = text.substr(colon + 1);
    if (misbehavior.argument.empty())
        return fail(ErrorCode::InvalidArgument,
                    "nothing follows the colon of \"" + std::string(info->id) + ":\"");
    SCEPTER_CHECK(checkArgument(misbehavior));
    return misbehavior;
}

std::string toText(const Misbehavior& misbehavior) {
    std::string text(infoOf(misbehavior.kind).id);
    if (!misbehavior.argument.empty()) text.append(":").append(misbehavior.argument);
    return text;
}

} // namespace scepter::client
