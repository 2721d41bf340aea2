#include "signed_reply.h"

#include "base/encoding.h"

#include <algorithm>

namespace scepter::scep {

namespace {

bool signedBy(const pki::SignerInfo& signer, const pki::Certificate& certificate) {
    if (signer.issuer)
        return signer.serial == certificate.serial() &&
               signer.issuer->matches(certificate.issuer());
    return signer.subjectKeyIdentifier &&
           (signer.subjectKeyIdentifier == certificate.subjectKeyIdentifier() ||
            *signer.subjectKeyIdentifier == certificate.publicKey().keyIdentifier());
}

std::string described(const pki::SignerInfo& signer) {
    if (signer.issuer)
        return "issuer \"" + signer.issuer->toDisplayText() + "\", serial number " +
               toUpperHex(signer.serial);
    return "key identifier " + toUpperHex(signer.subjectKeyIdentifier.value_or(Bytes{}));
}

} // namespace

Result<pki::SignedData> readSigned(ByteView message) {
    auto data = pki::SignedData::fromDer(message);
    if (data) return data;
    Error error = std::move(data).error();
    if (error.code == ErrorCode::CmsMalformed || error.code == ErrorCode::CmsUnsupported)
        error.code = ErrorCode::MessageMalformed;
    return failWith(std::move(error));
}

Result<void> checkOneSigner(const pki::SignedData& data) {
    if (data.signers.size() == 1) return {};
    return fail(ErrorCode::MessageMalformed,
                "the message has " + std::to_string(data.signers.size()) + " signers, not one");
}

Result<pki::Certificate> knownSigner(const pki::SignedData& data,
                                     const std::vector<pki::Certificate>& allowed) {
    const pki::SignerInfo& signer = data.signers.front();
    const auto found = std::ranges::find_if(allowed, [&](const pki::Certificate& certificate) {
        return signedBy(signer, certificate);
    });
    if (found == allowed.end())
        return fail(ErrorCode::SignerUnknown,
                    "signed by a certificate that was not expected: " + described(signer));
    return *found;
}

Result<pki::Certificate> verifiedSigner(const pki::SignedData& data,
                                        const std::vector<pki::Certificate>& allowed) {
    SCEPTER_CHECK(checkOneSigner(data));
    SCEPTER_TRY(signer, knownSigner(data, allowed));
    SCEPTER_CHECK(pki::verifySigner(data, data.signers.front(), signer.publicKey()));
    return signer;
}

} // namespace scepter::scep
