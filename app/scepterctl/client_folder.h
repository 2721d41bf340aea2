// What `enroll` leaves in its folder for `poll` and `renew`.
#pragma once

#include "base/result.h"
#include "client/enrollment.h"

#include <optional>
#include <string>

namespace scepter::app {

/// A folder with key.pem, transaction.json and, once issued, cert.pem and chain.pem. As long as a
/// transaction is not over, key.new.pem is its key; a run that was killed can be gone on with.
struct ClientFolder {
    std::string url;
    std::string caIdentifier;
    client::Transaction transaction;
    scep::PkiStatus status = scep::PkiStatus::Pending; ///< Failure: the last word was a refusal
    std::optional<client::Identity> issued;            ///< cert.pem with its key

    /// FileUnreadable, and InvalidArgument for a transaction.json that is not ours.
    static Result<ClientFolder> read(const std::string& folder);
};

/// Whether `enroll` may use the folder: AlreadyExists for one with another enrollment that was not
/// refused, or with a key or certificate of somebody.
Result<void> checkVacant(const std::string& folder);
/// The key of a run that got no answer. Used again, it gets the answer that was lost.
std::optional<pki::PrivateKey> keyLeftIn(const std::string& folder);
/// Makes the folder and writes the key of a transaction (0600) before anything is sent. It becomes
/// key.pem when the service has taken the request; in a renewal, with the certificate.
Result<void> writeNewKey(const std::string& folder, const pki::PrivateKey& key);
/// Writes what came back; never a challenge.
Result<void> writeResult(const std::string& folder, const std::string& url,
                         const std::string& caIdentifier, const client::EnrollmentResult& result);
/// After a FAILURE: a request that was pending is so no more, and the key of one that was refused
/// at once is removed. key.pem stays.
Result<void> noteFailure(const std::string& folder);

} // namespace scepter::app
