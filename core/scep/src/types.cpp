#include "scep/types.h"

#include "asn1/reader.h"
#include "asn1/values.h"
#include "asn1/writer.h"

namespace scepter::scep {

namespace {

// A SEQUENCE of exactly two members, which both structures of section 3.3 are.
Result<asn1::Tree> parsePair(ByteView der) {
    SCEPTER_TRY(tree, asn1::Tree::parse(der));
    const asn1::Element root = tree.root();
    if (!root.is(asn1::tag::kSequence) || !root.isConstructed() || root.childCount() != 2)
        return fail(ErrorCode::MessageMalformed, "not a SEQUENCE of two members");
    return tree;
}

} // namespace

std::string_view toText(MessageType type) {
    switch (type) {
    case MessageType::CertRep:
        return "CertRep";
    case MessageType::RenewalReq:
        return "RenewalReq";
    case MessageType::UpdateReq:
        return "UpdateReq";
    case MessageType::PkcsReq:
        return "PKCSReq";
    case MessageType::CertPoll:
        return "CertPoll";
    case MessageType::GetCert:
        return "GetCert";
    case MessageType::GetCrl:
        return "GetCRL";
    }
    return "unknown";
}

std::optional<MessageType> messageTypeFromNumber(int number) {
    switch (number) {
    case 3:
        return MessageType::CertRep;
    case 17:
        return MessageType::RenewalReq;
    case 18:
        return MessageType::UpdateReq;
    case 19:
        return MessageType::PkcsReq;
    case 20:
        return MessageType::CertPoll;
    case 21:
        return MessageType::GetCert;
    case 22:
        return MessageType::GetCrl;
    default:
        return std::nullopt;
    }
}

std::string_view toText(PkiStatus status) {
    switch (status) {
    case PkiStatus::Success:
        return "SUCCESS";
    case PkiStatus::Failure:
        return "FAILURE";
    case PkiStatus::Pending:
        return "PENDING";
    }
    return "unknown";
}

Result<IssuerAndSubject> IssuerAndSubject::fromDer(ByteView der) {
    SCEPTER_TRY(tree, parsePair(der));
    SCEPTER_TRY(issuer, pki::Name::fromElement(tree.root().child(0)));
    SCEPTER_TRY(subject, pki::Name::fromElement(tree.root().child(1)));
    return IssuerAndSubject{std::move(issuer), std::move(subject)};
}

Bytes IssuerAndSubject::toDer() const {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.raw(issuer.der());
        writer.raw(subject.der());
    });
    return writer.take();
}

Result<IssuerAndSerial> IssuerAndSerial::fromDer(ByteView der) {
    SCEPTER_TRY(tree, parsePair(der));
    SCEPTER_TRY(issuer, pki::Name::fromElement(tree.root().child(0)));
    SCEPTER_TRY(serial, asn1::integerContent(tree.root().child(1)));
    return IssuerAndSerial{std::move(issuer), std::move(serial)};
}

Bytes IssuerAndSerial::toDer() const {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.raw(issuer.der());
        writer.primitive(static_cast<std::uint8_t>(asn1::tag::kInteger), serial);
    });
    return writer.take();
}

} // namespace scepter::scep
