// Certificate::fromDer and Crl::fromDer over the same bytes, and what the engine asks of them.
#include "pki/certificate.h"
#include "pki/crl.h"

#include <cstdlib>

namespace {

using namespace scepter;

void visitCertificate(ByteView der) {
    const auto certificate = pki::Certificate::fromDer(der);
    if (!certificate) return;
    static_cast<void>(certificate->serialText());
    static_cast<void>(certificate->subject().toText());
    static_cast<void>(certificate->keyUsage());
    static_cast<void>(certificate->extendedKeyUsage());
    static_cast<void>(certificate->basicConstraints());
    static_cast<void>(certificate->subjectAltNames());
    static_cast<void>(certificate->subjectKeyIdentifier());
    static_cast<void>(certificate->verifySignedBy(certificate->publicKey()));
    const auto chain =
        pki::buildChain(*certificate, {*certificate}, {*certificate}, certificate->notBefore());
    if (chain && chain->size() != 1) std::abort();
    const auto again = pki::Certificate::fromDer(certificate->der());
    if (!again || !(*again == *certificate)) std::abort();
}

void visitCrl(ByteView der) {
    const auto crl = pki::Crl::fromDer(der);
    if (!crl) return;
    for (const auto& entry : crl->entries)
        if (entry.serial.empty() || pki::toText(entry.reason).empty()) std::abort();
    const auto again = pki::Crl::fromDer(crl->der);
    if (!again || again->entries != crl->entries) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    visitCertificate({data, size});
    visitCrl({data, size});
    return 0;
}
