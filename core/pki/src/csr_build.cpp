#include "pki/csr.h"

#include "asn1/oids.h"
#include "asn1/writer.h"
#include "base/text.h"
#include "signed_parts.h"

#include <algorithm>

namespace scepter::pki {
namespace {

// X.680 table 10.
bool isPrintableChar(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
}

Bytes writeChallenge(const SecretBytes& challenge) {
    const std::string_view text = challenge.text();
    asn1::Writer writer;
    writer.sequence([&] {
        writer.oid(asn1::oids::kChallengePassword);
        writer.set([&] {
            if (std::all_of(text.begin(), text.end(), isPrintableChar))
                writer.printableString(text);
            else
                writer.utf8String(text);
        });
    });
    return writer.take();
}

Bytes writeExtensionRequest(const std::vector<Extension>& extensions) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.oid(asn1::oids::kExtensionRequest);
        writer.set([&] { writeExtensions(writer, extensions); });
    });
    return writer.take();
}

Bytes writeAttribute(const CsrAttribute& attribute) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.oid(attribute.type);
        writer.setOf(attribute.values);
    });
    return writer.take();
}

// Attribute by attribute, in the order that DER wants of a SET OF.
std::vector<SecretBytes> writeAttributes(const CsrFields& fields) {
    std::vector<SecretBytes> members;
    if (fields.challengePassword) members.emplace_back(writeChallenge(*fields.challengePassword));
    if (!fields.extensions.empty()) members.emplace_back(writeExtensionRequest(fields.extensions));
    for (const CsrAttribute& attribute : fields.attributes)
        members.emplace_back(writeAttribute(attribute));
    std::sort(members.begin(), members.end(), [](const SecretBytes& a, const SecretBytes& b) {
        return std::ranges::lexicographical_compare(a.view(), b.view());
    });
    return members;
}

} // namespace

Result<Csr> signCsr(const CsrFields& fields, const PrivateKey& key, Digest digest) {
    if (fields.challengePassword && !isUtf8(fields.challengePassword->text()))
        return fail(ErrorCode::InvalidArgument, "the challenge is not UTF-8");
    SCEPTER_TRY(algorithm, algorithmToSign(key, digest));
    const std::vector<SecretBytes> attributes = writeAttributes(fields);
    asn1::Writer writer;
    writer.sequence([&] {
        writer.integer(0);
        writer.raw(fields.subject.der());
        writer.raw(key.publicKey().spki());
        writer.context(0, [&] {
            for (const SecretBytes& attribute : attributes)
                writer.raw(attribute.view());
        });
    });
    const SecretBytes info(writer.take());
    SCEPTER_TRY(der, signAndWrap(info.view(), key, algorithm));
    const SecretBytes kept(std::move(der));
    return Csr::fromDer(kept.view());
}

} // namespace scepter::pki
