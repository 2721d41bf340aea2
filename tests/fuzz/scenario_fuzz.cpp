// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario that is read can be run, and is the same when it was written and read again.
#include "client/scenario.h"

#include "base/text.h"

#include <cstdint>
#include <cstdlib>

using namespace scepter;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto scenario = client::scenarioFromJson(textOf({data, size}));
    if (!scenario) {
        require(printable(scenario.error().detail) == scenario.error().detail);
        return 0;
    }
    require(client::checkScenario(*scenario).has_value());
    const auto again = client::scenarioFromJson(client::toJson(*scenario));
    require(again && *again == *scenario);
    return 0;
}
