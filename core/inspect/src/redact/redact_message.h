// An HTTP message with other values in it.
#pragma once

#include "inspect/redact.h"
#include "replacer.h"

namespace scepter::inspect {

struct RedactedMessage {
    Bytes bytes;
    std::vector<OpenedLayer> opened;
};

/// The message as it was sent, head and body; chunks and compression are undone, as what they hold
/// has another form then. A message that is no HTTP is taken for a body.
RedactedMessage redactMessage(Replacer& replacer, ByteView message, bool request,
                              const RedactOptions& options);

} // namespace scepter::inspect
