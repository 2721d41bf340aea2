// What the operator has chosen for a new workspace; nothing is written yet.
#pragma once

#include "workbench/ca_import.h"
#include "workbench/setup.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string>

namespace scepter::ui {

struct SetupDraft {
    enum class Source { Create, Import, OutsideRoot };

    bool openExisting = false; ///< open `path`, and make nothing
    QString path;
    bool newFolder = false;                        ///< the folder of `path` is to be made
    std::shared_ptr<const SecretBytes> passphrase; ///< null: a random one in a key file

    Source source = Source::Create;
    QString subject; ///< RFC 4514; of Create and OutsideRoot
    pki::KeySpec key{pki::KeyType::Rsa, 3072};
    int years = 10;
    bool withRa = true;
    std::shared_ptr<const workbench::FoundCa> found; ///< of Import

    workbench::ResponderSettings responder;
    bool findPort = false; ///< take the first free port from that of `responder` on
    workbench::FirstEndpoints endpoints{true, false, false};
};

/// What one click makes.
SetupDraft labDraft(const QString& path);

workbench::SetupOptions optionsOf(const SetupDraft& draft, const std::string& actor);

/// Whether requests can be encrypted to the key that terminates SCEP; otherwise only a static
/// challenge lets anybody enroll (RFC 8894 section 3.1).
bool takesEncryptedRequests(const SetupDraft& draft);

/// A name as people write it, as RFC 4514 text: "Lab CA" becomes "CN=Lab CA". Empty when it cannot
/// be a name.
QString subjectFrom(const QString& name);

/// "scepter-lab-ca": how an authority with this subject is called in URLs.
std::string authorityNameFor(const QString& subject);

/// "RSA 3072", "EC P-256".
QString keyText(const pki::KeySpec& key);

/// The first port from `from` on that is free at the address; `from` when none of 100 is. Asks the
/// system: not for the GUI thread.
std::uint16_t firstFreePort(const std::string& address, std::uint16_t from);

} // namespace scepter::ui
