#include "workbench/warning.h"

namespace scepter::workbench {

namespace {

std::string endText(const Warning& warning, const std::string& what, const char* verb) {
    return "The " + what + " certificate of " + warning.subject + " " + verb + " at " +
           (warning.when ? toIsoText(*warning.when) : std::string()) + ".";
}

} // namespace

std::string toText(const Warning& warning) {
    using Kind = Warning::Kind;
    switch (warning.kind) {
    case Kind::CaMissing:
        return "Authority " + warning.subject +
               " has no CA certificate yet: nothing can be issued.";
    case Kind::CaEnding:
        return endText(warning, "CA", "ends");
    case Kind::CaEnded:
        return endText(warning, "CA", "ended");
    case Kind::RaEnding:
        return endText(warning, "RA", "ends");
    case Kind::RaEnded:
        return endText(warning, "RA", "ended");
    case Kind::UnreachableKey:
        return "Endpoint " + warning.subject + " can be used by nobody: the CA of " +
               warning.authority + " terminates SCEP, and nothing can be encrypted to its key (" +
               warning.detail +
               ") without a static challenge. Use an RA, an RSA key or a static challenge.";
    case Kind::KeyUsageMissing:
        return "Endpoint " + warning.subject + " lets the CA of " + warning.authority +
               " terminate SCEP, whose certificate lacks the key usage " + warning.detail +
               ": clients that look at it will refuse.";
    case Kind::OpenStaticChallenge:
        return "Endpoint " + warning.subject +
               " has a static challenge without constraints: whoever knows it can get a "
               "certificate for any name (VU#971035).";
    }
    return {};
}

} // namespace scepter::workbench
