#include "inspect/inspect.h"

#include "decoder.h"

namespace scepter::inspect {

Inspection inspect(ByteView input, const Options& options, Hint hint) {
    Decoding decoding(options);
    TreeBuilder& builder = decoding.builder;
    const bool tooLong = input.size() > options.limits.bytes;
    if (tooLong) input = input.first(options.limits.bytes);
    const BufferId buffer = builder.addBuffer("input", SecretBytes(input), kNoNode, false);
    const NodeId root =
        builder.add(kNoNode, "input", Kind::Group, {}, Place{buffer, 0, 0, input.size()});
    if (tooLong) builder.setCut(root);
    decodeAny(decoding, root, buffer, hint);

    Inspection inspection;
    inspection.facts = std::move(decoding.facts);
    inspection.tree = std::move(builder).finish();
    const auto& nodes = inspection.tree.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id)
        if (nodes[id].cut) inspection.facts.cut.push_back(id);
    inspection.title = titleOf(inspection);
    inspection.findings = applyRules(inspection, options);
    sortFindings(inspection.findings);
    return inspection;
}

} // namespace scepter::inspect
