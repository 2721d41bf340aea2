// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP responses from bytes as they arrive, over Boost.Beast's parser.
#pragma once

#include "base/result.h"
#include "http/message.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace scepter::http {

/// Reads one response after the other. Bodies by Content-Length, chunked, or to the connection's
/// end; interim (1xx) responses are passed over. Buffers are kept for the next response.
class ResponseReader {
public:
    /// Heads are limited to 64 KiB.
    explicit ResponseReader(std::size_t maxBodyBytes, bool keepsHeaders = true);
    ~ResponseReader();
    ResponseReader(const ResponseReader&) = delete;
    ResponseReader& operator=(const ResponseReader&) = delete;

    /// The next response; what came beyond the one before is dropped. `toHead`: has no body.
    void begin(bool toHead = false);
    /// LimitExceeded, HttpMalformed.
    Result<void> take(ByteView input);
    /// The connection has ended. HttpMalformed unless that completes the response.
    Result<void> end();

    [[nodiscard]] bool isComplete() const;
    /// Anything was taken since begin().
    [[nodiscard]] bool hasBegun() const;
    /// Another request may be sent on the connection: nothing came beyond the response.
    [[nodiscard]] bool keepsAlive() const;

    [[nodiscard]] unsigned status() const;
    [[nodiscard]] std::vector<Header>& headers();
    [[nodiscard]] Bytes& body();

private:
    class Parser;
    struct State;
    Result<void> parse();
    std::unique_ptr<State> m_state;
};

} // namespace scepter::http
