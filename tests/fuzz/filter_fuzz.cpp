// Any text as a filter: errors and completions stay inside of it, and a filter's answer is one.
#include "inspect/filter.h"

#include "base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace scepter;
using namespace scepter::inspect;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

FilterRow row() {
    FilterRow row;
    row.operation = "PKIOperation";
    row.status = "FAILURE (2)";
    row.subject = "CN=a b, O=\"c\"";
    row.transactionId = "77C0 41";
    row.httpStatus = 200;
    row.duration = 31;
    row.findings = {{"error", "scep.nonce.missing"}};
    return row;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = textOf({data, size});
    const TimePoint now{};
    const FilterWords seen = {{"client", {"Apple", "a \"b\\, c"}}};
    const std::size_t cursor = size == 0 ? 0 : data[0] % (size + 1);
    for (const std::size_t at : {cursor, size})
        for (const Completion& one : completions(text, at, seen))
            require(one.offset + one.size <= at && !one.text.empty());
    const auto filter = Filter::parse(text);
    if (!filter) {
        require(filter.error().offset + filter.error().size <= size);
        return 0;
    }
    // One term more that says the opposite of nothing: nothing matches both.
    const bool holds = filter->matches(row(), now);
    const std::string narrower = std::string(text) + " op:GetCACert";
    if (const auto none = Filter::parse(narrower)) require(!none->matches(row(), now));
    const std::string same = std::string(text) + " op:PKIOperation";
    if (const auto all = Filter::parse(same)) require(all->matches(row(), now) == holds);
    return 0;
}
