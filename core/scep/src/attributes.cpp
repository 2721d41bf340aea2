#include "scep/attributes.h"

#include "asn1/oids.h"
#include "asn1/values.h"
#include "asn1/writer.h"

#include <charconv>

namespace scepter::scep {

namespace {

namespace oids = asn1::oids;
namespace tag = asn1::tag;

constexpr std::size_t kMaxNumberDigits = 9;
constexpr std::size_t kMaxFailInfoText = 8 * 1024;

std::unexpected<Error> malformed(std::string_view name, std::string_view why) {
    return fail(ErrorCode::AttributeMalformed, std::string(name).append(": ").append(why),
                FailInfo::BadRequest);
}

// The characters of a string. A transactionID is repeated byte for byte, so that an 8-bit string is
// taken as it stands, whatever its characters are.
Result<std::string> textValue(asn1::Element element) {
    for (const std::uint32_t plain : {tag::kPrintableString, tag::kUtf8String, tag::kIa5String,
                                      tag::kVisibleString, tag::kT61String, tag::kNumericString})
        if (element.is(plain) && !element.isConstructed())
            return std::string(textOf(element.content()));
    return asn1::stringValue(element);
}

Result<int> numberValue(asn1::Element element) {
    SCEPTER_TRY(text, textValue(element));
    if (text.empty() || text.size() > kMaxNumberDigits ||
        text.find_first_not_of("0123456789") != std::string::npos)
        return fail(ErrorCode::AttributeMalformed, "not a decimal number");
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Result<Bytes> nonceValue(asn1::Element element) {
    if (!element.is(tag::kOctetString))
        return fail(ErrorCode::AttributeMalformed, "not an OCTET STRING");
    SCEPTER_TRY(nonce, asn1::octetStringValue(element));
    if (nonce.empty()) return fail(ErrorCode::AttributeMalformed, "empty");
    if (nonce.size() > kMaxNonce)
        return fail(ErrorCode::AttributeMalformed, "longer than 64 bytes");
    return nonce;
}

Result<std::string> limitedText(asn1::Element element, std::size_t most) {
    SCEPTER_TRY(text, textValue(element));
    if (text.empty()) return fail(ErrorCode::AttributeMalformed, "empty");
    if (text.size() > most) return fail(ErrorCode::AttributeMalformed, "too long");
    return text;
}

// failInfoText is shown to people: it has to be well-formed text, but may be empty.
Result<std::string> failInfoTextValue(asn1::Element element) {
    SCEPTER_TRY(text, asn1::stringValue(element));
    if (text.size() > kMaxFailInfoText) return fail(ErrorCode::AttributeMalformed, "too long");
    return text;
}

// Puts a value where it belongs, or says what is wrong with it.
template <class T, class Field>
Result<void> store(Result<T> value, Field& field, std::string_view name) {
    if (!value) return malformed(name, value.error().detail);
    field = std::move(*value);
    return {};
}

Result<void> readOne(const asn1::Oid& type, asn1::Element value, Attributes& into) {
    if (type == oids::kMessageType)
        return store(numberValue(value), into.messageType, "messageType");
    if (type == oids::kTransactionId)
        return store(limitedText(value, kMaxTransactionId), into.transactionId, "transactionID");
    if (type == oids::kPkiStatus) return store(numberValue(value), into.pkiStatus, "pkiStatus");
    if (type == oids::kFailInfo) return store(numberValue(value), into.failInfo, "failInfo");
    if (type == oids::kFailInfoText)
        return store(failInfoTextValue(value), into.failInfoText, "failInfoText");
    if (type == oids::kSenderNonce)
        return store(nonceValue(value), into.senderNonce, "senderNonce");
    if (type == oids::kRecipientNonce)
        return store(nonceValue(value), into.recipientNonce, "recipientNonce");
    return {};
}

bool appearsTwice(const std::vector<pki::CmsAttribute>& attributes, const asn1::Oid& type) {
    return std::ranges::count(attributes, type, &pki::CmsAttribute::type) > 1;
}

Result<void> readAttribute(const std::vector<pki::CmsAttribute>& all,
                           const pki::CmsAttribute& attribute, Attributes& into) {
    if (appearsTwice(all, attribute.type))
        return malformed(attribute.type.toText(), "there more than once");
    if (attribute.values.size() != 1)
        return malformed(attribute.type.toText(), "has not exactly one value");
    const auto tree = asn1::Tree::parse(attribute.values.front());
    if (!tree) return malformed(attribute.type.toText(), tree.error().detail);
    return readOne(attribute.type, tree->root(), into);
}

template <class Write>
void add(std::vector<pki::CmsAttribute>& attributes, const asn1::Oid& type, Write&& write) {
    asn1::Writer writer;
    write(writer);
    attributes.push_back({type, {writer.take()}});
}

void addNumber(std::vector<pki::CmsAttribute>& attributes, const asn1::Oid& type,
               const std::optional<int>& number) {
    if (number)
        add(attributes, type,
            [&](asn1::Writer& writer) { writer.printableString(std::to_string(*number)); });
}

void addNonce(std::vector<pki::CmsAttribute>& attributes, const asn1::Oid& type,
              const std::optional<Bytes>& nonce) {
    if (nonce) add(attributes, type, [&](asn1::Writer& writer) { writer.octetString(*nonce); });
}

} // namespace

Result<Attributes> readAttributes(const std::vector<pki::CmsAttribute>& attributes,
                                  Attributes& readable) {
    // The quadratic search for doubles needs a bound; real messages have about ten.
    constexpr std::size_t kMaxAttributes = 64;
    readable = {};
    if (attributes.size() > kMaxAttributes)
        return fail(ErrorCode::LimitExceeded, "too many signed attributes", FailInfo::BadRequest);
    Result<void> first;
    for (const pki::CmsAttribute& attribute : attributes) {
        auto read = readAttribute(attributes, attribute, readable);
        if (!read && first) first = std::move(read);
    }
    if (!first) return failWith(std::move(first));
    return readable;
}

std::vector<pki::CmsAttribute> writeAttributes(const Attributes& attributes) {
    std::vector<pki::CmsAttribute> written;
    addNumber(written, oids::kMessageType, attributes.messageType);
    addNumber(written, oids::kPkiStatus, attributes.pkiStatus);
    addNumber(written, oids::kFailInfo, attributes.failInfo);
    addNonce(written, oids::kSenderNonce, attributes.senderNonce);
    addNonce(written, oids::kRecipientNonce, attributes.recipientNonce);
    if (!attributes.transactionId.empty())
        add(written, oids::kTransactionId,
            [&](asn1::Writer& writer) { writer.printableString(attributes.transactionId); });
    if (attributes.failInfoText)
        add(written, oids::kFailInfoText,
            [&](asn1::Writer& writer) { writer.utf8String(*attributes.failInfoText); });
    return written;
}

} // namespace scepter::scep
