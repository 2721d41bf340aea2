// Finds the end of a request's head and enforces its limits before anything is parsed.
#pragma once

#include <cstddef>
#include <string_view>

namespace scepter::http {

enum class HeadState { Incomplete, Complete, Malformed, Folded, LineTooLong, HeadersTooLarge };

/// Scans each byte once, however slowly the head arrives. Refuses bare line feeds and folded
/// headers (RFC 9112 section 5.2), which other HTTP software reads differently: the stuff of
/// smuggling.
class HeadScanner {
public:
    HeadScanner(std::size_t maxLine, std::size_t maxHeaders)
        : m_maxLine(maxLine)
        , m_maxHeaders(maxHeaders) {}

    /// `input` is everything received so far, and begins with what was passed before.
    HeadState scan(std::string_view input);

    /// Where the request line begins: after the empty lines that RFC 9112 section 2.2 has us
    /// ignore.
    [[nodiscard]] std::size_t begin() const { return m_begin; }
    /// Where the head ends, when complete.
    [[nodiscard]] std::size_t end() const { return m_lineBegin; }

private:
    HeadState lineEnded(std::string_view input, std::size_t lineFeed);
    [[nodiscard]] HeadState checkLimits(std::size_t received) const;

    std::size_t m_maxLine;
    std::size_t m_maxHeaders;
    std::size_t m_scanned = 0;
    std::size_t m_lineBegin = 0;
    std::size_t m_begin = 0;
    std::size_t m_headersBegin = 0; // 0 while the request line is incomplete
};

} // namespace scepter::http
