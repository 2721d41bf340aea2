// Any bytes as recorded traffic. What was read is written, in both forms, and read alike.
#include "inspect/inspect.h"
#include "inspect/traffic.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace scepter;
using namespace scepter::inspect;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// Small, so that a run stays fast.
TrafficLimits limits() {
    TrafficLimits limits;
    limits.bytes = 1 << 20;
    limits.message = 64 << 10;
    limits.packets = 10'000;
    limits.streams = 100;
    limits.exchanges = 100;
    limits.values = 20'000;
    return limits;
}

void checkArchive(const std::vector<RawExchange>& exchanges) {
    const std::string archive = writeHar(exchanges);
    const auto again = readTraffic(bytesOf(archive));
    require(again.has_value() && again->exchanges.size() == exchanges.size());
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
        require(again->exchanges[i].request == exchanges[i].request);
        require(again->exchanges[i].response == exchanges[i].response);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    // Everything around ASN.1 is found out here too: HTTP, PEM, base64, hex, pages, profiles.
    Options options;
    options.limits.bytes = 1 << 20;
    options.limits.allBytes = 4 << 20;
    options.limits.nodes = 5'000;
    const Inspection inspection = inspect::inspect(input, options);
    require(inspection.tree.nodes().size() <= options.limits.nodes);
    for (const Node& node : inspection.tree.nodes())
        if (node.place.size > 0) require(!inspection.tree.bytes(node.place).empty());

    const auto traffic = readTraffic(input, limits());
    if (!traffic) return 0;
    require(traffic->exchanges.size() <= limits().exchanges);
    checkArchive(traffic->exchanges);
    require(readTraffic(writePcapng(traffic->exchanges)).has_value());
    return 0;
}
