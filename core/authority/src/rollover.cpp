#include "authority/rollover.h"

#include "asn1/oids.h"
#include "ca_certificates.h"

#include <algorithm>

namespace scepter::authority {

namespace {

/// "<CN> RA" in place of the CA's common name.
Result<pki::Name> raSubjectFor(const pki::Name& caSubject) {
    std::vector<pki::Rdn> rdns = caSubject.rdns();
    for (pki::Rdn& rdn : rdns)
        for (pki::NameAttribute& attribute : rdn)
            if (attribute.type == asn1::oids::kCommonName && attribute.stringTag != 0) {
                attribute = pki::NameAttribute{attribute.type, 0, attribute.value + " RA", {}};
                return pki::Name::fromRdns(std::move(rdns));
            }
    rdns.push_back({pki::NameAttribute{asn1::oids::kCommonName, 0, "RA", {}}});
    return pki::Name::fromRdns(std::move(rdns));
}

Result<Identity> makeNextRa(const Generation& current, const Identity& ca,
                            const pki::PrivateKey& key, TimePoint now) {
    Duration validity = ca.certificate.notAfter() - now;
    pki::Name subject;
    if (current.ra) {
        const pki::Certificate& ra = current.ra->certificate;
        subject = ra.subject();
        validity = ra.notAfter() - ra.notBefore() - kBackdate;
    } else {
        SCEPTER_TRY(derived, raSubjectFor(ca.certificate.subject()));
        subject = std::move(derived);
    }
    SCEPTER_TRY(certificate, makeRa(subject, key.publicKey(), ca, validity, now));
    return Identity{std::move(certificate), key};
}

} // namespace

CaRequest requestLike(const pki::Certificate& ca) {
    CaRequest request;
    request.subject = ca.subject();
    request.validity = ca.notAfter() - ca.notBefore() - kBackdate;
    const auto* algorithm = ca.signatureAlgorithm();
    const bool strong = algorithm && algorithm->digest != pki::Digest::Md5 &&
                        algorithm->digest != pki::Digest::Sha1;
    if (strong) request.digest = algorithm->digest;
    const auto usage = ca.keyUsage();
    request.terminatesScep = usage && (*usage & pki::key_usage::kDigitalSignature) != 0;
    const auto constraints = ca.basicConstraints();
    request.pathLength = constraints ? constraints->pathLength : std::nullopt;
    return request;
}

Result<NextGeneration> makeNextGeneration(const Authority& authority, const pki::PrivateKey& caKey,
                                          const pki::PrivateKey* raKey, TimePoint now) {
    const Generation* current = authority.current();
    if (!current)
        return fail(ErrorCode::AuthorityMissing, "the authority has no current generation");
    if (authority.next())
        return fail(ErrorCode::Conflict, "the authority has a next generation already");
    const pki::Certificate& root = current->ca.certificate;
    if (!root.isSelfIssued() || !root.verifySignedBy(root.publicKey()))
        return fail(ErrorCode::NotSupported,
                    "the CA was signed by an outside root, which has to sign the next one too");
    if (caKey.publicKey() == root.publicKey())
        return fail(ErrorCode::InvalidArgument, "the next generation needs a new key");
    SCEPTER_TRY(certificate, makeRoot(requestLike(root), caKey, now));
    NextGeneration next{Identity{std::move(certificate), caKey}, {}, std::nullopt};
    if (raKey) {
        SCEPTER_TRY(ra, makeNextRa(*current, next.ca, *raKey, now));
        next.ra = std::move(ra);
    }
    return next;
}

Result<Authority> switchOver(Authority authority, TimePoint now) {
    const Generation* next = authority.next();
    if (!next) return fail(ErrorCode::NoNextGeneration, "the authority has no next generation");
    if (const auto valid = next->ca.certificate.checkValidAt(now); !valid)
        return fail(valid.error().code == ErrorCode::CertificateExpired
                        ? ErrorCode::AuthorityExpired
                        : ErrorCode::AuthorityNotReady,
                    "the next CA certificate is not valid: " + valid.error().detail);
    for (Generation& generation : authority.generations) {
        if (generation.state == GenerationState::Current)
            generation.state = GenerationState::Retired;
        else if (generation.state == GenerationState::Next)
            generation.state = GenerationState::Current;
    }
    // The current one first, retired ones after what is still to come, the newest of them first.
    const auto rank = [](const Generation& generation) {
        switch (generation.state) {
        case GenerationState::Current:
            return 0;
        case GenerationState::Retired:
            return 2;
        default:
            return 1;
        }
    };
    std::ranges::sort(authority.generations, [&](const Generation& a, const Generation& b) {
        return std::pair(rank(a), b.number) < std::pair(rank(b), a.number);
    });
    return authority;
}

} // namespace scepter::authority
