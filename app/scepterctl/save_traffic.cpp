// SPDX-License-Identifier: GPL-3.0-or-later
#include "save_traffic.h"

#include "inspect/redact.h"
#include "output_file.h"

#include <set>

namespace scepter::app {

void addTrafficOptions(CLI::App& command, TrafficFile& file) {
    auto* path = command.add_option(
        "--save-traffic", file.path,
        "Write what was sent and what came to FILE.har, FILE.pcapng or FILE.json (a bundle), "
        "redacted");
    command
        .add_flag("--with-secrets", file.withSecrets,
                  "Write it as it was: whoever has the CA's key can read the challenges in it")
        ->needs(path);
}

Result<void> checkTrafficFile(const TrafficFile& file) {
    const bool bundle = file.path.ends_with(".json");
    if (bundle && file.withSecrets)
        return fail(ErrorCode::InvalidArgument,
                    "--with-secrets: a .json file is a redacted bundle; take .har or .pcapng");
    if (!file.path.empty() && !bundle && !file.path.ends_with(".har") &&
        !file.path.ends_with(".pcapng"))
        return fail(ErrorCode::InvalidArgument,
                    "--save-traffic: the name must end in .har, .pcapng or .json");
    SCEPTER_CHECK(checkWritable(file.path));
    return file.withSecrets ? checkWritable(file.path + ".new") : Result<void>{};
}

std::vector<inspect::RawExchange> exchangesOf(const client::Transcript& steps) {
    std::vector<inspect::RawExchange> exchanges;
    std::set<const inspect::RawExchange*> seen;
    for (const client::Step& step : steps)
        if (step.exchange && seen.insert(step.exchange.get()).second)
            exchanges.push_back(*step.exchange);
    return exchanges;
}

Result<void> saveTraffic(const Context& context, const TrafficFile& file,
                         const std::vector<inspect::RawExchange>& exchanges) {
    if (file.path.empty()) return {};
    std::vector<inspect::RawExchange> shown = exchanges;
    if (!file.withSecrets) {
        inspect::RedactOptions options;
        options.now = context.clock().now();
        options.generator = "scepterctl " SCEPTER_VERSION;
        SCEPTER_TRY(bundle, inspect::writeBundle(exchanges, options));
        if (file.path.ends_with(".json")) return writeFile(file.path, bytesOf(bundle.document));
        SCEPTER_TRY(redacted, inspect::readTraffic(bytesOf(bundle.document)));
        shown = std::move(redacted.exchanges);
    }
    const bool har = file.path.ends_with(".har");
    const Bytes bytes =
        har ? copyOf(bytesOf(inspect::writeHar(shown))) : inspect::writePcapng(shown);
    return file.withSecrets ? replaceFile(file.path, bytes, kOwnerOnly)
                            : writeFile(file.path, bytes);
}

} // namespace scepter::app
