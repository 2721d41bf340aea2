// SPDX-License-Identifier: GPL-3.0-or-later
#include "response_reader.h"

#include <utility>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/text.h"

#include <algorithm>
#include <optional>

namespace scepter::http {

namespace {

namespace bhttp = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

constexpr std::uint32_t kMaxHead = 64 * 1024;
/// Memory is taken as the body arrives, beyond this much of what was announced.
constexpr std::uint64_t kReserveAtMost = 64 * 1024;
/// Chunk headers with extensions, and trailers: what may wait for its end unparsed.
constexpr std::size_t kMaxChunkHeader = 16 * 1024;
/// The shortest rest of any chunked body: "0 CR LF CR LF".
constexpr std::size_t kShortestChunkedRest = 5;
constexpr unsigned kMaxInterim = 16;

std::string textFrom(string_view text) {
    return {text.data(), text.size()};
}

Error errorOf(error_code error, std::size_t maxBodyBytes) {
    if (error == bhttp::error::body_limit)
        return {ErrorCode::LimitExceeded,
                "the response has more than " + std::to_string(maxBodyBytes) + " bytes",
                {},
                std::nullopt};
    if (error == bhttp::error::header_limit)
        return {
            ErrorCode::LimitExceeded, "the head of the response is too large", {}, std::nullopt};
    if (error == bhttp::error::partial_message || error == bhttp::error::end_of_stream)
        return {ErrorCode::HttpMalformed, "the response was cut short", {}, std::nullopt};
    return {ErrorCode::HttpMalformed, "no HTTP response: " + error.message(), {}, std::nullopt};
}

} // namespace

/// One response's; what it reads goes to the reader's state.
class ResponseReader::Parser final : public bhttp::basic_parser<false> {
public:
    Parser(State& read, std::size_t maxBodyBytes, bool toHead)
        : m_state(read) {
        header_limit(kMaxHead);
        body_limit(maxBodyBytes);
        eager(true);
        skip(toHead);
    }

private:
    void on_request_impl(bhttp::verb, string_view, string_view, int, error_code&) override {}
    void on_response_impl(int status, string_view, int, error_code& error) override;
    void on_field_impl(bhttp::field, string_view name, string_view value,
                       error_code& error) override;
    void on_header_impl(error_code& error) override {
        error = {};
        m_headDone = true;
    }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length,
                           error_code& error) override;
    std::size_t on_body_impl(string_view body, error_code& error) override;
    void on_chunk_header_impl(std::uint64_t, string_view, error_code& error) override {
        error = {};
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code& error) override {
        return on_body_impl(body, error);
    }
    void on_finish_impl(error_code& error) override { error = {}; }

    State& m_state;
    bool m_headDone = false;
};

struct ResponseReader::State {
    std::size_t maxBodyBytes;
    bool keepsHeaders;
    bool toHead = false;
    bool begun = false;
    unsigned interim = 0;
    unsigned status = 0;
    std::vector<Header> headers{};
    Bytes body{};
    std::string input{}; ///< not parsed yet
    std::size_t consumed = 0;
    std::optional<Parser> parser{};

    [[nodiscard]] string_view unread() const {
        return {input.data() + consumed, input.size() - consumed};
    }
};

void ResponseReader::Parser::on_response_impl(int status, string_view, int, error_code& error) {
    error = {};
    m_state.status = static_cast<unsigned>(status);
}

void ResponseReader::Parser::on_field_impl(bhttp::field, string_view name, string_view value,
                                           error_code& error) {
    error = {};
    // Trailers may not pass for headers (RFC 9110 section 6.5.1).
    if (m_headDone || !m_state.keepsHeaders) return;
    const std::string text = textFrom(name);
    const auto same = std::ranges::find_if(m_state.headers, [&](const Header& header) {
        return equalsIgnoringCase(header.name, text);
    });
    if (same == m_state.headers.end())
        m_state.headers.push_back({text, textFrom(value)});
    else
        same->value += ", " + textFrom(value);
}

void ResponseReader::Parser::on_body_init_impl(const boost::optional<std::uint64_t>& length,
                                               error_code& error) {
    error = {};
    if (length) m_state.body.reserve(static_cast<std::size_t>(std::min(*length, kReserveAtMost)));
}

std::size_t ResponseReader::Parser::on_body_impl(string_view body, error_code& error) {
    error = {};
    m_state.body.insert(m_state.body.end(), body.begin(), body.end());
    return body.size();
}

ResponseReader::ResponseReader(std::size_t maxBodyBytes, bool keepsHeaders)
    : m_state(std::make_unique<State>(maxBodyBytes, keepsHeaders)) {
    begin();
}
ResponseReader::~ResponseReader() = default;

void ResponseReader::begin(bool toHead) {
    State& state = *m_state;
    state.toHead = toHead;
    state.begun = false;
    state.interim = 0;
    state.status = 0;
    state.headers.clear();
    state.body.clear();
    state.input.clear();
    state.consumed = 0;
    state.parser.emplace(state, state.maxBodyBytes, toHead);
}

Result<void> ResponseReader::take(ByteView input) {
    State& state = *m_state;
    if (input.empty()) return {};
    state.begun = true;
    // What was parsed goes, also where a piece always ends inside a chunk's header.
    state.input.erase(0, state.consumed);
    state.consumed = 0;
    state.input.append(textOf(input));
    return parse();
}

Result<void> ResponseReader::parse() {
    State& state = *m_state;
    while (!state.parser->is_done() && !state.unread().empty()) {
        const string_view unread = state.unread();
        // Beast 1.74 asserts that the rest of a chunked body is looked at in pieces no shorter.
        if (state.parser->is_header_done() && state.parser->chunked() &&
            unread.size() < kShortestChunkedRest)
            break;
        error_code error;
        const std::size_t used = state.parser->put({unread.data(), unread.size()}, error);
        state.consumed += used;
        if (error && error != bhttp::error::need_more)
            return failWith(errorOf(error, state.maxBodyBytes));
        if (state.parser->is_done() && state.status / 100 == 1 && state.status != 101) {
            if (++state.interim > kMaxInterim)
                return fail(ErrorCode::HttpMalformed, "interim responses without an end");
            state.headers.clear();
            state.parser.emplace(state, state.maxBodyBytes, state.toHead);
            continue;
        }
        if (state.parser->is_header_done() && !state.parser->is_done() &&
            state.unread().size() > kMaxChunkHeader)
            return fail(ErrorCode::HttpMalformed, "a chunk header or trailer is too large");
        if (used == 0) break;
    }
    return {};
}

Result<void> ResponseReader::end() {
    State& state = *m_state;
    if (state.parser->is_done()) return {};
    if (!state.parser->is_header_done())
        return fail(ErrorCode::HttpMalformed,
                    state.begun ? "the response was cut short" : "there was no response");
    error_code error;
    state.parser->put_eof(error);
    if (error) return failWith(errorOf(error, state.maxBodyBytes));
    return {};
}

bool ResponseReader::isComplete() const {
    return m_state->parser->is_done();
}
bool ResponseReader::hasBegun() const {
    return m_state->begun;
}
bool ResponseReader::keepsAlive() const {
    return m_state->parser->is_done() && m_state->parser->keep_alive() && m_state->unread().empty();
}
unsigned ResponseReader::status() const {
    return m_state->status;
}
std::vector<Header>& ResponseReader::headers() {
    return m_state->headers;
}
Bytes& ResponseReader::body() {
    return m_state->body;
}

} // namespace scepter::http
