#include "http_head.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace scepter::inspect {

namespace {

constexpr std::string_view kVersion = "HTTP/";
constexpr std::size_t kMaxMethod = 32;
constexpr std::size_t kMaxFields = 1'000;
constexpr std::size_t kMaxChunkLine = 4'096;

bool isMethod(std::string_view word) {
    return !word.empty() && word.size() <= kMaxMethod &&
           std::ranges::all_of(word, [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

bool isUsualMethod(std::string_view word) {
    for (const std::string_view known :
         {"GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE"})
        if (word == known) return true;
    return false;
}

std::string_view firstLine(std::string_view text) {
    std::string_view line = text.substr(0, text.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool isVersion(std::string_view word) {
    return word.size() == 8 && word.starts_with(kVersion) && word[6] == '.' && word[5] >= '0' &&
           word[5] <= '9' && word[7] >= '0' && word[7] <= '9';
}

/// Method, target and version; the target may hold spaces, as some clients send them.
bool splitRequestLine(std::string_view line, HttpHead& head) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !isMethod(line.substr(0, space))) return false;
    head.method = line.substr(0, space);
    std::string_view rest = line.substr(space + 1);
    const std::size_t last = rest.rfind(' ');
    if (last != std::string_view::npos && isVersion(trimmed(rest.substr(last)))) {
        head.version = trimmed(rest.substr(last));
        rest = rest.substr(0, last);
    }
    head.target = rest;
    if (!head.version.empty()) return true;
    // Without a version, as somebody pastes it: only what can be nothing else.
    return isUsualMethod(head.method) &&
           (rest.starts_with('/') || rest.starts_with("http://") || rest.starts_with("https://"));
}

bool splitStatusLine(std::string_view line, HttpHead& head) {
    if (line.size() < 12 || !isVersion(line.substr(0, 8)) || line[8] != ' ') return false;
    head.version = line.substr(0, 8);
    head.statusText = line.substr(9, 3);
    const auto [end, error] = std::from_chars(
        head.statusText.data(), head.statusText.data() + head.statusText.size(), head.status);
    if (error != std::errc() || end != head.statusText.data() + 3) return false;
    if (line.size() > 12 && line[12] != ' ') return false;
    head.reason = line.size() > 13 ? line.substr(13) : std::string_view();
    head.request = false;
    return true;
}

HttpField fieldOf(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return {line, {}, line};
    return {line.substr(0, colon), trimmed(line.substr(colon + 1)), line};
}

/// Goes on with a folded line: what is before it grows over it.
void unfold(HttpField& field, std::string_view line) {
    const std::string_view all(
        field.line.data(), static_cast<std::size_t>(line.data() + line.size() - field.line.data()));
    field = fieldOf(all);
}

std::size_t hexNumber(std::string_view digits, bool& good) {
    std::size_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    good = error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
    return value;
}

Unchunked walkChunks(std::string_view text, std::size_t most, bool keep) {
    Unchunked result;
    for (;;) {
        const std::string_view rest = text.substr(result.size);
        const std::size_t end = rest.substr(0, kMaxChunkLine).find('\n');
        if (end == std::string_view::npos) {
            if (rest.size() >= kMaxChunkLine) result.problem = "a chunk begins with no size";
            return result;
        }
        bool good = false;
        const std::string_view line = trimmed(rest.substr(0, end));
        const std::size_t size = hexNumber(trimmed(line.substr(0, line.find(';'))), good);
        if (!good) {
            result.problem = "a chunk begins with no size";
            return result;
        }
        if (size == 0) {
            result.size += end + 1;
            break;
        }
        const std::string_view data = rest.substr(end + 1);
        const std::string_view chunk = data.substr(0, size);
        if (keep && chunk.size() > most - result.body.size()) {
            result.tooLong = true;
            const ByteView fits = bytesOf(chunk.substr(0, most - result.body.size()));
            result.body.insert(result.body.end(), fits.begin(), fits.end());
            return result;
        }
        const ByteView bytes = bytesOf(chunk);
        if (keep) result.body.insert(result.body.end(), bytes.begin(), bytes.end());
        ++result.count;
        result.size += end + 1 + chunk.size();
        if (chunk.size() < size) return result;
        const std::string_view after = data.substr(size);
        const std::size_t lineEnd =
            after.starts_with("\r\n") ? 2 : (after.starts_with('\n') ? 1 : 0);
        if (lineEnd == 0 && after.size() >= 2) {
            result.problem = "a chunk is longer than its size says";
            return result;
        }
        if (lineEnd == 0) return result;
        result.size += lineEnd;
    }
    // The trailer: lines up to an empty one.
    for (;;) {
        const std::string_view rest = text.substr(result.size);
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return result;
        result.size += end + 1;
        if (trimmed(rest.substr(0, end)).empty()) break;
    }
    result.complete = true;
    return result;
}

} // namespace

std::string_view HttpHead::field(std::string_view name) const {
    for (const HttpField& one : fields)
        if (equalsIgnoringCase(one.name, name)) return one.value;
    return {};
}

unsigned HttpHead::versionNumber() const {
    return version.ends_with("1.0") || version.ends_with("0.9") ? 10 : 11;
}

bool looksLikeRequest(std::string_view text) {
    HttpHead head;
    return splitRequestLine(firstLine(text), head);
}

bool looksLikeResponse(std::string_view text) {
    HttpHead head;
    return splitStatusLine(firstLine(text), head);
}

std::optional<HttpHead> parseHttpHead(std::string_view text) {
    HttpHead head;
    head.startLine = firstLine(text);
    if (!splitStatusLine(head.startLine, head) && !splitRequestLine(head.startLine, head))
        return std::nullopt;
    std::size_t at = std::min(text.find('\n'), text.size());
    at = std::min(at + 1, text.size());
    const std::size_t fieldsStart = at;
    std::size_t fieldsEnd = at;
    while (at < text.size()) {
        const std::string_view line = firstLine(text.substr(at));
        const std::size_t end = text.find('\n', at);
        if (line.empty() && end != std::string_view::npos) {
            head.complete = true;
            at = end + 1;
            break;
        }
        const bool folded = !line.empty() && (line[0] == ' ' || line[0] == '\t');
        if (folded && !head.fields.empty())
            unfold(head.fields.back(), line);
        else if (head.fields.size() < kMaxFields && !line.empty())
            head.fields.push_back(fieldOf(line));
        at = end == std::string_view::npos ? text.size() : end + 1;
        fieldsEnd = static_cast<std::size_t>(line.data() + line.size() - text.data());
    }
    head.size = at;
    head.fieldLines = text.substr(fieldsStart, fieldsEnd - fieldsStart);
    return head;
}

BodyFraming framingOf(const HttpHead& head, std::string_view requestMethod) {
    if (!head.request && (requestMethod == "HEAD" || head.status == 204 || head.status == 304 ||
                          (head.status >= 100 && head.status < 200)))
        return {};
    for (const HttpField& field : head.fields) {
        if (!equalsIgnoringCase(field.name, "Transfer-Encoding")) continue;
        const std::string value = toLower(field.value);
        if (value.ends_with("chunked")) return {Framing::Chunked, 0};
    }
    const std::string_view length = head.field("Content-Length");
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), value);
    if (!length.empty() && error == std::errc() && end == length.data() + length.size())
        return {Framing::Length, value};
    return {head.request ? Framing::None : Framing::UntilEnd, 0};
}

Unchunked undoChunks(std::string_view text, std::size_t most) {
    return walkChunks(text, most, true);
}

Unchunked measureChunks(std::string_view text) {
    return walkChunks(text, 0, false);
}

} // namespace scepter::inspect
