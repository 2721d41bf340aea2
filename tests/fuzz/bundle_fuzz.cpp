// Any bytes as a redacted bundle: its messages are read with what was opened, and it is searched.
#include "inspect/exchange.h"
#include "inspect/redact.h"
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
    limits.exchanges = 20;
    limits.values = 20'000;
    return limits;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    if (trafficFormat(input) != TrafficFormat::Bundle) return 0;
    const auto traffic = readTraffic(input, limits());
    std::vector<SecretBytes> values;
    values.emplace_back(std::string_view("a value of six bytes or more"));
    const auto left = leftoversIn(textOf(input), values);
    if (!traffic) return 0;
    require(left.has_value());
    require(traffic->exchanges.size() <= limits().exchanges);
    Options options;
    options.limits.bytes = 1 << 20;
    options.limits.nodes = 2'000;
    for (const RawExchange& exchange : traffic->exchanges) {
        require(exchange.redacted);
        require(exchange.request.size() <= limits().message);
        require(exchange.receivedAt >= exchange.sentAt);
        const ExchangeReading reading = readExchange(exchange, options);
        require(exchange.request.empty() || reading.request.facts.redacted);
        // Whatever a bundle says was opened: no signature of it is judged.
        for (const SignedFacts& each : reading.request.facts.signedData)
            for (const SignerFacts& signer : each.signers)
                require(!signer.signature);
        (void)filterRowOf(exchange, reading);
    }
    return 0;
}
