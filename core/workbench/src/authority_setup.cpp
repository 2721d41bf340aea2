#include "authority_setup.h"

#include "asn1/oids.h"

namespace scepter::workbench {

pki::KeySpec keySpecLike(const pki::PublicKey& key) {
    if (key.type() == pki::KeyType::Rsa) return {pki::KeyType::Rsa, key.bits()};
    return {key.type(), 0};
}

Result<pki::Name> raNameFor(const pki::Name& ca) {
    std::vector<pki::Rdn> rdns = ca.rdns();
    bool named = false;
    for (auto& rdn : rdns) {
        for (auto& attribute : rdn) {
            if (attribute.type != asn1::oids::kCommonName || named) continue;
            attribute.value += " RA";
            attribute.stringTag = 0;
            attribute.encoded.clear();
            named = true;
        }
    }
    if (!named) rdns.push_back({{asn1::oids::kCommonName, 0, "RA", {}}});
    return pki::Name::fromRdns(std::move(rdns));
}

Result<authority::Identity> makeRaFor(const authority::Identity& ca, const pki::KeySpec& key,
                                      TimePoint now, const GoOn& goOn) {
    SCEPTER_TRY(name, raNameFor(ca.certificate.subject()));
    SCEPTER_TRY(raKey, pki::PrivateKey::generate(key, goOn));
    const Duration left = ca.certificate.notAfter() - now;
    SCEPTER_TRY(certificate, authority::makeRa(name, raKey.publicKey(), ca, left, now));
    return authority::Identity{std::move(certificate), std::move(raKey)};
}

Result<store::StoredGeneration> storedGeneration(const responder::AuthorityLoader& loader,
                                                 const authority::Identity& ca,
                                                 const std::vector<pki::Certificate>& chain,
                                                 const std::optional<authority::Identity>& ra,
                                                 TimePoint now) {
    store::StoredGeneration generation;
    generation.createdAt = now;
    SCEPTER_TRY(caKey, loader.sealKey(ca.key));
    generation.ca = {ca.certificate.der(), std::move(caKey)};
    for (const auto& above : chain)
        generation.chain.push_back(above.der());
    if (ra) {
        SCEPTER_TRY(raKey, loader.sealKey(ra->key));
        generation.ra = store::StoredIdentity{ra->certificate.der(), std::move(raKey)};
    }
    return generation;
}

} // namespace scepter::workbench
