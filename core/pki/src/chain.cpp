#include "pki/certificate.h"

#include "asn1/oids.h"
#include "pki/name_constraints.h"

#include <algorithm>
#include <string>

namespace scepter::pki {
namespace {

// Pools come from the network: what a hostile one can cost is bounded here.
constexpr std::size_t kMaxPool = 1000;
constexpr std::size_t kMaxLength = 16;
constexpr unsigned kMaxVerifications = 128;

// Builds the path depth first; a link that fails is left for the next candidate.
class ChainSearch {
public:
    ChainSearch(const std::vector<Certificate>& pool, const std::vector<Certificate>& anchors,
                TimePoint now)
        : m_anchors(anchors)
        , m_now(now) {
        m_candidates.reserve(anchors.size() + pool.size());
        for (const Certificate& anchor : anchors)
            m_candidates.push_back(&anchor);
        // A self-signed issuer ends the chain; its cross certificates only lengthen it.
        for (const bool selfIssued : {true, false})
            for (const Certificate& certificate : pool)
                if (certificate.isSelfIssued() == selfIssued) m_candidates.push_back(&certificate);
    }

    Result<std::vector<Certificate>> run(const Certificate& leaf) {
        SCEPTER_CHECK(leaf.checkValidAt(m_now));
        m_path.push_back(leaf);
        if (extend()) return std::move(m_path);
        if (m_reason) return std::unexpected(std::move(*m_reason));
        return fail(ErrorCode::ChainUntrusted,
                    "no trusted issuer of " + leaf.subject().toText() + " is known");
    }

private:
    // True when the path is complete.
    bool extend() {
        const Certificate current = m_path.back();
        if (isAnchor(current)) return true;
        if (current.isSelfIssued() && isSigner(current, current)) return m_anchors.empty();
        if (m_path.size() >= kMaxLength) {
            note(Error{ErrorCode::LimitExceeded, "the chain is too long", {}, {}});
            return false;
        }
        bool issuerSeen = false;
        for (const Certificate* candidate : m_candidates) {
            if (!candidate->subject().matches(current.issuer()) || onPath(*candidate) ||
                !isSigner(current, *candidate))
                continue;
            issuerSeen = true;
            if (auto usable = checkIssuer(*candidate); !usable) {
                note(std::move(usable).error());
                continue;
            }
            m_path.push_back(*candidate);
            if (extend()) return true;
            m_path.pop_back();
        }
        return m_anchors.empty() && !issuerSeen && !exhausted();
    }

    [[nodiscard]] bool isAnchor(const Certificate& certificate) const {
        return std::find(m_anchors.begin(), m_anchors.end(), certificate) != m_anchors.end();
    }

    // The same name with the same key again would be a loop, also as another certificate.
    [[nodiscard]] bool onPath(const Certificate& candidate) const {
        return std::any_of(m_path.begin(), m_path.end(), [&](const Certificate& c) {
            return c.publicKey() == candidate.publicKey() &&
                   c.subject().matches(candidate.subject());
        });
    }

    bool isSigner(const Certificate& certificate, const Certificate& issuer) {
        if (exhausted()) return false;
        ++m_verifications;
        auto verified = certificate.verifySignedBy(issuer.publicKey());
        if (exhausted())
            note(Error{ErrorCode::LimitExceeded, "too many certificates of the same name", {}, {}});
        return verified.has_value();
    }

    [[nodiscard]] bool exhausted() const { return m_verifications >= kMaxVerifications; }

    // Everything about an issuer but its signature (RFC 5280 section 6.1.4).
    [[nodiscard]] Result<void> checkIssuer(const Certificate& issuer) const {
        SCEPTER_CHECK(issuer.checkValidAt(m_now));
        const std::string name = issuer.subject().toText();
        const auto constraints = issuer.basicConstraints();
        // Version 1 roots say nothing about themselves; the one who made it an anchor did.
        const bool bareAnchor = issuer.extensions().empty() && isAnchor(issuer);
        if (!bareAnchor && !(constraints && constraints->ca))
            return fail(ErrorCode::ChainUntrusted, name + " is not a CA");
        const auto usage = issuer.keyUsage();
        if (usage && (*usage & key_usage::kKeyCertSign) == 0)
            return fail(ErrorCode::ChainUntrusted, name + " may not sign certificates");
        if (constraints && constraints->pathLength &&
            intermediatesBelow() > *constraints->pathLength)
            return fail(ErrorCode::ChainUntrusted, "the path length constraint of " + name);
        for (std::size_t i = 0; i < m_path.size(); ++i)
            if (i == 0 || !m_path[i].isSelfIssued())
                SCEPTER_CHECK(checkNameConstraints(issuer, m_path[i]));
        return {};
    }

    // Self-issued ones do not count (RFC 5280 section 4.2.1.9).
    [[nodiscard]] std::size_t intermediatesBelow() const {
        return static_cast<std::size_t>(
            std::count_if(m_path.begin() + 1, m_path.end(),
                          [](const Certificate& c) { return !c.isSelfIssued(); }));
    }

    // Keeps the first reason; a limit outweighs all others.
    void note(Error error) {
        if (!m_reason || error.code == ErrorCode::LimitExceeded) m_reason = std::move(error);
    }

    const std::vector<Certificate>& m_anchors;
    TimePoint m_now;
    std::vector<const Certificate*> m_candidates;
    std::vector<Certificate> m_path;
    unsigned m_verifications = 0;
    std::optional<Error> m_reason;
};

} // namespace

Result<std::vector<Certificate>> buildChain(const Certificate& leaf,
                                            const std::vector<Certificate>& pool,
                                            const std::vector<Certificate>& anchors,
                                            TimePoint now) {
    if (pool.size() > kMaxPool || anchors.size() > kMaxPool)
        return fail(ErrorCode::LimitExceeded,
                    "more than " + std::to_string(kMaxPool) + " certificates");
    return ChainSearch(pool, anchors, now).run(leaf);
}

} // namespace scepter::pki
