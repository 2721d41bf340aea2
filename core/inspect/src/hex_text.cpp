#include "hex_text.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::size_t kMaxLineBytes = 64;
constexpr std::size_t kMinOffsetDigits = 4;
constexpr std::size_t kMaxOffsetDigits = 16;

int digitOf(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool isHex(char c) {
    return digitOf(c) >= 0;
}

bool startsPair(std::string_view text, std::size_t at) {
    return text.size() - at >= 2 && isHex(text[at]) && isHex(text[at + 1]);
}

std::uint8_t pairAt(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(digitOf(text[at]) * 16 + digitOf(text[at + 1]));
}

/// "unsigned char name[] = {...};" without what is around the braces.
std::string_view arrayBody(std::string_view text) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', std::min(open, text.size()));
    if (open == std::string_view::npos || close == std::string_view::npos) return text;
    return text.substr(open + 1, close - open - 1);
}

/// A line of a dump: its offset and its bytes, as many as can be read, and how many of those came
/// before the first two wide gaps.
struct Line {
    std::uint64_t offset = 0;
    Bytes bytes;
    std::size_t beforeGap = 0;
    std::size_t beforeSecondGap = 0;
    std::size_t gap = 0; ///< width of the first one, in spaces
    bool gutter = false; ///< "|....|" as hexdump -C draws it: the gaps before it are within the hex
};

/// "00000010", "00000010:", "0010 -", "0x0010:", then a space. Gives the rest of the line.
std::optional<std::string_view> takeOffset(std::string_view line, std::uint64_t& offset) {
    line = line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with("0x")) line.remove_prefix(2);
    std::size_t digits = 0;
    offset = 0;
    while (digits < line.size() && digits <= kMaxOffsetDigits && isHex(line[digits]))
        offset = offset << 4U | static_cast<std::uint64_t>(digitOf(line[digits++]));
    if (digits < kMinOffsetDigits || digits > kMaxOffsetDigits) return std::nullopt;
    line.remove_prefix(digits);
    if (line.empty() || line == ":") return std::string_view(); // after the last bytes
    if (line.starts_with(": ") || line.starts_with(":\t")) return line.substr(2);
    if (line.starts_with(" - ")) return line.substr(3);
    if (line.starts_with(' ') || line.starts_with('\t')) return line.substr(1);
    return std::nullopt;
}

std::optional<Line> readLine(std::string_view text) {
    Line line;
    const auto taken = takeOffset(text, line.offset);
    if (!taken) return std::nullopt;
    const std::size_t bar = taken->find('|');
    line.gutter = bar != std::string_view::npos &&
                  taken->find_first_not_of("0123456789abcdefABCDEF -\t") == bar;
    const std::string_view hex = line.gutter ? taken->substr(0, bar) : *taken;
    std::size_t at = std::min(hex.find_first_not_of(" \t"), hex.size());
    while (at < hex.size() && startsPair(hex, at) && line.bytes.size() < kMaxLineBytes) {
        line.bytes.push_back(pairAt(hex, at));
        at += 2;
        const std::size_t next = std::min(hex.find_first_not_of(" -", at), hex.size());
        const bool wide = next - at >= 2;
        if (wide && line.beforeGap != 0 && line.beforeSecondGap == 0)
            line.beforeSecondGap = line.bytes.size();
        if (wide && line.beforeGap == 0) {
            line.beforeGap = line.bytes.size();
            line.gap = next - at;
        }
        at = next;
    }
    if (line.beforeGap == 0) line.beforeGap = line.bytes.size();
    if (line.beforeSecondGap == 0) line.beforeSecondGap = line.bytes.size();
    return line;
}

/// How many of a line's bytes are its own: the next line's offset says so, else the gap before the
/// characters does.
std::size_t lengthOf(const Line& line, const std::optional<Line>& next, std::size_t full,
                     bool middleGap) {
    if (next && next->offset > line.offset && next->offset - line.offset <= line.bytes.size())
        return static_cast<std::size_t>(next->offset - line.offset);
    if (line.gutter) return line.bytes.size();
    // Older Wireshark leaves two spaces after the eighth byte.
    const bool within = line.beforeGap == 8 && line.gap == 2 && (middleGap || full == 0);
    const std::size_t most = within ? line.beforeSecondGap : line.beforeGap;
    return full == 0 ? most : std::min(most, full);
}

struct TextLine {
    std::string_view text;
    std::optional<Line> line;
    bool repeat = false; ///< "*"
};

std::vector<TextLine> linesOf(std::string_view text) {
    std::vector<TextLine> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view one = text.substr(0, end);
        if (one.ends_with('\r')) one.remove_suffix(1);
        lines.push_back({one, readLine(one), trimmed(one) == "*"});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Collects lines into dumps.
class Collector {
public:
    explicit Collector(std::size_t most)
        : m_left(most) {}

    void take(const TextLine& current, const std::optional<Line>& next) {
        if (!current.line || (current.line->bytes.empty() && !m_open)) return finish();
        const Line& line = *current.line;
        if (m_open && m_repeat) fillUpTo(line.offset);
        if (m_open && line.offset != m_start + m_dump.bytes.size()) finish();
        if (line.bytes.empty()) return; // the line after the last one: an offset alone
        if (!m_open) open(line, current.text);
        const std::size_t size = lengthOf(line, next, m_full, m_middleGap);
        m_full = std::max(m_full, size);
        m_middleGap = m_middleGap || (line.beforeGap == 8 && size == 16);
        add(ByteView(line.bytes).first(std::min(size, line.bytes.size())));
        m_last.assign(line.bytes.begin(), line.bytes.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                   size, line.bytes.size())));
        extend(current.text);
    }
    void repeat() { m_repeat = m_open; }
    void finish() {
        if (m_open && !m_dump.bytes.empty()) m_dumps.push_back(std::move(m_dump));
        m_dump = {};
        m_open = m_repeat = m_middleGap = false;
        m_full = 0;
    }
    std::vector<HexDump> result() && {
        finish();
        return std::move(m_dumps);
    }

private:
    void open(const Line& line, std::string_view text) {
        m_open = true;
        m_start = line.offset;
        m_dump.text = text;
    }
    void extend(std::string_view text) {
        m_dump.text = std::string_view(
            m_dump.text.data(),
            static_cast<std::size_t>(text.data() + text.size() - m_dump.text.data()));
    }
    void add(ByteView bytes) {
        bytes = bytes.first(std::min(bytes.size(), m_left));
        m_left -= bytes.size();
        m_dump.bytes.insert(m_dump.bytes.end(), bytes.begin(), bytes.end());
    }
    void fillUpTo(std::uint64_t offset) {
        while (!m_last.empty() && m_left > 0 && m_start + m_dump.bytes.size() < offset)
            add(m_last);
        m_repeat = false;
    }

    std::size_t m_left;
    std::vector<HexDump> m_dumps;
    HexDump m_dump;
    Bytes m_last;
    std::uint64_t m_start = 0;
    std::size_t m_full = 0;
    bool m_open = false;
    bool m_repeat = false;
    bool m_middleGap = false;
};

} // namespace

std::optional<Bytes> hexBytes(std::string_view text) {
    text = arrayBody(text);
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    constexpr std::string_view kSeparators = " \t\r\n:-,;\"'";
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const bool lineEnd = rest.starts_with("\\\n") || rest.starts_with("\\\r") || rest == "\\";
        if (lineEnd || kSeparators.find(rest[0]) != std::string_view::npos) {
            ++at;
        } else if ((rest.starts_with("0x") || rest.starts_with("0X") || rest.starts_with("\\x")) &&
                   startsPair(rest, 2)) {
            at += 2;
        } else if (startsPair(rest, 0)) {
            bytes.push_back(pairAt(rest, 0));
            at += 2;
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

std::vector<HexDump> hexDumps(std::string_view text, std::size_t most) {
    const std::vector<TextLine> lines = linesOf(text);
    Collector collector(most);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].repeat)
            collector.repeat();
        else
            collector.take(lines[i], i + 1 < lines.size() ? lines[i + 1].line : std::nullopt);
    }
    return std::move(collector).result();
}

} // namespace scepter::inspect
