// SPDX-License-Identifier: GPL-3.0-or-later
// What Jamf Pro sends when it wants a code: the event SCEPChallenge, as JSON or XML.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "challenge/constraints.h"

#include <map>
#include <string>
#include <string_view>

namespace scepter::responder {

struct JamfEvent {
    std::string name; ///< "SCEPChallenge"
    /// Plain values of the event and of its targetDevice, which go first: serialNumber, udid,
    /// deviceName, username, ...
    std::map<std::string, std::string> fields;

    /// The value of a field, whatever the name's case; empty when there is none.
    [[nodiscard]] std::string field(std::string_view name) const;
};

/// InvalidArgument for what is no such envelope. XML with a DOCTYPE is refused.
Result<JamfEvent> readJamfEvent(ByteView body);

/// Binds to the subject of store::AccountSettings::deviceSubject with the event's values.
/// InvalidArgument when one is missing.
Result<void> bindToDevice(challenge::Constraints& constraints, std::string_view deviceSubject,
                          const JamfEvent& event);

} // namespace scepter::responder
