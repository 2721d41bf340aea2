// GetCACaps (RFC 8894 section 3.5).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace scepter::scep {

/// What a CA says that it can do.
struct Capabilities {
    bool aes = false;
    bool des3 = false;
    bool getNextCaCert = false;
    bool postPkiOperation = false;
    bool renewal = false;
    bool scepStandard = false;
    bool sha1 = false;
    bool sha256 = false;
    bool sha384 = false;
    bool sha512 = false;
    std::vector<std::string> unknown; ///< keywords that we have no field for, as received

    bool operator==(const Capabilities&) const = default;

    /// Lines end in LF, CRLF or CR; keywords compare without case; SCEPStandard implies AES, POST
    /// and SHA-256. At most 8 KiB and 256 lines are looked at.
    static Capabilities fromText(std::string_view text);
    /// One keyword a line, LF only: Apple compares whole lines split at LF.
    [[nodiscard]] std::string toText() const;
    [[nodiscard]] std::vector<std::string> keywords() const;
};

} // namespace scepter::scep
