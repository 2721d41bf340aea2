// What an operator should know about a workspace that works.
#pragma once

#include "base/clock.h"

#include <optional>
#include <string>

namespace scepter::workbench {

/// One warning as a value: whoever shows it words it in his own language.
struct Warning {
    enum class Kind {
        CaMissing,          ///< the authority has no CA certificate yet
        CaEnding,           ///< within 30 days, at `when`
        CaEnded,            ///< at `when`
        RaEnding,           ///< as CaEnding
        RaEnded,            ///< as CaEnded
        UnreachableKey,     ///< nobody can encrypt a request to the endpoint; `detail`: its key
        KeyUsageMissing,    ///< of the CA that terminates SCEP for the endpoint; `detail`: which
        OpenStaticChallenge ///< without constraints (VU#971035)
    };
    Kind kind = Kind::CaMissing;
    std::string subject;   ///< name of the authority, or of the endpoint for the last three
    std::string authority; ///< of the endpoint, where it matters
    std::string detail;
    std::optional<TimePoint> when;

    bool operator==(const Warning&) const = default;
};

/// In English, a whole sentence: "The RA certificate of lab ends at 2026-12-07T10:00:00Z."
std::string toText(const Warning& warning);

} // namespace scepter::workbench
