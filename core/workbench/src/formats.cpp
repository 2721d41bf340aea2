#include "workbench/formats.h"

#include "base/encoding.h"
#include "base/hex_dump.h"
#include "base/text.h"
#include "format_encoders.h"
#include "pki/cms_signed.h"
#include "pki/crypto.h"
#include "pki/pem.h"
#include "workbench/certificate_facts.h"
#include "workbench/request_facts.h"

#include <algorithm>
#include <array>

namespace scepter::workbench {

namespace {

using Certificates = std::vector<pki::Certificate>;

constexpr std::size_t kMaxHex = std::size_t{8} << 20;

constexpr unsigned kCertificate = static_cast<unsigned>(ObjectKind::Certificate);
constexpr unsigned kCertificates = static_cast<unsigned>(ObjectKind::Certificates);
constexpr unsigned kCsr = static_cast<unsigned>(ObjectKind::Csr);
constexpr unsigned kCrl = static_cast<unsigned>(ObjectKind::Crl);
constexpr unsigned kMessage = static_cast<unsigned>(ObjectKind::Message);
constexpr unsigned kSingle = kCertificate | kCsr | kCrl | kMessage;
constexpr unsigned kReadable = kCertificate | kCertificates | kCsr | kCrl;

constexpr std::array kFormats{
    Format{"pem", "PEM", "pem", true, kReadable},
    Format{"chain", "PEM chain", "chain.pem", true, kCertificate},
    Format{"der", "DER", "der", false, kSingle},
    Format{"p7b", "PKCS#7", "p7b", false, kCertificate | kCertificates | kCrl},
    Format{"base64", "Base64", "b64", true, kSingle},
    Format{"hex", "Hex", "hex", true, kSingle},
    Format{"hexdump", "Hex dump", "txt", true, kSingle},
    Format{"fingerprint", "Fingerprints", "txt", true,
           kCertificate | kCertificates | kCrl | kMessage},
    Format{"json", "JSON", "json", true, kReadable | kMessage},
    Format{"text", "Readable text", "txt", true, kReadable},
    Format{"plist", "Apple trust profile", "mobileconfig", true, kCertificate | kCertificates},
    Format{"curl", "curl command", "sh", true, kMessage},
};

template <class... Cases> struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases> Overloaded(Cases...) -> Overloaded<Cases...>;

Bytes textBytes(std::string_view text) {
    return copyOf(bytesOf(text));
}

// Of everything but a list.
Bytes derOf(const Exportable& object) {
    return std::visit(
        Overloaded{[](const CertificateWithChain& one) { return one.certificate.der(); },
                   [](const Certificates&) { return Bytes{}; },
                   [](const CsrToExport& one) { return one.csr.redactedDer(); },
                   [](const pki::Crl& crl) { return crl.der; },
                   [](const MessageBytes& message) { return message.bytes; }},
        object);
}

std::string pemOf(const Certificates& certificates) {
    std::string text;
    for (const pki::Certificate& certificate : certificates)
        text += pki::toPem("CERTIFICATE", certificate.der());
    return text;
}

Certificates wholeChain(const CertificateWithChain& one) {
    Certificates all{one.certificate};
    all.insert(all.end(), one.chain.begin(), one.chain.end());
    return all;
}

Bytes encodePem(const Exportable& object) {
    if (const auto* list = std::get_if<Certificates>(&object)) return textBytes(pemOf(*list));
    const std::string_view label = std::holds_alternative<CsrToExport>(object)
                                       ? "CERTIFICATE REQUEST"
                                   : std::holds_alternative<pki::Crl>(object) ? "X509 CRL"
                                                                              : "CERTIFICATE";
    return textBytes(pki::toPem(label, derOf(object)));
}

Bytes encodePkcs7(const Exportable& object) {
    std::vector<Bytes> certificates;
    if (const auto* crl = std::get_if<pki::Crl>(&object))
        return pki::buildDegenerate({}, {crl->der});
    const auto* one = std::get_if<CertificateWithChain>(&object);
    for (const auto& certificate : one ? wholeChain(*one) : std::get<Certificates>(object))
        certificates.push_back(certificate.der());
    return pki::buildDegenerate(certificates, {});
}

Result<Bytes> encodeHex(const Exportable& object, bool dump) {
    const Bytes der = derOf(object);
    if (der.size() > kMaxHex)
        return fail(ErrorCode::LimitExceeded,
                    "hex is for at most 8 MiB; this has " + std::to_string(der.size()) + " bytes");
    return textBytes(dump ? hexDump(der) : toHex(der) + '\n');
}

std::string fingerprintLines(ByteView der) {
    return "SHA-256: " + toColonHex(pki::digestOf(pki::Digest::Sha256, der)) +
           "\nSHA-1: " + toColonHex(pki::digestOf(pki::Digest::Sha1, der)) + '\n';
}

Bytes encodeFingerprint(const Exportable& object) {
    const auto* list = std::get_if<Certificates>(&object);
    if (list == nullptr) return textBytes(fingerprintLines(derOf(object)));
    std::string text;
    for (const pki::Certificate& certificate : *list)
        text += "Subject: " + printable(certificate.subject().toDisplayText()) + '\n' +
                fingerprintLines(certificate.der());
    return textBytes(text);
}

std::string certificateText(const pki::Certificate& certificate) {
    return "Certificate:\n" + toText(certificateFacts(certificate));
}

Bytes encodeText(const Exportable& object) {
    std::string text;
    if (const auto* one = std::get_if<CertificateWithChain>(&object))
        text = certificateText(one->certificate);
    if (const auto* list = std::get_if<Certificates>(&object))
        for (const pki::Certificate& certificate : *list)
            text += (text.empty() ? "" : "\n") + certificateText(certificate);
    if (const auto* one = std::get_if<CsrToExport>(&object))
        text = "Certificate request:\n" + toText(csrFacts(one->csr, one->origin));
    if (const auto* crl = std::get_if<pki::Crl>(&object))
        text = "Certificate revocation list:\n" + toText(crlFacts(*crl));
    return textBytes(text);
}

std::string shortHex(ByteView bytes) {
    return toUpperHex(bytes.first(std::min<std::size_t>(bytes.size(), 2)));
}

std::string joinName(std::initializer_list<std::string> parts) {
    std::string name;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!name.empty()) name += '-';
        name += part;
    }
    return name;
}

std::string baseName(const Exportable& object) {
    return std::visit(
        Overloaded{
            [](const CertificateWithChain& one) {
                return joinName({"cert", safeName(commonNameOf(one.certificate.subject())),
                                 safeName(one.certificate.serialText().substr(0, 4))});
            },
            [](const Certificates& list) { return "certificates-" + std::to_string(list.size()); },
            [](const CsrToExport& one) {
                return joinName({"csr", safeName(commonNameOf(one.csr.subject())),
                                 shortHex(one.csr.publicKey().fingerprint())});
            },
            [](const pki::Crl& crl) {
                return joinName({"crl", safeName(commonNameOf(crl.issuer)),
                                 crl.number ? std::to_string(*crl.number) : ""});
            },
            [](const MessageBytes& message) {
                const std::string name = safeName(message.name);
                return name.empty() ? std::string("message") : name;
            }},
        object);
}

bool canEncode(const Exportable& object, const Format& format) {
    if (!format.suits(kindOf(object))) return false;
    if (format.id == "plist") return encodeTrustProfile(object).has_value();
    if (format.id == "curl") return encodeCurlLine(object).has_value();
    return true;
}

} // namespace

std::span<const Format> formats() {
    return kFormats;
}

const Format* findFormat(std::string_view id) {
    const auto* found = std::find_if(kFormats.begin(), kFormats.end(),
                                     [&](const Format& format) { return format.id == id; });
    return found == kFormats.end() ? nullptr : found;
}

std::string formatIds(ObjectKind kind) {
    std::string ids;
    for (const Format& format : kFormats)
        if (format.suits(kind)) ids.append(ids.empty() ? "" : ", ").append(format.id);
    return ids;
}

ObjectKind kindOf(const Exportable& object) {
    return std::visit(
        Overloaded{[](const CertificateWithChain&) { return ObjectKind::Certificate; },
                   [](const Certificates&) { return ObjectKind::Certificates; },
                   [](const CsrToExport&) { return ObjectKind::Csr; },
                   [](const pki::Crl&) { return ObjectKind::Crl; },
                   [](const MessageBytes&) { return ObjectKind::Message; }},
        object);
}

std::vector<Format> formatsFor(const Exportable& object) {
    std::vector<Format> fitting;
    for (const Format& format : kFormats)
        if (canEncode(object, format)) fitting.push_back(format);
    return fitting;
}

Result<Bytes> encode(const Exportable& object, std::string_view formatId) {
    const Format* format = findFormat(formatId);
    const std::string fitting = "formats here are " + formatIds(kindOf(object));
    if (format == nullptr) return fail(ErrorCode::InvalidArgument, fitting);
    if (!format->suits(kindOf(object)))
        return fail(ErrorCode::NotSupported,
                    std::string(format->label) + " is not for this: " + fitting);
    const auto* list = std::get_if<Certificates>(&object);
    if (list != nullptr && list->empty())
        return fail(ErrorCode::InvalidArgument, "there is no certificate to write");
    if (formatId == "pem") return encodePem(object);
    if (formatId == "chain")
        return textBytes(pemOf(wholeChain(std::get<CertificateWithChain>(object))));
    if (formatId == "p7b") return encodePkcs7(object);
    if (formatId == "base64") return textBytes(toBase64(derOf(object)) + '\n');
    if (formatId == "hex") return encodeHex(object, false);
    if (formatId == "hexdump") return encodeHex(object, true);
    if (formatId == "fingerprint") return encodeFingerprint(object);
    if (formatId == "json") return encodeJson(object);
    if (formatId == "text") return encodeText(object);
    if (formatId == "plist") return encodeTrustProfile(object);
    if (formatId == "curl") return encodeCurlLine(object);
    return derOf(object);
}

std::string suggestedFileName(const Exportable& object, std::string_view formatId) {
    std::string name = baseName(object);
    const Format* format = findFormat(formatId);
    if (format == nullptr) return name;
    const bool isCrl = formatId == "der" && kindOf(object) == ObjectKind::Crl;
    return name.append(".").append(isCrl ? "crl" : format->extension);
}

} // namespace scepter::workbench
