// What was replaced must not be in the bundle any more, in whatever form.
#include "../traffic/json.h"

#include "base/encoding.h"
#include "base/text.h"
#include "inspect/redact.h"

#include <algorithm>
#include <bitset>
#include <memory>
#include <unordered_map>

namespace scepter::inspect {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kShortest = 6;
constexpr std::size_t kValues = 4'000'000; ///< of the JSON

std::uint64_t headOf(ByteView bytes) {
    std::uint64_t head = 0;
    for (std::size_t i = 0; i < kShortest; ++i)
        head = head << 8U | bytes[i];
    return head;
}

/// Looks for many patterns at once, by how they begin.
class Matcher {
public:
    void add(Bytes pattern) {
        if (pattern.size() < kShortest) return;
        const std::uint64_t head = headOf(pattern);
        m_seen->set(slot(head));
        m_patterns.emplace(head, std::move(pattern));
    }

    [[nodiscard]] bool findsIn(ByteView text) const {
        if (text.size() < kShortest) return false;
        constexpr std::uint64_t kMask = (std::uint64_t{1} << (8 * kShortest)) - 1;
        std::uint64_t head = headOf(text) >> 8U;
        for (std::size_t at = 0; at + kShortest <= text.size(); ++at) {
            head = (head << 8U | text[at + kShortest - 1]) & kMask;
            if (!m_seen->test(slot(head))) continue;
            const auto [first, last] = m_patterns.equal_range(head);
            for (auto each = first; each != last; ++each) {
                const Bytes& pattern = each->second;
                if (pattern.size() <= text.size() - at &&
                    sameBytes(text.subspan(at, pattern.size()), pattern))
                    return true;
            }
        }
        return false;
    }

private:
    static constexpr std::size_t kSlots = std::size_t{1} << 20U;
    static std::size_t slot(std::uint64_t head) {
        return static_cast<std::size_t>((head * 0x9E3779B97F4A7C15ULL) >> 44U);
    }
    std::unique_ptr<std::bitset<kSlots>> m_seen = std::make_unique<std::bitset<kSlots>>();
    std::unordered_multimap<std::uint64_t, Bytes> m_patterns;
};

Bytes lower(ByteView bytes) {
    Bytes made = copyOf(bytes);
    for (std::uint8_t& octet : made)
        if (octet >= 'A' && octet <= 'Z') octet = static_cast<std::uint8_t>(octet | 0x20U);
    return made;
}

Bytes asUtf16(ByteView text, bool bigEndian) {
    Bytes made;
    for (const std::uint8_t octet : text) {
        if (bigEndian) made.push_back(0);
        made.push_back(octet);
        if (!bigEndian) made.push_back(0);
    }
    return made;
}

/// "%41" for every byte, or for those alone that a URL cannot hold.
Bytes asPercent(ByteView text, bool all) {
    std::string made;
    for (const std::uint8_t octet : text) {
        const char c = static_cast<char>(octet);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain && !all)
            made += c;
        else
            made += '%' + toHex(ByteView(&octet, 1));
    }
    return copyOf(bytesOf(made));
}

/// What a value looks like inside of base64, behind so many bytes: only whole characters of it.
Bytes asBase64(ByteView value, std::size_t before, bool url) {
    Bytes padded(before + value.size());
    std::ranges::copy(value, padded.begin() + static_cast<std::ptrdiff_t>(before));
    const std::string text = url ? toBase64Url(padded) : toBase64(padded);
    const std::size_t first = (before * 8 + 5) / 6;
    const std::size_t last = padded.size() * 8 / 6;
    return copyOf(bytesOf(std::string_view(text).substr(first, last - first)));
}

class Search {
public:
    explicit Search(const std::vector<SecretBytes>& values) {
        for (const SecretBytes& value : values)
            if (value.size() >= kShortest) add(value.view());
    }

    [[nodiscard]] bool findsIn(std::string_view text) const { return findsIn(bytesOf(text)); }
    [[nodiscard]] bool findsIn(ByteView bytes) const {
        return m_exact.findsIn(bytes) || m_folded.findsIn(lower(bytes));
    }

private:
    void add(ByteView value) {
        const Bytes folded = lower(value);
        m_folded.add(asUtf16(folded, true));
        m_folded.add(asUtf16(folded, false));
        m_folded.add(copyOf(bytesOf(toHex(value))));
        for (const bool all : {true, false})
            m_folded.add(lower(asPercent(value, all)));
        m_folded.add(folded);
        for (std::size_t before = 0; before < 3; ++before)
            for (const bool url : {false, true})
                m_exact.add(asBase64(value, before, url));
    }

    Matcher m_exact;
    Matcher m_folded; ///< for texts in lower case
};

/// Every text of a value and what its base64 stands for.
bool findsInValue(const Search& search, const Json& value) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        return search.findsIn(text);
    }
    if (!value.is_structured()) return false;
    return std::ranges::any_of(value,
                               [&search](const Json& each) { return findsInValue(search, each); });
}

bool findsInBase64(const Search& search, const Json& value) {
    if (!value.is_string()) return findsInValue(search, value);
    const auto bytes = fromBase64(value.get_ref<const std::string&>());
    return bytes ? search.findsIn(*bytes) : findsInValue(search, value);
}

bool findsInLayers(const Search& search, const Json& layers) {
    if (!layers.is_array()) return findsInValue(search, layers);
    return std::ranges::any_of(layers, [&search](const Json& layer) {
        return findsInBase64(search, memberOf(layer, "content"));
    });
}

} // namespace

Result<std::vector<std::string>> leftoversIn(std::string_view document,
                                             const std::vector<SecretBytes>& values) {
    SCEPTER_CHECK(checkShape(document, kValues));
    const Json json = Json::parse(document.begin(), document.end(), nullptr, false);
    const Json& exchanges = memberOf(json, "exchanges");
    if (!exchanges.is_array()) return fail(ErrorCode::EncodingMalformed, "this is no bundle");
    const Search search(values);
    std::vector<std::string> found;
    std::size_t number = 0;
    for (const Json& exchange : exchanges) {
        const std::string where = "exchange " + std::to_string(++number) + ", ";
        for (const char* name : {"request", "response"})
            if (findsInBase64(search, memberOf(exchange, name))) found.push_back(where + name);
        if (findsInLayers(search, memberOf(exchange, "opened"))) found.push_back(where + "opened");
        for (const char* name : {"client", "server"})
            if (findsInValue(search, memberOf(exchange, name))) found.push_back(where + name);
    }
    return found;
}

} // namespace scepter::inspect
