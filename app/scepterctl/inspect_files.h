// inspect --save and --compare: files in, a file or a comparison out.
#pragma once

#include "context.h"
#include "inspect/filter.h"
#include "inspect/keyring.h"

#include <memory>
#include <string>
#include <vector>

namespace scepter::app {

struct SaveOrder {
    std::vector<std::string> files;
    std::string out; ///< "x.har", "x.pcapng", "x.json"
    bool redact = false;
    bool keepCiphertext = false;
    inspect::Filter filter;
    std::size_t exchange = 0; ///< this one alone, 1 is the first; 0: all that match
};
/// Writes the exchanges of some files into one, in the format that its name asks for. Gives the
/// exit code.
int saveExchanges(const Context& context, const SaveOrder& order,
                  const std::shared_ptr<const inspect::Keyring>& keys);

struct CompareOrder {
    std::string left;
    std::string right;
    bool everything = false; ///< what is equal, too
    bool secrets = false;    ///< values of secrets, too
};
/// Prints what differs. Exit code 1 when anything does.
int compareFiles(const Context& context, const CompareOrder& order, const inspect::Keyring& keys);

} // namespace scepter::app
