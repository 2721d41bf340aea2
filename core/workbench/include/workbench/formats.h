// The one list of formats that clipboard, files and command line share.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "pki/certificate.h"
#include "pki/crl.h"
#include "pki/csr.h"
#include "workbench/request_facts.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace scepter::workbench {

enum class ObjectKind : unsigned {
    Certificate = 1,
    Certificates = 2,
    Csr = 4,
    Crl = 8,
    Message = 16,
};

struct Format {
    std::string_view id;        ///< "pem": for the command line and settings
    std::string_view label;     ///< "PEM"
    std::string_view extension; ///< of a file, without the dot
    bool text = false;          ///< UTF-8 that ends with a line break; else bytes
    unsigned kinds = 0;         ///< the ObjectKinds that it is for, added up

    [[nodiscard]] bool suits(ObjectKind kind) const {
        return (kinds & static_cast<unsigned>(kind)) != 0;
    }
};

/// pem, chain, der, p7b, base64, hex, hexdump, fingerprint, json, text, plist, curl.
std::span<const Format> formats();
/// Null for an id that there is not.
const Format* findFormat(std::string_view id);
/// "pem, chain, der, ...": what a kind of object can be written as.
std::string formatIds(ObjectKind kind);

/// A certificate with what is above it, issuer first; `chain` may be empty.
struct CertificateWithChain {
    pki::Certificate certificate;
    std::vector<pki::Certificate> chain;
};
/// Any bytes of the protocol. `name` is for file names ("txn-9F3A-request"), `url` that of the
/// endpoint; both may be empty.
struct MessageBytes {
    Bytes bytes;
    std::string name;
    std::string url;
};
/// A CSR is always written without its challengePassword (its signature then no longer matches).
struct CsrToExport {
    pki::Csr csr;
    CsrOrigin origin = CsrOrigin::Complete;
};
/// What can be copied and saved.
using Exportable = std::variant<CertificateWithChain, std::vector<pki::Certificate>, CsrToExport,
                                pki::Crl, MessageBytes>;

ObjectKind kindOf(const Exportable& object);
/// The formats that this very object can be written in: no curl line without a URL, no trust
/// profile without a CA.
std::vector<Format> formatsFor(const Exportable& object);

/// The bytes of a file or, for a text format, of the clipboard. InvalidArgument for an unknown
/// format and an empty list, NotSupported where the format does not fit the object, LimitExceeded
/// for hex of more than 8 MiB.
Result<Bytes> encode(const Exportable& object, std::string_view formatId);

/// "cert-kiosk-19-3F2A.pem": letters, digits, '-', '_' and '.' only, never hidden, at most 80
/// characters. Without the dot and what follows it for an unknown format.
std::string suggestedFileName(const Exportable& object, std::string_view formatId);

} // namespace scepter::workbench
