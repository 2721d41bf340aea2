// From the two directions of a connection to exchanges.
#pragma once

#include "streams.h"

namespace scepter::inspect {

/// HTTP/1.x messages of both sides, each response with its request: in order, or as they were
/// captured where bytes are missing. A connection that is not HTTP/1.x gives nothing; `notes` says
/// what it was, if known.
std::vector<RawExchange> pairExchanges(Connection&& connection, const TrafficLimits& limits,
                                       std::vector<std::string>& notes);

/// By `sentAt`, those of one time in the order in which they are.
void sortExchanges(std::vector<RawExchange>& exchanges);

Result<Traffic> readPackets(ByteView file, const TrafficLimits& limits);
Result<Traffic> readHar(ByteView file, const TrafficLimits& limits);

} // namespace scepter::inspect
