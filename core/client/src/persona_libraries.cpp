// SPDX-License-Identifier: GPL-3.0-or-later
// Programs and libraries. strongSwan, sscep and certmonger were recorded: tests/data/captures.
#include "persona_style.h"

namespace scepter::client {

namespace {

using pki_draft::DigestParameters;
using pki_draft::SignatureName;
using std::chrono::hours;

constexpr std::string_view kJscep = "jscep, PkiMessageEncoder.java";
constexpr std::string_view kBouncyCastle = "recorded answers of Bouncy Castle 1.72";
constexpr std::string_view kScepClient = "micromdm/scep, scepclient";

Persona strongSwan() {
    static const PersonaStyle kStyle{
        .id = IdRule::Sha1OfSpki,
        .csr = {.order = CsrOrder::ExtensionsFirst, .utf8Challenge = true},
        .signer = {.serial = SerialRule::Sha1OfSpki,
                   .lifetime = hours(24 * 365),
                   .copiesSan = true},
        .message = {.signatureName = SignatureName::WithDigest},
        .cipher = CipherRule::StrongSwan,
        .digest = DigestRule::Sha256,
        .post = PostRule::StrongSwan,
        .renewal = RenewalRule::RenewalReq,
        .questions = {{"GetCACert", {}, false}, {"GetCACaps", {}, false}},
        .headers = {{"Accept", "*/*"}},
        .get = {.escaped = "+", .lines = true},
    };
    return {"strongswan",
            "strongSwan pki 5.9.8",
            {{"The transactionID is the upper-case hex SHA-1 of the SubjectPublicKeyInfo",
              "capture 03"},
             {"The signer has the CSR's subject and subjectAltName, that SHA-1 as its serial "
              "number, and one year",
              "capture 03"},
             {"The CSR has extensionRequest before challengePassword, a UTF8String", "capture 03"},
             {"Names are PrintableStrings where they fit", "capture 03"},
             {"Digests have NULL parameters; the signature is named with its digest",
              "captures 03 to 05"},
             {"The attributes are in DER order, signingTime among them", "capture 03"},
             {"The digest of the message signs the CSR and the signer's certificate too",
              "captures 04 and 05"},
             {"RenewalReq (17), signed with the old certificate", "capture 09"},
             {"AES-128 by default, found only where GetCACaps lists SHA-384", "capture 02"},
             {"SHA-256 by default", "strongSwan, pki/commands/scep.c"},
             {"POST without Content-Type", "capture 03"},
             {"By GET, base64 has %0A after 64 characters and + escaped",
              "strongSwan, pki/scep/scep.c"},
             {"After PENDING it sends CertPoll with the same signer", "capture 07"}},
            &kStyle};
}

Persona sscep() {
    static const PersonaStyle kStyle{
        .id = IdRule::Md5OfSpki,
        .lookupId = LookupId::SscepText,
        .csr = {.names = NameStrings::Utf8, .utf8Challenge = true, .digest = pki::Digest::Sha256},
        .signer = {.serial = SerialRule::SscepText, .lifetime = hours(24 * 6 + 2)},
        .cipher = CipherRule::Sscep,
        .digest = DigestRule::BestOrMd5,
        .questions = {{"GetCACaps", {}, false}, {"GetCACert", "CAIdentifier"}},
        .headers = {{"Connection", "close"}},
        .get = {.escaped = "+=", .lines = true, .lastLine = true},
    };
    return {
        "sscep",
        "sscep 0.10.0",
        {{"The transactionID is the upper-case hex MD5 of the SubjectPublicKeyInfo", "capture 17"},
         {"The signer's serial number is the text of the transactionID, 31 characters and a "
          "zero byte",
          "capture 17"},
         {"The signer has the CSR's subject, no extensions, and six days and two hours",
          "capture 17"},
         {"The CSR is made by OpenSSL: UTF8Strings, SHA-256, attributes in DER order",
          "capture 17"},
         {"Digests have NULL parameters; the signature is named rsaEncryption", "capture 17"},
         {"GetCert and GetCRL have the transactionID \"SSCEP transactionId\"", "capture 29"},
         {"SHA-512 and AES-128 where GetCACaps lists them", "capture 20"},
         {"POST without Content-Type where GetCACaps lists it", "capture 17"},
         {"By GET, base64 has %0A after every line of 64 characters, + and = escaped, / not",
          "capture 19"},
         {"Renewals are PKCSReq (19), signed with the old certificate", "capture 26"},
         {"DES where GetCACaps lists neither AES nor DES3, and MD5 without a digest", ""}},
        &kStyle};
}

Persona jscep() {
    static const PersonaStyle kStyle{
        .id = IdRule::Sha1OfSpkiLowerCase,
        .lookupId = LookupId::First,
        .csr = {.names = NameStrings::Utf8},
        .signer = {.serial = SerialRule::One, .backdated = hours(24), .lifetime = hours(24 * 2)},
        .message = {.digestParameters = DigestParameters::Modern,
                    .signatureName = SignatureName::WithModernDigest,
                    .protectsAlgorithms = true,
                    .encoding = Encoding::BouncyCastle},
        .cipher = CipherRule::Jscep,
        .digest = DigestRule::BestOrMd5,
        .questions = {{"GetCACert", ""}, {"GetCACaps", ""}},
        .contentType = "application/octet-stream",
    };
    return {
        "jscep",
        "jscep with Bouncy Castle",
        {{"The transactionID is the lower-case hex digest of the SubjectPublicKeyInfo",
          "jscep, TransactionId.java"},
         {"GetCert and GetCRL count transactionIDs from 0", "jscep, TransactionId.java"},
         {"The message is BER: indefinite lengths, strings in segments of 1000 bytes",
          kBouncyCastle},
         {"SHA-2 has no parameters, SHA-1 has NULL; CMSAlgorithmProtection is added",
          kBouncyCastle},
         {"SHA-1 is signed as rsaEncryption, SHA-2 is named with its digest", kBouncyCastle},
         {"The encoder adds contentType, messageDigest and signingTime", kJscep},
         {"AES, else 3DES, else DES; the best digest that is listed, else MD5",
          "jscep, Capabilities.java"},
         {"A POST has the Content-Type application/octet-stream",
          "jscep, UrlConnectionPostTransport.java"},
         {"Base64 stands in the URL with + / = escaped", "jscep, UrlConnectionGetTransport.java"},
         {"Renewals are PKCSReq (19), signed with the old certificate", "jscep, Client.java"},
         {"GetCACert comes before GetCACaps, with an empty message without a profile",
          "jscep, Client.java and UrlConnectionGetTransport.java"},
         {"The digest of the transactionID is SHA-1", ""},
         {"The caller's signer has serial number 1 and is valid for three days", ""},
         {"The caller's CSR has UTF8Strings", ""}},
        &kStyle};
}

Persona certmonger() {
    static const PersonaStyle kStyle{
        .id = IdRule::Sha256OfSpkiDecimal,
        .csr = {.names = NameStrings::PrintableCommonName, .certmongerExtras = true},
        .signer = {.version3 = false,
                   .serial = SerialRule::Sha256OfSpki,
                   .fromMidnight = true,
                   .generalizedTimes = true,
                   .years = 100},
        .cipher = CipherRule::Certmonger,
        .digest = DigestRule::Sha256First,
        .post = PostRule::Never,
        .questions = {{"GetCACaps", "0", false}, {"GetCACert", "0", false}},
        .headers = {{"Accept", "*/*"}},
    };
    return {"certmonger",
            "certmonger 0.79.17",
            {{"The transactionID is the SHA-256 of the SubjectPublicKeyInfo as a decimal number",
              "capture 36"},
             {"The signer is a version 1 certificate with that SHA-256 as its serial number",
              "capture 36"},
             {"It is valid for 100 years from midnight, in GeneralizedTimes", "capture 36"},
             {"The CSR has friendlyName (the nickname of the request), challengePassword and "
              "extensionRequest",
              "capture 36"},
             {"The CSR asks for basicConstraints and a subjectKeyIdentifier, another one each time",
              "captures 36 and 37"},
             {"CN is a PrintableString, O a UTF8String", "capture 36"},
             {"Digests have NULL parameters; the signature is named rsaEncryption", "capture 36"},
             {"PKIOperation is sent by GET, also where POST is listed", "capture 36"},
             {"Base64 stands in the URL with + / = escaped", "capture 36"},
             {"AES-256 and SHA-256 where GetCACaps lists AES and SHA-256", "capture 36"},
             {"Renewals are PKCSReq (19) with the challenge, signed with the old certificate",
              "captures 37 and 38"},
             {"3DES where GetCACaps does not list AES", ""}},
            &kStyle};
}

Persona scepClient() {
    static const PersonaStyle kStyle{
        .id = IdRule::Sha1OfKeyBase64,
        .csr = {.digest = pki::Digest::Sha256},
        .signer = {.subject = SubjectRule::ScepSigner,
                   .lifetime = hours(1),
                   .keyUsage = true,
                   .serverAuth = true,
                   .digest = pki::Digest::Sha256},
        .message = {.digestParameters = DigestParameters::Absent,
                    .signatureName = SignatureName::BareKey},
        .cipher = CipherRule::Des,
        .digest = DigestRule::Sha1,
        .renewal = RenewalRule::RenewalReq,
        .repeatsToPoll = true,
        .questions = {{"GetCACert"}, {"GetCACaps", {}, false}},
        .headers = {{"User-Agent", "Go-http-client/1.1"}},
        .get = {.messageFirst = true},
    };
    return {"scepclient",
            "micromdm scepclient",
            {{"The transactionID is the base64 SHA-1 of the PKCS#1 key", "micromdm/scep, scep.go"},
             {"The signer is O=<of the CSR>,CN=SCEP SIGNER and valid for one hour", kScepClient},
             {"It has digitalSignature, keyEncipherment and serverAuth", kScepClient},
             {"RenewalReq (17) where a certificate is at hand", kScepClient},
             {"After PENDING it sends the same message again", kScepClient},
             {"Single DES is the default of its CMS package", "smallstep/pkcs7, encrypt.go"},
             {"SHA-1 without parameters is the default of its CMS package, and the signature is "
              "named rsaEncryption without parameters",
              "smallstep/pkcs7, sign.go"},
             {"By GET, message stands before operation", "micromdm/scep, its URLs are sorted"},
             {"The CSR is signed with SHA-256", ""},
             {"The User-Agent is Go's", ""},
             {"POST where GetCACaps lists it, without Content-Type", ""}},
            &kStyle};
}

} // namespace

std::vector<Persona> libraryClients() {
    return {strongSwan(), sscep(), jscep(), certmonger(), scepClient()};
}

} // namespace scepter::client
