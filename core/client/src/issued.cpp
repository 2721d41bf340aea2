#include "issued.h"

#include <algorithm>

namespace scepter::client {

namespace {

constexpr std::chrono::hours kClockSkew{1};

} // namespace

Result<Issued> checkIssued(const std::vector<Bytes>& certificates, const pki::PublicKey& key,
                           const std::vector<pki::Certificate>& authorities, TimePoint now) {
    std::vector<pki::Certificate> pool;
    for (const Bytes& der : certificates) {
        SCEPTER_TRY(certificate, pki::Certificate::fromDer(der));
        pool.push_back(std::move(certificate));
    }
    const auto leaf = std::ranges::find_if(
        pool, [&](const pki::Certificate& one) { return one.publicKey() == key; });
    if (leaf == pool.end())
        return fail(ErrorCode::KeyMismatch,
                    "the service issued no certificate for the key of the request");
    // GetCACert may also list RA certificates; buildChain takes no issuer that is not a CA.
    // A CA whose clock is ahead of ours has issued nonetheless.
    const TimePoint judged =
        leaf->notBefore() - now <= kClockSkew ? std::max(now, leaf->notBefore()) : now;
    SCEPTER_TRY(path, pki::buildChain(*leaf, pool, authorities, judged));
    Issued issued{path.front(), {path.begin() + 1, path.end()}};
    // On to the root where it is known.
    pool.insert(pool.end(), authorities.begin(), authorities.end());
    if (const auto rest = pki::buildChain(path.back(), pool, {}, judged))
        issued.chain.insert(issued.chain.end(), rest->begin() + 1, rest->end());
    return issued;
}

} // namespace scepter::client
