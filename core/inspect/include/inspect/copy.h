// One field, or everything below it, in a form that can be pasted or saved.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "inspect/tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::inspect {

enum class CopyFormat : std::uint8_t {
    Value,   ///< as shown, but never cut
    Hex,     ///< upper case in pairs, one line
    HexDump, ///< offset, 16 bytes and their characters a line
    Base64,  ///< padded, one line
    Der,     ///< the bytes themselves, of one whole element of ASN.1
    Pem,     ///< where the bytes are a thing that has a label
    Text,    ///< the node and everything below it, as textReport writes it
    Json     ///< the same as `scepterctl inspect --format json` writes a field
};
/// Stable: "value", "hex", "hexDump", "base64", "der", "pem", "text", "json".
std::string_view toText(CopyFormat format);

/// A format that a node can be had in.
struct CopyChoice {
    CopyFormat format = CopyFormat::Value;
    /// It shows a secret: refused unless secrets are allowed. Text and Json never are: they hide
    /// the values that are secret instead.
    bool secret = false;
    std::string label; ///< of Pem: "CERTIFICATE"; else empty

    bool operator==(const CopyChoice&) const = default;
};

/// What copyNode can do for a node, in the order of CopyFormat; empty for no node.
std::vector<CopyChoice> copyChoices(const Tree& tree, NodeId id);

struct Copied {
    SecretBytes bytes;
    bool binary = false; ///< Der; all else is UTF-8 text
    bool secret = false; ///< it shows a secret: for the clipboard's "do not keep"
    /// For a file's name, without a dot: "txt", "der", "pem", "json", "crt", "csr", "crl", "p7b".
    std::string suffix;

    [[nodiscard]] std::string_view text() const { return bytes.text(); }
};

/// NotSupported for a format that copyChoices does not list, NotFound for no node;
/// InvalidArgument where it would show a secret and `secrets` is false.
Result<Copied> copyNode(const Tree& tree, NodeId id, CopyFormat format, bool secrets = false);

/// Whether the node, what is below it, or its bytes show a secret.
bool showsSecret(const Tree& tree, NodeId id);

/// A node and everything below it as a JSON document: `name`, `value`, `secret`, `cut`, `layer`,
/// `offset`, `header`, `size`, `fields`. Values of secrets are left out unless `secrets`.
std::string nodeJson(const Tree& tree, NodeId id, bool secrets = false);

} // namespace scepter::inspect
