// Authorities: CA generations and the RA certificates that terminate SCEP.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/csr.h"
#include "pki/key.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scepter::authority {

/// Where a generation stands.
enum class GenerationState {
    Requested, ///< key and CSR exist, the outside root has not signed yet
    Next,      ///< certificate exists, announced by GetNextCACert, not issuing yet
    Current,   ///< issues
    Retired,   ///< issues no more; still signs its CRL and opens old envelopes
    Dropped,   ///< its keys are gone; only its certificates are left, to be shown
};
std::string_view toText(GenerationState state);
std::optional<GenerationState> generationStateFromText(std::string_view text);

/// A certificate with its key, in memory.
struct Identity {
    pki::Certificate certificate;
    pki::PrivateKey key;
};

/// One generation of an authority, unlocked.
struct Generation {
    std::int64_t id = 0; ///< of the store
    unsigned number = 1; ///< 1, 2, ...
    GenerationState state = GenerationState::Current;
    Identity ca;
    std::vector<pki::Certificate>
        chain;                  ///< above the CA, issuer first, root last; empty for a root
    std::optional<Identity> ra; ///< none in CA-only mode

    /// The identity that signs replies and opens envelopes.
    [[nodiscard]] const Identity& scep() const { return ra ? *ra : ca; }
};

/// An authority as it runs: at most one Current and one Next generation; Retired ones after them.
struct Authority {
    std::int64_t id = 0;
    std::string name;
    Duration crlLifetime = std::chrono::days{7};
    std::vector<Generation> generations;

    [[nodiscard]] const Generation* current() const;
    [[nodiscard]] const Generation* next() const;
};

/// How to make a CA certificate.
struct CaRequest {
    pki::Name subject;
    Duration validity = std::chrono::days{3650};
    pki::Digest digest = pki::Digest::Sha256;
    /// digitalSignature and keyEncipherment besides keyCertSign and cRLSign: needed when the CA
    /// itself terminates SCEP (RFC 8894 section 2.1.2; Apple's client looks at these bits).
    bool terminatesScep = false;
    std::optional<unsigned> pathLength = 0;
};

/// A self-signed root.
Result<pki::Certificate> makeRoot(const CaRequest& request, const pki::PrivateKey& key,
                                  TimePoint now);
/// A CSR for an outside root to sign: CA basic constraints and key usage requested.
Result<pki::Csr> makeCaCsr(const CaRequest& request, const pki::PrivateKey& key);
/// The RA certificate: issued by the CA, digitalSignature and keyEncipherment, EKU Certificate
/// Request Agent (what Windows and Apple need), valid as long as the CA or `validity`.
Result<pki::Certificate> makeRa(const pki::Name& subject, const pki::PublicKey& key,
                                const Identity& ca, Duration validity, TimePoint now);

/// Checks that these belong together and can be a CA: key matches certificate, CA basic
/// constraints, keyCertSign if key usage is there, valid at `now`, RSA of 2048 bits or more or a
/// named EC curve, chain builds up from `others`. Gives the chain above the CA. Errors:
/// KeyMismatch, CertificateExpired, CertificateNotYetValid, ChainUntrusted, KeyUnsupported,
/// InvalidArgument with the reason.
Result<std::vector<pki::Certificate>>
checkImport(const Identity& ca, const std::vector<pki::Certificate>& others, TimePoint now);

/// A CRL of one generation, valid from now for `lifetime` (with 10 minutes of backdating).
/// NotSupported when the CA certificate's key usage does not allow CRLs.
Result<pki::Crl> makeCrl(const Generation& generation, std::int64_t number,
                         const std::vector<pki::RevokedEntry>& entries, Duration lifetime,
                         TimePoint now);

/// Certificates for a GetCACert answer: RA first, then CA, then the chain; `withChain` false leaves
/// out what is above the CA, `withRoot` false leaves out a self-signed certificate at the end (but
/// never the CA itself).
struct CaCertificateChoice {
    bool withChain = true;
    bool withRoot = true;

    bool operator==(const CaCertificateChoice&) const = default;
};
std::vector<Bytes> caCertificates(const Generation& generation, const CaCertificateChoice& choice);

} // namespace scepter::authority
