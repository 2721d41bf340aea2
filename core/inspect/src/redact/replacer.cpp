#include "replacer.h"

#include "base/encoding.h"
#include "base/text.h"
#include "pki/crypto.h"
#include "pki/key.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

namespace scepter::inspect {

namespace {

constexpr std::size_t kShort = 4;     ///< so few bytes could become the same as others
constexpr std::size_t kLookedFor = 6; ///< shorter ones stand everywhere by chance
constexpr std::size_t kRemembered = 64;
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isHigh(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}
bool isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool isWord(char c) {
    return isDigit(c) || isLetter(c) || isHigh(c);
}
bool allDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isDigit);
}
bool allHex(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isHexDigit);
}

/// Marks that names, URLs and addresses are made with; they stay.
bool isMark(char c) {
    return std::string_view(".:/@-_=,+;\\?&%#~*[]<>{}|\r\n\t").find(c) != std::string_view::npos;
}

bool isUuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !isHexDigit(text[i])) return false;
    }
    return true;
}

bool isDotted(std::string_view text) {
    const auto parts = split(text, '.');
    return parts.size() == 4 && std::ranges::all_of(parts, [](std::string_view part) {
               unsigned value = 0;
               const auto end = part.data() + part.size();
               return !part.empty() && part.size() <= 3 && (part.size() == 1 || part[0] != '0') &&
                      std::from_chars(part.data(), end, value).ptr == end && value <= 255;
           });
}

bool isColonAddress(std::string_view text) {
    return std::ranges::count(text, ':') >= 2 && text.size() >= 2 && text.size() <= 39 &&
           std::ranges::all_of(text, [](char c) { return isHexDigit(c) || c == ':'; }) &&
           std::ranges::all_of(split(text, ':'),
                               [](std::string_view group) { return group.size() <= 4; });
}

/// Only words that stay anyway, and short numbers.
bool namesNothing(std::string_view text) {
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && isWord(text[i])) {
            word += text[i];
            continue;
        }
        if (!word.empty() && !isKeptWord(toLower(word)) && !(allDigits(word) && word.size() <= 8))
            return false;
        word.clear();
    }
    return true;
}

/// How many bytes a UTF-8 character has that begins here; 1 for what is none.
std::size_t sequenceSize(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return size <= text.size() && isUtf8(text.substr(0, size)) ? size : 1;
}

std::string utf8(std::uint32_t point, std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = size; i-- > 1; point >>= 6U)
        text[i] = static_cast<char>(0x80U | (point & 0x3FU));
    const std::uint32_t lead = size == 2 ? 0xC0U : size == 3 ? 0xE0U : 0xF0U;
    text[0] = static_cast<char>(lead | point);
    return text;
}

} // namespace

/// Random bytes that are the same for the same value.
class Replacer::Stream {
public:
    Stream(const SecretBytes& key, std::string_view label, ByteView value, std::uint8_t round = 0) {
        Bytes seed = copyOf(bytesOf(label));
        seed.push_back(round);
        seed.insert(seed.end(), value.begin(), value.end());
        m_seed = pki::hmacSha256(key.view(), seed);
    }

    std::uint8_t next() {
        if (m_at == m_block.size()) {
            Bytes counter;
            for (unsigned shift = 0; shift < 32; shift += 8)
                counter.push_back(static_cast<std::uint8_t>(m_counter >> shift));
            ++m_counter;
            m_block = pki::hmacSha256(m_seed, counter);
            m_at = 0;
        }
        return m_block[m_at++];
    }
    std::uint32_t below(std::uint32_t bound) {
        std::uint32_t value = 0;
        for (int i = 0; i < 3; ++i)
            value = value << 8U | next();
        return value % bound;
    }

private:
    Bytes m_seed;
    Bytes m_block;
    std::size_t m_at = 0;
    std::uint32_t m_counter = 0;
};

void Replacer::remember(ByteView original) {
    if (original.size() < kLookedFor) return;
    m_originals.insert(copyOf(original.first(std::min(original.size(), kRemembered))));
}

void Replacer::note(Replaced kind, ByteView original) {
    ++m_counts.at(static_cast<std::size_t>(kind));
    remember(original);
}

// ---- bytes

Bytes Replacer::octets(ByteView original, Replaced kind) {
    const bool constant =
        original.size() >= kShort && std::ranges::all_of(original, [&original](std::uint8_t each) {
            return each == original[0];
        });
    if (original.empty() || constant) return copyOf(original);
    note(kind, original);
    const Bytes key = copyOf(original);
    const bool isShort = original.size() <= kShort;
    if (isShort)
        if (const auto known = m_short.find(key); known != m_short.end()) return known->second;
    Bytes made(original.size());
    for (std::uint8_t round = 0; round < 64; ++round) {
        Stream stream(m_key, "octets", original, round);
        std::ranges::generate(made, [&stream] { return stream.next(); });
        const unsigned top = original[0] & 0x80U;
        made[0] = static_cast<std::uint8_t>((made[0] & 0x7FU) | top);
        // As INTEGERs these would be written shorter.
        if (made[0] == 0x00) made[0] = 0x01;
        if (made[0] == 0xFF) made[0] = 0xFE;
        if (made == key) continue;
        if (!isShort || m_takenShort.insert(made).second) break;
    }
    if (isShort) m_short.emplace(key, made);
    return made;
}

Bytes Replacer::number(ByteView original) {
    const std::size_t sign = original.size() > 1 && original[0] == 0 ? 1 : 0;
    Bytes made(sign);
    const Bytes rest = octets(original.subspan(sign), Replaced::Number);
    made.insert(made.end(), rest.begin(), rest.end());
    constexpr std::size_t kModulus = 64; // odd, as the product of two primes is
    if (made.size() >= kModulus)
        made.back() = static_cast<std::uint8_t>(made.back() | (original.back() & 1U));
    return made;
}

// ---- addresses

/// Another octet with as many decimal digits, by what stands before it: two never become the same.
std::uint8_t Replacer::octet(ByteView before, std::uint8_t value) {
    const unsigned low = value < 10 ? 0 : value < 100 ? 10 : 100;
    const unsigned high = value < 10 ? 10 : value < 100 ? 100 : 256;
    Bytes key = copyOf(before);
    key.push_back(static_cast<std::uint8_t>(low));
    auto found = m_octets.find(key);
    if (found == m_octets.end()) {
        std::vector<std::uint8_t> order(high - low);
        std::iota(order.begin(), order.end(), static_cast<std::uint8_t>(low));
        Stream stream(m_key, "octet", key);
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[stream.below(static_cast<std::uint32_t>(i))]);
        found = m_octets.emplace(std::move(key), std::move(order)).first;
    }
    return found->second[value - low];
}

std::string Replacer::dotted(std::string_view text) {
    Bytes before;
    std::string made;
    for (const std::string_view part : split(text, '.')) {
        unsigned value = 0;
        std::from_chars(part.data(), part.data() + part.size(), value);
        const auto each = static_cast<std::uint8_t>(value);
        if (!before.empty()) made += '.';
        made += std::to_string(octet(before, each));
        before.push_back(each);
    }
    const bool stays = before[0] == 127 ||
                       std::ranges::all_of(before, [](std::uint8_t each) { return each == 0; });
    if (stays) return std::string(text);
    note(Replaced::Address, bytesOf(text));
    return made;
}

/// Group by group, with as many digits: "2001:db8::1".
std::string Replacer::colons(std::string_view text) {
    if (text == "::" || text == "::1") return std::string(text);
    note(Replaced::Address, bytesOf(text));
    std::string made;
    std::string before;
    bool first = true;
    for (const std::string_view group : split(text, ':')) {
        if (!first) made += ':';
        first = false;
        before += toLower(group) + ':';
        Stream stream(m_key, "group", bytesOf(before));
        for (std::size_t i = 0; i < group.size(); ++i)
            made += "0123456789abcdef"[i == 0 ? 1 + stream.below(15) : stream.below(16)];
    }
    return made;
}

Bytes Replacer::address(ByteView original) {
    if (original.size() == 8 || original.size() == 32) {
        Bytes made = address(original.first(original.size() / 2));
        const ByteView mask = original.subspan(original.size() / 2);
        made.insert(made.end(), mask.begin(), mask.end());
        return made;
    }
    if (original.size() == 4) {
        std::string text;
        for (const std::uint8_t each : original)
            text += (text.empty() ? "" : ".") + std::to_string(each);
        Bytes made;
        const std::string replaced = dotted(text);
        for (const std::string_view part : split(replaced, '.')) {
            unsigned value = 0;
            std::from_chars(part.data(), part.data() + part.size(), value);
            made.push_back(static_cast<std::uint8_t>(value));
        }
        return made;
    }
    return octets(original, Replaced::Address);
}

// ---- texts

std::string Replacer::secret(std::string_view original) {
    note(Replaced::Challenge, bytesOf(original));
    Stream stream(m_key, "secret", bytesOf(original));
    constexpr std::string_view kAll =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string made;
    for (std::size_t i = 0; i < original.size(); ++i)
        made += kAll[stream.below(static_cast<std::uint32_t>(kAll.size()))];
    return made;
}

/// One word, or a whole value with spaces: other letters and digits, characters of as many bytes.
std::string Replacer::wholeToken(std::string_view original, std::string_view label) {
    const std::string lower = toLower(original);
    const std::string key = std::string(label) + lower;
    if (const auto known = m_tokens.find(key); known != m_tokens.end()) return known->second;
    const bool digits = allDigits(original);
    std::string made;
    for (std::uint8_t round = 0; round < 64; ++round) {
        Stream stream(m_key, label, bytesOf(lower), round);
        made.clear();
        for (std::size_t at = 0; at < lower.size();) {
            const std::size_t size = isHigh(lower[at]) ? sequenceSize(lower.substr(at)) : 1;
            if (label == "hex")
                made += "0123456789abcdef"[stream.below(16)];
            else if (digits)
                made += static_cast<char>('0' + stream.below(10));
            else if (!isHigh(lower[at]))
                made += kLetters[stream.below(made.empty() ? 26 : 36)];
            else if (size == 1)
                made += static_cast<char>(0xE0 + stream.below(0x16));
            else
                made += utf8(size == 2   ? 0xE0 + stream.below(0x16)
                             : size == 3 ? 0x4E00 + stream.below(0x5000)
                                         : 0x20000 + stream.below(0x8000),
                             size);
            at += size;
        }
        if (made != lower && m_takenTokens.insert(made).second) break;
    }
    m_tokens.emplace(key, made);
    return made;
}

std::string Replacer::token(std::string_view original) {
    const bool hex = original.size() >= 16 && original.size() % 2 == 0 && allHex(original) &&
                     !allDigits(original);
    if (hex) {
        // Ids made of digests and serial numbers stay equal to those.
        if (const auto bytes = fromHex(original)) {
            const Bytes made = octets(*bytes);
            const bool upper =
                std::ranges::any_of(original, [](char c) { return c >= 'A' && c <= 'F'; });
            return upper ? toUpperHex(made) : toHex(made);
        }
    }
    // Dates and years stand everywhere; a long number is somebody's.
    if (!isKeptWord(toLower(original)) && (!allDigits(original) || original.size() > 8))
        remember(bytesOf(original));
    return wholeToken(original, "text");
}

/// "%41": another letter; marks stay. False: it is no escape.
bool Replacer::takeEscape(std::string_view escape, std::string& made) {
    const auto byte = fromHex(escape.substr(1));
    if (!byte || byte->size() != 1) return false;
    const char c = static_cast<char>(byte->front());
    if (!isWord(c)) {
        made += escape;
        return true;
    }
    Stream stream(m_key, "escape", bytesOf(made));
    const std::uint8_t letter = static_cast<std::uint8_t>('a' + stream.below(26));
    made += '%' + toUpperHex(ByteView(&letter, 1));
    return true;
}

/// What stays or has a form of its own at this place of a text; false: it is an ordinary word.
bool Replacer::takeKept(std::string_view text, std::size_t& at, std::string& made,
                        TextStyle style) {
    const std::string_view rest = text.substr(at);
    for (const std::string_view kept :
         {"S-1-5-21-", "tag:microsoft.com,2022-09-14:sid:", "urn:uuid:"})
        if (rest.starts_with(kept)) {
            made += kept;
            at += kept.size();
            return true;
        }
    const std::size_t size = std::min(rest.find_first_not_of("0123456789."), rest.size());
    if (isDigit(text[at]) && isDotted(rest.substr(0, size))) {
        made += dotted(rest.substr(0, size));
        at += size;
        return true;
    }
    if (style == TextStyle::Plain) return false;
    std::size_t end = at;
    while (end < text.size() && isWord(text[end]))
        ++end;
    const std::string_view word = text.substr(at, end - at);
    const bool port = style == TextStyle::Url && at > 0 && text[at - 1] == ':' && word.size() <= 5;
    const bool number =
        allDigits(word) && (port || (style == TextStyle::Head && word.size() <= 4) ||
                            (style == TextStyle::Page && word.size() <= 3));
    // Of a date in a header; elsewhere these are people.
    constexpr std::string_view kNamesToo = " apr aug jan jul jun mar max may mon sun ";
    const std::string lower = toLower(word);
    const bool person =
        style != TextStyle::Head && kNamesToo.find(" " + lower + " ") != std::string_view::npos;
    if (!number && (person || !isKeptWord(lower))) return false;
    made += word;
    at = end;
    return true;
}

std::string Replacer::text(std::string_view original, TextStyle style) {
    constexpr std::string_view kScepSigner = "SCEP SIGNER"; // of micromdm's client, always
    if (original.empty() || original == kScepSigner) return std::string(original);
    ++m_counts.at(static_cast<std::size_t>(Replaced::Text));
    const bool plain = style == TextStyle::Plain;
    if (plain && original.find("://") != std::string_view::npos)
        return text(original, TextStyle::Url);
    if (plain && isColonAddress(original)) return colons(original);
    if (plain && isUuid(original)) {
        remember(bytesOf(original));
        std::string made;
        for (const std::string_view part : split(original, '-'))
            made += (made.empty() ? "" : "-") + wholeToken(part, "hex");
        return made;
    }
    if (plain && !namesNothing(original)) remember(bytesOf(original));
    std::string made;
    for (std::size_t at = 0; at < original.size();) {
        const char c = original[at];
        if (static_cast<unsigned char>(c) < 0x20 || (plain && isMark(c))) {
            made += c;
            ++at;
            continue;
        }
        if (c == '%' && at + 2 < original.size() && takeEscape(original.substr(at, 3), made)) {
            at += 3;
            continue;
        }
        if (!isWord(c) && !plain) {
            made += c;
            ++at;
            continue;
        }
        if (takeKept(original, at, made, style)) continue;
        std::size_t end = at;
        while (end < original.size() && static_cast<unsigned char>(original[end]) >= 0x20 &&
               (plain ? !isMark(original[end]) : isWord(original[end])))
            ++end;
        made += token(original.substr(at, end - at));
        at = end;
    }
    return made;
}

// ---- keys

Result<Bytes> Replacer::curveKey(ByteView spki) {
    if (const auto known = m_keys.find(copyOf(spki)); known != m_keys.end()) return known->second;
    SCEPTER_TRY(original, pki::PublicKey::fromSpki(spki));
    if (original.type() == pki::KeyType::Rsa || original.type() == pki::KeyType::Other)
        return fail(ErrorCode::KeyUnsupported, "not a key of a known curve");
    SCEPTER_TRY(made, pki::PrivateKey::generate({original.type(), 0}));
    Bytes encoded = made.publicKey().spki();
    if (encoded.size() != spki.size())
        return fail(ErrorCode::KeyUnsupported, "the key is written in another way");
    note(Replaced::Key, spki.last(std::min<std::size_t>(spki.size(), 32)));
    m_keys.emplace(copyOf(spki), encoded);
    return encoded;
}

std::vector<std::pair<std::string, std::size_t>> Replacer::counts() const {
    constexpr std::array<std::string_view, 7> kNames = {
        "challenge", "text", "number", "octets", "key", "address", "ciphertext"};
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (m_counts.at(i) > 0) counts.emplace_back(kNames.at(i), m_counts.at(i));
    return counts;
}

std::vector<SecretBytes> Replacer::originals() const {
    std::vector<SecretBytes> originals;
    originals.reserve(m_originals.size());
    for (const Bytes& each : m_originals)
        originals.emplace_back(ByteView(each));
    return originals;
}

} // namespace scepter::inspect
