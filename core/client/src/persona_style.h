// SPDX-License-Identifier: GPL-3.0-or-later
// What tells one client's messages from another's. Not seen outside core/client.
#pragma once

#include "client/persona.h"
#include "http/message.h"
#include "pki_draft/cms_draft.h"

#include <chrono>
#include <vector>

namespace scepter::client {

/// How a transactionID comes from the key.
enum class IdRule {
    Sha256OfSpki,        ///< upper-case hex
    Sha1OfSpki,          ///< upper-case hex
    Sha1OfSpkiLowerCase, ///< lower-case hex
    Sha1OfKey,           ///< upper-case hex, over the PKCS#1 key
    Sha1OfKeyBase64,
    Md5OfSpki, ///< upper-case hex
    Sha256OfSpkiDecimal,
};

/// The transactionID of GetCert and GetCRL.
enum class LookupId { Random, OfKey, SscepText, First };

/// The string types of names that the client writes itself.
enum class NameStrings {
    AsGiven,
    Utf8,                ///< OpenSSL: UTF8String but for countryName, emailAddress, DC
    PrintableCommonName, ///< certmonger: the same, and CN as PrintableString where it fits
};

enum class CsrOrder { DerOrder, ExtensionsFirst };

struct CsrStyle {
    NameStrings names = NameStrings::AsGiven;
    CsrOrder order = CsrOrder::DerOrder;
    bool sanFirst = true;                ///< subjectAltName before the other extensions
    bool utf8Challenge = false;          ///< UTF8String always; else PrintableString where it fits
    bool certmongerExtras = false;       ///< friendlyName; basicConstraints, subjectKeyIdentifier
    std::optional<pki::Digest> digest{}; ///< nothing: the one of the message
};

/// The self-signed certificate of a first request.
enum class SerialRule { Random, One, Sha1OfSpki, Sha256OfSpki, SscepText };
enum class SubjectRule { OfCsr, Uuid, ScepSigner };

struct SignerStyle {
    bool version3 = true;
    SerialRule serial = SerialRule::Random;
    SubjectRule subject = SubjectRule::OfCsr;
    std::chrono::seconds backdated{0};
    std::chrono::seconds lifetime{0}; ///< from now on
    bool fromMidnight = false;        ///< of the day, UTC
    bool generalizedTimes = false;    ///< GeneralizedTime
    unsigned years = 0;               ///< in place of `lifetime`: calendar years
    bool keyUsage = false;            ///< digitalSignature and keyEncipherment, critical
    bool serverAuth = false;          ///< extendedKeyUsage serverAuth and empty basicConstraints
    bool copiesSan = false;
    std::optional<pki::Digest> digest{}; ///< nothing: the one of the message
};

/// How much of the CMS structures is BER.
enum class Encoding { Der, Apple, BouncyCastle };

struct MessageStyle {
    pki_draft::DigestParameters digestParameters = pki_draft::DigestParameters::Null;
    pki_draft::SignatureName signatureName = pki_draft::SignatureName::Key;
    bool signingTime = true;
    bool protectsAlgorithms = false;
    Encoding encoding = Encoding::Der;
};

/// How a message stands in the URL of a GET.
struct GetStyle {
    std::string_view escaped = "+/="; ///< the characters of base64 that are escaped
    bool lines = false;               ///< %0A between lines of 64 characters
    bool lastLine = false;            ///< %0A after the last line too
    bool messageFirst = false;        ///< message= before operation=
};

enum class CipherRule { Own, Apple, StrongSwan, Sscep, Jscep, Certmonger, Cisco, Windows, Des };
enum class DigestRule { Own, Best, BestOrMd5, Sha256, Sha256First, Sha1First, Sha1 };
enum class PostRule { WhenListed, StrongSwan, Never };
enum class RenewalRule { WhenListed, RenewalReq, PkcsReq };
enum class RolesRule { ByKeyUsage, Apple };

struct PersonaStyle {
    IdRule id = IdRule::Sha256OfSpki;
    LookupId lookupId = LookupId::OfKey;
    CsrStyle csr{};
    SignerStyle signer{};
    MessageStyle message{};
    CipherRule cipher = CipherRule::Own;
    DigestRule digest = DigestRule::Own;
    PostRule post = PostRule::WhenListed;
    RenewalRule renewal = RenewalRule::PkcsReq;
    RolesRule roles = RolesRule::ByKeyUsage;
    bool repeatsToPoll = false;
    /// Both operations, each once.
    std::vector<FirstQuestion> questions{{"GetCACaps"}, {"GetCACert"}};
    std::vector<http::Header> headers{}; ///< of every request
    std::string_view contentType{};      ///< of a POST; empty: none
    GetStyle get{};
};

/// The personas, a part of the list each.
std::vector<Persona> deviceClients();  ///< Apple, Windows, Cisco, Android
std::vector<Persona> libraryClients(); ///< strongSwan, sscep, jscep, certmonger, scepclient
/// The transactionID of a new enrollment.
std::string transactionIdOf(IdRule rule, const pki::PublicKey& key);

} // namespace scepter::client
