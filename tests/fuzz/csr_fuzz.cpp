// Csr::fromDer with everything that a server asks a CSR; a redacted one must read and hold no
// challenge.
#include "pki/csr.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace scepter;
    const auto csr = pki::Csr::fromDer({data, size});
    if (!csr) return 0;
    static_cast<void>(csr->verify());
    static_cast<void>(csr->subject().toText());
    static_cast<void>(csr->subjectAltNames());
    static_cast<void>(csr->publicKey().fingerprint());
    const auto redacted = pki::Csr::fromDer(csr->redactedDer());
    if (!redacted || redacted->challengePassword()) std::abort();
    if (redacted->attributes() != csr->attributes()) std::abort();
    if (!(redacted->publicKey() == csr->publicKey())) std::abort();
    return 0;
}
