// What a template makes of a request, before anybody asks.
#pragma once

#include "authority/issue.h"
#include "authority/template.h"
#include "base/clock.h"
#include "base/result.h"
#include "pki/key.h"
#include "workbench/authorities.h"
#include "workbench/certificate_facts.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace scepter::workbench {

/// The request that a preview is made for, in the words of the command line.
struct SampleRequest {
    std::string subject = "CN=device-1";       ///< RFC 4514; may be empty
    std::vector<std::string> subjectAltNames;  ///< "DNS:device-1.example"
    std::string keyUsage;                      ///< "digitalSignature,..."; empty: not asked for
    std::vector<std::string> extendedKeyUsage; ///< "clientAuth" or OIDs; empty: not asked for
    std::optional<pki::KeySpec> key; ///< nothing: the smallest that the template allows first
};

struct TemplatePreview {
    std::vector<authority::PlanLine> lines; ///< requested beside issued
    /// Of the certificate, without what only the real key and signature decide.
    Facts facts;
};

/// Previews templates: plans as the issuing does, and signs under a throw-away key of the CA's
/// kind, never with the CA's. The certificate itself is not given out. Keeps its keys, as making
/// one takes time. Thread-safe.
class TemplatePreviewer {
public:
    /// The clock must outlive it.
    explicit TemplatePreviewer(const Clock& clock)
        : m_clock(clock) {}

    /// The errors say why nothing could be issued: those of authority::checkTemplate and
    /// planCertificate; InvalidArgument for a malformed sample, AuthorityNotReady, Cancelled. May
    /// take seconds for a first RSA key of its size: not for a GUI thread.
    Result<TemplatePreview> preview(const authority::Template& recipe,
                                    const AuthorityView& authority, const SampleRequest& sample,
                                    const GoOn& goOn = {});

private:
    Result<pki::PrivateKey> keyFor(const pki::KeySpec& spec, const GoOn& goOn);

    const Clock& m_clock;
    std::mutex m_mutex;
    std::map<std::string, pki::PrivateKey> m_keys; ///< by the text of their KeySpec
};

} // namespace scepter::workbench
