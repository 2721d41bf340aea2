// PEM (RFC 7468).
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "pki/certificate.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::pki {

struct PemBlock {
    std::string label; ///< "CERTIFICATE"
    Bytes der;
};

/// All blocks in a text; what stands between them is passed over. Blocks with headers (RFC 1421)
/// are kept out: they are encrypted in the traditional way, and key loading reads them itself.
Result<std::vector<PemBlock>> readPem(std::string_view text);
std::string toPem(std::string_view label, ByteView der);
/// One certificate or many, from PEM or from the DER of one.
Result<std::vector<Certificate>> readCertificates(ByteView pemOrDer);

} // namespace scepter::pki
