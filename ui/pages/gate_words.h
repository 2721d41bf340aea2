// What gates are for, in words.
#pragma once

#include "models/endpoint_config.h"
#include "theme/icon_name.h"

namespace scepter::ui {

/// "Webhook: a service of yours is asked about each request"
QString kindLine(challenge::GateKind kind);
/// One sentence about it.
QString kindHelp(challenge::GateKind kind);
Icon kindIcon(challenge::GateKind kind);
/// Where it looks or asks: "mdm.example", "2 challenges", ...
QString placeWords(const challenge::Gate& gate);
/// What a client has to send: the rest of a sentence for each gate, one for no gate at all.
QStringList clientNeeds(const enrollment::EndpointSettings& settings);
/// Two gates that can never both allow: a client sends one challenge. Empty: there are none.
QString contradiction(const enrollment::EndpointSettings& settings);
/// What somebody can ask for who knows a challenge that is bound to nothing.
QStringList openTo(const authority::Template& recipe, bool vouchesForSid);

} // namespace scepter::ui
