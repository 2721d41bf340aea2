// Authorities: what they are, their CRLs and their generations.
#pragma once

#include "authority/authority.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "responder/authority_loader.h"
#include "store/store.h"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace scepter::workbench {

/// A generation without its keys.
struct GenerationView {
    std::int64_t id = 0;
    unsigned number = 1;
    authority::GenerationState state = authority::GenerationState::Current;
    std::optional<pki::Certificate> ca; ///< nothing while only requested
    std::optional<pki::Certificate> ra;
    std::vector<pki::Certificate> chain;
    Bytes csr;
    std::optional<store::StoredCrl> crl;
};

/// Where a responder serves the CRL and the CA certificate of one generation: "/crl/lab-g1.crl" and
/// "/ca/lab-g1.cer".
std::string crlPath(const std::string& authority, unsigned generation);
std::string caPath(const std::string& authority, unsigned generation);

struct AuthorityView {
    std::int64_t id = 0;
    std::string name;
    Duration crlLifetime{0};
    std::vector<GenerationView> generations;

    [[nodiscard]] const GenerationView* current() const;
};

/// Whether to go on with something long; false cancels.
using GoOn = std::function<bool()>;

/// Lists authorities and takes them through their life. Changes need the passphrase that the loader
/// holds.
class AuthorityDesk {
public:
    AuthorityDesk(store::Store& store, responder::AuthorityLoader& loader, const Clock& clock,
                  std::string actor);

    Result<std::vector<AuthorityView>> list();
    /// The same for somebody who asks several times a second: without the bytes of the CRLs, and
    /// certificates are read anew only when the configuration has moved.
    Result<std::vector<AuthorityView>> overview();
    /// An empty name means the only authority there is.
    Result<AuthorityView> show(const std::string& name);
    /// A new CRL of a generation, now; `number` 0 means the current one. NotFound for a number that
    /// the authority does not have.
    Result<store::StoredCrl> renewCrl(const std::string& name, unsigned number = 0);

    /// Makes and announces the next generation of a self-signed CA (RFC 8894 section 4.7).
    Result<void> prepareNext(const std::string& name, const GoOn& goOn = {});
    /// Makes the key and CSR of the next generation of a CA that an outside root signs; gives the
    /// CSR.
    Result<Bytes> requestNext(const std::string& name, const GoOn& goOn = {});
    /// Installs the certificate that an outside root made for the requested generation, with its
    /// chain in any order. It becomes the current generation if there is none, else the next.
    Result<void> install(const std::string& name, const std::vector<pki::Certificate>& certificates,
                         const GoOn& goOn = {});
    /// The next generation issues from now on, the current one retires.
    Result<void> switchOver(const std::string& name);
    /// Removes the keys of a retired generation for good: nothing can be sent to it, renewed by a
    /// certificate of it, or revoked by its CRL any more. Its certificates stay, to be shown.
    /// NotFound; Conflict for one that is not retired, and, unless `evenIfInUse`, while
    /// certificates that it issued have not ended.
    Result<void> dropRetired(const std::string& name, unsigned number, bool evenIfInUse);

    /// How long a CRL is valid from now on: an hour to a year. InvalidArgument.
    Result<void> setCrlLifetime(const std::string& name, Duration lifetime);
    /// The CA key of a generation with its certificate and chain, as PKCS#12 under a passphrase of
    /// at least eight bytes: whoever has it can issue anything. Goes into the audit trail before it
    /// is given. NotFound, InvalidArgument; AuthorityNotReady when its keys are gone.
    Result<Bytes> exportKey(const std::string& name, unsigned number,
                            const SecretBytes& passphrase);

private:
    Result<store::StoredAuthority> stored(const std::string& name);
    Result<std::shared_ptr<const authority::Authority>> opened(const std::string& name);
    Result<void> recordRa(std::int64_t authorityId, const Bytes& raCertificate);

    store::Store& m_store;
    responder::AuthorityLoader& m_loader;
    const Clock& m_clock;
    std::string m_actor;
    std::mutex m_mutex; // around what is known
    std::int64_t m_knownVersion = -1;
    std::vector<AuthorityView> m_known; ///< without CRLs
};

} // namespace scepter::workbench
