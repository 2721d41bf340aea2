// What `enroll` leaves in its folder for `poll` and `renew`.
#pragma once

#include "base/result.h"
#include "client/enrollment.h"

#include <string>

namespace scepter::app {

/// A folder with key.pem, transaction.json and, once issued, cert.pem and chain.pem.
struct ClientFolder {
    std::string url;
    std::string caIdentifier;
    client::Transaction transaction;
    scep::PkiStatus status = scep::PkiStatus::Pending;
    std::optional<pki::Certificate> certificate;

    /// FileUnreadable, and InvalidArgument for a transaction.json that is not ours.
    static Result<ClientFolder> read(const std::string& folder);
};

/// Makes the folder and writes the key (0600) before anything is sent. AlreadyExists when there is
/// a key in it already, but for a renewal: that keeps the old key until the new certificate is
/// there.
Result<void> writeKey(const std::string& folder, const pki::PrivateKey& key, bool renewing);
/// Writes what came back; never a challenge. A new key replaces key.pem only with its certificate.
Result<void> writeResult(const std::string& folder, const std::string& url,
                         const std::string& caIdentifier, const client::EnrollmentResult& result);

} // namespace scepter::app
