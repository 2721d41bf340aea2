// Any bytes through the inspector: ranges stay inside their layers, nodes inside the limits, and
// what people see is one printable line.
#include "pki_message_keys.h"

#include "base/text.h"
#include "inspect/inspect.h"
#include "inspect/structure.h"

#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace scepter;
    static const inspect::Keyring keys = [] {
        inspect::Keyring made;
        made.passwords.emplace_back(std::string_view("fuzz"));
        // Those of recorded messages in the corpus, so that what is inside of envelopes is read
        // too.
        auto key = pki::PrivateKey::fromDer(fuzz::kCaKey);
        auto certificate = pki::Certificate::fromDer(fuzz::kCaCertificate);
        require(key.has_value() && certificate.has_value());
        made.keys.push_back({"CA", std::move(*key), std::move(*certificate)});
        return made;
    }();
    inspect::Options options;
    options.keys = &keys;
    options.limits.nodes = 5'000;
    options.limits.passwordRounds = 50'000;
    const auto read = inspect::inspect({data, size}, options);
    const auto& nodes = read.tree.nodes();
    const auto& buffers = read.tree.buffers();
    require(!nodes.empty() && nodes.size() <= options.limits.nodes);
    for (const inspect::Node& node : nodes) {
        require(printable(node.value) == node.value && printable(node.name) == node.name);
        require(node.parent == inspect::kNoNode || node.parent < nodes.size());
        if (node.place.size == 0) continue;
        require(node.place.buffer < buffers.size());
        const std::size_t all = buffers[node.place.buffer].bytes->size();
        require(node.place.offset <= all && node.place.size <= all - node.place.offset);
        require(node.place.header <= node.place.size);
    }
    for (const auto& [node, error] : read.facts.failures)
        require(node < nodes.size());
    static_cast<void>(inspect::structureOf({data, size}, options.limits));
    return 0;
}
