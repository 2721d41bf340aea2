// The current CRL of every generation.
#pragma once

#include "authority/authority.h"
#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

#include <cstdint>
#include <map>
#include <mutex>

namespace scepter::responder {

/// Gives CRLs and makes new ones: when there is none, when the last tenth of its life has begun, or
/// when what is revoked has changed. Thread-safe; several processes may keep the same workspace.
class CrlKeeper {
public:
    /// Both must outlive the keeper.
    CrlKeeper(store::Store& store, const Clock& clock);

    /// DER of a CRL that is right at this moment. Takes a signature when a new one is due:
    /// CertificateUnknown when the authority has no such generation to sign by.
    Result<Bytes> current(const authority::Authority& authority, std::int64_t generationId);
    /// Makes a new one now.
    Result<store::StoredCrl> renew(const authority::Authority& authority, std::int64_t generationId,
                                   const std::string& actor);

private:
    struct Kept {
        std::int64_t configurationVersion = 0;
        store::StoredCrl crl;
    };
    [[nodiscard]] bool isFresh(const store::StoredCrl& crl) const;
    Result<bool> stillRight(const store::StoredCrl& crl);
    Result<store::StoredCrl> make(const authority::Authority& authority, std::int64_t generationId,
                                  const std::string& actor);

    store::Store& m_store;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::map<std::int64_t, Kept> m_kept;
};

} // namespace scepter::responder
