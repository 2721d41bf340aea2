// Sends the HTTP questions of gates.
#pragma once

#include "challenge/ask.h"
#include "http/client.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace scepter::responder {

/// Where a question goes.
struct AskPlace {
    std::string target; ///< "https://mdm.example:443"
    std::string host;   ///< "mdm.example"
};

/// InvalidArgument, naming the host only: no absolute URL, user information in it, http to
/// somebody else than this machine, a host that is not allowed.
Result<AskPlace> placeOf(const challenge::HttpAsk& ask);

/// Used by one thread, which must run a Qt event loop. Connections are kept per AskTls.
class HttpAsker {
public:
    using Done = std::function<void(challenge::Reply)>;

    /// One try. Calls `done` once, later, from the event loop; never after this is destroyed.
    void send(const challenge::HttpAsk& ask, const AskPlace& place, Duration timeout, Done done);
    /// Closes connections that were not used for so long; false when there are none left.
    bool dropIdle(Duration idle);

private:
    using Steady = std::chrono::steady_clock;
    /// A client has at most six connections to one server: busy beyond, the next one is used.
    struct Sender {
        explicit Sender(const http::ClientOptions& options)
            : client(options) {}
        http::Client client;
        std::map<std::string, unsigned> underWay; ///< by target
    };
    struct Group {
        std::shared_ptr<const challenge::AskTls> tls; ///< held: its address is the key
        std::vector<std::unique_ptr<Sender>> senders;
        std::size_t underWay = 0;
        Steady::time_point lastUse;
    };
    static Sender& freeSender(Group& group, const std::string& target);

    std::map<const challenge::AskTls*, Group> m_groups;
};

} // namespace scepter::responder
