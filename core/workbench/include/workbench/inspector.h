// Reading messages with the keys of the workspace.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "inspect/inspect.h"
#include "responder/authority_loader.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace scepter::workbench {

/// A key, certificate or password that messages are opened with, without its secret.
struct HeldItem {
    enum class Kind { Key, Certificate, Password };
    Kind kind = Kind::Key;
    std::string label;   ///< "RA of lab, generation 2", or a file's name; empty: a password
    std::string subject; ///< of its certificate; empty: there is none
    std::string key;     ///< "RSA 2048"; empty: a password
    bool added = false;  ///< by the operator, for as long as the program runs

    bool operator==(const HeldItem&) const = default;
};

/// What the inspector may open: the CA and RA keys of all generations, and keys that the operator
/// adds for as long as the program runs. Nothing of it is written anywhere. Thread-safe.
class Inspector {
public:
    /// Both must outlive it.
    Inspector(responder::AuthorityLoader& loader, const Clock& clock);

    /// Decodes with everything at hand. Errors are those of opening the workspace's keys; what
    /// cannot be decoded is no error.
    Result<inspect::Inspection> inspect(ByteView input, inspect::Hint hint = inspect::Hint::None);
    /// What is at hand. Built anew when the authorities or the added keys have changed.
    Result<std::shared_ptr<const inspect::Keyring>> keyring();

    /// Adds the keys and certificates of a file (PEM, DER, PKCS#12). See inspect::addToKeyring.
    Result<void> addFile(ByteView file, const std::string& label, ByteView password);
    /// A challenge or passphrase, for password recipients and encrypted keys.
    void addPassword(SecretBytes password);
    void forgetAdded();
    /// The keys at hand, those of the workspace first; then what was added beside them.
    Result<std::vector<HeldItem>> held();
    /// How many keys, certificates and passwords were added.
    [[nodiscard]] std::size_t added() const;

private:
    [[nodiscard]] std::shared_ptr<const inspect::Keyring>
    build(const responder::Authorities& authorities);

    responder::AuthorityLoader& m_loader;
    const Clock& m_clock;
    mutable std::mutex m_mutex; // around all below
    /// What was added, one a file: opened once, the file and its password are not kept.
    std::vector<inspect::Keyring> m_files;
    std::vector<SecretBytes> m_passwords;
    responder::Authorities m_builtFrom;
    std::shared_ptr<const inspect::Keyring> m_keyring;
    std::size_t m_ownKeys = 0;  ///< of the workspace, the first in the keyring
    std::size_t m_ownKnown = 0; ///< the same of certificates
};

} // namespace scepter::workbench
