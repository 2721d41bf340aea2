// SPDX-License-Identifier: GPL-3.0-or-later
// --save-traffic: what was sent and what came, as a file for the inspector and for other programs.
#pragma once

#include "client/enrollment.h"
#include "context.h"

#include <string>
#include <vector>

namespace scepter::app {

struct TrafficFile {
    std::string path; ///< "x.har", "x.pcapng", "x.json"; empty: nothing is saved
    bool withSecrets = false;
};
void addTrafficOptions(CLI::App& command, TrafficFile& file);
/// Whether the name says a format that it can be, and can be written: before anything is sent.
/// InvalidArgument, FileUnwritable.
Result<void> checkTrafficFile(const TrafficFile& file);

/// The exchanges of some steps, each once, in their order.
std::vector<inspect::RawExchange> exchangesOf(const client::Transcript& steps);
/// Redacted, unless secrets were asked for: then its owner alone may read it. A .json is a redacted
/// bundle. Nothing without a path.
Result<void> saveTraffic(const Context& context, const TrafficFile& file,
                         const std::vector<inspect::RawExchange>& exchanges);

} // namespace scepter::app
