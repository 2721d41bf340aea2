// An existing CA out of files.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "workbench/setup.h"

#include <string>
#include <vector>

namespace scepter::workbench {

/// Where it is: PKCS#12 in `file` alone, or PEM (the certificate also as DER) in one to three
/// files. Empty: there is none.
struct CaFiles {
    std::string file;
    std::string keyFile;
    std::string chainFile;

    bool operator==(const CaFiles&) const = default;
};

/// A CA that can be taken over, and what is known of its chain.
struct FoundCa {
    ImportedCa ca;                       ///< as SetupOptions takes it
    std::vector<pki::Certificate> chain; ///< issuer first, as far as the files go; empty: a root
};

/// Reads the files, at most 1 MiB each, and checks that they make a CA: errors of readCa and
/// authority::checkImport; FileUnreadable, LimitExceeded. Blocks.
Result<FoundCa> readCaFiles(const CaFiles& files, ByteView passphrase, TimePoint now);

} // namespace scepter::workbench
