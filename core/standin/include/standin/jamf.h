// SPDX-License-Identifier: GPL-3.0-or-later
// Jamf Pro's half of its SCEPChallenge webhook: it asks for a code to put into a profile.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

#include <string>
#include <vector>

namespace scepter::standin {

enum class JamfAuthentication { None, Basic, Header };

struct JamfQuestion {
    std::string url;
    JamfAuthentication authentication = JamfAuthentication::None;
    std::string name;   ///< user of Basic, or the header's name
    SecretBytes secret; ///< password of Basic, or the header's value
    std::vector<std::string> rootPems;
    Duration timeout = std::chrono::seconds(15);

    unsigned webhookId = 1;
    std::string scepServerUrl;
    std::string payloadIdentifier = "com.example.scep";
    std::vector<std::string> payloadTypes = {"com.apple.security.scep"};
    std::string deviceName; ///< of targetDevice; what is empty is left out
    std::string serialNumber;
    std::string udid;
    std::string userName;
};

/// The body that Jamf posts, JSON; the time in milliseconds.
std::string jamfBody(const JamfQuestion& question, TimePoint now);

/// Posts it and gives the code. Blocks; never on a GUI thread. HttpStatus for another status than
/// 200, HttpMalformed for a body that is no code (empty, over 8 KiB, a line break, JSON's quotes),
/// and errors of the connection.
Result<SecretBytes> askJamfChallenge(const JamfQuestion& question, TimePoint now);

} // namespace scepter::standin
