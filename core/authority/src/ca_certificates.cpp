#include "ca_certificates.h"

#include "asn1/oids.h"

#include <algorithm>

namespace scepter::authority {

namespace {

namespace key_usage = pki::key_usage;

constexpr Duration kMaxValidity = std::chrono::days{36525};

Result<void> checkRequest(const CaRequest& request) {
    if (request.subject.empty()) return fail(ErrorCode::InvalidArgument, "a CA needs a subject");
    if (request.validity <= Duration::zero() || request.validity > kMaxValidity)
        return fail(ErrorCode::InvalidArgument,
                    "the validity must be positive and at most 100 years");
    if (request.digest == pki::Digest::Md5 || request.digest == pki::Digest::Sha1)
        return fail(ErrorCode::InvalidArgument,
                    "a CA does not sign over " + std::string(pki::toText(request.digest)));
    return {};
}

std::uint16_t caKeyUsage(const CaRequest& request, const pki::PublicKey& key) {
    unsigned usage = key_usage::kKeyCertSign | key_usage::kCrlSign;
    if (request.terminatesScep) usage |= key_usage::kDigitalSignature;
    // RFC 8813 section 3: not with EC keys, which take password recipients alone.
    if (request.terminatesScep && key.canEncrypt()) usage |= key_usage::kKeyEncipherment;
    return static_cast<std::uint16_t>(usage);
}

std::vector<pki::Extension> caExtensions(const CaRequest& request, const pki::PublicKey& key) {
    return {pki::makeBasicConstraints({true, request.pathLength}),
            pki::makeKeyUsage(caKeyUsage(request, key)),
            pki::makeSubjectKeyIdentifier(key.keyIdentifier())};
}

TimePoint wholeSeconds(TimePoint time) {
    return std::chrono::floor<std::chrono::seconds>(time);
}

} // namespace

Result<void> checkCaKey(const pki::PublicKey& key) {
    switch (key.type()) {
    case pki::KeyType::Rsa:
        if (key.bits() >= 2048) return {};
        break;
    case pki::KeyType::EcP256:
    case pki::KeyType::EcP384:
    case pki::KeyType::EcP521:
        return {};
    default:
        break;
    }
    return fail(ErrorCode::KeyUnsupported,
                "a CA key is RSA of 2048 bits or more, or EC; this one is " + key.toText());
}

Result<pki::Certificate> makeRoot(const CaRequest& request, const pki::PrivateKey& key,
                                  TimePoint now) {
    SCEPTER_CHECK(checkRequest(request));
    const pki::PublicKey publicKey = key.publicKey();
    SCEPTER_CHECK(checkCaKey(publicKey));
    SCEPTER_TRY(serial, pki::randomSerial());
    const pki::CertificateFields fields{std::move(serial),
                                        request.subject,
                                        request.subject,
                                        wholeSeconds(now - kBackdate),
                                        wholeSeconds(now + request.validity),
                                        publicKey.spki(),
                                        caExtensions(request, publicKey)};
    return pki::signCertificate(fields, key, request.digest);
}

Result<pki::Csr> makeCaCsr(const CaRequest& request, const pki::PrivateKey& key) {
    SCEPTER_CHECK(checkRequest(request));
    const pki::PublicKey publicKey = key.publicKey();
    SCEPTER_CHECK(checkCaKey(publicKey));
    const pki::CsrFields fields{request.subject, caExtensions(request, publicKey), nullptr, {}};
    return pki::signCsr(fields, key, request.digest);
}

Result<pki::Certificate> makeRa(const pki::Name& subject, const pki::PublicKey& key,
                                const Identity& ca, Duration validity, TimePoint now) {
    if (!(ca.key.publicKey() == ca.certificate.publicKey()))
        return fail(ErrorCode::KeyMismatch, "the CA's key does not belong to its certificate");
    if (const auto valid = ca.certificate.checkValidAt(now); !valid)
        return fail(ErrorCode::AuthorityExpired, valid.error().detail);
    if (!key.canEncrypt() || key.bits() < 2048)
        return fail(
            ErrorCode::KeyUnsupported,
            "an RA key is RSA of 2048 bits or more, for clients encrypt to it; this one is " +
                key.toText());
    if (subject.empty() || subject.matches(ca.certificate.subject()))
        return fail(ErrorCode::InvalidArgument, "an RA needs a subject of its own");
    if (validity <= Duration::zero())
        return fail(ErrorCode::InvalidArgument, "the validity is not positive");

    const pki::Certificate& issuer = ca.certificate;
    const auto identifier = issuer.subjectKeyIdentifier();
    SCEPTER_TRY(serial, pki::randomSerial());
    const bool cut = validity > issuer.notAfter() - now;
    const pki::CertificateFields fields{
        std::move(serial),
        issuer.subject(),
        subject,
        wholeSeconds(std::max(now - kBackdate, issuer.notBefore())),
        wholeSeconds(cut ? issuer.notAfter() : now + validity),
        key.spki(),
        {pki::makeBasicConstraints({}),
         pki::makeKeyUsage(key_usage::kDigitalSignature | key_usage::kKeyEncipherment),
         pki::makeExtendedKeyUsage({asn1::oids::kEkuCertificateRequestAgent}),
         pki::makeSubjectKeyIdentifier(key.keyIdentifier()),
         pki::makeAuthorityKeyIdentifier(identifier ? *identifier
                                                    : issuer.publicKey().keyIdentifier())}};
    return pki::signCertificate(fields, ca.key, pki::Digest::Sha256);
}

} // namespace scepter::authority
