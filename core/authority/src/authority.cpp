#include "authority/authority.h"

#include "ca_certificates.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scepter::authority {

namespace {

constexpr std::array<std::pair<GenerationState, std::string_view>, 5> kStates{{
    {GenerationState::Requested, "requested"},
    {GenerationState::Next, "next"},
    {GenerationState::Current, "current"},
    {GenerationState::Retired, "retired"},
    {GenerationState::Dropped, "dropped"},
}};

Result<void> checkIsCa(const pki::Certificate& certificate) {
    const auto constraints = certificate.basicConstraints();
    if (!constraints || !constraints->ca)
        return fail(ErrorCode::InvalidArgument,
                    "the certificate is no CA: its basic constraints do not say so");
    const auto usage = certificate.keyUsage();
    if (usage && (*usage & pki::key_usage::kKeyCertSign) == 0)
        return fail(ErrorCode::InvalidArgument,
                    "the certificate's key usage does not allow it to sign certificates");
    return {};
}

const Generation* findState(const Authority& authority, GenerationState state) {
    const auto found = std::ranges::find(authority.generations, state, &Generation::state);
    return found == authority.generations.end() ? nullptr : &*found;
}

bool isRoot(const pki::Certificate& certificate) {
    return certificate.isSelfIssued() && certificate.verifySignedBy(certificate.publicKey());
}

} // namespace

std::string_view toText(GenerationState state) {
    for (const auto& [known, word] : kStates)
        if (known == state) return word;
    return "unknown";
}

std::optional<GenerationState> generationStateFromText(std::string_view text) {
    for (const auto& [state, word] : kStates)
        if (word == text) return state;
    return std::nullopt;
}

const Generation* Authority::current() const {
    return findState(*this, GenerationState::Current);
}

const Generation* Authority::next() const {
    return findState(*this, GenerationState::Next);
}

Result<std::vector<pki::Certificate>>
checkImport(const Identity& ca, const std::vector<pki::Certificate>& others, TimePoint now) {
    const pki::Certificate& certificate = ca.certificate;
    if (!(ca.key.publicKey() == certificate.publicKey()))
        return fail(ErrorCode::KeyMismatch, "the key does not belong to the certificate");
    SCEPTER_CHECK(checkCaKey(certificate.publicKey()));
    SCEPTER_CHECK(checkIsCa(certificate));
    SCEPTER_CHECK(certificate.checkValidAt(now));
    SCEPTER_TRY(chain, pki::buildChain(certificate, others, {}, now));
    if (!isRoot(chain.back()))
        return fail(ErrorCode::ChainUntrusted, "the certificate of \"" +
                                                   chain.back().issuer().toDisplayText() +
                                                   "\" is missing, or did not sign \"" +
                                                   chain.back().subject().toDisplayText() + '"');
    chain.erase(chain.begin());
    return chain;
}

Result<pki::Crl> makeCrl(const Generation& generation, std::int64_t number,
                         const std::vector<pki::RevokedEntry>& entries, Duration lifetime,
                         TimePoint now) {
    if (generation.state == GenerationState::Requested)
        return fail(ErrorCode::AuthorityNotReady, "the CA has no certificate yet");
    if (lifetime <= Duration::zero())
        return fail(ErrorCode::InvalidArgument, "the lifetime of a CRL must be positive");
    const auto usage = generation.ca.certificate.keyUsage();
    if (usage && (*usage & pki::key_usage::kCrlSign) == 0)
        return fail(ErrorCode::NotSupported,
                    "the CA certificate's key usage does not allow it to sign CRLs");
    return pki::signCrl(generation.ca.certificate, generation.ca.key, pki::Digest::Sha256, number,
                        now - kBackdate, now + lifetime, entries);
}

std::vector<Bytes> caCertificates(const Generation& generation, const CaCertificateChoice& choice) {
    std::vector<Bytes> certificates;
    if (generation.ra) certificates.push_back(generation.ra->certificate.der());
    certificates.push_back(generation.ca.certificate.der());
    if (!choice.withChain) return certificates;
    for (const pki::Certificate& certificate : generation.chain) {
        const bool isLast = &certificate == &generation.chain.back();
        if (isLast && !choice.withRoot && certificate.isSelfIssued()) break;
        certificates.push_back(certificate.der());
    }
    return certificates;
}

} // namespace scepter::authority
