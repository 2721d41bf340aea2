// SPDX-License-Identifier: GPL-3.0-or-later
// A service and an enrollment to write requests for.
#pragma once

#include "client/request_plan.h"
#include "fake_service.h"
#include "pki/cms_enveloped.h"
#include "scep/server_message.h"

#include <string>
#include <utility>

namespace scepter::test {

inline const pki::Certificate& captureCa() {
    static const pki::Certificate kCa =
        pki::readCertificates(captured("keys/ca.cert.pem"))->front();
    return kCa;
}
inline pki::PrivateKey captureKey(const char* name) {
    return *pki::PrivateKey::fromPem(textOf(captured(("keys/" + std::string(name)).c_str())));
}
/// The capabilities of the recorded server.
inline scep::Capabilities allCapabilities() {
    return scep::Capabilities::fromText("AES\nDES3\nSHA-1\nSHA-256\nSHA-384\nSHA-512\n"
                                        "POSTPKIOperation\nRenewal\nGetNextCACert\n");
}

inline client::ServiceView captureService() {
    return {
        "http://127.0.0.1/scep", {captureCa()},        {captureCa(), captureCa(), captureCa()},
        allCapabilities(),       client::Method::Auto, *timeFromIsoText("2026-11-22T11:25:15Z")};
}

inline client::EnrollmentRequest enrollment(pki::PrivateKey key, const char* subject = "CN=device",
                                            const char* challenge = "otter-lamp-77") {
    client::EnrollmentRequest request{.key = std::move(key),
                                      .subject = *pki::Name::fromText(subject),
                                      .subjectAltNames = {},
                                      .extensions = {},
                                      .challenge = {},
                                      .csr = {},
                                      .transactionId = {},
                                      .cipher = {},
                                      .digest = {}};
    if (challenge != nullptr) request.challenge.emplace(std::string_view(challenge));
    return request;
}

/// What our server makes of a message; everything that it knows is allowed.
inline scep::Decoded decoded(ByteView message, bool legacy = true) {
    return scep::decodeRequest(message, {{captureCa(), captureKey("ca.key.pem")}},
                               {legacy, legacy});
}

} // namespace scepter::test
