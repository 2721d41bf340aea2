#include "request_parser.h"

#include <utility>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/text.h"

#include <algorithm>
#include <limits>

namespace scepter::http {

namespace {

namespace bhttp = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

/// Memory is taken as the body arrives, beyond this much of what was announced.
constexpr std::uint64_t kReserveAtMost = 64 * 1024;
/// Chunk headers with extensions, and trailers: what may wait for its end unparsed.
constexpr std::size_t kMaxChunkHeader = 16 * 1024;
/// The shortest rest of any chunked body: "0 CR LF CR LF".
constexpr std::size_t kShortestChunkedRest = 5;

std::string textFrom(string_view text) {
    return {text.data(), text.size()};
}

Refusal refusalOf(error_code error, std::string_view head) {
    if (error == bhttp::error::body_limit) return {413, "the body is too large"};
    if (error == bhttp::error::header_limit) return {431, "the headers are too large"};
    if (error == bhttp::error::bad_version) {
        // "HTTP/2.0" is a version, if not ours; anything else in its place is no HTTP.
        const std::string_view line = head.substr(0, head.find('\r'));
        const auto spaces = std::count(line.begin(), line.end(), ' ');
        const bool isVersion = spaces == 2 && line.substr(line.rfind(' ') + 1).starts_with("HTTP/");
        return isVersion ? Refusal{505, "only HTTP/1.0 and HTTP/1.1 are spoken here"}
                         : Refusal{400, "malformed request line"};
    }
    return {400, "malformed request: " + error.message()};
}

/// sscep puts a CA identifier with spaces into its GET as it is (RFC 9112 section 3.2 forbids it):
/// the spaces of a query, up to the last one of the line, become "%20". Nothing when the
/// head needs no change.
std::optional<std::string> withEscapedSpaces(std::string_view head) {
    const std::string_view line = head.substr(0, head.find('\r'));
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (!line.starts_with("GET /") || !line.substr(last + 1).starts_with("HTTP/1.") ||
        line.find(' ', first + 1) == last || line.find('?') > line.find(' ', first + 1))
        return std::nullopt;
    std::string changed(head.substr(0, first + 1));
    for (const char c : line.substr(first + 1, last - first - 1))
        changed += c == ' ' ? std::string("%20") : std::string(1, c);
    changed += head.substr(last);
    return changed;
}

} // namespace

class RequestParser::Impl final : public bhttp::basic_parser<true> {
public:
    explicit Impl(const ServerLimits& limits)
        : m_maxHeaders(limits.maxHeaders) {
        header_limit(std::numeric_limits<std::uint32_t>::max());
        body_limit(limits.maxBodyBytes);
    }

    std::optional<Refusal> checkFraming();

    Request m_request;
    std::optional<Refusal> m_refusal;
    bool m_headDone = false;
    bool m_expectsContinue = false;

private:
    void on_request_impl(bhttp::verb, string_view method, string_view target, int version,
                         error_code& error) override {
        error = {};
        m_request.method = textFrom(method);
        m_request.target = textFrom(target);
        m_request.version = static_cast<unsigned>(version);
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(bhttp::field field, string_view name, string_view value,
                       error_code& error) override;
    void on_header_impl(error_code& error) override { error = {}; }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length,
                           error_code& error) override {
        error = {};
        if (length)
            m_request.body.reserve(static_cast<std::size_t>(std::min(*length, kReserveAtMost)));
    }
    std::size_t on_body_impl(string_view body, error_code& error) override {
        error = {};
        m_request.body.insert(m_request.body.end(), body.begin(), body.end());
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code& error) override {
        error = {};
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code& error) override {
        return on_body_impl(body, error);
    }
    void on_finish_impl(error_code& error) override { error = {}; }

    std::size_t m_maxHeaders;
    unsigned m_hosts = 0;
    unsigned m_contentLengths = 0;
    unsigned m_transferEncodings = 0;
    std::string m_transferEncoding;
    std::string m_expect;
};

void RequestParser::Impl::on_field_impl(bhttp::field field, string_view name, string_view value,
                                        error_code& error) {
    error = {};
    // Trailers may not pass for headers (RFC 9110 section 6.5.1).
    if (m_headDone) return;
    if (m_request.headers.size() >= m_maxHeaders) {
        m_refusal = Refusal{431, "too many headers"};
        error = bhttp::error::header_limit;
        return;
    }
    m_request.headers.push_back({textFrom(name), textFrom(value)});
    if (field == bhttp::field::host) ++m_hosts;
    if (field == bhttp::field::expect) m_expect = textFrom(value);
    if (field == bhttp::field::content_length) {
        ++m_contentLengths;
        if (value.find(',') != string_view::npos) ++m_contentLengths;
    }
    if (field == bhttp::field::transfer_encoding) {
        ++m_transferEncodings;
        m_transferEncoding = textFrom(value);
    }
}

/// What RFC 9112 sections 3.2 and 6.3 forbid and Beast lets pass.
std::optional<Refusal> RequestParser::Impl::checkFraming() {
    const bool isHttp11 = m_request.version >= 11;
    if (m_hosts > 1) return Refusal{400, "more than one Host header"};
    if (isHttp11 && m_hosts == 0) return Refusal{400, "the Host header is missing"};
    if (m_contentLengths > 1) return Refusal{400, "more than one Content-Length"};
    if (m_transferEncodings > 0 && m_contentLengths > 0)
        return Refusal{400, "both Content-Length and Transfer-Encoding"};
    if (m_transferEncodings > 1) return Refusal{400, "more than one Transfer-Encoding"};
    if (m_transferEncodings > 0 && !isHttp11)
        return Refusal{400, "Transfer-Encoding in an HTTP/1.0 request"};
    if (m_transferEncodings > 0 && !equalsIgnoringCase(m_transferEncoding, "chunked"))
        return Refusal{501, "the only Transfer-Encoding spoken here is chunked"};
    // An HTTP/1.0 client cannot expect anything (RFC 9110 section 10.1.1).
    if (!m_expect.empty() && isHttp11) {
        if (!equalsIgnoringCase(m_expect, "100-continue"))
            return Refusal{417, "the only expectation met here is 100-continue"};
        m_expectsContinue = !is_done();
    }
    return std::nullopt;
}

RequestParser::RequestParser(const ServerLimits& limits)
    : m_impl(std::make_unique<Impl>(limits)) {
}
RequestParser::~RequestParser() = default;

std::optional<Refusal> RequestParser::parseHead(std::string_view sent) {
    const auto changed = withEscapedSpaces(sent);
    const std::string_view head = changed ? std::string_view(*changed) : sent;
    error_code error;
    const std::size_t used = m_impl->put({head.data(), head.size()}, error);
    if (m_impl->m_refusal) return m_impl->m_refusal;
    if (error) return refusalOf(error, head);
    if (!m_impl->is_header_done() || used != head.size()) return Refusal{400, "malformed request"};
    m_impl->m_headDone = true;
    m_impl->eager(true);
    return m_impl->checkFraming();
}

RequestParser::Progress RequestParser::parseBody(std::string_view input) {
    // Beast 1.74 asserts that the rest of a chunked body is looked at in pieces no shorter.
    if (input.empty() || (m_impl->chunked() && input.size() < kShortestChunkedRest)) return {};
    error_code error;
    Progress progress;
    progress.used = m_impl->put({input.data(), input.size()}, error);
    if (error && error != bhttp::error::need_more)
        progress.refusal = refusalOf(error, {});
    else if (!m_impl->is_done() && input.size() - progress.used > kMaxChunkHeader)
        progress.refusal = Refusal{400, "a chunk header or trailer is too large"};
    return progress;
}

bool RequestParser::isComplete() const {
    return m_impl->is_done();
}
bool RequestParser::keepAlive() const {
    return m_impl->keep_alive();
}
bool RequestParser::expectsContinue() const {
    return m_impl->m_expectsContinue;
}
Request& RequestParser::request() {
    return m_impl->m_request;
}

} // namespace scepter::http
