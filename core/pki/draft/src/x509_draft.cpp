// SPDX-License-Identifier: GPL-3.0-or-later
#include "asn1/writer.h"
#include "pki_draft/cms_draft.h"

namespace scepter::pki_draft {

namespace {

constexpr std::uint8_t kInteger = 0x02;

Result<Bytes> signAndWrap(ByteView toBeSigned, const pki::PrivateKey& key, pki::Digest digest,
                          bool broken = false) {
    SCEPTER_TRY(signature, sign(key, digest, toBeSigned));
    if (broken) signature.back() ^= 1;
    asn1::Writer writer;
    writer.sequence([&] {
        writer.raw(toBeSigned);
        pki::writeSignatureAlgorithm(writer, key.signatureAlgorithm(digest));
        writer.bitString(signature);
    });
    return writer.take();
}

void writeTime(asn1::Writer& writer, TimePoint time, bool generalized) {
    if (generalized)
        writer.generalizedTime(time);
    else
        writer.time(time);
}

} // namespace

Result<pki::Certificate> signCertificate(const CertificateDraft& draft, const pki::PrivateKey& key,
                                         pki::Digest digest) {
    asn1::Writer writer;
    writer.sequence([&] {
        if (draft.version3) writer.context(0, [&] { writer.integer(2); });
        writer.primitive(kInteger, draft.serial);
        pki::writeSignatureAlgorithm(writer, key.signatureAlgorithm(digest));
        writer.raw(draft.issuer.der());
        writer.sequence([&] {
            writeTime(writer, draft.notBefore, draft.generalizedTimes);
            writeTime(writer, draft.notAfter, draft.generalizedTimes);
        });
        writer.raw(draft.subject.der());
        writer.raw(draft.spki);
        if (draft.version3 && !draft.extensions.empty())
            writer.context(3, [&] { pki::writeExtensions(writer, draft.extensions); });
    });
    SCEPTER_TRY(der, signAndWrap(writer.bytes(), key, digest));
    return pki::Certificate::fromDer(der);
}

Result<SecretBytes> signCsr(const pki::Name& subject, const std::vector<SecretBytes>& attributes,
                            const pki::PrivateKey& key, pki::Digest digest, bool brokenSignature) {
    asn1::Writer writer;
    writer.sequence([&] {
        writer.integer(0);
        writer.raw(subject.der());
        writer.raw(key.publicKey().spki());
        writer.context(0, [&] {
            for (const SecretBytes& attribute : attributes)
                writer.raw(attribute.view());
        });
    });
    const SecretBytes info(writer.take());
    SCEPTER_TRY(der, signAndWrap(info.view(), key, digest, brokenSignature));
    return SecretBytes(std::move(der));
}

} // namespace scepter::pki_draft
