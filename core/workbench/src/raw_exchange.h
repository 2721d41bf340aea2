// A recorded exchange as it went over the wire.
#pragma once

#include "inspect/traffic.h"
#include "store/traffic_store.h"

namespace scepter::workbench {

/// Heads and bodies joined. A request whose chunks were joined gets a Content-Length instead; what
/// is missing stands in the notes.
inspect::RawExchange toRawExchange(const store::TrafficFactsView& facts,
                                   const store::TrafficBytes& bytes);
/// Whether the request can be decoded: no body of it is missing.
bool hasWholeRequest(const store::TrafficFactsView& facts, const store::TrafficBytes& bytes);

} // namespace scepter::workbench
