// SPDX-License-Identifier: GPL-3.0-or-later
#include "token.h"

#include "asn1/reader.h"
#include "base/encoding.h"
#include "jws.h"
#include "pki/crypto.h"

namespace scepter::challenge {

namespace {

Verdict deny(const Error& error) {
    return Verdict::deny(error.code, error.detail, error.failInfo);
}

Result<void> checkTimes(const TokenGate& gate, const TokenClaims& claims, TimePoint now) {
    if (!claims.expires) return fail(ErrorCode::TokenInvalid, "the token says no end (\"exp\")");
    if (now > *claims.expires + gate.leeway)
        return fail(ErrorCode::ChallengeExpired,
                    "the token ended at " + toIsoText(*claims.expires));
    for (const auto& start : {claims.notBefore, claims.issuedAt})
        if (start && now + gate.leeway < *start)
            return fail(ErrorCode::ChallengeNotYetValid,
                        "the token is good from " + toIsoText(*start));
    if (*claims.expires - claims.issuedAt.value_or(now) > gate.longestLife)
        return fail(ErrorCode::TokenInvalid, "the token is good for longer than this gate takes");
    return {};
}

Result<void> checkParties(const TokenGate& gate, const TokenClaims& claims,
                          const std::string& endpoint) {
    if (!gate.issuer.empty() && claims.issuer != gate.issuer)
        return fail(ErrorCode::TokenInvalid, "the token is from another issuer (\"iss\")");
    const std::string& audience = gate.audience.empty() ? endpoint : gate.audience;
    if (std::ranges::find(claims.audience, audience) == claims.audience.end())
        return fail(ErrorCode::TokenInvalid, "the token is for another audience (\"aud\")");
    if (claims.id.empty())
        return fail(ErrorCode::TokenInvalid,
                    "the token has no number (\"jti\"), so that a repeat could not be told");
    return {};
}

/// SHA-256 of what the CSR would be without the token in it, unsigned.
std::string hashOfInfo(const pki::Csr& csr) {
    const Bytes redacted = csr.redactedDer();
    const auto tree = asn1::Tree::parse(redacted);
    if (!tree) return {};
    return toHex(pki::digestOf(pki::Digest::Sha256, tree->root().child(0).encoded()));
}

std::vector<Comparison> compareHashes(const TokenClaims& claims, const pki::Csr& csr) {
    std::vector<Comparison> lines;
    const auto compareOne = [&](std::string field, const std::optional<std::string>& expected,
                                const std::string& found) {
        if (expected) lines.push_back({std::move(field), *expected, found, *expected == found});
    };
    compareOne("Key SHA-256", claims.keySha256, toHex(csr.publicKey().fingerprint()));
    if (claims.csrSha256) compareOne("CSR SHA-256", claims.csrSha256, hashOfInfo(csr));
    return lines;
}

/// Of the issuer and the token's number; the size keeps one from running into the other.
Bytes useHash(const TokenClaims& claims) {
    const std::string both = std::to_string(claims.issuer.size()) + ':' + claims.issuer + claims.id;
    return pki::digestOf(pki::Digest::Sha256, bytesOf(both));
}

Result<TokenClaims> verifiedClaims(const TokenGate& gate, const SecretBytes* key,
                                   const SecretBytes& typed, const GateRequest& request) {
    SCEPTER_TRY(jws, parseJws(typed.text()));
    SCEPTER_TRY(keys, tokenKeysAt(gate, key, request.now));
    if (auto verified = verifyJws(jws, keys.keys, keys.shared ? &*keys.shared : nullptr);
        !verified) {
        Error error = std::move(verified).error();
        if (keys.someOutdated)
            error.detail += "; certificates of this gate that are not valid now were left out";
        return failWith(std::move(error));
    }
    SCEPTER_TRY(claims, readTokenClaims(jws.payload));
    SCEPTER_CHECK(checkParties(gate, claims, request.endpoint));
    SCEPTER_CHECK(checkTimes(gate, claims, request.now));
    return claims;
}

Verdict judge(const TokenGate& gate, const SecretBytes* key, const SecretBytes* typed,
              const GateRequest& request) {
    if (!typed || typed->empty())
        return Verdict::deny(ErrorCode::ChallengeMissing, "there is no challenge");
    auto claims = verifiedClaims(gate, key, *typed, request);
    if (!claims) return deny(claims.error());
    auto lines = compareHashes(*claims, *request.csr);
    if (!allEqual(lines)) {
        Verdict verdict = Verdict::deny(ErrorCode::ConstraintViolated, firstDifference(lines));
        verdict.comparisons = std::move(lines);
        return verdict;
    }
    Verdict verdict = Verdict::allow("token good until " + toIsoText(*claims->expires));
    verdict.comparisons = std::move(lines);
    verdict.grant.constraints = std::move(claims->constraints);
    verdict.singleUseHash = useHash(*claims);
    verdict.singleUseUntil = *claims->expires + gate.leeway;
    return verdict;
}

} // namespace

Verdict judgeToken(const TokenGate& gate, const std::vector<GateSecret>& secrets,
                   const SecretBytes* typed, const GateRequest& request) {
    const auto key = std::ranges::find(secrets, "key", &GateSecret::name);
    return judge(gate, key == secrets.end() ? nullptr : &key->value, typed, request);
}

Verdict judgeToken(const Gate& gate, const std::vector<GateSecret>& secrets,
                   const SecretBytes* typed, const GateRequest& request) {
    const auto* settings = std::get_if<TokenGate>(&gate.settings);
    if (!settings) return Verdict::deny(ErrorCode::Internal, "this gate takes no tokens");
    Verdict verdict = judge(*settings, findSecret(secrets, gate.name, "key"), typed, request);
    verdict.grant.sidVouched = verdict.kind == VerdictKind::Allow && gate.vouchesForSid;
    return verdict;
}

} // namespace scepter::challenge
