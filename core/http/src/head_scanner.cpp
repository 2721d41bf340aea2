#include "head_scanner.h"

namespace scepter::http {

namespace {

constexpr std::size_t kMaxEmptyLines = 4;

bool isTokenStart(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

} // namespace

HeadState HeadScanner::scan(std::string_view input) {
    while (true) {
        const std::size_t lineFeed = input.find('\n', m_scanned);
        const bool found = lineFeed != std::string_view::npos;
        m_scanned = found ? lineFeed + 1 : input.size();
        if (const HeadState state = checkLimits(m_scanned); state != HeadState::Incomplete)
            return state;
        if (!found) break;
        if (const HeadState state = lineEnded(input, lineFeed); state != HeadState::Incomplete)
            return state;
    }
    // Whatever speaks TLS or another protocol here is told at once, not at the deadline.
    if (m_headersBegin == 0 && input.size() > m_begin && input[m_begin] != '\r' &&
        !isTokenStart(input[m_begin]))
        return HeadState::Malformed;
    return HeadState::Incomplete;
}

HeadState HeadScanner::lineEnded(std::string_view input, std::size_t lineFeed) {
    if (lineFeed == m_lineBegin || input[lineFeed - 1] != '\r') return HeadState::Malformed;
    const bool empty = lineFeed - 1 == m_lineBegin;
    const char first = input[m_lineBegin];
    m_lineBegin = lineFeed + 1;
    if (m_headersBegin == 0) {
        if (empty) {
            m_begin = m_lineBegin;
            return m_begin > 2 * kMaxEmptyLines ? HeadState::Malformed : HeadState::Incomplete;
        }
        m_headersBegin = m_lineBegin;
        return HeadState::Incomplete;
    }
    if (empty) return HeadState::Complete;
    return first == ' ' || first == '\t' ? HeadState::Folded : HeadState::Incomplete;
}

HeadState HeadScanner::checkLimits(std::size_t received) const {
    if (m_headersBegin == 0)
        return received - m_begin > m_maxLine + 2 ? HeadState::LineTooLong : HeadState::Incomplete;
    return received - m_headersBegin > m_maxHeaders + 2 ? HeadState::HeadersTooLarge
                                                        : HeadState::Incomplete;
}

} // namespace scepter::http
