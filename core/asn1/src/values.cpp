#include "asn1/values.h"

#include "base/text.h"
#include "segments.h"

#include <optional>

namespace scepter::asn1 {

namespace {

using detail::Bits;
using detail::bitsOf;
using detail::joinedContent;
using detail::malformed;
using detail::mayBe;
using detail::wrongElement;

// -- character strings

bool isScalarValue(std::uint32_t c) {
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

void appendUtf8(std::string& text, std::uint32_t c) {
    const auto put = [&](std::uint32_t octet) { text.push_back(static_cast<char>(octet)); };
    const auto tail = [&](unsigned shift) { put(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        tail(6);
        tail(0);
    } else {
        put(0xF0 | (c >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string fromLatin1(ByteView content) {
    std::string text;
    text.reserve(content.size());
    for (const std::uint8_t octet : content)
        appendUtf8(text, octet);
    return text;
}

Result<std::string> fromUtf16(ByteView content) {
    if (content.size() % 2 != 0) return malformed("BMPString of an odd length");
    const auto unit = [&](std::size_t i) {
        return (std::uint32_t{content[i]} << 8) | content[i + 1];
    };
    std::string text;
    text.reserve(content.size());
    for (std::size_t i = 0; i < content.size(); i += 2) {
        std::uint32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && content.size() - i >= 4) {
            const std::uint32_t low = unit(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        if (!isScalarValue(c)) return malformed("BMPString with half a surrogate pair");
        appendUtf8(text, c);
    }
    return text;
}

Result<std::string> fromUtf32(ByteView content) {
    if (content.size() % 4 != 0) return malformed("UniversalString of a broken length");
    std::string text;
    text.reserve(content.size());
    for (std::size_t i = 0; i < content.size(); i += 4) {
        const std::uint32_t c = (std::uint32_t{content[i]} << 24) |
                                (std::uint32_t{content[i + 1]} << 16) |
                                (std::uint32_t{content[i + 2]} << 8) | content[i + 3];
        if (!isScalarValue(c))
            return malformed("UniversalString with a value that is no character");
        appendUtf8(text, c);
    }
    return text;
}

bool isStringTag(std::uint32_t universalTag) {
    return universalTag == tag::kUtf8String ||
           (universalTag >= tag::kNumericString && universalTag <= tag::kIa5String) ||
           (universalTag >= 25 && universalTag <= tag::kUniversalString) ||
           universalTag == tag::kBmpString;
}

// -- times

/// Reads the digits of a time from the front.
class TimeText {
public:
    explicit TimeText(std::string_view text)
        : m_rest(text) {}

    [[nodiscard]] std::size_t digitsAhead() const {
        std::size_t count = 0;
        while (count < m_rest.size() && m_rest[count] >= '0' && m_rest[count] <= '9')
            ++count;
        return count;
    }
    /// Nothing unless that many digits come next and make a number up to `most`.
    std::optional<int> number(std::size_t digits, int most) {
        if (digitsAhead() < digits) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i)
            value = value * 10 + (m_rest[i] - '0');
        m_rest.remove_prefix(digits);
        return value <= most ? std::optional(value) : std::nullopt;
    }
    bool skipIf(char c) {
        if (m_rest.empty() || m_rest.front() != c) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

/// ".123" or ",123" of a unit, in milliseconds; 0 when there is no fraction.
std::optional<std::chrono::milliseconds> fractionOf(TimeText& text,
                                                    std::chrono::milliseconds unit) {
    if (!text.skipIf('.') && !text.skipIf(',')) return std::chrono::milliseconds(0);
    std::size_t digits = text.digitsAhead();
    if (digits == 0) return std::nullopt;
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
    for (; digits > 0; --digits) {
        const int digit = text.number(1, 9).value_or(0);
        if (denominator >= 1'000'000'000) continue; // finer than we keep
        numerator = numerator * 10 + digit;
        denominator *= 10;
    }
    return std::chrono::milliseconds(unit.count() * numerator / denominator);
}

/// "Z", "+hhmm", "-hhmm" (or "+hh" for GeneralizedTime): what is to be taken away to get UTC.
std::optional<std::chrono::minutes> zoneOf(TimeText& text, bool hoursAlone) {
    if (text.skipIf('Z')) return std::chrono::minutes(0);
    const bool east = text.skipIf('+');
    if (!east && !text.skipIf('-')) return std::nullopt;
    const auto hours = text.number(2, 23);
    if (!hours) return std::nullopt;
    const auto minutes = hoursAlone && text.atEnd() ? 0 : text.number(2, 59);
    if (!minutes) return std::nullopt;
    const std::chrono::minutes offset(*hours * 60 + *minutes);
    return east ? offset : -offset;
}

std::optional<TimePoint> timeFromText(std::string_view content, bool generalized) {
    using namespace std::chrono;
    TimeText text(content);
    auto year = text.number(generalized ? 4 : 2, 9999);
    if (!year) return std::nullopt;
    if (!generalized) *year += *year < 50 ? 2000 : 1900; // RFC 5280 section 4.1.2.5.1
    const auto month = text.number(2, 12);
    const auto day = text.number(2, 31);
    const auto hour = text.number(2, 23);
    if (!month || !day || !hour) return std::nullopt;
    const year_month_day date(std::chrono::year(*year),
                              std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) return std::nullopt;
    milliseconds unit = hours(1);
    std::optional<int> minute = 0;
    std::optional<int> second = 0;
    if (!generalized || text.digitsAhead() > 0) {
        minute = text.number(2, 59);
        unit = minutes(1);
    }
    if (minute && text.digitsAhead() > 0) {
        second = text.number(2, 59);
        unit = seconds(1);
    }
    if (!minute || !second) return std::nullopt;
    const auto fraction = generalized ? fractionOf(text, unit) : milliseconds(0);
    const auto zone = zoneOf(text, generalized);
    if (!fraction || !zone || !text.atEnd()) return std::nullopt;
    return TimePoint(sys_days(date)) + hours(*hour) + minutes(*minute) + seconds(*second) +
           *fraction - *zone;
}

} // namespace

Result<bool> booleanValue(Element element) {
    if (!element.is(tag::kBoolean) || element.isConstructed() || element.content().size() != 1)
        return wrongElement(element, "BOOLEAN");
    return element.content()[0] != 0;
}

Result<Bytes> integerContent(Element element) {
    if ((!element.is(tag::kInteger) && !element.is(tag::kEnumerated)) || element.isConstructed() ||
        element.content().empty())
        return wrongElement(element, "INTEGER");
    return copyOf(element.content());
}

Result<std::int64_t> integerValue(Element element) {
    SCEPTER_TRY(octets, integerContent(element));
    std::uint64_t value = (octets[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    const std::uint64_t sign = value >> 55; // the nine bits that a shift by one octet must not lose
    for (const std::uint8_t octet : octets) {
        if (value >> 55 != sign) return wrongElement(element, "INTEGER of 64 bits");
        value = (value << 8) | octet;
    }
    return static_cast<std::int64_t>(value);
}

Result<Oid> oidValue(Element element) {
    if (!element.is(tag::kOid) || element.isConstructed())
        return wrongElement(element, "OBJECT IDENTIFIER");
    return Oid::fromContent(element.content());
}

Result<Bytes> octetStringValue(Element element) {
    if (!mayBe(element, tag::kOctetString)) return wrongElement(element, "OCTET STRING");
    return joinedContent(element, tag::kOctetString);
}

Result<Bytes> bitStringBytes(Element element) {
    SCEPTER_TRY(bits, bitsOf(element));
    if (bits.unused != 0) return wrongElement(element, "BIT STRING of whole bytes");
    return std::move(bits.octets);
}

Result<std::uint64_t> namedBits(Element element) {
    SCEPTER_TRY(bits, bitsOf(element));
    if (!bits.octets.empty())
        bits.octets.back() =
            static_cast<std::uint8_t>(bits.octets.back() >> bits.unused << bits.unused);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bits.octets.size(); ++i) {
        const std::uint8_t octet = bits.octets[i];
        if (octet != 0 && i >= 8) return wrongElement(element, "BIT STRING of up to 64 named bits");
        for (unsigned bit = 0; bit < 8; ++bit)
            if ((octet & (0x80u >> bit)) != 0) value |= std::uint64_t{1} << (8 * i + bit);
    }
    return value;
}

Result<std::string> stringValue(Element element) {
    const std::uint32_t type = element.node().tagNumber;
    if (!element.is(type) || !isStringTag(type)) return wrongElement(element, "character string");
    if (!element.isConstructed()) return stringFromContent(type, element.content());
    SCEPTER_TRY(content, joinedContent(element, type));
    return stringFromContent(type, content);
}

Result<std::string> stringFromContent(std::uint32_t universalTag, ByteView content) {
    switch (universalTag) {
    case tag::kUtf8String:
        if (!isUtf8(textOf(content))) return malformed("UTF8String that is not UTF-8");
        return std::string(textOf(content));
    case tag::kBmpString:
        return fromUtf16(content);
    case tag::kUniversalString:
        return fromUtf32(content);
    default:
        // The 7-bit types, where devices put Latin-1, and T61, whose real code nobody wrote.
        if (!isStringTag(universalTag)) return malformed("not a character string type");
        return fromLatin1(content);
    }
}

Result<TimePoint> timeValue(Element element) {
    const bool generalized = element.is(tag::kGeneralizedTime);
    if (!generalized && !element.is(tag::kUtcTime)) return wrongElement(element, "time");
    SCEPTER_TRY(content, joinedContent(element, element.node().tagNumber));
    const auto time = timeFromText(textOf(content), generalized);
    if (!time) return wrongElement(element, "time");
    return *time;
}

} // namespace scepter::asn1
