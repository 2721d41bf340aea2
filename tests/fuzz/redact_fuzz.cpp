// Any bytes as a message that is redacted: as many bytes, with the same elements of ASN.1.
#include "inspect/redact.h"
#include "redact/redact_asn1.h"
#include "redact/redact_message.h"

#include "asn1/reader.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace scepter;
using namespace scepter::inspect;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void checkStructure(ByteView before, ByteView after) {
    const asn1::Limits limits{before.size(), 20'000, 64};
    const auto was = asn1::Tree::parse(before, limits);
    if (!was) return;
    const auto is = asn1::Tree::parse(after, limits);
    require(is.has_value() && is->nodes().size() == was->nodes().size());
    for (std::size_t i = 0; i < was->nodes().size(); ++i) {
        const asn1::Node& a = was->nodes()[i];
        const asn1::Node& b = is->nodes()[i];
        require(a.offset == b.offset && a.contentOffset == b.contentOffset &&
                a.contentSize == b.contentSize && a.tagNumber == b.tagNumber &&
                a.tagClass == b.tagClass && a.constructed == b.constructed);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    // A key that is always the same: one input takes one path.
    Replacer replacer{SecretBytes(Bytes(32, 0x5A))};
    Redaction redaction{replacer, (size & 1U) != 0, {}, {}, 0};
    const Bytes made = redactAsn1(redaction, input);
    require(made.size() == input.size());
    checkStructure(input, made);

    RedactOptions options;
    options.limits.bytes = 1 << 20;
    options.limits.nodes = 2'000;
    for (const bool request : {true, false})
        (void)redactMessage(replacer, input, request, options);
    require(replacer.text(textOf(input)).size() == input.size());
    return 0;
}
