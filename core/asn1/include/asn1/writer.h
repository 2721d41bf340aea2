// Writes DER.
#pragma once

#include "asn1/oid.h"
#include "base/bytes.h"
#include "base/clock.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace scepter::asn1 {

/// Builds one buffer of DER. Constructed elements are opened by calling a function that writes what
/// is inside: `w.sequence([&] { w.integer(1); w.oid(kSha256); });`
class Writer {
public:
    template <class Body> Writer& constructed(std::uint8_t identifier, Body&& body) {
        const std::size_t start = open(identifier);
        body();
        close(start);
        return *this;
    }
    template <class Body> Writer& sequence(Body&& body) {
        return constructed(0x30, std::forward<Body>(body));
    }
    /// SET whose members the caller writes in DER order.
    template <class Body> Writer& set(Body&& body) {
        return constructed(0x31, std::forward<Body>(body));
    }
    /// [number] constructed, explicit or implicit over a constructed type; number up to 30.
    template <class Body> Writer& context(unsigned number, Body&& body) {
        return constructed(static_cast<std::uint8_t>(0xA0 | number), std::forward<Body>(body));
    }
    /// OCTET STRING around what the body writes.
    template <class Body> Writer& octetStringOf(Body&& body) {
        return constructed(0x04, std::forward<Body>(body));
    }
    /// BIT STRING without unused bits around what the body writes.
    template <class Body> Writer& bitStringOf(Body&& body) {
        const std::size_t start = open(0x03);
        m_bytes.push_back(0);
        body();
        close(start);
        return *this;
    }

    /// SET OF: the members, each a whole element, sorted as DER wants.
    Writer& setOf(std::vector<Bytes> members, std::uint8_t identifier = 0x31);

    Writer& boolean(bool value);
    Writer& integer(std::int64_t value);
    /// INTEGER from big-endian unsigned magnitude; leading zeros dropped, sign octet added.
    Writer& unsignedInteger(ByteView magnitude);
    Writer& enumerated(std::int64_t value);
    Writer& oid(const Oid& oid);
    Writer& null();
    Writer& octetString(ByteView content);
    Writer& bitString(ByteView content, unsigned unusedBits = 0);
    /// BIT STRING of named bits, trailing zeros dropped (bit 0 is the first).
    Writer& namedBits(std::uint64_t bits);
    /// A string of the given universal tag; the content is taken as it is.
    Writer& string(std::uint32_t universalTag, std::string_view content);
    Writer& utf8String(std::string_view text) { return string(12, text); }
    Writer& printableString(std::string_view text) { return string(19, text); }
    Writer& ia5String(std::string_view text) { return string(22, text); }
    /// UTCTime from 1950 until 2049, else GeneralizedTime (RFC 5280 section 4.1.2.5). Whole
    /// seconds; what does not fit the years 0 to 9999 becomes the first or the last second of them.
    Writer& time(TimePoint time);
    Writer& generalizedTime(TimePoint time);
    /// Primitive element with any identifier octet.
    Writer& primitive(std::uint8_t identifier, ByteView content);
    /// Bytes that are already encoded.
    Writer& raw(ByteView encoded);

    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }
    [[nodiscard]] Bytes take() { return std::move(m_bytes); }

private:
    std::size_t open(std::uint8_t identifier);
    void close(std::size_t start);

    Bytes m_bytes;
};

} // namespace scepter::asn1
