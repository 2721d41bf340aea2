// The SignedData of a service's answer, and who signed it.
#pragma once

#include "pki/cms_signed.h"

#include <vector>

namespace scepter::scep {

/// ContentInfo(signedData); MessageMalformed for what is none.
Result<pki::SignedData> readSigned(ByteView message);

/// MessageMalformed unless there is exactly one signer.
Result<void> checkOneSigner(const pki::SignedData& data);
/// The certificate among `allowed` that the first signer names; SignerUnknown.
Result<pki::Certificate> knownSigner(const pki::SignedData& data,
                                     const std::vector<pki::Certificate>& allowed);
/// The one signer, found among those that may sign, with its signature checked.
Result<pki::Certificate> verifiedSigner(const pki::SignedData& data,
                                        const std::vector<pki::Certificate>& allowed);

} // namespace scepter::scep
