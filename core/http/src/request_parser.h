// One request from bytes: Boost.Beast's parser with the refusals it leaves to its user.
#pragma once

#include "http/message.h"
#include "http/server.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace scepter::http {

/// Why a request is refused: the status of the answer and its text.
struct Refusal {
    unsigned status = 400;
    std::string text;
};

class RequestParser {
public:
    explicit RequestParser(const ServerLimits& limits);
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    /// Parses a whole head, as HeadScanner delimits it. Once.
    std::optional<Refusal> parseHead(std::string_view head);

    /// Takes what it can of the body and says how much that was.
    struct Progress {
        std::size_t used = 0;
        std::optional<Refusal> refusal;
    };
    Progress parseBody(std::string_view input);

    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] bool keepAlive() const;
    /// The client waits for "100 Continue" before it sends the body (RFC 9110 section 10.1.1).
    [[nodiscard]] bool expectsContinue() const;
    [[nodiscard]] Request& request();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace scepter::http
