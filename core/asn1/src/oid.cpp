#include "asn1/oid.h"

#include <optional>
#include <vector>

namespace scepter::asn1 {

namespace {

// Arcs have no upper bound (2.25.<UUID> takes 128 bits), so both directions count in limbs.

/// Decimal text of one arc, from its septets, less `minus`, which must not be more than the arc.
std::string arcText(ByteView septets, std::uint32_t minus) {
    constexpr std::uint64_t kBase = 1'000'000'000;
    std::vector<std::uint32_t> limbs{0}; // least significant first
    for (const std::uint8_t septet : septets) {
        std::uint64_t carry = septet & 0x7Fu;
        for (std::uint32_t& limb : limbs) {
            const std::uint64_t value = (std::uint64_t{limb} << 7) + carry;
            limb = static_cast<std::uint32_t>(value % kBase);
            carry = value / kBase;
        }
        if (carry > 0) limbs.push_back(static_cast<std::uint32_t>(carry));
    }
    std::uint32_t borrow = minus;
    for (std::uint32_t& limb : limbs) {
        const bool wraps = limb < borrow;
        limb = wraps ? static_cast<std::uint32_t>(limb + kBase - borrow) : limb - borrow;
        borrow = wraps ? 1 : 0;
    }
    while (limbs.size() > 1 && limbs.back() == 0)
        limbs.pop_back();
    std::string text = std::to_string(limbs.back());
    for (std::size_t i = limbs.size() - 1; i-- > 0;) {
        const std::string digits = std::to_string(limbs[i]);
        text.append(9 - digits.size(), '0').append(digits);
    }
    return text;
}

/// The septets of a decimal arc plus `plus`, most significant first; nothing when it is not a plain
/// decimal number or takes more than Oid::kMaxSize septets.
std::optional<Bytes> arcSeptets(std::string_view digits, unsigned plus) {
    if (digits.empty() || (digits.size() > 1 && digits[0] == '0')) return std::nullopt;
    Bytes septets{0}; // least significant first
    const auto scale = [&](unsigned factor, unsigned addend) {
        unsigned carry = addend;
        for (std::uint8_t& septet : septets) {
            const unsigned value = septet * factor + carry;
            septet = static_cast<std::uint8_t>(value & 0x7F);
            carry = value >> 7;
        }
        if (carry > 0) septets.push_back(static_cast<std::uint8_t>(carry));
        return septets.size() <= Oid::kMaxSize;
    };
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        if (!scale(10, static_cast<unsigned>(c - '0'))) return std::nullopt;
    }
    if (!scale(1, plus)) return std::nullopt;
    return Bytes(septets.rbegin(), septets.rend());
}

} // namespace

Result<Oid> Oid::fromContent(ByteView content) {
    if (content.empty()) return fail(ErrorCode::Asn1Malformed, "empty object identifier");
    if (content.size() > kMaxSize)
        return fail(ErrorCode::Asn1Malformed, "object identifier of more than 63 octets");
    if ((content.back() & 0x80) != 0)
        return fail(ErrorCode::Asn1Malformed, "object identifier ends inside an arc");
    bool first = true;
    for (const std::uint8_t octet : content) {
        if (first && octet == 0x80)
            return fail(ErrorCode::Asn1Malformed, "object identifier with an overlong arc");
        first = (octet & 0x80) == 0;
    }
    Oid oid;
    std::copy(content.begin(), content.end(), oid.m_content.begin());
    oid.m_size = static_cast<std::uint8_t>(content.size());
    return oid;
}

Result<Oid> Oid::fromText(std::string_view dotted) {
    const auto malformed = [] {
        return fail(ErrorCode::Asn1Malformed, "malformed object identifier");
    };
    // The first two arcs share one encoded arc: 40 times the first plus the second.
    if (dotted.size() < 3 || dotted[0] < '0' || dotted[0] > '2' || dotted[1] != '.')
        return malformed();
    const unsigned root = static_cast<unsigned>(dotted[0] - '0');
    unsigned plus = root * 40;
    Oid oid;
    for (std::string_view rest = dotted.substr(2);;) {
        const std::size_t dot = rest.find('.');
        const std::string_view arc = rest.substr(0, dot);
        const auto septets = arcSeptets(arc, plus);
        if (!septets || oid.m_size + septets->size() > kMaxSize) return malformed();
        const bool second = oid.m_size == 0;
        if (second && root < 2 && (arc.size() > 2 || (arc.size() == 2 && arc[0] > '3')))
            return malformed();
        for (std::size_t i = 0; i < septets->size(); ++i) {
            const unsigned more = i + 1 < septets->size() ? 0x80 : 0;
            oid.m_content[oid.m_size++] = static_cast<std::uint8_t>((*septets)[i] | more);
        }
        plus = 0;
        if (dot == std::string_view::npos) return oid;
        rest.remove_prefix(dot + 1);
    }
}

std::string Oid::toText() const {
    std::string text;
    ByteView rest = content();
    while (!rest.empty()) {
        std::size_t size = 1;
        while (size < rest.size() && (rest[size - 1] & 0x80) != 0)
            ++size;
        const ByteView arc = rest.first(size);
        if (!text.empty()) {
            text.append(".").append(arcText(arc, 0));
        } else {
            const unsigned root = size > 1 || arc[0] >= 80 ? 2U : arc[0] / 40U;
            text = std::to_string(root).append(".").append(arcText(arc, root * 40));
        }
        rest = rest.subspan(size);
    }
    return text;
}

} // namespace scepter::asn1
