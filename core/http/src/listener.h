// The listening socket: accepts, admits, and hands connections to the shards in turn.
#pragma once

#include "address.h"
#include "shard.h"

namespace scepter::http {

class Listener {
public:
    Listener(std::vector<std::shared_ptr<Shard>> shards);

    Result<void> open(const Tcp::endpoint& endpoint);
    void start() { accept(); }
    /// On the first shard's thread.
    void close();
    [[nodiscard]] Tcp::endpoint endpoint() const { return m_endpoint; }

private:
    void accept();
    void accepted(const boost::system::error_code& error, Socket socket, Shard& shard);
    void admit(Socket socket, Shard& shard);
    void backOff(const boost::system::error_code& error);

    std::vector<std::shared_ptr<Shard>> m_shards;
    std::shared_ptr<Core> m_core;
    Acceptor m_acceptor;
    Timer m_backoff;
    Tcp::endpoint m_endpoint;
    std::size_t m_next = 0;
    bool m_inTrouble = false;
};

} // namespace scepter::http
