// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that are built into devices. Facts come from public sources; none of these was recorded.
#include "persona_style.h"

namespace scepter::client {

namespace {

using pki_draft::DigestParameters;
using pki_draft::SignatureName;
using std::chrono::hours;

constexpr std::string_view kSecScep = "Apple Security, SecSCEP.c";
constexpr std::string_view kSecRequest = "Apple Security, SecCertificateRequest.c";
constexpr std::string_view kSecCms = "Apple Security, SecCMS.c";
constexpr std::string_view kIntuneLogs =
    "Microsoft, Troubleshoot device to NDES server communication (recorded URLs)";
constexpr std::string_view kDraft = "draft-nourse-scep";

Persona apple() {
    static const PersonaStyle kStyle{
        .id = IdRule::Sha1OfKey,
        .signer = {.serial = SerialRule::One,
                   .subject = SubjectRule::Uuid,
                   .lifetime = hours(24 * 365),
                   .keyUsage = true},
        .message = {.encoding = Encoding::Apple},
        .cipher = CipherRule::Apple,
        .digest = DigestRule::Best,
        .roles = RolesRule::Apple,
        .questions = {{"GetCACert"}, {"GetCACaps"}},
        .headers = {{"User-Agent", "profiled/1.0 CFNetwork/811.5.4 Darwin/16.6.0"}},
        .contentType = "application/x-pki-message",
        .get = {.escaped = ""},
    };
    return {"apple",
            "Apple iOS and macOS",
            {{"The transactionID is the upper-case hex SHA-1 of the PKCS#1 key", kSecScep},
             {"The signer is CN=<UUID> with digitalSignature and keyEncipherment", kSecScep},
             {"The signer has serial number 1 and is valid for 365 days from now", kSecRequest},
             {"The challenge is a PrintableString where it fits, else a UTF8String", kSecRequest},
             {"The attributes of the CSR are in DER order; SET OF is sorted", kSecRequest},
             {"The CSR is signed with the digest of the message", kSecRequest},
             {"The nonce has 16 bytes, and signingTime is among the attributes", kSecCms},
             {"The message is BER: indefinite lengths, strings in segments, the last block of the "
              "envelope in a segment of its own",
              kIntuneLogs},
             {"Renewals and re-keys are PKCSReq (19)", kSecScep},
             {"AES-128 where GetCACaps lists AES, else 3DES", kSecScep},
             {"SHA-512, SHA-256 or SHA-1, the best that GetCACaps lists", kSecScep},
             {"The recipient is chosen by key usage alone, and must be RSA", kSecScep},
             {"GetCACert is asked before GetCACaps", kIntuneLogs},
             {"Base64 stands in the URL with + / = unescaped", kIntuneLogs},
             {"The User-Agent is profiled's", kIntuneLogs},
             {"POST is used where GetCACaps lists it, with a Content-Type", ""},
             {"certificates and signerInfos have definite lengths", ""},
             {"The signer's certificate is signed with the digest of the message", ""}},
            &kStyle};
}

Persona windows() {
    static const PersonaStyle kStyle{
        .id = IdRule::Sha1OfSpki,
        .signer = {.lifetime = hours(24 * 365), .keyUsage = true},
        .cipher = CipherRule::Windows,
        .digest = DigestRule::Sha256First,
        .post = PostRule::Never,
        .questions = {{"GetCACaps", "default"}, {"GetCACert", "default"}},
        .headers = {{"User-Agent", "Mozilla/4.0 (compatible; Win32; NDES client)"}},
    };
    return {"windows",
            "Windows MDM client",
            {{"GetCACaps, GetCACert and PKIOperation are sent in this order", kIntuneLogs},
             {"The message parameter of the first two is \"default\"", kIntuneLogs},
             {"The User-Agent is \"Mozilla/4.0 (compatible; Win32; NDES client)\"", kIntuneLogs},
             {"PKIOperation is sent by GET", kIntuneLogs},
             {"Renewals are PKCSReq (19): its enumeration has no RenewalReq",
              "Microsoft certpol.h, X509SCEPMessageType"},
             {"Single DES is never used", "Microsoft ClientCertificateInstall CSP"},
             {"The transactionID is the upper-case hex SHA-1 of the SubjectPublicKeyInfo", ""},
             {"The signer has the CSR's subject and is valid for a year", ""},
             {"AES-128 where GetCACaps lists AES, else 3DES; SHA-256 where it is listed", ""},
             {"The message is DER, with NULL parameters and signingTime", ""},
             {"Base64 stands in the URL with + / = escaped", ""}},
            &kStyle};
}

Persona cisco() {
    static const PersonaStyle kStyle{
        .id = IdRule::Md5OfSpki,
        .signer = {.lifetime = hours(24 * 30)},
        .cipher = CipherRule::Cisco,
        .digest = DigestRule::Sha1First,
        .post = PostRule::Never,
        .questions = {{"GetCACert", "ca"}, {"GetCACaps", "ca"}},
        .headers = {{"User-Agent", "Mozilla/4.0 (compatible; MSIE 5.0; Cisco PKI)"}},
        .get = {.lines = true, .lastLine = true},
    };
    return {"cisco-ios",
            "Cisco IOS",
            {{"PKIOperation is sent by GET", "smallstep/certificates issue 916"},
             {"The User-Agent is \"Mozilla/4.0 (compatible; MSIE 5.0; Cisco PKI)\"",
              "a published \"debug crypto pki\" log"},
             {"GetCACert comes first, with a message parameter", "a published packet capture"},
             {"Base64 stands in the URL in lines that end in %0A, with = as %3D",
              "a published packet capture"},
             {"The transactionID is the upper-case hex MD5 of the public key", kDraft},
             {"Renewals are PKCSReq (19), signed with the old certificate", kDraft},
             {"SHA-1, and 3DES or DES; replies with AES fail on old releases", "jscep issue 97"},
             {"AES-128 where GetCACaps lists AES without DES3", ""},
             {"The MD5 is over the SubjectPublicKeyInfo", ""},
             {"The signer has the CSR's subject and is valid for 30 days", ""},
             {"+ and / are escaped too", ""}},
            &kStyle};
}

// The log of Microsoft's agent has jscep's sentences.
Persona android() {
    static const PersonaStyle kStyle{
        .id = IdRule::Sha1OfSpkiLowerCase,
        .lookupId = LookupId::First,
        .signer = {.serial = SerialRule::One, .backdated = hours(24), .lifetime = hours(24 * 2)},
        .message = {.digestParameters = DigestParameters::Modern,
                    .signatureName = SignatureName::WithModernDigest,
                    .protectsAlgorithms = true,
                    .encoding = Encoding::BouncyCastle},
        .cipher = CipherRule::Jscep,
        .digest = DigestRule::BestOrMd5,
        .questions = {{"GetCACert", "ca"}, {"GetCACaps", "ca"}},
        .headers = {{"User-Agent", "Dalvik/2.1.0 (Linux; U; Android 5.0; P01M Build/LRX21V)"}},
        .contentType = "application/octet-stream",
    };
    return {"android",
            "Android management agents",
            {{"GetCACert is asked before GetCACaps, both with the message \"ca\"", kIntuneLogs},
             {"The User-Agent is Dalvik's", kIntuneLogs},
             {"The signer has the CSR's subject and serial number 1", kIntuneLogs},
             {"Its log has the sentences of jscep", kIntuneLogs},
             {"The messages are those of jscep with Bouncy Castle", ""},
             {"The signer is valid from yesterday, for three days", ""}},
            &kStyle};
}

} // namespace

std::vector<Persona> deviceClients() {
    return {apple(), windows(), cisco(), android()};
}

} // namespace scepter::client
