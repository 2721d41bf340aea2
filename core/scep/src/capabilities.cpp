#include "scep/capabilities.h"

#include "base/text.h"

#include <array>

namespace scepter::scep {

namespace {

constexpr std::size_t kMaxText = 8 * 1024;
constexpr std::size_t kMaxLines = 256;

struct Keyword {
    std::string_view text;
    bool Capabilities::* field;
};

// In the order in which we list them. strongSwan 5.9.8 finds AES only where SHA-384 is listed too.
constexpr std::array<Keyword, 10> kKeywords{{
    {"AES", &Capabilities::aes},
    {"DES3", &Capabilities::des3},
    {"SHA-1", &Capabilities::sha1},
    {"SHA-256", &Capabilities::sha256},
    {"SHA-384", &Capabilities::sha384},
    {"SHA-512", &Capabilities::sha512},
    {"POSTPKIOperation", &Capabilities::postPkiOperation},
    {"Renewal", &Capabilities::renewal},
    {"GetNextCACert", &Capabilities::getNextCaCert},
    {"SCEPStandard", &Capabilities::scepStandard},
}};

void addLine(Capabilities& capabilities, std::string_view line) {
    for (const Keyword& keyword : kKeywords) {
        if (!equalsIgnoringCase(line, keyword.text)) continue;
        capabilities.*keyword.field = true;
        return;
    }
    capabilities.unknown.emplace_back(line);
}

} // namespace

Capabilities Capabilities::fromText(std::string_view text) {
    if (text.size() > kMaxText) {
        // What is cut in its middle is no keyword.
        text = text.substr(0, kMaxText);
        const std::size_t end = text.find_last_of("\r\n");
        text = text.substr(0, end == std::string_view::npos ? 0 : end);
    }
    Capabilities capabilities;
    for (std::size_t lines = 0; !text.empty() && lines < kMaxLines; ++lines) {
        const std::size_t end = text.find_first_of("\r\n");
        const std::string_view line = trimmed(text.substr(0, end));
        if (!line.empty()) addLine(capabilities, line);
        if (end == std::string_view::npos) break;
        const bool crLf = text.substr(end, 2) == "\r\n";
        text.remove_prefix(end + (crLf ? 2 : 1));
    }
    // RFC 8894 section 3.5.2: SCEPStandard stands for all that is mandatory.
    if (capabilities.scepStandard)
        capabilities.aes = capabilities.postPkiOperation = capabilities.sha256 = true;
    return capabilities;
}

std::vector<std::string> Capabilities::keywords() const {
    std::vector<std::string> all;
    for (const Keyword& keyword : kKeywords)
        if (this->*keyword.field) all.emplace_back(keyword.text);
    all.insert(all.end(), unknown.begin(), unknown.end());
    return all;
}

std::string Capabilities::toText() const {
    std::string text;
    for (const std::string& keyword : keywords())
        text.append(keyword).push_back('\n');
    return text;
}

} // namespace scepter::scep
