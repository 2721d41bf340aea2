// SPDX-License-Identifier: GPL-3.0-or-later
// What is taken for the admin page of NDES.
#include "client/ndes_code.h"

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
    const auto code = client::readNdesPage({data, size});
    if (!code) {
        require(printable(code.error().detail) == code.error().detail);
        return 0;
    }
    const std::string_view text = code->code.text();
    require(!text.empty() && text.size() <= 1024 && isUtf8(text));
    require(text.find_first_of(" \t\r\n<") == std::string_view::npos);
    require(printable(code->thumbprint) == code->thumbprint);
    require(!client::describe(*code).empty());
    return 0;
}
