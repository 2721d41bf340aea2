// One-time codes.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "challenge/code.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// What to mint.
struct MintOrder {
    unsigned count = 1; ///< 1 to 1000
    Duration life = std::chrono::hours{1};
    unsigned uses = 1;
    challenge::Constraints constraints;
    std::string endpoint; ///< empty: every endpoint that takes codes
    std::string note;
};

/// A fresh code: its text is known only now.
struct MintedCode {
    challenge::CodeRecord record;
    SecretBytes code;
};

/// Mints, lists and withdraws codes.
class Codes {
public:
    Codes(store::Store& store, const Clock& clock, std::string actor);

    /// InvalidArgument for counts, lives or uses out of range; NotFound for an unknown endpoint.
    Result<std::vector<MintedCode>> mint(const MintOrder& order);
    Result<std::vector<challenge::CodeRecord>> list(store::CodeFilter filter);
    /// For lists of any length: see store::Store::codeIds.
    Result<store::IdList> ids(store::CodeFilter filter, const store::CodeOrder& order,
                              const store::GoOn& goOn);
    Result<std::vector<challenge::CodeRecord>> rows(const std::vector<std::int64_t>& ids);
    Result<store::CodeCounts> counts();
    /// Requests that came with a code, newest first.
    Result<std::vector<std::int64_t>> requestsOf(std::int64_t codeId);
    Result<void> withdraw(std::int64_t id);

private:
    store::Store& m_store;
    const Clock& m_clock;
    std::string m_actor;
};

} // namespace scepter::workbench
