// Keys and passwords that encrypted layers are opened with.
#pragma once

#include "base/secret.h"
#include "pki/certificate.h"
#include "pki/key.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace scepter::inspect {

/// A private key, with its certificate where one is known.
struct HeldKey {
    std::string label; ///< "RA of lab, generation 2", or a file's name
    pki::PrivateKey key;
    std::optional<pki::Certificate> certificate;
};

/// What is at hand. Immutable while it is used; held by whoever asks.
struct Keyring {
    std::vector<HeldKey> keys;
    std::vector<SecretBytes>
        passwords; ///< for password recipients (RFC 8894 section 3.1), PKCS#8/#12
    /// Certificates without a key that chains and recipients are named by: those of GetCACert.
    std::vector<pki::Certificate> known;
    /// What the servers that messages go to have, as GetCACert told before in the same traffic.
    std::vector<pki::Certificate> served;
    /// Of the workspace's own authorities: what was sent to them had these to go by.
    std::vector<pki::Certificate> own;

    /// Secrets are copied by name only: never by accident.
    [[nodiscard]] Keyring clone() const;
};

/// What was in an envelope whose own bytes cannot be opened any more.
struct OpenedLayer {
    Bytes digest; ///< SHA-256 of the encrypted bytes, as they stand in the message
    Bytes content;

    bool operator==(const OpenedLayer&) const = default;
};

/// Adds what is in a file: private keys (PEM or DER, encrypted ones with `password`), certificates,
/// or a PKCS#12. A key without a certificate gets the one of its public key that is here.
/// PassphraseWrong, KeyMalformed when there is neither key nor certificate in it.
Result<void> addToKeyring(Keyring& keyring, ByteView file, const std::string& label,
                          ByteView password = {});
/// The same with any of these passwords, of which each key of the file may have another.
Result<void> addToKeyring(Keyring& keyring, ByteView file, const std::string& label,
                          std::span<const ByteView> passwords);
/// Adds what another one holds; a key that is in both stays as it is.
void addToKeyring(Keyring& keyring, const Keyring& other);

} // namespace scepter::inspect
