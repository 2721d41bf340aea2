// What the inspector shows: named fields, and the bytes that each stands for.
#pragma once

#include "base/bytes.h"
#include "base/secret.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace scepter::inspect {

using NodeId = std::uint32_t;
using BufferId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

/// How much is looked at, for one input.
struct Limits {
    std::size_t bytes = std::size_t{16} << 20; ///< of the input and of each layer
    std::size_t allBytes = std::size_t{64} << 20;
    std::size_t nodes = 50'000;
    unsigned layers = 16; ///< buffers made of one another
    unsigned depth = 64;  ///< of one layer
    /// Rounds of key derivation that are spent on passwords, all together.
    std::int64_t passwordRounds = 3'000'000;
};

/// Bytes that nodes point into: the input, and each layer that was made of another.
struct Buffer {
    std::string name; ///< "input", "HTTP body", "base64", "decrypted"
    std::shared_ptr<const SecretBytes> bytes;
    NodeId from = kNoNode; ///< the node that it was made of; kNoNode for the input
    bool secret = false;   ///< was encrypted: exports leave it out unless asked
};

/// Where a node's bytes stand. `header` is the tag and length of an ASN.1 element, else 0.
struct Place {
    BufferId buffer = 0;
    std::size_t offset = 0;
    std::size_t header = 0;
    std::size_t size = 0; ///< all of it, header included; 0: the node stands for no bytes

    bool operator==(const Place&) const = default;
};

enum class Kind : std::uint8_t {
    Group,
    Text,
    Number,
    Oid,
    Time,
    Bytes,
    Flag,
    Name ///< a distinguished or general name
};

/// One field. `value` is for people: one line, printable whatever the sender wrote, long ones cut.
struct Node {
    std::string name;  ///< "transactionID", "signedAttrs"
    std::string value; ///< "PKCSReq (19)"; of a group: what it is, in short
    Place place;
    NodeId parent = kNoNode;
    NodeId firstChild = kNoNode;
    NodeId lastChild = kNoNode;
    NodeId nextSibling = kNoNode;
    Kind kind = Kind::Group;
    bool secret = false; ///< the value is hidden until the operator asks
    bool cut = false;    ///< there is more below than the limits let in
};

/// A reading of an input. Immutable; copies share what they hold. Thread-safe.
class Tree {
public:
    Tree() = default;

    [[nodiscard]] bool empty() const { return m_data == nullptr || m_data->nodes.empty(); }
    [[nodiscard]] const std::vector<Node>& nodes() const;     ///< the first is the root
    [[nodiscard]] const std::vector<Buffer>& buffers() const; ///< the first is the input
    [[nodiscard]] const Node& node(NodeId id) const;
    /// The bytes of a place; empty when it has none.
    [[nodiscard]] ByteView bytes(const Place& place) const;
    /// The bytes after tag and length.
    [[nodiscard]] ByteView content(const Place& place) const;
    [[nodiscard]] std::vector<NodeId> children(NodeId id) const;
    /// "SignedData > signerInfos > [0] > messageType".
    [[nodiscard]] std::string path(NodeId id) const;
    /// The deepest node whose bytes hold this one; kNoNode when none does.
    [[nodiscard]] NodeId deepestAt(BufferId buffer, std::size_t offset) const;
    /// The first node below `id` (itself included) with this name, by depth first; or kNoNode.
    [[nodiscard]] NodeId find(std::string_view name, NodeId id = 0) const;

private:
    friend class TreeBuilder;
    struct Data {
        std::vector<Node> nodes;
        std::vector<Buffer> buffers;
    };
    std::shared_ptr<const Data> m_data;
};

/// Makes a Tree. Beyond a limit nothing is added: the parent is marked as cut, and kNoNode, which
/// every function takes, comes back.
class TreeBuilder {
public:
    explicit TreeBuilder(const Limits& limits);

    /// A layer: `from` says what it was made of. Beyond the limits: kNoNode.
    BufferId addBuffer(std::string name, SecretBytes bytes, NodeId from, bool secret);
    NodeId add(NodeId parent, std::string_view name, Kind kind, std::string value,
               const Place& place = {});
    void setValue(NodeId id, std::string value);
    void setSecret(NodeId id);
    void setCut(NodeId id);

    [[nodiscard]] const Limits& limits() const { return m_limits; }
    [[nodiscard]] const Node& node(NodeId id) const { return m_data->nodes.at(id); }
    [[nodiscard]] const Buffer& buffer(BufferId id) const { return m_data->buffers.at(id); }
    [[nodiscard]] ByteView bytes(BufferId id) const;
    /// How many layers this one was made of.
    [[nodiscard]] unsigned layersOf(BufferId id) const;

    Tree finish() &&;

private:
    Limits m_limits;
    std::shared_ptr<Tree::Data> m_data;
    std::size_t m_allBytes = 0;
};

/// One line, printable, at most `most` bytes; a cut one ends in "…".
std::string shownText(std::string_view text, std::size_t most = 512);
/// "30 82 01 0A …": upper-case hex in pairs, at most `most` bytes of it.
std::string shownBytes(ByteView bytes, std::size_t most = 32);

} // namespace scepter::inspect
