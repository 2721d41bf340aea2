// What an endpoint tells its clients, and what its compatibility presets are for.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "enrollment/endpoint.h"
#include "pki/certificate.h"

#include <string>
#include <string_view>
#include <vector>

namespace scepter::workbench {

/// One certificate of a GetCACert answer.
struct AnnouncedCertificate {
    std::string role; ///< "RA, signing and encryption", "CA", "Chain", "Root"
    pki::Certificate certificate;
    std::string sha256; ///< "9C:1B:..."
    std::string sha1;   ///< what Windows calls the thumbprint
};

struct EndpointPreview {
    std::string capabilities; ///< the body of GetCACaps
    std::string contentType;  ///< of GetCACert
    std::size_t size = 0;     ///< of its body, in bytes; 0 while there is no CA certificate
    std::vector<AnnouncedCertificate> certificates; ///< in the order of the answer
    std::vector<Error> problems;                    ///< why it cannot be saved, or cannot work
    std::vector<std::string> warnings;              ///< whole sentences
};

/// By the functions that the responder answers with. Thread-safe.
EndpointPreview previewEndpoint(const enrollment::Endpoint& endpoint,
                                const authority::Authority& authority, TimePoint now);

/// What differs from the default, a sentence each; empty when nothing does.
std::vector<std::string> compatibilityChanges(const enrollment::Compatibility& compatibility);

struct PresetText {
    std::string name;
    std::vector<std::string> changes; ///< compatibilityChanges of it
    std::string why;                  ///< one sentence: who needs it
};
/// Every preset, in the order of enrollment::compatibilityPresetNames.
std::vector<PresetText> presetTexts();

} // namespace scepter::workbench
