// The answer to GetCACaps (RFC 8894 section 3.5.2).
#include "any.h"

#include "base/text.h"

#include <algorithm>

namespace scepter::inspect {

namespace {

constexpr std::size_t kMostText = 8 * 1024; // as scep::Capabilities reads it
constexpr std::size_t kMostWord = 64;

/// Each line without its line break, however it ends.
std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        if (const std::string_view line = trimmed(text.substr(0, end)); !line.empty())
            lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool isWord(std::string_view line) {
    return line.size() <= kMostWord && std::ranges::all_of(line, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.' || c == '/';
           });
}

std::string meaningOf(std::string_view word) {
    struct Meaning {
        std::string_view word;
        std::string_view text;
    };
    static constexpr Meaning kMeanings[] = {
        {"AES", "encryption by AES-128-CBC"},
        {"DES3", "encryption by triple DES"},
        {"GetNextCACert", "the next CA certificate can be asked for"},
        {"POSTPKIOperation", "messages by HTTP POST"},
        {"Renewal", "renewal by the certificate that is there"},
        {"SCEPStandard", "all that RFC 8894 asks for: AES, SHA-256, POST"},
        {"SHA-1", "digest SHA-1"},
        {"SHA-256", "digest SHA-256"},
        {"SHA-384", "digest SHA-384"},
        {"SHA-512", "digest SHA-512"},
    };
    for (const Meaning& meaning : kMeanings)
        if (equalsIgnoringCase(meaning.word, word)) return std::string(meaning.text);
    return "unknown here";
}

} // namespace

bool looksLikeCapabilities(std::string_view text) {
    if (text.size() > kMostText) return false;
    const std::vector<std::string_view> lines = linesOf(text);
    if (lines.empty() || !std::ranges::all_of(lines, isWord)) return false;
    const auto read = scep::Capabilities::fromText(text);
    // One word that is known makes the others ones that are not known.
    return read.unknown.size() < lines.size();
}

void decodeCapabilities(Decoding& decoding, NodeId parent, BufferId buffer) {
    TreeBuilder& builder = decoding.builder;
    const std::string_view text = textOf(builder.bytes(buffer));
    CapabilitiesFacts facts;
    facts.text = text;
    facts.capabilities = scep::Capabilities::fromText(text);
    const std::vector<std::string_view> lines = linesOf(text);
    facts.node =
        builder.add(parent, "capabilities", Kind::Group,
                    std::to_string(lines.size()) + (lines.size() == 1 ? " keyword" : " keywords"),
                    Place{buffer, 0, 0, text.size()});
    for (const std::string_view line : lines)
        builder.add(facts.node, shownText(line, kMostWord), Kind::Flag, meaningOf(line),
                    placeIn(buffer, text, line));
    noteSubject(decoding, Subject::Capabilities);
    if (!decoding.facts.capabilities) decoding.facts.capabilities = std::move(facts);
}

} // namespace scepter::inspect
