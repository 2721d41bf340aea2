// Making a workspace.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "pki/algorithms.h"
#include "pki/certificate.h"
#include "pki/key.h"
#include "workbench/responder_settings.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scepter::workbench {

/// An existing CA to be taken over.
struct ImportedCa {
    pki::Certificate certificate;
    pki::PrivateKey key;
    std::vector<pki::Certificate> others; ///< its chain, in any order
};

/// Reads a CA from PEM (certificates and one key, in one text or two) or PKCS#12. `keyPem` may be
/// empty. Errors as of the formats; KeyMismatch when no certificate belongs to the key.
Result<ImportedCa> readCa(ByteView file, ByteView keyFile, ByteView passphrase);

class Workbench;

/// Which endpoints a new workspace gets.
struct FirstEndpoints {
    bool code = true;         ///< /scep: one-time codes
    bool manual = true;       ///< /scep/manual: an operator approves each request
    bool staticSecret = true; ///< /scep/static: a random static challenge

    bool operator==(const FirstEndpoints&) const = default;
};

/// What makeWorkspace does, in this order. MakingCaKey is left out for an imported CA, MakingRaKey
/// without an RA.
enum class SetupStep { MakingFile, MakingCaKey, MakingRaKey, AddingEndpoints, Publishing };

struct SetupOptions {
    std::string path;           ///< of the new workspace file
    std::string passphraseFile; ///< empty: a random passphrase in a key file beside the workspace
    /// Instead of both: one that the operator keeps, as checkNewPassphrase() wants it.
    std::shared_ptr<const SecretBytes> passphrase;
    bool makeFolder = false; ///< make the folders of `path` that are missing
    std::string authorityName = "lab";
    std::string caSubject = "CN=Scepter Lab CA";
    pki::KeySpec caKey{pki::KeyType::Rsa, 3072};
    pki::KeySpec raKey{pki::KeyType::Rsa, 2048};
    Duration caValidity = std::chrono::days{3650};
    bool withRa = true;
    std::optional<ImportedCa> imported; ///< instead of making a CA
    bool forOutsideRoot = false;        ///< make key and CSR; the certificate is installed later
    FirstEndpoints endpoints;
    std::optional<ResponderSettings> responder; ///< saved in the workspace
    std::string actor = "operator";
};

/// Whether the workspace can be made there: AlreadyExists when something has its name, or when a
/// key file without its workspace stands there, which may be all that opens one that was moved.
Result<void> checkNewWorkspace(const SetupOptions& options);

/// Makes a workspace: authority, lab template and endpoints. Everything is made under temporary
/// names, which become the final ones at the end; a failure or cancellation leaves nothing behind,
/// and what a kill leaves is removed by the next call for the same path. `goOn` is asked during key
/// generation and before the names are given; false cancels. `tell` hears of each step as it
/// begins. Errors of checkNewWorkspace and checkNewPassphrase too.
Result<void> makeWorkspace(const SetupOptions& options, const Clock& clock,
                           const std::function<bool()>& goOn = {},
                           const std::function<void(SetupStep)>& tell = {});

/// The same, and opens it.
Result<std::shared_ptr<Workbench>>
makeAndOpenWorkspace(const SetupOptions& options, const Clock& clock,
                     const std::function<bool()>& goOn = {},
                     const std::function<void(SetupStep)>& tell = {});

} // namespace scepter::workbench
