// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/recorded_request.h"

#include "http_head.h"

#include "base/text.h"

namespace scepter::inspect {

namespace {

/// The lines of a folded field become one.
std::string unfolded(std::string_view value) {
    std::string text;
    for (const char c : value)
        if (c != '\r') text.push_back(c == '\n' ? ' ' : c);
    return text;
}

std::unexpected<Error> tooLarge(std::size_t most) {
    return fail(ErrorCode::LimitExceeded,
                "the body has more than " + std::to_string(most) + " bytes");
}

Result<Bytes> bodyOf(const HttpHead& head, std::string_view rest, std::size_t most) {
    const BodyFraming framing = framingOf(head);
    if (framing.kind == Framing::Chunked) {
        Unchunked chunks = undoChunks(rest, most);
        if (chunks.tooLong) return tooLarge(most);
        if (!chunks.complete)
            return fail(ErrorCode::HttpMalformed, "the end of the body is not in the recording");
        return std::move(chunks.body);
    }
    const std::size_t length = framing.kind == Framing::Length ? framing.length : 0;
    if (length > most) return tooLarge(most);
    if (rest.size() < length)
        return fail(ErrorCode::HttpMalformed, "the end of the body is not in the recording");
    if (rest.size() > length)
        return fail(ErrorCode::HttpMalformed, "the recording has more body than the head says");
    return copyOf(bytesOf(rest));
}

} // namespace

std::string RecordedRequest::field(std::string_view name) const {
    for (const auto& [known, value] : fields)
        if (equalsIgnoringCase(known, name)) return value;
    return {};
}

Result<RecordedRequest> recordedRequest(ByteView message, std::size_t mostBody) {
    const std::string_view text = textOf(message);
    const auto head = parseHttpHead(text);
    if (!head || !head->request)
        return fail(ErrorCode::HttpMalformed, "the recording has no HTTP/1.x request there");
    if (!head->complete)
        return fail(ErrorCode::HttpMalformed, "the end of the request is not in the recording");
    RecordedRequest request;
    request.method = head->method;
    request.target = head->target;
    for (const HttpField& field : head->fields)
        request.fields.emplace_back(field.name, unfolded(field.value));
    SCEPTER_TRY(body, bodyOf(*head, text.substr(head->size), mostBody));
    request.body = std::move(body);
    return request;
}

} // namespace scepter::inspect
