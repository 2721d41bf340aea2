#include "inspect/compare.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace scepter::inspect {

namespace {

constexpr std::string_view kEllipsis = "…";

/// "[3]" is no name.
std::string_view kindName(const Node& node) {
    return node.name.starts_with('[') && node.name.ends_with(']') &&
                   node.name.find_first_not_of("0123456789", 1) == node.name.size() - 1
               ? std::string_view("[]")
               : std::string_view(node.name);
}

/// What a field is, where its name does not tell it from its neighbors.
struct Identity {
    std::string exact;
    std::string alike; ///< what a newer one of it shares; empty: it has no identity of its own
};

std::string valueOfChild(const Tree& tree, NodeId id, std::string_view name) {
    for (NodeId child = tree.node(id).firstChild; child != kNoNode;
         child = tree.node(child).nextSibling)
        if (tree.node(child).name == name) return tree.node(child).value;
    return {};
}

NodeId childOf(const Tree& tree, NodeId id, std::string_view name) {
    for (NodeId child = tree.node(id).firstChild; child != kNoNode;
         child = tree.node(child).nextSibling)
        if (tree.node(child).name == name) return child;
    return kNoNode;
}

Identity identityOf(const Tree& tree, NodeId id) {
    if (const NodeId inner = childOf(tree, id, "tbsCertificate"); inner != kNoNode) {
        const std::string subject = valueOfChild(tree, inner, "subject");
        return {subject + '\n' + valueOfChild(tree, inner, "serialNumber"), "subject " + subject};
    }
    if (std::string serial = valueOfChild(tree, id, "userCertificate"); !serial.empty())
        return {serial, "entry " + serial};
    return {};
}

bool isDerived(const Node& node) {
    if (node.parent == kNoNode) return false;
    if (node.place.size == 0) return node.name != "version";
    return node.name == "signatureValue" || node.name == "messageDigest" ||
           (node.name == "signature" && node.kind == Kind::Bytes);
}

std::vector<NodeId> childrenOf(const Tree& tree, NodeId id, const CompareOptions& options) {
    std::vector<NodeId> children = tree.children(id);
    if (!options.derived)
        std::erase_if(children, [&](NodeId child) { return isDerived(tree.node(child)); });
    return children;
}

struct Pair {
    NodeId left = kNoNode;
    NodeId right = kNoNode;
};

/// Pairs the children of two nodes, by keys that get weaker. Each step costs a sort.
class Aligner {
public:
    Aligner(const Tree& left, std::vector<NodeId> leftNodes, const Tree& right,
            std::vector<NodeId> rightNodes)
        : m_left(left, std::move(leftNodes))
        , m_right(right, std::move(rightNodes)) {}

    std::vector<Pair> align() {
        match([](const Side& side, std::size_t i) {
            const Identity& identity = side.identities[i];
            const Node& node = side.tree.node(side.nodes[i]);
            return std::optional(std::string(kindName(node)) + '\n' +
                                 (identity.exact.empty() ? node.value : identity.exact));
        });
        match([](const Side& side, std::size_t i) {
            const Identity& identity = side.identities[i];
            return identity.alike.empty() ? std::nullopt : std::optional(identity.alike);
        });
        const auto counts = std::pair(m_left.counts(), m_right.counts());
        match([&counts](const Side& side, std::size_t i) -> std::optional<std::string> {
            const Node& node = side.tree.node(side.nodes[i]);
            std::string name(kindName(node));
            const bool several = many(counts.first, name) || many(counts.second, name);
            // Of several certificates, purposes or policies, another one is another one.
            if (several && (node.kind == Kind::Oid || !side.identities[i].alike.empty()))
                return std::nullopt;
            return name;
        });
        return inOrder();
    }

private:
    using Counts = std::map<std::string, std::size_t, std::less<>>;

    struct Side {
        Side(const Tree& theTree, std::vector<NodeId> theNodes)
            : tree(theTree)
            , nodes(std::move(theNodes))
            , partner(nodes.size(), kNoNode) {
            identities.reserve(nodes.size());
            for (const NodeId id : nodes)
                identities.push_back(identityOf(tree, id));
        }
        [[nodiscard]] Counts counts() const {
            Counts counts;
            for (const NodeId id : nodes)
                ++counts[std::string(kindName(tree.node(id)))];
            return counts;
        }

        const Tree& tree;
        std::vector<NodeId> nodes;
        std::vector<Identity> identities;
        std::vector<std::uint32_t> partner; ///< index on the other side
    };

    static bool many(const Counts& counts, const std::string& name) {
        const auto found = counts.find(name);
        return found != counts.end() && found->second > 1;
    }

    template <class KeyOf> void match(const KeyOf& keyOf) {
        std::multimap<std::string, std::uint32_t> open; // equal keys stay in their order
        for (std::uint32_t i = 0; i < m_right.nodes.size(); ++i)
            if (m_right.partner[i] == kNoNode)
                if (auto key = keyOf(m_right, i)) open.emplace(std::move(*key), i);
        for (std::uint32_t i = 0; i < m_left.nodes.size() && !open.empty(); ++i) {
            if (m_left.partner[i] != kNoNode) continue;
            const auto key = keyOf(m_left, i);
            if (!key) continue;
            const auto found = open.lower_bound(*key);
            if (found == open.end() || found->first != *key) continue;
            m_left.partner[i] = found->second;
            m_right.partner[found->second] = i;
            open.erase(found);
        }
    }

    /// As the left side has them; what only the right side has stands behind the pair of the one
    /// before it.
    [[nodiscard]] std::vector<Pair> inOrder() const {
        std::vector<std::vector<NodeId>> behind(m_left.nodes.size() + 1);
        std::size_t slot = 0;
        for (std::size_t i = 0; i < m_right.nodes.size(); ++i) {
            if (m_right.partner[i] != kNoNode)
                slot = m_right.partner[i] + std::size_t{1};
            else
                behind[slot].push_back(m_right.nodes[i]);
        }
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i <= m_left.nodes.size(); ++i) {
            if (i > 0) {
                const std::uint32_t partner = m_left.partner[i - 1];
                pairs.push_back(
                    {m_left.nodes[i - 1], partner == kNoNode ? kNoNode : m_right.nodes[partner]});
            }
            for (const NodeId only : behind[i])
                pairs.push_back({kNoNode, only});
        }
        return pairs;
    }

    Side m_left;
    Side m_right;
};

class Comparer {
public:
    Comparer(const Tree& left, const Tree& right, const CompareOptions& options)
        : m_left(left)
        , m_right(right)
        , m_options(options) {}

    Comparison run(NodeId left, NodeId right) {
        add({left, right}, 0, {});
        return std::move(m_comparison);
    }

private:
    [[nodiscard]] bool sameContent(const Node& left, const Node& right) const {
        return left.place.size > 0 && right.place.size > 0 &&
               sameBytes(m_left.content(left.place), m_right.content(right.place));
    }

    /// Values that are shown cut are compared by their bytes.
    [[nodiscard]] bool sameValue(const Node& left, const Node& right) const {
        if (left.value != right.value) return false;
        if (left.value.find(kEllipsis) == std::string::npos) return true;
        if (left.place.size == 0 || right.place.size == 0) return true;
        return sameContent(left, right);
    }

    /// Adds a pair with all below it; true when anything differs. Depth has a limit, and so does
    /// this recursion.
    bool add(const Pair& pair, unsigned depth, const std::string& above) {
        auto& rows = m_comparison.rows;
        if (rows.size() >= m_options.rows || depth > m_options.depth) {
            m_comparison.complete = false;
            return false;
        }
        const bool both = pair.left != kNoNode && pair.right != kNoNode;
        const Node& left = m_left.node(pair.left);
        const Node& right = m_right.node(pair.right);
        const Node& named = pair.left != kNoNode ? left : right;
        if (left.cut || right.cut) m_comparison.complete = false;
        CompareRow row;
        row.name = named.name;
        row.path = above.empty() ? named.name : above + " > " + named.name;
        row.depth = depth;
        row.left = pair.left;
        row.right = pair.right;
        row.secret = left.secret || right.secret;
        if (!row.secret) {
            row.leftValue = left.value;
            row.rightValue = right.value;
        }
        row.difference = both                   ? Difference::Equal
                         : pair.left != kNoNode ? Difference::OnlyLeft
                                                : Difference::OnlyRight;
        row.sameBytes = both && sameBytes(m_left.bytes(left.place), m_right.bytes(right.place));
        const std::string path = depth == 0 ? std::string() : row.path;
        const std::size_t index = rows.size();
        rows.push_back(std::move(row));

        bool below = false;
        const auto pairs = childPairs(pair);
        for (const Pair& child : pairs)
            below |= add(child, depth + 1, path);
        rows[index].group = !pairs.empty();
        // What a group says is made of what is below it.
        const bool same = pairs.empty() ? sameValue(left, right)
                                        : !m_options.derived || left.value == right.value;
        return settle(rows[index], both && !same, below, !pairs.empty());
    }

    [[nodiscard]] std::vector<Pair> childPairs(const Pair& pair) const {
        std::vector<NodeId> left;
        std::vector<NodeId> right;
        if (pair.left != kNoNode) left = childrenOf(m_left, pair.left, m_options);
        if (pair.right != kNoNode) right = childrenOf(m_right, pair.right, m_options);
        return Aligner(m_left, std::move(left), m_right, std::move(right)).align();
    }

    bool settle(CompareRow& row, bool valueDiffers, bool below, bool group) {
        switch (row.difference) {
        case Difference::OnlyLeft:
            if (!group) ++m_comparison.onlyLeft;
            return true;
        case Difference::OnlyRight:
            if (!group) ++m_comparison.onlyRight;
            return true;
        default:
            break;
        }
        if (!below && !valueDiffers) return false;
        row.difference = Difference::Changed;
        // What a group says follows from what is below it; else it counts itself.
        if (!below) ++m_comparison.changed;
        return true;
    }

    const Tree& m_left;
    const Tree& m_right;
    const CompareOptions& m_options;
    Comparison m_comparison;
};

/// The outermost field that means something, not how it was wrapped.
NodeId subjectNode(const Inspection& inspection) {
    const Facts& facts = inspection.facts;
    NodeId first = kNoNode;
    const auto take = [&first](NodeId node) { first = std::min(first, node); };
    const auto takeInfo = [&](NodeId node) {
        if (node == kNoNode) return;
        const NodeId parent = inspection.tree.node(node).parent;
        take(parent == kNoNode ? node : parent); // the ContentInfo around it
    };
    for (const SignedFacts& each : facts.signedData)
        takeInfo(each.node);
    for (const EnvelopeFacts& each : facts.envelopes)
        takeInfo(each.node);
    for (const CsrFacts& each : facts.csrs)
        take(each.node);
    for (const CertificateFacts& each : facts.certificates)
        take(each.node);
    for (const CrlFacts& each : facts.crls)
        take(each.node);
    for (const LookupFacts& each : facts.lookups)
        take(each.node);
    if (facts.capabilities) take(facts.capabilities->node);
    return first;
}

/// The names from the root down to a node.
std::vector<std::string_view> wrapping(const Tree& tree, NodeId id) {
    std::vector<std::string_view> names;
    for (; id != kNoNode; id = tree.node(id).parent)
        names.push_back(tree.node(id).name);
    return names;
}

std::string shown(const CompareRow& row, const std::string& value) {
    if (row.secret) return "(hidden)";
    return value.empty() ? "(no value)" : value;
}

std::string lineOf(const CompareRow& row) {
    const bool values = !row.leftValue.empty() || !row.rightValue.empty() || row.secret;
    switch (row.difference) {
    case Difference::OnlyLeft:
        return "- " + row.name + (values ? ": " + shown(row, row.leftValue) : "");
    case Difference::OnlyRight:
        return "+ " + row.name + (values ? ": " + shown(row, row.rightValue) : "");
    case Difference::Changed:
        if (row.leftValue == row.rightValue && !row.secret)
            return "  " + row.name + (values ? ": " + row.leftValue : "") +
                   (row.group ? "" : " (other bytes)");
        if (row.secret && row.group) return "  " + row.name + ": (hidden)";
        return (row.group ? "  " : "! ") + row.name + ": " + shown(row, row.leftValue) + " -> " +
               shown(row, row.rightValue);
    case Difference::Equal:
        break;
    }
    return "  " + row.name + (values ? ": " + shown(row, row.leftValue) : "") +
           (row.sameBytes || row.group || row.left == kNoNode ? "" : " (written otherwise)");
}

std::string_view colorOf(Difference difference, bool group) {
    if (difference == Difference::OnlyLeft) return "31";
    if (difference == Difference::OnlyRight) return "32";
    return difference == Difference::Changed && !group ? "33" : "0";
}

} // namespace

std::string_view toText(Difference difference) {
    switch (difference) {
    case Difference::Changed:
        return "changed";
    case Difference::OnlyLeft:
        return "onlyLeft";
    case Difference::OnlyRight:
        return "onlyRight";
    case Difference::Equal:
        break;
    }
    return "equal";
}

Comparison compare(const Tree& left, NodeId leftNode, const Tree& right, NodeId rightNode,
                   const CompareOptions& options) {
    if (leftNode >= left.nodes().size()) leftNode = kNoNode;
    if (rightNode >= right.nodes().size()) rightNode = kNoNode;
    if (leftNode == kNoNode && rightNode == kNoNode) return {};
    return Comparer(left, right, options).run(leftNode, rightNode);
}

Comparison compare(const Inspection& left, const Inspection& right, const CompareOptions& options) {
    const NodeId leftSubject = subjectNode(left);
    const NodeId rightSubject = subjectNode(right);
    const bool inside = leftSubject != kNoNode && rightSubject != kNoNode &&
                        wrapping(left.tree, leftSubject) != wrapping(right.tree, rightSubject);
    return inside ? compare(left.tree, leftSubject, right.tree, rightSubject, options)
                  : compare(left.tree, 0, right.tree, 0, options);
}

std::string comparisonText(const Comparison& comparison, bool everything, bool color) {
    std::string text;
    for (const CompareRow& row : comparison.rows) {
        if (!everything && row.difference == Difference::Equal) continue;
        const std::string line = lineOf(row);
        std::string indented = line.substr(0, 2);
        indented.append(std::size_t{2} * row.depth, ' ').append(line, 2);
        if (color) {
            const std::string_view code = colorOf(row.difference, row.group);
            indented = "\x1b[" + std::string(code) + "m" + indented + "\x1b[0m";
        }
        text += indented + '\n';
    }
    if (!comparison.complete) text += "There is more than the limits show.\n";
    return text;
}

} // namespace scepter::inspect
