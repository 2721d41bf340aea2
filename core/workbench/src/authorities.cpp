#include "workbench/authorities.h"

#include "authority/rollover.h"
#include "authority_setup.h"
#include "enrollment/approval.h"
#include "pki/pkcs12.h"
#include "responder/crl_keeper.h"
#include "workbench/passphrase.h"

#include <algorithm>

namespace scepter::workbench {

namespace {

using authority::GenerationState;

/// Without its CRL.
Result<GenerationView> viewOf(const store::StoredGeneration& stored) {
    GenerationView view{stored.id, stored.number, stored.state, {}, {}, {}, stored.csr, {}};
    if (!stored.ca.certificate.empty()) {
        SCEPTER_TRY(ca, pki::Certificate::fromDer(stored.ca.certificate));
        view.ca = std::move(ca);
    }
    if (stored.ra) {
        SCEPTER_TRY(ra, pki::Certificate::fromDer(stored.ra->certificate));
        view.ra = std::move(ra);
    }
    for (const Bytes& der : stored.chain) {
        SCEPTER_TRY(above, pki::Certificate::fromDer(der));
        view.chain.push_back(std::move(above));
    }
    return view;
}

Result<std::vector<AuthorityView>> viewsOf(const std::vector<store::StoredAuthority>& stored) {
    std::vector<AuthorityView> views;
    for (const auto& one : stored) {
        AuthorityView view{one.id, one.name, one.crlLifetime, {}};
        for (const auto& generation : one.generations) {
            SCEPTER_TRY(shown, viewOf(generation));
            view.generations.push_back(std::move(shown));
        }
        views.push_back(std::move(view));
    }
    return views;
}

Result<void> addCrls(store::Store& store, std::vector<AuthorityView>& views, store::Detail detail) {
    for (AuthorityView& view : views)
        for (GenerationView& generation : view.generations) {
            SCEPTER_TRY(crl, store.latestCrl(generation.id, detail));
            generation.crl = std::move(crl);
        }
    return {};
}

unsigned nextNumber(const store::StoredAuthority& authority) {
    unsigned number = 0;
    for (const auto& generation : authority.generations)
        number = std::max(number, generation.number);
    return number + 1;
}

bool hasState(const store::StoredAuthority& authority, GenerationState state) {
    return std::any_of(authority.generations.begin(), authority.generations.end(),
                       [state](const auto& generation) { return generation.state == state; });
}

} // namespace

std::string crlPath(const std::string& authority, unsigned generation) {
    return "/crl/" + authority + "-g" + std::to_string(generation) + ".crl";
}

std::string caPath(const std::string& authority, unsigned generation) {
    return "/ca/" + authority + "-g" + std::to_string(generation) + ".cer";
}

const GenerationView* AuthorityView::current() const {
    for (const auto& generation : generations)
        if (generation.state == GenerationState::Current) return &generation;
    return nullptr;
}

AuthorityDesk::AuthorityDesk(store::Store& store, responder::AuthorityLoader& loader,
                             const Clock& clock, std::string actor)
    : m_store(store)
    , m_loader(loader)
    , m_clock(clock)
    , m_actor(std::move(actor)) {
}

Result<std::vector<AuthorityView>> AuthorityDesk::list() {
    SCEPTER_TRY(authorities, m_store.authorities());
    SCEPTER_TRY(views, viewsOf(authorities));
    SCEPTER_CHECK(addCrls(m_store, views, store::Detail::Whole));
    return views;
}

Result<std::vector<AuthorityView>> AuthorityDesk::overview() {
    // Asked for first: what is read after it is at least as new.
    SCEPTER_TRY(version, m_store.configurationVersion());
    std::vector<AuthorityView> views;
    {
        const std::scoped_lock lock(m_mutex);
        if (version != m_knownVersion) {
            SCEPTER_TRY(authorities, m_store.authorities());
            SCEPTER_TRY(read, viewsOf(authorities));
            m_known = std::move(read);
            m_knownVersion = version;
        }
        views = m_known;
    }
    SCEPTER_CHECK(addCrls(m_store, views, store::Detail::Row));
    return views;
}

Result<AuthorityView> AuthorityDesk::show(const std::string& name) {
    SCEPTER_TRY(found, stored(name));
    SCEPTER_TRY(views, list());
    for (auto& view : views)
        if (view.id == found.id) return std::move(view);
    return fail(ErrorCode::NotFound, "no authority named " + name);
}

Result<store::StoredCrl> AuthorityDesk::renewCrl(const std::string& name, unsigned number) {
    SCEPTER_TRY(authority, opened(name));
    const auto* generation = authority->current();
    if (number != 0) {
        generation = nullptr;
        for (const auto& one : authority->generations)
            if (one.number == number) generation = &one;
        if (generation == nullptr)
            return fail(ErrorCode::NotFound,
                        "the authority has no generation " + std::to_string(number));
    }
    if (generation == nullptr)
        return fail(ErrorCode::AuthorityNotReady, "the authority has no current generation");
    return responder::CrlKeeper(m_store, m_clock).renew(*authority, generation->id, m_actor);
}

Result<void> AuthorityDesk::prepareNext(const std::string& name, const GoOn& goOn) {
    SCEPTER_TRY(record, stored(name));
    SCEPTER_TRY(authority, opened(name));
    const auto* current = authority->current();
    if (current == nullptr)
        return fail(ErrorCode::AuthorityNotReady, "the authority has no current generation");
    if (authority->next() != nullptr || hasState(record, GenerationState::Requested))
        return fail(ErrorCode::Conflict, "there is a next generation already");
    SCEPTER_TRY(caKey, pki::PrivateKey::generate(keySpecLike(current->ca.key.publicKey()), goOn));
    std::optional<pki::PrivateKey> raKey;
    if (current->ra) {
        SCEPTER_TRY(made,
                    pki::PrivateKey::generate(keySpecLike(current->ra->key.publicKey()), goOn));
        raKey = std::move(made);
    }
    const TimePoint now = m_clock.now();
    SCEPTER_TRY(next,
                authority::makeNextGeneration(*authority, caKey, raKey ? &*raKey : nullptr, now));
    SCEPTER_TRY(generation, storedGeneration(m_loader, next.ca, next.chain, next.ra, now));
    generation.number = nextNumber(record);
    generation.state = GenerationState::Next;
    const Bytes raCertificate = generation.ra ? generation.ra->certificate : Bytes{};
    record.generations.push_back(std::move(generation));
    SCEPTER_CHECK(m_store.updateAuthority(record, m_actor, "authority.nextPrepared"));
    return recordRa(record.id, raCertificate);
}

Result<Bytes> AuthorityDesk::requestNext(const std::string& name, const GoOn& goOn) {
    SCEPTER_TRY(record, stored(name));
    if (hasState(record, GenerationState::Next) || hasState(record, GenerationState::Requested))
        return fail(ErrorCode::Conflict, "there is a next generation already");
    SCEPTER_TRY(authority, opened(name));
    const auto* current = authority->current();
    if (current == nullptr)
        return fail(ErrorCode::AuthorityNotReady, "the authority has no current generation");
    SCEPTER_TRY(key, pki::PrivateKey::generate(keySpecLike(current->ca.key.publicKey()), goOn));
    auto request = authority::requestLike(current->ca.certificate);
    // The outside root decides on the validity; a CSR has no place for it.
    request.validity = authority::CaRequest{}.validity;
    request.terminatesScep = !current->ra;
    SCEPTER_TRY(csr, authority::makeCaCsr(request, key));
    SCEPTER_TRY(sealed, m_loader.sealKey(key));
    store::StoredGeneration generation;
    generation.number = nextNumber(record);
    generation.state = GenerationState::Requested;
    generation.ca.encryptedKey = std::move(sealed);
    generation.csr = copyOf(csr.der());
    generation.createdAt = m_clock.now();
    record.generations.push_back(std::move(generation));
    SCEPTER_CHECK(m_store.updateAuthority(record, m_actor, "authority.nextRequested"));
    return copyOf(csr.der());
}

Result<void> AuthorityDesk::install(const std::string& name,
                                    const std::vector<pki::Certificate>& certificates,
                                    const GoOn& goOn) {
    SCEPTER_TRY(record, stored(name));
    const auto requested =
        std::find_if(record.generations.begin(), record.generations.end(),
                     [](const auto& one) { return one.state == GenerationState::Requested; });
    if (requested == record.generations.end())
        return fail(ErrorCode::NotFound, "no generation waits for its certificate");
    SCEPTER_TRY(key, m_loader.openKey(requested->ca.encryptedKey));
    const auto own = std::find_if(certificates.begin(), certificates.end(), [&](const auto& one) {
        return one.publicKey() == key.publicKey();
    });
    if (own == certificates.end())
        return fail(ErrorCode::KeyMismatch,
                    "none of the certificates is for the key that was made for this authority");
    const TimePoint now = m_clock.now();
    const authority::Identity ca{*own, key};
    SCEPTER_TRY(chain, authority::checkImport(ca, certificates, now));
    requested->ca.certificate = own->der();
    requested->chain.clear();
    for (const auto& above : chain)
        requested->chain.push_back(above.der());
    const bool wantsRa =
        !own->keyUsage() || (*own->keyUsage() & pki::key_usage::kKeyEncipherment) == 0;
    if (wantsRa) {
        SCEPTER_TRY(ra, makeRaFor(ca, {}, now, goOn));
        SCEPTER_TRY(sealed, m_loader.sealKey(ra.key));
        requested->ra = store::StoredIdentity{ra.certificate.der(), std::move(sealed)};
    }
    requested->state = hasState(record, GenerationState::Current) ? GenerationState::Next
                                                                  : GenerationState::Current;
    const Bytes raCertificate = requested->ra ? requested->ra->certificate : Bytes{};
    SCEPTER_CHECK(m_store.updateAuthority(record, m_actor, "authority.installed"));
    return recordRa(record.id, raCertificate);
}

Result<void> AuthorityDesk::switchOver(const std::string& name) {
    SCEPTER_TRY(record, stored(name));
    SCEPTER_TRY(authority, opened(name));
    SCEPTER_TRY(switched, authority::switchOver(*authority, m_clock.now()));
    for (auto& generation : record.generations)
        for (const auto& changed : switched.generations)
            if (changed.id == generation.id) generation.state = changed.state;
    return m_store.updateAuthority(record, m_actor, "authority.switched");
}

Result<void> AuthorityDesk::dropRetired(const std::string& name, unsigned number,
                                        bool evenIfInUse) {
    SCEPTER_TRY(record, stored(name));
    const auto found =
        std::ranges::find(record.generations, number, &store::StoredGeneration::number);
    if (found == record.generations.end())
        return fail(ErrorCode::NotFound,
                    "the authority has no generation " + std::to_string(number));
    if (found->state != GenerationState::Retired)
        return fail(ErrorCode::Conflict, "generation " + std::to_string(number) + " is " +
                                             std::string(toText(found->state)) +
                                             ": only a retired one can be dropped");
    SCEPTER_TRY(inUse, m_store.unexpiredOf(found->id, m_clock.now()));
    if (inUse > 0 && !evenIfInUse)
        return fail(ErrorCode::Conflict,
                    "certificates of generation " + std::to_string(number) +
                        " that have not ended: " + std::to_string(inUse) +
                        "; without its key there is no CRL for them, and they cannot be renewed");
    found->state = GenerationState::Dropped;
    found->ca.encryptedKey.clear();
    if (found->ra) found->ra->encryptedKey.clear();
    return m_store.updateAuthority(record, m_actor, "authority.keysDropped");
}

Result<void> AuthorityDesk::setCrlLifetime(const std::string& name, Duration lifetime) {
    if (lifetime < std::chrono::hours{1} || lifetime > std::chrono::days{366})
        return fail(ErrorCode::InvalidArgument, "a CRL is valid for an hour to a year");
    SCEPTER_TRY(record, stored(name));
    record.crlLifetime = lifetime;
    return m_store.updateAuthority(record, m_actor, "authority.crlLifetime");
}

Result<Bytes> AuthorityDesk::exportKey(const std::string& name, unsigned number,
                                       const SecretBytes& passphrase) {
    SCEPTER_CHECK(checkNewPassphrase(passphrase.view()));
    SCEPTER_TRY(authority, opened(name));
    const auto generation =
        std::ranges::find(authority->generations, number, &authority::Generation::number);
    if (generation == authority->generations.end())
        return fail(ErrorCode::AuthorityNotReady,
                    "generation " + std::to_string(number) + " has no keys here");
    SCEPTER_TRY(file, pki::writePkcs12(generation->ca.key, generation->ca.certificate,
                                       generation->chain, passphrase.view(), authority->name));
    SCEPTER_CHECK(m_store.appendAudit(m_actor, "authority.keyExported",
                                      "authority:" + std::to_string(authority->id),
                                      "{\"generation\":" + std::to_string(number) + "}"));
    return file;
}

Result<store::StoredAuthority> AuthorityDesk::stored(const std::string& name) {
    SCEPTER_TRY(authorities, m_store.authorities());
    if (name.empty() && authorities.size() == 1) return std::move(authorities.front());
    for (auto& one : authorities)
        if (one.name == name) return std::move(one);
    if (name.empty())
        return fail(ErrorCode::InvalidArgument, "there are several authorities: name one");
    return fail(ErrorCode::NotFound, "no authority named " + name);
}

Result<std::shared_ptr<const authority::Authority>> AuthorityDesk::opened(const std::string& name) {
    SCEPTER_TRY(record, stored(name));
    SCEPTER_TRY(authorities, m_loader.load());
    for (const auto& one : authorities)
        if (one->id == record.id) return one;
    return fail(ErrorCode::NotFound, "no authority named " + name);
}

// The RA's certificate belongs into the inventory: it can be looked up and revoked.
Result<void> AuthorityDesk::recordRa(std::int64_t authorityId, const Bytes& raCertificate) {
    if (raCertificate.empty()) return {};
    SCEPTER_TRY(certificate, pki::Certificate::fromDer(raCertificate));
    SCEPTER_TRY(authorities, m_store.authorities());
    for (const auto& authority : authorities) {
        if (authority.id != authorityId) continue;
        for (const auto& generation : authority.generations) {
            if (!generation.ra || generation.ra->certificate != raCertificate) continue;
            SCEPTER_CHECK(m_store.addCertificate(
                enrollment::recordOf(certificate, authorityId, generation.id, m_clock.now()),
                m_actor));
        }
    }
    return {};
}

} // namespace scepter::workbench
