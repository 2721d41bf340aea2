#include "asn1/writer.h"

#include <algorithm>
#include <array>
#include <bit>

namespace scepter::asn1 {

namespace {

/// Big-endian length octets of the long form, without the count octet.
struct LongLength {
    std::array<std::uint8_t, sizeof(std::size_t)> octets{};
    std::size_t count = 0;
};

LongLength longLength(std::size_t size) {
    LongLength length;
    for (std::size_t rest = size; rest > 0; rest >>= 8)
        ++length.count;
    for (std::size_t i = 0; i < length.count; ++i)
        length.octets[i] = static_cast<std::uint8_t>(size >> (8 * (length.count - 1 - i)));
    return length;
}

void appendDigits(std::string& text, unsigned value, unsigned digits) {
    char reversed[8];
    for (unsigned i = 0; i < digits; ++i, value /= 10)
        reversed[i] = static_cast<char>('0' + value % 10);
    while (digits > 0)
        text.push_back(reversed[--digits]);
}

struct CalendarTime {
    int year = 0;
    std::string rest; ///< MMDDhhmmssZ
};

/// The moment in calendar terms, moved into the years 0 to 9999.
CalendarTime calendarTime(TimePoint time) {
    using namespace std::chrono;
    constexpr sys_seconds kFirst = sys_days(year(0) / January / 1);
    constexpr sys_seconds kLast = sys_days(year(10000) / January / 1) - seconds(1);
    const sys_seconds moment = std::clamp(floor<seconds>(time), kFirst, kLast);
    const sys_days day = floor<days>(moment);
    const year_month_day date(day);
    const hh_mm_ss<seconds> clock(moment - day);
    CalendarTime result;
    result.year = static_cast<int>(date.year());
    appendDigits(result.rest, static_cast<unsigned>(date.month()), 2);
    appendDigits(result.rest, static_cast<unsigned>(date.day()), 2);
    appendDigits(result.rest, static_cast<unsigned>(clock.hours().count()), 2);
    appendDigits(result.rest, static_cast<unsigned>(clock.minutes().count()), 2);
    appendDigits(result.rest, static_cast<unsigned>(clock.seconds().count()), 2);
    result.rest.push_back('Z');
    return result;
}

/// Two's complement, as few octets as possible.
Bytes integerOctets(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    unsigned count = 8;
    // The topmost nine bits being equal, the first octet says nothing.
    while (count > 1) {
        const std::int64_t shifted = value >> (8 * (count - 1) - 1);
        if (shifted != 0 && shifted != -1) break;
        --count;
    }
    Bytes octets(count);
    for (unsigned i = 0; i < count; ++i)
        octets[i] = static_cast<std::uint8_t>(bits >> (8 * (count - 1 - i)));
    return octets;
}

} // namespace

std::size_t Writer::open(std::uint8_t identifier) {
    m_bytes.push_back(identifier);
    m_bytes.push_back(0);
    return m_bytes.size();
}

void Writer::close(std::size_t start) {
    const std::size_t size = m_bytes.size() - start;
    if (size < 0x80) {
        m_bytes[start - 1] = static_cast<std::uint8_t>(size);
        return;
    }
    const LongLength length = longLength(size);
    m_bytes[start - 1] = static_cast<std::uint8_t>(0x80 | length.count);
    m_bytes.insert(m_bytes.begin() + static_cast<std::ptrdiff_t>(start), length.octets.begin(),
                   length.octets.begin() + static_cast<std::ptrdiff_t>(length.count));
}

Writer& Writer::setOf(std::vector<Bytes> members, std::uint8_t identifier) {
    std::sort(members.begin(), members.end());
    return constructed(identifier, [&] {
        for (const Bytes& member : members)
            raw(member);
    });
}

Writer& Writer::boolean(bool value) {
    const std::uint8_t octet = value ? 0xFF : 0x00;
    return primitive(0x01, {&octet, 1});
}

Writer& Writer::integer(std::int64_t value) {
    return primitive(0x02, integerOctets(value));
}

Writer& Writer::unsignedInteger(ByteView magnitude) {
    while (!magnitude.empty() && magnitude.front() == 0)
        magnitude = magnitude.subspan(1);
    return constructed(0x02, [&] {
        if (magnitude.empty() || (magnitude.front() & 0x80) != 0) m_bytes.push_back(0);
        raw(magnitude);
    });
}

Writer& Writer::enumerated(std::int64_t value) {
    return primitive(0x0A, integerOctets(value));
}

Writer& Writer::oid(const Oid& oid) {
    return primitive(0x06, oid.content());
}

Writer& Writer::null() {
    return primitive(0x05, {});
}

Writer& Writer::octetString(ByteView content) {
    return primitive(0x04, content);
}

Writer& Writer::bitString(ByteView content, unsigned unusedBits) {
    return constructed(0x03, [&] {
        const unsigned unused = content.empty() ? 0 : std::min(unusedBits, 7u);
        m_bytes.push_back(static_cast<std::uint8_t>(unused));
        raw(content);
        // X.690 section 11.2.1: unused bits are zero.
        if (unused > 0)
            m_bytes.back() = static_cast<std::uint8_t>(m_bytes.back() >> unused << unused);
    });
}

Writer& Writer::namedBits(std::uint64_t bits) {
    Bytes octets;
    for (std::uint64_t rest = bits; rest != 0; rest >>= 8) {
        unsigned octet = 0;
        for (unsigned i = 0; i < 8; ++i)
            if (((rest >> i) & 1) != 0) octet |= 0x80u >> i;
        octets.push_back(static_cast<std::uint8_t>(octet));
    }
    const int unused = octets.empty() ? 0 : std::countr_zero(octets.back());
    return bitString(octets, static_cast<unsigned>(unused));
}

Writer& Writer::string(std::uint32_t universalTag, std::string_view content) {
    return primitive(static_cast<std::uint8_t>(universalTag & 0x1F), bytesOf(content));
}

Writer& Writer::time(TimePoint time) {
    const CalendarTime calendar = calendarTime(time);
    if (calendar.year < 1950 || calendar.year > 2049) return generalizedTime(time);
    std::string text;
    appendDigits(text, static_cast<unsigned>(calendar.year % 100), 2);
    return string(23, text + calendar.rest);
}

Writer& Writer::generalizedTime(TimePoint time) {
    const CalendarTime calendar = calendarTime(time);
    std::string text;
    appendDigits(text, static_cast<unsigned>(calendar.year), 4);
    return string(24, text + calendar.rest);
}

Writer& Writer::primitive(std::uint8_t identifier, ByteView content) {
    m_bytes.push_back(identifier);
    if (content.size() < 0x80) {
        m_bytes.push_back(static_cast<std::uint8_t>(content.size()));
    } else {
        const LongLength length = longLength(content.size());
        m_bytes.push_back(static_cast<std::uint8_t>(0x80 | length.count));
        raw({length.octets.data(), length.count});
    }
    return raw(content);
}

Writer& Writer::raw(ByteView encoded) {
    m_bytes.insert(m_bytes.end(), encoded.begin(), encoded.end());
    return *this;
}

} // namespace scepter::asn1
