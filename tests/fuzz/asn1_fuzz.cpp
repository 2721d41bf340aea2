// asn1: whatever parses can be walked, every value reader answers, and DER made of it parses again.
#include "asn1/values.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace scepter;
using namespace scepter::asn1;

void require(bool holds) {
    if (!holds) std::abort();
}

void readValues(Element element) {
    (void)booleanValue(element);
    (void)integerValue(element);
    (void)integerContent(element);
    (void)octetStringValue(element);
    (void)bitStringBytes(element);
    (void)namedBits(element);
    (void)timeValue(element);
    if (const auto oid = oidValue(element)) {
        const auto again = Oid::fromText(oid->toText());
        require(again && *again == *oid);
    }
    (void)stringValue(element);
}

/// Every link leads forward, and what is below lies inside what is above.
std::size_t walk(const Tree& tree) {
    std::size_t children = 0;
    for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
        const Element element(&tree, i);
        const Node& node = element.node();
        require(node.contentOffset - node.offset + node.contentSize <= node.totalSize);
        require(node.offset + node.totalSize <= tree.buffer().size());
        std::size_t count = 0;
        std::size_t at = node.contentOffset;
        for (Element e = element.firstChild(); e; e = e.nextSibling()) {
            require(e.index() > i && e.offset() == at);
            at += e.size();
            ++count;
        }
        require(count == element.childCount());
        require(count == 0 || at == node.contentOffset + node.contentSize);
        children += count;
        readValues(element);
    }
    return children;
}

void checkDer(Element element, bool sortSets, const Limits& limits) {
    const auto der = toDer(element, sortSets);
    if (!der) {
        require(der.error().code == ErrorCode::Asn1Malformed);
        return;
    }
    // Fewer elements and no more depth than before; only lengths may have grown.
    Limits wider = limits;
    wider.bytes = der->size();
    const auto tree = Tree::parse(*der, wider);
    require(tree && tree->looksLikeDer());
    const auto again = toDer(tree->root(), sortSets);
    require(again && *again == *der);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Limits limits;
    const ByteView bytes(data, size);
    const auto prefix = Tree::parsePrefix(bytes, limits);
    const auto tree = Tree::parse(bytes, limits);
    if (!prefix) {
        require(!tree);
        return 0;
    }
    require(tree.has_value() == (prefix->root().size() == size));
    require(walk(*prefix) + 1 == prefix->nodes().size());
    checkDer(prefix->root(), false, limits);
    checkDer(prefix->root(), true, limits);
    return 0;
}
