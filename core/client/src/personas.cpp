// SPDX-License-Identifier: GPL-3.0-or-later
#include "persona_style.h"

#include "base/encoding.h"
#include "pki/crypto.h"
#include "scep/ids.h"
#include "scep/types.h"

#include <algorithm>

namespace scepter::client {

namespace {

using pki::Cipher;
using pki::Digest;
using scep::Capabilities;
using std::chrono::hours;

const PersonaStyle& ownStyle() {
    static const PersonaStyle kStyle{
        .id = IdRule::Sha256OfSpki,
        .lookupId = LookupId::Random,
        .csr = {.sanFirst = false},
        .signer = {.backdated = hours(24), .lifetime = hours(24 * 365), .keyUsage = true},
        .message = {.digestParameters = pki_draft::DigestParameters::Modern, .signingTime = false},
        .renewal = RenewalRule::WhenListed,
        .contentType = scep::content_type::kPkiMessage,
    };
    return kStyle;
}

Persona own() {
    return {
        "scepter",
        "Scepter",
        {{"The transactionID is the upper-case hex SHA-256 of the SubjectPublicKeyInfo", "itself"},
         {"The signer of a first request has the CSR's subject and is valid for a year", "itself"},
         {"AES-128 and SHA-256, unless GetCACaps lists only others", "itself"},
         {"RenewalReq (17) where GetCACaps lists Renewal, else PKCSReq", "itself"}},
        &ownStyle()};
}

// strongSwan 5.9.8 takes the place of a keyword in its list for a bit of its mask.
unsigned strongSwanFlags(const Capabilities& listed) {
    const auto has = [&](std::string_view word) {
        return std::ranges::find(listed.unknown, word) != listed.unknown.end();
    };
    const bool found[]{
        listed.aes,          listed.des3,          listed.sha256, listed.sha384,
        listed.sha512,       has("SHA-224"),       listed.sha1,   listed.postPkiOperation,
        listed.scepStandard, listed.getNextCaCert, listed.renewal};
    unsigned flags = 0;
    for (unsigned i = 0; i < std::size(found); ++i)
        if (found[i]) flags |= 1U << i;
    return flags;
}

bool strongSwanSees(const Capabilities& listed, unsigned place) {
    constexpr unsigned kScepStandard = 8;
    return (strongSwanFlags(listed) & (place | kScepStandard)) != 0;
}

Cipher cipherBy(CipherRule rule, const Capabilities& listed) {
    const Cipher aesOr3Des = listed.aes ? Cipher::Aes128Cbc : Cipher::TripleDesCbc;
    const Cipher orDes = listed.des3 ? Cipher::TripleDesCbc : Cipher::DesCbc;
    switch (rule) {
    case CipherRule::Own:
        return listed.des3 && !listed.aes ? Cipher::TripleDesCbc : Cipher::Aes128Cbc;
    case CipherRule::Apple:
    case CipherRule::Windows:
        return aesOr3Des;
    case CipherRule::StrongSwan:
        // AES is asked for by default; without it the user has to choose 3DES.
        return strongSwanSees(listed, 0) ? Cipher::Aes128Cbc : Cipher::TripleDesCbc;
    case CipherRule::Sscep:
    case CipherRule::Jscep:
        return listed.aes ? Cipher::Aes128Cbc : orDes;
    case CipherRule::Certmonger:
        return listed.aes ? Cipher::Aes256Cbc : Cipher::TripleDesCbc;
    case CipherRule::Cisco:
        if (listed.des3) return Cipher::TripleDesCbc;
        return listed.aes ? Cipher::Aes128Cbc : Cipher::DesCbc;
    case CipherRule::Des:
        return Cipher::DesCbc;
    }
    return Cipher::Aes128Cbc;
}

std::optional<Digest> strongest(const Capabilities& listed) {
    if (listed.sha512) return Digest::Sha512;
    if (listed.sha384) return Digest::Sha384;
    if (listed.sha256) return Digest::Sha256;
    if (listed.sha1) return Digest::Sha1;
    return std::nullopt;
}

Digest digestBy(DigestRule rule, const Capabilities& listed) {
    switch (rule) {
    case DigestRule::Own:
        return listed.sha256 ? Digest::Sha256 : strongest(listed).value_or(Digest::Sha256);
    case DigestRule::Best:
        if (!listed.sha512 && listed.sha256) return Digest::Sha256;
        return strongest(listed).value_or(Digest::Sha1);
    case DigestRule::BestOrMd5:
        return strongest(listed).value_or(Digest::Md5);
    case DigestRule::Sha256:
        return Digest::Sha256;
    case DigestRule::Sha256First:
        return listed.sha256 ? Digest::Sha256 : strongest(listed).value_or(Digest::Sha1);
    case DigestRule::Sha1First:
        return listed.sha1 ? Digest::Sha1 : strongest(listed).value_or(Digest::Sha1);
    case DigestRule::Sha1:
        return Digest::Sha1;
    }
    return Digest::Sha256;
}

// A decimal number from big-endian bytes.
std::string decimalOf(ByteView magnitude) {
    std::string reversed{"0"};
    for (const std::uint8_t byte : magnitude) {
        unsigned carry = byte;
        for (char& digit : reversed) {
            carry += static_cast<unsigned>(digit - '0') * 256;
            digit = static_cast<char>('0' + carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10)
            reversed.push_back(static_cast<char>('0' + carry % 10));
    }
    return {reversed.rbegin(), reversed.rend()};
}

// Apple's SecSCEPValidateCACertMessage(): by the bits of keyUsage, and only by them.
Result<scep::CaRoles> appleRoles(const std::vector<pki::Certificate>& certificates) {
    SCEPTER_TRY(roles, scep::chooseCaRoles(certificates));
    if (certificates.size() == 1) {
        if (!roles.encryption.publicKey().canEncrypt())
            return fail(ErrorCode::CannotEncryptReply, "Apple encrypts for RSA keys only");
        return roles;
    }
    const pki::Certificate* both = nullptr;
    const pki::Certificate* encrypts = nullptr;
    const pki::Certificate* signs = nullptr;
    // A CA may have the bits too; those of an RA go first.
    std::vector<pki::Certificate> candidates = certificates;
    std::ranges::stable_partition(candidates,
                                  [](const pki::Certificate& one) { return !one.isSelfIssued(); });
    for (const pki::Certificate& certificate : candidates) {
        const unsigned usage = certificate.keyUsage().value_or(std::uint16_t{0});
        const bool mayEncrypt = (usage & pki::key_usage::kKeyEncipherment) != 0;
        const bool maySign = (usage & pki::key_usage::kDigitalSignature) != 0;
        if (mayEncrypt && maySign && both == nullptr) both = &certificate;
        if (mayEncrypt && !maySign && encrypts == nullptr) encrypts = &certificate;
        if (maySign && !mayEncrypt && signs == nullptr) signs = &certificate;
    }
    if (encrypts != nullptr && signs != nullptr) {
        roles.encryption = *encrypts;
        roles.signing = *signs;
    } else if (both != nullptr) {
        roles.encryption = *both;
        roles.signing = *both;
    } else {
        return fail(ErrorCode::ChainUntrusted,
                    "Apple finds no certificate whose key usage has digitalSignature and "
                    "keyEncipherment, and gives up with error -67731");
    }
    if (!roles.encryption.publicKey().canEncrypt())
        return fail(ErrorCode::CannotEncryptReply, "Apple encrypts for RSA keys only");
    return roles;
}

} // namespace

const std::vector<Persona>& personas() {
    static const std::vector<Persona> kAll = [] {
        std::vector<Persona> list{own()};
        for (auto part : {deviceClients(), libraryClients()})
            list.insert(list.end(), part.begin(), part.end());
        return list;
    }();
    return kAll;
}

const Persona& ownPersona() {
    return personas().front();
}

const Persona* findPersona(std::string_view id) {
    const auto found = std::ranges::find(personas(), id, &Persona::id);
    return found == personas().end() ? nullptr : &*found;
}

std::vector<FirstQuestion> questionsOf(const Persona& persona) {
    return persona.style->questions;
}

std::optional<std::string> messageOf(const Persona& persona, std::string_view operation,
                                     const std::string& caIdentifier) {
    const std::vector<FirstQuestion>& questions = persona.style->questions;
    auto found = std::ranges::find(questions, operation, &FirstQuestion::operation);
    if (found == questions.end())
        found = std::ranges::find(questions, "GetCACert", &FirstQuestion::operation);
    if (found->takesIdentifier && !caIdentifier.empty()) return caIdentifier;
    return found->message;
}

std::vector<http::Header> headersOf(const Persona& persona) {
    return persona.style->headers;
}

Result<scep::CaRoles> rolesFor(const Persona& persona,
                               const std::vector<pki::Certificate>& certificates) {
    if (persona.style->roles == RolesRule::Apple) return appleRoles(certificates);
    return scep::chooseCaRoles(certificates);
}

pki::Cipher cipherFor(const Persona& persona, const scep::Capabilities* capabilities) {
    return cipherBy(persona.style->cipher, capabilities ? *capabilities : Capabilities{});
}

pki::Digest digestFor(const Persona& persona, const scep::Capabilities* capabilities) {
    return digestBy(persona.style->digest, capabilities ? *capabilities : Capabilities{});
}

bool postsTo(const Persona& persona, const scep::Capabilities* capabilities) {
    constexpr unsigned kPost = 7;
    switch (persona.style->post) {
    case PostRule::WhenListed:
        return capabilities != nullptr && capabilities->postPkiOperation;
    case PostRule::StrongSwan:
        return capabilities != nullptr && strongSwanSees(*capabilities, kPost);
    case PostRule::Never:
        break;
    }
    return false;
}

scep::MessageType renewalTypeFor(const Persona& persona, const scep::Capabilities* capabilities) {
    const RenewalRule rule = persona.style->renewal;
    const bool listed = capabilities != nullptr && capabilities->renewal;
    return rule == RenewalRule::RenewalReq || (rule == RenewalRule::WhenListed && listed)
               ? scep::MessageType::RenewalReq
               : scep::MessageType::PkcsReq;
}

bool pollsByRepeating(const Persona& persona) {
    return persona.style->repeatsToPoll;
}

std::string transactionIdOf(IdRule rule, const pki::PublicKey& key) {
    using Style = scep::TransactionIdStyle;
    switch (rule) {
    case IdRule::Sha256OfSpki:
        return scep::deriveTransactionId(key, Style::Sha256OfSpki);
    case IdRule::Sha1OfSpki:
        return scep::deriveTransactionId(key, Style::StrongSwanSha1OfSpki);
    case IdRule::Sha1OfSpkiLowerCase:
        return toHex(pki::digestOf(Digest::Sha1, key.spki()));
    case IdRule::Sha1OfKey:
        return scep::deriveTransactionId(key, Style::AppleSha1OfKey);
    case IdRule::Sha1OfKeyBase64:
        return toBase64(key.keyIdentifier());
    case IdRule::Md5OfSpki:
        return scep::deriveTransactionId(key, Style::SscepMd5OfSpki);
    case IdRule::Sha256OfSpkiDecimal:
        return decimalOf(key.fingerprint());
    }
    return {};
}

Result<std::string> transactionIdFor(const Persona& persona, const pki::PublicKey& key) {
    return transactionIdOf(persona.style->id, key);
}

} // namespace scepter::client
