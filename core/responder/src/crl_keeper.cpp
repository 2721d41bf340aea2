#include "responder/crl_keeper.h"

#include "pki/crl.h"

#include <algorithm>

namespace scepter::responder {

namespace {

const authority::Generation* findGeneration(const authority::Authority& authority,
                                            std::int64_t id) {
    for (const auto& generation : authority.generations)
        if (generation.id == id) return &generation;
    return nullptr;
}

// Times in a CRL have whole seconds.
std::vector<pki::RevokedEntry> wholeSeconds(std::vector<pki::RevokedEntry> entries) {
    for (auto& entry : entries) {
        entry.revokedAt = std::chrono::floor<std::chrono::seconds>(entry.revokedAt);
        if (entry.invalidSince)
            entry.invalidSince = std::chrono::floor<std::chrono::seconds>(*entry.invalidSince);
    }
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.serial < b.serial; });
    return entries;
}

} // namespace

CrlKeeper::CrlKeeper(store::Store& store, const Clock& clock)
    : m_store(store)
    , m_clock(clock) {
}

Result<Bytes> CrlKeeper::current(const authority::Authority& authority, std::int64_t generationId) {
    const std::lock_guard lock(m_mutex);
    SCEPTER_TRY(version, m_store.configurationVersion());
    if (const auto kept = m_kept.find(generationId); kept != m_kept.end())
        if (kept->second.configurationVersion == version && isFresh(kept->second.crl))
            return kept->second.crl.der;
    SCEPTER_TRY(latest, m_store.latestCrl(generationId));
    if (latest && isFresh(*latest)) {
        SCEPTER_TRY(right, stillRight(*latest));
        if (right) {
            m_kept[generationId] = {version, *latest};
            return std::move(latest->der);
        }
    }
    SCEPTER_TRY(made, make(authority, generationId, "responder"));
    m_kept[generationId] = {version, made};
    return std::move(made.der);
}

Result<store::StoredCrl> CrlKeeper::renew(const authority::Authority& authority,
                                          std::int64_t generationId, const std::string& actor) {
    const std::lock_guard lock(m_mutex);
    SCEPTER_TRY(made, make(authority, generationId, actor));
    m_kept.erase(generationId);
    return made;
}

bool CrlKeeper::isFresh(const store::StoredCrl& crl) const {
    return m_clock.now() < crl.nextUpdate - (crl.nextUpdate - crl.thisUpdate) / 10;
}

Result<bool> CrlKeeper::stillRight(const store::StoredCrl& crl) {
    SCEPTER_TRY(parsed, pki::Crl::fromDer(crl.der));
    SCEPTER_TRY(revoked, m_store.revokedEntries(crl.generationId, m_clock.now()));
    return wholeSeconds(std::move(parsed.entries)) == wholeSeconds(std::move(revoked));
}

Result<store::StoredCrl> CrlKeeper::make(const authority::Authority& authority,
                                         std::int64_t generationId, const std::string& actor) {
    const authority::Generation* generation = findGeneration(authority, generationId);
    if (generation == nullptr)
        return fail(ErrorCode::CertificateUnknown,
                    "the authority has no such generation, or no longer its key");
    const TimePoint now = m_clock.now();
    SCEPTER_TRY(draft, m_store.draftCrl(generationId, now));
    SCEPTER_TRY(crl, authority::makeCrl(*generation, draft.number, draft.entries,
                                        authority.crlLifetime, now));
    store::StoredCrl stored{generationId, draft.number, crl.thisUpdate,
                            crl.nextUpdate.value_or(now + authority.crlLifetime), crl.der};
    SCEPTER_CHECK(m_store.putCrl(stored, actor));
    return stored;
}

} // namespace scepter::responder
