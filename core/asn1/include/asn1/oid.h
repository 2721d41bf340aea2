// OBJECT IDENTIFIER as a small value.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <array>
#include <compare>
#include <string>
#include <string_view>

namespace scepter::asn1 {

/// An object identifier, held as its DER content octets (at most 63).
class Oid {
public:
    static constexpr std::size_t kMaxSize = 63;

    constexpr Oid() = default;

    /// From a literal "1.2.840.113549.1.1.1"; a malformed one does not compile.
    consteval explicit Oid(std::string_view dotted) {
        if (!assign(dotted)) throw "malformed object identifier";
    }

    /// From DER content octets (no tag, no length). Refuses empty, unterminated and overlong arcs.
    static Result<Oid> fromContent(ByteView content);
    /// From dotted text.
    static Result<Oid> fromText(std::string_view dotted);

    [[nodiscard]] ByteView content() const { return {m_content.data(), m_size}; }
    /// Dotted text, arcs of any size.
    [[nodiscard]] std::string toText() const;
    [[nodiscard]] bool empty() const { return m_size == 0; }

    bool operator==(const Oid&) const = default;
    auto operator<=>(const Oid&) const = default;

private:
    // Parses dotted text; false when malformed or too long. Arcs fit 64 bits here.
    constexpr bool assign(std::string_view dotted) {
        std::uint64_t arcs[32]{};
        std::size_t count = 0;
        bool digit = false;
        for (std::size_t i = 0; i <= dotted.size(); ++i) {
            if (i == dotted.size() || dotted[i] == '.') {
                if (!digit || ++count >= 32) return false;
                digit = false;
                continue;
            }
            if (dotted[i] < '0' || dotted[i] > '9') return false;
            if (arcs[count] > (~std::uint64_t{0} - 9) / 10) return false;
            arcs[count] = arcs[count] * 10 + static_cast<std::uint64_t>(dotted[i] - '0');
            digit = true;
        }
        if (count < 2 || arcs[0] > 2 || (arcs[0] < 2 && arcs[1] > 39)) return false;
        if (arcs[1] > ~std::uint64_t{0} - 80) return false;
        if (!append(arcs[0] * 40 + arcs[1])) return false;
        for (std::size_t i = 2; i < count; ++i)
            if (!append(arcs[i])) return false;
        return true;
    }
    constexpr bool append(std::uint64_t arc) {
        std::size_t septets = 1;
        for (std::uint64_t rest = arc >> 7; rest > 0; rest >>= 7)
            ++septets;
        if (m_size + septets > kMaxSize) return false;
        for (std::size_t i = septets; i-- > 0;) {
            const auto septet = static_cast<std::uint8_t>((arc >> (7 * i)) & 0x7F);
            m_content[m_size++] = static_cast<std::uint8_t>(i > 0 ? septet | 0x80 : septet);
        }
        return true;
    }

    std::array<std::uint8_t, kMaxSize> m_content{};
    std::uint8_t m_size = 0;
};

} // namespace scepter::asn1
